"""The command `newsletter`: what is planned, what is measured, and what may be handed over once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from itertools import count
from pathlib import Path
from textwrap import fill
from zoneinfo import ZoneInfo

import pytest
from inline_snapshot import snapshot

from avksite.content.data_files import SENT, read_sent
from avksite.delivery.command import Context, newsletter
from avksite.delivery.engine import Engine, Receipt, Step, Undelivered
from avksite.delivery.handover import Handover, handover_of, read_ledger, service_named, write_ledger
from avksite.delivery.mailing import Mailing, edition_named, mailing_of
from avksite.problems import Misread, Problem
from avksite.rendering.edition import edition_sections
from tests.outputs.test_newsletter import automatic, event, news
from tests.rendering.test_edition import lesson
from tests.sites import built, concise, lay_out

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
nieuwsbrief:
  antwoord-aan: saskia@voorbeeld.nl
  diensten:
    - naam: onze-lijst
      soort: listmonk
      adres: https://lijst.voorbeeld.nl
      lijst: 3
      afzender: post@voorbeeld.nl
-- content/nieuws/2024/nieuw.md --
---
titel: Wij gaan open
kort: Kom je ook?
datum: 2 maart 2024
---
Tekst.
-- content/nieuws/2024/vergeten.md --
---
titel: Vergeten
kort: Kom je ook?
datum: 3 maart 2024
---
Tekst.
-- content/nieuws/2024/concept.md --
---
titel: Nog niet af
kort: Kom je ook?
datum: 3 maart 2024
concept: ja
---
Tekst.
-- content/nieuwsbrieven/maart.md --
---
titel: Nieuwsbrief maart
onderwerp: Wij gaan open
voorbeeldtekst: Kom je ook?
datum: 10 maart 2024
berichten:
  - /nieuws/2024/nieuw.md
---
Beste lezer,
"""


