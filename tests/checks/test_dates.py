"""A date fits today, the folder, and the other dates and times; what is still to come says from when until when."""

import re

import pytest

from tests.checks.reporting import checked
from tests.checks.reporting import report as told
from tests.sites import concise

HEAD = "---\ntitel: Soep in het huis\nkort: We praten over wonen.\n"
EVENT = f"-- content/bijeenkomsten/2024/soep.md --\n{HEAD}soort: werksessie\nlocatie:\n  plaats: Emmen\n"
CALL = f"-- content/nieuws/2024/soep.md --\n{HEAD}datum: 1 mei 2024\noproep:\n  sluit: "
SIGN_UP = "begin: 11 december 2024 13.00 uur\naanmelden:\n  mail: naam@voorbeeld.nl\n  tot: "
PROGRAMME = "begin: 11 december 2024 13.00 uur\nprogramma:\n  - titel: Welkom\n  - titel: Inloop\n    tijd: "


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (f"{EVENT}{SIGN_UP}12 december 2024", [10]),
        (f"{EVENT}{SIGN_UP}11 december 2024", []),
        (f"{EVENT}{PROGRAMME}12.59 uur", [11]),
        (f"{EVENT}{PROGRAMME}13.00 uur", []),
        (f"{EVENT}{PROGRAMME.replace(' 13.00 uur', '')}9.00 uur", []),
        (f"{EVENT}eind: 12 december 2024 17.00 uur\n{PROGRAMME}9.00 uur", []),
        (f"{EVENT}{SIGN_UP}12 december 2024\neind: 13 december 2024", [10]),
        (f"{EVENT}eind: 15.00 uur\n{PROGRAMME}15.01 uur", [12]),
        (f"{EVENT}eind: 15.00 uur\n{PROGRAMME}15.00 uur", []),
        (f"{EVENT}{PROGRAMME}14.00 uur\n  - titel: Slot\n    tijd: 13.30 uur", [13]),
        (f"{EVENT}{PROGRAMME}14.00 uur\n    zaal: A\n  - titel: Slot\n    zaal: B\n    tijd: 13.30 uur", []),
        (f"{EVENT}{PROGRAMME}13.00 uur\n    zaal: A\n  - titel: Slot\n    zaal: B\n    tijd: 12.30 uur", [15]),
        (f"{EVENT}{PROGRAMME}13.00 uur\n  - titel: Slot\n    tijd: 12.30 uur", [13]),
        (f"{CALL}30 april 2024", [6]),
        (f"{CALL}1 mei 2024", []),
    ],
)
def test_dates_that_clash_are_told_where_the_second_was_typed(typed: str, lines: list[int]) -> None:
    made = checked(f"{typed}\n---\nKom je ook?\n")
    assert [problem.place.line for problem in made if problem.rule.id == "datums-botsen"] == lines


POST = f"{HEAD}datum: "
COURSE = (
    f"-- content/leeraanbod/soep.md --\n{HEAD}soort: cursus\nleervorm: doen\ndoelgroep: inwoners\n"
    "aanmelden:\n  mail: naam@voorbeeld.nl\n  tot: {}\ndata: {}\n"
)


PERSON = (
    "-- content/personen/noor.md --\n---\nnaam: Noor\nrol: kok\neerdere-rollen:\n  - rol: buur\n"
    "    tot: 3 mei 1926\n---\n"
)


def dated(day: str, year: int = 2024, more: str = "") -> str:
    return f"-- content/nieuws/{year}/soep.md --\n{POST}{day}\n{more}---\nKom je ook?\n"


@pytest.mark.parametrize(
    "typed",
    [
        dated("3 mei 2062"),
        dated("3 mei 1926"),
        dated("1 januari 1970"),
        dated("1 mei 2024", more="bijgewerkt: 3 mei 2062\n"),
        dated("1 mei 2024", more="oproep:\n  sluit: 3 mei 2042\n"),
        dated("1 mei 2024", more="oproep:\n  sluit: 3 mei 2024\n  verlengd-tot: 3 mei 2062\n"),
        f"{EVENT}{SIGN_UP}10 december 2062\n---\nKom je ook?\n",
        f"{EVENT}begin: 11 december 2062\n---\nKom je ook?\n",
        f"{COURSE.format('3 mei 2024', '[4 mei 2062 13.00 uur]')}---\nKom je ook?\n",
        PERSON,
        dated("1 mei 2024").replace("Kom je ook?", "/// fase | Begin\n    van: mei 2062\n///"),
    ],
)
def test_a_year_far_away_is_told_once_at_its_own_line(typed: str) -> None:
    lines = [number for number, line in enumerate(typed.split("\n")) if re.search("2062|2042|19[27]", line)]
    found = [problem for problem in checked(typed) if problem.rule.id == "datums-botsen"]
    assert [problem.place.line for problem in found] == lines[:1]
    assert "202" in found[0].hint


@pytest.mark.parametrize("typed", [dated("3 mei 2062"), dated("29 februari 1928"), dated("29 februari 2096", 2096)])
def test_a_year_far_away_is_told_with_a_date_that_passes(typed: str) -> None:
    (found,) = checked(typed)
    (meant,) = re.findall("je `([^`]+)`", found.hint)
    mended = re.sub("datum: .*", f"datum: {meant}", typed).replace("/2096/", "/2024/")
    assert {problem.rule.id for problem in checked(mended)} <= {"datums-botsen"}
    assert "jaar" not in " ".join(problem.message for problem in checked(mended))


