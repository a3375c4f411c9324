"""What a reader can find: every page and every explained word, with what it says and what it can be chosen by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import lxml.html

from avksite.content.settings import SITE
from avksite.dutch.formatting import date_in_words, slug
from avksite.dutch.stems import stem, tokens
from avksite.kinds.learning import LEARNING
from avksite.rendering.addresses import LISTED, MadePage
from avksite.rendering.hyphenation import SOFT_HYPHEN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from avksite.memo.memo import Memo
    from avksite.rendering.artifact import Artifact
    from avksite.site import Site

LIST = "Overzicht"
WORD = "Uitgelegd woord"

_LATER_PAGE = re.compile(r"/bladzijde-[0-9]+/$")
_UNREAD = {"nav", "script", "style", "form", "noscript", "template", "svg", "button"}
_INLINE = {"a", "abbr", "b", "code", "dfn", "em", "i", "small", "span", "strong", "time", "q", "cite", "mark"}
_ENDS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One thing to find. `address` may hold a fragment; `sort`, `topics`, `audiences` and `year` are in words."""

    address: str
    title: str
    sort: str
    summary: str = ""
    text: str = ""
    headings: str = ""
    """The headings in the text, which are in `text` too."""
    is_about_site: bool = False
    """Whether the page tells of the site itself, such as what it does with privacy."""
    date: str = ""
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    year: str = ""


def search_records(site: Site, artifacts: Iterable[Artifact], memo: Memo) -> tuple[SearchRecord, ...]:
    """Return everything that can be found, sorted by address; only pages that changed are read again."""
    pages = [it for it in artifacts if it.is_page and it.made.content]
    said = memo.map(page_record, [page.made.content for page in pages])
    foot, menu = (
        {site.resolve(SITE, link.to).address for link in links} for links in (site.config.footer, site.config.menu)
    )
    found = [
        _placed(site, replace(one, address=page.address, is_about_site=page.address in foot - menu))
        for page, one in zip(pages, said, strict=True)
        if one and page.address != MadePage.SEARCH and not _LATER_PAGE.search(page.address)
    ]
    for term in site.content.glossary.value:
        also = f"Ook: {', '.join(term.also)}." if term.also else ""
        address, title = f"{MadePage.GLOSSARY}#{slug(term.word)}", term.word[:1].upper() + term.word[1:]
        found.append(SearchRecord(address, title, WORD, term.explanation, also))
    return tuple(sorted(found, key=lambda one: one.address))


def _placed(site: Site, said: SearchRecord) -> SearchRecord:
    """Return what a page says, with what it can be chosen by."""
    document = site.by_address.get(said.address)
    if document is None:
        topic = said.address.removeprefix(MadePage.TOPICS).strip("/")
        is_topic = said.address.startswith(MadePage.TOPICS) and topic in site.topics
        return replace(said, topics=(site.topic_label(topic),)) if is_topic else said
    said = replace(said, topics=tuple(site.topic_label(str(topic)) for topic in document.entry.topics))
    if said.address in LISTED:
        return said
    day = document.entry.day if document.kind.is_dated else None
    audiences = document.entry.audiences if LEARNING.holds(document) else ()
    return replace(
        said,
        sort=document.kind.singular,
        # The badges with its state are around the heading.
        summary=". ".join(filter(None, (document.state(site.today), said.summary))),
        date=date_in_words(day) if day else "",
        audiences=tuple(audience.capitalize() for audience in audiences),
        year=str(day.year) if day else "",
    )


def sorts(site: Site) -> tuple[str, ...]:
    """Return the sorts of things that can be found on this site, in the order of a menu."""
    present = {document.kind.singular: None for document in site.pages if document.kind.list_address}
    return (*sorted(present), "Pagina", LIST, *((WORD,) if site.content.glossary.value else ()))


def synonyms(site: Site) -> tuple[tuple[str, ...], ...]:
    """Return groups of words for one thing: those that staff listed, and the other names of what is explained."""
    groups = [(word, *others) for word, others in site.content.search_words.value.items()]
    groups += [(term.word, *term.also) for term in site.content.glossary.value]
    groups += [(short, long) for short, long in site.content.words.value.letters.items()]
    # Forms of one word say nothing new: they have one stem.
    stems = [{tuple(map(stem, tokens(word))): word for word in reversed(group)} for group in groups]
    return tuple(tuple(reversed(words.values())) for words in stems if len(words) > 1)


def page_record(page: bytes) -> SearchRecord | None:
    """Return what a page says: the words of its main part, without what only leads to other pages; None for no page.

    Templates mark such parts with `data-pagefind-ignore`, as Pagefind's own documentation has it.
    """
    root = lxml.html.document_fromstring(page.decode().replace(SOFT_HYPHEN, ""))
    main = root.find(".//main")
    robots = root.find(".//meta[@name='robots']")
    heading = None if main is None else main.find(".//h1")
    if main is None or heading is None or (robots is not None and "noindex" in robots.get("content", "")):
        return None
    short = main.find(".//div[@class='short']")
    # What stands around the heading (what sort of page it is, when it was written) is in other fields.
    lines = [(tag, line) for tag, line in _lines(main, {heading, short, main.find(".//header")}) if line]
    return SearchRecord(
        "",
        _text(heading),
        LIST,
        _text(short.findall("p")[-1]) if short is not None else "",
        " ".join(line if line.endswith(_ENDS) else f"{line}." for _, line in lines),
        " ".join(line for tag, line in lines if tag in {"h2", "h3"}),
    )


def _lines(element: HtmlElement, taken: set[HtmlElement | None]) -> Iterator[tuple[str, str]]:
    """Yield the tag and the text of each block below an element; what is in a line together stays together."""
    line = [element.text or ""]
    for child in element:
        is_left_out = child.tag in _UNREAD or "data-pagefind-ignore" in child.attrib or "hidden" in child.attrib
        if not isinstance(child.tag, str) or is_left_out or child in taken:
            line.append(" ")
        elif child.tag in _INLINE:
            line.append(_text(child))
        elif child.tag == "dt":
            line.append(f"{_text(child)}: ")
        elif child.tag == "dd":
            yield child.tag, _tidy("".join([*line, _text(child)]))
            line = []
        else:
            yield element.tag, _tidy("".join(line))
            yield from _lines(child, taken)
            line = []
        line.append(child.tail or "")
    yield element.tag, _tidy("".join(line))


def _text(element: HtmlElement) -> str:
    return _tidy(str(element.text_content()))


def _tidy(text: str) -> str:
    return " ".join(text.split())
