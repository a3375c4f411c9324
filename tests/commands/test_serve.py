"""The development server, asked by a real client over a real socket, about real files."""

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import pytest

from avksite.commands.loopback import LINE, PORTS_TO_TRY, SCRIPT, relaxed, span_of
from avksite.commands.serve import serve

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:"
PAGE = f"""<!doctype html>
<html lang="nl"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Welkom</title></head>
<body><h1>Welkom in Eexterzandvoort, één dorp</h1></body></html>
"""
PATIENCE = 10.0


@dataclass
class Served:
    """A server that runs, with what it said."""

    port: int
    output: Path
    content: Path
    said: list[str] = field(default_factory=list)

    def ask(
        self, path: str, method: str = "GET", host: str | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask for an address, exactly as it is written here."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        client.putrequest(method, path, skip_host=True)
        client.putheader("Host", host if host is not None else f"127.0.0.1:{self.port}")
        for name, value in headers.items():
            client.putheader(name, value)
        client.endheaders()
        response = client.getresponse()
        return response, response.read()


def eventually(holds: Callable[[], bool]) -> bool:
    """Wait for something that takes a moment."""
    until = monotonic() + PATIENCE
    while not holds():
        if monotonic() > until:
            return False
        sleep(0.02)
    return True


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@contextmanager
def serving(root: Path, rebuild: Callable[[str], None] = lambda _: None) -> Iterator[Served]:
    """Run the server on any free port until the block ends."""
    served = Served(0, root / "output", root / "content")
    served.content.mkdir(exist_ok=True)
    stop = threading.Event()
    codes: list[int] = []
    thread = threading.Thread(
        target=lambda: codes.append(
            serve(rebuild, served.output, [served.content, root / "templates"], served.said.append, port=0, stop=stop)
        )
    )
    thread.start()
    try:
        assert eventually(lambda: len(served.said) >= 2 or not thread.is_alive())
        served.port = int(served.said[0].partition("127.0.0.1:")[2].partition("/")[0])
        yield served
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert codes == [0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("site")
    output = root / "output"
    write(output / ".avksite", "Gemaakt met avksite.")
    write(output / "index.html", PAGE)
    write(output / "404.html", PAGE.replace("Welkom", "Niet gevonden"))
    write(output / "nieuws/index.html", PAGE)
    write(output / "nieuws/feed.xml", "<rss/>")
    write(output / "agenda.ics", "BEGIN:VCALENDAR")
    write(output / "assets/site.js", "let a = 1;")
    write(output / "media/film.mp4", bytes(range(256)) * 1000)
    write(root / "geheim.txt", "niet voor de site")
    with serving(root) as served:
        yield served


def test_a_folder_shows_its_page(site: Served) -> None:
    response, body = site.ask("/nieuws/")
    assert response.status == 200
    assert "één dorp" in body.decode()


def test_a_folder_without_its_slash_leads_to_the_one_with_it(site: Served) -> None:
    response, _ = site.ask("/nieuws?van=1")
    assert (response.status, response.headers["Location"]) == (302, "/nieuws/?van=1")


def test_a_redirect_never_leads_to_another_host(site: Served) -> None:
    response, _ = site.ask("//nieuws")
    assert response.headers["Location"] == "/nieuws/"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/nieuws/feed.xml", "application/xml; charset=utf-8"),
        ("/agenda.ics", "text/calendar; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/media/film.mp4", "video/mp4"),
    ],
)
def test_a_file_says_what_it_is(site: Served, path: str, kind: str) -> None:
    response, _ = site.ask(path)
    assert response.headers["Content-Type"] == kind
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/agenda.ics", "/bestaat-niet/", SCRIPT])
def test_a_browser_keeps_nothing(site: Served, path: str) -> None:
    assert site.ask(path)[0].headers["Cache-Control"] == "no-store"


