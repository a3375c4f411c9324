"""Sanitises drawings (SVG): a new one is built from what is known to be harmless: shapes, colours, words, links.

This is an allowlist: what it does not name is not in the published drawing (SVG 2, CSS 2.2). A drawing that is
opened by itself is a page of our origin, so a script in it could do anything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from typing import cast

from lxml import etree

from avksite.content.file_types import UnsoundError
from avksite.frozen import dataclass
from avksite.patterns import regex

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
_VALUE = regex(
    rf"""
    (?: url\( \s* (?P<quote>["']?) \#[\w.:-]+ (?P=quote) \s* \)     # a place in the drawing itself
      | (?<![\w-]) (?:{_FUNCTIONS}) \( | \) | \(                   # what is counted with
      | "[^"\\<>{{}};\n]*" | '[^'\\<>{{}};\n]*'                     # the name of a typeface
      | [-\w]++ (?!\() | [+.%!\#,/*\s]                             # words, numbers and colours; no other function
    )*+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REMARK = regex(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SELECTOR = regex(r"""(?:[\w\s.#,>+~*:()=^$|\[\]-]|"[\w\s.-]*"|'[\w\s.-]*')+""")
_CONDITION = regex(r"[\w\s.,:()/-]*")
_PART = regex(r"""[{};]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^{};"']+|["']""", re.DOTALL)
_DECLARATION = regex(r"\s*([a-z-]+)\s*:(.*)", re.DOTALL | re.IGNORECASE)
_ESCAPE = regex(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)
_ADDRESS = regex(
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
    """No reason to refuse it: a rule of its own is about moving images."""


_AS_PNG = "Lukt dat niet? Bewaar haar als png."
WITHOUT = {
    Cause.SCRIPT: f"Bewaar de tekening opnieuw als gewone SVG, zonder scripts. {_AS_PNG}",
    Cause.PAGE: f"Bewaar de tekening opnieuw als gewone SVG, met de woorden als tekst of als lijnen. {_AS_PNG}",
    Cause.PHOTO: "Haal de foto uit de tekening en zet haar zelf in de tekst, of bewaar de hele tekening als png.",
    Cause.FONT: f"Maak in het tekenprogramma lijnen (‘contouren’) van de letters, en bewaar dat opnieuw. {_AS_PNG}",
    Cause.ELSEWHERE: f"Zet alles wat je nodig hebt in de tekening zelf, en bewaar die opnieuw. {_AS_PNG}",
    Cause.LINK: "Haal de link uit de tekening, of maak er een heel webadres van dat met `https://` begint.",
}
"""What to do with a drawing, by cause."""

Warn = Callable[[Cause, str], None]
"""Records what is not allowed: its cause, and the address that it names, or ""."""


def is_plain(name: str, value: str) -> bool:
    """Return whether a property is allowed in drawings, and its value loads nothing."""
    return name.lower() in _PROPERTIES and _VALUE.fullmatch(value) is not None


def declarations(typed: str, note: Warn) -> str:
    """Return what is allowed of a `style` attribute, or of what is between the braces of a rule."""
    kept: list[str] = []
    for declaration in _declared(_REMARK.sub(" ", typed)):
        found = _DECLARATION.fullmatch(declaration)
        if found and is_plain(found[1], found[2]):
            kept.append(f"{found[1].lower()}:{' '.join(found[2].split())}")
        elif (address := _loads(declaration)) is not None:
            note(Cause.PHOTO if address.lower().startswith("data:") else Cause.ELSEWHERE, address)
    return ";".join(kept)


def sheet(typed: str, note: Warn, *, within: bool = False) -> str:
    """Return what is allowed of a style sheet, or of what is `within` a condition of one."""
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
    """Split at semicolons, except those between quotes or brackets."""
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
    """Yield the prelude and content of each block; a statement without a block has an empty one."""
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
    """Return the first address outside the drawing that styles load; None when they load nothing."""
    for found in _ADDRESS.finditer(_unescaped(typed)):
        if not found[1].startswith("#"):
            return found[1]
    return None


def _unescaped(typed: str) -> str:
    def character(found: re.Match[str]) -> str:
        number = int(found[1] or "0", 16)
        return found[2] or (chr(number) if 0 < number <= _LARGEST_CHARACTER else "�")

    return _ESCAPE.sub(character, typed)


SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_XHTML = "http://www.w3.org/1999/xhtml"
_MATHML = "http://www.w3.org/1998/Math/MathML"

_LENGTH = regex(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
LARGEST = 4000
"""Largest side in pixels at which a drawing is shown; a larger one is scaled down."""

_ELEMENT_NAMES = (
    "a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight "
    "feTile feTurbulence filter g line linearGradient marker mask path pattern polygon polyline radialGradient rect "
    "stop style svg switch symbol text textPath title tspan use"
)
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_INERT_NAMES = (
    # Numbers, names and keywords: they load nothing.
    "amplitude azimuth baseFrequency baseProfile bias class clipPathUnits cx cy d diffuseConstant divisor dx dy "
    "edgeMode elevation exponent filterUnits focusable fr fx fy gradientTransform gradientUnits height id in in2 "
    "intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust limitingConeAngle markerHeight "
    "markerUnits markerWidth maskContentUnits maskUnits method mode numOctaves offset operator order orient "
    "pathLength patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha "
    "preserveAspectRatio primitiveUnits r radius refX refY requiredExtensions requiredFeatures result role rotate rx "
    "ry scale seed side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation "
    "stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength transform type values version "
    "viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z"
)
_INERT = frozenset(_INERT_NAMES.split())
_MOVING = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"})
_WITHIN = regex(r"#[^\s\"'<>\\]+")
_LINK = regex(r"(?:https?://|mailto:|tel:|#)[^\s\"'<>\\]+", re.IGNORECASE)
_SCRIPT_LINK = regex(r"(?:javascript|vbscript|livescript|data):", re.IGNORECASE)
_UNSEEN = regex(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
"""What a browser drops from an address before parsing it (URL Standard, 4.4), and more."""


_NO_DRAWING = "Dit bestand is geen tekening (SVG)."
_ADDRESSED = frozenset({Cause.ELSEWHERE, Cause.LINK})
"""Causes of which the address is reported; that of a photo is the photo."""
_BARRED = {
    **dict.fromkeys(("embed", "handler", "iframe", "listener", "object", "script"), Cause.SCRIPT),
    **dict.fromkeys(("font", "font-face", "font-face-src", "font-face-uri", "glyph", "missing-glyph"), Cause.FONT),
    "foreignObject": Cause.PAGE,
    "image": Cause.PHOTO,
}


@dataclass(frozen=True, slots=True)
class Brought:
    """The first thing of a cause in a drawing that is not allowed; `what` is the address it names, or ""."""

    cause: Cause
    line: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sanitised drawing; its size in CSS pixels is None when it gives neither a size nor a `viewBox`."""

    root: etree._Element
    size: tuple[int, int] | None
    brought: tuple[Brought, ...]
    moves: bool

    def __bytes__(self) -> bytes:
        """Return the drawing as a file (UTF-8)."""
        return etree.tostring(self.root, encoding="utf-8") + b"\n"


def drawn(data: bytes) -> Drawn:
    """Return a drawing without scripts, external resources and metadata; raise UnsoundError for no drawing.

    Data of drawing programs (names of layers, paths on disk, comments) is dropped without a report.
    """
    root = _parsed(data)
    builder = _Builder()
    for before in root.itersiblings(preceding=True):
        # A processing instruction may load a style sheet; any other is for the program that wrote it.
        if getattr(before, "target", "") == "xml-stylesheet":
            builder.note(before, Cause.ELSEWHERE, str(before.get("href") or ""))
    made = builder.built(root)
    if made is None:
        raise UnsoundError(_NO_DRAWING)
    etree.cleanup_namespaces(made)
    moves = builder.brought.pop(Cause.MOTION, None) is not None
    return Drawn(made, _size(made), tuple(builder.brought.values()), moves)


def _parsed(data: bytes) -> etree._Element:
    """Parse a file and return its root. Internal entities are expanded; external ones are never loaded."""
    parser = etree.XMLParser(resolve_entities=cast("bool", "internal"), no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"Deze tekening (SVG) is stuk op regel {error.lineno}."
        if name := re.search(r"Entity '([^']+)' not defined", str(error)):
            where = f"Op regel {error.lineno} van deze tekening (SVG)"
            message = f"{where} staat een afkorting die ik niet ken: `&{name[1]};`."
        raise UnsoundError(message) from None
    full = etree.QName(root)
    if full.localname != "svg" or full.namespace not in {None, SVG}:
        raise UnsoundError(_NO_DRAWING)
    return root


class _Builder:
    """Copies what is allowed to a new tree, and records what is not."""

    def __init__(self) -> None:
        self.brought: dict[Cause, Brought] = {}

    def note(self, part: etree._Element, cause: Cause, what: str = "") -> None:
        """Record that something is not allowed; of each cause, only the first."""
        line = cast("int | None", part.sourceline) or 1
        self.brought.setdefault(cause, Brought(cause, line, what.strip()[:60] if cause in _ADDRESSED else ""))

    def built(self, part: etree._Element, parent: etree._Element | None = None) -> etree._Element | None:
        """Return the copy of an element below `parent`; None when it is not allowed. A file is at most 256 deep."""
        name = self._name(part)
        if name is None:
            return None
        attributes = dict(self._attributes(part, name))
        tag = f"{{{SVG}}}{name}"
        if parent is None:
            made = etree.Element(tag, attributes, nsmap=cast("dict[str, str]", {None: SVG, "xlink": XLINK}))
        else:
            made = etree.SubElement(parent, tag, attributes)
        if name == "style":
            # Style is read as one text: a comment or element in the middle hides nothing.
            words = "".join((part.text or "", *(child.tail or "" for child in part)))
            made.text = sheet(words, partial(self.note, part))
            return made
        between = [[part.text or ""]]
        for child in part:
            if self.built(child, made) is not None:
                between.append([])
            between[-1].append(child.tail or "")
        made.text = "".join(between[0]) or None
        for copy, tail in zip(made, between[1:], strict=True):
            copy.tail = "".join(tail) or None
        return made

    def _name(self, part: etree._Element) -> str | None:
        """Return the local name of an element that is allowed; else None."""
        if not isinstance(cast("object", part.tag), str):
            return None  # a comment, or a processing instruction
        full = etree.QName(part)
        name = full.localname
        if full.namespace in {None, SVG}:
            if name in _ELEMENTS:
                return name
            self._leave_out(part, name)
        elif full.namespace in {_XHTML, _MATHML}:
            self.note(part, Cause.SCRIPT if _BARRED.get(name.lower()) is Cause.SCRIPT else Cause.PAGE)
        return None

    def _leave_out(self, part: etree._Element, name: str) -> None:
        """Record the cause of an element of SVG that is not allowed."""
        cause = _BARRED.get(name) or _BARRED.get(name.lower())
        if name in _MOVING:
            changed = (part.get("attributeName") or "").lower()
            # An animation can turn a link into a script.
            self.note(part, Cause.SCRIPT if changed.endswith("href") or changed.startswith("on") else Cause.MOTION)
        elif cause is Cause.PAGE and part.get("requiredExtensions") not in {None, "", _XHTML, _MATHML}:
            return  # meant for the program that drew it: a browser shows its sibling
        elif cause is not None:
            self.note(part, cause)
        elif name != "metadata":
            for address in (part.get("href"), part.get(f"{{{XLINK}}}href"), part.get("src")):
                if address and not _WITHIN.fullmatch(address.strip()):
                    self.note(part, Cause.ELSEWHERE, str(address))

    def _attributes(self, part: etree._Element, name: str) -> Iterator[tuple[str, str]]:
        note = partial(self.note, part)
        for key, value in ((str(typed), str(value)) for typed, value in part.items()):
            full = etree.QName(key)
            space, attribute = full.namespace or "", full.localname
            if attribute == "href" and space in {"", XLINK}:
                if self._leads_well(part, name, value):
                    yield key, value.strip()
            elif space:
                if space == _XML and attribute in {"lang", "space"}:
                    yield key, value
            elif attribute == "style":
                yield key, declarations(value, note)
            elif attribute in _INERT or attribute.startswith("aria-") or is_plain(attribute, value):
                yield key, value
            elif attribute.lower().startswith("on"):
                note(Cause.SCRIPT)
            elif attribute == "ping":
                note(Cause.ELSEWHERE, value)
            else:
                declarations(f"{attribute}:{value}", note)

    def _leads_well(self, part: etree._Element, name: str, value: str) -> bool:
        """Return whether an address is allowed: within the drawing itself, or for a link to a page."""
        bare = _UNSEEN.sub("", value)
        is_photo = bare.lower().startswith("data:image/")
        if (_LINK if name == "a" else _WITHIN).fullmatch(value.strip()):
            return True
        if _SCRIPT_LINK.match(bare) and not is_photo:
            self.note(part, Cause.SCRIPT)
        elif name == "feImage" or is_photo:
            self.note(part, Cause.PHOTO)
        elif bare:
            self.note(part, Cause.LINK if name == "a" else Cause.ELSEWHERE, value)
        return False


def _size(root: etree._Element) -> tuple[int, int] | None:
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox") or "")[:5]]
    across, down = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)  # noqa: PLR2004  x, y, width, height
    if width and not height and across > 0:
        height = width * down / across
    elif height and not width and down > 0:
        width = height * across / down
    width, height = width or across, height or down
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        return None
    smaller = min(1.0, LARGEST / max(width, height))
    return max(1, round(width * smaller)), max(1, round(height * smaller))


def _pixels(length: str | None) -> float:
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _PIXELS[match[2]] if match else 0.0
