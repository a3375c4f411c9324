"""From the desk to the others and back, with real Git: a bare repository on disk and two people with a clone."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from avksite.desk.repository import Repository
from tests.desk.served import SITE, Served, eventually, serving, words_of
from tests.sites import lay_out

OVER = "content/over.md"
FEAST = "content/nieuws/2024/feest.md"


def git(folder: Path, *words: str) -> str:
    """Run Git as a person who is called Anna."""
    who = ("-c", "user.name=Anna de Vries", "-c", "user.email=anna@voorbeeld.nl", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S607


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A bare repository with the site in it."""
    first = lay_out(tmp_path / "eerst", SITE)
    git(first, "init", "--quiet")
    (first / ".gitignore").write_text("/output/\n/.cache/\n/.output-vorig/\n", encoding="utf-8")
    git(first, "add", "--all")
    git(first, "commit", "--quiet", "--message", "Het begin")
    git(tmp_path, "clone", "--quiet", "--bare", str(first), "samen.git")
    return tmp_path / "samen.git"


def clone(shared: Path, name: str) -> Path:
    """Return a clone of somebody with this name."""
    git(shared.parent, "clone", "--quiet", str(shared), name)
    root = shared.parent / name
    git(root, "config", "user.name", name.capitalize())
    git(root, "config", "user.email", f"{name}@voorbeeld.nl")
    return root


@pytest.fixture
def desk(shared: Path) -> Iterator[Served]:
    with serving(clone(shared, "jan"), memory=shared.parent / "memory") as served:
        yield served


def change(root: Path, path: str, old: str, new: str) -> None:
    """Change a word in a file."""
    place = root / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")


def publish(desk: Served, sentence: str, **more: str) -> tuple[int, str]:
    """Press ‘Zet op de site’, and return what it said."""
    response, body = desk.send("/.redactie/publiceren", zin=sentence, **more)
    told = re.search(r'<p class="done".*?</p>|<div class="wrong".*?</div>', body, re.DOTALL)
    return response.status, words_of(told[0]) if told else ""


def test_what_was_written_is_shared_with_one_sentence(desk: Served, shared: Path) -> None:
    change(desk.root, OVER, "buren", "vrienden")
    desk.write("content/nieuws/2024/nieuw.md", (desk.root / FEAST).read_text(encoding="utf-8").replace("Feest", "Dans"))
    desk.keeper.refresh()

    def is_listed() -> bool:
        screen = words_of(desk.ask("/.redactie/publiceren")[1])
        wanted = "Dans op het plein: nieuw content/nieuws/2024/nieuw.md Over ons: veranderd content/over.md"
        return wanted in screen

    assert eventually(is_listed)
    status, said = publish(desk, "Nieuw over de dans")
    assert (status, said) == (
        200,
        "Het is doorgegeven. De site wordt nu gemaakt: over een paar minuten staat het erop.",
    )
    log = git(shared, "log", "--format=%an: %s", "--name-only", "-1", "main").split()
    assert " ".join(log[:5]) == "Jan: Nieuw over de dans"
    assert log[5:] == ["content/adressen.txt", "content/nieuws/2024/nieuw.md", OVER]
    assert (desk.root / "output/nieuws/2024/nieuw/index.html").is_file()
    nothing = "Er is niets nieuws om op de site te zetten."
    assert eventually(lambda: nothing in words_of(desk.ask("/.redactie/publiceren")[1]))


def test_a_text_is_on_the_site_once_it_was_put_there(desk: Served) -> None:
    publish(desk, "De eerste keer")
    desk.write("content/nieuws/2024/nieuw.md", (desk.root / FEAST).read_text(encoding="utf-8").replace("Feest", "Dans"))
    ready = "Dans op het plein klaar, nog niet op de site"
    assert eventually(lambda: ready in words_of(desk.ask("/.redactie/")[1]))
    publish(desk, "De dans")
    assert eventually(lambda: "Dans op het plein op de site" in words_of(desk.ask("/.redactie/")[1]))


