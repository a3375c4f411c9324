"""The smallest pieces of a text are told apart once, from left to right, before the library looks at what is left.

Code, escaped signs, entities, facts, footnote signs, HTML and bare addresses hold no markup. Each leaves a token, which
the library takes for a word. One pass for all of them is quick, takes no longer for an odd text than for a plain one,
and settles what a sign belongs to: whatever starts first.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from enum import Enum, auto

from avksite.reading import bare_links
from avksite.reading.characters import is_allowed
from avksite.reading.positions import marks_of, unmarked
from avksite.reading.raw_html import is_html

LEAF_OPEN = "\ue004"
LEAF_CLOSE = "\ue005"
LEAF = re.compile(f"{LEAF_OPEN}([0-9]+){LEAF_CLOSE}")


class Kind(Enum):
    """What a leaf is."""

    CODE = auto()
    LITERAL = auto()
    FACT = auto()
    FOOTNOTE = auto()
    HTML = auto()
    LINK = auto()
    BREAK = auto()


@dataclass(slots=True)
class Leaf:
    """A piece without markup: what it stands for, how it was typed, and for a link where it leads."""

    kind: Kind
    text: str
    typed: str
    target: str = ""
    line: int = 0
    """Filled in when its place in the text is known."""

    @property
    def marks(self) -> str:
        """The marks of the lines that end inside it."""
        return marks_of(self.typed)


# Every branch starts with a sign of its own. The search then skips at once to the next of these signs.
_LEAF = re.compile(
    "|".join(
        (
            r"`(?<!``)(?P<ticks>`*+)(?P<code>.+?)(?<!`)`(?P=ticks)(?!`)",
            r"`++",
            r"\\(?P<escaped>[!-/:-@\[-`{-~])",
            r"&(?P<entity>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
            r"\{feit:[ ]*(?P<fact>[^\s{}]{1,100})[ ]*\}",
            r"\[\^(?P<footnote>[^\]\s]{1,60})\]",
            r"<(?P<address>(?:https?://|www\.|mailto:|tel:)[^<>\s]++|[^<>\s@]++@[^<>\s@]++)>",
            r"<(?P<html>!--(?:(?!-->|<!--).)*+(?:-->)?|/?+[A-Za-z][^<>]*+>|![A-Za-z\[][^<>]*+>|\?[^<>]*+>)",
            r" (?P<br> (?=\n))",
            *bare_links.PATTERNS,
        )
    ),
    re.DOTALL,
)
_CROWDED = 200
_BRACKETS_CROWDED = 1000
_EMPHASIS = re.compile(r"[*_]+")
_BRACKETS = re.compile(r"[\[\]]+")
_MAIL = re.compile(bare_links.MAIL)


@dataclass(slots=True)
class Leaves:
    """The leaves of one text, in the order found."""

    items: list[Leaf] = field(default_factory=list)

    def keep(self, leaf: Leaf) -> str:
        """Keep a leaf, and return the token that stands for it."""
        self.items.append(leaf)
        return f"{LEAF_OPEN}{len(self.items) - 1}{LEAF_CLOSE}"

    def pick(self, text: str) -> str:
        """Return a stretch of running text with a token for every leaf in it."""
        text = _LEAF.sub(self._replace, text)
        if "@" in text:
            text = _MAIL.sub(self._mail, text)
        # No author writes this much markup in one paragraph. Taken as text it costs no time to match it all up.
        for signs, limit in ((_EMPHASIS, _CROWDED), (_BRACKETS, _BRACKETS_CROWDED)):
            if text.count(signs.pattern[1]) > limit or text.count(signs.pattern[2]) > limit:
                text = signs.sub(lambda found: self.keep(Leaf(Kind.LITERAL, found[0], found[0])), text)
        return text

    def typed(self, text: str) -> str:
        """Return a text with its tokens as they were typed, marks included."""
        return LEAF.sub(lambda found: self.items[int(found[1])].typed, text)

    def address(self, text: str) -> str:
        """Return an address with escaped signs and entities as they are meant, marks included."""
        return LEAF.sub(lambda found: self._address_of(self.items[int(found[1])]), text)

    @staticmethod
    def _address_of(leaf: Leaf) -> str:
        return leaf.text + leaf.marks if leaf.kind is Kind.LITERAL else leaf.typed

    def words(self, text: str) -> str:
        """Return a text with its tokens in words, for a place that holds no markup."""
        return unmarked(LEAF.sub(lambda found: self._words(self.items[int(found[1])]), text))

    @staticmethod
    def _words(leaf: Leaf) -> str:
        return leaf.typed if leaf.kind in {Kind.FACT, Kind.FOOTNOTE, Kind.HTML} else leaf.text

    def _mail(self, found: re.Match[str]) -> str:
        return self.keep(Leaf(Kind.LINK, found[0], found[0], f"mailto:{found[0]}"))

    def _replace(self, found: re.Match[str]) -> str:
        typed = found[0]
        name = found.lastgroup
        if name is None:
            return typed
        if name in bare_links.GROUPS:
            link = bare_links.read(name, typed)
            return typed if link is None else f"{self.keep(Leaf(Kind.LINK, link.text, link.typed, link.target))}{typed[len(link.typed) :]}"
        return _MAKERS[name](self, found)

    def _code(self, found: re.Match[str]) -> str:
        text = unmarked(found["code"]).replace("\n", " ").strip()
        return self.keep(Leaf(Kind.CODE, text, found[0]))

    def _literal(self, found: re.Match[str]) -> str:
        return self.keep(Leaf(Kind.LITERAL, found["escaped"], found[0]))

    def _entity(self, found: re.Match[str]) -> str:
        char = html.unescape(found[0])
        if char == found[0]:
            return char
        return self.keep(Leaf(Kind.LITERAL, "".join(filter(is_allowed, char)), found[0]))

    def _fact(self, found: re.Match[str]) -> str:
        return self.keep(Leaf(Kind.FACT, found["fact"], found[0]))

    def _footnote(self, found: re.Match[str]) -> str:
        return self.keep(Leaf(Kind.FOOTNOTE, found["footnote"], found[0]))

    def _address(self, found: re.Match[str]) -> str:
        link = bare_links.read_bracketed(found["address"])
        return self.keep(Leaf(Kind.LINK, link.text, found[0], link.target))

    def _html(self, found: re.Match[str]) -> str:
        typed = unmarked(found[0])
        return self.keep(Leaf(Kind.HTML if is_html(typed) else Kind.LITERAL, typed, found[0]))

    def _break(self, found: re.Match[str]) -> str:
        return self.keep(Leaf(Kind.BREAK, "\n", found[0]))


_MAKERS = {
    "code": Leaves._code,
    "escaped": Leaves._literal,
    "entity": Leaves._entity,
    "fact": Leaves._fact,
    "footnote": Leaves._footnote,
    "address": Leaves._address,
    "html": Leaves._html,
    "br": Leaves._break,
}
