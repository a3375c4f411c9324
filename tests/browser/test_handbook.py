"""The first post of the handbook, clicked as the handbook tells it; on the way its pictures are drawn.

`AVKSITE_DRAW=ja` puts them in `docs/beeld/`. Without it they are drawn for nobody, and the words on each screen must be
those that were on it when its picture was drawn: a picture carries them along.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import expect

from tests.desk.served import serving
from tests.desk.test_publishing import git
from tests.sites import ROOT, lay_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PICTURES = ROOT / "docs/beeld"
SITE = (Path(__file__).parents[1] / "desk" / "handbook.txt").read_text(encoding="utf-8")
SIZE = (1280, 720)
COLOURS = 48
PATIENCE = 20_000
WORDS = "Description"
"""The field of a PNG that holds the words on the screen (PNG, 11.3.3.2)."""


def garden() -> bytes:
    """Return a drawing of a garden, as a photo: nobody is on it."""
    picture = Image.new("RGB", (1200, 800), (191, 219, 232))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((940, 80, 1080, 220), fill=(247, 208, 96))
    draw.rectangle((0, 520, 1200, 800), fill=(112, 154, 90))
    draw.rectangle((360, 300, 760, 560), fill=(206, 122, 88))
    draw.polygon(((320, 300), (560, 140), (800, 300)), fill=(120, 62, 54))
    draw.rectangle((520, 400, 600, 560), fill=(78, 52, 46))
    for left in range(60, 1200, 190):
        draw.rectangle((left, 620, left + 110, 740), fill=(94, 66, 48))
        for leaf in range(left + 10, left + 110, 30):
            draw.ellipse((leaf - 8, 630, leaf + 18, 690), fill=(52, 104, 60))
    file = BytesIO()
    picture.save(file, "JPEG", quality=90)
    return file.getvalue()


class Drawer:
    """Draws what a page shows: few colours, and the words that stood on the screen in the file."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.drawn: dict[str, bytes] = {}

    def __call__(self, name: str) -> None:
        """Draw the screen as it is now."""
        expect(self.page.get_by_text("nog na …")).to_have_count(0, timeout=PATIENCE)
        for frame in self.page.frames:
            frame.wait_for_load_state("load")
            for image in frame.get_by_role("img").all():
                image.evaluate("it => it.decode?.()")
        words = " ".join(self.page.locator("body").inner_text().split())
        told = PngInfo()
        told.add_itxt(WORDS, words, lang="nl")
        with Image.open(BytesIO(self.page.screenshot(animations="disabled"))) as shot:
            few = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        file = BytesIO()
        few.save(file, "PNG", optimize=True, pnginfo=told)
        self.drawn[name] = file.getvalue()


def first_post(page: Page, draw: Drawer) -> None:
    """Do what the handbook says, from an open desk to a post on the site and a text taken back."""
    page.goto("/.redactie/")
    draw("overzicht")

    page.get_by_role("link", name="Nieuw bericht").first.click()
    page.get_by_role("link", name="Nieuwsbericht").click()
    page.get_by_label("Titel").fill("De tuin is open")
    page.get_by_label("Kort").fill("Vanaf 1 juni kun je elke dag in de tuin terecht. Je hoeft je niet aan te melden.")
    page.get_by_label("Het bestand").set_input_files(
        {"name": "IMG_0412.JPG", "mimeType": "image/jpeg", "buffer": garden()}
    )
    page.get_by_label("Wat er op de foto te zien is").fill("Een rood huisje in een tuin met vijf bakken vol planten.")
    page.get_by_label("De tekst").fill(
        "De bakken zijn gevuld en de eerste sla staat erin.\n\n## Kom je kijken?\n\nDe poort is open van 9 tot 17 uur."
    )
    page.get_by_label("Titel").focus()
    draw("nieuw")

    page.get_by_role("button", name="Maak het").click()
    expect(page.frame_locator("iframe").get_by_role("heading", name="Kom je kijken?")).to_be_attached(timeout=PATIENCE)
    expect(page.get_by_text("Dit ziet nog niemand: alleen jij, hier.")).to_be_visible()
    draw("bekijken")
    page.get_by_role("link", name="Telefoon").click()
    draw("telefoon")
    page.get_by_role("link", name="Mail", exact=True).click()
    expect(page.frame_locator("iframe").get_by_text("De tuin is open").first).to_be_attached(timeout=PATIENCE)

    page.get_by_role("button", name="Dit is af").click()
    sentence = page.get_by_label("Wat heb je veranderd? Een zin is genoeg.")
    expect(sentence).to_be_visible(timeout=PATIENCE)
    sentence.fill("Bericht over de open tuin")
    draw("zet-op-de-site")
    page.get_by_role("button", name="Zet op de site").click()
    expect(page.get_by_role("status")).to_contain_text("Het is doorgegeven.", timeout=PATIENCE)

    page.goto("/.redactie/bekijk?adres=/nieuws/2026/de-tuin-is-open/")
    page.get_by_role("link", name="Tekst veranderen").click()
    box = page.get_by_label("De tekst")
    good = box.input_value()
    assert "concept" not in good
    box.fill(good.replace("datum: 07-05-2026", "datum: 31-06-2026"))
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("juni 2026 heeft 30 dagen", timeout=PATIENCE)
    draw("fout")

    page.get_by_role("link", name="Hoe deze tekst vroeger was").click()
    page.get_by_role("main").get_by_role("listitem").first.get_by_role("link").click()
    draw("haal-terug")
    page.get_by_role("button", name="Haal deze tekst terug").click()
    expect(box).to_have_value(good)