@dataclass
class Told:
    """What was said and what problems were told."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Take problems."""
        self.problems += problems

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(self.lines)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def desk(tmp_path: Path, told: Told) -> Context:
    root = lay_out(tmp_path, SITE)
    steps = count()
    return Context(
        build=lambda: built(root, "11 maart 2024"),
        say=told.lines.append,
        tell=told.tell,
        now=datetime(2024, 3, 11, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam")),
        clock=lambda: next(steps) / 100,
        environment={},
        folder=tmp_path / "verzending",
    )


def edit(desk: Context, path: str, old: str, new: str) -> None:
    """Change a text as a person would."""
    file = desk.folder.parent / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# ── Planning and weighing ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_tells_what_goes_in_what_stays_out_and_what_it_weighs(desk: Context, told: Told) -> None:
    assert newsletter(desk, ["plan", "maart"])
    assert told.text == snapshot("""\
Nieuwsbrief maart (content/nieuwsbrieven/maart.md)
  Onderwerp: Wij gaan open
  Voorbeeldtekst: Kom je ook?
  Datum: 10 maart 2024

Wat erin gaat: 1 bericht, in de volgorde die je zelf koos
   1. Wij gaan open (content/nieuws/2024/nieuw.md, 3,4 kB)

Wat eruit blijft:
  Nieuw, maar niet in je lijst:
    content/nieuws/2024/vergeten.md
  Nog een concept:
    content/nieuws/2024/concept.md

De mail weegt nu 16,9 kB. Dat is licht genoeg: onder 60 kB.\
""")


def test_the_plan_of_an_automatic_edition_can_be_pasted_to_be_changed(desk: Context, told: Told) -> None:
    lay_out(
        desk.folder.parent,
        automatic("april", "10 april 2024") + event("feest", "1 mei 2024") + news("april", "20 april 2024"),
    )
    lay_out(desk.folder.parent, event("ver", "1 juni 2026"))
    later = replace(desk, build=lambda: built(desk.folder.parent, "21 april 2024"))
    assert newsletter(later, ["plan", "april"])
    assert told.text == snapshot("""\
Nieuwsbrief april (content/nieuwsbrieven/april.md)
  Onderwerp: Nieuws
  Voorbeeldtekst: Lees wat er gebeurt.
  Datum: 10 april 2024

Wat erin gaat: 1 bericht, vanzelf bij elkaar gezocht
  Agenda
   1. Bijeenkomst feest (content/bijeenkomsten/2024/feest.md, 3,5 kB)

Wat eruit blijft:
  Van na deze nieuwsbrief:
    content/nieuws/2024/april.md
  Van vóór de vorige nieuwsbrief (10 maart 2024):
    content/nieuws/2024/vergeten.md
    content/nieuws/2024/nieuw.md
  Pas over meer dan een jaar:
    content/bijeenkomsten/2024/ver.md
  Nog een concept:
    content/nieuws/2024/concept.md

De mail weegt nu 17,2 kB. Dat is licht genoeg: onder 60 kB.

Wil je een andere keus of volgorde? Zet dan dit boven je brief, en verander het:
berichten:
  - /bijeenkomsten/2024/feest.md\
""")


def test_a_draft_can_be_planned(desk: Context, told: Told) -> None:
    edit(desk, "content/nieuwsbrieven/maart.md", "datum:", "concept: ja\ndatum:")
    assert newsletter(desk, ["plan", "content/nieuwsbrieven/maart.md"])
    assert "1. Wij gaan open" in told.text


def test_every_text_of_the_site_is_in_the_plan_once(desk: Context, told: Told) -> None:
    lay_out(
        desk.folder.parent,
        event("geweest", "1 februari 2024") + event("straks", "1 mei 2024") + automatic("a", "1 januari 2023"),
    )
    newsletter(desk, ["plan", "maart"])
    paths = [f"content/nieuws/2024/{name}.md" for name in ("nieuw", "vergeten", "concept")]
    paths += [f"content/bijeenkomsten/2024/{name}.md" for name in ("geweest", "straks")]
    assert [told.text.count(path) for path in paths] == [1] * 5


def test_the_report_measures_every_edition(desk: Context, told: Told) -> None:
    assert newsletter(desk, ["report"])
    head, row, *_ = told.text.splitlines()
    assert head.split() == ["nieuwsbrief", "html", "tekst", "eml", "tijd"]
    name, html, text, _eml, milliseconds, unit = row.split()
    mailing = mailing_of(desk.build().site, edition_named(desk.build().site, "maart"))
    assert (name, html.replace(".", "")) == ("maart", str(len(mailing.html.encode())))
    assert text.replace(".", "") == str(len(mailing.text.encode()))
    assert (milliseconds, unit) == ("10,0", "ms")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "Zeg wat ik met de nieuwsbrief moet doen: `plan`, `report`, `proof` of `deliver`."),
        (["stuur", "maart"], "Zeg wat ik met de nieuwsbrief moet doen: `plan`, `report`, `proof` of `deliver`."),
        (["plan"], "Zet achter `newsletter plan` de naam van één nieuwsbrief."),
        (["plan", "maat"], "De nieuwsbrief `maat` ken ik niet. Bedoel je `maart`?"),
        (["plan", "zomer"], "De nieuwsbrief `zomer` ken ik niet. Kies uit: maart."),
        (["report", "maart"], "Achter `newsletter report` hoort niets: het gaat over alle nieuwsbrieven."),
        (["proof", "maart"], "Ik weet niet naar wie de proef moet."),
    ],
)
def test_what_cannot_be_understood_is_told(desk: Context, words: list[str], message: str) -> None:
    with pytest.raises(Misread) as caught:
        newsletter(desk, words)
    assert f"{caught.value.message} {caught.value.hint}".startswith(message)


