"""A feed in three forms: the same items, names and dates in RSS, Atom and JSON Feed, with the sound that is there."""

import json
from typing import Any

import feedparser
import pytest

from avksite.outputs.feeds import MOST_OF_A_PART
from avksite.rendering.artifact import Build
from tests.sites import built, folder, lay_out, page, site

NEWS = """\
-- content/nieuws/2024/fiets.md --
---
titel: Elke jongere een fiets & slot
kort: Vanaf 5 maart kan iedereen een fiets <lenen>.
datum: 5 maart 2024
bijgewerkt: 7 maart 2024
onderwerpen: [vervoer]
---
Dat kan [hier](/index.md).
"""

LEARNING = """\
-- content/leeraanbod/training.md --
---
titel: Training
kort: Leer mee.
soort: training
leervorm: doen
doelgroep: professionals
---
Tot dan.
"""

EVENT = """\
-- content/bijeenkomsten/2024/werksessie.md --
---
titel: Werksessie
kort: Denk mee.
begin: 3 juli 2024 13.00 uur
soort: werksessie
---
Tot dan!
"""

SOUND = """\
-- content/media/moeder.mp3 --
geluid
-- content/media/moeder.txt --
Ik was moe.
-- content/media/film.mp4 --
beeld
-- content/leeraanbod/podcast.md --
---
titel: Podcast
kort: Luister mee.
soort: podcast
leervorm: luisteren
doelgroep: inwoners
bijgewerkt: 3 april 2024
media:
  bestand: /media/moeder.mp3
  transcript: /media/moeder.txt
---
{body}"""

TEXTS = NEWS + LEARNING + EVENT


def atom(made: Build, path: str = "atom.xml") -> feedparser.FeedParserDict:
    """Return a feed as feedparser reads it; it has nothing to complain about."""
    feed = feedparser.parse(page(made, path))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def json_feed(made: Build, path: str = "feed.json") -> dict[str, Any]:
    """Return a JSON Feed."""
    feed: dict[str, Any] = json.loads(page(made, path))
    return feed


def only(made: Build, path: str = "nieuws") -> tuple[Any, Any, Any]:
    """Return the one item of a list in RSS, Atom and JSON Feed."""
    (rss,) = atom(made, f"{path}/feed.xml").entries
    (entry,) = atom(made, f"{path}/atom.xml").entries
    (item,) = json_feed(made, f"{path}/feed.json")["items"]
    return rss, entry, item


def test_the_three_forms_hold_the_same_items_in_the_same_order() -> None:
    made = site(TEXTS)
    rss, entries, items = atom(made, "feed.xml").entries, atom(made).entries, json_feed(made)["items"]
    assert [item.title for item in rss] == ["Werksessie", "Elke jongere een fiets & slot", "Training"]
    assert [(item.id, item.title, item.link) for item in rss] == [(e.id, e.title, e.link) for e in entries]
    assert [(item.id, item.title, item.link) for item in rss] == [(i["id"], i["title"], i["url"]) for i in items]
    assert [item.content[0].value for item in rss] == [entry.content[0].value for entry in entries]
    assert [item.content[0].value for item in rss] == [item["content_html"] for item in items]