def test_before_it_goes_one_sees_what_changes_for_readers(desk: Served) -> None:
    publish(desk, "De eerste keer")
    change(desk.root, OVER, "buren", "vrienden")
    desk.keeper.refresh()
    wanted = "Dit verandert er voor lezers Veranderd Over ons (tekst) Deze bestanden gaan mee"
    assert eventually(lambda: wanted in words_of(desk.ask("/.redactie/publiceren")[1]))


def test_a_draft_that_goes_along_is_told_to_be_one(desk: Served) -> None:
    for path in ("content/nieuws/2024/idee.md", FEAST):
        change(desk.root, path, "titel: ", "titel: Nu ")
    desk.keeper.refresh()
    wanted = "Nu Een idee: veranderd, een concept dat lezers niet zien", "Nu Feest op het plein: veranderd content/"
    assert eventually(lambda: all(it in words_of(desk.ask("/.redactie/publiceren")[1]) for it in wanted))


def test_with_a_fault_in_it_nothing_goes(desk: Served, shared: Path) -> None:
    before = git(shared, "rev-parse", "main")
    change(desk.root, OVER, "titel:", "titeel:")
    assert publish(desk, "Kapot") == (409, "Er is nog een fout. Herstel die eerst: dan kan het op de site.")
    assert git(shared, "rev-parse", "main") == before
    assert not (desk.root / "output").exists()


def test_without_a_sentence_nothing_goes(desk: Served, shared: Path) -> None:
    change(desk.root, OVER, "buren", "vrienden")
    assert publish(desk, "  ") == (422, "Schrijf in een zin wat je hebt veranderd.")
    assert git(shared, "log", "--format=%s", "main") == "Het begin\n"


def test_two_people_who_write_apart_come_together(desk: Served, shared: Path) -> None:
    piet = clone(shared, "piet")
    change(piet, FEAST, "plein", "veld")
    git(piet, "commit", "--quiet", "--all", "--message", "Het veld")
    git(piet, "push", "--quiet")
    change(desk.root, OVER, "buren", "vrienden")
    assert publish(desk, "Vrienden")[0] == 200
    git(piet, "pull", "--quiet", "--no-rebase")
    assert "vrienden" in (piet / OVER).read_text(encoding="utf-8")
    assert "veld" in (desk.root / FEAST).read_text(encoding="utf-8")


def test_two_people_in_one_line_lose_nothing(desk: Served, shared: Path) -> None:
    piet = clone(shared, "piet")
    change(piet, OVER, "buren", "kennissen")
    git(piet, "commit", "--quiet", "--all", "--message", "Kennissen")
    git(piet, "push", "--quiet")
    change(desk.root, OVER, "buren", "vrienden")
    response, body = desk.send("/.redactie/publiceren", zin="Vrienden")
    assert response.status == 409
    assert "Iemand anders veranderde dezelfde regels als jij." in words_of(body)
    assert re.search(r"Van jou.*Wij zijn vrienden\..*Van de ander.*Wij zijn kennissen\.", body, re.DOTALL)
    assert "Wij zijn vrienden." in (desk.root / OVER).read_text(encoding="utf-8")
    assert "<<<<" not in (desk.root / OVER).read_text(encoding="utf-8")
    assert "vrienden" not in git(shared, "show", f"main:{OVER}")

    typed = urlencode({"pad": OVER})
    beside = "Wat jij en de ander schreven Van jou --- titel: Over ons"
    assert beside in words_of(desk.ask(f"/.redactie/tekst?{typed}")[1])
    change(desk.root, OVER, "vrienden", "vrienden en kennissen")
    assert publish(desk, "Allebei")[0] == 409
    assert "Wij zijn vrienden en kennissen. Van de ander" in words_of(desk.ask("/.redactie/publiceren")[1])
    assert publish(desk, "Allebei", overgenomen=seen_of(desk))[0] == 200
    assert "Wij zijn vrienden en kennissen." in git(shared, "show", f"main:{OVER}")
    assert "Kennissen" in git(shared, "log", "--format=%s", "main")
    assert "Van de ander" not in desk.ask("/.redactie/publiceren")[1]


