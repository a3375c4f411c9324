"""Writes down what a screen reader says of a page: the words, and how elements are announced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml.html import HtmlElement, document_fromstring

from avksite.rendering.bodies import LANGUAGES
from avksite.rendering.hyphenation import SOFT_HYPHEN

_SILENT = {"head", "script", "style", "template", "noscript", "source", "track", "colgroup"}
_BLOCKS = {"address", "article", "body", "div", "dt", "dd", "figcaption", "figure", "hgroup", "p", "pre", "summary"}
_LANDMARKS = {"main": "Hoofdinhoud", "nav": "Navigatie", "aside": "Aanvullend", "search": "Zoeken"}
_OF_THE_PAGE = {"header": "Kop van de pagina", "footer": "Voet van de pagina"}
_NAMED_ONLY = {"section": "Gebied", "form": "Formulier"}
_SECTIONS = {"article", "aside", "main", "nav", "section"}


def as_heard(html: str) -> str:
    """Return a page as it is read aloud from top to bottom, one announcement a line.

    Landmarks, lists and tables are indented. What a screen reader adds to the words is before a colon or in square
    brackets: `Kop 2:`, `[link: Contact]`.
    """
    page = document_fromstring(html.replace(SOFT_HYPHEN, ""))
    voice = _Voice(page, {element.get("id", ""): element for element in page.iterfind(".//*[@id]")})
    title = page.findtext(".//title")
    voice.say(f"Pagina: {_plain(title or 'zonder titel')} ({_language(page.get('lang', ''))})")
    for body in page.iter("body"):
        voice.read(body)
    return "".join(f"{line}\n" for line in voice.lines)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _language(code: str) -> str:
    return LANGUAGES.get(code.split("-", maxsplit=1)[0].lower(), code or "taal onbekend")


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("aria-hidden") == "true" or element.get("hidden") is not None


@dataclass
class _Voice:
    """Reads a page from top to bottom and remembers what it says."""

    page: HtmlElement
    by_id: dict[str, HtmlElement]
    named: HtmlElement | None = None
    """The element whose accessible name is computed: it is skipped itself."""
    lines: list[str] = field(default_factory=list)
    running: str = ""
    depth: int = 0
    mark: str = ""

    def say(self, text: str = "") -> None:
        """Flush the running text, and add a line."""
        for line in (_plain(self.running), text):
            if line:
                inset = "  " * (self.depth - bool(self.mark))
                self.lines.append(f"{inset}{self.mark}{line}")
                self.mark = ""
        self.running = ""

    def read(self, element: HtmlElement) -> None:
        """Read an element and its content, unless it is hidden from screen readers."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or _is_hidden(element) or element is self.named:
            return
        if tag in _IN_WORDS:
            self.announce(_IN_WORDS[tag](self, element))
        elif tag in _ON_LINES:
            _ON_LINES[tag](self, element)
        elif tag in _BLOCKS:
            self.block(element)
        elif tag == "br":
            self.running += " "
        elif tag == "hr":
            self.say("Scheidingslijn")
        elif element.get("lang"):
            self.announce(f"{_language(element.get('lang', ''))}: {self.words(element)}")
        else:
            self.inside(element)

    def inside(self, element: HtmlElement, but: HtmlElement | None = None) -> None:
        """Read what is in an element."""
        self.running += element.text or ""
        for child in element:
            if child is not but:
                self.read(child)
            self.running += child.tail or ""

    def block(self, element: HtmlElement) -> None:
        """Read what is in an element on lines of its own."""
        self.say()
        self.inside(element)
        self.say()

    def announce(self, text: str) -> None:
        """Add an announcement between the words; "" for none."""
        if text:
            apart = self.running[-1:].isalnum() or self.running.endswith("]")
            self.running += f"{' ' if apart else ''}[{text}]"

    def words(self, element: HtmlElement, named: HtmlElement | None = None) -> str:
        """Return the words of an element on one line."""
        inner = _Voice(self.page, self.by_id, self.named if named is None else named)
        inner.block(element)
        return " ".join(inner.lines)

    @contextmanager
    def within(self, announcement: str) -> Iterator[None]:
        """Add an announcement, and indent everything inside the `with` block."""
        self.say(announcement)
        self.depth += 1
        yield
        self.say()
        self.depth -= 1

    def name(self, element: HtmlElement) -> str:
        """Return the accessible name of an element."""
        others = (self.by_id[id_] for id_ in element.get("aria-labelledby", "").split() if id_ in self.by_id)
        return " ".join(self.words(other, element) for other in others) or _plain(element.get("aria-label", ""))

    # Announced between the words.

    def link(self, element: HtmlElement) -> str:
        words = self.name(element) or self.words(element)
        here = " (deze pagina)" if element.get("aria-current") == "page" else ""
        if element.get("href") is not None:
            return f"link: {words or 'zonder tekst'}{here}"
        self.running += words
        return ""

    def button(self, element: HtmlElement) -> str:
        return f"knop: {self.name(element) or self.words(element) or 'zonder tekst'}"

    def input(self, element: HtmlElement) -> str:
        if element.get("type") == "hidden":
            return ""
        id_ = element.get("id")
        labels = [label for label in self.page.iter("label") if label.get("for") == id_] if id_ else []
        labels = labels or [label for label in element.iterancestors("label") if label.get("for") is None]
        name = self.name(element) or "".join(self.words(label, element) for label in labels[:1])
        return f"invulveld: {name or 'zonder naam'}"

    def picture(self, element: HtmlElement) -> str:
        if name := self.name(element) or element.get("alt"):
            return f"afbeelding: {_plain(name)}"
        return "afbeelding zonder beschrijving" if element.tag == "img" and element.get("alt") is None else ""

    # Announced on lines of their own.

    def landmark(self, element: HtmlElement) -> None:
        tag, name = element.tag, self.name(element)
        of_the_page = not any(above.tag in _SECTIONS for above in element.iterancestors())
        kind = _LANDMARKS.get(tag) or (_OF_THE_PAGE.get(tag) if of_the_page else None)
        kind = kind or (_NAMED_ONLY.get(tag) if name else None)
        if kind is None:
            self.block(element)
            return
        with self.within(f"{kind}: {name}" if name else kind):
            self.inside(element)

    def heading(self, element: HtmlElement) -> None:
        self.say()
        self.say(f"Kop {element.tag[1]}: {self.words(element) or '(leeg)'}")

    def media(self, element: HtmlElement) -> None:
        kind = "Video" if element.tag == "video" else "Geluid"
        captions = ", met ondertiteling" if element.find(".//track[@kind='captions']") is not None else ""
        self.say(f"{kind}: {self.name(element) or 'zonder naam'}{captions}")

    def list(self, element: HtmlElement) -> None:
        items = [item for item in element if item.tag == "li" and not _is_hidden(item)]
        name, is_numbered = self.name(element), element.tag == "ol"
        counted = f"{len(items)} {'punt' if len(items) == 1 else 'punten'}{f': {name}' if name else ''}"
        with self.within(f"{'Genummerde lijst' if is_numbered else 'Lijst'} met {counted}"):
            self.depth += 1
            for number, item in enumerate(items, start=1):
                self.mark = f"{number}. " if is_numbered else "• "
                self.block(item)
            self.mark, self.depth = "", self.depth - 1

    def table(self, element: HtmlElement) -> None:
        rows = list(element.iter("tr"))
        width = max((len(row) for row in rows), default=0)
        caption = element.find("caption")
        title = f": {self.words(caption)}" if caption is not None else ""
        with self.within(f"Tabel met {len(rows)} rijen en {width} kolommen{title}"):
            heads = [self.words(cell) if cell.tag == "th" else "" for cell in rows[0]] if rows else []
            for number, row in enumerate(rows):
                self.say("; ".join(self.cells(row, heads if number else [])))

    def cells(self, row: HtmlElement, heads: Sequence[str]) -> Iterator[str]:
        for index, cell in enumerate(row):
            head = heads[index] if index < len(heads) else ""
            words = self.words(cell) or "leeg"
            yield f"{head}: {words}" if head and cell.tag == "td" else words

    def quote(self, element: HtmlElement) -> None:
        with self.within("Citaat"):
            self.inside(element)
        self.say("Einde citaat")

    def fold(self, element: HtmlElement) -> None:
        summary = element.find("summary")
        name = self.words(summary) if summary is not None else "Details"
        with self.within(f"Uitklapper ({'open' if element.get('open') is not None else 'dicht'}): {name}"):
            self.inside(element, but=summary)


_IN_WORDS: dict[str, Callable[[_Voice, HtmlElement], str]] = {
    **dict.fromkeys(("input", "select", "textarea"), _Voice.input),
    **dict.fromkeys(("img", "svg"), _Voice.picture),
    "a": _Voice.link,
    "button": _Voice.button,
}
_ON_LINES: dict[str, Callable[[_Voice, HtmlElement], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Voice.heading),
    **dict.fromkeys(("ul", "ol"), _Voice.list),
    **dict.fromkeys(("video", "audio"), _Voice.media),
    **dict.fromkeys((*_LANDMARKS, *_OF_THE_PAGE, *_NAMED_ONLY), _Voice.landmark),
    "table": _Voice.table,
    "blockquote": _Voice.quote,
    "details": _Voice.fold,
}
