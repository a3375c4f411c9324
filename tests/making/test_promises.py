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


def _bare(path: Path) -> str:
    """A style sheet or script without its comments."""
    comment = r"/\*.*?\*/" if path.suffix == ".css" else r"/\*.*?\*/|(?<![:\"'`])//[^\n]*"
    return re.sub(comment, "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


STYLES = {path.name: _bare(path) for path in sorted((TEMPLATES / "assets").glob("*.css"))}
SCRIPTS = {path.name: _bare(path) for path in sorted((TEMPLATES / "assets").glob("*.js"))}
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


def found(pattern: str, texts: dict[str, str]) -> dict[str, list[str]]:
    """What a pattern finds in each of these files, the files without it left out."""
    return {name: sorted(set(there)) for name, text in texts.items() if (there := re.findall(pattern, text))}


def test_no_style_sheet_changes_the_order() -> None:
    reordered = r"(?<![\w-])order\s*:|(?:row|column)-reverse|wrap-reverse|float\s*:|(?<![\w-])direction\s*:"
    assert found(reordered, STYLES) == {}


def test_nothing_moves_by_itself() -> None:
    assert found(r"@keyframes|animation|marquee|scroll-behavior", STYLES) == {}
    assert found(r"setInterval|requestAnimationFrame|\.animate\(", SCRIPTS) == {}
    # A form that is cleared still holds its old choices until its own event is over; a search that takes long says so.
    waits = {"menukaart.js": ["setTimeout(choose"], "zoeken.js": ["setTimeout(() => { said.textContent = form"]}
    assert found(r"setTimeout\((?:\(\) => \{ \S+ = )?\w*", SCRIPTS) == waits
    assert [path.name for path in TEMPLATES.rglob("*") if re.search(r"<animate|<set\b|<marquee", _text(path))] == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def test_no_script_listens_to_a_touch_a_motion_a_key_or_the_focus() -> None:
    to_a_reader = {"click", "submit", "change", "reset"}
    to_the_page = {"beforeprint", "afterprint", "pageshow", "pagehide", "popstate", "voiceschanged", "end", "error"}
    heard = found(r"addEventListener\??\.?\(\s*[\"'](\w+)|\.on(?!ly)([a-z]+)\s*=", SCRIPTS)
    events = {event for pairs in heard.values() for pair in pairs for event in pair if event}
    assert events <= to_a_reader | to_the_page
    assert found(r"DeviceMotion|DeviceOrientation|touch|pointer|drag", SCRIPTS) == {}


def test_only_the_boxes_of_the_menu_act_while_a_reader_chooses() -> None:
    assert found(r"onchange\s*=|[\"'](?:change|input)[\"']", SCRIPTS) == {"menukaart.js": ["onchange ="]}
    assert found(r"location(?:\.href)?\s*=[^=]|location\.(?:assign|replace)|\.submit\(|window\.open", SCRIPTS) == {}


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
    script = SCRIPTS["site.js"]
    assert "innerHTML" not in script
    assert "innerText" not in script
    told = set(re.findall(r"(\w+)\.textContent = ", script))
    assert told == set(re.findall(r'(\w+)\.setAttribute\("role", "status"\)', script))
