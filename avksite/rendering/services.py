"""The services where others keep their films and sound, by the names that readers know."""

from __future__ import annotations

from urllib.parse import urlsplit

_NAMES = {
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "spotify.com": "Spotify",
    "soundcloud.com": "SoundCloud",
    "podcasts.apple.com": "Apple Podcasts",
    "npo.nl": "NPO",
    "nporadio1.nl": "NPO Radio 1",
    "linkedin.com": "LinkedIn",
    "facebook.com": "Facebook",
}


def service_of(address: str) -> str:
    """Return whose site an address is on: a known service by its name, another by its host without `www.`."""
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    found = (name for known, name in _NAMES.items() if host == known or host.endswith(f".{known}"))
    return next(found, host)
