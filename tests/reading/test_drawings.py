"""A drawing goes out built anew: nothing in it runs, loads or tells who made it, and each cause is told by its name."""

from __future__ import annotations

import pytest

from avksite.reading.drawings import Cause, UnsoundError, drawn

TOP = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
ATTACKS = [
    "<script>P()</script>",
    '<script href="https://elders.example/x"/>',
    '<s:script xmlns:s="http://www.w3.org/2000/svg">P()</s:script>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">P()</h:script>',
    '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="P()"/>',
    '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:P()"/>',
    '<h:link xmlns:h="http://www.w3.org/1999/xhtml" rel="stylesheet" href="https://elders.example/x"/>',
    '<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=https://elders.example/x"/>',
    '<h:video xmlns:h="http://www.w3.org/1999/xhtml" src="https://elders.example/x" autoplay=""/>',
    '<h:base xmlns:h="http://www.w3.org/1999/xhtml" href="https://elders.example/x"/>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="P()"/></foreignObject>',
    '<foreignObject requiredExtensions="http://www.w3.org/1999/xhtml"><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="&lt;script>P()&lt;/script>"/></foreignObject>',  # noqa: E501  one attack
    '<rect onclick="P()"/>',
    '<g ONLOAD="P()"/>',
    '<rect onfocusin="P()" tabindex="0"/>',
    '<a href="javascript:P()"><rect/></a>',
    '<a href="java&#9;script:P()"><rect/></a>',
    '<a href="&#10;javascript:P()"><rect/></a>',
    '<a xlink:href="&#x20;javascript:P()"><rect/></a>',
    '<a href="JaVaScRiPt&#58;P()"><rect/></a>',
    '<a href="data:text/html,&lt;script>P()&lt;/script>"><rect/></a>',
    '<a href="vbscript:P()"><rect/></a>',
    '<a href="/x" ping="https://elders.example/x"><rect/></a>',
    '<a href="https://goed.example/" ping="https://elders.example/x"><rect/></a>',
    '<a href="//elders.example/x"><rect/></a>',
    '<a xml:base="javascript:P()//" href="#x"><rect/></a>',
    '<a id="k"><rect/><set attributeName="href" to="javascript:P()"/></a>',
    '<a id="k2"><rect/><animate attributeName="xlink:href" values="javascript:P()"/></a>',
    '<set xlink:href="#k" attributeName="href" to="javascript:P()" begin="0s"/>',
    '<animate attributeName="onclick" values="P()"/>',
    '<set attributeName="style" to="fill:url(https://elders.example/x)"/>',
    '<animateMotion path="M0 0"><mpath href="https://elders.example/x#a"/></animateMotion>',
    '<use href="https://elders.example/x.svg#a"/>',
    '<use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#a"/>',
    '<use href=" https://elders.example/x#a"/>',
    '<use href="a.svg#b"/>',
    '<image href="https://elders.example/x"/>',
    '<image xlink:href="data:image/svg+xml,&lt;svg/>"/>',
    '<feImage href="https://elders.example/x"/>',
    '<feImage xlink:href="data:image/png;base64,AA=="/>',
    '<cursor xlink:href="https://elders.example/x"/>',
    '<rect fill="url(https://elders.example/x#a)"/>',
    '<rect fill="u\\72l(https://elders.example/x#a)"/>',
    '<rect style="fill:u\\72 l(https://elders.example/x#a)"/>',
    "<rect style=\"fill:url('https://elders.example/x#a')\"/>",
    "<rect style=\"background:image-set('https://elders.example/x' 1x)\"/>",
    '<rect style="mask:-webkit-image-set(url(https://elders.example/x) 1x)"/>',
    '<rect mask="url(//elders.example/a#b)"/>',
    '<rect style="clip-path:url(https://elders.example/x#a);fill:red"/>',
    '<rect filter="url(\\#ahttps://elders.example/x)"/>',
    '<rect style="cursor:url(https://elders.example/x),auto"/>',
    '<rect style="fill:var(--a);--a:url(https://elders.example/x)"/>',
    '<rect style="fill:src(&quot;https://elders.example/x&quot;)"/>',
    '<rect style="list-style:image(&quot;https://elders.example/x&quot;)"/>',
    '<rect style="background:cross-fade(url(https://elders.example/x),red)"/>',
    '<style>@import "https://elders.example/x";</style>',
    '<style>@\\69mport "https://elders.example/x";</style>',
    "<style>@IMPORT url(https://elders.example/x);</style>",
    '<style>@im/**/port "https://elders.example/x";@import/**/"https://elders.example/x";</style>',
    '<style>a{}<!-- c -->@import "https://elders.example/x";</style>',
    '<style><g/>@import "https://elders.example/x";</style>',
    '<style><![CDATA[@import "https://elders.example/x";]]></style>',
    '<style>@imp<!-- c -->ort "https://elders.example/x";</style>',
    "<style>rect{fill:url(https://elders.example/x)}</style>",
    '<style>rect{background:u\\000072l("https://elders.example/x")}</style>',
    "<style>@font-face{font-family:a;src:url(https://elders.example/x)}</style>",
    "<style>@font-face{font-family:a;src:url(data:font/woff;base64,AA)}</style>",
    '<style>@media screen{@import "https://elders.example/x";rect{fill:url(https://elders.example/x)}}</style>',
    "<style>@supports (fill:red){rect{fill:url(https://elders.example/x)}}</style>",
    '<style>@namespace url(https://elders.example/x);rect{background-image:image-set("https://elders.example/x" 1x)}</style>',  # noqa: E501  one attack
    "<style>@keyframes a{to{fill:url(https://elders.example/x)}}rect{animation:a 1s}</style>",
    '<style>/*</style><style>*/@import "https://elders.example/x";</style>',
    "<style>rect{fill:\"}@import 'https://elders.example/x';\"}</style>",
    "<style>a{b:c}}@import url(https://elders.example/x);rect{fill:red}</style>",
    '<style>rect[x="url(https://elders.example/x)"]{fill:red}</style>',
    "<style>@layer a{rect{fill:url(https://elders.example/x)}}</style>",
    '<style>@charset "x";@property --a{syntax:"&lt;url>";initial-value:url(https://elders.example/x);inherits:true}</style>',
    '<handler type="application/ecmascript">P()</handler>',
    '<listener event="load" handler="#h"/>',
    '<object data="https://elders.example/x"/>',
    '<embed src="https://elders.example/x"/>',
    '<iframe src="javascript:P()"/>',
    "<SCRIPT>P()</SCRIPT>",
    '<font-face-uri xlink:href="https://elders.example/x"/>',
    '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:maction actiontype="statusline" xlink:href="javascript:P()">k</m:maction></m:math>',  # noqa: E501  one attack
    '<textPath href="https://elders.example/x#a">x</textPath>',
    '<linearGradient href="https://elders.example/x#a"/>',
    '<pattern xlink:href="https://elders.example/x#a"/>',
    '<tref xlink:href="https://elders.example/x#a"/>',
    '<audio src="https://elders.example/x" autoplay="true"/>',
    "<metadata><script>P()</script></metadata>",
    '<x:y xmlns:x="http://inkscape"><script>P()</script></x:y>',
]


