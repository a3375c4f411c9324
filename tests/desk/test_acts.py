"""A text taken away, moved or drawn back, with its readers, its links and the way back; and a photo on one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.desk.served import SITE, Served, eventually, serving, words_of
from tests.desk.test_writing import sent
from tests.photos import saved, scene
from tests.sites import lay_out, moment_of

FEAST, OVER, IDEA = "content/nieuws/2024/feest.md", "content/over.md", "content/nieuws/2024/idee.md"
LESSON = """---
titel: Praten over geld
kort: Je oefent een gesprek.
soort: training
aanbieder: brug
leervorm: doen
doelgroep: [vrijwilligers]
duur: 2 uur
---
Je leert hoe je begint.
"""
PICTURED = SITE.replace(
    "onderwerpen: [wonen]\n---",
    "onderwerpen: [wonen]\nafbeelding:\n  bestand: /media/feest.jpg\n  alt: Een vlag.\n---",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A desk of a site that is public: a post with a photo, that two other texts link to."""
    root = lay_out(tmp_path / "project", PICTURED)
    (root / "content/media").mkdir()
    (root / "content/media/feest.jpg").write_bytes(saved(scene((400, 300))))
    links = {"over": "[het feest](/nieuws/2024/feest.md)", "index": "[feest](nieuws/2024/feest/)"}
    for name, link in links.items():
        place = root / f"content/{name}.md"
        place.write_text(place.read_text(encoding="utf-8") + f"\nLees {link}.\n", encoding="utf-8")
    with serving(root, memory=tmp_path / "memory") as served:
        assert served.send("/.redactie/publiceren")[0].status == 200
        yield served


def told(desk: Served) -> list[str]:
    """Return what stands in the way of publishing, once all is checked."""
    return [f"{it.place.path}:{it.place.line} {it.rule.id}" for it in desk.desk.preview.checked().problems if it.stops]


def ledger(desk: Served) -> dict[str, str]:
    lines = (desk.root / "content/adressen.txt").read_text(encoding="utf-8").splitlines()
    return {line.split(" ")[0]: line.partition(" ")[2] for line in lines if line.startswith("/")}


def screen(desk: Served, act: str, path: str) -> str:
    return words_of(desk.ask(f"/.redactie/{act}?{urlencode({'pad': path})}")[1])


def publish(desk: Served) -> str:
    body = desk.send("/.redactie/publiceren")[1]
    return words_of(re.search(r'<p class="done".*?</p>|<div class="wrong".*?</div>', body, re.DOTALL)[0])  # type: ignore[index]


# ── Away ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_takes_a_public_text_away_sees_what_its_readers_get_and_who_links_to_it(desk: Served) -> None:
    said = screen(desk, "weg", FEAST)
    assert "Deze tekst stond op de site. Wat krijgen lezers die het adres nog hebben?" in said
    assert "Dit gaat mee, want geen andere tekst noemt het: media/feest.jpg." in said
    assert "Deze teksten verwijzen ernaar" in said
    assert "Welkom in Eexterzandvoort, regel 7 Over ons, regel 7" in said


def test_an_event_that_is_called_off_keeps_its_page_for_whoever_meant_to_come(desk: Served) -> None:
    path = "content/bijeenkomsten/2024/open-dag.md"
    assert "Gaat het niet door? Laat de pagina dan staan." in screen(desk, "weg", path)
    response, _ = desk.send("/.redactie/weg", pad=path, hoe="afgelast")
    assert response.headers["Location"] == f"/.redactie/bekijk?{urlencode({'adres': '/bijeenkomsten/2024/open-dag/'})}"
    assert "\nafgelast: ja\n---\n" in (desk.root / path).read_text(encoding="utf-8")
    assert "Deze bijeenkomst gaat niet door." in words_of(desk.ask("/bijeenkomsten/2024/open-dag/")[1])
    assert told(desk) == []
    assert "Gaat het niet door?" not in screen(desk, "weg", path)


