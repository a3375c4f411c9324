"""Everything in `content/` is read, and what cannot be read is told while the rest is read all the same."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from PIL import Image

from avksite.content.files import RULES, Content, Source, read
from avksite.content.settings import DEFAULT
from avksite.problems import Problem, Severity
from tests.sites import folder

SITE = "naam: Alliantie\nadres: https://voorbeeld.nl\n"
PAGE = "---\ntitel: Welkom\n---\nTekst.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'

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


def problems(content: Content) -> tuple[Problem, ...]:
    """Return what was wrong, with what is told of a file once a text names it."""
    return (*content.problems, *(problem for media in content.media for problem in media.problems))


def told(content: Content) -> str:
    return "".join(
        f"{item.place.path}:{item.place.line} [{item.rule.id}] {item.message}\n> {item.hint}\n"
        for item in problems(content)
    )


def picture(kind: str, size: tuple[int, int] = (60, 40), orientation: int | None = None) -> bytes:
    """Make a picture that does not compress away, so that a cut shows."""
    file = BytesIO()
    noise = Image.frombytes(
        "RGB", size, (b"".join(sha256(bytes([n % 256])).digest() for n in range(size[0] * size[1])))
    )
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    noise.save(file, kind, exif=exif) if orientation else noise.save(file, kind)
    return file.getvalue()


def test_everything_is_read_and_sorted_by_path(lay: Lay) -> None:
    content = read(
        lay(
            {
                "content/nieuws/2024/b.md": "B",
                "content/nieuws/2024/a.md": "A",
                "content/nieuws/2023/c.md": "C",
                "content/nieuws.md": "N",
                "content/media/rapport.pdf": b"%PDF",
                "content/nieuws/2024/foto.jpg": picture("JPEG"),
                "content/feiten.yaml": "partners: 42\n",
                "content/begrippen.yaml": "armoede: Te weinig geld.\n",
                "content/adressen.txt": "/nieuws/\n\n/oud/ ingetrokken\n",
            }
        )
    )
    assert content.problems == ()
    assert content.sources == (
        Source("content/index.md", PAGE),
        Source("content/nieuws.md", "N"),
        Source("content/nieuws/2023/c.md", "C"),
        Source("content/nieuws/2024/a.md", "A"),
        Source("content/nieuws/2024/b.md", "B"),
    )
    assert [item.path for item in content.media] == ["content/media/rapport.pdf", "content/nieuws/2024/foto.jpg"]
    assert content.settings.config.name == "Alliantie"
    assert [fact.id for fact in content.facts] == ["partners"]
    assert [term.word for term in content.glossary] == ["armoede"]
    assert content.known_addresses == ("/nieuws/", "", "/oud/ ingetrokken")


def test_a_media_file_has_its_size_and_the_digest_of_its_bytes(lay: Lay) -> None:
    (media,) = read(lay({"content/media/rapport.pdf": b"%PDF-1.7"})).media
    assert (media.size, media.digest) == (8, sha256(b"%PDF-1.7").hexdigest())
    assert (media.width, media.height) == (None, None)


def test_what_a_system_or_program_leaves_behind_is_ignored(lay: Lay) -> None:
    litter = (
        *(".DS_Store", "Thumbs.db", "desktop.ini", "~$verslag.docx", ".verslag.md.swp", "verslag.md~", "verslag.tmp"),
        *("._foto.jpg", ".~lock.verslag.odt#", ".obsidian/werk.json", ".gitkeep"),
    )
    content = read(lay({f"content/media/{name}": b"\xff" for name in litter}))
    assert (content.problems, content.media) == ((), ())


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Nieuws.md", "nieuws.md"),
        ("mijn bericht.md", "mijn-bericht.md"),
        ("café.md", "cafe.md"),
        ("cafe\u0301.md", "cafe.md"),
        ("een_bericht.md", "een-bericht.md"),
        ("bericht.v2.md", "bericht-v2.md"),
        ("foto's & meer.pdf", "fotos-meer.pdf"),
        ("IMG_0123.PDF", "img-0123.pdf"),
        ("bericht.MD", "bericht.md"),
        ("€.pdf", "bestand.pdf"),
    ],
)
def test_a_file_with_a_name_that_cannot_be_an_address_is_told_the_right_name(lay: Lay, name: str, right: str) -> None:
    content = read(lay({f"content/{name}": PAGE}))
    assert told(content).startswith(
        f"content/{name}:1 [naam-onjuist] De naam van dit bestand kan geen adres zijn: `{name}`.\n"
        f"> Noem het bestand `{right}`.\n"
    )


def test_a_folder_with_such_a_name_is_told_once_and_its_files_are_read(lay: Lay) -> None:
    content = read(lay({"content/Ons Nieuws/a.md": PAGE, "content/Ons Nieuws/b.md": PAGE}))
    assert told(content) == snapshot("""\
