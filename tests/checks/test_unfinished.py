"""What nobody filled in yet never reaches a reader in silence: dots, an example of ours, a page without a text."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import checked, report
from tests.sites import concise

POST = "-- content/nieuws/2024/soep.md --\n---\ntitel: Soep\nkort: {}\ndatum: 1 mei 2024\n{}---\n{}\n"


def told(summary: str = "Kom eten in het huis.", front: str = "", text: str = "Er is soep.") -> str:
    return concise(checked(POST.format(summary, front, text)))


@pytest.mark.parametrize("typed", ["…", "...", ". . .", "Vul hier in: waar het over gaat", '"…"'])
def test_a_key_with_what_stands_for_a_text_still_to_come_is_an_error(typed: str) -> None:
    assert told(typed) == ("content/nieuws/2024/soep.md:3: fout[nog-invullen] Achter `kort` moet nog iets komen.")


@pytest.mark.parametrize("typed", ["En toen … was het stil.", "Wordt vervolgd...", "Vul hierin je naam in."])
def test_dots_in_a_sentence_are_a_sentence(typed: str) -> None:
    assert "nog-invullen" not in told(typed)


def test_what_is_not_filled_in_is_told_on_the_line_of_its_key() -> None:
    assert report(
        POST.format(
            "…", "afbeelding:\n  bestand: /media/a.svg\n  alt: …\ncitaat:\n  tekst: ...\n", "Schrijf hier je tekst."
        )
        + "-- content/media/a.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>\n"
    ) == snapshot("""\
content/nieuws/2024/soep.md:3: fout[nog-invullen]
  Achter `kort` moet nog iets komen.
  > Typ achter `kort:` wat er moet staan, of zet `concept: ja` erbij tot je het weet.
content/nieuws/2024/soep.md:7: fout[nog-invullen]
  Achter `alt` moet nog iets komen.
  > Typ achter `alt:` wat er moet staan, of zet `concept: ja` erbij tot je het weet.
content/nieuws/2024/soep.md:9: fout[nog-invullen]
  Achter `tekst` moet nog iets komen.
  > Typ achter `tekst:` wat er moet staan, of zet `concept: ja` erbij tot je het weet.
content/nieuws/2024/soep.md:11: fout[nog-invullen]
  Hier moet nog een tekst komen.
  > Schrijf hier je eigen tekst, of zet `concept: ja` boven de tekst tot je hem af hebt.
""")


@pytest.mark.parametrize(
    ("front", "key"),
    [
        ("afbeelding:\n  bestand: /media/a.svg\n  alt: Twee vrouwen praten aan een keukentafel\n", "alt"),
        ("afbeelding:\n  bestand: /media/a.svg\n  alt: Het huis\n  fotograaf: Jan Voorbeeld\n", "fotograaf"),
        ("oproep:\n  sluit: 9 mei 2024\n  inzenden:\n    mail: naam@voorbeeld.nl\n", "mail"),
        ("oproep:\n  sluit: 9 mei 2024\n  inzenden:\n    adres: https://www.voorbeeld.nl\n", "adres"),
        ("oproep:\n  sluit: 9 mei 2024\n  wij-bieden: [begeleiding bij je plan]\n", "wij-bieden"),
        ('citaat:\n  tekst: "Je leert het meest van elkaar."\n', "tekst"),
    ],
)
def test_an_example_of_the_explanation_is_told_at_its_key(front: str, key: str) -> None:
    drawing = "\n-- content/media/a.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"
    assert f"let op[voorbeeld-gebleven] Achter `{key}` staat nog het voorbeeld uit de uitleg" in told(
        front=front, text=f"Er is soep.{drawing}"
    )


@pytest.mark.parametrize(
    "target", ["https://www.voorbeeld.nl", "https://www.voorbeeld.nl/", "mailto:naam@voorbeeld.nl"]
)
def test_an_example_of_an_address_is_told_in_a_text(target: str) -> None:
    assert told(text=f"Lees [het plan van de buurt]({target}).") == (
        f"content/nieuws/2024/soep.md:6: let op[voorbeeld-gebleven] Dit is nog het voorbeeld uit de uitleg: `{target}`."
    )


@pytest.mark.parametrize(
    "front",
    [
        "oproep:\n  sluit: 9 mei 2024\n  gebied: Groningen\n  inzenden:\n    mail: noor@voorbeeld.nl\n",
        "citaat:\n  tekst: Je leert het meest van je buren.\n  door: Een deelnemer\n",
    ],
)
def test_what_can_be_true_is_no_example(front: str) -> None:
    assert told(front=front) == ""


@pytest.mark.parametrize("path", ["nieuws/2024/soep", "soep"])
def test_a_page_without_a_text_is_told_on_its_last_line(path: str) -> None:
    front = "titel: Soep\nkort: Kom eten in het huis.\n" + ("datum: 1 mei 2024\n" if "/" in path else "")
    home = f"-- content/index.md --\n---\ntitel: Welkom\n---\nLees [over de soep](/{path}.md).\n"
    made = checked(f"{home}-- content/{path}.md --\n---\n{front}---\n\n")

    lines = 3 + front.count("\n") - 1
    assert concise(made) == (
        f"content/{path}.md:{lines}: let op[nog-niet-af] Onder de titel en `kort` staat nog geen tekst."
    )


@pytest.mark.parametrize("name", ["zoeken", "partners", "toegankelijkheid"])
def test_an_introduction_to_what_the_program_makes_may_have_no_text(name: str) -> None:
    assert "nog-niet-af" not in concise(checked(f"-- content/{name}.md --\n---\ntitel: Kijk hier\n---\n"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_counts_as_one(end: str) -> None:
    typed = POST.format("…", "", "Er is soep.").partition(" --\n")[2].replace("\n", end)
    made = checked(f"-- content/nieuws/2024/soep.md --\n{typed}")
    assert concise(made).endswith(":3: fout[nog-invullen] Achter `kort` moet nog iets komen.")


def test_a_list_may_have_no_text_of_its_own_and_neither_an_event_whose_facts_say_enough() -> None:
    made = checked(
        "-- content/nieuws/index.md --\n---\ntitel: Nieuws\nkort: Wat er gebeurt.\n---\n"
        "-- content/bijeenkomsten/2024/soep.md --\n---\ntitel: Soep\nkort: Kom eten.\nbegin: 9 mei 2024 18.00 uur\n"
        "eind: 20.00 uur\nsoort: bijeenkomst\n---\n"
    )
    assert concise(made) == ""