def test_an_atom_feed_says_everything_once() -> None:
    text = page(site(NEWS), "nieuws/atom.xml")
    assert text == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<?xml-stylesheet type="text/css" href="https://voorbeeld.example/assets/feed.css"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">\n'
        "  <id>urn:uuid:1f18d5e2-b1ef-5d98-9231-0097c22e9733</id>\n"
        "  <title>Nieuws van de Alliantie van Kracht</title>\n"
        "  <subtitle>Alliantie van Kracht</subtitle>\n"
        "  <updated>2024-03-07T00:00:00.173672+01:00</updated>\n"
        '  <link rel="self" type="application/atom+xml" href="https://voorbeeld.example/nieuws/atom.xml"/>\n'
        '  <link rel="alternate" type="text/html" href="https://voorbeeld.example/nieuws/"/>\n'
        "  <author>\n"
        "    <name>Alliantie van Kracht</name>\n"
        "    <uri>https://voorbeeld.example/</uri>\n"
        "  </author>\n"
        "  <generator>avksite</generator>\n"
        "  <entry>\n"
        "    <id>urn:uuid:4c2ab581-0740-509d-97f5-cacd9d2fc59e</id>\n"
        "    <title>Elke jongere een fiets &amp; slot</title>\n"
        "    <published>2024-03-05T00:00:00+01:00</published>\n"
        "    <updated>2024-03-07T00:00:00.173672+01:00</updated>\n"
        '    <link rel="alternate" type="text/html" href="https://voorbeeld.example/nieuws/2024/fiets/"/>\n'
        "    <author>\n"
        "      <name>Alliantie van Kracht</name>\n"
        "    </author>\n"
        '    <category term="Nieuws"/>\n'
        '    <category term="Vervoer"/>\n'
        # A summary is plain text here, so `<` is escaped once.
        "    <summary>Vanaf 5 maart kan iedereen een fiets &lt;lenen&gt;.</summary>\n"
        '    <content type="html">&lt;p&gt;&lt;strong&gt;Vanaf 5 maart kan iedereen een fiets &amp;lt;lenen&amp;gt;.'
        "&lt;/strong&gt;&lt;/p&gt;\n"
        '&lt;p&gt;Dat kan &lt;a href="https://voorbeeld.example/"&gt;hier&lt;/a&gt;.&lt;/p&gt;</content>\n'
        "  </entry>\n"
        "</feed>\n"
    )


def test_a_json_feed_says_everything_once() -> None:
    assert json_feed(site(NEWS), "nieuws/feed.json") == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Nieuws van de Alliantie van Kracht",
        "home_page_url": "https://voorbeeld.example/nieuws/",
        "feed_url": "https://voorbeeld.example/nieuws/feed.json",
        "description": "Alliantie van Kracht",
        "language": "nl",
        "authors": [{"name": "Alliantie van Kracht", "url": "https://voorbeeld.example/"}],
        "items": [
            {
                "id": "urn:uuid:4c2ab581-0740-509d-97f5-cacd9d2fc59e",
                "url": "https://voorbeeld.example/nieuws/2024/fiets/",
                "title": "Elke jongere een fiets & slot",
                "content_html": "<p><strong>Vanaf 5 maart kan iedereen een fiets &lt;lenen&gt;.</strong></p>\n"
                '<p>Dat kan <a href="https://voorbeeld.example/">hier</a>.</p>',
                "summary": "Vanaf 5 maart kan iedereen een fiets <lenen>.",
                "date_published": "2024-03-05T00:00:00+01:00",
                "date_modified": "2024-03-07T00:00:00+01:00",
                "authors": [{"name": "Alliantie van Kracht"}],
                "tags": ["Nieuws", "Vervoer"],
            }
        ],
    }


@pytest.mark.parametrize("changed", ["bijgewerkt: 4 maart 2024", "bijgewerkt: 5 maart 2024", "bijgewerkt: 9 mei 2024"])
def test_a_change_before_it_came_out_or_still_to_come_is_no_change(changed: str) -> None:
    _, entry, item = only(site(NEWS.replace("bijgewerkt: 7 maart 2024", changed)))
    assert entry.published == item["date_published"] == "2024-03-05T00:00:00+01:00"
    assert entry.updated.startswith("2024-03-05T00:00:00.")
    assert "date_modified" not in item


