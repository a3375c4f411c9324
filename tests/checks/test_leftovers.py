"""Signs that do nothing here, where a text of its own is not enough to try them; most are in `specs/checks.md`."""

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
    document, _ = understand(Source.of(path, f"---\ntitel: Voorbeeld\n{front}---\n{text}\n"))
    assert document is not None
    found = check(document)
    return [(problem.place.line, problem.rule.id, problem.message, problem.hint) for problem in found]


@pytest.mark.parametrize(
    "typed",
    [
        "*|FNAME|*", "*|MC:SUBJECT|*", "%%voornaam%%", "%FIRSTNAME%", "{voornaam}", "{$name}", "[[voornaam]]", "[naam]",
        "«Voornaam»", "{{ contact.FIRSTNAME }}", "{{ .Subscriber.FirstName }}", "{{voornaam}}", "{{ iets }}",
        "{% if contact.NAAM %}", "#voornaam#",
    ],
)  # fmt: skip
def test_a_field_of_a_mail_service_stops_a_letter(typed: str) -> None:
    (line, rule, _, hint), *others = told(
        f"Dag allemaal,\n\nBeste {typed}, kom je ook?", LETTER, "content/nieuwsbrieven/mei.md"
    )
    assert (line, rule, others) == (10, "invulveld", [])
    assert hint


def test_a_field_above_a_letter_is_told_at_its_key() -> None:
    front = LETTER.replace("voorbeeldtekst: Dag", "voorbeeldtekst: Dag *|FNAME|*")
    assert [it[:2] for it in told("Dag!", front, "content/nieuwsbrieven/mei.md")] == [(4, "invulveld")]


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
    document, _ = understand(Source.of(f"content/{path}", f"---\ntitel: Voorbeeld\n{front}---\n\n\n"))
    assert document
    assert [problem.place.line for problem in check(document)] == lines
