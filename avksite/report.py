"""Formats reports of problems for people, editors and CI, and the summary at the end of a build; and prints."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.dutch.formatting import count_in_words, list_in_words
from avksite.patterns import regex
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.dutch.readability import PageReading
    from avksite.rendering.artifact import Build
    from avksite.rendering.changes import Change, Changes
    from avksite.rendering.write import Written

WORDS = {Severity.ERROR: "fout", Severity.WARNING: "let op", Severity.HINT: "tip"}
GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
WIDTH = 88
LEAD = 24
"""Characters that are quoted before the words that a problem is about."""
MOST_TIPS, MOST_FILES, MOST_LINES, MOST_SAME = 10, 5, 8, 5
"""Limits of a report: rules with tips for one text, texts that are reported in full, lines that are named, and errors
of one rule with the reason and the quotation."""
HIDDEN = (
    "Er {} niet bij: van teksten die al zo op de site staan, of die minder helpen. Tips houden niets tegen. "
    "Alles lezen: python3 build.py check --alles"
)
_STRAIGHT = str.maketrans("‘’“”\u00a0", "''\"\" ")
MOST_PLACES = 3
"""Other places of one cause that are named; `--format json` has all."""
MOST_CHANGES = 5
"""Pages of one type of change that are named; `check --compare` has all."""
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters: quotations of files and services must not control the terminal."""

TypedLine = Callable[[Place], str | None]
"""Returns the source line at a place, or None when there is none."""


