"""`new` gives a file that says what still has to be filled in, and nothing in it can reach a reader as it is."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avksite.commands.new import Values, ask, fields, scaffold, typed_values
from avksite.content import characters, front_matter
from avksite.content.front_matter.scalars import is_empty
from avksite.content.keys import NewFile, keys_of
from avksite.dutch.words import tidy
from avksite.kinds import KINDS
from avksite.problems import Misread
from tests.sites import MINIMAL, concise, site

TODAY = date(2024, 5, 3)
WHATS = [name for kind in KINDS for name in (kind.name, *kind.variants)]
TITLE = "Oproep: doe 'mee' #2 [écht]"

FILLED: dict[str, str | dict[str, str]] = {
    "kort": "Kom kijken hoe wij werken.",
    "datum": "3 mei 2024",
    "sluit": "31 mei 2024",
    "begin": "8 juni 2024 13.00 uur",
    "eind": "17.00 uur",
    "soort": {"bijeenkomst": "werksessie", "leeraanbod": "training"},
    "leervorm": "doen",
    "doelgroep": "inwoners",
    "onderwerp": "Doe je mee in mei?",
    "voorbeeldtekst": "We gaan weer open.",
    "berichten": "automatisch",
    "sector": "wonen",
    "rol": "redacteur",
}
"""A good value for everything that a new file needs."""


def new(what: str, title: str = TITLE) -> tuple[str, str]:
    return scaffold(Path("nergens"), what, {"titel": title}, TODAY)


def published(text: str) -> str:
    """Take a new file as its author does who thinks that it is done."""
    return text.replace("\nconcept: ja\n", "\n")


def filled(what: str, text: str) -> str:
    """Fill in what is needed, each on its own line."""
    for key, value in FILLED.items():
        typed = value if isinstance(value, str) else value.get(what, "")
        text = re.sub(rf"^( *{key}:)$", rf"\g<1> {typed}", text, flags=re.MULTILINE)
    return f"{text}Welkom bij ons in het huis.\n"


def put_to_use(text: str) -> str:
    """Take the mark off every remark that holds a key, as staff do."""
    return re.sub(r"^# (?=\s*(?:- )?[a-z][a-z-]*:$|  )", "", text, flags=re.MULTILINE)


def told(path: str, text: str) -> str:
    """Return what the check says of a site with this file, to which the home page leads."""
    home = f"{MINIMAL['content/index.md']}\nLees ook [over het huis]({path.removeprefix('content')}).\n"
    made = site(
        f"-- {path} --\n{text}" + (f"-- content/index.md --\n{home}" if "/personen/" not in path else ""), "3 mei 2024"
    )
    return concise(made.problems)


@pytest.mark.parametrize(
    ("what", "folder", "empty"),
    [
        ("nieuws", "nieuws/2024", {5: "kort", 8: "datum"}),
        ("oproep", "nieuws/2024", {5: "kort", 8: "datum", 13: "sluit"}),
        ("bijeenkomst", "bijeenkomsten/2024", {5: "kort", 8: "begin", 14: "soort"}),
        ("leeraanbod", "leeraanbod", {5: "kort", 8: "soort", 11: "leervorm", 14: "doelgroep"}),
        ("nieuwsbrief", "nieuwsbrieven", {5: "onderwerp", 8: "voorbeeldtekst", 11: "datum", 14: "berichten"}),
        ("organisatie", "organisaties", {5: "sector"}),
        ("persoon", "personen", {5: "rol"}),
    ],
)
def test_a_new_file_that_is_published_as_it_is_is_told_what_is_still_to_fill_in(
    what: str, folder: str, empty: dict[int, str]
) -> None:
    path, text = new(what, "Doe mee")
    assert path == f"content/{folder}/doe-mee.md"
    assert told(path, published(text)).replace(" Zo wordt dit geen oproep.", "") == "\n".join(
        f"{path}:{line}: fout[sleutel-ontbreekt] Achter `{key}` staat niets." for line, key in empty.items()
    )


def test_a_new_page_that_is_published_as_it_is_is_told_that_it_is_empty() -> None:
    path, text = new("pagina", "Doe mee")
    message = "Onder de titel en `kort` staat nog geen tekst."
    assert told(path, published(text)) == f"content/doe-mee.md:35: let op[nog-niet-af] {message}"


@pytest.mark.parametrize("what", WHATS)
def test_a_new_file_stops_nobody_as_it_stands(what: str) -> None:
    path, text = new(what)
    made = site(f"-- {path} --\n{text}", "3 mei 2024")
    assert {problem.severity.value for problem in made.problems} <= {"hint"}
    assert all(problem.in_draft for problem in made.problems)


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("change", [str, put_to_use], ids=["as made", "every remark put to use"])
def test_once_what_is_needed_is_filled_in_nothing_is_told(what: str, change: type[str]) -> None:
    path, text = new(what)
    assert told(path, published(filled(what, change(text)))) == ""


@pytest.mark.parametrize("what", WHATS)
def test_every_remark_of_a_new_file_is_a_key_with_nothing_behind_it_or_an_explanation(what: str) -> None:
    _, text = new(what)
    front, _ = front_matter.split("x.md", put_to_use(text))
    assert "# " not in re.sub(r"^ *# [A-Z`].*$", "", put_to_use(text), flags=re.MULTILINE)
    given = {key: value for key, value in front.values.items() if not is_empty(value)}
    assert given == {"naam" if what in {"persoon", "organisatie"} else "titel": TITLE, "concept": "ja"}
    assert front.body.strip() == ""


@pytest.mark.parametrize("what", WHATS)
def test_a_new_file_shows_every_key_that_is_not_for_later(what: str) -> None:
    _, text = new(what)
    kind = next(kind for kind in KINDS if what in {kind.name, *kind.variants})
    shown = set(re.findall(r"^(?:# )?([a-z-]+):", text, re.MULTILINE))
    wanted = {
        key.name for key in keys_of(kind.entry).values() if key.new_file is not NewFile.OMITS and key.name != "titel"
    }
    common = {"kort", "afbeelding", "onderwerpen", "contact", "publiceer"}
    assert wanted - shown <= (common if kind.template is None else set())


def test_a_new_file_is_silent_about_what_is_for_afterwards() -> None:
    _, text = new("bijeenkomst")
    shown = re.findall(r"^#? ?([a-z-]+):", text, re.MULTILINE)
    assert shown == [
        *("titel", "kort", "begin", "eind", "soort", "concept"),
        *("locatie", "nummer", "reeks", "doel", "aanmelden", "programma", "workshops", "mogelijk-gemaakt-door"),
        *("afbeelding", "onderwerpen", "contact", "publiceer"),
    ]


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_the_title_comes_out_as_it_was_typed(title: str) -> None:
    try:
        path, text = scaffold(Path("nergens"), "pagina", {"titel": title}, TODAY)
    except Misread:  # without letters, or with a name that means something else
        return
    front, problems = front_matter.split(path, text)
    assert front.values["titel"] == tidy(characters.tidy(title).text)
    assert problems == ()


def test_a_kind_may_be_typed_with_a_capital_and_a_space() -> None:
    assert new("Nieuws ", "Wij gaan open!")[0] == "content/nieuws/2024/wij-gaan-open.md"


def test_an_event_goes_in_the_year_in_which_it_begins(tmp_path: Path) -> None:
    path, _ = scaffold(tmp_path, "bijeenkomst", {"titel": "Nieuwjaar"}, date(2024, 12, 20))
    assert path == "content/bijeenkomsten/2025/nieuwjaar.md"


def test_a_call_without_a_last_day_is_told_and_an_empty_one_of_another_program_is_no_call() -> None:
    post = "-- content/nieuws/2024/soep.md --\n---\ntitel: Soep\nkort: Kom eten.\ndatum: 3 mei 2024\n{}---\nTekst.\n"
    made = site(post.format("oproep:\n  sluit:\n  voor-wie:\n"), "3 mei 2024")
    (problem,) = made.problems
    assert (problem.place.line, problem.message) == (6, "Achter `sluit` staat niets. Zo wordt dit geen oproep.")
    assert problem.hint == (
        "Vul het aan: bijvoorbeeld `sluit: 24 november 2022`. "
        "Is het geen oproep? Haal dan `oproep:` weg, met wat eronder staat."
    )
    for empty in ("oproep:\n", "oproep: null\n", "oproep: {}\n", 'oproep:\n  sluit: ""\n', "oproep:\n  sluit: null\n"):
        assert site(post.format(empty), "3 mei 2024").problems == ()


def test_a_long_title_makes_a_name_of_whole_words(tmp_path: Path) -> None:
    path, _ = scaffold(tmp_path, "pagina", {"titel": "Een heel lange titel " * 10}, TODAY)
    assert path == "content/een-heel-lange-titel-een-heel-lange-titel-een-heel-lange.md"
    path, _ = scaffold(tmp_path, "pagina", {"titel": "a" * 300}, TODAY)
    assert path == f"content/{'a' * 60}.md"


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "content/wonen").mkdir(parents=True)
    (tmp_path / "content/wonen/index.md").touch()
    with pytest.raises(Misread, match=r"`content/wonen/index.md` is er al."):
        scaffold(tmp_path, "pagina", {"titel": "Wonen"}, TODAY)
    (tmp_path / "content/werken.md").touch()
    with pytest.raises(Misread, match=r"`content/werken.md` is er al.") as caught:
        scaffold(tmp_path, "pagina", {"titel": "Werken"}, TODAY)
    assert caught.value.hint == "Kies een andere titel, of verander dat bestand."


def test_an_unknown_kind_names_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(Misread, match=r"De soort `bijeenkomsten` ken ik niet.") as caught:
        scaffold(tmp_path, "bijeenkomsten", {"titel": "Wonen"}, TODAY)
    assert caught.value.hint == (
        "Bedoel je `bijeenkomst`? Kies uit: bijeenkomst, leeraanbod, nieuws, nieuwsbrief, oproep, organisatie, "
        "pagina, persoon."
    )
    with pytest.raises(Misread) as caught:
        scaffold(tmp_path, "zzz", {"titel": "Wonen"}, TODAY)
    assert caught.value.hint.startswith("Kies uit: ")


def test_a_title_without_letters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misread, match=r"Van de titel `\?!` kan ik geen naam maken."):
        scaffold(tmp_path, "nieuws", {"titel": "?!"}, TODAY)


@pytest.mark.parametrize("title", ["Index", "Con", "NUL"])
def test_a_title_whose_name_means_something_else_is_refused(title: str) -> None:
    with pytest.raises(Misread, match=r"kan niet: die naam heeft een eigen betekenis"):
        new("nieuws", title)


def test_what_is_known_is_filled_in_and_only_what_is_needed_is_there_besides() -> None:
    values: Values = {
        "titel": "Soep voor iedereen",
        "datum": "3 mei 2023",
        "contact": ["anna", "bob"],
        "oproep.inzenden.mail": "soep@voorbeeld.nl",
        "citaat": "'s Avonds is er\nsoep",
        "onderwerpen": "",
        "concept": "nee",
    }
    path, text = scaffold(Path("nergens"), "oproep", values, TODAY, body="Kom eten.\n", offers=False)
    assert path == "content/nieuws/2023/soep-voor-iedereen.md"
    assert (
        text
        == """---
