"""Whatever a text names is there; if not, the report says what was probably meant."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report
from tests.sites import example_site, site
from tests.sites import page as made_page

CONTACT = "-- content/contact.md --\n---\ntitel: Contact\noude-adressen: /oud/contact/\n---\n## Bel ons\n\nElke dag.\n"
POST = "-- content/nieuws/2024/opening.md --\n---\ntitel: Opening\nkort: Wij gaan open.\ndatum: 3 april 2024\n"
NOOR = "-- content/personen/noor.md --\n---\nnaam: Noor Bakker\nrol: lid\n---\n"


@pytest.mark.parametrize(
    "target",
    [
        "/contact.md", "contact.md", "contact", "/contact/", "/contact", "/contact/#bel-ons", "contact.md#bel-ons",
        "/oud/contact/", "#kop", "/", "/nieuws/", "/nieuws/2024/opening.md", "/nieuws/2024/", "/feed.xml",
        "/agenda.ics", "/nieuws/index.html", "https://www.nibud.nl/", "https://voorbeeld.example/contact/",
        "https://voorbeeld.example", "https://voorbeeld.example#deel-inhoud",
        "mailto:a@voorbeeld.nl", "tel:+31612345678", "/media/verslag.txt", "media/verslag.txt",
    ],
)  # fmt: skip
def test_a_link_may_be_typed_as_a_file_as_an_address_or_as_a_place_on_a_page(target: str) -> None:
    files = f"{CONTACT}{POST}---\nTekst.\n-- content/media/verslag.txt --\nEen verslag.\n"
    text = f"## Kop\n\nKijk bij [de uitleg]({target}), of in [het verslag](/media/verslag.txt)."
    assert report(page(text) + files) == ""


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("/contcat.md", "Bedoel je `/contact.md`?"),
        ("/nieuws/contact.md", "Bedoel je `/contact.md`?"),
        ("contact.html", "Bedoel je `/contact.md`?"),
        ("https://voorbeeld.example/contcat/", "Bedoel je `/contact.md`?"),
        ("/contcat.md#bel-ons", "Bedoel je `/contact.md#bel-ons`?"),
        ("/contact.md#bel", "Bedoel je `/contact.md#bel-ons`?"),
        ("#kopje", "Bedoel je `#kop`?"),
        ("#deel-inhou", "Bedoel je `#deel-inhoud`?"),
        ("#iets-anders", "Kies uit: `#kop`."),
        ("/nieuwz/", "Bedoel je `/nieuws/`?"),
        ("www.nibud.nl/geld", "Typ `https://www.nibud.nl/geld`."),
        ("nibud.nl", "Typ `https://nibud.nl`."),
        ("htps://nibud.nl", "Typ `https://nibud.nl`."),
        ("//nibud.nl/", "Typ `https://nibud.nl/`."),
        ("info@nibud.nl", "Typ `mailto:info@nibud.nl`."),
        ("C:\\Documenten\\verslag.pdf", "Zet het bestand in `content/media/`"),
        ("<file:///home/noor/verslag.pdf>", "Zet het bestand in `content/media/`"),
        ("/personen/noor.md", "Gebruik het blok `/// contact` met de regel `persoon: noor`."),
        ("../../geheim.txt", "Zet het bestand in `content/media/` en noem het hier zo: `/media/geheim.txt`."),
    ],
)
def test_a_broken_link_is_told_with_what_to_type_instead(target: str, meant: str) -> None:
    told = report(page(f"## Kop\n\nKijk bij [de uitleg]({target}).") + CONTACT + NOOR)
    assert told.startswith("content/voorbeeld.md:6: fout[link-kapot]\n")
    assert told.count("content/") - told.count("`content/") == 1, told
    assert f"  > {meant}" in told


@pytest.mark.parametrize(
    ("target", "typed"),
    [("#", "er staat `#`"), ("", "er staat geen adres"), ("javascript:void(0)", "er staat `javascript:void(0)`")],
)
def test_a_link_that_goes_nowhere_is_told_with_the_page_that_its_words_name(target: str, typed: str) -> None:
    told = report(page(f"Neem [contact met ons]({target}) op.") + CONTACT)
    assert told.startswith("content/voorbeeld.md:4: fout[link-nergens]\n")
    assert f"  De link “contact met ons” gaat nergens heen: {typed}.\n" in told
    assert told.endswith("  > Bedoel je `/contact.md`?\n")


def test_a_button_that_goes_nowhere_is_told_by_its_title() -> None:
    assert "De link “Kom erbij” gaat nergens heen" in report("/// knop | Kom erbij\n    naar: '#'\n///\n")


def test_of_two_texts_with_one_name_the_nearest_was_meant() -> None:
    post = "-- content/nieuws/{0}/{1}.md --\n---\ntitel: {1} {0}\nkort: Kom.\ndatum: 3 april {0}\n---\n{2}\n"
    posts = "".join(post.format(year, "opening", "Tekst.") for year in (2021, 2022, 2023))
    told = report(posts + post.format(2022, "verslag", "Lees over [de opening](opennig.md)."))
    assert "Bedoel je `/nieuws/2022/opening.md`?" in told


def test_the_place_is_the_line_of_the_link_also_in_tasks_buttons_menus_and_footers() -> None:
    files = (
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl\n"
        "menu:\n  - titel: Nieuws\n    naar: /nieuwz/\nvoet:\n  - titel: Contact\n    naar: /contcat.md\n"
    )
    text = "Kijk.\n\n/// knop | Bel ons\n    naar: /contact.md#bel\n///"
    front = "doen:\n  - titel: Bel ons\n    naar: /contact.md#bel\n"
    assert report(page(text, front) + CONTACT + files) == snapshot("""\
