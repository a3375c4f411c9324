"""WCAG 2.2 as data: the 55 criteria of levels A and AA, who is responsible for each, and what proves it."""

from __future__ import annotations

from enum import StrEnum

from avksite.frozen import dataclass


class Keeper(StrEnum):
    """Who is responsible for a criterion, in the words of the reference."""

    TEMPLATE = "het sjabloon"
    CHECK = "een controle bij elke bouw"
    BROWSER = "een test in een browser"
    AUTHOR = "de schrijver, met hulp"
    NOBODY = "komt niet voor op de site"


class Holds(StrEnum):
    """Things that the files of a build may hold and that a criterion is about."""

    FILM = "film"
    SOUND = "sound"
    MAIL_FIELD = "mail field"
    SEARCH_FIELD = "search field"
    TICK_BOX = "tick box"
    CHOICE_LIST = "choice list"
    TABLE = "table"
    WORDS_IN_DRAWING = "words in a drawing"
    STAYS_IN_PLACE = "stays in place"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of level A or AA.

    `rules` are ids of rules that every build checks. `tests` are pytest ids of tests of the program, which run when the
    program changes and not when a text does. `how` applies to every site; each sentence of `holding` applies only when
    the build holds the thing, and `without` when it holds none of these.
    """

    number: str
    level: str
    english: str
    dutch: str
    keepers: tuple[Keeper, ...]
    how: str
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    holding: tuple[tuple[Holds, str], ...] = ()
    without: str = ""

    def described(self, held: frozenset[Holds]) -> str:
        """Return how a site with these things meets the criterion."""
        here = dict.fromkeys(said for thing, said in self.holding if thing in held)  # two things may have one sentence
        return " ".join(filter(None, (self.how, *(here or (self.without,)))))

    def arises(self, held: frozenset[Holds]) -> bool:
        """Return whether the criterion applies to a site with these things."""
        return Keeper.NOBODY not in self.keepers and (bool(self.how) or any(thing in held for thing, _ in self.holding))


TEMPLATE, CHECK, BROWSER, AUTHOR, NOBODY = Keeper

AUDIT = "tests/test_audit.py::test_no_page_link_style_sheet_script_or_mail_keeps_a_reader_out"
"""Audits every template, every kind of page, every block and every mail."""
AXE = "tests/browser/test_every_page.py::test_every_page_holds"
FITS = "tests/browser/test_every_page.py::test_all_that_templates_make_holds_on_every_screen"
KEYBOARD = "tests/browser/test_every_kind.py::test_the_keyboard_comes_everywhere_once_in_order_in_sight_and_out_again"
UNMOVED = (
    "tests/browser/test_promises.py::"
    "test_no_page_moves_by_itself_has_a_shortcut_turns_or_listens_to_a_moving_hand_or_device"
)
ASKED = (
    "tests/browser/test_promises.py::test_a_field_asks_no_more_than_it_needs_and_neither_leads_away_nor_moves_the_focus"
)
CHOICES = (
    "tests/browser/test_learning_menu.py::"
    "test_the_card_follows_a_choice_at_once_says_how_many_once_and_the_address_keeps_it"
)
NOT_SENT = "tests/browser/test_signing_up.py::test_an_address_that_is_none_is_not_sent"
LABEL = "tests/rendering/test_sign_up.py::test_the_field_has_its_label_above_it_and_its_hint_tied_to_it"
FILM = "tests/outputs/test_page_text.py::test_a_film_of_our_own_has_captions_and_its_text"

CRITERIA: tuple[Criterion, ...] = (
    # 1. Perceivable.
    Criterion("1.1.1", "A", "Non-text Content", "Beeld heeft ook woorden", (TEMPLATE, CHECK, AUTHOR),
        "Een afbeelding zonder beschrijving houdt de bouw tegen. Of de beschrijving klopt, weet alleen de schrijver.",
        rules=(
            "beeld-zonder-tekst", "beeld-zonder-uitroepteken", "beeld-bestandsnaam", "beeld-loos-woord",
            "beeld-ontbreekt", "emoji-rij", "beeld-lang", "beeld-dubbel",
        ), tests=("tests/outputs/test_page_text.py::test_a_picture_in_a_text_has_its_words_and_its_caption", AUDIT)),
    Criterion("1.2.1", "A", "Audio-only and Video-only (Prerecorded)",
        "Bij alleen geluid of alleen beeld hoort een tekst", (CHECK, AUTHOR), "",
        rules=("geluid-zonder-tekst", "video-zonder-tekst"), holding=(
            (Holds.SOUND, "Geluid zonder uitgeschreven tekst houdt de bouw tegen."),
            (Holds.FILM, "Een video zonder uitgeschreven tekst houdt de bouw tegen."),
        ), without="Er staat nu geen geluid en geen video op de site."),
    Criterion("1.2.2", "A", "Captions (Prerecorded)", "Video heeft ondertiteling", (CHECK, AUTHOR), "",
        rules=("video-zonder-ondertiteling", "ondertiteling-stuk", "ondertiteling-tijd"), tests=(FILM,), holding=(
            (Holds.FILM, ("Een video zonder ondertiteling houdt de bouw tegen, net als een regel ondertiteling die "
             "niet klopt.")),
        ), without="Er staat nu geen video op de site."),
    Criterion("1.2.3", "A", "Audio Description or Media Alternative (Prerecorded)",
        "Wat je ziet in een video, is ook te lezen", (CHECK, AUTHOR), "", rules=("video-zonder-tekst",), tests=(FILM,),
        holding=((Holds.FILM, "Een video zonder uitgeschreven tekst houdt de bouw tegen."),),
        without="Er staat nu geen video op de site."),
    Criterion("1.2.4", "AA", "Captions (Live)", "Wat live is, heeft ondertiteling", (NOBODY,),
        "De site zendt niets live uit: er is geen blok voor.",
        tests=("tests/test_audit.py::test_there_is_no_block_for_what_is_live",)),
    Criterion("1.2.5", "AA", "Audio Description (Prerecorded)", "Wat je ziet in een video, is ook te horen",
        (CHECK, AUTHOR), "", rules=("video-zonder-beschrijving",),
        holding=((Holds.FILM, "De bouw vraagt of er een gesproken beschrijving is, of waarom die niet nodig is."),),
        without="Er staat nu geen video op de site."),
    Criterion("1.3.1", "A", "Info and Relationships", "De opbouw zit in de code, niet alleen in het uiterlijk",
        (TEMPLATE, CHECK, BROWSER),
        "Koppen, lijsten, tabellen en delen van een pagina zijn echt. Een test leest elk soort pagina na.", rules=(
            "kop-overgeslagen", "kop-1-dubbel", "neplijst", "id-dubbel", "tabel-rij", "nepkop", "vet-alles",
            "cursief-lang", "onderstreept", "citaat-los", "tabel-bijna", "tabel-zonder-kop", "tabel-lege-kolom",
            "tabel-zonder-titel",
        ), tests=(AXE, AUDIT)),
    Criterion("1.3.2", "A", "Meaningful Sequence", "De volgorde klopt als je laat voorlezen", (TEMPLATE, BROWSER),
        "Wat onder elkaar staat in de code, staat ook zo op het scherm: de opmaak verandert geen volgorde.",
        tests=(FITS, KEYBOARD)),
    Criterion("1.3.3", "A", "Sensory Characteristics", "Uitleg leunt niet op plek, vorm of kleur",
        (TEMPLATE, CHECK, AUTHOR),
        "De vaste woorden van de site noemen namen, geen plekken. ‘Hieronder’ en ‘de groene knop’ worden gemeld.",
        rules=("plek-of-kleur",),
        tests=("tests/test_audit.py::test_the_words_of_a_template_name_no_place_and_no_colour",)),
    Criterion("1.3.4", "AA", "Orientation", "De pagina werkt staand en liggend", (TEMPLATE, BROWSER),
        "Niets zet de pagina vast in één stand.",
        tests=(UNMOVED,)),
    Criterion("1.3.5", "AA", "Identify Input Purpose", "Een veld zegt welk gegeven erin hoort", (TEMPLATE,), "",
        tests=(LABEL,), holding=(
            (Holds.MAIL_FIELD, ("Bij het aanmelden vul je je mailadres in. Je browser weet dat, en kan het voor je "
             "invullen.")),
        ), without="De site vraagt geen gegevens van jezelf."),
    Criterion("1.4.1", "A", "Use of Color", "Kleur is nooit het enige verschil", (TEMPLATE, BROWSER),
        "Links in een tekst zijn onderstreept. Hoe iets ervoor staat, staat er in woorden.",
        tests=(FITS,)),
    Criterion("1.4.2", "A", "Audio Control", "Geluid begint niet vanzelf", (TEMPLATE,),
        "De stem die voorleest, begint pas als je op de knop drukt.", tests=(AUDIT,),
        holding=((Holds.SOUND, "Geluid en video ook."), (Holds.FILM, "Geluid en video ook."))),
    Criterion("1.4.3", "AA", "Contrast (Minimum)", "Letters steken af tegen hun achtergrond", (CHECK, BROWSER),
        "De bouw rekent elk paar kleuren na, licht en donker, en stelt een betere kleur voor.",
        rules=("kleur-contrast",), tests=(AXE,)),
    Criterion("1.4.4", "AA", "Resize Text", "Tekst kan twee keer zo groot", (TEMPLATE, BROWSER),
        "Alle letters groeien mee met wat je in je browser kiest.", tests=(FITS, AUDIT)),
    Criterion("1.4.5", "AA", "Images of Text", "Tekst is tekst, geen plaatje", (TEMPLATE, CHECK, AUTHOR),
        "Een poster of een schermafdruk wordt gemeld.", rules=("beeld-tekst",),
        tests=("tests/test_audit.py::test_no_drawing_of_the_templates_holds_words",), holding=(
            (Holds.WORDS_IN_DRAWING, ("In een tekening op de site staan woorden, zoals in een schema. De schrijver "
             "kijkt na of die woorden ook in de tekst staan.")),
        ), without="De tekeningen op de site bevatten geen letters."),
    Criterion("1.4.10", "AA", "Reflow", "De pagina past op een smal scherm", (TEMPLATE, CHECK, BROWSER),
        "Bij 320 beeldpunten breed, of vier keer vergroot, schuif je alleen naar beneden.", rules=("tabel-breed",),
        tests=(FITS,), holding=((Holds.TABLE, "Alleen een brede tabel schuif je opzij, in haar eigen vak."),)),
    Criterion("1.4.11", "AA", "Non-text Contrast", "Randen en tekens steken af", (CHECK, BROWSER),
        "De bouw rekent de kleuren van randen en van de focus na.", rules=("kleur-rand",), tests=(KEYBOARD,)),
    Criterion("1.4.12", "AA", "Text Spacing", "Meer ruimte tussen letters en regels kan", (TEMPLATE, BROWSER),
        "Geen vak met tekst heeft een vaste hoogte, dus geen woord valt weg.", tests=(FITS,)),
    Criterion("1.4.13", "AA", "Content on Hover or Focus", "Niets verschijnt alleen onder de muis", (NOBODY,),
        "Niets verschijnt als je iets alleen aanwijst. Uitleg bij een woord komt pas als je het woord kiest.",
        tests=("tests/browser/test_promises.py::test_nothing_shows_only_under_a_pointer",)),
    # 2. Operable.
    Criterion("2.1.1", "A", "Keyboard", "Alles werkt met een toetsenbord", (TEMPLATE, BROWSER),
        "De site gebruikt alleen gewone links, knoppen, velden en uitklappers.", tests=(KEYBOARD,), holding=(
            (Holds.FILM, "Geluid en video spelen in de speler van je browser."),
            (Holds.SOUND, "Geluid en video spelen in de speler van je browser."),
        )),
    Criterion("2.1.2", "A", "No Keyboard Trap", "Met het toetsenbord kom je overal weer uit", (TEMPLATE, BROWSER),
        "Een test loopt met de tabtoets door de hele pagina, tot voorbij het einde.", tests=(KEYBOARD,)),
    Criterion("2.1.4", "A", "Character Key Shortcuts", "Geen sneltoetsen van één letter", (BROWSER, NOBODY),
        "De site heeft geen eigen sneltoetsen.",
        tests=(UNMOVED, AUDIT)),
    Criterion("2.2.1", "A", "Timing Adjustable", "Je krijgt de tijd", (TEMPLATE, NOBODY),
        "Niets op de site loopt af. Alleen een oud adres stuurt door, en dat gebeurt meteen.", tests=(AUDIT,)),
    Criterion("2.2.2", "A", "Pause, Stop, Hide", "Niets beweegt vanzelf", (TEMPLATE, CHECK),
        "De site heeft geen draaiende foto’s. Een afbeelding die beweegt, houdt de bouw tegen.",
        rules=("beeld-beweegt",), tests=(UNMOVED,)),
    Criterion("2.3.1", "A", "Three Flashes or Below Threshold", "Niets flitst", (TEMPLATE, CHECK, AUTHOR),
        "Wat niet beweegt, kan niet flitsen.", rules=("beeld-beweegt",), tests=(UNMOVED,),
        holding=((Holds.FILM, "Of een video flitst, bekijkt de schrijver."),)),
    Criterion("2.4.1", "A", "Bypass Blocks", "Je kunt meteen naar de inhoud", (TEMPLATE, BROWSER),
        "De eerste link van elke pagina gaat naar de inhoud. Elk menu heeft een naam.", tests=(
            KEYBOARD,
            AUDIT,
        )),
    Criterion("2.4.2", "A", "Page Titled", "Elke pagina heeft een eigen titel", (TEMPLATE, CHECK),
        "Elke titel noemt de pagina en de naam van de site. Twee dezelfde houden de bouw tegen, ook bij lijsten. "
        "Hebben ze elk een eigen datum, dan staat die erachter.",
        rules=("titel-dubbel", "titel-met-datum", "titel-leeg", "titel-zonder-jaar"),
        tests=("tests/outputs/test_pages.py::test_a_title_stands_once_on_the_page_and_goes_before_the_name_of_the_site",)),
    Criterion("2.4.3", "A", "Focus Order", "De tabtoets volgt de tekst", (TEMPLATE, BROWSER),
        "Niets heeft een eigen plek in de volgorde.", tests=(KEYBOARD, AUDIT)),
    Criterion("2.4.4", "A", "Link Purpose (In Context)", "Een link zegt waar hij heen gaat", (CHECK, AUTHOR),
        "‘Klik hier’ houdt de bouw tegen, net als een link die nergens heen gaat.",
        rules=("link-leeg", "link-half", "link-kaal", "link-nergens", "link-kapot", "link-zin", "verwijzing-los"),
        tests=(AUDIT,)),
    Criterion("2.4.5", "AA", "Multiple Ways", "Elke pagina is op meer manieren te vinden", (TEMPLATE, CHECK),
        "Naast het menu is er een lijst van A tot Z. Een pagina zonder link ernaartoe houdt de bouw tegen.",
        rules=("pagina-onbereikbaar",),
        tests=("tests/outputs/test_discovery.py::test_every_page_stands_under_its_letter",)),
    Criterion("2.4.6", "AA", "Headings and Labels", "Koppen en labels zeggen waar het over gaat", (CHECK, AUTHOR),
        "Een lege kop en twee dezelfde koppen worden gemeld.",
        rules=("kop-leeg", "kop-dubbel", "kop-nietszeggend", "kop-lang", "kop-punt")),
    Criterion("2.4.7", "AA", "Focus Visible", "Je ziet waar je bent met het toetsenbord", (TEMPLATE, BROWSER),
        "Om wat de focus heeft, staat een dikke rand in twee kleuren.", tests=(KEYBOARD,)),
    Criterion("2.4.11", "AA", "Focus Not Obscured (Minimum)", "Niets staat voor de focus", (TEMPLATE, BROWSER),
        "De site heeft geen melding over cookies.", tests=(KEYBOARD,), holding=(
            (Holds.STAYS_IN_PLACE, ("Soms blijft er iets in beeld staan, zoals de knoppen van de stem die voorleest. "
             "De browser schuift de focus daarvan weg.")),
        ), without="Er blijft niets in beeld staan terwijl je verder leest."),
    Criterion("2.5.1", "A", "Pointer Gestures", "Geen vegen of knijpen nodig", (NOBODY,), "Alles werkt met één tik.",
        tests=(UNMOVED,)),
    Criterion("2.5.2", "A", "Pointer Cancellation", "Een tik telt pas als je loslaat", (TEMPLATE,),
        "Knoppen doen iets bij het loslaten, zoals de browser dat zelf doet.", tests=(
            "tests/browser/test_promises.py::test_nothing_happens_before_a_button_is_let_go_and_sliding_off_it_does_nothing",
        )),
    Criterion("2.5.3", "A", "Label in Name", "De naam van een knop is wat erop staat", (TEMPLATE,),
        "Wat erop te lezen is, zit in de naam. Soms staat erachter waar een link of knop over gaat.",
        tests=(AUDIT,)),
    Criterion("2.5.4", "A", "Motion Actuation", "Schudden of kantelen is niet nodig", (NOBODY,),
        "De site luistert niet naar beweging.", tests=(UNMOVED,)),
    Criterion("2.5.7", "AA", "Dragging Movements", "Slepen is niet nodig", (NOBODY,), "Er valt niets te slepen.",
        tests=(UNMOVED,)),
    Criterion("2.5.8", "AA", "Target Size (Minimum)", "Knoppen zijn groot genoeg om te raken", (TEMPLATE, BROWSER),
        "Wat je kunt aanklikken, is ten minste 24 beeldpunten hoog en breed, of staat in een zin.",
        tests=(AXE,)),
    # 3 and 4. Understandable and robust.
    Criterion("3.1.1", "A", "Language of Page", "Van elke pagina is de taal bekend", (TEMPLATE, CHECK),
        "De taal komt uit `site.yaml` of uit de tekst zelf. Een code die niet bestaat, houdt de bouw tegen.",
        rules=("taal-onbekend",), tests=(AUDIT,)),
    Criterion("3.1.2", "AA", "Language of Parts", "Van een stuk in een andere taal is de taal bekend", (CHECK, AUTHOR),
        "Een woord in een andere taal typ je als `[woord]{lang=en}`.", rules=("taal-onbekend", "taal-anders"), tests=(
            "tests/checks/test_made_pages.py::test_a_language_that_does_not_exist_is_told_at_its_line",
            "tests/outputs/test_pages.py::test_only_what_the_author_wrote_is_marked_as_another_language",
        )),
    Criterion("3.2.1", "A", "On Focus", "Er gebeurt niets als je ergens langs komt", (TEMPLATE, BROWSER),
        "De site luistert niet naar de focus.", tests=(KEYBOARD,)),
    Criterion("3.2.2", "A", "On Input", "Je raakt de weg niet kwijt terwijl je kiest of typt", (TEMPLATE, BROWSER),
        "Wat je kiest of typt, opent nooit vanzelf een andere pagina.", tests=(
            ASKED,
            CHOICES,
            "tests/browser/test_search.py::test_nothing_is_searched_before_the_button_is_pressed",
        ), holding=(
            (Holds.TICK_BOX, ("Kruis je iets aan, dan past de lijst zich meteen aan. Je leest en hoort hoeveel er "
             "overblijft.")),
            (Holds.SEARCH_FIELD, "Zoeken begint pas als je op de knop drukt."),
            (Holds.CHOICE_LIST, "Kies je iets uit een lijstje, dan gebeurt er pas iets als je op de knop drukt."),
        )),
    Criterion("3.2.3", "AA", "Consistent Navigation", "Het menu is overal hetzelfde", (TEMPLATE,),
        "Een test vergelijkt het menu van alle pagina’s, ook de volgorde.", tests=(AUDIT,)),
    Criterion("3.2.4", "AA", "Consistent Identification", "Wat hetzelfde doet, heet hetzelfde", (TEMPLATE, CHECK),
        ("Alle pagina’s komen uit dezelfde sjablonen. Gaan twee links met dezelfde tekst ergens anders heen, dan "
         "wordt dat gemeld."), rules=("link-dubbelzinnig",), tests=(AUDIT,)),
    Criterion("3.2.6", "A", "Consistent Help", "Hulp staat overal op dezelfde plek", (TEMPLATE,),
        "Een test vergelijkt de hulp onder alle pagina’s.", tests=(AUDIT,),
        holding=((Holds.HELP, "Daar staat wie je kunt bellen of mailen."),),
        without="Er staat nog niet bij wie je kunt bellen of mailen."),
    Criterion("3.3.1", "A", "Error Identification", "Een fout bij het invullen wordt gezegd", (TEMPLATE, BROWSER), "",
        tests=(NOT_SENT, "tests/browser/test_search.py::test_nothing_found_is_said_kindly_with_a_way_on", ASKED),
        holding=(
            (Holds.MAIL_FIELD, "Klopt je mailadres niet, dan zegt je browser dat erbij."),
            (Holds.SEARCH_FIELD, "Vind je niets met zoeken, dan staat dat er, met wat je kunt doen."),
        ), without="Er valt op de site niets in te vullen."),
    Criterion("3.3.2", "A", "Labels or Instructions", "Bij elk veld staat wat erin moet", (TEMPLATE,),
        "Elk veld heeft een label.", tests=(LABEL, AUDIT, ASKED),
        holding=((Holds.MAIL_FIELD, "Bij je mailadres staat een voorbeeld."),)),
    Criterion("3.3.3", "AA", "Error Suggestion", "Bij een fout staat wat wel goed is", (TEMPLATE, BROWSER), "",
        tests=(NOT_SENT, LABEL, "tests/browser/test_search.py::test_a_mistake_in_typing_is_understood_and_said"),
        holding=(
            (Holds.MAIL_FIELD, "Bij het veld staat altijd hoe je een mailadres typt."),
            (Holds.SEARCH_FIELD, ("Typ je bij het zoeken een woord verkeerd, dan zoekt de site met een woord dat "
             "erop lijkt, en zegt dat erbij.")),
        ), without="Er valt op de site niets in te vullen."),
    Criterion("3.3.4", "AA", "Error Prevention (Legal, Financial, Data)", "Wat gevolgen heeft, kun je terugdraaien",
        (NOBODY,), "Op de site koop, teken of verander je niets.", tests=(ASKED,)),
    Criterion("3.3.7", "A", "Redundant Entry", "Je hoeft niets twee keer in te vullen", (TEMPLATE,), "", tests=(ASKED,),
        holding=(
            (Holds.MAIL_FIELD, "Je mailadres vul je maar één keer in."),
            (Holds.SEARCH_FIELD, "Wat je zoekt, blijft in het zoekveld staan."),
        ), without="Er valt op de site niets in te vullen."),
    Criterion("3.3.8", "AA", "Accessible Authentication (Minimum)", "Inloggen vraagt geen puzzel", (NOBODY,),
        "Je hoeft nergens in te loggen.", tests=(ASKED,)),
    Criterion("4.1.2", "A", "Name, Role, Value", "Elke link en knop heeft een naam", (TEMPLATE, CHECK, BROWSER),
        "Een test kijkt of elke link en knop een naam heeft. De site gebruikt alleen gewone onderdelen.",
        rules=("ruwe-html",), tests=(AXE, AUDIT)),
    Criterion("4.1.3", "AA", "Status Messages", "Een melding wordt voorgelezen", (TEMPLATE, BROWSER),
        "Wat verandert zonder nieuwe pagina, staat in een vak dat voorleessoftware volgt.", tests=(
            CHOICES, "tests/browser/test_search.py::test_what_was_found_is_told_once",
            "tests/browser/test_reading_settings.py::test_a_button_goes_one_step_says_it_and_stops_at_the_end",
            "tests/browser/test_copying.py::test_what_was_copied_is_said_once_in_a_status_that_was_there_before",
        )),
)  # fmt: skip
