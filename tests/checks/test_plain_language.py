"""The coach says at the line what is hard to read, proposes something easier, and leaves alone what is not its own."""

import re

import pytest
from inline_snapshot import snapshot

from avksite import report as reports
from avksite.checks.plain_language import RULES
from avksite.checks.plain_language.level import readings
from avksite.problems import Severity
from tests.checks.reporting import page, report
from tests.sites import example_site, site

OURS = {rule.id for rule in RULES}


def found(text: str) -> list[str]:
    """Return the rules that a text breaks, each with its line: `4 lijdend`."""
    problems = site(example_site(text)).problems
    return [f"{problem.place.line} {problem.rule.id}" for problem in problems if problem.rule.id in OURS]


def test_the_coach_advises_and_never_stops_a_site() -> None:
    assert {rule.severity for rule in RULES} == {Severity.HINT, Severity.WARNING}
    assert [rule.id for rule in RULES if rule.severity is Severity.WARNING] == snapshot(
        ["kort-lang", "kort-moeilijk", "afkorting", "letterwoord", "hoofdletters", "emoji-rij"]
    )


def test_a_long_sentence_is_told_with_where_it_can_be_cut() -> None:
    text = (
        "Wij willen dat alle bewoners van de wijk op zaterdag naar het plein komen, omdat we daar samen met de "
        "wethouder een boom gaan planten."
    )
    assert report(text) == snapshot("""\
content/voorbeeld.md:4: tip[zin-lang]
  Deze zin heeft 25 woorden: “Wij willen dat alle bewoners van …”.
  > Maak er 2 zinnen van. Je kunt bijvoorbeeld knippen voor “omdat”.
""")


def test_a_hard_word_is_told_with_an_easier_one_and_a_note() -> None:
    assert report("Wij faciliteren dit middels een traject.\n") == snapshot("""\
content/voorbeeld.md:4: tip[woord-moeilijk]
  Dit woord is moeilijk: “faciliteren”.
  > Schrijf “helpen” of “mogelijk maken”, in de vorm die past.
content/voorbeeld.md:4: tip[woord-moeilijk]
  Dit woord is moeilijk: “middels”.
  > Schrijf “met” of “door”, in de vorm die past.
content/voorbeeld.md:4: tip[woord-moeilijk]
  Dit woord is moeilijk: “traject”.
  > Schrijf “plan” of “stappen”, in de vorm die past. Een stuk van een reis mag wel een traject
    heten.
""")


def test_each_finding_is_at_the_line_it_was_typed_on() -> None:
    text = "Kom naar het plein.\nWij faciliteren koffie.\nEr wordt ook\ngedanst. Wij [faciliteren](/index.md)\ntaart."
    assert found(page(text)) == ["5 woord-moeilijk", "6 lijdend", "7 woord-moeilijk"]


def test_in_a_list_each_item_has_its_own_line() -> None:
    assert found("Dit doen we:\n\n- koffie drinken\n- o.a. taart eten\n") == ["7 afkorting"]


