"""The content types, each declared once, and the rule that says which one a file belongs to."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from avksite.kinds.event import EVENT
from avksite.kinds.learning import LEARNING
from avksite.kinds.news import NEWS
from avksite.kinds.newsletter import NEWSLETTER
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE
from avksite.kinds.person import PERSON

if TYPE_CHECKING:
    from avksite.kinds.base import Kind

KINDS: tuple[Kind, ...] = (PAGE, NEWS, EVENT, LEARNING, NEWSLETTER, ORGANISATION, PERSON)

_BY_FOLDER = {kind.folder: kind for kind in KINDS}


@cache
def kind_of(path: str) -> Kind:
    """Return the kind of a file by its path from the project's root; an `index.md` is always a page."""
    parts = path.split("/")[1:]
    if len(parts) == 1 or parts[-1] == "index.md":
        return PAGE
    return _BY_FOLDER.get(parts[0], PAGE)


@cache
def address_of(path: str) -> str | None:
    """Return the site address of a file by its path from the project's root, or None when it has no page."""
    kind = kind_of(path)
    if kind.template is None:
        return None
    parts = path.removesuffix(".md").split("/")[1:]
    if parts == ["404"]:
        return "/404.html"
    folder = _BY_FOLDER.get(parts[0])
    if folder is not None and folder.address and len(parts) > 1:
        parts[0] = folder.address
    if parts[-1] == "index":
        parts.pop()
    return "/" + "".join(f"{part}/" for part in parts)
