"""The site: all documents as one immutable value, with queries."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import ClassVar
from urllib.parse import unquote

from avksite.content.addresses import TargetKind, read_target, within
from avksite.content.data_files import Figure
from avksite.content.files import Content
from avksite.content.front_matter import says_draft
from avksite.content.ledger import LedgerEntry
from avksite.content.media import MediaFile
from avksite.content.names import is_word, old_address
from avksite.content.settings import SITE, Config, MenuItem, OtherProject
from avksite.dutch.formatting import slug
from avksite.frozen import dataclass
from avksite.kinds import address_of
from avksite.kinds.base import Document, DocumentText, E_co, Kind, Names, Target, Wanted, references
from avksite.kinds.event import EVENT, Event
from avksite.kinds.learning import LEARNING, LearningItem
from avksite.kinds.news import NEWS, NewsPost
from avksite.kinds.newsletter import NEWSLETTER, Edition
from avksite.kinds.organisation import ORGANISATION, Organisation
from avksite.kinds.person import PERSON, Person
from avksite.memo.digest import digest, digest_of_folder
from avksite.memo.later import Later
from avksite.problems import ERROR, Place, Problem, Rule, understood

SAME_ADDRESS = Rule("adres-dubbel", ERROR, "Elke pagina heeft een eigen adres.")
NO_HOME = Rule("homepage-ontbreekt", ERROR, "De site heeft een homepage.")

HOME = "content/index.md"

TEMPLATES = Path(__file__).parents[1] / "templates"
"""The layouts that come with the program, for a project that has none of its own."""

NEAR_IN_TOPIC = 8
"""Pages of a topic, before and after one, that are candidates for related pages."""


class DestinationKind(Enum):
    """What a link leads to."""

    DOCUMENT = "document"
    MEDIA = "media"
    ADDRESS = "address"
    """A generated page, without a file."""
    HERE = "here"
    """A fragment of the same page."""
    EXTERNAL = "external"
    DIRECT = "direct"
    """Mail, phone, a calendar feed."""
    WITHHELD = "withheld"
    """A draft, or a text with a moment still to come."""
    UNUSABLE = "unusable"
    """A file with errors, which are reported there."""
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Destination:
    """The destination of a link. `address` is a site address or an absolute URL; `fragment` is what follows `#`."""

    kind: DestinationKind
    address: str = ""
    fragment: str = ""
    document: Document | None = None
    media: MediaFile | None = None


_OUTSIDE = {TargetKind.WEB: DestinationKind.EXTERNAL, TargetKind.DIRECT: DestinationKind.DIRECT}


@dataclass(frozen=True, slots=True)
class Layouts:
    """The folder with the layouts, and a digest of all that is in it and in that of the program."""

    folder: str
    digest: bytes


@dataclass(frozen=True)
class Site:
    """All that is public at one moment. Documents are sorted by path."""

    root: Path
    """The project's folder, for makers that copy a file or fill in a template."""
    content: Content
    now: datetime
    documents: tuple[Document, ...]
    withheld: dict[str, Document]
    """Documents that are not public yet, by path: drafts, and those with a future moment."""
    unusable: frozenset[str]
    """Paths of texts that cannot be published because of their errors."""
    drafts: frozenset[str]
    """Paths of drafts, also of those with errors."""

    left_out: frozenset[str] = frozenset()
    """Excluded paths, and addresses of excluded pages: files that are held back, or whose consent ended."""

    sections: ClassVar[frozenset[str]] = frozenset({"config", "content"})
    """Attributes whose own attributes are queries to the memo."""

    @cached_property
    def state(self) -> bytes:
        """A digest of everything that queries depend on: front matter, data files, and the day."""
        names = {field.name for field in fields(self.content)} - {"sources", "problems"}
        beside = [getattr(self.content, name) for name in sorted(names)]
        heads = [document.head for document in (*self.documents, *self.withheld.values())]
        kept = sorted(self.withheld), self.unusable, self.drafts, self.left_out
        return digest((heads, beside, *kept, self.today, str(self.root), self.layouts))

    @cached_property
    def layouts(self) -> Layouts:
        """The layouts: the project's own, and those of the program for what it lacks."""
        own = self.root / "templates"
        folder = own if own.is_dir() else TEMPLATES
        found = [digest_of_folder(folder) for folder in sorted({folder.resolve(), TEMPLATES})]
        return Layouts(str(folder), digest(found))

    @cached_property
    def texts(self) -> dict[str, Later[DocumentText]]:
        """The content of every text, by path, loaded on demand."""
        return {document.path: document.text for document in (*self.documents, *self.withheld.values())}

    @property
    def config(self) -> Config:
        """The settings in `content/site.yaml`."""
        return self.content.settings.value

    @cached_property
    def media(self) -> dict[str, MediaFile]:
        """Every file other than texts, by its path from the project's root."""
        return {item.path: item for item in self.content.media}

    def place_of(self, path: str) -> str:
        """Return the place of a file on this machine: for a held-back one, that of the version that replaces it."""
        return self.content.held_back.get(path) or str(self.root / path)

    @property
    def facts(self) -> dict[str, Figure]:
        """The figures of `content/feiten.yaml`, by name."""
        return self.content.facts.value

    @property
    def today(self) -> date:
        """The day of the build, in the Netherlands."""
        return self.now.date()

    @property
    def holds_until(self) -> datetime:
        """The first moment at which anything may change: a text becomes public, or the day ends."""
        midnight = datetime.combine(self.today + timedelta(days=1), time.min, self.now.tzinfo)
        moments = (document.entry.visible_from for document in self.withheld.values())
        return min([midnight, *(moment.start for moment in moments if moment)])

    @cached_property
    def by_path(self) -> dict[str, Document]:
        """Every published document by its path from the project's root."""
        return {document.path: document for document in self.documents}

    @cached_property
    def by_address(self) -> dict[str, Document]:
        """Every published document that has a page, by its address."""
        return {document.address: document for document in self.documents if document.address}

    def of_kind(self, kind: Kind[E_co]) -> tuple[Document[E_co], ...]:
        """Return the documents of one kind, sorted by path."""
        return tuple(document for document in self.documents if kind.holds(document))

    @cached_property
    def pages(self) -> tuple[Document, ...]:
        """Every document with a page of its own."""
        return tuple(document for document in self.documents if document.address)

    @cached_property
    def news(self) -> tuple[Document[NewsPost], ...]:
        """News posts, newest first."""
        return newest_first(self.of_kind(NEWS))

    @cached_property
    def open_calls(self) -> tuple[Document[NewsPost], ...]:
        """Open calls, the nearest deadline first."""
        return calls_open_on(self.today, self.news)

    @cached_property
    def events(self) -> tuple[Document[Event], ...]:
        """Events, newest first."""
        return newest_first(self.of_kind(EVENT))

    @cached_property
    def coming_events(self) -> tuple[Document[Event], ...]:
        """Events of today and later, the nearest first."""
        return tuple(d for d in reversed(self.events) if d.entry.is_coming(self.today))

    @cached_property
    def past_events(self) -> tuple[Document[Event], ...]:
        """Events that are over, the latest first."""
        return tuple(d for d in self.events if not d.entry.is_coming(self.today))

    @cached_property
    def coming_series(self) -> frozenset[str]:
        """The slugs of the series with a coming event."""
        return frozenset(d.entry.series_id for d in self.coming_events if d.entry.is_on(self.today)) - {""}

    @cached_property
    def _around(self) -> dict[str, tuple[Document | None, Document | None]]:
        rows: tuple[tuple[Document, ...], ...] = (self.news, self.events, self.editions)
        return {
            document.path: (earlier, later)
            for row in rows
            for later, document, earlier in zip((None, *row), row, (*row[1:], None), strict=False)
        }

    def around(self, document: Document) -> tuple[Document | None, Document | None]:
        """Return the documents before and after one in the list of its kind, by date."""
        return self._around.get(document.path, (None, None))

    @cached_property
    def learning(self) -> tuple[Document[LearningItem], ...]:
        """Items of the learning menu, by title."""
        return by_title(self.of_kind(LEARNING))

    @cached_property
    def editions(self) -> tuple[Document[Edition], ...]:
        """Editions of the newsletter, newest first."""
        return newest_first(self.of_kind(NEWSLETTER))

    @cached_property
    def people(self) -> dict[str, Document[Person]]:
        """People by id."""
        return {document.id: document for document in self.of_kind(PERSON)}

    @cached_property
    def partners(self) -> dict[str, Document[Organisation]]:
        """Organisations by id, in the order of their names."""
        return {document.id: document for document in by_title(self.of_kind(ORGANISATION))}

    @cached_property
    def topics(self) -> dict[str, tuple[Document, ...]]:
        """Pages by topic: the topics in the order of site.yaml, then the others by name; newest page first.

        A topic with a name that cannot be an address has no page.
        """
        used: dict[str, list[Document]] = {}
        for document in self.pages:
            for topic in filter(is_word, document.entry.topics):
                used.setdefault(str(topic), []).append(document)
        order = [
            *(topic for topic in self.config.topics if topic in used),
            *sorted(used.keys() - set(self.config.topics)),
        ]
        return {topic: newest_first(used[topic]) for topic in order}

    def topic_label(self, topic: str) -> str:
        """Return a topic in words."""
        return self.config.topics.get(topic, topic.replace("-", " ").capitalize())

    @cached_property
    def _reports(self) -> dict[str, tuple[Document, ...]]:
        reports: dict[str, list[Document]] = {}
        for document in self.news:
            about = document.entry.event
            if about and (destination := self.resolve(document.path, about)).document:
                reports.setdefault(destination.document.path, []).append(document)
        return {path: tuple(documents) for path, documents in reports.items()}

    def reports_on(self, event: Document) -> tuple[Document, ...]:
        """Return the news posts that report on an event."""
        return self._reports.get(event.path, ())

    @cached_property
    def _namings(self) -> dict[str, tuple[Document, ...]]:
        namings: dict[str, dict[str, Document]] = {}
        for document in newest_first(self.pages):
            # The contact of a page says nothing about its subject.
            found = [ref for loc, ref in references(document.entry) if loc[0] != "contact"]
            named = {str(ref) for ref in found if ref.names is Names.ORGANISATION}
            people = {str(ref) for ref in found if ref.names is Names.PERSON} & self.people.keys()
            named |= {str(self.people[person].entry.organisation) for person in people}
            for link in (it for it in document.targets if it.is_link):
                target = self.resolve(document.path, link.target).document
                if target is not None and ORGANISATION.holds(target):
                    named.add(target.id)
            for organisation in named:
                namings.setdefault(organisation, {})[document.path] = document
        return {organisation: tuple(documents.values()) for organisation, documents in namings.items()}

    def mentions(self, organisation: Document) -> tuple[Document, ...]:
        """Return the pages that name a partner, or a person who works there, newest first."""
        return tuple(d for d in self._namings.get(organisation.id, ()) if d.kind.in_feeds)

    def related(self, document: Document, most: int) -> tuple[Document, ...]:
        """Return the pages that share the most topics with this one; equal ones are ordered by distance in time.

        For a page without a date, those are the newest. Of each topic only the nearest pages are candidates, so that
        the work is not quadratic, and a new page affects only pages near it.
        """
        shared: Counter[str] = Counter()
        for topic in map(str, document.entry.topics):
            row, places = self._relatable.get(topic, ((), {}))
            here = places.get(document.path, 0) if document.entry.day else 0
            near = row[max(0, here - NEAR_IN_TOPIC) : here + NEAR_IN_TOPIC + 1]
            shared.update(other.path for other in near if other.path != document.path)
        day = document.entry.day or date.max
        days = {path: self.by_path[path].entry.day or date.min for path in shared}
        found = sorted(shared, key=lambda path: (-shared[path], abs(days[path] - day), days[path] < day, path))
        return tuple(self.by_path[path] for path in found[:most])

    @cached_property
    def _relatable(self) -> dict[str, tuple[tuple[Document, ...], dict[str, int]]]:
        """The items of each topic, newest first, and the index of each."""
        rows = {topic: tuple(d for d in documents if d.kind.is_item) for topic, documents in self.topics.items()}
        return {topic: (row, {d.path: place for place, d in enumerate(row)}) for topic, row in rows.items()}

    @cached_property
    def links(self) -> tuple[tuple[Target, Destination], ...]:
        """The link graph: every target in public texts and in site.yaml, with its destination."""
        return (
            *self._resolved(it for document in self.documents for it in document.targets),
            *self.links_in_settings,
        )

    @cached_property
    def links_in_settings(self) -> tuple[tuple[Target, Destination], ...]:
        """The targets that were typed in site.yaml."""
        config, place = self.config, self.content.settings.place
        groups: dict[str, tuple[MenuItem | OtherProject, ...]] = {
            "menu": config.menu,
            "snel-naar": config.quick_links,
            "projecten": config.projects,
            "voet": config.footer,
        }
        return self._resolved(
            Target(SITE, place(key, index, "naar"), link.to, Wanted.LINK, link.title)
            for key, links in groups.items()
            for index, link in enumerate(links)
            if link.to
        )

    def _resolved(self, targets: Iterable[Target]) -> tuple[tuple[Target, Destination], ...]:
        return tuple((it, self.resolve(it.path, it.target)) for it in targets)

    @cached_property
    def published_media(self) -> dict[str, MediaFile]:
        """The files that something public names, by path: only these are published."""
        return dict(sorted((to.media.path, to.media) for _, to in self.links if to.media))

    @cached_property
    def shown_pictures(self) -> frozenset[str]:
        """The paths of the published files that are shown as an image, and not only linked to."""
        return frozenset(to.media.path for it, to in self.links if to.media and it.wanted is Wanted.PICTURE)

    @cached_property
    def kept_back_media(self) -> frozenset[str]:
        """The paths of the files that only withheld texts name, or that are excluded."""
        hidden = self._resolved(it for document in self.withheld.values() for it in document.targets)
        return self.left_out.union(to.media.path for _, to in hidden if to.media) - self.published_media.keys()

    @cached_property
    def _moved(self) -> dict[str, Document]:
        """Every page by its old addresses, to resolve links to those."""
        return {old_address(typed): document for document in self.pages for typed in document.entry.old_addresses}

    @property
    def ledger(self) -> Mapping[str, LedgerEntry]:
        """The entries of the ledger, by address."""
        return self.content.ledger.value.entries

    def first_address(self, address: str) -> str:
        """Return the first address of what is at an address, from which its permanent ids follow.

        The ledger keeps it; of a document that is not in there, it is the first of `oude-adressen`.
        """
        document = self.by_address.get(address)
        former = (*(document.former_addresses if document else ()), *self.formerly(address))
        known = next((own for own in (address, *former) if own in self.ledger), "")
        return (self.ledger[known].first or known) if known else (*former, address)[0]

    def first_public(self, document: Document) -> date | None:
        """Return the day on which a document was first published; None when unknown.

        One that is not in the ledger is new today. Without a ledger it is unknown.
        """
        known = self.ledger.get(self.first_address(str(document.address)))
        is_new = bool(self.ledger) and not known and not document.former_addresses
        day = known.since if known else self.today if is_new else None
        return day if day and day <= self.today else None

    @cached_property
    def redirects(self) -> dict[str, str]:
        """The final redirect of each old address: to the text that lists it, or else as in the ledger."""
        now = {address: it.now for address, it in self.ledger.items() if it.now and address not in self.by_address}
        now |= {old: str(document.address) for document in self.pages for old in document.former_addresses}
        ends = {}
        for old in sorted(now):
            way = [old, now[old]]
            while way[-1] in now and way[-1] not in {*way[:-1], *self.by_address}:
                way.append(now[way[-1]])
            ends[old] = way[-1]
        return ends

    @cached_property
    def _formerly(self) -> dict[str, tuple[str, ...]]:
        former: dict[str, list[str]] = {}
        for old, now in self.redirects.items():
            former.setdefault(now, []).append(old)
        return {now: tuple(olds) for now, olds in former.items()}

    def formerly(self, address: str) -> tuple[str, ...]:
        """Return the old addresses that redirect to this one, in order."""
        return self._formerly.get(address, ())

    @cached_property
    def withdrawn(self) -> dict[str, str]:
        """Every withdrawn address, with the kind of what was there."""
        return {address: entry.kind for address, entry in self.ledger.items() if entry.is_withdrawn}

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders with something in them, from the project's root."""
        paths = (*self.by_path, *self.media, *self.withheld, *self.unusable, *self.drafts)
        return frozenset(str(folder) for path in paths for folder in PurePosixPath(path).parents)

    def within(self, target: str) -> str:
        """Return an absolute address on this site as a site address; any other unchanged."""
        return within(target, self.config.base_url)

    def resolve(self, path: str, target: str) -> Destination:
        """Return the destination of a target in the file at `path`.

        A target is a file (from that file, or from `content/` when it starts with a slash), a site address, a whole
        URL, a mail address or phone number, or a fragment of the page itself.
        """
        read = understood(read_target, self.within(target))
        if read is None:  # a check reports it
            return Destination(DestinationKind.NOWHERE)
        if read.sort is not TargetKind.PLACE:
            return Destination(_OUTSIDE[read.sort], read.href)
        place, _, fragment = read.href.partition("#")
        if not place:
            return (
                Destination(DestinationKind.HERE, fragment=fragment)
                if fragment
                else Destination(DestinationKind.NOWHERE)
            )
        place = unquote(place.partition("?")[0])
        return self._destination(located(path, place), fragment, is_folder=place.endswith("/"))

    def _destination(self, found: str, fragment: str, *, is_folder: bool) -> Destination:
        if (
            document := self.by_path.get(found)
            or self.by_path.get(f"{found}.md")
            or self.by_path.get(f"{found}/index.md")
            or self._moved.get(former_address(found) or "")
        ):
            return Destination(DestinationKind.DOCUMENT, document.address or "", fragment, document=document)
        if found in self.withheld or found in self.drafts:
            return Destination(DestinationKind.WITHHELD, document=self.withheld.get(found))
        if found in self.unusable or found in self.left_out:
            return Destination(DestinationKind.UNUSABLE, address_of(found) or "")
        if media := self.media.get(found):
            return Destination(DestinationKind.MEDIA, media_address(found), fragment, media=media)
        if found.endswith(".md") or not f"{found}/".startswith("content/") or not found.isprintable():
            return Destination(DestinationKind.NOWHERE)
        inside = found.removeprefix("content").lstrip("/")
        is_file = "." in inside.rsplit("/", 1)[-1]
        address = f"/{inside}{'/' if (is_folder or not is_file) and inside else ''}"
        kind = DestinationKind.UNUSABLE if address in self.left_out else DestinationKind.ADDRESS
        return Destination(kind, address, fragment)


