"""What is found in a Dutch text; `tests/specs/language.md` says how."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avksite.checks.plain_language.sentences import double_negations, passives
from avksite.checks.plain_language.vocabulary import Hard, Lexicon, forms_of, own_list
from avksite.dutch.dates import parse_moment
from avksite.dutch.formatting import file_size, slug, span_in_words, with_article
from avksite.dutch.numbers import number_in_words, one_in
from avksite.dutch.readability import band, hardest, score, syllables_in
from avksite.dutch.stems import parts, stem, tokens
from avksite.dutch.words import LISTS, is_number, is_spelt, listed, names_in, sentences_in, word_list, words_in

SPECS = Path(__file__).parent.parent / "specs" / "language.md"
PAIR = re.compile(r"    in:   (.*)\n    uit:  (.*)")
LEXICON = Lexicon(own_list())
KNOWN = {
    stem(word)
    for word in listed(
        "schuld hulp hulpverlening ervaring kennis gezin coach werk tafel bestuur onderzoek resultaat opvang kinderen "
        "over voor meer"
    )
}

FINDERS: dict[str, Callable[[str], Iterable[str]]] = {
    "zinnen": lambda text: (sentence.text for sentence in sentences_in(text)),
    "woorden": lambda text: (word.text for word in words_in(text)),
    "lijdend": lambda text: (found.text for sentence in sentences_in(text) for found in passives(text, sentence)),
    "dubbel-niet": lambda text: (
        found.text for sentence in sentences_in(text) for found in double_negations(text, sentence)
    ),
    "moeilijk": lambda text: (met.hard.word for met in LEXICON.find(words_in(text))),
    "getal": lambda text: [str(number)] if (number := number_in_words(text)) else [],
    "aandeel": lambda text: filter(None, [one_in(float(text))]),
    "van-tot": lambda text: [span_in_words(*map(parse_moment, text.split(" > ")))],
    "grootte": lambda text: [file_size(int(text))],
    "adres": lambda text: filter(None, [slug(text)]),
    "lidwoord": lambda text: [with_article(text)],
    "zoekwoorden": tokens,
    "samenstelling": lambda text: parts(text, KNOWN),
}


def cases() -> list[tuple[str, str, str]]:
    found = []
    for section in re.split(r"^## ", SPECS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name = section.partition("\n")[0]
        found += [(name, typed, made) for typed, made in PAIR.findall(section)]
    return found


@pytest.mark.parametrize(("name", "typed", "made"), cases())
def test_the_specification_holds(name: str, typed: str, made: str) -> None:
    assert " | ".join(FINDERS[name](typed)) == ("" if made == "-" else made)


TEXT = st.text(alphabet=st.sampled_from(list("aeinrt AZ.,!?“”‘’\"'()-/0139%&\n\t…ëé🎉\ue000")), max_size=200)


@given(TEXT)
def test_any_text_falls_apart_into_sentences_that_hold_all_its_words(text: str) -> None:
    sentences = sentences_in(text)
    assert [word for sentence in sentences for word in sentence.words] == list(words_in(text))
    for sentence in sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.words
        list(passives(text, sentence))
        list(double_negations(text, sentence))
        names_in(sentence.words)
    assert all(above.end <= below.start for above, below in pairwise(sentences))


@given(TEXT)
def test_any_word_has_a_syllable_and_a_score(text: str) -> None:
    sentences = sentences_in(text)
    counted = score(sentences)
    assert counted.syllables >= counted.words
    assert 0 <= counted.points <= 100
    assert len(hardest(sentences)) <= 5


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèëïöüABC’'-.", min_size=1, max_size=60))
def test_any_word_can_be_asked_about(word: str) -> None:
    assert syllables_in(word) >= 1
    number_in_words(word)
    assert forms_of(word)[0] == word


@pytest.mark.parametrize(
    "piece", ["a ", "Is dit zo? ", "“", "(", "i.s.m. ", "A. ", "worden niet gedaan ", "1.", "ge", "- "]
)
def test_a_long_text_takes_no_longer_for_each_word(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    for sentence in sentences_in(text):
        list(passives(text, sentence))
        list(double_negations(text, sentence))
    list(LEXICON.find(words_in(text)))


def test_our_own_list_is_long_and_in_the_order_of_the_alphabet() -> None:
    words = [hard.word for hard in own_list()]
    plain = [re.sub("[^a-z ]", "", word.translate(str.maketrans("ëïéö", "eieo"))) for word in words]
    assert len(words) >= 300
    assert plain == sorted(plain)
    assert all(hard.easier and hard.easier != hard.word for hard in own_list())


def test_no_form_of_a_word_belongs_to_two_words_of_our_own_list() -> None:
    forms = Counter(form for hard in own_list() for form in set(hard.forms))
    assert [form for form, times in forms.items() if times > 1] == []


def test_no_easier_word_is_on_the_list_itself() -> None:
    hard = [(one.word, easier.strip()) for one in own_list() for easier in one.easier.split(",")]
    assert [pair for pair in hard if pair[1] in LEXICON] == []


def test_the_longest_expression_wins() -> None:
    lexicon = Lexicon(
        [Hard("met", "a"), Hard("met betrekking tot", "over"), Hard("boeken", "lezen", forms=forms_of("boeken"))]
    )
    text = "met betrekking tot met boeken"
    assert [met.hard.word for met in lexicon.find(words_in(text))] == ["met betrekking tot", "met", "boeken"]
    assert "met betrekking tot" in lexicon
    assert "betrekking" not in lexicon
    assert "" not in lexicon


def test_words_are_told_apart() -> None:
    assert [word for word in ("160", "14.000", "13.30", "2e", "a4", "GKB") if is_number(word)] == [
        "160",
        "14.000",
        "13.30",
        "2e",
    ]
    assert [word for word in ("GKB", "RUG", "STAMM", "Assen", "A") if is_spelt(word)] == ["GKB", "RUG"]


def test_names_have_a_capital_within_a_sentence() -> None:
    def names(text: str) -> list[str]:
        words = words_in(text)
        return [word.text for word in words if word.start in names_in(words)]

    assert names("Wij gaan met Saskia Duursma naar Grolloo") == ["Saskia", "Duursma", "Grolloo"]
    assert names("Maatschappelijk Welzijn Coevorden helpt") == ["Maatschappelijk", "Welzijn", "Coevorden"]
    assert names("De GKB helpt") == ["GKB"]
    assert names("Participatie is fijn") == []


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables", "douma"),
    [
        ("De kat zit op de mat.", 6, 1, 6, 206.84 - 0.93 * 6 - 77),
        ("Wij helpen je. Bel ons.", 5, 2, 6, 206.84 - 0.93 * 2.5 - 77 * 1.2),
        ("De gemeente organiseert een bijeenkomst.", 5, 1, 12, 206.84 - 0.93 * 5 - 77 * 2.4),
    ],
)
def test_the_formula_is_that_of_flesch_and_douma(
    text: str, words: int, sentences: int, syllables: int, douma: float
) -> None:
    counted = score(sentences_in(text))
    assert counted[:3] == (words, sentences, syllables)
    assert counted.douma == pytest.approx(douma)


def test_an_empty_text_is_easy() -> None:
    assert score(()).points == 100
    assert score(()).words_a_sentence == 0


def test_a_score_has_words() -> None:
    said = ["heel makkelijk", "makkelijk", "vrij makkelijk", "gewoon", "vrij moeilijk", "moeilijk", "heel moeilijk"]
    assert [band(points) for points in (95, 85, 75, 65, 50, 35, 10)] == said


def test_the_hardest_sentence_comes_first_and_short_ones_are_left_out() -> None:
    text = (
        "Wij gaan morgen met je mee naar huis. Verantwoordelijkheid! "
        "De organisatie ondersteunt verschillende initiatieven met financiële middelen."
    )
    assert hardest(sentences_in(text)) == (2, 0)


def test_a_list_of_words_names_none_twice() -> None:
    names = re.findall(r"^\[(.+)\]$", LISTS.read_text(encoding="utf-8"), re.MULTILINE)
    lists = {name: word_list(name) for name in names if ": " not in " ".join(word_list(name))}
    assert len(lists) >= 20
    assert {name: [word for word, times in Counter(words).items() if times > 1] for name, words in lists.items()} == {
        name: [] for name in lists
    }
