"""What search engines read of every page: whole, true to the page, and leading to what exists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from avksite.rendering.artifact import Build
from tests.outputs.parsed import facts, one, said, tree, words
from tests.sites import built, site

if TYPE_CHECKING:
    from lxml import etree

ROOT = Path(__file__).parents[2]
BASE = "https://alliantievankracht.example"

WANTED = {
    "NewsArticle": "headline description image datePublished dateModified author publisher mainEntityOfPage inLanguage",
    "Event": "name description image startDate eventStatus organizer mainEntityOfPage",
    "Course": "name description provider",
    "CourseInstance": "courseMode startDate",
    "Organization": "name url",
    "NGO": "name url logo",
    "WebSite": "name url publisher inLanguage",
    "WebPage": "name url isPartOf inLanguage",
    "BreadcrumbList": "itemListElement",
    "ItemList": "name itemListElement",
    "Place": "name address",
}
"""What Google asks for or recommends, and the content can give; offers and performers it does not hold."""
ADDRESSES = {"url", "item", "image", "@id", "logo"}
ELSEWHERE = {"VirtualLocation", "Organization"}
"""Things whose address may be on another site."""

Thing = dict[str, Any]


def graph(made: Build, address: str) -> list[Thing]:
    """Return the things that a page tells of."""
    read = json.loads(words(one(tree(made, address), "//script[@type='application/ld+json']")))
    assert read["@context"] == "https://schema.org"
    things: list[Thing] = read["@graph"]
    return things


def things_in(value: object) -> Iterator[Thing]:
    """Yield every object in a graph, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from things_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things_in(inner)


def of_type(made: Build, address: str, type_: str) -> Thing:
    """Return the one thing of a type on a page, by itself in the graph."""
    (thing,) = [thing for thing in graph(made, address) if thing["@type"] == type_]
    return thing


@cache
def real() -> Build:
    """Return the real site."""
    return built(ROOT, today="10 september 2023")


@cache
def addresses() -> tuple[str, ...]:
    """Return the address of every page that search engines may list."""
    pages = [a for a in real().artifacts if a.path.endswith("index.html")]
    return tuple(a.address for a in pages if b"application/ld+json" in a.made.content)


@cache
def page_at(address: str) -> etree._Element:
    """Return a page of the real site."""
    return tree(real(), address)


@cache
def real_graph(address: str) -> list[Thing]:
    """Return the things that a page of the real site tells of."""
    return graph(real(), address)


def test_every_page_tells_what_it_is() -> None:
    assert len(addresses()) > 70
    for address in addresses():
        things = list(things_in(real_graph(address)))
        known = {thing["@id"] for thing in things if thing.keys() > {"@id"}}
        for thing in things:
            if thing.keys() == {"@id"}:
                assert thing["@id"] in known, (address, thing)
                continue
            wanted = WANTED.get(thing["@type"], "").split()
            if thing["@type"] == "Event" and "Waar" in facts(page_at(address)):
                wanted += ["eventAttendanceMode", "location"]
            missing = [name for name in wanted if not thing.get(name)]
            assert not missing, (address, thing["@type"], missing)


def test_every_moment_knows_its_time_zone_and_every_address_is_whole_and_leads_to_what_was_made() -> None:
    there = {artifact.address for artifact in real().artifacts}
    for address in addresses():
        for thing, name, value in facts_in(real_graph(address)):
            if "Date" in name or name.startswith("date"):
                assert ("T" in value) == (datetime.fromisoformat(value).tzinfo is not None), (address, name, value)
            if name in ADDRESSES:
                assert value.startswith("https://"), (address, name, value)
                is_ours = value.startswith(f"{BASE}/")
                assert is_ours or thing["@type"] in ELSEWHERE, (address, name, value)
                assert not is_ours or value.removeprefix(BASE).partition("#")[0] in there, (address, name, value)


def facts_in(graph: list[Thing]) -> Iterator[tuple[Thing, str, str]]:
    """Yield every text in a graph, with the object it is of and its name there."""
    for thing in things_in(graph):
        for name, value in thing.items():
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str):
                    yield thing, name, text