def test_an_unknown_address_shows_the_404_page(site: Served) -> None:
    response, body = site.ask("/nieuws/2031/bestaat-niet/")
    assert response.status == 404
    assert "Niet gevonden" in body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/../geheim.txt",
        "/nieuws/../../geheim.txt",
        "/%2e%2e/geheim.txt",
        "/..%2fgeheim.txt",
        "/nieuws/..%5c..%5cgeheim.txt",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/.avksite",
        "/nieuws%00/",
        "/agenda.ics/",
        "/" + "a" * 5000,
        "geheim.txt",
    ],
)
def test_nothing_outside_the_site_can_be_had(site: Served, path: str) -> None:
    response, body = site.ask(path)
    assert response.status == 404
    assert b"niet voor de site" not in body


def test_a_link_that_leads_out_of_the_folder_is_not_followed(site: Served) -> None:
    (site.output / "uitweg.txt").symlink_to(site.output.parent / "geheim.txt")
    assert site.ask("/uitweg.txt")[0].status == 404


@pytest.mark.parametrize("host", ["kwaad.example", "127.0.0.1.kwaad.example", "localhost:1", "", "[::1]"])
def test_another_name_for_this_computer_gets_nothing(site: Served, host: str) -> None:
    response, body = site.ask("/", host=host)
    assert response.status == 421
    assert "één dorp" not in body.decode()


def test_the_name_localhost_is_fine(site: Served) -> None:
    assert site.ask("/", host=f"localhost:{site.port}")[0].status == 200


def test_only_this_computer_can_connect(site: Served) -> None:
    with pytest.raises(OSError):  # noqa: PT011  refused or timed out: each system has its own
        socket.create_connection(("127.0.0.2", site.port), timeout=1)


def test_a_page_gets_a_script_that_the_file_does_not_have(site: Served) -> None:
    _, body = site.ask("/")
    assert f'<script src="{SCRIPT}?versie=' in body.decode()
    assert body.decode().index(SCRIPT) < body.decode().index("</body>")
    assert (site.output / "index.html").read_text(encoding="utf-8") == PAGE


def test_the_policy_of_the_copy_allows_the_script_and_its_line(site: Served) -> None:
    _, body = site.ask("/")
    assert f"content=\"{POLICY}; connect-src 'self'\"" in body.decode()


def test_a_feed_is_left_alone(site: Served) -> None:
    assert site.ask("/nieuws/feed.xml")[1] == b"<rss/>"


def test_the_script_is_served(site: Served) -> None:
    response, body = site.ask(SCRIPT)
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert LINE in body.decode()


def test_a_head_has_no_body(site: Served) -> None:
    response, body = site.ask("/media/film.mp4", method="HEAD")
    assert (response.status, response.headers["Content-Length"], body) == (200, "256000", b"")


def test_a_film_can_be_wound(site: Served) -> None:
    response, body = site.ask("/media/film.mp4", Range="bytes=256-257")
    assert (response.status, response.headers["Content-Range"], body) == (206, "bytes 256-257/256000", b"\x00\x01")


def test_a_stretch_beyond_the_end_is_refused(site: Served) -> None:
    response, _ = site.ask("/media/film.mp4", Range="bytes=999999-")
    assert (response.status, response.headers["Content-Range"]) == (416, "bytes */256000")


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-500", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=0-1,5-6", None),
        ("bytes=5-2", None),
        ("bytes=5-5", (5, 6)),
        ("bytes=-", None),
        ("regels=0-1", None),
        ("", None),
    ],
)
def test_a_stretch_is_understood_or_the_whole_is_sent(header: str, span: tuple[int, int] | None) -> None:
    assert span_of(header, 100) == span


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


def line_of(site: Served) -> http.client.HTTPResponse:
    """Open the line of a page that is being looked at."""
    _, body = site.ask("/")
    version = body.decode().partition("?versie=")[2].partition('"')[0]
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    client.request("GET", f"{LINE}?versie={version}")
    return client.getresponse()


