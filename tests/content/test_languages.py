"""Which way a language is written, and that a page, a feed and a mail say so where it turns."""

import re

import feedparser
import lxml.html
import pytest

from avksite.content.languages import direction, language_attributes
from avksite.content.markdown import parse
from tests.content.spelled import Spelled
from tests.outputs.parsed import one, tree
from tests.sites import page, site


@pytest.mark.parametrize(
    "code", ["ar", "AR", "ar-MA", "he", "fa", "ur", "ps", "ckb", "yi", "syr", "prs", "az-Arab", "ku-Arab-IQ"]
)
def test_these_are_written_from_right_to_left(code: str) -> None:
    assert direction(code) == "rtl"


@pytest.mark.parametrize("code", ["nl", "en", "ti", "so", "tr", "ku", "uk", "ar-Latn", "fa-Latn", "zh-Hant", "nl-1996"])
def test_these_are_written_from_left_to_right(code: str) -> None:
    assert direction(code) == "ltr"


@pytest.mark.parametrize(
    ("code", "around", "attributes"),
    [
        ("", "nl", ""),
        ("en", "nl", ' lang="en"'),
        ("ar", "nl", ' lang="ar" dir="rtl"'),
        ("nl", "ar", ' lang="nl" dir="ltr"'),
        ("fa", "ar", ' lang="fa"'),
        ('"><b>', "nl", ' lang="&quot;&gt;&lt;b&gt;"'),
    ],
)
def test_an_element_says_its_direction_where_that_turns(code: str, around: str, attributes: str) -> None:
    assert language_attributes(code, around) == attributes


def test_words_say_their_direction_only_where_there_are_two() -> None:
    def shown(text: str, around: str) -> str:
        return "".join(map(str, Spelled(around).write(parse(text, path="content/a.md")[0])))

    assert shown("[Hello]{lang=en}", "nl") == '<p><span lang="en">Hello</span></p>'
    assert shown("[Hello]{lang=en}", "ar") == '<p><span lang="en" dir="ltr">Hello</span></p>'
    assert shown("[مرحبا [Emmen]{lang=nl}]{lang=ar}", "nl") == (
        '<p><span lang="ar" dir="rtl">مرحبا <span lang="nl" dir="ltr">Emmen</span></span></p>'
    )


TEXTS = """\
-- content/nieuws/2024/welkom.md --
---
titel: أهلا وسهلا
kort: مرحبا بكم.
datum: 5 maart 2024
taal: {lang}
---
تعال إلى [De Spil]{{lang=nl}}.

- [الساعة 9.00 (صباحا).]{{lang=fa}}
- [Kijk hier](https://voorbeeld.nl/){{lang=nl}}

/// let-op | De Spil
[De Spil]{{lang=nl}}
///
-- content/nieuws/2024/nederlands.md --
---
titel: Wij zeggen welkom
kort: Ook in het Arabisch.
datum: 4 maart 2024
---
Wij zeggen: [أهلا وسهلا بكم!]{{lang={lang}}} Of [hello]{{lang=en}}.

- [الساعة 9.00 (صباحا).]{{lang={lang}}}
- [موقع](https://voorbeeld.nl/){{lang={lang}}}

/// let-op | Welkom
[أهلا!]{{lang={lang}}}
///
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Welkom
voorbeeldtekst: Kom je ook?
datum: 10 maart 2024
berichten: /nieuws/2024/welkom.md
---
Wij zeggen: [أهلا!]{{lang={lang}}}
"""


def directions(html: str) -> list[tuple[str, str | None]]:
    """Return language and direction of every element that names a language."""
    top = lxml.html.fromstring(f"<div>{html}</div>")
    return [(element.get("lang", ""), element.get("dir")) for element in top.iter() if element.get("lang")]


@pytest.mark.parametrize("lang", ["ar", "ur"])
def test_a_text_from_right_to_left_says_so_on_its_page_its_card_in_feeds_and_in_the_mail(lang: str) -> None:
    made = site(TEXTS.format(lang=lang), "20 maart 2024")
    top = tree(made, "/nieuws/2024/welkom/")
    assert (one(top, "//h1").get("lang"), one(top, "//h1").get("dir")) == (lang, "rtl")
    main = [
        (element.get("lang", ""), element.get("dir")) for element in one(top, "//main").iter() if element.get("lang")
    ]
    assert {way for code, way in main if code == lang} == {"rtl"}
    assert {way for code, way in main if code in {"nl", "en"}} == {"ltr"}
    (card,) = [article for article in tree(made, "/nieuws/").iter("article") if article.get("lang") == lang]
    assert card.get("dir") == "rtl"
    assert top.get("dir") is None
    for path in ("nieuws/feed.xml", "nieuws/atom.xml"):
        content = next(
            entry.content[0].value for entry in feedparser.parse(page(made, path)).entries if "welkom" in entry.link
        )
        assert directions(content)[0] == (lang, "rtl")
        assert {way for code, way in directions(content) if code in {"nl", "en"}} == {"ltr"}
    mail = directions(page(made, "nieuwsbrieven/maart/mail.html"))
    assert [way for code, way in mail if code == lang] == ["rtl", "rtl"]


@pytest.mark.parametrize("lang", ["ar", "ur"])
def test_words_from_right_to_left_in_a_dutch_text_say_so(lang: str) -> None:
    made = site(TEXTS.format(lang=lang), "20 maart 2024")
    main = one(tree(made, "/nieuws/2024/nederlands/"), "//main")
    assert [element.get("dir") for element in main.iter() if element.get("lang") == lang] == ["rtl"] * 4
    assert len(re.findall(f'<(?:span|a)[^>]* lang="{lang}" dir="rtl"', page(made, "nieuws/feed.xml"))) >= 4


def test_an_edition_from_right_to_left_says_so() -> None:
    text = TEXTS.format(lang="ar").replace("voorbeeldtekst:", "taal: ar\nvoorbeeldtekst:")
    assert '<html lang="ar" dir="rtl"' in page(site(text, "20 maart 2024"), "nieuwsbrieven/maart/mail.html")
