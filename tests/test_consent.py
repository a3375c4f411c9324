"""Whoever no longer agrees to a picture is not seen any more, from that day on, and the rest is published."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from avksite.dutch.dates import AMSTERDAM
from tests.photos import saved, scene
from tests.programs import run
from tests.sites import built, concise, folder, lay_out, page

PHOTO = "/media/noor.jpg"
LAST_DAY = "  toestemming-tot: 30 april 2024\n"
SHOWN = {
    "lead": f"afbeelding:\n  bestand: {PHOTO}\n  alt: Noor roert in de pan.\n  bijschrift: Noor kookt.\n{LAST_DAY}",
    "other lead": "afbeelding:\n  bestand: ../../media/noor.jpg\n  alt: Noor nog een keer.\n  fotograaf: Noor\n",
    "photo of the day": f"  - bestand: {PHOTO}\n    alt: Noor en Daan.\n",
    "portrait": f"foto:\n  bestand: {PHOTO}\n  alt: Noor\n",
    "logo": f"logo: {PHOTO}\n",
    "in a text": f'\n![Noor lacht]({PHOTO} "Noor, in de keuken")\n',
    "in a sentence": f"![Noor]({PHOTO})",
    "in a list": f"- ![Noor met een lepel]({PHOTO})\n",
    "download": f"\n/// download | De foto van Noor\n    bestand: {PHOTO}\n///\n",
    "poster": f"    poster: {PHOTO}\n",
}
"""Every way in which a picture can be on the site."""


def whole(shown: dict[str, str]) -> str:
    """Return a site that shows a picture in every one of these ways, and something else beside it."""
    return """\
-- content/index.md --
---
titel: Welkom
contact: daan
---
Dit doen wij.{in a sentence}
{in a text}
- Koken.
{in a list}- Eten.
-- content/nieuws/2024/soep.md --
---
titel: Soep
kort: Wij eten soep.
datum: 3 april 2024
{lead}---
Kom je ook? Er is [een filmpje](/leeraanbod/koken.md).
{download}
-- content/bijeenkomsten/2024/feest.md --
---
titel: Feest
kort: Wij vieren het.
begin: 8 mei 2024 13.00 uur
eind: 15.00 uur
soort: bijeenkomst
mogelijk-gemaakt-door: keuken
{other lead}fotos:
  - bestand: /media/zaal.svg
    alt: Een volle zaal.
{photo of the day}---
Neem een stoel mee.
-- content/leeraanbod/koken.md --
---
titel: Koken
kort: Leer soep maken.
soort: cursus
leervorm: kijken
doelgroep: inwoners
aanbieder: keuken
---
/// video | Zo maak je soep
    adres: https://www.youtube.com/watch?v=abc
    duur: 3 minuten
    ondertiteling: ja
    transcript: ja
    audiodescriptie: niet nodig, want een stem vertelt alles
{poster}
Je ziet een pan soep.
///
-- content/personen/daan.md --
---
naam: Daan
rol: kok
mail: daan@voorbeeld.example
{portrait}---
-- content/organisaties/keuken.md --
---
naam: Keuken
sector: welzijn
{logo}---
-- content/nieuwsbrieven/mei.md --
---
titel: Mei
onderwerp: Alles van mei
voorbeeldtekst: Soep en een feest.
datum: 29 april 2024
berichten: [/nieuws/2024/soep.md, /bijeenkomsten/2024/feest.md, /leeraanbod/koken.md]
---
Dag lezer.
-- content/media/zaal.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>
""".format_map({name: shown.get(name, "") for name in SHOWN})


def with_photo(root: Path) -> Path:
    (root / "content/media/noor.jpg").write_bytes(saved(scene((1600, 900))))
    return root


def made(shown: dict[str, str], today: str) -> dict[str, bytes]:
    """Return every file of the site on a day."""
    with folder(whole(shown)) as root:
        build = built(with_photo(root), today)
        return {artifact.path: artifact.content for artifact in build.artifacts}


def naming(files: dict[str, bytes]) -> set[str]:
    """Return the files that name or show her."""
    return {path for path, content in files.items() if b"noor" in content.lower() or "noor" in path}


def test_on_the_last_day_the_picture_is_seen_and_on_the_next_everything_is_as_if_it_had_never_been_there() -> None:
    last = naming(made(SHOWN, "30 april 2024"))
    assert {"index.html", "feed.xml", "atom.xml", "feed.json", "media/noor.jpg"} <= last
    assert {"nieuws/index.html", "nieuws/2024/soep/index.html", "nieuwsbrieven/mei/mail.html"} <= last
    after, never = made(SHOWN, "1 mei 2024"), made({}, "1 mei 2024")
    assert naming(after) == set()
    assert [path for path in sorted(after.keys() | never.keys()) if after.get(path) != never.get(path)] == []


@pytest.mark.parametrize("way", SHOWN)
def test_what_one_text_says_of_the_people_in_a_picture_goes_for_each_place_that_shows_it(way: str) -> None:
    only = {"lead": SHOWN["lead"], way: SHOWN[way]}
    assert naming(made(only, "1 mei 2024")) == set()


def test_the_report_says_which_picture_where_since_when_and_what_to_do(tmp_path: Path) -> None:
    root = with_photo(lay_out(tmp_path, whole({"lead": SHOWN["lead"], "other lead": SHOWN["other lead"]})))
    ran = run(root, "build", "--today", "2024-05-01")
    assert ran.returncode == 3
    told, end = ran.stdout.split("Klaar in ")
    assert told == snapshot("""\
