"""A picture of people goes before their consent does."""

from inline_snapshot import snapshot

from tests.checks.reporting import page, report

SVG = (
    "-- content/media/zaal.svg --\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n'
)


def shown(until: str, today: str) -> str:
    """Return the report on a page with a picture that may be shown until a day."""
    picture = f"afbeelding:\n  bestand: /media/zaal.svg\n  alt: Een volle zaal.\n  toestemming-tot: {until}\n"
    return report(page("Tekst.", picture) + SVG, today)


def test_the_last_day_still_counts() -> None:
    assert shown("1 mei 2024", "1 mei 2024") == snapshot("""\
content/voorbeeld.md:6: let op[toestemming-bijna-voorbij]
  De toestemming voor `/media/zaal.svg` loopt tot en met 1 mei 2024: vandaag is de laatste dag.
  > Vraag de mensen op de foto of ze mag blijven, en typ bij `toestemming-tot` de nieuwe datum.
""")


def test_the_day_after_it_stops_the_site() -> None:
    assert shown("1 mei 2024", "2 mei 2024") == snapshot("""\
content/voorbeeld.md:6: fout[toestemming-voorbij]
  Stop: de toestemming voor `/media/zaal.svg` liep tot en met 1 mei 2024.
  > Haal de foto weg, of vraag opnieuw toestemming en typ bij `toestemming-tot` de nieuwe datum.
""")


def test_a_month_ahead_an_author_hears_of_it() -> None:
    assert shown("31 mei 2024", "1 mei 2024") == snapshot("""\
content/voorbeeld.md:6: let op[toestemming-bijna-voorbij]
  De toestemming voor `/media/zaal.svg` loopt tot en met 31 mei 2024: nog 30 dagen.
  > Vraag de mensen op de foto of ze mag blijven, en typ bij `toestemming-tot` de nieuwe datum.
""")
    assert shown("1 juni 2024", "1 mei 2024") == ""


def test_every_picture_of_an_event_counts() -> None:
    event = (
        "-- content/bijeenkomsten/2024/feest.md --\n---\ntitel: Feest\nkort: Wij vieren het.\nbegin: 3 april 2024\n"
        "soort: bijeenkomst\nfotos:\n  - bestand: /media/zaal.svg\n    alt: Een volle zaal.\n"
        "  - bestand: /media/zaal.svg\n    alt: Een taart.\n    toestemming-tot: 3 april 2024\n---\nTekst.\n"
    )
    assert report(event + SVG) == snapshot("""\
content/bijeenkomsten/2024/feest.md:11: fout[toestemming-voorbij]
  Stop: de toestemming voor `/media/zaal.svg` liep tot en met 3 april 2024.
  > Haal de foto weg, of vraag opnieuw toestemming en typ bij `toestemming-tot` de nieuwe datum.
""")