# ── Handing over ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_yes_it_is_only_told_what_would_happen(desk: Context, told: Told) -> None:
    assert newsletter(desk, ["deliver", "maart"])
    assert told.text.replace(f"{desk.folder.parent}/", "") == snapshot("""\
Nieuwsbrief maart (content/nieuwsbrieven/maart.md)
  Onderwerp: Wij gaan open
  Van: Alliantie van Kracht <saskia@voorbeeld.nl>
  Antwoord aan: saskia@voorbeeld.nl
  Afmelden: mailto:saskia@voorbeeld.nl?subject=Afmelden%20nieuwsbrief
  Gewicht: 16,9 kB. Dat is licht genoeg: onder 60 kB.
  Dienst: map (map)

Ik zet deze bestanden klaar. Er gaat nog niets naar lezers.
  verzending/maart/mail.html
  verzending/maart/mail.txt
  verzending/maart/mail.eml

Er is nog niets gebeurd. Klopt het? Typ dan dezelfde opdracht met `--yes` erachter.\
""")
    assert not desk.folder.exists()
    assert not (desk.folder.parent / SENT).exists()


def test_with_yes_the_files_stand_ready_and_the_ledger_knows(desk: Context, told: Told) -> None:
    assert newsletter(replace(desk, yes=True, via="folder"), ["deliver", "maart"])
    mailing = mailing_of(desk.build().site, edition_named(desk.build().site, "maart"))
    files = {path.name: path.read_bytes() for path in (desk.folder / "maart").iterdir()}
    assert files.keys() == {"mail.html", "mail.txt", "mail.eml"}
    assert files["mail.html"].decode() == mailing.html
    assert files["mail.txt"].decode() == mailing.text
    ledger = (desk.folder.parent / SENT).read_text(encoding="utf-8")
    assert ledger.replace(mailing.digest, "…") == snapshot("""\
# Welke nieuwsbrief aan welke dienst is gegeven. Het programma houdt dit zelf bij: zo gaat geen brief twee keer weg.
# Bewaar dit bestand samen met je teksten. Haal er alleen iets uit als het programma daarom vraagt.
verzonden:
  - nieuwsbrief: maart
    dienst: map
    staat: klaar
    moment: maandag 11 maart 2024, 9.30 uur
    inhoud: …
    nummer: "verzending/maart"
    berichten:
      - content/nieuws/2024/nieuw.md
""")
    assert "Open `mail.eml`" in told.text


def test_the_ledger_is_no_page_and_no_problem(desk: Context) -> None:
    newsletter(replace(desk, yes=True), ["deliver", "maart"])
    assert concise(desk.build().problems) == ""


def test_a_second_time_is_refused_at_the_line_to_look_at(desk: Context, told: Told) -> None:
    ready = replace(desk, yes=True)
    newsletter(ready, ["deliver", "maart"])
    told.lines.clear()
    assert not newsletter(ready, ["deliver", "maart"])
    assert told.text == snapshot("""\
Deze nieuwsbrief is al aan `map` gegeven, op maandag 11 maart 2024, 9.30 uur. Het staat
in `content/verzonden.yaml`, vanaf regel 4. Moet hij toch nog een keer? Haal dan daar
het stuk over deze nieuwsbrief weg.
Er is niets verstuurd.\
""")


def test_a_typo_that_is_mended_is_put_ready_again_for_nothing_went_out(desk: Context, told: Told) -> None:
    ready = replace(desk, yes=True)
    newsletter(ready, ["deliver", "maart"])
    edit(desk, "content/nieuwsbrieven/maart.md", "Beste lezer,", "Lieve lezer,")
    told.lines.clear()
    assert newsletter(ready, ["deliver", "maart"])
    assert (
        "Toen is er niets verstuurd: uit een map gaat niets vanzelf weg. De nieuwe bestanden komen in de plaats"
        in " ".join(told.text.split())
    )
    assert "Lieve lezer," in (desk.folder / "maart" / "mail.txt").read_text(encoding="utf-8")
    (delivery,) = read_ledger(desk.folder.parent).value.deliveries
    assert delivery.state == "klaar"
    assert not newsletter(ready, ["deliver", "maart"])  # nothing changed since


