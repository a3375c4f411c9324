"""What keeps a reader out of a finished page, found in the one walk that also notes its ids and links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from avksite.content.languages import is_language
from avksite.rendering.artifact import Finding, Hyperlink
from avksite.rendering.loading import fetched_by
from avksite.rendering.naming import label_of, name_of, said
from avksite.wcag import Holds


class Sort(StrEnum):
    """What can be wrong on a page."""

    LANDMARK = "landmark"
    NAVIGATION = "navigation"
    MAIN_HEADING = "main heading"
    HEADING_JUMP = "heading jump"
    SAME_ID = "same id"
    NAMELESS = "nameless"
    UNLABELLED = "unlabelled"
    NO_ALT = "no alt"
    TABLE = "table"
    LANGUAGE = "language"
    TAB_ORDER = "tab order"
    SHORTCUT = "shortcut"
    AUTOPLAY = "autoplay"
    NEW_WINDOW = "new window"
    REFRESH = "refresh"
    LOADS = "loads"
    INLINE = "inline"
    NO_ZOOM = "no zoom"


@dataclass(slots=True)
class Audit:
    """What one walk over a page came upon."""

    ids: list[str] = field(default_factory=list)
    links: list[Hyperlink] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    """The addresses that a browser fetches at once."""
    menu: tuple[str, ...] = ()
    help: str = ""
    passes_on: bool = False
    """Whether the page only sends a reader on, at once."""
    title: str = ""
    holds: set[Holds] = field(default_factory=set)

    def find(self, sort: Sort, words: str = "", markup: str = "", number: int = 0, near: str = "") -> None:
        """Note something that is wrong."""
        self.findings.append(Finding(sort, words, markup, number, near))


@dataclass(slots=True)
class _Seen:
    """What can only be judged when the whole page has been seen."""

    by_id: dict[str, etree._Element] = field(default_factory=dict)
    headings: list[etree._Element] = field(default_factory=list)
    landmarks: dict[str, list[etree._Element]] = field(default_factory=dict)
    named: list[etree._Element] = field(default_factory=list)
    fields: list[etree._Element] = field(default_factory=list)
    tables: list[etree._Element] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)


def audit(page: bytes) -> Audit:
    """Look at a whole page, in UTF-8, once; what its script puts there is part of it."""
    tree = etree.fromstring(_SCRIPTED.sub(rb"\1", page), _PARSER)
    found, seen = Audit(), _Seen()
    is_harmless, look_at = _HARMLESS.issuperset, _BY_TAG.get  # a site has a quarter of a million elements
    for element in tree.iter():
        if not is_harmless(element.keys()):
            for name, value in element.items():
                if name == "id":
                    _id(element, str(value), found, seen)
                elif name not in _HARMLESS:
                    _attribute(element, str(name), str(value), found)
        if look := look_at(element.tag):
            look(element, found, seen)
    if tree.get("lang") is None:
        found.find(Sort.LANGUAGE, "", "<html")
    if not found.passes_on:
        _landmarks(found, seen)
        _navigation(found, seen)
    _headings(found, seen)
    _names(found, seen)
    _fields(found, seen)
    for table in seen.tables:
        _table(table, found, seen.by_id)
    return found


MOST_WORDS = 80
"""How much of what stands near a fault is kept, to find its line by."""
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
_HARMLESS = frozenset(
    {
        *("class", "href", "role", "content", "name", "d", "alt", "width", "height", "type", "title", "rel", "media"),
        *("aria-label", "aria-labelledby", "aria-current", "aria-hidden", "aria-describedby", "datetime", "focusable"),
        *("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "viewbox", "cx", "cy", "r"),
        *("property", "charset", "http-equiv", "value", "for", "scope", "hidden"),
    }
)
"""The attributes of most elements; none of them can do harm by itself."""
_SCRIPTED = re.compile(rb'<script type="text/html" data-scripted>(.*?)</script>', re.DOTALL)
_LEAD = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_LOADING = frozenset({"src", "srcset", "poster", "data", "background", "xlink:href", "action", "formaction"})
_LINKS_NOT_LOADED = frozenset({"canonical", "alternate", "next", "prev", "author", "license", "me", "help", "bookmark"})
_FIELDS = {"search": Holds.SEARCH_FIELD, "email": Holds.MAIL_FIELD, "checkbox": Holds.TICK_BOX}
_REACHES = ("tel:", "mailto:")
_WRITTEN_DATA = frozenset({"application/ld+json", "application/json"})
_NOT_FILLED_IN = frozenset({"hidden", "submit", "button", "reset", "image"})
_STYLED_LOAD = re.compile(r"""(?:url\(\s*|@import\s+)['"]?([^'")\s;]+)""")
_SCALE = re.compile(r"maximum-scale\s*=\s*([\d.]+)")
_MOST_ZOOM = 2
"""From how many times as large a page may refuse to grow (1.4.4)."""
_SECTIONING = ("article", "aside", "main", "nav", "section")
_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})


def loaded_by_style(text: str) -> Iterator[str]:
    """Yield every whole address that a style sheet loads."""
    return (address for address in _STYLED_LOAD.findall(text) if _LEAD.match(address))


