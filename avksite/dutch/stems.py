"""The stem of a Dutch word for searching: what its plural, its diminutive and its verb forms have in common.

A stem is a key, never shown: `school` and `scholen` both have `schol`. The rules are data, so that they can travel with
the search index and run in a reader's browser as they ran here. They prefer two stems for one word to one stem for two:
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
    # Plurals with an s, only behind what takes one: partners, foto’s, organisaties, gemeentes, coaches.
    ("s", r"([aeiouy].*e[lmnr]|lm|[dglmnst]ie|[^aeiou][aoy])s$", "$1"),
    ("s", r"(ch|as|[cdgkt])es$", "$1"),
    ("n", r"heden$", "heid"),
    # Plurals and verbs with en: ideeën, koloniën, schulden, leren. A word keeps a vowel.
    ("n", r"(ee)en$", "$1"),
    ("n", r"(ie)n$", "$1"),
    ("n", r"([aeiouy].*[^aeiouy])en$", "$1"),
    # armoede, oplossingsgerichte
    ("e", r"([aeiouy].*[^aeiouy])e$", "$1"),
    # What was done and the doing of it: aanmelding, aanmelden.
    ("g", r"^(.{2,}[aeiouy][^aeiouy]{1,2})ing$", "$1"),
    # How a syllable is written depends on what follows it: gezin-nen, scho-len, brie-ven, hui-zen.
    ("bdfgklmnprst", r"([bdfgklmnprst])\1$", "$1"),
    ("v", r"v$", "f"),
    ("z", r"z$", "s"),
    ("bcdfghjklmnpqrstvwxz", r"([aeou])\1([^aeiouy]+)$", "$1$2"),
)
"""The letters that a word ends in, pattern and replacement, in order, each at most once.

They are written so that Python and JavaScript read them alike. The letters only spare time.
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
"""Words that no rule gets right, and numbers in letters: whoever types `twintig` finds `20`."""

STOP_WORDS = frozenset(word_list("stop-words"))
"""Words that say nothing of what somebody looks for."""

_COMPILED = tuple((ends, regex(pattern), replacement.replace("$", "\\")) for ends, pattern, replacement in RULES)
_APOSTROPHES = "'\u2018\u2019\u201b\u02bc`\u00b4"
_UNUSUAL = regex(r"[^\x00-\x7f]")
# `werksessie3` is two words, `1a` is one.
_TOKEN = regex(r"[a-z]{3,}+(?=[0-9])|[a-z0-9]+")
# A pattern that begins with the sign itself, and looks at what is before it next, is found much faster.
_APART_IN_NUMBER = regex(r"\.(?<=[0-9]\.)(?=[0-9]{3}(?![0-9]))|0(?<![0-9]0)[0-9](?:[ -]?[0-9]){8}(?![0-9])")
SHORTEST, LONGEST = 4, 80
"""Letters: of a word with fewer nothing is taken off, and what has more is no word."""


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents: `Veenkoloniën, foto’s` is `veenkolonien fotos`.

    A number is one word however it is grouped: `14.000` is `14000`, and a phone number is its ten digits.
    """
    for sign in _APOSTROPHES:
        text = text.replace(sign, "")
    joined = _APART_IN_NUMBER.sub(lambda number: "".join(filter(str.isdigit, number[0])), text.lower())
    bare = unicodedata.normalize("NFKD", joined)
    without_accents = _UNUSUAL.sub(lambda char: "" if unicodedata.combining(char[0]) else char[0], bare)
    return [token for token in _TOKEN.findall(without_accents) if len(token) <= LONGEST]


@lru_cache(maxsize=65536)
def stem(token: str) -> str:
    """Return the stem of a word as `tokens` gives it; a number and a short word are their own."""
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
"""What stands between two parts: schuld-hulp, ervaring-s-kennis, gezin-nen-coach, kind-er-opvang."""


def ending(word: str, known: Container[str]) -> tuple[str, ...]:
    """Return the stem of the longest word of the site that a compound ends in, () for none.

    For a name whose first part is no word: who looks for `hogeschool` means `hanzehogeschool`.
    """
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART):
        if word[at:] not in STOP_WORDS and stem(word[at:]) in known:
            return (stem(word[at:]),)
    return ()


def parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """Return the stems of the words that a word is made of, () when it is not made of known ones.

    `word` is as `tokens` gives it and `known` holds stems. The last part is as long as can be, since it says what the
    whole is: `schuldhulpverlening` ends in `hulpverlening` when the site knows that word.
    """
    return _parts(word, known, {})


def _parts(word: str, known: Container[str], found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Look up the parts of a word; `found` has those of each of its beginnings that was looked at before."""
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
