"""The accessibility statement claims nothing that it cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.content.data_files import STATEMENT
from avksite.dutch.formatting import date_in_words
from avksite.problems import Fix, Place, Problem, Rule, Severity, nearest

if TYPE_CHECKING:
    from datetime import date

    from avksite.site import Site


def _tested(day: str, outcome: str = "goed", status: str = "gedeeltelijk") -> str:
    return (
        f"-- content/toegankelijkheid.yaml --\nstatus: {status}\nhandtests:\n  - wat: De homepage met een schermlezer\n"
        f"    door: redacteur\n    datum: {day}\n    resultaat: {outcome}\n"
    )


_PERSON = (
    "-- content/personen/noor-bakker.md --\n---\nnaam: Noor Bakker\nrol: redacteur\ntelefoon: 06 12 34 56 78\n---\n"
)

EXPIRED = Rule(
    id="handtest-verlopen",
    severity=Severity.WARNING,
    promise="Een test met de hand is niet ouder dan 12 maanden.",
    why="Sindsdien is de site veranderd. De test zegt dan niet meer hoe de site nu is.",
    bad=_tested("3 april 2023"),
    good=_tested("3 april 2024"),
)

AHEAD = Rule(
    id="handtest-toekomst",
    severity=Severity.ERROR,
    promise="Een test met de hand is al gedaan.",
    why="De verklaring noemt alleen wat echt is gebeurd.",
    bad=_tested("3 juni 2024"),
    good=_tested("3 april 2024"),
)

UNPROVED = Rule(
    id="verklaring-onbewezen",
    severity=Severity.ERROR,
    promise="De verklaring zegt alleen dat alles goed is als dat blijkt.",
    why="Een lezer die vastloopt op een site waar alles goed heet te zijn, vertrouwt je niet meer.",
    bad=_tested("3 april 2024", outcome="deels", status="volledig"),
    good=_tested("3 april 2024", outcome="goed", status="volledig"),
)

REPORT_TO = Rule(
    id="verklaring-melden",
    severity=Severity.ERROR,
    promise="Wie een probleem wil melden, kan iemand bellen of mailen.",
    why="Zonder nummer of mailadres kan een lezer die vastloopt, dat niet laten weten.",
    bad="-- content/toegankelijkheid.yaml --\nmelden: noor-baker\n" + _PERSON,
    good="-- content/toegankelijkheid.yaml --\nmelden: noor-bakker\n" + _PERSON,
)

RULES = (EXPIRED, AHEAD, UNPROVED, REPORT_TO)


def check(site: Site) -> Iterator[Problem]:
    """Hold `content/toegankelijkheid.yaml` to the day of the build, and to itself."""
    yield from _hand_tests(site)
    yield from _status(site)
    yield from _report_to(site)


def _hand_tests(site: Site) -> Iterator[Problem]:
    oldest = _a_year_before(site.today)
    for index, test in enumerate(site.declared.statement.hand_tests):
        place = Place(STATEMENT, site.declared.lines[("handtests", index, "datum")])
        day = date_in_words(test.day)
        if test.day > site.today:
            hint = "Zet de test erbij als ze is gedaan, met de dag waarop."
            yield Problem(AHEAD, place, f"De test “{test.what}” is van {day}, en die dag moet nog komen.", hint)
        elif test.day < oldest:
            hint = "Doe de test opnieuw en verander `datum` en `resultaat`. Kan dat niet? Haal de test dan weg."
            yield Problem(
                EXPIRED, place, f"De test “{test.what}” is van {day}. Dat is langer dan 12 maanden geleden.", hint
            )


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _status(site: Site) -> Iterator[Problem]:
    statement = site.declared.statement
    if statement.status != "volledig":
        return
    reasons = []
    if not statement.hand_tests:
        reasons.append("er staat geen test met de hand bij")
    reasons += [f"de test “{it.what}” ging {it.outcome}" for it in statement.hand_tests if it.outcome != "goed"]
    reasons += [f"“{it.what}” is nog niet goed" for it in statement.problems]
    for reason in reasons[:1]:
        place = Place(STATEMENT, site.declared.lines[("status",)])
        hint = "Typ `status: gedeeltelijk` of `status: eerste maatregelen`, of los eerst op wat er nog niet goed is."
        fix = Fix("volledig", "gedeeltelijk")
        yield Problem(UNPROVED, place, f"De status is `volledig`, maar {reason}.", hint, fix=fix)


def _report_to(site: Site) -> Iterator[Problem]:
    who = site.declared.statement.report_to
    if who is None:
        return
    place = Place(STATEMENT, site.declared.lines[("melden",)])
    person = site.people.get(who)
    if person is None:
        known = nearest(who, site.people)
        hint = f"Bedoel je `{known}`?" if known else f"Maak `content/personen/{who}.md`, of noem iemand die er al is."
        fix = Fix(who, known) if known else None
        yield Problem(REPORT_TO, place, f"`{who}` staat niet in `content/personen/`.", hint, fix=fix)
        return
    if person.entry.phone is None and person.entry.mail is None:
        hint = f"Zet in `{person.path}` een regel `telefoon: …` of `mail: …`."
        yield Problem(
            REPORT_TO, place, f"Van {person.entry.name} staat er geen telefoonnummer en geen mailadres.", hint
        )