content/Ons Nieuws:1 [naam-onjuist] De naam van deze map kan geen adres zijn: `Ons Nieuws`.
> Noem de map `ons-nieuws`.
""")
    assert len(content.sources) == 3


def test_a_text_that_got_another_ending_is_told_instead_of_left_out(lay: Lay) -> None:
    content = read(
        lay(
            {
                "content/a.md.txt": PAGE,
                "content/b.markdown": PAGE,
                "content/c.txt": PAGE,
                "content/E": PAGE,
                "content/f.text": PAGE,
                "content/d.txt": "Uitgeschreven.",
            }
        )
    )
    assert told(content) == snapshot("""\
content/E:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `e.md`.
content/a.md.txt:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `a.md`. Zie je `.txt` niet achter de naam? Dan verbergt Windows dat stuk. Zet in de Verkenner bij Beeld ‘Bestandsnaamextensies’ aan.
content/b.markdown:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `b.md`.
content/c.txt:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `c.md`. Zie je `.txt` niet achter de naam? Dan verbergt Windows dat stuk. Zet in de Verkenner bij Beeld ‘Bestandsnaamextensies’ aan.
content/f.text:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `f.md`.
""")  # noqa: E501  the message is one line


def test_a_file_of_data_with_another_name_is_told_instead_of_left_out(lay: Lay) -> None:
    content = read(
        lay({"content/feiten.yml": "a: 1\n", "content/nieuws/begrippen.yaml": "a: b\n", "content/x.yml": "a: b"})
    )
    assert told(content) == snapshot("""\
content/feiten.yml:1 [naam-onjuist] Dit bestand lees ik niet: `feiten.yml`.
> Noem het `content/feiten.yaml`.
content/nieuws/begrippen.yaml:1 [naam-onjuist] Dit bestand lees ik niet: `begrippen.yaml`.
> Noem het `content/begrippen.yaml`.
content/x.yml:1 [naam-onjuist] Dit bestand lees ik niet: `x.yml`.
> Haal het weg. Wel lees ik site.yaml, feiten.yaml, begrippen.yaml, woorden.yaml, zoekwoorden.yaml, toegankelijkheid.yaml en verzonden.yaml.
""")  # noqa: E501  the message is one line


def test_settings_with_another_name_are_told_once(lay: Lay) -> None:
    root = lay({"content/Site.yaml": SITE})
    (root / "content/site.yaml").unlink()
    assert told(read(root)) == snapshot("""\
content/Site.yaml:1 [naam-onjuist] De naam van dit bestand kan geen adres zijn: `Site.yaml`.
> Noem het bestand `site.yaml`.
""")


def test_captions_may_name_their_language(lay: Lay) -> None:
    assert read(lay({"content/media/film.nl.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHallo.\n"})).problems == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name themselves")
def test_a_name_that_is_no_text_is_told_without_its_strange_bytes(lay: Lay) -> None:
    root = lay()
    (root / "content" / os.fsdecode(b"caf\xe9.md")).write_text(PAGE)
    content = read(root)
    assert told(content) == snapshot("""\
content/caf\ufffd.md:1 [naam-onjuist] De naam van dit bestand kan geen adres zijn: `caf\ufffd.md`.
> Noem het bestand `caf.md`.
""")
    assert content.sources[0].text == PAGE


def test_a_byte_order_mark_is_not_part_of_a_text(lay: Lay) -> None:
    content = read(lay({"content/a.md": b"\xef\xbb\xbf" + PAGE.encode()}))
    assert content.sources[0].text == PAGE


def test_a_text_in_another_encoding_is_told_with_its_line_and_the_word(lay: Lay) -> None:
    content = read(
        lay(
            {
                "content/a.md": "---\ntitel: Wonen\n---\nEen café in de buurt.\n".encode("cp1252"),
                "content/b.md": PAGE.encode("utf-16"),
                "content/c.md": "---\ntitel: W\0nen\n---\n",
                "content/d.md": PAGE,
            }
        )
    )
    assert told(content) == snapshot("""\
