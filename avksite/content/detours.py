"""Finds the real address behind redirects that count clicks: mail gateways, search engines, mailings."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from itertools import islice
from urllib.parse import unquote

from avksite.dutch.formatting import list_in_words
from avksite.frozen import dataclass
from avksite.patterns import regex

_DEEPEST = 4
"""How deep detours may be nested: a forwarded mail has two gateways."""

_ADDRESS = regex(r"https?://(?P<host>[^/?#]+)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?P<fragment>#.*)?", re.IGNORECASE)
_MAIL = regex(r"[^\s@/&=]+@[^\s@/&=]+\.[a-z]{2,}", re.IGNORECASE)
_COUNTS = regex(
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
    """A detour: `what` it is in words, and the `real` address; "" when only a browser can find that."""

    what: str
    real: str
    parameter: str = ""
    """The parameter that shows it, when it is only a part of the address."""


def find_detour(address: str) -> Detour | None:
    """Return the detour of an address; None when it leads straight to its page."""
    what, at, parameter = "", address, ""
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
        what, parameter = f"In deze link staat iets wat bijhoudt wie er klikt: {named}.", f"{counted[0]}="
    return Detour(what, at, parameter) if what else None


def _gateway(address: str) -> tuple[str, str] | None:
    """Return the name of the gateway of an address, and the address behind it; "" when that cannot be read."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return None
    place = found["host"].lower().removeprefix("www.") + found["path"].rstrip("/")
    gateway = _ANY_GATEWAY.fullmatch(place)
    if gateway is None:
        return None
    _, name, read = _GATEWAYS[int(str(gateway.lastgroup)[1:])]
    return name, read(address) if read else ""


def _fields(query: str) -> list[tuple[str, str]]:
    """Return the names and values of a query; in some mails an `&` is written as in HTML."""
    parts = (field.partition("=") for field in re.split("&amp;|&", query))
    return [(name, value) for name, _, value in parts]


def _value(address: str, key: str) -> str:
    return next((value for name, value in _fields(address.partition("?")[2]) if name == key), "")


def _in_query(address: str) -> str:
    """Return the first address among the values of a query; some gateways write it twice over."""
    values = (_whole(value) for _, value in _fields(address.partition("?")[2]))
    return next(filter(None, values), "")


def _in_path(address: str) -> str:
    """Return an address inside the path of another."""
    at = re.search(r"https?(?:%3A|:)(?:%2F|/)", address[8:], re.IGNORECASE)
    return _whole(address[8 + at.start() :]) if at else ""


def _in_code(address: str) -> str:
    """Return an address in a query, written as Base64, behind `u=` or `u=a1`."""
    return _whole(_decoded(unquote(_value(address, "u")).removeprefix("a1")))


def _decoded(code: str) -> str:
    """Decode Base64 without padding; "" when it is none."""
    try:
        return base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _proofpoint_2(address: str) -> str:
    """Read the second form of Proofpoint, which writes `-` for `%` and `_` for `/`."""
    return _whole(_value(address, "u").replace("-", "%").replace("_", "/"))


_RUN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_THIRD = regex(r"/v3/__(?P<address>.+?)__;(?P<code>[^!]*)", re.DOTALL)


def _proofpoint_3(address: str) -> str:
    """Read Proofpoint's third form: `*` stands for a character, `**X` for a run; they follow in Base64."""
    found = _THIRD.search(address)
    if not found:
        return ""
    chars = iter(_decoded(found["code"]))

    def read(star: re.Match[str]) -> str:
        return "".join(islice(chars, _RUN.find(star[1]) + 2 if star[1] else 1))

    typed = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", read, found["address"])
    return _whole(re.sub(r"^(https?:/)(?=[^/])", r"\1/", typed, flags=re.IGNORECASE))


def _whole(value: str) -> str:
    """Return a value if it is a full address; else ""."""
    for _ in range(3):
        if re.match(r"https?://[^/?#\s]+\.[^/?#\s]+", value, re.IGNORECASE):
            return value
        value = unquote(value)
    return ""


