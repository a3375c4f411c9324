"""Renders templates with Jinja; an error in a template is reported at its own line."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha1
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from avksite.content.languages import direction, language_attributes
from avksite.dutch.formatting import date_in_words, list_in_words, with_article
from avksite.memo.digest import SIZE, digest_of_bytes
from avksite.memo.seal import is_sound, note_damage
from avksite.problems import ERROR, Place, Problem, Rule, Unusable
from avksite.rendering.artifact import Made
from avksite.rendering.hyphenation import hyphenated
from avksite.rendering.parts import Page
from avksite.site import TEMPLATES, Layouts

BROKEN_TEMPLATE = Rule("sjabloon-stuk", ERROR, "Elk sjabloon in `templates/` kan worden ingevuld.")
_UNREADABLE = "het is geen tekst in UTF-8, of op slot"


class _Loader(jinja2.FileSystemLoader):
    """Jinja's loader; a template that cannot be read is reported as broken."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except jinja2.TemplateNotFound:
            raise
        except (OSError, UnicodeDecodeError) as error:
            path = str(Path(self.searchpath[0]) / template)
            raise jinja2.TemplateSyntaxError(_UNREADABLE, 1, template, path) from error


class _Template(jinja2.Template):
    """A template whose module is created once: Jinja would do so at each import, in case it has globals."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        del ctx
        return super()._get_default_module()


class Compiled(jinja2.BytecodeCache):
    """A cache of compiled templates in `.cache/`, because compiling takes most of the time of the first page.

    It may be deleted at any time, and a disk that refuses keeps nothing. Another version of Jinja, or other settings,
    compile again.
    """

    def __init__(self, templates: str) -> None:
        self._folder = Path(templates).parent / ".cache" / "templates"
        with suppress(OSError):  # a missing folder is an empty cache
            self._folder.mkdir(parents=True, exist_ok=True)

    def get_source_checksum(self, source: str) -> str:
        """Return the cache key of a template: a digest of its source and of all that decides how it is compiled."""
        return sha1(_stamp() + source.encode(), usedforsecurity=False).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the bucket, if the file is intact: damaged bytecode can crash Python."""
        try:
            kept = self._place(bucket).read_bytes()
        except OSError:
            return
        if is_sound(kept[:SIZE], bucket.key.encode(), kept[SIZE:]):
            bucket.bytecode_from_string(kept[SIZE:])
        else:
            note_damage(self._folder.parent)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save the bucket, if the disk can be written."""
        place, content = self._place(bucket), bucket.bytecode_to_string()
        new = place.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            new.write_bytes(digest_of_bytes(bucket.key.encode(), content) + content)
            new.replace(place)

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.sealed"


@cache
def _stamp() -> bytes:
    """Return a digest of what decides how a template is compiled: the settings, and the pinned version of Jinja."""
    files = (Path(__file__), Path(__file__).parents[2] / "requirements.txt")
    return sha1(b"".join(file.read_bytes() for file in files if file.is_file()), usedforsecurity=False).digest()


@lru_cache(maxsize=4)
def environment(layouts: Layouts) -> jinja2.Environment:
    """Return the Jinja environment of the layouts of a site; within one build no template is read again."""
    folder = layouts.folder
    environment = jinja2.Environment(
        loader=_Loader(list(dict.fromkeys((folder, str(TEMPLATES))))),
        autoescape=jinja2.select_autoescape(("html", "mjml", "svg", "xml")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Compiled(folder),
        auto_reload=False,
    )
    environment.template_class = _Template
    # Calls a macro and caches the result by its arguments, for parts that are equal on many pages.
    environment.globals["once"] = lru_cache(maxsize=500)(lambda macro, *given: macro(*given))
    environment.filters |= {
        "language": lambda code, around="nl": Markup(language_attributes(code, around)),  # noqa: S704  escaped there
        "direction": direction,
        "with_article": with_article,
        "in_words": list_in_words,
        "day": date_in_words,
    }
    return environment


def render(name: str, view: object, layouts: Layouts, page: Page | None = None) -> str:
    """Render a template with `view`, and with the page that it is on.

    Raises Unusable with the template's own line when it is broken.
    """
    try:
        return environment(layouts).get_template(name).render(view=view, page=page)
    except jinja2.TemplateError as error:
        raise Unusable(_problem(name, layouts.folder, error)) from error


def _problem(name: str, folder: str, error: jinja2.TemplateError) -> Problem:
    path, line = Path(folder) / name, 1
    message = f"Dit sjabloon kan niet worden ingevuld: {error.message or type(error).__name__}."
    if isinstance(error, jinja2.TemplateNotFound):
        path, message = Path(folder) / (error.name or name), "Dit sjabloon is er niet."
    elif isinstance(error, jinja2.TemplateSyntaxError):
        path, line = Path(error.filename or path), error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if Path(frame.filename).suffix in {".html", ".mjml", ".svg", ".xml"} and frame.lineno:
                path, line = Path(frame.filename), frame.lineno
    within = path.relative_to(Path(folder)) if path.is_relative_to(folder) else Path(path.name)
    return broken(within.as_posix(), line, message)


def broken(name: str, line: int, message: str) -> Problem:
    """Return the problem of a template, at its line."""
    hint = (
        "Schrijf je alleen teksten? Dan kun jij hier niets aan doen: "
        "vraag wie de sjablonen beheert om deze regel te herstellen."
    )
    return Problem(BROKEN_TEMPLATE, Place(f"templates/{name}", line), message, hint)


def text_of(folder: str, name: str) -> str:
    """Read a file beside the layouts, of the project or else the program; raise Unusable when it cannot be read."""
    own = Path(folder) / name
    try:
        return (own if own.is_file() else TEMPLATES / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        is_gone = isinstance(error, FileNotFoundError)
        message = "Dit bestand is er niet." if is_gone else f"Ik kan dit niet lezen: {_UNREADABLE}."
        raise Unusable(broken(name, 1, message)) from error


def make_page(page: Page) -> Made:
    """Render a page of the site."""
    html = render(page.template, page.view, page.layouts, page)
    return Made(hyphenated(html).encode(), title=page.frame.title)
