"""Every file on the site has a media type, and none that the machine decides."""

import pytest

from avksite.content.file_types import DOWNLOADS, media_type
from avksite.content.images import SUFFIXES
from tests.outputs.parsed import one, tree
from tests.sites import site

MADE = {"css", "html", "ico", "ics", "js", "json", "txt", "vcf", "vtt", "wasm", "webmanifest", "xml"}
UNKNOWN = "application/octet-stream"


def test_every_ending_that_can_be_on_the_site_has_a_type() -> None:
    endings = {*DOWNLOADS, *MADE, *(suffix.lstrip(".") for suffix in SUFFIXES)}
    assert {ending for ending in endings if media_type(ending) == UNKNOWN} == set()


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("wav", "audio/wav"),
        ("js", "text/javascript"),
        ("webp", "image/webp"),
        ("xml", "application/xml"),
        ("x1", UNKNOWN),
    ],
)
def test_a_type_is_the_same_with_every_python(ending: str, kind: str) -> None:
    assert media_type(ending) == kind


def test_a_sound_of_any_sort_says_on_its_page_what_it_is() -> None:
    block = "/// audio | Een vader vertelt\n    bestand: /media/vader.wav\n    transcript: nee\n///\n"
    text = f"-- content/over.md --\n---\ntitel: Over\n---\n{block}"
    sound = "-- content/media/vader.wav (latin-1) --\nRIFF\x05\0\0\0WAVE\n"
    assert one(tree(site(text + sound), "/over/"), "//audio/source").get("type") == "audio/wav"
