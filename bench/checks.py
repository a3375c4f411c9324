"""What the checks cost beside a build: `python bench/checks.py [posts] [pairs]`, from the project's folder."""  # noqa: INP001  a program

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from avksite.assembly import assemble
from avksite.checks import OF_ONE_TEXT, OF_THE_WHOLE, plain_language
from avksite.documents import Document, understand
from avksite.language.numbers import number_in_words
from avksite.language.syllables import syllables_in
from avksite.making.audit import audit
from avksite.making.memo import Memo
from avksite.making.surroundings import Surroundings, surroundings_of
from avksite.outputs import OUTPUTS
from avksite.pipeline import Project, build, make
from avksite.problems import Problem
from avksite.reading.files import read
from avksite.reading.pictures import SUFFIXES

NOW = datetime(2024, 5, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))
HERE = Path(__file__).parents[1]

WRITTEN = ("content", "tests/old_pages/content", "tests/corpus")
"""Where sentences of staff are to be had: edited ones, pasted ones as they came, and ones picked for their faults."""
LABEL = re.compile(r"\s+<==.*")
PROSE = re.compile(r"[A-Z“][^\[\]{}|]{30,}")

POST = """\
{0}

{1} Lees ook [wat er in {town} gebeurde](/nieuws/2020/bericht-{other}.md).

## Wat er gebeurde in {town}

{2}

- een plek waar je koffie kunt drinken en vragen kunt stellen
- hulp bij brieven van de gemeente, op dinsdag en op donderdag

{3}

/// citaat | Een bewoner van {town}
Als je weet dat er iemand met je meedenkt, slaap je weer.
///

{4}

## Hoe het verder gaat

{5}

**{6}**

Kijk ook eens bij [de andere berichten](/nieuws/).
"""
PARAGRAPHS = 7
TOWNS = ("Emmen", "Stadskanaal", "Veendam", "Borger", "Coevorden", "Ter Apel", "Klazienaveen")

OfOneText = Callable[[Document, Surroundings], Iterator[Problem]]


class Run(NamedTuple):
    """One build of everything with all checks: the seconds that each took, and how much was found."""

    files: int
    building: float
    """Everything but pictures."""
    drawing: float
    """The picture of each page for who shares it, which a build makes too."""
    families: dict[str, tuple[float, int]]

    @property
    def checking(self) -> float:
        """What all checks took together."""
        return sum(seconds for seconds, _ in self.families.values())

    @property
    def ratio(self) -> float:
        """How many times as long a build with checks takes as one without: the bound is 1.5."""
        made = self.building + self.drawing
        return (made + self.checking) / made

    @property
    def without_pictures(self) -> float:
        """The same, were no picture drawn: what checks cost beside all that is text."""
        return (self.building + self.checking) / self.building


def paragraphs() -> Iterator[str]:
    """Yield what people wrote, by turns from each place, so that neighbours differ."""
    for place in WRITTEN:
        for path in sorted((HERE / place).rglob("*.md")):
            body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
            for typed in body.split("\n\n"):
                said = " ".join(LABEL.sub("", line) for line in typed.splitlines())
                if PROSE.fullmatch(said):
                    yield said


