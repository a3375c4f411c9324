"""What pages load: the style sheet in the colours of the site, and every file of the content as it is."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from avksite.memo.memo import Memo
from avksite.memo.work import Pool
from avksite.rendering.artifact import Build
from avksite.rendering.assets import style_rules
from avksite.rendering.write import write
from avksite.site import TEMPLATES
from tests.outputs.parsed import found, tree
from tests.sites import DIGEST, SAMPLES, built, folder, lay_out, page, site

COLOURS = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
kleuren:
  licht:
    kanaal: "#123456"
  donker:
    kanaal: "#abcdef"
"""


def test_the_style_sheet_opens_with_the_colours_of_the_site_and_what_a_reader_chooses_wins_over_the_device() -> None:
    light, dark, chosen_light, chosen_dark = page(site(COLOURS), "assets/style.css").split("\n")[:4]
    assert light.startswith(":root{color-scheme:light dark;--papier:#fffdf7;")
    assert "--kanaal:#123456;" in light
    assert dark.startswith("@media (prefers-color-scheme:dark){:root{--papier:#16130e;")
    assert "--kanaal:#abcdef;" in dark
    assert chosen_light.startswith(':root[data-thema="licht"]{color-scheme:light;')
    assert chosen_dark.startswith(':root[data-thema="donker"]{color-scheme:dark;')
    assert light.partition("--")[2] == chosen_light.partition("--")[2]
    assert dark.partition("--")[2].rstrip("}") == chosen_dark.partition("--")[2].rstrip("}")


def test_every_rule_of_the_style_sheet_follows_without_what_is_said_of_it() -> None:
    rules = style_rules(str(TEMPLATES)).replace(" ", "")
    made = page(site(), "assets/style.css").replace(" ", "")
    assert [line for line in rules.split("\n") if "/*" not in line and line.endswith("}") and line not in made] == []
    assert "/*" not in made
    assert "@import" not in made


def test_a_style_sheet_goes_out_without_comments_and_spare_spaces() -> None:
    own = "/* Een */\np::before { content: '/* { */' ; }\n"
    own += "@media print {\n  /* Twee\n  regels */\n  a b, c { margin: 0 1px; }\n}\n"
    made = page(site(f"-- templates/assets/style.css --\n{own}"), "assets/style.css")
    assert made.endswith("}\np::before{content: '/* { */';}\n@media print{\na b, c{margin: 0 1px;}\n}\n")


def test_every_page_loads_the_style_sheet_from_its_own_depth() -> None:
    post = "-- content/nieuws/2024/a.md --\n---\ntitel: A\nkort: Kort.\ndatum: 5 maart 2024\n---\nTekst.\n"
    made = site(post)
    for address, href in (
        ("/", "assets/style.css"),
        ("/nieuws/", "../assets/style.css"),
        ("/nieuws/2024/a/", "../../../assets/style.css"),
    ):
        assert [link.get("href") for link in found(tree(made, address), "//link[@rel='stylesheet']")] == [href]


def test_a_project_with_a_layout_or_style_of_its_own_keeps_what_it_does_not_replace() -> None:
    made = site("-- templates/assets/style.css --\nbody{color:red}\n-- templates/assets/ster.svg --\n<svg/>\n")
    assert page(made, "assets/style.css").endswith("}\nbody{color:red}\n")
    assert page(made, "assets/ster.svg") == "<svg/>\n"
    assert page(made, "assets/site.js")
    assert page(made, "assets/favicon.svg").startswith("<svg")


def loaded(made: Build) -> dict[str, set[str]]:
    """Return the assets that each page names, by its path."""
    pages = (artifact for artifact in made.artifacts if artifact.title)
    return {it.path: set(re.findall(r"assets/[\w.-]+", it.content.decode())) - {"assets/logo.png"} for it in pages}


def test_the_name_of_an_asset_carries_a_digest_of_what_is_in_it_and_pages_ask_for_it_by_that() -> None:
    made = site()
    assets = {it.path: it.content for it in made.artifacts if it.path.startswith("assets/") and it.path[-3:] != "png"}
    named = {
        re.sub(r"(?=\.\w+$)", f".{sha256(content).hexdigest()[:10]}", DIGEST.sub(r"\g<name>", path))
        for path, content in assets.items()
    }
    assert named == assets.keys()
    pages = loaded(made)
    assert "404.html" in pages
    assert all({len(names) > 4, names <= assets.keys()} == {True} for names in pages.values())


def test_a_page_that_was_remembered_asks_for_the_new_style_sheet(tmp_path: Path) -> None:
    with folder(COLOURS) as root:
        before = loaded(built(root, memo=Memo(tmp_path, pool=Pool(1))))
        lay_out(root, COLOURS.replace("#123456", "#143658"))
        made = built(root, memo=Memo(tmp_path, pool=Pool(1)))
    after = loaded(made)
    assert before.keys() == after.keys()
    for path, names in after.items():
        (old,), (new,) = before[path] - names, names - before[path]
        assert old.startswith("assets/style.")
        assert new in {artifact.path for artifact in made.artifacts}


def test_a_style_sheet_names_what_it_loads_as_that_is_called_now() -> None:
    own = "@font-face{src:url('letters/a.woff2')}\np{background:url(ster.svg)}\nb{background:url(/media/x.svg)}\n"
    letters = "-- templates/assets/letters/a.woff2 --\nx\n-- templates/assets/ster.svg --\n<svg/>\n"
    made = site(f"-- templates/assets/style.css --\n{own}{letters}")
    sheet = next(it.content.decode() for it in made.artifacts if it.path.startswith("assets/style."))
    paths = {artifact.path for artifact in made.artifacts}
    font, star, photo = re.findall(r"url\('?([^')]+)", sheet)
    assert {f"assets/{font}", f"assets/{star}"} <= paths
    assert font.startswith("letters/a.")
    assert photo == "/media/x.svg"


@pytest.mark.parametrize("path", ["media/verslag.pdf", "nieuws/2024/bijlage.csv"])
def test_a_file_is_published_at_its_own_path_as_it_is(tmp_path: Path, path: str) -> None:
    link = f"-- content/index.md --\n---\ntitel: Welkom\n---\nLees [wat wij vonden](/{path}).\n"
    data = SAMPLES["pdf"] if path.endswith(".pdf") else "één;twee\r\n".encode()
    with folder(f"{link}-- content/{path} --\n-- content/nieuws/2024/.verborgen --\nx\n") as root:
        (root / "content" / path).write_bytes(data)
        write(built(root).artifacts, tmp_path / "output")
    assert (tmp_path / "output" / path).read_bytes() == data
    assert not (tmp_path / "output/nieuws/2024/.verborgen").exists()