def test_an_edition_that_readers_may_have_is_refused_when_it_changed(desk: Context) -> None:
    on_its_way(desk, Service()).carry_out(desk.now)
    edit(desk, "content/nieuwsbrieven/maart.md", "Beste lezer,", "Lieve lezer,")
    (refusal,) = on_its_way(desk, Service()).refusals()
    assert "Daarna is hij veranderd; wie hem al heeft, krijgt die verandering niet." in refusal


@pytest.mark.parametrize(
    ("service", "breaks", "line"),
    [
        ("", "", "  Al gegeven aan `onze-lijst`, op maandag 11 maart 2024, 9.30 uur: wie hem heeft, krijgt een"),
        ("", "einde", "  Misschien al verstuurd door `onze-lijst`, op maandag 11 maart 2024, 9.30 uur: kijk daar"),
        ("", "inhoud", "  Half gegeven aan `onze-lijst`, op maandag 11 maart 2024, 9.30 uur."),
        ("map", "", "  Stond klaar in een map, op maandag 11 maart 2024, 9.30 uur: of hij is verstuurd, weet jij"),
    ],
)
def test_a_plan_says_that_the_edition_left_already(
    desk: Context, told: Told, service: str, breaks: str, line: str
) -> None:
    if service:
        newsletter(replace(desk, yes=True), ["deliver", "maart"])
    else:
        with suppress(Undelivered):
            on_its_way(desk, Service(breaks=breaks)).carry_out(desk.now)
    newsletter(desk, ["plan", "maart"])
    assert line in told.text


def test_a_message_carries_the_moment_that_the_ledger_keeps(desk: Context) -> None:
    newsletter(replace(desk, yes=True), ["deliver", "maart"])
    message = message_from_bytes((desk.folder / "maart" / "mail.eml").read_bytes())
    (delivery,) = read_ledger(desk.folder.parent).value.deliveries
    assert parsedate_to_datetime(message["Date"]) == delivery.moment.start == desk.now
    assert (message["To"], message["X-Unsent"]) == ("undisclosed-recipients:;", "1")


def test_a_new_lesson_is_new_for_the_edition_after_the_one_that_did_not_know_it(desk: Context) -> None:
    lay_out(desk.folder.parent, lesson("budget") + automatic("april", "10 april 2024"))
    newsletter(replace(desk, yes=True), ["deliver", "maart"])
    lay_out(desk.folder.parent, lesson("armoede"))
    site = built(desk.folder.parent, "11 april 2024").site
    titles = [item.entry.title for _, items in edition_sections(site, edition_named(site, "april")) for item in items]
    assert titles == ["Les armoede"]


def test_a_draft_and_a_site_with_a_fault_are_not_handed_over(desk: Context, told: Told) -> None:
    edit(desk, "content/nieuwsbrieven/maart.md", "datum:", "concept: ja\ndatum:")
    assert not newsletter(replace(desk, yes=True), ["deliver", "maart"])
    assert told.lines[-1].startswith("Deze nieuwsbrief is nog niet te zien op de site")
    edit(desk, "content/nieuwsbrieven/maart.md", "concept: ja\n", "")
    edit(desk, "content/nieuws/2024/vergeten.md", "3 maart", "33 maart")
    assert not newsletter(replace(desk, yes=True), ["deliver", "maart"])
    assert [problem.place.line for problem in told.problems] == [4]
    assert not desk.folder.exists()


def test_a_picture_that_may_not_be_seen_is_told_and_not_in_the_mail(desk: Context, told: Told) -> None:
    picture = "afbeelding:\n  bestand: /zaal.svg\n  alt: Noor\n  toestemming-tot: 1 maart 2024\n"
    edit(desk, "content/nieuws/2024/vergeten.md", "datum:", f"{picture}datum:")
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
    (desk.folder.parent / "content/zaal.svg").write_text(square, encoding="utf-8")
    assert newsletter(replace(desk, yes=True), ["deliver", "maart"])
    assert [problem.rule.id for problem in told.problems] == ["toestemming-voorbij"]


