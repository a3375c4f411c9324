"""Web addresses, mail addresses and phone numbers that stand in a text as they are become links."""

from __future__ import annotations

from typing import NamedTuple

from avksite.reading.contact import Phone, parse_phone
from avksite.reading.misread import Misread

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_ADDRESS_CHAR = rf"[^\s<>()\[\]\"“”‘’`{_PRIVATE}]"
_ADDRESS = rf"(?:{_ADDRESS_CHAR}|\({_ADDRESS_CHAR}*+\))++"
# Not in a word, an amount, a longer number or an account number.
_FREE = r"(?<![\w+€-]{0})(?<!\d[., ]{0})(?<![A-Z]{{4}}[ ]{0})"
_LAST = r"(?![\w€])(?![ -]?\d)(?![.,]\d)"
_GAP = "(?:[ ]?-[ ]?|[ ])?"
_NINE = rf"[1-9](?:{_GAP}\d){{8}}"
_SERVICE = r"[89]0[069][ -]?\d{4}(?:[ -]?\d{3})?"
PATTERNS = (
    rf"http(?<![\w/@.=]http)(?P<http>s?://{_ADDRESS})",
    rf"www(?<![\w/@.=-]www)(?P<www>\.{_ADDRESS})",
    rf"\+{_FREE.format('[+]')}(?P<abroad>31[ -]?(?:\(0\)[ -]?)?{_NINE}{_LAST})",
    rf"\({_FREE.format('[(]')}(?P<area>0\d{{1,3}}\){_GAP}\d(?:{_GAP}\d){{5,7}}{_LAST})",
    rf"0{_FREE.format('0')}(?P<home>(?:031[ -]?(?:\(0\)[ -]?)?{_NINE}|{_NINE}|{_SERVICE}){_LAST})",
)
"""Patterns of which each starts with a sign of its own, and only then looks back: that makes a long search quick."""
WEB = frozenset({"http", "www"})
PHONES = frozenset({"abroad", "area", "home"})

_NAME = r"[A-Za-z0-9_.+\-]"
MAIL = rf"(?<!{_NAME})(?:[A-Za-z0-9_]{_NAME}*+)@[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)+"

_TRAILING = "*_~.,;:!?'’”…|"


class BareLink(NamedTuple):
    """A link without words of its own: what was typed, what it shows, and where it leads."""

    typed: str
    text: str
    target: str


def read_web(typed: str) -> BareLink | None:
    """Read a web address; punctuation at its end belongs to the sentence."""
    address = typed.rstrip(_TRAILING)
    host = address.partition("://")[2] if address.startswith("http") else address[4:]
    if not host.strip("/"):
        return None
    return BareLink(address, address, address if address.startswith("http") else f"https://{address}")


def read_phone(typed: str) -> BareLink | None:
    """Read a phone number, which shows in groups that can be read aloud."""
    phone = _phone(typed)
    return BareLink(typed, phone.text, phone.href) if phone else None


def read_bracketed(typed: str) -> BareLink:
    """Read an address that was typed between angle brackets."""
    if typed.startswith(("http://", "https://")):
        return BareLink(typed, typed, typed)
    if typed.startswith("www."):
        return BareLink(typed, typed, f"https://{typed}")
    if typed.startswith("tel:"):
        return read_phone(typed) or BareLink(typed, typed.removeprefix("tel:"), typed)
    address = typed.removeprefix("mailto:")
    return BareLink(typed, address, f"mailto:{address}")


def _phone(typed: str) -> Phone | None:
    try:
        return parse_phone(typed)
    except Misread:
        return None
