"""An old text becomes a draft that builds, whatever is in it; what becomes of which is in `tests/specs/import.md`."""

from __future__ import annotations

import re
import tempfile
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Photo

from avksite.commands.edits import apply
from avksite.content import front_matter
from avksite.content.body import Block, Heading, Image, List, Quote
from avksite.content.characters import tidy
from avksite.content.markdown import parse
from avksite.dutch.words import listed
from avksite.importing import Draft, Refused, import_from
from avksite.importing.pieces import Piece, Sort, escaped, words_in, written
from avksite.problems import Misread, Severity
from tests.attacks import ATTACKS, TOP
from tests.sites import built, lay_out
from tests.specified import cases

TODAY = date(2024, 5, 1)
EMPTY = "konden niet mee"


def imported(root: Path, source: Path | None = None) -> list[Draft | Refused]:
    """Import what is in `oud/`, as the command does."""
    found = []
    for one in import_from(root, source or root / "oud", TODAY):
        if isinstance(one, Draft):
            apply(root, one.edits)
        found.append(one)
    return found


def one(tmp_path: Path, name: str, data: bytes | str, beside: str = "") -> Draft:
    """Import one file, and return its draft."""
    root = lay_out(tmp_path, beside)
    (root / "oud").mkdir(exist_ok=True)
    (root / "oud" / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (draft,) = imported(root, root / "oud" / name)
    assert isinstance(draft, Draft), draft
    return draft


def body(draft: Draft) -> str:
    return draft.files[0][1].decode().partition("\n---\n\n")[2]


@pytest.mark.parametrize(("typed", "day", "path", "expected"), list(cases("import.md")))
def test_an_import_makes_what_is_specified(tmp_path: Path, typed: str, day: str, path: str, expected: str) -> None:
    del day
    root = lay_out(tmp_path, typed)
    found = imported(root)
    made = "".join(f"{it.report}\n" for it in found)
    assert (made if path == "gezegd.txt" else (root / path).read_text(encoding="utf-8")) == expected
    assert [problem for problem in built(root).problems if problem.severity is not Severity.HINT] == []
    assert all(len(draft.questions) <= 3 for draft in found if isinstance(draft, Draft))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_line_ends_as_it_does_on_any_system(tmp_path: Path, end: str) -> None:
    assert body(one(tmp_path, "a.txt", end.join(("Soep", "", "Kom eten.", "", "- een", "- twee")))) == (
        "Kom eten.\n\n- een\n- twee\n"
    )


@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from([".txt", ".html"]))
def test_whatever_a_text_holds_a_draft_of_it_builds(text: str, ending: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = lay_out(Path(name), "")
        old = root / f"oud{ending}"
        old.write_text(f"Een titel\n\n{text}", encoding="utf-8", errors="replace", newline="")
        (draft,) = imported(root, old)
        if isinstance(draft, Draft):
            front, problems = front_matter.split(draft.path, draft.files[0][1].decode())
            assert problems == ()
            assert front.values["concept"] == "ja"
        assert {problem.severity for problem in built(root).problems} <= {Severity.HINT}


WORDS = st.integers(0, 99).map(" woord{} ".format) | st.sampled_from(["<br>", ". ", ": ", "- ", "| ", "* "])
TAGS = st.sampled_from(
    listed("p div b em h1 h2 h3 ul ol li table tr td blockquote a span code dl dt dd figure section pre strong sup")
)
PAGES = st.recursive(
    WORDS, lambda it: st.builds("<{0}>{1}</{0}>".format, TAGS, st.lists(it).map("".join)), max_leaves=25
)


@settings(deadline=None)
@given(st.lists(PAGES).map("".join))
def test_no_word_of_a_page_is_lost(page: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = lay_out(Path(name), "")
        (root / "oud.html").write_text(f"<body>{page}</body>", encoding="utf-8")
        (draft,) = import_from(root, root / "oud.html", TODAY)
    assert isinstance(draft, Draft)
    kept = " ".join((draft.files[0][1].decode(), *draft.dropped))
    assert set(re.findall(r"woord\d+", page)) <= set(re.findall(r"woord\d+", kept))


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cf", "Cn"]), min_size=1))
def test_words_of_another_kind_of_text_are_the_same_words_in_markdown(text: str) -> None:
    plain = " ".join(text.split())
    made = written([Piece(Sort.TEXT, escaped(plain))])
    assert words_in(escaped(plain)) == " ".join(tidy(plain).text.split())
    tree, _ = parse(made, path="x.md")
    assert not tree.links or "@" in plain or "." in plain or any(char.isdigit() for char in plain)
    assert [node for node in tree.nodes if isinstance(node, Image | Block | Heading | List | Quote)] == []


# Word.


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
    for id_, name in {"Titel": "Title", "Kop1": "heading 1", "Inhoud": "toc 1", "Lijst": "List Paragraph"}.items()
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level in range(2))
    + f'</w:abstractNum><w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    for number, form in ((1, "bullet"), (2, "decimal"))
)


