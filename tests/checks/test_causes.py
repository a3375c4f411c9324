"""One cause is told once, however many places it shows in: with the count, the first places, and what mends it."""

from __future__ import annotations

import json
import re

import pytest

from avksite import report
from avksite.problems import Fix, Place, Problem, Rule, Severity, merge_causes
from tests.sites import concise, example_site, site

POST = (
    "-- content/nieuws/2024/bericht-{0}.md --\n---\ntitel: Bericht {0} over soep\nkort: Er is soep.\n"
    "datum: {0} april 2024\n{1}---\nKom je ook? {2}\n"
)
PICTURE = "afbeelding:\n  bestand: /media/zaal.jpg\n  alt: Een volle zaal luistert.\n"
SETTINGS = "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\nonderwerpen:\n  zorg: Zorg\n"
NAMES = "-- content/over-ons-allemaal.md --\n---\ntitel: Wij zijn het\n---\nZie [het begin](/index.md).\n"
DRAFT = NAMES.replace("over-ons-allemaal", "wie/zijn/wij").replace("titel", "concept: ja\ntitel")
WORDS = "-- content/begrippen.yaml --\nleren: Beter worden door iets te doen.\n"
MOVED = NAMES.replace("over-ons-allemaal", "werk/plan-{0}").replace("Wij zijn het", "Plan {0}")


def posts(front: str = "", text: str = "", times: int = 6) -> str:
    return "".join(POST.format(number, front, text.replace("<n>", str(number))) for number in range(1, times + 1))


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (posts("contact: noor-bakker\n"), "onbekend-persoon"),
        (posts("onderwerpen: [wonen]\n") + SETTINGS, "onbekend-onderwerp"),
        (posts(text="Wij zijn met {feit:partners}."), "onbekend-feit"),
        (posts(text="Lees [wie wij zijn](/over-ons.md)."), "link-kapot"),
        (posts(text="Lees [wie wij zijn](../../over-ons.md)."), "link-kapot"),
        (posts(text="Lees [wie wij zijn](/over-ons/)."), "link-kapot"),
        (posts(text="Lees [over <n>](/plannen/plan-<n>.md)."), "link-kapot"),
        (posts(text="Lees [wat schuld is](/begrippen/#schuld).") + WORDS, "link"),
        (posts(text="Lees [het plan](http://intranet/plan)."), "link-kapot"),
        (posts(PICTURE), "beeld-ontbreekt"),
        (posts(text="![Een volle zaal luistert.](/media/zaal.jpg)"), "beeld-ontbreekt"),
        (posts("bijeenkomst: /bijeenkomsten/2024/soep.md\n"), "onbekend-tekst"),
        (posts(text="\n\n/// download | Het plan\n    bestand: /media/plan.pdf\n///\n"), "onbekend-bestand"),
        (posts(text="Lees [wie wij zijn](/wie/zijn/wij.md).") + DRAFT, "link-kapot"),
    ],
)  # fmt: skip
def test_what_many_texts_name_and_is_not_there_is_told_once_with_every_place(typed: str, rule: str) -> None:
    (found,) = [problem for problem in site(example_site(typed)).problems if problem.rule.id.startswith(rule)]
    places = [found.place, *found.also]
    assert [place.path for place in places] == [f"content/nieuws/2024/bericht-{number}.md" for number in range(1, 7)]
    lines = typed.split("-- content/nieuws/2024/bericht-1.md --\n")[1].split("\n")
    assert re.search(r"noor|wonen|feit|\]\(|zaal|soep\.md|bestand", lines[found.place.line - 1])


def test_a_missing_partner_is_told_once() -> None:
    person = "-- content/personen/{0}.md --\n---\nnaam: {1}\nrol: kok\norganisatie: huis\n---\n"
    found = site(person.format("noor", "Noor Bakker") + person.format("piet", "Piet Kok")).problems
    assert [(problem.rule.id, len(problem.also)) for problem in found] == [("onbekend-organisatie", 1)]
    assert found[0].hint.endswith("Hoort `huis` er niet meer bij? Haal de naam dan op al deze plekken weg, "
                                  "of noem een ander.")  # fmt: skip


def test_two_causes_stay_two_and_one_place_says_nothing_of_others() -> None:
    made = site(example_site(posts("contact: noor\n", times=1) + posts("contact: piet\n", times=2)[len(POST) :]))
    assert next(problem.also for problem in made.problems if problem.rule.id == "onbekend-persoon") == ()
    two = posts("contact: [noor, piet]\n", times=2)
    assert len([it for it in site(example_site(two)).problems if it.rule.id == "onbekend-persoon"]) == 2


