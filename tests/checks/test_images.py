"""Pictures are described in words, wherever they stand."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>\n'
ROOM = f"-- content/media/zaal.svg --\n{SQUARE}"
PICTURES = f"{ROOM}-- content/media/zaal-2.svg --\n{SQUARE}"


def test_a_picture_has_words_or_is_decorative() -> None:
    text = "![](/media/zaal.svg)\n\n![](/media/zaal.svg){decoratief}\n\n![Een volle zaal.](/media/zaal.svg)"
    assert report(page(text) + ROOM) == snapshot("""\
content/voorbeeld.md:4: fout[beeld-zonder-tekst]
  De afbeelding `/media/zaal.svg` heeft geen beschrijving.
  > Schrijf tussen de haken wat er te zien is: `![…](/media/zaal.svg)`. Is ze alleen voor de sier?
    Typ dan `![](/media/zaal.svg){decoratief}`.
""")


@pytest.mark.parametrize(
    "alt", ["IMG_2034", "img 2034", "DSC_0012.JPG", "zaal-2", "Screenshot 2024-05-01 10.30", "mijn foto.jpeg"]
)
def test_the_name_of_a_file_is_no_description(alt: str) -> None:
    assert f"fout[beeld-bestandsnaam]\n  `{alt}` is" in report(page(f"![{alt}](/media/zaal-2.svg)") + PICTURES)


@pytest.mark.parametrize("alt", ["Zaal", "Een bordje met IMG erop", "Een kaart van de A28", "Logo van het Nibud"])
def test_a_word_that_happens_to_name_the_file_is_a_description(alt: str) -> None:
    assert report(page(f"![{alt}](/media/zaal.svg)") + ROOM) == ""


@pytest.mark.parametrize("alt", ["foto", "Logo", "een afbeelding", "Foto 2.", "tekening"])
def test_the_word_picture_describes_nothing(alt: str) -> None:
    assert f"let op[beeld-loos-woord]\n  “{alt}” zegt" in report(page(f"![{alt}](/media/zaal.svg)") + PICTURES)


def test_a_description_starts_with_what_there_is_to_see() -> None:
    text = "![Foto van een volle zaal](/media/zaal.svg)\n\n![Een fotograaf van de krant](/media/zaal.svg)"
    assert report(page(text) + ROOM) == snapshot("""\
content/voorbeeld.md:4: let op[beeld-loos-woord]
  De beschrijving begint met “Foto van”. Dat zegt de voorleessoftware al.
  > Typ alleen “Een volle zaal”.
""")


def test_pictures_in_front_matter_are_told_at_the_line_of_their_words() -> None:
    text = (
        "-- content/bijeenkomsten/2024/dag.md --\n"
        "---\ntitel: De dag\nkort: Een dag.\nbegin: 3 april 2024\nsoort: congres\n"
        "afbeelding:\n  bestand: /media/zaal-2.svg\n  alt: zaal-2\n"
        "fotos:\n  - bestand: /media/zaal.svg\n    alt: afbeelding\n  - bestand: /media/zaal.svg\n    decoratief: ja\n"
        "---\nTekst.\n"
    )
    assert report(text + PICTURES) == snapshot("""\
content/bijeenkomsten/2024/dag.md:8: fout[beeld-bestandsnaam]
  `zaal-2` is de naam van een bestand, geen beschrijving.
  > Schrijf wat er te zien is, zoals je het aan de telefoon zou zeggen.
content/bijeenkomsten/2024/dag.md:11: let op[beeld-loos-woord]
  “afbeelding” zegt niet wat er te zien is.
  > Schrijf wat er te zien is. Bij een logo: van wie het is, zoals “Logo van de provincie Drenthe”.
""")


def test_a_photo_may_be_what_a_picture_shows() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>\n'
    text = f"![Een foto van opa staat op de kast.](/media/kast.svg)\n-- content/media/kast.svg --\n{svg}"
    assert report(f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n{text}") == ""
