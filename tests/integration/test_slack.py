"""Slack by a stand-in that enforces the documented limits: send/slack.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.addresses import Allowed
from monitor.config import load_config
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Message
from monitor.pipeline import open_channels
from monitor.report.slack import render_blocks
from monitor.report.text import render_subject, render_text
from monitor.send.outbox import deliver
from monitor.send.slack import SlackChannel
from tests.alerts import alert, claim, digest, fell
from tests.receivers import TOKEN, Answer, Slack, served

NOW = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slack]:
    # slack_sdk takes a proxy from the environment; a loopback address is not behind one.
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    there = Slack()
    with served(there.take) as there.url:
        yield there


def message(count: int = 0, **more: Any) -> Message:
    made = digest(fell(), *(alert(claim(n), topic=f"주제 {n % 5}") for n in range(count)))
    values: dict[str, Any] = {
        "key": "digest-2026-11-21:slack:#figures",
        "digest": made.key,
        "channel": "slack",
        "recipient": "#figures",
        "subject": render_subject(made),
        "text": render_text(made),
        "blocks": json.dumps(render_blocks(made), ensure_ascii=False),
        "created": NOW,
    }
    return Message(**(values | more))


def by_token(slack: Slack, **more: Any) -> SlackChannel:
    values: dict[str, Any] = {"token": TOKEN, "base_url": slack.api, "timeout": 5}
    return SlackChannel(**(values | more))


def by_hook(slack: Slack, **more: Any) -> SlackChannel:
    here = Allowed.parse(["127.0.0.1"])
    values: dict[str, Any] = {"webhook": slack.hook, "timeout": 5, "allowed": here}
    return SlackChannel(**(values | more))


async def test_a_digest_is_posted_as_blocks_with_the_subject_as_its_notification(
    slack: Slack,
) -> None:
    await by_token(slack).send(message())
    (post,) = slack.posts
    assert post["channel"] == "#figures"
    assert post["text"] == "누리챗 월간 이용자 수 121만 → 59만 명 (−51.2 %)"
    assert post["blocks"] == json.loads(message().blocks)[0]
    assert post["unfurl_links"] is False
    assert slack.tokens == [f"Bearer {TOKEN}"]


async def test_a_long_digest_is_a_thread_within_the_limits(slack: Slack) -> None:
    long = message(100)
    await by_token(slack).send(long)
    assert len(slack.posts) == len(json.loads(long.blocks)) > 2
    first, *rest = slack.posts
    assert "thread_ts" not in first
    assert {post["thread_ts"] for post in rest} == {"1700000000.000001"}
    assert first["text"].endswith(f"(1/{len(slack.posts)})")


async def test_every_post_carries_the_key_that_stays_the_same(slack: Slack) -> None:
    await by_token(slack).send(message(100))
    payloads = [post["metadata"]["event_payload"] for post in slack.posts]
    assert {p["key"] for p in payloads} == {"digest-2026-11-21:slack:#figures"}
    assert [p["part"] for p in payloads] == list(range(1, len(payloads) + 1))


async def test_a_webhook_gets_the_parts_in_sequence(slack: Slack) -> None:
    long = message(100)
    await by_hook(slack).send(long)
    assert [post["blocks"] for post in slack.posts] == json.loads(long.blocks)


async def test_a_second_try_goes_on_where_the_first_broke_off(slack: Slack) -> None:
    there, long = by_token(slack), message(100)
    count = len(json.loads(long.blocks))
    slack.answers = [(0, {}, ""), (503, {}, "busy")]
    with pytest.raises(DeliveryError) as raised:
        await there.send(long)
    assert raised.value.temporary
    await there.send(long)
    assert [p["metadata"]["event_payload"]["part"] for p in slack.posts] == list(
        range(1, count + 1)
    )
    assert {post.get("thread_ts") for post in slack.posts[1:]} == {"1700000000.000001"}


async def test_a_message_that_was_sent_is_sent_again_whole_if_asked(slack: Slack) -> None:
    there = by_token(slack)
    await there.send(message())
    await there.send(message())
    assert len(slack.posts) == 2


async def test_a_message_without_blocks_is_its_text(slack: Slack) -> None:
    await by_token(slack).send(message(blocks=""))
    (post,) = slack.posts
    assert post["text"] == message().text
    assert post["mrkdwn"] is False


@pytest.mark.parametrize("way", ["token", "webhook"])
async def test_a_rate_limit_says_how_long_to_wait(slack: Slack, way: str) -> None:
    slack.answers = [(429, {"Retry-After": "17"}, '{"ok": false, "error": "ratelimited"}')]
    there = by_token(slack) if way == "token" else by_hook(slack)
    (receipt,) = await deliver([message()], [there], now=NOW)
    assert receipt.temporary
    assert receipt.retry_after == 17.0
    assert slack.posts == []


async def test_a_channel_that_is_not_there_is_an_error_for_good(slack: Slack) -> None:
    with pytest.raises(DeliveryError, match="channel_not_found") as raised:
        await by_token(slack).send(message(recipient="#nowhere"))
    assert not raised.value.temporary


async def test_a_token_that_does_not_hold_is_an_error_for_good_and_not_told(
    slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    wrong = "xoxb-wrong-token"
    there = by_token(slack, token=wrong)
    (receipt,) = await deliver([message()], [there], now=NOW)
    assert not receipt.temporary
    assert "invalid_auth" in (receipt.error or "")
    assert wrong not in f"{receipt!r} {there!r}"
    assert wrong not in caplog.text


@pytest.mark.parametrize(
    ("status", "body", "temporary"),
    [(400, "invalid_blocks", False), (404, "no_service", False), (503, "", True)],
)
async def test_a_webhook_that_refuses_says_why_and_not_its_address(
    slack: Slack, status: int, body: str, temporary: bool
) -> None:
    slack.answers = [(status, {}, body)]
    with pytest.raises(DeliveryError, match=str(status)) as raised:
        await by_hook(slack).send(message())
    assert raised.value.temporary is temporary
    assert body in raised.value.why
    assert "hooksecret" not in str(raised.value)


@pytest.mark.parametrize(
    ("status", "body", "temporary"),
    [
        (200, '{"ok": false, "error": "internal_error"}', True),
        (200, '{"ok": false, "error": "not_in_channel"}', False),
        (500, "<html>oops</html>", True),
        (200, "<html>a login page of the network</html>", True),
        (200, "[]", True),
    ],
)
async def test_an_answer_of_the_api_passes_or_does_not(
    slack: Slack, status: int, body: str, temporary: bool
) -> None:
    slack.answers = [(status, {}, body)]
    with pytest.raises(DeliveryError) as raised:
        await by_token(slack).send(message())
    assert raised.value.temporary is temporary
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("way", ["token", "webhook"])
async def test_a_host_that_is_not_there_may_come_back(slack: Slack, way: str) -> None:
    closed = "http://127.0.0.1:9/"  # discard: nothing listens there
    there = (
        by_token(slack, base_url=closed)
        if way == "token"
        else by_hook(slack, webhook=closed + "hooksecret")
    )
    with pytest.raises(DeliveryError) as raised:
        await there.send(message())
    assert raised.value.temporary
    assert not raised.value.unsure
    assert "hooksecret" not in str(raised.value)


def hangs_up(path: str, headers: dict[str, str], body: bytes) -> Answer:
    raise ConnectionResetError


@pytest.mark.parametrize("way", ["token", "webhook"])
async def test_without_an_answer_nobody_knows_whether_it_was_taken(way: str) -> None:
    with served(hangs_up) as url:
        there = Slack(url=url)
        channel = by_token(there) if way == "token" else by_hook(there)
        with pytest.raises(DeliveryError) as raised:
            await channel.send(message())
    assert raised.value.temporary
    assert raised.value.unsure


@pytest.mark.parametrize(
    ("status", "body", "unsure"),
    [
        (502, "a proxy", True),
        (503, "busy", False),
        (429, "", False),
        (403, "invalid_token", False),
    ],
)
@pytest.mark.parametrize("way", ["token", "webhook"])
async def test_an_answer_says_that_it_was_not_taken_but_for_a_proxys(
    slack: Slack, way: str, status: int, body: str, unsure: bool
) -> None:
    slack.answers = [(status, {}, body)]
    channel = by_token(slack) if way == "token" else by_hook(slack)
    with pytest.raises(DeliveryError) as raised:
        await channel.send(message())
    assert raised.value.unsure is unsure


async def test_a_message_of_which_a_part_was_taken_is_not_as_if_it_had_not_been(
    slack: Slack,
) -> None:
    slack.answers = [(0, {}, ""), (200, {}, '{"ok": false, "error": "invalid_blocks"}')]
    with pytest.raises(DeliveryError) as raised:
        await by_token(slack).send(message(100))
    assert not raised.value.temporary
    assert raised.value.unsure


async def test_a_webhook_of_this_machine_is_posted_to_only_where_settings_allow_it(
    slack: Slack,
) -> None:
    there = by_hook(slack, allowed=Allowed())
    for ask in (there.send(message()), there.check()):
        with pytest.raises(DeliveryError, match=r"fetch\.allow") as raised:
            await ask
        assert not raised.value.temporary
        assert "hooksecret" not in str(raised.value)
    assert slack.posts == []
    assert slack.tokens == []
    await by_hook(slack).check()
    assert slack.tokens == []


async def test_a_webhook_is_not_followed_to_where_it_points(slack: Slack) -> None:
    slack.answers = [(307, {"Location": f"{slack.url}/services/other"}, "")]
    with pytest.raises(DeliveryError, match="307"):
        await by_hook(slack).send(message())
    assert len(slack.tokens) == 1


def test_the_settings_say_which_webhook_may_stand_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text('[fetch]\nallow = ["10.0.0.7:8065"]\n', "utf-8")
    monkeypatch.setenv("MONITOR_SLACK__WEBHOOK", "https://chat.example/hooks/x")
    channels = open_channels(load_config(file))
    (there,) = (channel for channel in channels if isinstance(channel, SlackChannel))
    assert there.allowed.address("10.0.0.7", 8065)
    assert not there.allowed.address("10.0.0.7", 443)


async def test_blocks_that_are_no_blocks_are_refused_for_good(slack: Slack) -> None:
    for broken in ("{", "{}", '["x"]'):
        with pytest.raises(DeliveryError) as raised:
            await by_token(slack).send(message(blocks=broken))
        assert not raised.value.temporary
    assert slack.posts == []


async def test_the_notification_text_mentions_nobody(slack: Slack) -> None:
    await by_token(slack).send(message(subject="<!channel> A&B"))
    assert slack.posts[0]["text"] == "&lt;!channel&gt; A&amp;B"


async def test_a_check_asks_for_the_token_and_posts_nothing(slack: Slack) -> None:
    await by_token(slack).check()
    with pytest.raises(DeliveryError, match="invalid_auth"):
        await by_token(slack, token="xoxb-wrong").check()
    assert slack.posts == []


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"token": TOKEN, "webhook": "https://hooks.slack.com/services/x"},
        {"webhook": "http://hooks.slack.com/services/x"},
        {"webhook": "file:///etc/passwd"},
        {"token": TOKEN, "base_url": "http://slack.example/api/"},
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="slack"):
        SlackChannel(**settings)


def test_a_channel_shows_no_secret() -> None:
    assert TOKEN not in repr(SlackChannel(token=TOKEN))
    assert "secret" not in repr(SlackChannel(webhook="https://hooks.slack.com/secret"))
