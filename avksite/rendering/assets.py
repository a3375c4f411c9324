"""The files that pages load: the name of each carries a digest of what is in it.

So a browser can keep them for ever, and never uses an old style sheet with a new page.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from avksite.content.settings import Colours, Palette
from avksite.memo.queries import query
from avksite.patterns import regex
from avksite.problems import Unusable
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.templates import text_of
from avksite.site import TEMPLATES, Site

FOLDER = "/assets/"
STYLE = "style.css"
DIGITS = 10
"""How many hexadecimal digits of a digest a name carries."""

_SPARED = regex(
    r"""
    (?P<string> "[^"]*" | '[^']*' )
    | /\*.*?\*/ \s*
    | [^\S\n]* (?P<sign> [{};\n] ) [^\S\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
"""What a reader need not fetch of a style sheet: its comments, and the spaces around its signs."""
_IMPORT = regex(r'@import "\.\./(?P<name>style/\w+\.css)";\n')
"""A part of the style sheet, which the build puts in its place: a reader fetches one file."""
_LOADED = regex(rb"(?P<before>\burl\(\s*[\"']?)(?P<name>[\w./-]+)")
"""What a style sheet loads in turn, a font say, by its place from there."""


@query
def asset_addresses(site: Site) -> dict[str, str]:
    """Return the site address of every file in `templates/assets/`, by its name there.

    Where the style sheet cannot be read, the build fails on that, and only on that.
    """
    try:
        found = assets_of(site)
    except Unusable:
        found = _files(site.layouts.folder)
    return {name: address_of(name, content) for name, content in found.items()}


def asset_address(site: Site, name: str) -> str:
    """Return the site address of one of these files; of one that is not there, by its bare name."""
    return asset_addresses(site).get(name, f"{FOLDER}{name}")


def address_of(name: str, content: bytes) -> str:
    """Return the site address of an asset: of `site.js`, `/assets/site.0a1b2c3d4e.js`."""
    start, ending = posixpath.splitext(name)
    return f"{FOLDER}{start}.{sha256(content).hexdigest()[:DIGITS]}{ending}"


def assets_of(site: Site) -> dict[str, bytes]:
    """Return what every file in `templates/assets/` holds as it goes out, by its name there, the project's own first.

    Raises Unusable when the style sheet cannot be read.
    """
    folder = site.layouts.folder
    found = _files(folder)
    found[STYLE] = (_colours(site.config.colours) + _without_spares(style_rules(folder))).encode()
    sheets = {name for name in found if name.endswith(".css")}
    others = {name: address_of(name, content) for name, content in found.items() if name not in sheets}
    for name in sheets:
        found[name] = _renamed(found[name], f"{FOLDER}{name}", others)
    return dict(sorted(found.items()))


def _files(folder: str) -> dict[str, bytes]:
    files: dict[str, Path] = {}
    for assets in (TEMPLATES / "assets", Path(folder) / "assets"):
        found = (path for path in assets.rglob("*") if path.is_file() and not path.name.startswith("."))
        files.update((path.relative_to(assets).as_posix(), path) for path in found)
    return {name: path.read_bytes() for name, path in sorted(files.items())}


def style_rules(templates: str) -> str:
    """Return the rules of the style sheet: of the parts that it imports, or its own."""
    return _IMPORT.sub(lambda part: text_of(templates, part["name"]), text_of(templates, f"assets/{STYLE}"))


@lru_cache(maxsize=8)
def _without_spares(rules: str) -> str:
    """Return rules without comments, which every reader would fetch, and without the spaces that make them readable."""
    return _SPARED.sub(lambda it: it["string"] or it["sign"] or "", rules)


def _renamed(sheet: bytes, address: str, others: dict[str, str]) -> bytes:
    """Return a style sheet that names what it loads as it is called now."""
    here = Viewpoint("", address)

    def renamed(found: re.Match[bytes]) -> bytes:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(address), found["name"].decode()))
        now = others.get(name.removeprefix(FOLDER))
        return found["before"] + here.href(now).encode() if now else found[0]

    return _LOADED.sub(renamed, sheet)


def _colours(colours: Colours) -> str:
    """Return the colours as custom properties; a reader's choice on the page (`data-thema`) wins over the device's."""
    light, dark = _properties(colours.light), _properties(colours.dark)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f':root[data-thema="licht"]{{color-scheme:light;{light}}}\n'
        f':root[data-thema="donker"]{{color-scheme:dark;{dark}}}\n'
    )


def _properties(palette: Palette) -> str:
    return "".join(f"--{name}:{value};" for name, value in palette.model_dump(by_alias=True).items())
