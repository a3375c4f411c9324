"""One reading of an address, wherever it is typed: what it leads to, and what is said when no reader can open it."""

import pytest

from avksite.content.addresses import Sort, parse_address, read_target, within
from avksite.content.detours import find_detour
from avksite.problems import Misread


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("https://www.voorbeeld.nl/a?b=c#d", "https://www.voorbeeld.nl/a?b=c#d"),
        ("HTTPS://WWW.Voorbeeld.NL/Pad", "https://www.voorbeeld.nl/Pad"),
        ("http://www.voorbeeld.nl/cursus n/geld", "http://www.voorbeeld.nl/cursus%20n/geld"),
        ("https://voorbeeld.nl/a|b?c={d}&e=100%", "https://voorbeeld.nl/a%7Cb?c=%7Bd%7D&e=100%25"),
        ("https://voorbeeld.nl/a%20b", "https://voorbeeld.nl/a%20b"),
        ("https://voorbeeld.nl:443/", "https://voorbeeld.nl/"),
        ("https://voorbeeld.nl:8443/", "https://voorbeeld.nl:8443/"),
        ("https://www.voorbeeld.nl.", "https://www.voorbeeld.nl"),
        ("https://café.nl/thee", "https://café.nl/thee"),
        ("https://mijn_huis.voorbeeld.nl/", "https://mijn_huis.voorbeeld.nl/"),
        ("https://nl.wikipedia.org/wiki/Zorg_(hulp)", "https://nl.wikipedia.org/wiki/Zorg_(hulp)"),
        ("https://nl.wikipedia.org/wiki/Philips_N.V.", "https://nl.wikipedia.org/wiki/Philips_N.V."),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_a_web_address_is_written_with_signs_that_an_address_may_hold(typed: str, href: str) -> None:
    read = read_target(typed)
    assert (read.sort, read.href) == (Sort.WEB, href)


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("mailto:anna@voorbeeld.nl", "mailto:anna@voorbeeld.nl"),
        ("Mailto: anna@Voorbeeld.nl", "mailto:anna@voorbeeld.nl"),
        ("MAILTO:anna@voorbeeld.nl;bas@voorbeeld.nl", "mailto:anna@voorbeeld.nl,bas@voorbeeld.nl"),
        ("mailto://anna@voorbeeld.nl", "mailto:anna@voorbeeld.nl"),
        (
            "mailto:anna@voorbeeld.nl?subject=Kom op 3 juni & neem brood mee",
            "mailto:anna@voorbeeld.nl?subject=Kom%20op%203%20juni%20%26%20neem%20brood%20mee",
        ),
        (
            "mailto:a@voorbeeld.nl?Subject=Lijst #3&body=Dag%20Anna%0D%0A50% klaar",
            "mailto:a@voorbeeld.nl?subject=Lijst%20%233&body=Dag%20Anna%0D%0A50%25%20klaar",
        ),
        ("mailto:?subject=Kijk hier", "mailto:?subject=Kijk%20hier"),
        ("tel:050 123 45 67", "tel:+31501234567"),
        ("Tel:0612345678", "tel:+31612345678"),
        ("TEL:+31 (0)50-1234567", "tel:+31501234567"),
        ("tel:+31501234567;ext=12", "tel:+31501234567;ext=12"),
        ("tel:112", "tel:112"),
        ("sms:06-12345678?body=Ik kom & Bas ook", "sms:+31612345678?body=Ik%20kom%20%26%20Bas%20ook"),
        ("webcal://www.voorbeeld.nl/agenda.ics", "webcal://www.voorbeeld.nl/agenda.ics"),
        ("WEBCAL://Voorbeeld.nl/onze agenda.ics", "webcal://voorbeeld.nl/onze%20agenda.ics"),
    ],
)
def test_what_opens_a_program_of_the_reader_is_understood_and_written_as_that_program_reads_it(
    typed: str, href: str
) -> None:
    read = read_target(typed)
    assert (read.sort, read.href) == (Sort.DIRECT, href)


