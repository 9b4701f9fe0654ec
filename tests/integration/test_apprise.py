"""Apprise by a service on this machine that keeps what it is given: send/apprise.py."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from typing_extensions import override

from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.report.html import render_html
from monitor.report.text import render_subject, render_text
from monitor.send.apprise import AppriseChannel
from monitor.send.outbox import deliver
from tests.alerts import NOON, alert, claim, digest, fell

# What Apprise loads, and nothing of ours, asks for a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'\\w+' is deprecated:DeprecationWarning")


@dataclass
class Service:
    """What speaks Apprise's own `json://`."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    port: int = 0

    def address(self, query: str = "") -> str:
        return f"json://user:path-secret@127.0.0.1:{self.port}/hook{query}"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    there = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            there.posts.append(json.loads(body))
            self.send_response(there.status)
            self.send_header("Location", "http://169.254.169.254/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield there
    server.shutdown()
    thread.join()
    server.server_close()


def message(recipient: str, count: int = 0, **more: Any) -> Message:
    made = digest(fell(), *(alert(claim(n), topic=f"주제 {n % 5}") for n in range(count)))
    values: dict[str, Any] = {
        "key": "digest-2026-11-21:apprise",
        "digest": made.key,
        "channel": "apprise",
        "recipient": recipient,
        "subject": render_subject(made),
        "text": render_text(made),
        "html": render_html(made),
        "created": NOON,
    }
    return Message(**(values | more))


async def test_a_digest_is_one_message_in_the_form_that_the_service_shows(
    service: Service,
) -> None:
    sent = message(service.address("?format=text"))
    await AppriseChannel().send(sent)
    (post,) = service.posts
    assert post["title"] == "누리챗 월간 이용자 수 121만 → 59만 명 (−51.2 %)"
    assert post["message"].strip() == sent.text.strip()


async def test_where_pages_are_shown_a_page_is_sent_without_its_pictures(
    service: Service,
) -> None:
    await AppriseChannel().send(message(service.address("?format=html")))
    (post,) = service.posts
    assert "<table" in post["message"]
    assert "<img" not in post["message"]
    assert "121만" in post["message"]


async def test_what_an_article_says_is_made_into_no_picture_and_no_other_words(
    service: Service,
) -> None:
    words = "이용자는 5명이다. :smile: \\n @everyone ${HOME}"
    await AppriseChannel().send(message(service.address("?format=text"), text=words))
    assert service.posts[0]["message"] == words


async def test_a_text_too_long_for_the_service_is_cut_between_lines_with_a_count() -> None:
    channel = AppriseChannel()
    long = message("discord://" + "1" * 18 + "/" + "a" * 68, count=100)
    there = channel._service(long.recipient)
    body, form = channel._body(there, long)
    assert form == "text"
    assert len(body) + len(long.subject) < 2000
    *lines, last = body.split("\n")
    assert long.text.split("\n")[: len(lines)] == lines
    assert last == f"… (아래 {len(long.text.strip().splitlines()) - len(lines)}줄 생략)"


async def test_a_page_too_long_for_the_service_is_sent_as_text() -> None:
    channel = AppriseChannel()
    sent = message("tgram://123456789:abcdefg_hijklmnop/12315544/")
    _, form = channel._body(channel._service(sent.recipient), sent)
    assert form == "text"


async def test_a_refusal_is_tried_again_and_tells_no_secret(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.status = 500
    (receipt,) = await deliver([message(service.address())], [AppriseChannel()], now=NOON)
    assert receipt.temporary
    assert receipt.error == "apprise: json:// 전송 실패: 이유는 Apprise 기록에 있습니다"
    assert "path-secret" not in caplog.text


async def test_no_server_leads_us_to_another(service: Service) -> None:
    service.status = 302
    with pytest.raises(DeliveryError):
        await AppriseChannel().send(message(service.address()))
    assert len(service.posts) == 1


@pytest.mark.parametrize(
    ("address", "scheme"),
    [("", "?"), ("nothing", "?"), ("nosuch://path-secret", "nosuch"), ("tgram://", "tgram")],
)
async def test_an_address_of_no_use_is_an_error_for_good_that_does_not_repeat_it(
    address: str, scheme: str
) -> None:
    with pytest.raises(DeliveryError) as raised:
        await AppriseChannel().check(address)
    assert not raised.value.temporary
    assert raised.value.why == f"Apprise가 모르는 주소입니다({scheme}://)"


async def test_without_the_extra_one_sentence_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(DeliveryError) as raised:
        await AppriseChannel(lang="en").send(message("json://127.0.0.1/"))
    assert not raised.value.temporary
    assert raised.value.why == (
        "the package apprise is missing: pip install 'figure-monitor[apprise]'"
    )
