"""The site as one value: where a target leads, what shows on a day, and that what is made hangs together."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from avksite.rendering.artifact import Build
from tests.sites import MINIMAL, page, site

ROOT = Path(__file__).parents[1]

TEXTS = """\
-- content/over/index.md --
---
titel: Over ons
---
Tekst.
-- content/over/werk.md --
---
titel: Ons werk
---
Tekst.
-- content/over/later.md --
---
titel: Later
concept: ja
---
Tekst.
-- content/over/stuk.md --
---
titel: Stuk
datum: gisteren
---
Tekst.
-- content/over/folder.pdf --
x
-- content/personen/jan.md --
---
naam: Jan
rol: lid
---
"""


@pytest.mark.parametrize(
    ("target", "kind", "address"),
    [
        ("werk.md", "document", "/over/werk/"),
        ("./werk.md", "document", "/over/werk/"),
        ("werk", "document", "/over/werk/"),
        ("../over/werk.md#doel", "document", "/over/werk/#doel"),
        ("/over/werk.md", "document", "/over/werk/"),
        ("/over/", "document", "/over/"),
        ("/over", "document", "/over/"),
        ("/", "document", "/"),
        ("../personen/jan.md", "document", ""),
        ("folder.pdf", "media", "/over/folder.pdf"),
        ("/nieuws/", "address", "/nieuws/"),
        ("/agenda.ics", "address", "/agenda.ics"),
        ("#doel", "here", "#doel"),
        ("https://a.example/x?y=z", "external", "https://a.example/x?y=z"),
        ("mailto:post@voorbeeld.nl", "direct", "mailto:post@voorbeeld.nl"),
        ("tel:+31612345678", "direct", "tel:+31612345678"),
        ("later.md", "withheld", ""),
        ("stuk.md", "unusable", "/over/stuk/"),
        ("#", "nowhere", ""),
        ("", "nowhere", ""),
        ("weg.md", "nowhere", ""),
        ("../../geheim.txt", "nowhere", ""),
    ],
)
def test_a_target_leads_where_its_author_meant(target: str, kind: str, address: str) -> None:
    found = site(TEXTS).site.resolve("content/over/werk.md", target)
    tail = f"#{found.fragment}" if found.fragment else ""
    assert (found.kind.value, found.address + tail) == (kind, address)


# ── What does not show yet ────────────────────────────────────────────────────────────────────────────────────────────

SECRET = "Vogelhuisje"  # noqa: S105  a word that stands nowhere else


def texts(keys: str) -> str:
    """Return a text of every kind with a name of its own, and these keys."""
    kinds = {
        "vogel.md": f"titel: {SECRET} op een pagina\nonderwerpen: {SECRET.lower()}\n",
        "nieuws/2024/vogel.md": f"titel: {SECRET}\nkort: Kort.\ndatum: 1 mei 2024\noproep:\n  sluit: 1 juni 2024\n",
        "bijeenkomsten/2024/vogel.md": f"titel: {SECRET} samen\nkort: Kort.\nbegin: 3 juli 2024\nsoort: congres\n",
        "leeraanbod/vogel.md": f"titel: {SECRET} leren\nkort: K.\nsoort: cursus\nleervorm: doen\ndoelgroep: inwoners\n",
        "organisaties/vogel.md": f"naam: Stichting {SECRET}\nsector: zorg\n",
        "personen/vogel.md": f"naam: Jan {SECRET}\nrol: lid\n",
        "nieuwsbrieven/vogel.md": f"titel: {SECRET} per post\nonderwerp: {SECRET}\nvoorbeeldtekst: Lees.\n"
        "datum: 1 mei 2024\nberichten: automatisch\n",
    }
    edition = (
        "titel: Nieuwsbrief\nonderwerp: Nieuws\nvoorbeeldtekst: Lees.\ndatum: 2 mei 2024\nberichten: automatisch\n"
    )
    return (
        "".join(f"-- content/{path} --\n---\n{entry}{keys}---\n{SECRET}.\n" for path, entry in kinds.items())
        + f"-- content/nieuwsbrieven/mei.md --\n---\n{edition}---\nBeste lezer,\n"
    )


def places(made: Build) -> set[str]:
    """Return the files in which the word stands, in their text or in their path."""
    return {
        artifact.path for artifact in made.artifacts if "vogel" in f"{artifact.path} {words(artifact.content).lower()}"
    }


def words(content: bytes) -> str:
    """Return what a made file says: the pages of a PDF are packed."""
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="replace")


EVERYWHERE = {
    "a-z/index.html", "agenda.ics", "atom.xml", "bijeenkomsten/2024/vogel/agenda.ics",
    "bijeenkomsten/2024/vogel/index.html", "bijeenkomsten/atom.xml", "bijeenkomsten/feed.json",
    "bijeenkomsten/feed.xml", "bijeenkomsten/index.html", "feed.json", "feed.xml", "index.html",
    "leeraanbod/atom.xml", "leeraanbod/doen/index.html", "leeraanbod/feed.json", "leeraanbod/feed.xml",
    "leeraanbod/index.html", "leeraanbod/menukaart.pdf", "leeraanbod/mijn-menu/index.html",
    "leeraanbod/vogel/index.html", "nieuws/2024/index.html", "nieuws/2024/vogel/agenda.ics",
    "nieuws/2024/vogel/index.html", "nieuws/atom.xml", "nieuws/feed.json", "nieuws/feed.xml", "nieuws/index.html",
    "nieuwsbrieven/atom.xml", "nieuwsbrieven/feed.json", "nieuwsbrieven/feed.xml", "nieuwsbrieven/index.html",
    "nieuwsbrieven/mei/index.html", "nieuwsbrieven/mei/mail.html", "nieuwsbrieven/mei/mail.txt",
    "nieuwsbrieven/vogel/mail.html", "nieuwsbrieven/vogel/mail.txt", "onderwerpen/index.html",
    "onderwerpen/vogelhuisje/index.html", "partners/index.html", "partners/vogel/index.html", "sitemap.xml",
    "sluitdatums.ics", "vogel/index.html", "zoeken/index.html",
}  # fmt: skip


@pytest.mark.parametrize("keys", ["concept: ja\n", "publiceer: 2 mei 2024 12.00 uur\n", "publiceer: 3 mei 2024\n"])
def test_what_does_not_show_yet_is_nowhere(keys: str) -> None:
    made = site(texts(keys), "2 mei 2024 11.59 uur")
    assert places(made) == set()
    assert len(made.site.withheld) == 7


def test_what_shows_is_everywhere_from_its_very_moment() -> None:
    made = site(texts("publiceer: 2 mei 2024 12.00 uur\n"), "2 mei 2024 12.00 uur")
    assert EVERYWHERE - places(made) == set()
    assert not made.site.withheld


def test_an_event_of_the_future_is_not_hidden_by_its_date() -> None:
    assert "bijeenkomsten/2024/vogel/index.html" in places(site(texts(""), "1 januari 2024"))


# ── What is made hangs together ───────────────────────────────────────────────────────────────────────────────────────


def test_the_smallest_site_holds_together() -> None:
    made = site()
    assert made.problems == ()
    assert "Fijn dat je er bent." in page(made, "index.html")
    assert sorted(MINIMAL) == ["content/index.md", "content/site.yaml"]


def test_the_same_pages_come_out_wherever_the_site_is_published() -> None:
    def bodies(base: str) -> dict[str, bytes]:
        made = site(
            TEXTS.replace(
                "-- content/over/stuk", f"-- content/site.yaml --\nnaam: A\nadres: {base}\n-- content/over/stuk"
            )
        )
        mains = {a.path: a.content.partition(b"<main")[2] for a in made.artifacts if a.path.endswith("/index.html")}
        return {path: main.partition(b"print-only")[0] for path, main in mains.items() if not path.startswith("volgen")}

    assert bodies("https://een.example") == bodies("https://twee.example/avk")


def test_an_hour_stays_with_its_word_in_every_fact() -> None:
    made = site(
        "-- content/bijeenkomsten/2024/dag.md --\n---\ntitel: Dag\nkort: Een dag.\nsoort: congres\n"
        "begin: 3 mei 2024 13.00 uur\nlocatie:\n  plaats: Emmen\naanmelden:\n  mail: a@b.nl\n---\nTekst.\n"
    )
    facts = re.findall(r"<(?:dd|time)\b[^>]*>([^<]*uur)", page(made, "bijeenkomsten/2024/dag/index.html"))
    assert facts
    assert [fact for fact in facts if " uur" in fact] == []
