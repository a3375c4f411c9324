"""Addresses that lead there by way of somebody who keeps count: mail gateways, search engines, mailings."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from avksite.dutch.formatting import list_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 4
"""How often one detour may stand in another: a mail that was forwarded goes past two gateways."""

_ADDRESS = re.compile(
    r"https?://(?P<host>[^/?#]+)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?P<fragment>#.*)?", re.IGNORECASE
)
_MAIL = re.compile(r"[^\s@/&=]+@[^\s@/&=]+\.[a-z]{2,}", re.IGNORECASE)
_COUNTS = re.compile(
    r"""
    utm_\w+ | mtm_\w+ | pk_\w+ | _hs\w+ | hsCtaTracking | vero_\w+ | oly_\w+_id | __cft__.* | __tn__ | at_campaign
    | fbclid | gclid | gclsrc | dclid | gbraid | wbraid | msclkid | yclid | twclid | ttclid | li_fat_id | igshid? | igsh
    | mc_eid | mc_cid | mkt_tok | _ga | _gl | _openstat | wickedid | rb_clickid | s_kwcid | ck_subscriber_id | sfmc_\w+
    | mailing_?id | subscriber_?id | recipient_?id | ml_subscriber\w* | vgo_ee | spm | trk
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PLAYERS = ("youtu.be", "youtube.com", "open.spotify.com")


@dataclass(frozen=True, slots=True)
class Detour:
    """What stands in the way: `what` in words, and the address without it, "" when only a browser can find it."""

    what: str
    real: str


def find_detour(address: str) -> Detour | None:
    """Return what stands between a reader and the page; None when an address leads straight to it."""
    what, at = "", address
    for _ in range(_DEEPEST):
        gateway = _gateway(at)
        if gateway is None:
            break
        name, real = gateway
        what = what or f"Deze link gaat niet recht naar de pagina, maar eerst langs {name}."
        if not real:
            return Detour(what, "")
        at = real
    at, counted = _uncounted(at)
    if counted and not what:
        named = list_in_words(tuple(f"`{name}`" for name in dict.fromkeys(counted)))
        what = f"In deze link staat iets wat bijhoudt wie er klikt: {named}."
    return Detour(what, at) if what else None


