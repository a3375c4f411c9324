"""What a host is told, in the words of each: the real nginx is asked in `tests/test_nginx.py`."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import brotli

from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from avksite.outputs.hosting import ALWAYS, FOR_EVER, compressed
from avksite.rendering.artifact import Build
from tests.sites import ROOT, folder, page, site

SETTINGS = "-- content/site.yaml --\nnaam: Alliantie van Kracht\nadres: https://voorbeeld.example{}\n"
MOVED = (
    "-- content/over.md --\n---\ntitel: Over ons\noude-adressen: [over-ons, /wie/wij.html, /café/]\n---\nWij helpen.\n"
    "-- content/nieuwsbrieven/2024-mei.md --\n---\ntitel: Mei\ndatum: 1 mei 2024\nonderwerp: Dag\n"
    "voorbeeldtekst: Dag.\nberichten: [/over.md]\noude-adressen: /brief/5/\n---\nDag allemaal.\n"
)
FORM = (
    "nieuwsbrief:\n  dienst: lijst\n  antwoord-aan: post@voorbeeld.example\n  diensten:\n    - naam: lijst\n"
    "      soort: listmonk\n      adres: https://lijst.voorbeeld.example\n      lijst: 3\n"
    "      formulier: eb420c55-4cfb-4972-92ba-c93c34ba475d\n"
)


def as_made(made: Build, path: str) -> str:
    """Return a made file as it is, names of assets included."""
    return next(artifact.content.decode() for artifact in made.artifacts if artifact.path == path)


def blocks(text: str) -> dict[str, dict[str, str]]:
    """Return what `_headers` says of each path."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            found[line] = {}
        elif not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            [*found.values()][-1][name] = value
    return found


