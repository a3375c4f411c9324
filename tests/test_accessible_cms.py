"""The 33 questions of NL Design System's checklist for an accessible CMS, each answered by a site in a string.

The numbers are those of the checklist (https://nldesignsystem.nl/richtlijnen/content/toegankelijk-cms): headings (K1),
pictures (A), tables (T), lists (O), emphasis (B), quotes (C), links (L), video (V), colours (K4), documents (D), and
what else helps an author (X).
"""

from __future__ import annotations

import re
from pathlib import Path

from inline_snapshot import snapshot
from lxml.html import HtmlElement, document_fromstring

from avksite.commands.listen import as_heard
from avksite.content.markdown.blocks import KINDS
from avksite.outputs.assets import style_rules
from avksite.problems import Severity
from avksite.rendering.templates import TEMPLATES
from avksite.rendering.write import write
from tests.checks.reporting import page, report
from tests.everything import BLOCKS, FILES
from tests.sites import MINIMAL, built, concise, example_site, folder, lay_out, site
from tests.sites import page as made_page

STYLE = style_rules(str(TEMPLATES))

HALL = (
    '-- content/media/zaal.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
    '<rect width="40" height="30"/></svg>\n'
)
FILM = (
    "-- content/media/moeder.mp4 (film) --\n"
    "-- content/media/moeder.vtt --\nWEBVTT\n\n00:01.000 --> 00:02.000\nHallo.\n"
    "-- content/media/moeder.txt --\nIk was bang voor de post.\n"
)
PERSON = "-- content/personen/anna-de-vries.md --\n---\nnaam: Anna de Vries\nrol: coach\ntelefoon: 050 123 45 67\n---\n"
FIGURES = "-- content/feiten.yaml --\npartners:\n  getal: '42'\n  tekst: Zoveel partners doen mee.\n"


def text_of(text: str, files: str = "") -> HtmlElement:
    """Return what a reader gets of a text, below the title."""
    html = made_page(site(example_site(page(text) + files)), "voorbeeld/index.html")
    whole = document_fromstring(html)
    assert isinstance(whole, HtmlElement)
    for around in whole.find_class("ending"):
        around.drop_tree()
    return next(iter(whole.find_class("text")))


def count(element: HtmlElement, path: str) -> int:
    """Return how many elements in a text are at an XPath."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return len(found)


def words(element: HtmlElement, path: str) -> list[str]:
    """Return the words of the elements at an XPath, or the values of attributes."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return [" ".join((it.text_content() if isinstance(it, HtmlElement) else str(it)).split()) for it in found]


def told(text: str, files: str = "") -> list[str]:
    """Return what is reported of a text: `line ernst[regel]`. The text starts on line 4."""
    made = site(example_site(page(text) + files))
    # Not every text names all the files that lie ready for it.
    lines = concise(it for it in made.problems if it.rule.id != "bestand-ongenoemd").splitlines()
    return [found[1].replace(":", "", 1) for line in lines if (found := re.match(r"[^:]+:(\d+: [^\]]+\])", line))]


def told_of(family: str, text: str, files: str = "") -> list[str]:
    """Return what the rules whose name starts so report of a text."""
    return [line for line in told(text, files) if f"[{family}" in line]


# Headings


def test_k1_a_heading_is_typed_without_html() -> None:
    made = text_of("## Wat we doen\n\nWij helpen.\n\n### Wie er helpt\n\nAnna.")
    assert words(made, ".//h2") == ["Wat we doen"]
    assert words(made, ".//h3") == ["Wie er helpt"]


def test_k2_an_author_hears_which_heading_comes_next() -> None:
    assert report(page("## Wat we doen\n\nWij helpen.\n\n#### Wie er helpt\n\nAnna.")) == snapshot("""\
content/voorbeeld.md:8: fout[kop-overgeslagen]
  Na kop 2 komt kop 3, maar hier staat kop 4: `#### Wie er helpt`.
  > Typ `### Wie er helpt`.
""")


def test_k3_an_empty_or_skipped_heading_is_told() -> None:
    assert told("##\n\nTekst.") == ["4 fout[kop-leeg]"]
    assert told("### Te diep\n\nTekst.") == ["4 fout[kop-overgeslagen]"]
    assert told("# Nog een titel\n\nTekst.") == ["4 fout[kop-1-dubbel]"]
    assert told("**Dit lijkt een kop**\n\nTekst.") == ["4 let op[nepkop]"]


# Pictures


def test_a1_every_picture_has_a_place_for_its_description() -> None:
    made = text_of('![Een volle zaal.](/media/zaal.svg "De zaal op 3 mei")', HALL)
    assert words(made, ".//img/@alt") == ["Een volle zaal."]
    assert words(made, ".//figcaption") == ["De zaal op 3 mei"]


