"""What a host sends, and how: headers, types, statuses, old addresses, packed files, and whom to tell of a leak.

`_headers` and `_redirects` are for Netlify and Cloudflare (GitLab Pages reads the second), `nginx.conf` for a server of
one's own. A host that knows none of them loses nothing that a reader sees: pages carry their policy themselves, and at
an old address stands a page that leads on.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote, urlsplit

from avksite.content.file_types import media_type
from avksite.content.media import ENDINGS
from avksite.content.names import is_page_address
from avksite.content.settings import FORM, SITE
from avksite.frozen import dataclass
from avksite.kinds import NOT_FOUND
from avksite.memo.later import Later
from avksite.memo.memo import Memo
from avksite.patterns import regex
from avksite.rendering.artifact import Artifact, Made, Plan
from avksite.rendering.assets import DIGITS, FOLDER, asset_addresses
from avksite.rendering.sign_up import form_action, reply_address
from avksite.rendering.subscriptions import moved
from avksite.rendering.templates import render
from avksite.site import Site

HEADERS, REDIRECTS, NGINX, SECURITY = "_headers", "_redirects", "nginx.conf", ".well-known/security.txt"

ALWAYS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What goes with every answer: no other site learns which page a reader came from, and no page asks for a sensor."""
HSTS = "max-age=31536000"
"""Seconds, a year: a browser that was told this once asks for nothing but https (RFC 6797)."""

FOR_EVER = "public, max-age=31536000, immutable"
"""How long an answer may be kept (RFC 9111, RFC 8246) whose name carries the digest of what is in it."""
A_WHILE = "public, max-age=3600"
"""The same of a photo, a film or a document: it keeps its name when it is replaced."""
ASK_FIRST = "public, max-age=0, s-maxage=60, must-revalidate"
"""The same of all else: a browser asks each time whether it is still so, a CDN once a minute."""

