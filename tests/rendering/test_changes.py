"""What changed for a reader is told by name, and what differs in bytes alone is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from avksite import report
from avksite.rendering.changes import Changes, compare
from avksite.rendering.folders import listing
from avksite.rendering.write import write
from tests.sites import ROOT, built, folder, lay_out, site

HOME = "-- content/index.md --\n---\ntitel: Welkom\n---\nFijn dat je er bent. Lees [hoe je meedoet](/meedoen.md).\n"


def page(text: str = "Kom langs op dinsdag.", *front: str, name: str = "meedoen", title: str = "Meedoen") -> str:
    head = "\n".join((f"titel: {title}", *front))
    return f"-- content/{name}.md --\n---\n{head}\n---\n{text}\n"


def post(name: str, title: str = "", day: str = "3 april 2024", text: str = "De koffie staat klaar.") -> str:
    """Return a news post."""
    front = f"titel: {title or f'Over {name}'}\nkort: Kort over {name}.\ndatum: {day}\n"
    return f"-- content/nieuws/2024/{name}.md --\n---\n{front}---\n{text}\n"


SITE = HOME + page() + post("soep")


def published(text: str, output: Path, today: str = "1 mei 2024") -> str:
    """Write a site over the one that is there, and return what is told of it."""
    with folder(text) as root:
        made = built(root, today)
        assert [problem.message for problem in made.problems if problem.severity == "error"] == []
        changes = write(made.artifacts, output).changes
        return report.changed(changes.known_to(made.site) if changes else None)


def told(before: str, after: str, tmp_path: Path) -> str:
    published(before, tmp_path / "output")
    return published(after, tmp_path / "output")


def test_the_first_time_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    assert published(SITE, tmp_path / "output") == "  Hier was nog geen site om mee te vergelijken."


def test_the_same_site_is_no_change(tmp_path: Path) -> None:
    assert told(SITE, SITE, tmp_path) == "  Voor een lezer is er niets veranderd."


def test_what_is_new_is_named_and_the_lists_it_stands_in_are_counted(tmp_path: Path) -> None:
    assert told(SITE, SITE + post("brood", "Wij bakken brood"), tmp_path) == snapshot("""\
  Nieuw: ‘Wij bakken brood’
  Op 5 pagina’s is iets anders om de tekst heen: een lijst, ‘Lees ook’, het menu of de
  voet.\
""")


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (page("Kom langs op woensdag."), "‘Meedoen’ (tekst)"),
        (page(title="Doe je mee?"), "‘Doe je mee?’ (titel)"),
        (page("Kom langs op [dinsdag](/nieuws/)."), "‘Meedoen’ (links)"),
        (page("Kom langs op dinsdag.", "kort: Iedereen mag komen."), "‘Meedoen’ (tekst)"),
        (page("Kom langs op dinsdag.\n\n![De zaal.](/media/zaal.svg)"), "‘Meedoen’ (beeld)"),
    ],
)
def test_what_changed_of_a_page_is_said(after: str, said: str, tmp_path: Path) -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
    drawing = f"-- content/media/zaal.svg --\n{square}\n"
    shown = HOME + post("soep") + drawing + post("zaal", text="![De zaal.](/media/zaal.svg)")
    assert f"  Veranderd: {said}" in told(shown + page(), shown + after, tmp_path).splitlines()


def test_a_day_that_changed_is_no_other_text(tmp_path: Path) -> None:
    assert (
        "  Veranderd: ‘Over soep’ (datum)"
        in told(SITE, HOME + page() + post("soep", day="4 april 2024"), tmp_path).splitlines()
    )


def test_a_page_that_moved_is_one_thing_and_links_that_follow_it_are_none(tmp_path: Path) -> None:
    after = HOME.replace("meedoen.md", "doe-mee.md") + page(
        "Kom langs op dinsdag.", "oude-adressen: /meedoen/", name="doe-mee"
    )
    assert told(SITE, after + post("soep"), tmp_path) == snapshot(
        "  Verhuisd: ‘Meedoen’ (van /meedoen/ naar /doe-mee/)"
    )


def test_two_pages_that_became_one_moved_there(tmp_path: Path) -> None:
    after = HOME + page("Kom langs op dinsdag.", "oude-adressen: /nieuws/2024/soep/")
    assert "  Verhuisd: ‘Over soep’ (van /nieuws/2024/soep/ naar /meedoen/)" in told(SITE, after, tmp_path).splitlines()


def test_what_was_withdrawn_is_gone_and_is_so_once(tmp_path: Path) -> None:
    ledger = "-- content/adressen.txt --\n/ pagina\n/nieuws/2024/soep/ nieuws ingetrokken\n"
    after = HOME + page() + ledger
    assert "‘Over soep’ (/nieuws/2024/soep/)" in told(SITE, after, tmp_path)
    again = published(after + post("brood"), tmp_path / "output")
    assert "soep" not in again
    assert "  Nieuw: " in again


def test_many_are_counted_beyond_a_handful(tmp_path: Path) -> None:
    many = "".join(post(f"dag-{number}") for number in range(1, 9))
    first = told(SITE, SITE + many, tmp_path).split("Op ")[0]
    assert " ".join(first.split()) == snapshot(
        "Nieuw: ‘Over dag-1’, ‘Over dag-2’, ‘Over dag-3’, ‘Over dag-4’, ‘Over dag-5’ en nog 3"
    )


def test_another_style_sheet_is_no_change_and_another_menu_is_counted(tmp_path: Path) -> None:
    before = lay_out(tmp_path / "site", SITE)
    layouts = ROOT / "templates"
    (before / "templates/style").mkdir(parents=True)
    (before / "templates/style/site.css").write_text(
        (layouts / "style/site.css").read_text(encoding="utf-8") + "\n.nieuw { color: red }\n", encoding="utf-8"
    )
    output = tmp_path / "output"
    published(SITE, output)
    made = built(before)
    changes = write(made.artifacts, output).changes
    assert changes
    assert report.changed(changes.known_to(made.site)) == "  Voor een lezer is er niets veranderd."
    menu = "-- content/site.yaml --\nnaam: Alliantie van Kracht\nadres: https://voorbeeld.example\n"
    menu += "menu:\n  - titel: Meedoen\n    naar: /meedoen.md\n"
    assert published(SITE + menu, output).startswith("  Op 15 pagina’s is iets anders om de tekst heen: ")


def test_the_days_that_pass_are_told_as_a_reader_sees_them(tmp_path: Path) -> None:
    call = post("geef", "Geef je mening").replace("---\nDe", "oproep:\n  sluit: 1 mei 2024\n---\nDe")
    output = tmp_path / "output"
    published(SITE + call, output, "1 mei 2024")
    assert "  Veranderd: ‘Geef je mening’ (datum, tekst en links)" in published(SITE + call, output, "2 mei 2024")


def test_a_change_is_told_as_markdown_with_links_to_a_preview(tmp_path: Path) -> None:
    output = tmp_path / "output"
    gone = "-- content/adressen.txt --\n/nieuws/2024/oud/ nieuws ingetrokken\n"
    published(SITE + post("weg", "Over *ons* <b>") + post("oud"), output)
    moved = page("Kom langs op woensdag.", "oude-adressen: /nieuws/2024/weg/")
    made = site(HOME + moved + post("soep") + post("brood", "Brood [bakken]") + gone)
    changes = compare({it.path: it for it in made.artifacts}, output, listing(output).files).known_to(made.site)
    assert report.comparison(made, changes, "https://v.example/7") == snapshot("""\
