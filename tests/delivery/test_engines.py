"""An edition becomes one draft at a service, whatever goes wrong on the way; nothing secret is ever said."""

from __future__ import annotations

import gzip
import json
import re
import ssl
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import trustme

from avksite.content.data_files import SENT
from avksite.content.settings import Service
from avksite.delivery.drafts import BARE, Laposta, Listmonk, draft_name, kept_angle_brackets, kept_comments
from avksite.delivery.engine import Engine, Receipt, Undelivered
from avksite.delivery.engines import engine_of
from avksite.delivery.handover import Handover, handover_of, read_ledger, service_named
from avksite.delivery.mailing import edition_named
from avksite.delivery.web import Web
from avksite.site import Site
from tests.delivery.editions import MARCH
from tests.delivery.played import DRIP, DROP, HANG, Answer, Played, PlayedLaposta, PlayedListmonk, Trouble
from tests.sites import built, lay_out

NOW = datetime(2024, 3, 11, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))

SITE = """\
-- content/site.yaml --
naam: Alliantie van Kracht
adres: https://voorbeeld.example
nieuwsbrief:
  antwoord-aan: saskia@voorbeeld.nl
  diensten:
    - naam: listmonk
      soort: listmonk
      adres: https://lijst.voorbeeld.nl
      lijst: 3
      afzender: post@voorbeeld.nl
    - naam: laposta
      soort: laposta
      lijst: nnhnkrytua
"""

SECRETS = {
    "AVKSITE_LISTMONK_USER": "avksite",
    "AVKSITE_LISTMONK_TOKEN": PlayedListmonk.KEY,
    "AVKSITE_LAPOSTA_KEY": PlayedLaposta.KEY,
}


@dataclass
class Hand:
    """The edition on its way to a service that is played here."""

    root: Path
    site: Site
    kind: str
    played: Played
    environment: dict[str, str]
    wait: float = 5
    change: dict[str, str] = field(default_factory=dict)
    """What is different in the settings of the service."""

    @property
    def key(self) -> str:
        """What nobody may see."""
        return {"listmonk": PlayedListmonk.KEY, "laposta": PlayedLaposta.KEY}[self.kind]

    def over(self) -> Handover:
        """Make the edition as this service wants it, afresh, as a new command does."""
        service = service_named(self.site, self.kind).model_copy(update=self.change)
        site = replace(self.site, root=self.root)
        return handover_of(site, edition_named(site, "maart"), service, self._engine(service))

    def _engine(self, service: Service) -> Engine:
        if self.kind == "listmonk":
            at = service.model_copy(update={"address": self.played.address})
            return Listmonk(at, self.environment, wait=self.wait)
        return Laposta(service, self.environment, address=self.played.address, wait=self.wait)

    def deliver(self) -> Receipt:
        """Hand it over."""
        return self.over().carry_out(NOW)

    def fails(self) -> Undelivered:
        """Hand it over, in vain."""
        with pytest.raises(Undelivered) as caught:
            self.deliver()
        told = "".join(traceback.format_exception(caught.value))
        for link in (caught.value.__cause__, caught.value.__context__):
            assert link is None
        for secret in (PlayedListmonk.KEY, PlayedLaposta.KEY):
            assert secret not in told
        return caught.value

    @property
    def state(self) -> str:
        """What the ledger says."""
        (entry,) = read_ledger(self.root).value.deliveries
        return entry.state

    @property
    def campaign(self) -> dict[str, object]:
        """The one campaign at the service."""
        (campaign,) = self.played.campaigns.values()
        return campaign


