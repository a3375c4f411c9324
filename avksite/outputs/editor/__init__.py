"""The online editor at `/beheer/`: its page, its program, and its settings.

It is no plan: no page links to it, no list, search index or sitemap names it, and no reader loads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from avksite.content.settings import FORM, SITE
from avksite.outputs.editor.program import files_of
from avksite.outputs.editor.settings import settings
from avksite.problems import Misread
from avksite.rendering.artifact import Artifact, Made
from avksite.site import Site

FOLDER = FORM.removeprefix("/")
PAGE, SCRIPT, SETTINGS = "index.html", "beheer.js", "instellingen.json"
_HERE = Path(__file__).parent


def editor(site: Site, place: Path, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield the files of the editor, with the program in the folder `place`, for a site with these artifacts.

    Raises Misread when the settings do not allow an editor on the site.
    """
    if site.config.editor is None:
        hint = "Zet in `content/site.yaml` onder `beheer:` de `soort` (`github` of `gitlab`) en het `project`."
        raise Misread("Ik weet niet waar het formulier de teksten moet bewaren.", hint)
    if taken := next((it for it in artifacts if it.path.startswith(FOLDER)), None):
        message = f"Op `{FORM}` komt het formulier, maar daar staat al iets van `{taken.made_from}`."
        raise Misread(message, "Geef dat bestand een andere naam.")
    for name, content in own_files(site).items():
        yield Artifact.of(FOLDER + name, SITE, Made(content))
    for name, file in files_of(place).items():
        yield Artifact.of(FOLDER + name, SITE, Made(file.read_bytes()))


def own_files(site: Site, texts: str = "") -> dict[str, bytes]:
    """Return our own files: the page, the script that starts the program, and the settings.

    `texts` is the address at which the script gets the digests of the texts on disk, if there is one.
    """
    page = (_HERE / PAGE).read_text(encoding="utf-8").replace("POLICY", _policy(site))
    made = json.dumps({**settings(site), "texts": texts}, ensure_ascii=False, separators=(",", ":"))
    return {PAGE: page.encode(), SCRIPT: (_HERE / SCRIPT).read_bytes(), SETTINGS: made.encode()}


def _policy(site: Site) -> str:
    """Return the content security policy (CSP 3) of the page: the program may connect to the Git host only.

    The program uses inline styles, and previews a chosen image from memory (`blob:`).
    """
    host = f" {site.config.editor.api}" if site.config.editor else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"media-src blob:; font-src 'self'; connect-src 'self' data: blob:{host}; form-action 'none'; base-uri 'none'"
    )
