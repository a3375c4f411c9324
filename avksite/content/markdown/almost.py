"""Tables and lists that are almost there: told once each, at the line they start on, with what to type.

They are looked for in the lines as they were typed, because a tab from a spreadsheet is gone once a text is laid out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.markdown.habits import FAKE_LIST
from avksite.content.markdown.lines import SPECIAL, end_of_code, is_table, read_fence, read_marker
from avksite.content.markdown.raw_html import RAW_HTML
from avksite.problems import Fix, Rule, Severity, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.html import HtmlElement

    from avksite.content.markdown.state import Line, State

ALMOST_TABLE = Rule(
    id="tabel-bijna",
    severity=Severity.WARNING,
    promise="Wat in rijen en kolommen staat, is een echte tabel.",
    why="Anders loopt alles achter elkaar door, en is niet te zien of te horen welk woord bij welke kop hoort.",
    bad="Tabel: Wanneer we open zijn\n\n| Dag | Open |\n| --- |\n| maandag | 9.00 uur |\n",
    good="Tabel: Wanneer we open zijn\n\n| Dag | Open |\n| --- | --- |\n| maandag | 9.00 uur |\n",
    criterion="1.3.1",
)
RULES = (ALMOST_TABLE,)

_MOST_ROWS = 100
"""Rows that a message repeats."""
_LEAST_LOOSE = 3
"""Columns, before signs that also stand in a sentence are those of a table."""

_RULER = re.compile(r"[\s|:+=_–—-]*(?:[-–—=_]{1,}[\s|:+=_–—-]*)")
_PIPE = re.compile(r"(?<!\\)\|")
_SPACES = re.compile(r"(?<=\S) {3,}(?=\S)")
_SEMICOLON = re.compile(r"(?<=[^\s;]);(?=[^\s;])")
_WHOLE = re.compile(r"<(?P<closes>/?)(?P<tag>table|ul|ol|dl)\b[^<>]*>", re.IGNORECASE)
"""The HTML of a whole table or list, which is told as one."""
_CODE = re.compile(r"`[^`]*`")


def tell_almost(lines: Sequence[Line], state: State) -> None:
    """Look through the lines of a text, tabs and all, outside fenced code."""
    ends = _ends_of_html(lines)
    at = 0
    while at < len(lines):
        text = lines[at].text.strip()
        fence = read_fence(text)
        if fence:
            at = end_of_code(lines, at, fence["sign"]) + 1
        elif SPECIAL.match(text):
            at += 1
        elif at in ends:
            at = _html(lines, at, ends[at], state)
        else:
            at += _list(lines, at, state) or _table(lines, at, state) or 1


# Tables.


def _table(lines: Sequence[Line], at: int, state: State) -> int:
    """Tell a table that is almost one, and return how many lines it takes; 0 when no rows start here."""
    if "|" in lines[at].text:
        return _piped(lines, at, state)
    text = lines[at].text
    if text.startswith("    ") or (text.startswith("\t") and "\t" not in text.strip()):
        return 0  # that makes it code; one tab more is a row without a name
    for cells, least, what in _KINDS:
        rows = _rows(lines, at, cells, least)
        if len(rows) > 1:
            message = f"Deze {len(rows)} regels {what}. Zo is het geen tabel."
            _tell_table(rows, message, lines[at : at + len(rows)], state)
            return len(rows)
    return 0


def _rows(lines: Sequence[Line], at: int, cells: Callable[[str], list[str]], least: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for index in range(at, len(lines)):
        row = cells(lines[index].text)
        if len(row) < least or (rows and least >= _LEAST_LOOSE and len(row) != len(rows[0])):
            break
        rows.append(row)
    return rows


def _tabbed(text: str) -> list[str]:
    if "\t" not in text or not text.strip() or read_marker(text.strip().replace("\t", "  ")):
        return []
    return [cell.strip() for cell in text.split("\t")]


def _spaced(text: str) -> list[str]:
    return [] if text.startswith("    ") or read_marker(text.strip()) else _SPACES.split(text.strip())


def _semicolons(text: str) -> list[str]:
    return [cell.strip() for cell in _SEMICOLON.split(text.strip())]


_KINDS: tuple[tuple[Callable[[str], list[str]], int, str], ...] = (
    (_tabbed, 2, "komen met tabs uit een rekenblad of uit Word"),
    (_semicolons, _LEAST_LOOSE, "komen met puntkomma’s uit een rekenblad"),
    (_spaced, _LEAST_LOOSE, "staan met spaties onder elkaar"),
)


def _piped(lines: Sequence[Line], at: int, state: State) -> int:
    """Tell a table with upright dashes of which the line below the heads is not right."""
    taken, has_gaps = _piped_lines(lines, at)
    texts = [line.text.strip() for line in lines[at : at + taken] if line.text.strip()]
    if len(texts) == 1:
        return 0
    heads = _split(texts[0])
    is_right = _is_sound(lines, at)
    rulers = [text for text in texts if _RULER.fullmatch(text)]
    rows = [_split(text) for text in texts if not _RULER.fullmatch(text)]
    looks_like_one = bool(rulers) or all(len(row) == len(heads) for row in rows)
    if rows and looks_like_one and max(map(len, rows)) > 1 and (not is_right or has_gaps):
        _tell_table(rows, _wrong_ruler(texts, rulers, heads, has_gaps=has_gaps), lines[at : at + taken], state)
    return taken


def _piped_lines(lines: Sequence[Line], at: int) -> tuple[int, bool]:
    """Return how many lines hold rows, and whether empty lines stand between them."""
    end, has_gaps = at + 1, False
    for index in range(at + 1, len(lines)):
        text = lines[index].text.strip()
        if not text:
            continue
        if SPECIAL.match(text):
            break
        is_row = "|" in text or (_RULER.fullmatch(text) is not None and index == end)
        if not is_row or (index > end and not (text.startswith("|") and lines[at].text.lstrip().startswith("|"))):
            break
        if index > end + 1 or (index > end and _is_sound(lines, at)):  # what follows is another table
            break
        has_gaps = has_gaps or index > end
        end = index + 1
    return end - at, has_gaps


def _is_sound(lines: Sequence[Line], at: int) -> bool:
    heads, ruler = (line.text.strip() for line in lines[at : at + 2])
    return is_table(heads, ruler) and len(_split(heads)) == len(_split(ruler))


def _wrong_ruler(texts: list[str], rulers: list[str], heads: list[str], *, has_gaps: bool) -> str:
    if not rulers:
        return "Onder de koppen van deze tabel ontbreekt de regel met streepjes."
    if rulers[0] == texts[0]:
        return "Boven de regel met streepjes ontbreken de koppen van deze tabel."
    if is_table(f"|{texts[0]}", rulers[0]) and len(_split(rulers[0])) != len(heads):
        return f"De regel met streepjes heeft {len(_split(rulers[0]))} vakken, en deze tabel heeft {len(heads)} koppen."
    if has_gaps:
        return "Tussen de regels van deze tabel staan lege regels."
    return "De regel onder de koppen van deze tabel is niet van gewone streepjes."


def _split(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in _PIPE.split(inner)]


def _tell_table(rows: list[list[str]], message: str, lines: Sequence[Line], state: State) -> None:
    labels = _labels(rows)
    new = labels or _typed(rows)
    hint = f"{'Maak er een lijst van. ' if labels else ''}{_shown(new, len(rows))}"
    state.report(ALMOST_TABLE, lines[0].number, message, hint, _apart(lines, new, len(rows)))


def _apart(lines: Sequence[Line], new: str, count: int) -> Fix | None:
    """Return the fix that puts something else where these lines are, with an empty line above and below."""
    old = "\n".join(line.text for line in lines).rstrip("\n")
    return Fix(old, f"\n{new}\n", to_fill="Kop 1" in new or "Kop 2" in new) if count <= _MOST_ROWS else None


def _labels(rows: list[list[str]]) -> str:
    """Return the list to type for rows such as `Datum:` and a date, of which none holds heads."""
    if not all(len(row) == 2 and row[0].endswith(":") for row in rows):  # noqa: PLR2004  a name and a value
        return ""
    return "\n".join(f"- {' '.join(row)}" for row in rows[:_MOST_ROWS])


def _shown(new: str, count: int) -> str:
    more = " De rest gaat net zo." if count > _MOST_ROWS else ""
    return f"Typ het zo:\n{new}\nZet er een lege regel boven en onder.{more}"


def _typed(rows: list[list[str]]) -> str:
    """Return the table as it has to be typed; the first row holds the heads."""
    columns = max(map(len, rows))
    heads, *others = ([cell.replace("|", "\\|").replace("\\\\|", "\\|") for cell in row] for row in rows[:_MOST_ROWS])
    heads += [f"Kop {number}" for number in range(len(heads) + 1, columns + 1)]
    heads = [head or f"Kop {number}" if number > 1 else head for number, head in enumerate(heads, start=1)]
    table = [heads, ["---"] * columns, *(row + [""] * (columns - len(row)) for row in others)]
    return "\n".join(f"| {' | '.join(row)} |" for row in table)


# Tables and lists in HTML.


def _ends_of_html(lines: Sequence[Line]) -> dict[int, int]:
    """Return for every line on which a table or a list in HTML begins the line on which it ends."""
    ends: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for index, line in enumerate(lines):
        for found in _WHOLE.finditer(_CODE.sub("", line.text)) if "<" in line.text else ():
            tag = found["tag"].lower()
            if not found["closes"]:
                opened.append((tag, index))
            elif opened and opened[-1][0] == tag:
                ends[opened.pop()[1]] = index
    return ends


_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_LISTS = {"ul", "ol", "dl"}
_HAS_MORE = "boolean(.//text()[normalize-space() and not(ancestor::*[self::td|self::th|self::li|self::dt|self::dd])])"
"""Whether there is text beside the cells and items, which would be lost when these take the place of the whole."""


def _cells(typed: HtmlElement) -> list[list[str]]:
    """Return the rows of the tables in HTML."""
    rows = ([" ".join(_words(cell).split()) for cell in row.iter("td", "th")] for row in typed.iter("tr"))
    return [row for row in rows if row]


def _items(typed: HtmlElement, indent: int = 0) -> Iterator[str]:
    """Yield the items of the lists in HTML as they are typed; those of a list in a list are set in."""
    number = 0
    for child in typed.iterchildren("li", "dt", "dd", *_LISTS, "div", "p"):
        if child.tag in {"li", "dt", "dd"}:
            number += 1
            numbered = f"{number}. " if typed.tag == "ol" else "- "
            mark = {"dt": "", "dd": ": "}.get(str(child.tag), numbered)
            yield " " * indent + mark + " ".join(_words(child).split())
            yield from _items(child, indent + len(mark))
        else:
            yield from _items(child, indent)


def _words(element: HtmlElement) -> str:
    """Return what an element in HTML says, with its links and stress as Markdown, without the lists in it."""
    inner = element.text or ""
    for child in element:
        inner += ("" if child.tag in _LISTS or not isinstance(child.tag, str) else _words(child)) + (child.tail or "")
    if element.tag == "a" and element.get("href"):
        return f"[{inner}]({element.get('href')})"
    sign = _SIGNS.get(str(element.tag), "")
    return f"{sign}{inner}{sign}" if element.tag not in {"br", "p", "li"} else f" {inner} "


def _html(lines: Sequence[Line], at: int, end: int, state: State) -> int:
    """Tell a table or a list in HTML as one, and return the line below it."""
    from lxml import html  # noqa: PLC0415  a text without HTML need not load it

    whole = "\n".join(line.text for line in lines[at : end + 1])
    typed = html.fromstring(f"<div>{whole}</div>")
    if rows := _cells(typed):
        what, hint, count = "tabel", "Typ gewone alinea’s, of een lijst.", len(rows)
        new = _typed(rows) if max(map(len, rows)) > 1 else ""
    else:
        listed = list(_items(typed))
        what, hint, count, new = "lijst", "", len(listed), "\n".join(listed[:_MOST_ROWS])
    if hint := _shown(new, count) if new else hint:
        message = f"Deze {what} is in HTML getypt. Dat kan niet in een tekst."
        fix = _apart(lines[at : end + 1], new, count) if new and not typed.xpath(_HAS_MORE) else None
        state.report(RAW_HTML, lines[at].number, message, hint, fix)
        state.html_told.update(line.number for line in lines[at : end + 1])
    return end + 1


# Lists.


class _Numbering(NamedTuple):
    """A way to number lines that makes no list; `step` is how much the sign grows from line to line."""

    pattern: re.Pattern[str]
    step: int
    type: str
    wrong: str


_NO_LIST = "Deze {count} regels beginnen met `{sign}` en verder. Dat is geen echte lijst."
_NO_SPACE = "Achter de streepjes van deze lijst ontbreekt een spatie."
_NUMBERINGS = (
    _Numbering(re.compile(r"\(?(?P<sign>[a-z])[.)]\s+(?P<rest>\S.*)"), 1, "1.", _NO_LIST),
    _Numbering(re.compile(r"\(?(?P<sign>[A-Z])\)\s+(?P<rest>\S.*)"), 1, "1.", _NO_LIST),
    _Numbering(re.compile(r"(?:\d{1,2}\.)+(?P<sign>[1-9]\d?)\.?\s+(?P<rest>\S.*)"), 1, "1.", _NO_LIST),
    _Numbering(re.compile(r"\((?P<sign>\d{1,2})\)\s+(?P<rest>\S.*)"), 1, "1.", _NO_LIST),
    _Numbering(re.compile(r"(?P<sign>-)(?P<rest>[^\W\d_].*)"), 0, "-", _NO_SPACE),
)


def _list(lines: Sequence[Line], at: int, state: State) -> int:
    """Tell lines that are numbered in a way that makes no list, and return how many lines they take."""
    text = lines[at].text.strip()
    for numbering in _NUMBERINGS:
        found = numbering.pattern.fullmatch(text)
        if found is None:
            continue
        count, end = _numbered(lines, at, numbering, _value(found["sign"]))
        if count > 1:
            message = numbering.wrong.format(count=count, sign=shortened(text.split()[0]))
            hint = f"Typ `{numbering.type} {shortened(found['rest'])}`, en begin zo elke regel van deze lijst."
            old = "\n".join(line.text for line in lines[at:end])
            new = "\n".join(_renumbered(line.text, numbering) for line in lines[at:end])
            state.report(FAKE_LIST, lines[at].number, message, hint, Fix(old, new))
            return end - at
    return 0


def _renumbered(text: str, numbering: _Numbering) -> str:
    found = numbering.pattern.fullmatch(text.strip())
    return f"{numbering.type} {found['rest']}" if found else text


def _numbered(lines: Sequence[Line], at: int, numbering: _Numbering, first: int) -> tuple[int, int]:
    """Return how many lines from `at` on number each other, and where the last one ends; empty lines may part them."""
    count, end = 1, at + 1
    for index in range(at + 1, len(lines)):
        below = lines[index].text.strip()
        if not below and index == end:
            continue
        found = numbering.pattern.fullmatch(below)
        if found is None or _value(found["sign"]) != first + count * numbering.step:
            break
        count, end = count + 1, index + 1
    return count, end


def _value(sign: str) -> int:
    return int(sign) if sign.isdigit() else ord(sign)