@pytest.mark.parametrize("begin", ["11 april 2024 10.00 uur", "1 april 2024"])
def test_an_event_that_is_over_cannot_be_called_off(desk: Served, begin: str) -> None:
    path = "content/bijeenkomsten/2024/open-dag.md"
    text = (desk.root / path).read_text(encoding="utf-8").replace("11 mei 2024 10.00 uur", begin)
    desk.write(path, text.replace("eind: 12.00 uur\n", ""))
    desk.keeper.refresh()
    assert "Gaat het niet door?" not in screen(desk, "weg", path)
    assert "Gaat het niet door?" not in screen(desk, "weg", FEAST)


def test_a_public_text_goes_and_its_address_says_so(desk: Served) -> None:
    response, _ = desk.send("/.redactie/weg", pad=FEAST, hoe="weg")
    assert (response.status, response.headers["Location"]) == (303, f"/.redactie/weg?{urlencode({'pad': FEAST})}")
    assert not (desk.root / FEAST).exists()
    assert not (desk.root / "content/media/feest.jpg").exists()
    assert ledger(desk)["/nieuws/2024/feest/"].endswith("ingetrokken")
    assert told(desk) == ["content/index.md:7 link-kapot"]
    assert any("content/over.md" in it.paths for it in desk.desk.preview.problems if it.stops)
    assert "Deze pagina is er niet meer" in desk.ask("/nieuws/2024/feest/")[1]


def test_a_public_text_goes_and_its_readers_and_links_go_to_another_page(desk: Served) -> None:
    for typed in ("ergens", "", " ", "/nieuws/2024/feest/", "https://elders.nl/"):
        response, body = desk.send("/.redactie/weg", pad=FEAST, hoe="door", naar=typed)
        assert (response.status, "Typ de titel of het adres van een pagina die er is." in body) == (422, True)
    desk.send("/.redactie/weg", pad=FEAST, hoe="door", naar="open dag")
    assert ledger(desk)["/nieuws/2024/feest/"].endswith("nu /bijeenkomsten/2024/open-dag/")
    assert "[het feest](/bijeenkomsten/2024/open-dag.md)" in (desk.root / OVER).read_text(encoding="utf-8")
    assert told(desk) == []
    assert publish(desk).startswith("De site staat klaar")
    assert "bijeenkomsten/2024/open-dag/" in (desk.root / "output/nieuws/2024/feest/index.html").read_text("utf-8")


@pytest.mark.parametrize("typed", ["/nieuws/", "Nieuws", "https://voorbeeld.nl/nieuws/"])
def test_an_address_may_lead_to_a_list(desk: Served, typed: str) -> None:
    desk.send("/.redactie/weg", pad=FEAST, hoe="door", naar=typed)
    assert ledger(desk)["/nieuws/2024/feest/"].endswith("nu /nieuws/")


@pytest.mark.parametrize("way", ["weg", "door"])
def test_what_was_taken_away_comes_back_with_its_photo_and_its_address(desk: Served, way: str) -> None:
    before, addresses = (desk.root / FEAST).read_bytes(), ledger(desk)
    desk.send("/.redactie/weg", pad=FEAST, hoe=way, naar="Over ons")
    publish(desk)
    assert "is weggehaald. Was het een vergissing? Haal hem dan terug." in screen(desk, "weg", FEAST)
    listed = words_of(desk.ask("/.redactie/geschiedenis")[1])
    assert re.search(r"nieuws/2024/feest\.md, .* uur , hier: weggehaald in de redactie", listed)
    assert desk.send("/.redactie/versie", pad=FEAST, van="weggehaald", versie="weg")[0].status == 303
    assert (desk.root / FEAST).read_bytes() == before
    assert (desk.root / "content/media/feest.jpg").is_file()
    assert ledger(desk) == addresses
    assert told(desk) == []
    assert publish(desk).startswith("De site staat klaar")


