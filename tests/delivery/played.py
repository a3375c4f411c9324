"""Fake services: they implement the documented API on loopback, and refuse what is not documented."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Message
    body: bytes

    def json(self) -> Any:  # noqa: ANN401  whatever was sent
        """The body as JSON."""
        assert self.headers["Content-Type"] == "application/json"
        return json.loads(self.body)

    def form(self) -> dict[str, str]:
        """The body as a form, in which no field comes twice."""
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        pairs = parse_qsl(self.body.decode(), strict_parsing=True)
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)


@dataclass(frozen=True)
class Answer:
    """An answer."""

    status: int
    content: object
    headers: Mapping[str, str] = field(default_factory=dict)


DROP = "the request is carried out, and then the connection breaks"
HANG = "no answer comes"
DRIP = "an answer comes byte by byte"
Trouble = Answer | str


@dataclass
class Played(ABC):
    """A fake service, the requests to it, and the failures of the next requests in order; None is no failure."""

    campaigns: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    troubles: list[Trouble | None] = field(default_factory=list)
    address: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    @abstractmethod
    def answer(self, asked: Asked) -> Answer:
        """Answer as documented."""

    @contextmanager
    def serving(self, context: ssl.SSLContext | None = None) -> Iterator[None]:
        """Run on a free port of this machine; with a context, over https."""
        server = _Server(("127.0.0.1", 0), _handler_of(self))
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        self.address = f"http{'s' if context else ''}://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield
        finally:
            self.over.set()
            server.shutdown()
            thread.join()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Ignore clients that disconnect."""


def _handler_of(played: Played) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._do()

        def do_POST(self) -> None:
            self._do()

        def _do(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), self.headers, body)
            played.asked.append(f"{asked.method} {asked.path}")
            trouble = played.troubles.pop(0) if played.troubles else None
            if trouble == HANG:
                played.over.wait(20)
                return
            if trouble == DRIP:
                self.send_response(200)
                self.end_headers()
                for _ in range(200):
                    self.wfile.write(b" ")
                    played.over.wait(0.1)
                return
            answer = trouble if isinstance(trouble, Answer) else played.answer(asked)
            if trouble == DROP:
                return
            content = answer.content if isinstance(answer.content, bytes) else json.dumps(answer.content).encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def of_type(given: Mapping[str, Any], needed: Mapping[str, type], optional: Mapping[str, type]) -> str:
    """Return the fault in the fields of a request; "" when each is known, present and of its type."""
    types = {**needed, **optional}
    for name, value in given.items():
        if name not in types:
            return f"unknown field {name}"
        if not isinstance(value, types[name]):
            return f"invalid {name}"
    return next((f"missing {name}" for name in needed if name not in given), "")


