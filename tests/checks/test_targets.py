"""Whatever a text names is there; if not, the report says what was probably meant."""

import pytest

from tests.checks.reporting import page, report
from tests.sites import example_site, site
from tests.sites import page as made_page

CONTACT = "-- content/contact.md --\n---\ntitel: Contact\noude-adressen: /oud/contact/\n---\n## Bel ons\n\nElke dag.\n"
POST = "-- content/nieuws/2024/opening.md --\n---\ntitel: Opening\nkort: Wij gaan open.\ndatum: 3 april 2024\n"
NOOR = "-- content/personen/noor.md --\n---\nnaam: Noor Bakker\nrol: lid\n---\n"


@pytest.mark.parametrize(
    "target",
    [
        "/contact.md", "contact.md", "contact", "/contact/", "/contact", "/contact/#bel-ons", "contact.md#bel-ons",
        "/oud/contact/", "#kop", "/", "/nieuws/", "/nieuws/2024/opening.md", "/nieuws/2024/", "/feed.xml",
        "/agenda.ics", "/nieuws/index.html", "https://www.nibud.nl/", "https://voorbeeld.example/contact/",
        "https://voorbeeld.example", "https://voorbeeld.example#deel-inhoud",
        "mailto:a@voorbeeld.nl", "tel:+31612345678", "/media/verslag.txt", "media/verslag.txt",
    ],
)  # fmt: skip
def test_a_link_may_be_typed_as_a_file_as_an_address_or_as_a_place_on_a_page(target: str) -> None:
    files = f"{CONTACT}{POST}---\nTekst.\n-- content/media/verslag.txt --\nEen verslag.\n"
    text = f"## Kop\n\nKijk bij [de uitleg]({target}), of in [het verslag](/media/verslag.txt)."
    assert report(page(text) + files) == ""


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("/contcat.md", "Bedoel je `/contact.md`?"),
        ("/nieuws/contact.md", "Bedoel je `/contact.md`?"),
        ("contact.html", "Bedoel je `/contact.md`?"),
        ("https://voorbeeld.example/contcat/", "Bedoel je `/contact.md`?"),
        ("/contcat.md#bel-ons", "Bedoel je `/contact.md#bel-ons`?"),
        ("/contact.md#bel", "Bedoel je `/contact.md#bel-ons`?"),
        ("#kopje", "Bedoel je `#kop`?"),
        ("#deel-inhou", "Bedoel je `#deel-inhoud`?"),
        ("#iets-anders", "Kies uit: `#kop`."),
        ("/nieuwz/", "Bedoel je `/nieuws/`?"),
        ("www.nibud.nl/geld", "Typ `https://www.nibud.nl/geld`."),
        ("nibud.nl", "Typ `https://nibud.nl`."),
        ("htps://nibud.nl", "Typ `https://nibud.nl`."),
        ("//nibud.nl/", "Typ `https://nibud.nl/`."),
        ("info@nibud.nl", "Typ `mailto:info@nibud.nl`."),
        ("C:\\Documenten\\verslag.pdf", "Zet het bestand in `content/media/`"),
        ("<file:///home/noor/verslag.pdf>", "Zet het bestand in `content/media/`"),
        ("/personen/noor.md", "Gebruik het blok `/// contact` met de regel `persoon: noor`."),
        ("../../geheim.txt", "Zet het bestand in `content/media/` en noem het hier zo: `/media/geheim.txt`."),
    ],
)
def test_a_broken_link_is_told_with_what_to_type_instead(target: str, meant: str) -> None:
    told = report(page(f"## Kop\n\nKijk bij [de uitleg]({target}).") + CONTACT + NOOR)
    assert told.startswith("content/voorbeeld.md:6: fout[link-kapot]\n")
    assert told.count("content/") - told.count("`content/") == 1, told
    assert f"  > {meant}" in told


@pytest.mark.parametrize(
    ("target", "typed"),
    [("#", "er staat `#`"), ("", "er staat geen adres"), ("javascript:void(0)", "er staat `javascript:void(0)`")],
)
def test_a_link_that_goes_nowhere_is_told_with_the_page_that_its_words_name(target: str, typed: str) -> None:
    told = report(page(f"Neem [contact met ons]({target}) op.") + CONTACT)
    assert told.startswith("content/voorbeeld.md:4: fout[link-nergens]\n")
    assert f"  De link “contact met ons” gaat nergens heen: {typed}.\n" in told
    assert told.endswith("  > Bedoel je `/contact.md`?\n")


def test_of_two_texts_with_one_name_the_nearest_was_meant() -> None:
    post = "-- content/nieuws/{0}/{1}.md --\n---\ntitel: {1} {0}\nkort: Kom.\ndatum: 3 april {0}\n---\n{2}\n"
    posts = "".join(post.format(year, "opening", "Tekst.") for year in (2021, 2022, 2023))
    told = report(posts + post.format(2022, "verslag", "Lees over [de opening](opennig.md)."))
    assert "Bedoel je `/nieuws/2022/opening.md`?" in told