def test_a_save_makes_the_site_anew_and_reloads_the_browser(tmp_path: Path) -> None:
    text = tmp_path / "content/index.md"

    def rebuild(_: str) -> None:
        write(tmp_path / "output/index.html", PAGE.replace("Welkom", text.read_text(encoding="utf-8")))

    write(text, "Eerste")
    with serving(tmp_path, rebuild) as site:
        line = line_of(site)
        write(text, "Tweede")
        assert eventually(lambda: line.readline() == b"data: nieuw\n")
        assert "Tweede" in site.ask("/")[1].decode()
    assert any("content/index.md" in said for said in site.said)


def test_a_page_from_an_earlier_run_reloads_at_once(site: Served) -> None:
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    client.request("GET", f"{LINE}?versie=eerder-3")
    assert client.getresponse().readline() == b"data: nieuw\n"


def test_a_build_that_changes_nothing_leaves_the_browser_alone(tmp_path: Path) -> None:
    builds: list[int] = []
    write(tmp_path / "output/index.html", PAGE)
    with serving(tmp_path, lambda _: builds.append(1)) as site:
        line = line_of(site)
        write(tmp_path / "content/kapot.md", "kapot")
        assert eventually(lambda: len(builds) == 2)
        assert line.readline() == b": nog hetzelfde\n"
        assert "Welkom" in site.ask("/")[1].decode()


def test_a_save_during_the_build_is_not_missed(tmp_path: Path) -> None:
    text, seen = tmp_path / "content/index.md", list[str]()

    def rebuild(_: str) -> None:
        seen.append(text.read_text(encoding="utf-8"))
        if len(seen) == 2:
            write(text, "Derde")
            sleep(0.3)

    write(text, "Eerste")
    with serving(tmp_path, rebuild):
        write(text, "Tweede")
        assert eventually(lambda: seen[-1] == "Derde")


def test_before_the_first_good_build_the_browser_says_where_to_look(tmp_path: Path) -> None:
    text = tmp_path / "content/index.md"

    def rebuild(_: str) -> None:
        if text.exists():
            write(tmp_path / "output/index.html", PAGE)

    with serving(tmp_path, rebuild) as site:
        response, body = site.ask("/")
        assert response.status == 404
        assert "Er is nog geen site" in body.decode()
        line = line_of(site)
        write(text, "Nu wel")
        assert eventually(lambda: line.readline() == b"data: nieuw\n")
        assert site.ask("/")[0].status == 200


def test_a_port_that_is_taken_gives_the_next_free_one(tmp_path: Path) -> None:
    stop, said, addresses = threading.Event(), list[str](), list[str]()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        stop.set()
        code = serve(addresses.append, tmp_path, [], said.append, port=port, stop=stop)
    assert code == 0
    assert said[0].startswith(f"Poort {port} is bezet. Daarom is het ")
    # The site that is made names itself by the port that it got.
    assert f"De site staat op {addresses[0]}/ en is" in said[1]
    assert not addresses[0].endswith(f":{port}")


def test_without_any_free_port_it_says_what_to_type(tmp_path: Path) -> None:
    said: list[str] = []
    assert serve(lambda _: None, tmp_path, [], said.append, port=65536) == 1
    assert said == ["Alle poorten vanaf 65536 zijn bezet. Kies een andere met `--port`, bijvoorbeeld `--port 9000`."]
    assert PORTS_TO_TRY > 1


def test_a_fault_of_our_own_keeps_its_traceback(tmp_path: Path) -> None:
    def rebuild(_: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        serve(rebuild, tmp_path / "output", [], lambda _: None, port=0)


def test_ctrl_c_stops_it_with_a_word(tmp_path: Path) -> None:
    said: list[str] = []

    def rebuild(_: str) -> None:
        raise KeyboardInterrupt

    assert serve(rebuild, tmp_path / "output", [], said.append, port=0) == 0
    assert said == ["Gestopt."]
