"""Only what a visible text names goes to the site, and only when it is what its name says."""

from __future__ import annotations

from pathlib import Path

import pytest

from avksite.content.media import OnDisk, examine
from tests.photos import site_with
from tests.sites import SAMPLES, concise, site

HOME = "-- content/index.md --\n---\ntitel: Welkom\n{front}---\n{text}\n"
DRAFT = "-- content/plan.md --\n---\ntitel: Plan\n{}---\nLees [het hele stuk](/media/stuk.pdf).\n"
STUK = {"content/media/stuk.pdf": SAMPLES["pdf"]}
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 82828\n"


def published(text: str, files: dict[str, bytes]) -> list[str]:
    names = {path.removeprefix("content/") for path in files}
    return sorted(artifact.path for artifact in site_with(text, files).artifacts if artifact.path in names)


@pytest.mark.parametrize("name", ["leden.xlsx", "Ledenlijst 2026.xlsx", "mail.msg", "plan", "x.php", "x.html", "a.zip"])
def test_a_loose_file_stays_off_the_site_and_is_named(name: str) -> None:
    path = f"content/media/{name}"
    assert published("", {path: b"<h1>Geheim</h1>"}) == []
    assert concise(site_with("", {path: b"<h1>Geheim</h1>"}).problems) == (
        f"{path}:1: let op[bestand-ongenoemd] Geen enkele tekst noemt dit bestand. Het komt dus niet op de site."
    )


@pytest.mark.parametrize("front", ["concept: ja\n", "publiceer: 1 mei 2030\n"])
def test_what_only_a_hidden_text_names_waits_with_it(front: str) -> None:
    assert published(DRAFT.format(front), STUK) == []
    assert concise(site_with(DRAFT.format(front), STUK).problems) == ""


def test_what_only_an_unfinished_draft_names_is_not_told_to_be_loose() -> None:
    post = "-- content/nieuws/2024/plan.md --\n---\ntitel: Plan\nconcept: ja\n---\nLees [het stuk](/media/stuk.pdf).\n"
    assert concise(site_with(post, STUK).problems) == "\n".join(
        f"content/nieuws/2024/plan.md:2: tip[sleutel-ontbreekt] (concept) `{key}` ontbreekt."
        for key in ("datum", "kort")
    )


def test_what_a_visible_text_names_is_published_by_path_and_by_whole_address() -> None:
    for target in ("/media/stuk.pdf", "media/stuk.pdf", "https://voorbeeld.example/media/stuk.pdf"):
        assert published(HOME.format(front="", text=f"[Het hele stuk]({target})"), STUK) == ["media/stuk.pdf"]


@pytest.mark.parametrize("ending", ["html", "xhtml", "xml", "php", "shtml", "js", "svgz", "exe", "docm"])
def test_a_sort_that_a_browser_or_server_may_run_is_an_error_where_a_text_names_it(ending: str) -> None:
    path = f"content/media/x.{ending}"
    text = HOME.format(front="", text=f"[Het hele stuk](/media/x.{ending})")
    assert published(text, {path: b"<p>x</p>"}) == []
    assert "fout[bestand-soort]" in concise(site_with(text, {path: b"<p>x</p>"}).problems)


@pytest.mark.parametrize(
    "ending", ["pdf", "docx", "xlsx", "mp4", "mp3", "webm", "ogg", "wav", "zip", "jpg", "svg", "doc"]
)
@pytest.mark.parametrize(
    "data",
    [
        POINTER,
        b"",
        b"<!doctype html><p>404</p>",
        b"\0\0\0\x10ftyp",
        b"PK\x03\x04x",
        b"%PDF-1.4 x",
        b"RIFF\xff\xff\0\0WAVE",
    ],
)
def test_content_that_does_not_fit_its_name_is_an_error_that_names_the_file(
    tmp_path: Path, ending: str, data: bytes
) -> None:
    (tmp_path / "x").write_bytes(data)
    (told,) = examine(OnDisk.at(f"content/media/x.{ending}", str(tmp_path / "x"))).problems
    assert told.rule.id in {"bestand-stuk", "afbeelding-stuk", "afbeelding-soort"}
    assert ("Git LFS" in told.message) == (data == POINTER)


@pytest.mark.parametrize(("name", "ending"), [("film", "mp4"), ("geluid", "mp3"), ("word", "docx"), ("excel", "xlsx")])
def test_content_that_fits_its_name_is_sound_and_half_of_it_is_not(name: str, ending: str) -> None:
    text = HOME.format(front="", text=f"[Het hele stuk](/media/x.{ending})")
    path = f"content/media/x.{ending}"
    assert "fout" not in concise(site_with(text, {path: SAMPLES[name]}).problems)
    if ending != "mp3":  # the frames of it stand alone
        assert "fout[bestand-stuk]" in concise(site_with(text, {path: SAMPLES[name][:-4]}).problems)


def test_a_fault_in_a_file_that_no_text_names_stops_nobody() -> None:
    assert "fout" not in concise(site("-- content/media/huis.svg --\n<svg\n").problems)


def test_the_name_that_a_loose_file_is_offered_is_not_that_of_another_file() -> None:
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"
    made = site(
        f"-- content/media/Huis 1.svg --\n{picture}\n-- content/media/huis-1.svg --\n{picture}\n"
        "-- content/media/film.nl.vtt --\nWEBVTT\n\n00:01.000 --> 00:03.000\nDag.\n"
    )
    hints = {problem.hint.partition("Hoort het er wel? ")[2] for problem in made.problems}
    assert hints == {
        "Noem het `huis-1-2.svg`, en noem het in een tekst: `![…](/media/huis-1-2.svg)`, met op de puntjes wat het is.",
        "Noem het in een tekst: `[…](/media/film.nl.vtt)`, met op de puntjes wat het is.",
        "Noem het in een tekst: `![…](/media/huis-1.svg)`, met op de puntjes wat het is.",
    }
