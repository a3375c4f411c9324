"""Stems of Dutch words for search: what plurals, diminutives and verb forms have in common.

A stem is a key that is never shown: `school` and `scholen` both have `schol`. The rules are data, so that the browser
of a reader can run them too. They prefer two stems for one word to one stem for two words:
Snowball makes `zin` of `gezin`, `schul` of `schulden` and `nereer` of `generatie`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from functools import lru_cache

from avksite.dutch.numbers import IN_FIGURES
from avksite.dutch.words import word_list
from avksite.patterns import regex

RULES: tuple[tuple[str, str, str], ...] = (
    # Diminutives: groepje, filmpje, gezinnetje, tafeltje.
    ("es", r"mpjes?$", "m"),
    ("es", r"([bdfgklmnprst])\1etjes?$", "$1"),
    ("es", r"^(.{3,}?)t?jes?$", "$1"),
    # Plurals with an s, only after what takes one: partners, foto’s, organisaties, gemeentes, coaches.
    ("s", r"([aeiouy].*e[lmnr]|lm|[dglmnst]ie|[^aeiou][aoy])s$", "$1"),
    ("s", r"(ch|as|[cdgkt])es$", "$1"),
    ("n", r"heden$", "heid"),
    # Plurals and verbs with en: ideeën, koloniën, schulden, leren. A word keeps a vowel.
    ("n", r"(ee)en$", "$1"),
    ("n", r"(ie)n$", "$1"),
    ("n", r"([aeiouy].*[^aeiouy])en$", "$1"),
    # armoede, oplossingsgerichte
    ("e", r"([aeiouy].*[^aeiouy])e$", "$1"),
    # Nouns and verbs: aanmelding, aanmelden.
    ("g", r"^(.{2,}[aeiouy][^aeiouy]{1,2})ing$", "$1"),
    # How a syllable is written depends on what follows it: gezin-nen, scho-len, brie-ven, hui-zen.
    ("bdfgklmnprst", r"([bdfgklmnprst])\1$", "$1"),
    ("v", r"v$", "f"),
    ("z", r"z$", "s"),
    ("bcdfghjklmnpqrstvwxz", r"([aeou])\1([^aeiouy]+)$", "$1$2"),
)
"""Last letters of a word, pattern and replacement, in order; each is applied at most once.

The patterns mean the same in Python and JavaScript. The letters only save time.
"""

IRREGULAR: dict[str, str] = {
    "kinderen": "kind",
    "steden": "stad",
    "leden": "lid",
    "schepen": "schip",
    "eieren": "ei",
    # Not the stem of a lesson.
    **dict.fromkeys(("lees", "leest", "lezen", "lezer", "lezers", "gelezen"), "lez"),
    **dict.fromkeys(("help", "helpt", "helpen", "hielp", "hielpen", "geholpen"), "help"),
    **dict.fromkeys(("koos", "kozen", "gekozen"), "kies"),
    **IN_FIGURES,
}
"""Exceptions to the rules, and numbers in letters: `twintig` finds `20`."""

STOP_WORDS = frozenset(word_list("stop-words"))
"""Words that are not searched for."""

_COMPILED = tuple((ends, regex(pattern), replacement.replace("$", "\\")) for ends, pattern, replacement in RULES)
_APOSTROPHES = "'\u2018\u2019\u201b\u02bc`\u00b4"
_UNUSUAL = regex(r"[^\x00-\x7f]")
# `werksessie3` is two words, `1a` is one.
_TOKEN = regex(r"[a-z]{3,}+(?=[0-9])|[a-z0-9]+")
# A pattern that starts with a literal character, and looks behind after it, is much faster.
_APART_IN_NUMBER = regex(r"\.(?<=[0-9]\.)(?=[0-9]{3}(?![0-9]))|0(?<![0-9]0)[0-9](?:[ -]?[0-9]){8}(?![0-9])")
SHORTEST, LONGEST = 4, 80
"""Lengths of a token that is stemmed; a shorter or longer one is its own stem."""


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents: `Veenkoloniën, foto’s` is `veenkolonien fotos`.

    A number is one word however it is grouped: `14.000` is `14000`, and a phone number is its ten digits.
    """
    for char in _APOSTROPHES:
        text = text.replace(char, "")
    joined = _APART_IN_NUMBER.sub(lambda number: "".join(filter(str.isdigit, number[0])), text.lower())
    bare = unicodedata.normalize("NFKD", joined)
    without_accents = _UNUSUAL.sub(lambda char: "" if unicodedata.combining(char[0]) else char[0], bare)
    return [token for token in _TOKEN.findall(without_accents) if len(token) <= LONGEST]


@lru_cache(maxsize=65536)
def stem(token: str) -> str:
    """Return the stem of a token; a number and a short word are their own."""
    if token in IRREGULAR:
        return IRREGULAR[token]
    if len(token) < SHORTEST or not token.isalpha():
        return token
    for ends, pattern, replacement in _COMPILED:
        if token[-1] in ends:
            token = pattern.sub(replacement, token, count=1)
    return token


SHORTEST_PART = 4
LINKS = ("", "s", "en", "er", "e")
"""Linking letters between the parts of a compound: schuld-hulp, ervaring-s-kennis, gezin-nen-coach, kind-er-opvang."""


def ending(word: str, known: Container[str]) -> tuple[str, ...]:
    """Return the stem of the longest word of the site that a compound ends in, () for none.

    For a name whose first part is no word: a search for `hogeschool` finds `hanzehogeschool`.
    """
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART):
        if word[at:] not in STOP_WORDS and stem(word[at:]) in known:
            return (stem(word[at:]),)
    return ()


def parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """Return the stems of the parts of a compound; () when they are not all known.

    `word` is a token and `known` holds stems. The last part is the longest possible, because it says what the
    compound is: `schuldhulpverlening` ends in `hulpverlening` when the site knows that word.
    """
    return _parts(word, known, {})


def _parts(word: str, known: Container[str], found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Find the parts of a word; `found` caches those of its prefixes."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        last = stem(word[at:])
        if last not in known or word[at:] in STOP_WORDS:
            continue
        for link in LINKS:
            first = word[:at].removesuffix(link)
            if len(first) < SHORTEST_PART or not word[:at].endswith(link):
                continue
            if stem(first) in known:
                return (stem(first), last)
            if first not in found:
                found[first] = _parts(first, known, found)
            if found[first]:
                return (*found[first], last)
    return ()