def test_every_answer_says_what_a_page_may_do_and_only_names_with_a_digest_are_kept_for_ever() -> None:
    made = site()
    everywhere, *assets = (found := blocks(as_made(made, "_headers"))).values()
    assert {**everywhere, **ALWAYS} == everywhere
    assert everywhere["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in everywhere["Content-Security-Policy"]
    assert assets == [{"Cache-Control": FOR_EVER}] * (len(found) - 1)
    paths = {f"/{artifact.path}" for artifact in made.artifacts}
    assert found.keys() - {"/*"} <= paths
    assert {path for path in paths if re.search(r"\.[0-9a-f]{10}\.", path)} == found.keys() - {"/*"}


def test_no_page_may_run_a_script_that_is_written_in_it() -> None:
    policies = re.findall(r"default-src[^\"]*", page(site(), "nginx.conf"))
    scripts = [part for policy in policies for part in policy.split("; ") if part.startswith("script-src")]
    assert scripts == ["script-src 'self'"]
    assert "style-src 'self';" in policies[0]


def test_an_old_address_is_told_to_every_host_in_its_own_words() -> None:
    made = site(MOVED)
    lines = page(made, "_redirects").splitlines()
    assert lines[::2] == [
        "/brief/5/ /nieuwsbrieven/2024-mei/ 301!",
        "/brief/5/mail.html /nieuwsbrieven/2024-mei/mail.html 301!",
        "/caf%C3%A9/ /over/ 301!",
        "/over-ons/ /over/ 301!",
        "/wie/wij.html /over/ 301!",
    ]
    # Netlify follows only what has a sign behind it where there is a page too; the others leave such a line out.
    assert [f"{it}!" for it in lines[1::2]] == lines[::2]
    assert 'location = "/café/" { return 301 "/over/$is_args$args"; }' in page(made, "nginx.conf")
    assert [it.path for it in made.artifacts if it.path in {"over-ons/index.html", "wie/wij.html"}] == [
        "over-ons/index.html",
        "wie/wij.html",
    ]


def test_what_is_withdrawn_is_told_to_the_hosts_that_can_say_so() -> None:
    gone = "/ pagina\n/media/oud.pdf bestand ingetrokken\n/soep/ pagina ingetrokken\n"
    made = site(f"-- content/adressen.txt --\n{gone}")
    assert page(made, "_redirects").splitlines() == ["/media/oud.pdf /404.html 410!", "/soep/ /soep/ 410!"]
    assert 'location = "/soep/" {' in page(made, "nginx.conf")
    assert "Deze pagina is er niet meer" in page(made, "soep/index.html")


def test_below_a_path_of_a_host_every_address_counts_from_its_root() -> None:
    made = site(SETTINGS.format("/alliantie") + MOVED)
    assert "/alliantie/over-ons/ /alliantie/over/ 301" in page(made, "_redirects").splitlines()
    assert blocks(page(made, "_headers")).keys() >= {"/alliantie/*", "/alliantie/assets/style.css"}
    told = page(made, "nginx.conf")
    assert 'error_page 404 "/alliantie/404.html";' in told
    assert 'location = "/alliantie/over-ons/" { return 301 "/alliantie/over/$is_args$args"; }' in told


def test_only_the_service_of_the_newsletter_may_get_a_form() -> None:
    form = "-- content/nieuwsbrief.md --\n---\ntitel: Nieuwsbrief\n---\n/// aanmelden\n///\n"
    made = site(SETTINGS.format("") + FORM + form)
    assert "form-action 'self' https://lijst.voorbeeld.example; " in page(made, "_headers")
    assert "form-action 'self'; " in page(site(), "_headers")


def test_who_finds_a_leak_knows_whom_to_tell_and_until_when_that_holds() -> None:
    settings = SETTINGS.format("\nnieuwsbrief:\n  antwoord-aan: post@voorbeeld.example")
    told = "Contact: mailto:post@voorbeeld.example\nExpires: 2025-05-01T00:00:00Z\nPreferred-Languages: nl, en\n"
    assert page(site(settings, "1 mei 2024"), ".well-known/security.txt") == told
    assert page(site(settings, "31 mei 2024"), ".well-known/security.txt") == told
    helper = "-- content/personen/an.md --\n---\nnaam: An\nrol: Voorzitter\nmail: an@voorbeeld.example\n---\n"
    made = site(SETTINGS.format("\ncontact: an") + helper)
    assert page(made, ".well-known/security.txt").startswith("Contact: mailto:an@voorbeeld.example\n")


def test_without_anybody_to_tell_there_is_no_such_file() -> None:
    assert not [it for it in site().artifacts if it.path.startswith(".well-known")]


def test_every_text_that_gets_smaller_is_packed_beside_itself_and_nothing_else_is(tmp_path: Path) -> None:
    made = site(MOVED)
    with Memo(tmp_path, pool=Pool(1)) as memo:
        beside = {it.path: it.content for it in compressed(made.artifacts, memo)}
        assert memo.made > 0
    plain = {it.path: it.content for it in made.artifacts}
    assert {path.rpartition(".")[0] for path in beside} <= plain.keys()
    assert {"index.html.br", "index.html.gz", "feed.xml.gz", "zoeken/index/begin.js.br"} <= beside.keys()
    for path, content in beside.items():
        bare, _, ending = path.rpartition(".")
        assert {"br": brotli.decompress, "gz": gzip.decompress}[ending](content) == plain[bare]
        assert len(content) < len(plain[bare])
        assert len(plain[bare]) >= 1000
    assert not [path for path in beside if bare_ending(path) in {"png", "ico", "pdf"}]
    with Memo(tmp_path, pool=Pool(1)) as memo:
        again = {it.path: it.content for it in compressed(made.artifacts, memo)}
        assert (again, memo.made) == (beside, 0)


def bare_ending(path: str) -> str:
    """Return the ending of what was packed."""
    return path.rsplit(".", 2)[1]


def test_packing_is_done_for_who_asks(tmp_path: Path) -> None:
    with folder("") as root:
        for words in ((), ("--compress",)):
            command = [sys.executable, "-m", "avksite", "build", "--output", str(tmp_path / "output"), *words]
            subprocess.run(
                command, cwd=root, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
            )
            assert (tmp_path / "output/index.html.br").exists() == bool(words)
