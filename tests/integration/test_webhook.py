"""Webhooks by a receiver that verifies what it gets: send/webhook.py, report/events.py."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from monitor.addresses import Allowed
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Digest, Kind, Message
from monitor.report.events import render_events
from monitor.report.text import render_subject, render_text
from monitor.send.outbox import deliver
from monitor.send.post import post
from monitor.send.webhook import WebhookChannel
from monitor.store.alerts import save_alert
from monitor.store.database import open_store
from tests.alerts import alert, claim, denied, digest, fell, remark, source
from tests.fakes import FixedClock
from tests.receivers import SCHEMA, SECRET, Receiver, served
from tests.terminal import Terminal

HERE = Allowed.parse(["127.0.0.1"])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    there = Receiver(FixedClock())
    with served(lambda _, headers, body: (*there.take(headers, body), "")) as url:
        there.url = f"{url}/hooks/path-secret"
        yield there


def every_kind() -> Digest:
    return digest(
        fell(support=(source("산들경제", doc="https://b.example/1"),)),
        alert(claim(5, quote="누리챗은 5명이다. " * 80)),
        alert(claim(6), claim(7), kind=Kind.CONFLICT, figure="f"),
        alert(claim(8), claim(7), kind=Kind.CONFLICT, figure="f"),
        alert(claim(8), claim(9), kind=Kind.REVISED, source=source(doc="ftp://a/", version=2)),
        alert(claim(None, 10), is_uncertain=True),
        alert(claim(1), claim(1), kind=Kind.CONFIRMED),
        denied(),
        remark("누리랩은 새 모델을 내놓겠다고 했다.", "planned"),
    )


def message(receiver: Receiver, made: Digest | None = None, **more: Any) -> Message:
    made = made or every_kind()
    values: dict[str, Any] = {
        "key": "digest-2026-11-21:webhook",
        "digest": made.key,
        "channel": "webhook",
        "recipient": receiver.url,
        "subject": render_subject(made),
        "text": render_text(made),
        "blocks": json.dumps(render_events(made), ensure_ascii=False),
        "created": receiver.clock(),
    }
    return Message(**(values | more))


def channel(receiver: Receiver, **more: Any) -> WebhookChannel:
    values: dict[str, Any] = {"secret": SECRET, "allowed": HERE, "clock": receiver.clock}
    return WebhookChannel(**(values | {"timeout": 5.0} | more))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


async def test_every_thing_told_is_an_event_of_the_documented_form(receiver: Receiver) -> None:
    await channel(receiver).send(message(receiver))
    assert receiver.refused == []
    kinds = [event["type"] for event in receiver.taken]
    assert sorted(kinds) == [
        "claim.changed",
        "claim.confirmed",
        "claim.conflict",
        "claim.new",
        "claim.new",
        "claim.revised",
        "statement.denied",
        "statement.planned",
    ]
    assert kinds[0] == "claim.changed"
    assert kinds[-1] == "claim.confirmed"
    changed, conflict, revised, said = (
        receiver.taken[kinds.index(kind)]
        for kind in ("claim.changed", "claim.conflict", "claim.revised", "statement.denied")
    )
    new, unsure = sorted(
        (event for event in receiver.taken if event["type"] == "claim.new"),
        key=lambda event: bool(event["alert"]["uncertain"]),
    )
    assert changed["summary"] == (
        "누리챗 월간 이용자 수 121만 → 59만 명 (−51.2 %, 2025-01 → 2025-03)"
    )
    assert (changed["alert"]["previous"]["low"], changed["alert"]["claim"]["low"]) == (
        1_210_000,
        590_000,
    )
    assert changed["alert"]["previous_source"]["outlet"] == "한결신문"
    assert [other["outlet"] for other in changed["alert"]["others"]] == ["산들경제"]
    assert len(conflict["earlier"]) == 1
    assert revised["alert"]["link"] is None
    assert unsure["alert"]["uncertain"] is True
    assert said["statement"]["previous"]["stance"] == "alleged"
    assert len(new["alert"]["claim"]["quote"]) <= 222


async def test_an_event_keeps_its_id_however_often_it_is_sent(receiver: Receiver) -> None:
    one = message(receiver, digest(fell()))
    await channel(receiver).send(one)
    with pytest.raises(DeliveryError):
        await channel(receiver).send(one)
    assert receiver.refused == ["seen"]
    (first, _), (second, _) = receiver.requests
    assert first["monitor-id"] == second["monitor-id"]


async def test_who_had_an_event_before_a_crash_of_ours_may_refuse_it(receiver: Receiver) -> None:
    one = message(receiver)
    await channel(receiver).send(one)
    count = len(receiver.taken)
    (receipt,) = await deliver(
        [replace(one, attempts=2)], [channel(receiver)], now=receiver.clock()
    )
    assert receipt.delivered
    assert receiver.refused == ["seen"] * count
    assert len(receiver.taken) == count


def test_a_receiver_refuses_what_was_changed_or_kept_for_later(receiver: Receiver) -> None:
    there = channel(receiver)
    (event,) = render_events(digest(fell()))
    there._post(receiver.url, event)
    (headers, body) = receiver.requests[0]
    receiver.taken.clear()

    def again(body: bytes, **changed: str) -> int:
        sent = {n: v for n, v in headers.items() if n.startswith("monitor-")} | changed
        return post(receiver.url, body, headers=sent, timeout=5, allowed=HERE).status

    assert again(body.replace(b"590000", b"590001")) == 401
    late = str(int(headers["monitor-timestamp"]) + 1)
    assert again(body, **{"monitor-timestamp": late}) == 401
    receiver.clock.move(minutes=6)
    assert again(body) == 401
    assert receiver.refused == ["signature", "signature", "old"]
    assert receiver.taken == []


async def test_another_secret_is_refused(receiver: Receiver) -> None:
    with pytest.raises(DeliveryError) as raised:
        await channel(receiver, secret="another secret of somebody").send(message(receiver))
    assert not raised.value.temporary
    assert receiver.refused == ["signature"]


async def test_a_second_try_goes_on_where_the_first_broke_off(receiver: Receiver) -> None:
    there, sent = channel(receiver), message(receiver)
    receiver.answers = [(0, {}), (0, {}), (503, {"Retry-After": "7"})]
    with pytest.raises(DeliveryError) as raised:
        await there.send(sent)
    assert (raised.value.temporary, raised.value.retry_after) == (True, 7.0)
    assert len(receiver.taken) == 2
    assert raised.value.unsure, "two of them have arrived"
    await there.send(sent)
    assert len(receiver.taken) == 8
    assert receiver.refused == []


@pytest.mark.parametrize(
    ("status", "temporary"),
    [(status, True) for status in (408, 425, 429, 500, 502, 503, 504)]
    + [(status, False) for status in (301, 307, 400, 401, 404, 410, 422)],
)
async def test_what_passes_is_tried_again_and_a_refusal_is_not(
    receiver: Receiver, status: int, temporary: bool
) -> None:
    receiver.answers = [(status, {"Location": "https://a.example/"})]
    with pytest.raises(DeliveryError) as raised:
        await channel(receiver).send(message(receiver))
    assert raised.value.temporary is temporary
    assert raised.value.unsure is (status in (502, 504))
    assert str(status) in raised.value.why
    assert len(receiver.requests) == 1


async def test_without_an_answer_nobody_knows_whether_it_was_taken(receiver: Receiver) -> None:
    def hang_up(path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], str]:
        raise ConnectionResetError

    with served(hang_up) as url, pytest.raises(DeliveryError) as raised:
        await channel(receiver).send(message(receiver, recipient=f"{url}/hook"))
    assert raised.value.temporary
    assert raised.value.unsure


async def test_a_pause_may_be_asked_for_by_date(receiver: Receiver) -> None:
    receiver.answers = [(429, {"Retry-After": "Sat, 21 Nov 2026 06:02:00 GMT"})]
    with pytest.raises(DeliveryError) as raised:
        await channel(receiver).send(message(receiver))
    assert raised.value.retry_after == 120.0


async def test_a_quiet_day_posts_nothing_and_is_delivered(receiver: Receiver) -> None:
    quiet = message(receiver, digest())
    (receipt,) = await deliver([quiet], [channel(receiver)], now=receiver.clock())
    assert receipt.delivered
    assert receiver.requests == []


async def test_words_without_events_are_a_message(receiver: Receiver) -> None:
    await channel(receiver).send(message(receiver, blocks="", subject="시험", text="됩니다."))
    (event,) = receiver.taken
    assert (event["type"], event["subject"], event["text"]) == ("message", "시험", "됩니다.")


@pytest.mark.parametrize("blocks", ["[", "{}", "[1]", '[{"id": 1, "type": "x"}]', "null"])
async def test_what_is_no_list_of_events_is_an_error_for_good(
    receiver: Receiver, blocks: str
) -> None:
    with pytest.raises(DeliveryError) as raised:
        await channel(receiver).send(message(receiver, blocks=blocks))
    assert not raised.value.temporary
    assert receiver.requests == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://localhost/",
        "file:///etc/passwd",
        "https://intranet.lan/",
        "http://10.0.0.1:8080/",
        "nothing",
        "http://a.example:6379/",
    ],
)
async def test_nothing_is_posted_into_our_own_network(receiver: Receiver, address: str) -> None:
    there = channel(receiver, allowed=Allowed())
    with pytest.raises(DeliveryError) as raised:
        await there.send(message(receiver, recipient=address))
    assert not raised.value.temporary
    with pytest.raises(DeliveryError):
        await there.check(address)


async def test_a_name_that_leads_inside_is_refused_where_it_is_dialled(receiver: Receiver) -> None:
    def inside(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    there = channel(receiver, allowed=Allowed(), resolve=inside)
    with pytest.raises(DeliveryError) as raised:
        await there.send(message(receiver, recipient="https://a.example/hook"))
    assert not raised.value.temporary
    assert receiver.requests == []


async def test_no_error_tells_the_address_or_the_secret(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    receiver.answers = [(500, {})]
    there, sent = channel(receiver), message(receiver)
    (receipt,) = await deliver([sent], [there], now=receiver.clock())
    gone = replace(sent, recipient="http://127.0.0.1:1/path-secret")
    (closed,) = await deliver(
        [gone], [channel(receiver, allowed=Allowed.parse(["127.0.0.1:1"]))], now=receiver.clock()
    )
    told = f"{receipt} {closed} {there!r} {caplog.text}"
    assert "path-secret" not in told
    assert SECRET not in told
    assert receipt.temporary
    assert closed.temporary
    assert not closed.unsure, "nobody was there to take it"


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"webhook\.secret"):
        WebhookChannel(secret="short")


def test_the_moment_of_an_event_is_that_of_its_digest() -> None:
    made = digest(fell())
    (event,) = render_events(made)
    assert datetime.fromisoformat(event["created"]) == made.until


def test_a_recipient_of_the_settings_gets_signed_events_by_the_command_line(
    receiver: Receiver,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = receiver.url.split(":")[2].split("/")[0]
    (tmp_path / "monitor.toml").write_text(
        f'data = "data"\n[digest]\nfolder = ""\n[fetch]\nallow = ["127.0.0.1:{port}"]\n'
        '[[recipients]]\nname = "our program"\nchannel = "webhook"\naddress_file = "address"\n',
        "utf-8",
    )
    (tmp_path / "address").write_text(receiver.url, "utf-8")
    monkeypatch.setenv("MONITOR_WEBHOOK__SECRET", SECRET)
    monkeypatch.setenv("MONITOR_CONFIG", str(tmp_path / "monitor.toml"))
    terminal = Terminal(tmp_path, capsys).begin()
    store = open_store(f"sqlite:///{terminal.data / 'monitor.db'}")
    with store.begin() as tx:
        save_alert(tx, fell())
    store.close()
    receiver.clock.now = datetime.now(UTC)  # the command line signs by the real clock
    sent = terminal.good("digest", "--send", "--since", "2026-11-01")
    assert receiver.refused == []
    assert [event["type"] for event in receiver.taken] == ["claim.changed"]
    looked = terminal("doctor", "--lang", "en")
    assert "✓ webhook: our program" in looked.out
    (tmp_path / "address").write_text("http://10.0.0.1/path-secret", "utf-8")
    warned = terminal("doctor", "--lang", "en")
    assert "✗ webhook: our program: an address that nothing is sent to" in warned.out
    assert "path-secret" not in "".join(c.out + c.err for c in (sent, looked, warned))
