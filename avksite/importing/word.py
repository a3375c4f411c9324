"""Reads a Word file (.docx): its headings, lists, tables, footnotes and pictures, by way of HTML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

from avksite.content.file_types import UnsoundError, check_form
from avksite.content.media import NOT_WHAT_IT_SAYS
from avksite.importing.pieces import Find, Old
from avksite.importing.web import read_html
from avksite.patterns import regex
from avksite.problems import Misread, Place, Problem, Unusable, blaming

MOST_PARTS = 5_000
MOST_UNPACKED = 300_000_000
"""Bytes of all parts together, including pictures."""
MOST_XML = 30_000_000
"""Bytes of the XML parts: a book of a thousand pages has ten million, and parsing takes thirty times that memory."""

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='TOC Heading'] => !
p[style-name='toc 1'] => !
p[style-name='toc 2'] => !
p[style-name='toc 3'] => !
"""
_GUESSED = regex(
    r"automatisch gegenereerde? beschrijving|automatically generated|door ai gegenereerde|ai-generated", re.IGNORECASE
)
"""The alt text that Word generates."""
_AGAIN = "Open het in Word, kies Opslaan als, en bewaar het opnieuw als Word-document (.docx)."


def read_word(data: bytes, name: str, _: Find) -> tuple[Old]:
    """Read a Word file; raise Misread or Unusable when it is none, or incomplete."""
    _refuse_what_is_none(data)
    pictures: dict[str, bytes] = {}
    with blaming(Problem(NOT_WHAT_IT_SAYS, Place(name, 1), "Dit Word-bestand is beschadigd.", _AGAIN)):
        html = _as_html(data, pictures)
        old = read_html(html, name, lambda _: None)

    def find(target: str) -> tuple[str, bytes] | None:
        return (target, pictures[target]) if target in pictures else None

    pieces = tuple(replace(it, text="") if it.target and _GUESSED.search(it.text) else it for it in old.pieces)
    return (replace(old, pieces=pieces, find=find),)


def _as_html(data: bytes, pictures: dict[str, bytes]) -> str:
    import mammoth  # noqa: PLC0415  a build need not load it

    def keep(image: Any) -> Mapping[str, str]:  # noqa: ANN401  of a library without types
        ending = {"jpeg": "jpg", "svg+xml": "svg"}.get(kind := str(image.content_type).rpartition("/")[2], kind)
        target = f"{len(pictures) + 1}.{ending}"
        # It may be broken, or on another host: nothing is downloaded.
        with suppress(Unusable), blaming(), image.open() as file:
            pictures[target] = file.read()
        return {"src": target}

    made = mammoth.convert_to_html(
        BytesIO(data),
        convert_image=mammoth.images.img_element(keep),
        style_map=_STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return f"<div>{made.value}</div>"


def _refuse_what_is_none(data: bytes) -> None:
    """Raise Misread for what is no Word file, and for a ZIP bomb."""
    try:
        check_form("docx", BytesIO(data))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            if (
                len(parts) > MOST_PARTS
                or sum(part.file_size for part in parts) > MOST_UNPACKED
                or sum(part.file_size for part in texts) > MOST_XML
            ):
                raise Misread("Dit Word-bestand is te groot.", "Knip het op in kleinere bestanden, en importeer die.")
            # Word never declares entities: they would be an attack by expansion.
            if any(b"<!DOCTYPE" in archive.read(part).replace(b"\0", b"") for part in texts):
                raise Misread("In dit Word-bestand staat iets wat Word niet maakt.", _AGAIN)
    except UnsoundError as error:
        raise Misread(str(error), _AGAIN) from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Misread("Dit Word-bestand is beschadigd.", _AGAIN) from error
