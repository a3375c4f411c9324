"""A learning item says until when one can sign up, as an event does."""

from __future__ import annotations

import pytest

from tests.outputs.parsed import facts, tree
from tests.sites import concise, page, site

ITEM = (
    "-- content/leeraanbod/leergang.md --\n---\ntitel: Leergang\nkort: Leer mee.\nsoort: leergang\nleervorm: doen\n"
    "doelgroep: bestuurders\naanmelden:\n  {how}---\nTekst.\n"
)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2 mei 2024", "kan tot en met 3 mei 2024 (nog 1 dag)"),
        ("3 mei 2024", "kan tot en met 3 mei 2024 (vandaag is de laatste dag)"),
        ("4 mei 2024", "kon tot en met 3 mei 2024"),
    ],
)
def test_the_last_day_to_sign_up_counts(today: str, words: str) -> None:
    made = site(ITEM.format(how="mail: leren@voorbeeld.example\n  tot: 3 mei 2024\n"), today=today)
    assert facts(tree(made, "/leeraanbod/leergang/"))["Aanmelden"] == words
    assert "DTSTART;VALUE=DATE:20240503" in page(made, "agenda.ics")


def test_signing_up_leads_somewhere() -> None:
    made = site(ITEM.format(how="tot: 3 mei 2024\n"))
    assert concise(made.problems) == (
        "content/leeraanbod/leergang.md:7: fout[waarde-onleesbaar] Bij `aanmelden` staat niet waar."
    )
