"""The command `newsletter`: its four words, and what each needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from avksite.delivery.engine import Undelivered
from avksite.problems import Misread, Problem, Severity, Unusable

if TYPE_CHECKING:
    from avksite.delivery.engine import Environment
    from avksite.kinds.base import Document
    from avksite.rendering.artifact import Build

WORDS = ("plan", "report", "proof", "deliver")
WIDTH = 88
USE = "Typ bijvoorbeeld: python3 build.py newsletter plan 2026-mei"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the command works with; nothing here is done before it is called."""

    root: Path
    build: Callable[[], Build]
    say: Callable[[str], None]
    tell: Callable[[tuple[Problem, ...]], None]
    now: datetime
    clock: Callable[[], float]
    environment: Environment
    folder: Path
    """Where the service `map` puts its files."""
    to: tuple[str, ...] = ()
    via: str | None = None
    yes: bool = False


def newsletter(desk: Desk, words: list[str]) -> bool:
    """Do what the words ask, and say whether it went well; raise Misread when they cannot be understood."""
    word, *rest = words or [""]
    if word not in WORDS:
        raise Misread("Zeg wat ik met de nieuwsbrief moet doen: `plan`, `report`, `proof` of `deliver`.", USE)
    if word == "report":
        if rest:
            raise Misread("Achter `newsletter report` hoort niets: het gaat over alle nieuwsbrieven.", USE)
        return _report(desk)
    if len(rest) != 1:
        raise Misread(f"Zet achter `newsletter {word}` de naam van één nieuwsbrief.", USE)
    try:
        return {"plan": _plan, "proof": _proof, "deliver": _deliver}[word](desk, rest[0])
    except Undelivered as undelivered:
        desk.say(_filled(undelivered.message, undelivered.hint))
    except Unusable as unusable:
        desk.tell(unusable.problems)
    return False


def _report(desk: Desk) -> bool:
    from avksite.delivery.plan import figures_in_words  # noqa: PLC0415  only what is asked for

    told, are_sound = figures_in_words(desk.build().site, desk.clock)
    desk.say(told)
    return are_sound


def _plan(desk: Desk, typed: str) -> bool:
    from avksite.delivery.mailing import edition_named, mailing_of  # noqa: PLC0415  as above
    from avksite.delivery.plan import plan_in_words  # noqa: PLC0415

    build = desk.build()
    document = edition_named(build.site, typed)
    desk.say(plan_in_words(build.site, document, mailing_of(build.site, document)))
    return _is_sound(desk, build, document)


def _proof(desk: Desk, typed: str) -> bool:
    from avksite.delivery.mailing import edition_named, mailing_of  # noqa: PLC0415  as above
    from avksite.delivery.message import recipients, send_proof  # noqa: PLC0415

    to = recipients(desk.to)
    build = desk.build()
    document = edition_named(build.site, typed)
    if not _is_sound(desk, build, document):
        desk.say("Herstel dit eerst. Er is niets verstuurd.")
        return False
    desk.say(send_proof(mailing_of(build.site, document), to, desk.now, desk.environment))
    return True


def _deliver(desk: Desk, typed: str) -> bool:
    from avksite.delivery.deliver import handover_of, service_named  # noqa: PLC0415  as above
    from avksite.delivery.engines import engine_of  # noqa: PLC0415
    from avksite.delivery.ledger import Ledger  # noqa: PLC0415
    from avksite.delivery.mailing import edition_named  # noqa: PLC0415

    build = desk.build()
    site = build.site
    document, service = edition_named(site, typed), service_named(site, desk.via)
    if build.count(Severity.ERROR):
        # A mail leads to the site, and a site with a fault in it is not published.
        desk.tell(tuple(problem for problem in build.problems if problem.severity is Severity.ERROR))
        desk.say("Herstel dit eerst. Er is niets verstuurd.")
        return False
    handover = handover_of(site, document, service, engine_of(service, desk.environment, desk.folder))
    ledger = Ledger(desk.root)
    again = ledger.repeated(handover.mailing, service.name) if handover.sends_nothing else ""
    known = "" if again else ledger.refusal(handover.mailing, service.name)
    refused = [*filter(None, [known]), *handover.refusals()]
    if refused:
        desk.say(_filled(*refused, "Er is niets verstuurd."))
        return False
    desk.say(handover.intention())
    if again:
        desk.say(f"\n{_filled(again)}")
    if not desk.yes:
        desk.say("\nEr is nog niets gebeurd. Klopt het? Typ dan dezelfde opdracht met `--yes` erachter.")
        return True
    receipt = handover.carry_out(ledger, desk.now)
    desk.say(f"\n{receipt.next_steps}")
    return True


def _filled(*sentences: str) -> str:
    """Return each on lines of its own that a screen can hold."""
    return "\n".join(fill(text, WIDTH, break_long_words=False, break_on_hyphens=False) for text in sentences)


def _is_sound(desk: Desk, build: Build, document: Document) -> bool:
    """Tell what is wrong with an edition, and say whether nothing is."""
    wrong = tuple(p for p in build.problems if p.place.path == document.path and p.severity is Severity.ERROR)
    if wrong:
        desk.tell(wrong)
    return not wrong
