"""The values staff type, as pydantic annotations: text goes in, a typed value or a Misread comes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from operator import attrgetter
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError, core_schema

from avksite.content.addresses import parse_address
from avksite.content.characters import decoded
from avksite.content.contact import Phone, parse_mail, parse_phone
from avksite.content.keys import TEXT, one_of
from avksite.content.markdown.typography import typeset
from avksite.dutch.dates import Moment, parse_date, parse_moment, parse_time
from avksite.dutch.formatting import date_in_words, time_in_words
from avksite.dutch.words import tidy
from avksite.problems import Misread

YES = frozenset({"ja", "j", "aan", "waar", "yes", "y", "true", "on", "wel"})
_NO = frozenset({"nee", "neen", "n", "uit", "onwaar", "no", "false", "off", "niet"})
_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
_REMARK = re.compile(r"(.*?\S)\s+#\s")


def parse_yes_no(typed: str) -> bool:
    """Read `ja` or `nee`, and the words that mean the same."""
    word = tidy(typed).casefold().rstrip(".!")
    if word in YES:
        return True
    if word in _NO:
        return False
    raise Misread(f"`{typed}` is geen ja of nee.", "Kies `ja` of `nee`.")


def parse_number(typed: str) -> int:
    """Read a whole number; the Dutch dot between thousands may be there: `14.000`."""
    text = tidy(typed)
    if _NUMBER.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    raise Misread(f"`{typed}` is geen heel getal.", "Typ alleen cijfers, zoals `12` of `14.000`.")


def parse_words(typed: str) -> str:
    """Read a text for readers: as `parse_verbatim`, with real quotes and apostrophes."""
    return typeset(parse_verbatim(typed))


def parse_verbatim(typed: str) -> str:
    """Read a text: at least one visible character, spaces of Word made ordinary, letters with accents made whole."""
    lines = [tidy(line) for line in unicodedata.normalize("NFC", decoded(typed)).split("\n")]
    text = "\n".join(lines).strip()
    if not text:
        raise Misread("Hier staat nog geen tekst.", "Vul de tekst in.")
    return text


@dataclass(frozen=True, slots=True)
class Read:
    """The pydantic annotation that reads one sort of value; a value that code made already passes as it is."""

    parse: Callable[[str], Any]
    made: type
    description: str
    examples: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    show: Callable[[Any], str] = str
    why: str = "Wat ik niet kan lezen, komt verkeerd of helemaal niet op de site."
    """Whom it harms when it cannot be read."""

    def __call__(self, typed: object) -> object:
        """Read what was typed."""
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
        """Read whatever comes, without looking into the type that comes out."""
        del source, handler
        shown = core_schema.plain_serializer_function_ser_schema(self.show, when_used="json")
        return core_schema.no_info_plain_validator_function(self, serialization=shown)

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, Any]:
        """Say what to type: it is always typed as text."""
        del schema, handler
        form = one_of(self.choices) if self.choices else self.description.rstrip(".").lower()
        notes = {"x-form": form, "x-reads": self.made.__name__}
        return TEXT | notes | {"x-examples": list(self.examples), "x-choices": list(self.choices)}


def _about_remark(typed: str, parse: Callable[[str], object]) -> Misread | None:
    """Return what to say when the value is sound but has a remark behind it, as YAML allows elsewhere."""
    remark = _REMARK.match(typed)
    if remark is None:
        return None
    try:
        parse(remark[1])
    except Misread:
        return None
    return Misread(
        f"Achter `{remark[1]}` staat een opmerking.",
        f"Typ hier alleen `{remark[1]}` en zet de opmerking op een eigen regel die met `#` begint.",
        remark[1],
    )


def as_list(typed: object) -> list[object] | tuple[object, ...]:
    """Let one value stand for a list of one, as people type it."""
    return typed if isinstance(typed, list | tuple) else [typed]


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(as_list)]
"""Values of one sort; one may stand by itself."""


_OF_DATES = "Van een datum die niet klopt, komt een verkeerde datum in de agenda, de mail en op de site."
_OF_TIMES = "Met een tijd die niet klopt, staat iemand voor een dichte deur."
_OF_CHOICES = "Zonder ja of nee weet ik niet wat ik moet doen."
_OF_PHONES = "Een nummer dat niet klopt, kan een lezer niet bellen."
_OF_MAILS = "Een mail aan een adres dat niet klopt, komt nooit aan."
_OF_LINKS = "Een lezer die op een adres klikt dat niet klopt, komt nergens."
_text_of = attrgetter("text")


def _ja_or_nee(yes: bool) -> str:  # noqa: FBT001  the one value that it shows
    return "ja" if yes else "nee"


Words = Annotated[str, Read(parse_words, str, "Een tekst.")]
"""Text for readers, with at least one visible character."""

Verbatim = Annotated[str, Read(parse_verbatim, str, "Een tekst.")]
"""Text that a program reads, as typed: a link, a code."""

_DATES = ("24 november 2022", "24-11-2022")
DutchDate = Annotated[date, Read(parse_date, date, "Een datum.", _DATES, show=date_in_words, why=_OF_DATES)]
"""A date as typed in Dutch."""

_TIMES = ("13.30 uur", "13:30")
DutchTime = Annotated[time, Read(parse_time, time, "Een tijd.", _TIMES, show=time_in_words, why=_OF_TIMES)]
"""A time of day as typed in Dutch."""

_MOMENTS = ("24 november 2022 13.30 uur", "24-11-2022")
DutchMoment = Annotated[
    Moment, Read(parse_moment, Moment, "Een datum met of zonder tijd.", _MOMENTS, show=_text_of, why=_OF_DATES)
]
"""A date with or without a time."""

YesNo = Annotated[bool, Read(parse_yes_no, bool, "Ja of nee.", choices=("ja", "nee"), show=_ja_or_nee, why=_OF_CHOICES)]
"""Yes or no."""

_PHONES = ("06 12 34 56 78", "050 123 45 67")
PhoneNumber = Annotated[Phone, Read(parse_phone, Phone, "Een telefoonnummer.", _PHONES, show=_text_of, why=_OF_PHONES)]
"""A phone number."""

MailAddress = Annotated[str, Read(parse_mail, str, "Een mailadres.", ("naam@voorbeeld.nl",), why=_OF_MAILS)]
"""A mail address."""

WebAddress = Annotated[str, Read(parse_address, str, "Een webadres.", ("https://www.voorbeeld.nl/",), why=_OF_LINKS)]
"""A whole web address."""
