"""One number is typed one way, on all pages."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


@pytest.mark.parametrize("typed", ["0591-223344", "(0591) 223344", "+31 591 22 33 44", "0591.22.33.44", "0591 223344"])
def test_another_notation_is_told_with_the_one_to_type(typed: str) -> None:
    told = report(page(f"Bel 0591 22 33 44.\n\nOf bel {typed}."))
    assert told.startswith("content/voorbeeld.md:6: tip[telefoon-notatie]")
    assert told.endswith("> Typ `0591 22 33 44`.\n")


def test_the_notation_on_another_page_counts() -> None:
    other = "-- content/ander.md --\n---\ntitel: Ander\n---\nBel 0612413941.\n"
    assert report(page("Bel 06-12 41 39 41.") + other) == snapshot("""\
content/voorbeeld.md:4: tip[telefoon-notatie]
  Hier staat `06-12 41 39 41`, en elders hetzelfde nummer als `0612413941`.
  > Typ `06 12 41 39 41`.
""")


@pytest.mark.parametrize(
    "text",
    ["Bel 0591 22 33 44 of 0591 22 33 55.", "Bel 0591-223344. Ja, 0591-223344.", "Het was oorlog in 1940-1945."],
)
def test_two_numbers_one_notation_and_dates_are_fine(text: str) -> None:
    assert report(page(text)) == ""
