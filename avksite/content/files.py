"""Reads all files in `content/`; one that cannot be read is reported, and the others are read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol, Self, TypeVar
from urllib.parse import quote

from avksite.content import data_files
from avksite.content.file_types import looks_like
from avksite.content.front_matter import says_draft
from avksite.content.ledger import ADDRESSES, Ledger, read_ledger
from avksite.content.media import ENDINGS, MediaFile, OnDisk, examine, undecodable
from avksite.content.names import DEEPEST, LONGEST, NAME, can_be_made, is_name, misnamed, not_a_text, original_of
from avksite.content.schema import DataFile
from avksite.content.settings import SITE, Config, read_settings, usual
from avksite.dutch.formatting import file_size, list_in_words, slug
from avksite.frozen import dataclass
from avksite.memo.digest import digest
from avksite.memo.later import Later, at_hand
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Place, Problem, Rule, nearest

UNREACHABLE = Rule(
    "bestand-onbereikbaar",
    ERROR,
    "Alles in `content/` is een gewoon bestand of een gewone map, en te openen. Een tekst is hoogstens 1 MB.",
)
NOT_TEXT = Rule("tekst-onleesbaar", ERROR, "Een tekst is opgeslagen als UTF-8.")
NO_CONTENT = Rule("inhoud-ontbreekt", ERROR, "Er is een map `content/` met `site.yaml` en ten minste één tekst.")

ROOT = "content"
DATA = (
    SITE,
    data_files.FACTS,
    data_files.GLOSSARY,
    data_files.WORDS,
    data_files.SEARCH_WORDS,
    data_files.STATEMENT,
    data_files.SENT,
)

# A text that a program gave another ending, mostly out of sight.
_ALMOST_TEXT = regex(r"(.+?)\.(?:md\.txt|md\.md|markdown|mdown|mdx)", re.IGNORECASE)
_MOST_TEXT, _MOST_DATA = 1_000_000, 5_000_000
"""Bytes of a text, which are five hundred pages, and of a file of data: `adressen.txt` grows with the years."""
_ENDINGS = regex(r"(?:\.md)?\.[^.]*$", re.IGNORECASE)
_MOST_FRONT_MATTER = 10_000
"""Bytes of a file with another ending in which its front matter is looked for."""
_ENOUGH = 20
"""First bytes that show whether a text has one byte or two for each character: dashes or a plain word."""
LONGEST_ON_WINDOWS = 259
"""Characters of a path that every program on Windows can open (MAX_PATH, less its end)."""
_NOT_UTF_8 = regex("[\udc80-\udcff]")
"""How Python decodes a byte that is no UTF-8 (PEP 383)."""
_READABLE_MAGIC = (b"%PDF-", b"{\\rtf")
"""First bytes of file types that may contain only text."""
_ALMOST_SITE = regex(r"content/site\.ya?ml", re.IGNORECASE)
# Files that systems and programs leave behind, also those with a leading dot.
_LITTER = regex(
    r"\..*|~.*|.*~|\#.*\#|\$.*|.*\.(?:swp|swo|tmp|bak|crdownload|part)"
    r"|(?:eh)?thumbs(?:_vista)?\.db(?:[:.].*)?|desktop\.ini|icon\r|__macosx|@eadir|lost\+found",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text; `path` counts from the project's root and has forward slashes."""

    path: str
    words: Later[str]

    @classmethod
    def of(cls, path: str, text: str) -> Self:
        """Return a text of which the words are known."""
        return cls(path, at_hand(digest(text), text))

    @property
    def text(self) -> str:
        """Its words."""
        return self.words.value


@dataclass(frozen=True, slots=True)
class Content:
    """All that was read, sorted by path, with the problems."""

    settings: DataFile[Config]
    facts: DataFile[dict[str, data_files.Figure]]
    glossary: DataFile[tuple[data_files.GlossaryTerm, ...]]
    words: DataFile[data_files.OwnWords]
    search_words: DataFile[dict[str, tuple[str, ...]]]
    statement: DataFile[data_files.Statement]
    sent: DataFile[data_files.Sent]
    sources: tuple[Source, ...]
    media: tuple[MediaFile, ...]
    ledger: DataFile[Ledger]
    unreadable: tuple[str, ...]
    """The paths of texts that are there but could not be read: who links to one is not to blame."""
    held_back: Mapping[str, str]
    """The paths of files that are held back, each with the place where what stands in for it lies; "" for nothing."""
    problems: tuple[Problem, ...]

    @property
    def left_out(self) -> frozenset[str]:
        """The paths of files that are held back, and for which nothing stands in."""
        return frozenset(path for path, instead in self.held_back.items() if not instead)


