"""Names that stand for something kept elsewhere: a person, an organisation, a topic, a figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.content.data_files import FACTS
from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words
from avksite.kinds.base import Names, references
from avksite.kinds.page import PAGE
from avksite.problems import Fix, Place, Problem, Rule, Severity, nearest

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site

_PERSON = "-- content/personen/noor-bakker.md --\n---\nnaam: Noor Bakker\nrol: projectleider\n---\n"
_TOPICS = (
    "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl\n"
    "onderwerpen:\n  wonen: Wonen in een dorp\n  zorg: Zorg dichtbij\n"
)
_FACTS = '-- content/feiten.yaml --\npartners:\n  getal: "42"\n  eenheid: partners\n'


def _page(lines: str, text: str = "Tekst.") -> str:
    return f"-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n{lines}---\n{text}\n"


PERSON = Rule(
    id="onbekend-persoon",
    severity=Severity.ERROR,
    promise="Elke persoon die je met de naam van een bestand noemt, staat in `content/personen/`.",
    why="Het adreskaartje komt uit dat bestand. Zonder bestand kan een lezer niemand bellen of mailen.",
    bad=_page("contact: noor-baker\n") + _PERSON,
    good=_page("contact: noor-bakker\n") + _PERSON,
)

ORGANISATION = Rule(
    id="onbekend-organisatie",
    severity=Severity.ERROR,
    promise="Elke organisatie die je met de naam van een bestand noemt, staat in `content/organisaties/`.",
    why="De naam en de link komen uit dat bestand. Zonder bestand ziet een lezer alleen een code.",
    bad="-- content/organisaties/huis.md --\n---\nnaam: Huis\nsector: wonen\n---\nTekst.\n"
    "-- content/personen/noor-bakker.md --\n---\nnaam: Noor Bakker\nrol: projectleider\norganisatie: huiz\n---\n",
    good="-- content/organisaties/huis.md --\n---\nnaam: Huis\nsector: wonen\n---\nTekst.\n"
    "-- content/personen/noor-bakker.md --\n---\nnaam: Noor Bakker\nrol: projectleider\norganisatie: huis\n---\n",
)

TOPIC = Rule(
    id="onbekend-onderwerp",
    severity=Severity.ERROR,
    promise="Elk onderwerp staat in de lijst in `content/site.yaml`.",
    why="Met een tikfout ontstaat er een tweede onderwerp. Wie het goede kiest, vindt jouw pagina dan niet.",
    bad=_page("onderwerpen: [woonen]\n") + _TOPICS,
    good=_page("onderwerpen: [wonen]\n") + _TOPICS,
)

FIGURE = Rule(
    id="onbekend-feit",
    severity=Severity.ERROR,
    promise="Elk getal dat je bij naam noemt, staat in `content/feiten.yaml`.",
    why="De site zet het getal op de plek van de naam. Zonder getal ziet de lezer de naam tussen accolades.",
    bad=_page("", "Wij zijn met {feit:partner} partners.") + _FACTS,
    good=_page("", "Wij zijn met {feit:partners} partners.") + _FACTS,
)

RULES = (PERSON, ORGANISATION, TOPIC, FIGURE)

IF_GONE = "Hoort `{}` er niet meer bij? Haal de naam dan op al deze plekken weg, of noem een ander."
"""What else to do when many texts give one name: then it was there before."""


@dataclass(frozen=True, slots=True)
class _Register:
    """Where the records of one sort are kept, which names are known, and how to add one."""

    rule: Rule
    plural: str
    known: Mapping[str, str]
    """Each name, with what a reader sees."""
    add: str
    """What to do to make a new one; `{}` is its name."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name where it was typed; `what` it stands for is a person, an organisation, a topic or a figure."""

    what: Names
    text: str
    place: Place
    may_be_free: bool = False


def check(site: Site) -> Iterator[Problem]:
    """Look up every name that was typed."""
    registers = _registers(site)
    unknown = [
        name
        for name in _names(site)
        if name.text not in registers[name.what].known
        and f"content/{registers[name.what].plural}/{name.text}.md" not in site.unusable
    ]
    said: dict[
        tuple[Names, str], tuple[str, str, str]
    ] = {}  # once for each name: to look for what was meant takes long
    times = Counter((name.what, name.text) for name in unknown)
    for name in unknown:
        register, same = registers[name.what], (name.what, name.text)
        if same not in said:
            said[same] = _about(site, register, name)
        message, hint, new = said[same]
        fix = Fix(name.text, new) if new else None
        more = f" {IF_GONE.format(name.text)}" if times[same] > 1 else ""
        yield Problem(register.rule, name.place, message, hint + more, fix=fix, cause=name.text)


def _registers(site: Site) -> dict[Names, _Register]:
    topics = site.config.topics
    return {
        Names.PERSON: _Register(PERSON, "personen", _titles(site.people), "maak het bestand `content/personen/{}.md`."),
        Names.ORGANISATION: _Register(
            ORGANISATION, "organisaties", _titles(site.partners), "maak het bestand `content/organisaties/{}.md`."
        ),
        Names.TOPIC: _Register(TOPIC, "onderwerpen", topics, f"zet `{{}}` in `{SITE}` onder `onderwerpen:`."),
        Names.FIGURE: _Register(
            FIGURE, "feiten", dict.fromkeys(site.facts, ""), f"zet `{{}}` met het getal in `{FACTS}`."
        ),
    }


