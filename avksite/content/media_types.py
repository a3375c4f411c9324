"""The media type of a file, by the ending of its name (RFC 6838): the same on every machine."""

from __future__ import annotations

from functools import cache
from mimetypes import MimeTypes

_OFFICE, _OPEN = "application/vnd.openxmlformats-officedocument", "application/vnd.oasis.opendocument"
_ADDED = {
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
"""What the list of Python 3.11 lacks, or says otherwise than a later one or the registry of IANA does."""


@cache
def _known() -> MimeTypes:
    known = MimeTypes()  # without the list of the operating system: that of Windows may say that a script is text
    for ending, type_ in _ADDED.items():
        known.add_type(type_, f".{ending}")
    return known


def media_type(ending: str) -> str:
    """Return the type of files with an ending (`mp3`): `audio/mpeg`; bytes of no kind when it is not known."""
    return _known().guess_type(f"file.{ending}")[0] or "application/octet-stream"
