"""Agendas of readers know what is the latest: every change of a day or place is a later version, whoever builds it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import icalendar
import pytest

from avksite.content.ledger import ADDRESSES, Revision
from avksite.rendering.ledger import next_ledger
from tests.sites import concise, page, site

if TYPE_CHECKING:
    from avksite.rendering.artifact import Build

EVENT = """\
-- content/bijeenkomsten/2024/{name}.md --
---
titel: Borrel
kort: Kom je ook?
begin: {begin}
soort: bijeenkomst
{more}locatie:
  plaats: {town}
---
Tot dan!
"""
FIRST = {"name": "borrel", "begin": "3 juli 2024 13.00 uur", "more": "", "town": "Emmen"}
MOVED, ELSEWHERE, OFF = {"begin": "4 juli 2024 13.00 uur"}, {"town": "Assen"}, {"more": "afgelast: ja\n"}
CALL = """\
-- content/nieuws/2024/oproep.md --
---
titel: Doe mee
kort: We zoeken ideeën.
datum: 5 maart 2024
oproep:
  sluit: {sluit}
---
Heb je een idee?
"""
MORNING, LATER, NEXT_DAY = "3 mei 2024 9.00 uur", "3 mei 2024 17.00 uur", "4 mei 2024 3.00 uur"


class Desk:
    """Somebody who changes a site and publishes it, each time with the ledger of the time before."""

    def __init__(self, ledger: str = "/ pagina\n") -> None:
        self.ledger = ledger

    def built(self, text: str, today: str) -> Build:
        """Return the site with the ledger as it is committed now."""
        return site(f"-- {ADDRESSES} --\n{self.ledger}{text}", today)

    def published(self, text: str, today: str) -> icalendar.Event:
        """Publish a site, keep its ledger, and return the item of its agenda."""
        made = self.built(text, today)
        self.ledger = next_ledger(made.site, made.artifacts).in_words
        assert page(self.built(text, today), "agenda.ics") == page(made, "agenda.ics")
        return item(made)

    def line(self, address: str) -> str:
        """Return what the ledger says of an address."""
        return next(line for line in self.ledger.splitlines() if line.startswith(address))


def item(made: Build) -> icalendar.Event:
    """Return the one item of the agenda, which never lies in the future."""
    (found,) = icalendar.Calendar.from_ical(page(made, "agenda.ics")).events
    assert found.decoded("DTSTAMP") == found.decoded("LAST-MODIFIED") < made.site.now
    return found


def event(**more: str) -> str:
    return EVENT.format(**FIRST | more)


def told(found: icalendar.Event) -> tuple[int, datetime]:
    """Return by what a program sees which of two forms is the later one (RFC 5546 section 2.1.5)."""
    return found.sequence, found.decoded("DTSTAMP")


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ([{}, MOVED, ELSEWHERE], [MORNING, LATER, LATER]),  # twice on one day
        ([OFF, {}, OFF, {}], [MORNING, LATER, NEXT_DAY, NEXT_DAY]),  # a cancelling undone, again and again
        ([{}, MOVED, {}, MOVED], [MORNING, MORNING, MORNING, NEXT_DAY]),  # moved, and moved back
    ],
)
def test_every_change_of_when_and_where_is_a_later_version(changes: list[dict[str, str]], days: list[str]) -> None:
    desk = Desk()
    versions = [told(desk.published(event(**change), day)) for change, day in zip(changes, days, strict=True)]
    for kind in zip(*versions, strict=True):  # the numbers, and the moments
        assert list(kind) == sorted(set(kind))


def test_a_key_that_is_taken_away_makes_no_version_an_earlier_one() -> None:
    desk = Desk()
    told_of_it = "bijgewerkt: 3 mei 2024\nverplaatst-van: [1 juli 2024, 2 juli 2024]\nafgelast: nee\n"
    first = desk.published(event(more=told_of_it), MORNING)
    assert desk.published(event(), MORNING).sequence == first.sequence
    assert desk.published(event(**MOVED), MORNING).sequence == first.sequence + 1


def test_a_clone_that_builds_the_same_commit_makes_the_same_agenda_whenever_it_does() -> None:
    desk = Desk()
    desk.published(event(), MORNING)
    first = page(desk.built(event(**MOVED), LATER), "agenda.ics")
    assert page(desk.built(event(**MOVED), MORNING), "agenda.ics") == first  # before the ledger is committed
    desk.published(event(**MOVED), LATER)
    assert desk.line("/bijeenkomsten/2024/borrel/").endswith(
        " sinds 2024-05-03 versie 1 van 2024-05-03 a131c3d3 op 2024-07-04T13:00"
    )
    assert page(desk.built(event(**MOVED), "1 juni 2024"), "agenda.ics") == first  # and ever after
    assert page(desk.built(event(**MOVED), "1 augustus 2024"), "agenda.ics") == first


def test_other_words_are_no_other_version_and_have_a_moment_of_their_own() -> None:
    desk = Desk()
    before = desk.published(event(), MORNING)
    after = desk.published(event(more="doel: Samen eten.\n"), MORNING)
    assert (after.sequence, after.decoded("DTSTAMP") != before.decoded("DTSTAMP")) == (before.sequence, True)


def test_a_ledger_that_knows_no_versions_yet_takes_what_the_text_says() -> None:
    desk, text = Desk("/ pagina\n/bijeenkomsten/2024/borrel/ bijeenkomst\n"), event(more="bijgewerkt: 1 mei 2024\n")
    without = item(site(text, MORNING))
    assert told(desk.published(text, MORNING)) == told(without)
    assert without.sequence == 12656
    assert desk.published(event(**OFF), LATER).sequence == 12657


def test_a_text_with_another_name_keeps_counting() -> None:
    desk = Desk()
    desk.published(event(), MORNING)
    before = desk.published(event(**MOVED), MORNING)
    renamed = {"name": "feest", "more": "oude-adressen: /bijeenkomsten/2024/borrel/\n"}
    same = desk.published(event(**MOVED, **renamed), NEXT_DAY)
    assert (same.sequence, same["UID"]) == (before.sequence, before["UID"])
    assert desk.published(event(**renamed), NEXT_DAY).sequence == before.sequence + 1


def test_a_last_day_that_is_put_off_and_back_is_a_later_version_each_time() -> None:
    desk = Desk()
    days = ("13 november 2024", "20 november 2024", "13 november 2024")
    assert [desk.published(CALL.format(sluit=day), MORNING).sequence for day in days] == [0, 1, 2]


def test_of_two_branches_that_both_changed_it_what_is_there_now_is_later_than_both() -> None:
    desk, other = Desk(), Desk()
    for it in (desk, other):
        it.published(event(), MORNING)
    here, there = desk.published(event(**MOVED), LATER), other.published(event(**ELSEWHERE), LATER)
    assert told(here) != told(there)
    desk.ledger += other.line("/bijeenkomsten/2024/borrel/") + "\n"
    assert desk.published(event(**MOVED), NEXT_DAY).sequence == here.sequence + 1


def test_the_last_version_counts_and_of_two_last_ones_nobody_knows_the_facts() -> None:
    first, same, other, last = Revision(1, "0" * 8), Revision(1, "0" * 8), Revision(1, "1" * 8), Revision(2, "0" * 8)
    assert first.joined(None) == first.joined(same) == first
    assert first.joined(last) == last.joined(first) == last
    assert first.joined(other) == other.joined(first) == Revision(1)


# ── What readers wrote down ───────────────────────────────────────────────────────────────────────────────────────────

MISSED = (
    "content/bijeenkomsten/2024/borrel.md:4: let op[dag-veranderd] Op de site stond dat dit op 3 juli 2024 13.00 uur "
    "begint. Wie dat opschreef, leest niet dat het anders is."
)
SAID = "verplaatst-van: 3 juli 2024 13.00 uur\n"


def missed(made: Build) -> str:
    return concise(it for it in made.problems if it.rule.id == "dag-veranderd")


def test_whoever_wrote_down_the_old_day_of_an_event_is_told_and_asked_for_until_then() -> None:
    desk = Desk()
    desk.published(event(), MORNING)
    assert missed(desk.built(event(**MOVED), NEXT_DAY)) == MISSED
    desk.published(event(**MOVED), NEXT_DAY)
    made = desk.built(event(**MOVED), "5 mei 2024")  # as it was published: nobody was told yet
    assert missed(made) == MISSED
    told = next(it for it in made.problems if it.rule.id == "dag-veranderd")
    assert told.hint == (
        "Zet erbij: `verplaatst-van: 3 juli 2024 13.00 uur`. Heeft niemand de oude dag gezien? Haal dan in "
        "`content/adressen.txt` achter het adres van deze bijeenkomst `op` weg, met de dag die erachter staat."
    )
    assert (fix := told.fix)
    assert event(**MOVED).replace(fix.old, fix.new) == event(**MOVED).replace("soort:", f"{SAID}soort:")
    desk.published(event(**MOVED, more=SAID), "5 mei 2024")
    assert desk.line("/bijeenkomsten/2024/borrel/").endswith(" op 2024-07-04T13:00")
    made = desk.built(event(begin="5 juli 2024", more=SAID), "6 mei 2024")
    assert missed(made) == MISSED.replace("3 juli", "4 juli")
    both = "verplaatst-van: [3 juli 2024 13.00 uur, 4 juli 2024 13.00 uur]"
    told = next(it for it in made.problems if it.rule.id == "dag-veranderd")
    assert told.hint.startswith(f"Maak ervan: `{both}`. ")
    assert (fix := told.fix)
    assert (fix.old, fix.new) == (SAID.strip(), both)
    assert missed(desk.built(event(begin="5 juli 2024", more=f"{both}\n"), "6 mei 2024")) == ""


@pytest.mark.parametrize(
    "change",
    [
        {},
        ELSEWHERE,
        {"begin": "3 juli 2024"},
        MOVED | {"more": "verplaatst-van: [1 juli 2024, 3 juli 2024]\n"},
        MOVED | {"more": "afgelast: ja\n"},
        {"begin": "3 mei 2024 9.00 uur"},
    ],
)
def test_of_an_event_that_begins_when_readers_think_it_does_or_says_so_nothing_is_asked(change: dict[str, str]) -> None:
    desk = Desk()
    desk.published(event(), MORNING)
    assert missed(desk.built(event(**change), NEXT_DAY)) == ""


def test_another_time_on_the_day_is_another_moment() -> None:
    desk = Desk()
    desk.published(event(), MORNING)
    assert missed(desk.built(event(begin="3 juli 2024 14.00 uur"), NEXT_DAY)) == MISSED


def test_an_event_that_nobody_could_have_written_down_changes_its_day_in_silence() -> None:
    desk = Desk()
    hidden = [{"more": "concept: ja\n"}, {"more": "publiceer: 1 juni 2024\n"}]
    for more in hidden:
        desk.ledger = next_ledger((made := desk.built(event(**more), MORNING)).site, made.artifacts).in_words
        assert missed(desk.built(event(**MOVED), NEXT_DAY)) == ""
    assert missed(Desk().built(event(**MOVED), MORNING)) == ""  # new
    desk.published(event(), MORNING)
    assert missed(desk.built(event(**MOVED), LATER)) == ""  # on the site since today
    assert missed(desk.built(event(begin="2 juli 2025"), "4 juli 2024")) == ""  # it was: this is the next one
    desk.ledger = desk.ledger.replace(" op 2024-07-03T13:00", "")  # nobody saw it, somebody says
    assert missed(desk.built(event(**MOVED), NEXT_DAY)) == ""


def test_an_event_that_was_moved_and_renamed_at_once_is_asked_of_too() -> None:
    desk = Desk()
    desk.published(event(), MORNING)
    renamed = MOVED | {"name": "feest", "more": "oude-adressen: /bijeenkomsten/2024/borrel/\n"}
    assert missed(desk.built(event(**renamed), NEXT_DAY)) == MISSED.replace("borrel.md", "feest.md")
