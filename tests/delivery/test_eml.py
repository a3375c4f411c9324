"""An edition as one message: what every mail program reads back is what was made."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from avksite.delivery.mailing import Mailing
from avksite.delivery.message import eml_of

ROOT = Path(__file__).parents[2]

MAILING = Mailing(
    edition="2024-maart",
    made_from="content/nieuwsbrieven/2024-maart.md",
    title="Nieuwsbrief maart 2024",
    subject="Eén idee voor de coöperatie",
    preview="Lees wat er gebeurt.",
    html="<!doctype html><html><body><p>Eén idee.</p></body></html>",
    text="Eén idee.\n\n-- \nAlliantie van Kracht\n",
    lang="nl",
    sender="Alliantie van Kracht, Zuidoost-Drenthe",
    sender_address="saskia@voorbeeld.nl",
    reply_to="saskia@voorbeeld.nl",
    day=date(2024, 3, 10),
    page="https://voorbeeld.example/nieuwsbrieven/2024-maart/",
    unsubscribe="mailto:saskia@voorbeeld.nl?subject=Afmelden",
)

WHOLE = """\
Subject: =?utf-8?q?E=C3=A9n_idee_voor_de_co=C3=B6peratie?=
From: "Alliantie van Kracht, Zuidoost-Drenthe" <saskia@voorbeeld.nl>
Reply-To: "Alliantie van Kracht, Zuidoost-Drenthe" <saskia@voorbeeld.nl>
Date: Sun, 10 Mar 2024 09:00:00 +0100
Message-ID: <nieuwsbrieven.2024-maart@voorbeeld.example>
MIME-Version: 1.0
Content-Type: multipart/alternative;
 boundary="=_7c2"
Content-Language: nl
To: undisclosed-recipients:;
X-Unsent: 1

--=_7c2
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

E=C3=A9n idee.

--=20
Alliantie van Kracht

--=_7c2
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable
MIME-Version: 1.0

<!doctype html><html><body><p>E=C3=A9n idee.</p></body></html>

--=_7c2--
"""


def read(eml: bytes) -> EmailMessage:
    """Read a message back as a mail program does."""
    return message_from_bytes(eml, policy=policy.default)


def part(eml: bytes, kind: str) -> str:
    """Return one form of a message, with the line ends that it had before it was sent."""
    body = read(eml).get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_message_holds_both_forms_and_says_who_it_is_from() -> None:
    eml = eml_of(MAILING)
    boundary = read(eml).get_boundary() or ""
    assert eml.decode().replace(boundary, "=_7c2").replace("\r\n", "\n") == WHOLE


def test_in_summer_an_edition_is_dated_in_summer_time() -> None:
    assert read(eml_of(replace(MAILING, day=date(2023, 9, 6))))["Date"] == "Wed, 06 Sep 2023 09:00:00 +0200"


def test_a_site_below_a_path_has_ids_of_its_own() -> None:
    page = "https://voorbeeld.example/kracht/nieuwsbrieven/2024-maart/"
    assert (
        read(eml_of(replace(MAILING, page=page)))["Message-ID"] == "<kracht.nieuwsbrieven.2024-maart@voorbeeld.example>"
    )


def test_a_message_promises_no_list_that_it_does_not_know() -> None:
    assert [name for name in read(eml_of(MAILING)).keys() if name.lower().startswith("list-")] == []  # noqa: SIM118


def test_without_an_address_there_is_no_sender_to_make_up() -> None:
    message = read(eml_of(replace(MAILING, sender_address="", reply_to="")))
    assert (message["From"], message["Reply-To"]) == (None, None)


TYPED = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200
).map(lambda text: " ".join(text.split()) or "x")


@given(subject=TYPED, words=TYPED, sender=TYPED)
def test_whatever_was_typed_comes_back_from_lines_that_every_server_takes(
    subject: str, words: str, sender: str
) -> None:
    html, text = f"<!doctype html><html><body><p>{words * 40}</p></body></html>", f"{words * 40}\n\n-- \n{words}\n"
    eml = eml_of(replace(MAILING, subject=subject, html=html, text=text, sender=sender))
    assert max(len(line) for line in eml.split(b"\r\n")) <= 998
    assert eml.count(b"\n") == eml.count(b"\r\n") == eml.count(b"\r")
    assert eml.isascii()
    assert part(eml, "html") == html + "\n"
    assert part(eml, "plain") == text
    assert " ".join(read(eml)["Subject"].split()) == subject
    assert read(eml)["From"].addresses[0].addr_spec == "saskia@voorbeeld.nl"


def test_another_process_makes_the_same_bytes() -> None:
    script = (
        "import sys; from tests.delivery.test_eml import MAILING; from avksite.delivery.message import eml_of;"
        "sys.stdout.buffer.write(eml_of(MAILING))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert made == {eml_of(MAILING)}


def test_an_id_stays_on_the_line_of_its_header() -> None:
    page = f"https://voorbeeld.example/nieuwsbrieven/{'heel-' * 12}lang/"
    (line,) = [line for line in eml_of(replace(MAILING, page=page)).split(b"\r\n") if line.startswith(b"Message-ID")]
    assert re.fullmatch(rb"Message-ID: <\w{32}@voorbeeld\.example>", line)
