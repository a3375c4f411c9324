"""What each kind of page weighs: `python -m bench.pages`, from the project's folder."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from avksite.checks.output.weight import Weight, assets_of, named_on, size_of
from avksite.memo.memo import Memo
from avksite.pipeline import Project, build
from avksite.rendering.artifact import Artifact

NOW = datetime(2023, 9, 10, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
HERE = Path(__file__).parents[1]

COLUMNS = ("HTML", "packed", "CSS", "packed", "JS", "packed", "all", "packed")


def figures(page: Artifact, assets: dict[str, Weight]) -> tuple[int, ...]:
    """Return a page's bytes, as they are and as sent."""
    named = named_on(page, assets)
    sizes = [size_of(page.content)]
    for suffix in (".css", ".js"):
        found = [assets[path] for path in named if path.endswith(suffix)]
        sizes.append(Weight(sum(it.bare for it in found), sum(it.packed for it in found)))
    sizes.append(Weight(sum(it.bare for it in sizes), sum(it.packed for it in sizes)))
    return tuple(figure for size in sizes for figure in size)


def main() -> None:
    """Print the heaviest page of each part of the site, heaviest last."""
    made = build(Project(HERE), NOW, Memo()).artifacts
    assets = assets_of(made)
    pages = [(it, figures(it, assets)) for it in made if it.title]
    pages.sort(key=lambda page: page[0].path.partition("/")[0])
    parts = [[*pages] for _, pages in groupby(pages, key=lambda page: page[0].path.partition("/")[0])]
    heaviest = sorted((max(part, key=lambda page: page[1][-1]) for part in parts), key=lambda page: page[1][-1])
    print(f"{len(pages)} pages; of each part the one that is most to send, in bytes")
    print(f"{'':<44}" + "".join(f"{name:>8}" for name in COLUMNS))
    for page, sizes in heaviest:
        print(f"{page.address:<44}" + "".join(f"{size:>8}" for size in sizes))


if __name__ == "__main__":
    main()
