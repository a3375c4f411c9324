"""One thing at each address, one page with each title, and an author is told where to change the other."""

import re

import pytest

from avksite.content.names import disk_key, is_address, is_name, is_page_address, is_word
from avksite.rendering.write import MARKER
from tests.checks.reporting import page, report
from tests.sites import built, concise, folder, site


def old(*addresses: str) -> str:
    return page("Tekst.", f"oude-adressen: [{', '.join(addresses)}]\n")


GIVE_AWAY = "Haal dit oude adres weg: wie het volgt, komt al ergens uit."
MOVE = "Geef dit bestand een andere naam, of zet het in een andere map."
OF_THE_SITE = "iets wat de site zelf maakt"


@pytest.mark.parametrize(
    ("text", "place", "address", "other", "hint"),
    [
        (
            old("/wonen/") + "-- content/wonen.md --\n---\ntitel: Wonen\n---\nTekst.\n",
            *("content/voorbeeld.md:3", "/wonen/", "`content/wonen.md`", GIVE_AWAY),
        ),
        (old("/nieuws/"), "content/voorbeeld.md:3", "/nieuws/", OF_THE_SITE, GIVE_AWAY),
        (
            old("/oud/")
            + "-- content/wonen.md --\n---\ntitel: Wonen\noude-adressen:\n  - /ergens/\n  - oud\n---\nTekst.\n",
            *("content/wonen.md:5", "/oud/", "`content/voorbeeld.md`", GIVE_AWAY),
        ),
        (
            page("Lees [de regels voor robots](/robots.txt).") + "-- content/robots.txt --\nTekst.\n",
            *("content/robots.txt:1", "/robots.txt", OF_THE_SITE, MOVE),
        ),
        (
            (
                "-- content/leeraanbod/doen.md --\n---\ntitel: Doe mee\nkort: Leer.\nsoort: cursus\nleervorm: doen\n"
                "doelgroep: inwoners\n---\nTekst.\n"
            ),
            *("content/leeraanbod/doen.md:1", "/leeraanbod/doen/", OF_THE_SITE, MOVE),
        ),
        (  # a file cannot stand where others need a folder
            page("Lees [het plan](/media.html/plan.txt).", "oude-adressen: /media.html\n")
            + "-- content/media.html/plan.txt --\nTekst.\n",
            *("content/voorbeeld.md:3", "/media.html", "`content/media.html/plan.txt`", GIVE_AWAY),
        ),
    ],
    ids=["page", "list", "old address", "file of the site", "list made by the site", "folder"],
)
def test_what_comes_second_at_an_address_gives_way(text: str, place: str, address: str, other: str, hint: str) -> None:
    assert report(text, about="adres-bezet") == (
        f"{place}: fout[adres-bezet]\n  Op het adres `{address}` staat al {other}.\n  > {hint}\n"
    )


@pytest.mark.parametrize("address", ["/oud/wonen/", "oud", "oud/wonen.html", "/Oud/Wonen.htm", "/oud/café/", "/"])
def test_an_old_address_is_typed_as_a_browser_showed_it_behind_the_name_of_the_site(address: str) -> None:
    assert "oud-adres-onleesbaar" not in report(old(address))


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://oud.nl/Wonen.html", "Typ `/Wonen.html`."),
        ("/wonen?id=3", "Typ `/wonen/`."),
        ("/mijn wonen/", "Typ `/mijn-wonen/`."),
        ("../../etc/", "Typ `/etc/`."),
        ("https://oud.nl", "Haal het weg: de site kan op dat adres geen wegwijzer zetten."),
    ],
)
def test_an_old_address_that_leads_elsewhere_is_told_with_one_that_does_not(address: str, meant: str) -> None:
    told = report(old(address))
    assert told.startswith(
        f"content/voorbeeld.md:3: fout[oud-adres-onleesbaar]\n  `{address}` kan geen oud adres zijn."
    )
    assert meant in told


# ── One rule for every address ────────────────────────────────────────────────────────────────────────────────────────

NO_ADDRESS = [
    *(
        "/.htaccess",
        f"/{MARKER}",
        MARKER,
        f"/{MARKER}/",
        "/.well-known/x/",
        "/oud/.git/config.html",
        "/a./",
        "/.",
        "/..",
    ),
    *(
        "/wonen.php",
        "/wonen.pdf",
        "/oud/index.shtml",
        "/sitemap.xml",
        "/wonen%20en%20leven/",
        "/wonen en leven/",
        "/a /",
    ),
    *(
        "/wonen\u00a0en/",
        "/a//b/",
        "/../x/",
        "/./",
        "/a/../b/",
        "/%2e%2e/",
        "/%2Fetc/",
        "/a\\b/",
        "/a\tb/",
    ),
    *("/con/", "/aux.html", "/lpt1/", "/a:b/", "/a*/", "/a|b/", "/a?b/", "/a#b/", "/<b>/", '/a"b/', "/\U0001f600/"),
    *(f"/{'a' * 300}/", f"/{'é' * 101}/", "/" + "a/" * 500),
]


def listed(*addresses: str) -> str:
    """Return a page with old addresses, each on a line of its own from line 4 on."""
    typed = "".join('  - "{}"\n'.format(it.replace("\\", "\\\\").replace('"', '\\"')) for it in addresses)
    return page("Tekst.", f"oude-adressen:\n{typed}")


