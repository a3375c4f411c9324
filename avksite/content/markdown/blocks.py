"""The blocks that staff can put in a text, what each needs, and what is said when that is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.front_matter.flaws import Slip
from avksite.content.front_matter.outline import read_outline
from avksite.content.markdown.draft import shortened
from avksite.content.markdown.raw_html import report_html_in
from avksite.problems import Fix, Rule, Severity, nearest

if TYPE_CHECKING:
    from avksite.content.markdown.draft import Draft, Line

_ERROR = Severity.ERROR

UNKNOWN = Rule(
    id="blok-onbekend",
    severity=_ERROR,
    promise="Elk blok is een blok dat de site kent.",
    why="Een blok met een andere naam kan de site niet laten zien. De lezer zou dan losse tekens zien.",
    bad="/// citat | Een deelnemer\nZe luisterden echt naar mij.\n///\n",
    good="/// citaat | Een deelnemer\nZe luisterden echt naar mij.\n///\n",
)
OPEN = Rule(
    id="blok-open",
    severity=_ERROR,
    promise="Elk blok dat begint, houdt ook op.",
    why="Zonder laatste regel weet de site niet waar het blok ophoudt. Dan komt de hele pagina erin te staan.",
    bad="/// let-op\nNeem je legitimatie mee.\n\nTot dan!\n",
    good="/// let-op\nNeem je legitimatie mee.\n///\n\nTot dan!\n",
)
STRAY_END = Rule(
    id="blok-einde",
    severity=_ERROR,
    promise="Een regel met alleen `///` sluit een blok dat open is.",
    why="Hier is geen blok open. De lezer zou losse schuine strepen zien.",
    bad="Tot dan!\n\n///\n",
    good="/// let-op\nTot dan!\n///\n",
)
OPTION = Rule(
    id="blok-optie",
    severity=_ERROR,
    promise="Elk blok heeft de gegevens die erbij horen, en geen andere.",
    why="Zonder die gegevens laat een blok niets zien, of iets anders dan je bedoelt.",
    bad="/// knop | Meld je aan\n    naart: https://www.voorbeeld.nl/aanmelden\n///\n",
    good="/// knop | Meld je aan\n    naar: https://www.voorbeeld.nl/aanmelden\n///\n",
)
TITLE = Rule(
    id="blok-titel",
    severity=_ERROR,
    promise="Een blok dat een titel nodig heeft, heeft er een.",
    why="De titel is wat een lezer leest of hoort voordat hij klikt. Zonder titel weet hij niet wat er komt.",
    bad="/// uitklap\nWe vergoeden je reiskosten.\n///\n",
    good="/// uitklap | Krijg ik mijn reiskosten terug?\nWe vergoeden je reiskosten.\n///\n",
)
CONTENT = Rule(
    id="blok-inhoud",
    severity=_ERROR,
    promise="Een blok heeft tekst als het tekst nodig heeft, en anders niet.",
    why="Een leeg blok zegt de lezer niets. En tekst in een blok dat geen tekst laat zien, zou verdwijnen.",
    bad="/// let-op\n///\n",
    good="/// let-op\nWe beginnen een uur later.\n///\n",
)
DEEP = Rule(
    id="blok-diep",
    severity=_ERROR,
    promise="Blokken staan niet dieper dan vier in elkaar.",
    why="Dieper kan geen lezer het meer volgen.",
    bad="".join(f"{'/' * (7 - n)} uitklap | Vraag {n}\n" for n in range(5))
    + "Tekst.\n"
    + "".join(f"{'/' * n}\n" for n in range(3, 8)),
    good="//// uitklap | Vraag\n/// let-op\nTekst.\n///\n////\n",
)
RULES = (UNKNOWN, OPEN, STRAY_END, OPTION, TITLE, CONTENT, DEEP)

DEEPEST = 4


class Content(Enum):
    """Whether a block has text in it."""

    NEEDED = auto()
    ALLOWED = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class BlockKind:
    """A block: its name, an example to copy, whether it needs a title and text, and its options."""

    name: str
    example: str
    needs_title: bool = False
    content: Content = Content.NEEDED
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    """Options of which one is needed."""
    optional: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """Every option the block understands."""
        return (*self.required, *self.one_of, *self.optional)


KINDS: Mapping[str, BlockKind] = {
    kind.name: kind
    for kind in (
        BlockKind("citaat", "/// citaat | Een deelnemer\nZe luisterden echt naar mij.\n///"),
        BlockKind(
            "video",
            "/// video | Wat het onderzoek leert\n    bestand: onderzoek.mp4\n    ondertiteling: onderzoek.vtt\n"
            "    transcript: onderzoek.md\n    audiodescriptie: niet nodig, want een stem vertelt alles\n///",
            needs_title=True,
            content=Content.ALLOWED,
            one_of=("bestand", "adres"),
            optional=("poster", "ondertiteling", "taal", "transcript", "audiodescriptie", "duur"),
        ),
        BlockKind(
            "audio",
            "/// audio | Gesprek met een gezinscoach\n    bestand: gesprek.mp3\n    transcript: gesprek.md\n///",
            needs_title=True,
            content=Content.ALLOWED,
            one_of=("bestand", "adres"),
            optional=("transcript", "taal", "duur"),
        ),
        BlockKind(
            "contact", "/// contact\n    persoon: saskia-duursma\n///", content=Content.ALLOWED, required=("persoon",)
        ),
        BlockKind("let-op", "/// let-op | Andere zaal\nWe beginnen een uur later.\n///"),
        BlockKind(
            "download",
            "/// download | Verslag van de werksessie\n    bestand: verslag.pdf\n///",
            needs_title=True,
            content=Content.ALLOWED,
            required=("bestand",),
            optional=("toelichting", "taal"),
        ),
        BlockKind(
            "fase",
            "/// fase | Fase 1: een plan\n    van: februari 2023\n    tot: maart 2023\n\nWe maken een plan.\n///",
            needs_title=True,
            content=Content.ALLOWED,
            required=("van",),
            optional=("tot",),
        ),
        BlockKind(
            "knop",
            "/// knop | Meld je aan\n    naar: https://www.voorbeeld.nl/aanmelden\n///",
            needs_title=True,
            content=Content.NONE,
            required=("naar",),
        ),
        BlockKind("aanmelden", "/// aanmelden\n///", content=Content.ALLOWED),
        BlockKind(
            "cijfers", "/// cijfers\n    feiten: [partners, jaren]\n///", content=Content.ALLOWED, required=("feiten",)
        ),
        BlockKind(
            "uitklap",
            "/// uitklap | Krijg ik mijn reiskosten terug?\nJa, stuur ons de kaartjes.\n///",
            needs_title=True,
        ),
    )
}

_OPENER = re.compile(r"(/{3,})[ ]*([^\W_][\w-]*)[ ]*(.*)")
_KEY = re.compile(r"[ ]*([\w-]+)[ ]*:(?:[ ]|$)")


class Opener(NamedTuple):
    """The first line of a block: how many slashes, its name, and its title."""

    slashes: int
    name: str
    title: str
    is_sound: bool
    """False when words stand behind the name without a `|`."""


def read_opener(text: str) -> Opener | None:
    """Read a line, without its indent, as the first of a block; None when it is not."""
    if not text.startswith("///"):
        return None
    found = _OPENER.fullmatch(text.rstrip())
    if not found:
        return None
    rest = found[3]
    title = rest.removeprefix("|").strip()
    return Opener(len(found[1]), found[2].lower(), title, is_sound=not rest or rest.startswith("|"))


def read_end(text: str) -> int:
    """Return the number of slashes when a line, without its indent, ends a block, and else 0."""
    text = text.rstrip()
    return len(text) if text.startswith("///") and not text.strip("/") else 0


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a block, the line of each, and how many lines they take."""

    values: Mapping[str, str | tuple[str, ...]]
    lines: Mapping[str, int]
    taken: int


