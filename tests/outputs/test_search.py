"""The page to search from, as it is before any script runs."""

import pytest
from lxml import html

from avksite.rendering.artifact import Build
from tests.outputs.parsed import tree, with_script
from tests.sites import site

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


@pytest.fixture(scope="module")
def made() -> Build:
    return site(SITE)


def test_the_form_has_a_name_for_what_is_typed_a_button_and_what_the_site_has_to_choose_from(made: Build) -> None:
    root: html.HtmlElement = with_script(made, "/zoeken/")
    (form,) = root.xpath("//form[@role='search']")
    (field,) = form.xpath(".//input[@type='search']")
    assert field.get("name") == "q"
    assert form.xpath(f".//label[@for='{field.get('id')}']")[0].text == "Wat zoek je?"
    assert form.xpath(".//button")[0].text == "Zoek"
    choices = {
        select.get("name"): [option.text for option in select.findall("option")] for select in form.xpath(".//select")
    }
    assert choices == {
        "soort": ["Alles", "Leeraanbod", "Nieuwsbericht", "Pagina", "Overzicht"],
        "onderwerp": ["Alles", "Armoede"],
        "voor-wie": ["Alles", "Inwoners", "Bestuurders"],
        "jaar": ["Alles", "2024"],
    }


def test_without_a_script_the_form_leads_to_the_lists_on_the_page_itself(made: Build) -> None:
    root: html.HtmlElement = with_script(made, "/zoeken/")
    assert root.xpath("//form[@role='search']/@action") == ["#deel-manieren"]
    assert root.xpath("//noscript//a/@href") == ["#deel-manieren"]
    assert "../a-z/" in root.xpath("//section[@aria-labelledby='deel-manieren']//a/@href")
    assert root.xpath("//section[@aria-labelledby='deel-onderwerpen']//a/@href") == ["../onderwerpen/armoede/"]


def test_the_page_allows_what_comes_from_the_site_itself_and_no_more_than_other_pages_but_its_own_form(
    made: Build,
) -> None:
    policies = [tree(made, address).find(".//meta[@http-equiv]") for address in ("/zoeken/", "/")]
    search, other = ("" if meta is None else meta.get("content", "") for meta in policies)
    assert "script-src 'self';" in search
    assert search == other.replace("form-action 'none'", "form-action 'self'")
