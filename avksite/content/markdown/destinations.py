"""Where a link leads, as it is typed between round brackets or in a definition: an address, and perhaps a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.characters import unescaped
from avksite.problems import Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from avksite.content.markdown.draft import Draft

LOOSE_DEFINITION = Rule(
    id="verwijzing-los",
    severity=Severity.WARNING,
    promise="Elk adres dat los in een tekst staat, hoort bij een link in die tekst.",
    why="Een regel als `[rug]: https://www.rug.nl` ziet de lezer niet. Zonder link die erbij hoort, komt niemand daar.",
    bad="Kom ook eens kijken.\n\n[rug]: https://www.rug.nl\n",
    good="Kom ook eens kijken bij de [universiteit][rug].\n\n[rug]: https://www.rug.nl\n",
    criterion="2.4.4",
)
RULES = (LOOSE_DEFINITION,)

_LONGEST = 3_000
_DEEPEST = 32

_TITLE = r'"(?:\\.|[^"\\])*+"|\'(?:\\.|[^\'\\])*+\'|\((?:\\.|[^()\\])*+\)|[“”][^“”]*+”'
_ADDRESS = r"<(?:\\.|[^<>\\\n])*+>|(?![<\"'“”])\S++"
_DESTINATION = re.compile(rf"(?P<address>{_ADDRESS})(?:\s+(?P<title>{_TITLE}))?")
# The name of a file may hold spaces, and a title the quotes that are around it.
_WITH_SPACES = re.compile(r"(?P<address>.*?)(?:(?:^|\s)(?P<title>\".*\"|'.*'|[“”].*”))?")
# A title is passed over as a whole, because it may hold a bracket.
_BRACKET = re.compile(r"\\.|[()]|(?<=\s)(?:\"[^\"]*+\"|'[^']*+'|[“”][^“”]*+”)(?=\s*+\))")

_LABEL = r"(?:\\.|[^\[\]\\]){1,999}"
_DEFINITION = re.compile(
    rf"\[(?!\^)(?P<label>{_LABEL})\]:\s*+(?P<address>{_ADDRESS})(?:\s+(?P<title>{_TITLE}))?[ ]*+(?=\n|\Z)"
)
_USE = re.compile(rf"\[({_LABEL})\](?!:)")
_LIKE_ADDRESS = re.compile(r"[/#:@]|\.\w{2,}|^<")
LONGEST_DEFINITION = 8
"""How many lines a definition may take."""


class Destination(NamedTuple):
    """Where a link leads."""

    address: str
    title: str


class Definition(NamedTuple):
    """A definition of where links by reference lead: how it is compared, how it was typed, and over how many lines."""

    id: str
    label: str
    typed: str
    destination: Destination
    lines: int


def read_destination(typed: str) -> Destination:
    """Read what was typed between round brackets (CommonMark 6.3); the name of a file may hold spaces."""
    text = " ".join(typed.split())
    return _read(_DESTINATION.fullmatch(text) or _WITH_SPACES.fullmatch(text))


def end_of_destination(text: str, at: int) -> int | None:
    """Return where the round bracket closes that opens at a place, or None when it does not."""
    depth = 0
    for found in _BRACKET.finditer(text, at, at + _LONGEST):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth:
            return found.start()
        if depth > _DEEPEST:
            break
    return None


def read_definition(lines: Sequence[str], named: frozenset[str]) -> Definition | None:
    """Read the definition that some lines begin with (CommonMark 4.7).

    A bare word is an address only for a reference that the text names: `[Saskia]: Ja.` is a conversation.
    """
    found = _DEFINITION.match("\n".join(lines))
    if not found or not found["label"].strip():
        return None
    key = reference_id(found["label"])
    if not _LIKE_ADDRESS.search(found["address"]) and (key not in named or found["address"][-1] in ".,;!?"):
        return None
    return Definition(
        key, " ".join(found["label"].split()), " ".join(found[0].split()), _read(found), found[0].count("\n") + 1
    )


def names_in(text: str) -> frozenset[str]:
    """Return every reference that a text may name, as it is compared."""
    return frozenset(reference_id(found[1]) for found in _USE.finditer(text))


def reference_id(typed: str) -> str:
    """Return a reference as it is compared: capitals and the number of spaces do not count."""
    return " ".join(unescaped(typed).casefold().split())


def _read(found: re.Match[str] | None) -> Destination:
    if not found:
        return Destination("", "")
    address = found["address"].strip()
    if address.startswith("<") and address.endswith(">"):
        address = address[1:-1].strip()
    return Destination(unescaped(address), " ".join(unescaped((found["title"] or "")[1:-1]).split()))


def report_unused(definition: Definition, line: int, draft: Draft) -> None:
    """Report a definition that no link names."""
    hint = f"Typ in de tekst `[woorden van de link][{definition.label}]`, of haal deze regel weg."
    message = f"Geen link in de tekst verwijst naar `{definition.typed}`."
    draft.report(LOOSE_DEFINITION, line, message, hint)


def report_double(definition: Definition, line: int, draft: Draft) -> None:
    """Report a definition of a name that has one already."""
    message = f"Voor `[{definition.label}]` staat er al een adres. Dit telt niet mee: `{definition.typed}`."
    draft.report(LOOSE_DEFINITION, line, message, "Geef een van de twee een andere naam, of haal deze regel weg.")
