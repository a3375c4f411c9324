"""The settings, figures and words of the whole site are read with their lines."""

import pytest
from inline_snapshot import snapshot

from avksite.content.data_files import FactRecord, OwnWords, Term, read_facts, read_glossary, read_words
from avksite.content.settings import DEFAULT, read_settings
from avksite.problems import Problem

MINIMAL = "naam: Alliantie\nadres: https://voorbeeld.nl\n"


def told(problems: tuple[Problem, ...]) -> str:
    return "".join(f"{at.place.line} [{at.rule.id}] {at.message}\n> {at.hint}\n" for at in problems)


def test_a_name_and_an_address_are_enough() -> None:
    settings, problems = read_settings(MINIMAL)
    assert problems == ()
    assert (settings.config.name, settings.config.base_url) == ("Alliantie", "https://voorbeeld.nl")
    assert (settings.config.lang, settings.config.page_size, settings.config.menu) == ("nl", 10, ())
    assert settings.config.colours.light.paper == "#fffdf7"
    assert settings.config.colours.dark.paper == "#16130e"


def test_every_setting_has_its_dutch_key_and_its_line() -> None:
    settings, problems = read_settings(
        "naam: Alliantie van Kracht\n"
        "ondertitel: Samen tegen armoede\n"
        "adres: https://voorbeeld.nl/onder/\n"
        "taal: nl\n"
        "menu:\n"
        "  - titel: Nieuws: alles\n"
        "    naar: /nieuws/\n"
        "snel-naar:\n"
        "  - {titel: Zoeken, naar: /zoeken/}\n"
        "projecten:\n"
        "  - titel: Ander project\n"
        "    tekst: Wat het doet.\n"
        "voet:\n"
        "  - titel: Privacy\n"
        "    naar: /privacy.md\n"
        "contact: saskia\n"
        "nieuwsbrief:\n"
        "  afzender: Alliantie\n"
        "  antwoord-aan: saskia\n"
        "  aanmelden: mailto:Naam@Voorbeeld.nl?subject=Aanmelden\n"
        "  dienst: map\n"
        "  rubrieken:\n"
        "    - naam: aanpak\n"
        "      titel: Aanpak\n"
        "      onderwerpen: [wonen, zorg]\n"
        "onderwerpen:\n"
        "  wonen: Wonen\n"
        "  zorg: Zorg & welzijn\n"
        "per-bladzijde: 25\n"
        "kleuren:\n"
        "  licht:\n"
        "    papier: #FFFFFF\n"
    )
    config = settings.config
    assert problems == ()
    assert config.base_url == "https://voorbeeld.nl/onder"
    assert [(item.title, item.to) for item in config.menu] == [("Nieuws: alles", "/nieuws/")]
    assert [(item.title, item.to) for item in config.quick_links] == [("Zoeken", "/zoeken/")]
    assert [(item.title, item.text, item.to) for item in config.projects] == [("Ander project", "Wat het doet.", None)]
    assert [(item.title, item.to) for item in config.footer] == [("Privacy", "/privacy.md")]
    assert config.contacts == ("saskia",)
    assert config.newsletter.reply_to == "saskia"
    assert config.newsletter.subscribe == "mailto:Naam@voorbeeld.nl?subject=Aanmelden"
    assert [(item.name, item.title, item.topics) for item in config.newsletter.sections] == [
        ("aanpak", "Aanpak", ("wonen", "zorg"))
    ]
    assert config.topics == {"wonen": "Wonen", "zorg": "Zorg & welzijn"}
    assert config.page_size == 25
    assert (config.colours.light.paper, config.colours.light.ink) == ("#ffffff", "#211c15")
    assert settings.lines[("menu", 0, "naar")] == 7
    assert settings.lines[("onderwerpen", "zorg")] == 28


