"""What a sentence is made of, as far as words alone can tell: the passive, and a negation of a negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from avksite.dutch.words import Sentence, Word, listed

TO_BECOME = frozenset(listed("word wordt worden werd werden"))

# A clause ends at a sign, or at a word that starts another one.
_SIGNS = re.compile(r"[,;:()–—“”\"?!]")
_STARTERS = frozenset(
    listed(
        "dat omdat doordat zodat opdat terwijl wanneer als indien hoewel totdat voordat nadat en maar of want die wat"
        " wie waar waarbij waarmee waardoor waarin waarvan waarop hoe toen zodra tenzij mits"
    )
)

# Words like these are in front of a participle and written to it.
_SEPARABLE = (
    "(?:aaneen|aan|achterover|achter|af|bekend|bijeen|bij|binnen|bloot|buiten|dicht|doorheen|door|gade|gelijk|goed|in|"
    "klaar|kwijt|langs|los|mede|mee|mis|na|neer|omver|om|onder|opnieuw|open|op|over|plaats|rond|samen|schoon|stil|stop|"
    "tegemoet|tegen|teleur|tentoon|terecht|terug|teweeg|thuis|toe|tussen|uiteen|uit|vast|vol|voort|voor|vrij|waar|weer|"
    "weg|zwart)"
)
_FIRM = "(?:be|her|ont|ver|er|mis|over|onder|vol|door|om|voor|weer|aan)"
# Without "ge", -t only after the sounds of 't kofschip: so "bestaat" and "vertelt" are no participles.
_WEAK_END = r"(?:(?<!hei)(?<!aan)d|(?<=[kfspx])t|(?<=ch)t)"
_WEAK = re.compile(
    rf"{_SEPARABLE}?ge[a-zëïöüé]{{2,}}(?:(?<!hei)(?<!aan)d|t)|(?:be|her|ont|ver|er)[a-zëïöü]{{2,}}{_WEAK_END}"
)
# The strong verbs of written Dutch, without what stands in front of them.
_STRONG = (
    "beden|beten|blazen|bleken|boden|bonden|borgen|braden|broken|bracht|dacht|daan|dongen|dragen|dreven|drongen|"
    "dronken|dwongen|floten|geten|geven|gleden|golden|goten|graven|grepen|hangen|heten|heven|holpen|houden|kocht|"
    "keken|klonken|knepen|komen|kozen|krompen|kropen|kregen|laden|laten|leden|lezen|logen|lopen|meden|meten|molken|"
    "nezen|nomen|plozen|prezen|raden|reden|roepen|roken|scheiden|scholden|schonden|schonken|schoren|schoten|schoven|"
    "schreven|slagen|slapen|slepen|sloten|smeten|smolten|sneden|snoven|spannen|speten|sponnen|sproken|sprongen|"
    "stegen|stoken|stolen|storven|stoten|streden|streken|treden|trokken|vangen|varen|vlochten|vochten|vonden|vouwen|"
    "vroren|waaid|waschen|wassen|weken|werven|wezen|wogen|wonden|wonnen|worpen|worven|weten|wreven|zeten|zien|zocht|"
    "zogen|zonden|zongen|zopen|zworen|zwegen|zwolgen|gonnen|bakken|bannen|raakt|zegd|legd|steld|spoten|koren|teld|"
    "lachen|spleten|stonken|houwen|malen|zouten|wrongen|zet|schat|vat|plaatst|wacht|smet|let|zucht|richt|sticht|dicht|"
    "licht|nut|benut|sloopt|beperkt|jaagd|vraagd|vroegd|bezet|print|start|plant|meld|groet|moet"
)
_STRONG_ONE = re.compile(rf"(?:{_SEPARABLE}?ge|{_FIRM})(?:{_STRONG})|gegeven|gegeten|{_SEPARABLE}gegeven")
_BORROWED = re.compile(rf"{_SEPARABLE}?ge[a-zëïöü]+eerd")

# They look like participles and are nouns, adjectives or verbs of today.
_NO_PARTICIPLE = frozenset(
    listed(
        "geld gebied gezond ongezond geluid gebed geduld gemoed gezind gelijktijdig geest gebit geheid gehucht "
        "gezicht gerecht gerucht gezant gewest gewicht gevecht gedicht geslacht gebrek geweld gelet genot geeft "
        "gebeurt gelooft geldt geneest geniet bekend onbekend bewust bereid beroemd beeld bed beleid best bericht "
        "bestand bezit bevat behoeft belooft begrijpt bewijst bezoekt bedrijft bespreekt betreft bedenkt beste"
        " bedankt bejaard bevriend begaafd bezorgd beducht verliefd verkouden verstand verband verslaafd verwant "
        "vergeefs verschijnt verloopt vertrekt verbetert verderop verplicht vermoeid verdrietig verbaasd vereist "
        "versterkt verlengd versnelt verandert verkoopt verwerkt verderf herstelt herkent erft ernst eraf erts ervoor"
        " herd herfst verft verst verlies vermoedt vermeend verhard verveeld ontwaakt ontbreekt ontdekt ontvangt "
        "ontwikkelt onthoudt ontkent onts ontmoet ontmoeting onderwijst overheid gewend getrouwd gespannen gewoond "
        "gewond gehandicapt gepast geschikt ongeschikt gevreesd geliefd gebrand gebaard geregeld gevarieerd "
        "gecompliceerd geïnteresseerd gemotiveerd gefrustreerd verward ontspannen ontroerd overspannen verrassend "
        "vervelend verschillend bestaand ontbrekend beslissend gevorderd goud goedkoop gezamenlijk geboeid verwacht "
        "verzet verdacht gedacht overdacht bezield beschaamd bevreesd geïrriteerd verzot begin verkeerd bezeten "
        "gezeten geweten geleden overleden ervaren bedreven verlegen gelegen genegen bescheiden volwassen"
    )
)
# Of the words above, those that a passive has just as often.
_STILL_PARTICIPLE = frozenset(
    listed("versterkt ontdekt verwerkt vereist verlengd verwacht gedacht verzet bedankt ontmoet verplicht")
)

NEGATIONS = frozenset(listed("niet geen nooit niemand niets nergens geenszins noch"))
# An adjective that denies another: "onbelangrijk", but not "onder", "ongeveer" or "onlangs".
_ON_WORD = re.compile(
    r"on(?!der|t|ze|geveer|langs|line|middel|danks|gelukje|dergronds)(?:[a-z]+(?:lijk|rijk|baar|zaam|ig|isch|loos|matig)|"
    r"bekend|gewoon|terecht|eens|vermeld|verwacht|juist|tevreden|gepast|geschikt|sympathiek|interessant|omstreden|"
    r"besproken|beproefd|opgemerkt|betuigd|gelijk|beduidend|voldoende|geduld|bewust|gezond|zeker|handig|waar|"
    r"verstandig|veilig|nodig|fatsoen)e?"
)
_NEVER_DOUBLE = frozenset(listed("onmiddellijk onophoudelijk onvermijdelijk ongelijk ongelooflijk"))
_NOT_ON = 2
_NOT_NOT = 5


class Found(NamedTuple):
    """Words that belong together: where they start, and how they read."""

    start: int
    text: str


def passives(text: str, sentence: Sentence) -> Iterator[Found]:
    """Yield each clause in which something is done, with the words that say so: `worden … opgehaald`."""
    if TO_BECOME.isdisjoint(map(str.lower, sentence.typed)):
        return
    for clause in _clauses(text, sentence.words):
        becoming = next((place for place, word in enumerate(clause) if word.folded in TO_BECOME), None)
        if becoming is None:
            continue
        done = next((place for place, word in enumerate(clause) if is_participle(word.text)), None)
        if done is not None:
            yield _joined(clause, becoming, done)


def is_participle(word: str) -> bool:
    """Say whether a word is surely the participle of a verb: `gedaan`, `opgehaald`, `betaald`."""
    if word != word.lower() or (word in _NO_PARTICIPLE and word not in _STILL_PARTICIPLE):
        return False
    return bool(_STRONG_ONE.fullmatch(word) or _BORROWED.fullmatch(word) or _WEAK.fullmatch(word))


def double_negations(text: str, sentence: Sentence) -> Iterator[Found]:
    """Yield each clause that takes back one "not" with another: `niet zonder`, `niet onbelangrijk`."""
    typed = [word.lower() for word in sentence.typed]
    if NEGATIONS.isdisjoint(typed) or sum(map(_may_deny, typed)) < 2:  # noqa: PLR2004  a denial, and what it denies
        return
    for clause in _clauses(text, sentence.words):
        folded = [word.folded for word in clause]
        for place, word in enumerate(folded):
            if word not in NEGATIONS:
                continue
            if place + 1 < len(folded) and folded[place + 1] in {"alleen", "meer", "slechts", "enkel"}:
                continue
            second = _second(folded, place)
            if second is not None:
                yield _joined(clause, place, second)
                break


def _may_deny(word: str) -> bool:
    return word in NEGATIONS or word == "zonder" or word.startswith("on")


def _second(folded: list[str], place: int) -> int | None:
    for other in range(place + 1, min(place + 1 + _NOT_NOT, len(folded))):
        is_denial = _ON_WORD.fullmatch(folded[other]) and folded[other] not in _NEVER_DOUBLE
        if is_denial and other - place <= _NOT_ON:
            return other
        if folded[other] in NEGATIONS and folded[other] != "noch":
            return other
        if folded[other] == "zonder":
            return other
    return None


def _clauses(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Part a sentence where another verb may begin."""
    clause: list[Word] = []
    end = words[0].start if words else 0
    for word in words:
        if clause and (_SIGNS.search(text, end, word.start) or word.folded in _STARTERS):
            yield clause
            clause = []
        clause.append(word)
        end = word.end
    if clause:
        yield clause


def _joined(clause: list[Word], one: int, other: int) -> Found:
    first, last = clause[min(one, other)], clause[max(one, other)]
    between = " " if abs(one - other) == 1 else " … "
    return Found(first.start, f"{first.text}{between}{last.text}")
