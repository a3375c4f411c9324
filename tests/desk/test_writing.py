"""Texts made and changed at the desk: what was typed is never lost, and nothing else is touched."""

from __future__ import annotations

import errno
import http.client
import re
import shutil
import sys
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlencode

import pytest

from avksite.commands.edits import Edit, apply
from avksite.commands.new import kinds
from avksite.outputs.editor.program import place_in
from avksite.problems import Misread, refusal
from tests.desk.served import SITE, Served, eventually, serving, words_of
from tests.photos import saved, scene
from tests.sites import lay_out, packed

# ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def version_of(served: Served, path: str) -> str:
    found = re.search(r'name="versie" value="(\w+)"', served.ask(f"/.redactie/tekst?{urlencode({'pad': path})}")[1])
    assert found
    return found[1]


def test_a_text_is_changed_and_shown(own: Served) -> None:
    path = "content/over.md"
    text = (own.root / path).read_text(encoding="utf-8").replace("Wij zijn buren.", "Wij zijn vrienden.\r\nAltijd.")
    response, _ = own.send("/.redactie/tekst", pad=path, tekst=text, versie=version_of(own, path))
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/bekijk?adres=%2Fover%2F")
    assert b"Wij zijn vrienden.\nAltijd." in (own.root / path).read_bytes()
    assert "Wij zijn vrienden. Altijd." in words_of(own.ask("/over/")[1])
    assert sorted(it.name for it in (own.root / "content").iterdir() if it.is_file()) == [
        "index.md",
        "over.md",
        "site.yaml",
    ]


def test_what_stands_above_a_text_is_explained_beside_it(site: Served) -> None:
    said = words_of(site.ask("/.redactie/tekst?pad=content/bijeenkomsten/2024/open-dag.md")[1])
    there, _, more = said.partition("Dit mag er ook bij")
    assert "soort Wat voor bijeenkomst het is. Kies uit: congres, werktafel," in there
    assert "locatie Waar het is. Daaronder: naam, plaats, adres, online." in there
    assert "afgelast ja als het niet doorgaat; de pagina blijft staan." in more
    assert "Verander dit in een formulier" not in said
    assert "Wat betekenen" not in site.ask("/.redactie/tekst?pad=content/site.yaml")[1]


def test_lines_that_end_as_on_windows_go_on_to_do_so(own: Served) -> None:
    place = own.root / "content/over.md"
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    own.keeper.refresh()
    text = place.read_text(encoding="utf-8").replace("buren", "vrienden")
    own.send("/.redactie/tekst", pad="content/over.md", tekst=text, versie=version_of(own, "content/over.md"))
    assert place.read_bytes().count(b"\r\n") == place.read_bytes().count(b"\n") > 3
    assert b"vrienden" in place.read_bytes()


def test_what_somebody_else_saved_meanwhile_is_not_lost(own: Served) -> None:
    path = "content/over.md"
    seen = version_of(own, path)
    own.write(path, "---\ntitel: Over ons\nkort: Wie wij zijn.\n---\nVan een ander.\n")
    response, body = own.send("/.redactie/tekst", pad=path, tekst="Van mij.", versie=seen)
    assert response.status == 409
    assert "Dit bestand is intussen veranderd" in words_of(body)
    assert "Van mij." in body
    assert "Van een ander." in body
    assert "Van een ander." in (own.root / path).read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no full disk at hand there")
