"""What has a fault is held back and the rest is published; what readers know stays as it last was."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from avksite.commands.hold_back import hold_back
from avksite.pipeline import Project
from avksite.rendering.artifact import Build
from avksite.rendering.ledger import next_ledger
from tests.programs import run
from tests.sites import built, concise, lay_out, moment_of, page, shared_memo

TODAY = "1 mei 2024"
HOME = "-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent. Lees [hoe het werkt](/werkwijze.md).\n"
HOW = "-- content/werkwijze.md --\n---\ntitel: Werkwijze\n---\n{}\n"
FAULT = "Lees [de folder](/nergens.md)."
BROKEN = "-- content/media/zaal.jpg --\nGeen foto.\n"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="4{}"/></svg>'
DRAWING = f"-- content/media/zaal.svg --\n{SQUARE}\n"


def post(name: str, text: str = "De koffie staat klaar.", day: str = "3 april 2024") -> str:
    """Return a news post."""
    front = f"titel: Over {name}\nkort: Kort over {name}.\ndatum: {day}\n"
    return f"-- content/nieuws/2024/{name}.md --\n---\n{front}---\n{text}\n"


def git(root: Path, *words: str, day: str = "2024-04-01") -> str:
    """Run Git in a folder, as somebody on a day."""
    program, then = shutil.which("git"), f"{day}T12:00:00+02:00"
    assert program
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_AUTHOR_DATE": then}
    both = who | {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    done = subprocess.run([program, *words], cwd=root, check=True, capture_output=True, env=os.environ | both)
    return done.stdout.decode()


def commit(root: Path, text: str, day: str) -> None:
    """Lay out files and commit them on a day."""
    lay_out_only(root, text)
    git(root, "add", "-A", day=day)
    git(root, "commit", "-q", "-m", "Teksten", day=day)


def lay_out_only(root: Path, text: str) -> None:
    """Lay out files, and leave those of the minimal site as they are when they are there."""
    known = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
    lay_out(root, text)
    for path, content in known.items():
        if f"-- {path.relative_to(root).as_posix()} " not in text:
            path.write_bytes(content)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project of which the site was published and its texts committed, with the ledger."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, HOME + HOW.format("Wij praten samen.") + post("soep"), "2024-04-01")
    publish(tmp_path)
    return tmp_path


def publish(root: Path, day: str = "2024-04-02") -> None:
    """Write the ledger of what is there now, and commit it."""
    made = built(root, TODAY)
    (root / "content/adressen.txt").write_text(next_ledger(made.site, made.artifacts).in_words, encoding="utf-8")
    git(root, "add", "-A", day=day)
    git(root, "commit", "-q", "-m", "Adressen", day=day)


def held(root: Path, *, is_strict: bool = False, today: str = TODAY) -> Build:
    return hold_back(Project(root), moment_of(today), shared_memo(), is_strict=is_strict)


def told(made: Build) -> str:
    """Return what stops a build and what was held back, each message below its place."""
    return (
        concise(it for it in made.problems if it.is_held_back or it.stops).replace("] ", "]\n  ").replace(". ", ".\n  ")
    )


def places(made: Build) -> list[str]:
    return re.findall(r"^(\S.*:\d+): ", told(made), re.MULTILINE)


def paths(made: Build) -> set[str]:
    return {artifact.path for artifact in made.artifacts}


# ── A new file is left out ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_text_with_a_fault_is_left_out_and_the_rest_is_published(root: Path) -> None:
    lay_out_only(root, post("brood", day="31 april 2024") + post("koek", FAULT) + post("taart"))
    made = held(root)
    assert told(made) == snapshot("""\
content/nieuws/2024/brood.md:4: fout[waarde-onleesbaar]
  (weggelaten) Bij `datum`: `31 april 2024` bestaat niet: april 2024 heeft 30 dagen.
  Deze tekst staat nog niet op de site.
content/nieuws/2024/koek.md:6: fout[link-kapot]
  (weggelaten) `/nergens.md` bestaat niet.
  Deze tekst staat nog niet op de site.\
