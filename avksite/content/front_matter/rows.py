"""One line of front matter: its indent, its key or dash, and what is wrong with it, with the line to type instead."""

from __future__ import annotations

from typing import NamedTuple

from avksite.content.front_matter.scalars import QUOTATION, quoted_text
from avksite.dutch.formatting import shortened
from avksite.patterns import regex
from avksite.problems import ERROR, WARNING, Fix, Place, Problem, Rule

TAB = 2
"""Columns that a tab counts for: as many as the dash and space before an item's first key."""

WORD = r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
"""A key of our content: a lower-case word."""

DASH = regex(r"-(?:\s+|$)")
BULLET = regex(r"[-*\u2022\u00b7\u2013\u2014](?:\s+|$)|\u2022|-(?=[^\W\d])")
"""What Word makes of a dash, and a dash without its space: an item where a list can be."""

QUOTED_KEY = regex(rf"({QUOTATION})\s*:(?:\s+|$)")

_LEAD = regex(r"[ \t\u00a0\u2007\u202f]*")
_COLON = regex(r":(?:\s+|$)")
_PLAIN_KEY = regex(WORD)
_KEY_WITHOUT_SPACE = regex(rf"{WORD}:(?!//)(?=\S)")
_KEY_OF_WORDS = regex(r"[^\W\d_][\w-]*(?: [\w-]+){0,3}")


class YamlLine(NamedTuple):
    """A line that is not empty: its number in the file, its indent, its text, and how it was typed."""

    line: int
    indent: int
    text: str
    raw: str


def measure(line: str) -> tuple[int, str]:
    """Return how far a line is indented, and its text."""
    lead = _LEAD.match(line)
    end = lead.end() if lead else 0
    blank = line[:end]
    return (len(blank.expandtabs(TAB)) if "\t" in blank else end), line[end:].rstrip()


def pair(text: str) -> tuple[str, str] | None:
    """Return the key and the value of a line, or None when it has no key."""
    if text[:1] in {'"', "'"} and (quoted := QUOTED_KEY.match(text)):
        return quoted_text(quoted[1]) or "", text[quoted.end() :]
    if glued := _KEY_WITHOUT_SPACE.match(text):
        return glued[1], text[glued.end() :]
    colon = _COLON.search(text)
    if colon is None or not colon.start() or DASH.match(text):
        return None
    return text[: colon.start()].rstrip(), text[colon.end() :]


def plain_key(text: str) -> str | None:
    """Return the key of a line if it is a lower-case word; else None."""
    found = pair(text)
    return found[0] if found and _PLAIN_KEY.fullmatch(found[0]) else None


def is_spaced_key(text: str) -> bool:
    """Return whether a line starts with such a key and a space after its colon, unlike `mailto:jan@voorbeeld.nl`."""
    return plain_key(text) is not None and not _KEY_WITHOUT_SPACE.match(text)


def may_have_key(text: str) -> bool:
    """Return whether a line starts with something short and a colon: a key or prose."""
    found = pair(text)
    return found is not None and _KEY_OF_WORDS.fullmatch(found[0]) is not None


def is_item(text: str) -> bool:
    """Return whether a line starts with the dash of a list."""
    return DASH.match(text) is not None


_OTHER_MARK = regex(rf"{WORD}\s*[=;,]\s*(.*)")
_FIRST_WORD = regex(rf"{WORD}(?:\s+(\S.*))?")

BROKEN = Rule(
    "yaml-stuk",
    ERROR,
    "Elke regel boven een tekst begint met een sleutel en een dubbele punt, of hoort bij de regel erboven.",
)
DOUBLE = Rule("sleutel-dubbel", ERROR, "Elk gegeven staat er één keer.")
OPEN_QUOTE = Rule("aanhaling-open", WARNING, "Een aanhalingsteken dat opengaat, gaat ook dicht.")

# Problems have no path yet: the caller knows the file.
WITH_TAB = "Deze regel begint met een tab. Hoeveel spaties dat zijn, is niet te zien."
WITHOUT_DASH = "Hier hoort een streepje, zoals op de regel erboven."
LOST_DASH = "Hier begint een nieuw onderdeel van de lijst, maar het streepje ontbreekt."
"""The message for an item that is read as if its dash were there."""


