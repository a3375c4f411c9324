"""A real nginx that serves a folder with the `nginx.conf` in it, on this computer only, until the block ends."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""Where Debian puts the module of its package libnginx-mod-http-brotli-static."""
PATIENCE = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    """By their names in lower case; of one that came more than once, all of it."""
    content: bytes


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    port: int

    def ask(self, address: str, **headers: str) -> Answer:
        """Ask for an address, as it is: nothing is unpacked or followed. Headers have `_` for `-`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", address, headers={name.replace("_", "-"): it for name, it in headers.items()})
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()


@contextmanager
def served(output: Path, root: Path | None = None) -> Iterator[Served]:
    """Serve a folder that a build wrote, or the one above it; the server is ended by its own number."""
    with socket.socket() as free, tempfile.TemporaryDirectory(prefix="avksite-nginx-") as name:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        settings = Path(name, "nginx.conf")
        included = Path(name, "site.conf")
        told = (output / "nginx.conf").read_text(encoding="utf-8")
        told = told.replace("# brotli_static", "brotli_static") if BROTLI.exists() else told
        included.write_text(told, encoding="utf-8")
        places = " ".join(f"{it}_temp_path {name}/{it};" for it in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        settings.write_text(
            f"{f'load_module {BROTLI};' if BROTLI.exists() else ''}\n"
            f"{'user root;' if os.name != 'nt' and os.geteuid() == 0 else ''}\n"
            f"daemon off; worker_processes 2; pid {name}/pid; error_log stderr; events {{ worker_connections 512; }}\n"
            f"http {{ access_log off; {places}\n"
            f"server {{ listen 127.0.0.1:{port}; root {root or output}; include {included}; }} }}\n",
            encoding="utf-8",
        )
        command = [os.environ.get("AVKSITE_NGINX", "nginx"), "-e", "stderr", "-p", name, "-c", str(settings)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            try:
                _wait(process, port)
                yield Served(port)
            finally:
                process.terminate()
                process.communicate()


def _wait(process: subprocess.Popen[str], port: int) -> None:
    """Wait until the server answers; what it says when it does not start is the reason that it fails with."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1])
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    msg = "nginx does not answer"
    raise AssertionError(msg)