def seen_of(desk: Served) -> str:
    """Return what the box says that is ticked when all that is wanted of the others was taken over."""
    assert eventually(lambda: 'name="overgenomen"' in desk.ask("/.redactie/publiceren")[1])
    found = re.search(r'name="overgenomen" value="(\w+)"', desk.ask("/.redactie/publiceren")[1])
    assert found
    return found[1]


def share(person: Path, old: str, new: str) -> None:
    """Have somebody change a word in the text about us, and share that."""
    change(person, OVER, old, new)
    git(person, "commit", "--quiet", "--all", "--message", new)
    git(person, "push", "--quiet")


def test_what_the_other_wrote_after_one_looked_is_not_written_over(desk: Served, shared: Path) -> None:
    piet = clone(shared, "piet")
    share(piet, "buren", "kennissen")
    change(desk.root, OVER, "buren", "vrienden")
    assert publish(desk, "Vrienden")[0] == 409
    seen = seen_of(desk)
    share(piet, "kennissen", "collega's")
    response, body = desk.send("/.redactie/publiceren", zin="", overgenomen=seen)
    assert response.status == 409
    assert "collega&#39;s" in body
    assert publish(desk, "", overgenomen=seen_of(desk))[0] == 200
    assert "Wij zijn vrienden." in git(shared, "show", f"main:{OVER}")


def test_what_git_left_behind_when_it_was_cut_off_is_named(desk: Served, shared: Path) -> None:
    lock = desk.root / ".git/index.lock"
    lock.touch()
    change(desk.root, OVER, "buren", "vrienden")
    status, said = publish(desk, "Vrienden")
    assert status == 409
    assert "Blijft dit zo? Vraag wie jullie computers regelt om .git/index.lock weg te halen." in said
    lock.unlink()
    assert publish(desk, "Vrienden")[0] == 200
    assert "vrienden" in git(shared, "show", f"main:{OVER}")


@pytest.mark.parametrize(("times", "status"), [(2, 200), (5, 409)])
def test_whoever_is_just_overtaken_tries_again_by_itself(desk: Served, shared: Path, times: int, status: int) -> None:
    piet = clone(shared, "piet")
    for turn in range(times):
        git(piet, "commit", "--quiet", "--allow-empty", "--message", f"Van Piet {turn}")
        git(piet, "push", "--quiet", "origin", f"HEAD:refs/heads/piet-{turn}")
    hook = shared / "hooks/pre-receive"
    move = "unset GIT_QUARANTINE_PATH\ngit update-ref refs/heads/main piet-$turn\necho >>turns"
    hook.write_text(f"#!/bin/sh\nturn=$(cat turns 2>&- | wc -l)\nif [ $turn -lt {times} ]; then\n{move}\nfi\n", "utf-8")
    hook.chmod(0o755)
    change(desk.root, OVER, "buren", "vrienden")
    assert publish(desk, "Vrienden")[0] == status
    if status != 200:
        said = words_of(desk.ask("/.redactie/publiceren")[1])
        assert "bewaard, en nog niet doorgegeven." in said
        assert publish(desk, "Vrienden")[0] == 200
    assert git(shared, "log", "--format=%s", "--no-merges", "main").count("Van Piet") == times
    assert "vrienden" in git(shared, "show", f"main:{OVER}")


def test_a_text_that_the_other_took_away_can_be_kept(desk: Served, shared: Path) -> None:
    piet = clone(shared, "piet")
    git(piet, "rm", "--quiet", FEAST)
    git(piet, "commit", "--quiet", "--message", "Geen feest")
    git(piet, "push", "--quiet")
    change(desk.root, FEAST, "plein", "veld")
    response, body = desk.send("/.redactie/publiceren", zin="Op het veld")
    assert response.status == 409
    assert "Van de ander (Anna de Vries) Weggehaald" in words_of(body)
    assert publish(desk, "", overgenomen=seen_of(desk))[0] == 200
    assert "veld" in git(shared, "show", f"main:{FEAST}")


