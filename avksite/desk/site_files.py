"""Serves files of the site as a real server does, with a script in each page that reloads it."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from avksite.content.file_types import media_type
from avksite.desk.preview import Preview
from avksite.patterns import regex
from avksite.rendering.artifact import Artifact, path_of

DESK = "/.redactie"
"""The prefix of the desk. No page can have such an address: a name never starts with a dot."""
RELOAD = f"{DESK}/herlaad.js"
PRINTED = f"{DESK}/druk"
"""The prefix of the print preview of every file."""

_POLICY = regex(r"""(<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=")([^"]*)(")""", re.IGNORECASE)
_END_OF_BODY = regex(r"</body\s*>", re.IGNORECASE)
_MEDIA = regex(rb"@media\s+(print|screen)\b")
_TEXT = (".html", ".xml", ".json", ".ics", ".txt")
"""Files that contain the published address of the site, which is replaced by that of this server."""
IN_MAIL = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


def site_file(request: Request) -> Response:
    """Return a file of the site, or its 404 page."""
    preview: Preview = request.app.state.desk.preview
    address = request.url.path
    is_printed = address.startswith(f"{PRINTED}/")
    address = address.removeprefix(PRINTED) if is_printed else address
    artifact = preview.artifact(path_of(address))
    if artifact is None and not address.endswith("/") and preview.artifact(path_of(f"{address}/")):
        query = f"?{request.url.query}" if request.url.query else ""
        way = f"{PRINTED if is_printed else ''}/{quote(address.strip('/'))}/"  # two slashes would be another host
        return RedirectResponse(f"{way}{query}", 302)
    if artifact is None:
        lost = preview.artifact("404.html")
        return _page(request, lost, 404) if lost else Response("Deze pagina is er niet.", 404, media_type="text/plain")
    if artifact.copied_from:
        return FileResponse(artifact.copied_from.place, media_type=_type(artifact.path))
    if artifact.is_page:
        return _page(request, artifact, 200)
    content = _as_here(request, artifact)
    if is_printed and artifact.path.endswith(".css"):
        content = _MEDIA.sub(lambda it: b"@media " + (b"screen" if it[1] == b"print" else b"print"), content)
        content += b"\nhtml { padding: 15mm; }"  # the edge of the paper
    headers = {"Content-Security-Policy": IN_MAIL} if artifact.is_mail else {}
    if artifact.path.startswith("assets/"):  # its name has a digest, and a reloading page waits for it
        headers = {"Cache-Control": "private, max-age=3600"}
    return Response(content, 200, headers, _type(artifact.path))


def _page(request: Request, artifact: Artifact, status: int) -> Response:
    text = _as_here(request, artifact).decode("utf-8", errors="surrogateescape")
    return Response(reloading(text, artifact).encode("utf-8", errors="surrogateescape"), status, media_type="text/html")


def _as_here(request: Request, artifact: Artifact) -> bytes:
    """Return a file with the address of this server instead of the published one, from which nothing is loaded."""
    if not artifact.path.endswith(_TEXT):
        return artifact.content
    published = request.app.state.desk.preview.shown.site.config.base_url
    here = f"{request.url.scheme}://{request.url.netloc}"
    return artifact.content.replace(published.rstrip("/").encode(), here.encode()) if published else artifact.content


def reloading(page: str, artifact: Artifact) -> str:
    """Return a page with the reload script, and with its policy relaxed for that."""
    page = _POLICY.sub(lambda found: found[1] + escape(relaxed(unescape(found[2])), quote=False) + found[3], page)
    script = f'<script src="{RELOAD}?versie={artifact.data.digest.hex()}"></script>'
    at = max((end.start() for end in _END_OF_BODY.finditer(page)), default=len(page))
    return page[:at] + script + page[at:]


def relaxed(policy: str) -> str:
    """Return a content security policy that also allows the reload script and its connection, and nothing else."""
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    for name in ("script-src", "connect-src"):
        sources = [source for source in rules.get(name, rules.get("default-src", "")).split() if source != "'none'"]
        rules[name] = " ".join(dict.fromkeys([*sources, "'self'"]))
    return "; ".join(f"{name} {sources}".strip() for name, sources in rules.items())


def _type(path: str) -> str:
    return media_type(path.rpartition(".")[2].lower())
