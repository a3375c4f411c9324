"""No address is lost: the ledger keeps each with its day, and a build says what to type when one is gone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from time import sleep, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from avksite import report
from avksite.content.ledger import ADDRESSES, HEAD, LedgerEntry, read_ledger
from avksite.memo.unchanged import summary_of_last
from avksite.rendering.ledger import next_ledger
from tests.programs import run
from tests.sites import ROOT, built, concise, folder, lay_out, page, site

if TYPE_CHECKING:
    from avksite.rendering.artifact import Build

HOME = "/ pagina\n"
SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
onderwerpen:
  wonen: Wonen
  zorg: Zorg
"""


def ledger(lines: str) -> str:
    """Return a ledger that knows the home page, and these lines."""
    return f"-- {ADDRESSES} --\n{HOME}{lines}"


def post(name: str, *more: str, text: str = "Tekst.", year: int = 2024) -> str:
    """Return a news post."""
    own = (f"titel: Over {name}", f"kort: Over {name}.", f"datum: 3 april {year}")
    front = "".join(f"{line}\n" for line in (*own, *more))
    return f"-- content/nieuws/{year}/{name}.md --\n---\n{front}---\n{text}\n"


def course(name: str, *more: str) -> str:
    """Return an item of the learning menu, which has no date."""
    front = "".join(f"{line}\n" for line in more)
    return (
        f"-- content/leeraanbod/{name}.md --\n---\ntitel: Les {name}\nkort: Over {name}.\nsoort: cursus\n"
        f"leervorm: doen\ndoelgroep: inwoners\n{front}---\nTekst.\n"
    )


def lines_of(made: Build, *about: str) -> list[str]:
    """Return the lines of the ledger once a site is published: of these addresses, or of every text."""
    written = next_ledger(made.site, made.artifacts).in_words.removeprefix(HEAD).splitlines()
    wanted = about or (*made.site.by_address, *made.site.redirects)
    return [line for line in written if line.split()[0] in wanted]


def told(made: Build) -> str:
    """Return what is said of the ledger, as people read it."""
    found = [problem for problem in made.problems if problem.place.path == ADDRESSES]
    return report.full(found, lambda _: None)


def guids(made: Build, path: str = "feed.xml") -> list[str]:
    return re.findall(r"<guid[^>]*>([^<]+)</guid>", page(made, path))


# ── First published ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_in_the_first_ledger_nothing_has_a_day_since_nobody_kept_count() -> None:
    made = site(post("soep") + course("breien"))
    assert lines_of(made) == ["/ pagina", "/leeraanbod/breien/ leeraanbod", "/nieuws/2024/soep/ nieuws"]


def test_what_is_new_gets_the_day_on_which_it_is_published() -> None:
    made = site(ledger("/nieuws/2024/soep/ nieuws\n") + post("soep") + post("brood"), "1 mei 2024")
    assert lines_of(made) == ["/ pagina", "/nieuws/2024/brood/ nieuws sinds 2024-05-01", "/nieuws/2024/soep/ nieuws"]


def test_lists_topics_series_and_files_have_an_address_too() -> None:
    event = (
        "-- content/bijeenkomsten/2024/borrel.md --\n---\ntitel: Borrel\nkort: Kom.\nbegin: 5 mei 2024 13.00 uur\n"
        "soort: werktafel\nreeks: De tafels\nlocatie:\n  plaats: Emmen\n---\n[Verslag](/media/verslag.txt)\n"
    )
    media = "-- content/media/verslag.txt --\nWij spraken.\n"
    made = site(SITE + post("soep", "onderwerpen: [wonen]") + event + media)
    found = ("/nieuws/2024/", "/onderwerpen/wonen/", "/agenda/de-tafels.ics", "/media/verslag.txt", "/404.html")
    assert lines_of(made, *found) == [
        "/agenda/de-tafels.ics agenda",
        "/media/verslag.txt bestand",
        "/nieuws/2024/ lijst",
        "/onderwerpen/wonen/ onderwerp",
    ]


def test_what_does_not_show_yet_has_no_address_yet() -> None:
    made = site(ledger("") + post("soep", "concept: ja") + post("brood", "publiceer: 1 juni 2024"), "1 mei 2024")
    assert lines_of(made, "/nieuws/2024/soep/", "/nieuws/2024/brood/") == []


