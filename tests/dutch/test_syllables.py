"""Syllables are counted as Dutch people say them, on words that a person took apart by hand."""

import pytest

from avksite.dutch.readability import syllables_in

BY_HAND = """
aan-pak ac-ti-vi-teit ac-tu-eel a-gen-da al-li-an-tie an-der ar-moe-de au-to baai be-ïn-vloe-den be-leid be-oor-de-len
be-stuur be-wo-ner bij-een-komst bi-bli-o-theek bij-zon-der blau-we boe-ken bou-wen broer bu-reau buurt ca-fé
cen-traal cha-os cli-ënt co-ör-di-na-tie con-creet cri-te-ri-um cur-sus dag deel-ne-mer di-a-loog di-rec-teur dorp
drie du-eel ech-te een één ei-gen een-zaam-heid e-go-ïst e-le-men-ten er-va-ring er-va-rings-des-kun-di-ge eu-ro
e-va-lu-a-tie fa-ci-li-te-ren fa-mi-lie feest fi-nan-ci-eel fi-nan-ci-ën flat fo-to’s ga-ran-tie geld ge-beu-ren
ge-ë-va-lu-eerd ge-ïn-te-res-seerd ge-meen-te ge-meen-ten ge-schie-de-nis ge-zin ge-zin-nen gou-den groei-en groe-ne
haai hob-by’s hou-ding hui-zen hulp i-de-aal i-dee i-dee-ën i-ni-ti-a-tief i-ni-ti-a-tie-ven in-di-vi-du-eel
in-di-vi-du-e-le in-for-ma-tie in-ter-ven-tie Is-ra-ël I-ta-li-ë jaar jeugd jon-ge-ren ka-naal ken-nis kin-de-ren
klein knie-ën koei-en kooi kwa-li-teit la-waai leer-krin-gen leeu-wen le-ven lief loy-aal ly-ce-um maat-werk
maat-schap-pe-lijk mais-brood me-di-um mees-ter men-sen mid-dels mi-li-eu-be-wust moei-lijk mooi-e mu-se-um
mu-ziek naai-en na-tuur niet nieuws nieu-we nu of of-fi-ci-eel of-fi-ci-ë-le oe-ver on-der-wijs on-der-zoek ont-moe-ten
o-per-a-tie op-lei-ding or-ga-ni-sa-tie ou-ders ou-de-ren o-ver-een-komst par-ti-ci-pa-tie par-ti-ci-pe-ren pa-ti-ënt
pe-ri-o-de plein po-ë-zie pro-ject pro-vin-cie rand-voor-waar-den re-a-li-se-ren re-ac-tie re-gi-o re-ïn-te-gra-tie
re-li-gi-eus res-tau-rant re-ü-nie ru-ïne-tje scholen schooi-er schreeuwt schul-den schuld-hulp-ver-le-ning se-ri-eus
si-tu-a-tie sneeuw so-ci-aal so-ci-a-le sta-ti-on stra-te-gie straat sys-teem taal ta-fel the-a-ter the-o-rie
thuis toe-komst toi-let tra-ject twee twee-ën-twin-tig u-ni-ver-si-teit uit-voe-ring uur va-ri-a-tie vei-lig
ver-ant-woor-de-lijk ver-eni-ging-etje vi-de-o vier voe-ren vraag vrien-den vrij-wil-li-gers vrou-wen waai-en
wacht-lijst wel-zijn wer-ken wet-hou-der wijk yog-hurt zee zee-ën zelf-red-zaam-heid zie-ken-huis zo zon-der zorg
"""

SPELLING = {
    "maisbrood": 2,
    "milieubewust": 4,
    "operatie": 4,
    "ruïnetje": 4,
    "scholen": 2,
    "verenigingetje": 6,
}
"""What the hyphens above do not say: they were put where a line may break, or not at all."""


def words() -> list[tuple[str, int]]:
    found = []
    for typed in BY_HAND.split():
        word = typed.replace("-", "")
        found.append((word, SPELLING.get(word, typed.count("-") + 1)))
    return found


def test_the_list_is_long() -> None:
    assert len({word for word, _ in words()}) >= 150


def test_nearly_every_word_is_counted_right() -> None:
    wrong = [(word, number, syllables_in(word)) for word, number in words() if syllables_in(word) != number]
    assert len(wrong) <= len(words()) // 100, wrong


@pytest.mark.parametrize(
    ("word", "number"),
    [("GKB", 3), ("RUG", 3), ("STAMM", 1), ("2021", 1), ("14.000", 1), ("e-mail", 2), ("website", 2), ("tv", 1),
     ("teams", 1), ("gezinscoaches", 5), ("pilot-project", 4), ("’s", 1)],
)  # fmt: skip
def test_words_from_elsewhere_letters_and_figures_are_counted_as_they_are_said(word: str, number: int) -> None:
    assert syllables_in(word) == number
