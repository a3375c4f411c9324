"""A link of which one sign went wrong shows as loose brackets; its author hears which sign that is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from avksite.problems import Fix, Rule, Severity
from avksite.reading.markdown.draft import shortened

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from avksite.reading.markdown.draft import Draft
    from avksite.reading.markdown.leaves import Leaves

UNFINISHED_LINK = Rule(
    id="link-half",
    severity=Severity.WARNING,
    promise="Een link is een echte link.",
    why="Met een spatie te veel of een haakje te weinig ziet de lezer losse haken. Klikken kan dan niet.",
    bad="Lees er meer over op [de startpagina] (/index.md).\n",
    good="Lees er meer over op [de startpagina](/index.md).\n",
    criterion="2.4.4",
)
RULES = (UNFINISHED_LINK,)

_SAID = ("boodschap", "raad", "oud", "nieuw")
"""What the element of such a link keeps for the report."""

TAG = "half"
"""The tag of what stands between square brackets in such a link; it shows as it was typed."""

_ADDRESS = (
    "(?P<address>\ue004[0-9]+\ue005[^\\s()]*|(?:/|#|\\.\\./)[^\\s()]+|[\\w./-]+\\.(?:md|html?|pdf|docx?|xlsx?|pptx?))"
)
_BEHIND = ".,;:!?]'\"”’"
"""What stands behind an address, and belongs to the sentence."""
_LINK = re.compile(r"\(\s*!?\[[^\[\]]*\]\(")
_REST = re.compile(rf"\[(?P<reference>[^\[\]\s][^\[\]]*)\]|(?P<gap>[ ]*)\({_ADDRESS}(?P<end>\))?")


def unfinished(words: str, data: str, at: int, leaves: Leaves) -> Element | None:
    """Return an element for words in square brackets when what follows at `at` was to make them a link.

    It is still empty: what it shows is what was typed, brackets included.
    """
    said = _said(shortened(leaves.words(words)), data, at, leaves) if words.strip() and "[" not in words else None
    return ET.Element(TAG, dict(zip(_SAID, said, strict=True))) if said else None


def _said(shown: str, data: str, at: int, leaves: Leaves) -> tuple[str, str, str, str] | None:
    """Return what is wrong and what to type, then what was typed and what it becomes; None when no link was meant."""
    if _LINK.match(data, at):
        message = f"Achter `[{shown}]` staat een afbeelding of een andere link, waar het adres hoort."
        hint = f"Zet daar het adres, zoals `[{shown}](https://www.voorbeeld.nl)`, en wat er nu staat erachter."
        return message, hint, "", ""
    found = _REST.match(data, at)
    if not found or (found["address"] and not found["gap"] and found["end"]):
        return None
    if found["reference"]:
        message = f"De verwijzing `[{leaves.words(found['reference'])}]` leidt nergens heen."
        return message, f"Typ het adres er zelf bij: `[{shown}](https://www.voorbeeld.nl)`.", "", ""
    wrong = "staat een spatie te veel" if found["end"] else "ontbreekt het laatste haakje"
    address = leaves.words(found["address"]) if found["end"] else leaves.words(found["address"]).rstrip(_BEHIND)
    link = f"[{shown}]({address})"
    typed = f"[{shown}]{found['gap']}({address}{found['end'] or ''}"
    return f"In de link `[{shown}]` {wrong}.", f"Typ `{link}`.", typed, link


def report_unfinished(element: Element, line: int, draft: Draft) -> None:
    """Report a link that is none."""
    message, hint, old, new = (element.get(name, "") for name in _SAID)
    draft.report(UNFINISHED_LINK, line, message, hint, Fix(old, new) if new else None)
