"""The colours of `content/site.yaml`: whatever stands on whatever can be read, on a light screen and on a dark one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.settings import SITE
from avksite.problems import Fix, Place, Problem, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.settings import Palette
    from avksite.site import Site


def _site(mode: str, *tokens: str) -> str:
    lines = "".join(f"    {token}\n" for token in tokens)
    return f"-- content/site.yaml --\nnaam: Alliantie\nadres: https://voorbeeld.nl\nkleuren:\n  {mode}:\n{lines}"


TEXT = Rule(
    id="kleur-contrast",
    severity=Severity.ERROR,
    promise="Elke tekst steekt genoeg af tegen zijn achtergrond.",
    why="Wie minder goed ziet, of in de zon op een telefoon leest, ziet vage letters niet.",
    bad=_site("licht", 'gedempt: "#8a7f70"'),
    good=_site("licht", 'gedempt: "#5a5145"'),
    criterion="1.4.3",
)

BODY = Rule(
    id="kleur-leestekst",
    severity=Severity.WARNING,
    promise="Gewone tekst steekt ruim af tegen zijn achtergrond.",
    why="Een hele bladzijde lezen kost meer dan één woord. Met een contrast van 7 houden veel meer lezers het vol.",
    bad=_site("donker", 'inkt: "#a59f94"'),
    good=_site("donker", 'inkt: "#f5efe3"'),
    criterion="1.4.6",
)

SHAPE = Rule(
    id="kleur-rand",
    severity=Severity.ERROR,
    promise="Randen en het teken waar je bent steken genoeg af tegen hun achtergrond.",
    why="Aan een rand zie je waar een knop of een vak is. Aan het teken zie je waar je bent zonder muis.",
    bad=_site("licht", 'lijn: "#c9bfae"'),
    good=_site("licht", 'lijn: "#857a6a"'),
    criterion="1.4.11",
)

RULES = (TEXT, BODY, SHAPE)

ENOUGH: Mapping[str, float] = {TEXT.id: 4.5, BODY.id: 7.0, SHAPE.id: 3.0}


class Pair(NamedTuple):
    """Two colours that are seen together, and what for."""

    front: str
    ground: str
    rule: Rule


_BOTH = (
    *(Pair("inkt", ground, rule) for ground in ("papier", "veen") for rule in (BODY, TEXT)),
    *(
        Pair(front, ground, TEXT)
        for front in ("gedempt", "kanaal", "heide", "baksteen")
        for ground in ("papier", "veen")
    ),
    *(Pair("lijn", ground, SHAPE) for ground in ("papier", "veen")),
    # Large figures on the home page, and the ring of the focus in the footer.
    Pair("graan", "kanaal-diep", SHAPE),
)
PAIRS: Mapping[str, tuple[Pair, ...]] = {
    "licht": (*_BOTH, Pair("papier", "kanaal-diep", TEXT), Pair("inkt", "graan", TEXT)),
    "donker": (*_BOTH, Pair("inkt", "kanaal-diep", TEXT), Pair("papier", "graan", TEXT)),
}
"""Every pair that the style sheet puts together; a badge or button has the same pair the other way round."""


def check(site: Site) -> Iterator[Problem]:
    """Compute the contrast of every pair, light and dark."""
    colours = site.config.colours
    for mode, palette in (("licht", colours.light), ("donker", colours.dark)):
        told: set[tuple[str, str]] = set()
        for pair in sorted(PAIRS[mode], key=lambda pair: pair.rule is BODY):
            if (pair.front, pair.ground) not in told and (problem := _problem(site, mode, palette, pair)):
                told.add((pair.front, pair.ground))
                yield problem


def _problem(site: Site, mode: str, palette: Palette, pair: Pair) -> Problem | None:
    tokens: dict[str, str] = palette.model_dump(by_alias=True)
    found, enough = contrast(tokens[pair.front], tokens[pair.ground]), ENOUGH[pair.rule.id]
    if found >= enough:
        return None
    lines = site.settings.lines
    typed = [token for token in (pair.front, pair.ground) if ("kleuren", mode, token) in lines]
    token = typed[0] if typed else pair.front
    line = lines.get(("kleuren", mode, token), lines.get(("kleuren",), 1))
    message = (
        f"`{pair.front}` op `{pair.ground}` heeft een contrast van {_figure(found)}. Er is {_figure(enough)} nodig."
    )
    better = nearest_good(tokens, token, mode)
    hint = (
        f'Typ onder `{mode}`: `{token}: "{better}"`. Dat is de kleur die er het dichtst bij ligt en wel te zien is.'
        if better
        else f"Kies onder `{mode}` voor `{pair.front}` of `{pair.ground}` een veel lichtere of donkerdere kleur."
    )
    fix = Fix(tokens[token], better) if better and typed else None
    return Problem(pair.rule, Place(SITE, line), message, hint, fix=fix)


def _figure(contrast_: float) -> str:
    """Return a contrast with one decimal, rounded down: what falls short never looks like enough."""
    tenths = int(contrast_ * 10 + 1e-9)
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 computes it, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2: 0 for black, 1 for white."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest_good(tokens: Mapping[str, str], token: str, mode: str) -> str | None:
    """Return the colour nearest to a token's that is good in all its pairs; only its lightness changes."""
    whole = _Oklab.of(tokens[token])
    for step in range(1, _STEPS + 1):
        for lightness in (whole.lightness - step / _STEPS, whole.lightness + step / _STEPS):
            if 0 <= lightness <= 1:
                colour = whole.at(lightness)
                if _is_good({**tokens, token: colour}, token, mode):
                    return colour
    return None


_STEPS = 400
_HAIR = 1e-4


def _is_good(tokens: Mapping[str, str], token: str, mode: str) -> bool:
    return all(
        contrast(tokens[pair.front], tokens[pair.ground]) >= ENOUGH[pair.rule.id]
        for pair in PAIRS[mode]
        if token in {pair.front, pair.ground}
    )


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _to_linear(red), _to_linear(green), _to_linear(blue)


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004  sRGB


def _to_byte(part: float) -> int:
    curved = part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004  sRGB
    return round(curved * 255)


@dataclass(frozen=True, slots=True)
class _Oklab:
    """A colour in Oklab, where equal steps look equal (Björn Ottosson, 2020): lightness, green–red, blue–yellow."""

    lightness: float
    a: float
    b: float

    @classmethod
    def of(cls, colour: str) -> _Oklab:
        red, green, blue = _linear(colour)
        long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
        middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
        short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
        return cls(
            0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
            1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
            0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
        )

    def at(self, lightness: float) -> str:
        """Return this colour at another lightness, paler where a screen cannot show it as strong as it was."""
        for tenth in range(20, -1, -1):
            parts = _Oklab(lightness, self.a * tenth / 20, self.b * tenth / 20).on_screen()
            if all(-_HAIR <= part <= 1 + _HAIR for part in parts):
                break
        return "#" + "".join(f"{_to_byte(min(1.0, max(0.0, part))):02x}" for part in parts)

    def on_screen(self) -> tuple[float, float, float]:
        """Return how much red, green and blue light it takes; below 0 or above 1 no screen can show it."""
        long = (self.lightness + 0.3963377774 * self.a + 0.2158037573 * self.b) ** 3
        middle = (self.lightness - 0.1055613458 * self.a - 0.0638541728 * self.b) ** 3
        short = (self.lightness - 0.0894841775 * self.a - 1.2914855480 * self.b) ** 3
        return (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
