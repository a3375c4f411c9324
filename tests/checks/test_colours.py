"""Colours that cannot be read are told with their figure, and with the nearest colour that can."""

import pytest

from avksite.checks.site.colours import ENOUGH, PAIRS, contrast, nearest_good
from avksite.content.settings import Colours

PALETTES = {
    "licht": Colours.model_validate({}).light.model_dump(by_alias=True),
    "donker": Colours.model_validate({}).dark.model_dump(by_alias=True),
}


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