def test_what_was_taken_away_long_ago_is_deleted_only_by_who_says_so(desk: Served) -> None:
    desk.send("/.redactie/weg", pad=FEAST, hoe="weg")
    desk.send("/.redactie/weg", pad=IDEA)
    copies = [desk.root / ".weggehaald" / path for path in (FEAST, "content/media/feest.jpg", IDEA)]
    day = moment_of("1 februari 2024").timestamp()  # 90 days before today
    for copy, made in zip(copies, (day - 1, day - 1, day + 1), strict=True):
        os.utime(copy, (made, made))
    said = words_of(desk.ask("/.redactie/geschiedenis")[1])
    assert "Dit ligt er al langer dan 90 dagen media/feest.jpg nieuws/2024/feest.md Gooi dit voorgoed weg" in said
    desk.send("/.redactie/dag", dag="2030-01-01", adres="/")
    assert "langer dan 90 dagen" not in desk.ask("/.redactie/geschiedenis")[1]  # of a day that is only looked at
    desk.send("/.redactie/opruimen")
    assert all(copy.is_file() for copy in copies)
    desk.send("/.redactie/dag", dag="", adres="/")
    desk.send("/.redactie/opruimen")
    assert [copy.is_file() for copy in copies] == [False, False, True]
    said = words_of(desk.ask("/.redactie/geschiedenis")[1])
    assert ("langer dan 90 dagen" in said, "nieuws/2024/idee.md" in said) == (False, True)


def test_a_draft_that_nobody_saw_just_goes_and_comes_back(desk: Served) -> None:
    before = ledger(desk)
    assert "Geen lezer merkt er iets van." in screen(desk, "weg", IDEA)
    desk.send("/.redactie/weg", pad=IDEA)
    assert not (desk.root / IDEA).exists()
    assert (ledger(desk), told(desk)) == (before, [])
    desk.send("/.redactie/versie", pad=IDEA, van="weggehaald", versie="weg")
    assert "Dit is nog maar een idee." in (desk.root / IDEA).read_text(encoding="utf-8")


def test_a_public_text_becomes_a_draft_and_is_ready_again(desk: Served) -> None:
    before = (desk.root / FEAST).read_text(encoding="utf-8")
    response, _ = desk.send("/.redactie/weg", pad=FEAST, hoe="concept")
    assert response.headers["Location"] == "/.redactie/bekijk?adres=%2Fnieuws%2F2024%2Ffeest%2F"
    assert desk.desk.preview.standing(FEAST) == "concept"
    assert ledger(desk)["/nieuws/2024/feest/"].endswith("ingetrokken")
    assert [it for it in told(desk) if "adres" in it] == []
    assert "Feest op het plein" in desk.ask("/nieuws/2024/feest/")[1]
    desk.send("/.redactie/af", pad=FEAST)
    assert (desk.root / FEAST).read_text(encoding="utf-8") == before
    assert "ingetrokken" not in ledger(desk)["/nieuws/2024/feest/"]
    assert told(desk) == []


@pytest.mark.parametrize("path", ["content/index.md", "content/site.yaml", "content/../geheim.md", "", "geheim.txt"])
def test_only_texts_go(desk: Served, path: str) -> None:
    before = {place: place.read_bytes() for place in desk.root.rglob("content/**/*") if place.is_file()}
    assert [desk.send(f"/.redactie/{act}", pad=path, naam="x")[0].status for act in ("weg", "adres")] == [404, 404]
    assert {place: place.read_bytes() for place in before} == before


def test_when_the_list_of_addresses_cannot_be_read_nothing_goes(desk: Served) -> None:
    desk.write("content/adressen.txt", "/nieuws/2024/feest/ nieuws\n/x/ wat is dit\n")
    desk.keeper.refresh()
    response, body = desk.send("/.redactie/weg", pad=FEAST, hoe="weg")
    assert (response.status, "Regel 2 van content/adressen.txt begrijp ik niet." in words_of(body)) == (409, True)
    assert (desk.root / FEAST).is_file()


