"""What a reader may choose at most, for every test that asks whether a page holds with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

Colours = Literal["", "licht", "donker", "contrast"]
"""What a reader can choose under Kleuren; nothing is what the device has."""

MOST = {"tekst": "200", "letters": "4", "regels": "3"}
"""The last step of each of the three, as the page keeps it."""

KEY = "leesinstellingen"

_KEPT = "try {{ localStorage.setItem({key!r}, JSON.stringify({chosen})) }} catch {{}}"


def choose(context: BrowserContext, colours: Colours = "contrast", **chosen: str) -> None:
    """Give all pages of a context the settings of a reader who chose before: the most of everything, unless said.

    Each page then opens as it does for that reader. `choose(context, "licht", tekst="150")` chooses just that.
    """
    settings = {**(chosen or MOST), **({"thema": colours} if colours else {})}
    context.add_init_script(_KEPT.format(key=KEY, chosen=settings))
