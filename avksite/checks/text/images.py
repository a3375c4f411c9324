"""Images: alt text that describes them, is short and not repeated; and no images of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avksite.content.images import SUFFIXES
from avksite.dutch.words import folded
from avksite.kinds.base import Document, pictures
from avksite.patterns import regex
from avksite.problems import ERROR, HINT, WARNING, Fix, Place, Problem, Rule

WITHOUT_TEXT = Rule(
    "beeld-zonder-tekst", ERROR, "Elke afbeelding heeft een beschrijving, of is alleen voor de sier.", "1.1.1"
)
FILE_NAME = Rule("beeld-bestandsnaam", ERROR, "De beschrijving van een afbeelding is geen bestandsnaam.", "1.1.1")
SAYS_NOTHING = Rule("beeld-loos-woord", WARNING, "De beschrijving van een afbeelding zegt wat er te zien is.", "1.1.1")
LONG = Rule("beeld-lang", HINT, "De beschrijving van een afbeelding heeft niet meer dan 150 tekens.", "1.1.1")
TWICE = Rule("beeld-dubbel", HINT, "De beschrijving van een afbeelding zegt iets anders dan het bijschrift.", "1.1.1")
TEXT = Rule("beeld-tekst", WARNING, "Tekst in een afbeelding staat ook op de pagina.", "1.4.5")
NO_EXCLAMATION = Rule("beeld-zonder-uitroepteken", WARNING, "Een afbeelding in een tekst is te zien.", "1.1.1")

LONGEST = 150
_FILE_NAME = regex(
    r"""
    .*\S\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic|pdf)
    | (?:img|dsc[nf]?|dcim|pxl|image|whatsapp[ -]image|screenshot|schermafbeelding) [ _-]?\d[\d _.-]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LOOKS_LIKE_A_NAME = regex(r"\d|_|-.*-")
_ONLY_THE_KIND = regex(
    r"""
    (?:een\ |de\ |het\ )?
    (?:foto|fotootje|afbeelding|plaatje|beeld|illustratie|tekening|logo|icoon|image|photo) (?:\ \d+)? \.*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STARTS_WITH_THE_KIND = regex(r"(?:een |de )?(?:foto|afbeelding|plaatje) van\b", re.IGNORECASE)
# In "Een foto van opa staat op de kast" the photo is what is seen.
_IS_SEEN = regex(r"\b(?:staat|hangt|ligt|zit)\b", re.IGNORECASE)
# What the image is, not what it shows: children may look at a poster.
_SHOWS_TEXT = regex(
    r"""
    (?:een\ |de\ |het\ )?
    (?:poster|flyer|folder|affiche|infographic|schermafdruk|schermafbeelding|screenshot|printscreen|uitnodiging
      |aankondiging|grafiek|diagram|stroomschema|organogram)
    (?:\ (?:van|over|voor|met|waarop|uit)\b.* | [:.,].* | )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ALSO_WRITTEN = regex(r"\b(?:tekst|uitleg|inhoud|cijfers|gegevens)\b.*\bsta(?:at|an)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Problem]:
    """Check the alt text of every image in the text and the front matter, except decorative ones."""
    for loc, it in pictures(document.entry):
        if not it.decorative:
            yield from _words(it.file, it.alt or "", it.caption or "", document.place(*loc, "alt"))
    for image in document.body.images:
        if not image.decorative:
            yield from _words(image.target, image.alt, image.title, Place(document.path, image.line))
    # A paragraph with only a link to an image lacks an exclamation mark.
    to_pictures = [link for link in document.body.links if link.target.lower().endswith(SUFFIXES)]
    paragraphs = (passage for passage in document.body.passages if passage.kind == "paragraph")
    alone = {(passage.text, passage.line) for passage in paragraphs} if to_pictures else frozenset()
    for link in to_pictures:
        if (link.text, link.line) in alone:
            typed, fix = f"[{link.text}]({link.target})", Fix(f"[{link.text}]", f"![{link.text}]")
            message = f"Hier staat een link naar een afbeelding: `{typed}`."
            yield Problem(NO_EXCLAMATION, Place(document.path, link.line), message, f"Typ `!{typed}`.", fix=fix)


def _words(target: str, alt: str, caption: str, place: Place) -> Iterator[Problem]:
    alt = " ".join(alt.split())
    if not alt:
        message = f"De afbeelding `{target}` heeft geen beschrijving."
        hint = f"Schrijf tussen de haken wat er te zien is: `![…]({target})`. "
        hint += f"Is ze alleen voor de sier? Typ dan `![]({target}){{decoratief}}`."
        yield Problem(WITHOUT_TEXT, place, message, hint, fix=Fix(f"![]({target}", f"![…]({target}", to_fill=True))
        return
    if _is_file_name(alt, target):
        hint = "Schrijf wat er te zien is, zoals je het aan de telefoon zou zeggen."
        yield Problem(FILE_NAME, place, f"`{alt}` is de naam van een bestand, geen beschrijving.", hint, about=alt)
    elif _ONLY_THE_KIND.fullmatch(alt):
        hint = "Schrijf wat er te zien is. Bij een logo: van wie het is, zoals “Logo van de provincie Drenthe”."
        yield Problem(SAYS_NOTHING, place, f"“{alt}” zegt niet wat er te zien is.", hint, about=alt)
    elif (start := _STARTS_WITH_THE_KIND.match(alt)) and not _IS_SEEN.search(alt):
        message = f"De beschrijving begint met “{start[0]}”. Dat zegt de voorleessoftware al."
        rest = alt[start.end() :].strip()
        rest = rest[:1].upper() + rest[1:]
        yield Problem(SAYS_NOTHING, place, message, f"Typ alleen “{rest}”.", fix=Fix(alt, rest))
    if len(alt) > LONGEST:
        hint = "Zeg in één zin wat er te zien is, en zet de rest in de tekst onder de afbeelding."
        yield Problem(LONG, place, f"Deze beschrijving heeft {len(alt)} tekens; {LONGEST} is genoeg.", hint, about=alt)
    if folded(alt) == folded(caption):
        hint = "Zeg in de beschrijving wat er te zien is, en in het bijschrift waarom dat ertoe doet."
        yield Problem(TWICE, place, f"De beschrijving en het bijschrift zijn gelijk: “{alt}”.", hint, about=alt)
    if _SHOWS_TEXT.fullmatch(alt) and not _ALSO_WRITTEN.search(alt):
        hint = "Zet die tekst ook op de pagina, en schrijf in de beschrijving waar: “De tekst staat hierna.”."
        yield Problem(TEXT, place, f"In deze afbeelding staat tekst: “{alt}”.", hint, about=alt)


def _is_file_name(alt: str, target: str) -> bool:
    """Return whether alt text is certainly a file name: a single plain word may be both."""
    stem = target.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    is_stem = alt.casefold() == stem.casefold() and _LOOKS_LIKE_A_NAME.search(alt)
    return bool(is_stem or _FILE_NAME.fullmatch(alt))
