"""What an edition brings along, and how it reads as a mail: in HTML, in the dark, and in plain text."""

import re

import lxml.html
import pytest
from lxml import etree

from avksite.checks.site.colours import contrast
from avksite.delivery.mailing import edition_named
from avksite.rendering.artifact import Build
from avksite.rendering.edition import edition_sections
from tests.audit import in_a_mail
from tests.sites import concise, page, site

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
ondertitel: Samen tegen armoede
adres: https://voorbeeld.example
contact: saskia
voet:
  - titel: Privacy
    naar: /privacy.md
onderwerpen:
  leren: Leren
  onderzoek: Onderzoek
  ontmoetingen: Ontmoetingen
  wonen: Wonen
nieuwsbrief:
  rubrieken:
    - naam: onderzoek
      titel: Uit het onderzoek
      onderwerpen: [onderzoek]
    - naam: ontmoetingen
      titel: Elkaar ontmoeten
      onderwerpen: [ontmoetingen, leren]
-- content/personen/saskia.md --
---
naam: Saskia de Vries
rol: programmaleider
telefoon: 06 12345678
mail: saskia@voorbeeld.nl
---
-- content/privacy.md --
---
titel: Privacy
---
Wij volgen je niet.
"""

CALL = """\
-- content/nieuws/2024/oproep.md --
---
titel: "Oproep: probeer iets nieuws & blijf"
titel-kort: Oproep voor proeven
kort: Heb je een idee? Stuur het in.
datum: 5 maart 2024
oproep:
  sluit: 13 april 2024
  inzenden:
    mail: post@voorbeeld.nl
---
Vertel het ons.
"""

EVENT = """\
-- content/bijeenkomsten/2024/werksessie.md --
---
titel: Werksessie in Zandberg
kort: Denk mee over hulp die past.
begin: 3 april 2024 13.00 uur
soort: werksessie
locatie:
  plaats: Zandberg
aanmelden:
  mail: post@voorbeeld.nl
  tot: 1 april 2024
---
Tot dan!
"""

EDITION = """\
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Probeer iets nieuws
voorbeeldtekst: Heb je een idee? Stuur het in voor 14 april.
datum: 10 maart 2024
berichten:
  - /nieuws/2024/oproep.md
  - /bijeenkomsten/2024/werksessie.md
---
Beste lezer,

Lees [over ons](/index.md) of mail naar post@voorbeeld.nl.