def test_a_ledger_with_a_fault_stops_everything_at_its_line(desk: Context, told: Told) -> None:
    lay_out(desk.folder.parent, "-- content/verzonden.yaml --\nverzonden:\n  - nieuwsbrief: maart\n    staat: kaar\n")
    assert not newsletter(replace(desk, yes=True), ["deliver", "maart"])
    assert {(problem.place.path, problem.place.line) for problem in told.problems} <= {(SENT, 3), (SENT, 4), (SENT, 2)}
    assert told.problems


def test_an_unknown_service_is_told_with_those_that_are_there(desk: Context) -> None:
    with pytest.raises(Misread) as caught:
        newsletter(replace(desk, via="laposta"), ["deliver", "maart"])
    assert caught.value.hint.startswith("Kies uit: map, onze-lijst.")


# ── A service that fails ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Service(Engine):
    """A service that makes a draft in two steps and can break before, between and after them."""

    breaks: str = ""
    unsubscribe: str = "{{ UnsubscribeURL }}"
    calls: list[str] = field(default_factory=list)
    marks = ("{{",)

    def readers(self) -> int | None:
        """Know of three."""
        return 3

    def intention(self, mailing: Mailing) -> str:
        """Say what it would do."""
        return f"Ik maak een concept van {mailing.title}."

    def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
        """Make a draft, and then fill it."""
        del mailing
        draft = done.get("concept", "")
        for name in ("concept", "inhoud"):
            if name in done:
                continue
            if self.breaks == name:
                raise Undelivered("De dienst antwoordt niet.", "Probeer het straks opnieuw.")
            self.calls.append(name)
            draft = draft or "4711"
            step(name, draft)
        if self.breaks == "einde":
            raise Undelivered("De lijn viel weg.", "Kijk eerst.", unsure=True)
        return Receipt(draft, "Het concept staat klaar.")


def on_its_way(desk: Context, engine: Engine) -> Handover:
    """Return the edition on its way to the service."""
    site = desk.build().site
    return handover_of(site, edition_named(site, "maart"), service_named(site, "onze-lijst"), engine)


def test_a_service_gets_its_own_way_out_and_its_own_sender(desk: Context) -> None:
    handover = on_its_way(desk, Service())
    mailing = handover.mailing
    assert [*handover.refusals()] == []
    assert 'href="{{ UnsubscribeURL }}"' in mailing.html
    assert "Meld je af voor de nieuwsbrief:\n{{ UnsubscribeURL }}\n" in mailing.text
    assert (mailing.sender_address, mailing.reply_to) == ("post@voorbeeld.nl", "saskia@voorbeeld.nl")


@pytest.mark.parametrize("typed", ["Beste {{ naam }},", "[Kijk {{x}}](https://voorbeeld.nl/)"])
def test_a_letter_that_the_service_would_take_for_an_order_is_refused(desk: Context, typed: str) -> None:
    edit(desk, "content/nieuwsbrieven/maart.md", "Beste lezer,", typed)
    (refusal,) = on_its_way(desk, Service()).refusals()
    assert refusal == "In de nieuwsbrief staat `{{`. De dienst neemt dat voor een opdracht. Schrijf het anders op."


def test_an_edition_that_nobody_can_leave_is_refused(desk: Context) -> None:
    edit(
        desk,
        "content/site.yaml",
        "  antwoord-aan: saskia@voorbeeld.nl\n",
        "  aanmelden: https://voorbeeld.nl/aanmelden\n",
    )
    (refusal,) = on_its_way(desk, Service(unsubscribe="")).refusals()
    assert refusal == (
        "In de mail staat niet hoe een lezer zich afmeldt. Zet in `content/site.yaml` onder `nieuwsbrief` wie de "
        "antwoorden krijgt (`antwoord-aan`), of waar een lezer zich afmeldt (`afmelden`)."
    )
    edit(desk, "content/site.yaml", "  aanmelden:", "  afmelden: https://voorbeeld.nl/weg?van=lijst&nu=1\n  aanmelden:")
    assert [*on_its_way(desk, Service(unsubscribe="")).refusals()] == []


