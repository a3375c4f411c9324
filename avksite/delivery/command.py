"""The command `newsletter` with its four subcommands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from textwrap import fill

from avksite.delivery.engine import NOTHING_SENT, Environment, Undelivered
from avksite.delivery.engines import engine_of
from avksite.delivery.handover import TELL_OTHERS, handover_of, service_named
from avksite.delivery.mailing import edition_named, mailing_of
from avksite.delivery.message import recipients, send_proof
from avksite.delivery.plan import figures_in_words, plan_in_words
from avksite.frozen import dataclass
from avksite.problems import Misread, Problem, Severity, Unusable
from avksite.rendering.artifact import Build

WIDTH = 88
USE = "Typ bijvoorbeeld: python3 build.py newsletter plan 2026-mei"


@dataclass(frozen=True, slots=True)
class Context:
    """The dependencies of the command; each is a function that is called only when needed."""

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


def newsletter(context: Context, words: list[str]) -> bool:
    """Run a subcommand and return whether it succeeded; raise Misread for unknown words."""
    word, *rest = words or [""]
    if word == "report":
        if rest:
            raise Misread("Achter `newsletter report` hoort niets: het gaat over alle nieuwsbrieven.", USE)
        report, are_sound = figures_in_words(context.build().site, context.clock)
        context.say(report)
        return are_sound
    known = {"plan": _plan, "proof": _proof, "deliver": _deliver}
    if word not in known:
        raise Misread("Zeg wat ik met de nieuwsbrief moet doen: `plan`, `report`, `proof` of `deliver`.", USE)
    if len(rest) != 1:
        raise Misread(f"Zet achter `newsletter {word}` de naam van één nieuwsbrief.", USE)
    try:
        return known[word](context, rest[0])
    except Undelivered as undelivered:
        context.say(_filled(undelivered.message, undelivered.hint, *filter(None, (undelivered.typed,))))
    except Unusable as unusable:
        context.tell(unusable.problems)
    return False


def _plan(context: Context, typed: str) -> bool:
    build = context.build()
    document = edition_named(build.site, typed)
    context.say(plan_in_words(build.site, document, mailing_of(build.site, document)))
    return _is_sound(context, build, document.path)


def _proof(context: Context, typed: str) -> bool:
    to = recipients(context.to)
    build = context.build()
    document = edition_named(build.site, typed)
    if not _is_sound(context, build, document.path):
        context.say(f"Herstel dit eerst. {NOTHING_SENT}")
        return False
    context.say(send_proof(mailing_of(build.site, document), to, context.now, context.environment))
    return True


def _deliver(context: Context, typed: str) -> bool:
    build = context.build()
    document, service = edition_named(build.site, typed), service_named(build.site, context.via)
    if not _is_sound(context, build):  # a mail links to the site, and a site with an error is not published
        context.say(f"Herstel dit eerst. {NOTHING_SENT}")
        return False
    handover = handover_of(build.site, document, service, engine_of(service, context.environment, context.folder))
    if refusals := [*handover.refusals()]:
        context.say(_filled(*refusals, NOTHING_SENT))
        return False
    context.say(handover.intention())
    if remark := handover.remark():
        context.say(f"\n{_filled(remark)}")
    if context.yes:
        context.say("")  # a blank line before the outcome
        steps = handover.carry_out(context.now).next_steps
        context.say(f"{steps}\n{TELL_OTHERS}" if handover.repository else steps)
    else:
        context.say("\nEr is nog niets gebeurd. Klopt het? Typ dan dezelfde opdracht met `--yes` erachter.")
    return True


def _filled(*sentences: str) -> str:
    """Wrap each sentence."""
    lines = (line for text in sentences for line in text.splitlines())
    return "\n".join(fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines)


def _is_sound(context: Context, build: Build, path: str = "") -> bool:
    """Report the errors, in one text or in all, and return whether there are none."""
    wrong = tuple(p for p in build.problems if p.severity is Severity.ERROR and (not path or p.place.path == path))
    if wrong:
        context.tell(wrong)
    return not any(problem.stops for problem in wrong)
