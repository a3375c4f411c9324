"""An edition as plain text: short lines, headings on a line of their own, every link behind its words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from avksite.making.views import ContactView, MailItem, MailView

COLUMNS = 72
"""What a terminal and a phone on its side both show, with room left for the marks of a reply."""

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", "pre", "dt", "dd", "caption", "tr"}
_LISTS = {"ul", "ol"}


def text_of(mail: MailView, letter: HtmlElement) -> str:
    """Return the whole mail as text."""
    several = any(section.title for section in mail.sections)
    blocks = [
        _wrapped(f"{mail.site_name}. {mail.title}, {mail.date}"),
        _link("Lees deze nieuwsbrief op de site", mail.web_version),
        _heading(mail.subject, "="),
        *_blocks(letter),
    ]
    for section in mail.sections:
        if section.title:
            blocks.append(_heading(section.title, "="))
        for item in section.items:
            blocks += [_heading(item.title, "-" if several and section.title else "="), *_item(item)]
    return "\n\n".join(blocks) + "\n\n-- \n" + "\n\n".join(_footer(mail)) + "\n"


def _item(item: MailItem) -> Iterator[str]:
    yield _wrapped(f"{item.label}, {item.date}" if item.date else item.label)
    if item.summary:
        yield _wrapped(item.summary)
    if item.facts:
        yield "\n".join(_wrapped(f"{fact.label}: {fact.text}{' en '.join(n.text for n in fact.links)}") for fact in item.facts)
    for fact in item.facts:
        target = fact.href.removeprefix("mailto:")
        if target and target != fact.text:
            yield _link(f"{fact.label} – {item.title}", target)
    yield _link(item.invitation, item.href)


def _footer(mail: MailView) -> Iterator[str]:
    yield _wrapped(f"{mail.site_name}{f' – {mail.tagline}' if mail.tagline else ''}") + f"\n{mail.home}"
    for contact in mail.contacts:
        yield _person(contact)
    yield _wrapped(f"Je krijgt deze mail omdat je je hebt aangemeld voor de nieuwsbrief van {mail.site_name}.")
    yield _link("Afmelden voor de nieuwsbrief", mail.unsubscribe)
    if mail.subscribe:
        yield _link("Doorgestuurd gekregen? Meld je aan voor de nieuwsbrief", mail.subscribe)
    if mail.privacy:
        yield _link("Privacy", mail.privacy)
    if mail.accessibility:
        yield _link("Toegankelijkheid", mail.accessibility)


def _person(contact: ContactView) -> str:
    who = ", ".join(part for part in (contact.name, contact.role, contact.organisation) if part)
    phone = f"Bel {contact.phone}" if contact.phone else ""
    mail = f"Mail {contact.mail}" if contact.mail else ""
    return "\n".join([_wrapped(f"Vragen? {who}"), *(line for line in (phone, mail) if line)])


def _heading(text: str, mark: str) -> str:
    """Return a heading with a line under it, at least as wide as a short word and never as a long one."""
    lines = _wrapped(text)
    return f"\n{lines}\n{mark * min(max(map(len, lines.splitlines())), COLUMNS)}"


def _link(words: str, target: str) -> str:
    """Return `words:` and, on a line of its own where no program breaks it, the address."""
    return f"{_wrapped(words)}:\n{target}"


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _blocks(element: etree._Element, indent: str = "") -> Iterator[str]:
    """Yield the blocks of a letter, each with its links behind it."""
    loose = _flat(element.text)
    for child in element:
        tag = str(child.tag)
        if tag in _LISTS:
            yield from filter(None, (_wrapped(loose, indent, indent),))
            loose = ""
            yield "\n".join(_items(child, indent))
        elif tag in _HEADINGS or tag in _PARAGRAPHS:
            yield from filter(None, (_wrapped(loose, indent, indent),))
            loose = ""
            yield from _block(child, indent, is_heading=tag in _HEADINGS)
        elif tag in {"blockquote", "div", "table", "thead", "tbody", "tfoot", "dl"}:
            yield from _blocks(child, f"{indent}> " if tag == "blockquote" else indent)
        else:
            loose += f" {_words(child)}"
        loose += f" {_flat(child.tail)}"
    yield from filter(None, (_wrapped(loose, indent, indent),))
