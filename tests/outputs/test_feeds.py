"""What a feed reader gets in RSS, Atom and JSON Feed: the full text, whole addresses, permanent names, honest dates.

`tests/specs/channels.md` has whole files.
"""

import json
import re
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
Dat kan [hier](/index.md), of hier [onderaan](#lenen).

## Lenen

Dat kan *elke dag*.
"""

INDEX = "-- content/index.md --\n---\ntitel: Welkom\nkort: Het is er <i>fijn.\n---\nTekst.\n"
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


def content(made: Build, path: str = "nieuws/feed.xml") -> str:
    """Return the full text of the one item of a feed."""
    (item,) = atom(made, path).entries
    text: str = item.content[0].value
    return text


def test_the_three_forms_hold_the_same_items_what_is_still_to_come_first_and_then_the_newest() -> None:
    made = site(TEXTS)
    rss, entries, items = atom(made, "feed.xml").entries, atom(made).entries, json_feed(made)["items"]
    assert [item.title for item in rss] == ["Werksessie", "Elke jongere een fiets & slot", "Training"]
    assert [(item.id, item.title, item.link) for item in rss] == [(e.id, e.title, e.link) for e in entries]
    assert [(item.id, item.title, item.link) for item in rss] == [(i["id"], i["title"], i["url"]) for i in items]
    texts = [item.content[0].value for item in rss]
    assert texts == [entry.content[0].value for entry in entries] == [item["content_html"] for item in items]


# ── Dates ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


def test_a_feed_without_a_single_date_has_a_fixed_one_in_atom_and_none_in_rss() -> None:
    made, empty = site(LEARNING), site()
    assert atom(made).feed.updated == atom(made).entries[0].updated == "2020-01-01T00:00:00.777005+01:00"
    assert atom(empty).feed.updated == "2020-01-01T00:00:00+01:00"
    assert (atom(empty, "feed.xml").entries, "updated" in atom(empty, "feed.xml").feed) == ([], False)


@pytest.mark.parametrize(
    ("key", "today", "published"),
    [
        ("", "2 juli 2024", None),
        ("", "3 juli 2024", "Wed, 03 Jul 2024 00:00:00 +0200"),
        ("bijgewerkt: 20 mei 2024\n", "1 juni 2024", "Mon, 20 May 2024 00:00:00 +0200"),
        ("publiceer: 21 mei 2024 12.30 uur\n", "1 juni 2024", "Tue, 21 May 2024 12:30:00 +0200"),
    ],
)
def test_an_announcement_is_dated_when_its_text_tells_or_it_takes_place(
    key: str, today: str, published: str | None
) -> None:
    (item,) = atom(site(EVENT.replace("soort:", f"{key}soort:"), today), "feed.xml").entries
    assert item.get("published") == published


def test_no_two_items_have_one_date() -> None:
    copies = "".join(
        text.replace(name, f"{name[:-3]}-{number}.md")
        for number in range(9)
        for text, name in ((NEWS, "fiets.md"), (LEARNING, "training.md"), (EVENT, "werksessie.md"))
    )
    dates = [entry.updated for entry in atom(site(copies)).entries]
    assert len(set(dates)) == len(dates) == 27


def test_the_same_content_gives_the_same_bytes_on_another_day() -> None:
    first, second = site(TEXTS, "1 juni 2024"), site(TEXTS, "2 juni 2024")
    paths = [a.path for a in first.artifacts if a.path.endswith(("feed.xml", "atom.xml", "feed.json"))]
    assert len(paths) > 15
    assert [path for path in paths if page(first, path) != page(second, path)] == []


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


# ── The text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_in_another_language_says_so_in_its_title_too() -> None:
    made = site(TEXTS.replace("datum:", "taal: en\ndatum:"))
    _, entry, item = only(made)
    assert (entry.title_detail.language, entry.content[0].language) == ("en", "en")
    assert item["language"] == "en"
    assert item["content_html"].startswith('<div lang="en"><p>')
    assert [entry.title_detail.language for entry in atom(made).entries] == ["nl", "en", "nl"]
    assert "language" not in json_feed(made)["items"][0]


def test_blocks_become_elements_that_every_reader_knows_and_their_titles_headings() -> None:
    quote = "/// citaat | Een jongere\nEindelijk vrij.\n///"
    button = "/// knop | Leen een fiets\n    naar: /index.md\n///"
    phase = "/// fase | Fase 1\n    van: mei 2024\n\nDoen.\n///\n\n/// let-op | Denk eraan\nBel.\n///"
    text = content(site(NEWS.replace("Dat kan *elke dag*.", f"{quote}\n\n{button}\n\n{phase}\n")))
    assert "<blockquote>\n<p>Eindelijk vrij.</p>\n<p>– Een jongere</p>\n</blockquote>" in text
    assert '<p><a href="https://voorbeeld.example/">Leen een fiets</a></p>' in text
    assert re.findall(r"<(h[2-6])>([^<]+)", text) == [("h2", "Lenen"), ("h3", "Fase 1"), ("h3", "Denk eraan")]
    assert "<p>Mei 2024</p>" in text or "<p>Vanaf mei 2024</p>" in text


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
    text = content(site(EVENT, "1 juni 2024"), "feed.xml")
    assert " ".join(re.sub(r"<[^>]+>", " ", text).split()) == (
        "Denk mee. Wanneer: woensdag 3 juli 2024, 13.00 uur Waar: Zandberg "
        "Aanmelden: kan tot en met 1 juli 2024 Tot dan! Programma 13.00 uur: Welkom . Met: Jan de Boer "
        "Workshops Hulp die past Actiepunt: integraal werken. Zaal: Tuinzaal. Over maatwerk."
    )


EDITION = (
    "-- content/nieuwsbrieven/2024-maart.md --\n---\ntitel: Nieuwsbrief maart\nonderwerp: Fietsen\n"
    "voorbeeldtekst: Een fiets voor elke jongere.\ndatum: 6 maart 2024\noude-adressen: /nieuwsbrieven/maart/\n"
    "berichten: /nieuws/2024/fiets.md\n---\nBeste lezer,\n"
)


def test_an_edition_brings_its_letter_links_to_its_items_and_keeps_the_addresses_that_went_out_with_it() -> None:
    made = site(NEWS + EDITION)
    (item,) = atom(made, "nieuwsbrieven/feed.xml").entries
    assert item.summary.startswith("Een fiets voor elke jongere. Nieuwsbrief van: 6 maart 2024.")
    assert "<p>Beste lezer,</p>" in item.content[0].value
    link = '<a href="https://voorbeeld.example/nieuws/2024/fiets/">Elke jongere een fiets &amp; slot</a>'
    assert link in item.content[0].value
    for name, address in (("index.html", ""), ("mail.html", "mail.html")):
        assert f'content="0; url=../2024-maart/{address}"' in page(made, f"nieuwsbrieven/maart/{name}")
    assert "https://voorbeeld.example/nieuwsbrieven/2024-maart/" in page(made, "nieuwsbrieven/2024-maart/mail.html")


def test_angle_brackets_and_what_xml_forbids_lose_no_words_in_any_reader() -> None:
    typed = NEWS.replace("elke dag", "elke\x0b dag ]]> \ufffe").replace("fiets & slot", "<fiets>\x02 & slot")
    rss, entry, item = only(site(typed))
    # A reader of RSS may take it for HTML; the two other forms say what it is.
    assert rss.title == "Elke jongere een ‹fiets› & slot"  # noqa: RUF001  they are meant to look alike
    assert entry.title_detail.type == "text/plain"
    assert entry.title == item["title"].replace("\x02", "") == "Elke jongere een <fiets> & slot"
    assert "]]&gt;" in rss.content[0].value == entry.content[0].value


def test_a_changed_layout_shows_in_a_feed_that_was_made_before() -> None:
    own = "-- templates/feed/body.html --\n<p>Eigen {{ view.item.summary }}</p>\n"
    with folder(NEWS) as root:
        assert "Eigen" not in page(built(root), "feed.xml")
        lay_out(root, NEWS + own)
        assert "Eigen Vanaf 5 maart" in page(built(root), "feed.xml")


def test_a_browser_shows_a_feed_with_a_word_about_what_it_is() -> None:
    made = site(NEWS)
    for path in ("feed.xml", "atom.xml", "onderwerpen/vervoer/feed.xml"):
        assert '<?xml-stylesheet type="text/css" href="https://voorbeeld.example/assets/feed.css"?>' in page(made, path)
    assert "Dit is een feed" in page(made, "assets/feed.css")


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


def test_a_feed_holds_the_fifty_newest() -> None:
    posts = "".join(
        f"-- content/nieuws/2023/bericht-{number:02}.md --\n---\ntitel: Bericht {number}\nkort: Nieuws.\n"
        f"datum: {number % 28 + 1}-{number // 28 + 1}-2023\n---\nTekst.\n"
        for number in range(55)
    )
    titles = [item.title for item in atom(site(posts), "nieuws/feed.xml").entries]
    assert titles == [f"Bericht {number}" for number in range(54, 4, -1)]


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


@pytest.mark.parametrize(
    ("yaml", "is_same"),
    [
        ("naam: Alliantie van Kracht\nadres: https://proef.example/avk\n", True),
        ("naam: Samen sterk\nadres: https://voorbeeld.example\nkenmerk: alliantie-van-kracht\n", True),
        ("naam: Samen sterk\nadres: https://voorbeeld.example\n", False),
    ],
)
def test_items_keep_their_names_on_another_host_and_by_the_mark_of_the_site(yaml: str, *, is_same: bool) -> None:
    assert (ids(f"-- content/site.yaml --\n{yaml}{NEWS}") == ids(NEWS)) is is_same


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


def test_no_reader_finds_an_element_in_the_name_of_a_feed_or_its_language() -> None:
    made = site(f"-- content/site.yaml --\nnaam: Wij <b>samen\nadres: https://a.nl\ntaal: 'nl\"<'\n{INDEX}{NEWS}")
    top = feedparser.parse(page(made, "feed.xml"), sanitize_html=False).feed
    assert (top.title, top.description) == ("Alles van Wij \u2039b\u203asamen", "Het is er &lt;i&gt;fijn.")
    assert atom(made, "atom.xml").feed.language == 'nl"<'