def test_only_atom_dates_what_has_no_date() -> None:
    made = site(TEXTS)
    dates = {entry.title: (entry.get("published"), entry.updated) for entry in atom(made).entries}
    assert dates == {
        # Three months before it takes place: it cannot have been announced much earlier, and not after today.
        "Werksessie": (None, "2024-04-03T00:00:00.496021+02:00"),
        "Elke jongere een fiets & slot": ("2024-03-05T00:00:00+01:00", "2024-03-07T00:00:00.173672+01:00"),
        "Training": (None, "2020-01-01T00:00:00.777005+01:00"),
    }
    assert ["date_published" in item for item in json_feed(made)["items"]] == [False, True, False]


@pytest.mark.parametrize(
    ("begin", "day"),
    [("3 juli 2024", "2024-04-03"), ("3 oktober 2024", "2023-10-03"), ("3 juli 2026", "2020-01-01")],
)
def test_an_event_that_is_only_announced_has_a_date_of_its_own_that_is_past(begin: str, day: str) -> None:
    (entry,) = atom(site(EVENT.replace("3 juli 2024", begin), "1 mei 2024")).entries
    assert entry.updated.startswith(day)


def test_a_site_without_a_single_date_has_a_fixed_one() -> None:
    made = site(LEARNING)
    assert atom(made).feed.updated == atom(made).entries[0].updated == "2020-01-01T00:00:00.777005+01:00"
    assert atom(site()).feed.updated == "2020-01-01T00:00:00+01:00"


def test_no_two_items_have_one_date() -> None:
    copies = "".join(
        text.replace(name, f"{name[:-3]}-{number}.md")
        for number in range(9)
        for text, name in ((NEWS, "fiets.md"), (LEARNING, "training.md"), (EVENT, "werksessie.md"))
    )
    dates = [entry.updated for entry in atom(site(copies)).entries]
    assert len(set(dates)) == len(dates) == 27


def test_one_text_more_changes_the_feeds_that_it_is_in_and_no_other() -> None:
    post = NEWS.replace("fiets.md", "bus.md").replace("2024: 5 maart", "30 april 2024").replace("[vervoer]", "[wonen]")
    before, after = site(TEXTS + SOUND.format(body="Hoor.\n")), site(TEXTS + post + SOUND.format(body="Hoor.\n"))
    files = ("feed.xml", "atom.xml", "feed.json")
    feeds = [artifact.path for artifact in before.artifacts if artifact.path.endswith(files)]
    changed = {path for path in feeds if page(before, path) != page(after, path)}
    assert changed == {
        f"{folder}{file}" for folder in ("", "nieuws/") for file in ("feed.xml", "atom.xml", "feed.json")
    }
    assert len(feeds) > len(changed)


def test_a_text_in_another_language_says_so_in_its_title_too() -> None:
    made = site(TEXTS.replace("datum:", "taal: en\ndatum:"))
    _, entry, item = only(made)
    assert (entry.title_detail.language, entry.content[0].language) == ("en", "en")
    assert item["language"] == "en"
    assert item["content_html"].startswith('<div lang="en"><p>')
    assert [entry.title_detail.language for entry in atom(made).entries] == ["nl", "en", "nl"]
    assert "language" not in json_feed(made)["items"][0]


# ── Sound ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_podcast_comes_along_with_its_size_and_type() -> None:
    rss, entry, item = only(site(SOUND.format(body="Tekst.\n")), "leeraanbod")
    whole = {"href": "https://voorbeeld.example/media/moeder.mp3", "type": "audio/mpeg", "length": "7"}
    assert [dict(sound) for sound in rss.enclosures] == [whole]
    assert [{key: sound[key] for key in whole} for sound in entry.enclosures] == [whole]
    assert item["attachments"] == [{"url": whole["href"], "mime_type": "audio/mpeg", "size_in_bytes": 7}]


