"""No page is stale: after any one change, a build that remembers makes the very same as one that knows nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from avksite.content import data_files
from avksite.content.front_matter import read_yaml, split
from avksite.content.keys import Key, Model, keys_of
from avksite.content.settings import SITE, Config
from avksite.dutch.dates import Moment, parse_moment
from avksite.dutch.formatting import date_in_words
from avksite.kinds import KINDS, kind_of
from avksite.kinds.base import Names
from avksite.memo.memo import Memo, code_version
from avksite.memo.work import Pool
from avksite.pipeline import Project, build
from avksite.site import TEMPLATES
from tests.photos import saved, scene
from tests.sites import lay_out, moment_of

if TYPE_CHECKING:
    from avksite.rendering.artifact import Build

TYPED = (Path(__file__).parent / "typed" / "fields.txt").read_text(encoding="utf-8")
"""A small site with a text of every kind that names the others, and every file of data."""
TODAY = "1 mei 2024"
AT_A_TIME = 1 if "AVKSITE_EXAMPLES" in os.environ else 16
"""How many keys change between two builds, each of another kind of text; with `AVKSITE_EXAMPLES=1` one."""

Values = dict[str, Any]
Way = tuple[str, ...]

FILES = {
    "": "content/over.md",
    "nieuws": "content/nieuws/2024/oproep.md",
    "bijeenkomsten": "content/bijeenkomsten/2024/dag.md",
    "leeraanbod": "content/leeraanbod/cursus.md",
    "nieuwsbrieven": "content/nieuwsbrieven/mei.md",
    "organisaties": "content/organisaties/huis.md",
    "personen": "content/personen/anna-de-vries.md",
}
"""The text of each kind in which every key changes, by the folder of the kind."""
TEXTS: dict[str, Model] = {FILES[kind.folder]: kind.entry for kind in KINDS}
DATA: dict[str, Model] = {
    SITE: Config,
    data_files.STATEMENT: data_files.Statement,
    data_files.WORDS: data_files.OwnWords,
    data_files.SENT: data_files.Sent,
}
MODELS = TEXTS | DATA
HIDING = (("publiceer",), ("concept",))
"""What takes a text from the site: nobody would see what else changed."""
USUAL = {
    "publiceer": "1 april 2024",
    "bijgewerkt": "20 april 2024",
    "taal": "nl",
    "oude-adressen": "/oud/{}/",
    "titel-kort": "Kort {}",
}
"""What stands behind a key at first, where its example would hide the text, or be the same in all of them."""

PEOPLE = ("anna-de-vries", "jan-de-boer")
NAMED: dict[object, tuple[str, ...]] = {
    Names.PERSON: PEOPLE,
    Names.ORGANISATION: ("huis", "tuin"),
    Names.TOPIC: ("wonen", "leren"),
    Names.TEXT: ("/nieuws/2024/verslag.md", "/bijeenkomsten/2024/congres.md"),
    "contact": PEOPLE,
    "melden": PEOPLE,
    "cijfers": ("partners", "leden"),
    "naar": ("/over.md", "/nieuws/"),
    "berichten": ("automatisch", "/leeraanbod/film.md"),
    "bestand": ("/media/zaal.jpg", "/media/anna.jpg"),
    "logo": ("/media/logo.svg", "/media/logo-klein.svg"),
    "ondertiteling": ("/media/film.vtt", "/media/meer.vtt"),
    "transcript": ("/media/film.txt", "/media/meer.txt"),
    "toelichting": ("/media/film.txt", "/media/meer.txt"),
    "mail": ("naam@voorbeeld.nl", "post@voorbeeld.nl"),
    "kanaal": ("#0b4b5d",),
}
"""What is there to be named, by what it is or by the key that names it."""


def ways(model: Model) -> Iterator[Way]:
    """Yield the way to every key with a value: its name, below the names of the groups around it."""
    for key in keys_of(model).values():
        if key.group:
            yield from ((key.name, *way) for way in ways(key.group))
        else:
            yield (key.name,)


def rounds() -> Iterator[tuple[tuple[str, Way], ...]]:
    """Yield every key of every kind once, a few at a time, each of another kind than the one before."""
    found = [(place, path, way) for path, model in TEXTS.items() for place, way in enumerate(ways(model))]
    for hidden in (False, True):
        some = [(path, way) for _, path, way in sorted(found) if (way in HIDING) is hidden]
        size = 1 if hidden else AT_A_TIME
        yield from (tuple(some[first : first + size]) for first in range(0, len(some), size))


def filled(values: Values, model: Model) -> Values:
    """Return what was typed with something behind every key that has nothing, also in groups that are there."""
    full = dict(values)
    for key in keys_of(model).values():
        now = values.get(key.name)
        if key.group and now:
            first, *others = now if isinstance(now, list) else [now]
            new = filled(first, key.group)
            full[key.name] = [new, *others] if key.listed else new
        elif key.group:
            new = filled({}, key.group)
            full[key.name] = [new] if key.listed else new
        elif not now:
            full[key.name] = USUAL.get(key.name, "").format(model.__name__.lower()) or (
                "nee" if "nee" in key.answers else another(key, None)
            )
    return full


def changed(values: Values, model: Model, way: Way) -> Values:
    """Return what was typed with another value behind one key; of a list the first changes."""
    name, *below = way
    key, now = keys_of(model)[name], values.get(name)
    if not key.group:
        return {**values, name: another(key, now)}
    first, *others = now if isinstance(now, list) else [now]
    if not isinstance(first, dict):
        first = {it.name: another(it, None) for it in keys_of(key.group).values() if it.required}
    new = changed(first, key.group, tuple(below))
    return {**values, name: [new, *others] if key.listed else new}


def another(key: Key, now: Any) -> Any:  # noqa: ANN401  whatever is typed
    """Return what may stand behind a key, but is not there now; None is nothing."""
    if any(option.is_mapping and not option.is_list for option in key.options):
        return {**(now or {}), next(iter(now or {}), "nieuw"): "Heel anders"}
    if key.example.startswith("["):
        rule, reason = key.example.strip("[]").split(": ")
        return {rule: f"{reason}, en nog steeds" if now else reason}
    typed = str(now[0] if isinstance(now, list) else now or "")
    return next(it for it in candidates(key, typed) if it != typed)


def candidates(key: Key, typed: str) -> Iterator[str]:
    """Yield what may stand behind a key."""
    if key.leaf.made in {date, Moment}:
        moment = parse_moment(typed or "30 mei 2024")
        time = moment.time.strftime(" %H.%M uur") if moment.time else ""
        yield f"{date_in_words(moment.day + timedelta(1))}{time}"
    if typed.endswith(".mp4"):
        yield "/media/meer.mp4"
    yield from NAMED.get(key.name, NAMED.get(getattr(key.leaf, "names", None), ()))
    yield from filter(None, (*key.answers, key.own_example, *key.leaf.examples))
    yield f"{typed}anders/" if typed.startswith("http") else f"{typed} opnieuw"


def lines_of(values: Mapping[str, Any], inset: str = "") -> Iterator[str]:
    """Yield the lines in which values are typed."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from (f"{inset}{name}:", *lines_of(value, f"{inset}  "))
        elif isinstance(value, list):
            yield f"{inset}{name}:"
            for item in value:
                first, *others = lines_of(item, f"{inset}    ") if isinstance(item, dict) else [quoted(item)]
                yield from (f"{inset}  - {first.strip()}", *others)
        else:
            yield f"{inset}{name}: {quoted(value)}"


