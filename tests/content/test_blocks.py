"""Blocks say what is wrong with them and what to type; `tests/specs/markdown-blocks.md` has the rest."""

from __future__ import annotations

import pytest

from avksite.content.body import Body
from avksite.content.markdown import parse
from avksite.content.markdown.blocks import KINDS, BlockKind
from tests.content.spelled import spelled

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


def _told(text: str) -> list[str]:
    _, problems = parse(text, path="content/a.md")
    return [f"{problem.place.line}: {problem.message} {problem.hint}" for problem in problems]


@kinds
def test_the_example_of_a_block_is_sound(kind: BlockKind) -> None:
    body, problems = parse(kind.example, path="content/a.md")
    assert problems == ()
    assert [block.name for block in body.blocks] == [kind.name]


@kinds
def test_every_option_of_a_block_is_understood(kind: BlockKind) -> None:
    first, *rest = kind.example.split("\n")
    typed = {line.split(":")[0].strip() for line in rest if line.startswith("    ")}
    more = [f"    {option}: x" for option in kind.options if option not in typed]
    body, problems = parse("\n".join([first, *more, *rest]), path="content/a.md")
    assert problems == ()
    assert set(body.blocks[0].options) == set(kind.options)


TOLD = {
    "a block that is not closed": (
        "Tekst.\n\n//// let-op\nTekst.",
        "3: Het blok `let-op` begint hier, maar houdt niet op. Zet een regel met alleen `////` onder het blok.",
    ),
    "an end without a beginning": (
        "Tekst.\n\n///",
        "3: Hier staat `///`, maar er is geen blok open. Haal deze regel weg, of typ `/// let-op` boven de tekst.",
    ),
    "unknown options: the nearest, and else all": (
        "/// fase | Fase 1\n    vna: maart 2023\n    kleur: rood\n///",
        "2: Het blok `fase` kent `vna` niet. Bedoel je `van`?",
        "3: Het blok `fase` kent `kleur` niet. Dit blok kent `van`, `tot`.",
    ),
    "a block without options": (
        "/// let-op\n    kleur: rood\n\nTekst.\n///",
        "2: Het blok `let-op` kent `kleur` niet. Dit blok kent geen gegevens.",
    ),
    "a missing option": (
        "/// knop | Meld je aan\n///",
        f"1: In het blok `knop` ontbreekt `naar`. Zo ziet dat blok eruit:\n{KINDS['knop'].example}",
    ),
    "one of two options is enough": ("/// video | Film\n    adres: https://voorbeeld.nl/film\n///",),
    "neither of two options": (
        "/// video | Film\n    duur: 4:30\n///",
        f"1: In het blok `video` ontbreekt `bestand` of `adres`. Zo ziet dat blok eruit:\n{KINDS['video'].example}",
    ),
    "an option typed as text": (
        "/// knop | Meld je aan\n\nNaar: /aanmelden.md\n///",
        "3: `Naar:` staat hier als gewone tekst. Zet vier spaties voor `Naar:`, direct onder `/// knop`.",
    ),
    "a title without its sign": (
        "//// uitklap Hoe laat?\nTekst.\n////",
        "1: Achter `uitklap` staat tekst zonder streepje ervoor. Typ `//// uitklap | Hoe laat?`.",
    ),
    "a missing title": (
        "/// uitklap\nTekst.\n///",
        f"1: Het blok `uitklap` heeft geen titel. Zo ziet dat blok eruit:\n{KINDS['uitklap'].example}",
    ),
    "text that would not show": (
        "/// knop | Meld je aan\n    naar: /a.md\n\nTekst.\n///",
        "4: Het blok `knop` laat de tekst `Tekst.` niet zien. Zet de tekst boven of onder het blok.",
    ),
}


@pytest.mark.parametrize("case", TOLD.values(), ids=TOLD.keys())
def test_a_block_says_what_is_wrong_with_it_and_what_to_type(case: tuple[str, ...]) -> None:
    typed, *told = case
    assert _told(typed) == told


def test_an_unknown_block_names_the_nearest() -> None:
    (told,) = _told("/// letop\nTekst.\n///")
    assert told.startswith("1: Het blok `letop` bestaat niet. Bedoel je `let-op`? Er zijn: `citaat`, `video`, `audio`,")


def test_a_value_that_looks_like_something_else_is_text() -> None:
    body, _ = parse(
        "/// video | x\n    bestand: 010\n    duur: 4:30\n    taal: nee\n    transcript: 24-11-2022 #2: 'ja'\n///",
        path="content/a.md",
    )
    assert body.blocks[0].options == {
        "bestand": "010",
        "duur": "4:30",
        "taal": "nee",
        "transcript": "24-11-2022 #2: 'ja'",
    }


def test_content_may_follow_the_options_without_an_empty_line() -> None:
    body, problems = parse("/// fase | F\n    van: maart 2023\nTekst: ja.\n- punt\n///", path="content/a.md")
    assert spelled(Body(body.blocks[0].children)) == "<p>Tekst: ja.</p>\n<ul>\n<li>punt</li>\n</ul>"
    assert [problem.rule.id for problem in problems] == ["lijst-zonder-witregel"]