def of_piet(shared: Path, path: str, old: str, new: str) -> Path:
    """Let Piet change a text and share it unseen; return his clone."""
    piet = clone(shared, "piet")
    change(piet, path, old, new)
    git(piet, "commit", "--quiet", "--all", "--message", "Van Piet")
    git(piet, "push", "--quiet")
    return piet


def told_of(body: str) -> str:
    """Return what is said of the first fault: whose it is, where, and what."""
    found = re.search(r'<p class="where">.*?<b>', body, re.DOTALL)
    return re.sub(r" ([.:])", r"\1", words_of(found[0])) if found else body


def test_a_fault_in_the_text_of_another_is_told_before_both_go_and_keeps_both(desk: Served, shared: Path) -> None:
    piet = of_piet(shared, FEAST, "titel:", "titeel:")
    before = git(shared, "rev-parse", "main")
    change(desk.root, OVER, "buren", "vrienden")
    response, body = desk.send("/.redactie/publiceren", zin="Vrienden")
    assert response.status == 409
    assert told_of(body) == "Van Anna de Vries: nieuws/2024/feest.md, regel 2 Ik ken titeel niet."
    assert git(shared, "rev-parse", "main") == before
    assert "titel: Feest" in (desk.root / FEAST).read_text(encoding="utf-8")
    assert "vrienden" in git(desk.root, "show", f"HEAD:{OVER}")
    assert 'name="hier"' in desk.ask("/.redactie/publiceren")[1]

    change(piet, FEAST, "titeel:", "titel:")
    git(piet, "commit", "--quiet", "--all", "--message", "Hersteld")
    git(piet, "push", "--quiet")
    assert publish(desk, "Vrienden")[0] == 200
    assert "vrienden" in git(shared, "show", f"main:{OVER}")


def test_a_fault_of_another_can_be_mended_here(desk: Served, shared: Path) -> None:
    of_piet(shared, FEAST, "titel:", "titeel:")
    change(desk.root, OVER, "buren", "vrienden")
    desk.send("/.redactie/publiceren", zin="Vrienden")
    response, _ = desk.send("/.redactie/publiceren", zin="Vrienden", hier="ja")
    assert (response.status, "titeel:" in (desk.root / FEAST).read_text(encoding="utf-8")) == (409, True)
    change(desk.root, FEAST, "titeel:", "titel:")
    assert publish(desk, "Vrienden en feest")[0] == 200
    assert "titel: Feest" in git(shared, "show", f"main:{FEAST}")
    assert "vrienden" in git(shared, "show", f"main:{OVER}")


def test_what_goes_wrong_only_together_is_told_of_whose_text_it_is(desk: Served, shared: Path) -> None:
    piet = clone(shared, "piet")
    git(piet, "rm", "--quiet", FEAST)
    git(piet, "commit", "--quiet", "--message", "Geen feest")
    git(piet, "push", "--quiet")
    change(desk.root, OVER, "buren.", "buren van [het feest](/nieuws/2024/feest.md).")
    response, body = desk.send("/.redactie/publiceren", zin="Feest")
    assert response.status == 409
    assert "Van jou : over.md, regel 5 " in words_of(body)


def test_whoever_may_not_share_keeps_the_text_and_hears_why(desk: Served, shared: Path) -> None:
    publish(desk, "De eerste keer")
    hook = shared / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'alleen met toestemming' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    change(desk.root, OVER, "buren", "vrienden")
    assert publish(desk, "Vrienden")[0] == 409
    assert "Veranderd Over ons (tekst)" in words_of(desk.ask("/.redactie/publiceren")[1])
    status, said = publish(desk, "Vrienden")
    assert status == 409
    assert said.startswith("Ik mag of kan je teksten niet doorgeven. De site is nog zoals hij was. ")
    assert "alleen met toestemming" in said
    assert "1 keer bewaard, en nog niet doorgegeven." in words_of(desk.ask("/.redactie/publiceren")[1])
    hook.unlink()
    assert publish(desk, "Nog eens")[0] == 200
    assert "vrienden" in git(shared, "show", f"main:{OVER}")


