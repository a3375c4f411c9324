"""The picture that goes along when a page is shared: large words, the strokes of the mark, and few bytes."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from avksite.content.settings import Palette
from avksite.outputs.images import SharingImage
from avksite.outputs.images.drawing import BOLD, REGULAR, drawn, set_title
from avksite.rendering.artifact import Build
from avksite.rendering.sharing import FONTS, PreviewText, drawable
from tests.outputs.parsed import found, tree
from tests.sites import built, lay_out, site

POST = "-- content/nieuws/2024/{name}.md --\n---\ntitel: {title}\nkort: Kort.\ndatum: 5 maart 2024\n{more}---\nTekst.\n"


def post(title: str = "Een huis voor iedereen", name: str = "a", more: str = "") -> str:
    return POST.format(name=name, title=title, more=more)


def preview(made: Build, path: str = "nieuws/2024/a/deelbeeld.png") -> Image.Image:
    """Return a made picture."""
    content = next(artifact.content for artifact in made.artifacts if artifact.path == path)
    picture = Image.open(BytesIO(content))
    # As large as services ask, and light.
    assert (picture.format, picture.size, picture.mode, len(content) <= 32_000) == ("PNG", (1200, 630), "P", True)
    return picture


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


def test_another_title_changes_only_where_the_title_stands() -> None:
    made = site(post() + post("Zélf coördineren", "b"))
    part = differs(preview(made), preview(made, "nieuws/2024/b/deelbeeld.png"))
    assert part is not None
    assert part[1] >= 108
    assert part[3] <= 448


def test_what_stands_below_the_title_is_packed_the_same_in_every_picture() -> None:
    made = site(post("Contact") + post("Zélf", "b"))
    one, other = (
        next(it.content for it in made.artifacts if it.path == f"nieuws/2024/{name}/deelbeeld.png") for name in "ab"
    )
    assert one[-3_000:-20] == other[-3_000:-20]  # behind it are the checksums and the end
    assert one != other


@pytest.mark.parametrize("title", ["AV To. “Ty” LT/j", "Zélf coördineren Ůţ ў", "Ласкаво просимо Їжак", "fi ffi fj"])
def test_letters_in_a_row_are_the_words_that_the_font_sets(title: str) -> None:
    black = Palette.model_validate({"papier": "#ffffff", "inkt": "#000000"})
    picture = Image.open(BytesIO(drawn(SharingImage(PreviewText("", title, ""), black)))).convert("L")
    font, (line,) = set_title(title, 1056)
    whole = Image.new("L", picture.size, 255)
    ImageDraw.Draw(whole).text((68, 108 + font.size), line, 0, font, "ls")
    area = (0, 108, 1200, 416)
    # The picture has eight shades for the edge of a letter.
    assert max(ImageChops.difference(picture.crop(area), whole.crop(area)).tobytes()) <= 17


def test_the_colours_are_those_of_the_site() -> None:
    colours = (
        "naam: A\nadres: https://voorbeeld.example\nkleuren:\n  licht:\n    papier: '#ffffee'\n    kanaal: '#004455'\n"
    )
    picture = preview(site(f"-- content/site.yaml --\n{colours}{post()}")).convert("RGB")
    assert picture.getpixel((5, 5)) == (0xFF, 0xFF, 0xEE)
    seen = picture.getcolors(1000)
    assert seen is not None
    assert (0x00, 0x44, 0x55) in {colour for _, colour in seen}


LETTERS = [chr(number) for number in range(0x20, 0x2200) if unicodedata.category(chr(number))[0] not in "CZ"]


@pytest.mark.parametrize("file", [REGULAR, BOLD])
def test_what_is_said_to_be_drawn_has_a_form_of_its_own_and_nothing_else(file: Path) -> None:
    font = ImageFont.truetype(file, 40, layout_engine=ImageFont.Layout.BASIC)
    nothing = bytes(font.getmask("\uffff"))
    has_form = {letter for letter in LETTERS if bytes(font.getmask(letter)) != nothing}
    assert {letter for letter in LETTERS if drawable(f"a{letter}a") == f"a{letter}a"} == {
        letter for letter in has_form if unicodedata.is_normalized("NFC", letter)
    }
    assert (font.getname()[0], "OFL" in (FONTS / "OFL.txt").read_text(encoding="utf-8")) == ("Noto Sans", True)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Coördineren, één élan: € 5 – ‘reëel’", "Coördineren, één élan: € 5 – ‘reëel’"),
        ("Zo\u0308n vijf\u00adtig", "Zön vijftig"),
        ("Kom je ook? 🎉👨\u200d👩\u200d👧❤\ufe0f", "Kom je ook?"),
        ("Samen 💪🏽 sterk", "Samen sterk"),
        ("Łódź, Şükrü en Đorđe", "Łódź, Şükrü en Đorđe"),
        ("Ласкаво просимо до Їжака", "Ласкаво просимо до Їжака"),
        ("Welkom أهلا", ""),
        ("ברוכים הבאים", ""),
        ("የመረጃ ምሽት", ""),
        ("欢迎", ""),
        ("Inkomen ≤ 1.500", ""),
        ("🎉", ""),
    ],
)
def test_what_a_text_can_miss_is_left_out_and_a_text_that_would_lose_a_letter_is_not_drawn(
    text: str, seen: str
) -> None:
    assert drawable(text) == seen


CALL = "oproep:\n  sluit: 13 november 2024\n  inzenden:\n    mail: oproep@voorbeeld.example\n"
OTHERS = (
    "-- content/bijeenkomsten/2024/a.md --\n---\ntitel: Kom\nkort: Kort.\nbegin: 5 maart 2024\nsoort: congres\n"
    "afgelast: ja\n---\nTekst.\n"
    "-- content/leeraanbod/a.md --\n---\ntitel: Leer\nkort: Kort.\nsoort: cursus\nleervorm: doen\n"
    "doelgroep: inwoners\n---\nTekst.\n"
)


def test_a_picture_says_what_a_text_is_and_how_it_stands_with_one_sign_behind_each_part() -> None:
    posts = post("Wij wachten af…", "af") + post('"Kom je ook?"', "call", CALL)
    posts += post("Doe mee!", "open", f"{CALL}  verlengd-tot: 20 november 2024\n")
    made = site(posts + OTHERS, "14 november 2024")
    said = {
        address: meta(made, address)["og:image:alt"].removesuffix(" Alliantie van Kracht.")
        for address in made.site.by_address
        if address.count("/") > 2
    }
    assert said == {
        "/nieuws/2024/af/": "Wij wachten af… Nieuwsbericht · 5 maart 2024.",
        "/nieuws/2024/call/": "Kom je ook? Gesloten · Oproep · 5 maart 2024.",
        "/nieuws/2024/open/": "Doe mee! Verlengd tot en met 20 november 2024 · Oproep · 5 maart 2024.",
        "/bijeenkomsten/2024/a/": "Kom. Afgelast · Congres · 5 maart 2024.",
        "/leeraanbod/a/": "Leer. Cursus.",
    }


def test_a_title_that_cannot_be_drawn_gives_way_to_the_name_of_the_site_and_an_emoji_leaves_no_trace() -> None:
    titles = {"a": "مرحبا بكم", "b": "🎉🎉", "c": "Alliantie van Kracht", "d": "Kom je ook? 🎉", "e": "Kom je ook?"}
    made = site("".join(post(title, name) for name, title in titles.items()))
    drawn_as = {name: preview(made, f"nieuws/2024/{name}/deelbeeld.png").tobytes() for name in titles}
    assert drawn_as["a"] == drawn_as["b"] == drawn_as["c"] != drawn_as["d"] == drawn_as["e"]
    assert meta(made, "/nieuws/2024/a/")["og:image:alt"] == "Alliantie van Kracht. Nieuwsbericht · 5 maart 2024."


def test_a_line_too_long_loses_whole_parts() -> None:
    long, short = (
        drawn(SharingImage(PreviewText(line, "Contact", "Ons"), Palette()))
        for line in (
            f"Verlengd tot 20 november 2024 · Oproep · {'heel ' * 12}lang",
            "Verlengd tot 20 november 2024 · Oproep",
        )
    )
    assert long == short


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("Contact", 84, ["Contact"]),
        ("Een huis voor iedereen in de wijk", 84, ["Een huis voor", "iedereen in de wijk"]),
        ("Verantwoordelijkheidsverdelingsafspraken", 46, ["Verantwoordelijkheidsverdelingsafspraken"]),
        (
            "Kindercarnavalsoptochtvoorbereidingswerkzaamheden",
            34,
            ["Kindercarnavalsoptochtvoorbereidingswerkzaamheden"],
        ),
    ],
)
def test_a_title_is_as_large_as_fits_and_no_word_is_broken(title: str, size: int, lines: list[str]) -> None:
    font, set_lines = set_title(title, 1056)
    assert (font.size, set_lines) == (size, lines)


def test_a_title_without_end_is_cut_off_with_dots_and_not_measured_to_its_end() -> None:
    begin = perf_counter()
    font, lines = set_title("Wij helpen elkaar " * 2_000, 1056)
    assert perf_counter() - begin < 20  # a tenth of a second; measured to its end it took minutes
    assert (font.size, lines[-1][-1]) == (34, "…")
    assert all(font.getlength(line) <= 1056 for line in lines)
    assert len(lines) * font.size * 1.17 < 330


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


def test_a_word_too_long_to_stand_beside_a_photo_has_the_picture_to_itself(tmp_path: Path) -> None:
    word = "Verantwoordelijkheidsverdelingsafspraken"
    root = photo(tmp_path)
    text = root / "content/nieuws/2024/a.md"
    text.write_text(text.read_text(encoding="utf-8").replace("Een huis voor iedereen", word), encoding="utf-8")
    assert differs(preview(built(root)), preview(site(post(word)))) is None


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


def test_the_mark_is_where_browsers_look_for_it_on_their_own() -> None:
    made, own = (
        site(),
        site("-- content/site.yaml --\nnaam: Ons\nadres: https://ons.nl\nkleuren:\n  licht:\n    graan: '#0055aa'\n"),
    )
    icon, ours = (
        next(artifact.content for artifact in one.artifacts if artifact.path == "favicon.ico") for one in (made, own)
    )
    with Image.open(BytesIO(icon)) as opened:
        assert (opened.format, opened.info["sizes"]) == ("ICO", {(16, 16), (32, 32), (48, 48)})
    assert len(icon) < 8_000
    assert icon != ours
