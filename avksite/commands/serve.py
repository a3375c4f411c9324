"""`serve`: the site on this computer, made again at every save."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import watch

from avksite.commands.loopback import HOST, listen
from avksite.commands.reloading import Version
from avksite.rendering.write import MARKER

NO_PORT = 1
PATIENCE = 0.2
"""Seconds between two looks at whether to stop: Windows does not break off a longer wait for Ctrl-C."""
NAMED = 3
"""How many saved files a line names."""


class _Watcher:
    """Notices every save, also one that comes while the site is being made."""

    def __init__(self, folders: Sequence[Path], say: Callable[[str], None], stop: threading.Event) -> None:
        self._folders = folders
        self._say = say
        self._stop = stop
        self._saved: set[str] = set()
        self._lock = threading.Lock()
        self._noticed = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def saves(self) -> Iterator[list[str]]:
        """Yield the names of what was saved, each time that something was, until told to stop."""
        while not self._stop.is_set():
            if self._noticed.wait(PATIENCE):
                with self._lock:
                    self._noticed.clear()
                    saved, self._saved = self._saved, set()
                yield sorted(saved)

    def _run(self) -> None:
        """Watch until told to stop; where the system has no more watches to give, look at the files now and then."""
        try:
            self._watch()
        except OSError:
            try:
                self._watch(polling=True)
            except OSError as error:
                self._say(
                    f"Ik kan niet zien wanneer je iets bewaart ({error.strerror}). Start de opdracht dan opnieuw."
                )

    def _watch(self, *, polling: bool | None = None) -> None:
        for changes in watch(*self._folders, stop_event=self._stop, force_polling=polling, raise_interrupt=False):
            with self._lock:
                self._saved |= {self._name(Path(path)) for _, path in changes}
                self._noticed.set()

    def _name(self, path: Path) -> str:
        for folder in self._folders:
            if path.is_relative_to(folder):
                return (folder.name / path.relative_to(folder)).as_posix()
        return path.name


def serve(  # noqa: PLR0913, PLR0917  the command line fills each of them in
    rebuild: Callable[[str], None],
    output: Path,
    watched: Sequence[Path],
    say: Callable[[str], None],
    port: int = 8000,
    stop: threading.Event | None = None,
) -> int:
    """Make the site, show it, and make it again at every save under `watched`, until Ctrl-C or `stop`.

    `rebuild` gets the address at which the site is served: another than asked for when that port is taken. It reports
    for itself what is wrong, and leaves the last good site in `output`. Port 0 takes any free one.
    """
    stop = stop or threading.Event()
    version = Version()
    server = listen(port, output, version)
    if server is None:
        say(f"Alle poorten vanaf {port} zijn bezet. Kies een andere met `--port`, bijvoorbeeld `--port 9000`.")
        return NO_PORT
    address = f"http://{HOST}:{server.server_port}"
    # Resolved, since that is how a save is announced, and taken before the first build, since saves go on during it.
    watcher = _Watcher([folder.resolve() for folder in watched if folder.exists()], say, stop)
    visitors = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": PATIENCE}, daemon=True)
    try:
        watcher.thread.start()
        rebuild(address)
        visitors.start()
        if port not in (0, server.server_port):
            say(f"Poort {port} is bezet. Daarom is het {server.server_port} geworden.")
        say(f"De site staat op {address}/ en is alleen op deze computer te zien.")
        say("Bewaar je een tekst, dan ververst de site vanzelf. Stoppen doe je met Ctrl-C.")
        shown = _state(output)
        for saved in watcher.saves():
            say(f"Bewaard: {_named(saved)}. De site wordt opnieuw gemaakt …")
            rebuild(address)
            # A failed build, or a note that no page shows, changes nothing: then the browser keeps still.
            if (now := _state(output)) != shown:
                shown = now
                version.advance()
    except KeyboardInterrupt:
        say("Gestopt.")
    finally:
        stop.set()
        version.close()
        if visitors.is_alive():
            server.shutdown()
        server.server_close()
        watcher.thread.join(timeout=5)
    return 0


def _named(saved: list[str]) -> str:
    more = f" en nog {len(saved) - NAMED}" if len(saved) > NAMED else ""
    return ", ".join(saved[:NAMED]) + more


def _state(output: Path) -> bytes:
    """Return a digest of when every file in the folder was last written."""
    digest = hashlib.blake2b(digest_size=16)
    for folder, folders, files in os.walk(output):
        folders.sort()
        for name in sorted(files):
            if name != MARKER:
                path = Path(folder, name)
                found = path.stat()
                digest.update(f"{path}|{found.st_mtime_ns}|{found.st_size}\n".encode(errors="surrogateescape"))
    return digest.digest()
