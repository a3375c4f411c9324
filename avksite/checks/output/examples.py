"""What the examples of the rules about made pages have in common: a small change to one template."""

from __future__ import annotations

_PAGE = "-- content/voorbeeld.md --\n---\ntitel: Voorbeeld\n---\nTekst.\n"


def below_the_text(markup: str) -> str:
    """Return a site whose pages have something below their text."""
    return (
        f"{_PAGE}-- templates/page.html --\n{{% extends 'document.html' %}}\n{{% block after_text %}}\n"
        f"{markup}\n{{% endblock %}}\n"
    )


def in_the_head(markup: str) -> str:
    """Return a site whose pages have something in their head."""
    return (
        f"{_PAGE}-- templates/page.html --\n{{% extends 'document.html' %}}\n{{% block head %}}\n"
        f"{markup}\n{{% endblock %}}\n"
    )


def whole(menu: str, help_: str) -> str:
    """Return a site with a page that has a template all of its own."""
    return (
        f'{_PAGE}-- templates/page.html --\n<!doctype html>\n<html lang="nl">\n<title>{{{{ view.title }}}}</title>\n'
        f'<header><nav aria-label="Hoofdmenu">{menu}</nav></header>\n'
        f"<main><h1>{{{{ view.title }}}}</h1></main>\n<aside>{help_}</aside>\n<footer>Alliantie</footer>\n</html>\n"
    )
