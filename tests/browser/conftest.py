"""A real Chromium on the real site, built once and served on loopback."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from avksite.rendering.write import write
from tests.browser.addresses import samples, serving
from tests.browser.tabs import Tabs
from tests.everything import EVERYTHING
from tests.sites import ROOT, built, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Keeps the browser from calling its maker; --no-sandbox because CI may run as root."""


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, written to a folder."""
    folder = tmp_path_factory.mktemp("site") / "output"
    write(built(ROOT, today="10 september 2023").artifacts, folder)
    return folder


@pytest.fixture(scope="session")
def makes(output: Path) -> tuple[str, ...]:
    """The addresses of a few pages that together show all that the templates make."""
    return samples(output)


@pytest.fixture(scope="session")
def rest(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """Whole addresses of pages that show what else templates can make: every block, film and sound among them."""
    root = lay_out(tmp_path_factory.mktemp("everything"), EVERYTHING)
    write(built(root).artifacts, root / "output")
    with serving(root / "output") as address:
        yield tuple(address + path for path in samples(root / "output", known=output))


@pytest.fixture(scope="session")
def host(output: Path) -> Iterator[str]:
    """The address of the site on loopback."""
    with serving(output) as address:
        yield address


# For this folder: while it is there, its event loop is in the way of tests elsewhere that have one of their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium: the one that is named, else Playwright's own. Without either these tests fail."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ.get("AVKSITE_CHROMIUM") or None, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def tabs(browser: Browser, host: str) -> Tabs:
    """Tabs that every test finds as if new."""
    return Tabs(browser, host)
