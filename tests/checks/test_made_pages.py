"""The pages that come out hang together: no link on them is dead, and none of them is an island."""

from inline_snapshot import snapshot

from tests.checks.reporting import page, report

HOME = "-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent.\n"


def template(links: str) -> str:
    return (
        f"-- templates/page.html --\n{{% extends 'document.html' %}}\n{{% block after_text %}}{links}{{% endblock %}}\n"
    )


def test_a_dead_link_in_a_template_is_told_once_for_all_the_pages_it_is_on() -> None:
    pages = page("Tekst.") + "-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n"
    assert report(pages + template('<a href="../folder/">Bekijk de folder</a>')) == snapshot("""\
content/site.yaml:1: fout[pagina-link-kapot]
  Op `/404.html` en nog 2 pagina’s gaat de link “Bekijk de folder” naar `/folder/`, en dat bestaat
  niet.
  > Deze link staat in geen enkele tekst: vraag wie de sjablonen beheert om hem te herstellen.
""")


def test_a_link_in_a_template_may_go_to_a_place_on_a_page_or_leave_the_site() -> None:
    links = (
        '<a id="top" href="#top">A</a><a href="../#deel-inhoud">B</a><a href="./">C</a><a href="https://a.nl/">D</a>'
        '<a href="mailto:a@voorbeeld.nl">E</a><a href="https://voorbeeld.example/nieuws/">F</a><a href="/zoeken/">G</a>'
    )
    assert report(page("Tekst.") + template(links)) == ""
    assert "`/#onder`" in report(page("Tekst.") + template('<a href="../#onder">H</a>'))
    assert "`/voorbeeld/#onder`" in report(page("Tekst.") + template('<a href="#onder">I</a>'))


def test_a_dead_link_of_a_text_is_not_told_again_for_the_page_it_is_on() -> None:
    text = "[de folder](/folder/)\n\n/// audio | Gesprek\n    adres: elders.nl/gesprek\n    transcript: /index.md\n///"
    assert report(page(text)).count("fout[") == 2


def test_a_dead_link_in_a_template_is_told_beside_those_of_a_text_without_a_page() -> None:
    person = "-- content/personen/noor.md --\n---\nnaam: Noor\nrol: lid\n---\n[het boek](/boek/)\n"
    told = report(page("Tekst.") + person + template('<a href="../folder/">Bekijk de folder</a>'))
    assert told.count("[link-kapot]") == told.count("[pagina-link-kapot]") == 1


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


def test_islands_are_not_looked_for_while_a_template_is_broken() -> None:
    about = "-- content/over.md --\n---\ntitel: Over ons\n---\nTekst.\n"
    told = report(f"{HOME}{about}-- templates/home.html --\n{{{{ view.niets }}}}\n")
    assert "[sjabloon-stuk]" in told
    assert "[pagina-onbereikbaar]" not in told