""")
    assert not made.stopping(is_strict=False)
    assert "nieuws/2024/taart/index.html" in paths(made)
    assert not {path for path in paths(made) if "brood" in path or "koek" in path}
    assert "koek" not in page(made, "nieuws/index.html")


def test_what_nothing_is_wrong_with_is_built_once_and_as_ever(root: Path) -> None:
    made, plain = held(root), built(root, TODAY)
    assert {it.path: it.content for it in made.artifacts} == {it.path: it.content for it in plain.artifacts}
    assert made.held_back == ()


def test_what_a_page_shows_is_as_if_what_is_held_back_had_never_been_there(root: Path) -> None:
    naming = (
        "Lees [het nieuws](/nieuws/2024/brood.md), en [nog eens](/nieuws/2024/brood/).\n\n"
        "/// knop | Naar het nieuws\n    naar: /nieuws/2024/brood.md\n///\n\n"
        "Bekijk ![De zaal](/media/zaal.jpg) en [de foto](/media/zaal.jpg).\n\n"
        "![De zaal nog eens](/media/zaal.jpg)\n\n"
        "/// download | De foto van de zaal\n    bestand: /media/zaal.jpg\n///\n\n"
        "/// contact\n    persoon: noor\n///\n\nTot zo.\n"
    )
    menu = (
        "-- content/site.yaml --\nnaam: Alliantie van Kracht\nadres: https://voorbeeld.example\nmenu:\n"
        "  - titel: Brood\n    naar: /nieuws/2024/brood/\n  - titel: Meer\n    naar: /nieuws/2024/brood.md\n"
        "voet:\n  - titel: Voet\n    naar: /nieuws/2024/brood.md\n"
    )
    home = (
        "-- content/index.md --\n---\ntitel: Welkom\ncontact: noor\n"
        "doen:\n  - titel: Eten\n    naar: /nieuws/2024/brood/\n"
        "---\nFijn dat je er bent. Lees [hoe het werkt](/werkwijze.md).\n"
    )
    person = "-- content/personen/noor.md --\n---\nnaam: Noor\nrol: kok\nmail: noor\n---\n"
    event = (
        "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Wij vieren het.\n"
        "begin: 8 april 2024 13.00 uur\neind: 15.00 uur\nsoort: bijeenkomst\nuitkomsten: /nieuws/2024/brood.md\n"
        "afbeelding:\n  bestand: /media/zaal.jpg\n  alt: De zaal\ncontact: noor\n"
        "programma:\n  - tijd: 13.00 uur\n    titel: Koken\n    wie: noor\n---\nNeem iets mee.\n"
    )
    lay_out_only(root, HOW.format(naming) + menu + home + person + event + BROKEN + post("brood", FAULT))
    made = held(root)
    assert told(made) == snapshot("""\
content/media/zaal.jpg:1: fout[afbeelding-stuk]
  (weggelaten) Dit bestand is geen afbeelding die ik ken.
  Dit bestand staat nog niet op de site.
content/nieuws/2024/brood.md:6: fout[link-kapot]
  (weggelaten) `/nergens.md` bestaat niet.
  Deze tekst staat nog niet op de site.
content/personen/noor.md:4: fout[waarde-onleesbaar]
  (weggelaten) Bij `mail`: in `noor` ontbreekt het apenstaartje (@).
  Deze tekst staat nog niet op de site.\
