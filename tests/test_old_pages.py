"""Pages as they were pasted from an old site: every fault in them is found, at its line, and nothing else is."""

from functools import cache
from pathlib import Path

from inline_snapshot import snapshot

from tests.sites import built, concise

OLD_PAGES = Path(__file__).parent / "old_pages"


@cache
def whole_report() -> tuple[str, ...]:
    """Check the old pages; of each problem this keeps its place, its weight and its rule."""
    return tuple(line.partition("] ")[0] + "]" for line in concise(built(OLD_PAGES).problems).splitlines())


def report_on(path: str) -> str:
    """Return the report on one page."""
    return "".join(f"{line}\n" for line in whole_report() if line.startswith(f"{path}:"))


def test_the_old_site_has_no_other_faults_than_those_of_its_five_pages() -> None:
    assert sorted({line.partition(":")[0] for line in whole_report()}) == [
        "content/bijeenkomsten/2019/taaldag.md",
        "content/index.md",
        "content/nieuws/2021/uitkomsten-gesprekstafel.md",
        "content/nieuws/2022/oproep-leesclubs.md",
        "content/werkplan.md",
    ]


def test_the_congress_has_six_dead_links_a_skipped_heading_and_four_links_that_sound_the_same() -> None:
    assert report_on("content/bijeenkomsten/2019/taaldag.md") == snapshot("""\
content/bijeenkomsten/2019/taaldag.md:13: fout[kop-1-dubbel]
content/bijeenkomsten/2019/taaldag.md:15: let op[datum-betrekkelijk]
content/bijeenkomsten/2019/taaldag.md:15: fout[link-nergens]
content/bijeenkomsten/2019/taaldag.md:19: fout[kop-overgeslagen]
content/bijeenkomsten/2019/taaldag.md:27: let op[alinea-gebroken]
content/bijeenkomsten/2019/taaldag.md:27: tip[vorm-aanspreek]
content/bijeenkomsten/2019/taaldag.md:31: let op[vet-alles]
content/bijeenkomsten/2019/taaldag.md:41: tip[lijdend]
content/bijeenkomsten/2019/taaldag.md:41: fout[link-nergens]
content/bijeenkomsten/2019/taaldag.md:45: let op[link-dubbelzinnig]
content/bijeenkomsten/2019/taaldag.md:45: fout[link-nergens]
content/bijeenkomsten/2019/taaldag.md:45: tip[woord-lang]
content/bijeenkomsten/2019/taaldag.md:53: let op[link-dubbelzinnig]
content/bijeenkomsten/2019/taaldag.md:53: fout[link-nergens]
content/bijeenkomsten/2019/taaldag.md:57: let op[link-dubbelzinnig]
content/bijeenkomsten/2019/taaldag.md:57: fout[link-nergens]
content/bijeenkomsten/2019/taaldag.md:63: let op[alinea-gebroken]
content/bijeenkomsten/2019/taaldag.md:63: let op[link-dubbelzinnig]
content/bijeenkomsten/2019/taaldag.md:63: fout[link-nergens]
content/bijeenkomsten/2019/taaldag.md:65: tip[kop-nietszeggend]
content/bijeenkomsten/2019/taaldag.md:69: let op[belofte-leeg]
""")


def test_the_plan_has_seven_lists_of_typed_bullets() -> None:
    assert report_on("content/werkplan.md") == snapshot("""\
content/werkplan.md:4: tip[geen-koppen]
content/werkplan.md:4: tip[harde-spatie]
content/werkplan.md:4: tip[woord-lang]
content/werkplan.md:8: tip[opsomming-haakjes]
content/werkplan.md:20: let op[neplijst]
content/werkplan.md:27: let op[neplijst]
content/werkplan.md:27: tip[opsomming-haakjes]
content/werkplan.md:29: let op[afkorting]
content/werkplan.md:30: tip[schuine-streep]
content/werkplan.md:31: tip[rangtelwoord]
content/werkplan.md:35: tip[lijst-stijl]
content/werkplan.md:35: let op[neplijst]
content/werkplan.md:36: tip[haakjeswoord]
content/werkplan.md:50: let op[neplijst]
content/werkplan.md:51: let op[afkorting]
content/werkplan.md:51: tip[schuine-streep]
content/werkplan.md:60: let op[neplijst]
content/werkplan.md:66: let op[neplijst]
content/werkplan.md:66: tip[schuine-streep]
content/werkplan.md:71: let op[neplijst]
content/werkplan.md:74: tip[rangtelwoord]
""")