## Wat er verandert voor een lezer

**Veranderd** (1)

- [Meedoen](https://v.example/7/meedoen/index.html): tekst

**Verhuisd** (1)

- [Over \\*ons\\* &lt;b&gt;](https://v.example/7/meedoen/index.html): van `/nieuws/2024/weg/` naar `/meedoen/`

**Weg** (1)

- Over oud (`/nieuws/2024/oud/`)

<details>
<summary>Op 5 pagina’s is iets anders om de tekst heen: een lijst, ‘Lees ook’, het menu of de voet.</summary>

- [Alle pagina’s van A tot Z](https://v.example/7/a-z/index.html)
- [Welkom](https://v.example/7/index.html)
- [Nieuws van 2024](https://v.example/7/nieuws/2024/index.html)
- [Over soep](https://v.example/7/nieuws/2024/soep/index.html)
- [Nieuws](https://v.example/7/nieuws/index.html)

</details>\
""")
    assert "- Meedoen (`/meedoen/`): tekst" in report.comparison(made, changes, "").splitlines()


def test_what_is_not_made_because_of_a_fault_is_not_told_as_gone(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(SITE, output)
    made = site(HOME + page() + post("soep", day="31 juni 2024"))
    paths = [*listing(output).files, *(it.path for it in made.artifacts)]
    changes = compare({it.path: it for it in made.artifacts}, output, paths).known_to(made.site)
    assert [it.address for it in changes.gone] == ["/nieuws/2024/"]
    assert "Er is nog iets te herstellen: 1 fout." in report.comparison(made, changes, "")


def test_no_change_is_told_as_markdown_too() -> None:
    assert report.comparison(site(), Changes(), "") == snapshot("""\
## Wat er verandert voor een lezer

Niets. Elke pagina zegt wat ze al zei.\
""")


def test_a_file_that_was_replaced_is_named(tmp_path: Path) -> None:
    text = HOME + page("Lees [het rooster](/media/rooster.csv).")
    before = f"{text}-- content/media/rooster.csv --\ndag;wie\ndi;Noor\n"
    assert told(before, before.replace("Noor", "Sara"), tmp_path) == "  Veranderd: ‘rooster.csv’"


def test_a_file_that_was_withdrawn_is_gone(tmp_path: Path) -> None:
    before = HOME + page("Lees [het rooster](/media/rooster.csv).") + "-- content/media/rooster.csv --\ndag;wie\n"
    after = HOME + page() + "-- content/adressen.txt --\n/media/rooster.csv bestand ingetrokken\n"
    assert "  Weg: ‘rooster.csv’ (/media/rooster.csv)" in told(before, after, tmp_path).splitlines()


def test_what_others_left_in_the_folder_is_no_page_that_is_gone(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(SITE, output)
    (output / "vakantie.html").write_text("<h1>Van mij</h1>")
    assert published(SITE, output) == "  Voor een lezer is er niets veranderd."
