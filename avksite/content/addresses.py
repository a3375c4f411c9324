"""Parses every address that staff type: where it leads, and whether a reader can open it.

RFC 3986 defines what an address may hold, RFC 6068 `mailto:`, and RFC 3966 `tel:`.
"""

from __future__ import annotations

import re
from enum import Enum
from ipaddress import ip_address
from urllib.parse import quote, unquote

from avksite.dutch.formatting import shortened, slug
from avksite.dutch.words import tidy
from avksite.frozen import dataclass
from avksite.patterns import regex
from avksite.problems import Misread

PHONE_HINT = "Typ het nummer met netnummer, zoals `06 12 34 56 78` of `050 123 45 67`."
MAIL_HINT = "Typ een mailadres zoals `naam@voorbeeld.nl`."

_SERVICE = regex(r"0(?:800|900|906|909)(?:\d{4}|\d{7})")
_GROUPS = regex(
    r"""
    (06) (..) (..) (..) (..)
    | (0800|090[069]) (....)
    | (0800|090[069]) (...) (....)
    # Area codes of three digits; all others have four. 082, 084, 085, 087, 088 and 091 belong to no place.
    | (0 (?: 1[035] | 2[0346] | 3[03568] | 4[0356] | 5[0358] | 7\d | 8[24578] | 91 ) ) (...) (..) (..)
    | (....) (..) (..) (..)
    """,
    re.VERBOSE,
)
# Numbers that only exist inside the country: 113, 14 0599 of a municipality, 116 111, 18xx.
_INLAND = regex(r"1\d\d|14\d{3,4}|116\d{3}|18\d\d")
_DIGITS = regex(r"\d+")
_PHONE = regex(r"\+?[\d ()./\u2010-\u2015-]+")

