"""What a file was before is what Git has of the branch itself, and nothing when Git cannot say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avksite.content.git import MOST_VERSIONS, git, versions
from tests.commands.test_hold_back import commit
from tests.commands.test_hold_back import git as run_git

PAGE = "content/an*er.md"


def was(root: Path, path: str = PAGE) -> list[tuple[str, str]]:
    """Return the day and the text of every earlier version."""
    found = versions(root, path, root / "versies")
    return [(it.day.isoformat(), Path(it.place).read_text(encoding="utf-8")) for it in found]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project in a folder of a repository, with a text that changed twice."""
    run_git(tmp_path, "init", "-q", "-b", "main")
    project = tmp_path / "site"
    for day in ("01", "02", "03"):
        commit(project, f"-- {PAGE} --\nVersie {day}.\n-- content/ander.md --\nAnders {day}.\n", f"2024-04-{day}")
    return project


def test_the_newest_comes_first_and_what_is_there_now_is_no_earlier_version(root: Path) -> None:
    assert was(root) == [("2024-04-02", "Versie 02.\n"), ("2024-04-01", "Versie 01.\n")]


def test_what_is_not_committed_yet_has_the_last_commit_as_its_earlier_version(root: Path) -> None:
    (root / PAGE).write_text("Nog niet klaar", encoding="utf-8")
    assert was(root)[0] == ("2024-04-03", "Versie 03.\n")


def test_a_link_is_no_version_of_a_text(root: Path) -> None:
    (root / PAGE).unlink()
    (root / PAGE).symlink_to("ander.md")
    commit(root, "", "2024-04-04")
    (root / PAGE).unlink()
    commit(root, f"-- {PAGE} --\nVersie 05.\n", "2024-04-05")
    assert was(root) == []


def test_a_few_versions_are_enough(root: Path) -> None:
    for number in range(10, 30):
        commit(root, f"-- {PAGE} --\nVersie {number}.\n", f"2024-04-{number}")
    assert len(was(root)) == MOST_VERSIONS - 1


@pytest.mark.usefixtures("root")
def test_a_clone_without_history_has_no_versions(tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path}", "kopie")
    assert was(tmp_path / "kopie" / "site") == []


def test_without_git_or_a_repository_there_are_no_versions(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root / "content", tmp_path.parent / f"{tmp_path.name}-los" / "content")
    assert was(tmp_path.parent / f"{tmp_path.name}-los") == []
    monkeypatch.setenv("PATH", "")
    assert git(root, "status") == (-1, b"")
    assert was(root) == []


def test_a_disk_that_takes_nothing_has_no_versions(root: Path) -> None:
    (root / "versies").write_text("Hier staat al iets", encoding="utf-8")
    assert was(root) == []
