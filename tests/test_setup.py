"""The one command makes the environment once, notices what went wrong with it, and then gets out of the way."""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

import build

ROOT = Path(build.__file__).resolve().parent
# The Python outside every virtual environment: the one a newcomer types.
PYTHON = getattr(sys, "_base_executable", sys.executable)

PROGRAM = """
import os, sys
print(sys.argv[1:], sys.prefix, os.getcwd(), sys.flags.utf8_mode, sep="\\n")
sys.exit(3)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Lay out a checkout whose program only tells how it was started, in a folder with a difficult name."""
    folder = tmp_path / "één map"
    (folder / "avksite" / "memo").mkdir(parents=True)
    for name in ("memo/__init__.py", "memo/unchanged.py"):
        shutil.copy(ROOT / "avksite" / name, folder / "avksite" / name)
    (folder / "avksite" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    for file in ("build.py", "requirements-build.txt", "requirements.txt", "requirements-test.txt"):
        shutil.copy(ROOT / file, folder)
    return folder


def loaded(checkout: Path) -> ModuleType:
    """Load the build.py of a checkout."""
    spec = importlib.util.spec_from_file_location("build_of_checkout", checkout / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def without_pip(folder: Path) -> Path:
    """Make a virtual environment in which pip cannot be run, since it is not there."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    return folder


def start(
    *command: str | Path, folder: Path, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, the way a person does."""
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", cwd=folder, env={**os.environ, **(environ or {})}
    )


def test_an_old_python_is_refused_in_plain_words() -> None:
    assert build.refusal(3, 10).startswith("Deze website heeft Python 3.11 of nieuwer nodig. Dit is Python 3.10.")
    assert build.refusal(2, 7)


def test_a_new_python_is_welcome() -> None:
    assert build.refusal(3, 11) == build.refusal(3, 14) == build.refusal(4, 0) == ""


def test_an_activated_environment_is_used() -> None:
    assert build.environment("/a/mine", "/usr") == Path("/a/mine")


def test_without_an_activated_environment_the_folder_beside_build_py_is_used() -> None:
    assert build.environment("/usr", "/usr") == ROOT / ".venv"


def test_an_environment_that_is_not_there_must_be_made(tmp_path: Path) -> None:
    assert build.is_broken(tmp_path / ".venv")
    assert not build.is_ready(tmp_path / ".venv", build.RUN_LOCK)


def test_an_environment_that_someone_made_is_kept_and_filled(tmp_path: Path) -> None:
    theirs = without_pip(tmp_path / ".venv")
    assert not build.is_broken(theirs)
    assert not build.is_ready(theirs, build.RUN_LOCK)


def test_an_environment_is_ready_for_the_locks_that_are_in_it(tmp_path: Path) -> None:
    ours = without_pip(tmp_path / ".venv")
    build.record(ours, build.RUN_LOCK)
    assert build.is_ready(ours, build.RUN_LOCK)
    assert not build.is_ready(ours, build.RUN_LOCK, build.TEST_LOCK)
    build.record(ours, build.RUN_LOCK, build.TEST_LOCK)
    assert build.is_ready(ours, build.RUN_LOCK)
    assert build.is_ready(ours, build.RUN_LOCK, build.TEST_LOCK)


def test_a_changed_lock_is_installed_into_the_same_environment(tmp_path: Path) -> None:
    ours = without_pip(tmp_path / ".venv")
    lock = tmp_path / "requirements.txt"
    lock.write_text("een==1", encoding="utf-8")
    build.record(ours, lock)
    lock.write_text("een==2", encoding="utf-8")
    assert not build.is_ready(ours, lock)
    assert not build.is_broken(ours)


def test_an_installation_that_was_killed_is_done_again_from_the_start(tmp_path: Path) -> None:
    ours = without_pip(tmp_path / ".venv")
    build.stamp_of(ours).touch()
    assert build.is_broken(ours)
    assert not build.is_ready(ours)


def test_a_moved_environment_is_made_again(tmp_path: Path) -> None:
    ours = without_pip(tmp_path / "here" / ".venv")
    build.record(ours, build.RUN_LOCK)
    moved = (tmp_path / "here").rename(tmp_path / "there") / ".venv"
    assert build.python_of(moved).exists()
    assert build.is_broken(moved)


def test_an_environment_whose_python_is_gone_is_made_again(tmp_path: Path) -> None:
    ours = without_pip(tmp_path / ".venv")
    build.record(ours, build.RUN_LOCK)
    build.python_of(ours).unlink()
    assert build.is_broken(ours)


def test_an_environment_whose_python_was_upgraded_is_made_again(tmp_path: Path) -> None:
    ours = tmp_path / ".venv"
    venv.create(ours, with_pip=False, symlinks=False)
    build.record(ours, build.RUN_LOCK)
    os.utime(build.python_of(ours), (0, 0))
    assert build.is_broken(ours)


@pytest.mark.parametrize(
    ("platform", "version", "can"),
    [
        ("linux", (3, 11, 0), True),
        ("linux", (3, 12, 9), True),
        ("linux", (3, 13, 0), False),
        ("darwin", (3, 11, 0), False),
        ("win32", (3, 11, 0), False),
    ],
)
def test_the_list_server_of_the_tests_is_made_where_it_can_run(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, platform: str, version: tuple[int, ...], *, can: bool
) -> None:
    module, done = loaded(checkout), list[str]()
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(module, "make", lambda venv: done.append(f"make {venv.name}"))
    monkeypatch.setattr(module, "install", lambda venv, lock: done.append(f"install {lock.name} in {venv.name}"))
    module.set_up_mailman()
    made = ["make .venv-mailman", "install requirements-mailman.txt in .venv-mailman"]
    assert done == (made if can else [])


def test_a_second_run_starts_at_once_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    module = loaded(checkout)
    module.record(without_pip(module.OURS), module.RUN_LOCK)
    done = start(PYTHON, checkout / "build.py", "check", "--format", "json", folder=tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["['check', '--format', 'json']", str(module.OURS), str(checkout), "1"]
    assert done.returncode == 3


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_what_the_last_build_said_is_said_again_in_utf_8_to_whoever_still_listens(
    checkout: Path, encoding: str
) -> None:
    said = "import sys; sys.path[:0] = ['.']; import build; build.last_summary = lambda _: '92 pagina’s'; "
    said += "sys.exit(build.main([]))"
    environ = {"PYTHONIOENCODING": encoding}
    done = start(PYTHON, "-c", said, folder=checkout, environ=environ)
    assert (done.stdout, done.stderr, done.returncode) == ("92 pagina’s\n", "", 0)
    nobody = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {said!r}], stdout=subprocess.PIPE); "
    nobody += "p.stdout.close(); sys.exit(p.wait())"
    done = start(PYTHON, "-c", nobody, folder=checkout, environ=environ)
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_run_inside_an_activated_environment_stays_there(checkout: Path, tmp_path: Path) -> None:
    module = loaded(checkout)
    theirs = without_pip(tmp_path / "theirs")
    module.record(theirs, module.RUN_LOCK)
    done = start(module.python_of(theirs), "build.py", folder=checkout)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1] == str(theirs)
    assert not module.OURS.exists()


