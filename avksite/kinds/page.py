"""Pages: the standing texts of the site, and the introductions above its lists."""

from __future__ import annotations

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


PAGE = Kind(
    name="pagina",
    singular="Pagina",
    plural="Pagina’s",
    folder="",
    entry=Page,
    template="page.html",
    structured=lambda page: {"@type": "WebPage", "name": page.title},
)
