"""Signs that do nothing here: each is told at its line, with whose it is and what does the same; prose stays."""

from __future__ import annotations

import re

import pytest

from avksite.checks.leftovers import check
from avksite.content.files import Source
from avksite.kinds.document import understand
from tests.sites import concise, site

LETTER = "onderwerp: Mei\nvoorbeeldtekst: Dag\ndatum: 1 mei 2024\nberichten: automatisch\n"


def told(text: str, front: str = "", path: str = "content/voorbeeld.md") -> list[tuple[int, str, str, str]]:
    """Return line, rule, message and hint of every leftover in a text, which starts on line 4 below `front`."""
    document, _ = understand(Source(path, f"---\ntitel: Voorbeeld\n{front}---\n{text}\n"))
    assert document is not None
    found = check(document)
    return [(problem.place.line, problem.rule.id, problem.message, problem.hint) for problem in found]


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("{{< figure src=kaart.jpg >}}", "Hugo"),
        ("{{% notice tip %}}", "Hugo"),
        ("{% include kaart.html %}", "Jekyll"),
        ("Dag {{ gast }}", "een ander programma"),
        ("{: .rechts }", "opmaak"),
        ("Een plein {.groot}", "opmaak"),
        ("[de site](https://www.voorbeeld.nl/){target=_blank}", "opmaak"),
        ("[TOC]", "inhoudsopgave"),
        ("[[_TOC_]]", "inhoudsopgave"),
        ("{:toc}", "inhoudsopgave"),
        ("{ TOC \\o 1-3 }", "Word"),
        ("{ HYPERLINK www.voorbeeld.nl }", "Word"),
        ("Fout! Verwijzingsbron niet gevonden.", "Word"),
        ("Error! Bookmark not defined.", "Word"),
        ("{info}Kom op tijd{info}", "Jira"),
        ("[het plein|https://www.voorbeeld.nl]", "Jira"),
        ("import Kaart from './kaart'", "MDX"),
        ("export const meta = 1", "MDX"),
        ("![[plein.jpg]]", "Obsidian"),
        ("[[Over ons]]", "wiki"),
        ("[[over-ons|Wie wij zijn]]", "wiki"),
        ("[https://www.voorbeeld.nl het plein]", "wiki"),
        ("== Wat we doen ==", "wiki"),
        ("[gallery ids=1,2]", "WordPress"),
        ("[caption id=a]Een plein[/caption]", "WordPress"),
        ("[embed]https://www.youtube.com/watch?v=abc[/embed]", "WordPress"),
        ("[b]Let op[/b]", "BBCode"),
        ("[url=https://www.voorbeeld.nl]het plein[/url]", "BBCode"),
        ("[size=4]groot[/size]", "BBCode"),
        ("[cid:image001.png@01D9]", "uit een mail"),
        ("> [!NOTE]\n> Kom op tijd.", "kader"),
        ("!!! warning\n\nKom op tijd.", "kader"),
        ("::: tip\nKom op tijd.\n:::", "kader"),
        ("NOTE: kom op tijd", "AsciiDoc"),
        ("??? vraag", "uitklapper"),
        ("// let-op\nKom op tijd.\n//", "bijna een blok"),
        ("::: citaat\nKom op tijd.\n:::", "bijna een blok"),
        (".. image:: plein.jpg", "reStructuredText"),
        ("Zie :ref:`plein`.", "reStructuredText"),
        ("h2. Wat we doen", "Textile"),
        ("bq. Kom op tijd.", "Textile"),
        ("Neem ~~een lepel~~ mee.", "doorgestreept"),
        ("Neem ==een lepel== mee.", "gekleurd"),
        ("- [ ] soep koken", "takenlijst"),
        ("Kom^[of bel] op tijd.", "voetnoot"),
        ("Kom[fn:1] op tijd.", "voetnoot"),
        ("Honderd m^2^ plein.", "hoge letters"),
        ("Minder CO~2~ in de lucht.", "lage letters"),
        ("Tot dan :smile:", "chat"),
        ("Koffie&amp;nbsp;en thee", "HTML"),
        ("\\section{Wat we doen}", "LaTeX"),
        ("Kom **op tijd. Neem een jas mee.", "zonder einde"),
        ("Kom op tijd** als het kan.", "zonder begin"),
    ],
)
def test_a_sign_of_another_tool_is_told_once_with_whose_it_is(typed: str, whose: str) -> None:
    found = told(f"Eerst gewone tekst.\n\n{typed}")
    assert [(line, rule) for line, rule, _, _ in found[:1]] == [(6, "vreemd-teken")]
    assert len({line for line, *_ in found}) == len(found) or "{info}" in typed
    assert whose in found[0][2]
    assert found[0][3].endswith((".", "///"))