content/a.md:4 [tekst-onleesbaar] Dit bestand is niet opgeslagen als UTF-8: op regel 4 staat de byte E9, waarschijnlijk in `café`.
> Open het bestand, kies Opslaan als, en kies bij codering voor UTF-8.
content/b.md:1 [tekst-onleesbaar] Dit bestand is opgeslagen als UTF-16.
> Open het bestand, kies Opslaan als, en kies bij codering voor UTF-8.
content/c.md:2 [tekst-onleesbaar] Op regel 2 staat een teken dat in geen tekst hoort (een nul-teken).
> Typ de regel opnieuw, of haal het teken weg.
""")  # noqa: E501
    assert [source.path for source in content.sources] == ["content/d.md", "content/index.md"]
    assert content.unreadable == ("content/a.md", "content/b.md", "content/c.md")


def test_a_link_inside_the_content_is_followed(lay: Lay) -> None:
    root = lay({"content/media/huis.svg": SVG.format("width='1' height='2'")})
    (root / "content/huis.svg").symlink_to("media/huis.svg")
    (root / "content/beeld").symlink_to("media")
    content = read(root)
    assert content.problems == ()
    assert [(item.path, item.width, item.height) for item in content.media] == [
        ("content/beeld/huis.svg", 1, 2),
        ("content/huis.svg", 1, 2),
        ("content/media/huis.svg", 1, 2),
    ]


def test_a_link_out_of_the_content_to_nowhere_or_to_itself_is_told(lay: Lay) -> None:
    root = lay({"geheim.md": PAGE, "content-oud/a.md": PAGE, "content/nieuws/a.md": PAGE})
    (root / "content/buiten.md").symlink_to("../geheim.md")
    (root / "content/oud").symlink_to("../content-oud")
    (root / "content/weg.md").symlink_to("nergens.md")
    (root / "content/nieuws/rond").symlink_to("..")
    content = read(root)
    assert told(content) == snapshot("""\
content/buiten.md:1 [bestand-onbereikbaar] Deze snelkoppeling wijst naar buiten `content/`.
> Zet het bestand zelf hier neer in plaats van de snelkoppeling.
content/nieuws/rond:1 [bestand-onbereikbaar] Deze snelkoppeling wijst naar een map waar ze zelf in staat.
> Haal de snelkoppeling weg.
content/oud:1 [bestand-onbereikbaar] Deze snelkoppeling wijst naar buiten `content/`.
> Zet het bestand zelf hier neer in plaats van de snelkoppeling.
content/weg.md:1 [bestand-onbereikbaar] Deze snelkoppeling wijst naar iets dat er niet is.
> Haal de snelkoppeling weg.
""")
    assert [source.path for source in content.sources] == ["content/index.md", "content/nieuws/a.md"]


def test_a_content_folder_that_is_a_link_itself_is_read(lay: Lay, tmp_path: Path) -> None:
    lay({"elders/site.yaml": SITE, "elders/index.md": PAGE})
    project = tmp_path / "project"
    project.mkdir()
    (project / "content").symlink_to(tmp_path / "elders")
    content = read(project)
    assert (content.problems, len(content.sources)) == ((), 1)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in a folder there")
def test_what_is_no_file_is_told_instead_of_waited_for(lay: Lay) -> None:
    root = lay()
    os.mkfifo(root / "content/pijp.md")
    assert told(read(root)) == snapshot("""\
content/pijp.md:1 [bestand-onbereikbaar] Dit is geen gewoon bestand.
> Haal het weg uit `content/`.
""")


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
def test_what_may_not_be_read_is_told_and_the_rest_is_read() -> None:
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


def test_a_folder_named_like_a_text_is_told_and_its_files_are_read(lay: Lay) -> None:
    content = read(lay({"content/wonen.md/a.md": PAGE}))
    assert told(content) == snapshot("""\
