"""The memo answers from disk what it was asked before, and never changes an answer."""

from __future__ import annotations

from pathlib import Path

from avksite.making.memo import Memo


def double(number: int) -> int:
    return number * 2


def triple(number: int) -> int:
    return number * 3


def asked(
    folder: Path | None, version: bytes = b"1", numbers: tuple[int, ...] = (1, 2, 3)
) -> tuple[list[int], int, int]:
    with Memo(folder, version) as memo:
        return memo.map(double, numbers), memo.made, memo.remembered


def test_answers_come_in_order_and_are_remembered(tmp_path: Path) -> None:
    assert asked(tmp_path) == ([2, 4, 6], 3, 0)
    assert asked(tmp_path, numbers=(3, 2, 9)) == ([6, 4, 18], 1, 2)


def test_other_code_asks_anew(tmp_path: Path) -> None:
    asked(tmp_path, b"1")
    assert asked(tmp_path, b"2") == ([2, 4, 6], 3, 0)


def test_another_function_has_answers_of_its_own(tmp_path: Path) -> None:
    asked(tmp_path)
    with Memo(tmp_path, b"1") as memo:
        assert memo.map(triple, (1, 2, 3)) == [3, 6, 9]


def test_equal_values_share_an_answer_however_they_were_made(tmp_path: Path) -> None:
    text = "een lange tekst"
    copy = "".join(list(text))
    with Memo(tmp_path, b"1") as memo:
        memo.map(repr, [(text, text)])
        memo.map(repr, [(text, copy)])
        assert (memo.made, memo.remembered) == (1, 1)


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    asked(tmp_path)
    (tmp_path / "memo.sqlite").write_bytes(b"geen database" * 100)
    assert asked(tmp_path) == ([2, 4, 6], 3, 0)


def test_without_a_place_to_remember_everything_still_works(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    assert asked(tmp_path / "bestand" / "cache") == ([2, 4, 6], 3, 0)
    assert asked(None) == ([2, 4, 6], 3, 0)


def test_what_nobody_asks_for_any_more_is_forgotten(tmp_path: Path) -> None:
    asked(tmp_path, numbers=(1,))
    for _ in range(7):
        asked(tmp_path, numbers=(2,))
    assert asked(tmp_path, numbers=(1, 2))[1:] == (1, 1)
