"""Cleans old texts: removes buttons, title, date and contact from the text, and finds fake lists and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from avksite.content.addresses import parse_phone
from avksite.content.markdown.links import MAIL
from avksite.content.markdown.lists import read_marker
from avksite.dutch.dates import parse_date
from avksite.dutch.formatting import date_in_words, slug
from avksite.frozen import dataclass
from avksite.importing.pieces import Old, Piece, Sort, words_in
from avksite.patterns import regex
from avksite.problems import Misread, understood

MOST_TITLE = 100
"""Most characters of a first line that is the title."""
NEAR = 6
"""Pieces below the title in which its repetition and the date are sought."""
MOST_HEADING = 10
"""Most words of a line that is a heading."""
MOST_TOLD = 100
"""Most places that a question counts."""
MOST_PIECES = 20_000
"""Most paragraphs and items of one text."""
MOST_RUNNING = 2_000
"""Characters of a paragraph that is looked into for people, or goes on in the next: nobody wrote a longer one."""
_SHORT_LINE = 40
"""Characters of a line that is not broken off, but short by itself."""
MOST_CALL = 5
"""Most words of a call to action: `Doe mee!`."""
_ENDS_A_SENTENCE = regex(r"[.…,;:][”’\"')]*$")
_AROUND = regex(
    r"""
    terug (?:[ ]naar[ ].{1,40})?
    | (?:ga[ ])? (?:direct[ ])? naar (?:[ ](?:de|het))? [ ] (?:hoofd)? (?:inhoud|menu|navigatie|boven)
    | direct[ ]naar | skip[ ]to[ ]content | menu | home | zoeken | sluiten | lees[ ]voor | voorlezen
    | del(?:en)? (?:[ ](?:via|op|met)[ ].{1,40})? | deel (?:[ ](?:dit|deze|via|op)\b.{0,40})? | share.{0,30}
    | (?:(?:facebook|twitter|x|linkedin|whatsapp|e-?mail|instagram|print(?:en)?|afdrukken) [ ,|/·]*)+
    | (?: (?:tekst|letters?|letter[ ]?afstand|regel[ ]?afstand|contrast)
        [ ] (?:groter|kleiner|vergroten|verkleinen) [ ]* )+
    | logo [ ] .{1,30}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What is around the text of a page, and was copied with it."""
_DATE_LINE = regex(r"(?:geschreven|geplaatst|gepubliceerd)(?: op)?:?\s+(?P<date>.{6,40})", re.IGNORECASE)
_QUOTED = regex(r"[“\"„](?P<said>[^“”\"„]{20,1000})[”\"]\.?")
_TO_NOWHERE = regex(r"(?<![!\\])\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\((?:#[^()]*|javascript:[^()]*|)\)")
_LEADS = regex(r"\b(?:bekijk|lees hier|lees meer|lees verder|download|klik|meld je aan)\b", re.IGNORECASE)
_POINTS = regex(
    r"\b(?:hieronder|hiernaast|onderstaande?)\b.{1,100}\b(?:model|schema|figuur|grafiek|foto|afbeelding|link"
    r"|\w*(?:film|video)|knop|button)"
    r"|\b(?:model|schema|figuur|grafiek|fotos?|afbeelding(?:en)?|links?|\w*(?:film|video)(?:pje|s)?|knop(?:pen)?|buttons?)"
    r" (?:hieronder|hiernaast)\b",
    re.IGNORECASE,
)
_FAKE_LEVEL = 7
"""The level of a heading that is only a short or bold line: below every real one."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person whom a text names with a phone number or mail address."""

    name: str
    role: str
    phone: str
    mail: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, and what was found in it."""

    title: str
    written: str
    pieces: tuple[Piece, ...]
    people: tuple[Contact, ...]
    dropped: tuple[str, ...]
    """The text of what was dropped."""
    lost: tuple[str, ...]
    """Stretches of text about something that is missing, such as a link."""


def cleaned(old: Old) -> Cleaned:
    """Return a text without what the page around it added, with real headings and lists; its words are unchanged."""
    if len(old.pieces) > MOST_PIECES:
        raise Misread(f"`{old.name}` is te groot.", "Knip het op in kleinere bestanden, en importeer die.")
    pieces = [piece for whole in old.pieces for piece in _apart(whole) if piece.text.strip() or piece.target]
    dropped = [piece.words for piece in pieces if _is_around(piece)]
    pieces = [piece for piece in pieces if not _is_around(piece)]
    title, pieces, before = _title(old, pieces)
    written, pieces = _date(old, pieces)
    people, pieces, lines = _contacts(pieces)
    pieces = [*_with_headings([*_with_lists(_whole(pieces))], is_plain=old.is_plain)]
    lost = tuple(islice(_lost(pieces, is_plain=old.is_plain), MOST_TOLD))
    pieces = [replace(piece, text=_TO_NOWHERE.sub(r"\g<words>", piece.text)) for piece in pieces]
    removed = tuple(dict.fromkeys((*before, *dropped, *lines)))
    return Cleaned(title, written, tuple(pieces), tuple(people), removed, lost)


def _apart(piece: Piece) -> Iterator[Piece]:
    """Yield the lines of a text as separate pieces if one of them is a button or a date."""
    lines = piece.text.split("\n") if piece.sort is Sort.TEXT else []
    if len(lines) > 1 and any(_AROUND.fullmatch(line) or _DATE_LINE.fullmatch(line) for line in lines):
        yield from (replace(piece, text=line) for line in lines)
    else:
        yield piece


def _is_around(piece: Piece) -> bool:
    running = piece.sort in {Sort.TEXT, Sort.HEADING, Sort.ITEM}
    return running and _AROUND.fullmatch(piece.words.rstrip(".:")) is not None


def _title(old: Old, pieces: list[Piece]) -> tuple[str, list[Piece], list[str]]:
    """Return the title, the pieces without it, and the pieces above it."""
    at, title = -1, words_in(old.title)
    heads = [at for at, it in enumerate(pieces) if it.sort is Sort.HEADING and it.level == 1 and slug(it.words)]
    is_on_top = bool(heads) and all(len(piece.words.split()) <= MOST_HEADING for piece in pieces[: heads[0]])
    if not title and is_on_top:
        at = heads[0]
    elif not title and pieces and pieces[0].sort in {Sort.HEADING, Sort.TEXT}:
        at = 0 if slug(pieces[0].words) and len(pieces[0].words) <= MOST_TITLE else -1
    name = re.sub(r"[-_]+", " ", old.name.rpartition("/")[2].partition(".")[0]).strip().capitalize()
    title = title or (pieces[at].words if at >= 0 else "") or name
    title = title.removesuffix(".") if title.count(".") == 1 else title
    above, rest = pieces[: max(at, 0)], pieces[at + 1 :]
    pictures = [piece for piece in above if piece.sort is Sort.PICTURE]
    again = [piece for piece in rest[:NEAR] if piece.target or slug(piece.words) != slug(title)]
    return title, [*pictures, *again, *rest[NEAR:]], [piece.words for piece in above if piece.sort is not Sort.PICTURE]


def _date(old: Old, pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """Return the date of the text, and the pieces without its line."""
    for at, piece in enumerate(pieces[:NEAR]):
        found = _DATE_LINE.fullmatch(piece.words)
        if found and (day := known_day(found["date"])):
            return day, [*pieces[:at], *pieces[at + 1 :]]
    day = known_day(old.written)
    near = [piece for piece in pieces[:NEAR] if not (day and piece.words and day.startswith(piece.words))]
    return day, [*near, *pieces[NEAR:]]


def known_day(typed: str) -> str:
    """Return a date in words; "" for what is none."""
    day = understood(parse_date, typed.rstrip("."))
    return date_in_words(day) if day else ""


def quote_in(pieces: Sequence[Piece]) -> tuple[str, tuple[Piece, ...]]:
    """Return the quote at the start of a text, "" when there is none, and the pieces without it."""
    for at, piece in enumerate(pieces[:2]):
        found = _QUOTED.fullmatch(piece.words) if piece.sort in {Sort.TEXT, Sort.QUOTE} else None
        if found and "](" not in piece.text:
            return found["said"], (*pieces[:at], *pieces[at + 1 :])
        if piece.sort is not Sort.PICTURE:
            break
    return "", tuple(pieces)


# Paragraphs, lists and headings.


def _whole(pieces: list[Piece]) -> list[Piece]:
    """Join paragraphs that were broken off within a sentence."""
    done: list[Piece] = []
    for piece in pieces:
        above = done[-1] if done else None
        continues = piece.sort is Sort.TEXT and piece.text[:1].islower() and read_marker(piece.text) is None
        if continues and above and above.sort is Sort.TEXT and _is_broken_off(above.text):
            done[-1] = replace(above, text=f"{above.text} {piece.text}")
        else:
            done.append(piece)
    return done


def _is_broken_off(text: str) -> bool:
    """Return whether a paragraph may continue in the next: it fills a line, and ends without punctuation."""
    is_running = _SHORT_LINE < len(text) < MOST_RUNNING and "\n" not in text and read_marker(text) is None
    return is_running and re.search(r"[\w,]\**$", text) is not None


def _with_lists(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces with real items for lines that start with a bullet, or with consecutive numbers."""
    found = [read_marker(it.text) if it.sort is Sort.TEXT and "\n" not in it.text else None for it in pieces]
    numbers = [marker.number if marker else 0 for marker in found]
    for piece, before, number, after in zip(pieces, [-1, *numbers], numbers, [*numbers[1:], -1], strict=False):
        lines = piece.text.split("\n") if piece.sort is Sort.TEXT else []
        # A marker that was text got escaped; in a list it is meant.
        signed = [line.removeprefix("\\") if line[:3] in {"\\* ", "\\+ "} else line for line in lines]
        markers = [marker if (marker := read_marker(line)) and line[marker.width :] else None for line in signed]
        first = next((at for at, marker in enumerate(markers) if marker), len(lines))
        counts_on = not number or 0 < before == number - 1 or after == number + 1
        if first == len(lines) or not counts_on or not all(markers[first:]):
            yield piece
            continue
        if first:
            yield replace(piece, text="\n".join(lines[:first]))
        for line, marker in zip(signed[first:], markers[first:], strict=True):
            if marker:
                yield Piece(Sort.ITEM, line[marker.width :].strip(), 0, marker.is_number)


