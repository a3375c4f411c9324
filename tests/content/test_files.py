"""Everything in `content/` is read, and what cannot be read is reported while the rest is read all the same.

`tests/specs/files.md` says what is reported.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from avksite.content.captions import check_captions
from avksite.content.files import Content, Source, decoded, read, take
from avksite.content.media import OnDisk
from avksite.content.settings import usual
from avksite.problems import Severity
from tests.photos import laid_down, saved, scene
from tests.sites import folder

SITE = "naam: Alliantie\nadres: https://voorbeeld.nl\n"
PAGE = "---\ntitel: Welkom\n---\nTekst.\n"
SPECS = Path(__file__).parent.parent / "specs" / "files.md"
CASE = re.compile(
    r"^(?P<sentence>[A-Z].*(?:\n\S.*)*)\n\n```in\n(?P<typed>(?:.*\n)*?)```\n(?:\n```fout\n(?P<wrong>(?:.*\n)*?)```\n)?",
    re.MULTILINE,
)

Lay = Callable[..., Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lay out files, over a sound site, in a folder."""

    def laid(files: dict[str, str | bytes] | None = None) -> Path:
        whole: dict[str, str | bytes] = {"content/site.yaml": SITE, "content/index.md": PAGE, **(files or {})}
        for path, content in whole.items():
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return laid


def reported(content: Content) -> str:
    """Return what was wrong, with what is said of a file once a text names it."""
    found = (*content.problems, *(problem for media in content.media for problem in media.problems))
    return "".join(
        f"{item.place.path}:{item.place.line} [{item.rule.id}] {item.message}\n> {item.hint}\n" for item in found
    )


def cases() -> Iterator[Any]:
    text = SPECS.read_text(encoding="utf-8")
    found = list(CASE.finditer(text))
    assert len(found) == text.count("```in\n")
    for case in found:
        yield pytest.param(case["typed"], case["wrong"] or "", id=" ".join(case["sentence"].split()))


@pytest.mark.parametrize(("typed", "wrong"), list(cases()))
def test_of_files_is_reported_what_the_specification_says(typed: str, wrong: str) -> None:
    with folder(typed) as root:
        content = read(root)
    assert reported(content) == wrong
    assert content.sources or "site.yaml" not in typed


def test_everything_is_read_and_sorted_by_path(lay: Lay) -> None:
    content = read(
        lay(
            {
                "content/nieuws/2024/b.md": "B",
                "content/nieuws/2024/a.md": b"\xef\xbb\xbfA",
                "content/nieuws/2023/c.md": "C",
                "content/nieuws.md": "N",
                "content/media/rapport.pdf": b"%PDF",
                "content/nieuws/2024/foto.jpg": saved(scene((60, 40))),
                "content/feiten.yaml": "partners: 42\n",
                "content/begrippen.yaml": "armoede: Te weinig geld.\n",
                "content/zoekwoorden.yaml": "film: video\n",
                "content/adressen.txt": "/nieuws/\n\n/oud/ ingetrokken\n",
            }
        )
    )
    assert content.problems == ()
    assert content.sources == (
        Source.of("content/index.md", PAGE),
        Source.of("content/nieuws.md", "N"),
        Source.of("content/nieuws/2023/c.md", "C"),
        Source.of("content/nieuws/2024/a.md", "A"),
        Source.of("content/nieuws/2024/b.md", "B"),
    )
    document, photo = content.media
    assert (document.path, document.size, document.width) == ("content/media/rapport.pdf", 4, None)
    assert document.digest == sha256(b"%PDF").hexdigest()
    assert (photo.path, photo.width, photo.height) == ("content/nieuws/2024/foto.jpg", 60, 40)
    assert content.settings.value.name == "Alliantie"
    assert content.facts.value["partners"].figure == "42"
    assert [term.word for term in content.glossary.value] == ["armoede"]
    assert content.search_words.value == {"film": ("video",)}
    entries = content.ledger.value.entries
    assert list(entries) == ["/nieuws/", "/oud/"]
    assert entries["/oud/"].is_withdrawn


