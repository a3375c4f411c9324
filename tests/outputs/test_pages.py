"""What holds for every page; `tests/specs/pages.md` says what each sort of page shows."""

import re
from pathlib import Path

import lxml.html
import pytest

from tests.outputs.alliance import FACTS, SITE, news
from tests.outputs.parsed import found, links, one, said, tree, words
from tests.sites import built, concise, page, site

ROOT = Path(__file__).parents[2]

# ── Where it is ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_stands_once_on_the_page_and_goes_before_the_name_of_the_site() -> None:
    top = tree(site(news("a", "5 maart 2024", body="## Hulp\n\nTekst.")), "/nieuws/2024/a/")
    assert said(top, "//title") == ["Bericht a – Alliantie van Kracht"]
    assert said(top, "//h1") == ["Bericht a"]
    assert said(top, "//div.text/h2") == ["Hulp"]


def test_pages_with_one_title_are_told_apart_by_their_days() -> None:
    twice = news("a", "5 maart 2024") + news("b", "6 maart 2024").replace("titel: Bericht b", "titel: Bericht a")
    made = site(twice + news("c", "7 maart 2024"))
    titles = [said(tree(made, f"/nieuws/2024/{name}/"), "//title")[0].partition(" – ")[0] for name in "abc"]
    told = "content/nieuws/2024/b.md:2: tip[titel-met-datum] De titel “Bericht a” heeft "
    assert titles == ["Bericht a (5 maart 2024)", "Bericht a (6 maart 2024)", "Bericht c"]
    assert concise(made.problems).startswith(told)
    letters = " ".join(said(tree(made, "/a-z/"), "//main//li"))
    assert "nieuwsbericht, 5 maart 2024" in letters


def test_every_page_says_whose_it_is_and_where_home_is() -> None:
    made = site(SITE + news("a", "5 maart 2024"))
    for address in ("/over/", "/nieuws/2024/a/", "/nieuws/", "/begrippen/"):
        top = tree(made, address)
        home = one(top, "//a.brand")
        assert words(home).startswith("Alliantie van Kracht.")
        assert home.get("aria-label", words(home)).endswith(", naar de homepage")
        assert found(top, "//header.top//h1 | //header.top//h2") == []


# ── What it is about ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "today", "told"),
    [
        ("/nieuws/2024/a/", "5 maart 2026", []),
        ("/nieuws/2024/a/", "6 maart 2026", ["Dit bericht is uit 2024. Misschien is er intussen iets veranderd."]),
        ("/nieuws/2024/b/", "6 maart 2026", []),
        ("/bijeenkomsten/2021/congres/", "26 oktober 2030", [
            "Deze bijeenkomst was in 2021. Misschien is er intussen iets veranderd."
        ]),
        ("/over/", "26 oktober 2030", []),
    ],
)  # fmt: skip
def test_a_post_or_event_of_years_ago_says_that_something_may_have_changed(
    address: str, today: str, told: list[str]
) -> None:
    event = (
        "-- content/bijeenkomsten/2021/congres.md --\n---\ntitel: Congres\nkort: Wij spraken.\nsoort: congres\n"
        "begin: 25 oktober 2021\n---\nTekst.\n"
    )
    posts = news("a", "5 maart 2024") + news("b", "5 maart 2024", "bijgewerkt: 1 januari 2026\n")
    made = site(SITE + event + posts, today)
    assert said(tree(made, address), "//p.old") == told
    assert said(tree(made, "/over/"), "//p.dateline") == ["Bijgewerkt op 1 mei 2024"]


def test_only_what_the_author_wrote_is_marked_as_another_language() -> None:
    made = site(
        "-- content/nieuws/2024/visit.md --\n---\ntitel: A visit\nkort: We had guests.\ndatum: 3 april 2024\n"
        "taal: en\n---\nThey liked it here.\n"
    )
    top = tree(made, "/nieuws/2024/visit/")
    marked = [words(part) for part in found(top, "//*[@lang='en']")]
    assert top.get("lang") == "nl"
    assert marked[:3] == ["A visit", "We had guests.", "They liked it here."]


# ── The home page, and the page of a partner ──────────────────────────────────────────────────────────────────────────


SECTIONS = "//main/*[self::section or self::div]//h2"
HOME = (
    "-- content/index.md --\n---\ntitel: Samen\nkort: Wij.\ndoen:\n  - titel: Ik wil leren\n    naar: /les-c/\n---\n"
    "## Wie we zijn\n\nWij.\n"
)


def dish(name: str, sort: str, ways: str = "lezen") -> str:
    return (
        f"-- content/leeraanbod/{name}.md --\n---\ntitel: Les {name}\nkort: Leer iets.\nsoort: {sort}\n"
        f"leervorm: {ways}\ndoelgroep: inwoners\n---\nLeer iets.\n"
    )


LESSONS = dish("a", "lezen") + dish("b", "lezen") + dish("d", "lezen") + dish("e", "training", "doen")
ALIVE = HOME.replace("/les-c/", "/leeraanbod/a.md") + LESSONS + news("x", "5 maart 2024")


def test_what_is_still_to_come_is_no_archive_however_old_the_news_is() -> None:
    event = (
        "-- content/bijeenkomsten/2026/dag.md --\n---\ntitel: De dag\nkort: Kom.\nbegin: 3 mei 2026 13.00 uur\n"
        "soort: congres\n---\nKom.\n"
    )
    assert "Binnenkort" in said(tree(site(ALIVE + event, "1 mei 2026"), "/"), SECTIONS)


