"""What a reader can find: every page and every explained word, with what it says and what it can be chosen by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import lxml.html

from avksite.dutch.formatting import date_in_words, slug
from avksite.dutch.stems import stem, tokens
from avksite.kinds.learning import LEARNING
from avksite.rendering.line_breaks import SOFT_HYPHEN
from avksite.rendering.made_pages import LISTED, MadePage

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from avksite.kinds.base import Document
    from avksite.rendering.artifact import Artifact
    from avksite.rendering.memo import Memo
    from avksite.site import Site

LIST = "Overzicht"
WORD = "Uitgelegd woord"

_LATER_PAGE = re.compile(r"/bladzijde-[0-9]+/$")
_UNREAD = {"nav", "script", "style", "form", "noscript", "template", "svg", "button"}
_INLINE = {"a", "abbr", "b", "code", "dfn", "em", "i", "small", "span", "strong", "time", "q", "cite", "mark"}
_SPACES = re.compile(r"\s+")
_ENDS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, slots=True)
class Findable:
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


@dataclass(frozen=True, slots=True)
class Said:
    """What a made page says to a reader; `title` is "" when it is not to be found."""

    title: str = ""
    summary: str = ""
    text: str = ""
    headings: str = ""


def findables(site: Site, artifacts: Iterable[Artifact], memo: Memo) -> tuple[Findable, ...]:
    """Return everything that can be found, sorted by address; only pages that changed are read again."""
    pages = [a for a in artifacts if a.path.endswith(".html") and not a.path.endswith("/mail.html") and a.made.content]
    said = memo.map(said_on, [page.made.content for page in pages])
    about_site = _about_site(site)
    found = [
        replace(_findable(site, page.address, words), is_about_site=page.address in about_site)
        for page, words in zip(pages, said, strict=True)
        if words.title and page.address != MadePage.SEARCH and not _LATER_PAGE.search(page.address)
    ]
    return tuple(sorted((*found, *_words(site)), key=lambda one: one.address))


def sorts(site: Site) -> tuple[str, ...]:
    """Return the sorts of things that can be found on this site, in the order of a menu."""
    present = {document.kind.singular: None for document in site.pages if document.kind.list_address}
    return (*sorted(present), "Pagina", LIST, *((WORD,) if site.glossary else ()))


def synonyms(site: Site) -> tuple[tuple[str, ...], ...]:
    """Return groups of words for one thing: those that staff listed, and the other names of what is explained."""
    groups = [(word.word, *word.others) for word in site.search_words]
    groups += [(term.word, *term.also) for term in site.glossary]
    groups += [(short, long) for short, long in site.words.letters.items()]
    # Forms of one word say nothing new: they have one stem.
    stems = [{tuple(map(stem, tokens(word))): word for word in reversed(group)} for group in groups]
    return tuple(tuple(reversed(words.values())) for words in stems if len(words) > 1)


def _findable(site: Site, address: str, words: Said) -> Findable:
    document = site.by_address.get(address)
    said = Findable(
        address,
        words.title,
        LIST,
        words.summary,
        words.text,
        headings=words.headings,
        topics=_topics(site, document, address),
    )
    if document is None or address in LISTED:
        return said
    day = document.entry.day if document.kind.is_dated else None
    return replace(
        said,
        sort=document.kind.singular,
        # The badges that say how it stands are around the heading.
        summary=". ".join(filter(None, (document.state(site.today), said.summary))),
        date=date_in_words(day) if day else "",
        audiences=tuple(
            audience.capitalize() for audience in (document.entry.audiences if LEARNING.holds(document) else ())
        ),
        year=str(day.year) if day else "",
    )


def _about_site(site: Site) -> set[str]:
    """Return the addresses that only the foot of every page leads to."""
    home = "content/index.md"
    foot, menu = (
        {site.resolve(home, link.to).address for link in links} for links in (site.config.footer, site.config.menu)
    )
    return foot - menu


def _topics(site: Site, document: Document | None, address: str) -> tuple[str, ...]:
    if document is not None:
        return tuple(site.topic_label(topic) for topic in map(str, document.entry.topics))
    topic = address.removeprefix(MadePage.TOPICS).strip("/")
    return (site.topic_label(topic),) if address.startswith(MadePage.TOPICS) and topic in site.topics else ()


def _words(site: Site) -> Iterator[Findable]:
    for term in site.glossary:
        also = f"Ook: {', '.join(term.also)}." if term.also else ""
        title = term.word[:1].upper() + term.word[1:]
        yield Findable(f"{MadePage.GLOSSARY}#{slug(term.word)}", title, WORD, term.explanation, also)


def said_on(page: bytes) -> Said:
    """Return what a page says: the words of its main part, without what only leads to other pages.

    Templates mark such parts with `data-pagefind-ignore`, as Pagefind's own documentation has it.
    """
    root = lxml.html.document_fromstring(page.decode().replace(SOFT_HYPHEN, ""))
    main = root.find(".//main")
    robots = root.find(".//meta[@name='robots']")
    heading = None if main is None else main.find(".//h1")
    if main is None or heading is None or (robots is not None and "noindex" in robots.get("content", "")):
        return Said()
    title, short = _text(heading), main.find(".//div[@class='short']")
    summary = _text(short.findall("p")[-1]) if short is not None else ""
    # What stands around the heading (what sort of page it is, when it was written) is told in other ways.
    taken = {heading, short, main.find(".//header")}
    sentences = [line for line in _lines(main, taken) if line]
    headings = [_text(one) for one in main.iter("h2", "h3") if not any(map(_is_left_out, (one, *one.iterancestors())))]
    return Said(
        title,
        summary,
        " ".join(line if line.endswith(_ENDS) else f"{line}." for line in sentences),
        " ".join(headings),
    )


def _lines(element: HtmlElement, taken: set[HtmlElement | None]) -> Iterator[str]:
    """Yield the text of each block below an element; what is in a line together stays together."""
    line = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or _is_left_out(child) or child in taken:
            line.append(" ")
        elif child.tag in _INLINE:
            line.append(_text(child))
        elif child.tag == "dt":
            line.append(f"{_text(child)}: ")
        elif child.tag == "dd":
            yield _tidy("".join([*line, _text(child)]))
            line = []
        else:
            yield _tidy("".join(line))
            yield from _lines(child, taken)
            line = []
        line.append(child.tail or "")
    yield _tidy("".join(line))


def _is_left_out(element: HtmlElement) -> bool:
    return element.tag in _UNREAD or "data-pagefind-ignore" in element.attrib or "hidden" in element.attrib


def _text(element: HtmlElement) -> str:
    return _tidy(str(element.text_content()))


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
