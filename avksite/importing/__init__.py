"""`import`: converts old texts to drafts, with questions that only a person can answer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from avksite.commands.edits import Edit
from avksite.commands.new import scaffold
from avksite.content import front_matter
from avksite.content.keys import keys_of
from avksite.content.markdown.links import MAIL
from avksite.content.names import is_page_address, old_address
from avksite.dutch.formatting import count_in_words, list_in_words, shortened, slug
from avksite.frozen import dataclass
from avksite.importing.cleaning import Cleaned, Contact, cleaned, known_day, quote_in
from avksite.importing.pictures import MEDIA, finder, placed
from avksite.importing.pieces import Find, Old, Piece, path_in, written
from avksite.importing.plain import read_plain
from avksite.importing.web import read_page
from avksite.importing.word import read_word
from avksite.importing.wordpress import read_wordpress
from avksite.kinds.event import EVENT
from avksite.kinds.news import NEWS
from avksite.kinds.page import PAGE
from avksite.kinds.person import PERSON
from avksite.patterns import regex
from avksite.problems import Misread, Unusable, refused

MOST_FILES = 1_000
MOST_TEXT = 10_000_000
MOST_READ = {".docx": 100_000_000, ".xml": 100_000_000}
"""Most bytes of a file: these formats hold images, or a whole site."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An old text as the files to write, with questions for a person."""

    source: str
    path: str
    """The path of the draft itself, which is the first of the files."""
    files: tuple[tuple[str, bytes], ...]
    """The path, from the project's root, and the bytes of everything to write."""
    questions: tuple[str, ...]
    dropped: tuple[str, ...]
    """What was dropped because it belonged to the page around it."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that write it, the draft itself last: one that is there is not taken over again."""
        return tuple(Edit(path, None, content) for path, content in reversed(self.files))

    @property
    def report(self) -> str:
        """What a person reads of it."""
        also = [path for path, _ in self.files[1:]]
        left_out = [f"“{shortened(text, 60)}”" for text in self.dropped]
        return "\n".join(
            (
                f"Gemaakt: {self.path}, van {self.source}",
                *((f"  Ook gemaakt: {list_in_words(also)}",) if also else ()),
                *((f"  Weggelaten: {list_in_words(left_out)}",) if left_out else ()),
                *(f"  {number}. {question}" for number, question in enumerate(self.questions, 1)),
            )
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """An old text that could not become a draft, with the reason and what to do."""

    source: str
    message: str
    hint: str

    @property
    def report(self) -> str:
        """What a person reads of it."""
        return f"Niet gelukt: {self.source}\n  {self.message} {self.hint}".rstrip()


def closing(made: int, asked: int, refused: int) -> str:
    """Return a summary of an import: drafts, questions and refused texts."""
    drafts, left = count_in_words(made, "concept", "concepten"), count_in_words(asked, "vraag", "vragen")
    lines = [f"Klaar: {drafts}, {left}{f', {refused} niet gelukt' if refused else ''}."]
    if made:
        lines += [
            "  Een concept staat niet op de site. Lees elke tekst na, beantwoord de vragen, en haal `concept: ja` weg.",
            "  Wat er nog mist, zegt: python3 build.py check",
        ]
    return "\n".join(lines)


def import_from(root: Path, source: Path, day: date) -> Iterator[Draft | Refused]:
    """Yield the drafts of a file, or of every text in a folder; the caller writes each before taking the next.

    Nothing is written here. A text that cannot be read is yielded as Refused. Raises Misread when there is nothing to
    import.
    """
    people = _people(root)
    for file in _files(source):
        name = file.relative_to(source).as_posix() if source.is_dir() else file.name
        texts = _read(file, source if source.is_dir() else source.parent, name)
        while True:
            shown = name
            try:
                old = next(texts, None)
                if old is None:
                    break
                shown = old.name
                yield _draft(root, old, people, day)
            except Misread as misread:
                yield Refused(shown, misread.message, misread.hint)
            except Unusable as unusable:
                yield from (Refused(shown, problem.message, problem.hint) for problem in unusable.problems[:1])


# Files.


_LITTER = regex(r"\..*|~.*|thumbs\.db|desktop\.ini|__macosx|.*_(?:bestanden|files)", re.IGNORECASE)
"""Files that operating systems leave behind, and the folder that a browser saves with a page."""


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    if not source.is_dir():
        raise Misread(f"`{source}` is er niet.", "Kijk of de naam klopt, of sleep het bestand in het venster.")
    found: list[Path] = []
    for above, folders, files in os.walk(source):  # symbolic links to folders are not followed
        folders[:] = [name for name in folders if not _LITTER.fullmatch(name)]
        paths = (Path(above, name) for name in files if not _LITTER.fullmatch(name))
        found += (path for path in paths if path.suffix.lower() in _READERS)
    if len(found) > MOST_FILES:
        raise Misread(f"In deze map staan meer dan {MOST_FILES} teksten.", "Importeer ze in delen: een map per keer.")
    if not found:
        raise Misread("In deze map staat geen tekst die ik kan lezen.", f"Dit kan wel: {_KNOWN}.")
    return sorted(found)


def _read(file: Path, base: Path, name: str) -> Iterator[Old]:
    """Yield the texts of a file: one, or those of an export."""
    ending = file.suffix.lower()
    if ending not in _READERS:
        raise Misread(
            f"`{name}` is een soort bestand dat ik niet lees.", _INSTEAD.get(ending, f"Dit kan wel: {_KNOWN}.")
        )
    if not file.resolve().is_relative_to(base.resolve()):
        raise Misread(f"`{name}` wijst naar een plek buiten deze map.", "Zet het bestand zelf in de map.")
    with refused(f"`{name}` kan ik niet openen."):
        if file.stat().st_size > MOST_READ.get(ending, MOST_TEXT):
            raise Misread(f"`{name}` is te groot.", "Knip het op in kleinere bestanden, en importeer die.")
        data = file.read_bytes()
    yield from _READERS[ending](data, name, finder(file.parent, base))


_READERS: dict[str, Callable[[bytes, str, Find], Iterable[Old]]] = {
    ".txt": read_plain,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_page),
    ".docx": read_word,
    ".xml": read_wordpress,
}
_KNOWN = "een tekst (.txt), een pagina (.html), een Word-document (.docx) of een export van WordPress (.xml)"
_SAVE = "Open het in Word, kies Opslaan als, en bewaar het als Word-document (.docx)."
_INSTEAD = dict.fromkeys((".doc", ".odt", ".rtf", ".docm", ".pages"), _SAVE)


