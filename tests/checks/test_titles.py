"""A title is enough to know a page by."""

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
content/organisaties/huis.md:3: fout[titel-dubbel]
  De titel “Huis” heeft `content/organisaties/huis-2.md` ook al.
  > Zet erbij wat deze pagina anders maakt, bijvoorbeeld “Huis: …”.
""")


def test_people_may_share_a_name_for_they_have_no_page() -> None:
    person = "-- content/personen/{}.md --\n---\nnaam: Jan Jansen\nrol: lid\n---\n"
    assert report(page("Tekst.") + person.format("jan") + person.format("jan-2")) == ""
