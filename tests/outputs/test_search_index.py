"""What can be found, and the index that is made of it: the same bytes each time, and Dutch in what Pagefind reads."""

import gzip
import json
import re
from collections.abc import Iterator

import pytest

from avksite.dutch.stems import stem
from avksite.memo.memo import Memo
from avksite.outputs.search.index import make_index, names
from avksite.outputs.search.records import LIST, WORD, SearchRecord, page_record, search_records, synonyms
from avksite.pipeline import search_index
from avksite.rendering.artifact import Artifact
from tests.sites import site

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
def found() -> dict[str, SearchRecord]:
    made = site(SITE)
    return {one.address: one for one in search_records(made.site, made.artifacts, Memo())}


def test_a_page_is_found_by_what_it_says_and_chosen_by_what_it_is(found: dict[str, SearchRecord]) -> None:
    assert found["/nieuws/2024/spreekuur/"] == SearchRecord(
        address="/nieuws/2024/spreekuur/",
        title="Spreekuur over geld",
        sort="Nieuwsbericht",
        summary="Elke week is er een spreekuur.",
        text="Waar het is. In het dorpshuis. Neem je post mee. een pen. je brieven.",
        date="5 maart 2024",
        topics=("Armoede",),
        year="2024",
        headings="Waar het is",
    )
    assert found["/leeraanbod/cursus/"].audiences == ("Vrijwilligers",)


def test_only_what_the_foot_leads_to_and_the_menu_does_not_tells_of_the_site_itself() -> None:
    made = site(
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
        "menu:\n  - titel: Over ons\n    naar: /over.md\n"
        "voet:\n  - titel: Over ons\n    naar: /over.md\n  - titel: Privacy\n    naar: /privacy.md\n"
        "-- content/over.md --\n---\ntitel: Over ons\n---\nWie wij zijn.\n"
        "-- content/privacy.md --\n---\ntitel: Privacy\n---\nWij bewaren niets.\n"
    )
    found = search_records(made.site, made.artifacts, Memo())
    assert [one.address for one in found if one.is_about_site] == ["/privacy/"]


def test_a_page_is_called_by_its_title_its_address_and_what_their_words_are_made_of() -> None:
    one = SearchRecord("/onderwerpen/vroegsignalering/", "Hanzehogeschool: geldzorgen vroeg zien", "Overzicht")
    known = {"geld", "zorg", "hogeschol"}
    assert names(one, known) == [
        "hanzehogeschol", "geldzorg", "vroeg", "zie", "vroegsignaler", "hogeschol", "geld", "zorg",
    ]  # fmt: skip


def test_a_list_is_found_by_its_own_words_and_not_by_what_it_lists(found: dict[str, SearchRecord]) -> None:
    assert found["/nieuws/"].sort == found["/onderwerpen/armoede/"].sort == LIST
    assert "Spreekuur" not in "".join(
        f"{found[one].summary} {found[one].text}" for one in ("/nieuws/", "/nieuws/2024/")
    )
    assert found["/onderwerpen/armoede/"].topics == ("Armoede",)
    word = found["/begrippen/#doorbraakmethode"]
    assert (word.title, word.sort, word.text) == ("Doorbraakmethode", WORD, "Ook: doorbraakmethodes, sneller helpen.")


def test_what_nobody_looks_for_or_search_engines_leave_out_is_not_found(found: dict[str, SearchRecord]) -> None:
    assert {"/404.html", "/zoeken/"}.isdisjoint(found)
    assert not [address for address in found if "bladzijde" in address or "mail" in address]
    assert page_record(b"<meta name=robots content=noindex><main><h1>Kop</h1></main>") is None


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Een <b>vet</b>te zin</p><nav>Weg</nav><p>En nog een?</p>", "Een vette zin. En nog een?"),
        ("<p data-pagefind-ignore>Weg</p><form>Weg</form><p hidden>Weg</p><p>Wel</p>", "Wel."),
        ("<dl><dt>Waar</dt><dd>Assen</dd></dl>", "Waar: Assen."),
        ("<header><p>5 maart</p></header><p>Tekst.</p>", "Tekst."),
    ],
)
def test_the_text_of_a_page_is_what_it_tells_itself(page: str, text: str) -> None:
    assert page_record(f"<main><h1>Kop</h1>{page}</main>".encode()).text == text  # type: ignore[union-attr]


def test_words_for_one_thing_come_from_staff_and_from_what_is_explained() -> None:
    assert synonyms(site(SITE).site) == (
        ("schulden", "geldzorgen"),
        ("doorbraakmethode", "sneller helpen"),
        ("RUG", "Rijksuniversiteit Groningen"),
    )


PAGES = (
    SearchRecord("/een/", "Gezinnen", "Pagina", "Over schulden.", "Wij hebben gezinscoaches en een coach."),
    SearchRecord("/twee/", "Hulp", "Pagina", "", "Twintig jaar.", year="2024", topics=("School",)),
)


def files(*searched: SearchRecord) -> dict[str, bytes]:
    return {one.path: one.made.content for one in make_index((searched, ()))}


def fragments(index: dict[str, bytes]) -> Iterator[dict[str, object]]:
    for path, content in index.items():
        if path.endswith(".pf_fragment"):
            yield json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))


def test_two_runs_give_the_same_bytes_of_only_what_a_browser_needs() -> None:
    index = files(*PAGES)
    assert index == files(*PAGES)
    assert {re.sub(r"und_\w+", "*", path.rpartition("/")[2]) for path in index} == {
        *("pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind", "woorden.json"),
        *("pagefind.*.pf_meta", "*.pf_index", "*.pf_fragment"),
    }


def test_pagefind_reads_the_stems_and_the_parts_of_compounds_behind_what_is_shown() -> None:
    content = {one["meta"]["adres"]: str(one["content"]).split("¶") for one in fragments(files(*PAGES))}  # type: ignore[index]
    shown, added = content["/een/"]
    assert shown.startswith("Gezinnen. Over schulden. Wij hebben gezinscoaches")
    assert {"gezin", "schuld", "coach"} <= set(re.findall(r"\w+", added))
    assert stem("scholen") == stem("school") == "schol"
    assert {"20", "jar", "school", "schol"} <= set(re.findall(r"\w+", content["/twee/"][1]))


def test_the_words_of_the_site_go_along_the_commonest_first() -> None:
    told = json.loads(files(*PAGES, *PAGES[1:])["zoeken/index/woorden.json"])
    assert told["woorden"].split()[:3] == ["hulp", "jaar", "twintig"]
    assert "een" not in told["woorden"].split()
    assert told["volledig"] is True


def test_words_that_did_not_change_give_the_index_of_last_time(tmp_path: object) -> None:
    with Memo(tmp_path) as memo:  # type: ignore[arg-type]
        first = search_index(site(SITE), memo)
    with Memo(tmp_path) as memo:  # type: ignore[arg-type]
        again = search_index(site(SITE), memo)
        assert memo.made == 0
    assert first == again
    assert all(isinstance(one, Artifact) for one in again)


def test_text_between_tags_cannot_break_the_page_that_pagefind_reads() -> None:
    (one,) = fragments(files(SearchRecord('/a/"b/', "<b> & </p>", "Pagina", "", "Kijk: <script>x</script>.")))
    assert one["meta"]["title"] == "<b> & </p>"  # type: ignore[index]
    assert one["meta"]["adres"] == '/a/"b/'  # type: ignore[index]
    assert "<script>x</script>" in str(one["content"])
