"""Renders an edition as HTML: the template gives MJML, which becomes tables that every mail program supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from avksite.content.characters import xml_safe
from avksite.problems import Unusable
from avksite.rendering.plain_html import PlainHtml
from avksite.rendering.templates import broken, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from avksite.content.body import Body
    from avksite.outputs.newsletter import MailView

TEMPLATE = "mail/edition.mjml"

FIRST_LINE = 150
"""Characters that a mailbox may show after the subject."""
FILLER = "\u034f\u200c\u00a0"
"""Invisible filler after the preheader, so that a mailbox does not show the text below it."""

WIDEST_PICTURE = 552
"""Pixels: the mail is 600 wide, with 24 on either side."""
TALLEST_PICTURE = 420
"""Pixels: a portrait photo must leave room for words on the screen."""

_STYLES = {
    "p": "margin:0 0 16px;color:{ink}",
    "h2": "margin:28px 0 8px;font-size:22px;line-height:1.25;color:{ink}",
    "h3": "margin:24px 0 8px;font-size:18px;line-height:1.3;color:{ink}",
    "h4": "margin:20px 0 8px;font-size:16px;line-height:1.4;color:{ink}",
    "a": "color:{canal};text-decoration:underline",
    "ul": "margin:0 0 16px;padding:0 0 0 24px;color:{ink}",
    "ol": "margin:0 0 16px;padding:0 0 0 24px;color:{ink}",
    "li": "margin:0 0 6px;color:{ink}",
    "dt": "font-weight:bold;color:{ink}",
    "dd": "margin:0 0 12px 24px;color:{ink}",
    "blockquote": "margin:0 0 16px;padding:2px 0 0 16px;border-left:4px solid {grain};color:{ink}",
    "table": "margin:0 0 16px;border-collapse:collapse;color:{ink}",
    "caption": "padding:0 0 6px;text-align:left;font-weight:bold;color:{ink}",
    "th": "padding:6px 12px 6px 0;border-bottom:2px solid {line};text-align:left;vertical-align:top;color:{ink}",
    "td": "padding:6px 12px 6px 0;border-bottom:1px solid {line};text-align:left;vertical-align:top;color:{ink}",
    "img": "display:block;width:100%;height:auto",
    "pre": "margin:0 0 16px;white-space:pre-wrap;color:{ink}",
    "hr": "margin:24px 0;border:0;border-top:2px solid {line}",
}
"""Inline styles of the letter: many mail programs drop style sheets."""


def html_mail(mail: MailView) -> str:
    """Return the HTML of an edition; raise Unusable when its template or the MJML from it cannot be read."""
    from mjml import mjml2html  # noqa: PLC0415  a build that remembers its mails makes none

    try:
        return str(mjml2html(mjml_of(mail), disable_comments=True, fonts={}))
    except ValueError as error:
        raise Unusable(broken(TEMPLATE, 1, f"Van dit sjabloon kan geen mail worden gemaakt: {error}.")) from error


def mjml_of(mail: MailView) -> str:
    """Return an edition as MJML; the engine ignores what it does not know, so a test validates it."""
    letter = styled(mail.letter, mail.web_version, mail.edition.lang, mail.colours.light.model_dump())
    sheet = {"mail": mail, "letter": letter, "filler": FILLER * max(FIRST_LINE - len(mail.edition.preheader), 0)}
    return xml_safe(render(TEMPLATE, sheet, mail.layouts))


def styled(letter: Body, web_version: str, lang: str, colours: Mapping[str, str]) -> Markup:
    """Return a letter as well-formed XHTML with inline styles, as MJML's parser requires."""
    styles = {tag: style.format_map(colours) for tag, style in _STYLES.items()}
    written = PlainHtml(web_version, lang, styles, _fit).write(letter)
    return Markup("".join(map(str, written)))  # noqa: S704  written from a tree, with what was typed escaped


def within_mail(width: int, height: int, widest: int = WIDEST_PICTURE) -> tuple[int, int]:
    """Return the size at which an image is shown: whole, within the widest and tallest allowed."""
    share = min(1.0, widest / width, TALLEST_PICTURE / height)
    return max(1, round(width * share)), max(1, round(height * share))


def _fit(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size of an image in the letter, which Outlook needs; a phone makes it narrower.

    Only a width in percent lets a table shrink below the width of an image in it.
    """
    return within_mail(*size) if all(size) else (WIDEST_PICTURE, 0)
