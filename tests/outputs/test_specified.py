"""What a page shows, and tells machines, stands in `tests/specs/pages.md`."""

import json
from itertools import groupby

import pytest

from avksite.rendering.artifact import Build, path_of
from tests.outputs.parsed import found, outline, tree, words
from tests.sites import site
from tests.specified import cases


def shown(made: Build, address: str, part: str = "") -> str:
    """Return what a part of a page holds; of a type of schema.org, what the page tells of it. Each line has its end."""
    if path_of(address) not in {artifact.path for artifact in made.artifacts}:
        return "There is no such page.\n"
    top = tree(made, address)
    if part[:1].isupper():
        scripts = found(top, "//script[@type='application/ld+json']")
        things = [
            thing for script in scripts for thing in json.loads(words(script))["@graph"] if thing["@type"] == part
        ]
        lines = json.dumps(things, ensure_ascii=False, indent=1).split("\n")
    elif part == "meta":
        metas = found(top, "//meta[@property or @name='description']")
        lines = [f"{meta.get('property') or meta.get('name')}: {meta.get('content')}" for meta in metas]
    elif part == "feeds":
        lines = [
            f"{it.get('title')}: {it.get('href')} ({it.get('type')})" for it in found(top, "//link[@rel='alternate']")
        ]
    else:
        lines = [line for element in found(top, f"//{part}") for line in outline(element)]
    return "".join(f"{line}\n" for line in lines)


PAGES = [(key, list(group)) for key, group in groupby(cases("pages.md"), key=lambda case: case.values[:2])]


@pytest.mark.parametrize(
    ("typed", "day", "parts"),
    [
        pytest.param(*key, {case.values[2]: case.values[3] for case in group}, id=str(group[0].id).partition(": ")[0])
        for key, group in PAGES
    ],
)
def test_a_page_shows_what_its_specification_says(typed: str, day: str, parts: dict[str, str]) -> None:
    made = site(typed, day)
    assert {asked: shown(made, *asked.split(" ", 1)) for asked in parts} == parts
