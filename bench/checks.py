"""What the checks cost beside a build: `python bench/checks.py [posts]`, from the project's folder."""  # noqa: INP001  a program

from __future__ import annotations

import gc
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from zoneinfo import ZoneInfo

from avksite.assembly import assemble
from avksite.checks import CHECKS
from avksite.documents import understand
from avksite.outputs import OUTPUTS
from avksite.pipeline import make
from avksite.reading.files import read

NOW = datetime(2024, 5, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))

TEXT = """\
Bewoners van {town} kwamen op {day} april bij elkaar. Ze spraken over werk, over geld en over hun kinderen. Wat gaat
er goed? En wat kan er beter? Daarover lees je meer in [het bericht uit 2020](/nieuws/2020/bericht-{other}.md).

## Wat er gebeurde in {town}

Eerst luisterde iedereen naar **drie verhalen**. Daarna gingen ze in kleine groepen uit elkaar. Elke groep koos 1 ding
om mee te beginnen. Dat was niet makkelijk, want er is veel te doen. Toch kwam er een lijst uit:

- een plek waar je koffie kunt drinken en vragen kunt stellen
- hulp bij brieven van de gemeente, op dinsdag en op donderdag
- een fiets voor elk kind dat er een nodig heeft

Een moeder vertelde hoe het is om elke maand te kiezen wat je betaalt. Haar verhaal bleef lang in de zaal hangen.

/// citaat | Een bewoner van {town}
Als je weet dat er iemand met je meedenkt, slaap je weer.
///

## Hoe het verder gaat

Over {day} weken komt de groep weer bij elkaar. Wil je meedoen? Dat kan altijd. Bel of mail ons, dan vertellen we je
waar je moet zijn. Je hoeft niets mee te nemen en je hoeft je niet aan te melden. De koffie staat klaar vanaf 9 uur.

Kijk ook eens bij [de andere berichten](/nieuws/). Daar staat wat de dorpen in de buurt doen.
"""
TOWNS = ("Emmen", "Stadskanaal", "Veendam", "Borger", "Coevorden", "Ter Apel", "Klazienaveen")


def lay_out(root: Path, posts: int) -> None:
    """Write a site with this many posts of about 250 words."""
    years = 10
    (root / "content").mkdir()
    (root / "content/site.yaml").write_text("naam: Proef\nadres: https://voorbeeld.example\n", encoding="utf-8")
    (root / "content/index.md").write_text("---\ntitel: Welkom\n---\nFijn dat je er bent.\n", encoding="utf-8")
    for number in range(posts):
        folder = root / f"content/nieuws/{2015 + number % years}"
        folder.mkdir(parents=True, exist_ok=True)
        day, town = 1 + number % 28, TOWNS[number % len(TOWNS)]
        head = (
            f"titel: Bericht {number} uit {town}\nkort: Bewoners van {town} kwamen bij elkaar.\n"
            f"datum: {day}-{1 + number % 12}-{2015 + number % years}\nonderwerpen: [wonen, werk]\n"
        )
        body = TEXT.format(town=town, day=day, other=number // years % (posts // years) * years + 5)
        (folder / f"bericht-{number}.md").write_text(f"---\n{head}---\n{body}", encoding="utf-8")


def main(posts: int) -> None:
    """Time a build without checks, and each family of checks, in one run.

    The audit of made pages happens while a page is made and is counted as building, so the ratio flatters the checks.
    The text breaks no rule; reporting what is broken costs more.
    """
    gc.set_threshold(200_000, 20, 100)  # as the command line does
    with TemporaryDirectory() as name:
        root = Path(name)
        lay_out(root, posts)
        begin = process_time()
        content = read(root)
        documents = [document for document, _ in map(understand, content.sources) if document]
        site, _ = assemble(root, content, documents, NOW)
        plans = [plan for output in OUTPUTS for plan in output(site)]
        artifacts = [artifact for made, _ in map(make, plans) for artifact in made]
        building = process_time() - begin
        families = []
        for check in CHECKS:
            begin = process_time()
            found = len(list(check(site, artifacts)))
            families.append((process_time() - begin, check.__module__.removeprefix("avksite.checks."), found))
    checking = sum(seconds for seconds, _, _ in families)
    sys.stdout.write(f"{posts} posts, {len(artifacts)} files\n")
    sys.stdout.write(f"{'building':<24}{building:8.2f} s\n{'checking':<24}{checking:8.2f} s\n")
    for seconds, family, found in sorted(families, reverse=True):
        sys.stdout.write(f"  {family:<22}{seconds:8.2f} s  {found} found\n")
    sys.stdout.write(f"with checks / without   {(building + checking) / building:8.2f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
