"""Views of one kind only: the parts of an event, the recording of a learning item, the outcome of a call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from avksite.content.body import Block
from avksite.content.file_types import is_audio
from avksite.dutch.formatting import slug, time_in_words
from avksite.frozen import dataclass
from avksite.kinds.base import Document
from avksite.kinds.event import Event
from avksite.kinds.learning import LEARNING
from avksite.kinds.news import NEWS, LeadQuote
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.bodies import RenderContext, block_view, document_note, picture_of
from avksite.rendering.cards import card, cards, link_to, name_link, name_links, picture_view
from avksite.rendering.parts import BlockView, Card, NavLink, PictureView
from avksite.site import Site


@dataclass(frozen=True, slots=True)
class EventPart:
    """A line of the timetable, or a workshop; only a workshop has the fields from `id` on."""

    title: str
    text: str
    room: str
    who: tuple[NavLink, ...]
    time: str = ""
    id: str = ""
    action_point: str = ""
    organisations: tuple[NavLink, ...] = ()
    explanation: NavLink | None = None


@dataclass(frozen=True, slots=True)
class EventDetail:
    """What only an event shows."""

    coming: bool
    programme: tuple[EventPart, ...]
    workshops: tuple[EventPart, ...]
    photos: tuple[PictureView, ...]
    made_possible_by: tuple[NavLink, ...]
    """Sponsors without a logo."""
    logos: tuple[tuple[NavLink, PictureView], ...]
    """Sponsors with a logo, whose alt text is the name."""
    results: Card | None
    reports: tuple[Card, ...]
    results_file: NavLink | None
    """The results as a document, when they are no text of the site."""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The ids and words of the headings that `event.html` puts below the text."""
        parts = {
            ("deel-uitkomsten", "Lees wat eruit kwam"): self.results or self.reports or self.results_file,
            ("deel-programma", "Programma"): self.programme,
            ("deel-workshops", "Workshops"): self.workshops,
            ("deel-fotos", "Foto’s"): self.photos,
            ("deel-mogelijk-gemaakt", "Mogelijk gemaakt door"): self.made_possible_by or self.logos,
        }
        return tuple(heading for heading, is_there in parts.items() if is_there)


def event_detail(site: Site, document: Document[Event], viewpoint: Viewpoint) -> EventDetail:
    """Return the timetable, workshops, photos, thanks and reports of an event."""
    event, day = document.entry, document.entry.begin.day
    results = site.resolve(document.path, event.results).document if event.results else None
    reports = [d for d in site.reports_on(document) if d.address and d != results]
    givers = [(name_link(site, id_, viewpoint), _logo(site, id_, viewpoint)) for id_ in event.made_possible_by]
    introduced: set[str] = set()

    def file(target: str | None, words: str) -> NavLink | None:
        found = site.resolve(document.path, target) if target else None
        note = document_note(found, "bestand") if found else ""
        return NavLink(f"{words}{note}", viewpoint.href(found.address)) if found and found.media else None

    return EventDetail(
        coming=event.is_coming(site.today),
        programme=tuple(
            EventPart(
                title=item.title,
                text=item.text or "",
                room=item.room or "",
                who=name_links(site, item.who, viewpoint, day, introduced),
                time=time_in_words(item.time) if item.time else "",
            )
            for item in event.programme
        ),
        workshops=tuple(
            EventPart(
                title=item.title,
                text=item.text or "",
                room=item.room or "",
                who=name_links(site, item.by, viewpoint, day, introduced),
                id=id_,
                action_point=item.action_point or "",
                organisations=tuple(name_link(site, name, viewpoint) for name in item.organisations),
                # The workshop's name makes the link differ from those of the other workshops (WCAG 2.2, 2.4.4).
                explanation=file(item.explanation, f"Toelichting op de workshop ‘{item.title}’"),
            )
            for item, id_ in zip(event.workshops, _workshop_ids(event), strict=True)
        ),
        photos=tuple(picture_view(site, document, photo, viewpoint) for photo in event.photos),
        made_possible_by=tuple(link for link, logo in givers if logo is None),
        logos=tuple((link, logo) for link, logo in givers if logo is not None),
        results=card(site, results, viewpoint) if results and results.address else None,
        reports=cards(site, reports, viewpoint),
        results_file=file(event.results, f"Uitkomsten van ‘{event.title}’"),
    )


def _logo(site: Site, id_: str, viewpoint: Viewpoint) -> PictureView | None:
    """Return the logo of a partner; its alt text is the name, the purpose of the link (WCAG 2.2, 1.1.1)."""
    partner = site.partners.get(id_)
    logo = partner.entry.logo if partner else None
    if partner is None or logo is None:
        return None
    picture = picture_of(logo, partner.entry.title, RenderContext(site, partner.path, viewpoint))
    return picture if picture.src else None


def _workshop_ids(event: Event) -> Iterator[str]:
    """Yield an id for each workshop: its title, and its number among those with the same one."""
    earlier: Counter[str] = Counter()
    for name in (slug(workshop.title) for workshop in event.workshops):
        earlier[name] += 1
        yield f"deel-workshop-{name}" + (f"_{earlier[name]}" if earlier[name] > 1 else "")


def quote_of(document: Document) -> LeadQuote | None:
    """Return the lead quote of a post."""
    return document.entry.quote if NEWS.holds(document) else None


def outcome_link(site: Site, document: Document, viewpoint: Viewpoint) -> NavLink | None:
    """Return the link to the outcome of a call."""
    call = document.entry.call if NEWS.holds(document) else None
    outcome = site.resolve(document.path, call.outcome).document if call and call.outcome else None
    return link_to(outcome, viewpoint) if outcome and outcome.address else None


def learning_media(site: Site, document: Document, viewpoint: Viewpoint) -> BlockView | None:
    """Return the media of an item of the learning menu, as the view of a block."""
    if not LEARNING.holds(document) or document.entry.media is None:
        return None
    item, media = document.entry, document.entry.media
    named = {
        "bestand": media.file,
        "adres": media.address,
        "duur": media.length,
        "ondertiteling": media.captions,
        "transcript": media.transcript,
    }
    options = {name: str(value) for name, value in named.items() if value}
    is_sound = item.sort == "podcast" or is_audio(media.file or "")
    kind = "audio" if is_sound else "video" if item.sort == "video" else "download" if media.file else "knop"
    if kind == "knop":
        options["naar"] = options["adres"]
    line = document.place("media").line
    block = Block((), line, kind, f"Ga naar {item.title}" if kind == "knop" else item.title, options, {})
    return block_view(block, RenderContext(site, document.path, viewpoint))
