"""An automatic edition composes itself: what is new in one edition only, what lies ahead for as long as it does."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from avksite.checks.output.mail import MOST_BYTES
from avksite.delivery.mailing import edition_named
from avksite.dutch.formatting import date_in_words
from avksite.rendering.artifact import Build
from avksite.rendering.edition import (
    CALLS,
    COMING,
    LEARN,
    MOST_ITEMS,
    EditionSection,
    edition_sections,
    newsworthy_from,
)
from tests.outputs.test_newsletter import automatic, event, news, sections
from tests.sites import concise, page, site

ORDER = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
onderwerpen:
  aanpak: Aanpak
  onderzoek: Onderzoek
  ontmoetingen: Ontmoetingen
nieuwsbrief:
  antwoord-aan: post@voorbeeld.nl
  rubrieken:
    - naam: aanpak
      titel: Zo pakken we het aan
      onderwerpen: [aanpak]
    - naam: onderzoek
      titel: Uit het onderzoek
      onderwerpen: [onderzoek]
"""


def call(name: str, day: str, closes: str) -> str:
    """Return a call of a day."""
    return news(name, day).replace("---\nTekst.", f"oproep:\n  sluit: {closes}\n---\nTekst.")


def lesson(name: str, front: str = "") -> str:
    """Return an item of the learning menu."""
    return (
        f"-- content/leeraanbod/{name}.md --\n---\ntitel: Les {name}\nkort: Over {name}.\nsoort: cursus\n"
        f"leervorm: doen\ndoelgroep: inwoners\n{front}---\nTekst.\n"
    )


def chosen(name: str, day: str, *items: str) -> str:
    """Return an edition whose items the editor chose."""
    listed = "".join(f"\n  - /{item}" for item in items)
    return automatic(name, day).replace(" automatisch", listed)


def test_calls_come_first_then_the_sections_the_agenda_and_one_thing_to_learn() -> None:
    made = site(
        ORDER
        + news("onderzocht", "2 maart 2024", "onderzoek")
        + news("aangepakt", "3 maart 2024", "aanpak")
        + news("anders", "4 maart 2024")
        + call("laat", "1 maart 2024", "1 juni 2024")
        + call("vlug", "1 maart 2024", "12 maart 2024")
        + call("dicht", "1 maart 2024", "9 maart 2024")
        + event("straks", "1 april 2024")
        + event("morgen", "11 maart 2024")
        + lesson("b")
        + lesson("a")
        + automatic("maart", "10 maart 2024")
    )
    assert sections(made, "maart") == [
        (CALLS, ["vlug", "laat"]),
        ("Zo pakken we het aan", ["aangepakt"]),
        ("Uit het onderzoek", ["onderzocht"]),
        ("Meer nieuws", ["anders", "dicht"]),
        (COMING, ["morgen", "straks"]),
        (LEARN, ["a"]),
    ]


def test_a_call_and_an_event_come_back_for_as_long_as_they_lie_ahead() -> None:
    made = site(
        call("oproep", "1 maart 2024", "1 mei 2024")
        + event("feest", "1 mei 2024")
        + "".join(
            automatic(name, f"{day} 2024") for name, day in (("maart", "5 maart"), ("mei", "1 mei"), ("juni", "1 juni"))
        ),
        today="2 juni 2024",
    )
    assert sections(made, "maart") == [(CALLS, ["oproep"]), (COMING, ["feest"])]
    assert sections(made, "mei") == [(CALLS, ["oproep"]), (COMING, ["feest"])]
    assert sections(made, "juni") == [("", ["feest"])]


def test_what_shows_only_after_an_edition_goes_with_the_next() -> None:
    later = news("later", "1 maart 2024").replace("---\nTekst.", "publiceer: 5 maart 2024\n---\nTekst.")
    made = site(later + automatic("maart", "3 maart 2024") + automatic("april", "3 april 2024"), today="4 april 2024")
    assert (sections(made, "maart"), sections(made, "april")) == ([], [("", ["later"])])


def test_of_two_editions_on_one_day_only_the_first_brings_the_news() -> None:
    made = site(news("a", "1 maart 2024") + automatic("een", "3 maart 2024") + automatic("twee", "3 maart 2024"))
    assert (sections(made, "een"), sections(made, "twee")) == ([("", ["a"])], [])


def test_an_old_edition_does_not_announce_what_was_planned_years_later() -> None:
    made = site(automatic("toen", "1 maart 2021") + event("nu", "1 juni 2024"))
    assert sections(made, "toen") == []


def test_every_lesson_gets_its_turn_before_one_comes_back() -> None:
    lessons = lesson("a") + lesson("b") + lesson("c")
    made = site(
        lessons
        + chosen("1", "1 januari 2024", "leeraanbod/a.md")
        + "".join(automatic(f"{month}", f"1-{month}-2024") for month in (2, 3, 4, 5)),
        today="1 juni 2024",
    )
    assert [sections(made, str(month)) for month in (2, 3, 4, 5)] == [
        [(LEARN, [name])] for name in ("b", "c", "a", "b")
    ]


