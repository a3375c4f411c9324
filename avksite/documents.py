"""One file becomes one document: its kind, its typed front matter, its rendered text, and the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from avksite.kinds import address_of, kind_of
from avksite.kinds.base import Entry, Kind
from avksite.problems import Place, Problem, Rule, Severity, Unusable
from avksite.reading import front_matter, markdown, schema
from avksite.reading.body import Body

if TYPE_CHECKING:
    from avksite.reading.files import Source

WRONG_FOLDER = Rule(
    id="map-verkeerd",
    severity=Severity.ERROR,
    promise="Een bericht of bijeenkomst staat in de map van zijn jaar.",
    why="Het adres van een pagina is de plek van het bestand. Met het jaar erin blijft een adres altijd uniek, "
    "en kan een lezer zien hoe oud een bericht is.",
    bad="-- content/nieuws/opening.md --\n"
    "---\ntitel: Opening\nkort: Wij gaan open.\ndatum: 3 mei 2024\n---\nKom je ook?\n",
    good="-- content/nieuws/2024/opening.md --\n"
    "---\ntitel: Opening\nkort: Wij gaan open.\ndatum: 3 mei 2024\n---\nKom je ook?\n",
)
RULES = (WRONG_FOLDER,)

YEAR_DIGITS = 4
PARTS_BY_YEAR = 4
"""content / nieuws / 2024 / opening.md"""


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the site; `path` counts from the project's root and has forward slashes."""

    path: str
    entry: Entry
    body: Body
    lines: Mapping[tuple[str | int, ...], int]
    typed: str
    """The whole file, to look up on which line a word was typed."""

    @property
    def kind(self) -> Kind:
        """The content type, by the folder the file is in."""
        return kind_of(self.path)

    @property
    def id(self) -> str:
        """The file's name without its ending: how other files name a person or organisation."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def address(self) -> str | None:
        """The site address, such as `/nieuws/2022/uitkomsten/`; None for a record without a page."""
        return address_of(self.path)

    def state(self, today: date) -> str:
        """Return how it stands on a day, as its kind words it: `Gesloten, uitkomst bekend`; "" for as announced."""
        first, *more = [badge.text for badge in self.kind.badges(self.entry, today) if badge.is_state] or [""]
        return ", ".join([first, *(words[:1].lower() + words[1:] for words in more)])

    def titled(self, today: date) -> str:
        """Return the title for a place where nothing else tells how it stands: `Afgelast: Congres over armoede`."""
        state = self.state(today)
        return f"{state}: {self.entry.title}" if state else self.entry.title

    def summed_up(self, today: date) -> str:
        """Return the summary for such a place: `Afgelast. Kom je ook?`."""
        parts = (f"{state}." if (state := self.state(today)) else "", self.entry.summary or "")
        return " ".join(filter(None, parts))

    def place(self, *loc: str | int) -> Place:
        """Return where a front matter key was typed; a key that is absent points at the nearest one around it."""
        while loc:
            if loc in self.lines:
                return Place(self.path, self.lines[loc])
            loc = loc[:-1]
        return Place(self.path, 1)


def understand(source: Source) -> tuple[Document | None, tuple[Problem, ...]]:
    """Turn one file into a document with the problems found on the way; an unusable file gives only problems."""
    try:
        front, problems = front_matter.split(source.path, source.text)
    except Unusable as unusable:
        return None, unusable.problems
    kind = kind_of(source.path)
    body, in_body = markdown.render(front.body, path=source.path, first_line=front.body_line)
    problems = (*problems, *in_body, *_misplaced(source.path, kind))
    try:
        entry = schema.validate(kind.entry, front, source.path)
    except Unusable as unusable:
        return None, (*problems, *unusable.problems)
    return Document(source.path, entry, body, front.lines, source.text), problems


def _misplaced(path: str, kind: Kind) -> tuple[Problem, ...]:
    parts = path.split("/")
    in_year = len(parts) == PARTS_BY_YEAR and len(parts[2]) == YEAR_DIGITS and parts[2].isdigit()
    if not kind.by_year or in_year:
        return ()
    return (
        Problem(
            WRONG_FOLDER,
            Place(path, 1),
            f"Dit bestand staat niet in de map van een jaar: `{path}`.",
            f"Zet het in `content/{kind.folder}/<jaar>/`, bijvoorbeeld `content/{kind.folder}/2024/{parts[-1]}`.",
        ),
    )
