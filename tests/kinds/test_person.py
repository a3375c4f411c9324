"""A person: one record, the role of each period, one notation of the phone number, and a photo beside the name."""

from datetime import date

import pytest

from avksite.kinds.person import Person
from avksite.rendering.artifact import Build
from tests.outputs.parsed import found, links, tree
from tests.photos import saved, scene, site_with
from tests.sites import page, site

RECORD = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
contact: saskia
-- content/personen/saskia.md --
---
naam: Saskia de Vries
rol: programmaleider
telefoon: {phone}
mail: saskia@voorbeeld.nl
---
-- content/bijeenkomsten/2024/werksessie.md --
---
titel: Werksessie
kort: Denk mee.
begin: 3 juli 2024
soort: werksessie
contact: saskia
---
/// contact
    persoon: saskia
///
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Nieuws
voorbeeldtekst: Lees.
datum: 6 maart 2024
berichten: /bijeenkomsten/2024/werksessie.md
---
Bel 06-12345678.
"""

MADE = (
    "bijeenkomsten/2024/werksessie/index.html",
    "nieuwsbrieven/maart/index.html",
    "bijeenkomsten/feed.xml",
    "bijeenkomsten/2024/werksessie/agenda.ics",
    "nieuwsbrieven/maart/mail.html",
    "nieuwsbrieven/maart/mail.txt",
)


@pytest.mark.parametrize("phone", ["0612345678", "06-123 456 78", "06 12 34 56 78", "+31 (0)6 12345678"])
def test_a_phone_number_has_one_notation_in_everything_that_is_made(phone: str) -> None:
    made = site(RECORD.format(phone=phone))
    for path in MADE:
        text = page(made, path).replace("\r\n ", "")
        assert "06 12 34 56 78" in text, path
        assert not [other for other in ("0612345678", "06-12", "(0)6") if other in text], path


def test_a_number_is_called_in_the_form_that_works_from_anywhere() -> None:
    made = site(RECORD.format(phone="06-123 456 78"))
    called = {href for _, href in links(tree(made, "/bijeenkomsten/2024/werksessie/")) if href.startswith("tel:")}
    assert called == {"tel:+31612345678"}


EMPLOYER = """\
-- content/organisaties/cosis.md --
---
naam: Cosis
sector: zorg
---
"""


@pytest.mark.parametrize(
    ("role", "shown"),
    [("programmaleider", "programmaleider, Cosis"), ("medewerker van Cosis", "medewerker van Cosis")],
)
def test_an_organisation_is_named_once_beside_a_name(role: str, shown: str) -> None:
    record = RECORD.format(phone="06-12345678").replace("rol: programmaleider", f"rol: {role}\norganisatie: cosis")
    text = page(site(record + EMPLOYER), "nieuwsbrieven/maart/mail.html")
    assert f"</b> Saskia de Vries, {shown}<br" in text


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (date(2021, 10, 26), "medewerker"),
        (date(2021, 10, 27), "projectleider"),
        (date(2022, 11, 24), "projectleider"),
        (date(2022, 11, 25), "programmaleider"),
        (None, "programmaleider"),
    ],
)
def test_a_role_holds_up_to_and_including_its_last_day(day: date | None, role: str) -> None:
    person = Person.model_validate(
        {
            "naam": "Saskia de Vries",
            "rol": "programmaleider",
            "eerdere-rollen": [
                {"rol": "projectleider", "tot": "24 november 2022"},
                {"rol": "medewerker", "tot": "26 oktober 2021"},
            ],
        }
    )
    assert person.role_on(day) == role


PHOTO = "  bestand: /media/saskia.jpg\n  alt: Saskia lacht.\n"


def with_photo() -> Build:
    """Build a site with the record of somebody with a photo."""
    record = RECORD.format(phone="0612345678").replace("rol: programmaleider", f"rol: programmaleider\nfoto:\n{PHOTO}")
    return site_with(record, {"content/media/saskia.jpg": saved(scene((1600, 1200)))})


def test_the_photo_of_a_person_stands_beside_the_name_and_does_not_say_it_again() -> None:
    made = with_photo()
    top = tree(made, "/bijeenkomsten/2024/werksessie/")
    cards = found(top, "//div[contains(@class, 'contact ')]")
    assert len(cards) == 2  # in the text, and at the foot of every page
    for card in cards:
        (image,) = found(card, ".//img")
        assert (image.get("src"), image.get("alt"), image.get("sizes"), image.get("loading")) == (
            "../../../media/saskia.jpg",
            "",
            "6rem",
            "lazy",
        )
        assert "saskia.jpg.320.jpg 320w" in str(image.get("srcset"))
    paths = {artifact.path for artifact in made.artifacts}
    assert {"media/saskia.jpg", "media/saskia.jpg.320.avif"} <= paths


def test_a_mail_and_a_feed_show_no_photo_of_a_person() -> None:
    made = with_photo()
    for path in ("bijeenkomsten/feed.xml", "nieuwsbrieven/maart/mail.html"):
        assert "saskia.jpg" not in page(made, path), path


def test_somebody_without_a_photo_has_a_card_of_words() -> None:
    top = tree(site(RECORD.format(phone="0612345678")), "/bijeenkomsten/2024/werksessie/")
    assert found(top, "//div[@class='contact']") != []
    assert found(top, "//div[starts-with(@class, 'contact')]//img") == []


def test_an_academic_title_has_a_capital_only_where_the_names_begin() -> None:
    person = "-- content/personen/{}.md --\n---\nnaam: {}\nrol: onderzoeker\n---\n"
    workshop = "workshops:\n  - titel: Samen\n    door: [an, bo, cas]"
    made = site(
        RECORD.format(phone="0612345678").replace("soort: werksessie", f"soort: werksessie\n{workshop}")
        + person.format("an", "Dr. An Smit")
        + person.format("bo", "Prof. dr. Bo Smit")
        + person.format("cas", "Drs. Cas Smit")
    )
    spoken = "Dr. An Smit, prof. dr. Bo Smit en drs. Cas Smit"
    for name in ("bijeenkomsten/2024/werksessie/index.html", "bijeenkomsten/feed.xml"):
        assert spoken in " ".join(page(made, name).split())