def _id(element: etree._Element, id_: str, found: Audit, seen: _Seen) -> None:
    found.ids.append(id_)
    if id_ in seen.by_id:
        found.find(Sort.SAME_ID, id_, f'id="{id_}"')
    else:
        seen.by_id[id_] = element


def _attribute(element: etree._Element, name: str, value: str, found: Audit) -> None:  # noqa: C901  a line for each
    markup = f'{name}="{value}"' if value else name
    if name in _LOADING:
        for address in filter(_LEAD.match, value.split(",") if name == "srcset" else (value,)):
            found.find(Sort.LOADS, address.split()[0], markup)
    elif name == "lang" or (name == "srclang" and value):
        if not is_language(value):
            found.find(Sort.LANGUAGE, value, markup, near=said(element)[:MOST_WORDS])
    elif name == "tabindex":
        if value.strip().lstrip("+").isdigit() and int(value) > 0:
            found.find(Sort.TAB_ORDER, value, markup)
    elif name == "target":
        if value not in {"", "_self", "_top", "_parent"}:
            found.find(Sort.NEW_WINDOW, value, markup)
    elif name == "accesskey":
        found.find(Sort.SHORTCUT, value, markup)
    elif name == "autoplay":
        found.find(Sort.AUTOPLAY, str(element.tag), name)
    elif name == "style" or (name.startswith("on") and name.isalpha()):
        found.find(Sort.INLINE, name, f"{name}=")


def _anchor(anchor: etree._Element, found: Audit, seen: _Seen) -> None:
    href = anchor.get("href")
    if href is None:
        return
    is_plain = len(anchor) == 0
    words = " ".join((anchor.text or "" if is_plain else "".join(map(str, anchor.itertext()))).split())
    found.links.append(Hyperlink(str(href), words))
    if not words or not is_plain:
        seen.named.append(anchor)
    if href.lower().startswith("javascript:"):
        found.find(Sort.INLINE, "javascript:", "javascript:")


def _to_name(element: etree._Element, found: Audit, seen: _Seen) -> None:
    del found
    seen.named.append(element)


def _loader(element: etree._Element, found: Audit, seen: _Seen) -> None:
    del seen
    if address := fetched_by(element):
        found.loads.append(address)


def _player(player: etree._Element, found: Audit, seen: _Seen) -> None:
    _loader(player, found, seen)
    found.holds.add(Holds.FILM if player.tag == "video" else Holds.SOUND)


def _title(title: etree._Element, found: Audit, seen: _Seen) -> None:
    del seen
    parent = title.getparent()
    if parent is not None and parent.tag == "head":  # a drawing has one of its own
        found.title = said(title)


def _drawn_words(text: etree._Element, found: Audit, seen: _Seen) -> None:
    del seen
    if said(text):
        found.holds.add(Holds.WORDS_IN_DRAWING)


def _frame(frame: etree._Element, found: Audit, seen: _Seen) -> None:
    _loader(frame, found, seen)
    if not label_of(frame, seen.by_id):
        found.find(Sort.NAMELESS, "iframe", "<iframe")


def _img(img: etree._Element, found: Audit, seen: _Seen) -> None:
    _loader(img, found, seen)
    if img.get("alt") is None:
        source = str(img.get("src") or "")
        found.find(Sort.NO_ALT, source.rsplit("/", 1)[-1], "<img")


def _heading(heading: etree._Element, found: Audit, seen: _Seen) -> None:
    del found
    seen.headings.append(heading)


def _landmark(element: etree._Element, found: Audit, seen: _Seen) -> None:
    del found
    tag = str(element.tag)
    if tag in {"header", "footer"} and next(element.iterancestors(*_SECTIONING), None) is not None:
        return
    seen.landmarks.setdefault(tag, []).append(element)


def _field(field_: etree._Element, found: Audit, seen: _Seen) -> None:
    kind = (field_.get("type") or "text").lower() if field_.tag == "input" else "text"
    if kind not in _NOT_FILLED_IN:
        seen.fields.append(field_)
        found.holds.add(Holds.CHOICE_LIST if field_.tag == "select" else _FIELDS.get(kind, Holds.OTHER_FIELD))
    elif kind == "image" and not (field_.get("alt") or label_of(field_, seen.by_id)):
        found.find(Sort.NAMELESS, "input", "<input")


def _label(label: etree._Element, found: Audit, seen: _Seen) -> None:
    del found
    if label.get("for") and said(label):
        seen.labels.add(str(label.get("for")))


def _to_table(table: etree._Element, found: Audit, seen: _Seen) -> None:
    if table.get("role") not in {"presentation", "none"}:
        seen.tables.append(table)
        found.holds.add(Holds.TABLE)


