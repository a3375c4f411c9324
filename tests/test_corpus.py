"""What the rules say of real sentences is true: measured on texts that a person labelled line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from avksite.checks import RULES
from avksite.problems import Severity
from tests.sites import built, folder

CORPUS = Path(__file__).parent / "corpus"
AROUND = CORPUS / "rondom"
"""What every site of the corpus has besides its one text: a page to link to, and pictures."""

TODAY = "1 december 2024"
MARK = re.compile(r"\s+<==\s*(?P<labels>[^<]*?)\s*$")
LABEL = re.compile(r"\??[a-z0-9]+(-[a-z0-9]+)*")

FAMILIES = ("belofte",)
"""Labels that stand for every rule whose name starts with them."""

ENOUGH = 8
"""A figure about fewer labels and fewer reports than this says little."""

WANTED = {Severity.ERROR: 1.0, Severity.WARNING: 0.9}
SEVERITIES = {rule.id: rule.severity for rule in RULES}
WORDS = {Severity.ERROR: "fout", Severity.WARNING: "let op", Severity.HINT: "tip", None: "nog niet gebouwd"}


class Spot(NamedTuple):
    """A rule at a line of a text."""

    path: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the corpus: where it would stand in `content/`, what staff typed, and what is truly wrong with it."""

    path: str
    typed: tuple[str, ...]
    labels: frozenset[Spot]
    doubtful: frozenset[Spot]
    """Where careful editors differ: counted neither for nor against a rule."""


@dataclass(slots=True)
class Score:
    """How one rule did on the whole corpus."""

    true: set[Spot] = field(default_factory=set)
    false: set[Spot] = field(default_factory=set)
    missed: set[Spot] = field(default_factory=set)

    @property
    def precision(self) -> float | None:
        """How much of what was told is true."""
        return len(self.true) / len(self.true | self.false) if self.true or self.false else None

    @property
    def recall(self) -> float | None:
        """How much of what is wrong was told."""
        return len(self.true) / len(self.true | self.missed) if self.true or self.missed else None

    @property
    def says_something(self) -> bool:
        """Whether there are enough examples to judge the rule by."""
        return len(self.true | self.missed) >= ENOUGH or len(self.true | self.false) >= ENOUGH


def texts() -> list[Text]:
    """Read the corpus."""
    return [
        read(file.relative_to(CORPUS), file.read_text(encoding="utf-8"))
        for file in sorted(CORPUS.rglob("*.md"))
        if not file.is_relative_to(AROUND) and file.name != "README.md"
    ]


def read(place: Path, raw: str) -> Text:
    """Part what staff typed from the labels behind it."""
    dated = place.parent.name in {"nieuws", "bijeenkomsten"}
    year = re.search(r"^(?:datum|begin): .*?(\d{4})", raw, re.MULTILINE)
    folder = f"{place.parent.as_posix()}/{year[1] if year else 2024}"
    path = f"content/{folder}/{place.name}" if dated else f"content/{place.as_posix()}"
    typed, labels, doubtful = list[str](), set[Spot](), set[Spot]()
    for number, line in enumerate(raw.splitlines(), start=1):
        typed.append(MARK.sub("", line))
        found = MARK.search(line)
        for label in re.split(r",\s*", found["labels"]) if found else ():
            assert LABEL.fullmatch(label), f"{place}:{number}: `{label}` is no label"
            (doubtful if label.startswith("?") else labels).add(Spot(path, number, label.removeprefix("?")))
    return Text(path, tuple(typed), frozenset(labels), frozenset(doubtful))


def told(text: Text) -> frozenset[Spot]:
    """Build a site of one text and its surroundings, and return what is reported."""
    around = "".join(
        f"-- {file.relative_to(AROUND).as_posix()} --\n{file.read_text(encoding='utf-8')}"
        for file in sorted(AROUND.rglob("*.*"))
    )
    index = f"-- content/index.md --\n---\ntitel: Welkom\n---\nLees [het verhaal](/{text.path[8:]})"
    typed = "".join(f"{line}\n" for line in text.typed)
    with folder(f"{around}{index} of zoek [contact](/contact.md).\n-- {text.path} --\n{typed}") as root:
        problems = built(root, TODAY).problems
    return frozenset(Spot(problem.place.path, problem.place.line, problem.rule.id) for problem in problems)


