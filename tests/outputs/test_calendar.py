"""What an agenda file says, and that two programs read the same in it; `tests/specs/channels.md` has whole files."""

import re
from datetime import UTC, date, datetime

import icalendar
import pytest

from avksite.rendering.artifact import Build
from tests.channels import in_utc, read_by_icalendar, read_by_vobject
from tests.sites import page, site

EVENT = """\
-- content/bijeenkomsten/2024/werksessie.md --
---
titel: "Werksessie 1: huis, school & buurt"
kort: Denk mee over hulp die past.
begin: {begin}
{more}soort: werksessie
locatie:
  naam: Dorpshuis De Spil
  plaats: Zandberg
bijgewerkt: 2 mei 2024
---
Tot dan!
"""

CALL = """\
-- content/nieuws/2024/oproep.md --
---
titel: Doe mee
kort: We zoeken ideeën.
datum: 5 maart 2024
oproep:
  sluit: 13 november 2024
{more}---
Heb je een idee?
"""

SIGN_UP, OFF = "aanmelden:\n  mail: post@voorbeeld.nl\n  tot: 1 juli 2024\n", "afgelast: ja\n"


def event(begin: str, more: str = "") -> str:
    """Return an event that begins then."""
    return EVENT.format(begin=begin, more=more)


def agenda(made: Build, path: str = "agenda.ics") -> list[icalendar.Event]:
    """Return the items of an agenda as icalendar reads them."""
    return icalendar.Calendar.from_ical(page(made, path)).events


def in_words(moment: date) -> str:
    """Return a day as a day, and a time as it is in Greenwich."""
    return f"{in_utc(moment):%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()


def only(made: Build) -> icalendar.Event:
    """Return the one item of the agenda."""
    (item,) = agenda(made)
    return item


@pytest.mark.parametrize(
    ("begin", "more", "expected"),
    [
        # What has no end lasts two hours: of no length, it would hardly show.
        # Summer time: two hours ahead of Greenwich. Programs that misread the time zone are an hour late here.
        ("3 juli 2024 13.00 uur", "", ("2024-07-03 11:00", "2024-07-03 13:00")),
        ("17 januari 2024 13.00 uur", "", ("2024-01-17 12:00", "2024-01-17 14:00")),
        # The clock goes back in this night, and forward in that one.
        ("27 oktober 2024 12.00 uur", "", ("2024-10-27 11:00", "2024-10-27 13:00")),
        ("31 maart 2024 12.00 uur", "", ("2024-03-31 10:00", "2024-03-31 12:00")),
        # A whole day ends before the next one begins.
        ("3 juli 2024", "", ("2024-07-03", "2024-07-04")),
        ("3 juli 2024", "eind: 5 juli 2024\n", ("2024-07-03", "2024-07-06")),
        ("3 juli 2024", "eind: 3 juli 2024 17.00 uur\n", ("2024-07-03", "2024-07-04")),
        # A bare day after a time counts to its last minute.
        ("3 juli 2024 13.00 uur", "eind: 4 juli 2024\n", ("2024-07-03 11:00", "2024-07-04 22:00")),
        ("3 juli 2024 13.00 uur", "eind: 3 juli 2024\n", ("2024-07-03 11:00", "2024-07-03 13:00")),
    ],
)
def test_two_programs_read_the_same_moments(begin: str, more: str, expected: tuple[str, str]) -> None:
    text = page(site(event(begin, more)), "agenda.ics")
    for read in (read_by_icalendar, read_by_vobject):
        (moments,) = read(text).values()
        assert tuple(map(in_words, moments)) == expected


def test_a_call_stands_in_the_agenda_on_its_last_day() -> None:
    made = site(CALL.format(more=""))
    item = only(made)
    assert (item["SUMMARY"], item.start, item.end) == ("Laatste dag: Doe mee", date(2024, 11, 13), date(2024, 11, 14))
    assert item["TRANSP"] == "TRANSPARENT"
    assert agenda(made, "nieuws/2024/oproep/agenda.ics") == [item]


def test_a_deadline_that_is_moved_keeps_its_name_and_counts_as_a_revision() -> None:
    before = only(site(CALL.format(more="")))
    after = only(site(CALL.format(more="  verlengd-tot: 1 december 2024\n")))
    assert (after.start, after["UID"]) == (date(2024, 12, 1), before["UID"])
    assert (before.sequence, after.sequence) == (0, 1)