@pytest.mark.parametrize(
    ("disk", "why"),
    [("/dev/full", "De schijf is vol. Maak ruimte en probeer het opnieuw."), ("/", "Er staat al iets anders")],
)
def test_what_was_typed_is_kept_when_it_cannot_be_saved_and_the_true_cause_is_told(
    own: Served, disk: str, why: str
) -> None:
    path, idea = "content/over.md", "content/nieuws/2024/idee.md"
    seen, before = version_of(own, path), (own.root / path).read_bytes()
    (own.root / "content/.over.md-nieuw").symlink_to(disk)
    (own.root / "content/nieuws/2024/.idee.md-nieuw").symlink_to(disk)
    response, body = own.send("/.redactie/tekst", pad=path, tekst="Wat ik typte.", versie=seen)
    assert (response.status, (own.root / path).read_bytes()) == (409, before)
    assert "Je tekst is nog niet bewaard" in words_of(body)
    assert f"over.md kan ik niet bewaren. Er is niets veranderd. {why}" in re.sub(r"</?code>", "", body)
    assert "Wat ik typte." in body
    response, body = own.send("/.redactie/af", pad=idea)
    assert (response.status, why in body) == (409, True)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "De schijf is vol."),
        (errno.EROFS, "Deze schijf is alleen-lezen."),
        (errno.EACCES, "De computer laat mij er niet bij."),
        (errno.ENAMETOOLONG, "De naam is te lang voor deze computer."),
        (errno.EIO, "De computer zegt: ontploft."),
    ],
)
def test_each_refusal_of_the_system_has_its_own_cause(number: int, why: str) -> None:
    assert refusal(OSError(number, "ontploft"))[0] == why


def test_of_files_that_belong_together_none_is_left_when_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "dicht").write_bytes(b"")
    with pytest.raises(Misread, match=r"`dicht/b\.md` kan ik niet bewaren\. .* Er staat al iets anders met die naam"):
        apply(tmp_path, [Edit("a.jpg", None, b"a"), Edit("dicht/b.md", None, b"b")])
    assert [it.name for it in tmp_path.iterdir()] == ["dicht"]


def test_a_text_of_an_older_notepad_is_shown_as_it_is_and_saved_as_all_others(own: Served) -> None:
    path, typed = "content/over.md", "---\ntitel: Over ons café\nkort: Wie wij zijn.\n---\nTekst.\n"
    for order in ("cp1252", "utf-16"):
        (own.root / path).write_bytes(typed.encode(order))
        own.keeper.refresh()
        assert "Over ons café" in own.ask(f"/.redactie/tekst?{urlencode({'pad': path})}")[1]
        assert own.send("/.redactie/tekst", pad=path, tekst=typed, versie=version_of(own, path))[0].status == 303
        assert (own.root / path).read_bytes() == typed.encode()


def test_what_is_no_text_is_not_shown_as_one(own: Served) -> None:
    (own.root / "content/over.md").write_bytes(packed("word/document.xml"))
    own.keeper.refresh()
    response, body = own.ask(f"/.redactie/tekst?{urlencode({'pad': 'content/over.md'})}")
    assert (response.status, "Dit is geen tekst" in words_of(body)) == (409, True)


@pytest.mark.skipif(sys.platform == "win32", reason="a name that is in use is refused otherwise there")
def test_a_new_text_that_cannot_be_written_keeps_what_was_typed(own: Served) -> None:
    shutil.rmtree(own.root / "content/nieuws")
    (own.root / "content/nieuws").write_text("", encoding="utf-8")
    given = {"wat-het-is": "nieuws", "titel": "Wij gaan open", "kort": "Vanaf maandag.", "datum": "1 mei 2024"}
    response, body = own.send("/.redactie/nieuw", **given)
    assert response.status == 422
    assert "Er staat al iets anders met die naam." in words_of(body)
    assert "Vanaf maandag." in body


@pytest.mark.parametrize(
    "path", ["geheim.txt", "content/../geheim.txt", "/etc/passwd", "content/nieuws", "build.py", ""]
)
def test_only_texts_of_the_site_can_be_read_and_changed(own: Served, path: str) -> None:
    (own.root / "geheim.txt").write_text("geheim", encoding="utf-8")
    query = urlencode({"pad": path})
    assert own.ask(f"/.redactie/tekst?{query}")[0].status == 404
    assert own.send("/.redactie/tekst", pad=path, tekst="weg", versie="")[0].status == 404
    assert own.send("/.redactie/open", pad=path)[0].status == 404
    assert (own.root / "geheim.txt").read_text(encoding="utf-8") == "geheim"


