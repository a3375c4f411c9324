"""The page to search from, as it is before any script runs."""

from lxml import html

from tests.outputs.parsed import with_script
from tests.sites import page, site

SITE = """\
-- content/nieuws/2024/eerste.md --
---
titel: Eerste
kort: Kort.
datum: 5 maart 2024
onderwerpen: [armoede]
---
Tekst.
-- content/leeraanbod/cursus.md --
---
titel: Cursus
kort: Kort.
soort: cursus
leervorm: doen
doelgroep: [bestuurders, inwoners]
---
Tekst.
"""


def searched() -> html.HtmlElement:
    return with_script(site(SITE), "/zoeken/")


def test_the_form_has_a_name_for_what_is_typed_and_a_button() -> None:
    (form,) = searched().xpath("//form[@role='search']")
    (field,) = form.xpath(".//input[@type='search']")
    assert field.get("name") == "q"
    assert form.xpath(f".//label[@for='{field.get('id')}']")[0].text == "Wat zoek je?"
    assert form.xpath(".//button")[0].text == "Zoek"


def test_a_search_can_be_narrowed_to_what_the_site_has() -> None:
    choices = {
        select.get("name"): [option.text for option in select.findall("option")]
        for select in searched().xpath("//form//select")
    }
    assert choices == {
        "soort": ["Alles", "Leeraanbod", "Nieuwsbericht", "Pagina", "Overzicht"],
        "onderwerp": ["Alles", "Armoede"],
        "voor-wie": ["Alles", "Inwoners", "Bestuurders"],
        "jaar": ["Alles", "2024"],
    }


def test_without_a_script_the_form_leads_to_the_lists_on_the_page_itself() -> None:
    root = searched()
    (form,) = root.xpath("//form[@role='search']")
    assert form.get("action") == "#deel-manieren"
    assert root.xpath("//noscript//a/@href") == ["#deel-manieren"]
    (ways,) = root.xpath("//section[@aria-labelledby='deel-manieren']")
    assert "../a-z/" in ways.xpath(".//a/@href")
    assert root.xpath("//section[@aria-labelledby='deel-onderwerpen']//a/@href") == ["../onderwerpen/armoede/"]


def test_only_this_page_may_fetch_and_compile() -> None:
    made = site(SITE)

    def policy(path: str) -> str:
        meta = html.document_fromstring(page(made, path)).find(".//meta[@http-equiv]")
        return "" if meta is None else meta.get("content", "")

    assert "connect-src 'self'" in policy("zoeken/index.html")
    assert "'wasm-unsafe-eval'" in policy("zoeken/index.html")
    assert "connect-src" not in policy("index.html")
    assert "wasm" not in policy("index.html")
