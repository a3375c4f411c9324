"""Places on a page that a link can lead to: each has an id of its own.

Where the ids of a text and those of its layout meet is only known of the finished page.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from avksite.problems import Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from avksite.rendering.artifact import Artifact
    from avksite.site import Site

SAME_ID = Rule(
    id="id-dubbel",
    severity=Severity.ERROR,
    promise="Elk anker op een pagina is anders.",
    why="Een link naar een stuk van de pagina gaat naar het eerste met die naam. Het tweede is dan onbereikbaar.",
    bad="## Deel hulp\n\nJe kunt altijd bellen.\n",
    good="## Hulp bij geldzorgen\n\nJe kunt altijd bellen.\n",
    criterion="1.3.1",
)
RULES = (SAME_ID,)

_ID = re.compile(rb'<[a-z][^<>]*?\sid="([^"]+)"')
"""An element with an id, as our templates and `rendering/html.py` write it; in words and values `<` is escaped."""


def ids_of(page: Artifact) -> list[str]:
    """Return the ids on a page, in order."""
    return [id_.decode() for id_ in _ID.findall(page.made.content)]


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Report each id that two elements of a page have, at the heading that took it."""
    for page in artifacts:
        times = Counter(ids_of(page)) if page.made.title else {}
        for id_ in (id_ for id_, number in times.items() if number > 1):
            document = site.by_path.get(page.made_from)
            headings = document.body.headings if document and document.address == page.address else ()
            line = next((heading.line for heading in headings if heading.id == id_), 1)
            message = f"Op `{page.address}` staat het anker `{id_}` twee keer."
            hint = "Geef de kop andere woorden, of een eigen anker: `## Kop {#eigen-naam}`."
            yield Problem(SAME_ID, Place(page.made_from, line), message, hint)