def test_a_ledger_says_after_a_build_what_the_build_took_it_for() -> None:
    text = post("soep", "oude-adressen: [/heel-oud/, /nieuws/2024/bouillon/]") + course("breien")
    first = site(ledger("/nieuws/2024/bouillon/ nieuws sinds 2024-03-01\n") + text)
    after = site(f"-- {ADDRESSES} --\n{next_ledger(first.site, first.artifacts).in_words}{text}")
    assert next_ledger(after.site, after.artifacts) == next_ledger(first.site, first.artifacts)
    assert {it.path: it.content for it in after.artifacts} == {it.path: it.content for it in first.artifacts}


# ── A rename, a withdrawal, and what to type ──────────────────────────────────────────────────────────────────────────


def test_a_renamed_text_is_recognised_and_offered_and_never_guessed() -> None:
    made = site(ledger("/nieuws/2024/ lijst\n/nieuws/2024/soep/ nieuws sinds 2024-04-03\n") + post("soepdag"))
    assert told(made) == snapshot("""\
FOUT in content/adressen.txt, regel 3
  Het adres `/nieuws/2024/soep/` stond op de site, en is er niet meer.
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Heet het nu `content/nieuws/2024/soepdag.md`? Zet dan boven die tekst
           `oude-adressen: /nieuws/2024/soep/`. Is het voorgoed weg? Zet dan achter deze
           regel `ingetrokken`. Is het per ongeluk weg? Zet het dan terug. Stond het nog
           nooit online? Haal dan deze regel weg.
  Meer weten: python3 build.py explain adres-verdwenen\
""")


@pytest.mark.parametrize(
    ("gone", "new"),
    [
        ("/nieuws/2024/soep/", post("soep", year=2023)),  # the same file in another folder
        ("/nieuws/2024/sop/", post("soep")),  # nearly the same name
        ("/nieuws/2024/over-soep/", post("soep") + post("brood")),  # named as it is titled
        ("/nieuws/2024/heel-anders/", post("soep")),  # the only new thing of its kind
    ],
)
def test_a_rename_is_seen_by_file_name_title_or_kind(gone: str, new: str) -> None:
    (problem,) = site(ledger(f"{gone} nieuws\n") + new).problems
    assert "soep.md`? Zet dan boven die tekst" in problem.hint


def test_a_link_to_a_page_that_was_public_means_what_is_new_however_much_another_is_alike() -> None:
    lines = "".join(f"/nieuws/2024/sessie-{number}/ nieuws\n" for number in (4, 5))
    linking = post("sessie-4", text="Lees [meer](/nieuws/2024/sessie-5.md).")
    hints = {
        "Bedoel je `/nieuws/2024/de-vijfde.md`?": post("de-vijfde"),
        "Heeft de pagina een nieuwe naam? Noem die hier, en zet haar oude adres bij haar onder `oude-adressen:`. "
        "Kijk of de naam klopt. Een `/` vooraan staat voor de map `content`: `/nieuws/2024/sessie-5.md` is "
        "`content/nieuws/2024/sessie-5.md`.": "",
    }
    for hint, new in hints.items():
        (found,) = (it for it in site(ledger(lines) + linking + new).problems if it.rule.id == "link-kapot")
        assert found.hint == hint


def test_a_text_that_is_gone_with_nothing_new_gets_the_three_ways_out() -> None:
    assert told(site(ledger("/soep/ pagina\n"))) == snapshot("""\
FOUT in content/adressen.txt, regel 2
  Het adres `/soep/` stond op de site, en is er niet meer.
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Heet het nu anders? Zet dan boven die tekst `oude-adressen: /soep/`. Is het
           voorgoed weg? Zet dan achter deze regel `ingetrokken`. Is het per ongeluk
           weg? Zet het dan terug. Stond het nog nooit online? Haal dan deze regel weg.
  Meer weten: python3 build.py explain adres-verdwenen\
""")


def test_a_folder_that_is_gone_is_told_once_with_all_its_lines() -> None:
    lines = "".join(f"/nieuws/2024/{name}/ nieuws\n" for name in ("brood", "soep", "thee"))
    (problem,) = site(ledger(f"{lines}/nieuws/2024/pap/ nieuws ingetrokken\n")).problems
    assert (problem.place.line, [place.line for place in problem.also]) == (2, [3, 4])
    assert problem.message == (
        "In de map `content/nieuws/2024` stonden teksten die op de site waren, en nu is daar niets meer."
    )
    assert problem.hint == (
        "Is de map per ongeluk weg? Zet haar dan terug. Zijn de teksten verhuisd? Zet dan boven elke tekst zijn oude "
        "adres, achter `oude-adressen`. Zijn ze voorgoed weg? Zet dan achter elk van deze regels `ingetrokken`."
    )


