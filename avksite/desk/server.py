"""`serve`: runs the server of the desk, and refreshes the preview at every save."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

import uvicorn
from watchfiles import watch

from avksite.desk.app import application
from avksite.desk.preview import Preview
from avksite.desk.screens import Broadcast, Desk
from avksite.desk.site_files import DESK

HOST = "127.0.0.1"
NO_PORT = 1
PORTS_TO_TRY = 20
DEBOUNCE, STEP = 400, 25
"""Milliseconds: the longest debounce of saves, and the longest pause within a burst."""
PATIENCE = 0.2
"""Seconds between checks whether to stop: on Windows, Ctrl-C does not interrupt a longer wait."""
PAGE_FIRST = 0.1
"""Seconds that the check waits for the open page to be rendered: they share a processor."""
ANSWERS = 2
"""Timeout in seconds for a program that opens a file to fail."""
LEAVING = 2
"""Seconds for browsers to disconnect when the desk closes."""


class SavedMeanwhile(Exception):  # noqa: N818  not an error: what is being checked is not what is there any more
    """Something was saved during a check."""


@dataclass
class Watcher:
    """Keeps a preview up to date: at every save it refreshes and then checks, in its own thread."""

    preview: Preview
    checked: Callable[[], None]
    """Called after each check."""
    line: Broadcast
    """Notifies open pages of changes."""
    stop: threading.Event = field(default_factory=threading.Event)
    _saves: SimpleQueue[threading.Event | None] = field(default_factory=SimpleQueue)
    _checker: int = 0
    """The thread of a running check."""

    def saved(self) -> None:
        """Report a save."""
        self._saves.put(None)

    def refresh(self) -> None:
        """Report a save, and wait until it is read."""
        read = threading.Event()
        self._saves.put(read)
        while not read.wait(PATIENCE) and not self.stop.is_set():
            pass

    def break_off(self) -> None:
        """Raise SavedMeanwhile when a check is out of date; called between pieces of work."""
        # Only a check is interrupted, not the reading of a save or the rendering of a page.
        if threading.get_ident() == self._checker and (not self._saves.empty() or self.stop.is_set()):
            raise SavedMeanwhile

    def run(self) -> None:
        """Work until `stop`; a crash ends the server."""
        try:
            self._work()
        finally:
            self.stop.set()

    def _work(self) -> None:
        is_checked = self.preview.is_checked
        while not self.stop.is_set():
            try:
                waiting = [self._saves.get(timeout=PATIENCE if is_checked else PAGE_FIRST)]
                while not self._saves.empty():
                    waiting.append(self._saves.get())
                self.preview.refresh()
                is_checked = False
                for read in filter(None, waiting):
                    read.set()
                self.line.announce()
            except Empty:
                if not is_checked:
                    is_checked = self._check()
                elif self.preview.is_over:
                    self.saved()

    def _check(self) -> bool:
        self._checker = threading.get_ident()
        try:
            self.preview.check()
        except SavedMeanwhile:
            return False
        finally:
            self._checker = 0
        self.line.announce()
        self.checked()
        return True


def serve(  # noqa: PLR0913  the command line fills each of them in
    desk: Desk,
    keeper: Watcher,
    watched: Sequence[Path],
    say: Callable[[str], None],
    port: int = 8000,
    *,
    opens: bool = True,
) -> int:
    """Show the desk, and read what is saved under `watched`, until Ctrl-C or `keeper.stop`; port 0 is any free one."""
    own = listening(port)
    if own is None:
        say(f"Alle poorten vanaf {port} zijn bezet. Kies een andere met `--port`, bijvoorbeeld `--port 9000`.")
        return NO_PORT
    address = f"http://{HOST}:{own.getsockname()[1]}"
    settings = uvicorn.Config(application(desk), log_config=None, access_log=False, server_header=False, lifespan="off")
    settings.timeout_graceful_shutdown = LEAVING
    server = uvicorn.Server(settings)
    folders = [folder.resolve() for folder in watched if folder.exists()]
    with ThreadPoolExecutor(3) as threads:
        kept = threads.submit(keeper.run)
        threads.submit(_watch, folders, keeper, say)
        threads.submit(_until, keeper.stop, server, desk)
        if port not in (0, own.getsockname()[1]):
            say(f"Poort {port} is bezet. Daarom is het {own.getsockname()[1]} geworden.")
        say(f"De redactie staat op {address}{DESK}/ en is alleen op deze computer te zien. De site staat op {address}/")
        say("Bewaar je een tekst, dan ververst alles vanzelf. Stoppen doe je met Ctrl-C.")
        if opens:
            webbrowser.open(f"{address}{DESK}/")
        try:
            server.run(sockets=[own])
        except KeyboardInterrupt:
            pass
        finally:
            keeper.stop.set()
            own.close()
    kept.result()  # raises the exception of a crash
    say("Gestopt.")
    return 0


def listening(port: int) -> socket.socket | None:
    """Return a socket on this port or the next free one; None when all of them are taken."""
    for number in range(port, port + PORTS_TO_TRY):
        own = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":  # on Windows it would let a second program use the same port
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            own.bind((HOST, number))
            own.listen()  # the browser may ask before the server answers
        except (OSError, OverflowError):  # taken, not allowed, or no port at all
            own.close()
            continue
        return own
    return None


def _until(stop: threading.Event, server: uvicorn.Server, desk: Desk) -> None:
    """Stop the server on `stop` or Ctrl-C, and release waiting pages."""
    while not stop.wait(PATIENCE) and not server.should_exit:
        pass
    desk.line.close()
    stop.set()
    server.should_exit = True


def _watch(folders: Sequence[Path], keeper: Watcher, say: Callable[[str], None]) -> None:
    """Report every save to the watcher until it stops; poll where the system cannot watch."""
    for polling in (None, True):
        try:
            saves = watch(
                *folders,
                debounce=DEBOUNCE,
                step=STEP,
                stop_event=keeper.stop,
                force_polling=polling,
                raise_interrupt=False,
            )
            for _ in saves:
                keeper.saved()
        except OSError:  # the system is out of watches
            if polling:
                say("Ik kan niet zien wanneer je iets bewaart. Start de opdracht dan opnieuw.")
        else:
            return


def open_file(path: Path) -> None:
    """Open a file in the program that this computer has for it; raise OSError when no program answers."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606  a text of the author, who asks for it
    else:
        program = ["open", "-t"] if sys.platform == "darwin" else ["xdg-open"]
        opening = subprocess.Popen([*program, str(path)], start_new_session=True)  # noqa: S603  as above
        with suppress(subprocess.TimeoutExpired):  # some run until the file is closed
            if opening.wait(ANSWERS):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), program[0])
