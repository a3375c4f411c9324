"""Pages as they were pasted from an old site: every fault in them is found, at its line, and nothing else is."""

from pathlib import Path

from tests.sites import built, concise

OLD_PAGES = Path(__file__).parent / "old_pages"


def test_the_old_pages_have_the_faults_that_are_written_down_and_no_others() -> None:
    """Six dead links, seven lists of typed bullets, titles said twice, hard spaces: place, weight and rule of each."""
    found = [line.partition("] ")[0] + "]" for line in concise(built(OLD_PAGES).problems).splitlines()]
    assert found == (OLD_PAGES / "report.txt").read_text(encoding="utf-8").splitlines()
