"""A drawing that tries to do harm does none in a real browser, without any policy to hold it back."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from avksite.content.svg import drawn
from tests.attacks import ATTACKS, TOP, WORDS
from tests.photos import files_of, showing, site_with
from tests.sites import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser

ELSEWHERE = "https://elders.example"
FOLLOWED = "document https://goed.example/"
"""The one address that a drawing may lead to, and only when a reader follows it."""
CLICK = """() => {
  const inside = [document, ...[...document.querySelectorAll('iframe, object')].map(it => it.contentDocument)];
  for (const it of inside.filter(Boolean).flatMap(one => [...one.querySelectorAll('*')])) {
    it.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
    if (it.focus) it.focus();
  }
}"""
"""Clicks each element by itself, those without a size as well, as a keyboard does."""
LONG_ENOUGH = 300
"""Milliseconds in which an attack does what it does."""


class Loopback:
    """A server that gives what it holds, by path, and remembers what it was asked."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self.holds: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        self.address = ""

    @contextmanager
    def serving(self) -> Iterator[Loopback]:
        """Run on a free port."""
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                loopback.asked.append(self.path)
                kind, body = loopback.holds.get(self.path, ("image/svg+xml", b""))
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815  as the library calls it

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{server.server_port}"
        yield self
        server.shutdown()
        server.server_close()


class Visit:
    """A reader who opens drawings, and what happened: the scripts that ran, and what was asked from elsewhere."""

    def __init__(self, context: BrowserContext, own: Loopback, elsewhere: Loopback) -> None:
        """Listen to every page and frame of a context."""
        self.ran: list[str] = []
        self._own, self._elsewhere, self._context = own, elsewhere, context
        self._asked: list[str] = []
        context.expose_function("P", lambda: self.ran.append("P"))
        # A link that a reader follows may lead out of the site; there it finds nothing, and stays.
        context.route(
            lambda address: not address.startswith("http://127.0.0.1"), lambda route: route.fulfill(status=204)
        )
        context.on("request", lambda request: self._asked.append(f"{request.resource_type} {request.url}"))
        self._page = context.new_page()

    def _go(self, address: str) -> None:
        try:
            self._page.goto(address)
        except Error as error:
            if "ERR_ABORTED" not in error.message:
                raise
            self._page.goto(address)  # a link that was clicked before was still on its way

    def open(self, *paths: str) -> list[str]:
        """Return what happens when these are opened one after another, and everything on them is clicked."""
        self.ran.clear()
        self._asked.clear()
        self._elsewhere.asked.clear()
        for path in paths:
            self._go(self._own.address + path)
            self._page.mouse.click(4, 4)  # where every shape is, as a reader clicks
            with suppress(Error):  # it went where a link led
                self._page.evaluate(CLICK)
        self._page.wait_for_timeout(LONG_ENOUGH)
        for it in self._context.pages[1:]:
            it.close()
        strange = [it for it in self._asked if self._own.address not in it and it != FOLLOWED]
        return [*self.ran, *strange, *self._elsewhere.asked]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Loopback]:
    with Loopback().serving() as loopback:
        yield loopback


@pytest.fixture(scope="module")
def own() -> Iterator[Loopback]:
    with Loopback().serving() as loopback:
        yield loopback


@pytest.fixture(scope="module")
def visit(browser: Browser, own: Loopback, elsewhere: Loopback) -> Iterator[Visit]:
    context = browser.new_context(bypass_csp=True)
    yield Visit(context, own, elsewhere)
    context.close()


def drawing(inside: str, elsewhere: Loopback) -> bytes:
    """Return an attack as a file, with shapes that can be clicked and a place elsewhere that can be counted."""
    for address in (ELSEWHERE, ELSEWHERE.removeprefix("https:")):
        inside = inside.replace(address, elsewhere.address if address == ELSEWHERE else elsewhere.address[5:])
    return TOP.format(inside.replace("<rect", '<rect width="9" height="9"')).encode()


RUNS = [
    "<script>P()</script>",
    '<a href="java&#9;script:P()"><rect/></a>',
    '<svg onload="P()" width="9" height="9"/>',
    '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="P()"/>',
    '<a id="k" href="#x"><rect/><set attributeName="href" to="javascript:P()"/></a>',
    '<style>@\\69mport "https://elders.example/x";</style>',
    '<rect style="mask:-webkit-image-set(url(https://elders.example/x) 1x)"/>',
    '<image href="https://elders.example/x"/>',
]


@pytest.mark.parametrize("inside", RUNS)
def test_an_attack_that_goes_out_as_it_came_is_seen_here(
    visit: Visit, own: Loopback, elsewhere: Loopback, inside: str
) -> None:
    own.holds["/rauw.svg"] = ("image/svg+xml", drawing(inside, elsewhere))
    assert visit.open("/rauw.svg") != []


def test_no_attack_does_anything_when_a_drawing_is_opened_by_itself(
    visit: Visit, own: Loopback, elsewhere: Loopback
) -> None:
    made = [bytes(drawn(drawing(inside, elsewhere))) for inside in (*ATTACKS, *WORDS)]
    own.holds |= {f"/{number}.svg": ("image/svg+xml", it) for number, it in enumerate(made)}
    assert visit.open(*(f"/{number}.svg" for number in range(len(made)))) == []


def test_no_attack_does_anything_in_a_page_however_it_brings_the_drawing(
    visit: Visit, own: Loopback, elsewhere: Loopback
) -> None:
    made = [bytes(drawn(drawing(inside, elsewhere))).decode() for inside in (*ATTACKS, *WORDS)]
    own.holds |= {f"/{number}.svg": ("image/svg+xml", it.encode()) for number, it in enumerate(made)}
    # To a browser both are a document within a document.
    nested = ('<iframe src="/{}.svg"></iframe>', '<object data="/{}.svg"></object>')
    brought = [f'<img src="/{number}.svg">{nested[number % 2].format(number)}' for number in range(len(made))]
    for shown in (brought, made):
        own.holds["/"] = ("text/html; charset=utf-8", f"<!doctype html><title>Proef</title>{''.join(shown)}".encode())
        assert visit.open("/") == []


def test_of_a_site_full_of_attacks_only_what_is_harmless_is_published(
    visit: Visit, own: Loopback, elsewhere: Loopback
) -> None:
    attacks = {f"aanval-{number}.svg": drawing(inside, elsewhere) for number, inside in enumerate((*ATTACKS, *WORDS))}
    files = {f"content/media/{name}": data for name, data in attacks.items()}
    made = site_with(showing(*(f"/media/{name}" for name in attacks)), files)
    refused = {it.place.path for it in made.problems if it.rule.id in {"tekening-onveilig", "afbeelding-stuk"}}
    published = {path.removeprefix("media/"): data for path, data in files_of(made, "media/aanval").items()}
    assert {f"content/media/{name}" for name in attacks} == refused | {f"content/media/{name}" for name in published}
    assert len(refused) > len(published)
    # Those were opened by themselves above.
    assert published == {name: bytes(drawn(attacks[name])) for name in published}
    own.holds |= {f"/media/{name}": ("image/svg+xml", data) for name, data in published.items()}
    own.holds["/"] = ("text/html; charset=utf-8", page(made, "index.html").encode())
    assert visit.open("/") == []
