"""An automatic edition composes itself: what is new in one edition only, what lies ahead for as long as it does."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avksite.checks.output.weight import MOST_MAIL
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


SENT = (
    "-- content/verzonden.yaml --\nverzonden:\n  - nieuwsbrief: maart\n    dienst: map\n    staat: klaar\n"
    "    moment: 10-3-2024 9:00\n    inhoud: abc\n    berichten:\n      - content/{}.md\n"
)
MENU = "    menukaart:\n      - content/leeraanbod/a.md\n"
WENT = news("a", "1 maart 2024") + news("b", "2 maart 2024") + lesson("c")
Sections = list[tuple[str, list[str]]]
BROUGHT: dict[str, tuple[str, dict[str, Sections]]] = {
    "a call and an event come back for as long as they lie ahead": (
        call("oproep", "1 maart 2024", "1 mei 2024") + event("feest", "1 mei 2024"),
        {
            "5 maart 2024": [(CALLS, ["oproep"]), (COMING, ["feest"])],
            "1 mei 2024": [(CALLS, ["oproep"]), (COMING, ["feest"])],
            "1 juni 2024": [("", ["feest"])],
        },
    ),
    "what shows only after an edition goes with the next": (
        news("later", "1 maart 2024").replace("---\nTekst.", "publiceer: 5 maart 2024\n---\nTekst."),
        {"3 maart 2024": [], "3 april 2024": [("", ["later"])]},
    ),
    "an old edition does not announce what was planned years later": (event("nu", "1 juni 2024"), {"1 maart 2021": []}),
    "a lesson that is new is among the news and needs no second": (
        lesson("a") + lesson("nieuw", "publiceer: 2 maart 2024\n"),
        {"3 maart 2024": [("", ["nieuw"])]},
    ),
    "every lesson gets its turn before one comes back": (
        lesson("a") + lesson("b") + lesson("c") + chosen("1", "1 januari 2024", "leeraanbod/a.md"),
        {f"1-{month}-2024": [(LEARN, [name])] for month, name in ((2, "b"), (3, "c"), (4, "a"), (5, "b"))},
    ),
    "a lesson without a date is new when the edition before did not know it": (
        SENT.format("leeraanbod/a") + MENU + lesson("a") + lesson("b"),
        {"10 maart 2024": [("Om te leren", ["a"])], "10 mei 2024": [("", ["b"])]},
    ),
    "what did not go out yet may change": (WENT, {"10 maart 2024": [("", ["b", "a"]), (LEARN, ["c"])]}),
    "what half went out may change": (
        WENT + SENT.replace("klaar", "begonnen").format("nieuws/2024/a"),
        {"10 maart 2024": [("", ["b", "a"]), (LEARN, ["c"])]},
    ),
    "what went out stays what it was": (WENT + SENT.format("nieuws/2024/a"), {"10 maart 2024": [("", ["a"])]}),
}


@pytest.mark.parametrize(("texts", "editions"), BROUGHT.values(), ids=BROUGHT)
def test_an_edition_of_a_day_brings(texts: str, editions: dict[str, Sections]) -> None:
    names = {day: "maart" if "maart" in day else f"editie-{number}" for number, day in enumerate(editions)}
    made = site(texts + "".join(automatic(name, day) for day, name in names.items()), today="2 juni 2024")
    assert {day: sections(made, name) for day, name in names.items()} == editions


def test_of_two_editions_on_one_day_only_the_first_brings_the_news() -> None:
    made = site(news("a", "1 maart 2024") + automatic("een", "3 maart 2024") + automatic("twee", "3 maart 2024"))
    assert (sections(made, "een"), sections(made, "twee")) == ([("", ["a"])], [])


def test_after_an_import_an_edition_is_bounded_and_says_so() -> None:
    old = "".join(news(f"oud-{number:03}", f"{number % 28 + 1} januari {2000 + number % 20}") for number in range(120))
    coming = "".join(event(f"straks-{number}", f"{number} april 2024") for number in (1, 2, 3))
    made = site(old + coming + lesson("a") + automatic("maart", "10 maart 2024"))
    brought = [name for _, names in sections(made, "maart") for name in names]
    assert len(brought) == MOST_ITEMS
    assert brought[-4:] == ["straks-1", "straks-2", "straks-3", "a"]
    assert len(page(made, "nieuwsbrieven/maart/mail.html").encode()) < MOST_MAIL
    assert concise(problem for problem in made.problems if problem.rule.id == "mail-veel") == (
        "content/nieuwsbrieven/maart.md:6: let op[mail-veel] Er zijn 124 berichten van vóór deze nieuwsbrief, en er "
        "passen er 20 in een mail. De oudste blijven eruit."
    )


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
    candidates = (*made.site.news, *made.site.events)
    due = {d.id for d in candidates if (day := newsworthy_from(made.site, d)) and day <= last}
    assert due <= ever
