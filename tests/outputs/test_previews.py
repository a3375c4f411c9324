"""The picture that goes along when a page is shared: large words, the strokes of the mark, and few bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest
from PIL import Image, ImageChops

from avksite.making.artifact import Build
from avksite.making.lettering import Hand, can_write, width_of, written
from avksite.making.preview_drawing import set_title
from tests.outputs.parsed import found, tree
from tests.sites import built, concise, lay_out, site

POST = "-- content/nieuws/2024/{name}.md --\n---\ntitel: {title}\nkort: Kort.\ndatum: 5 maart 2024\n{more}---\nTekst.\n"


def post(title: str = "Een huis voor iedereen", name: str = "a", more: str = "") -> str:
    return POST.format(name=name, title=title, more=more)


def preview(made: Build, path: str = "nieuws/2024/a/deelbeeld.png") -> Image.Image:
    """Return a made picture."""
    content = next(artifact.made.content for artifact in made.artifacts if artifact.path == path)
    assert len(content) <= 32_000
    return Image.open(BytesIO(content))


def meta(made: Build, address: str) -> dict[str, str]:
    top = tree(made, address)
    named = [(m.get("property") or m.get("name") or "", m.get("content") or "") for m in found(top, "//meta")]
    return {name: content for name, content in named if name.startswith(("og:image", "twitter:"))}


def differs(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the part in which two pictures differ; None when they are the same."""
    return ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()


def test_a_page_is_shared_with_a_large_picture_and_what_it_says() -> None:
    assert meta(site(post()), "/nieuws/2024/a/") == {
        "og:image": "https://voorbeeld.example/nieuws/2024/a/deelbeeld.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Een huis voor iedereen. Nieuwsbericht · 5 maart 2024. Alliantie van Kracht.",
        "twitter:card": "summary_large_image",
    }


def test_a_page_without_a_picture_of_its_own_is_shared_with_that_of_the_list_around_it() -> None:
    made = site(post(more="onderwerpen: wonen\n"))
    paths = {artifact.path for artifact in made.artifacts}
    for address, shown in (
        ("/", "/deelbeeld.png"),
        ("/nieuws/", "/nieuws/deelbeeld.png"),
        ("/nieuws/2024/", "/nieuws/deelbeeld.png"),
        ("/onderwerpen/wonen/", "/onderwerpen/deelbeeld.png"),
    ):
        assert meta(made, address)["og:image"] == f"https://voorbeeld.example{shown}"
        assert shown.lstrip("/") in paths
    assert meta(made, "/404.html") == {}


def test_the_picture_is_as_large_as_services_ask_and_light() -> None:
    picture = preview(site(post("Uitkomsten van de bestuurlijke werktafel van 28 oktober, met alle 42 partners")))
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")


def test_another_title_changes_only_where_the_title_stands() -> None:
    made = site(post("Een huis voor iedereen") + post("Zélf coördineren", "b"))
    part = differs(preview(made), preview(made, "nieuws/2024/b/deelbeeld.png"))
    assert part is not None
    assert part[1] >= 124
    assert part[3] <= 448


def test_the_colours_are_those_of_the_site() -> None:
    colours = (
        "naam: A\nadres: https://voorbeeld.example\nkleuren:\n  licht:\n    papier: '#ffffee'\n    kanaal: '#004455'\n"
    )
    picture = preview(site(f"-- content/site.yaml --\n{colours}{post()}")).convert("RGB")
    assert picture.getpixel((5, 5)) == (0xFF, 0xFF, 0xEE)
    seen = picture.getcolors(1000)
    assert seen is not None
    assert (0x00, 0x44, 0x55) in {colour for _, colour in seen}


@pytest.mark.parametrize("letter", "éëïóöüáàçèêîôûñåÉËÖÜÇ€–—")
def test_the_letters_that_the_font_lacks_are_put_together(letter: str) -> None:
    bare = {"é": "e", "ë": "e", "ï": "i", "ó": "o", "ö": "o", "ç": "c"}.get(letter, "")
    assert can_write(letter)
    mask = written(letter, Hand(60))
    box = mask.getbbox()
    assert box is not None
    assert box[3] < mask.height  # nothing is cut off
    assert differs(mask, written(bare, Hand(60))) is not None if bare else width_of(letter, Hand(60)) > 10


@pytest.mark.parametrize("hand", [Hand(34), Hand(60, 1.4)])
def test_a_line_is_written_to_its_last_letter(hand: Hand) -> None:
    line = "Nieuwsbericht · 5 november 2024 in de Veenkoloniën"
    _, _, right, _ = written(line, hand).getbbox() or (0, 0, 0, 0)
    assert right == pytest.approx(width_of(line, hand), abs=hand.size / 8)


