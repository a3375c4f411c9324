"""The memo answers from disk what it was asked before, and never changes an answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest

from avksite import report
from avksite.content.markdown import parse
from avksite.memo import work
from avksite.memo.digest import digest_of_folder
from avksite.memo.memo import CHUNK, MOST_HEAVY, WORTH, Memo
from avksite.memo.store import KEPT_RUNS
from avksite.memo.work import MOST_MEMORY, Pool


def double(number: int) -> int:
    return number * 2


def triple(number: int) -> int:
    return number * 3


def asked(
    folder: Path | None, version: bytes = b"1", numbers: tuple[int, ...] = (1, 2, 3)
) -> tuple[list[int], int, int]:
    with Memo(folder, version) as memo:
        return memo.map(double, numbers), memo.made, memo.remembered


def test_answers_come_in_order_and_are_remembered_for_one_function_and_one_version_of_the_code(tmp_path: Path) -> None:
    assert asked(tmp_path) == ([2, 4, 6], 3, 0)
    assert asked(tmp_path, numbers=(3, 2, 9)) == ([6, 4, 18], 1, 2)
    assert asked(tmp_path, b"2") == ([2, 4, 6], 3, 0)
    with Memo(tmp_path, b"1") as memo:
        assert memo.map(triple, (1, 2, 3)) == [3, 6, 9]


def test_without_a_place_to_remember_and_with_a_damaged_one_everything_still_works(tmp_path: Path) -> None:
    asked(tmp_path)
    (tmp_path / "memo.sqlite").write_bytes(b"geen database" * 100)
    for folder in (tmp_path, tmp_path / "memo.sqlite" / "cache", None):
        assert asked(folder) == ([2, 4, 6], 3, 0)


def test_equal_values_share_an_answer_however_they_were_made(tmp_path: Path) -> None:
    text = "een lange tekst"
    copy = "".join(list(text))
    with Memo(tmp_path, b"1") as memo:
        memo.map(repr, [(text, text)])
        memo.map(repr, [(text, copy)])
        assert (memo.made, memo.remembered) == (1, 1)


ASK_OF_A_SET_AND_A_MODEL = """
import sys
from pathlib import Path
from avksite.kinds.news import NewsPost
from avksite.memo.digest import digest_of_folder
from avksite.memo.memo import Memo
words = frozenset("aan bij door in met naar om op te tot uit van voor".split())
house = {"bestand": "a.jpg", "alt": "Een huis"}
post = {"titel": "Kom je?", "kort": "Wij gaan open.", "datum": "3 mei 2024", "afbeelding": house}
with Memo(Path(sys.argv[1]), b"1") as memo:
    memo.map(repr, [(words, [{"woorden": set(words)}]), NewsPost.model_validate(post)])
    print(memo.made)
