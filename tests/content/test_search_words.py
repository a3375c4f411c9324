"""`content/zoekwoorden.yaml`: what staff type, and what they hear when a line is not right."""

from avksite.content.data_files import SearchWord, read_search_words
from tests.sites import concise, site


def test_a_word_has_others_in_a_list_with_commas_or_one_by_itself() -> None:
    words, problems = read_search_words("schulden: [geldzorgen, rood staan]\nfilm: video\nbaan: werk, betrekking\n")
    assert problems == ()
    assert words == (
        SearchWord("schulden", ("geldzorgen", "rood staan"), 1),
        SearchWord("film", ("video",), 2),
        SearchWord("baan", ("werk", "betrekking"), 3),
    )


def test_no_file_is_no_problem() -> None:
    assert read_search_words("") == ((), ())


def test_a_line_that_is_not_right_is_told_and_the_others_count() -> None:
    text = "schulden:\nfilm: [video]\nbaan:\n  ook: werk\nschool: []\n"
    words, problems = read_search_words(text)
    assert [word.word for word in words] == ["film"]
    assert concise(problems) == MISTAKES


MISTAKES = """\
content/zoekwoorden.yaml:1: fout[waarde-vorm] Achter `schulden` staan geen andere woorden.
content/zoekwoorden.yaml:3: fout[waarde-vorm] Achter `baan` staan geen andere woorden.
content/zoekwoorden.yaml:5: fout[waarde-vorm] Achter `school` staan geen andere woorden."""


def test_a_word_that_is_there_twice_is_told_at_its_line() -> None:
    assert concise(read_search_words("film: [video]\nbaan: [werk]\nfilm: [tekenfilm]\n")[1]) == TWICE


TWICE = "content/zoekwoorden.yaml:3: fout[sleutel-dubbel] `film` staat er twee keer: op regel 1 en op regel 3."


def test_the_site_knows_the_words_and_a_wrong_name_is_pointed_out() -> None:
    assert site("-- content/zoekwoorden.yaml --\nfilm: [video]\n").site.search_words[0].others == ("video",)
    assert "Noem het `content/zoekwoorden.yaml`." in str(site("-- content/zoekwoord.yaml --\nfilm: [video]\n").problems)
