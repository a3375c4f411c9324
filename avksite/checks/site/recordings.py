"""Video and audio: captions, transcripts and descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from avksite.content.body import Body
from avksite.content.file_types import is_audio
from avksite.kinds.base import Document
from avksite.kinds.learning import LEARNING, LearningItem
from avksite.problems import ERROR, WARNING, Fix, Place, Problem, Rule
from avksite.site import Site

CAPTIONS = Rule("video-zonder-ondertiteling", ERROR, "Elke video heeft ondertiteling.", "1.2.2")
VIDEO_TEXT = Rule(
    "video-zonder-tekst", ERROR, "Bij elke video staat een tekst met wat er te horen en te zien is.", "1.2.3"
)
SOUND_TEXT = Rule(
    "geluid-zonder-tekst", ERROR, "Bij elke geluidsopname staat een tekst met wat er wordt gezegd.", "1.2.1"
)
DESCRIPTION = Rule(
    "video-zonder-beschrijving",
    WARNING,
    "Bij elke video is bedacht hoe een blinde lezer hoort wat er gebeurt.",
    "1.2.5",
)
NOTHING = Rule(
    "leervorm-zonder-media",
    WARNING,
    "Wie op de menukaart kiest voor kijken of luisteren, vindt iets om te zien of te horen.",
)

ENOUGH_WORDS = 25
"""A shorter text below a video is about it, and no transcript."""


class _Recording(NamedTuple):
    """A video or audio, in a block or in front matter."""

    name: str
    place: Place
    is_video: bool
    is_here: bool
    """Whether it is a file of this site."""
    has_captions: bool
    has_text: bool
    is_described: bool
    transcript: str
    """The transcript, as typed: a text or a file."""


def check_text(site: Site, document: Document) -> Iterator[Problem]:
    """Check every video and audio in a text, and that of a learning item."""
    if LEARNING.holds(document):
        yield from _promised(document)
    for it in _recordings(document):
        text = site.resolve(document.path, it.transcript).document if it.transcript else None
        yield from (Problem(rule, it.place, message, hint) for rule, message, hint in _faults(it, text))


def _promised(document: Document[LearningItem]) -> Iterator[Problem]:
    """Report a way to learn that an item promises, and for which there is nothing to see or to hear."""
    there, place = document.entry.offered_ways(document.body.blocks), document.place("leervorm")
    for way, what in (("kijken", "video"), ("luisteren", "opname")):
        if way in document.entry.ways and way not in there:
            message = f"Bij `leervorm` staat `{way}`, maar er is geen {what}. Op de menukaart laat ik dat dus weg."
            left = f"[{', '.join(there)}]" if len(there) > 1 else there[0]
            hint = f"Typ `leervorm: {left}`, tot de {what} erbij staat onder `media`."
            fix = Fix(document.typed.split("\n")[place.line - 1], f"leervorm: {left}")
            yield Problem(NOTHING, place, message, hint, fix=fix)


def _faults(it: _Recording, text: Document | None) -> Iterator[tuple[Rule, str, str]]:
    """Yield what a recording lacks: a rule, a message and a hint; an empty file of its words is reported by itself."""
    rule, what, heard = SOUND_TEXT, "opname", "wordt gezegd"
    if it.is_video:
        rule, what, heard = VIDEO_TEXT, "video", "te horen en te zien is"
    if it.is_video and not it.has_captions:
        hint = "Kijk of de video daar ondertiteling heeft, en zet er dan bij: `ondertiteling: ja`."
        if it.is_here:
            hint = "Zet erbij: `ondertiteling: naam.vtt`, met de naam van het bestand met de ondertiteling."
        yield CAPTIONS, f"De video “{it.name}” heeft geen ondertiteling.", hint
    if it.is_video and not it.is_described:
        message = f"Bij de video “{it.name}” staat niet of een stem vertelt wat er te zien is."
        yield DESCRIPTION, message, "Zet erbij: `audiodescriptie: ja`, of `audiodescriptie: niet nodig, omdat …`."
    if not it.has_text:
        message = f"Bij de {what} “{it.name}” staat geen tekst met wat er {heard}."
        yield rule, message, "Zet erbij: `transcript: naam.md`, met de pagina of het bestand waarin dat staat."
    if text is not None and not text.body.words:
        message = f"In `{it.transcript}` staat niets, terwijl daar de tekst van “{it.name}” hoort."
        yield rule, message, "Schrijf daar op wat er te horen is, of noem een ander bestand."


def _recordings(document: Document) -> Iterator[_Recording]:
    for block in document.body.blocks:
        if block.name in {"video", "audio"}:
            given = {name for name in block.options if block.option(name).casefold() not in {"", "nee"}}
            yield _Recording(
                name=block.title,
                place=Place(document.path, block.line),
                is_video=block.name == "video",
                is_here="bestand" in given and "://" not in block.option("bestand"),
                has_captions="ondertiteling" in given,
                has_text="transcript" in given or Body(block.children).words >= ENOUGH_WORDS,
                is_described="audiodescriptie" in given,
                transcript=block.option("transcript"),
            )
    if LEARNING.holds(document) and document.entry.media and document.entry.sort in {"video", "podcast"}:
        media = document.entry.media
        yield _Recording(
            name=document.entry.title,
            place=document.place("media"),
            is_video=document.entry.sort == "video" and not is_audio(media.file or ""),
            is_here=media.file is not None,
            has_captions=media.captions not in {None, "nee"},
            has_text=media.transcript not in {None, "nee"},
            is_described=True,  # this menu has no room to say so; the block of the video has
            transcript=media.transcript or "",
        )
