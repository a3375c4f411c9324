"""The rules about how a made page is put together: its parts, headings, names, tables and languages."""

from __future__ import annotations

from avksite.checks.output.examples import below_the_text, whole
from avksite.problems import Rule, Severity

LANDMARKS = Rule(
    id="pagina-delen",
    severity=Severity.ERROR,
    promise="Elke pagina heeft één kop, één hoofddeel en één voet.",
    why="Met voorleessoftware spring je van deel naar deel. Ontbreekt een deel, of staat het er twee keer, dan raak je de weg kwijt.",  # noqa: E501  one sentence
    bad=below_the_text("<main><p>Nog een hoofddeel.</p></main>"),
    good=below_the_text("<section><p>Een stuk binnen het hoofddeel.</p></section>"),
    criterion="1.3.1",
)

NAVIGATION = Rule(
    id="menu-zonder-naam",
    severity=Severity.ERROR,
    promise="Staan er meer menu’s op een pagina, dan heeft elk een eigen naam.",
    why="Voorleessoftware zegt de naam voor je erin stapt. Zonder naam weet je niet welk menu het is.",
    bad=below_the_text('<nav><a href="../">Naar de homepage</a></nav>'),
    good=below_the_text('<nav aria-label="Snel terug"><a href="../">Naar de homepage</a></nav>'),
    criterion="2.4.1",
)

HEADINGS = Rule(
    id="pagina-koppen",
    severity=Severity.ERROR,
    promise="Op een pagina staat één hoofdkop, en geen niveau wordt overgeslagen.",
    why="Koppen zijn de inhoudsopgave voor wie laat voorlezen. Met een gat erin lijkt het of er iets ontbreekt.",
    bad=below_the_text("<h2>Wonen</h2>\n<h4>Huren</h4>"),
    good=below_the_text("<h2>Wonen</h2>\n<h3>Huren</h3>"),
    criterion="1.3.1",
)

SAME_ID = Rule(
    id="id-dubbel",
    severity=Severity.ERROR,
    promise="Elk anker op een pagina is anders.",
    why="Een link naar een stuk van de pagina gaat naar het eerste met die naam. Het tweede is dan onbereikbaar.",
    bad="## Deel hulp\n\nJe kunt altijd bellen.\n",
    good="## Hulp bij geldzorgen\n\nJe kunt altijd bellen.\n",
    criterion="1.3.1",
)

NAMELESS = Rule(
    id="knop-zonder-naam",
    severity=Severity.ERROR,
    promise="Elke link en elke knop heeft een naam.",
    why="Zonder naam hoort een lezer alleen ‘link’ of ‘knop’. Wie met de stem werkt, kan hem niet noemen.",
    bad=below_the_text('<p><a href="../"><span aria-hidden="true">✕</span></a></p>'),
    good=below_the_text('<p><a href="../">Naar de homepage</a></p>'),
    criterion="4.1.2",
)

UNLABELLED = Rule(
    id="veld-zonder-label",
    severity=Severity.ERROR,
    promise="Bij elk veld staat wat je erin moet vullen.",
    why="Wie laat voorlezen, hoort anders alleen ‘invoerveld’. Grijze woorden in het veld zelf verdwijnen bij het typen.",  # noqa: E501  one sentence
    bad=below_the_text('<p><input name="mail" type="email" autocomplete="email"></p>'),
    good=below_the_text('<p><label>Je mailadres <input name="mail" type="email" autocomplete="email"></label></p>'),
    criterion="3.3.2",
)

NO_ALT = Rule(
    id="pagina-beeld",
    severity=Severity.ERROR,
    promise="Elke afbeelding die een sjabloon toont, heeft een beschrijving of een lege.",
    why="Zonder beschrijving leest voorleessoftware de bestandsnaam voor. Met een lege slaat ze het beeld over.",
    bad=below_the_text('<img src="data:,">'),
    good=below_the_text('<img src="data:," alt="">'),
    criterion="1.1.1",
)

TABLE = Rule(
    id="pagina-tabel",
    severity=Severity.ERROR,
    promise="Elke tabel heeft een naam en koppen die zeggen over welke rij of kolom ze gaan.",
    why="Wie een tabel laat voorlezen, hoort bij elke cel de kop erbij. Zonder koppen zijn het losse woorden.",
    bad=below_the_text(
        "<table>\n<tr><td>Dag</td><td>Tijd</td></tr>\n<tr><td>maandag</td><td>9.00 uur</td></tr>\n</table>"
    ).replace("<table>", "<table>\n<caption>Wanneer we open zijn</caption>"),
    good=below_the_text(
        '<table>\n<caption>Wanneer we open zijn</caption>\n<tr><th scope="col">Dag</th><th scope="col">Tijd</th></tr>\n'
        "<tr><td>maandag</td><td>9.00 uur</td></tr>\n</table>"
    ),
    criterion="1.3.1",
)

LANGUAGE = Rule(
    id="taal-onbekend",
    severity=Severity.ERROR,
    promise="Van elke pagina en elk stuk in een andere taal is bekend welke taal het is.",
    why="Voorleessoftware kiest daarmee een stem. Met een verkeerde code klinkt Nederlands als onzin.",
    bad="-- content/voorbeeld.md --\n---\ntitel: Example\ntaal: engels\n---\nText.\n",
    good="-- content/voorbeeld.md --\n---\ntitel: Example\ntaal: en\n---\nText.\n",
    criterion="3.1.1",
)

MENU = Rule(
    id="menu-anders",
    severity=Severity.ERROR,
    promise="Het menu is op elke pagina hetzelfde, in dezelfde volgorde.",
    why="Wie de weg op één pagina heeft geleerd, vindt hem dan overal.",
    bad=whole(
        '<a href="../a-z/">Alles</a> <a href="../zoeken/">Zoeken</a>',
        "<h2>Kom je er niet uit?</h2><p>Bel of mail ons gerust. We denken met je mee.</p>",
    ).replace("</h2><p>", "</h2>\n<p>"),
    good=whole(
        '<a href="../zoeken/">Zoeken</a>',
        "<h2>Kom je er niet uit?</h2><p>Bel of mail ons gerust. We denken met je mee.</p>",
    ).replace("</h2><p>", "</h2>\n<p>"),
    criterion="3.2.3",
)

HELP = Rule(
    id="hulp-anders",
    severity=Severity.ERROR,
    promise="Onder elke pagina staat dezelfde hulp, op dezelfde plek.",
    why="Wie vastloopt, weet dan waar hulp staat en hoeft niet te zoeken.",
    bad=whole('<a href="../zoeken/">Zoeken</a>', "<h2>Vragen?</h2>\n<p>Kijk op de homepage.</p>"),
    good=whole(
        '<a href="../zoeken/">Zoeken</a>',
        "<h2>Kom je er niet uit?</h2>\n<p>Bel of mail ons gerust. We denken met je mee.</p>",
    ),
    criterion="3.2.6",
)

RULES = (LANDMARKS, NAVIGATION, HEADINGS, SAME_ID, NAMELESS, UNLABELLED, NO_ALT, TABLE, LANGUAGE, MENU, HELP)
