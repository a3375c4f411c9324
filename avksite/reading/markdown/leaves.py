"""The smallest pieces of a text are told apart once, from left to right, before the library looks at what is left.

Code, escaped signs, entities, facts, footnote signs, HTML and bare addresses hold no markup. Each leaves a token, which
the library takes for a word. One pass for all of them is quick, takes no longer for an odd text than for a plain one,
and settles what a sign belongs to: whatever starts first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from avksite.reading.characters import ENTITY, ESCAPED, unescaped
from avksite.reading.markdown import bare_links, raw_html
from avksite.reading.markdown.positions import MARK, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

LEAF_OPEN = "\ue004"
LEAF_CLOSE = "\ue005"
TOKEN = re.compile(f"{LEAF_OPEN}([0-9]+){LEAF_CLOSE}")


class Kind(Enum):
    """What a leaf is."""

    CODE = auto()
    LITERAL = auto()
    FACT = auto()
    FOOTNOTE = auto()
    HTML = auto()
    LINK = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A piece without markup: what it stands for, how it was typed with its marks, and for a link where it leads."""

    kind: Kind
    text: str
    typed: str
    target: str = ""

    @property
    def words(self) -> str:
        """What it says where nothing but words can stand, as in the description of a picture."""
        return unmarked(self.typed) if self.kind in {Kind.FACT, Kind.FOOTNOTE} else self.text


# Every branch starts with a sign of its own. The search then skips at once to the next of these signs.
_LEAF = re.compile(
    "|".join(
        (
            r"`(?<!``)(?P<ticks>`*+)(?P<code>.+?)(?<!`)`(?P=ticks)(?!`)",
            r"`++",
            rf"(?P<sign>{ESCAPED}|{ENTITY})",
            r"\{feit:[ ]*(?P<fact>[^\s{}]{1,100})[ ]*\}",
            r"\[\^(?P<footnote>[^\]\s]{1,60})\]",
            rf"<(?P<address>{bare_links.BRACKETED})>",
            raw_html.PATTERN,
            r" (?P<break> (?=\n))",
            rf"\\(?P<backslash>[ ]{MARK.pattern}[ ]*+(?=\n))",
            *bare_links.PATTERNS,
        )
    ),
    re.DOTALL,
)
_MAIL = re.compile(bare_links.MAIL)


@dataclass(frozen=True, slots=True)
class Leaves:
    """The leaves of one text, in the order found."""

    found: list[Leaf] = field(default_factory=list)

    def __getitem__(self, number: str) -> Leaf:
        """Return the leaf of a token."""
        return self.found[int(number)]

    def pick(self, text: str) -> str:
        """Return a stretch of running text with a token for every leaf in it."""
        text = _LEAF.sub(self._replace, text)
        if "@" in text:
            text = _MAIL.sub(self._mail, text)
        return text

    def words(self, text: str) -> str:
        """Return a text with its leaves in words only."""
        return unmarked(TOKEN.sub(lambda found: self[found[1]].words, text))

    def typed(self, text: str) -> str:
        """Return a text with its leaves as they were typed, marks included."""
        return TOKEN.sub(lambda found: self[found[1]].typed, text)

    def _token(self, leaf: Leaf) -> str:
        self.found.append(leaf)
        return f"{LEAF_OPEN}{len(self.found) - 1}{LEAF_CLOSE}"

    def _replace(self, found: re.Match[str]) -> str:
        leaf = _READERS[found.lastgroup](found) if found.lastgroup else None
        return self._token(leaf) + found[0][len(leaf.typed) :] if leaf else found[0]

    def _mail(self, found: re.Match[str]) -> str:
        return self._token(Leaf(Kind.LINK, found[0], found[0], f"mailto:{found[0]}"))


def _literal(text: str, typed: str) -> Leaf:
    return Leaf(Kind.LITERAL, text, typed)


def _code(found: re.Match[str]) -> Leaf:
    text = unmarked(found["code"]).replace("\n", " ")
    is_framed = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    return Leaf(Kind.CODE, text[1:-1] if is_framed else text, found[0])


def _address(found: re.Match[str]) -> Leaf:
    link = bare_links.read_bracketed(found["address"])
    return Leaf(Kind.LINK, link.text, found[0], link.target)


def _html(found: re.Match[str]) -> Leaf:
    typed = unmarked(found[0])
    return Leaf(Kind.HTML if raw_html.is_html(typed) else Kind.LITERAL, typed, found[0])


def _web(found: re.Match[str]) -> Leaf | None:
    link = bare_links.read_web(found[0])
    return link and Leaf(Kind.LINK, link.text, link.typed, link.target)


def _phone(found: re.Match[str]) -> Leaf | None:
    link = bare_links.read_phone(found[0])
    return link and Leaf(Kind.LINK, link.text, link.typed, link.target)


_READERS: dict[str, Callable[[re.Match[str]], Leaf | None]] = {
    "code": _code,
    "sign": lambda found: _literal(unescaped(found[0]), found[0]),
    "fact": lambda found: Leaf(Kind.FACT, found["fact"], found[0]),
    "footnote": lambda found: Leaf(Kind.FOOTNOTE, found["footnote"], found[0]),
    "address": _address,
    "html": _html,
    **dict.fromkeys(("break", "backslash"), lambda found: Leaf(Kind.BREAK, "\n", found[0])),
    **dict.fromkeys(bare_links.WEB, _web),
    **dict.fromkeys(bare_links.PHONES, _phone),
}
