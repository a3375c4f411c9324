"""Facts and badges for a mail or a feed: in words that still hold when they are read on a later day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from avksite.dutch.formatting import days_left
from avksite.rendering.layout import fact_views
from avksite.rendering.parts import BadgeView

if TYPE_CHECKING:
    from avksite.kinds.base import Document, Fact
    from avksite.rendering.parts import FactView
    from avksite.rendering.viewpoint import Viewpoint
    from avksite.site import Site


def lasting_facts(site: Site, document: Document, viewpoint: Viewpoint, day: date) -> tuple[FactView, ...]:
    """Return the facts as they stand on a day, without the count of days that is wrong on the next."""
    facts = document.entry.facts(day)
    return fact_views(site, (_without_count(fact, day) for fact in facts), viewpoint)


def _without_count(fact: Fact, day: date) -> Fact:
    try:
        last = date.fromisoformat(fact.moment)
    except ValueError:  # no moment, or one with a time: nothing is counted
        return fact
    return replace(fact, text=fact.text.replace(f" ({days_left(day, last)})", ""))


def lasting_badges(document: Document, day: date) -> tuple[BadgeView, ...]:
    """Return the badges of a day that still hold on the next: `Oproep` and `Verlengd tot …`, not `Nog 3 dagen`."""
    tomorrow = {badge.text for badge in document.entry.badges(day + timedelta(days=1))}
    return tuple(
        BadgeView(badge.text, badge.tone)
        for badge in document.entry.badges(day)
        if badge.is_state or badge.text in tomorrow
    )
