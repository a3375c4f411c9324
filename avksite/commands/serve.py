"""`serve`: the site on this computer, made again at every save."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from watchfiles import watch

from avksite.commands.loopback import HOST, Version, listen
from avksite.rendering.folders import listing
from avksite.rendering.write import MARKER

NO_PORT = 1
PATIENCE = 0.2
"""Seconds between two looks at whether to stop: Windows does not break off a longer wait for Ctrl-C."""
NAMED = 3
"""How many saved files a line names."""


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
    folders = [folder.resolve() for folder in watched if folder.exists()]
    saved: SimpleQueue[set[str]] = SimpleQueue()
    watcher = threading.Thread(target=_watch, args=(folders, saved, say, stop), daemon=True)
    visitors = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": PATIENCE}, daemon=True)
    try:
        watcher.start()
        rebuild(address)
        visitors.start()
        if port not in (0, server.server_port):
            say(f"Poort {port} is bezet. Daarom is het {server.server_port} geworden.")
        say(f"De site staat op {address}/ en is alleen op deze computer te zien.")
        say("Bewaar je een tekst, dan ververst de site vanzelf. Stoppen doe je met Ctrl-C.")
        shown = _state(output)
        for names in _saves(saved, stop):
            more = f" en nog {len(names) - NAMED}" if len(names) > NAMED else ""
            say(f"Bewaard: {', '.join(names[:NAMED])}{more}. De site wordt opnieuw gemaakt …")
            rebuild(address)
            # A failed build, or a note that no page shows, changes nothing: then the browser keeps still.
            if (now := _state(output)) != shown:
                shown = now
                version.advance()
    except KeyboardInterrupt:
        say("Gestopt.")
    finally:
        stop.set()
        version.advance(is_last=True)
        if visitors.is_alive():
            server.shutdown()
        server.server_close()
        watcher.join(timeout=5)
    return 0


def _watch(
    folders: Sequence[Path], saved: SimpleQueue[set[str]], say: Callable[[str], None], stop: threading.Event
) -> None:
    """Put the names of what is saved in a queue until `stop`; where the system cannot tell, look now and then."""
    for polling in (None, True):
        try:
            for changes in watch(*folders, stop_event=stop, force_polling=polling, raise_interrupt=False):
                saved.put({_name(Path(path), folders) for _, path in changes})
        except OSError as error:  # the system has no more watches to give
            if polling:
                say(f"Ik kan niet zien wanneer je iets bewaart ({error.strerror}). Start de opdracht dan opnieuw.")
        else:
            return


def _name(path: Path, folders: Sequence[Path]) -> str:
    folder = next((folder for folder in folders if path.is_relative_to(folder)), None)
    return (folder.name / path.relative_to(folder)).as_posix() if folder else path.name


def _saves(saved: SimpleQueue[set[str]], stop: threading.Event) -> Iterator[list[str]]:
    """Yield the names of what was saved, also during a build, each time that something was, until `stop` is set."""
    while not stop.is_set():
        try:
            names = saved.get(timeout=PATIENCE)
        except Empty:
            continue
        while not saved.empty():
            names |= saved.get()
        yield sorted(names)


def _state(output: Path) -> dict[str, tuple[int, int]]:
    """Return when every file in the folder was last written, and its size."""
    return {path: (file.st_mtime_ns, file.st_size) for path, file in listing(output).files.items() if path != MARKER}
