"""Pages: each has a unique address and title, and can be reached by links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from avksite.content.names import disk_key, is_address, is_page_address, is_word, old_address, original_of
from avksite.content.settings import SITE
from avksite.dutch import words
from avksite.dutch.formatting import slug
from avksite.kinds import NOT_FOUND
from avksite.kinds.base import Document
from avksite.problems import ERROR, HINT, Fix, Place, Problem, Rule
from avksite.rendering.addresses import list_addresses
from avksite.rendering.artifact import Artifact, path_of
from avksite.rendering.cards import days_in_titles
from avksite.rendering.folders import folders_of
from avksite.rendering.sign_up import BLOCK, PAGE, PRIVACY
from avksite.site import Site

TAKEN = Rule("adres-bezet", ERROR, "Op elk adres staat één ding.")
NOT_AN_ADDRESS = Rule(
    "oud-adres-onleesbaar", ERROR, "Een oud adres is het deel van een webadres dat achter de naam van de site komt."
)
TOPIC = Rule(
    "onderwerp-adres", ERROR, "De korte naam van een onderwerp bestaat uit kleine letters, cijfers en streepjes."
)
SAME_TITLE = Rule("titel-dubbel", ERROR, "Elke pagina heeft een eigen titel.", "2.4.2")
SAME_DATED = Rule("titel-met-datum", HINT, "Ook wat elk jaar terugkomt, heeft een eigen titel.", "2.4.2")
UNREACHABLE = Rule(
    "pagina-onbereikbaar", ERROR, "Elke pagina is te bereiken via het menu, de voet of een link in een tekst.", "2.4.5"
)

HOME = "/"


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Check old addresses, topics, collisions of paths, titles, and reachability."""
    yield from _old_addresses(site, {artifact.path for artifact in artifacts})
    yield from _topics(site)
    yield from _collisions(site, artifacts)
    yield from _titles(site, {page.address: page.title for page in artifacts if page.title})
    yield from _unreachable(site)


def _old_addresses(site: Site, made: Collection[str]) -> Iterator[Problem]:
    for document in site.documents:
        for index, typed in enumerate(document.entry.old_addresses):
            if not is_page_address(old_address(typed)):
                place = document.place("oude-adressen", index)
                message, hint, new = _about_old(typed, made)
                yield Problem(NOT_AN_ADDRESS, place, message, hint, fix=Fix(typed, new) if new else None)


def _about_old(typed: str, made: Collection[str]) -> tuple[str, str, str]:
    """Return the message, the hint and the text to type for an old address; "" for none."""
    message = f"`{typed}` kan geen oud adres zijn."
    path = urlsplit(typed.strip()).path if "://" in typed else re.split("[?#]", typed.strip())[0]
    if re.search(r"\.(?!html?$)[^./]+$", path) and is_address(old_address(path)):
        message += " Een wegwijzer is een pagina: die staat in een map, of in een bestand dat op `.html` eindigt."
    mended = _mended(path)
    if not mended:
        return message, "Haal het weg: de site kan op dat adres geen wegwijzer zetten.", ""
    if path_of(mended) in made:
        return message, f"Haal het weg: op `{mended}` staat al een pagina, en wie dit adres volgt, komt daar uit.", ""
    return message, f"Typ `{mended}`.", mended


def _mended(path: str) -> str:
    """Return a valid address that resembles a path; "" when there is none."""
    address = old_address(unquote(path))
    if path.strip("/") and is_page_address(address):
        return address
    parts = [slug(re.sub(r"\.[a-z]{2,5}$", "", unquote(part), flags=re.IGNORECASE)) for part in path.split("/")]
    mended = "/" + "".join(f"{part}/" for part in parts if part)
    return mended if mended != "/" and is_page_address(mended) else ""