@pytest.mark.parametrize(
    "text",
    [
        "Hij zei: “Wij gaan dit faciliteren en implementeren.” Daarna ging hij.",
        "/// citaat | Een deelnemer\nEr wordt o.a. gefaciliteerd.\n///",
        "> Er wordt o.a. gefaciliteerd.",
        "Typ `faciliteren` op die plek.",
        "Het motto is [We facilitate and implement]{lang=en} dit jaar.",
        "Mail naar implementatie@voorbeeld.nl of kijk op www.participatie.nl/realisatie.",
        "Kom naar de Dag van de Participatie in Assen.",
        "Dat heet integraal werken.",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_not_the_authors_own_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_words_that_are_explained_or_known_are_left_alone() -> None:
    words = (
        "-- content/begrippen.yaml --\nparticipatie:\n  uitleg: Meedoen.\n  ook: [participeren]\n"
        "-- content/woorden.yaml --\nbekende-woorden: [traject]\nafkortingen:\n  POH: praktijkhulp\n"
    )
    text = "Door participatie en participeren begint een traject bij de POH."
    assert found(page(text)) == ["4 letterwoord", *["4 woord-moeilijk"] * 3]
    assert found(page(text) + words) == []


def test_staff_add_hard_words_of_their_own() -> None:
    words = "-- content/woorden.yaml --\nmakkelijker:\n  keukentafelgesprek: gesprek bij jou thuis\n"
    assert report(page("We voeren een keukentafelgesprek.") + words) == snapshot("""\
content/voorbeeld.md:4: tip[woord-moeilijk]
  Dit woord is moeilijk: “keukentafelgesprek”.
  > Schrijf “gesprek bij jou thuis”, in de vorm die past.
""")


def test_kort_is_held_to_it_more_strictly() -> None:
    kort = "kort: Wij gaan dit middels een brief aan alle mensen in de hele wijk en het dorp vertellen.\n"
    assert report(page("Kom je ook?", kort)) == snapshot("""\
content/voorbeeld.md:3: let op[kort-moeilijk]
  Dit woord is moeilijk: “middels”.
  > Schrijf “met” of “door”, in de vorm die past.
content/voorbeeld.md:3: tip[kort-zin-lang]
  Deze zin heeft 17 woorden: “Wij gaan dit middels een brief …”.
  > Maak er 2 zinnen van. Zet in elke zin één boodschap.
""")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Neem bijv. een pen mee.", "Schrijf “bijvoorbeeld”."),
        ("I.v.m. de regen gaan we naar binnen.", "Schrijf “Door”."),
        ("Dit doen we i.s.m de buurt.", "Schrijf “samen met”."),
        ("Open van maandag t/m vrijdag.", "Schrijf “tot en met”."),
        ("Kom zsm langs.", "Schrijf “zo snel mogelijk”."),
    ],
)
def test_an_abbreviation_is_told_with_its_words(text: str, right: str) -> None:
    told = report(text)
    assert "let op[afkorting]" in told
    assert f"> {right}" in told


@pytest.mark.parametrize(
    "text",
    [
        "De Vereniging van Eigenaren (VVE) komt. De VVE praat.",
        "Ga naar de VVE. Een VVE is een vereniging van mensen met een huis.",
        "De VVE (de vereniging van eigenaren) komt.",
        "Wat betekent VVE? Dat lees je hier.",
        "Neem de A28 of bel 9712 AB. Kijk tv bij RTV Drenthe en ga naar Willem II.",
        "We halen niveau AA.",
        "De NS en de EU zijn er ook.",
    ],
)
def test_letters_that_are_explained_or_known_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_letters_are_told_once_at_their_first_use() -> None:
    assert found(page("Vraag het de VVE.\n\nDe VVE weet het.")) == ["4 letterwoord"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("KOM ALLEMAAL naar het plein.", "hoofdletters"),
        ("Dit is GRATIS.", "hoofdletters"),
        ("Neem je vriend/vriendin mee.", "schuine-streep"),
        ("Je mag en/of kiezen.", "schuine-streep"),
        ("Dat doen we per wijk/dorp/ buurt.", "schuine-streep"),
        ("Elke bewoner(s) mag komen.", "haakjeswoord"),
        ("We gaan (her)planten.", "haakjeswoord"),
        ("Feest! 🎉🎉", "emoji-rij"),
        ("Er waren vijfenveertig mensen.", "cijfers"),
        ("Ongeveer 20 procent bleef.", "cijfers"),
        ("We hadden 12 taarten, 40 broden en zeker 300 gasten.", "cijfers"),
        ("Kom op 12-03-2025.", "datum"),
        ("Kom op 2025-03-12.", "datum"),
        ("Op 3 mei jl. was het feest.", "datum"),
        ("Kom je ook? Wij halen u op. Je mag mee.", "vorm-aanspreek"),
        ("Het formulier wordt opgehaald.", "lijdend"),
        ("Het is niet onbelangrijk.", "dubbel-niet"),
        ("We praten over dorpsvernieuwingsplannen.", "woord-lang"),
    ],
)
def test_each_habit_is_told(text: str, rule: str) -> None:
    assert found(text) == [f"4 {rule}"]


