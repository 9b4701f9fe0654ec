"""The digest as Slack blocks: report/slack.py."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from monitor.model import Coverage, FeedTrouble, Kind
from monitor.report.slack import LONGEST_MESSAGE, escape, link, render_blocks
from tests.alerts import alert, claim, digest, fell, source

Block = dict[str, Any]


def texts(messages: list[list[Block]]) -> list[Block]:
    """Every text object of the messages."""
    return [
        text
        for message in messages
        for block in message
        for text in ([block["text"]] if "text" in block else block.get("elements", []))
    ]


def words(messages: list[list[Block]]) -> str:
    return "\n".join(text["text"] for text in texts(messages))


def check_limits(messages: list[list[Block]]) -> None:
    """Hold the messages against Slack's documented limits."""
    assert messages
    for message in messages:
        assert 1 <= len(message) <= 50
        assert sum(len(text["text"]) for text in texts([message])) <= LONGEST_MESSAGE
        for block in message:
            match block["type"]:
                case "header":
                    assert block["text"]["type"] == "plain_text"
                    assert 1 <= len(block["text"]["text"]) <= 150
                case "section":
                    assert 1 <= len(block["text"]["text"]) <= 3000
                case "context":
                    assert 1 <= len(block["elements"]) <= 10
                    assert all(1 <= len(e["text"]) <= 3000 for e in block["elements"])
                case kind:
                    assert kind == "divider"


def test_the_first_message_opens_with_what_changed() -> None:
    (message,) = render_blocks(digest(fell(), fell(900_000, 1_000_000)))
    head = words([message[:4]])
    assert "수치 2건이 바뀌었습니다." in head
    assert "•  누리챗 월간 이용자 수 *121만 → 59만 명* (−51.2 %, 2025-01 → 2025-03)" in head


def test_a_change_shows_both_quotes_with_the_number_and_the_link() -> None:
    told = words(render_blocks(digest(fell())))
    assert ">이전  “1월 누리챗 월간 이용자는 *121만 명* 이었다.”" in told
    assert "><https://saenal.example/1|새날일보 · 11월 21일>" in told


def test_blocks_are_json_as_they_are() -> None:
    messages = render_blocks(digest(fell()))
    assert json.loads(json.dumps(messages)) == messages


@pytest.mark.parametrize("count", [0, 1, 30, 400])
def test_every_message_keeps_to_the_limits(count: int) -> None:
    long = "아주 긴 문장 " * 60
    many = [
        alert(claim(n, quote=f"{long} {n}명 {long}"), topic=f"주제 {n % 7}") for n in range(count)
    ]
    check_limits(render_blocks(digest(*many)))


def test_what_grows_by_escaping_keeps_to_the_limits() -> None:
    odd = "&<>" * 3000
    many = [
        alert(
            claim(n, quote=odd, subject=odd, metric=odd, attribution=odd, unit=odd),
            topic=odd,
            source=source(odd, doc="https://a.example/?" + "a=1&" * 400),
        )
        for n in range(20)
    ]
    troubles = tuple(FeedTrouble(name=odd, why=odd) for _ in range(40))
    made = digest(*many, coverage=Coverage(failed=troubles, silent=troubles))
    messages = render_blocks(made)
    check_limits(messages)
    for text in texts(messages):
        if text["type"] == "mrkdwn":
            bare = re.sub(r"&(?:amp|lt|gt);", "", text["text"])
            assert "&" not in bare, "an escape was cut in two"


def test_many_voices_of_a_conflict_keep_to_the_limits() -> None:
    voices = [
        alert(
            claim(n, quote=f"{n}명이다. " + "말 " * 100),
            claim(5000),
            kind=Kind.CONFLICT,
            figure="f",
            source=source(f"매체 {n}", doc=f"https://{n}.example/"),
        )
        for n in range(60)
    ]
    check_limits(render_blocks(digest(*voices)))


@pytest.mark.parametrize(
    "hostile",
    [
        "<!channel>",
        "<!everyone|모두>",
        "<@U012AB3CD>",
        "<#C012AB3CD|general>",
        "<https://evil.example|여기>",
        "<!subteam^SAZ94GDB8>",
    ],
)
def test_nothing_from_outside_becomes_a_mention_or_a_link(hostile: str) -> None:
    wild = alert(
        claim(5, quote=f"{hostile} 5명", subject=hostile, metric=hostile, attribution=hostile),
        topic=hostile,
        source=source(hostile, doc="mailto:a@b.example"),
    )
    messages = render_blocks(digest(wild))
    for text in texts(messages):
        if text["type"] == "mrkdwn":
            assert "<" not in text["text"]
            assert text["verbatim"] is True


def test_bare_mentions_emojis_and_styles_are_disarmed() -> None:
    told = escape("@here #general :tada: *굵게* _기울임_ ~취소~ `코드` https://evil.example")
    assert not re.search(r"[@#](?=\w)|:tada:|[*_~`]|https:", told)
    assert "굵게" in told


def test_a_range_of_numbers_reads_the_same() -> None:
    assert escape("2~3조 원, 35~40명") == "2∼3조 원, 35∼40명"


def test_a_time_of_day_is_no_emoji() -> None:
    assert escape("12:30:45") in ("12:30:45", "12:\u200b30:45")


def test_a_link_cannot_be_left_by_its_address_or_its_words() -> None:
    assert link("https://a.example/?a=1&b=<x>|y", "가|나>") == (
        "<https://a.example/?a=1&amp;b=%3Cx%3E%7Cy|가∣나&gt;>"
    )


def test_a_heading_is_never_the_last_block_of_a_message() -> None:
    many = [alert(claim(n), topic=f"주제 {n}") for n in range(100)]
    for message in render_blocks(digest(*many)):
        assert message[-1]["type"] not in ("header", "divider")


def test_english_readers_get_english_words() -> None:
    told = words(render_blocks(digest(fell()), "en"))
    assert "1.21 million → 590,000 people" in told
    assert "1 figure changed in " in told
