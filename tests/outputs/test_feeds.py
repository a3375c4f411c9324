"""What a feed reader gets: the full text, whole addresses, lasting names and honest dates."""

import re

import feedparser
import pytest

from avksite.rendering.artifact import Build
from tests.sites import page, site

NEWS = """\
-- content/nieuws/2024/fiets.md --
---
titel: Elke jongere een fiets & slot
kort: Vanaf 5 maart kan iedereen onder de 18 een fiets lenen.
datum: 5 maart 2024
onderwerpen: [vervoer]
---
Kijk bij [de vorige keer](/over.md), of hier [onderaan](#lenen).

## Lenen

Dat kan *elke dag*.
-- content/over.md --
---
titel: Over ons
---
Wij zijn er.
"""

EVENT = """\
-- content/bijeenkomsten/2024/werksessie.md --
---
titel: Werksessie
kort: Denk mee.
begin: 3 juli 2024 13.00 uur
soort: werksessie
locatie:
  plaats: Zandberg
aanmelden:
  mail: post@voorbeeld.nl
  tot: 1 juli 2024
programma:
  - tijd: 13.00 uur
    titel: Welkom
    wie: Jan de Boer
workshops:
  - titel: Hulp die past
    actiepunt: integraal werken
    zaal: Tuinzaal
    tekst: Over maatwerk.
---
Tot dan!
"""

FEEDS = ("feed.xml", "nieuws/feed.xml", "bijeenkomsten/feed.xml", "leeraanbod/feed.xml", "nieuwsbrieven/feed.xml")


def read(made: Build, path: str = "feed.xml") -> feedparser.FeedParserDict:
    """Return a feed as feedparser reads it; it has nothing to complain about."""
    feed = feedparser.parse(page(made, path))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def entry(made: Build) -> feedparser.FeedParserDict:
    """Return the one item of the feed with everything."""
    (item,) = read(made).entries
    return item


def test_a_news_post_is_an_item_with_its_full_text() -> None:
    assert page(site(NEWS), "nieuws/feed.xml") == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<?xml-stylesheet type="text/css" href="https://voorbeeld.example/assets/feed.css"?>\n'
        '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">\n'
        "  <channel>\n"
        "    <title>Nieuws van de Alliantie van Kracht</title>\n"
        "    <link>https://voorbeeld.example/nieuws/</link>\n"
        "    <description>Alliantie van Kracht</description>\n"
        '    <atom:link href="https://voorbeeld.example/nieuws/feed.xml" rel="self" type="application/rss+xml"/>\n'
        "    <docs>https://www.rssboard.org/rss-specification</docs>\n"
        "    <generator>avksite</generator>\n"
        "    <language>nl</language>\n"
        "    <lastBuildDate>Tue, 05 Mar 2024 00:00:00 +0100</lastBuildDate>\n"
        "    <item>\n"
        "      <title>Elke jongere een fiets &amp; slot</title>\n"
        "      <link>https://voorbeeld.example/nieuws/2024/fiets/</link>\n"
        "      <description>Vanaf 5 maart kan iedereen onder de 18 een fiets lenen.</description>\n"
        "      <content:encoded><![CDATA["
        "<p><strong>Vanaf 5 maart kan iedereen onder de 18 een fiets lenen.</strong></p>\n"
        '<p>Kijk bij <a href="https://voorbeeld.example/over/">de vorige keer</a>, of hier '
        '<a href="https://voorbeeld.example/nieuws/2024/fiets/#lenen">onderaan</a>.</p>\n'
        "<h2>Lenen</h2>\n"
        "<p>Dat kan <em>elke dag</em>.</p>"
        "]]></content:encoded>\n"
        '      <guid isPermaLink="false">urn:uuid:4c2ab581-0740-509d-97f5-cacd9d2fc59e</guid>\n'
        "      <category>Nieuws</category>\n"
        "      <category>Vervoer</category>\n"
        "      <pubDate>Tue, 05 Mar 2024 00:00:00 +0100</pubDate>\n"
        "      <dc:creator>Alliantie van Kracht</dc:creator>\n"
        "    </item>\n"
        "  </channel>\n"
        "</rss>\n"
    )


