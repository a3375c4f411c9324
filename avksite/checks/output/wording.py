"""How each thing that can be wrong on a made page is told, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from avksite.checks.output import behaviour, structure
from avksite.rendering.audit import Sort

if TYPE_CHECKING:
    from avksite.problems import Rule
    from avksite.rendering.artifact import Finding

_PARTS = {"header": "kop", "main": "hoofddeel", "footer": "voet"}


def _landmark(finding: Finding) -> str:
    count = f"staat {finding.number} keer" if finding.number else "ontbreekt"
    return f"{count} de {_PARTS[finding.words]} (`<{finding.words}>`)".replace("de hoofddeel", "het hoofddeel")


def _navigation(finding: Finding) -> str:
    if finding.words:
        return f"heten twee menu’s “{finding.words}”"
    return "staat een menu zonder naam naast een ander menu"


def _main_heading(finding: Finding) -> str:
    return f"staan {finding.number} hoofdkoppen (`<h1>`)" if finding.number else "ontbreekt de hoofdkop (`<h1>`)"


def _nameless(finding: Finding) -> str:
    what = {"button": "een knop", "summary": "een uitklapper", "input": "een knop", "iframe": "een kader"}
    return f"heeft {what.get(finding.words, f'de link naar `{finding.words}`')} geen naam"


def _table(finding: Finding) -> str:
    said = {"koppen": "geen koppen", "richting": "een kop zonder `scope`", "naam": "geen naam"}
    return f"heeft een tabel {said[finding.words]}"


def _language(finding: Finding) -> str:
    return f"is `{finding.words}` geen code van een taal" if finding.words else "staat niet in welke taal de tekst is"


Said = Callable[["Finding"], str]

TOLD: Mapping[Sort, tuple[Rule, Said, str]] = {
    Sort.LANDMARK: (structure.LANDMARKS, _landmark, "Zorg dat elk deel er precies één keer is."),
    Sort.NAVIGATION: (structure.NAVIGATION, _navigation, 'Geef elk menu een eigen `aria-label="…"`.'),
    Sort.MAIN_HEADING: (structure.HEADINGS, _main_heading, "Zet er precies één `<h1>` op: de titel van de pagina."),
    Sort.HEADING_JUMP: (
        structure.HEADINGS,
        lambda it: f"slaat de kop “{it.words}” van niveau {it.number} een niveau over",
        "Maak de kop één niveau dieper dan de kop erboven.",
    ),
    Sort.SAME_ID: (
        structure.SAME_ID,
        lambda it: f"staat het anker `{it.words}` twee keer",
        "Geef de kop andere woorden, of een eigen anker: `## Kop {{#eigen-naam}}`.",
    ),
    Sort.NAMELESS: (structure.NAMELESS, _nameless, "Zet er woorden in, of geef een `aria-label`."),
    Sort.UNLABELLED: (
        structure.UNLABELLED,
        lambda it: f"heeft het veld `{it.words}` geen label",
        "Zet er een `<label>` omheen met wat je moet invullen.",
    ),
    Sort.NO_ALT: (
        structure.NO_ALT,
        lambda it: f"heeft de afbeelding `{it.words or 'zonder naam'}` geen `alt`",
        'Schrijf in `alt` wat er te zien is, of geef een lege `alt=""` als ze alleen voor de sier is.',
    ),
    Sort.TABLE: (
        structure.TABLE,
        _table,
        'Geef de tabel een `<caption>`, en elke kop `<th scope="col">` of `<th scope="row">`.',
    ),
    Sort.LANGUAGE: (
        structure.LANGUAGE,
        _language,
        "Typ een code van twee letters: `nl` voor Nederlands, `en` voor Engels, `de` voor Duits, `pl` voor Pools.",
    ),
    Sort.TAB_ORDER: (
        behaviour.TAB_ORDER,
        lambda it: f'staat `tabindex="{it.words}"`',
        "Haal het weg, en zet de delen zelf in de goede volgorde.",
    ),
    Sort.SHORTCUT: (behaviour.SHORTCUT, lambda it: f"staat een sneltoets: `{it.words}`", "Haal `accesskey` weg."),
    Sort.AUTOPLAY: (
        behaviour.AUTOPLAY,
        lambda it: f"begint `<{it.words}>` vanzelf te spelen",
        "Haal `autoplay` weg: de lezer drukt zelf op de knop.",
    ),
    Sort.NEW_WINDOW: (
        behaviour.NEW_WINDOW,
        lambda it: f"opent een link in een nieuw venster (`{it.words}`)",
        "Haal `target` weg.",
    ),
    Sort.REFRESH: (
        behaviour.REFRESH,
        lambda it: f"gaat de pagina na {it.words or 'een aantal'} seconden vanzelf verder",
        "Haal de regel weg. Is de pagina verhuisd? Zet het oude adres dan bij `oude-adressen`.",
    ),
    Sort.LOADS: (
        behaviour.LOADS,
        lambda it: f"wordt iets opgehaald bij een ander: `{it.words}`",
        "Zet het bestand zelf in de site, of maak er een gewone link van.",
    ),
    Sort.INLINE: (
        behaviour.INLINE,
        lambda it: f"staat een script of opmaak in de pagina zelf: `{it.words}`",
        "Zet een script in `assets/site.js` en opmaak in `assets/style.css`.",
    ),
    Sort.NO_ZOOM: (
        behaviour.NO_ZOOM,
        lambda it: f"mag een lezer niet genoeg vergroten: `{it.words}`",
        "Haal dit deel van `viewport` weg.",
    ),
}
