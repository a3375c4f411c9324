"""A partner's page shows what its record says."""

from __future__ import annotations

from tests.outputs.parsed import one, tree
from tests.sites import concise, page, site

PARTNER = "-- content/organisaties/domesta.md --\n---\nnaam: Domesta\nsector: wonen\n{rest}---\nEen partner.\n"
LOGO = (
    "-- content/media/domesta.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><path d="M0 0h80"/></svg>\n'
)


def test_a_logo_stands_on_the_page_with_the_name_as_its_words() -> None:
    made = site(PARTNER.format(rest="logo: /media/domesta.svg\n") + LOGO)
    logo = one(tree(made, "/partners/domesta/"), "//main//img[@alt='Logo van Domesta']")
    assert concise(made.problems) == ""
    assert (logo.get("src"), logo.get("width")) == ("../../media/domesta.svg", "80")


def test_without_a_logo_there_is_no_empty_place_for_one() -> None:
    made = site(PARTNER.format(rest=""))
    assert "Logo van" not in page(made, "partners/domesta/index.html")
