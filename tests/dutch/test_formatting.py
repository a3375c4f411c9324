"""What we show reads as Dutch."""

import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avksite.dutch.dates import parse_moment
from avksite.dutch.formatting import (
    count_in_words,
    date_in_words,
    day_in_words,
    days_left,
    file_size,
    list_in_words,
    slug,
    span_in_words,
    thousands,
    time_in_words,
    with_article,
)


def test_a_date_is_said_without_a_zero_in_front() -> None:
    assert date_in_words(date(2021, 10, 5)) == "5 oktober 2021"
    assert day_in_words(date(2021, 10, 25)) == "maandag 25 oktober 2021"


def test_a_time_is_said_with_a_dot() -> None:
    assert time_in_words(time(13)) == "13.00 uur"
    assert time_in_words(time(9, 5)) == "9.05 uur"


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("11 mei 2023 13:00", None, "donderdag 11 mei 2023, 13.00 uur"),
        ("11 mei 2023 13:00", "11 mei 2023 17:00", "donderdag 11 mei 2023, 13.00 tot 17.00 uur"),
        ("11 mei 2023 0:00", "11 mei 2023 17:00", "donderdag 11 mei 2023, 0.00 tot 17.00 uur"),
        ("11 mei 2023", "11 mei 2023", "donderdag 11 mei 2023"),
        ("11 mei 2023", "11 mei 2023 17:00", "donderdag 11 mei 2023, tot 17.00 uur"),
        ("11 mei 2023 13:00", "11 mei 2023", "donderdag 11 mei 2023, 13.00 uur"),
        ("11 mei 2023", "12 mei 2023", "donderdag 11 tot en met vrijdag 12 mei 2023"),
        ("31 mei 2023", "1 juni 2023", "woensdag 31 mei tot en met donderdag 1 juni 2023"),
        ("31 december 2023", "1 januari 2024", "zondag 31 december 2023 tot en met maandag 1 januari 2024"),
        (
            "11 mei 2023 13:00",
            "12 mei 2023 17:00",
            "donderdag 11 mei 2023, 13.00 uur tot vrijdag 12 mei 2023, 17.00 uur",
        ),
        ("11 mei 2023 13:00", "12 mei 2023", "donderdag 11 mei 2023, 13.00 uur tot en met vrijdag 12 mei 2023"),
    ],
)
def test_a_span_says_each_thing_once(begin: str, end: str | None, said: str) -> None:
    assert span_in_words(parse_moment(begin), parse_moment(end) if end else None) == said


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
    ("size", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (400_123, "400 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_250_000, "1,2 MB"),
        (9_960_000, "10 MB"),
        (2_000_000_000, "2.000 MB"),
    ],
)
def test_a_file_size_is_rounded_to_what_tells_something(size: int, said: str) -> None:
    assert file_size(size) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [(1, "nog 9 dagen"), (9, "nog 1 dag"), (10, "vandaag is de laatste dag"), (11, "gesloten")],
)
def test_the_last_day_still_counts(today: int, said: str) -> None:
    assert days_left(date(2024, 5, today), date(2024, 5, 10)) == said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Café in Emmen", "cafe-in-emmen"),
        ("Cafe\u0301 in Emmen", "cafe-in-emmen"),
        ("Samen & sterk", "samen-sterk"),
        ("foto's en video\u2019s", "fotos-en-videos"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("En dan\u2026 verder", "en-dan-verder"),
        ("  te  veel --- ruimte  ", "te-veel-ruimte"),
        ("naïef, coördinatie; ĳsvrij", "naief-coordinatie-ijsvrij"),
        ("Straße Ærø", "strasse-aero"),
        ("stap 1.2", "stap-1-2"),
        ("!!!", ""),
    ],
)
def test_a_name_for_an_address_keeps_the_letters_that_can_be_typed(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text())
def test_a_name_for_an_address_is_always_sound_and_stays_what_it_is(text: str) -> None:
    name = slug(text)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name == name.strip("-")
    assert "--" not in name
    assert slug(name) == name
    assert slug(unicodedata.normalize("NFD", text)) == slug(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Alliantie van Kracht", "de Alliantie van Kracht"),
        ("Gemeente Aa en Hunze", "de gemeente Aa en Hunze"),
        ("Provincie Drenthe", "de provincie Drenthe"),
        ("Rijksuniversiteit Groningen", "de Rijksuniversiteit Groningen"),
        ("Hanzehogeschool", "de Hanzehogeschool"),
        ("Sociaal Planbureau Groningen", "het Sociaal Planbureau Groningen"),
        ("Trendbureau Drenthe", "het Trendbureau Drenthe"),
        ("GKB", "de GKB"),
        ("Tinten", "Tinten"),
        ("Maatschappelijk Welzijn Coevorden", "Maatschappelijk Welzijn Coevorden"),
        ("De Kledingbank", "De Kledingbank"),
        ("Stichting", "de Stichting"),
        ("", ""),
    ],
)
def test_a_name_stands_in_a_sentence_with_its_article(name: str, said: str) -> None:
    assert with_article(name) == said
