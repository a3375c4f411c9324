"""How a text is put together: what stands out, what heads, what lists, and what a text promises."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


def rules_told(text: str, front: str = "") -> list[str]:
    """Return the rules that a page breaks."""
    return [line.partition("[")[2][:-1] for line in report(page(text, front)).splitlines() if line[:8] == "content/"]


def test_bold_is_for_a_few_words() -> None:
    text = (
        "**Neem altijd je pas mee, want zonder pas laten we je niet binnen.** Ook niet even.\n\n"
        "**Wie onder de zes jaar is, zwemt alleen samen met iemand die een diploma heeft en ouder is.** Vraag het bij "
        "de balie, waar elke dag iemand zit die het weet.\n"
    )
    assert report(page(text)) == snapshot("""\
content/voorbeeld.md:4: let op[vet-alles]
  Van deze alinea zijn 13 van de 16 woorden vet.
  > Zet alleen om de belangrijkste woorden sterretjes: `**twee woorden**`.
content/voorbeeld.md:6: let op[vet-alles]
  Hier staan 18 woorden achter elkaar vet.
  > Zet alleen om de belangrijkste woorden sterretjes: `**twee woorden**`.
""")


@pytest.mark.parametrize(
    "text",
    [
        "**Let op:** de volgende keer is de vergadering in Emmen.",
        "**Het begint in mei.**",
        "- **Podium:** huren kan bij de gemeente.\n- **Tuin:** helpen kan elke zaterdag.",
        "> **Ik dacht dat ik de enige was met een doos vol brieven onder de trap, en dat bleek niet zo te zijn.**",
    ],
)
def test_a_few_bold_words_and_a_bold_quote_are_fine(text: str) -> None:
    assert rules_told(text) == []


def test_a_whole_sentence_is_not_slanted() -> None:
    text = "*Wij vragen je om rekening te houden met mensen die rustig hun baantjes willen trekken.*"
    assert report(page(text)) == snapshot("""\
content/voorbeeld.md:4: let op[cursief-lang]
  Hier staan 15 woorden schuin.
  > Haal de sterretjes weg. Moet het opvallen? Gebruik dan het blok `/// let-op`.
""")


def test_a_long_title_in_a_sentence_may_be_slanted() -> None:
    title = "*Aan het einde van de straat staat een boom die alles heeft gezien*"
    assert rules_told(f"Het gedicht {title} hangt bij de tuin.") == []


def test_plusses_do_not_underline() -> None:
    assert report(page("Neem ++altijd++ je pas mee. Wij leren C++ en rekenen 1 ++ 2.")) == snapshot("""\
content/voorbeeld.md:4: fout[onderstreept]
  Hier staat `++altijd++`. De lezer ziet die plusjes.
  > Typ `**altijd**`, of haal de plusjes weg.
""")


def test_a_bold_line_above_a_text_is_a_heading_of_the_next_level() -> None:
    assert report(page("## Verslag\n\n**1. Opening:**\n\nAnna opent.\n\n*Rondvraag*\n\n- Piet\n- Ria")) == snapshot("""\
content/voorbeeld.md:6: let op[nepkop]
  Dit lijkt een kop, maar is het niet: “1. Opening:”.
  > Typ `### 1. Opening`.
content/voorbeeld.md:10: let op[nepkop]
  Dit lijkt een kop, maar is het niet: “Rondvraag”.
  > Typ `### Rondvraag`.
""")


@pytest.mark.parametrize(
    "text",
    [
        "**Het begint in mei.**\n\nKom ook.",
        "Kom ook.\n\n**Anna Bos**",
        "**Anna Bos**, voorzitter\n\nZij opent.",
        "*Uit: De Huurderskrant, nummer 4*\n\nMet dank.",
        "> **Samen**\n>\n> Dat was het woord.",
    ],
)
def test_a_sentence_a_name_and_a_source_are_no_headings(text: str) -> None:
    assert "nepkop" not in rules_told(text)


def test_items_that_end_in_different_ways_are_told_once() -> None:
    assert report(page("- een plan maken;\n- partners vragen,\n- beginnen")) == snapshot("""\