@pytest.mark.parametrize("left", [post("koek"), post("koek", "concept: ja"), post("koek", year=2025)])
def test_of_a_folder_with_something_in_it_or_elsewhere_each_text_is_told(left: str) -> None:
    lines = "".join(f"/nieuws/2024/{name}/ nieuws\n" for name in ("brood", "soep", "thee"))
    assert len([it for it in site(ledger(lines) + left).problems if it.rule.id == "adres-verdwenen"]) == 3


def test_a_text_that_was_public_cannot_become_a_draft_unseen() -> None:
    text = post("soep", "concept: ja") + post("brood", "publiceer: 1 juni 2024")
    assert told(site(ledger("/nieuws/2024/brood/ nieuws\n/nieuws/2024/soep/ nieuws\n") + text)) == snapshot("""\
FOUT in content/adressen.txt, regel 2
  Het adres `/nieuws/2024/brood/` stond op de site, maar `content/nieuws/2024/brood.md`
  komt pas op 1 juni 2024 op de site.
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Haal `publiceer` weg uit `content/nieuws/2024/brood.md`. Of zet achter deze
           regel `ingetrokken`: dan zegt de site dat de pagina er niet meer is. Stond
           het nog nooit online? Haal dan deze regel weg.
  Meer weten: python3 build.py explain adres-verdwenen

FOUT in content/adressen.txt, regel 3
  Het adres `/nieuws/2024/soep/` stond op de site, maar `content/nieuws/2024/soep.md` is
  nu een concept.
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Haal `concept: ja` weg uit `content/nieuws/2024/soep.md`. Of zet achter deze
           regel `ingetrokken`: dan zegt de site dat de pagina er niet meer is. Stond
           het nog nooit online? Haal dan deze regel weg.
  Meer weten: python3 build.py explain adres-verdwenen\
""")


def test_a_text_with_a_fault_in_it_is_not_missed() -> None:
    made = site(
        ledger("/nieuws/2024/ lijst\n/nieuws/2024/soep/ nieuws\n") + post("soep").replace("3 april", "31 april")
    )
    assert told(made) == ""


def test_a_renamed_text_keeps_its_first_address_as_its_name() -> None:
    made = site(
        ledger("/nieuws/2024/soep/ nieuws sinds 2024-04-03\n") + post("soepdag", "oude-adressen: /nieuws/2024/soep/")
    )
    assert told(made) == ""
    assert lines_of(made) == [
        "/ pagina",
        "/nieuws/2024/soep/ nieuws sinds 2024-04-03 nu /nieuws/2024/soepdag/",
        "/nieuws/2024/soepdag/ nieuws sinds 2024-05-01 eerst /nieuws/2024/soep/",
    ]


def test_an_old_address_leads_on_also_when_nobody_says_so_above_the_text_any_more() -> None:
    made = site(ledger("/soep/ nieuws nu /nieuws/2024/brood/\n") + post("brood"))
    assert told(made) == ""
    assert '<meta http-equiv="refresh" content="0; url=../nieuws/2024/brood/">' in page(made, "soep/index.html")


def test_old_addresses_lead_to_the_last_of_several_in_a_row() -> None:
    made = site(ledger("/a/ pagina nu /b/\n/b/ pagina nu /nieuws/2024/soep/\n") + post("soep"))
    assert made.site.redirects == {"/a/": "/nieuws/2024/soep/", "/b/": "/nieuws/2024/soep/"}
    circle = site(ledger("/a/ pagina nu /b/\n/b/ pagina nu /a/\n"))
    assert [problem.place.line for problem in circle.problems] == [2, 3]


def test_an_address_that_leads_nowhere_is_told() -> None:
    assert told(site(ledger("/soep/ pagina nu /brood/\n"))) == snapshot("""\
FOUT in content/adressen.txt, regel 2
  Het adres `/soep/` leidt naar `/brood/`, en daar is niets.
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Typ achter `nu` een adres dat er wel is. Of typ in plaats van `nu` met dat
           adres: `ingetrokken`.
  Meer weten: python3 build.py explain adres-verdwenen\
""")


