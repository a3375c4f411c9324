"""The `///` blocks: their options, and the problems in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

from avksite.content import body as tree
from avksite.content.characters import unescaped
from avksite.content.front_matter.outline import read_outline
from avksite.content.front_matter.rows import OPEN_QUOTE
from avksite.content.front_matter.scalars import OneLineMapping
from avksite.content.markdown.raw_html import report_html_in
from avksite.content.markdown.state import Line, State
from avksite.content.markdown.typography import typeset
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Rule, nearest, shortened

UNKNOWN = Rule("blok-onbekend", ERROR, "Elk blok is een blok dat de site kent.")
OPEN = Rule("blok-open", ERROR, "Elk blok dat begint, houdt ook op.")
STRAY_END = Rule("blok-einde", ERROR, "Een regel met alleen `///` sluit een blok dat open is.")
OPTION = Rule("blok-optie", ERROR, "Elk blok heeft de gegevens die erbij horen, en geen andere.")
TITLE = Rule("blok-titel", ERROR, "Een blok dat een titel nodig heeft, heeft er een.")
CONTENT = Rule("blok-inhoud", ERROR, "Een blok heeft tekst als het tekst nodig heeft, en anders niet.")
DEEP = Rule("blok-diep", ERROR, "Blokken staan niet dieper dan vier in elkaar.")

DEEPEST = 4


class Filling(Enum):
    """Whether a block contains text."""

    NEEDED = auto()
    ALLOWED = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class BlockKind:
    """A block: its name, an example to copy, whether it needs a title and text, and its options."""

    name: str
    example: str
    needs_title: bool = False
    content: Filling = Filling.NEEDED
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
            content=Filling.ALLOWED,
            one_of=("bestand", "adres"),
            optional=("poster", "ondertiteling", "taal", "transcript", "audiodescriptie", "duur"),
        ),
        BlockKind(
            "audio",
            "/// audio | Gesprek met een gezinscoach\n    bestand: gesprek.mp3\n    transcript: gesprek.md\n///",
            needs_title=True,
            content=Filling.ALLOWED,
            one_of=("bestand", "adres"),
            optional=("transcript", "taal", "duur"),
        ),
        BlockKind(
            "contact", "/// contact\n    persoon: saskia-duursma\n///", content=Filling.ALLOWED, required=("persoon",)
        ),
        BlockKind("let-op", "/// let-op | Andere zaal\nWe beginnen een uur later.\n///"),
        BlockKind(
            "download",
            "/// download | Verslag van de werksessie\n    bestand: verslag.pdf\n///",
            needs_title=True,
            content=Filling.ALLOWED,
            required=("bestand",),
            optional=("toelichting", "taal"),
        ),
        BlockKind(
            "fase",
            "/// fase | Fase 1: een plan\n    van: februari 2023\n    tot: maart 2023\n\nWe maken een plan.\n///",
            needs_title=True,
            content=Filling.ALLOWED,
            required=("van",),
            optional=("tot",),
        ),
        BlockKind(
            "knop",
            "/// knop | Meld je aan\n    naar: https://www.voorbeeld.nl/aanmelden\n///",
            needs_title=True,
            content=Filling.NONE,
            required=("naar",),
        ),
        BlockKind("aanmelden", "/// aanmelden\n///", content=Filling.ALLOWED),
        BlockKind(
            "cijfers", "/// cijfers\n    feiten: [partners, jaren]\n///", content=Filling.ALLOWED, required=("feiten",)
        ),
        BlockKind(
            "uitklap",
            "/// uitklap | Krijg ik mijn reiskosten terug?\nJa, stuur ons de kaartjes.\n///",
            needs_title=True,
        ),
    )
}

_KEY = regex(r"[ ]*(?P<key>[\w-]+)[ ]*:(?:[ ]|$)")


def read_block(
    opener: re.Match[str], first: Line, inner: Sequence[Line], state: State, *, is_closed: bool
) -> tuple[tree.Block, int]:
    """Read the first line of a block and its options, and report what is wrong with the block.

    Returns the block, still without its content, and how many of the lines in it are options.
    """
    name, title = opener["name"].lower(), opener["title"].strip()
    kind = KINDS.get(name)
    taken = _count_option_lines(kind, inner)
    options, at = _read_options(inner[:taken], state)
    report_html_in(title, first.number, state)
    if not is_closed:
        message = f"Het blok `{name}` begint hier, maar houdt niet op."
        hint = f"Zet een regel met alleen `{opener['slashes']}` onder het blok."
        state.report(OPEN, first.number, message, hint)
    if kind is None:
        hint, fix = _meant(name, KINDS)
        hint += f"Er zijn: {', '.join(f'`{known}`' for known in KINDS)}."
        state.report(UNKNOWN, first.number, f"Het blok `{name}` bestaat niet.", hint, fix)
    else:
        if title and not opener["bar"]:
            message = f"Achter `{name}` staat tekst zonder streepje ervoor."
            meant = f"{opener['slashes']} {name} | {title}"
            state.report(TITLE, first.number, message, f"Typ `{meant}`.", Fix(first.text.strip(), meant, is_safe=True))
        elif kind.needs_title and not title:
            state.report(TITLE, first.number, f"Het blok `{name}` heeft geen titel.", _like(kind))
        misplaced = _check_content(kind, inner[taken:], first.number, state) if is_closed else ""
        given = {key for key, value in options.items() if value} | {misplaced}
        _check_options(kind, given, at, first.number, state)
    return tree.Block((), first.number, name, typeset(unescaped(title)), options, at), taken


def _read_options(lines: Sequence[Line], state: State) -> tuple[dict[str, str | tuple[str, ...]], dict[str, int]]:
    """Return the options of a block, and the line of each."""
    if not lines:
        return {}, {}
    first = lines[0].number
    outline = read_outline([line.text for line in lines], first)
    for problem in outline.problems:
        if problem.rule is not OPEN_QUOTE:
            state.report(OPTION, problem.place.line, problem.message, problem.hint, problem.fix)
    options = {key.lower(): _as_text(value) for key, value in outline.values.items()}
    return options, {key.lower(): outline.lines.get((key,), first) for key in outline.values}


def _count_option_lines(kind: BlockKind | None, lines: Sequence[Line]) -> int:
    known = kind.options if kind else ()
    for taken, line in enumerate(lines):
        key = _KEY.match(line.text)
        # Four spaces, as pymdown-extensions asks; fewer where the line can mean nothing else.
        enough = 2 if key and key["key"].lower() in known else 4
        if line.indent < enough or not (key or taken):
            return taken
    return len(lines)


def _as_text(value: object) -> str | tuple[str, ...]:
    match value:
        case OneLineMapping():
            return value.typed
        case dict():
            return ", ".join(f"{key}: {_as_text(item)}" for key, item in value.items())
        case list():
            return tuple(text if isinstance(text := _as_text(item), str) else ", ".join(text) for item in value)
    return str(value)


def _meant(typed: str, known: Iterable[str]) -> tuple[str, Fix | None]:
    """Return a question with the most similar name, and the fix; "" when none is similar."""
    close = nearest(typed, known)
    return (f"Bedoel je `{close}`? ", Fix(typed, close)) if close else ("", None)


def _check_options(kind: BlockKind, given: set[str], lines: Mapping[str, int], first: int, state: State) -> None:
    for key, line in lines.items():
        if key not in kind.options:
            meant, fix = _meant(key, [option for option in kind.options if option not in given])
            given.add(fix.new if fix else "")
            known = ", ".join(f"`{name}`" for name in kind.options)
            hint = meant.rstrip() or f"Dit blok kent {known or 'geen gegevens'}."
            state.report(OPTION, line, f"Het blok `{kind.name}` kent `{key}` niet.", hint, fix)
    missing = [key for key in kind.required if key not in given]
    if kind.one_of and given.isdisjoint(kind.one_of):
        missing.append("` of `".join(kind.one_of))
    for key in missing:
        state.report(OPTION, first, f"In het blok `{kind.name}` ontbreekt `{key}`.", _like(kind))


def _check_content(kind: BlockKind, lines: Sequence[Line], first: int, state: State) -> str:
    """Report a block that lacks text or has text it cannot show; return an option that was typed as text."""
    typed = next((line for line in lines if line.text.strip()), None)
    if typed is None:
        if kind.content is Filling.NEEDED:
            state.report(CONTENT, first, f"Het blok `{kind.name}` is leeg.", _like(kind))
        return ""
    key = _KEY.match(typed.text)
    if key and (name := key["key"].lower()) in kind.options:
        hint = f"Zet vier spaties voor `{key['key']}:`, direct onder `/// {kind.name}`."
        fix = Fix(typed.text, f"    {typed.text.strip()}", is_safe=True) if typed.number == first + 1 else None
        state.report(OPTION, typed.number, f"`{key['key']}:` staat hier als gewone tekst.", hint, fix)
        return name
    if kind.content is Filling.NONE:
        message = f"Het blok `{kind.name}` laat de tekst `{shortened(typed.text)}` niet zien."
        state.report(CONTENT, typed.number, message, "Zet de tekst boven of onder het blok.")
    return ""


def _like(kind: BlockKind) -> str:
    return f"Zo ziet dat blok eruit:\n{kind.example}"