def test_a_new_text_asks_what_it_needs_and_is_a_draft(own: Served) -> None:
    said = words_of(own.ask("/.redactie/nieuw?soort=nieuws")[1])
    assert "Nieuw: nieuwsbericht Titel De titel, boven de pagina en in elke lijst." in said
    fields = {"wat-het-is": "nieuws", "titel": "Wij gaan dicht", "kort": "Tot ziens.", "datum": "1 mei 2024"}
    response, _ = own.send("/.redactie/nieuw", **fields, **{"onderwerpen": "wonen", "tekst-zelf": "Tot\r\nziens."})
    assert response.headers["Location"] == "/.redactie/bekijk?adres=%2Fnieuws%2F2024%2Fwij-gaan-dicht%2F"
    text = (own.root / "content/nieuws/2024/wij-gaan-dicht.md").read_text(encoding="utf-8")
    assert "titel: Wij gaan dicht\n" in text
    assert "concept: ja\n" in text
    assert re.search(r"onderwerpen:\s+(?:- |\[)?wonen", text)
    assert text.endswith("---\n\nTot\nziens.\n")
    assert "Tot ziens." in words_of(own.ask("/nieuws/2024/wij-gaan-dicht/")[1])


@pytest.mark.parametrize("kind", kinds())
def test_no_two_questions_about_a_new_text_have_one_name(site: Served, kind: str) -> None:
    names = re.findall(r' name="([^"]+)"', site.ask(f"/.redactie/nieuw?soort={kind}")[1].partition("<form")[2])
    boxes = set(re.findall(r'type="checkbox" name="([^"]+)"', site.ask(f"/.redactie/nieuw?soort={kind}")[1]))
    single = [name for name in names if name != "viewport" and name not in boxes]
    assert len(set(single)) == len(single), single


def test_a_day_may_be_called_today_in_a_form(own: Served) -> None:
    fields = {"wat-het-is": "nieuws", "titel": "Wij gaan dicht", "kort": "Tot ziens.", "datum": "Vandaag"}
    assert own.send("/.redactie/nieuw", **fields)[0].status == 303
    assert "datum: 1 mei 2024\n" in (own.root / "content/nieuws/2024/wij-gaan-dicht.md").read_text(encoding="utf-8")


def test_an_event_is_made_with_the_sort_that_was_chosen(own: Served) -> None:
    fields = {"titel": "Inloop", "kort": "Kom langs.", "begin": "2 mei 2024 10.00 uur", "soort": "leerkring"}
    response, _ = own.send("/.redactie/nieuw", **{"wat-het-is": "bijeenkomst"}, **fields)
    assert response.headers["Location"] == "/.redactie/bekijk?adres=%2Fbijeenkomsten%2F2024%2Finloop%2F"
    assert "soort: leerkring\n" in (own.root / "content/bijeenkomsten/2024/inloop.md").read_text(encoding="utf-8")


def test_an_event_is_made_with_its_end_its_place_and_how_to_sign_up(own: Served) -> None:
    fields = {"titel": "Inloop", "kort": "Kom langs.", "begin": "2 mei 2024 10.00 uur", "soort": "leerkring"}
    fields |= {"eind": "12.00 uur", "locatie.plaats": "Emmen", "aanmelden.mail": "naam@voorbeeld.nl"}
    assert own.send("/.redactie/nieuw", **{"wat-het-is": "bijeenkomst"}, **fields)[0].status == 303
    text = (own.root / "content/bijeenkomsten/2024/inloop.md").read_text(encoding="utf-8")
    assert "eind: 12.00 uur\n" in text
    assert "locatie:\n  plaats: Emmen\naanmelden:\n  mail: naam@voorbeeld.nl\n" in text


