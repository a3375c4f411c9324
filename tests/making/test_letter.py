"""The editor's letter becomes well-formed, and fits the mail."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from avksite.making.letter import letter_tree, styled
from avksite.making.templates import TEMPLATES
from avksite.reading.config import Palette


def letter(html: Markup) -> Markup:
    """Return a letter as it enters the mail."""
    return styled(letter_tree((html,), "https://voorbeeld.example/", str(TEMPLATES)), Palette().model_dump())


def test_every_element_gets_its_style() -> None:
    html = Markup('<p class="a" id="b">Lees <a href="#c" data-extern>meer</a>.</p>')
    assert letter(html) == (
        '<p style="margin:0 0 16px;color:#211c15">Lees '
        '<a href="https://voorbeeld.example/#c" style="color:#0a4a5c;text-decoration:underline">meer</a>.</p>'
    )


def test_an_empty_cell_is_closed() -> None:
    assert "></td>" in letter(Markup("<table><tr><td></td><td>1</td></tr></table>"))


def test_a_picture_is_no_wider_than_the_mail() -> None:
    html = Markup('<img src="https://voorbeeld.example/a.jpg" alt="Een huis" width="1104" height="500">')
    assert letter(html) == (
        '<img src="https://voorbeeld.example/a.jpg" alt="Een huis" width="552" height="250" '
        'style="display:block;width:100%;height:auto;max-width:552px"/>'
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_letter_is_always_well_formed(words: str, more: str) -> None:
    html = Markup("<p>{}<br>{}</p><ul><li>{}</ul><hr>").format(words, more, more)
    etree.fromstring(f"<div>{letter(html)}</div>")


def test_a_photo_that_stands_upright_leaves_room_on_the_screen() -> None:
    html = Markup('<img src="https://voorbeeld.example/a.jpg" alt="Een boom" width="900" height="1600">')
    assert letter(html) == (
        '<img src="https://voorbeeld.example/a.jpg" alt="Een boom" width="236" height="420" '
        'style="display:block;width:100%;height:auto;max-width:236px"/>'
    )