def test_sound_in_a_text_comes_along_too_and_rss_takes_the_first() -> None:
    block = "/// audio | Een vader vertelt\n    bestand: /media/{}\n    transcript: /media/moeder.txt\n///\n\n"
    body = block.format("vader.ogg") + block.format("moeder.mp3")
    texts = "-- content/media/vader.ogg --\nook geluid\n" + SOUND.format(body=body)
    rss, entry, item = only(site(texts), "leeraanbod")
    names = ["moeder.mp3", "vader.ogg"]
    assert [sound["href"].rsplit("/", 1)[-1] for sound in rss.enclosures] == names[:1]
    assert [sound["href"].rsplit("/", 1)[-1] for sound in entry.enclosures] == names
    assert [(sound["mime_type"], sound["size_in_bytes"]) for sound in item["attachments"]] == [
        ("audio/mpeg", 7),
        ("audio/ogg", 11),
    ]


@pytest.mark.parametrize("media", ["bestand: /media/film.mp4", "adres: https://elders.example/moeder.mp3"])
def test_what_is_not_sound_or_not_ours_does_not_come_along(media: str) -> None:
    texts = SOUND.format(body="Tekst.\n").replace("bestand: /media/moeder.mp3", media)
    rss, entry, item = only(site(texts), "leeraanbod")
    assert (rss.enclosures, entry.enclosures, "attachments" in item) == ([], [], False)


# ── Topics and partners ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_topic_has_its_newest_and_no_pages() -> None:
    posts = "".join(
        f"-- content/nieuws/2023/bericht-{number:02}.md --\n---\ntitel: Bericht {number}\nkort: Nieuws.\n"
        f"datum: {number + 1}-3-2023\nonderwerpen: vervoer\n---\nTekst.\n"
        for number in range(MOST_OF_A_PART + 3)
    )
    way = (
        "-- content/reizen.md --\n---\ntitel: Reizen\nbijgewerkt: 9 maart 2024\nonderwerpen: vervoer\n---\n"
        "Neem de bus.\n"
    )
    made = site(NEWS + LEARNING + way + posts)
    feed = atom(made, "onderwerpen/vervoer/feed.xml")
    assert feed.feed.title == "Vervoer: Alliantie van Kracht"
    titles = ["Elke jongere een fiets & slot", *(f"Bericht {number}" for number in range(MOST_OF_A_PART + 2, 3, -1))]
    assert [item.title for item in feed.entries] == titles
    assert len(titles) == MOST_OF_A_PART


def test_a_partner_has_what_names_it_and_what_it_offers() -> None:
    partner = "-- content/organisaties/fietsbank.md --\n---\nnaam: De Fietsbank\nsector: welzijn\n---\nWij fietsen.\n"
    named = NEWS.replace("[hier](/index.md)", "bij [De Fietsbank](/organisaties/fietsbank.md)")
    offered = LEARNING.replace("soort:", "aanbieder: fietsbank\nsoort:")
    made = site(partner + named + offered + EVENT)
    feed = atom(made, "partners/fietsbank/feed.xml")
    assert feed.feed.title == "Over De Fietsbank: Alliantie van Kracht"
    assert feed.feed.link == "https://voorbeeld.example/partners/fietsbank/"
    assert [item.title for item in feed.entries] == ["Elke jongere een fiets & slot", "Training"]
    # Who offers it made it.
    assert [item.author for item in feed.entries] == ["Alliantie van Kracht", "De Fietsbank"]


# ── What never changes ────────────────────────────────────────────────────────────────────────────────────────────────

RENAMED = NEWS.replace("fiets.md", "fietsen.md")


def ids(texts: str) -> set[str]:
    """Return the names of the one news post in the three forms."""
    rss, entry, item = only(site(texts))
    return {rss.id, entry.id, item["id"]}


def test_a_text_that_moves_keeps_its_name_by_its_oldest_address() -> None:
    here = ids(NEWS)
    assert len(here) == 1
    assert ids(RENAMED.replace("datum:", "oude-adressen: nieuws/2024/fiets\ndatum:")) == here
    twice = "oude-adressen: [/nieuws/2024/fiets/, /nieuws/2024/fietsje/]\ndatum:"
    assert ids(RENAMED.replace("datum:", twice)) == here
    assert ids(RENAMED) != here