content/site.yaml:5: fout[link-kapot]
  `/nieuwz/` bestaat niet.
  > Bedoel je `/nieuws/`?
content/site.yaml:8: fout[link-kapot]
  `/contcat.md` bestaat niet.
  > Bedoel je `/contact.md`?
content/voorbeeld.md:5: fout[link-kapot]
  + content/voorbeeld.md:10
  Op `/contact.md` is geen kop of andere plek met de naam `#bel`.
  > Bedoel je `/contact.md#bel-ons`?
""")


def test_what_is_named_above_a_text_is_a_text_with_a_page_of_its_own() -> None:
    front = "bijeenkomst: /bijeenkomsten/2024/feest.md\noproep:\n  sluit: 3 mei 2024\n  uitkomst: /personen/noor.md\n"
    edition = (
        "-- content/nieuwsbrieven/mei.md --\n---\ntitel: Mei\nonderwerp: Mei\nvoorbeeldtekst: Dag\ndatum: 1 mei 2024\n"
        "berichten:\n  - /nieuws/2024/opening.md\n  - /nieuws/2023/opening.md\n---\nDag!\n"
    )
    assert report(f"{POST}{front}---\nTekst.\n{edition}{NOOR}") == snapshot("""\
content/nieuws/2024/opening.md:5: fout[onbekend-tekst]
  `/bijeenkomsten/2024/feest.md` bestaat niet.
  > Heeft de pagina een nieuwe naam? Noem die hier, en zet haar oude adres bij haar onder
    `oude-adressen:`. Kijk of de naam klopt. Een `/` vooraan staat voor de map `content`:
    `/bijeenkomsten/2024/feest.md` is `content/bijeenkomsten/2024/feest.md`.
content/nieuws/2024/opening.md:8: fout[onbekend-tekst]
  Achter `uitkomst` hoort een tekst met een eigen pagina. Dat is `/personen/noor.md` niet.
  > Noem een tekst die een eigen pagina heeft: een bestand dat op `.md` eindigt.
content/nieuwsbrieven/mei.md:8: fout[onbekend-tekst]
  `/nieuws/2023/opening.md` bestaat niet.
  > Bedoel je `/nieuws/2024/opening.md`?
""")


def test_files_and_pictures_are_named_by_their_path_and_live_on_this_site() -> None:
    text = (
        "/// video | De film\n    bestand: film.mp4\n    poster: verslag.txt\n    ondertiteling: ja\n"
        "    transcript: /index.md\n    audiodescriptie: niet nodig\n///\n\n"
        "/// download | Het verslag\n    bestand: verslag.pdf\n///\n\n"
        "![Een zaal.](zaal.svg)\n\n![Een zaal.](https://elders.nl/zaal.jpg)\n\n![Een zaal.](/index.md)"
    )
    assert report(f"{page(text)}-- content/verslag.txt --\nTekst.\n") == snapshot("""\
