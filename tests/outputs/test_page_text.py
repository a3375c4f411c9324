"""What a page makes of its text: figures, links, documents, films, phases and pictures."""

import pytest

from tests.outputs.alliance import SITE, over
from tests.outputs.parsed import found, links, one, said, tree
from tests.sites import site


def test_a_link_that_leaves_the_site_is_marked() -> None:
    top = tree(over("[Elders](https://a.example/) en [hier](/nieuws/)."), "/over/")
    assert said(top, "//div.text//a[@data-extern]")[:1] == ["Elders"]
    assert found(top, "//div.text//a[@data-extern and starts-with(@href, '.')]") == []


def test_a_document_tells_its_type_and_size_wherever_it_is_named() -> None:
    block = "/// download | Verslag\n    bestand: /media/verslag.pdf\n    toelichting: Uit 2023.\n///"
    text = SITE.replace("Wij helpen.", f"[Het verslag](/media/verslag.pdf)\n\n{block}")
    top = tree(site(text + "-- content/media/verslag.pdf --\n" + "x" * 1999 + "\n"), "/over/")
    assert links(top, "//div.text")[:2] == [
        ("Het verslag (pdf, 2 kB)", "../media/verslag.pdf"),
        ("Verslag (pdf, 2 kB)", "../media/verslag.pdf"),
    ]
    assert said(top, "//div.download/p.note") == ["Uit 2023."]


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("31 januari 2023", ["Straks", "Straks", "Straks"]),
        ("1 februari 2023", ["Nu bezig", "Straks", "Straks"]),
        ("31 maart 2023", ["Nu bezig", "Straks", "Straks"]),
        ("1 april 2023", ["Klaar", "Nu bezig", "Straks"]),
        ("1 juli 2023", ["Klaar", "Klaar", "Begonnen"]),
        ("1 januari 2030", ["Klaar", "Klaar", "Begonnen"]),
    ],
)
def test_a_phase_says_when_it_is_and_how_it_stands(today: str, states: list[str]) -> None:
    body = (
        "/// fase | Fase 1\n    van: februari-maart 2023\n\n- Ja zeggen\n///\n\n"
        "/// fase | Fase 2\n    van: april 2023\n    tot: juni 2023\n\n- Bouwen\n///\n\n"
        "/// fase | Fase 3\n    van: vanaf de zomer 2023\n\n- Doen\n///"
    )
    top = tree(site(SITE.replace("Wij helpen.", body), today), "/over/")
    assert said(top, "//div.phase/h3.block-title") == ["Fase 1", "Fase 2", "Fase 3"]
    assert said(top, "//div.phase//span.phase-state") == states
    assert said(top, "//p.phase-meta")[0] == f"{states[0]}: februari-maart 2023"
    assert said(top, "//div.phase//span.phase-period") == [
        "februari-maart 2023",
        "april 2023 tot en met juni 2023",
        "vanaf de zomer 2023",
    ]


def test_a_film_of_our_own_has_captions_and_its_text() -> None:
    """It shows a picture before it plays: its own, when it has one."""
    block = (
        "/// video | De animatie\n    bestand: /media/film.mp4\n    ondertiteling: /media/film.vtt\n"
        "    transcript: /over/geschiedenis.md\n///"
    )
    shown = block.replace("ondertiteling: /media/film.vtt", "poster: /media/markt.svg")
    files = (
        "-- content/media/film.mp4 --\nx\n-- content/media/film.vtt --\nWEBVTT\n\n00:01.000 --> 00:03.000\nHallo.\n"
        '-- content/media/markt.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>\n'
    )
    top = tree(site(SITE.replace("Wij helpen.", f"{block}\n\n{shown}") + files), "/over/")
    video, other = found(top, "//figure.media/video")
    assert (video.get("aria-label"), video.get("autoplay"), video.get("preload")) == ("De animatie", None, "none")
    assert (video.get("width"), video.get("height")) == ("1280", "720")
    assert [it.get("poster") for it in (video, other)] == ["../assets/tekening-kijken.svg", "../media/markt.svg"]
    assert [(track.get("kind"), track.get("src"), track.get("srclang")) for track in found(video, ".//track")] == [
        ("captions", "../media/film.vtt", "nl")
    ]
    assert links(top, "//figure.media/figcaption")[:2] == [
        ("Download de video ‘De animatie’ (mp4, 2 bytes)", "../media/film.mp4"),
        ("Lees de tekst van ‘De animatie’", "geschiedenis/"),
    ]


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://www.youtube.com/watch?v=a", "YouTube"),
        ("https://youtu.be/a", "YouTube"),
        ("https://open.spotify.com/episode/a", "Spotify"),
        ("https://www.films.example/a", "films.example"),
        ("https://notyoutube.com/a", "notyoutube.com"),
    ],
)
def test_a_recording_elsewhere_names_the_service_and_says_that_it_may_follow_you(address: str, named: str) -> None:
    top = tree(over(f"/// audio | Gesprek\n    adres: {address}\n    transcript: nee\n///"), "/over/")
    assert links(top, "//figure.media") == [(f"Beluister op {named}", address)]
    (note,) = said(top, "//figure.media//p.note")
    assert note.startswith(f"De opname staat op {named}. Die website kan bijhouden dat jij kijkt of luistert.")
    assert found(top, "//iframe | //audio") == []


def test_a_recording_of_the_learning_menu_plays_on_its_page() -> None:
    item = (
        "-- content/leeraanbod/gesprek.md --\n---\ntitel: Gesprek met een coach\nkort: Luister.\nsoort: podcast\n"
        "leervorm: luisteren\ndoelgroep: inwoners\nmedia:\n  bestand: /media/gesprek.mp3\n  duur: 20 minuten\n"
        "  transcript: /media/gesprek.txt\n---\nTekst.\n-- content/media/gesprek.mp3 --\nx\n"
        "-- content/media/gesprek.txt --\nHallo.\n"
    )
    top = tree(site(item), "/leeraanbod/gesprek/")
    audio = one(top, "//figure.media/audio")
    assert (audio.get("preload"), audio.get("aria-label")) == ("none", "Gesprek met een coach")
    assert links(top, "//figure.media") == [
        ("Download de opname ‘Gesprek met een coach’ (mp3, 2 bytes)", "../../media/gesprek.mp3"),
        ("Lees de tekst van ‘Gesprek met een coach’", "../../media/gesprek.txt"),
    ]


def test_a_course_elsewhere_is_a_link_on_its_page() -> None:
    item = (
        "-- content/leeraanbod/cursus.md --\n---\ntitel: Omgaan met geld\nkort: Leer.\nsoort: e-learning\n"
        "leervorm: doen\ndoelgroep: inwoners\nmedia:\n  adres: https://cursus.example/geld\n---\nTekst.\n"
    )
    top = tree(site(item), "/leeraanbod/cursus/")
    assert ("Ga naar Omgaan met geld", "https://cursus.example/geld") in links(top, "//div.text")


def test_a_picture_in_a_text_has_its_words_and_its_caption() -> None:
    drawing = '-- content/media/model.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>\n'
    top = tree(site(SITE.replace("Wij helpen.", '![4 lijnen naar een zon.](/media/model.svg "Het model.")') + drawing),
               "/over/")  # fmt: skip
    image = one(top, "//figure.figure/img")
    assert {str(name): str(value) for name, value in image.attrib.items()} == {
        "src": "../media/model.svg",
        "alt": "4 lijnen naar een zon.",
        "width": "40",
        "height": "30",
        "loading": "lazy",
        "decoding": "async",
    }
    assert said(top, "//figure.figure/figcaption") == ["Het model."]
