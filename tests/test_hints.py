"""A hint, done to the letter, helps: the problem is gone and no error or warning comes in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from avksite.checks import RULES
from avksite.content.front_matter import split
from avksite.content.markdown import parse
from avksite.problems import Fix, Misread, Place, Problem, Rule, Severity, Unusable
from tests.content.test_front_matter import cases as heads
from tests.content.test_markdown import PRIVATE, UNSEEN
from tests.content.test_markdown import cases as bodies
from tests.content.test_values import READERS
from tests.content.test_values import cases as values
from tests.sites import concise, example_site, parts, site

TODAY = "28 november 2026"
QUOTED = re.compile(r"[`“]([^`”]+)[`”]")
OFFERS = re.compile(
    r"""
    \b[Tt]yp\ (?:(?:dan|hier|ook|alleen|weer)\ )* (?:het\ zo: | [`“])
    | Bedoel\ je\ [`“]
    | ^Schrijf\ [“`] (?!.*in\ de\ vorm\ die\ past)
    """,
    re.VERBOSE,
)
"""How a hint begins to say in so many words what to type."""
FILLED_IN = tuple(
    (re.compile(rf"(?<={key}: )…" if key else "…"), words)
    for key, words in (
        ("naar", "/index.md"),
        ("transcript", "/index.md"),
        ("mail", "noor@huis.nl"),
        ("adres", "https://huis.nl/"),
        ("", "iets anders"),
    )
)
"""What an author would fill in."""
MOST_ROUNDS = 9

Files = dict[str, str]


def files_of(text: str) -> Files:
    files: Files = {}
    for path, encoding, target, content in parts(text):
        more = f" -> {target}" if target else f" ({encoding})" if encoding != "utf-8" else ""
        files[f"{path}{more}"] = content
    return files


def text_of(files: Files) -> str:
    return "".join(f"-- {path} --\n{content}" for path, content in files.items())


def done(files: Files, problem: Problem, fix: Fix) -> Files:
    """Do to the files what the hint says."""
    place = fix.place or problem.place
    if place.line == 0:
        moved = {re.sub(rf"^{re.escape(fix.old)}(?=$|/| \()", fix.new, path): text for path, text in files.items()}
        assert moved != files, fix
        old, new = (path.removeprefix("content") for path in (fix.old, fix.new))
        return {path: text.replace(old, new) for path, text in moved.items()}
    return {**files, place.path: typed(files[place.path], place, fix)}


def typed(text: str, place: Place, fix: Fix) -> str:
    """Type in a text what a fix says."""
    start = sum(len(line) for line in text.splitlines(keepends=True)[: place.line - 1])
    line, _, _ = text[start:].partition("\n")
    at = text.find(fix.old, start)
    assert start <= at <= start + len(line), f"{fix.old!r} does not begin on line {place.line}: {line!r}"
    new = fix.new
    for room, words in FILLED_IN:
        new = room.sub(words, new)
    return f"{text[:at]}{new}{text[at + len(fix.old) :]}"


def says_what_it_does(problem: Problem, fix: Fix) -> bool:
    """Say whether the words of a hint show what is typed; what is moved or taken away, has no words."""
    words = [" ".join(word.split()) for word in QUOTED.findall(problem.hint)]
    new = " ".join(fix.new.split())
    return not words or fix.new in {"", f"\n{fix.old}"} or any(word in new or new in word for word in words)


def left(problem: Problem, before: tuple[Problem, ...], after: tuple[Problem, ...]) -> str:
    """Return what is still or newly wrong when a hint was done."""
    known = {(one.rule.id, one.message) for one in before}
    more = problem.fix.new.count("\n") - problem.fix.old.count("\n") if problem.fix else 0
    lines = {problem.place.line, problem.place.line + more}
    still = [
        one for one in after if one.place.line in lines and (one.rule, one.message) == (problem.rule, problem.message)
    ]
    fresh = [one for one in after if one.severity is not Severity.HINT and (one.rule.id, one.message) not in known]
    return concise((*still, *fresh))


def problems_of(files: Files, today: str = TODAY) -> tuple[Problem, ...]:
    return site(text_of(files), today).problems


def outcome(files: Files, problem: Problem, before: tuple[Problem, ...], today: str = TODAY) -> str:
    assert problem.fix
    assert says_what_it_does(problem, problem.fix), (problem.hint, problem.fix)
    return left(problem, before, problems_of(done(files, problem, problem.fix), today))


NEWS = (
    "-- content/nieuws/2026/soep.md --\n---\ntitel: Soep in het huis\n"
    "kort: We praten over wonen, en daarna is er soep voor iedereen.\ndatum: 20 november 2026\n{}---\nKom je ook?\n"
)
EVENT = NEWS.replace("nieuws/", "bijeenkomsten/").replace(
    "datum: 20 november 2026", "soort: werksessie\nlocatie:\n  plaats: Emmen"
)
BEGIN = "begin: 11 december 2026 13.00 uur\n"
TOPICS = (
    "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
    "onderwerpen:\n  leren: Leren en ontwikkelen\n  armoede: Armoede\n"
)
SETTINGS = "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
DRAWING = (
    "-- content/media/huis.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)
CONTACT = (
    "-- content/contact.md --\n---\ntitel: Contact\n---\n"
    "Bel gerust, of lees eerst over [de soep](/nieuws/2026/soep.md).\n"
)
PERSON = "-- content/personen/noor-bakker.md --\n---\nnaam: Noor Bakker\nrol: projectleider\n{}---\n"


def said(text: str) -> str:
    """Return a post with this text."""
    return NEWS.replace("Kom je ook?", text).format("")


BY_HAND = {
    "only its author knows which words belong there": {
        "titel-lang", "titel-met-datum",
        "titel-leeg", "titel-dubbel", "kop-leeg", "kop-dubbel", "kop-lang", "kop-nietszeggend", "geen-koppen",
        "beeld-bestandsnaam", "beeld-dubbel", "beeld-lang", "beeld-loos-woord", "beeld-tekst", "link-leeg", "link-kaal",
        "link-dubbelzinnig", "link-zin", "belofte-aantal", "belofte-beeld", "belofte-leeg", "nog-invullen",
        "nog-niet-af", "kort-lang", "voorbeeld-gebleven", "invulveld", "tabel-zonder-kop",
        "tabel-zonder-titel", "voetnoot-los", "blok-titel",
        "blok-inhoud", "letterwoord", "plek-of-kleur", "id-dubbel", "ruwe-html", "taal-onbekend", "vet-alles",
    },
    "a sentence is written anew": {
        "zin-lang", "zinnen-lang-achtereen", "alinea-lang", "kort-zin-lang", "woord-lang", "woord-moeilijk",
        "kort-moeilijk", "lijdend", "dubbel-niet", "leesniveau", "opsomming-haakjes", "vorm-aanspreek", "emoji-rij",
        "cursief-lang", "citaat-los", "citaat-herhaald", "lijst-stijl", "tabel-breed", "te-diep",
    },
    "of what is there, only its author knows what stays": {
        "sleutel-dubbel", "twee-versies", "adres-dubbel", "adres-bezet", "verwijzing-los", "tabel-lege-kolom",
        "tabel-rij", "homepage-ontbreekt", "bestand-ongenoemd", "niet-melden-fout", "niet-melden-onnodig",
        "document-pagina", "pagina-onbereikbaar", "mail-veel", "mail-groot", "mail-zwaar", "pagina-zwaar",
        "veel-bestanden",
    },
    "only its author knows where it ends or belongs": {"blok-open", "code-open", "blok-diep"},
    "somebody has to find out how it is": {
        "fase-periode", "datum-betrekkelijk", "oproep-datum", "datums-botsen", "eind-is-begin", "ondertiteling-tijd",
        "ondertiteling-leesbaar", "aanmelden-nergens", "handtest-verlopen", "handtest-toekomst", "toestemming-voorbij",
        "toestemming-bijna-voorbij", "video-zonder-beschrijving", "video-zonder-ondertiteling", "video-zonder-tekst",
        "geluid-zonder-tekst", "zonder-tijd", "link-besloten",
        "onbekend-tekst", "onbekend-bestand", "beeld-ontbreekt", "adres-regel", "adressen-weg",
    },
    "people decide about what is private": {"bsn", "iban", "geboortedatum", "kind-naam"},
    "another program makes the file anew": {
        "tekst-onleesbaar", "afbeelding-stuk", "afbeelding-soort", "afbeelding-te-groot", "tekening-onveilig",
        "bestand-stuk", "bestand-onbereikbaar", "bestand-soort", "beeld-beweegt", "document-ontoegankelijk",
        "uitvoer-schrijven",
    },
    "it is in a template": {"sjabloon-stuk"},
}  # fmt: skip
"""Why no machine can do what the hint says of the bad example of a rule → the ids of those rules."""
THOUGHT = frozenset[str]().union(*BY_HAND.values())

TRIED = {
    "a mail address in a field for the web": EVENT.format(f"{BEGIN}aanmelden:\n  adres: noor@voorbeeld.nl\n"),
    "a web address in a field for mail": EVENT.format(f"{BEGIN}aanmelden:\n  mail: https://voorbeeld.nl/kom\n"),
    "one value for a group": EVENT.format(f"{BEGIN}aanmelden: noor@voorbeeld.nl\n"),
    "a time and a title in one": EVENT.format(f"{BEGIN}programma:\n  - 13.00 uur Inloop\n"),
    "an end after midnight": EVENT.format("begin: 11 december 2026 20.00 uur\neind: 11 december 2026 1.00 uur\n"),
    "a time in words": EVENT.format(f"{BEGIN}programma:\n  - tijd: half twee\n    titel: Inloop\n"),
    "a time in words behind a date": EVENT.format("begin: 11 december 2026 half twee\n"),
    "a key that lost its spaces": NEWS.format("oproep:\nsluit: 12 december 2026\n"),
    "yes for a group": NEWS.format("oproep: ja\n"),
    "two topics as a sentence": TOPICS + NEWS.format("onderwerpen: leren, armoede\n"),
    "two topics with and": TOPICS + NEWS.format("onderwerpen: leren en armoede\n"),
    "the title of a topic": TOPICS + NEWS.format("onderwerpen: Leren en ontwikkelen\n"),
    "a first name": NEWS.format("contact: Noor\n") + PERSON.format(""),
    "a full name": NEWS.format("contact: Noor Bakker\n") + PERSON.format(""),
    "a misspelt key": NEWS.format("kontact: noor-bakker\n") + PERSON.format(""),
    "a date that may be two days": NEWS.format("bijgewerkt: 11/12/2026\n"),
    "a date that may be two days, with a time": EVENT.format("begin: 11/12/2026 13.00 uur\n"),
    "a month first": NEWS.format("bijgewerkt: 11/24/2026\n"),
    "a mail address as web link": NEWS.replace("Kom je ook?", "Mail [Noor](noor@voorbeeld.nl).").format(""),
    "a picture without its group": NEWS.format("afbeelding: /media/huis.svg\n") + DRAWING,
    "a picture without words": NEWS.format("afbeelding:\n  bestand: /media/huis.svg\n") + DRAWING,
    "a picture without words on one line": NEWS.format("afbeelding: {bestand: /media/huis.svg}\n") + DRAWING,
    "two pictures without a list": EVENT.format(
        f"{BEGIN}fotos:\n  bestand: /media/huis.svg\n  alt: Een huis met een rode deur.\n"
    )
    + DRAWING,
    "one picture for a list": EVENT.format(f"{BEGIN}fotos: /media/huis.svg\n") + DRAWING,
    "a part of a programme for all of it": EVENT.format(f"{BEGIN}programma: Inloop\n"),
    "a group on one line that lacks a key": EVENT.replace(
        "locatie:\n  plaats: Emmen", "locatie: {naam: Het huis}"
    ).replace("{}", BEGIN),
    "a key above the group that it belongs in": NEWS.format("sluit: 12 december 2026\noproep:\n  voor-wie: buren\n"),
    "a key of a group that is not there": EVENT.format(f"{BEGIN}tot: 1 december 2026\nmail: noor@voorbeeld.nl\n"),
    "keys of a group that lost their spaces": EVENT.format(
        f"{BEGIN}aanmelden:\nmail: noor@voorbeeld.nl\ntot: 1 december 2026\n"
    ),
    "a key that has its own lines, outside its group": NEWS.format(
        "oproep:\n  sluit: 12 december 2026\ninzenden:\n  mail: noor@voorbeeld.nl\nvoor-wie:\n  - buren\n"
    ),
    "a key inside a group that it does not belong in": NEWS.format(
        "oproep:\n  concept: nee\n  sluit: 12 december 2026\n"
    ),
    "a way in without an address": EVENT.format(f"{BEGIN}aanmelden:\n  tot: 1 december 2026\n"),
    "a mail address with a comma": EVENT.format(f"{BEGIN}aanmelden:\n  mail: noor@voorbeeld,nl\n"),
    "a date with a wrong day of the week": EVENT.format("begin: maandag 11 december 2026 13.00 uur\n"),
    "a date with quotes around it and a year cut short": NEWS.format('bijgewerkt: "24-11-26"\n'),
    "two topics in an item": TOPICS + NEWS.format("onderwerpen:\n  - leren, armoede\n"),
    "two topics in an item of a list on one line": TOPICS + NEWS.format("onderwerpen: [leren en armoede]\n"),
    "an address of the menu without a title": f"{SETTINGS}menu:\n  - /nieuws/\n",
    "a title in the menu without an address": f"{SETTINGS}menu:\n  - titel: Nieuws\n",
    "a dash that is missing in the menu": f"{SETTINGS}menu:\n  - titel: Nieuws\n    naar: /nieuws/\n"
    "  titel: Begin\n    naar: /index.md\n",
    "an item of the menu that is no item": f"{SETTINGS}menu:\n  - titel: Nieuws\n    naar: /nieuws/\n  Begin\n",
    "an old address with a question": NEWS.format("oude-adressen: https://oud.nl/soep?id=3\n"),
    "old addresses with a question": NEWS.format("oude-adressen: [/soep/?id=3, /brood/?id=4]\n"),
    "a link to nowhere that names its page": said("Bel ons: [alles over contact](#).") + CONTACT,
    "a link to nowhere without an address": said("Bel ons: [alles over contact]().") + CONTACT,
    "a link that lost its last bracket": said("Zie [het begin](/index.md."),
    "an address of one's own computer": said("Zie [het begin](http://localhost:8000/)."),
    "a film by its address": said(
        "/// video | Een film\n    bestand: https://www.youtube.com/watch?v=abc\n    ondertiteling: ja\n"
        "    transcript: /index.md\n    audiodescriptie: ja\n///"
    ),
    "an option without its spaces": said("/// knop | Naar het begin\nnaar: /index.md\n///"),
    "a period with a slip": said("/// fase | Beginnen\n    van: febuari 2026\n    tot: maart 2026\n///"),
    "signs of other tools": said(
        "Neem ==brood== mee, of [b]soep[/b], en lees [het begin|https://voorbeeld.nl/] of (het huis)[/index.md]."
    ),
    "a misspelt page": NEWS.replace("Kom je ook?", "Zie [het begin](/indx.md).").format(""),
}


@pytest.mark.parametrize("typed", TRIED.values(), ids=TRIED.keys())
def test_hints_done_to_the_letter_one_after_the_other_leave_a_sound_site(typed: str) -> None:
    files, given = files_of(typed), False
    for _ in range(MOST_ROUNDS):
        problems = problems_of(files)
        assert all(problem.fix for problem in problems if OFFERS.search(problem.hint)), concise(problems)
        fixable = (problem for problem in problems if problem.fix)
        first = min(fixable, key=lambda problem: bool(problem.fix and problem.fix.to_fill), default=None)
        if first is None or first.fix is None:
            break
        assert says_what_it_does(first, first.fix), (first.hint, first.fix)
        files, given = done(files, first, first.fix), True
    assert given
    assert concise(problem for problem in problems if problem.severity is not Severity.HINT) == ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_says_to_type_about_its_bad_example_solves_it(rule: Rule) -> None:
    files = files_of(example_site(rule.explanation.bad))
    before = problems_of(files, "1 mei 2024")
    assert any(problem.fix for problem in before) is (rule.id not in THOUGHT)
    for problem in before:
        assert problem.fix or not OFFERS.search(problem.hint), problem.hint
        assert not problem.fix or outcome(files, problem, before, "1 mei 2024") == "", problem.hint


def test_a_rule_that_asks_for_thought_has_one_reason() -> None:
    named = [rule for rules in BY_HAND.values() for rule in rules]
    assert len(named) == len(set(named))
    assert set(named) <= {rule.id for rule in RULES}


def reads_head(text: str) -> tuple[Problem, ...]:
    try:
        return split("content/proef.md", text)[1]
    except Unusable as unusable:
        return unusable.problems


@pytest.mark.parametrize("text", [pytest.param(case.values[0], id=str(case.id)) for case in heads() if case.values[2]])
def test_what_is_said_to_type_above_a_text_is_read(text: str) -> None:
    before = reads_head(text)
    for problem in before:
        assert problem.fix or not OFFERS.search(problem.hint), problem.hint
        if problem.fix:
            assert says_what_it_does(problem, problem.fix), problem.hint
            after = reads_head(typed(text, problem.fix.place or problem.place, problem.fix))
            assert left(problem, before, after) == "", problem.hint


@pytest.mark.parametrize("text", [pytest.param(case.values[0], id=str(case.id)) for case in bodies()])
def test_what_is_said_to_type_in_a_text_is_read(text: str) -> None:
    text = UNSEEN.sub(lambda found: chr(int(found[1], 16)), text)
    before = parse(text, path="content/a.md")[1]
    for problem in before:
        assert problem.fix or not OFFERS.search(problem.hint) or PRIVATE.search(text), problem.hint
        if problem.fix:
            assert says_what_it_does(problem, problem.fix), problem.hint
            after = parse(typed(text, problem.fix.place or problem.place, problem.fix), path="content/a.md")[1]
            assert left(problem, before, after) == "", problem.hint


OFFERS_A_FORM = re.compile(r"zoals|[Bb]ijvoorbeeld|Is het een |Kijk of|achter `")
"""A hint that shows the form, for a value that only the author knows."""


def refused() -> Iterator[Any]:
    """Yield every refused value of the specification."""
    for case in values():
        name, typed, expected = case.values
        if isinstance(expected, tuple):
            yield pytest.param(name, typed, *expected, id=case.id)


@pytest.mark.parametrize(("name", "typed", "message", "hint"), list(refused()))
def test_what_a_hint_says_to_type_for_a_value_is_read(name: str, typed: str, message: str, hint: str) -> None:
    del message
    adapter = TypeAdapter[Any](READERS[name][0])
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(typed)
    misread = raised.value.errors()[0]["ctx"]["error"]
    assert isinstance(misread, Misread)
    assert misread.offer or OFFERS_A_FORM.search(hint) or not OFFERS.search(hint), hint
    for value in [word for word in QUOTED.findall(hint) if len(word) > 1] if misread.offer else ():
        adapter.validate_python(value)
    assert misread.offer in hint