def _topics(site: Site) -> Iterator[Problem]:
    """Check the topics: those of site.yaml, or the free ones of a site that lists none."""
    typed = [(topic, site.content.settings.place("onderwerpen", topic)) for topic in site.config.topics] or [
        (topic, document.place("onderwerpen", index))
        for document in site.documents
        for index, topic in enumerate(document.entry.topics)
    ]
    for topic, place in typed:
        if not is_word(topic):
            fix = Fix(topic, slug(topic)) if is_word(slug(topic)) else None
            hint = f"Typ `{fix.new}`." if fix else "Typ een kort woord in kleine letters, zoals `wonen`."
            message = f"`{topic}` kan niet de korte naam van een onderwerp zijn: die is een adres."
            yield Problem(TOPIC, place, message, hint, fix=fix)


class Priority(IntEnum):
    """Which of two things keeps a path: a list cannot be edited, and an old address yields first."""

    MADE_BY_SITE = 0
    OF_A_FILE = 1
    OLD_ADDRESS = 2


class _Claim(NamedTuple):
    """A claim on a path, and where an author can change it; the one that keeps it sorts first."""

    priority: Priority
    place: Place
    address: str


def _collisions(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Report the second claim on a path, or one where another needs a folder."""
    old: dict[tuple[str, str], Place] = {}
    for document in site.pages:
        for index, typed in enumerate(document.entry.old_addresses):
            name = typed.strip().strip("/")
            for path in (name, f"{name}/index.html".lstrip("/")):
                old[document.path, path] = document.place("oude-adressen", index)
    # Some disks do not distinguish `/Wonen/` and `/wonen/`: on the site they are one address.
    made_at: dict[str, list[Artifact]] = {}
    for artifact in artifacts:
        made_at.setdefault(disk_key(artifact.path), []).append(artifact)

    def claims(key: str) -> list[_Claim]:
        return [_claim(site, artifact, old) for artifact in made_at[key]]

    claimed = {key: claims(key) for key, made in made_at.items() if len(made) > 1}
    makers = {artifact.path: artifact for artifact in artifacts}
    for (text, path), place in old.items():
        made = makers.get(path)
        if made and made.made_from != text and (made.made_from, path) in old:  # one page redirects for both
            key = disk_key(path)
            claimed.setdefault(key, claims(key)).append(_Claim(Priority.OLD_ADDRESS, place, made.address))
    for several in claimed.values():
        first, *others = sorted(several)
        yield from (_problem(claim, first) for claim in others)
    for path in sorted(folders_of(made_at) & made_at.keys()):
        within = max(key for key in made_at if key.startswith(f"{path}/"))
        first, claim = sorted((claims(path)[0], claims(within)[0]))
        yield _problem(claim, first)


def _claim(site: Site, artifact: Artifact, old: dict[tuple[str, str], Place]) -> _Claim:
    if typed_at := old.get((artifact.made_from, artifact.path)):
        return _Claim(Priority.OLD_ADDRESS, typed_at, artifact.address)
    document = site.by_path.get(artifact.made_from)
    own = path_of(document.address) if document and document.address else artifact.made_from.removeprefix("content/")
    priority = Priority.OF_A_FILE if own == artifact.path else Priority.MADE_BY_SITE
    return _Claim(priority, Place(artifact.made_from, 1), artifact.address)


def _problem(claim: _Claim, first: _Claim) -> Problem:
    is_own = claim.priority is Priority.OF_A_FILE and claim.place == first.place
    other = "iets wat de site zelf maakt" if is_own or not first.priority else f"`{first.place.path}`"
    hint = "Geef dit bestand een andere naam, of zet het in een andere map."
    if claim.priority is Priority.OLD_ADDRESS:
        hint = "Haal dit oude adres weg: wie het volgt, komt al ergens uit."
    message = f"Op het adres `{claim.address}` staat al {other}."
    if claim.address != first.address and disk_key(claim.address) == disk_key(first.address):
        message = f"`{claim.address}` verschilt alleen in hoofdletters van `{first.address}`, en daar staat {other}."
    return Problem(TAKEN, claim.place, message, hint)


def _titles(site: Site, shown: dict[str, str]) -> Iterator[Problem]:
    """Compare the `<title>` of every page, by its address, and the main headings of all texts.

    Generated pages count too: a list, a topic or a year has a title that was not typed.
    """
    tabs: dict[str, str] = {}
    for address, title in shown.items():
        if address not in site.by_address and (other := tabs.setdefault(words.folded(title), address)) != address:
            topic = address.rstrip("/").rpartition("/")[2].removeprefix("over-")  # its name is to blame
            name = title.removesuffix(f" – {site.config.name}")
            message = f"De lijst `{address}` heet “{name}”, en zo heet `{other}` ook al."
            hint = "Geef een van de twee onderwerpen een andere naam."
            yield Problem(SAME_TITLE, site.content.settings.place("onderwerpen", topic), message, hint)
    headings: dict[str, str] = {}
    told_apart = days_in_titles(site)
    names = {document.path for document in site.pages}
    copies = {path: of for path in names if (of := original_of(path, names))}
    # A copy sorts last: of two with one title, that is the one to change.
    for document in sorted(site.pages, key=lambda document: document.path in copies):
        own, title = document.path, document.entry.title
        heading, tab = words.folded(title), words.folded(shown.get(document.address or "", ""))
        if (other := headings.setdefault(heading, own)) != own:
            problem = _same_title(document, ("titel", "naam"), title, other, is_copy=other == copies.get(own))
            yield replace(problem, rule=SAME_DATED) if own in told_apart else problem
        elif tab and (other := tabs.get(tab, own)) != own:
            yield _same_title(document, ("titel-kort", "titel", "naam"), document.entry.label, other)
        tabs.setdefault(tab, own)


def _same_title(document: Document, keys: Sequence[str], title: str, other: str, *, is_copy: bool = False) -> Problem:
    place = document.place(next((key for key in keys if (key,) in document.lines), "titel"))
    if is_copy:
        message = f"Dit lijkt een kopie van `{other}`: de titel “{title}” is dezelfde."
        hint = "Heb je de kopie niet nodig? Haal dit bestand weg. Is het een andere tekst? Geef die een eigen titel."
        return Problem(SAME_TITLE, place, message, hint)
    day = document.entry.day
    hint = f"Zet erbij wat deze pagina anders maakt, bijvoorbeeld “{f'{title} {day.year}' if day else f'{title}: …'}”."
    return Problem(SAME_TITLE, place, f"De titel “{title}” heeft `{other}` ook al.", hint)


def _unreachable(site: Site) -> Iterator[Problem]:
    """Report the pages that cannot be reached from the home page or a list.

    A list holds the documents of every other kind, and the pages with a topic. The one from A to Z does not count.
    """
    lists = {HOME, *list_addresses(site)}
    listed = {document.path for documents in site.topics.values() for document in documents}
    listed |= {it.path for it in site.pages if it.kind.list_address or it.address in lists}
    led_to, reached, todo = _led_to(site), {*listed}, [SITE, *listed]
    while todo:
        new = led_to.get(todo.pop(), set()) - reached
        reached |= new
        todo += new
    for document in site.pages:
        if document.path not in reached and document.address != NOT_FOUND:
            message = f"Geen enkele pagina heeft een link naar “{document.entry.label}”."
            target = document.path.removeprefix("content")
            hint = f"Zet in een andere tekst een link naar `{target}`, of in `content/site.yaml` onder `voet:`."
            yield Problem(UNREACHABLE, Place(document.path, 1), message, hint)


def _led_to(site: Site) -> dict[str, set[str]]:
    """Return the paths that each text and site.yaml link to, with those in the frame of the page."""
    led_to: dict[str, set[str]] = {}
    for it, destination in site.links:
        if destination.document is not None:
            led_to.setdefault(it.path, set()).add(destination.document.path)
    for document in site.pages:
        address = document.address or HOME
        around = [address[: end + 1] for end, char in enumerate(address[:-1]) if char == "/"]  # the breadcrumb
        around += [PRIVACY] if BLOCK in document.blocks else []
        around += [PAGE] if address == HOME else []
        found = (site.by_address[other].path for other in around if other in site.by_address)
        led_to.setdefault(document.path, set()).update(found)
    return led_to
