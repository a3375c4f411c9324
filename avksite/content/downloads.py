"""Files that are no picture and no text: which sorts go on the site, and whether one holds what its name says.

Only sorts that a browser shows, plays or hands to another program are here: nothing that it, or a web server, runs.
"""

from __future__ import annotations

import os
import zipfile
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from typing import IO

from avksite.content.svg import UnsoundError

LFS = b"version https://git-lfs.github.com/spec/"
"""How a pointer of Git LFS begins (its specification, "The Pointer")."""
_LARGEST_POINTER = 1024

_BLOCK = 1 << 16
_NOT_WHOLE = "Dit bestand is niet compleet: het einde ontbreekt."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Office up to 2003, and a newer document with a password."""
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "een pdf"),
    (b"PK\x03\x04", "een ingepakt bestand (zip, of een document van Office)"),
    (_OLE, "een document van een oud Office, of een met een wachtwoord"),
    (b"{\\rtf", "een rtf"),
    (b"\xff\xd8\xff", "een foto (jpg)"),
    (b"\x89PNG", "een afbeelding (png)"),
    (b"GIF8", "een afbeelding (gif)"),
    (b"\x1a\x45\xdf\xa3", "een film (webm)"),
    (b"OggS", "geluid (ogg)"),
    (b"ID3", "geluid (mp3)"),
    (b"RIFF", "geluid of beeld (RIFF)"),
    (b"MZ", "een programma"),
    (b"\x7fELF", "een programma"),
)
_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")


def is_pointer(start: bytes) -> bool:
    """Say whether a file only says where Git LFS keeps the real one."""
    return start.startswith(LFS) and len(start) <= _LARGEST_POINTER


def looks_like(start: bytes) -> str:
    """Return in Dutch what a file is by its first bytes; "" when that says nothing."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if bare.startswith(_WEB_PAGE):
        return "een webpagina"
    if start[4:8] == b"ftyp":
        return "een film, geluid of foto (mp4 of heic)"
    return next((name for mark, name in _STARTS if start.startswith(mark)), "")


def _other(start: bytes, name: str) -> str:
    """Return that a file is no such thing, and what it is when that can be seen."""
    seen = looks_like(start)
    return f"Dit bestand is geen {name}, maar {seen}." if seen else f"Dit bestand is geen {name}."


def _begins(file: IO[bytes], size: int = 64) -> bytes:
    file.seek(0)
    return file.read(size)


def _ends(file: IO[bytes], size: int, most: int) -> bytes:
    file.seek(max(0, size - most))
    return file.read(most)


def _pdf(file: IO[bytes], size: int) -> str:
    """ISO 32000-1, 7.5.2 and 7.5.5: programs look for the head and the end in the first and last kilobytes."""
    start = _begins(file, 1024)
    if b"%PDF-" not in start:
        return _other(start, "pdf")
    tail = _ends(file, size, 4096)
    return "" if b"%%EOF" in tail or b"startxref" in tail else _NOT_WHOLE


def _packed(name: str, *needed: str) -> Callable[[IO[bytes], int], str]:
    """Return the check of a zip file that holds certain parts; the list of parts stands at its end."""

    def fault(file: IO[bytes], size: int) -> str:
        del size
        start = _begins(file)
        if start.startswith(_OLE) and needed:
            return f"Dit bestand is geen {name}: het is met een oude Office bewaard, of er zit een wachtwoord op."
        if not start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _other(start, name)
        try:
            with zipfile.ZipFile(file) as archive:
                parts = archive.namelist()
        except zipfile.BadZipFile:
            return _NOT_WHOLE
        is_there = all(any(part == it or (it.endswith("/") and part.startswith(it)) for part in parts) for it in needed)
        return "" if is_there else f"Dit is een ingepakt bestand, maar geen {name}."

    return fault


def _starting(name: str, *marks: bytes, end: bytes = b"") -> Callable[[IO[bytes], int], str]:
    def fault(file: IO[bytes], size: int) -> str:
        start = _begins(file)
        if not start.startswith(marks):
            return _other(start, name)
        return "" if not end or end in _ends(file, size, 64) else _NOT_WHOLE

    return fault


def _sound_mp3(file: IO[bytes], size: int) -> str:
    """ISO 11172-3, 2.4.2.3: eleven bits that are one; ID3v2 stands before it, and some programs pad with zeros."""
    del size
    start = _begins(file, 4096)
    bare = start.lstrip(b"\0")
    is_sound = start.startswith(b"ID3") or (len(bare) > 1 and bare[0] == 0xFF and bare[1] & 0xE0 == 0xE0)  # noqa: PLR2004
    return "" if is_sound else _other(start, "mp3")


