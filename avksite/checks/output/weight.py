"""What a page weighs: a reader with an old phone and little data can open it too."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.checks.output.examples import below_the_text, in_the_head
from avksite.checks.output.sources import named
from avksite.problems import Place, Problem, Rule, Severity
from avksite.rendering.artifact import Artifact, Finding
from avksite.rendering.made_pages import MadePage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from avksite.checks.output.sources import Sources

HEAVY = Rule(
    id="pagina-zwaar",
    severity=Severity.WARNING,
    promise="Een pagina is zonder afbeeldingen kleiner dan 100 kB. Ingepakt, zoals hij reist, is dat hooguit 50 kB.",
    why="Lezers met weinig geld hebben vaak een oude telefoon en weinig internet. Een zware pagina komt daar niet aan.",
    bad=below_the_text("{% for number in range(6000) %}<p>Nog een regel.</p>{% endfor %}"),
    good=below_the_text("{% for number in range(6) %}<p>Nog een regel.</p>{% endfor %}"),
)

SCRIPTS = Rule(
    id="script-zwaar",
    severity=Severity.WARNING,
    promise="De scripts van een pagina zijn ingepakt samen hooguit 10 kB. Alleen zoeken mag meer.",
    why="Een oude telefoon moet elk script ook uitpakken en uitvoeren. Zolang dat duurt, doen knoppen niets.",
    bad=in_the_head(
        "{% for number in range(3) %}\n"
        '<script src="{{ view.frame.assets }}lezen.js?deel={{ number }}" defer></script>\n{% endfor %}'
    ),
    good=in_the_head('<script src="{{ view.frame.assets }}menukaart.js" defer></script>'),
)

REQUESTS = Rule(
    id="veel-bestanden",
    severity=Severity.WARNING,
    promise="Een pagina haalt bij het openen hooguit 10 bestanden op, zichzelf meegeteld.",
    why="Elk bestand is een vraag over het net. Waar het bereik slecht is, duurt elke vraag lang.",
    bad=below_the_text('{% for number in range(9) %}<img src="../media/{{ number }}.svg" alt="">{% endfor %}'),
    good=below_the_text(
        '{% for number in range(9) %}<img src="../media/{{ number }}.svg" alt="" loading="lazy">{% endfor %}'
    ),
)

RULES = (HEAVY, SCRIPTS, REQUESTS)

MOST_BYTES = 100_000
"""Of a page with its style sheets and scripts, without pictures."""
MOST_PACKED = 50_000
"""Of the same as it is sent, compressed."""
MOST_SCRIPT = 10_000
"""Of the scripts of a page as they are sent, compressed: what an unpacked script takes, is counted in MOST_BYTES."""
MOST_REQUESTS = 10
"""The page itself counts as one."""

_LEVEL = 6
"""How hard gzip compresses unless it is told otherwise: hosts do not do less."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a browser fetches to show a page: bytes of HTML, style and script as they are and as sent, and requests."""

    html: int
    styles: int
    scripts: int
    styles_packed: int
    scripts_packed: int
    requests: int

    @property
    def bare(self) -> int:
        """The bytes of it all as it is."""
        return self.html + self.styles + self.scripts


class Scales:
    """Weighs pages; each style sheet and script goes on them once."""

    def __init__(self, artifacts: Iterable[Artifact]) -> None:
        self._assets = {
            f"/{it.path}": it.made.content
            for it in artifacts
            if it.path.startswith("assets/") and it.path.endswith((".css", ".js"))
        }
        self._weighed: dict[str, tuple[bool, int, int]] = {}

    def weigh(self, page: Artifact) -> Weight:
        """Return what a page weighs with what it loads at once."""
        styles = scripts = styles_packed = scripts_packed = 0
        loads = frozenset(page.made.loads)
        for address in loads:
            is_script, bare, packed_size = self._weighed.get(address) or self._asset(address)
            if is_script:
                scripts, scripts_packed = scripts + bare, scripts_packed + packed_size
            else:
                styles, styles_packed = styles + bare, styles_packed + packed_size
        return Weight(len(page.made.content), styles, scripts, styles_packed, scripts_packed, 1 + len(loads))

    def _asset(self, address: str) -> tuple[bool, int, int]:
        # A page names what it loads by an address that ends in its path, however deep the page is.
        whole = f"/{address.partition('?')[0]}"
        content = next((content for path, content in self._assets.items() if whole.endswith(path)), b"")
        self._weighed[address] = found = whole.endswith(".js"), len(content), packed(content)
        return found