def test_a_question_to_git_locks_nothing_that_a_save_needs(desk: Served) -> None:
    place, index = desk.root / OVER, desk.root / ".git/index"
    text, before = place.read_bytes(), index.read_bytes()
    place.write_bytes(text.replace(b"buren", b"neven"))
    place.write_bytes(text)  # the same again, at another moment: Git would like to write that down
    repository = Repository(desk.root)
    assert (repository.changes(), repository.unshared()) == ((), frozenset())
    assert index.read_bytes() == before


def test_what_was_said_of_a_change_stays_until_it_is_shared(desk: Served, shared: Path) -> None:
    away = shared.rename(shared.with_name("weg.git"))
    change(desk.root, OVER, "buren", "vrienden")
    assert publish(desk, "Vrienden")[0] == 409
    change(desk.root, OVER, "vrienden", "goede vrienden")
    desk.keeper.refresh()
    assert eventually(lambda: 'value="Vrienden"' in desk.ask("/.redactie/publiceren")[1])
    away.rename(shared)
    assert publish(desk, "Vrienden")[0] == 200


def test_without_a_connection_the_text_is_kept_and_goes_later(desk: Served, shared: Path) -> None:
    away = shared.rename(shared.with_name("weg.git"))
    change(desk.root, OVER, "buren", "vrienden")
    status, said = publish(desk, "Vrienden")
    assert (status, said[:75]) == (409, "Ik krijg geen verbinding met de plek waar de site vandaan komt. Probeer het")
    away.rename(shared)
    assert publish(desk, "Vrienden")[0] == 200
    assert "vrienden" in git(shared, "show", f"main:{OVER}")


def test_without_a_repository_the_site_is_laid_ready(tmp_path: Path) -> None:
    with serving(lay_out(tmp_path / "project", SITE), memory=tmp_path / "memory") as desk:
        assert "Deze map heeft geen geschiedenis." in words_of(desk.ask("/.redactie/publiceren")[1])
        assert publish(desk, "") == (200, "De site staat klaar in de map `output`. Zet wat daarin staat op je server.")
        assert (desk.root / "output/index.html").is_file()
        assert desk.ask("/.redactie/geschiedenis?pad=content/over.md")[0].status == 404


def test_another_day_that_somebody_looks_at_is_never_published(desk: Served) -> None:
    desk.send("/.redactie/dag", dag="2024-05-04", adres="/")
    assert publish(desk, "De eerste keer")[0] == 200
    assert not (desk.root / "output/nieuws/2024/straks/index.html").exists()


def test_a_text_of_an_earlier_day_comes_back(desk: Served) -> None:
    change(desk.root, OVER, "buren", "vrienden")
    publish(desk, "Vrienden")
    said = words_of(desk.ask(f"/.redactie/geschiedenis?{urlencode({'pad': OVER})}")[1])
    assert re.search(r"uur , Jan: Vrienden .* uur , Anna de Vries: Het begin", said)
    body = desk.ask(f"/.redactie/geschiedenis?{urlencode({'pad': OVER})}")[1]
    first = re.findall(r"van=(\w+)", body)[-1]
    screen = desk.ask(f"/.redactie/versie?{urlencode({'pad': OVER, 'van': first})}")[1]
    assert "Wij zijn buren." in screen
    version = re.search(r'name="versie" value="(\w+)"', screen)
    assert version
    response, _ = desk.send("/.redactie/versie", pad=OVER, van=first, versie=version[1])
    assert response.status == 303
    assert "Wij zijn buren." in (desk.root / OVER).read_text(encoding="utf-8")
    assert "Wij zijn buren." in words_of(desk.ask("/over/")[1])

    change(desk.root, OVER, "buren", "familie")
    assert desk.send("/.redactie/versie", pad=OVER, van=first, versie=version[1])[0].status == 409
    assert "familie" in (desk.root / OVER).read_text(encoding="utf-8")


