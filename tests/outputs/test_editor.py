"""The form for editors: what it asks follows from the kinds, and its program is the one that was chosen or none."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from typing import TYPE_CHECKING, Any

import pytest

from avksite.content.keys import keys_of
from avksite.kinds import KINDS
from avksite.outputs.editor import editor
from avksite.outputs.editor.program import fetch, unpack
from avksite.outputs.editor.settings import settings, takes
from avksite.problems import Misread
from tests.sites import site

if TYPE_CHECKING:
    from pathlib import Path

SHUT = "base-uri 'none'; frame-ancestors 'none'"
SETTINGS = "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
HOST = SETTINGS + "beheer:\n  soort: gitlab\n  project: wij/onze-site\n"


def fields_of(collection: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of a collection by name."""
    return {field["name"]: field for field in collection["fields"]}


def test_a_form_asks_all_that_a_kind_knows_and_shows_what_is_needed_first() -> None:
    collections = settings(site().site)["config"]["collections"]
    assert [it["label_singular"] for it in collections] == [kind.singular for kind in KINDS]
    for kind, made in zip(KINDS, collections, strict=True):
        keys = keys_of(kind.entry)
        left_out = {"niet-melden", *(["titel"] if kind.is_name else [])}
        assert fields_of(made).keys() == keys.keys() - left_out | {"body"}
        names = [field["name"] for field in made["fields"]]
        needed = [name for name in names if name != "body" and keys[name].required]
        assert names[: len(needed) + 1] == [*needed, "body"]


def test_a_value_is_chosen_where_there_is_something_to_choose() -> None:
    made = site(SETTINGS + "onderwerpen:\n  wonen: Wonen en leven\n").site
    _, news, event, learning, *_ = settings(made)["config"]["collections"]
    fields = fields_of(news)
    assert fields["onderwerpen"] == {
        "name": "onderwerpen",
        "label": "Onderwerpen",
        "hint": "Waar het over gaat; kies uit de onderwerpen in `content/site.yaml`. Bijvoorbeeld: leren.",
        "required": False,
        "widget": "select",
        "options": [{"label": "Wonen en leven", "value": "wonen"}],
        "multiple": True,
    }
    assert (fields["contact"]["widget"], fields["contact"]["collection"]) == ("relation", "persoon")
    assert (fields["datum"]["widget"], fields["datum"]["type"]) == ("datetime", "date")
    picture = {field["name"]: field for field in fields["afbeelding"]["fields"]}
    assert (picture["bestand"]["widget"], picture["alt"]["required"]) == ("image", True)
    assert "decoratief" not in picture
    assert [it["value"] for it in fields_of(learning)["leervorm"]["options"]] == [
        "doen",
        "lezen",
        "kijken",
        "luisteren",
    ]
    assert fields_of(event)["programma"]["widget"] == "list"
    assert news["path"] == "{{datum | date('YYYY')}}/{{slug}}"
    assert event["path"] == "{{begin | date('YYYY')}}/{{slug}}"


def test_a_key_is_read_the_same_in_every_kind_that_has_it() -> None:
    found: dict[str, set[str]] = {}
    for name, one in takes():
        found.setdefault(name, set()).add(str(one))
    assert {name: ones for name, ones in found.items() if len(ones) > 1} == {}


