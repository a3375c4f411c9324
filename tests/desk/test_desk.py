"""The desk, asked by a real client over a real socket, about a real project on disk."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from avksite.commands.new import kinds
from avksite.desk.server import listening
from avksite.desk.site_files import relaxed
from avksite.outputs.editor.program import place_in
from tests.desk.served import PATIENCE, Served, eventually, serving
from tests.sites import lay_out, packed

SITE = (Path(__file__).parent / "site.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that no test changes."""
    root = lay_out(tmp_path_factory.mktemp("site") / "project", SITE)
    (root / "geheim.txt").write_text("niet voor de site", encoding="utf-8")
    (root / "content/media").mkdir()
    (root / "content/media/film.vtt").write_text("WEBVTT\n", encoding="utf-8")
    with serving(root) as served:
        yield served


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """A desk of its own, with a memory."""
    root = lay_out(tmp_path / "project", SITE)
    with serving(root, memory=tmp_path / "memory") as served:
        yield served


def words_of(html: str) -> str:
    """Return the words on a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# ── The site, as a server sends it ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/over/", "text/html; charset=utf-8"),
        ("/nieuws/feed.xml", "application/xml"),
        ("/bijeenkomsten/2024/open-dag/agenda.ics", "text/calendar; charset=utf-8"),
        ("/nieuws/2024/feest/deelbeeld.png", "image/png"),
    ],
)
def test_a_file_says_what_it_is(site: Served, path: str, kind: str) -> None:
    response, _ = site.ask(path)
    assert (response.status, response.headers["Content-Type"]) == (200, kind)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_only_what_is_named_by_what_is_in_it_may_be_kept(site: Served) -> None:
    style = re.search(r'href="(?:\.\./)*(assets/style\.[0-9a-f]+\.css)"', site.ask("/over/")[1])
    assert style
    assert site.ask(f"/{style[1]}")[0].headers["Cache-Control"] == "private, max-age=3600"


def test_a_folder_without_its_slash_leads_to_the_one_with_it(site: Served) -> None:
    response, _ = site.ask("/over?van=1")
    assert (response.status, response.headers["Location"]) == (302, "/over/?van=1")


def test_a_redirect_never_leads_to_another_host(site: Served) -> None:
    response, _ = site.ask("//over")
    assert response.headers["Location"] == "/over/"


def test_an_unknown_address_shows_the_404_page(site: Served) -> None:
    response, body = site.ask("/nieuws/2031/bestaat-niet/")
    assert response.status == 404
    assert "Deze pagina is er niet" in words_of(body)


@pytest.mark.parametrize(
    "path",
    [
        "/../geheim.txt",
        "/nieuws/../../geheim.txt",
        "/%2e%2e/geheim.txt",
        "/..%2fgeheim.txt",
        "/nieuws/..%5c..%5cgeheim.txt",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/content/over.md",
        "/.redactie/../geheim.txt",
        "/.redactie/als/voorlezen/../../geheim.txt",
        "/.redactie/druk/../geheim.txt",
        "/.avksite",
        "/nieuws%00/",
        "/" + "a" * 5000,
    ],
)
def test_nothing_outside_the_site_can_be_had(site: Served, path: str) -> None:
    response, body = site.ask(path)
    assert "niet voor de site" not in body
    assert "Wij zijn buren" not in body
    assert response.status in {404, 200}
    assert response.status == 404 or "Niet gevonden" in body


def test_a_page_gets_a_script_and_the_right_to_run_it(site: Served) -> None:
    _, body = site.ask("/")
    assert re.search(r'<script src="/\.redactie/herlaad\.js\?versie=[0-9a-f]+"></script></body>', body)
    assert "connect-src 'self'" in body


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
        ("default-src 'self'", "default-src 'self'; script-src 'self'; connect-src 'self'"),
        ("script-src 'none'; connect-src x.nl", "script-src 'self'; connect-src x.nl 'self'"),
        (
            "script-src 'self'; upgrade-insecure-requests",
            "script-src 'self'; upgrade-insecure-requests; connect-src 'self'",
        ),
    ],
)
def test_a_policy_is_widened_only_as_far_as_needed(policy: str, expected: str) -> None:
    assert relaxed(policy) == expected


def test_what_is_shown_names_this_computer_where_it_will_name_the_site(site: Served) -> None:
    _, feed = site.ask("/nieuws/feed.xml")
    assert f"{site.origin}/nieuws/2024/feest/" in feed
    assert "https://voorbeeld.nl" not in feed


def test_on_paper_the_style_for_print_counts(site: Served) -> None:
    _, page = site.ask("/.redactie/druk/over/")
    style = re.search(r'href="(?:\.\./)*(assets/style[^"]*\.css)"', page)
    assert style
    _, printed = site.ask(f"/.redactie/druk/{style[1]}")
    _, usual = site.ask(f"/{style[1]}")
    assert usual.count("@media print") == printed.count("@media screen") > 0
    assert "@media print" not in printed or "@media screen" in usual


# ── Who may ask ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["kwaad.example", "127.0.0.1.kwaad.example", "localhost:1", "127.0.0.1", "", "[::1]"])
@pytest.mark.parametrize("path", ["/", "/.redactie/", "/.redactie/lijn"])
def test_another_name_for_this_computer_gets_nothing(site: Served, host: str, path: str) -> None:
    response, body = site.ask(path, host=host)
    assert response.status in {400, 421}
    assert "dorp" not in body


def test_the_name_localhost_is_fine(site: Served) -> None:
    assert site.ask("/", host=f"localhost:{site.port}")[0].status == 200


def test_only_this_computer_can_connect(site: Served) -> None:
    with pytest.raises(OSError):  # noqa: PT011  refused or timed out: each system has its own
        socket.create_connection(("127.0.0.2", site.port), timeout=1)


@pytest.mark.parametrize(
    "origin", ["https://kwaad.example", "null", "http://localhost:1", "http://127.0.0.1", "", None], ids=str
)
@pytest.mark.parametrize("path", ["/.redactie/tekst", "/.redactie/nieuw", "/.redactie/open", "/.redactie/dag"])
def test_a_form_on_another_page_does_nothing(site: Served, origin: str | None, path: str) -> None:
    before = (site.root / "content/over.md").read_bytes()
    fields = {"pad": "content/over.md", "tekst": "weg", "wat-het-is": "nieuws", "titel": "Inbraak", "dag": "2030-01-01"}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        **({"Origin": origin} if origin is not None else {}),
    }
    response, body = site.ask(path, "POST", body=urlencode(fields).encode(), **headers)
    assert (response.status, body) == (403, "Dit kan alleen vanaf de redactie zelf.\n")
    assert (site.root / "content/over.md").read_bytes() == before
    assert site.keeper.preview.pretended is None


def test_no_page_elsewhere_can_frame_the_desk(site: Served) -> None:
    assert "frame-ancestors 'self'" in site.ask("/.redactie/")[0].headers["Content-Security-Policy"]
    assert site.ask("/")[0].headers["Content-Security-Policy"] == "frame-ancestors 'self'"


# ── The screens ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_overview_says_of_every_text_how_it_stands(site: Served) -> None:
    said = words_of(site.ask("/.redactie/")[1])
    assert "Feest op het plein op de site 28 april 2024" in said
    assert "Straks nog meer gepland vrijdag 3 mei 2024" in said
    assert "Een idee concept 28 april 2024" in said
    assert "op de site 4" in said


def test_a_text_is_found_by_its_title(site: Served) -> None:
    said = words_of(site.ask("/.redactie/?zoek=FEEST")[1])
    assert "Feest op het plein" in said
    assert "Een idee" not in said


@pytest.mark.parametrize(
    ("address", "forms"),
    [
        ("/over/", "Pagina Telefoon Gedeeld Op papier Voorgelezen"),
        ("/nieuws/2024/feest/", "Pagina Telefoon Mail Mail zonder opmaak Feed Gedeeld Op papier Voorgelezen"),
        (
            "/bijeenkomsten/2024/open-dag/",
            "Pagina Telefoon Mail Mail zonder opmaak Feed Agenda Gedeeld Op papier Voorgelezen",
        ),
    ],
)
def test_a_page_is_shown_in_every_form_that_it_has(site: Served, address: str, forms: str) -> None:
    _, body = site.ask(f"/.redactie/bekijk?{urlencode({'adres': address})}")
    nav = re.search(r'<nav aria-label="Vormen">(.*?)</nav>', body, re.DOTALL)
    assert nav
    assert words_of(nav[1]) == forms


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/.redactie/als/mail/nieuws/2024/feest/", "Feest op het plein"),
        ("/.redactie/als/tekst/nieuws/2024/feest/", "Feest op het plein"),
        ("/.redactie/als/mail/nieuws/2024/idee/", "Een idee"),
        ("/.redactie/als/feed/nieuws/2024/feest/", "Kom je ook? Het feest is op het plein."),
        ("/.redactie/als/agenda/bijeenkomsten/2024/open-dag/", "11-05-2024 10.00 – 11-05-2024 12.00 Wat Open dag"),
        ("/.redactie/als/delen/nieuws/2024/feest/", "Feest op het plein Er is feest."),
        ("/.redactie/als/voorlezen/over/", "Kop 1: Over ons"),
        ("/.redactie/als/mail/bestaat-niet/", "Dit is er niet."),
    ],
)
def test_a_form_shows_what_it_is_about(site: Served, path: str, said: str) -> None:
    response, body = site.ask(path)
    assert response.status == 200
    assert said in words_of(body)


def test_a_draft_has_a_page_here_that_says_what_it_is(site: Served) -> None:
    response, page = site.ask("/nieuws/2024/idee/")
    assert response.status == 200
    assert "Dit is nog maar een idee." in words_of(page)
    assert "Een idee" not in words_of(site.ask("/nieuws/")[1])
    bar = words_of(site.ask("/.redactie/bekijk?adres=/nieuws/2024/idee/")[1])
    assert "Een idee concept Dit ziet nog niemand: alleen jij, hier." in bar


def test_nothing_is_shown_of_an_address_elsewhere(site: Served) -> None:
    for address in ("//kwaad.example/", "https://kwaad.example/", "javascript:alert(1)"):
        response, _ = site.ask(f"/.redactie/bekijk?{urlencode({'adres': address})}")
        assert (response.status, response.headers["Location"]) == (303, "/.redactie/")


def test_another_day_can_be_looked_at(own: Served) -> None:
    assert "Straks nog meer" not in words_of(own.ask("/nieuws/")[1])
    response, _ = own.send("/.redactie/dag", dag="2024-05-04", adres="/nieuws/")
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/bekijk?adres=%2Fnieuws%2F")
    assert "Straks nog meer" in words_of(own.ask("/nieuws/")[1])
    assert "Je kijkt alsof het 04-05-2024 is." in words_of(own.ask("/.redactie/")[1])
    own.send("/.redactie/dag", dag="", adres="/")
    assert "Straks nog meer" not in words_of(own.ask("/nieuws/")[1])


# ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def version_of(served: Served, path: str) -> str:
    found = re.search(r'name="versie" value="(\w+)"', served.ask(f"/.redactie/tekst?{urlencode({'pad': path})}")[1])
    assert found
    return found[1]


def test_a_text_is_changed_and_shown(own: Served) -> None:
    path = "content/over.md"
    text = (own.root / path).read_text(encoding="utf-8").replace("Wij zijn buren.", "Wij zijn vrienden.\r\nAltijd.")
    response, _ = own.send("/.redactie/tekst", pad=path, tekst=text, versie=version_of(own, path))
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/bekijk?adres=%2Fover%2F")
    assert b"Wij zijn vrienden.\nAltijd." in (own.root / path).read_bytes()
    assert "Wij zijn vrienden. Altijd." in words_of(own.ask("/over/")[1])
    assert sorted(it.name for it in (own.root / "content").iterdir() if it.is_file()) == [
        "index.md",
        "over.md",
        "site.yaml",
    ]


def test_lines_that_end_as_on_windows_go_on_to_do_so(own: Served) -> None:
    place = own.root / "content/over.md"
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    own.keeper.refresh()
    text = place.read_text(encoding="utf-8").replace("buren", "vrienden")
    own.send("/.redactie/tekst", pad="content/over.md", tekst=text, versie=version_of(own, "content/over.md"))
    assert place.read_bytes().count(b"\r\n") == place.read_bytes().count(b"\n") > 3
    assert b"vrienden" in place.read_bytes()


def test_what_somebody_else_saved_meanwhile_is_not_lost(own: Served) -> None:
    path = "content/over.md"
    seen = version_of(own, path)
    own.write(path, "---\ntitel: Over ons\nkort: Wie wij zijn.\n---\nVan een ander.\n")
    response, body = own.send("/.redactie/tekst", pad=path, tekst="Van mij.", versie=seen)
    assert response.status == 409
    assert "Dit bestand is intussen veranderd" in words_of(body)
    assert "Van mij." in body
    assert "Van een ander." in body
    assert "Van een ander." in (own.root / path).read_text(encoding="utf-8")


def test_what_was_typed_is_kept_when_another_program_holds_the_file(own: Served) -> None:
    path = "content/over.md"
    seen, before = version_of(own, path), (own.root / path).read_bytes()
    (own.root / "content/.over.md.bewaren").mkdir()  # nothing can be put in its place, as when Windows locks a file
    response, body = own.send("/.redactie/tekst", pad=path, tekst="Wat ik typte.", versie=seen)
    assert (response.status, (own.root / path).read_bytes()) == (409, before)
    assert "Je tekst is nog niet bewaard" in words_of(body)
    assert "Sluit het daar, en probeer het nog een keer." in words_of(body)
    assert "Wat ik typte." in body
    (own.root / "content/.over.md.bewaren").rmdir()
    assert own.send("/.redactie/tekst", pad=path, tekst="Wat ik typte.", versie=version_of(own, path))[0].status == 303


def test_a_text_of_an_older_notepad_is_shown_as_it_is_and_saved_as_all_others(own: Served) -> None:
    path, typed = "content/over.md", "---\ntitel: Over ons café\nkort: Wie wij zijn.\n---\nTekst.\n"
    for order in ("cp1252", "utf-16"):
        (own.root / path).write_bytes(typed.encode(order))
        own.keeper.refresh()
        assert "Over ons café" in own.ask(f"/.redactie/tekst?{urlencode({'pad': path})}")[1]
        assert own.send("/.redactie/tekst", pad=path, tekst=typed, versie=version_of(own, path))[0].status == 303
        assert (own.root / path).read_bytes() == typed.encode()


def test_what_is_no_text_is_not_shown_as_one(own: Served) -> None:
    (own.root / "content/over.md").write_bytes(packed("word/document.xml"))
    own.keeper.refresh()
    response, body = own.ask(f"/.redactie/tekst?{urlencode({'pad': 'content/over.md'})}")
    assert (response.status, "Dit is geen tekst" in words_of(body)) == (409, True)


@pytest.mark.skipif(sys.platform == "win32", reason="a name that is in use is refused otherwise there")
def test_a_new_text_that_cannot_be_written_keeps_what_was_typed(own: Served) -> None:
    shutil.rmtree(own.root / "content/nieuws")
    (own.root / "content/nieuws").write_text("", encoding="utf-8")
    given = {"wat-het-is": "nieuws", "titel": "Wij gaan open", "kort": "Vanaf maandag.", "datum": "1 mei 2024"}
    response, body = own.send("/.redactie/nieuw", **given)
    assert response.status == 422
    assert "De computer laat mij daar niet schrijven." in words_of(body)
    assert "Vanaf maandag." in body


@pytest.mark.parametrize(
    "path", ["geheim.txt", "content/../geheim.txt", "/etc/passwd", "content/nieuws", "build.py", ""]
)
def test_only_texts_of_the_site_can_be_read_and_changed(own: Served, path: str) -> None:
    (own.root / "geheim.txt").write_text("geheim", encoding="utf-8")
    query = urlencode({"pad": path})
    assert own.ask(f"/.redactie/tekst?{query}")[0].status == 404
    assert own.send("/.redactie/tekst", pad=path, tekst="weg", versie="")[0].status == 404
    assert own.send("/.redactie/open", pad=path)[0].status == 404
    assert (own.root / "geheim.txt").read_text(encoding="utf-8") == "geheim"


def test_a_new_text_asks_what_it_needs_and_is_a_draft(own: Served) -> None:
    said = words_of(own.ask("/.redactie/nieuw?soort=nieuws")[1])
    assert "Nieuw: nieuwsbericht Titel De titel, boven de pagina en in elke lijst." in said
    fields = {"wat-het-is": "nieuws", "titel": "Wij gaan dicht", "kort": "Tot ziens.", "datum": "1 mei 2024"}
    response, _ = own.send("/.redactie/nieuw", **fields, **{"onderwerpen": "wonen", "tekst-zelf": "Tot\r\nziens."})
    assert response.headers["Location"] == "/.redactie/bekijk?adres=%2Fnieuws%2F2024%2Fwij-gaan-dicht%2F"
    text = (own.root / "content/nieuws/2024/wij-gaan-dicht.md").read_text(encoding="utf-8")
    assert "titel: Wij gaan dicht\n" in text
    assert "concept: ja\n" in text
    assert re.search(r"onderwerpen:\s+(?:- |\[)?wonen", text)
    assert text.endswith("---\n\nTot\nziens.\n")
    assert "Tot ziens." in words_of(own.ask("/nieuws/2024/wij-gaan-dicht/")[1])


@pytest.mark.parametrize("kind", kinds())
def test_no_two_questions_about_a_new_text_have_one_name(site: Served, kind: str) -> None:
    names = re.findall(r' name="([^"]+)"', site.ask(f"/.redactie/nieuw?soort={kind}")[1].partition("<form")[2])
    single = [name for name in names if name not in {"viewport", "onderwerpen"}]
    assert len(set(single)) == len(single), single


def test_an_event_is_made_with_the_sort_that_was_chosen(own: Served) -> None:
    fields = {"titel": "Inloop", "kort": "Kom langs.", "begin": "2 mei 2024 10.00 uur", "soort": "leerkring"}
    response, _ = own.send("/.redactie/nieuw", **{"wat-het-is": "bijeenkomst"}, **fields)
    assert response.headers["Location"] == "/.redactie/bekijk?adres=%2Fbijeenkomsten%2F2024%2Finloop%2F"
    assert "soort: leerkring\n" in (own.root / "content/bijeenkomsten/2024/inloop.md").read_text(encoding="utf-8")


def test_what_is_missing_in_a_new_text_is_told_at_its_field(own: Served) -> None:
    fields = {"titel": "Feest", "kort": "Er is feest.", "begin": "ooit"}
    response, body = own.send("/.redactie/nieuw", **{"wat-het-is": "bijeenkomst"}, **fields)
    assert response.status == 422
    assert '<a href="#begin">Begin</a>' in body
    assert 'value="Feest"' in body
    assert not list((own.root / "content").rglob("feest.md"))[1:]


def test_a_new_text_never_replaces_one_that_is_there(own: Served) -> None:
    before = (own.root / "content/nieuws/2024/feest.md").read_bytes()
    fields = {"wat-het-is": "nieuws", "titel": "Feest", "kort": "Nog een feest.", "datum": "1 mei 2024"}
    response, body = own.send("/.redactie/nieuw", **fields)
    assert response.status == 422
    assert "<code>content/nieuws/2024/feest.md</code> is er al." in body
    assert (own.root / "content/nieuws/2024/feest.md").read_bytes() == before


def test_a_file_opens_in_the_program_that_the_computer_has_for_it(own: Served) -> None:
    opened: list[Path] = []
    own.desk.open_file = opened.append
    response, _ = own.send("/.redactie/open", pad="content/over.md")
    assert (response.status, opened) == (303, [own.root / "content/over.md"])


def test_what_needs_no_thought_is_mended_with_a_button(own: Served) -> None:
    text = (own.root / "content/over.md").read_text(encoding="utf-8")
    own.write("content/over.md", text.replace("Wij zijn buren.", "Neem mee:\n• een jas\n• schoenen"))
    own.keeper.refresh()
    screen = "/.redactie/bekijk?adres=/over/"
    assert eventually(lambda: "Herstel dit" in own.ask(screen)[1])
    link = re.search(r'href="(/\.redactie/herstel\?[^"]+)"', own.ask(screen)[1])
    assert link
    shown = words_of(own.ask(link[1].replace("&amp;", "&"))[1])
    assert "Dit kan ik voor je typen." in shown
    before = (own.root / "content/over.md").read_bytes()
    response, _ = own.send("/.redactie/herstel", pad="content/over.md")
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/herstel?pad=content%2Fover.md")
    response, _ = own.send("/.redactie/herstel", pad="content/over.md")
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/bekijk?adres=%2Fover%2F")
    after = (own.root / "content/over.md").read_bytes()
    assert (before.count("•".encode()), after.count("•".encode())) == (2, 0)
    assert b"\n- een jas\n- schoenen" in after
    assert eventually(lambda: "Hier is niets" in own.ask("/.redactie/herstel?pad=content/over.md")[1])
    assert own.send("/.redactie/herstel", pad="content/over.md")[0].status == 303
    assert (own.root / "content/over.md").read_bytes() == after


def upload(served: Served, path: str, name: str, content: bytes) -> tuple[http.client.HTTPResponse, str]:
    """Send a file with a form, as a browser does (RFC 7578)."""
    head = f'--grens\r\nContent-Disposition: form-data; name="bestand"; filename="{name}"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=grens", "Origin": served.origin}
    return served.ask(path, "POST", body=head.encode() + content + b"\r\n--grens--\r\n", **headers)


def test_an_old_text_becomes_a_draft_with_its_questions(own: Served) -> None:
    text = "Een oude dag\n\nGeschreven op 24 november 2022\n\nWe waren met velen.\n\nTerug\n"
    response, body = upload(own, "/.redactie/overnemen", "oud.txt", text.encode())
    assert response.status == 200
    assert "Er is 1 concept gemaakt. Niemand ziet het nog. nieuws/2022/een-oude-dag.md Van oud.txt" in words_of(body)
    assert "concept: ja" in (own.root / "content/nieuws/2022/een-oude-dag.md").read_text(encoding="utf-8")
    response, body = upload(own, "/.redactie/overnemen", "oud.txt", text.encode())
    assert "is er al" in words_of(body)


@pytest.mark.parametrize("name", ["../../over.txt", "C:\\\\content\\\\over.txt", "..", ""])
def test_a_file_goes_nowhere_but_where_its_title_says(own: Served, name: str) -> None:
    before = {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()}
    upload(own, "/.redactie/overnemen", name, b"Een dag\n\nGeschreven op 24 november 2022\n\nWe waren met velen.\n")
    after = {path for path in own.root.rglob("*") if path.is_file()} - before.keys()
    assert {path.relative_to(own.root).as_posix() for path in after} <= {"content/nieuws/2022/een-dag.md"}
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_draft_that_is_ready_is_one_no_more_and_may_go_to_the_site(own: Served) -> None:
    path = "content/nieuws/2024/idee.md"
    text = (own.root / path).read_text(encoding="utf-8")
    assert "Dit is af" in own.ask("/.redactie/bekijk?adres=/nieuws/2024/idee/")[1]
    response, _ = own.send("/.redactie/af", pad=path)
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/publiceren")
    assert (own.root / path).read_text(encoding="utf-8") == text.replace("concept: ja\n", "")
    assert own.desk.preview.standing(path) == "op de site"
    assert "Dit is af" not in own.ask("/.redactie/bekijk?adres=/nieuws/2024/idee/")[1]
    response, _ = own.send("/.redactie/af", pad=path)
    assert response.headers["Location"].startswith("/.redactie/tekst?pad=")
    assert own.send("/.redactie/af", pad="content/../geheim.md")[0].status == 404


def test_what_holds_for_the_whole_site_can_be_changed_too(site: Served) -> None:
    overview = site.ask("/.redactie/")[1]
    assert "Gegevens van de hele site site.yaml" in words_of(overview)
    assert "naam: Alliantie" in site.ask("/.redactie/tekst?pad=content%2Fsite.yaml")[1]


def test_a_save_while_another_is_read_ends_nothing(tmp_path: Path) -> None:
    root, more = lay_out(tmp_path / "project", SITE), list[bool]()
    with serving(root, meanwhile=lambda keeper: keeper.saved() if more and more.pop() else None) as served:
        more += [True] * 5
        served.write("content/over.md", "---\ntitel: Wij\nkort: Wie wij zijn.\n---\nWij zijn vrienden.\n")
        served.keeper.refresh()
        assert "Wij zijn vrienden" in served.ask("/over/")[1]
        assert eventually(lambda: served.desk.preview.is_checked)
        assert not served.keeper.stop.is_set()


# ── Help ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_handbook_is_there_a_page_a_task(site: Served) -> None:
    body = site.ask("/.redactie/hulp")[1]
    pages = re.findall(r'href="(/\.redactie/hulp\?deel=[^"]+)"', body)
    assert len(pages) > 10
    lost, pictures = [], set[str]()
    for page in pages:
        html = site.ask(page)[1]
        assert "<h1>" in html
        links = {link.partition("#")[0] for link in re.findall(r'href="(/\.redactie/hulp\?deel=[^"]*)"', html)}
        lost += [(page, link) for link in links if 'class="handbook"' not in site.ask(link)[1]]
        pictures |= set(re.findall(r'<img [^>]*src="([^"]+)"', html))
    assert {(site.ask(it)[0].status, site.ask(it)[0].headers["Content-Type"]) for it in pictures} == {
        (200, "image/png")
    }
    assert lost == []


def test_help_is_found_by_a_word(site: Served) -> None:
    said = words_of(site.ask("/.redactie/hulp?zoek=oproep")[1])
    assert said.partition("Toon alles")[2].startswith(" Een oproep")
    assert "Hierover staat niets" in words_of(site.ask("/.redactie/hulp?zoek=xyzzy")[1])


@pytest.mark.parametrize("name", ["..%2f..%2fbuild.py", "niets.png", "..", "%2e%2e"])
def test_only_pictures_of_the_handbook_come_with_it(site: Served, name: str) -> None:
    assert site.ask(f"/.redactie/hulp/beeld/{name}")[0].status == 404


# ── Saves ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def line_of(served: Served, address: str, version: str = "") -> Iterator[http.client.HTTPResponse]:
    """Open the line of a page that is being looked at."""
    version = version or served.ask(address)[1].partition("?versie=")[2].partition('"')[0]
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)) as client:
        client.request("GET", f"/.redactie/lijn?{urlencode({'adres': address, 'versie': version})}")
        with client.getresponse() as line:
            yield line


def test_a_save_is_told_to_the_page_that_it_changes(own: Served) -> None:
    text = (own.root / "content/over.md").read_text(encoding="utf-8")
    with line_of(own, "/over/") as line:
        own.write("content/over.md", text.replace("buren", "vrienden"))
        assert eventually(lambda: line.readline() == b"event: pagina\n")
    assert "Wij zijn vrienden" in words_of(own.ask("/over/")[1])


def test_a_save_that_a_page_does_not_show_leaves_it_alone(own: Served) -> None:
    idee = (own.root / "content/nieuws/2024/idee.md").read_text(encoding="utf-8")
    with line_of(own, "/over/") as line:
        own.write("content/nieuws/2024/idee.md", idee.replace("maar een", "steeds een"))
        assert eventually(lambda: "nog steeds een idee" in own.ask("/nieuws/2024/idee/")[1])
        assert eventually(lambda: own.keeper.preview.is_checked)
        told = list(iter(line.readline, b": nog hetzelfde\n"))
        assert b"event: pagina\n" not in told


def test_a_page_from_an_earlier_run_reloads_at_once(site: Served) -> None:
    with line_of(site, "/over/", "eerder") as line:
        assert line.readline() == b"event: pagina\n"


def test_with_a_fault_in_it_a_page_stays_as_it_was_and_says_so(own: Served) -> None:
    own.ask("/over/")
    text = (own.root / "content/over.md").read_text(encoding="utf-8")
    own.write("content/over.md", text.replace("titel:", "titeel:"))
    screen = "/.redactie/bekijk?adres=/over/"
    assert eventually(lambda: "Zo kan het niet op de site" in own.ask(screen)[1])
    said = words_of(own.ask(screen)[1])
    assert "fout over.md, regel 2" in said
    assert "Bedoel je titel ?" in said
    response, page = own.ask("/over/")
    assert (response.status, "Wij zijn buren." in words_of(page)) == (200, True)
    assert "Over.md" not in said
    own.write("content/over.md", text.replace("buren", "weer buren"))
    assert eventually(lambda: "Zo kan het niet op de site" not in own.ask(screen)[1])
    assert "Wij zijn weer buren." in words_of(own.ask("/over/")[1])


def test_a_burst_of_saves_ends_with_the_last(own: Served) -> None:
    text = (own.root / "content/over.md").read_text(encoding="utf-8")
    for number in range(30):
        own.write("content/over.md", text.replace("buren", f"buren van {number}"))
    assert eventually(lambda: "buren van 29" in words_of(own.ask("/over/")[1]))
    assert eventually(lambda: own.keeper.preview.is_checked)


def test_a_folder_that_goes_and_comes_back_is_followed(own: Served) -> None:
    folder, aside = own.root / "content/nieuws", own.root / "opzij"
    folder.rename(aside)
    assert eventually(lambda: own.ask("/nieuws/2024/feest/")[0].status == 404)
    aside.rename(folder)
    assert eventually(lambda: own.ask("/nieuws/2024/feest/")[0].status == 200)


def test_a_broken_layout_is_told_and_the_page_stays(own: Served) -> None:
    assert own.ask("/over/")[0].status == 200
    own.write("templates/page.html", "{% if %}")
    own.keeper.saved()  # the folder was not there when the desk began
    assert eventually(lambda: "templates/page.html" in own.ask("/.redactie/meldingen")[1])
    assert "Wij zijn buren" in words_of(own.ask("/over/")[1])
    (own.root / "templates/page.html").unlink()
    own.keeper.saved()
    assert eventually(lambda: "templates/page.html" not in own.ask("/.redactie/meldingen")[1])


# ── What nobody should send ───────────────────────────────────────────────────────────────────────────────────────────


def sent(served: Served, path: str, *parts: tuple[str, str | None, bytes]) -> tuple[int, str]:
    """Send a form with files in it: name, name of the file, content."""
    body = b""
    for name, file, content in parts:
        named = "" if file is None else f'; filename="{file}"'
        head = f'--grens\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=grens", "Origin": served.origin}
    response, page = served.ask(path, "POST", body=body + b"--grens--\r\n", **headers)
    return response.status, words_of(page)


NEW = (
    ("wat-het-is", None, b"nieuws"),
    ("titel", None, b"Een feest"),
    ("datum", None, b"1-5-2024"),
    ("kort", None, b"Kort."),
)


def test_a_text_that_is_too_long_for_a_form_is_refused_in_words(own: Served) -> None:
    status, said = sent(own, "/.redactie/nieuw", *NEW, ("tekst-zelf", None, b"woord " * 400_000))
    assert (status, "Dit is te veel of te lang voor een keer." in said) == (400, True)


def test_more_files_than_fit_are_refused_in_words(own: Served) -> None:
    status, said = sent(own, "/.redactie/overnemen", *(("bestand", f"{it}.txt", b"x") for it in range(1001)))
    assert (status, "Neem minder bestanden" in said) == (400, True)


@pytest.mark.parametrize("name", ["a\0.txt", "é" * 150 + ".txt", "a.txt", "../.txt.txt"])
def test_two_old_texts_with_one_name_become_two_drafts(own: Served, name: str) -> None:
    first, second = (("bestand", name, f"{it} dag\n\nWe waren met velen.\n".encode()) for it in ("Eerste", "Tweede"))
    assert "Er zijn 2 concepten gemaakt." in sent(own, "/.redactie/overnemen", first, second)[1]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((("foto", "a.jpg", b"x"),), "De foto : Kies de foto nog een keer"),
        ((("afbeelding.alt", None, b"Een feest."),), "De foto : Kies de foto nog, of haal weg wat erop te zien is."),
    ],
)
def test_a_photo_never_gets_lost_without_a_word(
    own: Served, parts: tuple[tuple[str, str | None, bytes], ...], said: str
) -> None:
    status, page = sent(own, "/.redactie/nieuw", *NEW, *parts)
    assert (status, said in page) == (422, True), page


@pytest.mark.parametrize("path", ["feed.xml", "favicon.ico"])
def test_only_a_page_is_read_aloud(site: Served, path: str) -> None:
    assert site.ask(f"/.redactie/als/voorlezen/{path}")[0].status == 200


# ── Beginning and ending ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_port_that_is_taken_gives_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = listening(port)
        assert found
        assert found.getsockname()[1] > port
        found.close()


def test_no_port_is_one_beyond_the_last() -> None:
    assert listening(65536) is None


def test_a_fault_of_our_own_is_raised_to_who_started_it(tmp_path: Path) -> None:
    def fails() -> None:
        raise ZeroDivisionError

    def goes_wrong() -> None:
        with serving(lay_out(tmp_path, SITE)) as served:
            served.keeper.checked = fails
            served.keeper.saved()
            assert eventually(served.keeper.stop.is_set)

    with pytest.raises(ZeroDivisionError):
        goes_wrong()


# ── Writing in a form ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_form_still_needs_is_told_and_the_desk_writes_without_it(
    own: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "Dit kan alleen in een map met een geschiedenis" in words_of(own.ask("/.redactie/formulier")[1])
    (own.root / ".git").mkdir()
    assert "Haal het op" in own.ask("/.redactie/formulier")[1]
    response, told = own.send("/.redactie/formulier")
    assert response.status == 503
    assert "is eerst het programma npm nodig, en dat staat niet op deze computer" in words_of(told)
    assert "Nieuw bericht" in told
    response, told = own.ask("/beheer/")
    assert (response.status, "Haal het op" in told) == (404, True)
    assert own.ask("/beheer/../content/site.yaml")[0].status == 404


def test_the_form_is_served_with_its_program_and_nothing_beside_it(own: Served) -> None:
    place = place_in(own.root)
    (place / "npm").mkdir(parents=True)
    (place / "npm" / "index.js").write_text("export default {};", encoding="utf-8")
    response, html = own.ask("/beheer/")
    assert response.status == 200
    assert "connect-src 'self' data: blob:; " in html
    assert own.ask("/beheer/npm/index.js")[0].headers["Content-Type"].startswith("text/javascript")
    assert '"label_singular":"Nieuwsbericht"' in own.ask("/beheer/instellingen.json")[1]
    assert [own.ask(f"/beheer/{name}")[0].status for name in ("npm/", "..%2f..%2fsite.txt", "npm/geen.js")] == [404] * 3
