"""A text as feeds, mails and plain text have it: every block as ordinary paragraphs, every address whole."""

from __future__ import annotations

import pytest

from avksite.rendering.addresses import Viewpoint
from avksite.rendering.bodies import RenderContext
from avksite.rendering.plain_html import PlainHtml, plain
from avksite.rendering.text import paragraphs_of
from tests.sites import site

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://a.example
-- content/feiten.yaml --
partners:
  getal: 42
  eenheid: partners
  tekst: Samen werken zij aan minder armoede.
-- content/personen/an.md --
---
naam: An de Wit
rol: coach
telefoon: 06 12345678
mail: an@a.example
---
-- content/over.md --
---
titel: Over ons
---
Wij zijn met velen.
-- content/tekst.md --
---
titel: Tekst
---
"""

CASES = [
    (
        "Lees [over ons](over.md) van {feit:partners} partners.  \nOf [niet](/nergens.md).",
        '<p>Lees <a href="https://a.example/over/">over ons</a> van 42 partners.<br/>\nOf niet.</p>',
        "Lees over ons van 42 partners.\nOf niet.\n\nover ons:\nhttps://a.example/over/",
    ),
    (
        "## Kop\n\n/// let-op | Andere zaal\nWe zitten *boven*.\n\n### Nog iets\n///\n",
        "<h2>Kop</h2>\n<h3>Andere zaal</h3>\n<p>We zitten <em>boven</em>.</p>\n<h3>Nog iets</h3>",
        "\nKop\n\n\nAndere zaal\n\nWe zitten boven.\n\n\nNog iets",
    ),
    (
        "## Kop\n\n/// let-op | Een\n### Diep\n///\n\n/// let-op | Twee\nTekst.\n///\n",
        "<h2>Kop</h2>\n<h3>Een</h3>\n<h3>Diep</h3>\n<h3>Twee</h3>\n<p>Tekst.</p>",
        None,
    ),
    ("/// let-op\nNeem je pas mee.\n///", "<p><strong>Let op:</strong></p>\n<p>Neem je pas mee.</p>", None),
    (
        "/// citaat | Een buurvrouw\nEindelijk.\n///",
        "<blockquote>\n<p>Eindelijk.</p>\n<p>– Een buurvrouw</p>\n</blockquote>",
        "> Eindelijk.\n>\n> – Een buurvrouw",
    ),
    (
        "/// contact\n    persoon: an\n///",
        (
            '<p>An de Wit, coach<br/>Bel <a href="tel:+31612345678">06 12 34 56 78</a><br/>'
            'Mail <a href="mailto:an@a.example">an@a.example</a></p>'
        ),
        "An de Wit, coach\nBel 06 12 34 56 78\nMail an@a.example",
    ),
    (
        "/// knop | Kom langs\n    naar: over.md\n///",
        '<p><a href="https://a.example/over/">Kom langs</a></p>',
        "Kom langs:\nhttps://a.example/over/",
    ),
    (
        "/// cijfers | In cijfers\n    feiten: [partners]\n///",
        "<h2>In cijfers</h2>\n<ul>\n<li><strong>42 partners</strong>: Samen werken zij aan minder armoede.</li>\n</ul>",
        "\nIn cijfers\n\n- 42 partners: Samen werken zij aan minder armoede.",
    ),
    (
        "/// fase | Bouwen\n    van: april 2023\n    tot: juni 2023\n\nWij bouwen.\n///",
        "<h2>Bouwen</h2>\n<p>April 2023 tot en met juni 2023</p>\n<p>Wij bouwen.</p>",
        None,
    ),
    (
        "/// video | Wie wij zijn\n    adres: https://f.example/1\n    duur: 3 minuten\n    transcript: over.md\n///",
        (
            '<p><a href="https://f.example/1">Bekijk de video: Wie wij zijn (3 minuten)</a></p>\n'
            '<p><a href="https://a.example/over/">Lees de tekst van ‘Wie wij zijn’</a></p>'
        ),
        None,
    ),
    (
        "/// uitklap | Wat kost het?\nNiets.\n///",
        "<h2>Wat kost het?</h2>\n<p>Niets.</p>",
        "\nWat kost het?\n\nNiets.",
    ),
    (
        "Tabel: Wie komt\n\n| Wie | Aantal |\n| --- | --: |\n| **Ouders** | 3 |\n",
        (
            "<table>\n<caption>Wie komt</caption>\n<thead>\n"
            '<tr><th scope="col">Wie</th><th scope="col">Aantal</th></tr>\n'
            '</thead>\n<tbody>\n<tr><th scope="row">Ouders</th><td>3</td></tr>\n</tbody>\n</table>'
        ),
        "Wie komt\nWie | Aantal\nOuders | 3",
    ),
    (
        "Dat blijkt.[^1]\n\n[^1]: Uit [het verslag](over.md).",
        (
            '<p>Dat blijkt.<sup> <a href="https://a.example/tekst/#voetnoot-1">noot 1</a></sup></p>\n'
            '<h2>Voetnoten</h2>\n<ol>\n<li><p>Uit <a href="https://a.example/over/">het verslag</a>.</p>\n'
            '<p><a href="https://a.example/tekst/#voetnoot-1-terug">Terug naar de tekst bij noot 1</a></p></li>\n</ol>'
        ),
        "Dat blijkt. [noot 1]\n\n\nVoetnoten\n\n1. Uit het verslag.\n   het verslag:\n   https://a.example/over/",
    ),
    (
        "Term\n: Wat het is.\n\n3. drie\n4. vier\n    - diep\n\n***\n",
        (
            "<dl>\n<dt>Term</dt>\n<dd>Wat het is.</dd>\n</dl>\n"
            '<ol start="3">\n<li>drie</li>\n<li>vier\n<ul>\n<li>diep</li>\n</ul></li>\n</ol>\n<hr/>'
        ),
        "Term\n\nWat het is.\n\n3. drie\n4. vier\n   - diep",
    ),
]


@pytest.mark.parametrize(("typed", "html", "text"), CASES)
def test_a_text_is_said_with_what_every_reader_knows(typed: str, html: str, text: str | None) -> None:
    made = site(f"{SITE}{typed}\n").site
    document = made.by_path["content/tekst.md"]
    body = plain(document.body, RenderContext(made, document.path, Viewpoint(made.config.base_url)))
    assert "".join(map(str, PlainHtml("https://a.example/tekst/", "nl").write(body))) == html
    if text is not None:
        assert "\n\n".join(paragraphs_of(body)) == text
