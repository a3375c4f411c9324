"""The settings of Sveltia CMS: its collections and fields follow from the kinds and their keys."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from avksite.content.keys import Key, NewFile, keys_of
from avksite.content.markdown.blocks import KINDS as BLOCKS
from avksite.content.markdown.blocks import BlockKind, Filling
from avksite.content.settings import FORM, Host
from avksite.dutch.dates import Moment
from avksite.kinds import KINDS
from avksite.kinds.base import Kind, Names, Picture, To
from avksite.kinds.organisation import ORGANISATION
from avksite.kinds.page import PAGE
from avksite.kinds.person import PERSON
from avksite.site import Site

Json = dict[str, Any]

MEDIA = {"media_folder": "/content/media", "public_folder": "/media"}
"""The folder for images; the leading slash makes it absolute."""
LONGEST_NAME = 60
BODY = "body"
"""The name of the field for the text."""
LEFT_OUT = frozenset({"decoratief", "niet-melden"})
"""Keys without a field: their values are kept. In the editor, an image always needs alt text."""
UNKNOWN_HOST: Json = {"name": "github", "repo": "op-deze/computer"}
"""The host when none is configured: the program requires one, also for working in a local folder."""

RECORDS = {Names.PERSON: PERSON, Names.ORGANISATION: ORGANISATION}
DAYS = (dt.date, Moment)
BUTTONS = ("bold", "italic", "link", "heading-two", "heading-three", "bulleted-list", "numbered-list", "quote")
MESSAGES = {
    "create": "Nieuw: {{path}}",
    "update": "Veranderd: {{path}}",
    "delete": "Weg: {{path}}",
    "uploadMedia": "Nieuw bestand: {{path}}",
    "deleteMedia": "Bestand weg: {{path}}",
}


def settings(site: Site) -> Json:
    """Return the settings of the editor: its configuration, the type of each key, and the blocks."""
    config = {
        "load_config_file": False,
        "app_title": f"{site.config.name}: schrijven",
        "site_url": site.config.base_url,
        "backend": backend(site.config.editor),
        "media_folder": MEDIA["media_folder"],
        "public_folder": MEDIA["public_folder"],
        "media_libraries": {"default": {"config": {"slugify_filename": True}}},
        "editor": {"preview": False},  # the desk shows what a reader will see
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": LONGEST_NAME, "timezone": "local"},
        "collections": [collection(kind, site.config.topics) for kind in KINDS],
    }
    image = [
        _field("src", "Bestand", "Een foto uit `content/media/`, of een nieuwe.", widget="image"),
        _field("alt", "Beschrijving", "Wat er te zien is, voor wie de foto niet ziet.", widget="string"),
        _field("title", "Bijschrift", "Een regel tekst onder de foto.", widget="string", required=False),
    ]
    return {
        "config": config,
        "kinds": dict(takes()),
        "components": [component(block) for block in BLOCKS.values()],
        "image": image,
    }


def backend(host: Host | None) -> Json:
    """Return the Git host, with sign-in by token, which needs no other server."""
    chosen = UNKNOWN_HOST
    if host:
        chosen = {"name": host.engine, "repo": host.project, "branch": host.branch}
        if host.address:
            own = host.address.rstrip("/")
            api, graphql = ("api/v4", "api/graphql") if host.engine == "gitlab" else ("api/v3", "api/graphql")
            chosen |= {"base_url": own, "api_root": f"{own}/{api}", "graphql_api_root": f"{own}/{graphql}"}
    return {**chosen, "auth_methods": ["token"], "commit_messages": MESSAGES}


def collection(kind: Kind, topics: Mapping[str, str]) -> Json:
    """Return the collection of a kind, with the introduction to its list if it has one."""
    title = "naam" if kind.is_name else "titel"
    made: Json = {
        "name": kind.name,
        "label": kind.plural,
        "label_singular": kind.singular,
        "folder": _folder(kind),
        "create": True,
        "delete": False,  # the desk does this, because readers must be told of a withdrawn address
        "format": "tekst",
        "identifier_field": title,
        "slug": {"template": f"{{{{{title}}}}}", "editable": False},
        "summary": f"{{{{{title}}}}}",
        "fields": list(fields(kind, topics)),
        **MEDIA,
    }
    if kind.by_year:
        day = next(key.name for key in keys_of(kind.entry).values() if key.required and key.leaf.made in DAYS)
        made["path"] = f"{{{{{day} | date('YYYY')}}}}/{{{{slug}}}}"
    if kind.list_address:
        made["index_file"] = {"name": "index", "label": "Boven de lijst", "fields": list(fields(PAGE, topics))}
    return made


def _folder(kind: Kind) -> str:
    return f"content/{kind.folder}".rstrip("/")


def address_in_form(path: str) -> str:
    """Return the address of a text in the editor; "" for one outside its collections."""
    for kind in KINDS:
        name = path.removeprefix(f"{_folder(kind)}/").removesuffix(".md")
        is_introduction = name == "index" and bool(kind.list_address)
        if path == f"{_folder(kind)}/{name}.md" and (is_introduction or name.count("/") == int(kind.by_year)):
            return f"{FORM}#/collections/{kind.name}/entries/{quote(name)}"
    return ""


def fields(kind: Kind, topics: Mapping[str, str]) -> Iterator[Json]:
    """Yield the fields of a kind: required ones, the text, optional ones, and seldom used ones."""
    keys = [key for key in keys_of(kind.entry).values() if key.name not in LEFT_OUT]
    keys = [key for key in keys if not (kind.is_name and key.name == "titel")]
    yield from (field(key, topics) for key in keys if key.required)
    yield _field(
        BODY,
        "Tekst",
        "Een foto, een knop of een ander blok zet je erin met ‘Invoegen’.",
        widget="richtext",
        required=False,
        modes=["rich_text", "raw"],
        buttons=list(BUTTONS),
        editor_components=["afbeelding", *BLOCKS],
        allow_nested_components=False,
        linked_images=False,
        use_emoji_autocomplete=False,
    )
    others = (key for key in keys if not key.required)
    yield from (field(key, topics) for key in sorted(others, key=lambda key: key.new_file is NewFile.OMITS))


def field(key: Key, topics: Mapping[str, str], *, in_picture: bool = False) -> Json:
    """Return the field of a key."""
    is_needed = key.required or (in_picture and key.name == "alt")
    shows_example = key.own_example and not key.answers and not key.leaf.is_record
    example = f" Bijvoorbeeld: {key.own_example.rstrip('.')}." if shows_example else ""
    meaning = key.description.replace("`ja`", "Aan") if key.leaf.made is bool else key.description
    made = _field(key.name, _label(key.name), f"{meaning}{example}", required=is_needed)
    if key.group:
        is_picture = key.group is Picture
        below = [field(it, topics, in_picture=is_picture) for it in key.below if it.name not in LEFT_OUT]
        return made | {"widget": "list" if key.listed else "object", "fields": below, "collapsed": "auto"}
    single = _single(key, topics, in_picture=in_picture)
    if not key.listed:
        return made | single
    if single["widget"] in {"select", "relation"}:
        return made | single | {"multiple": True}
    if single["widget"] == "string":
        return made | {"widget": "list"}
    return made | {"widget": "list", "field": {"name": "een", "label": _label(key.name), **single}}


def _single(key: Key, topics: Mapping[str, str], *, in_picture: bool) -> Json:
    """Return the field for one value of a key."""
    leaf = key.leaf
    if len(key.options) == 1 and key.choices:
        return {"widget": "select", "options": [{"label": word, "value": word} for word in key.choices]}
    if leaf.made is bool:
        return {"widget": "boolean", "default": False, "required": False}
    if leaf.made is dt.date:
        now = {"default": "{{now}}"} if key.required else {}
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", **now}
    if leaf.made is Moment:
        return {"widget": "datetime", "type": "datetime-local", "format": "YYYY-MM-DDTHH:mm"}
    if isinstance(leaf, To) and not leaf.may_be_free:
        return _named(leaf.names, topics, in_picture=in_picture)
    return {"widget": "string"}


def _named(names: Names, topics: Mapping[str, str], *, in_picture: bool) -> Json:
    """Return the field for a reference to other content."""
    if record := RECORDS.get(names):
        found = {"collection": record.name, "value_field": "{{slug}}", "display_fields": ["naam"]}
        return {"widget": "relation", **found, "search_fields": ["naam"]}
    if names is Names.TOPIC:
        return {"widget": "select", "options": [{"label": label, "value": id_} for id_, label in topics.items()]}
    if names is Names.FILE:
        return {"widget": "image" if in_picture else "file", "choose_url": False}
    return {"widget": "string"}


def takes() -> Iterator[tuple[str, Json]]:
    """Yield the type of every key for the script, by its dotted path."""
    for kind in KINDS:
        yield from _takes(keys_of(kind.entry).values(), "")


def _takes(keys: Iterable[Key], above: str) -> Iterator[tuple[str, Json]]:
    for key in keys:
        if any(option.is_mapping for option in key.options):
            continue  # it has no field, so the script ignores it
        made = {bool: "yes", dt.date: "date", Moment: "moment"}.get(key.leaf.made, "")
        yield f"{above}{key.name}", {"is": made, "many": key.listed, "group": key.group is not None}
        yield from _takes(key.below, f"{above}{key.name}.")


def component(block: BlockKind) -> Json:
    """Return a block as a component of the editor."""
    label = _label(block.name)
    made = [_field("titel", "Titel", "", widget="string", required=block.needs_title)]
    for option in block.options:
        shown = re.search(rf"^ +{option}: (.+)$", block.example, re.MULTILINE)
        hint = f"Bijvoorbeeld: {shown[1]}." if shown else ""
        made.append(_field(option, _label(option), hint, widget="string", required=option in block.required))
    has_text = block.content is not Filling.NONE
    if has_text:
        made.append(_field("tekst", "Tekst", "", widget="text", required=block.content is Filling.NEEDED))
    return {"name": block.name, "label": label, "fields": made, "options": list(block.options), "content": has_text}


def _field(name: str, label: str, hint: str, **more: object) -> Json:
    return {"name": name, "label": label, **({"hint": hint} if hint else {}), **more}


def _label(name: str) -> str:
    return name.replace("-", " ").capitalize()
