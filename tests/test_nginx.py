"""The site on a real nginx, by the `nginx.conf` that the build made: types, statuses, headers, packed files, a load."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic

import brotli
import pytest

from avksite.outputs.hosting import A_WHILE, ALWAYS, ASK_FIRST, FOR_EVER, compressed
from avksite.rendering.write import write
from tests.served import BROTLI, Served, served
from tests.sites import built, folder, lay_out, shared_memo

pytestmark = pytest.mark.nginx

SETTINGS = """\
naam: Alliantie van Kracht
adres: https://voorbeeld.example
nieuwsbrief:
  antwoord-aan: post@voorbeeld.example
"""
SITE = f"""\
-- content/site.yaml --
{SETTINGS}\
-- content/index.md --
---
titel: Welkom
---
Lees [over ons](/over.md), [het verslag](/media/verslag.pdf) en [de cijfers](/media/cijfers.csv).
-- content/over.md --
---
titel: Over ons
oude-adressen: [over-ons, /wie/wij.html, /café/, /a$b/]
---
/// video | Een moeder vertelt
    bestand: /media/moeder.mp4
    ondertiteling: /media/moeder.vtt
    transcript: /media/cijfers.csv
    audiodescriptie: niet nodig, omdat zij alleen vertelt
///
-- content/bijeenkomsten/2024/dag.md --
---
titel: Werkdag
kort: Een dag.
begin: 5 juni 2024 13.00 uur
soort: bijeenkomst
---
Kom ook.
-- content/nieuwsbrieven/2024-mei.md --
---
titel: Mei
kort: Dag.
datum: 1 mei 2024
onderwerp: Dag
voorbeeldtekst: Dag.
berichten: [/over.md]
---
Dag allemaal.
-- content/adressen.txt --
/nieuws/2023/weg/ nieuws ingetrokken
/media/weg.pdf bestand ingetrokken
/weg.html pagina ingetrokken
/a$weg/ pagina ingetrokken
-- content/media/moeder.mp4 (film) --
-- content/media/moeder.vtt --
WEBVTT

