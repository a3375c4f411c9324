"""A draft stops nobody: what is wrong in it is shown, marked as such, and never counts as an error."""

import json

import pytest
from inline_snapshot import snapshot

from avksite import report
from avksite.problems import Severity
from tests.sites import concise, site

BROKEN = {
    "a date that does not exist": "titel: Plan\nbijgewerkt: 31 juni 2024\nconcept: ja\n---\nTekst.\n",
    "a key that is unknown": "titel: Plan\nkotr: Zo\nconcept: Ja.\n---\nTekst.\n",
    "no title": "concept: ja\n---\nTekst.\n",
    "a line without a key": "titel: Plan\ndit hoort hier niet thuis\nconcept: true\n---\nTekst.\n",
    "another word for yes": "titel: Plan\nkotr: Zo\nconcept: wel\n---\nTekst.\n",
    "a letter for yes": "titel: Plan\nkotr: Zo\nconcept: y\n---\nTekst.\n",
    "a draft by its English name": "title: Plan\ndraft: true\n---\nTekst.\n",
    "HTML in the text": "titel: Plan\nconcept: ja\n---\n<script>alert(1)</script>\n",
    "a request that cannot be met": "titel: Plan\nconcept: ja\nniet-melden: [link-leeg: zomaar]\n---\nTekst.\n",
    "a remark behind the key": "titel: Plan\nconcept: ja # tot de vakantie\n---\nTekst.\n",
}


@pytest.mark.parametrize("typed", BROKEN.values(), ids=BROKEN.keys())
def test_an_error_in_a_draft_is_shown_and_does_not_count(typed: str) -> None:
    made = site(f"-- content/plan.md --\n---\n{typed}")
    assert made.problems
    assert {problem.severity for problem in made.problems} == {Severity.HINT}, concise(made.problems)
    assert any(artifact.path == "index.html" for artifact in made.artifacts)
    assert not any(artifact.path.startswith("plan/") for artifact in made.artifacts)


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16"])
def test_a_draft_in_another_encoding_stops_nobody_either(encoding: str) -> None:
    made = site(f"-- content/plan.md ({encoding}) --\n---\ntitel: Café\nconcept: ja\n---\nTekst.\n")
    assert [(problem.rule.id, problem.severity) for problem in made.problems] == [("tekst-onleesbaar", Severity.HINT)]


@pytest.mark.parametrize(
    "typed",
    [
        "titel: Plan\nbijgewerkt: 31 juni 2024\nconcept: nee\n---\nTekst.\n",
        "titel: Plan\nbijgewerkt: 31 juni 2024\n---\nconcept: ja\n",
        "titel: Plan\nbijgewerkt: 31 juni 2024\nconcept: nee\nconcept: ja\n---\nTekst.\n",
    ],
)
def test_an_error_in_any_other_text_counts(typed: str) -> None:
    assert site(f"-- content/plan.md --\n---\n{typed}").count(Severity.ERROR) > 0


def test_who_links_to_a_draft_with_an_error_is_told_that_it_is_a_draft() -> None:
    made = site(
        "-- content/index.md --\n---\ntitel: Welkom\ncontact: noor\n---\nLees [het plan](/plan.md).\n"
        "-- content/plan.md --\n---\ntitel: Plan\nkotr: Zo\nconcept: ja\n---\nTekst.\n"
        "-- content/personen/noor.md --\n---\nnaam: Noor Bakker\nconcept: ja\n---\n"
    )
    assert concise(made.problems) == snapshot("""\
content/index.md:3: fout[onbekend-persoon] `content/personen/noor.md` is nog een concept.
content/index.md:5: fout[link-kapot] `/plan.md` is nog een concept en staat niet op de site.
content/personen/noor.md:2: tip[sleutel-ontbreekt] (concept) `rol` ontbreekt.
content/plan.md:3: tip[sleutel-onbekend] (concept) Ik ken `kotr` niet.\
""")


def test_every_format_says_that_it_is_a_draft() -> None:
    made = site("-- content/plan.md --\n---\ntitel: Plan\nkotr: Zo\nconcept: ja\n---\nTekst.\n")
    assert concise(made.problems) == snapshot("content/plan.md:3: tip[sleutel-onbekend] (concept) Ik ken `kotr` niet.")
    (row,) = json.loads(report.as_json(made.problems, lambda _: None))
    assert (row["severity"], row["message"]) == snapshot(("hint", "(concept) Ik ken `kotr` niet."))
    assert report.github(made.problems, lambda _: None) == snapshot(
        "::notice file=content/plan.md,line=3,title=sleutel-onbekend::(concept) Ik ken `kotr` niet. Bedoel je `kort`?"
    )
    assert report.full(made.problems, lambda _: None).splitlines()[0] == snapshot(
        "TIP (concept) in content/plan.md, regel 3"
    )


def test_a_home_page_is_needed_so_its_errors_count() -> None:
    made = site("-- content/index.md --\n---\ntitel: Welkom\nkotr: Zo\nconcept: ja\n---\nTekst.\n")
    assert made.count(Severity.ERROR) > 0


def test_a_draft_is_told_as_one_also_when_its_moment_is_typed() -> None:
    keys = "titel: Plan\npubliceer: 3 juni 2034\n"
    made = site(
        f"-- content/a.md --\n---\n{keys}---\nTekst.\n-- content/b.md --\n---\n{keys}concept: ja\n---\nTekst.\n"
    )
    assert report.withheld(made) == snapshot("""\
  Nog niet te zien: content/a.md (vanaf zaterdag 3 juni 2034)
  Nog niet te zien: content/b.md (een concept)\
""")
