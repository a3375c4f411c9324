"""The feeds and agendas of the real site are what their standards ask, all of them, and two programs agree."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import lxml.html
import pytest
from lxml import etree

from avksite.rendering.artifact import Build
from tests.channels import read_by_icalendar, read_by_vobject
from tests.sites import built, page

ROOT = Path(__file__).parents[2]
DAY = "10 september 2023"

ATOM = "{http://www.w3.org/2005/Atom}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
FULL = "{http://purl.org/rss/1.0/modules/content/}encoded"
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?[+-]\d{2}:\d{2}")
FORMS = ("feed.xml", "atom.xml", "feed.json")


@pytest.fixture(scope="module")
def made() -> Build:
    """The real site."""
    return built(ROOT, DAY)


def paths(made: Build, *names: str) -> list[str]:
    """Return where files with these names stand."""
    return [artifact.path for artifact in made.artifacts if artifact.path.rsplit("/", 1)[-1] in names]


def unfit(html: str) -> Iterator[str]:
    """Yield every address in a text that is not whole, and what is left in it of our style sheet."""
    for element in lxml.html.fromstring(f"<div>{html}</div>").iter():
        address = element.get("href") or element.get("src")
        if address and not re.match("https?://|mailto:|tel:", address):
            yield f"{element.tag} {address}"
        if ours := [key for key in map(str, element.keys()) if re.match("class|id|style|data-", key)]:
            yield f"{element.tag} {ours}"


def text(element: etree._Element, path: str) -> str:
    """Return what the only such part says; there is exactly one and it says something."""
    (part,) = element.findall(path)
    assert part.text
    return part.text


def test_the_real_site_has_every_feed_in_every_form(made: Build) -> None:
    folders = [{path.removesuffix(form) for path in paths(made, form)} for form in FORMS]
    assert folders[0] == folders[1] == folders[2]
    assert folders[0] > {"", "nieuws/", "bijeenkomsten/", "leeraanbod/", "nieuwsbrieven/", "onderwerpen/armoede/"}


@pytest.fixture(scope="module")
def read(made: Build) -> dict[str, feedparser.FeedParserDict]:
    """Every RSS and Atom feed as feedparser reads it."""
    return {path: feedparser.parse(page(made, path)) for path in paths(made, "feed.xml", "atom.xml")}


def test_a_program_that_reads_feeds_has_nothing_to_complain_about(read: dict[str, feedparser.FeedParserDict]) -> None:
    assert {path: str(feed.get("bozo_exception")) for path, feed in read.items() if feed.bozo} == {}
    assert {path for path, feed in read.items() if not feed.entries} == set()


# ── RSS 2.0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def faults_of_rss(feed: str, url: str) -> Iterator[str]:
    """Yield what the RSS 2.0 specification and the best practices of its board would have otherwise."""
    (channel,) = etree.fromstring(feed.encode()).findall("channel")
    for required in ("title", "description", "language"):
        text(channel, required)
    if text(channel, "link") != url.removesuffix("feed.xml"):
        yield "page"
    (link,) = channel.findall(f"{ATOM}link")
    if [link.get(name) for name in ("href", "rel", "type")] != [url, "self", "application/rss+xml"]:
        yield "self"
    items = channel.findall("item")
    if len({text(item, "guid") for item in items}) < len(items):
        yield "one guid twice"
    for item in items:
        for required in ("title", "description", FULL, f"{DUBLIN}creator", "category[1]"):
            text(item, required)
        guid = item.find("guid")
        if guid is None or guid.get("isPermaLink") != "false" or not URN.fullmatch(guid.text or ""):
            yield "guid"
        if not text(item, "link").startswith("https://"):
            yield "link"
        dates = [parsedate_to_datetime(date.text or "") for date in item.findall("pubDate")]
        yield from (f"{date} says no zone" for date in dates if date.tzinfo is None)
        if any(set(enclosure.attrib) != {"url", "length", "type"} for enclosure in item.findall("enclosure")):
            yield "enclosure"
        yield from unfit(text(item, FULL))


# ── Atom (RFC 4287) ───────────────────────────────────────────────────────────────────────────────────────────────────


def faults_of_atom(typed: str, url: str) -> Iterator[str]:
    """Yield what RFC 4287 (section 4.1) would have otherwise."""
    feed = etree.fromstring(typed.encode())
    entries = feed.findall(f"{ATOM}entry")
    if feed.tag != f"{ATOM}feed" or feed.get("{http://www.w3.org/XML/1998/namespace}lang") != "nl":
        yield "root"
    if [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")] != [url]:
        yield "self"
    ids = [text(element, f"{ATOM}id") for element in (feed, *entries)]
    if len(set(ids)) < len(ids) or not all(map(URN.fullmatch, ids)):
        yield f"ids {ids}"
    for element in (feed, *entries):
        yield from faults_of_either(element)
    for entry in entries:
        text(entry, f"{ATOM}summary")
        if [content.get("type") for content in entry.findall(f"{ATOM}content")] != ["html"]:
            yield "content"
        if any(not category.get("term") for category in entry.findall(f"{ATOM}category")):
            yield "category"
        yield from unfit(text(entry, f"{ATOM}content"))
    latest = max(datetime.fromisoformat(text(entry, f"{ATOM}updated")) for entry in entries)
    if datetime.fromisoformat(text(feed, f"{ATOM}updated")) != latest:
        yield "updated"


def faults_of_either(element: etree._Element) -> Iterator[str]:
    """Yield what is wrong with a feed or an entry: what both must have, their dates and their links."""
    for required in ("id", "title", "updated", "author/name"):
        text(element, "/".join(f"{ATOM}{part}" for part in required.split("/")))
    dates = [part.text or "" for name in ("published", "updated") for part in element.findall(f"{ATOM}{name}")]
    if dates != sorted(dates, key=datetime.fromisoformat) or not all(map(INSTANT.fullmatch, dates)):
        yield f"dates {dates}"
    links = [(link.get("rel"), link.get("href", "")) for link in element.findall(f"{ATOM}link")]
    if [rel for rel, _ in links].count("alternate") != 1 or any(":" not in href for _, href in links):
        yield f"links {links}"


# ── JSON Feed 1.1 ─────────────────────────────────────────────────────────────────────────────────────────────────────

OF_FEED = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}
OF_ITEM = {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors"}
OF_ITEM |= {"tags", "language", "attachments"}


def faults_of_json(text: str, url: str) -> Iterator[str]:
    """Yield what the specification of JSON Feed 1.1 would have otherwise."""
    feed: dict[str, Any] = json.loads(text)
    if feed["version"] != "https://jsonfeed.org/version/1.1" or feed["feed_url"] != url or set(feed) != OF_FEED:
        yield "head"
    ids = [item["id"] for item in feed["items"]]
    if len(set(ids)) < len(ids):
        yield "one id twice"
    for item in feed["items"]:
        if not set(item) <= OF_ITEM or not {"id", "url", "title", "content_html", "authors"} <= set(item):
            yield f"keys {sorted(item)}"
        if not all(value for value in item.values()):
            yield "empty"
        if not all(INSTANT.fullmatch(item[key]) for key in ("date_published", "date_modified") if key in item):
            yield "dates"
        if any(not item[key].startswith("https://") for key in ("url", "image") if key in item):
            yield "addresses"
        if any(set(author) - {"name", "url", "avatar"} or not author for author in item["authors"]):
            yield "authors"
        if any(not {"url", "mime_type"} <= set(attachment) for attachment in item.get("attachments", ())):
            yield "attachments"
        yield from unfit(item["content_html"])


# ── What holds for all of them ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMS)
def test_every_feed_is_sound(made: Build, form: str) -> None:
    faults_of = dict(zip(FORMS, (faults_of_rss, faults_of_atom, faults_of_json), strict=True))[form]
    base = made.site.config.base_url
    faults = {path: list(faults_of(page(made, path), f"{base}/{path}")) for path in paths(made, form)}
    assert {path: found for path, found in faults.items() if found} == {}


def test_the_three_forms_of_a_feed_tell_the_same(made: Build, read: dict[str, feedparser.FeedParserDict]) -> None:
    for folder in (path.removesuffix("feed.xml") for path in paths(made, "feed.xml")):
        rss, atom = read[f"{folder}feed.xml"].entries, read[f"{folder}atom.xml"].entries
        items = json.loads(page(made, f"{folder}feed.json"))["items"]
        told = [
            [(entry.id, entry.link, entry.content[0].value.strip()) for entry in entries] for entries in (rss, atom)
        ]
        assert told[0] == told[1], folder
        assert [one[:2] for one in told[0]] == [(item["id"], item["url"]) for item in items], folder


def test_one_text_has_one_name_and_no_two_share_it_nor_do_feeds(made: Build) -> None:
    feeds = [json.loads(page(made, path)) for path in paths(made, "feed.json")]
    names = {(item["id"], item["url"]) for feed in feeds for item in feed["items"]}
    assert len({id_ for id_, _ in names}) == len({url for _, url in names}) == len(names)
    roots = [etree.fromstring(page(made, path).encode()) for path in paths(made, "atom.xml")]
    assert len({text(root, f"{ATOM}id") for root in roots}) == len(roots)
    dates = [moment.text or "" for root in roots for moment in root.iter(f"{ATOM}published", f"{ATOM}updated")]
    assert max(map(datetime.fromisoformat, dates)) <= made.site.now


def test_two_programs_read_the_same_in_every_agenda(made: Build) -> None:
    calendars = {a.path: page(made, a.path) for a in made.artifacts if a.path.endswith(".ics")}
    assert {"agenda.ics", "sluitdatums.ics", "agenda/actieagenda.ics"} < set(calendars)
    for path, calendar in calendars.items():
        assert read_by_icalendar(calendar) == read_by_vobject(calendar), path


def test_every_item_of_an_agenda_has_what_is_asked_and_wakes_nobody(made: Build) -> None:
    items = icalendar.Calendar.from_ical(page(made, "agenda.ics")).events
    asked = {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED", "SEQUENCE", "STATUS", "URL", "DESCRIPTION"}
    assert [str(item["SUMMARY"]) for item in items if not asked <= set(item)] == []
    assert len({str(item["UID"]) for item in items}) == len(items)
    assert [item for item in items if item.subcomponents] == []