def test_home_shows_nothing_twice_and_of_each_sort_of_lesson_one_first() -> None:
    project = "  - titel: {}\n    tekst: Lees.\n    naar: /leeraanbod/{}.md\n"
    projects = "projecten:\n" + project.format("Lezen", "b") + project.format("Weer a", "a")
    call = news("oproep", "6 maart 2024", "oproep:\n  sluit: 13 mei 2024\n")
    settings = f"-- content/site.yaml --\nnaam: Alliantie van Kracht\nadres: https://voorbeeld.example\n{projects}"
    top = tree(site(ALIVE + call + settings), "/")
    shown = [href for _, href in links(top, "//main//*[self::h3 or self::h4]")]
    assert sorted(shown) == sorted(set(shown))
    assert said(top, "//section.learn//h3") == ["Les d", "Les e"]
    assert said(top, "//section.projects//h3") == ["Lezen"]


def test_home_has_no_section_with_nothing_in_it() -> None:
    bare = tree(site("-- content/index.md --\n---\ntitel: Welkom\n---\n"), "/")
    assert [part.get("class") for part in found(bare, "//main//*[self::section or self::div]") if not words(part)] == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (SITE + FACTS + news("a", "5 maart 2024", body="## Hulp\n\nA.\n\n## Hulp\n\nB."), "nieuws/2024/a/index.html"),
        (SITE.replace("website: https://www.tinten.example/\n---", "---\n## Mensen\n"), "partners/tinten/index.html"),
        (
            news("a", "5 maart 2024")
            + "-- content/nieuws/index.md --\n---\ntitel: Nieuws\n---\n## Alles\n\n## Per jaar\n",
            "nieuws/index.html",
        ),
        (SITE + "-- content/organisaties/index.md --\n---\ntitel: Partners\n---\n## Welzijn\n", "partners/index.html"),
    ],
)
def test_a_heading_may_have_the_words_of_a_part_that_the_site_makes_itself(text: str, path: str) -> None:
    ids = re.findall(r' id="([^"]*)"', page(site(text), path))
    assert sorted(ids) == sorted(set(ids))


# ── Each thing once ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("today", ["10 september 2023", "14 november 2023", "29 november 2026"])
def test_every_page_of_the_real_site_shows_a_card_once_names_its_parts_and_works_without_a_script(today: str) -> None:
    """A list of contents names what was made too; a control that needs the script comes with the script."""
    made, wrong = built(ROOT, today=today), []
    for path in (artifact.path for artifact in made.artifacts if artifact.path.endswith("index.html")):
        top = lxml.html.document_fromstring(page(made, path))
        cards = [href for _, href in links(top, "//main//article.card/*[self::h2 or self::h3 or self::h4]")]
        people = said(top, "//main//p[@class='contact-name'][not(ancestor::*[contains(@class, 'print-only')])]/strong")
        controls = found(top, "//button | //input | //select | //textarea")
        listed = [href for _, href in links(top, "//nav[@class='contents']")]
        parts = found(top, "//div[@class='text']//h2[@id] | //div[contains(@class, 'sections')]//h2[@id]")
        ids = [f"#{part.get('id')}" for part in parts if part.get("id") not in {"deel-vraag", "deel-gaat-over"}]
        wrong += [(path, it) for shown in (cards, people) for it in set(shown) if shown.count(it) > 1]
        wrong += [(path, words(it)) for it in controls if not found(it, "ancestor::form[@method='post']")]
        wrong += [(path, f"{listed} {ids}")] if listed and listed != ids else []
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "also"),
    [("b5", ["b6", "b4", "b7"]), ("b1", ["b9", "b2", "b3"]), ("b8", ["b9", "b7", "b6"])],
)
def test_what_else_to_read_shares_the_most_topics_and_is_nearest_in_time(name: str, also: list[str]) -> None:
    topics = dict.fromkeys((1, 9), "[wonen, geld]")
    posts = (news(f"b{it}", f"{it} maart 2024", f"onderwerpen: {topics.get(it, 'wonen')}\n") for it in range(1, 10))
    top = tree(site("".join(posts)), f"/nieuws/2024/{name}/")
    assert [href.strip("./") for _, href in links(top, "//section[@class='related']//h3")] == also


def test_a_text_may_introduce_a_year_or_a_topic() -> None:
    made = site(
        "-- content/nieuws/2024/index.md --\n---\ntitel: Wat er in 2024 gebeurde\n---\nEen druk jaar.\n"
        "-- content/onderwerpen/wonen.md --\n---\ntitel: Alles over wonen\n---\nEen dak boven je hoofd.\n"
        + news("a", "3 april 2024", "onderwerpen: wonen\n")
    )
    assert concise(made.problems) == ""


def test_a_page_loads_nothing_but_its_own_scripts_and_style() -> None:
    top = tree(site(news("a", "5 maart 2024")), "/nieuws/2024/a/")
    loaded = [*found(top, "//*[@src and not(@loading='lazy')]"), *found(top, "//link[@rel='stylesheet']")]
    names = ("instellingen.js", "site.js", "lezen.js", "style.css")
    assert [it.get("src") or it.get("href") for it in loaded] == [f"../../../assets/{name}" for name in names]
