"""Video and sound have words to read, and the hint says what to type."""

from inline_snapshot import snapshot

from tests.checks.reporting import page, report

FILES = {
    "/media/moeder.mp4": "-- content/media/moeder.mp4 (film) --\n",
    "/media/moeder.mp3": "-- content/media/moeder.mp3 (geluid) --\n",
    "/media/moeder.txt": "-- content/media/moeder.txt --\nIk was bang voor de post.\n",
}


def with_files(text: str) -> str:
    """Return a site with the files that a text names."""
    return text + "".join(file for target, file in FILES.items() if target in text)


def test_a_bare_video_lacks_three_things() -> None:
    assert report(with_files(page("/// video | Een moeder\n    bestand: /media/moeder.mp4\n///"))) == snapshot("""\
content/voorbeeld.md:4: let op[video-zonder-beschrijving]
  Bij de video “Een moeder” staat niet of een stem vertelt wat er te zien is.
  > Zet erbij: `audiodescriptie: ja`, of `audiodescriptie: niet nodig, omdat …`.
content/voorbeeld.md:4: fout[video-zonder-ondertiteling]
  De video “Een moeder” heeft geen ondertiteling.
  > Zet erbij: `ondertiteling: naam.vtt`, met de naam van het bestand met de ondertiteling.
content/voorbeeld.md:4: fout[video-zonder-tekst]
  Bij de video “Een moeder” staat geen tekst met wat er te horen en te zien is.
  > Zet erbij: `transcript: naam.md`, met de pagina of het bestand waarin dat staat.
""")


def test_of_a_video_elsewhere_an_author_says_that_it_has_captions() -> None:
    block = "/// video | Een moeder\n    adres: https://elders.nl/moeder\n    transcript: /media/moeder.txt\n"
    rest = "    audiodescriptie: niet nodig, omdat zij alleen vertelt\n///"
    assert report(with_files(page(block + rest))) == snapshot("""\
content/voorbeeld.md:4: fout[video-zonder-ondertiteling]
  De video “Een moeder” heeft geen ondertiteling.
  > Kijk of de video daar ondertiteling heeft, en zet er dan bij: `ondertiteling: ja`.
""")
    assert report(with_files(page(f"{block}    ondertiteling: ja\n{rest}"))) == ""


def test_the_words_may_stand_in_the_block() -> None:
    words = " ".join(["Ik was bang voor de post."] * 5)
    assert report(with_files(page(f"/// audio | Een moeder\n    bestand: /media/moeder.mp3\n\n{words}\n///"))) == ""


def test_sound_needs_its_words() -> None:
    block = "/// audio | Een moeder\n    bestand: /media/moeder.mp3\n\nDank!\n///"
    assert report(with_files(page(block))) == snapshot("""\
content/voorbeeld.md:4: fout[geluid-zonder-tekst]
  Bij de opname “Een moeder” staat geen tekst met wat er wordt gezegd.
  > Zet erbij: `transcript: naam.md`, met de pagina of het bestand waarin dat staat.
""")


def item(sort: str, media: str) -> str:
    return with_files(
        f"-- content/leeraanbod/moeder.md --\n---\ntitel: Een moeder vertelt\nkort: Luister mee.\nsoort: {sort}\n"
        f"leervorm: kijken\ndoelgroep: inwoners\nmedia:\n{media}---\nTekst.\n"
    )


def test_the_learning_menu_is_held_to_the_same() -> None:
    assert report(item("video", "  adres: https://elders.nl/moeder\n")) == snapshot("""\
content/leeraanbod/moeder.md:7: fout[video-zonder-ondertiteling]
  De video “Een moeder vertelt” heeft geen ondertiteling.
  > Kijk of de video daar ondertiteling heeft, en zet er dan bij: `ondertiteling: ja`.
content/leeraanbod/moeder.md:7: fout[video-zonder-tekst]
  Bij de video “Een moeder vertelt” staat geen tekst met wat er te horen en te zien is.
  > Zet erbij: `transcript: naam.md`, met de pagina of het bestand waarin dat staat.
""")
    assert report(item("podcast", "  bestand: /media/moeder.mp3\n")) == snapshot("""\
content/leeraanbod/moeder.md:7: fout[geluid-zonder-tekst]
  Bij de opname “Een moeder vertelt” staat geen tekst met wat er wordt gezegd.
  > Zet erbij: `transcript: naam.md`, met de pagina of het bestand waarin dat staat.
""")
    whole = "  adres: https://elders.nl/moeder\n  ondertiteling: ja\n  transcript: /media/moeder.txt\n"
    assert report(item("video", whole)) == ""


def test_a_text_that_holds_nothing_is_no_text() -> None:
    block = "/// audio | Een moeder\n    bestand: /media/moeder.mp3\n    transcript: {}\n///"
    told = """\
content/voorbeeld.md:4: fout[geluid-zonder-tekst]
  In `{}` staat niets, terwijl daar de tekst van “Een moeder” hoort.
  > Schrijf daar op wat er te horen is, of noem een ander bestand.
"""
    empty = "-- content/leeg.md --\n---\ntitel: De opname\nniet-melden:\n  - nog-niet-af: een voorbeeld\n---\n"
    assert report(with_files(page(block.format("/leeg.md"))) + empty) == told.format("/leeg.md")
    empty = "-- content/media/leeg.txt --\n"
    assert report(with_files(page(block.format("/media/leeg.txt"))) + empty) == snapshot("""\
content/media/leeg.txt:1: fout[bestand-stuk]
  Dit bestand is leeg.
  > Zet het goede bestand hier neer, of haal weg waar een tekst het noemt.
""")
