"""Two desks with a clone each send an edition once, and whoever comes second is told so in words."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from inline_snapshot import snapshot

from avksite.content.data_files import SENT
from avksite.delivery.claim import repository_of
from avksite.delivery.command import Context, newsletter
from avksite.delivery.handover import read_ledger
from tests.delivery.editions import MARCH
from tests.delivery.test_proof import Sink, serving
from tests.sites import built, lay_out

GIT = shutil.which("git") or "git"
NOW = datetime(2024, 3, 11, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
nieuwsbrief:
  antwoord-aan: saskia@voorbeeld.nl
  dienst: onze-lijst
  diensten:
    - naam: onze-lijst
      soort: mailman
      lijst: nieuwsbrief@lijst.voorbeeld.nl
"""
MARK = "verzonden/maart/onze-lijst"
BUSY = "of iemand is daar nu mee bezig: {} de"


def git(folder: Path, *words: str) -> str:
    """Run Git, which must succeed, and return what it said."""
    done = subprocess.run([GIT, *words], cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@dataclass
class Clone:
    """One desk: a clone of the shared repository, and what was said there."""

    root: Path
    port: int
    said: list[str]

    def deliver(self) -> str:
        """Hand the edition over for real, and return what is said of it."""
        self.said.clear()
        desk = Context(
            build=lambda: built(self.root, "11 maart 2024"),
            say=self.said.append,
            tell=lambda problems: self.said.extend(problem.message for problem in problems),
            now=NOW,
            clock=lambda: 0,
            environment={"AVKSITE_SMTP_HOST": "127.0.0.1", "AVKSITE_SMTP_PORT": str(self.port)},
            folder=self.root / "verzending",
            yes=True,
        )
        newsletter(desk, ["deliver", "maart"])
        return self.said[-1].strip()

    def save(self) -> None:
        """Commit all that there is, and share it."""
        git(self.root, "add", ".")
        git(self.root, "commit", "-q", "-m", "Bewaard")
        git(self.root, "push", "-q", "origin", "HEAD")

    @property
    def is_clean(self) -> bool:
        """Whether nothing is here that is not committed."""
        return not git(self.root, "status", "--porcelain")


@dataclass
class Alliance:
    """Two desks, the repository that they share, and the mail server before their list."""

    shared: Path
    anna: Clone
    bert: Clone
    server: Sink


@pytest.fixture
def alliance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alliance]:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("LC_ALL", "C")
    shared = tmp_path / "shared.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(shared))
    server = Sink()
    with serving(server) as port:
        clones = [Clone(tmp_path / name, port, []) for name in ("Anna", "Bert")]
        for clone in clones:
            git(tmp_path, "clone", "-q", str(shared), str(clone.root))
            git(clone.root, "config", "user.name", f"{clone.root.name} de Vries")
            git(clone.root, "config", "user.email", "a@b.example")
            git(clone.root, "checkout", "-q", "-B", "main")
            if clone is clones[0]:
                lay_out(clone.root, SITE + MARCH)
                clone.save()
                git(clone.root, "branch", "-q", "--set-upstream-to=origin/main")
        anna, bert = clones
        yield Alliance(shared, anna, bert, server)


def test_the_second_desk_is_told_who_was_first_and_sends_nothing(alliance: Alliance) -> None:
    first = alliance.anna.deliver()
    assert first.endswith(
        f"Bewaar `{SENT}` nu bij je teksten (`git commit`, `git push`). Dan zien je collega’s dat hij weg is."
    )
    assert alliance.bert.deliver() == snapshot("""\
Deze nieuwsbrief is al aan `onze-lijst` gegeven, of iemand is daar nu mee bezig: Anna de
Vries, maandag 11 maart 2024, 9.30 uur.
Er is niets verstuurd. Vraag het na.
Typ `git pull` om te zien of hij weg is. Weet je zeker dat hij daar niet is? Typ dan
dit, en probeer het opnieuw:
  git push origin --delete verzonden/maart/onze-lijst\
""")
    assert len(alliance.server.got) == 1
    assert alliance.bert.is_clean  # nothing stands in the way of what the hint says


def test_a_desk_that_is_behind_is_told_to_fetch_first(alliance: Alliance) -> None:
    alliance.anna.deliver()
    alliance.anna.save()
    assert alliance.bert.deliver() == snapshot("""\
Je loopt achter: bij `origin` staat 1 wijziging klaar die jij nog niet hebt. Misschien
is deze nieuwsbrief daarbij veranderd, of al verstuurd.
Er is niets verstuurd. Haal eerst op wat er klaarstaat, en probeer het dan opnieuw.
Typ `git pull`, en daarna dezelfde opdracht nog eens.\
""")
    git(alliance.bert.root, "pull", "-q")
    assert alliance.bert.deliver() == snapshot("""\
Deze nieuwsbrief is al aan `onze-lijst` gegeven, op maandag 11 maart 2024, 9.30 uur. Het
staat in `content/verzonden.yaml`, vanaf regel 4. Moet hij toch nog een keer? Haal dan
daar het stuk over deze nieuwsbrief weg.
Er is niets verstuurd.\
""")
    assert len(alliance.server.got) == 1


def test_of_two_desks_at_the_very_same_moment_one_sends(alliance: Alliance) -> None:
    with ThreadPoolExecutor(2) as both:
        said = sorted(both.map(Clone.deliver, (alliance.anna, alliance.bert)))
    assert [re.match(r"De mail is|Deze nieuwsbrief is al", it) is not None for it in said] == [True, True]
    assert len(alliance.server.got) == 1
    assert sorted((clone.root / SENT).exists() for clone in (alliance.anna, alliance.bert)) == [False, True]


