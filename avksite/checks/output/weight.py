"""What a page weighs: a reader with an old phone and little data can open it too."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from avksite.kinds.base import Document
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site


def _lines(number: int) -> str:
    return (
        "-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n"
        "-- templates/page.html --\n{% extends 'document.html' %}\n{% block after_text %}\n"
        f"{{% for number in range({number}) %}}<p>Nog een regel.</p>{{% endfor %}}\n{{% endblock %}}\n"
    )


def _films(number: int) -> str:
    each = range(1, number + 1)
    films = "".join(
        f"/// video | Deel {part}\n    bestand: /media/film.mp4\n    poster: /media/deel-{part}.svg\n"
        "    ondertiteling: /media/film.vtt\n    transcript: /media/film.txt\n    audiodescriptie: niet nodig\n///\n\n"
        for part in each
    )
    posters = "".join(
        f"-- content/media/deel-{part}.svg --\n"
        f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="{part}0" height="36"/></svg>\n'
        for part in each
    )
    return (
        f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n{films}{posters}-- content/media/film.mp4 (film) --\n"
        "-- content/media/film.vtt --\nWEBVTT\n\n00:01.000 --> 00:02.000\nHallo.\n"
        "-- content/media/film.txt --\nHallo.\n"
    )


HEAVY = Rule(
    id="pagina-zwaar",
    severity=Severity.WARNING,
    promise="Een pagina is zonder afbeeldingen kleiner dan 100 kB. Ingepakt, zoals hij reist, is dat hooguit 50 kB.",
    why="Lezers met weinig geld hebben vaak een oude telefoon en weinig internet. Een zware pagina komt daar niet aan.",
    bad=_lines(6000),
    good=_lines(6),
)

REQUESTS = Rule(
    id="veel-bestanden",
    severity=Severity.WARNING,
    promise="Een pagina haalt bij het openen hooguit 10 bestanden op, zichzelf meegeteld.",
    why="Elk bestand is een vraag over het net. Waar het bereik slecht is, duurt elke vraag lang.",
    bad=_films(5),
    good=_films(1),
)

RULES = (HEAVY, REQUESTS)

MOST_BYTES = 100_000
"""Of a page with its style sheets and scripts, without pictures."""
MOST_PACKED = 50_000
"""Of the same as it is sent, compressed."""
MOST_REQUESTS = 10
"""The page itself counts as one."""
PAGE_AND_ICON = 2

_LEVEL = 6
"""How hard gzip compresses unless it is told otherwise: hosts do not do less."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A style sheet or script: its address, and its bytes as it is and as sent."""

    address: str
    size: int
    packed: int


@dataclass(frozen=True, slots=True)
class Weight:
    """What a browser fetches to show the words of a page: bytes as they are, and as sent."""

    html: int
    assets: tuple[Asset, ...]

    @property
    def bare(self) -> int:
        """The bytes of it all as it is."""
        return self.html + sum(asset.size for asset in self.assets)

    @property
    def assets_packed(self) -> int:
        """The bytes of the style sheets and scripts as they are sent."""
        return sum(asset.packed for asset in self.assets)


def packed(content: bytes) -> int:
    """Return how many bytes this is when it is sent."""
    return len(gzip.compress(content, _LEVEL))


def assets_of(artifacts: Iterable[Artifact]) -> tuple[Asset, ...]:
    """Return the style sheets and scripts of a build."""
    found = (it for it in artifacts if it.path.startswith("assets/") and it.path.endswith((".css", ".js")))
    return tuple(Asset(it.path, len(it.made.content), packed(it.made.content)) for it in found)


def weigh(page: Artifact, assets: Iterable[Asset]) -> Weight:
    """Return what a page weighs with the style sheets and scripts that it names."""
    content = page.made.content
    return Weight(len(content), tuple(asset for asset in assets if f'{asset.address}"'.encode() in content))


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Weigh every page, and count what films on it bring along."""
    assets = assets_of(artifacts)
    for page in artifacts:
        if page.made.title:
            weight = weigh(page, assets)
            yield from _too_heavy(page, weight)
            document = site.by_path.get(page.made_from)
            if document is not None and document.address == page.address:
                yield from _too_many(document, PAGE_AND_ICON + len(weight.assets))


def _too_heavy(page: Artifact, weight: Weight) -> Iterator[Problem]:
    # A page that is light as it is, is not compressed to know what it is when it travels.
    is_light = weight.html + weight.assets_packed <= MOST_PACKED
    sent = weight.assets_packed + (weight.html if is_light else packed(page.made.content))
    if weight.bare > MOST_BYTES or sent > MOST_PACKED:
        sent = weight.assets_packed + packed(page.made.content)
        message = (
            f"De pagina `{page.address}` is {_kilobytes(weight.bare)}, met opmaak en script erbij. "
            f"Ingepakt is dat {_kilobytes(sent)}."
        )
        hint = "Maak er twee pagina’s van, of laat een lijst over meer bladzijden lopen."
        yield Problem(HEAVY, Place(page.made_from, 1), message, hint)


def _too_many(document: Document, number: int) -> Iterator[Problem]:
    """Report the film whose poster is one file too many: unlike other pictures, a browser fetches it at once."""
    number += document.entry.picture is not None
    seen = set[str]()
    films = [block for block in document.body.blocks if block.name == "video" and block.options.get("bestand")]
    for film in films:
        seen.add(str(film.options.get("poster", "")))
        if number + len(seen) > MOST_REQUESTS:
            every = number + len({str(it.options.get("poster", "")) for it in films})
            message = f"Op `{document.address}` haalt een browser meteen {every} bestanden op."
            hint = "Zet een paar video’s op een eigen pagina, en maak daar een link naartoe."
            yield Problem(REQUESTS, Place(document.path, film.line), message, hint)
            return


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1000)} kB"
