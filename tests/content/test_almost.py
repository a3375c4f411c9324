"""Tables and lists that are almost there: one message at the line they start on, and what it says to type passes."""

from __future__ import annotations

import re

import pytest

from avksite.content.markdown import parse
from avksite.problems import Problem
from tests.content.spelled import spelled


def told(text: str) -> list[Problem]:
    """Return what is said of a text, tips left out."""
    return [problem for problem in parse(text, path="content/proef.md")[1] if problem.rule.severity != "hint"]


def meant(problem: Problem) -> str:
    """Return the lines that a hint says to type."""
    return "\n".join(line for line in problem.hint.split("\n") if line.startswith(("|", "- ", "///", "    ")))


@pytest.mark.parametrize(
    "typed",
    [
        "Dag\tOpen\tDicht\nmaandag\t9.00\t17.00",
        "| Dag | Open | Dicht |\n| maandag | 9.00 | 17.00 |",
        "Dag | Open | Dicht\nmaandag | 9.00 | 17.00",
        "| Dag | Open | Dicht |\n| --- | --- |\n| maandag | 9.00 | 17.00 |",
        "| Dag | Open | Dicht |\n| --- | --- | --- | --- |\n| maandag | 9.00 | 17.00 |",
        "| Dag | Open | Dicht |\n| — | — | — |\n| maandag | 9.00 | 17.00 |",
        "| Dag | Open | Dicht |\n|===|===|===|\n| maandag | 9.00 | 17.00 |",
        "| Dag | Open | Dicht |\n+---+---+---+\n| maandag | 9.00 | 17.00 |",
        "| --- | --- | --- |\n| Dag | Open | Dicht |\n| maandag | 9.00 | 17.00 |",
        "| Dag | Open | Dicht |\n\n| --- | --- | --- |\n\n| maandag | 9.00 | 17.00 |",
        "Dag;Open;Dicht\nmaandag;9.00;17.00",
        "Dag       Open    Dicht\nmaandag   9.00    17.00",
        "<table>\n<tr><th>Dag</th><th>Open</th>\n<th>Dicht</th></tr>\n<tr><td>maandag<td>9.00</td><td>17.00</td></tr>\n</table>",
        "<div class=x><table><tr><td>Dag<td>Open<td>Dicht<tr><td>maandag<td>9.00<td>17.00</table></div>",
    ],
)
def test_rows_that_make_no_table_are_told_once_with_the_table_to_type(typed: str) -> None:
    (problem,) = told(f"Kom langs.\n\n{typed}\n\nTot dan.")
    assert problem.place.line == 3
    assert problem.rule.id == ("ruwe-html" if "<" in typed else "tabel-bijna")
    assert meant(problem) == "| Dag | Open | Dicht |\n| --- | --- | --- |\n| maandag | 9.00 | 17.00 |"
    body, problems = parse(meant(problem), path="content/proef.md")
    assert problems == ()
    assert spelled(body).count("<th ") == 3
    assert spelled(body).count("<td>") == 3


@pytest.mark.parametrize(
    ("typed", "list_"),
    [
        ("<ul>\n<li>soep</li>\n<li>brood</li>\n</ul>", "- soep\n- brood"),
        ("<div><UL class=x><LI>soep<LI>brood</UL></div>", "- soep\n- brood"),
        (
            "<ol start=3>\n  <li><p>Bel <b>eerst</b>.</p></li>\n  <li>\nKom\ndan.</li>\n</ol>",
            "1. Bel **eerst**.\n2. Kom dan.",
        ),
        ("Neem mee: <ul><li>soep</li><li>brood</li></ul>", "- soep\n- brood"),
        (
            "<ul>\n<li>soep\n<ol>\n<li>van <i>prei</i></li>\n<li>van pompoen</li>\n</ol>\n</li>\n<li>brood</li>\n</ul>",
            "- soep\n  1. van *prei*\n  2. van pompoen\n- brood",
        ),
        ('<ul><li><a href="/plan.md">het plan</a></li><li>brood</li></ul>', "- [het plan](/plan.md)\n- brood"),
        ("<dl>\n<dt>soep</dt>\n<dd>eten van water</dd>\n</dl>", "soep\n: eten van water"),
    ],
)
def test_a_list_in_html_is_told_once_with_the_list_to_type(typed: str, list_: str) -> None:
    (problem,) = told(f"Kom langs.\n\n{typed}\n\nTot dan.")
    assert (problem.place.line, problem.rule.id) == (3, "ruwe-html")
    assert problem.hint == f"Typ het zo:\n{list_}\nZet er een lege regel boven en onder."
    assert parse(f"Kom.\n\n{list_}\n\nTot dan.", path="content/proef.md")[1] == ()


