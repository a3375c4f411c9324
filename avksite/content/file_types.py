"""The file types that can be on the site: media types, first bytes, and whether a file is complete.

It holds only types that a browser shows, plays or hands to another program, and none that it or a web server runs.
"""

from __future__ import annotations

import logging
import os
import re
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from mimetypes import MimeTypes
from typing import IO

from avksite.frozen import dataclass
from avksite.problems import Unusable, blaming

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Office up to 2003, and a newer document with a password."""
_MAGIC = (
    (b"%PDF-", "pdf", "een pdf"),
    (b"PK\x03\x04", "", "een bestand van Word of Excel, of een zip"),
    (_OLE, "", "een bestand van een ouder Word of Excel, of een met een wachtwoord"),
    (b"{\\rtf", "", "een bestand van WordPad (rtf)"),
    (b"\xff\xd8\xff", "jpg", "een foto (jpg)"),
    (b"\x89PNG", "png", "een afbeelding (png)"),
    (b"GIF8", "gif", "een afbeelding (gif)"),
    (b"II*\0", "tiff", "een afbeelding (tiff)"),
    (b"MM\0*", "tiff", "een afbeelding (tiff)"),
    (b"BM", "bmp", ""),
    (b"8BPS", "psd", "een afbeelding (psd)"),
    (b"\x1a\x45\xdf\xa3", "", "een film (webm)"),
    (b"OggS", "", "geluid (ogg)"),
    (b"ID3", "", "geluid (mp3)"),
    (b"RIFF", "", "geluid of beeld (RIFF)"),
    (b"MZ", "", "een programma"),
    (b"\x7fELF", "", "een programma"),
)
"""The first bytes of a file, with the type of picture that it is, and what it is in Dutch."""
_BRANDS = {b"avif": "avif", b"avis": "avif", b"hei": "heic", b"hev": "heic", b"mif1": "heic"}
"""Brands of a file of boxes (ISO 14496-12, 4.3); the first that is found counts."""
_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")
_POINTER = b"version https://git-lfs.github.com/spec/"
"""The first bytes of a Git LFS pointer (its specification, "The Pointer"), which is at most 1024 bytes long."""

_OFFICE, _OPEN = "application/vnd.openxmlformats-officedocument", "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "epub": "application/epub+zip",
    "ics": "text/calendar",
    "js": "text/javascript",
    "m4a": "audio/mp4",
    "mjs": "text/javascript",
    "odp": f"{_OPEN}.presentation",
    "ods": f"{_OPEN}.spreadsheet",
    "odt": f"{_OPEN}.text",
    "ogg": "audio/ogg",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "rtf": "application/rtf",
    "vcf": "text/vcard",
    "wav": "audio/wav",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "xml": "application/xml",
}
"""Media types that Python 3.11 lacks, or that differ from a later Python or from IANA's registry."""

_BLOCK = 1 << 16
_NOT_WHOLE = "Dit bestand is niet compleet: het einde ontbreekt."


class UnsoundError(Exception):
    """A file is not what its name says, or not whole; the message says in Dutch what is wrong."""


@cache
def _known() -> MimeTypes:
    known = MimeTypes()  # without the list of the operating system: Windows may map a script to text
    for ending, type_ in _MEDIA_TYPES.items():
        known.add_type(type_, f".{ending}")
    return known


def media_type(ending: str) -> str:
    """Return the media type (RFC 6838) of files with an ending, the same on every machine: of `mp3`, `audio/mpeg`."""
    return _known().guess_type(f"file.{ending}")[0] or "application/octet-stream"


def is_audio(name: str) -> bool:
    """Return whether the name of a file ends like that of an audio recording."""
    return media_type(name.rpartition(".")[2].lower()).startswith("audio/")


def is_pointer(start: bytes) -> bool:
    """Return whether a file is a pointer to the real one in Git LFS."""
    return start.startswith(_POINTER) and len(start) <= 1024  # noqa: PLR2004  as its specification says