def test_the_report_repeats_its_title() -> None:
    assert report_on("content/nieuws/2021/uitkomsten-gesprekstafel.md") == snapshot("""\
content/nieuws/2021/uitkomsten-gesprekstafel.md:2: tip[titel-zonder-jaar]
content/nieuws/2021/uitkomsten-gesprekstafel.md:6: tip[harde-spatie]
content/nieuws/2021/uitkomsten-gesprekstafel.md:6: let op[titel-herhaald]
content/nieuws/2021/uitkomsten-gesprekstafel.md:10: let op[titel-herhaald]
content/nieuws/2021/uitkomsten-gesprekstafel.md:16: let op[afkorting]
content/nieuws/2021/uitkomsten-gesprekstafel.md:16: tip[woord-lang]
content/nieuws/2021/uitkomsten-gesprekstafel.md:16: tip[woord-moeilijk]
content/nieuws/2021/uitkomsten-gesprekstafel.md:16: tip[zin-lang]
content/nieuws/2021/uitkomsten-gesprekstafel.md:18: let op[afkorting]
content/nieuws/2021/uitkomsten-gesprekstafel.md:18: let op[belofte-beeld]
content/nieuws/2021/uitkomsten-gesprekstafel.md:18: tip[lijdend]
content/nieuws/2021/uitkomsten-gesprekstafel.md:18: let op[plek-of-kleur]
content/nieuws/2021/uitkomsten-gesprekstafel.md:18: tip[woord-lang]
content/nieuws/2021/uitkomsten-gesprekstafel.md:22: tip[haakjeswoord]
content/nieuws/2021/uitkomsten-gesprekstafel.md:22: tip[woord-lang]
content/nieuws/2021/uitkomsten-gesprekstafel.md:22: tip[woord-moeilijk]
content/nieuws/2021/uitkomsten-gesprekstafel.md:26: tip[citaat-herhaald]
content/nieuws/2021/uitkomsten-gesprekstafel.md:26: let op[datum-betrekkelijk]
content/nieuws/2021/uitkomsten-gesprekstafel.md:26: tip[rangtelwoord]
content/nieuws/2021/uitkomsten-gesprekstafel.md:30: tip[telefoon-notatie]
""")


def test_the_call_repeats_its_title_and_keeps_a_space_of_a_word_processor() -> None:
    assert report_on("content/nieuws/2022/oproep-leesclubs.md") == snapshot("""\
content/nieuws/2022/oproep-leesclubs.md:2: let op[hoofdletters]
content/nieuws/2022/oproep-leesclubs.md:6: let op[hoofdletters]
content/nieuws/2022/oproep-leesclubs.md:6: let op[titel-herhaald]
content/nieuws/2022/oproep-leesclubs.md:12: tip[citaat-los]
content/nieuws/2022/oproep-leesclubs.md:14: tip[schuine-streep]
content/nieuws/2022/oproep-leesclubs.md:24: tip[haakjeswoord]
content/nieuws/2022/oproep-leesclubs.md:24: tip[schuine-streep]
content/nieuws/2022/oproep-leesclubs.md:28: tip[harde-spatie]
content/nieuws/2022/oproep-leesclubs.md:28: tip[lijdend]
content/nieuws/2022/oproep-leesclubs.md:28: tip[telefoon-notatie]
content/nieuws/2022/oproep-leesclubs.md:28: tip[zin-lang]
""")


def test_the_home_page_keeps_a_space_of_a_word_processor() -> None:
    assert report_on("content/index.md") == snapshot("""\
content/index.md:7: let op[letterwoord]
content/index.md:9: tip[harde-spatie]
content/index.md:13: tip[woord-moeilijk]
content/index.md:13: tip[woord-moeilijk]
content/index.md:19: tip[woord-moeilijk]
content/index.md:31: let op[plek-of-kleur]
""")