"""


def test_equal_values_share_an_answer_in_every_process(tmp_path: Path) -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", ASK_OF_A_SET_AND_A_MODEL, str(tmp_path)],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2", "3")
    ]
    assert made == ["2", "0", "0"]


def test_work_can_be_broken_off_also_when_all_of_it_is_remembered(tmp_path: Path) -> None:
    class Enough(Exception):  # noqa: N818  not an error
        pass

    def enough() -> None:
        raise Enough

    with Memo(tmp_path) as memo:
        assert memo.map(str, range(3)) == ["0", "1", "2"]
    with Memo(tmp_path, pause=enough) as memo, pytest.raises(Enough):
        memo.map(str, range(3))
    with Memo(tmp_path) as memo:
        assert memo.map(str, range(3)) == ["0", "1", "2"]
        assert memo.remembered == 3


def test_what_nobody_asks_for_any_more_is_forgotten(tmp_path: Path) -> None:
    asked(tmp_path, numbers=(1,))
    for _ in range(2 * KEPT_RUNS):
        asked(tmp_path, numbers=(2,))
    assert asked(tmp_path, numbers=(1, 2))[1:] == (1, 1)


def test_work_done_together_gives_the_same_answers_in_the_same_order(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    numbers = tuple(range(40))
    with Memo(tmp_path, b"1", lambda *said: heard.append(said)) as memo:
        memo.map(double, numbers[::3])
        heard.clear()
        assert memo.map(double, numbers, heavy=True) == [2 * number for number in numbers]
        assert (memo.made, memo.remembered) == (40, 14)
    assert [done for _, done, _ in heard] == list(range(15, 41))
    assert asked(tmp_path, numbers=numbers)[1:] == (0, 40)
    assert Memo().map(double, numbers, heavy=True) == [2 * number for number in numbers]


def stamped(number: int) -> tuple[int, int, float, float]:
    begin = monotonic()
    sleep(0.01)
    return number, os.getpid(), begin, monotonic()


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_work_of_several_processes_comes_in_order_and_of_heavy_work_a_few_are_in_memory(
    tmp_path: Path, start: str
) -> None:
    with Memo(tmp_path, b"1", pool=Pool(9, start)) as memo:
        done = memo.map(stamped, range(40), heavy=True)
    assert [number for number, *_ in done] == list(range(40))
    assert os.getpid() not in {process for _, process, *_ in done}
    at_once = [sum(begin <= moment <= end for *_, begin, end in done) for *_, moment, _ in done]
    assert max(at_once) <= MOST_HEAVY


def test_light_work_of_many_items_goes_to_processes_and_of_few_stays(tmp_path: Path) -> None:
    with Memo(tmp_path, b"1", pool=Pool(2)) as memo:
        assert memo.map(process_of, range(WORTH - 1)) == [os.getpid()] * (WORTH - 1)
        done_by = memo.map(process_of, range(WORTH, 2 * WORTH))
        assert [process == os.getpid() for process in done_by] == [True] * CHUNK + [False] * (WORTH - CHUNK)
        assert memo.map(double, range(3 * WORTH)) == [2 * number for number in range(3 * WORTH)]


def process_of(_: int) -> int:
    return os.getpid()


def broken(number: int) -> int:
    if number == 30:
        raise ValueError(number)
    return number


def test_what_an_item_raises_in_another_process_is_raised_here_and_what_was_done_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="30"), Memo(tmp_path, b"1", pool=Pool(2)) as memo:
        memo.map(broken, range(40), heavy=True)
    with Memo(tmp_path, b"1") as memo:
        memo.map(broken, range(30), heavy=True)
        assert (memo.made, memo.remembered) == (0, 30)


def dying(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def test_a_process_that_dies_says_on_what(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"one of: [0-9, ]*3"), Memo(tmp_path, b"1", pool=Pool(2)) as memo:
        memo.map(dying, range(5), heavy=True)


def decoded(number: int) -> str:
    """Do as a library in C may on what it decodes."""
    match number:
        case 3:
            os.kill(os.getpid(), signal.SIGKILL)
        case 7:
            while True:
                pass
        case 11:
            with pytest.raises(MemoryError):
                bytearray(MOST_MEMORY)
            return "te groot"
    return str(number)


def undecodable(number: int) -> str:
    return f"{number} crasht"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process has no such bounds")
@pytest.mark.parametrize("heavy", [False, True])
def test_what_crashes_or_never_ends_is_to_blame_by_itself_and_all_else_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, heavy: bool
) -> None:
    monkeypatch.setattr(work, "PATIENCE", 0.5)
    expected = [str(number) for number in range(30)]
    expected[3], expected[7], expected[11] = "3 crasht", "7 crasht", "te groot"
    for made in (30, 0):
        with Memo(tmp_path, b"1", pool=Pool(2, "fork")) as memo:
            assert memo.map(decoded, range(30), heavy=heavy, crashed=undecodable) == expected
            assert memo.made == made


def test_one_item_that_may_crash_is_not_worked_on_here(tmp_path: Path) -> None:
    with Memo(tmp_path, b"1", pool=Pool(2, "fork")) as memo:
        assert memo.map(process_of, [1], crashed=process_of) != [os.getpid()]


def test_whoever_stops_the_work_waits_only_for_what_was_begun_and_keeps_what_was_done(tmp_path: Path) -> None:
    def stop(_: str, done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt
        assert total == 1000

    begin = monotonic()
    with pytest.raises(KeyboardInterrupt), Memo(tmp_path, b"1", stop, pool=Pool(2)) as memo:
        memo.map(stamped, range(1000), heavy=True)
    assert monotonic() - begin < 4  # all of them take five seconds at least
    with Memo(tmp_path, b"1") as memo:
        memo.map(stamped, range(3), heavy=True)
        assert memo.remembered == 3


def large(number: int) -> bytes:
    return bytes([number]) * 8_000_000


def test_what_is_remembered_is_read_and_not_written_again(tmp_path: Path) -> None:
    with Memo(tmp_path, b"1") as memo:
        memo.map(large, (1, 2))
    with Memo(tmp_path, b"1") as memo:
        memo.map(large, (1, 2))
        assert memo.remembered == 2
        written = tmp_path / "memo.sqlite-wal"
        assert (written.stat().st_size if written.exists() else 0) < 1_000_000


def test_whoever_waits_for_photos_sees_them_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell = report.Progress()
    for done in range(1, 26):
        tell("make_heavy", done, 25)
        tell("make", done, 25)
    assert capsys.readouterr().err == (
        "Foto’s klein maken: 10 van 25\rFoto’s klein maken: 20 van 25\rFoto’s klein maken: 25 van 25\n"
    )


@pytest.mark.parametrize("asked", ["nodes", "links", "headings", "passages", "words"])
def test_what_was_asked_of_a_text_before_changes_no_key(tmp_path: Path, asked: str) -> None:
    bodies = [parse("## Kop\n\nEen [link](/a.md) en tekst.\n", path="content/a.md")[0] for _ in range(2)]
    getattr(bodies[1], asked)
    with Memo(tmp_path, b"1") as memo:
        memo.map(repr, bodies[:1])
        memo.map(repr, bodies[1:])
        assert (memo.made, memo.remembered) == (1, 1)


@dataclass(frozen=True, slots=True)
class _Photo:
    digest: str
    words: str


def test_a_field_that_is_called_digest_is_a_field_like_any_other(tmp_path: Path) -> None:
    with Memo(tmp_path, b"1") as memo:
        photos = [_Photo("", "een"), _Photo("", "twee")]
        assert memo.map(repr, photos) == [repr(photo) for photo in photos]
        assert memo.made == 2


def test_another_name_of_a_file_is_another_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("Hallo", encoding="utf-8")
    before = digest_of_folder(tmp_path)
    (tmp_path / "a.html").rename(tmp_path / "b.html")
    assert digest_of_folder(tmp_path) != before


def test_many_answers_are_all_found(tmp_path: Path) -> None:
    asked(tmp_path, numbers=tuple(range(1200)))
    assert asked(tmp_path, numbers=tuple(range(1200)))[1:] == (0, 1200)
