"""What the MJML engine lets through in silence is found in the finished mail."""

import pytest

from avksite.checks.output.mail_findings import MOST_BYTES, mail_findings, mail_warnings

SOUND = (
    '<html lang="nl" dir="ltr"><head><title>Nieuws</title></head><body><div lang="nl" dir="ltr">'
    '<div style="max-width:600px"><table role="presentation"><tr><td>'
    '<a href="https://voorbeeld.example/">Bekijk</a><h1>Nieuws</h1><h2>Een</h2></td></tr></table></div></div></body></html>'
)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("Nieuws</h1>", "Nieuws</h1>", None),
        (
            "<h2>Een</h2>",
            "<mj-text>Een</mj-text>",
            "In de mail staat nog `mj-text`: dat is geen HTML, en de lezer ziet dat deel niet.",
        ),
        ("<h2>Een</h2>", '<img src="a.png" width="10">', "De afbeelding `a.png` heeft geen beschrijving."),
        (
            "<h2>Een</h2>",
            '<img src="https://voorbeeld.example/a.png" alt="">',
            "De afbeelding `a.png` heeft geen breedte: Outlook toont haar dan op ware grootte.",
        ),
        ('<html lang="nl"', '<html lang="und"', "De taal of de leesrichting van de mail ontbreekt."),
        (
            '<div lang="nl" dir="ltr">',
            "<div>",
            "De taal en de leesrichting staan niet op het blok in de mail; in webmail gaan ze dan verloren.",
        ),
        (
            "max-width:600px",
            "width:100%",
            "De mail is nergens begrensd op 600 pixels: op een breed scherm worden de regels te lang.",
        ),
        (
            ' role="presentation"',
            "",
            'Een tabel voor de opmaak heeft geen `role="presentation"`: een schermlezer leest hem voor als tabel.',
        ),
        ("<title>Nieuws</title>", "", "De mail heeft geen titel."),
        ("<h2>Een</h2>", "<h1>Een</h1>", "De mail heeft 2 koppen van niveau 1; het moet er precies één zijn."),
        ("<h2>Een</h2>", "<h3>Een</h3>", "De kop ‘Een’ heeft niveau 3, maar ervoor staat er geen van niveau 2."),
        (
            "</head>",
            '<link href="https://fonts.example/css" rel="stylesheet"></head>',
            "De mail laadt iets van fonts.example: `https://fonts.example/css`.",
        ),
        (
            "<h2>Een</h2>",
            '<img src="https://volg.example/1.gif" alt="" width="1">',
            "De mail laadt iets van volg.example: `https://volg.example/1.gif`.",
        ),
        (
            "</head>",
            "<script>x()</script></head>",
            "In de mail staat een script; mailprogramma’s vertrouwen zo’n mail niet.",
        ),
    ],
)
def test_what_the_engine_lets_through_is_found(old: str, new: str, finding: str | None) -> None:
    found = mail_findings(SOUND.replace(old, new))
    assert finding in found if finding else found == ()


def test_a_mail_that_gmail_would_cut_off_names_its_heaviest_item() -> None:
    heavy = SOUND.replace("<h2>Een</h2>", f"<h2>Kort</h2>kort<h2>Lang &amp; zwaar</h2>{'x' * MOST_BYTES}")
    (finding,) = mail_findings(heavy)
    assert finding == (
        "De mail is 103 kB; boven 102 kB snijdt Gmail het einde eraf, met de link om af te melden. "
        "Het zwaarst is ‘Lang & zwaar’, met 103 kB."
    )
    assert mail_warnings(heavy) == ()


def test_a_mail_that_gets_heavy_is_warned_about() -> None:
    heavy = SOUND.replace("<h2>Een</h2>", f"<h2>Lang</h2>{'x' * 60_000}")
    assert mail_findings(heavy) == ()
    assert mail_warnings(heavy) == ("De mail is 61 kB; boven 60 kB wordt hij zwaar. Het zwaarst is ‘Lang’, met 61 kB.",)