def test_a_try_that_broke_off_goes_on_where_it_stopped(desk: Context) -> None:
    service = Service(breaks="inhoud")
    with pytest.raises(Undelivered):
        on_its_way(desk, service).carry_out(desk.now)
    (begun,) = read_ledger(desk.folder.parent).value.deliveries
    assert (begun.state, begun.steps, begun.id) == ("begonnen", {"concept": "4711"}, None)
    handover = on_its_way(desk, service)
    assert [*handover.refusals()] == []
    service.breaks = ""
    assert handover.carry_out(desk.now) == Receipt("4711", "Het concept staat klaar.")
    assert service.calls == ["concept", "inhoud"]
    (done,) = read_ledger(desk.folder.parent).value.deliveries
    assert (done.state, done.id) == ("klaar", "4711")


def test_a_try_that_broke_off_is_not_gone_on_with_when_the_edition_changed(desk: Context) -> None:
    service = Service(breaks="inhoud")
    with pytest.raises(Undelivered):
        on_its_way(desk, service).carry_out(desk.now)
    edit(desk, "content/nieuwsbrieven/maart.md", "Beste lezer,", "Lieve lezer,")
    (refusal,) = on_its_way(desk, service).refusals()
    assert "gooi het weg" in refusal


def test_where_nobody_knows_a_person_must_look_first(desk: Context) -> None:
    service = Service(breaks="einde")
    with pytest.raises(Undelivered):
        on_its_way(desk, service).carry_out(desk.now)
    (entry,) = read_ledger(desk.folder.parent).value.deliveries
    assert entry.state == "onzeker"
    (refusal,) = on_its_way(desk, service).refusals()
    assert fill(refusal, 100, break_on_hyphens=False) == snapshot("""\
Op maandag 11 maart 2024, 9.30 uur viel de lijn weg terwijl deze nieuwsbrief naar `onze-lijst` ging.
Kijk daar eerst of hij is verstuurd. Het staat in `content/verzonden.yaml`, vanaf regel 4. Is hij er
niet? Haal dan dat stuk weg, en probeer het opnieuw. Is hij er wel? Maak daar van `onzeker` dan
`klaar`.\
""")


def test_the_ledger_is_written_before_anything_goes_out(desk: Context) -> None:
    """A power cut in the middle of it leaves a note."""

    @dataclass
    class Cut(Service):
        look: Callable[[], str] = str
        seen: str = ""

        def deliver(self, mailing: Mailing, done: Mapping[str, str], step: Step) -> Receipt:
            self.seen = self.look()
            return super().deliver(mailing, done, step)

    cut = Cut(look=lambda: (desk.folder.parent / SENT).read_text(encoding="utf-8"))
    on_its_way(desk, cut).carry_out(desk.now)
    assert "staat: begonnen" in cut.seen


def test_what_a_service_made_up_comes_back_as_it_was(desk: Context) -> None:
    on_its_way(desk, Service()).carry_out(desk.now)
    (entry,) = read_ledger(desk.folder.parent).value.deliveries
    odd = 'a "b" \\ c: # {x} [y] é'
    write_ledger(desk.folder.parent, entry.model_copy(update={"id": odd, "steps": {"concept": odd}}))
    (again,) = read_sent((desk.folder.parent / SENT).read_text(encoding="utf-8"))[0].value.deliveries
    assert (again.id, dict(again.steps)) == (odd, {"concept": odd})


def test_a_ledger_that_cannot_be_written_stops_before_anything_goes_out(desk: Context) -> None:
    service = Service()
    (desk.folder.parent / "content" / ".verzonden.yaml.nieuw").mkdir()
    with pytest.raises(Undelivered, match="kan ik niet schrijven"):
        on_its_way(desk, service).carry_out(desk.now)
    assert service.calls == []
