"""A mail is looked at when it is done: what was sent cannot be mended."""

from inline_snapshot import snapshot

from avksite.checks.output.weight import weights
from tests.checks.reporting import report


def edition(letter: str) -> str:
    return (
        "-- content/nieuwsbrieven/mei.md --\n---\ntitel: Mei\nonderwerp: Mei\nvoorbeeldtekst: Kom.\ndatum: 1 mei 2024\n"
        f"berichten: automatisch\n---\n{letter}\n"
    )


def paragraphs(number: int) -> str:
    return "\n\n".join(["Vandaag gaan we samen naar het dorp om te zien hoe het daar gaat. " * 12] * number)


def test_a_short_letter_is_sound() -> None:
    assert report(edition("Dag allemaal!")) == ""


def test_a_heavy_mail_is_told_before_it_is_too_heavy() -> None:
    assert report(edition(paragraphs(60)), about="mail") == snapshot("""\
content/nieuwsbrieven/mei.md:1: let op[mail-zwaar]
  De mail is 64 kB; boven 60 kB wordt hij zwaar. Het zwaarst is ‘Mei’, met 54 kB.
  > Maak de brief korter, of laat een bericht weg: op de site staat het hele verhaal.
""")


def test_a_mail_that_gmail_would_cut_off_is_told_with_its_heaviest_part() -> None:
    assert report(edition(paragraphs(110)), about="mail") == snapshot("""\
content/nieuwsbrieven/mei.md:1: fout[mail-groot]
  De mail is 106 kB; boven 102 kB snijdt Gmail het einde eraf, met de link om af te melden. Het
  zwaarst is ‘Mei’, met 96 kB.
  > Maak de brief korter, of laat een bericht weg: op de site staat het hele verhaal.
""")


def test_the_weight_of_a_part_goes_from_its_heading_to_the_next_one_or_to_the_foot() -> None:
    html = '<h1>Mei</h1>abc<h2>Lang &amp; <b>zwaar</b></h2>x<p class="voet">voet</p>'
    assert weights(html) == (("Mei", 15), ("Lang & zwaar", 36))


def test_the_line_that_names_the_heaviest_item_is_told() -> None:
    post = (
        "-- content/nieuws/2024/{name}.md --\n---\ntitel: Bericht {name}\nkort: {summary}\n"
        "datum: 1 mei 2024\n---\nWe doen iets nieuws.\n"
    )
    long = "Vandaag gaan we samen naar het dorp om te zien hoe het daar gaat. " * 900
    listed = edition("Dag allemaal!").replace("automatisch", "\n  - /nieuws/2024/kort.md\n  - /nieuws/2024/lang.md")
    posts = post.format(name="kort", summary="Kort.") + post.format(name="lang", summary=long.strip())
    assert report(listed + posts, about="mail-zwaar") == snapshot("""\
content/nieuwsbrieven/mei.md:8: let op[mail-zwaar]
  De mail is 79 kB; boven 60 kB wordt hij zwaar. Het zwaarst is ‘Bericht lang’, met 63 kB.
  > Maak de brief korter, of laat een bericht weg: op de site staat het hele verhaal.
""")
