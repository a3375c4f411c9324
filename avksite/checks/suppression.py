"""What an author asked not to hear about, with a reason: told in the summary instead, but never when it is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avksite.problems import Fix, Place, Problem, Rule, Severity, example, nearest
from avksite.rendering.artifact import Unreported

if TYPE_CHECKING:
    from avksite.kinds.base import Document
    from avksite.site import Site


def _page(asked: str, text: str = "Kijk op https://www.nibud.nl/onderwerpen/schulden/.") -> str:
    return example(text, "titel: Voorbeeld", f"niet-melden: [{asked}]")


_GOOD = _page("link-kaal: dit adres staat zo op de folder")

OF_ERROR = Rule(
    id="niet-melden-fout",
    severity=Severity.ERROR,
    promise="Een fout wordt altijd gemeld, en houdt de site tegen tot ze weg is.",
    why="Bij een fout is zeker dat een lezer iets mist of niet verder kan. Dat gaat niet over door het niet te melden.",
    bad=_page("link-leeg: iedereen kent deze link", "Tekst."),
    good=_GOOD,
)
UNKNOWN = Rule(
    id="niet-melden-onbekend",
    severity=Severity.ERROR,
    promise="Elke regel die je niet wilt laten melden, is een regel die bestaat.",
    why="Met een tikfout in de naam doet het niets, en weet later niemand meer wat de bedoeling was.",
    bad=_page("kop-eindeloos: dit staat zo op de folder", "Tekst."),
    good=_GOOD,
)
WITHOUT_REASON = Rule(
    id="niet-melden-reden",
    severity=Severity.ERROR,
    promise="Bij elke regel die je niet wilt laten melden, staat waarom.",
    why="Wie de tekst later verandert, moet kunnen zien of de reden nog klopt.",
    bad=_page("link-kaal"),
    good=_GOOD,
)
NEEDLESS = Rule(
    id="niet-melden-onnodig",
    severity=Severity.HINT,
    promise="Bij `niet-melden` staat alleen wat anders echt gemeld wordt.",
    why="Anders blijft een nieuw probleem ongemerkt, om een reden die bij het oude hoorde.",
    bad=_page("link-kaal: dit adres staat zo op de folder", "Tekst."),
    good=_GOOD,
)

RULES = (OF_ERROR, UNKNOWN, WITHOUT_REASON, NEEDLESS)


@dataclass(frozen=True, slots=True)
class _Request:
    """One rule that an author asked not to hear about in one text."""

    document: Document
    rule_id: str
    reason: str
    place: Place


def suppress(
    site: Site, problems: Iterable[Problem], rules: Iterable[Rule]
) -> tuple[tuple[Problem, ...], tuple[Unreported, ...]]:
    """Part the problems to report from those that an author asked not to hear about."""
    known = {rule.id: rule for rule in rules}
    found: dict[tuple[str, str], set[Problem]] = {}

    def add(problem: Problem) -> None:
        found.setdefault((problem.rule.id, problem.place.path), set()).add(problem)

    for problem in problems:
        add(problem)
    unreported: list[Unreported] = []
    for request in _requests(site):
        rule = known.get(request.rule_id)
        if rule is None or rule.severity is Severity.ERROR:
            add(_refused(request, rule, known))
            continue
        meant = found.pop((rule.id, request.document.path), set())
        if not request.reason:
            message = f"Bij `{rule.id}` staat niet waarom je dat niet wilt laten melden."
            hint = f"Typ `niet-melden: [{rule.id}: de reden]`."
            fix = Fix(rule.id, f"{rule.id}: de reden", to_fill=True)
            add(Problem(WITHOUT_REASON, request.place, message, hint, fix=fix))
        elif meant:
            unreported.append(Unreported(request.document.path, rule, request.reason, len(meant)))
        elif request.document.path in site.by_path:  # a draft is not looked at in full
            message = f"De regel `{rule.id}` heeft hier niets te melden."
            add(Problem(NEEDLESS, request.place, message, f"Haal `{rule.id}` weg bij `niet-melden`."))
    reported = {problem for group in found.values() for problem in group}
    return tuple(sorted(reported, key=lambda problem: problem.order)), tuple(unreported)


def _requests(site: Site) -> Iterator[_Request]:
    for document in (*site.documents, *site.withheld.values()):
        for index, reasons in enumerate(document.entry.unreported):
            for rule_id, reason in reasons.items():
                loc = ("niet-melden", rule_id) if ("niet-melden", rule_id) in document.lines else ("niet-melden", index)
                yield _Request(document, rule_id, reason, document.place(*loc))


def _refused(request: _Request, rule: Rule | None, known: Mapping[str, Rule]) -> Problem:
    if rule is not None:
        message = f"`{rule.id}` is een fout. Die blijft gemeld."
        hint = f"Haal `{rule.id}` weg bij `niet-melden`, en los op wat er gemeld wordt."
        return Problem(OF_ERROR, request.place, message, hint)
    close = nearest(request.rule_id, known)
    hint = f"Bedoel je `{close}`?" if close else "De namen van de regels staan in het verslag, tussen blokhaken."
    message = f"De regel `{request.rule_id}` bestaat niet." if request.rule_id else "Hier staat geen regel."
    return Problem(UNKNOWN, request.place, message, hint, fix=Fix(request.rule_id, close) if close else None)
