"""The size of pages and mails: for readers with old phones and little data, and mailboxes that clip."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from avksite.dutch.formatting import date_in_words, whole_kilobytes
from avksite.kinds.base import Document
from avksite.kinds.newsletter import NEWSLETTER, Edition
from avksite.patterns import regex
from avksite.problems import ERROR, WARNING, Place, Problem, Rule
from avksite.rendering.artifact import Artifact
from avksite.rendering.edition import MOST_ITEMS, due_in, edition_before, is_chosen
from avksite.site import Site

HEAVY = Rule(
    "pagina-zwaar",
    WARNING,
    "Een pagina is zonder afbeeldingen kleiner dan 100 kB. Ingepakt, zoals hij reist, is dat hooguit 50 kB.",
)
REQUESTS = Rule(
    "veel-bestanden", WARNING, "Een pagina haalt bij het openen hooguit 10 bestanden op, zichzelf meegeteld."
)
TOO_BIG = Rule("mail-groot", ERROR, "Een mail is kleiner dan 102 kB.")
HEAVY_MAIL = Rule("mail-zwaar", WARNING, "Een mail is liever kleiner dan 60 kB.")
TOO_MUCH = Rule("mail-veel", WARNING, f"Een nieuwsbrief die zichzelf vult, brengt hooguit {MOST_ITEMS} berichten.")

MOST_BYTES = 100_000
"""Of a page with its style sheets and scripts, without images."""
MOST_PACKED = 50_000
"""Of the same as it is sent, compressed."""
MOST_REQUESTS = 10
"""The page itself counts as one."""
PAGE_AND_ICON = 2
WARN_MAIL = 60_000
MOST_MAIL = 102_000
"""Bytes: Gmail cuts off what comes after some 102 kB, and with it the link to unsubscribe."""

_LEVEL = 6
"""The default level of gzip: hosts use at least this."""
_HEADING = regex(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_FOOT = 'class="voet"'
_TAG = regex(r"<[^>]+>")


class Weight(NamedTuple):
    """Bytes, as they are and as sent."""

    bare: int
    packed: int


def size_of(content: bytes) -> Weight:
    """Return the size of content, uncompressed and compressed."""
    return Weight(len(content), len(gzip.compress(content, _LEVEL)))


def assets_of(artifacts: Iterable[Artifact]) -> dict[str, Weight]:
    """Return the style sheets and scripts of a build, by their path."""
    found = (it for it in artifacts if it.path.startswith("assets/") and it.path.endswith((".css", ".js")))
    return {it.path: size_of(it.content) for it in found}


def named_on(page: Artifact, assets: Iterable[str]) -> tuple[str, ...]:
    """Return the style sheets and scripts that a page names."""
    return tuple(path for path in assets if path in page.facts.assets)


def weights(mail: str) -> tuple[tuple[str, int], ...]:
    """Return the words of every heading, and the bytes from there to the next one, or to the foot of the mail."""
    found = [*_HEADING.finditer(mail)]
    foot = mail.find(_FOOT)
    ends = [*(heading.start() for heading in found[1:]), len(mail) if foot < 0 else foot]
    words = (" ".join(unescape(_TAG.sub("", heading[2])).split()) for heading in found)
    sizes = (len(mail[heading.start() : end].encode()) for heading, end in zip(found, ends, strict=True))
    return tuple(zip(words, sizes, strict=True))


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Check the size of every page, its number of requests, the size of every mail, and what a mail leaves out."""
    assets = assets_of(artifacts)
    for it in artifacts:
        if it.title:
            named = named_on(it, assets)
            yield from _too_heavy(it, [assets[path] for path in named])
            document = site.by_path.get(it.made_from)
            if document is not None and document.address == it.address:
                yield from _too_many(document, PAGE_AND_ICON + len(named))
        elif it.is_mail:
            yield from _heavy_mail(site, it)
    for edition in site.editions:
        yield from _left_out(site, edition)


def _too_heavy(page: Artifact, assets: Sequence[Weight]) -> Iterator[Problem]:
    bare = page.facts.size + sum(size.bare for size in assets)
    sent = sum(size.packed for size in assets)
    # A page that is small without compression is not compressed to measure it.
    if bare > MOST_BYTES or sent + page.facts.size > MOST_PACKED:
        sent += size_of(page.content).packed
        if bare > MOST_BYTES or sent > MOST_PACKED:
            message = (
                f"De pagina `{page.address}` is {whole_kilobytes(bare)}, met opmaak en script erbij. "
                f"Ingepakt is dat {whole_kilobytes(sent)}."
            )
            hint = "Maak er twee pagina’s van, of laat een lijst over meer bladzijden lopen."
            yield Problem(HEAVY, Place(page.made_from, 1), message, hint)


def _too_many(document: Document, number: int) -> Iterator[Problem]:
    """Report the film whose poster is one file too many: unlike other images, it is not loaded lazily."""
    if "video" not in document.blocks:
        return
    number += document.entry.picture is not None
    films = [block for block in document.body.blocks if block.name == "video" and block.options.get("bestand")]
    posters: dict[object, int] = {}  # those without one share a drawing
    for film in films:
        posters.setdefault(film.options.get("poster"), film.line)
    if number + len(posters) > MOST_REQUESTS:
        line = [*posters.values()][max(MOST_REQUESTS - number, 0)]
        message = f"Op `{document.address}` haalt een browser meteen {number + len(posters)} bestanden op."
        hint = "Zet een paar video’s op een eigen pagina, en maak daar een link naartoe."
        yield Problem(REQUESTS, Place(document.path, line), message, hint)


def _heavy_mail(site: Site, mail: Artifact) -> Iterator[Problem]:
    size = mail.facts.size
    if size <= WARN_MAIL:
        return
    words, weight = max(weights(mail.content.decode()), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    what = f" Het zwaarst is ‘{words}’, met {whole_kilobytes(weight)}." if weight else ""
    cut = "snijdt Gmail het einde eraf, met de link om af te melden"
    rule, most, then = (TOO_BIG, MOST_MAIL, cut) if size > MOST_MAIL else (HEAVY_MAIL, WARN_MAIL, "wordt hij zwaar")
    message = f"De mail is {whole_kilobytes(size)}; boven {whole_kilobytes(most)} {then}.{what}"
    hint = "Maak de brief korter, of laat een bericht weg: op de site staat het hele verhaal."
    yield Problem(rule, _place(site, mail.made_from, words), message, hint)


def _place(site: Site, path: str, words: str) -> Place:
    """Return the line that names the item with this title, or the first line of the file."""
    document = site.by_path[path]
    items = document.entry.items if NEWSLETTER.holds(document) else ()
    for number, item in enumerate(items):
        chosen = site.resolve(path, item).document
        if chosen is not None and " ".join(chosen.entry.title.split()) == words:
            return document.place("berichten", number)
    return Place(path, 1)


def _left_out(site: Site, edition: Document[Edition]) -> Iterator[Problem]:
    if is_chosen(edition) or site.content.sent.value.items_of(edition.id):
        return
    due = len(due_in(site, edition))
    if due > MOST_ITEMS:
        before = edition_before(site, edition)
        since = f"na de nieuwsbrief van {date_in_words(before.entry.date)}" if before else "van vóór deze nieuwsbrief"
        message = f"Er zijn {due} berichten {since}, en er passen er {MOST_ITEMS} in een mail. De oudste blijven eruit."
        hint = "Is dat goed? Zet dan onder `berichten` zelf welke er meegaan, een op elke regel: `  - /nieuws/…`."
        yield Problem(TOO_MUCH, edition.place("berichten"), message, hint)