def test_a_withdrawn_address_says_so_and_no_search_engine_keeps_it() -> None:
    made = site(ledger("/nieuws/2024/soep/ nieuws ingetrokken\n/soep/ pagina ingetrokken\n") + post("brood"))
    assert concise(made.problems) == ""
    text = page(made, "nieuws/2024/soep/index.html")
    assert "<h1>Deze pagina is er niet meer</h1>" in text
    assert "Hier stond een nieuwsbericht." in text
    assert '<a href="../../">Nieuws</a>' in re.sub(r"<(/?)span[^>]*>", "", text)
    assert '<meta name="robots" content="noindex">' in text
    assert "Hier stond een pagina." in page(made, "soep/index.html")
    assert "/soep/" not in page(made, "sitemap.xml")
    assert made.site.withdrawn == {"/nieuws/2024/soep/": "nieuws", "/soep/": "pagina"}


def test_what_is_withdrawn_and_still_there_is_told() -> None:
    made = site(ledger("/nieuws/2024/soep/ nieuws ingetrokken\n") + post("soep"))
    assert told(made) == snapshot("""\
FOUT in content/adressen.txt, regel 2
  Achter `/nieuws/2024/soep/` staat `ingetrokken`, maar `content/nieuws/2024/soep.md`
  staat nog op de site.
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Haal achter deze regel `ingetrokken` weg, of haal
           `content/nieuws/2024/soep.md` van de site.
  Meer weten: python3 build.py explain adres-verdwenen\
""")


def test_a_file_that_got_another_name_is_at_both_addresses() -> None:
    text = post("soep", text="[Het recept](/media/recept-2.txt)") + "-- content/media/recept-2.txt --\nWater.\n"
    made = site(ledger("/media/recept.txt bestand\n") + text)
    assert told(made) == snapshot("""\
FOUT in content/adressen.txt, regel 2
  Het adres `/media/recept.txt` stond op de site, en is er niet meer.
  Waarom: Lezers hebben dit adres bewaard of doorgestuurd. Zij komen anders nergens uit.
  Doe dit: Is het nu `/media/recept-2.txt`? Zet dan achter deze regel `nu
           /media/recept-2.txt`. Is het voorgoed weg? Zet dan achter deze regel
           `ingetrokken`. Is het per ongeluk weg? Zet het dan terug. Stond het nog nooit
           online? Haal dan deze regel weg.
  Meer weten: python3 build.py explain adres-verdwenen\
""")
    with folder(ledger("/media/recept.txt bestand nu /media/recept-2.txt\n") + text) as root:
        renamed = built(root)
    assert {"media/recept.txt", "media/recept-2.txt"} <= {it.path for it in renamed.artifacts}


def test_a_file_that_no_text_names_any_more_is_told() -> None:
    made = site(ledger("/media/recept.txt bestand\n") + "-- content/media/recept.txt --\nWater.\n")
    (problem,) = (problem for problem in made.problems if problem.place.path == ADDRESSES)
    assert problem.message == "Het bestand `/media/recept.txt` stond op de site, maar geen tekst noemt het nog."


def test_a_topic_with_another_name_leads_on_and_its_feed_goes_on() -> None:
    before = site(SITE + post("soep", "onderwerpen: [wonen]"))
    made = site(
        ledger("/onderwerpen/wonen/ onderwerp nu /onderwerpen/zorg/\n") + SITE + post("soep", "onderwerpen: [zorg]")
    )
    assert told(made) == ""
    assert "url=../zorg/" in page(made, "onderwerpen/wonen/index.html")
    ids = [json.loads(page(it, "onderwerpen/wonen/feed.json"))["items"][0]["id"] for it in (before, made)]
    assert ids[0] == ids[1]
    atoms = [re.findall(r"<id>(.*?)</id>", page(it, "onderwerpen/wonen/atom.xml"))[0] for it in (before, made)]
    assert atoms[0] == atoms[1]


# ── Lists with nothing to list ────────────────────────────────────────────────────────────────────────────────────────

LISTS = """\
/agenda/de-tafels.ics agenda
/leeraanbod/doen/ lijst
/leeraanbod/mijn-menu/ lijst
/leeraanbod/over-wonen/ lijst
/nieuws/2023/ lijst
/bijeenkomsten/2023/ lijst
/onderwerpen/wonen/ onderwerp
"""