def test_a2_a_picture_without_a_description_stops_publication() -> None:
    assert told("![](/media/zaal.svg)", HALL) == ["4 fout[beeld-zonder-tekst]"]
    assert told("![zaal.svg](/media/zaal.svg)", HALL) == ["4 fout[beeld-bestandsnaam]"]
    assert told("![Foto](/media/zaal.svg)", HALL) == ["4 let op[beeld-loos-woord]"]


def test_a3_a_picture_for_show_is_marked_and_voices_pass_it_over() -> None:
    text = "![](/media/zaal.svg){decoratief}"
    assert told(text, HALL) == []
    assert words(text_of(text, HALL), ".//img/@alt") == [""]


def test_a4_a_complex_picture_has_a_long_explanation_below_it() -> None:
    explained = (
        "![Een model met vijf pijlen.](/media/zaal.svg)\n\n/// uitklap | Wat er in het model staat\n"
        "De eerste pijl is wonen.\n///"
    )
    made = text_of(explained, HALL)
    assert told(explained, HALL) == []
    assert words(made, ".//figure/following-sibling::details[1]/summary") == ["Wat er in het model staat"]
    too_long = "Het model heeft vijf pijlen, en in elke pijl staat een woord met een uitleg. " * 3
    assert told_of("beeld-lang", f"![{too_long}](/media/zaal.svg)", HALL) == ["4 tip[beeld-lang]"]


# Tables


def test_t1_a_table_is_typed_without_html() -> None:
    made = text_of("Tabel: Het rooster\n\n| Dag | Tijd |\n| --- | --- |\n| maandag | 9 uur |\n")
    assert words(made, ".//table/caption") == ["Het rooster"]
    assert words(made, ".//table//td") == ["maandag", "9 uur"]


def test_t2_columns_and_rows_have_header_cells() -> None:
    made = text_of("Tabel: Wie er is\n\n| Dag | Wie |\n| --- | --- |\n| **maandag** | Ria |\n| **dinsdag** | Omar |\n")
    assert words(made, ".//th[@scope='col']") == ["Dag", "Wie"]
    assert words(made, ".//th[@scope='row']") == ["maandag", "dinsdag"]


def test_t3_a_table_that_voices_cannot_follow_is_told() -> None:
    without_heads = "Tabel: Kosten\n\n|  |  |\n| --- | --- |\n| huur | 600 euro |\n"
    empty_column = "Tabel: Kosten\n\n| Soort | Bedrag | Let op |\n| --- | --- | --- |\n| huur | 600 euro |  |\n"
    wide = "Tabel: Uren\n\n| Wie | ma | di | wo | do |\n| - | - | - | - | - |\n| Ria | 1 | 2 | 3 | 4 |\n"
    assert told_of("tabel", without_heads) == ["6 fout[tabel-zonder-kop]"]
    assert len(told_of("tabel", empty_column)) == 1
    assert told_of("tabel", wide) == ["6 let op[tabel-breed]"]
    merged = "<table><tr><td colspan='2'>Samen</td></tr></table>"
    assert set(told(merged)) == {"4 fout[ruwe-html]"}


# Lists


def test_o1_numbered_and_unnumbered_lists_are_two_kinds() -> None:
    made = text_of("- koffie\n- thee\n\nZo doe je mee:\n\n1. Bel ons.\n2. Kom langs.\n")
    assert words(made, ".//ul/li") == ["koffie", "thee"]
    assert words(made, ".//ol/li") == ["Bel ons.", "Kom langs."]


def test_o2_the_dash_or_figure_of_a_list_is_no_part_of_its_text() -> None:
    made = text_of("1) Bel ons.\n2) Kom langs.\n")
    assert words(made, ".//ol/li") == ["Bel ons.", "Kom langs."]


def test_o3_a_list_of_typed_signs_becomes_a_list_and_the_author_hears_it() -> None:
    text = "• koffie\n• thee\n"
    assert told(text) == ["4 let op[neplijst]"]
    assert words(text_of(text), ".//ul/li") == ["koffie", "thee"]


# Emphasis


def test_b1_bold_and_italics_are_one_sign() -> None:
    made = text_of("Kom **op tijd** en lees *De brief*.")
    assert words(made, ".//strong") == ["op tijd"]
    assert words(made, ".//em") == ["De brief"]