# Drafts.


def _draft(root: Path, old: Old, people: dict[str, str], day: date) -> Draft:
    text = cleaned(old)
    kind, values, pieces = _typed(old, text)
    records, contacts, unknown = [], [], []
    for person in text.people:
        known = people.get(person.mail) or people.get(slug(person.name))
        if known is None:
            about = {"naam": person.name, "rol": person.role, "telefoon": person.phone, "mail": person.mail}
            path, record = scaffold(root, PERSON.name, about, day, offers=False)
            records.append((path, record.encode()))
            known = Path(path).stem
            people |= {slug(person.name): known} | ({person.mail: known} if person.mail else {})
            if not person.role:
                unknown.append(f"Wat doet {person.name}? Vul in `{path}` achter `rol` in wat hij of zij doet.")
        else:
            unknown += _lacking(root / "content" / PERSON.folder / f"{known}.md", person)
        contacts.append(known)
    values |= {"contact": contacts, "oude-adressen": [address] if (address := _address(old.address)) else []}
    shown, media, refused = placed(root, old.find, pieces, slug(text.title)[:40].strip("-") or "beeld")
    path, made = scaffold(root, kind, values, day, body=written(shown), offers=False)
    questions = (*_open(made), *unknown, *_about(made, text, refused, asks_address=old.was_public and not address))
    return Draft(old.name, path, ((path, made.encode()), *records, *media), questions, text.dropped)


def _typed(old: Old, text: Cleaned) -> tuple[str, dict[str, str | list[str]], tuple[Piece, ...]]:
    """Return the kind or variant of a text, the values found in it, and the rest of it."""
    values: dict[str, str | list[str]] = {"titel": text.title}
    kind, pieces = old.kind or (NEWS if text.written else PAGE), text.pieces
    name = kind.name
    if len(old.summary.split()) <= 50:  # noqa: PLR2004  as `kort` may have
        values["kort"] = old.summary
    held = None if old.kind or text.written else _held(text.title)
    if held:
        name = EVENT.name
        values["begin"], values["soort"] = held
    elif kind is NEWS:
        values["datum"] = text.written
        values["citaat"], pieces = quote_in(pieces)
        for variant in NEWS.variants:
            shouted = re.match(rf"{variant}\b", text.title, re.IGNORECASE)
            if shouted:
                name = variant
                values["titel"] = f"{variant.capitalize()}{text.title[shouted.end() :]}"
                values |= {f"{variant}.{key}": value for key, value in _closing(pieces)}
    return name, values, pieces


