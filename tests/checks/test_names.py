"""One name is written one way, and two names that look alike are left alone."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report

RECORDS = (
    "-- content/personen/tialda.md --\n---\nnaam: Prof. dr. Tialda Haartsen\nrol: onderzoeker\n---\n"
    "-- content/organisaties/rug.md --\n---\nnaam: Rijksuniversiteit Groningen\nsector: kennis\n---\nZij onderzoeken.\n"
)


def rules_told(text: str) -> list[str]:
    """Return the rules that a page breaks."""
    return [line.partition("[")[2][:-1] for line in report(page(text)).splitlines() if line[:8] == "content/"]


def test_a_record_knows_how_somebody_is_called() -> None:
    text = "Professor Tialda Haarsma werkt bij de Rijkuniversiteit Groningen."
    assert report(page(text) + RECORDS) == snapshot("""\
content/voorbeeld.md:4: let op[naam-spelling]
  Hier staat “Rijkuniversiteit”, en in `content/organisaties/rug.md` “Rijksuniversiteit”.
  > Typ `Rijksuniversiteit`. Zijn het er echt twee? Typ dan `niet-melden: [naam-spelling: het zijn
    er twee]`.
content/voorbeeld.md:4: let op[naam-spelling]
  Hier staat “Tialda Haarsma”, en in `content/personen/tialda.md` “Tialda Haartsen”.
  > Typ `Tialda Haartsen`. Zijn het er echt twee? Typ dan `niet-melden: [naam-spelling: het zijn er
    twee]`.
""")


def test_without_a_record_the_spelling_that_is_used_most_is_right() -> None:
    text = "Alie Steevens telt.\n\nAlie Stevens lacht.\n\nAlie Stevens gaat."
    assert report(page(text)) == snapshot("""\
content/voorbeeld.md:4: let op[naam-spelling]
  Hier staat “Alie Steevens”, en elders “Alie Stevens”.
  > Zoek op wat klopt. Typ hier zo nodig `Alie Stevens`. Zijn het er echt twee? Typ dan
    `niet-melden: [naam-spelling: het zijn er twee]`.
""")


def test_a_name_in_two_words_may_be_one() -> None:
    assert report(page("De Hanzehogeschool helpt.\n\nDe Hanze Hogeschool ook.")) == snapshot("""\
content/voorbeeld.md:4: let op[naam-spelling]
  Hier staat “Hanzehogeschool”, en elders “Hanze Hogeschool”.
  > Zoek op wat klopt. Typ hier zo nodig `Hanze Hogeschool`. Zijn het er echt twee? Typ dan
    `niet-melden: [naam-spelling: het zijn er twee]`.
content/voorbeeld.md:6: let op[naam-spelling]
  Hier staat “Hanze Hogeschool”, en elders “Hanzehogeschool”.
  > Zoek op wat klopt. Typ hier zo nodig `Hanzehogeschool`. Zijn het er echt twee? Typ dan
    `niet-melden: [naam-spelling: het zijn er twee]`.
""")


def test_the_texts_above_a_page_count_too() -> None:
    assert report(page("Tekst.", "kort: Tialda Haartsma vertelt.\n") + RECORDS) == snapshot("""\
content/voorbeeld.md:3: let op[naam-spelling]
  Hier staat “Tialda Haartsma”, en in `content/personen/tialda.md` “Tialda Haartsen”.
  > Typ `Tialda Haartsen`. Zijn het er echt twee? Typ dan `niet-melden: [naam-spelling: het zijn er
    twee]`.
""")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Visser en Anne Visser zijn zussen.",
        "Jan de Vries bracht een doos. Jan de Boer maakte een kast. Jan van Vries keek.",
        "Marijke Kuiper belde. Marijke Kuipers fiets stond buiten.",
        "Sven Dekker en Sara Dekkers werken hier.",
        "In de Veenkoloniën woont een echte Veenkoloniaal.",
        "Borger en Borger-Odoorn. Emmen en Emmer-Compascuum.",
    ],
)
def test_two_people_and_two_places_are_fine(text: str) -> None:
    assert rules_told(text) == []


def test_two_records_are_two_people() -> None:
    other = "-- content/personen/tialda-2.md --\n---\nnaam: Tialda Haartsema\nrol: student\n---\n"
    assert report(page("Tialda Haartsema en Tialda Haartsen zijn er.") + RECORDS + other) == ""