def assemble(
    root: Path, content: Content, documents: Iterable[Document], now: datetime, *, withholds: bool = True
) -> tuple[Site, tuple[Problem, ...]]:
    """Combine all documents into the site at one moment, with the problems that concern several documents.

    Without `withholds` it contains drafts and future texts too: a site for its authors.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    moments = {document.path: document.entry.publish_from for document in ordered}
    withheld = {d.path: d for d in ordered if d.entry.draft or ((at := moments[d.path]) and at.start > now)}
    if not withholds:
        withheld = {}
    published, problems = _one_file_an_address(d for d in ordered if d.path not in withheld)
    drafts = _drafts(content, ordered)
    known = {*(document.path for document in ordered), *drafts}
    unusable = frozenset((*content.unreadable, *(source.path for source in content.sources))) - known
    site = Site(root, content, now, published, withheld, unusable, drafts)
    return site, (*problems, *_homeless(site))


def _drafts(content: Content, documents: Iterable[Document]) -> frozenset[str]:
    """Return the paths of the drafts; in a text with errors, only that key is read.

    The home page is never a draft: without it there is no site.
    """
    understood = {document.path: document.entry.draft for document in documents}
    drafts = {path for path, is_draft in understood.items() if is_draft}
    drafts |= {s.path for s in content.sources if s.path not in understood and says_draft(s.text)}
    drafts |= {problem.place.path for problem in content.problems if problem.in_draft}
    return frozenset(drafts - {HOME})


def _homeless(site: Site) -> tuple[Problem, ...]:
    if "/" in site.by_address or HOME in site.unusable or not (site.documents or site.withheld):
        return ()
    if HOME in site.withheld:
        message = "De homepage `content/index.md` is nog niet te zien, en zonder homepage is er geen site."
        return (Problem(NO_HOME, Place(HOME, 1), message, "Haal `concept: ja` of `publiceer: …` weg."),)
    message = "Er is geen homepage: `content/index.md` ontbreekt."
    hint = "Maak `content/index.md` met bovenaan `---`, `titel: …`, `---` en daaronder een korte tekst."
    return (Problem(NO_HOME, Place(HOME, 1), message, hint),)


def _one_file_an_address(documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    first: dict[str, Document] = {}
    published: list[Document] = []
    problems: list[Problem] = []
    for document in documents:
        address = document.address
        if address is not None and address in first:
            problems.append(
                Problem(
                    SAME_ADDRESS,
                    Place(document.path, 1),
                    f"Het adres `{address}` hoort al bij `{first[address].path}`.",
                    "Geef een van de twee bestanden een andere naam.",
                )
            )
            continue
        if address is not None:
            first[address] = document
        published.append(document)
    return tuple(published), tuple(problems)


def located(path: str, place: str) -> str:
    """Return the path from the project's root of a place that was typed in the file at `path`."""
    base = "content" if place.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(base, place.lstrip("/")))


