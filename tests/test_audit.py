"""What only a template, a style sheet or the program can break holds: on every template, kind, block and mail."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from avksite.content.markdown.blocks import KINDS
from avksite.outputs.newsletter import mail_view
from avksite.outputs.newsletter.html import mjml_of
from avksite.problems import Severity
from avksite.rendering.artifact import Build
from avksite.rendering.templates import environment
from avksite.site import TEMPLATES
from tests.audit import faults, in_a_mail, in_mjml, on_a_page, tree_of
from tests.everything import EVERYTHING
from tests.sites import built, concise, page, site
from tests.test_corpus import AROUND, texts

ROOT = Path(__file__).parents[1]
SITES = ("real", "real, later", "everything", "everything, later", "nothing", "corpus")


@cache
def build(name: str) -> Build:
    """A site that together with the others has every kind of page, block and mail, on days when they differ."""
    match name:
        case "real" | "real, later":
            return built(ROOT, "10 september 2023" if name == "real" else "29 november 2026")
        case "everything" | "everything, later":
            return site(EVERYTHING, "1 mei 2024" if name == "everything" else "1 januari 2029")
        case "corpus":
            return site(_corpus())
    return site()


def _corpus() -> str:
    around = [(file.relative_to(AROUND).as_posix(), file.read_text(encoding="utf-8")) for file in AROUND.rglob("*.*")]
    typed = [(text.path, "\n".join(text.typed) + "\n") for text in texts()]
    return "".join(f"-- {path} --\n{text}" for path, text in (*around, *typed))


@pytest.mark.parametrize("name", SITES)
def test_no_page_link_style_sheet_script_or_mail_keeps_a_reader_out(name: str) -> None:
    made = build(name)
    told = {it.place.path for it in made.problems if it.severity is Severity.ERROR}
    excused = tuple(f"{it.address}: " for it in made.site.pages if it.path in told)
    assert [fault for fault in faults(made) if not fault.startswith(excused)] == []


@pytest.mark.parametrize("name", SITES)
def test_a_mail_is_made_of_what_the_engine_knows(name: str) -> None:
    made = build(name).site
    sources = (mjml_of(mail_view(made, edition)) for edition in made.editions)
    assert [fault for source in sources for fault in in_mjml(source)] == []


def test_nothing_is_wrong_with_what_an_author_typed_in_a_site_with_everything() -> None:
    made = build("everything")
    assert concise(it for it in made.problems if it.severity is Severity.ERROR) == ""


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_the_words_of_a_template_name_no_place_and_no_colour(path: Path) -> None:
    words = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    places = r"hieronder|hierboven|onderstaande?|bovenstaande?|links(?:boven|onder)|rechts(?:boven|onder)?|hiernaast"
    assert re.findall(rf"\b(?:{places}|(?:rode|groene|blauwe|gele) \w+)\b", words, re.IGNORECASE) == []


def test_no_drawing_of_the_templates_holds_words() -> None:
    assert [path.name for path in TEMPLATES.rglob("*.svg") if "<text" in path.read_text(encoding="utf-8")] == []


def test_there_is_no_block_for_what_is_live() -> None:
    assert {"video", "audio"} <= set(KINDS)
    assert [name for name in KINDS if re.search(r"live|stream|insluit", name)] == []


def test_these_sites_show_whatever_a_template_may_show() -> None:
    made = [it for name in SITES for it in build(name).artifacts if it.path.endswith(".html")]
    loaded = environment(build("real").site.layouts).cache or ()  # to make them
    used = {name for _, name in loaded}
    assert {path.name for path in TEMPLATES.glob("*.html")} - used == set()
    shown, named = set[str](), set[str]()
    for artifact in made:
        shown.update(re.findall(r'class="([^"]*)"', artifact.content.decode()))
    for path in TEMPLATES.rglob("*.html"):
        named.update(re.findall(r'class="([^"{]*)"', path.read_text(encoding="utf-8")))
    missing = {name for names in named for name in names.split()} - {name for names in shown for name in names.split()}
    assert missing == {"block"}  # for a block that the program does not know


# ── The audit sees what it is about ───────────────────────────────────────────────────────────────────────────────────

OWN = "https://voorbeeld.example"


@cache
def example() -> str:
    return page(site("-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n"), "voorbeeld/index.html")


def found(markup: str, before: str = "</main>") -> set[str]:
    """Put something on a page, and return which faults that brings."""
    html = example().replace(before, markup + before, 1)
    assert markup in html
    return {fault.partition(":")[0] for fault in on_a_page(tree_of(html.encode()), OWN)}


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<p>Tekst.</p>", ""),
        ("<main></main>", "not one main"),
        ("<h1>Nog een</h1>", "not one main heading"),
        ("<h2>Wonen</h2><h4>Huren</h4>", "heading jump"),
        ('<p id="deel-hulp"></p>', "same id"),
        ('<nav><a href="../">Terug</a></nav>', "navigation"),
        ('<nav aria-label="Hoofdmenu"><a href="../">Terug</a></nav>', "navigation"),
        ('<nav aria-label="Snel terug"><a href="../">Terug</a></nav>', ""),
        ('<img src="data:,">', "no alt"),
        ('<img src="data:," alt="">', ""),
        ("<table><caption>Uren</caption><tr><td>maandag</td></tr></table>", "table without heads"),
        ("<table><caption>Uren</caption><tr><th>maandag</th></tr></table>", "head without scope"),
        ('<table><tr><th scope="col">maandag</th></tr></table>', "table without name"),
        ('<table><caption>Uren</caption><tr><th scope="col">maandag</th></tr></table>', ""),
        ('<p lang="qq">Hello</p>', "language"),
        ('<p lang="en">Hello</p>', ""),
        ('<a href="../" tabindex="2">Terug</a>', "tab order"),
        ('<a href="../" accesskey="h">Terug</a>', "shortcut"),
        ('<audio controls autoplay aria-label="Gesprek" src="data:,"></audio>', "plays by itself"),
        ('<a href="../" target="_blank">Terug</a>', "new window"),
        ('<button type="button" onclick="print()">Druk af</button>', "script or style in the page"),
        ('<p style="color:red">Rood</p>', "script or style in the page"),
        ("<script>x()</script>", "script or style in the page"),
        ('<a href="javascript:x()">Terug</a>', "script or style in the page"),
        ('<img alt="" src="//a.nl/x.png">', "loads"),
        ('<img alt="" srcset="https://a.nl/x.png 2x">', "loads"),
        ('<iframe title="Kaart" src="https://a.nl/"></iframe>', "loads"),
        ('<video controls poster="https://a.nl/x.jpg"></video>', "loads"),
        ('<audio controls><source src="https://a.nl/x.mp3"></audio>', "loads"),
        ('<link rel="preload" href="https://a.nl/x.woff2">', "loads"),
        ('<script src="https://a.nl/x.js"></script>', "loads"),
        ('<form action="https://a.nl/"></form>', "loads"),
        (f'<img alt="" src="{OWN}/media/x.png"><a href="https://a.nl/">A</a><link rel="canonical" href="//a.nl">', ""),
        ('<a href="../"> </a>', "no name"),
        ('<a href="../"><img src="data:," alt=""></a>', "no name"),
        ("<button></button>", "no name"),
        ('<a href="../"><i aria-hidden="true">x</i></a>', "no name"),
        ('<a href="../" aria-labelledby="weg"></a>', "no name"),
        ('<iframe src="kaart.html"></iframe>', "no name"),
        ('<input type="image" src="data:,">', "no name"),
        ('<a href="../" aria-label="Terug"><svg></svg></a><a href="../"><img src="data:," alt="Terug"></a>', ""),
        ('<a href="../" title="Terug"></a><span id="w">Terug</span><a href="../" aria-labelledby="w"></a>', ""),
        ('<a href="../" aria-label="Naar de homepage">Terug</a>', "named otherwise than it reads"),
        ('<a href="../" aria-label="Terug naar de homepage">Terug</a>', ""),
        ("<input>", "no label"),
        ('<input placeholder="Naam">', "no label"),
        ("<select></select>", "no label"),
        ("<textarea></textarea>", "no label"),
        ('<label>Naam <input></label><label for="n">Naam</label><input id="n"><input aria-label="Naam">', ""),
        ('<input type="hidden" name="x"><button type="submit">Stuur</button>', ""),
        ('<script type="text/html" data-scripted><p tabindex="1">Later</p></script>', "tab order"),
    ],
)
def test_a_fault_on_a_page_is_seen(markup: str, fault: str) -> None:
    assert found(markup) == ({fault} - {""})


@pytest.mark.parametrize("part", ["header", "footer"])
def test_a_second_part_of_a_page_is_seen(part: str) -> None:
    assert found(f"<{part}></{part}>", "</body>") == {f"not one {part}"}


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<meta http-equiv="refresh" content="30">', "goes on by itself"),
        ('<meta name="viewport" content="width=device-width, user-scalable=no">', "no zoom"),
        ('<meta name="viewport" content="width=device-width, maximum-scale=1">', "no zoom"),
        ("<style>p { color: red }</style>", "script or style in the page"),
        ('<meta name="author" content="Alliantie">', ""),
    ],
)
def test_a_fault_in_the_head_of_a_page_is_seen(markup: str, fault: str) -> None:
    assert found(markup, "</head>") == ({fault} - {""})


def test_a_page_without_a_language_is_seen() -> None:
    bare = example().replace('<html lang="nl">', "<html>")
    assert [*on_a_page(tree_of(bare.encode()), OWN)] != []


POST = (
    "-- content/nieuwsbrieven/mei.md --\n---\ntitel: Mei\nonderwerp: Mei\nvoorbeeldtekst: Kom.\ndatum: 1 mei 2024\n"
    "berichten: automatisch\noude-adressen: /mei/\n---\nDag!\n"
)


AT_HOME = "{% if frame.head.address == '/' %}"


def changed(name: str, old: str, new: str) -> list[str]:
    """What is found on a small site with one template, style sheet or script that is a little different."""
    typed = (TEMPLATES / name).read_text(encoding="utf-8")
    assert old in typed
    return faults(site(f"{POST}-- templates/{name} --\n{typed.replace(old, new, 1)}"))


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("search.html", "{% block main %}", "{% block main %}<a href='../weg/'>Weg</a>", "dead link ../weg/"),
        ("search.html", "{% block main %}", "{% block main %}<a href='#weg'>Weg</a>", "dead link #weg"),
        ("list.html", "{% block main %}", "{% block main %}<nav aria-label='x'><a href='.'>X</a></nav>", ""),
        ("layout.html", '<aside class="help"', '<aside class="other"', "differs from other pages"),
        (
            "layout.html",
            '<li class="menu-search">',
            f"{AT_HOME}<li><a href='.'>X</a></li>{{% endif %}}<li>",
            "/ //header",
        ),
        ("layout.html", "<p>Bel of mail", f"{AT_HOME}<p>Zoek zelf.</p>{{% endif %}}<p>Bel of mail", "/ //aside"),
        ("layout.html", "{% block head %}", "{{ frame.nothing }}{% block head %}", "Dit sjabloon kan niet"),
        ("style/site.css", ":root {", ":root { background: url(//a.nl/x);", "loads //a.nl/x"),
        ("assets/site.js", "", "fetch('https://a.nl/tel');", "loads https://a.nl/tel"),
        ("mail/edition.mjml", "<h1", "<h2", "mail.html: not one main heading"),
        ("redirect.html", 'content="0; ', 'content="9; ', "/mei/: neither stays nor"),
    ],
)
def test_a_fault_of_a_template_a_style_sheet_or_a_script_is_seen(name: str, old: str, new: str, fault: str) -> None:
    told = changed(name, old, new)
    assert any(fault in it for it in told) if fault else told == []


MAIL = (
    '<html lang="nl" dir="ltr"><head><title>Nieuws</title></head><body><div lang="nl" dir="ltr">'
    '<div style="max-width:600px"><table role="presentation"><tr><td>'
    '<a href="https://voorbeeld.example/">Bekijk</a><h1>Nieuws</h1><h2>Een</h2></td></tr></table></div></div></body></html>'
)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Een", "Twee", ""),
        ("<h2>Een</h2>", "<mj-text>Een</mj-text>", "left of MJML"),
        ("<h2>Een</h2>", '<img src="https://voorbeeld.example/a.png" width="10">', "no alt"),
        ("<h2>Een</h2>", '<img src="https://voorbeeld.example/a.png" alt="">', "no width"),
        ('<html lang="nl"', '<html lang="und"', "no language or direction"),
        ('<div lang="nl" dir="ltr">', "<div>", "no language inside"),
        ("max-width:600px", "width:100%", "as wide as the screen"),
        (' role="presentation"', "", "a table of the layout is heard as one"),
        ("<title>Nieuws</title>", "", "no title"),
        ("<h2>Een</h2>", "<h1>Een</h1>", "not one main heading"),
        ("<h2>Een</h2>", "<h3>Een</h3>", "heading jump"),
        ("</head>", '<link href="https://fonts.example/css" rel="stylesheet"></head>', "loads"),
        ("<h2>Een</h2>", '<img src="https://volg.example/1.gif" alt="" width="1">', "loads"),
        ("</head>", "<script>x()</script></head>", "script"),
    ],
)
def test_what_the_engine_lets_through_is_seen_in_a_mail(old: str, new: str, fault: str) -> None:
    seen = {it.partition(":")[0] for it in in_a_mail(MAIL.replace(old, new))}
    assert fault in seen if fault else seen == set()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("<mj-text>Hoi <b>jij</b></mj-text>", None),
        ("<mj-foo>Hoi</mj-foo>", "`<mj-foo>` in `<mj-column>`"),
        ("<mj-text colour='red'>Hoi</mj-text>", "`colour` of `<mj-text>`"),
        ("<mj-section></mj-section>", "`<mj-section>` in `<mj-column>`"),
        ("<mj-text><script></script></mj-text>", "`<script>` in `<mj-text>`"),
        ("<p>Hoi</p>", "`<p>` in `<mj-column>`"),
    ],
)
def test_what_the_engine_would_pass_over_is_seen_in_its_source(typed: str, fault: str | None) -> None:
    source = f"<mjml><mj-body><mj-section><mj-column>{typed}</mj-column></mj-section></mj-body></mjml>"
    assert [*in_mjml(source)] == ([fault] if fault else [])


def test_a_mail_that_the_engine_cannot_read_is_told_in_the_build() -> None:
    made = site(f"{POST}-- templates/mail/edition.mjml --\n<mjml><mj-body><mj-text><b>Hoi</mj-text></mj-body></mjml>\n")
    assert concise(made.problems).startswith("templates/mail/edition.mjml:1: fout[sjabloon-stuk] ")
