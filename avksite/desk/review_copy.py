"""A review copy: the site with its drafts in one ZIP file, which can be read without a server."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import IO

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from avksite.desk.preview import Preview
from avksite.desk.screens import DeskRequest, at, show
from avksite.dutch.formatting import slug
from avksite.outputs.hosting import ONLY_ONLINE
from avksite.patterns import regex

# Without a server a folder does not open its `index.html`; an external address has a colon.
_FOLDER = regex(rb'(\s(?:href|action)=")([^":#?]*/|\.{1,2})(?=["#?])')
_HEAD = regex(rb"<head>")
_UNSEEN = b'<head>\n<meta name="robots" content="noindex, nofollow">'


def ask(request: DeskRequest) -> Response:
    """Show what the review copy contains."""
    site = request.desk.preview.shown.site
    drafts = [document.entry.label for document in site.withheld.values()]
    return show(request, "review_copy.html", "Laat een collega kijken", drafts=drafts)


def pack(request: DeskRequest) -> Response:
    """Return the ZIP file."""
    with tempfile.NamedTemporaryFile(suffix=".zip", delete=False) as file:
        _write(request.desk.preview, file.file)
    name = f"{slug(request.desk.preview.shown.site.config.name) or 'site'}-bekijken.zip"
    gone = BackgroundTask(Path(file.name).unlink, missing_ok=True)
    return FileResponse(file.name, media_type="application/zip", filename=name, background=gone)


def _write(preview: Preview, file: IO[bytes]) -> None:
    """Write every file of the site with its drafts; the search index is that of the last check."""
    whole, build = preview.with_drafts, preview.checked()
    paths = dict.fromkeys((*whole.plans, *(artifact.path for artifact in build.artifacts)))
    last = {artifact.path: artifact for artifact in build.artifacts}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in paths:
            artifact = whole.artifact(path) or last.get(path)
            if artifact is None or path in ONLY_ONLINE:
                continue
            if artifact.copied_from:
                archive.write(artifact.copied_from.place, path)
            else:
                content = artifact.content
                archive.writestr(path, without_server(content) if artifact.is_page else content)


def without_server(page: bytes) -> bytes:
    """Return a page with links to `index.html` files, and with `noindex`."""
    linked = _FOLDER.sub(lambda it: it[1] + it[2].rstrip(b"/") + b"/index.html", page)
    return _HEAD.sub(_UNSEEN, linked, count=1)


ROUTES = [at("/collega", ask), at("/collega.zip", pack)]
