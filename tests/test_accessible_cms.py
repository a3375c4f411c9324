"""The 33 questions of NL Design System's checklist for an accessible CMS, each answered by a site in a string.

The numbers are those of the checklist (https://nldesignsystem.nl/richtlijnen/content/toegankelijk-cms): headings (K1),
pictures (A), tables (T), lists (O), emphasis (B), quotes (C), links (L), video (V), colours (K4), documents (D), and
what else helps an author (X).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from lxml.html import HtmlElement, document_fromstring

from avksite.commands.listen import as_heard
from avksite.content.markdown.blocks import KINDS
from avksite.problems import Severity
from avksite.rendering.assets import style_rules
from avksite.rendering.write import write
from avksite.site import TEMPLATES
from tests.checks.reporting import page, report
from tests.everything import BLOCKS, FILES
from tests.sites import MINIMAL, built, concise, example_site, lay_out, site
from tests.sites import page as made_page

STYLE = style_rules(str(TEMPLATES))
PLAN = "-- content/media/plan.pdf (pdf) --\n"
SIGN_UP = f"-- content/site.yaml --\n{MINIMAL['content/site.yaml']}nieuwsbrief:\n  aanmelden: https://lijst.example/\n"

FILM = BLOCKS["video"]
QUOTE = BLOCKS["citaat"]
HALL = '![Een volle zaal.](/media/zaal.svg "De zaal op 3 mei")'
EXPLAINED = (
    "![Een model met vijf pijlen.](/media/zaal.svg)\n\n/// uitklap | Wat er in het model staat\n"
    "De eerste pijl is wonen.\n///"
)
DOWNLOAD = (
    "/// download | Plan for the village\n    bestand: /media/plan.pdf\n    taal: en\n"
    "    toelichting: 2 bladzijden\n///"
)
ALL_BOLD = "Neem altijd je pas mee naar het zwembad, want zonder pas laten we je niet binnen."

MADE: dict[str, tuple[str, dict[str, list[str]]]] = {
    "k1 a heading is typed without html": (
        "## Wat we doen\n\nWij helpen.\n\n### Wie er helpt\n\nAnna.",
        {".//h2": ["Wat we doen"], ".//h3": ["Wie er helpt"]},
    ),
    "a1 every picture has a place for its description": (
        HALL,
        {".//img/@alt": ["Een volle zaal."], ".//figcaption": ["De zaal op 3 mei"]},
    ),
    "a3 voices pass over a picture for show": ("![](/media/zaal.svg){decoratief}", {".//img/@alt": [""]}),
    "a4 a complex picture has a long explanation below it": (
        EXPLAINED,
        {".//figure/following-sibling::details[1]/summary": ["Wat er in het model staat"]},
    ),
    "t1 a table is typed without html": (
        "Tabel: Het rooster\n\n| Dag | Tijd |\n| --- | --- |\n| maandag | 9 uur |\n",
        {".//table/caption": ["Het rooster"], ".//table//td": ["maandag", "9 uur"]},
    ),
    "t2 columns and rows have header cells": (
        "Tabel: Wie er is\n\n| Dag | Wie |\n| --- | --- |\n| **maandag** | Ria |\n| **dinsdag** | Omar |\n",
        {".//th[@scope='col']": ["Dag", "Wie"], ".//th[@scope='row']": ["maandag", "dinsdag"]},
    ),
    "o1 numbered and unnumbered lists are two kinds": (
        "- koffie\n- thee\n\nZo doe je mee:\n\n1. Bel ons.\n2. Kom langs.\n",
        {".//ul/li": ["koffie", "thee"], ".//ol/li": ["Bel ons.", "Kom langs."]},
    ),
    "o2 the figure of a list is no part of its text": (
        "1) Bel ons.\n2) Kom langs.\n",
        {".//ol/li": ["Bel ons.", "Kom langs."]},
    ),
    "o3 a list of typed signs becomes a list": ("• koffie\n• thee\n", {".//ul/li": ["koffie", "thee"]}),
    "b1 bold and italics are one sign": (
        "Kom **op tijd** en lees *De brief*.",
        {".//strong": ["op tijd"], ".//em": ["De brief"]},
    ),
    "b2 underlining does not come through": ("Kom <u>op tijd</u>.", {".//u": [], ".//p": ["Kom <u>op tijd</u>."]}),
    "c1 a quote has a block of its own": (
        QUOTE,
        {".//figure/blockquote": ["Ik werd echt gehoord."], ".//figure/figcaption": ["Een deelnemer"]},
    ),
    "l3 a link says that it is a download or leaves the site": (
        "Lees [het plan](/media/plan.pdf) of [de krant](https://krant.example/).",
        {".//a": ["het plan (pdf, 153 bytes)", "de krant"], ".//a[@data-extern]": ["de krant"]},
    ),
    "v1 a video holds captions, a transcript and a description": (
        FILM,
        {
            ".//video//track[@kind='captions']/@src": ["../media/moeder.vtt"],
            ".//figcaption//a[contains(@href, '.txt')]": ["Lees de tekst van ‘Een moeder vertelt’"],
        },
    ),
    "k6 no text stands on a picture": (HALL, {".//img/following-sibling::figcaption": ["De zaal op 3 mei"]}),
    "d1 the type and size of a document stand in its link": (
        "Lees [het plan](/media/plan.pdf).",
        {".//a": ["het plan (pdf, 153 bytes)"]},
    ),
    "d2 a document has a title, a language and a description": (
        DOWNLOAD,
        {
            ".//a/@hreflang": ["en"],
            ".//*[contains(@class, 'download')]": ["Plan for the village (pdf, 153 bytes, Engels) 2 bladzijden"],
        },
    ),
    "x2 a film is played when a reader asks, with its captions": (
        FILM,
        {".//video[@controls and not(@autoplay)]//track[@default]/@kind": ["captions"]},
    ),
}
"""Question → what is typed, and what a reader gets of it below the title: the words at an XPath."""

NOTHING = ()
TOLD: dict[str, dict[str, tuple[str, ...]]] = {
    "k2 an author hears which heading comes next": {
        "## Wat we doen\n\nWij helpen.\n\n#### Wie er helpt\n\nAnna.": (
            "8: fout[kop-overgeslagen]\n  Na kop 2 komt kop 3, maar hier staat kop 4: `#### Wie er helpt`.",
            "  > Typ `### Wie er helpt`.",
        )
    },
    "k3 an empty or skipped heading is told": {
        "##\n\nTekst.": ("4: fout[kop-leeg]",),
        "### Te diep\n\nTekst.": ("4: fout[kop-overgeslagen]",),
        "# Nog een titel\n\nTekst.": ("4: fout[kop-1-dubbel]",),
        "**Dit lijkt een kop**\n\nTekst.": ("4: let op[nepkop]",),
    },
    "a2 a picture without a description stops publication": {
        "![](/media/zaal.svg)": ("4: fout[beeld-zonder-tekst]",),
        "![zaal.svg](/media/zaal.svg)": ("4: fout[beeld-bestandsnaam]",),
        "![Foto](/media/zaal.svg)": ("4: let op[beeld-loos-woord]",),
    },
    "a3 a picture for show is marked": {"![](/media/zaal.svg){decoratief}": NOTHING},
    "a4 a long description is told": {
        f"![{'Het model heeft vijf pijlen, met in elke pijl een woord en een uitleg. ' * 3}](/media/zaal.svg)": (
            "4: tip[beeld-lang]",
        ),
        EXPLAINED: NOTHING,
    },
    "t3 a table that voices cannot follow is told": {
        "Tabel: Kosten\n\n|  |  |\n| --- | --- |\n| huur | 600 euro |\n": ("6: fout[tabel-zonder-kop]",),
        "Tabel: Kosten\n\n| Soort | Bedrag | Let op |\n| --- | --- | --- |\n| huur | 600 euro |  |\n": (
            "[tabel-lege-k",
        ),
        "Tabel: Uren\n\n| Wie | ma | di | wo | do |\n| - | - | - | - | - |\n| Ria | 1 | 2 | 3 | 4 |\n": (
            "6: let op[tabel-breed]",
        ),
        "<table><tr><td colspan='2'>Samen</td></tr></table>": ("4: fout[ruwe-html]",),
    },
    "o3 an author hears of a list of typed signs": {"• koffie\n• thee\n": ("4: let op[neplijst]",)},
    "b2 underlining is refused and capitals are told": {
        "Kom <u>op tijd</u>.": ("4: fout[ruwe-html]",),
        "NIET VERGETEN: neem je pas mee.": ("[hoofdletters]",),
    },
    "b3 too much bold or italics is told": {
        f"**{ALL_BOLD}**": ("4: let op[vet-alles]",),
        f"*{ALL_BOLD}*": ("4: let op[cursief-lang]",),
        "Neem **altijd** je pas mee.": NOTHING,
    },
    "l1 the words of a link have to say where it goes": {
        "Lees [het verslag](/index.md) en [het verslag](https://krant.example/). Zie https://krant.example/wonen.": (
            "4: let op[link-dubbelzinnig]\n  2 links op deze pagina heten “het verslag”.",
            "4: let op[link-kaal]\n  Deze link is een webadres: `https://krant.example/wonen`.",
            "  > Schrijf wat daar te vinden is: `[de naam van de site](https://krant.example/wonen)`.",
        )
    },
    "l2 click here and its kin stop publication": {
        f"Kom langs: [{empty}](/index.md).": ("4: fout[link-leeg]",)
        for empty in ("klik hier", "Hier", "Lees meer", "meer informatie", "download", "deze link")
    },
    "v2 a video that lacks one of them is told": {
        re.sub(r".*ondertiteling:.*\n", "", FILM): ("4: fout[video-zonder-ondertiteling]",),
        re.sub(r".*transcript:.*\n", "", FILM): ("4: fout[video-zonder-tekst]",),
        re.sub(r".*audiodescriptie:.*\n", "", FILM): ("4: let op[video-zonder-beschrijving]",),
        FILM: NOTHING,
    },
    "k6 nobody puts a text on a picture": {
        '<div style="background:url(zaal.svg)">Welkom</div>': ("4: fout[ruwe-html]",),
    },
    "d3 an author hears that a page is better than a document": {
        "Lees [het plan](/media/plan.pdf).": ("[document-ontoegankelijk]", "maak er een gewone pagina van."),
    },
    "x3 every block that is ready made is accessible": dict.fromkeys(BLOCKS.values(), NOTHING),
}
"""Question → what is typed → what an author reads of it among all that is told; nothing is nothing at all."""

COLOURS = MINIMAL["content/site.yaml"] + 'kleuren:\n  licht:\n    gedempt: "#8a7f70"\n'


def words(element: HtmlElement, path: str) -> list[str]:
    """Return the words of the elements at an XPath, or the values of attributes."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return [" ".join((it.text_content() if isinstance(it, HtmlElement) else str(it)).split()) for it in found]