def measured(corpus: Iterable[Text]) -> dict[str, Score]:
    """Compare for every rule what is told with what is labelled; a family of rules is one row."""
    corpus = tuple(corpus)
    labelled = {spot.rule for text in corpus for spot in text.labels | text.doubtful}
    scores: dict[str, Score] = {rule: Score() for rule in sorted(labelled)}
    for text in corpus:
        reports = {spot._replace(rule=_row(spot.rule)) for spot in told(text)}
        for spot in reports | text.labels:
            if spot.rule not in scores and SEVERITIES.get(spot.rule) is Severity.HINT:
                continue  # a tip that nobody labelled for
            score = scores.setdefault(spot.rule, Score())
            if spot in reports & text.labels:
                score.true.add(spot)
            elif spot in text.labels:
                score.missed.add(spot)
            elif spot not in text.doubtful:
                score.false.add(spot)
    return scores


def _row(rule: str) -> str:
    return next((family for family in FAMILIES if rule.startswith(f"{family}-")), rule)


def severity(row: str) -> Severity | None:
    """Return how much a row of the table weighs, its gravest rule deciding; None when no such rule is built."""
    present = {weight for rule, weight in SEVERITIES.items() if _row(rule) == row}
    return next((weight for weight in Severity if weight in present), None)


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """Lay the figures out in columns, the gravest rules first."""
    yield f"{'regel':<24} {'ernst':<17} {'juist':>6} {'onjuist':>8} {'gemist':>7} {'precisie':>9} {'gevonden':>9}"
    order = [*Severity, None]
    for row, score in sorted(scores.items(), key=lambda item: (order.index(severity(item[0])), item[0])):
        weight = severity(row)
        if weight is None:
            yield f"{row:<24} {WORDS[weight]:<17} {'':>6} {'':>8} {len(score.missed):>7}"
            continue
        few = "" if score.says_something or weight is Severity.ERROR else "  te weinig voorbeelden"
        yield (
            f"{row:<24} {WORDS[weight]:<17} {len(score.true):>6} {len(score.false):>8} {len(score.missed):>7} "
            f"{_figure(score.precision):>9} {_figure(score.recall):>9}{few}"
        )


def _figure(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}".replace(".", ",")


def wrong(scores: Mapping[str, Score], weights: Sequence[Severity] = tuple(Severity)) -> list[str]:
    """Return every false report, with the line it is about."""
    lines = {text.path: text.typed for text in texts()}
    return [
        f"{spot.path}:{spot.line}: {spot.rule}: {(lines.get(spot.path) or [''] * spot.line)[spot.line - 1]}"
        for row, score in scores.items()
        if severity(row) in weights
        for spot in sorted(score.false)
    ]


def test_what_is_told_of_the_corpus_is_true(record_property: Callable[[str, object], None]) -> None:
    """Every error, and nine warnings out of ten; how much was found is shown and not asked."""
    scores = measured(texts())
    record_property("figures", "\n".join(table(scores)))
    too_low = {
        row: _figure(score.precision)
        for row, score in scores.items()
        if (weight := severity(row)) in WANTED
        and (weight is Severity.ERROR or score.says_something)
        and score.precision is not None
        and score.precision < WANTED[weight]
    }
    assert too_low == {}, "\n".join(wrong(scores, tuple(WANTED)))


def test_the_corpus_is_large_enough_to_measure_by() -> None:
    corpus = texts()
    assert len(corpus) >= 60
    assert sum(len(text.labels) for text in corpus) >= 300
    assert sum(not text.labels for text in corpus) >= 10


def test_a_label_stands_behind_the_line_it_is_about() -> None:
    text = read(Path("nieuws/proef.md"), "Een regel.\n\nNog een (her)regel. <== haakjeswoord, ?zin-lang\n")
    assert text.path == "content/nieuws/2024/proef.md"
    assert text.typed == ("Een regel.", "", "Nog een (her)regel.")
    assert text.labels == {Spot(text.path, 3, "haakjeswoord")}
    assert text.doubtful == {Spot(text.path, 3, "zin-lang")}