@pytest.mark.parametrize("named", ["/plan.md", "/plan/", "/plan", "https://voorbeeld.example/plan/#doel"])
@pytest.mark.parametrize("file", ["plan.md", "plan/index.md"])
def test_a_text_with_faults_of_its_own_is_told_once(named: str, file: str) -> None:
    named = named.replace("plan.md", file)
    plan = f"-- content/{file} --\n---\ntitel: Plan\nfoo: bar\n---\nTekst.\n"
    post = f"{POST}oproep:\n  sluit: 3 mei 2024\n  uitkomst: {named}\n---\nTekst.\n"
    assert report(page(f"[het plan]({named})") + plan + post).count("fout[") == 1


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("/soep/", "/soep/"),
        ("soep", "/soep/"),
        ("/soep.md", "/soep/"),
        ("https://voorbeeld.example/soep/#zout", "/soep/"),
        ("/media/soep.pdf", "/media/soep.pdf"),
    ],
)
def test_a_link_to_what_was_withdrawn_is_told_with_what_to_do(named: str, address: str) -> None:
    ledger = "-- content/adressen.txt --\n/soep/ pagina ingetrokken\n/media/soep.pdf bestand ingetrokken\n"
    told = " ".join(report(page(f"Lees [het recept]({named}).") + ledger).split())
    assert told.startswith(f"content/voorbeeld.md:4: fout[link-kapot] `{named}` is er niet meer: dat is ingetrokken. >")
    assert f"Zet dan in `content/adressen.txt` achter `{address}` het adres daarvan: `nu /…/` in plaats van" in told


@pytest.mark.parametrize("named", ["/plan/", "/plan", "plan/"])
@pytest.mark.parametrize("faults", ["", "foo: bar\n"])
def test_a_draft_that_is_named_by_its_address_is_told_as_a_draft(named: str, faults: str) -> None:
    draft = f"-- content/plan.md --\n---\ntitel: Plan\nconcept: ja\n{faults}---\nTekst.\n"
    told = report(f"-- content/index.md --\n---\ntitel: Welkom\n---\nLees [het plan]({named}).\n{draft}")
    assert f"`{named}` is nog een concept en staat niet op de site." in told
    assert "plan.md`, of noem dat bestand hier nog niet." in " ".join(told.split())
    assert "bestaat niet" not in told


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("http://127.0.0.1:8000/nieuws/", "Bedoel je de pagina van deze site? Typ `/nieuws/`."),
        ("http://localhost:8000/contact/#bel-ons", "Bedoel je de pagina van deze site? Typ `/contact/#bel-ons`."),
        ("http://localhost/", "Bedoel je de pagina van deze site? Typ `/`."),
        ("localhost:8000/contact.md", "Bedoel je de pagina van deze site? Typ `/contact.md`."),
        ("http://localhost:8000/iets-anders/", "Typ het adres dat ook een ander kan openen."),
        ("https://intranet/plan/", "Typ het adres dat ook een ander kan openen."),
    ],
)
def test_a_preview_of_this_site_is_told_with_its_page(target: str, hint: str) -> None:
    told = report(page(f"Lees [het laatste nieuws]({target}).") + CONTACT)
    assert told.startswith("content/voorbeeld.md:4: fout[link-kapot]\n")
    assert told.count("fout[") == 1
    assert f"  > {hint}" in told


def test_an_address_that_no_reader_can_open_is_told_wherever_it_is_typed() -> None:
    files = (
        "-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\n"
        "voet:\n  - titel: Het plein\n    naar: http://localhost:8000/\n"
    )
    front = "doen:\n  - titel: Bekijk het plan\n    naar: http://10.0.0.8/plan/\n"
    text = (
        "/// knop | Naar het plein\n    naar: https://www.plein. nl/\n///\n\n[het *plein*][1]\n\n[1]: http://nas.local/"
    )
    event = (
        "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Kom.\nbegin: 3 mei 2024\nsoort: congres\n"
        "aanmelden:\n  adres: http://localhost:8000/aanmelden/\n---\nKom.\n"
    )
    told = report(page(text, front) + files + event)
    assert [line for line in told.splitlines() if line.startswith("content/")] == [
        "content/bijeenkomsten/2024/feest.md:7: fout[waarde-onleesbaar]",
        "content/site.yaml:5: fout[link-kapot]",
        "content/voorbeeld.md:5: fout[link-kapot]",
        "content/voorbeeld.md:8: fout[link-kapot]",
        "content/voorbeeld.md:11: fout[link-kapot]",
    ]


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("Mailto:anna@voorbeeld.nl?subject=Soep & brood", "mailto:anna@voorbeeld.nl?subject=Soep%20%26%20brood"),
        ("tel:050 123 45 67", "tel:+31501234567"),
        ("webcal://www.voorbeeld.nl/agenda.ics", "webcal://www.voorbeeld.nl/agenda.ics"),
        ("http://www.voorbeeld.nl/cursus n/geld", "http://www.voorbeeld.nl/cursus%20n/geld"),
        ("https://voorbeeld.example/contact/", "../contact/"),
    ],
)
def test_what_is_understood_stands_in_the_page_as_a_browser_reads_it(target: str, href: str) -> None:
    made = site(example_site(page(f"Lees [hoe het gaat]({target}).") + CONTACT))
    assert [problem.message for problem in made.problems] == []
    assert f'<a href="{href}"' in made_page(made, "voorbeeld/index.html")


def test_an_address_above_a_text_is_read_as_any_other() -> None:
    event = (
        "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Kom.\nbegin: 3 april 2024\n"
        "soort: congres\naanmelden:\n  adres: {}\n---\nKom.\n"
    )
    assert report(event.format("https://voorbeeld.example/contact/") + CONTACT) == ""
    gone = report(event.format("https://voorbeeld.example/contcat/") + CONTACT)
    assert gone.startswith("content/bijeenkomsten/2024/feest.md:7: fout[link-kapot]\n")
    assert "  > Bedoel je `https://voorbeeld.example/contact/`?" in gone
    inside = report(event.format("https://drive.google.com/drive/folders/1a2b"))
    assert inside.startswith("content/bijeenkomsten/2024/feest.md:7: let op[link-besloten]\n")
    own = report(event.format("http://localhost:8000/contact/?nu=1") + CONTACT)
    assert "met `/contact/` erachter" in " ".join(own.split())