content/voorbeeld.md:5: fout[onbekend-bestand]
  `film.mp4` bestaat niet.
  > Zet het bestand in `content/media/` en noem het hier zo: `/media/film.mp4`. Kijk of de naam
    klopt.
content/voorbeeld.md:6: fout[beeld-ontbreekt]
  `verslag.txt` is geen afbeelding.
  > Zet er een jpg, png, webp, avif, gif of svg neer, of maak er een link van.
content/voorbeeld.md:13: fout[onbekend-bestand]
  `verslag.pdf` bestaat niet.
  > Bedoel je `/verslag.txt`?
content/voorbeeld.md:16: fout[beeld-ontbreekt]
  `zaal.svg` bestaat niet.
  > Zet het bestand in `content/media/` en noem het hier zo: `/media/zaal.svg`. Kijk of de naam
    klopt.
content/voorbeeld.md:18: fout[beeld-ontbreekt]
  `https://elders.nl/zaal.jpg` staat op een andere website.
  > Zet het zelf in `content/media/` en noem het hier zo: `/media/zaal.jpg`.
content/voorbeeld.md:20: fout[beeld-ontbreekt]
  `/index.md` is een pagina, geen afbeelding.
  > Noem een bestand, zoals `/media/verslag.pdf`, of maak in de tekst een link naar die pagina.
""")


def test_a_text_that_does_not_show_yet_cannot_be_named_by_one_that_does() -> None:
    texts = (
        "-- content/index.md --\n---\ntitel: Welkom\n---\n[het plan](/plan.md) en [het feest](/feest.md)\n"
        "-- content/plan.md --\n---\ntitel: Plan\nconcept: ja\n---\nTekst.\n"
        "-- content/feest.md --\n---\ntitel: Feest\npubliceer: 3 juni 2024 9.00 uur\n---\nTekst.\n"
    )
    assert report(texts) == snapshot("""\
content/index.md:4: fout[link-kapot]
  `/feest.md` staat pas op 3 juni 2024 op de site.
  > Publiceer deze tekst niet eerder, of noem dat bestand hier nog niet.
content/index.md:4: fout[link-kapot]
  `/plan.md` is nog een concept en staat niet op de site.
  > Haal `concept: ja` weg uit `content/plan.md`, of noem dat bestand hier nog niet.
