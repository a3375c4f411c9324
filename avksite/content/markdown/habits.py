"""What is said of lines that mean something else to other programs, or that make something else than was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from avksite.problems import Fix, Rule, Severity, shortened

if TYPE_CHECKING:
    from avksite.content.markdown.lines import Marker
    from avksite.content.markdown.state import State

FAKE_LIST = Rule(
    id="neplijst",
    severity=Severity.WARNING,
    promise="Een opsomming is een echte lijst.",
    why="Bij een echte lijst zegt voorleessoftware hoeveel punten er zijn. Bij bolletjes die je zelf typt, "
    "hoort een blinde lezer dat niet.",
    bad="Dit gaan we doen:\n\n• een plan maken\n• partners vragen\n",
    good="Dit gaan we doen:\n\n- een plan maken\n- partners vragen\n",
    criterion="1.3.1",
)
BRACKETED_LIST = Rule(
    id="lijst-haakje",
    severity=Severity.HINT,
    promise="Een genummerde lijst heeft een punt achter elk nummer.",
    why="Met een punt herkent elk programma de lijst. De site heeft het haakje voor je vervangen.",
    bad="Zo meld je je aan:\n\n1) Stuur een mail.\n2) Wacht op antwoord.\n",
    good="Zo meld je je aan:\n\n1. Stuur een mail.\n2. Wacht op antwoord.\n",
)
GLUED_LIST = Rule(
    id="lijst-zonder-witregel",
    severity=Severity.HINT,
    promise="Boven een lijst staat een lege regel.",
    why="Met een lege regel herkent elk programma de lijst. De site heeft de lege regel voor je gemaakt.",
    bad="Dit gaan we doen:\n- een plan maken\n- partners vragen\n",
    good="Dit gaan we doen:\n\n- een plan maken\n- partners vragen\n",
)
LINE_BELOW = Rule(
    id="streep-onder-zin",
    severity=Severity.HINT,
    promise="Tussen een zin en een streep staat een lege regel.",
    why="Zonder lege regel maakt de streep van de zin erboven een kop. Dat zie je pas op de site.",
    bad="Er is soep, en er is brood.\n---\n\nTot dan.\n",
    good="Er is soep, en er is brood.\n\n---\n\nTot dan.\n",
)
FAKE_CODE = Rule(
    id="code-door-spaties",
    severity=Severity.WARNING,
    promise="Vier spaties aan het begin van een regel staan alleen voor code.",
    why="Met vier spaties of een tab ervoor wordt een alinea een blok code, in andere letters en zonder links.",
    bad="Kom je ook?\n\n    We beginnen om tien uur met koffie.\n",
    good="Kom je ook?\n\nWe beginnen om tien uur met koffie.\n",
)
HARD_SPACE = Rule(
    id="harde-spatie",
    severity=Severity.HINT,
    promise="Tussen woorden staan gewone spaties.",
    why="Een vaste spatie uit Word breekt niet af. Daardoor past een regel soms niet op een telefoon. De site heeft er "
    "een gewone spatie van gemaakt.",
    bad="We zien je\u00a0graag op 11 mei.\n",
    good="We zien je graag op 11 mei.\n",
)
DEEP = Rule(
    id="te-diep",
    severity=Severity.WARNING,
    promise="Lijsten staan niet dieper dan acht in elkaar, en citaten niet dieper dan zes.",
    why="Dieper kan geen lezer het meer volgen. De site laat wat dieper staat zien op de diepste plaats die kan.",
    bad="".join(f"{'  ' * n}- punt {n}\n" for n in range(9)),
    good="".join(f"{'  ' * n}- punt {n}\n" for n in range(8)),
)
OPEN_CODE = Rule(
    id="code-open",
    severity=Severity.ERROR,
    promise="Een stuk code dat begint, houdt ook op.",
    why="Zonder laatste regel wordt de rest van de pagina code: zonder koppen, zonder links.",
    bad="```\nvoorbeeld\n\nTot dan!\n",
    good="```\nvoorbeeld\n```\n\nTot dan!\n",
)
CODE_NAME = Rule(
    id="code-naam",
    severity=Severity.HINT,
    promise="Achter het teken waarmee code begint, staat hooguit de naam van een taal.",
    why="De rest van die regel laat de site niet zien.",
    bad='```python title="Een voorbeeld"\nprint(1)\n```\n',
    good="Een voorbeeld:\n\n```python\nprint(1)\n```\n",
)
FULL_ROW = Rule(
    id="tabel-rij",
    severity=Severity.ERROR,
    promise="Elke cel van een tabel staat onder een kop.",
    why="Een cel te veel hoort bij geen enkele kop. De lezer weet dan niet wat er staat.",
    bad="Tabel: Waar we zijn\n\n| Plaats | Datum |\n| --- | --- |\n| Zandberg | 28 oktober | 13.00 uur |\n",
    good="Tabel: Waar we zijn\n\n| Plaats | Datum | Tijd |\n| --- | --- | --- |\n"
    "| Zandberg | 28 oktober | 13.00 uur |\n",
    criterion="1.3.1",
)
RULES = (
    FAKE_LIST,
    BRACKETED_LIST,
    GLUED_LIST,
    LINE_BELOW,
    FAKE_CODE,
    HARD_SPACE,
    DEEP,
    OPEN_CODE,
    CODE_NAME,
    FULL_ROW,
)

_SENTENCE = re.compile(r"[\"'“‘(]?[^\W\d_][\w’'-]*,?(?: [\w€%’'.,:;()“”‘\"/-]+){2,}[.,:;!?…]*")
_CODE_SIGN = re.compile(r"[{}<>=$`\\|]|;$|\w\(|::|https?://\S+$")


def report_marker(marker: Marker, rest: str, line: int, state: State) -> None:
    """Report the first item of a list whose sign other programs do not know."""
    sign = marker.typed
    if marker.is_number and sign.endswith(")"):
        new = f"{marker.typed[:-1]}."
        message = f"Het nummer `{sign}` staat hier met een haakje."
        state.report(BRACKETED_LIST, line, message, f"Typ `{new}` met een punt.", Fix(sign, new), once=True)
    elif sign not in {"-", "*", "+"} and not marker.is_number:
        message = f"Deze regel begint met het teken `{sign}`. Dat is geen echte lijst."
        hint = f"Typ `- {shortened(rest)}`, en begin zo elke regel van deze lijst."
        state.report(FAKE_LIST, line, message, hint, Fix(sign, "-" if rest else "- "))


def report_spaces(code: str, typed: str, line: int, state: State) -> None:
    """Report a stretch of code that four spaces made of a sentence; `typed` is its first line."""
    first = code.partition("\n")[0].strip()
    if _SENTENCE.match(first) and first.lstrip("\"'“‘(")[:1].isupper() and not _CODE_SIGN.search(first):
        message = "Deze regel begint met vier spaties of een tab. Daarmee wordt hij code."
        hint = f"Typ hem zonder spaties ervoor: `{shortened(first)}`."
        state.report(FAKE_CODE, line, message, hint, Fix(typed, typed.lstrip()))


def report_deep(line: int, state: State) -> None:
    """Note that a list or a quotation is nested deeper than it can be."""
    hint = "Maak er minder lagen van: een kop met een korte lijst eronder leest makkelijker."
    state.report(DEEP, line, "Op deze regel staan te veel lijsten of citaten in elkaar.", hint, once=True)


def report_hard_space(typed: str, ordinary: str, line: int, state: State) -> None:
    """Note that the text holds spaces that do not break, from this line on."""
    hint = "Vervang hem door een gewone spatie, of plak de tekst zonder opmaak (Ctrl+Shift+V)."
    message = "Op deze regel staat een vaste spatie, zoals Word die maakt."
    state.report(HARD_SPACE, line, message, hint, Fix(typed, ordinary), once=True)


def report_fence(fence: re.Match[str], line: int, state: State, *, is_closed: bool) -> None:
    """Report code that is never closed, and note what is behind its sign beside the name of a language."""
    sign, rest = fence["sign"], fence["rest"].strip(" ")
    if rest:
        message = f"Achter `{sign}` staat tekst die de lezer niet ziet: `{rest}`."
        hint = f"Laat alleen `{sign}{fence['language']}` staan, en zet de rest erboven."
        state.report(CODE_NAME, line, message, hint, Fix(rest, ""))
    if not is_closed:
        message = f"Hier begint code met `{sign}`, maar het einde ontbreekt."
        state.report(OPEN_CODE, line, message, f"Zet een regel met alleen `{sign}` onder de code.")
