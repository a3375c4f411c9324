"""Accessibility faults of pages and mails that only a template, a style sheet or the program can cause.

What an author can cause is a rule of the build; this is tested, over every template, kind and block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from avksite.checks.output.weight import PAGE_AND_ICON, assets_of, named_on
from avksite.content.languages import is_language
from avksite.rendering.artifact import Artifact, Build, path_of
from avksite.rendering.sign_up import form_action
from avksite.rendering.templates import BROKEN_TEMPLATE

MOST_SCRIPT = 10_000
"""Bytes of the scripts of a page as they are sent, compressed; only searching may take more."""
MOST_REQUESTS = 10
"""Files that a browser fetches at once, the page included."""
WIDTH = 600
"""Pixels: no mail is wider."""

Elements = Mapping[str, HtmlElement]

ON_A_PAGE = {
    "no language": "/html[not(@lang)]",
    "tab order": "//*[number(@tabindex) > 0]",
    "shortcut": "//*[@accesskey]",
    "plays by itself": "//*[@autoplay]",
    "new window": "//*[@target]",
    "goes on by itself": "//meta[@http-equiv = 'refresh']",
    "no zoom": "//meta[@name = 'viewport'][contains(@content, 'user-scalable') or contains(@content, 'maximum-scale')]",
    "no alt": "//img[not(@alt)]",
    "table without heads": "//table[not(.//th)]",
    "head without scope": "//th[not(@scope = 'col' or @scope = 'row')]",
    "script or style in the page": (
        "//style | //*[@style] | //*[@*[starts-with(name(), 'on')]] | //*[starts-with(@href, 'javascript:')]"
        " | //script[not(@src) and not(@type = 'application/ld+json')]"
    ),
    "not one main heading": "/html[count(//h1) != 1]",
    "not one header": "/html[count(//header[not(ancestor::main or ancestor::article or ancestor::section)]) != 1]",
    "not one main": "/html[count(//main) != 1]",
    "not one footer": "/html[count(//footer[not(ancestor::main or ancestor::article or ancestor::section)]) != 1]",
}
"""What is wrong → the XPath of elements with it (WCAG 2.2 names none of these; the table of criteria does)."""
IN_A_MAIL = {
    "no title": "/html[not(normalize-space(head/title))]",
    "no language or direction": "/html[not(@lang) or @lang = 'und' or not(@dir)]",
    # Webmail throws `<html>` away, and the language with it.
    "no language inside": "/html[not(body/*[@lang = /html/@lang and @dir])]",
    "as wide as the screen": f"/html[not(.//div[contains(translate(@style, ' ', ''), 'max-width:{WIDTH}px')])]",
    "no alt": "//img[not(@alt)]",
    # Outlook shows a picture without one as large as it is.
    "no width": "//img[not(number(@width) > 0)]",
    "not one main heading": "/html[count(//h1) != 1]",
    "script": "//script",
}
_SCRIPTED = re.compile(rb'<script type="text/html" data-scripted>(.*?)</script>', re.DOTALL)
_LOADING = ("src", "srcset", "poster", "data", "background", "action", "formaction")
_LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload"}
_LOADED_BY_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)['"]?([^'")\s;]+)""")
_NAMED_BY_SCRIPT = re.compile(r"""["'`]((?:https?:)?//[^"'`\s]+)["'`]""")
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_COMMENT = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL),
}
_NAMES_OF_FORMATS = "http://www.w3.org/"
"""Drawings name their format by such an address; nothing is fetched from it."""


# The whole of a build.


