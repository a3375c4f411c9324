"""What people type where Markdown wants something else: other bullets, other numbers, lists without an empty line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from avksite.content.markdown.draft import shortened
from avksite.problems import Fix, Place, Rule, Severity

if TYPE_CHECKING:
    from avksite.content.markdown.draft import Draft

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
RULES = (FAKE_LIST, BRACKETED_LIST, GLUED_LIST, LINE_BELOW, FAKE_CODE, HARD_SPACE, DEEP)

_BULLETS = "•·●◦▪▫■□○‣⁃∙➢➤►✓✔✅☑☐❖◆➔➜▸▶"  # noqa: RUF001  that is what people type
# The letters that Word's bullets become in another font stand apart from the text by a tab: some spaces by now.
_MARKER = re.compile(rf"([-*+–—]|\d{{1,3}}[.)])(?:[ ]+|$)|([{_BULLETS}])\ufe0f?[ ]*|([oØ§üv])[ ]{{2,}}(?=\S)")
_SENTENCE = re.compile(r"[\"'“‘(]?[^\W\d_][\w’'-]*,?(?: [\w€%’'.,:;()“”‘\"/-]+){2,}[.,:;!?…]*")
_CODE_SIGN = re.compile(r"[{}<>=$`\\|]|;$|\w\(|::|https?://\S+$")
_LONGEST_HEADING = 10
"""Words."""
_DASHES = frozenset("–—")
_FIGURES = re.compile(r"\d{1,9}(?:[.:]\d{1,9}){0,3}")
_ENDS_IN_FIGURES = re.compile(rf"(?P<word>\S+)[ ]+(?P<figures>{_FIGURES.pattern})$")
_BEFORE_A_RANGE = frozenset({"van", "vanaf", "tussen", "periode", "jaren"})


class Marker(NamedTuple):
    """What an item of a list starts with: the sign as typed, and how long it is with the space behind it."""

    typed: str
    width: int

    @property
    def ordered(self) -> bool:
        """Whether it numbers the item."""
        return self.typed[0].isdigit()

    @property
    def number(self) -> int:
        """The number that it is, or 0."""
        return int(self.typed[:-1]) if self.ordered else 0

    @property
    def canonical(self) -> str:
        """The sign that the library understands."""
        return f"{self.typed[:-1]}." if self.ordered else "-"


def read_marker(text: str) -> Marker | None:
    """Read the sign that an item starts with, from a line without its indent."""
    found = _MARKER.match(text)
    if not found or (found[2] == "·" and text[1:2].strip()):
        return None
    return Marker(found[1] or found[2] or found[3], found.end())


def is_item(marker: Marker, above: str, below: str) -> bool:
    """Tell whether a sign starts an item where none is open, from the texts above and below it.

    A dash also starts what somebody says in an interview. It is an item below a colon, or above another one.
    """
    if marker.typed not in _DASHES:
        return True
    return above.rstrip().endswith(":") or below.startswith(f"{marker.typed} ")


def is_sentence(marker: Marker, rest: str, above: str, below: str, *, in_list: bool) -> bool:
    """Tell whether a dash belongs to the sentence above it: `van 2019 - 2021`, `(ma - vr)`, words between two dashes.

    In a list every item starts with a dash, so that there the sentence must say that it is not ready.
    """
    if marker.ordered:
        return False
    if above.count("(") > above.count(")") and rest.count(")") > rest.count("("):
        return True
    before, behind = _ENDS_IN_FIGURES.search(above), _FIGURES.match(rest)
    if before and behind and before["word"].lower() in _BEFORE_A_RANGE:
        return True
    if in_list or below.startswith(f"{marker.typed} "):
        return False
    if before and behind:
        return _value(before["figures"]) < _value(behind[0]) and not read_marker(f"{before['word']} ")
    return rest.rstrip().endswith(f" {marker.typed}")


def _value(figures: str) -> list[int]:
    return [int(part) for part in re.split(r"[.:]", figures)]


def interrupts(marker: Marker, rest: str, above: str, below: str, open_sign: str) -> bool:
    """Tell whether an item may start right below a line of text, which may be an item with the sign `open_sign`.

    There `2023. Dat was een jaar` and `– zei ze –` are mostly text that happens to start a line.
    """
    if not rest:
        return False
    is_doubtful = marker.typed in _DASHES or (marker.typed == "+" and rest[0].isdigit())
    if open_sign and not is_doubtful:
        return True
    if marker.ordered:
        return marker.number <= 1
    return not is_doubtful or above.rstrip().endswith(":") or below.startswith(f"{marker.typed} ")


def tell_marker(marker: Marker, rest: str, line: int, draft: Draft) -> None:
    """Report the first item of a list whose sign the library would not know."""
    if marker.ordered and marker.typed.endswith(")"):
        hint = f"Typ `{marker.canonical}` met een punt."
        message = f"Het nummer `{marker.typed}` staat hier met een haakje."
        draft.tell_once(BRACKETED_LIST, line, message, hint, Fix(marker.typed, marker.canonical))
    elif marker.typed not in {"-", "*", "+"} and not marker.ordered:
        message = f"Deze regel begint met het teken `{marker.typed}`. Dat is geen echte lijst."
        hint = f"Typ `- {shortened(rest)}`, en begin zo elke regel van deze lijst."
        draft.report(FAKE_LIST, line, message, hint, Fix(marker.typed, "-" if rest else "- "))


def tell_glued(line: int, draft: Draft) -> None:
    """Note that a list starts right below a line of text."""
    message = "Boven deze lijst ontbreekt een lege regel."
    draft.tell_once(GLUED_LIST, line, message, "Zet er een lege regel boven.", Fix("", "\n"))


def tell_spaces(code: str, typed: str, line: int, draft: Draft) -> None:
    """Report a stretch of code that four spaces made of a sentence; `typed` is its first line."""
    first = code.partition("\n")[0].strip()
    if _SENTENCE.match(first) and first.lstrip("\"'“‘(")[:1].isupper() and not _CODE_SIGN.search(first):
        message = "Deze regel begint met vier spaties of een tab. Daarmee wordt hij code."
        hint = f"Typ hem zonder spaties ervoor: `{shortened(first)}`."
        draft.report(FAKE_CODE, line, message, hint, Fix(typed, typed.lstrip()))


def is_sentence_above_line(text: str) -> bool:
    """Tell whether a text with a row of dashes right below it is a sentence, and no heading."""
    words = len(text.split())
    return words > _LONGEST_HEADING or (words > 1 and text.rstrip().endswith((".", ":", ";", ",")))


def tell_line_below(sign: str, line: int, draft: Draft) -> None:
    """Note that a row of dashes stands right below a sentence, which it would make a heading."""
    message = f"Direct onder deze zin staat `{shortened(sign)}`. Daarmee wordt een zin een kop."
    hint = "Zet een lege regel tussen de zin en de streep. De site heeft er een losse streep van gemaakt."
    draft.report(LINE_BELOW, line, message, hint, Fix("", "\n", place=Place(draft.path, line + 1)))


def tell_deep(line: int, draft: Draft) -> None:
    """Note that a list or a quotation stands deeper than it can."""
    hint = "Maak er minder lagen van: een kop met een korte lijst eronder leest makkelijker."
    draft.tell_once(DEEP, line, "Op deze regel staan te veel lijsten of citaten in elkaar.", hint)


def tell_hard_space(typed: str, ordinary: str, line: int, draft: Draft) -> None:
    """Note that the text holds spaces that do not break, from this line on."""
    hint = "Vervang hem door een gewone spatie, of plak de tekst zonder opmaak (Ctrl+Shift+V)."
    message = "Op deze regel staat een vaste spatie, zoals Word die maakt."
    draft.tell_once(HARD_SPACE, line, message, hint, Fix(typed, ordinary))
