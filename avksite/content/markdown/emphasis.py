"""Emphasis between `*` or `_`, and strong emphasis between two of them; no character is lost.

This is CommonMark's algorithm for delimiter runs (the appendix "A parsing strategy"). A delimiter without a partner is
text. It differs from CommonMark where a person means something else:

- One star after a letter, or before a full stop or bracket, opens nothing: `bewoner*innen`, `de prijs*`, `*)`.
- A delimiter may also close after punctuation: `**Let op:**kom`.
- A double delimiter may have a space on its inner side, if that pairs all of them: `**Let op: **kom`.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Sequence

from avksite.content import body as tree
from avksite.frozen import dataclass

_TAGS: dict[int, tree.Tag] = {1: "em", 2: "strong"}
_DEEPEST = 8
"""How deep emphasis may be nested; deeper delimiters are dropped."""
_DOUBLE = 2
_QUOTES = frozenset("”’\"'»")
_ENDS_A_SENTENCE = frozenset(".,:;!?…)]}%") | _QUOTES


@dataclass(frozen=True, slots=True)
class TypedWords(tree.Text):
    """Words as they were typed, before typography: straight quotes, double hyphens."""


@dataclasses.dataclass(slots=True)
class Run:
    """A delimiter run: a row of equal characters, of which `left` have no partner yet."""

    chars: str
    opens: bool
    closes: bool
    before: str
    after: str
    word: int
    """The index of the word it is in, or next to."""
    line: int
    left: int = 0
    order: int = 0
    begins: list[tree.Tag] = dataclasses.field(default_factory=list)
    """The tags that open here, innermost first."""
    ends: int = 0
    """How many tags close here."""

    @property
    def is_double(self) -> bool:
        """Whether it can type_ strong emphasis."""
        return len(self.chars) >= _DOUBLE

    @property
    def is_in_word(self) -> bool:
        """Whether it is one star between letters."""
        return self.chars == "*" and self.before.isalnum() and self.after.isalnum()


def read_run(chars: str, before: str, after: str, word: int, line: int) -> Run:
    """Read a delimiter run between two characters; pass a newline for the edge of the text (CommonMark 6.2)."""
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    is_double = len(chars) >= _DOUBLE
    if chars[0] == "_":
        opens = left and (not right or _is_punctuation(before))
        closes = (right and (not left or _is_punctuation(after))) or (is_double and before in _ENDS_A_SENTENCE)
    else:
        opens = left and (is_double or not (before.isalnum() or after in _ENDS_A_SENTENCE - _QUOTES))
        closes = right or before in _ENDS_A_SENTENCE
    return Run(chars, opens, closes, before, after, word, line, left=len(chars))


def with_emphasis(items: Sequence[tree.Inline | Run]) -> list[tree.Inline]:
    """Return running text with its emphasis as nodes."""
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
        within[-1].append(TypedWords(item.chars[: item.left]))
        for tag in reversed(item.begins):
            if len(open_) < _DEEPEST:
                within.append([])
            open_.append((tag, item))
    return within[0]


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _pair(runs: Sequence[Run]) -> None:
    """Pair the delimiters; if double ones are left over and their number is even, try again with looser spaces."""
    paired = {char for char in "*_" if not sum(run.is_double and run.chars[0] == char for run in runs) % 2}
    _settle_in_words(runs)
    _match(runs, paired)
    loose = {run.chars[0] for run in runs if run.is_double and run.left} & paired
    for char in sorted(loose):
        _loosen([run for run in runs if run.is_double and run.chars[0] == char])
    if loose:
        for run in runs:
            run.left, run.ends = len(run.chars), 0
            run.begins.clear()
        _match(runs, paired)


def _settle_in_words(runs: Sequence[Run]) -> None:
    """Decide which stars in a word close: in `*na*druk, de prijs*` it does, in `*alle bewoner*innen*` it does not."""
    begun: dict[int, int] = {}
    at = -1
    for index, run in enumerate(runs):
        if run.is_in_word:
            begun[index] = at
        elif run.chars == "*" and run.opens:
            at = run.word
    is_ended = False
    for index in range(len(runs) - 1, -1, -1):
        run = runs[index]
        if run.is_in_word:
            run.closes = not is_ended or begun[index] == run.word
        elif run.chars == "*":
            is_ended = run.closes and not run.opens


def _loosen(runs: Sequence[Run]) -> None:
    """Let double delimiters open and close in turn, if each pair has one with correct spaces, or opens a line."""
    pairs = list(zip(runs[::2], runs[1::2], strict=True))
    for opener, closer in pairs:
        begins, ends = opener.opens or opener.before.isspace(), closer.closes or closer.before.isspace()
        if not begins or not ends or not (opener.opens or closer.closes or opener.before == "\n"):
            return
    for opener, closer in pairs:
        opener.opens, opener.closes = True, False
        closer.opens, closer.closes = False, True


def _match(runs: Sequence[Run], paired: set[str]) -> None:
    """Match each delimiter that can close with the nearest one before it that can open."""
    waiting: list[Run] = []
    # Below which run this type of closer finds no opener ("openers_bottom"): it keeps the search linear.
    bottoms: dict[tuple[str, bool, int], int] = {}
    for order, closer in enumerate(runs):
        closer.order = order
        type_ = closer.chars[0], closer.opens, min(len(closer.chars), len(closer.chars) % 3 + 3)
        while closer.closes and closer.left:
            index = _opener(waiting, closer, bottoms.get(type_, 0), paired)
            if index is None:
                bottoms[type_] = order
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
    """Return the index of the nearest run that a delimiter can close."""
    for index in range(len(waiting) - 1, -1, -1):
        opener = waiting[index]
        if opener.order < bottom:
            break
        if opener.chars[0] != closer.chars[0]:
            continue
        lengths = len(opener.chars), len(closer.chars)
        if lengths == (_DOUBLE, 1) and closer.chars in paired:
            # The double delimiter has a partner of its own.
            continue
        # In `*a**b*` the two in the middle neither close nor open: CommonMark's rule of multiples of three.
        is_doubtful = (opener.closes or closer.opens) and not sum(lengths) % 3
        if not is_doubtful or not any(length % 3 for length in lengths):
            return index
    return None


def _take_space(content: list[tree.Inline], index: int) -> TypedWords:
    """Take the space at one edge out of emphasis with looser spaces, and return it."""
    words = content[index] if content else None
    if not isinstance(words, TypedWords):
        return TypedWords("")
    kept = words.text.rstrip() if index else words.text.lstrip()
    content[index] = TypedWords(kept)
    return TypedWords(words.text[len(kept) :] if index else words.text[: len(words.text) - len(kept)])
