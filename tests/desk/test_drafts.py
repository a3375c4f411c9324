"""A draft in the desk: it is never out of sight, what it still needs is told, and it is done when that is done."""

from __future__ import annotations

import pytest

from tests.desk.served import Served, eventually, words_of

DRAFT = "content/nieuws/2024/tuin.md"
EDITOR = f"/.redactie/tekst?pad={DRAFT}"


def screen(desk: Served, path: str) -> str:
    """Return the words of a screen once all is checked."""
    assert eventually(lambda: desk.desk.preview.is_checked)
    return words_of(desk.ask(path)[1])


@pytest.mark.parametrize("line", ["kort:", "kort: Kom kijken.\ndatum: 31 juni 2024", "kort: Kom.\nkotr: Kom."])
def test_a_draft_in_which_something_lacks_is_in_the_list_by_its_title(own: Served, line: str) -> None:
    own.write(DRAFT, f"---\ntitel: De tuin is open\n{line}\nconcept: ja\n---\nEr bloeit van alles.\n")
    own.keeper.refresh()
    assert "De tuin is open concept" in screen(own, "/.redactie/")
    assert "De tuin is open concept" in screen(own, "/.redactie/?zoek=tuin")
    assert screen(own, EDITOR).startswith("De tuin is open – Redactie")


def test_a_text_with_a_fault_keeps_its_title(own: Served) -> None:
    own.write(DRAFT, '---\ntitel: "De tuin is open"\ndatum: 31 juni 2024\n---\nEr bloeit van alles.\n')
    own.keeper.refresh()
    assert "De tuin is open tegengehouden" in screen(own, "/.redactie/")


def test_of_a_draft_one_reads_what_would_keep_it_from_the_site(own: Served) -> None:
    own.write(DRAFT, _draft("Afgelopen zaterdag ging de tuin open: [klik hier](/over.md)."))
    own.keeper.refresh()
    said = screen(own, "/.redactie/bekijk?adres=/nieuws/2024/tuin/")
    assert "Bij deze pagina is niets te melden." not in said
    assert "nog te doen nieuws/2024/tuin.md, regel 7 “klik hier” zegt niet waar de link naartoe gaat." in said
    assert "tip nieuws/2024/tuin.md, regel 7 “Afgelopen zaterdag” klopt alleen als je dit nu leest." in said
    assert "Dit moet nog, voor het op de site kan" in screen(own, EDITOR)


def test_a_draft_that_names_what_is_not_there_hears_that(own: Served) -> None:
    text = _draft("Lees [wie wij zijn](/over-ons.md), of kijk bij [het idee](/nieuws/2024/idee.md).")
    own.write(DRAFT, text.replace("concept: ja", "contact: [noor]\nconcept: ja"))
    own.keeper.refresh()
    said = screen(own, EDITOR)
    assert "noor" in said.partition("nog te doen nieuws/2024/tuin.md, regel 5")[2][:60]
    assert "/over-ons.md bestaat niet." in said
    assert "idee.md bestaat niet" not in said


def test_what_an_author_asked_not_to_hear_is_not_told_of_a_draft(own: Served) -> None:
    text = _draft("Afgelopen zaterdag ging de tuin open.")
    asked = "niet-melden:\n  - datum-betrekkelijk: dit is een citaat\nconcept: ja"
    own.write(DRAFT, text.replace("concept: ja", asked))
    own.keeper.refresh()
    assert "Bij deze pagina is niets te melden." in screen(own, "/.redactie/bekijk?adres=/nieuws/2024/tuin/")


def test_a_draft_with_something_left_to_do_is_not_done_yet(own: Served) -> None:
    own.write(DRAFT, _draft("Meer weten? [klik hier](/over.md)."))
    own.keeper.refresh()
    response, _ = own.send("/.redactie/af", pad=DRAFT)
    assert response.headers["location"].endswith("&gedaan=nog-niet")
    assert "blijft nog een concept. Doe eerst wat hieronder staat." in screen(own, f"{EDITOR}&gedaan=nog-niet")
    assert "concept: ja" in (own.root / DRAFT).read_text(encoding="utf-8")


def test_a_text_without_a_page_is_saved_and_done_in_one(own: Served) -> None:
    path = "content/personen/noor-de-boer.md"
    own.write(path, "---\nnaam: Noor de Boer\nrol: coach\nconcept: ja\n---\n")
    own.keeper.refresh()
    body = own.ask(f"/.redactie/tekst?pad={path}")[1]
    assert "Bewaar, dit is af" in words_of(body)
    version = body.partition('name="versie" value="')[2].partition('"')[0]
    typed = "---\nnaam: Noor de Boer\nrol: tuinvrouw\nconcept: ja\n---\n"
    response, _ = own.send("/.redactie/tekst", pad=path, tekst=typed, versie=version, af="ja")
    assert response.headers["location"] == "/.redactie/publiceren"
    assert (own.root / path).read_text(encoding="utf-8") == "---\nnaam: Noor de Boer\nrol: tuinvrouw\n---\n"
    body = own.ask(f"/.redactie/tekst?pad={path}")[1]
    assert "dit is af" not in body
    response, _ = own.send("/.redactie/tekst", pad=path, tekst=typed, versie="oud")
    assert response.status == 409
    version = body.partition('name="versie" value="')[2].partition('"')[0]
    response, _ = own.send("/.redactie/tekst", pad=path, tekst=typed.replace("vrouw", "man"), versie=version)
    assert "Je tekst is bewaard." in words_of(own.ask(response.headers["location"])[1])


def _draft(text: str) -> str:
    return f"---\ntitel: De tuin is open\nkort: Kom kijken.\ndatum: 1 mei 2024\nconcept: ja\n---\n{text}\n"
