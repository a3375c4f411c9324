"""Running text is read once, from left to right: code, links, pictures, words in another language, emphasis.

This is the algorithm of CommonMark (the appendix "A parsing strategy"). What holds no markup, such as code, an escaped
sign or a bare address, is a leaf: whatever starts first settles what a sign belongs to. One pass takes no longer for an
odd text than for a plain one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from avksite.content import body as tree
from avksite.content.characters import ENTITY, ESCAPED, unescaped
from avksite.content.markdown import links, raw_html
from avksite.content.markdown.emphasis import NoteName, Piece, Run, Span, read_run, with_emphasis
from avksite.content.markdown.typography import typeset

if TYPE_CHECKING:
    from avksite.content.markdown.state import Line, State

# Every branch starts with a sign of its own. The search then skips at once to the next of these signs.
_SIGN = re.compile(
    "|".join(
        (
            r"`(?<!``)(?P<ticks>`*+)(?P<code>.+?)(?<!`)`(?P=ticks)(?!`)",
            r"`++",
            rf"(?P<sign>{ESCAPED}|{ENTITY})",
            r"\{feit:[ ]*(?P<fact>[^\s{}]{1,100})[ ]*\}",
            r"\[\^(?P<footnote>[^\]\s]{1,60})\]",
            rf"<(?P<address>{links.BRACKETED})>",
            raw_html.PATTERN,
            r"[ ](?P<break>[ ](?=\n))",
            r"\\(?P<backslash>[ ]*+(?=\n))",
            *links.PATTERNS,
            r"(?P<run>\*+|_+)",
            r"(?P<open>!\[(?!\^[^\]\s]{1,60}\])|\[)",
            r"(?P<close>\])",
        )
    ),
    re.DOTALL,
)
_MAIL = re.compile(links.MAIL)
_REFERENCE = re.compile(r"\[([^\[\]]{0,1999})\]")
_DECORATIVE = re.compile(r"\{[ ]*decoratief[ ]*\}")
_LANGUAGE = re.compile(r"""\{[ ]*lang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})["']?[ ]*\}""")
_DEEPEST = 20
"""How many square brackets may wait for their end; of more, the last ones count."""

Leaf = tree.Inline | NoteName


def _code(found: re.Match[str], line: int) -> Leaf:
    del line
    text = found["code"].replace("\n", " ")
    is_framed = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    return tree.Code(text[1:-1] if is_framed else text)


_LEAVES: dict[str, Callable[[re.Match[str], int], Leaf | None]] = {
    "code": _code,
    "sign": lambda found, _: tree.Text(unescaped(found[0])),
    "fact": lambda found, line: tree.FactMark(found["fact"], line),
    "footnote": lambda found, line: NoteName(found["footnote"], line),
    "address": lambda found, line: links.read_bracketed(found[0], line),
    "html": lambda found, _: tree.Text(found[0]),
    **dict.fromkeys(("break", "backslash"), lambda *_: tree.Break()),
    **dict.fromkeys(("http", "www"), lambda found, line: links.read_web(found[0], line)),
    **dict.fromkeys(("abroad", "area", "home"), lambda found, line: links.read_phone(found[0], line)),
}


@dataclass(slots=True)
class _Bracket:
    """A square bracket that opened: the number of its item, where its words start, and whether it may be a link."""

    index: int
    start: int
    is_image: bool
    is_active: bool = True


def read_inline(lines: Sequence[Line], state: State) -> tuple[tree.Inline, ...]:
    """Return lines of running text as nodes, without the space around it, and report what is wrong in them."""
    return _stripped(_Setting(state).nodes(_Reader(lines, state).read()))


