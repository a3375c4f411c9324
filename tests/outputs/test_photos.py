"""Photos come out upright, small, in true colours, and without a word of what the camera wrote down."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from avksite.content.images import ImageKind
from avksite.content.media import MediaFile, OnDisk, examine
from avksite.memo.memo import Memo
from avksite.outputs.images import Original
from avksite.outputs.images.photos import encoded
from avksite.problems import Unusable
from avksite.rendering.pictures import WIDTHS, renditions
from tests.photos import (
    SECRETS,
    corners,
    files_of,
    laid_down,
    opened,
    saved,
    scene,
    showing,
    site_with,
    swapped_profile,
    told,
)
from tests.sites import built, concise, folder

UPRIGHT = ["red", "green", "blue", "yellow"]
PHOTO = "content/media/foto.jpg"


def made_of(data: bytes, name: str = "foto.jpg") -> dict[str, bytes]:
    """Return what is made of a picture that a page shows, each by its path."""
    with folder("") as root:
        photo = original(root / name, data)
        files = zip(photo.wanted, encoded(photo), strict=True)
        return {rendition.address[1:]: made for rendition, made in files}


def original(place: Path, data: bytes, digest: str | None = None) -> Original:
    """Put a picture on disk, and return what is to be made of it."""
    place.write_bytes(data)
    path = f"content/media/{place.name}"
    media = examine(OnDisk.at(path, str(place)))
    assert concise(media.problems) == ""
    assert media.image_kind is not None
    return Original(path, str(place), digest or media.digest, media.image_kind, renditions(media))


# ── Upright ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("orientation", "form"), [*((number, "JPEG") for number in range(1, 9)), (6, "PNG"), (6, "WEBP")]
)
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int, form: str) -> None:
    files = made_of(laid_down(orientation, form), f"foto.{form.lower().replace('jpeg', 'jpg')}")
    large = {path: (opened(data).size, corners(data)) for path, data in files.items() if ".320." not in path}
    assert len(large) >= 3
    assert large == dict.fromkeys(large, ((400, 300), UPRIGHT))


# ── Nothing written down ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("form", "name"), [("JPEG", "foto.jpg"), ("PNG", "foto.png"), ("WEBP", "foto.webp"), ("AVIF", "foto.avif")]
)
def test_no_place_no_name_and_no_camera_is_left_in_any_file(form: str, name: str) -> None:
    given = told(form, (1600, 1200))
    assert b"Tialda" in given
    made = site_with(showing(f"/media/{name}"), {f"content/media/{name}": given})
    everything = {artifact.path: artifact for artifact in made.artifacts}
    assert [(path, secret) for path, it in everything.items() for secret in SECRETS if secret in it.content] == []
    assert [path for path, it in everything.items() if it.copied_from is not None] == []
    for data in files_of(made, "media/").values():
        with Image.open(BytesIO(data)) as picture:
            assert dict(picture.getexif()) == {}
            assert {"icc_profile", "exif", "xmp", "comment", "photoshop", "Author"} & picture.info.keys() == set()


def test_what_a_text_only_links_to_is_made_anew_too_and_what_none_names_is_not_published() -> None:
    given = told()
    assert [secret for secret in SECRETS if secret not in given] == []
    text = "-- content/index.md --\n---\ntitel: Welkom\n---\nBekijk [de foto van de straat](/media/foto.jpg).\n"
    draft = "-- content/plan.md --\n---\ntitel: Plan\nconcept: ja\n---\n![Een straat.](/media/los.jpg)\n"
    files = files_of(site_with(text + draft, {PHOTO: given, "content/media/los.jpg": given}), "media/")
    assert list(files) == ["media/foto.jpg"]
    assert files["media/foto.jpg"] != given
    assert b"Tialda" not in files["media/foto.jpg"]


def test_a_drawing_goes_out_without_the_name_of_who_drew_it() -> None:
    drawn = (
        '<?xml version="1.0"?><!-- Tialda --><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="40" height="30" '
        'inkscape:export-filename="C:\\Users\\Tialda\\huis.png"><metadata>Tialda</metadata><title>Huis</title>'
        '<inkscape:grid/><rect width="40" height="30"/><!-- Tialda --> en <text>Dag</text></svg>'
    )
    files = files_of(site_with(showing("/media/huis.svg"), {"content/media/huis.svg": drawn.encode()}), "media/")
    assert files["media/huis.svg"].decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><title>Huis</title>'
        '<rect width="40" height="30"/> en <text>Dag</text></svg>\n'
    )


# ── True colours ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_colours_are_those_that_the_profile_means() -> None:
    red = Image.new("RGB", (60, 40), (200, 30, 30))
    (pixel,) = {opened(data).getpixel((30, 20)) for path, data in made_of(saved(red)).items() if path.endswith(".jpg")}
    assert isinstance(pixel, tuple)
    assert pixel[0] > 180
    swapped = made_of(saved(red, icc_profile=swapped_profile()))["media/foto.jpg"]
    pixel = opened(swapped).getpixel((30, 20))
    assert isinstance(pixel, tuple)
    assert pixel[1] > 180
    assert pixel[0] < 120


def test_a_broken_profile_does_no_harm_and_a_photo_for_print_keeps_its_colours_on_a_screen() -> None:
    for data in (saved(scene(), icc_profile=b"geen profiel" * 20), saved(scene().convert("CMYK"))):
        assert corners(made_of(data)["media/foto.jpg"]) == UPRIGHT


def test_a_grey_photo_stays_grey() -> None:
    files = made_of(saved(Image.linear_gradient("L").resize((400, 300))))
    grey = opened(files["media/foto.jpg"]).convert("L").histogram()
    assert (sum(grey[:8]) > 0, sum(grey[-8:]) > 0) == (True, True)
    assert opened(files["media/foto.jpg"]).getpixel((200, 150)) == pytest.approx((128, 128, 128), abs=3)


def test_a_picture_in_sixteen_bits_is_not_burnt_out() -> None:
    fine = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    files = made_of(saved(fine, "PNG"), "scan.png")
    assert opened(files["media/scan.png"]).convert("L").getpixel((128, 128)) == pytest.approx(128, abs=3)


def test_a_small_table_of_colours_with_a_hole_in_it_stays_exact() -> None:
    drawn = Image.new("RGBA", (90, 60), (0, 0, 0, 0))
    ImageDraw.Draw(drawn).rectangle((30, 20, 60, 40), fill=(0, 82, 126, 255))
    table = drawn.quantize(8, method=Image.Quantize.FASTOCTREE)
    files = made_of(saved(table, "PNG"), "teken.png")
    assert list(files) == ["media/teken.png.90.webp", "media/teken.png"]
    for data in files.values():
        with Image.open(BytesIO(data)) as picture:
            pixels = picture.convert("RGBA")
        assert pixels.getpixel((45, 30)) == (0, 82, 126, 255)
        assert pixels.getchannel("A").getpixel((5, 5)) == 0


def test_a_picture_that_shows_what_is_behind_it_still_does() -> None:
    cut_out = scene().convert("RGBA")
    cut_out.putalpha(Image.radial_gradient("L").resize((400, 300)))
    files = made_of(saved(cut_out, "PNG"), "mens.png")
    assert [path for path in files if ".320." not in path] == [
        *("media/mens.png.400.avif", "media/mens.png.400.webp", "media/mens.png"),
    ]
    for path, data in files.items():
        with Image.open(BytesIO(data)) as picture:
            holes = picture.getchannel("A").histogram()
        assert (path, sum(holes[:10]) > 0, sum(holes[-10:]) > 0) == (path, True, True)


# ── Forms and sizes ───────────────────────────────────────────────────────────────────────────────────────────────────


def sizes(width: int, height: int, look: ImageKind = ImageKind.PHOTO, path: str = PHOTO) -> list[str]:
    """Return what is made of a picture, as its name and size."""
    media = MediaFile(path, 1, "", width, height, look)
    return [f"{it.address.removeprefix('/media/')} {it.width}x{it.height}" for it in renditions(media)]


def test_a_photo_comes_in_three_sizes_and_three_forms() -> None:
    assert sizes(4000, 3000) == [
        *("foto.jpg.320.avif 320x240", "foto.jpg.320.webp 320x240", "foto.jpg.320.jpg 320x240"),
        *("foto.jpg.720.avif 720x540", "foto.jpg.720.webp 720x540", "foto.jpg.720.jpg 720x540"),
        *("foto.jpg.1200.avif 1200x900", "foto.jpg.1200.webp 1200x900", "foto.jpg 1200x900"),
    ]


@pytest.mark.parametrize(
    ("width", "widths"), [(4000, [320, 720, 1200]), (1000, [320, 720, 1000]), (800, [320, 800]), (350, [350]), (1, [1])]
)
def test_nothing_is_enlarged_and_no_size_is_nearly_another(width: int, widths: list[int]) -> None:
    assert sorted({it.width for it in renditions(MediaFile(PHOTO, 1, "", width, width, ImageKind.PHOTO))}) == widths


def test_a_drawing_keeps_its_edges_and_any_picture_has_a_form_for_everybody_that_browsers_unpack() -> None:
    assert sizes(100, 50, ImageKind.DRAWN, "content/a.png") == ["/a.png.100.webp 100x50", "/a.png 100x50"]
    assert sizes(100, 50, ImageKind.DRAWN, "content/a.gif") == [
        *("/a.gif.100.webp 100x50", "/a.gif.100.png 100x50", "/a.gif 100x50"),
    ]
    assert sizes(100, 50, path="content/a.avif")[-1] == "/a.avif.100.jpg 100x50"
    assert sizes(1000, 20_000)[-1] == "foto.jpg 200x4000"
    # Two files that differ only in their form do not meet.
    assert set(sizes(900, 600, path="content/a.jpg")) & set(sizes(900, 600, path="content/a.png")) == set()


def test_a_lighter_form_is_not_the_heavier_one() -> None:
    clouds, grain = Image.effect_noise((100, 75), 40), Image.effect_noise((900, 600), 30)
    rough = Image.blend(clouds.resize((900, 600), Image.Resampling.BICUBIC), grain, 0.5)  # WebP is bad at this
    files = {path.removeprefix("media/foto.jpg"): len(data) for path, data in made_of(saved(rough)).items()}
    assert files[".900.avif"] < files[".900.webp"] < files[""]
    assert files[".320.avif"] < files[".320.webp"] < files[".320.jpg"]


def test_a_photo_of_twelve_megapixels_reaches_a_phone_in_a_tenth_of_its_bytes() -> None:
    given = saved(scene((4000, 3000)))
    files = made_of(given)
    assert len(files["media/foto.jpg.720.avif"]) < len(given) / 10
    assert [opened(files[f"media/foto.jpg.{width}.webp"]).width for width in WIDTHS] == list(WIDTHS)


# ── What goes wrong ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_photo_that_is_broken_inside_is_told_and_all_else_is_made() -> None:
    data = bytearray(saved(scene(), "WEBP"))
    data[60:-40] = bytes(len(data) - 100)
    made = site_with(showing("/media/foto.webp"), {"content/media/foto.webp": bytes(data)})
    assert concise(made.problems) == (
        "content/media/foto.webp:1: fout[afbeelding-stuk] Deze afbeelding is vanbinnen beschadigd."
    )
    assert "index.html" in files_of(made, "index")


def test_a_photo_that_is_replaced_during_the_build_is_told() -> None:
    with folder("") as root:
        changed = original(root / "foto.jpg", saved(scene()), "0" * 64)
        with pytest.raises(Unusable) as told_of:
            encoded(changed)
    (problem,) = told_of.value.problems
    assert (problem.message, problem.hint) == (
        "Dit bestand veranderde terwijl ik de site maakte.",
        "Maak de site nog een keer.",
    )


def test_a_photo_that_another_program_has_taken_is_told_as_its_own_problem() -> None:
    with folder("") as root:
        taken = original(root / "foto.jpg", saved(scene()), "0" * 64)
        (root / "foto.jpg").unlink()
        with pytest.raises(Unusable) as told_of:
            encoded(taken)
    (problem,) = told_of.value.problems
    assert (problem.place.path, problem.message) == (taken.path, "Dit bestand kan ik niet openen.")
    assert problem.hint == "Staat het nog open in een ander programma? Sluit het daar."


# ── Once ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_photo_gives_the_same_bytes_and_a_phone_held_upright_one_that_is_higher_than_wide(
    tmp_path: Path,
) -> None:
    photo = original(tmp_path / "foto.jpg", laid_down(6, size=(300, 400)))
    assert encoded(photo) == encoded(photo)
    assert (photo.wanted[-1].width, photo.wanted[-1].height) == (300, 400)


def test_a_second_build_neither_unpacks_nor_reads_a_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    with folder(showing("/media/foto.jpg")) as root:
        (root / "content/media").mkdir()
        (root / PHOTO).write_bytes(told(size=(900, 600)))

        def build_with_cache() -> tuple[dict[str, bytes], int]:
            with Memo(root / ".cache") as memo:
                return files_of(built(root, memo=memo), "media/"), memo.made

        first, _ = build_with_cache()
        with monkeypatch.context() as without:
            without.setattr(Image, "open", None)
            without.setattr("avksite.content.media.file_digest", None)
            again, made = build_with_cache()
        assert (again, made) == (first, 0)
        (root / PHOTO).write_bytes(told(size=(800, 600)))
        other, made = build_with_cache()
        assert made >= 2
        assert other.keys() != first.keys()
