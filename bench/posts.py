"""Dutch posts that are the same in every run: plain words, links, lists, tables, quotes and now and then a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

TOPICS = {"leren": "Leren", "werk": "Werk", "geld": "Geld", "gezin": "Gezin"}
FIRST = date(2008, 1, 7)
DAYS = 6500
"""Posts are spread evenly over so many days."""
PICTURE_EVERY = 10
POSTS_FOR_A_PICTURE = 100
"""Of so many posts those with a picture share one file."""


def _listed(words: str) -> list[str]:
    return words.split(", ")


THINGS = _listed(
    "de school, de buurt, het dorp, de wijk, de gemeente, het huis, de zaal, de tafel, het plan, het idee, de proef, "
    "de stap, het gesprek, de vraag, het antwoord, de groep, de kans, de regel, de brief, de folder, de ochtend, "
    "de avond, de middag, de week, de maand, het jaar, het spel, het boek, de taal, de sport, de muziek, de cursus, "
    "de les, de keuken, de tuin, de winkel, de bus, de fiets, het werk, de baan, het loon, de rekening, de huur, "
    "het geld, de zorg, de steun, het verhaal, de krant, de markt, het feest, de kamer, de deur, het station, de bank, "
    "het park, de kerk, het veld, de club, de bieb, het plein, de straat, de brug, de haven, het bos, het water, "
    "de trein, de foto, de film, het lied, de lijst, de kaart, het bord, de pen, het schrift, de soep, het brood"
)
PEOPLE = _listed(
    "ouders, kinderen, buren, leerlingen, bewoners, gezinnen, coaches, vrijwilligers, oma’s, opa’s, docenten, "
    "vrienden, klanten, huurders, sporters, zangers, koks, bakkers, schrijvers, lezers"
)
DO = _listed(
    "praten over, werken aan, vragen naar, lezen over, denken aan, kijken naar, wachten op, schrijven over, "
    "vertellen over, lachen om, zingen over, zoeken naar, luisteren naar, kiezen voor, zorgen voor"
)
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass(frozen=True, slots=True)
class Post:
    """One post; how a link to a post or a picture is typed depends on who reads it."""

    number: int
    day: date
    title: str
    summary: str
    topic: str
    body: Callable[[Callable[[str], str]], str]
    """The text, given how a path like `nieuws/2012/bericht-3.md` or `media/foto-1.jpg` is typed in it."""

    @property
    def path(self) -> str:
        """Where the post stands."""
        return path_of(self.number, self.day)

    @property
    def day_in_words(self) -> str:
        """Its day in Dutch."""
        return f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"


def path_of(number: int, day: date) -> str:
    """Return where a post stands."""
    return f"nieuws/{day.year}/bericht-{number}.md"


def day_of(number: int, count: int) -> date:
    """Return the day of one post out of so many; one that comes later has the last day."""
    return FIRST + timedelta(days=min(number, count) * DAYS // count)


def pictures(count: int) -> int:
    """Return how many pictures so many posts have."""
    return max(1, count // POSTS_FOR_A_PICTURE)


def post(number: int, count: int) -> Post:
    """Return one post out of so many, or the next after them."""
    words = Random(number)  # noqa: S311  not for secrets
    title = f"Bericht {number} over {words.choice(THINGS)} en {words.choice(THINGS)}"

    def body(typed: Callable[[str], str]) -> str:
        return _body(Random(f"{number} body"), number, count, typed)  # noqa: S311  as above

    return Post(number, day_of(number, count), title, _sentence(words), words.choice([*TOPICS]), body)


def posts(count: int) -> Iterator[Post]:
    """Yield so many posts, oldest first."""
    return (post(number, count) for number in range(count))


def _sentence(words: Random) -> str:
    people, others = words.sample(PEOPLE, 2)
    thing, place = words.sample(THINGS, 2)
    number = words.randint(2, 99)
    return words.choice(
        (
            f"De {people} {words.choice(DO)} {thing}.",
            f"In {place} helpen {number} {people} mee met {thing}.",
            f"Voor {thing} komen er {number} {people} naar {place}.",
            f"Samen met de {others} maken de {people} {place} mooier.",
            f"De {people} geven de {others} raad over {thing} en {place}.",
            f"Over {thing} hebben {number} {people} iets gezegd.",
            f"Bij {place} zien de {people} hoe {thing} beter kan.",
        )
    )


def _text(words: Random, paragraphs: int) -> str:
    return "\n\n".join(" ".join(_sentence(words) for _ in range(4)) for _ in range(paragraphs))


def _body(words: Random, number: int, count: int, typed: Callable[[str], str]) -> str:
    others = [max(0, number - step) for step in (1, words.randint(2, 50))]
    first, second = (typed(path_of(other, day_of(other, count))) for other in others)
    link = f"Lees ook [bericht {others[0]}]({first})."
    if others[1] != others[0] != number:
        link += f" Of kijk nog eens in [bericht {others[1]}]({second})."
    things = words.sample(THINGS, 6)
    rows = "".join(f"| {thing} | {words.randint(2, 999)} |\n" for thing in things[:4])
    steps = "".join(f"{step}. {_sentence(words)}\n" for step in range(1, 5))
    shown = number // PICTURE_EVERY % pictures(count)
    picture = f"![Vlakken in zachte kleuren, nummer {shown}]({typed(f'media/foto-{shown}.jpg')})\n\n"
    return (
        f"{_text(words, 3)}\n\n{link}\n\n"
        f"## Wat we deden met {things[4]}\n\n{_text(words, 2)}\n\n"
        + "".join(f"- {_sentence(words)}\n" for _ in range(5))
        + f"\n{_text(words, 2)}\n\n"
        + (picture if number % PICTURE_EVERY == 0 else "")
        + f"## Wat er beter ging\n\n{_text(words, 3)}\n\n"
        f"Kijk op [de site van de overheid over {things[5]}](https://www.rijksoverheid.nl/onderwerpen/{number}).\n\n"
        f"> {_sentence(words)}\n\n{_text(words, 2)}\n\n"
        f"Tabel: Wat er was bij bericht {number}\n\n| Wat | Hoeveel |\n| --- | --- |\n{rows}\n"
        f"## Hoe het verder gaat\n\n{_text(words, 2)}\n\n{steps}\n{_text(words, 2)}\n"
    )


def draw(folder: Path, count: int) -> None:
    """Draw the pictures for so many posts in a folder."""
    from PIL import Image  # noqa: PLC0415  the tables can be printed without it

    folder.mkdir(parents=True, exist_ok=True)
    for number in range(pictures(count)):
        shapes = Random(number).randbytes(12 * 8 * 3)  # noqa: S311  as above
        small = Image.frombytes("RGB", (12, 8), shapes)
        small.resize((1200, 800), Image.Resampling.BICUBIC).save(folder / f"foto-{number}.jpg", quality=85)
