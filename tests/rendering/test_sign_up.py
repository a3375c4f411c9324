"""A reader joins where the newsletter is sent from, and is told where an address goes."""

from __future__ import annotations

import re

import pytest
from inline_snapshot import snapshot

from avksite.rendering.artifact import Build
from tests.audit import faults
from tests.outputs.parsed import found, one, tree, words
from tests.sites import concise, page, site

OPT_IN = "Je krijgt eerst een mail. Klik daarin op de link. Pas dan sta je op de lijst."
BY_MAIL = (
    "Of stuur zelf een mail naar saskia@voorbeeld.nl. Schrijf als onderwerp: Aanmelden nieuwsbrief. Je hoeft verder "
    "niets in te vullen."
)
BY_LIST = (
    "Of stuur zelf een mail naar nieuws-join@lijst.voorbeeld.nl. Je hoeft verder niets in te vullen. Je krijgt een "
    "mail terug. Antwoord daarop. Pas dan sta je op de lijst."
)
CODE = "eb420c55-4cfb-4972-92ba-c93c34ba475d"

TEXTS = """\
-- content/nieuwsbrief.md --
---
titel: Nieuwsbrief
kort: Zo krijg je hem.
---
/// aanmelden
///
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Nieuws
voorbeeldtekst: Kom je ook?
datum: 10 maart 2024
berichten: automatisch
---
/// aanmelden | Ook iets voor jou?
///
-- content/index.md --
---
titel: Alliantie
kort: Samen tegen armoede.
---
[Nieuwsbrief](/nieuwsbrief.md) en [privacy](/privacy.md).
-- content/privacy.md --
---
titel: Privacy
kort: Wat we met je gegevens doen.
---
Tekst.
"""

LISTMONK = f"""\
  dienst: onze-lijst
  diensten:
    - naam: onze-lijst
      soort: listmonk
      adres: https://lijst.voorbeeld.nl
      lijst: 3
      formulier: {CODE}
"""
HOSTED = """\
  dienst: onze-lijst
  diensten:
    - naam: onze-lijst
      soort: laposta
      lijst: nnhnkrytua
      aanmelden: https://alliantie.email-provider.example/subscribe
"""
MAILMAN = """\
  dienst: onze-lijst
  diensten:
    - naam: onze-lijst
      soort: mailman
      lijst: nieuws@lijst.voorbeeld.nl
"""
MAIL = "  aanmelden: mailto:saskia@voorbeeld.nl?subject=Aanmelden%20nieuwsbrief\n"


def signing_up(settings: str) -> Build:
    """Build a site with these settings of the newsletter."""
    head = "-- content/site.yaml --\nnaam: Alliantie van Kracht\nadres: https://voorbeeld.example\n"
    return site(f"{head}nieuwsbrief:\n  antwoord-aan: saskia@voorbeeld.nl\n{settings}{TEXTS}")


def block(made: Build) -> str:
    """Return what the block says."""
    return words(one(tree(made, "/nieuwsbrief/"), "//div.sign-up"))


def policy(made: Build, address: str) -> str:
    """Return where forms on a page may go."""
    (allowed,) = re.findall(r"form-action ([^;]*);", page(made, f"{address.strip('/')}/index.html".lstrip("/")))
    return str(allowed)


def test_a_form_asks_an_address_and_nothing_else_and_says_where_it_goes() -> None:
    made = signing_up(LISTMONK)
    assert concise(made.problems) == ""
    form = one(tree(made, "/nieuwsbrief/"), "//form")
    assert (form.get("method"), form.get("action")) == ("post", "https://lijst.voorbeeld.nl/subscription/form")
    fields = {field.get("name"): (field.get("type"), field.get("value")) for field in found(form, ".//input")}
    assert fields == {"email": ("email", None), "l": ("hidden", CODE), "nonce": ("hidden", "")}
    assert block(made) == snapshot(
        "Je mailadres (nodig) Alleen om je de nieuwsbrief te sturen. Typ het zo: naam@voorbeeld.nl Je aanmelding gaat "
        "naar lijst.voorbeeld.nl. Daar staat de lijst met lezers. Je krijgt eerst een mail. Klik daarin op de link. "
        "Pas dan sta je op de lijst. Meld je aan voor de nieuwsbrief Lees wat we met je mailadres doen."
    )


