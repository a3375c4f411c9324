"""Desks on a small site: one that no test changes, and one for each test that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk.served import SITE, Served, serving
from tests.sites import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk that no test changes."""
    root = lay_out(tmp_path_factory.mktemp("site") / "project", SITE)
    (root / "geheim.txt").write_text("niet voor de site", encoding="utf-8")
    (root / "content/media").mkdir()
    (root / "content/media/film.vtt").write_text("WEBVTT\n", encoding="utf-8")
    with serving(root) as served:
        yield served


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """A desk of its own, with a memory."""
    root = lay_out(tmp_path / "project", SITE)
    with serving(root, memory=tmp_path / "memory") as served:
        yield served
