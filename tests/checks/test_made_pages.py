"""What holds for the whole site: the path it stands below, and the code of each language."""

import pytest

from tests.checks.reporting import page, report


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (page("Tekst.\n\nWij zeggen [hello there]{lang=qq}."), "content/voorbeeld.md:6"),
        (page("Text.", "taal: engels\n"), "content/voorbeeld.md:3"),
        ("-- content/site.yaml --\nnaam: A\nadres: https://voorbeeld.example\ntaal: qq\n", "content/site.yaml:3"),
    ],
)
def test_a_language_that_does_not_exist_is_told_at_its_line(text: str, line: str) -> None:
    assert f"{line}: fout[taal-onbekend]" in report(text)


def test_a_site_below_another_path_holds_together() -> None:
    site = "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl/avk\n"
    text = page("[de homepage](https://voorbeeld.nl/avk/), [iets](https://voorbeeld.nl/ander/)")
    assert report(text + site) == ""
