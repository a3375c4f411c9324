"""The editor's letter becomes well-formed, and fits the mail."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from avksite.content.body import Body, Image, Paragraph
from avksite.content.markdown import parse
from avksite.content.settings import Palette
from avksite.outputs.newsletter.html import styled


def letter(body: Body) -> Markup:
    """Return a letter as it enters the mail."""
    return styled(body, "https://voorbeeld.example/", "nl", Palette().model_dump())


def picture(width: int, height: int) -> Body:
    """Return a letter of one picture, of that many pixels."""
    shown = Image("https://voorbeeld.example/a.jpg", "Een huis", decorative=False, line=1, size=(width, height))
    return Body((Paragraph((shown,), 1),))


def test_every_element_gets_its_style() -> None:
    body, _ = parse("Lees [meer](#c).", path="a.md")
    assert letter(body) == (
        '<p style="margin:0 0 16px;color:#211c15">Lees '
        '<a href="https://voorbeeld.example/#c" style="color:#0a4a5c;text-decoration:underline">meer</a>.</p>'
    )


def test_an_empty_cell_is_closed() -> None:
    body, _ = parse("| a | b |\n| - | - |\n| | 1 |\n", path="a.md")
    assert "></td>" in letter(body)


def test_a_picture_is_no_wider_than_the_mail() -> None:
    assert letter(picture(1104, 500)) == (
        '<p style="margin:0 0 16px;color:#211c15">'
        '<img src="https://voorbeeld.example/a.jpg" alt="Een huis" width="552" height="250" '
        'style="display:block;width:100%;height:auto;max-width:552px"/></p>'
    )


def test_a_photo_that_stands_upright_leaves_room_on_the_screen() -> None:
    assert 'width="236" height="420" style="display:block;width:100%;height:auto;max-width:236px"/>' in letter(
        picture(900, 1600)
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_letter_is_always_well_formed(words: str, more: str) -> None:
    body, _ = parse(f"{words}  \n{more}\n\n- {more}\n\n---\n\n> {words}\n", path="a.md")
    etree.fromstring(f"<div>{letter(body)}</div>")
