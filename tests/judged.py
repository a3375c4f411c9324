"""What no file of a site may contain, whatever was typed: each file is parsed as its readers parse it.

Forbidden are elements and attributes that no template makes, scripts, script URLs, and injected lines and paths.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from itertools import chain
from typing import Any

import lxml.html
from icalendar import Calendar
from lxml import etree

from avksite import report
from avksite.delivery.mailing import mailing_of
from avksite.delivery.message import eml_of
from avksite.dutch.words import listed
from avksite.rendering.artifact import Build
from tests.everything import EVERYTHING
from tests.sites import site

Faults = Iterator[str]

_MORE = ("em", "h4", "h4@style", "h5", "h6", "pre", "pre@style", "ol@start", "picture", "source@srcset")
"""Elements that a text may bring and that are not on the site of a text of every kind."""
_ADDRESSES = frozenset(
    listed(
        "action background cite data data-index data-root data-url formaction href longdesc manifest ping poster src "
        "usemap xlink:href"
    )
)
_IN_ADDRESS = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_EDGE = "".join(map(chr, range(0x21)))
"""What a browser leaves out in front of an address and behind it (URL Standard, 4.4), and `_IN_ADDRESS` within it."""
_SCHEMES = {"http", "https", "mailto", "tel", "sms", "webcal", "webcals"}
_SCRIPTED = re.compile(r'<script type="text/html" data-scripted>(.*?)</script>', re.DOTALL)
_STYLE_LOADS = re.compile(r"url\(|@import|expression\(|behavior|-moz-binding|\\", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\ufdd0-\ufdef\U000f0000-\U0010ffff]")
"""What is in no text that somebody reads: control characters, those of private use, and those that are none."""


def faults(made: Build) -> Faults:
    """Yield the faults of a build: where, and what."""
    for artifact in made.artifacts:
        yield from (f"{artifact.path!r}: {fault}" for fault in _of_path(artifact.path))
        judge = next((judge for ending, judge in _JUDGES if re.search(ending, artifact.path)), None)
        if judge is not None and not artifact.path.startswith("media/"):
            yield from (f"{artifact.path}: {fault}" for fault in judge(artifact.content.decode()))
    for edition in made.site.editions:
        yield from (
            f"{edition.path} as a message: {fault}" for fault in _of_message(eml_of(mailing_of(made.site, edition)))
        )
    yield from _of_report(made)


# ── Where it is ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_path(path: str) -> Faults:
    parts = path.split("/")
    if not path.isprintable() or "\\" in path or ":" in path:
        yield "a sign that no path has"
    if any(part in {"", ".", ".."} or part != part.strip(" ") or part.endswith(".") for part in parts):
        yield "a path that leads elsewhere"
    if parts[0].startswith(".") and path != ".well-known/security.txt":
        yield "a hidden file"
    if any(len(part.encode()) > 255 for part in parts):
        yield "a name that no disk takes"


def leads_ill(typed: str) -> bool:
    """Say whether an address, as a browser reads it, is anything but a place on the web, a mail or a call."""
    scheme = _SCHEME.match(_IN_ADDRESS.sub("", typed.strip(_EDGE)))
    return scheme is not None and scheme[1].lower() not in _SCHEMES


# ── Pages and mails ───────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _known() -> frozenset[str]:
    """Return the elements that templates make, and the attributes of each."""
    made = site(EVERYTHING, "1 juli 2024")
    found = set(_MORE)
    for page in (it.content.decode() for it in made.artifacts if it.path.endswith(".html")):
        for element in _elements(page):
            found |= {element.tag, *(f"{element.tag}@{name}" for name in element.attrib)}
    return frozenset(found)


def _elements(text: str) -> Iterator[Any]:
    """Yield the elements of a page, with those that its script puts there, and those that only Outlook reads."""
    tree: Any = lxml.html.document_fromstring(_SCRIPTED.sub(r"\1", text).encode(), parser=_PARSER)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield element
        elif element.text and "<" in element.text:
            yield from (
                it for it in lxml.html.fragment_fromstring(element.text, "div").iter() if isinstance(it.tag, str)
            )


_PARSER = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)


def _of_page(text: str) -> Faults:
    yield from _of_html(text)
    for element in _elements(text):
        if "style" in element.attrib or element.tag == "style":
            yield f"style in a page: {_shown(element)}"


def _of_html(text: str) -> Faults:
    if found := _CONTROL.search(text.replace("\r\n", "\n")):
        yield f"a sign that nobody reads: {found[0]!r}"
    for element in _elements(text):
        names = [element.tag, *(f"{element.tag}@{name}" for name in element.attrib)]
        # What only tells a language or a direction may be anywhere.
        yield from (
            f"no template makes {name}: {_shown(element)}"
            for name in names
            if name not in _known() and not name.endswith(("@lang", "@dir", "@id", "@class", "@width", "@height"))
        )
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield f"an event handler: {_shown(element)}"
            targets = value.split(",") if name == "srcset" else [value] if name in _ADDRESSES else []
            if name == "content" and element.get("http-equiv") == "refresh":
                targets = [value.partition("url=")[2]]
            yield from (f"leads to {target!r}" for target in targets if leads_ill(target))
            if name == "style" and _STYLE_LOADS.search(value):
                yield f"a style that loads: {value}"
        if element.tag == "script":
            yield from _of_script(element)


def _of_script(element: Any) -> Faults:  # noqa: ANN401  lxml tells no type
    if element.get("type") == "application/ld+json":
        if re.search(r"<[/!]", element.text):
            yield "data that ends its element"
        yield from _of_data(json.loads(element.text))
    elif (element.text or "").strip() or not re.fullmatch(
        r"(?:\.\./|/|[\w/:.-]*/)*assets/\w+\.[0-9a-f]{10}\.js", element.get("src", "")
    ):
        yield f"a script: {_shown(element)}"


def _of_data(value: object, key: str = "") -> Faults:
    """Yield what is wrong in data for machines: each address in it, and each piece of HTML."""
    match value:
        case dict():
            yield from chain.from_iterable(_of_data(one, name) for name, one in value.items())
        case list():
            yield from chain.from_iterable(_of_data(one, key) for one in value)
        case str():
            if key == "content_html":
                yield from _of_fragment(value)
            elif key in _LEADING and leads_ill(value) and not value.startswith("urn:uuid:"):
                yield f"{key} leads to {value!r}"
            if found := _CONTROL.search(value):
                yield f"a sign that nobody reads: {found[0]!r}"


_LEADING = {
    *(
        "@id",
        "url",
        "item",
        "image",
        "contentUrl",
        "embedUrl",
        "thumbnailUrl",
        "sameAs",
        "logo",
        "target",
        "urlTemplate",
    ),
    *("id", "external_url", "home_page_url", "feed_url", "icon", "favicon", "banner_image", "avatar"),
}


def _of_fragment(text: str) -> Faults:
    yield from (fault for fault in _of_html(f"<body>{text}") if not fault.startswith("no template makes html"))


def _shown(element: Any) -> str:  # noqa: ANN401  as above
    return " ".join(etree.tostring(element, encoding="unicode", with_tail=False).split())[:160]


# ── Feeds, drawings, agendas, search, letters, hosts ──────────────────────────────────────────────────────────────────


def _of_xml(text: str) -> Faults:
    tree: Any = etree.fromstring(
        text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield f"a remark or instruction: {_shown(element)}"
            continue
        name, said = etree.QName(element).localname, element.text or ""
        for key, value in element.attrib.items():
            if etree.QName(key).localname in {"href", "url", "src"} and leads_ill(value):
                yield f"{name} leads to {value!r}"
            if str(key).startswith("on"):
                yield f"an event handler: {_shown(element)}"
        if name in {"link", "uri", "loc", "comments", "docs", "url"} and leads_ill(said):
            yield f"{name} leads to {said!r}"
        is_read_as_html = etree.QName(element).namespace is None and name in {"title", "description"}  # of RSS
        if is_read_as_html or name == "encoded" or element.get("type") == "html":
            yield from _of_fragment(said)
        if name in {"script", "foreignObject", "iframe", "set", "animate", "handler"}:
            yield f"a script: {_shown(element)}"
        if _CONTROL.search(said):
            yield f"a sign that nobody reads in {name}"


def _of_feed_data(text: str) -> Faults:
    yield from _of_data(json.loads(text))


def _of_search(text: str) -> Faults:
    found = re.fullmatch(r'zoekdeel\("([a-z0-9-]+)",(.*)\)\n', text, re.DOTALL)
    if found is None:
        yield f"more than one call: {text[:80]!r}"
        return
    record = json.loads(found[2])
    if found[1].startswith("p-") and not re.match(r"/(?![/\\])", record[1]):
        yield f"leads to {record[1]!r}"
    yield from _of_data(record)


def _of_calendar(text: str) -> Faults:
    lines = text.replace("\r\n ", "").split("\r\n")
    for line in filter(None, lines):
        found = re.match(r"([A-Z-]+)[;:]", line)
        if found is None or found[1] not in _OF_CALENDAR or "\n" in line or "\r" in line:
            yield f"a line that was slipped in: {line[:80]!r}"
    calendar = Calendar.from_ical(text)
    for part in calendar.walk():
        if part.name not in {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}:
            yield f"a part that was slipped in: {part.name}"
        for name in ("URL", "ATTACH", "CONFERENCE", "SOURCE", "IMAGE"):
            for value in [part.get(name)] if part.get(name) else []:
                for one in value if isinstance(value, list) else [value]:
                    yield from [f"{name} leads to {one!r}"] if leads_ill(str(one)) else []
    yield from _of_letter(text)


_OF_CALENDAR = frozenset(
    listed(
        "BEGIN END VERSION PRODID CALSCALE NAME SOURCE URL REFRESH-INTERVAL X-PUBLISHED-TTL X-WR-CALNAME UID DTSTAMP "
        "X-APPLE-CALENDAR-COLOR LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION LOCATION STATUS TRANSP "
        "CATEGORIES CONTACT CONFERENCE TZID TZOFFSETFROM TZOFFSETTO TZNAME RRULE X-WR-CALDESC X-WR-TIMEZONE METHOD"
    )
)


def _of_letter(text: str) -> Faults:
    if found := _CONTROL.search(text.replace("\r\n", "\n")):
        yield f"a sign that nobody reads: {found[0]!r}"


def _of_message(eml: bytes) -> Faults:
    message = message_from_bytes(eml, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if set(message) - _OF_MESSAGE or len(set(message)) < len(message.keys()):
        yield f"headers that were slipped in: {message.keys()}"
    kinds = [part.get_content_type() for part in message.walk()]
    if kinds != ["multipart/alternative", "text/plain", "text/html"]:
        yield f"parts that were slipped in: {kinds}"
    for part in message.iter_parts():
        text = part.get_content()
        yield from _of_html(text) if part.get_content_subtype() == "html" else _of_letter(text)


_OF_MESSAGE = frozenset(
    listed("Subject From Reply-To To Date Message-ID MIME-Version Content-Type Content-Language X-Unsent")
)


def _of_lines(*known: str) -> Callable[[str], Faults]:
    pattern = re.compile("|".join(known))

    def judge(text: str) -> Faults:
        yield from (f"a line that was slipped in: {line!r}" for line in text.split("\n") if not pattern.fullmatch(line))
        yield from _of_letter(text)

    return judge


@cache
def _of_host() -> frozenset[str]:
    """Return the lines of the settings for a host that are the same for every site."""
    made = site("")
    return frozenset(next(it.content.decode() for it in made.artifacts if it.path == "nginx.conf").split("\n"))


_OF_ADDRESS = (
    r'location = "[^"\\\s]*" \{ (?:internal;|return 301 "[^"\\$\s]*\$is_args\$args";'
    r"|error_page 410 @avksite_gone; return 410;) \}"
    r'|error_page 40[34](?: =404)? "[^"\\$\s]*";'
    r'|set \$avksite_policy "[^"\\$]*";|if \(\$uri ~ "[^"\s]*"\) \{ set \$avksite_\w+ "[^"\\$]*"; \}'
    r'|location ~ "[^"\s]*" \{ return 404; \}'
    r'|location @avksite_gone \{ try_files \$uri "\$\{uri\}index\.html" "[^"\\$\s]*"; \}'
)


def _of_nginx(text: str) -> Faults:
    for line in text.split("\n"):
        if line not in _of_host() and not re.fullmatch(_OF_ADDRESS, line):
            yield f"a line that was slipped in: {line!r}"


_JUDGES: tuple[tuple[str, Callable[[str], Faults]], ...] = (
    (r"(?:^|/)mail\.html$", _of_html),
    (r"\.html$", _of_page),
    (r"\.(?:xml|svg)$", _of_xml),
    (r"feed\.json$", _of_feed_data),
    (r"^zoeken/index/.*\.js$", _of_search),
    (r"\.ics$", _of_calendar),
    (r"^robots\.txt$", _of_lines("", r"User-agent: \*", "Allow: /", r"Sitemap: https?://\S+/sitemap\.xml")),
    (r"security\.txt$", _of_lines("", r"Contact: mailto:\S+@\S+", r"Expires: \S+", "Preferred-Languages: nl, en")),
    (r"^_redirects$", _of_lines("", r"/\S* /\S* (?:301|410)!?")),
    (r"^_headers$", _of_lines("", r"#.*", r"/\S*", r"  [A-Z][\w-]+: [^\r]+")),
    (r"^nginx\.conf$", _of_nginx),
    (r"\.txt$", _of_letter),
)


# ── What is told ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_report(made: Build) -> Faults:
    report.full(made.problems, lambda _: None)
    for name, form in report.FORMATS.items():
        text = form(made.problems)
        if name == "github" and not all(line.startswith("::") for line in text.split("\n") if line):
            yield "the report github has a line of somebody else"
        if name == "concise" and len(text.split("\n")) != max(1, len(made.problems)):
            yield "the report concise has more lines than problems"
        if name == "json":
            json.loads(text)
    for problem in made.problems:
        if problem.place.line < 0:
            yield f"no line: {problem}"
