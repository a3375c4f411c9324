"""A page that weighs too much is told with its figures."""

import random
import string

from inline_snapshot import snapshot

from avksite.checks.output.weight import MOST_REQUESTS, REQUESTS, assets_of, named_on, size_of
from tests.checks.reporting import page, report
from tests.sites import example_site, site

LAYOUT = (
    '-- templates/layout.html --\n<!doctype html>\n<html lang="nl">\n<title>{{ page.frame.title }}</title>\nHEAD\n'
    "<body><header>Kop</header>\n<main>{% block main %}{% endblock %}</main>\n<footer>Voet</footer></body></html>\n"
)


def headed(markup: str, text: str = "Tekst.") -> str:
    """A site whose every page has only this in its head: what it weighs does not change with the real layout."""
    return page(text) + LAYOUT.replace("HEAD", markup)


def noise(size: int) -> str:
    """A style sheet that compresses badly."""
    letters = random.Random(1)  # noqa: S311  the same at each run
    return ".a" + "".join(letters.choices(string.ascii_letters + string.digits, k=size)) + " {}\n"


def test_a_page_weighs_what_it_is_and_what_it_loads_and_no_more() -> None:
    made = site(example_site(headed("<script src=\"{{ page.frame.asset('site.js') }}\" defer></script>"))).artifacts
    by_path = {it.path: it for it in made}
    assets = assets_of(made)
    (name,) = named_on(by_path["voorbeeld/index.html"], assets)
    script = by_path[name].content
    assert assets[name] == size_of(script)
    assert size_of(script).packed < size_of(script).bare == len(script)


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
    styled = headed('<link rel="stylesheet" href="{{ page.frame.asset(\'style.css\') }}">')
    told = report(f"{styled}-- templates/assets/style.css --\n{noise(75_000)}")
    assert [line for line in told.splitlines() if "`/voorbeeld/`" in line] == snapshot(
        ["  De pagina `/voorbeeld/` is 77 kB, met opmaak en script erbij. Ingepakt is dat 58 kB."]
    )


def test_the_film_whose_poster_is_one_file_too_many_is_told_at_its_line() -> None:
    assert report(REQUESTS.explanation.bad) == snapshot("""\
content/voorbeeld.md:36: let op[veel-bestanden]
  Op `/voorbeeld/` haalt een browser meteen 11 bestanden op.
  > Zet een paar video’s op een eigen pagina, en maak daar een link naartoe.
""")
    bare = REQUESTS.explanation.bad.replace("    poster: /media/deel-5.svg\n", "").replace(
        "    poster: /media/deel-4.svg\n", ""
    )
    assert "veel-bestanden" not in report(bare)  # the drawing that they share is one file
    assert MOST_REQUESTS == 10
