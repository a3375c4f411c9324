"""A list shows what is newest at its own address; what is older stands on pages that stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from avksite.content.ledger import ADDRESSES
from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from avksite.outputs import OUTPUTS
from avksite.rendering.artifact import Build
from avksite.rendering.ledger import save_ledger
from tests.outputs.parsed import found, links, said, tree
from tests.sites import built, concise, lay_out, site

SETTINGS = "-- content/site.yaml --\nnaam: A\nadres: https://voorbeeld.example\nper-bladzijde: %d\n"
TODAY = "31 december 2024"


def post(name: str, day: str, more: str = "onderwerpen: wonen\n") -> str:
    """Return a post."""
    front = f"titel: Bericht {name}\nkort: Kort over {name}.\ndatum: {day}\n{more}"
    return f"-- content/nieuws/2024/{name}.md --\n---\n{front}---\nTekst.\n"


def posts(number: int) -> str:
    """Return so many posts, three days apart."""
    days = [(1 + 3 * (it % 9), ("maart", "april", "mei", "juni", "juli")[it // 9]) for it in range(number)]
    return "".join(post(f"p{it:02}", f"{day} {month} 2024") for it, (day, month) in enumerate(days))


def shown(made: Build) -> dict[str, str]:
    """Return of each page of the list of news what is on it."""
    addresses = [it.address for it in made.artifacts if it.path.startswith(("nieuws/index", "nieuws/bladzijde"))]
    titles = {it: said(tree(made, it), "//div[@class='sections']//h3") for it in addresses}
    return {it: " ".join(title.removeprefix("Bericht p") for title in found) for it, found in titles.items()}


@pytest.mark.parametrize(
    ("number", "pages"),
    [
        (0, {"": ""}),
        (5, {"": "04 03 02 01 00"}),
        (6, {"": "05 04 03", "bladzijde-1/": "02 01 00"}),
        (8, {"": "07 06 05 04 03", "bladzijde-1/": "02 01 00"}),
        (9, {"": "08 07 06", "bladzijde-1/": "02 01 00", "bladzijde-2/": "05 04 03"}),
    ],
)
def test_the_newest_are_at_least_a_page_and_older_pages_are_full(number: int, pages: dict[str, str]) -> None:
    made = site(SETTINGS % 3 + posts(number), TODAY)
    assert shown(made) == {f"/nieuws/{page}": titles for page, titles in pages.items()}


@pytest.mark.parametrize(
    ("address", "ways"),
    [
        ("", ["next Ouder: 1 tot en met 7 mei 2024", "Oudste: 1 tot en met 7 maart 2024"]),
        (
            "bladzijde-7/",
            ["prev Nieuwste", "next Ouder: 19 tot en met 25 april 2024", "Oudste: 1 tot en met 7 maart 2024"],
        ),
        (
            "bladzijde-4/",
            [
                "Nieuwste",
                "prev Nieuwer: 10 tot en met 16 april 2024",
                "next Ouder: 19 tot en met 25 maart 2024",
                "Oudste: 1 tot en met 7 maart 2024",
            ],
        ),
        (
            "bladzijde-2/",
            ["Nieuwste", "prev Nieuwer: 19 tot en met 25 maart 2024", "next Ouder: 1 tot en met 7 maart 2024"],
        ),
        ("bladzijde-1/", ["Nieuwste", "prev Nieuwer: 10 tot en met 16 maart 2024"]),
    ],
)
def test_a_page_leads_to_those_next_to_it_and_to_both_ends(address: str, ways: list[str]) -> None:
    top = tree(site(SETTINGS % 3 + posts(26), TODAY), f"/nieuws/{address}")
    links = zip(found(top, "//nav[@class='pages']//a"), said(top, "//nav[@class='pages']//a"), strict=True)
    assert [f"{link.get('rel', '')} {words}".strip() for link, words in links] == ways


def test_pages_of_one_day_have_their_number_in_their_titles_so_that_no_two_are_the_same() -> None:
    made = site(SETTINGS % 1 + "".join(post(name, "5 maart 2024") for name in "abcd"), TODAY)
    lists = ("nieuws/index", "nieuws/bladzijde")
    assert sorted(it.title for it in made.artifacts if it.path.startswith(lists)) == [
        "Nieuws – A",
        "Nieuws, 5 maart 2024, bladzijde 1 – A",
        "Nieuws, 5 maart 2024, bladzijde 2 – A",
        "Nieuws, 5 maart 2024, bladzijde 3 – A",
    ]
    titles = [it.title for it in made.artifacts if it.title]
    assert len(titles) == len({*titles})


def test_an_open_call_is_on_top_once_and_keeps_its_place_among_what_is_older() -> None:
    call = "oproep:\n  sluit: {}\n"
    typed = SETTINGS % 3 + posts(7) + post("p07", "2 maart 2024", call.format("31 december 2024"))
    typed += post("p08", "30 maart 2024", call.format("31 december 2024"))
    open_, closed = site(typed, TODAY), site(typed, "1 januari 2025")
    older = {"/nieuws/bladzijde-1/": "01 07 00", "/nieuws/bladzijde-2/": "04 03 02"}
    assert shown(open_) == {"/nieuws/": "07 08 06 05", **older}
    assert shown(closed) == {"/nieuws/": "08 06 05", **older}


# ── What a new text makes again ───────────────────────────────────────────────────────────────────────────────────────


def changed(old: Build, new: Build) -> set[str]:
    """Return the files that are not what they were, but those of the search."""
    before = {it.path: it.data.digest for it in old.artifacts}
    files = {it.path for it in new.artifacts if before.get(it.path) != it.data.digest}
    return {path for path in files if not path.startswith("zoeken/index/")}


def added(folder: Path, number: int, new: str, settings: str = SETTINGS % 3) -> tuple[set[str], int]:
    """Return what changes, and how much is made, when a text comes beside so many posts."""
    root = lay_out(folder / f"{number}", settings + posts(number))
    with Memo(folder / f"memo-{number}", b"1", pool=Pool(1)) as memo:
        old = built(root, TODAY, memo=memo)
    lay_out(root, settings + new)
    with Memo(folder / f"memo-{number}", b"1", pool=Pool(1)) as memo:
        return changed(old, built(root, TODAY, memo=memo)), memo.made


ALWAYS = {
    *("index.html", "a-z/index.html", "onderwerpen/index.html", "sitemap.xml"),
    *(f"{it}{form}" for it in ("", "nieuws/", "onderwerpen/wonen/") for form in ("feed.xml", "atom.xml", "feed.json")),
    *("nieuws/index.html", "nieuws/2024/index.html", "onderwerpen/wonen/index.html"),
}
"""What tells of every new post."""
OWN = {f"nieuws/2024/nieuw/{file}" for file in ("index.html", "qr.svg", "deelbeeld.png")}


def test_a_new_post_makes_no_older_page_of_a_list_and_as_much_again_however_many_there_are(tmp_path: Path) -> None:
    new, work = post("nieuw", "1 oktober 2024"), 24 + len(OUTPUTS) + 2  # the whole is planned, and compared twice
    assert added(tmp_path, 30, new) == ({*ALWAYS, *OWN, "nieuws/2024/p29/index.html"}, work)
    assert added(tmp_path, 42, new) == ({*ALWAYS, *OWN, "nieuws/2024/p41/index.html"}, work)


def test_a_post_that_fills_a_page_makes_that_one_and_the_one_next_to_it_which_leads_there(tmp_path: Path) -> None:
    files, _ = added(tmp_path, 32, post("nieuw", "1 oktober 2024"))
    lists = ("nieuws/", "nieuws/2024/", "onderwerpen/wonen/")
    further = {f"{it}bladzijde-{number}/index.html" for it in lists for number in (9, 10)}
    assert files == {*ALWAYS, *OWN, "nieuws/2024/p31/index.html", *further}


def test_what_comes_among_what_is_older_moves_only_what_is_newer_than_it(tmp_path: Path) -> None:
    files, _ = added(tmp_path, 30, post("nieuw", "2 mei 2024", ""))
    lists = sorted(path.removeprefix("nieuws/") for path in files if path.startswith("nieuws/bladzijde"))
    assert lists == [f"bladzijde-{number}/index.html" for number in (6, 7, 8, 9)]  # the sixth says what is next to it


def test_a_page_stands_below_a_topic_and_moves_nothing_also_when_it_is_brought_up_to_date(tmp_path: Path) -> None:
    front = "titel: Over wonen\nkort: Wat het is.\nbijgewerkt: 1 juni 2024\nonderwerpen: wonen\n"
    page = f"-- content/over.md --\n---\n{front}---\nTekst.\n"
    files, _ = added(tmp_path, 30, page)
    assert {path for path in files if path.startswith("onderwerpen/wonen/")} == {"onderwerpen/wonen/index.html"}


# ── An address that a reader kept ─────────────────────────────────────────────────────────────────────────────────────


def test_an_older_page_that_is_no_more_leads_to_its_list(tmp_path: Path) -> None:
    root = lay_out(tmp_path, SETTINGS % 3 + posts(12))
    before = built(root, TODAY)
    save_ledger(before.site, before.artifacts)
    lines = (root / ADDRESSES).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "/nieuws/bladzijde" in line] == [
        f"/nieuws/bladzijde-{number}/ bladzijde" for number in (1, 2, 3)
    ]
    lay_out(root, SETTINGS % 5)
    made = built(root, TODAY)
    assert concise(made.problems) == concise(before.problems)
    assert links(tree(made, "/nieuws/bladzijde-3/")) == [("Ga naar Nieuws", "../")]
    assert links(tree(made, "/nieuws/2024/bladzijde-3/")) == [("Ga naar Nieuws van 2024", "../")]
    save_ledger(made.site, made.artifacts)
    assert (root / ADDRESSES).read_text(encoding="utf-8").splitlines() == lines