def test_what_a_page_is_about_is_called_as_its_main_heading() -> None:
    for address in addresses():
        things = {thing["@type"]: thing for thing in real_graph(address)}
        (heading,) = said(page_at(address), "//h1")
        assert things["WebPage"]["name"] in {heading, *said(page_at(address), "//*[@aria-current='page']")}
        for type_, name in (("NewsArticle", "headline"), ("Event", "name"), ("Course", "name")):
            if type_ in things:
                assert things[type_][name] == heading, address


def test_the_breadcrumb_is_the_one_on_the_page() -> None:
    for address in addresses():
        crumbs = [thing for thing in real_graph(address) if thing["@type"] == "BreadcrumbList"]
        steps = [step for list_ in crumbs for step in list_["itemListElement"]]
        assert [step["name"] for step in steps] == said(page_at(address), "//nav[@aria-label='Kruimelpad']//li")
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))


SITE = (
    "-- content/site.yaml --\nnaam: Alliantie van Kracht\nondertitel: Samen sterk\n"
    "adres: https://voorbeeld.example\ncontact: jan\n"
    "-- content/personen/jan.md --\n---\nnaam: Jan de Boer\nrol: hulp\n"
    "telefoon: 0612345678\nmail: jan@voorbeeld.nl\n---\n"
    "-- content/organisaties/tinten.md --\n---\nnaam: Tinten\nsector: welzijn\nwebsite: https://tinten.example/\n---\n"
)
EVENT = (
    "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Kom.\nsoort: congres\n"
    "begin: 5 juli 2024 13.00 uur\neind: 5 juli 2024 17.00 uur\n{more}---\nTekst.\n"
)


def feest(more: str) -> Thing:
    """Return what is told of an event."""
    return of_type(site(SITE + EVENT.format(more=more)), "/bijeenkomsten/2024/feest/", "Event")


def test_an_event_tells_when_where_how_and_by_whom() -> None:
    event = feest(
        "locatie:\n  naam: De Klinker\n  adres: Mr. D.U. Stikkerlaan 251\n  plaats: Winschoten\n"
        "  online: https://meet.example/feest\nmogelijk-gemaakt-door: tinten\n"
    )
    assert (event["startDate"], event["endDate"]) == ("2024-07-05T13:00:00+02:00", "2024-07-05T17:00:00+02:00")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert event["location"] == [
        {
            "@type": "Place",
            "name": "De Klinker",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Winschoten",
                "addressCountry": "NL",
                "streetAddress": "Mr. D.U. Stikkerlaan 251",
            },
        },
        {"@type": "VirtualLocation", "url": "https://meet.example/feest"},
    ]
    assert event["organizer"] == {"@id": "https://voorbeeld.example/#organisatie"}
    assert [sponsor["name"] for sponsor in event["sponsor"]] == ["Tinten"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("locatie:\n  plaats: Emmen\n", ("OfflineEventAttendanceMode", "Place", "EventScheduled")),
        (
            "locatie:\n  plaats: Online\n  online: https://meet.example/\nafgelast: ja\n",
            ("OnlineEventAttendanceMode", "VirtualLocation", "EventCancelled"),
        ),
    ],
)
def test_an_event_is_at_a_place_or_online_and_says_that_it_is_off(more: str, told: tuple[str, str, str]) -> None:
    event = feest(more)
    mode, status = (event[name].removeprefix("https://schema.org/") for name in ("eventAttendanceMode", "eventStatus"))
    assert (mode, event["location"]["@type"], status) == told


def test_a_post_was_written_at_a_moment_by_somebody() -> None:
    post = "titel: Bericht\nkort: Kort.\ndatum: 5 maart 2024\nbijgewerkt: 5 juli 2024\n"
    made = site(f"-- content/nieuws/2024/a.md --\n---\n{post}---\nTekst.\n")
    told = of_type(made, "/nieuws/2024/a/", "NewsArticle")
    assert (told["datePublished"], told["dateModified"]) == ("2024-03-05T00:00:00+01:00", "2024-07-05T00:00:00+02:00")
    assert told["author"] == told["publisher"] == {"@id": "https://voorbeeld.example/#organisatie"}
    assert told["image"] == ["https://voorbeeld.example/nieuws/2024/a/deelbeeld.png"]


