"""A file that is put with a text at the desk: named in it, or refused before anything changes."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.desk.served import Served, words_of
from tests.desk.test_writing import sent
from tests.photos import saved, scene

OVER, PARTNER, PERSON = "content/over.md", "content/organisaties/de-brug.md", "content/personen/noor.md"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def brought(
    own: Served, path: str, words: str, name: str, content: bytes, *more: tuple[str, None, bytes]
) -> tuple[int, str]:
    parts = (("pad", None, path.encode()), ("woorden", None, words.encode()), ("bestand", name, content))
    return sent(own, "/.redactie/bestand", *parts, *more)


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("C:\\\\map\\\\Tekst 1.TXT", b"Hallo.", "/// download | Verslag [1]\n    bestand: /media/verslag-1.txt\n///\n"),
        ("a.PNG", saved(scene((40, 30))), "![Verslag (1)](/media/verslag-1.jpg)\n"),
    ],
)
def test_a_file_is_named_at_the_end_of_a_text(own: Served, name: str, content: bytes, line: str) -> None:
    before = (own.root / OVER).read_text(encoding="utf-8")
    assert brought(own, OVER, "Verslag [1]", name, content)[0] == 303
    assert (own.root / OVER).read_text(encoding="utf-8") == f"{before.rstrip()}\n\n{line}"
    (file,) = (own.root / "content/media").iterdir()
    assert file.read_bytes() == content
    assert [it.rule.id for it in own.desk.preview.checked().problems if it.stops] == []
    assert "Het staat onderaan je tekst." in words_of(
        own.ask(f"/.redactie/tekst?{urlencode({'pad': OVER, 'gedaan': 'bestand'})}")[1]
    )


def test_a_film_comes_in_a_block_that_asks_for_what_it_needs(own: Served) -> None:
    film = b"\0\0\0\x14ftypisom\0\0\0\0isom" + b"\0\0\0\x08moov" + b"\0\0\0\x08mdat"
    assert brought(own, OVER, "Een moeder vertelt", "film.mp4", film)[0] == 303
    text = (own.root / OVER).read_text(encoding="utf-8")
    assert text.endswith("/// video | Een moeder vertelt\n    bestand: /media/een-moeder-vertelt.mp4\n///\n")
    own.desk.preview.checked()
    assert any("ondertiteling" in it.message + it.hint for it in own.desk.preview.problems_of(OVER))


def test_a_logo_stands_above_the_text_of_an_organisation_and_of_no_other(own: Served) -> None:
    own.write(PARTNER, "---\nnaam: De Brug\nsector: welzijn\n---\nWij helpen.\n")
    own.keeper.refresh()
    assert "Dit is het logo" in own.ask(f"/.redactie/bestand?{urlencode({'pad': PARTNER})}")[1]
    assert "Dit is het logo" not in own.ask(f"/.redactie/bestand?{urlencode({'pad': OVER})}")[1]
    for _ in range(2):
        assert brought(own, PARTNER, "Logo van De Brug", "Logo.svg", DRAWING, ("hoe", None, b"logo"))[0] == 303
    text = "---\nnaam: De Brug\nsector: welzijn\nlogo: /media/logo-van-de-brug-2.svg\n---\nWij helpen.\n"
    assert (own.root / PARTNER).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("words", "name", "content", "why"),
    [
        ("Verslag", "", b"", "Het bestand : Kies het bestand nog."),
        ("", "a.txt", b"Hallo.", "Wat het is : Schrijf in een paar woorden wat het is."),
        ("Verslag", "a.pdf", b"Hallo.", "Het bestand : "),
        ("Verslag", "a.exe", b"MZ", "Dit is een bestand van de soort exe . Dat kan niet op de site."),
        ("Verslag", "verslag", b"PK", "Dit is een bestand zonder soort"),
        ("\u2026", "a.txt", b"Hallo.", "Typ een titel met letters of cijfers."),
    ],
)
def test_a_file_that_cannot_come_changes_nothing(own: Served, words: str, name: str, content: bytes, why: str) -> None:
    before = (own.root / OVER).read_bytes()
    status, page = brought(own, OVER, words, name, content)
    assert (status, why in page) == (422, True), page
    assert (own.root / OVER).read_bytes() == before
    assert not (own.root / "content/media").exists()


def test_a_person_shows_no_file(own: Served) -> None:
    own.write(PERSON, "---\nnaam: Noor de Boer\nrol: coach\n---\n")
    own.keeper.refresh()
    assert "/.redactie/bestand" not in own.ask(f"/.redactie/tekst?{urlencode({'pad': PERSON})}")[1]
    assert own.ask(f"/.redactie/bestand?{urlencode({'pad': PERSON})}")[0].status == 404
    assert own.ask("/.redactie/bestand?pad=content%2Fer-niet.md")[0].status == 404
