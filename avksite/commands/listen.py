"""What screen-reading software says of a page, written down: the words, and what each thing is announced as."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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

    What belongs together is indented: the parts of a page, its lists, its tables. What a voice adds to the words
    itself stands before a colon or in square brackets: `Kop 2:`, `[link: Contact]`.
    """
    page = document_fromstring(html.replace(SOFT_HYPHEN, ""))
    voice = _Voice(page)
    title = page.findtext(".//title")
    voice.say(f"Pagina: {_plain(title or 'zonder titel')} ({_language(page.get('lang', ''))})")
    for body in page.iter("body"):
        voice.read(body)
    return "".join(f"{line}\n" for line in voice.lines)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _language(code: str) -> str:
    return LANGUAGES.get(code.split("-", maxsplit=1)[0].lower(), code or "taal onbekend")


class _Voice:
    """Reads a page from top to bottom and remembers what it says."""

    def __init__(self, page: HtmlElement) -> None:
        self.lines: list[str] = []
        self._page = page
        self._by_id = {element.get("id", ""): element for element in page.iter() if isinstance(element.tag, str)}
        self._being_named: set[HtmlElement] = set()
        self._running = ""
        self._depth = 0
        self._mark = ""
        self._own: dict[str, Callable[[HtmlElement], None]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            **dict.fromkeys(("ul", "ol"), self._list),
            **dict.fromkeys(("video", "audio"), self._media),
            **dict.fromkeys(("input", "select", "textarea"), self._field),
            **dict.fromkeys((*_LANDMARKS, *_OF_THE_PAGE, *_NAMED_ONLY), self._landmark),
            "a": self._link,
            "img": self._picture,
            "svg": self._picture,
            "table": self._table,
            "blockquote": self._quote,
            "details": self._fold,
            "button": self._button,
            "br": lambda _: self._add(" "),
            "hr": lambda _: self.say("Scheidingslijn"),
        }

    def say(self, text: str) -> None:
        """Say what was still running, and then a line of its own."""
        for line in (_plain(self._running), text):
            if line:
                inset = "  " * (self._depth - bool(self._mark))
                self.lines.append(f"{inset}{self._mark}{line}")
                self._mark = ""
        self._running = ""

    def read(self, element: HtmlElement) -> None:
        """Read an element and all in it; what is hidden from voices is passed over."""
        if not isinstance(element.tag, str) or element.tag in _SILENT or _is_hidden(element):
            return
        if element in self._being_named:
            return
        own = self._own.get(element.tag)
        if own is not None:
            own(element)
        elif element.tag in _BLOCKS:
            self.say("")
            self._inside(element)
            self.say("")
        elif element.get("lang"):
            self._announce(f"{_language(element.get('lang', ''))}: {self._words(element)}")
        else:
            self._inside(element)

    def _inside(self, element: HtmlElement) -> None:
        self._add(element.text or "")
        for child in element:
            self.read(child)
            self._add(child.tail or "")

    def _add(self, text: str) -> None:
        self._running += text

    def _announce(self, text: str) -> None:
        """Say between the words that here is something else than words."""
        apart = self._running[-1:].isalnum() or self._running.endswith("]")
        self._add(f"{' ' if apart else ''}[{text}]")

    def _words(self, element: HtmlElement) -> str:
        """Return what is said of an element on one line."""
        before, self._running = self._running, ""
        lines, self.lines = self.lines, []
        mark, self._mark = self._mark, ""
        depth, self._depth = self._depth, 0
        self._inside(element)
        self.say("")
        said, self.lines, self._running = " ".join(self.lines), lines, before
        self._mark, self._depth = mark, depth
        return said

    def _name(self, element: HtmlElement) -> str:
        """Return the name that an author gave an element."""
        ids = element.get("aria-labelledby", "").split()
        named = self._named_by(element, [self._by_id[id_] for id_ in ids if id_ in self._by_id])
        return named or _plain(element.get("aria-label", ""))

    def _named_by(self, element: HtmlElement, others: list[HtmlElement]) -> str:
        """Return the words of what names an element, without the element itself where that is in it."""
        self._being_named.add(element)
        words = " ".join(map(self._words, others))
        self._being_named.discard(element)
        return words

    def _nested(self, announcement: str, read: Callable[[], None]) -> None:
        self.say(announcement)
        self._depth += 1
        read()
        self.say("")
        self._depth -= 1

    def _landmark(self, element: HtmlElement) -> None:
        tag, name = element.tag, self._name(element)
        of_the_page = not any(above.tag in _SECTIONS for above in element.iterancestors())
        kind = _LANDMARKS.get(tag) or (_OF_THE_PAGE.get(tag) if of_the_page else None)
        kind = kind or (_NAMED_ONLY.get(tag) if name else None)
        if kind is None:
            self.say("")
            self._inside(element)
            self.say("")
        else:
            self._nested(f"{kind}: {name}" if name else kind, lambda: self._inside(element))

    def _heading(self, element: HtmlElement) -> None:
        self.say("")
        self.say(f"Kop {element.tag[1]}: {self._words(element) or '(leeg)'}")

    def _link(self, element: HtmlElement) -> None:
        words = self._name(element) or self._words(element)
        here = " (deze pagina)" if element.get("aria-current") == "page" else ""
        if element.get("href") is None:
            self._add(words)
        else:
            self._announce(f"link: {words or 'zonder tekst'}{here}")

    def _button(self, element: HtmlElement) -> None:
        self._announce(f"knop: {self._name(element) or self._words(element) or 'zonder tekst'}")

    def _field(self, element: HtmlElement) -> None:
        if element.get("type") != "hidden":
            id_ = element.get("id")
            by_id = [label for label in self._page.iter("label") if label.get("for") == id_] if id_ else []
            labels = by_id or [label for label in element.iterancestors("label") if label.get("for") is None]
            name = self._name(element) or self._named_by(element, labels[:1])
            self._announce(f"invulveld: {name or 'zonder naam'}")

    def _picture(self, element: HtmlElement) -> None:
        name = self._name(element) or element.get("alt") or ""
        if name:
            self._announce(f"afbeelding: {_plain(name)}")
        elif element.tag == "img" and element.get("alt") is None:
            self._announce("afbeelding zonder beschrijving")

    def _media(self, element: HtmlElement) -> None:
        kind = "Video" if element.tag == "video" else "Geluid"
        captions = ", met ondertiteling" if element.find(".//track[@kind='captions']") is not None else ""
        self.say(f"{kind}: {self._name(element) or 'zonder naam'}{captions}")

    def _list(self, element: HtmlElement) -> None:
        items = [item for item in element if item.tag == "li" and not _is_hidden(item)]
        name = f": {self._name(element)}" if self._name(element) else ""
        kind = "Genummerde lijst" if element.tag == "ol" else "Lijst"

        def read() -> None:
            self._depth += 1
            for number, item in enumerate(items, start=1):
                self._mark = f"{number}. " if element.tag == "ol" else "• "
                self._inside(item)
                self.say("")
            self._mark, self._depth = "", self._depth - 1

        self._nested(f"{kind} met {len(items)} {'punt' if len(items) == 1 else 'punten'}{name}", read)

    def _table(self, element: HtmlElement) -> None:
        rows = list(element.iter("tr"))
        widths = (len(row) for row in rows)
        caption = element.find("caption")
        title = f": {self._words(caption)}" if caption is not None else ""

        def read() -> None:
            heads = [self._words(cell) if cell.tag == "th" else "" for cell in rows[0]] if rows else []
            for row in rows:
                self.say("; ".join(self._cells(row, [] if row is rows[0] else heads)))

        self._nested(f"Tabel met {len(rows)} rijen en {max(widths, default=0)} kolommen{title}", read)

    def _cells(self, row: HtmlElement, heads: list[str]) -> Iterator[str]:
        for index, cell in enumerate(row):
            head = heads[index] if index < len(heads) else ""
            words = self._words(cell) or "leeg"
            yield f"{head}: {words}" if head and cell.tag == "td" else words

    def _quote(self, element: HtmlElement) -> None:
        self._nested("Citaat", lambda: self._inside(element))
        self.say("Einde citaat")

    def _fold(self, element: HtmlElement) -> None:
        summary = element.find("summary")
        name = self._words(summary) if summary is not None else "Details"
        state = "open" if element.get("open") is not None else "dicht"

        def read() -> None:
            for child in element:
                if child is not summary:
                    self.read(child)

        self._nested(f"Uitklapper ({state}): {name}", read)


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("aria-hidden") == "true" or element.get("hidden") is not None
