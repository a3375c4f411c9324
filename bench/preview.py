"""How long it takes from a save until the page is new in the browser: `python -m bench.preview`."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.posts import post
from bench.run import SETTLE
from bench.tools import OWN, python

SIZES = (100, 1_000, 10_000)
ROUNDS = 9
REST = 2.0
"""Seconds between two saves, in which the check after a save begins, as it does between two saves of a person."""
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 600_000
"""Milliseconds."""


def measured(site: Path, count: int) -> tuple[float, list[float]]:
    """Return the seconds until the desk was there, and of each save until its words were on the page in the frame."""
    OWN.lay_out(site, count)
    one = post(count // 2, count)
    address = f"/{one.path.removesuffix('.md')}/"
    began = time.perf_counter()
    command = [python(), "build.py", "serve", "--stil", "--port", "8400"]
    with subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as desk:
        line = next(line for line in desk.stdout or () if "De redactie staat op " in line)
        started = time.perf_counter() - began
        origin = line.partition(" op ")[2].partition("/.redactie")[0]
        try:
            return started, list(_saves(f"{origin}/.redactie/bekijk?adres={address}", site, count))
        finally:
            desk.terminate()


def _saves(screen: str, site: Path, count: int) -> list[float]:
    one, found = post(count // 2, count), list[float]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("AVKSITE_CHROMIUM") or None, args=CHROMIUM)
        page = browser.new_page()
        page.goto(screen, timeout=PATIENCE)
        for number in range(ROUNDS):
            time.sleep(REST + SETTLE)
            mark = f"Bewaard voor de {number}e keer."
            began = time.perf_counter()
            OWN.write(site, one, f"\n{mark}\n")
            page.frame_locator("iframe").get_by_text(mark).wait_for(timeout=PATIENCE)
            found.append(time.perf_counter() - began)
        browser.close()
    return found


def main() -> None:
    """Print how long it took for each number of posts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    print("| posts | desk opens (s) | save to page, median (ms) | least | most | load |\n|---|---|---|---|---|---|")
    for count in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            started, saves = measured(Path(folder), count)
        shown = [f"{1000 * it:.0f}" for it in (statistics.median(saves), min(saves), max(saves))]
        print(f"| {count:,} | {started:.1f} | {' | '.join(shown)} | {os.getloadavg()[0]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