PLAYS: dict[str, Callable[[], Played]] = {"listmonk": PlayedListmonk, "laposta": PlayedLaposta}
CREATES = {"listmonk": "POST /api/campaigns", "laposta": "POST /v2/campaign"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built(lay_out(tmp_path_factory.mktemp("site"), SITE + MARCH), "11 maart 2024").site


@pytest.fixture(params=[*PLAYS])
def hand(site: Site, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Hand]:
    kind: str = request.param
    yield from _handed(site, tmp_path, kind)


@pytest.fixture
def listmonk(site: Site, tmp_path: Path) -> Iterator[Hand]:
    yield from _handed(site, tmp_path, "listmonk")


@pytest.fixture
def laposta(site: Site, tmp_path: Path) -> Iterator[Hand]:
    yield from _handed(site, tmp_path, "laposta")


def _handed(site: Site, folder: Path, kind: str) -> Iterator[Hand]:
    played = PLAYS[kind]()
    if isinstance(played, PlayedListmonk):
        played.templates.append({"id": 1, "type": "campaign", "name": "Default", "body": f"<b>{BARE}</b>"})
    with played.serving():
        yield Hand(lay_out(folder, "-- content/leeg.txt --\n"), site, kind, played, dict(SECRETS))


def before_the_draft(hand: Hand) -> list[Trouble | None]:
    """Return the peace before a campaign is made: what is there? listmonk looks for a bare template too."""
    return [None, None, None] if hand.kind == "listmonk" else [None]


# ── All goes well ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_service_says_how_many_readers_there_are_or_nobody_knows(hand: Hand) -> None:
    assert hand.over().engine.readers() == 1204
    hand.played.troubles = [Answer(500, {})]
    assert hand.over().engine.readers() is None


def test_an_edition_becomes_one_draft_that_readers_can_leave(hand: Hand) -> None:
    handover = hand.over()
    assert [*handover.refusals()] == []
    receipt = hand.deliver()
    assert receipt.id in hand.played.campaigns
    assert hand.state == "klaar"
    name, mailing = str(hand.campaign["name"]), handover.mailing
    assert name == draft_name(mailing) == f"Nieuwsbrief maart (maart, {mailing.digest[:8]})"
    html = str(hand.campaign.get("body") or hand.campaign.get("html"))
    ways_out = {"listmonk": "{{ UnsubscribeURL }}", "laposta": "/tag/unsubscribe"}
    assert html.count(f'href="{ways_out[hand.kind]}"') == 1
    # Nobody presses send for them.
    assert not [asked for asked in hand.played.asked if re.search("send|status|schedule|action", asked)]


def test_the_intention_says_that_nothing_goes_to_readers_and_asks_nothing(hand: Hand) -> None:
    told = hand.over().intention()
    assert "Er gaat nog niets naar lezers" in told
    assert "Staat de site al online?" in told
    assert hand.played.asked == []


def test_listmonk_gets_the_whole_mail_without_anything_around_it(listmonk: Hand) -> None:
    mailing = listmonk.over().mailing
    listmonk.deliver()
    campaign = listmonk.campaign
    assert isinstance(listmonk.played, PlayedListmonk)
    bare = listmonk.played.templates[-1]
    assert (bare["body"], bare["type"], bare["id"]) == (BARE, "campaign", campaign["template_id"])
    assert campaign["altbody"] == mailing.text
    assert campaign["from_email"] == "Alliantie van Kracht <post@voorbeeld.nl>"
    assert campaign["headers"] == [{"Reply-To": "saskia@voorbeeld.nl"}]
    assert (campaign["subject"], campaign["content_type"]) == ("Eén idee, wij gaan open", "html")


def test_listmonk_makes_no_second_bare_template(listmonk: Hand) -> None:
    assert isinstance(listmonk.played, PlayedListmonk)
    listmonk.played.templates.append({"id": 7, "type": "campaign", "name": "Kaal", "body": '{{template  "content" .}}'})
    listmonk.played.templates.append({"id": 8, "type": "campaign", "name": "Kaal", "body": f"\n{BARE}\n"})
    listmonk.deliver()
    assert listmonk.campaign["template_id"] == 8
    assert "POST /api/templates" not in listmonk.played.asked


def test_what_outlook_reads_from_comments_survives_the_templates_of_listmonk(listmonk: Hand) -> None:
    html = listmonk.over().mailing.html
    assert "<!--[if mso" in html
    body = kept_comments(html)
    strings = re.findall(r"\{\{ Safe (\"(?:[^\"\\]|\\.)*\") \}\}", body)
    assert [json.loads(string) for string in strings] == re.findall("(?s)<!--.*?-->", html)
    assert "<!--" not in re.sub(r"\{\{ Safe (\"(?:[^\"\\]|\\.)*\") \}\}", "", body)
    again = re.sub(r"\{\{ Safe (\"(?:[^\"\\]|\\.)*\") \}\}", lambda found: str(json.loads(found[1])), body)
    assert again == html


def test_a_sign_that_listmonk_would_write_out_in_plain_text_is_kept(listmonk: Hand) -> None:
    text = "Kies 1 < 2 > 0, of <wat je wilt>.\n{{ UnsubscribeURL }}\n"
    kept = kept_angle_brackets(text)
    assert "<" not in re.sub(r"\{\{ Safe \"<\" \}\}", "", kept)
    assert kept.replace('{{ Safe "<" }}', "<") == text
    listmonk.deliver()
    assert listmonk.campaign["altbody"] == kept_angle_brackets(listmonk.over().mailing.text)


def test_laposta_gets_the_mail_itself_and_no_analytics(laposta: Hand) -> None:
    mailing = laposta.over().mailing
    laposta.deliver()
    campaign = laposta.campaign
    assert campaign["html"] == mailing.html
    assert (campaign["stats[ga]"], campaign["stats[mtrack]"]) == ("false", "false")
    assert (campaign["from[name]"], campaign["from[email]"]) == ("Alliantie van Kracht", "saskia@voorbeeld.nl")


def test_laposta_tells_which_photo_it_cannot_find(laposta: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlayedLaposta, "report", {"images": ["https://voorbeeld.example/media/plein.jpg"]})
    assert "Laposta vindt deze foto niet: https://voorbeeld.example/media/plein.jpg" in laposta.deliver().next_steps


@pytest.mark.parametrize("flag", ["no_unsubscribe", "empty_unsubscribe"])
def test_a_draft_that_nobody_could_leave_is_not_called_ready(
    laposta: Hand, flag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlayedLaposta, "report", {flag: True})
    assert laposta.fails().message.startswith("Laposta herkent de link om je af te melden niet.")
    assert laposta.state == "begonnen"


# ── What is missing ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_missing_is_asked_for_before_anything_is_asked_of_the_service(hand: Hand) -> None:
    hand.environment.clear()
    refusals = [*hand.over().refusals()]
    assert (
        refusals
        == {
            "listmonk": [
                "Zet in je omgeving `AVKSITE_LISTMONK_USER`: de naam van de API-gebruiker van listmonk.",
                "Zet in je omgeving `AVKSITE_LISTMONK_TOKEN`: het token van die gebruiker.",
            ],
            "laposta": ["Zet in je omgeving `AVKSITE_LAPOSTA_KEY`: de sleutel uit Laposta, onder Koppelingen, API."],
        }[hand.kind]
    )
    assert hand.played.asked == []


@pytest.mark.parametrize("key", ["twee woorden", "één", "a\nb", "\x00"])
def test_what_cannot_be_a_key_is_not_sent(laposta: Hand, key: str) -> None:
    laposta.environment["AVKSITE_LAPOSTA_KEY"] = key
    assert [*laposta.over().refusals()] == [
        "Zet in je omgeving `AVKSITE_LAPOSTA_KEY`: de sleutel uit Laposta, onder Koppelingen, API."
    ]


@pytest.mark.parametrize("kind", ["listmonk", "laposta", "mailman"])
def test_a_service_without_a_list_is_refused(kind: str) -> None:
    service = Service.model_validate({"naam": "onze", "soort": kind})
    engine = engine_of(service, {**SECRETS, "AVKSITE_SMTP_HOST": "localhost"}, Path("verzending"))
    refusals = engine.refusals()
    assert [refusal for refusal in refusals if "`lijst`" in refusal]


def test_a_key_goes_to_its_own_service_whatever_site_yaml_says() -> None:
    service = Service.model_validate({"naam": "onze", "soort": "laposta", "adres": "https://elders.example"})
    engine = engine_of(service, SECRETS, Path("verzending"))
    assert isinstance(engine, Laposta)
    assert engine.address == "https://api.laposta.nl"
    assert not [secret for secret in SECRETS.values() if secret in repr(engine)]


# ── What goes wrong ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_wrong_key_is_told_without_the_key(hand: Hand) -> None:
    for name in SECRETS:
        hand.environment[name] = "niet-de-goede"
    undelivered = hand.fails()
    told, keys = {
        "listmonk": ("invalid API credentials", "`AVKSITE_LISTMONK_USER` en `AVKSITE_LISTMONK_TOKEN`"),
        "laposta": ("Unknown API-key", "`AVKSITE_LAPOSTA_KEY`"),
    }[hand.kind]
    assert re.fullmatch(rf"\w+ laat ons niet binnen: ‘{told}’\.", undelivered.message)
    assert undelivered.hint == f"Kijk of er geen fout zit in {keys}, en of je daarmee een campagne mag maken."
    assert hand.played.campaigns == {}


def test_a_list_that_is_not_there_is_told_in_the_words_of_the_service(hand: Hand) -> None:
    hand.change = {"list": "99"}
    words = {"listmonk": "No lists to send to", "laposta": "Unknown list"}
    name = {"listmonk": "listmonk", "laposta": "Laposta"}[hand.kind]
    assert hand.fails().message == f"{name} neemt dit niet aan (fout 400): ‘{words[hand.kind]}’."


SOUND = b'{"data": {"id": 7}, "campaign": {"campaign_id": "zeven"}, "id": 7}'
"""What would do as an answer, were it not for its size."""
MORE = b" " * 30_000_000
WENT_WRONG = {"type": "internal", "message": "Er ging iets mis."}
AGAIN = "Probeer het straks opnieuw. Dan gaat het verder waar het stopte."
STRANGE = "… antwoordt iets wat ik niet begrijp."
PAUSE = "… vraagt om even te wachten."

TROUBLES: list[tuple[Trouble, str, str]] = [
    (Answer(401, {"message": "Wie is KEY?"}), "… laat ons niet binnen: ‘Wie is …?’.", ""),
    (
        Answer(404, WENT_WRONG),
        "… kent dit niet: ‘Er ging iets mis’.",
        "Kijk in `content/site.yaml` of het adres en de lijst goed zijn.",
    ),
    (
        Answer(422, WENT_WRONG),
        "… neemt dit niet aan (fout 422): ‘Er ging iets mis’.",
        "Kijk wat er mist of niet klopt. Probeer het daarna opnieuw.",
    ),
    (Answer(500, WENT_WRONG), "Bij … ging iets stuk (fout 500): ‘Er ging iets mis’.", AGAIN),
    (Answer(502, b"<h1>Bad gateway</h1>"), "Bij … ging iets stuk (fout 502).", AGAIN),
    (DRIP, "… antwoordt niet binnen 0.5 seconden.", AGAIN),  # for as long as a byte came in time, it went on and on
    (HANG, "… antwoordt niet binnen 0.5 seconden.", AGAIN),
    (DROP, "De lijn met … viel weg.", AGAIN),
    # Neither is an answer of any size read, nor one that is packed unasked.
    (Answer(200, MORE + SOUND), STRANGE, ""),
    (Answer(200, gzip.compress(MORE + SOUND), {"Content-Encoding": "gzip"}), STRANGE, ""),
    # A long pause is told and not waited out.
    *(
        (Answer(429, {}, headers), PAUSE, f"Probeer het {when} opnieuw. Dan gaat het verder waar het stopte.")
        for headers, when in (
            ({"Retry-After": "60"}, "over 60 seconden"),
            ({"Retry-After": "61"}, "over 2 minuten"),
            ({"Retry-After": "3600"}, "over 60 minuten"),
            ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, "over een paar minuten"),
            ({}, "over een paar minuten"),
        )
    ),
]


