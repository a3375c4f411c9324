"""`new`: a file of some kind to start from, with only its title filled in, and a word about all that it may have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from avksite.content.keys import Key, NewFile, keys_of
from avksite.content.names import is_name
from avksite.dutch.dates import Moment
from avksite.dutch.formatting import slug
from avksite.dutch.words import tidy
from avksite.kinds import KINDS
from avksite.kinds.base import Entry
from avksite.problems import Misread, nearest

if TYPE_CHECKING:
    from avksite.kinds.base import Kind

AHEAD = timedelta(weeks=4)
"""What is announced lies ahead: in the year of about this far from today."""
LONGEST_NAME = 60
TITLES = frozenset({"titel", "naam"})

DRAFT = (
    "# Dit is een concept: het staat nog niet op de site. Is alles ingevuld? Haal dan de regel hieronder weg.",
    "concept: ja",
)
OFFER = "# Wat hieronder staat, mag erbij. Haal het hekje en de spatie weg voor wat je wilt gebruiken, en vul het in."
OTHER_YEAR = "Is dat in een ander jaar? Zet dit bestand dan in de map van dat jaar."
TEXT = (
    "# Onder de streepjes komt je tekst. Begin met het belangrijkste.",
    "# Een tussenkop begint met twee hekjes en een spatie.",
)


def scaffold(root: Path, kind_name: str, title: str, today: date) -> tuple[str, str]:
    """Return the path, from the project's root, and the text of a new file; Misread says why there can be none.

    Everything but the title follows from the kind's model: a key that is added there is asked for here. No example
    is typed as a value, so that none can reach a reader: behind what is needed there is nothing, which the
    check reports, and what may be left out is a remark.
    """
    kind, also = _wanted(kind_name)
    title = tidy(title)
    name = _name(title)
    keys = keys_of(kind.entry).values()
    asked = [key for key in keys if key.new_file is NewFile.ASKS or key.name == also]
    needed = sorted(asked, key=lambda key: key.name not in TITLES)
    is_ahead = any(_is_moment(key) for key in needed)
    path = kind.path(f"{name}.md", (today + AHEAD if is_ahead else today).year)
    for taken in (path, f"{path.removesuffix('.md')}/index.md"):
        if (root / taken).exists():
            raise Misread(f"`{taken}` is er al.", "Kies een andere titel, of verander dat bestand.")
    done = {"titel", "concept", *(key.name for key in needed)}
    common = keys_of(Entry).values()
    own = [key for key in keys if key not in common and key.name not in done]
    more = [key for key in keys if key.name not in done | {key.name for key in own}]
    front = [
        *(line for key in needed for line in _needed(key, title, by_year=kind.by_year)),
        *("", *DRAFT, "", OFFER),
        *(line for key in (own if kind.template is None else [*own, *more]) for line in _offered(key)),
        *(("", *TEXT) if kind.template is not None else ()),
    ]
    return path, "\n".join(("---", *front, "---", "", ""))


def _wanted(kind_name: str) -> tuple[Kind, str]:
    """Return the kind that was asked for, and the optional key to ask for with it."""
    known = {kind.name: (kind, "") for kind in KINDS}
    known |= {variant: (kind, variant) for kind in KINDS for variant in kind.variants}
    typed = tidy(kind_name).casefold()
    if typed in known:
        return known[typed]
    close = nearest(typed, known)
    meant = f"Bedoel je `{close}`? " if close else ""
    raise Misread(f"De soort `{kind_name}` ken ik niet.", f"{meant}Kies uit: {', '.join(sorted(known))}.")


def _name(title: str) -> str:
    """Return the file name for a title; it is the address too, so a long one stops after a whole word."""
    name = slug(title)
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]
    if not name:
        raise Misread(f"Van de titel `{title}` kan ik geen naam maken.", "Typ een titel met letters of cijfers.")
    if name == "index" or not is_name(name):
        raise Misread(f"`{name}.md` kan niet: die naam heeft een eigen betekenis.", "Kies een langere titel.")
    return name


def _needed(key: Key, title: str, indent: str = "", *, by_year: bool = False) -> Iterator[str]:
    """Yield the lines of a key that must be there; what may be left out below it is a remark."""
    if key.name in TITLES and not indent:
        yield f"{key.name}: {typed(title)}"
        return
    yield from () if indent else ("",)
    yield f"{indent}# {_explained(key)}{f'. {OTHER_YEAR}' if by_year and key.required and _is_moment(key) else ''}"
    yield f"{indent}{key.name}:"
    for below in key.below:
        if below.required:
            yield from _needed(below, title, f"{indent}  ")
        elif below.new_file is not NewFile.OMITS:
            yield f"# {indent}  # {_explained(below)}"
            yield from (f"# {line}" for line in _empty(below, f"{indent}  "))


def _offered(key: Key) -> Iterator[str]:
    """Yield remarks: what a key is for, and the key."""
    if key.new_file is not NewFile.OMITS:
        yield from ("", f"# {_explained(key)}", *(f"# {line}" for line in _empty(key)))


def _empty(key: Key, indent: str = "") -> Iterator[str]:
    """Yield a key with nothing behind it, and the keys below it with what each is for."""
    yield f"{indent}{key.name}:"
    dash = f"{indent}  - " if key.listed else ""
    deeper = " " * len(dash) or f"{indent}  "
    for below in key.below:
        if below.new_file is not NewFile.OMITS:
            yield f"{deeper}# {_explained(below)}"
            first, *more = _empty(below, deeper)
            yield from (f"{dash}{first.lstrip()}" if dash else first, *more)
            dash = ""


def _explained(key: Key) -> str:
    """Return what a key is for, with what there is to choose from or an example."""
    words, example = f"{key.meaning[:1].upper()}{key.meaning[1:]}", key.example
    if key.choices and key.choices == key.answers:
        return f"{words}. Kies uit: {', '.join(key.choices)}"
    if key.leaf.is_record:
        return f"{words}: {key.form}"
    if key.group or not example or f"`{example}`" in words:
        return words
    return f"{words}. Bijvoorbeeld: {f'[{example}]' if key.listed else example}"


def _is_moment(key: Key) -> bool:
    return key.leaf.made is Moment


def typed(text: str) -> str:
    """Return a text as it is typed behind a key: between quotes only where it would be taken for something else."""
    if text[:1] not in {'"', "'", "[", "{", "|", ">"}:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