def test_a_plan_and_a_consent_may_reach_far_ahead() -> None:
    phase = "/// fase | Samen aan het werk\n    van: 2017\n    tot: 2037\n///\n"
    picture = "afbeelding:\n  bestand: /media/zaal.svg\n  alt: Een zaal\n  toestemming-tot: 31 januari 2099\n"
    drawing = '-- content/media/zaal.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>\n'
    text = dated("1 mei 2024", more=picture).replace("Kom je ook?", phase) + drawing
    assert "datums-botsen" not in concise(checked(text))


def test_a_date_to_come_is_told_with_the_key_that_schedules() -> None:
    assert told(dated("3 mei 2024")) == (
        "content/nieuws/2024/soep.md:4: let op[datums-botsen]\n"
        "  `datum` is 3 mei 2024, en dat moet nog komen. Maar de tekst staat nu al op de site.\n"
        "  > Moet hij dan pas verschijnen? Zet erbij: `publiceer: 3 mei 2024`. Typ anders `1 mei 2024`.\n"
    )
    assert told(dated("3 mei 2024", more="publiceer: 3 mei 2024\n")) == ""
    assert told(dated("1 mei 2024")) == ""
    letter = (
        f"-- content/nieuwsbrieven/mei.md --\n{POST}3 mei 2024\nonderwerp: Mei\nvoorbeeldtekst: Kom je ook?\n"
        "berichten: automatisch\n---\nDag lezer!\n"
    )
    assert "`publiceer: 3 mei 2024`" in told(letter, about="datums-botsen")


@pytest.mark.parametrize(
    ("updated", "told_at"), [("2 mei 2024", [5]), ("1 mei 2024", []), ("3 april 2024", []), ("2 april 2024", [5])]
)
def test_a_text_is_not_changed_before_it_was_written_or_after_today(updated: str, told_at: list[int]) -> None:
    made = checked(dated("3 april 2024", more=f"bijgewerkt: {updated}\n"))
    assert [problem.place.line for problem in made] == told_at


def test_a_date_of_another_year_than_the_folder_is_told_with_where_the_file_belongs() -> None:
    assert told(dated("3 mei 2023")) == (
        "content/nieuws/2024/soep.md:4: let op[datums-botsen]\n"
        "  `datum` is 3 mei 2023, maar het bestand staat in de map `2024`.\n"
        "  > Klopt de datum? Verplaats het bestand naar `content/nieuws/2023/soep.md`. Stond het al op de\n"
        "    site? Zet er dan bij: `oude-adressen: /nieuws/2024/soep/`.\n"
    )
    moved = dated("3 mei 2023", 2023, "oude-adressen: /nieuws/2024/soep/\n")
    assert told(moved) == ""


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("begin: 3 januari 2025 13.00 uur\neind: 15.00 uur\nverplaatst-van: 12 december 2024\n", []),
        ("begin: 31 december 2023 23.00 uur\neind: 1 januari 2024 1.00 uur\n", []),
        ("begin: 31 december 2023 13.00 uur\neind: 15.00 uur\n", [7]),
    ],
)
def test_an_event_that_was_moved_or_passes_midnight_stays_in_its_folder(typed: str, lines: list[int]) -> None:
    made = checked(f"{EVENT}{typed}---\nKom je ook?\n")
    assert [problem.place.line for problem in made] == lines


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (f"{EVENT}begin: 11 december 2024\n", [7]),
        (f"{EVENT}begin: 11 december 2024 13.00 uur\n", [7]),
        (f"{EVENT}begin: 11 december 2024 13.00 uur\neind: 12 december 2024\n", [8]),
        (f"{EVENT}begin: 11 december 2024 13.00 uur\neind: 15.00 uur\n", []),
        (f"{EVENT}begin: 11 december 2024\nafgelast: ja\n", []),
        (f"{EVENT}begin: 11 april 2024\n", []),
        (COURSE.format("1 juni 2024", "[3 april 2024, 3 juni 2024, 4 juni 2024 13.00 uur]"), [10]),
    ],
)
def test_what_is_to_come_says_from_when_until_when(typed: str, lines: list[int]) -> None:
    found = [problem for problem in checked(f"{typed}---\nKom je ook?\n") if problem.rule.id == "zonder-tijd"]
    assert [problem.place.line for problem in found] == lines
    assert all(problem.severity == "hint" for problem in found)


@pytest.mark.parametrize(("until", "lines"), [("4 juni 2024", [9]), ("3 juni 2024", [])])
def test_signing_up_for_a_course_ends_before_its_last_day(until: str, lines: list[int]) -> None:
    text = COURSE.format(until, "[3 mei 2024 13.00 uur, 3 juni 2024 13.00 uur]")
    found = [it for it in checked(f"{text}---\nKom je ook?\n") if it.rule.id == "datums-botsen"]
    assert [problem.place.line for problem in found] == lines


@pytest.mark.parametrize(("name", "lines"), [("2023-mei", [4]), ("2024-mei", []), ("mei", [])])
def test_an_edition_is_of_the_year_in_its_name(name: str, lines: list[int]) -> None:
    letter = (
        f"-- content/nieuwsbrieven/{name}.md --\n{POST}1 mei 2024\nonderwerp: Mei\nvoorbeeldtekst: Kom je ook?\n"
        "berichten: automatisch\n---\nDag lezer!\n"
    )
    found = [problem for problem in checked(letter) if problem.rule.id == "datums-botsen"]
    assert [problem.place.line for problem in found] == lines