content/wonen.md:1 [bestand-onbereikbaar] Dit is een map, maar de naam eindigt op `.md` alsof het een tekst is.
> Noem de map `wonen`.
""")
    assert [source.path for source in content.sources] == ["content/index.md", "content/wonen.md/a.md"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG"), ("a.gif", "GIF"), ("a.webp", "WEBP"), ("a.avif", "AVIF")],
)
def test_a_picture_is_measured_and_one_that_is_cut_off_is_told(lay: Lay, name: str, kind: str) -> None:
    data = picture(kind)
    whole = read(lay({f"content/{name}": data}))
    assert [(item.width, item.height) for item in whole.media] == [(60, 40)]
    assert problems(whole) == ()
    cut = read(lay({f"content/{name}": data[: len(data) * 2 // 3]}))
    assert [problem.rule.id for problem in problems(cut)] == ["afbeelding-stuk"]
    assert len(cut.media) == 1


@pytest.mark.parametrize(("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))])
def test_a_photo_that_was_taken_sideways_is_measured_as_it_is_shown(
    lay: Lay, orientation: int, size: tuple[int, int]
) -> None:
    (media,) = read(lay({"content/foto.jpg": picture("JPEG", orientation=orientation)})).media
    assert (media.width, media.height) == size


def test_a_cut_photo_with_a_whole_thumbnail_in_it_is_told(lay: Lay) -> None:
    small, data = picture("JPEG", (8, 8)), picture("JPEG")
    segment = b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small
    whole = data[:2] + segment + data[2:]
    assert problems(read(lay({"content/foto.jpg": whole}))) == ()
    assert len(problems(read(lay({"content/foto.jpg": whole[:-40]})))) == 1


def test_bytes_behind_the_end_of_a_photo_do_no_harm(lay: Lay) -> None:
    assert problems(read(lay({"content/foto.jpg": picture("JPEG") + b"\0" * 100}))) == ()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width='120' height='80'", (120, 80)),
        ("width='120px' height='80.4px'", (120, 80)),
        ("width='1in' height='2.54cm'", (96, 96)),
        ("viewBox='0 0 300 200'", (300, 200)),
        ("viewBox='0,0,300,200' width='100%' height='auto'", (300, 200)),
        ("viewBox='0 0 300 200' width='150'", (150, 100)),
        ("viewBox='0 0 300 200' height='50'", (75, 50)),
        ("", (None, None)),
    ],
)
def test_a_drawing_is_measured_by_its_size_or_its_box(
    lay: Lay, attributes: str, size: tuple[int | None, int | None]
) -> None:
    content = read(lay({"content/lijn.svg": SVG.format(attributes)}))
    assert [(item.width, item.height) for item in content.media] == [size]
    assert problems(content) == ()


def test_what_is_no_picture_is_told(lay: Lay) -> None:
    content = read(
        lay(
            {
                "content/a.jpg": "Dit is geen foto.",
                "content/b.png": b"",
                "content/c.svg": "<svg xmlns='http://www.w3.org/2000/svg'>\n<g>\n</svg>",
                "content/d.svg": "<html/>",
            }
        )
    )
    assert told(content) == snapshot("""\
content/a.jpg:1 [afbeelding-stuk] Dit bestand is geen afbeelding die ik ken.
> Open het in een fotoprogramma en sla het opnieuw op, of zet er een ander bestand neer.
content/b.png:1 [afbeelding-stuk] Dit bestand is leeg: er staat geen afbeelding in.
> Open het in een fotoprogramma en sla het opnieuw op, of zet er een ander bestand neer.
content/c.svg:1 [afbeelding-stuk] Deze tekening (SVG) is stuk op regel 3.
> Open het in een fotoprogramma en sla het opnieuw op, of zet er een ander bestand neer.
content/d.svg:1 [afbeelding-stuk] Dit bestand is geen afbeelding, maar een webpagina.
> Zet er de afbeelding zelf neer.
""")


def test_a_picture_far_too_large_is_told_instead_of_unpacked(lay: Lay) -> None:
    file = BytesIO()
    Image.new("1", (10_000, 10_000)).save(file, "PNG")
    content = read(lay({"content/groot.png": file.getvalue()}))
    assert told(content) == snapshot("""\
