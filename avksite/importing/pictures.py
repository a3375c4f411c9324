"""Imports the pictures of old texts into `content/media/`."""

from __future__ import annotations

import binascii
import tempfile
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from avksite.content.file_types import picture_form
from avksite.content.media import MOST_BYTES, OnDisk, examine, undecodable
from avksite.content.names import free_name, right_name
from avksite.dutch.formatting import shortened
from avksite.importing.pieces import Find, Piece, Sort, path_in
from avksite.memo.memo import Memo

MEDIA = "content/media"


def finder(folder: Path, base: Path) -> Find:
    """Return a function that reads a picture by its target, from `folder` or below `base` only."""
    top = base.resolve()

    def find(target: str) -> tuple[str, bytes] | None:
        path = path_in(target).replace("\\", "/").lstrip("/")
        for place in (folder / path, base / path, base / path.rpartition("uploads/")[2]):
            try:
                file = place.resolve()
                if file.is_relative_to(top) and file.is_file() and file.stat().st_size <= MOST_BYTES:
                    return file.name, file.read_bytes()
            except (OSError, ValueError):  # an invalid file name
                continue
        return None

    return find


def placed(
    root: Path, find: Find, pieces: Iterable[Piece], name: str
) -> tuple[list[Piece], list[tuple[str, bytes]], list[str]]:
    """Return pieces with the new paths of pictures, the files to write, and messages about pictures that are refused.

    `name` is for a picture that has none of its own.
    """
    done: list[Piece] = []
    media: dict[str, bytes] = {}
    refused: list[str] = []
    for piece in pieces:
        if piece.sort is not Sort.PICTURE:
            done.append(piece)
            continue
        is_inline = piece.target.startswith("data:")
        called, data = _inline(piece.target) if is_inline else (find(piece.target) or ("", b""))
        stem, _, ending = called.rpartition(".")
        ending = picture_form(data[:2048]) or ending
        right = right_name(f"{name}-{len(media) + 1 if stem.isdigit() or is_inline else stem}.{ending}")
        right = right if stem.isdigit() or is_inline else right_name(f"{stem}.{ending}")
        shown = "een afbeelding" if is_inline else f"`{shortened(path_in(piece.target).rpartition('/')[2])}`"
        if not data:
            refused.append(shown)
        elif fault := fault_in(right, data):
            refused.append(f"{shown} ({fault})")
        else:
            path = _place(root, right, data, media)
            done.append(replace(piece, target=path.removeprefix("content")))
    return done, list(media.items()), refused


def _inline(target: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a `data:` URL (RFC 2397)."""
    head, _, rest = target.partition(",")
    try:
        data = b64decode(unquote(rest)) if head.endswith(";base64") else unquote_to_bytes(rest)
    except binascii.Error:
        data = b""
    return f"1.{head.partition(';')[0].rpartition('/')[2].removesuffix('+xml')}", data


def fault_in(name: str, data: bytes) -> str:
    """Return what is wrong with a picture, in the words of the check without a full stop; "" for nothing.

    It is decoded in a process of its own: one that crashes the decoder must not end the program that asks.
    """
    with tempfile.TemporaryDirectory() as folder, Memo(Path(folder)) as memo:
        place = Path(folder, name)
        place.write_bytes(data)
        (seen,) = memo.map(examine, [OnDisk.at(f"{MEDIA}/{name}", str(place))], crashed=undecodable)
    return "" if seen.is_intact else seen.problems[0].message.rstrip(".")


def _place(root: Path, name: str, data: bytes, media: dict[str, bytes]) -> str:
    """Return the path of a picture, and add it to the media unless an identical one is there."""
    taken: set[str] = set()
    while True:
        path = f"{MEDIA}/{free_name(MEDIA, name, taken)}"
        there = media.get(path) or ((root / path).read_bytes() if (root / path).is_file() else None)
        if there is None:
            media[path] = data
        if there in {None, data}:
            return path
        taken.add(path)