def read_block(opener: Opener, first: Line, inner: Sequence[Line], draft: Draft, *, is_closed: bool) -> Options:
    """Read the options of a block from the lines in it, and report what is wrong with the block."""
    kind = KINDS.get(opener.name)
    options = _read_options(kind, inner, draft)
    report_html_in(opener.title, first.number, draft)
    if not is_closed:
        report_open(opener, first.number, draft)
    if kind is None:
        _report_unknown(opener, first.number, draft)
        return options
    _check_title(kind, opener, first, draft)
    misplaced = _check_content(kind, inner[options.taken :], first.number, draft) if is_closed else ""
    _check_options(kind, options, first.number, draft, misplaced)
    return options


def _read_options(kind: BlockKind | None, lines: Sequence[Line], draft: Draft) -> Options:
    taken = _count_option_lines(kind, lines)
    if not taken:
        return Options({}, {}, 0)
    first = lines[0].number
    outline = read_outline([line.text for line in lines[:taken]], first)
    for flaw in outline.flaws:
        if flaw.slip is not Slip.QUOTE:
            draft.report(OPTION, flaw.line, flaw.message, flaw.hint, flaw.fix)
    values = {key.lower(): _as_text(value) for key, value in outline.values.items()}
    lines_of = {key.lower(): outline.lines.get((key,), first) for key in outline.values}
    return Options(values, lines_of, taken)


