"""A reader of the plain text of an edition gets what a reader of its HTML gets: the words, the headings, the links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml import etree

from avksite.delivery.mailing import mailing_of
from tests.sites import built

ROOT = Path(__file__).parents[2]
INLINE = frozenset({"a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "u"})
WORD = re.compile(r"\w[\w'’.-]*\w|\w")


def seen(element: etree._Element) -> str:
    """Return what a reader of the HTML sees in an element."""
    if str(element.tag) == "head" or "display:none" in (element.get("style") or ""):
        return ""
    inner = (f"{seen(child)}{child.tail or ''}" for child in element.iterchildren(etree.Element))
    # Words in two blocks are two words, also when no space parts their tags.
    space = "" if str(element.tag) in INLINE else " "
    return f"{space}{element.text or ''}{''.join(inner)}{space}"


def words(text: str) -> Counter[str]:
    return Counter(word.casefold().rstrip(".") for word in WORD.findall(text))


def targets(top: etree._Element) -> Iterator[str]:
    """Yield where the links lead, as plain text says it: a phone number stands there in words."""
    for link in top.iter("a"):
        target = link.get("href") or ""
        if not target.startswith("tel:"):
            yield target.removeprefix("mailto:").partition("?subject=")[0]


@pytest.mark.parametrize("today", ["10 september 2023", "29 november 2026"])
def test_the_text_of_every_edition_says_what_its_html_says(today: str) -> None:
    site = built(ROOT, today=today).site
    assert site.editions
    for edition in site.editions:
        mailing = mailing_of(site, edition)
        top = lxml.html.document_fromstring(mailing.html)
        plain = " ".join(mailing.text.split())
        said = words(seen(top))
        assert (said & words(plain)).total() >= 0.98 * said.total()
        headings = [" ".join(seen(heading).split()) for heading in top.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert headings
        assert [heading for heading in headings if heading not in plain] == []
        assert [link for link in targets(top) if link not in plain] == []