@pytest.mark.parametrize(("trouble", "message", "hint"), TROUBLES, ids=range(len(TROUBLES)))
def test_each_trouble_is_told_with_what_to_do_and_trying_again_makes_one_draft(
    hand: Hand, trouble: Trouble, message: str, hint: str
) -> None:
    hand.wait = 0.5 if isinstance(trouble, str) and trouble != DROP else 5
    if isinstance(trouble, Answer) and isinstance(trouble.content, dict):
        content = {name: said.replace("KEY", hand.key) for name, said in trouble.content.items()}
        trouble = replace(trouble, content={"error": content} if hand.kind == "laposta" else content)
    hand.played.troubles = [*before_the_draft(hand), trouble]
    began = time.monotonic()
    undelivered = hand.fails()
    assert time.monotonic() - began < 5
    assert re.sub("listmonk|Laposta", "…", undelivered.message, count=1) == message
    assert undelivered.hint.endswith(hint)
    assert hand.state == "begonnen"
    hand.wait = 5
    receipt = hand.deliver()
    # Where a draft was made and its id never arrived, it is found again and not made twice.
    assert [receipt.id] == [*hand.played.campaigns]
    assert hand.played.asked.count(CREATES[hand.kind]) == (1 if trouble == DROP else 2)
    assert hand.state == "klaar"


