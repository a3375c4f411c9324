"""An edition becomes a mail: the template gives MJML, and MJML the tables that every mail program shows alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from avksite.content.characters import xml_safe
from avksite.outputs.newsletter.letter import styled
from avksite.outputs.newsletter.mjml import html_of
from avksite.outputs.newsletter.plain_text import text_of
from avksite.rendering.artifact import Made
from avksite.rendering.templates import TEMPLATES, render

if TYPE_CHECKING:
    from avksite.outputs.newsletter.view import MailView
    from avksite.rendering.templates import Rendering

FIRST_LINE = 150
"""Characters that a mailbox may show behind the subject."""

FILLER = "\u034f\u200c\u00a0"
"""Nothing to see: it keeps the text below the preheader out of the mailbox's list."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What `templates/mail/edition.mjml` receives."""

    mail: MailView
    letter: Markup
    filler: str


def make_mail(rendering: Rendering) -> Made:
    """Make the HTML of an edition."""
    mail: MailView = rendering.view
    letter = styled(mail.letter, mail.web_version, mail.lang, mail.colours)
    sheet = Sheet(mail, letter, FILLER * max(FIRST_LINE - len(mail.preheader), 0))
    source = xml_safe(render(rendering.template, sheet, rendering.folder))
    own = Path(rendering.folder) / rendering.template
    return Made(html_of(source, own if own.is_file() else TEMPLATES / rendering.template).encode())


def make_mail_text(rendering: Rendering) -> Made:
    """Make the text of an edition, for readers who want no HTML and for the filters that count it as a kindness."""
    return Made(text_of(rendering.view).encode())
