"""How a line shows what it is the start of: a heading, a rule, code, a table, a footnote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from avksite.problems import Fix, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.markdown.draft import Draft

OPEN_CODE = Rule(
    id="code-open",
    severity=Severity.ERROR,
    promise="Een stuk code dat begint, houdt ook op.",
    why="Zonder laatste regel wordt de rest van de pagina code: zonder koppen, zonder links.",
    bad="```\nvoorbeeld\n\nTot dan!\n",
    good="```\nvoorbeeld\n```\n\nTot dan!\n",
)
CODE_NAME = Rule(
    id="code-naam",
    severity=Severity.HINT,
    promise="Achter het teken waarmee code begint, staat hooguit de naam van een taal.",
    why="De rest van die regel laat de site niet zien.",
    bad='```python title="Een voorbeeld"\nprint(1)\n```\n',
    good="Een voorbeeld:\n\n```python\nprint(1)\n```\n",
)
RULES = (OPEN_CODE, CODE_NAME)

# What the library would read as a list, a heading, a quotation or a definition wherever a line starts with it.
LOOKALIKE = re.compile(r"#|\d+\.(?:[ ]|$)|[-+*](?:[ ]|$)|>|:[ ]")
# What can follow the sign of an item, and ends running text.
SPECIAL = re.compile(r"`{3}|~{3}|/{3}|#{1,6}[ ]|>|(?:[-*+–—]|\d{1,3}[.)])[ ]|[•·●◦▪]|\[\^[^\]\s]+\]:")

_HEADING = re.compile(r"(#{1,6})(?!#)")
_HEADING_ID = re.compile(r"\{[ ]*#([^\W_][\w-]*)[ ]*\}$")
_UNDERLINE = re.compile(r"(?:={2,}|-{2,})[ ]*")
_FENCE = re.compile(r"(?P<sign>`{3,}+(?=[^`]*+\Z)|~{3,}+)[ ]*+\{?[ ]*\.?(?P<language>[\w#+.-]*+)\}?(?P<rest>.*)")
_LONGEST_ROW = 5_000
_RULER_CELL = re.compile(r"[ ]*:?-+:?[ ]*")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,60})\]:[ ]*(.*)")


class HeadingLine(NamedTuple):
    """A heading as typed; `id` is empty when its author chose none."""

    level: int
    text: str
    id: str


class FenceLine(NamedTuple):
    """The first line of fenced code."""

    sign: str
    language: str
    rest: str
    """What stands behind the language, and does not show."""


class FootnoteLine(NamedTuple):
    """The first line of a footnote."""

    id: str
    text: str


def read_heading(bare: str) -> HeadingLine | None:
    """Read a heading. `#woord` is a hashtag; `##Kop` can only be a heading whose space was forgotten."""
    found = _HEADING.match(bare)
    if not found:
        return None
    level, text = len(found[1]), bare[found.end() :]
    if not text.startswith(" ") and (level == 1 or not text):
        return HeadingLine(level, "", "") if level > 1 and not text else None
    text, chosen = _without_id(_without_end(text.strip(" ")))
    if not chosen:
        return HeadingLine(level, text, "")
    return HeadingLine(level, _without_end(text), chosen)


def _without_end(text: str) -> str:
    """Drop the `##` that may close a heading; in `C#` the sign belongs to the word."""
    shorter = text.rstrip("#")
    return shorter.rstrip(" ") if not shorter or shorter.endswith(" ") else text


def _without_id(text: str) -> tuple[str, str]:
    found = _HEADING_ID.search(text[-200:])
    return (text[: -len(found[0])].rstrip(" "), found[1]) if found else (text, "")


def underline_level(following: str) -> int:
    """Return the level of the heading that a line becomes when this line is below it, or 0 when it becomes none."""
    if not _UNDERLINE.fullmatch(following):
        return 0
    return 1 if following[0] == "=" else 2


def is_ruler(bare: str) -> bool:
    """Tell whether a line is a ruler across the page."""
    signs = bare.replace(" ", "")
    return len(signs) >= 3 and signs[0] in "-*_" and not signs.strip(signs[0])  # noqa: PLR2004  by definition


def read_fence(bare: str) -> FenceLine | None:
    """Read the first line of fenced code; behind the sign stands the name of a language, and perhaps more."""
    found = _FENCE.fullmatch(bare)
    return FenceLine(found["sign"], found["language"], found["rest"].strip(" ")) if found else None


def is_table(header: str, ruler: str) -> bool:
    """Tell whether two lines are the head of a table and the line below it."""
    if not is_row(header) or not is_row(ruler) or "-" not in ruler:
        return False
    return all(map(_RULER_CELL.fullmatch, ruler.strip(" ").removeprefix("|").removesuffix("|").split("|")))


def is_row(bare: str) -> bool:
    """Tell whether a line can be a row of a table; the library takes too long over an endless one."""
    return "|" in bare and len(bare) <= _LONGEST_ROW


def read_footnote(bare: str) -> FootnoteLine | None:
    """Read the first line of a footnote."""
    found = _FOOTNOTE.fullmatch(bare) if bare.startswith("[^") else None
    return FootnoteLine(found[1], found[2]) if found else None


def read_definition(bare: str) -> str:
    """Return the text of a definition, or "" when a line is none."""
    return bare[2:].lstrip(" ") if bare.startswith(": ") else ""


def tell_code_name(fence: FenceLine, line: int, draft: Draft) -> None:
    """Note that more stands behind the sign of code than the name of a language."""
    message = f"Achter `{fence.sign}` staat tekst die de lezer niet ziet: `{fence.rest}`."
    hint = f"Laat alleen `{fence.sign}{fence.language}` staan, en zet de rest erboven."
    draft.report(CODE_NAME, line, message, hint, Fix(fence.rest, ""))


def report_open_code(sign: str, line: int, draft: Draft) -> None:
    """Report code that is never closed."""
    message = f"Hier begint code met `{sign}`, maar het einde ontbreekt."
    draft.report(OPEN_CODE, line, message, f"Zet een regel met alleen `{sign}` onder de code.")
