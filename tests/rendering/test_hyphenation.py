"""Where a line of a page may break. Soft hyphens are shown as `|`, spaces that do not break as `_`."""

import re
from itertools import accumulate
from pathlib import Path

import pytest
from pyphen import Pyphen

from avksite.rendering.hyphenation import LONG, SHORTEST_PART, SOFT_HYPHEN, hyphenated
from tests.outputs.alliance import SITE
from tests.sites import site

BODY = '<body class="is-bijeenkomsten" data-over="13 uur">'


def broken(html: str) -> str:
    page = hyphenated(f"<html lang='nl'><head><title>ervaringsdeskundigen</title></head>{BODY}{html}</body></html>")
    body = page.partition(BODY)[2].removesuffix("</body></html>")
    return body.replace(SOFT_HYPHEN, "|").replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        # At a syllable, near the middle, and no oftener than needed.
        ("<h1>Ervaringsdeskundigen</h1>", "<h1>Ervarings|deskundigen</h1>"),
        ("<dd>een kansrijk toekomstperspectief.</dd>", "<dd>een kansrijk toekomst|perspectief.</dd>"),
        ("Toegankelijkheid: zo", "Toeganke|lijkheid: zo"),
        ("<p>maandagmiddag</p>", "<p>maandag|middag</p>"),
        ("ondersteuningsstructuurplannen", "onder|steunings|structuur|plannen"),
        # What fits, what is no word, and what is not said in Dutch.
        ("organisaties", "organisaties"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"),
        ("https://voorbeeld.nl/ervaringsdeskundigen/", "https://voorbeeld.nl/ervaringsdeskundigen/"),
        ("post@ervaringsdeskundigen.nl", "post@ervaringsdeskundigen.nl"),
        ('<a title="ervaringsdeskundigen">.</a>', '<a title="ervaringsdeskundigen">.</a>'),
        ("<button>Leesinstellingen</button>", "<button>Leesinstellingen</button>"),
        ('<nav class="menu"><a>Bijeenkomsten</a></nav>', '<nav class="menu"><a>Bijeenkomsten</a></nav>'),
        ("<nav><a>Toegankelijkheid</a></nav>", "<nav><a>Toeganke|lijkheid</a></nav>"),
        ("<script>ervaringsdeskundigen</script>", "<script>ervaringsdeskundigen</script>"),
        ("<svg><title>ervaringsdeskundigen</title></svg>", "<svg><title>ervaringsdeskundigen</title></svg>"),
        (
            '<p lang="en">internationalisation <p>internationalisation</p> 9 uur</p><p>internationale</p>',
            '<p lang="en">internationalisation <p>internationalisation</p> 9 uur</p><p>interna|tionale</p>',
        ),
        (
            '<a class="x" lang="nl-BE" title="9 uur">maandagmiddag</a>',
            '<a class="x" lang="nl-BE" title="9 uur">maandag|middag</a>',
        ),
        (
            "café-ervaringsdeskundigen, maandagmiddagş",
            "café-ervarings|deskundigen, maandag|middagş",
        ),
        ("<!-- ervaringsdeskundigen 9 uur -->", "<!-- ervaringsdeskundigen 9 uur -->"),
        # What a script puts on the page is said there too.
        (
            '<script type="text/html" data-scripted><b>Ervaringsdeskundigen</b></script>',
            '<script type="text/html" data-scripted><b>Ervarings|deskundigen</b></script>',
        ),
        # A figure stays with its unit.
        ("om 13.00 uur, na 20 minuten", "om 13.00_uur, na 20_minuten"),
        ("€ 25 of 3 procent", "€_25 of 3_procent"),
        ("in 2024 uurtjes, een uur", "in 2024 uurtjes, een uur"),
    ],
)
def test_a_long_word_breaks_at_a_syllable_and_a_figure_stays_with_its_unit(typed: str, shown: str) -> None:
    assert broken(typed) == shown


def test_a_word_breaks_in_the_middle_where_pyphen_breaks_it() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[2].glob("content/**/*.md"))
    for word in set(re.findall(rf"\b[^\W\d_]{{{LONG},}}\b", texts)):
        places = Pyphen(lang="nl_NL").positions(word)
        inside = [at for at in places if SHORTEST_PART <= at <= len(word) - SHORTEST_PART]
        middle = min(inside, key=lambda at: abs(2 * at - len(word)), default=len(word))
        assert middle in accumulate(map(len, broken(word).split("|"))), word


def test_a_page_says_where_its_words_may_break_and_nothing_else_does() -> None:
    text = SITE.replace("Wij helpen.", "Wij zijn ervaringsdeskundigen. Kom om 13.00 uur.")
    made = {it.path: it.content.decode() for it in site(text).artifacts if it.path.endswith((".html", ".xml"))}
    pages = {path for path, content in made.items() if SOFT_HYPHEN in content}
    assert "over/index.html" in pages
    assert all(path.endswith(".html") and "/mail" not in path for path in pages)
    assert "13.00\u00a0uur" in made["over/index.html"]
    assert SOFT_HYPHEN not in made["over/index.html"].partition("<body")[0]
