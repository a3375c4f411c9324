"""What search engines read of every page: whole, true to the page, and leading to what exists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from avksite.rendering.artifact import Build
from tests.outputs.parsed import facts, one, said, tree, words
from tests.sites import built

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


@cache
def real() -> Build:
    """Return the real site."""
    return built(ROOT, today="10 september 2023")


@cache
def addresses() -> tuple[str, ...]:
    """Return the address of every page that search engines may list."""
    pages = [a for a in real().artifacts if a.path.endswith("index.html")]
    return tuple(a.address for a in pages if b"application/ld+json" in a.content)


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