def test_a_list_stays_when_the_text_above_it_goes(desk: Served) -> None:
    path = "content/nieuws/index.md"
    desk.write(path, "---\ntitel: Al ons nieuws\nkort: Wat er gebeurt.\n---\nLees mee.\n")
    desk.keeper.refresh()
    publish(desk)
    before = ledger(desk)
    assert "Op dit adres maakt de site zelf een lijst. Die blijft" in screen(desk, "weg", path)
    assert desk.send("/.redactie/adres", pad=path, naam="berichten")[0].status == 404
    desk.send("/.redactie/weg", pad=path, hoe="weg")
    assert (ledger(desk), told(desk)) == (before, [])


def test_who_is_named_by_others_is_never_replaced_by_a_page(desk: Served) -> None:
    desk.write("content/organisaties/brug.md", "---\nnaam: De Brug\nsector: welzijn\n---\nHier is koffie.\n")
    desk.write("content/leeraanbod/les.md", LESSON)
    desk.keeper.refresh()
    publish(desk)
    desk.send("/.redactie/weg", pad="content/organisaties/brug.md", hoe="door", naar="Over ons")
    assert "aanbieder: brug" in (desk.root / "content/leeraanbod/les.md").read_text(encoding="utf-8")
    assert told(desk) == ["content/leeraanbod/les.md:5 onbekend-organisatie"]