def test_a_site_that_gets_another_name_keeps_the_names_of_its_items_by_its_mark() -> None:
    yaml = "-- content/site.yaml --\nnaam: {}\nadres: https://voorbeeld.example\n{}"
    here = ids(yaml.format("Alliantie van Kracht", "") + NEWS)
    assert ids(yaml.format("Samen sterk", "kenmerk: alliantie-van-kracht\n") + NEWS) == here
    assert ids(yaml.format("Samen sterk", "") + NEWS) != here


def test_who_follows_a_partner_keeps_its_feed_when_its_address_changes() -> None:
    partner = "-- content/organisaties/fietsbank.md --\n---\nnaam: De Fietsbank\nsector: welzijn\n---\nWij fietsen.\n"
    news = NEWS.replace("[hier](/index.md)", "bij [De Fietsbank](/organisaties/fietsbank.md)")
    before = site(partner + news)
    moved = (partner + news).replace("fietsbank.md", "fiets-en-meer.md")
    after = site(moved.replace("sector:", "oude-adressen: /partners/fietsbank/\nsector:"))
    path, now = "partners/fietsbank/atom.xml", "partners/fiets-en-meer/atom.xml"
    assert page(after, path) == page(after, now)
    assert atom(after, path).feed.id == atom(before, path).feed.id
    assert atom(after, path).feed.links[0].href == f"https://voorbeeld.example/{now}"


def test_every_feed_has_a_name_of_its_own() -> None:
    made = site(TEXTS)
    paths = [artifact.path for artifact in made.artifacts if artifact.path.endswith("atom.xml")]
    assert len({atom(made, path).feed.id for path in paths}) == len(paths)


def test_a_title_with_angle_brackets_keeps_its_words_in_every_reader() -> None:
    rss, entry, item = only(site(NEWS.replace("fiets & slot", "<fiets> & slot")))
    # A reader of RSS may take it for HTML; the two other forms say what it is.
    assert rss.title == "Elke jongere een ‹fiets› & slot"  # noqa: RUF001  they are meant to look alike
    assert entry.title_detail.type == "text/plain"
    assert item["title"] == "Elke jongere een <fiets> & slot"


def test_characters_that_xml_forbids_do_not_break_atom() -> None:
    made = site(NEWS.replace("Dat kan", "Dat\x0b kan ]]> \ufffe").replace("fiets & slot", "fiets\x02"))
    assert "]]&gt;" in only(made)[1].content[0].value


def test_an_edition_keeps_the_addresses_that_went_out_with_it() -> None:
    edition = (
        "-- content/nieuwsbrieven/2024-maart.md --\n---\ntitel: Nieuwsbrief maart\nonderwerp: Fietsen\n"
        "voorbeeldtekst: Een fiets voor elke jongere.\ndatum: 6 maart 2024\noude-adressen: /nieuwsbrieven/maart/\n"
        "berichten: /nieuws/2024/fiets.md\n---\nBeste lezer,\n"
    )
    made = site(NEWS + edition)
    assert 'content="0; url=../2024-maart/"' in page(made, "nieuwsbrieven/maart/index.html")
    assert 'content="0; url=../2024-maart/mail.html"' in page(made, "nieuwsbrieven/maart/mail.html")
    assert "https://voorbeeld.example/nieuwsbrieven/2024-maart/" in page(made, "nieuwsbrieven/2024-maart/mail.html")


def test_a_changed_layout_shows_in_a_feed_that_was_made_before() -> None:
    own = "-- templates/feed/body.html --\n<p>Eigen {{ view.item.summary }}</p>\n"
    with folder(NEWS) as root:
        assert "Eigen" not in page(built(root), "feed.xml")
        lay_out(root, NEWS + own)
        assert "Eigen Vanaf 5 maart" in page(built(root), "feed.xml")
