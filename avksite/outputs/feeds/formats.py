"""A feed in its three forms: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, each with the same items in the same order."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from feedgen.feed import FeedGenerator
from lxml import etree
from markupsafe import Markup

from avksite.content.body import Body
from avksite.content.characters import xml_safe
from avksite.content.languages import language_attributes
from avksite.rendering.artifact import Made
from avksite.rendering.in_words import contact_in_words, fact_in_words
from avksite.rendering.plain_html import PlainHtml
from avksite.rendering.templates import render

if TYPE_CHECKING:
    from avksite.outputs.feeds.view import FeedItem, FeedView, ItemText

_BUILD_DATE = re.compile(rb"\s*<lastBuildDate>[^<]*</lastBuildDate>")
# RSS does not say whether a title is text or HTML, and half the readers would swallow a word between `<` and `>`.
_NO_TAG = str.maketrans("<>", "‹›")  # noqa: RUF001  they are meant to look alike
_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def make_rss(view: FeedView) -> Made:
    """Make the RSS; feedgen knows the format, and every default of it that looks at the clock is set."""
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title(xml_safe(view.title))
    feed.description(xml_safe(view.description))
    # The last link becomes the channel's own: the page, not the feed.
    feed.link(href=view.self_href, rel="self", type="application/rss+xml")
    feed.link(href=view.href, rel="alternate")
    feed.language(view.lang)
    feed.generator("avksite")
    feed.docs("https://www.rssboard.org/rss-specification")
    dates = [item.published for item in view.items if item.published]
    if dates:
        feed.lastBuildDate(max(dates))
    for item in view.items:
        _add_to_rss(feed, item, view)
    rss = feed.rss_str(pretty=True)
    # Without a date feedgen writes that of this minute, and offers no way to leave it out.
    dated = rss if dates else _BUILD_DATE.sub(b"", rss, count=1)
    return Made(dated.replace(b"?>\n", b"?>\n" + etree.tostring(_styled(view)) + b"\n", 1))


def _styled(view: FeedView) -> etree._ProcessingInstruction:
    """Return what leads a browser to the style sheet (W3C, Associating Style Sheets with XML documents)."""
    return etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{html.escape(view.style)}"')


def _add_to_rss(feed: FeedGenerator, item: FeedItem, view: FeedView) -> None:
    entry = feed.add_entry(order="append")
    entry.title(xml_safe(item.title).translate(_NO_TAG))
    entry.link(href=item.href)
    entry.guid(item.id, permalink=False)
    if item.published:
        entry.pubDate(item.published)
    entry.dc.dc_creator(xml_safe(item.creator))
    entry.category([{"term": xml_safe(category)} for category in item.categories])
    # Readers take a description for HTML, so that a bare `<` in it would swallow what follows.
    entry.description(html.escape(xml_safe(_in_words(item.text)), quote=False))
    entry.content(_content(item, view), type="CDATA")
    # RSS has room for one sound.
    for sound in item.sounds[:1]:
        entry.enclosure(sound.url, sound.size, sound.type)


def make_atom(view: FeedView) -> Made:
    """Make the Atom, not by feedgen: it loses what a link of an entry is for, so that a sound becomes a second page."""
    feed = etree.fromstring(f'<feed xmlns="{_ATOM.strip("{}")}"/>')
    feed.set(_LANG, view.lang)
    _tell(feed, "id", view.id)
    _tell(feed, "title", view.title)
    _tell(feed, "subtitle", view.description)
    _tell(feed, "updated", view.changed.isoformat())
    _link(feed, "self", view.self_href, type="application/atom+xml")
    _link(feed, "alternate", view.href, type="text/html")
    author = etree.SubElement(feed, f"{_ATOM}author")
    _tell(author, "name", view.creator)
    _tell(author, "uri", view.home)
    _tell(feed, "generator", "avksite")
    for item in view.items:
        _add_to_atom(feed, item, view)
    feed.addprevious(_styled(view))
    return Made(etree.tostring(feed.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _add_to_atom(feed: etree._Element, item: FeedItem, view: FeedView) -> None:
    # The title of a text in another language is in that language too.
    entry = etree.SubElement(feed, f"{_ATOM}entry", {_LANG: item.lang} if item.lang != view.lang else {})
    _tell(entry, "id", item.id)
    _tell(entry, "title", item.title)
    if item.published:
        _tell(entry, "published", item.published.isoformat())
    _tell(entry, "updated", item.changed.isoformat())
    _link(entry, "alternate", item.href, type="text/html")
    for sound in item.sounds:
        _link(entry, "enclosure", sound.url, type=sound.type, length=str(sound.size))
    _tell(etree.SubElement(entry, f"{_ATOM}author"), "name", item.creator)
    for category in item.categories:
        etree.SubElement(entry, f"{_ATOM}category", term=xml_safe(category))
    _tell(entry, "summary", _in_words(item.text))
    _tell(entry, "content", _content(item, view), type="html")


def _tell(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{_ATOM}{name}", attributes).text = xml_safe(text)


def _link(parent: etree._Element, rel: str, href: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{_ATOM}link", {"rel": rel, **attributes, "href": href})


def make_json(view: FeedView) -> Made:
    """Make the JSON Feed, which has no library and needs none."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.href,
        "feed_url": view.self_href,
        "description": view.description,
        "language": view.lang,
        "authors": [{"name": view.creator, "url": view.home}],
        "items": [_json_item(item, view) for item in view.items],
    }
    return Made(f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode())


def _json_item(item: FeedItem, view: FeedView) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": item.id,
        "url": item.href,
        "title": item.title,
        "content_html": _content(item, view),
        "summary": _in_words(item.text),
        "image": item.text.picture.src if item.text.picture else "",
        "date_published": item.published.isoformat() if item.published else "",
        "date_modified": item.updated.isoformat() if item.updated else "",
        "authors": [{"name": item.creator}],
        "tags": item.categories,
        "language": item.lang if item.lang != view.lang else "",
        "attachments": [
            {"url": sound.url, "mime_type": sound.type, "size_in_bytes": sound.size} for sound in item.sounds
        ],
    }
    return {name: value for name, value in told.items() if value}


def _content(item: FeedItem, view: FeedView) -> str:
    """Return the full text as HTML, in an element that names its language when that is not the feed's."""
    content = _written_out(item.text, item.href, item.lang, view.templates)
    return f"<div{language_attributes(item.lang, view.lang)}>{content}</div>" if item.lang != view.lang else content


@lru_cache(maxsize=512)
def _written_out(text: ItemText, own_url: str, lang: str, templates: str) -> str:
    def written(body: Body | Markup | None) -> Markup:
        pieces = PlainHtml(own_url, lang).write(body) if isinstance(body, Body) else ()
        return Markup("".join(map(str, pieces)))  # noqa: S704  written from a tree, with what was typed escaped

    view = replace(text, media=written(text.media), body=written(text.body))
    html = xml_safe(render("feed/body.html", view, templates))
    return re.sub(r">\s*\n\s*<", ">\n<", html).strip()


def _in_words(text: ItemText) -> str:
    """Return how it stands, the summary, the facts and who to ask, as one paragraph."""
    said = [f"{text.state}."] if text.state else []
    said += [text.summary] if text.summary else []
    said += [f"{fact_in_words(fact).rstrip('.')}." for fact in text.facts]
    said += [f"{contact_in_words(contact)}." for contact in text.contacts]
    return " ".join(said)