@dataclass(slots=True)
class _Reader:
    """Reads one stretch; `at` is where it is, and `words` how many spaces it passed."""

    lines: Sequence[Line]
    state: State
    text: str = ""
    starts: list[int] = field(default_factory=list)
    at: int = 0
    words: int = 0
    items: list[Piece | Run] = field(default_factory=list)
    brackets: deque[_Bracket] = field(default_factory=lambda: deque(maxlen=_DEEPEST))

    def read(self) -> list[Piece]:
        self.text = "\n".join(line.text for line in self.lines)
        self.starts = [0, *accumulate(len(line.text) + 1 for line in self.lines)][:-1]
        mails = deque(_MAIL.finditer(self.text)) if "@" in self.text else ()
        while found := _SIGN.search(self.text, self.at):
            while mails and mails[0].start() < self.at:
                mails.popleft()
            if mails and mails[0].start() <= found.start():
                self._mail(mails[0])
            else:
                self._sign(found)
        for mail in mails:
            if mail.start() >= self.at:
                self._mail(mail)
        self.items.append(self.text[self.at :])
        return with_emphasis(self.items)

    def _line(self, at: int) -> int:
        """Return the line of the file that a place is on."""
        return self.lines[bisect(self.starts, at) - 1].number

    def _pass(self, start: int, end: int) -> None:
        """Take the words before a sign, and go past it."""
        if start > self.at:
            text = self.text[self.at : start]
            self.items.append(text)
            self.words += text.count(" ") + text.count("\n")
        self.at = end

    def _mail(self, found: re.Match[str]) -> None:
        self._pass(*found.span())
        self.items.append(links.read_mail(found[0], self._line(found.start())))

    def _sign(self, found: re.Match[str]) -> None:
        start, end = found.span()
        match found.lastgroup:
            case "run":
                self._pass(start, end)
                before, after = self.text[start - 1 : start] or "\n", self.text[end : end + 1] or "\n"
                self.items.append(read_run(found[0], before, after, self.words, self._line(start)))
            case "open":
                self._pass(start, end)
                self.brackets.append(_Bracket(len(self.items), end, is_image=found[0][0] == "!"))
                self.items.append(found[0])
            case "close":
                self._pass(start, end)
                self._close()
            case None:  # accents without a partner
                self._pass(end, end)
            case name:
                leaf = _LEAVES[name](found, self._line(start))
                if leaf is None:
                    self._pass(end, end)
                    return
                self._pass(start, start + len(leaf.typed) if isinstance(leaf, tree.Link) else end)
                self.items.append(leaf)
                if name == "html" and raw_html.is_html(found[0]):
                    raw_html.report_html(found[0], self._line(start), self.state)

    def _close(self) -> None:
        """Let the last square bracket end here, and make of the words in it what follows says."""
        opener = self.brackets.pop() if self.brackets else None
        span = self._span(opener, self.text[opener.start : self.at - 1]) if opener else None
        if opener is None or span is None:
            self.items.append("]")
            return
        span.pieces = with_emphasis(self.items[opener.index + 1 :])
        del self.items[opener.index :]
        self.items.append(span)
        if span.tag == "a":
            # A link does not stand in a link.
            for bracket in self.brackets:
                bracket.is_active = bracket.is_active and bracket.is_image

    def _span(self, opener: _Bracket, inner: str) -> Span | None:
        """Return what a pair of brackets is, still empty, and go past what belongs to it; None when it is nothing."""
        begin, line = self.at, self._line(opener.start - 1)
        if not opener.is_image and (language := self._behind(_LANGUAGE)):
            return Span("span", [], line, lang=language[1])
        destination = self._destination(inner) if opener.is_active else None
        if destination is None:
            if not opener.is_image:
                links.report_unfinished(inner, self.text, begin, line, self.state)
            return None
        if opener.is_image:
            return Span("img", [], line, destination, is_decorative=self._behind(_DECORATIVE) is not None)
        language = self._behind(_LANGUAGE)
        return Span("a", [], line, destination, language[1] if language else "")

    def _behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Read something at this place, and go past it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def _destination(self, inner: str) -> links.Destination | None:
        """Read what is behind square brackets, an address or a reference to one, and go past it."""
        if self.text.startswith("(", self.at):
            end = links.end_of_destination(self.text, self.at)
            # A link or a picture is no address; it stays a link or a picture.
            if end is not None and "](" not in self.text[self.at : end]:
                typed = self.text[self.at + 1 : end]
                self.at = end + 1
                return links.read_destination(typed)
        reference = _REFERENCE.match(self.text, self.at)
        named = (reference[1] if reference else "") or inner
        key = "" if "[" in named else links.reference_id(named)
        if key not in self.state.definitions:
            return None
        self.state.used.add(key)
        self.at = reference.end() if reference else self.at
        return self.state.definitions[key].destination


@dataclass(slots=True)
class _Setting:
    """Sets pieces in type, as nodes, in the order in which they are read."""

    state: State
    last: str = ""
    """The last character so far."""
    opened: set[str] = field(default_factory=set)
    """The quotes that are open."""

    def nodes(self, pieces: Sequence[Piece], *, in_link: bool = False) -> list[tree.Inline]:
        done: list[tree.Inline] = []
        for is_words, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
            if not is_words:
                for piece in run:
                    done += self._set(piece, in_link=in_link)
            elif text := typeset("".join(map(str, run)), self.last, self.opened):
                done.append(tree.Text(text))
                self.last = text[-1]
        return done

    def _set(self, piece: Piece, *, in_link: bool) -> list[tree.Inline]:
        if isinstance(piece, Span):
            return self._span(piece, in_link=in_link)
        if isinstance(piece, NoteName):
            if piece.name not in self.state.notes:
                links.report_missing_note(piece.name, piece.line, self.state)
            elif not in_link:
                is_first = piece.name not in self.state.numbers
                number = self.state.numbers.setdefault(piece.name, len(self.state.numbers) + 1)
                return [tree.NoteSign(number, is_first, piece.line)]
        words = _words(piece)
        self.last = "x" if isinstance(piece, tree.FactMark) else words[-1:] or self.last
        if isinstance(piece, str | NoteName) or (in_link and isinstance(piece, tree.Link)):
            return [tree.Text(words)]
        return [piece]

    def _span(self, span: Span, *, in_link: bool) -> list[tree.Inline]:
        if span.destination is None:
            children = self.nodes(span.pieces, in_link=in_link)
            return [tree.Emphasis(tuple(children), span.line, span.tag, span.lang)]
        address, title = span.destination
        if span.tag == "img":
            self.last = "x"
            alt = " ".join("".join(map(_words, span.pieces)).split())
            return [tree.Image(address, alt, span.is_decorative, span.line, title)]
        children = self.nodes(span.pieces, in_link=True)
        if in_link:
            return children
        link = tree.Link(_stripped(children), span.line, address, title, span.lang)
        # A space at the edge of a link parts it from the words beside it.
        return [*_edge(children[:1], 0), link, *_edge(children[-1:], -1)]


def _words(piece: Piece) -> str:
    """Return what a piece says where nothing but words can stand; of a picture that is its description."""
    match piece:
        case str():
            return piece
        case Span():
            return "".join(map(_words, piece.pieces))
        case NoteName():
            return f"[^{piece.name}]"
        case tree.Break():
            return " "
        case tree.Text() | tree.Code():
            return piece.text
        case _:
            return tree.words_of((piece,))


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
