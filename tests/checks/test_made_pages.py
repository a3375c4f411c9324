"""The pages that come out hang together: each place on them has a name of its own, and none of them is an island."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report

HOME = "-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent.\n"


def test_a_heading_that_takes_the_place_of_a_part_of_the_page_is_told_at_its_own_line() -> None:
    assert report(page("## Wonen\n\nTekst.\n\n## Deel hulp\n\nTekst.")) == snapshot("""\
content/voorbeeld.md:8: fout[id-dubbel]
  Op `/voorbeeld/` staat het anker `deel-hulp` twee keer.
  > Geef de kop andere woorden, of een eigen anker: `## Kop {#eigen-naam}`.
""")
    assert report(page("## Deel hulp {#hulp}\n\nTekst.")) == ""
    assert report(page('Typ `<p id="a">` en `<b id="a">`.')) == ""


def test_a_block_with_a_field_that_stands_twice_on_a_page_is_told() -> None:
    service = (
        "-- content/site.yaml --\nnaam: A\nadres: https://v.example\nnieuwsbrief:\n  dienst: lijst\n  diensten:\n"
        "    - naam: lijst\n      soort: listmonk\n      adres: https://lijst.voorbeeld.nl\n      lijst: 3\n"
        "      formulier: eb420c55-4cfb-4972-92ba-c93c34ba475d\n"
    )
    told = report(page("/// aanmelden\n///\n\n/// aanmelden\n///") + service, about="id-dubbel")
    assert (
        "content/voorbeeld.md:1: fout[id-dubbel]\n  Op `/voorbeeld/` staat het anker `deel-aanmelden` twee keer."
        in told
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (page("Tekst.\n\nWij zeggen [hello there]{lang=qq}."), "content/voorbeeld.md:6"),
        (page("Text.", "taal: engels\n"), "content/voorbeeld.md:3"),
        ("-- content/site.yaml --\nnaam: A\nadres: https://voorbeeld.example\ntaal: qq\n", "content/site.yaml:3"),
    ],
)
def test_a_language_that_does_not_exist_is_told_at_its_line(text: str, line: str) -> None:
    assert f"{line}: fout[taal-onbekend]" in report(text)


def test_a_site_below_another_path_holds_together() -> None:
    site = "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl/avk\n"
    text = page("[de homepage](https://voorbeeld.nl/avk/), [iets](https://voorbeeld.nl/ander/)")
    assert report(text + site) == ""


def test_pages_that_only_lead_to_each_other_are_islands() -> None:
    texts = (
        "-- content/gids/index.md --\n---\ntitel: Gids\n---\n[Stap 1](stap-1.md)\n"
        "-- content/gids/stap-1.md --\n---\ntitel: Stap 1\n---\n[De gids](index.md)\n"
    )
    assert report(HOME + texts) == snapshot("""\
content/gids/index.md:1: fout[pagina-onbereikbaar]
  Geen enkele pagina heeft een link naar “Gids”.
  > Zet in een andere tekst een link naar `/gids/index.md`, of in `content/site.yaml` onder `voet:`.
content/gids/stap-1.md:1: fout[pagina-onbereikbaar]
  Geen enkele pagina heeft een link naar “Stap 1”.
  > Zet in een andere tekst een link naar `/gids/stap-1.md`, of in `content/site.yaml` onder
    `voet:`.
""")


def test_a_link_in_a_text_a_task_a_menu_or_a_footer_makes_a_page_part_of_the_site() -> None:
    about = "-- content/over.md --\n---\ntitel: Over ons\n---\nTekst.\n"
    site = "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl\n"
    link = "  - titel: Over ons\n    naar: /over.md\n"
    task = HOME.replace("titel: Welkom\n", f"titel: Welkom\ndoen:\n{link}")
    assert "[pagina-onbereikbaar]" in report(HOME + about)
    assert report(HOME.replace("Fijn", "[Lees over ons](/over.md). Fijn") + about) == ""
    assert report(task + about) == ""
    for key in ("menu", "snel-naar", "voet"):
        assert report(f"{HOME}{about}{site}{key}:\n{link}") == ""


def test_a_page_that_only_has_an_old_address_is_an_island_still() -> None:
    about = "-- content/over.md --\n---\ntitel: Over ons\noude-adressen: /wie-wij-zijn/\n---\nTekst.\n"
    assert "[pagina-onbereikbaar]" in report(HOME + about)


def test_what_stands_in_a_list_is_reached_through_it() -> None:
    post = "-- content/nieuws/2024/opening.md --\n---\ntitel: Opening\nkort: Kom.\ndatum: 3 april 2024\n---\nTekst.\n"
    assert report(HOME + post) == ""


def test_nobody_needs_a_link_to_the_page_for_what_is_not_there() -> None:
    assert report(f"{HOME}-- content/404.md --\n---\ntitel: Deze pagina is er niet\n---\nTekst.\n") == ""


def test_an_introduction_to_a_list_is_where_the_list_is() -> None:
    assert report(f"{HOME}-- content/partners.md --\n---\ntitel: Onze partners\n---\nTekst.\n") == ""


def test_what_stands_around_a_text_leads_on_too() -> None:
    text = "-- content/{}.md --\n---\ntitel: {}\n{}---\n{}\n"
    guide = text.format("gids/index", "Gids", "", "Tekst.") + text.format("gids/stap", "Stap", "", "Tekst.")
    assert report(HOME.replace("Fijn", "[De stap](/gids/stap.md). Fijn") + guide) == ""  # by its breadcrumb
    letter = text.format("nieuwsbrief", "Nieuwsbrief", "", "/// aanmelden\n///")  # home leads there, and it to privacy
    privacy = text.format("privacy", "Privacy", "", "Tekst.")
    assert report(HOME + letter + privacy, about="pagina-onbereikbaar") == ""
    assert report(HOME + text.format("over", "Over ons", "onderwerpen: [wonen]\n", "Tekst.")) == ""