In = TypeVar("In")
Out = TypeVar("Out")


class Each(Protocol):
    """Does something pure with every item and returns the answers, in order; it may remember what came out before."""

    def __call__(
        self, function: Callable[[In], Out], items: Iterable[In], /, *, crashed: Callable[[In], Out] | None = None
    ) -> list[Out]:
        """Return `function` of every item, or `crashed` of one that took a process down."""


Taken = tuple[Source | None, tuple[Problem, ...]]


def _in_turn(
    function: Callable[[In], Out], items: Iterable[In], *, crashed: Callable[[In], Out] | None = None
) -> list[Out]:
    del crashed  # this very process does it
    return [function(item) for item in items]


def take(item: OnDisk) -> Taken:
    """Read a text: None when it is not saved as one, and what is wrong with how it is saved."""
    problems: list[Problem] = []
    with open(item.place, "rb") as file:  # noqa: PTH123
        text = _decoded(item.path, file.read(_MOST_DATA + 1), problems)
    return None if text is None else Source.of(item.path, text), tuple(problems)


def read(root: Path, each: Each = _in_turn, held_back: Mapping[str, str] | None = None, began: float = 0.0) -> Content:
    """Read the project whose folder is `root`; `each` reads the texts and the files of data, and examines the media.

    A text that was written just before this `began` (seconds since 1970), or since, is not asked of it: another with
    the same stamp may come in its place. What is held back is not read, by its path: what stands in for it is, at a
    place on this machine; or "" for nothing.
    """
    held_back = held_back or {}
    top = os.path.join(root, ROOT)  # noqa: PTH118  ten thousand paths as text cost a tenth of as many Paths
    is_there = os.path.isdir(top)  # noqa: PTH112
    walked = tuple(_walk(ROOT, top, (os.path.realpath(top),))) if is_there else ()
    there = dict(it for it in walked if isinstance(it, tuple)) | {path: it for path, it in held_back.items() if it}
    found = dict(sorted(there.items()))
    left_out = frozenset(path for path, instead in held_back.items() if not instead)
    problems = [one for one in walked if isinstance(one, Problem)]
    if not is_there:
        message = "De map `content/` met alle teksten is er niet."
        problems.append(_problem(NO_CONTENT, ROOT, message, "Zet de map terug, of start in de map erboven."))
    texts, media = _read_texts(found, each, began, problems)
    texts = {path: text for path, text in texts.items() if path not in left_out}

    def data(path: str, reader: Callable[[str], tuple[Out, tuple[Problem, ...]]], each: Each = each) -> Out:
        source = texts.pop(path, None)
        ((read_from, wrong),) = each(reader, [source.text if source else ""])
        problems.extend(wrong)
        return read_from

    site = texts.pop(SITE, None)
    settings, wrong = _settings(site.text if site else None, found, each) if is_there else (usual(), ())
    problems += wrong
    if is_there and not any(path.endswith(".md") for path in found):
        message = "In `content/` staat geen enkele tekst."
        problems.append(_problem(NO_CONTENT, ROOT, message, "Zet er ten minste `content/index.md` in."))
    return Content(
        settings=settings,
        facts=data(data_files.FACTS, data_files.read_facts),
        glossary=data(data_files.GLOSSARY, data_files.read_glossary),
        words=data(data_files.WORDS, data_files.read_words),
        search_words=data(data_files.SEARCH_WORDS, data_files.read_search_words),
        statement=data(data_files.STATEMENT, data_files.read_statement),
        sent=data(data_files.SENT, data_files.read_sent),
        ledger=data(ADDRESSES, lambda text: read_ledger(text, settings.value.base_url), _in_turn),
        sources=tuple(texts.values()),
        media=media,
        unreadable=tuple(path for path in found if path.endswith(".md") and path not in texts),
        held_back=held_back,
        problems=tuple(sorted((it for it in problems if it.place.path not in left_out), key=lambda it: it.order)),
    )


