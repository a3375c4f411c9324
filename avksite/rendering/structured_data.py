"""Structured data of a page: one schema.org graph whose `@id`s resolve within it (JSON-LD 1.1)."""

from __future__ import annotations

import json
from typing import Any

from avksite.kinds.base import Document
from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.organisation import ORGANISATION
from avksite.rendering.addresses import MadePage, Viewpoint
from avksite.rendering.cards import contact_views
from avksite.rendering.parts import Frame
from avksite.rendering.sharing import MARK, MARK_SIZE
from avksite.site import Site, media_address

Thing = dict[str, Any]

_MAKERS = {"NewsArticle": ("author", "publisher"), "Event": ("organizer",)}
"""The schema.org properties for the maker of a thing: the alliance, unless the content names another."""
_WORKS = frozenset({"NewsArticle", "Course"})
"""Types that are a creative work; an event has a status of its own."""
_PICTURED = frozenset({"NewsArticle", "Event", "Course"})
PICTURE_FILES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
"""Extensions of images that search engines show, without SVG."""


def graph(site: Site, frame: Frame, image: str, document: Document | None = None, about: Thing | None = None) -> str:
    """Return the graph of a page as text for a script element.

    `about` is the subject of the page as its kind or list describes it, `image` the absolute URL of the image for
    sharing, `document` the text on the page.
    """
    url, address = frame.viewpoint.url, frame.head.address
    page_id, alliance = url(address), {"@id": _alliance_id(site)}
    name = document.entry.title if document else frame.head.title
    page = _thing("WebPage", page_id, url=page_id, name=name, inLanguage=frame.lang, isPartOf={"@id": url("/#site")})
    things = [_alliance(site, address), _site(site, is_home=address == "/"), page]
    if about and about["@type"] == "WebPage":
        page |= about  # a page without another subject
    elif about:
        own = {"@id": f"{page_id}#deel-inhoud", "url": page_id, **about}
        for role in _MAKERS.get(own["@type"], ()):
            own.setdefault(role, alliance)
        if own["@type"] == "Organization":
            own["memberOf"] = alliance
        if own["@type"] in _PICTURED:
            own["mainEntityOfPage"] = {"@id": page_id}
            own["image"] = [it for it in (image, _picture(site, document)) if it]
        page["mainEntity"] = {"@id": own["@id"]}
        things.append(own)
    if frame.breadcrumb:
        page["breadcrumb"] = {"@id": f"{page_id}#kruimelpad"}
        steps = [
            _thing("ListItem", position=number, name=words, item=url(step))
            for number, (words, step) in enumerate(frame.breadcrumb, start=1)
        ]
        things.append(_thing("BreadcrumbList", f"{page_id}#kruimelpad", itemListElement=steps))
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    # `</script>` and `<!--` would end or break the element that holds it.
    return text.replace("<", "\\u003c")


def thing_of(site: Site, document: Document) -> Thing:
    """Return the structured data of a text, with the names of organisations resolved."""
    thing = document.entry.structured()
    if state := document.state(site.today):
        thing["description"] = document.summed_up(site.today)
        if thing["@type"] in _WORKS:
            thing["creativeWorkStatus"] = state
    if LEARNING.holds(document):
        partner = site.partners.get(document.entry.provider or "")
        thing["provider"] = _organisation(site, partner) if partner else {"@id": _alliance_id(site)}
    elif EVENT.holds(document):
        sponsors = [site.partners[id_] for id_ in document.entry.made_possible_by if id_ in site.partners]
        if sponsors:
            thing["sponsor"] = [_organisation(site, sponsor) for sponsor in sponsors]
    elif ORGANISATION.holds(document) and document.entry.logo:
        media = site.resolve(document.path, document.entry.logo).media
        if media:
            thing["logo"] = Viewpoint(site.config.base_url).url(media_address(media.path))
    return thing


def _thing(type_: str, id_: str = "", **properties: object) -> Thing:
    """Return a thing of a type with its properties, except those that are None or ""."""
    known = {name: value for name, value in properties.items() if value is not None and value != ""}
    return {"@type": type_} | ({"@id": id_} if id_ else {}) | known


def _alliance_id(site: Site) -> str:
    """Return the `@id` of the alliance."""
    return f"{site.config.base_url}/#organisatie"


def _alliance(site: Site, address: str) -> Thing:
    """Return the alliance: with its contacts on the home page, and its members on the page of the partners."""
    whole, config, is_home = Viewpoint(site.config.base_url), site.config, address == "/"
    return _thing(
        "NGO",
        _alliance_id(site),
        name=config.name,
        url=whole.url("/"),
        logo=_thing("ImageObject", url=whole.url(MARK), width=MARK_SIZE, height=MARK_SIZE),
        description=config.tagline if is_home else None,
        contactPoint=[
            _thing(
                "ContactPoint",
                contactType="vragen",
                telephone=contact.phone_href.removeprefix("tel:"),
                email=contact.mail,
                availableLanguage=config.lang,
            )
            for contact in contact_views(site, config.contacts, whole)
        ]
        if is_home
        else None,
        member=[_organisation(site, partner) for partner in site.partners.values()]
        if address == ORGANISATION.list_address
        else None,
    )


def _site(site: Site, *, is_home: bool) -> Thing:
    url = Viewpoint(site.config.base_url).url
    search = _thing(
        "SearchAction",
        target=_thing("EntryPoint", urlTemplate=f"{url(MadePage.SEARCH)}?q={{search_term_string}}"),
        **{"query-input": "required name=search_term_string"},
    )
    return _thing(
        "WebSite",
        url("/#site"),
        name=site.config.name,
        url=url("/"),
        inLanguage=site.config.lang,
        publisher={"@id": _alliance_id(site)},
        potentialAction=search if is_home else None,
    )


def _organisation(site: Site, document: Document) -> Thing:
    page = Viewpoint(site.config.base_url).url(document.address or "/")
    return _thing("Organization", f"{page}#deel-inhoud", name=document.entry.title, url=page)


def _picture(site: Site, document: Document | None) -> str:
    picture = document.entry.picture if document else None
    if document is None or picture is None or not picture.file.lower().endswith(PICTURE_FILES):
        return ""
    found = site.resolve(document.path, picture.file)
    return Viewpoint(site.config.base_url).url(found.address) if found.media else ""
