"""What a new file asks to fill in never reaches a reader."""

from datetime import date
from pathlib import Path

from inline_snapshot import snapshot

from avksite.tools.scaffold import scaffold
from tests.checks.reporting import report


def started(**changes: str) -> str:
    """Return a new post as a site, with some of its lines changed."""
    path, text = scaffold(Path("nergens"), "nieuws", "Wij gaan open", date(2024, 5, 1))
    for old, new in changes.items():
        text = text.replace(old, new)
    return f"-- {path} --\n{text}"


def test_a_new_file_may_stay_a_draft() -> None:
    assert report(started()) == ""


def test_a_new_file_that_is_published_as_it_is_stops_the_site() -> None:
    assert report(started(concept="# concept")) == snapshot("""\
content/nieuws/2024/wij-gaan-open.md:3: fout[nog-invullen]
  Bij `kort` staat nog: “Vul hier in: waar het over gaat, in gewone woorden (hooguit 50)”.
  > Typ achter `kort:` wat er moet staan, of zet `concept: ja` erbij tot je het weet.
content/nieuws/2024/wij-gaan-open.md:29: fout[nog-invullen]
  Hier staat nog wat een nieuw bestand vraagt: “Schrijf hier je tekst”.
  > Schrijf hier je eigen tekst, of zet `concept: ja` boven de tekst tot je hem af hebt.
""")
