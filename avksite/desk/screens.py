"""What the screens of the desk share: its state, requests, layouts and events."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup, escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from avksite.commands.edits import Edit, apply
from avksite.content.files import decoded
from avksite.desk.preview import Preview
from avksite.desk.repository import Conflict, NotPublished
from avksite.desk.site_files import DESK
from avksite.kinds import NOT_FOUND, address_of
from avksite.patterns import regex
from avksite.rendering.addresses import LISTED
from avksite.report import WORDS
from avksite.site import HOME

LAYOUTS = Path(__file__).parent / "layouts"

SCREENS = {
    "/": "Overzicht",
    "/nieuw": "Nieuw bericht",
    "/formulier": "Schrijven in een formulier",
    "/meldingen": "Meldingen",
    "/nieuwsbrieven": "Nieuwsbrief",
    "/publiceren": "Zet op de site",
    "/hulp": "Hulp",
}
"""The menu: addresses and labels of screens."""
ACTS = {"/foto": "Foto", "/bestand": "Bestand", "/adres": "Ander adres", "/weg": "Haal weg"}
"""Actions on a text besides editing: addresses and labels of screens."""


BAD = 400
"""The least status code of an error (RFC 9110, 15)."""
MOST_SENT = 100_000_000
"""Most bytes of a request: a film is the largest upload."""


class Broadcast:
    """Notifies all waiting coroutines of a change, from any thread."""

    def __init__(self) -> None:
        self.is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._moved = asyncio.Event()

    def announce(self) -> None:
        """Notify all that wait."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """Release all that wait."""
        self.is_closed = True
        self.announce()

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()

    def next_move(self) -> asyncio.Event:
        """Return the event for the next change; take it before reading the state, so that none is missed."""
        self._loop = asyncio.get_running_loop()
        return self._moved

    async def moved(self, move: asyncio.Event, patience: float) -> bool:
        """Wait at most `patience` seconds for a change; return whether it came."""
        try:
            await asyncio.wait_for(move.wait(), patience)
        except TimeoutError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file."""

    name: str
    content: bytes

    @property
    def id(self) -> str:
        """A digest that identifies it."""
        return blake2b(self.content, digest_size=16).hexdigest()


@dataclass
class Desk:
    """The state and dependencies of the screens."""

    preview: Preview
    refresh: Callable[[], None]
    """Makes the preview read the disk again, and returns when it is up to date."""
    open_file: Callable[[Path], None]
    """Opens a file in the program that this computer has for it; raises OSError when no program answers."""
    line: Broadcast
    environment: Mapping[str, str]
    """The environment variables for sending mail (`AVKSITE_SMTP_…`)."""
    publishing: threading.Lock = field(default_factory=threading.Lock)
    """Held while publishing: a button may be pressed twice, or in two windows."""
    picture: Upload | None = None
    """The last uploaded image, kept while the rest of the form is corrected: a browser keeps no files."""
    refused: NotPublished | None = None
    """Why the last push failed, until that is resolved."""
    sentence: str = ""
    """The message of a commit that is not pushed yet."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts with the current texts; empty once they are resolved."""
        places = [(it, self.root / it.path) for it in (self.refused.conflicts if self.refused else ())]
        return tuple(replace(it, own=decoded(at.read_bytes()) if at.is_file() else "") for it, at in places)

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.preview.project.root


class DeskRequest(Request):
    """A request to the desk, with the parameters of its query and form, by name; "" for absent ones."""

    def __init__(self, request: Request, typed: Mapping[str, str], files: Mapping[str, list[Upload]]) -> None:
        """Wrap a request: `files` are the uploads, by the name of their field."""
        super().__init__(request.scope)
        self.typed = typed
        self.files = files

    @property
    def desk(self) -> Desk:
        """The desk of the application."""
        desk: Desk = self.app.state.desk
        return desk


def coded(words: str) -> Markup:
    """Return text as HTML, with code for what is between backticks."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(words))))  # noqa: S704  escaped here


_CODE = regex(r"`([^`]+)`")
_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(LAYOUTS),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def to(screen: str, **query: str | int) -> str:
    """Return the address of a screen: `to("/tekst", pad="content/index.md")`."""
    return f"{DESK}{screen}" + (f"?{urlencode(query)}" if query else "")


def acts(path: str) -> tuple[tuple[str, str], ...]:
    """Return the actions for a text."""
    if not (path.startswith("content/") and path.endswith(".md")):
        return ()
    is_fixed = address_of(path) in {NOT_FOUND, *LISTED}
    barred = {"/adres", "/weg"} if path == HOME else {"/adres"} if is_fixed else set()
    if address_of(path) is None:  # a text without a page shows no files
        barred = barred | {"/bestand"}
    return tuple(act for act in ACTS.items() if act[0] not in barred)


_environment.globals |= {"to": to, "screens": SCREENS}
_environment.filters |= {"in_words": WORDS.get, "coded": coded, "acts": acts}


def show(request: Request, layout: str, title: str, status: int = 200, **view: object) -> Response:
    """Render a screen."""
    desk: Desk = request.app.state.desk
    here = request.url.path.removeprefix(DESK)
    preview, unsaved = desk.preview, request.method == "POST" and status >= BAD
    around = {"title": title, "here": here, "site": preview.shown.site, "pretended": preview.pretended}
    around |= {"unsaved": unsaved, "most": MOST_SENT}
    return HTMLResponse(_environment.get_template(layout).render(**around, **view), status)


def write(request: DeskRequest, edits: Iterable[Edit], done: Response) -> Response:
    """Apply edits, and return `done` once they are read; raise Misread when nothing could be written."""
    apply(request.desk.root, edits)
    request.desk.refresh()
    return done


def at(path: str, answer: Callable[[DeskRequest], Response], method: str = "GET", below: str = DESK) -> Route:
    """Return a route of the desk, whose handler runs in a thread after the whole request was read."""

    async def respond(request: Request) -> Response:
        typed = defaultdict(str, request.query_params)
        files: defaultdict[str, list[Upload]] = defaultdict(list)
        async with request.form() as form:
            for name, given in form.multi_items():
                if isinstance(given, str):
                    typed[name] = ", ".join(it for it in form.getlist(name) if isinstance(it, str))
                elif given.filename:  # a browser may send its path
                    called = PurePosixPath(given.filename.replace("\\", "/")).name
                    files[name].append(Upload(called, await given.read()))
        return await run_in_threadpool(answer, DeskRequest(request, typed, files))

    return Route(below + path, respond, methods=[method])


def go(screen: str, **query: str | int) -> Response:
    """Redirect to a screen after a form (303, so that reloading does not submit the form again; RFC 9110, 15.4.4)."""
    return RedirectResponse(to(screen, **query), 303)
