"""Whom a page says to ask, and how it is passed on: by people, and by machines that show a link."""

import io

import pytest
from PIL import Image

from tests.outputs.alliance import SITE, news, over
from tests.outputs.parsed import found, links, one, said, tree
from tests.sites import site


@pytest.mark.parametrize(
    ("day", "role"),
    [
        ("31 december 2021", "stagiair"),
        ("1 januari 2022", "projectleider"),
        ("24 november 2022", "projectleider"),
        ("25 november 2022", "programmaleider"),
    ],
)
def test_a_dated_page_shows_the_role_of_its_day(day: str, role: str) -> None:
    body = "/// contact\n    persoon: saskia\n///"
    top = tree(site(SITE + news("a", day, "contact: saskia\n", body)), f"/nieuws/{day[-4:]}/a/")
    assert said(top, "//main//p.contact-name") == [f"Saskia de Vries {role}, Tinten"]
    assert said(top, "//aside//p.contact-name") == ["Saskia de Vries programmaleider, Tinten"]


def test_somebody_else_to_ask_stands_below_the_text() -> None:
    """Who helps on every page has no second card, with the role of that day."""
    posts = news("a", "5 maart 2024", "contact: [jan, saskia]\n") + news("b", "31 december 2021", "contact: saskia\n")
    made = site(SITE + posts)
    asked = said(tree(made, "/nieuws/2024/a/"), "//section.asked//div.contact")
    assert asked == ["Jan de Boer begeleider Bel 06 87 65 43 21"]
    cards = said(tree(made, "/nieuws/2021/b/"), "//p.contact-name")
    assert cards == ["Saskia de Vries programmaleider, Tinten"]


def test_a_contact_card_can_be_called_and_written_to() -> None:
    top = tree(site(SITE), "/over/")
    assert links(top, "//aside//div.contact") == [
        ("Tinten", "../partners/tinten/"),
        ("Bel 06 12 34 56 78", "tel:+31612345678"),
        ("Mail saskia@voorbeeld.nl", "mailto:saskia@voorbeeld.nl"),
    ]


def test_a_phone_number_reads_the_same_however_it_was_typed() -> None:
    body = "Bel 06-123 456 78 of +31 6 12345678. Of mail saskia@voorbeeld.nl.\n\n/// contact\n    persoon: saskia\n///"
    top = tree(over(body), "/over/")
    phones = [link for link in links(top) if link[1].startswith("tel:")]
    assert {(said.removeprefix("Bel "), href) for said, href in phones} == {("06 12 34 56 78", "tel:+31612345678")}
    assert len(phones) == 4
    # The full stop after an address is not part of it.
    assert ("saskia@voorbeeld.nl", "mailto:saskia@voorbeeld.nl") in links(top, "//div.text")


def test_sharing_follows_nobody() -> None:
    text = news("a", "5 maart 2024").replace("Bericht a", "Één & twee?")
    top = tree(site(text), "/nieuws/2024/a/")
    url = "https%3A%2F%2Fvoorbeeld.example%2Fnieuws%2F2024%2Fa%2F"
    title = "%C3%89%C3%A9n%20%26%20twee%3F"
    assert links(top, "//div.share") == [
        ("Deel via WhatsApp", f"https://wa.me/?text={title}%20{url}"),
        ("Deel via LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        ("Deel via Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("Deel via e-mail", f"mailto:?subject={title}&body={url}"),
    ]
    loaded = [*found(top, "//*[@src and not(@loading='lazy')]"), *found(top, "//link[@rel='stylesheet']")]
    assert [element.get("src") or element.get("href") for element in loaded] == [
        "../../../assets/instellingen.js",
        "../../../assets/site.js",
        "../../../assets/lezen.js",
        "../../../assets/style.css",
    ]


def test_what_is_shared_has_a_title_a_text_and_a_picture() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    picture = "afbeelding:\n  bestand: /media/huis.png\n  alt: Een huis.\n"
    text = news("a", "5 maart 2024", picture)
    top = tree(site(f"{text}-- content/media/huis.png (latin-1) --\n{drawn.getvalue().decode('latin-1')}\n"),
               "/nieuws/2024/a/")  # fmt: skip
    assert {meta.get("property"): meta.get("content") for meta in found(top, "//meta[@property]")} == {
        "og:type": "article",
        "og:site_name": "Alliantie van Kracht",
        "og:locale": "nl_NL",
        "og:title": "Bericht a",
        "og:description": "Kort over a.",
        "og:url": "https://voorbeeld.example/nieuws/2024/a/",
        "og:image": "https://voorbeeld.example/nieuws/2024/a/deelbeeld.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Bericht a. Nieuwsbericht · 5 maart 2024. Alliantie van Kracht.",
    }
    assert [meta.get("content") for meta in found(top, "//meta[@name='description']")] == ["Kort over a."]
    assert one(top, "//figure.figure//img").get("alt") == "Een huis."