def test_a_lock_that_another_desk_takes_between_a_look_and_a_push_is_refused(alliance: Alliance) -> None:
    """The tag of another desk appears after this one looked: the server refuses the second."""
    mine, other = repository_of(alliance.anna.root), repository_of(alliance.bert.root)
    assert mine
    assert other
    id_ = mine.create("Anna")
    assert mine.tagged(MARK) == ""
    assert other.push(MARK, other.create("Bert"))
    assert not mine.push(MARK, id_)


def test_a_try_that_failed_goes_on_at_the_same_desk(alliance: Alliance) -> None:
    port, alliance.anna.port = alliance.anna.port, 9
    assert alliance.anna.deliver().startswith("De mailserver (127.0.0.1, poort 9) neemt niet op.")
    assert BUSY.format("Anna") in alliance.bert.deliver()
    alliance.anna.port = port
    assert alliance.anna.deliver().startswith("De mail is naar")
    assert len(alliance.server.got) == 1


def test_what_was_claimed_and_never_sent_can_be_freed_with_what_the_hint_says(alliance: Alliance) -> None:
    port, alliance.anna.port = alliance.anna.port, 9
    alliance.anna.deliver()
    command = alliance.bert.deliver().splitlines()[-1]
    assert command == "  git push origin --delete verzonden/maart/onze-lijst"
    git(alliance.bert.root, *command.split()[1:])
    assert alliance.bert.deliver().startswith("De mail is naar")
    alliance.anna.port = port
    assert BUSY.format("Bert") in alliance.anna.deliver()
    assert len(alliance.server.got) == 1


def test_without_an_answer_of_the_repository_nothing_is_sent(alliance: Alliance) -> None:
    git(alliance.bert.root, "remote", "set-url", "origin", "../weg.git")
    assert alliance.bert.deliver() == snapshot("""\
De repository `origin` geeft geen antwoord. Daardoor kan ik niet zien of een ander deze
nieuwsbrief al verstuurde.
Probeer het later nog eens. Er is niets verstuurd.
Git zegt: ‘fatal: '../weg.git' does not appear to be a git repository’. Kijk of `git
fetch origin` wel lukt.\
""")
    assert alliance.bert.is_clean
    assert alliance.server.got == []


def test_a_repository_that_takes_no_marks_is_told(alliance: Alliance) -> None:
    hook = alliance.shared / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert alliance.bert.deliver() == snapshot("""\
Bij `origin` kan ik niet opschrijven dat jij deze nieuwsbrief verstuurt.
Vraag wie de repository beheert of jij daar tags mag zetten. Er is niets verstuurd.\
""")
    assert alliance.bert.is_clean
    assert alliance.server.got == []


def test_the_message_of_a_tag_holds_no_control_characters_for_the_terminal(alliance: Alliance) -> None:
    repository = repository_of(alliance.anna.root)
    assert repository
    repository.push(MARK, repository.create("Anna\x1b[2J\x1b]0;x\x07\u202e " + "x" * 5000))
    assert alliance.bert.deliver().replace("\n", "").isprintable()


def test_a_mark_brings_along_no_text_that_is_not_shared_yet(alliance: Alliance) -> None:
    secret = alliance.anna.root / "content" / "geheim.md"
    secret.write_text("---\ntitel: Nog geheim\nconcept: ja\n---\nNog niet.\n", encoding="utf-8")
    git(alliance.anna.root, "add", ".")
    git(alliance.anna.root, "commit", "-q", "-m", "Voor later")
    alliance.anna.deliver()
    assert git(alliance.shared, "cat-file", "-t", MARK) == "blob"
    assert git(alliance.anna.root, "rev-list", "--count", "origin/main..main") == "1"
    assert "geheim.md" not in git(alliance.shared, "grep", "", *git(alliance.shared, "rev-list", "--all").split())


def test_a_project_that_nobody_shares_says_so_before_it_sends(alliance: Alliance) -> None:
    git(alliance.anna.root, "remote", "remove", "origin")
    alliance.anna.deliver()
    assert alliance.anna.said[0].endswith(
        "Deze map wordt niet met anderen gedeeld. Ik kan dus niet zien of een ander deze nieuwsbrief al verstuurde: "
        "vraag het na."
    )
    assert len(alliance.server.got) == 1


def test_a_repository_that_git_cannot_read_stops_what_goes_out(alliance: Alliance) -> None:
    (alliance.bert.root / ".git" / "config").write_text("[core\n", encoding="utf-8")
    assert alliance.bert.deliver() == snapshot("""\
Dit project staat in Git, maar ik kan Git niets vragen. Misschien heeft een ander dit al
verstuurd.
Er is niets verstuurd. Kijk of `git status` in deze map lukt. Git zegt: ‘fatal: bad
config line 1 in file .git/config’.\
""")
    assert alliance.server.got == []


def test_without_git_on_this_computer_nothing_goes_out_of_a_shared_project(
    alliance: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert alliance.bert.deliver() == snapshot("""\
Dit project staat in Git, maar ik kan Git niets vragen. Misschien heeft een ander dit al
verstuurd.
Er is niets verstuurd. Kijk of `git status` in deze map lukt.\
""")
    assert alliance.server.got == []


def test_files_for_a_folder_need_no_repository(alliance: Alliance) -> None:
    shutil.move(alliance.shared, alliance.shared.with_name("away"))
    site = alliance.bert.root / "content" / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("dienst: onze-lijst\n", "dienst: map\n"), encoding="utf-8")
    assert alliance.bert.deliver().startswith("De bestanden staan in ")
    (delivery,) = read_ledger(alliance.bert.root).value.deliveries
    assert delivery.state == "klaar"
