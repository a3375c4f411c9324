"""Where a test goes: to every page of the site, or to pages that together show all that the templates make."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def every_page(output: Path) -> tuple[str, ...]:
    """Return the address of every page of a written site: no mails, and no pages that only send a reader on."""
    pages = (
        path
        for path in sorted(output.rglob("*.html"))
        if path.name != "mail.html" and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    )
    return tuple(f"/{path.relative_to(output).as_posix()}".removesuffix("index.html") for path in pages)


@cache
def samples(output: Path, known: Path | None = None) -> tuple[str, ...]:
    """Return a few pages that together hold every element, class, attribute and script that any page holds.

    What a page of another site holds, at `known`, is left out.
    """
    seen = (
        frozenset[tuple[str, str]]().union(*(_makes(known, it) for it in every_page(known))) if known else frozenset()
    )
    left = {address: _makes(output, address) - seen for address in every_page(output)}
    found = []
    while any(left.values()):
        most = max(left, key=lambda address: (len(left[address]), -len(address), address))
        found.append(most)
        shown = left[most]
        left = {address: makes - shown for address, makes in left.items()}
    return tuple(found)


def _makes(output: Path, address: str) -> frozenset[tuple[str, str]]:
    """Return what is to be seen of templates on a page: (element, class, attribute, element around it, or address)."""
    path = output / f"{address[1:]}index.html" if address.endswith("/") else output / address[1:]
    makes = set()
    for element in lxml.html.document_fromstring(path.read_text(encoding="utf-8")).iter():
        if isinstance(element.tag, str):
            around = element.getparent()
            makes |= {(element.tag, f".{name}") for name in element.get("class", "").split()}
            makes |= {(element.tag, f"@{name}") for name in map(str, element.attrib)}
            makes |= {(element.tag, "" if around is None else str(around.tag))}
            makes |= {("script", element.get("src", "").rpartition("/")[2])} if element.tag == "script" else set()
    return frozenset(makes)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does, without a line for each."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer an unknown address with the site's own page, as static hosts do."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a written site on loopback, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