def former_address(path: str) -> str | None:
    """Return the address of a text that no longer exists, by its path with or without `.md`."""
    return address_of(f"{path.removesuffix('.md')}.md") if path.startswith("content/") else None


def media_address(path: str) -> str:
    """Return the site address of a media file: its path under `content/`."""
    return "/" + path.removeprefix("content/")


def newest_first(documents: Iterable[Document[E_co]]) -> tuple[Document[E_co], ...]:
    """Sort by date, newest first; documents without a date come last, and equal ones are sorted by path."""
    by_path = sorted(documents, key=lambda d: d.path)
    return tuple(sorted(by_path, key=lambda d: d.entry.day or date.min, reverse=True))


def calls_open_on(day: date, posts: Iterable[Document[NewsPost]]) -> tuple[Document[NewsPost], ...]:
    """Return the posts whose call is open on a day, the nearest deadline first."""
    found = [(call.deadline, d.path, d) for d in posts if (call := d.entry.call) and call.is_open(day)]
    return tuple(d for *_, d in sorted(found, key=lambda call: call[:2]))


def by_title(documents: Iterable[Document[E_co]]) -> tuple[Document[E_co], ...]:
    """Sort by title, ignoring case and accents."""
    return tuple(sorted(documents, key=lambda d: (alphabetical(d.entry.title), d.path)))


def alphabetical(text: str) -> str:
    """Return the key by which a reader looks a title up: lower case, accents and punctuation gone."""
    return slug(text)
