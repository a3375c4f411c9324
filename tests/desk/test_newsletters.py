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

from avksite.delivery import claim
from avksite.desk.review_copy import without_server
from tests.delivery.played import PlayedListmonk
from tests.delivery.test_proof import Sink
from tests.delivery.test_proof import serving as mail_server
from tests.desk.served import SITE, Served, serving, words_of
from tests.desk.test_publishing import clone, git
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
    assert "Nieuwsbrief mei 2024 : Kom naar de open dag, 2 mei 2024 concept" in words_of(
        desk.ask("/.redactie/nieuwsbrieven")[1]
    )
    body = desk.ask(f"/.redactie/nieuwsbrief?{urlencode({'pad': PATH})}")[1]
    assert "Onderwerp: Kom naar de open dag" in words_of(body)
    assert '<a href="/.redactie/bekijk?adres=%2Fnieuws%2F2024%2Ffeest%2F">Feest op het plein</a>' in body
    assert "content/nieuws/2024/feest.md" not in body


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
    assert "Ook wat nog niet op de site staat, zit erin: Een idee Straks nog meer" in said
    response, _ = desk.ask("/.redactie/collega.zip")
    assert response.headers["Content-Disposition"] == 'attachment; filename="alliantie-bekijken.zip"'


def test_what_a_colleague_gets_opens_without_a_server(desk: Served) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)) as client:
        client.request("GET", "/.redactie/collega.zip")
        archive = zipfile.ZipFile(io.BytesIO(client.getresponse().read()))
    names = set(archive.namelist())
    assert {"index.html", "nieuws/2024/idee/index.html", "nieuws/2024/straks/index.html"} <= names
    assert names.isdisjoint({"nginx.conf", "_headers", "_redirects", "robots.txt", "sitemap.xml"})
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
    assert without_server(link.encode()).decode() == expected


# ── To its readers ────────────────────────────────────────────────────────────────────────────────────────────────────

READY = EDITION.replace("concept: ja\n", "")
LIST = f"{SETTINGS}  dienst: onze-lijst\n  diensten:\n    - naam: onze-lijst\n      soort: %s\n      lijst: %s\n"
MAILMAN = LIST % ("mailman", "nieuws@lijst.voorbeeld.nl")
SEND = "/.redactie/versturen"


def sites(folder: Path, settings: str, *names: str) -> list[Path]:
    """Return clones of one shared site with an edition that is ready, one for each name."""
    first = lay_out(folder / "eerst", SITE.replace("onderwerpen:\n  wonen: Wonen\n", settings) + READY)
    git(first, "init", "--quiet")
    (first / ".gitignore").write_text("/output/\n/.cache/\n/.output-vorig/\n/verzending/\n", encoding="utf-8")
    git(first, "add", "--all")
    git(first, "commit", "--quiet", "--message", "Het begin")
    git(folder, "clone", "--quiet", "--bare", str(first), "samen.git")
    return [clone(folder / "samen.git", name) for name in names]


def look(desk: Served) -> tuple[str, str]:
    """Return the words of the last look, and what tells which mail was looked at."""
    body = desk.ask(f"{SEND}?{urlencode({'pad': PATH})}")[1]
    seen = re.search(r'name="inhoud" value="(\w+)"', body)
    return words_of(body.partition("<h1>")[2]), seen[1] if seen else ""


def press(desk: Served, seen: str) -> tuple[int, str]:
    response, body = desk.send(SEND, pad=PATH, inhoud=seen)
    return response.status, words_of(body.partition("<h1>")[2])


def test_an_edition_goes_to_its_readers_once_from_whichever_desk(tmp_path: Path) -> None:
    jan, piet = sites(tmp_path, MAILMAN, "jan", "piet")
    sink = Sink()
    with mail_server(sink) as port:
        environment = {"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": str(port)}
        with serving(jan, environment=environment) as one, serving(piet, environment=environment) as other:
            one.send("/.redactie/publiceren", zin="De nieuwsbrief")
            other.send("/.redactie/publiceren", zin="")
            said, seen = look(one)
            assert "Onderwerp Kom naar de open dag Voorbeeldtekst Op 11 mei staat de deur open. Van Alliantie" in said
            assert "Naar hoeveel lezers Dat weet alleen de dienst." in said
            assert "De lijst stuurt hem METEEN door naar alle lezers. Dat is niet terug te draaien." in said
            assert sink.got == []
            status, said = press(one, seen)
            assert (status, "De mail is naar nieuws@lijst.voorbeeld.nl." in said) == (200, True)
            assert "Onze-lijst" not in said
            status, said = press(other, seen)
            assert (status, "Deze nieuwsbrief is al aan onze-lijst gegeven" in said) == (409, True)
            assert "git" not in said.casefold()
            assert "al aan onze-lijst gegeven" in look(one)[0]
    assert [envelope.rcpt_tos for envelope in sink.got] == [["nieuws@lijst.voorbeeld.nl"]]
    assert "Nieuwsbrief aan onze-lijst: Nieuwsbrief mei 2024" in git(
        tmp_path / "samen.git", "log", "--format=%s", "main"
    )


