"""The words of headings, titles, links and pictures: short, and about what they belong to."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report

SVG = (
    "-- content/media/zaal.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)


def rules_told(text: str) -> list[str]:
    """Return the rules that a site breaks."""
    return [line.partition("[")[2][:-1] for line in report(text).splitlines() if line[:8] == "content/"]


def test_a_heading_is_short_and_about_what_stands_below() -> None:
    text = (
        "## Algemeen\n\nTekst.\n\n## Zo gaan we de winkel samen met alle bewoners van het dorp opbouwen\n\nTekst.\n\n"
        "## Een kraam op zaterdag.\n\nTekst."
    )
    assert report(page(text)) == snapshot("""\
content/voorbeeld.md:4: tip[kop-nietszeggend]
  De kop “Algemeen” zegt niet waar het stuk over gaat.
  > Zet in de kop het belangrijkste uit het stuk eronder.
content/voorbeeld.md:8: tip[kop-lang]
  Deze kop heeft 13 woorden: “Zo gaan we de winkel samen met alle bewoners van het dorp opbouwen”.
  > Maak er hooguit 10 woorden van. De rest kan in de eerste zin eronder.
content/voorbeeld.md:12: tip[kop-punt]
  Achter de kop “Een kraam op zaterdag” staat een punt.
  > Typ `## Een kraam op zaterdag`.
""")


@pytest.mark.parametrize("heading", ["Algemeen belang", "Overzicht van de kosten", "Wie helpt?", "En dan …"])
def test_a_heading_that_says_something_is_fine(heading: str) -> None:
    assert rules_told(page(f"## {heading}\n\nTekst.")) == []


def test_a_title_has_words_and_a_day_in_it_has_a_year() -> None:
    assert report("-- content/voorbeeld.md --\n---\ntitel: –!\n---\nTekst.\n") == snapshot("""\
content/voorbeeld.md:2: fout[titel-leeg]
  De titel `–!` bestaat niet uit woorden.
  > Schrijf in een paar woorden waar de pagina over gaat.
""")
    assert report("-- content/voorbeeld.md --\n---\ntitel: Feest op 3 mei\n---\nTekst.\n") == snapshot("""\
content/voorbeeld.md:2: tip[titel-zonder-jaar]
  In de titel staat “3 mei” zonder jaar.
  > Typ `Feest op 3 mei 2024`.
""")
    assert report("-- content/voorbeeld.md --\n---\ntitel: Feest op 3 mei 2024\n---\nTekst.\n") == ""


def test_a_link_is_no_sentence() -> None:
    sentence = "Wie wil weten hoe wij met elkaar gezinnen beter helpen, leest dit hele verhaal"
    assert report(page(f"[{sentence}](/index.md).")) == snapshot("""\
content/voorbeeld.md:4: tip[link-zin]
  Deze link heeft 14 woorden.
  > Zet de haken alleen om de woorden die zeggen waar de link heen gaat.
""")


def test_a_description_is_short_and_no_caption_and_no_poster() -> None:
    text = (
        f"![{'Een boom op een plein, met bankjes. ' * 5}](/media/zaal.svg)\n\n"
        '![Een boom.](/media/zaal.svg "Een boom")\n\n![Flyer van de open dag](/media/zaal.svg)'
    )
    assert report(page(text) + SVG) == snapshot("""\
content/voorbeeld.md:4: tip[beeld-lang]
  Deze beschrijving heeft 179 tekens; 150 is genoeg.
  > Zeg in één zin wat er te zien is, en zet de rest in de tekst onder de afbeelding.
content/voorbeeld.md:6: tip[beeld-dubbel]
  De beschrijving en het bijschrift zijn gelijk: “Een boom.”.
  > Zeg in de beschrijving wat er te zien is, en in het bijschrift waarom dat ertoe doet.
content/voorbeeld.md:8: let op[beeld-tekst]
  In deze afbeelding staat tekst: “Flyer van de open dag”.
  > Zet die tekst ook op de pagina, en schrijf in de beschrijving waar: “De tekst staat hierna.”.
""")


@pytest.mark.parametrize(
    "alt",
    [
        "Kinderen kijken naar een poster over lezen.",
        "Een man wijst naar een model van het plein.",
        "Poster van de open dag. De tekst staat hierna.",
    ],
)
def test_a_picture_of_people_and_a_poster_in_words_are_fine(alt: str) -> None:
    assert rules_told(page(f"![{alt}](/media/zaal.svg)") + SVG) == []


def test_the_pictures_above_a_text_are_read_closer_too() -> None:
    picture = (
        "afbeelding:\n  bestand: /media/zaal.svg\n  alt: Infographic over geld\n  bijschrift: infographic over geld\n"
    )
    assert report(page("Tekst.", picture) + SVG) == snapshot("""\
content/voorbeeld.md:5: tip[beeld-dubbel]
  De beschrijving en het bijschrift zijn gelijk: “Infographic over geld”.
  > Zeg in de beschrijving wat er te zien is, en in het bijschrift waarom dat ertoe doet.
content/voorbeeld.md:5: let op[beeld-tekst]
  In deze afbeelding staat tekst: “Infographic over geld”.
  > Zet die tekst ook op de pagina, en schrijf in de beschrijving waar: “De tekst staat hierna.”.
""")