def _with_headings(pieces: list[Piece], *, is_plain: bool) -> Iterator[Piece]:
    """Yield pieces with a heading for every line that looks like one, without skipped levels."""
    found = [
        replace(piece, sort=Sort.HEADING, text=piece.words.rstrip(":"), level=_FAKE_LEVEL)
        if _is_heading(piece, below, is_plain=is_plain)
        else piece
        for piece, below in zip_longest(pieces, pieces[1:])
    ]
    series = Counter(_series(piece) for piece in found)
    end = max((at for at, piece in enumerate(found, 1) if piece.sort is not Sort.HEADING), default=0)
    levels: list[int] = []
    for at, piece in enumerate(found):
        if at >= end:  # nothing is below it, so it is no heading
            yield replace(piece, sort=Sort.TEXT, level=0)
        elif piece.sort is Sort.HEADING:
            is_deeper = piece.level == _FAKE_LEVEL and _series(piece) and series[_series(piece)] > 1
            level = piece.level + bool(is_deeper)
            levels = [*(above for above in levels if above < level), level]
            yield replace(piece, level=min(len(levels) + 1, 6))
        else:
            yield piece


def _series(piece: Piece) -> str:
    """Return the first word of a numbered heading: `Fase` of `Fase 1 voorjaar`."""
    found = re.match(r"(\w+) \d{1,2}\b", piece.text) if piece.sort is Sort.HEADING else None
    return found[1] if found else ""


