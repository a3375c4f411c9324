"""No address is lost: what was ever published exists, redirects, or says that it is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from avksite.content.ledger import ADDRESSES, MARK, LedgerEntry
from avksite.dutch.formatting import date_in_words, slug
from avksite.kinds import KINDS, address_of
from avksite.problems import ERROR, Fix, Place, Problem, Rule, nearest
from avksite.rendering.addresses import LISTED
from avksite.rendering.artifact import Artifact
from avksite.rendering.ledger import FILE, addresses
from avksite.rendering.subscriptions import mark_of
from avksite.site import Site, media_address

GONE = Rule("adres-verdwenen", ERROR, "Een adres dat op de site stond, blijft werken, of zegt dat de pagina weg is.")
OTHER_MARK = Rule("kenmerk-veranderd", ERROR, "Het kenmerk van de site blijft altijd hetzelfde.")

OF_TEXTS = frozenset({"", *(kind.name for kind in KINDS)})
"""Kinds of texts in the ledger; "" for an address from a sitemap, whose kind is unknown."""
MOST_WEIGHED = 100
"""New addresses among which a similar name is sought: with more, a whole folder was moved."""
MANY = 3
"""Texts of one folder that are gone at once and are reported as one."""
_ABSENT = "Stond het nog nooit online? Haal dan deze regel weg."


def check(site: Site, artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Compare the ledger with the output: published addresses, and redirects of old ones."""
    yield from _other_mark(site)
    there = addresses(site, artifacts)
    is_there = {*there, *site.by_address, *LISTED}  # what could not be made is reported elsewhere
    ends = {*is_there, *site.withdrawn}
    kept_up = {it.address for it in artifacts if it.made_from == ADDRESSES}  # lists that are empty now
    new = _new(site, there)
    hidden = {address_of(path): path for path in (*site.withheld, *site.drafts)}
    unread = site.unusable - site.content.left_out
    faulty = {address_of(path) for path in unread}
    lost = _lost(site, ends, new)
    for address, entry in site.ledger.items():
        place = site.content.ledger.place(address)
        fate = "ingetrokken" if entry.is_withdrawn else f"nu {entry.now}" if entry.now else ""
        if address in is_there and fate:
            file = site.by_address[address].path if address in site.by_address else "dit adres"
            message = f"Achter `{address}` staat `{fate}`, maar {_quoted(file)} staat nog op de site."
            hint = f"Haal achter deze regel `{fate}` weg, of haal {_quoted(file)} van de site."
            yield Problem(GONE, place, message, hint, fix=Fix(f" {fate}", ""))
            continue
        if f"content{address}" in site.left_out:
            continue  # an image whose consent has ended may go at once
        leads = address in is_there or entry.is_withdrawn or site.redirects.get(address) in ends
        leads |= address in kept_up and address not in site.redirects
        if leads or address in faulty or (unread and entry.kind not in OF_TEXTS):
            continue  # lists, and files that texts name, may be missing while a text has an error
        if (path := hidden.get(address)) is not None:
            yield _hidden(site, place, address, path)
        elif lost[folder := _folder(entry.now or address)] >= MANY:  # redirects into the folder too
            yield _folder_gone(place, folder)
        else:
            yield _gone(site, place, address, entry, new)


def _other_mark(site: Site) -> Iterator[Problem]:
    mark, now = site.content.ledger.value.mark, mark_of(site)
    if mark in {"", now}:
        return
    typed = f"{MARK}: {mark}"
    hint = f"Typ `{typed}`. De naam van de site mag wel veranderen."
    fix = Fix(site.config.mark, mark) if site.config.mark else Fix("", f"{typed}\n")
    message = f"Het kenmerk van de site was `{mark}`, en is nu `{now}`."
    yield Problem(OTHER_MARK, site.content.settings.place(MARK), message, hint, fix=fix)


def _quoted(file: str) -> str:
    return f"`{file}`" if file.endswith(".md") else file


def _hidden(site: Site, place: Place, address: str, path: str) -> Problem:
    document = site.withheld.get(path)
    moment = document.entry.visible_from if document else None
    shows = f"komt pas op {date_in_words(moment.start.date())} op de site" if moment else "is nu een concept"
    key = "publiceer" if moment else "concept: ja"
    message = f"Het adres `{address}` stond op de site, maar `{path}` {shows}."
    hint = f"Haal `{key}` weg uit `{path}`. Of zet achter deze regel `ingetrokken`: dan zegt de site dat de pagina er "
    hint += f"niet meer is. {_ABSENT}"
    return Problem(GONE, place, message, hint)


