"""A call for ideas: open to the last minute of its last day, closed by itself, extended, and answered."""

import pytest

from avksite.rendering.artifact import Build
from tests.outputs.parsed import found, links, said, tree, words
from tests.sites import concise, site

ADDRESS = "/nieuws/2024/oproep/"

CALL = """\
-- content/nieuws/2024/oproep.md --
---
titel: Oproep: probeer iets nieuws
kort: Heb je een idee?
datum: 5 maart 2024
oproep:
  sluit: {closes}
  voor-wie: [gemeenten, bewoners]
  gebied: [de Veenkoloniën, heel Nederland]
  wij-bieden:
    - geld voor een aantal proeven
    - meten of het werkt
  inzenden:
    {submit}
{more}---
Vertel het ons.
"""


def call(
    today: str, more: str = "", closes: str = "13 november 2024", submit: str = "mail: post@voorbeeld.nl"
) -> Build:
    """Build a site with a call, as it is on a day or at a moment."""
    outcome = (
        "-- content/nieuws/2025/uitkomst.md --\n---\ntitel: Deze proeven beginnen\nkort: Zo ging het.\n"
        "datum: 5 maart 2025\n---\nTekst.\n"
    )
    return site(CALL.format(closes=closes, submit=submit, more=more) + outcome, today)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("5 maart 2024", "Nog 253 dagen"),
        ("12 november 2024", "Nog 1 dag"),
        ("13 november 2024 23.59 uur", "Vandaag is de laatste dag"),
    ],
)
def test_a_call_counts_its_last_day(today: str, left: str) -> None:
    top = tree(call(today), ADDRESS)
    assert said(top, "//section.call/h2/span") == [left, "Je kunt reageren tot en met 13 november 2024"]
    assert [time.get("datetime") for time in found(top, "//section.call//time")] == ["2024-11-13"]
    assert said(top, "//header.doc-head//li.badge") == ["Oproep", left]
    assert found(top, "//p.state") == []


def test_a_call_closes_by_itself_and_says_so_before_it_invites() -> None:
    made = call("14 november 2024 0.00 uur")
    top = tree(made, ADDRESS)
    assert [words(part) for part in found(top, "//header.doc-head//*[self::li or self::h1 or self::p]")][:4] == [
        "Gesloten",
        "Oproep",
        "Oproep: probeer iets nieuws",
        "Deze oproep is gesloten. Reageren kon tot en met 13 november 2024.",
    ]
    assert said(top, "//section.call/h2") == ["Dit was de oproep"]
    (card,) = [card for card in found(tree(made, "/nieuws/"), "//article.card") if found(card, ".//li.badge")]
    assert [words(part) for part in card][:2] == ["Gesloten Oproep", "Oproep: probeer iets nieuws"]


@pytest.mark.parametrize(
    ("closes", "today", "left"),
    [
        # In this night the clock goes forward: the day has 23 hours.
        ("31 maart 2024", "30 maart 2024 23.59 uur", "Nog 1 dag"),
        ("31 maart 2024", "31 maart 2024 23.59 uur", "Vandaag is de laatste dag"),
        ("31 maart 2024", "1 april 2024 0.00 uur", ""),
        # In this one it goes back: the day has 25.
        ("27 oktober 2024", "27 oktober 2024 23.59 uur", "Vandaag is de laatste dag"),
        ("27 oktober 2024", "28 oktober 2024 0.00 uur", ""),
    ],
)
def test_a_day_on_which_the_clock_is_changed_counts_as_a_day(closes: str, today: str, left: str) -> None:
    assert said(tree(call(today, closes=closes), ADDRESS), "//span.call-left") == [*filter(None, [left])]


def test_a_call_says_for_whom_and_where_it_is_and_what_is_offered() -> None:
    top = tree(call("5 maart 2024"), ADDRESS)
    assert said(top, "//section.call//h3") == ["Voor wie", "Gebied", "Dit bieden wij"]
    assert said(top, "//section.call//ul/li") == [
        "gemeenten",
        "bewoners",
        "de Veenkoloniën",
        "heel Nederland",
        "geld voor een aantal proeven",
        "meten of het werkt",
    ]


