"""Colours that cannot be read are told with their figure, and with the nearest colour that can."""

import pytest
from inline_snapshot import snapshot

from avksite.checks.site.colours import ENOUGH, PAIRS, contrast, nearest_good
from avksite.content.settings import Colours
from tests.checks.reporting import report

PALETTES = {
    "licht": Colours.model_validate({}).light.model_dump(by_alias=True),
    "donker": Colours.model_validate({}).dark.model_dump(by_alias=True),
}


def colours(mode: str, *tokens: str) -> str:
    lines = "".join(f"    {token}\n" for token in tokens)
    return f"-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl\nkleuren:\n  {mode}:\n{lines}"


@pytest.mark.parametrize(
    ("one", "other", "figure"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#5a5145", "#fffdf7", 7.7),
        ("#211c15", "#f4eee3", 14.6),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_what_wcag_says_it_is(one: str, other: str, figure: float) -> None:
    assert contrast(one, other) == pytest.approx(figure, abs=0.06)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_that_is_too_pale_is_told_at_its_line_with_a_better_one() -> None:
    assert report(colours("licht", 'veen: "#f4eee3"', 'gedempt: "#8a7f70"')) == snapshot("""\
content/site.yaml:6: fout[kleur-contrast]
  `gedempt` op `papier` heeft een contrast van 3,8. Er is 4,5 nodig.
  > Typ onder `licht`: `gedempt: "#746b5e"`. Dat is de kleur die er het dichtst bij ligt en wel te
    zien is.
content/site.yaml:6: fout[kleur-contrast]
  `gedempt` op `veen` heeft een contrast van 3,3. Er is 4,5 nodig.
  > Typ onder `licht`: `gedempt: "#746b5e"`. Dat is de kleur die er het dichtst bij ligt en wel te
    zien is.
""")


def test_a_background_that_was_typed_is_where_its_contrast_is_told() -> None:
    told = report(colours("donker", 'papier: "#5c5c5c"'))
    assert told.count("content/site.yaml:5:") == told.count("[kleur-")


def test_what_just_falls_short_does_not_look_like_enough() -> None:
    assert "contrast van 4,4. Er is 4,5 nodig." in report(
        colours("licht", 'papier: "#ffffff"', 'veen: "#ffffff"', 'gedempt: "#777777"')
    )


@pytest.mark.parametrize("mode", ["licht", "donker"])
@pytest.mark.parametrize("token", ["gedempt", "kanaal", "heide", "baksteen", "lijn", "inkt"])
@pytest.mark.parametrize("colour", ["#808080", "#e0b090", "#203040"])
def test_the_colour_that_is_proposed_is_good_in_every_pair(mode: str, token: str, colour: str) -> None:
    tokens = PALETTES[mode] | {token: colour}
    better = nearest_good(tokens, token, mode)
    assert better is not None
    tokens[token] = better
    pairs = [pair for pair in PAIRS[mode] if token in {pair.front, pair.ground}]
    assert [pair for pair in pairs if contrast(tokens[pair.front], tokens[pair.ground]) < ENOUGH[pair.rule.id]] == []


def test_every_colour_is_in_a_pair_and_every_pair_is_of_known_colours() -> None:
    for mode, palette in PALETTES.items():
        assert {token for pair in PAIRS[mode] for token in (pair.front, pair.ground)} == set(palette)


def test_the_colours_that_come_with_the_program_are_good() -> None:
    assert report(colours("licht", 'papier: "#fffdf7"')) == ""
