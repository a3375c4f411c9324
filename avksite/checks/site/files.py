"""Files beside the texts: what a text names is sound, and what no text names stays off the site."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from avksite.content.file_names import NAME, free_name, right_name
from avksite.content.images import SUFFIXES
from avksite.content.media import ENDINGS
from avksite.content.paths import is_name
from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.media import MediaFile
    from avksite.site import Site

_LISTS = "-- content/media/ledenlijst.csv --\nnaam;straat\nNoor;Kerkstraat\n"

LOOSE = Rule(
    id="bestand-ongenoemd",
    severity=Severity.WARNING,
    promise="Elk bestand in `content/` staat op de site omdat een tekst het noemt.",
    why="Zo komt er nooit per ongeluk iets online, zoals een lijst met namen die iemand daar even neerzette.",
    bad=_LISTS,
    good="-- content/index.md --\n---\ntitel: Welkom\n---\nDit zijn [de speeltuinen](/media/speeltuinen.csv).\n"
    "-- content/media/speeltuinen.csv --\nnaam;straat\nDe Wip;Kerkstraat\n",
)

RULES = (LOOSE,)


def check(site: Site) -> Iterator[Problem]:
    """Tell what is wrong with the files that are published, and name those that are not.

    A file that only a draft names waits with it, in silence. As long as a text cannot be read, nobody knows what it
    names: then no file is told.
    """
    for media in site.published_media.values():
        yield from media.problems
    if not site.unusable:
        for path, media in sorted(site.media.items()):
            if path not in site.published_media and path not in site.kept_back_media:
                message = "Geen enkele tekst noemt dit bestand. Het komt dus niet op de site."
                yield Problem(LOOSE, Place(path, 1), message, _hint(media, site.media))


def _hint(media: MediaFile, taken: Collection[str]) -> str:
    away = "Haal het weg uit `content/`."
    if not _can_be_named(media):
        return away
    folder, _, name = media.path.removeprefix("content").rpartition("/")
    right = name if is_name(name) else free_name(media.path.rpartition("/")[0], right_name(name), taken)
    rename = f"Noem het `{right}`, en " if right != name else ""
    target = f"{folder}/{right}"
    named = f"![…]({target})" if f".{media.ending}" in SUFFIXES else f"[…]({target})"
    way = f"{rename}{'noem' if rename else 'Noem'} het in een tekst: `{named}`"
    return f"Hoort het niet op de site? {away} Hoort het er wel? {way}, met op de puntjes wat het is."


def _can_be_named(media: MediaFile) -> bool:
    """Say whether only its name keeps a file from the site."""
    return media.ending in ENDINGS and all(
        problem.rule == NAME or problem.rule.severity is not Severity.ERROR for problem in media.problems
    )