content/groot.png:1 [afbeelding-te-groot] Deze afbeelding is te groot: ze heeft meer dan 50 miljoen beeldpunten.
> Maak haar kleiner in een fotoprogramma: 3000 beeldpunten breed is meer dan genoeg.
""")


def test_a_project_without_content_is_told(tmp_path: Path) -> None:
    content = read(tmp_path)
    assert told(content) == snapshot("""\
content:1 [inhoud-ontbreekt] De map `content/` met alle teksten is er niet.
> Zet de map terug, of start in de map erboven.
""")
    assert content.settings.config == DEFAULT


def test_a_site_without_settings_or_texts_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert told(read(tmp_path)) == snapshot("""\
content:1 [inhoud-ontbreekt] In `content/` staat geen enkele tekst.
> Zet er ten minste `content/index.md` in.
content/site.yaml:1 [inhoud-ontbreekt] Het bestand `content/site.yaml` is er niet.
> Zet er twee regels in: `naam: De naam van de site` en `adres: https://www.voorbeeld.nl/`.
""")


def test_empty_settings_are_told(lay: Lay) -> None:
    assert told(read(lay({"content/site.yaml": "\n"}))) == snapshot("""\
content/site.yaml:1 [inhoud-ontbreekt] Het bestand `content/site.yaml` is leeg.
> Zet er twee regels in: `naam: De naam van de site` en `adres: https://www.voorbeeld.nl/`.
""")


def test_settings_in_another_encoding_are_told_once(lay: Lay) -> None:
    content = read(lay({"content/site.yaml": "naam: Café\n".encode("cp1252")}))
    assert [problem.rule.id for problem in content.problems] == ["tekst-onleesbaar"]
    assert len(content.sources) == 1


def test_faults_in_every_file_are_told_together_by_place(lay: Lay) -> None:
    content = read(
        lay(
            {
                "content/site.yaml": "naam: Alliantie\nadres: nergens\n",
                "content/feiten.yaml": "partners:\n  getal:\n",
                "content/begrippen.yaml": "armoede\n",
                "content/Nieuws.md": PAGE,
            }
        )
    )
    assert [f"{problem.place.path}:{problem.place.line} {problem.rule.id}" for problem in content.problems] == [
        "content/Nieuws.md:1 naam-onjuist",
        "content/begrippen.yaml:1 yaml-stuk",
        "content/feiten.yaml:2 sleutel-ontbreekt",
        "content/site.yaml:2 waarde-onleesbaar",
    ]


def test_the_rules_have_names_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


COPIES = [
    *("a - kopie.md", "a - Kopie (2).md", "Kopie van a.md", "Kopie (2) van a.md", "a kopie.md", "a_kopie 3.md"),
    *("a (1).md", "a(2).md", "a 2.md", "a copy.md", "a copy 2.md", "Copy of a.md", "a - Copy (3).md"),
    *("a (conflict van Noor 2024-05-01).md", "a (Noor's conflicted copy 2024-05-01).md"),
    *("a.sync-conflict-20240501-101010-ABCDEFG.md", "A - kopie.md"),
]
"""What systems, browsers and shared folders call a file that they double."""


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_told_as_a_copy_and_nothing_is_said_of_the_text_it_was_made_of(lay: Lay, name: str) -> None:
    content = read(lay({"content/a.md": PAGE, f"content/{name}": PAGE}))
    assert told(content) == (
        f"content/{name}:1 [naam-onjuist] Dit lijkt een kopie van `content/a.md`, en de naam kan geen adres zijn.\n"
        "> `a.md` is er al. Is dit een kopie? Haal dit bestand weg. Is het een andere tekst? "
        "Noem het dan `a-2.md`, en geef het een eigen titel.\n"
    )
    assert [source.path for source in content.sources] == ["content/a.md", "content/index.md"]


@pytest.mark.parametrize("name", COPIES)
def test_what_only_looks_like_a_copy_gets_a_name_of_its_own(lay: Lay, name: str) -> None:
    content = read(lay({f"content/{name}": PAGE}))
    assert "kopie van `" not in told(content)
    assert len(content.sources) == 2


def test_no_advice_about_a_name_leads_to_a_file_or_folder_that_is_there(lay: Lay) -> None:
    content = read(
        lay(
            {
                "content/cafe.md": PAGE,
                "content/café.md": PAGE,
                "content/cafe-2.md": PAGE,
                "content/cafe.md.txt": PAGE,
                "content/site - kopie.yaml": SITE,
                "content/site-kopie.yaml": SITE,
                "content/ons-nieuws/a.md": PAGE,
                "content/Ons Nieuws/b.md": PAGE,
            }
        )
    )
    assert told(content) == snapshot("""\
