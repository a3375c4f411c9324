"""What a reader of one value says when it cannot make sense of what was typed."""

from __future__ import annotations

import re

# Word and web pages bring spaces that do not break, and marks without width.
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_WIDTHLESS = re.compile(r"[\u200b-\u200f\u2060\ufeff]")


class Misread(ValueError):  # noqa: N818  it tells a person what to type; it is no error of ours
    """A value that cannot be understood: what is wrong with it (message) and what to type instead (hint).

    `offer` is what the hint says to type instead of the value, or below the first key of a group, in so many words, and
    `is_example` says that it only shows the form;
    `why` says whom it harms; `key` is the one to change first, of a group; `fits` is the key behind which it is right.
    """

    def __init__(  # noqa: PLR0913  what can be said of a value
        self,
        message: str,
        hint: str,
        offer: str = "",
        *,
        is_example: bool = False,
        why: str = "",
        key: str = "",
        fits: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.offer = offer
        self.is_example = is_example
        self.why = why
        self.key = key
        self.fits = fits


def tidy(typed: str) -> str:
    """Return the text with single, ordinary spaces and without marks that cannot be seen."""
    return _SPACES.sub(" ", _WIDTHLESS.sub("", typed)).strip()