def test_a_title_above_a_block_is_a_heading_in_a_feed_too() -> None:
    blocks = "/// fase | Fase 1\n    van: mei 2024\n\nDoen.\n///\n\n/// let-op | Denk eraan\nBel.\n///\n"
    text = read(site(NEWS.replace("Dat kan *elke dag*.", blocks)), "nieuws/feed.xml").entries[0].content[0].value
    assert re.findall(r"<(h[2-6])>([^<]+)", text) == [("h2", "Lenen"), ("h3", "Fase 1"), ("h3", "Denk eraan")]
    assert "<p>Mei 2024</p>" in text or "<p>Vanaf mei 2024</p>" in text


def test_every_feed_names_its_own_page_and_itself() -> None:
    made = site(NEWS + EVENT)
    feeds = {path: read(made, path).feed for path in FEEDS}
    assert {path: feed.link for path, feed in feeds.items()} == {
        path: f"https://voorbeeld.example/{path.removesuffix('feed.xml')}" for path in FEEDS
    }
    assert [feed.links[1]["href"] for feed in feeds.values()] == [f"https://voorbeeld.example/{path}" for path in FEEDS]


def test_an_empty_feed_has_no_date_at_all() -> None:
    feed = read(site())
    assert feed.entries == []
    assert "updated" not in feed.feed


def test_an_event_that_is_announced_has_no_date_until_it_takes_place() -> None:
    assert "published" not in entry(site(EVENT, "2 juli 2024"))
    assert entry(site(EVENT, "3 juli 2024")).published == "Wed, 03 Jul 2024 00:00:00 +0200"


@pytest.mark.parametrize(
    ("key", "published"),
    [
        ("bijgewerkt: 20 mei 2024", "Mon, 20 May 2024 00:00:00 +0200"),
        ("publiceer: 21 mei 2024 12.30 uur", "Tue, 21 May 2024 12:30:00 +0200"),
    ],
)
def test_an_announcement_is_dated_when_its_text_tells(key: str, published: str) -> None:
    text = EVENT.replace("soort:", f"{key}\nsoort:")
    assert entry(site(text, "1 juni 2024")).published == published


def test_what_is_still_to_come_stands_first_and_then_the_newest() -> None:
    learning = (
        "-- content/leeraanbod/training.md --\n---\ntitel: Training\nkort: Leer mee.\nsoort: training\n"
        "leervorm: doen\ndoelgroep: professionals\n---\nTot dan.\n"
    )
    titles = [item.title for item in read(site(NEWS + EVENT + learning)).entries]
    assert titles == ["Werksessie", "Elke jongere een fiets & slot", "Training"]


def test_a_feed_holds_the_fifty_newest() -> None:
    posts = "".join(
        f"-- content/nieuws/2023/bericht-{number:02}.md --\n---\ntitel: Bericht {number}\nkort: Nieuws.\n"
        f"datum: {number % 28 + 1}-{number // 28 + 1}-2023\n---\nTekst.\n"
        for number in range(55)
    )
    titles = [item.title for item in read(site(posts), "nieuws/feed.xml").entries]
    assert titles == [f"Bericht {number}" for number in range(54, 4, -1)]


def test_the_summary_tells_the_facts_in_words() -> None:
    person = "-- content/personen/jan.md --\n---\nnaam: Jan de Boer\nrol: projectleider\nmail: jan@voorbeeld.nl\n---\n"
    text = EVENT.replace("soort:", "contact: jan\nsoort:").replace("Denk mee.", "Denk mee <over> B&W.")
    made = site(person + text, "1 juni 2024")
    (description,) = re.findall("<description>(Denk.*)</description>", page(made, "bijeenkomsten/feed.xml"))
    # Escaped twice, for a reader takes the description for HTML.
    assert description == (
        "Denk mee &amp;lt;over&amp;gt; B&amp;amp;W. Wanneer: woensdag 3 juli 2024, 13.00 uur. Waar: Zandberg. "
        "Aanmelden: kan tot en met 1 juli 2024. Contact: Jan de Boer, projectleider, jan@voorbeeld.nl."
    )