def faults(made: Build) -> list[str]:
    """Return the faults in the pages, style sheets, scripts and mails of a build: `address: what: where`."""
    pages = {it.address: it for it in made.artifacts if it.title}
    trees = {address: tree_of(page.content) for address, page in pages.items()}
    own, form = made.site.config.base_url, form_action(made.site)
    found = [f"{it.place}: {it.message}" for it in made.problems if it.rule == BROKEN_TEMPLATE]
    found += [f"{address}: {fault}" for address, tree in trees.items() for fault in on_a_page(tree, own, form)]
    found += [f"differs from other pages: {place}" for place in _different(trees)]
    found += dead(made, trees)
    found += [f"{it.address}: loads {url}" for it in made.artifacts for url in strangers_in(it) if own not in url]
    assets = assets_of(made.artifacts)
    for address, page in pages.items():
        named = named_on(page, assets)
        scripts = sum(assets[path].packed for path in named if path.endswith(".js"))
        if scripts > MOST_SCRIPT and address != "/zoeken/":
            found.append(f"{address}: scripts of {scripts} bytes")
        if (
            PAGE_AND_ICON + len(named) + len(_at(trees[address], "//img[not(@loading)] | //video[@poster]"))
            > MOST_REQUESTS
        ):
            found.append(f"{address}: many requests")
    mails = {path_of(f"{edition.address}mail.html") for edition in made.site.editions}
    for it in (it for it in made.artifacts if it.path.endswith(".html") and not it.title):
        if it.path in mails:
            found += [f"{it.address}: {fault}" for fault in in_a_mail(it.content.decode())]
        elif not re.search(rb'<html lang=.*<meta http-equiv="refresh" content="0; url=', it.content, re.DOTALL):
            found.append(f"{it.address}: neither stays nor sends a reader on at once")
    return found


def tree_of(page: bytes) -> HtmlElement:
    """Return a page with the elements that its script adds."""
    return document_fromstring(_SCRIPTED.sub(rb"\1", page).decode())


def _different(trees: Mapping[str, HtmlElement]) -> Iterator[str]:
    """Yield the pages with another menu or other help than most (WCAG 2.2, 3.2.3, 3.2.6)."""
    for path in ("//header//nav//a", "//aside[@class = 'help']"):
        page_record = {address: tuple(map(said, tree.xpath(path))) for address, tree in trees.items()}
        usual = max(page_record.values(), key=[*page_record.values()].count, default=())
        yield from (f"{address} {path}" for address, words in page_record.items() if words != usual or not words)


def dead(made: Build, trees: Mapping[str, HtmlElement] | None = None) -> list[str]:
    """Return the links of all pages that lead to nothing that is made, as a browser would follow them."""
    trees = trees or {it.address: tree_of(it.content) for it in made.artifacts if it.title}
    base, every = made.site.config.base_url, {it.address for it in made.artifacts}
    ids = {address: {*tree.xpath("//@id")} for address, tree in trees.items()}
    found = []
    for address, tree in trees.items():
        for target in dict.fromkeys(tree.xpath("//@href | //@src")):
            whole = urlsplit(urljoin(base + address, target))
            if f"{whole.scheme}://{whole.netloc}{whole.path}".startswith(f"{base}/"):
                place = unquote(whole.path).removeprefix(urlsplit(base).path)
                is_there = place in every and (not whole.fragment or whole.fragment in ids.get(place, whole.fragment))
                found += [] if is_there else [f"{address}: dead link {target}"]
    return found


def strangers_in(artifact: Artifact) -> Iterator[str]:
    """Yield the absolute addresses that a style sheet or script loads."""
    for suffix, loads in ((".css", _LOADED_BY_STYLE), (".js", _NAMED_BY_SCRIPT)):
        if artifact.path.endswith(suffix):
            bare = _COMMENT[suffix].sub("", artifact.content.decode())
            found = filter(_ELSEWHERE.match, loads.findall(bare))
            yield from (url for url in found if not url.startswith(_NAMES_OF_FORMATS))


# One page.