@dataclass
class PlayedListmonk(Played):
    """listmonk.app/docs/apis: campaigns and templates."""

    KEY: ClassVar = "een-token"
    templates: list[dict[str, Any]] = field(default_factory=list)
    readers: list[tuple[str, str]] = field(default_factory=list)
    """Who signed up, and for which list."""

    def answer(self, asked: Asked) -> Answer:
        """Answer as documented."""
        knows = asked.headers["Authorization"] == f"token avksite:{self.KEY}"
        match asked.method, asked.path:
            case "POST", "/subscription/form":
                return self._signed_up(asked.form())
            case _ if not knows:
                return Answer(403, {"message": "invalid API credentials"})
            case "GET", "/api/templates" | "/api/lists/3":
                known_list = {"id": 3, "name": "Nieuwsbrief", "subscriber_count": 1204}
                return Answer(200, {"data": self.templates if asked.path == "/api/templates" else known_list})
            case "GET", "/api/campaigns":
                known = {"order", "order_by", "query", "status", "tags", "page", "per_page"}
                assert set(asked.query) <= known
                return Answer(200, {"data": {"results": [*self.campaigns.values()], "total": len(self.campaigns)}})
            case "POST", "/api/templates" | "/api/campaigns":
                make = self._template if asked.path == "/api/templates" else self._campaign
                return make(asked.json())
            case _:
                return Answer(404, {"message": "Not Found"})

    def _signed_up(self, given: dict[str, str]) -> Answer:
        """Accept the public form; a bot is recognised by the honeypot."""
        if of_type(given, {"email": str, "l": str}, {"name": str, "nonce": str}) or given.get("nonce"):
            return Answer(400, b"Nee")
        self.readers.append((given["email"], given["l"]))
        return Answer(200, b"<p>Kijk in je mail</p>", {"Content-Type": "text/html"})

    def _template(self, given: dict[str, Any]) -> Answer:
        if wrong := of_type(given, {"name": str, "type": str, "body": str}, {"subject": str}):
            return Answer(400, {"message": wrong})
        self.templates.append({"id": len(self.templates) + 1, "is_default": False, **given})
        return Answer(200, {"data": self.templates[-1]})

    def _campaign(self, given: dict[str, Any]) -> Answer:
        needed = {"name": str, "subject": str, "lists": list, "type": str, "content_type": str, "body": str}
        optional = {
            "from_email": str,
            "altbody": str,
            "send_at": str,
            "messenger": str,
            "template_id": int,
            "tags": list,
            "headers": list,
        }
        if wrong := of_type(given, needed, optional):
            return Answer(400, {"message": wrong})
        if given["lists"] != [3]:
            return Answer(400, {"message": "No lists to send to"})
        id_ = str(40 + len(self.campaigns))
        self.campaigns[id_] = {"id": int(id_), "status": "draft", **given}
        return Answer(200, {"data": self.campaigns[id_]})


class PlayedLaposta(Played):
    """api.laposta.nl/doc: campaigns and their content."""

    KEY: ClassVar = "een-sleutel"
    report: ClassVar[dict[str, Any]] = {}

    def answer(self, asked: Asked) -> Answer:
        """Answer as documented."""
        if asked.headers["Authorization"] != f"Basic {base64.b64encode(f'{self.KEY}:'.encode()).decode()}":
            return _laposta_error(401, "invalid_request", "Unknown API-key")
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", ["v2", "list", id_]:
                members = {"active": 1204, "unsubscribed": 31, "cleaned": 7}
                return Answer(200, {"list": {"list_id": id_, "name": "Nieuwsbrief", "members": members}})
            case "GET", ["v2", "campaign"]:
                return Answer(200, {"data": [{"campaign": campaign} for campaign in self.campaigns.values()]})
            case "POST", ["v2", "campaign"]:
                return self._campaign(asked.form())
            case "POST", ["v2", "campaign", id_, "content"]:
                return self._content(id_, asked.form())
        return _laposta_error(404, "invalid_request", "Unknown path")

    def _campaign(self, given: dict[str, str]) -> Answer:
        needed = ("type", "name", "subject", "from[name]", "from[email]", "list_ids[]")
        wrong = of_type(given, dict.fromkeys(needed, str), {"reply_to": str, "stats[ga]": str, "stats[mtrack]": str})
        if wrong:
            return _laposta_error(400, "invalid_input", wrong, 201)
        if given["list_ids[]"] != "nnhnkrytua":
            return _laposta_error(400, "invalid_input", "Unknown list", 203)
        id_ = f"pbrqulw2t{len(self.campaigns)}"
        self.campaigns[id_] = {"campaign_id": id_, "delivery_requested": None, **given}
        return Answer(201, {"campaign": self.campaigns[id_]})

    def _content(self, id_: str, given: dict[str, str]) -> Answer:
        wrong = of_type(given, {}, {"html": str, "import_url": str, "inline_css": str})
        if wrong or id_ not in self.campaigns:
            return _laposta_error(400, "invalid_input", wrong or "Unknown campaign", 203)
        self.campaigns[id_]["html"] = given["html"]
        return Answer(200, {"campaign": {"campaign_id": id_, **given, "report": self.report}})


def _laposta_error(status: int, kind: str, message: str, code: int | None = None) -> Answer:
    return Answer(status, {"error": {"type": kind, "message": message, **({"code": code} if code else {})}})