@pytest.mark.parametrize(
    "typed",
    [
        "*|FNAME|*", "*|MC:SUBJECT|*", "%%voornaam%%", "%FIRSTNAME%", "{voornaam}", "{$name}", "[[voornaam]]", "[naam]",
        "«Voornaam»", "{{ contact.FIRSTNAME }}", "{{ .Subscriber.FirstName }}", "{{voornaam}}", "{{ iets }}",
        "{% if contact.NAAM %}", "#voornaam#",
    ],
)  # fmt: skip
def test_a_field_of_a_mail_service_stops_a_letter_and_is_a_stray_sign_anywhere_else(typed: str) -> None:
    (line, rule, _, hint), *others = told(
        f"Dag allemaal,\n\nBeste {typed}, kom je ook?", LETTER, "content/nieuwsbrieven/mei.md"
    )
    assert (line, rule, others) == (10, "invulveld", [])
    assert hint
    assert [rule for _, rule, *_ in told(f"Beste {typed}, kom je ook?")] == ["vreemd-teken"]


def test_a_field_above_a_letter_is_told_at_its_key() -> None:
    front = LETTER.replace("voorbeeldtekst: Dag", "voorbeeldtekst: Dag *|FNAME|*")
    assert [it[:2] for it in told("Dag!", front, "content/nieuwsbrieven/mei.md")] == [(4, "invulveld")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("(het plan)[/plan.md]", "[het plan](/plan.md)"),
        ("(het plan) [https://www.voorbeeld.nl/plan]", "[het plan](https://www.voorbeeld.nl/plan)"),
        ("[het plan(/plan.md)", "[het plan](/plan.md)"),
        ("[het plan(https://www.voorbeeld.nl/plan)", "[het plan](https://www.voorbeeld.nl/plan)"),
        ("[het plan]{/plan.md}", "[het plan](/plan.md)"),
        ("{het plan}(plan.md)", "[het plan](plan.md)"),
        ("[het plan)(plan.md)", "[het plan](plan.md)"),
        ("![een plein(/media/plein.jpg)", "![een plein](/media/plein.jpg)"),
    ],
)
def test_a_link_of_which_one_sign_went_wrong_is_told_with_the_right_one(typed: str, meant: str) -> None:
    (found,) = told(f"Lees eerst\ndit: {typed} en kom dan.")
    assert found[:2] == (5, "link-half")
    assert found[3] == f"Typ `{meant}`."
    assert told(f"Lees dit: {meant} en kom dan.") == []


@pytest.mark.parametrize(
    "typed",
    [
        "TODO",
        "XXX",
        "@@",
        "???",
        "[nog invullen]",
        "[invullen]",
        "[datum]",
        "[vul de datum in]",
        "Lorem ipsum",
        "xx-xx-2024",
    ],
)
def test_a_note_for_oneself_is_told(typed: str) -> None:
    assert [it[:2] for it in told(f"We beginnen om\n{typed} in de zaal.")] == [(5, "nog-niet-af")]


@pytest.mark.parametrize(
    "typed",
    [
        "We beginnen om 10:30:00 uur, de uitslag is 2:1 en de schaal 1:25:000.",
        "Vraag: wat kost het? Antwoord: niets! Echt waar!!! Wat??? Ja...",
        "Als a == b, dan 2**3 en 4 ** 5 en x^2 en ~5 euro en ~10.",
        "Zie [1] en [2], en [sic] en [...] en [zie ook de kaart (www.voorbeeld.nl)].",
        "Bewoner*innen, bewoner:innen en bewoner_innen doen mee.",
        "Vul in: ______ of .... of ----. Prijs* en **duur**.",
        "De kleur is {feit:niets} of {rood} of {a, b}.",
        "Mail naar a@@b is fout, de map is C++ en 50% van 100%.",
        "XXL en xx, tot snel. TODOS is een naam.",
        "> Op 3 mei schreef Anna:\n>\n> > Kom je ook?\n> > > Ja.",
        "Hij zei ‘’niets’’ en “wel”, 5 < 6 > 4 || 3 && 2 | 1.",
        "\\[\\[geen link\\]\\] en \\*\\*geen vet en \\~\\~niets\\~\\~",
    ],
)  # fmt: skip
def test_prose_with_signs_in_it_is_left_alone(typed: str) -> None:
    assert told(typed) == []


