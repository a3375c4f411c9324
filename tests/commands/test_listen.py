"""What a screen reader says of a page can be read: what each thing is called, and in which order it comes."""

from __future__ import annotations

import pytest
from inline_snapshot import snapshot

from avksite.commands.listen import as_heard


def heard(body: str, lang: str = "nl") -> str:
    """Return what is said of a body, without the line that names the page."""
    page = f'<!doctype html><html lang="{lang}"><head><title>Proef</title></head><body>{body}</body></html>'
    return as_heard(page).split("\n", 1)[1]


def test_a_page_opens_with_its_title_and_its_language() -> None:
    assert as_heard('<html lang="nl-NL"><head><title>Contact – Wij</title></head><body></body></html>') == (
        "Pagina: Contact – Wij (Nederlands)\n"
    )
    assert as_heard("<html><body>Hallo</body></html>") == "Pagina: zonder titel (taal onbekend)\nHallo\n"


def test_the_parts_of_a_page_are_named_and_hold_what_is_in_them() -> None:
    body = (
        '<a href="#inhoud">Ga naar de inhoud</a>'
        '<header><nav aria-label="Hoofdmenu"><ul><li><a href="/">Home</a></li></ul></nav></header>'
        '<main id="inhoud"><h1>Contact</h1><article><header><p>3 mei</p></header></article></main>'
        '<aside aria-labelledby="hulp"><h2 id="hulp">Vragen?</h2></aside><footer><p>Tot ziens</p></footer>'
    )
    assert heard(body) == snapshot("""\
[link: Ga naar de inhoud]
Kop van de pagina
  Navigatie: Hoofdmenu
    Lijst met 1 punt
      • [link: Home]
Hoofdinhoud
  Kop 1: Contact
  3 mei
Aanvullend: Vragen?
  Kop 2: Vragen?
Voet van de pagina
  Tot ziens
""")


def test_a_section_or_a_form_without_a_name_is_no_part_of_the_page() -> None:
    body = '<section><p>Een.</p></section><section aria-label="Agenda"><p>Twee.</p></section><form>Drie.</form>'
    assert heard(body) == "Een.\nGebied: Agenda\n  Twee.\nDrie.\n"


def test_a_picture_is_its_description_and_one_for_show_is_silence() -> None:
    body = '<p>Kijk: <img src="a" alt="Een volle zaal"><img src="b" alt=""><img src="c"></p>'
    assert heard(body) == "Kijk: [afbeelding: Een volle zaal] [afbeelding zonder beschrijving]\n"
    assert heard('<a href="/"><svg role="img" aria-label="Ons merk"></svg></a>') == "[link: [afbeelding: Ons merk]]\n"


def test_what_is_hidden_from_voices_is_not_said() -> None:
    assert heard('<p>Wij<span aria-hidden="true">!</span></p><p hidden>Niet</p><script>x</script>') == "Wij\n"


def test_a_link_goes_by_its_words_and_says_so_when_it_has_none() -> None:
    body = '<p><a href="/a">Lees <em>alles</em></a>, <a href="/b"></a>, <a href="/c" aria-current="page">hier</a>.</p>'
    assert heard(body) == "[link: Lees alles], [link: zonder tekst], [link: hier (deze pagina)].\n"


def test_lists_are_counted_and_may_hold_lists() -> None:
    body = "<ol><li>Een<ul><li>Een a</li><li>Een b</li></ul></li><li><p>Twee</p></li></ol>"
    assert heard(body) == snapshot("""\
Genummerde lijst met 2 punten
  1. Een
    Lijst met 2 punten
      • Een a
      • Een b
  2. Twee
""")


def test_every_cell_of_a_table_comes_with_the_name_of_its_column() -> None:
    body = (
        "<table><caption>Het rooster</caption><thead><tr><th>Dag</th><th>Tijd</th></tr></thead>"
        "<tbody><tr><th>ma</th><td>9 uur</td></tr><tr><th>di</th><td></td></tr></tbody></table>"
    )
    assert heard(body) == snapshot("""\
Tabel met 3 rijen en 2 kolommen: Het rooster
  Dag; Tijd
  ma; Tijd: 9 uur
  di; Tijd: leeg
""")


def test_quotes_folds_sound_buttons_and_fields_say_what_they_are() -> None:
    body = (
        "<blockquote><p>Ik werd gehoord.</p></blockquote><details><summary>Kosten</summary><p>Gratis.</p></details>"
        '<video aria-label="De markt"><track kind="captions" src="a.vtt"></video><audio></audio>'
        '<form><label for="zoek">Zoek naar</label><input id="zoek"><input type="hidden"><input id="x">'
        "<button>Zoek</button></form><hr>"
    )
    assert heard(body) == snapshot("""\
Citaat
  Ik werd gehoord.
Einde citaat
Uitklapper (dicht): Kosten
  Gratis.
Video: De markt, met ondertiteling
Geluid: zonder naam
Zoek naar [invulveld: Zoek naar] [invulveld: zonder naam] [knop: Zoek]
Scheidingslijn
""")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<label>Je naam <input></label>", "Je naam [invulveld: Je naam]\n"),
        ('<label for="naam">Je naam <input id="naam"></label>', "Je naam [invulveld: Je naam]\n"),
        ("<label>Je naam</label><input>", "Je naam [invulveld: zonder naam]\n"),
        ('<p id="naam">Je naam <input aria-labelledby="naam"></p>', "Je naam [invulveld: Je naam]\n"),
    ],
)
def test_a_field_is_named_by_the_words_around_it(body: str, said: str) -> None:
    assert heard(body) == said


def test_words_in_another_language_are_spoken_in_it() -> None:
    assert heard('<p>Een <span lang="en">meeting</span>.</p>') == "Een [Engels: meeting].\n"