OTHER_SHAPES: list[object] = [
    *([], [1], [None], 3, "ja", None, True, {}, {"data": None}, {"data": []}, {"data": [3]}, {"data": {"id": []}}),
    *({"data": "abc"}, {"data": [{}]}, {"data": [{"campaign": 3}]}, {"data": {"results": 3}}, {"campaign": []}),
    *({"data": {"results": [{"id": 1}]}}, {"campaigns": 3}, {"campaigns": [3]}, {"campaigns": [{"id": {}}]}),
    *({"id": []}, {"campaign": {"campaign_id": None}}, {"campaign": {"campaign_id": "../../v3/contacts"}}),
    *({"campaign": {"report": 3}}, {"campaign": {"report": {"images": 3}}}, {"campaign": {"report": {"images": [{}]}}}),
    *(b"[" * 100_000, b"9" * 5_000, b"{", b'{"data": {"id":', b"\xff\xfe", b"", b"<!doctype html>", b'"\\ud800"'),
]
"""What a service never answers: some of it is sound to one service, and says nothing to another."""


@pytest.mark.parametrize("kind", [*PLAYS])
def test_an_answer_of_any_other_shape_is_told_at_every_question(site: Site, tmp_path: Path, kind: str) -> None:
    for hand in _handed(site, tmp_path, kind):
        hand.deliver()
        questions = len(hand.played.asked)
        told = 0
        for before in [[None] * number for number in range(questions)] + [None]:
            for shape in OTHER_SHAPES:
                hand.played.campaigns.clear()
                if isinstance(hand.played, PlayedListmonk):
                    hand.played.templates.clear()
                (tmp_path / SENT).unlink(missing_ok=True)
                if before is None:  # the draft was made, and nobody heard of it: which drafts are there?
                    hand.played.troubles = [*before_the_draft(hand), DROP]
                    hand.fails()
                hand.played.troubles = [*(before or []), Answer(200, shape)]
                try:
                    hand.deliver()
                except Undelivered as undelivered:
                    assert undelivered.message.endswith("antwoordt iets wat ik niet begrijp.")  # noqa: PT017  some pass
                    told += 1
        assert told > questions * len(OTHER_SHAPES) * 0.8


