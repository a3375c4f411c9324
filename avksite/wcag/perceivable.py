"""Principle 1 of WCAG 2.2: what there is, can be seen or heard."""

from __future__ import annotations

from avksite.wcag.criterion import AUDIT, UNKNOWN_FIELD, Criterion, Holds, Keeper

TEMPLATE, CHECK, BROWSER, AUTHOR, NOBODY = Keeper

CRITERIA = (
    Criterion(
        "1.1.1", "A", "Non-text Content", "Beeld heeft ook woorden", (TEMPLATE, CHECK, AUTHOR),
        "Een afbeelding zonder beschrijving houdt de bouw tegen. Of de beschrijving klopt, weet alleen de schrijver.",
        rules=(
            "beeld-zonder-tekst", "beeld-zonder-uitroepteken", "beeld-bestandsnaam", "beeld-loos-woord",
            "beeld-ontbreekt", "emoji-rij", "beeld-lang", "beeld-dubbel",
        ),
        tests=("tests/outputs/test_page_text.py::test_a_picture_in_a_text_has_its_words_and_its_caption", AUDIT),
    ),
    Criterion(
        "1.2.1", "A", "Audio-only and Video-only (Prerecorded)", "Bij alleen geluid of alleen beeld hoort een tekst",
        (CHECK, AUTHOR), "", rules=("geluid-zonder-tekst", "video-zonder-tekst"),
        holding=(
            (Holds.SOUND, "Geluid zonder uitgeschreven tekst houdt de bouw tegen."),
            (Holds.FILM, "Een video zonder uitgeschreven tekst houdt de bouw tegen."),
        ),
        without="Er staat nu geen geluid en geen video op de site.",
    ),
    Criterion(
        "1.2.2", "A", "Captions (Prerecorded)", "Video heeft ondertiteling", (CHECK, AUTHOR),
        "",
        rules=("video-zonder-ondertiteling", "ondertiteling-stuk", "ondertiteling-tijd"),
        tests=("tests/outputs/test_page_text.py::test_a_film_of_our_own_has_captions_and_its_text",),
        holding=(
            (
                Holds.FILM,
                "Een video zonder ondertiteling houdt de bouw tegen, net als een regel ondertiteling die niet klopt.",
            ),
        ),
        without="Er staat nu geen video op de site.",
    ),
    Criterion(
        "1.2.3", "A", "Audio Description or Media Alternative (Prerecorded)",
        "Wat je ziet in een video, is ook te lezen", (CHECK, AUTHOR),
        "", rules=("video-zonder-tekst",),
        tests=("tests/outputs/test_page_text.py::test_a_film_of_our_own_has_captions_and_its_text",),
        holding=((Holds.FILM, "Een video zonder uitgeschreven tekst houdt de bouw tegen."),),
        without="Er staat nu geen video op de site.",
    ),
    Criterion(
        "1.2.4", "AA", "Captions (Live)", "Wat live is, heeft ondertiteling", (NOBODY,),
        "De site zendt niets live uit: er is geen blok voor.",
        tests=("tests/rendering/test_promises.py::test_there_is_no_block_for_what_is_live",),
    ),
    Criterion(
        "1.2.5", "AA", "Audio Description (Prerecorded)", "Wat je ziet in een video, is ook te horen", (CHECK, AUTHOR),
        "", rules=("video-zonder-beschrijving",),
        holding=(
            (Holds.FILM, "De bouw vraagt of er een gesproken beschrijving is, of waarom die niet nodig is."),
        ),
        without="Er staat nu geen video op de site.",
    ),
    Criterion(
        "1.3.1", "A", "Info and Relationships", "De opbouw zit in de code, niet alleen in het uiterlijk",
        (TEMPLATE, CHECK, BROWSER),
        "Koppen, lijsten, tabellen en delen van een pagina zijn echt. Een test leest elk soort pagina na.",
        rules=(
            "kop-overgeslagen", "kop-1-dubbel", "neplijst", "id-dubbel", "tabel-rij", "nepkop",
            "vet-alles", "cursief-lang", "onderstreept", "citaat-los",
            "tabel-bijna", "tabel-zonder-kop", "tabel-lege-kolom", "tabel-zonder-titel",
        ),
        tests=("tests/browser/test_every_page.py::test_axe_finds_nothing", AUDIT),
    ),
    Criterion(
        "1.3.2", "A", "Meaningful Sequence", "De volgorde klopt als je laat voorlezen", (TEMPLATE, BROWSER),
        "Wat onder elkaar staat in de code, staat ook zo op het scherm: de opmaak verandert geen volgorde.",
        tests=(
            "tests/browser/test_promises.py::test_on_a_narrow_screen_everything_stands_in_the_order_in_which_it_is_read",
            "tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",
        ),
    ),
    Criterion(
        "1.3.3", "A", "Sensory Characteristics", "Uitleg leunt niet op plek, vorm of kleur",
        (TEMPLATE, CHECK, AUTHOR),
        "De vaste woorden van de site noemen namen, geen plekken. ‘Hieronder’ en ‘de groene knop’ worden gemeld.",
        rules=("plek-of-kleur",),
        tests=("tests/rendering/test_promises.py::test_the_words_of_the_templates_name_no_place_and_no_colour",),
    ),
    Criterion(
        "1.3.4", "AA", "Orientation", "De pagina werkt staand en liggend", (TEMPLATE, BROWSER),
        "Niets zet de pagina vast in één stand.",
        tests=("tests/browser/test_wcag.py::test_a_page_reads_upright_and_on_its_side",),
    ),
    Criterion(
        "1.3.5", "AA", "Identify Input Purpose", "Een veld zegt welk gegeven erin hoort", (TEMPLATE,), "",
        holding=(
            (
                Holds.MAIL_FIELD,
                "Bij het aanmelden vul je je mailadres in. Je browser weet dat, en kan het voor je invullen.",
            ),
            (Holds.OTHER_FIELD, UNKNOWN_FIELD),
        ),
        without="De site vraagt geen gegevens van jezelf.",
        tests=("tests/rendering/test_sign_up.py::test_the_field_has_its_label_above_it_and_its_hint_tied_to_it",),
    ),
    Criterion(
        "1.4.1", "A", "Use of Color", "Kleur is nooit het enige verschil", (TEMPLATE, BROWSER),
        "Links in een tekst zijn onderstreept. Hoe iets ervoor staat, staat er in woorden.",
        tests=("tests/browser/test_wcag.py::test_a_link_in_a_text_shows_without_colour",),
    ),
    Criterion(
        "1.4.2", "A", "Audio Control", "Geluid begint niet vanzelf", (TEMPLATE,),
        "De stem die voorleest, begint pas als je op de knop drukt.", tests=(AUDIT,),
        holding=(
            (Holds.SOUND, "Geluid en video ook."),
            (Holds.FILM, "Geluid en video ook."),
        ),
    ),
    Criterion(
        "1.4.3", "AA", "Contrast (Minimum)", "Letters steken af tegen hun achtergrond", (CHECK, BROWSER),
        "De bouw rekent elk paar kleuren na, licht en donker, en stelt een betere kleur voor.",
        rules=("kleur-contrast",), tests=("tests/browser/test_every_page.py::test_axe_finds_nothing",),
    ),
    Criterion(
        "1.4.4", "AA", "Resize Text", "Tekst kan twee keer zo groot", (TEMPLATE, BROWSER),
        "Alle letters groeien mee met wat je in je browser kiest.",
        tests=("tests/browser/test_every_page.py::test_no_page_scrolls_sideways_and_no_word_is_lost", AUDIT),
    ),
    Criterion(
        "1.4.5", "AA", "Images of Text", "Tekst is tekst, geen plaatje", (TEMPLATE, CHECK, AUTHOR),
        "Een poster of een schermafdruk wordt gemeld.", rules=("beeld-tekst",),
        holding=(
            (
                Holds.WORDS_IN_DRAWING,
                ("In een tekening op de site staan woorden, zoals in een schema. "
                "De schrijver kijkt na of die woorden ook in de tekst staan."),
            ),
        ),
        without="De tekeningen op de site bevatten geen letters.",
        tests=("tests/rendering/test_promises.py::test_no_drawing_holds_words",),
    ),
    Criterion(
        "1.4.10", "AA", "Reflow", "De pagina past op een smal scherm", (TEMPLATE, CHECK, BROWSER),
        "Bij 320 beeldpunten breed, of vier keer vergroot, schuif je alleen naar beneden.",
        rules=("tabel-breed",),
        holding=((Holds.TABLE, "Alleen een brede tabel schuif je opzij, in haar eigen vak."),),
        tests=(
            "tests/browser/test_every_page.py::test_no_page_scrolls_sideways_and_no_word_is_lost",
        ),
    ),
    Criterion(
        "1.4.11", "AA", "Non-text Contrast", "Randen en tekens steken af", (CHECK, BROWSER),
        "De bouw rekent de kleuren van randen en van de focus na.", rules=("kleur-rand",),
        tests=("tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again",),
    ),
    Criterion(
        "1.4.12", "AA", "Text Spacing", "Meer ruimte tussen letters en regels kan", (TEMPLATE, BROWSER),
        "Geen vak met tekst heeft een vaste hoogte, dus geen woord valt weg.",
        tests=("tests/browser/test_every_page.py::test_no_page_scrolls_sideways_and_no_word_is_lost",),
    ),
    Criterion(
        "1.4.13", "AA", "Content on Hover or Focus", "Niets verschijnt alleen onder de muis", (NOBODY,),
        "Niets verschijnt als je iets alleen aanwijst. Uitleg bij een woord komt pas als je het woord kiest.",
        tests=("tests/browser/test_wcag.py::test_nothing_shows_only_under_a_pointer",),
    ),
)  # fmt: skip