def test_code_is_for_showing_signs() -> None:
    text = (
        "Typ `~~weg~~`, ``{{ x }}`` of `[[wiki]]`,\nen over `{% twee\nregels %}`.\n\n```\n[TOC]\n```\n\n    {{ x }}\n"
    )
    assert told(text) == []


def test_the_line_is_that_of_the_sign_and_not_of_its_paragraph() -> None:
    text = (
        "Een regel met `~~code~~`\nen ~~een~~ regel\nen nog ~~een~~ en ~~twee~~\n\n- punt\n- punt ==drie==\n\n"
        "| A | B |\n| - | - |\n| a | ~~b~~ |"
    )
    assert [line for line, *_ in told(text)] == [5, 6, 6, 9, 13]


def test_of_a_list_with_boxes_only_the_first_is_told() -> None:
    text = "- [ ] soep\n- [x] brood\n- [ ] kaas\n\nEn dan:\n\n- [ ] thee"
    assert [line for line, *_ in told(text)] == [4, 10]


def test_titles_of_blocks_descriptions_and_what_stands_above_a_text_are_looked_at_too() -> None:
    text = "/// let-op | ==Andere zaal==\nKom.\n///\n\n![Een {{ plein }}](/media/plein.jpg)"
    assert [line for line, *_ in told(text, "kort: Neem ~~een lepel~~ mee.\n")] == [3, 5, 9]


def test_what_a_hint_says_to_type_passes() -> None:
    signs = "~~a~~ ==b== [b]d[/b] [url=https://www.voorbeeld.nl]e[/url] [f|https://www.voorbeeld.nl]"
    for _, _, _, hint in told(signs):
        for typed in re.findall("`([^`]+)`", hint):
            assert told(f"Kom {typed} mee.") == []


@pytest.mark.parametrize(
    "sign", ["{{< ", "{% ", "~~a", "[caption ", "[b]", "**a ", "{: ", "[[a", "^[a", "(a)[/", "[a(/", "*|A", "[ "]
)
def test_looking_takes_time_in_proportion_to_the_text(sign: str) -> None:
    assert told(f"Dit: {sign * 4_000}") is not None


PICTURE = "afbeelding:\n  bestand: /media/zaal.svg\n  alt: {}\n  bijschrift: {}\n  fotograaf: {}\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Een **volle** zaal", "`volle`"),
        ("Een *volle* zaal", "`volle`"),
        ("Een __volle__ zaal", "`volle`"),
        ("Een _volle_ zaal", "`volle`"),
        ("Een `volle` zaal", "`volle`"),
        ("Een <b>volle</b> zaal", "`volle`"),
        ("Een volle<br>zaal", "Haal het weg."),
        ("Een **volle zaal", "Haal het weg."),
        ("Een ==volle== zaal", "`volle`"),
        ("Een [volle zaal](/zaal.md)", "`volle zaal`"),
        ("Een [volle zaal](https://www.voorbeeld.nl/zaal)", "`volle zaal`"),
        ("Een [volle zaal](/zaal.md", "`volle zaal`"),
        ("Een volle zaal, zie https://www.voorbeeld.nl/zaal", "Haal het weg"),
    ],
)
@pytest.mark.parametrize(
    "front",
    [
        "kort: {}\n",
        "titel-kort: {}\n",
        PICTURE.format("{}", "Een zaal", "Noor"),
        PICTURE.format("Een zaal", "{}", "Noor"),
        PICTURE.format("Een zaal", "Een zaal", "{}"),
    ],
)
def test_stress_and_links_have_no_place_where_a_text_is_plain(front: str, typed: str, offered: str) -> None:
    lines = front.split("\n")
    at = next(number for number, line in enumerate(lines, 3) if "{}" in line)
    (found,) = told("Kom je ook?", front.replace("{}", f"'{typed}'" if typed.startswith("[") else typed))
    assert (found[0], offered in found[3]) == (at, True), found
    words = re.findall("`([^`]+)`", found[3])
    for word in words:
        assert told("Kom je ook?", front.replace("{}", word)) == []