def archive(**files: str) -> tuple[bytes, str]:
    """Return a package as npm packs it, and its digest."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as packed:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text)
            packed.addfile(member, io.BytesIO(text.encode()))
    content = made.getvalue()
    return content, base64.b64encode(hashlib.sha512(content).digest()).decode()


PROGRAM = {
    "npm/index.js": "import('../locales/nl.json')",
    "npm/index.js.map": "{}",
    "npm/chunks/a.js": "a",
    "../../uit.js": "kwaad",
    "locales/nl.json": '{"a": 1}',
    "locales/en.json": "{}",
    "dist/sveltia-cms.js": "b",
    "LICENSE.txt": "MIT",
}


def test_of_the_program_only_what_is_used_is_unpacked_and_dutch_is_a_module(tmp_path: Path) -> None:
    place = unpack(*archive(**PROGRAM), tmp_path / "a" / "programma")
    found = {path.relative_to(tmp_path / "a").as_posix(): path.read_text() for path in sorted(tmp_path.rglob("*.*"))}
    assert place == tmp_path / "a" / "programma"
    assert found == {
        "programma/LICENSE.txt": "MIT",
        "programma/locales/nl.js": 'export default {"a": 1}',
        "programma/npm/chunks/a.js": "a",
        "programma/npm/index.js": "import('../locales/nl.js')",
    }


def test_another_program_than_was_chosen_is_thrown_away(tmp_path: Path) -> None:
    content, _ = archive(**PROGRAM)
    with pytest.raises(Misread, match="niet het programma dat het moet zijn"):
        unpack(content, archive(**{"LICENSE.txt": "MIT"})[1], tmp_path / "programma")
    assert list(tmp_path.iterdir()) == []


def test_where_the_program_cannot_be_had_the_desk_still_works(tmp_path: Path) -> None:
    with pytest.raises(Misread) as without:
        fetch(tmp_path, None)
    assert (
        without.value.message
        == "Voor dit formulier is eerst het programma npm nodig, en dat staat niet op deze computer."
    )
    assert "De redactie op je computer werkt gewoon door" in without.value.hint
    with pytest.raises(Misread, match="kon niet worden opgehaald"):
        fetch(tmp_path, "false")
    assert list(tmp_path.iterdir()) == []


def test_the_form_on_the_site_reaches_the_host_of_the_texts_and_nothing_names_it(tmp_path: Path) -> None:
    made = site(HOST)
    place = unpack(*archive(**PROGRAM), tmp_path / "programma")
    form = {it.path: it for it in editor(made.site, place, made.artifacts)}
    assert form.keys() == {
        *("beheer/index.html", "beheer/beheer.js", "beheer/instellingen.json", "beheer/LICENSE.txt"),
        *("beheer/locales/nl.js", "beheer/npm/index.js", "beheer/npm/chunks/a.js"),
    }
    html = form["beheer/index.html"].content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "connect-src 'self' data: blob: https://gitlab.com; " in html
    assert settings(made.site)["config"]["backend"]["auth_methods"] == ["token"]
    assert [it.path for it in made.artifacts if b"beheer" in it.content] == ["nginx.conf"]
    nginx = next(it.content.decode() for it in made.artifacts if it.path == "nginx.conf")
    assert f'if ($uri ~ "^/beheer/") {{ set $avksite_policy "{SHUT}"; }}' in nginx
    headers = next(it.content.decode() for it in made.artifacts if it.path == "_headers")
    assert f"  Content-Security-Policy: {SHUT}\n" in headers


def test_a_server_of_ones_own_is_asked_at_its_own_address() -> None:
    own = HOST + "  adres: https://git.voorbeeld.nl/\n  tak: teksten\n"
    backend = settings(site(own).site)["config"]["backend"]
    assert {key: backend[key] for key in ("name", "repo", "branch", "base_url", "api_root", "graphql_api_root")} == {
        "name": "gitlab",
        "repo": "wij/onze-site",
        "branch": "teksten",
        "base_url": "https://git.voorbeeld.nl",
        "api_root": "https://git.voorbeeld.nl/api/v4",
        "graphql_api_root": "https://git.voorbeeld.nl/api/graphql",
    }


def test_a_form_without_a_host_or_over_a_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misread, match="waar het formulier de teksten moet bewaren"):
        list(editor((made := site()).site, tmp_path, made.artifacts))
    made = site(HOST + "-- content/beheer.md --\n---\ntitel: Beheer\n---\nTekst.\n")
    with pytest.raises(
        Misread, match=r"Op `/beheer/` komt het formulier, maar daar staat al iets van `content/beheer.md`"
    ):
        list(editor(made.site, tmp_path, made.artifacts))
