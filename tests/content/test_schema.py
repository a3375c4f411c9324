"""Front matter is typed by a model, and all that is wrong with it is told at the line where it was typed."""

import re
from typing import Annotated, Literal

import pytest
from inline_snapshot import snapshot
from pydantic import Field, model_validator

from avksite.content.front_matter import split
from avksite.content.keys import Typed
from avksite.content.schema import synonym, validate
from avksite.content.values import DutchDate, Many, Read, Words, YesNo, parse_number
from avksite.problems import Misread, Unusable


class Picture(Typed):
    """A group of keys."""

    file: Words = Field(alias="bestand")
    alt: Words | None = Field(None, alias="alt")


class Line(Typed):
    """A group of keys in a list."""

    title: Words = Field(alias="titel")
    who: Many[Words] = Field((), alias="wie")


class Quote(Typed):
    """Another group of keys."""

    text: Words = Field(alias="tekst")
    by: Words | None = Field(None, alias="door")


class Post(Typed):
    """A model with every shape."""

    title: Words = Field(alias="titel")
    date: DutchDate = Field(alias="datum")
    end: DutchDate | None = Field(None, alias="eind")
    sort: Literal["congres", "werktafel"] | None = Field(None, alias="soort")
    draft: YesNo = Field(default=False, alias="concept")
    guests: Annotated[int, Read(int, "een heel getal", parse=parse_number)] | None = Field(None, alias="aanwezigen")
    picture: Picture | None = Field(None, alias="afbeelding")
    topics: Many[Words] = Field((), alias="onderwerpen")
    programme: tuple[Line, ...] = Field((), alias="programma")
    quote: Quote | None = Field(None, alias="citaat")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Post":
        if self.end is not None and self.end < self.date:
            raise Misread("`eind` ligt vóór `datum`.", "Kijk of de datums verwisseld zijn.", key="eind")
        return self


SOUND = "titel: Wonen\ndatum: 24-11-2022\n"


def post(typed: str) -> Post:
    front, problems = split("content/proef.md", f"---\n{typed}---\n")
    assert problems == ()
    return validate(Post, front, "content/proef.md")


def wrong(typed: str) -> str:
    with pytest.raises(Unusable) as caught:
        post(typed)
    assert {problem.place.path for problem in caught.value.problems} == {"content/proef.md"}
    return "".join(f"{at.place.line} [{at.rule.id}] {at.message}\n> {at.hint}\n" for at in caught.value.problems)


def test_sound_front_matter_becomes_a_typed_value() -> None:
    made = post(
        "titel: [Oproep] Doe mee: nu\n"
        "datum: 24 november 2022\n"
        "soort: congres\n"
        "concept: nee\n"
        "aanwezigen: 1.200\n"
        "afbeelding:\n  bestand: huis.jpg\n"
        "onderwerpen: wonen\n"
        "programma:\n  - titel: Welkom\n    wie: [jan, piet]\n"
        "citaat:\n  tekst: Samen\n"
    )
    assert made.title == "[Oproep] Doe mee: nu"
    assert made.date.isoformat() == "2022-11-24"
    assert (made.sort, made.draft, made.guests) == ("congres", False, 1200)
    assert made.picture is not None
    assert made.picture.file == "huis.jpg"
    assert made.topics == ("wonen",)
    assert [(line.title, line.who) for line in made.programme] == [("Welkom", ("jan", "piet"))]
    assert isinstance(made.quote, Quote)


@pytest.mark.parametrize("title", ["[Oproep]", "[Oproep, nu]", "{Oproep: nu}", "[Oproep](huis)"])
def test_a_text_between_brackets_is_a_text_where_a_text_is_wanted(title: str) -> None:
    assert post(f"titel: {title}\ndatum: 24-11-2022\n").title == title


def test_an_item_with_a_colon_is_a_text_where_a_text_is_wanted() -> None:
    typed = f"{SOUND}onderwerpen:\n  - Let op: kom\n    op tijd\n  - tip: neem brood mee\n"
    assert post(typed).topics == ("Let op: kom op tijd", "tip: neem brood mee")


def test_a_text_below_its_key_may_have_a_colon() -> None:
    assert post("titel:\n  Wonen: zo doe je dat\ndatum: 24-11-2022\n").title == "Wonen: zo doe je dat"


