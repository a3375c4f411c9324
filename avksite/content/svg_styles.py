"""Styles in a drawing (CSS 2.2): written anew from properties and values that are known to load nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

_PROPERTY_NAMES = (
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters "
    "color-rendering cx cy direction display dominant-baseline enable-background fill fill-opacity fill-rule filter "
    "flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant "
    "font-weight glyph-orientation-horizontal glyph-orientation-vertical height image-rendering isolation "
    "letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask mask-type "
    "mix-blend-mode opacity overflow paint-order pointer-events r rx ry shape-rendering stop-color stop-opacity "
    "stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width text-align text-anchor text-decoration text-rendering text-transform transform transform-box "
    "transform-origin unicode-bidi vector-effect visibility white-space width word-spacing writing-mode x y"
)
_PROPERTIES = frozenset(_PROPERTY_NAMES.split())
_FUNCTIONS = (
    "rgba?|hsla?|calc|var|min|max|matrix|rotate|scale[xy]?|skew[xy]?|translate[xy]?|rect|inset|"
    "blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia"
)
_VALUE = re.compile(
    rf"""
    (?: url\( \s* (?P<quote>["']?) \#[\w.:-]+ (?P=quote) \s* \)     # a place in the drawing itself
      | (?<![\w-]) (?:{_FUNCTIONS}) \( | \) | \(                   # what is counted with
      | "[^"\\<>{{}};\n]*" | '[^'\\<>{{}};\n]*'                     # the name of a typeface
      | [-\w]++ (?!\() | [+.%!\#,/*\s]                             # words, numbers and colours; no other function
    )*+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"""(?:[\w\s.#,>+~*:()=^$|\[\]-]|"[\w\s.-]*"|'[\w\s.-]*')+""")
_CONDITION = re.compile(r"[\w\s.,:()/-]*")
_PART = re.compile(r"""[{};]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^{};"']+|["']""", re.DOTALL)
_DECLARATION = re.compile(r"\s*([a-z-]+)\s*:(.*)", re.DOTALL | re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(?:(?:url|src|image|image-set|cross-fade)\(|@import)\s*(?:url\()?\s*['"]?\s*([^'")\s;]*)""", re.IGNORECASE
)
_LARGEST_CHARACTER = 0x10FFFF


class Cause(StrEnum):
    """Why a drawing cannot go on the site as it is, in Dutch."""

    SCRIPT = "een script"
    PAGE = "een stuk van een webpagina (`foreignObject`)"
    PHOTO = "een foto"
    FONT = "een ingebouwd lettertype"
    ELSEWHERE = "iets van een andere plek"
    LINK = "een link die op de site nergens heen gaat"
    MOTION = "iets dat beweegt"
    """By itself no reason to refuse it: a rule of its own is about pictures that move."""


Note = Callable[[Cause, str], None]
"""Takes note of what has no place on the site: its cause, and the address that it names, or ""."""


def is_plain(name: str, value: str) -> bool:
    """Say whether a property is one of drawings, and its value loads nothing."""
    return name.lower() in _PROPERTIES and _VALUE.fullmatch(value) is not None


def declarations(typed: str, note: Note) -> str:
    """Return what may stay of a `style` attribute, or of what is between the braces of a rule."""
    kept: list[str] = []
    for declaration in _declared(_REMARK.sub(" ", typed)):
        found = _DECLARATION.fullmatch(declaration)
        if found and is_plain(found[1], found[2]):
            kept.append(f"{found[1].lower()}:{' '.join(found[2].split())}")
        elif (address := _loads(declaration)) is not None:
            note(Cause.PHOTO if address.lower().startswith("data:") else Cause.ELSEWHERE, address)
    return ";".join(kept)


def sheet(typed: str, note: Note, *, within: bool = False) -> str:
    """Return what may stay of a style sheet, or of what is `within` a condition of one."""
    rules: list[str] = []
    for prelude, block in _rules(_REMARK.sub(" ", typed)):
        name = _unescaped(prelude).strip().lower()
        condition = prelude.lstrip().removeprefix("@media")
        is_media = condition != prelude.lstrip() and not within
        if name.startswith("@import"):
            note(Cause.ELSEWHERE, _loads(prelude) or "")
        elif name.startswith("@font-face"):
            note(Cause.FONT, "")
        elif name.startswith("@") and "keyframes" in name:
            note(Cause.MOTION, "")
        else:
            kept = sheet(block, note, within=True) if is_media else declarations(block, note)
            fits = _CONDITION.fullmatch(condition) if is_media else _SELECTOR.fullmatch(prelude)
            if kept and fits:
                rules.append(f"{' '.join(prelude.split())}{{{kept}}}")
    return "".join(rules)


def _declared(typed: str) -> Iterator[str]:
    """Yield what is between semicolons, but for those in a text between quotes or brackets."""
    parts: list[str] = []
    depth = 0
    for part in _PART.findall(typed):
        if part == ";" and depth <= 0:
            yield "".join(parts)
            parts, depth = [], 0
            continue
        parts.append(part)
        if part[0] not in "\"'":
            depth += part.count("(") - part.count(")")
    yield "".join(parts)


def _rules(typed: str) -> Iterator[tuple[str, str]]:
    """Yield what comes before each block, and in it; an instruction without a block has an empty one."""
    prelude: list[str] = []
    block: list[str] = []
    depth = 0
    for part in _PART.findall(typed):
        if part == "}" and depth:
            depth -= 1
        if part == "{":
            depth += 1
        if (part == ";" and not depth) or (part == "}" and not depth):
            if "".join(prelude).strip():
                yield "".join(prelude), "".join(block)
            prelude, block = [], []
        elif depth and (part != "{" or depth > 1):
            block.append(part)
        elif part != "{":
            prelude.append(part)
    if "".join(prelude).strip():
        yield "".join(prelude), "".join(block)


def _loads(typed: str) -> str | None:
    """Return the address of something that styles load from outside the drawing; None when they load nothing."""
    for found in _ADDRESS.finditer(_unescaped(typed)):
        if not found[1].startswith("#"):
            return found[1]
    return None


def _unescaped(typed: str) -> str:
    def character(found: re.Match[str]) -> str:
        number = int(found[1] or "0", 16)
        return found[2] or (chr(number) if 0 < number <= _LARGEST_CHARACTER else "�")

    return _ESCAPE.sub(character, typed)