FOUT (weggelaten) in content/bijeenkomsten/2024/feest.md, regel 9
  `../../media/noor.jpg` staat hier niet meer op de site: de toestemming liep tot en met
  30 april 2024.

  9 │ bestand: ../../media/noor.jpg

  Waarom: Een foto van een mens is een persoonsgegeven. Na de laatste dag van de
          toestemming mag ze er niet meer staan. Daarom laat ik haar overal weg. De rest
          komt wel op de site.
  Doe dit: Vraag de mensen op de foto opnieuw, en typ de nieuwe datum in
           `content/nieuws/2024/soep.md`, regel 9. Of haal de foto hier weg.
  Meer weten: python3 build.py explain toestemming-voorbij

FOUT (weggelaten) in content/nieuws/2024/soep.md, regel 9
  De toestemming voor `/media/noor.jpg` liep tot en met 30 april 2024. De foto staat
  nergens meer op de site.

  9 │ toestemming-tot: 30 april 2024

  Waarom: Een foto van een mens is een persoonsgegeven. Na de laatste dag van de
          toestemming mag ze er niet meer staan. Daarom laat ik haar overal weg. De rest
          komt wel op de site.
  Doe dit: Vraag de mensen op de foto opnieuw, en typ bij `toestemming-tot` de nieuwe
           datum. Of haal de foto weg.
  Meer weten: python3 build.py explain toestemming-voorbij

""")
    first, second = end.splitlines()[2:4]
    assert first.startswith("  Weggelaten: content/bijeenkomsten/2024/feest.md, regel 9. `../../media/noor.jpg` staat ")
    assert second.startswith("  Weggelaten: content/nieuws/2024/soep.md, regel 9. De toestemming voor ")
    assert not (root / "output/media/noor.jpg").exists()
    assert run(root, "build", "--today", "2024-05-01").returncode == 3  # it is told until somebody did something
    assert run(root, "build", "--today", "2024-05-01", "--strict").returncode == 3
    assert run(root, "build", "--today", "2024-04-01").returncode == 0
    assert (root / "output/media/noor.jpg").exists()


def test_a_check_says_the_same_to_people_and_programs(tmp_path: Path) -> None:
    root = with_photo(lay_out(tmp_path, whole({"lead": SHOWN["lead"]})))
    ran = run(root, "check", "--today", "2024-05-01")
    assert (ran.returncode, "FOUT (weggelaten) in content/nieuws/2024/soep.md, regel 9" in ran.stdout) == (3, True)
    ran = run(root, "check", "--today", "2024-05-01", "--format", "json")
    (told,) = json.loads(ran.stdout)
    assert (ran.returncode, told["severity"], told["held_back"]) == (3, "error", True)


def test_what_was_written_about_a_picture_that_is_left_out_stops_nobody_either() -> None:
    text = f"Op de foto zie je wie er roert.\n\n![Noor eet]({PHOTO})\n"
    said = {"lead": SHOWN["lead"], "in a text": text}
    with folder(whole(said)) as root:
        build = built(with_photo(root), "1 mei 2024")
    assert {problem.rule.id for problem in build.problems} == {"toestemming-voorbij"}
    assert not build.stopping(is_strict=True)


def test_another_fault_still_stops_the_build() -> None:
    faulty = "-- content/index.md --\n---\ntitel: Welkom\n---\n[Weg](/weg/)\n"
    with folder(whole({"lead": SHOWN["lead"]}) + faulty) as root:
        assert built(with_photo(root), "1 mei 2024").stopping(is_strict=False)


def test_a_build_holds_no_longer_than_the_day_on_which_a_consent_ends() -> None:
    with folder(whole(SHOWN)) as root:
        until = built(with_photo(root), "30 april 2024 9.00 uur").site.holds_until
    assert until == datetime(2024, 5, 1, tzinfo=AMSTERDAM)


def test_a_picture_that_was_public_may_go_without_a_word_in_the_ledger() -> None:
    lines = "/ pagina\n/bijeenkomsten/ lijst\n/media/noor.jpg bestand sinds 2024-04-01\n"
    with folder(f"{whole(SHOWN)}-- content/adressen.txt --\n{lines}") as root:
        rules = {problem.rule.id for problem in built(with_photo(root), "1 mei 2024").problems if problem.stops}
    assert rules == set()


def test_a_draft_is_believed_too_and_stops_nobody() -> None:
    draft = SHOWN["lead"] + "concept: ja\n"
    with folder(whole({"lead": draft})) as root:
        build = built(with_photo(root), "1 mei 2024")
    assert build.held_back == ()
    assert "let op" not in concise(build.problems)
    with folder(whole({"lead": draft, "in a text": SHOWN["in a text"]})) as root:
        build = built(with_photo(root), "1 mei 2024")
    assert [problem.place.path for problem in build.held_back] == ["content/index.md"]
    assert "noor" not in page(build, "index.html")
