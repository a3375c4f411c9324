"""Excludes files from a site: nothing shows or names them, as if they did not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from avksite.content import body as tree
from avksite.kinds import address_of
from avksite.kinds.base import Document, DocumentText, Picture, Reference
from avksite.kinds.learning import Media
from avksite.memo.digest import digest
from avksite.memo.later import at_hand
from avksite.rendering.addresses import list_addresses
from avksite.site import Site


def exclude(site: Site, paths: Collection[str]) -> Site:
    """Return the site without these files and all references to them.

    An image is removed with its alt text, its caption and the links to it. A link to a text is replaced by its words.
    """
    if not paths:
        return site
    found = named(site, paths)
    documents = (_without(it, found[it.path]) if it.path in found else it for it in site.documents)
    return replace(site, documents=tuple(documents), left_out=frozenset((*paths, *_pages(site, paths))))


def named(site: Site, paths: Collection[str]) -> dict[str, dict[str, str]]:
    """Map the path of each document that names one of these files to what was typed, with the path of the file."""
    pages = _pages(site, paths)
    found = dict[str, dict[str, str]]()
    for document in site.documents:
        for it in document.targets:
            to = site.resolve(it.path, it.target)
            path = to.media.path if to.media else pages.get(to.address, "")
            if path in paths:
                found.setdefault(document.path, {})[it.target] = path
    return found


def _pages(site: Site, paths: Iterable[str]) -> dict[str, str]:
    """Return the addresses of these files, except of an introduction to a list: the list remains."""
    lists = list_addresses(site)
    return {address: path for path in paths if (address := address_of(path)) and address not in lists}


def _without(document: Document, files: Collection[str]) -> Document:
    """Return a document without references to these files in its front matter and body."""

    def is_out(value: object) -> bool:
        if isinstance(value, Media):
            return any(file in files for file in (value.file, value.captions, value.transcript))
        return (value.file if isinstance(value, Picture) else value if isinstance(value, Reference) else None) in files

    given: dict[str, object] = {}
    for name, value in document.entry:
        if is_out(value):
            given[name] = None
        elif isinstance(value, tuple) and any(map(is_out, value)):
            given[name] = tuple(one for one in value if not is_out(one))
    said, mark = document.text.value, sorted(it.target for it in document.targets if it.target in files)
    text = DocumentText(said.body.changed(lambda node: _left(node, files)), said.typed)
    return replace(
        document,
        entry=document.entry.model_copy(update=given),
        text=at_hand(digest((document.text.digest, mark)), text, name=document.path),
        targets=tuple(it for it in document.targets if it.target not in files),
        head=digest((document.head, mark)),
    )


_EMPTIABLE = (tree.Paragraph, tree.Link, tree.Emphasis, tree.Quote, tree.List, tree.Item)
"""Nodes that are removed when they are empty; a table keeps its cells."""


def _left(node: tree.Node, files: Collection[str]) -> Iterator[tree.Node]:
    """Yield what remains of a node without these files: a film loses its poster, a link its target."""
    if isinstance(node, tree.Image) and node.target in files:
        return
    if isinstance(node, tree.Block):
        kept = {name: value for name, value in node.options.items() if value not in files}
        if (node.options.keys() - kept.keys()) - {"poster"}:  # a film without its captions is not accessible
            return
        node = replace(node, options=kept)
    if isinstance(node, tree.Parent):
        left = node.changed(lambda child: _left(child, files))
        words = tree.words_of(left.children).strip() if isinstance(left, tree.Running) else left.children
        if left is not node and isinstance(left, _EMPTIABLE) and not words:
            return
        if isinstance(left, tree.Link) and left.target in files:
            yield from left.children
            return
        node = left
    yield node
