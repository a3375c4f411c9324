"""Images with consent until a day: reported before that day, and withheld after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from avksite.dutch.formatting import date_in_words, days_left
from avksite.problems import ERROR, WARNING, Place, Problem, Rule
from avksite.rendering.exclusion import exclude, named
from avksite.site import Site

KEY = "toestemming-tot"

RUN_OUT = Rule("toestemming-voorbij", ERROR, "Wie op een foto staat, vindt het goed dat die op de site staat.")
RUNS_OUT = Rule(
    "toestemming-bijna-voorbij",
    WARNING,
    "Ruim voordat een toestemming ophoudt, weet je dat je die opnieuw moet vragen.",
)

AHEAD = timedelta(days=30)
"""How long before the end of a consent it is reported."""


def check(site: Site) -> Iterator[Problem]:
    """Report each image whose consent ends soon."""
    for document, (loc, picture) in ((it, one) for it in site.documents for one in it.agreements):
        until = picture.consent_until
        if until and site.today <= until <= site.today + AHEAD:
            left = f"{date_in_words(until)}: {days_left(site.today, until)}"
            message = f"De toestemming voor `{picture.file}` loopt tot en met {left}."
            hint = f"Vraag de mensen op de foto of ze mag blijven, en typ bij `{KEY}` de nieuwe datum."
            yield Problem(RUNS_OUT, document.place(*loc, KEY), message, hint)


def withhold(site: Site) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site without held-back files and images whose consent has ended, and the problems of those images.

    Consent is about the people in the image, so an end of it in one place applies to the file everywhere.
    """
    ends = dict[str, tuple[str, Place]]()
    problems, told = list[Problem](), set[Place]()
    documents = (*site.documents, *site.withheld.values())
    for document, (loc, picture) in ((it, one) for it in documents for one in it.agreements):
        until, media = picture.consent_until, site.resolve(document.path, picture.file).media
        if media is not None and until is not None and until < site.today:
            day, place = date_in_words(until), document.place(*loc, KEY)
            ends[media.path] = day, place
            told.add(document.place(*loc, "bestand"))
            said = f"De toestemming voor `{picture.file}` liep tot en met {day}. De foto staat nergens meer op de site."
            hint = f"Vraag de mensen op de foto opnieuw, en typ bij `{KEY}` de nieuwe datum. Of haal de foto weg."
            problems.append(Problem(RUN_OUT, place, said, hint, is_held_back=True))
    for path, typed in named(site, ends).items() if ends else ():
        for it in (it for it in site.by_path[path].targets if it.target in typed and it.place not in told):
            day, place = ends[typed[it.target]]
            said = f"`{it.target}` staat hier niet meer op de site: de toestemming liep tot en met {day}."
            hint = f"Vraag de mensen op de foto opnieuw, en typ de nieuwe datum in `{place.path}`, regel {place.line}. "
            hint += "Of haal de foto hier weg."
            problems.append(Problem(RUN_OUT, it.place, said, hint, is_held_back=True, cause=typed[it.target]))
    return exclude(site, site.content.left_out.union(ends)), tuple(problems)