@pytest.mark.parametrize("way", ["weg", "door", "concept"])
def test_an_old_address_goes_along_and_comes_back(desk: Served, way: str) -> None:
    text = (desk.root / FEAST).read_text(encoding="utf-8")
    old = text.replace("titel:", "oude-adressen: /over-het-feest/\ntitel:")
    path = desk.root / "content/adressen.txt"
    path.write_text(path.read_text(encoding="utf-8") + "/over-het-feest/ pagina\n", encoding="utf-8")
    desk.write(FEAST, old)
    desk.keeper.refresh()
    assert told(desk) == []
    desk.send("/.redactie/weg", pad=FEAST, hoe=way, naar="Over ons")
    assert not any("adres" in it for it in told(desk))
    if way == "concept":
        desk.send("/.redactie/af", pad=FEAST)
    else:
        desk.send("/.redactie/versie", pad=FEAST, van="weggehaald", versie="weg")
    assert (desk.root / FEAST).read_text(encoding="utf-8") == old
    assert (told(desk), "ingetrokken" in "".join(ledger(desk).values())) == ([], False)
    assert publish(desk).startswith("De site staat klaar")
    assert "/nieuws/2024/feest/" in (desk.root / "output/over-het-feest/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize(("way", "fate"), [("weg", "ingetrokken"), ("door", "nu /over/")])
def test_what_went_or_became_a_draft_by_hand_is_settled_with_a_button(
    desk: Served, way: str, fate: str, *, is_draft: bool
) -> None:
    text = (desk.root / FEAST).read_text(encoding="utf-8")
    draft = text.replace("titel:", "concept: ja\ntitel:")
    desk.write(FEAST, draft) if is_draft else (desk.root / FEAST).unlink()
    desk.keeper.refresh()
    lines = (desk.root / "content/adressen.txt").read_text(encoding="utf-8").splitlines()
    line = str(next(number for number, it in enumerate(lines, 1) if it.startswith("/nieuws/2024/feest/")))
    lost = f"content/adressen.txt:{line} adres-verdwenen"
    assert lost in told(desk)
    assert f'href="/.redactie/lezers?regel={line}">Kies wat lezers krijgen' in desk.ask("/.redactie/meldingen")[1]
    asked = words_of(desk.ask(f"/.redactie/lezers?regel={line}")[1])
    assert "Het adres /nieuws/2024/feest/ Dit adres stond op de site. Nu staat er niets meer." in asked
    assert desk.send("/.redactie/lezers", regel=line, hoe="door", naar="ergens")[0].status == 422
    desk.send("/.redactie/lezers", regel=line, hoe=way, naar="Over ons")
    assert ledger(desk)["/nieuws/2024/feest/"].endswith(fate)
    assert lost not in told(desk)
    desk.write(FEAST, text)
    desk.keeper.refresh()
    assert lost in told(desk)
    assert "Laat het adres weer werken" in desk.ask(f"/.redactie/lezers?regel={line}")[1]
    desk.send("/.redactie/lezers", regel=line)
    assert lost not in told(desk)


def test_an_address_that_is_in_no_list_is_asked_nothing(desk: Served) -> None:
    before = ledger(desk)
    assert desk.ask("/.redactie/lezers?regel=999")[0].status == 303
    assert desk.send("/.redactie/lezers", regel="x", hoe="weg")[0].status == 303
    assert ledger(desk) == before


# ── Another address ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_gets_another_address_its_old_one_works_and_links_follow(desk: Served) -> None:
    said = screen(desk, "adres", FEAST)
    assert "Nu is het adres /nieuws/2024/feest/ . Het nieuwe adres, achter /nieuws/" in said
    assert "Het oude adres blijft werken" in said
    assert "Welkom in Eexterzandvoort Over ons" in said
    response, _ = desk.send("/.redactie/adres", pad=FEAST, naam="2024/Buurt feest!")
    assert response.headers["Location"] == "/.redactie/bekijk?adres=%2Fnieuws%2F2024%2Fbuurt-feest%2F"
    text = (desk.root / "content/nieuws/2024/buurt-feest.md").read_text(encoding="utf-8")
    assert "oude-adressen: /nieuws/2024/feest/\n" in text
    assert "](/nieuws/2024/buurt-feest.md)" in (desk.root / OVER).read_text(encoding="utf-8")
    assert told(desk) == []
    assert publish(desk).startswith("De site staat klaar")
    assert "buurt-feest" in (desk.root / "output/nieuws/2024/feest/index.html").read_text(encoding="utf-8")


def test_a_text_gets_back_the_address_that_it_had(desk: Served) -> None:
    before, moved = (desk.root / FEAST).read_bytes(), "content/nieuws/2024/dans.md"
    desk.send("/.redactie/adres", pad=FEAST, naam="2024/dans")
    publish(desk)
    desk.send("/.redactie/adres", pad=moved, naam="2024/feest")
    assert told(desk) == []
    text = (desk.root / FEAST).read_text(encoding="utf-8")
    assert text == before.decode().replace("titel:", "oude-adressen: /nieuws/2024/dans/\ntitel:", 1)
    assert publish(desk).startswith("De site staat klaar")
    assert "Kom je ook?" in (desk.root / "output/nieuws/2024/feest/index.html").read_text(encoding="utf-8")


def test_a_draft_that_nobody_saw_gets_another_name_without_more(desk: Served) -> None:
    desk.send("/.redactie/adres", pad=IDEA, naam="2024/plan")
    assert "oude-adressen" not in (desk.root / "content/nieuws/2024/plan.md").read_text(encoding="utf-8")
    assert told(desk) == []


@pytest.mark.parametrize(
    ("path", "typed", "why"),
    [
        (FEAST, "2024/idee", "Er is al een tekst met die naam."),
        (FEAST, "2024/feest", "Zo heet deze tekst al."),
        (FEAST, "feest", "Er hoort een jaar voor."),
        (FEAST, "2024/???", "Dit kan geen adres zijn."),
        (FEAST, "../over", "Dit kan geen adres zijn."),
        (FEAST, "2024/index", "Dit kan geen adres zijn."),
        (OVER, "nieuws/over", "Dat adres is voor iets anders."),
        (OVER, "404", "Dat adres is voor iets anders."),
    ],
)
def test_an_address_that_cannot_be_is_told_and_what_was_typed_stays(
    desk: Served, path: str, typed: str, why: str
) -> None:
    response, body = desk.send("/.redactie/adres", pad=path, naam=typed)
    assert (response.status, why in words_of(body)) == (422, True)
    assert f'value="{typed}"' in body
    assert (desk.root / path).is_file()


def test_a_person_gets_another_name_wherever_it_is_typed(desk: Served) -> None:
    desk.write("content/personen/anna.md", "---\nnaam: Anna de Vries\nrol: coach\nmail: anna@voorbeeld.nl\n---\n")
    text = (desk.root / OVER).read_text(encoding="utf-8").replace("kort:", "contact: [anna]\nkort:")
    desk.write(OVER, f"{text}\n/// contact\n    persoon: anna\n///\n")
    desk.keeper.refresh()
    assert told(desk) == []
    desk.send("/.redactie/adres", pad="content/personen/anna.md", naam="anna-de-vries")
    assert told(desk) == []
    text = (desk.root / OVER).read_text(encoding="utf-8")
    assert "contact: [anna-de-vries]" in text
    assert "persoon: anna-de-vries" in text


def test_a_page_in_a_folder_of_its_own_moves_with_all_that_is_in_it(desk: Served) -> None:
    desk.write("content/doen/index.md", "---\ntitel: Doen\nkort: Wat je kunt doen.\n---\nZie [de rest](rest.md).\n")
    desk.write("content/doen/rest.md", "---\ntitel: Rest\nkort: De rest.\n---\nTerug naar [doen](/doen/index.md).\n")
    desk.write(OVER, (desk.root / OVER).read_text(encoding="utf-8") + "\nKijk wat [je kunt doen](/doen/).\n")
    desk.keeper.refresh()
    desk.send("/.redactie/adres", pad="content/doen/index.md", naam="meedoen")
    assert told(desk) == []
    assert sorted(it.name for it in (desk.root / "content/meedoen").iterdir()) == ["index.md", "rest.md"]


def test_a_text_with_a_fault_is_mended_first_or_taken_away(desk: Served) -> None:
    desk.write(FEAST, (desk.root / FEAST).read_text(encoding="utf-8").replace("titel:", "titeel:"))
    desk.keeper.refresh()
    for act in ("adres", "foto", "bestand"):
        response, body = desk.ask(f"/.redactie/{act}?{urlencode({'pad': FEAST})}")
        assert (response.status, "Herstel die eerst." in body) == (409, True)
    desk.send("/.redactie/weg", pad=FEAST, hoe="weg")
    assert not (desk.root / FEAST).exists()
    assert ledger(desk)["/nieuws/2024/feest/"].endswith("ingetrokken")


def test_the_acts_stand_beside_a_text(desk: Served) -> None:
    assert "Foto Bestand Ander adres Haal weg" in words_of(desk.ask("/.redactie/bekijk?adres=/nieuws/2024/feest/")[1])
    assert "Haal weg" not in desk.ask("/.redactie/bekijk?adres=/")[1]
    assert eventually(lambda: desk.desk.preview.is_checked)


# ── A photo ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def chosen(desk: Served, path: str, alt: str, content: bytes = b"", name: str = "IMG 1.PNG") -> tuple[int, str]:
    """Send the form of a photo; without content no file was chosen, which a browser sends as one without a name."""
    parts = (("pad", None, path.encode()), ("afbeelding.alt", None, alt.encode()), ("foto", content and name, content))
    named = [(field, file or ("" if file is not None else None), it) for field, file, it in parts]
    return sent(desk, "/.redactie/foto", *named)


def test_a_photo_is_put_on_a_text_that_is_there_already(desk: Served) -> None:
    text = (desk.root / OVER).read_text(encoding="utf-8")
    photo = saved(scene((300, 200)))
    assert chosen(desk, OVER, "Onze buren.", photo, "a.jpg")[0] == 303
    lines = "afbeelding:\n  bestand: /media/over-ons.jpg\n  alt: Onze buren.\n---"
    assert (desk.root / OVER).read_text(encoding="utf-8") == f"---{text[3:].replace('---', lines, 1)}"
    assert (desk.root / "content/media/over-ons.jpg").read_bytes() == photo
    assert told(desk) == []
    assert 'alt="Onze buren."' in desk.ask("/over/")[1]


def test_another_photo_comes_in_its_place_and_the_old_one_goes_with_what_was_said_of_it(desk: Served) -> None:
    place = desk.root / FEAST
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("  alt: Een vlag.\n", "  alt: Een vlag.\n  fotograaf: Noor\n"), encoding="utf-8")
    desk.keeper.refresh()
    assert "Nu staat er /media/feest.jpg ." in screen(desk, "foto", FEAST)
    assert chosen(desk, FEAST, "Twee vlaggen.", saved(scene((300, 200))), "a.jpg")[0] == 303
    new = text.replace("/media/feest.jpg", "/media/feest-op-het-plein.jpg").replace("Een vlag.", "Twee vlaggen.")
    assert place.read_text(encoding="utf-8") == new
    assert sorted(it.name for it in (desk.root / "content/media").iterdir()) == ["feest-op-het-plein.jpg"]
    assert told(desk) == []


