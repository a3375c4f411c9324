"""What an author asked not to hear about, with a reason: told in the summary instead, but never when it is an error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from avksite.kinds.base import Document
from avksite.problems import ERROR, HINT, Fix, Place, Problem, Rule, Severity, nearest
from avksite.rendering.artifact import Unreported
from avksite.site import Site

OF_ERROR = Rule("niet-melden-fout", ERROR, "Een fout wordt altijd gemeld, en houdt de site tegen tot ze weg is.")
UNKNOWN = Rule("niet-melden-onbekend", ERROR, "Elke regel die je niet wilt laten melden, is een regel die bestaat.")
WITHOUT_REASON = Rule("niet-melden-reden", ERROR, "Bij elke regel die je niet wilt laten melden, staat waarom.")
NEEDLESS = Rule("niet-melden-onnodig", HINT, "Bij `niet-melden` staat alleen wat anders echt gemeld wordt.")


def suppress(
    site: Site, problems: Iterable[Problem], rules: Iterable[Rule]
) -> tuple[tuple[Problem, ...], tuple[Unreported, ...]]:
    """Part the problems to report from those that an author asked not to hear about."""
    known = {rule.id: rule for rule in rules}
    found: defaultdict[tuple[str, str], set[Problem]] = defaultdict(set)

    def add(problem: Problem) -> None:
        found[problem.rule.id, problem.place.path].add(problem)

    for problem in problems:
        add(problem)
    unreported: list[Unreported] = []
    for document, place, rule_id, reason in _requests(site):
        rule = known.get(rule_id)
        if rule is None or rule.severity is Severity.ERROR:
            add(_refused(place, rule_id, known))
            continue
        meant = found.pop((rule.id, document.path), set())
        if not reason:
            message = f"Bij `{rule.id}` staat niet waarom je dat niet wilt laten melden."
            hint = f"Typ `niet-melden: [{rule.id}: de reden]`."
            fix = Fix(rule.id, f"{rule.id}: de reden", to_fill=True)
            add(Problem(WITHOUT_REASON, place, message, hint, fix=fix))
        elif meant:
            unreported.append(Unreported(document.path, rule, reason, len(meant)))
        elif document.path in site.by_path:  # a draft is not looked at in full
            message = f"De regel `{rule.id}` heeft hier niets te melden."
            add(Problem(NEEDLESS, place, message, f"Haal `{rule.id}` weg bij `niet-melden`."))
    reported = {problem for group in found.values() for problem in group}
    return tuple(sorted(reported, key=lambda problem: problem.order)), tuple(unreported)


def _requests(site: Site) -> Iterator[tuple[Document, Place, str, str]]:
    for document in (*site.documents, *site.withheld.values()):
        for index, reasons in enumerate(document.entry.unreported):
            for rule_id, reason in reasons.items():
                loc = ("niet-melden", rule_id) if ("niet-melden", rule_id) in document.lines else ("niet-melden", index)
                yield document, document.place(*loc), rule_id, reason


def _refused(place: Place, asked: str, known: Mapping[str, Rule]) -> Problem:
    if asked in known:
        hint = f"Haal `{asked}` weg bij `niet-melden`, en los op wat er gemeld wordt."
        return Problem(OF_ERROR, place, f"`{asked}` is een fout. Die blijft gemeld.", hint)
    close = nearest(asked, known)
    hint = f"Bedoel je `{close}`?" if close else "De namen van de regels staan in het verslag, tussen blokhaken."
    message = f"De regel `{asked}` bestaat niet." if asked else "Hier staat geen regel."
    return Problem(UNKNOWN, place, message, hint, fix=Fix(asked, close) if close else None)