def _settings(text: str | None, found: Iterable[str], each: Each) -> tuple[DataFile[Config], tuple[Problem, ...]]:
    if text and text.strip():
        return each(read_settings, [text])[0]
    if text is None and any(map(_ALMOST_SITE.fullmatch, found)):
        return usual(), ()  # it could not be read or has another name, and that is reported already
    message = f"Het bestand `{SITE}` is {'er niet' if text is None else 'leeg'}."
    lines = ("naam: De naam van de site", "adres: https://www.voorbeeld.nl/")
    hint = f"Zet er twee regels in: `{lines[0]}` en `{lines[1]}`."
    fix = Fix("", "\n".join((*lines, "")), to_fill=True)
    return usual(), (_problem(NO_CONTENT, SITE, message, hint, fix=fix),)


def _walk(path: str, place: str, above: tuple[str, ...]) -> Iterator[tuple[str, str] | Problem]:
    """Yield every file in a folder, by its path in the project and where it lies, and what cannot be reached.

    `above` is where `content/`, the folder itself and those between them lie.
    """
    try:
        with os.scandir(place) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        hint = "Kijk of je de map zelf kunt openen, en geef leesrecht."
        yield _problem(UNREACHABLE, path, "Deze map kan ik niet openen.", hint)
        return
    shown = ((entry, os.fsencode(entry.name).decode("utf-8", "replace")) for entry in entries)  # it may be no UTF-8
    here = {f"{path}/{name}": entry for entry, name in shown if not _LITTER.fullmatch(entry.name)}
    for below, entry in here.items():
        if below.count("/") > DEEPEST or len(quote(below)) > LONGEST:
            message = "Dit staat te diep in mappen, of de namen zijn samen te lang voor een adres."
            hint = f"Zet het in minder mappen, of geef ze kortere namen: hoogstens {LONGEST} tekens bij elkaar."
            yield _problem(NAME, below, message, hint)
        elif entry.is_symlink() and (astray := _astray(entry.path, above[0])):
            yield _problem(UNREACHABLE, below, *astray)
        elif entry.is_dir():
            yield from _folder(below, entry, above, here)
        elif entry.is_file():
            yield below, entry.path
        else:
            yield _problem(UNREACHABLE, below, "Dit is geen gewoon bestand.", "Haal het weg uit `content/`.")


def _astray(place: str, top: str) -> tuple[str, str] | None:
    """Return the problem of a symbolic link that leads out of `content/` or nowhere, and what to do."""
    target = os.path.realpath(place)
    if not os.path.exists(target):  # noqa: PTH110
        return "Deze snelkoppeling wijst naar iets dat er niet is.", "Haal de snelkoppeling weg."
    if target != top and not target.startswith(top + os.sep):
        message = "Deze snelkoppeling wijst naar buiten `content/`."
        return message, "Zet het bestand zelf hier neer in plaats van de snelkoppeling."
    return None


def _folder(
    path: str, entry: os.DirEntry[str], above: tuple[str, ...], beside: Collection[str]
) -> Iterator[tuple[str, str] | Problem]:
    """Yield the files in a folder, and the problem of its name, unless it has no files yet."""
    here = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(above[-1], entry.name)  # noqa: PTH118
    if here in above:
        message = "Deze snelkoppeling wijst naar een map waar ze zelf in staat."
        yield _problem(UNREACHABLE, path, message, "Haal de snelkoppeling weg.")
        return
    found = tuple(_walk(path, entry.path, (*above, here)))
    yield from found
    if found and entry.name.endswith(".md"):
        right = slug(entry.name.removesuffix(".md")) or "map"
        message = "Dit is een map, maar de naam eindigt op `.md` alsof het een tekst is."
        fix = Fix(path, f"{path.rpartition('/')[0]}/{right}", is_safe=True, place=Place(path, 0))
        yield _problem(UNREACHABLE, path, message, f"Noem de map `{right}`.", fix=fix)
    elif found and ("." in entry.name or not is_name(entry.name)):
        yield misnamed(path, beside, slug(entry.name) or "map", "map")