def test_b2_underlining_is_refused_and_capitals_are_told() -> None:
    assert told("Kom <u>op tijd</u>.") == ["4 fout[ruwe-html]"]
    assert "<u>" not in made_page(site(example_site(page("Kom <u>op tijd</u>."))), "voorbeeld/index.html")
    assert [line.split("[")[1] for line in told_of("hoofdletters", "NIET VERGETEN: neem je pas mee.")] == [
        "hoofdletters]"
    ]


def test_b3_too_much_bold_or_italics_is_told() -> None:
    sentence = "Neem altijd je pas mee naar het zwembad, want zonder pas laten we je niet binnen."
    assert told_of("vet", f"**{sentence}**") == ["4 let op[vet-alles]"]
    assert told_of("cursief", f"*{sentence}*") == ["4 let op[cursief-lang]"]
    assert told("Neem **altijd** je pas mee.") == []


# Quotes


def test_c1_a_quote_has_a_block_of_its_own() -> None:
    made = text_of("/// citaat | Een deelnemer\nIk werd echt gehoord.\n///")
    assert words(made, ".//figure/blockquote") == ["Ik werd echt gehoord."]
    assert words(made, ".//figure/figcaption") == ["Een deelnemer"]


def test_c2_a_quote_is_a_quote_to_the_eye_and_to_the_ear() -> None:
    build = site(example_site(page("/// citaat | Een deelnemer\nIk werd echt gehoord.\n///")))
    heard = as_heard(made_page(build, "voorbeeld/index.html"))
    assert "  Citaat\n    Ik werd echt gehoord.\n  Einde citaat\n  Een deelnemer\n" in heard
    assert re.search(r"blockquote[^{]*\{", STYLE)


# Links


def test_l1_the_words_of_a_link_have_to_say_where_it_goes() -> None:
    text = "Lees [het verslag](/index.md) en [het verslag](https://krant.example/). Zie https://krant.example/wonen."
    assert report(page(text)) == snapshot("""\
content/voorbeeld.md:4: let op[link-dubbelzinnig]
  2 links op deze pagina heten “het verslag”. Zo zijn ze niet uit elkaar te houden.
  > Zet in elke link erbij waar die over gaat, bijvoorbeeld “het verslag over …”.
content/voorbeeld.md:4: let op[link-kaal]
  Deze link is een webadres: `https://krant.example/wonen`.
  > Schrijf wat daar te vinden is: `[de naam van de site](https://krant.example/wonen)`.
""")


def test_l2_click_here_and_its_kin_stop_publication() -> None:
    for empty in ("klik hier", "Hier", "Lees meer", "meer informatie", "download", "deze link"):
        assert told(f"Kom langs: [{empty}](/index.md).") == ["4 fout[link-leeg]"], empty


def test_l3_a_link_says_that_it_is_a_download_or_leaves_the_site() -> None:
    made = text_of("Lees [het plan](/media/plan.pdf) of [de krant](https://krant.example/).", PLAN)
    assert words(made, ".//a")[0] == "het plan (pdf, 153 bytes)"
    assert words(made, ".//a[@data-extern]") == ["de krant"]
    assert 'a[data-extern]::after { content: " (andere website)"' in STYLE


# Video and sound

WHOLE_FILM = (
    "/// video | Een moeder vertelt\n    bestand: /media/moeder.mp4\n    ondertiteling: /media/moeder.vtt\n"
    "    transcript: /media/moeder.txt\n    audiodescriptie: niet nodig, omdat zij alleen vertelt\n///"
)


def test_v1_a_video_holds_captions_a_transcript_and_a_description() -> None:
    made = text_of(WHOLE_FILM, FILM)
    assert told(WHOLE_FILM, FILM) == []
    assert words(made, ".//video//track[@kind='captions']/@src") == ["../media/moeder.vtt"]
    assert "Lees de tekst van ‘Een moeder vertelt’" in " ".join(words(made, ".//figcaption//a"))


def test_v2_a_video_that_lacks_one_of_them_is_told() -> None:
    def lacking(option: str) -> list[str]:
        text = "\n".join(line for line in WHOLE_FILM.splitlines() if f"{option}:" not in line)
        return told_of("video", text, FILM)

    assert lacking("ondertiteling") == ["4 fout[video-zonder-ondertiteling]"]
    assert lacking("transcript") == ["4 fout[video-zonder-tekst]"]
    assert lacking("audiodescriptie") == ["4 let op[video-zonder-beschrijving]"]


# Colours

COLOURS = MINIMAL["content/site.yaml"] + 'kleuren:\n  licht:\n    gedempt: "#8a7f70"\n'


def test_k4_a_colour_with_too_little_contrast_stops_publication() -> None:
    made = site(f"-- content/site.yaml --\n{COLOURS}")
    assert {(it.rule.id, it.place.line) for it in made.problems} == {("kleur-contrast", 5)}
    assert made.count(Severity.ERROR) >= 1


