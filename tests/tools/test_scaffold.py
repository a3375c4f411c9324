"""`new` gives a file that is good as it stands, and whose every remark can be put to use."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avksite.documents import understand
from avksite.kinds import KINDS
from avksite.kinds.event import Event
from avksite.kinds.news import NewsPost
from avksite.problems import Problem
from avksite.reading import front_matter
from avksite.reading.dutch import slug
from avksite.reading.files import Source
from avksite.reading.misread import Misread, tidy
from avksite.tools.fields import keys_of
from avksite.tools.scaffold import VARIANTS, scaffold
from tests.sites import built, concise, lay_out

TODAY = date(2024, 5, 3)
WHATS = [*(kind.name for kind in KINDS), *VARIANTS]
NAMED = """
-- content/personen/saskia-duursma.md --
---
naam: Saskia Duursma
rol: programmaleider
---
"""


def read(path: str, text: str) -> tuple[object, tuple[Problem, ...]]:
    """Understand a file the way the build does, without the rest of the site."""
    document, problems = understand(Source(path, text))
    return (document.entry if document else None), problems


def put_to_use(text: str) -> str:
    """Take the mark off every remark that holds a key, as staff do."""
    return re.sub(r"^# (?=\s*(?:- )?[a-z][a-z-]*:)", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("what", WHATS)
def test_a_new_file_passes_the_check_as_it_stands(tmp_path: Path, what: str) -> None:
    root = lay_out(tmp_path, NAMED)
    path, text = scaffold(root, what, "Oproep: doe 'mee' #2 [écht]", TODAY)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    assert concise(built(root, "3 mei 2024").problems) == ""


@pytest.mark.parametrize("what", WHATS)
def test_every_remark_of_a_new_file_can_be_put_to_use(tmp_path: Path, what: str) -> None:
    path, text = scaffold(tmp_path, what, "Wij gaan open", TODAY)
    entry, problems = read(path, put_to_use(text))
    assert concise(problems) == ""
    assert entry is not None
    assert "# " not in re.sub(r"^# [A-Z`].*$", "", put_to_use(text), flags=re.MULTILINE)


@pytest.mark.parametrize("what", WHATS)
def test_a_new_file_shows_every_key_that_is_not_for_later(tmp_path: Path, what: str) -> None:
    _, text = scaffold(tmp_path, what, "Wij gaan open", TODAY)
    kind = next(kind for kind in KINDS if kind.name in {what, *VARIANTS.get(what, ())})
    shown = set(re.findall(r"^(?:# )?([a-z-]+):", text, re.MULTILINE))
    wanted = {key.name for key in keys_of(kind.entry) if not key.meaning.seldom and key.name != "titel"}
    common = {"kort", "afbeelding", "onderwerpen", "contact", "publiceer"}
    assert wanted - shown <= (common if kind.template is None else set())


@given(st.text(min_size=1, max_size=80))
def test_the_title_comes_out_as_it_was_typed(title: str) -> None:
    if not slug(title):
        return
    path, text = scaffold(Path("nergens"), "pagina", title, TODAY)
    front, problems = front_matter.split(path, text)
    assert front.values["titel"] == tidy(title)
    assert problems == ()


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("nieuws", "content/nieuws/2024/wij-gaan-open.md"),
        ("oproep", "content/nieuws/2024/wij-gaan-open.md"),
        ("bijeenkomst", "content/bijeenkomsten/2024/wij-gaan-open.md"),
        ("leeraanbod", "content/leeraanbod/wij-gaan-open.md"),
        ("nieuwsbrief", "content/nieuwsbrieven/wij-gaan-open.md"),
        ("organisatie", "content/organisaties/wij-gaan-open.md"),
        ("persoon", "content/personen/wij-gaan-open.md"),
        ("pagina", "content/wij-gaan-open.md"),
        ("Nieuws ", "content/nieuws/2024/wij-gaan-open.md"),
    ],
)
def test_a_new_file_goes_in_the_folder_of_its_kind(tmp_path: Path, what: str, path: str) -> None:
    assert scaffold(tmp_path, what, "Wij gaan open!", TODAY)[0] == path


def test_an_event_goes_in_the_year_in_which_it_begins(tmp_path: Path) -> None:
    path, _ = scaffold(tmp_path, "bijeenkomst", "Nieuwjaar", date(2024, 12, 20))
    assert path == "content/bijeenkomsten/2025/nieuwjaar.md"


def test_a_call_closes_four_weeks_from_now_and_can_be_extended(tmp_path: Path) -> None:
    path, text = scaffold(tmp_path, "oproep", "Doe mee", TODAY)
    entry, _ = read(path, text)
    assert isinstance(entry, NewsPost)
    assert entry.call is not None
    assert entry.call.closes == date(2024, 5, 31)


def test_an_event_ends_after_it_begins_and_is_published_before_it(tmp_path: Path) -> None:
    path, text = scaffold(tmp_path, "bijeenkomst", "Doe mee", TODAY)
    entry, _ = read(path, put_to_use(text))
    assert isinstance(entry, Event)
    assert entry.publish_from is not None
    assert entry.end is not None
    assert entry.publish_from < entry.begin < entry.end


def test_a_long_title_makes_a_name_of_whole_words(tmp_path: Path) -> None:
    path, _ = scaffold(tmp_path, "pagina", "Een heel lange titel " * 10, TODAY)
    assert path == "content/een-heel-lange-titel-een-heel-lange-titel-een-heel-lange.md"
    path, _ = scaffold(tmp_path, "pagina", "a" * 300, TODAY)
    assert path == f"content/{'a' * 60}.md"


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "content/wonen").mkdir(parents=True)
    (tmp_path / "content/wonen/index.md").touch()
    with pytest.raises(Misread, match=r"`content/wonen/index.md` is er al."):
        scaffold(tmp_path, "pagina", "Wonen", TODAY)
    (tmp_path / "content/werken.md").touch()
    with pytest.raises(Misread, match=r"`content/werken.md` is er al.") as caught:
        scaffold(tmp_path, "pagina", "Werken", TODAY)
    assert caught.value.hint == "Kies een andere titel, of verander dat bestand."


def test_an_unknown_kind_names_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(Misread, match=r"De soort `bijeenkomsten` ken ik niet.") as caught:
        scaffold(tmp_path, "bijeenkomsten", "Wonen", TODAY)
    assert caught.value.hint == (
        "Bedoel je `bijeenkomst`? Kies uit: bijeenkomst, leeraanbod, nieuws, nieuwsbrief, oproep, organisatie, "
        "pagina, persoon."
    )
    with pytest.raises(Misread) as caught:
        scaffold(tmp_path, "zzz", "Wonen", TODAY)
    assert caught.value.hint.startswith("Kies uit: ")


def test_a_title_without_letters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misread, match=r"Van de titel `\?!` kan ik geen naam maken."):
        scaffold(tmp_path, "nieuws", "?!", TODAY)
