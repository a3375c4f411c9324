"""An edition reads as plain text: what a reader gets who wants no HTML.

`tests/specs/channels.md` has a whole one.
"""

import re

import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st

from avksite.rendering.artifact import Build
from tests.outputs.test_newsletter import EVENT, SITE, news
from tests.sites import page, site

EDITION = (
    SITE
    + EVENT
    + """\
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Denk mee in Zandberg
voorbeeldtekst: Meld je aan voor 1 april.
datum: 10 maart 2024
berichten: /bijeenkomsten/2024/werksessie.md
---
Beste lezer,

Lees [over ons](/index.md) of mail naar post@voorbeeld.nl.

1. een
2. twee
    - half
"""
)


def text(made: Build) -> str:
    """Return the edition as text mail."""
    return page(made, "nieuwsbrieven/maart/mail.txt")


def test_a_note_stands_behind_its_number_and_needs_no_link() -> None:
    noted = "Dat staat vast.[^bron] Ook dit.[^bron]\n\n[^bron]: Dit is [de noot](/index.md).\n"
    plain = text(site(EDITION.replace("Beste lezer,", noted)))
    assert "\n\nDat staat vast. [noot 1] Ook dit. [noot 1]\n\n" in plain
    assert "\n\nVoetnoten\n\n1. Dit is de noot.\n   de noot:\n   https://voorbeeld.example/\n\n" in plain
    assert "voetnoot-1" not in plain
    assert "Terug naar" not in plain


def test_from_three_items_on_there_is_a_list_of_contents() -> None:
    posts = "".join(news(str(number), f"{number} maart 2024") for number in (1, 2, 3))
    edition = EDITION.replace("berichten: /bijeenkomsten/2024/werksessie.md", "berichten: automatisch")
    plain = text(site(edition + posts))
    assert "\n\n\nIn deze nieuwsbrief\n\n1. Bericht 3\n2. Bericht 2\n3. Bericht 1\n4. Werksessie in Zandberg\n" in plain
    assert "\n\n\n2. Bericht 2\n\nNieuwsbericht, 2 maart 2024\n" in plain


def test_a_line_is_no_longer_than_78_characters_unless_it_is_an_address() -> None:
    long = "Zo’n lange zin dat hij niet op een regel past, met arbeidsongeschiktheidsverzekering erin. " * 3
    made = site(
        EDITION.replace("kort: Denk", f"kort: {long}Denk")
        .replace("- half", f"- {long}")
        .replace("een\n2", f"{long}\n2")
    )
    lines = [line for line in text(made).splitlines() if not re.search(r"https?://\S+$", line)]
    assert max(map(len, lines)) <= 78


PHRASE = st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split()) or "x"
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PHRASE, min_size=1, max_size=4), st.lists(PHRASE, max_size=3))
def test_whatever_is_typed_the_text_has_short_lines_and_every_heading_and_link(
    headings: list[str], links: list[str]
) -> None:
    letter = "\n\n".join(
        [f"## Kop {heading}\n\nTekst {heading * 9}." for heading in headings]
        + [f"[Lees {words}](https://voorbeeld.nl/{number})" for number, words in enumerate(links)]
    )
    made = site(EDITION.replace("Beste lezer,", f"Beste lezer,\n\n{letter}"))
    plain = text(made)
    mail = lxml.html.document_fromstring(page(made, "nieuwsbrieven/maart/mail.html"))
    long = [line for line in plain.splitlines() if len(line) > 78 and " " in line.strip("0123456789.-> ")]
    assert long == []
    said = " ".join(plain.split())
    titles = [" ".join("".join(map(str, top.itertext())).split()) for top in mail.iter("h1", "h2", "h3", "h4")]
    assert [title for title in titles if title not in said] == []
    targets = [(link.get("href") or "").removeprefix("mailto:").partition("?")[0] for link in mail.iter("a")]
    assert [target for target in targets if not target.startswith("tel:") and target not in plain] == []
