"""Whatever is put in a text, everything in it knows the line it was typed on."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avksite.content.body import Block, Body, FactReference, Image, Link, Note, NoteReference
from avksite.content.markdown import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Lines = list[str]
_WORD = re.compile(r"w[0-9]+w")


# A document is made of pieces in which every word is new. So the line of a piece is the line its word stands on.


class _Author:
    """Writes pieces of text, with another word in each."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.numbers: Iterator[int] = count(1)
        self.slots = 0
        self.notes: Lines = []

    def word(self) -> str:
        return f"w{next(self.numbers)}w"

    def choose(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def piece(self, gap: str) -> str:
        """Return something that can stand in running text; `gap` may be the end of a line."""
        word = self.word()
        kind = self.draw(st.sampled_from(sorted(_PIECES)))
        text, slots = _PIECES[kind](word, gap)
        self.slots += slots
        if kind == "footnote":
            self.notes += ["", f"[^{word}]: {self.word()} noot met [{self.word()}](/doel)"]
            self.slots += 2  # the link in the note, and the link back
        return text

    def running_text(self, *, one_line: bool = False) -> Lines:
        """Return a paragraph that starts with a word."""
        pieces = [self.word()]
        for _ in range(self.draw(st.integers(0, 4))):
            gap = " " if one_line else self.choose(" ", " ", "\n", "  \n")
            pieces.append(self.choose(" ", gap) + self.piece(gap))
        return "".join(pieces).split("\n")

    def blocks(self, depth: int) -> Lines:
        """Return blocks with an empty line between them."""
        lines: Lines = []
        for _ in range(self.draw(st.integers(1, 3))):
            kinds = sorted(_BLOCKS) if depth else sorted(_SIMPLE)
            lines += ["", *_BLOCKS[self.choose(*kinds)](self, depth)]
        return lines[1:]


_PIECES: dict[str, Callable[[str, str], tuple[str, int]]] = {
    "word": lambda word, _: (word, 0),
    "link": lambda word, _: (f"[{word}](/doel)", 1),
    "link over lines": lambda word, gap: (f"[{word}{gap}en meer](/doel)", 1),
    "link with its title over lines": lambda word, gap: (f'[{word}](/doel{gap}"titel")', 1),
    "link in bold": lambda word, gap: (f"**vet [{word}](/doel){gap}en meer**", 1),
    "bold over lines in a link": lambda word, gap: (f"[**{word}{gap}vet** en *meer*](/doel)", 1),
    "link with code": lambda word, gap: (f"[{word} `co{gap}de`](/doel)", 1),
    "link that opens with code over lines": lambda word, gap: (f"[`{word}{gap}de`](/doel)", 1),
    "link by reference": lambda word, _: (f"[{word}][bron]", 1),
    "link by reference over lines": lambda word, gap: (f"[{word}{gap}hier][bron]", 1),
    "link with a language": lambda word, gap: (f"[{word}{gap}read](/doel){{lang=en}}", 1),
    "picture": lambda word, _: (f"![{word}](/beeld.png)", 1),
    "picture over lines": lambda word, gap: (f"![{word}{gap}foto](/beeld.png)", 1),
    "picture in a link": lambda word, gap: (f"[![{word}](/beeld.png){gap}tekst](/doel)", 2),
    "decorative picture": lambda word, _: (f"![](/beeld-{word}.png){{decoratief}}", 1),
    "fact": lambda word, _: (f"{{feit:{word}}}", 1),
    "fact in bold": lambda word, _: (f"*{{feit:{word}}}*", 1),
    "bare address": lambda word, _: (f"https://voorbeeld.nl/{word}", 1),
    "bare mail": lambda word, _: (f"{word}@voorbeeld.nl.", 1),
    "address in brackets": lambda word, _: (f"<https://voorbeeld.nl/{word}>", 1),
    "phone in a sentence": lambda word, _: (f"({word} 06-12 41 39 41)", 1),
    "code": lambda word, _: (f"`{word} [geen](/link)`", 0),
    "code over lines": lambda word, gap: (f"`{word}{gap}[geen](/link) {{feit:x}}`", 0),
    "emphasis": lambda word, _: (f"*{word}*", 0),
    "emphasis over lines": lambda word, gap: (f"**{word}{gap}en meer**", 0),
    "language": lambda word, gap: (f"[{word}{gap}words]{{lang=en}}", 0),
    "entity": lambda word, _: (f"&amp; {word} &euro;", 0),
    "backslashes": lambda word, _: (rf"\*{word}\* \[niets\](/x) \\", 0),
    "brackets": lambda word, _: (f"[{word}] {{niets}} [ ] ![", 0),
    "footnote": lambda word, _: (f"noot[^{word}]", 1),
}


def _lookalikes(author: _Author, depth: int) -> Lines:
    """Return text of which the lines only look like something else."""
    del depth
    starts = ["2023. ", "#", "+ ", "- - - niet", ": ", "– ", "####### ", "[geen]: "]
    author.draw(st.randoms()).shuffle(starts)
    author.slots += 3
    return [author.running_text(one_line=True)[0], *(f"{start}[{author.word()}](/doel)" for start in starts[:3])]


def _list(author: _Author, depth: int, signs: tuple[str, ...] = ("-", "*", "1.", "1)", "•", "–")) -> Lines:
    indent = author.choose("", " ", "  ")
    sign = author.choose(*signs)
    inner = " " * max(len(sign) + 1, int(author.choose("2", "4")))
    apart = author.chance()
    # A dash starts an item only below a colon or another one.
    lines: Lines = [f"{indent}{author.word()}:", ""] if sign == "–" else []
    for _ in range(author.draw(st.integers(2, 3))):
        first, *rest = author.running_text()
        lines += [f"{indent}{sign} {first}", *(f"{indent}{author.choose('', inner)}{line}" for line in rest)]
        if depth and author.chance():
            lines += [f"{indent}{inner}{line}" for line in _list(author, depth - 1)]
        elif depth and author.chance():
            # What is not a list stands four spaces deep and apart, as the manual says.
            lines += ["", *(f"{indent}    {line}".rstrip(" ") for line in author.blocks(depth - 1))]
            lines += author.choose("", "\n").splitlines()
        if apart:
            lines.append("")
    return lines


def _quote(author: _Author, depth: int) -> Lines:
    inner = author.blocks(depth - 1) if depth else author.running_text()
    return [f"> {line}".rstrip(" ") if not line.endswith("  ") else f"> {line}" for line in inner]


def _table(author: _Author, depth: int) -> Lines:
    del depth
    edge = author.chance()
    rows = [[author.running_text(one_line=True)[0] for _ in range(2)] for _ in range(3)]
    typed = [" | ".join(row) for row in rows]
    typed.insert(1, "--- | :-:")
    caption = [f"Tabel: {author.word()} met uitleg", *author.choose("", "\n").splitlines()] if author.chance() else []
    return [*caption, *(f"| {row} |" if edge else row for row in typed)]


def _definition(author: _Author, depth: int) -> Lines:
    del depth
    first, *rest = author.running_text()
    return [*author.running_text(one_line=True), f": {first}", *(f"    {line}" for line in rest)]


def _block(author: _Author, depth: int) -> Lines:
    slashes = author.choose("///", "////")
    author.slots += 1
    return [f"{slashes} let-op | {author.word()}", *author.blocks(depth - 1), slashes]


def _block_with_options(author: _Author, depth: int) -> Lines:
    del depth
    author.slots += 1
    head = [f"/// video | {author.word()}", f"    bestand: {author.word()}.mp4", f"    duur: {author.word()}"]
    return [*head, *author.choose("", "\n").splitlines(), *author.running_text(), "///"]


def _with_slots(author: _Author, count: int, *lines: str) -> Lines:
    author.slots += count
    return list(lines)


_SIMPLE: dict[str, Callable[[_Author, int], Lines]] = {
    "paragraph": lambda it, _: it.running_text(),
    "lookalikes": _lookalikes,
    "pictures": lambda it, _: _with_slots(it, 2, f"![{it.word()}](/beeld.png)", f'![{it.word()}](/beeld.png "titel")'),
    "pipes": lambda it, _: _with_slots(it, 2, f"| [{it.word()}](/doel) | b |", f"c | [{it.word()}](/doel)"),
    "heading": lambda it, _: [
        it.choose("## {0}", "### {0} ###", "##{0}", "## {0} {{#id-{1}}}").format(
            it.running_text(one_line=True)[0], it.word()
        )
    ],
    "underlined heading": lambda it, _: [*it.running_text(one_line=True), "-----"],
    "ruler": lambda it, _: [it.choose("***", "- - -", "___")],
    "list": _list,
    # A dash below a line of text starts an item only when more follow, so it is left out here.
    "list below a line": lambda it, depth: [*it.running_text(), *_list(it, depth, ("-", "*", "1.", "1)", "•"))],
    "quote": _quote,
    "table": _table,
    "definition": _definition,
    "fenced code": lambda it, _: [
        *((sign := it.choose("```", "~~~")), f"[{it.word()}](/geen-link) {{feit:geen}}", "", "## geen kop"),
        *("/// geen-blok", sign),
    ],
    "indented code": lambda it, _: ["Zo:", "", f"    [{it.word()}](/geen-link)", "", "    - geen lijst", "", "Tot."],
    "block with options": _block_with_options,
    "html": lambda it, _: [f"{it.word()} <b>{it.word()}</b>", f'{it.word()} <a href="{it.word()}"', "title='x'>x"],
}
_BLOCKS = {**_SIMPLE, "block": _block}


@st.composite
def _documents(draw: st.DrawFn) -> tuple[str, int]:
    author = _Author(draw)
    lines = author.blocks(depth=draw(st.integers(0, 2)))
    where = draw(st.sampled_from(["begin", "end"]))
    source = ["[bron]: https://voorbeeld.nl/bron 'Bron'", ""]
    lines = [*source, *lines] if where == "begin" else [*lines, "", *source]
    # A footnote may be typed anywhere; it is read at the end.
    lines = [*author.notes, "", *lines] if author.chance() else [*lines, *author.notes]
    return "\n".join(lines), author.slots


def _line_of_word(text: str) -> dict[str, int]:
    return {word: number for number, line in enumerate(text.split("\n"), start=1) for word in _WORD.findall(line)}


Placed = Link | Image | FactReference | Block | NoteReference | Note


def _placed(body: Body) -> list[Placed]:
    """Return what is named in a text, in the order typed."""
    return sorted((node for node in body.nodes if isinstance(node, Placed)), key=lambda node: node.line)


def _words_of(node: Placed) -> str:
    match node:
        case Link():
            return f"{node.text} {node.target}"
        case Image():
            return f"{node.alt} {node.target}"
        case FactReference():
            return node.name
        case Block():
            return node.title
        case _:
            return f"{type(node).__name__} {node.number}"


def _places(body: Body) -> list[tuple[str, int]]:
    """Return every word that says where something starts, with the line that was found for it."""
    named = [(_words_of(node), node.line) for node in _placed(body)]
    named += [(heading.text, heading.line) for heading in body.headings]
    named += [(passage.text.replace("{feit:", "{feit: "), passage.line) for passage in body.passages]
    for block in body.blocks:
        named += [(str(value), block.option_lines[key]) for key, value in block.options.items()]
    return [(found[0], line) for text, line in named if (found := _WORD.search(text))]


@given(_documents())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_everything_knows_its_line_in_any_document(document: tuple[str, int]) -> None:
    text, slots = document
    typed = _line_of_word(text)

    body, problems = parse(text, path="content/a.md")

    assert [(word, line, typed[word]) for word, line in _places(body) if line != typed[word]] == []
    assert len(_placed(body)) == slots
    html = [problem.place.line for problem in problems if problem.rule.id == "ruwe-html"]
    assert html == [number for number, line in enumerate(text.split("\n"), start=1) if re.search("<[ab]\\b", line)]


# By hand: the cases that went wrong in other tools.

BY_HAND = {
    "equal links each have their own line": (
        "[a](/x) en\n[a](/x)\n\n- [a](/x)\n- [a](/x)\n\n> [a](/x)",
        [("a /x", 1), ("a /x", 2), ("a /x", 4), ("a /x", 5), ("a /x", 7)],
    ),
    "a link over lines stands where it opens": (
        'Lees\n[het\nverslag](/verslag.pdf\n"Het verslag") of\n[dit](/dit)',
        [("het verslag /verslag.pdf", 2), ("dit /dit", 5)],
    ),
    "a link by reference stands where it is used": (
        "[bron]: /bron.md\n\nTekst\n[een][bron]\nen [bron].",
        [("een /bron.md", 4), ("bron /bron.md", 5)],
    ),
    "code above does not shift a line": (
        "```\n[a](/b)\n\n\n```\n\n    [c](/d)\n\n    e\n\n[f](/g)",
        [("f /g", 11)],
    ),
    "every cell knows its row even when cells are missing": (
        "| [a](/a) | [b](/b) |\n|---|---|\n| [c](/c) |\n| | [d](/d) |\n| [e](/e) | f | g |",
        [("a /a", 1), ("b /b", 1), ("c /c", 3), ("d /d", 4), ("e /e", 5)],
    ),
    "a picture knows its line beside hard breaks and braces": (
        "een  \n![b](/b.png){decoratief}  \n[c](/c){lang=en}  \n![d\ne](/d.png)",
        [("b /b.png", 2), ("c /c", 3), ("d e /d.png", 4)],
    ),
    "what stands in blocks in blocks knows its line": (
        "//// uitklap | a\n\n- b\n\n    /// knop | c\n        naar: /d\n    ///\n\n    [e](/e)\n////\n\n[f](/f)",
        [("a", 1), ("c", 5), ("e /e", 9), ("f /f", 12)],
    ),
    "a footnote knows where it is typed though it is read at the end": (
        "a[^n]\n\n[^n]: [b](/b)\n    en\n    [c](/c)\n\n[d](/d)",
        [("NoteReference 1", 1), ("Note 1", 3), ("b /b", 3), ("c /c", 5), ("d /d", 7)],
    ),
    "a text of very many lines has lines to its end": ("\n" * 120_000 + "[a](/b)", [("a /b", 120_001)]),
}


@pytest.mark.parametrize(("text", "lines"), BY_HAND.values(), ids=BY_HAND.keys())
def test_everything_knows_its_line(text: str, lines: list[tuple[str, int]]) -> None:
    body, _ = parse(text, path="content/a.md")
    assert [(_words_of(node).strip(), node.line) for node in _placed(body)] == lines


def test_headings_of_every_make_know_their_line() -> None:
    body, _ = parse("a\n-----\n\n## b ##\ntekst\n### c {#d}\n\n- ## e\n\n> ## f", path="content/a.md", first_line=10)
    assert [(heading.text, heading.line) for heading in body.headings] == [
        ("a", 10),
        ("b", 13),
        ("c", 15),
        ("e", 17),
        ("f", 19),
    ]


def test_every_passage_knows_its_line_and_what_it_is() -> None:
    text = "## kop\nalinea\n\n- punt\n\n> citaat\n\nwoord\n: uitleg\n\n| a |\n|---|\n| b |\n\n/// citaat\nc\n///"
    body, _ = parse(text, path="content/a.md")
    assert [(passage.kind, passage.text, passage.line) for passage in body.passages] == [
        ("heading", "kop", 1),
        ("paragraph", "alinea", 2),
        ("item", "punt", 4),
        ("quote", "citaat", 6),
        ("term", "woord", 8),
        ("definition", "uitleg", 9),
        ("cell", "a", 11),
        ("cell", "b", 13),
        ("quote", "c", 16),
    ]