def test_an_event_that_is_called_off_or_not_after_all_says_so_with_its_deadline_each_time_as_a_revision() -> None:
    before, off, on = (agenda(site(event("3 juli 2024", f"{SIGN_UP}{more}"))) for more in ("", OFF, "afgelast: nee\n"))
    statuses = [[str(item["STATUS"]) for item in items] for items in (before, off, on)]
    assert statuses == [["CONFIRMED"] * 2, ["CANCELLED"] * 2, ["CONFIRMED"] * 2]
    assert str(off[1]["SUMMARY"]) == "Afgelast: Werksessie 1: huis, school & buurt"
    for item, cancelled, restored in zip(before, off, on, strict=True):
        assert item["UID"] == cancelled["UID"] == restored["UID"]
        assert (cancelled.sequence, restored.sequence) == (item.sequence + 1, item.sequence + 2)


def test_a_later_change_always_counts_as_a_later_revision() -> None:
    changes = ["1 januari 2020", "1 mei 2024", "2 mei 2024", "1 mei 2025"]
    told = ["afgelast: ja\n", "verplaatst-van: [1-7-2024, 2-7-2024, 4-7-2024]\n", "afgelast: nee\n", ""]
    texts = [
        event("3 juli 2024", more).replace("2 mei 2024", change) for change, more in zip(changes, told, strict=True)
    ]
    items = [only(site(text, "1 juni 2025")) for text in texts]
    revisions, stamps = [item.sequence for item in items], [item.decoded("DTSTAMP") for item in items]
    assert revisions == sorted(set(revisions))
    assert stamps == sorted(set(stamps))


CHANGES = {
    "begin": ("13.00 uur", "14.00 uur"),
    "day": ("3 juli", "4 juli"),
    "end": ("soort:", "eind: 3 juli 2024 17.00 uur\nsoort:"),
    "place": ("De Spil", "De Klok"),
    "town": ("Zandberg", "Emmen"),
    "title": ("buurt", "straat"),
    "summary": ("Denk mee", "Doe mee"),
    "called off": ("soort:", "afgelast: ja\nsoort:"),
    "moved": ("soort:", "verplaatst-van: 1 juli 2024\nsoort:"),
    "programme": ("soort:", "programma:\n  - titel: Welkom\nsoort:"),
    "goal": ("soort:", "doel: Samen verder\nsoort:"),
    "topic": ("soort:", "onderwerpen: wonen\nsoort:"),
    "online": ("  plaats", "  online: https://meet.voorbeeld.nl/\n  plaats"),
}
KNOWN = {"nothing": "", "a change": "bijgewerkt: 2 mei 2024\n", "a start": "publiceer: 2 mei 2024 9.00 uur\n"}
TODAY = "3 mei 2024 9.00 uur"


@pytest.mark.parametrize("known", KNOWN.values(), ids=KNOWN)
def test_every_change_has_a_moment_of_its_own_that_is_past(known: str) -> None:
    text = event("3 juli 2024 13.00 uur").replace("bijgewerkt: 2 mei 2024\n", known)
    texts = [text, *(text.replace(old, new, 1) for old, new in CHANGES.values())]
    stamps = [only(site(changed, TODAY)).decoded("DTSTAMP") for changed in texts]
    assert len(set(stamps)) == len(texts)
    assert max(stamps) < datetime(2024, 5, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "today"),
    [
        ("bijgewerkt: 3 mei 2024\n", "3 mei 2024 0.00 uur"),
        ("bijgewerkt: 3 mei 2034\n", TODAY),
        ("publiceer: 3 mei 2024 9.00 uur\n", TODAY),
        ("", "4 juli 2024"),
    ],
)
def test_a_revision_is_never_still_to_come_nor_the_day_itself(more: str, today: str) -> None:
    made = site(event("3 juli 2024").replace("bijgewerkt: 2 mei 2024\n", more), today)
    item, now = only(made), made.site.now
    assert item.decoded("DTSTAMP") == item.decoded("LAST-MODIFIED") <= now
    assert item.decoded("DTSTAMP").date() < date(2024, 7, 1)


def test_an_item_keeps_its_name_when_the_site_moves_and_has_another_in_another_site() -> None:
    def uid(site_yaml: str) -> str:
        return str(only(site(f"-- content/site.yaml --\n{site_yaml}{event('3 juli 2024')}"))["UID"])

    here = uid("naam: Alliantie van Kracht\nadres: https://voorbeeld.example\n")
    assert uid("naam: Alliantie van Kracht\nadres: https://proef.example/avk\n") == here
    assert uid("naam: Buurtkracht\nadres: https://voorbeeld.example\n") != here