@pytest.mark.parametrize("said", [3, None, [], {"message": 3}, {"error": []}, {"error": {"message": {}}}, b"<p>", b""])
@pytest.mark.parametrize("status", [403, 404, 418, 429, 503])
def test_a_refusal_of_any_other_shape_is_told_without_its_words(laposta: Hand, status: int, said: object) -> None:
    laposta.played.troubles = [Answer(status, said, {"Retry-After": "9" * 5000})]
    assert re.fullmatch(r"[^:‘]+\.", laposta.fails().message)


def test_no_word_of_a_service_steers_the_terminal(hand: Hand) -> None:
    said = {"message": "Nee\x1b[2J\x1b]0;x\x07, " + "dat kan niet " * 100}
    hand.played.troubles = [*before_the_draft(hand), Answer(400, {"error": said} if hand.kind == "laposta" else said)]
    message = hand.fails().message
    assert message.isprintable()
    assert "‘Nee[2J]0;x, dat kan niet dat kan" in message
    assert len(message) < 300


def test_a_short_pause_is_waited_out(hand: Hand) -> None:
    hand.played.troubles = [*before_the_draft(hand), Answer(429, {"message": "Rustig"}, {"Retry-After": "0"})]
    hand.deliver()
    assert len(hand.played.campaigns) == 1
    assert hand.played.asked.count(CREATES[hand.kind]) == 2