@pytest.mark.parametrize("typed", ["/nieuws/", "over-ons.md", "#kop", "www.voorbeeld.nl", "voorbeeld.nl:8080/a"])
def test_a_file_or_an_address_of_the_site_is_still_to_be_looked_up(typed: str) -> None:
    assert read_target(typed).sort is Sort.PLACE


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
    ("typed", "hint"),
    [
        ("https://www.voorbeeld. nl/kaart", "Typ `https://www.voorbeeld.nl/kaart`."),
        ("https://www. voorbeeld.nl", "Typ `https://www.voorbeeld.nl`."),
        ("https://www.voorbeeld.nl de kaart", "Typ `https://www.voorbeeld.nl`."),
        ("http//www.voorbeeld.nl/a", "Typ `https://www.voorbeeld.nl/a`."),
        ("https:/voorbeeld.nl", "Typ `https://voorbeeld.nl`."),
        ("http:www.voorbeeld.nl", "Typ `https://www.voorbeeld.nl`."),
        ("htpps://voorbeeld.nl", "Typ `https://voorbeeld.nl`."),
        ("ttps://voorbeeld.nl", "Typ `https://voorbeeld.nl`."),
        ("https//:voorbeeld.nl", "Typ `https://voorbeeld.nl`."),
        ("https;//voorbeeld.nl", "Typ `https://voorbeeld.nl`."),
        ("https:\\\\voorbeeld.nl\\a", "Typ `https://voorbeeld.nl/a`."),
        ("https://https://voorbeeld.nl/a", "Typ `https://voorbeeld.nl/a`."),
        ("http://https//voorbeeld.nl/a", "Typ `https://voorbeeld.nl/a`."),
        ("//voorbeeld.nl/", "Typ `https://voorbeeld.nl/`."),
        ("https://voorbeeld.nl/a,", "Typ `https://voorbeeld.nl/a`."),
        ("https://voorbeeld.nl/a/.", "Typ `https://voorbeeld.nl/a/`."),
        ("https://voorbeeld.nl/a).", "Typ `https://voorbeeld.nl/a`."),
        ("https://voorbeeld.nl/plan.pdf”", "Typ `https://voorbeeld.nl/plan.pdf`."),
        ("https://anna@voorbeeld.nl", "Typ `mailto:anna@voorbeeld.nl`."),
    ],
)
def test_a_slip_in_a_web_address_is_told_with_an_address_that_can_be_read(typed: str, hint: str) -> None:
    with pytest.raises(Misread) as raised:
        read_target(typed)
    assert raised.value.hint == hint
    assert read_target(hint[5:-2]).sort is not Sort.PLACE


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("javascript:void(0)", "is een opdracht voor de browser"),
        ("Java\tScript:alert(1)", "is een opdracht voor de browser"),
        ("data:text/html,hallo", "is een opdracht voor de browser"),
        ("file:///C:/Documenten/Ons%20Plan.pdf", "staat alleen op je eigen computer"),
        ("C:\\Documenten\\plan.pdf", "staat alleen op je eigen computer"),
        ("d:/plan.pdf", "staat alleen op je eigen computer"),
        ("\\\\server\\map\\plan.docx", "staat alleen op je eigen computer"),
        ("ftp://voorbeeld.nl/plan.pdf", "werkt alleen bij wie daar een programma voor heeft"),
        ("https://anna:geheim@voorbeeld.nl/", "een naam of een wachtwoord"),
        ("https://voorbeeld.nl:99999/", "lees ik niet als een webadres"),
        ("https://", "lees ik niet als een webadres"),
        ("mailto:", "Achter `mailto:` staat geen mailadres"),
        ("mailto:anna", "ontbreekt het apenstaartje"),
        ("tel:050 123", "heeft 6 cijfers"),
    ],
)
def test_what_no_reader_can_open_is_refused_with_the_reason(typed: str, message: str) -> None:
    with pytest.raises(Misread) as raised:
        read_target(typed)
    assert message in raised.value.message
    assert raised.value.hint.endswith(".")


