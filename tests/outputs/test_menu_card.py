"""The learning menu on paper: a tagged PDF (PDF/UA-1) that says what the page says, in the order of the page."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pypdf import PdfReader

from avksite.content.file_types import PdfFacts, pdf_facts
from avksite.rendering.assets import style_rules
from avksite.site import TEMPLATES
from tests.outputs.parsed import found, links, said, tree
from tests.outputs.tagged import elements, painted
from tests.outputs.test_learning_menu import MENU as ITEMS
from tests.sites import concise, page, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.rendering.artifact import Build

MENU = (
    (
        ITEMS.replace(
            "naam: Alliantie van Kracht", "naam: Alliantie van Kracht\nondertitel: Samen tegen armoede\ncontact: sanne"
        )
        .replace("titel: De animatie", 'titel: "De #animatie: kijk* & lees $5"\nbijgewerkt: 4 maart 2024')
        .replace("onderwerpen: geld\n", "")
    )
    + """\
-- content/personen/sanne.md --
---
naam: Sanne de Vries
rol: programmaleider
telefoon: 06 12345678
mail: sanne@voorbeeld.nl
---
-- content/leeraanbod/index.md --
---
titel: De menukaart
kort: Kies wat bij je past.
---
"""
)


def card(made: Build) -> bytes:
    return next(a.content for a in made.artifacts if a.path == "leeraanbod/menukaart.pdf")


@pytest.fixture(scope="module")
def made() -> Build:
    return site(MENU)


@pytest.fixture(scope="module")
def pdf(made: Build) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(card(made))) as opened:
        yield opened


def test_a_voice_reads_the_cover_then_who_to_ask_then_the_menu(pdf: pikepdf.Pdf) -> None:
    said_ = [(element.tag, element.text or element.alt) for element in elements(pdf)]
    assert said_ == [
        ("P", "Alliantie van Kracht"),
        ("H1", "Menukaart"),
        ("P", "Kies wat bij je past."),
        ("P", "Samen tegen armoede"),
        ("H2", "Meer weten of meedoen?"),
        ("P", "Bel of mail ons gerust. We denken met je mee."),
        ("P", ""),
        ("Strong", "Sanne de Vries"),
        ("P", "programmaleider"),
        ("P", "Bel"),
        ("Link", "06 12 34 56 78"),
        ("P", "Mail"),
        ("Link", "sanne@voorbeeld.nl"),
        ("Figure", "QR-code die naar de menukaart op de site leidt."),
        ("P", "De nieuwste menukaart staat op"),
        ("Link", "voorbeeld.example/leeraanbod"),
        ("H2", "Leren door te doen"),
        *dish("Tweedaagse leergang"),
        ("P", ""),
        ("Strong", "woensdag 3 juli 2024, 9.00 uur"),
        ("P", "In 2 dagen denk je na."),
        ("P", "Leergang, 2 dagen, gratis, Zandberg. Voor bestuurders. Van Tinten"),
        ("H2", "Leren door te kijken"),
        *dish("De #animatie: kijk* & lees $5"),
        ("P", "Kijk en lees."),
        ("P", "Video. Voor inwoners en bestuurders. Ook om te lezen"),
    ]


def dish(title: str) -> list[tuple[str, str]]:
    """The parts around the title of the only item of a list."""
    return [("L", ""), ("LI", ""), ("Lbl", ""), ("LBody", ""), ("H3", ""), ("Link", title)]


def test_what_is_heard_is_all_that_is_seen_and_in_the_same_order(pdf: pikepdf.Pdf) -> None:
    """Besides it there is only decoration without words."""
    heard = "".join(element.text for element in elements(pdf)).replace(" ", "")
    seen = [painted(sheet) for sheet in pdf.pages]
    assert heard == "".join(part.words[mark] for part in seen for mark in part.order).replace(" ", "")
    assert [(part.unmarked, part.artifacts) for part in seen] == [([], ""), ([], "")]


def test_every_link_leads_somewhere_whole_and_says_where(pdf: pikepdf.Pdf) -> None:
    assert [(it.link, it.described) for it in elements(pdf) if it.tag == "Link"] == [
        ("tel:+31612345678", "Telefoon +31612345678"),
        ("mailto:sanne@voorbeeld.nl", "e-mail sanne@voorbeeld.nl"),
        *(
            (f"https://voorbeeld.example/leeraanbod/{name}", f"https://voorbeeld.example/leeraanbod/{name}")
            for name in ("", "leergang/", "animatie/")
        ),
    ]


def test_the_card_says_what_it_is_called_in_which_language_and_that_it_keeps_the_standard(
    made: Build, pdf: pikepdf.Pdf
) -> None:
    root = pdf.Root
    assert (bool(root.MarkInfo.Marked), str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == (
        True,
        "nl-NL",
        True,
    )
    with pdf.open_metadata() as about:
        assert (about["pdfuaid:part"], about["dc:title"]) == ("1", "De menukaart")
    assert pdf_facts(BytesIO(card(made))) == PdfFacts("De menukaart", "nl-NL", is_tagged=True)


def test_its_date_is_that_of_the_newest_text_not_of_the_build(made: Build) -> None:
    undated = site(MENU.replace("bijgewerkt: 4 maart 2024\n", ""))
    # Opened anew: who looks at its metadata above changes it.
    dates = [
        about.creation_date_raw if (about := PdfReader(BytesIO(card(one))).metadata) else "" for one in (made, undated)
    ]
    assert dates == ["D:20240304000000Z", None]


def test_it_is_a_sheet_of_a4_to_fold_once_in_letters_of_12_points_or_more(pdf: pikepdf.Pdf) -> None:
    assert [[round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] for sheet in pdf.pages] == [[297, 210]] * 2
    assert min(sizes(pdf)) == 12.5


def test_the_cover_is_right_of_the_fold_who_to_ask_left_of_it_and_nothing_begins_off_the_sheet(made: Build) -> None:
    places: dict[str, tuple[float, float]] = {}

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        places[" ".join(text.split())] = (x / 72 * 25.4, y / 72 * 25.4)

    PdfReader(BytesIO(card(made))).pages[0].extract_text(visitor_text=note)
    fold = 297 / 2
    assert places["Menukaart"][0] > fold > places["Meer weten of meedoen?"][0]
    assert [text for text, (x, y) in places.items() if text and not (10 < x < 286 and 10 < y < 200)] == []


def test_a_long_menu_runs_on_over_more_sheets_and_loses_nothing() -> None:
    item = "-- content/leeraanbod/les-{n}.md --\n---\ntitel: Les {n}\nkort: Zo leer je les {n}.\nsoort: cursus\n"
    item += "leervorm: doen\ndoelgroep: inwoners\n---\nTekst.\n"
    longer = site(MENU + "".join(item.format(n=number) for number in range(1, 41)))
    with pikepdf.open(BytesIO(card(longer))) as long:
        titles = [element.text for element in elements(long) if element.tag == "Link"]
        assert len(long.pages) > 2
    shown = said(tree(longer, "/leeraanbod/"), "//li[contains(@class, 'dish') and not(contains(@class, 'again'))]/h3")
    assert len(shown) == 42
    assert titles[3:] == shown


ITEM = """\
-- content/leeraanbod/les-{n}.md --
---
titel: Les {n} over rondkomen
kort: {words}
soort: cursus
leervorm: {way}
doelgroep: inwoners
duur: 2 dagen
kosten: gratis
---
Tekst.
"""
WAYS = ("doen", "lezen", "kijken", "luisteren")
SHORT, LONG = (
    "Leer met anderen hoe je rondkomt.",
    "Leer met anderen hoe je rondkomt, en wat je kunt doen als dat niet lukt. " * 3,
)


@pytest.mark.parametrize("words", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("number", [9, 10, 20, 40])
def test_a_menu_fills_whole_sheets_in_letters_that_can_be_read(number: int, words: str) -> None:
    items = (ITEM.format(n=n, words=words, way=WAYS[n % 4]) for n in range(number))
    with pikepdf.open(BytesIO(card(site(MENU + "".join(items))))) as long:
        assert len(long.pages) % 2 == 0
        assert min(sizes(long)) >= 12
        pages = [" ".join(text.extract_text().split()) for text in PdfReader(BytesIO(_saved(long))).pages[1:]]
    # No item is broken: its title and its last line are on one page.
    assert all(
        page.count(" over rondkomen") == page.count("Voor inwoners") - page.count("Voor inwoners en") for page in pages
    )
    assert sum(page.count(" over rondkomen") for page in pages) == number
    # No page is left with a stray item.
    assert min(map(len, pages)) > max(map(len, pages)) * 0.4


def _saved(pdf: pikepdf.Pdf) -> bytes:
    data = BytesIO()
    pdf.save(data)
    return data.getvalue()


def sizes(pdf: pikepdf.Pdf) -> set[float]:
    """Return the sizes of all letters, in points."""
    return {
        float(instruction.operands[1])
        for sheet in pdf.pages
        for instruction in pikepdf.parse_content_stream(sheet)
        if str(instruction.operator) == "Tf"
    }


def test_the_card_says_of_every_item_what_the_page_says(made: Build, pdf: pikepdf.Pdf) -> None:
    card_ = " ".join(element.text for element in elements(pdf))
    for item in found(tree(made, "/leeraanbod/"), "//li[@data-dish]"):
        for line in said(item, "./h3 | ./p[not(contains(@class, 'keep') or contains(@class, 'print-only'))]"):
            assert line in card_


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("Leergang 🎉 voor iedereen\u2028", "Leergang voor iedereen"),
        ("Łódź: € 5 → ≤ 10, Їжак", "Łódź: € 5 → ≤ 10, Їжак"),
        ("Welkom أهلا", "Welkom لاهأ"),  # the letters as they stand on the line, which runs to the left
        ("Welkom 欢迎", "Welkom"),
        ("እንኳን ደህና መጡ", "voorbeeld.example/leeraanbod/leergang"),
        ("欢迎 \U000e0041!", "voorbeeld.example/leeraanbod/leergang"),
    ],
)
def test_what_no_font_has_is_left_out_and_a_title_without_letters_is_its_address(typed: str, set_as: str) -> None:
    changed = site(MENU.replace("Tweedaagse leergang", typed))
    with pikepdf.open(BytesIO(card(changed))) as pdf_:
        (title,) = [element.text for element in elements(pdf_) if element.link.endswith("leergang/")]
    assert (title, concise(changed.problems)) == (set_as, "")


def test_the_card_is_set_in_the_type_of_the_site(pdf: pikepdf.Pdf) -> None:
    fonts = {str(font.BaseFont)[8:] for sheet in pdf.pages for font in sheet.Resources.Font.values()}
    assert fonts == {"NotoSans-Regular", "NotoSans-Bold"}
    assert '"Segoe UI", Roboto, "Noto Sans"' in style_rules(str(TEMPLATES))


def test_an_item_in_another_language_says_so() -> None:
    changed = site(MENU.replace("kort: In 2 dagen denk je na.", "kort: Think for 2 days.\ntaal: en"))
    with pikepdf.open(BytesIO(card(changed))) as pdf_:
        langs = {str(it.get("/Lang")) for it in pdf_.objects if isinstance(it, pikepdf.Dictionary) and "/S" in it}
    assert "en" in langs


def test_the_page_offers_the_card_with_its_type_and_size(made: Build) -> None:
    size = round(len(card(made)) / 1000)
    assert links(tree(made, "/leeraanbod/"), "//div.menu-tools") == [
        (f"Menukaart (pdf, {size} kB)", "menukaart.pdf"),
    ]


def test_the_same_menu_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.outputs.test_menu_card import MENU, card; from tests.sites import site;"
        "print(hashlib.sha256(card(site(MENU))).hexdigest())"
    )
    runs = {subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout for _ in range(2)}
    assert len(runs) == 1


def test_a_broken_template_is_told_at_its_line() -> None:
    broken = site(f"{MENU}-- templates/menukaart.typ --\n= Menukaart\n#onbekend\n")
    assert concise(broken.problems) == (
        "templates/menukaart.typ:2: fout[sjabloon-stuk] "
        "De menukaart kan niet worden gemaakt: unknown variable: onbekend."
    )


def test_a_site_without_learning_has_no_card_and_says_so() -> None:
    none = site()
    assert [
        a for a in none.artifacts if a.path in {"leeraanbod/menukaart.pdf", "leeraanbod/mijn-menu/index.html"}
    ] == []
    assert "De menukaart is nog leeg." in page(none, "leeraanbod/index.html")
