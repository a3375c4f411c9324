"""What a page weighs: a reader with an old phone and little data can open it too."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, NamedTuple

from avksite.dutch.formatting import whole_kilobytes
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
    film = (
        "/// video | Deel {0}\n    bestand: /media/film.mp4\n    poster: /media/deel-{0}.svg\n"
        "    ondertiteling: /media/film.vtt\n    transcript: /media/film.txt\n    audiodescriptie: niet nodig\n///\n\n"
    )
    poster = (
        "-- content/media/deel-{0}.svg --\n"
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="{0}0" height="36"/></svg>\n'
    )
    each = range(1, number + 1)
    return (
        f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n{''.join(map(film.format, each))}"
        f"{''.join(map(poster.format, each))}-- content/media/film.mp4 (film) --\n"
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


class Size(NamedTuple):
    """Bytes, as they are and as sent."""

    bare: int
    packed: int


def size_of(content: bytes) -> Size:
    """Return how many bytes this is, and when it is sent."""
    return Size(len(content), len(gzip.compress(content, _LEVEL)))


def assets_of(artifacts: Iterable[Artifact]) -> dict[str, Size]:
    """Return the style sheets and scripts of a build, by their path."""
    found = (it for it in artifacts if it.path.startswith("assets/") and it.path.endswith((".css", ".js")))
    return {it.path: size_of(it.made.content) for it in found}


def named_on(page: Artifact, assets: Iterable[str]) -> tuple[str, ...]:
    """Return the style sheets and scripts that a page names."""
    return tuple(path for path in assets if f'{path}"'.encode() in page.made.content)


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Weigh every page, and count what films on it bring along."""
    assets = assets_of(artifacts)
    for page in artifacts:
        if page.made.title:
            named = named_on(page, assets)
            yield from _too_heavy(page, [assets[path] for path in named])
            document = site.by_path.get(page.made_from)
            if document is not None and document.address == page.address:
                yield from _too_many(document, PAGE_AND_ICON + len(named))


def _too_heavy(page: Artifact, assets: Sequence[Size]) -> Iterator[Problem]:
    bare = len(page.made.content) + sum(size.bare for size in assets)
    sent = sum(size.packed for size in assets)
    # A page that is light as it is, is not compressed to know what it is when it travels.
    if bare > MOST_BYTES or sent + len(page.made.content) > MOST_PACKED:
        sent += size_of(page.made.content).packed
        if bare > MOST_BYTES or sent > MOST_PACKED:
            message = (
                f"De pagina `{page.address}` is {whole_kilobytes(bare)}, met opmaak en script erbij. "
                f"Ingepakt is dat {whole_kilobytes(sent)}."
            )
            hint = "Maak er twee pagina’s van, of laat een lijst over meer bladzijden lopen."
            yield Problem(HEAVY, Place(page.made_from, 1), message, hint)


def _too_many(document: Document, number: int) -> Iterator[Problem]:
    """Report the film whose poster is one file too many: unlike other pictures, a browser fetches it at once."""
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
