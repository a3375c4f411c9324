"""An edition as plain text: short lines, headings on a line of their own, every link behind its words.

No rows of dashes or stars: a screen reader says each of them aloud. A heading has two empty lines above it, and the
items are numbered, so that a reader can search for the next one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from avksite.dutch.formatting import named
from avksite.rendering.in_words import contact_in_words, fact_in_words
from avksite.rendering.text import link, paragraphs_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.outputs.newsletter.view import MailItem, MailView
    from avksite.rendering.parts import ContactView

OVERVIEW_FROM = 3
"""How many items make a list of contents worth its place."""


def text_of(mail: MailView) -> str:
    """Return the whole mail as text."""
    body = "\n\n".join(_body(mail))
    return f"{body}\n\n-- \n" + "\n\n".join(_footer(mail)) + "\n"


def _body(mail: MailView) -> Iterator[str]:
    yield wrapped(f"{mail.site_name}. {mail.title}, {mail.date}")
    yield link("Lees deze nieuwsbrief op de site", mail.web_version)
    yield _heading(mail.subject)
    yield from paragraphs_of(mail.letter)
    titles = [item.title for section in mail.sections for item in section.items]
    if len(titles) >= OVERVIEW_FROM:
        yield _heading("In deze nieuwsbrief")
        yield "\n".join(_numbered(number, title) for number, title in enumerate(titles, start=1))
    numbers = count(1)
    for section in mail.sections:
        if section.title:
            yield _heading(section.title)
        for item in section.items:
            yield "\n" + _numbered(next(numbers), item.title)
            yield from _item(item)


def _item(item: MailItem) -> Iterator[str]:
    yield wrapped(f"{item.label}, {item.date}" if item.date else item.label)
    if item.summary:
        yield wrapped(item.summary)
    if item.facts:
        yield "\n".join(wrapped(fact_in_words(fact)) for fact in item.facts)
    for fact in item.facts:
        if fact.href and fact.href.removeprefix("mailto:") != fact.text:
            yield link(f"{fact.label}: {item.title}", fact.href)
    if item.media:
        yield link(item.media.text, item.media.href)
    yield link(item.invitation, item.href)


def _footer(mail: MailView) -> Iterator[str]:
    yield f"{wrapped(mail.site_name + (f': {mail.tagline}' if mail.tagline else ''))}\n{mail.home}"
    for contact in mail.contacts:
        yield _person(contact)
    yield wrapped(f"Je krijgt deze mail omdat je je hebt aangemeld voor de nieuwsbrief van {named(mail.site_name)}.")
    yield link("Meld je af voor de nieuwsbrief", mail.unsubscribe)
    if mail.subscribe:
        yield link("Heb je deze mail van iemand anders? Meld je zelf aan", mail.subscribe)
    if mail.privacy:
        yield link("Zo gaan we om met je gegevens", mail.privacy)
    if mail.accessibility:
        yield link("Zo zorgen we dat iedereen dit kan lezen", mail.accessibility)


def _person(contact: ContactView) -> str:
    """Return who to ask, with the number and the address on lines of their own, where nothing breaks them."""
    who = wrapped(contact_in_words(replace(contact, phone="", mail="")))
    return (
        who + (f"\nBel {contact.phone}" if contact.phone else "") + (f"\nMail {contact.mail}" if contact.mail else "")
    )


def _heading(text: str) -> str:
    return "\n" + wrapped(text)


def _numbered(number: int, text: str) -> str:
    return wrapped(text, first=f"{number}. ", rest="   ")