def test_a_text_that_was_taken_away_comes_back(desk: Served) -> None:
    (desk.root / "content/nieuws/2024/idee.md").unlink()
    assert publish(desk, "Toch niet")[0] == 200
    body = desk.ask("/.redactie/geschiedenis")[1]
    found = re.search(r"pad=([^&]+)&amp;van=(\w+)", body)
    assert found
    assert "nieuws/2024/idee.md" in words_of(body)
    path = "content/nieuws/2024/idee.md"
    assert desk.send("/.redactie/versie", pad=path, van=found[2], versie="weg")[0].status == 303
    assert "Dit is nog maar een idee." in (desk.root / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "fields",
    [
        {"pad": "../eerst/content/over.md", "van": "HEAD"},
        {"pad": "content/../.git/config", "van": "HEAD"},
        {"pad": ".gitignore", "van": "HEAD"},
        {"pad": OVER, "van": "--output=weg"},
        {"pad": OVER, "van": "HEAD^{/begin}"},
    ],
    ids=str,
)
def test_only_texts_come_back_and_only_from_the_history(desk: Served, fields: dict[str, str]) -> None:
    assert desk.ask(f"/.redactie/versie?{urlencode(fields)}")[0].status == 404
    assert desk.send("/.redactie/versie", **fields, versie="weg")[0].status == 409


def test_a_project_in_a_folder_of_a_larger_repository_finds_its_own(tmp_path: Path) -> None:
    top = tmp_path / "groot"
    root = lay_out(top / "site", SITE)
    git(top, "init", "--quiet")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "Alles")
    git(top, "config", "user.name", "Jan")
    git(top, "config", "user.email", "jan@voorbeeld.nl")
    (top / "ander.txt").write_text("van een ander", encoding="utf-8")
    change(root, OVER, "buren", "vrienden")
    with serving(root, memory=tmp_path / "memory") as desk:
        wanted = "Over ons: veranderd content/over.md"
        assert eventually(lambda: wanted in words_of(desk.ask("/.redactie/publiceren")[1]))
        told = "Je teksten staan in de geschiedenis op deze computer. Er is nog geen plek om ze naartoe te sturen."
        assert publish(desk, "Vrienden") == (200, told)
        assert "ander.txt" not in git(top, "ls-files")
        assert "Jan: Vrienden" in words_of(desk.ask(f"/.redactie/geschiedenis?{urlencode({'pad': OVER})}")[1])


def test_a_button_pressed_twice_puts_it_on_the_site_once(desk: Served, shared: Path) -> None:
    change(desk.root, OVER, "buren", "vrienden")
    with ThreadPoolExecutor(3) as threads:
        pressed = [threads.submit(publish, desk, "Vrienden") for _ in range(3)]
    assert [it.result()[0] for it in pressed] == [200, 200, 200]
    assert git(shared, "log", "--format=%s", "main") == "Vrienden\nHet begin\n"


def test_in_an_older_state_nothing_is_said_to_be_shared(desk: Served, shared: Path) -> None:
    git(desk.root, "checkout", "--quiet", "--detach")
    change(desk.root, OVER, "buren", "vrienden")
    status, said = publish(desk, "Vrienden")
    assert (status, said.partition(".")[0]) == (409, "Je teksten zijn bewaard, maar nog niet doorgegeven")
    assert git(shared, "log", "--format=%s", "main") == "Het begin\n"


def test_what_stops_git_is_not_called_a_quarrel_about_lines(desk: Served, shared: Path) -> None:
    piet = clone(shared, "piet")
    (piet / "LEESMIJ").write_text("van Piet", encoding="utf-8")
    git(piet, "add", "LEESMIJ")
    git(piet, "commit", "--quiet", "--message", "Een bestand")
    git(piet, "push", "--quiet")
    (desk.root / "LEESMIJ").write_text("van Jan, en nergens bewaard", encoding="utf-8")
    change(desk.root, OVER, "buren", "vrienden")
    status, said = publish(desk, "Vrienden")
    assert (status, said.partition(".")[0]) == (409, "Ik kan niet bij jouw teksten zetten wat een ander doorgaf")
    assert (desk.root / "LEESMIJ").read_text(encoding="utf-8") == "van Jan, en nergens bewaard"