def _read_texts(
    found: Mapping[str, str], each: Each, began: float, problems: list[Problem]
) -> tuple[dict[str, Source], tuple[MediaFile, ...]]:
    """Read every text, and examine every other file."""
    there: list[OnDisk] = []
    others: list[OnDisk] = []
    for path, place in found.items():
        try:
            if path.endswith(".md") or path in {*DATA, ADDRESSES}:
                there.append(OnDisk.at(path, place))
            elif meant := _meant_as_text(path, place, found):
                problems.append(meant)
            else:
                others.append(OnDisk.at(path, place))
        except OSError:
            problems.append(_unreadable(path, place))
    apart = {it.path for it in there if it.settled >= began}
    taken = _asked(take, [it for it in there if it.path in apart], _in_turn, problems)
    taken |= _asked(take, [it for it in there if it.path not in apart], each, problems)
    texts: dict[str, Source] = {}
    for path in (it.path for it in there if it.path in taken):
        source, wrong = taken[path]
        problems += wrong
        stem = path.rpartition("/")[2].removesuffix(".md")
        if path.endswith(".md") and ("." in stem or not is_name(stem)):
            problems.append(replace(misnamed(path, found), in_draft=says_draft(source.text if source else "")))
            if original_of(path, found):
                continue  # the only problem of a copy is that it exists
        if source and can_be_made(path.removesuffix(".md")):
            texts[path] = source
    media = _asked(examine, others, each, problems, crashed=undecodable).values()
    # The problem of a file name, like any other of a file, counts only once it is published.
    return texts, tuple(
        it if is_name(it.path.rpartition("/")[2]) else replace(it, problems=(misnamed(it.path, found), *it.problems))
        for it in media
    )


def _meant_as_text(path: str, place: str, names: Collection[str]) -> Problem | None:
    """Return the problem of a file that was meant as a text or as data, but has another name."""
    name = path.rpartition("/")[2]
    ending = name.lower().rpartition(".")[2]
    if ending in {"yaml", "yml"}:
        is_data = is_name(name) or original_of(path, names)
        return _other_data(path, name, names) if is_data else misnamed(path, names)
    text = _ALMOST_TEXT.fullmatch(name)
    if not text and ending in ENDINGS and ending != "txt":
        return None
    with open(place, "rb") as file:  # noqa: PTH123
        head = file.read(_MOST_FRONT_MATTER).decode("utf-8-sig", "replace")
    if ending == "md":
        problem = misnamed(path, names)
    elif text or head.startswith("---"):
        problem = not_a_text(path, slug(text[1] if text else _ENDINGS.sub("", name)) or "bestand", names)
    else:
        return None
    return replace(problem, in_draft=says_draft(head))


def _other_data(path: str, name: str, names: Collection[str]) -> Problem:
    known = [file.removeprefix(f"{ROOT}/") for file in DATA]
    near = nearest(name.partition(".")[0], (file.removesuffix(".yaml") for file in known))
    hint, fix = f"Haal het weg. Wel lees ik {list_in_words(known)}.", None
    if meant := original_of(path, names) or (f"{ROOT}/{near}.yaml" if near else ""):
        hint, fix = f"Noem het `{meant}`.", Fix(path, meant, place=Place(path, 0))
        if meant in names:
            fix = None
            hint = f"`{meant}` is er al. Neem daarin over wat je nog nodig hebt, en haal dit bestand weg."
    return Problem(NAME, Place(path, 1), f"Dit bestand lees ik niet: `{name}`.", hint, fix=fix)


def _asked(
    function: Callable[[OnDisk], Out],
    items: list[OnDisk],
    each: Each,
    problems: list[Problem],
    crashed: Callable[[OnDisk], Out] | None = None,
) -> dict[str, Out]:
    """Return `function` of every file that can be opened, by its path."""
    answers: dict[str, Out] = {}
    try:
        return dict(zip((it.path for it in items), each(function, items, crashed=crashed), strict=True))
    except OSError:  # a disk error, or a file that was removed: find out which, and read the others
        for item in items:
            try:
                answers[item.path] = function(item)
            except OSError:
                problems.append(_unreadable(item.path, item.place))
    return answers