def whole_page(text: str) -> str:
    """Return the page that is made of a text."""
    return made_page(site(example_site(page(text) + FILES + PLAN)), "voorbeeld/index.html")


@pytest.mark.parametrize(("typed", "read"), MADE.values(), ids=MADE)
def test_what_an_author_types_becomes_what_a_reader_can_use(typed: str, read: dict[str, list[str]]) -> None:
    whole = document_fromstring(whole_page(typed))
    assert isinstance(whole, HtmlElement)
    for around in whole.find_class("ending"):
        around.drop_tree()
    text = next(iter(whole.find_class("text")))
    assert {path: words(text, path) for path in read} == read


@pytest.mark.parametrize("cases", TOLD.values(), ids=TOLD)
def test_an_author_hears_what_shuts_a_reader_out(cases: dict[str, tuple[str, ...]]) -> None:
    for typed, told in cases.items():
        # Not every text names all the files that lie ready for it.
        said = report(page(typed) + FILES + SIGN_UP + PLAN)
        if told:
            assert (typed, [it for it in told if it not in said]) == (typed, [])
        else:
            assert (typed, re.findall(r"content/voorbeeld.md.*", said)) == (typed, [])


def test_c2_l3_k6_the_style_sheet_shows_a_quote_and_where_a_link_leads_and_lays_no_text_on_a_picture() -> None:
    assert re.search(r"blockquote[^{]*\{", STYLE)
    assert 'a[data-extern]::after { content: " (andere website)"' in STYLE
    assert "url(" not in STYLE


