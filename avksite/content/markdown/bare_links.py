"""Web addresses, mail addresses and phone numbers that stand in a text as they are become links."""

from __future__ import annotations

from typing import NamedTuple

from avksite.content.characters import decoded, unescaped
from avksite.content.contact import Phone, parse_phone
from avksite.problems import Misread

_PRIVATE = "\ue000-\uf8ff"
_ADDRESS_CHAR = rf"[^\s<>()\[\]\"“”‘’`{_PRIVATE}]"
_ADDRESS = rf"(?:{_ADDRESS_CHAR}|\({_ADDRESS_CHAR}*+\))++"
# Not in a word, an amount, a longer number or an account number.
_FREE = r"(?<![\w+€-]{0})(?<!\d[., ]{0})(?<![A-Z]{{4}}[ ]{0})"
_LAST = r"(?![\w€])(?![ -]?\d)(?![.,]\d)"
_GAP = "(?:[ ]?-[ ]?|[ ])?"
_NINE = rf"[1-9](?:{_GAP}\d){{8}}"
_SERVICE = r"[89]0[069][ -]?\d{4}(?:[ -]?\d{3})?"
PATTERNS = (
    rf"[hH][tT][tT][pP](?<![\w/@.=]....)(?P<http>[sS]?://{_ADDRESS})",
    rf"[wW][wW][wW](?<![\w/@.=-]...)(?P<www>\.{_ADDRESS})",
    rf"\+{_FREE.format('[+]')}(?P<abroad>31[ -]?(?:\(0\)[ -]?)?{_NINE}{_LAST})",
    rf"\({_FREE.format('[(]')}(?P<area>0\d{{1,3}}\){_GAP}\d(?:{_GAP}\d){{5,7}}{_LAST})",
    rf"0{_FREE.format('0')}(?P<home>(?:031[ -]?(?:\(0\)[ -]?)?{_NINE}|{_NINE}|{_SERVICE}){_LAST})",
)
"""Patterns of which each starts with a sign of its own, and only then looks back: that makes a long search quick."""
WEB = frozenset({"http", "www"})
PHONES = frozenset({"abroad", "area", "home"})

_NAME = r"[\w.+\-]"
MAIL = rf"(?<!{_NAME})(?:\w{_NAME}*+)@(?:[^\W_]|-)++(?:\.(?:[^\W_]|-)++)+"
BRACKETED = r"(?:[A-Za-z][A-Za-z0-9+.-]+://|(?i:www\.|mailto:|tel:))[^<>\s]++|[^<>\s@]++@[^<>\s@]++"

_TRAILING = "*_~.,;:!?'’”…|"


class BareLink(NamedTuple):
    """A link without words of its own: what was typed, what it shows, and where it leads."""

    typed: str
    text: str
    target: str


def read_web(typed: str) -> BareLink | None:
    """Read a web address; punctuation at its end belongs to the sentence."""
    address = typed.rstrip(_TRAILING)
    shown = unescaped(address)
    target = _lowered(shown) if "://" in shown[:8] else f"https://{shown}"
    if not target.partition("://")[2].lower().removeprefix("www.").strip("/"):
        return None
    return BareLink(address, shown, target)


def read_phone(typed: str) -> BareLink | None:
    """Read a phone number, which shows in groups that can be read aloud."""
    phone = _phone(typed)
    return BareLink(typed, phone.text, phone.href) if phone else None


def read_bracketed(typed: str) -> BareLink:
    """Read an address that was typed between angle brackets."""
    shown = decoded(typed)
    scheme, _, rest = shown.partition(":")
    if rest.startswith("//"):
        return BareLink(typed, shown, _lowered(shown))
    if shown.lower().startswith("www."):
        return BareLink(typed, shown, f"https://{shown}")
    if scheme.lower() == "tel":
        return read_phone(typed) or BareLink(typed, rest, f"tel:{rest}")
    address = rest if scheme.lower() == "mailto" else shown
    return BareLink(typed, address, f"mailto:{address}")


def _lowered(address: str) -> str:
    """Return an address with its scheme in small letters, in which capitals do not count (RFC 3986, 3.1)."""
    scheme, colon, rest = address.partition(":")
    return scheme.lower() + colon + rest


def _phone(typed: str) -> Phone | None:
    try:
        return parse_phone(typed)
    except Misread:
        return None