def test_a_list_with_nothing_to_list_leads_to_the_one_above_it_and_a_calendar_is_empty() -> None:
    made = site(ledger(LISTS) + SITE + post("soep"))
    assert told(made) == ""
    ends = {
        line.split()[0]: re.findall('url=([^"]*)', page(made, f"{line.split()[0][1:]}index.html"))
        for line in LISTS.splitlines()[1:]
    }
    assert ends == {address: ["../"] for address in ends}
    assert '<p>Op deze lijst staat nu niets. <a href="../">Ga naar Nieuws</a></p>' in page(
        made, "nieuws/2023/index.html"
    )
    assert "BEGIN:VEVENT" not in page(made, "agenda/de-tafels.ics")
    # Nothing is for ever: the list comes back with the first thing to list.
    assert lines_of(made, *ends) == sorted(LISTS.splitlines()[1:])
    assert not any(address in page(made, path) for address in ends for path in ("_redirects", "nginx.conf"))


def test_a_list_that_has_something_again_is_there_again() -> None:
    made = site(ledger(LISTS) + SITE + post("soep", "onderwerpen: [wonen]", year=2023))
    assert told(made) == ""
    assert all("<h1" in page(made, f"{path}index.html") for path in ("nieuws/2023/", "onderwerpen/wonen/"))


def test_a_series_or_topic_may_have_another_name_as_long_as_there_is_a_new_one() -> None:
    event = (
        "-- content/bijeenkomsten/2024/borrel.md --\n---\ntitel: Borrel\nkort: Kom.\nbegin: 5 mei 2024 13.00 uur\n"
        "eind: 15.00 uur\nsoort: werktafel\nreeks: Alle tafels\nlocatie:\n  plaats: Emmen\n---\nTekst.\n"
    )
    made = site(ledger(f"/agenda.ics agenda\n/sluitdatums.ics agenda\n{LISTS}") + SITE + event)
    assert [problem.fix.new.split(" nu ")[1] for problem in made.problems if problem.fix] == ["/agenda/alle-tafels.ics"]
    made = site(ledger(f"/onderwerpen/ onderwerp\n{LISTS}") + SITE + post("soep", "onderwerpen: [zorg]"))
    assert [problem.fix.new.split(" nu ")[1] for problem in made.problems if problem.fix] == ["/onderwerpen/zorg/"]


# ── What comes of it: guid, UID, dates, what is new ───────────────────────────────────────────────────────────────────


def test_guid_and_uid_outlive_a_rename_whatever_is_typed_above_them() -> None:
    event = (
        "-- content/bijeenkomsten/2024/{}.md --\n---\ntitel: Borrel\nkort: Kom.\nbegin: 5 mei 2024 13.00 uur\n"
        "soort: bijeenkomst\nlocatie:\n  plaats: Emmen\n{}---\nTekst.\n"
    )
    was = "/bijeenkomsten/2024/borrel/"
    before = site(event.format("borrel", ""))
    moved = event.format("feest", f"oude-adressen: [/van-de-oude-site/, {was}]\n")
    made = site(ledger(f"{was} bijeenkomst sinds 2024-04-01\n") + moved)
    assert guids(made) == guids(before)
    later = site(f"-- {ADDRESSES} --\n{next_ledger(made.site, made.artifacts).in_words}" + event.format("feest", ""))
    assert guids(later) == guids(before)
    uids = [re.findall("UID:(.*)", page(it, "agenda.ics").replace("\r", "")) for it in (before, made, later)]
    assert uids[0] == uids[1] == uids[2]


def test_what_has_no_date_has_in_feeds_the_day_on_which_it_was_first_public_newest_first() -> None:
    known = "/leeraanbod/breien/ leeraanbod sinds 2024-04-12\n/leeraanbod/koken/ leeraanbod\n"
    made = site(ledger(known) + course("breien") + course("koken") + course("solderen"), "1 mei 2024")
    items = json.loads(page(made, "leeraanbod/feed.json"))["items"]
    assert [(item["title"], item.get("date_published")) for item in items] == [
        ("Les solderen", "2024-05-01T00:00:00+02:00"),
        ("Les breien", "2024-04-12T00:00:00+02:00"),
        ("Les koken", None),
    ]
    atom = re.findall(r"<updated>(\d{4}-\d\d-\d\d)", page(made, "leeraanbod/atom.xml"))
    assert atom == ["2024-05-01", "2024-05-01", "2024-04-12", "2020-01-01"]


