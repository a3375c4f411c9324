"""The page that tells how to follow the site: by mail, in a feed reader, in an agenda, with every address to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from avksite.rendering.lists import list_plan, list_view
from avksite.rendering.made_pages import MadePage
from avksite.rendering.parts import Head, NavLink, Section
from avksite.rendering.sign_up import PAGE as SIGN_UP
from avksite.rendering.subscriptions import LISTS, agendas, anchor_of, channels, coming_series
from avksite.rendering.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.rendering.artifact import Plan
    from avksite.site import Site

FORMS = "Atom en JSON Feed zijn hetzelfde nieuws in een andere vorm, voor wie daar liever mee werkt."


def follow(site: Site) -> Iterator[Plan]:
    """Plan the page; what a reader has to do stands in its own text, the addresses come from what there is."""
    view = list_view(site, "volgen", Head(MadePage.FOLLOW, MadePage.FOLLOW.heading))
    sections = tuple(section for section in _sections(site, view.frame.viewpoint) if section.links)
    yield list_plan(site, replace(view, sections=sections))


def _sections(site: Site, viewpoint: Viewpoint) -> Iterator[Section]:
    def link(text: str, address: str, anchor: str) -> NavLink:
        # A program asks for the whole address, to be copied.
        whole = Viewpoint(site.config.base_url).url(address)
        return NavLink(text, viewpoint.href(address), note=whole, id=anchor_of(anchor))

    every = tuple(channels(site))
    lists = tuple(channel for channel in every if channel.folder in LISTS)
    topics = tuple(channel for channel in every if channel.folder.startswith(MadePage.TOPICS))
    partners = tuple(channel for channel in every if channel not in (*lists, *topics))
    letter = site.by_address.get(SIGN_UP)
    mail = (NavLink(letter.entry.title, viewpoint.href(SIGN_UP)),) if letter else ()
    yield Section("In je mailbox", "deel-nieuwsbrief", links=mail)
    coming = coming_series(site)
    shown = [agenda for agenda in agendas(site) if not agenda.series or agenda.series in coming]
    calendars = tuple(link(agenda.title, agenda.address, agenda.address) for agenda in shown)
    yield Section("In je agenda", "deel-agenda", links=calendars)
    for title, anchor, found in (
        ("In je nieuwslezer: RSS", "deel-rss", lists),
        ("RSS over één onderwerp", "deel-rss-onderwerpen", topics),
        ("RSS over één partner", "deel-rss-partners", partners),
    ):
        feeds = tuple(link(channel.name, f"{channel.folder}feed.xml", channel.folder) for channel in found)
        yield Section(title, anchor, links=feeds, note=FORMS if anchor == "deel-rss" else "")
