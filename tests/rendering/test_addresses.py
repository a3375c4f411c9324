"""An address reads right from wherever it is used: relative on a page, whole in a feed, rooted where nobody knows."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avksite.rendering.addresses import Viewpoint

BASES = ("https://voorbeeld.example", "https://voorbeeld.example/avk", "https://voorbeeld.example/a/b")

names = st.text("abc012-", min_size=1, max_size=6)
folders = st.lists(names, max_size=5).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))
files = st.tuples(folders, names, st.sampled_from(["html", "xml", "ics", "pdf"])).map(
    lambda parts: f"{parts[0]}{parts[1]}.{parts[2]}"
)
fragments = st.one_of(st.just(""), names)


@given(st.sampled_from(BASES), folders | files, folders | files, fragments)
def test_from_any_depth_a_relative_link_leads_where_the_whole_one_does(
    base: str, here: str, there: str, fragment: str
) -> None:
    href = Viewpoint(base, here).href(there, fragment)
    assert not href.startswith(("/", "http"))
    assert urljoin(base + here, href) == Viewpoint(base).href(there, fragment)


@given(st.sampled_from(BASES), st.sampled_from(BASES), folders, folders | files)
def test_a_relative_link_does_not_know_where_the_site_stands(one: str, other: str, here: str, there: str) -> None:
    assert Viewpoint(one, here).href(there) == Viewpoint(other, here).href(there)


@given(st.sampled_from(BASES), folders | files, folders)
def test_a_rooted_link_leads_there_from_any_address_of_the_host(base: str, there: str, asked: str) -> None:
    href = Viewpoint(base, "/404.html", rooted=True).href(there)
    assert urljoin(base + asked, href) == base + there


@pytest.mark.parametrize("address", ["https://a.example/x", "mailto:post@voorbeeld.nl", "tel:+31612345678", ""])
def test_what_is_no_address_of_the_site_stays_what_it_is(address: str) -> None:
    for viewpoint in (Viewpoint(BASES[1]), Viewpoint(BASES[1], "/a/b/"), Viewpoint(BASES[1], "/404.html", rooted=True)):
        assert viewpoint.href(address) == address


@pytest.mark.parametrize(
    ("here", "there", "href"),
    [
        ("/", "/", "./"),
        ("/", "/nieuws/", "nieuws/"),
        ("/nieuws/2024/a/", "/", "../../../"),
        ("/nieuws/2024/a/", "/nieuws/2024/b/", "../b/"),
        ("/nieuws/", "/nieuws/feed.xml", "feed.xml"),
        ("/nieuws/", "/agenda.ics", "../agenda.ics"),
    ],
)
def test_a_relative_link_is_as_short_as_a_person_would_type_it(here: str, there: str, href: str) -> None:
    assert Viewpoint(BASES[0], here).href(there) == href


@pytest.mark.parametrize("here", ["/", "/nieuws/", "/nieuws/2024/een/"])
def test_what_stands_before_a_colon_in_a_link_is_never_a_scheme(here: str) -> None:
    for there in ("/javascript:P()/", "/nieuws/javascript:P()", "/nieuws/2024/een/data:text/html,x"):
        href = Viewpoint("https://voorbeeld.example", here).href(there)
        assert ":" not in href.partition("/")[0]
        assert urljoin(f"https://voorbeeld.example{here}", href) == f"https://voorbeeld.example{there}"