def misplaced(row: YamlLine, wanted: int) -> Problem:
    """Return the problem of a row that is indented unlike the rows it belongs to."""
    how = "verder" if row.indent > wanted else "minder ver"
    return instead(row, f"Deze regel springt {how} in dan de regels waar hij bij hoort.", row.text, wanted)


def below_value(row: YamlLine, owner: YamlLine) -> Problem:
    """Return the problem of a key or item below a row that has a value already."""
    message = f"Deze regel springt in onder `{shortened(owner.text)}`, maar daar staat al een waarde."
    if not is_item(row.text):
        return instead(row, message, row.text, owner.indent, hint="Staat hij op zichzelf? Typ dan {}.")
    found = pair(owner.text)
    value = shortened(found[1] if found else DASH.sub("", owner.text))
    return _broken(row, message, f"Hoort alles in één lijst? Zet dan ook `{value}` op een eigen regel: `- {value}`.")


def without_key(row: YamlLine, key_above: str | None, value_above: object) -> Problem:
    """Return the problem of a row without a key among keys."""
    text = row.text
    if is_item(text):
        hint = "Zet erboven waar de lijst bij hoort, zoals `onderwerpen:`."
        if isinstance(value_above, str) and value_above:
            hint = (
                f"Zet ook `{shortened(value_above)}` op een eigen regel onder `{key_above}:`, met een streepje ervoor."
            )
        return _broken(row, "Dit streepje hoort nergens bij.", hint)
    if other := _OTHER_MARK.fullmatch(text):
        typed = f"{other[1]}: {other[2]}".rstrip()
        return instead(row, f"Achter `{other[1]}` hoort een dubbele punt.", typed, row.indent)
    joins = f"Hoort de regel bij `{key_above}`? Zet er dan twee spaties voor."
    if word := _FIRST_WORD.fullmatch(text):
        message = f"Achter `{word[1]}` ontbreekt de dubbele punt."
        hint = f"Typ {{}}. {joins}" if key_above and word[2] else "Typ {}."
        return instead(row, message, f"{word[1]}: {word[2] or '…'}", row.indent, hint=hint)
    start = "begin met een sleutel en een dubbele punt, zoals `titel: …`."
    hint = f"{joins} Anders: {start}" if key_above else start.capitalize()
    return _broken(row, f"In `{shortened(text)}` staat niet welk gegeven het is.", hint)


def too_deep(row: YamlLine) -> Problem:
    """Return the problem of lists that are nested too deep."""
    return _broken(row, "Hier zit te veel in elkaar.", "Haal een paar niveaus weg: begin de regel verder naar links.")


def double(key: str, first: int, second: int) -> Problem:
    """Return the problem of a second key of one name."""
    message = f"`{key}` staat er twee keer: op regel {first} en op regel {second}."
    return Problem(DOUBLE, Place("", second), message, "Haal een van de twee weg.")


def unclosed(row: YamlLine, value: str) -> Problem:
    """Return the problem of a value that starts with a quote that is never closed."""
    message = f"Het aanhalingsteken voor `{shortened(value[1:])}` gaat open, maar nergens dicht."
    typed = f"{row.text[: len(row.text) - len(value)]}{value[1:]}"
    hint = f"Typ `{typed}`, zonder aanhalingsteken."
    return Problem(OPEN_QUOTE, Place("", row.line), message, hint, fix=Fix(row.text, typed))


def instead(row: YamlLine, message: str, text: str, indent: int, *, hint: str = "Typ {}.") -> Problem:
    """Return a problem whose hint is a line to type instead, with the spaces before it in words."""
    before = {0: "zonder spatie ervoor", 1: "met één spatie ervoor"}.get(indent, f"met {indent} spaties ervoor")
    fix = Fix(row.raw, f"{' ' * indent}{text}", to_fill=text.endswith("…"))
    return _broken(row, message, hint.replace("{}", f"`{text}`, {before}", 1), fix)


def _broken(row: YamlLine, message: str, hint: str, fix: Fix | None = None) -> Problem:
    return Problem(BROKEN, Place("", row.line), message, hint, fix=fix)