def run(text: str, *, bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "", listed: tuple[int, int] | None = None) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>' if listed else ""
    return f"<w:p><w:pPr>{f'<w:pStyle w:val={style!r}/>' if style else ''}{numbered}</w:pPr>{content}</w:p>"


def picture(relation: str, alt: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData><pic:pic>'
        f"<pic:blipFill><a:blip {relation}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )


def word(*content: str, more: dict[str, bytes] | None = None, relations: str = "") -> bytes:
    """Return a Word file."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{drawing}/wordprocessingDrawing" xmlns:a="{drawing}/main"'
    spaces += f' xmlns:pic="{drawing}/picture"'
    main = f"<w:document {spaces}><w:body>{''.join(content)}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(
            f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": main,
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{NUMBERING}</w:numbering>',
        "word/_rels/document.xml.rels": RELATIONS.format(
            f'<Relationship Id="r2" Type="{R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r3" Type="{R}/numbering" Target="numbering.xml"/>'
            f'<Relationship Id="r4" Type="{R}/image" Target="media/image1.png"/>'
            f'<Relationship Id="r5" Type="{R}/hyperlink" Target="https://voorbeeld.nl/plan" TargetMode="External"/>'
            f"{relations}"
        ),
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (parts | (more or {})).items():
            archive.writestr(name, text)
    return file.getvalue()


def photo() -> bytes:
    file = BytesIO()
    Photo.new("RGB", (40, 30), "red").save(file, "PNG")
    return file.getvalue()


def test_a_word_file_becomes_a_draft_with_its_headings_lists_table_and_picture(tmp_path: Path) -> None:
    row = "<w:tr>{}</w:tr>"
    cell = "<w:tc>{}</w:tc>"
    guessed = "Afbeelding met persoon, buiten&#10;&#10;Automatisch gegenereerde beschrijving"
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{paragraph(run("Vanaf mei."))}</w:footnote></w:footnotes>'
    data = word(
        paragraph(run("Nieuwe plek"), "Titel"),
        paragraph(run("Geschreven op 3 mei 2023")),
        paragraph(run("Wij zijn ") + run("ver", bold=True) + run("huisd", bold=True) + run(". Lees "))[:-6]
        + f'<w:hyperlink r:id="r5">{run("het plan")}</w:hyperlink>{run(".")}</w:p>',
        paragraph(run("Zo kom je er, 1"), "Inhoud"),
        paragraph(run("Zo kom je er") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "Kop1"),
        paragraph(run("met de bus"), "Lijst", (1, 0)),
        paragraph(run("lijn 1"), "Lijst", (1, 1)),
        paragraph(run("op de fiets"), "Lijst", (1, 0)),
        paragraph(run("Open", bold=True)),
        "<w:tbl>"
        + row.format(cell.format(paragraph(run("Dag"))) + cell.format(paragraph(run("Tijd"))))
        + row.format(cell.format(paragraph(run("maandag"))) + cell.format(paragraph(run("9.00 uur"))))
        + "</w:tbl>",
        paragraph(picture('r:embed="r4"', guessed)),
        paragraph(run("Eerst dit."), "Lijst", (2, 0)),
        paragraph(run("Dan dat."), "Lijst", (2, 0)),
        more={"word/media/image1.png": photo(), "word/footnotes.xml": notes.encode()},
        relations=f'<Relationship Id="r6" Type="{R}/footnotes" Target="footnotes.xml"/>',
    )
    draft = one(tmp_path, "Nieuwe plek (1).docx", data)
    assert draft.path == "content/nieuws/2023/nieuwe-plek.md"
    assert [path for path, _ in draft.files[1:]] == ["content/media/nieuwe-plek-1.png"]
    assert (
        body(draft)
        == """\
Wij zijn **verhuisd**. Lees [het plan](https://voorbeeld.nl/plan).

## Zo kom je er[^1]

- met de bus
    - lijn 1
- op de fiets

### Open

| Dag | Tijd |
| --- | --- |
| maandag | 9.00 uur |

![](/media/nieuwe-plek-1.png)

1. Eerst dit.
2. Dan dat.

[^1]: Vanaf mei.
"""
    )
    assert [question.partition("?")[0].partition(":")[0] for question in draft.questions] == [
        "Vul in wat nog leeg is",
        "Op welk adres stond deze tekst",
        "Wat is er te zien op 1 afbeelding",
    ]


DAMAGED = "Dit Word-bestand is beschadigd."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Dit bestand is geen docx."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "Dit bestand is geen docx: het is met een oude Office"),
        (word(paragraph(run("Hoi")))[:-100], "Dit bestand is niet compleet: het einde ontbreekt."),
        (word(more={"word/document.xml": b"<w:document>"}), DAMAGED),
        (word(more={"word/document.xml": b""}), DAMAGED),
        (
            word(more={"word/document.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}),
            "In dit Word-bestand staat iets wat Word niet maakt.",
        ),
        (word(more={"word/x.xml": b" " * 40_000_000}), "Dit Word-bestand is te groot."),
        (word("<w:p>" * 100_000), DAMAGED),
        (word("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000), DAMAGED),
    ],
    ids=["empty", "old", "half", "broken", "no text", "entity", "bomb", "unclosed", "deep"],
)
def test_a_word_file_that_is_none_is_told_of_that_file(tmp_path: Path, data: bytes, said: str) -> None:
    root = lay_out(tmp_path, "")
    (root / "oud").mkdir()
    (root / "oud/a.docx").write_bytes(data)
    (root / "oud/b.txt").write_text("Een tekst\n\nDie goed is.", encoding="utf-8")
    refused, draft = imported(root)
    assert isinstance(refused, Refused)
    assert refused.source == "a.docx"
    assert refused.message.startswith(said)
    assert isinstance(draft, Draft)


def test_a_word_file_fetches_no_picture_from_elsewhere(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.png"
    secret.write_bytes(photo())
    leads = "".join(
        f'<Relationship Id="x{number}" Type="{R}/image" Target="{target}" TargetMode="External"/>'
        for number, target in enumerate((secret.as_uri(), str(secret), "../geheim.png", "http://127.0.0.1:9/x.png"))
    )
    shown = "".join(paragraph(picture(f'r:{how}="x{n}"', "x")) for n in range(4) for how in ("link", "embed"))
    data = word(paragraph(run("Titel"), "Titel"), paragraph(run("Tekst.")), shown, relations=leads)
    draft = one(tmp_path, "a.docx", data)
    assert len(draft.files) == 1
    assert EMPTY in draft.questions[-1]


# Pictures and places.


@pytest.mark.parametrize(
    "target",
    [
        "../geheim.png",
        "/../geheim.png",
        "..%2fgeheim.png",
        "..\\geheim.png",
        "file:///{root}/geheim.png",
        "{root}/geheim.png",
        "link.png",
        "map/geheim.png",
        "http://127.0.0.1:9/geheim.png",
        "x" * 5000 + ".png",
        "a\0b.png",
        "//[x/geheim.png",
    ],
)
def test_a_page_takes_no_picture_from_outside_its_folder(tmp_path: Path, target: str) -> None:
    (tmp_path / "geheim.png").write_bytes(photo())
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud/link.png").symlink_to(tmp_path / "geheim.png")
    (tmp_path / "oud/map").symlink_to(tmp_path)
    html = f'<h1>Titel</h1><p>Tekst.</p><img src="{target.replace("{root}", str(tmp_path))}" alt="x">'
    draft = one(tmp_path, "a.html", html)
    assert len(draft.files) == 1
    assert EMPTY in draft.questions[-1]


@pytest.mark.parametrize("attack", [TOP.format(attack) for attack in ATTACKS[:5]])
def test_a_drawing_that_does_more_than_show_stays_behind(tmp_path: Path, attack: str) -> None:
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud/huis.svg").write_text(attack, encoding="utf-8")
    draft = one(tmp_path, "a.html", '<h1>Titel</h1><p>Tekst.</p><img src="huis.svg" alt="x">')
    assert len(draft.files) == 1
    assert draft.questions[-1].startswith("Deze afbeeldingen konden niet mee: `huis.svg` (In deze tekening (SVG) staat")


def test_a_picture_of_one_name_never_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "content/media").mkdir(parents=True)
    (tmp_path / "content/media/foto.png").write_bytes(b"een andere")
    (tmp_path / "oud/b").mkdir(parents=True)
    (tmp_path / "oud/b/Foto.PNG").write_bytes(photo())
    (tmp_path / "oud/foto.jpg").write_bytes(photo())  # it says that it is a jpg, and is a png
    html = '<h1>Titel</h1><p>Tekst.</p><img src="b/Foto.PNG"><img src="foto.jpg">'
    first = one(tmp_path, "a.html", html)
    assert re.findall(r"/media/\S+(?=\))", body(first)) == ["/media/foto-2.png"] * 2
    second = one(tmp_path, "a.html", html.replace("Titel", "Nog een"))
    assert [path for path, _ in second.files] == ["content/nog-een.md"]
    assert (tmp_path / "content/media/foto.png").read_bytes() == b"een andere"


def test_a_picture_in_the_page_itself_gets_the_name_of_the_text(tmp_path: Path) -> None:
    from base64 import b64encode  # noqa: PLC0415

    data = b64encode(photo()).decode()
    html = (
        f'<h1>Mooi huis</h1><p>Tekst.</p><img src="data:image/png;base64,{data}"><img src="data:image/png;base64,%%">'
    )
    draft = one(tmp_path, "a.html", html)
    assert [path for path, _ in draft.files[1:]] == ["content/media/mooi-huis-1.png"]
    assert "een afbeelding" in draft.questions[-1]


def test_a_draft_is_written_after_what_comes_along_so_that_half_of_one_is_taken_over_again(tmp_path: Path) -> None:
    said = "Een titel\n\nWe waren met velen.\n\nNeem contact op met Noor de Boer via 06-12345678.\n"
    draft = one(tmp_path, "a.txt", said)
    assert [edit.path for edit in draft.edits] == ["content/personen/noor-de-boer.md", draft.path]


def test_nothing_is_written_over_and_half_of_a_draft_is_not_left(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "")
    draft = Draft("x", "content/a.md", (("content/a.md", b"a"), ("content/index.md", b"b")), (), ())
    with pytest.raises(Misread):
        apply(root, draft.edits)
    assert not (root / "content/a.md").exists()
    assert "Fijn dat je er bent" in (root / "content/index.md").read_text(encoding="utf-8")


def test_a_number_that_the_record_of_somebody_lacks_is_not_lost(tmp_path: Path) -> None:
    said = "Een titel\n\nWe waren met velen.\n\nNeem contact op met Noor de Boer via 06-12345678.\n"
    site = "-- content/personen/noor-de-boer.md --\n---\nnaam: Noor de Boer\nrol: coach\n---\n"
    root = lay_out(tmp_path, f"{site}-- oud/a.txt --\n{said}")
    (draft,) = imported(root)
    assert isinstance(draft, Draft)
    asked = "De oude tekst noemt een telefoon van Noor de Boer die wij niet hebben. Klopt dat? Zet dan `telefoon: "
    assert any(question.startswith(asked) for question in draft.questions), draft.questions


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "-- oud/a.txt --\nEen titel\n\nEen tekst.\n")
    imported(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    (refused,) = imported(root)
    assert isinstance(refused, Refused)
    assert refused.message == "`content/een-titel.md` is er al."
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


# Bounds.


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nergens", "`{root}/nergens` is er niet."),
        ("leeg", "In deze map staat geen tekst die ik kan lezen."),
    ],
)
def test_where_nothing_is_nothing_is_imported(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(Misread) as caught:
        next(import_from(tmp_path, tmp_path / name, TODAY))
    assert caught.value.message == said.format(root=tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("oud.doc", b"x", "`oud.doc` is een soort bestand dat ik niet lees."),
        ("oud.txt", b"x" * 10_000_001, "`oud.txt` is te groot."),
        ("oud.txt", b"- a\n" * 20_001, "`oud.txt` is te groot."),
        ("oud.xml", b"<rss/>", "In dit XML-bestand staat geen tekst van WordPress."),
        ("oud.xml", b"<rss><channel>" + b"<item><a/></item>" * 10_001, "In deze export staan meer dan 10000 teksten."),
        ("oud.xml", "<!DOCTYPE x><rss/>".encode("utf-16"), "Dit XML-bestand is geen export van WordPress."),
        ("oud.html", b"", "Deze pagina kan ik niet lezen."),
    ],
)
def test_what_is_too_much_or_of_another_sort_is_told(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    (refused,) = import_from(tmp_path, tmp_path / name, TODAY)
    assert isinstance(refused, Refused)
    assert refused.message == said


@pytest.mark.parametrize(("name", "row"), [("a.html", "<tr><td>{}</td><td>b</td></tr>"), ("a.txt", "{}\tb\n")])
def test_a_long_table_loses_no_row(tmp_path: Path, name: str, row: str) -> None:
    rows = "".join(row.format(number) for number in range(300))
    text = f"<h1>Titel</h1><table>{rows}</table>" if name.endswith("html") else f"Titel\n\n{rows}"
    assert body(one(tmp_path, name, text)).count("\n") == 301


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_a_page_of_a_thousand_levels_is_read_or_told(tmp_path: Path, tag: str) -> None:
    (tmp_path / "oud.html").write_text(f"<h1>Titel</h1>{f'<{tag}>' * 1000}Tekst.", encoding="utf-8")
    (found,) = import_from(lay_out(tmp_path, ""), tmp_path / "oud.html", TODAY)
    assert isinstance(found, Draft) or found.message == "Deze pagina kan ik niet lezen."
