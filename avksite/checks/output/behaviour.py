"""The rules about what a made page does: what it loads, what it starts, and what it takes from a reader."""

from __future__ import annotations

from avksite.checks.output.examples import below_the_text, in_the_head
from avksite.problems import Rule, Severity

TAB_ORDER = Rule(
    id="tabvolgorde",
    severity=Severity.ERROR,
    promise="Met de tabtoets ga je in de volgorde van de tekst.",
    why="Een eigen volgorde laat wie geen muis gebruikt heen en weer springen over de pagina.",
    bad=below_the_text('<p><a href="../" tabindex="2">Naar de homepage</a></p>'),
    good=below_the_text('<p><a href="../">Naar de homepage</a></p>'),
    criterion="2.4.3",
)

SHORTCUT = Rule(
    id="sneltoets",
    severity=Severity.ERROR,
    promise="De site heeft geen eigen sneltoetsen.",
    why="Een sneltoets botst met die van voorleessoftware. Wie met de stem typt, drukt hem per ongeluk in.",
    bad=below_the_text('<p><a href="../" accesskey="h">Naar de homepage</a></p>'),
    good=below_the_text('<p><a href="../">Naar de homepage</a></p>'),
    criterion="2.1.4",
)

AUTOPLAY = Rule(
    id="speelt-vanzelf",
    severity=Severity.ERROR,
    promise="Geluid en beeld beginnen pas als de lezer dat wil.",
    why="Geluid dat vanzelf begint, praat door de voorleessoftware heen. Bewegend beeld leidt af van het lezen.",
    bad=below_the_text('<audio controls autoplay aria-label="Gesprek" src="data:,"></audio>'),
    good=below_the_text('<audio controls aria-label="Gesprek" src="data:,"></audio>'),
    criterion="1.4.2",
)

NEW_WINDOW = Rule(
    id="nieuw-venster",
    severity=Severity.ERROR,
    promise="Een link opent in hetzelfde venster.",
    why="In een nieuw venster werkt de knop ‘terug’ niet meer. Veel lezers merken niet dat er een bij is gekomen.",
    bad=below_the_text('<p><a href="../" target="_blank">Naar de homepage</a></p>'),
    good=below_the_text('<p><a href="../">Naar de homepage</a></p>'),
    criterion="3.2.5",
)

REFRESH = Rule(
    id="pagina-ververst",
    severity=Severity.ERROR,
    promise="Een pagina gaat niet na een tijdje vanzelf verder.",
    why="Wie langzaam leest, is dan nog niet klaar. Alleen een oud adres stuurt meteen door naar het nieuwe.",
    bad=in_the_head('<meta http-equiv="refresh" content="30">'),
    good=in_the_head('<meta name="author" content="Alliantie">'),
    criterion="2.2.1",
)

NO_ZOOM = Rule(
    id="zoom-geblokkeerd",
    severity=Severity.ERROR,
    promise="Een lezer kan elke pagina groter maken.",
    why="Wie slecht ziet, leest op een telefoon door de pagina met twee vingers groter te maken.",
    bad=in_the_head('<meta name="viewport" content="width=device-width, user-scalable=no">'),
    good=in_the_head('<meta name="author" content="Alliantie">'),
    criterion="1.4.4",
)

LOADS = Rule(
    id="laadt-van-elders",
    severity=Severity.ERROR,
    promise="Een pagina haalt niets op bij een andere website.",
    why="Die andere website ziet dan wie deze pagina leest, en wanneer. Dat hebben we niet gevraagd aan de lezer.",
    bad=below_the_text('<img src="https://teller.example/punt.gif" alt="">'),
    good=below_the_text('<p><a href="https://teller.example/">Bekijk de teller</a></p>'),
)

INLINE = Rule(
    id="script-in-pagina",
    severity=Severity.ERROR,
    promise="Scripts en opmaak staan in eigen bestanden, niet in een pagina.",
    why="De pagina verbiedt losse scripts en losse opmaak, tegen inbraak. Ze doen het dus niet.",
    bad=below_the_text('<p><button type="button" onclick="print()">Druk deze pagina af</button></p>'),
    good=below_the_text('<p><button type="button">Druk deze pagina af</button></p>'),
)

RULES = (TAB_ORDER, SHORTCUT, AUTOPLAY, NEW_WINDOW, REFRESH, NO_ZOOM, LOADS, INLINE)
