"""What a mail weighs, in words."""

from __future__ import annotations

from avksite.checks.output.mail_findings import MOST_BYTES, WARN_BYTES


def kilobytes(size: int) -> str:
    """Return `3,1 kB`: thousands of bytes, as mail programs count."""
    return f"{size / 1000:.1f} kB".replace(".", ",")


def weight_told(html: str) -> str:
    """Say what a mail weighs, and what that means."""
    size = len(html.encode())
    if size > MOST_BYTES:
        return f"{kilobytes(size)}. Dat is te veel: boven {MOST_BYTES // 1000} kB knipt Gmail het einde eraf."
    if size > WARN_BYTES:
        return f"{kilobytes(size)}. Dat is zwaar: liever onder {WARN_BYTES // 1000} kB."
    return f"{kilobytes(size)}. Dat is licht genoeg: onder {WARN_BYTES // 1000} kB."
