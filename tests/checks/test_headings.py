"""Headings lead a reader through a page one step at a time, and each says where it leads."""

from inline_snapshot import snapshot

from tests.checks.reporting import report


def test_headings_that_go_down_by_one_and_up_by_any_are_sound() -> None:
    assert report("## Een\n\n### Twee\n\n#### Drie\n\n## Vier\n\n### Vijf\n") == ""


def test_the_first_heading_is_one_below_the_title() -> None:
    assert report("### Meteen diep\n\n### Nog een\n\n## Gewoon\n") == snapshot("""\
content/voorbeeld.md:4: fout[kop-overgeslagen]
  Na de titel komt kop 2, maar hier staat kop 3: `### Meteen diep`.
  > Typ `## Meteen diep`.
""")


def test_a_skipped_level_is_told_where_it_is_skipped_and_not_again_for_its_neighbours() -> None:
    assert report("## Een\n\n#### Te diep\n\n#### Ook zo diep\n\n##### Nog dieper\n") == snapshot("""\
content/voorbeeld.md:6: fout[kop-overgeslagen]
  Na kop 2 komt kop 3, maar hier staat kop 4: `#### Te diep`.
  > Typ `### Te diep`.
""")


def test_levels_are_counted_inside_quotes_lists_and_blocks_too() -> None:
    text = "> ## In een citaat\n>\n> #### Te diep\n\n- Een punt\n\n/// let-op\n##### In een blok\n\nTekst.\n///\n"
    assert report(text) == snapshot("""\
content/voorbeeld.md:6: fout[kop-overgeslagen]
  Na kop 2 komt kop 3, maar hier staat kop 4: `#### Te diep`.
  > Typ `### Te diep`.
""")


def test_a_line_in_code_is_no_heading() -> None:
    assert report("## Voorbeelden\n\n```\n# geen kop\n```\n") == ""


def test_a_main_heading_in_the_text_becomes_one_of_the_second_level() -> None:
    assert report("# Het programma\n\n### Opening\n\nOnderstreept\n===\n") == snapshot("""\
content/voorbeeld.md:4: fout[kop-1-dubbel]
  Dit is een hoofdkop, en de titel van de pagina is dat al: `# Het programma`.
  > Typ `## Het programma`.
content/voorbeeld.md:6: fout[kop-overgeslagen]
  Na kop 1 komt kop 2, maar hier staat kop 3: `### Opening`.
  > Typ `## Opening`.
content/voorbeeld.md:8: fout[kop-1-dubbel]
  Dit is een hoofdkop, en de titel van de pagina is dat al: `# Onderstreept`.
  > Typ `## Onderstreept`.
""")


def test_a_main_heading_that_repeats_the_title_goes() -> None:
    assert report("# Voorbeeld\n\nTekst.\n") == snapshot("""\
content/voorbeeld.md:4: fout[kop-1-dubbel]
  Dit is een hoofdkop, en de titel van de pagina is dat al: `# Voorbeeld`.
  > Haal de kop weg: de titel staat al boven de pagina.
""")


def test_a_heading_that_repeats_the_title_goes_at_any_level() -> None:
    assert report("## Voorbeeld\n\nTekst.\n") == snapshot("""\
content/voorbeeld.md:4: let op[kop-dubbel]
  Deze kop is gelijk aan de titel van de pagina: “Voorbeeld”.
  > Haal de kop weg: de titel staat al boven de pagina.
""")


def test_an_empty_heading_is_told() -> None:
    assert report("##\n\n## &nbsp;\n\nTekst.\n") == snapshot("""\
content/voorbeeld.md:4: fout[kop-leeg]
  Deze kop is leeg.
  > Schrijf achter de hekjes waar het stuk over gaat.
content/voorbeeld.md:6: fout[kop-leeg]
  Deze kop is leeg.
  > Schrijf achter de hekjes waar het stuk over gaat.
""")


def test_two_headings_of_one_level_that_say_the_same_are_told_at_the_second() -> None:
    assert report("## Uitkomsten\n\n### Uitkomsten\n\n## Doelen\n\n## uitkomsten.\n\nTekst.\n") == snapshot("""\
content/voorbeeld.md:10: let op[kop-dubbel]
  Deze kop staat ook al op regel 4: “uitkomsten.”.
  > Schrijf in een van de twee koppen erbij waar dat stuk over gaat.
""")
