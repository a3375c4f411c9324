"""The output of one text in each channel: page, card, feeds, calendar, mails, and structured data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import icalendar
import lxml.html
import vobject

from avksite.outputs.search.records import record_of
from avksite.rendering.sharing import preview_text
from tests.outputs.parsed import found, one, tree, words
from tests.sites import page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from avksite.rendering.artifact import Build

CHANNELS = ("page", "rss", "rss summary", "atom", "atom summary", "json", "json summary", "agenda", "mail", "text")
"""Channels with every fact of a text; a card and structured data have the most important ones."""

TITLES = ("page title", "rss title", "atom title", "json title", "og:title", "shared")
"""Places with only the title of a text."""

EVERYWHERE = (*CHANNELS, *TITLES, "card", "machines", "og:description", "description", "picture", "search")
"""Places with the state of a text."""


def channels(made: Build, address: str, edition: str) -> dict[str, str]:
    """Return the words about the text at an address in each channel, and both mails of the edition with it."""
    top = tree(made, address)
    title = words(one(top, "//h1"))
    told = {"page": words(one(top, "//main")), "card": _card(made, address, title)}
    link = f"{made.site.config.base_url}{address}"
    for name, path in (("rss", "feed.xml"), ("atom", "atom.xml")):
        (entry,) = [entry for entry in feedparser.parse(page(made, path)).entries if entry.link == link]
        told[name] = plain(entry.content[0].value)
        told[f"{name} title"] = _tidy(entry.title)
        told[f"{name} summary"] = plain(entry.summary) if name == "rss" else _tidy(entry.summary)
    (item,) = [item for item in json.loads(page(made, "feed.json"))["items"] if item["url"] == link]
    told |= {"json": plain(item["content_html"]), "json summary": _tidy(item["summary"]), "json title": item["title"]}
    told["agenda"] = _tidy(" ".join(_said(event) for event in agenda(made, address)))
    told["mail"] = words(lxml.html.document_fromstring(page(made, f"{edition[1:]}mail.html")))
    told["text"] = _tidy(page(made, f"{edition[1:]}mail.txt"))
    told["machines"] = _tidy(" ".join(leaves(structured(made, address))))
    told["page title"] = words(one(top, "//title"))
    metas = {meta.get("property") or meta.get("name"): meta.get("content", "") for meta in found(top, "//meta")}
    told |= {name: metas[name] for name in ("og:title", "og:description", "description")}
    told["shared"] = _shared(top)
    told["picture"] = preview_text(made.site, address).line
    told["search"] = _result(made, address)
    return told


def _shared(top: HtmlElement) -> str:
    """Return the text for sharing the link."""
    (href,) = [link.get("href", "") for link in found(top, "//a") if link.get("href", "").startswith("https://wa.me/")]
    return parse_qs(urlsplit(href).query)["text"][0]


def _result(made: Build, address: str) -> str:
    """Return the words of a search result."""
    result = record_of(made.site, made.site.by_address[address].path)
    return f"{result.title} {result.summary}"


def agenda(made: Build, address: str) -> list[icalendar.Event]:
    """Return the events in the calendar file beside a page."""
    return icalendar.Calendar.from_ical(page(made, f"{address[1:]}agenda.ics")).events


def in_utc(moment: date) -> date:
    """Return a moment in UTC; a date unchanged."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def read_by_icalendar(text: str) -> dict[str, tuple[date, date]]:
    """Return when each item of an agenda begins and ends, by its UID."""
    events = icalendar.Calendar.from_ical(text).events
    return {str(item["UID"]): (in_utc(item.start), in_utc(item.end)) for item in events}


def read_by_vobject(text: str) -> dict[str, tuple[date, date]]:
    """Return the same by another library, which uses the time zone in the file."""
    events = vobject.readOne(text).contents.get("vevent", ())
    return {item.uid.value: (in_utc(item.dtstart.value), in_utc(item.dtend.value)) for item in events}


def structured(made: Build, address: str) -> dict[str, Any]:
    """Return the structured data of a page (schema.org)."""
    (script,) = found(tree(made, address), "//script[@type='application/ld+json']")
    things: list[dict[str, Any]] = json.loads(script.text or "")["@graph"]
    wanted = {"NewsArticle", "Event", "EducationEvent", "Course"}
    (thing,) = [thing for thing in things if wanted.intersection([thing["@type"]])]
    return thing


def leaves(value: object) -> Iterator[str]:
    """Yield every text in a structure of mappings and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)


def plain(html: str) -> str:
    """Return the plain text of HTML."""
    return words(lxml.html.fromstring(f"<div>{html}</div>"))


def _said(event: icalendar.Event) -> str:
    return f"{event['SUMMARY']} {event.get('LOCATION', '')} {event['DESCRIPTION']}"


def _card(made: Build, address: str, title: str) -> str:
    """Return the card of a text in the list of its kind: the smallest item around the link with its title."""
    top = tree(made, f"/{address.split('/')[1]}/")
    links = [link for link in found(top, "//main//a") if words(link) == title]
    return words(next(item for link in links for item in link.iterancestors("li", "article")))


def _tidy(text: str) -> str:
    return " ".join(text.split())
