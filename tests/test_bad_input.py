"""Bad input gets a Dutch message with its file and line, and every other file is still read."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sites import built, concise, folder, page, site

NEWS = "-- content/nieuws/2024/proef.md --\n---\ntitel: Proef\nkort: Een proef.\n{rest}---\nTekst.\n"
EVENT = (
    "-- content/bijeenkomsten/2024/dag.md --\n---\ntitel: Dag\nkort: Een dag.\nsoort: congres\n"
    "locatie:\n  plaats: Emmen\n{rest}---\nTekst.\n"
)

REPORTS = {
    "a key without its colon": (
        NEWS.format(rest="datum: 1 mei 2024\ncitaat\n  tekst: Mooi.\n"),
        "content/nieuws/2024/proef.md:5: fout[yaml-stuk] Achter `citaat` ontbreekt de dubbele punt.",
    ),
    "a wrong date": (
        NEWS.format(rest="datum: gisteren\n"),
        "content/nieuws/2024/proef.md:4: fout[waarde-onleesbaar] Bij `datum`: `gisteren` is elke keer een andere dag.",
    ),
    "an end before its begin": (
        EVENT.format(rest="begin: 3 mei 2024\neind: 2 mei 2024\n"),
        (
            "content/bijeenkomsten/2024/dag.md:8: fout[waarde-onleesbaar] "
            "`eind` (donderdag 2 mei 2024) ligt vóór `begin` (vrijdag 3 mei 2024)."
        ),
    ),
    "an unknown person": (
        NEWS.format(rest="datum: 1 mei 2024\ncontact: jan-jansen\n"),
        "content/nieuws/2024/proef.md:5: fout[onbekend-persoon] `jan-jansen` staat niet bij de personen.",
    ),
    "a picture that is missing": (
        NEWS.format(rest="datum: 1 mei 2024\nafbeelding:\n  bestand: weg.jpg\n  alt: Een huis\n"),
        "content/nieuws/2024/proef.md:6: fout[beeld-ontbreekt] `weg.jpg` bestaat niet.",
    ),
    "a picture that is not a picture": (
        (
            "-- content/index.md --\n---\ntitel: Welkom\n---\n![Een huis.](/media/foto.jpg)\n"
            "-- content/media/foto.jpg --\nDit is tekst.\n"
        ),
        "content/media/foto.jpg:1: fout[afbeelding-stuk] Dit bestand is geen afbeelding die ik ken.",
    ),
    "a file that is not UTF-8": (
        "-- content/proef.md (windows-1252) --\n---\ntitel: Café\n---\nTekst.\n",
        (
            "content/proef.md:2: fout[tekst-onleesbaar] "
            "Dit bestand is niet opgeslagen als UTF-8: op regel 2 staat de byte E9, waarschijnlijk in `Café`."
        ),
    ),
    "a file name with capitals and a space": (
        "-- content/nieuws/2024/Mijn Proef.md --\n---\ntitel: Proef\nkort: Kort.\ndatum: 1 mei 2024\n---\nTekst.\n",
        (
            "content/nieuws/2024/Mijn Proef.md:1: fout[naam-onjuist] "
            "De naam van dit bestand kan geen adres zijn: `Mijn Proef.md`."
        ),
    ),
    "two files for one address": (
        (
            "-- content/index.md --\n---\ntitel: Welkom\n---\n[Wonen](wonen.md)\n"
            "-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n"
            "-- content/wonen/index.md --\n---\ntitel: Huizen\n---\nTekst.\n"
        ),
        "content/wonen/index.md:1: fout[adres-dubbel] Het adres `/wonen/` hoort al bij `content/wonen.md`.",
    ),
    "a symbolic link out of the content": (
        "-- content/geheim.md -> ../geheim.md --\n-- geheim.md --\nNiet voor op de site.\n",
        "content/geheim.md:1: fout[bestand-onbereikbaar] Deze snelkoppeling wijst naar buiten `content/`.",
    ),
    "a newsletter that names a file that does not exist": (
        (
            "-- content/nieuwsbrieven/mei.md --\n---\ntitel: Mei\nonderwerp: Mei\n"
            "voorbeeldtekst: Lees wat we in mei deden.\ndatum: 1 mei 2024\n"
            "berichten:\n  - /nieuws/2024/weg.md\n---\nHallo.\n"
        ),
        "content/nieuwsbrieven/mei.md:7: fout[onbekend-tekst] `/nieuws/2024/weg.md` bestaat niet.",
    ),
    "a template with a fault": (
        (
            "-- content/index.md --\n---\ntitel: Welkom\n---\n[Proef](proef.md)\n"
            "-- content/proef.md --\n---\ntitel: Proef\n---\nTekst.\n"
            "-- templates/page.html --\n<!doctype html>\n<title>{{ view.title }</title>\n"
        ),
        "templates/page.html:2: fout[sjabloon-stuk] Dit sjabloon kan niet worden ingevuld: unexpected '}'.",
    ),
}

SOUND = "-- content/nieuws/2024/goed.md --\n---\ntitel: Goed\nkort: Dit klopt.\ndatum: 1 mei 2024\n---\nAlles klopt.\n"


@pytest.mark.parametrize(("text", "report"), REPORTS.values(), ids=REPORTS.keys())
def test_bad_input_is_told_at_its_line_and_the_rest_is_made(text: str, report: str) -> None:
    made = site(SOUND + text)
    assert concise(made.problems) == report
    assert "Alles klopt." in page(made, "nieuws/2024/goed/index.html")


def test_all_faults_come_out_in_one_run_sorted_by_place() -> None:
    made = site(NEWS.format(rest="datum: gisteren\ncontact: jan\n").replace("kort: Een proef.\n", "") + SOUND)
    assert concise(made.problems) == (
        "content/nieuws/2024/proef.md:2: fout[sleutel-ontbreekt] `kort` ontbreekt.\n"
        "content/nieuws/2024/proef.md:3: fout[waarde-onleesbaar] "
        "Bij `datum`: `gisteren` is elke keer een andere dag."
    )


def test_a_text_with_faults_does_not_blame_those_that_link_to_it() -> None:
    made = site(
        "-- content/index.md --\n---\ntitel: Welkom\n---\n[De proef](nieuws/2024/proef.md)\n" + NEWS.format(rest="")
    )
    assert concise(made.problems) == "content/nieuws/2024/proef.md:2: fout[sleutel-ontbreekt] `datum` ontbreekt."


def test_a_link_to_a_text_that_does_not_show_yet_says_so() -> None:
    made = site(
        "-- content/index.md --\n---\ntitel: Welkom\n---\n[De proef](nieuws/2024/proef.md)\n"
        + NEWS.format(rest="datum: 1 mei 2024\npubliceer: 4 mei 2024\n")
    )
    assert concise(made.problems) == (
        "content/index.md:4: fout[link-kapot] `nieuws/2024/proef.md` staat pas op 4 mei 2024 op de site."
    )


PIECES = [
    "*", "**", "__", "[", "](", ")", "![", "`", "\\", "&amp;", "&#57344;", '"', "<b>", "<", ">", "~~~\n", "|", "\n",
    "\n\n", "  \n", "\\\n", "- ", "1. ", "> ", "## ", "[^1]", "\n\n[^1]: ", "\n\n[a]: b\n", "[a]", "[c][d]",
    "[x](![y](z.png))", "{lang=en}", "/// let-op\n", "\n///\n", "\ue000", "\ue0041\ue005", "\U000f0003", "\x02",
    "\x1b", "woord ", "Een zin. ", "https://voorbeeld.nl/a", "renée@voorbeeld.nl",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)
TEXTUAL = (".html", ".xml", ".json", ".txt", ".ics")
OURS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010ffff]")


@given(SOUP)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_sign_of_our_own_and_no_control_character_is_in_any_output(soup: str) -> None:
    letter = (
        "-- content/nieuwsbrieven/maart.md --\n---\ntitel: Nieuwsbrief maart\nonderwerp: Nieuws\n"
        f"voorbeeldtekst: Nieuws.\ndatum: 10 maart 2024\nberichten: /nieuws/2024/proef.md\n---\n{soup}\n"
    )
    with folder(NEWS.format(rest="datum: 1 mei 2024\n") + soup + "\n" + letter) as root:
        made = built(root)
    texts = {other.path: other.made.content for other in made.artifacts if other.path.endswith(TEXTUAL)}
    assert {
        "nieuws/2024/proef/index.html",
        "feed.xml",
        "nieuwsbrieven/maart/mail.html",
        "nieuwsbrieven/maart/mail.txt",
    } <= set(texts)
    assert [path for path, content in texts.items() if OURS.search(content.decode().replace("\r\n", "\n"))] == []
    said = [f"{problem.message} {problem.hint}" for problem in made.problems]
    assert [words for words in said if OURS.search(words)] == []