def picture_form(start: bytes) -> str:
    """Return the image type of a file by its first bytes, such as `jpg`, `png` or `heic`; "" when unknown."""
    if start[4:8] == b"ftyp":
        brands = start[8 : min(int.from_bytes(start[:4], "big"), 200)]
        return next((form for brand, form in _BRANDS.items() if brand in brands), "")
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    return next((form for mark, form, _ in _MAGIC if start.startswith(mark)), "")


def looks_like(start: bytes) -> str:
    """Return in Dutch what a file is by its first bytes; "" when unknown."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if bare.startswith(_WEB_PAGE):
        return "een webpagina"
    if start[4:8] == b"ftyp":
        return "een film, geluid of foto (mp4 of heic)"
    return next((words for mark, _, words in _MAGIC if start.startswith(mark)), "")


def check_form(ending: str, file: IO[bytes]) -> None:
    """Raise UnsoundError when a file is not what its ending says, or incomplete."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if fault := _text_fault(file) if ending in _TEXTS else _fault(ending, file, size):
        raise UnsoundError(fault)


def _fault(ending: str, file: IO[bytes], size: int) -> str:
    start = file.read(4096)
    parts = _PARTS.get(ending, ())
    if not re.match(_BEGINNINGS[ending], start, re.DOTALL):
        if start.startswith(_OLE) and parts:
            return f"Dit bestand is geen {ending}: het is met een oude Office bewaard, of er zit een wachtwoord op."
        return _other(start, ending)
    if ending in _PARTS:
        import zipfile  # noqa: PLC0415  a site without such files need not load it

        try:
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
        except zipfile.BadZipFile:
            return _NOT_WHOLE
        is_there = all(
            any(name == part or (part[-1] == "/" and name.startswith(part)) for name in names) for part in parts
        )
        return "" if is_there else f"Dit is een ingepakt bestand, maar geen {ending}."
    return "" if ending not in _IS_WHOLE or _IS_WHOLE[ending](file, size) else _NOT_WHOLE


def _other(start: bytes, name: str) -> str:
    """Return the message that a file is not a `name`, and what it is, if known."""
    seen = looks_like(start)
    return f"Dit bestand is geen {name}, maar {seen}." if seen else f"Dit bestand is geen {name}."


def _text_fault(file: IO[bytes]) -> str:
    """Plain text is valid UTF-8 and holds no control bytes."""
    decoder, start = getincrementaldecoder("utf-8")(), b""
    try:
        while block := file.read(_BLOCK):
            start = start or block
            if b"\0" in block:
                return _other(start, "gewone tekst") + " Bewaar het als UTF-8."
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "Dit bestand is niet opgeslagen als UTF-8. Dan staan er vreemde tekens in plaats van letters zoals é."
    return ""


def _end(file: IO[bytes], size: int, most: int) -> bytes:
    file.seek(max(0, size - most))
    return file.read(most)


def _is_whole_pdf(file: IO[bytes], size: int) -> bool:
    """ISO 32000-1, 7.5.5: programs look for the end in the last kilobytes."""
    return re.search(rb"%%EOF|startxref", _end(file, size, 4096)) is not None


def _is_whole_wav(file: IO[bytes], size: int) -> bool:
    file.seek(4)
    return int.from_bytes(file.read(4), "little") + 8 <= size


def has_whole_boxes(file: IO[bytes], size: int) -> bool:
    """Return whether a file of boxes is complete (ISO 14496-12, 4.2): each has a length, and the last ends the file.

    It must also hold the index of a film or of an image.
    """
    at, found = 0, set[bytes]()
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:  # to the end of the file
            length = size - at
        if not 8 <= length <= size - at:  # noqa: PLR2004  bytes of a head
            return False
        found.add(head[4:8])
        at += length
    return at == size and (b"mdat" not in found or not found.isdisjoint({b"moov", b"moof", b"meta"}))


def _is_whole_webm(file: IO[bytes], size: int) -> bool:
    """RFC 8794, 4: after the header comes one segment, of a known or unknown length."""
    file.seek(4)
    length, used = _vint(file.read(8))
    at = 4 + used + length
    file.seek(at)
    segment = file.read(12)
    length, used = _vint(segment[4:])
    is_unknown = length == (1 << 7 * used) - 1
    return segment.startswith(b"\x18\x53\x80\x67") and (is_unknown or at + 4 + used + length <= size)


