"""How many questions find their page, and what each costs: `python -m bench.search [FOLDER]`, from the project folder.

With FOLDER it asks a site that was made already; its content may be any, and then only what questions cost says much.
"""

from __future__ import annotations

import gzip
import os
import statistics
import sys
import threading
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from playwright.sync_api import expect, sync_playwright

from avksite.memo.memo import Memo
from avksite.pipeline import Project, build
from avksite.rendering.write import write
from tests.browser.searching import FIRST, QUESTIONS, ask, place_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Milliseconds, and bytes a second."""


class Cost(NamedTuple):
    """What one question fetched of the index."""

    files: int
    bare: int
    packed: int
    """Bytes as hosts send them, compressed."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Make the site in this folder, or take one that is made, and ask it the questions of the tests."""
    with TemporaryDirectory() as name:
        output = Path(sys.argv[1]) if sys.argv[1:] else Path(name)
        if not sys.argv[1:]:
            now = datetime(2023, 9, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
            write(build(Project(Path.cwd()), now, Memo()).artifacts, output)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(output)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            program = os.environ.get("AVKSITE_CHROMIUM") or None
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            _report(browser, f"http://127.0.0.1:{server.server_port}/zoeken/", output / "zoeken" / "index")
            browser.close()
        server.shutdown()
        server.server_close()


def _report(browser: Browser, address: str, index: Path) -> None:
    sizes = [file.stat().st_size for file in index.iterdir()]
    sys.stdout.write(f"the index: {len(sizes)} files, {sum(sizes)} bytes\n")
    places, costs = {}, []
    for question, pages in QUESTIONS.items():
        page = browser.new_page()  # nothing is kept from another question
        fetched = _noted(page)
        page.goto(address)
        places[question] = place_of(ask(page, question), pages)
        costs.append(_cost([index / url.rpartition("/")[2] for url in fetched if "/zoeken/index/" in url]))
        page.close()
        sys.stdout.write(f"{question:<36} {places[question] or '-':>2}   {costs[-1]}\n")
    found = [place for place in places.values() if place and place <= FIRST]
    sys.stdout.write(f"first three: {len(found)} of {len(places)}, first: {found.count(1)}\n")
    for what in Cost._fields:
        each = [getattr(cost, what) for cost in costs]
        sys.stdout.write(f"{what:<8} half of the questions at most {statistics.median(each):.0f}, all {max(each)}\n")
    seconds = [_slow(browser.new_page(), f"{address}?q={quote(question)}") for question in list(QUESTIONS)[:10]]
    sys.stdout.write(f"slow 3G: the first result after {statistics.median(seconds):.1f} s, page included\n")


def _noted(page: Page) -> list[str]:
    """Return a list to which every address is added that a page asks for."""
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    return fetched


def _cost(files: list[Path]) -> Cost:
    contents = [file.read_bytes() for file in files]
    return Cost(len(files), sum(map(len, contents)), sum(len(gzip.compress(it)) for it in contents))


def _slow(page: Page, address: str) -> float:
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    begin = perf_counter()
    page.goto(address, wait_until="commit", timeout=120_000)
    expect(page.locator("#zoek-gezegd")).to_contain_text("gevonden", timeout=120_000)
    page.close()
    return perf_counter() - begin


if __name__ == "__main__":
    main()
