"""What can be found, and the index that is made of it: small scripts, of which an edit changes few."""

import json
from collections.abc import Mapping
from itertools import chain, product
from pathlib import Path
from typing import Any

import pytest

from avksite.dutch.stems import stem
from avksite.memo.memo import Memo
from avksite.outputs.search.index import (
    LARGEST,
    NAMED,
    NUMBER,
    compounds_of,
    file_of,
    found_of,
    group_of,
    index_files,
    numbers_of,
    shards_of,
    shown_of,
    words_of,
)
from avksite.outputs.search.records import LIST, WORD, SearchRecord, synonyms
from avksite.rendering.artifact import Build
from avksite.site import alphabetical
from tests.sites import built, folder, site

SITE = """\
-- content/begrippen.yaml --
doorbraakmethode:
  uitleg: Een manier om hulp weer op gang te krijgen.
  ook: [doorbraakmethodes, sneller helpen]
-- content/woorden.yaml --
afkortingen:
  RUG: Rijksuniversiteit Groningen
-- content/zoekwoorden.yaml --
schulden: [schuld, geldzorgen]
film: [films]
-- content/nieuws/2024/spreekuur.md --
---
titel: Spreekuur over geld
kort: Elke week is er een spreekuur.
datum: 5 maart 2024
onderwerpen: [armoede]
---
## Waar het is

In het dorpshuis. Neem [je post](/over.md) mee.

- een pen
- je brieven
-- content/leeraanbod/cursus.md --
---
titel: Cursus begroten
kort: Leer begroten.
soort: cursus
leervorm: doen
doelgroep: [vrijwilligers]
---
Tekst.
-- content/over.md --
---
titel: Over ons
---
Wie wij zijn.
"""


@pytest.fixture(scope="module")
def made() -> Build:
    return site(SITE)


def files(made: Build) -> dict[str, bytes]:
    """Return the files of the index by their names."""
    folder = "zoeken/index/"
    return {it.path.removeprefix(folder): it.content for it in made.artifacts if it.path.startswith(folder)}


def index(made: Build) -> dict[str, object]:
    """Return what the files of the index say, by the name that each says itself."""
    said = (content.decode().removeprefix("zoekdeel(").removesuffix(")\n") for content in files(made).values())
    return dict(json.loads(f"[{one}]") for one in said)


def shown(made: Build) -> dict[str, list[str]]:
    """Return what is shown of each page, by its address."""
    return {data[1]: data for name, data in index(made).items() if name.startswith("p-")}  # type: ignore[index,misc]


def chosen_by(made: Build) -> dict[str, tuple[str, ...]]:
    """Return what each page can be chosen by, in the order of the index."""
    said = index(made)
    begin: Mapping[str, Any] = said["begin"]  # type: ignore[assignment]
    numbers = [begin["paginas"][at : at + NUMBER] for at in range(0, len(begin["paginas"]), NUMBER)]
    choices = [tuple(begin["keuzes"][it] for it in begin["groepen"][group]) for group in begin["groep"]]
    return {said[file_of(it)][1]: chosen for it, chosen in zip(numbers, choices, strict=True)}  # type: ignore[index]


def having(made: Build, word: str) -> dict[str, str]:
    """Return the addresses of the pages that a word leads to, each with the sign of how well it fits."""
    said, stemmed = index(made), stem(word)
    shards = {name: data for name, data in said.items() if name.startswith("w-")}
    entries = next(data[stemmed].split()[0] for data in shards.values() if stemmed in data)  # type: ignore[index,operator]
    found = [entries[at : at + NUMBER + 1] for at in range(0, len(entries), NUMBER + 1)]
    return {said[file_of(it[:-1])][1]: it[-1] for it in found}  # type: ignore[index]


def test_a_page_is_found_by_what_it_says_and_shown_with_its_sort_and_day(made: Build) -> None:
    assert shown(made)["/nieuws/2024/spreekuur/"] == [
        "Spreekuur over geld",
        "/nieuws/2024/spreekuur/",
        "Nieuwsbericht",
        "5 maart 2024",
        "Elke week is er een spreekuur. Waar het is. In het dorpshuis. Neem je post mee. een pen. je brieven.",
    ]
    assert "/nieuws/2024/spreekuur/" in having(made, "brieven")
    assert "/leeraanbod/cursus/" in having(made, "vrijwilligers")


