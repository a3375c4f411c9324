"""What every key means to the people who type it, in plain Dutch, with an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Meaning(NamedTuple):
    """What a key is for; `example` is needed only where the type of the value has none to show."""

    words: str
    example: str = ""
    seldom: bool = False
    """Whether it is needed seldom, or only afterwards: a new file does not ask for it."""
    asked: bool = False
    """Whether a new file asks for it, although it may be left out."""


M = Meaning

MEANINGS: Mapping[str, Mapping[str, Meaning]] = {
    "Entry": {
        "titel": M("de titel, boven de pagina en in elke lijst", "Wij gaan open"),
        "kort": M("waar het over gaat, in gewone woorden (hooguit 50)", "In september begint een nieuwe leerkring."),
        "afbeelding": M("de foto of tekening bovenaan"),
        "onderwerpen": M("waar het over gaat; kies uit de onderwerpen in `content/site.yaml`", "leren"),
        "contact": M("wie je hierover kunt bellen of mailen", "saskia-duursma"),
        "publiceer": M("het moment waarop dit op de site mag; eerder ziet niemand het"),
        "concept": M("`ja` houdt de tekst van de site tot je hem af hebt"),
        "bijgewerkt": M("wanneer je de tekst voor het laatst echt hebt veranderd", seldom=True),
        "oude-adressen": M(
            "adressen waar deze tekst vroeger stond; die blijven werken. Het oudste staat bovenaan",
            "/nieuws/oud-bericht/",
            seldom=True,
        ),
        "taal": M("de taal van de tekst, als dat geen Nederlands is", "en", seldom=True),
        "titel-kort": M("een kortere titel, voor het menu en het kruimelpad", "Open dag", seldom=True),
        "niet-melden": M(
            "regels die hier niet hoeven te melden, elk met de reden; een fout blijft altijd een fout",
            "[link-kaal: dit adres staat zo op de folder]",
            seldom=True,
        ),
    },
    "Picture": {
        "bestand": M("het bestand, naast de tekst of in `content/media/`", "/media/foto.jpg"),
        "alt": M("wat er te zien is, voor wie de foto niet ziet", "Twee vrouwen praten aan een keukentafel"),
        "decoratief": M("`ja` als de afbeelding alleen voor de sier is; dan is `alt` niet nodig", seldom=True),
        "bijschrift": M("een regel tekst onder de afbeelding", "Aan tafel bij de werksessie"),
        "fotograaf": M("wie de foto heeft gemaakt", "Jan Voorbeeld"),
        "toestemming-tot": M("tot en met wanneer de mensen op de foto het goed vinden"),
    },
    "Page": {
        "doen": M("tegels met wat een bezoeker hier kan doen", seldom=True),
        "cijfers": M("cijfers uit `content/feiten.yaml` die groot in beeld komen", "partners", seldom=True),
    },
    "Task": {
        "titel": M("de tekst op de tegel", "Bekijk het leeraanbod"),
        "tekst": M("een zin eronder", "Voor iedereen die wil leren wat werkt."),
        "naar": M("waar de tegel heen gaat", "/leeraanbod/"),
    },
    "NewsPost": {
        "datum": M("de dag waarop je dit bericht schrijft"),
        "citaat": M("een zin die eruit springt, boven de tekst"),
        "bijeenkomst": M("de bijeenkomst waarvan dit het verslag is", "/bijeenkomsten/2021/congres.md"),
        "oproep": M("maakt van het bericht een oproep, die vanzelf sluit", seldom=True),
    },
    "Quote": {
        "tekst": M("wat er is gezegd, zonder aanhalingstekens", "Je leert het meest van elkaar."),
        "door": M("wie het zei", "Een deelnemer"),
    },
    "Call": {
        "sluit": M("de laatste dag waarop je kunt reageren; die dag telt mee"),
        "voor-wie": M("wie kunnen reageren", "gemeenten"),
        "gebied": M("waar de oproep voor geldt", "Groningen"),
        "wij-bieden": M("wat iemand van ons krijgt", "begeleiding bij je plan"),
        "inzenden": M("waar de reacties heen gaan"),
        "verlengd-tot": M("de nieuwe laatste dag, als de oproep langer open blijft", seldom=True),
        "uitkomst": M("de tekst waarin staat wat de oproep heeft opgeleverd", "/nieuws/2022/uitkomst.md", seldom=True),
    },
    "Submission": {
        "mail": M("het mailadres voor reacties"),
        "adres": M("het adres van een formulier voor reacties"),
    },
    "Event": {
        "begin": M("de dag waarop het begint, en hoe laat"),
        "eind": M("hoe laat het klaar is; bij meer dagen de laatste dag", asked=True),
        "locatie": M("waar het is"),
        "soort": M("wat voor bijeenkomst het is", "bijeenkomst"),
        "nummer": M("het nummer in een reeks", "1A"),
        "reeks": M("de reeks waar het bij hoort", "Werksessies"),
        "doel": M("wat je met elkaar wilt bereiken", "Samen kiezen wat we het eerst doen."),
        "aanmelden": M("hoe je je aanmeldt, en tot wanneer dat kan"),
        "aanwezigen": M("hoeveel mensen er waren, of wie", "45", seldom=True),
        "programma": M("het programma: wat er wanneer gebeurt"),
        "workshops": M("de workshops waaruit je kunt kiezen"),
        "fotos": M("foto’s van de dag, voor bij het verslag", seldom=True),
        "mogelijk-gemaakt-door": M("de organisaties die het mogelijk maken", "provincie-drenthe"),
        "uitkomsten": M("de tekst met wat het heeft opgeleverd", "/nieuws/2022/uitkomsten.md", seldom=True),
        "afgelast": M("`ja` als het niet doorgaat; de pagina blijft staan", seldom=True),
        "verplaatst-van": M("wanneer het eerst zou zijn, als je `begin` hebt veranderd", "3 juni 2026", seldom=True),
    },
    "Location": {
        "naam": M("hoe het gebouw heet", "Dorpshuis De Eendracht"),
        "plaats": M("het dorp of de stad", "Emmen"),
        "adres": M("de straat en het huisnummer", "Voorbeeldstraat 1"),
        "online": M("het adres waar je via internet meedoet"),
    },
    "ProgrammeItem": {
        "tijd": M("hoe laat het begint"),
        "titel": M("wat er gebeurt", "Inloop met koffie"),
        "wie": M("wie het doet: een persoon van de site, of een naam", "saskia-duursma"),
        "zaal": M("in welke zaal", "Grote zaal"),
        "tekst": M("wat je erover moet weten", "Je kunt vanaf nu binnenlopen."),
    },
    "Workshop": {
        "titel": M("waar de workshop over gaat", "Geldzorgen vroeg zien"),
        "actiepunt": M("het punt van de actieagenda waar het bij hoort", "vroegsignalering"),
        "zaal": M("in welke zaal", "Zaal 2"),
        "door": M("wie de workshop geeft: een persoon van de site, of een naam", "saskia-duursma"),
        "organisaties": M("welke organisaties de workshop geven", "cmo-stamm"),
        "toelichting": M("een bestand met meer uitleg", "/media/uitleg.pdf"),
        "tekst": M("wat je in de workshop doet", "Je oefent met een gesprek over geld."),
    },
    "SignUp": {
        "adres": M("het adres van het formulier"),
        "mail": M("het mailadres waar je je aanmeldt"),
        "tot": M("de laatste dag om je aan te melden; die dag telt mee"),
    },
    "LearningItem": {
        "soort": M("wat het is"),
        "leervorm": M("hoe je leert"),
        "doelgroep": M("voor wie het is"),
        "gebied": M("waar de mensen wonen of werken voor wie het is", "Groningen"),
        "aanbieder": M("de organisatie die het geeft", "cmo-stamm"),
        "duur": M("hoelang het duurt", "2 dagen"),
        "kosten": M("wat het kost; `gratis` mag ook", "gratis"),
        "data": M("wanneer het is"),
        "plaats": M("in welk dorp of welke stad", "Emmen"),
        "online": M("`ja` als je via internet meedoet"),
        "aanmelden": M("hoe je je aanmeldt, en tot wanneer dat kan"),
        "media": M("de video, het geluid of de tekst zelf"),
    },
    "Media": {
        "bestand": M("het bestand, naast de tekst of in `content/media/`", "/media/animatie.mp4"),
        "adres": M("waar het op internet staat"),
        "duur": M("hoelang het duurt", "4 minuten"),
        "ondertiteling": M("het bestand met de ondertiteling", "/media/animatie.vtt"),
        "transcript": M("de tekst van alles wat er te horen en te zien is", "/media/animatie.txt"),
    },
    "Edition": {
        "onderwerp": M("waar de mail over gaat (hooguit 60 tekens)", "Doe mee met de leerkring"),
        "voorbeeldtekst": M("de zin die in de mailbox achter het onderwerp staat", "In september beginnen we."),
        "datum": M("de dag waarop je de nieuwsbrief verstuurt"),
        "berichten": M("de teksten die meegaan, in deze volgorde; of `automatisch`: alles wat nieuw is", "automatisch"),
    },
    "Organisation": {
        "naam": M("hoe de organisatie heet; dit is ook de titel", "CMO STAMM"),
        "afkorting": M("de afkorting van de naam", "RUG"),
        "sector": M("wat voor organisatie het is"),
        "website": M("de website van de organisatie"),
        "logo": M("het bestand met het logo", "/media/logo.svg"),
    },
    "Person": {
        "naam": M("hoe de persoon heet; dit is ook de titel", "Saskia Duursma"),
        "rol": M("wat de persoon doet", "programmaleider"),
        "organisatie": M("bij welke organisatie", "cmo-stamm"),
        "telefoon": M("het telefoonnummer"),
        "mail": M("het mailadres"),
        "foto": M("een foto van de persoon, met het gezicht in het midden; die komt naast de naam"),
        "eerdere-rollen": M("wat de persoon eerder deed; oude pagina’s houden die rol", seldom=True),
    },
    "EarlierRole": {
        "rol": M("wat de persoon toen deed", "projectleider"),
        "tot": M("tot en met wanneer"),
    },
    "Config": {
        "naam": M("de naam van de site", "Alliantie van Kracht"),
        "ondertitel": M("de regel onder de naam", "Samen tegen armoede"),
        "adres": M("het adres waarop de site staat", "https://www.voorbeeld.nl"),
        "kenmerk": M(
            "waaraan agenda’s en nieuwslezers deze site herkennen; verander dit nooit meer", "alliantie-van-kracht"
        ),
        "taal": M("de taal van de site", "nl"),
        "menu": M("de links in het menu, in deze volgorde"),
        "snel-naar": M("de links onder ‘Direct naar’, onderaan elke pagina"),
        "projecten": M("de tegels bij ‘Onze projecten’ op de homepage"),
        "voet": M("de links onderaan elke pagina"),
        "contact": M("wie onderaan elke pagina staan om te bellen of te mailen", "saskia-duursma"),
        "nieuwsbrief": M("van wie de nieuwsbrief komt en hoe je je aanmeldt"),
        "onderwerpen": M("de onderwerpen waaruit je kiest, elk met hun naam op de site", "Leren en ontwikkelen"),
        "per-bladzijde": M("hoeveel berichten er op een bladzijde van een lijst staan", "10"),
        "kleuren": M("de kleuren; de bouw rekent na of alles leesbaar blijft"),
    },
    "MenuItem": {
        "titel": M("de tekst van de link", "Over ons"),
        "naar": M("een tekst uit `content/`, of een adres", "/over-ons.md"),
    },
    "Project": {
        "titel": M("de naam van het project", "Gezinscoaches"),
        "tekst": M("een zin erover", "Zo helpen gezinscoaches."),
        "naar": M("een tekst uit `content/`, of een adres", "/leeraanbod/gezinscoaches.md"),
    },
    "Newsletter": {
        "afzender": M("de naam die in de mailbox als afzender staat", "Alliantie van Kracht"),
        "antwoord-aan": M("wie de antwoorden krijgt"),
        "aanmelden": M("waar een bezoeker zich aanmeldt"),
        "afmelden": M("waar een lezer zich afmeldt; zonder dit stuurt hij een mail aan `antwoord-aan`", seldom=True),
        "dienst": M("met welke dienst de nieuwsbrief wordt verstuurd; `map` maakt bestanden", "map"),
        "diensten": M("de diensten die de nieuwsbrief kunnen versturen", seldom=True),
        "rubrieken": M("de rubrieken van de nieuwsbrief, in deze volgorde"),
    },
    "Service": {
        "naam": M("een kort woord voor de dienst; dat typ je achter `--via`", "onze-lijst"),
        "soort": M("welk programma de dienst gebruikt"),
        "adres": M("waar de dienst staat, als het een eigen server is"),
        "lijst": M("het nummer, de code of het mailadres van de lijst met lezers", "nieuwsbrief@lijst.voorbeeld.nl"),
        "formulier": M(
            "de code van de lijst in het formulier van listmonk; dan komt dat formulier op onze eigen pagina",
            "eb420c55-4cfb-4972-92ba-c93c34ba475d",
        ),
        "aanmelden": M("de pagina van de dienst waar een lezer zich aanmeldt", "https://lijst.voorbeeld.nl/aanmelden"),
        "afzender": M("het mailadres dat lezers als afzender zien", "post@voorbeeld.nl"),
    },
    "Section": {
        "naam": M("een kort woord voor de rubriek", "leerkringen"),
        "titel": M("de kop boven de rubriek", "Samen leren"),
        "onderwerpen": M("welke onderwerpen in deze rubriek komen", "leren"),
    },
    "Colours": {
        "licht": M("de kleuren op een licht scherm"),
        "donker": M("de kleuren op een donker scherm"),
    },
    "Palette": {
        "papier": M("de achtergrond van de pagina"),
        "veen": M("de achtergrond van vlakken"),
        "inkt": M("de tekst"),
        "gedempt": M("de kleine tekst, zoals een datum"),
        "kanaal": M("de links en de knoppen"),
        "kanaal-diep": M("het vlak boven en onder elke pagina"),
        "heide": M("het leeraanbod"),
        "baksteen": M("de oproepen"),
        "graan": M("de streep om wat je aanwijst of kiest"),
        "lijn": M("de randen en lijnen"),
    },
    "Statement": {
        "status": M("hoe toegankelijk de site is; zonder onderzoek is dat `niet onderzocht`"),
        "ondertekenaar": M("de functie van wie de verklaring ondertekent", "directeur", seldom=True),
        "melden": M("wie een lezer kan bellen of mailen als iets niet werkt", "saskia-duursma"),
        "antwoord-binnen": M("hoelang een lezer hooguit op antwoord wacht", "5 werkdagen"),
        "handtests": M("wat een mens heeft getest"),
        "bekende-problemen": M("wat nog niet goed is"),
    },
    "HandTest": {
        "wat": M("wat er is getest, en hoe", "De homepage met een schermlezer"),
        "door": M("de rol van wie het testte; geen naam", "redacteur"),
        "datum": M("de dag waarop; na 12 maanden vraagt de bouw om een nieuwe test"),
        "resultaat": M("hoe het ging"),
        "toelichting": M("wat er opviel", "De knop met het menu werd niet voorgelezen."),
    },
    "KnownProblem": {
        "wat": M("wat er niet goed is", "De folder van 2021 is een foto van tekst"),
        "gevolg": M("wat een lezer ervan merkt", "Voorleessoftware leest niets voor."),
        "oplossing": M("wat jullie eraan doen", "We zetten de tekst op een gewone pagina."),
        "datum": M("wanneer het klaar moet zijn"),
    },
}
