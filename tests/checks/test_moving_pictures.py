"""A picture that moves is refused, whatever its format."""

from io import BytesIO

import pytest
from inline_snapshot import snapshot
from PIL import Image

from avksite.reading.pictures import is_animated
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


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_frames_are_seen_in_every_format(form: str) -> None:
    assert is_animated(picture(form, 3))
    assert not is_animated(picture(form, 1))


def test_a_photo_never_moves() -> None:
    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG")
    assert not is_animated(data.getvalue())


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
