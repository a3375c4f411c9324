"""Brackets around a word or an enumeration, and ordinals in figures, are told with what to type instead."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report

OURS = ("haakjeswoord", "opsomming-haakjes", "rangtelwoord")


def told(text: str) -> str:
    """Return what is said about brackets and ordinals."""
    return "".join(report(page(text), about=rule) for rule in OURS)


@pytest.mark.parametrize(
    "text",
    [
        "We maken experimenten (financieel) mogelijk.",
        "We willen breder (leren) kijken dan eerst.",
        "(Wetenschappelijke) inzichten helpen ons.",
        "Dit is de aanpak van (intergenerationele) armoede.",
        "Dit is een (programmatische) maar vooral concrete aanpak.",
        "Dit is een gezamenlijke (programmatische) aanpak.",
        "Wij leren (samen) koken.",
    ],
)
def test_a_word_that_the_sentence_reads_on_with_is_told(text: str) -> None:
    assert told(text).startswith("content/voorbeeld.md:4: tip[haakjeswoord]\n")


@pytest.mark.parametrize(
    "text",
    [
        "De AVG (privacywet) geldt voor ons.",
        "Ga (zie de kaart) naar huis.",
        "In 2017 (toen) en dat jaar (2017) was het zo.",
        "De RUG (Groningen) doet mee.",
        "De cursus (gratis) begint.",
        "De steun (financieel) komt later.",
        "Een maatje (vrijwilliger) helpt je.",
        "Help kinderen (en gezinnen) met geld.",
        "Mijn zus (Els, die blij was, lachte) zong.",
        "Het kost weinig (3, 4 of 5 euro).",
        "Kies een kleur (rood of groen).",
        "Neem kleding mee (lang en warm, geen jas).",
        "Het is 2e Exloërmond, 1e-lijns zorg en de 13e dag.",
    ],
)
def test_brackets_that_explain_and_figures_in_names_are_left_alone(text: str) -> None:
    assert told(text) == ""


def test_each_is_told_with_what_to_type() -> None:
    text = (
        "(Wetenschappelijke) inzichten helpen.\n\nEr is veel mis (zoals ziekte, stress, weinig werk).\n\n"
        "Zet alles klaar (borden, messen en vorken).\n\nDit is de\n2de keer. 1e hulp is er ook."
    )
    assert told(text) == snapshot("""\
content/voorbeeld.md:4: tip[haakjeswoord]
  Hier staan haakjes om een woord: “(Wetenschappelijke)”.
  > Typ “Wetenschappelijke inzichten” zonder haakjes, of laat “Wetenschappelijke” weg.
content/voorbeeld.md:6: tip[opsomming-haakjes]
  Tussen deze haakjes staat een opsomming van 3 delen.
  > Maak er een zin van: “Denk aan ziekte, stress en weinig werk.” Of maak er een lijst van: elk
    deel op een nieuwe regel, met `- ` ervoor.
content/voorbeeld.md:8: tip[opsomming-haakjes]
  Tussen deze haakjes staat een opsomming van 3 delen.
  > Maak er een eigen zin van. Of maak er een lijst van: elk deel op een nieuwe regel, met `- `
    ervoor.
content/voorbeeld.md:11: tip[rangtelwoord]
  Hier staat een rangtelwoord in cijfers: “1e”.
  > Schrijf “Eerste”.
content/voorbeeld.md:11: tip[rangtelwoord]
  Hier staat een rangtelwoord in cijfers: “2de”.
  > Schrijf “tweede”.
""")
