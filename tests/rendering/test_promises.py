"""What the templates never say or draw; what a page never does is seen in `tests/browser/test_promises.py`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from avksite.content.markdown.blocks import KINDS
from avksite.rendering.artifact import Artifact
from tests.audit import said
from tests.sites import built

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if path.parent.name not in {"mail", "feed"})


def words_of(template: Path) -> str:
    """What a template says of itself: without markup and what is filled in."""
    text = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    return " ".join(text.split())


@cache
def pages() -> tuple[Artifact, ...]:
    """Every page of the real site."""
    made = built(ROOT, today="10 september 2023")
    return tuple(artifact for artifact in made.artifacts if artifact.made.title)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def test_there_is_no_block_for_what_is_live() -> None:
    assert {"video", "audio"} <= set(KINDS)
    assert [name for name in KINDS if re.search(r"live|stream|insluit", name)] == []


def test_no_drawing_holds_words() -> None:
    assert [path.name for path in TEMPLATES.rglob("*.svg") if "<text" in _text(path)] == []


@pytest.mark.parametrize("template", PAGES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_the_words_of_the_templates_name_no_place_and_no_colour(template: Path) -> None:
    leaning = r"\b(?:hieronder|hierboven|onderstaande?|bovenstaande?|links(?:boven|onder)|rechts(?:boven|onder)?|hiernaast|(?:rode|groene|blauwe|gele) \w+)\b"  # noqa: E501  one pattern
    assert re.findall(leaning, words_of(template), re.IGNORECASE) == []


def test_the_name_of_a_link_or_button_is_what_it_reads() -> None:
    other = []
    for page in pages():
        for element in html.document_fromstring(page.made.content.decode()).iter("a", "button", "summary"):
            name = element.get("aria-label")
            reads = said(element).rstrip(".")
            if name is not None and reads.casefold() not in name.casefold():
                other.append((page.path, reads, name))
    assert other == []