def lay_out(root: Path, posts: int) -> None:
    """Write a site with this many posts of about 200 words."""
    years = 10
    (root / "content").mkdir()
    (root / "content/site.yaml").write_text("naam: Proef\nadres: https://voorbeeld.example\n", encoding="utf-8")
    (root / "content/index.md").write_text("---\ntitel: Welkom\n---\nFijn dat je er bent.\n", encoding="utf-8")
    pool = list(paragraphs())
    # A step that shares no factor with their number comes upon all of them, from all places, in one round.
    step = next(step for step in range(len(pool) * 2 // 5, len(pool)) if len(pool) % step and step % 2)
    said = cycle(pool[number * step % len(pool)] for number in range(len(pool)))
    for number in range(posts):
        folder = root / f"content/nieuws/{2015 + number % years}"
        folder.mkdir(parents=True, exist_ok=True)
        day, town = 1 + number % 28, TOWNS[number % len(TOWNS)]
        head = (
            f"titel: Bericht {number} uit {town}\nkort: Bewoners van {town} kwamen bij elkaar.\n"
            f"datum: {day}-{1 + number % 12}-{2015 + number % years}\nonderwerpen: [wonen, werk]\n"
        )
        other = number // years % (posts // years) * years + 5
        body = POST.format(*islice(said, PARAGRAPHS), town=town, other=other)
        (folder / f"bericht-{number}.md").write_text(f"---\n{head}---\n{body}", encoding="utf-8")


def measure(root: Path) -> Run:
    """Build once and check once, from nothing.

    The audit reads every page as soon as it is made. It makes nothing, so what it takes is counted as checking, the
    parsing of the page included, and taken off what building took. Drawing pictures takes longer than all the rest and
    hides what checks cost, so it is timed apart.
    """
    for remembered in (syllables_in, number_in_words):
        remembered.cache_clear()
    begin = process_time()
    content = read(root, Memo().map)
    documents = [document for document, _ in map(understand, content.sources) if document]
    site, _ = assemble(root, content, documents, NOW)
    plans = [plan for output in OUTPUTS for plan in output(site)]
    pictures = [plan for plan in plans if plan.path.endswith(SUFFIXES)]
    artifacts = [it for made, _ in map(make, (p for p in plans if not p.path.endswith(SUFFIXES))) for it in made]
    building = process_time() - begin
    begin = process_time()
    drawn = [it for made, _ in map(make, pictures) for it in made]
    drawing = process_time() - begin
    begin = process_time()
    pages = [audit(it.made.content) for it in artifacts if it.path.endswith(".html") and it.made.ids]
    families = {"audit of made pages": (process_time() - begin, sum(len(page.findings) for page in pages))}
    building -= families["audit of made pages"][0]
    around = surroundings_of(site)
    works: dict[str, Callable[[], Iterable[Problem]]] = {
        "plain_language": lambda: [it for text in documents for it in plain_language.read_along(text, around)[0]],
        **{of.__module__: partial(_of_each, of, documents, around) for of in OF_ONE_TEXT},
        **{of.__module__: partial(of, site, (*artifacts, *drawn)) for of in OF_THE_WHOLE},
    }
    for name, work in works.items():
        begin = process_time()
        found = len(list(work()))
        families[name.removeprefix("avksite.checks.")] = (process_time() - begin, found)
    return Run(len(artifacts) + len(drawn), building, drawing, families)


def _of_each(of_one: OfOneText, documents: list[Document], around: Surroundings) -> Iterator[Problem]:
    return (problem for document in documents for problem in of_one(document, around))


def again(root: Path) -> Iterator[float]:
    """Yield what a whole build takes, checks included: the first time, and then twice with what was remembered."""
    for _ in range(3):
        begin = process_time()
        with Memo(root / ".cache", b"bench") as memo:
            build(Project(root), NOW, memo)
        yield process_time() - begin


def main(posts: int = 1000, pairs: int = 5) -> None:
    """Time a build without checks and each family of checks, by turns, and say what the whole takes the next time."""
    gc.set_threshold(200_000, 20, 100)  # as the command line does
    with TemporaryDirectory() as name:
        root = Path(name)
        lay_out(root, posts)
        runs = sorted((measure(root) for _ in range(pairs)), key=lambda run: run.ratio)
        middle = runs[len(runs) // 2]
        times = [f"{seconds:.2f} s" for seconds in again(root)]
    sys.stdout.write(f"{posts} posts, {middle.files} files; of {pairs} runs the middle one:\n")
    for what, took in (("building", middle.building), ("drawing", middle.drawing), ("checking", middle.checking)):
        sys.stdout.write(f"{what:<24}{took:8.2f} s\n")
    for family, (seconds, found) in sorted(middle.families.items(), key=lambda row: -row[1][0]):
        sys.stdout.write(f"  {family:<22}{seconds:8.3f} s  {found} found\n")
    for what, ratios in (
        ("with checks / without", [run.ratio for run in runs]),
        ("the same, no pictures", [run.without_pictures for run in runs]),
    ):
        sys.stdout.write(f"{what:<24}{median(ratios):8.2f}  ({', '.join(f'{it:.2f}' for it in ratios)})\n")
    sys.stdout.write(f"remembering: first {times[0]}, then {', '.join(times[1:])}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
