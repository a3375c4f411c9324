"""How a reader finds the feeds and the agendas: on a page with every address, in the head of pages, beside a text."""

from tests.outputs.parsed import links, tree
from tests.sites import page, site

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
onderwerpen:
  geld: Rondkomen
  stil: Stilte
-- content/nieuws/2024/eerste.md --
---
titel: Een eerste bericht
kort: Kort.
datum: 5 maart 2024
onderwerpen: geld
---
Samen met [Domesta](/organisaties/domesta.md).
-- content/stil.md --
---
titel: Stilte
onderwerpen: stil
---
Hier gebeurt niets nieuws.
-- content/bijeenkomsten/2024/werksessie.md --
---
titel: Werksessie
kort: Kort.
begin: 3 juli 2024 13.00 uur
soort: werksessie
reeks: Samen leren
---
Tekst.
-- content/leeraanbod/training.md --
---
titel: Training
kort: Leer mee.
soort: training
leervorm: doen
doelgroep: professionals
data: 3 mei 2024
---
Tot dan.
-- content/organisaties/domesta.md --
---
naam: Domesta
sector: wonen
---
Wij bouwen.
-- content/organisaties/tinten.md --
---
naam: Tinten
sector: welzijn
---
Wij helpen.
-- content/nieuwsbrief.md --
---
titel: Meld je aan
---
Stuur een mail.
"""

BASE = "https://voorbeeld.example"


def test_nothing_is_offered_that_is_not_made() -> None:
    made = site(SITE)
    paths = {f"/{artifact.path}" for artifact in made.artifacts}
    offered = {href.removeprefix("..") for _, href in links(tree(made, "/volgen/"), "//section.list-section")}
    followed = {path for path in paths if path.rsplit("/", 1)[-1] in {"feed.xml", "atom.xml", "feed.json"}}
    agendas = {href for href in offered if href.startswith("webcal:")}
    assert {href.replace("webcal:", "https:").removeprefix(BASE) for href in agendas} <= paths
    assert offered - agendas - {"/nieuwsbrief/"} <= paths
    assert sorted(folder for path in followed if (folder := path.removesuffix("feed.xml")) != path) == [
        *("/", "/bijeenkomsten/", "/leeraanbod/", "/nieuws/", "/nieuwsbrieven/"),
        *("/onderwerpen/geld/", "/partners/domesta/"),
    ]
    assert len(followed) == 7 * 3


def test_a_lesson_is_for_an_agenda_until_it_is_over() -> None:
    assert links(tree(site(SITE), "/leeraanbod/training/"), "//section.ticket/p[@class='action']/a") == [
        ("Zet in je agenda", "agenda.ics")
    ]
    made = site(SITE, "4 mei 2024")
    assert links(tree(made, "/leeraanbod/training/"), "//section.ticket/p[@class='action']/a") == []
    assert "DTSTART;VALUE=DATE:20240503" in page(made, "leeraanbod/training/agenda.ics")
