"""What comes twice, or differs from what stands around it: quotations, items of a list, forms of address, names."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report

_NEWS = "-- content/nieuws/2024/feest.md --\n---\ntitel: Feest in 2024\nkort: We vierden feest.\ndatum: 3 mei 2024\n"


def test_a_lead_quote_that_comes_again_is_told_at_the_second_place() -> None:
    text = (
        f"{_NEWS}citaat: We maken samen een mooi feest. Kom ook.\n---\nKom je?\n\n"
        "- We maken samen een mooi feest!\n- Dag.\n"
    )
    assert report(text, about="citaat") == snapshot("""\
content/nieuws/2024/feest.md:9: tip[citaat-herhaald]
  Deze woorden staan twee keer op de pagina: als citaat en in de tekst.
  > Laat de zin op één van de twee plekken weg, of zeg het in de tekst met andere woorden.
""")


def test_a_saying_below_the_text_is_told_where_it_stands() -> None:
    text = "Wij zijn blij met alle nieuwe buren.\n\n> “Wij zijn blij met alle nieuwe buren.”\n"
    assert report(page(text), about="citaat").startswith("content/voorbeeld.md:6: tip[citaat-herhaald]\n")
    saying = "“Wij zijn blij met alle nieuwe buren.”\n\nDat is zo. Wij zijn blij met alle nieuwe buren."
    assert report(page(saying), about="citaat").startswith("content/voorbeeld.md:6: tip[citaat-herhaald]\n")


@pytest.mark.parametrize(
    "text",
    [
        "> Wij zijn heel blij.\n\nWij zijn heel blij. Jij ook?",
        "> Wij zijn blij met alle nieuwe buren.\n\nWij zijn blij met alle nieuwe bomen.",
        "> Wij zijn blij met alle nieuwe buren.\n\n> Jij bent blij met alle nieuwe buren.",
    ],
)
def test_a_short_or_another_sentence_is_no_repetition(text: str) -> None:
    assert report(page(text), about="citaat-herhaald") == ""


def test_the_item_that_begins_otherwise_is_told() -> None:
    text = "Belangrijk is dat:\n\n1. gezinnen hulp krijgen\n2. gezinnen zelf kiezen\n3. dat gezinnen rust hebben\n"
    assert report(page(text), about="lijst") == snapshot("""\
content/voorbeeld.md:8: tip[lijst-ongelijk]
  Dit punt begint met “dat”, en de andere punten beginnen met “gezinnen”.
  > Laat “dat” weg: begin met “gezinnen”.
""")


@pytest.mark.parametrize(
    "text",
    [
        "- gezinnen helpen\n- dat gezinnen kiezen",
        "- het huis\n- de tuin\n- het dak",
        "- huizen bouwen\n- tuinen maken\n- het huis verven",
        "- dat je komt\n- dat je blijft\n- dat je helpt",
        "- je komt\n- je blijft\n- dat wij helpen",
    ],
)
def test_items_that_may_well_begin_so_are_left_alone(text: str) -> None:
    assert report(page(f"Zo gaat het:\n\n{text}"), about="lijst") == ""


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