""")


@pytest.mark.parametrize("named", ["/plan.md", "/plan/", "/plan", "https://voorbeeld.example/plan/#doel"])
@pytest.mark.parametrize("file", ["plan.md", "plan/index.md"])
def test_a_text_with_faults_of_its_own_is_told_once(named: str, file: str) -> None:
    named = named.replace("plan.md", file)
    plan = f"-- content/{file} --\n---\ntitel: Plan\nfoo: bar\n---\nTekst.\n"
    post = f"{POST}oproep:\n  sluit: 3 mei 2024\n  uitkomst: {named}\n---\nTekst.\n"
    assert report(page(f"[het plan]({named})") + plan + post).count("fout[") == 1


@pytest.mark.parametrize("named", ["/plan/", "/plan", "plan/"])
@pytest.mark.parametrize("faults", ["", "foo: bar\n"])
def test_a_draft_that_is_named_by_its_address_is_told_as_a_draft(named: str, faults: str) -> None:
    draft = f"-- content/plan.md --\n---\ntitel: Plan\nconcept: ja\n{faults}---\nTekst.\n"
    told = report(f"-- content/index.md --\n---\ntitel: Welkom\n---\nLees [het plan]({named}).\n{draft}")
    assert f"`{named}` is nog een concept en staat niet op de site." in told
    assert "plan.md`, of noem dat bestand hier nog niet." in " ".join(told.split())
    assert "bestaat niet" not in told


def test_a_list_is_there_though_its_introduction_is_a_draft() -> None:
    draft = "-- content/nieuws/index.md --\n---\ntitel: Nieuws\nconcept: ja\n---\nTekst.\n"
    assert report(page("[al het nieuws](/nieuws/)") + draft) == ""


def test_a_link_from_a_draft_is_not_looked_at_yet() -> None:
    text = "-- content/index.md --\n---\ntitel: Welkom\n---\nTekst.\n"
    assert report(f"{text}-- content/plan.md --\n---\ntitel: Plan\nconcept: ja\n---\n[de agenda](#)\n") == ""


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("http://127.0.0.1:8000/nieuws/", "Bedoel je de pagina van deze site? Typ `/nieuws/`."),
        ("http://localhost:8000/contact/#bel-ons", "Bedoel je de pagina van deze site? Typ `/contact/#bel-ons`."),
        ("http://localhost/", "Bedoel je de pagina van deze site? Typ `/`."),
        ("localhost:8000/contact.md", "Bedoel je de pagina van deze site? Typ `/contact.md`."),
        ("http://localhost:8000/iets-anders/", "Typ het adres dat ook een ander kan openen."),
        ("https://intranet/plan/", "Typ het adres dat ook een ander kan openen."),
    ],
)
def test_a_preview_of_this_site_is_told_with_its_page(target: str, hint: str) -> None:
    told = report(page(f"Lees [het laatste nieuws]({target}).") + CONTACT)
    assert told.startswith("content/voorbeeld.md:4: fout[link-kapot]\n")
    assert told.count("fout[") == 1
    assert f"  > {hint}" in told


def test_an_address_that_no_reader_can_open_is_told_wherever_it_is_typed() -> None:
    files = (
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
        "voet:\n  - titel: Het plein\n    naar: http://localhost:8000/\n"
    )
    front = "doen:\n  - titel: Bekijk het plan\n    naar: http://10.0.0.8/plan/\n"
    text = (
        "/// knop | Naar het plein\n    naar: https://www.plein. nl/\n///\n\n[het *plein*][1]\n\n[1]: http://nas.local/"
    )
    event = (
        "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Kom.\nbegin: 3 mei 2024\nsoort: congres\n"
        "aanmelden:\n  adres: http://localhost:8000/aanmelden/\n---\nKom.\n"
    )
    told = report(page(text, front) + files + event)
    assert [line for line in told.splitlines() if line.startswith("content/")] == [
        "content/bijeenkomsten/2024/feest.md:7: fout[waarde-onleesbaar]",
        "content/site.yaml:5: fout[link-kapot]",
        "content/voorbeeld.md:5: fout[link-kapot]",
        "content/voorbeeld.md:8: fout[link-kapot]",
        "content/voorbeeld.md:11: fout[link-kapot]",
    ]


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("Mailto:anna@voorbeeld.nl?subject=Soep & brood", "mailto:anna@voorbeeld.nl?subject=Soep%20%26%20brood"),
        ("tel:050 123 45 67", "tel:+31501234567"),
        ("webcal://www.voorbeeld.nl/agenda.ics", "webcal://www.voorbeeld.nl/agenda.ics"),
        ("http://www.voorbeeld.nl/cursus n/geld", "http://www.voorbeeld.nl/cursus%20n/geld"),
        ("https://voorbeeld.example/contact/", "../contact/"),
    ],
)
def test_what_is_understood_stands_in_the_page_as_a_browser_reads_it(target: str, href: str) -> None:
    made = site(example_site(page(f"Lees [hoe het gaat]({target}).") + CONTACT))
    assert [problem.message for problem in made.problems] == []
    assert f'<a href="{href}"' in made_page(made, "voorbeeld/index.html")


def test_a_calendar_of_this_site_to_follow_is_there() -> None:
    text = (
        "Zet [onze agenda](webcal://voorbeeld.example/agenda.ics) of [die](webcal://voorbeeld.example/agende.ics) erin."
    )
    assert report(page(text)).startswith(
        "content/voorbeeld.md:4: fout[link-kapot]\n  `webcal://voorbeeld.example/agende.ics` bestaat niet.\n"
    )


def test_a_link_that_goes_by_way_of_a_counter_is_told_without_naming_anybody() -> None:
    files = (
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
        "voet:\n  - titel: De krant\n    naar: https://krant.example/?utm_source=alliantie\n"
        "-- content/organisaties/nibud.md --\n---\nnaam: Nibud\nsector: kennis\nwebsite: https://www.nibud.nl/?gclid=x\n---\n"
    )
    wrapped = "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fkrant.example%2Fplan&data=anna%40elders.nl"
    told = report(page(f"Lees [het plan]({wrapped}) of dit: {wrapped}") + files)
    assert "anna" not in told
    assert told == snapshot("""\
content/organisaties/nibud.md:4: let op[link-omweg]
  In deze link staat iets wat bijhoudt wie er klikt: `gclid`.
  > Typ het echte adres: `https://www.nibud.nl/`.
