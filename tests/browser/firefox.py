"""A headless Firefox, driven by WebDriver BiDi: the protocol that a Firefox as its maker ships it speaks itself."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

_LISTENS = re.compile(r"WebDriver BiDi listening on (?P<address>ws://\S+)")
_PATIENCE = 60
"""Seconds to wait for an answer."""


class Firefox:
    """One tab of a Firefox; `ask` sends a command of WebDriver BiDi and returns its result."""

    def __init__(self, socket: ClientConnection) -> None:
        """Open a session on a socket that is connected."""
        self._socket = socket
        self._asked = 0
        self.ask("session.new", capabilities={})
        self._tab = {"context": self.ask("browsingContext.getTree")["contexts"][0]["context"]}

    def ask(self, method: str, **params: Any) -> Any:  # noqa: ANN401  as the protocol has it
        """Send a command and return its result; raise AssertionError with what Firefox says when it fails."""
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv(timeout=_PATIENCE))).get("id") != self._asked:
            pass  # an event, which nobody here waits for
        assert answer["type"] == "success", answer
        return answer["result"]

    def goto(self, address: str, width: int, height: int = 844) -> None:
        """Load a page in a window of a width and height in CSS pixels, and wait until all of it is there."""
        self.ask("browsingContext.setViewport", **self._tab, viewport={"width": width, "height": height})
        self.ask("browsingContext.navigate", **self._tab, url=address, wait="complete")

    def evaluate(self, function: str) -> Any:  # noqa: ANN401  whatever the function returns
        """Return what a JavaScript function without parameters returns, as JSON has it; nothing gives None."""
        expression = f"Promise.resolve(({function})()).then(it => JSON.stringify(it ?? null))"
        answer = self.ask("script.evaluate", expression=expression, target=self._tab, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def screenshot(self) -> bytes:
        """Return a PNG of the whole page."""
        shot = self.ask("browsingContext.captureScreenshot", **self._tab, origin="document")
        return base64.b64decode(shot["data"])


@contextmanager
def started(program: str) -> Iterator[Firefox]:
    """Start a Firefox with a profile of its own and end it afterwards; `program` is its path or command."""
    with tempfile.TemporaryDirectory(prefix="avksite-firefox-", ignore_cleanup_errors=True) as profile:
        # Nothing is fetched from its maker: no updates, no lists, no studies.
        Path(profile, "user.js").write_text(
            'user_pref("app.update.enabled", false);\n'
            'user_pref("browser.safebrowsing.malware.enabled", false);\n'
            'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
            'user_pref("network.captive-portal-service.enabled", false);\n'
            'user_pref("network.connectivity-service.enabled", false);\n'
            'user_pref("services.settings.server", "data:,");\n',
            encoding="utf-8",
        )
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            try:
                assert process.stderr
                listens = next(filter(None, map(_LISTENS.search, process.stderr)), None)
                assert listens, "Firefox ended before it listened"
                with connect(f"{listens['address']}/session", max_size=None) as socket:
                    firefox = Firefox(socket)
                    yield firefox
                    firefox.ask("browser.close")
            finally:
                process.terminate()
