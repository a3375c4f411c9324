"""Every edition in figures: bytes, milliseconds, and how far its text says what its HTML says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from avksite.checks.output.mail_findings import mail_findings
from avksite.delivery.mailing import mailing_of
from avksite.delivery.message import eml_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.delivery.mailing import Mailing
    from avksite.site import Site

Clock = Callable[[], float]
"""Returns seconds; only differences count."""

_INLINE = frozenset({"a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "u"})
_WORD = re.compile(r"\w[\w'’.-]*\w|\w")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much of the HTML is in the text: found and all, for words, headings and links."""

    words: tuple[int, int]
    headings: tuple[int, int]
    links: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One edition: the bytes of its forms, the milliseconds to make them all, and what is wrong with its HTML."""

    edition: str
    html: int
    text: int
    eml: int
    milliseconds: float
    agreement: Agreement
    findings: tuple[str, ...]


def weigh(site: Site, clock: Clock) -> tuple[Weighed, ...]:
    """Make all forms of every edition, the oldest first, and measure them."""
    return tuple(_weighed(site, number, clock) for number in reversed(range(len(site.editions))))


def _weighed(site: Site, number: int, clock: Clock) -> Weighed:
    begin = clock()
    mailing = mailing_of(site, site.editions[number])
    eml = eml_of(mailing)
    seconds = clock() - begin
    return Weighed(
        edition=mailing.edition,
        html=len(mailing.html.encode()),
        text=len(mailing.text.encode()),
        eml=len(eml),
        milliseconds=1000 * seconds,
        agreement=agreement(mailing),
        findings=mail_findings(mailing.html),
    )


def agreement(mailing: Mailing) -> Agreement:
    """Compare what a reader of the HTML and a reader of the text get."""
    top = lxml.html.document_fromstring(mailing.html)
    plain = " ".join(mailing.text.split())
    said = Counter(_words(_seen(top)))
    headings = [" ".join(_seen(heading).split()) for heading in top.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    links = [*dict.fromkeys(_targets(top))]
    return Agreement(
        words=((said & Counter(_words(plain))).total(), said.total()),
        headings=(sum(heading in plain for heading in headings), len(headings)),
        links=(sum(link in plain for link in links), len(links)),
    )


def _seen(element: etree._Element) -> str:
    """Return what a reader of the HTML sees in an element."""
    if str(element.tag) == "head" or "display:none" in (element.get("style") or ""):
        return ""
    inner = (f"{_seen(child)}{child.tail or ''}" for child in element.iterchildren(etree.Element))
    # Words in two blocks are two words, also when no space parts their tags.
    space = "" if str(element.tag) in _INLINE else " "
    return f"{space}{element.text or ''}{''.join(inner)}{space}"


def _words(text: str) -> list[str]:
    return [word.casefold().rstrip(".") for word in _WORD.findall(text)]


def _targets(top: etree._Element) -> Iterator[str]:
    """Yield where the links lead, as plain text says it: a phone number stands there in words."""
    for link in top.iter("a"):
        target = link.get("href") or ""
        if not target.startswith("tel:"):
            yield target.removeprefix("mailto:").partition("?subject=")[0]


def report_told(weighed: tuple[Weighed, ...]) -> str:
    """Return the figures as a table for people."""
    if not weighed:
        return "Er is nog geen enkele nieuwsbrief."
    rows = [("nieuwsbrief", "html", "tekst", "eml", "tijd", "woorden", "koppen", "links"), *map(_row, weighed)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    lines += [f"{one.edition}: {finding}" for one in weighed for finding in one.findings]
    return "\n".join((*lines, "", _LEGEND))


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, *figures = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join((name.strip().ljust(widths[0]), *figures))


_LEGEND = (
    "html, tekst en eml staan in bytes; Gmail knipt een html af boven 102.000. De tijd is voor alle drie samen.\n"
    "Woorden, koppen en links: hoeveel van de html ook in de tekst staat."
)


def _row(one: Weighed) -> tuple[str, ...]:
    found, every = one.agreement.words
    share = f"{100 * found / every if every else 100:.1f} %".replace(".", ",")
    return (
        one.edition,
        *(f"{size:,}".replace(",", ".") for size in (one.html, one.text, one.eml)),
        f"{one.milliseconds:.1f} ms".replace(".", ","),
        share,
        *(f"{found} van {every}" for found, every in (one.agreement.headings, one.agreement.links)),
    )
