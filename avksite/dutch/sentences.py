"""A stretch of running text falls apart into sentences, as a reader would pause."""

from __future__ import annotations

import re
from typing import NamedTuple

from avksite.dutch.words import Word, listed, typed_in, words_in

# Behind these a text goes on. Those that end a sentence just as well are not among them, such as "enz." and "etc.".
_GO_ON = frozenset(
    listed(
        "a.d bijv bv ca dhr dr drs en evt fam fig gebr incl excl inz ing ir jhr jl lic max min mevr mgr mr mw nl "
        "nr nrs o.a o.l.v par pag blz prof red resp sr st tel t.a.v t.b.v t.g.v t.o.v vgl vnl w.o zgn z.g d.m.v d.w.z"
        " i.s.m i.v.m i.p.v m.b.t m.b.v m.i.v m.n m.u.v n.a.v o.b.v a.d.h.v a.u.b c.q i.h.b i.o.v i.o.m i.h.k.v jan "
        "feb mrt apr jun jul aug sept sep okt nov dec art bijl afb hfst vs ds lt kol gen"
    )
)
# Behind these a text may end: it goes on when a small letter or a figure follows.
_END = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++)(?P<closing>[”’\"')\]»]*)(?P<space>\s+)(?=(?P<opening>[“‘„\"'(\[«¿¡]*)(?P<next>\S))"
)
_BEFORE = re.compile(r"[^\s(\[“‘\"']*$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*(?:[A-Z]|Th|Ch|IJ)")
_LOOK_BACK = 40


class Sentence(NamedTuple):
    """A sentence, the place where it starts in its text, and its words as they were typed."""

    text: str
    start: int
    typed: tuple[str, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words with their places in the text; few rules ask for them, so they are worked out when asked for."""
        return words_in(self.text, self.start)

    @property
    def first(self) -> int:
        """The place of its first word, which a quotation mark or a bracket may stand before."""
        return self.start + self.text.index(self.typed[0])

    @property
    def end(self) -> int:
        """The place just behind it."""
        return self.start + len(self.text)


def sentences_in(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text; every one has at least one word."""
    found: list[Sentence] = []
    start = 0
    for end, after in (*_ends(text), (len(text), len(text))):
        piece = text[start:end]
        bare = piece.strip()
        at = start + len(piece) - len(piece.lstrip())
        typed = typed_in(bare)
        if typed:
            found.append(Sentence(bare, at, typed))
        elif found and bare:  # a lone sign belongs to what stands before it
            last = found[-1]
            found[-1] = Sentence(text[last.start : end].rstrip(), last.start, last.typed)
        start = after
    return tuple(found)


def _ends(text: str) -> list[tuple[int, int]]:
    """Return where sentences end, each with where the next one starts."""
    return [(found.end("closing"), found.end("space")) for found in _END.finditer(text) if _is_end(text, found)]


def _is_end(text: str, found: re.Match[str]) -> bool:
    following = found["next"]
    if following.islower():
        # Who forgets a capital after a stop is rarer than a stop within a sentence: "14 jan. a.s.", "“Ja!” riep hij".
        return False
    if found["stop"] != ".":
        return True
    before = _BEFORE.search(text, max(0, found.start() - _LOOK_BACK), found.start())
    word = before[0] if before else ""
    if word.lower() in _GO_ON:
        return False
    if _INITIALS.fullmatch(word) and following.isupper():
        return not _is_initial(text, found.start() - len(word), word)
    if word.isdigit() and len(word) < 3:  # noqa: PLR2004  "2. Kies een doel": the number of an item
        return found.start() - len(word) > 0 or following.isupper() is False
    return True


def _is_initial(text: str, start: int, word: str) -> bool:
    """Say whether capitals with a stop belong to the name behind them: `M. Diemer`, but not `plan B. Daarna`."""
    before = text[:start].rstrip().rpartition(" ")[2] if start < _LOOK_BACK else text[start - _LOOK_BACK : start]
    last = before.rstrip().rpartition(" ")[2]
    return "." in word or last.lower() not in {"plan", "team", "groep", "klas", "vitamine", "deel", "bijlage", "optie"}
