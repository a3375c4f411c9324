"""What is wrong with a line of front matter that cannot be placed, with the line to type instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from avksite.content.front_matter.rows import DASH, WORD, Row, is_item, pair
from avksite.dutch.formatting import shortened
from avksite.problems import Fix

_OTHER_MARK = re.compile(rf"{WORD}\s*[=;,]\s*(.*)")
_FIRST_WORD = re.compile(rf"{WORD}(?:\s+(\S.*))?")


class Slip(Enum):
    """What a flaw comes to: only what is `LOST` is not among the values."""

    LOST = "lost"
    DOUBLE = "double"
    """A key that was there already; the first one counts."""
    DASH = "dash"
    """An item without its dash, read as if it had one."""
    QUOTE = "quote"
    """A quote that is closed nowhere, and part of the text."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a line of front matter."""

    line: int
    message: str
    hint: str
    slip: Slip = Slip.LOST
    fix: Fix | None = None


def misplaced(row: Row, wanted: int) -> Flaw:
    """Return the flaw of a row that is indented unlike the rows it belongs to."""
    how = "verder" if row.indent > wanted else "minder ver"
    return _instead(row, f"Deze regel springt {how} in dan de regels waar hij bij hoort.", row.text, wanted)


def tab(row: Row, wanted: int) -> Flaw:
    """Return the flaw of a row that starts with a tab: how far that is indented, nobody can see."""
    return _instead(row, "Deze regel begint met een tab. Hoeveel spaties dat zijn, is niet te zien.", row.text, wanted)


def below_value(row: Row, owner: Row) -> Flaw:
    """Return the flaw of a key or an item below a row that has a value already."""
    message = f"Deze regel springt in onder `{shortened(owner.text)}`, maar daar staat al een waarde."
    if not is_item(row.text):
        return _instead(row, message, row.text, owner.indent, hint="Staat hij op zichzelf? Typ dan {}.")
    found = pair(owner.text)
    value = shortened(found[1] if found else DASH.sub("", owner.text))
    return Flaw(row.line, message, f"Hoort alles in één lijst? Zet dan ook `{value}` op een eigen regel: `- {value}`.")


def without_dash(row: Row, wanted: int) -> Flaw:
    """Return the flaw of a row among items that is not one."""
    return _instead(row, "Hier hoort een streepje, zoals op de regel erboven.", f"- {row.text}", wanted)


def lost_dash(row: Row, wanted: int) -> Flaw:
    """Return the flaw of an item of a list that lost its dash; it is read as if it were there."""
    message = "Hier begint een nieuw onderdeel van de lijst, maar het streepje ontbreekt."
    return _instead(row, message, f"- {row.text}", wanted, slip=Slip.DASH)


def without_key(row: Row, key_above: str | None, value_above: object) -> Flaw:
    """Return the flaw of a row among keys that has none."""
    text = row.text
    if is_item(text):
        hint = "Zet erboven waar de lijst bij hoort, zoals `onderwerpen:`."
        if isinstance(value_above, str) and value_above:
            hint = (
                f"Zet ook `{shortened(value_above)}` op een eigen regel onder `{key_above}:`, met een streepje ervoor."
            )
        return Flaw(row.line, "Dit streepje hoort nergens bij.", hint)
    if other := _OTHER_MARK.fullmatch(text):
        typed = f"{other[1]}: {other[2]}".rstrip()
        return _instead(row, f"Achter `{other[1]}` hoort een dubbele punt.", typed, row.indent)
    joins = f"Hoort de regel bij `{key_above}`? Zet er dan twee spaties voor."
    if word := _FIRST_WORD.fullmatch(text):
        message = f"Achter `{word[1]}` ontbreekt de dubbele punt."
        hint = f"Typ {{}}. {joins}" if key_above and word[2] else "Typ {}."
        return _instead(row, message, f"{word[1]}: {word[2] or '…'}", row.indent, hint=hint)
    example = "begin met een sleutel en een dubbele punt, zoals `titel: …`."
    hint = f"{joins} Anders: {example}" if key_above else example.capitalize()
    return Flaw(row.line, f"In `{shortened(text)}` staat niet welk gegeven het is.", hint)


def too_deep(row: Row) -> Flaw:
    """Return the flaw of lists in lists in lists, further than anybody means."""
    return Flaw(row.line, "Hier zit te veel in elkaar.", "Haal een paar niveaus weg: begin de regel verder naar links.")


def double(key: str, first: int, second: int) -> Flaw:
    """Return the flaw of a key that was there already."""
    message = f"`{key}` staat er twee keer: op regel {first} en op regel {second}."
    return Flaw(second, message, "Haal een van de twee weg.", Slip.DOUBLE)


def unclosed(row: Row, value: str) -> Flaw:
    """Return the flaw of a value that starts with a quote that is closed nowhere."""
    message = f"Het aanhalingsteken voor `{shortened(value[1:])}` gaat open, maar nergens dicht."
    typed = f"{row.text[: len(row.text) - len(value)]}{value[1:]}"
    return Flaw(row.line, message, f"Typ `{typed}`, zonder aanhalingsteken.", Slip.QUOTE, Fix(row.text, typed))


def _instead(  # noqa: PLR0913  a message, a line to type, and how to say that
    row: Row, message: str, text: str, indent: int, *, hint: str = "Typ {}.", slip: Slip = Slip.LOST
) -> Flaw:
    """Return the flaw of a row for which a hint says to type another; the spaces before it, unseen, are in words."""
    before = {0: "zonder spatie ervoor", 1: "met één spatie ervoor"}.get(indent, f"met {indent} spaties ervoor")
    fix = Fix(row.raw, f"{' ' * indent}{text}", to_fill=text.endswith("…"))
    return Flaw(row.line, message, hint.replace("{}", f"`{text}`, {before}", 1), slip, fix)
