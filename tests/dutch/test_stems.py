"""Every form of a word has one stem, and two words have two."""

import pytest

from avksite.dutch.stems import LONGEST, parts, stem, tokens

FORMS = """
gezin gezinnen gezinnetje gezinnetjes
schuld schulden
generatie generaties
kind kinderen kindje
school scholen schooltje
brief brieven briefje
huis huizen huisje
jaar jaren
gemeente gemeentes gemeenten
coach coaches coachen
partner partners
foto foto's foto’s
programma programma's
idee ideeën
koloniën kolonie kolonien
aanmelding aanmeldingen aanmelden
opleiding opleidingen opleiden
fase fasen fases
congres congressen
cursus cursussen
film films filmpje
groep groepen groepje
tafel tafels tafeltje
advies adviezen
mogelijkheid mogelijkheden
deskundige deskundigen
oplossingsgericht oplossingsgerichte
training trainingen trainen
regel regels regelen regeling
stad steden
lid leden
leest lezen gelezen
help helpt helpen hielp
koos gekozen kiezen
twintig 20
vijf 5
één-ouder-gezin een-ouder-gezin
"""

APART = """
gezin zin
schuld school
les lezen
generatie neer
week weg
woning won
mens men
thuis thee
"""


@pytest.mark.parametrize("forms", FORMS.strip().splitlines())
def test_every_form_of_a_word_has_one_stem(forms: str) -> None:
    assert len({tuple(map(stem, tokens(form))) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", APART.strip().splitlines())
def test_two_words_have_two_stems(words: str) -> None:
    one, other = words.split()
    assert stem(one) != stem(other)


def test_tokens_are_words_without_capitals_accents_and_apostrophes() -> None:
    assert tokens("De Veenkoloniën: foto’s, CMO-STAMM en 28.000 €!") == [
        "de", "veenkolonien", "fotos", "cmo", "stamm", "en", "28000",
    ]  # fmt: skip


def test_a_number_and_a_short_word_stay_as_they_are() -> None:
    assert [stem(token) for token in ("2022", "1a", "nee", "ons")] == ["2022", "1a", "nee", "ons"]


def test_what_is_longer_than_any_word_is_none_so_that_no_search_goes_through_it() -> None:
    assert tokens(f"Een {'a' * LONGEST} en {'b' * (LONGEST + 1)} hier") == ["een", "a" * LONGEST, "en", "hier"]


def test_every_beginning_of_a_word_is_parted_once() -> None:
    known = {"a" * length for length in range(4, 9)}
    assert parts("b" + "a" * (LONGEST - 1), known) == ()
    assert parts("a" * 12, known) == ("aaaa", "aaaaaaaa")
