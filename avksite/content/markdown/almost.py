"""Tables and lists that are almost there: told once each, at the line they start on, with what to type.

They are looked for in the lines as they were typed, because a tab from a spreadsheet is gone once a text is laid out.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.markdown import openers
from avksite.content.markdown.draft import shortened
from avksite.content.markdown.ends import end_of_code
from avksite.content.markdown.raw_html import RAW_HTML
from avksite.content.markdown.typing_habits import FAKE_LIST, read_marker
from avksite.problems import Fix, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from avksite.content.markdown.draft import Draft, Line

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


class _Run(NamedTuple):
    """Rows that belong together, and the number of lines they take."""

    rows: list[list[str]]
    lines: int


def tell_almost(lines: Sequence[Line], draft: Draft) -> None:
    """Look through the lines of a text, tabs and all, outside fenced code."""
    ends = _ends_of_html(lines)
    at = 0
    while at < len(lines):
        text = lines[at].text.strip()
        fence = openers.read_fence(text)
        if fence:
            at = end_of_code(lines, at, fence.sign) + 1
        elif openers.SPECIAL.match(text):
            at += 1
        elif at in ends:
            at = _html(lines, at, ends[at], draft)
        else:
            at += _list(lines, at, draft) or _table(lines, at, draft) or 1


# Tables.


def _table(lines: Sequence[Line], at: int, draft: Draft) -> int:
    """Tell a table that is almost one, and return how many lines it takes; 0 when no rows start here."""
    if "|" in lines[at].text:
        return _piped(lines, at, draft)
    text = lines[at].text
    if text.startswith("    ") or (text.startswith("\t") and "\t" not in text.strip()):
        return 0  # that makes it code; one tab more is a row without a name
    for cells, least, what in _KINDS:
        run = _rows(lines, at, cells, least)
        if len(run.rows) > 1:
            message = f"Deze {len(run.rows)} regels {what}. Zo is het geen tabel."
            _tell_table(run.rows, message, lines[at : at + run.lines], draft)
            return run.lines
    return 0


def _rows(lines: Sequence[Line], at: int, cells: Callable[[str], list[str]], least: int) -> _Run:
    rows: list[list[str]] = []
    for index in range(at, len(lines)):
        row = cells(lines[index].text)
        if len(row) < least or (rows and least >= _LEAST_LOOSE and len(row) != len(rows[0])):
            break
        rows.append(row)
    return _Run(rows, len(rows))


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


def _piped(lines: Sequence[Line], at: int, draft: Draft) -> int:
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
        _tell_table(rows, _wrong_ruler(texts, rulers, heads, has_gaps=has_gaps), lines[at : at + taken], draft)
    return taken


def _piped_lines(lines: Sequence[Line], at: int) -> tuple[int, bool]:
    """Return how many lines hold rows, and whether empty lines stand between them."""
    end, has_gaps = at + 1, False
    for index in range(at + 1, len(lines)):
        text = lines[index].text.strip()
        if not text:
            continue
        if openers.SPECIAL.match(text):
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
    return openers.is_table(heads, ruler) and len(_split(heads)) == len(_split(ruler))


def _wrong_ruler(texts: list[str], rulers: list[str], heads: list[str], *, has_gaps: bool) -> str:
    if not rulers:
        return "Onder de koppen van deze tabel ontbreekt de regel met streepjes."
    if rulers[0] == texts[0]:
        return "Boven de regel met streepjes ontbreken de koppen van deze tabel."
    if openers.is_table(f"|{texts[0]}", rulers[0]) and len(_split(rulers[0])) != len(heads):
        return f"De regel met streepjes heeft {len(_split(rulers[0]))} vakken, en deze tabel heeft {len(heads)} koppen."
    if has_gaps:
        return "Tussen de regels van deze tabel staan lege regels."
    return "De regel onder de koppen van deze tabel is niet van gewone streepjes."


def _split(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in _PIPE.split(inner)]


def _tell_table(rows: list[list[str]], message: str, lines: Sequence[Line], draft: Draft) -> None:
    labels = _labels(rows)
    new = labels or _typed(rows)
    hint = f"{'Maak er een lijst van. ' if labels else ''}{_shown(new, len(rows))}"
    draft.report(ALMOST_TABLE, lines[0].number, message, hint, _apart(lines, new, len(rows)))


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


class _Words(HTMLParser):
    """Reads the words of a table or a list in HTML; links and stress become Markdown."""

    href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.href = dict(attrs).get("href") or ""
            self.handle_data("[" if self.href else "")
        else:
            self.handle_data(_SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.href:
            self.handle_data(f"]({self.href})")
            self.href = ""
        else:
            self.handle_data(_SIGNS.get(tag, ""))


class _Cells(_Words):
    """Gathers the cells of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr" or (tag in {"td", "th"} and not self.rows):
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        else:
            super().handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if data and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


class _Items(_Words):
    """Gathers the items of a list, each behind its mark; those of a list in a list are set in."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[str, str]] = []
        self.open: list[int] = []
        """How many items each list around has had: -1 for one without numbers."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self.open.append(0 if tag == "ol" else -1)
        elif tag in {"dt", "dd"}:
            self.items.append(("" if tag == "dt" else ": ", ""))
        elif tag == "li" and self.open:
            self.open[-1] += self.open[-1] >= 0
            inset = sum(3 if count >= 0 else 2 for count in self.open[:-1])
            self.items.append((" " * inset + (f"{self.open[-1]}. " if self.open[-1] > 0 else "- "), ""))
        else:
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            del self.open[-1:]
        elif tag != "li":
            super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if data and self.items:
            mark, words = self.items[-1]
            self.items[-1] = mark, words + data


_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "br": " ", "p": " ", "li": " "}


def _html(lines: Sequence[Line], at: int, end: int, draft: Draft) -> int:
    """Tell a table or a list in HTML as one, and return the line below it."""
    typed = "\n".join(line.text for line in lines[at : end + 1])
    cells, items = _Cells(), _Items()
    cells.feed(typed)
    rows = [[" ".join(cell.split()) for cell in row] for row in cells.rows if row]
    if rows:
        what, hint, count = "tabel", "Typ gewone alinea’s, of een lijst.", len(rows)
        new = _typed(rows) if max(map(len, rows)) > 1 else ""
    else:
        items.feed(typed)
        listed = [mark + " ".join(words.split()) for mark, words in items.items]
        what, hint, count, new = "lijst", "", len(listed), "\n".join(listed[:_MOST_ROWS])
    if hint := _shown(new, count) if new else hint:
        message = f"Deze {what} is in HTML getypt. Dat kan niet in een tekst."
        fix = _apart(lines[at : end + 1], new, count) if new else None
        draft.report(RAW_HTML, lines[at].number, message, hint, fix)
        draft.html_told.update(line.number for line in lines[at : end + 1])
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


def _list(lines: Sequence[Line], at: int, draft: Draft) -> int:
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
            draft.report(FAKE_LIST, lines[at].number, message, hint, Fix(old, new))
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
