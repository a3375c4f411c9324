"""The colours of `content/site.yaml`: whatever stands on whatever can be read, on a light screen and on a dark one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import NamedTuple

from avksite.problems import ERROR, WARNING, Fix, Problem, Rule
from avksite.site import Site

TEXT = Rule("kleur-contrast", ERROR, "Elke tekst steekt genoeg af tegen zijn achtergrond.", "1.4.3")
BODY = Rule("kleur-leestekst", WARNING, "Gewone tekst steekt ruim af tegen zijn achtergrond.", "1.4.6")
SHAPE = Rule("kleur-rand", ERROR, "Randen en het teken waar je bent steken genoeg af tegen hun achtergrond.", "1.4.11")

ENOUGH: Mapping[str, float] = {TEXT.id: 4.5, BODY.id: 7.0, SHAPE.id: 3.0}


class Pair(NamedTuple):
    """Two colours that are seen together, and what for."""

    front: str
    ground: str
    rule: Rule


_PAPER = ("papier", "veen")
_BOTH = (
    *(Pair("inkt", ground, rule) for ground in _PAPER for rule in (TEXT, BODY)),
    *(Pair(front, ground, TEXT) for front in ("gedempt", "kanaal", "heide", "baksteen") for ground in _PAPER),
    *(Pair("lijn", ground, SHAPE) for ground in _PAPER),
    # Large figures on the home page, and the ring of the focus in the footer.
    Pair("graan", "kanaal-diep", SHAPE),
)
PAIRS: Mapping[str, tuple[Pair, ...]] = {
    "licht": (*_BOTH, Pair("papier", "kanaal-diep", TEXT), Pair("inkt", "graan", TEXT)),
    "donker": (*_BOTH, Pair("inkt", "kanaal-diep", TEXT), Pair("papier", "graan", TEXT)),
}
"""Every pair that the style sheet puts together; a badge or button has the same pair the other way round."""
_STEPS = 400


def check(site: Site) -> Iterator[Problem]:
    """Compute the contrast of every pair, light and dark; each pair is reported once, by the rule that weighs most."""
    typed = site.content.settings
    for mode, palette in (("licht", site.config.colours.light), ("donker", site.config.colours.dark)):
        tokens: dict[str, str] = palette.model_dump(by_alias=True)
        reported: set[tuple[str, str]] = set()
        for front, ground, rule in PAIRS[mode]:
            found, enough = contrast(tokens[front], tokens[ground]), ENOUGH[rule.id]
            if found >= enough or (front, ground) in reported:
                continue
            reported.add((front, ground))
            token = next((one for one in (front, ground) if ("kleuren", mode, one) in typed.lines), "")
            message = f"`{front}` op `{ground}` heeft een contrast van {_figure(found)}. Er is {_figure(enough)} nodig."
            hint = f"Kies onder `{mode}` voor `{front}` of `{ground}` een veel lichtere of donkerdere kleur."
            better = nearest_good(tokens, token or front, mode)
            if better:
                hint = f'Typ onder `{mode}`: `{token or front}: "{better}"`. '
                hint += "Dat is de kleur die er het dichtst bij ligt en wel te zien is."
            fix = Fix(tokens[token], better) if better and token else None
            yield Problem(rule, typed.place("kleuren", mode, token or front), message, hint, fix=fix)


def _figure(contrast_: float) -> str:
    """Return a contrast with one decimal, rounded down: what falls short never looks like enough."""
    tenths = int(contrast_ * 10 + 1e-9)
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 computes it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2: 0 for black, 1 for white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004  sRGB
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest_good(tokens: Mapping[str, str], token: str, mode: str) -> str | None:
    """Return the colour nearest to a token's that is good in all its pairs; only its lightness (HSL) changes."""
    hue, whole, saturation = rgb_to_hls(*_parts(tokens[token]))
    pairs = [pair for pair in PAIRS[mode] if token in {pair.front, pair.ground}]
    for step in range(1, _STEPS + 1):
        for lightness in (whole - step / _STEPS, whole + step / _STEPS):
            if 0 <= lightness <= 1:
                colour = "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, lightness, saturation))
                new = {**tokens, token: colour}
                if all(contrast(new[front], new[ground]) >= ENOUGH[rule.id] for front, ground, rule in pairs):
                    return colour
    return None


def _parts(colour: str) -> tuple[float, float, float]:
    """Return how much red, green and blue a colour has, from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
