"""A web server for one person on one computer: it shows the output folder the way a real server will."""

from __future__ import annotations

import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qs, quote, unquote

from avksite.commands.reloading import LINE, SCRIPT, SOURCE, Version, reloading
from avksite.content.file_types import media_type

HOST = "127.0.0.1"
OWN_NAMES = {"localhost", HOST}
PORTS_TO_TRY = 20
BREATH = 2.0
"""Seconds of silence after which a waiting page gets a sign of life; it shows which pages have gone."""
CHUNK = 64 * 1024

STRANGER = "Deze site is alleen te zien op http://127.0.0.1 of http://localhost, op deze computer.\n"
NOTHING_YET = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Nog geen site</title></head><body><main>'
    "<h1>Er is nog geen site</h1><p>De site kon nog niet worden gemaakt. In het venster waarin je de opdracht typte, "
    "staat waarom. Bewaar je de verbetering, dan verschijnt de site hier vanzelf.</p></main></body></html>"
)
NOT_HERE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Niet gevonden</title></head><body><main>'
    "<h1>Deze pagina is er niet</h1></main></body></html>"
)


class Loopback(ThreadingHTTPServer):
    """Serves one folder on this computer only."""

    daemon_threads = True
    # On Windows this would let a second program take the same port without a word.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, output: Path, version: Version) -> None:
        self.output = output
        self.version = version
        super().__init__((HOST, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking for the name of this computer: on some networks that takes half a minute."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  as the base class has it
        """Say nothing of a browser that left before it had everything; anything else keeps its traceback."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def listen(port: int, output: Path, version: Version) -> Loopback | None:
    """Return a server on this port or the next free one; None when all of them are taken."""
    for number in range(port, port + PORTS_TO_TRY):
        try:
            return Loopback(number, output, version)
        except (OSError, OverflowError):  # taken, not allowed, or no port at all
            continue
    return None


def file_of(address: str, output: Path) -> Path | None:
    """Return the file or folder that an address stands for, never one outside the output folder."""
    parts = [part for part in unquote(address.partition("?")[0].partition("#")[0]).split("/") if part]
    if not address.startswith("/") or any(part.startswith(".") or set(part) & set("\\:\0") for part in parts):
        return None
    try:
        path = output.joinpath(*parts).resolve()
        return path if path.is_relative_to(output.resolve()) and path.exists() else None
    except OSError:  # a name that is too long, or a link that goes in circles
        return None


def span_of(header: str, size: int) -> tuple[int, int] | None:
    """Return the first byte and the one after the last that a player asks for; None for the whole file.

    Without this a video cannot be wound, and some browsers do not play it at all. A span that ends before it begins is
    none (RFC 9110, section 14.1.1).
    """
    unit, _, wanted = header.partition("=")
    first, dash, last = (part.strip() for part in wanted.partition("-"))
    if unit.strip() != "bytes" or not dash or not (first or last) or not (first + last).isdecimal():
        return None
    if not first:
        return max(size - int(last), 0), size
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, size) if last else size


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Loopback
    server_version = "avksite"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a page, a file, the script, or the line on which a page hears of a newer one."""
        if not self._is_for_us():
            self._answer(STRANGER.encode(), "text/plain", HTTPStatus.MISDIRECTED_REQUEST)
            return
        route, _, query = self.path.partition("?")
        if route == SCRIPT:
            self._answer(SOURCE.encode(), "text/javascript")
        elif route == LINE:
            self._tell_of_news(parse_qs(query).get("versie", [""])[0])
        else:
            self._show(route, query)

    do_HEAD = do_GET  # noqa: N815  as above

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the terminal is for the report."""

    def _is_for_us(self) -> bool:
        """Refuse a name that is not ours: it may be a page elsewhere that had its own name point at this computer."""
        host = self.headers.get("Host", "")
        name, _, port = host.partition(":")
        return name.lower() in OWN_NAMES and (not port or port == str(self.server.server_port))

    def _show(self, route: str, query: str) -> None:
        path = file_of(route, self.server.output)
        if path is not None and path.is_dir() and not route.endswith("/"):
            self._point_at(path, query)
            return
        if path is not None and path.is_dir():
            path = path / "index.html"
        elif path is not None and route.endswith("/"):
            path = None
        if path is None or not path.is_file():
            self._miss()
        elif path.suffix == ".html":
            self._answer(reloading(path.read_bytes(), self.server.version), "text/html")
        else:
            self._send_file(path)

    def _point_at(self, folder: Path, query: str) -> None:
        address = "/" + quote(folder.relative_to(self.server.output.resolve()).as_posix()) + "/"
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", address + (f"?{query}" if query else ""))
        self._end_headers(0)

    def _miss(self) -> None:
        output = self.server.output
        if (output / "404.html").is_file():
            page = (output / "404.html").read_bytes()
        else:
            page = (NOT_HERE if (output / "index.html").is_file() else NOTHING_YET).encode()
        self._answer(reloading(page, self.server.version), "text/html", HTTPStatus.NOT_FOUND)

    def _send_file(self, path: Path) -> None:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            span = span_of(self.headers.get("Range", ""), size)
            if span is not None and span[0] >= size:
                self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                self.send_header("Content-Range", f"bytes */{size}")
                self._end_headers(0)
                return
            first, end = span or (0, size)
            self.send_response(HTTPStatus.OK if span is None else HTTPStatus.PARTIAL_CONTENT)
            self._send_type(media_type(path.suffix[1:].lower()))
            self.send_header("Accept-Ranges", "bytes")
            if span is not None:
                self.send_header("Content-Range", f"bytes {first}-{end - 1}/{size}")
            self._end_headers(end - first)
            if self.command != "HEAD":
                self._copy(file, first, end)

    def _copy(self, file: BinaryIO, first: int, end: int) -> None:
        file.seek(first)
        left = end - first
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            self.wfile.write(piece)
            left -= len(piece)

    def _tell_of_news(self, seen: str) -> None:
        version = self.server.version
        self.send_response(HTTPStatus.OK)
        self._send_type("text/event-stream")
        self._end_headers()
        while self.command != "HEAD" and not version.is_closed:
            if version.is_newer_than(seen, BREATH):
                self.wfile.write(b"data: nieuw\n\n")
                return
            self.wfile.write(b": nog hetzelfde\n\n")

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self._send_type(kind)
        self._end_headers(len(content))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_type(self, kind: str) -> None:
        is_text = kind.startswith("text/") or kind == "application/xml"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)

    def _end_headers(self, length: int | None = None) -> None:
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        # What is not published yet is no business of another page that is open in this browser.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
