"""Messages on their way out: send/outbox.py and send/file.py."""

from __future__ import annotations

import asyncio
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.send.file import FileChannel
from monitor.send.outbox import deliver
from tests.disk import no_room
from tests.fakes import RecordingChannel

NOW = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)


def message(key: str, channel: str = "email", **more: str) -> Message:
    values: dict[str, Any] = {
        "subject": "제목",
        "text": "본문\n",
        "recipient": "reader@b.example",
    } | more
    return Message(key=key, digest="d", channel=channel, created=NOW, **values)


async def test_each_message_goes_by_its_channel_and_gets_a_receipt_in_order() -> None:
    mail, slack = RecordingChannel("email"), RecordingChannel("slack")
    messages = [message("1"), message("2", "slack"), message("3")]
    receipts = await deliver(messages, [mail, slack], now=NOW)
    assert [r.message for r in receipts] == ["1", "2", "3"]
    assert [r.delivered for r in receipts] == [NOW] * 3
    assert [m.key for m in mail.sent] == ["1", "3"]
    assert [m.key for m in slack.sent] == ["2"]


async def test_a_refused_message_does_not_stop_the_others() -> None:
    mail = RecordingChannel(faults=[DeliveryError("email", "550 no such user")])
    first, second = await deliver([message("1"), message("2")], [mail], now=NOW)
    assert (first.delivered, first.temporary) == (None, False)
    assert first.error == "email: 550 no such user"
    assert second.delivered == NOW


async def test_a_passing_failure_says_so_and_how_long_to_wait() -> None:
    fault = DeliveryError("slack", "ratelimited", temporary=True, retry_after=17.0)
    slack = RecordingChannel("slack", faults=[fault])
    (receipt,) = await deliver([message("1", "slack")], [slack], now=NOW)
    assert receipt.temporary
    assert receipt.retry_after == 17.0


async def test_a_message_for_no_channel_is_refused_for_good() -> None:
    mail = RecordingChannel()
    lost, sent = await deliver([message("1", "pigeon"), message("2")], [mail], now=NOW)
    assert lost.error == "pigeon: no such channel is set up"
    assert not lost.temporary
    assert sent.delivered == NOW


async def test_a_bug_in_a_channel_costs_no_other_receipt(caplog: pytest.LogCaptureFixture) -> None:
    mail = RecordingChannel(faults=[ZeroDivisionError("secret text")])
    broken, sent = await deliver([message("1"), message("2")], [mail], now=NOW)
    assert broken.error == "email: ZeroDivisionError"
    assert broken.temporary
    assert sent.delivered == NOW
    assert "Traceback" in caplog.text


async def test_a_slow_channel_does_not_hold_up_another() -> None:
    gate = asyncio.Event()

    class Slow(RecordingChannel):
        @override
        async def send(self, message: Message) -> None:
            await gate.wait()

    class Opener(RecordingChannel):
        @override
        async def send(self, message: Message) -> None:
            gate.set()

    messages = [message("1", "slow"), message("2", "fast")]
    async with asyncio.timeout(5):
        receipts = await deliver(messages, [Slow("slow"), Opener("fast")], now=NOW)
    assert all(r.delivered for r in receipts)


async def test_nothing_to_send_gives_no_receipts() -> None:
    assert await deliver([], [], now=NOW) == ()


async def test_a_log_line_names_the_message_and_no_words_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", logger="monitor")  # whatever an earlier call of the program set
    broken = RecordingChannel(faults=[ZeroDivisionError()])
    await deliver([message("k1", subject="비밀 제목")], [broken], now=NOW)
    assert "bug in channel=email message=k1" in caplog.text
    assert "비밀" not in caplog.text


async def test_a_page_is_written_into_its_folder(tmp_path: Path) -> None:
    channel = FileChannel(folder=tmp_path / "digests")
    sent = message("digest-1", "file", html="<p>바뀐 수치</p>")
    await channel.send(sent)
    assert channel.path(sent) == tmp_path / "digests" / "digest-1.html"
    assert channel.path(sent).read_text(encoding="utf-8") == "<p>바뀐 수치</p>"
    assert stat.S_IMODE(channel.path(sent).stat().st_mode) == 0o644
    assert list(channel.folder.iterdir()) == [channel.path(sent)]


async def test_a_message_without_html_is_a_text_file(tmp_path: Path) -> None:
    channel = FileChannel(folder=tmp_path)
    await channel.send(message("digest-1", "file"))
    assert (tmp_path / "digest-1.txt").read_bytes() == "본문\n".encode()


async def test_the_same_message_again_is_the_same_file(tmp_path: Path) -> None:
    channel = FileChannel(folder=tmp_path)
    for words in ("하나", "둘"):
        await channel.send(message("digest-1", "file", html=words))
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["둘"]


async def test_a_full_disk_keeps_the_former_page_and_leaves_no_half_one(tmp_path: Path) -> None:
    channel = FileChannel(folder=tmp_path)
    await channel.send(message("digest-1", "file", html="하나"))
    with no_room(size=3), pytest.raises(DeliveryError) as raised:
        await channel.send(message("digest-1", "file", html="둘" * 99))
    assert raised.value.temporary
    assert not raised.value.unsure
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["하나"]


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "..", "", "a\x00b", "가" * 300, ".x"])
async def test_a_key_never_leaves_the_folder(tmp_path: Path, key: str) -> None:
    channel = FileChannel(folder=tmp_path / "in")
    await channel.send(message(key, "file", html="x"))
    (written,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert written.parent == tmp_path / "in"
    assert not written.name.startswith(".")


def test_two_keys_never_meet_in_one_file(tmp_path: Path) -> None:
    channel = FileChannel(folder=tmp_path)
    paths = {channel.path(message(key, "file")) for key in ("a/b", "a b", "a_b", "a:b")}
    assert len(paths) == 4


async def test_a_folder_that_cannot_be_is_an_error_for_good(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(DeliveryError, match="taken") as raised:
        await FileChannel(folder=tmp_path / "taken").send(message("1", "file"))
    assert not raised.value.temporary
