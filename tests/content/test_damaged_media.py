"""Whatever happened to a file on its way, it is a good file or that file's own problem; nothing else breaks."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from avksite.content.images import orientation
from avksite.content.media import OnDisk, examine, undecodable
from avksite.content.svg import drawn
from avksite.outputs.images import Original
from avksite.outputs.images.photos import encoded
from avksite.problems import Problem, Unusable
from avksite.rendering.pictures import renditions
from tests.photos import files_of, saved, scene, site_with, told
from tests.sites import ROOT, SAMPLES, concise, lay_out, page

EXAMPLES = int(os.environ.get("AVKSITE_EXAMPLES", "40"))
"""Damaged files of each sort; `AVKSITE_EXAMPLES=5000` tries more, and others each time."""


def made_of(data: bytes, name: str) -> tuple[tuple[Problem, ...], tuple[bytes, ...]]:
    """Return what is wrong with a file, and what is made of it when it is a picture and nothing is wrong."""
    with TemporaryDirectory() as folder:
        place, path = Path(folder) / name, f"content/media/{name}"
        place.write_bytes(data)
        media = examine(OnDisk.at(path, str(place)))
        if media.problems or media.image_kind is None:
            return media.problems, ()
        try:
            made = encoded(Original(path, str(place), media.digest, media.image_kind, renditions(media)))
        except Unusable as unusable:
            return unusable.problems, ()
        return (), tuple(made)


def written_in(data: bytes) -> set[str]:
    """Return what a picture holds beside its pixels."""
    with Image.open(BytesIO(data)) as picture:
        picture.load()
        kept = {"exif", "icc_profile", "xmp", "comment", "photoshop", "Author"} & picture.info.keys()
        return {*map(str, kept), *(["notes"] if dict(picture.getexif()) else [])}


# ── What a camera wrote down ──────────────────────────────────────────────────────────────────────────────────────────

ORIENTATION, SHORT, LONG = 0x0112, 3, 4


@dataclass(frozen=True)
class Note:
    """One note of a camera (TIFF 6.0, section 2): what about, its sort, how many, and its value or where that is."""

    tag: int
    type: int
    count: int
    value: int


def exif(*notes: Note, first: int = 8, following: int = 0, number: int | None = None) -> bytes:
    """Return the notes of a camera; where the first list stands, and a next one, and how long it says to be."""
    listed = b"".join(
        b"".join(
            part.to_bytes(size, "little") for part, size in ((it.tag, 2), (it.type, 2), (it.count, 4), (it.value, 4))
        )
        for it in notes
    )
    head = b"Exif\0\0II*\0" + first.to_bytes(4, "little")
    return (
        head
        + (len(notes) if number is None else number).to_bytes(2, "little")
        + listed
        + following.to_bytes(4, "little")
    )


@cache
def photo(form: str) -> bytes:
    """Return a small photo without any notes."""
    return saved(scene((40, 30)), form)


def with_notes(form: str, notes: bytes) -> bytes:
    """Return a photo in which a camera wrote these bytes, whatever they are."""
    if form == "JPEG":
        return photo(form)[:2] + b"\xff\xe1" + (len(notes) + 2).to_bytes(2, "big") + notes + photo(form)[2:]
    if form == "AVIF":  # which reads them when it writes them
        bare = notes.removeprefix(b"Exif\0\0").ljust(14, b"\0")
        sound = UPRIGHT[6:].ljust(len(bare), b"\0")
        return saved(scene((40, 30)), form, exif=sound).replace(sound, bare)
    return saved(scene((40, 30)), form, exif=notes)


UPRIGHT = exif(Note(ORIENTATION, SHORT, 1, 1))
BROKEN_NOTES = {
    "nothing": b"",
    "no more than the mark": b"Exif\0\0",
    "half a head": b"Exif\0\0II*\0",
    "neither of the two orders": UPRIGHT.replace(b"II", b"XX"),
    "a list outside": exif(first=0xFFFFFFFF),
    "a list in the head": exif(first=0),
    "more than are there": exif(Note(ORIENTATION, SHORT, 1, 1), number=0xFFFF),
    "a next list outside": exif(Note(ORIENTATION, SHORT, 1, 1), following=0xFFFFFF00),
    "a next list that is this one": exif(Note(ORIENTATION, SHORT, 1, 1), following=8),
    "lists within themselves": exif(*(Note(tag, LONG, 1, 8) for tag in (0x8769, 0x8825, 0xA005, 0x927C))),
    "a cut in the middle": exif(Note(0x8825, LONG, 1, 26), Note(ORIENTATION, SHORT, 1, 1))[:-9],
    "thousands of huge ones": exif(*[Note(0x010E, 2, 0xFFFFFFFF, 26)] * 4000),
    "words": b"Exif\0\0" + b"orientation: x" * 50,
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("notes", BROKEN_NOTES.values(), ids=BROKEN_NOTES)
def test_a_photo_with_broken_notes_is_a_good_photo(form: str, notes: bytes) -> None:
    problems, made = made_of(with_notes(form, notes), f"foto.{form.lower().replace('jpeg', 'jpg')}")
    assert problems == ()
    assert [written_in(data) for data in made] == [set()] * len(made)
    assert len(made) >= 3


def test_whatever_says_how_a_photo_lies_turns_it_only_when_it_is_one_of_the_eight_ways() -> None:
    counts, types = (0, 1, 2, 9, 0x7FFFFFFF, 0xFFFFFFFF), (*range(14), 129, 0xFFFF)
    values = (*range(10), ord("x"), 26, 0x7FFFFFFF, 0x78000000, 0xFFFFFFFF)
    for type_, count, value in product(types, counts, values):
        found = orientation(with_notes("JPEG", exif(Note(ORIENTATION, type_, count, value))))
        assert 1 <= found <= 8, (type_, count, value)
        if (type_, count) == (SHORT, 1):
            assert found == (value if 1 <= value <= 8 else 1)


def test_any_other_note_of_any_sort_is_passed_over(tmp_path: Path) -> None:
    tags = (0x010E, 0x010F, 0x011A, 0x0132, 0x02BC, 0x8298, 0x8769, 0x8825, 0x927C, 0xA005, 0xFFFF)
    for tag, type_, count, value in product(tags, (*range(14), 129), (0, 1, 0xFFFFFFFF), (0, 0xFFFFFFFF)):
        (tmp_path / "foto.jpg").write_bytes(with_notes("JPEG", exif(Note(tag, type_, count, value))))
        media = examine(OnDisk.at("content/media/foto.jpg", str(tmp_path / "foto.jpg")))
        assert (media.problems, media.width, media.height) == ((), 40, 30), (tag, type_, count, value)


# ── Anything ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _zip(*names: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "Woorden. " * 50)
    return file.getvalue()


def _document() -> bytes:
    writer, file = PdfWriter(), BytesIO()
    for number in range(3):
        writer.add_outline_item(title=f"Hoofdstuk {number}", page_number=writer.add_blank_page(200, 300).page_number)
    writer.add_metadata({"/Title": "Jaarplan"})
    writer.write(file)
    return file.getvalue()


def _sound() -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(range(256)) * 4)
    return file.getvalue()


DRAWING = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY kleur "fill:#0a4a5c;">]><svg xmlns="http://www.w3.org/2000/svg" '
    b'viewBox="0 0 40 30"><title>Huis</title><style>.a{fill:red}@media print{.a{fill:none}}</style><defs>'
    b'<linearGradient id="g"><stop offset="1" stop-color="blue"/></linearGradient></defs><!-- Dag -->'
    b'<a href="https://voorbeeld.example/"><rect class="a" style="&kleur;stroke:url(#g)" width="9" height="9"/></a>'
    b"<text>Wonen &amp; leven</text></svg>"
)
CAPTIONS = (
    b"\xef\xbb\xbfWEBVTT\n\nNOTE Dag\n\n1\n00:01.000 --> 00:03.000 line:0\n<v An>Dag!</v>\n\n"
    b"00:04.000 --> 00:06.500\nWonen.\n"
)
BOXES = (
    b"\0\0\0\x18ftypisom\0\0\x02\0isommp41\0\0\0\x08free\0\0\0\x20moov\0\0\0\x18mvhd"
    + bytes(16)
    + b"\0\0\0\x20mdat"
    + bytes(24)
)
FILES: dict[str, bytes] = {
    "foto.jpg": told(size=(40, 30)),
    "foto.png": told("PNG", (40, 30)),
    "foto.webp": told("WEBP", (40, 30)),
    "foto.avif": told("AVIF", (40, 30)),
    "foto.gif": saved(scene((40, 30)).quantize(16), "GIF", comment=b"Tialda"),
    "knop.png": saved(scene((40, 30)).quantize(16), "PNG"),
    "huis.svg": DRAWING,
    "plan.pdf": _document(),
    "film.vtt": CAPTIONS,
    "film.mp4": BOXES,
    "geluid.m4a": BOXES,
    "film.webm": b"\x1a\x45\xdf\xa3\x84webm\x18\x53\x80\x67\x10\x00\x00\x10" + bytes(16),
    "geluid.mp3": SAMPLES["geluid"] * 9,
    "geluid.ogg": (b"OggS\0\2" + bytes(20) + b"\x02\x04\x03" + b"opusabc") * 3,
    "geluid.wav": _sound(),
    "brief.docx": _zip("[Content_Types].xml", "word/document.xml"),
    "lijst.xlsx": _zip("[Content_Types].xml", "xl/workbook.xml"),
    "brief.odt": _zip("mimetype", "content.xml"),
    "boek.epub": _zip("mimetype", "META-INF/container.xml"),
    "alles.zip": _zip("een.txt", "twee.txt"),
    "brief.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "brief.rtf": rb"{\rtf1\ansi Dag.}",
    "lijst.csv": "plaats;prijs\nEmmen;€ 12\n".encode(),
}

edits = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "zero", "ones", "repeat", "noise"]),
        st.floats(0, 1),
        st.one_of(st.integers(1, 8), st.integers(1, 400)),
        st.integers(1, 255),
    ),
    min_size=1,
    max_size=4,
)


def damaged(data: bytes, kind: str, at: float, length: int, bits: int) -> bytes:
    """Return a file after one mishap, from somewhere in it on."""
    begin = int(at * len(data))
    before, part, after = data[:begin], data[begin : begin + length], data[begin + length :]
    made = {
        "flip": bytes(byte ^ bits for byte in part),
        "drop": b"",
        "zero": bytes(len(part)),
        "ones": b"\xff" * len(part),
        "repeat": part * (bits + 1),
        "noise": bytes(number * bits % 256 for number in range(len(part))),
    }
    return before if kind == "cut" else before + made[kind] + after


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_whole_has_no_problem(name: str) -> None:
    problems, made = made_of(FILES[name], name)
    assert (problems, [written_in(data) for data in made]) == ((), [set()] * len(made))


@pytest.mark.parametrize("name", FILES)
@settings(
    max_examples=EXAMPLES,
    derandomize="AVKSITE_EXAMPLES" not in os.environ,
    database=None,
    deadline=timedelta(seconds=20),  # a photo takes a hundredth of it
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(edits)
def test_a_damaged_file_is_a_good_file_or_its_own_problem(
    name: str, mishaps: list[tuple[str, float, int, int]]
) -> None:
    data = FILES[name]
    for mishap in mishaps:
        data = damaged(data, *mishap)
    problems, made = made_of(data, name)
    assert {problem.place.path for problem in problems} <= {f"content/media/{name}"}
    for problem in problems:
        assert 1 <= problem.place.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert problem.hint
    assert [written_in(picture) for picture in made] == [set()] * len(made)
    if name.endswith(".svg") and not problems:
        out = bytes(drawn(data))
        assert bytes(drawn(out)) == out


def test_of_a_site_full_of_broken_files_each_is_told_and_the_pages_are_made() -> None:
    half = {name: data[: len(data) // 2] for name, data in FILES.items()}
    links = "".join(f"- [Het bestand {number}](/media/{name})\n" for number, name in enumerate(half))
    home = f"-- content/index.md --\n---\ntitel: Welkom\n---\nAlles klopt.\n\n{links}"
    made = site_with(home, {f"content/media/{name}": data for name, data in half.items()})
    told_of = {line.partition(":")[0] for line in concise(made.problems).splitlines() if ": fout[" in line}
    fine = {"geluid.mp3", "lijst.csv", "brief.doc", "film.vtt"}  # half of these is one too
    assert told_of == {f"content/media/{name}" for name in half if name not in fine}
    assert "Alles klopt." in page(made, "index.html")
    assert sorted(files_of(made, "media/")) == sorted(f"media/{name}" for name in fine)


# ── What a decoder does not survive ───────────────────────────────────────────────────────────────────────────────────

LIMITED = """
import resource, sys
from pathlib import Path
from avksite.memo import work
room = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
work.MOST_MEMORY = room + 120_000_000
root = Path(sys.argv[1])
"""
HUNGRY = f"""
from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from tests.sites import built, concise
{LIMITED}
with Memo(root / ".cache", b"1", pool=Pool(2, "fork")) as memo:
    made = built(root, memo=memo)