def lessons(dates: str) -> Build:
    """Return a site with one course on these dates."""
    return site(
        "-- content/leeraanbod/training.md --\n---\ntitel: Training\nkort: Leer mee.\nsoort: training\nleervorm: doen\n"
        f"doelgroep: professionals\ndata: {dates}\n---\nTot dan.\n"
    )


def test_a_lesson_that_moves_keeps_its_name() -> None:
    before, after = agenda(lessons("[3 juli 2024, 10 juli 2024]")), agenda(lessons("[4 juli 2024, 11 juli 2024]"))
    assert len({str(item["UID"]) for item in before}) == 2
    assert [item["UID"] for item in before] == [item["UID"] for item in after]
    assert [item.start.day for item in after] == [4, 11]
    assert all(old.decoded("DTSTAMP") != new.decoded("DTSTAMP") for old, new in zip(before, after, strict=True))


def test_what_has_a_time_and_no_end_lasts_two_hours_and_says_so() -> None:
    told = "Er staat niet bij hoe laat het klaar is. In je agenda duurt het daarom 2 uur."
    for timed, whole in (
        (only(lessons("3 juli 2024 9.00 uur")), only(lessons("3 juli 2024"))),
        (only(site(event("3 juli 2024 9.00 uur"))), only(site(event("3 juli 2024")))),
    ):
        assert (in_words(timed.start), in_words(timed.end)) == ("2024-07-03 07:00", "2024-07-03 09:00")
        assert told in str(timed["DESCRIPTION"])
        assert told not in str(whole["DESCRIPTION"])
    same = only(site(event("3 juli 2024 9.00 uur", "eind: 3 juli 2024 9.00 uur\n")))
    assert (in_words(same.end), told in str(same["DESCRIPTION"])) == ("2024-07-03 09:00", True)
    ended = only(site(event("3 juli 2024 9.00 uur", "eind: 3 juli 2024 9.30 uur\n")))
    assert told not in str(ended["DESCRIPTION"])


def test_the_description_tells_the_facts_the_programme_and_whom_to_ask_who_is_no_organiser_to_answer() -> None:
    person = "-- content/personen/jan.md --\n---\nnaam: Jan de Boer\nrol: projectleider\ntelefoon: 06 12345678\n---\n"
    programme = (
        "programma:\n  - tijd: 13.00 uur\n    titel: Welkom\n    zaal: Tuinzaal\n    wie: [Jan, Piet, Anna]\n"
        "  - titel: Napraten\n"
    )
    item = agenda(site(person + event("3 juli 2024", f"contact: jan\n{SIGN_UP}{programme}"), "1 juni 2024"))[1]
    assert str(item["DESCRIPTION"]).split("\n") == [
        "Denk mee over hulp die past.",
        "Wanneer: woensdag 3 juli 2024",
        "Waar: Dorpshuis De Spil, Zandberg",
        "Aanmelden: kan tot en met 1 juli 2024 (post@voorbeeld.nl)",
        "13.00 uur Welkom, Tuinzaal, Jan, Piet en Anna",
        "Napraten",
        "Contact: Jan de Boer, projectleider, 06 12 34 56 78",
        "https://voorbeeld.example/bijeenkomsten/2024/werksessie/",
    ]
    # RFC 5545 keeps ORGANIZER for meetings with a list of who was asked to come.
    assert (str(item["CONTACT"]), "ORGANIZER" in item) == ("Jan de Boer, projectleider, 06 12 34 56 78", False)


def test_a_program_can_join_what_is_online() -> None:
    text = event("3 juli 2024 13.00 uur").replace("  plaats:", "  online: https://meet.voorbeeld.nl/a?b=c\n  plaats:")
    conference = "CONFERENCE;FEATURE=VIDEO;LABEL=Doe mee via internet;VALUE=URI:https://meet.voorbeeld.nl/a?b=c"
    assert conference in page(site(text), "agenda.ics").replace("\r\n ", "").split("\r\n")


# ── Which agendas there are ───────────────────────────────────────────────────────────────────────────────────────────


def titles(made: Build, path: str) -> list[str]:
    """Return what an agenda holds."""
    return [str(item["SUMMARY"]) for item in agenda(made, path)]