def packed(content: bytes) -> int:
    """Return how many bytes this is when it is sent."""
    return len(gzip.compress(content, _LEVEL)) if content else 0


def check(pages: Sequence[Artifact], artifacts: Iterable[Artifact], sources: Sources) -> Iterator[Problem]:
    """Weigh every page, and tell once what many pages load from the same place."""
    scales = Scales(artifacts)
    heavy: dict[tuple[Rule, Place], list[tuple[Artifact, Weight]]] = {}
    for page in pages:
        weight = scales.weigh(page)
        if weight.bare > MOST_BYTES or _sent(page, weight) > MOST_PACKED:
            yield _too_heavy(page, weight)
        if weight.scripts_packed > MOST_SCRIPT and page.address != MadePage.SEARCH:
            place = _place(page, sources, (it for it in page.made.loads if ".js" in it))
            heavy.setdefault((SCRIPTS, place), []).append((page, weight))
        if weight.requests > MOST_REQUESTS:
            heavy.setdefault((REQUESTS, _place(page, sources, page.made.loads)), []).append((page, weight))
    for (rule, place), found in heavy.items():
        said = _too_much_script if rule is SCRIPTS else _too_many
        yield said(place, named([page for page, _ in found]), [weight for _, weight in found])


def _sent(page: Artifact, weight: Weight) -> int:
    """Return what a page weighs as it is sent; a page that is light as it is, is not compressed to know it."""
    assets = weight.styles_packed + weight.scripts_packed
    return assets + (weight.html if assets + weight.html <= MOST_PACKED else packed(page.made.content))


def _too_heavy(page: Artifact, weight: Weight) -> Problem:
    sent = weight.styles_packed + weight.scripts_packed + packed(page.made.content)
    message = (
        f"De pagina `{page.address}` is {_kilobytes(weight.bare)}, met opmaak en script erbij. "
        f"Ingepakt is dat {_kilobytes(sent)}."
    )
    hint = "Maak er twee pagina’s van, of laat een lijst over meer bladzijden lopen."
    return Problem(HEAVY, Place(page.made_from, 1), message, hint)


def _place(page: Artifact, sources: Sources, loads: Iterable[str]) -> Place:
    """Return where the last of these was asked for: in the text, or in the template that names it."""
    name = [*loads][-1].partition("?")[0].rsplit("/", 1)[-1]
    return sources.place(page, Finding("loads", name, name))


def _too_much_script(place: Place, on: str, weights: Iterable[Weight]) -> Problem:
    most = max(weights, key=lambda weight: weight.scripts_packed)
    message = (
        f"Op {on} zijn de scripts samen {_kilobytes(most.scripts_packed)} ingepakt. "
        f"Uitgepakt is dat {_kilobytes(most.scripts)}."
    )
    hint = "Haal een script weg, of laad het alleen op de pagina die het nodig heeft. "
    return Problem(SCRIPTS, place, message, hint + _TEMPLATES)


def _too_many(place: Place, on: str, weights: Iterable[Weight]) -> Problem:
    message = f"Op {on} haalt een browser meteen {max(weight.requests for weight in weights)} bestanden op."
    hint = 'Zet `loading="lazy"` bij afbeeldingen die lager staan, of voeg bestanden samen. '
    return Problem(REQUESTS, place, message, hint + _TEMPLATES)


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1000)} kB"


_TEMPLATES = "Schrijf je alleen teksten? Vraag het dan aan wie de sjablonen beheert."
