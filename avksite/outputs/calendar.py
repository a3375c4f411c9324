"""Calendars: of all dates, of deadlines only, of each series, and of each page beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from avksite.content.characters import xml_safe
from avksite.content.ledger import ADDRESSES
from avksite.content.settings import SITE
from avksite.dutch.dates import Moment
from avksite.dutch.formatting import list_in_words
from avksite.frozen import dataclass
from avksite.kinds.event import EVENT
from avksite.memo.queries import query
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.artifact import Made, Plan, make_file, path_of
from avksite.rendering.cards import contact_views, facts
from avksite.rendering.details import event_detail
from avksite.rendering.ledger import CALENDAR
from avksite.rendering.revisions import FIRST_DAY, version_of
from avksite.rendering.subscriptions import LAST_DAYS, calendars, former_folders, permanent_id, series_of

if TYPE_CHECKING:
    from icalendar import Event as Component

    from avksite.content.ledger import Revision
    from avksite.kinds.base import Document
    from avksite.site import Site

LOOK_AGAIN = timedelta(hours=12)
"""The refresh interval for calendar programs."""

HOURS_A_DAY, SECONDS_AN_HOUR = 24, 3600

USUAL_LENGTH = timedelta(hours=2)
"""The duration of an event without an end: many programs hardly show one of zero length."""
LENGTH_ASSUMED = "Er staat niet bij hoe laat het klaar is. In je agenda duurt het daarom 2 uur."

# icalendar can add a time zone itself, but lists the dates of all clock changes. Programs that read only the first,
# such as Thunderbird, then show summer events an hour late. All of them support a recurrence rule.
AMSTERDAM = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """An item of a calendar."""

    uid: str
    title: str
    begin: Moment
    end: Moment | None
    place: str
    online: str
    cancelled: bool
    is_last_day: bool
    description: str
    url: str
    contacts: tuple[str, ...]
    categories: tuple[str, ...]
    known: datetime
    """The last known moment of change."""
    sequence: int
    """The number of revisions (RFC 5545 section 3.8.7.4); it never decreases."""

    @property
    def changed(self) -> datetime:
        """The moment of the last revision (RFC 5545 sections 3.8.7.2 and 3.8.7.3), different for every change.

        Only days are known, so it is on the day before the last of them: the hour follows from the revision, the second
        from the content. So it differs with the content, is in the past, is later for a later revision, and is the same
        in every build. See decisions 27 and 45.
        """
        chosen = int.from_bytes(sha256(repr(self).encode()).digest()[:8]) % SECONDS_AN_HOUR
        hours = HOURS_A_DAY - self.sequence % HOURS_A_DAY
        return (self.known - timedelta(hours=hours) + timedelta(seconds=chosen)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A calendar file; the one beside a page has no name or address, because it is imported into another calendar."""

    items: tuple[CalendarItem, ...]
    name: str = ""
    url: str = ""
    """The page with the same list."""
    self_url: str = ""
    colour: str = ""


def calendar(site: Site) -> Iterator[Plan]:
    """Plan a file beside every page with a date, and the calendars that people follow."""
    for document in dated(site):
        # A page cannot redirect a calendar program, so the file is at the old addresses too.
        for folder in (str(document.address), *former_folders(site, str(document.address))):
            yield Plan(path_of(f"{folder}agenda.ics"), document.path, make_moments, (document.path,))
    intro = site.by_address.get(EVENT.list_address)
    agendas = {agenda.address: agenda for agenda in calendars(site)}
    for address in agendas:
        for folder in (address, *site.formerly(address)):
            yield Plan(path_of(folder), intro.path if intro else SITE, make_agenda, (address,))
    if any(agenda.series and address not in site.ledger for address, agenda in agendas.items()):
        return  # a series may have another name now
    for address, entry in site.ledger.items():
        is_settled = entry.is_withdrawn or address in site.redirects or address in agendas
        if entry.kind == CALENDAR and not is_settled:  # followers see an empty calendar
            yield Plan(path_of(address), ADDRESSES, make_file, (written(CalendarView(())).content,))


@query
def dated(site: Site) -> tuple[Document, ...]:
    """Return the pages with calendar items."""
    return tuple(document for document in site.pages if any(document.entry.calendar_entries()))


def make_moments(site: Site, path: str) -> Made:
    """Make the calendar file beside a page."""
    return written(CalendarView(tuple(_items(site, site.by_path[path]))))


def make_agenda(site: Site, address: str) -> Made:
    """Make a calendar that people follow."""
    agenda = next(agenda for agenda in calendars(site) if agenda.address == address)
    whole, items = Viewpoint(site.config.base_url), list[CalendarItem]()
    for document in dated(site):
        if not agenda.series or series_of(document) == agenda.series:
            items += (item for item in _items(site, document) if item.is_last_day or address != LAST_DAYS)
    return written(
        CalendarView(
            tuple(sorted(items, key=lambda item: (item.begin, item.uid))),
            agenda.title,
            whole.url(EVENT.list_address),
            whole.url(address),
            site.config.colours.light.canal,
        )
    )


