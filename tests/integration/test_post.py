"""A webhook's address is checked where the connection is made: send/post.py, with real servers."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest
import trustme

from monitor.addresses import Allowed
from monitor.send.post import (
    LONGEST_ANSWER,
    Answer,
    RefusedAddressError,
    UnsentError,
    check,
    post,
)

HERE = Allowed.parse(["127.0.0.1"])
PUBLIC = "93.184.215.14"


class Server:
    """Answers every connection with the same bytes and keeps what it was sent."""

    def __init__(self, *pieces: bytes, tls: ssl.SSLContext | None = None) -> None:
        self.pieces, self.tls = pieces, tls
        self.heard: list[bytes] = []
        self.ended = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def run(self) -> None:
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            with peer, suppress(OSError):
                if self.tls is None:
                    self.answer(peer)
                    continue
                with self.tls.wrap_socket(peer, server_side=True) as secure:
                    self.answer(secure)

    def answer(self, peer: socket.socket) -> None:
        heard = b""
        while b"\r\n\r\n" not in heard:
            heard += peer.recv(65536)
        head, _, body = heard.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < size:
            body += peer.recv(65536)
        self.heard.append(head + b"\r\n\r\n" + body)
        for piece in self.pieces:
            peer.sendall(piece)
        if not self.pieces:  # never a whole line, and never the end of it
            while not self.ended.wait(0.02):
                peer.sendall(b"H")


@contextmanager
def serving(*pieces: bytes, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(*pieces, tls=tls)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.socket.shutdown(socket.SHUT_RDWR)
        server.socket.close()
        thread.join()


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Said: yes\r\n\r\nok"


def send(url: str, allowed: Allowed = HERE, **more: object) -> Answer:
    values: dict[str, object] = {"headers": {"X-A": "b"}, "timeout": 5.0, "allowed": allowed}
    return post(url, b"{}", **(values | more))  # type: ignore[arg-type]


def test_a_post_arrives_with_its_headers_and_brings_the_answer() -> None:
    with serving(OK) as server:
        answer = send(f"http://127.0.0.1:{server.port}/hook/x?y=1")
    assert answer == Answer(200, {"content-length": "2", "x-said": "yes"}, b"ok")
    (heard,) = server.heard
    assert heard.startswith(b"POST /hook/x?y=1 HTTP/1.1\r\n")
    assert heard.endswith(b"\r\n\r\n{}")
    assert b"X-A: b\r\n" in heard


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "localhost",
        "LOCALHOST.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "metadata.internal",
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_address_inside_is_refused_and_nothing_is_connected(scheme: str, host: str) -> None:
    with serving(OK) as server, pytest.raises(RefusedAddressError):
        send(f"{scheme}://{host}:{server.port}/secret", Allowed())
    assert server.heard == []


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "https://", "//a/b"])
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(RefusedAddressError):
        send(url)


def test_a_port_of_another_service_is_refused() -> None:
    with pytest.raises(RefusedAddressError, match="6379"):
        send("http://hooks.example:6379/", Allowed())


@pytest.mark.parametrize("answers", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::1", PUBLIC]])
def test_a_name_is_refused_where_any_of_its_addresses_is_inside(answers: list[str]) -> None:
    with serving(OK) as server:
        url = f"http://hooks.example:{server.port}/secret"
        with pytest.raises(RefusedAddressError, match=r"hooks\.example"):
            send(url, Allowed(), resolve=lambda *_: answers)
    with pytest.raises(RefusedAddressError):
        check("https://hooks.example/", Allowed(), resolve=lambda *_: answers)
    assert server.heard == []


def test_what_was_checked_is_dialled_though_the_name_says_another_thing_a_moment_later() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with serving(OK) as server:
        answer = send(f"http://hooks.example:{server.port}/", resolve=resolve)
    assert answer.status == 200
    assert asked == ["hooks.example"]
    assert b"Host: hooks.example" in server.heard[0]


def test_a_name_that_settings_allow_may_stand_inside() -> None:
    with serving(OK) as server:
        allowed = Allowed.parse([f"chat.lan:{server.port}"])
        answer = send(f"http://chat.lan:{server.port}/", allowed, resolve=lambda *_: ["127.0.0.1"])
    assert answer.status == 200


def test_an_address_that_does_not_answer_gives_way_to_the_next_one() -> None:
    with serving(OK) as server:
        allowed = Allowed.parse(["127.0.0.0/8"])
        url = f"http://hooks.example:{server.port}/"
        answer = send(url, allowed, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert answer.status == 200


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
    with serving(head) as server:
        answer = send(f"http://127.0.0.1:{server.port}/")
    assert answer.status == 302
    assert len(server.heard) == 1


def test_a_proxy_of_the_environment_does_not_go_round_the_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(OK) as server, serving(OK) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        send(f"http://127.0.0.1:{server.port}/")
    assert proxy.heard == []


def test_the_time_is_that_of_the_whole_exchange_however_slowly_it_drips() -> None:
    with serving() as server, pytest.raises(TimeoutError):
        send(f"http://127.0.0.1:{server.port}/", timeout=0.3)


def test_an_endless_answer_is_cut_off() -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    with serving(head, b"a" * 4 * LONGEST_ANSWER) as server:
        answer = send(f"http://127.0.0.1:{server.port}/")
    assert answer.body == b"a" * LONGEST_ANSWER


def test_a_certificate_of_nobody_known_is_refused_and_one_of_a_known_authority_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("hooks.example").configure_cert(tls)
    with serving(OK, tls=tls) as server:
        url = f"https://hooks.example:{server.port}/"

        def ask() -> Answer:
            return send(url, resolve=lambda *_: ["127.0.0.1"])

        with pytest.raises(UnsentError, match="CERTIFICATE_VERIFY_FAILED"):
            ask()
        known = tmp_path_factory.mktemp("tls") / "ca.pem"
        authority.cert_pem.write_to_path(str(known))
        monkeypatch.setenv("SSL_CERT_FILE", str(known))
        assert ask().status == 200