- een
- twee
"""

WHOLE = SITE + CALL + EVENT + EDITION


def news(name: str, day: str, topics: str = "") -> str:
    """Return a post of a day, about topics."""
    about = f"onderwerpen: [{topics}]\n" if topics else ""
    return (
        f"-- content/nieuws/2024/{name}.md --\n"
        f"---\ntitel: Bericht {name}\nkort: Over {name}.\ndatum: {day}\n{about}---\nTekst.\n"
    )


def event(name: str, day: str) -> str:
    """Return an event of a day."""
    return (
        f"-- content/bijeenkomsten/2024/{name}.md --\n"
        f"---\ntitel: Bijeenkomst {name}\nkort: Over {name}.\nbegin: {day}\nsoort: bijeenkomst\n"
        "onderwerpen: [ontmoetingen]\n---\nTekst.\n"
    )


def automatic(name: str, day: str) -> str:
    """Return an edition that gathers what is new."""
    return (
        f"-- content/nieuwsbrieven/{name}.md --\n---\ntitel: Nieuwsbrief {name}\nonderwerp: Nieuws\n"
        f"voorbeeldtekst: Lees wat er gebeurt.\ndatum: {day}\nberichten: automatisch\n---\nBeste lezer,\n"
    )


def sections(made: Build, name: str) -> list[tuple[str, list[str]]]:
    """Return the sections of an edition, each with the names of its items."""
    edition = edition_named(made.site, name)
    return [
        (title, [document.id for document in documents]) for title, documents in edition_sections(made.site, edition)
    ]


def mail(made: Build, name: str = "maart") -> str:
    """Return an edition as HTML mail."""
    return page(made, f"nieuwsbrieven/{name}/mail.html")


def words(element: etree._Element) -> str:
    """Return what an element says."""
    return " ".join("".join(map(str, element.itertext())).split())


def outline(html: str) -> list[str]:
    """Return the headings, each with its level."""
    headings = lxml.html.document_fromstring(html).iter("h1", "h2", "h3", "h4", "h5", "h6")
    return [f"{heading.tag!s} {words(heading)}" for heading in headings]


# ── What comes along ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_chosen_items_come_along_in_the_order_of_the_editor() -> None:
    twice = WHOLE.replace("  - /bijeenkomsten", "  - /nieuws/2024/oproep.md\n  - /bijeenkomsten")
    assert sections(site(twice), "maart") == [("", ["oproep", "werksessie"])]


def test_an_automatic_edition_brings_what_is_new_since_the_one_before() -> None:
    made = site(
        news("a", "1 maart 2024")
        + automatic("maart", "1 maart 2024")
        + news("b", "2 maart 2024")
        + news("c", "1 april 2024")
        + automatic("april", "1 april 2024")
        + news("d", "2 april 2024")
    )
    assert sections(made, "maart") == [("", ["a"])]
    assert sections(made, "april") == [("", ["c", "b"])]


def test_an_automatic_edition_groups_by_the_first_section_that_fits() -> None:
    made = site(
        SITE
        + news("a", "1 maart 2024", "ontmoetingen")
        + news("b", "2 maart 2024", "onderzoek, ontmoetingen")
        + news("c", "3 maart 2024", "wonen")
        + automatic("maart", "10 maart 2024")
    )
    assert sections(made, "maart") == [
        ("Uit het onderzoek", ["b"]),
        ("Elkaar ontmoeten", ["a"]),
        ("Meer nieuws", ["c"]),
    ]


# ── The mail ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mail_has_one_title_and_a_heading_for_every_item_one_level_below_its_section() -> None:
    items = ["h2 Oproep: probeer iets nieuws & blijf", "h2 Werksessie in Zandberg"]
    assert outline(mail(site(WHOLE))) == ["h1 Probeer iets nieuws", *items]
    made = site(SITE + news("a", "1 maart 2024", "onderzoek") + automatic("maart", "10 maart 2024"))
    assert outline(mail(made)) == ["h1 Nieuws", "h2 Uit het onderzoek", "h3 Bericht a"]


def test_every_link_names_what_it_leads_to() -> None:
    links = [(words(link), link.get("href")) for link in lxml.html.document_fromstring(mail(site(WHOLE))).iter("a")]
    assert links == [
        ("Bekijk deze nieuwsbrief op de site", "https://voorbeeld.example/nieuwsbrieven/maart/"),
        ("over ons", "https://voorbeeld.example/"),
        ("post@voorbeeld.nl", "mailto:post@voorbeeld.nl"),
        ("post@voorbeeld.nl", "mailto:post@voorbeeld.nl"),
        ("Lees verder over ‘Oproep voor proeven’", "https://voorbeeld.example/nieuws/2024/oproep/"),
        ("Aanmelden: Werksessie in Zandberg", "mailto:post@voorbeeld.nl"),
        ("Lees meer over ‘Werksessie in Zandberg’", "https://voorbeeld.example/bijeenkomsten/2024/werksessie/"),
        ("06 12 34 56 78", "tel:+31612345678"),
        ("saskia@voorbeeld.nl", "mailto:saskia@voorbeeld.nl"),
        ("Meld je af voor de nieuwsbrief", "mailto:saskia@voorbeeld.nl?subject=Afmelden%20nieuwsbrief"),
        ("Zo gaan we om met je gegevens", "https://voorbeeld.example/privacy/"),
    ]


JOIN = "-- content/nieuwsbrief.md --\n---\ntitel: Meld je aan\n---\nMail ons.\n"


@pytest.mark.parametrize(
    ("typed", "leave"),
    [
        ("", "mailto:saskia@voorbeeld.nl?subject=Afmelden%20nieuwsbrief"),
        ("  antwoord-aan: post@voorbeeld.nl\n", "mailto:post@voorbeeld.nl?subject=Afmelden%20nieuwsbrief"),
        ("  aanmelden: mailto:lijst@voorbeeld.nl\n", "mailto:lijst@voorbeeld.nl?subject=Afmelden%20nieuwsbrief"),
        ("  afmelden: https://lijst.example/uit\n", "https://lijst.example/uit"),
    ],
)
def test_a_reader_unsubscribes_where_site_yaml_says_or_by_a_mail_and_never_where_one_signs_up(
    typed: str, leave: str
) -> None:
    top = lxml.html.document_fromstring(mail(site(WHOLE.replace("  rubrieken:", f"{typed}  rubrieken:", 1) + JOIN)))
    leads = {words(link): link.get("href") for link in top.iter("a")}
    assert leads["Meld je af voor de nieuwsbrief"] == leave
    assert leads["Meld je zelf aan"] != leave


def test_nothing_is_wrong_with_a_mail() -> None:
    made = site(WHOLE)
    html = mail(made)
    assert concise(made.problems) == ""
    metas = lxml.html.document_fromstring(html).iter("meta")
    assert [meta.attrib for meta in metas if not (meta.get("content") or meta.get("charset"))] == []
    assert [*in_a_mail(html)] == []


def test_the_mailbox_shows_the_preheader_and_nothing_behind_it() -> None:
    html = mail(site(WHOLE))
    (shown,) = re.findall(r'<div style="display:none[^"]*">([^<]*)</div>', html)
    assert re.sub("[\u034f\u200c\u00a0]+$", "", shown) == "Heb je een idee? Stuur het in voor 14 april."
    assert len(shown) > 150


def test_a_subject_is_text_and_never_markup() -> None:
    made = site(WHOLE.replace("onderwerp: Probeer iets nieuws", 'onderwerp: Zeg "ja" & <b>wel</b> {{ nu }}'))
    top = lxml.html.document_fromstring(mail(made))
    assert top.findtext("head/title") == "Zeg “ja” & <b>wel</b> {{ nu }} – Alliantie van Kracht"
    assert top.findtext(".//h1") == "Zeg “ja” & <b>wel</b> {{ nu }}"


def test_every_text_and_link_has_its_own_colour() -> None:
    """What a mail program does to a page without styles of its own must not make a text unreadable."""
    top = lxml.html.document_fromstring(mail(site(WHOLE)))
    bare = [
        words(element)
        for element in top.iter("p", "li", "h1", "h2", "h3", "a")
        if "color:" not in element.get("style", "") and words(element)
    ]
    # A paragraph that is all link has the colour of the link.
    assert [said for said in bare if not said.startswith(("Bekijk", "Lees", "Meld"))] == []


def seen(element: etree._Element, name: str) -> str:
    """Return the value that a style written on an element, or on one around it, gives it; "" when there is none."""
    for part in (element, *element.iterancestors()):
        style = dict(rule.split(":", 1) for rule in part.get("style", "").split(";") if ":" in rule)
        for key in (name, "background") if name == "background-color" else (name,):
            if style.get(key, "").strip() not in {"", "transparent"}:
                return style[key].strip()
    return ""


def test_every_word_stands_out_without_the_style_sheet() -> None:
    """Seven to one for words of the size of a text; less from 19 pixels in bold (WCAG 2.2, 1.4.6)."""
    top = lxml.html.document_fromstring(mail(site(WHOLE)))
    found = set()
    for element in top.iter("p", "a", "span", "b", "h1", "h2", "h3", "li"):
        if (element.text or "").strip(" .\n"):
            size = int(seen(element, "font-size").removesuffix("px"))
            is_bold = seen(element, "font-weight") == "bold" or element.tag.startswith("h")
            is_large = size >= (19 if is_bold else 24)
            ratio = contrast(seen(element, "color"), seen(element, "background-color"))
            found.add((size >= 16, ratio >= (4.5 if is_large else 7)))
    assert found == {(True, True)}


def test_a_link_at_the_foot_keeps_its_colour_in_word() -> None:
    """Word drops a colour that is that of the paragraph, and of a link whose words have none of their own."""
    top = lxml.html.document_fromstring(mail(site(WHOLE)))
    (foot,) = [part for part in top.iter("td", "div") if part.get("class") == "voet"]
    links = [*foot.iter("a")]
    assert len(links) >= 4
    for link in links:
        (inner,) = link
        assert (link.text or "", inner.tag, words(link)) == ("", "span", words(inner))
        paragraph = next(link.iterancestors("p"))
        assert seen(inner, "color") == seen(link, "color") != seen(paragraph, "color")


def test_a_mail_follows_the_colours_of_the_site_in_the_light_and_in_the_dark() -> None:
    colours = "kleuren:\n  licht:\n    kanaal: '#123456'\n  donker:\n    kanaal: '#abcdef'\n"
    html = mail(site(WHOLE.replace("-- content/personen", f"{colours}-- content/personen", 1)))
    assert 'style="color:#123456"' in html
    assert ".tekst a{color:#abcdef!important}" in html


def test_a_mail_says_what_held_on_its_own_day() -> None:
    """Days left are wrong on the next day, and an old edition does not turn closed afterwards."""
    march, june = mail(site(WHOLE, "10 maart 2024")), mail(site(WHOLE, "1 juni 2024"))
    assert march == june
    assert "Reageren kan tot en met:</b> 13 april 2024" in june
    assert "nog " not in june.lower()


def test_an_item_in_another_language_says_so() -> None:
    html = mail(site(WHOLE.replace("titel: Werksessie in", "taal: en\ntitel: Werksessie in")))
    (part,) = lxml.html.document_fromstring(html).findall(".//div[@lang='en']")
    assert part.findtext("h2") == "Werksessie in Zandberg"


def test_ten_items_weigh_no_more_than_42_kilobytes() -> None:
    items = "".join(news(f"bericht-{number}", f"{number} maart 2024", "onderzoek") for number in range(1, 11))
    items = items.replace("kort: Over", f"kort: {'Een samenvatting van vijftig woorden is lang. ' * 6}Over")
    html = mail(site(SITE + items + automatic("maart", "10 maart 2024")))
    assert len(outline(html)) == 12
    assert len(html.encode()) <= 42_000


@pytest.mark.parametrize(
    "typed",
    [
        "3 < 4 & 5 > 2",
        "`<mj-text>` en `</p>`",
        "\"dubbel\" en 'enkel' -- streepjes --- en {{ haken }} en {% meer %}",
        "- een\n    - twee\n- drie",
        "| a | b |\n|---|---|\n| 1 |   |",
        "/// citaat | Iemand\nMooi gezegd.\n///",
        "/// uitklap | Meer\n**Binnenin.**\n///",
        "/// contact\n    persoon: saskia\n///",
        "Eén\x0btwee",
    ],
)
def test_whatever_an_editor_types_makes_a_sound_mail(typed: str) -> None:
    html = mail(site(WHOLE.replace("- een\n- twee", typed)))
    assert [*in_a_mail(html)] == []
    assert "Met vriendelijke groet" not in html
    assert html.endswith("</body></html>")