def test_a_page_is_chosen_by_what_it_is(made: Build) -> None:
    begin = index(made)["begin"]
    assert begin["keuzes"] == [  # type: ignore[index]
        "jaar=2024",
        "onderwerp=Armoede",
        "soort=Leeraanbod",
        "soort=Nieuwsbericht",
        "soort=Overzicht",
        "soort=Pagina",
        "soort=Uitgelegd woord",
        "voor-wie=Vrijwilligers",
    ]
    chosen = chosen_by(made)
    assert chosen["/nieuws/2024/spreekuur/"] == ("soort=Nieuwsbericht", "jaar=2024", "onderwerp=Armoede")
    assert chosen["/onderwerpen/armoede/"] == ("soort=Overzicht", "onderwerp=Armoede")
    assert chosen["/leeraanbod/cursus/"] == ("soort=Leeraanbod", "voor-wie=Vrijwilligers")


def test_pages_stand_by_day_the_newest_first_and_then_what_has_no_day_by_title() -> None:
    days = {"b": "5 maart 2023", "d": "28 februari 2024", "a": "5 maart 2024", "c": "5 maart 2023"}
    made = site(
        "-- content/over.md --\n---\ntitel: Wie wij zijn\n---\nTekst.\n"
        "-- content/zorg.md --\n---\ntitel: Één adres\n---\nTekst.\n"
        + "".join(
            f"-- content/nieuws/{day[-4:]}/{name}.md --\n---\ntitel: Bericht {name}\nkort: Kort.\ndatum: {day}\n---\n"
            for name, day in days.items()
        )
    )
    found = list(chosen_by(made))
    titles = [shown(made)[address][0] for address in found[4:]]
    assert found[:4] == ["/nieuws/2024/a/", "/nieuws/2024/d/", "/nieuws/2023/b/", "/nieuws/2023/c/"]
    assert titles == sorted(titles, key=alphabetical)
    assert found.index("/zorg/") < found.index("/over/")


def test_only_what_the_foot_leads_to_and_the_menu_does_not_tells_of_the_site_itself() -> None:
    made = site(
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
        "menu:\n  - titel: Over ons\n    naar: /over.md\n"
        "voet:\n  - titel: Over ons\n    naar: /over.md\n  - titel: Privacy\n    naar: /privacy.md\n"
        "-- content/over.md --\n---\ntitel: Over ons\n---\nWie wij zijn.\n"
        "-- content/privacy.md --\n---\ntitel: Privacy\n---\nWij bewaren niets.\n"
    )
    assert [address for address, choices in chosen_by(made).items() if "over=de site" in choices] == ["/privacy/"]


def test_all_that_is_typed_above_a_text_is_found_too() -> None:
    made = site(
        "-- content/personen/jan.md --\n---\nnaam: Jan Smit\nrol: kok\nmail: jan@voorbeeld.example\n---\n"
        "-- content/feiten.yaml --\nleden:\n  getal: 42\n  eenheid: leden\n  bron: eigen telling\n"
        "-- content/bijeenkomsten/2024/dag.md --\n---\ntitel: Dag\nkort: Kort.\nbegin: 5 maart 2024\nsoort: congres\n"
        "locatie:\n  plaats: Grolloo\nworkshops:\n  - titel: Rekenen\n    door: jan\n    zaal: Kelder\n---\n"
        "We zijn met {feit:leden}.\n\n/// contact | Vragen\n    persoon: jan\n///\n"
        "-- content/nieuws/2024/oproep.md --\n---\ntitel: Oproep\nkort: Kort.\ndatum: 5 maart 2024\n"
        "citaat:\n  tekst: Kom erbij\n  door: Een buurman\noproep:\n  sluit: 1 april 2024\n  wij-bieden: begeleiding\n"
        "---\nTekst.\n"
    )
    for word in ("grolloo", "rekenen", "kelder", "42", "kok", "jan"):
        assert "/bijeenkomsten/2024/dag/" in having(made, word)
    for word in ("kom", "buurman", "begeleiding"):
        assert "/nieuws/2024/oproep/" in having(made, word)