content/voorbeeld.md:4: tip[lijst-stijl]
  De punten van deze lijst eindigen niet op dezelfde manier.
  > Haal achter elk punt de puntkomma of de komma weg. Een zin houdt zijn punt.
""")


@pytest.mark.parametrize("text", ["- een\n- twee\n- drie.", "- een;\n- twee;\n- drie.", "1. Kom.\n2. Kijk, en zie"])
def test_items_that_end_alike_are_fine(text: str) -> None:
    assert rules_told(text) == []


def test_a_long_saying_has_a_block() -> None:
    saying = "Ik dacht dat ik de enige was met een doos vol brieven onder de trap, en toen kwam mijn buurvrouw."
    assert report(page(f"“{saying}”\n\n“{saying}”, zegt zij.\n\n> {saying}"), about="citaat-los") == snapshot("""\
content/voorbeeld.md:4: tip[citaat-los]
  Deze alinea is een uitspraak van 20 woorden.
  > Zet er `/// citaat | Naam` boven en `///` onder, en haal de aanhalingstekens weg.
""")


def test_a_table_has_names_above_its_columns_and_a_title() -> None:
    text = (
        "| | |\n| --- | --- |\n| huur | 600 |\n\nTabel: Uren\n\n| | Dag | | Leeg | Uur |\n"
        "| --- | --- | --- | --- | --- |\n| **a** | 1 | 2 | | 3 |"
    )
    assert report(page(text)) == snapshot("""\
content/voorbeeld.md:4: fout[tabel-zonder-kop]
  De kolommen van deze tabel hebben geen naam.
  > Zet in de bovenste rij boven elke kolom wat eronder staat.
content/voorbeeld.md:4: tip[tabel-zonder-titel]
  Boven deze tabel staat geen titel.
  > Zet erboven, met een lege regel ertussen: `Tabel: wat erin staat`.
content/voorbeeld.md:10: let op[tabel-breed]
  Deze tabel heeft 5 kolommen.
  > Maak er twee tabellen van, draai rijen en kolommen om, of maak er een lijst van.
content/voorbeeld.md:10: let op[tabel-lege-kolom]
  Kolom “Leeg” van deze tabel is leeg.
  > Haal de kolom weg, of vul de kolom in.
content/voorbeeld.md:10: fout[tabel-zonder-kop]
  Kolom 3 van deze tabel heeft geen naam.
  > Zet in de bovenste rij, boven kolom 3, wat eronder staat.
""")


def test_the_corner_above_the_names_of_rows_may_be_empty() -> None:
    assert rules_told("Tabel: Uren\n\n| | Dag |\n| --- | --- |\n| **Emmen** | 1 |\n| **Borger** | 2 |") == []


def test_a_column_of_pictures_is_not_empty() -> None:
    house = "-- content/media/huis.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\n"
    shown = "Tabel: Huizen\n\n| Plaats | Huis |\n| --- | --- |\n| Emmen | ![Een rij huizen.](/media/huis.svg) |\n"
    assert report(page(shown) + house) == ""
    bare = shown.replace("| Huis |", "| |").replace("| Emmen |", "| **Emmen** |")
    assert "Kolom 2 van deze tabel heeft geen naam." in report(page(bare) + house)


def test_a_number_above_a_list_is_the_number_of_its_items() -> None:
    text = "We gaven vier workshops:\n\n- a\n- b\n- c\n\nDit zijn twee goede tips:\n\n1. a\n2. b\n3. c"
    assert report(page(text)) == snapshot("""\
content/voorbeeld.md:4: let op[belofte-aantal]
  Hier staat “vier workshops”, maar de lijst heeft er 3.
  > Maak er 3 van, of zet in de lijst wat er ontbreekt.
content/voorbeeld.md:10: let op[belofte-aantal]
  Hier staat “twee tips”, maar de lijst heeft er 3.
  > Maak er 3 van, of haal uit de lijst wat er te veel is.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Er waren drie sprekers:\n\n- a\n- b\n- c",
        "Na twee jaar weten we dit:\n\n- a\n- b\n- c",
        "Dit deden we met vier partners:\n\n- a\n- b",
        "Dit leer je in drie uren:\n\n- a\n- b",
        "De drie vragen stonden centraal. Dit kwam eruit:\n\n- a\n- b",
    ],
)
def test_other_numbers_are_no_promise(text: str) -> None:
    assert "belofte-aantal" not in rules_told(text)


