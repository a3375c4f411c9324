"""One file becomes one document: its kind and its address follow from where it stands."""

import pickle

import pytest

from avksite.content.files import Source
from avksite.kinds import address_of, kind_of
from avksite.kinds.base import Names, references
from avksite.kinds.document import understand
from avksite.problems import Place
from tests.sites import concise

POST = "---\ntitel: Uitkomsten\nkort: Kort.\ndatum: 24 november 2022\noproep:\n  sluit: 1 mei 2023\n---\n## Zélf doen\n"


@pytest.mark.parametrize(
    ("path", "kind", "address"),
    [
        ("content/index.md", "pagina", "/"),
        ("content/actieagenda.md", "pagina", "/actieagenda/"),
        ("content/over/ons/index.md", "pagina", "/over/ons/"),
        ("content/404.md", "pagina", "/404.html"),
        ("content/nieuws/index.md", "pagina", "/nieuws/"),
        ("content/nieuws/2022/uitkomsten.md", "nieuws", "/nieuws/2022/uitkomsten/"),
        ("content/bijeenkomsten/2021/congres.md", "bijeenkomst", "/bijeenkomsten/2021/congres/"),
        ("content/leeraanbod/leergang.md", "leeraanbod", "/leeraanbod/leergang/"),
        ("content/nieuwsbrieven/2021-najaar.md", "nieuwsbrief", "/nieuwsbrieven/2021-najaar/"),
        ("content/organisaties/tinten.md", "organisatie", "/partners/tinten/"),
        ("content/organisaties/index.md", "pagina", "/partners/"),
        ("content/personen/jan.md", "persoon", None),
    ],
)
def test_the_folder_says_what_a_text_is_and_where_it_will_be(path: str, kind: str, address: str | None) -> None:
    assert (kind_of(path).name, address_of(path)) == (kind, address)


def test_a_text_knows_the_line_of_every_key() -> None:
    document, problems = understand(Source.of("content/nieuws/2022/uitkomsten.md", POST))
    assert problems == ()
    assert document is not None
    assert document.id == "uitkomsten"
    assert document.place("oproep", "sluit") == Place("content/nieuws/2022/uitkomsten.md", 6)
    # A key that is absent is blamed on the nearest one around it, else on the top.
    assert document.place("oproep", "uitkomst") == Place("content/nieuws/2022/uitkomsten.md", 5)
    assert document.place("contact") == Place("content/nieuws/2022/uitkomsten.md", 1)
    assert [(heading.text, heading.id) for heading in document.body.headings] == [("Zélf doen", "zelf-doen")]


@pytest.mark.parametrize("path", ["content/nieuws/uitkomsten.md", "content/nieuws/oud/uitkomsten.md"])
def test_a_post_outside_the_folder_of_a_year_is_told_where_to_go(path: str) -> None:
    document, problems = understand(Source.of(path, POST))
    assert document is not None
    assert concise(problems).startswith(f"{path}:1: fout[map-verkeerd]")
    assert problems[0].hint == "Verplaats het naar `content/nieuws/2022/uitkomsten.md`."


def test_two_posts_with_one_title_in_two_years_have_two_addresses() -> None:
    paths = ["content/nieuws/2022/uitkomsten-28-oktober.md", "content/nieuws/2023/uitkomsten-28-oktober.md"]
    assert len({address_of(path) for path in paths}) == 2


def test_a_text_with_faults_is_no_document_but_tells_them_all() -> None:
    wrong = POST.replace("datum: 24 november 2022", "datum: gisteren").replace("kort: Kort.\n", "")
    document, problems = understand(Source.of("content/nieuws/2022/uitkomsten.md", wrong))
    assert document is None
    assert sorted(problem.rule.id for problem in problems) == ["sleutel-ontbreekt", "waarde-onleesbaar"]


def test_a_document_that_is_remembered_is_of_the_same_kind_and_names_the_same() -> None:
    text = POST.replace("oproep:", "bijeenkomst: /bijeenkomsten/2022/dag.md\ncontact: saskia\noproep:")
    document, _ = understand(Source.of("content/nieuws/2022/uitkomsten.md", text))
    assert document is not None
    again = pickle.loads(pickle.dumps(document))  # noqa: S301  made here
    assert again.kind is document.kind
    assert again.entry == document.entry
    names = [(name, name.names, name.may_be_free) for _, name in references(document.entry)]
    assert [(name, name.names, name.may_be_free) for _, name in references(again.entry)] == names
    assert [kind for _, kind, _ in names] == [Names.PERSON, Names.TEXT]


def test_a_speaker_may_be_a_name_and_stays_one() -> None:
    front = "titel: Dag\nkort: Kort.\nbegin: 3 juli 2024\nsoort: congres\n"
    text = f"---\n{front}workshops:\n  - titel: A\n    door: [jan, An Bos]\n---\n"
    document, _ = understand(Source.of("content/bijeenkomsten/2024/dag.md", text))
    again = pickle.loads(pickle.dumps(document))  # noqa: S301  made here
    assert [name.is_free for _, name in references(again.entry)] == [False, True]