def test_the_field_has_its_label_above_it_and_its_hint_tied_to_it() -> None:
    form = one(tree(signing_up(LISTMONK), "/nieuwsbrief/"), "//form")
    field = one(form, ".//input[@name='email']")
    label, hint = one(form, ".//label"), one(form, ".//*[@id='deel-aanmelden-uitleg']")
    assert label.get("for") == field.get("id")
    assert field.get("aria-describedby") == hint.get("id")
    order = [*form.iter()]
    assert order.index(label) < order.index(hint) < order.index(field)
    wanted = {"autocomplete": "email", "inputmode": "email", "required": "required", "placeholder": None}
    assert {name: field.get(name) for name in wanted} == {**wanted, "required": ""}


def test_forms_may_go_to_that_host_on_that_page_only() -> None:
    made = signing_up(LISTMONK)
    assert policy(made, "/nieuwsbrief/") == "https://lijst.voorbeeld.nl"
    assert policy(made, "/privacy/") == "'none'"
    assert policy(made, "/") == "'none'"
    assert policy(signing_up(MAIL), "/nieuwsbrief/") == "'none'"


def test_a_mail_and_a_feed_lead_to_the_form_for_they_cannot_send_one() -> None:
    made = signing_up(LISTMONK)
    mail = page(made, "nieuwsbrieven/maart/mail.html")
    assert "<form" not in mail
    assert 'href="https://voorbeeld.example/nieuwsbrieven/maart/"' in mail
    assert "Ook iets voor jou?" in page(made, "nieuwsbrieven/maart/mail.txt")


@pytest.mark.parametrize(
    ("settings", "href", "said"),
    [
        (
            HOSTED,
            "https://alliantie.email-provider.example/subscribe",
            f"Je meldt je aan op alliantie.email-provider.example. {OPT_IN}",
        ),
        (MAILMAN, "mailto:nieuws-join@lijst.voorbeeld.nl", BY_LIST),
        (MAIL, "mailto:saskia@voorbeeld.nl?subject=Aanmelden%20nieuwsbrief", BY_MAIL),
        ("", "mailto:saskia@voorbeeld.nl?subject=Aanmelden%20nieuwsbrief", BY_MAIL),
        (
            "  aanmelden: https://voorbeeld.nl/aanmelden\n",
            "https://voorbeeld.nl/aanmelden",
            f"Je meldt je aan op voorbeeld.nl. {OPT_IN}",
        ),
    ],
)
def test_without_a_form_a_button_leads_to_where_one_joins(settings: str, href: str, said: str) -> None:
    made = signing_up(settings)
    assert concise(made.problems) == ""
    assert one(tree(made, "/nieuwsbrief/"), "//div.sign-up//a.button").get("href") == href
    button = "Mail dat je de nieuwsbrief wilt" if href.startswith("mailto:") else "Meld je aan voor de nieuwsbrief"
    assert block(made) == f"{button} {said} Lees wat we met je mailadres doen."


def test_a_wrong_code_is_told_at_its_line_and_a_service_that_is_not_used_takes_nobody() -> None:
    (problem,) = signing_up(LISTMONK.replace(CODE, "3")).problems
    assert (problem.place.line, problem.message) == (11, "Bij `formulier`: `3` is geen code van een lijst.")
    assert problem.hint == "In listmonk staat hij onder Lijsten, Formulieren: de lange code achter `value`."
    unused = signing_up(LISTMONK.replace("  dienst: onze-lijst\n", ""))
    assert found(tree(unused, "/nieuwsbrief/"), "//form") == []


def test_another_form_that_goes_elsewhere_is_still_a_fault() -> None:
    made = signing_up(LISTMONK + "-- templates/parts/stripes.svg --\n<form action='https://ander.example/x'></form>\n")
    found = " ".join(faults(made))
    assert "https://ander.example/x" in found
    assert "https://lijst.voorbeeld.nl" not in found
