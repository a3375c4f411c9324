"""What comes out is looked at too: each thing that keeps a reader out is told once, at the line that made it."""

from inline_snapshot import snapshot

from avksite.rendering.artifact import Artifact
from avksite.rendering.audit import Sort
from tests.checks.reporting import page, report
from tests.sites import example_site, site

EXTENDING = "-- templates/page.html --\n{% extends 'document.html' %}\n"


def below(markup: str) -> str:
    return f"{page('Tekst.')}{EXTENDING}{{% block after_text %}}\n{markup}\n{{% endblock %}}\n"


def pages(text: str) -> dict[str, Artifact]:
    return {artifact.path: artifact for artifact in site(example_site(text)).artifacts}


def sorts(markup: str) -> set[str]:
    return {finding.sort for finding in pages(below(markup))["voorbeeld/index.html"].made.findings}


def test_a_heading_that_takes_the_place_of_a_part_of_the_page_is_told_at_its_own_line() -> None:
    assert report(page("## Wonen\n\nTekst.\n\n## Deel hulp\n\nTekst.")) == snapshot("""\
content/voorbeeld.md:8: fout[id-dubbel]
  Op `/voorbeeld/` staat het anker `deel-hulp` twee keer.
  > Geef de kop andere woorden, of een eigen anker: `## Kop {#eigen-naam}`.
""")
    assert report(page("## Deel hulp {#hulp}\n\nTekst.")) == ""


def test_a_word_in_a_language_that_does_not_exist_is_told_at_its_line() -> None:
    assert "content/voorbeeld.md:6: fout[taal-onbekend]" in report(page("Tekst.\n\nWij zeggen [hello there]{lang=qq}."))


def test_what_one_template_does_on_every_page_is_told_once_at_its_line() -> None:
    layout = (
        '-- templates/layout.html --\n<!doctype html>\n<html lang="nl">\n<title>{{ view.frame.title }}</title>\n'
        '<body id="top"><header>Kop</header>\n<main>{% block main %}{% endblock %}</main>\n'
        '<p onclick="x()">Klik</p>\n<footer>Voet</footer></body></html>\n'
    )
    told = report(page("Tekst.") + layout)
    assert told.count("fout[script-in-pagina]") == 1
    assert "templates/layout.html:6: fout[script-in-pagina]" in told


def test_a_fault_that_a_text_is_told_of_is_not_told_again_for_its_page() -> None:
    assert report(page("## Wonen\n\n#### Huren\n\nTekst.")).count("fout[") == 1
    assert report(page("Zie [](/index.md).")).count("fout[") == 1


def test_a_name_may_come_from_words_a_label_or_a_picture() -> None:
    named = (
        '<a href="../">Homepage</a>', '<a href="../" aria-label="Homepage"><svg></svg></a>',
        '<a href="../"><img src="data:," alt="Homepage"></a>', '<a href="../" title="Homepage"></a>',
        '<span id="w">Homepage</span><a href="../" aria-labelledby="w"></a>',
        '<button type="button"><span>Homepage</span></button>',
    )  # fmt: skip
    assert [markup for markup in named if sorts(markup)] == []
    nameless = (
        '<a href="../"> </a>', '<a href="../"><img src="data:," alt=""></a>', "<button></button>",
        '<a href="../"><i aria-hidden="true">x</i></a>', '<a href="../" aria-labelledby="weg"></a>',
        '<iframe src="kaart.html"></iframe>', '<input type="image" src="data:,">',
    )  # fmt: skip
    assert [markup for markup in nameless if sorts(markup) != {Sort.NAMELESS}] == []


def test_a_field_has_its_label_around_it_beside_it_or_as_a_name() -> None:
    labelled = (
        "<label>Naam <input></label>", '<label for="n">Naam</label><input id="n">', '<input aria-label="Naam">',
        '<input type="hidden" name="x">', '<button type="submit">Stuur</button>',
    )  # fmt: skip
    assert [markup for markup in labelled if sorts(markup)] == []
    for bare in ("<input>", '<input placeholder="Naam">', "<select></select>", "<textarea></textarea>"):
        assert sorts(bare) == {Sort.UNLABELLED}


def test_nothing_may_come_from_elsewhere_but_a_link_may_lead_there() -> None:
    strange = (
        '<img alt="" src="//a.nl/x.png">', '<img alt="" srcset="https://a.nl/x.png 2x">',
        '<iframe title="Kaart" src="https://a.nl/"></iframe>', '<video controls poster="https://a.nl/x.jpg"></video>',
        '<audio controls><source src="https://a.nl/x.mp3"></audio>', '<link rel="preload" href="https://a.nl/x.woff2">',
        '<script src="https://a.nl/x.js"></script>',
    )  # fmt: skip
    assert [markup for markup in strange if sorts(markup) != {Sort.LOADS}] == []
    assert sorts('<a href="https://a.nl/">A</a><link rel="canonical" href="https://a.nl/">') == set()
    assert report(below('<img alt="" src="https://voorbeeld.example/media/x.png">')) == ""


def test_a_style_sheet_and_a_script_ask_nothing_of_a_stranger() -> None:
    style = (
        "-- templates/assets/style.css --\nbody { color: red }\n/* https://a.nl */\np { background: url(//a.nl/x) }\n"
    )
    script = "-- templates/assets/site.js --\n// zie https://a.nl\nfetch('https://a.nl/tel')\n"
    assert report(page("Tekst.") + style + script) == snapshot("""\
templates/assets/site.js:2: fout[laadt-van-elders]
  Hier wordt iets opgehaald bij een ander: `https://a.nl/tel`.
  > Zet het bestand zelf in `templates/assets/`, en verwijs daarnaar.
templates/assets/style.css:3: fout[laadt-van-elders]
  Hier wordt iets opgehaald bij een ander: `//a.nl/x`.
  > Zet het bestand zelf in `templates/assets/`, en verwijs daarnaar.
""")


def test_a_page_that_sends_a_reader_on_at_once_needs_no_menu() -> None:
    moved = page("Tekst.", "oude-adressen: /vroeger/\n")
    assert pages(moved)["vroeger/index.html"].made.passes_on
    assert report(moved) == ""


def test_a_table_that_markdown_makes_is_sound() -> None:
    assert "pagina-tabel" not in report(page("| Dag | Tijd |\n| --- | --- |\n| maandag | 9 uur |"))


def test_every_page_of_the_program_has_the_same_menu_and_help() -> None:
    made = [it.made for path, it in pages(page("Tekst.")).items() if path.endswith(".html")]
    assert len({(one.menu, one.help) for one in made}) == 1
    assert made[0].help.startswith("Kom je er niet uit?")