def _gateway(address: str) -> tuple[str, str] | None:
    """Return whose gateway an address goes by, and the address behind it; "" when that cannot be read."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return None
    host = found["host"].lower().removeprefix("www.")
    for pattern, name, read in _GATEWAYS:
        if pattern.fullmatch(host + found["path"].rstrip("/")):
            return name, read(address)
    return None


def _in_query(address: str) -> str:
    """Return the first address among the values of a query; some gateways write it twice over."""
    for field in address.partition("?")[2].replace("&amp;", "&").split("&"):
        if whole := _whole(field.partition("=")[2]):
            return whole
    return ""


def _in_path(address: str) -> str:
    """Return an address that stands in the path of another."""
    at = re.search(r"https?(?:%3A|:)(?:%2F|/)", address[8:], re.IGNORECASE)
    return _whole(address[8 + at.start() :]) if at else ""


def _in_code(address: str) -> str:
    """Return an address that stands in a query as Base64, behind `u=` or `u=a1`."""
    for field in address.partition("?")[2].split("&"):
        name, _, value = field.partition("=")
        if name == "u":
            code = unquote(value).removeprefix("a1")
            try:
                return _whole(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode())
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""


def _proofpoint_2(address: str) -> str:
    """Read the second form of Proofpoint, which writes `-` for `%` and `_` for `/`."""
    for field in address.partition("?")[2].split("&"):
        if field.startswith("u="):
            return _whole(field[2:].replace("-", "%").replace("_", "/"))
    return ""


_RUN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_THIRD = re.compile(r"/v3/__(?P<address>.+?)__;(?P<code>[^!]*)", re.DOTALL)


def _proofpoint_3(address: str) -> str:
    """Read the third form of Proofpoint: `*` stands for a sign, `**X` for a row of them, kept as Base64 behind it."""
    found = _THIRD.search(address)
    if not found:
        return ""
    code = found["code"]
    try:
        signs = iter(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode())
    except (binascii.Error, UnicodeDecodeError):
        return ""

    def read(star: re.Match[str]) -> str:
        size = _RUN.find(star[1]) + 2 if star[1] else 1
        return "".join(sign for _, sign in zip(range(size), signs, strict=False))

    typed = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", read, found["address"])
    return _whole(re.sub(r"^(https?:/)(?=[^/])", r"\1/", typed, flags=re.IGNORECASE))


def _unreadable(address: str) -> str:
    del address
    return ""


def _whole(value: str) -> str:
    """Return an address that was written into another, or "" when it is none."""
    for _ in range(3):
        if re.match(r"https?://[^/?#\s]+\.[^/?#\s]+", value, re.IGNORECASE):
            return value
        value = unquote(value)
    return ""


def _gate(pattern: str, name: str, read: Callable[[str], str]) -> tuple[re.Pattern[str], str, Callable[[str], str]]:
    return re.compile(pattern, re.IGNORECASE), name, read


_GATEWAYS = (
    _gate(r"[^/]+\.safelinks\.protection\.outlook\.com.*", "een controle van Outlook", _in_query),
    _gate(r"statics\.teams\.cdn\.office\.net/.*safelinks.*", "een controle van Teams", _in_query),
    _gate(r"urldefense(?:\.proofpoint)?\.com/v1/url", "een controle van Proofpoint", _in_query),
    _gate(r"urldefense(?:\.proofpoint)?\.com/v2/url", "een controle van Proofpoint", _proofpoint_2),
    _gate(r"urldefense\.(?:com|us|proofpoint\.com)/v3/.*", "een controle van Proofpoint", _proofpoint_3),
    _gate(r"linkprotect\.cudasvc\.com/url", "een controle van Barracuda", _in_query),
    _gate(r"secure-web\.cisco\.com/.*", "een controle van Cisco", _in_path),
    _gate(r"protect\d?\.fireeye\.com/.*", "een controle van FireEye", _in_query),
    _gate(r"clicktime\.(?:symantec|cloud\.postoffice)\.[^/]+/.*", "een controle van Symantec", _in_query),
    _gate(r"[^/]+\.protection\.sophos\.com.*", "een controle van Sophos", _in_code),
    _gate(r"(?:[^/]+\.)?mimecast(?:protect)?\.com/s/.*", "een controle van Mimecast", _unreadable),
    _gate(r"google\.[a-z.]+/url", "Google", _in_query),
    _gate(r"google\.[a-z.]+/amp/s/.*", "Google", lambda address: f"https://{address.partition('/amp/s/')[2]}"),
    _gate(r"bing\.com/ck/a", "Bing", _in_code),
    _gate(r"duckduckgo\.com/l", "DuckDuckGo", _in_query),
    _gate(r"lm?\.facebook\.com/l\.php", "Facebook", _in_query),
    _gate(r"l\.(?:instagram|messenger|threads)\.(?:com|net)(?:/l\.php)?", "Instagram", _in_query),
    _gate(r"l\.wl\.co/l", "WhatsApp", _in_query),
    _gate(r"linkedin\.com/(?:redir/redirect|safety/go|redirect)", "LinkedIn", _in_query),
    _gate(r"youtube\.com/redirect", "YouTube", _in_query),
    _gate(r"slack-redir\.net/link", "Slack", _in_query),
    _gate(r"t\.co/.+", "X", _unreadable),
    _gate(r"lnkd\.in/.+", "LinkedIn", _unreadable),
    _gate(r"[^/]+\.list-manage\d?\.com/track/click", "een teller van Mailchimp", _unreadable),
    _gate(r"[^/]+\.sendgrid\.net/(?:ls|wf)/click", "een teller van SendGrid", _unreadable),
    _gate(r"[^/]+\.hubspot(?:links|email)\.(?:com|net)/.*", "een teller van HubSpot", _unreadable),
    _gate(r"[^/]+\.sendibt\d\.com/.*", "een teller van Brevo", _unreadable),
)
"""The gateways and counters that people copy from a mail or a list of results, and how each hides the address."""


def _uncounted(address: str) -> tuple[str, tuple[str, ...]]:
    """Return an address without what keeps count of readers, and the names of that; all else stays as typed."""
    start, sign, tail = address.partition("?")
    if not sign:
        return address, ()
    query, hash_, fragment = tail.partition("#")
    kept: list[str] = []
    counted: list[str] = []
    for field in re.split("&amp;|&", query):
        name = unquote(field.partition("=")[0])
        is_share = name == "si" and any(player in start.lower() for player in _PLAYERS)
        if _COUNTS.fullmatch(name) or is_share or _MAIL.search(unquote(field.partition("=")[2])):
            counted.append(name)
        elif field:
            kept.append(field)
    if not counted:
        return address, ()
    return start + ("?" + "&".join(kept) if kept else "") + hash_ + fragment, tuple(counted)
