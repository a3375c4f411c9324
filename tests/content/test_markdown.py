"""A text becomes a Body; `tests/specs/markdown.md` says what is made of what people type."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from avksite.content.body import Block, Body, FactReference, Image, Link, words_of
from avksite.content.markdown import parse
from avksite.problems import Place, Problem, Severity
from tests.content.spelled import Spelled, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark.structures import ParameterSet

SPECS = Path(__file__).parent.parent / "specs"
CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n\n(?P<fence>`{3,})\n(?P<typed>.*?)\n→\n(?P<made>.*?)\n?(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
UNSEEN = re.compile(r"\\u([0-9a-f]{4})")
WORDS = {Severity.ERROR: "fout", Severity.WARNING: "let op", Severity.HINT: "tip"}


def rendered(text: str) -> Body:
    return parse(text, path="content/a.md")[0]


def problems(text: str) -> list[str]:
    return [shown_problem(problem) for problem in parse(text, path="content/a.md")[1]]


def shown_problem(problem: Problem) -> str:
    return f"{problem.place.line}: {WORDS[problem.rule.severity]}[{problem.rule.id}]"


def cases() -> Iterator[ParameterSet]:
    for path in sorted(SPECS.glob("markdown*.md")):
        for found in CASE.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(found["typed"], found["made"], id=found["title"])


@pytest.mark.parametrize(("typed", "expected"), list(cases()))
def test_what_is_typed_becomes_what_is_meant(typed: str, expected: str) -> None:
    text = UNSEEN.sub(lambda found: chr(int(found[1], 16)), typed)
    body, found = parse(text, path="content/a.md")
    assert "\n".join([spelled(body), *map(shown_problem, found)]).strip() == expected


def test_every_case_of_the_specification_is_tried() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SPECS.glob("markdown*.md"))
    assert len(list(cases())) == len(re.findall(r"^## .*\n\n```", text, re.MULTILINE)) == text.count("\n→\n") > 50


# What other steps ask about.


def test_words_are_counted_as_a_reader_would() -> None:
    body = rendered(
        "## Een kop\n\nFoto's van 14.000 gezinnen, {feit:x} keer.\n\n- [een link](/x)\n\n```\ngeen woord\n```\n"
    )
    assert body.words == 10


def test_texts_hold_words_and_of_a_fact_its_name() -> None:
    body = rendered("## Met {feit:x} [link](/a) ![foto](f.jpg)\n\n- [een {feit:y}](/b) *schuin*")
    assert [heading.text for heading in body.headings] == ["Met {feit:x} link"]
    assert [heading.id for heading in body.headings] == ["met-link"]
    assert [passage.text for passage in body.passages] == ["Met {feit:x} link", "een {feit:y} schuin"]
    assert words_of(body.passages[0].children, {"x": "42"}) == "Met 42 link"
    assert [link.text for link in body.links] == ["link", "een {feit:y}"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_heading_has_the_same_id_in_every_form_of_unicode(form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    text = unicodedata.normalize(form, "## Café & thee: één keer, zélf")
    assert [heading.id for heading in rendered(text).headings] == ["cafe-thee-een-keer-zelf"]


def test_lines_count_from_the_top_of_the_file() -> None:
    body, found = parse("- een\n\n<b>[x](/x)</b>", path="content/a.md", first_line=12)
    assert [passage.line for passage in body.passages] == [12, 14]
    assert [link.line for link in body.links] == [14]
    assert [problem.place for problem in found] == [Place("content/a.md", 14)]


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("<u>x</u>", "Onderstreep alleen links"),
        ("<b>x</b>", "`**woord**`"),
        ("<i>x</i>", "`*woord*`"),
        ("a<br>b", "twee spaties"),
        ("<iframe src='https://x'></iframe>", "/// video"),
        ("<script>x</script>", "Haal het script weg"),
        ("<table><tr><td>x</td><td>y</td></tr></table>", "| --- | --- |"),
        ("<img src='x.jpg'>", "![wat er te zien is](x.jpg)"),
        ("<img src='https://elders.nl/x.jpg'>", "![wat er te zien is](bestand.jpg)"),
        ("<a href='x'>y</a>", "[tekst van de link]"),
        ("<div>x</div>", "Haal de HTML weg"),
        ("<details>x</details>", "/// uitklap"),
        ("<audio></audio>", "/// audio"),
        ("<button>x</button>", "/// knop"),
        ("<h2>x</h2>", "`## Kop`"),
        ("<ul><li>x</li></ul>", "\n- x\n"),
        ("<font color='red'>x</font>", "zorgt zelf voor kleuren"),
        ("<span lang='en'>x</span>", "{lang=en}"),
        ("<!-- x -->", "Haal de opmerking weg"),
        ("<o:p></o:p>", "Ctrl+Shift+V"),
        ("<!--[if gte mso 9]><![endif]-->", "Ctrl+Shift+V"),
        ("<form action='x'>", "Een formulier kan hier niet"),
        ("<onbekend x='y'>", "Haal de HTML weg"),
        ("![een <b>foto</b>](foto.jpg)", "`**woord**`"),
        ("/// uitklap | Een <b>vraag</b>\nTekst.\n///", "`**woord**`"),
    ],
)
def test_html_is_told_with_what_does_it_safely(typed: str, advice: str) -> None:
    (first, *_) = parse(typed, path="content/a.md")[1]
    assert first.rule.id == "ruwe-html"
    assert advice in first.hint


# For any text whatsoever.

MARKUP = st.sampled_from(
    [
        *"[]()<>*_`#/|!{}:-+.&;\\\"'~=^@0 1\n\n\n    ", "  ", "    ", "\n\n", "- ", "1. ", "> ", "## ", "```\n", "\t",
        "**", "***", "__", ": i\n", "• ", "– ", "/// citaat | x\n", "///\n", "//// uitklap | y\n", "////\n",
        "/// video | z\n    bestand: a.mp4\n", "\\\n", "[a]", "[a]: b\n", "](", "[x](![y](z.png))", "``` x=",
        "~~~ y z\n", "** ", " **", "é@", "&amp", "\\|", "[a](b)", "![c](d.png)", "{feit:e}", "[^1]", "[^1]: ",
        "[f]: /g\n", "[f]", "{lang=en}", "{decoratief}", "{#id}", "| a | b |\n|---|---|\n", "Tabel: h\n", "<b>",
        "<!--", "-->", "&amp;", "https://x.nl/", "j@k.nl", "06 12 41 39 41", "\u00a0", "\u200b", "\ue000",
        "\ue0025\ue003", "\U000f0003", "\x02", "\x03", "\x021\x03", "\x02klzzwxh:0001\x03",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(), st.lists(MARKUP, max_size=30).map("".join), st.lists(MARKUP | st.text(max_size=3)).map("".join)
)


class _Plain(Spelled):
    """Leaves out what authors typed for attributes, of which whoever shows a text escapes the signs."""

    def link(self, link: Link, words: str) -> str:
        del link
        return words

    def image(self, image: Image) -> str:
        del image
        return ""

    def fact(self, fact: FactReference) -> str:
        del fact
        return ""

    def block(self, block: Block) -> str:
        return "".join(map(str, _Plain().write_blocks(block.children)))


@given(TEXTS)
@example("[[a]{lang=en}](b)")
@example("[^1][^1]\n\n[^1]: [^2]\n\n[^2]: [^1] [x](y)")
@example("/// uitklap | a\n" * 8)
@example("".join(f"{'> ' * 6}{line}\n" for line in ("a", ": >", "  : y")))
def test_any_text_gives_sound_html_and_knows_its_lines(text: str) -> None:
    body, found = parse(text, path="content/a.md", first_line=7)

    html = "".join(map(str, _Plain().write(body)))
    etree.fromstring(f"<body>{html}</body>", etree.XMLParser(resolve_entities=False))
    texts = [html, *(passage.text for passage in body.passages)]
    texts += [heading.text + heading.id for heading in body.headings]
    texts += [link.text + link.target + link.title for link in body.links]
    texts += [image.alt + image.target + image.title for image in body.images]
    texts += [f"{block.title} {block.options}" for block in body.blocks]
    texts += [problem.message + problem.hint for problem in found]
    for shown_text in texts:
        assert not PRIVATE.search(shown_text)
        assert not re.search("[\x00-\x08\x0b-\x1f]", shown_text)
    last = 7 + text.count("\n")
    lines = [line for node in body.nodes if (line := getattr(node, "line", None)) is not None]
    lines += [problem.place.line for problem in found]
    assert all(7 <= line <= last for line in lines)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(body.anchors)
    assert {heading.id for heading in body.headings} <= set(ids)


WORDS_IN_NOISE = st.lists(st.tuples(MARKUP, st.booleans()), max_size=25).map(
    lambda pieces: "".join(f"{sign}w{number}w" if has_word else sign for number, (sign, has_word) in enumerate(pieces))
)


@given(WORDS_IN_NOISE)
@example("*w1w**w2w*w3w")
@example("| w1w | w2w |\n|---|---|\n| w3w | w4w | w5w |\n")
@example("[^1]: w1w\n\n[^1]: w2w")
def test_no_word_vanishes_without_a_word_about_it(text: str) -> None:
    body, found = parse(text, path="content/a.md")
    told = "".join(f"{problem.message} {problem.hint}" for problem in found)
    lost = {word for word in re.findall(r"w[0-9]+w", text) if word not in f"{body!r}{told}"}
    # What names an unknown block, and a note that nothing points at, do not show; but that stops publication.
    assert not lost or {problem.rule.id for problem in found} & {"voetnoot-los", "blok-onbekend"}


def test_texts_leave_no_trace_in_each_other() -> None:
    texts = [
        "[a]: /b\n\n[a] [^1] *x\n\n[^1]: noot",
        "[a] **x\n\n## Kop\n\n## Kop\n\n[^1]: andere [^1]",
        "/// uitklap | q\n- x\n\n[a]",
        "5. vijf\n\n| a |\n|---|\n| b |\n\n*a **b* c** [a][b",
    ]
    alone = {text: parse(text, path="content/a.md") for text in texts}
    for order in permutations(texts):
        assert [parse(text, path="content/a.md") == alone[text] for text in order] == [True] * len(texts)


# A text that nobody would write may not hold up the site.

ENDLESS = [
    "[", "*", ">", "/", "_", "`", "![", "[](", "[a](", "](", "(", "<", "<!--", "&", "\\", "\\*", "- ", "1. ", "#",
    "##\n", "| ", "`a`|", "{", "[^1] ", ": ", "-", '"', "0", "+31", "https://x.", "www.", "a@", "a  \n", "a\n",
    "a\n\n", "- a\n", "> a\n", "> > ", "/// uitklap | x\n", "///\n", "```\n", "    a\n\n", "* a\n  ", "a\n: b\n",
    "*a **b ", "[a](b)", "<b>", '" ', "*a ", "b* ", "**a ", "[a", "](b)", "[a](b ", "*) ", ">" * 300 + "\n",
    "- " * 300 + "\n", "[a][b]", "[a]: /b\n", "[^a]: b\n", "a|b\n-|-\n", "- - ", "a\n===\n", "[a\n", "```` `", "> - ",
    "- /// let-op\n",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS)
def test_an_endless_text_takes_no_endless_time(piece: str) -> None:
    # Many short lines are many paragraphs: that takes its time, but no more for each of them.
    size = 25_000 if "\n" in piece else 100_000
    begin = time.process_time()
    rendered((piece * size)[:size])
    assert time.process_time() - begin < 10


def test_many_notes_and_many_definitions_take_no_endless_time() -> None:
    size = 10_000
    notes = "".join(f"noot[^{number}]\n\n[^{number}]: tekst\n\n" for number in range(size))
    links = "".join(f"[naar {number}]\n" for number in range(size))
    definitions = "".join(f"[naar {number}]: /{number}.md\n" for number in range(size))
    for text in (notes, f"{links}\n{definitions}", "*a " * size + "b* " * size):
        begin = time.process_time()
        assert rendered(text).words >= size
        assert time.process_time() - begin < 8


def test_many_runs_of_accents_take_no_endless_time() -> None:
    runs = list(range(1, 300))
    random.Random(1).shuffle(runs)  # noqa: S311  any order will do, as long as it is the same
    begin = time.process_time()
    rendered(" ".join("`" * length for length in runs))
    assert time.process_time() - begin < 5


def test_a_quotation_is_no_deeper_than_six_and_a_list_no_deeper_than_eight() -> None:
    quotes, lists = f"{'> ' * 8}een\n> twee", f"{'- ' * 9}drie"
    assert spelled(rendered(quotes)) == "<blockquote>\n" * 6 + "<p>een\ntwee</p>" + "\n</blockquote>" * 6
    assert spelled(rendered(lists)) == "<ul>\n<li>" * 8 + "- drie</li>" + "\n</ul></li>" * 7 + "\n</ul>"
    nested = "".join(f"{'  ' * depth}- vier\n" for depth in range(10))
    assert spelled(rendered(nested)).count("<ul>") == 8
    assert problems(quotes) == problems(lists) == ["1: let op[te-diep]"]


def test_what_stands_as_deep_as_it_can_is_still_rendered() -> None:
    lines = ["*a _b " * 49 + "woord" + " b_ a*" * 49]
    for _ in range(4):
        lines = ["/// uitklap | vraag", *lines, "///"]
        for _ in range(8):
            lines = ["- punt", "", *(f"    {line}" for line in lines)]
    for _ in range(6):
        lines = [f"> {line}".rstrip() for line in lines]
    body = rendered("\n".join(lines))
    assert len(body.blocks) == 4
    assert body.passages[-1].text.count("woord") == 1
