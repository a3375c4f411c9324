"""MJML is checked before it is rendered: the engine passes over what it does not know without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from mjml import mjml2html

from avksite.problems import Place, Problem, Unusable
from avksite.rendering.templates import BROKEN_TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BOX = {"padding", "css-class", "background-color"}
_TYPE = {"font-family", "font-size", "line-height", "color"}

ATTRIBUTES: dict[str, set[str]] = {
    "mjml": {"lang", "dir"},
    "mj-head": set(),
    "mj-title": set(),
    "mj-preview": set(),
    "mj-attributes": set(),
    "mj-all": {"font-family"},
    "mj-style": set(),
    "mj-raw": set(),
    "mj-body": {"width", "background-color", "css-class"},
    "mj-section": _BOX,
    "mj-column": _BOX | {"border-left"},
    "mj-text": _BOX | _TYPE | {"align"},
    "mj-button": _BOX | _TYPE | {"href", "target", "align", "font-weight", "inner-padding", "border-radius"},
    "mj-divider": _BOX | {"border-color", "border-width", "width", "align"},
}
"""What a template may use: what we have seen to come out right. Named social icons, for one, load from a stranger."""

PARENTS = {
    "mjml": {""},
    "mj-head": {"mjml"},
    "mj-body": {"mjml"},
    "mj-title": {"mj-head"},
    "mj-preview": {"mj-head"},
    "mj-attributes": {"mj-head"},
    "mj-all": {"mj-attributes"},
    "mj-style": {"mj-head"},
    "mj-raw": {"mj-head"},
    "mj-section": {"mj-body"},
    "mj-column": {"mj-section"},
    "mj-text": {"mj-column", "mj-attributes"},
    "mj-button": {"mj-column", "mj-attributes"},
    "mj-divider": {"mj-column"},
}
HOLDERS = {"mj-text", "mj-button", "mj-raw"}
"""Elements that hold HTML."""

HTML = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "meta", "ol", "p", "pre", "s", "small", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
})  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True)


def html_of(source: str, template: Path) -> str:
    """Return the HTML of a mail; raise Unusable with a line of the template when it is not MJML as we know it."""
    problems = tuple(
        Problem(BROKEN_TEMPLATE, _place(template, word), message, _HINT) for word, message in _faults(source)
    )
    if problems:
        raise Unusable(*problems)
    try:
        return str(mjml2html(source, disable_comments=True, fonts={}))
    except ValueError as error:  # the engine reads a little less than XML has
        message = f"Van dit sjabloon kan geen mail worden gemaakt: {error}."
        raise Unusable(Problem(BROKEN_TEMPLATE, _place(template, "<mjml"), message, _HINT)) from error


_HINT = (
    "Schrijf je alleen teksten? Dan kun jij hier niets aan doen: vraag wie de sjablonen beheert om dit te herstellen. "
    "Wat een sjabloon mag gebruiken staat in `avksite/outputs/newsletter/mjml.py`."
)


def _faults(source: str) -> list[tuple[str, str]]:
    """Return what is wrong, each with the word to look for in the template."""
    try:
        top = etree.fromstring(source.encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        # The line that was made is often a line that was typed.
        lines = ["", *source.splitlines()]
        return [(lines[error.lineno or 0].strip(), f"Dit sjabloon levert geen goede MJML: {error.msg}.")]
    faults = []
    for element in top.iter(etree.Element):
        tag, parent = str(element.tag), element.getparent()
        around = "" if parent is None else str(parent.tag)
        if tag in PARENTS:
            if around not in PARENTS[tag]:
                faults.append((f"<{tag}", f"`<{tag}>` kan niet staan in `<{around}>`."))
            unknown = sorted(set(map(str, element.attrib)) - ATTRIBUTES[tag])
            faults += [(name, f"`{name}` hoort niet bij `<{tag}>`.") for name in unknown]
        elif tag not in HTML or (around in PARENTS and around not in HOLDERS):
            faults.append((f"<{tag}", f"`<{tag}>` kan niet staan in `<{around}>`."))
    if top.find("mj-body") is None:
        faults.append(("<mjml", "Er is geen `<mj-body>`: de mail zou leeg zijn."))
    return faults


def _place(template: Path, word: str) -> Place:
    """Return the line that says the word, in the template itself or in a part of it; else the template's first."""
    parts = [template, *sorted(template.parent.iterdir())]
    lines = ((part, number, line) for part in parts for number, line in _lines(part))
    part, number, _ = next((found for found in lines if word and word in found[2]), (template, 1, ""))
    return Place(f"templates/mail/{part.name}", number)


def _lines(part: Path) -> Iterator[tuple[int, str]]:
    return enumerate(part.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
