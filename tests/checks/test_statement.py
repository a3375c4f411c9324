"""The accessibility statement shows what was counted and what people found, and claims nothing besides."""

from __future__ import annotations

import re

from inline_snapshot import snapshot
from lxml import html

from avksite.making.statement import HEADINGS
from avksite.problems import Severity
from tests.checks.reporting import report
from tests.sites import page as made_page
from tests.sites import site

TEXT = "-- content/toegankelijkheid.md --\n---\ntitel: Toegankelijkheid\n---\n## Wat we willen\n\nVoor iedereen.\n"
HOME = "-- content/index.md --\n---\ntitel: Welkom\n---\n[Toegankelijkheid](/toegankelijkheid.md)\n"
FILE = "-- content/toegankelijkheid.yaml --\n"
PERSON = "-- content/personen/noor.md --\n---\nnaam: Noor Bakker\nrol: redacteur\ntelefoon: 06 12 34 56 78\n---\n"


def hand_test(day: str, outcome: str = "goed") -> str:
    return (
        f"  - wat: De homepage met een schermlezer\n    door: redacteur\n    datum: {day}\n    resultaat: {outcome}\n"
    )


def statement(file: str = "", rest: str = "") -> str:
    """What a reader reads on the page."""
    made = site(HOME + TEXT + (FILE + file if file else "") + rest)
    tree = html.document_fromstring(made_page(made, "toegankelijkheid/index.html"))
    return " ".join(" ".join(map(str, main.itertext())) for main in tree.iter("main"))


def said(text: str) -> str:
    return " ".join(text.split())


def test_the_figures_are_those_of_this_very_build() -> None:
    text = HOME + TEXT + "-- content/folder.md --\n---\ntitel: Folder\n---\nZie https://www.nibud.nl/onderwerpen/\n"
    made = site(text.replace("[Toeg", "[Folder](/folder.md) [Toeg"))
    page = made_page(made, "toegankelijkheid/index.html")
    figures = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    pages = sum(artifact.path.endswith(".html") for artifact in made.artifacts)
    assert figures == [
        ("Pagina’s nagekeken", str(pages)),
        ("Fouten", str(made.count(Severity.ERROR))),
        ("Waarschuwingen die openstaan", str(made.count(Severity.WARNING))),
        ("Waarschuwingen die we met een reden laten staan", "0"),
    ]
    assert made.count(Severity.WARNING) == 1
    assert not re.search("[\ue000-\uf8ff]", page)


def test_without_anything_that_people_found_it_says_so() -> None:
    words = said(statement())
    assert "Nog niemand heeft de site met de hand getest" in words
    assert "Daarom zeggen we niet dat de site aan alle criteria" in words
    assert "Er staat nog geen handtekening onder." in words
    assert "We kennen nu geen problemen. Dat betekent niet dat ze er niet zijn." in words
    assert "antwoord binnen" not in words


def test_what_people_found_is_told_newest_first() -> None:
    words = said(
        statement(
            "status: gedeeltelijk\nondertekenaar: directeur\nmelden: noor\nantwoord-binnen: 5 werkdagen\nhandtests:\n"
            + hand_test("3 juni 2023")
            + hand_test("3 april 2024", "deels")
            + "    toelichting: De knop bleef stil.\nbekende-problemen:\n  - wat: De folder is een foto\n"
            "    gevolg: Je hoort niets.\n    oplossing: Er komt een pagina.\n    datum: 1 juni 2024\n",
            PERSON,
        )
    )
    first, second = words.index("Deels goed. De knop bleef stil."), words.index("3 juni 2023")
    assert first < second
    for told in ("voor een deel aan de criteria", "Klaar op 1 juni 2024", "Bel 06 12 34 56 78", "door: directeur"):
        assert told in words
    assert "Je krijgt antwoord binnen 5 werkdagen." in words


def test_its_parts_are_in_the_list_of_contents() -> None:
    page = made_page(site(HOME + TEXT), "toegankelijkheid/index.html")
    assert re.findall(r'<h2 id="(deel-[a-z]+)">([^<]+)</h2>', page.split("</nav>", 3)[-1])[: len(HEADINGS)] == [
        *HEADINGS
    ]
    assert all(f'<a href="#{id_}">{words}</a>' in page for id_, words in HEADINGS)


def test_a_fault_in_the_file_is_told_at_its_line() -> None:
    told = report(f"{HOME}{TEXT}{FILE}status: prima\nhandtests:\n  - wat: De homepage\n    doorr: redacteur\n")
    assert told == snapshot("""\
content/toegankelijkheid.yaml:1: fout[waarde-keuze]
  Bij `status`: `prima` staat niet in de lijst.
  > Kies uit: `volledig`, `gedeeltelijk`, `eerste maatregelen`, `niet` of `niet onderzocht`.
content/toegankelijkheid.yaml:3: fout[sleutel-ontbreekt]
  Onder `handtests` ontbreekt `datum`.
  > Zet er een regel bij, recht onder `wat`: bijvoorbeeld `datum: 24 november 2022`.
content/toegankelijkheid.yaml:3: fout[sleutel-ontbreekt]
  Onder `handtests` ontbreekt `resultaat`.
  > Zet er een regel bij, recht onder `wat`: `resultaat: goed`. Kies uit: `goed`, `deels` of `fout`.
content/toegankelijkheid.yaml:4: fout[sleutel-onbekend]
  Ik ken `doorr` niet onder `handtests`.
  > Bedoel je `door`?
""")


def test_a_test_of_exactly_a_year_ago_still_counts() -> None:
    old = f"{FILE}status: gedeeltelijk\nhandtests:\n"
    assert report(old + hand_test("1 mei 2023")) == ""
    assert report(old + hand_test("30 april 2023")) == snapshot("""\
content/toegankelijkheid.yaml:5: let op[handtest-verlopen]
  De test “De homepage met een schermlezer” is van 30 april 2023. Dat is langer dan 12 maanden
  geleden.
  > Doe de test opnieuw en verander `datum` en `resultaat`. Kan dat niet? Haal de test dan weg.
""")
    assert report(old + hand_test("28 februari 2023"), "29 februari 2024") == ""


def test_a_status_that_says_all_is_well_has_to_show_it() -> None:
    assert report(f"{FILE}status: volledig\n") == snapshot("""\
content/toegankelijkheid.yaml:1: fout[verklaring-onbewezen]
  De status is `volledig`, maar er staat geen test met de hand bij.
  > Typ `status: gedeeltelijk` of `status: eerste maatregelen`, of los eerst op wat er nog niet goed
    is.
""")
    assert "ging fout" in report(f"{FILE}status: volledig\nhandtests:\n" + hand_test("3 april 2024", "fout"))
    assert report(f"{FILE}status: volledig\nhandtests:\n" + hand_test("3 april 2024")) == ""


def test_whoever_takes_reports_can_be_reached() -> None:
    assert report(f"{FILE}melden: nor\n{PERSON}") == snapshot("""\
content/toegankelijkheid.yaml:1: fout[verklaring-melden]
  `nor` staat niet in `content/personen/`.
  > Bedoel je `noor`?
""")
    assert report(f"{FILE}melden: noor\n{PERSON.replace('telefoon: 06 12 34 56 78', 'organisatie: huis')}") != ""
