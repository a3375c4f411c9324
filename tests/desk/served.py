"""A running desk: a real server on loopback, a real project on disk, and an HTTP client."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

from avksite.desk.preview import Preview
from avksite.desk.screens import Broadcast, Desk
from avksite.desk.server import Watcher, open_file, serve
from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from avksite.pipeline import Project
from tests.sites import moment_of

PATIENCE = 20.0
SITE = (Path(__file__).parent / "site.txt").read_text(encoding="utf-8")


@dataclass
class Served:
    """A running desk, with its messages."""

    root: Path
    keeper: Watcher
    desk: Desk
    port: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", host: str | None = None, body: bytes = b"", **headers: str
    ) -> tuple[http.client.HTTPResponse, str]:
        """Request an address, exactly as it is written here."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as client:
            client.putrequest(method, path, skip_host=True)
            given = {"Host": host if host is not None else f"127.0.0.1:{self.port}", **headers}
            for name, value in (given | ({"Content-Length": str(len(body))} if body else {})).items():
                client.putheader(name, value)
            client.endheaders(body or None)
            response = client.getresponse()
            return response, response.read().decode("utf-8", "replace")

    def send(self, path: str, **fields: str) -> tuple[http.client.HTTPResponse, str]:
        """Submit a form as a page of the desk does."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self.ask(path, "POST", body=urlencode(fields).encode(), **headers)

    def write(self, path: str, text: str) -> None:
        """Save a file as an editor does."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def eventually(holds: Callable[[], bool]) -> bool:
    """Wait for something that takes a moment."""
    until = monotonic() + PATIENCE
    while not holds():
        if monotonic() > until:
            return False
        sleep(0.02)
    return True


@contextmanager
def serving(  # noqa: PLR0913  each test says only what is other than usual
    root: Path,
    today: str = "1 mei 2024",
    memory: Path | None = None,
    environment: Mapping[str, str] | None = None,
    meanwhile: Callable[[Watcher], None] = lambda _: None,
    *,
    is_checked: bool = True,
) -> Iterator[Served]:
    """Run the desk of a project on any free port until the block ends; `meanwhile` happens between pieces of work."""

    def pause() -> None:
        meanwhile(keeper)
        keeper.break_off()

    memo = Memo(memory, b"", pool=Pool(1), pause=pause)
    preview = Preview(Project(root), memo, lambda: moment_of(today))
    line = Broadcast()
    keeper = Watcher(preview, lambda: None, line)
    desk = Desk(preview, keeper.refresh, open_file, line, environment or {})
    preview.refresh()
    if is_checked:
        preview.check()
    served = Served(root, keeper, desk)
    folders = [root / "content", root / "templates"]
    with ThreadPoolExecutor(1) as threads:
        code = threads.submit(serve, desk, keeper, folders, served.said.append, 0, opens=False)
        try:
            assert eventually(lambda: bool(served.said) or code.done())
            served.port = int(served.said[0].partition("127.0.0.1:")[2].partition("/")[0])
            assert eventually(lambda: _answers(served))
            yield served
        finally:
            keeper.stop.set()
    assert code.result() == 0


def _answers(served: Served) -> bool:
    try:
        return served.ask("/.redactie/redactie.css")[0].status == 200
    except OSError:
        return False


def words_of(html: str) -> str:
    """Return the words on a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
