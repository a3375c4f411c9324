"""Inline Markdown, read in one pass: code, links, images, words in another language, emphasis.

This is CommonMark's algorithm (the appendix "A parsing strategy"). What holds no markup, such as code, an escaped
character or a bare address, is a leaf: of two that overlap, the one that starts first counts. The time is linear in
the length of the text, whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby

from avksite.content import body as tree
from avksite.content.characters import ENTITY, ESCAPED, unescaped
from avksite.content.markdown import links, raw_html
from avksite.content.markdown.emphasis import Run, TypedWords, read_run, with_emphasis
from avksite.content.markdown.state import Line, State
from avksite.content.markdown.typography import typeset
from avksite.patterns import regex

# Every branch starts with one character, so the search skips to the next of these at once.
_MARKUP_PATTERNS = (
    r"`(?<!``)(?P<ticks>`*+)(?P<code>.+?)(?<!`)`(?P=ticks)(?!`)",
    r"``*+",
    rf"{ESCAPED}(?P<escaped>)",
    rf"{ENTITY}(?P<entity>)",
    r"\{feit:[ ]*(?P<fact>[^\s{}]{1,100})[ ]*\}",
    r"\[\^(?P<note>[^\]\s]{1,60})\]",
    rf"<(?P<address>{links.BRACKETED})>",
    raw_html.PATTERN,
    r"\\(?P<backslash>[ ]*+(?=\n))",
    r"\*\**(?P<stars>)",
    r"__*(?P<lines>)",
    r"!\[(?!\^[^\]\s]{1,60}\])(?P<image>)",
    r"\[(?P<open>)",
    r"\](?P<close>)",
)
_MARKUP = regex("|".join(_MARKUP_PATTERNS), re.DOTALL)
# Branches that start with an ordinary character, such as a letter, make the search slow. Few texts need them.
_MARKUP_OR_BARE = regex("|".join((*_MARKUP_PATTERNS, r"[ ](?P<break>[ ](?=\n))", *links.PATTERNS)), re.DOTALL)
_MAIL = regex(links.MAIL)
_REFERENCE = regex(r"\[([^\[\]]{0,1999})\]")
_DECORATIVE = regex(r"\{[ ]*decoratief[ ]*\}")
_LANGUAGE = regex(r"""\{[ ]*lang=["']?(?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})["']?[ ]*\}""")
_DEEPEST = 20
"""How many square brackets may be open at once; of more, only the last ones count."""


def _code(found: re.Match[str], _: int) -> tree.Code:
    text = found["code"].replace("\n", " ")
    is_framed = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    return tree.Code(text[1:-1] if is_framed else text)


_LEAVES: dict[str, Callable[[re.Match[str], int], tree.Inline | None]] = {
    "code": _code,
    **dict.fromkeys(("escaped", "entity"), lambda found, _: tree.Text(unescaped(found[0]))),
    "fact": lambda found, line: tree.FactReference(found["fact"], line),
    "note": lambda found, line: tree.NoteReference(found["note"], line),
    "address": lambda found, line: links.read_bracketed(found[0], line),
    "html": lambda found, _: tree.Text(found[0]),
    **dict.fromkeys(("break", "backslash"), lambda *_: tree.Break()),
    **dict.fromkeys(("http", "www"), lambda found, line: links.read_web(found[0], line)),
    **dict.fromkeys(("abroad", "area", "home"), lambda found, line: links.read_phone(found[0], line)),
}


def read_inline(lines: Sequence[Line], state: State) -> tuple[tree.Inline, ...]:
    """Parse lines of running text into nodes, without the space around them, and report problems to `state`."""
    text = lines[0].text if len(lines) == 1 else "\n".join(line.text for line in lines)
    markup = _MARKUP_OR_BARE if "  \n" in text or links.may_hold_bare(text) else _MARKUP
    if "@" not in text and not markup.search(text):
        words = typeset(text).strip()
        return (tree.Text(words),) if words else ()
    return _stripped(_Typesetting(state).set(_Reader(lines, text, markup, state).read()))


@dataclass(slots=True)
class _Bracket:
    """An open square bracket: the index of its item, where its text starts, and whether it may still become a link."""

    index: int
    start: int
    is_image: bool
    is_active: bool = True


class _Reader:
    """Reads one stretch of text; `at` is the position, and `spaces` how many spaces are before it."""

    def __init__(self, lines: Sequence[Line], text: str, markup: re.Pattern[str], state: State) -> None:
        self.lines = lines
        self.text = text
        self.markup = markup
        self.state = state
        self.starts = [0, *accumulate(len(line.text) + 1 for line in lines)][:-1]
        self.at = self.spaces = 0
        self.items: list[tree.Inline | Run] = []
        self.brackets: deque[_Bracket] = deque(maxlen=_DEEPEST)

    def read(self) -> list[tree.Inline]:
        mails = deque(_MAIL.finditer(self.text) if "@" in self.text else ())
        found = self.markup.search(self.text)
        while found or mails:
            while mails and mails[0].start() < self.at:
                mails.popleft()
            if found and found.start() < self.at:
                found = self.markup.search(self.text, self.at)
            if mails and (found is None or mails[0].start() <= found.start()):
                mail, line = mails[0][0], self._line(mails[0].start())
                self._pass(*mails[0].span())
                self.items.append(links.bare_link(mail, mail, f"mailto:{mail}", line))
            elif found:
                self._markup(found)
        self._pass(len(self.text), len(self.text))
        return with_emphasis(self.items)

    def _line(self, at: int) -> int:
        """Return the number of the line in the file at a position."""
        return self.lines[bisect(self.starts, at) - 1].number

    def _pass(self, start: int, end: int) -> None:
        """Take the words before `start`, and continue at `end`."""
        if start > self.at:
            text = self.text[self.at : start]
            self.items.append(TypedWords(text))
            self.spaces += text.count(" ") + text.count("\n")
        self.at = end

    def _markup(self, found: re.Match[str]) -> None:
        start, end = found.span()
        match found.lastgroup:
            case "stars" | "lines":
                self._pass(start, end)
                before, after = self.text[start - 1 : start] or "\n", self.text[end : end + 1] or "\n"
                self.items.append(read_run(found[0], before, after, self.spaces, self._line(start)))
            case "image" | "open" as name:
                self._pass(start, end)
                self.brackets.append(_Bracket(len(self.items), end, is_image=name == "image"))
                self.items.append(TypedWords(found[0]))
            case "close":
                self._pass(start, end)
                self._close()
            case name:  # backticks without a partner are text
                leaf = _LEAVES[name](found, self._line(start)) if name else None
                if leaf is None:
                    self._pass(end, end)
                    return
                self._pass(start, start + len(leaf.typed) if isinstance(leaf, tree.Link) else end)
                self.items.append(leaf)
                if name == "html" and raw_html.is_html(found[0]):
                    raw_html.report_html(found[0], self._line(start), self.state)

    def _close(self) -> None:
        """Close the last open bracket, and make a node of it as far as what follows says which."""
        opener = self.brackets.pop() if self.brackets else None
        node = self._bracketed(opener) if opener else None
        if opener is None or node is None:
            self.items.append(TypedWords("]"))
            return
        self.items[opener.index :] = [node]
        if isinstance(node, tree.Link):
            # A link cannot hold another link.
            for bracket in self.brackets:
                bracket.is_active = bracket.is_active and bracket.is_image

    def _bracketed(self, opener: _Bracket) -> tree.Inline | None:
        """Return the node for a pair of brackets, and continue after it; None when it is plain text."""
        begin, line, inner = self.at, self._line(opener.start - 1), self.text[opener.start : self.at - 1]
        if not opener.is_image and (language := self._language()):
            return tree.Emphasis(self._within(opener), line, "span", language)
        destination = self._destination(inner) if opener.is_active else None
        if destination is None:
            if not opener.is_image:
                links.report_unfinished(inner, self.text, begin, line, self.state)
            return None
        address, title = destination
        if opener.is_image:
            alt = " ".join("".join(_described(self._within(opener))).split())
            return tree.Image(address, alt, self._behind(_DECORATIVE) is not None, line, title)
        return tree.Link(self._within(opener), line, address, title, self._language())

    def _within(self, opener: _Bracket) -> tuple[tree.Inline, ...]:
        """Return the nodes since a bracket opened."""
        return tuple(with_emphasis(self.items[opener.index + 1 :]))

    def _behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at this position, and continue after it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def _language(self) -> str:
        found = self._behind(_LANGUAGE)
        return found["code"] if found else ""

    def _destination(self, inner: str) -> links.TypedDestination | None:
        """Read the destination after square brackets, in parentheses or by reference, and continue after it."""
        if self.text.startswith("(", self.at):
            end = links.end_of_destination(self.text, self.at)
            # A link or image between the parentheses is no destination, and remains a link or image.
            if end is not None and "](" not in self.text[self.at : end]:
                typed = self.text[self.at + 1 : end]
                self.at = end + 1
                return links.read_destination(typed)
        reference = _REFERENCE.match(self.text, self.at)
        named = (reference[1] if reference else "") or inner
        key = "" if "[" in named else links.normalised_label(named)
        if key not in self.state.definitions:
            return None
        self.state.used.add(key)
        self.at = reference.end() if reference else self.at
        return self.state.definitions[key].destination


def _described(nodes: Iterable[tree.Inline]) -> Iterator[str]:
    """Yield the plain text of nodes, for the alt text of an image."""
    for node in tree.walk(nodes):
        match node:
            case tree.Image():
                yield node.alt
            case tree.NoteReference():
                yield node.typed
            case tree.Text() | tree.Code() | tree.Break() | tree.FactReference():
                yield from tree.pieces_of((node,))


@dataclass(slots=True)
class _Typesetting:
    """Applies typography and numbers footnotes, in reading order."""

    state: State
    last: str = ""
    """The last character so far."""
    opened: set[str] = field(default_factory=set)
    """The quotes that are open."""

    def set(self, nodes: Iterable[tree.Inline], *, in_link: bool = False) -> list[tree.Inline]:
        done: list[tree.Inline] = []
        for are_words, run in groupby(nodes, key=lambda node: isinstance(node, TypedWords)):
            if not are_words:
                for node in run:
                    done += self._node(node, in_link=in_link)
            elif text := typeset("".join(tree.pieces_of(run)), self.last, self.opened):
                done.append(tree.Text(text))
                self.last = text[-1]
        return done

    def _node(self, node: tree.Inline, *, in_link: bool) -> Sequence[tree.Inline]:
        match node:
            case tree.Emphasis():
                return (node.holding(self.set(node.children, in_link=in_link)),)
            case tree.Link(typed=""):
                children = self.set(node.children, in_link=True)
                # A space at the edge of a link separates it from the words beside it: it moves out of the link.
                link = node.holding(_stripped(children))
                return children if in_link else (*_edge(children[:1], 0), link, *_edge(children[-1:], -1))
            case tree.NoteReference():
                if node.name not in self.state.notes:
                    message = f"De voetnoot `{node.typed}` staat nergens uitgelegd."
                    hint = f"Typ de noot onderaan, op een eigen regel: `{node.typed}: tekst van de noot`."
                    self.state.report(links.LOOSE_FOOTNOTE, node.line, message, hint, about=node.typed)
                elif not in_link:
                    is_first = node.name not in self.state.numbers
                    number = self.state.numbers.setdefault(node.name, len(self.state.numbers) + 1)
                    return (replace(node, number=number, is_first=is_first),)
                node = tree.Text(node.typed)
            case tree.Link() if in_link:
                node = tree.Text(node.text)
            case tree.FactReference() | tree.Image():
                self.last = "x"
                return (node,)
        self.last = "".join(tree.pieces_of((node,)))[-1:] or self.last
        return (node,)


def _stripped(children: Sequence[tree.Inline]) -> tuple[tree.Inline, ...]:
    """Return running text without the space around it."""
    kept = list(children)
    for index, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and isinstance(edge := kept[index], tree.Text):
            text = strip(edge.text)
            if text:
                kept[index] = edge if text == edge.text else tree.Text(text)
                break
            del kept[index]
    return tuple(kept)


def _edge(children: Sequence[tree.Inline], index: int) -> list[tree.Inline]:
    is_space = any(isinstance(it, tree.Text) and it.text[index : index + 1 or None].isspace() for it in children)
    return [tree.Text(" ")] if is_space else []