def test_each_format_says_how_many_places_there_are_and_names_the_first() -> None:
    problems = site(example_site(posts("contact: noor\n"))).problems
    where = ", ".join(f"content/nieuws/2024/bericht-{number}.md:5" for number in (2, 3, 4))
    told = f"`noor` staat niet bij de personen. Ook hier: {where} en nog 2 plekken (samen 6 keer)."
    assert concise(problems) == f"content/nieuws/2024/bericht-1.md:5: fout[onbekend-persoon] {told}"
    assert told in report.github(problems)
    assert "  Ook hier: content/nieuws/2024/bericht-2.md:5," in report.full(problems, lambda _: None)
    (row,) = json.loads(report.as_json(problems))
    assert row["message"] == "`noor` staat niet bij de personen."
    assert row["also"][-1] == {"path": "content/nieuws/2024/bericht-6.md", "line": 5}
    assert len(row["also"]) == 5
    assert row["fix"] is None


def test_an_editor_gets_the_fix_with_the_place_where_it_is_typed() -> None:
    rule = Rule("proef", Severity.ERROR, "Zo.")
    fixes = [Fix("kotr", "kort"), Fix("", "rol: …\n", to_fill=True, place=Place("content/b.md", 2))]
    problems = [Problem(rule, Place("content/a.md", 3), "Fout.", "Typ.", fix=fix) for fix in fixes]
    assert [row["fix"] for row in json.loads(report.as_json(problems))] == [
        {"old": "kotr", "new": "kort", "to_fill": False, "is_safe": False, "path": "content/a.md", "line": 3},
        {"old": "", "new": "rol: …\n", "to_fill": True, "is_safe": False, "path": "content/b.md", "line": 2},
    ]


@pytest.mark.parametrize("typed", ["/over-ons.md", "../../over-ons.md", "/over-ons/", "/over-ons"])
def test_one_line_mends_every_link_to_a_page_that_was_renamed(typed: str) -> None:
    text = posts(text=f"Lees [wie wij zijn]({typed}).") + NAMES
    (found,) = site(example_site(text)).problems
    assert found.hint == (
        "Bedoel je `/over-ons-allemaal.md`? Heet de pagina nu zo? Zet dan boven `content/over-ons-allemaal.md` een "
        "regel `oude-adressen: /over-ons/`. Dan klopt elke link naar haar oude naam weer, ook die van andere sites."
    )
    mended = text.replace("titel: Wij zijn het", "titel: Wij zijn het\noude-adressen: /over-ons/")
    assert concise(site(example_site(mended)).problems) == ""


def test_a_text_named_above_another_is_found_by_its_old_address_too() -> None:
    event = (
        "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Kom.\nbegin: 3 april 2024\n"
        "soort: congres\noude-adressen: /bijeenkomsten/2024/soep/\n---\nKom je ook?\n"
    )
    assert concise(site(posts("bijeenkomst: /bijeenkomsten/2024/soep.md\n") + event).problems) == ""


def test_a_folder_that_was_renamed_is_one_cause() -> None:
    moved = "".join(MOVED.format(number) for number in range(1, 7))
    (found,) = site(example_site(posts(text="Lees [plan <n>](/plannen/plan-<n>.md).") + moved)).problems
    assert found.hint == (
        "Bedoel je `/werk/plan-1.md`? Er is geen map `content/plannen`. Heet ze nu anders? Geef haar de oude naam "
        "terug, of typ op al deze plekken de nieuwe. Of zet boven elke tekst erin haar oude adres, zoals hier "
        "`oude-adressen: /plannen/plan-1/`."
    )


@pytest.mark.parametrize("link", ["[wie wij zijn](/over-ons.md)", "[meer over soep](/wie-wij-zijn.md)"])
def test_a_page_is_found_by_its_title_when_its_name_is_another(link: str) -> None:
    page = "-- content/stichting.md --\n---\ntitel: Wie wij zijn\n---\nWij.\n"
    (found,) = site(example_site(posts(text=f"Lees {link}.", times=1) + page)).problems
    assert found.hint == "Bedoel je `/stichting.md`?"


def test_no_message_decides_what_belongs_together() -> None:
    rule = Rule("proef", Severity.ERROR, "Zo.")
    place = [Place("content/a.md", line) for line in range(4)]
    same = [Problem(rule, place[1], "Eerst.", "Typ.", cause="x"), Problem(rule, place[0], "Dan.", "Typ.", cause="x")]
    alike = [Problem(rule, place[2], "Eender.", "Typ."), Problem(rule, place[3], "Eender.", "Typ.")]
    assert [(it.place.line, it.message, it.also) for it in merge_causes((*alike, *same))] == [
        (0, "Dan.", (place[1],)),
        (2, "Eender.", ()),
        (3, "Eender.", ()),
    ]