def quoted(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))


def retyped(path: str, text: str, change: Callable[[Values], Values]) -> str:
    """Return a file with other values above it."""
    is_text = path.endswith(".md")
    front, _ = split(path, text) if is_text else read_yaml(path, text)
    lines = lines_of(change(front.values))
    return "\n".join(("---", *lines, "---", front.body) if is_text else (*lines, ""))


class Remembered:
    """A site on disk, what was built of it, and the memory that this left."""

    def __init__(self, folder: Path) -> None:
        self.root = lay_out(folder / "site", TYPED)
        self._memories = (folder / f"memory-{number}" for number in count())
        for path, model in TEXTS.items():
            self.write(path, retyped(path, self.read(path), partial(filled, model=model)))
        for name, size in (("zaal", (60, 40)), ("anna", (40, 40))):
            self.write(f"content/media/{name}.jpg", saved(scene(size)))
        self._as_it_was = {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}
        self.memory = next(self._memories)
        self.before = self.built(self.memory)

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, in a folder that need not be there."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace what stands once in a file."""
        before, after = self.read(path).split(old)
        self.write(path, f"{before}{new}{after}")

    def change(self, path: str, way: Way) -> None:
        """Type something else behind a key."""
        self.write(path, retyped(path, self.read(path), lambda values: changed(values, MODELS[path], way)))

    def rename(self, path: str, to: str) -> None:
        """Give a file another name."""
        (self.root / path).rename(self.root / to)

    def restore(self) -> None:
        """Put everything back as it was; what was not touched keeps its date."""
        for path in [path for path in self.root.rglob("*") if path.is_file()]:
            if path not in self._as_it_was:
                path.unlink()
        for path, content in self._as_it_was.items():
            if not path.is_file() or path.read_bytes() != content:
                self.write(str(path.relative_to(self.root)), content)

    def built(self, memory: Path | None, today: str = TODAY) -> Build:
        """Build the site as it is now, with a memory or, for None, without."""
        with Memo(memory, code_version(), pool=Pool(1)) as memo:
            return build(Project(self.root), moment_of(today), memo)

    @contextmanager
    def remembering(self) -> Iterator[Path]:
        """Give a memory of the site as it was."""
        memory = next(self._memories)
        shutil.copytree(self.memory, memory)
        yield memory
        shutil.rmtree(memory)


