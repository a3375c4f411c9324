"""The settings, figures and words of the whole site are read with their lines; `specs/files.md` says what is wrong."""

import pytest

from avksite.content.data_files import GlossaryTerm, OwnWords, read_facts, read_glossary, read_search_words, read_words
from avksite.content.settings import read_settings, usual

MINIMAL = "naam: Alliantie\nadres: https://voorbeeld.nl\n"
WHOLE = """\
naam: Alliantie van Kracht
ondertitel: Samen tegen armoede
adres: https://voorbeeld.nl/onder/
taal: nl
menu:
  - titel: Nieuws: alles
    naar: /nieuws/
snel-naar:
  - {titel: Zoeken, naar: /zoeken/}
projecten:
  - titel: Ander project
    tekst: Wat het doet.
voet:
  - titel: Privacy
    naar: /privacy.md
contact: saskia
nieuwsbrief:
  afzender: Alliantie
  antwoord-aan: saskia
  aanmelden: mailto:Naam@Voorbeeld.nl?subject=Aanmelden
  dienst: map
  rubrieken:
    - naam: aanpak
      titel: Aanpak
      onderwerpen: [wonen, zorg]
onderwerpen:
  wonen: Wonen
  zorg: Zorg & welzijn
per-bladzijde: 25
kleuren:
  licht:
    papier: #FFFFFF
"""


def test_a_name_and_an_address_are_enough() -> None:
    settings, problems = read_settings(MINIMAL)
    assert problems == ()
    assert (settings.value.name, settings.value.base_url) == ("Alliantie", "https://voorbeeld.nl")
    assert (settings.value.lang, settings.value.page_size, settings.value.menu) == ("nl", 10, ())
    assert settings.value.colours.light.paper == "#fffdf7"
    assert settings.value.colours.dark.paper == "#16130e"


def test_every_setting_has_its_dutch_key_and_its_line() -> None:
    settings, problems = read_settings(WHOLE)
    assert problems == ()
    assert settings.value.model_dump(by_alias=True, exclude_unset=True) == {
        "naam": "Alliantie van Kracht",
        "ondertitel": "Samen tegen armoede",
        "adres": "https://voorbeeld.nl/onder",
        "taal": "nl",
        "menu": ({"titel": "Nieuws: alles", "naar": "/nieuws/"},),
        "snel-naar": ({"titel": "Zoeken", "naar": "/zoeken/"},),
        "projecten": ({"titel": "Ander project", "tekst": "Wat het doet."},),
        "voet": ({"titel": "Privacy", "naar": "/privacy.md"},),
        "contact": ("saskia",),
        "nieuwsbrief": {
            "afzender": "Alliantie",
            "antwoord-aan": "saskia",
            "aanmelden": "mailto:Naam@voorbeeld.nl?subject=Aanmelden",
            "dienst": "map",
            "rubrieken": ({"naam": "aanpak", "titel": "Aanpak", "onderwerpen": ("wonen", "zorg")},),
        },
        "onderwerpen": {"wonen": "Wonen", "zorg": "Zorg & welzijn"},
        "per-bladzijde": 25,
        "kleuren": {"licht": {"papier": "#ffffff"}},
    }
    assert settings.value.colours.light.ink == "#211c15"
    assert settings.lines[("menu", 0, "naar")] == 7
    assert settings.lines[("onderwerpen", "zorg")] == 28


def test_what_is_wrong_falls_back_to_what_is_usual_and_the_rest_counts() -> None:
    settings, problems = read_settings(
        "name: A\nnaam: Alliantie\nadres: nergens\nonderwerpen:\n  wonen: Wonen\nper-bladzijde: tien\n"
    )
    assert len(problems) == 3
    assert (settings.value.name, settings.value.topics) == ("Alliantie", {"wonen": "Wonen"})
    assert (settings.value.base_url, settings.value.page_size) == (usual().value.base_url, 10)
    settings, problems = read_settings("naam Alliantie\n")
    assert (settings.value, len(problems)) == (usual().value, 1)


@pytest.mark.parametrize("colour", ["#0a4a5c", "#0A4A5C", '"#0a4a5c"', "0a4a5c"])
def test_a_colour_needs_no_quotes(colour: str) -> None:
    settings, problems = read_settings(f"{MINIMAL}kleuren:\n  donker:\n    kanaal: {colour}\n")
    assert problems == ()
    assert settings.value.colours.dark.canal == "#0a4a5c"


def test_figures_and_words_keep_their_text_and_their_line() -> None:
    facts, problems = read_facts(
        "partners: 42\ngezinnen:\n  getal: 14.000\n  eenheid: gezinnen\n  tekst: in armoede\n  bron: CBS, 2019\n"
    )
    assert {name: tuple(dict(fact).values()) for name, fact in facts.value.items()} == {
        "partners": ("42", "", "", ""),
        "gezinnen": ("14.000", "gezinnen", "in armoede", "CBS, 2019"),
    }
    assert [facts.place(*loc).line for loc in (("partners", "getal"), ("gezinnen", "bron"))] == [1, 6]
    terms, more = read_glossary("armoede: Te weinig geld.\nPOH-GGZ:\n  uitleg: Let op: een hulp\n  ook: [poh, hulp]\n")
    assert terms.value == (
        GlossaryTerm("armoede", "Te weinig geld.", ()),
        GlossaryTerm("POH-GGZ", "Let op: een hulp", ("poh", "hulp")),
    )
    assert [terms.place(word, "uitleg").line for word in ("armoede", "POH-GGZ")] == [1, 3]
    search, rest = read_search_words("schulden: [geldzorgen, rood staan]\nfilm: video\nbaan: werk, betrekking\n")
    assert search.value == {
        "schulden": ("geldzorgen", "rood staan"),
        "film": ("video",),
        "baan": ("werk", "betrekking"),
    }
    words, last = read_words(
        "makkelijker:\n  integrale intake: eerste gesprek\nbekende-woorden: [leerkring, werktafel]\n"
        "afkortingen:\n  RUG: Rijksuniversiteit Groningen\n"
    )
    assert dict(words.value) == {
        "easier": {"integrale intake": "eerste gesprek"},
        "known": ("leerkring", "werktafel"),
        "letters": {"RUG": "Rijksuniversiteit Groningen"},
    }
    assert (problems, more, rest, last) == ((), (), (), ())


def test_a_fault_in_one_record_leaves_the_others_and_no_file_is_an_empty_one() -> None:
    assert list(read_facts("partners:\n  eenhied: partners\njaren: 20\n")[0].value) == ["jaren"]
    words, _ = read_words("makelijker:\n  a: b\nafkortingen:\n  RUG:\nbekende-woorden: leerkring\n")
    assert dict(words.value) == {"easier": {}, "known": ("leerkring",), "letters": {}}
    assert list(read_search_words("schulden:\nfilm: [video]\nschool: []\n")[0].value) == ["film"]
    assert (read_facts("")[0].value, read_glossary("# nog niets\n")[0].value) == ({}, ())
    assert (read_search_words("")[0].value, read_words("")[0].value) == ({}, OwnWords())