def on_a_page(tree: HtmlElement, own: str, form: str = "") -> Iterator[str]:
    """Yield the faults on a page of the site at `own`, of which one form submits to `form`."""
    by_id: Elements = {element.get("id"): element for element in tree.xpath("//*[@id]")}
    for fault, path in ON_A_PAGE.items():
        yield from (f"{fault}: {_shown(element)}" for element in _at(tree, path))
    yield from (f"same id: {id_}" for id_ in by_id if len(tree.xpath("//*[@id = $id]", id=id_)) > 1)
    yield from _jumps(tree)
    for code in tree.xpath("//@lang | //@srclang"):
        if not is_language(code):
            yield f"language: {code}"
    for url in _loaded(tree):
        if _ELSEWHERE.match(url) and not url.startswith((own, form or own)):
            yield f"loads: {url}"
    for element in tree.iter("a", "button", "summary", "iframe", "input"):
        is_named_by_words = element.tag in {"a", "button", "summary"}
        if (is_named_by_words and not name_of(element, by_id)) or (
            (element.tag == "iframe" or element.get("type") == "image") and not label_of(element, by_id)
        ):
            yield f"no name: {_shown(element)}"
        if (
            is_named_by_words
            and said(element).rstrip(".").casefold() not in (element.get("aria-label") or said(element)).casefold()
        ):
            yield f"named otherwise than it reads: {_shown(element)}"
    yield from _fields(tree, by_id)
    yield from (f"table without name: {_shown(it)}" for it in tree.iter("table") if not _is_named(it, by_id))
    navigation = [label_of(nav, by_id) for nav in tree.iter("nav")]
    if len(navigation) > 1 and (not all(navigation) or len({*navigation}) < len(navigation)):
        yield f"navigation: {navigation}"


def _at(tree: HtmlElement, path: str) -> list[HtmlElement]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return found


def _shown(element: HtmlElement) -> str:
    return " ".join(etree.tostring(element, encoding="unicode").split())[:120]