""")
    for artifact in made.artifacts:
        assert b"brood" not in artifact.content.lower(), artifact.path
        assert b"zaal.jpg" not in artifact.content, artifact.path
        assert not artifact.is_page or not re.findall(rb'(?:href|src|srcset)="#?"', artifact.content), artifact.path
    assert "Lees het nieuws, en nog eens." in page(made, "werkwijze/index.html")
    assert "Tot zo." in page(made, "werkwijze/index.html")


def test_a_new_file_that_somebody_misnamed_is_left_out(root: Path) -> None:
    lay_out_only(root, "-- content/Nieuwe Pagina.md --\n---\ntitel: Nieuw\n---\nTekst.\n")
    made = held(root)
    assert {*places(made)} == {"content/Nieuwe Pagina.md:1"}
    assert made.held_back


def test_a_doubt_is_held_back_only_when_it_would_stop_the_site(root: Path) -> None:
    lay_out_only(root, post("brood", "## Wonen\n\nEen.\n\n## Wonen\n\nTwee."))
    assert "nieuws/2024/brood/index.html" in paths(held(root))
    strict = held(root, is_strict=True)
    assert "nieuws/2024/brood/index.html" not in paths(strict)
    assert (bool(strict.held_back), strict.stopping(is_strict=True)) == (True, ())


# ── What readers know stays as it was ─────────────────────────────────────────────────────────────────────────────────


def test_a_page_that_is_public_keeps_its_last_good_version(root: Path) -> None:
    commit(root, HOW.format("Wij praten samen over wonen."), "2024-04-10")
    commit(root, HOW.format(FAULT), "2024-04-11")
    lay_out_only(root, HOW.format(FAULT + " En nog iets."))
    made = held(root)
    assert told(made) == snapshot("""\
content/werkwijze.md:4: fout[link-kapot]
  (weggelaten) `/nergens.md` bestaat niet.
  Op de site staat nog de versie van 10 april 2024.\
""")
    assert "Wij praten samen over wonen." in page(made, "werkwijze/index.html")
    assert not made.stopping(is_strict=False)


def test_a_version_that_is_good_no_more_is_passed_over(root: Path) -> None:
    commit(root, HOW.format("Lees [over soep](/nieuws/2024/soep.md#koken)."), "2024-04-10")
    commit(root, HOW.format(FAULT), "2024-04-11")
    assert "Wij praten samen." in page(held(root), "werkwijze/index.html")


def test_what_was_tried_on_a_branch_is_no_version_of_what_readers_know(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "proef")
    commit(root, HOW.format("Dit was een proef."), "2024-04-10")
    commit(root, HOW.format(FAULT), "2024-04-11")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Samen", "proef", day="2024-04-12")
    assert "Wij praten samen." in page(held(root), "werkwijze/index.html")


def test_a_draft_is_no_version_of_a_page(root: Path) -> None:
    commit(root, HOW.format("Wij praten samen.").replace("titel", "concept: ja\ntitel"), "2024-04-10")
    commit(root, HOW.format(FAULT), "2024-04-11")
    assert "Wij praten samen." in page(held(root), "werkwijze/index.html")


def test_a_picture_and_a_list_of_words_keep_their_last_good_version_too(root: Path) -> None:
    words = "-- content/begrippen.yaml --\nwonen: Een {}huis hebben.\n"
    commit(root, post("soep", "![De zaal](/media/zaal.svg)") + DRAWING.format("") + words.format(""), "2024-04-03")
    publish(root, "2024-04-04")
    lay_out_only(root, DRAWING.format("<") + "-- content/begrippen.yaml (windows-1252) --\nwonen: Eén huis.\n")
    made = held(root)
    assert told(made) == snapshot("""\
content/begrippen.yaml:1: fout[tekst-onleesbaar]
  (weggelaten) Dit bestand is niet opgeslagen als UTF-8: op regel 1 staat de byte E9, waarschijnlijk in `Eén`.
  Op de site staat nog de versie van 3 april 2024.
content/media/zaal.svg:1: fout[afbeelding-stuk]
  (weggelaten) Deze tekening (SVG) is stuk op regel 1.
  Op de site staat nog de versie van 3 april 2024.\
""")
    assert 'src="../../../media/zaal.svg"' in page(made, "nieuws/2024/soep/index.html")
    assert b'<rect width="4"' in next(it.content for it in made.artifacts if it.path == "media/zaal.svg")
    assert "huis hebben" in page(made, "begrippen/index.html")


def test_a_public_picture_stays_where_a_new_one_has_a_fault(root: Path) -> None:
    commit(root, post("soep", "![De zaal](/media/zaal.svg)") + DRAWING.format(""), "2024-04-03")
    publish(root, "2024-04-04")
    lay_out_only(root, post("soep", "![De zaal](/media/zaal.jpg)") + BROKEN)
    made = held(root)
    assert told(made) == snapshot("""\