def test_a_lesson_that_is_new_stands_among_the_news_and_needs_no_second() -> None:
    new = lesson("nieuw", "publiceer: 2 maart 2024\n")
    made = site(lesson("a") + new + automatic("maart", "3 maart 2024"))
    assert sections(made, "maart") == [("", ["nieuw"])]


def test_a_lesson_without_a_date_is_new_when_the_edition_before_did_not_know_it() -> None:
    sent = (
        "-- content/verzonden.yaml --\nverzonden:\n  - nieuwsbrief: maart\n    dienst: map\n    staat: klaar\n"
        "    moment: 10-3-2024 9:00\n    inhoud: abc\n    berichten:\n      - content/leeraanbod/a.md\n"
        "    menukaart:\n      - content/leeraanbod/a.md\n"
    )
    texts = lesson("a") + lesson("b") + automatic("maart", "10 maart 2024") + automatic("mei", "10 mei 2024")
    made = site(sent + texts, "11 mei 2024")
    assert sections(made, "maart") == [("Om te leren", ["a"])]
    assert sections(made, "mei") == [("", ["b"])]


def test_after_an_import_an_edition_is_bounded_and_says_so() -> None:
    old = "".join(news(f"oud-{number:03}", f"{number % 28 + 1} januari {2000 + number % 20}") for number in range(120))
    coming = "".join(event(f"straks-{number}", f"{number} april 2024") for number in (1, 2, 3))
    made = site(old + coming + lesson("a") + automatic("maart", "10 maart 2024"))
    brought = [name for _, names in sections(made, "maart") for name in names]
    assert len(brought) == MOST_ITEMS
    assert brought[-4:] == ["straks-1", "straks-2", "straks-3", "a"]
    assert len(page(made, "nieuwsbrieven/maart/mail.html").encode()) < MOST_BYTES
    assert concise(problem for problem in made.problems if problem.rule.id == "mail-veel") == (
        "content/nieuwsbrieven/maart.md:6: let op[mail-veel] Er zijn 124 berichten van vóór deze nieuwsbrief, en er "
        "passen er 20 in een mail. De oudste blijven eruit."
    )


def test_what_went_out_stays_what_it_was() -> None:
    sent = (
        "-- content/verzonden.yaml --\nverzonden:\n  - nieuwsbrief: maart\n    dienst: map\n    staat: klaar\n"
        "    moment: 10-3-2024 9:00\n    inhoud: abc\n    berichten:\n      - content/nieuws/2024/a.md\n"
    )
    texts = news("a", "1 maart 2024") + news("b", "2 maart 2024") + automatic("maart", "10 maart 2024") + lesson("c")
    assert sections(site(texts), "maart") == [("", ["b", "a"]), (LEARN, ["c"])]
    assert sections(site(texts + sent), "maart") == [("", ["a"])]
    assert sections(site(texts + sent.replace("klaar", "begonnen")), "maart") == [("", ["b", "a"]), (LEARN, ["c"])]


FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 120).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def years(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a few months of news, calls, events, lessons and automatic editions, and how many editions."""
    texts = []
    for number, day in enumerate(draw(st.lists(DAYS, max_size=6))):
        shown = draw(st.none() | DAYS)
        post = news(f"n{number}", date_in_words(day))
        texts.append(post.replace("---\nTekst.", f"publiceer: {date_in_words(shown)}\n---\nTekst.") if shown else post)
    for number, (day, length) in enumerate(draw(st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=4))):
        texts.append(call(f"o{number}", date_in_words(day), date_in_words(day + timedelta(days=length))))
    for number, (day, length) in enumerate(draw(st.lists(st.tuples(DAYS, st.integers(0, 3)), max_size=4))):
        ends = f"eind: {date_in_words(day + timedelta(days=length))}\n"
        texts.append(event(f"e{number}", date_in_words(day)).replace("soort:", f"{ends}soort:"))
    texts += [lesson(f"l{number}") for number in range(draw(st.integers(0, 3)))]
    editions = draw(st.lists(DAYS, min_size=1, max_size=5))
    texts += [automatic(f"b{number}", date_in_words(day)) for number, day in enumerate(editions)]
    return "".join(texts), len(editions)


def brought(made: Build, name: str) -> dict[str, str]:
    """Return every item of an edition with the heading it stands under; one that stands twice fails."""
    pairs = [(document.id, title) for title, documents in _of(made, name) for document in documents]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def _of(made: Build, name: str) -> tuple[EditionSection, ...]:
    return edition_sections(made.site, edition_named(made.site, name))


@settings(max_examples=25, deadline=None)
@given(years())
def test_nothing_is_new_twice_and_nothing_is_missed(drawn: tuple[str, int]) -> None:
    text, number = drawn
    made = site(text, today="1 januari 2025")
    editions = sorted(made.site.editions, key=lambda edition: (edition.entry.date, edition.path))
    assert len(editions) == number
    last = editions[-1].entry.date
    ahead = {CALLS, COMING, LEARN}
    new = [*chain(*([n for n, title in brought(made, e.id).items() if title not in ahead] for e in editions))]
    assert len(new) == len(set(new))
    ever = set(chain(*(brought(made, e.id) for e in editions)))
    due = {d.id for d in (*made.site.news, *made.site.events) if (day := newsworthy_from(d)) and day <= last}
    assert due <= ever
