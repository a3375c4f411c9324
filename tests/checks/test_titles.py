"""A title is enough to know a page by."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


def test_the_second_page_with_a_title_names_the_first() -> None:
    post = (
        "-- content/nieuws/2024/a.md --\n---\ntitel: voorbeeld.\nkort: Een bericht.\ndatum: 3 april 2024\n---\nTekst.\n"
    )
    assert report(page("Tekst.") + post) == snapshot("""\
content/voorbeeld.md:2: fout[titel-dubbel]
  De titel “Voorbeeld” heeft `content/nieuws/2024/a.md` ook al.
  > Zet erbij wat deze pagina anders maakt, bijvoorbeeld “Voorbeeld: …”.
""")


def test_a_list_that_has_no_text_has_a_title_too() -> None:
    assert report("-- content/zoek.md --\n---\ntitel: Zoeken\n---\nTekst.\n") == snapshot("""\
content/zoek.md:2: fout[titel-dubbel]
  De titel “Zoeken” heeft `/zoeken/` ook al.
  > Zet erbij wat deze pagina anders maakt, bijvoorbeeld “Zoeken: …”.
""")
    assert report("-- content/zoeken.md --\n---\ntitel: Zoeken\n---\nTekst.\n") == ""


def test_the_name_of_an_organisation_is_the_title_of_its_page() -> None:
    house = "-- content/organisaties/{}.md --\n---\nsector: wonen\nnaam: Huis\n---\nTekst.\n"
    assert report(house.format("huis") + house.format("huis-2")) == snapshot("""\
content/organisaties/huis-2.md:3: fout[titel-dubbel]
  Dit lijkt een kopie van `content/organisaties/huis.md`: de titel “Huis” is dezelfde.
  > Heb je de kopie niet nodig? Haal dit bestand weg. Is het een andere tekst? Geef die een eigen
    titel.
""")


def test_people_may_share_a_name_for_they_have_no_page() -> None:
    person = "-- content/personen/{}.md --\n---\nnaam: Jan Jansen\nrol: lid\n---\n"
    assert report(page("Tekst.") + person.format("jan") + person.format("jan-2")) == ""


TOPIC = (
    "-- content/site.yaml --\nnaam: Voorbeeld\nadres: https://voorbeeld.example\nonderwerpen:\n  wonen: Wonen\n"
    "  huis: {}\n"
    "-- content/a.md --\n---\ntitel: Een huis\nonderwerpen: [wonen, huis]\n---\nTekst.\n"
)


def test_two_lists_that_nobody_typed_have_two_titles() -> None:
    assert report(TOPIC.format("wonen")) == snapshot("""\
content/site.yaml:5: fout[titel-dubbel]
  De lijst `/onderwerpen/huis/` heet “Alles over ‘wonen’”, en zo heet `/onderwerpen/wonen/` ook al.
  > Geef een van de twee onderwerpen een andere naam.
""")
    assert report(TOPIC.format("Een huis kopen")) == ""


def test_a_short_title_counts_for_it_is_what_a_tab_shows() -> None:
    post = "-- content/{}.md --\n---\ntitel: {}\ntitel-kort: {}\n---\nTekst.\n"
    same = post.format("a", "Het eerste huis", "Huis") + post.format("b", "Het tweede huis", "huis")
    assert report(same) == snapshot("""\
content/b.md:3: fout[titel-dubbel]
  De titel “huis” heeft `content/a.md` ook al.
  > Zet erbij wat deze pagina anders maakt, bijvoorbeeld “huis: …”.
""")
    assert report(post.format("a", "Het eerste huis", "Huis 1") + post.format("b", "Het tweede huis", "Huis 2")) == ""


def test_a_text_may_not_have_the_title_of_a_list_of_a_year_or_a_topic() -> None:
    list_ = "-- content/overzicht.md --\n---\ntitel: Alles over ‘Wonen’\n---\nTekst.\n"
    assert report(TOPIC.format("Bouwen") + list_) == snapshot("""\
content/overzicht.md:2: fout[titel-dubbel]
  De titel “Alles over ‘Wonen’” heeft `/onderwerpen/wonen/` ook al.
  > Zet erbij wat deze pagina anders maakt, bijvoorbeeld “Alles over ‘Wonen’: …”.
""")


@pytest.mark.parametrize("name", ["soep-kopie", "kopie-van-soep", "soep-copy-2", "soep-1", "soep-2"])
def test_of_a_copy_with_the_same_title_the_copy_is_told_and_not_the_text_it_was_made_of(name: str) -> None:
    post = "-- content/nieuws/2024/{}.md --\n---\ntitel: Soep\nkort: Kom eten.\ndatum: 1 mei 2024\n---\nTekst.\n"
    assert report(post.format(name) + post.format("soep")) == (
        f"content/nieuws/2024/{name}.md:2: fout[titel-dubbel]\n"
        "  Dit lijkt een kopie van `content/nieuws/2024/soep.md`: de titel “Soep” is dezelfde.\n"
        "  > Heb je de kopie niet nodig? Haal dit bestand weg. Is het een andere tekst? Geef die een eigen\n"
        "    titel.\n"
    )
