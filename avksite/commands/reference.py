"""`reference`: generates the reference pages from the code, so that they are never out of date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from avksite.checks import RULES
from avksite.content.data_files import Statement
from avksite.content.keys import Key, keys_of, schema_of
from avksite.content.markdown import blocks
from avksite.content.markdown.blocks import BlockKind, Filling
from avksite.content.settings import Config
from avksite.dutch.formatting import list_in_words
from avksite.kinds import KINDS
from avksite.kinds.base import Entry, Kind
from avksite.patterns import regex
from avksite.problems import EXPLAINED, Rule, Severity
from avksite.report import WORDS
from avksite.wcag import CRITERIA, Criterion, Holds, Keeper

FOLDER = "docs/reference"
RULES_PAGE = f"avksite/{EXPLAINED.name}"
MADE = "<!-- Gemaakt met `python3 build.py reference`. Verander deze pagina niet met de hand. -->"
WRITTEN = "<!-- Het waarom en de voorbeelden schrijf je hier. Al het andere maakt `python3 build.py reference`. -->"
WEIGHTS = {
    Severity.ERROR: "Dit is een fout: zolang die er is, komt er geen nieuwe site.",
    Severity.WARNING: "Dit is een ‘let op’: die houdt de site alleen tegen met `--strict`.",
    Severity.HINT: "Dit is een tip: die houdt niets tegen.",
}
BLOCKS = (
    "Een blok doet iets wat met gewone tekst niet kan: een video, een knop, een kader. Het begint met drie schuine "
    "strepen en de naam, en eindigt met drie schuine strepen. De gegevens van een blok hebben vier spaties ervoor."
)
SETTINGS = (
    "In `content/site.yaml` staat wat voor de hele site geldt. Elke regel heeft een sleutel, een dubbele punt en "
    "een waarde. Wat je weglaat, houdt zijn gewone waarde."
)
STATEMENT = (
    "In `content/toegankelijkheid.yaml` staat wat mensen hebben getest en wat er nog niet goed is. De pagina "
    "`/toegankelijkheid/` laat het zien, onder de tekst van `content/toegankelijkheid.md`. Zet er alleen neer wat "
    "echt is gebeurd: de pagina belooft niets wat niet is gebleken."
)
_FENCE = regex(r"`{3,}")


def reference() -> dict[str, str]:
    """Return every page of the reference by its path from the project's root."""
    pages = {
        "sleutels.md": _keys_page(),
        "blokken.md": _page("Blokken", BLOCKS, *map(_block, blocks.KINDS.values())),
        "site-yaml.md": _page("site.yaml", SETTINGS, *_described(keys_of(Config).values(), (), {})),
        "toegankelijkheid-yaml.md": _page(
            "toegankelijkheid.yaml", STATEMENT, *_described(keys_of(Statement).values(), (), {})
        ),
        "wcag.md": criteria_page(CRITERIA),
    }
    schemas: dict[str, type[BaseModel]] = {kind.name: kind.entry for kind in KINDS}
    schemas |= {"site": Config, "toegankelijkheid": Statement}
    for name, model in schemas.items():
        pages[f"schema/{name}.json"] = json.dumps(schema_of(model), ensure_ascii=False, indent=2) + "\n"
    return {RULES_PAGE: rules_page(RULES), **{f"{FOLDER}/{name}": text for name, text in pages.items()}}


def rules_page(rules: Iterable[Rule]) -> str:
    """Return the page about rules: a list, then each rule with its reason and examples."""
    known = sorted(rules, key=lambda rule: rule.id)
    rows = [(f"[`{rule.id}`](#{rule.id})", WORDS[rule.severity], rule.promise) for rule in known]
    introduction = (
        f"De bouw kijkt {len(known)} regels na. Achter elke melding staat de naam van de regel. "
        "Met `python3 build.py explain` en die naam krijg je dezelfde uitleg als hier."
    )
    table = _table(("Regel", "Soort", "Belofte"), rows)
    return _page("Regels", introduction, table, *map(_rule, known), remark=WRITTEN)


def _rule(rule: Rule) -> str:
    why, bad, good = rule.explanation
    criterion = f" Het hoort bij criterium {rule.criterion} van WCAG 2.2." if rule.criterion else ""
    return _parts(
        f"## {rule.id}",
        f"**{rule.promise}**",
        why,
        f"{WEIGHTS[rule.severity]}{criterion}",
        "Niet zo:",
        _code(bad),
        "Maar zo:",
        _code(good),
    )


