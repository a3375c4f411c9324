"""The data that layouts receive: the frame of a page, links, facts, cards, pictures and blocks.

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
    """Extra words with the link, such as a number of pages, or what somebody finds there."""
    id: str = ""
    """Its own anchor in a list, for who is led there."""
    type: str = ""
    """The media type of a feed."""


@dataclass(frozen=True, slots=True)
class FactView(Fact):
    """A fact with the names looked up that follow its text."""

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
    """Without words: it stands beside the name, and would only say that again (WCAG 2.2, 1.1.1)."""

    @property
    def in_words(self) -> str:
        """The card on one line: `Contact: Jan, projectleider, 06 12 34 56 78, jan@voorbeeld.nl`."""
        known = (self.name, self.role, self.organisation, self.phone, self.mail)
        return f"Contact: {', '.join(part for part in known if part)}"


@dataclass(frozen=True, slots=True)
class SourceView:
    """The same picture in a lighter form, in several sizes."""

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
    """The lightest first."""
    sizes: str = ""
    """How wide it is shown in the column of a text, for a browser to choose by; "" when there is no choice."""
    shape: tuple[str, ...] = ()
    """What the style sheet must know: `is-tall`, `is-whole`, `is-clear`, `is-drawn`, `is-small`; often nothing."""


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase: the time that it takes in words, and `klaar`, `bezig`, `begonnen` or `straks`."""

    period: str
    state: str


@dataclass(frozen=True, slots=True)
class DownloadView:
    """A file to download: its type and size in words, and its language by its code and its name."""

    href: str
    type: str
    size: str
    note: str
    lang: str
    language: str


@dataclass(frozen=True, slots=True)
class MediaView:
    """A film or sound: of our own at `src`, or elsewhere at `address`; what is not there is ""."""

    src: str
    type: str
    note: str
    """The type and size of the file."""
    address: str
    service: str
    """Whose site the address is on."""
    poster: str
    cover: PictureView | None
    """The picture of a film that lives elsewhere."""
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
    """Of a `citaat` who said it, of a `knop` where it leads; of most others a view; None where nothing is to show."""
    inner: tuple[Markup | BlockView, ...] = ()
    level: int = 2
    """The level of its title as a heading: one below the heading that it stands under (WCAG 2.2, 1.3.1)."""


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
    """The language of its words; "" when that is the language of the site."""

    @property
    def id(self) -> str:
        """The id of its heading, which names it; a page shows no item twice."""
        return f"deel-kaart-{slug(self.href)}"

    @property
    def is_over(self) -> bool:
        """Whether it is closed, which comes before what it was."""
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
    """Whether the page may show at any depth, as that for an address that does not exist."""
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
    """How the text stands on this day: `Afgelast`; "" for as announced."""
    description: str
    site_name: str
    tagline: str
    menu: tuple[NavLink, ...]
    quick_links: tuple[NavLink, ...]
    footer: tuple[NavLink, ...]
    contacts: tuple[ContactView, ...]
    """Who helps a visitor who is stuck; in the same place on every page (WCAG 2.2, 3.2.6)."""
    in_text: tuple[str, ...]
    """The names of those whose card stands in the text of the page: it is not shown again below that."""
    feeds: tuple[NavLink, ...]
    theme: tuple[str, str]
    """The colours of paper, light and dark, for the bar of the browser around the page."""
    og_type: str
    form_origin: str
    """The one host that a form on this page may go to; "" when there is no such form."""
    code: str
    """Link to the code for a phone, which is only shown and fetched in print."""
    assets: Mapping[str, str]
    """Where the files are that pages load, by their names."""
    image: str = ""
    """Whole URL of the picture that goes along when the page is shared."""
    image_words: str = ""
    """What that picture says."""
    structured: str = ""
    """JSON-LD, ready for a script element."""

    @property
    def heading(self) -> str:
        """The title with the state of the text before it: `Afgelast: Congres over armoede`."""
        return f"{self.state}: {self.head.title}" if self.state else self.head.title

    @property
    def title(self) -> str:
        """The whole `<title>`: page title – site name, and the other way round on the home page."""
        is_home = self.head.address == "/"
        return f"{self.site_name} – {self.head.title}" if is_home else f"{self.heading} – {self.site_name}"

    def asset(self, name: str) -> str:
        """Return the link to a style sheet or script; to one that is not there by its bare name."""
        return self.viewpoint.href(self.assets.get(name, f"/assets/{name}"))

    @property
    def breadcrumb(self) -> tuple[Step, ...]:
        """The steps from home to this page; none on the home page."""
        here = (self.head.title, self.head.address)
        return () if self.head.address == "/" else ((self.site_name, "/"), *self.head.crumbs, here)

    @property
    def text_lang(self) -> str:
        """The language that what the author wrote is marked with: "" when it is that of the site."""
        return "" if self.lang == self.site_lang else self.lang


@dataclass(frozen=True, slots=True)
class Page:
    """A page to make: what every layout shows, and the `view` that only the template with this name shows."""

    layouts: Layouts
    frame: Frame
    title: str
    summary: str = ""
    """In short, with links at its explained words."""
    body: tuple[BodyPart, ...] = ()
    words: tuple[GlossaryTerm, ...] = ()
    """The explained words in the text of the page, in the order in which they come."""
    contents: tuple[NavLink, ...] = ()
    """The parts of a page that is long enough for a list of contents."""
    template: str = ""
    view: object = None
