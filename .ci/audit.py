"""Asks which known holes are in what the project is made of, and tells them as Markdown to who reads no code.

Only the standard library is used: what looks after the others should not need any. The list is that of osv.dev, which
gathers those of PyPI and GitHub. It fails when a hole is known. When the list cannot be reached it says so and does not
fail: that is nobody's fault, and the next night asks again.
"""

import json
import os
import re
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
LIST = os.environ.get("AVKSITE_OSV", "https://api.osv.dev")
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
WAIT = 60
MOST_BYTES = 20_000_000


def parts() -> dict[tuple[str, str, str], list[str]]:
    """Return each package by where it comes from, its name and its version, with the files that pin it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for lock in sorted(ROOT.glob("requirements*.txt")):
        for name, version in PINNED.findall(lock.read_text(encoding="utf-8")):
            found.setdefault(("PyPI", name, version), []).append(lock.name)
    for lock in sorted(ROOT.glob("tests/*/package-lock.json")):
        for path, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
            if path:
                name = path.rpartition("node_modules/")[2]
                found.setdefault(("npm", name, package["version"]), []).append(lock.relative_to(ROOT).as_posix())
    return found


def holes(packages: list[tuple[str, str, str]]) -> list[list[str]]:
    """Return for each package the names of the holes that are known in that version."""
    queries = [{"package": {"ecosystem": of, "name": name}, "version": version} for of, name, version in packages]
    headers = {"Content-Type": "application/json", "User-Agent": "avksite"}
    asked = Request(f"{LIST}/v1/querybatch", json.dumps({"queries": queries}).encode(), headers)  # noqa: S310  https
    with urlopen(asked, timeout=WAIT) as answer:  # noqa: S310  likewise
        results = json.loads(answer.read(MOST_BYTES))["results"]
    if len(results) != len(packages):
        msg = "an answer to other questions"
        raise ValueError(msg)
    return [[str(hole["id"]) for hole in result.get("vulns", ())] for result in results]


def main() -> int:
    """Tell what is known; 1 when something is."""
    found = parts()
    try:
        known = holes([*found])
    except (URLError, OSError, ValueError, LookupError, AttributeError, TypeError) as reason:
        print("## Niet nagekeken of er lekken zijn\n")
        print(f"De lijst van {LIST} gaf geen antwoord waar iets mee te doen is ({type(reason).__name__}).")
        print("Dit zegt dus niets over de onderdelen van het programma. De volgende nacht wordt het weer gevraagd.")
        return 0
    leaky = {package: ids for package, ids in zip(found, known, strict=True) if ids}
    if not leaky:
        print(f"Geen bekende lekken in de {len(found)} onderdelen van het programma.")
        return 0
    print("## In een onderdeel van het programma zit een bekend lek\n")
    print("De site blijft zoals ze is. Stuur dit naar wie het programma onderhoudt:\n")
    for (_, name, version), ids in leaky.items():
        where = ", ".join(found[_, name, version])
        print(f"- {name} {version} ({where}): {', '.join(f'https://osv.dev/vulnerability/{id_}' for id_ in ids)}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
