"""Ways to find a page: the glossary, A to Z, search, the sitemap, old addresses and the page for none."""

import re

import pytest
from lxml import etree

from avksite.content.names import old_address
from avksite.rendering.artifact import path_of
from tests.outputs.parsed import found, links, one, said, tree, words
from tests.sites import concise, page, site

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
-- content/nieuws/2024/eerste.md --
---
titel: Één eerste bericht
kort: Kort.
datum: 5 maart 2024
bijgewerkt: 7 maart 2024
---
Tekst.
-- content/bijeenkomsten/2024/later.md --
---
titel: "'s Avonds bijeen"
kort: Kort.
begin: 3 juli 2024
soort: bijeenkomst
---
Tekst.
-- content/over.md --
---
titel: 42 partners
---
Tekst.
"""

WORDS = """\
-- content/begrippen.yaml --
maatwerk: Hulp die bij jou past.
Mentor:
  uitleg: Wie je helpt.
  ook: [mentoren, maatje]
overerfbare armoede:
  uitleg: Armoede van ouder op kind.
  ook: [overerfbaar, armoede van ouder op kind]
éénoudergezin: Een gezin met één ouder.
"""


# ── Words, and A to Z ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_explained_in_the_order_of_the_alphabet() -> None:
    made = site(WORDS + "-- content/over.md --\n---\ntitel: Over\n---\nDat is [maatwerk](/begrippen/#maatwerk).\n")
    top = tree(made, "/begrippen/")
    assert links(top, "//nav.letters") == [("E", "#letter-e"), ("M", "#letter-m"), ("O", "#letter-o")]
    assert said(top, "//section.letter/h2") == ["E", "M", "O"]
    assert said(top, "//section.letter//dl/div") == [
        "éénoudergezin Een gezin met één ouder.",
        "maatwerk Hulp die bij jou past.",
        "Mentor Wie je helpt. Ook: maatje",
        "overerfbare armoede Armoede van ouder op kind.",
    ]
    assert said(top, "//dt/dfn") == ["éénoudergezin", "maatwerk", "Mentor", "overerfbare armoede"]
    assert words(one(top, "//*[@id='maatwerk']")).startswith("maatwerk")
    assert "link-kapot" not in concise(made.problems)


def test_every_page_stands_under_its_letter() -> None:
    top = tree(site(SITE), "/a-z/")
    assert links(top, "//nav[@aria-labelledby='deel-letters']") == [
        (letter, f"#letter-{letter.lower().replace('0–9', '0-9')}") for letter in said(top, "//section.list-section/h2")
    ]
    listed = {said(part, "./h2")[0]: said(part, ".//li") for part in found(top, "//section.list-section")}
    assert listed["0–9"] == ["42 partners"]
    assert listed["E"] == ["Één eerste bericht (nieuwsbericht)"]
    assert listed["S"] == ["’s Avonds bijeen (bijeenkomst)"]
    assert listed["W"] == ["Welkom"]
    assert set(listed) == {"0–9", "A", "B", "E", "L", "N", "O", "P", "S", "V", "W", "Z"}


# ── Search, and following ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_search_page_leads_to_every_other_way_of_finding() -> None:
    top = tree(site(SITE.replace("bijgewerkt:", "onderwerpen: geld\nbijgewerkt:")), "/zoeken/")
    assert [href for _, href in links(top, "//section.list-section")] == [
        "../a-z/",
        "../onderwerpen/",
        "../leeraanbod/",
        "../partners/",
        "../begrippen/",
        "../onderwerpen/geld/",
    ]


# ── For machines ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sitemap_that_robots_learn_of_holds_every_page_and_a_date_where_the_content_gives_one() -> None:
    made = site(SITE)
    top = etree.fromstring(page(made, "sitemap.xml").encode())
    dates = {words(url[0]): words(url[1]) if len(url) > 1 else "" for url in top}
    assert {address: day for address, day in dates.items() if day} == {
        "https://voorbeeld.example/nieuws/2024/eerste/": "2024-03-07"
    }
    addresses = {address.removeprefix("https://voorbeeld.example") for address in dates}
    pages = {artifact.address for artifact in made.artifacts if artifact.path.endswith("index.html")}
    assert addresses <= pages
    narrowed = {address for address in pages - addresses if re.search(r"/20\d\d/$|/onderwerpen/.|/bladzijde-", address)}
    assert pages - addresses == narrowed
    assert page(made, "robots.txt") == "User-agent: *\nAllow: /\n\nSitemap: https://voorbeeld.example/sitemap.xml\n"


# ── Addresses that moved, and addresses that are none ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("/oud/", "/oud/"),
        ("oud", "/oud/"),
        ("/oud", "/oud/"),
        (" oud/ ", "/oud/"),
        ("oud/uitkomsten.html", "/oud/uitkomsten.html"),
        ("/2021/10/congres", "/2021/10/congres/"),
    ],
)
def test_an_old_address_is_typed_with_or_without_slashes(typed: str, address: str) -> None:
    assert old_address(typed) == address
    top = tree(site(SITE.replace("titel: 42", f"oude-adressen: '{typed}'\ntitel: 42")), address)
    depth = address.rsplit("/", 1)[0].count("/")
    href = "../" * depth + "over/"
    assert [meta.get("content") for meta in found(top, "//meta[@http-equiv='refresh']")] == [f"0; url={href}"]
    assert links(top) == [("Ga naar 42 partners", href)]
    assert [link.get("href") for link in found(top, "//link[@rel='canonical']")] == ["https://voorbeeld.example/over/"]
    assert [meta.get("content") for meta in found(top, "//meta[@name='robots']")] == ["noindex"]


def test_a_page_may_have_more_than_one_old_address() -> None:
    made = site(SITE.replace("titel: 42", "oude-adressen: [/een/, /twee/]\ntitel: 42"))
    assert {path_of("/een/"), path_of("/twee/")} <= {artifact.path for artifact in made.artifacts}
    assert "/een/" not in page(made, "sitemap.xml")


@pytest.mark.parametrize(
    ("base", "root"), [("https://voorbeeld.example", ""), ("https://voorbeeld.example/avk", "/avk")]
)
def test_the_page_for_an_address_that_is_none_holds_at_any_depth(base: str, root: str) -> None:
    own = "-- content/404.md --\n---\ntitel: Dit is er niet\n---\nLees [de partners](/over.md).\n"
    for more, title in (("", "Deze pagina is er niet"), (own, "Dit is er niet")):
        made = site(SITE.replace("https://voorbeeld.example", base) + more)
        assert "content/404.md" not in {problem.place.path for problem in made.problems}  # no link leads to it
        top = tree(made, "/404.html")
        assert said(top, "//h1") == [title]
        hrefs = [*(href for _, href in links(top)), *(str(part.get("src")) for part in found(top, "//script[@src]"))]
        hrefs += [str(part.get("href")) for part in found(top, "//link[@rel='stylesheet']")]
        inside = [href for href in hrefs if not href.startswith(("#", "mailto:", "tel:", base))]
        assert inside
        assert [href for href in inside if not href.startswith(f"{root}/")] == []
        assert [meta.get("content") for meta in found(top, "//meta[@name='robots']")] == ["noindex"]
