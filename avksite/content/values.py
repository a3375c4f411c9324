"""The values that staff type, as pydantic annotations that parse text to a value, or raise Misread."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from typing import Annotated, TypeVar

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError, core_schema

from avksite.content.addresses import Phone, parse_address, parse_mail, parse_phone
from avksite.content.characters import decoded
from avksite.content.front_matter.scalars import YES
from avksite.content.keys import Leaf, as_text
from avksite.content.markdown.typography import typeset
from avksite.dutch.dates import Moment, parse_date, parse_moment, parse_time
from avksite.dutch.words import tidy
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import Misread, understood

_NO = frozenset({"nee", "neen", "n", "uit", "onwaar", "no", "false", "off", "niet"})
_NUMBER = regex(r"\d{1,3}(?:[. ]\d{3})+|\d+")
_REMARK = regex(r"(.*?\S)\s+#\s")


def parse_yes_no(typed: str) -> bool:
    """Parse `ja` or `nee`, and their synonyms."""
    word = tidy(typed).casefold().rstrip(".!")
    if word in YES:
        return True
    if word in _NO:
        return False
    if (first := re.match(r"(ja|nee)\b", word)) is not None:
        hint = f"Typ alleen `{first[1]}`. Het waarom zet je in de tekst."
        raise Misread(f"`{typed}` is meer dan ja of nee.", hint, first[1])
    raise Misread(f"`{typed}` is geen ja of nee.", "Kies `ja` of `nee`.")


def parse_number(typed: str) -> int:
    """Parse a whole number, with or without the Dutch dot between thousands: `14.000`."""
    text = tidy(typed)
    if _NUMBER.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    raise Misread(f"`{typed}` is geen heel getal.", "Typ alleen cijfers, zoals `12` of `14.000`.")


def parse_words(typed: str) -> str:
    """Parse a text for readers: as `parse_verbatim`, with curly quotes and apostrophes."""
    return typeset(parse_verbatim(typed))


def parse_verbatim(typed: str) -> str:
    """Parse a text of at least one visible character; normalise its spaces, and its letters to NFC."""
    lines = [tidy(line) for line in unicodedata.normalize("NFC", decoded(typed)).split("\n")]
    text = "\n".join(lines).strip()
    if not text:
        raise Misread("Hier staat nog geen tekst.", "Vul de tekst in.")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Leaf):
    """The pydantic annotation that parses one type of value; a value of that type passes unchanged."""

    why: str = "Wat ik niet kan lezen, komt verkeerd of helemaal niet op de site."
    """The explanation in a report: whom it harms when it cannot be read."""

    def __call__(self, typed: object) -> object:
        """Read what was typed."""
        typed = as_text(typed)
        if isinstance(typed, str):
            try:
                return self.parse(typed)
            except Misread as misread:
                found = _about_remark(typed, self.parse) or misread
                found.why = found.why or self.why
                raise found from None
        if isinstance(typed, self.made):
            return typed
        raise PydanticKnownError("string_type")

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> core_schema.CoreSchema:
        """Let pydantic call this annotation, and not validate the type of the result."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self)


def _about_remark(typed: str, parse: Callable[[str], object]) -> Misread | None:
    """Return a Misread when a value is valid but for a comment after it, which YAML allows; else None."""
    remark = _REMARK.match(typed)
    if remark is None or understood(parse, remark[1]) is None:
        return None
    return Misread(
        f"Achter `{remark[1]}` staat een opmerking.",
        f"Typ hier alleen `{remark[1]}` en zet de opmerking op een eigen regel die met `#` begint.",
        remark[1],
    )


def as_list(typed: object) -> list[object] | tuple[object, ...]:
    """Return a single value as a list of one; anything else unchanged."""
    return typed if isinstance(typed, list | tuple) else [typed]


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(as_list)]
"""A list of values; a single value is a list of one."""


_OF_DATES = "Van een datum die niet klopt, komt een verkeerde datum in de agenda, de mail en op de site."
_OF_TIMES = "Met een tijd die niet klopt, staat iemand voor een dichte deur."
_OF_CHOICES = "Zonder ja of nee weet ik niet wat ik moet doen."
_OF_PHONES = "Een nummer dat niet klopt, kan een lezer niet bellen."
_OF_MAILS = "Een mail aan een adres dat niet klopt, komt nooit aan."
_OF_LINKS = "Een lezer die op een adres klikt dat niet klopt, komt nergens."

Words = Annotated[str, Read(parse=parse_words)]
"""Text for readers, with at least one visible character."""
Verbatim = Annotated[str, Read(parse=parse_verbatim)]
"""Text for a program, as typed: a link, a code."""
Name = Annotated[str, BeforeValidator(as_text)]
"""The name or address of something else, as typed; it may be ""."""
DutchDate = Annotated[
    date, Read(date, "een datum", ("24 november 2022", "24-11-2022"), parse=parse_date, why=_OF_DATES)
]
DutchTime = Annotated[time, Read(time, "een tijd", ("13.30 uur", "13:30"), parse=parse_time, why=_OF_TIMES)]
_MOMENTS = ("24 november 2022 13.30 uur", "24-11-2022")
DutchMoment = Annotated[
    Moment, Read(Moment, "een datum met of zonder tijd", _MOMENTS, parse=parse_moment, why=_OF_DATES)
]
YesNo = Annotated[bool, Read(bool, "`ja` of `nee`", choices=("ja", "nee"), parse=parse_yes_no, why=_OF_CHOICES)]
_PHONES = ("06 12 34 56 78", "050 123 45 67")
PhoneNumber = Annotated[Phone, Read(Phone, "een telefoonnummer", _PHONES, parse=parse_phone, why=_OF_PHONES)]
MailAddress = Annotated[str, Read(str, "een mailadres", ("naam@voorbeeld.nl",), parse=parse_mail, why=_OF_MAILS)]
WebAddress = Annotated[
    str, Read(str, "een webadres", ("https://www.voorbeeld.nl/",), parse=parse_address, why=_OF_LINKS)
]