def test_the_full_text_of_an_event_has_its_programme_and_workshops() -> None:
    content = entry(site(EVENT, "1 juni 2024")).content[0].value
    assert " ".join(re.sub(r"<[^>]+>", " ", content).split()) == (
        "Denk mee. Wanneer: woensdag 3 juli 2024, 13.00 uur Waar: Zandberg "
        "Aanmelden: kan tot en met 1 juli 2024 Tot dan! Programma 13.00 uur: Welkom . Met: Jan de Boer "
        "Workshops Hulp die past Actiepunt: integraal werken. Zaal: Tuinzaal. Over maatwerk."
    )


def test_an_edition_brings_its_letter_and_links_to_its_items() -> None:
    edition = (
        "-- content/nieuwsbrieven/maart.md --\n---\ntitel: Nieuwsbrief maart\nonderwerp: Fietsen\n"
        "voorbeeldtekst: Een fiets voor elke jongere.\ndatum: 6 maart 2024\nberichten: /nieuws/2024/fiets.md\n---\n"
        "Beste lezer,\n"
    )
    (item,) = read(site(NEWS + edition), "nieuwsbrieven/feed.xml").entries
    assert item.summary.startswith("Een fiets voor elke jongere. Nieuwsbrief van: 6 maart 2024.")
    assert "<p>Beste lezer,</p>" in item.content[0].value
    assert (
        '<a href="https://voorbeeld.example/nieuws/2024/fiets/">Elke jongere een fiets &amp; slot</a>'
        in item.content[0].value
    )


def test_blocks_become_elements_that_every_reader_knows() -> None:
    quote = "/// citaat | Een jongere\nEindelijk vrij.\n///\n"
    button = "/// knop | Leen een fiets\n    naar: /over.md\n///\n"
    text = NEWS.replace("## Lenen", f"{quote}\n{button}\n## Lenen")
    content = entry(site(text)).content[0].value
    assert "<blockquote>\n<p>Eindelijk vrij.</p>\n<p>– Een jongere</p>\n</blockquote>" in content
    assert '<p><a href="https://voorbeeld.example/over/">Leen een fiets</a></p>' in content


def test_every_address_is_whole_and_nothing_is_left_of_our_stylesheet() -> None:
    made = site(NEWS + EVENT, "1 juni 2024")
    content = " ".join(item.content[0].value for item in read(made).entries)
    addresses = re.findall(r'(?:href|src)="([^"]*)"', page(made, "feed.xml"))
    assert [address for address in addresses if not address.startswith(("https:", "mailto:"))] == []
    assert re.findall(r"\b(?:class|id|style|data-\w+)=", content) == []


def test_a_text_in_another_language_says_so() -> None:
    text = NEWS.replace("datum:", "taal: en\ndatum:")
    assert '<content:encoded><![CDATA[<div lang="en"><p>' in page(site(text), "feed.xml")


def test_an_item_keeps_its_name_when_the_site_moves() -> None:
    def guid(site_yaml: str) -> str:
        return str(entry(site(f"-- content/site.yaml --\n{site_yaml}{NEWS}")).id)

    here = guid("naam: Alliantie van Kracht\nadres: https://voorbeeld.example\n")
    assert guid("naam: Alliantie van Kracht\nadres: https://proef.example/avk\n") == here
    assert guid("naam: Buurtkracht\nadres: https://voorbeeld.example\n") != here


def test_characters_that_xml_forbids_do_not_break_a_feed() -> None:
    text = NEWS.replace("elke dag", "elke\x0b dag ]]> \ufffe").replace("fiets & slot", "fiets\x02")
    assert "]]&gt;" in entry(site(text)).content[0].value


def test_the_same_content_gives_the_same_bytes_on_another_day() -> None:
    first, second = site(NEWS + EVENT, "1 juni 2024"), site(NEWS + EVENT, "2 juni 2024")
    assert [page(first, path) for path in FEEDS] == [page(second, path) for path in FEEDS]


def test_a_browser_shows_a_feed_with_a_word_about_what_it_is() -> None:
    made = site(NEWS)
    for path in ("feed.xml", "atom.xml", "onderwerpen/vervoer/feed.xml"):
        assert '<?xml-stylesheet type="text/css" href="https://voorbeeld.example/assets/feed.css"?>' in page(made, path)
    assert "Dit is een feed" in page(made, "assets/feed.css")
