"""Parses links, bare addresses, link definitions and broken links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from avksite.content import body as tree
from avksite.content.addresses import parse_phone
from avksite.content.characters import decoded, unescaped
from avksite.content.markdown.state import State
from avksite.patterns import regex
from avksite.problems import ERROR, WARNING, Fix, Rule, shortened, understood

LOOSE_DEFINITION = Rule(
    "verwijzing-los", WARNING, "Elk adres dat los in een tekst staat, hoort bij een link in die tekst.", "2.4.4"
)
UNFINISHED_LINK = Rule("link-half", WARNING, "Een link is een echte link.", "2.4.4")
LOOSE_FOOTNOTE = Rule("voetnoot-los", ERROR, "Elke voetnoot hoort bij één plek in de tekst.")

# Where a link leads: between round brackets, or in a definition.

_LONGEST = 3_000
_DEEPEST = 32
_TITLE = r'"(?:\\.|[^"\\])*+"|\'(?:\\.|[^\'\\])*+\'|\((?:\\.|[^()\\])*+\)|[“”][^“”]*+”'
_ADDRESS = r"<(?:\\.|[^<>\\\n])*+>|(?![<\"'“”])\S++"
_DESTINATION = regex(rf"(?P<address>{_ADDRESS})(?:\s+(?P<title>{_TITLE}))?")
# The name of a file may hold spaces, and a title the quotes that are around it.
_WITH_SPACES = regex(r"(?P<address>.*?)(?:(?:^|\s)(?P<title>\".*\"|'.*'|[“”].*”))?")
# A title is passed over as a whole, because it may hold a bracket.
_BRACKET = regex(r"\\.|[()]|(?<=\s)(?:\"[^\"]*+\"|'[^']*+'|[“”][^“”]*+”)(?=\s*+\))")

_LABEL = r"(?:\\.|[^\[\]\\]){1,999}"
_DEFINITION = regex(
    rf"\[(?!\^)(?P<label>{_LABEL})\]:\s*+(?P<address>{_ADDRESS})(?:\s+(?P<title>{_TITLE}))?[ ]*+(?=\n|\Z)"
)
_USE = regex(rf"\[({_LABEL})\](?!:)")
_LIKE_ADDRESS = regex(r"[/#:@]|\.\w{2,}|^<")
LONGEST_DEFINITION = 8
"""How many lines a definition may take."""


class TypedDestination(NamedTuple):
    """Where a link leads, and its title."""

    address: str
    title: str


class LinkDefinition(NamedTuple):
    """A link definition: its normalised label, and as it was typed."""

    id: str
    label: str
    typed: str
    destination: TypedDestination
    line: int
    lines: int
    """How many lines it takes."""


def read_destination(typed: str) -> TypedDestination:
    """Parse what is between parentheses (CommonMark 6.3); the name of a file may contain spaces."""
    text = " ".join(typed.split())
    return _read(_DESTINATION.fullmatch(text) or _WITH_SPACES.fullmatch(text))


def end_of_destination(text: str, at: int) -> int | None:
    """Return the position of the parenthesis that closes the one at `at`; None when it is not closed."""
    depth = 0
    for found in _BRACKET.finditer(text, at, at + _LONGEST):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth:
            return found.start()
        if depth > _DEEPEST:
            break
    return None


def read_definition(typed: Sequence[str], line: int, named: frozenset[str]) -> LinkDefinition | None:
    """Parse a link definition at the start of some lines, the first of which has this number (CommonMark 4.7).

    A bare word is a destination only for a label that the text uses: `[Saskia]: Ja.` is speech.
    """
    found = _DEFINITION.match("\n".join(typed))
    if not found or not found["label"].strip():
        return None
    key, label = normalised_label(found["label"]), " ".join(found["label"].split())
    if not _LIKE_ADDRESS.search(found["address"]) and (key not in named or found["address"][-1] in ".,;!?"):
        return None
    return LinkDefinition(key, label, " ".join(found[0].split()), _read(found), line, found[0].count("\n") + 1)


def names_in(text: str) -> frozenset[str]:
    """Return the normalised labels of all references that a text may contain."""
    return frozenset(normalised_label(found[1]) for found in _USE.finditer(text))


def normalised_label(typed: str) -> str:
    """Return a label in lower case with single spaces (CommonMark 4.7)."""
    return " ".join(unescaped(typed).casefold().split())


def _read(found: re.Match[str] | None) -> TypedDestination:
    if not found:
        return TypedDestination("", "")
    address = found["address"].strip()
    if address.startswith("<") and address.endswith(">"):
        address = address[1:-1].strip()
    return TypedDestination(unescaped(address), " ".join(unescaped((found["title"] or "")[1:-1]).split()))


# Web addresses, mail addresses and phone numbers that stand in a text as they are.

_PRIVATE = "\ue000-\uf8ff"
_ADDRESS_CHAR = rf"[^\s<>()\[\]\"“”‘’`{_PRIVATE}]"
_WEB_ADDRESS = rf"(?:{_ADDRESS_CHAR}|\({_ADDRESS_CHAR}*+\))++"
# Not in a word, an amount, a longer number or an account number.
_FREE = r"(?<![\w+€-]{0})(?<!\d[., ]{0})(?<![A-Z]{{4}}[ ]{0})"
_LAST = r"(?![\w€])(?![ -]?\d)(?![.,]\d)"
_GAP = "(?:[ ]?-[ ]?|[ ])?"
_NINE = rf"[1-9](?:{_GAP}\d){{8}}"
_SERVICE = r"[89]0[069][ -]?\d{4}(?:[ -]?\d{3})?"
PATTERNS = (
    rf"[hH][tT][tT][pP](?<![\w/@.=]....)(?P<http>[sS]?://{_WEB_ADDRESS})",
    rf"[wW][wW][wW](?<![\w/@.=-]...)(?P<www>\.{_WEB_ADDRESS})",
    rf"\+{_FREE.format('[+]')}(?P<abroad>31[ -]?(?:\(0\)[ -]?)?{_NINE}{_LAST})",
    rf"\({_FREE.format('[(]')}(?P<area>0\d{{1,3}}\){_GAP}\d(?:{_GAP}\d){{5,7}}{_LAST})",
    rf"0{_FREE.format('0')}(?P<home>(?:031[ -]?(?:\(0\)[ -]?)?{_NINE}|{_NINE}|{_SERVICE}){_LAST})",
)
"""Patterns that each start with a literal character and look behind after it, which makes the search fast."""

_ZERO = regex(r"(?<!\w)0\d")


def may_hold_bare(text: str) -> bool:
    """Return whether one of these patterns may match: each needs characters that are rare in running text."""
    has_rare = "://" in text or "w." in text or "W." in text or "+31" in text
    return has_rare or ("0" in text and _ZERO.search(text) is not None)


_NAME = r"[\w.+\-]"
MAIL = rf"(?<!{_NAME})(?:\w{_NAME}*+)@(?:[^\W_]|-)++(?:\.(?:[^\W_]|-)++)+"
BRACKETED = r"(?:[A-Za-z][A-Za-z0-9+.-]+://|(?i:www\.|mailto:|tel:))[^<>\s]++|[^<>\s@]++@[^<>\s@]++"

_TRAILING = "*_~.,;:!?'’”…|"


def read_web(typed: str, line: int) -> tree.Link | None:
    """Parse a bare web address; punctuation at its end belongs to the sentence."""
    address = typed.rstrip(_TRAILING)
    shown = unescaped(address)
    target = _lowered(shown) if "://" in shown[:8] else f"https://{shown}"
    if not target.partition("://")[2].lower().removeprefix("www.").strip("/"):
        return None
    return bare_link(address, shown, target, line)


def read_phone(typed: str, line: int) -> tree.Link | None:
    """Parse a bare phone number, which is shown in groups that can be read aloud."""
    phone = understood(parse_phone, typed)
    return bare_link(typed, phone.text, phone.href, line) if phone else None


def read_bracketed(typed: str, line: int) -> tree.Link:
    """Read an address with the angle brackets around it."""
    shown = decoded(typed[1:-1])
    scheme, _, rest = shown.partition(":")
    if rest.startswith("//"):
        return bare_link(typed, shown, _lowered(shown), line)
    if shown.lower().startswith("www."):
        return bare_link(typed, shown, f"https://{shown}", line)
    if scheme.lower() == "tel":
        phone = read_phone(typed[1:-1], line)
        return (
            bare_link(typed, phone.text, phone.target, line) if phone else bare_link(typed, rest, f"tel:{rest}", line)
        )
    address = rest if scheme.lower() == "mailto" else shown
    return bare_link(typed, address, f"mailto:{address}", line)


def bare_link(typed: str, shown: str, target: str, line: int) -> tree.Link:
    """Return the link of a bare address."""
    return tree.Link((tree.Text(shown),), line, target, typed=typed)


def _lowered(address: str) -> str:
    """Return an address with its scheme in lower case (RFC 3986, 3.1)."""
    scheme, colon, rest = address.partition(":")
    return scheme.lower() + colon + rest


# Links with one wrong character, which are shown as brackets.

_BEHIND = ".,;:!?]'\"”’"
"""Punctuation after an address that belongs to the sentence."""
_ANOTHER_LINK = regex(r"\(\s*!?\[[^\[\]]*\]\(")
_REST = regex(
    r"""
    \[(?P<reference>[^\[\]\s^][^\[\]]*)\]
    |
    (?P<gap>[ ]*)\(
    (?P<address>
        (?:[hH][tT]{2}[pP][sS]?://|[wW]{3}\.)[^\s()]+
        | [\w.+-]+@[^\s()@]+
        | (?:/|\#|\.\./)[^\s()]+
        | [\w./-]+\.(?:md|html?|pdf|docx?|xlsx?|pptx?)
    )
    (?P<end>\))?
    """,
    re.VERBOSE,
)
"""What follows the text of a broken link."""


def report_unfinished(words: str, text: str, at: int, line: int, state: State) -> None:
    """Report words in square brackets when what follows at `at` looks like the rest of a link."""
    if not words.strip() or "[" in words:
        return
    shown = shortened(unescaped(words))
    if _ANOTHER_LINK.match(text, at):
        message = f"Achter `[{shown}]` staat een afbeelding of een andere link, waar het adres hoort."
        hint = f"Zet daar het adres, zoals `[{shown}](https://www.voorbeeld.nl)`, en wat er nu staat erachter."
        state.report(UNFINISHED_LINK, line, message, hint, about=f"[{words}]")
        return
    found = _REST.match(text, at)
    if found and found["reference"]:
        message = f"De verwijzing `[{unescaped(found['reference'])}]` leidt nergens heen."
        hint = f"Typ het adres er zelf bij: `[{shown}](https://www.voorbeeld.nl)`."
        state.report(UNFINISHED_LINK, line, message, hint, about=f"[{words}]")
    elif found and (found["gap"] or not found["end"]):
        wrong = "staat een spatie te veel" if found["end"] else "ontbreekt het laatste haakje"
        typed = found["address"] if found["end"] else found["address"].rstrip(_BEHIND)
        link = f"[{shown}]({unescaped(typed)})"
        fix = Fix(f"[{shown}]{found['gap']}({typed}{found['end'] or ''}", link, is_safe=True)
        state.report(UNFINISHED_LINK, line, f"In de link `[{shown}]` {wrong}.", f"Typ `{link}`.", fix)
