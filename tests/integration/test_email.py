"""E-mail by a real SMTP server on this machine: send/email.py."""

from __future__ import annotations

import asyncio
import email
import logging
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monitor.config import load_config
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Message
from monitor.pipeline import open_channels
from monitor.report.html import MOST_PICTURES, render_html
from monitor.report.text import render_subject, render_text
from monitor.send.email import EmailChannel
from monitor.send.outbox import deliver
from tests.alerts import alert, claim, digest, fell
from tests.mailrules import faults

NOW = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)  # 7 in the morning of the 21st in Seoul
PASSWORD = "correct horse battery staple"


@dataclass
class Post:
    """What the server was given, and what it answers at each stage."""

    mails: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.answers.get("MAIL"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.answers.get("RCPT") or self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if answer := self.answers.get("DATA"):
            return answer
        self.mails.append(envelope)
        return "250 taken"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return self.answers.get("QUIT", "221 Bye")

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    def only_mail(self) -> EmailMessage:
        """The one mail that came, as its reader gets it."""
        (envelope,) = self.mails
        assert isinstance(envelope.content, bytes)
        return email.message_from_bytes(envelope.content, policy=policy.default)


@contextmanager
def serving(post: Post, **options: Any) -> Iterator[int]:
    """Run the server in a thread; give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = Controller(post, hostname="127.0.0.1", port=port, **options)
    server.start()
    try:
        yield port
    finally:
        server.stop()


def channel(port: int, **more: Any) -> EmailChannel:
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "sender": "수치 알림 <monitor@a.example>",
        "timeout": 5.0,
    }
    return EmailChannel(**(values | more))


def message(**more: Any) -> Message:
    made = digest(fell())
    values: dict[str, Any] = {
        "key": "digest-2026-11-21:email:reader@b.example",
        "digest": made.key,
        "channel": "email",
        "recipient": "reader@b.example",
        "subject": render_subject(made),
        "text": render_text(made),
        "html": render_html(made),
        "created": NOW,
    }
    return Message(**(values | more))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def cafile(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


def tls(authority: trustme.CA, host: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(host).configure_cert(context)
    return context


# --- the mail -------------------------------------------------------------------------------------


async def test_a_digest_arrives_as_text_and_html_with_its_korean_subject() -> None:
    post, sent = Post(), message()
    with serving(post) as port:
        await channel(port).send(sent)
    mail = post.only_mail()
    assert mail["Subject"] == "누리챗 월간 이용자 수 121만 → 59만 명 (−51.2 %)"
    assert mail.get_content_type() == "multipart/alternative"
    text, html, picture = leaves(mail)
    assert [part.get_content_type() for part in (text, html, picture)] == [
        "text/plain",
        "text/html",
        "image/png",
    ]
    assert text.get_content().replace("\r\n", "\n") == sent.text
    shown = re.sub(r'src="[^"]*"', "", html.get_content().replace("\r\n", "\n"))
    assert shown.strip() == re.sub(r'src="[^"]*"', "", sent.html).strip()
    assert post.mails[0].rcpt_tos == ["reader@b.example"]
    assert post.mails[0].mail_from == "monitor@a.example"


def leaves(mail: EmailMessage) -> list[EmailMessage]:
    """The parts of a mail that hold something, in their order."""
    return [p for p in mail.walk() if isinstance(p, EmailMessage) and not p.is_multipart()]


def test_pictures_are_attachments_that_the_page_names_and_each_is_there_once() -> None:
    twice = message(html=message().html.replace("</body>", "") + message().html)
    _, html, *pictures = leaves(channel(1).compose(twice))
    (picture,) = pictures
    names = re.findall(r'<img[^>]* src="cid:([^"]+)"', html.get_content())
    assert len(names) == 2
    assert {f"<{name}>" for name in names} == {picture["Content-ID"]}
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content().startswith(b"\x89PNG\r\n")
    assert "data:" not in html.get_content()


def test_a_page_in_a_mail_keeps_to_the_rules_of_mail() -> None:
    _, html, _ = leaves(channel(1).compose(message()))
    assert faults(re.sub(r"cid:([^@]*)@[^\"]*", r"cid:\1", html.get_content())) == []


def test_what_looks_like_a_picture_in_an_article_stays_words() -> None:
    sly = '<img src="data:image/png;base64,AAAA">'
    made = digest(alert(claim(5, quote=f"{sly} 이용자는 5명이다.")))
    _, html = leaves(channel(1).compose(message(html=render_html(made))))
    assert "base64,AAAA" in html.get_content()


async def test_a_mail_is_plain_ascii_in_short_lines_on_the_wire() -> None:
    post = Post()
    with serving(post) as port:
        await channel(port).send(message())
    content = post.mails[0].content
    assert isinstance(content, bytes)
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


async def test_the_same_message_has_the_same_id_and_another_has_another() -> None:
    post = Post()
    with serving(post) as port:
        await channel(port).send(message())
        await channel(port).send(message())
        await channel(port).send(message(key="another"))
    ids = [
        email.message_from_bytes(e.content or b"", policy=policy.default)["Message-ID"]  # type: ignore[arg-type]
        for e in post.mails
    ]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@a.example>")


async def test_digests_of_one_day_and_reader_hang_on_one_thread() -> None:
    a, b = channel(1).compose(message(key="1")), channel(1).compose(message(key="2"))
    later = channel(1).compose(message(key="3", created=NOW.replace(day=21)))
    assert a["References"] == b["References"] != later["References"]
    assert a["In-Reply-To"] == a["References"] != a["Message-ID"]


def test_the_date_is_the_hour_in_seoul() -> None:
    assert channel(1).compose(message())["Date"] == "Sat, 21 Nov 2026 07:00:00 +0900"


def test_the_headers_say_that_a_program_wrote_it_and_how_to_leave() -> None:
    mail = channel(1, unsubscribe="mailto:stop@a.example").compose(message())
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<mailto:stop@a.example>"
    assert mail["List-Unsubscribe-Post"] is None
    assert mail["List-Id"] == "<figure-monitor.a.example>"
    there = "https://a.example/stop?who=1"
    button = channel(1, unsubscribe=there).compose(message())
    assert button["List-Unsubscribe"] == f"<{there}>"
    assert button["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert channel(1).compose(message())["List-Unsubscribe"] is None


def test_a_message_without_html_is_plain_text() -> None:
    mail = channel(1).compose(message(html=""))
    assert mail.get_content_type() == "text/plain"


def test_a_subject_cannot_bring_a_header_with_it() -> None:
    mail = channel(1).compose(message(subject="제목\r\nBcc: all@b.example\n\n본문\u2028x\x00y"))
    again = email.message_from_bytes(bytes(mail), policy=policy.default)
    assert again["Bcc"] is None
    assert again["Subject"] == "제목 Bcc: all@b.example 본문 x y"


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "nobody",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "a@b.example c@d.example",
        "<a@b.example> <c@d.example>",
        "a b@c.example",
        "@b.example",
        "a@",
        "독자@b.example",
        "a@b.example\x00",
        '"x\r\ny"@b.example',
    ],
)
async def test_an_address_that_is_not_exactly_one_is_refused_for_good(recipient: str) -> None:
    post = Post()
    with serving(post) as port, pytest.raises(DeliveryError) as raised:
        await channel(port).send(message(recipient=recipient))
    assert not raised.value.temporary
    assert post.mails == []


async def test_a_korean_domain_goes_out_in_its_ascii_form() -> None:
    post = Post()
    with serving(post) as port:
        await channel(port).send(message(recipient="reader@한국.example"))
    assert post.mails[0].rcpt_tos == ["reader@xn--3e0b707e.example"]


# --- the way there --------------------------------------------------------------------------------


async def test_starttls_with_a_login_over_a_verified_certificate(
    authority: trustme.CA, cafile: Path
) -> None:
    post = Post()
    options = {
        "tls_context": tls(authority),
        "require_starttls": True,
        "auth_required": True,
        "authenticator": post.authenticate,
    }
    with serving(post, **options) as port:
        await channel(
            port, security="starttls", cafile=cafile, username="monitor", password=PASSWORD
        ).send(message())
    assert post.logins == [(b"monitor", PASSWORD.encode())]
    assert len(post.mails) == 1


async def test_tls_from_the_first_byte(authority: trustme.CA, cafile: Path) -> None:
    post = Post()
    with serving(post, ssl_context=tls(authority)) as port:
        await channel(port, security="tls", cafile=cafile).send(message())
    assert len(post.mails) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_of_nobody_we_trust_is_refused(
    authority: trustme.CA, security: str
) -> None:
    post = Post()
    name = "tls_context" if security == "starttls" else "ssl_context"
    with serving(post, **{name: tls(authority)}) as port, pytest.raises(DeliveryError) as raised:
        await channel(port, security=security).send(message())
    assert not raised.value.temporary
    assert "인증서" in raised.value.why
    assert post.mails == []


async def test_a_certificate_for_another_host_is_refused(
    authority: trustme.CA, cafile: Path
) -> None:
    post = Post()
    with (
        serving(post, tls_context=tls(authority, "mail.b.example")) as port,
        pytest.raises(DeliveryError, match="인증서"),
    ):
        await channel(port, security="starttls", cafile=cafile).send(message())
    assert post.mails == []


async def test_no_mail_goes_out_in_the_clear_where_starttls_was_asked_for() -> None:
    post = Post()
    with serving(post) as port, pytest.raises(DeliveryError) as raised:
        await channel(port, security="starttls").send(message())
    assert not raised.value.temporary
    assert "security" in raised.value.why
    assert post.mails == []


async def test_a_refused_login_is_an_error_for_good_and_tells_no_password(
    authority: trustme.CA, cafile: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post = Post()
    options = {
        "tls_context": tls(authority),
        "auth_required": True,
        "authenticator": post.authenticate,
    }
    wrong = "wrong-" + PASSWORD
    with serving(post, **options) as port:
        there = channel(
            port, security="starttls", cafile=cafile, username="monitor", password=wrong
        )
        (receipt,) = await deliver([message()], [there], now=NOW)
    assert not receipt.temporary
    assert "로그인" in (receipt.error or "")
    assert wrong not in f"{receipt} {there!r} {caplog.text}"


def test_a_server_that_repeats_the_password_does_not_bring_it_into_an_error() -> None:
    there = channel(1, username="monitor", password=PASSWORD)
    assert PASSWORD not in there._reply(f"535 not {PASSWORD}")
    coded = "AG1vbml0b3IAY29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ=="
    assert coded not in there._reply(f"535 got AUTH PLAIN {coded}")


def test_a_password_is_not_sent_unencrypted_to_another_machine() -> None:
    with pytest.raises(ConfigError, match=r"email\.security"):
        channel(25, host="mail.b.example", username="monitor", password=PASSWORD)


def test_every_fault_of_the_settings_is_told_at_once() -> None:
    with pytest.raises(ConfigError) as raised:
        channel(25, sender="nobody", unsubscribe="http://x\r\ny")
    assert [fault.split(":")[0] for fault in raised.value.faults] == [
        "email.sender",
        "email.unsubscribe",
    ]


# --- what servers answer --------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "temporary"), [("451 try later", True), ("550 not here", False)]
)
async def test_4xx_passes_and_5xx_does_not_at_every_stage(
    stage: str, answer: str, temporary: bool
) -> None:
    post = Post(answers={stage: answer})
    with serving(post) as port, pytest.raises(DeliveryError, match=answer) as raised:
        await channel(port).send(message())
    assert raised.value.temporary is temporary
    assert not raised.value.unsure
    assert post.mails == []


async def test_a_refused_reader_does_not_stop_the_others() -> None:
    post = Post(answers={"gone@b.example": "550 no such user"})
    messages = [message(key=name, recipient=f"{name}@b.example") for name in ("one", "gone", "two")]
    with serving(post) as port:
        receipts = await deliver(messages, [channel(port)], now=NOW)
    assert [bool(r.delivered) for r in receipts] == [True, False, True]
    assert [e.rcpt_tos for e in post.mails] == [["one@b.example"], ["two@b.example"]]


async def test_what_the_server_has_taken_is_delivered_whatever_it_says_at_parting() -> None:
    post = Post(answers={"QUIT": "421 going down"})
    with serving(post) as port:
        await channel(port).send(message())
    assert len(post.mails) == 1


async def test_a_server_that_is_not_there_may_come_back() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(DeliveryError) as raised:
            await channel(port).send(message())
    assert raised.value.temporary
    assert not raised.value.unsure


async def test_a_server_that_drops_the_line_may_do_better_next_time() -> None:
    async def drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(drop, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(DeliveryError) as raised:
            await channel(port).send(message())
    assert raised.value.temporary


async def test_a_server_that_drops_the_line_behind_a_mail_is_tried_again_with_the_same_id() -> None:
    taken: list[bytes] = []

    async def take_and_drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        for answer in (b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"):
            await reader.readline()
            writer.write(answer)
        taken.append(await reader.readuntil(b"\r\n.\r\n"))
        writer.close()

    server = await asyncio.start_server(take_and_drop, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        for _ in range(2):
            with pytest.raises(DeliveryError) as raised:
                await channel(port).send(message())
            assert raised.value.temporary
            assert raised.value.unsure
    ids = {email.message_from_bytes(mail, policy=policy.default)["Message-ID"] for mail in taken}
    assert len(taken) == 2
    assert len(ids) == 1


async def test_a_server_that_says_nothing_is_not_waited_for_long() -> None:
    done = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await done.wait()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(DeliveryError) as raised:
            await channel(port, timeout=0.2).send(message())
        done.set()
    assert raised.value.temporary
    assert not raised.value.unsure, "it has not even said that it is there"


async def test_a_server_that_speaks_no_smtp_is_told_in_one_line() -> None:
    async def chatter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(chatter, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(DeliveryError) as raised:
            await channel(port).send(message())
    assert "\n" not in str(raised.value)


async def test_tls_spoken_to_a_plain_port_says_what_to_look_at() -> None:
    with serving(Post()) as port, pytest.raises(DeliveryError, match="security"):
        await channel(port, security="tls").send(message())


async def test_a_check_logs_in_and_sends_nothing() -> None:
    post = Post()
    with serving(post) as port:
        await channel(port).check()
    assert post.mails == []


def test_a_channel_shows_no_password() -> None:
    there = channel(25, username="monitor", password=PASSWORD)
    assert PASSWORD not in repr(there)
    assert PASSWORD not in repr(replace(there, port=26))


def test_the_settings_reach_the_channel(tmp_path: Path) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text(
        '[email]\nhost = "mail.a.example"\nsender = "monitor@a.example"\n'
        'recipients = ["reader@b.example"]\nca_file = "company.pem"\n'
        'unsubscribe = "https://a.example/stop"\n',
        "utf-8",
    )
    (there,) = (c for c in open_channels(load_config(file)) if isinstance(c, EmailChannel))
    assert there.cafile == tmp_path / "company.pem"
    assert there.unsubscribe == "https://a.example/stop"


def test_a_flood_with_pictures_stays_under_what_gmail_shows() -> None:
    flood = [fell(1_000_000 + n * 10_000, 900_000, topic=f"주제 {n % 7}") for n in range(150)]
    made = digest(*flood)
    mail = channel(1, sender=f"monitor@{'long' * 12}.example").compose(
        message(html=render_html(made), text=render_text(made), subject=render_subject(made))
    )
    text, html, *pictures = leaves(mail)
    shown = html.get_content()
    assert 80_000 < len(shown.encode()) < 102 * 1024
    assert set(re.findall(r'src="cid:([^"]+)"', shown)) <= {p["Content-ID"][1:-1] for p in pictures}
    assert 0 < len(pictures) <= MOST_PICTURES
    assert len(bytes(mail)) < 1_000_000
    left = re.search(r"줄인 항목 (\d+)건", shown)
    assert left
    assert shown.count('class="values"') + int(left[1]) == len(made.alerts)
    assert "줄인 항목" not in text.get_content()
