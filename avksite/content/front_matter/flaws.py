"""What to tell about a line of front matter that cannot be placed, with the line to type instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from avksite.content.front_matter.rows import DASH, WORD, Row, is_item, pair
from avksite.problems import Fix

_OTHER_MARK = re.compile(rf"{WORD}\s*[=;,]\s*(.*)")
_FIRST_WORD = re.compile(rf"{WORD}(?:\s+(\S.*))?")
MAX_QUOTE = 40
"""Characters of a line that a message repeats."""


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


Said = tuple[str, str, str]
"""What is wrong, what to type, and the whole line as it is then: "" where that takes more than a line."""


def misplaced(row: Row, wanted: int) -> Said:
    """Tell about a row that is indented unlike the rows it belongs to."""
    how = "verder" if row.indent > wanted else "minder ver"
    message = f"Deze regel springt {how} in dan de regels waar hij bij hoort."
    return message, f"Typ {_shown(row.text, wanted)}.", _line(row.text, wanted)


def tab(row: Row, wanted: int) -> Said:
    """Tell about a row that starts with a tab: how far that is indented, nobody can see."""
    return (
        "Deze regel begint met een tab. Hoeveel spaties dat zijn, is niet te zien.",
        f"Typ {_shown(row.text, wanted)}.",
        _line(row.text, wanted),
    )


def below_value(row: Row, owner: Row) -> Said:
    """Tell about a key or an item below a row that has a value already."""
    message = f"Deze regel springt in onder `{_short(owner.text)}`, maar daar staat al een waarde."
    if not is_item(row.text):
        hint = f"Staat hij op zichzelf? Typ dan {_shown(row.text, owner.indent)}."
        return message, hint, _line(row.text, owner.indent)
    found = pair(owner.text)
    value = _short(found[1] if found else DASH.sub("", owner.text))
    return message, f"Hoort alles in één lijst? Zet dan ook `{value}` op een eigen regel: `- {value}`.", ""


def without_dash(row: Row, wanted: int) -> Said:
    """Tell about a row among items that is not one."""
    typed = f"- {row.text}"
    message = "Hier hoort een streepje, zoals op de regel erboven."
    return message, f"Typ {_shown(typed, wanted)}.", _line(typed, wanted)


def without_key(row: Row, key_above: str | None, value_above: object) -> Said:
    """Tell about a row among keys that has none."""
    text = row.text
    if is_item(text):
        hint = "Zet erboven waar de lijst bij hoort, zoals `onderwerpen:`."
        if isinstance(value_above, str) and value_above:
            hint = f"Zet ook `{_short(value_above)}` op een eigen regel onder `{key_above}:`, met een streepje ervoor."
        return "Dit streepje hoort nergens bij.", hint, ""
    if other := _OTHER_MARK.fullmatch(text):
        typed = f"{other[1]}: {other[2]}".rstrip()
        message = f"Achter `{other[1]}` hoort een dubbele punt."
        return message, f"Typ {_shown(typed, row.indent)}.", _line(typed, row.indent)
    joins = f"Hoort de regel bij `{key_above}`? Zet er dan twee spaties voor."
    if word := _FIRST_WORD.fullmatch(text):
        typed = f"{word[1]}: {word[2] or chr(0x2026)}"
        hint = f"Typ {_shown(typed, row.indent)}."
        hint = f"{hint} {joins}" if key_above and word[2] else hint
        return f"Achter `{word[1]}` ontbreekt de dubbele punt.", hint, _line(typed, row.indent)
    example = "begin met een sleutel en een dubbele punt, zoals `titel: …`."
    hint = f"{joins} Anders: {example}" if key_above else example.capitalize()
    return f"In `{_short(text)}` staat niet welk gegeven het is.", hint, ""


def too_deep() -> Said:
    """Tell about lists in lists in lists, further than anybody means."""
    return "Hier zit te veel in elkaar.", "Haal een paar niveaus weg: begin de regel verder naar links.", ""


def double(key: str, first: int, second: int) -> Flaw:
    """Tell about a key that was there already."""
    message = f"`{key}` staat er twee keer: op regel {first} en op regel {second}."
    return Flaw(second, message, "Haal een van de twee weg.", Slip.DOUBLE)


def lost_dash(line: int, typed: str, text: str, indent: int) -> Flaw:
    """Tell about an item of a list that lost its dash; it is read as if it were there."""
    fix = Fix(typed, _line(f"- {text}", indent))
    told = "Hier begint een nieuw onderdeel van de lijst, maar het streepje ontbreekt."
    return Flaw(line, told, f"Typ {_shown(f'- {text}', indent)}.", Slip.DASH, fix)


def unclosed(line: int, text: str, value: str) -> Flaw:
    """Tell about a quote that is closed nowhere."""
    message = f"Het aanhalingsteken voor `{_short(value[1:])}` gaat open, maar nergens dicht."
    start = text[: len(text) - len(value)]
    hint = f"Typ `{start}{value[1:]}`, zonder aanhalingsteken."
    return Flaw(line, message, hint, Slip.QUOTE, Fix(text, f"{start}{value[1:]}"))


def _short(text: str) -> str:
    return text if len(text) <= MAX_QUOTE else f"{text[:MAX_QUOTE].rstrip()}…"


def _line(text: str, indent: int) -> str:
    return f"{' ' * indent}{text}"


def _shown(text: str, indent: int) -> str:
    """Return a line to type, with the spaces before it in words: they cannot be seen."""
    before = {0: "zonder spatie ervoor", 1: "met één spatie ervoor"}.get(indent, f"met {indent} spaties ervoor")
    return f"`{text}`, {before}"
