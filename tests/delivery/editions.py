"""An edition that can be handed over, for every test of an engine."""

MARCH = """\
-- content/nieuws/2024/nieuw.md --
---
titel: Wij gaan open
kort: Kom je ook?
datum: 2 maart 2024
---
Tekst.
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Eén idee, wij gaan open
voorbeeldtekst: Kom je ook?
datum: 10 maart 2024
berichten:
  - /nieuws/2024/nieuw.md
---
Beste lezer,
"""