def _keys_page() -> str:
    introduction = (
        "Boven elke tekst staan gegevens, tussen twee regels met drie streepjes. Elk gegeven heeft een naam: de "
        "sleutel. Hieronder staat welke er zijn. Een nieuw bestand met de juiste sleutels maak je met "
        "`python3 build.py new`."
    )
    described: dict[type[BaseModel], str] = {}
    common = keys_of(Entry).values()
    parts = ["## Overal", "Deze sleutels mogen boven elke tekst staan.", *_described(common, (), described)]
    for kind in KINDS:
        parts += [f"## {kind.singular}", _about(kind)]
        own = [key for key in keys_of(kind.entry).values() if key not in common and key.name != "kort"]
        parts += _described(own, (), described) if own else ["Er zijn geen andere sleutels dan die van overal."]
    return _page("Sleutels", introduction, *parts)


def _about(kind: Kind) -> str:
    needed = [f"`{key.name}`" for key in keys_of(kind.entry).values() if key.required]
    return (
        f"Staat in `{kind.path('', '<jaar>')}/`. Nodig: {list_in_words(needed)}. "
        f'Een nieuw bestand maak je met `python3 build.py new {kind.name} "Titel"`.'
    )


def criteria_page(criteria: Iterable[Criterion]) -> str:
    """Return the page about WCAG 2.2: who is responsible for each criterion, and what proves it."""
    known = tuple(criteria)
    introduction = (
        f"WCAG 2.2 heeft {len(known)} criteria op niveau A en AA. Hieronder staat van elk wie het bewaakt en wat het "
        f"bewijs is: een [regel](../../{RULES_PAGE}) die elke bouw nakijkt, of een test van het programma. Zonder "
        "bewijs slagen de tests niet. Dit is geen keurmerk: of een beschrijving of een kop klopt, weet alleen een mens."
    )
    by_keeper = {keeper: [it.number for it in known if keeper in it.keepers] for keeper in Keeper}
    kept = [(keeper, str(len(numbers)), ", ".join(numbers)) for keeper, numbers in by_keeper.items()]
    names = [(it.number, it.level, f"{it.dutch} ({it.english})", "; ".join(it.keepers)) for it in known]
    rows = [(*name, it.described(frozenset(Holds)), _proof(it)) for name, it in zip(names, known, strict=True)]
    return _page(
        "WCAG 2.2",
        introduction,
        "## Wie bewaakt wat",
        _table(("Wie", "Hoeveel", "Welke"), kept),
        "## Alle criteria",
        _table(("Nummer", "Niveau", "Criterium", "Wie", "Hoe", "Bewijs"), rows),
    )


def _proof(criterion: Criterion) -> str:
    rules = [f"[`{rule}`](../../{RULES_PAGE}#{rule})" for rule in criterion.rules]
    return ", ".join([*rules, *(f"`{test}`" for test in criterion.tests)])


def _described(keys: Iterable[Key], above: tuple[str, ...], described: dict[type[BaseModel], str]) -> Iterator[str]:
    """Yield a table of keys, then one for every group among them, or a link if it was described before."""
    keys = tuple(keys)
    yield _table(("Sleutel", "Nodig", "Wat je typt", "Voorbeeld", "Waar het voor is"), [_row(key) for key in keys])
    for key in keys:
        if not key.group:
            continue
        path = (*above, key.name)
        heading = f"Onder {' '.join(path)}"
        if before := described.get(key.group):
            yield f"Wat er onder `{key.name}` kan staan, lees je bij [{before}](#{before.lower().replace(' ', '-')})."
            continue
        described[key.group] = heading
        yield f"### {heading}"
        yield from _described(key.below, path, described)


def _row(key: Key) -> tuple[str, ...]:
    example = f"`{key.example}`" if key.example and not key.group else ""
    return f"`{key.name}`", "ja" if key.required else "", key.form, example, key.meaning


def _block(kind: BlockKind) -> str:
    facts = ["De titel is nodig." if kind.needs_title else "Een titel mag."]
    if kind.content is Filling.NONE:
        facts.append("Er staat geen tekst in.")
    if kind.required:
        facts.append(f"Nodig: {_names(kind.required)}.")
    if kind.one_of:
        facts.append(f"Nodig: {_names(kind.one_of).replace(' en ', ' of ')}.")
    if kind.optional:
        facts.append(f"Mag erbij: {_names(kind.optional)}.")
    return _parts(f"## {kind.name}", " ".join(facts), _code(kind.example))


def _names(names: Iterable[str]) -> str:
    return list_in_words([f"`{name}`" for name in names])


def _page(title: str, introduction: str, *parts: str, remark: str = MADE) -> str:
    return _parts(remark, f"# {title}", introduction, *parts) + "\n"


def _parts(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _code(text: str) -> str:
    """Return a code block, with a fence longer than any in the text."""
    longest = max((len(found[0]) for found in _FENCE.finditer(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text.strip(chr(10))}\n{fence}"
