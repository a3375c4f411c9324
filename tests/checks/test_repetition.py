"""What differs from what stands around it: forms of address, and second names for what has a name."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


def _pages(*texts: str) -> str:
    return "".join(
        f"-- content/blad-{number}.md --\n---\ntitel: Blad {number}\n---\n{text}\n"
        for number, text in enumerate(texts, start=1)
    )


def test_a_page_that_addresses_its_reader_otherwise_than_the_site_is_told() -> None:
    text = _pages("Kom je?", "Wil je mee?", "Bel je ons?", "Wij helpen mensen.\n\nMeer leest\nu in de krant.")
    assert report(text, about="vorm") == snapshot("""\
content/blad-4.md:7: tip[vorm-aanspreek]
  Hier staat “u”. De rest van de site zegt “je”.
  > Schrijf op de hele pagina “je”.
""")


def test_few_pages_or_pages_in_two_minds_are_no_custom() -> None:
    assert report(_pages("Kom je?", "Wil je mee?", "Komt u ook?"), about="vorm") == ""
    assert report(_pages("Kom je?", "Wil je mee?", "Komt u ook?", "Bent u er?", "Blij."), about="vorm") == ""


_COURSE = (
    '-- content/leeraanbod/dynamisch.md --\n---\ntitel: "Dynamische Leeromgeving: leren op jouw manier"\n'
    "kort: Leer thuis.\nsoort: lezen\nleervorm: lezen\ndoelgroep: inwoners\n---\nFijn dat je leert.\n"
)


def test_a_second_name_for_what_has_a_name_is_told() -> None:
    text = "## Dynamische leergang\n\nWij maken de Dynamische Leeromgeving.\n\nKom naar\nde Dynamische Leerkring.\n"
    assert report(page(text) + _COURSE, about="naam-wisselt") == snapshot("""\
content/voorbeeld.md:4: tip[naam-wisselt]
  Hier staat “Dynamische leergang”, en verder op deze pagina “Dynamische Leeromgeving”.
  > Is het hetzelfde? Typ dan ook hier “Dynamische Leeromgeving”.
content/voorbeeld.md:9: tip[naam-wisselt]
  Hier staat “Dynamische Leerkring”, en verder op deze pagina “Dynamische Leeromgeving”.
  > Is het hetzelfde? Typ dan ook hier “Dynamische Leeromgeving”.
""")


@pytest.mark.parametrize(
    "text",
    [
        "## Dynamische leergang\n\nWij leren graag.",
        "## Dynamische leeromgeving\n\nDit is de Dynamische Leeromgeving.",
        "Dit is de Dynamische Leeromgeving. Dynamische leerlingen komen graag.",
        "Dit is de Dynamische Leeromgeving, met een dynamische leergang en de Dynamische Dag.",
        "## Dynamische leergang voor jou\n\nDit is de Dynamische Leeromgeving.",
    ],
)
def test_what_may_well_be_something_else_is_left_alone(text: str) -> None:
    assert report(page(text) + _COURSE, about="naam-wisselt") == ""


def test_towns_are_not_two_names_for_one_thing() -> None:
    towns = "".join(
        f"-- content/organisaties/{town.lower()}.md --\n---\nnaam: Gemeente {town}\nsector: gemeente\n---\nWij.\n"
        for town in ("Hoogeveen", "Emmen")
    )
    text = "De Gemeente Hoogeveen en de Gemeente Hooghalen doen mee."
    assert report(page(text) + towns, about="naam-wisselt") == ""