00:01.000 --> 00:03.000
Hallo.
-- content/media/verslag.pdf (pdf) --
-- content/media/cijfers.csv --
jaar;gezinnen
2024;één
"""
PACKED = ("br", "gzip") if BROTLI.exists() else ("gzip",)
"""What this nginx can send: Ubuntu has no module for the first."""
READERS, SECONDS = 4, 2.0
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    output = tmp_path_factory.mktemp("site") / "output"
    with folder(SITE) as root:
        made = built(root)
        write((*made.artifacts, *compressed(made.artifacts, shared_memo())), output)
    with served(output) as server:
        yield server


def asset(host: Served, name: str) -> str:
    """Return the address of an asset, as the home page has it."""
    start, _, ending = name.partition(".")
    found = re.search(rf"assets/{start}\.[0-9a-f]+\.{ending}", host.ask("/").content.decode())
    assert found
    return f"/{found[0]}"


@pytest.mark.parametrize(
    ("address", "type_"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/agenda.ics", "text/calendar; charset=utf-8"),
        ("/bijeenkomsten/2024/dag/agenda.ics", "text/calendar; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/atom.xml", "application/xml; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/zoeken/index/begin.js", "text/javascript; charset=utf-8"),
        ("/media/cijfers.csv", "text/csv; charset=utf-8"),
        ("/media/moeder.vtt", "text/vtt; charset=utf-8"),
        ("/media/moeder.mp4", "video/mp4"),
        ("/media/verslag.pdf", "application/pdf"),
        ("/qr.svg", "image/svg+xml; charset=utf-8"),
        ("/deelbeeld.png", "image/png"),
        ("/favicon.ico", "image/vnd.microsoft.icon"),
    ],
)
def test_every_file_has_its_type(host: Served, address: str, type_: str) -> None:
    answer = host.ask(address)
    assert (answer.status, answer.headers["content-type"]) == (200, type_)


@pytest.mark.parametrize("address", ["/", "/agenda.ics", "/niet-hier/", "/over-ons/", "/deelbeeld.png", "/assets/x.js"])
def test_every_answer_says_what_a_page_may_do(host: Served, address: str) -> None:
    headers = host.ask(address).headers
    assert {name: headers[name.lower()] for name in ALWAYS} == ALWAYS
    assert re.fullmatch(
        r"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; "
        r"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        headers["content-security-policy"],
    )
    assert "strict-transport-security" not in headers
    assert headers["server"] == "nginx"


def test_a_mail_shows_its_own_styles_and_a_drawing_can_do_nothing(host: Served) -> None:
    mail = host.ask("/nieuwsbrieven/2024-mei/mail.html").headers["content-security-policy"]
    assert mail.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https://voorbeeld.example; ")
    for drawing in ("/qr.svg", asset(host, "favicon.svg")):
        assert "; sandbox; " in host.ask(drawing).headers["content-security-policy"]


def test_what_carries_its_digest_is_kept_for_ever_and_all_else_is_asked_for_again(host: Served) -> None:
    kept = {
        asset(host, "style.css"): FOR_EVER,
        asset(host, "favicon.svg"): FOR_EVER,
        "/assets/style.0123456789.css": ASK_FIRST,  # that is not there, and may be tomorrow
        "/assets/logo.png": A_WHILE,
        "/media/verslag.pdf": A_WHILE,
        "/": ASK_FIRST,
        "/feed.xml": ASK_FIRST,
        "/zoeken/index/begin.js": ASK_FIRST,
    }
    assert {address: host.ask(address).headers["cache-control"] for address in kept} == kept
    page = host.ask("/")
    assert host.ask("/", If_None_Match=page.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "address",
    ["/niet-hier/", "/niet-hier", "/404.html", "/assets/", "/.avksite", "/nginx.conf", "/_headers", "/_redirects"],
)
def test_what_is_not_for_readers_is_not_there_and_the_page_says_so(host: Served, address: str) -> None:
    answer = host.ask(address)
    assert answer.status == 404
    assert "Deze pagina is er niet" in answer.content.decode() or "<h1" in answer.content.decode()
    assert asset(host, "style.css") in answer.content.decode()


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("/over-ons/", "/over/"),
        ("/over-ons/?van=mail", "/over/?van=mail"),
        ("/wie/wij.html", "/over/"),
        ("/caf%C3%A9/", "/over/"),
        ("/a$b/", "/over/"),
        ("/over", "/over/"),
    ],
)
def test_an_old_address_leads_on_for_good(host: Served, old: str, now: str) -> None:
    answer = host.ask(old)
    assert (answer.status, answer.headers["location"]) == (301, now)
    assert host.ask(now).status == 200


def test_what_was_withdrawn_is_gone_and_its_page_says_so(host: Served) -> None:
    for address in ("/nieuws/2023/weg/", "/weg.html", "/a$weg/"):
        answer = host.ask(address)
        assert (answer.status, "Deze pagina is er niet meer" in answer.content.decode()) == (410, True)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
    # A file has no such page: that of what is not there says where else to look.
    answer = host.ask("/media/weg.pdf")
    assert (answer.status, asset(host, "style.css") in answer.content.decode()) == (410, True)


def test_a_player_can_ask_for_a_part_of_a_film(host: Served) -> None:
    whole = host.ask("/media/moeder.mp4")
    part = host.ask("/media/moeder.mp4", Range="bytes=4-7")
    assert (part.status, part.content, whole.headers["accept-ranges"]) == (206, b"ftyp", "bytes")
    assert part.headers["content-range"] == f"bytes 4-7/{len(whole.content)}"
    assert host.ask("/media/moeder.mp4", Range="bytes=9000-").status == 416


@pytest.mark.parametrize("form", PACKED)
@pytest.mark.parametrize("address", ["/", "/feed.xml", "/over/", "STYLE"])
def test_a_text_goes_out_as_it_was_packed_and_is_the_same_text(host: Served, address: str, form: str) -> None:
    address = asset(host, "style.css") if address == "STYLE" else address
    plain, packed = host.ask(address), host.ask(address, Accept_Encoding=f"{form}, x")
    assert packed.headers["content-encoding"] == form
    assert "content-encoding" not in plain.headers
    # Packed by the server itself it has no length beforehand.
    assert int(packed.headers["content-length"]) == len(packed.content) < len(plain.content)
    assert UNPACK[form](packed.content) == plain.content
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-type"] == plain.headers["content-type"]
    assert packed.headers["content-security-policy"] == plain.headers["content-security-policy"]


def test_below_a_path_all_of_it_holds_too(tmp_path: Path) -> None:
    output = tmp_path / "alliantie"
    with folder(SITE) as root:
        write(built(root, base_url="https://voorbeeld.example/alliantie").artifacts, output)
    with served(output, tmp_path) as host:
        missing, moved = host.ask("/alliantie/niet-hier/"), host.ask("/alliantie/over-ons/")
        style = re.search(r"/alliantie/assets/style\.[0-9a-f]+\.css", missing.content.decode())
        assert style
        assert (missing.status, moved.status, moved.headers["location"]) == (404, 301, "/alliantie/over/")
        assert host.ask(style[0]).headers["cache-control"] == FOR_EVER
        assert host.ask("/alliantie/nginx.conf").status == 404


def test_while_the_site_is_replaced_nobody_gets_a_page_of_one_build_with_a_style_sheet_of_another(
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    output, papers = tmp_path / "output", ("#fffdf7", "#fffef9")
    colours = [f'-- content/site.yaml --\n{SETTINGS}kleuren:\n  licht:\n    papier: "{paper}"\n' for paper in papers]
    builds = [built(lay_out(tmp_path / text[-8:-2], SITE + text)).artifacts for text in colours]
    write(builds[0], output)
    done, counts, wrong = threading.Event(), {"pages": 0, "styles that were gone": 0, "replaced": 0}, []

    def read(host: Served) -> None:
        while not done.is_set():
            page = host.ask("/")
            style = re.search(r"assets/style\.[0-9a-f]+\.css", page.content.decode())
            paper = re.search(r'light\)" content="(#\w+)"', page.content.decode())
            if page.status != 200 or not style or not paper:
                wrong.append(f"{page.status} {page.content[:80]!r}")
                continue
            sheet = host.ask(f"/{style[0]}")
            counts["pages"] += 1
            counts["styles that were gone"] += sheet.status == 404
            if sheet.status == 200 and f"--papier:{paper[1]};" not in sheet.content.decode():
                wrong.append(f"{style[0]} is not in {paper[1]}")

    with served(output) as host:
        reader = threading.Thread(target=read, args=(host,))
        reader.start()
        until = monotonic() + SECONDS
        while monotonic() < until:
            counts["replaced"] += 1
            write(builds[counts["replaced"] % 2], output)
        done.set()
        reader.join()
    record_property("figures", json.dumps(counts))
    assert wrong == []
    assert counts["pages"] > counts["styles that were gone"]
    assert counts["replaced"] > 1


def test_many_readers_at_once_each_get_all_of_every_page(
    host: Served, record_property: Callable[[str, object], None]
) -> None:
    addresses = ("/", "/over/", "/zoeken/", "/feed.xml", asset(host, "style.css"))
    whole = {address: host.ask(address, Accept_Encoding="gzip").content for address in addresses}
    wrong: list[str] = []
    counts: list[int] = []

    def read() -> None:
        connection, number, until = HTTPConnection("127.0.0.1", host.port, timeout=20), 0, monotonic() + SECONDS
        while monotonic() < until:
            address = addresses[number % len(addresses)]
            connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            if answer.read() != whole[address] or answer.status != 200:
                wrong.append(address)
            number += 1
        connection.close()
        counts.append(number)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(counts) == READERS
    figures = {"readers": READERS, "seconds": SECONDS, "answers": sum(counts), "a second": round(sum(counts) / SECONDS)}
    record_property("figures", json.dumps(figures))
