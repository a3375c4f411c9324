"""A drawing goes out built anew: nothing in it runs, loads or tells who made it, and each cause is told by its name."""

from __future__ import annotations

import pytest

from avksite.content.file_types import UnsoundError
from avksite.content.svg import Cause, drawn
from tests.attacks import ATTACKS, TOP


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