def test_what_a_system_or_program_leaves_behind_is_ignored(lay: Lay) -> None:
    litter = (
        *(".DS_Store", "Thumbs.db", "desktop.ini", "~$verslag.docx", ".verslag.md.swp", "verslag.md~", "verslag.tmp"),
        *("._foto.jpg", ".~lock.verslag.odt#", ".obsidian/werk.json", ".gitkeep", "~WRL0001.tmp", ".foto.jpg.icloud"),
        *("__MACOSX/foto.jpg", "ehthumbs.db", "Icon\r", "verslag.md.bak"),
    )
    content = read(lay({f"content/media/{name}": b"\xff" for name in litter}))
    assert (content.problems, content.media) == ((), ())


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Nieuws.md", "nieuws.md"), ("mijn bericht.md", "mijn-bericht.md"), ("café.md", "cafe.md"),
        ("cafe\u0301.md", "cafe.md"), ("een_bericht.md", "een-bericht.md"), ("bericht.v2.md", "bericht-v2.md"),
        ("foto's & meer.pdf", "fotos-meer.pdf"), ("IMG_0123.PDF", "img-0123.pdf"), ("€.pdf", "bestand.pdf"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_an_address_is_reported_with_the_right_one(lay: Lay, name: str, right: str) -> None:
    assert reported(read(lay({f"content/{name}": PAGE}))).startswith(
        f"content/{name}:1 [naam-onjuist] De naam van dit bestand kan geen adres zijn: `{name}`.\n"
        f"> Noem het bestand `{right}`.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name themselves")
def test_a_name_that_is_no_text_is_shown_without_its_strange_bytes(lay: Lay) -> None:
    root = lay()
    (root / "content" / os.fsdecode(b"caf\xe9.md")).write_text(PAGE)
    content = read(root)
    assert "De naam van dit bestand kan geen adres zijn: `caf\ufffd.md`.\n> Noem het bestand `caf.md`." in reported(
        content
    )
    assert content.sources[0].text == PAGE


def test_a_character_that_no_text_holds_is_reported_at_its_line(lay: Lay) -> None:
    content = read(lay({"content/a.md": "---\ntitel: W\0nen\n---\n"}))
    assert reported(content).startswith(
        "content/a.md:2 [tekst-onleesbaar] Op regel 2 staat een teken dat in geen tekst"
    )
    assert (content.unreadable, len(content.sources)) == (("content/a.md",), 1)


@pytest.mark.parametrize("order", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_of_two_bytes_a_sign_is_reported_as_one_and_read_as_whoever_saved_it(lay: Lay, order: str) -> None:
    saved_so = "---\ntitel: Één café\nconcept: ja\n---\n".encode(order)
    (problem,) = read(lay({"content/a.md": saved_so})).problems
    assert (problem.message, problem.in_draft) == ("Dit bestand is opgeslagen als UTF-16.", True)
    assert decoded(saved_so).startswith("---\ntitel: Één café\n")


def test_a_text_that_two_programs_saved_each_in_their_way_is_read_as_it_was_typed() -> None:
    assert decoded("Één café. ".encode() + "“Kom”, zei José.".encode("cp1252")) == "Één café. “Kom”, zei José."


def test_a_link_inside_the_content_is_followed_and_the_folder_may_be_a_link_itself(lay: Lay, tmp_path: Path) -> None:
    root = lay({"content/media/huis.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='2'/>"})
    (root / "content/huis.svg").symlink_to("media/huis.svg")
    (root / "content/beeld").symlink_to("media")
    project = tmp_path / "project"
    project.mkdir()
    (project / "content").symlink_to(root / "content")
    for place in (root, project):
        content = read(place)
        assert content.problems == ()
        assert [(item.path, item.width, item.height) for item in content.media] == [
            ("content/beeld/huis.svg", 1, 2),
            ("content/huis.svg", 1, 2),
            ("content/media/huis.svg", 1, 2),
        ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in a folder there")
def test_what_is_no_file_is_reported_instead_of_waited_for(lay: Lay) -> None:
    root = lay()
    os.mkfifo(root / "content/pijp.md")
    assert "content/pijp.md:1 [bestand-onbereikbaar] Dit is geen gewoon bestand.\n" in reported(read(root))


NOBODY = 65534


@contextmanager
def as_nobody_special() -> Iterator[None]:
    """Read as a user who may not read everything, which root may."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="what may be read is not in the mode of a file there")
def test_of_a_file_that_does_not_open_a_name_that_is_too_long_for_windows_is_told() -> None:
    path = f"content/{'lang/' * 10}{'naam-' * 38}een.md"
    with folder(f"-- {path} --\n{PAGE}") as root:
        read(root)
        root.chmod(0o755)
        (root / path).chmod(0)
        with as_nobody_special():
            (problem,) = read(root).problems
    assert problem.hint.startswith("Kijk of je het zelf kunt openen. Staat het nog open in een ander programma? Sluit")
    assert "Op Windows kan het ook aan de naam liggen" in problem.hint
    assert "Het mogen er 259 zijn. Geef het bestand dan een kortere naam." in problem.hint


@pytest.mark.skipif(sys.platform == "win32", reason="what may be read is not in the mode of a file there")
def test_what_may_not_be_read_is_reported_and_the_rest_is_read() -> None:
    # Not in pytest's own folder: that is closed to everybody else.
    with folder(f"-- content/dicht.md --\n{PAGE}-- content/map/a.md --\n{PAGE}") as root:
        read(root)  # what Python itself has yet to load may stand where only root can go
        root.chmod(0o755)
        (root / "content/dicht.md").chmod(0)
        (root / "content/map").chmod(0)
        try:
            with as_nobody_special():
                content = read(root)
        finally:
            (root / "content/map").chmod(0o755)
    assert [(problem.place.path, problem.message) for problem in content.problems] == [
        ("content/dicht.md", "Dit bestand kan ik niet openen."),
        ("content/map", "Deze map kan ik niet openen."),
    ]
    assert [source.path for source in content.sources] == ["content/index.md"]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_picture_is_measured_and_one_that_is_cut_off_is_reported(lay: Lay, form: str) -> None:
    path, data = f"content/a.{form.lower()}", saved(scene((60, 40)), form)
    whole = read(lay({path: data}))
    assert [(item.width, item.height) for item in whole.media] == [(60, 40)]
    assert reported(whole) == ""
    assert "[afbeelding-stuk]" in reported(read(lay({path: data[: len(data) * 2 // 3]})))


def test_a_photo_is_measured_as_it_is_shown_and_cut_where_its_own_end_is_missing(lay: Lay) -> None:
    for orientation, size in ((1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))):
        (media,) = read(
            lay({"content/foto.jpg": laid_down(orientation, size=(40, 60) if orientation > 4 else (60, 40))})
        ).media
        assert (media.width, media.height) == size
    small, data = saved(scene((8, 8))), saved(scene((60, 40)))
    whole = data[:2] + b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small + data[2:]
    assert reported(read(lay({"content/foto.jpg": whole + b"\0" * 100}))) == ""
    assert "[afbeelding-stuk]" in reported(read(lay({"content/foto.jpg": whole[:-40]})))


def test_a_project_without_content_settings_or_texts_is_reported(tmp_path: Path) -> None:
    content = read(tmp_path)
    assert content.settings.value == usual().value
    assert reported(content).startswith("content:1 [inhoud-ontbreekt] De map `content/` met alle teksten is er niet.\n")
    (tmp_path / "content").mkdir()
    assert reported(read(tmp_path)).splitlines()[::2] == [
        "content:1 [inhoud-ontbreekt] In `content/` staat geen enkele tekst.",
        "content/site.yaml:1 [inhoud-ontbreekt] Het bestand `content/site.yaml` is er niet.",
    ]
    (tmp_path / "content/Site.yaml").write_text(SITE)
    assert "content/Site.yaml:1 [naam-onjuist]" in reported(read(tmp_path))
    assert "content/site.yaml:1" not in reported(read(tmp_path))


def test_captions_may_have_the_marks_and_ends_of_lines_of_another_system() -> None:
    text = "\ufeffWEBVTT - Een moeder\r\n\r\n1\r\n00:00:01.000 --> 00:00:03.000\r\nIk was bang.\r\n"
    assert check_captions("film.vtt", text.encode()) == ()
    for head in ("", "WEBVTTX\n"):
        assert [problem.place.line for problem in check_captions("film.vtt", head.encode())] == [1]


COPIES = [
    *("a - kopie.md", "a - Kopie (2).md", "Kopie van a.md", "Kopie (2) van a.md", "a kopie.md", "a_kopie 3.md"),
    *("a (1).md", "a(2).md", "a 2.md", "a copy.md", "a copy 2.md", "Copy of a.md", "a - Copy (3).md"),
    *("a (conflict van Noor 2024-05-01).md", "a (Noor's conflicted copy 2024-05-01).md"),
    *("a.sync-conflict-20240501-101010-ABCDEFG.md", "A - kopie.md"),
]
"""What systems, browsers and shared folders call a file that they double."""


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_reported_only_where_what_it_was_made_of_is_there_too(lay: Lay, name: str) -> None:
    alone = read(lay({f"content/{name}": PAGE}))
    assert "kopie van `" not in reported(alone)
    assert len(alone.sources) == 2
    content = read(lay({"content/a.md": PAGE}))
    assert reported(content) == (
        f"content/{name}:1 [naam-onjuist] Dit lijkt een kopie van `content/a.md`, en de naam kan geen adres zijn.\n"
        "> `a.md` is er al. Is dit een kopie? Haal dit bestand weg. Is het een andere tekst? "
        "Noem het dan `a-2.md`, en geef het een eigen titel.\n"
    )
    assert [source.path for source in content.sources] == ["content/a.md", "content/index.md"]


def test_a_copy_that_is_a_draft_stops_nobody(lay: Lay) -> None:
    draft = "---\ntitel: A\nconcept: ja\n---\n"
    content = read(lay({"content/a.md": PAGE, "content/a - kopie.md": draft, "content/b.md.txt": draft}))
    assert [problem.severity for problem in content.problems] == [Severity.HINT, Severity.HINT]


@pytest.mark.parametrize("name", ["2027", "Nieuwe map", "Nieuwe map/Nieuwe map (2)", "foto's van café", "oud.md"])
def test_a_folder_without_files_may_be_called_anything(lay: Lay, name: str) -> None:
    root = lay()
    (root / "content/nieuws" / name).mkdir(parents=True)
    (root / "content/nieuws" / name / ".DS_Store").touch()
    assert read(root).problems == ()


def test_what_lies_too_deep_or_has_too_long_a_name_is_told_and_the_rest_is_read(lay: Lay) -> None:
    names = ["/".join(["m" * 190] * 5), "/".join("abcdefghijklmnopqrstuvwxyz"), "/".join(["é" * 60] * 4)]
    content = read(lay({f"content/{name}/a.md": PAGE for name in names} | {f"content/{'m/' * 19}a.md": PAGE}))
    too_deep = [problem.place.path for problem in content.problems if "te diep" in problem.message]
    assert too_deep == [
        "content/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u",
        f"content/{'/'.join(['m' * 190] * 5)}",
        f"content/{'/'.join(['é' * 60] * 3)}",
    ]
    assert [source.path for source in content.sources] == ["content/index.md", f"content/{'m/' * 19}a.md"]


def test_lines_end_as_they_do_in_an_editor_whatever_wrote_them(lay: Lay) -> None:
    content = read(lay({"content/a.md": "---\r\ntitel: A\r\n---\r\nEen.\rTwee.\n"}))
    assert content.sources[0].text == "---\ntitel: A\n---\nEen.\nTwee.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["javascript:P().md", "a\\b.md", "a?.md", "a\x1b.md", "a\nb.md", "a..md", "x /a.md"])
def test_a_name_that_leads_elsewhere_is_told_and_no_page_is_made_of_it(lay: Lay, name: str) -> None:
    content = read(lay({f"content/{name}": PAGE}))
    assert [problem.rule.id for problem in content.problems] == ["naam-onjuist"]
    assert [source.path for source in content.sources] == ["content/index.md"]
    assert content.unreadable == (f"content/{name}",)


def test_a_text_that_nobody_could_read_is_told_and_not_read(lay: Lay) -> None:
    front, line = "---\ntitel: A\n---\n", "Woorden zonder eind.\n"
    root = lay({"content/a.md": front + line * 50_000, "content/b.md": front + line * 40_000})
    (root / "content/begrippen.yaml").write_text("a: b\n" * 1_000_001, encoding="utf-8")
    content = read(root)
    assert reported(content) == (
        "content/a.md:1 [bestand-onbereikbaar] Dit bestand is groter dan 1 MB. Zoveel woorden leest niemand, "
        "en ik ook niet.\n> Deel het op, of haal weg wat er niet in hoort.\n"
        "content/begrippen.yaml:1 [bestand-onbereikbaar] Dit bestand is groter dan 5 MB. Zoveel woorden leest niemand, "
        "en ik ook niet.\n> Deel het op, of haal weg wat er niet in hoort.\n"
    )
    assert content.unreadable == ("content/a.md",)


def test_a_text_is_remembered_by_its_stamp_unless_it_was_written_just_before_or_since(lay: Lay) -> None:
    root = lay()
    written = (root / "content/index.md").stat().st_ctime

    def asked(began: float) -> list[str]:
        """Return which texts are asked of what remembers them."""
        paths: list[str] = []

        def each(function: Callable[[Any], Any], items: Iterable[Any], **_: object) -> list[Any]:
            given = list(items)
            paths.extend(it.path for it in given if function is take)
            return [function(it) for it in given]

        assert [it.text for it in read(root, each, began=began).sources] == [PAGE]
        return paths

    assert asked(written - 1) == asked(written + 0.04) == []
    assert asked(written + 1) == ["content/index.md", "content/site.yaml"]


@pytest.mark.parametrize(("times", "settled"), [((5_000_000_000, 5_000_000_000), 7.0), ((5, 5_000_000_000), 5.05)])
def test_on_a_disk_with_whole_seconds_two_changes_may_have_one_time(times: tuple[int, int], settled: float) -> None:
    assert OnDisk("content/a.md", "a.md", (1, *times, 0)).settled == settled
