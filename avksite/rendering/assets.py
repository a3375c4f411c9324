"""The assets that pages load; the name of each contains a digest of its content.

So a browser can cache them for ever, and never uses an old style sheet with a new page.
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
"""Hexadecimal digits of the digest in a name."""

_SPARED = regex(
    r"""
    (?P<string> "[^"]*" | '[^']*' )
    | /\*.*?\*/ \s*
    | [^\S\n]* (?P<mark> [{};\n] ) [^\S\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
"""What is removed from a style sheet: comments, and spaces around punctuation."""
_IMPORT = regex(r'@import "\.\./(?P<name>style/\w+\.css)";\n')
"""An import of a part of the style sheet, which the build inlines."""
_LOADED = regex(rb"(?P<before>\burl\(\s*[\"']?)(?P<name>[\w./-]+)")
"""A file that a style sheet loads, such as a font, by its relative path."""


@query
def asset_addresses(site: Site) -> dict[str, str]:
    """Return the site address of every file in `templates/assets/`, by its name there.

    Without a readable style sheet the addresses have no digest: the build fails on the style sheet alone.
    """
    try:
        found = assets_of(site)
    except Unusable:
        found = _files(site.layouts.folder)
    return {name: address_of(name, content) for name, content in found.items()}


def asset_address(site: Site, name: str) -> str:
    """Return the site address of one of these files; of a missing one, by its bare name."""
    return asset_addresses(site).get(name, f"{FOLDER}{name}")


def address_of(name: str, content: bytes) -> str:
    """Return the site address of an asset: of `site.js`, `/assets/site.0a1b2c3d4e.js`."""
    start, ending = posixpath.splitext(name)
    return f"{FOLDER}{start}.{sha256(content).hexdigest()[:DIGITS]}{ending}"


def assets_of(site: Site) -> dict[str, bytes]:
    """Return the published bytes of every file in `templates/assets/`, by name; those of the project override ours.

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
    """Return the rules of the style sheet, with its imports inlined."""
    return _IMPORT.sub(lambda part: text_of(templates, part["name"]), text_of(templates, f"assets/{STYLE}"))


@lru_cache(maxsize=8)
def _without_spares(rules: str) -> str:
    """Minify rules: remove comments and spaces."""
    return _SPARED.sub(lambda it: it["string"] or it["mark"] or "", rules)


def _renamed(sheet: bytes, address: str, others: dict[str, str]) -> bytes:
    """Return a style sheet with the published names of the files that it loads."""
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