def test_a_day_still_to_come_is_no_day_in_a_look_at_the_past() -> None:
    made = site(ledger("/leeraanbod/breien/ leeraanbod sinds 2024-04-12\n") + course("breien"), "1 maart 2024")
    assert "date_published" not in page(made, "leeraanbod/feed.json")


def test_a_course_that_came_since_the_last_edition_is_new_in_the_next() -> None:
    letters = "".join(
        f"-- content/nieuwsbrieven/{name}.md --\n---\ntitel: Brief {name}\nonderwerp: Brief {name}\n"
        f"voorbeeldtekst: Lees mee.\ndatum: 1 {name} 2024\nberichten: automatisch\n---\nBeste lezer,\n"
        for name in ("april", "mei")
    )
    known = "/leeraanbod/breien/ leeraanbod\n/leeraanbod/koken/ leeraanbod sinds 2024-04-12\n"
    made = site(ledger(known) + letters + course("breien") + course("koken"), "1 mei 2024")
    assert [name in page(made, "nieuwsbrieven/mei/mail.txt") for name in ("Les koken", "Les breien")] == [True, False]


# ── By hand, merged, lost ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_broken_line_is_told_and_costs_nothing_else() -> None:
    lines = "/soep/ pagina vanaf mei\nsoep\n/brood/ pagina sinds ooit\n<<<<<<< HEAD\n# Van Noor.\n/nieuws/ pagina\n"
    assert told(site(ledger(lines))) == snapshot("""\
FOUT in content/adressen.txt, regel 2
  Deze regel begrijp ik niet: `/soep/ pagina vanaf mei`.
  Waarom: Van een regel die ik niet begrijp, weet ik niet welk adres moet blijven
          werken.
  Doe dit: Maak er een regel van als `/over-ons/ pagina sinds 2024-05-01`, of haal de
           regel weg.
  Meer weten: python3 build.py explain adres-regel

FOUT in content/adressen.txt, regel 3
  Deze regel begrijp ik niet: `soep`.
  Waarom: Van een regel die ik niet begrijp, weet ik niet welk adres moet blijven
          werken.
  Doe dit: Maak er een regel van als `/over-ons/ pagina sinds 2024-05-01`, of haal de
           regel weg.
  Meer weten: python3 build.py explain adres-regel

FOUT in content/adressen.txt, regel 4
  Deze regel begrijp ik niet: `/brood/ pagina sinds ooit`.
  Waarom: Van een regel die ik niet begrijp, weet ik niet welk adres moet blijven
          werken.
  Doe dit: Maak er een regel van als `/over-ons/ pagina sinds 2024-05-01`, of haal de
           regel weg.
  Meer weten: python3 build.py explain adres-regel

FOUT in content/adressen.txt, regel 5
  Hier zijn twee versies van de lijst niet goed samengevoegd.
  Waarom: Van een regel die ik niet begrijp, weet ik niet welk adres moet blijven
          werken.
  Doe dit: Haal deze regel weg, met elke regel die zo begint. Alle andere regels mogen
           blijven staan.
  Meer weten: python3 build.py explain adres-regel\
""")
    read = read_ledger(f"{HOME}{lines}", "")[0].value
    assert (list(read.entries), read.notes) == (["/", "/nieuws/"], ("# Van Noor.",))
    assert "# Van Noor.\n/ pagina\n" in read.in_words


def test_the_mark_of_the_site_cannot_change_in_silence() -> None:
    made = site(f"-- {ADDRESSES} --\nkenmerk buurthuis\n{HOME}")
    assert concise(made.problems) == (
        "content/site.yaml:1: fout[kenmerk-veranderd] Het kenmerk van de site was `buurthuis`, "
        "en is nu `alliantie-van-kracht`."
    )
    assert next_ledger(site().site, ()).in_words == f"{HEAD}kenmerk alliantie-van-kracht\n"


PIECES = (
    "/a/",
    "/b/",
    "kenmerk",
    "nieuws",
    "sinds",
    "2024-05-01",
    "versie",
    "3",
    "van",
    "4f2a91bc",
    "eerst",
    "nu",
    "ingetrokken",
    "#",
    "<urlset",
    "<loc>",
)


@given(st.lists(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join)).map("\n".join))
def test_whatever_is_typed_is_read_or_told_and_what_is_read_is_written_the_same(typed: str) -> None:
    ledger, problems = read_ledger(typed, "https://voorbeeld.example")
    assert all(problem.place.line <= typed.count("\n") + 1 for problem in problems)
    assert read_ledger(ledger.value.in_words, "https://voorbeeld.example") == (ledger, ())