def test_a_file_on_ones_own_computer_is_named_as_it_will_be_called_on_the_site() -> None:
    with pytest.raises(Misread) as raised:
        read_target("file:///C:/Documenten/Ons%20Plan%20(2).PDF")
    assert raised.value.hint.endswith("`/media/ons-plan-2.pdf`.")


@pytest.mark.parametrize("typed", ["mailto:anna", "mailto:an na@voorbeeld.nl", "tel:12345", "tel:612345678"])
def test_what_to_type_for_a_mail_or_a_number_is_a_link(typed: str) -> None:
    with pytest.raises(Misread) as raised:
        read_target(typed)
    assert read_target(raised.value.hint.split("`")[1]).sort is Sort.DIRECT


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


@pytest.mark.parametrize(
    ("address", "real"),
    [
        ("https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fvoorbeeld.nl%2Fa&data=05%7Cp%40x.nl", "/a"),
        ("https://urldefense.proofpoint.com/v1/url?u=https://voorbeeld.nl/a&k=x", "/a"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__voorbeeld.nl_a-5Fb&d=x", "/a_b"),
        ("https://urldefense.com/v3/__https://voorbeeld.nl/a?b*c**Ad__;PSMm!!x$", "/a?b=c#&d"),
        ("https://urldefense.com/v3/__https:/voorbeeld.nl/a__;!!x$", "/a"),
        ("https://www.google.nl/url?sa=t&q=https://voorbeeld.nl/a&ved=1", "/a"),
        ("https://www.google.com/amp/s/voorbeeld.nl/a", "/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fvoorbeeld.nl%2Fa%3Ffbclid%3DIw&h=x", "/a"),
        ("https://www.linkedin.com/safety/go?url=https%3A%2F%2Fvoorbeeld.nl%2Fa", "/a"),
        ("https://www.youtube.com/redirect?q=https%3A%2F%2Fvoorbeeld.nl%2Fa", "/a"),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fvoorbeeld.nl%2fa&c=E", "/a"),
        ("https://secure-web.cisco.com/1x/https%3A%2F%2Fvoorbeeld.nl%2Fa", "/a"),
        ("https://eu1.protection.sophos.com/?d=x&u=aHR0cHM6Ly92b29yYmVlbGQubmwvYQ==", "/a"),
        ("https://www.bing.com/ck/a?p=x&u=a1aHR0cHM6Ly92b29yYmVlbGQubmwvYQ", "/a"),
        (
            "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2Fvoorbeeld.nl%2Fa__%3B!!",
            "/a",
        ),
        ("https://voorbeeld.nl/a?utm_source=brief&utm_medium=mail", "/a"),
        ("https://voorbeeld.nl/a?b=c&amp;fbclid=x&d=%20e#f", "/a?b=c&d=%20e#f"),
        ("https://voorbeeld.nl/a?gclid=x&mc_eid=y&_hsenc=z", "/a"),
        ("https://voorbeeld.nl/a?lezer=anna%40elders.nl", "/a"),
    ],
)  # fmt: skip
def test_the_real_address_is_found_behind_a_gateway_and_without_what_counts_readers(address: str, real: str) -> None:
    detour = find_detour(address)
    assert detour is not None
    assert detour.real == f"https://voorbeeld.nl{real}"
    assert "@" not in detour.what


@pytest.mark.parametrize("address", ["https://t.co/abc", "https://protect-eu.mimecast.com/s/a?domain=x.nl"])
def test_a_gateway_that_keeps_the_address_to_itself_is_told_too(address: str) -> None:
    detour = find_detour(address)
    assert detour is not None
    assert detour.real == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://voorbeeld.nl/a?b=c", "https://www.google.com/search?q=armoede", "https://voorbeeld.nl/?si=x",
        "https://www.facebook.com/alliantie", "https://web.archive.org/web/2020/https://voorbeeld.nl/", "/nieuws/?a=b",
    ],
)  # fmt: skip
def test_an_address_that_leads_straight_there_is_left_alone(address: str) -> None:
    assert find_detour(address) is None