def other_acts(page: Page, draw: Drawer) -> None:
    """Look at what can be done with a text besides writing, and send nothing."""
    page.goto("/.redactie/bekijk?adres=/nieuws/2026/de-kas-staat/")
    page.get_by_text("Meer", exact=True).click()
    page.get_by_role("link", name="Haal weg").click()
    expect(page.get_by_role("radio", name="Het wordt weer een concept")).to_be_visible()
    draw("haal-weg")
    page.goto("/.redactie/bekijk?adres=/over-ons/")
    page.get_by_text("Meer", exact=True).click()
    page.get_by_role("link", name="Ander adres").click()
    page.get_by_label("Het nieuwe adres").fill("wie-wij-zijn")
    draw("ander-adres")

    page.get_by_role("link", name="Nieuwsbrief").click()
    page.get_by_role("link", name="Nieuwsbrief mei 2026").click()
    page.get_by_label("Naar welk mailadres?").fill("jij@voorbeeld.nl")
    draw("nieuwsbrief")
    page.get_by_role("link", name="Verstuur de nieuwsbrief").click()
    expect(page.get_by_role("button", name="Ja, doe dit")).to_be_visible()
    draw("versturen")


@pytest.fixture(scope="module")
def drawn(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pictures as the screens are now, by name."""
    folder = tmp_path_factory.mktemp("handbook")
    shared, root = folder / "samen.git", lay_out(folder / "site", SITE)
    (root / ".gitignore").write_text("/output/\n/.cache/\n/.output-vorig/\n", encoding="utf-8")
    git(root, "init", "--quiet")
    for key, value in {"user.name": "Redactie", "user.email": "redactie@voorbeeld.nl"}.items():
        git(root, "config", key, value)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Het begin")
    git(folder, "clone", "--quiet", "--bare", str(root), str(shared))
    git(root, "remote", "add", "origin", str(shared))
    with serving(
        root, today="7 mei 2026", memory=folder / "memory", environment={"AVKSITE_SMTP_HOST": "mail.voorbeeld.nl"}
    ) as served:
        width, height = SIZE
        context = browser.new_context(
            base_url=served.origin, viewport={"width": width, "height": height}, locale="nl-NL", color_scheme="light"
        )
        served.send("/.redactie/publiceren", zin="De eerste keer")
        draw = Drawer(context.new_page())
        first_post(draw.page, draw)
        other_acts(draw.page, draw)
        context.close()
    if os.environ.get("AVKSITE_DRAW"):
        PICTURES.mkdir(exist_ok=True)
        for name, picture in draw.drawn.items():
            (PICTURES / f"{name}.png").write_bytes(picture)
    return draw.drawn


def test_the_pictures_of_the_handbook_are_of_the_screens_as_they_are(drawn: dict[str, bytes]) -> None:
    kept = {path.stem: path.read_bytes() for path in PICTURES.glob("*.png")}
    stale = [name for name in kept.keys() | drawn.keys() if words_on(kept.get(name)) != words_on(drawn.get(name))]
    assert stale == [], "type: AVKSITE_DRAW=ja python3 build.py test tests/browser/test_handbook.py"


def words_on(picture: bytes | None) -> str | None:
    """Return the words that stood on the screen when a picture was drawn."""
    if picture is None:
        return None
    with Image.open(BytesIO(picture)) as opened:
        return str(opened.info[WORDS])