def _meta(meta: etree._Element, found: Audit, seen: _Seen) -> None:
    del seen
    content = str(meta.get("content") or "").lower().replace(" ", "")
    if (meta.get("http-equiv") or "").lower() == "refresh":
        seconds = content.partition(";")[0]
        if seconds == "0" and "url=" in content:
            found.passes_on = True
        else:
            found.find(Sort.REFRESH, seconds, "http-equiv")
    elif meta.get("name") == "viewport":
        largest = _SCALE.search(content)
        if "user-scalable=no" in content or "user-scalable=0" in content:
            found.find(Sort.NO_ZOOM, "user-scalable=no", "user-scalable")
        elif largest and float(largest[1]) < _MOST_ZOOM:
            found.find(Sort.NO_ZOOM, largest[0], "maximum-scale")


def _link(link: etree._Element, found: Audit, seen: _Seen) -> None:
    _loader(link, found, seen)
    href = str(link.get("href") or "")
    rels = set((link.get("rel") or "").lower().split())
    if _LEAD.match(href) and not rels <= _LINKS_NOT_LOADED:
        found.find(Sort.LOADS, href, f'href="{href}"')


def _script(script: etree._Element, found: Audit, seen: _Seen) -> None:
    _loader(script, found, seen)
    if script.get("src") is None and (script.get("type") or "").lower() not in _WRITTEN_DATA:
        found.find(Sort.INLINE, "script", "<script>")


def _style(style: etree._Element, found: Audit, seen: _Seen) -> None:
    del seen
    found.find(Sort.INLINE, "style", "<style")
    for address in loaded_by_style(style.text or ""):
        found.find(Sort.LOADS, address, address)


_BY_TAG: Mapping[str, Callable[[etree._Element, Audit, _Seen], None]] = {
    "a": _anchor,
    "button": _to_name,
    "summary": _to_name,
    "iframe": _frame,
    **dict.fromkeys(("video", "audio"), _player),
    "title": _title,
    "text": _drawn_words,
    "img": _img,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("header", "main", "footer", "nav", "aside"), _landmark),
    **dict.fromkeys(("input", "select", "textarea"), _field),
    "label": _label,
    "table": _to_table,
    "meta": _meta,
    "link": _link,
    "script": _script,
    "style": _style,
}


def _landmarks(found: Audit, seen: _Seen) -> None:
    for tag in ("header", "main", "footer"):
        count = len(seen.landmarks.get(tag, ()))
        if count != 1:
            found.find(Sort.LANDMARK, tag, f"<{tag}", count)
    mains = [main for main in seen.landmarks.get("main", ()) if main.getparent() is not None]
    after = [aside for aside in seen.landmarks.get("aside", ()) if not _is_within(aside, mains)]
    if after:
        found.help = said(after[-1])
        if any((link.get("href") or "").startswith(_REACHES) for link in after[-1].iter("a")):
            found.holds.add(Holds.HELP)


def _is_within(element: etree._Element, others: list[etree._Element]) -> bool:
    return any(ancestor in others for ancestor in element.iterancestors())


def _navigation(found: Audit, seen: _Seen) -> None:
    navs = seen.landmarks.get("nav", [])
    names = [label_of(nav, seen.by_id) for nav in navs]
    for name in dict.fromkeys(names):
        if len(navs) > 1 and (not name or names.count(name) > 1):
            found.find(Sort.NAVIGATION, name, "<nav")
    tops = seen.landmarks.get("header", [])
    menu = (link for nav in navs if _is_within(nav, tops) for link in nav.iter("a"))
    found.menu = tuple(" ".join("".join(map(str, link.itertext())).split()) for link in menu)


def _headings(found: Audit, seen: _Seen) -> None:
    mains = [heading for heading in seen.headings if heading.tag == "h1"]
    if len(mains) != 1:
        found.find(Sort.MAIN_HEADING, said(mains[1]) if mains else "", "<h1", len(mains))
    before = 0
    for heading in seen.headings:
        level = int(str(heading.tag)[1])
        # What stands before the main heading, in the top of a page, does not count as a step.
        if level > before + 1 and before:
            found.find(Sort.HEADING_JUMP, said(heading), f"<h{level}", level)
        before = level


def _names(found: Audit, seen: _Seen) -> None:
    for element in seen.named:
        if not name_of(element, seen.by_id):
            about = str(element.get("href") or "") if element.tag == "a" else str(element.tag)
            found.find(Sort.NAMELESS, about, f"<{element.tag}")


def _fields(found: Audit, seen: _Seen) -> None:
    for field_ in seen.fields:
        wrapped = next(field_.iterancestors("label"), None)
        has_words = wrapped is not None and said(wrapped)
        if field_.get("id") not in seen.labels and not has_words and not label_of(field_, seen.by_id):
            about = str(field_.get("name") or field_.get("id") or field_.tag)
            found.find(Sort.UNLABELLED, about, f"<{field_.tag}")


def _table(table: etree._Element, found: Audit, by_id: Mapping[str, etree._Element]) -> None:
    heads = [*table.iter("th")]
    if not heads:
        found.find(Sort.TABLE, "koppen", "<table")
    elif any(head.get("scope") not in _SCOPES for head in heads):
        found.find(Sort.TABLE, "richting", "<th")
    caption = table.find("caption")
    around = (label_of(it, by_id) for it in (table, *table.iterancestors("div", "section", "figure")))
    if (caption is None or not said(caption)) and not any(around):
        found.find(Sort.TABLE, "naam", "<table")
