"""Styles in a drawing (CSS 2.2): written anew from properties and values that are known to load nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Styles:
    """What may stay of styles, and what they wanted besides; `elsewhere` is the first address, None for none."""

    kept: str = ""
    elsewhere: str | None = None
    photo: bool = False
    font: bool = False
    moves: bool = False


def is_plain(name: str, value: str) -> bool:
    """Say whether a property is one of drawings, and its value loads nothing."""
    return name.lower() in _PROPERTIES and _VALUE.fullmatch(value) is not None


def declarations(typed: str) -> Styles:
    """Read what stands in a `style` attribute, or between the braces of a rule."""
    kept: list[str] = []
    lost: list[str] = []
    for declaration in _declared(_REMARK.sub(" ", typed)):
        found = _DECLARATION.fullmatch(declaration)
        if found and is_plain(found[1], found[2]):
            kept.append(f"{found[1].lower()}:{' '.join(found[2].split())}")
        elif found and found[1].lower() not in _PROPERTIES and _loads(found[2]) is None:
            continue  # for a browser of another age, or for the program itself
        else:
            lost.append(declaration)
    loaded = [address for address in map(_loads, lost) if address is not None]
    elsewhere = next((address for address in loaded if not address.lower().startswith("data:")), None)
    photo = any(address.lower().startswith("data:") for address in loaded)
    return Styles(";".join(kept), elsewhere, photo)


def sheet(typed: str, *, within: bool = False) -> Styles:
    """Read a style sheet, or what stands `within` a condition of one."""
    rules: list[str] = []
    found: list[Styles] = []
    for prelude, block in _rules(_REMARK.sub(" ", typed)):
        name = _unescaped(prelude).strip().lower()
        if not name.startswith("@"):
            inside = declarations(block)
            found.append(inside)
            if inside.kept and _SELECTOR.fullmatch(prelude):
                rules.append(f"{' '.join(prelude.split())}{{{inside.kept}}}")
        elif name.startswith("@import"):
            found.append(Styles(elsewhere=_loads(prelude) or ""))
        elif name.startswith("@font-face"):
            found.append(Styles(font=True))
        elif "keyframes" in name:
            found.append(Styles(moves=True))
        elif prelude.lstrip().startswith("@media") and not within:
            inside = sheet(block, within=True)
            found.append(inside)
            if inside.kept and _CONDITION.fullmatch(prelude.lstrip()[len("@media") :]):
                rules.append(f"{' '.join(prelude.split())}{{{inside.kept}}}")
        else:
            found.append(declarations(block))
    return Styles(
        "".join(rules),
        next((it.elsewhere for it in found if it.elsewhere is not None), None),
        any(it.photo for it in found),
        any(it.font for it in found),
        any(it.moves for it in found),
    )


def _declared(typed: str) -> Iterator[str]:
    """Yield what stands between semicolons, but for those in a text between quotes or brackets."""
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
    """Yield what stands before each block, and in it; an instruction without a block has an empty one."""
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
