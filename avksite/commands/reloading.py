"""A page that is looked at while it is being written gets a script that reloads it; the site itself never has one."""

from __future__ import annotations

import re
import secrets
import threading
from html import escape, unescape

SCRIPT = "/.avksite/herlaad.js"
"""The address of the script. No page of the site can have it: a name never starts with a dot."""
LINE = "/.avksite/nieuws"
"""The address where a page hears that there is a newer one."""

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
_NEEDED = ("script-src", "connect-src")


class Version:
    """Which state of the site is being shown; browsers wait here for the next one."""

    def __init__(self) -> None:
        # After a restart the count begins anew: the word in front tells a page from before apart.
        self._start = secrets.token_hex(4)
        self._count = 0
        self._closed = False
        self._changed = threading.Condition()

    @property
    def name(self) -> str:
        """The name of the state that is shown now."""
        return f"{self._start}-{self._count}"

    @property
    def is_closed(self) -> bool:
        """Whether there will be no other state any more."""
        return self._closed

    def advance(self) -> None:
        """Tell everyone who waits that there is a newer state."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let go of everyone who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def is_newer_than(self, seen: str, patience: float) -> bool:
        """Wait at most `patience` seconds for a state other than `seen`."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.name != seen, patience)
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
    for name in _NEEDED:
        sources = [source for source in rules.get(name, rules.get("default-src", "")).split() if source != "'none'"]
        if "'self'" not in sources:
            sources.append("'self'")
        rules[name] = " ".join(sources)
    return "; ".join(f"{name} {sources}".strip() for name, sources in rules.items())
