"""Where a page first uses an explained word, it leads to the explanation."""

from __future__ import annotations

import re

from tests.sites import page, site

WORDS = """\
-- content/begrippen.yaml --
bestuurder:
  uitleg: Iemand die leidt.
  ook: [bestuurders]
dagelijks bestuur: De groep die besluit.
-- content/over.md --
---
titel: Over ons
---
Bestuurders en bestuurder. Een bestuurderskamer. Het dagelijks bestuur.

## Wat een bestuurder doet

> Een bestuurder.
"""


def test_the_first_use_leads_to_the_explanation() -> None:
    """The capital of a sentence and other forms count; longer words, headings and later uses stay as they are."""
    made = page(site(WORDS), "over/index.html")
    assert re.findall(r'<a class="term"[^>]*href="([^"]+)">([^<]+)</a>', made) == [
        ("../begrippen/#bestuurder", "Bestuurders"),
        ("../begrippen/#dagelijks-bestuur", "dagelijks bestuur"),
    ]