content/media/zaal.jpg:1: fout[afbeelding-stuk]
  (weggelaten) Dit bestand is geen afbeelding die ik ken.
  Dit bestand staat nog niet op de site.
  En van `content/nieuws/2024/soep.md` staat er nog de vorige versie.\
""")
    assert 'src="../../../media/zaal.svg"' in page(made, "nieuws/2024/soep/index.html")
    assert not made.stopping(is_strict=False)


def test_a_person_whose_record_has_a_fault_stays_as_they_were(root: Path) -> None:
    record = "-- content/personen/noor.md --\n---\nnaam: Noor de Boer\nrol: kok\nmail: {}\n---\n"
    commit(root, HOW.format("/// contact\n    persoon: noor\n///\n") + record.format("noor@voorbeeld.nl"), "2024-04-03")
    lay_out_only(root, record.format("noor"))
    made = held(root)
    assert made.held_back
    assert "mailto:noor@voorbeeld.nl" in page(made, "werkwijze/index.html")


# ── What cannot be held back stops the build ──────────────────────────────────────────────────────────────────────────


def test_a_public_page_without_an_earlier_version_stops_the_build(root: Path) -> None:
    shutil.rmtree(root / ".git")
    lay_out_only(root, HOW.format(FAULT) + post("brood", FAULT))
    made = held(root)
    assert told(made) == snapshot("""\
content/nieuws/2024/brood.md:6: fout[link-kapot]
  `/nergens.md` bestaat niet.
  `content/werkwijze.md` staat al op de site, en een eerdere versie die goed is, vind ik niet.
  Ook hier: content/werkwijze.md:4 (samen 2 keer).\
