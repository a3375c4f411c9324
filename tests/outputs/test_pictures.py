"""A picture on a page, in a card, in a feed and in a mail: the lightest form that its reader can show."""

from __future__ import annotations

import re

import pytest

from avksite.rendering.artifact import Build
from tests.outputs.parsed import found, one, tree
from tests.photos import files_of, saved, scene, site_with
from tests.sites import page

PHOTO = saved(scene((4000, 3000)))
SMALL = saved(scene((200, 150)))
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'

POST = """\
-- content/nieuws/2024/straat.md --
---
titel: De straat is klaar
kort: De straat is weer open.
datum: 3 april 2024
afbeelding:
  bestand: /media/straat.jpg
  alt: Een straat vol kleuren
---
Kom kijken.

![Een huis.](/media/huis.jpg "Ons huis")

Kijk naar het bordje ![met een pijl](/media/pijl.jpg) bij de deur.
-- content/nieuwsbrieven/2024-april.md --
---
titel: Nieuwsbrief april
onderwerp: De straat is klaar
voorbeeldtekst: De straat is weer open.
datum: 5 april 2024
berichten:
  - /nieuws/2024/straat.md
---
Beste lezer,

![Een huis.](/media/huis.jpg)
"""
FILES = {"content/media/straat.jpg": PHOTO, "content/media/huis.jpg": PHOTO, "content/media/pijl.jpg": SMALL}
ADDRESS = "/nieuws/2024/straat/"


@pytest.fixture(scope="module")
def made() -> Build:
    return site_with(POST, FILES)


def test_the_first_picture_of_a_page_comes_at_once_and_the_others_when_they_are_near(made: Build) -> None:
    pictures = found(tree(made, ADDRESS), "//main//article//img")
    assert [(it.get("alt"), it.get("loading"), it.get("fetchpriority")) for it in pictures] == [
        ("Een straat vol kleuren", None, "high"),
        ("Een huis.", "lazy", None),
        ("met een pijl", "lazy", None),
    ]
    assert {it.get("decoding") for it in pictures} == {"async"}


def test_a_browser_chooses_the_lightest_form_that_it_knows_in_the_size_that_it_needs(made: Build) -> None:
    picture = one(tree(made, ADDRESS), "//figure.figure//picture[.//img[@alt='Een huis.']]")
    above = "../../../media/huis.jpg"
    column = "(min-width: 48rem) 44rem, calc(100vw - 2rem)"
    assert [(it.get("type"), it.get("srcset"), it.get("sizes")) for it in picture.iter("source", "img")] == [
        ("image/avif", f"{above}.320.avif 320w, {above}.720.avif 720w, {above}.1200.avif 1200w", column),
        ("image/webp", f"{above}.320.webp 320w, {above}.720.webp 720w, {above}.1200.webp 1200w", column),
        (None, f"{above}.320.jpg 320w, {above}.720.jpg 720w, {above} 1200w", column),
    ]
    assert [(it.get("src"), it.get("width"), it.get("height")) for it in picture.iter("img")] == [
        (above, "1200", "900")
    ]


def test_a_picture_of_one_size_leaves_nothing_to_choose_but_its_form(made: Build) -> None:
    picture = one(tree(made, ADDRESS), "//p/picture")
    above = "../../../media/pijl.jpg"
    assert [dict(it.attrib) for it in picture.iter("source", "img")] == [
        {"type": "image/avif", "srcset": f"{above}.200.avif"},
        {"type": "image/webp", "srcset": f"{above}.200.webp"},
        {
            "src": above,
            "alt": "met een pijl",
            "width": "200",
            "height": "150",
            "loading": "lazy",
            "decoding": "async",
        },
    ]


def test_a_card_asks_for_a_small_picture_and_no_voice_reads_it(made: Build) -> None:
    picture = one(tree(made, "/nieuws/"), "//article//picture")
    assert {it.get("sizes") for it in picture.iter("source", "img")} == {"(min-width: 40rem) 13rem, calc(100vw - 2rem)"}
    assert [(it.get("alt"), it.get("loading")) for it in picture.iter("img")] == [("", "lazy")]


