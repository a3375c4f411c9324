"""A footnote has a sign in the text, a note at the end, a link there and a link back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.content.body import NOTES_ID
from avksite.problems import Rule, Severity

if TYPE_CHECKING:
    from avksite.content.markdown.draft import Draft

LOOSE_FOOTNOTE = Rule(
    id="voetnoot-los",
    severity=Severity.ERROR,
    promise="Elke voetnoot hoort bij één plek in de tekst.",
    why="Wie klikt op een noot die er niet is, komt nergens. En een noot waar niets naar wijst, leest niemand.",
    bad="Dat blijkt uit onderzoek.[^1]\n",
    good="Dat blijkt uit onderzoek.[^1]\n\n[^1]: Rijksuniversiteit Groningen, 2022.\n",
)
RULES = (LOOSE_FOOTNOTE,)

_TO_NOTE = re.compile(r"#voetnoot-\d+$")
_TO_TEXT = re.compile(r"#voetnoot-\d+-terug$")


def note_id(number: int) -> str:
    """Return the id of a note."""
    return f"voetnoot-{number}"


def sign_id(number: int) -> str:
    """Return the id of the place in the text that a note belongs to."""
    return f"voetnoot-{number}-terug"


def is_to_note(address: str) -> bool:
    """Tell whether a link leads from the text to a note."""
    return _TO_NOTE.search(address) is not None


def is_to_text(address: str) -> bool:
    """Tell whether a link leads from a note back to the text."""
    return _TO_TEXT.search(address) is not None


def sign_text(number: int) -> str:
    """Return the words of the link to a note; a bare figure would say nothing when it is read aloud."""
    return f"noot {number}"


def back_text(number: int) -> str:
    """Return the words of the link back from a note."""
    return f"Terug naar de tekst bij noot {number}"


def report_missing(name: str, line: int, draft: Draft) -> None:
    """Report a sign without a note."""
    hint = f"Typ de noot onderaan, op een eigen regel: `[^{name}]: tekst van de noot`."
    draft.report(LOOSE_FOOTNOTE, line, f"De voetnoot `[^{name}]` staat nergens uitgelegd.", hint)


def report_unused(name: str, line: int, draft: Draft) -> None:
    """Report a note without a sign."""
    hint = f"Zet `[^{name}]` in de tekst, op de plek waar de noot bij hoort."
    draft.report(LOOSE_FOOTNOTE, line, f"Naar de voetnoot `[^{name}]` wijst niets in de tekst.", hint)


def report_double(name: str, line: int, draft: Draft) -> None:
    """Report a note that was there already."""
    message = f"De voetnoot `[^{name}]` staat er twee keer."
    draft.report(LOOSE_FOOTNOTE, line, message, "Geef een van de twee een andere naam, zoals `[^2]`.")


def ids(count: int) -> list[str]:
    """Return every id that this many notes take."""
    if not count:
        return []
    return [NOTES_ID, *(make(number) for number in range(1, count + 1) for make in (note_id, sign_id))]