content/Ons Nieuws:1 [naam-onjuist] De naam van deze map kan geen adres zijn: `Ons Nieuws`.
> De map `ons-nieuws` is er al. Zet daarin wat hier staat, en haal deze map weg.
content/cafe.md.txt:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> `cafe.md` is er al. Is dit een kopie? Haal dit bestand weg. Is het een andere tekst? Noem het dan `cafe-3.md`, en geef het een eigen titel. Zie je `.txt` niet achter de naam? Dan verbergt Windows dat stuk. Zet in de Verkenner bij Beeld ‘Bestandsnaamextensies’ aan.
content/café.md:1 [naam-onjuist] De naam van dit bestand kan geen adres zijn: `café.md`.
> `cafe.md` is er al. Is dit een kopie? Haal dit bestand weg. Is het een andere tekst? Noem het dan `cafe-3.md`, en geef het een eigen titel.
content/site - kopie.yaml:1 [naam-onjuist] Dit bestand lees ik niet: `site - kopie.yaml`.
> `content/site.yaml` is er al. Neem daarin over wat je nog nodig hebt, en haal dit bestand weg.
content/site-kopie.yaml:1 [naam-onjuist] Dit bestand lees ik niet: `site-kopie.yaml`.
> `content/site.yaml` is er al. Neem daarin over wat je nog nodig hebt, en haal dit bestand weg.
""")  # noqa: E501  the message is one line


def test_a_copy_that_is_a_draft_stops_nobody(lay: Lay) -> None:
    draft = "---\ntitel: A\nconcept: ja\n---\n"
    content = read(lay({"content/a.md": PAGE, "content/a - kopie.md": draft, "content/b.md.txt": draft}))
    assert [problem.severity for problem in content.problems] == [Severity.HINT, Severity.HINT]


def test_a_text_without_a_known_ending_is_told_as_a_text_and_other_files_are_not(lay: Lay) -> None:
    texts = ("b.MD", "c.Markdown", "e", "f.text", "g.md.orig")
    content = read(lay({f"content/{name}": PAGE for name in texts} | {"content/lijst": "a b", "content/x.html": "<p>"}))
    assert told(content) == snapshot("""\
content/b.MD:1 [naam-onjuist] De naam van dit bestand kan geen adres zijn: `b.MD`.
> Noem het bestand `b.md`.
content/c.Markdown:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `c.md`.
content/e:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `e.md`.
content/f.text:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `f.md`.
content/g.md.orig:1 [naam-onjuist] Dit lijkt een tekst voor de site, maar de naam eindigt niet op `.md`.
> Noem het bestand `g.md`.
content/lijst:1 [bestand-soort] Dit is een bestand zonder soort: achter de naam staat geen punt met de soort. Dat kan niet op de site.
> Noem hier een ander bestand. Dit kan wel: avif, csv, doc, docx, epub, gif, jpeg, jpg, m4a, mp3, mp4, odp, ods, odt, ogg, pdf, png, ppt, pptx, rtf, svg, txt, vtt, wav, webm, webp, xls, xlsx of zip.
content/x.html:1 [bestand-soort] Dit is een bestand van de soort `html`. Dat kan niet op de site.
> Maak er een tekst van: een bestand met `.md`, zoals `content/folder.md`. Link dan daarnaar.
""")  # noqa: E501  the message is one line
    assert [item.path for item in content.media] == ["content/lijst", "content/x.html"]


@pytest.mark.parametrize("name", ["2027", "Nieuwe map", "Nieuwe map/Nieuwe map (2)", "foto's van café", "oud.md"])
def test_a_folder_without_files_may_be_called_anything(lay: Lay, name: str) -> None:
    root = lay()
    (root / "content/nieuws" / name).mkdir(parents=True)
    (root / "content/nieuws" / name / ".DS_Store").touch()
    assert read(root).problems == ()
