"""The page that tells how to follow the site: by mail, in a feed reader, in an agenda, with every address to copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.making.agendas import agendas, coming_series
from avksite.making.channels import FORMS, LISTS, anchor_of, channels
from avksite.making.framing import Head
from avksite.making.listed import LISTED
from avksite.making.lists import introduction, list_plan, list_view
from avksite.making.parts import NavLink, Section
from avksite.making.viewpoint import Viewpoint

if TYPE_CHECKING:
    from avksite.making.artifact import Plan
    from avksite.making.channels import Channel
    from avksite.site import Site

ADDRESS = "/volgen/"
COPY = "Kopieer het adres van de link, en plak het in je nieuwslezer."


def follow(site: Site) -> Iterator[Plan]:
    """Plan the page; what a reader has to do stands in its own text, the addresses come from what there is."""
    intro = introduction(site, Head(ADDRESS, LISTED[ADDRESS]))
    sections = tuple(section for section in _sections(site, intro.viewpoint) if section.links)
    yield list_plan(site, intro, list_view("volgen", intro, sections))


def _sections(site: Site, viewpoint: Viewpoint) -> Iterator[Section]:
    def link(text: str, address: str, anchor: str) -> NavLink:
        # A program asks for the whole address, to be copied.
        whole = Viewpoint(site.config.base_url).url(address)
        return NavLink(text, viewpoint.href(address), note=whole, id=anchor_of(anchor))

    def feed(channel: Channel, file: str, text: str) -> NavLink:
        # There are many of these; written out, their addresses would make a long page to hear.
        anchor = anchor_of(channel.folder) if file == "feed.xml" else ""
        return NavLink(text, viewpoint.href(f"{channel.folder}{file}"), id=anchor)

    every = tuple(channels(site))
    lists = tuple(channel for channel in every if channel.folder in LISTS)
    topics = tuple(channel for channel in every if channel.folder.startswith("/onderwerpen/"))
    partners = tuple(channel for channel in every if channel not in (*lists, *topics))
    letter = site.by_address.get("/nieuwsbrief/")
    mail = (NavLink(letter.entry.title, viewpoint.href("/nieuwsbrief/")),) if letter else ()
    yield Section("In je mailbox", "deel-nieuwsbrief", links=mail)
    coming = coming_series(site)
    shown = [agenda for agenda in agendas(site) if not agenda.series or agenda.series in coming]
    calendars = tuple(link(agenda.title, agenda.address, agenda.address) for agenda in shown)
    yield Section("In je agenda", "deel-agenda", links=calendars)
    main = tuple(link(channel.name, f"{channel.folder}feed.xml", channel.folder) for channel in lists)
    yield Section("In je nieuwslezer: RSS", "deel-rss", links=main)
    yield Section(
        "RSS over één onderwerp",
        "deel-rss-onderwerpen",
        links=tuple(feed(channel, "feed.xml", channel.name) for channel in topics),
        note=COPY,
    )
    yield Section(
        "RSS over één partner",
        "deel-rss-partners",
        links=tuple(feed(channel, "feed.xml", channel.name) for channel in partners),
        note=COPY,
    )
    yield Section(
        "Atom en JSON Feed",
        "deel-atom-json",
        links=tuple(
            feed(channel, file, f"{channel.name} ({form})")
            for channel in lists
            for file, (_, form) in FORMS.items()
            if file != "feed.xml"
        ),
        note="Dit is hetzelfde nieuws in een andere vorm, voor wie daar liever mee werkt. Elk adres met "
        "feed.xml heeft beide: zet op die plek atom.xml of feed.json.",
    )