def full(
    problems: Iterable[Problem],
    typed: TypedLine,
    published: Container[str] = (),
    *,
    tells_all: bool = False,
) -> str:
    """Return the report for people, who read its end first: tips, then warnings, then errors.

    Repeated errors are shortened. Tips and warnings are grouped by file. Unless `tells_all`, files in `published`,
    which are public as they are, get no tips, and others get the most helpful ones.
    """
    found = tuple(problems)
    most = len(found) if tells_all else MOST_FILES
    tips = _by_file(found, Severity.HINT)
    told = [path for path in tips if tells_all or path not in published][:most]
    shown = {path: _most_helpful(tips[path], len(found) if tells_all else MOST_TIPS) for path in told}
    left = sum(map(len, tips.values())) - sum(len(its) for rows in shown.values() for its in rows)
    warnings = _by_file(found, Severity.WARNING)
    errors: dict[Rule, list[Problem]] = {}
    for problem in found:
        if problem.severity is Severity.ERROR:
            errors.setdefault(problem.rule, []).append(problem)
    again = {it for same in errors.values() for it in ([] if tells_all else same[MOST_SAME:])}
    reasons: set[Rule] = set()
    blocks = [
        *(_tips(path, rows) for path, rows in shown.items()),
        *([_wrapped("", HIDDEN.format("staat 1 tip" if left == 1 else f"staan {left} tips"))] if left else []),
        *(_warnings(path, warnings[path], typed, reasons) for path in list(warnings)[:most]),
        *([_briefly(warnings, list(warnings)[most:])] if len(warnings) > most else []),
        *([_again(it for it in found if it in again)] if again else []),
        *(_error(it, typed) for it in found if it.severity is Severity.ERROR and it not in again),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _by_file(problems: Iterable[Problem], severity: Severity) -> dict[str, list[Problem]]:
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is severity:
            files.setdefault(problem.place.path, []).append(problem)
    return files


def _most_helpful(tips: Iterable[Problem], most: int) -> list[list[Problem]]:
    """Return the most helpful tips of one file, grouped by rule, in the order of their lines.

    First come what would be errors outside a draft, then what WCAG requires, then the most frequent.
    """
    rules: dict[Rule, list[Problem]] = {}
    for tip in tips:
        rules.setdefault(tip.rule, []).append(tip)
    order = list(Severity)
    ranked = sorted(
        rules.values(), key=lambda its: (order.index(its[0].rule.severity), not its[0].rule.criterion, -len(its))
    )
    return sorted(ranked[:most], key=lambda its: its[0].order)


def _tips(path: str, rows: Iterable[list[Problem]]) -> list[str]:
    """Return the tips of one file: the first of each rule, with the number and lines of the others."""
    lines = [f"TIPS voor {path}"]
    for first, *others in rows:
        label = f"{len(others) + 1} keer, het eerst op regel" if others else "regel"
        again = f" {_also_on(others)}" if others else ""
        text = f"{_on_one_line(first)} {first.hint}{again} [{first.rule.id}]"
        lines += _wrapped(f"{label} {first.place.line}: ", text, hang=4)
    return lines


def _warnings(path: str, problems: Iterable[Problem], typed: TypedLine, reasons: set[Rule]) -> list[str]:
    """Return the warnings of one file; equal ones are merged, and a reason is given once in a report."""
    lines = [f"LET OP in {path}"]
    same: dict[tuple[Rule, str], list[Problem]] = {}
    for problem in problems:
        same.setdefault((problem.rule, problem.message), []).append(problem)
    for first, *others in same.values():
        mark = f" ({_mark(first)})" if _mark(first) else ""
        label = f"regel {first.place.line}{mark}"
        lines += ["", *(_quoted(label, first, typed) or [f"  {label}"]), *_wrapped("", first.message)]
        lines += _wrapped("", _also_on(others)) if others else []
        lines += _advice(first, tells_why=first.rule not in reasons)
        reasons.add(first.rule)
    return lines


def _briefly(files: Mapping[str, list[Problem]], paths: Iterable[str]) -> list[str]:
    """Return one line for each file: the rules, with counts."""
    rows = ((path, Counter(problem.rule.id for problem in files[path])) for path in paths)
    named = ((path, [f"{number} keer {rule}" for rule, number in rules.most_common()]) for path, rules in rows)
    return ["LET OP ook in", *(f"  {path}: {', '.join(rules)}" for path, rules in named)]


def _also_on(problems: Iterable[Problem]) -> str:
    lines = list(dict.fromkeys(str(problem.place.line) for problem in problems))
    more = [f"nog {len(lines) - MOST_LINES} regels"] if len(lines) > MOST_LINES + 1 else []
    return f"Ook op regel {list_in_words([*lines[: MOST_LINES if more else None], *more])}."


def _again(problems: Iterable[Problem]) -> list[str]:
    """Return repeated errors in short: where, what, and what to do."""
    lines = ["FOUT ook hier"]
    for it in problems:
        lines += _wrapped(f"{it.place.path}:{it.place.line}: ", f"{_on_one_line(it)} {it.hint}", hang=4)
    return lines


def _error(problem: Problem, typed: TypedLine) -> list[str]:
    place, mark = problem.place, f" ({_mark(problem)})" if _mark(problem) else ""
    quoted = _quoted(str(place.line), problem, typed)
    lines = [f"FOUT{mark} in {place.path}, regel {place.line}", *_wrapped("", problem.message)]
    return [*lines, *(["", *quoted, ""] if quoted else []), *_advice(problem)]


def _quoted(label: str, problem: Problem, typed: TypedLine) -> list[str]:
    """Return the source line of a problem, or an excerpt."""
    fix, is_name = problem.fix, bool(problem.fix and problem.fix.place and not problem.fix.place.line)
    line, about = "" if is_name else typed(problem.place) or "", problem.about or (fix.old if fix else "")
    return [f"  {label} │ {excerpt(line, about)}"] if line.strip() else []


def excerpt(line: str, about: str) -> str:
    """Return a source line, or the part of a long one that starts with the words in question."""
    text = line.strip()
    at = _position(text, about)
    start = text.rfind(" ", 0, at - LEAD) + 1 if at > WIDTH - 2 * LEAD and len(text) > WIDTH else 0
    begin, rest = "… " if start else "", text[start:]
    room = WIDTH - len(begin)
    return begin + (rest if len(rest) <= room else f"{rest[: room - 2].rpartition(' ')[0] or rest[: room - 2]} …")


def _position(text: str, about: str) -> int:
    """Return the position of words in a line: of as many as match, because markup may be between them."""
    text, words = text.translate(_STRAIGHT), about.translate(_STRAIGHT).split()
    starts = (text.find(" ".join(words[:number])) for number in range(len(words), 0, -1))
    return next((start for start in starts if start >= 0), 0)


def _advice(problem: Problem, *, tells_why: bool = True) -> list[str]:
    return [
        *(_wrapped("Ook hier: ", _elsewhere(problem)) if problem.also else []),
        *(_wrapped("Waarom: ", problem.why or problem.rule.explanation.why) if tells_why else []),
        *_wrapped("Doe dit: ", problem.hint),
        *([f"  Meer weten: python3 build.py explain {problem.rule.id}"] if tells_why else []),
    ]


def _wrapped(label: str, text: str, hang: int = 0) -> list[str]:
    """Wrap a text after its label; a text with line breaks, such as a table, keeps them."""
    first, *others = text.split("\n")
    margin = "  " + " " * (hang or len(label))
    wrapped = textwrap.wrap(
        f"{label}{first}",
        WIDTH,
        initial_indent="  ",
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [*wrapped, *(f"{margin}{line}" for line in others)]


def _said(problem: Problem) -> str:
    """Return the message, with the reason why it does not stop publication."""
    return f"({_mark(problem)}) {problem.message}" if _mark(problem) else problem.message


def _mark(problem: Problem) -> str:
    return "concept" if problem.in_draft else "weggelaten" if problem.is_held_back else ""


def _on_one_line(problem: Problem) -> str:
    """Return the message, with the other places of the same cause."""
    return _said(problem) + (f" Ook hier: {_elsewhere(problem)}" if problem.also else "")


def _elsewhere(problem: Problem) -> str:
    """Return the first of the other places, and their number."""
    named = [f"{place.path}:{place.line}" for place in problem.also[:MOST_PLACES]]
    left = len(problem.also) - len(named)
    more = f" en nog {left} {'plek' if left == 1 else 'plekken'}" if left else ""
    return f"{', '.join(named)}{more} (samen {len(problem.also) + 1} keer)."


def concise(problems: Iterable[Problem]) -> str:
    """Return one line for each problem."""
    lines = (f"{p.place.path}:{p.place.line}: {WORDS[p.severity]}[{p.rule.id}] {_on_one_line(p)}" for p in problems)
    return "\n".join(line.replace("\n", " ") for line in lines)  # a message or path may contain newlines


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON array for editors and other programs."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "severity": problem.severity.value,
            "rule": problem.rule.id,
            "criterion": problem.rule.criterion,
            "message": _said(problem),
            "hint": problem.hint,
            "fix": _fix(problem),
            "held_back": problem.is_held_back,
            "also": [{"path": place.path, "line": place.line} for place in problem.also],
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _fix(problem: Problem) -> dict[str, str | int] | None:
    """Return the fix for an editor program; with `to_fill`, the author must fill in `new` first."""
    if problem.fix is None:
        return None
    place = problem.fix.place or problem.place
    return {
        "old": problem.fix.old,
        "new": problem.fix.new,
        "to_fill": problem.fix.to_fill,
        "is_safe": problem.fix.is_safe,
        "path": place.path,
        "line": place.line,
    }


def github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a pull request."""
    return "\n".join(
        f"::{GITHUB[p.severity]} file={_property(p.place.path)},line={p.place.line},"
        f"title={_property(p.rule.id)}::{_data(f'{_on_one_line(p)} {p.hint}')}"
        for p in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS = {"concise": concise, "json": as_json, "github": github}
"""Every format except `full`, which takes more arguments."""


def tally_of(problems: Iterable[Problem]) -> str:
    """Return the number of these problems in words."""
    times = Counter(problem.severity for problem in problems)
    errors, warnings, hints = (times[severity] for severity in Severity)
    parts = []
    if errors:
        parts.append("1 fout" if errors == 1 else f"{errors} fouten")
    if warnings:
        parts.append(f"{warnings} keer ‘let op’")
    if hints:
        parts.append("1 tip" if hints == 1 else f"{hints} tips")
    return ", ".join(parts) or "geen problemen"


def summary(build: Build) -> str:
    """Return what was made, in numbers."""
    paths = [artifact.path for artifact in build.artifacts]

    def count(one: str, more: str, *endings: str) -> str:
        number = sum(path.endswith(endings) for path in paths)
        return f"{number} {one if number == 1 else more}"

    mails = sum(artifact.is_mail for artifact in build.artifacts)
    pages = sum(artifact.is_page for artifact in build.artifacts)
    found = tally_of(build.problems)
    return (
        f"  {pages} pagina’s · {count('feed', 'feeds', 'feed.xml')} · "
        f"{mails} {'mail' if mails == 1 else 'mails'} · {count('agenda', 'agenda’s', '.ics')} · {found}"
    )


def fixable(build: Build) -> str:
    """Return how many problems `fix` can solve; "" when there are none."""
    number = sum(bool(problem.fix and problem.fix.is_safe) for problem in build.problems)
    return f"  Wat ik voor je kan typen ({number} keer): python3 build.py fix" if number else ""


def fixed(files: int) -> str:
    """Return how many files were fixed."""
    if not files:
        return "Er is niets wat ik vanzelf kan herstellen."
    return f"Klaar: {count_in_words(files, 'bestand', 'bestanden')} hersteld. Kijk na: python3 build.py check"


def withheld(build: Build) -> str:
    """Return the documents that are not visible yet, with the reason; "" when there are none."""
    lines = []
    for path, document in build.site.withheld.items():
        moment = document.entry.visible_from
        lines.append(f"  Nog niet te zien: {path} ({f'vanaf {moment.text}' if moment else 'een concept'})")
    return "\n".join(lines)


def unreported(build: Build) -> str:
    """Return the suppressed problems, with reasons; "" when there are none."""
    lines = []
    for item in build.unreported:
        times = f", {item.count} keer" if item.count > 1 else ""
        lines.append(f"  Niet gemeld op verzoek: {item.path}: {item.rule.id} ({item.reason}){times}")
    return "\n".join(lines)


def held_back(build: Build) -> str:
    """Return what was held back, and where it is typed; "" when nothing was."""
    return "\n".join(f"  Weggelaten: {it.place.path}, regel {it.place.line}. {it.message}" for it in build.held_back)


def closing(build: Build, seconds: float, written: Path | None, others: int = 0, *, failed: bool) -> str:
    """Return how a build or a check ended.

    `written` is the output folder, `others` the number of problems outside the requested files.
    """
    found, took = tally_of(build.problems), f"{seconds:.1f}".replace(".", ",")
    elsewhere = f"  In de rest van de site: nog {others} {'melding' if others == 1 else 'meldingen'}." if others else ""
    if failed:
        lines = [f"Er is nog iets te herstellen: {found} ({took} seconden).", elsewhere, fixable(build)]
        if written and written.is_dir():
            lines.append(f"  {written.name}/ is niet veranderd: de vorige site staat er nog.")
    else:
        end = f"Klaar in {took} seconden." if written else f"Nagekeken in {took} seconden: {found}."
        lines = [end, summary(build), elsewhere, fixable(build)]
        lines += [withheld(build), unreported(build), held_back(build)]
    return "\n".join(filter(None, lines))


def changed(changes: Changes | None) -> str:
    """Return what changed for readers: a few by name, and the number of the others."""
    if changes is None:
        return "  Hier was nog geen site om mee te vergelijken."
    lines = [
        *_named("Nieuw", [f"‘{it.title}’" for it in changes.new]),
        *_named(
            "Veranderd",
            [f"‘{it.title}’ ({list_in_words(it.what)})" if it.what else f"‘{it.title}’" for it in changes.changed],
        ),
        *_named("Verhuisd", [f"‘{it.title}’ (van {it.was} naar {it.address})" for it in changes.moved]),
        *_named("Weg", [f"‘{it.title}’ ({it.address})" for it in changes.gone]),
    ]
    if changes.along:
        lines += _wrapped("", _along(changes.along))
    return "\n".join(lines) or "  Voor een lezer is er niets veranderd."


def _named(label: str, names: list[str]) -> list[str]:
    if not names:
        return []
    left = len(names) - MOST_CHANGES
    return _wrapped(f"{label}: ", list_in_words([*names[:MOST_CHANGES], *([f"nog {left}"] if left > 0 else [])]))


def _along(along: tuple[Change, ...]) -> str:
    many = "1 pagina" if len(along) == 1 else f"{len(along)} pagina’s"
    return f"Op {many} is iets anders om de tekst heen: een lijst, ‘Lees ook’, het menu of de voet."


def comparison(build: Build, changes: Changes, preview: str) -> str:
    """Return the changes of the site as Markdown, with links to a preview if it has an address."""
    lines = ["## Wat er verandert voor een lezer"]
    if build.count(Severity.ERROR):
        lines += [
            f"Er is nog iets te herstellen: {tally_of(build.problems)}. Wat daarin fout is, staat hier nog niet bij."
        ]
    groups = {"Nieuw": changes.new, "Veranderd": changes.changed, "Verhuisd": changes.moved}
    for label, found in groups.items():
        lines += _group(label, [_linked(it, preview) for it in found])
    lines += _group("Weg", [f"{_plain(it.title)} (`{it.address}`)" for it in changes.gone])
    if changes.along:
        rows = "\n".join(f"- {_linked(replace(it, what=()), preview)}" for it in changes.along)
        lines.append(f"<details>\n<summary>{_along(changes.along)}</summary>\n\n{rows}\n\n</details>")
    return "\n\n".join(lines if len(lines) > 1 else [*lines, "Niets. Elke pagina zegt wat ze al zei."])


def _group(label: str, rows: list[str]) -> list[str]:
    return [f"**{label}** ({len(rows)})", "\n".join(f"- {row}" for row in rows)] if rows else []


def _linked(it: Change, preview: str) -> str:
    """Return a page with its changes; the link has the full file name, because a preview may be a folder."""
    file = f"{it.address}index.html" if it.address.endswith("/") else it.address
    name = f"[{_plain(it.title)}]({preview}{file})" if preview else f"{_plain(it.title)} (`{it.address}`)"
    what = f"van `{it.was}` naar `{it.address}`" if it.was else list_in_words(it.what)
    return f"{name}: {what}" if what else name


def _plain(text: str) -> str:
    """Escape a title for Markdown."""
    return re.sub(r"([\\`*_\[\]#|~!])", r"\\\1", escape(text, quote=False))


def written(build: Build, done: Written, ledger: str, addresses: int | None, folder: Path) -> str:
    """Return the result of writing the site.

    That is what changed for readers, the number of new addresses in the ledger, None when it was not written, and the
    files in the folder that are not of the site.
    """
    lines = [changed(done.changes.known_to(build.site) if done.changes else None)]
    if addresses is not None:
        new = "1 nieuw adres" if addresses == 1 else f"{addresses} nieuwe adressen"
        more = f", met {new}" if addresses else ""
        lines.append(f"  Bijgewerkt: {ledger}{more}. Lever dat bestand mee in met je teksten.")
    if done.aside:
        more = f" en nog {len(done.aside) - MOST_PLACES}" if len(done.aside) > MOST_PLACES else ""
        names = f"{', '.join(done.aside[:MOST_PLACES])}{more}"
        lines.append(f"  In {folder.name}/ stond wat niet bij de site hoort: {names}.")
        lines.append(f"  Het is bewaard in {done.folder}.")
    return "\n".join(lines)


CACHE_WAS_DAMAGED = (
    "  In de map .cache was iets beschadigd. Dat is opnieuw gemaakt: de site klopt, en jij hoeft niets te doen.\n"
    "  Gebeurt dit vaker? Laat dan de schijf van deze computer nakijken."
)


def to_look_at(written: Path) -> str:
    """Return where to look at the result."""
    return f"  Bekijken: python3 build.py serve, of open {written.name}/index.html in je browser."


def unchanged(build: Build, written: Path) -> str:
    """Return the report of a next build when nothing changes."""
    end = f"Er is niets veranderd sinds de vorige keer: {written.name}/ klopt nog."
    more = "  Lezen wat beter kan: python3 build.py check" if build.problems else ""
    return "\n".join(filter(None, (end, summary(build), withheld(build), unreported(build), more, to_look_at(written))))


def explanation(rule: Rule) -> str:
    """Return what a rule promises and why, with a bad and a good example."""
    criterion = f" (WCAG {rule.criterion})" if rule.criterion else ""
    why, bad, good = rule.explanation
    return "\n".join(
        [
            f"{rule.id}: {WORDS[rule.severity]}{criterion}",
            "",
            *_wrapped("", rule.promise),
            *_wrapped("Waarom: ", why),
            "",
            "  Niet zo:",
            textwrap.indent(bad.strip("\n"), "    "),
            "",
            "  Maar zo:",
            textwrap.indent(good.strip("\n"), "    "),
        ]
    )


def language(readings: Iterable[PageReading]) -> str:
    """Return the readability of each page, the hardest first, with its hardest sentences."""
    lines = [
        "Hoe leest het? 100 is heel makkelijk, 0 heel moeilijk. De score (Flesch-Douma) telt alleen hoe lang zinnen en",
        "woorden zijn. Het is een grove maat: lees de tekst ook zelf, of laat een lezer meekijken. Onder een tekst",
        "staan de zinnen die het moeilijkst zijn. Staat er niets bij wat je kunt doen? Dan leest de tekst goed.",
    ]
    for page in sorted(readings, key=lambda page: (page.score.points, page.path)):
        average = f"{page.score.words_a_sentence:.1f}".replace(".", ",")
        lines += ["", f"{page.path}: {page.score.points}, {page.score.band}. Een zin heeft hier {average} woorden."]
        for sentence in page.hardest:
            lines += _wrapped(f"regel {sentence.line} ({sentence.words} woorden): ", sentence.text)
        lines += _wrapped("Doe dit: ", page.score.advice) if page.hardest and page.score.advice else []
    return "\n".join(lines)


def say(text: str) -> None:
    """Print to the standard output."""
    print(_CONTROL.sub("�", text), flush=True)


def asks(question: str) -> bool:
    """Ask a yes-or-no question; without an answer, return False."""
    try:
        return input(f"{question} [ja/nee] ").strip().casefold() in {"j", "ja"}
    except EOFError:
        return False


def warn(text: str) -> None:
    """Print to the standard error."""
    print(_CONTROL.sub("�", text), file=sys.stderr, flush=True)


class Progress:
    """A progress line for slow work, on a terminal."""

    WORDS = {  # noqa: RUF012  a constant
        "examine": "Foto’s en documenten bekijken",
        "take": "Teksten openen",
        "understand": "Teksten lezen",
        "perform": "Pagina’s maken en teksten nakijken",
        "look_at": "Teksten nakijken",
        "make_heavy": "Foto’s klein maken",
        "packed": "Bestanden inpakken",
    }
    EVERY = 200
    SLOW = {"make_heavy": 10}  # noqa: RUF012  as above

    def __init__(self) -> None:
        """Be silent when the output is no terminal, but a log file."""
        self._shows = sys.stderr.isatty()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Update the line, if the last time was long enough ago."""
        every = self.SLOW.get(what, self.EVERY)
        if self._shows and total >= every and (done % every == 0 or done == total):
            end = "\n" if done == total else "\r"
            print(f"{self.WORDS.get(what, what)}: {done} van {total}", end=end, file=sys.stderr, flush=True)