def test_what_can_be_chosen_is_not_typed(own: Served) -> None:
    own.write("content/personen/noor.md", "---\nnaam: Noor de Boer\nrol: coach\n---\n")
    own.write("content/organisaties/de-brug.md", "---\nnaam: De Brug\nsector: welzijn\n---\nWij helpen.\n")
    own.keeper.refresh()
    said = own.ask("/.redactie/nieuw?soort=leeraanbod")[1]
    assert '<input type="checkbox" name="doelgroep" value="inwoners">' in said
    assert '<input type="checkbox" name="contact" value="noor"> Noor de Boer' in said
    assert '<option value="de-brug">De Brug</option>' in said
    assert '<option value="">Kies</option>' in said
    assert 'name="berichten" value="automatisch"' in own.ask("/.redactie/nieuw?soort=nieuwsbrief")[1]
    person = words_of(own.ask("/.redactie/nieuw?soort=persoon")[1])
    assert person.index("Telefoon") < person.index("Mail") < person.index("Nog meer invullen")


def test_a_photo_stays_while_the_rest_is_mended(own: Served) -> None:
    typed = {"wat-het-is": "nieuws", "titel": "De " + "lange " * 20 + "titel", "kort": "Kort.", "datum": "ooit"}
    typed |= {"afbeelding.alt": "Een rode deur met een bel."}
    photo = saved(scene((40, 30)))
    parts = [(name, None, value.encode()) for name, value in typed.items()]
    status, said = sent(own, "/.redactie/nieuw", *parts, ("foto", "C:\\fotos\\deur.JPG", photo))
    assert (status, "Je koos deur.JPG. Dat blijft zo" in said) == (422, True)
    kept = blake2b(photo, digest_size=16).hexdigest()
    response, _ = own.send("/.redactie/nieuw", **typed | {"datum": "1 mei 2024", "foto-eerder": kept})
    assert response.status == 303
    (picture,) = (own.root / "content/media").iterdir()
    assert picture.read_bytes() == photo
    assert len(picture.name) < 70


def test_what_is_missing_in_a_new_text_is_told_at_its_field(own: Served) -> None:
    fields = {"titel": "Feest", "kort": "Er is feest.", "begin": "ooit"}
    response, body = own.send("/.redactie/nieuw", **{"wat-het-is": "bijeenkomst"}, **fields)
    assert response.status == 422
    assert '<a href="#begin">Begin</a>' in body
    assert 'value="Feest"' in body
    assert not list((own.root / "content").rglob("feest.md"))[1:]


def test_a_new_text_never_replaces_one_that_is_there(own: Served) -> None:
    before = (own.root / "content/nieuws/2024/feest.md").read_bytes()
    fields = {"wat-het-is": "nieuws", "titel": "Feest", "kort": "Nog een feest.", "datum": "1 mei 2024"}
    response, body = own.send("/.redactie/nieuw", **fields)
    assert response.status == 422
    assert "<code>content/nieuws/2024/feest.md</code> is er al." in body
    assert (own.root / "content/nieuws/2024/feest.md").read_bytes() == before