@pytest.mark.parametrize("inside", ATTACKS)
def test_nothing_that_runs_or_loads_goes_out(inside: str) -> None:
    made = bytes(drawn(TOP.format(inside).encode())).decode()
    assert [word for word in ("P()", "elders", "javascript", "@import", "onclick", "data:") if word in made] == []
    again = drawn(made.encode())
    assert (bytes(again).decode(), again.brought, again.moves) == (made, (), False)


@pytest.mark.parametrize(
    ("inside", "cause", "what"),
    [
        ("<script>x()</script>", Cause.SCRIPT, ""),
        ("<a href='java&#9;script:x()'><rect/></a>", Cause.SCRIPT, ""),
        ("<a><rect/><set attributeName='href' to='javascript:x()'/></a>", Cause.SCRIPT, ""),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>Dag</p></foreignObject>", Cause.PAGE, ""),
        ("<image href='data:image/jpeg;base64,AA=='/>", Cause.PHOTO, ""),
        ("<style>@font-face{src:url(data:font/woff,x)}</style>", Cause.FONT, ""),
        ("<style><g/>@import 'https://elders.nl/a.css';</style>", Cause.ELSEWHERE, "https://elders.nl/a.css"),
        ("<rect fill='u\\72l(//elders.nl/a#b)'/>", Cause.ELSEWHERE, "//elders.nl/a#b"),
        ("<a href='/contact/'><rect/></a>", Cause.LINK, "/contact/"),
    ],
)
def test_each_cause_has_its_name_and_line(inside: str, cause: Cause, what: str) -> None:
    (brought,) = drawn(TOP.format(f"\n{inside}").encode()).brought
    assert (brought.cause, brought.line, brought.what) == (cause, 2, what)


def test_what_a_program_keeps_for_itself_stays_behind_in_silence() -> None:
    data = (
        '<!DOCTYPE svg [<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/"><!ENTITY st0 "fill:#0a4a5c;">]>'
        '<svg xmlns:i="&ns_ai;" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><switch>'
        '<foreignObject requiredExtensions="&ns_ai;"><i:pgfRef/></foreignObject>'
        '<g i:extraneous="self"><path style="&st0;-inkscape-x:1" d="M1 1h8"/></g></switch></svg>'
    )
    made = drawn(data.encode())
    assert (made.brought, made.size) == ((), (20, 10))
    assert bytes(made).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><switch>'
        '<g><path style="fill:#0a4a5c" d="M1 1h8"/></g></switch></svg>\n'
    )


@pytest.mark.parametrize(
    "subset", ['<!ENTITY x SYSTEM "file:///etc/hostname">', '<!ENTITY y "z">', '<!ENTITY % p SYSTEM "a"> %p;']
)
def test_what_is_abbreviated_elsewhere_is_refused(subset: str) -> None:
    with pytest.raises(UnsoundError):
        drawn(f"<!DOCTYPE svg [{subset}]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>".encode())


@pytest.mark.parametrize("size", ["width='1e999' height='1'", "viewBox='0 0 1e999 1e999'", "viewBox='0 0 -1 5'"])
def test_a_size_without_bound_is_no_size(size: str) -> None:
    assert drawn(f"<svg xmlns='http://www.w3.org/2000/svg' {size}/>".encode()).size is None
