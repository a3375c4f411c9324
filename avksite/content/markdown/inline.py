"""Running text is read once, from left to right: code, links, pictures, words in another language and stressed words.

This is the algorithm of CommonMark (the appendix "A parsing strategy"). What holds no markup, such as code, an escaped
sign or a bare address, is a leaf: whatever starts first settles what a sign belongs to. One pass takes no longer for an
odd text than for a plain one.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import deque
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from avksite.content.characters import ENTITY, ESCAPED, unescaped
from avksite.content.markdown import bare_links, raw_html
from avksite.content.markdown.destinations import Destination, end_of_destination, read_destination, reference_id
from avksite.content.markdown.draft import Kind, Leaf, Span
from avksite.content.markdown.emphasis import Run, read_run, stress
from avksite.content.markdown.unfinished_links import report_unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from avksite.content.markdown.draft import Draft, Line, Piece

# Every branch starts with a sign of its own. The search then skips at once to the next of these signs.
_SIGN = re.compile(
    "|".join(
        (
            r"`(?<!``)(?P<ticks>`*+)(?P<code>.+?)(?<!`)`(?P=ticks)(?!`)",
            r"`++",
            rf"(?P<sign>{ESCAPED}|{ENTITY})",
            r"\{feit:[ ]*(?P<fact>[^\s{}]{1,100})[ ]*\}",
            r"\[\^(?P<footnote>[^\]\s]{1,60})\]",
            rf"<(?P<address>{bare_links.BRACKETED})>",
            raw_html.PATTERN,
            r"[ ](?P<break>[ ](?=\n))",
            r"\\(?P<backslash>[ ]*+(?=\n))",
            *bare_links.PATTERNS,
            r"(?P<run>\*+|_+)",
            r"(?P<open>!\[(?!\^[^\]\s]{1,60}\])|\[)",
            r"(?P<close>\])",
        )
    ),
    re.DOTALL,
)
_MAIL = re.compile(bare_links.MAIL)
_REFERENCE = re.compile(r"\[([^\[\]]{0,1999})\]")
_DECORATIVE = re.compile(r"\{[ ]*decoratief[ ]*\}")
_LANGUAGE = re.compile(r"""\{[ ]*lang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})["']?[ ]*\}""")
_DEEPEST = 20
"""How many square brackets may wait for their end; of more, the last ones count."""


@dataclass(slots=True)
class _Bracket:
    """A square bracket that opened: the number of its item, where its words start, and whether it may be a link."""

    index: int
    start: int
    is_image: bool
    is_active: bool = True


def read_inline(lines: Sequence[Line], draft: Draft) -> list[Piece]:
    """Return lines of running text as words, leaves and spans, and report what is wrong in them."""
    return _Reader(lines, draft).read()


