"""Facts and contacts as plain words, the same wherever there is no room for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.dutch.formatting import list_in_words

if TYPE_CHECKING:
    from avksite.rendering.parts import ContactView, FactView


def fact_in_words(fact: FactView) -> str:
    """Return `Waar: Grolloo`."""
    return f"{fact.label}: {fact.text}{list_in_words([name.text for name in fact.links])}"


def contact_in_words(contact: ContactView) -> str:
    """Return `Contact: Jan, projectleider, 06 12 34 56 78, jan@voorbeeld.nl`."""
    known = (contact.name, contact.role, contact.organisation, contact.phone, contact.mail)
    return f"Contact: {', '.join(part for part in known if part)}"