titel: Soep voor iedereen

# Waar het over gaat, in gewone woorden (hooguit 50). Bijvoorbeeld: In september begint een nieuwe leerkring.
kort:
datum: 3 mei 2023

# Maakt van het bericht een oproep, die vanzelf sluit
oproep:
  # De laatste dag waarop je kunt reageren; die dag telt mee. Bijvoorbeeld: 24 november 2022
  sluit:
  inzenden:
    mail: soep@voorbeeld.nl

contact:
  - anna
  - bob
citaat: "'s Avonds is er soep"

# Dit is een concept: het staat nog niet op de site. Is alles ingevuld? Haal dan de regel hieronder weg.
concept: ja
---

Kom eten.
"""
    )


@pytest.mark.parametrize("what", WHATS)
def test_a_form_with_every_field_that_is_needed_makes_a_file_of_which_nothing_is_told(what: str) -> None:
    needed = list(fields(what))
    assert needed[0].label in {"Titel", "Naam"}
    values: dict[str, str] = {needed[0].key: TITLE}
    for field in needed[1:]:
        good = FILLED[field.key.rpartition(".")[2]]
        values[field.key] = good if isinstance(good, str) else good[what]
    path, text = scaffold(Path("nergens"), what, values, TODAY, body="Welkom bij ons in het huis.\n")
    assert told(path, published(text)) == ""


def test_a_form_shows_what_each_field_is_for_and_what_can_be_typed() -> None:
    assert [(it.key, it.label, it.required, it.input.value, it.many) for it in fields("bijeenkomst")] == [
        ("titel", "Titel", True, "text", False),
        ("kort", "Kort", True, "text", False),
        ("begin", "Begin", True, "moment", False),
        ("eind", "Eind", False, "moment", False),
        ("soort", "Soort", True, "choice", False),
    ]
    sort = next(it for it in fields("bijeenkomst") if it.key == "soort")
    assert sort.choices == ("congres", "werktafel", "werksessie", "leerkring", "bijeenkomst")
    assert sort.hint == (
        "Wat voor bijeenkomst het is. Kies uit: congres, werktafel, werksessie, leerkring, bijeenkomst."
    )
    more = {it.key: it.input.value for it in fields("bijeenkomst", also_optional=True)}
    assert more["aanmelden.mail"] == "mail"
    assert more["aanmelden.adres"] == "web"
    assert more["contact"] == "name"
    assert more.keys() & {"concept", "programma", "bijgewerkt"} == set()


def test_a_person_is_asked_for_what_is_needed_until_it_can_be_read() -> None:
    answers = iter(["", "Open dag", "Kom kijken.", "gisteren", "vandaag", "31 mei 2024"])
    asked: list[str] = []

    def read(question: str) -> str:
        asked.append(question)
        return next(answers)

    values = ask("oproep", {"contact": "anna"}, read, TODAY)
    assert values == {
        "contact": "anna",
        "titel": "Open dag",
        "kort": "Kom kijken.",
        "datum": "3 mei 2024",
        "oproep.sluit": "31 mei 2024",
    }
    title, again, _, _, wrong, _ = asked
    assert title == again == "\nTitel. De titel, boven de pagina en in elke lijst. Bijvoorbeeld: Wij gaan open.\n> "
    assert wrong == "`gisteren` is elke keer een andere dag. Typ welke dag het is, zoals `24 november 2022`.\n> "


def test_what_is_left_open_stays_empty_and_what_is_known_is_not_asked() -> None:
    assert ask("persoon", {"naam": "Anna Bakker"}, lambda _: " ", TODAY) == {"naam": "Anna Bakker"}
    assert ask("persoon", {"titel": "Anna Bakker"}, lambda _: "coach", TODAY) == {
        "titel": "Anna Bakker",
        "rol": "coach",
    }


def test_values_are_given_as_they_stand_in_a_file() -> None:
    lines = ["soort: Training", "leervorm: doen, LEZEN", "bijgewerkt: 3 mei 2024", "data: Vandaag"]
    assert typed_values("leeraanbod", lines, TODAY) == {
        "soort": "training",
        "leervorm": ["doen", "lezen"],
        "bijgewerkt": "3 mei 2024",
        "data": ["3 mei 2024"],
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("datum", "`datum` is geen gegeven. Typ het zoals in een bestand: `datum: 1 mei 2026`."),
        ("leervorm: doem", "`doem` kan hier niet. Bedoel je `doen`? Kies uit: doen, lezen, kijken, luisteren."),
        ("aanbider: cmo-stamm", "De sleutel `aanbider` ken ik niet. Bedoel je `aanbieder`?"),
        ("kosten.x: 1", "De sleutel `kosten.x` ken ik niet. Bedoel je `kosten`?"),
    ],
)
def test_a_value_that_cannot_be_is_refused_before_anything_is_made(line: str, said: str) -> None:
    with pytest.raises(Misread) as caught:
        scaffold(Path("nergens"), "leeraanbod", {"titel": "Wonen"} | typed_values("leeraanbod", [line], TODAY), TODAY)
    assert f"{caught.value.message} {caught.value.hint}" == said


def test_without_a_title_there_is_no_file() -> None:
    with pytest.raises(Misread, match=r"Er is nog geen titel."):
        scaffold(Path("nergens"), "nieuws", {"titel": " "}, TODAY)