def test_an_answer_goes_by_mail_or_to_an_address_while_the_call_is_open() -> None:
    def ways(made: Build) -> list[tuple[str, str]]:
        return links(tree(made, ADDRESS), "//section.call")

    agenda = ("Zet de laatste dag in je agenda", "agenda.ics")
    assert ways(call("5 maart 2024")) == [
        (
            "Reageer per mail: post@voorbeeld.nl",
            "mailto:post@voorbeeld.nl?subject=Reactie%20op%3A%20Oproep%3A%20probeer%20iets%20nieuws",
        ),
        agenda,
    ]
    assert ways(call("5 maart 2024", submit="adres: https://www.a.example/idee")) == [
        ("Reageer op a.example", "https://www.a.example/idee"),
        agenda,
    ]
    assert ways(call("14 november 2024")) == []


@pytest.mark.parametrize(
    ("today", "left", "state"),
    [
        ("14 november 2024", ["Nog 17 dagen"], "Je hebt meer tijd gekregen. Reageren kan nu"),
        (
            "1 december 2024",
            ["Vandaag is de laatste dag"],
            "Je hebt meer tijd gekregen. Reageren kan nu",
        ),
        ("2 december 2024", [], "Deze oproep is gesloten. Reageren kon"),
    ],
)
def test_a_call_that_gets_more_time_counts_to_its_new_last_day(today: str, left: list[str], state: str) -> None:
    top = tree(call(today, "  verlengd-tot: 1 december 2024\n"), ADDRESS)
    assert said(top, "//span.call-left") == left
    assert said(top, "//p.state") == [f"{state} tot en met 1 december 2024."]
    assert all(until.endswith("tot en met 1 december 2024") for until in said(top, "//span.call-until"))


def test_more_time_must_be_later() -> None:
    told = concise(call("5 maart 2024", "  verlengd-tot: 1 november 2024\n").problems)
    assert (
        "content/nieuws/2024/oproep.md:14: fout[waarde-onleesbaar] `verlengd-tot` (1 november 2024) ligt niet na"
        in told
    )


def test_a_closed_call_leads_to_its_outcome() -> None:
    more = "  uitkomst: /nieuws/2025/uitkomst.md\n"
    top = tree(call("6 maart 2025", more), ADDRESS)
    outcome = ("Lees wat eruit kwam: Deze proeven beginnen", "../../2025/uitkomst/")
    assert links(top, "//section.call") == [outcome]
    assert outcome not in links(tree(call("5 maart 2024", more), ADDRESS), "//section.call")


def test_an_open_call_stands_on_top_of_the_news_until_it_closes() -> None:
    def sections(today: str) -> list[tuple[str, list[str]]]:
        top = tree(call(today), "/nieuws/")
        return [(said(part, "./h2")[0], said(part, ".//h3")) for part in found(top, "//section.list-section")]

    posts = ["Deze proeven beginnen", "Oproep: probeer iets nieuws"]
    assert sections("13 november 2024") == [("Doe mee", posts[1:]), ("Andere berichten", posts[:1])]
    assert sections("14 november 2024") == [("Alle berichten", posts)]


def test_of_two_open_calls_the_one_that_closes_first_comes_first() -> None:
    def post(name: str, closes: str) -> str:
        return (
            f"-- content/nieuws/2024/{name}.md --\n---\ntitel: Oproep {name}\nkort: Kort.\ndatum: 5 maart 2024\n"
            f"oproep:\n  sluit: {closes}\n---\nTekst.\n"
        )

    made = site(post("a", "1 juni 2024") + post("b", "20 mei 2024") + post("c", "30 april 2024"))
    assert said(tree(made, "/"), "//section.calls//h3") == ["Oproep b", "Oproep a"]
