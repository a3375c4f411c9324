"""What the site never does is not in its templates, its style sheet or its script."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from avksite.making.artifact import Artifact
from avksite.making.naming import said
from avksite.reading.markdown.blocks import KINDS
from tests.sites import built

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STYLE = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "assets/style.css").read_text(encoding="utf-8"), flags=re.DOTALL)
SCRIPT = (TEMPLATES / "assets/site.js").read_text(encoding="utf-8")
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
    return tuple(artifact for artifact in made.artifacts if artifact.made.ids)


def test_the_style_sheet_never_changes_the_order() -> None:
    assert (
        re.findall(r"(?<![\w-])order\s*:|(?:row|column)-reverse|wrap-reverse|float\s*:|(?<![\w-])direction\s*:", STYLE)
        == []
    )


def test_nothing_moves_by_itself() -> None:
    assert re.findall(r"@keyframes|animation|marquee|scroll-behavior", STYLE) == []
    assert re.findall(r"setInterval|setTimeout|requestAnimationFrame|\.animate\(", SCRIPT) == []
    assert [path.name for path in TEMPLATES.rglob("*") if re.search(r"<animate|<set\b|<marquee", _text(path))] == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def test_the_script_listens_only_to_clicks_and_to_paper() -> None:
    assert set(re.findall(r"addEventListener\(\s*[\"'](\w+)", SCRIPT)) <= {"click", "beforeprint", "afterprint"}
    assert re.findall(r"\.on(?!ly)[a-z]+\s*=|DeviceMotion|DeviceOrientation|\.focus\(", SCRIPT) == []


def test_a_template_asks_a_mail_address_to_send_the_newsletter_to_and_nothing_else() -> None:
    chosen = r"type=\"(?:search|hidden|checkbox)\""
    typed = re.compile(rf"<textarea\b|<form[^>]*method[^>]*>|<input(?![^>]*{chosen})[^>]*>")
    asked = [(path.name, found) for path in PAGES for found in typed.findall(_text(path))]
    assert [name for name, _ in asked] == ["blocks.html", "blocks.html"]
    form, field = (found for _, found in asked)
    assert form == '<form method="post" action="{{ way.href }}">'
    assert 'name="email" type="email"' in field


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


def test_what_the_script_says_is_said_aloud() -> None:
    assert re.findall(r"textContent|innerHTML|innerText", SCRIPT) == ["textContent"] * SCRIPT.count("textContent")
    spoken = set(re.findall(r"(\w+)\.textContent", SCRIPT))
    assert spoken == set(re.findall(r"const (\w+) = [^;\n]*\[role=status\]", SCRIPT))
    assert all(page.made.content.count(b"data-copy") <= page.made.content.count(b'role="status"') for page in pages())