print(concise(made.problems))
print("Alles klopt." in next(it.content.decode() for it in made.artifacts if it.path == "index.html"))
"""
IMPORTED = f"""
from datetime import date
from PIL import Image
Image.init()
from avksite.importing import import_from
{LIMITED}
for it in import_from(root, root / "oud.html", date(2024, 5, 1)):
    print(*(path for path, _ in it.files), *(it for it in it.questions if "uitpakken" in it), sep="\\n")
"""


def said_of(script: str, root: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran
    return ran.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process has no such bounds")
def test_a_file_that_takes_more_memory_than_is_right_is_told_and_the_rest_is_made(tmp_path: Path) -> None:
    home = "---\ntitel: Welkom\n---\nAlles klopt.\n\n![Een veld](/media/veld.png)\n\n![Een zaal](/media/zaal.png)\n"
    root = lay_out(tmp_path, f"-- content/index.md --\n{home}")
    (root / "content/media").mkdir()
    Image.new("RGB", (7000, 7000)).save(root / "content/media/veld.png")
    (root / "content/media/zaal.png").write_bytes(FILES["foto.png"])
    told = "content/media/veld.png:1: fout[afbeelding-stuk] Op dit bestand loopt vast wat het moet uitpakken."
    assert said_of(HUNGRY, root) == f"{told}\nTrue\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process has no such bounds")
def test_a_picture_that_takes_more_memory_than_is_right_stays_behind_when_its_page_is_imported(tmp_path: Path) -> None:
    page = "<h1>Oud</h1><p>Een tekst.</p><img src='veld.png' alt='Een veld'><img src='zaal.png' alt='Een zaal'>"
    root = lay_out(tmp_path, f"-- oud.html --\n{page}")
    Image.new("RGB", (7000, 7000)).save(root / "veld.png")
    (root / "zaal.png").write_bytes(FILES["foto.png"])
    assert said_of(IMPORTED, root).splitlines() == [
        "content/oud.md",
        "content/media/zaal.png",
        (
            "Deze afbeeldingen konden niet mee: `veld.png` (Op dit bestand loopt vast wat het moet uitpakken). "
            "Zet ze zelf in `content/media/`."
        ),
    ]


def test_a_file_on_which_its_decoder_crashes_is_named(tmp_path: Path) -> None:
    for name in ("foto.jpg", "plan.pdf"):
        (tmp_path / name).write_bytes(FILES[name])
        item = OnDisk.at(f"content/media/{name}", str(tmp_path / name))
        (problem,) = undecodable(item).problems
        assert (problem.place.path, problem.message) == (item.path, "Op dit bestand loopt vast wat het moet uitpakken.")
        assert undecodable(item).digest == examine(item).digest
