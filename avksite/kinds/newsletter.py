"""Editions of the newsletter: a letter from the editor and the texts that it brings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from avksite.content.keys import required
from avksite.content.values import DutchDate, Words, as_list
from avksite.dutch.formatting import date_in_words
from avksite.kinds.base import DocumentPath, Entry, Fact, Kind
from avksite.problems import Misread

MAX_SUBJECT = 60
"""Characters of a subject that still show on a phone."""


def _as_items(typed: object) -> object:
    """Return one file as a list of one; no files means whatever is new."""
    return () if typed == "automatisch" else as_list(typed)


Items = Annotated[
    tuple[DocumentPath, ...],
    BeforeValidator(_as_items, json_schema_input_type=Literal["automatisch"] | tuple[DocumentPath, ...]),
]
"""The texts that an editor chose; none for an edition that composes itself."""


class Edition(Entry):
    """One edition."""

    subject: Words = required("onderwerp", "Waar de mail over gaat (hooguit 60 tekens).", "Doe mee met de leerkring")
    preheader: Words = required(
        "voorbeeldtekst", "De zin die in de mailbox achter het onderwerp staat.", "In september beginnen we."
    )
    date: DutchDate = required("datum", "De dag waarop je de nieuwsbrief verstuurt.")
    items: Items = required(
        "berichten", "De teksten die meegaan, in deze volgorde; of `automatisch`: alles wat nieuw is.", "automatisch"
    )

    @model_validator(mode="after")
    def _subject_fits(self) -> Edition:
        if len(self.subject) > MAX_SUBJECT:
            raise Misread(
                f"Het onderwerp heeft {len(self.subject)} tekens; op een telefoon passen er {MAX_SUBJECT}.",
                f"Maak `onderwerp` korter. Na {MAX_SUBJECT} tekens staat er nu: “{self.subject[:MAX_SUBJECT]}…”.",
                why="Wat er op een telefoon niet in past, ziet een lezer niet voor hij de mail opent.",
                key="onderwerp",
            )
        return self

    @property
    def written(self) -> dt.date:
        """The day in its front matter."""
        return self.date

    def facts(self, today: dt.date) -> Iterator[Fact]:
        """Yield its day."""
        del today
        yield Fact("Nieuwsbrief van", date_in_words(self.date), moment=self.date.isoformat())

    def structured(self) -> dict[str, Any]:
        """Return it as an article."""
        return {"@type": "Article", "headline": self.title, "datePublished": self.date.isoformat()}


NEWSLETTER = Kind(
    entry=Edition,
    name="nieuwsbrief",
    singular="Nieuwsbrief",
    plural="Nieuwsbrieven",
    folder="nieuwsbrieven",
    template="newsletter.html",
    list_address="/nieuwsbrieven/",
    is_dated=True,
    in_feeds=True,
    is_mailed=True,
)