""")
    assert made.stopping(is_strict=False)
    assert made.held_back == ()


def test_a_file_of_which_nobody_can_know_whether_it_is_new_stops_the_build(root: Path) -> None:
    person = "-- content/personen/noor.md --\n---\nnaam: Noor\nrol: kok\nmail: noor\n---\n"
    lay_out_only(root, person)
    assert held(root).held_back
    (root / "content/adressen.txt").unlink()
    lay_out_only(root, post("brood", FAULT))
    assert "Of `content/nieuws/2024/brood.md` nieuw is, zie ik alleen met `content/adressen.txt`" in told(held(root))
    publish(root)
    shutil.rmtree(root / ".git")
    assert held(root).stopping(is_strict=False)


def test_what_was_taken_away_on_purpose_is_not_brought_back(root: Path) -> None:
    (root / "content/werkwijze.md").unlink()
    commit(root, HOME.replace(" Lees [hoe het werkt](/werkwijze.md).", ""), "2024-04-10")
    commit(root, HOME + HOW.format(FAULT), "2024-04-11")
    assert held(root).stopping(is_strict=False)


@pytest.mark.parametrize("is_committed", [True, False])
@pytest.mark.parametrize("fault", [FAULT, "Tekst.\n---\n"])
def test_a_text_that_moved_with_a_fault_stays_where_it_was(root: Path, fault: str, *, is_committed: bool) -> None:
    (root / "content/nieuws/2024/soep.md").unlink()
    moved = post("bouillon", fault).replace("kort:", "oude-adressen: [/nieuws/2024/soep/]\nkort:")
    moved = moved if fault == FAULT else moved.replace("titel:", "titeel:")
    lay_out_only(root, moved)
    if is_committed:
        commit(root, moved, "2024-04-11")
    made = held(root)
    assert not made.stopping(is_strict=False)
    assert "Op de site staat nog de versie van 1 april 2024." in told(made)
    assert "De koffie staat klaar." in page(made, "nieuws/2024/soep/index.html")
    assert "nieuws/2024/bouillon/index.html" not in paths(made)
    ledger = next_ledger(made.site, made.artifacts).in_words
    assert re.findall(r"^/nieuws/2024/\S+.*", ledger, re.MULTILINE) == ["/nieuws/2024/soep/ nieuws"]


def test_a_page_that_vanished_still_stops_the_build(root: Path) -> None:
    (root / "content/nieuws/2024/soep.md").unlink()
    lay_out_only(root, post("brood", FAULT))
    made = held(root)
    assert [place.partition(":")[0] for place in places(made)] == [
        "content/adressen.txt",
        "content/nieuws/2024/brood.md",
    ]
    assert made.stopping(is_strict=False)


@pytest.mark.parametrize(
    "text",
    [
        post("brood", "Haar burgerservicenummer is 123456782."),
        HOW.format("Mijn BSN: 123456782."),
    ],
)
def test_a_finding_about_people_is_never_held_back(root: Path, text: str) -> None:
    lay_out_only(root, text + post("koek", FAULT))
    made = held(root)
    assert "Dit gaat over gegevens van mensen." in told(made)
    assert {it.rule.id for it in made.stopping(is_strict=False)} == {"bsn", "link-kapot"}


def test_a_consent_that_ran_out_goes_together_with_what_is_held_back(root: Path) -> None:
    front = "afbeelding:\n  bestand: /media/zaal.svg\n  alt: De zaal\n  toestemming-tot: 30 april 2024\n---\n"
    text = post("soep").replace("---\nDe", f"{front}De") + DRAWING.format("")
    lay_out_only(root, text + post("brood", FAULT))
    made = held(root)
    assert {it.rule.id for it in made.held_back} == {"toestemming-voorbij", "link-kapot"}
    assert "zaal.svg" not in page(made, "nieuws/2024/soep/index.html")
    assert not made.stopping(is_strict=False)


def test_a_consent_that_ran_out_is_told_of_a_text_that_stays_as_it_was_too(root: Path) -> None:
    front = "afbeelding:\n  bestand: /media/zaal.svg\n  alt: De zaal\n  toestemming-tot: 30 april 2024\n---\n"
    commit(root, post("soep").replace("---\nDe", f"{front}De") + DRAWING.format(""), "2024-04-10")
    lay_out_only(root, post("soep", FAULT))
    made = held(root)
    assert {it.rule.id for it in made.held_back} == {"toestemming-voorbij", "link-kapot"}
    assert "zaal.svg" not in page(made, "nieuws/2024/soep/index.html")


@pytest.mark.parametrize(
    "text",
    [
        "-- content/site.yaml --\nkleuren: [\n",
        "-- templates/page.html --\n{% if %}\n",
        "-- content/Map/tekst.md --\nTekst.\n",
    ],
)
def test_what_the_whole_site_hangs_on_stops_the_build(root: Path, text: str) -> None:
    lay_out_only(root, text)
    assert held(root).stopping(is_strict=False)


def test_a_new_link_of_the_system_that_leads_nowhere_is_left_out(root: Path) -> None:
    lay_out_only(root, "-- content/wonen.md -> nergens.md --\n")
    assert held(root).held_back


def test_the_home_page_is_never_left_out(tmp_path: Path) -> None:
    lay_out(tmp_path, f"-- content/index.md --\n---\ntitel: Welkom\n---\n{FAULT}\n")
    assert held(tmp_path).stopping(is_strict=False)


# ── As it is typed ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_was_held_back_and_ends_with_three(root: Path) -> None:
    lay_out_only(root, post("brood", FAULT))
    ran = run(root, "build", "--hold-back", "--today", "2024-05-01")
    assert ran.returncode == 3
    assert "FOUT (weggelaten) in content/nieuws/2024/brood.md, regel 6" in ran.stdout.splitlines()
    assert re.findall(r"  Weggelaten: (.*)", ran.stdout) == [
        "content/nieuws/2024/brood.md, regel 6. `/nergens.md` bestaat niet. Deze tekst staat nog niet op de site."
    ]
    assert (root / "output/index.html").is_file()
    assert run(root, "build", "--today", "2024-05-01").returncode == 1
