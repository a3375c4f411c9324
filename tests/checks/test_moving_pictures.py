"""A picture that moves is refused, whatever its format."""

import re
from io import BytesIO

import pytest
from PIL import Image

from avksite.content.images import measure


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
