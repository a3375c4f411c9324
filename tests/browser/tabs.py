"""Reuses browser tabs, because a new one takes half a second; every test gets its tab reset."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

Scheme = Literal["light", "dark", "forced"]
"""The colours of the device; `forced` are colours of its own."""

Colours = Literal["", "licht", "donker", "contrast"]
"""What a reader can choose under Kleuren; nothing is what the device has."""

MOST = {"tekst": "200", "letters": "4", "regels": "3"}
"""The last step of each of the three, as the page keeps it."""

KEY = "leesinstellingen"

REFUSE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
"""Simulates a browser that blocks storage."""


def choosing(colours: Colours = "contrast", **steps: str) -> str:
    """Return a script that gives a page the settings of a reader who chose before: the most of everything, unless said.

    `choosing("licht", tekst="150")` chooses just that.
    """
    settings = json.dumps({**(steps or MOST), **({"thema": colours} if colours else {})})
    return f"try {{ localStorage.setItem({KEY!r}, {settings!r}) }} catch {{}}"


class Tabs:
    """One tab for each of the few things that a tab cannot change: scripts on or off, the site's policy kept or not."""

    def __init__(self, browser: Browser, host: str) -> None:
        """Open nothing yet; an address without a host is one of `host`."""
        self._browser, self._host = browser, host
        self._tabs: dict[tuple[bool, bool], tuple[Page, CDPSession]] = {}
        self._scripts: dict[Page, list[str]] = {}

    def open(  # noqa: PLR0913  what a reader may have set
        self,
        address: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Scheme = "light",
        calm: bool = False,
        letter: int = 16,
        scripts: bool = True,
        policy: bool = True,
        before: str = "",
    ) -> Page:
        """Go to an address, if any, as somebody who was never here; `before` is a script that runs before a page's own.

        `calm` asks for no movement, `letter` is the usual size in pixels; without `policy` a test may bring a style
        sheet or a script of its own.
        """
        if (scripts, policy) in self._tabs:
            page, wire = self._tabs[scripts, policy]
            self._renew(page, wire)
        else:
            context = self._browser.new_context(base_url=self._host, java_script_enabled=scripts, bypass_csp=not policy)
            page = context.new_page()
            wire = context.new_cdp_session(page)
            wire.send("Page.enable")
            self._tabs[scripts, policy] = page, wire
        page.emulate_media(media="null", reduced_motion="reduce" if calm else "no-preference", contrast="no-preference")
        self.look(page, width, height, scheme, letter)
        if before:
            self.before(page, before)
        if address:
            page.goto(address)
        return page

    def look(self, page: Page, width: int, height: int = 900, scheme: Scheme = "light", letter: int = 16) -> None:
        """Change window size, colours or text size of a page, without loading it again."""
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
        )
        self._wire(page).send("Page.setFontSizes", {"fontSizes": {"standard": letter, "fixed": 13}})

    def before(self, page: Page, script: str) -> None:
        """Run a script before those of every page that this tab goes to from now on."""
        added = self._wire(page).send("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        self._scripts.setdefault(page, []).append(added["identifier"])

    def _wire(self, page: Page) -> CDPSession:
        return next(wire for tab, wire in self._tabs.values() if tab is page)

    def _renew(self, page: Page, wire: CDPSession) -> None:
        """Reset a tab."""
        for identifier in self._scripts.pop(page, []):
            wire.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier})
        page.unroute_all(behavior="ignoreErrors")
        at = urlsplit(page.url)
        page.goto("about:blank")
        wire.send("Page.resetNavigationHistory")
        kept = {"origin": f"{at.scheme}://{at.netloc}", "storageTypes": "local_storage,cookies"}
        wire.send("Storage.clearDataForOrigin", kept)
