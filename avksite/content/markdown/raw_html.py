"""Reports HTML in a text, which is shown as text, with what to type instead."""

from __future__ import annotations

import re

from avksite.content.markdown.state import State
from avksite.patterns import regex
from avksite.problems import ERROR, Fix, Rule, shortened

RAW_HTML = Rule("ruwe-html", ERROR, "Een tekst is gewone tekst, zonder HTML.", "4.1.2")

PATTERN = r"<(?P<html>!--(?:(?!-->|<!--).)*+(?:-->)?|/?+[A-Za-z][^<>]*+>|![A-Za-z\[][^<>]*+>|\?[^<>]*+>)"
"""HTML tags, comments and declarations, also over several lines; matching is linear in the length of the text."""

_HTML = regex(PATTERN, re.DOTALL)
_SOURCE = regex(r"""\bsrc\s*=\s*["']?(?P<address>(?:https?:)?//[^\s"'<>]{1,1000})""", re.IGNORECASE)
_FILE = regex(r"""\bsrc\s*=\s*["']?(?P<path>/?[\w./-]{1,300}\.\w{2,5})(?=["'\s>])""", re.IGNORECASE)
"""A picture of this site; one of another cannot be shown."""
_TITLE = regex(r"""\btitle\s*=\s*"(?P<title>[^"\n]{1,200})\"""", re.IGNORECASE)
_NO_TITLES = frozenset({"YouTube video player", "vimeo-player", "Vimeo"})
"""What a service writes where a title belongs."""
FILM_BLOCK = (
    "/// video | {title}\n    adres: {address}\n    ondertiteling: ja\n    transcript: …\n"
    "    audiodescriptie: niet nodig, omdat …\n///"
)
"""The block for a film elsewhere, with placeholders."""
_PLAYERS = (
    (
        regex(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/(?P<id>[\w-]+)", re.IGNORECASE),
        "https://www.youtube.com/watch?v=",
    ),
    (regex(r"https?://player\.vimeo\.com/video/(?P<id>\d+)", re.IGNORECASE), "https://vimeo.com/"),
)
"""Addresses of embedded players, and of the page of the film."""
_NAME = regex(r"</?([A-Za-z][A-Za-z0-9:-]*)")

_BOLD = "Zet er sterretjes omheen: `**woord**`."
_PLAIN = "Haal de HTML weg. Een lege regel begint een nieuwe alinea."
_ADVICE: dict[str, str] = {
    tag: advice
    for tags, advice in (
        ("b strong big mark", _BOLD),
        ("i em cite dfn", "Zet er een sterretje omheen: `*woord*`."),
        ("u ins", f"Onderstreep alleen links: anders denken lezers dat ze kunnen klikken. {_BOLD}"),
        ("s strike del", "Haal weg wat niet meer geldt. Een blinde lezer hoort de streep niet."),
        ("a", "Typ een link zo: `[tekst van de link](https://www.voorbeeld.nl)`."),
        ("img picture", "Typ een afbeelding zo: `![wat er te zien is](bestand.jpg)`."),
        ("figure", "Typ een afbeelding zo: `![wat er te zien is](bestand.jpg)`, met lege regels eromheen."),
        ("svg", "Bewaar de tekening als bestand en typ `![wat er te zien is](tekening.svg)`."),
        ("hr", "Typ een lijn als `---`, met lege regels eromheen."),
        ("br wbr", "Een lege regel begint een nieuwe alinea. In een adres: twee spaties aan het einde van de regel."),
        ("blockquote", "Gebruik het blok `/// citaat | Naam`."),
        ("q", "Typ aanhalingstekens, of gebruik het blok `/// citaat | Naam`."),
        ("details summary", "Gebruik het blok `/// uitklap | Vraag`."),
        ("audio", "Gebruik het blok `/// audio | Titel`."),
        ("button", "Gebruik het blok `/// knop | Tekst` met `naar:`."),
        ("sup", "Typ het gewoon achter elkaar, zoals `m²`. Schrijf `1e` als `eerste`. Of maak een voetnoot: `[^1]`."),
        ("sub", "Typ het gewoon achter elkaar: `CO₂` of `CO2`."),
        ("abbr", "Schrijf het woord de eerste keer voluit, met de afkorting tussen haakjes."),
        ("dl dt dd", "Typ het woord op een regel, en op de volgende regel `: uitleg`."),
        ("pre", "Zet vier spaties voor elke regel, of zet er een regel met drie accenten boven en onder."),
        ("!--", "Haal de opmerking weg. Een notitie voor jezelf hoort niet in de tekst."),
        (
            "iframe embed object video source track",
            "Gebruik het blok `/// video | Titel`. Dan laadt er niets van een andere site voordat de lezer klikt.",
        ),
        ("h1 h2 h3 h4 h5 h6", "Typ een kop met hekjes: `## Kop`."),
        ("ul ol li", "Typ een lijst met streepjes: `- punt`, of met nummers: `1. stap`."),
        (
            "table thead tbody tfoot tr td th caption col colgroup",
            "Typ een tabel met streepjes: `| Kop | Kop |`, daaronder `| --- | --- |`, daaronder de rijen.",
        ),
        (
            "script noscript template canvas",
            "Haal het script weg. Voor een film of geluid is er het blok `/// video` of `/// audio`.",
        ),
        (
            "style font center link blink marquee",
            "Haal dit weg. De site zorgt zelf voor kleuren, letters en plaats.",
        ),
        (
            "form input select option textarea label fieldset legend",
            "Een formulier kan hier niet. Vraag lezers te mailen, of gebruik `/// knop | Meld je aan` met `naar:`.",
        ),
        ("code kbd samp tt var", "Zet er accenten omheen: `` `woord` ``."),
        (
            (
                "div p span section article aside header footer main nav small address html head body title meta base "
                "time data bdi bdo ruby rt rp hgroup figcaption map area math dialog menu slot progress meter output "
                "param"
            ),
            _PLAIN,
        ),
    )
    for tag in tags.split()
}
"""What to type instead, for each element."""


def is_html(typed: str) -> bool:
    """Return whether something between angle brackets is HTML; `<uw naam>` is a placeholder."""
    if typed.startswith(("<!", "<?")):
        return True
    name = _name(typed)
    return name in _ADVICE or ":" in name or "-" in name or "=" in typed or typed.startswith("</") or "/>" in typed


def report_html_in(text: str, line: int, state: State) -> None:
    """Report the HTML in a text of one line without markup."""
    for found in _HTML.finditer(text):
        if is_html(found[0]):
            report_html(found[0], line, state)


def report_html(typed: str, line: int, state: State) -> None:
    """Report a piece of HTML, except the end tag of a reported element."""
    if line in state.reported_html:
        return
    name = "!--" if typed.startswith("<!") else _name(typed)
    if not typed.startswith("</"):
        state.open_html[name] += 1
    elif state.open_html[name]:
        state.open_html[name] -= 1
        return
    message = f"`{shortened(typed)}` is HTML. Dat kan niet in een tekst."
    if film := film_block(typed) if name in {"iframe", "embed"} else "":
        whole = f"{typed}</iframe>" if name == "iframe" else typed
        fix = Fix(whole, f"\n\n{film}\n\n", to_fill=True)
        state.report(RAW_HTML, line, message, f"Typ het zo:\n{film}", fix)
        return
    advice = _ADVICE.get(name, _PLAIN)
    if ":" in name or typed.startswith(("<![", "<!--[", "<?")):
        advice = "Dit komt uit Word. Plak de tekst zonder opmaak (Ctrl+Shift+V)."
    elif name == "span" and "lang=" in typed:
        advice = "Een woord in een andere taal typ je zo: `[woord]{lang=en}`."
    elif name == "img" and (file := _FILE.search(typed)):
        advice = f"Typ een afbeelding zo: `![wat er te zien is]({file['path']})`."
    cause = name if advice == _ADVICE.get(name) else ""
    state.report(RAW_HTML, line, message, advice, about=typed, cause=cause)


def film_block(typed: str) -> str:
    """Return the block for a film that was embedded as HTML; "" when its address is missing."""
    source = _SOURCE.search(typed)
    if not source:
        return ""
    address = source["address"].replace("&amp;", "&")
    address = address if address.startswith("http") else f"https:{address}"
    for pattern, page in _PLAYERS:
        if found := pattern.match(address):
            address = f"{page}{found['id']}"
    title = _TITLE.search(typed)
    said = title["title"] if title and title["title"] not in _NO_TITLES else "Titel van de film"
    return FILM_BLOCK.format(title=said, address=address)


def _name(typed: str) -> str:
    found = _NAME.match(typed)
    return found[1].lower() if found else ""
