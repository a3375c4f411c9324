"""A year in the life of an alliance: two people, one shared repository, a host, and whatever goes wrong between them.

Every step is the real command in a real clone; only the day is set, where the program reads the clock.
`AVKSITE_REHEARSAL=file` keeps all that was said.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.delivery.test_proof import Sink, serving
from tests.sites import ROOT, lay_out, parts

pytestmark = pytest.mark.slow

GIT, BASH = (str(shutil.which(name)) for name in ("git", "bash"))
ON_A_DAY = """
import sys
from datetime import datetime
from avksite import cli

class Clock(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.fromisoformat(sys.argv[1]).replace(tzinfo=zone)

cli.datetime = Clock
sys.exit(cli.main(sys.argv[2:]))
"""
"""The program as `python -m avksite` runs it, on a day of the rehearsal."""

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
menu:
  - titel: Nieuws
    naar: /nieuws/
nieuwsbrief:
  antwoord-aan: post@voorbeeld.example
  dienst: onze-lijst
  diensten:
    - naam: onze-lijst
      soort: mailman
      lijst: nieuws@lijst.voorbeeld.example
-- content/index.md --
---
titel: Welkom bij de alliantie
---

Samen maken we armoede kleiner. Lees [wat er gebeurt](/nieuws/) of [wie we zijn](/over-ons.md).
-- content/over-ons.md --
---
titel: Over ons
---

Wij zijn mensen uit de buurt. We helpen elkaar met geld en met brieven.
"""
LETTER = """\
-- content/nieuwsbrieven/najaar.md --
---
titel: Nieuwsbrief najaar
onderwerp: Wat we dit jaar deden
voorbeeldtekst: En wat er nog komt.
datum: 1 oktober 2027
berichten:
  - /nieuws/2027/zomerfeest.md
---

Beste lezer,

Dank voor een mooi jaar.
"""
CALL = """\
oproep:
  sluit: 15 december 2027
  inzenden:
    mail: post@voorbeeld.example
"""


def post(name: str, title: str, day: str, more: str = "") -> str:
    """Return a news post."""
    front = f"titel: {title}\nkort: {title}, lees mee.\ndatum: {day}\n{more}"
    return f"-- content/nieuws/2027/{name}.md --\n---\n{front}---\n\n{title}. Kom gerust langs.\n"


def git(folder: Path, *words: str, fails: bool = False) -> str:
    """Run Git and return what it said."""
    done = subprocess.run([GIT, *words], cwd=folder, check=False, capture_output=True, text=True)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return (done.stdout + done.stderr).strip()


@dataclass
class Alliance:
    """All that there is: the shared repository, two clones of it, what readers see, and a mail server."""

    place: Path
    server: Sink
    port: int
    day: str = ""
    told: list[str] = field(default_factory=list)
    """What the program said: the transcript."""

    def on(self, day: str) -> None:
        """Let it be another day."""
        self.day = f"{day}T10:00"
        self.told.append(f"\n══ {day} ══")

    def run(self, folder: Path, *words: str) -> tuple[int, str]:
        """Run the program in a clone, and return its code with what it said."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "AVKSITE_SMTP_HOST": "127.0.0.1"}
        environment["AVKSITE_SMTP_PORT"] = str(self.port)
        command = [sys.executable, "-c", ON_A_DAY, self.day, *words]
        done = subprocess.run(
            command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8", timeout=300
        )
        assert done.stderr == ""
        self.told.append(f"\n[{folder.name}] python3 build.py {' '.join(words)}\n{done.stdout}")
        return done.returncode, done.stdout

    def publish(self, *, ends: int = 0) -> str:
        """Do what the host does after a push and every night: a fresh clone, a build, and only then another site.

        Return what its summary says.
        """
        fails = ends not in {0, 3}
        fresh, readers = self.place / "host", self.place / "readers"
        git(self.place, "clone", "-q", "shared.git", "host")
        code, said = self.run(fresh, "build", "--hold-back", "--strict", "--base-url", "https://voorbeeld.example")
        assert code == ends, said
        if not fails:
            shutil.rmtree(readers, ignore_errors=True)
            (fresh / "output").rename(readers)
        (fresh / "report.txt").write_text(said, encoding="utf-8")
        command = [BASH, str(ROOT / ".ci" / "summary"), "report.txt", "failure" if fails else "success", str(code)]
        told = subprocess.run(command, cwd=fresh, check=True, capture_output=True, encoding="utf-8").stdout
        shutil.rmtree(fresh)
        return told

    def seen(self, path: str = "") -> dict[str, str]:
        """Return what readers get below a path."""
        top = self.place / "readers"
        files = (file for file in (top / path).rglob("*") if file.is_file())
        return {file.relative_to(top).as_posix(): file.read_text("utf-8", errors="replace") for file in files}

    @property
    def posts(self) -> list[str]:
        """What the shared ledger says of the news."""
        lines = git(self.place / "shared.git", "show", "main:content/adressen.txt").splitlines()
        return [line.removeprefix("/nieuws/2027/") for line in lines if re.match(r"/nieuws/2027/\w", line)]


@dataclass
class Desk:
    """A person with a clone."""

    alliance: Alliance
    name: str

    @property
    def root(self) -> Path:
        """Where the clone is."""
        return self.alliance.place / self.name

    def build(self, *, fails: bool = False) -> str:
        """Type `python3 build.py`, and return what it says."""
        code, said = self.alliance.run(self.root, "build")
        assert code == fails, said
        return said

    def deliver(self, *, fails: bool = False) -> str:
        """Hand over the newsletter, and return what comes of it."""
        code, said = self.alliance.run(self.root, "newsletter", "deliver", "najaar", "--yes")
        assert code == fails, said
        return said.rpartition("\n\n")[2]

    def write(self, text: str) -> None:
        """Save files."""
        for path, _, _, content in parts(text):
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(content, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Change words in a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def share(self, why: str) -> None:
        """Commit everything and push it."""
        git(self.root, "add", ".")
        git(self.root, "commit", "-q", "-m", why)
        git(self.root, "push", "-q", "-u", "origin", "main")

    def fetch(self) -> None:
        """Get what others did."""
        git(self.root, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")


def test_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "shared.git")
    server = Sink()
    with serving(server) as port:
        alliance = Alliance(tmp_path, server, port)
        anna, bert = Desk(alliance, "Anna"), Desk(alliance, "Bert")
        for desk in (anna, bert):
            git(tmp_path, "clone", "-q", "shared.git", desk.name)
            git(desk.root, "config", "user.name", desk.name)
            git(desk.root, "config", "user.email", f"{desk.name.lower()}@voorbeeld.example")
            git(desk.root, "checkout", "-q", "-B", "main")
        it_begins(alliance, anna)
        a_text_gets_another_name(alliance, anna)
        a_text_is_withdrawn(alliance, anna)
        two_people_write_at_once(alliance, anna, bert)
        a_text_is_pushed_with_a_fault_in_it(alliance, anna)
        the_settings_are_pushed_with_a_fault_in_them(alliance, bert)
        a_folder_is_thrown_away_and_comes_back(alliance, bert)
        both_want_to_send_the_newsletter(alliance, anna, bert)
        a_call_closes_while_nobody_looks(alliance)
        no_address_was_lost(alliance)
    if told := os.environ.get("AVKSITE_REHEARSAL"):
        Path(told).write_text("\n".join(alliance.told), encoding="utf-8")


def it_begins(alliance: Alliance, anna: Desk) -> None:
    alliance.on("2027-01-12")
    lay_out(anna.root, SITE + post("wij-beginnen", "Wij beginnen", "12 januari 2027"))
    for name in (".gitattributes", ".gitignore"):
        shutil.copy(ROOT / name, anna.root)
    assert anna.build() == snapshot("""\
Klaar in 0,0 seconden.
  15 pagina’s · 5 feeds · 0 mails · 2 agenda’s · geen problemen
  Hier was nog geen site om mee te vergelijken.
  Bijgewerkt: content/adressen.txt, met 16 nieuwe adressen. Lever dat bestand mee in met je teksten.
  Bekijken: python3 build.py serve, of open output/index.html in je browser.
""")
    anna.share("Het begin")
    assert alliance.publish() == snapshot("""\
## De site is gemaakt

~~~text
Klaar in 0,0 seconden.
  15 pagina’s · 5 feeds · 0 mails · 2 agenda’s · geen problemen
  Hier was nog geen site om mee te vergelijken.
  Bekijken: python3 build.py serve, of open output/index.html in je browser.
~~~

""")

    alliance.on("2027-02-03")
    anna.write(post("buurtmaal", "Buurtmaal in maart", "3 februari 2027"))
    assert anna.build() == snapshot("""\
Klaar in 0,0 seconden.
  16 pagina’s · 5 feeds · 0 mails · 2 agenda’s · geen problemen
  Nieuw: ‘Buurtmaal in maart’
  Op 5 pagina’s is iets anders om de tekst heen: een lijst, ‘Lees ook’, het menu of de
  voet.
  Bijgewerkt: content/adressen.txt, met 1 nieuw adres. Lever dat bestand mee in met je teksten.
  Bekijken: python3 build.py serve, of open output/index.html in je browser.
""")
    anna.share("Het buurtmaal")
    alliance.publish()
    assert alliance.posts == snapshot(["buurtmaal/ nieuws sinds 2027-02-03", "wij-beginnen/ nieuws"])


def a_text_gets_another_name(alliance: Alliance, anna: Desk) -> None:
    alliance.on("2027-03-10")
    git(anna.root, "mv", "content/nieuws/2027/buurtmaal.md", "content/nieuws/2027/eten-met-de-buurt.md")
    assert anna.build(fails=True) == snapshot("""\
FOUT in content/adressen.txt, regel 16
  Het adres `/nieuws/2027/buurtmaal/` stond op de site, en is er niet meer.

  16 │ /nieuws/2027/buurtmaal/ nieuws sinds 2027-02-03

  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Heet het nu `content/nieuws/2027/eten-met-de-buurt.md`? Zet dan boven die
           tekst `oude-adressen: /nieuws/2027/buurtmaal/`. Is het voorgoed weg? Zet dan
           achter deze regel `ingetrokken`. Is het per ongeluk weg? Zet het dan terug.
           Stond het nog nooit online? Haal dan deze regel weg.
  Meer weten: python3 build.py explain adres-verdwenen

Er is nog iets te herstellen: 1 fout (0,0 seconden).
  output/ is niet veranderd: de vorige site staat er nog.
""")
    # What it says, done as it says it.
    anna.change(
        "content/nieuws/2027/eten-met-de-buurt.md", "\n---\n", "\noude-adressen: /nieuws/2027/buurtmaal/\n---\n"
    )
    assert anna.build() == snapshot("""\
Klaar in 0,0 seconden.
  17 pagina’s · 5 feeds · 0 mails · 2 agenda’s · geen problemen
  Verhuisd: ‘Buurtmaal in maart’ (van /nieuws/2027/buurtmaal/ naar
            /nieuws/2027/eten-met-de-buurt/)
  Bijgewerkt: content/adressen.txt, met 1 nieuw adres. Lever dat bestand mee in met je teksten.
  Bekijken: python3 build.py serve, of open output/index.html in je browser.
""")
    anna.share("Een betere naam")
    alliance.publish()
    assert 'href="../eten-met-de-buurt/"' in alliance.seen("nieuws")["nieuws/2027/buurtmaal/index.html"]


def a_text_is_withdrawn(alliance: Alliance, anna: Desk) -> None:
    alliance.on("2027-04-20")
    git(anna.root, "rm", "-q", "content/nieuws/2027/wij-beginnen.md")
    assert anna.build(fails=True) == snapshot("""\
FOUT in content/adressen.txt, regel 18
  Het adres `/nieuws/2027/wij-beginnen/` stond op de site, en is er niet meer.

  18 │ /nieuws/2027/wij-beginnen/ nieuws

  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Heet het nu anders? Zet dan boven die tekst `oude-adressen:
           /nieuws/2027/wij-beginnen/`. Is het voorgoed weg? Zet dan achter deze regel
           `ingetrokken`. Is het per ongeluk weg? Zet het dan terug. Stond het nog nooit
           online? Haal dan deze regel weg.
  Meer weten: python3 build.py explain adres-verdwenen

Er is nog iets te herstellen: 1 fout (0,0 seconden).
  output/ is niet veranderd: de vorige site staat er nog.
""")
    line = "/nieuws/2027/wij-beginnen/ nieuws"
    anna.change("content/adressen.txt", line, f"{line} ingetrokken")
    assert anna.build() == snapshot("""\
Klaar in 0,0 seconden.
  17 pagina’s · 5 feeds · 0 mails · 2 agenda’s · geen problemen
  Weg: ‘Wij beginnen’ (/nieuws/2027/wij-beginnen/)
  Op 5 pagina’s is iets anders om de tekst heen: een lijst, ‘Lees ook’, het menu of de
  voet.
  Bekijken: python3 build.py serve, of open output/index.html in je browser.
""")
    anna.share("Dit klopt niet meer")
    alliance.publish()
    gone = alliance.seen("nieuws")["nieuws/2027/wij-beginnen/index.html"]
    assert re.findall("<h1[^>]*>([^<]+)", gone) == snapshot(["Deze pagina is er niet meer"])


def two_people_write_at_once(alliance: Alliance, anna: Desk, bert: Desk) -> None:
    alliance.on("2027-05-05")
    bert.fetch()
    anna.write(post("leeskring", "Een leeskring begint", "5 mei 2027"))
    bert.write(post("spreekuur", "Wie doet het spreekuur?", "5 mei 2027", CALL))
    anna.build()
    bert.build()
    anna.share("De leeskring")
    git(bert.root, "add", ".")
    git(bert.root, "commit", "-q", "-m", "Het spreekuur")
    assert "[rejected]" in git(bert.root, "push", "-q", "origin", "main", fails=True)
    bert.fetch()
    assert bert.build() == snapshot("""\
Klaar in 0,0 seconden.
  19 pagina’s · 5 feeds · 0 mails · 3 agenda’s · geen problemen
  Nieuw: ‘Een leeskring begint’
  Op 5 pagina’s is iets anders om de tekst heen: een lijst, ‘Lees ook’, het menu of de
  voet.
  Bijgewerkt: content/adressen.txt. Lever dat bestand mee in met je teksten.
  Bekijken: python3 build.py serve, of open output/index.html in je browser.
""")
    # Git joined the lines of both; the build put them in order, and a host asks for no line that is there.
    assert subprocess.run([BASH, str(ROOT / ".ci" / "addresses")], cwd=bert.root, check=False).returncode == 0
    bert.share("Alles bij elkaar")
    alliance.publish()
    assert alliance.posts == snapshot(
        [
            "buurtmaal/ nieuws sinds 2027-02-03 nu /nieuws/2027/eten-met-de-buurt/",
            "eten-met-de-buurt/ nieuws sinds 2027-03-10 eerst /nieuws/2027/buurtmaal/",
            "leeskring/ nieuws sinds 2027-05-05",
            "spreekuur/ nieuws sinds 2027-05-05 versie 0 15a534cd",
            "wij-beginnen/ nieuws ingetrokken",
        ]
    )


def a_text_is_pushed_with_a_fault_in_it(alliance: Alliance, anna: Desk) -> None:
    alliance.on("2027-06-01")
    before = alliance.seen()
    anna.fetch()
    anna.write(post("zomerfeest", "Het zomerfeest", "31 juni 2027"))
    anna.share("Zonder te kijken")
    told = alliance.publish(ends=3)
    assert told.startswith(
        "## De site is gemaakt, maar er is iets weggelaten\n\nOnderaan staat bij `Weggelaten` wat er"
    )
    assert told.partition("~~~text\n")[2].partition("\n  Weggelaten: ")[0] == snapshot("""\
FOUT (weggelaten) in content/nieuws/2027/zomerfeest.md, regel 4
  Bij `datum`: `31 juni 2027` bestaat niet: juni 2027 heeft 30 dagen. Deze tekst staat
  nog niet op de site.

  4 │ datum: 31 juni 2027

  Waarom: Van een datum die niet klopt, komt een verkeerde datum in de agenda, de mail
          en op de site.
  Doe dit: Typ de goede dag, bijvoorbeeld `30 juni 2027`.
  Meer weten: python3 build.py explain waarde-onleesbaar

Klaar in 0,0 seconden.
  19 pagina’s · 5 feeds · 0 mails · 3 agenda’s · 1 fout\
""")
    assert alliance.seen().keys() == before.keys()  # what was there is there, and the new text waits
    anna.change("content/nieuws/2027/zomerfeest.md", "31 juni 2027", "1 juni 2027")
    anna.build()
    anna.share("De goede dag")
    alliance.publish()
    assert "nieuws/2027/zomerfeest/index.html" in alliance.seen("nieuws")


def the_settings_are_pushed_with_a_fault_in_them(alliance: Alliance, bert: Desk) -> None:
    alliance.on("2027-07-08")
    before = alliance.seen()
    bert.fetch()
    bert.change("content/site.yaml", "naar: /nieuws/", "naar: /niuws/")
    bert.share("Even iets aan het menu")
    told = alliance.publish(ends=1)
    assert told.startswith("## De site is niet veranderd\n\nEr is eerst iets te herstellen. De site van de vorige keer")
    assert told.partition("~~~text\n")[2] == snapshot("""\
FOUT in content/site.yaml, regel 5
  `/niuws/` bestaat niet. `content/site.yaml` kan ik niet weglaten: daar hangt te veel
  van af.

  5 │ naar: /niuws/

  Waarom: Een link die niet werkt, stopt de lezer op het moment dat hij verder wil.
  Doe dit: Bedoel je `/nieuws/`?
  Meer weten: python3 build.py explain link-kapot

Er is nog iets te herstellen: 1 fout (0,0 seconden).
~~~

""")
    assert alliance.seen() == before
    bert.change("content/site.yaml", "naar: /niuws/", "naar: /nieuws/")
    bert.share("Toch niet")
    alliance.publish()


def a_folder_is_thrown_away_and_comes_back(alliance: Alliance, bert: Desk) -> None:
    alliance.on("2027-09-15")
    before = alliance.seen()
    bert.fetch()
    git(bert.root, "rm", "-q", "-r", "content/nieuws")
    bert.share("Opgeruimd")
    told = alliance.publish(ends=1)
    assert told.partition("~~~text\n")[2] == snapshot("""\
FOUT in content/adressen.txt, regel 16
  In de map `content/nieuws/2027` stonden teksten die op de site waren, en nu is daar
  niets meer. `content/adressen.txt` kan ik niet weglaten: daar hangt te veel van af.

  16 │ /nieuws/2027/buurtmaal/ nieuws sinds 2027-02-03 nu /nieuws/2027/eten-met-de-buurt/

  Ook hier: content/adressen.txt:17, content/adressen.txt:18, content/adressen.txt:19 en
            nog 1 plek (samen 5 keer).
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Is de map per ongeluk weg? Zet haar dan terug. Zijn de teksten verhuisd? Zet
           dan boven elke tekst zijn oude adres, achter `oude-adressen`. Zijn ze
           voorgoed weg? Zet dan achter elk van deze regels `ingetrokken`.
  Meer weten: python3 build.py explain adres-verdwenen

Er is nog iets te herstellen: 1 fout (0,0 seconden).
~~~

""")
    assert alliance.seen() == before
    git(bert.root, "revert", "--no-edit", "HEAD")
    git(bert.root, "push", "-q", "origin", "main")
    assert alliance.publish().startswith("## De site is gemaakt\n")
    assert alliance.seen().keys() == before.keys()


def both_want_to_send_the_newsletter(alliance: Alliance, anna: Desk, bert: Desk) -> None:
    alliance.on("2027-10-01")
    anna.fetch()
    anna.write(LETTER)
    anna.build()
    anna.share("De nieuwsbrief")
    alliance.publish()
    bert.fetch()
    assert anna.deliver() == snapshot("""\
De mail is naar nieuws@lijst.voorbeeld.example. De lijst stuurt hem nu naar alle lezers.
Krijg je hem zelf niet? Kijk dan of post@voorbeeld.example naar deze lijst mag schrijven.
Bewaar `content/verzonden.yaml` nu bij je teksten (`git commit`, `git push`). Dan zien je collega’s dat hij weg is.
""")
    assert bert.deliver(fails=True) == snapshot("""\
Deze nieuwsbrief is al aan `onze-lijst` gegeven, of iemand is daar nu mee bezig: Anna,
vrijdag 1 oktober 2027, 10.00 uur.
Er is niets verstuurd. Vraag het na.
Typ `git pull` om te zien of hij weg is. Weet je zeker dat hij daar niet is? Typ dan
dit, en probeer het opnieuw:
  git push origin --delete verzonden/najaar/onze-lijst
""")
    anna.share("Verstuurd")
    assert bert.deliver(fails=True) == snapshot("""\
Je loopt achter: bij `origin` staat 1 wijziging klaar die jij nog niet hebt. Misschien
is deze nieuwsbrief daarbij veranderd, of al verstuurd.
Er is niets verstuurd. Haal eerst op wat er klaarstaat, en probeer het dan opnieuw.
Typ `git pull`, en daarna dezelfde opdracht nog eens.
""")
    bert.fetch()
    assert bert.deliver(fails=True) == snapshot("""\
Deze nieuwsbrief is al aan `onze-lijst` gegeven, op vrijdag 1 oktober 2027, 10.00 uur.
Het staat in `content/verzonden.yaml`, vanaf regel 4. Moet hij toch nog een keer? Haal
dan daar het stuk over deze nieuwsbrief weg.
Er is niets verstuurd.
""")
    assert len(alliance.server.got) == 1


def a_call_closes_while_nobody_looks(alliance: Alliance) -> None:
    def shown() -> list[str]:
        page = alliance.seen("nieuws")["nieuws/2027/spreekuur/index.html"]
        return [*re.findall("<title>(.*?) –", page), *re.findall(r"Nog \d+ dagen", page)]

    assert shown() == snapshot(["Wie doet het spreekuur?", "Nog 75 dagen", "Nog 75 dagen"])
    alliance.on("2027-12-31")
    assert alliance.publish().startswith("## De site is gemaakt\n")
    assert shown() == snapshot(["Gesloten: Wie doet het spreekuur?"])


def no_address_was_lost(alliance: Alliance) -> None:
    """Whatever was ever on the site is a page, a file or a way on."""
    ledger = git(alliance.place / "shared.git", "show", "main:content/adressen.txt")
    known = [line.split()[0] for line in ledger.splitlines() if line.startswith("/")]
    assert len(known) > 20
    assert {f"{it}index.html"[1:] if it.endswith("/") else it[1:] for it in known} <= alliance.seen().keys()
