"""Where a page first uses an explained word, the word leads to its explanation at the end of that page."""

from __future__ import annotations

import re

import pytest

from avksite.outputs.search.records import record_of
from tests.outputs.parsed import found, links, said, tree
from tests.sites import page, site

GLOSSARY = """\
-- content/begrippen.yaml --
bestuurder:
  uitleg: Iemand die leidt & besluit.
  ook: [bestuurders]
dagelijks bestuur: De groep die besluit.
AVG: Een wet.
"""


def linked(made: str) -> list[tuple[str, str]]:
    """Return what each explained word leads to, and how it is written."""
    return re.findall(r'<a class="term"[^>]*href="([^"]+)">([^<]+)</a>', made)


def words(text: str, front: str = "") -> list[str]:
    """Return the words that open their explanation on a page with this text."""
    made = site(f"{GLOSSARY}-- content/over.md --\n---\ntitel: Over ons\n{front}---\n{text}\n")
    return [word for _, word in linked(page(made, "over/index.html"))]


def test_a_word_leads_to_its_explanation_on_the_page_and_the_explanation_back_to_the_word() -> None:
    made = site(f"{GLOSSARY}-- content/over.md --\n---\ntitel: Over\n---\nEen bestuurder en het dagelijks bestuur.\n")
    assert linked(page(made, "over/index.html")) == [
        ("#begrip--bestuurder", "bestuurder"),
        ("#begrip--dagelijks-bestuur", "dagelijks bestuur"),
    ]
    top = tree(made, "/over/")
    (section,) = found(top, "//main/section[@role='doc-glossary']")
    told = [
        (it.get("id"), said(it, "dt")[0], said(it, "dd")[0], found(it, ".//a")[0]) for it in found(section, ".//dl/div")
    ]
    assert [it[:3] for it in told] == [
        ("begrip--bestuurder", "bestuurder", "Iemand die leidt & besluit."),
        ("begrip--dagelijks-bestuur", "dagelijks bestuur", "De groep die besluit."),
    ]
    assert links(section, ".//dd") == [
        ("Terug naar ‘bestuurder’ in de tekst", "#woord--bestuurder"),
        ("Terug naar ‘dagelijks bestuur’ in de tekst", "#woord--dagelijks-bestuur"),
    ]
    assert [it.get("href") for it in found(top, "//a[@class='term']")] == [f"#{it[0]}" for it in told]
    assert [f"#{it.get('id')}" for it in found(top, "//a[@class='term']")] == [it[3].get("href") for it in told]
    assert found(section, ".//p/a[@href='../begrippen/']")


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("Een bestuurder en een bestuurder.", ["bestuurder"]),
        ("Twee bestuurders. Een bestuurder.", ["bestuurders"]),
        ("Bestuurders besluiten.", ["Bestuurders"]),
        ("Een bestuurderskamer en een hoofd-bestuurder, een medebestuurder.", []),
        ("Het dagelijks\nbestuur.", ["dagelijks\nbestuur"]),
        ("De AVG, niet avg.", ["AVG"]),
        ("Een **bestuurder** en *de AVG*.", ["bestuurder", "AVG"]),
        ("- bestuurder\n- bestuurders\n", ["bestuurder"]),
        ("| Wie | Wat |\n|---|---|\n| bestuurder | leidt |", ["bestuurder"]),
        ("/// let-op\nEen bestuurder.\n///", ["bestuurder"]),
        ("/// uitklap | Meer\nEen bestuurder.\n///", ["bestuurder"]),
    ],
)
def test_the_first_use_counts_in_every_form(text: str, opened: list[str]) -> None:
    assert words(text) == opened


@pytest.mark.parametrize(
    "text",
    [
        "## Wat een bestuurder doet\n\nHij leidt.",
        "### De AVG\n\nEen wet.",
        "[Een bestuurder](/index.md) leidt.",
        "> Ik ben bestuurder.",
        "/// citaat | Een bestuurder\nDe AVG is er voor jou.\n///",
        "Typ `bestuurder`.",
        "```\nbestuurder\n```",
        "| bestuurder | AVG |\n|---|---|\n| Jan | wet |",
        "| Wie | Wat |\n|---|---|\n| **bestuurder** | leidt |",
        "Tabel: De bestuurder\n\n| Wie | Wat |\n|---|---|\n| Jan | leidt |",
        "Een [bestuurder]{lang=af}.",
        "/// uitklap | De bestuurder\nMeer.\n///",
        "/// knop | Naar de bestuurder\nnaar: /index.md\n///",
    ],
)
def test_a_word_in_a_heading_a_link_a_quote_code_or_a_label_stays_as_it_is(text: str) -> None:
    assert words(text) == []
    assert words(f"{text}\n\nEen bestuurder en de AVG.") == ["bestuurder", "AVG"]


def test_the_summary_comes_before_the_text_and_is_told_as_it_was() -> None:
    front = "kort: De bestuurder & jij.\n"
    made = site(f"{GLOSSARY}-- content/over.md --\n---\ntitel: Over\n{front}---\nEen bestuurder en de AVG.\n")
    top = tree(made, "/over/")
    assert said(top, "//div.short//a") == ["bestuurder"]
    assert said(top, "//a.term") == ["bestuurder", "AVG"]
    assert found(top, "//meta[@name='description']")[0].get("content") == "De bestuurder & jij."


