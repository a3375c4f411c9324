"""What is wrong with a picture is reported before anything is unpacked, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from avksite.content.file_types import DOWNLOADS, media_type, picture_form
from avksite.content.images import SUFFIXES, ImageKind, TooManyPixelsError, measure
from avksite.content.media import MediaFile, OnDisk, examine
from tests.checks.reporting import page
from tests.outputs.parsed import one, tree
from tests.photos import saved, scene, site_with
from tests.sites import site

PHOTO = saved(scene((60, 40)))
HEAVY = PHOTO + bytes(25_000_000)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
AS_JPG = "Open de foto op je computer, kies Opslaan als of Exporteer, en bewaar haar als jpg. Zet dat bestand hier."
ANEW = "Open het in een fotoprogramma en sla het opnieuw op, of zet er een ander bestand neer."
SMALLER = "Maak haar kleiner in een fotoprogramma: 3000 beeldpunten breed is meer dan genoeg."
BOMB = saved(Image.new("1", (8000, 8000)), "PNG")
CUT = "Deze afbeelding is niet compleet: het einde van het bestand ontbreekt."
TOO_LARGE = "Deze afbeelding is te groot: "


def examined(folder: Path, data: bytes, name: str) -> MediaFile:
    (folder / "x").write_bytes(data)
    return examine(OnDisk.at(f"content/media/{name}", str(folder / "x")))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        *(
            (name, data, ("soort", f"Dit is een bestand van de soort {sort}. Dat toont niet elke telefoon.", AS_JPG))
            for name, data, sort in (
                ("zaal.heic", HEIC, "heic"),
                ("zaal.jpg", HEIC, "heic"),
                ("scan.tif", b"II*\0abc", "tiff"),
                ("scan.tiff", b"MM\0*abc", "tiff"),
                ("knop.bmp", b"BMabc", "bmp"),
                ("ruw.cr2", b"iets anders", "cr2"),
                ("folder.jpg", b"%PDF-1.4", "pdf"),
            )
        ),
        *(
            (
                f"zaal.{called}",
                saved(scene(), form),
                (
                    "soort",
                    f"Dit bestand heet `.{called}`, maar het is een {sort}.",
                    f"Noem het bestand `zaal.{sort}`, en verander de naam ook in de teksten die het noemen.",
                ),
            )
            for called, form, sort in (
                ("png", "JPEG", "jpg"),
                ("jfif", "JPEG", "jpg"),
                ("jpe", "JPEG", "jpg"),
                ("jpg", "PNG", "png"),
                ("gif", "WEBP", "webp"),
            )
        ),
        ("a.jpg", b"", ("stuk", "Dit bestand is leeg: er staat geen afbeelding in.", ANEW)),
        ("a.jpg", PHOTO[: len(PHOTO) * 2 // 3], ("stuk", CUT, ANEW)),
        ("a.jpg", HEAVY, ("te-groot", f"{TOO_LARGE}het bestand is 25 MB. Hoogstens 25 MB mag.", SMALLER)),
        ("a.png", BOMB, ("te-groot", f"{TOO_LARGE}ze heeft meer dan 50 miljoen beeldpunten.", SMALLER)),
    ],
)
def test_what_is_wrong_with_a_picture_is_reported_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, expected: tuple[str, str, str]
) -> None:
    (problem,) = examined(tmp_path, data, name).problems
    assert (problem.rule.id.removeprefix("afbeelding-"), problem.message, problem.hint) == expected


@pytest.mark.parametrize("name", ["zaal.jpg", "zaal.jpeg"])
def test_a_jpeg_has_two_good_names(tmp_path: Path, name: str) -> None:
    assert examined(tmp_path, PHOTO, name).problems == ()


def test_of_a_bomb_nothing_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", None)
    with pytest.raises(TooManyPixelsError):
        measure(BOMB)


def test_a_name_with_a_space_and_capitals_is_reported_once_with_the_right_one() -> None:
    made = site_with(page("![Een volle straat.](</media/Foto 1.JPG>)"), {"content/media/Foto 1.JPG": PHOTO})
    (problem,) = (it for it in made.problems if it.rule.id != "pagina-onbereikbaar")
    assert problem.message == "De naam van dit bestand kan geen adres zijn: `Foto 1.JPG`."
    assert problem.hint == "Noem het bestand `foto-1.jpg`."


def test_capitals_count_on_every_computer_as_they_do_on_the_web() -> None:
    made = site_with(page("![Een volle straat.](/media/Zaal.JPG)"), {"content/media/zaal.jpg": PHOTO})
    (problem,) = (it for it in made.problems if it.rule.id == "beeld-ontbreekt")
    assert (problem.message, problem.hint) == ("`/media/Zaal.JPG` bestaat niet.", "Bedoel je `/media/zaal.jpg`?")
    assert (problem.place.path, problem.place.line) == ("content/voorbeeld.md", 4)


def test_a_film_of_small_pictures_moves_in_every_form(tmp_path: Path) -> None:
    stills = [Image.new("RGB", (8, 8), (60 * number, 0, 0)) for number in range(3)]
    for form in ("GIF", "PNG", "WEBP", "AVIF"):
        moving = saved(stills[0], form, save_all=True, append_images=stills[1:], duration=100)
        assert examined(tmp_path, moving, f"lamp.{form.lower()}").moves, form
    assert not examined(tmp_path, PHOTO, "lamp.jpg").moves


def test_what_a_picture_is_like_shows_in_its_colours(tmp_path: Path) -> None:
    whole = scene((300, 200)).convert("RGBA")
    holed = whole.copy()
    holed.putalpha(Image.radial_gradient("L").resize((300, 200)))
    drawn = Image.new("RGB", (300, 200), "white")
    for name, data, kind in (
        ("a.jpg", PHOTO, ImageKind.PHOTO),
        ("a.png", saved(whole, "PNG"), ImageKind.PHOTO),
        ("b.png", saved(holed, "PNG"), ImageKind.SEE_THROUGH),
        ("b.webp", saved(holed, "WEBP"), ImageKind.SEE_THROUGH),
        ("c.png", saved(drawn, "PNG"), ImageKind.DRAWN),
        ("d.txt", b"Dit is tekst.", None),
    ):
        assert examined(tmp_path, data, name).image_kind is kind, name


def test_the_form_of_a_file_is_in_its_first_bytes() -> None:
    for form in ("JPEG", "PNG", "GIF", "WEBP", "AVIF"):
        assert picture_form(saved(scene((9, 9)), form)) == form.lower().replace("jpeg", "jpg")
    starts = (HEIC, b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", b"")
    assert [picture_form(start) for start in starts] == ["heic", "avif", ""]


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
