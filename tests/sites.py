"""A whole site in one string: how tests and the examples of rules are written."""

from __future__ import annotations

import atexit
import re
import tempfile
import zipfile
from contextlib import ExitStack, contextmanager
from datetime import datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from avksite import report
from avksite.dutch.dates import parse_moment
from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from avksite.pipeline import Project, build
from avksite.rendering.hyphenation import SOFT_HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from avksite.problems import Problem
    from avksite.rendering.artifact import Build


ROOT = Path(__file__).parents[1]
"""The folder of this project, with its own content."""


def packed(*names: str) -> bytes:
    """Return a zip file with empty parts of these names."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "")
    return file.getvalue()


HEADER = re.compile(r"^-- (?P<path>[^\s(>]+(?: [^\s(>]+)*?)(?: \((?P<encoding>[\w-]+)\)| -> (?P<target>\S+))? --$")

SAMPLES = {
    "film": b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08moov" + b"\0\0\0\x08mdat",
    "geluid": b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64",
    "pdf": b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 0\ntrailer\n<</Root 1 0 R>>\nstartxref\n100\n%%EOF\n",
    "word": packed("[Content_Types].xml", "word/document.xml"),
    "excel": packed("[Content_Types].xml", "xl/workbook.xml"),
}
"""The least that is a file of a sort, for `-- path (film) --`: who reads a test has no use for its bytes."""

MINIMAL = {
    "content/site.yaml": "naam: Alliantie van Kracht\nadres: https://voorbeeld.example\n",
    "content/index.md": "---\ntitel: Welkom\n---\nFijn dat je er bent.\n",
}
"""What every site has, unless the string says otherwise."""


def parts(text: str) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield (path, encoding, link target, content) for every `-- path --` in a string."""
    path, encoding, target, lines = "", "utf-8", None, list[str]()
    for line in text.splitlines(keepends=True):
        found = HEADER.match(line.rstrip("\r\n"))
        if found is None:
            lines.append(line)
            continue
        if path:
            yield path, encoding, target, "".join(lines)
        path, encoding, target, lines = found["path"], found["encoding"] or "utf-8", found["target"], []
    if path:
        yield path, encoding, target, "".join(lines)


def lay_out(root: Path, text: str) -> Path:
    """Write the files of a string, over the minimal site, into a folder.

    `-- path (windows-1252) --` writes in another encoding, `-- path (film) --` what is no text;
    `-- path -> target --` makes a symbolic link.
    """
    for name, content in MINIMAL.items():
        _write(root / name, content.encode())
    for path, encoding, target, content in parts(text):
        place = root / path
        if target is None:
            _write(place, SAMPLES[encoding] if encoding in SAMPLES else content.encode(encoding))
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(target)
    return root


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


@contextmanager
def folder(text: str) -> Iterator[Path]:
    """Lay out a site in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="avksite-") as name:
        yield lay_out(Path(name), text)


@cache
def shared_memo() -> Memo:
    """Return the memo of this process: what is equal on two sites, such as a mark or a code, is made once."""
    closing = ExitStack()
    atexit.register(closing.close)
    folder = closing.enter_context(tempfile.TemporaryDirectory(prefix="avksite-memo-"))
    return closing.enter_context(Memo(Path(folder), pool=Pool(1)))  # a test process has threads of its own


def moment_of(today: str) -> datetime:
    """Return a moment as a build takes it, from a day or a moment as people type it (`1 mei 2024 13.00 uur`)."""
    moment = parse_moment(today)
    return datetime.combine(moment.day, moment.time or time(23, 59), ZoneInfo("Europe/Amsterdam"))


def built(root: Path, today: str = "1 mei 2024", base_url: str | None = None, memo: Memo | None = None) -> Build:
    """Build what is in a folder as it is on a day, or at a moment."""
    return build(Project(root, base_url), moment_of(today), memo or shared_memo())


def site(text: str = "", today: str = "1 mei 2024") -> Build:
    """Build a whole site from one string."""
    with folder(text) as root:
        return built(root, today)


def example_site(text: str) -> str:
    """Return the example of a rule as a whole site: bare text is the body of one page that the home page links to."""
    if not HEADER.match(text.split("\n", 1)[0]):
        text = f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\n{text}"
    if "-- content/index.md" not in text:
        links = "".join(
            f"- [{path}](/{path.removeprefix('content/')})\n"
            for path, _, target, _ in parts(text)
            if re.fullmatch(r"content/(?!index\.md)[a-z0-9-]+(/(?!index\.md)[a-z0-9-]+)?\.md", path)
            and target is None
            and not path.startswith("content/personen/")
        )
        text = f"-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent.\n\n{links}\n{text}"
    return text


def concise(problems: Iterable[Problem]) -> str:
    """Return problems as `path:line: ernst[regel] boodschap`, one a line."""
    return report.concise(problems)


DIGEST = re.compile(r"(?<=assets/)(?P<name>[\w./-]+?)\.[0-9a-f]{10}(?=\.\w)")
"""What the name of an asset carries: it changes with what is in the file."""


def page(made: Build, path: str) -> str:
    """Return a made file as text, by its path in the output folder: of `assets/site.0a1b2c3d4e.js`, `assets/site.js`.

    Assets in it have their bare names, and where its words may break is left out.
    """
    found = (it.content.decode() for it in made.artifacts if path in {it.path, DIGEST.sub(r"\g<name>", it.path)})
    return DIGEST.sub(r"\g<name>", next(found)).replace(SOFT_HYPHEN, "")
