"""How long the plain-language coach takes for a page: `python bench/language.py`, from the project's folder."""  # noqa: INP001  a program

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

from avksite.checks import plain_language
from avksite.checks.plain_language.texts import pages_of
from avksite.language.readability import score
from avksite.language.sentences import sentences_in
from avksite.making.memo import Memo
from avksite.making.surroundings import surroundings_of
from avksite.pipeline import Project, build

TIMES = 7


def milliseconds(work: Callable[[], object]) -> float:
    """Return the quickest of a few runs: the others waited for something else."""
    taken = []
    for _ in range(TIMES):
        begin = process_time()
        work()
        taken.append(process_time() - begin)
    return min(taken) * 1000


def main() -> None:
    """Measure the site in this folder, and what its words would cost on a page of 300."""
    site = build(Project(Path.cwd()), datetime(2024, 5, 1, tzinfo=ZoneInfo("Europe/Amsterdam")), Memo()).site
    texts = [text.own for page in pages_of(site) for text in page.texts]
    words = sum(len(sentence.typed) for text in texts for sentence in sentences_in(text))
    rows = {
        "sentences and words": lambda: [sentences_in(text) for text in texts],
        "with syllables and score": lambda: [score(sentences_in(text)) for text in texts],
        "the whole coach": lambda: [
            plain_language.read_along(document, surroundings_of(site)) for document in site.documents
        ],
    }
    sys.stdout.write(f"{len(site.documents)} documents, {words} words\n")
    for name, work in rows.items():
        sys.stdout.write(f"{name:<26} {milliseconds(work) / words * 300:6.2f} ms for a page of 300 words\n")


if __name__ == "__main__":
    main()