COURSE = (
    "-- content/leeraanbod/{name}.md --\n---\ntitel: {name}\nkort: Leer.\nsoort: cursus\nleervorm: doen\n"
    "doelgroep: inwoners\naanbieder: tinten\nkosten: gratis\ndata: 6 juni 2024\nplaats: Emmen\n---\nTekst.\n"
)


def test_a_course_tells_who_gives_it_when_whether_it_is_free_and_which_places_it_covers() -> None:
    call = "titel: Oproep\nkort: Kort.\ndatum: 5 maart 2024\noproep:\n  sluit: 1 juni 2024\n  gebied: heel Nederland\n"
    made = site(
        f"{SITE}-- content/nieuws/2024/oproep.md --\n---\n{call}---\nTekst.\n"
        + COURSE.format(name="rekenen").replace("doelgroep", "gebied: [Groningen, Drenthe]\ndoelgroep")
        + COURSE.format(name="lezen")
        + COURSE.format(name="schrijven")
    )
    course = of_type(made, "/leeraanbod/rekenen/", "Course")
    assert course["provider"] == {
        "@type": "Organization",
        "@id": "https://voorbeeld.example/partners/tinten/#deel-inhoud",
        "name": "Tinten",
        "url": "https://voorbeeld.example/partners/tinten/",
    }
    assert course["isAccessibleForFree"] is True
    assert [(run["startDate"], run["courseMode"]) for run in course["hasCourseInstance"]] == [("2024-06-06", "Onsite")]
    covered = of_type(made, "/nieuws/2024/oproep/", "NewsArticle")["spatialCoverage"] + course["spatialCoverage"]
    assert covered == [
        {"@type": "AdministrativeArea", "name": name} for name in ("heel Nederland", "Groningen", "Drenthe")
    ]
    assert "spatialCoverage" not in of_type(made, "/leeraanbod/lezen/", "Course")
    menu = of_type(made, "/leeraanbod/", "ItemList")["itemListElement"]
    assert [(step["position"], step["item"]["name"], step["item"]["provider"]["name"]) for step in menu] == [
        (1, "lezen", "Tinten"),
        (2, "rekenen", "Tinten"),
        (3, "schrijven", "Tinten"),
    ]
    assert {step["item"]["url"] for step in menu[:1]} == {"https://voorbeeld.example/leeraanbod/lezen/"}


def test_the_home_page_tells_who_we_are_how_to_reach_us_and_how_to_search() -> None:
    made = site(SITE)
    alliance, home = of_type(made, "/", "NGO"), of_type(made, "/", "WebSite")
    assert alliance["logo"]["url"] == "https://voorbeeld.example/assets/logo.png"
    assert "assets/logo.png" in {artifact.path for artifact in made.artifacts}
    assert alliance["description"] == "Samen sterk"
    assert alliance["contactPoint"] == [
        {
            "@type": "ContactPoint",
            "contactType": "vragen",
            "telephone": "+31612345678",
            "email": "jan@voorbeeld.nl",
            "availableLanguage": "nl",
        }
    ]
    assert home["potentialAction"]["target"]["urlTemplate"] == (
        "https://voorbeeld.example/zoeken/?q={search_term_string}"
    )


def test_the_partners_are_members() -> None:
    made = site(SITE)
    assert [member["name"] for member in of_type(made, "/partners/", "NGO")["member"]] == ["Tinten"]
    partner = of_type(made, "/partners/tinten/", "Organization")
    assert partner["memberOf"] == {"@id": "https://voorbeeld.example/#organisatie"}
    assert partner["url"] == "https://tinten.example/"
    assert said(tree(made, "/404.html"), "//script[@type='application/ld+json']") == []


def test_words_of_an_author_cannot_end_the_script_that_holds_them() -> None:
    post = "titel: 1 </script><b> 2\nkort: Kort.\ndatum: 5 maart 2024\n"
    made = site(f"-- content/nieuws/2024/a.md --\n---\n{post}---\nTekst.\n")
    assert of_type(made, "/nieuws/2024/a/", "NewsArticle")["headline"] == "1 </script><b> 2"
