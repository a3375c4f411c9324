"""Ways to reach somebody, as people type them: a phone number, a mail address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from avksite.dutch.words import tidy
from avksite.problems import Misread

PHONE_HINT = "Typ het nummer met netnummer, zoals `06 12 34 56 78` of `050 123 45 67`."
MAIL_HINT = "Typ een mailadres zoals `naam@voorbeeld.nl`."

_SERVICE = re.compile(r"0(?:800|900|906|909)(?:\d{4}|\d{7})")
_GROUPS = re.compile(
    r"""
    (06) (..) (..) (..) (..)
    | (0800|090[069]) (....)
    | (0800|090[069]) (...) (....)
    # Area codes of three digits; all others have four. 082, 084, 085, 087, 088 and 091 belong to no place.
    | (0 (?: 1[035] | 2[0346] | 3[03568] | 4[0356] | 5[0358] | 7\d | 8[24578] | 91 ) ) (...) (..) (..)
    | (....) (..) (..) (..)
    """,
    re.VERBOSE,
)
# Numbers that only exist inside the country: 113, 14 0599 of a municipality, 116 111, 18xx.
_INSIDE = re.compile(r"1\d\d|14\d{3,4}|116\d{3}|18\d\d")
_DIGITS = re.compile(r"\d+")
_PHONE = re.compile(r"\+?[\d ()./\u2010-\u2015-]+")

_MAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\s@.,;:<>()_/]+\.)+[^\s@.,;:<>()_/\d]{2,}")
_PHONE_LABEL = re.compile(r"^(?:tel(?:efoon)?|mobiel)?[.:]*\s*", re.IGNORECASE)
_MAIL_LABEL = re.compile(r"^mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as machines dial it: `+31612413941`, or `140599` when it only works inside the country."""

    number: str

    @property
    def text(self) -> str:
        """The number in groups that can be read aloud: `06 12 41 39 41`."""
        if not self.number.startswith("+31"):
            return f"14 {self.number[2:]}" if re.fullmatch(r"140\d{2,3}", self.number) else self.number
        groups = _GROUPS.fullmatch(f"0{self.number[3:]}")
        return " ".join(filter(None, groups.groups())) if groups else self.number

    @property
    def href(self) -> str:
        """The address of a link that calls it."""
        return f"tel:{self.number}"


def parse_phone(typed: str) -> Phone:
    """Read a phone number: `0612413941`, `06-12 41 39 41`, `+31 (0)50 123 45 67`, `0800 1234`, `14 0599`."""
    text = _PHONE_LABEL.sub("", tidy(typed))
    if not _PHONE.fullmatch(text):
        raise Misread(f"`{typed}` lees ik niet als een telefoonnummer.", PHONE_HINT)
    digits = "".join(_DIGITS.findall(text.replace("(0)", "")))
    if text.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if not digits.startswith("31"):
            if 8 <= len(digits) <= 15:  # noqa: PLR2004  as E.164 allows
                return Phone(f"+{digits}")
            message = f"`{typed}` heeft {len(digits)} cijfers; met het landnummer horen het er 8 tot 15 te zijn."
            raise Misread(message, PHONE_HINT)
        digits = f"0{digits[2:].removeprefix('0')}"
    if _INSIDE.fullmatch(digits):
        return Phone(digits)
    if _SERVICE.fullmatch(digits) or (len(digits) == 10 and re.match(r"0[1-9]", digits)):  # noqa: PLR2004
        return Phone(f"+31{digits[1:]}")
    if len(digits) == 9 and digits.startswith("6"):  # noqa: PLR2004  the zero was lost, as spreadsheets do
        message = f"Bij `{typed}` is de 0 vooraan weggevallen."
        whole = Phone(f"+31{digits}").text
        raise Misread(message, f"Typ `{whole}`.", whole)
    if len(digits) == 10:  # noqa: PLR2004
        raise Misread(f"`{typed}` begint niet met een 0.", PHONE_HINT)
    raise Misread(f"`{typed}` heeft {len(digits)} cijfers; een Nederlands nummer heeft er 10.", _perhaps_abroad(digits))


def is_mail(text: str) -> bool:
    """Tell whether a text is a mail address, with or without `mailto:`."""
    return _MAIL.fullmatch(_MAIL_LABEL.sub("", text)) is not None


def parse_mail(typed: str) -> str:
    """Read a mail address; `mailto:` and angle brackets around it may stay."""
    text = _MAIL_LABEL.sub("", tidy(typed)).strip("<> ").rstrip(".")
    if _MAIL.fullmatch(text) and ".." not in text:
        name, _, host = text.rpartition("@")
        return f"{name}@{host.lower()}"
    if "@" not in text and re.match(r"https?://|www\.", text, re.IGNORECASE):
        raise Misread(f"`{typed}` is een webadres; hier hoort een mailadres.", MAIL_HINT, fits="adres")
    if "@" not in text:
        raise Misread(f"In `{typed}` ontbreekt het apenstaartje (@).", MAIL_HINT)
    joined = re.sub(r"\s+", "", text).replace(",", ".")
    if joined != text and _MAIL.fullmatch(joined):
        raise Misread(f"In `{typed}` staat een spatie of een komma.", f"Bedoel je `{joined}`?", joined)
    raise Misread(f"`{typed}` lees ik niet als een mailadres.", MAIL_HINT)


def _perhaps_abroad(digits: str) -> str:
    """Return what to type: a number as the neighbours have them needs its country in front."""
    for country, code, sizes in (("Belgisch", "32", {9}), ("Duits", "49", {11, 12})):
        if digits[:1] == "0" and digits[1:2] not in {"0", "6"} and len(digits) in sizes:
            return f"{PHONE_HINT} Is het een {country} nummer? Typ dan `+{code} {digits[1:]}`."
    return f"{PHONE_HINT} Een nummer uit een ander land begint met `+` en de code van dat land."