def _is_heading(piece: Piece, below: Piece | None, *, is_plain: bool) -> bool:
    words = piece.words
    if piece.sort is not Sort.TEXT or below is None or below.sort is Sort.HEADING or not words:
        return False
    is_short = len(words.split()) <= (MOST_CALL if words.endswith("!") else MOST_HEADING)
    if not is_short or _ENDS_A_SENTENCE.search(words.rstrip(":")) or "\n" in piece.text:
        return False
    if re.fullmatch(r"\*\*[^*]+\*\*:?", piece.text):
        return True
    begins = words[:1].isupper() or words[:1].isdigit()
    has_text = below.sort is Sort.ITEM or len(below.words.split()) > MOST_HEADING or below.words[-1:] in {".", ":"}
    leads = _LEADS.match(words) or "@" in words or "](" in piece.text
    return is_plain and begins and has_text and not leads and not words.endswith(":")


def _lost(pieces: list[Piece], *, is_plain: bool) -> Iterator[str]:
    """Yield stretches of text about a link, film or picture that is missing."""
    for piece, below in zip_longest(pieces, pieces[1:]):
        if piece.sort not in {Sort.TEXT, Sort.ITEM}:
            continue
        leads = is_plain and _LEADS.search(piece.words) and "](" not in piece.text
        points = (below is None or below.sort in {Sort.TEXT, Sort.HEADING}) and _POINTS.search(piece.words)
        ends = piece.sort is Sort.TEXT and piece.words.endswith(":") and below is None
        if leads or points or ends or _TO_NOWHERE.search(piece.text):
            yield _TO_NOWHERE.sub(r"\g<words>", piece.text).split("\n")[0]