@pytest.mark.parametrize("beside", ["Neem mee: {}", "{} en drinken", "<div>{}Let op</div>"])
def test_a_list_in_html_is_only_put_in_place_of_all_that_was_typed(beside: str) -> None:
    for typed in ("<ul><li>soep</li><li>brood</li></ul>", "<table><tr><td>soep<td>brood</table>"):
        (alone,), (more,) = told(typed), told(beside.format(typed))
        assert alone.fix is not None
        assert (more.hint, more.fix) == (alone.hint, None)


def test_html_that_is_no_whole_list_is_told_as_it_is() -> None:
    assert [problem.place.line for problem in told("<ul>\n\nsoep\n\n<li>brood")] == [1, 5]
    assert told("Met `<ul>` begin je in HTML een lijst, en met `</ul>` houdt die op.") == []
    assert len(told("<ul>\n" * 20_000 + "</ul>")) < 20_001


def test_what_stands_in_a_cell_stays_what_it_is() -> None:
    (html,) = told(
        '<table><tr><td>Wie</td><td>Waar</td></tr><tr><td><b>An</b> | <a href="/a.md">zij</a><td></tr></table>'
    )
    assert meant(html) == "| Wie | Waar |\n| --- | --- |\n| **An** \\| [zij](/a.md) |  |"
    (tabs,) = told("\tma\tdi\nAnna\tx\t\nBas\t\tx")
    assert meant(tabs) == "|  | ma | di |\n| --- | --- | --- |\n| Anna | x |  |\n| Bas |  | x |"


def test_rows_longer_than_the_heads_give_a_head_to_name() -> None:
    (problem,) = told("Dag\tOpen\nmaandag\t9.00\tdicht")
    assert meant(problem).startswith("| Dag | Open | Kop 3 |\n")


def test_names_with_a_value_behind_them_are_a_list_and_no_table() -> None:
    (problem,) = told("Datum:\t3 mei\nTijd:\t14.00 uur")
    assert meant(problem) == "- Datum: 3 mei\n- Tijd: 14.00 uur"


def test_a_long_table_is_not_repeated_without_end() -> None:
    (problem,) = told("\n".join(f"{number}\tx" for number in range(5_000)))
    assert len(problem.hint) < 2_000


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a) een kom\nb) een lepel\nc) een vork", "1. een kom"),
        ("a. een kom\nb. een lepel", "1. een kom"),
        ("(a) een kom\n\n(b) een lepel", "1. een kom"),
        ("A) een kom\nB) een lepel", "1. een kom"),
        ("1.1 een kom\n1.2 een lepel", "1. een kom"),
        ("2.3. een kom\n2.4. een lepel", "1. een kom"),
        ("a)\teen kom\nb)\teen lepel", "1. een kom"),
        ("(1) een kom\n(2) een lepel", "1. een kom"),
        ("-een kom\n-een lepel", "- een kom"),
        ("o\teen kom\no\teen lepel", "- een kom"),
        ("§\teen kom\n§\teen lepel", "- een kom"),
        ("✓ een kom\n✓ een lepel\n✓ een vork", "- een kom"),
    ],
)
def test_signs_of_a_list_that_is_none_are_told_once_with_the_sign_to_type(typed: str, line: str) -> None:
    (problem,) = told(f"Neem mee:\n\n{typed}\n\nTot dan.")
    assert (problem.rule.id, problem.place.line) == ("neplijst", 3)
    assert f"Typ `{line}`" in problem.hint


def test_letters_that_bullets_of_word_became_are_items_of_a_list() -> None:
    body, problems = parse("- een kom\no\teen diepe\n§\teen rode\n- een lepel", path="content/proef.md")
    assert [(problem.rule.id, problem.place.line) for problem in problems] == [("neplijst", 2), ("neplijst", 3)]
    assert spelled(body).count("<li>") == 4


