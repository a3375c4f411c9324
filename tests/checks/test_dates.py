"""What belongs together stands in an order that can be."""

import pytest

from tests.sites import site

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
        (f"{CALL}30 april 2024", [6]),
        (f"{CALL}1 mei 2024", []),
    ],
)
def test_dates_that_clash_are_told_where_the_second_was_typed(typed: str, lines: list[int]) -> None:
    made = site(f"{typed}\n---\nKom je ook?\n")
    assert [problem.place.line for problem in made.problems if problem.rule.id == "datums-botsen"] == lines
