"""Pages: the texts of the site without a date, and the introductions to its lists."""

from __future__ import annotations

from typing import Any

from avksite.content.keys import Typed, optional, required, seldom
from avksite.content.values import Many, Name, Verbatim, Words
from avksite.kinds.base import Entry, Kind


class Tile(Typed):
    """Something a visitor can do, as a tile on a page."""

    title: Words = required("titel", "De tekst op de tegel.", "Bekijk het leeraanbod")
    text: Words | None = optional("tekst", "Een zin eronder.", "Voor iedereen die wil leren wat werkt.")
    to: Verbatim = required("naar", "Waar de tegel heen gaat.", "/leeraanbod/")


class PageEntry(Entry):
    """A page."""

    tasks: tuple[Tile, ...] = seldom("doen", "Tegels met wat een bezoeker hier kan doen.", default=())
    figures: Many[Name] = seldom(
        "cijfers", "Cijfers uit `content/feiten.yaml` die groot in beeld komen.", "partners", default=()
    )

    def structured(self) -> dict[str, Any]:
        """Return it as a web page."""
        return {"@type": "WebPage", "name": self.title}


PAGE = Kind(
    entry=PageEntry,
    name="pagina",
    singular="Pagina",
    plural="Pagina’s",
    folder="",
    template="page.html",
    needs_text=True,
)