def _titles(documents: Mapping[str, Document]) -> dict[str, str]:
    return {key: document.entry.title for key, document in documents.items()}


def _names(site: Site) -> Iterator[_Name]:
    """Yield every name in what is published."""
    for document in site.documents:
        for name in (*_in_front_matter(document), *_in_text(document)):
            # A site that lists no topics leaves its authors free.
            if name.what is not Names.TOPIC or site.config.topics:
                yield name
    config, lines = site.config, site.settings.lines
    for index, person in enumerate(config.contacts):
        yield _Name(Names.PERSON, person, Place(SITE, lines.get(("contact", index)) or lines.get(("contact",), 1)))
    for number, section in enumerate(config.newsletter.sections):
        loc = ("nieuwsbrief", "rubrieken", number, "onderwerpen")
        for index, topic in enumerate(section.topics):
            yield _Name(Names.TOPIC, topic, Place(SITE, lines.get((*loc, index)) or lines.get(loc, 1)))


def _in_front_matter(document: Document) -> Iterator[_Name]:
    for loc, reference in references(document.entry):
        if reference.names in {Names.PERSON, Names.ORGANISATION, Names.TOPIC} and not reference.is_free:
            yield _Name(reference.names, reference, document.place(*loc), reference.may_be_free)
    if PAGE.holds(document):
        for index, figure in enumerate(document.entry.figures):
            yield _Name(Names.FIGURE, figure, document.place("cijfers", index))


def _in_text(document: Document) -> Iterator[_Name]:
    for fact in document.body.facts:
        yield _Name(Names.FIGURE, fact.name, Place(document.path, fact.line))
    for block in document.body.blocks:
        for name, what, option in (("contact", Names.PERSON, "persoon"), ("cijfers", Names.FIGURE, "feiten")):
            typed = block.options.get(option, ()) if block.name == name else ()
            place = Place(document.path, block.option_lines.get(option, block.line))
            for one in (typed,) if isinstance(typed, str) else typed:
                if one:
                    yield _Name(what, one, place)


def _about(site: Site, register: _Register, name: _Name) -> tuple[str, str, str]:
    """Return what is wrong, what to do, and what to type instead of the name; "" when that is for the author to say."""
    path = f"content/{register.plural}/{name.text}.md"
    if path in site.drafts:
        return f"`{path}` is nog een concept.", f"Haal in `{path}` de regel `concept: ja` weg.", ""
    for item in site.withheld:
        if item.document.path == path and item.until is not None:
            message = f"`{path}` telt pas mee vanaf {date_in_words(item.until.date())}."
            return message, f"Haal in `{path}` de regel `publiceer` weg, of noem dit hier pas later.", ""
    message = f"`{name.text}` staat niet bij de {register.plural}."
    if several := _several(name.text, register):
        return f"Bij één naam staan er {len(several)}: `{name.text}`.", *_parted(site, name, several)
    if alike := _called(name.text, register):
        return message, f"Bedoel je {_either(alike)}?", alike[0]
    meant = nearest(name.text, register.known)
    ways = [f"Bedoel je `{meant}`?" if meant else "", register.add.format(name.text)]
    if name.what is Names.TOPIC and not meant:
        return message, f"Kies uit: {_either(list(register.known))}. Of {register.add.format(name.text)}", ""
    if name.may_be_free:
        ways.append("typ de naam voluit, met hoofdletters.")
    said = [way for way in ways if way]
    return message, " Of ".join([_capital(said[0]), *said[1:]]), meant or ""


def _parted(site: Site, name: _Name, several: list[str]) -> tuple[str, str]:
    """Return what to type for names that were typed as one: a list, or in a list each as an item of its own."""
    document = site.by_path.get(name.place.path)
    line = document.typed.split("\n")[name.place.line - 1] if document else ""
    if line.lstrip().startswith("- "):
        margin = line[: len(line) - len(line.lstrip())]
        return f"Zet elke naam op een eigen regel: `- {'`, `- '.join(several)}`.", f"\n{margin}- ".join(several)
    listed = ", ".join(several) if "[" in line else f"[{', '.join(several)}]"
    return f"Typ `{listed}`.", listed


def _several(typed: str, register: _Register) -> list[str]:
    """Return the names in one that was typed as a sentence: `leren, armoede` is two; empty when it is one."""
    parts = [part.strip() for part in re.split(r"[,;/]|\ben\b", typed)]
    found = [next(iter([part] if part in register.known else _called(part, register)), "") for part in parts if part]
    return found if len(found) > 1 and all(found) else []


def _called(typed: str, register: _Register) -> list[str]:
    """Return what is called so by its title, or by a person's first name."""
    folded = typed.casefold()
    titles = {key: str(title).casefold() for key, title in register.known.items()}
    whole = [key for key, title in titles.items() if folded in {key.casefold(), title}]
    return whole or [key for key, title in titles.items() if title.split(" ")[0] == folded and register.rule is PERSON]


def _either(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} of {quoted[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
