"""References by name: to a person, an organisation, a topic, a figure, a language, or the way to sign up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from avksite.content.addresses import parse_mail, parse_phone
from avksite.content.body import Emphasis, Link, walk
from avksite.content.data_files import FACTS
from avksite.content.keys import one_of
from avksite.content.languages import is_language
from avksite.content.settings import SITE, Newsletter
from avksite.dutch.formatting import date_in_words, slug
from avksite.kinds.base import Document, Names, references
from avksite.kinds.page import PAGE
from avksite.kinds.person import Person
from avksite.memo.queries import query
from avksite.problems import ERROR, Fix, Place, Problem, Rule, nearest, understood
from avksite.rendering.sign_up import BLOCK, sign_up_way
from avksite.site import Site

PERSON = Rule(
    "onbekend-persoon", ERROR, "Elke persoon die je met de naam van een bestand noemt, staat in `content/personen/`."
)
ORGANISATION = Rule(
    "onbekend-organisatie",
    ERROR,
    "Elke organisatie die je met de naam van een bestand noemt, staat in `content/organisaties/`.",
)
TOPIC = Rule("onbekend-onderwerp", ERROR, "Elk onderwerp staat in de lijst in `content/site.yaml`.")
FIGURE = Rule("onbekend-feit", ERROR, "Elk getal dat je bij naam noemt, staat in `content/feiten.yaml`.")
NOWHERE = Rule("aanmelden-nergens", ERROR, "Waar staat hoe je je aanmeldt, kun je je ook aanmelden.")
LANGUAGE = Rule(
    "taal-onbekend", ERROR, "Van elke pagina en elk stuk in een andere taal is bekend welke taal het is.", "3.1.1"
)

IF_GONE = "Hoort `{}` er niet meer bij? Haal de naam dan op al deze plekken weg, of noem een ander."
"""What else to do when many texts give one name: then it was there before."""


_MOST_NAMED = 8
"""Names to choose from that a hint can hold."""
_FILE_OF_PERSON = (
    "Het {} staat in het bestand van die persoon. Typ hier alleen de naam ervan, zoals `voornaam-achternaam`."
)


class _Register(NamedTuple):
    """Where the records of one sort are kept, which names are known, and how to add one."""

    rule: Rule
    plural: str
    known: Mapping[str, str]
    """Each name, with what a reader sees."""
    add: str
    """What to do to make a new one; `{}` is its name."""

    def path(self, name: str) -> str:
        """Return the path of the record with a name, of those that are files."""
        return f"content/{self.plural}/{name}.md"


class TypedName(NamedTuple):
    """A name where it was typed, and what it stands for."""

    what: Names
    text: str
    place: Place
    may_be_free: bool = False


def check(site: Site, in_texts: Iterable[tuple[TypedName, ...]]) -> Iterator[Problem]:
    """Check every name in texts and in site.yaml, and the language of the site."""
    registers = _registers(site)
    unknown: defaultdict[tuple[Names, str], list[TypedName]] = defaultdict(list)
    for name in (*chain.from_iterable(in_texts), *named_in_settings(site)):
        register = registers.get(name.what)
        if register and name.text not in register.known and register.path(name.text) not in site.unusable:
            unknown[name.what, name.text].append(name)
    for (what, text), names in unknown.items():  # once for each name: to look for what was meant takes long
        message, hint, new = _about(site, registers[what], names[0])
        hint += f" {IF_GONE.format(text)}" if len(names) > 1 else ""
        for name in names:
            fix = Fix(text, new) if new else None
            yield Problem(registers[what].rule, name.place, message, hint, fix=fix, cause=text)
    yield from _language(site.config.lang, site.content.settings.place("taal"))


def check_text(site: Site, document: Document) -> Iterator[Problem]:
    """Check every language code in a text, and each sign-up block that would be empty."""
    for code, place in _languages(document):
        yield from _language(code, place)
    for block in document.body.blocks:
        if block.name == BLOCK and nobody_signs_up(site):
            message = "Het blok `aanmelden` blijft leeg: ik weet niet waar een lezer zich aanmeldt."
            hint = "Zet in `content/site.yaml`, onder `nieuwsbrief`, bijvoorbeeld "
            hint += "`aanmelden: mailto:naam@voorbeeld.nl?subject=Aanmelden%20nieuwsbrief`."
            yield Problem(NOWHERE, Place(document.path, block.line), message, hint)


@query
def nobody_signs_up(site: Site) -> bool:
    """Return whether there is no way to sign up; what of site.yaml cannot be read is reported there."""
    misread = ("nieuwsbrief",) in site.content.settings.lines and site.config.newsletter == Newsletter()
    return not (misread or sign_up_way(site))


def _language(code: str, place: Place) -> Iterator[Problem]:
    if not is_language(code):
        hint = "Typ een code van twee letters: `nl` voor Nederlands, `en` voor Engels, `de` voor Duits, "
        hint += "`pl` voor Pools."
        yield Problem(LANGUAGE, place, f"`{code}` is geen code van een taal.", hint, about=code)


def _registers(site: Site) -> dict[Names, _Register]:
    file = "maak het bestand `content/{}/{{}}.md`."
    registers = {
        what: _Register(rule, plural, {key: it.entry.title for key, it in records.items()}, file.format(plural))
        for what, rule, plural, records in (
            (Names.PERSON, PERSON, "personen", site.people),
            (Names.ORGANISATION, ORGANISATION, "organisaties", site.partners),
        )
    }
    add = "zet `{{}}` met het getal in `{}`."
    registers[Names.FIGURE] = _Register(FIGURE, "feiten", dict.fromkeys(site.facts, ""), add.format(FACTS))
    if site.config.topics:  # a site that lists no topics leaves its authors free
        add = f"zet `{{}}` in `{SITE}` onder `onderwerpen:`."
        registers[Names.TOPIC] = _Register(TOPIC, "onderwerpen", site.config.topics, add)
    return registers


def named_in(document: Document) -> Iterator[TypedName]:
    """Yield every name in a text."""
    yield from _in_front_matter(document)
    for fact in document.body.facts:
        yield TypedName(Names.FIGURE, fact.name, Place(document.path, fact.line))
    for block in document.body.blocks:
        for name, what, option in (("contact", Names.PERSON, "persoon"), ("cijfers", Names.FIGURE, "feiten")):
            if block.name == name:
                place = Place(document.path, block.option_lines.get(option, block.line))
                yield from (TypedName(what, one, place) for one in block.listed(option) if one)


def named_in_settings(site: Site) -> Iterator[TypedName]:
    """Yield every name in site.yaml."""
    config, place_of = site.config, site.content.settings.place
    for index, person in enumerate(config.contacts):
        yield TypedName(Names.PERSON, person, place_of("contact", index))
    for number, section in enumerate(config.newsletter.sections):
        for index, topic in enumerate(section.topics):
            yield TypedName(Names.TOPIC, topic, place_of("nieuwsbrief", "rubrieken", number, "onderwerpen", index))


def _in_front_matter(document: Document) -> Iterator[TypedName]:
    for loc, reference in references(document.entry):
        if reference.names in {Names.PERSON, Names.ORGANISATION, Names.TOPIC} and not reference.is_free:
            yield TypedName(reference.names, reference, document.place(*loc), reference.may_be_free)
    if PAGE.holds(document):
        for index, figure in enumerate(document.entry.figures):
            yield TypedName(Names.FIGURE, figure, document.place("cijfers", index))


def _languages(document: Document) -> Iterator[tuple[str, Place]]:
    yield document.entry.lang, document.place("taal")
    for passage in document.body.passages if document.body.foreign else ():
        for node in walk(passage.children):
            if isinstance(node, Emphasis | Link) and node.lang:
                yield node.lang, Place(document.path, passage.line)
    for block in document.body.blocks:
        if block.name == "video" and (code := block.option("taal")):
            yield code, Place(document.path, block.option_lines.get("taal", block.line))


def _about(site: Site, register: _Register, name: TypedName) -> tuple[str, str, str]:
    """Return what is wrong, what to do, and what to type instead of the name; "" when that is for the author to say."""
    path = register.path(name.text)
    if path in site.drafts:
        return f"`{path}` is nog een concept.", f"Haal in `{path}` de regel `concept: ja` weg.", ""
    if (hidden := site.withheld.get(path)) and hidden.entry.visible_from:
        message = f"`{path}` telt pas mee vanaf {date_in_words(hidden.entry.visible_from.start.date())}."
        return message, f"Haal in `{path}` de regel `publiceer` weg, of noem dit hier pas later.", ""
    message = f"`{name.text}` staat niet bij de {register.plural}."
    if what := _way_to_reach(name.text) if register.rule is PERSON else "":
        message = f"`{name.text}` is een {what}. Hier hoort de naam van een bestand in `content/personen/`."
        theirs = next((key for key, it in site.people.items() if _is_of(it.entry, name.text)), "")
        return message, f"Bedoel je `{theirs}`?" if theirs else _FILE_OF_PERSON.format(what), theirs
    if several := _several(name.text, register):
        return f"Bij één naam staan er {len(several)}: `{name.text}`.", *_parted(site, name, several)
    if alike := _called(name.text, register):
        return message, f"Bedoel je {one_of(alike)}?", alike[0]
    meant = nearest(name.text, register.known)
    hints = [f"Bedoel je `{meant}`?"] if meant else []
    if register.known and not meant and (name.what is Names.TOPIC or len(register.known) <= _MOST_NAMED):
        hints = [f"Kies uit: {one_of(list(register.known))}."]
    hints.append(register.add.format(name.text if name.what is Names.FIGURE else slug(name.text)))
    if name.may_be_free:
        hints.append("typ de naam voluit, met hoofdletters.")
    hint = " Of ".join(hints)
    return message, hint[:1].upper() + hint[1:], meant or ""


def _parted(site: Site, name: TypedName, several: list[str]) -> tuple[str, str]:
    """Return what to type for names that were typed as one: a list, or in a list each as an item of its own."""
    document = site.by_path.get(name.place.path)
    line = document.typed.split("\n")[name.place.line - 1] if document else ""
    if line.lstrip().startswith("- "):
        margin = line[: len(line) - len(line.lstrip())]
        return f"Zet elke naam op een eigen regel: `- {'`, `- '.join(several)}`.", f"\n{margin}- ".join(several)
    listed = ", ".join(several) if "[" in line else f"[{', '.join(several)}]"
    return f"Typ `{listed}`.", listed


def _way_to_reach(typed: str) -> str:
    """Return what somebody typed in place of a name: a number or an address; "" for anything else."""
    return "telefoonnummer" if understood(parse_phone, typed) else "mailadres" if understood(parse_mail, typed) else ""


def _is_of(person: Person, typed: str) -> bool:
    if phone := understood(parse_phone, typed):
        return person.phone == phone
    return (person.mail or "").casefold() == typed.casefold()


def _several(typed: str, register: _Register) -> list[str]:
    """Return the names in one that was typed as a sentence: `leren, armoede` is two; empty when it is one."""
    parts = [part.strip() for part in re.split(r"[,;/]|\ben\b", typed)]
    found = [next(iter([part] if part in register.known else _called(part, register)), "") for part in parts if part]
    return found if len(found) > 1 and all(found) else []


def _called(typed: str, register: _Register) -> list[str]:
    """Return what is called so by its title, or by a person's first name."""
    folded = typed.casefold()
    titles = {key: str(title).casefold() for key, title in register.known.items()}
    whole = [key for key, title in titles.items() if folded in {key.casefold(), title} or slug(typed) == key]
    return whole or [key for key, title in titles.items() if title.split(" ")[0] == folded and register.rule is PERSON]