def test_a_list_is_found_by_its_own_words_and_not_by_what_it_lists(made: Build) -> None:
    found = shown(made)
    assert found["/nieuws/"][2] == found["/onderwerpen/armoede/"][2] == LIST
    assert {"/nieuws/", "/nieuws/2024/"}.isdisjoint(having(made, "spreekuur"))
    assert found["/nieuws/2024/"][0] == "Nieuws van 2024"
    assert found["/leeraanbod/voor-vrijwilligers/"][0] == "Leeraanbod voor vrijwilligers"
    assert found["/begrippen/#doorbraakmethode"] == [
        "Doorbraakmethode",
        "/begrippen/#doorbraakmethode",
        WORD,
        "",
        "Een manier om hulp weer op gang te krijgen. Ook: doorbraakmethodes, sneller helpen.",
    ]


def test_what_nobody_looks_for_or_search_engines_leave_out_is_not_found() -> None:
    posts = "".join(
        f"-- content/nieuws/2024/post-{number}.md --\n---\ntitel: Post {number}\nkort: Kort.\ndatum: 5 maart 2024\n"
        "---\nTekst.\n"
        for number in range(30)
    )
    made = site(SITE + posts)
    assert any("bladzijde-2" in it.path for it in made.artifacts)
    found = shown(made)
    assert {"/404.html", "/zoeken/", "/leeraanbod/mijn-menu/"}.isdisjoint(found)
    assert not [address for address in found if "bladzijde" in address or "mail" in address]


def test_words_for_one_thing_stand_together_too_also_those_that_no_page_has(made: Build) -> None:
    said = index(made)
    assert said["s-0"] == {"geldzorg": "", "schuld": ""}
    assert said["s-1"]["doorbraakmethod"] == next(  # type: ignore[index]
        data["doorbraakmethod"]  # type: ignore[index]
        for name, data in said.items()
        if name.startswith("w-") and "doorbraakmethod" in data  # type: ignore[operator]
    )


def test_words_for_one_thing_come_from_staff_and_from_what_is_explained(made: Build) -> None:
    assert synonyms(made.site) == (
        ("schulden", "geldzorgen"),
        ("doorbraakmethode", "sneller helpen"),
        ("RUG", "Rijksuniversiteit Groningen"),
    )


ONE = SearchRecord(
    "/groei/zorgen/", "Hanzehogeschool", "Pagina", "Over schulden.", "Twintig coaches en een gezinscoach."
)


def test_a_page_fits_a_word_of_its_title_best_and_is_called_by_its_title_and_its_address() -> None:
    signs = {it: sign for sign, stems in words_of(ONE).stems for it in stems.split()}
    assert {it for it, sign in signs.items() if sign in NAMED} == {"hanzehogeschol", "zorg"}
    assert {"20", "gezinscoach", "coach", "schuld", "pagina"} <= signs.keys()
    assert "een" not in signs


def test_the_parts_of_a_compound_lead_to_it_and_a_name_is_called_by_what_it_ends_in() -> None:
    made = site(
        "-- content/hanze.md --\n---\ntitel: Hanzehogeschool\n---\nMet een gezinscoach.\n"
        "-- content/over.md --\n---\ntitel: Over\n---\nEen hogeschool, een gezin en een coach.\n"
    )
    assert set(having(made, "gezin")) == set(having(made, "coach")) == {"/hanze/", "/over/"}
    assert having(made, "hogeschool")["/hanze/"] in NAMED
    assert having(made, "hogeschool")["/over/"] not in NAMED
    compounds = compounds_of(("coach", "gezinnen", "gezinscoaches", "hanzehogeschool", "hogeschool"))
    assert compounds.parts == {"gezinscoach": ("gezin", "coach")}
    assert compounds.endings == {"hanzehogeschol": ("hogeschol",)}


