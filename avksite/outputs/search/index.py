"""The search index: what Pagefind makes of everything that can be found, enriched with Dutch that it does not know.

The texts are marked as being in no language, so that Pagefind stems nothing. Beside the words of a page it gets their
stems, and the stems of what compound words are made of. The words of the site go along in a list of their own, with the
rules for stems: the page that searches treats a question as the texts were treated here.
"""

from __future__ import annotations

import errno
import json
import re
import subprocess
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from avksite.dutch.stems import (
    IRREGULAR,
    LINKS,
    RULES,
    SHORTEST,
    SHORTEST_PART,
    STOP_WORDS,
    ending,
    parts,
    stem,
    tokens,
)
from avksite.rendering.artifact import Artifact, Made

if TYPE_CHECKING:
    from avksite.outputs.search.records import SearchRecord

FOLDER = "zoeken/index"
"""The folder of the index, in the output folder."""

NO_LANGUAGE = "und"
"""ISO 639-2 for a language that is not determined: Pagefind has no stemmer for it."""

WEIGHT_TITLE, WEIGHT_SUMMARY, WEIGHT_HEADING, WEIGHT_TEXT, WEIGHT_PARTS = "6", "3", "3", "1", "0.5"
_AS_TYPED = re.compile(r"[^\W_]+")
END_OF_TEXT = "¶"
"""Stands between what a reader may see and what is only there to be found."""

MOST_WORDS = 6000
"""How many words of the site go along: 20 kB for those of 200 pages."""

_NEEDED = (".pf_meta", ".pf_index", ".pf_fragment", "wasm.unknown.pagefind", "pagefind-entry.json")
_NEEDED_SCRIPT = "pagefind.js"


def make_index(searchable: tuple[tuple[SearchRecord, ...], tuple[tuple[str, ...], ...]]) -> tuple[Artifact, ...]:
    """Return the files of the index of what can be found, and of groups of words for one thing.

    Pagefind takes about 2 seconds for 1,000 pages.
    """
    found, synonyms = searchable
    counted: Counter[str] = Counter()  # the number of pages that have each word
    for one in found:
        counted.update(set(tokens(f"{one.title} {one.summary} {one.text}")) - STOP_WORDS)
    known = {stem(form) for form in counted}
    files = dict(_bundle([_document(one, known) for one in found]))
    files["woorden.json"] = _vocabulary(found, synonyms, counted)
    return tuple(
        Artifact(f"{FOLDER}/{name}", "content/zoeken.md", Made(content)) for name, content in sorted(files.items())
    )


def _document(one: SearchRecord, known: Container[str]) -> str:
    """Return a page as Pagefind reads it: what it says, then the stems it is found by."""
    shown = (
        f'<h1 data-pagefind-weight="{WEIGHT_TITLE}">{escape(one.title)}</h1>'
        f'<p data-pagefind-weight="{WEIGHT_SUMMARY}">{escape(one.summary)}</p>'
        f"<p>{escape(one.text)}</p>"
    )
    facts = " ".join((one.sort, one.date, *one.topics, *one.audiences))
    name = names(one, known)
    compounds = (part for token in tokens(f"{one.summary} {one.text}") for part in parts(token, known))
    added = "".join(
        f'<p data-pagefind-weight="{weight}">{" ".join(words)}</p>'
        for weight, words in (
            (WEIGHT_TITLE, _stems(one.title)),
            (WEIGHT_SUMMARY, [*_stems(one.summary), *name]),
            (WEIGHT_HEADING, map(stem, tokens(one.headings))),
            (WEIGHT_TEXT, [*_stems(one.text), *tokens(facts), *_stems(facts)]),
            # The words by which a page is found that is called so.
            (WEIGHT_PARTS, (f"kop{stemmed}q" for stemmed in name)),
            (WEIGHT_PARTS, compounds),
            # Words that no text has and that no other word begins with. Pagefind has filters of its own, but writes
            # them in another order each time: the same site would get other bytes.
            (WEIGHT_PARTS, (f"keuze{''.join(tokens(choice))}q" for choice in _choices(one))),
        )
    )
    marks = "".join(
        f'<i data-pagefind-meta="{name}[data-is]" data-is="{escape(value)}"></i>'
        for name, value in (("adres", one.address), ("soort", one.sort), ("datum", one.date))
        if value
    )
    body = f"{shown}<p>{END_OF_TEXT}</p>{added}{marks}"
    return f'<!doctype html><html lang="{NO_LANGUAGE}"><body data-pagefind-body>{body}</body></html>'


def names(one: SearchRecord, known: Container[str]) -> list[str]:
    """Return the stems of all words by which a page is called: of its title, its address, and of what they are made."""
    words = list(dict.fromkeys(tokens(f"{one.title} {one.address.rstrip('/').rpartition('/')[2]}")))
    made_of = (parts(word, known) or ending(word, known) for word in words)
    return list(dict.fromkeys([*map(stem, words), *(part for found in made_of for part in found)]))


def _choices(one: SearchRecord) -> Iterator[str]:
    """Yield what a page can be chosen by, `jaar=2023`, and whether it tells of the site itself."""
    rows = (
        ("soort", (one.sort,)),
        ("jaar", (one.year,)),
        ("onderwerp", one.topics),
        ("voor-wie", one.audiences),
        ("over", ("de site",) if one.is_about_site else ()),
    )
    yield from (f"{name}={value}" for name, values in rows for value in values if value)


def _stems(text: str) -> list[str]:
    """Return the stems of the words of a text, but for those that stand in it as they are."""
    typed = set(_AS_TYPED.findall(text.lower()))
    return [found for found in map(stem, tokens(text)) if found not in typed]


def _bundle(documents: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Have Pagefind index the documents, and yield the files that a browser needs, by their names in the index."""
    from pagefind.service import get_executable  # noqa: PLC0415  only who publishes waits for it

    program = get_executable()
    if program is None:
        raise FileNotFoundError(errno.ENOENT, "the program of the package pagefind_bin is missing")
    with TemporaryDirectory(prefix="avksite-") as name:
        pages, output = Path(name, "pages"), Path(name, "index")
        pages.mkdir()
        for number, document in enumerate(documents):
            (pages / f"{number:06}.html").write_text(document, encoding="utf-8", newline="\n")
        # The whole folder at once: the package's own service waits a tenth of a second for the answer to each message.
        command = [str(part) for part in (program, "--site", pages, "--output-path", output, "--quiet")]
        subprocess.run(command, cwd=name, check=True, capture_output=True)  # noqa: S603  nothing that somebody typed
        for path in sorted(output.rglob("*")):
            if path.name == _NEEDED_SCRIPT or path.name.endswith(_NEEDED):
                yield path.relative_to(output).as_posix(), path.read_bytes()


def _vocabulary(found: Iterable[SearchRecord], synonyms: tuple[tuple[str, ...], ...], counted: Counter[str]) -> bytes:
    """Return what the page that searches has to know of the language, the words that stand on most pages first."""
    common = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS]
    vocabulary = {
        "woorden": " ".join(word for word, _ in common),
        "volledig": len(common) == len(counted),
        "synoniemen": synonyms,
        "keuzes": sorted({choice for one in found for choice in _choices(one)}),
        "regels": RULES,
        "onregelmatig": IRREGULAR,
        "overslaan": " ".join(sorted(STOP_WORDS)),
        "kortst": SHORTEST,
        "deel": SHORTEST_PART,
        "tussen": LINKS,
    }
    return json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":")).encode()
