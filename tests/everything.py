"""A site with a text of every kind, every block in each of them, and whatever a template may show."""

from __future__ import annotations

import re
from pathlib import Path

BLOCKS = {
    "citaat": "/// citaat | Een deelnemer\nIk werd echt gehoord.\n///",
    "video": "/// video | Een moeder vertelt\n    bestand: /media/moeder.mp4\n    ondertiteling: /media/moeder.vtt\n"
    "    transcript: /media/moeder.txt\n    audiodescriptie: niet nodig, omdat zij alleen vertelt\n///",
    "audio": "/// audio | Gesprek\n    bestand: /media/gesprek.mp3\n    transcript: /media/moeder.txt\n///",
    "contact": "/// contact\n    persoon: anna-de-vries\n///",
    "let-op": "/// let-op | Andere zaal\nWe beginnen een uur later.\n///",
    "download": "/// download | Verslag van de dag\n    bestand: /media/verslag.csv\n///",
    "fase": "/// fase | Samen ja zeggen\n    van: februari 2023\n    tot: maart 2023\n\nWe maken een plan.\n///",
    "knop": "/// knop | Meld je aan\n    naar: https://krant.example/aanmelden\n///",
    "aanmelden": "/// aanmelden\n///",
    "cijfers": "/// cijfers\n    feiten: [partners]\n///",
    "uitklap": "/// uitklap | Krijg ik mijn reiskosten terug?\nJa, stuur ons de kaartjes.\n///",
}
"""One of each block, as an author types it."""

_TYPED = Path(__file__).parent / "typed"
FILES = (_TYPED / "files.txt").read_text(encoding="utf-8")
"""What the blocks name."""
_PARTS = {
    "words": (_TYPED / "words.txt").read_text(encoding="utf-8"),
    "blocks": "\n\n".join(BLOCKS.values()),
    "picture": "afbeelding:\n  bestand: /media/zaal.svg\n  alt: Een volle zaal.\n  bijschrift: De zaal.\n"
    "  fotograaf: Jan Voorbeeld",
    **BLOCKS,
}
_POST = "-- content/nieuws/2020/{0}.md --\n---\ntitel: Bericht {0}\nkort: Kort {0}.\ndatum: {0} mei 2020\n---\nTekst.\n"
EVERYTHING = (
    FILES
    + re.sub(r"{{([a-z]+)}}", lambda part: _PARTS[part[1]], (_TYPED / "everything.txt").read_text(encoding="utf-8"))
    + "".join(_POST.format(number) for number in range(1, 14))
)