def index_of(texts: list[str]) -> dict[str, object]:
    """Return the index of pages that say these texts."""
    records = [SearchRecord(f"/{number}/", str(number), "Pagina", "", said) for number, said in enumerate(texts)]
    by_number = dict(zip(numbers_of(one.address for one in records), records, strict=True))
    group = group_of((number, found_of(one).words) for number, one in by_number.items()).value
    files = dict(index_files(by_number, (), [group], group.counted, compounds_of(tuple(sorted(group.counted)))))
    return files | {found_of(record).page.path: shown_of(record) for record in records}


def test_words_go_along_for_who_types_half_of_one_or_its_end_the_commonest_first() -> None:
    said = index_of(["een appel", "appelboom", "boom", "boom boom", "boom bank"])
    assert said["b-b"] == "boom bank"
    assert said["e-om"] == "appelboom"
    assert "b-e" not in said
    begin: Mapping[str, str] = said["begin"]  # type: ignore[assignment]
    assert {*begin["lijsten"].split(), *(f"w-{it}" for it in begin["delen"].split())} == {
        name for name in said if name != "begin" and "p-" not in name
    }


def test_a_shard_is_small_and_holds_the_stems_from_its_name_to_the_next() -> None:
    stems = sorted((f"{first}{second}{number}", "x" * 90) for first in "ab" for second in "abc" for number in range(40))
    stems.append(("veel", "x" * LARGEST * 2))
    shards = dict(shards_of(stems))
    assert [pair for shard in shards.values() for pair in shard] == stems
    assert all(len(it) == 1 or sum(map(len, chain(*it))) <= LARGEST for it in shards.values())
    names = sorted(shards)
    for name, after in zip(names, [*names[1:], "~"], strict=True):
        assert all(name <= stem < after for stem, _ in shards[name])
    assert len(shards) < 12


def test_a_page_of_2000_has_the_number_that_it_has_alone() -> None:
    addresses = [f"/pagina-{number}/" for number in range(2000)]
    numbers = numbers_of(addresses)
    assert list(numbers) == [number for address in addresses for number in numbers_of([address])]
    assert len(set(map(file_of, numbers))) == len(addresses)


def test_two_pages_never_share_a_number() -> None:
    assert len(set(numbers_of(["/a/"] * 3))) == 3


def test_an_edit_of_one_text_changes_the_files_of_its_own_words_only() -> None:
    syllables = (("ba", "co", "de", "fi", "gu"), ("ka", "lo", "me", "ni"), ("pa", "ro", "su"))
    vocabulary = list(map("".join, product(*syllables)))
    texts = [" ".join(vocabulary[number % 53 :: 7]) for number in range(400)]
    before, after = (index_of([*texts, said]) for said in ("bakapa cokapa dekapa", "bakapa cokapa gukapa"))
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    shards = {name: str(data) for name, data in before.items() if name.startswith("w-")}
    touched = {name for name, data in shards.items() if "'dekapa'" in data or "'gukapa'" in data}
    assert len(shards) > len(touched) + 2
    assert {name for name in changed if "p-" not in name} == touched
    assert len(changed) == len(touched) + 1


def test_the_words_of_a_page_that_did_not_change_are_remembered(tmp_path: Path) -> None:
    with folder(SITE) as root:
        with Memo(tmp_path) as memo:
            first = built(root, memo=memo)
        with Memo(tmp_path) as memo:
            again = built(root, memo=memo)
            assert memo.made == 0
    assert files(first) == files(again)


def test_what_a_page_says_is_data_and_no_script() -> None:
    (said,) = [
        it
        for address, it in shown(site("-- content/a.md --\n---\ntitel: A <i>\n---\n`</script>\\`\n")).items()
        if address == "/a/"
    ]
    assert said[0] == "A <i>"
    assert said[4] == "</script>\\."


def test_a_text_of_one_endless_word_is_searched_by_the_others() -> None:
    long = [f"{'ab' * 3000}{number}" for number in range(150)]
    made = site(f"-- content/a.md --\n---\ntitel: A\n---\nWonen {' '.join(long)}\n")
    shards = [it.content.decode() for it in made.artifacts if it.path.startswith("zoeken/index/w-")]
    assert any('"won"' in shard for shard in shards)
    assert max(map(len, shards)) < 2 * LARGEST
