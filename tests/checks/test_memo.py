"""What was said of a text is remembered until the text changes, or the words and names of the site."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from avksite.checks import look_at
from avksite.content.files import read
from avksite.kinds.document import understand
from avksite.memo.memo import Memo
from avksite.pipeline import Project, build
from avksite.site import assemble
from tests.sites import lay_out

NOW = datetime(2024, 5, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))
HARD = "-- content/a.md --\n---\ntitel: A\n---\nWij faciliteren de bewoners.\n"
EASY = "-- content/b.md --\n---\ntitel: B\n---\nWij helpen de bewoners.\n"


def looked_at(root: Path) -> tuple[list[str], int, int]:
    """Check the texts of a site with what was remembered; return the rules broken, and how many texts were read."""
    with Memo(root / ".cache", b"1") as memo:
        content = read(root, Memo().map)
        documents = [document for document, _ in map(understand, content.sources) if document]
        site, _ = assemble(root, content, documents, NOW)
        looks = memo.ask(look_at, site.by_path, site)
        rules = [it.rule.id for look in looks for it in look.problems if it.rule.id.startswith("woord-")]
        return rules, memo.made, memo.remembered


def test_a_text_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    root = lay_out(tmp_path, HARD + EASY)
    assert looked_at(root) == (["woord-moeilijk"], 3, 0)
    assert looked_at(root) == (["woord-moeilijk"], 0, 3)
    lay_out(tmp_path, EASY.replace("helpen", "faciliteren"))
    assert looked_at(root) == (["woord-moeilijk", "woord-moeilijk"], 1, 2)


def test_a_word_that_staff_call_known_makes_every_text_be_read_again(tmp_path: Path) -> None:
    root = lay_out(tmp_path, HARD + EASY)
    looked_at(root)
    lay_out(tmp_path, "-- content/woorden.yaml --\nbekende-woorden:\n  - faciliteren\n")
    assert looked_at(root) == ([], 3, 0)


def test_what_a_text_names_is_told_at_the_line_where_it_stands_now(tmp_path: Path) -> None:
    text, told = "-- content/a.md --\n---\ntitel: A\n---\nTekst.\n\nLees [dit](/weg/) en [dat](b.md#nergens).\n", []
    for typed in (text, text, text.replace("Tekst.", "Tekst.\n\nMeer tekst."), text.replace("/weg/", "b.md")):
        root = lay_out(tmp_path, EASY + typed)
        with Memo(root / ".cache", b"1") as memo:
            problems = build(Project(root), NOW, memo).problems
            told.append([it.place.line for it in problems if it.rule.id == "link-kapot"])
    assert told == [[6, 6], [6, 6], [8, 8], [6]]


def test_a_place_on_a_page_is_looked_for_again_when_its_page_changed(tmp_path: Path) -> None:
    told, made = [], []
    for heading in ("Zo gaat het", "Zo gaat het", "Anders", "Zo gaat het"):
        text = f"-- content/b.md --\n---\ntitel: B\n---\n## {heading}\n\nTekst.\n"
        root = lay_out(tmp_path, f"{text}-- content/a.md --\n---\ntitel: A\n---\nLees [dat](b.md#zo-gaat-het).\n")
        with Memo(root / ".cache", b"1") as memo:
            problems = build(Project(root), NOW, memo).problems
            told.append([it.place.path for it in problems if it.rule.id == "link-kapot"])
            made.append(memo.made)
    assert told == [[], [], ["content/a.md"], []]
    assert made[1] == 0