def test_only_the_words_of_a_photo_change(desk: Served) -> None:
    text = (desk.root / FEAST).read_text(encoding="utf-8")
    assert chosen(desk, FEAST, "Een vlag: rood.")[0] == 303
    assert (desk.root / FEAST).read_text(encoding="utf-8") == text.replace("Een vlag.", "Een vlag: rood.")
    assert 'alt="Een vlag: rood."' in desk.ask("/nieuws/2024/feest/")[1]


def test_a_photo_goes_off_a_text_and_stays_where_another_text_names_it(desk: Served) -> None:
    text = (desk.root / OVER).read_text(encoding="utf-8")
    desk.write(OVER, text.replace("---\nWij", "afbeelding:\n  bestand: /media/feest.jpg\n  alt: Een vlag.\n---\nWij"))
    desk.keeper.refresh()
    desk.send("/.redactie/foto", pad=OVER, hoe="weg")
    assert (desk.root / OVER).read_text(encoding="utf-8") == text
    assert (desk.root / "content/media/feest.jpg").is_file()
    desk.send("/.redactie/foto", pad=FEAST, hoe="weg")
    assert not (desk.root / "content/media").exists()
    assert told(desk) == []


@pytest.mark.parametrize(
    ("path", "alt", "file", "why"),
    [
        (OVER, "", "", "Het bestand : Kies de foto nog."),
        (OVER, "Buren.", "", "Het bestand : Kies de foto nog, of haal weg wat erop te zien is."),
        (OVER, "", "a.jpg", "Wat er op de foto te zien is : Schrijf wat er op de foto te zien is"),
        (OVER, "Buren.", "a.docx", "Het bestand : Dit is geen foto die op een site kan."),
        (FEAST, "", "", "Wat er op de foto te zien is : Schrijf wat er op de foto te zien is"),
    ],
)
def test_a_photo_is_never_put_without_its_words(desk: Served, path: str, alt: str, file: str, why: str) -> None:
    before = (desk.root / path).read_bytes()
    status, page = chosen(desk, path, alt, b"x" if file else b"", file)
    assert (status, why in page) == (422, True), page
    assert (desk.root / path).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.jpg", b"%PDF-1.7", "Dit is geen foto die op een site kan. Bewaar haar als jpg, of neem"),
        ("a.png", b"hallo", "Dit bestand is geen afbeelding die ik ken."),
        ("a.jpg", b"", "Kies de foto nog, of haal weg wat erop te zien is."),
        ("a.jpg", saved(scene((300, 200)))[:900], "het einde van het bestand ontbreekt."),
    ],
)
def test_what_is_no_sound_photo_is_refused_before_anything_changes(
    desk: Served, name: str, content: bytes, why: str
) -> None:
    before = (desk.root / OVER).read_bytes()
    status, page = chosen(desk, OVER, "Buren.", content, name)
    assert (status, why in page) == (422, True), page
    assert (desk.root / OVER).read_bytes() == before
    assert [it.name for it in (desk.root / "content/media").iterdir()] == ["feest.jpg"]


