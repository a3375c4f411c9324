"""The views that templates share: the frame of a page, links, facts, cards, images and blocks.

All texts are plain text unless their type is Markup or Piece; every `href` is ready to use from the page it is on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from avksite.content.data_files import Figure, GlossaryTerm
from avksite.dutch.formatting import list_in_words, slug
from avksite.frozen import dataclass
from avksite.kinds.base import Badge, Fact
from avksite.rendering.addresses import Viewpoint
from avksite.rendering.sign_up import SignUpWay
from avksite.site import Layouts


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link in a menu, breadcrumb or list; `current` marks the page itself, `ancestor` a part it belongs to."""

    text: str
    href: str
    current: bool = False
    ancestor: bool = False
    note: str = ""
    """Extra words with the link, such as a number of pages, or a description."""
    id: str = ""
    """Its anchor in a list."""
    type: str = ""
    """The media type of a feed."""


@dataclass(frozen=True, slots=True)
class FactView(Fact):
    """A fact with the resolved names that follow its text."""

    links: tuple[NavLink, ...] = ()

    @property
    def in_words(self) -> str:
        """The fact where there is no room for a table: `Waar: Grolloo`."""
        return f"{self.label}: {self.text}{list_in_words([link.text for link in self.links])}"


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact card. Mail and phone are empty when unknown."""

    name: str
    role: str
    organisation: str = ""
    organisation_href: str = ""
    phone: str = ""
    phone_href: str = ""
    mail: str = ""
    mail_href: str = ""
    photo: PictureView | None = None
    """Decorative: it is beside the name, which alt text would repeat (WCAG 2.2, 1.1.1)."""

    @property
    def in_words(self) -> str:
        """The card on one line: `Contact: Jan, projectleider, 06 12 34 56 78, jan@voorbeeld.nl`."""
        known = (self.name, self.role, self.organisation, self.phone, self.mail)
        return f"Contact: {', '.join(part for part in known if part)}"


@dataclass(frozen=True, slots=True)
class SourceView:
    """The same image in a smaller format, in several sizes."""

    type: str
    """Such as `image/avif`."""
    srcset: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture; `alt` is "" for a decorative one, width and height are pixels or None when unknown."""

    src: str
    alt: str
    width: int | None = None
    height: int | None = None
    caption: str = ""
    photographer: str = ""
    srcset: str = ""
    """The sizes of the form that `src` has; "" for a drawing, and where only one file can be named."""
    sources: tuple[SourceView, ...] = ()
    """The smallest format first."""
    sizes: str = ""
    """The attribute `sizes`: its width in the column of a text; "" when there is no choice."""
    shape: tuple[str, ...] = ()
    """Classes for the style sheet: `is-tall`, `is-whole`, `is-clear`, `is-drawn`, `is-small`; often nothing."""


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase: its period in words, and its state: `klaar`, `bezig`, `begonnen` or `straks`."""

    period: str
    state: str


@dataclass(frozen=True, slots=True)
class DownloadView:
    """A file to download: its type and size in words, and the code and name of its language."""

    href: str
    type: str
    size: str
    note: str
    lang: str
    language: str


@dataclass(frozen=True, slots=True)
class MediaView:
    """A film or sound: our own file at `src`, or elsewhere at `address`; absent fields are ""."""

    src: str
    type: str
    note: str
    """The type and size of the file."""
    address: str
    service: str
    """The name of the service at the address."""
    poster: str
    cover: PictureView | None
    """The image of a film elsewhere."""
    captions: str
    captions_lang: str
    transcript: str
    length: str


BlockData = (
    str | ContactView | PhaseView | SignUpWay | DownloadView | MediaView | PictureView | tuple[Figure, ...] | None
)


@dataclass(frozen=True, slots=True)
class BlockView:
    """A `///` block. `kind` picks the macro in `templates/parts/blocks.html`; `data` is that macro's own."""

    kind: str
    """citaat, video, audio, contact, let-op, download, fase, knop, aanmelden, cijfers, uitklap or figuur."""
    title: str
    data: BlockData = None
    """For `citaat` the source, for `knop` the link, for most others a view; None when there is nothing to show."""
    inner: tuple[Markup | BlockView, ...] = ()
    level: int = 2
    """The heading level of its title: one below the heading above it (WCAG 2.2, 1.3.1)."""


