"""The one command: it sets up what is needed and hands over to the program, if anything changed since last time.

`python3 build.py [command …]` runs `python -m avksite`; `python3 build.py test [pytest arguments …]` runs the tests.
Only the standard library is used here, since this file runs before anything is installed.
"""

import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

CANNOT_START = 2


def refusal(major: int, minor: int) -> str:
    """Return why this version of Python cannot run the program; "" if it can."""
    if (major, minor) >= (3, 11):
        return ""
    return (
        f"Deze website heeft Python 3.11 of nieuwer nodig. Dit is Python {major}.{minor}.\n"
        "Op python.org/downloads staat een nieuwe. Typ daarna opnieuw: python3 build.py"
    )


# Before the first annotation that an old Python would stumble over.
if refusal(*sys.version_info[:2]):
    print(refusal(*sys.version_info[:2]), file=sys.stderr)
    sys.exit(CANNOT_START)

ROOT = Path(__file__).resolve().parent
OURS = ROOT / ".venv"

BUILD_LOCK = ROOT / "requirements-build.txt"
RUN_LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-test.txt"

# The list server that one test starts. It has an environment of its own: it needs older parts than the site does.
MAILMAN = ROOT / ".venv-mailman"
MAILMAN_LOCK = ROOT / "requirements-mailman.txt"

PIP = ("-m", "pip", "install", "--require-hashes", "--no-input", "--no-user", "--only-binary=:all:")
# These are published as source only: they are made with the pinned setuptools of BUILD_LOCK, and nothing unpinned.
PIP_FROM_SOURCE = ("--no-binary=feedgen,authheaders,authres,dkimpy", "--no-build-isolation", "--use-pep517")

# `chromium-browser` comes last: on Ubuntu it is no browser but a pointer to a store.
BROWSER_COMMANDS = (
    "chromium google-chrome google-chrome-stable chrome microsoft-edge microsoft-edge-stable msedge chromium-browser"
)
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
)
FIREFOX_COMMANDS = "firefox firefox-esr"
FIREFOX_PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "%ProgramFiles%/Mozilla Firefox/firefox.exe",
    "%ProgramFiles(x86)%/Mozilla Firefox/firefox.exe",
)

# On Debian it stands where only the administrator looks.
NGINX_PLACES = ("/usr/sbin/nginx",)

# Two more engines that look at pages, which are published for npm alone.
ENGINES = ROOT / "tests" / "engines"

FETCH_FORM = """
import sys
from pathlib import Path
root = Path(sys.argv[1])
sys.path.insert(0, str(root))
from avksite.outputs.editor.program import fetch, find_npm
from avksite.problems import Misread
try:
    fetch(root, find_npm())
except Misread as misread:
    sys.exit(misread.message)
"""

START_BROWSER = """
import os
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(executable_path=os.environ.get("AVKSITE_CHROMIUM")).close()
"""


class CannotStartError(Exception):
    """The set-up stops here; its text is what the person reads."""


def environment(prefix: str, base_prefix: str) -> Path:
    """Choose the activated virtual environment, or else the `.venv` next to this file."""
    return OURS if prefix == base_prefix else Path(prefix)


