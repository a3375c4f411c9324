"""The records of the search index: every page and glossary term, with its text and the values for filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words, slug
from avksite.dutch.stems import stem, tokens
from avksite.frozen import dataclass
from avksite.kinds import NOT_FOUND
from avksite.kinds.base import Document
from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.news import NEWS
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE
from avksite.memo.queries import query
from avksite.rendering.addresses import LISTED, MadePage, Viewpoint
from avksite.rendering.artifact import Plan
from avksite.rendering.bodies import RenderContext, figures_of
from avksite.rendering.cards import facts
from avksite.rendering.details import event_detail, learning_media
from avksite.rendering.layout import STATEMENT
from avksite.rendering.parts import Head
from avksite.rendering.plain_html import is_plain, plain, plain_block
from avksite.site import Site

LIST = "Overzicht"
WORD = "Uitgelegd woord"

_ENDS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A search result. `address` may have a fragment; `sort`, `topics`, `audiences` and `date` are in words."""

    address: str
    title: str
    sort: str
    summary: str = ""
    text: str = ""
    headings: str = ""
    """The headings, which are in `text` too."""
    is_about_site: bool = False
    """Whether the page is about the site itself, such as that about privacy."""
    day: dt.date | None = None
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()

    @property
    def date(self) -> str:
        """The day in words; "" without one."""
        return date_in_words(self.day) if self.day else ""

    @property
    def year(self) -> str:
        """The year of the day; "" without one."""
        return str(self.day.year) if self.day else ""


def texts_sought(site: Site) -> list[str]:
    """Return the paths of the texts to index."""
    return [document.path for document in site.pages if document.address not in _UNSOUGHT]


def records_beside(site: Site, plans: Iterable[Plan]) -> list[SearchRecord]:
    """Return the records of lists and glossary terms.

    The title of a list comes from the plan of its page. Its items have records of their own, so further pages of a list
    are not indexed.
    """
    heads = [plan.head for plan in plans if plan.head is not None]
    known = {*_UNSOUGHT, *site.by_address}
    found = [SearchRecord(address, title, LIST) for address, title in LISTED.items() if address not in known]
    found += [_of_list(site, head) for head in heads if head.indexed and head.address not in {*known, *LISTED}]
    for term in site.content.glossary.value:
        also = f"Ook: {', '.join(term.also)}." if term.also else ""
        address, title = f"{MadePage.GLOSSARY}#{slug(term.word)}", term.word[:1].upper() + term.word[1:]
        found.append(SearchRecord(address, title, WORD, term.explanation, also))
    return found


@query
def about_site(site: Site) -> frozenset[str]:
    """Return the addresses of pages about the site itself: the footer links to them, and no menu."""
    foot, menu = (
        {site.resolve(SITE, link.to).address for link in links} for links in (site.config.footer, site.config.menu)
    )
    return frozenset(foot - menu)


_UNSOUGHT = frozenset({NOT_FOUND, str(MadePage.SEARCH)})
"""The addresses of pages that are not indexed."""


def _of_list(site: Site, head: Head) -> SearchRecord:
    """Return the record of a list without a text."""
    topic = head.address.removeprefix(MadePage.TOPICS).strip("/")
    is_topic = head.address.startswith(MadePage.TOPICS) and topic in site.topics
    topics = (site.topic_label(topic),) if is_topic else ()
    return SearchRecord(head.address, head.title, LIST, head.description, topics=topics)


def record_of(site: Site, path: str) -> SearchRecord:
    """Return the record of a text, from its body and front matter."""
    document = site.by_path[path]
    entry, address = document.entry, document.address or "/"
    is_list = address in LISTED
    day = entry.day if document.kind.is_dated and not is_list else None
    whole = Viewpoint(site.config.base_url)
    role_day = entry.day if document.kind.is_dated else None
    filling = RenderContext(site, document.path, whole, role_day)
    body = document.body if is_plain(document.body, filling) else plain(document.body, filling)
    passages = body.passages
    said = [passage.text for passage in passages]
    if not is_list:
        said += filter(None, _keys(site, document, whole))
    headings = [passage.text for passage in passages if passage.kind == "heading"]
    headings += (workshop.title for workshop in document.entry.workshops) if EVENT.holds(document) else ()
    audiences = document.entry.audiences if LEARNING.holds(document) else ()
    return SearchRecord(
        address=address,
        title=entry.title,
        sort=LIST if is_list else document.kind.singular,
        summary=". ".join(filter(None, (document.state(site.today), entry.summary))),
        text=" ".join(line if line.endswith(_ENDS) else f"{line}." for line in said),
        headings=" ".join(headings),
        is_about_site=address in about_site(site),
        day=day,
        topics=tuple(site.topic_label(str(topic)) for topic in entry.topics),
        audiences=tuple(audience.capitalize() for audience in audiences),
    )


def _keys(site: Site, document: Document, whole: Viewpoint) -> Iterator[str]:
    """Yield the values of the front matter that are shown on the page; "" for absent ones."""
    entry = document.entry
    yield from (fact.in_words for fact in facts(site, document, whole))
    yield (entry.picture and entry.picture.caption) or ""
    if media := learning_media(site, document, whole):
        yield from (passage.text for passage in plain_block(media).passages)
    if PAGE.holds(document):
        figures = figures_of(document.entry.figures, site)
        yield from (f"{figure.figure} {figure.unit}: {figure.text or ''}" for figure in figures)
        yield from (f"{task.title}: {task.text or ''}" for task in document.entry.tasks)
    if NEWS.holds(document):
        quote, call = document.entry.quote, document.entry.call
        yield " ".join(filter(None, (quote.text, quote.by))) if quote else ""
        yield from (*call.audience, *call.areas, *call.offer) if call else ()
    if EVENT.holds(document):
        event = event_detail(site, document, whole)
        for part in (*event.programme, *event.workshops):
            named = ", ".join(link.text for link in (*part.who, *part.organisations))
            yield part.title
            yield ". ".join(filter(None, (part.time, part.room, named, part.action_point, part.text)))
        yield from (photo.caption for photo in event.photos)
        yield ", ".join(giver.text for giver in (*event.made_possible_by, *(link for link, _ in event.logos)))
    if ORGANISATION.holds(document):
        people = (person.entry for person in site.people.values() if person.entry.organisation == document.id)
        yield from (f"{person.title}: {person.role}" for person in people)
    if document.address == STATEMENT:
        statement = site.content.statement.value
        yield from (f"{test.what}. {test.note or ''}" for test in statement.hand_tests)
        yield from (f"{problem.what}. {problem.effect} {problem.solution}" for problem in statement.problems)


def sorts(site: Site) -> tuple[str, ...]:
    """Return the types of results on this site, in the order of the menu."""
    present = {document.kind.singular: None for document in site.pages if document.kind.list_address}
    return (*sorted(present), "Pagina", LIST, *((WORD,) if site.content.glossary.value else ()))


def synonyms(site: Site) -> tuple[tuple[str, ...], ...]:
    """Return groups of synonyms: those that staff listed, and the other names of glossary terms."""
    groups = [(word, *others) for word, others in site.content.search_words.value.items()]
    groups += [(term.word, *term.also) for term in site.content.glossary.value]
    groups += [(short, long) for short, long in site.content.words.value.letters.items()]
    # Forms of one word are left out: they have one stem.
    stems = [{tuple(map(stem, tokens(word))): word for word in reversed(group)} for group in groups]
    return tuple(tuple(reversed(words.values())) for words in stems if len(words) > 1)