def told(made: Build) -> tuple[object, ...]:
    """Return all that comes out of a build: every file, and every problem with its place and its words."""
    files = [(artifact.path, artifact.made_from, artifact.data.digest, artifact.facts) for artifact in made.artifacts]
    return files, [*map(astuple, made.problems)], made.unreported, made.site.holds_until


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Remembered:
    return Remembered(tmp_path_factory.mktemp("changed"))


@pytest.fixture
def site(whole: Remembered) -> Iterator[Remembered]:
    yield whole
    whole.restore()


def entry_of(made: Build, path: str) -> object:
    """Return what a file was understood as; for a file of data all of them."""
    content = made.site.content
    if not path.endswith(".md"):
        return content.settings, content.statement, content.words, content.sent
    document = made.site.by_path.get(path) or made.site.withheld.get(path)
    return document and document.entry


def name_of(some: tuple[tuple[str, Way], ...]) -> str:
    return " ".join(f"{kind_of(path).name}:{'.'.join(way)}" for path, way in some)


@pytest.mark.parametrize("some", [*rounds()], ids=name_of)
def test_a_key_that_changes_changes_all_that_shows_it(site: Remembered, some: tuple[tuple[str, Way], ...]) -> None:
    with site.remembering() as memory:
        for path, way in some:
            site.change(path, way)
        warm, cold = site.built(memory), site.built(None)
    assert told(warm) == told(cold)
    for path, _ in some:
        assert entry_of(cold, path) not in (None, entry_of(site.before, path))


def settings() -> Iterator[tuple[str, tuple[Way, ...]]]:
    """Yield every key of every file of data, a few at a time: who asks of one file asks of it all."""
    for path, model in DATA.items():
        found = list(ways(model))
        yield from ((path, tuple(found[first : first + AT_A_TIME])) for first in range(0, len(found), AT_A_TIME))


@pytest.mark.parametrize(("path", "some"), [*settings()], ids=str)
def test_a_setting_that_changes_changes_all_that_shows_it(site: Remembered, path: str, some: tuple[Way, ...]) -> None:
    for way in some:
        site.change(path, way)
    with site.remembering() as memory:
        warm, cold = site.built(memory), site.built(None)
    assert told(warm) == told(cold)
    assert entry_of(cold, path) != entry_of(site.before, path)