@dataclass(slots=True)
class _Reader:
    """Reads one stretch; `at` is where it is, and `words` how many spaces it passed."""

    lines: Sequence[Line]
    draft: Draft
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
        return stress(self.items)

    def _line(self, at: int) -> int:
        """Return the line of the file that a place stands on."""
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
        line = self._line(found.start())
        self.items.append(Leaf(Kind.LINK, found[0], found[0], line, f"mailto:{found[0]}"))

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
                self._leaf(found, _READERS[name])

    def _leaf(self, found: re.Match[str], read: Callable[[re.Match[str], int], Leaf | None]) -> None:
        line = self._line(found.start())
        leaf = read(found, line)
        if leaf is None:
            self._pass(found.end(), found.end())
            return
        self._pass(found.start(), found.start() + len(leaf.typed))
        self.items.append(leaf)
        if leaf.kind is Kind.HTML:
            raw_html.report_html(leaf.text, line, self.draft)

    def _close(self) -> None:
        """Let the last square bracket end here, and make of the words in it what follows says."""
        opener = self.brackets.pop() if self.brackets else None
        span = self._span(opener, self.text[opener.start : self.at - 1]) if opener else None
        if opener is None or span is None:
            self.items.append("]")
            return
        span.line = self._line(opener.start - 1)
        span.pieces = stress(self.items[opener.index + 1 :])
        del self.items[opener.index :]
        self.items.append(span)
        if span.tag == "a":
            # A link does not stand in a link.
            for bracket in self.brackets:
                bracket.is_active = bracket.is_active and bracket.is_image

    def _span(self, opener: _Bracket, inner: str) -> Span | None:
        """Return what a pair of brackets is, still empty, and go past what belongs to it; None when it is nothing."""
        begin = self.at
        if not opener.is_image and (language := _LANGUAGE.match(self.text, begin)):
            self.at = language.end()
            return Span("span", [], lang=language[1])
        destination = self._destination(inner) if opener.is_active else None
        if destination is None:
            if not opener.is_image:
                report_unfinished(inner, self.text, begin, self._line(opener.start - 1), self.draft)
            return None
        span = Span("img" if opener.is_image else "a", [], destination=destination)
        if opener.is_image and (decorative := _DECORATIVE.match(self.text, self.at)):
            span.is_decorative = True
            self.at = decorative.end()
        elif not opener.is_image and (language := _LANGUAGE.match(self.text, self.at)):
            span.lang = language[1]
            self.at = language.end()
        return span

    def _destination(self, inner: str) -> Destination | None:
        """Read what stands behind square brackets, an address or a reference to one, and go past it."""
        if self.text.startswith("(", self.at):
            end = end_of_destination(self.text, self.at)
            # A link or a picture is no address; it stays a link or a picture.
            if end is not None and "](" not in self.text[self.at : end]:
                typed = self.text[self.at + 1 : end]
                self.at = end + 1
                return read_destination(typed)
        reference = _REFERENCE.match(self.text, self.at)
        named = (reference[1] if reference else "") or inner
        key = "" if "[" in named else reference_id(named)
        if key not in self.draft.references:
            return None
        self.draft.used.add(key)
        self.at = reference.end() if reference else self.at
        return self.draft.references[key].definition.destination


def words_in(pieces: Sequence[Piece]) -> str:
    """Return what running text says where nothing but words can stand; of a picture that is its description."""
    return " ".join("".join(map(_words, pieces)).split())


def _words(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return piece.words if isinstance(piece, Leaf) else "".join(map(_words, piece.pieces))


def _code(found: re.Match[str], line: int) -> Leaf:
    text = found["code"].replace("\n", " ")
    is_framed = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    return Leaf(Kind.CODE, text[1:-1] if is_framed else text, found[0], line)


def _html(found: re.Match[str], line: int) -> Leaf:
    return Leaf(Kind.HTML if raw_html.is_html(found[0]) else Kind.LITERAL, found[0], found[0], line)


def _link(read: Callable[[str], bare_links.BareLink | None]) -> Callable[[re.Match[str], int], Leaf | None]:
    def leaf(found: re.Match[str], line: int) -> Leaf | None:
        link = read(found[0])
        return link and Leaf(Kind.LINK, link.text, link.typed, line, link.target)

    return leaf


def _address(found: re.Match[str], line: int) -> Leaf:
    link = bare_links.read_bracketed(found["address"])
    return Leaf(Kind.LINK, link.text, found[0], line, link.target)


def _break(found: re.Match[str], line: int) -> Leaf:
    return Leaf(Kind.BREAK, "\n", found[0], line)


_READERS: dict[str, Callable[[re.Match[str], int], Leaf | None]] = {
    "code": _code,
    "sign": lambda found, line: Leaf(Kind.LITERAL, unescaped(found[0]), found[0], line),
    "fact": lambda found, line: Leaf(Kind.FACT, found["fact"], found[0], line),
    "footnote": lambda found, line: Leaf(Kind.FOOTNOTE, found["footnote"], found[0], line),
    "address": _address,
    "html": _html,
    "break": _break,
    "backslash": _break,
    **dict.fromkeys(bare_links.WEB, _link(bare_links.read_web)),
    **dict.fromkeys(bare_links.PHONES, _link(bare_links.read_phone)),
}
