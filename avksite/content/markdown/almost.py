"""Tables and lists that are almost right: each is reported once, at its first line, with what to type.

This reads the lines as they were typed: the parser replaces the tabs of a spreadsheet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.content.markdown.lines import FENCE, SPECIAL, end_of_code, is_table
from avksite.content.markdown.lists import FAKE_LIST, read_marker
from avksite.content.markdown.raw_html import RAW_HTML
from avksite.patterns import regex
from avksite.problems import WARNING, Fix, Rule, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from avksite.content.markdown.state import Line, State

ALMOST_TABLE = Rule("tabel-bijna", WARNING, "Wat in rijen en kolommen staat, is een echte tabel.", "1.3.1")

_MOST_ROWS = 100
"""Rows that a message repeats."""
_LEAST_LOOSE = 3
"""Columns that semicolons or spaces must make: they also occur in sentences."""

_RULER = regex(r"[\s|:+=_–—-]*(?:[-–—=_]{1,}[\s|:+=_–—-]*)")
_PIPE = regex(r"(?<!\\)\|")
_SEPARATORS = (
    (regex(r"\t"), 2, "komen met tabs uit een rekenblad of uit Word"),
    (regex(r"(?<=[^\s;]);(?=[^\s;])"), _LEAST_LOOSE, "komen met puntkomma’s uit een rekenblad"),
    (regex(r"(?<=\S) {3,}(?=\S)"), _LEAST_LOOSE, "staan met spaties onder elkaar"),
)
"""Separators of cells, how many cells make a row, and where such rows come from."""
_LIST_OR_TABLE = regex(r"\s*(?:[^\w\s]|\w{1,2}[.)])")
"""How a line starts that may be part of a list or table."""
_WHOLE = regex(r"<(?P<closes>/?)(?P<tag>table|ul|ol|dl)\b[^<>]*>", re.IGNORECASE)
"""The HTML of a whole table or list, which is reported as one."""
_CODE = regex(r"`[^`]*`")


def report_almost(lines: Sequence[Line], state: State) -> None:
    """Look through the lines of a text, tabs and all, outside fenced code."""
    ends = _ends_of_html(lines)
    at = 0
    while at < len(lines):
        typed = lines[at].text
        holds_cells = "|" in typed or "\t" in typed or ";" in typed or "   " in typed
        if not holds_cells and at not in ends and not _LIST_OR_TABLE.match(typed):
            at += 1
            continue
        text = typed.strip()
        fence = FENCE.fullmatch(text)
        if fence:
            at = end_of_code(lines, at, fence["fence"]) + 1
        elif SPECIAL.match(text):
            at += 1
        elif at in ends:
            at = _html(lines, at, ends[at], state)
        else:
            at += _list(lines, at, state) or _table(lines, at, state) or 1


# Tables.


def _table(lines: Sequence[Line], at: int, state: State) -> int:
    """Report a table that is almost one, and return how many lines it takes; 0 when no rows start here."""
    if "|" in lines[at].text:
        return _piped(lines, at, state)
    text = lines[at].text
    if text.startswith("    ") or (text.startswith("\t") and "\t" not in text.strip()):
        return 0  # that makes it code; one tab more is a row without a name
    for separator, least, what in _SEPARATORS:
        if separator.search(text) and len(rows := _rows(lines, at, separator, least)) > 1:
            message = f"Deze {len(rows)} regels {what}. Zo is het geen tabel."
            _report_table(rows, message, lines[at : at + len(rows)], state)
            return len(rows)
    return 0


def _rows(lines: Sequence[Line], at: int, separator: re.Pattern[str], least: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for index in range(at, len(lines)):
        text = lines[index].text
        row = [cell.strip() for cell in separator.split(text)]
        if len(row) < least or not any(row) or read_marker(text.strip().replace("\t", "  ")):
            break
        if rows and least >= _LEAST_LOOSE and len(row) != len(rows[0]):
            break
        rows.append(row)
    return rows


def _piped(lines: Sequence[Line], at: int, state: State) -> int:
    """Report a table with pipes whose delimiter row is wrong."""
    taken, has_gaps = _piped_lines(lines, at)
    texts = [text for line in lines[at : at + taken] if (text := line.text.strip())]
    if len(texts) == 1:
        return 0
    heads = _split(texts[0])
    rulers = [text for text in texts if _RULER.fullmatch(text)]
    rows = [_split(text) for text in texts if not _RULER.fullmatch(text)]
    looks_like_one = bool(rulers) or all(len(row) == len(heads) for row in rows)
    if rows and looks_like_one and max(map(len, rows)) > 1 and (has_gaps or not _is_sound(lines, at)):
        _report_table(rows, _wrong_ruler(texts, rulers, heads, has_gaps=has_gaps), lines[at : at + taken], state)
    return taken


def _piped_lines(lines: Sequence[Line], at: int) -> tuple[int, bool]:
    """Return how many lines hold rows, and whether there are empty lines among them."""
    end, has_gaps = at + 1, False
    for index in range(at + 1, len(lines)):
        text = lines[index].text.strip()
        if not text:
            continue
        is_row = "|" in text or (_RULER.fullmatch(text) is not None and index == end)
        if SPECIAL.match(text) or not is_row:
            break
        if index > end:
            is_framed = text.startswith("|") and lines[at].text.lstrip().startswith("|")
            if not is_framed or index > end + 1 or _is_sound(lines, at):  # what follows is another table
                break
            has_gaps = True
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


def _report_table(rows: list[list[str]], message: str, lines: Sequence[Line], state: State) -> None:
    new, hint = typed_table(rows[:_MOST_ROWS]), ""
    if all(len(row) == 2 and row[0].endswith(":") for row in rows):  # noqa: PLR2004  `Datum:` and a date, without heads
        new, hint = "\n".join(f"- {' '.join(row)}" for row in rows[:_MOST_ROWS]), "Maak er een lijst van. "
    state.report(ALMOST_TABLE, lines[0].number, message, hint + _shown(new, len(rows)), _apart(lines, new, len(rows)))


def _apart(lines: Sequence[Line], new: str, count: int) -> Fix | None:
    """Return the fix that replaces these lines by `new`, with an empty line above and below."""
    old = "\n".join(line.text for line in lines).rstrip("\n")
    to_fill = "Kop 1" in new or "Kop 2" in new
    return Fix(old, f"\n{new}\n", to_fill=to_fill, is_safe=not to_fill) if count <= _MOST_ROWS else None


def _shown(new: str, count: int) -> str:
    more = " De rest gaat net zo." if count > _MOST_ROWS else ""
    return f"Typ het zo:\n{new}\nZet er een lege regel boven en onder.{more}"


def typed_table(rows: list[list[str]]) -> str:
    """Return a table in Markdown; the first row is the header."""
    columns = max(map(len, rows))
    heads, *others = ([cell.replace("|", "\\|").replace("\\\\|", "\\|") for cell in row] for row in rows)
    heads += [f"Kop {number}" for number in range(len(heads) + 1, columns + 1)]
    heads = [head or f"Kop {number}" if number > 1 else head for number, head in enumerate(heads, start=1)]
    table = [heads, ["---"] * columns, *(row + [""] * (columns - len(row)) for row in others)]
    return "\n".join(f"| {' | '.join(row)} |" for row in table)


# Tables and lists in HTML.


def _ends_of_html(lines: Sequence[Line]) -> dict[int, int]:
    """Map the first line of every HTML table or list to its last line."""
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


_MARKDOWN = {"b": "**", "strong": "**", "i": "*", "em": "*", "br": " ", "p": " ", "li": " "}
_LISTS = ("ul", "ol", "dl")
_CELL = "self::td or self::th"
_ITEM = "self::li or self::dt or self::dd"
_BESIDE_CELLS = f"boolean(.//text()[normalize-space() and not(ancestor::*[{_CELL}])])"
_BESIDE_ITEMS = (
    "boolean(.//text()[normalize-space() and "
    f"not(ancestor::*[{_ITEM} or self::ul or self::ol or self::dl][1][{_ITEM}])])"
)
"""Whether there is text outside the cells or items: a fix would lose it."""


def _html(lines: Sequence[Line], at: int, end: int, state: State) -> int:
    """Report an HTML table or list as a whole, and return the index of the line below it."""
    from lxml import html  # noqa: PLC0415  a text without HTML need not load it

    typed = html.fromstring("\n".join(["<div>", *(line.text for line in lines[at : end + 1]), "</div>"]))
    if rows := [row for row in ([_words(it) for it in row.iter("td", "th")] for row in typed.iter("tr")) if row]:
        what, count, new = "tabel", len(rows), typed_table(rows[:_MOST_ROWS]) if max(map(len, rows)) > 1 else ""
    else:
        items = list(_items(typed))
        what, count, new = "lijst", len(items), "\n".join(items[:_MOST_ROWS])
    if new or rows:
        message = f"Deze {what} is in HTML getypt. Dat kan niet in een tekst."
        hint = _shown(new, count) if new else "Typ gewone alinea’s, of een lijst."
        is_all = not typed.xpath(_BESIDE_CELLS if rows else _BESIDE_ITEMS)
        fix = _apart(lines[at : end + 1], new, count) if new and is_all else None
        state.report(RAW_HTML, lines[at].number, message, hint, fix)
        state.reported_html.update(line.number for line in lines[at : end + 1])
    return end + 1


def _items(typed: HtmlElement, indent: int = 0) -> Iterator[str]:
    """Yield the items of HTML lists in Markdown; nested items are indented."""
    number = 0
    for child in typed.iterchildren("li", "dt", "dd", *_LISTS, "div", "p"):
        mark = ""
        if child.tag in {"li", "dt", "dd"}:
            number += 1
            numbered = f"{number}. " if typed.tag == "ol" else "- "
            mark = {"dt": "", "dd": ": "}.get(str(child.tag), numbered)
            yield " " * indent + mark + _words(child, without=_LISTS)
        yield from _items(child, indent + len(mark))


def _words(element: HtmlElement, without: tuple[str, ...] = ()) -> str:
    """Return the text of an HTML element on one line, with its links and emphasis as Markdown."""
    return " ".join("".join(_pieces(element, without)).split())


def _pieces(element: HtmlElement, without: tuple[str, ...]) -> Iterator[str]:
    for child in element.xpath("node()"):
        if isinstance(child, str):
            yield child
        elif child.tag == "a" and child.get("href"):
            yield from ("[", *_pieces(child, without), f"]({child.get('href')})")
        elif isinstance(child.tag, str) and child.tag not in without:
            markdown = _MARKDOWN.get(child.tag, "")
            yield from (markdown, *_pieces(child, without), markdown)


# Lists.


_NUMBERED = regex(r"\(?[A-Za-z0-9]{1,2}[.)]|-")
"""How a line of such a list starts."""
_REST = r"\s+(?P<rest>\S.*)"
_NUMBERINGS = (
    regex(rf"\(?(?P<marker>[a-z])[.)]{_REST}"),
    regex(rf"\(?(?P<marker>[A-Z])\){_REST}"),
    regex(rf"(?:\d{{1,2}}\.)+(?P<marker>[1-9]\d?)\.?{_REST}"),
    regex(rf"\((?P<marker>\d{{1,2}})\){_REST}"),
    regex(r"(?P<marker>-)(?P<rest>[^\W\d_].*)"),
)
"""Numberings that Markdown does not know as a list, and a dash without a space."""


def _list(lines: Sequence[Line], at: int, state: State) -> int:
    """Report lines that look like a list and are none, and return how many lines they take; 0 for other lines."""
    first = lines[at].text.strip()
    if not _NUMBERED.match(first):
        return 0
    for numbering in _NUMBERINGS:
        items = _renumbered(lines, at, numbering)
        count = sum(map(bool, items))
        if count > 1:
            message = (
                f"Deze {count} regels beginnen met `{shortened(first.split()[0])}` en verder. Dat is geen echte lijst."
            )
            if items[0].startswith("-"):
                message = "Achter de streepjes van deze lijst ontbreekt een spatie."
            hint = f"Typ `{shortened(items[0])}`, en begin zo elke regel van deze lijst."
            old = "\n".join(line.text for line in lines[at : at + len(items)])
            state.report(FAKE_LIST, lines[at].number, message, hint, Fix(old, "\n".join(items), is_safe=True))
            return len(items)
    return 0


def _renumbered(lines: Sequence[Line], at: int, numbering: re.Pattern[str]) -> list[str]:
    """Return consecutively numbered lines from `at` on as the items to type; empty lines may be among them."""
    items: list[str] = []
    expected: int | None = None
    for index in range(at, len(lines)):
        text = lines[index].text.strip()
        if found := numbering.fullmatch(text):
            marker = found["marker"]
            value = int(marker) if marker.isdigit() else ord(marker)
            if expected not in {None, value}:
                break
            items.append(f"{'-' if marker == '-' else '1.'} {found['rest']}")
            expected = value + (marker != "-")
        elif text or not items or not items[-1]:
            break
        else:
            items.append("")
    return items[:-1] if items and not items[-1] else items