def _vint(data: bytes) -> tuple[int, int]:
    """Return a number of EBML and how many bytes it took (RFC 8794, 4.4)."""
    used = 9 - data[0].bit_length() if data and data[0] else 8
    return int.from_bytes(data[:used], "big") & ((1 << 7 * used) - 1), used


def _is_whole_ogg(file: IO[bytes], size: int) -> bool:
    """RFC 3533, 6: a page has the lengths of its segments; the last page is complete."""
    tail = _end(file, size, 2 * _BLOCK)
    at = tail.rfind(b"OggS")
    parts = tail[at + 27 : at + 27 + tail[at + 26]] if at >= 0 and at + 26 < len(tail) else b""
    return bool(parts) and at + 27 + len(parts) + sum(parts) <= len(tail)


_TEXTS = ("csv", "txt")
_PARTS: dict[str, tuple[str, ...]] = {
    "docx": ("[Content_Types].xml", "word/"),
    "xlsx": ("[Content_Types].xml", "xl/"),
    "pptx": ("[Content_Types].xml", "ppt/"),
    **dict.fromkeys(("odp", "ods", "odt"), ("mimetype", "content.xml")),
    "epub": ("mimetype", "META-INF/"),
    "zip": (),
}
"""What a ZIP file of each type holds at least: files, and folders with a slash."""
_BEGINNINGS = {
    "pdf": rb".{0,1019}%PDF-",  # ISO 32000-1, 7.5.2: in the first kilobyte
    **dict.fromkeys(_PARTS, rb"PK(?:\x03\x04|\x05\x06)"),
    **dict.fromkeys(("doc", "ppt", "xls"), re.escape(_OLE)),
    "rtf": rb"\{\\rtf",
    "mp3": rb"ID3|\0*\xff[\xe0-\xff]",  # ISO 11172-3, 2.4.2.3: eleven bits that are one; some programs pad with zeros
    **dict.fromkeys(("mp4", "m4a"), rb".{4}(?:ftyp|moov|wide|mdat|free|skip)"),
    "webm": rb"\x1a\x45\xdf\xa3",
    "ogg": rb"OggS",
    "wav": rb"RIFF.{4}WAVE",
}
_IS_WHOLE: dict[str, Callable[[IO[bytes], int], bool]] = {
    "pdf": _is_whole_pdf,
    "rtf": lambda file, size: b"}" in _end(file, size, 64),
    **dict.fromkeys(("mp4", "m4a"), has_whole_boxes),
    "webm": _is_whole_webm,
    "ogg": _is_whole_ogg,
    "wav": _is_whole_wav,
}
DOWNLOADS = (*_TEXTS, *_BEGINNINGS)
"""Endings of downloads; images and captions have rules of their own."""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """The three things without which a screen reader cannot read a PDF well."""

    title: str
    lang: str
    is_tagged: bool
    """Whether headings, lists and tables are marked as such."""
    is_locked: bool = False
    """Whether it is locked, also for screen readers; then nothing else is known."""


def pdf_facts(file: IO[bytes]) -> PdfFacts | None:
    """Read the metadata of a PDF, without its pages; None when it cannot be read."""
    from pypdf import PdfReader  # noqa: PLC0415  a site without PDFs need not load it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs for programmers what we report to authors
    with suppress(Unusable), blaming():
        reader = PdfReader(file)
        if reader.is_encrypted:
            return PdfFacts("", "", is_tagged=False, is_locked=True)
        root = reader.root_object
        marks = root.get("/MarkInfo")
        about = reader.metadata
        return PdfFacts(
            title=str((about.title if about else "") or "").strip(),
            lang=str(root.get("/Lang") or "").strip(),
            is_tagged="/StructTreeRoot" in root or bool(marks and marks.get_object().get("/Marked")),
        )
    return None
