"""Markup in the finished text without effect here: of other tools, broken links, and unfinished text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from avksite.checks.visible_text import SearchableText, of_document, of_site
from avksite.content.markdown.blocks import KINDS
from avksite.content.markdown.links import UNFINISHED_LINK
from avksite.content.markdown.raw_html import FILM_BLOCK
from avksite.dutch.formatting import date_in_words
from avksite.kinds.base import Document
from avksite.kinds.page import PAGE
from avksite.patterns import regex
from avksite.problems import ERROR, WARNING, Fix, Place, Problem, Rule, shortened
from avksite.rendering.addresses import LISTED
from avksite.rendering.layout import STATEMENT
from avksite.site import Site

FOREIGN = Rule("vreemd-teken", WARNING, "In een tekst staan alleen tekens die hier iets doen.")
FIELD = Rule("invulveld", ERROR, "In een nieuwsbrief staan geen velden die een maildienst moet invullen.")
NOT_FINISHED = Rule("nog-niet-af", WARNING, "Een tekst op de site is af.")
UNDERLINED = Rule("onderstreept", ERROR, "Alleen links zijn onderstreept.", "1.3.1")
OLD_PAGE = Rule("oude-pagina", WARNING, "In een tekst staan geen knoppen en regels van de oude site.")


_FORM = re.VERBOSE | re.MULTILINE


class Leftover(NamedTuple):
    """Markup without effect here; in `hint` and `new`, `<name>` stands for a named group of the pattern."""

    pattern: re.Pattern[str]
    message: str
    """What is wrong; `{}` stands for what was typed."""
    hint: str
    needs: tuple[str, ...]
    """Characters of which one must be in a text: most texts need no search."""
    new: str = ""
    """What to type instead, literally."""
    rule: Rule = FOREIGN
    is_field: bool = False
    """Whether a mail service would fill it in for each reader."""
    is_row: bool = False
    """Whether it may be in every item of a list, of which only the first is reported."""
    is_plain: bool = False
    """Whether it is wrong only in plain text: a title, `kort`, alt text."""


def _typed(new: str) -> str:
    return f"Typ het zo:\n{new.strip()}" if "\n" in new else f"Typ `{new}`."


def _mark(needs: str, pattern: str, whose: str, hint: str = "", *, new: str = "") -> Leftover:
    message = f"`{{}}` is {whose}. Hier doet het niets."
    return Leftover(regex(pattern, _FORM), message, hint or _typed(new), tuple(needs.split()), new)


def _field(needs: str, pattern: str, whose: str, hint: str) -> Leftover:
    return _mark(needs, pattern, whose, hint)._replace(is_field=True)


def _plain(needs: str, pattern: str, whose: str, hint: str = "", *, new: str = "") -> Leftover:
    message = f"`{{}}` is {whose}, en dat kan hier niet. De lezer ziet de tekens zelf."
    return _mark(needs, pattern, whose, hint, new=new)._replace(message=message, is_plain=True)


def _half(needs: str, pattern: str, what: str, new: str) -> Leftover:
    message = f"`{{}}` lijkt een {what}, maar is er geen."
    return Leftover(regex(pattern, _FORM), message, _typed(new), (needs,), new, UNFINISHED_LINK)


_AWAY = "Haal het weg."
_GREETING = "Typ iets wat voor elke lezer klopt, zoals `Beste lezer,`."
_CAUTION = "Typ een regel `/// let-op`, daaronder de tekst, en daaronder een regel `///`."
_PICTURE = "Typ een afbeelding zo: `![wat er te zien is](/media/naam.jpg)`."
_NOTE = "Typ hier `[^1]`, en onderaan de tekst een regel: `[^1]: {}`."
_PERSONAL = (
    r"(?:voor|achter|roep|volledige[ _-]?)?naa?m(?:en)?|aanhef|e-?mail(?:adres)?"
    r"|f(?:irst)?[ _-]?name|l(?:ast)?[ _-]?name|name"
)
_TAGS = "a|b|big|br|center|div|em|font|h[1-6]|i|img|li|mark|ol|p|small|span|strong|su[bp]|u|ul"
_BLOCKS = "|".join(KINDS)
_ADMONITIONS = (
    "note|info|tip|hint|warning|danger|caution|important|attention|success|failure|bug|example|abstract|quote"
)
_TO = r"""(?P<to>(?:(?:https?://|www\.|mailto:|tel:|/|\#|\.\./)[^\s()\[\]{}<>]*[^\s()\[\]{}<>.,;:!?]
    |[\w./-]+\.(?:md|html?|pdf|docx?|xlsx?|pptx?|jpe?g|png|webp|svg|mp[34])))[.,;]?"""
_WORDS = r"(?P<words>[^()\[\]{}\n]{1,120})"


def _film(address: str) -> str:
    return f"\n\n{FILM_BLOCK.format(title='Titel van de film', address=address)}\n\n"


# Each row has a pattern, and below it whose markup it is and what to type.
# fmt: off

# Wrong only in plain text.
_PLAIN = (
    _plain("](", r"!?\[(?P<words>[^\[\]\n]{1,300})\]\((?P<to>[^()\s]{1,500})(?:[^()\n]{0,200}\))?",
          "een link", "Typ `<words>`. Een link zet je in de tekst eronder."),
    _plain("://", r"(?<=\S\ )https?://[^\s<>]{1,500}[^\s<>.,;:!?)]",
          "een webadres", "Haal het weg, en zet een link in de tekst eronder."),
    _plain(
        "* _",
        r"""
        (?<![\w*])(?P<stars>\*{1,3})(?=[^\s*|])(?P<words>[^*\n]{0,300}?[^\s*])(?P=stars)(?![\w*])
        | (?<![\w_])(?P<bars>_{1,3})(?=[^\s_])(?P<more>[^_\n]{0,300}?[^\s_])(?P=bars)(?![\w_])
        """,
        "opmaak", new="<words><more>"
    ),
    _plain("`", r"(?P<tick>`{1,3})(?P<words>[^`\n]{1,300})(?P=tick)", "opmaak", new="<words>"),
    _plain("# >", r"^(?:\#{1,6}|>)\ +(?P<words>[^\n]{1,300})", "opmaak", new="<words>"),
    _plain("<",
          rf"(?i:<(?P<tag>{_TAGS})\b[^<>\n]{{0,300}}>)(?P<words>[^<>\n]{{0,300}})(?i:</(?P=tag)>)",
          "HTML", new="<words>"),
    _plain("<", rf"(?i:</?(?:{_TAGS})\b[^<>\n]{{0,300}}>)", "HTML", _AWAY),
    _plain("** __", r"(?<!\d)\*\*|\*\*(?!\d)|(?<!\w)__(?=\w)", "opmaak", _AWAY),
)

# Links and images with one wrong character, so that they show as brackets.
_HALF_LINKS = (
    _half("[", rf"\({_WORDS}\)\ ?\[{_TO}\]", "link", "[<words>](<to>)"),
    *(
        _half(begin[-1], bang + begin + _WORDS + middle + _TO + end, what, f"{bang}[<words>](<to>)")
        for begin, middle, end in (
            (r"\[", r"\(", r"\)(?!\])"),
            (r"\[", r"\]\ ?\{", r"\}"),
            (r"\[", r"\)\ ?\(", r"\)"),
            (r"\{", r"\}\ ?\(", r"\)"),
            (r"\[", r"\]\ ?:\ ?\(", r"\)"),
        )
        for bang, what in (("!", "afbeelding"), ("", "link"))
    ),
    _half("[", rf"!\[{_WORDS}\]\ \({_TO}\)", "afbeelding", "![<words>](<to>)"),
)

# Fields that a mail service fills in.
_FIELDS = (
    _field("|", r"\*?\|[A-Z][A-Z0-9_:]{0,40}\|\*?", "een invulveld van Mailchimp", _GREETING),
    _field(
        "% { [",
        rf"""
        %%[^%\n]{{1,60}}%% | (?<![\w%])%[A-Z][A-Z_]{{2,40}}%
        | (?<!\{{)(?i:\{{\$?(?:{_PERSONAL})\}}) | \{{\$[\w.>-]{{1,60}}\}} | (?i:\[\[?(?:{_PERSONAL})\]\]?)
        """,
        "een invulveld van een maildienst", _GREETING
    ),
    _field("« < #",
          rf"(?i:[«<]{{1,2}}(?:{_PERSONAL})[»>]{{1,2}}|\#(?:{_PERSONAL})\#)", "een invulveld van Word", _GREETING),
    _field(
        "{",
        rf"""
        (?i: \{{\{{[ ]* (?: [.$] | (?:contact|subscriber|recipient|person|profile|lead|user|params)\.
                          | (?:{_PERSONAL})[ ]*(?:\||\}}) ) [^{{}}\n]{{0,200}} \}}?\}}? )
        """,
        "een invulveld van een maildienst", _GREETING
    ),
)

_OF_PROGRAMS = (
    # Commands of programs that make sites.
    _mark("{", r"\{\{[<%]\ *youtube\ +(?:id=)?[\"“”]?(?P<id>[\w-]+)[^\n]{0,300}?[>%]\}\}",
          "een opdracht van Hugo", new=_film("https://www.youtube.com/watch?v=<id>")),
    _mark("{", r"\{\{[<%]\ *vimeo\ +(?:id=)?[\"“”]?(?P<id>\d+)[^\n]{0,300}?[>%]\}\}",
          "een opdracht van Hugo", new=_film("https://vimeo.com/<id>")),
    _mark("{", r"\{\{[<%][^\n]{0,300}?[>%]\}\}", "een opdracht van Hugo", _AWAY),
    _field("{", r"\{%[^\n]{0,300}?%\}", "een opdracht van Jekyll of een ander programma", _AWAY),
    _mark("TOC toc", r"\[\[?_?(?:TOC|toc)_?\]?\]|\{:\ ?toc\}|\$\{toc\}|\{\{\ ?TOC\ ?\}\}|\{toc\}",
          "een opdracht voor een inhoudsopgave",
          "Haal het weg: de site zet zelf ‘Op deze pagina’ boven een lange tekst."),
    _field("{", r"\{\{[^\n]{0,300}?\}\}", "een opdracht of een invulveld van een ander programma", _AWAY),
    _mark("{", r"\{\ ?(?:TOC|PAGE|NUMPAGES|HYPERLINK|REF|SEQ|DATE|INCLUDEPICTURE|MERGEFIELD)\b[^{}\n]{0,200}\}",
          "een veld van Word", _AWAY),
    _mark("{", r"\{/?(?P<name>code|quote|panel|info|note|tip|warning|noformat|color|expand)(?::[^{}\n]{0,200})?\}",
          "een opdracht van Jira of Confluence", f"Haal het weg. Moet het opvallen? {_CAUTION}"),
    _mark("{", r"\{:[^{}\n]{0,200}\}|\{\ ?(?:[.\#][A-Za-z]|[\w-]+=)[^{}\n]{0,200}\}",
          "een aanwijzing voor de opmaak", "Haal het weg: de site zorgt zelf voor de opmaak."),
    _mark("import export",
          r"^import\ [^\n]{1,100}\ from\ [\"'“”‘’][^\n]*|^export\ (?:const|default|function)\b[^\n]*",
          "een opdracht van MDX", "Haal deze regel weg."),
    # Links, pictures and blocks of other kinds of text.
    _mark("[", r"!\[\[(?P<file>[^\[\]\n|]{1,200})[^\[\]\n]{0,200}\]\]",
          "een afbeelding van Obsidian", "Typ een afbeelding zo: `![wat er te zien is](/media/<file>)`."),
    _mark("[", r"\[\[(?P<page>[^\[\]\n|]{1,200})(?:\|(?P<words>[^\[\]\n]{1,200}))?\]\]",
          "een link van een wiki", "Typ een link zo: `[<page>](/naam-van-het-bestand.md)`."),
    _mark("[", r"\[(?P<words>[^\[\]|\n]{1,200})\|(?P<to>https?://[^\[\]\s|]{1,500})\]",
          "een link van Jira of Confluence", new="[<words>](<to>)"),
    _mark("[", r"\[(?P<to>https?://[^\[\]\s]{1,500})\ (?P<words>[^\[\]\n]{1,200})\]",
          "een link van een wiki", new="[<words>](<to>)"),
    _mark("[", r"\[embed[^\]\n]{0,300}\](?P<address>https?://[^\s\[\]]{1,500})\[/embed\]",
          "een opdracht van WordPress", new=_film("<address>")),
    _mark("[", r"\[caption[^\]\n]{0,300}\][^\n]{0,300}?\[/caption\]", "een opdracht van WordPress", _PICTURE),
    _mark("[",
          r"\[/?(?:caption|gallery|embed|playlist|wpforms|contact-form-7|su_\w+|vc_\w+|et_pb_\w+|elementor-template"
          r"|ngg\w*)(?:\ [^\]\n]{0,300})?\]", "een opdracht van WordPress", _AWAY),
    _mark("[", r"\[(?P<tag>url)=(?P<to>[^\]\n]{1,300})\](?P<words>[^\n]{1,300}?)\[/(?P=tag)\]",
          "een teken van een forum (BBCode)", new="[<words>](<to>)"),
    *(
        _mark(
            "[",
            rf"\[(?P<tag>{tag})\](?P<words>[^\n]{{1,300}}?)\[/(?P=tag)\]",
            "een teken van een forum (BBCode)",
            new=f"{stars}<words>{stars}",
        )
        for tag, stars in (("[bB]", "**"), ("[iI]", "*"))
    ),
    _mark(
        "[",
        r"""
        (?i:\[(?P<tag>u|s|url|img|quote|color|size|list|center|font|code)(?:=[^\]\n]{0,300})?\])
        (?P<words>[^\n]{0,300}?) (?i:\[/(?P=tag)\])
        """,
        "een teken van een forum (BBCode)", "Haal de woorden tussen de rechte haken weg."
    ),
    _mark("[", r"\[cid:[^\]\n]{1,300}\]", "de plek van een plaatje uit een mail", _PICTURE),
    _mark(r"/ \\ :::", rf"^(?:/{{2}}|\\{{2,3}}|:{{3}}|/[ ]/[ ]/?)[ ]?(?P<name>{_BLOCKS})\b[ ]?\|?[ ]?[^\n]*",
          "bijna een blok",
          "Begin het blok met drie schuine strepen: `/// <name>`. Zet eronder een regel met alleen `///`."),
    _mark("[! !!! :::",
          rf"^(?:\[!(?P<kind>\w+)\][+-]?|(?:!!!)[ ](?:{_ADMONITIONS})\b|:::+[ ]?\{{?[.]?(?:{_ADMONITIONS})\b)",
          "een kader van een ander programma", _CAUTION),
    _mark("??? :::", r"^\?\?\?\+?\ [a-z]+\b|^:::+\ ?\{?\.?(?:details|collapse|spoiler)\b",
          "een uitklapper van een ander programma",
          "Typ een regel `/// uitklap | Vraag`, daaronder de tekst, en daaronder een regel `///`."),
    _mark(":::", r"^:::+[^\n]*|(?<=\ ):::+$", "het teken van een blok in een ander programma", _AWAY),
    _mark(
        ":: :ref :doc :term :abbr :num :down :func :class :file :gui",
        r"""
        ^\.\.\ (?P<name>[\w-]+)::
        | (?<![\w:]):(?:ref|doc|term|abbr|numref|download|func|class|file|guilabel):(?=\S)
        """,
        "een opdracht van reStructuredText", _AWAY
    ),
    _mark("NOTE TIP IMPORTANT WARNING CAUTION",
          r"^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\ |^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]",
          "een kader van AsciiDoc", _CAUTION),
    _mark("h1. h2. h3. h4. h5. h6.",
          r"^h[1-6]\.\ (?P<words>[^\n]{1,100})", "een kop van Textile of Jira", "Typ een kop zo: `## <words>`."),
    _mark("==",
          r"^={2,6}\ ?(?P<words>[^=\n]{1,100}?)\ ?={2,6}$", "een kop van een wiki", "Typ een kop zo: `## <words>`."),
    _mark("bq.", r"^bq\.\ ",
          "een citaat van Textile",
          "Typ een regel `/// citaat | Naam`, daaronder de tekst, en daaronder een regel `///`."),
    # Emphasis and other inline markup.
    _mark("~~", r"~~(?P<words>[^~\n]{1,200})~~",
          "een doorgestreepte tekst", "Haal weg wat niet meer geldt: een blinde lezer hoort de streep niet."),
    _mark("==", r"(?<![=\w])==(?P<words>[^=\s](?:[^=\n]{0,200}[^=\s])?)==(?![=\w])",
          "het teken voor een gekleurde tekst", "Typ `**<words>**`, of haal de tekens weg.", new="**<words>**"),
    _mark("''' ‘‘ ‘’ ’’ ’‘", r"'''(?P<words>[^'\n]{1,200})'''|[‘’]{3}(?P<more>[^‘’\n]{1,200})[‘’]{3}",
          "een teken van een wiki", "Zet er twee sterretjes omheen: `**woord**`."),
    _mark("[", r"^\[(?P<done>[ xX]?)\]\ (?P<words>[^\n]{1,80})",
          "een vakje van een takenlijst",
          "Typ het punt zonder vakje: `- <words>`.", new="<words>")._replace(is_row=True),
    _mark("^", r"\^\[(?P<words>[^\[\]\n]{1,300})\]", "een voetnoot van een ander programma", _NOTE.format("<words>")),
    _mark("[fn: ((fn:", r"\[fn:[^\[\]\n]{0,300}\]|\(\(fn:[^()\n]{0,300}\)\)",
          "een voetnoot van een ander programma", _NOTE.format("…")),
    _mark("^", r"(?<=\w)\^(?P<words>[\w+-]{1,10})\^",
          "het teken voor hoge letters", "Typ het gewoon achter elkaar, zoals `m²`, of schrijf het voluit: `eerste`."),
    _mark("~", r"(?<=[A-Za-z])~(?P<words>\w{1,4})~",
          "het teken voor lage letters", "Typ het gewoon achter elkaar, zoals `CO₂` of `CO2`."),
    _mark(":", r":(?<![\w:/]:)(?P<name>[a-z][a-z0-9_+-]{1,30}):(?![\w:/])",
          "de naam van een plaatje in een chat", "Typ het plaatje zelf, zoals 🙂, of haal het weg."),
    _mark("Fout! Error!", r"(?:Fout|Error)!\ (?:Bladwijzer|Verwijzingsbron|Bron|Geen|De\ hyperlink|Ongeldige"
          r"|Bookmark|Reference|Hyperlink|No)\b[^.\n]{0,80}\.?",
          "een foutmelding van Word", "Typ wat hier moet staan."),
    _mark("&", r"&(?:amp;)*(?:nbsp|quot|lt|gt|euro|shy|[a-z]{1,6}(?:acute|grave|uml|circ|cedil|tilde)|\#\d{2,5});",
          "de code van een teken in HTML", "Typ het teken zelf."),
    _mark("\\", r"\\(?:textbf|textit|emph|section|subsection|begin|end|cite|footnote|href|item)\b\{?[^{}\n]{0,80}\}?",
          "een opdracht van LaTeX", _AWAY),
    # One half of our own markup.
    *(
        _mark(
            char * 2,
            rf"(?<![{char}\w])[{char}]{{2}}(?=\w)(?P<words>[^{char}\n.,:;!?]{{1,60}})",
            "het begin van vette tekst, zonder einde",
            f"Typ ook erachter twee {called}: `{char * 2}<words>{char * 2}`. Of haal ze weg.",
        )
        for char, called in (("*", "sterretjes"), ("_", "streepjes"))
    ),
    _mark("**", r"(?<=[\w.,:;!?])(?<!\d)\*\*(?![\w*])",
          "het einde van vette tekst, zonder begin", "Typ ook ervoor twee sterretjes: `**woord**`. Of haal ze weg."),
)

# fmt: on

_PLUSES = Leftover(
    regex(r"(?<![\w+])\+\+(?P<words>\w(?:[^+\n]{0,80}\w)?)\+\+(?![\w+])", _FORM),
    "Hier staat `{}`. De lezer ziet die plusjes.",
    "Typ `**<words>**`, of haal de plusjes weg.",
    ("++",),
    "**<words>**",
    UNDERLINED,
)
_BETWEEN_BRACKETS = Leftover(
    regex(
        r"""
    (?i:[\[<(]\ ?(?:(?:hier|nog|moet|later)\ ){0,3}
        (?:in\ ?te\ vullen|invullen|aan\ te\ vullen|aanvullen|toevoegen|controleren|checken|uitzoeken
        |vul\ [^\]\n]{1,30}\ in
        |datum|tijd|tijdstip|plaats|locatie|adres|link|bron|tekst|foto|bedrag|naam\ invullen)\ ?[\]>])
    """,
        _FORM,
    ),
    "Hier staat nog `{}`.",
    "Schrijf hier wat er moet staan.",
    ("[", "<", "("),
    rule=NOT_FINISHED,
)
_TO_DO = _BETWEEN_BRACKETS._replace(
    pattern=regex(
        r"""
    \b(?:TODO|TO\ DO|FIXME|TBD|XXX+)\b | (?<![\w@])@@+(?!\w) | (?<!\S)\?{3,} | (?i:\blorem\ ipsum\b)
    | \bx{2}[-./:]x{2}\b
    """,
        _FORM,
    ),
    needs=("TODO", "TO DO", "FIXME", "TBD", "XXX", "@@", "???", "orem", "OREM", "xx"),
)

LEFTOVERS = (*_PLAIN, *_HALF_LINKS, *_FIELDS, *_OF_PROGRAMS, _PLUSES, _BETWEEN_BRACKETS, _TO_DO)
"""All leftovers; of two in one place, the first of these counts."""
_ALL_NEEDED = sorted({need for mark in LEFTOVERS for need in mark.needs})
_NEEDED = {first: tuple(needs) for first, needs in groupby(_ALL_NEEDED, key=itemgetter(0))}

_BUTTONS = frozenset({"terug", "delen via social media", "deel dit bericht", "lees voor", "print deze pagina"})
_WRITTEN = regex(r"(?:geschreven|geplaatst|gepubliceerd) op (?P<day>\d{1,2} [a-z]+ \d{4})\.?")
_MARKED_UP = regex(r"(?:\*+|!?\[)(<\w+>)(?:\*+|\]\([^()`]*\))")
_OR_WAIT = "Schrijf hier wat er moet staan, of zet `concept: ja` boven de tekst tot je hem af hebt."


def check(document: Document) -> Iterator[Problem]:
    """Check all that a reader sees of a text and its front matter, except code."""
    finished = SearchableText(of_document(document), document.typed)
    yield from _leftovers_in(document.path, finished, is_letter=document.kind.is_mailed)
    yield from _of_old_page(document)
    if document.kind.needs_text and _is_empty(document):
        line = document.typed.rstrip().count("\n") + 1
        message = "Onder de titel en `kort` staat nog geen tekst."
        yield Problem(NOT_FINISHED, Place(document.path, line), message, _OR_WAIT)


def _of_old_page(document: Document) -> Iterator[Problem]:
    """Report paragraphs that were a button or a date on the page that a text was copied from."""
    day = date_in_words(document.entry.day) if document.entry.day else ""
    for passage in document.body.passages:
        if passage.kind == "paragraph" and (
            (written := _WRITTEN.fullmatch(passage.folded)) or passage.folded in _BUTTONS
        ):
            message, hint = f"“{passage.text}” komt van de oude site. Hier doet het niets.", "Haal deze regel weg."
            is_known = not written or written["day"] == day
            if written and not is_known:
                hint = f"Haal deze regel weg, en zet boven de tekst `datum: {written['day']}`."
            elif written:
                hint = "Haal deze regel weg: de site zet de datum er zelf bij."
            fix = Fix(passage.text, "", is_safe=True) if is_known else None
            yield Problem(OLD_PAGE, Place(document.path, passage.line), message, hint, fix=fix)


def check_site(site: Site) -> Iterator[Problem]:
    """Check what a reader sees of the settings, the glossary, the figures and the statement."""
    for path, texts in of_site(site):
        yield from _leftovers_in(path, SearchableText(texts))


def _is_empty(document: Document) -> bool:
    """Return whether a page has no more than its card shows; an introduction to a list need not have more."""
    has_more = document.body.children or (PAGE.holds(document) and (document.entry.tasks or document.entry.figures))
    is_introduction = document.path.endswith("/index.md") or document.address in {*LISTED, STATEMENT}
    return not (has_more or is_introduction)


def _leftovers_in(path: str, finished: SearchableText, *, is_letter: bool = False) -> Iterator[Problem]:
    """Report every mark in the order of the text; of consecutive items, only the first."""
    rows: set[tuple[Leftover, int]] = set()
    for mark, found in sorted(_found(finished), key=lambda pair: pair[1].start()):
        line, index = finished.line(found), finished.index(found)
        if line is None:
            continue
        if mark.is_row:
            rows.add((mark, index))
            if (mark, index - 1) in rows:
                continue
        is_plain = finished.is_plain(found)
        hint, new = (_filled_in(text, found, is_plain=is_plain) for text in (mark.hint, mark.new))
        rule = FIELD if mark.is_field and is_letter else mark.rule
        if rule is NOT_FINISHED and finished.may_wait:
            hint = _OR_WAIT
        fix = Fix(found[0], new, to_fill="…" in new, is_safe=_says(new) == _says(found[0])) if new else None
        yield Problem(rule, Place(path, line), mark.message.format(shortened(found[0])), hint, fix=fix, about=found[0])


def _found(finished: SearchableText) -> Iterator[tuple[Leftover, re.Match[str]]]:
    """Yield every visible mark; of two in one place only the first of the table."""
    text, taken = finished.text, bytearray(len(finished.text))
    there = {need for first, needs in _NEEDED.items() if first in text for need in needs if need in text}
    for mark in LEFTOVERS:
        for found in () if there.isdisjoint(mark.needs) else mark.pattern.finditer(text):
            start, end = found.span()
            if not any(taken[start:end]) and (not mark.is_plain or finished.is_plain(found)):
                taken[start:end] = b"\x01" * (end - start)
                yield mark, found


def _says(typed: str) -> list[str]:
    """Return the words in what was typed, without markup."""
    return re.findall(r"\w+", typed)


def _filled_in(text: str, found: re.Match[str], *, is_plain: bool) -> str:
    """Return what to type, with the words that were found; in plain text, only those words."""
    text = _MARKED_UP.sub(r"\1", text) if is_plain else text
    for name, group in found.groupdict().items():
        text = text.replace(f"<{name}>", (group or "").strip())
    return text
