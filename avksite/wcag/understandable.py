"""Principles 3 and 4 of WCAG 2.2: what there is can be understood, also by the programs that readers use."""

from __future__ import annotations

from avksite.wcag.criterion import AUDIT, UNKNOWN_FIELD, Criterion, Holds, Keeper

TEMPLATE, CHECK, BROWSER, AUTHOR, NOBODY = Keeper

_ONE_FIELD = (
    "tests/browser/test_promises.py::test_a_reader_is_asked_for_a_mail_address_for_words_to_look_for_and_for_choices_and_nothing_else",
)
_LABEL = "tests/rendering/test_sign_up.py::test_the_field_has_its_label_above_it_and_its_hint_tied_to_it"
_WRONG = "tests/browser/test_signing_up.py::test_an_address_that_is_none_is_not_sent"
_MENU = (
    "tests/browser/test_learning_menu.py::"
    "test_the_card_follows_a_choice_at_once_says_how_many_once_and_the_address_keeps_it"
)
_FOUND = "tests/browser/test_search.py::test_what_was_found_is_told_once"
_NOTHING = "tests/browser/test_search.py::test_nothing_found_is_said_kindly_with_a_way_on"
_MEANT = "tests/browser/test_search.py::test_a_mistake_in_typing_is_understood_and_said"
_SETTINGS = "tests/browser/test_reading_settings.py::test_a_button_goes_one_step_says_it_and_stops_at_the_end"

