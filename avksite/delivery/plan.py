"""The plan of an edition: which texts are in it, which are not and why, and its size so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import count

from avksite.checks.output.weight import MOST_MAIL, weights
from avksite.content.settings import FOLDER
from avksite.delivery.mailing import Mailing, kilobytes, mailing_of, weight_in_words
from avksite.delivery.message import eml_of
from avksite.dutch.formatting import date_in_words
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.newsletter import Edition
from avksite.rendering.edition import (
    AHEAD,
    MOST_ITEMS,
    coming_events,
    edition_before,
    edition_sections,
    is_chosen,
    new_in,
    newsworthy_from,
    open_calls,
)
from avksite.site import Site, newest_first

MOST_NAMED = 10
"""Texts that are named for each reason; the others are counted."""

_IN_TURN = "Op de menukaart: er gaat om de beurt één mee (is er iets nieuw, zet daar dan `bijgewerkt` bij)"


def plan_in_words(site: Site, document: Document[Edition], mailing: Mailing) -> str:
    """Return the plan of an edition in words."""
    sections = edition_sections(site, document)
    brought = [item.path for _, items in sections for item in items]
    number = len(brought)
    how = "in de volgorde die je zelf koos" if is_chosen(document) else "vanzelf bij elkaar gezocht"
    items = "1 bericht" if number == 1 else f"{number} berichten"
    lines = [
        f"{mailing.title} ({mailing.made_from})",
        f"  Onderwerp: {mailing.subject}",
        f"  Voorbeeldtekst: {mailing.preview}",
        f"  Datum: {date_in_words(mailing.day)}",
        *_already_gone(site, mailing),
        "",
        f"Wat erin gaat: {items}, {how}" if number else "Wat erin gaat: alleen je brief",
        *_brought(sections, dict(weights(mailing.html))),
        "",
        "Wat eruit blijft:",
        *_left_out(site, document, brought),
        "",
        f"De mail weegt nu {weight_in_words(mailing.html)}",
    ]
    if number and not is_chosen(document):
        lines += ["", "Wil je een andere keus of volgorde? Zet dan dit boven je brief, en verander het:", "berichten:"]
        lines += [f"  - /{path.removeprefix('content/')}" for path in brought]
    return "\n".join(lines)


def _already_gone(site: Site, mailing: Mailing) -> Iterator[str]:
    """Yield a line for each service that has or may have the edition."""
    words = {
        "klaar": "Al gegeven aan `{0.service}`, op {0.moment.text}: wie hem heeft, krijgt een verandering niet meer",
        "onzeker": "Misschien al verstuurd door `{0.service}`, op {0.moment.text}: kijk daar eerst",
        "begonnen": "Half gegeven aan `{0.service}`, op {0.moment.text}",
    }
    for delivery in site.content.sent.value.deliveries:
        if delivery.edition == mailing.edition:
            status = words[delivery.state]
            if delivery.service == FOLDER:
                status = "Stond klaar in een map, op {0.moment.text}: of hij is verstuurd, weet jij alleen"
            yield f"  {status.format(delivery)}."


def _left_out(site: Site, edition: Document[Edition], brought: Collection[str]) -> Iterator[str]:
    """Yield by reason the texts that are not in this edition, the newest first."""
    day = edition.entry.date
    ahead = {d.path for d in (*open_calls(site, day), *coming_events(site, day))}
    new = {d.path for d in new_in(site, edition)}
    reasons: dict[str, list[Document]] = {}
    for document in (*site.news, *site.events, *site.learning):
        if document.path not in brought:
            reason = _reason(site, edition, document, is_due=document.path in new | ahead)
            reasons.setdefault(reason, []).append(document)
    for document in site.withheld.values():
        if document.kind.is_item:
            moment = document.entry.visible_from
            reason = f"Pas op de site op {moment.text}" if moment else "Nog een concept"
            reasons.setdefault(reason, []).append(document)
    if not reasons:
        yield "  Niets: alles gaat mee."
    for reason, documents in reasons.items():
        yield f"  {reason}:"
        yield from (f"    {document.path}" for document in newest_first(documents)[:MOST_NAMED])
        if len(documents) > MOST_NAMED:
            yield f"    … en nog {len(documents) - MOST_NAMED}"


def _reason(site: Site, edition: Document[Edition], document: Document, *, is_due: bool) -> str:
    """Return why a public text is not in the edition; `is_due` when an automatic edition would bring it."""
    if is_due and is_chosen(edition):
        return "Nieuw, maar niet in je lijst"
    if is_due:
        gone = site.content.sent.value.items_of(edition.id)
        return "Erbij gekomen nadat deze nieuwsbrief wegging" if gone else f"Nieuw, maar er passen er {MOST_ITEMS} in"
    fresh_from, day, before = newsworthy_from(site, document), edition.entry.date, edition_before(site, edition)
    if fresh_from is None or (LEARNING.holds(document) and fresh_from <= day):
        return "Op de menukaart" if is_chosen(edition) else _IN_TURN
    if EVENT.holds(document) and document.entry.begin.day > day + AHEAD:
        return "Pas over meer dan een jaar"
    if fresh_from > day or before is None:
        return "Van na deze nieuwsbrief"
    return f"Van vóór de vorige nieuwsbrief ({date_in_words(before.entry.date)})"


def _brought(sections: Iterable[tuple[str, tuple[Document, ...]]], weight: dict[str, int]) -> Iterator[str]:
    numbers = count(1)
    for title, documents in sections:
        if title:
            yield f"  {title}"
        for document in documents:
            size = weight.get(" ".join(document.entry.title.split()))
            heavy = f", {kilobytes(size)}" if size else ""
            yield f"  {next(numbers):>2}. {document.entry.title} ({document.path}{heavy})"


def figures_in_words(site: Site, clock: Callable[[], float]) -> tuple[str, bool]:
    """Return a table of all editions, the oldest first, and whether no mail is too large.

    `clock` returns seconds, of which only differences count, to time the making of all three forms.
    """
    if not site.editions:
        return "Er is nog geen enkele nieuwsbrief.", True
    rows: list[tuple[str, ...]] = [("nieuwsbrief", "html", "tekst", "eml", "tijd")]
    is_whole = True
    for edition in reversed(site.editions):
        begin = clock()
        mailing = mailing_of(site, edition)
        sizes = [len(form) for form in (mailing.html.encode(), mailing.text.encode(), eml_of(mailing))]
        took = f"{1000 * (clock() - begin):.1f} ms".replace(".", ",")
        rows.append((mailing.edition, *(f"{size:,}".replace(",", ".") for size in sizes), took))
        is_whole = is_whole and sizes[0] <= MOST_MAIL
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])))  # names left, figures right
        for row in rows
    ]
    legend = (
        "html, tekst en eml staan in bytes; Gmail knipt een html af boven 102.000. De tijd is voor alle drie samen."
    )
    return "\n".join((*lines, "", legend)), is_whole
