"""Where a test goes: to every page of the site, or to one of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KINDS = (
    "/",
    "/actieagenda/",
    "/nieuws/",
    "/nieuws/2022/",
    "/nieuws/2022/uitkomsten-bestuurlijke-werktafel/",
    "/nieuws/2023/oproep-experimenten/",
    "/bijeenkomsten/",
    "/bijeenkomsten/2021/congres/",
    "/bijeenkomsten/2023/werksessie-1a/",
    "/leeraanbod/",
    "/leeraanbod/doen/",
    "/leeraanbod/mijn-menu/",
    "/leeraanbod/tweedaagse-leergang/",
    "/partners/",
    "/partners/cmo-stamm/",
    "/nieuwsbrieven/",
    "/nieuwsbrieven/2021-najaar/",
    "/onderwerpen/",
    "/onderwerpen/onderzoek/",
    "/begrippen/",
    "/a-z/",
    "/zoeken/",
    "/volgen/",
    "/contact/",
    "/privacy/",
    "/toegankelijkheid/",
    "/404.html",
)
"""One page of every kind."""


def every_page(output: Path) -> list[str]:
    """Return the address of every page of a written site: no mails, and no pages that only send a reader on."""
    pages = (
        path
        for path in sorted(output.rglob("*.html"))
        if path.name != "mail.html" and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    )
    return [f"/{path.relative_to(output).as_posix()}".removesuffix("index.html") for path in pages]
