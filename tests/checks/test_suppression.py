"""An author can ask, with a reason, not to hear of a warning or a tip; it then stands in the summary."""

from inline_snapshot import snapshot

from avksite import report as reports
from tests.checks.reporting import page, report
from tests.sites import example_site, site

BARE = "Kijk op https://www.nibud.nl/onderwerpen/schulden/ of op https://www.nibud.nl/onderwerpen/sparen/."


def summary(text: str) -> str:
    """Return what the summary says of things left unreported."""
    return reports.unreported(site(example_site(text)))


def test_a_warning_that_an_author_explains_is_told_in_the_summary_only() -> None:
    text = page(BARE, "niet-melden: [link-kaal: de adressen staan zo op de folder]\n")
    assert report(text) == ""
    assert summary(text) == snapshot(
        "  Niet gemeld op verzoek: content/voorbeeld.md: link-kaal (de adressen staan zo op de folder), 2 keer"
    )


def test_every_way_to_type_it_is_understood() -> None:
    asked = (
        "niet-melden: link-kaal: dat moet",
        "niet-melden: {link-kaal: dat moet}",
        "niet-melden:\n  link-kaal: dat moet",
        "niet-melden:\n  - link-kaal: dat moet",
        "niet-melden: [link-kaal: dat, moet]",
    )
    assert [report(page(BARE, f"{form}\n")) for form in asked] == [""] * len(asked)
    assert "(dat, moet)" in summary(page(BARE, f"{asked[-1]}\n"))


def test_nothing_asked_is_nothing_in_the_summary() -> None:
    assert summary(page(BARE)) == ""
    assert report(page("Tekst.", "niet-melden:\n")) == ""


def test_an_error_stays_an_error() -> None:
    assert report(page("[klik hier](/index.md)", "niet-melden: [link-leeg: dat is zo afgesproken]\n")) == snapshot("""\
content/voorbeeld.md:3: fout[niet-melden-fout]
  `link-leeg` is een fout. Die blijft gemeld.
  > Haal `link-leeg` weg bij `niet-melden`, en los op wat er gemeld wordt.
content/voorbeeld.md:5: fout[link-leeg]
  “klik hier” zegt niet waar de link naartoe gaat.
  > Maak een link van de woorden die het zeggen. Dus niet “klik hier”, maar “meld je aan voor het
    congres”.
""")


def test_a_rule_that_does_not_exist_is_told_with_the_nearest() -> None:
    assert report(page(BARE, "niet-melden:\n  - link-kaaal: dat moet\n  - xyz: dat moet\n")) == snapshot("""\
content/voorbeeld.md:4: fout[niet-melden-onbekend]
  De regel `link-kaaal` bestaat niet.
  > Bedoel je `link-kaal`?
content/voorbeeld.md:5: fout[niet-melden-onbekend]
  De regel `xyz` bestaat niet.
  > De namen van de regels staan in het verslag, tussen blokhaken.
content/voorbeeld.md:7: let op[link-kaal]
  Deze link is een webadres: `https://www.nibud.nl/onderwerpen/schulden/`.
  > Schrijf wat daar te vinden is: `[de naam van de
    site](https://www.nibud.nl/onderwerpen/schulden/)`.
content/voorbeeld.md:7: let op[link-kaal]
  Deze link is een webadres: `https://www.nibud.nl/onderwerpen/sparen/`.
  > Schrijf wat daar te vinden is: `[de naam van de
    site](https://www.nibud.nl/onderwerpen/sparen/)`.
""")


def test_without_a_reason_only_that_is_told() -> None:
    assert report(page("Kijk op https://www.nibud.nl/a/.", "niet-melden:\n  - link-kaal\n")) == snapshot("""\
content/voorbeeld.md:4: fout[niet-melden-reden]
  Bij `link-kaal` staat niet waarom je dat niet wilt laten melden.
  > Typ `niet-melden: [link-kaal: de reden]`.
""")


def test_what_would_not_be_reported_need_not_be_left_out() -> None:
    assert report(page("Tekst.", "niet-melden:\n  link-kaal: dat moet\n")) == snapshot("""\
content/voorbeeld.md:4: tip[niet-melden-onnodig]
  De regel `link-kaal` heeft hier niets te melden.
  > Haal `link-kaal` weg bij `niet-melden`.
""")


def test_it_counts_for_its_own_text_only() -> None:
    other = "-- content/ander.md --\n---\ntitel: Ander\n---\nKijk op https://www.nibud.nl/a/.\n"
    assert report(page(BARE, "niet-melden: [link-kaal: dat moet]\n") + other) == snapshot("""\
content/ander.md:4: let op[link-kaal]
  Deze link is een webadres: `https://www.nibud.nl/a/`.
  > Schrijf wat daar te vinden is: `[de naam van de site](https://www.nibud.nl/a/)`.
""")


def test_a_draft_may_keep_what_it_asks() -> None:
    assert (
        report(
            page("Tekst.", "concept: ja\nniet-melden: [link-kaal: dat moet]\n")
            + "-- content/index.md --\n---\ntitel: Welkom\n---\nDag.\n"
        )
        == ""
    )
