"""Every text of the site once more, packed as it is sent: a server of one's own need not do that for each reader."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from avksite.rendering.artifact import Artifact, Made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from avksite.memo.memo import Memo

TEXTS = (".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".vtt", ".xml")
SMALLEST = 1000
"""Bytes: what is smaller goes out in one packet anyhow."""


def compressed(artifacts: Iterable[Artifact], memo: Memo) -> Iterator[Artifact]:
    """Yield a `.br` and a `.gz` for each text that gets smaller; what is as it was is not packed again."""
    texts = [it for it in artifacts if it.path.endswith(TEXTS) and len(it.made.content) >= SMALLEST]
    for text, forms in zip(texts, memo.map(packed, (it.made.content for it in texts), heavy=True), strict=True):
        for ending, content in forms.items():
            if len(content) < len(text.made.content):
                yield Artifact(text.path + ending, text.made_from, Made(content))


def packed(content: bytes) -> dict[str, bytes]:
    """Return this packed in both forms as well as they can, by the ending of each (RFC 1952, RFC 7932)."""
    import brotli  # noqa: PLC0415  only who publishes needs it

    # Without the time of packing: the same text gives the same bytes.
    return {".br": brotli.compress(content, brotli.MODE_TEXT), ".gz": gzip.compress(content, mtime=0)}