content/site.yaml:5: let op[link-omweg]
  In deze link staat iets wat bijhoudt wie er klikt: `utm_source`.
  > Typ het echte adres: `https://krant.example/`.
content/voorbeeld.md:4: let op[link-kaal]
  Deze link is een webadres: `https://krant.example/plan`.
  > Schrijf wat daar te vinden is: `[de naam van de site](https://krant.example/plan)`.
content/voorbeeld.md:4: let op[link-omweg]
  Deze link gaat niet recht naar de pagina, maar eerst langs een controle van Outlook.
  > Typ het echte adres: `https://krant.example/plan`.
""")


@pytest.mark.parametrize(
    "target",
    [
        "https://voorbeeld.sharepoint.com/sites/team/plan.docx",
        "https://voorbeeld-my.sharepoint.com/:w:/g/personal/noor/Eab?e=x1",
        "https://onedrive.live.com/?id=root",
        "https://1drv.ms/w/s!abc",
        "https://drive.google.com/drive/folders/1a2b",
        "https://drive.google.com/file/d/1a2b/view?usp=sharing",
        "https://docs.google.com/document/d/1a/edit",
        "https://docs.google.com/forms/d/1a/edit",
        "https://www.dropbox.com/s/abc/plan.pdf?dl=0",
        "https://www.dropbox.com/home/plan",
        "https://app.box.com/s/abc",
        "https://we.tl/t-abc",
        "https://www.icloud.com/iclouddrive/0a",
        "https://teams.microsoft.com/l/channel/19%3aabc/Algemeen",
        "https://teams.microsoft.com/l/file/19",
        "https://voorbeeld.slack.com/archives/C0",
        "https://trello.com/b/abc/plan",
        "https://voorbeeld.atlassian.net/wiki/spaces/A",
        "https://outlook.office.com/mail/inbox/id/a",
        "https://mail.google.com/mail/u/0/#inbox/a",
        "https://www.voorbeeld.nl/wp-admin/post.php?post=1&action=edit",
        "https://www.voorbeeld.nl/nieuws/?p=12&preview=true",
        "https://www.voorbeeld.nl/node/12/edit",
        "https://intranet.voorbeeld.nl/plan",
        "https://www.canva.com/design/abc/edit",
        "https://studio.youtube.com/video/abc/edit",
    ],
)
def test_a_link_that_only_an_insider_can_open_is_told_with_why_and_what_else(target: str) -> None:
    (found,) = site(example_site(page(f"Lees [het plan voor het plein]({target})."))).problems
    assert (found.rule.id, found.severity, found.place.line) == ("link-besloten", "warning", 4)
    assert found.hint.endswith(".")
    assert target not in found.hint


@pytest.mark.parametrize(
    "target",
    [
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
        "https://teams.live.com/meet/93",
        "https://docs.google.com/forms/d/e/1a/viewform",
        "https://docs.google.com/document/d/e/1a/pub",
        "https://forms.office.com/e/abc",
        "https://forms.gle/abc",
        "https://www.youtube.com/watch?v=abc",
        "https://sites.google.com/view/plein",
        "https://calendar.google.com/calendar/embed?src=a",
        "https://www.voorbeeld.nl/administratie/",
        "https://www.voorbeeld.nl/over/beheer/",
        "https://www.sharepointgids.nl/",
    ],
)
def test_a_link_that_opens_for_everybody_is_left_alone(target: str) -> None:
    assert report(page(f"Lees [het plan voor het plein]({target}).")) == ""


def test_an_address_above_a_text_is_read_as_any_other() -> None:
    event = (
        "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Kom.\nbegin: 3 april 2024\n"
        "soort: congres\naanmelden:\n  adres: {}\n---\nKom.\n"
    )
    assert report(event.format("https://voorbeeld.example/contact/") + CONTACT) == ""
    gone = report(event.format("https://voorbeeld.example/contcat/") + CONTACT)
    assert gone.startswith("content/bijeenkomsten/2024/feest.md:7: fout[link-kapot]\n")
    assert "  > Bedoel je `https://voorbeeld.example/contact/`?" in gone
    inside = report(event.format("https://drive.google.com/drive/folders/1a2b"))
    assert inside.startswith("content/bijeenkomsten/2024/feest.md:7: let op[link-besloten]\n")
    own = report(event.format("http://localhost:8000/contact/?nu=1") + CONTACT)
    assert "met `/contact/` erachter" in " ".join(own.split())
