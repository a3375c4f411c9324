"""A page that weighs too much is told with its figures, and what many pages load from one place is told once."""

import random
import string

import pytest
from inline_snapshot import snapshot

from avksite.checks.output.weight import MOST_REQUESTS, Scales, Weight, packed
from tests.checks.reporting import page, report
from tests.sites import example_site, site

LAYOUT = (
    '-- templates/layout.html --\n<!doctype html>\n<html lang="nl">\n<title>{{ view.frame.title }}</title>\nHEAD\n'
    "<body><header>Kop</header>\n<main>{% block main %}{% endblock %}</main>\n<footer>Voet</footer></body></html>\n"
)


def headed(markup: str, text: str = "Tekst.") -> str:
    """A site whose every page has only this in its head: what it weighs does not change with the real layout."""
    return page(text) + LAYOUT.replace("HEAD", markup)


def loads(markup: str) -> tuple[str, ...]:
    made = site(example_site(headed(markup))).artifacts
    return next(it.made.loads for it in made if it.path == "voorbeeld/index.html")


def noise(size: int) -> str:
    """A style sheet that compresses badly."""
    letters = random.Random(1)  # noqa: S311  the same at each run
    return ".a" + "".join(letters.choices(string.ascii_letters + string.digits, k=size)) + " {}\n"


@pytest.mark.parametrize(
    ("markup", "fetched"),
    [
        ('<link rel="stylesheet" href="../assets/a.css"><script src="../assets/a.js"></script>', 2),
        ('<link rel="icon" href="../assets/favicon.svg"><link rel="preload" href="../assets/a.js">', 2),
        ('<link rel="canonical" href="https://a.nl/"><link rel="alternate" href="feed.xml">', 0),
        ('<script type="application/ld+json">{}</script>', 0),
        ('<img src="a.png" alt="">', 1),
        ('<img src="a.png" alt="" loading="lazy">', 0),
        ('<img src="data:image/gif;base64,R0lGOD" alt="">', 0),
        ('<picture><source srcset="a.avif"><source srcset="a.webp"><img src="a.png" alt=""></picture>', 1),
        ('<video controls preload="none" poster="a.jpg"><source src="a.mp4"></video>', 1),
        ('<audio controls preload="none" src="a.mp3"></audio>', 0),
        ('<audio controls src="a.mp3"></audio>', 1),
        ('<iframe title="Kaart" src="kaart.html"></iframe>', 1),
        ('<iframe title="Kaart" src="kaart.html" loading="lazy"></iframe>', 0),
    ],
)
def test_what_a_browser_fetches_at_once(markup: str, fetched: int) -> None:
    assert len(loads(markup)) == fetched


def weighed(head: str) -> Weight:
    made = site(example_site(headed(head))).artifacts
    return Scales(made).weigh(next(it for it in made if it.path == "voorbeeld/index.html"))


def test_a_page_weighs_what_it_is_and_what_it_loads_and_no_more() -> None:
    alone = weighed("")
    assert (alone.styles, alone.scripts, alone.scripts_packed, alone.requests) == (0, 0, 0, 1)
    script = "site.js"
    once = weighed(f'<script src="../assets/{script}" defer></script>')
    content = next(it.made.content for it in site().artifacts if it.path == f"assets/{script}")
    assert (once.scripts, once.scripts_packed, once.requests) == (len(content), packed(content), 2)
    assert packed(content) < len(content)
    again = f'<script src="../assets/{script}"></script>' * 2
    assert weighed(again).scripts == len(content)
    assert weighed(f'{again}<script src="/pad/assets/{script}?1"></script>').scripts == 2 * len(content)


def test_a_page_that_is_heavy_as_it_is_says_so_with_both_figures() -> None:
    words = "\n\n".join(["We praten over geld, wonen en werk."] * 2500)
    assert report(headed("", words)).splitlines()[:3] == snapshot(
        [
            "content/voorbeeld.md:1: let op[pagina-zwaar]",
            "  De pagina `/voorbeeld/` is 109 kB, met opmaak en script erbij. Ingepakt is dat 1 kB.",
            "  > Maak er twee pagina’s van, of laat een lijst over meer bladzijden lopen.",
        ]
    )


def test_a_page_that_is_light_as_it_is_can_be_heavy_when_it_travels() -> None:
    styled = headed('<link rel="stylesheet" href="../assets/style.css">')
    told = report(f"{styled}-- templates/assets/style.css --\n{noise(75_000)}")
    assert [line for line in told.splitlines() if "`/voorbeeld/`" in line] == snapshot(
        ["  De pagina `/voorbeeld/` is 77 kB, met opmaak en script erbij. Ingepakt is dat 58 kB."]
    )


def test_a_script_too_many_is_told_once_for_all_pages_at_the_line_that_loads_it() -> None:
    script = f"-- templates/assets/kaart.js --\n{noise(15_000)}"
    assert report(headed('<script src="../assets/kaart.js" defer></script>') + script) == snapshot("""\
templates/layout.html:4: let op[script-zwaar]
  Op `/` en nog 11 pagina’s zijn de scripts samen 12 kB ingepakt. Uitgepakt is dat 16 kB.
  > Haal een script weg, of laad het alleen op de pagina die het nodig heeft. Schrijf je alleen
    teksten? Vraag het dan aan wie de sjablonen beheert.
""")


def test_pictures_that_all_come_at_once_are_told_at_the_template_that_asks_for_them() -> None:
    pictures = "\n".join(f'<img src="../media/{number}.svg" alt="">' for number in range(MOST_REQUESTS))
    assert report(headed(pictures)) == snapshot("""\
templates/layout.html:13: let op[veel-bestanden]
  Op `/` en nog 11 pagina’s haalt een browser meteen 11 bestanden op.
  > Zet `loading="lazy"` bij afbeeldingen die lager staan, of voeg bestanden samen. Schrijf je
    alleen teksten? Vraag het dan aan wie de sjablonen beheert.
templates/search.html:64: let op[veel-bestanden]
  Op `/zoeken/` haalt een browser meteen 12 bestanden op.
  > Zet `loading="lazy"` bij afbeeldingen die lager staan, of voeg bestanden samen. Schrijf je
    alleen teksten? Vraag het dan aan wie de sjablonen beheert.
""")
    assert report(headed(pictures.split("\n", 2)[2])) == ""  # the page to search from brings one script more


def test_searching_may_bring_more_script() -> None:
    made = {it.address: Scales(site().artifacts).weigh(it).scripts_packed for it in site().artifacts if it.made.loads}
    assert made["/zoeken/"] > made["/"]
    assert report(page("Tekst.") + f"-- templates/assets/zoeken.js --\n{noise(20_000)}") == ""
