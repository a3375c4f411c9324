"""Templates are kept as Python compiled them: most of the time of the first page went into that."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import sha1
from pathlib import Path
from pickle import UnpicklingError

import jinja2
from jinja2.bccache import Bucket

_HERE = Path(__file__).parent


class Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates in `.cache/` beside a folder with templates; deleting them changes nothing but time.

    A disk that refuses keeps nothing. What was compiled by another version of Jinja, or with other settings, is
    compiled anew.
    """

    def __init__(self, templates: str) -> None:
        folder = Path(templates).parent / ".cache" / "templates"
        with suppress(OSError):  # a folder that is not there holds nothing, and nothing can be put in it
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder), "%s.compiled")

    def get_source_checksum(self, source: str) -> str:
        """Return by what a template is known: its own words, and all that decides what is made of them."""
        return sha1(_stamp() + source.encode(), usedforsecurity=False).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is something sound on the disk."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, UnpicklingError):  # a damaged file, say after a power cut
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, if the disk can be written."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _stamp() -> bytes:
    """Return a digest of what decides how a template is compiled: the settings, and the pinned version of Jinja."""
    files = (_HERE / "templates.py", _HERE.parents[1] / "requirements.txt")
    return sha1(b"".join(file.read_bytes() for file in files if file.is_file()), usedforsecurity=False).digest()
