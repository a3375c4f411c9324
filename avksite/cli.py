"""The command line; the only place that knows the time, the folders and the exit codes."""

from __future__ import annotations

import argparse
import gc
import math
import os
import re
import sys
import time as clock
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from avksite import report
from avksite.dutch.dates import AMSTERDAM, parse_moment
from avksite.dutch.formatting import list_in_words
from avksite.problems import Misread, Place, Problem, Unusable, nearest

if TYPE_CHECKING:
    from avksite.rendering.artifact import Build
    from avksite.site import Site

OK, PROBLEMS, USAGE, HELD_BACK = 0, 1, 2, 3
MOST_ROUNDS = 10
"""HELD_BACK: the site was made without some files, which a person must be told."""

_FORMATS = list_in_words(("full", *report.FORMATS)).replace(" en ", " of ")
_IN_DUTCH = {
    "unrecognized arguments:": "dit ken ik niet:",
    "ignored explicit argument": "hier hoort niets achter, dus ook niet",
    "expected one argument": "hier hoort nog iets achter",
    "argument ": "bij ",
}
"""Messages of argparse, and ours; the last is part of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options that were typed, with defaults."""

    command: str
    words: list[str]
    today: datetime | None = None
    output: Path | None = None
    base_url: str | None = None
    strict: bool = False
    alles: bool = False
    gewijzigd: bool = False
    hold_back: bool = False
    compress: bool = False
    editor: bool = False
    compare: Path | None = None
    preview: str = ""
    taal: bool = False
    format: str = "full"
    port: int = 8000
    stil: bool = False
    to: list[str] = field(default_factory=list)
    via: str | None = None
    yes: bool = False
    met: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """All arguments, as typed."""

    @property
    def now(self) -> datetime:
        """The moment to build for."""
        return self.today or datetime.now(AMSTERDAM)


class _Parser(argparse.ArgumentParser):
    """Reports usage errors in Dutch."""

    def error(self, message: str) -> NoReturn:
        for english, dutch in _IN_DUTCH.items():
            message = message.replace(english, dutch)
        sys.exit(_usage(f"Die opdracht begrijp ik niet: {message.rstrip('.')}."))


