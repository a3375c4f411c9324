"""How many questions find their page, with ours and with plain Pagefind: `python -m bench.search`, from the project's folder."""  # noqa: INP001, E501  a program

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from pagefind.service import get_executable
from playwright.sync_api import sync_playwright

from avksite.memo.memo import Memo
from avksite.pipeline import Project, build, search_index
from avksite.rendering.write import write
from tests.browser.searching import FIRST, QUESTIONS, ask, place_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

Result = TypeVar("Result")

PLAIN = """question => import("/pagefind/pagefind.js").then(async (pagefind) => {
  const { results } = await pagefind.search(question);
  const shown = await Promise.all(results.slice(0, 3).map((result) => result.data()));
  return shown.map((page) => new URL(page.url, location).pathname);
})"""
"""A question to an index that Pagefind made of the pages as they are, with nothing set."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build the site in this folder, index it in both ways, and ask each of them the questions of the tests."""
    site = build(Project(Path.cwd()), datetime(2023, 9, 10, tzinfo=ZoneInfo("Europe/Amsterdam")), Memo())
    with TemporaryDirectory() as name:
        with Memo(Path(name, "cache")) as memo:
            cold, index = _timed(lambda: search_index(site, memo))
            warm, _ = _timed(lambda: search_index(site, memo))
        output = Path(name, "output")
        write((*site.artifacts, *index), output)
        subprocess.run([str(get_executable()), "--site", str(output), "--quiet"], check=True)  # noqa: S603
        places = _asked(output)
    size = sum(len(file.made.content) for file in index)
    sys.stdout.write(f"our index: {len(index)} files, {size} bytes, made in {cold:.2f} s, remembered in {warm:.3f} s\n")
    for question, (ours, plain) in places.items():
        sys.stdout.write(f"{question:<36} ours {ours or '-':>2}   plain {plain or '-':>2}\n")
    for which, name in enumerate(("ours", "plain Pagefind")):
        found = [place for both in places.values() if (place := both[which]) and place <= FIRST]
        sys.stdout.write(f"{name:<15} first three: {len(found)} of {len(places)}, first: {found.count(1)}\n")


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    begin = perf_counter()
    made = work()
    return perf_counter() - begin, made


def _asked(output: Path) -> dict[str, tuple[int | None, int | None]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(output)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        program = os.environ.get("AVKSITE_CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        ours, plain = browser.new_page(), browser.new_page(bypass_csp=True)
        for page in (ours, plain):
            page.goto(f"{host}/zoeken/")
        places = {question: _places(ours, plain, question, pages) for question, pages in QUESTIONS.items()}
        browser.close()
    server.shutdown()
    server.server_close()
    return places


def _places(ours: Page, plain: Page, question: str, pages: list[str]) -> tuple[int | None, int | None]:
    return place_of(ask(ours, question), pages), place_of(plain.evaluate(PLAIN, question), pages)


if __name__ == "__main__":
    main()