def python_of(venv: Path) -> Path:
    """Name the Python of a virtual environment; whether it works is another question."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(venv: Path) -> Path:
    """Name the file that says what is installed; it is empty for as long as an installation is under way."""
    return venv / "avksite-installed.txt"


def identity(venv: Path) -> str:
    """Return the place and Python of an environment, which change after a move or an upgrade."""
    real = python_of(venv).resolve()
    return f"{venv.resolve()} {real} {real.stat().st_mtime_ns}"


def digest(lock: Path) -> str:
    """Return a digest of a lock file."""
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def record(venv: Path, *locks: Path) -> None:
    """Write the stamp: these locks are installed here."""
    stamp_of(venv).write_text("\n".join((identity(venv), *map(digest, locks))), encoding="utf-8")


def is_ready(venv: Path, *locks: Path) -> bool:
    """Return whether these locks are installed, without starting anything."""
    stamp = stamp_of(venv)
    if is_broken(venv) or not stamp.exists():
        return False
    return set(map(digest, locks)) <= set(stamp.read_text(encoding="utf-8").splitlines())


def is_broken(venv: Path) -> bool:
    """Return whether an environment must be made again: without its Python, moved, or half installed."""
    if not python_of(venv).exists():
        return True
    stamp = stamp_of(venv)
    return stamp.exists() and identity(venv) not in stamp.read_text(encoding="utf-8").splitlines()


def run(command: Sequence[str | Path], doing: str, complaint: str, limit: int = 1800) -> None:
    """Run a slow step, with a progress line; if it fails, show its output."""
    watched = sys.stderr.isatty()
    print(doing, end="" if watched else "\n", file=sys.stderr, flush=True)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for second in range(1, limit + 1):
            try:
                said, _ = process.communicate(timeout=1)
                break
            except subprocess.TimeoutExpired:
                print(f"\r{doing} {second} s" if watched else "", end="", file=sys.stderr, flush=True)
        else:
            process.kill()
            said = f"Gestopt na {limit} seconden."
    print(end="\n" if watched else "", file=sys.stderr)
    if process.returncode:
        raise CannotStartError(f"{complaint}\n\n{said.strip()}")


def make(venv: Path) -> None:
    """Make a virtual environment, in place of one that is broken."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CannotStartError(
            "Op deze computer ontbreekt een onderdeel van Python: venv. Op Debian en Ubuntu typ je als beheerder:\n\n"
            "    apt install python3-venv\n\nTyp daarna opnieuw: python3 build.py"
        )
    if venv.exists():
        shutil.rmtree(venv)
    venv.mkdir()
    stamp_of(venv).touch()
    # The base interpreter: the one that runs now may be the very one that was just thrown away.
    python = getattr(sys, "_base_executable", sys.executable)
    run(
        [python, "-m", "venv", venv],
        f"  de map {venv.name}",
        f"De map {venv} kon niet worden gemaakt. Dit zei Python zelf:",
    )