def _count_option_lines(kind: BlockKind | None, lines: Sequence[Line]) -> int:
    known = kind.options if kind else ()
    taken = 0
    for line in lines:
        indent = len(line.text) - len(line.text.lstrip(" "))
        key = _KEY.match(line.text)
        # Four spaces, as pymdown-extensions asks; fewer where the line can mean nothing else.
        enough = 4 if not key or key[1].lower() not in known else 2
        if indent < enough or not (key or taken):
            break
        taken += 1
    return taken


def _as_text(value: object) -> str | tuple[str, ...]:
    if isinstance(value, dict):
        return str(getattr(value, "typed", ", ".join(f"{key}: {_as_text(item)}" for key, item in value.items())))
    if isinstance(value, list):
        return tuple(text if isinstance(text := _as_text(item), str) else ", ".join(text) for item in value)
    return str(value)


def _report_unknown(opener: Opener, line: int, draft: Draft) -> None:
    close = nearest(opener.name, KINDS)
    meant = f"Bedoel je `{close}`? " if close else ""
    names = ", ".join(f"`{name}`" for name in KINDS)
    fix = Fix(opener.name, close) if close else None
    draft.report(UNKNOWN, line, f"Het blok `{opener.name}` bestaat niet.", f"{meant}Er zijn: {names}.", fix)


def _check_title(kind: BlockKind, opener: Opener, first: Line, draft: Draft) -> None:
    if not opener.is_sound:
        message = f"Achter `{kind.name}` staat tekst zonder streepje ervoor."
        meant = f"{'/' * opener.slashes} {kind.name} | {opener.title}"
        draft.report(TITLE, first.number, message, f"Typ `{meant}`.", Fix(first.text.strip(), meant))
    elif kind.needs_title and not opener.title:
        draft.report(TITLE, first.number, f"Het blok `{kind.name}` heeft geen titel.", _like(kind))


def _check_options(kind: BlockKind, options: Options, line: int, draft: Draft, misplaced: str) -> None:
    given = {key for key, value in options.values.items() if value} | {misplaced}
    for key, at in options.lines.items():
        if key not in kind.options:
            close = nearest(key, [option for option in kind.options if option not in given])
            given.add(close or "")
            known = ", ".join(f"`{name}`" for name in kind.options)
            hint = f"Bedoel je `{close}`?" if close else f"Dit blok kent {known or 'geen gegevens'}."
            fix = Fix(key, close) if close else None
            draft.report(OPTION, at, f"Het blok `{kind.name}` kent `{key}` niet.", hint, fix)
    missing = [key for key in kind.required if key not in given]
    if kind.one_of and given.isdisjoint(kind.one_of):
        missing.append("` of `".join(kind.one_of))
    for key in missing:
        draft.report(OPTION, line, f"In het blok `{kind.name}` ontbreekt `{key}`.", _like(kind))


def _check_content(kind: BlockKind, lines: Sequence[Line], line: int, draft: Draft) -> str:
    """Report a block that lacks text or has text it cannot show; return an option that was typed as text."""
    typed = [content for content in lines if content.text.strip()]
    if not typed:
        if kind.content is Content.NEEDED:
            draft.report(CONTENT, line, f"Het blok `{kind.name}` is leeg.", _like(kind))
        return ""
    key = _KEY.match(typed[0].text)
    if key and key[1].lower() in kind.options:
        hint = f"Zet vier spaties voor `{key[1]}:`, direct onder `/// {kind.name}`."
        fix = Fix(typed[0].text, f"    {typed[0].text.strip()}") if typed[0].number == line + 1 else None
        draft.report(OPTION, typed[0].number, f"`{key[1]}:` staat hier als gewone tekst.", hint, fix)
        return key[1].lower()
    if kind.content is Content.NONE:
        message = f"Het blok `{kind.name}` laat de tekst `{shortened(typed[0].text)}` niet zien."
        draft.report(CONTENT, typed[0].number, message, "Zet de tekst boven of onder het blok.")
    return ""


def _like(kind: BlockKind) -> str:
    return f"Zo ziet dat blok eruit:\n{kind.example}"


def report_open(opener: Opener, line: int, draft: Draft) -> None:
    """Report a block that never ends."""
    end = "/" * opener.slashes
    message = f"Het blok `{opener.name}` begint hier, maar houdt niet op."
    draft.report(OPEN, line, message, f"Zet een regel met alleen `{end}` onder het blok.")


def report_stray_end(typed: str, line: int, draft: Draft) -> None:
    """Report the end of a block where none is open."""
    hint = "Haal deze regel weg, of typ `/// let-op` boven de tekst."
    draft.report(STRAY_END, line, f"Hier staat `{typed}`, maar er is geen blok open.", hint, Fix(typed, ""))


def report_deep(opener: Opener, line: int, draft: Draft) -> None:
    """Report a block that stands too deep in others."""
    message = f"Het blok `{opener.name}` staat te diep in andere blokken."
    draft.report(DEEP, line, message, "Zet dit blok onder de andere blokken in plaats van erin.")
