"""What is wrong with a picture is told before anything is unpacked, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline_snapshot import snapshot
from PIL import Image

from avksite.content.file_types import DOWNLOADS, media_type, picture_form
from avksite.content.images import SUFFIXES, Look, TooManyPixelsError, measure
from avksite.content.media import OnDisk, examine
from tests.checks.reporting import page
from tests.outputs.parsed import one, tree
from tests.photos import saved, scene, showing, site_with
from tests.sites import site

PHOTO = saved(scene((60, 40)))
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


def told(data: bytes, name: str) -> str:
    """Return what is told of one file in `content/media/` that the home page shows, each with its hint."""
    made = site_with(showing(f"/media/{name}"), {f"content/media/{name}": data})
    return "".join(
        f"{it.place.path}:{it.place.line} [{it.rule.id}] {it.message}\n> {it.hint}\n" for it in made.problems
    )


def test_a_photo_of_an_iphone_is_to_be_saved_as_jpg() -> None:
    assert told(HEIC, "zaal.heic") == snapshot("""\
content/media/zaal.heic:1 [afbeelding-soort] Dit is een bestand van de soort heic. Dat toont niet elke telefoon.
> Open de foto op je computer, kies Opslaan als of Exporteer, en bewaar haar als jpg. Zet dat bestand hier.
""")
    assert "[afbeelding-soort] Dit is een bestand van de soort heic." in told(HEIC, "zaal.jpg")


@pytest.mark.parametrize(
    ("name", "data", "sort"),
    [
        ("scan.tif", b"II*\0abc", "tiff"),
        ("scan.tiff", b"MM\0*abc", "tiff"),
        ("knop.bmp", b"BMabc", "bmp"),
        ("ruw.cr2", b"iets anders", "cr2"),
        ("folder.jpg", b"%PDF-1.4", "pdf"),
    ],
)
def test_a_sort_that_browsers_do_not_know_is_refused(name: str, data: bytes, sort: str) -> None:
    assert f"[afbeelding-soort] Dit is een bestand van de soort {sort}. Dat toont niet" in told(data, name)


@pytest.mark.parametrize(
    ("name", "data", "message", "hint"),
    [
        ("zaal.png", PHOTO, "Dit bestand heet `.png`, maar het is een jpg.", "Noem het bestand `zaal.jpg`"),
        ("zaal.jfif", PHOTO, "Dit bestand heet `.jfif`, maar het is een jpg.", "Noem het bestand `zaal.jpg`"),
        ("a.jpg", saved(scene(), "PNG"), "Dit bestand heet `.jpg`, maar het is een png.", "Noem het bestand `a.png`"),
        (
            "a.gif",
            saved(scene(), "WEBP"),
            "Dit bestand heet `.gif`, maar het is een webp.",
            "Noem het bestand `a.webp`",
        ),
    ],
)
def test_a_picture_is_called_what_it_is(name: str, data: bytes, message: str, hint: str) -> None:
    assert told(data, name) == (
        f"content/media/{name}:1 [afbeelding-soort] {message}\n"
        f"> {hint}, en verander de naam ook in de teksten die het noemen.\n"
    )


@pytest.mark.parametrize("name", ["zaal.jpg", "zaal.jpeg"])
def test_a_jpeg_has_two_good_names(name: str) -> None:
    assert told(PHOTO, name) == ""


def test_a_name_with_a_space_and_capitals_is_told_once_with_the_right_one() -> None:
    made = site_with(page("![Een volle straat.](</media/Foto 1.JPG>)"), {"content/media/Foto 1.JPG": PHOTO})
    assert [
        (it.place.path, it.message, it.hint) for it in made.problems if it.rule.id != "pagina-onbereikbaar"
    ] == snapshot([
        (
            "content/media/Foto 1.JPG",
            "De naam van dit bestand kan geen adres zijn: `Foto 1.JPG`.",
            "Noem het bestand `foto-1.jpg`.",
        )
    ])  # fmt: skip


def test_capitals_count_on_every_computer_as_they_do_on_the_web() -> None:
    made = site_with(page("![Een volle straat.](/media/Zaal.JPG)"), {"content/media/zaal.jpg": PHOTO})
    assert [
        (it.place.path, it.place.line, it.message, it.hint) for it in made.problems if it.rule.id == "beeld-ontbreekt"
    ] == [("content/voorbeeld.md", 4, "`/media/Zaal.JPG` bestaat niet.", "Bedoel je `/media/zaal.jpg`?")]


def test_a_bomb_is_told_by_what_it_says_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = saved(Image.new("1", (8000, 8000)), "PNG")
    assert told(bomb, "groot.png") == snapshot("""\