def test_every_key_of_every_kind_is_changed_once() -> None:
    assert {kind.folder for kind in KINDS} == set(FILES)
    assert sorted(one for some in rounds() for one in some) == sorted(
        (path, way) for path, model in TEXTS.items() for way in ways(model)
    )


Change = Callable[[Remembered], object]
NEWS = (
    "---\ntitel: Nog een bericht\nkort: Er is meer.\ndatum: 30 april 2024\nonderwerpen: [wonen]\n---\n"
    "Met [Het Huis](/organisaties/huis.md).\n"
)
CALLED, COURSE, HOUSE = FILES["nieuws"], FILES["leeraanbod"], FILES["organisaties"]
REPORT = "content/nieuws/2024/verslag.md"

CHANGES: dict[str, Change] = {
    "a word": lambda it: it.replace(REPORT, "veel mensen", "twaalf buren"),
    "a word of a record": lambda it: it.replace(HOUSE, "Wij bouwen aan", "Wij werken aan"),
    "a word of an edition": lambda it: it.replace(FILES["nieuwsbrieven"], "Dag, dit", "Hallo, dit"),
    "a word of the text above a list": lambda it: it.replace("content/nieuws/index.md", "Lees maar.", "Kijk maar."),
    "a word that is explained": lambda it: it.replace(REPORT, "veel mensen", "mensen met schuldhulp"),
    "a hard word": lambda it: it.replace(REPORT, "Er kwamen", "Wij faciliteren"),
    "a line above links and headings": lambda it: it.replace(FILES[""], "Wij geven", "Welkom.\n\nWij geven"),
    "a remark above the keys": lambda it: it.replace(COURSE, "---\ntitel", "---\n# Let op\ntitel"),
    "a heading": lambda it: it.replace(REPORT, "## Hoe het was", "## Wat er was"),
    "a heading that is added": lambda it: it.replace(REPORT, "## Hoe", "## Vooraf\n\nHet was vol.\n\n## Hoe"),
    "where a link leads": lambda it: it.replace(FILES[""], "/organisaties/huis.md", "/organisaties/tuin.md"),
    "which partner a text names": lambda it: it.replace(CALLED, "/organisaties/tuin.md", "/organisaties/huis.md"),
    "the words of a link": lambda it: it.replace(FILES[""], "[Het Huis]", "[dat huis]"),
    "a link to nothing": lambda it: it.replace(FILES[""], "/organisaties/huis.md", "/organisaties/weg.md"),
    "a link that goes": lambda it: it.replace(CALLED, "[De Tuin](/organisaties/tuin.md)", "De Tuin"),
    "a block": lambda it: it.replace(FILES[""], "persoon: jan-de-boer", "persoon: anna-de-vries"),
    "a block that is added": lambda it: it.replace(REPORT, "## Hoe", "/// let-op | Zaal\nBoven.\n///\n\n## Hoe"),
    "a block that goes": lambda it: it.replace(FILES[""], "/// cijfers\n    feiten: [partners]\n///", "Hier."),
    "a picture in a text": lambda it: it.replace("content/index.md", "/media/zaal.jpg", "/media/anna.jpg"),
    "a text that is added": lambda it: it.write("content/nieuws/2024/nog-een.md", NEWS),
    "a text that goes": lambda it: (it.root / REPORT).unlink(),
    "a record that goes": lambda it: (it.root / HOUSE).unlink(),
    "a person who goes": lambda it: (it.root / FILES["personen"]).unlink(),
    "another name": lambda it: it.rename(REPORT, "content/nieuws/2024/uitkomsten.md"),
    "a record with another name": lambda it: it.rename("content/organisaties/tuin.md", "content/organisaties/hof.md"),
    "a text that takes an address": lambda it: it.write(
        "content/over/index.md", it.read("content/plan.md").replace("concept: ja\n", "")
    ),
    "a draft that is done": lambda it: it.replace("content/plan.md", "concept: ja\n", ""),
    "a text that is shown at once": lambda it: it.replace(
        "content/nieuws/2024/straks.md", "publiceer: 4 juni", "publiceer: 1 mei"
    ),
    "a text that cannot be read": lambda it: it.replace(REPORT, "titel: Verslag van het congres\n", ""),
    "a text of no letters": lambda it: it.write(REPORT, b"\xff\xfe"),
    "a figure": lambda it: it.replace(data_files.FACTS, "'42'", "'43'"),
    "a figure that goes": lambda it: (it.root / data_files.FACTS).unlink(),
    "the unit of a figure": lambda it: it.replace(data_files.FACTS, "eenheid: partners", "eenheid: leden"),
    "what a figure says": lambda it: it.replace(data_files.FACTS, "Zoveel partners", "Zoveel leden"),
    "where a figure is from": lambda it: it.replace(data_files.FACTS, "Telling van mei", "Telling van juni"),
    "an explanation": lambda it: it.replace(data_files.GLOSSARY, "Hulp van", "Steun van"),
    "another form of what is explained": lambda it: it.replace(data_files.GLOSSARY, "hulp bij schulden", "koffie"),
    "a word that is sought": lambda it: it.replace(data_files.SEARCH_WORDS, "centen", "duiten"),
    "settings with a fault": lambda it: it.write(SITE, f"{it.read(SITE)}vreemd: ja\n"),
    "a statement with a fault": lambda it: it.write(data_files.STATEMENT, "status: prima\n"),
    "a photo": lambda it: it.write("content/media/zaal.jpg", saved(scene((60, 40)).rotate(180))),
    "a photo of another size": lambda it: it.write("content/media/zaal.jpg", saved(scene((80, 40)))),
    "a photo that is broken": lambda it: it.write("content/media/zaal.jpg", saved(scene((60, 40)))[:200]),
    "a photo that goes": lambda it: (it.root / "content/media/anna.jpg").unlink(),
    "a drawing": lambda it: it.replace("content/media/logo.svg", '<rect width="30"', '<rect width="20"'),
    "captions": lambda it: it.replace("content/media/film.vtt", "00:02.000", "00:00.500"),
    "a film": lambda it: it.write("content/media/film.mp4", it.read("content/media/film.mp4").encode() + bytes(9)),
    "a layout": lambda it: it.write(*layout("document.html", "<h1", "<h1 data-nieuw")),
    "a part of a layout": lambda it: it.write(*layout("parts/page.html", "<", "<!-- nieuw --><")),
    "a layout of mail": lambda it: it.write(*layout("mail/item.mjml", "· {{", "– {{")),
    "a layout of feeds": lambda it: it.write(*layout("feed/body.html", "<ul>", '<ul class="nieuw">')),
    "the printed menu": lambda it: it.write(*layout("menukaart.typ", "#set page(", "#set page(fill: yellow, ")),
    "the style": lambda it: it.write("templates/style/site.css", "body{color:red}"),
    "a file that pages load": lambda it: it.write("templates/assets/site.js", "'use strict';\n"),
}


def layout(name: str, old: str, new: str) -> tuple[str, str]:
    """Return the path and the text of a layout of a site's own: that of the program with a change in it."""
    return f"templates/{name}", (TEMPLATES / name).read_text(encoding="utf-8").replace(old, new)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_there_and_back_leaves_nothing_behind(site: Remembered, change: Change) -> None:
    change(site)
    with site.remembering() as memory:
        warm, cold = site.built(memory), site.built(None)
        site.restore()
        has_others = cold.site.texts.keys() != site.before.site.texts.keys()
        back = site.built(memory) if has_others else site.before
    assert told(warm) == told(cold)
    assert told(cold) != told(site.before)
    assert told(back) == told(site.before)


@pytest.mark.parametrize(
    "day", ["1 mei 2024 9.00 uur", "2 mei 2024 9.00 uur", "14 mei 2024", "2 juni 2024", "5 juni 2024", "4 april 2025"]
)
def test_another_day_changes_all_that_counts_days(site: Remembered, day: str) -> None:
    with site.remembering() as memory:
        assert told(site.built(memory, day)) == told(site.built(None, day))
        assert told(site.built(memory)) == told(site.before)
