"""What a PDF says of itself to who cannot see it: its title, its language, and whether its parts are named."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from avksite.problems import Unusable, blaming


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """The three things without which a screen reader cannot tell a PDF well."""

    title: str
    lang: str
    is_tagged: bool
    """Whether headings, lists and tables are marked as such."""
    is_locked: bool = False
    """Whether it has a lock, which also keeps out what reads aloud; then nothing else is known."""


def pdf_facts(file: IO[bytes]) -> PdfFacts | None:
    """Read what a PDF says of itself, without reading its pages; None when it cannot be read."""
    from pypdf import PdfReader  # noqa: PLC0415  a site without PDFs need not load it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells programmers about faults that we tell authors
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
