"""A template with something the MJML engine would pass over in silence is told at its own line."""

import pytest

from tests.sites import concise, site

EDITION = """\
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Probeer iets nieuws
voorbeeldtekst: Heb je een idee?
datum: 10 maart 2024
berichten: automatisch
---
Beste lezer,
"""


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (
            "<mj-foo>Hoi</mj-foo>",
            "templates/mail/edition.mjml:6: fout[sjabloon-stuk] `<mj-foo>` kan niet staan in `<mj-column>`.",
        ),
        ("<mj-text colour='red'>Hoi</mj-text>", "`colour` hoort niet bij `<mj-text>`."),
        ("<mj-section></mj-section>", "`<mj-section>` kan niet staan in `<mj-column>`."),
        ("<mj-text><script></script></mj-text>", "`<script>` kan niet staan in `<mj-text>`."),
        ("<mj-text><b>Hoi</mj-text>", "Dit sjabloon levert geen goede MJML:"),
        ("<p>Hoi</p>", "`<p>` kan niet staan in `<mj-column>`."),
    ],
)
def test_a_template_with_something_unknown_is_told_at_its_own_line(typed: str, problem: str) -> None:
    template = (
        '-- templates/mail/edition.mjml --\n<mjml lang="nl" dir="ltr">\n<mj-head></mj-head>\n<mj-body>\n<mj-section>\n'
        f"<mj-column>\n{typed}\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>\n"
    )
    assert problem in concise(site(EDITION + template).problems)


def test_a_line_that_is_no_mjml_is_told_as_it_was_typed() -> None:
    template = (
        '-- templates/mail/edition.mjml --\n<mjml lang="nl" dir="ltr">\n<mj-head></mj-head>\n<mj-body>\n<mj-section>\n'
        "<mj-column>\n<mj-text><b>Hoi</mj-text>\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>\n"
    )
    assert concise(site(EDITION + template).problems).startswith("templates/mail/edition.mjml:6: fout[sjabloon-stuk] ")