def _unreadable(path: str, place: str) -> Problem:
    message = "Dit bestand kan ik niet openen."
    hint = "Kijk of je het zelf kunt openen. Staat het nog open in een ander programma? Sluit het daar."
    if (length := len(os.path.abspath(place))) > LONGEST_ON_WINDOWS:  # noqa: PTH100  text, as it came
        hint += f" Op Windows kan het ook aan de naam liggen: met alle mappen ervoor is die {length} tekens. "
        hint += f"Het mogen er {LONGEST_ON_WINDOWS} zijn. Geef het bestand dan een kortere naam."
    return _problem(UNREACHABLE, path, message, hint)


def _decoded(path: str, data: bytes, problems: list[Problem]) -> str | None:
    """Return the text in a file; None, with the reason among the problems, when it is not saved as UTF-8."""
    most = _MOST_TEXT if path.endswith(".md") else _MOST_DATA
    if len(data) > most:
        message = f"Dit bestand is groter dan {file_size(most)}. Zoveel woorden leest niemand, en ik ook niet."
        problems.append(_problem(UNREACHABLE, path, message, "Deel het op, of haal weg wat er niet in hoort."))
        return None
    line, hint = 1, "Open het bestand, kies Opslaan als, en kies bij codering voor UTF-8."
    kind = looks_like(data[:64])
    if kind and (b"\0" in data or data.startswith(_READABLE_MAGIC)):
        text = ""
        message = f"Dit is geen tekst, maar {kind} met een andere naam."
        hint = "Open het in dat programma en kopieer de tekst. Plak die in een nieuw bestand dat op `.md` eindigt."
    elif _wide(data):
        text = decoded(data)
        message = "Dit bestand is opgeslagen als UTF-16."
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = decoded(data)
            line = data.count(b"\n", 0, error.start) + 1
            message = f"Dit bestand is niet opgeslagen als UTF-8: op regel {line} staat {_likely(data, error.start)}."
        else:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            if "\0" not in text:
                return text
            line = text.count("\n", 0, text.index("\0")) + 1
            message = f"Op regel {line} staat een teken dat in geen tekst hoort (een nul-teken)."
            hint = "Typ de regel opnieuw, of haal het teken weg."
    problems.append(replace(_problem(NOT_TEXT, path, message, hint, line), in_draft=says_draft(text)))
    return None


def decoded(data: bytes) -> str:
    """Decode a text: as UTF-8, or as older versions of Notepad saved it."""
    if wide := _wide(data):
        return data.decode(wide, "replace").removeprefix("\ufeff")
    text = data.decode("utf-8-sig", "surrogateescape")
    return _NOT_UTF_8.sub(lambda found: bytes([ord(found[0]) & 0xFF]).decode("cp1252", "replace"), text)


def _wide(data: bytes) -> str:
    """Return the encoding of a text in UTF-16 ("Unicode" in Notepad); "" for any other."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    high, low = data[:_ENOUGH:2], data[1:_ENOUGH:2]
    if b"\0" in data[:_ENOUGH] and len(low) > 1:
        return "utf-16-le" if not any(low) and all(high) else "utf-16-be" if not any(high) and all(low) else ""
    return ""


def _likely(data: bytes, at: int) -> str:
    """Return the invalid byte in words, with its word as decoded in Windows-1252."""
    start = max(data.rfind(mark, 0, at) for mark in (b" ", b"\n")) + 1
    word = re.split(rb"\s", data[start : at + 20], maxsplit=1)[0]
    byte = f"de byte {data[at]:02X}"
    return f"{byte}, waarschijnlijk in `{word.decode('cp1252', 'replace')}`" if word else byte


def _problem(  # noqa: PLR0913  what can be said of a file
    rule: Rule, path: str, message: str, hint: str, line: int = 1, *, fix: Fix | None = None
) -> Problem:
    return Problem(rule, Place(path, line), message, hint, fix=fix)
