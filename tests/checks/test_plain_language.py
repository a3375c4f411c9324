"""The coach never stops a text, takes no longer for a strange one, and tells how each page reads.

What it says of a text is in `tests/specs/plain-language.md`.
"""

import re

import pytest
from inline_snapshot import snapshot

from avksite import report as reports
from avksite.checks.plain_language import SUBJECTS
from avksite.checks.plain_language.level import readings
from avksite.problems import Fix, Severity, rules_in
from tests.checks.reporting import assembled, coached, page


def test_the_coach_advises_and_never_stops_a_site() -> None:
    rules = rules_in(*SUBJECTS)
    assert {rule.severity for rule in rules} == {Severity.HINT, Severity.WARNING}
    assert [rule.id for rule in rules if rule.severity is Severity.WARNING] == snapshot(
        ["kort-lang", "kort-moeilijk", "afkorting", "letterwoord", "hoofdletters", "emoji-rij"]
    )


def language_of(text: str) -> str:
    with assembled(text) as whole:
        return reports.language(readings(whole))


def test_the_report_on_language_tells_of_each_page_how_it_reads() -> None:
    assert language_of(
        "-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent. Loop gerust bij ons naar binnen.\n\n"
        "De organisatie ondersteunt gemeentelijke initiatieven met financiële middelen.\n"
    ) == snapshot("""\
Hoe leest het? 100 is heel makkelijk, 0 heel moeilijk. De score (Flesch-Douma) telt alleen hoe lang zinnen en
woorden zijn. Het is een grove maat: lees de tekst ook zelf, of laat een lezer meekijken. Onder een tekst
staan de zinnen die het moeilijkst zijn. Staat er niets bij wat je kunt doen? Dan leest de tekst goed.

content/index.md: 30, moeilijk. Een zin heeft hier 6,3 woorden.
  regel 6 (8 woorden): De organisatie ondersteunt gemeentelijke initiatieven met
                       financiële middelen.
  Doe dit: Begin met de woorden: kies in de zinnen hierboven kortere en gewonere
           woorden.\
""")


def test_a_page_that_reads_well_gets_no_advice_and_no_page_a_level() -> None:
    told = language_of("-- content/index.md --\n---\ntitel: Dag\n---\nFijn dat je er bent.\n")
    assert "content/index.md: 100, heel makkelijk." in told
    assert "Doe dit" not in told
    assert re.search(r"\b[ABC][12]\b", told) is None


@pytest.mark.parametrize(
    "piece",
    [
        "aa-", "aa/", "a@", "1, ", "‘a’b", "“", "A B ", "12 34 ", "(a)", "(aa, ", "(aa, aa en aa en ",
        "(samen) aa ", "1e. ", "GKB ", "o.a. ", "a.nl/", "u je ", "dertig ", "🎉",
    ],
)  # fmt: skip
def test_a_strange_text_takes_no_longer_for_each_sign(piece: str) -> None:
    coached(page(piece * (30_000 // len(piece))))


def test_words_that_are_sure_to_be_right_go_along_as_data() -> None:
    sure, unsure = coached(page("Kom op 12-03-2025.\n\nJe mag en/of kiezen."))
    assert (sure.fix, unsure.fix) == (Fix("12-03-2025", "12 maart 2025"), None)
