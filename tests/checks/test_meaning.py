"""A text holds up for who hears it, for who reads it later, and for who reads it in another language."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


def rules_told(text: str) -> list[str]:
    """Return the rules that a page breaks."""
    return [line.partition("[")[2][:-1] for line in report(page(text)).splitlines() if line[:8] == "content/"]


def post(text: str) -> str:
    """Return a news post of 7 June 2023, whose text starts on line 6."""
    front = "titel: De bouw\nkort: Wij bouwen.\ndatum: 7 juni 2023\n"
    return f"-- content/nieuws/2023/bouw.md --\n---\n{front}---\n{text}\n"


def test_a_sentence_in_english_says_so() -> None:
    assert report(page("Hun leider zei: We have learned a lot from the families here.")) == snapshot("""\
content/voorbeeld.md:4: let op[taal-anders]
  Dit lijkt Engels: “We have learned a lot from the families here.”.
  > Zet er haken omheen, en de taal erachter: `[We have learned a lot from the families
    here.]{lang=en}`.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Zij werken bij het project Getting It Right for Every Child.",
        "De bezoekers lazen The Spirit Level en I, Daniel Blake.",
        "[We have learned a lot from the families here.]{lang=en}",
        "Er was een workshop met een team van het Rode Kruis.",
        "Wij doen design thinking en train the trainer.",
        "Hij was in die week over alle dorpen in de provincie.",
    ],
)
def test_names_loan_words_and_marked_sentences_are_fine(text: str) -> None:
    assert "taal-anders" not in rules_told(text)


def test_a_page_in_english_is_in_english() -> None:
    assert report(page("We have learned a lot from the families here.", "taal: en\n")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Hieronder vind je de formulieren.",
        "Het onderstaande schema.",
        "In de rechterkolom staat het nieuws.",
        "Rechtsboven zie je het menu.",
        "Klik op de groene knop.",
        "Vul de velden in die rood zijn.",
        "De knoppen links op de pagina.",
    ],
)
def test_a_place_or_a_colour_is_not_all_that_is_said(text: str) -> None:
    assert "plek-of-kleur" in rules_told(text)


def test_what_to_type_instead_of_a_place() -> None:
    assert report(page("Klik op de groene knop hieronder.")) == snapshot("""\
content/voorbeeld.md:4: let op[plek-of-kleur]
  “groene knop” zegt alleen iets als je de pagina ziet.
  > Noem wat je bedoelt bij de naam: de kop, de titel of de tekst op de knop. Of maak een link.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Hieronder verstaan wij alle links naar andere sites.",
        "Loop je van het station, dan zie je rechts het buurthuis.",
        "Het Rode Kruis kwam met de blauwe bus.",
        "De site heeft twaalf links. Rechten en plichten staan in de wet.",
        "Hij zei: “Kijk hieronder.”",
    ],
)
def test_directions_on_the_street_and_other_senses_are_fine(text: str) -> None:
    assert "plek-of-kleur" not in rules_told(text)


def test_a_date_holds_later_too() -> None:
    text = "Volgende week begint de bouw.\n\nVorig jaar ook.\n\nDeze zomer is het plein dicht.\n\nMorgen komt Piet."
    assert report(post(text)) == snapshot("""\
content/nieuws/2023/bouw.md:6: let op[datum-betrekkelijk]
  “Volgende week” klopt alleen als je dit nu leest.
  > Typ de datum, zoals `op 7 juni 2023`.
content/nieuws/2023/bouw.md:8: let op[datum-betrekkelijk]
  “Vorig jaar” klopt alleen als je dit nu leest.
  > Typ `in 2022`.
content/nieuws/2023/bouw.md:10: let op[datum-betrekkelijk]
  “Deze zomer” klopt alleen als je dit nu leest.
  > Typ het jaar erbij, zoals `in de zomer van 2023`.
content/nieuws/2023/bouw.md:12: let op[datum-betrekkelijk]
  “Morgen” klopt alleen als je dit nu leest.
  > Typ de datum, zoals `op 7 juni 2023`.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Elke week is er een spreekuur. De week daarna komt de uitslag.",
        "De volgende dag stond het in de krant.",
        "“Morgen begint nu al”, zei de voorzitter.",
        "Vandaag de dag bouwt niemand met hout.",
        "Wat doe jij morgen anders?",
        "Vorige keer waren er tien mensen.",
    ],
)
def test_time_that_counts_from_something_else_is_fine(text: str) -> None:
    assert report(post(text)) == ""


def test_a_letter_is_read_on_its_day() -> None:
    front = "titel: Mei\nonderwerp: Mei\nvoorbeeldtekst: Lees mee.\ndatum: 1 mei 2024\nberichten: automatisch\n"
    assert report(f"-- content/nieuwsbrieven/mei.md --\n---\n{front}---\nVolgende week begint de bouw.\n") == ""


def test_a_page_in_the_menu_asks_nothing_that_is_over() -> None:
    site = (
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
        "menu:\n  - titel: Meedoen\n    naar: /voorbeeld.md\n"
    )
    assert report(site + page("Meld je aan tot en met 13 november 2023.")) == snapshot("""\
content/voorbeeld.md:4: tip[oproep-datum]
  Deze datum is voorbij: 13 november 2023.
  > Zet er een nieuwe datum neer, of schrijf hoe het is afgelopen.
""")
    assert report(site + page("Meld je aan tot en met 13 november 2024.")) == ""
    assert report(site + page("Het gebouw stond er tot 13 november 2023.")) == ""
    assert rules_told("Meld je aan tot en met 13 november 2023.") == []