def test_a_file_opens_in_the_program_that_the_computer_has_for_it(own: Served) -> None:
    opened: list[Path] = []
    own.desk.open_file = opened.append
    response, _ = own.send("/.redactie/open", pad="content/over.md")
    assert (response.status, opened) == (303, [own.root / "content/over.md"])


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own way to open a file")
@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 3\n", ""])
def test_where_no_program_opens_a_file_that_is_said(
    own: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    (tmp_path / "xdg-open").write_text(program, encoding="utf-8")
    (tmp_path / "xdg-open").chmod(0o755 if program else 0o644)
    monkeypatch.setenv("PATH", str(tmp_path))
    response, body = own.send("/.redactie/open", pad="content/over.md")
    assert (response.status, "Deze computer heeft geen programma dat dit bestand opent." in words_of(body)) == (
        409,
        True,
    )
    assert 'href="/.redactie/tekst?pad=content%2Fover.md">Verander de tekst hier' in body


def offered(own: Served, screen: str, words: str) -> str:
    """Return what the desk offers to type, where the button with these words on a screen leads."""
    assert eventually(lambda: words in own.ask(screen)[1])
    link = re.search(r'href="(/\.redactie/herstel\?[^"]+)"', own.ask(screen)[1])
    assert link
    return words_of(own.ask(link[1].replace("&amp;", "&"))[1])


def test_what_needs_no_thought_is_mended_with_a_button(own: Served) -> None:
    text = (own.root / "content/over.md").read_text(encoding="utf-8")
    own.write("content/over.md", text.replace("Wij zijn buren.", "Neem mee:\n• een jas\n• schoenen"))
    own.keeper.refresh()
    screen = "/.redactie/bekijk?adres=/over/"
    shown = offered(own, screen, "Herstel dit")
    assert "Dit kan ik voor je typen." in shown
    before = (own.root / "content/over.md").read_bytes()
    response, _ = own.send("/.redactie/herstel", pad="content/over.md")
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/herstel?pad=content%2Fover.md&ook=ja")
    shown = words_of(own.ask(response.headers["Location"])[1])
    assert "Dat staat er nu zo. Dit kan ik ook nog voor je typen." in shown
    response, _ = own.send("/.redactie/herstel", pad="content/over.md")
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/bekijk?adres=%2Fover%2F")
    after = (own.root / "content/over.md").read_bytes()
    assert (before.count("•".encode()), after.count("•".encode())) == (2, 0)
    assert b"\n- een jas\n- schoenen" in after
    assert eventually(lambda: "Hier is niets" in own.ask("/.redactie/herstel?pad=content/over.md")[1])
    assert own.send("/.redactie/herstel", pad="content/over.md")[0].status == 303
    assert (own.root / "content/over.md").read_bytes() == after


def test_what_changes_what_a_text_says_is_typed_one_at_a_time_after_a_look(own: Served) -> None:
    path = "content/bijeenkomsten/2024/open-dag.md"
    own.write("content/adressen.txt", "/ pagina\n/bijeenkomsten/2024/open-dag/ bijeenkomst op 2024-05-12T10:00\n")
    own.keeper.refresh()
    screen = "/.redactie/bekijk?adres=/bijeenkomsten/2024/open-dag/"
    shown = offered(own, screen, "Typ dit voor mij")
    assert "Dit kan ik voor je typen. Kijk of het klopt: er komt iets anders te staan." in shown
    before = (own.root / path).read_text(encoding="utf-8")
    assert "Hier is niets" in own.ask(f"/.redactie/herstel?pad={path}")[1]
    own.send("/.redactie/herstel", pad=path, regel="4", soort="dag-veranderd")
    typed = "verplaatst-van: 12 mei 2024 10.00 uur\n"
    assert (own.root / path).read_text(encoding="utf-8") == before.replace("eind:", f"{typed}eind:")
    assert own.desk.preview.checked().problems == ()


def upload(served: Served, path: str, name: str, content: bytes) -> tuple[http.client.HTTPResponse, str]:
    """Send a file with a form, as a browser does (RFC 7578)."""
    head = f'--grens\r\nContent-Disposition: form-data; name="bestand"; filename="{name}"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=grens", "Origin": served.origin}
    return served.ask(path, "POST", body=head.encode() + content + b"\r\n--grens--\r\n", **headers)


def test_an_old_text_can_be_pasted(own: Served) -> None:
    typed = {
        "geplakt": "Een oude dag\r\n\r\nGeschreven op 24 november 2022\r\n\r\nWe waren met velen.\r\n",
        "adres": "voorbeeld.nl/nieuws/een-dag",
    }
    response, body = own.send("/.redactie/overnemen", **typed)
    assert (response.status, "Er is 1 concept gemaakt." in words_of(body)) == (200, True)
    (draft,) = (own.root / "content/nieuws").rglob("een-oude-dag.md")
    assert "oude-adressen:\n  - /nieuws/een-dag" in draft.read_text(encoding="utf-8")
    response, body = own.send("/.redactie/overnemen", **typed)
    assert "We waren met velen." in body


def test_an_old_text_becomes_a_draft_with_its_questions(own: Served) -> None:
    text = "Een oude dag\n\nGeschreven op 24 november 2022\n\nWe waren met velen.\n\nTerug\n"
    response, body = upload(own, "/.redactie/overnemen", "oud.txt", text.encode())
    assert response.status == 200
    assert "gemaakt. Niemand ziet het nog. Een oude dag nieuws/2022/een-oude-dag.md, van oud.txt" in words_of(body)
    assert "concept: ja" in (own.root / "content/nieuws/2022/een-oude-dag.md").read_text(encoding="utf-8")
    response, body = upload(own, "/.redactie/overnemen", "oud.txt", text.encode())
    assert "is er al" in words_of(body)


@pytest.mark.parametrize("name", ["../../over.txt", "C:\\\\content\\\\over.txt", "..", ""])
def test_a_file_goes_nowhere_but_where_its_title_says(own: Served, name: str) -> None:
    before = {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()}
    upload(own, "/.redactie/overnemen", name, b"Een dag\n\nGeschreven op 24 november 2022\n\nWe waren met velen.\n")
    after = {path for path in own.root.rglob("*") if path.is_file()} - before.keys()
    assert {path.relative_to(own.root).as_posix() for path in after} <= {"content/nieuws/2022/een-dag.md"}
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_draft_that_is_ready_is_one_no_more_and_may_go_to_the_site(own: Served) -> None:
    path = "content/nieuws/2024/idee.md"
    text = (own.root / path).read_text(encoding="utf-8")
    assert "Dit is af" in own.ask("/.redactie/bekijk?adres=/nieuws/2024/idee/")[1]
    response, _ = own.send("/.redactie/af", pad=path)
    assert (response.status, response.headers["Location"]) == (303, "/.redactie/publiceren")
    assert (own.root / path).read_text(encoding="utf-8") == text.replace("concept: ja\n", "")
    assert own.desk.preview.standing(path) == "op de site"
    assert "Dit is af" not in own.ask("/.redactie/bekijk?adres=/nieuws/2024/idee/")[1]
    response, _ = own.send("/.redactie/af", pad=path)
    assert response.headers["Location"].startswith("/.redactie/tekst?pad=")
    assert own.send("/.redactie/af", pad="content/../geheim.md")[0].status == 404


def test_what_holds_for_the_whole_site_can_be_changed_too(site: Served) -> None:
    overview = site.ask("/.redactie/")[1]
    assert "Gegevens van de hele site site.yaml" in words_of(overview)
    assert "naam: Alliantie" in site.ask("/.redactie/tekst?pad=content%2Fsite.yaml")[1]


def test_a_save_while_another_is_read_ends_nothing(tmp_path: Path) -> None:
    root, more = lay_out(tmp_path / "project", SITE), list[bool]()
    with serving(root, meanwhile=lambda keeper: keeper.saved() if more and more.pop() else None) as served:
        more += [True] * 5
        served.write("content/over.md", "---\ntitel: Wij\nkort: Wie wij zijn.\n---\nWij zijn vrienden.\n")
        served.keeper.refresh()
        assert "Wij zijn vrienden" in served.ask("/over/")[1]
        assert eventually(lambda: served.desk.preview.is_checked)
        assert not served.keeper.stop.is_set()


# ── What nobody should send ───────────────────────────────────────────────────────────────────────────────────────────


def sent(served: Served, path: str, *parts: tuple[str, str | None, bytes]) -> tuple[int, str]:
    """Send a form with files in it: name, name of the file, content."""
    body = b""
    for name, file, content in parts:
        named = "" if file is None else f'; filename="{file}"'
        head = f'--grens\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=grens", "Origin": served.origin}
    response, page = served.ask(path, "POST", body=body + b"--grens--\r\n", **headers)
    return response.status, words_of(page)


NEW = (
    ("wat-het-is", None, b"nieuws"),
    ("titel", None, b"Een feest"),
    ("datum", None, b"1-5-2024"),
    ("kort", None, b"Kort."),
)


def test_a_text_that_is_too_long_for_a_form_is_refused_in_words(own: Served) -> None:
    status, said = sent(own, "/.redactie/nieuw", *NEW, ("tekst-zelf", None, b"woord " * 400_000))
    assert (status, "Dit is te veel of te lang voor een keer." in said) == (400, True)


def test_more_files_than_fit_are_refused_in_words(own: Served) -> None:
    status, said = sent(own, "/.redactie/overnemen", *(("bestand", f"{it}.txt", b"x") for it in range(1001)))
    assert (status, "Neem minder bestanden" in said) == (400, True)


@pytest.mark.parametrize("name", ["a\0.txt", "é" * 150 + ".txt", "a.txt", "../.txt.txt"])
def test_two_old_texts_with_one_name_become_two_drafts(own: Served, name: str) -> None:
    first, second = (("bestand", name, f"{it} dag\n\nWe waren met velen.\n".encode()) for it in ("Eerste", "Tweede"))
    assert "Er zijn 2 concepten gemaakt." in sent(own, "/.redactie/overnemen", first, second)[1]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((("foto", "a.jpg", b"x"),), "Het bestand Je koos a.jpg. Dat blijft zo"),
        ((("afbeelding.alt", None, b"Een feest."),), "De foto : Kies de foto nog, of haal weg wat erop te zien is."),
    ],
)
def test_a_photo_never_gets_lost_without_a_word(
    own: Served, parts: tuple[tuple[str, str | None, bytes], ...], said: str
) -> None:
    status, page = sent(own, "/.redactie/nieuw", *NEW, *parts)
    assert (status, said in page) == (422, True), page