def test_a_photo_gets_the_name_of_what_it_is(desk: Served) -> None:
    assert chosen(desk, OVER, "Buren.", saved(scene((300, 200))), "IMG_1.PNG")[0] == 303
    assert (desk.root / "content/media/over-ons.jpg").is_file()
    assert told(desk) == []


def test_the_words_of_the_photo_before_are_asked_about_once(desk: Served) -> None:
    photo = saved(scene((300, 200)))
    status, page = chosen(desk, FEAST, "Een vlag.", photo, "a.jpg")
    assert (status, "Dit stond bij de vorige foto." in page) == (422, True)
    assert "Je koos a.jpg. Dat blijft zo" in page
    again = {"afbeelding.alt": "Een vlag.", "foto-eerder": blake2b(photo, digest_size=16).hexdigest()}
    assert desk.send("/.redactie/foto", pad=FEAST, **again)[0].status == 303
    assert (desk.root / "content/media/feest-op-het-plein.jpg").read_bytes() == photo


def test_a_photo_that_is_broken_is_told_at_the_text_that_shows_it(desk: Served) -> None:
    (desk.root / "content/media/feest.jpg").write_bytes(b"%PDF-1.7")
    for is_draft in (False, True):
        text = (desk.root / FEAST).read_text(encoding="utf-8")
        desk.write(FEAST, text.replace("---\n", "---\nconcept: ja\n", 1) if is_draft else text)
        desk.keeper.refresh()
        desk.desk.preview.check()
        found = [(it.rule.id, it.in_draft) for it in desk.desk.preview.problems_of(FEAST)]
        assert ("afbeelding-soort", is_draft) in found