def test_the_workshops_of_an_event_are_counted_too() -> None:
    event = (
        "-- content/bijeenkomsten/2024/dag.md --\n---\ntitel: Dag\nkort: Wij leren.\nbegin: 3 april 2024\n"
        "soort: congres\nworkshops:\n  - titel: Wonen\n  - titel: Zorg\n---\n"
        "Er waren vier workshops. Vorige keer waren er drie workshops.\n\nMede mogelijk gemaakt door:\n"
    )
    assert report(event) == snapshot("""\
content/bijeenkomsten/2024/dag.md:10: let op[belofte-aantal]
  Hier staat “vier workshops”, maar bij `workshops` staan er 2.
  > Maak er 2 van, of zet de andere erbij onder `workshops`.
content/bijeenkomsten/2024/dag.md:12: let op[belofte-leeg]
  Deze zin eindigt met een dubbele punt, maar er komt niets: “… mogelijk gemaakt door:”.
  > Zet bovenaan `mogelijk-gemaakt-door: [namen van organisaties]`, of haal de zin weg.
""")
    thanks = "mogelijk-gemaakt-door: huis\nworkshops:"
    partner = "-- content/organisaties/huis.md --\n---\nnaam: Huis\nsector: wonen\n---\nTekst.\n"
    assert report(event.replace("workshops:", thanks, 1).replace("vier", "2") + partner) == ""


def test_after_a_colon_something_comes() -> None:
    assert report(page("De dag is mede mogelijk gemaakt door:\n\n## Verder\n\nWij gaan:")) == snapshot("""\
content/voorbeeld.md:4: let op[belofte-leeg]
  Deze zin eindigt met een dubbele punt, maar er komt niets: “… mogelijk gemaakt door:”.
  > Zet eronder wat er moet komen, of haal de zin weg.
content/voorbeeld.md:8: let op[belofte-leeg]
  Deze zin eindigt met een dubbele punt, maar er komt niets: “… Wij gaan:”.
  > Zet eronder wat er moet komen, of haal de zin weg.
""")


@pytest.mark.parametrize("below", ["- a\n- b", "Een alinea.", "/// let-op\nTekst.\n///", "1. a"])
def test_whatever_comes_after_a_colon_is_enough(below: str) -> None:
    assert rules_told(f"Dit doen we:\n\n{below}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Bekijk de video hieronder.",
        "Bekijk hieronder de animatievideo over het onderzoek.",
        "In de video zie je hoe dat gaat.",
        "Het bestuur koos voor onderstaand model.",
        "Op de foto zie je de volle zaal.",
        "In de tabel zie je wie er kwam.",
        "In de bijlage lees je de vragen.",
        "Download het werkblad bij deze les.",
    ],
)
def test_what_a_text_shows_is_there(text: str) -> None:
    assert "belofte-beeld" in rules_told(text)


def test_what_to_do_about_something_that_is_not_there() -> None:
    assert report(page("Op de foto zie je de zaal.\n\nIn de bijlage lees je de vragen.")) == snapshot("""\
content/voorbeeld.md:4: let op[belofte-beeld]
  Deze zin noemt een afbeelding, maar er staat er geen.
  > Zet de afbeelding erbij: `![wat er te zien is](bestand.jpg)`. Of haal de zin weg.
content/voorbeeld.md:6: let op[belofte-beeld]
  Deze zin noemt een document, maar er staat er geen.
  > Zet het document erbij met het blok `/// download`, of haal de zin weg.
""")


@pytest.mark.parametrize(
    "text",
    [
        "De scholen keken samen naar een video over pesten. Op school hangt een foto van het team.",
        "Bekijk [de video over de taalmarkt](https://elders.nl/video).",
        "De tekening hangt in de zaal.",
        "Tabel: Wie er kwam\n\n| A | B |\n| --- | --- |\n| a | 2 |\n\nIn de tabel zie je wie er kwam.",
    ],
)
def test_what_is_elsewhere_or_really_there_is_fine(text: str) -> None:
    assert "belofte-beeld" not in rules_told(text)
