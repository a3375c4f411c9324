"""Everything that is published: each output is a function from the site to plans, independent of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from avksite.outputs.assets import assets
from avksite.outputs.calendar import calendar
from avksite.outputs.discovery import discovery
from avksite.outputs.feeds import feeds
from avksite.outputs.hosting import hosting
from avksite.outputs.images import pictures, sharing
from avksite.outputs.learning_menu import learning_menu
from avksite.outputs.lists import listings
from avksite.outputs.newsletter import newsletter
from avksite.outputs.pages import pages
from avksite.outputs.search import search
from avksite.rendering.artifact import Plan
from avksite.site import Site

OUTPUTS: tuple[Callable[[Site], Iterator[Plan]], ...] = (
    pages,
    listings,
    learning_menu,
    feeds,
    calendar,
    newsletter,
    discovery,
    sharing,
    search,
    hosting,
    assets,
    pictures,
)