@pytest.mark.parametrize(
    "typed",
    [
        "10.00 uur inloop\n10.30 uur begin\n11.00 uur einde", "1.5 liter melk\n2.5 liter sap", "A. de Vries\nB. Bakker",
        "o ja, dat ook\no nee, dat niet", "§ 3 van de wet\n§ 4 van de wet", "Kies a | b of c.\nOf kies niets.",
        "Wij; zij; en jij;\nen iedereen; altijd.", "## Kop | nog iets\n\n- a | b\n- c | d", "-3 graden\n-5 graden",
        "```\na\tb\nc\td\n| e | f |\n| g | h |\na) i\nb) j\n```", "    x\ty\n    z\tw",
        "| A | B |\n| - | - |\n| a | b |\n\n| C | D |\n| - | - |\n| c | d |", "A | B\n--|--\na | b",
        "a) alleen dit ene punt", "De nacht,\n\tde dag.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_table_or_a_list_is_left_alone(typed: str) -> None:
    assert told(typed) == []


@pytest.mark.parametrize("sign", ["---", "===", "--", "-----"])
def test_a_row_of_dashes_below_a_sentence_makes_it_no_heading_and_is_told(sign: str) -> None:
    body, problems = parse(f"Er is soep, en er is brood.\n{sign}\n\nTot dan.", path="content/proef.md")
    assert [(problem.rule.id, problem.place.line) for problem in problems] == [("streep-onder-zin", 1)]
    assert f"`{sign}`" in problems[0].message
    assert spelled(body) == "<p>Er is soep, en er is brood.</p>\n<hr/>\n<p>Tot dan.</p>"
    assert len(parse(f"{'woord ' * 11}\n{sign}", path="content/proef.md")[1]) == 1


def test_a_row_of_dashes_below_a_few_words_is_a_heading() -> None:
    for words in ("Wat we doen", "Wat kost het?"):
        body, problems = parse(f"{words}\n---\n\nSoep.", path="content/proef.md")
        assert (len(body.headings), problems) == (1, ())


def test_a_sentence_that_four_spaces_made_code_is_told_and_code_is_not() -> None:
    for typed in ("    We beginnen om tien uur.", "\tWe beginnen om tien uur.\n\n\tEn dan?"):
        (problem,) = told(f"Kom.\n\n{typed}")
        assert (problem.rule.id, problem.place.line) == ("code-door-spaties", 3)
    for typed in (
        "    x = 1",
        "    def soep(kom):",
        "    Kom = Soep en brood",
        "    regel twee drie",
        "```\nWe gaan nu.\n```",
    ):
        assert told(f"Kom.\n\n{typed}") == []


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://www.youtube.com/embed/abc-123?rel=0&amp;x=1", "https://www.youtube.com/watch?v=abc-123"),
        ("//www.youtube-nocookie.com/embed/abc", "https://www.youtube.com/watch?v=abc"),
        ("https://player.vimeo.com/video/123?h=a", "https://vimeo.com/123"),
        ("https://film.voorbeeld.nl/speler/7", "https://film.voorbeeld.nl/speler/7"),
    ],
)
def test_an_embedded_film_is_told_with_the_block_to_copy(source: str, address: str) -> None:
    (problem,) = told(f'<iframe width="560" src="{source}" title="Een dag op het plein"></iframe>')
    more = "    ondertiteling: ja\n    transcript: …\n    audiodescriptie: niet nodig, omdat …"
    assert meant(problem) == f"/// video | Een dag op het plein\n    adres: {address}\n{more}\n///"
    assert told(meant(problem)) == []


@pytest.mark.parametrize(
    "part",
    ["a\tb\n", "| a |\n", "| a | b |\n", "<table>\n", "<div><div>", "a) x\n", "a;b;c\n", "-a\n", "1.1 x\n", "|\n\n"],
)
def test_looking_takes_time_in_proportion_to_the_text(part: str) -> None:
    assert re.search("content", told(part * 5_000 + "\n\n-a\n-b")[-1].place.path)