def test_what_no_address_can_be_is_told_at_its_line_and_nothing_is_made_there() -> None:
    made = site(listed(*NO_ADDRESS))
    about = {it.place.line: it for it in made.problems if it.rule.id == "oud-adres-onleesbaar"}
    assert [*about] == [4 + number for number in range(len(NO_ADDRESS))]
    assert [artifact.path for artifact in made.artifacts if not is_address(f"/{artifact.path}")] == []
    meant = [it.fix.new for it in about.values() if it.fix]
    assert meant
    assert [it for it in meant if not is_page_address(it)] == []
    again = site(listed(*dict.fromkeys(meant)))
    assert {it.rule.id for it in again.problems} <= {"pagina-onbereikbaar"}


@pytest.mark.parametrize(
    ("one", "other"), [("/Wonen/", "/wonen/"), ("/caf\u00e9/", "/CAFE\u0301/"), ("/a/oud.html", "/A/Oud.HTML")]
)
def test_addresses_that_some_disk_takes_for_one_are_one(one: str, other: str) -> None:
    told = report(f"{listed(one)}-- content/leven.md --\n---\ntitel: Leven\noude-adressen: {other}\n---\nTekst.\n")
    assert told.count("fout[adres-bezet]") == 1
    assert disk_key(one) == disk_key(other)


@pytest.mark.parametrize(
    "typed", ["../x", "a/b", ".", "..", "/", "a b", "Wonen", "wonen.html", "", "con", "é", "a" * 201]
)
@pytest.mark.parametrize("lists", [True, False], ids=["listed", "free"])
def test_a_topic_is_a_part_of_an_address_or_an_error(typed: str, *, lists: bool) -> None:
    settings = (
        f"-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.example\nonderwerpen:\n  '{typed}': X\n"
    )
    text = (settings if lists else "") + page("Tekst.", f"onderwerpen: ['{typed}']\n")
    made = site(text)
    assert [artifact.path for artifact in made.artifacts if not is_address(f"/{artifact.path}")] == []
    assert [artifact.path for artifact in made.artifacts if re.match("onderwerpen/.*/", artifact.path)] == []
    home = next(artifact for artifact in made.artifacts if artifact.path == "index.html")
    assert home.made_from == "content/index.md"
    assert not is_word(typed)
    if typed:  # what is empty is not given
        assert "fout[" in concise(made.problems)


@pytest.mark.parametrize("series", ["../x", "a/b", "\U0001f600", "Werksessies" * 30, "con", "agenda", "Café & <b>"])
def test_a_series_gets_an_address_whatever_it_is_called(series: str) -> None:
    event = (
        "-- content/bijeenkomsten/2024/dag.md --\n---\ntitel: Dag\nkort: Een dag.\nbegin: 3 mei 2024 9.00 uur\n"
        f"eind: 3 mei 2024 10.00 uur\nsoort: werksessie\nlocatie:\n  plaats: Emmen\nreeks: '{series}'\n---\nTekst.\n"
    )
    made = site(event)
    assert "fout[" not in concise(made.problems)
    assert [it.path for it in made.artifacts if it.path.startswith("agenda/") and not is_address(f"/{it.path}")] == (
        ["agenda/con.ics"] if series == "con" else []
    )


KINDS = {
    "content/nieuws/2024/{}.md": "titel: A\nkort: A.\ndatum: 1 mei 2024\n",
    "content/bijeenkomsten/2024/{}.md": "titel: A\nkort: A.\nbegin: 3 mei 2024\nsoort: congres\n"
    "locatie:\n  plaats: Emmen\n",
    "content/leeraanbod/{}.md": "titel: A\nkort: A.\nsoort: cursus\nleervorm: doen\ndoelgroep: inwoners\n",
    "content/nieuwsbrieven/{}.md": "titel: A\nonderwerp: A\nvoorbeeldtekst: A.\ndatum: 1 mei 2024\n"
    "berichten: automatisch\n",
    "content/organisaties/{}.md": "naam: A\nsector: zorg\n",
    "content/personen/{}.md": "naam: A\nrol: B\n",
    "content/wonen/{}.md": "titel: A\n",
    "content/{}/x.md": "titel: A\n",
}


@pytest.mark.parametrize(("path", "front"), KINDS.items(), ids=KINDS)
def test_a_name_that_is_no_address_is_none_for_any_kind(path: str, front: str) -> None:
    names = ("Hoofdletter", "a b", "é", "con", "a_b", "a%20b", "a+b", "-a..b", "a" * 201)
    with folder("") as root:
        for name in names:
            place = root / path.format(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"---\n{front}---\nTekst.\n", encoding="utf-8")
        made = built(root)
    told_of = {it.place.path for it in made.problems if it.rule.id == "naam-onjuist"}
    for name in names:
        assert not is_name(name)
        assert any(f"/{name}" in place for place in told_of), name


@pytest.mark.parametrize("name", ["soep-kopie", "kopie-van-soep", "soep-copy-2", "soep-1", "soep-2"])
def test_of_a_copy_with_the_same_title_the_copy_is_told_and_not_the_text_it_was_made_of(name: str) -> None:
    post = "-- content/nieuws/2024/{}.md --\n---\ntitel: Soep\nkort: Kom eten.\ndatum: 1 mei 2024\n---\nTekst.\n"
    assert report(post.format(name) + post.format("soep")) == (
        f"content/nieuws/2024/{name}.md:2: fout[titel-dubbel]\n"
        "  Dit lijkt een kopie van `content/nieuws/2024/soep.md`: de titel “Soep” is dezelfde.\n"
        "  > Heb je de kopie niet nodig? Haal dit bestand weg. Is het een andere tekst? Geef die een eigen\n"
        "    titel.\n"
    )
