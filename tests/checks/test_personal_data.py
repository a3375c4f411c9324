"""Personal data make an author stop, and a message never repeats them."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


def rules_told(text: str) -> list[str]:
    """Return the rules that a page breaks."""
    return [line.partition("[")[2][:-1] for line in report(page(text)).splitlines() if line.startswith("content/")]


def test_a_citizen_service_number_stops_the_site() -> None:
    assert report("Haar bsn is 1234.56.782. Zijn sofinummer: 123 456 782.\n") == snapshot("""\
content/voorbeeld.md:4: fout[bsn]
  Stop: hier staat een burgerservicenummer.
  > Haal het nummer weg. Staat het al op de site? Vertel het dan wie bij jullie over privacy gaat.
""")


@pytest.mark.parametrize("text", ["Er lag een brief van 123456782.", "Nummer 123456782 is van Ans."])
def test_a_number_that_may_be_one_must_say_what_it_is(text: str) -> None:
    assert rules_told(text) == ["bsn"]


def test_what_to_type_for_a_number_that_may_be_one() -> None:
    assert report("Er lag een brief van 123456782.\n") == snapshot("""\
content/voorbeeld.md:4: fout[bsn]
  Stop: hier staat een nummer dat een burgerservicenummer kan zijn.
  > Is het dat? Haal het weg. Is het iets anders? Zet ervoor wat het is, zoals “zaaknummer”.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Het zaaknummer is 123456782.",
        "Ons RSIN: 123456782.",
        "Lidnummers, zoals 123456782, staan op de pas.",
        "Haar bsn is 123456789.",  # fails the test of eleven
        "Bel 0591 23 45 67 of 06 12 34 56 78.",
        "Het kostte 123.456.782 euro.",
        "Zie https://voorbeeld.nl/zaak/123456782.",
    ],
)
def test_other_numbers_are_fine(text: str) -> None:
    assert "bsn" not in rules_told(text)


def test_the_account_of_a_person_is_told() -> None:
    assert report("Mevrouw Prins kreeg het op NL38KNAB0107133781.\n") == snapshot("""\
content/voorbeeld.md:4: let op[iban]
  Stop: hier staat een rekeningnummer, en niet van welke organisatie.
  > Is het van een mens? Haal het weg. Is het van een stichting of vereniging? Zet dat erbij.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Maak je gift over naar NL75 SNSB 0525 5793 40 van het Jeugdfonds.",
        "De rekening van de stichting is NL75 SNSB 0525 5793 40.",
        "Een fout nummer als NL12 RABO 0123 4567 89 werkt niet.",
    ],
)
def test_the_account_of_an_organisation_and_a_wrong_number_are_fine(text: str) -> None:
    assert "iban" not in rules_told(text)


def test_a_birth_date_is_told() -> None:
    assert report("Lisa Smit is geboren op 3 mei 1990.\n") == snapshot("""\
content/voorbeeld.md:4: let op[geboortedatum]
  Stop: hier staat een geboortedatum.
  > Haal de datum weg. Doet de leeftijd ertoe? Schrijf dan bijvoorbeeld “begin dertig”.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Zijn vrouw Mien (geb. 12-04-1963) werkt nog.",
        "Geboortedatum: 14 juli 1979.",
        "Zijn broer is van 30 november 1958.",
        "| Vraag | Antwoord |\n| --- | --- |\n| Geboren op | 9 september 2016 |",
    ],
)
def test_a_birth_date_is_known_in_other_words(text: str) -> None:
    assert "geboortedatum" in rules_told(text)


@pytest.mark.parametrize("text", ["Het plan is van 3 mei 2022.", "Vul je geboortedatum in.", "Zij is geboren in 1990."])
def test_other_dates_are_fine(text: str) -> None:
    assert "geboortedatum" not in rules_told(text)


def test_a_child_is_not_named_in_full_beside_an_age() -> None:
    assert report("Lisa Smit (8) vertelt. De achtjarige Eva de Boer ook.\n") == snapshot("""\
content/voorbeeld.md:4: let op[kind-naam]
  Stop: hier staat de hele naam van een kind met de leeftijd: Eva de Boer, acht jaar.
  > Schrijf alleen de voornaam, of een andere naam: “Eva (acht jaar)”.
content/voorbeeld.md:4: let op[kind-naam]
  Stop: hier staat de hele naam van een kind met de leeftijd: Lisa Smit, 8 jaar.
  > Schrijf alleen de voornaam, of een andere naam: “Lisa (8 jaar)”.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Lisa (8) vertelt over haar school.",
        "Lisa Smit (38) vertelt over haar werk.",
        "Anna Bos was 12 jaar directeur.",
        "Piet Smit is 12 jaar geleden begonnen.",
    ],
)
def test_a_first_name_and_a_grown_up_are_fine(text: str) -> None:
    assert rules_told(text) == []


def test_the_front_matter_is_looked_through_too() -> None:
    assert report(page("Tekst.", "kort: Lisa Smit van 9 jaar vertelt.\n")) == snapshot("""\
content/voorbeeld.md:3: let op[kind-naam]
  Stop: hier staat de hele naam van een kind met de leeftijd: Lisa Smit, 9 jaar.
  > Schrijf alleen de voornaam, of een andere naam: “Lisa (9 jaar)”.
""")


def test_the_contact_records_of_the_site_are_its_own() -> None:
    record = "naam: Noor Bakker\nrol: projectleider\ntelefoon: 06 12 34 56 78\nmail: noor@voorbeeld.nl\n"
    text = page("Tekst.", "contact: noor-bakker\n") + f"-- content/personen/noor-bakker.md --\n---\n{record}---\n"
    assert report(text) == ""
