"""A sentence that a pasted text tore in two is found, and so is a title that came along."""

import pytest
from inline_snapshot import snapshot

from tests.checks.reporting import page, report


def test_a_sentence_that_goes_on_in_the_next_paragraph_is_told_there() -> None:
    assert report("De cursus is er speciaal voor\n\njonge ouders die willen leren.\n") == snapshot("""\
content/voorbeeld.md:6: let op[alinea-gebroken]
  Deze zin begint in de alinea erboven: “… speciaal voor”, en dan “jonge ouders …”.
  > Haal de lege regel erboven weg.
""")


@pytest.mark.parametrize(
    "text",
    [
        "De cursus is er voor ouders.\n\nkijk eens bij het aanbod.",
        "Dit gaan we samen doen:\n\nwonen in een dorp en leren.",
        "Met vriendelijke groet\n\nnamens het hele bestuur.",
        "Vragen stel je aan Noor Bakker\n\nnoor@voorbeeld.nl of 06 12 34 56 78",
        "Dit vroegen wij aan alle bewoners\n\n- wat wil je in het dorp\n- wat doe je zelf",
        "De cursus is er speciaal voor\n\n/// let-op\njonge ouders die willen leren.\n///",
    ],
)
def test_paragraphs_that_stand_by_themselves_are_left_alone(text: str) -> None:
    assert "alinea-gebroken" not in report(text)


def test_a_title_that_was_pasted_along_is_told_each_time() -> None:
    assert report(page("Voorbeeld\n\nTerug\n\n**Voorbeeld.**")) == snapshot("""\
content/voorbeeld.md:4: let op[titel-herhaald]
  Hier staat de titel nog een keer: “Voorbeeld”.
  > Haal deze regel weg: de titel staat al boven de pagina.
content/voorbeeld.md:8: let op[titel-herhaald]
  Hier staat de titel nog een keer: “Voorbeeld.”.
  > Haal deze regel weg: de titel staat al boven de pagina.
""")