def test_k4_k5_a_colour_with_too_little_contrast_stops_publication_and_a_better_one_is_told() -> None:
    made = site(f"-- content/site.yaml --\n{COLOURS}")
    assert {(it.rule.id, it.place.line) for it in made.problems} == {("kleur-contrast", 5)}
    assert made.count(Severity.ERROR) >= 1
    proposed = {found for problem in made.problems for found in re.findall(r"#[0-9a-f]{6}", problem.hint)}
    mended = [COLOURS.replace("#8a7f70", better) for better in sorted(proposed)]
    assert "" in [concise(site(f"-- content/site.yaml --\n{text}").problems) for text in mended]


def test_x1_nothing_is_published_before_it_is_checked(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "")
    write(built(root).artifacts, root / "output")
    before = (root / "output/index.html").read_bytes()
    lay_out(root, "-- content/index.md --\n---\ntitel: Welkom\n---\n![](/media/zaal.svg)\n" + FILES)
    assert built(root).count(Severity.ERROR) == 1
    assert (root / "output/index.html").read_bytes() == before


def test_x2_what_an_author_does_not_choose_is_accessible() -> None:
    made = document_fromstring(whole_page("Tekst."))
    assert isinstance(made, HtmlElement)
    assert made.get("lang") == "nl"
    assert words(made, ".//body/*[1]") == ["Ga naar de inhoud"]
    assert words(made, ".//h1") == ["Voorbeeld"]
    assert words(made, "//title") == ["Voorbeeld – Alliantie van Kracht"]
    assert len(words(made, ".//main")) == 1
    assert words(made, ".//*[@autoplay or @target or @accesskey]") == []


def test_x3_every_block_was_tried() -> None:
    assert set(BLOCKS) == set(KINDS)


def test_x4_an_author_reads_what_a_screen_reader_says() -> None:
    text = f"## Wat we doen\n\n{HALL}\n\n- koffie\n- [de krant](https://krant.example/)\n\n{QUOTE}"
    heard = as_heard(whole_page(text))
    assert heard.split("Hoofdinhoud\n")[1].split("  Kop 2: Deel")[0] == snapshot("""\
  Kop 1: Voorbeeld
  Kop 2: Wat we doen
  [afbeelding: Een volle zaal.]
  De zaal op 3 mei
  Lijst met 2 punten
    • koffie
    • [link: de krant]
  Citaat
    Ik werd echt gehoord.
  Einde citaat
  Een deelnemer
""")
