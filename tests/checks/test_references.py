"""A name that stands for something kept elsewhere is found there."""

from inline_snapshot import snapshot

from tests.checks.reporting import page, report

NOOR = "-- content/personen/noor.md --\n---\nnaam: Noor Bakker\nrol: lid\n---\n"
HOUSE = "-- content/organisaties/huis.md --\n---\nnaam: Huis\nsector: wonen\n---\nTekst.\n"
SITE = "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl\n"
FACTS = "-- content/feiten.yaml --\npartners: 42\njaren: 20\n"


def event(lines: str) -> str:
    start = "titel: De dag\nkort: Een dag.\nbegin: 3 april 2024\nsoort: congres\n"
    return f"-- content/bijeenkomsten/2024/dag.md --\n---\n{start}{lines}---\nTekst.\n"


def test_people_are_looked_up_wherever_they_are_named() -> None:
    text = "/// contact\n    persoon: nor\n///"
    assert report(page(text, "contact: [noor, pit]\n") + NOOR + f"{SITE}contact: noor-bakker\n") == snapshot("""\
content/site.yaml:3: fout[onbekend-persoon]
  `noor-bakker` staat niet bij de personen.
  > Maak het bestand `content/personen/noor-bakker.md`.
content/voorbeeld.md:3: fout[onbekend-persoon]
  `pit` staat niet bij de personen.
  > Maak het bestand `content/personen/pit.md`.
content/voorbeeld.md:6: fout[onbekend-persoon]
  `nor` staat niet bij de personen.
  > Bedoel je `noor`? Of maak het bestand `content/personen/nor.md`.
""")


def test_organisations_are_looked_up_wherever_they_are_named() -> None:
    lines = "mogelijk-gemaakt-door: [huis, huiz]\nworkshops:\n  - titel: Wonen\n    organisaties: hius\n"
    person = NOOR.replace("rol: lid", "rol: lid\norganisatie: hus")
    assert report(event(lines) + HOUSE + person) == snapshot("""\
content/bijeenkomsten/2024/dag.md:6: fout[onbekend-organisatie]
  `huiz` staat niet bij de organisaties.
  > Bedoel je `huis`? Of maak het bestand `content/organisaties/huiz.md`.
content/bijeenkomsten/2024/dag.md:9: fout[onbekend-organisatie]
  `hius` staat niet bij de organisaties.
  > Bedoel je `huis`? Of maak het bestand `content/organisaties/hius.md`. Of typ de naam voluit, met
    hoofdletters.
content/personen/noor.md:4: fout[onbekend-organisatie]
  `hus` staat niet bij de organisaties.
  > Bedoel je `huis`? Of maak het bestand `content/organisaties/hus.md`.
""")


def test_a_name_with_capitals_needs_no_record() -> None:
    lines = "programma:\n  - titel: Opening\n    wie: [Jan de Vries, noor]\n"
    assert report(event(lines) + NOOR) == ""


def test_topics_are_looked_up_when_the_site_lists_them() -> None:
    assert report(page("Tekst.", "onderwerpen: [wonnen]\n")) == ""
    sections = (
        "nieuwsbrief:\n  rubrieken:\n    - naam: huis\n      titel: Huis\n"
        "      onderwerpen:\n        - wonen\n        - zorg\n"
        "    - naam: hulp\n      titel: Hulp\n      onderwerpen: [hulp]\n"
    )
    site = f"{SITE}onderwerpen:\n  wonen: Wonen\n{sections}"
    assert report(page("Tekst.", "onderwerpen: [wonnen]\n") + site) == snapshot("""\
content/site.yaml:11: fout[onbekend-onderwerp]
  `zorg` staat niet bij de onderwerpen.
  > Kies uit: `wonen`. Of zet `zorg` in `content/site.yaml` onder `onderwerpen:`.
content/site.yaml:14: fout[onbekend-onderwerp]
  `hulp` staat niet bij de onderwerpen.
  > Kies uit: `wonen`. Of zet `hulp` in `content/site.yaml` onder `onderwerpen:`.
content/voorbeeld.md:3: fout[onbekend-onderwerp]
  `wonnen` staat niet bij de onderwerpen.
  > Bedoel je `wonen`? Of zet `wonnen` in `content/site.yaml` onder `onderwerpen:`.
""")


def test_figures_are_looked_up_in_texts_in_blocks_and_in_front_matter() -> None:
    text = "Wij zijn met {feit:partner} partners.\n\n/// cijfers\n    feiten: [jaren, jarn]\n///"
    assert report(page(text, "cijfers: [partners, gezinnen]\n") + FACTS) == snapshot("""\
content/voorbeeld.md:3: fout[onbekend-feit]
  `gezinnen` staat niet bij de feiten.
  > Zet `gezinnen` met het getal in `content/feiten.yaml`.
content/voorbeeld.md:5: fout[onbekend-feit]
  `partner` staat niet bij de feiten.
  > Bedoel je `partners`? Of zet `partner` met het getal in `content/feiten.yaml`.
content/voorbeeld.md:8: fout[onbekend-feit]
  `jarn` staat niet bij de feiten.
  > Bedoel je `jaren`? Of zet `jarn` met het getal in `content/feiten.yaml`.
""")


def test_a_record_that_does_not_show_yet_is_told_as_such() -> None:
    people = (
        "-- content/personen/noor.md --\n---\nnaam: Noor Bakker\nrol: lid\nconcept: ja\n---\n"
        "-- content/personen/piet.md --\n---\nnaam: Piet Bos\nrol: lid\npubliceer: 3 juni 2024\n---\n"
    )
    assert report(page("Tekst.", "contact: [noor, piet]\n") + people) == snapshot("""\
content/voorbeeld.md:3: fout[onbekend-persoon]
  `content/personen/noor.md` is nog een concept.
  > Haal in `content/personen/noor.md` de regel `concept: ja` weg.
content/voorbeeld.md:3: fout[onbekend-persoon]
  `content/personen/piet.md` telt pas mee vanaf 3 juni 2024.
  > Haal in `content/personen/piet.md` de regel `publiceer` weg, of noem dit hier pas later.
""")


def test_a_record_with_faults_of_its_own_is_told_once() -> None:
    assert report(page("Tekst.", "contact: noor\n") + NOOR.replace("rol", "rool")).count("[onbekend-persoon]") == 0