BodyPart = Markup | BlockView


@dataclass(frozen=True, slots=True)
class Card:
    """An item in a list: one link, the title, and what a reader needs to choose."""

    title: str
    href: str
    kind: str
    """pagina, nieuws, bijeenkomst, leeraanbod, nieuwsbrief or organisatie."""
    label: str
    """The kind in words."""
    summary: str
    day: date | None = None
    badges: tuple[Badge, ...] = ()
    facts: tuple[FactView, ...] = ()
    picture: PictureView | None = None
    lang: str = ""
    """The language of its words; "" for the language of the site."""

    @property
    def id(self) -> str:
        """The id of its heading, which names it; a page shows no item twice."""
        return f"deel-kaart-{slug(self.href)}"

    @property
    def is_over(self) -> bool:
        """Whether it is over: that badge comes first."""
        return any(badge.tone == "closed" for badge in self.badges)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed list of cards, of links, or of both.

    Its id begins with `deel-`, as all ids of the layouts do, so that an author's heading may have the same words.
    """

    title: str
    id: str
    cards: tuple[Card, ...] = ()
    links: tuple[NavLink, ...] = ()
    note: str = ""


Step = tuple[str, str]
"""A step of a breadcrumb: words and site address."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself."""

    address: str
    title: str
    description: str = ""
    crumbs: tuple[Step, ...] = ()
    """The steps between home and the page."""
    rooted: bool = False
    """Whether the page may be shown at any depth, such as 404.html."""
    indexed: bool = True
    """Whether search engines may list the page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layout around every page shows."""

    head: Head
    viewpoint: Viewpoint
    lang: str
    """The language of the text; `site_lang` is that of the words around it."""
    site_lang: str
    state: str
    """The state of the text on this day: `Afgelast`; "" for none."""
    description: str
    site_name: str
    tagline: str
    menu: tuple[NavLink, ...]
    quick_links: tuple[NavLink, ...]
    footer: tuple[NavLink, ...]
    contacts: tuple[ContactView, ...]
    """The contacts for help, in the same place on every page (WCAG 2.2, 3.2.6)."""
    in_text: tuple[str, ...]
    """The names of people whose card is in the text: it is not repeated below it."""
    feeds: tuple[NavLink, ...]
    theme: tuple[str, str]
    """The background colours, light and dark, for `theme-color`."""
    og_type: str
    form_origin: str
    """The one origin that a form on this page may submit to; "" without a form."""
    code: str
    """Link to the QR code, which is only shown and fetched in print."""
    assets: Mapping[str, str]
    """The addresses of assets, by name."""
    image: str = ""
    """Absolute URL of the image for sharing."""
    image_words: str = ""
    """The alt text of that image."""
    structured: str = ""
    """JSON-LD, ready for a script element."""

    @property
    def heading(self) -> str:
        """The title with the state of the text before it: `Afgelast: Congres over armoede`."""
        return f"{self.state}: {self.head.title}" if self.state else self.head.title

    @property
    def title(self) -> str:
        """The whole `<title>`: page title – site name, in the other order on the home page."""
        is_home = self.head.address == "/"
        return f"{self.site_name} – {self.head.title}" if is_home else f"{self.heading} – {self.site_name}"

    def asset(self, name: str) -> str:
        """Return the link to a style sheet or script; to a missing one by its bare name."""
        return self.viewpoint.href(self.assets.get(name, f"/assets/{name}"))

    @property
    def breadcrumb(self) -> tuple[Step, ...]:
        """The steps from home to this page; none on the home page."""
        here = (self.head.title, self.head.address)
        return () if self.head.address == "/" else ((self.site_name, "/"), *self.head.crumbs, here)

    @property
    def text_lang(self) -> str:
        """The `lang` of what the author wrote; "" for that of the site."""
        return "" if self.lang == self.site_lang else self.lang


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render: what every layout shows, and the `view` for its template."""

    layouts: Layouts
    frame: Frame
    title: str
    summary: str = ""
    """The summary, with links at its glossary terms."""
    body: tuple[BodyPart, ...] = ()
    words: tuple[GlossaryTerm, ...] = ()
    """The glossary terms in the text, in order."""
    contents: tuple[NavLink, ...] = ()
    """The table of contents of a long page."""
    template: str = ""
    view: object = None