def test_what_is_wrong_is_told_and_the_rest_still_counts() -> None:
    settings, problems = read_settings(
        "name: Alliantie\n"
        "naam: Alliantie\n"
        "adres: https://voorbeeld.nl/nieuws?bladzijde=2\n"
        "menu:\n"
        "  - titel: Nieuws\n"
        "nieuwsbrief:\n"
        "  antwoord-aan: Saskia Duursma\n"
        "onderwerpen:\n"
        "  wonen: Wonen\n"
        "per-bladzijde: tien\n"
        "kleuren:\n"
        "  licht:\n"
        "    papier: wit\n"
    )
    assert told(problems) == snapshot("""\
1 [sleutel-onbekend] Ik ken `name` niet.
> Bedoel je `naam`?
3 [waarde-onleesbaar] Bij `adres`: `https://voorbeeld.nl/nieuws?bladzijde=2` is het adres van één bladzijde.
> Typ het adres van de hele site: `https://voorbeeld.nl/nieuws`.
5 [sleutel-ontbreekt] Onder `menu` ontbreekt `naar`.
> Zet er een regel bij, recht onder `titel`: `naar: …`.
7 [waarde-onleesbaar] Bij `antwoord-aan`: in `Saskia Duursma` ontbreekt het apenstaartje (@).
> Typ een mailadres zoals `naam@voorbeeld.nl`. Of noem een bestand uit `content/personen/`, zoals `saskia-duursma`.
10 [waarde-onleesbaar] Bij `per-bladzijde`: `tien` is geen heel getal.
> Typ alleen cijfers, zoals `12` of `14.000`.
13 [waarde-onleesbaar] Bij `papier`: `wit` is geen kleur.
> Typ een `#` en zes tekens, zoals `#0a4a5c`.
""")
    assert settings.config.name == "Alliantie"
    assert settings.config.topics == {"wonen": "Wonen"}
    assert (settings.config.base_url, settings.config.page_size) == (DEFAULT.base_url, 10)


def test_settings_that_cannot_be_read_at_all_are_told_and_leave_the_usual_ones() -> None:
    settings, problems = read_settings("naam Alliantie\n")
    assert settings.config == DEFAULT
    assert told(problems) == snapshot("""\
1 [yaml-stuk] Achter `naam` ontbreekt de dubbele punt.
> Typ `naam: Alliantie`, zonder spatie ervoor.
""")


@pytest.mark.parametrize("colour", ["#0a4a5c", "#0A4A5C", '"#0a4a5c"', "0a4a5c"])
def test_a_colour_needs_no_quotes(colour: str) -> None:
    settings, problems = read_settings(f"{MINIMAL}kleuren:\n  donker:\n    kanaal: {colour}\n")
    assert problems == ()
    assert settings.config.colours.dark.canal == "#0a4a5c"


def test_figures_keep_their_text_and_their_line() -> None:
    facts, problems = read_facts(
        "partners: 42\ngezinnen:\n  getal: 14.000\n  eenheid: gezinnen\n  tekst: in armoede\n  bron: CBS, 2019\n"
    )
    assert problems == ()
    assert facts == (
        FactRecord("partners", "42", "", "", "", 1),
        FactRecord("gezinnen", "14.000", "gezinnen", "in armoede", "CBS, 2019", 2),
    )


def test_a_figure_that_is_wrong_leaves_the_others() -> None:
    facts, problems = read_facts("partners:\n  eenhied: partners\njaren: 20\n")
    assert [fact.id for fact in facts] == ["jaren"]
    assert told(problems) == snapshot("""\
1 [sleutel-ontbreekt] Onder `partners` ontbreekt `getal`.
> Zet er een regel bij, recht onder `eenhied`: `getal: …`.
2 [sleutel-onbekend] Ik ken `eenhied` niet onder `partners`.
> Bedoel je `eenheid`?
""")


def test_an_explanation_may_stand_behind_its_word() -> None:
    terms, problems = read_glossary(
        "armoede: Te weinig geld om mee te doen.\nPOH-GGZ:\n  uitleg: Let op: een hulp\n  ook: [poh, hulp]\n"
    )
    assert problems == ()
    assert terms == (
        Term("armoede", "Te weinig geld om mee te doen.", (), 1),
        Term("POH-GGZ", "Let op: een hulp", ("poh", "hulp"), 2),
    )


def test_an_absent_file_of_figures_or_words_is_an_empty_one() -> None:
    assert read_facts("") == ((), ())
    assert read_glossary("# nog niets\n") == ((), ())


def test_the_words_of_staff_are_three_groups() -> None:
    words, problems = read_words(
        "makkelijker:\n  integrale intake: eerste gesprek\n"
        "bekende-woorden: [leerkring, werktafel]\n"
        "afkortingen:\n  RUG: Rijksuniversiteit Groningen\n"
    )
    assert problems == ()
    assert words.easier == {"integrale intake": "eerste gesprek"}
    assert words.known == ("leerkring", "werktafel")
    assert words.letters == {"RUG": "Rijksuniversiteit Groningen"}


def test_a_fault_in_one_group_of_words_leaves_the_others() -> None:
    words, problems = read_words("makelijker:\n  a: b\nafkortingen:\n  RUG:\nbekende-woorden: leerkring\n")
    assert words == OwnWords(known=("leerkring",))
    assert told(problems) == snapshot("""\
1 [sleutel-onbekend] Ik ken `makelijker` niet.
> Bedoel je `makkelijker`?
4 [waarde-onleesbaar] Bij `RUG`: hier staat nog geen tekst.
> Vul de tekst in.
""")


def test_a_file_of_words_is_not_needed() -> None:
    assert read_words("") == (OwnWords(), ())
