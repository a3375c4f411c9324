"""The desk as an ASGI application: access, routes, and server-sent events for changes."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from avksite.desk import (
    attachments,
    fixes,
    form,
    handbook,
    imports,
    newsletters,
    overview,
    photo,
    publishing,
    renaming,
    review_copy,
    texts,
    viewer,
    withdrawal,
    writing,
)
from avksite.desk.screens import LAYOUTS, MOST_SENT, Desk, show
from avksite.desk.site_files import DESK, site_file
from avksite.kinds import NOT_FOUND
from avksite.problems import Misread, refusal
from avksite.rendering.artifact import path_of

OWN_NAMES = {"localhost", "127.0.0.1"}
BREATH = 2.0
"""Seconds between keep-alive messages to a waiting page; they also detect pages that were closed."""
STRANGER = "Deze site is alleen te zien op http://127.0.0.1 of http://localhost, op deze computer.\n"
ELSEWHERE = "Dit kan alleen vanaf de redactie zelf.\n"

SEND = {
    # Other pages in this browser must not read what is not published yet.
    b"cross-origin-resource-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cache-control": b"no-store",
}
POLICY = (
    b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    b"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


class OnlyHere:
    """Middleware that answers this computer only.

    It refuses other host names, against DNS rebinding, and forms on pages of another origin, against CSRF (`Origin`;
    Fetch standard, 3.2).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        name, _, port = headers.get("host", "").partition(":")
        own_port = str(scope["server"][1])
        refusal: Response | None = None
        if name.lower() not in OWN_NAMES or (port or "80") != own_port:
            refusal = PlainTextResponse(STRANGER, 421)
        elif scope["method"] not in {"GET", "HEAD"} and headers.get("origin") != f"http://{headers['host']}":
            refusal = PlainTextResponse(ELSEWHERE, 403)
        elif "transfer-encoding" in headers or int(headers.get("content-length") or 0) > MOST_SENT:
            refusal = refused(Request(scope), HTTPException(413))
            while (await receive()).get("more_body"):  # a browser reads the answer only after sending the whole body
                pass

        async def send_with_headers(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                given = list(message["headers"])  # type: ignore[call-overload]
                known = {name for name, _ in given}
                policy = POLICY if scope["path"].startswith(f"{DESK}/") else b"frame-ancestors 'self'"
                more = {**SEND, b"content-security-policy": policy}
                message["headers"] = given + [it for it in more.items() if it[0] not in known]
            await send(message)

        await (refusal or self.app)(scope, receive, send_with_headers)  # type: ignore[arg-type]


def state_of(desk: Desk, address: str) -> tuple[str, str]:
    """Return a version of the page at an address, and one of its problems and state."""
    preview = desk.preview
    shown = (preview.artifact(path) for path in (path_of(address), path_of(NOT_FOUND)))
    artifact = next(filter(None, shown), None) if address else None
    path = preview.source_of(address) if address else ""
    about = preview.problems_of(path) if path else preview.problems
    said = (preview.is_checked, preview.shown.number if not address else 0, path and preview.standing(path), about)
    return artifact.data.digest.hex() if artifact else "", f"{hash(said):x}"


async def line(request: Request) -> Response:
    """Send events to an open page: `pagina` when it changed, another when its problems or state did."""
    desk: Desk = request.app.state.desk
    address, seen = request.query_params.get("adres", ""), request.query_params.get("versie", "")
    before = (await run_in_threadpool(state_of, desk, address))[1]  # ahead of the answer, on which the page looks

    async def news() -> AsyncIterator[str]:
        page, said = seen, before
        while not desk.line.is_closed:
            move = desk.line.next_move()  # taken before the comparison, so that no change is missed
            now = await run_in_threadpool(state_of, desk, address)
            told = "event: pagina\ndata: nieuw\n\n" if now[0] != page and address else ""
            told += "event: meldingen\ndata: nieuw\n\n" if now[1] != said else ""
            page, said = now
            if told:
                yield told
            elif not await desk.line.moved(move, BREATH):
                yield ": nog hetzelfde\n\n"

    return StreamingResponse(news(), media_type="text/event-stream")


def asset(request: Request) -> Response:
    """Return the style sheet or a script of the desk."""
    return FileResponse(LAYOUTS / request.url.path.rpartition("/")[2])


def failed(request: Request, _: Exception) -> Response:
    """Return the page for a crash; the terminal shows the traceback."""
    told = "Hier gaat iets mis in het programma zelf. Jij hebt niets verkeerd gedaan, en er is niets gewist."
    return show(request, "message.html", "Dit lukt niet", 500, told=told)


def hindered(request: Request, error: Exception) -> Response:
    """Return the page for an OSError, such as a full disk."""
    why, hint = (error.message, error.hint) if isinstance(error, Misread) else refusal(error)  # type: ignore[arg-type]
    told = f"{why} {hint}{_STILL_THERE if request.method == 'POST' else ''}"
    return show(request, "message.html", "Dit lukt niet", 409, told=told)


_STILL_THERE = " Ga terug: wat je typte staat er nog."
_REFUSED = {
    413: "Dit is te groot: samen mag het hooguit 100 MB zijn. Neem een kleiner bestand, of minder bestanden tegelijk.",
    400: "Dit is te veel of te lang voor een keer. Neem minder bestanden, of een kortere tekst.",
}


def refused(request: Request, error: Exception) -> Response:
    """Return the page for a refused request."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    told = _REFUSED.get(status, "Dit adres kan dat niet.")
    return show(request, "message.html", "Dit lukt niet", status, told=told + _STILL_THERE)


_SCREENS = (
    *(attachments, form, handbook, fixes, newsletters, overview, review_copy, photo, publishing),
    *(renaming, withdrawal, imports, texts, viewer, writing),
)


def application(desk: Desk) -> Starlette:
    """Return the application of a desk."""
    routes = [
        Route(f"{DESK}/lijn", line),
        *(Route(f"{DESK}/{name}", asset) for name in ("redactie.css", "redactie.js", "herlaad.js")),
        *(route for screen in _SCREENS for route in screen.ROUTES),
        Route("/{path:path}", site_file),
    ]
    app = Starlette(routes=routes)
    app.state.desk = desk
    app.add_exception_handler(Exception, failed)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(OSError, hindered)
    app.add_exception_handler(Misread, hindered)
    app.add_middleware(OnlyHere)
    return app
