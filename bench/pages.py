"""What each kind of page weighs: `python -m bench.pages`, from the project's folder."""  # noqa: INP001  a program

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from avksite.checks.output.weight import Weight, assets_of, packed, weigh
from avksite.pipeline import Project, build
from avksite.rendering.artifact import Artifact
from avksite.rendering.memo import Memo

NOW = datetime(2023, 9, 10, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
HERE = Path(__file__).parents[1]

COLUMNS = ("HTML", "packed", "CSS", "packed", "JS", "packed", "all", "packed")


def figures(page: Artifact, weight: Weight) -> tuple[int, ...]:
    """Return a page's bytes, as they are and as sent."""
    html = packed(page.made.content)
    sizes = [weight.html, html]
    for suffix in (".css", ".js"):
        named = [asset for asset in weight.assets if asset.address.endswith(suffix)]
        sizes += [sum(asset.size for asset in named), sum(asset.packed for asset in named)]
    return (*sizes, weight.bare, html + weight.assets_packed)


def main() -> None:
    """Print the heaviest page of each part of the site, heaviest last."""
    made = build(Project(HERE), NOW, Memo()).artifacts
    assets = assets_of(made)
    pages = [(it, figures(it, weigh(it, assets))) for it in made if it.made.title]
    pages.sort(key=lambda page: page[0].path.partition("/")[0])
    parts = [[*pages] for _, pages in groupby(pages, key=lambda page: page[0].path.partition("/")[0])]
    heaviest = sorted((max(part, key=lambda page: page[1][-1]) for part in parts), key=lambda page: page[1][-1])
    print(f"{len(pages)} pages; of each part the one that is most to send, in bytes")  # noqa: T201
    print(f"{'':<44}" + "".join(f"{name:>8}" for name in COLUMNS))  # noqa: T201
    for page, sizes in heaviest:
        print(f"{page.address:<44}" + "".join(f"{size:>8}" for size in sizes))  # noqa: T201


if __name__ == "__main__":
    main()