def test_an_earlier_text_comes_back_with_the_photo_that_it_had(desk: Served) -> None:
    before, photo = (desk.root / FEAST).read_bytes(), (desk.root / "content/media/feest.jpg").read_bytes()
    desk.send("/.redactie/weg", pad=FEAST, hoe="weg")
    desk.write("content/media/ander.txt", "x")
    desk.send("/.redactie/versie", pad=FEAST, van="weggehaald", versie="weg")
    assert (desk.root / FEAST).read_bytes() == before
    assert (desk.root / "content/media/feest.jpg").read_bytes() == photo


def test_where_a_photo_cannot_be_typed_nothing_changes(desk: Served) -> None:
    text = '{"titel": "Wij", "kort": "Wie wij zijn."}\nWij zijn buren.\n'
    desk.write(OVER, text)
    desk.keeper.refresh()
    status, page = chosen(desk, OVER, "Buren.", saved(scene((300, 200))), "a.jpg")
    assert (status, "Klik op ‘Tekst veranderen’, en typ het zelf." in page) == (409, True)
    assert (desk.root / OVER).read_text(encoding="utf-8") == text


def test_the_photo_of_a_person_is_the_one_that_readers_see(desk: Served) -> None:
    path = "content/personen/anna.md"
    desk.write(path, "---\nnaam: Anna de Vries\nrol: coach\n---\n")
    desk.keeper.refresh()
    assert chosen(desk, path, "Anna lacht.", saved(scene((300, 300))), "a.jpg")[0] == 303
    text = "---\nnaam: Anna de Vries\nrol: coach\nfoto:\n  bestand: /media/anna-de-vries.jpg\n  alt: Anna lacht.\n---\n"
    assert (desk.root / path).read_text(encoding="utf-8") == text