def test_the_last_days_have_an_agenda_of_their_own() -> None:
    made = site(event("3 juli 2024", SIGN_UP) + CALL.format(more=""))
    last_days = ["Aanmelden kan tot en met vandaag: Werksessie 1: huis, school & buurt", "Laatste dag: Doe mee"]
    assert titles(made, "sluitdatums.ics") == last_days
    assert titles(made, "agenda.ics") == [last_days[0], "Werksessie 1: huis, school & buurt", last_days[1]]
    assert all(type(item.start) is date for item in agenda(made, "sluitdatums.ics"))


def test_each_series_has_an_agenda_however_it_is_typed() -> None:
    one = event("3 juli 2024", f"reeks: Samen leren\n{SIGN_UP}")
    other = event("4 juli 2024", "reeks: samen  leren\n").replace("werksessie.md", "vervolg.md").replace("1:", "2:")
    alone = event("5 juli 2024").replace("werksessie.md", "los.md").replace("1:", "3:")
    made = site(one + other + alone)
    assert titles(made, "agenda/samen-leren.ics") == [
        "Aanmelden kan tot en met vandaag: Werksessie 1: huis, school & buurt",
        "Werksessie 1: huis, school & buurt",
        "Werksessie 2: huis, school & buurt",
    ]
    assert [path for path in files(made) if path.startswith("agenda/")] == ["agenda/samen-leren.ics"]


def files(made: Build) -> list[str]:
    """Return the paths of all agendas."""
    return [artifact.path for artifact in made.artifacts if artifact.path.endswith(".ics")]


def test_the_same_item_has_the_same_name_in_every_agenda() -> None:
    made = site(event("3 juli 2024", f"reeks: Samen leren\n{SIGN_UP}"))
    names = {path: {str(item["UID"]) for item in agenda(made, path)} for path in files(made)}
    assert sorted(names) == [
        "agenda.ics",
        "agenda/samen-leren.ics",
        "bijeenkomsten/2024/werksessie/agenda.ics",
        "sluitdatums.ics",
    ]
    assert names.pop("sluitdatums.ics") < names["agenda.ics"]
    assert len(set(map(frozenset, names.values()))) == 1


def test_an_event_that_moves_keeps_its_name_and_its_file_stays() -> None:
    before = site(event("3 juli 2024", SIGN_UP))
    moved = event("3 juli 2024", f"oude-adressen: /bijeenkomsten/2024/werksessie/\n{SIGN_UP}")
    after = site(moved.replace("werksessie.md", "congres.md"))
    assert [item["UID"] for item in agenda(after)] == [item["UID"] for item in agenda(before)]
    here, there = "bijeenkomsten/2024/congres/agenda.ics", "bijeenkomsten/2024/werksessie/agenda.ics"
    assert page(after, here) == page(after, there)
    assert "URL:https://voorbeeld.example/bijeenkomsten/2024/congres/" in page(after, there)


def test_an_agenda_was_last_changed_when_the_last_of_its_items_was() -> None:
    texts = event("3 juli 2024") + CALL.format(more="")
    calendar = icalendar.Calendar.from_ical(page(site(texts), "agenda.ics"))
    changed = [item.decoded("LAST-MODIFIED") for item in calendar.events]
    assert calendar.decoded("LAST-MODIFIED") == max(changed) > min(changed)


# ── Lines, and the same again ─────────────────────────────────────────────────────────────────────────────────────────


def test_no_line_is_longer_than_75_bytes_none_wakes_a_reader_and_another_day_changes_nothing() -> None:
    long = "Ontmoeting met veel é en ë " * 8
    typed = event("3 juli 2024").replace("Denk mee over hulp die past.", long)
    text = page(site(typed, "2 mei 2024"), "agenda.ics")
    assert text == page(site(typed, "3 mei 2024"), "agenda.ics")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")
    assert "VALARM" not in text


def test_the_name_of_an_agenda_is_escaped_as_text() -> None:
    made = site(
        "-- content/site.yaml --\nnaam: |\n  Wij; samen,\n  altijd\nadres: https://a.nl\n"
        + EVENT.format(begin="3 juni 2024", more="")
    )
    names = re.findall(r"^(?:NAME|X-WR-CALNAME):(.*)$", page(made, "agenda.ics").replace("\r\n ", ""), re.MULTILINE)
    assert [name.strip() for name in names] == [r"Agenda van Wij\; samen\,\naltijd"] * 2