def test_k5_what_is_hard_to_read_is_told_with_a_colour_that_is_not() -> None:
    problems = site(f"-- content/site.yaml --\n{COLOURS}").problems
    proposed = {found for problem in problems for found in re.findall(r"#[0-9a-f]{6}", problem.hint)}
    mended = [COLOURS.replace("#8a7f70", better) for better in sorted(proposed)]
    assert "" in [concise(site(f"-- content/site.yaml --\n{text}").problems) for text in mended]


def test_k6_no_text_stands_on_a_picture() -> None:
    style = STYLE
    assert "url(" not in style
    text = '![Een volle zaal.](/media/zaal.svg "De zaal op 3 mei")'
    assert words(text_of(text, HALL), ".//img/following-sibling::figcaption") == ["De zaal op 3 mei"]
    assert "ruwe-html" in " ".join(told('<div style="background:url(zaal.svg)">Welkom</div>', HALL))


# Documents

PLAN = "-- content/media/plan.pdf (pdf) --\n"
DOWNLOAD = (
    "/// download | Plan for the village\n    bestand: /media/plan.pdf\n    taal: en\n"
    "    toelichting: 2 bladzijden\n///"
)


def test_d1_the_type_and_size_of_a_document_stand_in_its_link() -> None:
    assert words(text_of("Lees [het plan](/media/plan.pdf).", PLAN), ".//a") == ["het plan (pdf, 153 bytes)"]


def test_d2_a_document_has_a_title_a_language_and_a_description() -> None:
    made = text_of(DOWNLOAD, PLAN)
    (link,) = made.xpath(".//a")
    assert isinstance(link, HtmlElement)
    assert link.get("hreflang") == "en"
    assert "Plan for the village" in link.text_content()
    assert "Engels" in made.text_content()
    assert "2 bladzijden" in made.text_content()


def test_d3_an_author_hears_that_a_page_is_better_than_a_document() -> None:
    made = site(example_site(page("Lees [het plan](/media/plan.pdf).") + PLAN))
    problems = [it for it in made.problems if it.place.path == "content/voorbeeld.md" and it.place.line == 4]
    assert problems, concise(made.problems)
    assert "pagina" in " ".join(it.hint for it in problems)


# And further


def test_x1_nothing_is_published_before_it_is_checked(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "")
    write(built(root).artifacts, root / "output")
    before = (root / "output/index.html").read_bytes()
    lay_out(root, "-- content/index.md --\n---\ntitel: Welkom\n---\n![](/media/zaal.svg)\n" + HALL)
    assert built(root).count(Severity.ERROR) == 1
    assert (root / "output/index.html").read_bytes() == before


def test_x2_what_an_author_does_not_choose_is_accessible() -> None:
    made = document_fromstring(made_page(site(example_site(page("Tekst."))), "voorbeeld/index.html"))
    assert made.get("lang") == "nl"
    assert words(made, ".//body/*[1]") == ["Ga naar de inhoud"]
    assert words(made, ".//h1") == ["Voorbeeld"]
    assert words(made, "//title") == ["Voorbeeld – Alliantie van Kracht"]
    assert count(made, ".//main") == 1
    assert count(made, ".//*[@autoplay or @target or @accesskey]") == 0
    film = text_of(WHOLE_FILM, FILM)
    assert count(film, ".//video[@controls and not(@autoplay)]//track[@default]") == 1


def test_x3_every_block_that_is_ready_made_is_accessible() -> None:
    settings = (
        "-- content/site.yaml --\nnaam: Alliantie van Kracht\nadres: https://voorbeeld.example\n"
        "nieuwsbrief:\n  aanmelden: mailto:anna@voorbeeld.nl?subject=Aanmelden\n"
    )
    assert set(BLOCKS) == set(KINDS)
    assert {
        name: told(block, FILES + settings) for name, block in BLOCKS.items() if told(block, FILES + settings)
    } == {}


def test_x4_an_author_reads_what_a_screen_reader_says() -> None:
    text = "## Wat we doen\n\n![Een volle zaal.](/media/zaal.svg)\n\n- koffie\n- [de krant](https://krant.example/)\n"
    with folder(example_site(page(text) + HALL)) as root:
        heard = as_heard(made_page(built(root), "voorbeeld/index.html"))
    assert heard.split("Hoofdinhoud\n")[1].split("  Kop 2: Deel")[0] == snapshot("""\
  Kop 1: Voorbeeld
  Kop 2: Wat we doen
  [afbeelding: Een volle zaal.]
  Lijst met 2 punten
    • koffie
    • [link: de krant]
""")