CRITERIA = (
    Criterion(
        "3.1.1", "A", "Language of Page", "Van elke pagina is de taal bekend", (TEMPLATE, CHECK),
        "De taal komt uit `site.yaml` of uit de tekst zelf. Een code die niet bestaat, houdt de bouw tegen.",
        rules=("taal-onbekend",), tests=(AUDIT,),
    ),
    Criterion(
        "3.1.2", "AA", "Language of Parts", "Van een stuk in een andere taal is de taal bekend", (CHECK, AUTHOR),
        "Een woord in een andere taal typ je als `[woord]{lang=en}`.", rules=("taal-onbekend", "taal-anders"),
        tests=(
            "tests/checks/test_made_pages.py::test_a_language_that_does_not_exist_is_told_at_its_line",
            "tests/outputs/test_pages.py::test_only_what_the_author_wrote_is_marked_as_another_language",
        ),
    ),
    Criterion(
        "3.2.1", "A", "On Focus", "Er gebeurt niets als je ergens langs komt", (TEMPLATE, BROWSER),
        "De site luistert niet naar de focus.",
        tests=("tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",),
    ),
    Criterion(
        "3.2.2", "A", "On Input", "Je raakt de weg niet kwijt terwijl je kiest of typt", (TEMPLATE, BROWSER),
        "Wat je kiest of typt, opent nooit vanzelf een andere pagina.",
        holding=(
            (
                Holds.TICK_BOX,
                "Kruis je iets aan, dan past de lijst zich meteen aan. Je leest en hoort hoeveel er overblijft.",
            ),
            (Holds.SEARCH_FIELD, "Zoeken begint pas als je op de knop drukt."),
            (Holds.CHOICE_LIST, "Kies je iets uit een lijstje, dan gebeurt er pas iets als je op de knop drukt."),
            (Holds.OTHER_FIELD, UNKNOWN_FIELD),
        ),
        tests=(
            "tests/browser/test_promises.py::test_no_field_leads_away_or_moves_the_focus_when_it_is_reached_or_filled_in",
            _MENU,
        ),
    ),
    Criterion(
        "3.2.3", "AA", "Consistent Navigation", "Het menu is overal hetzelfde", (TEMPLATE,),
        "Een test vergelijkt het menu van alle pagina’s, ook de volgorde.", tests=(AUDIT,),
    ),
    Criterion(
        "3.2.4", "AA", "Consistent Identification", "Wat hetzelfde doet, heet hetzelfde", (TEMPLATE, CHECK),
        "Alle pagina’s komen uit dezelfde sjablonen. Gaan twee links met dezelfde tekst ergens anders heen, "
        "dan wordt dat gemeld.",
        rules=("link-dubbelzinnig",), tests=(AUDIT,),
    ),
    Criterion(
        "3.2.6", "A", "Consistent Help", "Hulp staat overal op dezelfde plek", (TEMPLATE,),
        "Een test vergelijkt de hulp onder alle pagina’s.",
        holding=((Holds.HELP, "Daar staat wie je kunt bellen of mailen."),),
        without="Er staat nog niet bij wie je kunt bellen of mailen.",
        tests=(AUDIT,),
    ),
    Criterion(
        "3.3.1", "A", "Error Identification", "Een fout bij het invullen wordt gezegd", (TEMPLATE, BROWSER),
        "",
        holding=(
            (Holds.MAIL_FIELD, "Klopt je mailadres niet, dan zegt je browser dat erbij."),
            (Holds.SEARCH_FIELD, "Vind je niets met zoeken, dan staat dat er, met wat je kunt doen."),
            (Holds.OTHER_FIELD, UNKNOWN_FIELD),
        ),
        without="Er valt op de site niets in te vullen.",
        tests=(_WRONG, _NOTHING, *_ONE_FIELD),
    ),
    Criterion(
        "3.3.2", "A", "Labels or Instructions", "Bij elk veld staat wat erin moet", (TEMPLATE,),
        "Elk veld heeft een label.",
        holding=((Holds.MAIL_FIELD, "Bij je mailadres staat een voorbeeld."),),
        tests=(_LABEL, AUDIT, *_ONE_FIELD),
    ),
    Criterion(
        "3.3.3", "AA", "Error Suggestion", "Bij een fout staat wat wel goed is", (TEMPLATE, BROWSER),
        "", tests=(_WRONG, _LABEL, _MEANT),
        holding=(
            (Holds.MAIL_FIELD, "Bij het veld staat altijd hoe je een mailadres typt."),
            (
                Holds.SEARCH_FIELD,
                ("Typ je bij het zoeken een woord verkeerd, dan zoekt de site met een woord dat erop lijkt, "
                "en zegt dat erbij."),
            ),
            (Holds.OTHER_FIELD, UNKNOWN_FIELD),
        ),
        without="Er valt op de site niets in te vullen.",
    ),
    Criterion(
        "3.3.4", "AA", "Error Prevention (Legal, Financial, Data)", "Wat gevolgen heeft, kun je terugdraaien",
        (NOBODY,), "Op de site koop, teken of verander je niets.", tests=_ONE_FIELD,
    ),
    Criterion(
        "3.3.7", "A", "Redundant Entry", "Je hoeft niets twee keer in te vullen", (TEMPLATE,),
        "", tests=_ONE_FIELD,
        holding=(
            (Holds.MAIL_FIELD, "Je mailadres vul je maar één keer in."),
            (Holds.SEARCH_FIELD, "Wat je zoekt, blijft in het zoekveld staan."),
            (Holds.OTHER_FIELD, UNKNOWN_FIELD),
        ),
        without="Er valt op de site niets in te vullen.",
    ),
    Criterion(
        "3.3.8", "AA", "Accessible Authentication (Minimum)", "Inloggen vraagt geen puzzel", (NOBODY,),
        "Je hoeft nergens in te loggen.", tests=_ONE_FIELD,
    ),
    Criterion(
        "4.1.2", "A", "Name, Role, Value", "Elke link en knop heeft een naam", (TEMPLATE, CHECK, BROWSER),
        "Een test kijkt of elke link en knop een naam heeft. De site gebruikt alleen gewone onderdelen.",
        rules=("ruwe-html",), tests=("tests/browser/test_every_page.py::test_axe_finds_nothing", AUDIT),
    ),
    Criterion(
        "4.1.3", "AA", "Status Messages", "Een melding wordt voorgelezen", (TEMPLATE, BROWSER),
        "Wat verandert zonder nieuwe pagina, staat in een vak dat voorleessoftware volgt.",
        tests=(_MENU, _FOUND, _SETTINGS),
    ),
)  # fmt: skip