@pytest.mark.parametrize(
    "text",
    [
        "/// let-op | Een **volle** zaal\nKom.\n///",
        'Zie [de zaal](/index.md "Een **volle** zaal").',
        '![Een zaal](/media/zaal.svg "Een **volle** zaal")',
        'Zie [de zaal](/index.md "Een ~~volle~~ zaal").',
        'Zie [de zaal](/index.md "Een {{volle}} zaal").',
        "![Een ~~volle~~ zaal](/media/zaal.svg)",
        "![Een {{volle}} zaal](/media/zaal.svg)",
    ],
)
def test_titles_of_links_blocks_and_pictures_are_looked_at_at_their_own_line(text: str) -> None:
    assert [it[:2] for it in told(f"Eerst dit.\n\n{text}")] == [(6, "vreemd-teken")]


def test_a_link_with_a_title_does_not_hide_a_sign_below_it() -> None:
    assert [line for line, *_ in told('Zie\n[a b](/index.md "Zaal") en\n![x](/media/x.svg "Y")\nen ~~niet~~.')] == [7]


SITE = "naam: Alliantie\nadres: https://voorbeeld.example\n"
NOT_DONE = "Dit is ~~af~~ TODO"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("site.yaml", SITE + "ondertitel: {}\n"),
        ("site.yaml", SITE + "menu:\n  - titel: {}\n    naar: /\n"),
        ("site.yaml", SITE + "voet:\n  - naar: /\n    titel: {}\n"),
        ("site.yaml", SITE + "projecten:\n  - titel: Samen\n    tekst: {}\n"),
        ("site.yaml", SITE + "onderwerpen:\n  wonen: {}\n"),
        ("site.yaml", SITE + "nieuwsbrief:\n  rubrieken:\n    - naam: leren\n      titel: {}\n"),
        ("begrippen.yaml", "armoede: {}\n"),
        ("begrippen.yaml", "armoede:\n  ook: arm\n  uitleg: {}\n"),
        ("feiten.yaml", "leden:\n  getal: 12\n  bron: {}\n"),
        ("toegankelijkheid.yaml", "bekende-problemen:\n  - wat: Iets\n    gevolg: {}\n    oplossing: Dat.\n"),
    ],
)
def test_settings_glossary_figures_and_statement_are_looked_at_too(path: str, typed: str) -> None:
    line = next(number for number, text in enumerate(typed.split("\n"), 1) if "{}" in text)
    made = site(f"-- content/{path} --\n{typed.format(NOT_DONE)}")
    wrong = [problem for problem in made.problems if problem.rule.id in {"vreemd-teken", "nog-niet-af"}]
    assert [(it.place.path, it.place.line, it.rule.id) for it in wrong] == [
        (f"content/{path}", line, "nog-niet-af"),
        (f"content/{path}", line, "vreemd-teken"),
    ]
    assert "concept" not in wrong[0].hint
    assert concise(site(f"-- content/{path} --\n{typed.format('Dit is af.')}").problems) == ""


def test_what_a_program_reads_in_the_settings_is_left_alone() -> None:
    settings = f"{SITE}nieuwsbrief:\n  afzender: Alliantie\n  afmelden: https://voorbeeld.nl/_uit_/[[EMAIL]]\n"
    assert "vreemd-teken" not in concise(site(f"-- content/site.yaml --\n{settings}").problems)


@pytest.mark.parametrize(
    ("path", "front", "lines"),
    [
        ("voorbeeld.md", "", [3]),
        ("voorbeeld.md", "doen:\n  - titel: Begin\n    naar: /\n", []),
        ("nieuws/index.md", "", []),
        ("nieuws/2024/voorbeeld.md", "kort: Kom je ook?\ndatum: 1 mei 2024\n", [5]),
        ("bijeenkomsten/2024/voorbeeld.md", "kort: Kom je ook?\nbegin: 1 mei 2024\nsoort: congres\n", []),
    ],
)
def test_a_text_without_words_is_not_done(path: str, front: str, lines: list[int]) -> None:
    document, _ = understand(Source(f"content/{path}", f"---\ntitel: Voorbeeld\n{front}---\n\n\n"))
    assert document
    assert [problem.place.line for problem in check(document)] == lines
