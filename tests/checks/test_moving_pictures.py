"""A picture that moves is refused, whatever its format."""

import re
from io import BytesIO

import pytest
from inline_snapshot import snapshot
from PIL import Image

from avksite.content.images import measure
from tests.checks.reporting import page, report

MOVING = (
    "-- content/media/lamp.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><animate attributeName="r" dur="1s"/></svg>\n'
)


def picture(form: str, frames: int) -> bytes:
    """Return a picture of some frames."""
    images = [Image.new("RGB", (8, 8), (60 * number, 0, 0)) for number in range(frames)]
    data = BytesIO()
    images[0].save(data, form, save_all=True, append_images=images[1:], **({"duration": 100} if frames > 1 else {}))
    return data.getvalue()


@pytest.mark.parametrize("form", ["AVIF", "GIF", "PNG", "WEBP"])
def test_frames_are_seen_in_every_format(form: str) -> None:
    assert measure(picture(form, 3)).moves
    assert not measure(picture(form, 1)).moves


def test_frames_are_seen_without_a_word_of_their_timing() -> None:
    timing = re.compile(rb"\x21\xf9\x04.{4}\x00", re.DOTALL)
    assert measure(timing.sub(b"", picture("GIF", 2))).moves


@pytest.mark.parametrize("frames", [1, 2])
def test_a_photo_never_moves_also_when_a_phone_keeps_a_second_one_behind_it(frames: int) -> None:
    assert not measure(picture("MPO", frames)).moves


def test_it_is_told_at_every_place_that_shows_it() -> None:
    text = page(
        "![Een lamp.](/media/lamp.svg)\n\nTekst.", "afbeelding:\n  bestand: /media/lamp.svg\n  alt: Een lamp.\n"
    )
    assert report(text + MOVING) == snapshot("""\
content/voorbeeld.md:4: fout[beeld-beweegt]
  De afbeelding `content/media/lamp.svg` beweegt.
  > Zet er een stilstaande afbeelding voor in de plaats. Moet het bewegen? Gebruik dan het blok `///
    video`.
content/voorbeeld.md:7: fout[beeld-beweegt]
  De afbeelding `content/media/lamp.svg` beweegt.
  > Zet er een stilstaande afbeelding voor in de plaats. Moet het bewegen? Gebruik dan het blok `///
    video`.
""")


def test_one_that_no_text_shows_is_told_where_it_is_led_to() -> None:
    assert report(page("Bekijk [de lamp boven de deur](/media/lamp.svg).") + MOVING) == snapshot("""\
content/voorbeeld.md:4: fout[beeld-beweegt]
  De afbeelding `content/media/lamp.svg` beweegt.
  > Zet er een stilstaande afbeelding voor in de plaats. Moet het bewegen? Gebruik dan het blok `///
    video`.
""")
