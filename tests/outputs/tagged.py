"""A tagged PDF as a screen reader gets it: its parts in reading order, each with its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "EI"}
"""Operators that leave something on the page (ISO 32000-1, annex A)."""


@dataclass(frozen=True)
class Element:
    """A part of the document: its tag, its depth in the tree, its words, and what it says besides."""

    tag: str
    depth: int
    text: str
    alt: str = ""
    link: str = ""
    described: str = ""
    """What a link says of where it leads."""


@dataclass
class Painted:
    """What a page shows: the words of each marked part, and how often something is painted outside of all marks."""

    words: dict[int, str] = field(default_factory=dict)
    artifacts: str = ""
    unmarked: list[str] = field(default_factory=list)
    order: list[int] = field(default_factory=list)


def painted(page: pikepdf.Page) -> Painted:
    """Read the content of a page, mark by mark."""
    seen = Painted()
    letters = {name: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    marks: list[int | str | None] = []
    font = ""
    for instruction in pikepdf.parse_content_stream(page):
        operands: list[Any] = list(instruction.operands)
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            marks.append(_mark(operands))
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            font = str(operands[0])
        inside = next((mark for mark in reversed(marks) if mark is not None), None)
        if operator in PAINTS and inside is None:
            seen.unmarked.append(operator)
        if operator in {"Tj", "TJ"}:
            text = "".join(_shown(operands[0], letters[font]))
            if isinstance(inside, int):
                if inside not in seen.words:
                    seen.order.append(inside)
                seen.words[inside] = seen.words.get(inside, "") + text
            else:
                seen.artifacts += text
    return seen


def _mark(operands: list[Any]) -> int | str | None:
    if str(operands[0]) == "/Artifact":
        return "artifact"
    if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
        return int(operands[1]["/MCID"])
    return None


def _shown(shown: pikepdf.Object, letters: dict[int, str]) -> Iterator[str]:
    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for at in range(0, len(codes), 2):
                yield letters[int.from_bytes(codes[at : at + 2], "big")]


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Return what each code of a font stands for, from its ToUnicode table."""
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    letters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            letters[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                letters[code] = chr(int(text, 16) + code - int(low, 16))
    return letters


def elements(pdf: pikepdf.Pdf) -> list[Element]:
    """Return every part of the document in reading order; the words of a part are those right in it."""
    pages = {page.obj.objgen: painted(page) for page in pdf.pages}

    def walk(node: pikepdf.Object, depth: int) -> Iterator[Element]:
        held: Any = node.get("/K", pikepdf.Array([]))
        kids: list[Any] = list(held) if isinstance(held, pikepdf.Array) else [held]
        page: Any = node.get("/Pg")
        words = [pages[page.objgen].words.get(int(kid), "") for kid in kids if isinstance(kid, int)]
        linked = [kid["/Obj"] for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        yield Element(
            str(node.S).removeprefix("/"),
            depth,
            " ".join("".join(words).split()),
            str(node.get("/Alt", "")),
            "".join(str(it["/A"]["/URI"]) for it in linked),
            "".join(str(it.get("/Contents", "")) for it in linked),
        )
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid, depth + 1)

    (document,) = pdf.Root.StructTreeRoot.K
    return [element for child in document.K for element in walk(child, 0)]
