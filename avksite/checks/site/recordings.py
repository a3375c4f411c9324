"""Video and sound: who cannot hear or see them, can read what is said and what happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.body import Body
from avksite.content.file_types import is_audio
from avksite.kinds.learning import LearningItem
from avksite.problems import Fix, Place, Problem, Rule, Severity, example

if TYPE_CHECKING:
    from avksite.content.body import Block
    from avksite.kinds.base import Document
    from avksite.site import Site

_FILES = {
    "/media/moeder.mp4": "-- content/media/moeder.mp4 (film) --\n",
    "/media/moeder.mp3": "-- content/media/moeder.mp3 (geluid) --\n",
    "/media/moeder.vtt": "-- content/media/moeder.vtt --\nWEBVTT\n\n00:01.000 --> 00:03.000\nBang voor de post.\n",
    "/media/moeder.txt": "-- content/media/moeder.txt --\nIk was bang voor de post.\n",
}
_CAPTIONS = "    ondertiteling: /media/moeder.vtt\n"
_TRANSCRIPT = "    transcript: /media/moeder.txt\n"
_DESCRIBED = "    audiodescriptie: niet nodig, omdat zij alleen vertelt\n"


def _example(name: str, options: str) -> str:
    ending = "mp4" if name == "video" else "mp3"
    block = f"/// {name} | Een moeder vertelt\n    bestand: /media/moeder.{ending}\n{options}///"
    files = "".join(file for target, file in _FILES.items() if target in block)
    return example(block) + files


_GOOD = _example("video", _CAPTIONS + _TRANSCRIPT + _DESCRIBED)

CAPTIONS = Rule(
    id="video-zonder-ondertiteling",
    severity=Severity.ERROR,
    promise="Elke video heeft ondertiteling.",
    why="Wie doof is, of in een volle trein kijkt, leest wat er wordt gezegd.",
    bad=_example("video", _TRANSCRIPT + _DESCRIBED),
    good=_GOOD,
    criterion="1.2.2",
)
VIDEO_TEXT = Rule(
    id="video-zonder-tekst",
    severity=Severity.ERROR,
    promise="Bij elke video staat een tekst met wat er te horen en te zien is.",
    why="Wie blind is of liever leest, krijgt zo alles mee. En wie zoekt op een woord uit de video, vindt hem.",
    bad=_example("video", _CAPTIONS + _DESCRIBED),
    good=_GOOD,
    criterion="1.2.3",
)
SOUND_TEXT = Rule(
    id="geluid-zonder-tekst",
    severity=Severity.ERROR,
    promise="Bij elke geluidsopname staat een tekst met wat er wordt gezegd.",
    why="Wie doof is of slecht hoort, heeft anders niets aan de opname.",
    bad=_example("audio", ""),
    good=_example("audio", _TRANSCRIPT),
    criterion="1.2.1",
)
DESCRIPTION = Rule(
    id="video-zonder-beschrijving",
    severity=Severity.WARNING,
    promise="Bij elke video is bedacht hoe een blinde lezer hoort wat er gebeurt.",
    why="Laat een video iets zien wat niemand zegt? Dan mist een blinde kijker dat. Een stem kan het vertellen.",
    bad=_example("video", _CAPTIONS + _TRANSCRIPT),
    good=_GOOD,
    criterion="1.2.5",
)


def _item(*media: str) -> str:
    front = ("titel: De animatie", "kort: Kijk.", "soort: video", "leervorm: [kijken, lezen]", "doelgroep: inwoners")
    files = "".join(file for target, file in _FILES.items() if any(target in line for line in media))
    return example("Je ziet een moeder.", *front, *media, at="content/leeraanbod/animatie.md") + files


NOTHING = Rule(
    id="leervorm-zonder-media",
    severity=Severity.WARNING,
    promise="Wie op de menukaart kiest voor kijken of luisteren, vindt iets om te zien of te horen.",
    why="Een lezer die liever kijkt dan leest, zoekt op de pagina naar een video die er niet is.",
    bad=_item(),
    good=_item(
        "media:",
        "  bestand: /media/moeder.mp4",
        "  ondertiteling: /media/moeder.vtt",
        "  transcript: /media/moeder.txt",
    ),
)

RULES = (CAPTIONS, VIDEO_TEXT, SOUND_TEXT, DESCRIPTION, NOTHING)

ENOUGH_WORDS = 25
"""A text below a video that is shorter says something about it, but not what is said in it."""


class _Recording(NamedTuple):
    """A video or a piece of sound, wherever it was named."""

    name: str
    place: Place
    is_video: bool
    is_here: bool
    """Whether it is a file of this site."""
    has_captions: bool
    has_text: bool
    is_described: bool
    transcript: str
    """The text or file that holds the words, as typed."""


def check(site: Site) -> Iterator[Problem]:
    """Look at every video and every piece of sound, in the texts and on the learning menu."""
    for document in site.documents:
        yield from _promised(document)
        for recording in _recordings(document):
            if recording.is_video:
                yield from _video(recording)
            yield from _words(site, document, recording)


def _promised(document: Document) -> Iterator[Problem]:
    """Report a way to learn that an item promises, and for which there is nothing to see or to hear."""
    item = document.entry
    there = item.offered_ways(document.body.blocks) if isinstance(item, LearningItem) else ()
    for way, what in (("kijken", "video"), ("luisteren", "opname")):
        if isinstance(item, LearningItem) and way in item.ways and way not in there:
            message = f"Bij `leervorm` staat `{way}`, maar er is geen {what}. Op de menukaart laat ik dat dus weg."
            left = f"[{', '.join(there)}]" if len(there) > 1 else there[0]
            hint = f"Typ `leervorm: {left}`, tot de {what} erbij staat onder `media`."
            place = document.place("leervorm")
            fix = Fix(document.typed.split("\n")[place.line - 1], f"leervorm: {left}")
            yield Problem(NOTHING, place, message, hint, fix=fix)


def _video(video: _Recording) -> Iterator[Problem]:
    if not video.has_captions:
        hint = "Kijk of de video daar ondertiteling heeft, en zet er dan bij: `ondertiteling: ja`."
        if video.is_here:
            hint = "Zet erbij: `ondertiteling: naam.vtt`, met de naam van het bestand met de ondertiteling."
        yield Problem(CAPTIONS, video.place, f"De video “{video.name}” heeft geen ondertiteling.", hint)
    if not video.is_described:
        message = f"Bij de video “{video.name}” staat niet of een stem vertelt wat er te zien is."
        hint = "Zet erbij: `audiodescriptie: ja`, of `audiodescriptie: niet nodig, omdat …`."
        yield Problem(DESCRIPTION, video.place, message, hint)


def _words(site: Site, document: Document, recording: _Recording) -> Iterator[Problem]:
    rule, what, heard = (
        (VIDEO_TEXT, "video", "te horen en te zien is")
        if recording.is_video
        else (SOUND_TEXT, "opname", "wordt gezegd")
    )
    if not recording.has_text:
        message = f"Bij de {what} “{recording.name}” staat geen tekst met wat er {heard}."
        hint = "Zet erbij: `transcript: naam.md`, met de pagina of het bestand waarin dat staat."
        yield Problem(rule, recording.place, message, hint)
    there = site.resolve(document.path, recording.transcript)  # an empty file is reported by itself
    if recording.transcript and there.document is not None and not there.document.body.words:
        message = f"In `{recording.transcript}` staat niets, terwijl daar de tekst van “{recording.name}” hoort."
        hint = "Schrijf daar op wat er te horen is, of noem een ander bestand."
        yield Problem(rule, recording.place, message, hint)


def _recordings(document: Document) -> Iterator[_Recording]:
    for block in document.body.blocks:
        if block.name in {"video", "audio"}:
            yield _Recording(
                name=block.title,
                place=Place(document.path, block.line),
                is_video=block.name == "video",
                is_here=bool(block.options.get("bestand")),
                has_captions=_is_given(block, "ondertiteling"),
                has_text=_is_given(block, "transcript") or Body(block.children).words >= ENOUGH_WORDS,
                is_described=_is_given(block, "audiodescriptie"),
                transcript=block.option("transcript"),
            )
    entry = document.entry
    if isinstance(entry, LearningItem) and entry.media is not None and entry.sort in {"video", "podcast"}:
        media = entry.media
        yield _Recording(
            name=entry.title,
            place=document.place("media"),
            is_video=entry.sort == "video" and not is_audio(media.file or ""),
            is_here=media.file is not None,
            has_captions=media.captions not in {None, "nee"},
            has_text=media.transcript not in {None, "nee"},
            is_described=True,  # this menu has no room to say so; the block of the video has
            transcript=str(media.transcript or ""),
        )


def _is_given(block: Block, option: str) -> bool:
    return block.option(option).casefold() not in {"", "nee"}
