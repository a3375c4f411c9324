"""Signs in the finished text that do nothing here: of other tools, of a link that is none, of a text not yet done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.checks.leftovers.signs import FIELD, NOT_FINISHED, RULES, SIGNS
from avksite.checks.visible_text import SearchableText, of_document, of_site
from avksite.kinds.page import PAGE
from avksite.problems import Fix, Place, Problem, shortened
from avksite.rendering.addresses import LISTED
from avksite.rendering.layout import STATEMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.checks.leftovers.signs import Sign
    from avksite.kinds.base import Document
    from avksite.site import Site

__all__ = ["RULES", "check", "check_site"]

_STRESSED = re.compile(r"(?:\*+|!?\[)(<\w+>)(?:\*+|\]\([^()`]*\))")
_OR_WAIT = "Schrijf hier wat er moet staan, of zet `concept: ja` boven de tekst tot je hem af hebt."


def check(document: Document) -> Iterator[Problem]:
    """Walk through all that a reader sees of a text, above it and in it; code is for showing signs, and stays."""
    finished = SearchableText(of_document(document), document.typed)
    yield from _signs(document.path, finished, is_letter=document.kind.is_mailed)
    if document.kind.needs_text and _is_empty(document):
        line = document.typed.rstrip().count("\n") + 1
        message = "Onder de titel en `kort` staat nog geen tekst."
        yield Problem(NOT_FINISHED, Place(document.path, line), message, _OR_WAIT)


def check_site(site: Site) -> Iterator[Problem]:
    """Walk through what a reader sees of the settings, the glossary, the figures and the statement."""
    for path, texts in of_site(site):
        yield from _signs(path, SearchableText(texts))


def _is_empty(document: Document) -> bool:
    """Say whether a page holds nothing but what stands in a card as well; above a list it need not hold more."""
    has_more = document.body.children or (PAGE.holds(document) and (document.entry.tasks or document.entry.figures))
    is_introduction = document.path.endswith("/index.md") or document.address in {*LISTED, STATEMENT}
    return not (has_more or is_introduction)


def _signs(path: str, finished: SearchableText, *, is_letter: bool = False) -> Iterator[Problem]:
    """Report every sign that was typed, in the order of the text; of a row of items, only the first."""
    rows: set[tuple[Sign, int]] = set()
    for sign, found in sorted(_found(finished), key=lambda pair: pair[1].start()):
        line, index = finished.line(found), finished.index(found)
        if line is None:
            continue
        if sign.is_row:
            rows.add((sign, index))
            if (sign, index - 1) in rows:
                continue
        is_plain = finished.is_plain(found)
        hint, new = (_filled_in(text, found, is_plain=is_plain) for text in (sign.hint, sign.new))
        rule = FIELD if sign.is_field and is_letter else sign.rule
        if rule is NOT_FINISHED and finished.may_wait:
            hint = _OR_WAIT
        fix = Fix(found[0], new, to_fill="…" in new) if new else None
        yield Problem(rule, Place(path, line), sign.message.format(shortened(found[0])), hint, fix=fix)


def _found(finished: SearchableText) -> Iterator[tuple[Sign, re.Match[str]]]:
    """Yield every sign that shows; of two in one place only the first of the table."""
    taken = bytearray(len(finished.text))
    for sign in SIGNS:
        for found in sign.pattern.finditer(finished.text):
            start, end = found.span()
            if not any(taken[start:end]) and (not sign.is_plain or finished.is_plain(found)):
                taken[start:end] = b"\x01" * (end - start)
                yield sign, found


def _filled_in(text: str, found: re.Match[str], *, is_plain: bool) -> str:
    """Return what to type, with the words that were found; where stress and links do nothing, only those."""
    text = _STRESSED.sub(r"\1", text) if is_plain else text
    for name, group in found.groupdict().items():
        text = text.replace(f"<{name}>", (group or "").strip())
    return text
