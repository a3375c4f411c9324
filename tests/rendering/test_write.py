"""A site is replaced as one or not at all, only where it changed, and never over somebody else's folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import sleep

import pytest

from avksite.memo.later import Later
from avksite.problems import Unusable
from avksite.rendering.artifact import Artifact, Copy, Made
from avksite.rendering.folders import AWAY, SITE, exchange, listing, rename_both, repair
from avksite.rendering.write import recover, write

ROOT = Path(__file__).parents[2]


def artifacts(**files: str) -> list[Artifact]:
    return [
        Artifact.of(name.replace("_", "/") + ".html", "content/a.md", Made(text.encode()))
        for name, text in files.items()
    ]


def test_the_folder_ends_as_exactly_the_artifacts(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een", oud_b="twee"), output)
    write(artifacts(a="anders", nieuw_c="drie"), output)
    paths = sorted(p.relative_to(output).as_posix() for p in output.rglob("*"))
    assert paths == [".avksite", "a.html", "nieuw", "nieuw/c.html"]
    assert [(output / path).read_text() for path in ("a.html", "nieuw/c.html")] == ["anders", "drie"]


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een"), output)
    before = (output / "a.html").stat().st_mtime_ns
    write(artifacts(a="een"), output)
    assert (output / "a.html").stat().st_mtime_ns == before


def test_a_file_makes_way_for_a_folder_and_back(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write([Artifact.of("a", "content/a.md", Made(b"bestand"))], output)
    write([Artifact.of("a/b", "content/a.md", Made(b"in een map"))], output)
    assert (output / "a/b").read_bytes() == b"in een map"
    write([Artifact.of("a", "content/a.md", Made(b"bestand"))], output)
    assert (output / "a").read_bytes() == b"bestand"


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    output = tmp_path / "foto's"
    output.mkdir()
    (output / "vakantie.txt").write_text("van mij")
    with pytest.raises(Unusable) as refused:
        write(artifacts(a="een"), output)
    assert refused.value.problems[0].message == (
        "`foto's` is er al, en is niet door dit programma gemaakt. Er is niets overschreven."
    )
    assert [path.name for path in output.iterdir()] == ["vakantie.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_disk_that_takes_no_more_leaves_the_last_good_site(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een"), output)
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from avksite.rendering.artifact import Artifact, Made\n"
        "from avksite.rendering.write import write\n"
        "from avksite.problems import Unusable\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write([Artifact.of('a.html', 'x', Made(b'twee')), Artifact.of('b.html', 'x', Made(bytes(5000)))],"
        " Path(sys.argv[1]))\n"
        "except Unusable as unusable:\n"
        "    sys.exit(unusable.problems[0].message)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(output)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ran.stderr.strip().endswith("De vorige site is niet veranderd.")
    assert {path.name: path.read_bytes() for path in output.glob("*.html")} == {"a.html": b"een"}
    assert [path.name for path in (tmp_path / ".output-vorig").iterdir() if path.is_dir()] == []  # nor half a new one


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(Unusable) as refused:
        write(artifacts(a="een"), tmp_path / "bestand" / "output")
    assert "De site kon niet worden weggeschreven in `output`." in refused.value.problems[0].message


def program(body: str, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Start a process of its own that does this; `before` is what it is started with."""
    lines = (
        "import sys",
        "from pathlib import Path",
        "from avksite.problems import Unusable",
        "from avksite.rendering.artifact import Artifact, Made",
        "from avksite.rendering.write import write",
        "def site(text, size=20): return [Artifact.of(f'{n % 7}/{n}.html', 'x', Made(text * size)) for n in range(60)]",
        body,
    )
    return subprocess.Popen(
        [*before, sys.executable, "-c", "\n".join(lines), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def texts(output: Path) -> set[str]:
    """Return what the files of a site hold: one text for a whole one."""
    files = [path for path in output.rglob("*.html") if path.is_file()]
    return {path.read_text()[:3] for path in files} if len(files) == 60 else {f"{len(files)} files"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no way for a process to go on as two")
@pytest.mark.parametrize(
    ("way", "seen"),
    [
        ("exchange", {("oud", "oud", "nieuw"), ("nieuw", "nieuw", "nieuw")}),
        ("renames", {("oud", "oud", "nieuw"), ("", "oud", "nieuw"), ("nieuw", "nieuw", "nieuw")}),
        (
            "in-place",
            {("oud", "oud", "nieuw"), ("oud", "nieuw", "nieuw"), ("", "nieuw", "nieuw"), ("nieuw", "nieuw", "nieuw")},
        ),
    ],
)
def test_a_build_killed_at_any_step_leaves_a_site_that_is_whole_or_made_so_at_the_next_start(
    tmp_path: Path, way: str, seen: set[tuple[str, str, str]]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.rendering.killed", way, str(tmp_path / "p")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    kills = Counter(tuple(json.loads(line)) for line in ran.stdout.splitlines())
    assert set(kills) == seen
    # Two renames leave no site for a blink; where files are replaced one by one there is a mix, which is finished.
    assert kills["", "oud", "nieuw"] <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no exchange of folders")
def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    output = tmp_path / "output"
    body = (
        "sys.stdout.write('.'); sys.stdout.flush()\n"
        "while True:\n    write(site(b'een'), Path(sys.argv[1])); write(site(b'twee'), Path(sys.argv[1]))"
    )
    for moment in range(20, 150, 13):
        process = program(body, str(output))
        assert process.stdout is not None
        process.stdout.read(1)
        sleep(moment / 1000)
        process.kill()
        process.communicate()
        assert texts(output) in ({"een"}, {"twe"}) or not output.exists()
    write(artifacts(a="drie"), output)
    assert [path.name for path in sorted(output.iterdir())] == [".avksite", "a.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens no folder")
def test_a_reader_gets_page_and_style_of_one_build(tmp_path: Path) -> None:
    output = tmp_path / "output"
    seen: list[tuple[bytes, bytes]] = []
    ends = threading.Event()

    def site(build: int) -> list[Artifact]:
        return [
            Artifact.of(path, "x", Made(b"%d" % build))
            for path in ("index.html", "assets/style.css", f"{build}/a.html")
        ] + [Artifact.of("404.html", "x", Made(b"altijd"))]

    def read() -> None:
        while not ends.is_set():
            folder = os.open(output, os.O_RDONLY)
            page, style = (os.open(path, os.O_RDONLY, dir_fd=folder) for path in ("index.html", "assets/style.css"))
            seen.append((os.read(page, 9), os.read(style, 9)))
            for file in (page, style, folder):
                os.close(file)

    write(site(0), output)
    reader = threading.Thread(target=read)
    reader.start()
    for build in range(1, 21):
        while reader.is_alive() and (b"%d" % (build - 1),) * 2 not in seen:
            sleep(0.001)
        write(site(build), output)
    ends.set()
    reader.join()
    assert {page for page, _ in seen} >= {b"%d" % build for build in range(20)}
    assert [(page, style) for page, style in seen if page != style] == []


def test_what_is_the_same_in_two_sites_is_one_file(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for text in ("een", "twee", "drie", "vier"):
        write(artifacts(a="blijft", b=text), output)
    before = tmp_path / ".output-vorig" / SITE
    assert (output / "b.html").read_text() == "vier"
    assert (before / "b.html").read_text() == "drie"
    assert (output / "a.html").samefile(before / "a.html")


def test_of_what_is_the_same_neither_the_old_nor_the_new_file_is_read(tmp_path: Path) -> None:
    body = (
        "write(site(b'een'), Path(sys.argv[1])); write(site(b'een')[:30] + site(b'twee')[30:], Path(sys.argv[1]))\n"
        "read = []\n"
        "sys.addaudithook(lambda event, told: read.append(str(told[0])) if event == 'open' else None)\n"
        "write(site(b'een')[:30] + site(b'drie')[30:], Path(sys.argv[1]))\n"
        "print(sum('/output/' in path for path in read), sum('/site/' in path for path in read))"
    )
    assert program(body, str(tmp_path / "output")).communicate() == ("30 30\n", "")

    def fetched() -> bytes:
        raise AssertionError

    made = artifacts(a="een")[0]
    for artifact in (made, replace(made, data=Later(made.data.digest, fetched))):
        write([artifact], tmp_path / "een")
    assert (tmp_path / "een/a.html").read_text() == "een"


def dressed(number: int, **pages: str) -> list[Artifact]:
    """Return a site whose style sheet is of this number, also packed."""
    name = f"assets/style.{number:010x}.css"
    files = [Artifact.of(path, "content/a.md", Made(str(number).encode())) for path in (name, f"{name}.br")]
    return [*artifacts(a=str(number), **pages), *files]


def numbers_of(output: Path) -> set[int]:
    """Return the numbers of the style sheets that a reader can get."""
    return {int(path.name.split(".")[1], 16) for path in (output / "assets").iterdir()}


def test_the_style_of_the_site_before_stays_for_who_holds_a_page_of_it_and_no_longer(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for number, left in ((1, {1}), (2, {1, 2}), (2, {1, 2}), (3, {2, 3}), (1, {3, 1})):
        assert write(dressed(number), output).aside == ()
        assert numbers_of(output) == left
    write(dressed(1, b="iets anders"), output)
    assert numbers_of(output) == {1}
    assert (output / "assets/style.0000000001.css.br").read_bytes() == b"1"


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for text in ("een", "twee"):
        write(artifacts(a="blijft", b=text), output)
    (output / "a.html").write_text("anders")
    write(artifacts(a="blijft", b="drie"), output)
    assert {path.name: path.read_text() for path in output.glob("*.html")} == {"a.html": "blijft", "b.html": "drie"}


def test_a_copied_file_is_copied_again_once_it_changed(tmp_path: Path) -> None:
    output, source = tmp_path / "output", tmp_path / "foto.jpg"
    for content in (b"een", b"een", b"twee"):
        source.write_bytes(content)
        copied = Copy("content/foto.jpg", str(source), sha256(content).hexdigest())
        write([Artifact.of("foto.jpg", "x", Made(copied_from=copied))], output)
        assert (output / "foto.jpg").read_bytes() == content
        source.write_bytes(b"later")
        assert (output / "foto.jpg").read_bytes() == content


def test_a_file_to_copy_that_does_not_open_is_named_and_the_site_stays(tmp_path: Path) -> None:
    output, place = tmp_path / "output", tmp_path / "verslag.pdf"
    write(artifacts(a="een"), output)
    copy = Copy("content/media/verslag.pdf", str(place), "0" * 64)  # another program has it, or has taken it away
    with pytest.raises(Unusable) as refused:
        write([*artifacts(a="twee"), Artifact.of("verslag.pdf", "content/a.md", Made(copied_from=copy))], output)
    (problem,) = refused.value.problems
    assert (problem.place.path, problem.message) == (
        "content/media/verslag.pdf",
        "Dit bestand kan ik niet openen. Daarom is er geen nieuwe site geschreven. De vorige site is niet veranderd.",
    )
    assert (output / "a.html").read_text(encoding="utf-8") == "een"


def test_a_record_that_is_lost_or_damaged_costs_time_only(tmp_path: Path) -> None:
    output, record = tmp_path / "output", tmp_path / ".output-vorig" / "lijst.json"
    write(artifacts(a="een", b="een"), output)
    before = (output / "a.html").stat().st_mtime_ns
    for damaged in (b"", b"[]", b"{", b'{"a.html": [1]}', b'{"a.html": ["", "x", 2]}', b"\xff"):
        record.write_bytes(damaged)
        write(artifacts(a="een", b=damaged.hex()), output)
        assert (output / "b.html").read_text() == damaged.hex()
    assert (output / "a.html").stat().st_mtime_ns == before


def test_what_is_not_of_the_site_stays_where_a_host_asks_for_it_and_is_else_put_aside_and_named(tmp_path: Path) -> None:
    output, elsewhere = tmp_path / "output", tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "van-mij.txt").write_text("van mij")
    write(artifacts(a="een", nieuws_b="een"), output)
    kept = {".nojekyll": "", "CNAME": "voorbeeld.nl", ".well-known/acme/x": "sleutel"}
    strange = {"vakantie.txt": "van mij", "nieuws/foto.txt": "ook"}
    for path, text in {**kept, **strange, "nieuws/.DS_Store": ""}.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(text)
    (output / "koppeling").symlink_to(elsewhere)
    written = write(artifacts(a="twee", nieuws_b="een"), output)
    assert written.aside == ("koppeling", "nieuws/foto.txt", "vakantie.txt")
    assert {path: (written.folder / path).read_text() for path in strange} == strange
    assert (written.folder / "koppeling").readlink() == elsewhere
    for text in ("twee", "drie", "vier"):
        assert write(artifacts(a=text), output).aside == ()
        assert sorted(listing(output).files) == sorted([".avksite", *kept, "a.html"])
    assert {path: (output / path).read_text() for path in kept} == kept


def test_where_the_next_is_laid_ready_is_known_by_its_difference_until_somebody_was_there(tmp_path: Path) -> None:
    output, room = tmp_path / "output", tmp_path / ".output-vorig"
    texts = {f"map_{it}": "een" for it in "abcdef"}

    def is_quick(**changed: str) -> bool:
        """Write another site, which is what was meant; say whether the folder for it was taken as it was left."""
        texts.update(changed)
        sign = room / "site/teken"
        if sign.parent.exists():
            sign.touch()
        write(artifacts(**{name: text for name, text in texts.items() if text}), output)
        is_left = (output / sign.name).exists()
        (output / sign.name).unlink(missing_ok=True)
        found = {path: (output / path).read_text() for path in listing(output).files if path != ".avksite"}
        assert found == {f"{name.replace('_', '/')}.html": text for name, text in texts.items() if text}
        return is_left

    assert not is_quick()
    assert not is_quick(map_a="twee")
    assert is_quick(map_a="drie", map_b="")
    assert is_quick(nieuw_g="een", map_b="weer")
    assert is_quick(nieuw_g="")
    (output / "map/c.html").unlink()
    assert is_quick(map_a="vier")
    (output / "map/c.html").write_text("van een ander")
    assert is_quick(map_a="vijf")
    (output / "map/d.html").unlink()
    assert not is_quick(map_d="")  # nothing is to be done in `output`, but there it still lies
    assert not is_quick(map_a="zes")
    assert is_quick(map_a="zeven")
    (room / "site/map/e.html").unlink()
    assert not is_quick(map_a="acht")
    assert is_quick(map_a="negen")
    (output / "leeg").mkdir()
    assert is_quick(map_a="tien")
    assert not is_quick(map_a="elf")
    (room / "verschil").write_bytes(b"iets anders")
    assert not is_quick(map_a="twaalf")


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    output, elsewhere = tmp_path / "output", tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "b.html").write_text("van mij")
    for way in ("exchange", "in-place"):
        write(artifacts(a="een", nieuws_b="een"), output)
        if way == "in-place":
            (output / ".git").mkdir()
        shutil.rmtree(output / "nieuws")
        (output / "nieuws").symlink_to(elsewhere)
        (output / "a.html").unlink()
        (output / "a.html").symlink_to(elsewhere / "b.html")
        write(artifacts(a="twee", nieuws_b="twee"), output)
        assert not (output / "nieuws").is_symlink()
        assert (output / "nieuws/b.html").read_text() == (output / "a.html").read_text() == "twee"
        assert (elsewhere / "b.html").read_text() == "van mij"


def test_an_output_folder_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "output").symlink_to(tmp_path / "www")
    for text in ("een", "twee"):
        write(artifacts(a=text), tmp_path / "output")
    assert (tmp_path / "output").is_symlink()
    assert (tmp_path / "www/a.html").read_text() == "twee"


def test_a_folder_with_a_history_of_its_own_is_the_same_folder_afterwards(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een", weg_b="een"), output)
    (output / ".git" / "objects").mkdir(parents=True)
    (output / ".git" / "HEAD").write_text("ref: refs/heads/main")
    number = output.stat().st_ino
    write(artifacts(a="twee"), output)
    assert output.stat().st_ino == number
    assert (output / "a.html").read_text() == "twee"
    assert (output / ".git" / "HEAD").read_text() == "ref: refs/heads/main"
    assert sorted(path.name for path in output.iterdir()) == [".avksite", ".git", "a.html"]


def test_two_renames_replace_a_site_where_a_system_has_no_exchange(tmp_path: Path) -> None:
    output, room = tmp_path / "output", tmp_path / ".output-vorig"
    write(artifacts(a="een"), output)
    write(artifacts(a="twee"), output)
    for now, before in (("een", "twee"), ("twee", "een")):
        rename_both(output, room)
        assert (output / "a.html").read_text() == now
        assert (room / SITE / "a.html").read_text() == before
    exchange(output, room)
    for broken_off in ((output, room / AWAY), (room / SITE, output)):
        broken_off[0].rename(broken_off[1])
    repair(output, room)  # of the second rename it never heard
    assert (room / SITE / "a.html").read_text() == "een"
    output.rename(room / AWAY)
    recover(output)
    assert (output / "a.html").read_text() == "twee"


def test_two_builds_into_one_folder_wait_for_each_other(tmp_path: Path) -> None:
    output = tmp_path / "output"
    body = "for _ in range(5): write(site(sys.argv[2].encode()), Path(sys.argv[1]), patience=60)"
    both = [program(body, str(output), text) for text in ("een", "twee")]
    assert [process.communicate()[1] for process in both] == ["", ""]
    assert texts(output) in ({"een"}, {"twe"})


def test_a_build_that_waits_too_long_says_that_another_is_at_work(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write(artifacts(a="een"), output)
    body = (
        "from avksite.rendering.folders import locked\n"
        "with locked(Path(sys.argv[1]) / 'slot', 0):\n"
        "    sys.stdout.write('.'); sys.stdout.flush(); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", f"import sys\nfrom pathlib import Path\n{body}", str(tmp_path / ".output-vorig")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.read(1) == b"."
    with pytest.raises(Unusable) as refused:
        write(artifacts(a="twee"), output, patience=0.2)
    assert refused.value.problems[0].message == ("Een ander programma is nu bezig de site te schrijven in `output`.")
    other.kill()  # and what it had locked is free
    other.communicate()
    write(artifacts(a="twee"), output)
    assert (output / "a.html").read_text() == "twee"