def _lost(site: Site, known: AbstractSet[str], new: Mapping[str, Mapping[str, str]]) -> Counter[str]:
    """Return the number of texts of each folder that is gone, unless a text may have moved."""
    texts = (it for it, entry in site.ledger.items() if it not in known and entry.kind in OF_TEXTS and not entry.now)
    lost = Counter(_folder(it) for it in texts if not new.get(site.ledger[it].kind))
    return Counter({folder: number for folder, number in lost.items() if folder not in site.folders})


def _folder(address: str) -> str:
    return f"content{address.rstrip('/').rpartition('/')[0]}"


def _folder_gone(place: Place, folder: str) -> Problem:
    message = f"In de map `{folder}` stonden teksten die op de site waren, en nu is daar niets meer."
    hint = (
        "Is de map per ongeluk weg? Zet haar dan terug. Zijn de teksten verhuisd? Zet dan boven elke tekst zijn oude "
        "adres, achter `oude-adressen`. Zijn ze voorgoed weg? Zet dan achter elk van deze regels `ingetrokken`."
    )
    return Problem(GONE, place, message, hint, cause=folder)


def _gone(site: Site, place: Place, address: str, entry: LedgerEntry, new: Mapping[str, Mapping[str, str]]) -> Problem:
    """Return the problem with three choices: a redirect, gone, or restored."""
    if entry.now:
        message = f"Het adres `{address}` leidt naar `{entry.now}`, en daar is niets."
        hint = "Typ achter `nu` een adres dat er wel is. Of typ in plaats van `nu` met dat adres: `ingetrokken`."
        return Problem(GONE, place, message, hint)
    meant = _meant(address, new.get(entry.kind, {}))
    document = site.by_address.get(meant)
    typed = f"oude-adressen: {address}" if document else f"nu {meant}"
    fix = None
    message = f"Het adres `{address}` stond op de site, en is er niet meer."
    if document:
        moved = f"Heet het nu `{document.path}`? Zet dan boven die tekst `{typed}`."
        if ("oude-adressen",) in document.lines:
            moved = f"Heet het nu `{document.path}`? Zet dan boven die tekst `{address}` onder `oude-adressen`."
        else:
            fix = Fix("", f"{typed}\n", place=Place(document.path, 2))
    elif meant:
        moved = f"Is het nu `{meant}`? Zet dan achter deze regel `{typed}`."
        line = f"{address} {entry.in_words}".rstrip()
        fix = Fix(line, f"{line} {typed}")
    elif entry.kind in OF_TEXTS:
        moved = f"Heet het nu anders? Zet dan boven die tekst `oude-adressen: {address}`."
    else:
        moved = "Is het nu ergens anders? Zet dan achter deze regel `nu` met het nieuwe adres."
    back = "Is het per ongeluk weg? Zet het dan terug."
    if entry.kind == FILE and any(media_address(path) == address for path in site.media):
        message = f"Het bestand `{address}` stond op de site, maar geen tekst noemt het nog."
        back = "Hoort het er nog bij? Noem het dan weer in een tekst."
    hint = f"{moved} Is het voorgoed weg? Zet dan achter deze regel `ingetrokken`. {back} {_ABSENT}"
    return Problem(GONE, place, message, hint, fix=fix)


def _new(site: Site, there: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the addresses that are not in the ledger, by kind and by the name that an old address may have.

    A moved file keeps its name; a new name is similar to the old one, or to the title.
    """
    found: dict[str, dict[str, str]] = {}
    for address, kind in there.items():
        if address not in site.ledger:
            document = site.by_address.get(address)
            for names in (found.setdefault(kind, {}), found.setdefault("", {})):  # a sitemap has no kinds
                names[_name(address)] = address
                if document:
                    names.setdefault(slug(document.entry.title), address)
    return found


def _meant(address: str, names: Mapping[str, str]) -> str:
    """Return the likely new address: one with that name, or the only new one of its kind."""
    name = _name(address)
    found = name if name in names else nearest(name, names) if len(names) <= MOST_WEIGHED else None
    only = {*names.values()}
    return names[found] if found else only.pop() if len(only) == 1 else ""


def _name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