def install(venv: Path, *locks: Path) -> None:
    """Install what the locks name; a run that is killed leaves an empty stamp, so that the next one starts afresh."""
    python, stamp = python_of(venv), stamp_of(venv)
    afresh = ["--force-reinstall"] if stamp.exists() and not stamp.read_bytes() else []
    stamp.write_bytes(b"")
    if subprocess.call([python, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        run([python, "-m", "ensurepip"], "  pip", f"In {venv} ontbreekt pip. Dit zei Python zelf:")
    complaint = (
        "De onderdelen konden niet worden opgehaald. Kijk of je internet hebt en typ het dan nog een keer.\n"
        "Blijft het misgaan? Vraag dan je beheerder. Dit zei pip zelf:"
    )
    run([python, *PIP, "-r", BUILD_LOCK], "  het gereedschap", complaint)
    run([python, *PIP, *PIP_FROM_SOURCE, *afresh, *(f"-r{lock}" for lock in locks)], "  de onderdelen", complaint)
    record(venv, *locks)


def set_up(*locks: Path) -> Path:
    """Make sure that an environment holds what the locks name; return its Python."""
    venv = environment(sys.prefix, sys.base_prefix)
    if not is_ready(venv, *locks):
        occasion = (
            "De onderdelen worden bijgewerkt"
            if stamp_of(venv).exists()
            else "Eerste keer: de onderdelen worden geïnstalleerd"
        )
        print(f"{occasion} (duurt ongeveer een minuut) …", file=sys.stderr, flush=True)
        if venv == OURS and is_broken(venv):
            make(venv)
        install(venv, *locks)
    return python_of(venv)


def can_run_mailman() -> bool:
    """Return whether Mailman can run: on Linux, with a Python that has the modules it needs."""
    return sys.platform == "linux" and sys.version_info < (3, 13)


def set_up_mailman() -> None:
    """Make sure that the list server of the tests is there, where it can run."""
    if can_run_mailman() and not is_ready(MAILMAN, MAILMAN_LOCK):
        print("De mailinglijst voor de tests wordt geïnstalleerd (duurt ongeveer een minuut) …", file=sys.stderr)
        if is_broken(MAILMAN):
            make(MAILMAN)
        install(MAILMAN, MAILMAN_LOCK)


def present(what: str, variable: str, commands: str, places: Sequence[str] = ()) -> str:
    """Find a program that is on this computer already; one that is named in the environment goes first."""
    named = os.environ.get(variable)
    if named and not shutil.which(named):
        raise CannotStartError(f"{variable} wijst naar een programma dat er niet is: {named}")
    for program in map(shutil.which, [named] if named else [*commands.split(), *map(os.path.expandvars, places)]):
        if program:
            return program
    raise CannotStartError(f"{what} staat niet op deze computer.")


def debian(what: str, *packages: str) -> None:
    """Install packages of Debian, if this is the administrator of one."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        raise CannotStartError(f"Op Debian kan een beheerder dit typen: apt install {' '.join(packages)}")
    complaint = f"Dit kon niet worden geïnstalleerd: {what}."
    run(["apt-get", "update"], "De lijst met programma's wordt opgehaald …", complaint)
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    run(command, f"{what} wordt geïnstalleerd (duurt een paar minuten) …", complaint)


def present_browser() -> str:
    """Find a Chromium that is on this computer already."""
    return present("Chromium, Chrome of Edge", "AVKSITE_CHROMIUM", BROWSER_COMMANDS, BROWSER_PLACES)


def playwright_browser(python: Path) -> str:
    """Fetch Playwright's own Chromium, which it finds itself: it needs no name."""
    command = [str(python), "-m", "playwright", "install", "chromium"]
    run(command, "Een browser voor de tests wordt opgehaald …", "Playwright kon geen browser ophalen:", limit=300)
    return ""


def debian_browser() -> str:
    """Install the Chromium of Debian."""
    # Playwright's own Node needs libatomic1, which a bare Debian lacks.
    debian("De browser Chromium", "chromium", "libatomic1")
    return present_browser()


def choose_browser(python: Path) -> None:
    """Find or fetch a Chromium that really starts, and name it to the tests."""
    sources = [present_browser, lambda: playwright_browser(python), debian_browser]
    reasons = []
    for source in sources[:1] if os.environ.get("AVKSITE_CHROMIUM") else sources:
        try:
            browser = source()
            os.environ.update({"AVKSITE_CHROMIUM": browser} if browser else {})
            complaint = f"{browser or 'De browser van Playwright'} start niet:"
            run([python, "-c", START_BROWSER], "De browser wordt geprobeerd …", complaint, limit=60)
        except CannotStartError as reason:
            os.environ.pop("AVKSITE_CHROMIUM", None)
            reasons.append(str(reason))
        else:
            return
    raise CannotStartError(
        "\n\n".join([*reasons, "Er is dus geen browser, en de tests die er een nodig hebben kunnen niet."])
    )


def choose_firefox() -> None:
    """Find or fetch a Firefox, and name it to the tests."""
    try:
        firefox = present("Firefox", "AVKSITE_FIREFOX", FIREFOX_COMMANDS, FIREFOX_PLACES)
    except CannotStartError:
        debian("De browser Firefox", "firefox-esr")
        firefox = present("Firefox", "AVKSITE_FIREFOX", FIREFOX_COMMANDS)
    os.environ["AVKSITE_FIREFOX"] = firefox


def choose_nginx() -> None:
    """Find or fetch the web server nginx, and name it to the tests."""
    try:
        nginx = present("nginx", "AVKSITE_NGINX", "nginx", NGINX_PLACES)
    except CannotStartError:
        debian("De webserver nginx", "nginx", "libnginx-mod-http-brotli-static")
        nginx = present("nginx", "AVKSITE_NGINX", "nginx", NGINX_PLACES)
    os.environ["AVKSITE_NGINX"] = nginx


def set_up_engines(python: Path) -> None:
    """Make sure that what is published for npm alone is there: engines that look at pages, and the form's program."""
    fetch_engines()
    command = [str(python), "-c", FETCH_FORM, str(ROOT)]
    run(command, "Het programma van het formulier wordt opgehaald …", "Ophalen lukte niet:", limit=400)


def fetch_engines() -> None:
    """Make sure that the engines are there that look at pages beside the one that pip installs."""
    lock, stamp = ENGINES / "package-lock.json", ENGINES / "node_modules" / "avksite-installed.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest(lock):
        return
    try:
        npm = present("npm", "AVKSITE_NPM", "npm")
    except CannotStartError:
        debian("Het programma npm", "npm")
        npm = present("npm", "AVKSITE_NPM", "npm")
    command = [npm, "ci", "--prefix", str(ENGINES), "--ignore-scripts", "--no-audit", "--no-fund"]
    run(command, "Twee programma's die pagina's nakijken worden opgehaald …", "Ophalen lukte niet:", limit=300)
    stamp.write_text(digest(lock), encoding="utf-8")


def hand_over(python: Path, *arguments: str) -> int:
    """Become the program, in the folder of this file; on Windows, wait for it."""
    os.chdir(ROOT)
    os.environ["PYTHONUTF8"] = "1"
    command = [str(python), "-m", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)


def run_tests(arguments: list[str]) -> int:
    """Run the tests, those in a browser included; what cannot be had is told, and its tests fail in CI."""
    python = set_up(RUN_LOCK, TEST_LOCK)
    set_up_mailman()
    missing = []
    steps: dict[str, Callable[[], None]] = {
        "browser": lambda: choose_browser(python),
        "firefox": choose_firefox,
        "engines": lambda: set_up_engines(python),
        "nginx": choose_nginx,
    }
    for marker, choose in steps.items():
        try:
            choose()
        except CannotStartError as reason:
            print(f"\n{reason}", file=sys.stderr)
            missing.append(marker)
    pytest = ["pytest", "-n", "auto", "--dist", "worksteal"]
    if missing and os.environ.get("CI"):
        subprocess.call([python, "-m", *pytest, *arguments], cwd=ROOT)
        return 1
    left_out = ["-m", " and ".join(f"not {marker}" for marker in missing)] if missing else []
    return hand_over(python, *pytest, *left_out, *arguments)


def last_summary(arguments: list[str]) -> str:
    """Return what the last build said, when nothing changed since and a new one would make the very same."""
    from avksite.memo.unchanged import summary_of_last  # noqa: PLC0415  an old Python does not get here

    os.chdir(ROOT)
    return summary_of_last(arguments, time.time())


def tell(text: str) -> int:
    """Print as the program does; the reader of the pipe may be gone."""
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):  # a Windows console may not be UTF-8
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def main(arguments: list[str]) -> int:
    """Set up what is needed, then do what was asked."""
    try:
        if arguments[:1] == ["test"]:
            return run_tests(arguments[1:])
        if summary := last_summary(arguments):
            return tell(summary)
        return hand_over(set_up(RUN_LOCK), "avksite", *arguments)
    except CannotStartError as reason:
        print(f"\n{reason}", file=sys.stderr)
    except OSError as reason:
        doubt = "Kijk of je in deze map mag schrijven, en of de schijf niet vol is."
        print(f"\nHet klaarzetten is niet gelukt. {doubt}\n\n{reason}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nAfgebroken.", file=sys.stderr)
    return CANNOT_START


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
