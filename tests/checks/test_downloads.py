"""A document is offered with care: rather a page, and a PDF that a screen reader can read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from avksite.content.file_types import PdfFacts, pdf_facts
from tests.checks.reporting import page
from tests.sites import built, concise, example_site, lay_out

BARE = (
    "-- content/media/verslag.pdf --\n%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang(nl)>>\nendobj\n2 0 obj\n"
    "<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 0\ntrailer\n<</Root 1 0 R>>\nstartxref\n100\n%%EOF\n"
)


def written(*, is_sound: bool) -> BytesIO:
    """Return a PDF of one empty page."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if is_sound:
        writer.add_metadata({"/Title": "Verslag"})
        writer.root_object[NameObject("/Lang")] = TextStringObject("nl")
        marked = DictionaryObject({NameObject("/Marked"): BooleanObject(value=True)})
        writer.root_object[NameObject("/MarkInfo")] = marked
    data = BytesIO()
    writer.write(data)
    data.seek(0)
    return data


def test_a_pdf_says_what_it_is_called_in_which_language_and_with_which_parts() -> None:
    assert pdf_facts(written(is_sound=True)) == PdfFacts("Verslag", "nl", is_tagged=True)
    assert pdf_facts(written(is_sound=False)) == PdfFacts("", "", is_tagged=False)


def test_a_file_that_is_no_pdf_says_nothing() -> None:
    whole = written(is_sound=True).getvalue()
    assert [pdf_facts(BytesIO(data)) for data in (b"", b"%PDF-1.7 x", b"x" * 3000, whole[:300])] == [None] * 4


SOUND = b'#set document(title: "Verslag")\n#set text(lang: "nl")\n= Wonen\nWij spraken over huizen.\n'


def locked(data: bytes) -> bytes:
    """Return a PDF with a lock."""
    with_lock = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(with_lock, encryption=pikepdf.Encryption(owner="geheim", user="geheim"))
    return with_lock.getvalue()


@pytest.mark.parametrize(
    ("source", "change", "told"),
    [
        (SOUND, bytes, "tip[document-pagina] `v.pdf` is een document om te downloaden."),
        (b"= Wonen\n", bytes, "let op[document-ontoegankelijk] In `v.pdf` ontbreekt de titel."),
        (
            SOUND,
            locked,
            "let op[document-ontoegankelijk] `v.pdf` zit op slot. Voorleessoftware kan er dan vaak niet bij.",
        ),
        (
            SOUND,
            lambda data: data[:9] + b"%%EOF\n",
            "let op[document-ontoegankelijk] `v.pdf` kan ik niet openen: het bestand is stuk, of het is geen pdf.",
        ),
    ],
)
def test_a_pdf_from_a_real_program_is_opened(
    tmp_path: Path, source: bytes, change: Callable[[bytes], bytes], told: str
) -> None:
    root = lay_out(tmp_path, example_site(page("Lees [het verslag](/media/v.pdf).")))
    (root / "content/media").mkdir()
    (root / "content/media/v.pdf").write_bytes(change(typst.compile(source, format="pdf")))
    assert concise(built(root).problems) == f"content/voorbeeld.md:4: {told}"
