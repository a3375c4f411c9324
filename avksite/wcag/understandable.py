"""Principles 3 and 4 of WCAG 2.2: what there is can be understood, also by the programs that readers use."""

from __future__ import annotations

from avksite.wcag.criterion import Criterion, Keeper

TEMPLATE, CHECK, BROWSER, AUTHOR, NOBODY = Keeper

_ONE_FIELD = (
    "tests/making/test_promises.py::test_a_template_asks_a_mail_address_to_send_the_newsletter_to_and_nothing_else",
)
_LABEL = "tests/making/test_signing_up.py::test_the_field_has_its_label_above_it_and_its_hint_tied_to_it"
_WRONG = "tests/browser/test_signing_up.py::test_an_address_that_is_none_is_not_sent"

CRITERIA = (
    Criterion(
        "3.1.1", "A", "Language of Page", "Van elke pagina is de taal bekend", (TEMPLATE, CHECK),
        "De taal komt uit `site.yaml` of uit de tekst zelf. Een code die niet bestaat, houdt de bouw tegen.",
        rules=("taal-onbekend",),
    ),
    Criterion(
        "3.1.2", "AA", "Language of Parts", "Van een stuk in een andere taal is de taal bekend", (CHECK, AUTHOR),
        "Een woord in een andere taal typ je als `[woord]{lang=en}`.", rules=("taal-onbekend", "taal-anders"),
        tests=(
            "tests/checks/test_built.py::test_a_word_in_a_language_that_does_not_exist_is_told_at_its_line",
            "tests/outputs/test_pages.py::test_only_what_the_author_wrote_is_marked_as_another_language",
        ),
    ),
    Criterion(
        "3.2.1", "A", "On Focus", "Er gebeurt niets als je ergens langs komt", (TEMPLATE, BROWSER),
        "De site luistert niet naar de focus.",
        tests=("tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",),
    ),
    Criterion(
        "3.2.2", "A", "On Input", "Er gebeurt niets terwijl je kiest of typt", (TEMPLATE,),
        "Wat je kiest, is een gewone link.",
        tests=("tests/making/test_promises.py::test_the_script_listens_only_to_clicks_and_to_paper",),
    ),
    Criterion(
        "3.2.3", "AA", "Consistent Navigation", "Het menu is overal hetzelfde", (TEMPLATE, CHECK),
        "De bouw vergelijkt het menu van alle pagina’s, ook de volgorde.", rules=("menu-anders",),
    ),
    Criterion(
        "3.2.4", "AA", "Consistent Identification", "Wat hetzelfde doet, heet hetzelfde", (TEMPLATE, CHECK),
        "De vaste woorden staan op één plek. Links met dezelfde tekst gaan naar dezelfde plek.",
        rules=("link-dubbelzinnig", "menu-anders"),
    ),
    Criterion(
        "3.2.6", "A", "Consistent Help", "Hulp staat overal op dezelfde plek", (TEMPLATE, CHECK),
        "Onder elke pagina staat wie je kunt bellen of mailen. De bouw vergelijkt dat over alle pagina’s.",
        rules=("hulp-anders",),
    ),
    Criterion(
        "3.3.1", "A", "Error Identification", "Een fout bij het invullen wordt gezegd", (TEMPLATE, BROWSER),
        "Er is hooguit één veld: je mailadres, bij het aanmelden. Klopt het niet, dan zegt je browser dat erbij.",
        tests=(_WRONG, *_ONE_FIELD),
    ),
    Criterion(
        "3.3.2", "A", "Labels or Instructions", "Bij elk veld staat wat erin moet", (TEMPLATE, CHECK),
        "Boven het veld staat wat erin moet, met een voorbeeld. Een veld zonder label houdt de bouw tegen.",
        rules=("veld-zonder-label",), tests=(_LABEL, *_ONE_FIELD),
    ),
    Criterion(
        "3.3.3", "AA", "Error Suggestion", "Bij een fout staat wat wel goed is", (TEMPLATE, BROWSER),
        "Bij het veld staat altijd hoe je een mailadres typt.", tests=(_WRONG, _LABEL),
    ),
    Criterion(
        "3.3.4", "AA", "Error Prevention (Legal, Financial, Data)", "Wat gevolgen heeft, kun je terugdraaien",
        (NOBODY,), "Op de site koop, teken of verander je niets.", tests=_ONE_FIELD,
    ),
    Criterion(
        "3.3.7", "A", "Redundant Entry", "Je hoeft niets twee keer in te vullen", (TEMPLATE,),
        "De site vraagt hooguit één ding, en maar één keer.", tests=_ONE_FIELD,
    ),
    Criterion(
        "3.3.8", "AA", "Accessible Authentication (Minimum)", "Inloggen vraagt geen puzzel", (NOBODY,),
        "Je hoeft nergens in te loggen.", tests=_ONE_FIELD,
    ),
    Criterion(
        "4.1.2", "A", "Name, Role, Value", "Elke link en knop heeft een naam", (TEMPLATE, CHECK, BROWSER),
        "De bouw vraagt van elke link en knop een naam. De site gebruikt alleen gewone onderdelen.",
        rules=("knop-zonder-naam", "ruwe-html"), tests=("tests/browser/test_every_page.py::test_axe_finds_nothing",),
    ),
    Criterion(
        "4.1.3", "AA", "Status Messages", "Een melding wordt voorgelezen", (TEMPLATE,),
        "Wat verandert zonder nieuwe pagina, staat in een vak dat voorleessoftware volgt.",
        tests=("tests/making/test_promises.py::test_what_the_script_says_is_said_aloud",),
    ),
)  # fmt: skip