def test_a_letter_with_a_trema_has_two_dots_and_not_three() -> None:
    mask = written("ï", Hand(200))
    top = mask.crop((0, 0, mask.width, (mask.getbbox() or (0, 0))[1] + 15))
    row = [top.getpixel((x, top.height - 5)) for x in range(top.width)]
    assert sum(bool(here) and not before for before, here in zip([0, *row], row, strict=False)) == 2


def test_a_title_in_another_script_gives_way_to_the_name_of_the_site() -> None:
    assert not can_write("Ласкаво просимо")
    made = site(post("Ласкаво просимо") + post("Alliantie van Kracht", "b"))
    assert differs(preview(made), preview(made, "nieuws/2024/b/deelbeeld.png")) is None


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("Contact", 84, ["Contact"]),
        ("Een huis voor iedereen in de wijk", 84, ["Een huis voor", "iedereen in de wijk"]),
        ("Verantwoordelijkheidsverdelingsafspraken", 52, ["Verantwoordelijkheidsverdelingsafspraken"]),
    ],
)
def test_a_title_is_as_large_as_fits_and_no_word_is_broken(title: str, size: int, lines: list[str]) -> None:
    hand, set_lines = set_title(title, 1056)
    assert (hand.size, set_lines) == (size, lines)


def test_a_title_without_end_is_not_measured_to_its_end() -> None:
    begin = perf_counter()
    _, lines = set_title("Wij helpen elkaar " * 2_000, 1056)
    assert lines[-1].endswith("…")
    assert perf_counter() - begin < 20  # a tenth of a second; measured to its end it took minutes


def test_a_title_without_end_is_cut_off_with_dots() -> None:
    hand, lines = set_title("Wij helpen elkaar " * 40, 1056)
    assert hand.size == 40
    assert lines[-1].endswith("…")
    assert all(width_of(line, hand) <= 1056 for line in lines)
    assert len(lines) * hand.size * 1.16 < 330


def photo(tmp_path: Path, **options: object) -> Path:
    """Lay out a post with a photo that is blue above and red below as its camera wrote it."""
    image = Image.new("RGB", (600, 400), "red")
    image.paste("blue", (0, 0, 600, 200))
    data = BytesIO()
    image.save(data, "JPEG", **options)
    root = lay_out(tmp_path, post(more="afbeelding:\n  bestand: /media/foto.jpg\n  alt: Een vlag.\n"))
    (root / "content/media").mkdir()
    (root / "content/media/foto.jpg").write_bytes(data.getvalue())
    return root


def test_a_photo_of_the_page_stands_beside_the_words(tmp_path: Path) -> None:
    picture = preview(built(photo(tmp_path))).convert("RGB")
    above, below = picture.getpixel((1000, 100)), picture.getpixel((1000, 450))
    assert above == pytest.approx((0, 0, 254), abs=12)
    assert below == pytest.approx((254, 0, 0), abs=12)


def test_a_photo_stands_upright_whichever_way_the_camera_was_held(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 3
    picture = preview(built(photo(tmp_path, exif=turned))).convert("RGB")
    assert picture.getpixel((1000, 100)) == pytest.approx((254, 0, 0), abs=12)


def test_a_photo_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    root = photo(tmp_path)
    whole = (root / "content/media/foto.jpg").read_bytes()
    scan = whole.index(b"\xff\xda")
    (root / "content/media/foto.jpg").write_bytes(whole[: scan + 4] + b"\xff\xd9")
    made = built(root)
    assert preview(made).convert("RGB").getpixel((1000, 100)) in {(255, 253, 247), (128, 128, 128)}


def test_a_file_of_ones_own_is_told_when_it_takes_the_place_of_what_the_site_makes() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>\n'
    home = "-- content/index.md --\n---\ntitel: Welkom\n---\n![Een code.](/nieuws/2024/a/qr.svg)\n"
    told = concise(site(f"{home}{post()}-- content/nieuws/2024/a/qr.svg --\n{drawing}").problems)
    assert "fout[adres-bezet]" in told


def test_the_mark_is_where_browsers_look_for_it_on_their_own() -> None:
    made, own = (
        site(),
        site("-- content/site.yaml --\nnaam: Ons\nadres: https://ons.nl\nkleuren:\n  licht:\n    graan: '#0055aa'\n"),
    )
    icon, ours = (
        next(artifact.made.content for artifact in one.artifacts if artifact.path == "favicon.ico")
        for one in (made, own)
    )
    with Image.open(BytesIO(icon)) as opened:
        assert (opened.format, opened.info["sizes"]) == ("ICO", {(16, 16), (32, 32), (48, 48)})
    assert len(icon) < 8_000
    assert icon != ours
