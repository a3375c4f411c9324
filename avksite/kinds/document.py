"""Turns one file into a document: its kind, entry, body, the line of every key, and its targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from avksite.content import front_matter, markdown, schema
from avksite.content.files import Source
from avksite.content.front_matter.scalars import is_empty
from avksite.content.keys import keys_of
from avksite.dutch.dates import parse_moment
from avksite.dutch.formatting import slug
from avksite.kinds import address_of, elsewhere, kind_of, likelier
from avksite.kinds.base import Document, DocumentText, Kind, Names, Target, Wanted, pictures, references, texts
from avksite.kinds.page import PAGE
from avksite.memo.digest import digest
from avksite.memo.later import at_hand
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Place, Problem, Rule, Unusable, understood

WRONG_FOLDER = Rule("map-verkeerd", ERROR, "Een bericht of bijeenkomst staat in de map van zijn jaar.")

NO_YEAR = "<jaar>"
"""The placeholder for an unknown year."""
LONGEST_DATE = 60
_IN_YEAR = regex(r"content/[^/]+/[0-9]{4}/[^/]+")
"""content / nieuws / 2024 / opening.md"""


def understand(source: Source) -> tuple[Document | None, tuple[Problem, ...]]:
    """Turn one file into a document with the problems found on the way; an unusable file gives only problems."""
    try:
        front, problems = front_matter.split(source.path, source.text)
    except Unusable as unusable:
        return None, unusable.problems
    kind = kind_of(source.path)
    body, in_body = markdown.parse(front.body, path=source.path, first_line=front.body_line)
    meant = likelier(source.path, kind, front.values.keys())
    unasked = _unasked(source, kind, front)
    problems = (*problems, *in_body, *unasked, *_misplaced(source.path, kind, meant, front))
    kind = meant or kind
    try:
        entry = schema.validate(kind.entry, front, source.path, elsewhere(kind))
    except Unusable as unusable:
        return None, (*problems, *unusable.problems)
    if meant:
        return None, problems
    text = at_hand(digest((source.path, source.text)), DocumentText(body, source.text), name=source.path)
    document = Document(source.path, address_of(source.path), kind, entry, front.lines, text)
    targets = (*_in_text(document), *_in_front_matter(document))
    leads = [(it.target, it.wanted, it.words, it.is_link, it.is_played, it.is_web) for it in targets]
    blocks = frozenset(block.name for block in body.blocks)
    head = digest((source.path, kind.name, entry, front.lines, leads, body.anchors, blocks))
    agreed = tuple((loc, picture) for loc, picture in pictures(entry) if picture.consent_until)
    known = replace(document, targets=targets, anchors=body.anchors, blocks=blocks, agreements=agreed, head=head)
    return known, problems


def _unasked(source: Source, kind: Kind, front: front_matter.FrontMatter) -> Iterator[Problem]:
    """Report a variant group, such as that of a call, in which nothing is filled in yet.

    An empty group counts as absent. Only a key without any value is one that an author still has to fill in: a program
    writes `null` or `""`.
    """
    for variant in kind.variants:
        if not is_empty(front.values.get(variant, "")):
            continue
        for key in (below.name for below in keys_of(kind.entry)[variant].below if below.required):
            line = front.lines.get((variant, key))
            if line and re.search(rf"^[ \t]+{key}:[ \t]*$", source.text, re.MULTILINE):
                message = f"Achter `{key}` staat niets. Zo wordt dit geen {variant}."
                value, example = schema.example_of(kind.entry, (variant, key))
                away = f"Is het geen {variant}? Haal dan `{variant}:` weg, met wat eronder staat."
                fix = Fix(f"{key}:", f"{key}: {value}", to_fill=True)
                hint = f"Vul het aan: {example} {away}"
                yield Problem(schema.ABSENT, Place(source.path, line), message, hint, fix=fix)


def _misplaced(path: str, kind: Kind, meant: Kind | None, front: front_matter.FrontMatter) -> Iterator[Problem]:
    if meant is not None:
        message = f"Dit is {meant.in_words}, zo te zien aan wat erboven staat. Het bestand staat op de verkeerde plek."
    elif kind.by_year and not _IN_YEAR.fullmatch(path):
        message = f"Dit bestand staat niet in de map van een jaar: `{path}`."
    else:
        return
    right = (meant or kind).path(path.rpartition("/")[2], _year(front.values))
    if slug(path.split("/")[1]) == right.split("/")[1] != path.split("/")[1]:
        return  # only the name of the folder is wrong: reported once for all files in it
    fix = None if NO_YEAR in right else Fix(path, right, place=Place(path, 0))
    yield Problem(WRONG_FOLDER, Place(path, 1), message, f"Verplaats het naar `{right}`.", fix=fix)


def _year(values: Mapping[str, Any]) -> str:
    """Return the year of the first date in the front matter, for the folder of the file; else `<jaar>`."""
    short = (value for value in values.values() if isinstance(value, str) and len(value) <= LONGEST_DATE)
    return next((str(it.day.year) for value in short if (it := understood(parse_moment, value))), NO_YEAR)


IN_BLOCKS: dict[tuple[str, str], Wanted] = {
    ("knop", "naar"): Wanted.LINK,
    ("download", "bestand"): Wanted.FILE,
    ("video", "bestand"): Wanted.FILE,
    ("video", "adres"): Wanted.LINK,
    ("video", "poster"): Wanted.PICTURE,
    ("video", "ondertiteling"): Wanted.FILE,
    ("video", "transcript"): Wanted.EITHER,
    ("audio", "bestand"): Wanted.FILE,
    ("audio", "adres"): Wanted.LINK,
    ("audio", "transcript"): Wanted.EITHER,
}
"""Block and option → what its target should be."""

TEXT_OR_FILE = frozenset({"uitkomsten", "transcript"})
OF_PICTURES = frozenset({"afbeelding", "foto", "fotos", "logo"})

YES_OR_NO = frozenset({"ja", "nee"})
"""For a video elsewhere, authors only type whether it has captions."""


def _in_text(document: Document) -> Iterator[Target]:
    path, body = document.path, document.body
    for link in body.links:
        yield Target(path, Place(path, link.line), link.target, Wanted.LINK, link.text, is_link=True)
    for image in body.images:
        yield Target(path, Place(path, image.line), image.target, Wanted.PICTURE, "")
    for block in body.blocks:
        for option, typed in block.options.items():
            wanted = IN_BLOCKS.get((block.name, option))
            if wanted and isinstance(typed, str) and typed and typed not in YES_OR_NO:
                place = Place(path, block.option_lines.get(option, block.line))
                is_played = option == "bestand" and (block.name, "adres") in IN_BLOCKS
                yield Target(path, place, typed, wanted, block.title if wanted is Wanted.LINK else option, is_played)


def _in_front_matter(document: Document) -> Iterator[Target]:
    for loc, reference in references(document.entry):
        key = next(part for part in reversed(loc) if isinstance(part, str))
        if reference.names in {Names.TEXT, Names.FILE} and reference not in YES_OR_NO:
            wanted = Wanted.TEXT if reference.names is Names.TEXT else Wanted.FILE
            if key in TEXT_OR_FILE:
                wanted = Wanted.EITHER
            elif OF_PICTURES.intersection(loc):
                wanted = Wanted.PICTURE
            yield Target(document.path, document.place(*loc), reference, wanted, key)
    for loc, text in texts(document.entry):
        if text.startswith(("http:", "https:")):
            yield Target(document.path, document.place(*loc), text, Wanted.LINK, str(loc[-1]), is_web=True)
    if PAGE.holds(document):
        for index, task in enumerate(document.entry.tasks):
            yield Target(document.path, document.place("doen", index, "naar"), task.to, Wanted.LINK, task.title)