@pytest.mark.parametrize(
    "text",
    [
        "De bus rijdt 80 km/u en de les is m/v. De site draait 24/7.",
        "Kijk in content/nieuws/2024/dag.md op die plek.",
        "Bel 050 123 45 67 of 06 12 34 56 78 voor hulp.",
        "Op maandag 25 oktober 2021 kwamen er van 13.00 tot 17.00 uur 160 mensen.",
        "Het duurt 10, 20 of 30 jaar.",
        "Zo was het in de jaren zestig en ook in 2021.",
        "20 procent, dus 1 op de 5 mensen, bleef. De rest deed 100 procent mee.",
        "Om 10.00 u. help ik je.",
        "Fijn dat je er was 🎉",
        "De RUG uit de hand is niet erg: het wordt 12 graden.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    known = "-- content/woorden.yaml --\nafkortingen:\n  RUG: Rijksuniversiteit Groningen\n"
    assert found(page(text) + known) == []


def test_a_title_is_read_along_and_a_name_is_not() -> None:
    title = "-- content/voorbeeld.md --\n---\ntitel: De implementatie\n---\nKom je?\n"
    name = (
        "-- content/organisaties/steun.md --\n---\nnaam: Implementatie en Participatie\nsector: wonen\n---\nKom je?\n"
    )
    assert found(title) == ["2 woord-moeilijk"]
    assert found(name) == []


def test_a_page_in_another_language_is_no_concern_of_the_coach() -> None:
    assert found(page("Er wordt o.a. gefaciliteerd.", "taal: en\n")) == []


def test_the_report_on_language_tells_of_each_page_how_it_reads() -> None:
    made = site(
        "-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent. Loop gerust bij ons naar binnen.\n\n"
        "De organisatie ondersteunt gemeentelijke initiatieven met financiële middelen.\n"
    )
    assert reports.language(readings(made.site)) == snapshot("""\
Hoe leest het? 100 is heel makkelijk, 0 heel moeilijk. De score (Flesch-Douma) telt alleen hoe lang zinnen en
woorden zijn. Het is een grove maat: lees de tekst ook zelf, of laat een lezer meekijken. Onder een tekst
staan de zinnen die het moeilijkst zijn. Staat er niets bij wat je kunt doen? Dan leest de tekst goed.

content/index.md: 30, moeilijk. Een zin heeft hier 6,3 woorden.
  regel 6 (8 woorden): De organisatie ondersteunt gemeentelijke initiatieven met
                       financiële middelen.
  Doe dit: Begin met de woorden: kies in de zinnen hierboven kortere en gewonere
           woorden.\
""")


def test_a_page_that_reads_well_gets_no_advice() -> None:
    made = site("-- content/index.md --\n---\ntitel: Dag\n---\nFijn dat je er bent.\n")
    told = reports.language(readings(made.site))
    assert "content/index.md: 100, heel makkelijk." in told
    assert "Doe dit" not in told


def test_the_report_never_claims_a_level() -> None:
    text = reports.language(readings(site().site))
    assert re.search(r"\b[ABC][12]\b", text) is None
    assert "grove maat" in text


@pytest.mark.parametrize(
    "piece",
    [
        "aa-",
        "aa/",
        "a@",
        "1, ",
        "‘a’b",
        "“",
        "A B ",
        "12 34 ",
        "(a)",
        "(aa, ",
        "(aa, aa en aa en ",
        "(samen) aa ",
        "1e. ",
        "GKB ",
        "o.a. ",
        "a.nl/",
        "u je ",
        "dertig ",
        "🎉",
    ],
)
def test_a_strange_text_takes_no_longer_for_each_sign(piece: str) -> None:
    said = piece * (30_000 // len(piece))
    found(page(said))


@pytest.mark.parametrize(("times", "lines"), [(10, []), (11, [3])])
def test_a_summary_of_more_than_fifty_words_is_told(times: int, lines: list[int]) -> None:
    summary = f"kort: {'Er is soep voor iedereen. ' * times}\n"
    found = site(example_site(page("Kom je ook?", summary))).problems
    assert [problem.place.line for problem in found if problem.rule.id == "kort-lang"] == lines
