"""Settings for web hosts: headers, media types, redirects, compressed files, and security.txt.

`_headers` and `_redirects` are for Netlify and Cloudflare (GitLab Pages reads the second), `nginx.conf` for one's own
server. Readers lose nothing on a host without these: pages contain their policy, and an old address has a page that
redirects.
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
ONLY_ONLINE = frozenset({HEADERS, REDIRECTS, NGINX, SECURITY, "robots.txt", "sitemap.xml"})
"""What a host or a search engine reads: in a copy of the site in a folder it is of no use."""

ALWAYS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every response: no referrer for other sites, and no access to sensors."""
HSTS = "max-age=31536000"
"""A year in seconds, in which browsers use only HTTPS (RFC 6797)."""

FOR_EVER = "public, max-age=31536000, immutable"
"""Caching (RFC 9111, RFC 8246) of a file with a digest in its name."""
A_WHILE = "public, max-age=3600"
"""Caching of a photo, film or document, which keeps its name when it is replaced."""
ASK_FIRST = "public, max-age=0, s-maxage=60, must-revalidate"
"""Caching of everything else: browsers revalidate each time, a CDN once a minute."""

_SHUT = "base-uri 'none'; frame-ancestors 'none'"
PACKABLE = (".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".vtt", ".xml")
"""Extensions of text files, which are compressed."""
SMALLEST = 1000
"""The least size in bytes for compression: a smaller file fits in one packet anyway."""

_MADE = ("css", "html", "ico", "ics", "js", "json", "xml")
"""Extensions of generated files, besides those of `ENDINGS`."""
_TEXT = regex(r"text/(?!html).*|image/svg\+xml|application/(?:xml|json)")


def hosting(site: Site) -> Iterator[Plan]:
    """Plan the files for hosts, and security.txt."""
    yield Plan(HEADERS, SITE, headers)
    yield Plan(REDIRECTS, SITE, redirects)
    yield Plan(NGINX, SITE, nginx)
    if mail := _mail(site):
        # The first day of the month, so that a nightly build does not change the file every night.
        yield Plan(SECURITY, SITE, security, (mail, site.today.replace(day=1)))


def page_policy(site: Site, styles: str = "'self'") -> str:
    """Return the content security policy (CSP 3) for all pages; the one in a page may be stricter."""
    service = urlsplit(form_action(site))
    forms = f"'self' {service.scheme}://{service.netloc}" if service.netloc else "'self'"
    return (
        f"default-src 'none'; style-src {styles}; script-src 'self'; img-src 'self' data:; media-src 'self'; "
        f"form-action {forms}; {_SHUT}"
    )


def _mail_policy(site: Site) -> str:
    """Return the policy of a mailed edition, which has inline styles and absolute addresses of images."""
    whole = urlsplit(site.config.base_url)
    pictures = f"'self' {whole.scheme}://{whole.netloc}"
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src {pictures}; form-action 'none'; {_SHUT}"


def _prefix(site: Site) -> str:
    """Return the path of the site on its host; "" at the root."""
    return urlsplit(site.config.base_url).path.rstrip("/")


def _encoded(address: str) -> str:
    return quote(address, safe="/~!&'()+,;=@")


def headers(site: Site) -> Made:
    """Make `_headers`: paths with their headers.

    When two rules match a path, hosts join their values with a comma, so no header is set twice for one path. The
    policy of the whole site can therefore not be relaxed for a mail or a drawing: it is less strict about styles than
    the one in every page.
    """
    # With an online editor, the policy for all pages must allow what that needs; each page has its own.
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

    There is a page at each old address, so Netlify needs a `!`; other hosts ignore such a line. Only Netlify knows 410,
    for which it serves the second address.
    """
    ways = [(_prefix(site) + _encoded(old), _prefix(site) + _encoded(now)) for old, now in moved(site).items()]
    lines = [f"{old} {now} {status}" for old, now in ways for status in ("301!", "301")]
    gone = {old: old if is_page_address(old) else NOT_FOUND for old in _gone(site)}
    lines += [f"{_prefix(site)}{_encoded(old)} {_prefix(site)}{_encoded(shown)} 410!" for old, shown in gone.items()]
    return _text(lines)


def _gone(site: Site) -> list[str]:
    """Return the addresses that are gone for good."""
    return [old for old in site.withdrawn if old not in site.by_address]


def security(_: Site, mail: str, month: date) -> Made:
    """Make `security.txt` (RFC 9116), valid for a year from the first day of this month."""
    until = f"{month.year + 1}-{month:%m}-01T00:00:00Z"
    return _text([f"Contact: mailto:{mail}", f"Expires: {until}", "Preferred-Languages: nl, en"])


def _mail(site: Site) -> str:
    """Return the contact for security reports: the address for answers to the newsletter, or that of the help."""
    helpers = (site.people[name].entry.mail for name in site.config.contacts if name in site.people)
    return next(filter(None, (reply_address(site), *helpers)), "")


def _text(lines: Iterable[str]) -> Made:
    return Made("".join(f"{line}\n" for line in lines).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class NginxView:
    """The view of `templates/nginx.conf`; addresses are those on the host."""

    types: tuple[tuple[str, str], ...]
    """Extensions of files that can be on the site, with their media types."""
    texts: tuple[str, ...]
    """Media types to compress, without HTML, which is nginx's default."""
    moved: tuple[tuple[str, str], ...]
    """The old address, decoded, and the new one, encoded."""
    gone: tuple[str, ...]
    kept_a_while: tuple[str, ...]
    not_found: str
    assets: str
    """A regular expression for the addresses of assets; `unseen` is one for files that are only for the host."""
    unseen: str
    policy: str
    policy_of_mail: str
    form: str
    """The address of the online editor, whose page has its own policy; "" without one."""
    policy_of_form: str = _SHUT
    policy_of_drawing: str = f"default-src 'none'; style-src 'unsafe-inline'; sandbox; {_SHUT}"
    always: tuple[tuple[str, str], ...] = tuple(ALWAYS.items())
    hsts: str = HSTS
    for_ever: str = FOR_EVER
    a_while: str = A_WHILE
    ask_first: str = ASK_FIRST
    smallest: int = SMALLEST


def nginx(site: Site) -> Made:
    """Make `nginx.conf`, for the `server` block of one's own server."""
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
    """Yield a `.br` and a `.gz` for each text that gets smaller; the results are in the memo."""
    texts = [it for it in artifacts if it.path.endswith(PACKABLE) and it.facts.size >= SMALLEST]
    for text, forms in zip(texts, memo.map(packed, (it.data for it in texts), heavy=True), strict=True):
        for ending, content in forms.items():
            if len(content) < text.facts.size:
                yield Artifact.of(text.path + ending, text.made_from, Made(content))


def packed(data: Later[bytes]) -> dict[str, bytes]:
    """Compress bytes at the highest level, by extension (RFC 1952, RFC 7932)."""
    import brotli  # noqa: PLC0415  only who publishes needs it

    content = data.value
    # Without a timestamp: the same text gives the same bytes.
    return {".br": brotli.compress(content, brotli.MODE_TEXT), ".gz": gzip.compress(content, mtime=0)}