def test_the_summary_of_a_list_goes_on_to_its_further_pages_without_links() -> None:
    posts = "".join(
        f"-- content/nieuws/2024/{n}.md --\n---\ntitel: Bericht {n}\nkort: Kort {n}.\ndatum: 5 maart 2024\n---\nA.\n"
        for n in range(30)
    )
    text = "-- content/nieuws/index.md --\n---\ntitel: Nieuws\nkort: Van bestuurders & meer.\n---\nDe AVG.\n"
    made = site(GLOSSARY + text + posts)
    assert [word for _, word in linked(page(made, "nieuws/index.html"))] == ["bestuurders", "AVG"]
    assert linked(page(made, "nieuws/bladzijde-2/index.html")) == []
    described = found(tree(made, "/nieuws/bladzijde-2/"), "//meta[@name='description']")[0].get("content")
    assert described == "Van bestuurders & meer."


def test_the_texts_of_a_programme_and_of_workshops_come_after_the_text_and_their_titles_stay() -> None:
    made = site(
        f"{GLOSSARY}-- content/bijeenkomsten/2024/dag.md --\n---\ntitel: Een dag\nkort: Kom ook.\nsoort: congres\n"
        "begin: 5 juni 2024 10.00 uur\nlocatie:\n  plaats: Stadskanaal\n"
        "programma:\n  - tijd: 10.00\n    titel: De bestuurder spreekt\n"
        "    tekst: Een bestuurder en het dagelijks bestuur.\n"
        "workshops:\n  - titel: De AVG\n    tekst: Wat de AVG van je vraagt.\n---\nWe nodigen bestuurders uit.\n"
    )
    assert linked(page(made, "bijeenkomsten/2024/dag/index.html")) == [
        ("#begrip--bestuurder", "bestuurders"),
        ("#begrip--dagelijks-bestuur", "dagelijks bestuur"),
        ("#begrip--avg", "AVG"),
    ]


def test_a_page_that_is_about_a_word_or_leads_to_it_does_not_explain_it() -> None:
    about = f"{GLOSSARY}-- content/over.md --\n---\ntitel: Bestuurders\n---\nEen bestuurder en de AVG.\n"
    assert linked(page(site(about), "over/index.html")) == [("#begrip--avg", "AVG")]
    assert words("Wat is een [bestuurder](/begrippen/#bestuurder)? Een bestuurder leidt.") == []
    assert words("De bestuurder of AVG.", "taal: en\n") == []
    own = site(f"{GLOSSARY}-- content/begrippen.md --\n---\ntitel: Begrippen\n---\nEen bestuurder en de AVG.\n")
    assert linked(page(own, "begrippen/index.html")) == []
    assert found(tree(own, "/begrippen/"), "//section[@role='doc-glossary']") == []


def test_a_page_without_explained_words_has_no_list_of_them_and_no_heading_takes_the_place_of_one() -> None:
    text = "## Begrip bestuurder\n\nEen bestuurder.\n\n## Woord bestuurder\n\nTekst."
    made = site(
        f"{GLOSSARY}-- content/over.md --\n---\ntitel: Over\n---\n{text}\n"
        "-- content/gewoon.md --\n---\ntitel: Gewoon\n---\nGewone woorden.\n"
    )
    ids = [it.get("id") for it in found(tree(made, "/over/"), "//*[@id]")]
    assert len(ids) == len(set(ids))
    assert "Woorden op deze pagina" not in page(made, "gewoon/index.html")
    assert "dialog" not in page(made, "gewoon/index.html")


def test_who_searches_finds_the_text_as_it_is_without_the_explanations() -> None:
    text = "---\ntitel: Over\nkort: Kort.\n---\nEen bestuurder, en daarna de AVG.\n"
    with_words, without = site(f"{GLOSSARY}-- content/over.md --\n{text}"), site(f"-- content/over.md --\n{text}")
    assert linked(page(with_words, "over/index.html")) != []
    assert record_of(without.site, "content/over.md") == record_of(with_words.site, "content/over.md")


def test_feed_and_mail_have_the_text_without_links_to_what_is_not_there() -> None:
    text = (
        "-- content/nieuws/2024/a.md --\n---\ntitel: Nieuws\nkort: Over bestuurders.\ndatum: 5 maart 2024\n---\n"
        "Een bestuurder en de AVG.\n"
        "-- content/nieuwsbrieven/maart.md --\n---\ntitel: Maart\nkort: Kort.\nonderwerp: Maart\n"
        "voorbeeldtekst: Lees over bestuurders.\ndatum: 6 maart 2024\nberichten: [/nieuws/2024/a.md]\n"
        "---\nBeste bestuurder.\n"
    )
    with_words, without = site(GLOSSARY + text), site(text)
    outside = [
        it.path
        for it in with_words.artifacts
        if it.path.endswith((".xml", ".json", "mail.html", "mail.txt", ".ics")) and "sitemap" not in it.path
    ]
    assert {"feed.xml", "atom.xml", "feed.json", "nieuwsbrieven/maart/mail.html"} <= set(outside)
    assert [path for path in outside if page(with_words, path) != page(without, path)] == []
    assert [word for _, word in linked(page(with_words, "nieuws/2024/a/index.html"))] == ["bestuurders", "AVG"]