def _items(site: Site, document: Document) -> Iterator[CalendarItem]:
    entry, whole, moments = document.entry, Viewpoint(site.config.base_url), [*document.entry.calendar_entries()]
    version = version_of(site, document)
    if version is None:
        return
    asked = [contact.in_words for contact in contact_views(site, entry.contacts, whole, entry.day)]
    said, url = [*_description(site, document, whole)], whole.url(document.address or "/")
    # A cancelled event has no deadline for signing up.
    cancelled = any(moment.cancelled for moment in moments)
    for moment in moments:
        length = [LENGTH_ASSUMED] if _has_no_length(moment.begin, moment.end) else []
        yield CalendarItem(
            uid=permanent_id(site, document, moment.tail),
            # Not every program shows STATUS, so the title has it too.
            title=f"Afgelast: {moment.title}" if cancelled else moment.title,
            begin=moment.begin,
            end=moment.end,
            place=moment.place,
            online=moment.online,
            cancelled=cancelled,
            is_last_day=moment.is_last_day,
            description="\n".join([*said, *length, *asked, url]),
            url=url,
            contacts=tuple(words.removeprefix("Contact: ") for words in asked),
            categories=(document.kind.singular, *(site.topic_label(str(topic)) for topic in entry.topics)),
            known=_known(site, document, version),
            sequence=version.number,
        )


def _description(site: Site, document: Document, whole: Viewpoint) -> Iterator[str]:
    """Yield the state, the summary, the facts and the programme, a line each."""
    if state := document.state(site.today):
        yield f"{state}."
    if document.entry.summary:
        yield document.entry.summary
    for fact in facts(site, document, whole, site.today):
        words, target = fact.in_words, fact.href.removeprefix("mailto:")
        yield f"{words} ({target})" if target and target not in words else words
    if EVENT.holds(document):
        for item in event_detail(site, document, whole).programme:
            who = list_in_words([name.text for name in item.who])
            yield ", ".join(part for part in (f"{item.time} {item.title}".strip(), item.room, who) if part)


def _known(site: Site, document: Document, version: Revision) -> datetime:
    """Return the last known moment of change of a text: never the announced day, and never in the future."""
    entry = document.entry
    days = (entry.updated, entry.written, site.first_public(document), version.since)
    moments = [Moment(day) for day in days if day and day <= site.today]
    moments += [entry.publish_from] if entry.publish_from else []
    return max((moment.start for moment in moments), default=Moment(FIRST_DAY).start)


def written(view: CalendarView) -> Made:
    """Return the file; icalendar escapes, folds and ends the lines."""
    from icalendar import Calendar, Timezone  # noqa: PLC0415  a tenth of a second, and only when a calendar is made
    from icalendar.prop import vText, vUri  # noqa: PLC0415

    made = Calendar()
    made.add("prodid", "-//avksite//agenda//NL")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if view.name:
        name = vText(xml_safe(view.name))  # the library does not know these properties (RFC 7986, 5.1)
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
        made.add("x-published-ttl", "PT12H")
        made.add("url", view.url)
        made.add("source", vUri(view.self_url), parameters={"value": "URI"})
        made.add("x-apple-calendar-color", view.colour)
        if view.items:
            made.add("last-modified", max(item.changed for item in view.items))
    made.add_component(Timezone.from_ical(AMSTERDAM))
    for item in view.items:
        made.add_component(_component(item))
    return Made(made.to_ical())


def _component(item: CalendarItem) -> Component:
    from icalendar import Conference  # noqa: PLC0415  as above
    from icalendar import Event as Component  # noqa: PLC0415
    from icalendar.enums import STATUS, TRANSP  # noqa: PLC0415

    begin, end = _span(item.begin, item.end)
    return Component.new(
        uid=item.uid,
        summary=xml_safe(item.title),
        start=begin,
        end=end,
        stamp=item.changed,
        last_modified=item.changed,
        sequence=item.sequence,
        status=STATUS.CANCELLED if item.cancelled else STATUS.CONFIRMED,
        # An item of a whole day should not show a reader as busy.
        transparency=TRANSP.OPAQUE if item.begin.time else TRANSP.TRANSPARENT,
        location=xml_safe(item.place) or None,
        conferences=[Conference(item.online, "VIDEO", "Doe mee via internet")] if item.online else None,
        # Not ORGANIZER: RFC 5545 (section 3.8.4.3) reserves that for meetings with attendees, and programs then offer
        # to answer the invitation.
        contacts=[xml_safe(contact) for contact in item.contacts],
        description=xml_safe(item.description),
        url=item.url,
        categories=[xml_safe(category) for category in item.categories],
    )


def _has_no_length(begin: Moment, end: Moment | None) -> bool:
    """Return whether something begins at a time and has no end."""
    return begin.time is not None and (end in {None, begin} or (end.time is None and end.day == begin.day))


def _span(begin: Moment, end: Moment | None) -> tuple[date, date]:
    """Return DTSTART and DTEND: both days or both times; an end that is a day is exclusive."""
    if begin.time is None:
        return begin.day, (end or begin).day + timedelta(days=1)
    if end is None or _has_no_length(begin, end):
        # In the night on which the clock is put back, only UTC is unambiguous.
        return begin.start, begin.start.astimezone(UTC) + USUAL_LENGTH
    # A bare day ends at its last minute, as in "13.00 uur tot en met 12 mei".
    return begin.start, end.start if end.time else Moment(end.day + timedelta(days=1)).start