def test_of_an_address_that_is_there_twice_the_first_day_and_what_became_of_it_count() -> None:
    twice = "/a/ nieuws sinds 2024-05-02\n/a/ nieuws sinds 1-5-2024 nu /b/\n/a/\n/a/ nieuws ingetrokken\n"
    (entry,) = read_ledger(twice, "")[0].value.entries.values()
    assert entry.in_words == "nieuws sinds 2024-05-01 nu /b/"
    assert LedgerEntry("nieuws").joined(LedgerEntry(is_withdrawn=True)).in_words == "nieuws ingetrokken"


def test_a_sitemap_or_a_list_of_addresses_is_a_ledger() -> None:
    made = site(post("soep"))
    base = made.site.config.base_url
    for text in (page(made, "sitemap.xml"), f"{base}/nieuws/2024/soep/\n{base}/contact/\n"):
        assert "/nieuws/2024/soep/" in read_ledger(text, base)[0].value.entries
        assert read_ledger(text, base)[1] == ()


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=Noor", "-c", "user.email=noor@voorbeeld.example")
    subprocess.run(["/usr/bin/env", "git", *identity, *words], cwd=root, check=True, capture_output=True)


def test_two_branches_that_both_add_lines_merge(tmp_path: Path) -> None:
    def add(branch: str, text: str) -> None:
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        made = built(lay_out(tmp_path, text))
        (tmp_path / ADDRESSES).write_text(
            next_ledger(made.site, made.artifacts).in_words, encoding="utf-8", newline="\n"
        )
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", branch)

    git(tmp_path, "init", "-q", "-b", "main")
    lay_out(tmp_path, ledger("/nieuws/ lijst\n"))
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "main")
    add("noor", post("soep") + post("brood"))
    add("jan", post("soep") + post("thee"))
    git(tmp_path, "merge", "-q", "noor", "-X", "ours")
    text = (tmp_path / ADDRESSES).read_text(encoding="utf-8")
    assert "<<<" not in text
    after = built(tmp_path)
    assert concise(after.problems) == ""
    names = [f"/nieuws/2024/{name}/ nieuws sinds 2024-05-01" for name in ("brood", "soep", "thee")]
    assert lines_of(after) == ["/ pagina", *names]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out a project, and work in it."""
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path, post("soep"))


def test_a_build_keeps_the_ledger_and_nothing_changed_since(project: Path) -> None:
    sleep(0.06)  # longer than a disk may give two changes the same time
    ran = run(project)
    assert re.search(r"Bijgewerkt: content/adressen.txt, met \d+ nieuwe adressen. Lever dat bestand mee in", ran.stdout)
    assert (
        (project / ADDRESSES).read_text(encoding="utf-8").startswith(f"{HEAD}kenmerk alliantie-van-kracht\n/ pagina\n")
    )
    assert summary_of_last([], time()).startswith("Er is niets veranderd sinds de vorige keer")
    (project / "content/nieuws/2024/soep.md").touch()
    assert summary_of_last([], time()) == ""


@pytest.mark.parametrize(
    "words", ["check", "build --today 2024-05-01", "build --base-url https://proef.example --output proef"]
)
def test_only_the_site_that_readers_see_is_written_down(project: Path, words: str) -> None:
    assert run(project, *words.split()).returncode == 0
    assert not (project / ADDRESSES).exists()


def test_a_ledger_that_was_lost_is_told_and_made_again_from_the_site_of_before(project: Path) -> None:
    assert run(project, "build", "--base-url", "https://voorbeeld.example/").returncode == 0
    before = (project / ADDRESSES).read_text(encoding="utf-8")
    (project / ADDRESSES).unlink()
    lost = run(project, "--format", "concise")
    assert lost.returncode == 1
    assert lost.stdout.startswith("content/adressen.txt:1: fout[adressen-weg] `content/adressen.txt` is er niet")
    shutil.copy(project / "output/sitemap.xml", project / ADDRESSES)
    assert run(project).returncode == 0
    after = (project / ADDRESSES).read_text(encoding="utf-8")
    texts = [line for line in before.splitlines() if line.endswith((" nieuws", " pagina"))]
    assert [line for line in texts if line not in after.splitlines()] == []