def test_a_key_with_nothing_behind_it_counts_as_absent() -> None:
    assert post(f"{SOUND}eind:\nsoort:\nonderwerpen:\nprogramma: []\n").topics == ()


def test_a_missing_key_is_told_with_an_example() -> None:
    assert wrong("soort: congres\n") == snapshot("""\
2 [sleutel-ontbreekt] `datum` ontbreekt.
> Zet er een regel bij: bijvoorbeeld `datum: 24 november 2022`.
2 [sleutel-ontbreekt] `titel` ontbreekt.
> Zet er een regel bij: `titel: …`.
""")


def test_a_required_key_with_nothing_behind_it_is_told_at_its_line() -> None:
    assert wrong("datum: 24-11-2022\ntitel:\n") == snapshot("""\
3 [sleutel-ontbreekt] Achter `titel` staat niets.
> Vul het aan: `titel: …`.
""")


def test_a_missing_key_in_a_group_is_told_at_the_group() -> None:
    assert wrong(f"{SOUND}afbeelding:\n  alt: Een huis\nprogramma:\n  - titel: A\n  - wie: jan\n") == snapshot("""\
4 [sleutel-ontbreekt] Onder `afbeelding` ontbreekt `bestand`.
> Zet er een regel bij, recht onder `alt`: `bestand: …`.
8 [sleutel-ontbreekt] Onder `programma` ontbreekt `titel`.
> Zet er een regel bij, recht onder `wie`: `titel: …`.
""")


@pytest.mark.parametrize(
    "nothing", ["", " null", " ~", ' ""', " []", " {}", "\n  bestand:\n  alt: null", " [null, '']"]
)
def test_a_group_with_nothing_in_it_counts_as_absent(nothing: str) -> None:
    assert post(f"{SOUND}afbeelding:{nothing}\n").picture is None


def test_an_item_of_a_list_with_nothing_in_it_is_none_and_the_others_keep_their_lines() -> None:
    typed = f"{SOUND}programma:\n  - titel:\n    wie:\n  - null\n  - titel: Welkom\n    zaal: 1\n"
    assert wrong(typed).startswith("9 [sleutel-onbekend] Ik ken `zaal` niet onder `programma`.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tite", "titel"),
        ("Titel", "titel"),
        ("title", "titel"),
        ("date", "datum"),
        ("draft", "concept"),
        ("tags", "onderwerpen"),
        ("image", "afbeelding"),
        ("Foto", "afbeelding"),
        ("end", "eind"),
        ("type", "soort"),
        ("program", "programma"),
        ("quote", "citaat"),
    ],
)
def test_an_unknown_key_is_told_with_the_one_that_was_meant(typed: str, meant: str) -> None:
    assert wrong(f"{SOUND}{typed}: x\n") == f"4 [sleutel-onbekend] Ik ken `{typed}` niet.\n> Bedoel je `{meant}`?\n"


def test_a_required_key_that_is_misspelt_is_one_mistake() -> None:
    assert wrong("tietel: Wonen\ndate: 24-11-2022\nprogramma:\n  - titl: Welkom\n") == snapshot("""\
2 [sleutel-onbekend] Ik ken `tietel` niet.
> Bedoel je `titel`?
3 [sleutel-onbekend] Ik ken `date` niet.
> Bedoel je `datum`?
5 [sleutel-onbekend] Ik ken `titl` niet onder `programma`.
> Bedoel je `titel`?
""")


def test_a_key_on_the_wrong_level_is_sent_to_its_place() -> None:
    assert wrong(f"{SOUND}bestand: huis.jpg\nafbeelding:\n  bestand: huis.jpg\n  concept: ja\n") == snapshot("""\
4 [sleutel-onbekend] Ik ken `bestand` niet.
> Onder `afbeelding:` staat `bestand` al. Kijk welke van de twee klopt, en haal de andere weg.
7 [sleutel-onbekend] Ik ken `concept` niet onder `afbeelding`.
> Hoort `concept` niet bij `afbeelding`? Haal dan de spaties ervoor weg.
""")