def test_our_own_environment_may_run_the_command_too(checkout: Path) -> None:
    module = loaded(checkout)
    module.record(without_pip(module.OURS), module.RUN_LOCK)
    done = start(module.python_of(module.OURS), "build.py", folder=checkout)
    assert done.stdout.splitlines()[1] == str(module.OURS)


def test_a_python_without_venv_is_told_what_to_type(checkout: Path) -> None:
    bare = "import runpy, sys; sys.modules['ensurepip'] = None; runpy.run_path('build.py', run_name='__main__')"
    done = start(PYTHON, "-c", bare, folder=checkout)
    assert "    apt install python3-venv\n" in done.stderr
    assert done.returncode == 2
    assert not (checkout / ".venv").exists()


@pytest.mark.slow
def test_without_a_network_the_first_run_says_what_to_do_and_the_next_one_starts_afresh(checkout: Path) -> None:
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    done = start(PYTHON, "build.py", folder=checkout, environ=offline)
    assert done.stdout == ""
    assert done.stderr.startswith("Eerste keer: de onderdelen worden geïnstalleerd (duurt ongeveer een minuut) …\n")
    assert "Kijk of je internet hebt" in done.stderr
    assert "No matching distribution found for setuptools" in done.stderr
    assert done.returncode == 2
    assert build.is_broken(checkout / ".venv")


def test_a_step_that_fails_shows_its_own_words() -> None:
    broken = [sys.executable, "-c", "import sys; print('Schijf vol'); sys.exit(1)"]
    with pytest.raises(build.CannotStartError, match=r"^Het lukte niet:\n\nSchijf vol$"):
        build.run(broken, "Bezig …", "Het lukte niet:")


def test_a_step_that_hangs_is_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(build.CannotStartError, match="Gestopt na 1 seconden"):
        build.run([sys.executable, "-c", "import time; time.sleep(60)"], "Bezig …", "Het lukte niet:", limit=1)
    assert capsys.readouterr().err == "Bezig …\n"


def test_a_browser_that_was_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVKSITE_CHROMIUM", sys.executable)
    assert build.present_browser() == sys.executable


def test_a_browser_that_was_named_but_is_not_there_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AVKSITE_CHROMIUM", str(tmp_path / "browser"))
    with pytest.raises(build.CannotStartError, match="AVKSITE_CHROMIUM wijst naar een programma dat er niet is"):
        build.present_browser()
