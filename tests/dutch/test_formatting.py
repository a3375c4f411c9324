"""What we show reads as Dutch."""

import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avksite.dutch.formatting import (
    count_in_words,
    date_in_words,
    day_in_words,
    days_left,
    list_in_words,
    slug,
    thousands,
    time_in_words,
)


def test_a_date_is_said_without_a_zero_in_front() -> None:
    assert date_in_words(date(2021, 10, 5)) == "5 oktober 2021"
    assert day_in_words(date(2021, 10, 25)) == "maandag 25 oktober 2021"


def test_a_time_is_said_with_a_dot() -> None:
    assert time_in_words(time(13)) == "13.00 uur"
    assert time_in_words(time(9, 5)) == "9.05 uur"


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_an_enumeration_has_its_last_comma_replaced_by_en(items: list[str], said: str) -> None:
    assert list_in_words(items) == said


def test_a_count_agrees_with_its_number() -> None:
    assert [count_in_words(number, "bericht", "berichten") for number in (0, 1, 2, 14000)] == [
        "geen berichten",
        "1 bericht",
        "2 berichten",
        "14.000 berichten",
    ]


def test_thousands_are_parted_by_a_dot() -> None:
    assert [thousands(number) for number in (999, 1000, 14_000, 1_234_567)] == ["999", "1.000", "14.000", "1.234.567"]


@pytest.mark.parametrize(
    ("today", "said"),
    [(1, "nog 9 dagen"), (9, "nog 1 dag"), (10, "vandaag is de laatste dag"), (11, "gesloten")],
)
def test_the_last_day_still_counts(today: int, said: str) -> None:
    assert days_left(date(2024, 5, today), date(2024, 5, 10)) == said


@given(st.text())
def test_a_name_for_an_address_is_always_sound_and_stays_what_it_is(text: str) -> None:
    name = slug(text)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name == name.strip("-")
    assert "--" not in name
    assert slug(name) == name
    assert slug(unicodedata.normalize("NFD", text)) == slug(unicodedata.normalize("NFC", text))
