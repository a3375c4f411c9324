"""What a page tells machines: one schema.org graph whose @id's resolve within it (JSON-LD 1.1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.organisation import ORGANISATION
from avksite.rendering.addresses import MadePage, Viewpoint
from avksite.rendering.cards import contact_views
from avksite.rendering.sharing import MARK, MARK_SIZE
from avksite.site import media_address

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.rendering.parts import Frame
    from avksite.site import Site

Thing = dict[str, Any]

_MAKERS = {"NewsArticle": ("author", "publisher"), "Event": ("organizer",)}
"""What schema.org calls who answers for a thing: the alliance, unless the content names another."""
_WORKS = frozenset({"NewsArticle", "Course"})
"""What schema.org calls a creative work; an event has a status of its own."""
_PICTURED = frozenset({"NewsArticle", "Event", "Course"})
PICTURE_FILES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
"""Endings of pictures that search engines show; a drawing (SVG) is not among them."""


def graph(site: Site, frame: Frame, image: str, document: Document | None = None, about: Thing | None = None) -> str:
    """Return the graph of a page as text for a script element.

    `about` is the subject of the page as its kind or list describes it, `image` the whole URL of the picture that goes
    along when the page is shared, `document` the text on the page.
    """
    url, address = frame.viewpoint.url, frame.head.address
    page_id = url(address)
    own_id, crumbs_id = f"{page_id}#deel-inhoud", f"{page_id}#kruimelpad"
    page: Thing = {
        "@type": "WebPage",
        "@id": page_id,
        "url": page_id,
        "name": document.entry.title if document else frame.head.title,
        "inLanguage": frame.lang,
        "isPartOf": {"@id": url("/#site")},
    }
    things = [_alliance(site, address), _site(site, is_home=address == "/"), page]
    if about and about["@type"] == "WebPage":
        page |= about  # a page that is about nothing but itself
    elif about:
        own = {"@id": own_id, "url": page_id, **about}
        for role in _MAKERS.get(own["@type"], ()):
            own.setdefault(role, {"@id": _alliance_id(site)})
        if own["@type"] == "Organization":
            own["memberOf"] = {"@id": _alliance_id(site)}
        if own["@type"] in _PICTURED:
            own["mainEntityOfPage"] = {"@id": page_id}
            own["image"] = [it for it in (image, _picture(site, document)) if it]
        page["mainEntity"] = {"@id": own_id}
        things.append(own)
    if frame.breadcrumb:
        page["breadcrumb"] = {"@id": crumbs_id}
        steps = [
            {"@type": "ListItem", "position": number, "name": words, "item": url(address)}
            for number, (words, address) in enumerate(frame.breadcrumb, start=1)
        ]
        things.append({"@type": "BreadcrumbList", "@id": crumbs_id, "itemListElement": steps})
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    # `</script>` and `<!--` would end or break the element that holds it.
    return text.replace("<", "\\u003c")


def thing_of(site: Site, document: Document) -> Thing:
    """Return what a text tells as its kind words it, with the names of organisations looked up."""
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


def _alliance_id(site: Site) -> str:
    """Return the @id of who makes the site."""
    return f"{site.config.base_url}/#organisatie"


def _alliance(site: Site, address: str) -> Thing:
    """Return who makes the site; how to reach it stands on the home page, and who is in it on that of the partners."""
    url = Viewpoint(site.config.base_url).url
    alliance: Thing = {
        "@type": "NGO",
        "@id": _alliance_id(site),
        "name": site.config.name,
        "url": url("/"),
        "logo": {"@type": "ImageObject", "url": url(MARK), "width": MARK_SIZE, "height": MARK_SIZE},
    }
    if address == "/":
        if site.config.tagline:
            alliance["description"] = site.config.tagline
        alliance["contactPoint"] = [
            {
                "@type": "ContactPoint",
                "contactType": "vragen",
                **({"telephone": contact.phone_href.removeprefix("tel:")} if contact.phone_href else {}),
                **({"email": contact.mail} if contact.mail else {}),
                "availableLanguage": site.config.lang,
            }
            for contact in contact_views(site, tuple(site.config.contacts), Viewpoint(site.config.base_url))
        ]
    elif address == ORGANISATION.list_address:
        alliance["member"] = [_organisation(site, partner) for partner in site.partners.values()]
    return alliance


def _site(site: Site, *, is_home: bool) -> Thing:
    url = Viewpoint(site.config.base_url).url
    thing: Thing = {
        "@type": "WebSite",
        "@id": url("/#site"),
        "name": site.config.name,
        "url": url("/"),
        "inLanguage": site.config.lang,
        "publisher": {"@id": _alliance_id(site)},
    }
    if is_home:
        template = f"{url(MadePage.SEARCH)}?q={{search_term_string}}"
        thing["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            "query-input": "required name=search_term_string",
        }
    return thing


def _organisation(site: Site, document: Document) -> Thing:
    page = Viewpoint(site.config.base_url).url(document.address or "/")
    return {"@type": "Organization", "@id": f"{page}#deel-inhoud", "name": document.entry.title, "url": page}


def _picture(site: Site, document: Document | None) -> str:
    picture = document.entry.picture if document else None
    if document is None or picture is None or not picture.file.lower().endswith(PICTURE_FILES):
        return ""
    found = site.resolve(document.path, picture.file)
    return Viewpoint(site.config.base_url).url(found.address) if found.media else ""
