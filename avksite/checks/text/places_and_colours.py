"""Places and colours: a text makes sense to who cannot see where something stands, or what colour it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.kinds.base import Document

SEEN_ONLY = Rule(
    id="plek-of-kleur",
    severity=Severity.WARNING,
    promise="Een tekst noemt iets bij zijn naam, en niet bij zijn plek of kleur.",
    why="Wie niet ziet, weet niet wat rechts of groen is. En op een telefoon staat het vaak ergens anders.",
    bad="Klik op de groene knop om je aan te melden.\n",
    good="Gebruik de knop ‘Meld je aan’.\n",
    criterion="1.3.3",
)

RULES = (SEEN_ONLY,)

_COLOUR = (
    "(?:rode|groene|blauwe|gele|oranje|paarse|roze|grijze|zwarte|witte|gekleurde|rood|groen|blauw|geel|paars|grijs)"
)
_THING = (
    "(?:knop(?:pen)?|buttons?|vak(?:je|jes|ken)?|balk(?:en)?|kaders?|blok(?:ken|je|jes)?|letters?|link(?:s|je|jes)?|"
    "pijl(?:en|tje|tjes)?|iconen?|icoontjes?|veld(?:en)?|vlak(?:ken)?|tekst|woorden|regels?|tegels?|menu|kolom)"
)
_SIDE = "(?:links|rechts|linksboven|rechtsboven|linksonder|rechtsonder|bovenaan|onderaan)"
_ON_SCREEN = (
    "(?:op|in|aan|van|naast|onder|boven) (?:de|deze|dit|het|je|uw) "
    "(?:pagina|scherm|site|website|beeldscherm|menu|tekst|knop|kolom)"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bhier(?:onder|boven)\b(?! (?:te )?(?:versta|vall?|verkl|lijd|uit\b|beschreven))",
        r"\b(?:onder|boven)staande?\b",
        r"\b(?:linker|rechter) ?(?:kolom|kant|zijde|hoek|balk|menu|marge)\b",
        r"\b(?:links|rechts)(?:boven|onder)(?:in|aan)?\b(?! (?:de|het) (?:deur|trap|straat|kast))",
        rf"\b{_SIDE} {_ON_SCREEN}\b",
        rf"\b{_COLOUR} {_THING}\b",
        rf"\b{_THING}\b[^.?!]{{0,15}}\b(?:in de kleur )?{_COLOUR} (?:is|zijn|staat|staan|gekleurd|gemarkeerd)\b",
    )
)
_SIGNS = (
    *("hieronder", "hierboven", "rstaand", "nstaand", "links", "rechts", "linker", "rechter", "bovenaan", "onderaan"),
    *(
        "rood",
        "rode",
        "groen",
        "blauw",
        "geel",
        "gele",
        "oranje",
        "paars",
        "roze",
        "grij",
        "zwarte",
        "witte",
        "gekleurd",
    ),
)
"""Parts of words without which no pattern fits: most passages have none, and that is seen at once."""
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’")


def check(document: Document) -> Iterator[Problem]:
    """Look for words that only make sense to who sees the page as the author does."""
    for passage in document.body.passages:
        lowered = passage.text.lower()
        if not any(sign in lowered for sign in _SIGNS):
            continue
        own = _QUOTED.sub("", passage.text) if passage.kind != "quote" else ""  # what others say is theirs
        for pattern in _PATTERNS:
            if found := pattern.search(own):
                message = f"“{found[0]}” zegt alleen iets als je de pagina ziet."
                hint = "Noem wat je bedoelt bij de naam: de kop, de titel of de tekst op de knop. Of maak een link."
                yield Problem(SEEN_ONLY, Place(document.path, passage.line), message, hint)
                break
