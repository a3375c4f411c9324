"""A small site with what every page shows around its text: a menu, people, a partner and two pages."""

from avksite.rendering.artifact import Build
from tests.sites import site

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
ondertitel: Samen tegen armoede
adres: https://voorbeeld.example
contact: saskia
menu:
  - titel: Over ons
    naar: /over.md
  - titel: Nieuws
    naar: /nieuws/
snel-naar:
  - titel: Het laatste nieuws
    naar: /nieuws/
voet:
  - titel: Over ons
    naar: /over.md
projecten:
  - titel: De leesclub
    tekst: Lees samen.
    naar: /over.md
onderwerpen:
  wonen: Wonen in de buurt
  leren: Leren
  geld: Geld
-- content/personen/saskia.md --
---
naam: Saskia de Vries
rol: programmaleider
organisatie: tinten
telefoon: 0612345678
mail: saskia@voorbeeld.nl
eerdere-rollen:
  - rol: stagiair
    tot: 31 december 2021
  - rol: projectleider
    tot: 24 november 2022
---
-- content/personen/jan.md --
---
naam: Jan de Boer
rol: begeleider
telefoon: 06-87 65 43 21
---
-- content/organisaties/tinten.md --
---
naam: Tinten
sector: welzijn
website: https://www.tinten.example/
---
-- content/over.md --
---
titel: Over ons en ons werk
titel-kort: Over ons
kort: Wie wij zijn.
bijgewerkt: 1 mei 2024
---
## Wat wij doen

Wij helpen.
-- content/over/geschiedenis.md --
---
titel: Hoe wij begonnen
---
In 2017.
"""
FACTS = (
    "-- content/feiten.yaml --\npartners:\n  getal: 42\n  eenheid: partners\n  tekst: Zij doen mee.\n  bron: Telling.\n"
)


def news(name: str, day: str, more: str = "", body: str = "Tekst.") -> str:
    """Return a post of a day."""
    return (
        f"-- content/nieuws/{day[-4:]}/{name}.md --\n---\ntitel: Bericht {name}\nkort: Kort over {name}.\n"
        f"datum: {day}\n{more}---\n{body}\n"
    )


def over(body: str) -> Build:
    """Build a site whose page about us says this."""
    return site(SITE.replace("Wij helpen.", body))
