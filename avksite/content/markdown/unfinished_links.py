"""A link of which one sign went wrong shows as loose brackets; its author hears which sign that is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.content.characters import unescaped
from avksite.content.markdown.draft import shortened
from avksite.problems import Fix, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.markdown.draft import Draft

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

_ADDRESS = (
    r"(?P<address>(?:[hH][tT]{2}[pP][sS]?://|[wW]{3}\.)[^\s()]+|[\w.+-]+@[^\s()@]+|(?:/|#|\.\./)[^\s()]+|"
    r"[\w./-]+\.(?:md|html?|pdf|docx?|xlsx?|pptx?))"
)
_BEHIND = ".,;:!?]'\"”’"
"""What stands behind an address, and belongs to the sentence."""
_LINK = re.compile(r"\(\s*!?\[[^\[\]]*\]\(")
_REST = re.compile(rf"\[(?P<reference>[^\[\]\s^][^\[\]]*)\]|(?P<gap>[ ]*)\({_ADDRESS}(?P<end>\))?")


def report_unfinished(words: str, text: str, at: int, line: int, draft: Draft) -> None:
    """Report words in square brackets when what follows at `at` was to make them a link."""
    if words.strip() and "[" not in words and (said := _said(shortened(unescaped(words)), text, at)):
        draft.report(UNFINISHED_LINK, line, *said)


def _said(shown: str, text: str, at: int) -> tuple[str, str, Fix | None] | None:
    """Return what is wrong, what to type, and that as a fix; None when nothing shows that a link was meant."""
    if _LINK.match(text, at):
        message = f"Achter `[{shown}]` staat een afbeelding of een andere link, waar het adres hoort."
        hint = f"Zet daar het adres, zoals `[{shown}](https://www.voorbeeld.nl)`, en wat er nu staat erachter."
        return message, hint, None
    found = _REST.match(text, at)
    if not found or (found["address"] and not found["gap"] and found["end"]):
        return None
    if found["reference"]:
        message = f"De verwijzing `[{unescaped(found['reference'])}]` leidt nergens heen."
        return message, f"Typ het adres er zelf bij: `[{shown}](https://www.voorbeeld.nl)`.", None
    wrong = "staat een spatie te veel" if found["end"] else "ontbreekt het laatste haakje"
    typed = found["address"] if found["end"] else found["address"].rstrip(_BEHIND)
    link = f"[{shown}]({unescaped(typed)})"
    fix = Fix(f"[{shown}]{found['gap']}({typed}{found['end'] or ''}", link)
    return f"In de link `[{shown}]` {wrong}.", f"Typ `{link}`.", fix
