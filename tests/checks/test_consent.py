"""A picture of people goes before their consent does."""

import pytest

from tests.checks.reporting import checked, page

PICTURE = "afbeelding:\n  bestand: /media/zaal.svg\n  alt: Een volle zaal.\n  toestemming-tot: {}\n"


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("30 april 2024", "toestemming-voorbij"),
        ("1 mei 2024", "toestemming-bijna-voorbij"),
        ("31 mei 2024", "toestemming-bijna-voorbij"),
        ("1 juni 2024", ""),
    ],
)
def test_the_last_day_still_counts_and_a_month_ahead_an_author_hears_of_it(until: str, told: str) -> None:
    found = [(problem.place.line, problem.rule.id) for problem in checked(page("Tekst.", PICTURE.format(until)))]
    assert found == ([(6, told)] if told else [])
