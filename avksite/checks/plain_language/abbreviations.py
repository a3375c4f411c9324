"""What was shortened: abbreviations with stops, and words of first letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from avksite.checks.plain_language.texts import TITLE
from avksite.dutch.words import is_wordlike, listed
from avksite.problems import Fix, Rule, Severity

if TYPE_CHECKING:
    from avksite.checks.known_words import KnownWords
    from avksite.checks.plain_language.texts import Page, Text
    from avksite.problems import Problem

ABBREVIATION = Rule(
    id="afkorting",
    severity=Severity.WARNING,
    promise="Woorden staan er voluit.",
    why="Niet iedereen kent een afkorting, en voorleessoftware struikelt erover.",
    bad="Neem o.a. een pen mee.\n",
    good="Neem onder andere een pen mee.\n",
    criterion="3.1.4",
)

LETTERS = Rule(
    id="letterwoord",
    severity=Severity.WARNING,
    promise="Een woord van losse letters wordt de eerste keer uitgelegd.",
    why="Wie de letters niet kent, kan de rest van de tekst niet volgen.",
    bad="Vraag het aan de VVE.\n",
    good="Vraag het aan de vereniging van eigenaren (VVE).\n",
    criterion="3.1.4",
)

RULES = (ABBREVIATION, LETTERS)

FULL = {
    "a.d.h.v.": "met", "a.h.w.": "als het ware", "a.s.": "komende", "a.u.b.": "alsjeblieft", "afd.": "afdeling",
    "b.v.": "bijvoorbeeld", "bijv.": "bijvoorbeeld", "blz.": "bladzijde", "bv.": "bijvoorbeeld",
    "c.q.": "of", "ca.": "ongeveer", "d.d.": "van", "d.m.v.": "door", "d.w.z.": "dat betekent",
    "div.": "verschillende", "dmv": "door", "dwz": "dat betekent", "e.a.": "en anderen", "e.d.": "en zoiets",
    "e.e.a.": "dit alles", "e.v.": "en verder", "enz.": "enzovoort", "etc.": "enzovoort", "evt.": "misschien",
    "excl.": "zonder", "gem.": "gemiddeld", "i.c.m.": "samen met", "i.g.v.": "bij",
    "i.h.a.": "meestal", "i.h.b.": "vooral", "i.h.k.v.": "voor", "i.i.g.": "in elk geval", "i.o.": "in opleiding",
    "i.o.m.": "in overleg met", "i.o.v.": "in opdracht van", "i.p.v.": "in plaats van", "i.s.m.": "samen met",
    "i.t.t.": "anders dan", "i.v.m.": "door", "i.z.": "over", "ihkv": "voor", "incl.": "met", "ipv": "in plaats van",
    "ism": "samen met", "ivm": "door", "m.a.w.": "dus", "m.b.t.": "over", "m.b.v.": "met", "m.i.": "volgens mij",
    "m.i.v.": "vanaf", "m.n.": "vooral", "m.u.v.": "behalve", "max.": "hoogstens", "mbt": "over", "mbv": "met",
    "miv": "vanaf", "n.a.v.": "na", "n.o.t.k.": "in overleg", "n.t.b.": "dat weten we nog niet",
    "n.v.t.": "niet van toepassing", "nav": "na", "nl.": "namelijk", "nr.": "nummer", "nrs.": "nummers",
    "o.a.": "onder andere", "o.b.v.": "door", "o.g.v.": "door", "o.i.d.": "of zoiets", "o.l.v.": "onder leiding van",
    "o.m.": "onder meer", "obv": "door", "olv": "onder leiding van", "p.d.": "per dag", "p.j.": "per jaar",
    "p.m.": "per maand", "p.p.": "per persoon", "p.w.": "per week", "resp.": "en", "t.a.v.": "voor",
    "t.b.v.": "voor", "t.g.v.": "door", "t.h.v.": "bij", "t.m.": "tot en met", "t.n.v.": "op naam van",
    "t.o.v.": "vergeleken met", "t.w.v.": "die kost", "t.z.t.": "later", "t/m": "tot en met", "tav": "voor",
    "tbv": "voor", "tel.": "telefoon", "tgv": "door", "tov": "vergeleken met", "vb.": "voorbeeld",
    "vgl.": "vergelijk", "vlg.": "volgende", "w.o.": "waaronder", "wv.": "waarvan", "z.g.": "zogenoemde",
    "z.g.n.": "zogenoemde", "z.i.": "volgens hem", "z.s.m.": "zo snel mogelijk", "zgn.": "zogenoemde",
    "zsm": "zo snel mogelijk",
}  # fmt: skip

# Many people forget the last stop of `i.s.m.`; in a word with one stop, that stop may be the end of the sentence.
FULL |= {form.removesuffix("."): full for form, full in FULL.items() if form.count(".") > 1}
_SHORT = "|".join(re.escape(form) for form in sorted(FULL, key=len, reverse=True))
# In capitals it may be a name; so only the first letter may be one, as at the start of a sentence.
_ABBREVIATION = re.compile(rf"(?<![\w.@/-])(?:{_SHORT})(?![\w@/-])")
_AT_START = re.compile(rf"(?<![\w.@/-])(?=[A-Z][a-z]*\.)(?i:{_SHORT})(?![\w@/-])")
_MAY_HOLD = re.compile(r"\.[a-z]|/m")
# A word that ends with a stop is that word and the stop, but for `o.a.`, which is one word.
_FORMS = frozenset(FULL) | {form.removesuffix(".") for form in FULL}

MAY_HOLD_CAPITALS = re.compile("[A-Z]{2}")
_LETTERS = re.compile(r"(?<![\w.@/&-])[A-Z]{2,6}(?![\w@&/])(?!\.[A-Z])")
# Everybody in the Netherlands knows these: everyday letters, schools, parties, brands, broadcasters, clubs, banks.
_COMMON = frozenset(
    listed(
        "NL EU TV OV VS NS WC PC CD DVD USB SMS QR PDF GPS DNA ID OK AM PM HIV AIDS COVID PIN SIM APP PR RIP PS LP BV"
        " NV VN AAA EHBO GGD ANWB KNMI ANP TNO NAVO NASA UNICEF UNESCO FIFA UEFA KNVB NOC NSF WNF KWF LOI RIVM UMC "
        "MBO HBO VMBO HAVO VWO WO BSO PVDA VVD CDA SP PVV PVDD SGP BBB FVD DENK VOLT IKEA HEMA KPN BMW VW KLM DHL UPS"
        " PLUS SPAR JUMBO ALDI ETOS ASML IBM LEGO NIKE NOS NPO BBC CNN RTL RTV SBS EO KRO NCRV AVRO TROS VARA BNN "
        "VPRO MAX WNL FM PSV NAC ADO AZ NEC SC FC ING ABN AMRO ASN SNS RABO"
    )
)
_NAME_BEHIND = re.compile(r" [A-Z][\w&-]")
_NAME_BEFORE = re.compile(r"[A-Z][a-z]+ $")
_ROMAN = re.compile(r"[IVXLC]+")
_FIGURE_BEHIND = re.compile(r"[ -]?[0-9]")
_POSTCODE = re.compile(r"[0-9]{4} ?$")
_EXPLAINED_BEHIND = re.compile(
    r"\s*(?:\([^)]*[a-z]{3,}[^)]*\)|(?:is|zijn|was) (?:een|de|het)\b|(?:betekent|heet|staat voor)\b|"
    r"[,–—-]\s*(?:de|het|een|dat (?:is|zijn))\b|:\s)"
)
_ASKED = re.compile(r"[Ww]at (?:is|zijn|betekent) (?:de |het |een )?$")
_GRADE = re.compile(
    r"(?:[Nn]iveau|[Kk]lasse?|[Gg]roep|[Tt]ype|[Mm]aat|[Ll]abel|[Ll]etters?|[Vv]ariant|[Ll]ijn|[Bb]us|[Bb]ijlage)\s$"
)


def known_acronyms(around: KnownWords) -> frozenset[str]:
    """Collect what needs no explanation: from staff, the glossary, and the names of people and organisations."""
    typed = (*around.names, *around.organisations, *around.terms, *around.known, *around.letters)
    return _COMMON.union(*map(_LETTERS.findall, typed))


def check(page: Page, known: frozenset[str]) -> Iterator[Problem]:
    """Look at everything that was shortened."""
    for text in page.texts:
        if not text.vocabulary.isdisjoint(_FORMS) or _MAY_HOLD.search(text.own):
            for found in (*_ABBREVIATION.finditer(text.own), *_AT_START.finditer(text.own)):
                if found[0].lower() == found[0] or found[0][1:].islower():
                    yield _abbreviation(page, text, found)
    yield from _letters(page, known)


def _abbreviation(page: Page, text: Text, found: re.Match[str]) -> Problem:
    short = found[0]
    full = FULL[short[0].lower() + short[1:]]
    if short[0].isupper():
        full = full[0].upper() + full[1:]
    message = f"“{short}” is een afkorting."
    return page.tell(ABBREVIATION, text, found.start(), message, f"Schrijf “{full}”.", Fix(short, full))


def _letters(page: Page, known: frozenset[str]) -> Iterator[Problem]:
    """Look at the first time of each, in the order of reading; a title has no room for an explanation."""
    seen: set[str] = set()
    for text in page.texts:
        if text.kind == TITLE or not MAY_HOLD_CAPITALS.search(text.own):
            continue
        loud: list[tuple[int, int]] | None = None
        for found in _LETTERS.finditer(text.own):
            word = found[0]
            if word in seen or word in known:
                continue
            loud = list(all_caps(text.own, known)) if loud is None else loud
            if any(start <= found.start() < end for start, end in loud) or _is_no_word(text, found):
                continue
            seen.add(word)
            if not _is_explained(page, found):
                yield page.tell(LETTERS, text, found.start(), f"Hier staat niet wat “{word}” betekent.", _hint(word))


def _hint(word: str) -> str:
    return (
        f"Schrijf de eerste keer eerst de woorden voluit, en daarachter “({word})”. Kent iedereen het? Zet het in "
        "`content/woorden.yaml` onder `afkortingen`."
    )


def _is_explained(page: Page, found: re.Match[str]) -> bool:
    """Say whether words stand before it or behind it that say what it means, here or anywhere on the page."""
    word = found[0]
    this = re.compile(rf"(?<!\w){word}(?!\w)")
    for other in page.texts:
        if word in other.own:
            for again in this.finditer(other.own):
                if _EXPLAINED_BEHIND.match(other.own, again.end()) or _ASKED.search(_before(other, again)):
                    return True
                if other.own.startswith(")", again.end()) and _stands_for(word, other.own[: again.start()]):
                    return True
    return False


def _stands_for(letters: str, words: str) -> bool:
    """Say whether words before a bracket can be shortened to these letters: `een vereniging van eigenaren (`."""
    if not words.endswith("("):
        return False
    nearest = "".join(re.findall(r"[^\W\d_]+", words.lower())[-2 * len(letters) :])
    return sum(letter in nearest for letter in letters.lower()) * 2 > len(letters)


def _before(text: Text, found: re.Match[str]) -> str:
    return text.own[max(0, found.start() - 30) : found.start()]


def _is_no_word(text: Text, found: re.Match[str]) -> bool:
    before, word = _before(text, found), found[0]
    return bool(
        _ROMAN.fullmatch(word)
        or _POSTCODE.search(before)
        or _GRADE.search(before)
        or len(set(word)) == 1
        or word.lower() in _ORDINARY
        or _FIGURE_BEHIND.match(text.own, found.end())
        or is_wordlike(word)
        or _is_in_name(text, found)
    )


def _is_in_name(text: Text, found: re.Match[str]) -> bool:
    """Say whether a name stands right beside it, as in `RTV Drenthe` and `Stichting ABC`."""
    before = _NAME_BEFORE.search(_before(text, found))
    is_start = before is not None and found.start() - len(before[0]) in {s.first for s in text.sentences}
    return _NAME_BEHIND.match(text.own, found.end()) is not None or (before is not None and not is_start)


# Ordinary words; in capitals they are all_caps, not shortened.
_ORDINARY = frozenset(
    listed(
        "let op niet geen wel nu hier ook ja nee alle alles gratis nieuw nieuwe let belangrijk stop kom meld jij wij "
        "samen doe mee de het een en of is zijn in om te met voor van aan bij uit naar laatste kans dag week vol open"
        " dicht pas vandaag morgen vrij veel meer beste hele echt moet mag kan"
    )
)
_RUN = re.compile(r"(?<![\w@./&-])[A-Z][A-Z’]+(?:[ ,!]+[A-Z][A-Z’]+)*(?![\w@/&-])")
_CAPITALS = re.compile(r"[A-Z’]+")
_LONG_ALONE = 6
_SHORTEST_ORDINARY = 3
"""`OP` and `IS` are the first letters of something as often as words."""
_VOWEL = re.compile(r"[AEIOUY]")


def all_caps(own: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where words are all_caps: an ordinary word, a long one, or several in a row."""
    if not MAY_HOLD_CAPITALS.search(own):
        return
    for run in _RUN.finditer(own):
        words = _CAPITALS.findall(run[0])
        loud = [word for word in words if word not in known or word.lower() in _ORDINARY]
        is_ordinary = any(word.lower() in _ORDINARY and len(word) >= _SHORTEST_ORDINARY for word in loud)
        is_long = any(len(word) >= _LONG_ALONE and len(_VOWEL.findall(word)) > 1 for word in loud)
        is_row = len(loud) > 1 and all(is_wordlike(word) or word.lower() in _ORDINARY for word in words)
        if is_ordinary or is_long or is_row:
            yield run.start(), run.end()
