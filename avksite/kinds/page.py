"""Pages: the standing texts of the site, and the introductions above its lists."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from avksite.content.schema import Typed
from avksite.content.values import Verbatim, Words
from avksite.kinds.base import Entry, Kind, Many


class Task(Typed):
    """Something a visitor can do, as a tile on a page."""

    title: Words = Field(alias="titel")
    text: Words | None = Field(None, alias="tekst")
    to: Verbatim = Field(alias="naar")


class Page(Entry):
    """A standing page."""

    tasks: tuple[Task, ...] = Field((), alias="doen")
    figures: Many[str] = Field((), alias="cijfers")

    def structured(self) -> dict[str, Any]:
        """Return it as a page that is about nothing but itself."""
        return {"@type": "WebPage", "name": self.title}


PAGE = Kind(
    entry=Page, name="pagina", singular="Pagina", plural="Pagina’s", folder="", template="page.html", needs_text=True
)