def test_a_pause_is_waited_out_once_and_then_told(hand: Hand) -> None:
    busy = Answer(429, {"message": "Rustig"}, {"Retry-After": "0"})
    hand.played.troubles = [*before_the_draft(hand), busy, busy]
    assert hand.fails().hint == "Probeer het over 0 seconden opnieuw. Dan gaat het verder waar het stopte."
    assert hand.played.asked.count(CREATES[hand.kind]) == 2


def test_a_campaign_of_something_else_is_not_taken_for_ours(hand: Hand) -> None:
    hand.played.troubles = [*before_the_draft(hand), DROP]
    hand.fails()
    hand.campaign["name"] = "Nieuwsbrief maart"
    hand.deliver()
    assert len(hand.played.campaigns) == 2


def test_at_a_desk_that_knows_nothing_of_it_the_same_draft_is_found(hand: Hand) -> None:
    receipt = hand.deliver()
    (hand.root / SENT).unlink()
    assert hand.deliver() == receipt
    assert [*hand.played.campaigns] == [receipt.id]


def test_at_a_desk_that_knows_nothing_of_it_an_edition_that_was_sent_stays_sent(hand: Hand) -> None:
    hand.deliver()
    name = hand.campaign["name"]
    hand.campaign.update({"status": "finished", "delivery_requested": "2024-03-11 10:00:00"})
    (hand.root / SENT).unlink()
    undelivered, service = hand.fails(), {"listmonk": "listmonk", "laposta": "Laposta"}[hand.kind]
    assert undelivered.message == f"Deze nieuwsbrief is in {service} al verstuurd of ingepland: ‘{name}’."
    assert undelivered.hint == (
        "Misschien deed een ander dit, en loop jij achter: haal dan eerst op wat die bewaarde. "
        f"Moet hij toch nog een keer? Geef die campagne in {service} dan eerst een andere naam."
    )
    assert len(hand.played.campaigns) == 1


