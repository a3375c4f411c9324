"""The desk, asked by a real client over a real socket, about a real project on disk."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from avksite.desk.preview import Preview
from avksite.desk.server import listening
from avksite.desk.site_files import relaxed
from avksite.memo.memo import Memo
from avksite.pipeline import Project
from tests.desk.served import PATIENCE, SITE, Served, eventually, serving, words_of
from tests.sites import lay_out, moment_of

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


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("verwijderen", "Een tekst weghalen"),
        ("plaatje", "Een foto bij een tekst zetten"),
        ("publiceren", "Op de site zetten"),
        ("annuleren", "Een bijeenkomst, van aankondiging tot verslag"),
        ("nieuwsbrief", "De nieuwsbrief"),
        ("Hoe moet ik een bijeenkomst afgelasten?", "Een bijeenkomst, van aankondiging tot verslag"),
        ("telefoonnummer veranderen", "Organisaties en personen"),
        ("foto vervangen", "Een foto bij een tekst zetten"),
        ("een foutje op de site herstellen", "Een tekst terughalen"),
        ("filmpjes", "Blokken"),
        ("spoed!", "Op de site zetten"),
    ],
)
def test_the_handbook_is_found_with_the_words_that_people_use(site: Served, words: str, first: str) -> None:
    found = re.findall(r'hulp\?deel=[^"]+">([^<]+)<', site.ask(f"/.redactie/hulp?{urlencode({'zoek': words})}")[1])
    assert found[0] == first


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


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("nieuw.md", "titel:", "titeel:", "tegengehouden Er staat een fout in. Tot die hersteld is, komt dit niet"),
        (
            "over.md",
            "titel:",
            "titeel:",
            "tegengehouden Er staat een fout in. Tot die hersteld is, zien lezers de laatste",
        ),
        (
            "over.md",
            "buren.",
            "buren. Het bsn is 111222333.",
            "fout Er staat een fout in. Tot die hersteld is, komt er he",
        ),
    ],
)
def test_a_text_that_is_held_back_says_what_readers_get_and_why(
    own: Served, path: str, old: str, new: str, said: str
) -> None:
    text = (own.root / "content/over.md").read_text(encoding="utf-8")
    own.write("content/adressen.txt", "/ pagina\n/over/ pagina\n/nieuws/ lijst\n")
    own.write(f"content/{path}", text.replace(old, new))
    own.keeper.refresh()
    assert eventually(lambda: said in words_of(own.ask("/.redactie/")[1]))
    address = f"/{path.removesuffix('.md')}/"
    if path == "over.md":
        assert said in words_of(own.ask(f"/.redactie/bekijk?{urlencode({'adres': address})}")[1])


def test_a_text_that_shares_a_fault_with_another_or_names_a_file_with_one_says_so_too(own: Served) -> None:
    post = "---\ntitel: {0}\nkort: Een bericht.\ndatum: 1 mei 2024\n{1}---\nLees [wie wij zijn]({2}).\n"
    own.write("content/media/kapot.jpg", "dit is geen foto")
    photo = "afbeelding:\n  bestand: /media/kapot.jpg\n  alt: Een huis.\n"
    for name, above, link in (("een", "", "/weg.md"), ("twee", "", "/weg.md"), ("drie", photo, "/over.md")):
        own.write(f"content/nieuws/2024/{name}.md", post.format(name.capitalize(), above, link))
    own.keeper.refresh()
    held = "tegengehouden Er staat een fout in. Tot die hersteld is, komt dit niet op de site."
    of_file = "tegengehouden Hierin staat media/kapot.jpg, en daar is iets mis mee. Tot dat hersteld is, komt"
    assert eventually(lambda: f"Twee {held}" in words_of(own.ask("/.redactie/")[1]))
    said = words_of(own.ask("/.redactie/")[1])
    assert f"Een {held}" in said
    assert f"Drie {of_file}" in said
    assert "Over ons op de site" in said
    for name, line in (("een", "nieuws/2024/een.md, regel 6"), ("twee", "nieuws/2024/twee.md, regel 6")):
        told = words_of(own.ask(f"/.redactie/bekijk?adres=/nieuws/2024/{name}/")[1])
        assert f"Zo kan het niet op de site fout {line} /weg.md bestaat niet." in told


def test_pages_stand_by_their_title_the_home_page_first_and_that_of_what_is_not_there_last(own: Served) -> None:
    for name, title in (("404", "Deze pagina is er niet"), ("afscheid", "Afscheid"), ("zorg", "Zorg")):
        own.write(f"content/{name}.md", f"---\ntitel: {title}\nkort: Kort.\n---\nTekst.\n")
    own.keeper.refresh()
    listed = own.ask("/.redactie/?soort=Pagina’s".replace("’", "%E2%80%99"))[1]
    titles = ["Welkom in Eexterzandvoort", "Afscheid", "Over ons", "Zorg", "Deze pagina is er niet"]
    assert re.findall(r'<th scope="row"[^>]*><a[^>]*>(.*?)</a>', listed) == titles


def test_a_text_is_found_by_its_title(site: Served) -> None:
    said = words_of(site.ask("/.redactie/?zoek=plein+FEEST")[1])
    assert "Feest op het plein" in said
    assert "Een idee" not in said


def test_a_text_is_found_by_words_in_it_below_those_that_are_called_so(site: Served) -> None:
    said = words_of(site.ask("/.redactie/?zoek=BUREN")[1])
    assert "Het staat in de tekst 1 Titel Stand Datum Meldingen Over ons" in said
    assert "Feest op het plein" not in said
    assert "Er is geen tekst die zo heet, of waar dat in staat." in words_of(site.ask("/.redactie/?zoek=xyzzy")[1])


def test_a_long_list_is_looked_through_a_hundred_at_a_time(tmp_path: Path) -> None:
    people = (f"-- content/personen/p-{it:03}.md --\n---\nnaam: Persoon-{it:03}\nrol: lid\n---\n" for it in range(205))
    with serving(lay_out(tmp_path / "project", SITE + "".join(people))) as desk:
        first = desk.ask("/.redactie/")[1]
        assert (first.count(">Persoon-"), "Toon alle 205: Personen" in first) == (30, True)
        first = desk.ask("/.redactie/?soort=Personen&zoek=persoon")[1]
        assert (first.count(">Persoon-"), "Vorige" in first) == (100, False)
        assert "1 tot en met 100" in words_of(first)
        last = desk.ask("/.redactie/?soort=Personen&zoek=persoon&vanaf=200")[1]
        assert re.findall(r">Persoon-(\d+)", last) == [f"{it}" for it in range(200, 205)]
        assert ("Volgende" in last, "vanaf=100" in last) == (False, True)


def test_after_a_save_the_page_that_is_looked_at_is_made_before_the_rest_is_planned(tmp_path: Path) -> None:
    root = lay_out(tmp_path, SITE)
    preview = Preview(Project(root), Memo(None), lambda: moment_of("1 mei 2024"))
    preview.check()
    before, over = preview.shown, root / "content/over.md"
    over.write_text(over.read_text(encoding="utf-8").replace("buren", "vrienden"), encoding="utf-8")
    shown = preview.refresh()
    page = preview.artifact("over/index.html")
    assert page is not None
    assert "Wij zijn vrienden" in page.content.decode()
    assert "planned" not in shown.__dict__
    untouched = [it.path for it in shown.site.documents if it is not before.site.by_path[it.path]]
    assert untouched == ["content/over.md"]
    assert preview.check().site is shown.site


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
        ("/.redactie/als/feed/nieuws/2024/feest/", "28 april 2024 Er is feest. Kom je ook? Het feest is op het plein."),
        (
            "/.redactie/als/agenda/bijeenkomsten/2024/open-dag/",
            "11-05-2024 10.00 – 11-05-2024 12.00 Wat Open dag Waar Het dorpshuis, Emmen Stand gaat door",
        ),
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


def test_the_page_for_what_is_not_there_stays_as_it_is_until_that_comes(own: Served) -> None:
    with line_of(own, "/straks/") as line:
        assert line.readline() == b": nog hetzelfde\n"
        own.write("content/straks.md", (own.root / "content/over.md").read_text(encoding="utf-8"))
        assert eventually(lambda: line.readline() == b"event: pagina\n")


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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("straks", "Zo kan het niet op de site fout nieuws/2024/straks.md, regel 2"),
        ("idee", "Dit moet nog, voor het op de site kan nog te doen nieuws/2024/idee.md, regel 2"),
    ],
)
def test_what_nobody_sees_yet_says_what_is_wrong_with_it_over_its_last_good_page(
    own: Served, name: str, said: str
) -> None:
    path, address = f"content/nieuws/2024/{name}.md", f"/nieuws/2024/{name}/"
    screen = f"/.redactie/bekijk?adres={address}"
    before = words_of(own.ask(address)[1])
    text = (own.root / path).read_text(encoding="utf-8")
    own.write(path, text.replace("titel:", "titeel:"))
    own.keeper.refresh()
    assert eventually(lambda: said in words_of(own.ask(screen)[1]))
    assert "Hieronder zie je de pagina zoals die het laatst goed was." in words_of(own.ask(screen)[1])
    assert (own.ask(address)[0].status, words_of(own.ask(address)[1])) == (200, before)
    with serving(own.root) as anew:
        assert f"{said} Ik ken titeel niet." in words_of(anew.ask(screen)[1])
        assert "Een pagina is er pas als het goed is." in words_of(anew.ask(screen)[1])


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
    own.write("content/adressen.txt", "/ pagina\n/nieuws/ lijst\n/over/ pagina\n/onderwerpen/wonen/ onderwerp\n")
    own.write("templates/list.html", "{{ nergens.x }}")
    own.write("templates/page.html", "{% if %}")
    own.keeper.saved()  # the folder was not there when the desk began
    assert eventually(lambda: "templates/page.html" in own.ask("/.redactie/meldingen")[1])
    assert "Wij zijn buren" in words_of(own.ask("/over/")[1])
    assert own.ask("/.redactie/meldingen")[1].count("is-error") == 2  # and the list of addresses is not blamed
    (own.root / "templates/list.html").unlink()
    (own.root / "templates/page.html").unlink()
    own.keeper.saved()
    assert eventually(lambda: "templates/page.html" not in own.ask("/.redactie/meldingen")[1])


# ── Beginning and ending ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_port_that_is_taken_gives_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = listening(port)
        assert found
        assert found.getsockname()[1] > port
        found.close()


def test_what_nobody_checked_yet_is_checked_while_the_desk_is_open(tmp_path: Path) -> None:
    with serving(lay_out(tmp_path, SITE), is_checked=False) as desk:
        assert "Wij zijn buren." in words_of(desk.ask("/over/")[1])
        assert eventually(lambda: "Alles is in orde." in words_of(desk.ask("/.redactie/")[1]))


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
