"""The signs of other tools, in one table: what each looks like, whose it is, and what to type here instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from avksite.content.markdown.blocks import KINDS
from avksite.content.markdown.raw_html import FILM_BLOCK


class Sign(NamedTuple):
    """A sign of another tool; in `instead`, `<name>` stands for a named group of the pattern."""

    pattern: re.Pattern[str]
    whose: str
    instead: str
    is_field: bool = False
    """Whether a mail service would fill it in for each reader."""
    is_row: bool = False
    """Whether it stands in every item of a list, of which only the first is told."""
    new: str = ""
    """What to type in its place, word for word."""


_AWAY = "Haal het weg."
_LINE = "Haal deze regel weg."
_GREETING = "Typ iets wat voor elke lezer klopt, zoals `Beste lezer,`."
_CAUTION = "Typ een regel `/// let-op`, daaronder de tekst, en daaronder een regel `///`."
_FOLD = "Typ een regel `/// uitklap | Vraag`, daaronder de tekst, en daaronder een regel `///`."
_CONTENTS = "Haal het weg: de site zet zelf ‘Op deze pagina’ boven een lange tekst."
_FILM = f"\n\n{FILM_BLOCK.format(title='Titel van de film', address='<address>')}\n\n"
_PICTURE = "Typ een afbeelding zo: `![wat er te zien is](/media/naam.jpg)`."
_PERSONAL = (
    r"(?:voor|achter|roep|volledige[ _-]?)?naa?m(?:en)?|aanhef|e-?mail(?:adres)?"
    r"|f(?:irst)?[ _-]?name|l(?:ast)?[ _-]?name|name"
)
_BLOCKS = "|".join(KINDS)
_ADMONITIONS = (
    "note|info|tip|hint|warning|danger|caution|important|attention|success|failure|bug|example|abstract|quote"
)


def _sign(  # noqa: PLR0913  a row of the table
    pattern: str, whose: str, instead: str = "", *, is_field: bool = False, is_row: bool = False, new: str = ""
) -> Sign:
    instead = instead or (f"Typ het zo:\n{new.strip()}" if "\n" in new else f"Typ `{new}`.")
    return Sign(re.compile(pattern, re.VERBOSE | re.MULTILINE), whose, instead, is_field, is_row, new)


SIGNS: tuple[Sign, ...] = (
    # Fields that a mail service fills in.
    _sign(r"\*?\|[A-Z][A-Z0-9_:]{0,40}\|\*?", "een invulveld van Mailchimp", _GREETING, is_field=True),
    _sign(r"%%[^%\n]{1,60}%%", "een invulveld van een maildienst", _GREETING, is_field=True),
    _sign(r"(?<![\w%])%[A-Z][A-Z_]{2,40}%", "een invulveld van een maildienst", _GREETING, is_field=True),
    _sign(
        rf"(?<!\{{)(?i:\{{\$?(?:{_PERSONAL})\}})|\{{\$[\w.>-]{{1,60}}\}}",
        "een invulveld van een maildienst",
        _GREETING,
        is_field=True,
    ),
    _sign(rf"(?i:\[\[?(?:{_PERSONAL})\]\]?)", "een invulveld van een maildienst", _GREETING, is_field=True),
    _sign(
        rf"(?i:[«<]{{1,2}}(?:{_PERSONAL})[»>]{{1,2}}|\#(?:{_PERSONAL})\#)",
        "een invulveld van Word",
        _GREETING,
        is_field=True,
    ),
    _sign(
        r"(?i:\{\{[ ]*(?:[.$]|(?:contact|subscriber|recipient|person|profile|lead|user|params)\."
        rf"|(?:{_PERSONAL})[ ]*(?:\||\}}))[^{{}}\n]{{0,200}}\}}?\}}?)",
        "een invulveld van een maildienst",
        _GREETING,
        is_field=True,
    ),
    # Commands of programs that make sites.
    _sign(
        r"\{\{[<%]\ *youtube\ +(?:id=)?[\"“”]?(?P<id>[\w-]+)[^\n]{0,300}?[>%]\}\}",
        "een opdracht van Hugo",
        new=_FILM.replace("<address>", "https://www.youtube.com/watch?v=<id>"),
    ),
    _sign(
        r"\{\{[<%]\ *vimeo\ +(?:id=)?[\"“”]?(?P<id>\d+)[^\n]{0,300}?[>%]\}\}",
        "een opdracht van Hugo",
        new=_FILM.replace("<address>", "https://vimeo.com/<id>"),
    ),
    _sign(r"\{\{[<%][^\n]{0,300}?[>%]\}\}", "een opdracht van Hugo", _AWAY),
    _sign(r"\{%[^\n]{0,300}?%\}", "een opdracht van Jekyll of een ander programma", _AWAY, is_field=True),
    _sign(
        r"\[\[?_?(?:TOC|toc)_?\]?\]|\{:\ ?toc\}|\$\{toc\}|\{\{\ ?TOC\ ?\}\}|\{toc\}",
        "een opdracht voor een inhoudsopgave",
        _CONTENTS,
    ),
    _sign(r"\{\{[^\n]{0,300}?\}\}", "een opdracht of een invulveld van een ander programma", _AWAY, is_field=True),
    _sign(
        r"\{\ ?(?:TOC|PAGE|NUMPAGES|HYPERLINK|REF|SEQ|DATE|INCLUDEPICTURE|MERGEFIELD)\b[^{}\n]{0,200}\}",
        "een veld van Word",
        _AWAY,
    ),
    _sign(
        r"\{/?(?P<name>code|quote|panel|info|note|tip|warning|noformat|color|expand)(?::[^{}\n]{0,200})?\}",
        "een opdracht van Jira of Confluence",
        f"Haal het weg. Moet het opvallen? {_CAUTION}",
    ),
    _sign(
        r"\{:[^{}\n]{0,200}\}|\{\ ?(?:[.\#][A-Za-z]|[\w-]+=)[^{}\n]{0,200}\}",
        "een aanwijzing voor de opmaak",
        "Haal het weg: de site zorgt zelf voor de opmaak.",
    ),
    _sign(
        r"^import\ [^\n]{1,100}\ from\ [\"'“”‘’][^\n]*|^export\ (?:const|default|function)\b[^\n]*",
        "een opdracht van MDX",
        _LINE,
    ),
    # Links, pictures and blocks of other kinds of text.
    _sign(
        r"!\[\[(?P<file>[^\[\]\n|]{1,200})[^\[\]\n]{0,200}\]\]",
        "een afbeelding van Obsidian",
        "Typ een afbeelding zo: `![wat er te zien is](/media/<file>)`.",
    ),
    _sign(
        r"\[\[(?P<page>[^\[\]\n|]{1,200})(?:\|(?P<words>[^\[\]\n]{1,200}))?\]\]",
        "een link van een wiki",
        "Typ een link zo: `[<page>](/naam-van-het-bestand.md)`.",
    ),
    _sign(
        r"\[(?P<words>[^\[\]|\n]{1,200})\|(?P<to>https?://[^\[\]\s|]{1,500})\]",
        "een link van Jira of Confluence",
        new="[<words>](<to>)",
    ),
    _sign(
        r"\[(?P<to>https?://[^\[\]\s]{1,500})\ (?P<words>[^\[\]\n]{1,200})\]",
        "een link van een wiki",
        new="[<words>](<to>)",
    ),
    _sign(
        r"\[embed[^\]\n]{0,300}\](?P<address>https?://[^\s\[\]]{1,500})\[/embed\]",
        "een opdracht van WordPress",
        new=_FILM,
    ),
    _sign(r"\[caption[^\]\n]{0,300}\][^\n]{0,300}?\[/caption\]", "een opdracht van WordPress", _PICTURE),
    _sign(
        r"\[/?(?:caption|gallery|embed|playlist|wpforms|contact-form-7|su_\w+|vc_\w+|et_pb_\w+|elementor-template"
        r"|ngg\w*)(?:\ [^\]\n]{0,300})?\]",
        "een opdracht van WordPress",
        _AWAY,
    ),
    _sign(
        r"\[(?P<tag>url)=(?P<to>[^\]\n]{1,300})\](?P<words>[^\n]{1,300}?)\[/(?P=tag)\]",
        "een teken van een forum (BBCode)",
        new="[<words>](<to>)",
    ),
    _sign(
        r"\[(?P<tag>[bB])\](?P<words>[^\n]{1,300}?)\[/(?P=tag)\]",
        "een teken van een forum (BBCode)",
        new="**<words>**",
    ),
    _sign(
        r"\[(?P<tag>[iI])\](?P<words>[^\n]{1,300}?)\[/(?P=tag)\]",
        "een teken van een forum (BBCode)",
        new="*<words>*",
    ),
    _sign(
        r"(?i:\[(?P<tag>u|s|url|img|quote|color|size|list|center|font|code)(?:=[^\]\n]{0,300})?\])(?P<words>[^\n]{0,300}?)(?i:\[/(?P=tag)\])",
        "een teken van een forum (BBCode)",
        "Haal de woorden tussen de rechte haken weg.",
    ),
    _sign(r"\[cid:[^\]\n]{1,300}\]", "de plek van een plaatje uit een mail", _PICTURE),
    _sign(
        rf"^(?:/{{2}}|\\{{2,3}}|:{{3}}|/[ ]/[ ]/?)[ ]?(?P<name>{_BLOCKS})\b[ ]?\|?[ ]?[^\n]*",
        "bijna een blok",
        "Begin het blok met drie schuine strepen: `/// <name>`. Zet eronder een regel met alleen `///`.",
    ),
    _sign(
        rf"^(?:\[!(?P<kind>\w+)\][+-]?|(?:!!!)[ ](?:{_ADMONITIONS})\b|:::+[ ]?\{{?[.]?(?:{_ADMONITIONS})\b)",
        "een kader van een ander programma",
        _CAUTION,
    ),
    _sign(
        r"^\?\?\?\+?\ [a-z]+\b|^:::+\ ?\{?\.?(?:details|collapse|spoiler)\b",
        "een uitklapper van een ander programma",
        _FOLD,
    ),
    _sign(r"^:::+[^\n]*|(?<=\ ):::+$", "het teken van een blok in een ander programma", _AWAY),
    _sign(r"^\.\.\ (?P<name>[\w-]+)::", "een opdracht van reStructuredText", _AWAY),
    _sign(
        r"(?<![\w:]):(?:ref|doc|term|abbr|numref|download|func|class|file|guilabel):(?=\S)",
        "een opdracht van reStructuredText",
        _AWAY,
    ),
    _sign(
        r"^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\ |^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]",
        "een kader van AsciiDoc",
        _CAUTION,
    ),
    _sign(r"^h[1-6]\.\ (?P<words>[^\n]{1,100})", "een kop van Textile of Jira", "Typ een kop zo: `## <words>`."),
    _sign(r"^={2,6}\ ?(?P<words>[^=\n]{1,100}?)\ ?={2,6}$", "een kop van een wiki", "Typ een kop zo: `## <words>`."),
    _sign(
        r"^bq\.\ ",
        "een citaat van Textile",
        "Typ een regel `/// citaat | Naam`, daaronder de tekst, en daaronder een regel `///`.",
    ),
    # Stress and small signs.
    _sign(
        r"~~(?P<words>[^~\n]{1,200})~~",
        "een doorgestreepte tekst",
        "Haal weg wat niet meer geldt: een blinde lezer hoort de streep niet.",
    ),
    _sign(
        r"(?<![=\w])==(?P<words>[^=\s](?:[^=\n]{0,200}[^=\s])?)==(?![=\w])",
        "het teken voor een gekleurde tekst",
        "Typ `**<words>**`, of haal de tekens weg.",
        new="**<words>**",
    ),
    _sign(
        r"'''(?P<words>[^'\n]{1,200})'''|[‘’]{3}(?P<more>[^‘’\n]{1,200})[‘’]{3}",
        "een teken van een wiki",
        "Zet er twee sterretjes omheen: `**woord**`.",
    ),
    _sign(
        r"^\[(?P<done>[ xX]?)\]\ (?P<words>[^\n]{1,80})",
        "een vakje van een takenlijst",
        "Typ het punt zonder vakje: `- <words>`.",
        is_row=True,
        new="<words>",
    ),
    _sign(
        r"\^\[(?P<words>[^\[\]\n]{1,300})\]",
        "een voetnoot van een ander programma",
        "Typ hier `[^1]`, en onderaan de tekst een regel: `[^1]: <words>`.",
    ),
    _sign(
        r"\[fn:[^\[\]\n]{0,300}\]|\(\(fn:[^()\n]{0,300}\)\)",
        "een voetnoot van een ander programma",
        "Typ hier `[^1]`, en onderaan de tekst een regel: `[^1]: …`.",
    ),
    _sign(
        r"(?<=\w)\^(?P<words>[\w+-]{1,10})\^",
        "het teken voor hoge letters",
        "Typ het gewoon achter elkaar, zoals `m²`, of schrijf het voluit: `eerste`.",
    ),
    _sign(
        r"(?<=[A-Za-z])~(?P<words>\w{1,4})~",
        "het teken voor lage letters",
        "Typ het gewoon achter elkaar, zoals `CO₂` of `CO2`.",
    ),
    _sign(
        r"(?<![\w:/]):(?P<name>[a-z][a-z0-9_+-]{1,30}):(?![\w:/])",
        "de naam van een plaatje in een chat",
        "Typ het plaatje zelf, zoals 🙂, of haal het weg.",
    ),
    _sign(
        r"(?:Fout|Error)!\ (?:Bladwijzer|Verwijzingsbron|Bron|Geen|De\ hyperlink|Ongeldige"
        r"|Bookmark|Reference|Hyperlink|No)\b[^.\n]{0,80}\.?",
        "een foutmelding van Word",
        "Typ wat hier moet staan.",
    ),
    _sign(
        r"&(?:amp;)*(?:nbsp|quot|lt|gt|euro|shy|[a-z]{1,6}(?:acute|grave|uml|circ|cedil|tilde)|\#\d{2,5});",
        "de code van een teken in HTML",
        "Typ het teken zelf.",
    ),
    _sign(
        r"\\(?:textbf|textit|emph|section|subsection|begin|end|cite|footnote|href|item)\b\{?[^{}\n]{0,80}\}?",
        "een opdracht van LaTeX",
        _AWAY,
    ),
    # A sign of ours without its other half.
    _sign(
        r"(?<![*\w])\*\*(?=\w)(?P<words>[^*\n.,:;!?]{1,60})",
        "het begin van vette tekst, zonder einde",
        "Typ ook erachter twee sterretjes: `**<words>**`. Of haal ze weg.",
    ),
    _sign(
        r"(?<![_\w])__(?=\w)(?P<words>[^_\n.,:;!?]{1,60})",
        "het begin van vette tekst, zonder einde",
        "Typ ook erachter twee streepjes: `__<words>__`. Of haal ze weg.",
    ),
    _sign(
        r"(?<=[\w.,:;!?])(?<!\d)\*\*(?![\w*])",
        "het einde van vette tekst, zonder begin",
        "Typ ook ervoor twee sterretjes: `**woord**`. Of haal ze weg.",
    ),
)

_JUST = "Typ `<words>`."
_TAGS = "a|b|big|br|center|div|em|font|h[1-6]|i|img|li|mark|ol|p|small|span|strong|su[bp]|u|ul"
PLAIN: tuple[Sign, ...] = (
    _sign(
        r"!?\[(?P<words>[^\[\]\n]{1,300})\]\((?P<to>[^()\s]{1,500})(?:[^()\n]{0,200}\))?",
        "een link",
        f"{_JUST} Een link zet je in de tekst eronder.",
    ),
    _sign(
        r"(?<=\S\ )https?://[^\s<>]{1,500}[^\s<>.,;:!?)]",
        "een webadres",
        "Haal het weg, en zet een link in de tekst eronder.",
    ),
    _sign(
        r"(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*|])(?P<words>[^*\n]{0,300}?[^\s*])(?P=stars)(?![\w*])"
        r"|(?<![\w_])(?P<bars>_{1,3})(?=[^\s_])(?P<more>[^_\n]{0,300}?[^\s_])(?P=bars)(?![\w_])",
        "opmaak",
        "Typ `<words><more>`.",
    ),
    _sign(r"(?P<tick>`{1,3})(?P<words>[^`\n]{1,300})(?P=tick)", "opmaak", _JUST),
    _sign(r"^(?:\#{1,6}|>)\ +(?P<words>[^\n]{1,300})", "opmaak", _JUST),
    _sign(
        rf"(?i:<(?P<tag>{_TAGS})\b[^<>\n]{{0,300}}>)(?P<words>[^<>\n]{{0,300}})(?i:</(?P=tag)>)",
        "HTML",
        _JUST,
    ),
    _sign(rf"(?i:</?(?:{_TAGS})\b[^<>\n]{{0,300}}>)", "HTML", _AWAY),
    _sign(r"(?<!\d)\*\*|\*\*(?!\d)|(?<!\w)__(?=\w)", "opmaak", _AWAY),
)
"""Signs of stress and links, where a text has none: in titles, in `kort`, beside pictures, in the glossary."""

_TO = r"""(?P<to>(?:(?:https?://|www\.|mailto:|tel:|/|\#|\.\./)[^\s()\[\]{}<>]*[^\s()\[\]{}<>.,;:!?]
    |[\w./-]+\.(?:md|html?|pdf|docx?|xlsx?|pptx?|jpe?g|png|webp|svg|mp[34])))[.,;]?"""
_WORDS = r"(?P<words>[^()\[\]{}\n]{1,120})"
HALF_LINKS = tuple(
    re.compile(pattern, re.VERBOSE | re.MULTILINE)
    for pattern in (
        rf"\({_WORDS}\)\ ?\[{_TO}\]",
        rf"(?P<bang>!?)\[{_WORDS}\({_TO}\)(?!\])",
        rf"(?P<bang>!?)\[{_WORDS}\]\ ?\{{{_TO}\}}",
        rf"(?P<bang>!?)\[{_WORDS}\)\ ?\({_TO}\)",
        rf"(?P<bang>!?)\{{{_WORDS}\}}\ ?\({_TO}\)",
        rf"(?P<bang>!?)\[{_WORDS}\]\ ?:\ ?\({_TO}\)",
        rf"(?P<bang>!)\[{_WORDS}\]\ \({_TO}\)",
    )
)
"""Links and pictures of which one sign went wrong, so that they show as loose brackets."""

NOT_DONE = re.compile(
    r"""
    \b(?:TODO|TO\ DO|FIXME|TBD|XXX+)\b | (?<![\w@])@@+(?!\w) | (?<!\S)\?{3,} | (?i:\blorem\ ipsum\b)
    | \bx{2}[-./:]x{2}\b
    | (?i:[\[<(]\ ?(?:(?:hier|nog|moet|later)\ ){0,3}
        (?:in\ ?te\ vullen|invullen|aan\ te\ vullen|aanvullen|toevoegen|controleren|checken|uitzoeken
        |vul\ [^\]\n]{1,30}\ in
        |datum|tijd|tijdstip|plaats|locatie|adres|link|bron|tekst|foto|bedrag|naam\ invullen)\ ?[\]>])
    """,
    re.VERBOSE,
)
"""What people write for themselves where something still has to come."""
