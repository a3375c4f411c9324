"""Cases in `tests/specs/`: a site, and below it what comes out, side by side."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SPECS = Path(__file__).parent / "specs"
PART = re.compile(
    r"^\#\#[ ](?P<name>[^\n]+)$ | ^Op[ ](?P<day>[^\n]+)\.$ | ^````(?P<path>[^\n]+)\n(?P<text>.*?)^````$",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
FIRST_DAY = "1 mei 2024"
"""The day of a case that names none."""


def cases(name: str) -> Iterator[Any]:
    """Yield what a specification says: the site, the day, what is looked at, and what stands there."""
    heading, day, typed = "", FIRST_DAY, ""
    shared: dict[str, str] = {}
    for part in PART.finditer((SPECS / name).read_text(encoding="utf-8")):
        if part["name"]:
            heading, day, typed = part["name"], FIRST_DAY, ""
        elif part["day"]:
            day = part["day"]
        elif part["path"].startswith("site"):
            typed = shared.get(part["path"].rpartition(" ")[2], "") + part["text"]
        elif re.fullmatch(r"[a-z]+", part["path"]):
            shared[part["path"]] = part["text"]
        else:
            id_ = f"{heading}: {part['path']}" + (f", {day}" if day != FIRST_DAY else "")
            yield pytest.param(typed, day, part["path"], part["text"].replace("␠", " "), id=id_)