_GATEWAYS: tuple[tuple[str, str, Callable[[str], str] | None], ...] = (
    (r"[^/]+\.safelinks\.protection\.outlook\.com.*", "een controle van Outlook", _in_query),
    (r"statics\.teams\.cdn\.office\.net/.*safelinks.*", "een controle van Teams", _in_query),
    (r"urldefense(?:\.proofpoint)?\.com/v1/url", "een controle van Proofpoint", _in_query),
    (r"urldefense(?:\.proofpoint)?\.com/v2/url", "een controle van Proofpoint", _proofpoint_2),
    (r"urldefense\.(?:com|us|proofpoint\.com)/v3/.*", "een controle van Proofpoint", _proofpoint_3),
    (r"linkprotect\.cudasvc\.com/url", "een controle van Barracuda", _in_query),
    (r"secure-web\.cisco\.com/.*", "een controle van Cisco", _in_path),
    (r"protect\d?\.fireeye\.com/.*", "een controle van FireEye", _in_query),
    (r"clicktime\.(?:symantec|cloud\.postoffice)\.[^/]+/.*", "een controle van Symantec", _in_query),
    (r"[^/]+\.protection\.sophos\.com.*", "een controle van Sophos", _in_code),
    (r"(?:[^/]+\.)?mimecast(?:protect)?\.com/s/.*", "een controle van Mimecast", None),
    (r"google\.[a-z.]+/url", "Google", _in_query),
    (r"google\.[a-z.]+/amp/s/.*", "Google", lambda address: f"https://{address.partition('/amp/s/')[2]}"),
    (r"bing\.com/ck/a", "Bing", _in_code),
    (r"duckduckgo\.com/l", "DuckDuckGo", _in_query),
    (r"lm?\.facebook\.com/l\.php", "Facebook", _in_query),
    (r"l\.(?:instagram|messenger|threads)\.(?:com|net)(?:/l\.php)?", "Instagram", _in_query),
    (r"l\.wl\.co/l", "WhatsApp", _in_query),
    (r"linkedin\.com/(?:redir/redirect|safety/go|redirect)", "LinkedIn", _in_query),
    (r"youtube\.com/redirect", "YouTube", _in_query),
    (r"slack-redir\.net/link", "Slack", _in_query),
    (r"t\.co/.+", "X", None),
    (r"lnkd\.in/.+", "LinkedIn", None),
    (r"[^/]+\.list-manage\d?\.com/track/click", "een teller van Mailchimp", None),
    (r"[^/]+\.sendgrid\.net/(?:ls|wf)/click", "een teller van SendGrid", None),
    (r"[^/]+\.hubspot(?:links|email)\.(?:com|net)/.*", "een teller van HubSpot", None),
    (r"[^/]+\.sendibt\d\.com/.*", "een teller van Brevo", None),
)
"""The gateways and counters in addresses that people copy, and how each holds the real address."""
_ANY_GATEWAY = regex("|".join(f"(?P<_{n}>{pattern})" for n, (pattern, *_) in enumerate(_GATEWAYS)), re.IGNORECASE)


def _uncounted(address: str) -> tuple[str, tuple[str, ...]]:
    """Return an address without its tracking parameters, and the names of those; the rest stays as typed."""
    start, question_mark, tail = address.partition("?")
    if not question_mark:
        return address, ()
    query, hash_, fragment = tail.partition("#")
    kept: list[str] = []
    counted: list[str] = []
    for field in re.split("&amp;|&", query):
        name, value = map(unquote, field.partition("=")[::2])
        is_share = name == "si" and any(player in start.lower() for player in _PLAYERS)
        if _COUNTS.fullmatch(name) or is_share or _MAIL.search(value):
            counted.append(name)
        elif field:
            kept.append(field)
    if not counted:
        return address, ()
    return start + ("?" + "&".join(kept) if kept else "") + hash_ + fragment, tuple(counted)