def _boxes(name: str) -> Callable[[IO[bytes], int], str]:
    """Return the check of a file of boxes (ISO 14496-12, 4.2): each says how long it is, the last ends the file."""

    def fault(file: IO[bytes], size: int) -> str:
        start = _begins(file)
        if start[4:8] not in {b"ftyp", b"moov", b"wide", b"mdat", b"free", b"skip"}:
            return _other(start, name)
        found = set[bytes]()
        for sort, end in _walk(file, size):
            found.add(sort)
            if end > size:
                return _NOT_WHOLE
        has_index = bool(found & {b"moov", b"moof"})
        return _NOT_WHOLE if b"mdat" in found and not has_index else ""

    return fault


def _walk(file: IO[bytes], size: int) -> Iterator[tuple[bytes, int]]:
    """Yield every box at the top: its sort, and where it ends."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:  # up to the end of the file
            length = size - at
        at = at + length if length >= len(head[:8]) else size + 1
        yield head[4:8], at
    if at < size:  # a head that is cut off
        yield b"", size + 1


def _webm(file: IO[bytes], size: int) -> str:
    """RFC 8794, 4: the head, then one segment that says how long it is, or not."""
    start = _begins(file)
    if not start.startswith(b"\x1a\x45\xdf\xa3"):
        return _other(start, "webm")
    at = 4
    length, used = _vint(start[at:])
    at += used + length
    file.seek(at)
    segment = file.read(12)
    if not segment.startswith(b"\x18\x53\x80\x67"):
        return _NOT_WHOLE
    length, used = _vint(segment[4:])
    is_unknown = length == (1 << 7 * used) - 1
    return "" if is_unknown or at + 4 + used + length <= size else _NOT_WHOLE


def _vint(data: bytes) -> tuple[int, int]:
    """Return a number of EBML and how many bytes it took (RFC 8794, 4.4)."""
    used = 9 - data[0].bit_length() if data and data[0] else 8
    return int.from_bytes(data[:used], "big") & ((1 << 7 * used) - 1), used


def _ogg(file: IO[bytes], size: int) -> str:
    """RFC 3533, 6: a page says how long its parts are; the last one is whole."""
    start = _begins(file)
    if not start.startswith(b"OggS"):
        return _other(start, "ogg")
    tail = _ends(file, size, 2 * _BLOCK)
    at = tail.rfind(b"OggS")
    parts = tail[at + 27 : at + 27 + tail[at + 26]] if at >= 0 and at + 26 < len(tail) else b""
    is_whole = bool(parts) and at + 27 + len(parts) + sum(parts) <= len(tail)
    return "" if is_whole else _NOT_WHOLE


def _riff(name: str, kind: bytes) -> Callable[[IO[bytes], int], str]:
    def fault(file: IO[bytes], size: int) -> str:
        start = _begins(file)
        if not start.startswith(b"RIFF") or start[8:12] != kind:
            return _other(start, name)
        return "" if int.from_bytes(start[4:8], "little") + 8 <= size else _NOT_WHOLE

    return fault


def _text(file: IO[bytes], size: int) -> str:
    """Plain text: readable as UTF-8, all of it, and no bytes of a program between."""
    del size
    decoder = getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            if b"\0" in block:
                start = _begins(file)
                return _other(start, "gewone tekst") + " Bewaar het als UTF-8."
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "Dit bestand is niet opgeslagen als UTF-8. Dan staan er vreemde tekens in plaats van letters zoals é."
    return ""


FORMS: dict[str, Callable[[IO[bytes], int], str]] = {
    **dict.fromkeys(("csv", "txt"), _text),
    "pdf": _pdf,
    "docx": _packed("docx", "[Content_Types].xml", "word/"),
    "xlsx": _packed("xlsx", "[Content_Types].xml", "xl/"),
    "pptx": _packed("pptx", "[Content_Types].xml", "ppt/"),
    **{ending: _packed(ending, "mimetype", "content.xml") for ending in ("odp", "ods", "odt")},
    "epub": _packed("epub", "mimetype", "META-INF/"),
    "zip": _packed("zip"),
    **{ending: _starting(ending, _OLE) for ending in ("doc", "ppt", "xls")},
    "rtf": _starting("rtf", b"{\\rtf", end=b"}"),
    "mp3": _sound_mp3,
    "mp4": _boxes("mp4"),
    "m4a": _boxes("m4a"),
    "webm": _webm,
    "ogg": _ogg,
    "wav": _riff("wav", b"WAVE"),
}
"""Ending → what is wrong with a file of that sort and size, in Dutch, "" for nothing; pictures and captions have rules
of their own."""


def check_form(ending: str, file: IO[bytes]) -> None:
    """Raise UnsoundError when a file is not what its ending says, or not whole."""
    size = file.seek(0, os.SEEK_END)
    if fault := FORMS[ending](file, size):
        raise UnsoundError(fault)