def test_every_file_that_a_page_a_feed_or_a_mail_asks_for_is_made(made: Build) -> None:
    asked = set[str]()
    for artifact in made.artifacts:
        if artifact.path.endswith((".html", ".xml", ".json")):
            asked |= set(re.findall(r"media/[a-z0-9.-]+", artifact.content.decode()))
    assert asked == files_of(made, "media/").keys()


def test_a_feed_names_one_jpeg_by_its_whole_address(made: Build) -> None:
    feed = page(made, "nieuws/feed.xml")
    images = [re.findall(r'(?:src|alt|width|height)="([^"]*)"', image) for image in re.findall(r"<img [^>]*>", feed)]
    whole = "https://voorbeeld.example/media"
    assert images == [
        [f"{whole}/straat.jpg.720.jpg", "Een straat vol kleuren", "720", "540"],
        [f"{whole}/huis.jpg.720.jpg", "Een huis.", "720", "540"],
        [f"{whole}/pijl.jpg", "met een pijl", "200", "150"],
    ]
    assert "srcset" not in feed


def test_a_mail_shows_the_photo_of_an_item_sharp_and_at_a_width_that_outlook_heeds(made: Build) -> None:
    images = re.findall(r"<img [^>]*>", page(made, "nieuwsbrieven/2024-april/mail.html"))
    seen = [dict(re.findall(r'(src|alt|width|height)="([^"]*)"', image)) for image in images]
    assert seen == [
        {"src": "https://voorbeeld.example/media/huis.jpg", "alt": "Een huis.", "width": "552", "height": "414"},
        {
            "src": "https://voorbeeld.example/media/straat.jpg",
            "alt": "Een straat vol kleuren",
            "width": "508",
            "height": "381",
        },
    ]


def test_a_mail_shows_no_drawing_and_makes_nothing_larger() -> None:
    for name, data, widths in (("a.svg", DRAWING, []), ("a.jpg", SMALL, ["200"])):
        text = POST.replace("/media/straat.jpg", f"/media/{name}")
        mail = page(site_with(text, {**FILES, f"content/media/{name}": data}), "nieuwsbrieven/2024-april/mail.html")
        items = [image for image in re.findall(r"<img [^>]*>", mail) if f"/media/{name}" in image]
        assert [re.findall(r'width="(\d+)"', image) for image in items] == [widths] * len(items)
        assert len(items) == len(widths)


def test_a_film_shows_one_still_and_a_film_elsewhere_a_picture_to_choose_from() -> None:
    film = (
        "-- content/film.md --\n---\ntitel: Film\n---\n/// video | Onze film\n    bestand: /media/film.mp4\n"
        "    poster: /media/straat.jpg\n///\n\n/// video | Hun film\n    adres: https://elders.example/film\n"
        "    poster: /media/straat.jpg\n///\n"
    )
    made = site_with(film, {"content/media/straat.jpg": PHOTO, "content/media/film.mp4": b"film"})
    top = tree(made, "/film/")
    assert one(top, "//video").get("poster") == "../media/straat.jpg.720.jpg"
    still = one(top, "//figure.media//picture//img")
    assert (still.get("alt"), still.get("width"), still.get("height")) == ("", "1200", "900")


def test_a_download_of_a_photo_claims_no_size_that_it_does_not_have() -> None:
    text = "-- content/a.md --\n---\ntitel: A\n---\n/// download | De foto\n    bestand: /media/straat.jpg\n///\n"
    made = site_with(text, {"content/media/straat.jpg": PHOTO})
    assert one(tree(made, "/a/"), "//div.download//a").text == "De foto (jpg)"
    assert list(files_of(made, "media/")) == ["media/straat.jpg"]
