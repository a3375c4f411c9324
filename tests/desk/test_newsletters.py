"""A proof of the newsletter, and a site for a colleague: what leaves the desk as a file or as mail."""

from __future__ import annotations

import http.client
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from email import message_from_string, policy
from pathlib import Path
from urllib.parse import urlencode

import pytest

from avksite.desk.passing_on import opening_anywhere
from tests.delivery.test_proof import Sink
from tests.delivery.test_proof import serving as mail_server
from tests.desk.served import SITE, Served, serving, words_of
from tests.sites import lay_out

EDITION = """-- content/nieuwsbrieven/2024-mei.md --
---
titel: Nieuwsbrief mei 2024
onderwerp: Kom naar de open dag
voorbeeldtekst: Op 11 mei staat de deur open.
datum: 2 mei 2024
berichten: [/nieuws/2024/feest.md]
concept: ja
---
Dag lezer, er is veel te doen.
"""
PATH = "content/nieuwsbrieven/2024-mei.md"
SETTINGS = "onderwerpen:\n  wonen: Wonen\nnieuwsbrief:\n  antwoord-aan: post@voorbeeld.nl\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "project", SITE.replace("onderwerpen:\n  wonen: Wonen\n", SETTINGS) + EDITION)


@pytest.fixture
def desk(root: Path) -> Iterator[Served]:
    with serving(root) as served:
        yield served


def test_every_edition_is_shown_with_what_is_in_it(desk: Served) -> None:
    assert "Kom naar de open dag , 2 mei 2024 concept" in words_of(desk.ask("/.redactie/nieuwsbrieven")[1])
    said = words_of(desk.ask(f"/.redactie/nieuwsbrief?{urlencode({'pad': PATH})}")[1])
    assert "Onderwerp: Kom naar de open dag" in said
    assert "Feest op het plein" in said


def test_without_a_mail_server_the_proof_opens_in_a_mail_program(desk: Served) -> None:
    response, body = desk.send("/.redactie/nieuwsbrief", pad=PATH, aan="anna@voorbeeld.nl", hoe="bestand")
    assert response.headers["Content-Type"] == "message/rfc822"
    assert response.headers["Content-Disposition"] == 'attachment; filename="proef-2024-mei.eml"'
    message = message_from_string(body, policy=policy.default)
    assert (message["X-Unsent"], message["To"]) == ("1", "anna@voorbeeld.nl")
    assert message["Subject"] == "[PROEF] Kom naar de open dag"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert "Verstuur de proef" not in desk.ask(f"/.redactie/nieuwsbrief?{urlencode({'pad': PATH})}")[1]


@pytest.mark.parametrize("typed", ["", "anna", "anna@voorbeeld.nl\r\nBcc: ieder@voorbeeld.nl", "<script>"])
def test_an_address_that_is_none_gets_nothing(desk: Served, typed: str) -> None:
    for way in ("bestand", "verstuur"):
        response, body = desk.send("/.redactie/nieuwsbrief", pad=PATH, aan=typed, hoe=way)
        assert response.status == 422
        assert 'role="alert"' in body
        assert "<script>" not in body.partition('role="alert"')[2].partition("</p>")[0]


def test_with_a_mail_server_the_proof_is_sent(root: Path) -> None:
    sink = Sink()
    with mail_server(sink) as port:
        environment = {"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": str(port)}
        with serving(root, environment=environment) as desk:
            _, body = desk.send("/.redactie/nieuwsbrief", pad=PATH, aan="anna@voorbeeld.nl", hoe="verstuur")
            assert "De proef van ‘Kom naar de open dag’ is weg, via 127.0.0.1." in words_of(body)
    assert [envelope.rcpt_tos for envelope in sink.got] == [["anna@voorbeeld.nl"]]


def test_a_text_that_is_no_edition_is_not_sent(desk: Served) -> None:
    for path in ("content/over.md", "content/../geheim.md", ""):
        assert desk.send("/.redactie/nieuwsbrief", pad=path, aan="anna@voorbeeld.nl", hoe="bestand")[0].status == 404


def test_a_colleague_gets_the_site_with_its_drafts_in_one_file(desk: Served) -> None:
    said = words_of(desk.ask("/.redactie/collega")[1])
    assert "Ook de concepten zitten erin. Straks nog meer" in said or "Een idee" in said
    response, _ = desk.ask("/.redactie/collega.zip")
    assert response.headers["Content-Disposition"] == 'attachment; filename="alliantie-bekijken.zip"'


def test_what_a_colleague_gets_opens_without_a_server(desk: Served) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)) as client:
        client.request("GET", "/.redactie/collega.zip")
        archive = zipfile.ZipFile(io.BytesIO(client.getresponse().read()))
    names = set(archive.namelist())
    assert {"index.html", "nieuws/2024/idee/index.html", "nieuws/2024/straks/index.html"} <= names
    lost = []
    for name in sorted(name for name in names if name.endswith(".html") and name != "404.html"):
        page = archive.read(name).decode()
        assert '<meta name="robots" content="noindex, nofollow">' in page or "mail.html" in name
        for link in re.findall(r'\s(?:href|src)="([^"#?]+)', page):
            target = (Path("/") / name).parent.joinpath(link).resolve().relative_to("/").as_posix()
            if not link.startswith("/") and ":" not in link and target not in names:
                lost.append((name, link))
    assert lost == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="../over/">', '<a href="../over/index.html">'),
        ('<a href="../over/#kop">', '<a href="../over/index.html#kop">'),
        ('<a href="./">', '<a href="./index.html">'),
        ('<a href="..">', '<a href="../index.html">'),
        ('<a href="#kop">', '<a href="#kop">'),
        ('<a href="https://voorbeeld.nl/">', '<a href="https://voorbeeld.nl/">'),
        ('<a href="../media/foto.jpg">', '<a href="../media/foto.jpg">'),
        ('<form action="../zoeken/">', '<form action="../zoeken/index.html">'),
    ],
)
def test_a_link_to_a_folder_names_its_page(link: str, expected: str) -> None:
    assert opening_anywhere(link.encode()).decode() == expected
