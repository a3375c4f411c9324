"""Every form of a word has one stem, two words have two, and a compound comes apart into words that the site knows."""

import pytest

from avksite.dutch.stems import parts, stem, tokens
from avksite.dutch.words import listed

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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.500.000", ["1500000"]),
        ("3.5 of 12.3456", ["3", "5", "of", "12", "3456"]),
        ("werksessie1a", ["werksessie", "1a"]),
        ("06-12345678", ["0612345678"]),
        ("050 123 45 67", ["0501234567"]),
        ("in 2023 en 2024", ["in", "2023", "en", "2024"]),
    ],
)
def test_a_number_is_one_word_however_it_is_grouped(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_a_number_and_a_short_word_stay_as_they_are() -> None:
    assert [stem(token) for token in ("2022", "1a", "nee", "ons")] == ["2022", "1a", "nee", "ons"]


KNOWN = {
    stem(word)
    for word in listed(
        "schuld hulp hulpverlening ervaring kennis gezin coach werk tafel bestuur onderzoek resultaat opvang kinderen "
        "over voor meer"
    )
}


@pytest.mark.parametrize(
    ("compound", "expected"),
    [
        ("schuldhulp", ("schuld", "hulp")),
        ("schuldenhulp", ("schuld", "hulp")),
        ("schuldhulpverlening", ("schuld", "hulpverlening")),
        ("ervaringskennis", ("ervaring", "kennis")),
        ("gezinscoaches", ("gezin", "coach")),
        ("bestuurstafel", ("bestuur", "tafel")),
        ("onderzoeksresultaten", ("onderzoek", "resultaat")),
        ("kinderopvang", ("kind", "opvang")),
        ("bestuurswerktafel", ("bestuur", "werk", "tafel")),
        ("schuld", ()),
        ("schuldeiser", ()),
        ("onbekendwoord", ()),
        ("hulpmeer", ()),
    ],
)
def test_a_compound_comes_apart_into_words_that_the_site_knows(compound: str, expected: tuple[str, ...]) -> None:
    assert parts(compound, KNOWN) == tuple(map(stem, expected))
