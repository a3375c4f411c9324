"""Captions that a browser would skip, or nobody could read in time, are told at their own line."""

from textwrap import fill

import pytest
from inline_snapshot import snapshot

from avksite.content.captions import check_captions
from tests.checks.reporting import page, report

HEAD = "WEBVTT\n\n"


def told(text: str) -> str:
    """Return what is said of a file, one problem a line."""
    return "".join(
        f"{problem.place.line}: {problem.rule.id}\n{_wrapped(problem.message)}{_wrapped(f'> {problem.hint}')}"
        for problem in check_captions("film.vtt", text.encode())
    )


def _wrapped(text: str) -> str:
    return fill(text, 110, initial_indent="  ", subsequent_indent="    ", break_long_words=False) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:01.000 --> 00:03.000\nIk was bang.\n",
        "\ufeffWEBVTT - Een moeder\r\n\r\n1\r\n00:00:01.000 --> 00:00:03.000 align:start line:0\r\nIk was bang.\r\n",
        (
            "WEBVTT\nLanguage: nl\n\nNOTE gemaakt door Anna\n\nSTYLE\n::cue { color: white }\n\n"
            "inleiding\n100:00:01.000 --> 100:00:03.000\n<v Anna>Ik was <i>bang</i>.\nElke dag weer.\n\n\n"
            "100:00:03.000 --> 100:00:04.000\nVan acht tot twaalf.\n"
        ),
        "WEBVTT\n\n00:01.000 --> 00:03.000\n" + "<c.geel>" + "x" * 42 + "</c>\n",
    ],
)
def test_sound_captions_are_left_alone(text: str) -> None:
    assert told(text) == ""


def test_a_file_that_no_browser_reads_is_told_what_it_needs() -> None:
    srt = "1\n00:00:01,000 --> 00:00:03,000\nIk was bang.\n"
    assert told(srt) == snapshot("""\
1: ondertiteling-stuk
  Ondertiteling begint met `WEBVTT`. Dat staat hier niet.
  > Dit lijkt een srt-bestand. Zet bovenaan `WEBVTT` met een lege regel eronder, en maak in de tijden van elke
    komma een punt: `00:00:01.000 --> 00:00:03.500`.
""")
    assert (
        told("")
        == told("WEBVTTX\n")
        == told("Ik was bang.\n")
        == snapshot("""\
1: ondertiteling-stuk
  Ondertiteling begint met `WEBVTT`. Dat staat hier niet.
  > Typ bovenaan een regel met alleen `WEBVTT`, en daaronder een lege regel.
""")
    )
    assert told("WEBVTT\n\nNOTE nog doen\n") == snapshot("""\
1: ondertiteling-stuk
  In dit bestand staat nog geen enkele ondertitel.
  > Zet onder elkaar een regel met tijden, zoals `00:00:01.000 --> 00:00:03.500`, en wat er dan wordt gezegd.
""")


def test_a_file_of_an_older_windows_is_told_at_its_line() -> None:
    (problem,) = check_captions("film.vtt", "WEBVTT\n\n00:01.000 --> 00:03.000\nÉén\n".encode("cp1252"))
    assert (problem.rule.id, problem.place.line) == ("ondertiteling-stuk", 4)


@pytest.mark.parametrize(
    "times",
    [
        "00:01 --> 00:03",
        "00:01.00 --> 00:03.00",
        "1:01.000 --> 1:03.000",
        "00:61.000 --> 00:63.000",
        "00:01.000-->00:03.000",
        "00:01.000 -->",
        "--> 00:03.000",
    ],
)
def test_times_that_a_browser_does_not_read_are_told_at_their_line(times: str) -> None:
    assert told(f"{HEAD}1\n{times}\nIk was bang.\n") == (
        f"4: ondertiteling-stuk\n  De tijden kan ik niet lezen: `{times}`.\n"
        "  > Typ ze zo: `00:00:01.000 --> 00:00:03.500`.\n"
    )


def test_a_comma_for_a_point_is_named() -> None:
    assert told(f"{HEAD}00:01,000 --> 00:03,000\nIk was bang.\n") == snapshot("""\
3: ondertiteling-stuk
  De tijden kan ik niet lezen: `00:01,000 --> 00:03,000`.
  > Typ een punt in plaats van een komma: `00:01.000 --> 00:03.000`.
""")


def test_words_without_a_time_never_show_and_are_told() -> None:
    assert told(f"{HEAD}00:01.000 --> 00:03.000\nIk was bang.\n\nElke dag weer.\n") == snapshot("""\
6: ondertiteling-stuk
  Boven `Elke dag weer.` staat niet wanneer dit in beeld komt.
  > Zet erboven de tijden: `00:00:01.000 --> 00:00:03.500`. Hoort het bij de ondertitel erboven? Haal dan de
    lege regel weg.
""")


def test_a_caption_ends_after_it_begins_and_comes_in_its_turn() -> None:
    cues = "00:05.000 --> 00:05.000\nA.\n\n00:07.000 --> 00:08.000\nB.\n\n00:03.000 --> 00:04.000\nC.\n"
    assert told(HEAD + cues) == snapshot("""\
3: ondertiteling-tijd
  Deze ondertitel houdt op voordat hij begint, of op hetzelfde moment.
  > Kijk of de twee tijden verwisseld zijn.
9: ondertiteling-tijd
  Deze ondertitel komt eerder in beeld dan die op regel 6, maar staat eronder.
  > Zet de ondertitels op volgorde, of kijk of de tijd klopt.
""")


def test_what_nobody_can_read_in_time_is_a_tip() -> None:
    cues = f"00:01.000 --> 00:05.000\nA.\nB.\nC.\n\n00:04.000 --> 00:06.000\n{'x' * 43}\n\n00:07.000 --> 00:08.000\n"
    assert told(HEAD + cues) == snapshot("""\
8: ondertiteling-leesbaar
  Deze ondertitel komt in beeld terwijl die op regel 3 er nog staat.
  > Laat de ene eindigen waar de andere begint.
3: ondertiteling-leesbaar
  Deze ondertitel heeft 3 regels. Er passen er 2.
  > Maak er twee ondertitels van, na elkaar.
9: ondertiteling-leesbaar
  Deze regel is 43 tekens. Er passen er 42.
  > Zet een deel op de tweede regel, of maak er twee ondertitels van.
11: ondertiteling-leesbaar
  Bij deze tijden staat geen tekst.
  > Typ eronder wat er wordt gezegd, of haal de regel met tijden weg.
""")


def test_a_build_looks_at_every_file_of_captions() -> None:
    named = page("Lees [de ondertiteling](/media/film.vtt).")
    assert report(named + "-- content/media/film.vtt --\nWEBVTT\n\n00:01 --> 00:02\nHallo.\n") == snapshot("""\
content/media/film.vtt:3: fout[ondertiteling-stuk]
  De tijden kan ik niet lezen: `00:01 --> 00:02`.
  > Typ ze zo: `00:00:01.000 --> 00:00:03.500`.
""")