content/media/groot.png:1 [afbeelding-te-groot] Deze afbeelding is te groot: ze heeft meer dan 50 miljoen beeldpunten.
> Maak haar kleiner in een fotoprogramma: 3000 beeldpunten breed is meer dan genoeg.
""")
    monkeypatch.setattr(Image.Image, "load", None)  # nothing is unpacked
    with pytest.raises(TooManyPixelsError):
        measure(bomb)


def test_a_file_as_heavy_as_a_film_is_told() -> None:
    assert told(PHOTO + bytes(25_000_000), "zwaar.jpg") == snapshot("""\
content/media/zwaar.jpg:1 [afbeelding-te-groot] Deze afbeelding is te groot: het bestand is 25 MB. Hoogstens 25 MB mag.
> Maak haar kleiner in een fotoprogramma: 3000 beeldpunten breed is meer dan genoeg.
""")


def test_a_film_of_small_pictures_is_refused_in_every_form() -> None:
    stills = [Image.new("RGB", (8, 8), (60 * number, 0, 0)) for number in range(3)]
    moving = saved(stills[0], "AVIF", save_all=True, append_images=stills[1:], duration=100)
    assert "[beeld-beweegt] De afbeelding `content/media/lamp.avif` beweegt." in told(moving, "lamp.avif")


def test_what_a_picture_is_like_shows_in_its_colours(tmp_path: Path) -> None:
    whole = scene((300, 200)).convert("RGBA")
    holed = whole.copy()
    holed.putalpha(Image.radial_gradient("L").resize((300, 200)))
    drawn = Image.new("RGB", (300, 200), "white")

    def look(data: bytes, name: str) -> Look | None:
        (tmp_path / name).write_bytes(data)
        return examine(OnDisk.at(f"content/{name}", str(tmp_path / name))).look

    assert look(PHOTO, "a.jpg") is Look.PHOTO
    assert look(saved(whole, "PNG"), "a.png") is Look.PHOTO
    assert look(saved(holed, "PNG"), "b.png") is Look.SEE_THROUGH
    assert look(saved(holed, "WEBP"), "b.webp") is Look.SEE_THROUGH
    assert look(saved(drawn, "PNG"), "c.png") is Look.DRAWN
    assert look(b"Dit is tekst.", "d.txt") is None


def test_the_form_of_a_file_is_in_its_first_bytes() -> None:
    for form in ("JPEG", "PNG", "GIF", "WEBP", "AVIF"):
        assert picture_form(saved(scene((9, 9)), form)) == form.lower().replace("jpeg", "jpg")
    assert (picture_form(HEIC), picture_form(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif"), picture_form(b"")) == (
        "heic",
        "avif",
        "",
    )


def test_every_ending_that_can_be_on_the_site_has_a_media_type_the_same_with_every_python() -> None:
    made = {"css", "html", "ico", "ics", "js", "json", "txt", "vcf", "vtt", "wasm", "webmanifest", "xml"}
    for ending in {*DOWNLOADS, *made, *(suffix[1:] for suffix in SUFFIXES)}:
        assert media_type(ending) != "application/octet-stream", ending
    assert [media_type(ending) for ending in ("wav", "js", "webp", "xml", "x1")] == [
        *("audio/wav", "text/javascript", "image/webp", "application/xml", "application/octet-stream")
    ]


def test_a_sound_says_on_its_page_what_it_is() -> None:
    block = "/// audio | Een vader vertelt\n    bestand: /media/vader.wav\n    transcript: nee\n///\n"
    sound = "-- content/media/vader.wav (latin-1) --\nRIFF\x05\0\0\0WAVE\n"
    made = site(f"-- content/over.md --\n---\ntitel: Over\n---\n{block}{sound}")
    assert one(tree(made, "/over/"), "//audio/source").get("type") == "audio/wav"