def test_at_a_desk_that_is_behind_no_second_draft_is_made_of_an_older_text(hand: Hand) -> None:
    hand.deliver()
    hand.campaign["name"] = "Nieuws van maart (maart, 01234567)"
    (hand.root / SENT).unlink()
    undelivered, service = hand.fails(), {"listmonk": "listmonk", "laposta": "Laposta"}[hand.kind]
    assert undelivered.message == (
        f"In {service} staat van deze nieuwsbrief al een ander concept: ‘Nieuws van maart (maart, 01234567)’."
    )
    assert undelivered.hint.endswith(f"Gooi dat concept in {service} dan weg, en probeer het opnieuw.")
    hand.played.campaigns.clear()
    hand.deliver()
    assert len(hand.played.campaigns) == 1


def test_a_draft_that_was_made_but_not_filled_is_filled(laposta: Hand) -> None:
    laposta.played.troubles = [None, None, DROP]
    laposta.fails()
    (entry,) = read_ledger(laposta.root).value.deliveries
    assert entry.steps == {"campagne": "pbrqulw2t0"}
    laposta.deliver()
    create, fill = "POST /v2/campaign", "POST /v2/campaign/pbrqulw2t0/content"
    assert laposta.played.asked == ["GET /v2/campaign", create, fill, fill]
    assert "html" in laposta.campaign


def test_a_service_that_is_not_there_is_told(hand: Hand) -> None:
    hand.played.address = "http://127.0.0.1:9"
    undelivered = hand.fails()
    assert re.fullmatch(r"\w+ is niet te bereiken\.", undelivered.message)
    assert "`http://127.0.0.1:9`" in undelivered.hint


@pytest.mark.parametrize(
    "setting", [("SSL_CERT_FILE", "/nergens.pem"), ("HTTP_PROXY", "socks5://127.0.0.1:9"), ("HTTP_PROXY", "zork://x")]
)
def test_an_environment_that_gives_no_line_is_told(
    hand: Hand, monkeypatch: pytest.MonkeyPatch, setting: tuple[str, str]
) -> None:
    monkeypatch.setenv(*setting)
    hand.played.address = "http://lijst.voorbeeld.example"
    assert hand.fails().message.startswith("Er komt geen lijn naar ")


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_what_goes_to_this_machine_goes_past_no_proxy(hand: Hand, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    proxy = PlayedLaposta()
    with proxy.serving():
        monkeypatch.setenv(name, proxy.address)
        hand.deliver()
        assert proxy.asked == []
        hand.played.address = "http://lijst.voorbeeld.example"
        (hand.root / SENT).unlink()
        with suppress(Undelivered):
            hand.deliver()
    assert proxy.asked  # elsewhere it is obeyed


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "drie", "-1"])
def test_what_is_no_number_of_a_list_is_refused_and_not_counted_with(hand: Hand, typed: str) -> None:
    hand.change = {"list": typed}
    refusals = [refusal for refusal in hand.over().refusals() if "het nummer van de lijst" in refusal]
    assert len(refusals) == (hand.kind != "laposta")


def test_a_key_is_not_taken_along_to_another_host(hand: Hand) -> None:
    elsewhere = PlayedLaposta()
    with elsewhere.serving():
        hand.played.troubles = [*before_the_draft(hand), Answer(302, {}, {"Location": f"{elsewhere.address}/v3"})]
        assert "stuurt ons door naar een ander adres" in hand.fails().message
    assert elsewhere.asked == []


def test_a_server_with_a_certificate_of_its_own_making_is_not_believed(
    listmonk: Hand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    secure = replace(listmonk, played=PlayedListmonk())
    with secure.played.serving(context):
        assert secure.fails().message == (
            "De lijn naar listmonk is niet veilig: het certificaat klopt niet. Er is niets verstuurd."
        )
        pem = tmp_path / "eigen.pem"
        authority.cert_pem.write_to_path(pem)
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert secure.deliver().id in secure.played.campaigns


def test_nothing_secret_is_in_what_a_programmer_sees() -> None:
    web = Web(
        "Laposta", "https://x.example", "`X`", headers={"api-key": "geheim"}, user=("geheim", ""), secrets=("geheim",)
    )
    assert "geheim" not in repr(web)
