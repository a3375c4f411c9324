"""A web server for one person on one computer: it shows the output folder as a real server will, and reloads its pages.

A page that is looked at while it is being written gets a script that reloads it; the site itself never has one.
"""

from __future__ import annotations

import re
import secrets
import socketserver
import sys
import threading
from collections.abc import Mapping
from html import escape, unescape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from avksite.content.file_types import media_type

HOST = "127.0.0.1"
OWN_NAMES = {"localhost", HOST}
PORTS_TO_TRY = 20
BREATH = 2.0
"""Seconds of silence after which a waiting page gets a sign of life; it shows which pages have gone."""

SCRIPT = "/.avksite/herlaad.js"
"""The address of the script. No page of the site can have it: a name never starts with a dot."""
LINE = "/.avksite/nieuws"
"""The address where a page learns that there is a newer one."""
# A page that nobody sees lets go of its line: a browser keeps only six of them open to one address.
SOURCE = """(() => {
  const seen = new URL(document.currentScript.src).searchParams.get("versie");
  let line = null;
  const release = () => { line?.close(); line = null; };
  const listen = () => {
    if (document.hidden) return release();
    if (line) return;
    line = new EventSource("LINE?versie=" + seen);
    line.onmessage = () => { release(); location.reload(); };
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", release);
  addEventListener("pageshow", listen);
  listen();
})();
""".replace("LINE", LINE)
_POLICY = re.compile(r"""(<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=")([^"]*)(")""", re.IGNORECASE)
_END_OF_BODY = re.compile(r"</body\s*>", re.IGNORECASE)

HTML = "text/html"
STRANGER = "Deze site is alleen te zien op http://127.0.0.1 of http://localhost, op deze computer.\n"
_BARE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{}</title></head><body><main>'
    "<h1>{}</h1>{}</main></body></html>"
)
NOTHING_YET = _BARE.format(
    "Nog geen site",
    "Er is nog geen site",
    "<p>De site kon nog niet worden gemaakt. In het venster waarin je de opdracht typte, "
    "staat waarom. Bewaar je de verbetering, dan verschijnt de site hier vanzelf.</p>",
)
NOT_HERE = _BARE.format("Niet gevonden", "Deze pagina is er niet", "")


class Version:
    """Which state of the site is being shown; browsers wait here for the next one."""

    def __init__(self) -> None:
        # After a restart the count begins anew: the word in front tells a page from before apart.
        self._start, self._count = secrets.token_hex(4), 0
        self._changed = threading.Condition()
        self.is_closed = False

    @property
    def name(self) -> str:
        """The name of the state that is shown now."""
        return f"{self._start}-{self._count}"

    def advance(self, *, is_last: bool = False) -> None:
        """Tell everyone who waits that there is a newer state, or that none will come any more."""
        with self._changed:
            self._count += not is_last
            self.is_closed = is_last
            self._changed.notify_all()

    def is_newer_than(self, seen: str, patience: float) -> bool:
        """Wait at most `patience` seconds for a state other than `seen`."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_closed or self.name != seen, patience)
            return self.name != seen


def reloading(page: bytes, version: Version) -> bytes:
    """Return a page with the script in it, allowed by the copy of the policy that goes along."""
    text = page.decode("utf-8", errors="surrogateescape")
    text = _POLICY.sub(lambda found: found[1] + escape(relaxed(unescape(found[2])), quote=False) + found[3], text)
    script = f'<script src="{SCRIPT}?versie={version.name}"></script>'
    at = max((end.start() for end in _END_OF_BODY.finditer(text)), default=len(text))
    return (text[:at] + script + text[at:]).encode("utf-8", errors="surrogateescape")


def relaxed(policy: str) -> str:
    """Return a content security policy that also allows the script and its line, and nothing else besides."""
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    for name in ("script-src", "connect-src"):
        sources = [source for source in rules.get(name, rules.get("default-src", "")).split() if source != "'none'"]
        rules[name] = " ".join(dict.fromkeys([*sources, "'self'"]))
    return "; ".join(f"{name} {sources}".strip() for name, sources in rules.items())


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
    parts = [part for part in unquote(address.partition("#")[0]).split("/") if part]
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
        """Answer with a page, a file, the script, or the line on which a page learns of a newer one.

        A name that is not ours gets nothing: it may be a page elsewhere that had its own name point at this computer.
        """
        name, _, port = self.headers.get("Host", "").partition(":")
        route, _, query = self.path.partition("?")
        if name.lower() not in OWN_NAMES or port not in {"", str(self.server.server_port)}:
            self._answer(STRANGER.encode(), "text/plain", HTTPStatus.MISDIRECTED_REQUEST)
        elif route == SCRIPT:
            self._answer(SOURCE.encode(), "text/javascript")
        elif route == LINE:
            self._tell_of_news(parse_qs(query).get("versie", [""])[0])
        else:
            self._show(route, query)

    do_HEAD = do_GET  # noqa: N815  named by the base class

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the terminal is for the report."""

    def _show(self, route: str, query: str) -> None:
        output = self.server.output
        path = file_of(route, output)
        if path is not None and path.is_dir() and not route.endswith("/"):
            address = f"/{quote(path.relative_to(output.resolve()).as_posix())}/"
            self._answer(b"", HTML, HTTPStatus.FOUND, {"Location": address + (f"?{query}" if query else "")})
            return
        if path is not None and route.endswith("/"):
            path = path / "index.html" if path.is_dir() else None
        if path is None or not path.is_file():
            has_site, found = (output / "index.html").is_file(), output / "404.html"
            page = found.read_bytes() if found.is_file() else (NOT_HERE if has_site else NOTHING_YET).encode()
            self._answer(reloading(page, self.server.version), HTML, HTTPStatus.NOT_FOUND)
        elif path.suffix == ".html":
            self._answer(reloading(path.read_bytes(), self.server.version), HTML)
        else:
            self._send_file(path, media_type(path.suffix[1:].lower()))

    def _send_file(self, path: Path, kind: str) -> None:
        status, headers = HTTPStatus.OK, {"Accept-Ranges": "bytes"}
        with path.open("rb") as file:
            size = file.seek(0, 2)
            span = span_of(self.headers.get("Range", ""), size)
            first, end = span or (0, size)
            if span and first >= size:
                status, end = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, first
                headers["Content-Range"] = f"bytes */{size}"
            elif span:
                status, headers["Content-Range"] = HTTPStatus.PARTIAL_CONTENT, f"bytes {first}-{end - 1}/{size}"
            file.seek(first)
            self._answer(file.read(end - first), kind, status, headers)

    def _tell_of_news(self, seen: str) -> None:
        version = self.server.version
        self._begin("text/event-stream")
        while self.command != "HEAD" and not version.is_closed:
            if version.is_newer_than(seen, BREATH):
                self.wfile.write(b"data: nieuw\n\n")
                return
            self.wfile.write(b": nog hetzelfde\n\n")

    def _answer(
        self,
        content: bytes,
        kind: str,
        status: HTTPStatus = HTTPStatus.OK,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._begin(kind, status, {**headers, "Content-Length": str(len(content))})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(
        self, kind: str, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        is_text = kind.startswith("text/") or kind == "application/xml"
        sent = {
            "Content-Type": f"{kind}; charset=utf-8" if is_text else kind,
            **headers,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            # What is not published yet is no business of another page that is open in this browser.
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        self.send_response(status)
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
