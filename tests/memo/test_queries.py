"""What a piece of work asked of the site is recorded, and decides whether the work is done again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import pytest

from avksite.memo.digest import digest, digest_of_bytes
from avksite.memo.later import Later, at_hand
from avksite.memo.memo import CHUNK, Memo
from avksite.memo.queries import query
from avksite.memo.work import Pool


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    title: str
    text: Later[str]

    def __head__(self) -> bytes:
        return digest((self.path, self.title))


@dataclass(frozen=True)
class _Settings:
    name: str = "Site"
    motto: str = "Samen"


@dataclass(frozen=True)
class _Site:
    pages: tuple[_Page, ...]
    settings: _Settings = field(default_factory=_Settings)

    sections = frozenset({"settings"})

    @cached_property
    def by_path(self) -> dict[str, _Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def texts(self) -> dict[str, Later[str]]:
        return {page.path: page.text for page in self.pages}

    @cached_property
    def state(self) -> bytes:
        return digest(([(page.path, page.title) for page in self.pages], self.settings))

    def titles(self) -> tuple[str, ...]:
        return tuple(page.title for page in self.pages)

    def after(self, page: _Page) -> _Page | None:
        place = self.pages.index(page)
        return self.pages[place + 1] if place + 1 < len(self.pages) else None

    def said(self) -> str:
        return "".join(page.text.value for page in self.pages)


def site(*texts: str, **settings: str) -> _Site:
    """Make a site of texts `a: what it says`, of which the first word is the title."""
    parts = [text.split(": ") for text in texts]
    return _Site(
        tuple(_Page(path, said.split()[0], at_hand(digest(said), said, name=path)) for path, said in parts),
        _Settings(**settings),
    )


@query
def longest(site: _Site) -> int:
    return max(map(len, site.titles()))


def own(site: _Site, path: str) -> str:
    return f"{site.by_path[path].title} {site.by_path[path].text.value}"


def following(site: _Site, path: str) -> str:
    page = site.after(site.by_path[path])
    return page.title if page else ""


def whole(site: _Site, path: str) -> str:
    return f"{path} {site.titles()} {site.settings.name}"


def size(site: _Site, path: str) -> str:
    return f"{path} {longest(site)}"


def has(site: _Site, path: str) -> str:
    return f"{path in site.by_path} {'z' in site.by_path}"


def others(site: _Site, path: str) -> str:
    return f"{path in site.by_path} {len(site.by_path)}"


BEFORE = site("a: Een vis", "b: Twee vis", "c: Drie vis")
MEANWHILE = site("a: Een vis", "b: Twee vis", "c: Drie vis", motto="Nog anders")
"""Another state, in which nothing that the work below asks has another answer."""
LOST = None
"""The results that lay together are gone from the disk, and those by themselves are there."""


@pytest.mark.parametrize(
    "states",
    [(BEFORE,), (BEFORE, MEANWHILE), (BEFORE, MEANWHILE, BEFORE), (BEFORE, LOST, MEANWHILE), (BEFORE, LOST)],
)
@pytest.mark.parametrize(
    ("work", "after", "again"),
    [
        (own, site("a: Een vis", "b: Twee vis", "c: Drie vis"), ""),
        (own, site("a: Een vis", "b: Twee koe", "c: Drie vis"), "b"),
        (own, site("a: Een vis", "b: Acht vis", "c: Drie vis"), "b"),
        (own, site("a: Een vis", "b: Twee vis", "c: Drie vis", motto="Anders"), ""),
        (following, site("a: Een vis", "b: Twee koe", "c: Drie vis"), ""),
        (following, site("a: Een vis", "b: Twee koe", "c: Drie vis", motto="Anders"), ""),
        (following, site("a: Een vis", "b: Acht vis", "c: Drie vis"), "ab"),
        (following, site("a: Een vis", "b: Twee vis", "bb: Vier vis", "c: Drie vis"), "b"),
        (whole, site("a: Een vis", "b: Twee koe", "c: Drie vis"), ""),
        (whole, site("a: Een vis", "b: Acht vis", "c: Drie vis"), "abc"),
        (whole, site("a: Een vis", "b: Twee vis", "c: Drie vis", name="Plek"), "abc"),
        (whole, site("a: Een vis", "b: Twee vis", "c: Drie vis", motto="Anders"), ""),
        (size, site("a: Een vis", "b: Acht vis", "c: Drie vis"), ""),
        (size, site("a: Een vis", "b: Zeven vis", "c: Drie vis"), "abc"),
        (has, site("a: Een vis", "b: Acht vis", "c: Drie vis"), ""),
        (has, site("a: Een vis", "b: Acht vis", "c: Drie vis", "z: Vier vis"), "abc"),
        (others, site("a: Een vis", "b: Twee vis", "c: Drie vis"), ""),
        (others, site("a: Een vis", "b: Acht vis", "c: Drie vis"), "abc"),
    ],
)
def test_work_is_done_again_when_an_answer_changed_and_only_then(
    tmp_path: Path,
    states: tuple[_Site | None, ...],
    work: Callable[[_Site, str], str],
    after: _Site,
    again: str,
) -> None:
    for number, state in enumerate(states):
        with Memo(tmp_path, b"1") as memo:
            if state is LOST:
                memo._store._do("DELETE FROM batches")  # noqa: SLF001  as a disk that loses them
            else:
                memo.ask(work, "abc", state)
        assert memo.made == (3 if number == 0 else 0)
    done: list[str] = []

    def watched(site: _Site, path: str) -> str:
        done.append(path)
        return work(site, path)

    watched.__module__, watched.__qualname__ = work.__module__, work.__qualname__
    with Memo(tmp_path, b"1") as memo:
        assert memo.ask(watched, "abc", after) == [work(after, path) for path in "abc"]
    assert "".join(done) == again


def test_work_on_what_is_gone_is_done_again_when_it_is_back(tmp_path: Path) -> None:
    for now in (BEFORE, site("a: Een vis"), BEFORE):
        with Memo(tmp_path, b"1") as memo:
            kept = [page.path for page in now.pages]
            assert memo.ask(own, kept, now) == [own(now, path) for path in kept]


def test_a_query_may_not_read_a_text() -> None:
    def work(site: _Site, _: str) -> str:
        return site.said()

    with pytest.raises(RuntimeError, match="the query said reads the text a"):
        Memo().ask(work, "a", BEFORE)


def test_what_is_fetched_later_comes_from_the_disk_and_is_made_again_when_that_is_gone(tmp_path: Path) -> None:
    with Memo(tmp_path, b"1") as memo:
        memo.map(page_of, ["a", "b"])
    with Memo(tmp_path, b"1") as memo:
        first, second = memo.map(page_of, ["a", "b"])
        assert memo.made == 0
        assert first.text.value == "tekst van a"
        (tmp_path / "memo.sqlite").unlink()
        memo._store._do("DELETE FROM parts")  # noqa: SLF001  as a cache that is emptied meanwhile
        assert second.text.value == "tekst van b"


def page_of(path: str) -> _Page:
    return _Page(path, "Titel", at_hand(digest(path), f"tekst van {path}", name=path))


def work_in_a_process(site: _Site, path: str) -> str:
    return site.by_path[path].text.value


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_another_process_sees_the_site_and_fetches_what_it_reads(tmp_path: Path, start: str) -> None:
    with Memo(tmp_path, b"1", pool=Pool(2, start)) as memo:
        memo.map(page_of, "abcd")
    with Memo(tmp_path, b"1", pool=Pool(2, start)) as memo:
        pages = memo.map(page_of, "abcd")
        assert memo.ask(work_in_a_process, "abcd", _Site(tuple(pages)), heavy=True) == [
            f"tekst van {path}" for path in "abcd"
        ]


def test_a_text_that_comes_from_the_disk_is_recorded_when_it_is_read(tmp_path: Path) -> None:
    with Memo(tmp_path, b"1") as memo:
        memo.map(page_saying, [("a", "vis")])
    for said in ("vis", "koe"):
        with Memo(tmp_path, b"1") as memo:
            now = _Site(tuple(memo.map(page_saying, [("a", said)])))
            assert memo.ask(own, "a", now) == [f"Titel {said} van a"]


def page_saying(given: tuple[str, str]) -> _Page:
    path, said = given
    return _Page(path, "Titel", at_hand(digest(given), f"{said} van {path}", name=path))


def two_pages(path: str) -> tuple[_Page, _Page]:
    return page_saying((path, "eerst")), page_saying((path, "daarna"))


def test_each_part_of_an_answer_is_fetched_for_itself(tmp_path: Path) -> None:
    for _ in range(2):
        with Memo(tmp_path, b"1") as memo:
            ((first, second),) = memo.map(two_pages, "a")
            assert (first.text.value, second.text.value) == ("eerst van a", "daarna van a")


@dataclass(frozen=True)
class _Cat:
    name: str


@dataclass(frozen=True)
class _Dog:
    name: str


def test_a_digest_tells_classes_and_the_ends_of_parts_apart() -> None:
    assert digest(_Cat("Minoes")) != digest(_Dog("Minoes"))
    assert digest(frozenset({_Cat("a")})) != digest(frozenset({_Cat("b")}))
    assert digest_of_bytes(b"ab", b"c") != digest_of_bytes(b"a", b"bc")


FETCHED: list[str] = []
"""The texts that were fetched in this process."""


def fetch(path: str) -> str:
    FETCHED.append(path)
    return path


def process_and_times(site: _Site, path: str) -> tuple[int, int]:
    """Read a text, and the one that all of them read; return how often this process fetched that."""
    assert [site.by_path[one].text.value for one in (path, "t0", path)] == [path, "t0", path]
    assert FETCHED.count(path) <= 1 or path == "t0"
    return os.getpid(), FETCHED.count("t0")


def test_a_process_keeps_what_it_read_for_the_work_at_hand_and_no_longer(tmp_path: Path) -> None:
    paths = [f"t{number}" for number in range(5 * CHUNK)]
    pages = tuple(_Page(it, it, Later(digest(it), partial(fetch, it), it)) for it in paths)
    with Memo(tmp_path, pool=Pool(2)) as memo:
        found = memo.ask(process_and_times, paths, _Site(pages))[CHUNK:]
    assert not {*FETCHED} & {*paths[CHUNK:]}  # another process did it
    FETCHED.clear()
    chunks: dict[int, int] = {}
    for first in range(0, len(found), CHUNK):
        process = found[first][0]
        chunks[process] = chunks.get(process, 0) + 1
        assert set(found[first : first + CHUNK]) == {(process, chunks[process])}
