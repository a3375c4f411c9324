"""Principle 2 of WCAG 2.2: everything can be worked, with whatever a reader has."""

from __future__ import annotations

from avksite.wcag.criterion import AUDIT, Criterion, Holds, Keeper

TEMPLATE, CHECK, BROWSER, AUTHOR, NOBODY = Keeper

CRITERIA = (
    Criterion(
        "2.1.1", "A", "Keyboard", "Alles werkt met een toetsenbord", (TEMPLATE, BROWSER),
        "De site gebruikt alleen gewone links, knoppen, velden en uitklappers.",
        holding=(
            (Holds.FILM, "Geluid en video spelen in de speler van je browser."),
            (Holds.SOUND, "Geluid en video spelen in de speler van je browser."),
        ),
        tests=("tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",),
    ),
    Criterion(
        "2.1.2", "A", "No Keyboard Trap", "Met het toetsenbord kom je overal weer uit", (TEMPLATE, BROWSER),
        "Een test loopt met de tabtoets door de hele pagina, tot voorbij het einde.",
        tests=("tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",),
    ),
    Criterion(
        "2.1.4", "A", "Character Key Shortcuts", "Geen sneltoetsen van één letter", (BROWSER, NOBODY),
        "De site heeft geen eigen sneltoetsen.",
        tests=("tests/browser/test_promises.py::test_no_letter_figure_or_sign_is_a_shortcut", AUDIT),
    ),
    Criterion(
        "2.2.1", "A", "Timing Adjustable", "Je krijgt de tijd", (TEMPLATE, NOBODY),
        "Niets op de site loopt af. Alleen een oud adres stuurt door, en dat gebeurt meteen.",
        tests=(AUDIT,),
    ),
    Criterion(
        "2.2.2", "A", "Pause, Stop, Hide", "Niets beweegt vanzelf", (TEMPLATE, CHECK),
        "De site heeft geen draaiende foto’s. Een afbeelding die beweegt, houdt de bouw tegen.",
        rules=("beeld-beweegt",),
        tests=("tests/browser/test_promises.py::test_a_page_that_is_left_alone_stands_still",),
    ),
    Criterion(
        "2.3.1", "A", "Three Flashes or Below Threshold", "Niets flitst", (TEMPLATE, CHECK, AUTHOR),
        "Wat niet beweegt, kan niet flitsen.",
        holding=((Holds.FILM, "Of een video flitst, bekijkt de schrijver."),),
        rules=("beeld-beweegt",),
        tests=("tests/browser/test_promises.py::test_a_page_that_is_left_alone_stands_still",),
    ),
    Criterion(
        "2.4.1", "A", "Bypass Blocks", "Je kunt meteen naar de inhoud", (TEMPLATE, BROWSER),
        "De eerste link van elke pagina gaat naar de inhoud. Elk menu heeft een naam.",
        tests=(
            "tests/browser/test_every_kind.py::test_the_skip_link_is_the_first_stop_shows_itself_and_leads_to_the_text",
            AUDIT,
        ),
    ),
    Criterion(
        "2.4.2", "A", "Page Titled", "Elke pagina heeft een eigen titel", (TEMPLATE, CHECK),
        "Elke titel noemt de pagina en de naam van de site. Twee dezelfde houden de bouw tegen, ook bij lijsten.",
        rules=("titel-dubbel", "titel-leeg", "titel-zonder-jaar"),
        tests=("tests/outputs/test_pages.py::test_a_title_stands_once_on_the_page_and_goes_before_the_name_of_the_site",),
    ),
    Criterion(
        "2.4.3", "A", "Focus Order", "De tabtoets volgt de tekst", (TEMPLATE, BROWSER),
        "Niets heeft een eigen plek in de volgorde.",
        tests=(
            "tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",
            AUDIT,
        ),
    ),
    Criterion(
        "2.4.4", "A", "Link Purpose (In Context)", "Een link zegt waar hij heen gaat", (CHECK, AUTHOR),
        "‘Klik hier’ houdt de bouw tegen, net als een link die nergens heen gaat.",
        rules=(
            "link-leeg", "link-half", "link-kaal", "link-nergens", "link-kapot", "link-zin", "verwijzing-los",
        ),
        tests=(AUDIT,),
    ),
    Criterion(
        "2.4.5", "AA", "Multiple Ways", "Elke pagina is op meer manieren te vinden", (TEMPLATE, CHECK),
        "Naast het menu is er een lijst van A tot Z. Een pagina zonder link ernaartoe houdt de bouw tegen.",
        rules=("pagina-onbereikbaar",),
        tests=("tests/outputs/test_discovery.py::test_every_page_stands_under_its_letter",),
    ),
    Criterion(
        "2.4.6", "AA", "Headings and Labels", "Koppen en labels zeggen waar het over gaat", (CHECK, AUTHOR),
        "Een lege kop en twee dezelfde koppen worden gemeld.",
        rules=(
            "kop-leeg", "kop-dubbel", "kop-nietszeggend", "kop-lang", "kop-punt",
        ),
    ),
    Criterion(
        "2.4.7", "AA", "Focus Visible", "Je ziet waar je bent met het toetsenbord", (TEMPLATE, BROWSER),
        "Om wat de focus heeft, staat een dikke rand in twee kleuren.",
        tests=("tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",),
    ),
    Criterion(
        "2.4.11", "AA", "Focus Not Obscured (Minimum)", "Niets staat voor de focus", (TEMPLATE, BROWSER),
        "De site heeft geen melding over cookies.",
        holding=(
            (
                Holds.STAYS_IN_PLACE,
                ("Soms blijft er iets in beeld staan, zoals de knoppen van de stem die voorleest. "
                "De browser schuift de focus daarvan weg."),
            ),
        ),
        without="Er blijft niets in beeld staan terwijl je verder leest.",
        tests=("tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",),
    ),
    Criterion(
        "2.5.1", "A", "Pointer Gestures", "Geen vegen of knijpen nodig", (NOBODY,), "Alles werkt met één tik.",
        tests=("tests/browser/test_promises.py::test_no_page_listens_to_a_moving_hand_or_device_before_or_after_its_buttons_are_pressed",),
    ),
    Criterion(
        "2.5.2", "A", "Pointer Cancellation", "Een tik telt pas als je loslaat", (TEMPLATE,),
        "Knoppen doen iets bij het loslaten, zoals de browser dat zelf doet.",
        tests=("tests/browser/test_promises.py::test_nothing_happens_before_a_button_is_let_go_and_sliding_off_it_does_nothing",),
    ),
    Criterion(
        "2.5.3", "A", "Label in Name", "De naam van een knop is wat erop staat", (TEMPLATE,),
        "Wat erop te lezen is, zit in de naam. Soms staat erachter waar een link of knop over gaat.",
        tests=("tests/rendering/test_promises.py::test_the_name_of_a_link_or_button_is_what_it_reads",),
    ),
    Criterion(
        "2.5.4", "A", "Motion Actuation", "Schudden of kantelen is niet nodig", (NOBODY,),
        "De site luistert niet naar beweging.",
        tests=("tests/browser/test_promises.py::test_no_page_listens_to_a_moving_hand_or_device_before_or_after_its_buttons_are_pressed",),
    ),
    Criterion(
        "2.5.7", "AA", "Dragging Movements", "Slepen is niet nodig", (NOBODY,), "Er valt niets te slepen.",
        tests=("tests/browser/test_promises.py::test_no_page_listens_to_a_moving_hand_or_device_before_or_after_its_buttons_are_pressed",),
    ),
    Criterion(
        "2.5.8", "AA", "Target Size (Minimum)", "Knoppen zijn groot genoeg om te raken", (TEMPLATE, BROWSER),
        "Wat je kunt aanklikken, is ten minste 24 beeldpunten hoog en breed, of staat in een zin.",
        tests=("tests/browser/test_every_page.py::test_what_you_press_is_large_enough",),
    ),
)  # fmt: skip