_DAY = regex(r"\b\d{1,2} [a-z]+ \d{4}\b", re.IGNORECASE)
_UNTIL = regex(rf"(?:tot en met|t/m|uiterlijk(?: op)?) (?:\w+dag )?(?P<day>{_DAY.pattern})", re.IGNORECASE)
_MAIL = regex(MAIL)


def _held(title: str) -> tuple[str, str] | None:
    """Return the day and type of the event that a title names: `Congres 25 oktober 2021`."""
    day = _DAY.search(title)
    sort = next((sort for sort in keys_of(EVENT.entry)["soort"].choices if sort in title.casefold()), "")
    return (day[0], sort) if sort and day and known_day(day[0]) else None


def _closing(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    """Yield the deadline and address of a call, when the text names exactly one day."""
    found = {until["day"]: piece.words for piece in pieces for until in _UNTIL.finditer(piece.words)}
    for day, words in found.items() if len(found) == 1 else ():
        if known_day(day):
            yield "sluit", day
            yield from (("inzenden.mail", mail[0]) for mail in _MAIL.finditer(words))


def _address(typed: str) -> str:
    """Return the old address of a text within the site; "" when it is invalid."""
    path = path_in(typed)
    address = old_address(path) if path.strip("/") else ""
    return address if is_page_address(address) else ""


def _people(root: Path) -> dict[str, str]:
    """Return the ids of people, by mail address and by name."""
    found: dict[str, str] = {}
    for file in sorted((root / "content" / PERSON.folder).glob("*.md")):
        if values := _values(file):
            found |= {
                str(values.get("mail") or file.stem): file.stem,
                slug(str(values.get("naam", file.stem))): file.stem,
            }
    return found


def _values(file: Path) -> Mapping[str, object]:
    """Return the front matter of a text; nothing when it cannot be read, which a check reports."""
    try:
        return front_matter.split(file.name, file.read_text(encoding="utf-8-sig"))[0].values
    except (Unusable, OSError, UnicodeDecodeError):
        return {}


def _lacking(file: Path, person: Contact) -> Iterator[str]:
    """Yield questions about a phone number or mail address that the record of a person lacks."""
    values = _values(file)
    for key, given in (("telefoon", person.phone), ("mail", person.mail)):
        if values and given and not values.get(key):
            where = f"`{key}: {given}` in `content/{PERSON.folder}/{file.name}`"
            yield f"De oude tekst noemt een {key} van {person.name} die wij niet hebben. Klopt dat? Zet dan {where}."


# Questions.


def _open(text: str) -> Iterator[str]:
    """Yield the required keys that are empty."""
    front = text.partition("\n---\n")[0].split("\n")
    empty = [
        f"`{found[1]}` (regel {number})"
        for number, line in enumerate(front, 1)
        if (found := re.fullmatch(r"\s*([a-z-]+):", line)) and not (number < len(front) and front[number][:1] == " ")
    ]
    if empty:
        yield f"Vul in wat nog leeg is: {list_in_words(empty)}."


def _about(text: str, found: Cleaned, refused: list[str], *, asks_address: bool) -> Iterator[str]:
    if asks_address:
        yield "Op welk adres stond deze tekst? Zet het boven de tekst, zoals `oude-adressen: [/nieuws/oud-bericht/]`."
    lines = list(enumerate(text.split("\n"), 1))
    if pictures := [number for number, line in lines if line.startswith("![](")]:
        what = count_in_words(len(pictures), "afbeelding", "afbeeldingen")
        yield f"Wat is er te zien op {what}? Schrijf het tussen de rechte haken op {_at(pictures)}."
    if films := [number for number, line in lines if line.startswith("/// video")]:
        yield f"Vul bij de film in wat er nog niet staat, op {_at(films)}."
    if tables := [number for number, line in lines if re.search(r"\| Kop \d+ \|", line)]:
        yield f"Een kolom van een tabel had geen kop. Verander `Kop` met een nummer, op {_at(tables)}."
    if refused:
        yield f"Deze afbeeldingen konden niet mee: {list_in_words(refused)}. Zet ze zelf in `{MEDIA}/`."
    if lost := [number for number, line in lines if any(one and one in line for one in found.lost)]:
        what = "iets wat niet meekwam: een link, een film of een afbeelding"
        yield f"De tekst noemt {what}. Kijk bij {_at(lost)}. Zet het er weer bij, of verander de zin."


def _at(lines: list[int]) -> str:
    shown = [str(line) for line in lines[:10]]
    more = [*shown, "verder"] if len(lines) > len(shown) else shown
    return f"regel {list_in_words(more)}"
