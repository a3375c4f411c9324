"""Blocks say what is wrong with them and what to type; `tests/specs/markdown-blocks.md` has the rest."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from avksite.content.body import Body
from avksite.content.markdown import render
from avksite.content.markdown.blocks import KINDS, BlockKind
from tests.content.spelled import spelled

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


def _told(text: str) -> list[str]:
    _, problems = render(text, path="content/a.md")
    return [f"{problem.place.line}: {problem.message} {problem.hint}" for problem in problems]


@kinds
def test_the_example_of_a_block_is_sound(kind: BlockKind) -> None:
    body, problems = render(kind.example, path="content/a.md")
    assert problems == ()
    assert [block.name for block in body.blocks] == [kind.name]


@kinds
def test_every_option_of_a_block_is_understood(kind: BlockKind) -> None:
    first, *rest = kind.example.split("\n")
    typed = {line.split(":")[0].strip() for line in rest if line.startswith("    ")}
    more = [f"    {option}: x" for option in kind.options if option not in typed]
    body, problems = render("\n".join([first, *more, *rest]), path="content/a.md")
    assert problems == ()
    assert set(body.blocks[0].options) == set(kind.options)


def test_an_unknown_block_names_the_nearest() -> None:
    (told,) = _told("/// letop\nTekst.\n///")
    assert told.startswith("1: Het blok `letop` bestaat niet. Bedoel je `let-op`? Er zijn: `citaat`, `video`, `audio`,")


def test_a_block_that_is_not_closed_says_what_to_type() -> None:
    assert _told("Tekst.\n\n//// let-op\nTekst.") == snapshot(
        ["3: Het blok `let-op` begint hier, maar houdt niet op. Zet een regel met alleen `////` onder het blok."]
    )


def test_an_end_without_a_beginning_says_what_to_do() -> None:
    assert _told("Tekst.\n\n///") == snapshot(
        ["3: Hier staat `///`, maar er is geen blok open. Haal deze regel weg, of typ `/// let-op` boven de tekst."]
    )


def test_an_unknown_option_names_the_nearest_and_else_all() -> None:
    text = "/// fase | Fase 1\n    vna: maart 2023\n    kleur: rood\n///"
    assert _told(text) == snapshot(
        [
            "2: Het blok `fase` kent `vna` niet. Bedoel je `van`?",
            "3: Het blok `fase` kent `kleur` niet. Dit blok kent `van`, `tot`.",
        ]
    )


def test_a_block_without_options_says_so() -> None:
    assert _told("/// let-op\n    kleur: rood\n\nTekst.\n///") == snapshot(
        ["2: Het blok `let-op` kent `kleur` niet. Dit blok kent geen gegevens."]
    )


def test_a_missing_option_shows_how_the_block_is_typed() -> None:
    assert _told("/// knop | Meld je aan\n///") == snapshot(
        [
            """\
1: In het blok `knop` ontbreekt `naar`. Zo ziet dat blok eruit:
/// knop | Meld je aan
    naar: https://www.voorbeeld.nl/aanmelden
///\
"""
        ]
    )


def test_one_of_two_options_is_enough() -> None:
    assert _told("/// video | Film\n    adres: https://voorbeeld.nl/film\n///") == []
    assert _told("/// video | Film\n    duur: 4:30\n///") == snapshot(
        [
            """\
1: In het blok `video` ontbreekt `bestand` of `adres`. Zo ziet dat blok eruit:
/// video | Wat het onderzoek leert
    bestand: onderzoek.mp4
    ondertiteling: onderzoek.vtt
    transcript: onderzoek.md
    audiodescriptie: niet nodig, want een stem vertelt alles
///\
"""
        ]
    )


def test_an_option_typed_as_text_says_to_indent_it() -> None:
    assert _told("/// knop | Meld je aan\n\nNaar: /aanmelden.md\n///") == snapshot(
        ["3: `Naar:` staat hier als gewone tekst. Zet vier spaties voor `Naar:`, direct onder `/// knop`."]
    )


def test_a_title_without_its_sign_shows_the_line_as_it_should_be() -> None:
    assert _told("//// uitklap Hoe laat?\nTekst.\n////") == snapshot(
        ["1: Achter `uitklap` staat tekst zonder streepje ervoor. Typ `//// uitklap | Hoe laat?`."]
    )


def test_a_missing_title_shows_how_the_block_is_typed() -> None:
    assert _told("/// uitklap\nTekst.\n///") == snapshot(
        [
            """\
1: Het blok `uitklap` heeft geen titel. Zo ziet dat blok eruit:
/// uitklap | Krijg ik mijn reiskosten terug?
Ja, stuur ons de kaartjes.
///\
"""
        ]
    )


def test_text_that_would_not_show_is_told_on_its_line() -> None:
    assert _told("/// knop | Meld je aan\n    naar: /a.md\n\nTekst.\n///") == snapshot(
        ["4: Het blok `knop` laat de tekst `Tekst.` niet zien. Zet de tekst boven of onder het blok."]
    )


def test_a_value_that_looks_like_something_else_is_text() -> None:
    body, _ = render(
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
    body, problems = render("/// fase | F\n    van: maart 2023\nTekst: ja.\n- punt\n///", path="content/a.md")
    assert spelled(Body(body.blocks[0].children)) == "<p>Tekst: ja.</p>\n<ul>\n<li>punt</li>\n</ul>"
    assert [problem.rule.id for problem in problems] == ["lijst-zonder-witregel"]