def test_a_key_like_no_other_is_told_with_all_that_can_be() -> None:
    assert wrong(f"{SOUND}afbeelding:\n  bestand: huis.jpg\n  qqq: x\n") == snapshot("""\
6 [sleutel-onbekend] Ik ken `qqq` niet onder `afbeelding`.
> Zet wat hier staat in je tekst, in plaats van erboven. Wat hier kan: `alt` of `bestand`.
""")


def test_a_value_that_cannot_be_read_says_why_and_what_to_type() -> None:
    assert wrong("titel: Wonen\ndatum: 31 februari 2023\nconcept: misschien\n") == snapshot("""\
3 [waarde-onleesbaar] Bij `datum`: `31 februari 2023` bestaat niet: februari 2023 heeft 28 dagen.
> Typ de goede dag, bijvoorbeeld `28 februari 2023`.
4 [waarde-onleesbaar] Bij `concept`: `misschien` is geen ja of nee.
> Kies `ja` of `nee`.
""")


def test_a_word_outside_the_list_is_told_with_the_list() -> None:
    assert wrong(f"{SOUND}soort: kongres\n") == snapshot("""\
4 [waarde-keuze] Bij `soort`: `kongres` staat niet in de lijst.
> Bedoel je `congres`? Kies uit: `congres` of `werktafel`.
""")
    assert wrong(f"{SOUND}soort: feest\n") == snapshot("""\
4 [waarde-keuze] Bij `soort`: `feest` staat niet in de lijst.
> Kies uit: `congres` of `werktafel`.
""")


def test_a_list_where_one_value_fits_is_told() -> None:
    assert wrong("titel: Wonen\ndatum:\n  - 24-11-2022\n  - 25-11-2022\n") == snapshot("""\
3 [waarde-vorm] Bij `datum` past één waarde, maar er staat een lijst.
> Zet het op één regel: bijvoorbeeld `datum: 24 november 2022`.
""")


def test_a_group_where_one_value_fits_is_told() -> None:
    assert wrong("titel:\n  nl: Wonen\n  en: Living\ndatum: 24-11-2022\n") == snapshot("""\
2 [waarde-vorm] Bij `titel` past één waarde, maar er staat een groep gegevens.
> Zet het op één regel: `titel: …`.
""")


def test_a_text_where_a_group_belongs_is_told_with_its_keys() -> None:
    assert wrong(f"{SOUND}afbeelding: huis.jpg\nprogramma: Welkom\n") == snapshot("""\
4 [waarde-vorm] Bij `afbeelding` hoort een groep gegevens; `huis.jpg` staat er los.
> Typ `afbeelding:`, en op de regel eronder `  bestand: huis.jpg`.
5 [waarde-vorm] Bij `programma` hoort een lijst.
> Typ `programma:`, en op de regel eronder `  - titel: Welkom`.
""")


def test_a_text_in_a_list_of_groups_is_told_at_its_item() -> None:
    assert wrong(f"{SOUND}programma:\n  - titel: Welkom\n  - Afsluiting\n") == snapshot("""\
6 [waarde-vorm] Bij `programma` hoort een groep gegevens; `Afsluiting` staat er los.
> Typ `- titel: Afsluiting`.
""")


def test_what_is_wrong_between_keys_is_told_at_the_key_to_change() -> None:
    assert wrong(f"{SOUND}soort: congres\neind: 23-11-2022\n") == snapshot("""\
5 [waarde-onleesbaar] `eind` ligt vóór `datum`.
> Kijk of de datums verwisseld zijn.
""")


def test_everything_wrong_in_a_file_is_told_at_once_by_line() -> None:
    told = wrong("titel: Wonen\nx: y\ndatum: morgen\nsoort: feest\nafbeelding:\n  alt: Huis\n")
    assert re.findall(r"^(\d+) \[(.*?)\]", told, re.MULTILINE) == [
        ("3", "sleutel-onbekend"),
        ("4", "waarde-onleesbaar"),
        ("5", "waarde-keuze"),
        ("6", "sleutel-ontbreekt"),
    ]


@pytest.mark.parametrize(
    "key", ["visible", "zichtbaar", "published", "public", "listed", "active", "enabled", "online"]
)
def test_a_word_for_showing_a_text_is_never_changed_into_the_key_that_hides_it(key: str) -> None:
    assert synonym(key, {"concept": None}) is None
