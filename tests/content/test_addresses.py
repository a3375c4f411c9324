"""One reading of an address, wherever it is typed; `tests/specs/values.md` says how a link and a detour are read."""

import pytest

from avksite.content.addresses import TargetKind, parse_address, read_target, within
from avksite.problems import Misread


@pytest.mark.parametrize(
    "typed",
    [
        "http://localhost:8000/nieuws/", "localhost:8000/nieuws/", "http://127.0.0.1/", "127.0.0.1:8000", "http://[::1]/",
        "http://0.0.0.0:8000/", "http://127.1/", "http://10.0.0.8/", "http://192.168.1.20/map", "192.168.1.20/map",
        "http://172.16.3.4/", "http://169.254.0.1/", "http://100.64.0.1/", "http://[fd00::1]/", "http://[fe80::1]/",
        "http://nas.local/", "https://wiki.intern/", "https://plan.corp/", "https://printer.lan/", "https://x.internal/",
        "https://site.test/", "https://intranet/", "https://gemeente-plein/map/plan.pdf", "webcal://localhost/agenda.ics",
    ],
)  # fmt: skip
def test_an_address_that_opens_on_one_computer_or_in_one_network_is_refused(typed: str) -> None:
    with pytest.raises(Misread, match="Een lezer komt daar niet"):
        read_target(typed)


@pytest.mark.parametrize(
    ("typed", "sort"),
    [
        ("https://www. voorbeeld.nl", TargetKind.WEB),
        ("http://https//voorbeeld.nl/a", TargetKind.WEB),
        ("https://voorbeeld.nl/a).", TargetKind.WEB),
        ("https://anna@voorbeeld.nl", TargetKind.DIRECT),
        ("mailto:an na@voorbeeld.nl", TargetKind.DIRECT),
        ("tel:612345678", TargetKind.DIRECT),
        ("c:/Ons Plan.pdf", TargetKind.PLACE),
    ],
)
def test_what_a_hint_says_to_type_can_be_read(typed: str, sort: TargetKind) -> None:
    with pytest.raises(Misread) as raised:
        read_target(typed)
    assert read_target(raised.value.offer or raised.value.hint.split("`")[-2]).sort is sort


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("https://www.voorbeeld.nl", "/"),
        ("https://www.voorbeeld.nl/nieuws/", "/nieuws/"),
        ("http://Voorbeeld.nl/nieuws/#kop", "/nieuws/#kop"),
        ("https://voorbeeld.nl?a=b", "/?a=b"),
        ("https://elders.nl/nieuws/", "https://elders.nl/nieuws/"),
        ("https://voorbeeld.nl.elders.nl/", "https://voorbeeld.nl.elders.nl/"),
    ],
)
def test_a_whole_address_on_this_site_is_one_within_it(address: str, inside: str) -> None:
    assert within(address, "https://www.voorbeeld.nl") == inside


def test_a_site_below_a_path_is_only_what_is_below_that_path() -> None:
    base = "https://www.voorbeeld.nl/site"
    assert within("https://www.voorbeeld.nl/site/nieuws/", base) == "/nieuws/"
    assert within("https://www.voorbeeld.nl/sites/", base) == "https://www.voorbeeld.nl/sites/"


def test_a_field_for_a_web_address_reads_it_in_the_same_way() -> None:
    assert parse_address("https://Voorbeeld.nl/cursus n") == "https://voorbeeld.nl/cursus%20n"
    assert parse_address("voorbeeld.nl:8080") == "https://voorbeeld.nl:8080/"
    for typed in (
        "http://localhost:8000/",
        "http://10.0.0.8/",
        "https://x. nl/",
        "htps://x.nl",
        "C:\\x.pdf",
        "https://x.nl,",
    ):
        with pytest.raises(Misread):
            parse_address(typed)
