"""Values are read as Dutch people type them; `tests/specs/values.md` says how."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from avksite.content.addresses import Phone, parse_address, parse_mail, parse_phone, read_target
from avksite.content.detours import find_detour
from avksite.content.keys import Typed, schema_of
from avksite.content.values import (
    DutchDate,
    DutchMoment,
    DutchTime,
    MailAddress,
    Many,
    PhoneNumber,
    WebAddress,
    Words,
    YesNo,
    parse_number,
    parse_words,
    parse_yes_no,
)
from avksite.dutch.dates import Moment, Period, parse_date, parse_moment, parse_period, parse_time
from avksite.dutch.formatting import date_in_words, day_in_words, time_in_words
from avksite.problems import Misread

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPECS = Path(__file__).parent.parent / "specs" / "values.md"
PAIR = re.compile(r"    in:   (.*)\n(?:    uit:  (.*)|    fout: (.*)\n    hint: (.*))")
UNSEEN = re.compile(r"\\u([0-9a-f]{4})")


def shown_link(typed: str) -> str:
    read = read_target(typed)
    return f"{read.sort.value}: {read.href}"


def shown_detour(typed: str) -> str:
    detour = find_detour(typed)
    assert detour is None or "@" not in detour.what  # whoever clicks is not named in a report
    return "-" if detour is None else detour.real or "?"


READERS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "datum": (DutchDate, date.isoformat),
    "tijd": (DutchTime, time_in_words),
    "moment": (DutchMoment, lambda moment: moment.text),
    "periode": (
        Annotated[str, AfterValidator(parse_period)],
        lambda period: f"{period.first} t/m {period.last}" if period.last else f"vanaf {period.first}",
    ),
    "ja-nee": (YesNo, lambda yes: "ja" if yes else "nee"),
    "getal": (Annotated[str, AfterValidator(parse_number)], str),
    "telefoon": (PhoneNumber, lambda phone: f"{phone.text} ({phone.href})"),
    "mail": (MailAddress, str),
    "webadres": (WebAddress, str),
    "link": (Annotated[str, AfterValidator(shown_link)], str),
    "omweg": (Annotated[str, AfterValidator(shown_detour)], str),
    "tekst": (Words, str),
}
PARSERS: list[Callable[[str], object]] = [
    *(parse_date, parse_moment, parse_time, parse_period, parse_yes_no, parse_number),
    *(parse_phone, parse_mail, parse_address, parse_words),
]

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
clocks = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


def cases() -> Iterator[Any]:
    for section in re.split(r"^## ", SPECS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name = section.split("\n", 1)[0]
        for sentence, block in re.findall(r"^([A-Z].*(?:\n\S.*)*)\n\n((?:    .*\n)+)", section, re.MULTILINE):
            pairs = PAIR.findall(block)
            assert len(PAIR.sub("", block).strip()) == 0, f"A line in this block is no case: {block}"
            for typed, read, message, hint in pairs:
                seen = UNSEEN.sub(lambda code: chr(int(code[1], 16)), typed)
                expected = (message, hint) if message else read
                yield pytest.param(name, seen, expected, id=f"{name}: {sentence} ({typed})")


@pytest.mark.parametrize(("name", "typed", "expected"), list(cases()))
def test_a_value_is_read_as_the_specification_says(name: str, typed: str, expected: str | tuple[str, str]) -> None:
    annotation, show = READERS[name]
    try:
        read: object = show(TypeAdapter(annotation).validate_python(typed))
    except ValidationError as error:
        misread = error.errors()[0]["ctx"]["error"]
        read = (misread.message, misread.hint)
    assert read == expected


@given(days)
def test_a_date_in_words_is_read_as_the_same_date(day: date) -> None:
    assert parse_date(date_in_words(day)) == day
    assert parse_date(day_in_words(day)) == day
    assert parse_date(f"{day:%d-%m-%Y}") == day
    assert parse_date(day.isoformat()) == day


@given(clocks)
def test_a_time_in_words_is_read_as_the_same_time(clock: time) -> None:
    assert parse_time(time_in_words(clock)) == clock
    assert parse_time(f"{clock:%H:%M}") == clock


@given(days, st.none() | clocks)
def test_a_moment_in_words_is_read_as_the_same_moment_unless_the_clock_skips_it(day: date, clock: time | None) -> None:
    moment = Moment(day, clock)
    try:
        assert parse_moment(moment.text) == moment
    except Misread as misread:
        assert "gaat de klok" in misread.message  # noqa: PT017  hypothesis tries the hour that does not exist too


@given(days)
def test_a_day_is_a_period_of_one_day(day: date) -> None:
    assert parse_period(date_in_words(day)) == Period(day, day, date_in_words(day))


@given(st.text() | st.from_regex(r"[\d ./:-]{1,20}(?:uur|nov|mei)?", fullmatch=True))
@pytest.mark.parametrize("parse", PARSERS)
def test_any_text_is_read_or_misread_with_a_message_and_a_hint(parse: Callable[[str], object], typed: str) -> None:
    try:
        parse(typed)
    except Misread as misread:
        assert misread.message.endswith(".")  # noqa: PT017  a text may also be read
        assert misread.hint.endswith((".", "?"))  # noqa: PT017  likewise


@given(st.from_regex(r"0[1-9]\d{8}", fullmatch=True))
def test_a_phone_number_as_shown_is_read_as_the_same_number(digits: str) -> None:
    phone = parse_phone(digits)
    assert parse_phone(phone.text) == phone
    assert parse_phone(phone.number) == phone


def test_a_moment_starts_at_its_time_in_the_netherlands_and_a_day_at_midnight() -> None:
    assert parse_moment("25 oktober 2021 13.00 uur").start == datetime(2021, 10, 25, 13, tzinfo=AMSTERDAM)
    assert parse_moment("25 oktober 2021").start == datetime(2021, 10, 25, tzinfo=AMSTERDAM)


def test_the_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    offset = parse_moment("31 oktober 2021 2.30 uur").start.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 7200


def test_moments_sort_by_day_and_a_whole_day_comes_before_its_hours() -> None:
    typed = ["26 mei 2021", "25 mei 2021 0.00 uur", "25 mei 2021 13.00 uur", "25 mei 2021"]
    assert [moment.text for moment in sorted(map(parse_moment, typed))] == [
        "dinsdag 25 mei 2021",
        "dinsdag 25 mei 2021, 0.00 uur",
        "dinsdag 25 mei 2021, 13.00 uur",
        "woensdag 26 mei 2021",
    ]


class Sample(Typed):
    """A model with the annotations that differ in shape."""

    words: Many[Words] = Field((), alias="woorden")
    phone: PhoneNumber | None = Field(None, alias="telefoon")
    moment: DutchMoment | None = Field(None, alias="moment")


def test_of_a_value_that_cannot_be_read_is_said_whom_it_harms() -> None:
    for typed, why in (("31 april 2024", "een verkeerde datum"), ("gisteren # ?", "een verkeerde datum")):
        with pytest.raises(ValidationError) as raised:
            TypeAdapter(DutchDate).validate_python(typed)
        assert why in raised.value.errors()[0]["ctx"]["error"].why


def test_one_text_stands_for_a_list_of_one() -> None:
    assert Sample.model_validate({"woorden": "een"}).words == ("een",)
    assert Sample.model_validate({"woorden": ["een", "twee"]}).words == ("een", "twee")


def test_a_value_that_code_made_passes_as_it_is() -> None:
    moment = Moment(date(2021, 10, 25), time(13))
    sample = Sample.model_validate({"moment": moment, "telefoon": Phone("+31612413941")})
    assert (sample.moment, sample.phone) == (moment, Phone("+31612413941"))


def test_values_are_text_in_the_schema_for_editors() -> None:
    wanted = schema_of(Sample)["properties"]["moment"]
    assert (wanted["type"], wanted["examples"]) == (["string", "number"], ["24 november 2022 13.30 uur"])
