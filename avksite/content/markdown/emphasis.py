"""Emphasis: words between `*` or `_`, and strong emphasis between two of them; not one sign or letter gets lost.

This is the algorithm of CommonMark for rows of signs (the appendix "A parsing strategy"). A sign that finds no partner
stays what it was. It differs where a person means something else:

- One star behind a letter or before a full stop or bracket begins nothing: `bewoner*innen`, `de prijs*`, `*)`.
- Signs end something too where only punctuation is before them: `**Let op:**kom`.
- Double signs may have a space on the wrong side, if all of them are pairs then: `**Let op: **kom`.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Sequence

from avksite.content import body as tree
from avksite.frozen import dataclass

_TAGS: dict[int, tree.Tag] = {1: "em", 2: "strong"}
_DEEPEST = 8
"""How deep emphasis may be nested; deeper signs change nothing."""
_DOUBLE = 2
_QUOTES = frozenset("”’\"'»")
_ENDS_A_SENTENCE = frozenset(".,:;!?…)]}%") | _QUOTES


@dataclass(frozen=True, slots=True)
class TypedWords(tree.Text):
    """Words as they were typed: their quotes and dashes are still to be set."""


@dataclasses.dataclass(slots=True)
class Run:
    """A row of equal signs; `left` is how many found no partner yet."""

    signs: str
    opens: bool
    closes: bool
    before: str
    after: str
    word: int
    """How many words stand before the word it is in, or is at the edge of."""
    line: int
    left: int = 0
    order: int = 0
    begins: list[tree.Tag] = dataclasses.field(default_factory=list)
    """The tags of what begins at it, innermost first."""
    ends: int = 0
    """How much ends at it."""

    @property
    def is_double(self) -> bool:
        """Whether it can make strong emphasis."""
        return len(self.signs) >= _DOUBLE

    @property
    def is_in_word(self) -> bool:
        """Whether it is one star between letters."""
        return self.signs == "*" and self.before.isalnum() and self.after.isalnum()


def read_run(signs: str, before: str, after: str, word: int, line: int) -> Run:
    """Read a row of signs between two characters; an edge is the end of a line (CommonMark 6.2)."""
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    is_double = len(signs) >= _DOUBLE
    if signs[0] == "_":
        opens = left and (not right or _is_punctuation(before))
        closes = (right and (not left or _is_punctuation(after))) or (is_double and before in _ENDS_A_SENTENCE)
    else:
        opens = left and (is_double or not (before.isalnum() or after in _ENDS_A_SENTENCE - _QUOTES))
        closes = right or before in _ENDS_A_SENTENCE
    return Run(signs, opens, closes, before, after, word, line, left=len(signs))


def with_emphasis(items: Sequence[tree.Inline | Run]) -> list[tree.Inline]:
    """Return running text with its emphasis in spans."""
    if runs := [item for item in items if isinstance(item, Run)]:
        _pair(runs)
    open_: list[tuple[tree.Tag, Run]] = []
    within: list[list[tree.Inline]] = [[]]
    for item in items:
        if not isinstance(item, Run):
            within[-1].append(item)
            continue
        for _ in range(item.ends):
            tag, opener = open_.pop()
            if len(open_) >= _DEEPEST:
                continue
            content = within.pop()
            before, behind = _take_space(content, 0), _take_space(content, -1)
            within[-1] += [before, tree.Emphasis(tuple(content), opener.line, tag), behind]
        within[-1].append(TypedWords(item.signs[: item.left]))
        for tag in reversed(item.begins):
            if len(open_) < _DEEPEST:
                within.append([])
            open_.append((tag, item))
    return within[0]


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _pair(runs: Sequence[Run]) -> None:
    """Pair the signs; when that leaves double ones over, and all of them can be pairs, try it so."""
    paired = {sign for sign in "*_" if not sum(run.is_double and run.signs[0] == sign for run in runs) % 2}
    _settle_in_words(runs)
    _match(runs, paired)
    loose = {run.signs[0] for run in runs if run.is_double and run.left} & paired
    for sign in sorted(loose):
        _loosen([run for run in runs if run.is_double and run.signs[0] == sign])
    if loose:
        for run in runs:
            run.left, run.ends = len(run.signs), 0
            run.begins.clear()
        _match(runs, paired)


def _settle_in_words(runs: Sequence[Run]) -> None:
    """In `*alle bewoner*innen*` the star in the word ends nothing: another does. In `*na*druk, de prijs*` it does."""
    begun: dict[int, int] = {}
    at = -1
    for index, run in enumerate(runs):
        if run.is_in_word:
            begun[index] = at
        elif run.signs == "*" and run.opens:
            at = run.word
    is_ended = False
    for index in range(len(runs) - 1, -1, -1):
        run = runs[index]
        if run.is_in_word:
            run.closes = not is_ended or begun[index] == run.word
        elif run.signs == "*":
            is_ended = run.closes and not run.opens


def _loosen(runs: Sequence[Run]) -> None:
    """Let double signs begin and end in turn, if of each two one has its spaces right or the first opens a line."""
    pairs = list(zip(runs[::2], runs[1::2], strict=True))
    for opener, closer in pairs:
        begins, ends = opener.opens or opener.before.isspace(), closer.closes or closer.before.isspace()
        if not begins or not ends or not (opener.opens or closer.closes or opener.before == "\n"):
            return
    for opener, closer in pairs:
        opener.opens, opener.closes = True, False
        closer.opens, closer.closes = False, True


def _match(runs: Sequence[Run], paired: set[str]) -> None:
    """From left to right, match each sign that can close with the nearest that can open."""
    waiting: list[Run] = []
    # Below which run there is no partner for a sign of this make: that keeps a long search linear.
    bottoms: dict[tuple[str, bool, int], int] = {}
    for order, closer in enumerate(runs):
        closer.order = order
        make = closer.signs[0], closer.opens, min(len(closer.signs), len(closer.signs) % 3 + 3)
        while closer.closes and closer.left:
            index = _opener(waiting, closer, bottoms.get(make, 0), paired)
            if index is None:
                bottoms[make] = order
                break
            opener = waiting[index]
            size = min(opener.left, closer.left, _DOUBLE)
            opener.begins.append(_TAGS[size])
            closer.ends += 1
            opener.left -= size
            closer.left -= size
            del waiting[index + bool(opener.left) :]
        if closer.opens and closer.left:
            waiting.append(closer)


def _opener(waiting: Sequence[Run], closer: Run, bottom: int, paired: set[str]) -> int | None:
    """Return the index of the nearest run that a sign can close."""
    for index in range(len(waiting) - 1, -1, -1):
        opener = waiting[index]
        if opener.order < bottom:
            break
        if opener.signs[0] != closer.signs[0]:
            continue
        lengths = len(opener.signs), len(closer.signs)
        if lengths == (_DOUBLE, 1) and closer.signs in paired:
            # The double sign has a partner of its own.
            continue
        # In `*a**b*` the two in the middle are no end and no beginning. CommonMark tells by a sum of three.
        is_doubtful = (opener.closes or closer.opens) and not sum(lengths) % 3
        if not is_doubtful or not any(length % 3 for length in lengths):
            return index
    return None


def _take_space(content: list[tree.Inline], index: int) -> TypedWords:
    """Take the space at an end of emphasis, where a sign was meant all the same, out of it and return it."""
    words = content[index] if content else None
    if not isinstance(words, TypedWords):
        return TypedWords("")
    kept = words.text.rstrip() if index else words.text.lstrip()
    content[index] = TypedWords(kept)
    return TypedWords(words.text[len(kept) :] if index else words.text[: len(words.text) - len(kept)])