def _jumps(tree: HtmlElement) -> Iterator[str]:
    headings = [*tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    for before, heading in pairwise(headings):
        if int(heading.tag[1]) > int(before.tag[1]) + 1:
            yield f"heading jump: {_shown(heading)}"


def _loaded(tree: HtmlElement) -> Iterator[str]:
    """Yield the absolute addresses that a page loads, or submits to."""
    for name in _LOADING:
        for value in tree.xpath("//@*[name() = $name]", name=name):
            yield from (part.split()[0] for part in (value.split(",") if name == "srcset" else [value]) if part.strip())
    for link in tree.iter("link"):
        if _LOADED_LINKS & set((link.get("rel") or "").split()):
            yield link.get("href") or ""
    yield from (url for style in tree.iter("style") for url in _LOADED_BY_STYLE.findall(style.text or ""))


def _fields(tree: HtmlElement, by_id: Elements) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label") if said(label)}
    for field in tree.iter("input", "select", "textarea"):
        is_filled_in = field.get("type") not in {"hidden", "submit", "button", "reset", "image"}
        around = next(field.iterancestors("label"), None)
        has_label = field.get("id") in labelled or (around is not None and said(around)) or label_of(field, by_id)
        if is_filled_in and not has_label:
            yield f"no label: {_shown(field)}"


def _is_named(table: HtmlElement, by_id: Elements) -> bool:
    caption = table.find("caption")
    around = (table, *table.iterancestors("div", "section", "figure"))
    return (caption is not None and bool(said(caption))) or any(label_of(it, by_id) for it in around)


# The accessible name of an element.


def said(element: HtmlElement) -> str:
    """Return the words of an element for screen readers: alt text of images, without hidden content."""
    return " ".join("".join(_heard(element)).split())


def _heard(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        is_hidden = child.get("aria-hidden") == "true" or child.get("hidden") is not None
        if isinstance(child.tag, str) and not is_hidden:
            yield child.get("alt" if child.tag == "img" else "aria-label") or ""
            yield from _heard(child)
        yield child.tail or ""


def label_of(element: HtmlElement, by_id: Elements) -> str:
    """Return the accessible name from attributes and labels; "" when there is none."""
    named = " ".join(said(by_id[id_]) for id_ in (element.get("aria-labelledby") or "").split() if id_ in by_id)
    return named.strip() or (element.get("aria-label") or element.get("title") or element.get("alt") or "").strip()


def name_of(element: HtmlElement, by_id: Elements) -> str:
    """Return the accessible name of an element with name from content, such as a link or a button."""
    return label_of(element, by_id) or said(element)


# A mail.


def in_a_mail(mail: str) -> Iterator[str]:
    """Yield the faults in the HTML of a mail, which the MJML engine does not report."""
    top = document_fromstring(mail)
    for fault, path in IN_A_MAIL.items():
        yield from (f"{fault}: {_shown(element)}" for element in _at(top, path))
    yield from _jumps(top)
    yield from (f"left of MJML: {tag}" for tag in sorted(set(re.findall(r"</?(mj-[a-z-]+)", mail))))
    # Outlook reads tables inside comments too, so the text is searched and not the tree.
    bare = [table for table in re.findall(r"<table\b[^>]*>", mail) if 'role="presentation"' not in table]
    if len(bare) > sum(table.find(".//th") is not None for table in top.iter("table")):
        yield "a table of the layout is heard as one"
    # The first link of every edition leads to its page, so that shows which site is its own.
    own = next((urlsplit(a.get("href")).netloc for a in top.iter("a") if urlsplit(a.get("href")).netloc), "")
    for url in {*_loaded(top), *_LOADED_BY_STYLE.findall(mail)}:
        if urlsplit(url).netloc != own and not url.startswith("data:"):
            yield f"loads: {url}"


_BOX = {"padding", "css-class", "background-color"}
_TYPE = {"font-family", "font-size", "line-height", "color"}
MJML: dict[str, tuple[set[str], set[str]]] = {
    "mjml": ({""}, {"lang", "dir"}),
    "mj-head": ({"mjml"}, set()),
    "mj-body": ({"mjml"}, {"width", "background-color", "css-class"}),
    "mj-title": ({"mj-head"}, set()),
    "mj-preview": ({"mj-head"}, set()),
    "mj-attributes": ({"mj-head"}, set()),
    "mj-all": ({"mj-attributes"}, {"font-family"}),
    "mj-style": ({"mj-head"}, set()),
    "mj-raw": ({"mj-head"}, set()),
    "mj-section": ({"mj-body"}, _BOX),
    "mj-column": ({"mj-section"}, _BOX | {"border-left"}),
    "mj-text": ({"mj-column", "mj-attributes"}, _BOX | _TYPE | {"align"}),
    "mj-button": (
        {"mj-column", "mj-attributes"},
        _BOX | _TYPE | {"href", "target", "align", "font-weight", "inner-padding", "border-radius"},
    ),
    "mj-divider": ({"mj-column"}, _BOX | {"border-color", "border-width", "width", "align"}),
}
"""What a mail template may use: element → its allowed parents, and its attributes.

It holds what was tested. Social icons, for example, load from another host.
"""
_HOLD_HTML = {"mj-text", "mj-button", "mj-raw"}
_NO_HTML = {"script", "iframe", "form", "input", "video", "audio", "svg", "object", "style", "link"}


def in_mjml(source: str) -> Iterator[str]:
    """Yield the faults in the MJML of a mail, because the engine ignores what it does not know."""
    top = etree.fromstring(source.encode())
    for element in top.iter(etree.Element):
        parent = element.getparent()
        tag, around = str(element.tag), "" if parent is None else str(parent.tag)
        places, attributes = MJML.get(tag, ({*()}, {*map(str, element.keys())}))
        is_html = tag not in MJML and not tag.startswith("mj-") and tag not in _NO_HTML
        if not (around in places or (is_html and (around not in MJML or around in _HOLD_HTML))):
            yield f"`<{tag}>` in `<{around}>`"
        yield from (f"`{name}` of `<{tag}>`" for name in sorted({*map(str, element.keys())} - attributes))
    if top.find("mj-body") is None:
        yield "no `<mj-body>`"
