"""What pages load: the style sheet with the site's colours in front, the script, drawings, sound and documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.content.images import RASTER
from avksite.content.media import NOT_A_PICTURE
from avksite.content.settings import Colours, Palette
from avksite.content.svg import drawn
from avksite.problems import Place, Problem, Unusable, blaming
from avksite.rendering.artifact import Made, Plan, make_file
from avksite.rendering.templates import TEMPLATES, templates_of, text_of

if TYPE_CHECKING:
    from avksite.site import Site

_SPARED = re.compile(
    r"""
    (?P<string> "[^"]*" | '[^']*' )
    | /\*.*?\*/ \s*
    | [^\S\n]* (?P<sign> [{};\n] ) [^\S\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
"""What a reader need not fetch of a style sheet: its comments, and the spaces around its signs."""
_IMPORT = re.compile(r'@import "\.\./(?P<name>style/\w+\.css)";\n')
"""A part of the style sheet, which the build puts in its place: a reader fetches one file."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the content at a place on this machine; the digest (SHA-256) tells when it changed."""

    path: str
    place: str
    digest: str


def assets(site: Site) -> Iterator[Plan]:
    """Plan the style sheet, everything else in `templates/assets/`, and the media of the content but for photos."""
    folder = templates_of(site.root)
    style = Style(site.config.colours, style_rules(folder))
    yield Plan("assets/style.css", "templates/assets/style.css", make_style, (style,))
    # What comes with the program, but a project's own go before.
    files: dict[str, Path] = {}
    for assets_ in (TEMPLATES / "assets", Path(folder) / "assets"):
        found = (path for path in assets_.rglob("*") if path.is_file() and not path.name.startswith("."))
        files.update((path.relative_to(assets_).as_posix(), path) for path in found)
    for name in sorted(files.keys() - {"style.css"}):
        yield Plan(f"assets/{name}", f"templates/assets/{name}", make_file, (files[name].read_bytes(),))
    for path_, media in site.published_media.items():
        source = Copy(path_, str(site.root / path_), media.digest)
        if not media.is_intact or f".{media.ending}" in RASTER:
            continue  # a photo never goes out as it is: it knows where it was taken
        maker = make_drawing if media.ending == "svg" else make_copy
        yield Plan(path_.removeprefix("content/"), path_, maker, (source,))


def style_rules(templates: str) -> str:
    """Return the rules of the style sheet: of the parts that it imports, or its own."""
    return _IMPORT.sub(lambda part: text_of(templates, part["name"]), text_of(templates, "assets/style.css"))


def make_copy(_: Site, copy: Copy) -> Made:
    """Make a file that is copied when the site is written."""
    return Made(copied_from=Path(copy.place))


def make_drawing(_: Site, copy: Copy) -> Made:
    """Make a drawing, built anew; raise Unusable when what comes out is not as harmless as what was examined."""
    message = "Deze tekening veranderde terwijl ik de site maakte."
    problem = Problem(NOT_A_PICTURE, Place(copy.path, 1), message, "Maak de site nog een keer.")
    with blaming(problem):
        content = bytes(drawn(Path(copy.place).read_bytes()))
        again = drawn(content)
    if again.brought or again.moves or bytes(again) != content:
        raise Unusable(problem)
    return Made(content)


@dataclass(frozen=True, slots=True)
class Style:
    """The colours of the site, light and dark, and the rules that use them."""

    colours: Colours
    rules: str


def make_style(_: Site, style: Style) -> Made:
    """Make the style sheet: the colours as custom properties, then the rules.

    A reader's choice on the page (`data-thema`) wins over the device's. Comments stay at home: every reader would fetch
    them, and the spaces that make the rules easy to read.
    """
    light, dark = _properties(style.colours.light), _properties(style.colours.dark)
    text = (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f':root[data-thema="licht"]{{color-scheme:light;{light}}}\n'
        f':root[data-thema="donker"]{{color-scheme:dark;{dark}}}\n'
    )
    return Made((text + _SPARED.sub(lambda it: it["string"] or it["sign"] or "", style.rules)).encode())


def _properties(palette: Palette) -> str:
    return "".join(f"--{name}:{value};" for name, value in palette.model_dump(by_alias=True).items())
