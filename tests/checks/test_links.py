"""The words of a link say where it goes, also to who hears nothing but the links."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report

CONTACT = "-- content/contact.md --\n---\ntitel: Contact\n---\nBel ons.\n"


@pytest.mark.parametrize("words", ["Klik hier", "hier", "Lees meer…", "lees verder »", "**Meer info**", "Website."])
def test_words_that_fit_every_link_say_nothing(words: str) -> None:
    assert "fout[link-leeg]" in report(f"[{words}](/index.md)\n")


@pytest.mark.parametrize("words", ["Lees meer over wonen", "Hier wonen wij", "Download het verslag", "contact"])
def test_words_that_name_a_place_are_enough(words: str) -> None:
    assert report(f"[{words}](/index.md)\n") == ""


def test_a_link_without_words_is_told_with_what_to_type() -> None:
    assert report("Kijk [](/index.md) eens.\n") == snapshot("""\
content/voorbeeld.md:4: fout[link-leeg]
  Deze link naar `/index.md` heeft geen tekst.
  > Zet tussen de haken waar de link heen gaat: `[…](/index.md)`.
""")


def test_buttons_and_downloads_are_links_too() -> None:
    text = "/// knop | Lees meer\n    naar: /index.md\n///\n\n/// download | Download\n    bestand: /media/a.txt\n///"
    assert report(f"{page(text)}-- content/media/a.txt --\nEen verslag.\n") == snapshot("""\
content/voorbeeld.md:4: fout[link-leeg]
  “Lees meer” zegt niet waar de link naartoe gaat.
  > Maak een link van de woorden die het zeggen. Dus niet “klik hier”, maar “meld je aan voor het
    congres”.
content/voorbeeld.md:8: fout[link-leeg]
  “Download” zegt niet waar de link naartoe gaat.
  > Maak een link van de woorden die het zeggen. Dus niet “klik hier”, maar “meld je aan voor het
    congres”.
""")


def test_a_button_without_a_title_is_told_as_a_block() -> None:
    assert "[link-leeg]" not in report("/// knop\n    naar: /index.md\n///\n")


def test_a_link_around_a_picture_is_heard_by_its_description() -> None:
    picture = '-- content/zaal.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>\n'
    text = (
        "[![Naar de homepage](zaal.svg)](/index.md)\n\n"
        "[![](zaal.svg){decoratief}](/index.md)\n\n"
        "[![](zaal.svg)](/index.md)\n"
    )
    assert report(page(text) + picture) == snapshot("""\
content/voorbeeld.md:6: fout[link-leeg]
  Deze link naar `/index.md` heeft geen tekst.
  > Zet tussen de haken waar de link heen gaat: `[…](/index.md)`.
content/voorbeeld.md:8: fout[beeld-zonder-tekst]
  De afbeelding `zaal.svg` heeft geen beschrijving.
  > Schrijf tussen de haken wat er te zien is: `![…](zaal.svg)`. Is ze alleen voor de sier? Typ dan
    `![](zaal.svg){decoratief}`.
""")


def test_each_of_the_links_that_share_their_words_is_told_at_its_own_line() -> None:
    text = (
        "Wonen: [de toelichting](/contact.md).\n\n"
        "Zorg: [de toelichting](/index.md).\n\n"
        "Geld: [De toelichting](/index.md).\n"
    )
    assert report(page(text) + CONTACT) == snapshot("""\
content/voorbeeld.md:4: let op[link-dubbelzinnig]
  3 links op deze pagina heten “de toelichting”. Zo zijn ze niet uit elkaar te houden.
  > Zet in elke link erbij waar die over gaat, bijvoorbeeld “de toelichting over …”.
content/voorbeeld.md:6: let op[link-dubbelzinnig]
  3 links op deze pagina heten “de toelichting”. Zo zijn ze niet uit elkaar te houden.
  > Zet in elke link erbij waar die over gaat, bijvoorbeeld “de toelichting over …”.
content/voorbeeld.md:8: let op[link-dubbelzinnig]
  3 links op deze pagina heten “De toelichting”. Zo zijn ze niet uit elkaar te houden.
  > Zet in elke link erbij waar die over gaat, bijvoorbeeld “De toelichting over …”.
""")


def test_links_that_share_their_words_may_go_to_one_place_however_it_is_typed() -> None:
    assert report(page("[de homepage](/index.md), [de homepage](/) of [De homepage](index.md).")) == ""


def test_links_that_go_nowhere_yet_were_each_meant_for_a_place_of_their_own() -> None:
    assert report("Wonen: [de toelichting](#).\n\nZorg: [de toelichting](#).\n") == snapshot("""\
content/voorbeeld.md:4: let op[link-dubbelzinnig]
  2 links op deze pagina heten “de toelichting”. Zo zijn ze niet uit elkaar te houden.
  > Zet in elke link erbij waar die over gaat, bijvoorbeeld “de toelichting over …”.
content/voorbeeld.md:4: fout[link-nergens]
  De link “de toelichting” gaat nergens heen: er staat `#`.
  > Zet er het adres van een pagina neer, of haal de link weg.
content/voorbeeld.md:6: let op[link-dubbelzinnig]
  2 links op deze pagina heten “de toelichting”. Zo zijn ze niet uit elkaar te houden.
  > Zet in elke link erbij waar die over gaat, bijvoorbeeld “de toelichting over …”.
content/voorbeeld.md:6: fout[link-nergens]
  De link “de toelichting” gaat nergens heen: er staat `#`.
  > Zet er het adres van een pagina neer, of haal de link weg.
""")


def test_links_that_say_nothing_are_not_told_to_sound_the_same_too() -> None:
    assert report("[Klik hier](/nieuws/) of [klik hier](/zoeken/).\n").count("fout[link-leeg]") == 2
    assert "link-dubbelzinnig" not in report("[Klik hier](/nieuws/) of [klik hier](/zoeken/).\n")
    assert "link-dubbelzinnig" not in report("[](/nieuws/) of [](/zoeken/).\n")


def test_a_web_address_is_no_text() -> None:
    assert report("Zie https://www.nibud.nl/schulden/ of www.nibud.nl/geld.\n") == snapshot("""\
content/voorbeeld.md:4: let op[link-kaal]
  Deze link is een webadres: `https://www.nibud.nl/schulden/`.
  > Schrijf wat daar te vinden is: `[de naam van de site](https://www.nibud.nl/schulden/)`.
content/voorbeeld.md:4: let op[link-kaal]
  Deze link is een webadres: `www.nibud.nl/geld`.
  > Schrijf wat daar te vinden is: `[de naam van de site](https://www.nibud.nl/geld)`.
""")


def test_a_mail_address_a_phone_number_and_the_name_of_a_site_are_texts() -> None:
    assert report("Zie www.nibud.nl, mail info@voorbeeld.nl of bel 06 12 34 56 78.\n") == ""
