"""`serve` as somebody sees it who writes: the command in one window, a real browser in the other."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
"""No sandbox, because CI may run as root; the rest keeps the browser from calling its maker."""
PATIENCE = 20_000


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for part in ("content", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


@pytest.fixture
def serving(project: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Start the command, and yield the address it tells with the running program."""
    # Whoever starts the tests in the background makes them, and what they start, deaf to Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "avksite", "serve", "--port", "8765", "--today", "2023-09-10"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as program:
        assert program.stdout
        line = next(line for line in program.stdout if "De site staat op " in line)
        yield line.partition(" op ")[2].partition(" ")[0], program
        if program.poll() is None:
            program.kill()
    signal.signal(signal.SIGINT, before)


def test_a_save_shows_in_the_browser_by_itself(project: Path, serving: tuple[str, "subprocess.Popen[str]"]) -> None:
    address, program = serving
    text = project / "content/over-ons.md"
    typed = text.read_text(encoding="utf-8")
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("AVKSITE_CHROMIUM") or None, args=CHROMIUM)
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}over-ons/")
        heading = page.get_by_role("heading", level=1)
        text.write_text(typed.replace("titel: ", "titel: Opnieuw ", 1), encoding="utf-8")
        expect(heading).to_contain_text("Opnieuw", timeout=PATIENCE)

        # A mistake leaves the page as it was; the improvement shows again by itself.
        text.write_text(typed.replace("titel: ", "titeel: ", 1), encoding="utf-8")
        assert program.stdout
        assert any("sleutel-onbekend" in line for line in program.stdout)
        expect(heading).to_contain_text("Opnieuw")
        text.write_text(typed.replace("titel: ", "titel: Weer ", 1), encoding="utf-8")
        expect(heading).to_contain_text("Weer", timeout=PATIENCE)
        browser.close()
    assert said == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no way to press Ctrl-C for another program alone")
def test_ctrl_c_ends_it_without_a_traceback(serving: tuple[str, "subprocess.Popen[str]"]) -> None:
    _, program = serving
    program.send_signal(signal.SIGINT)
    told, _ = program.communicate(timeout=PATIENCE / 1000)
    assert program.returncode == 0
    assert told.endswith("Gestopt.\n")
    assert "Traceback" not in told