@pytest.mark.parametrize("sign", ["\u2028", "\x0c", "\x01", "\x85", "<b>"])
def test_the_history_shows_whatever_sign_somebody_typed(desk: Served, sign: str) -> None:
    change(desk.root, OVER, "buren", "vrienden")
    git(desk.root, "commit", "--quiet", "--all", "--message", f"Vrien{sign}den")
    (desk.root / FEAST).unlink()
    git(desk.root, "commit", "--quiet", "--all", "--message", f"Fe{sign}est weg")
    desk.keeper.refresh()
    for screen, shown in ((f"?pad={OVER}", "van Over ons"), ("", FEAST.removeprefix("content/"))):
        response, body = desk.ask(f"/.redactie/geschiedenis{screen}")
        assert (response.status, shown in words_of(body), "Fe<b>" in body) == (200, True, False)


@pytest.mark.parametrize("path", ["geschiedenis?pad=a%00b", "versie?pad=content/a%00.md&van=abc"])
def test_a_zero_byte_is_told_as_what_is_not_there(desk: Served, path: str) -> None:
    assert desk.ask(f"/.redactie/{path}")[0].status in {200, 404}


def test_what_changed_here_is_not_said_to_be_on_the_site(desk: Served) -> None:
    publish(desk, "De eerste keer")
    assert eventually(lambda: "Over ons op de site" in words_of(desk.ask("/.redactie/")[1]))
    change(desk.root, OVER, "buren", "vrienden")
    desk.keeper.refresh()
    assert desk.desk.preview.standing(OVER) == "veranderd, nog niet op de site"
    told = "Hier werk je aan 3 Titel Stand Datum Meldingen Over ons veranderd, nog niet op de site"
    assert eventually(lambda: told in _by_standing(desk))
    publish(desk, "Vrienden")
    assert eventually(lambda: "Over ons op de site" in words_of(desk.ask("/.redactie/")[1]))


def _by_standing(desk: Served) -> str:
    said = words_of(desk.ask("/.redactie/")[1])
    return re.sub(r"(Straks nog meer|Een idee) (gepland|concept) (vrijdag )?[0-9]+ \w+ 2024( \S+ uur)? ", "", said)


def test_before_it_goes_one_reads_what_a_reader_would_mind(desk: Served) -> None:
    publish(desk, "De eerste keer")
    change(desk.root, FEAST, "Kom je ook?", "Afgelopen zaterdag was er een feest.")
    desk.keeper.refresh()
    told = "Let hierop Het mag zo op de site. Een lezer heeft er wel last van. let op nieuws/2024/feest.md, regel 7"
    assert eventually(lambda: told in words_of(desk.ask("/.redactie/publiceren")[1]))


def test_a_fault_that_keeps_it_from_the_site_stands_where_one_wants_to_publish(desk: Served) -> None:
    change(desk.root, FEAST, "28 april", "31 april")
    desk.keeper.refresh()
    told = "Er is nog een fout. Herstel die eerst: dan kan het op de site. fout nieuws/2024/feest.md, regel 4"
    assert eventually(lambda: told in words_of(desk.ask("/.redactie/publiceren")[1]))


def test_a_text_that_comes_later_may_not_have_a_fault_either(desk: Served, shared: Path) -> None:
    change(desk.root, "content/nieuws/2024/straks.md", "Dit staat", "[klik hier](/over.md) Dit staat")
    assert publish(desk, "Voor later") == (409, "Er is nog een fout. Herstel die eerst: dan kan het op de site.")
    assert git(shared, "log", "--format=%s", "main") == "Het begin\n"