@pytest.mark.parametrize("path", ["feed.xml", "favicon.ico"])
def test_only_a_page_is_read_aloud(site: Served, path: str) -> None:
    assert site.ask(f"/.redactie/als/voorlezen/{path}")[0].status == 200


# ── Writing in a form ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_form_still_needs_is_told_and_the_desk_writes_without_it(
    own: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "Dit kan alleen in een map met een geschiedenis" in words_of(own.ask("/.redactie/formulier")[1])
    (own.root / ".git").mkdir()
    assert "Haal het op" in own.ask("/.redactie/formulier")[1]
    response, told = own.send("/.redactie/formulier")
    assert response.status == 503
    assert "is eerst het programma npm nodig, en dat staat niet op deze computer" in words_of(told)
    assert "Nieuw bericht" in told
    response, told = own.ask("/beheer/")
    assert (response.status, "Haal het op" in told) == (404, True)
    assert own.ask("/beheer/../content/site.yaml")[0].status == 404


def test_the_form_is_served_with_its_program_and_nothing_beside_it(own: Served) -> None:
    place = place_in(own.root)
    (place / "npm").mkdir(parents=True)
    (place / "npm" / "index.js").write_text("export default {};", encoding="utf-8")
    response, html = own.ask("/beheer/")
    assert response.status == 200
    assert "connect-src 'self' data: blob:; " in html
    assert own.ask("/beheer/npm/index.js")[0].headers["Content-Type"].startswith("text/javascript")
    assert '"label_singular":"Nieuwsbericht"' in own.ask("/beheer/instellingen.json")[1]
    assert [own.ask(f"/beheer/{name}")[0].status for name in ("npm/", "..%2f..%2fsite.txt", "npm/geen.js")] == [404] * 3