_MAIL = regex(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\s@.,;:<>()_/]+\.)+[^\s@.,;:<>()_/\d]{2,}")
_PHONE_LABEL = regex(r"^(?:tel(?:efoon)?|mobiel)?[.:]*\s*", re.IGNORECASE)
_MAIL_LABEL = regex(r"^mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as machines dial it: `+31612413941`, or `140599` when it only works inside the country."""

    number: str

    @property
    def text(self) -> str:
        """The number in groups that can be read aloud: `06 12 41 39 41`."""
        if not self.number.startswith("+31"):
            return f"14 {self.number[2:]}" if re.fullmatch(r"140\d{2,3}", self.number) else self.number
        groups = _GROUPS.fullmatch(f"0{self.number[3:]}")
        return " ".join(filter(None, groups.groups())) if groups else self.number

    @property
    def href(self) -> str:
        """The address of a link that calls it."""
        return f"tel:{self.number}"


def parse_phone(typed: str) -> Phone:
    """Read a phone number: `0612413941`, `06-12 41 39 41`, `+31 (0)50 123 45 67`, `0800 1234`, `14 0599`."""
    text = _PHONE_LABEL.sub("", tidy(typed))
    if not _PHONE.fullmatch(text):
        raise Misread(f"`{typed}` lees ik niet als een telefoonnummer.", PHONE_HINT)
    digits = "".join(_DIGITS.findall(text.replace("(0)", "")))
    if text.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        if not digits.startswith("31"):
            if 8 <= len(digits) <= 15:  # noqa: PLR2004  as E.164 allows
                return Phone(f"+{digits}")
            message = f"`{typed}` heeft {len(digits)} cijfers; met het landnummer horen het er 8 tot 15 te zijn."
            raise Misread(message, PHONE_HINT)
        digits = f"0{digits[2:].removeprefix('0')}"
    if _INLAND.fullmatch(digits):
        return Phone(digits)
    if _SERVICE.fullmatch(digits) or (len(digits) == 10 and re.match(r"0[1-9]", digits)):  # noqa: PLR2004
        return Phone(f"+31{digits[1:]}")
    if len(digits) == 9 and digits.startswith("6"):  # noqa: PLR2004  the zero was lost, as spreadsheets do
        message = f"Bij `{typed}` is de 0 vooraan weggevallen."
        whole = Phone(f"+31{digits}").text
        raise Misread(message, f"Typ `{whole}`.", whole)
    if len(digits) == 10:  # noqa: PLR2004
        raise Misread(f"`{typed}` begint niet met een 0.", PHONE_HINT)
    raise Misread(f"`{typed}` heeft {len(digits)} cijfers; een Nederlands nummer heeft er 10.", _perhaps_abroad(digits))


def is_mail(text: str) -> bool:
    """Return whether a text is a mail address, with or without `mailto:`."""
    return _MAIL.fullmatch(_MAIL_LABEL.sub("", text)) is not None


def parse_mail(typed: str) -> str:
    """Read a mail address; `mailto:` and angle brackets around it may stay."""
    text = _MAIL_LABEL.sub("", tidy(typed)).strip("<> ").rstrip(".")
    if _MAIL.fullmatch(text) and ".." not in text:
        name, _, host = text.rpartition("@")
        return f"{name}@{host.lower()}"
    if "@" not in text and re.match(r"https?://|www\.", text, re.IGNORECASE):
        raise Misread(f"`{typed}` is een webadres; hier hoort een mailadres.", MAIL_HINT, fits="adres")
    if "@" not in text:
        raise Misread(f"In `{typed}` ontbreekt het apenstaartje (@).", MAIL_HINT)
    joined = re.sub(r"\s+", "", text).replace(",", ".")
    if joined != text and _MAIL.fullmatch(joined):
        raise Misread(f"In `{typed}` staat een spatie of een komma.", f"Bedoel je `{joined}`?", joined)
    raise Misread(f"`{typed}` lees ik niet als een mailadres.", MAIL_HINT)


def _perhaps_abroad(digits: str) -> str:
    """Return the hint for a number that may be German or Belgian: type its country code."""
    for country, code, sizes in (("Belgisch", "32", {9}), ("Duits", "49", {11, 12})):
        if digits[:1] == "0" and digits[1:2] not in {"0", "6"} and len(digits) in sizes:
            return f"{PHONE_HINT} Is het een {country} nummer? Typ dan `+{code} {digits[1:]}`."
    return f"{PHONE_HINT} Een nummer uit een ander land begint met `+` en de code van dat land."


WEB_HINT = "Typ een webadres zoals `https://www.voorbeeld.nl/`."
MOST_CHARS = 253
"""Characters of the name of a host (RFC 1035, section 2.3.4)."""

_INVISIBLE = regex(r"[\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]+")
_SCHEME = regex(r"(?P<name>tel|sms|[a-z][a-z0-9+-]*(?=:(?!\d+(?:/|$)))):", re.IGNORECASE)
_SCRIPTS = frozenset({"javascript", "vbscript", "data", "about", "blob"})
_OWN_COMPUTER = regex(r"file:|[a-z]:(?:[\\/]|%5c)|\\\\|~/", re.IGNORECASE)
_ALMOST_WEB = regex(
    r"""
    (?: [htps]{3,6} \s? (?: [:;.] \s? [/\\]{0,3} :? | [/\\]{1,3} :? ) \s? )+   # htps://, http//, https:/, https://https://
    | // (?! /)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LOOPBACK = regex(r"(?:[^/]+\.)?localhost\b|127\.|0\.0\.0\.0|\[::1?\]", re.IGNORECASE)
_NUMBERED = regex(rf"{_LOOPBACK.pattern}|(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?:[:/]|$)", re.IGNORECASE)
_ALMOST_HOST = regex(r"(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#\\].*)?", re.DOTALL)
_WEB = regex(r"(?P<scheme>https?)://(?P<authority>[^/?\#\\]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_HOST = regex(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_NO_ADDRESS = regex(r"[\s\"<>^`{|}]|%(?![0-9a-fA-F]{2})")
_MAIL_FIELD = regex(r"(?:^|&(?:amp;)?)(subject|body|cc|bcc|to|in-reply-to)=", re.IGNORECASE)
_AFTER = regex(r"""(?: [,;:"'”’»>]+ | (?<= /) \.+ | (?<= \.html) \.+ | (?<= \.pdf) \.+ )$""", re.VERBOSE)
# Names of private networks: RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`, and common habits.
_INSIDE = (
    *(".local", ".localhost", ".localdomain", ".internal", ".intern", ".intranet", ".lan", ".home", ".home.arpa"),
    *(".corp", ".private", ".test", ".invalid"),
)


class TargetKind(Enum):
    """What an address leads to."""

    WEB = "external"
    """A page elsewhere."""
    DIRECT = "direct"
    """A mail, a phone call, a message or a calendar feed: a program of the reader opens it."""
    PLACE = "place"
    """A file or page of this site, not resolved yet."""


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address; `href` is what a page holds, or for a place what was typed."""

    sort: TargetKind
    href: str


class NowhereError(Misread):
    """A target that leads nowhere: a script."""


class InsideError(Misread):
    """An address that opens only on one computer or in one network; `rest` is what follows the host."""

    def __init__(self, host: str, rest: str) -> None:
        where = "op je eigen computer" if _LOOPBACK.match(host) else "in een eigen netwerk, zoals dat van je werk"
        page = rest.partition("?")[0]
        behind = f"met `{page}` erachter" if page.strip("/") else "met niets erachter"
        own = f"Is het een pagina van deze site? Typ dan het adres van de site, {behind}."
        hint = f"Typ het adres dat ook een ander kan openen. {own}"
        super().__init__(f"`{host}` opent alleen {where}. Een lezer komt daar niet.", hint)
        self.rest = rest


def read_target(typed: str) -> Address:
    """Parse the target of a link; raise Misread when no reader can open it."""
    text = _INVISIBLE.sub("", typed).strip()
    if _OWN_COMPUTER.match(text):
        raise _own_computer(text)
    scheme = _SCHEME.match(text)
    if scheme is None:
        _refuse_almost_web(text)
        if _NUMBERED.match(text):
            read_web(f"http://{text}")
        return Address(TargetKind.PLACE, text)
    rest = text[scheme.end() :].strip()
    match scheme["name"].lower():
        case "http" | "https":
            return Address(TargetKind.WEB, read_web(text))
        case "mailto":
            return Address(TargetKind.DIRECT, read_mail_link(rest))
        case "tel" | "sms" as name:
            return Address(TargetKind.DIRECT, _number(name, rest))
        case "webcal" | "webcals" as name:
            return Address(TargetKind.DIRECT, f"{name}:{read_web(f'https:{rest}').removeprefix('https:')}")
        case name if name in _SCRIPTS:
            message = f"`{name}:` is een opdracht voor de browser, en geen adres."
            raise NowhereError(message, "Zet er het adres van een pagina neer, of haal de link weg.")
        case name:
            _refuse_almost_web(text)
            message = f"`{name}:` werkt alleen bij wie daar een programma voor heeft."
            hint = "Typ een webadres dat met `https://` begint, of een pagina van deze site, met `/` ervoor."
            raise Misread(message, hint)


def read_web(typed: str) -> str:
    """Return a full web address as a page may hold it; raise Misread when no reader can open it."""
    text = _INVISIBLE.sub("", typed).strip()
    found = _WEB.fullmatch(text)
    if not found:
        _refuse_almost_web(text)
        raise _unreadable(text)
    whole = _without_trailing_punctuation(text)
    if whole != text:
        message = f"Achter dit webadres staat `{text[len(whole) :]}`, en dat hoort er niet bij."
        raise Misread(message, f"Typ `{whole}`.", whole)
    scheme, authority, rest = found["scheme"].lower(), found["authority"].strip(), found["rest"]
    if re.search(r"\s", authority):
        raise _with_space(scheme, authority, rest)
    if "@" in authority:
        raise _with_user(authority, rest)
    host, port = _host_and_port(authority)
    if host in {"http", "https"}:
        _refuse_almost_web(text)
    _check_host(host, port, text, rest)
    return f"{scheme}://{host}{port}{_encoded(rest)}"


def parse_address(typed: str) -> str:
    """Read a web address in a field that holds nothing else; `www.voorbeeld.nl` is completed with `https://`."""
    text = tidy(typed).strip("<>").strip()
    if is_mail(text):
        raise Misread(f"`{typed}` is een mailadres; hier hoort een webadres.", WEB_HINT, fits="mail")
    scheme = _SCHEME.match(text)
    if not scheme and " " in text:
        raise Misread(f"In `{typed}` staat een spatie.", f"Een webadres heeft geen spaties. {WEB_HINT}")
    if _OWN_COMPUTER.match(text):
        raise _own_computer(text)
    if scheme and scheme["name"].lower() not in {"http", "https"}:
        _refuse_almost_web(text)
        raise Misread(f"`{typed}` is geen webadres.", WEB_HINT)
    if not scheme and not _ALMOST_HOST.fullmatch(text.removeprefix("//")):
        _refuse_almost_web(text)
        raise _unreadable(typed)
    address = read_web(text if scheme else f"https://{text.removeprefix('//')}")
    return re.sub(r"^https?://[^/?#]*(?=[?#]|$)", r"\g<0>/", address)


def read_mail_link(rest: str) -> str:
    """Return what follows `mailto:`, addresses and header fields, encoded as RFC 6068 requires."""
    to, _, query = rest.lstrip("/").partition("?")
    try:
        addresses = [parse_mail(unquote(one)) for one in re.split("[,;]", to) if one.strip()]
    except Misread as misread:
        raise _in_link("mailto", misread) from None
    if not addresses and not query:
        raise Misread("Achter `mailto:` staat geen mailadres.", "Typ bijvoorbeeld `mailto:naam@voorbeeld.nl`.")
    return f"mailto:{','.join(quote(one, safe='@!$*+') for one in addresses)}{_filled_in(query)}"


def _filled_in(query: str) -> str:
    """Encode the header fields of a mail, or the body of a message; an `&` within a value is encoded too."""
    first, *fields = _MAIL_FIELD.split(query)
    filled = [f"{name.lower()}={_quoted(text)}" for name, text in zip(fields[::2], fields[1::2], strict=True)]
    filled = [_quoted(first, "="), *filled] if first else filled
    return f"?{'&'.join(filled)}" if filled else ""


def _in_link(scheme: str, misread: Misread) -> Misread:
    """Return a Misread of a number or address with its hint as the target of a link."""
    offer = f"{scheme}:{misread.offer}" if misread.offer else ""
    return Misread(misread.message, re.sub("`([^`]+)`", rf"`{scheme}:\1`", misread.hint), offer)


def within(address: str, base_url: str) -> str:
    """Return a whole address on this site as an address within it; any other stays as it is.

    The scheme, capitals and a leading `www.` are ignored.
    """
    found, base = _WEB.fullmatch(address.strip()), _WEB.fullmatch(base_url)
    if not found or not base or _plain_host(found["authority"]) != _plain_host(base["authority"]):
        return address
    rest = found["rest"]
    inside = rest.removeprefix(base["rest"].rstrip("/"))
    if not rest.startswith(base["rest"].rstrip("/")) or (inside and inside[0] not in "/?#"):
        return address
    return inside if inside.startswith("/") else f"/{inside}"


def _plain_host(authority: str) -> str:
    return authority.lower().removeprefix("www.")


def _refuse_almost_web(text: str) -> None:
    """Raise Misread for what was probably meant as a web address, with that address."""
    found = _ALMOST_WEB.match(text)
    host = text[found.end() :] if found else ""
    if _ALMOST_HOST.fullmatch(host):
        mended = "https://" + host.replace("\\", "/")
        raise Misread(f"`{shortened(text, 80)}` begint niet met `https://`.", f"Typ `{mended}`.", mended)


def _unreadable(text: str) -> Misread:
    return Misread(f"`{shortened(text, 80)}` lees ik niet als een webadres.", WEB_HINT)


def _own_computer(text: str) -> Misread:
    name = re.split(r"[\\/]|%5[cC]", unquote(text).rstrip("\\/"))[-1]
    stem, dot, ending = name.rpartition(".")
    meant = f"{slug(stem)}.{ending.lower()}" if dot and slug(stem) else "verslag.pdf"
    hint = f"Zet het bestand in `content/media/` en noem het hier zo: `/media/{meant}`."
    return Misread(f"`{shortened(text, 80)}` staat alleen op je eigen computer.", hint)


def _without_trailing_punctuation(text: str) -> str:
    """Drop trailing punctuation of the sentence: a comma, a quote, a bracket without its opener."""
    shorter = _AFTER.sub("", text)
    bare = shorter.rstrip(".,;:")
    surplus = bare.count(")") - bare.count("(")
    while surplus > 0 and bare.endswith(")"):
        bare, surplus, shorter = bare[:-1], surplus - 1, bare[:-1]
    return shorter


def _with_space(scheme: str, authority: str, rest: str) -> Misread:
    before, _, after = authority.partition(" ")
    joined = "".join(authority.split())
    is_split = before.endswith((".", "-")) or after.startswith((".", "-", ":")) or not _HOST.fullmatch(before)
    meant = f"{joined}{rest}" if is_split else before
    whole = f"{scheme}://{meant}"
    return Misread(f"In `{shortened(authority, 80)}` staat een spatie.", f"Typ `{whole}`.", whole)


def _with_user(authority: str, rest: str) -> Misread:
    user, _, _ = authority.rpartition("@")
    if ":" in user or rest.strip("/"):
        message = "In dit webadres staat voor het apenstaartje (@) een naam of een wachtwoord."
        return Misread(message, "Haal alles tussen `//` en `@` weg, ook de `@`. Wat geheim is, hoort niet op de site.")
    offer = f"mailto:{authority}"
    return Misread(f"`{shortened(authority, 80)}` is een mailadres, en geen webadres.", f"Typ `{offer}`.", offer)


def _host_and_port(authority: str) -> tuple[str, str]:
    """Split `voorbeeld.nl:8080`; the default port of the scheme is left out."""
    found = re.fullmatch(r"(?P<host>\[[^\]]*\]|[^:]*)(?P<port>:\d{0,5})?", authority)
    if not found:
        return "", ""
    port = "" if found["port"] in {None, ":", ":80", ":443"} else found["port"]
    return found["host"].lower().removesuffix("."), port


def _check_host(host: str, port: str, text: str, rest: str) -> None:
    """Raise Misread for an invalid host, or one that is not public (RFC 6890)."""
    last = host.rpartition(".")[2]
    if host.startswith("[") or last.isdigit():
        try:
            is_public = ip_address(host.strip("[]")).is_global
        except ValueError:  # such as 127.1, which a browser completes to an address of this computer
            is_public = False
        if not is_public:
            raise InsideError(host + port, rest)
        return
    if host == "localhost" or host.endswith(_INSIDE) or (host and "." not in host and host.replace("-", "").isalnum()):
        raise InsideError(host + port, rest)
    if len(host) > MOST_CHARS or not _HOST.fullmatch(host) or int(port[1:] or 1) > 65_535:  # noqa: PLR2004
        raise _unreadable(text)


def _number(scheme: str, rest: str) -> str:
    number, _, query = rest.lstrip("/").partition("?")
    number, semicolon, extension = number.partition(";")
    try:
        phone = parse_phone(unquote(number))
    except Misread as misread:
        raise _in_link(scheme, misread) from None
    return f"{scheme}:{phone.href.removeprefix('tel:')}{semicolon}{_quoted(extension, '=')}{_filled_in(query)}"


def _quoted(text: str, safe: str = "") -> str:
    """Percent-encode a part of an address; what is encoded already stays as it is."""
    return quote(unquote(text), safe=f"/:?@!$'()*,;{safe}")


def _encoded(rest: str) -> str:
    """Percent-encode a path, a query and a fragment as browsers do."""
    upright = re.sub(r"^[^?#]*", lambda path: path[0].replace("\\", "/"), rest)
    return _NO_ADDRESS.sub(lambda found: quote(found[0]), upright)
