"""A link goes straight to its page: not by way of a company that keeps count of who clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.content.detours import find_detour
from avksite.content.settings import SITE
from avksite.kinds.base import texts
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from avksite.site import Site

DETOUR = Rule(
    id="link-omweg",
    severity=Severity.WARNING,
    promise="Een link gaat recht naar de pagina, en houdt niet bij wie er klikt.",
    why="Anders kijkt een ander bedrijf mee met je lezers. Soms staat in zo’n adres zelfs het mailadres van wie de "
    "link het eerst kreeg. En de omweg houdt ooit op te werken.",
    bad="Lees [het plan](https://www.voorbeeld.nl/plan?utm_source=nieuwsbrief&fbclid=xyz).\n",
    good="Lees [het plan](https://www.voorbeeld.nl/plan).\n",
)

RULES = (DETOUR,)

_BY_BROWSER = "Open de link, en neem het adres over dat dan boven in je browser staat."


def check(site: Site) -> Iterator[Problem]:
    """Look at every web address that was typed: in texts, in blocks, above texts, in site.yaml.

    What was typed is not repeated: it may name a person.
    """
    for place, target in dict.fromkeys(_typed(site)):
        detour = find_detour(target)
        if detour is not None:
            hint = f"Typ het echte adres: `{site.within(detour.real)}`." if detour.real else _BY_BROWSER
            fix = Fix(target, site.within(detour.real)) if detour.real else None
            yield Problem(DETOUR, place, detour.what, hint, fix=fix)


def _typed(site: Site) -> Iterator[tuple[Place, str]]:
    for it in site.named:
        yield it.place, it.target.strip()
    for loc, text in texts(site.config):
        if text.startswith("http"):
            yield Place(SITE, site.settings.lines.get(loc, 1)), text
