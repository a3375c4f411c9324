"""The values staff type, as pydantic annotations: text goes in, a typed value or a Misread comes out."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

from avksite.reading.contact import Phone, parse_address, parse_mail, parse_phone
from avksite.reading.dates import Moment, parse_date, parse_moment, parse_time
from avksite.reading.misread import Misread, tidy
from avksite.reading.periods import Period, parse_period

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

__all__ = [
    "DutchDate", "DutchMoment", "DutchPeriod", "DutchTime", "MailAddress", "Misread", "Moment", "Period", "Phone",
    "PhoneNumber", "TextList", "WebAddress", "WholeNumber", "Words", "YesNo", "parse_address", "parse_date",
    "parse_mail", "parse_moment", "parse_number", "parse_period", "parse_phone", "parse_time", "parse_words",
    "parse_yes_no",
]  # fmt: skip

_YES = frozenset({"ja", "j", "aan", "waar", "yes", "y", "true", "on", "wel"})
_NO = frozenset({"nee", "neen", "n", "uit", "onwaar", "no", "false", "off", "niet"})
_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
_REMARK = re.compile(r"(.*?\S)\s+#\s")


def parse_yes_no(typed: str) -> bool:
    """Read `ja` or `nee`, and the words that mean the same."""
    word = tidy(typed).casefold().rstrip(".!")
    if word in _YES:
        return True
    if word in _NO:
        return False
    message = f"`{typed}` is geen ja of nee."
    raise Misread(message, "Typ `ja` of `nee`.")


def parse_number(typed: str) -> int:
    """Read a whole number; the Dutch dot between thousands may be there: `14.000`."""
    text = tidy(typed)
    if _NUMBER.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    message = f"`{typed}` is geen heel getal."
    raise Misread(message, "Typ alleen cijfers, zoals `12` of `14.000`.")


def parse_words(typed: str) -> str:
    """Read a text: at least one visible character, spaces of Word made ordinary, letters with accents made whole."""
    lines = [tidy(line) for line in unicodedata.normalize("NFC", typed).split("\n")]
    text = "\n".join(lines).strip()
    if not text:
        message = "Hier staat nog geen tekst."
        raise Misread(message, "Vul de tekst in.")
    return text


def _reader(parse: Callable[[str], T], made: type[T]) -> Callable[[Any], T]:
    """Return a validator that reads text; a value that code made already passes as it is."""

    def read(typed: Any) -> T:  # noqa: ANN401  whatever the front matter holds
        if not isinstance(typed, str):
            if isinstance(typed, made):
                return typed
            raise PydanticKnownError("string_type")
        try:
            return parse(typed)
        except Misread as misread:
            raise _about_remark(typed, parse) or misread from None

    return read


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
    )


def _as_list(typed: object) -> object:
    """Let one value stand for a list of one."""
    return typed if isinstance(typed, list | tuple) else [typed]


def _described(description: str, *examples: str) -> WithJsonSchema:
    """Return what an editor shows for a value: always typed as text."""
    return WithJsonSchema({"type": "string", "description": description, "examples": list(examples)})


Words = Annotated[str, PlainValidator(_reader(parse_words, str)), WithJsonSchema({"type": "string", "minLength": 1})]
"""Text with at least one visible character."""

DutchDate = Annotated[
    date,
    PlainValidator(_reader(parse_date, date)),
    _described("Een datum.", "24 november 2022", "24-11-2022"),
]
"""A date as typed in Dutch."""

DutchTime = Annotated[time, PlainValidator(_reader(parse_time, time)), _described("Een tijd.", "13.30 uur", "13:30")]
"""A time of day as typed in Dutch."""

DutchMoment = Annotated[
    Moment,
    PlainValidator(_reader(parse_moment, Moment)),
    PlainSerializer(lambda moment: moment.text, return_type=str),
    _described("Een datum met of zonder tijd.", "24 november 2022 13.30 uur", "24-11-2022"),
]
"""A date with or without a time."""

DutchPeriod = Annotated[
    Period,
    PlainValidator(_reader(parse_period, Period)),
    PlainSerializer(lambda period: period.text, return_type=str),
    _described("Een periode.", "februari 2023", "vanaf de zomer 2023", "2017-2022"),
]
"""A stretch of time."""

YesNo = Annotated[
    bool,
    PlainValidator(_reader(parse_yes_no, bool)),
    WithJsonSchema({"type": "string", "enum": ["ja", "nee"]}),
]
"""Yes or no."""

WholeNumber = Annotated[int, PlainValidator(_reader(parse_number, int)), _described("Een heel getal.", "12", "14.000")]
"""A whole number. A plain `int` would read the Dutch `14.000` as 14."""

PhoneNumber = Annotated[
    Phone,
    PlainValidator(_reader(parse_phone, Phone)),
    PlainSerializer(lambda phone: phone.number, return_type=str),
    _described("Een telefoonnummer.", "06 12 34 56 78", "050 123 45 67"),
]
"""A phone number."""

MailAddress = Annotated[
    str, PlainValidator(_reader(parse_mail, str)), _described("Een mailadres.", "naam@voorbeeld.nl")
]
"""A mail address."""

WebAddress = Annotated[
    str, PlainValidator(_reader(parse_address, str)), _described("Een webadres.", "https://www.voorbeeld.nl/")
]
"""A whole web address."""

TextList = Annotated[tuple[Words, ...], BeforeValidator(_as_list)]
"""Texts; one text may stand by itself."""
