"""The accessibility statement claims nothing that it cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from avksite.dutch.formatting import date_in_words
from avksite.problems import ERROR, WARNING, Fix, Problem, Rule, nearest
from avksite.site import Site

EXPIRED = Rule("handtest-verlopen", WARNING, "Een test met de hand is niet ouder dan 12 maanden.")
AHEAD = Rule("handtest-toekomst", ERROR, "Een test met de hand is al gedaan.")
UNPROVED = Rule("verklaring-onbewezen", ERROR, "De verklaring zegt alleen dat alles goed is als dat blijkt.")
REPORT_TO = Rule("verklaring-melden", ERROR, "Wie een probleem wil melden, kan iemand bellen of mailen.")


def check(site: Site) -> Iterator[Problem]:
    """Check `content/toegankelijkheid.yaml`: the dates and results of tests, and the contact."""
    yield from _hand_tests(site)
    statement = site.content.statement.value
    reasons = [] if statement.hand_tests else ["er staat geen test met de hand bij"]
    reasons += [f"de test “{it.what}” ging {it.outcome}" for it in statement.hand_tests if it.outcome != "goed"]
    reasons += [f"“{it.what}” is nog niet goed" for it in statement.problems]
    if statement.status == "volledig" and reasons:
        message = f"De status is `volledig`, maar {reasons[0]}."
        hint = "Typ `status: gedeeltelijk` of `status: eerste maatregelen`, of los eerst op wat er nog niet goed is."
        yield Problem(
            UNPROVED, site.content.statement.place("status"), message, hint, fix=Fix("volledig", "gedeeltelijk")
        )
    if statement.report_to:
        yield from _report_to(site, statement.report_to)


def _hand_tests(site: Site) -> Iterator[Problem]:
    today = site.today
    is_leap_day = (today.month, today.day) == (2, 29)
    oldest = today.replace(year=today.year - 1, day=28 if is_leap_day else today.day)
    for index, test in enumerate(site.content.statement.value.hand_tests):
        place = site.content.statement.place("handtests", index, "datum")
        said = f"De test “{test.what}” is van {date_in_words(test.day)}"
        if test.day > today:
            hint = "Zet de test erbij als ze is gedaan, met de dag waarop."
            yield Problem(AHEAD, place, f"{said}, en die dag moet nog komen.", hint)
        elif test.day < oldest:
            hint = "Doe de test opnieuw en verander `datum` en `resultaat`. Kan dat niet? Haal de test dan weg."
            yield Problem(EXPIRED, place, f"{said}. Dat is langer dan 12 maanden geleden.", hint)


def _report_to(site: Site, who: str) -> Iterator[Problem]:
    person, known = site.people.get(who), nearest(who, site.people)
    if person is None:
        hint = f"Bedoel je `{known}`?" if known else f"Maak `content/personen/{who}.md`, of noem iemand die er al is."
        message, fix = f"`{who}` staat niet in `content/personen/`.", Fix(who, known) if known else None
        yield Problem(REPORT_TO, site.content.statement.place("melden"), message, hint, fix=fix)
    elif person.entry.phone is None and person.entry.mail is None:
        message = f"Van {person.entry.name} staat er geen telefoonnummer en geen mailadres."
        hint = f"Zet in `{person.path}` een regel `telefoon: …` of `mail: …`."
        yield Problem(REPORT_TO, site.content.statement.place("melden"), message, hint)
