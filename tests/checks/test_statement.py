"""The accessibility statement shows what was counted and what people found, and claims nothing besides."""

from __future__ import annotations

import re

import pytest
from lxml import html

from avksite.outputs.pages.statement import HEADINGS, Share
from avksite.problems import Severity
from avksite.rendering.artifact import Artifact, Made
from avksite.wcag import CRITERIA, Holds, Keeper
from tests.checks.reporting import checked
from tests.sites import concise, site
from tests.sites import page as made_page

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


def test_a_mail_is_counted_apart_from_the_pages() -> None:
    paths = ("index.html", "404.html", "nieuwsbrieven/mei/mail.html", "feed.xml")
    made = [Artifact.of(path, "content/index.md", Made()) for path in paths]
    assert [it.path for it in made if it.is_page] == ["index.html", "404.html"]
    assert [it.path for it in made if it.is_mail] == ["nieuwsbrieven/mei/mail.html"]


def test_the_figures_are_those_of_this_very_build() -> None:
    text = HOME + TEXT + "-- content/folder.md --\n---\ntitel: Folder\n---\nZie https://www.nibud.nl/onderwerpen/\n"
    made = site(text.replace("[Toeg", "[Folder](/folder.md) [Toeg"))
    page = made_page(made, "toegankelijkheid/index.html")
    figures = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    pages = sum(artifact.path.endswith(".html") for artifact in made.artifacts)
    assert figures[:4] == [
        ("Pagina’s nagekeken", str(pages)),
        ("Fouten", str(made.count(Severity.ERROR))),
        ("Waarschuwingen die openstaan", str(made.count(Severity.WARNING))),
        ("Waarschuwingen die we met een reden laten staan", "0"),
    ]
    assert made.count(Severity.WARNING) == 1
    assert not re.search("[\ue000-\uf8ff]", page)


def test_each_criterion_counts_once() -> None:
    page = made_page(site(HOME + TEXT), "toegankelijkheid/index.html")
    shares = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)[4:])
    assert [*shares] == [share.value for share in Share]
    assert sum(map(int, shares.values())) == len(CRITERIA)
    by_authors = re.findall(rf"Bewaakt door: [^<]*{Keeper.AUTHOR.value}", page)
    assert shares[Share.AUTHOR.value] == str(len(by_authors)) != "0"


FORM = """\
-- content/site.yaml --
naam: Voorbeeld
adres: https://voorbeeld.example
nieuwsbrief:
  dienst: lijst
  diensten:
    - naam: lijst
      soort: listmonk
      adres: https://lijst.voorbeeld.nl
      lijst: 3
      formulier: eb420c55-4cfb-4972-92ba-c93c34ba475d
-- content/nieuwsbrief.md --
---
titel: Nieuwsbrief
---
/// aanmelden
///
"""
SOUND = """\
-- content/verhaal.md --
---
titel: Het verhaal
---
/// audio | Het verhaal van Noor
    bestand: /media/verhaal.mp3
    transcript: /toegankelijkheid.md
///
-- content/media/verhaal.mp3 --
x
"""
FILM = SOUND.replace("/// audio", "/// video").replace("mp3", "mp4")
DRAWING = (
    "-- content/schema.md --\n---\ntitel: Het schema\n---\n![Een lijn naar de zon](/media/lijn.svg)\n"
    '-- content/media/lijn.svg --\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<text y="9">Zon</text></svg>\n'
)
HELP = PERSON + "-- content/site.yaml --\nnaam: V\nadres: https://v.example\ncontact: noor\n"
TABLE = "-- content/tijden.md --\n---\ntitel: Tijden\n---\n| Dag | Tijd |\n|---|---|\n| maandag | 9 uur |\n"
LESSON = (
    "-- content/leeraanbod/lezen.md --\n---\ntitel: Lezen\nkort: Lees mee.\nsoort: lezen\nleervorm: lezen\n"
    "doelgroep: inwoners\n---\nTekst.\n"
)


@pytest.mark.parametrize(
    ("number", "added", "without", "with_it"),
    [
        ("1.2.1", SOUND, "Er staat nu geen geluid", "Geluid zonder uitgeschreven tekst"),
        ("1.2.1", FILM, "Er staat nu geen geluid", "Een video zonder uitgeschreven tekst"),
        ("1.2.2", FILM, "Er staat nu geen video", "Een video zonder ondertiteling"),
        ("1.2.5", FILM, "Er staat nu geen video", "een gesproken beschrijving"),
        ("1.3.5", FORM, "De site vraagt geen gegevens van jezelf.", "vul je je mailadres in"),
        ("1.4.5", DRAWING, "De tekeningen op de site bevatten geen letters.", "staan woorden, zoals in een schema"),
        ("1.4.10", TABLE, "naar beneden.", "Alleen een brede tabel"),
        ("2.3.1", FILM, "kan niet flitsen.", "Of een video flitst"),
        ("3.2.2", LESSON, "Zoeken begint pas", "Kruis je iets aan"),
        ("3.2.6", HELP, "Er staat nog niet bij", "Daar staat wie"),
        ("3.3.1", FORM, "Vind je niets met zoeken", "Klopt je mailadres niet"),
        ("3.3.3", FORM, "Typ je bij het zoeken", "hoe je een mailadres typt"),
        ("3.3.7", FORM, "blijft in het zoekveld staan", "maar één keer"),
    ],
    ids=lambda value: value if len(value) < 7 else "",
)  # fmt: skip
def test_what_is_said_of_a_criterion_follows_what_the_site_holds(
    number: str, added: str, without: str, with_it: str
) -> None:
    bare, full = row(statement(), number), row(statement(rest=added), number)
    assert without in bare
    assert with_it not in bare
    assert with_it in full


def test_what_stays_in_sight_is_told_where_a_style_sheet_keeps_it_there() -> None:
    said_of = {
        name: style(text).facts.holds for name, text in {"stays": "a{position:sticky}", "goes": "a{color:red}"}.items()
    }
    assert said_of == {"stays": {Holds.STAYS_IN_PLACE}, "goes": frozenset()}
    assert "blijft er iets in beeld staan" in row(statement(), "2.4.11")


def style(text: str) -> Artifact:
    return Artifact.of("assets/style.css", "templates/assets/style.css", Made(text.encode()))


def row(words: str, number: str) -> str:
    """What the page says of one criterion."""
    told = said(words).partition(f" {number} ")[2]
    return re.split(r" (?:Bewaakt door|Komt nu niet voor)", told)[0]


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


def test_on_the_day_that_comes_once_in_four_years_a_test_of_a_year_ago_counts() -> None:
    old = f"{FILE}status: gedeeltelijk\nhandtests:\n{hand_test('28 februari 2023')}"
    assert concise(checked(old, "29 februari 2024")) == ""
