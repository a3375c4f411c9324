"""A text as HTML in which every link, picture, figure and block is spelled out with the line it was typed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avksite.rendering.html import Html

if TYPE_CHECKING:
    from avksite.content.body import Block, Body, FactReference, Image, Link


class Spelled(Html):
    """Writes a text with everything in it that the site decides, as it was typed."""

    def link(self, link: Link, words: str) -> str:
        """Return a link with its line."""
        more = "".join(f' {name}="{value}"' for name, value in (("title", link.title), ("lang", link.lang)) if value)
        return f'<a regel="{link.line}" href="{link.target}"{more}>{words}</a>'

    def image(self, image: Image) -> str:
        """Return a picture with its line."""
        title = f' title="{image.title}"' if image.title else ""
        decorative = " decoratief" if image.decorative else ""
        return f'<img regel="{image.line}" src="{image.target}" alt="{image.alt}"{title}{decorative}>'

    def figure(self, image: Image) -> str:
        """Return a picture that stands by itself, likewise."""
        return self.image(image)

    def fact(self, fact: FactReference) -> str:
        """Return the name of a figure."""
        return f'<feit regel="{fact.line}">{fact.name}</feit>'

    def block(self, block: Block) -> str:
        """Return a block with its options."""
        options = "".join(f"\n  {key} (regel {block.option_lines[key]}): {block.options[key]}" for key in block.options)
        inner = "".join(map(str, Spelled().write_blocks(block.children)))
        return f'<blok regel="{block.line}" naam="{block.name}" titel="{block.title}">{options}\n{inner}'.rstrip() + (
            "\n</blok>"
        )


def spelled(body: Body) -> str:
    """Return the HTML of a text."""
    return "".join(map(str, Spelled().write(body)))