def test_what_another_desk_does_at_this_moment_stops_this_one_in_words(tmp_path: Path) -> None:
    jan, piet = sites(tmp_path, MAILMAN, "jan", "piet")
    other = claim.repository_of(piet)
    assert other
    assert other.push("verzonden/2024-mei/onze-lijst", other.create("Piet, nu"))
    environment = {"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": "9"}
    with serving(jan, environment=environment) as desk:
        desk.send("/.redactie/publiceren", zin="De nieuwsbrief")
        status, said = press(desk, look(desk)[1])
    assert (status, "of iemand is daar nu mee bezig: Piet, nu. Er is niets verstuurd. Vraag het na." in said) == (
        409,
        True,
    )
    assert "git" not in said.casefold()


def test_what_is_not_on_the_site_or_changed_meanwhile_is_not_sent(tmp_path: Path) -> None:
    (jan,) = sites(tmp_path, MAILMAN, "jan")
    sink = Sink()
    with mail_server(sink) as port:
        environment = {"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": str(port)}
        with serving(jan, environment=environment) as desk:
            desk.send("/.redactie/publiceren", zin="De nieuwsbrief")
            _, seen = look(desk)
            text = (jan / PATH).read_text(encoding="utf-8")
            desk.write(PATH, text.replace("Dag lezer", "Dag beste lezer"))
            desk.keeper.refresh()
            assert "Zet eerst alles op de site: daar leidt de mail naartoe." in look(desk)[0]
            assert press(desk, seen)[0] == 409
            desk.send("/.redactie/publiceren", zin="Een woord")
            status, said = press(desk, seen)
            assert (status, "De nieuwsbrief is intussen veranderd. Kijk nog een keer." in said) == (409, True)
    assert sink.got == []


def test_a_draft_waits_at_the_service_and_it_says_how_many_readers_there_are(tmp_path: Path) -> None:
    played = PlayedListmonk()
    with played.serving():
        settings = LIST % ("listmonk", "3") + f"      adres: {played.address}\n      afzender: post@voorbeeld.nl\n"
        (jan,) = sites(tmp_path, settings, "jan")
        keys = {"AVKSITE_LISTMONK_USER": "avksite", "AVKSITE_LISTMONK_TOKEN": played.KEY}
        with serving(jan, environment={}) as desk:
            said, _ = look(desk)
            assert "Zet in je omgeving AVKSITE_LISTMONK_TOKEN : het token van die gebruiker." in said
        with serving(jan, environment=keys) as desk:
            desk.send("/.redactie/publiceren", zin="De nieuwsbrief")
            said, seen = look(desk)
            assert "Naar hoeveel lezers 1204 Wat er gebeurt Ik maak in listmonk" in said
            status, said = press(desk, seen)
            assert (status, f"Het concept staat klaar: {played.address}/admin/campaigns/40" in said) == (200, True)
            assert played.KEY not in said
            assert "Stuur het eerst naar jezelf, en druk dan pas op versturen." in said
    assert len(played.campaigns) == 1


def test_without_a_service_it_says_what_to_do_and_lays_the_files_ready(root: Path) -> None:
    with serving(root) as desk:
        assert "Deze nieuwsbrief is nog niet te zien op de site" in look(desk)[0]
        desk.write(PATH, (root / PATH).read_text(encoding="utf-8").replace("concept: ja\n", ""))
        desk.keeper.refresh()
        desk.desk.preview.checked()
        said, seen = look(desk)
        assert "Er is nog geen dienst ingesteld die de nieuwsbrief naar je lezers stuurt." in said
        status, said = press(desk, seen)
        assert (status, "Er is niets verstuurd: dat doe je zelf." in said) == (200, True)
        assert (root / "verzending/2024-mei/mail.eml").is_file()


def test_no_other_text_is_sent(desk: Served) -> None:
    for path in ("content/over.md", "content/../geheim.md", ""):
        assert desk.ask(f"{SEND}?{urlencode({'pad': path})}")[0].status == 404
        assert desk.send(SEND, pad=path, inhoud="x")[0].status == 404


def test_a_new_edition_gathers_what_is_new_by_itself(desk: Served) -> None:
    assert 'name="berichten" value="automatisch"' in desk.ask("/.redactie/nieuw?soort=nieuwsbrief")[1]
    typed = {"titel": "Nieuwsbrief juni 2024", "onderwerp": "Kom je ook?", "voorbeeldtekst": "Er is soep."}
    more = {
        "wat-het-is": "nieuwsbrief",
        "datum": "1 mei 2024",
        "berichten": "automatisch",
        "tekst-zelf": "Beste lezer,",
    }
    assert desk.send("/.redactie/nieuw", **typed, **more)[0].status == 303
    (made,) = (desk.root / "content/nieuwsbrieven").glob("*juni-2024.md")
    assert "berichten: automatisch\n" in made.read_text(encoding="utf-8")


def test_the_texts_of_a_new_edition_are_named_by_their_titles_in_their_order(desk: Served) -> None:
    assert "Typ de titels, met een komma ertussen." in words_of(desk.ask("/.redactie/nieuw?soort=nieuwsbrief")[1])
    typed = {"titel": "Nieuwsbrief juni 2024", "onderwerp": "Kom je ook?", "voorbeeldtekst": "Er is soep."}
    more = {"wat-het-is": "nieuwsbrief", "datum": "1 mei 2024", "berichten": "open DAG, Feest op het plein, Wat?"}
    assert desk.send("/.redactie/nieuw", **typed, **more)[0].status == 303
    (made,) = (desk.root / "content/nieuwsbrieven").glob("*juni-2024.md")
    lines = "berichten:\n  - /bijeenkomsten/2024/open-dag.md\n  - /nieuws/2024/feest.md\n  - Wat?\n"
    assert lines in made.read_text(encoding="utf-8")