_SHUT = "base-uri 'none'; frame-ancestors 'none'"
PACKABLE = (".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".vtt", ".xml")
"""Endings of what is text, and gets smaller when it is packed."""
SMALLEST = 1000
"""Bytes from which on packing is worth it: what is smaller goes out in one piece anyhow."""

_MADE = ("css", "html", "ico", "ics", "js", "json", "xml")
"""Endings of what the site makes itself, beside those of `ENDINGS`."""
_TEXT = regex(r"text/(?!html).*|image/svg\+xml|application/(?:xml|json)")


def hosting(site: Site) -> Iterator[Plan]:
    """Plan the files that a host reads, and the one for who finds a leak."""
    yield Plan(HEADERS, SITE, headers)
    yield Plan(REDIRECTS, SITE, redirects)
    yield Plan(NGINX, SITE, nginx)
    if mail := _mail(site):
        # A day of the month and not of the year, so that a build of every night does not make it anew every night.
        yield Plan(SECURITY, SITE, security, (mail, site.today.replace(day=1)))


def page_policy(site: Site, styles: str = "'self'") -> str:
    """Return the content security policy (CSP 3) that holds for every page; that of a page itself may allow less."""
    service = urlsplit(form_action(site))
    forms = f"'self' {service.scheme}://{service.netloc}" if service.netloc else "'self'"
    return (
        f"default-src 'none'; style-src {styles}; script-src 'self'; img-src 'self' data:; media-src 'self'; "
        f"form-action {forms}; {_SHUT}"
    )


def _mail_policy(site: Site) -> str:
    """Return the policy of an edition as it was mailed: all its styles are inline, and it names pictures in full."""
    whole = urlsplit(site.config.base_url)
    pictures = f"'self' {whole.scheme}://{whole.netloc}"
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src {pictures}; form-action 'none'; {_SHUT}"


def _prefix(site: Site) -> str:
    """Return the path below which the whole site stands; "" at the root of a host."""
    return urlsplit(site.config.base_url).path.rstrip("/")


def _encoded(address: str) -> str:
    return quote(address, safe="/~!&'()+,;=@")


def headers(site: Site) -> Made:
    """Make `_headers`: a path, then what goes with it.

    Of two that fit a path both hold, joined by a comma: so nothing is said twice of one. A policy of the whole site
    cannot be loosened for a mail or a drawing then; of styles it says less than the one that every page carries.
    """
    # With a form for editors on the site no more is said of all pages than holds for that too; each carries its own.
    policy = _SHUT if site.config.editor else page_policy(site, "'self' 'unsafe-inline'")
    always = ALWAYS | {"Content-Security-Policy": policy}
    blocks = [("/*", always), *((address, {"Cache-Control": FOR_EVER}) for address in asset_addresses(site).values())]
    lines = [
        "# Staat de hele site op https, en blijft dat zo? Zet dan deze regel erbij, onder /*:",
        f"#   Strict-Transport-Security: {HSTS}",
    ]
    for path, values in blocks:
        lines += [f"{_prefix(site)}{path}", *(f"  {name}: {value}" for name, value in values.items())]
    return _text(lines)


def redirects(site: Site) -> Made:
    """Make `_redirects`: from, to, status.

    Netlify only follows a line with a `!` where there is a page too, as there is; the others pass over such a line. It
    alone knows 410, for which it shows what it finds at the second address.
    """
    ways = [(_prefix(site) + _encoded(old), _prefix(site) + _encoded(now)) for old, now in moved(site).items()]
    lines = [f"{old} {now} {status}" for old, now in ways for status in ("301!", "301")]
    gone = {old: old if is_page_address(old) else NOT_FOUND for old in _gone(site)}
    lines += [f"{_prefix(site)}{_encoded(old)} {_prefix(site)}{_encoded(shown)} 410!" for old, shown in gone.items()]
    return _text(lines)


def _gone(site: Site) -> list[str]:
    """Return every address at which nothing will be any more."""
    return [old for old in site.withdrawn if old not in site.by_address]


def security(_: Site, mail: str, month: date) -> Made:
    """Make `security.txt` (RFC 9116), which holds for a year from the first day of this month."""
    until = f"{month.year + 1}-{month:%m}-01T00:00:00Z"
    return _text([f"Contact: mailto:{mail}", f"Expires: {until}", "Preferred-Languages: nl, en"])


def _mail(site: Site) -> str:
    """Return the address to tell of a leak: where answers to the newsletter go, or of who helps on every page."""
    helpers = (site.people[name].entry.mail for name in site.config.contacts if name in site.people)
    return next(filter(None, (reply_address(site), *helpers)), "")


def _text(lines: Iterable[str]) -> Made:
    return Made("".join(f"{line}\n" for line in lines).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class NginxView:
    """What `templates/nginx.conf` fills in; addresses are those on the host."""

    types: tuple[tuple[str, str], ...]
    """The ending of each file that can be on the site, with its media type."""
    texts: tuple[str, ...]
    """Media types of what is text, and gets smaller when it is packed; nginx takes HTML for granted."""
    moved: tuple[tuple[str, str], ...]
    """The old address as it is, and the new one as it is sent."""
    gone: tuple[str, ...]
    kept_a_while: tuple[str, ...]
    not_found: str
    assets: str
    """What the addresses of assets match, a regular expression; `unseen` those of what is for the host alone."""
    unseen: str
    policy: str
    policy_of_mail: str
    form: str
    """Where the form for editors is, whose page carries its own policy; "" without one."""
    policy_of_form: str = _SHUT
    policy_of_drawing: str = f"default-src 'none'; style-src 'unsafe-inline'; sandbox; {_SHUT}"
    always: tuple[tuple[str, str], ...] = tuple(ALWAYS.items())
    hsts: str = HSTS
    for_ever: str = FOR_EVER
    a_while: str = A_WHILE
    ask_first: str = ASK_FIRST
    smallest: int = SMALLEST


def nginx(site: Site) -> Made:
    """Make `nginx.conf`: what belongs in the `server` block of a server of one's own."""
    prefix = _prefix(site)
    start, types = re.escape(prefix), {ending: media_type(ending) for ending in sorted({*ENDINGS, *_MADE})}
    view = NginxView(
        types=tuple(types.items()),
        texts=tuple(sorted({type_ for type_ in types.values() if _TEXT.fullmatch(type_)})),
        moved=tuple((prefix + old, prefix + _encoded(now)) for old, now in moved(site).items()),
        gone=tuple(prefix + old for old in _gone(site)),
        kept_a_while=tuple(ending for ending in sorted(ENDINGS) if not types[ending].startswith("text/")),
        not_found=prefix + NOT_FOUND,
        assets=f"^{start}{FOLDER}.+\\.[0-9a-f]{{{DIGITS}}}\\.[a-z0-9]+$",
        unseen=f"^{start}/(?:{HEADERS}|{REDIRECTS}|{re.escape(NGINX)})$",
        policy=page_policy(site),
        policy_of_mail=_mail_policy(site),
        form=prefix + FORM if site.config.editor else "",
    )
    return Made(render(NGINX, view, site.layouts).encode())


def compressed(artifacts: Iterable[Artifact], memo: Memo) -> Iterator[Artifact]:
    """Yield a `.br` and a `.gz` for each text that gets smaller; what is as it was is not packed again."""
    texts = [it for it in artifacts if it.path.endswith(PACKABLE) and it.facts.size >= SMALLEST]
    for text, forms in zip(texts, memo.map(packed, (it.data for it in texts), heavy=True), strict=True):
        for ending, content in forms.items():
            if len(content) < text.facts.size:
                yield Artifact.of(text.path + ending, text.made_from, Made(content))


def packed(data: Later[bytes]) -> dict[str, bytes]:
    """Return these bytes packed in both forms as well as they can, by the ending of each (RFC 1952, RFC 7932)."""
    import brotli  # noqa: PLC0415  only who publishes needs it

    content = data.value
    # Without the time of packing: the same text gives the same bytes.
    return {".br": brotli.compress(content, brotli.MODE_TEXT), ".gz": gzip.compress(content, mtime=0)}
