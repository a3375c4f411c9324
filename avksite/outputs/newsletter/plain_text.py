"""Renders an edition as plain text: short lines, headings on a line of their own, every link after its words.

It has no rows of dashes or stars, which a screen reader reads aloud. A heading has two empty lines above it, and
items are numbered, so that a reader can search for the next one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from avksite.dutch.formatting import date_in_words, with_article
from avksite.rendering.text import link, paragraphs_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.outputs.newsletter import MailItem, MailView

OVERVIEW_FROM = 3
"""The number of items from which there is a table of contents."""


def text_of(mail: MailView) -> str:
    """Return the whole mail as text."""
    body = "\n\n".join(_body(mail))
    return f"{body}\n\n-- \n" + "\n\n".join(_footer(mail)) + "\n"


def _body(mail: MailView) -> Iterator[str]:
    yield wrapped(f"{mail.site_name}. {mail.edition.title}, {date_in_words(mail.edition.date)}")
    yield link("Lees deze nieuwsbrief op de site", mail.web_version)
    yield f"\n{wrapped(mail.edition.subject)}"
    yield from paragraphs_of(mail.letter)
    titles = [item.title for _, items in mail.sections for item in items]
    if len(titles) >= OVERVIEW_FROM:
        yield "\nIn deze nieuwsbrief"
        yield "\n".join(_numbered(number, title) for number, title in enumerate(titles, start=1))
    numbers = count(1)
    for title, items in mail.sections:
        if title:
            yield f"\n{wrapped(title)}"
        for item in items:
            yield f"\n{_numbered(next(numbers), item.title)}"
            yield from _item(item)


def _numbered(number: int, text: str) -> str:
    return wrapped(text, first=f"{number}. ", rest="   ")


def _item(item: MailItem) -> Iterator[str]:
    yield wrapped(f"{item.label}, {date_in_words(item.day)}" if item.day else item.label)
    if item.summary:
        yield wrapped(item.summary)
    if item.facts:
        yield "\n".join(wrapped(fact.in_words) for fact in item.facts)
    for fact in item.facts:
        if fact.href and fact.href.removeprefix("mailto:") != fact.text:
            yield link(f"{fact.label}: {item.title}", fact.href)
    if item.media:
        yield link(item.media.text, item.media.href)
    yield link(item.invitation, item.href)


def _footer(mail: MailView) -> Iterator[str]:
    yield f"{wrapped(mail.site_name + (f': {mail.tagline}' if mail.tagline else ''))}\n{mail.home}"
    for contact in mail.contacts:
        # The number and the address are on lines of their own, where they are not wrapped.
        known = (("Bel", contact.phone), ("Mail", contact.mail))
        who = wrapped(replace(contact, phone="", mail="").in_words)
        yield "\n".join((who, *(f"{verb} {target}" for verb, target in known if target)))
    yield wrapped(
        f"Je krijgt deze mail omdat je je hebt aangemeld voor de nieuwsbrief van {with_article(mail.site_name)}."
    )
    links = (
        ("Meld je af voor de nieuwsbrief", mail.unsubscribe),
        ("Heb je deze mail van iemand anders? Meld je zelf aan", mail.subscribe),
        ("Zo gaan we om met je gegevens", mail.privacy),
        ("Zo zorgen we dat iedereen dit kan lezen", mail.accessibility),
    )
    yield from (link(words, target) for words, target in links if target)
