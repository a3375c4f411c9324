"""The handbook: a page for each task, with search."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown import Markdown
from markupsafe import Markup
from starlette.responses import FileResponse, Response

from avksite.desk.screens import DeskRequest, at, show
from avksite.desk.site_files import DESK
from avksite.dutch.formatting import slug
from avksite.dutch.stems import STOP_WORDS, stem, tokens
from avksite.patterns import regex
from avksite.problems import EXPLAINED

HELP = f"{DESK}/hulp"
DOCS = Path(__file__).parents[2] / "docs"
_REMARK = regex(r"\A<!--.*-->\n+")
_HEADING = regex(r"^## (.+)$", re.MULTILINE)
_BELOW = regex(r"^#{3,} (.+)$", re.MULTILINE)
_FENCE = regex(r"^(```|~~~).*?^\1$", re.MULTILINE | re.DOTALL)
_LINK = regex(r'(<a href=")(#|(?!https?:)[^":]*?/?([^"/:]+\.md)#?)([^"]*)(")')
_BELOW_IN_HTML = regex(r"(</?h)([3-6])\b")
_PICTURE = regex(r'(<img [^>]*src=")beeld/')


ALSO = {
    "afgelast": "annuleren afzeggen geannuleerd afgelasten doorgaat door",
    "agenda": "ical outlook",
    "bewaar": "opslaan saven",
    "bijeenkomst": "evenement event",
    "docx": "word",
    "foto": "plaatje afbeelding image",
    "koppen lijsten": "vet cursief schuin kopje opsomming opmaak",
    "later gepland": "inplannen plannen embargo",
    "leeraanbod": "cursus training workshop",
    "nieuwsbrief": "mailing mail",
    "zetten": "publiceren live online plaatsen spoed dringend urgent snel",
    "organisaties": "partner logo samenwerking telefoonnummer nummer",
    "pdf": "document bijlage download downloaden",
    "terughalen": "ongedaan herstellen terugzetten undo vergissing fout",
    "veranderen": "wijzigen bewerken aanpassen corrigeren typefout tikfout verbeteren vervangen",
    "verplaatst": "verzetten uitstellen",
    "adres": "hernoemen verplaatsen",
    "video": "film youtube vimeo",
    "weghalen": "verwijderen wissen weggooien deleten weg",
}
"""Words of the handbook with their synonyms."""
MOST_FOUND = 6
IN_TITLE = 9
"""The weight of a word in the title of a page, against 1 in its text."""
LONG = 4
"""The least length of a word that may match the start or end of a longer one."""
_SYNONYMS = {
    stem(other): frozenset(map(stem, word.split())) for word, others in ALSO.items() for other in others.split()
}


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """One page of the handbook."""

    id: str
    title: str
    text: str
    """In Markdown."""

    @property
    def anchors(self) -> set[str]:
        """The fragments of the page and its headings."""
        return {self.id, *map(slug, _BELOW.findall(self.text))}


@cache
def tasks() -> tuple[HandbookPage, ...]:
    """Return the pages, in their order; none in an installation without its documents."""
    place = DOCS / "handleiding.md"
    return tuple(_tasks(place.read_text(encoding="utf-8"))) if place.is_file() else ()


@cache
def papers() -> dict[str, HandbookPage]:
    """Return the other documents, by name: reference pages, and those for maintainers."""
    files = [*DOCS.glob("*.md"), *(DOCS / "reference").glob("*.md"), EXPLAINED]
    texts = {file.stem: _REMARK.sub("", file.read_text(encoding="utf-8")).partition("\n") for file in files}
    return {name: HandbookPage(name, title.removeprefix("# "), text) for name, (title, _, text) in texts.items()}


def _tasks(text: str) -> Iterator[HandbookPage]:
    """Yield what stands below each heading of the second level; one in an example is none."""
    hidden = _FENCE.sub(lambda found: re.sub(r"\S", "·", found[0]), text)
    heads = [*_HEADING.finditer(hidden)]
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        title = text[head.start(1) : head.end(1)]
        yield HandbookPage(slug(title), title, text[head.end() : after.start() if after else len(text)].strip())


def handbook(request: DeskRequest) -> Response:
    """Show the pages, those in which something is said of what somebody looks for; or one of them."""
    wanted, page = request.typed["zoek"].strip(), request.typed["deel"]
    task = next((task for task in tasks() if task.id == page), None) or papers().get(page)
    if task:
        return show(request, "task.html", task.title, html=_html(task))
    found = _found(wanted) if wanted else tasks()
    return show(request, "handbook.html", "Hulp", found=found, wanted=wanted)


def _found(wanted: str) -> list[HandbookPage]:
    """Return the pages that match a query, the best first; rare words weigh more."""
    words = [word for word in tokens(wanted) if word not in STOP_WORDS] or tokens(wanted)
    asked = [(stem(word), *_SYNONYMS.get(stem(word), ())) for word in words]
    weights: Counter[str] = Counter()
    for word in asked:
        said = {it.id: times for it in tasks() if (times := max(_times(one, _counted(it.id)) for one in word))}
        weights.update({page: times**0.5 / len(said) for page, times in said.items()})
    best = [page for page, _ in weights.most_common(MOST_FOUND)]
    return sorted((it for it in tasks() if it.id in best), key=lambda it: best.index(it.id))


def _times(word: str, count: Counter[str]) -> int:
    """Return how often a word occurs, or else a word that it starts or ends with: `nummer` for `telefoonnummer`."""
    return count[word] or sum(count[it] for it in count if len(it) > LONG and word.startswith(it) | word.endswith(it))


@cache
def _counted(page: str) -> Counter[str]:
    """Return the number of occurrences of each stem on a page."""
    task = next(it for it in tasks() if it.id == page)
    count = Counter(map(stem, tokens(task.text)))
    for word in tokens(task.title):
        count[stem(word)] += IN_TITLE
    return count


def _html(task: HandbookPage) -> Markup:
    """Return a page as HTML: a link to another page leads to that page here."""
    markdown = Markdown(extensions=["extra", "sane_lists", "toc"])
    is_paper = task.id in papers()
    html = markdown.convert(task.text)
    if not is_paper:  # its title is a heading of the first level here, and was one of the second
        html = _BELOW_IN_HTML.sub(lambda it: f"{it[1]}{int(it[2]) - 1}", html)
    html = _LINK.sub(lambda it: it[0] if is_paper and it[2] == "#" else _linked(it), html)
    return Markup(_PICTURE.sub(rf"\1{HELP}/beeld/", html))  # noqa: S704  our own text


def _linked(found: re.Match[str]) -> str:
    """Return the address here of a link to a heading: of a page, or of what stands in one."""
    if found[2] != "#" and found[3] != "handleiding.md":
        return f"{found[1]}{HELP}?deel={found[3].removesuffix('.md')}{'#' if found[4] else ''}{found[4]}{found[5]}"
    wanted = found[4]
    inside = (
        it.id for it in tasks() if any(slug(head) == wanted for head in re.findall(r"^#+ (.+)$", it.text, re.MULTILINE))
    )
    page = next((it.id for it in tasks() if it.id == wanted), None) or next(inside, "")
    return f"{found[1]}{HELP}?deel={page}{found[5]}"


def picture(request: DeskRequest) -> Response:
    """Return an image of the handbook."""
    name = request.path_params["name"]
    known = {path.name: path for path in (DOCS / "beeld").glob("*.png")}
    if name not in known:
        return show(request, "message.html", "Dit is er niet", 404, told="Deze afbeelding is er niet.")
    return FileResponse(known[name])


ROUTES = [at("/hulp", handbook), at("/hulp/beeld/{name}", picture)]