def _parser() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:<10} {command.does}" for name, command in COMMANDS.items())
    parser = _Parser(
        usage=argparse.SUPPRESS,
        description="Maakt van de teksten in content/ een website, feeds, een agenda en een nieuwsbrief.\n"
        f"Typ `python3 build.py` met een opdracht erachter.\n\nopdrachten:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("command", nargs="?", default="build", help=argparse.SUPPRESS)
    parser.add_argument("words", nargs="*", default=[], help=argparse.SUPPRESS)
    add = parser.add_argument_group("dit mag erbij").add_argument
    add("-h", "--help", action="help", help="laat deze uitleg zien")
    add("--today", type=_moment, metavar="DATUM", help="doe alsof het deze dag is: 2023-09-10")
    add("--output", type=Path, metavar="MAP", help="schrijf de site in deze map")
    add("--base-url", type=_base_url, metavar="ADRES", help="het adres waar de site komt te staan")
    add("--strict", action="store_true", help="laat ook een ‘let op’ de site tegenhouden")
    add("--alles", action="store_true", help="vertel ook de tips van teksten die al zo op de site staan")
    add("--gewijzigd", action="store_true", help="bij check: kijk alleen naar wat nog niet zo op de site staat")
    add("--hold-back", action="store_true", help="laat weg wat fout is, en maak de rest van de site wel")
    add("--compress", action="store_true", help="maak er ingepakte bestanden bij (.gz en .br), voor een eigen server")
    add("--editor", action="store_true", help="zet er op /beheer/ een formulier bij om teksten in te schrijven")
    add("--taal", action="store_true", help="bij check: vertel van elke pagina hoe ze leest")
    add("--compare", type=Path, metavar="MAP", help="bij check: vertel wat er verandert aan de site in deze map")
    add("--preview", type=_base_url, metavar="ADRES", help="bij check --compare: waar een voorbeeld van de site staat")
    add("--format", type=_format, metavar="VORM", help=f"de vorm: {_FORMATS}")
    add("--port", type=_port, metavar="NUMMER", help="bij serve: op welke poort")
    add("--met", action="append", metavar="GEGEVEN", help='bij new: vul dit vast in, zoals "datum: 1 mei 2026"')
    add("--stil", action="store_true", help="bij serve: open de browser niet")
    add("--to", action="append", metavar="MAIL", help="bij newsletter proof: naar wie")
    add("--via", metavar="DIENST", help="bij newsletter deliver: een dienst uit site.yaml")
    add("--yes", "--ja", action="store_true", help="bij fix en newsletter deliver: doe het ook echt")
    return parser


def _moment(typed: str) -> datetime:
    try:
        moment = parse_moment(typed)
    except Misread as misread:
        raise argparse.ArgumentTypeError(f"{misread.message} {misread.hint}") from misread
    # A bare day means its end: what is due on that day is visible.
    return datetime.combine(moment.day, moment.time or time(23, 59), AMSTERDAM)


def _base_url(typed: str) -> str:
    from avksite.content.names import LONGEST  # noqa: PLC0415  imported only by the command that needs it

    # It is written to files of hosts, so it may hold no character with a meaning there.
    if not re.fullmatch(r"https?://[\w.:/~%\[\]-]+", typed, re.ASCII) or len(typed) > LONGEST:
        msg = f"`{typed}` is geen adres; typ iets als https://www.voorbeeld.nl"
        raise argparse.ArgumentTypeError(msg)
    return typed.rstrip("/")


def _port(typed: str) -> int:
    if not typed.isdecimal() or not 0 < int(typed) < 2**16:
        msg = f"`{typed}` is geen poort; typ een getal zoals 8000"
        raise argparse.ArgumentTypeError(msg)
    return int(typed)


def _format(typed: str) -> str:
    if typed not in {"full", *report.FORMATS}:
        msg = f"`{typed}` ken ik niet; kies {_FORMATS}"
        raise argparse.ArgumentTypeError(msg)
    return typed


def main(arguments: list[str]) -> int:
    """Run a command and return its exit code.

    0 success, 1 problems, 2 usage error, 3 success without some files, which were held back.
    """
    sys.excepthook = _report_crash
    # Imports and builds create many small objects and few cycles: the collector took a fifth of the time.
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none, and the search is slow
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = Options(**vars(_parser().parse_intermixed_args(arguments)), typed=arguments)
    try:
        return _run(options)
    except Misread as misread:
        return _usage(f"{misread.message} {misread.hint}".rstrip())
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, or Ctrl-D at a question
        report.warn("Gestopt.")
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run(options: Options) -> int:
    command = COMMANDS.get(options.command)
    if command is None:
        raise _unknown("De opdracht", options.command, COMMANDS)
    if options.words and not command.takes_words:
        more = " ".join(options.words)
        raise Misread(f"Achter `{options.command}` hoort niets.", f"Dit staat er te veel: `{more}`.")
    return command.run(options)


def _usage(text: str) -> int:
    report.warn(f"{text}\nTyp `python3 build.py --help` om te zien wat er kan.")
    return USAGE


def _unknown(what: str, typed: str, known: Iterable[str], problem: str = "ken ik niet") -> Misread:
    """Return a Misread of an unknown word, with the most similar known one."""
    meant = nearest(typed, known)
    return Misread(f"{what} `{typed}` {problem}.", f"Bedoel je `{meant}`?" if meant else "")


def _check(options: Options) -> int:
    if options.compare:
        return _compare(options, options.compare)
    if not options.taal:
        return _build_and_report(options, writes=False)
    from avksite.checks.plain_language.level import readings  # noqa: PLC0415  imported only by the command that needs it

    with _building(options) as build:
        report.say(report.language(readings(build.site)))
    return OK


def _compare(options: Options, before: Path) -> int:
    from avksite.rendering.changes import compare  # noqa: PLC0415  as above
    from avksite.rendering.folders import listing  # noqa: PLC0415
    from avksite.rendering.write import MARKER  # noqa: PLC0415

    if not (before / MARKER).is_file():
        raise Misread(
            f"In `{before}` staat geen site.", "Typ achter `--compare` de map van een site die al gemaakt is."
        )
    with _building(options) as build:
        made = {artifact.path: artifact for artifact in build.artifacts}
        changes = compare(made, before, made.keys() | listing(before).files.keys()).known_to(build.site)
        report.say(report.comparison(build, changes, options.preview))
    return OK


def _build_and_report(options: Options, *, writes: bool) -> int:
    from avksite.content.ledger import ADDRESSES  # noqa: PLC0415
    from avksite.memo.unchanged import inputs, note  # noqa: PLC0415  as above
    from avksite.rendering.ledger import made_from, require_ledger, save_ledger  # noqa: PLC0415
    from avksite.rendering.write import recover, write  # noqa: PLC0415

    begin, read = datetime.now(AMSTERDAM), inputs()
    output, written = options.output or Path.cwd() / "output", None
    if writes:
        recover(output)
    news: int | None = None
    with _building(options) as whole:
        # The site of `serve` is not public yet.
        build = _report(whole, options, Path.cwd() / "output" if options.command == "serve" else output)
        failed = bool(build.stopping(is_strict=options.strict))
        if writes and not failed:
            try:
                if _is_published(options):
                    require_ledger(build.site, output)
                    news = save_ledger(build.site, build.artifacts)
                written = write((*build.artifacts, made_from(build.site)), output, Path.cwd() / ".cache")
            except Unusable as unusable:
                _tell(unusable.problems, options.format)
                return PROBLEMS
    seconds = (datetime.now(AMSTERDAM) - begin).total_seconds()
    is_noted, is_full = writes and not failed and options.command == "build", options.format == "full"
    if options.format != "json":
        tell = report.say if is_full else report.warn
        others = len(whole.problems) - len(build.problems)
        tell(report.closing(build, seconds, output if writes else None, others, failed=failed))
        if written:
            tell(report.written(build, written, ADDRESSES, news, output))
        if is_noted:
            tell(report.to_look_at(output))
    if written and is_noted and is_full and not build.held_back:  # otherwise each build must report it again
        until = math.inf if options.today else build.site.holds_until.timestamp()
        holds = (begin.timestamp(), until)
        read = read if news is None else read.with_own(ADDRESSES)
        kept = (str(output), str(written.record), written.folders)
        note(options.typed, read, kept, holds, report.unchanged(build, output))
    return PROBLEMS if failed else HELD_BACK if build.held_back else OK


def _report(build: Build, options: Options, public: Path) -> Build:
    """Report the requested problems: all, those of some files, or those of texts that are not public yet; return them.

    `public` is the folder with the site that readers see.
    """
    from avksite.rendering.ledger import published_texts  # noqa: PLC0415  as above

    published = published_texts(build.site, public)
    if options.words or options.gewijzigd:
        build = replace(build, problems=tuple(_asked(build, options, published)))
    _tell(build.problems, options.format, () if options.words else published, tells_all=options.alles)
    return build


def _asked(build: Build, options: Options, published: Container[str]) -> Iterator[Problem]:
    paths = {_found(build.site, word) for word in options.words}

    def is_asked(place: Place) -> bool:
        is_named = not paths or any(f"{place.path}/".startswith(f"{path}/") for path in paths)
        return is_named and not (options.gewijzigd and place.path in published)

    for problem in build.problems:
        everywhere = (problem.place, *problem.also)
        if first := next(filter(is_asked, everywhere), None):
            yield replace(problem, place=first, also=tuple(place for place in everywhere if place != first))


def _found(site: Site, typed: str) -> str:
    """Return the path from the project's root of a file or folder, of which all or the end was typed."""
    name = os.path.relpath(typed.replace("\\", "/")).replace(os.sep, "/")
    texts = [source.path for source in site.content.sources]
    for path in (name, f"content/{name}", *(path for path in texts if path.endswith(f"/{name}"))):
        if (site.root / path).exists():
            return path
    whole = {path.rpartition("/")[2]: path for path in reversed(texts)}  # most people type only the name
    meant = nearest(name, texts) or whole.get(nearest(name.rpartition("/")[2], whole) or "")
    raise Misread(f"Het bestand `{typed}` is er niet.", f"Bedoel je `{meant}`?" if meant else "")


def _fix(options: Options) -> int:
    from avksite.commands.edits import apply, diff_of  # noqa: PLC0415  as above
    from avksite.commands.fix import edits_of, fixes_of  # noqa: PLC0415  as above
    from avksite.rendering.ledger import published_texts  # noqa: PLC0415

    done = set[str]()
    for _ in range(MOST_ROUNDS):  # a fix may reveal another problem
        with _building(options) as build:
            published = published_texts(build.site, Path.cwd() / "output") if options.gewijzigd else ()
            found = fixes_of(_asked(build, options, published))
            edits = edits_of(build.site, found)
        if options.format != "full" and not options.yes:
            _tell(found, options.format)
            return OK
        if not edits:
            break
        report.say(diff_of(edits) + "\n")
        if not options.yes and not report.asks("Zal ik dit zo typen?"):
            report.say("Er is niets veranderd." if not done else "De rest blijft zoals het was.")
            return OK
        apply(Path.cwd(), edits)
        done |= {edit.to or edit.path for edit in edits}
    report.say(report.fixed(len(done)))
    return OK


def _is_published(options: Options) -> bool:
    """Return whether this is the site that readers see, and not one of another day or at another address."""
    if options.command != "build" or options.today:
        return False
    if options.base_url is None:
        return True
    from avksite.content.settings import SITE, read_settings  # noqa: PLC0415  as above

    typed = read_settings((Path.cwd() / SITE).read_text(encoding="utf-8-sig"))[0].value.base_url
    return options.base_url == typed.rstrip("/")


@contextmanager
def _building(options: Options) -> Iterator[Build]:
    """Build, and keep the memo open while the build is used."""
    from avksite.memo.memo import Memo, code_version  # noqa: PLC0415  as above
    from avksite.memo.seal import was_damaged  # noqa: PLC0415
    from avksite.pipeline import Project, build  # noqa: PLC0415

    root = Path.cwd()
    with Memo(root / ".cache", code_version(), report.Progress()) as memo:
        project = Project(root, options.base_url, began=datetime.now(AMSTERDAM).timestamp())
        if options.hold_back:
            from avksite.commands.hold_back import hold_back  # noqa: PLC0415  as above

            made = hold_back(project, options.now, memo, is_strict=options.strict)
        else:
            made = build(project, options.now, memo)
        if options.editor:
            from avksite.outputs.editor import editor  # noqa: PLC0415  as above
            from avksite.outputs.editor.program import fetch, find_npm  # noqa: PLC0415

            form = editor(made.site, fetch(root, find_npm()), made.artifacts)
            made = replace(made, artifacts=(*made.artifacts, *form))
        if options.compress:
            from avksite.outputs.hosting import compressed  # noqa: PLC0415  as above

            made = replace(made, artifacts=(*made.artifacts, *compressed(made.artifacts, memo)))
        yield made
    if was_damaged(root / ".cache"):
        report.warn(report.CACHE_WAS_DAMAGED)


def _tell(problems: tuple[Problem, ...], form: str, published: Container[str] = (), *, tells_all: bool = False) -> None:
    if form != "full":
        text = report.FORMATS[form](problems)
    elif text := report.full(problems, _typed_in(Path.cwd()), published, tells_all=tells_all):
        text += "\n"
    if text:  # JSON is never empty
        report.say(text)


def _typed_in(root: Path) -> report.TypedLine:
    lines: dict[str, list[str]] = {}

    def typed(place: Place) -> str | None:
        if place.path not in lines:
            path = root / place.path
            # A photo or film has no lines.
            is_typed = path.suffix in {".md", ".yaml", ".txt", ".vtt", ".csv", ".html", ".mjml", ".css", ".js", ".svg"}
            text = path.read_text(encoding="utf-8", errors="replace") if is_typed and path.is_file() else ""
            lines[place.path] = text.split("\n")
        found = lines[place.path]
        if place.line > len(found):
            return None
        return "".join(char if char.isprintable() else " " for char in found[place.line - 1])

    return typed


def _serve(options: Options) -> int:
    from avksite.desk.preview import Preview  # noqa: PLC0415  as above
    from avksite.desk.screens import Broadcast, Desk  # noqa: PLC0415
    from avksite.desk.server import Watcher, open_file, serve  # noqa: PLC0415
    from avksite.memo.memo import Memo, code_version  # noqa: PLC0415
    from avksite.pipeline import Project  # noqa: PLC0415

    root, progress = Path.cwd(), report.Progress()

    def pause() -> None:
        watcher.break_off()

    with Memo(root / ".cache", code_version(), progress, pause=pause) as memo:
        preview = Preview(Project(root, options.base_url), memo, lambda: options.now)
        line = Broadcast()
        watcher = Watcher(preview, lambda: report.say(f"Nagekeken: {report.tally_of(preview.problems)}."), line)
        desk = Desk(preview, watcher.refresh, open_file, line, os.environ)
        preview.refresh()  # the desk runs the checks in the meantime
        gc.freeze()  # the site is long-lived; the collector handles only what is created later
        gc.set_threshold(200_000)
        gc.enable()
        folders = [root / "content", root / "templates"]
        return serve(desk, watcher, folders, report.say, options.port, opens=not options.stil)


def _new(options: Options) -> int:
    from avksite.commands.edits import Edit, apply  # noqa: PLC0415  as above
    from avksite.commands.new import ask, kinds, scaffold, typed_values  # noqa: PLC0415  as above

    root, day = _project(), options.now.date()
    kind, *title = options.words or [""]
    is_asked = sys.stdin.isatty() and sys.stdout.isatty()
    if not kind and is_asked:
        made = "\n".join(f"  {name:<12} {what}" for name, what in kinds().items())
        kind = input(f"Wat wil je maken? Typ een van deze woorden:\n{made}\n> ")
    if not title and not is_asked:
        raise Misread('Typ de soort en de titel, bijvoorbeeld: python3 build.py new nieuws "Wij gaan open"', "")
    if is_asked:
        report.say("Weet je iets nog niet? Druk dan op Enter: dat vul je later in.")
    values = typed_values(kind, options.met, day) | ({"titel": " ".join(title)} if title else {})
    path, text = scaffold(root, kind, ask(kind, values, input, day) if is_asked else values, day)
    apply(root, [Edit(path, None, text.encode())])
    next_steps = "Open het en vul in wat nog leeg is. Haal `concept: ja` weg als het op de site mag."
    report.say(f"Gemaakt: {path}\n{next_steps}\nWat er nog mist, zegt: python3 build.py check")
    return OK


def _import(options: Options) -> int:
    from avksite.commands.edits import apply  # noqa: PLC0415  as above
    from avksite.importing import Refused, closing, import_from  # noqa: PLC0415  as above

    root = _project()
    source = Path(_one_word(options, "Typ het bestand of de map, bijvoorbeeld: python3 build.py import oude-teksten"))
    made, asked, refused = 0, 0, 0
    for found in import_from(root, source, options.now.date()):
        if isinstance(found, Refused):
            refused += 1
            report.warn(found.report)
        else:
            apply(root, found.edits)
            made, asked = made + 1, asked + len(found.questions)
            report.say(f"{found.report}\n")
    report.say(closing(made, asked, refused))
    return PROBLEMS if refused else OK


def _project() -> Path:
    """Return the folder of the project, which is the current one."""
    root = Path.cwd()
    if not (root / "content").is_dir():
        message = "Hier is geen map `content`."
        raise Misread(message, "Ga eerst naar de map van het project, waar `build.py` staat.")
    return root


def _listen(options: Options) -> int:
    name = _one_word(options, "Typ het bestand, bijvoorbeeld: python3 build.py listen content/contact.md")
    name = name.replace("\\", "/").removeprefix("./")
    with _building(options) as build:
        report.say(_heard(build, name))
    return OK


def _heard(build: Build, name: str) -> str:
    """Return what a screen reader says of the page of a text."""
    from avksite.commands.listen import as_heard  # noqa: PLC0415  as above
    from avksite.rendering.artifact import path_of  # noqa: PLC0415

    pages = {document.path: path_of(document.address or "/") for document in build.site.pages}
    made = {artifact.path: artifact for artifact in build.artifacts}
    if name not in pages or pages[name] not in made:
        raise _unknown("Van", name, pages, "is geen pagina gemaakt")
    return as_heard(made[pages[name]].content.decode())


def _explain(options: Options) -> int:
    from avksite.checks import RULES  # noqa: PLC0415  as above

    name = _one_word(options, "Typ de naam van de regel, bijvoorbeeld: python3 build.py explain link-kapot")
    rules = {rule.id: rule for rule in RULES}
    if name not in rules:
        raise _unknown("De regel", name, rules)
    report.say(report.explanation(rules[name]))
    return OK


def _one_word(options: Options, hint: str) -> str:
    if len(options.words) != 1:
        raise Misread(hint, "")
    return options.words[0]


def _reference(options: Options) -> int:
    del options
    from avksite.commands.reference import reference  # noqa: PLC0415  as above

    for path, text in reference().items():
        target = Path.cwd() / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        report.say(f"Gemaakt: {path}")
    return OK


def _newsletter(options: Options) -> int:
    from avksite.delivery.command import Context, newsletter  # noqa: PLC0415  as above

    with ExitStack() as until_done:
        desk = Context(
            build=lambda: until_done.enter_context(_building(options)),
            say=report.say,
            tell=lambda problems: _tell(problems, options.format),
            now=options.now,
            clock=clock.perf_counter,
            environment=os.environ,
            folder=options.output or Path("verzending"),
            to=tuple(options.to),
            via=options.via,
            yes=options.yes,
        )
        return OK if newsletter(desk, options.words) else PROBLEMS


def _test(options: Options) -> int:
    del options
    raise Misread("De tests start je met: python3 build.py test", "")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its description, its function, and whether it takes words."""

    does: str
    run: Callable[[Options], int]
    takes_words: bool = False


COMMANDS = {
    "build": Command(
        "maak de site in output/ (dit gebeurt ook zonder opdracht)",
        lambda options: _build_and_report(options, writes=True),
    ),
    "check": Command("kijk alles na, of een bestand: check content/contact.md", _check, takes_words=True),
    "fix": Command("typ vanzelf wat geen nadenken vraagt: fix content/contact.md", _fix, takes_words=True),
    "serve": Command("open de redactie: schrijven, bekijken en nakijken in je browser", _serve),
    "new": Command('begin een nieuw bestand: new nieuws "Titel"; vraagt wat nodig is', _new, takes_words=True),
    "import": Command("maak concepten van oude teksten (txt, html, docx, xml): import map", _import, takes_words=True),
    "explain": Command("leg een regel uit: explain beeld-zonder-tekst", _explain, takes_words=True),
    "listen": Command("lees wat voorleessoftware zegt: listen content/contact.md", _listen, takes_words=True),
    "newsletter": Command("de nieuwsbrief: plan, report, proof of deliver", _newsletter, takes_words=True),
    "reference": Command("maak de naslag in docs/reference/ opnieuw", _reference),
    "test": Command("draai alle tests", _test, takes_words=True),
}


def _report_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print that the author did nothing wrong, then the traceback for a maintainer."""
    report.warn(
        "Hier gaat iets mis in het programma zelf. Jij hebt niets verkeerd gedaan, en er is niets gewist.\n"
        "Stuur wat hieronder staat naar wie het programma onderhoudt."
    )
    sys.__excepthook__(kind, error, trace)