# People.


_MAIL = regex(MAIL)
_PHONE = regex(r"(?<![\w@.])(?:\+|00)?\d(?:[ ()-]{0,2}\d){8,13}(?!\w)")
_PART = r"[A-ZÀ-Þ][\w’'-]+"
_NAME = regex(
    rf"(?:(?:[Dd]rs?|[Pp]rof|[Ii]r|[Mm]r|[Ii]ng)\. )*(?:(?:[A-Z]\.)+|{_PART})"
    rf"(?:(?: (?:van|de|der|den|het|ter|ten|te|von|la|[’']t))* {_PART}){{1,3}}"
)
_ASKED = regex(r"\b(?:contact\b[^.]*\bmet|bel(?:len)?|mail(?:en)?)(?: (?:met|naar))? $", re.IGNORECASE)
_ROLE = regex(r"(?:,\s*|\s+\()(?P<role>[a-zà-ÿ][^,.;:()@\d]{2,60}?)(?: via)?\s*(?:[,)]|$)")
_JOB = regex(r"\w*(?:leider|adviseur|coördinator|medewerker|voorzitter|secretaris|manager|redacteur|coach)")
_GLUE = regex(
    r"\b(?:neem|neemt|gerust|dan|contact|op|met|via|of|en|ook|tel(?:efoon)?|telefonisch|e-?mail(?:en)?|mail(?:en)?"
    r"|bel(?:len)?|voor|meer|informatie|vragen|heb|hebt|je|jij|u|wil|wilt|weten|kun|kunt|kan|naar|bij|aan|stuur|een)\b"
    r"|[\W_]+",
    re.IGNORECASE,
)
"""Other words of a line with only a contact."""


def _contacts(pieces: list[Piece]) -> tuple[list[Contact], list[Piece], list[str]]:
    """Return the contacts, the pieces without lines with only a contact, and those lines."""
    people: dict[str, Contact] = {}
    kept: list[Piece] = []
    dropped: list[str] = []
    for piece in pieces:
        words = piece.words if piece.sort in {Sort.TEXT, Sort.ITEM} else ""
        person = person_in(words) if len(words) < MOST_RUNNING and re.search(r"[@\d]", words) else None
        if person:
            people.setdefault(slug(person.name), person)
        if person and _is_only_contact(words, person):
            dropped.append(words)
            if kept and kept[-1].words and not _GLUE.sub("", kept[-1].words):  # `Meer informatie?`
                kept.pop()
        else:
            kept.append(piece)
    return list(people.values()), kept, dropped


def person_in(words: str) -> Contact | None:
    """Return the person of the number or address in a text; None when that is uncertain."""
    found = _MAIL.search(words)
    mail = found[0] if found else ""
    phones = (understood(parse_phone, number[0]) for number in _PHONE.finditer(words))
    phone = next((phone.text for phone in phones if phone), "")
    local = slug(mail.partition("@")[0])
    for found in _NAME.finditer(words) if mail or phone else ():
        first, _, rest = found[0].partition(" ")
        job = first.lower() if _JOB.fullmatch(first.lower()) and " " in rest else ""
        name = rest if job else found[0]
        is_theirs = bool(local) and slug(name.split()[-1]) in local
        if is_theirs or (_ASKED.search(words[: found.start()]) and not local.startswith("info")):
            role = _ROLE.match(words, found.end())
            return Contact(name, job or (role["role"] if role else ""), phone, mail)
    return None


def _is_only_contact(words: str, person: Contact) -> bool:
    rest = _PHONE.sub(" ", _MAIL.sub(" ", words)).replace(person.name, " ")
    rest = re.sub(re.escape(person.role), " ", rest, flags=re.IGNORECASE) if person.role else rest
    return not _GLUE.sub("", rest)
