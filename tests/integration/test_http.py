"""Http: polite and careful, behind the wire and against servers on this machine."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from typing_extensions import override

from monitor.addresses import is_public
from monitor.collect.http import MAX_REFUSAL, Http, Manner
from monitor.errors import FetchError, PausedError
from monitor.words import reword
from tests.fakes import NewsSite

PAGE = "https://hanbit.example/news/1"


@pytest.fixture
def site() -> NewsSite:
    return NewsSite()


async def failing(site: NewsSite, url: str = PAGE, **settings: object) -> FetchError:
    async with site.http(**settings) as http:
        with pytest.raises(FetchError) as caught:
            await http.get(url)
    assert "\n" not in str(caught.value)
    assert reword(caught.value.why, "en") != caught.value.why  # known in both languages
    return caught.value


async def test_an_answer_comes_with_what_the_next_request_needs(site: NewsSite) -> None:
    site.put(
        PAGE,
        "본문",
        etag='"v1"',
        last_modified="Sat, 21 Nov 2026 05:00:00 GMT",
        content_type="text/html; charset=utf-8",
        cache_control="public, max-age=600",
    )
    async with site.http() as http:
        first = await http.get(PAGE)
        second = await http.get(PAGE, etag=first.etag, last_modified=first.last_modified)
    assert (first.body.decode(), first.status, first.max_age) == ("본문", 200, 600.0)
    assert (second.not_modified, second.body, second.status) == (True, b"", 304)
    assert site.requests[1].headers["if-modified-since"] == "Sat, 21 Nov 2026 05:00:00 GMT"


async def test_a_request_says_honestly_who_asks_and_what_for(site: NewsSite) -> None:
    site.put(PAGE, "x")
    async with site.http() as http:
        await http.get(PAGE)
    headers = site.requests[0].headers
    assert headers["user-agent"].startswith("figure-monitor/")
    assert headers["accept"].startswith("text/html")  # some servers answer 406 without one
    assert "cookie" not in headers


@pytest.mark.parametrize(
    ("status", "temporary"),
    [
        (400, False),
        (401, False),
        (403, False),
        (404, False),
        (406, False),
        (410, False),
        (408, True),
        (425, True),
        (429, True),
        (451, False),
        (500, True),
        (502, True),
        (503, True),
        (504, True),
        (522, True),
    ],
)
async def test_a_refusal_says_whether_to_try_again(
    site: NewsSite, status: int, temporary: bool
) -> None:
    site.put(PAGE, "sorry", status=status)
    error = await failing(site)
    assert (error.status, error.temporary) == (status, temporary)
    assert str(status) in error.why


async def test_a_redirect_is_followed_and_a_permanent_one_noted(site: NewsSite) -> None:
    site.put(PAGE, status=301, location="/news/2?utm_source=x")
    site.put("https://hanbit.example/news/2", status=308, location="https://www.hanbit.example/2")
    site.put("https://www.hanbit.example/2", "here")
    async with site.http() as http:
        answer = await http.get(PAGE)
    assert (answer.url, answer.final_url) == (PAGE, "https://www.hanbit.example/2")
    assert answer.moved_permanently_to == "https://www.hanbit.example/2"


async def test_a_temporary_redirect_is_no_move(site: NewsSite) -> None:
    site.put(PAGE, status=302, location="/b")
    site.put("https://hanbit.example/b", status=301, location="/c")
    site.put("https://hanbit.example/c", "here")
    async with site.http() as http:
        assert (await http.get(PAGE)).moved_permanently_to is None


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://hanbit.example/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost/",
        "http://2130706433/",
        "http://hanbit.example:25/",
        "http://0x7f.1/",
        "http://a.internal/",
    ],
)
async def test_a_redirect_leads_nowhere_that_a_link_may_not(site: NewsSite, target: str) -> None:
    site.put(PAGE, status=302, location=target)
    error = await failing(site)
    assert not error.temporary
    assert site.asked == [PAGE]


async def test_redirects_in_a_circle_end(site: NewsSite) -> None:
    site.put(PAGE, status=302, location="/b")
    site.put("https://hanbit.example/b", status=302, location="/news/1")
    assert (await failing(site)).temporary
    for step in range(20):
        site.put(f"https://hanbit.example/{step}", status=302, location=f"/{step + 1}")
    await failing(site, "https://hanbit.example/0")
    assert len(site.requests) < 12


async def test_a_redirect_needs_an_address(site: NewsSite) -> None:
    site.put(PAGE, status=302)
    await failing(site)


async def test_a_packed_answer_is_unpacked(site: NewsSite) -> None:
    text = "기사 본문 " * 1000
    plain = zlib.compress(text.encode())
    for name, body in [
        ("gzip", gzip.compress(text.encode())),
        ("x-gzip", gzip.compress(text.encode())),
        ("deflate", plain),
        ("deflate", plain[2:-4]),  # without its header, as some servers send it
        ("identity", text.encode()),
    ]:
        pieces = [body[i : i + 100] for i in range(0, len(body), 100)]
        site.put(PAGE, pieces, content_encoding=name)
        async with site.http() as http:
            assert (await http.get(PAGE)).body.decode() == text, name


async def test_a_bomb_is_counted_unpacked_and_stops_the_transfer(site: NewsSite) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    answer = site.put(PAGE, [bomb[i : i + 1000] for i in range(0, len(bomb), 1000)])
    answer.headers = {"content-encoding": "gzip"}
    await failing(site, max_bytes=1_000_000)
    assert answer.stream is not None
    assert answer.stream.sent < 3000


async def test_a_body_without_end_stops_at_the_cap(site: NewsSite) -> None:
    answer = site.put(PAGE, [b"<item>" * 1000] * 10_000)
    error = await failing(site, max_bytes=100_000)
    assert not error.temporary
    assert answer.stream is not None
    assert answer.stream.sent <= 106_000


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("br", b"\x8b\x00"), ("gzip, gzip", b""), ("gzip", b"not gzip"), ("gzip", b"")],
)
async def test_what_cannot_be_unpacked_is_a_clear_failure(
    site: NewsSite, encoding: str, body: bytes
) -> None:
    site.put(PAGE, body, content_encoding=encoding)
    await failing(site)


async def test_headers_of_absurd_size_are_refused(site: NewsSite) -> None:
    site.put(PAGE, "x", x_filler="a" * 100_000)
    assert (await failing(site)).temporary


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection"),
        httpx.ReadError("reset"),
        OSError("network unreachable"),
    ],
)
async def test_what_the_network_does_is_worth_another_try(site: NewsSite, error: Exception) -> None:
    site.put(PAGE, error=error)
    assert (await failing(site)).temporary


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/feed.xml",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://[::1]/",
        "http://100.64.0.1/",
        "http://169.254.169.254/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://1.2.3/",
        "http://localhost:8000/",
        "http://printer.local/",
        "http://hanbit.example:6379/",
    ],
)
async def test_addresses_off_the_public_network_are_not_asked(site: NewsSite, url: str) -> None:
    error = await failing(site, url)
    assert not error.temporary
    assert site.asked == []


async def test_an_operator_may_allow_his_own_network(site: NewsSite) -> None:
    site.put("http://127.0.0.1:8800/feed.xml", "x")
    async with site.http(allow_private=True) as http:
        assert (await http.get("http://127.0.0.1:8800/feed.xml")).body == b"x"


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "nonsense", "http://u:p@hanbit.example"]
)
async def test_what_is_no_address_is_not_asked(site: NewsSite, url: str) -> None:
    assert not (await failing(site, url)).temporary


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("::7f00:1", False),
        ("", False),
        ("100.127.0.1", False),
        ("198.18.0.1", False),
        ("fe80::1%eth0", False),
        ("x", False),
    ],
)
def test_hidden_addresses_are_seen(address: str, public: bool) -> None:
    assert is_public(address) is public


# --- politeness ----------------------------------------------------------------------------------


class Waits:
    """A clock that moves when somebody waits by it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waited: list[float] = []

    def clock(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.waited.append(round(seconds, 3))
        await asyncio.sleep(0)

    def settings(self, **more: object) -> dict[str, object]:
        return {"clock": self.clock, "pause": self.pause, **more}


async def test_requests_to_one_host_are_spaced_and_other_hosts_do_not_wait(site: NewsSite) -> None:
    waits = Waits()
    for n in range(4):
        site.put(f"https://hanbit.example/{n}", "x")
        site.put(f"https://h{n}.example/", "x")
    async with site.http(**waits.settings(host_delay=2.0)) as http:
        for n in range(4):
            await http.get(f"https://hanbit.example/{n}")
            await http.get(f"https://h{n}.example/")
    assert waits.waited == [2.0, 4.0, 6.0]


async def test_no_more_than_two_requests_at_once_go_to_a_host(site: NewsSite) -> None:
    for n in range(8):
        site.put(f"https://hanbit.example/{n}", "x")
    async with site.http() as http:
        await asyncio.gather(*(http.get(f"https://hanbit.example/{n}") for n in range(8)))
    assert len(site.requests) == 8
    assert site.most_at_once == 2


async def test_many_hosts_at_once_wait_for_a_seat(site: NewsSite) -> None:
    for n in range(30):
        site.put(f"https://h{n}.example/", "x")
    async with site.http(at_once=5) as http:
        await asyncio.gather(*(http.get(f"https://h{n}.example/") for n in range(30)))
    assert site.most_at_once == 5


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_asks_for_a_pause_gets_it_and_others_go_on(
    site: NewsSite, status: int
) -> None:
    waits = Waits()
    site.put(PAGE, status=status, retry_after="120")
    site.put("https://hanbit.example/2", "x")
    site.put("https://saebyeok.example/", "x")
    async with site.http(**waits.settings()) as http:
        with pytest.raises(FetchError) as first:
            await http.get(PAGE)
        with pytest.raises(FetchError) as second:
            await http.get("https://hanbit.example/2")
        await http.get("https://saebyeok.example/")
        waits.now += 121
        await http.get("https://hanbit.example/2")
    assert first.value.retry_after == 120.0
    assert second.value.retry_after == pytest.approx(120.0)
    assert second.value.temporary
    assert site.asked == [PAGE, "https://saebyeok.example/", "https://hanbit.example/2"]


async def test_a_pause_may_be_said_as_a_date_and_is_believed_for_a_day_at_most(
    site: NewsSite,
) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    site.put(PAGE, status=503, retry_after=format_datetime(soon, usegmt=True))
    asked = (await failing(site)).retry_after
    assert asked is not None
    assert 3500 < asked <= 3600
    site.put(PAGE, status=503, retry_after="99999999")
    assert (await failing(site)).retry_after == 24 * 3600
    for nonsense in ("soon", "-5", "1e9", ""):
        site.put(PAGE, status=503, retry_after=nonsense)
        assert (await failing(site)).retry_after is None


class Moving(Waits):
    """A clock that moves by what is waited for."""

    @override
    async def pause(self, seconds: float) -> None:
        await super().pause(seconds)
        self.now += seconds


async def test_who_waited_for_a_seat_keeps_its_distance_all_the_same(site: NewsSite) -> None:
    waits = Moving()
    for n in range(6):
        site.put(f"https://hanbit.example/{n}", "x")

    async with site.http(**waits.settings(host_delay=2.0, at_once=1)) as http:
        await asyncio.gather(*(http.get(f"https://hanbit.example/{n}") for n in range(6)))
    # Six requests cannot begin in less than five pauses.
    assert waits.now - 1000.0 >= 10.0


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_refuses_without_saying_for_how_long_is_left_alone_longer_each_time(
    site: NewsSite, status: int
) -> None:
    waits = Waits()
    site.put(PAGE, status=status)
    async with site.http(**waits.settings()) as http:
        pauses = []
        for _ in range(9):
            with pytest.raises(FetchError):
                await http.get(PAGE)
            with pytest.raises(PausedError) as caught:
                await http.get("https://hanbit.example/2")
            assert caught.value.retry_after is not None
            pauses.append(caught.value.retry_after)
            waits.now += pauses[-1]
        assert pauses[:3] == [60.0, 120.0, 240.0]
        assert max(pauses) == 3600.0
        site.put(PAGE, "x")
        await http.get(PAGE)
        site.put(PAGE, status=status)
        with pytest.raises(FetchError):
            await http.get(PAGE)
        waits.now += 61.0
        site.put(PAGE, "x")
        await http.get(PAGE)  # one answer, and it is the first refusal again


async def test_a_pause_from_before_this_process_is_kept(site: NewsSite) -> None:
    waits = Waits()
    site.put(PAGE, "x")
    async with site.http(**waits.settings()) as http:
        http.hold(PAGE, 100.0)
        with pytest.raises(PausedError):
            await http.get(PAGE)
        waits.now += 101.0
        await http.get(PAGE)
    assert site.asked == [PAGE]


async def test_hosts_that_nobody_waits_for_are_forgotten(
    site: NewsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.collect.http._MOST_HOSTS", 10)
    waits = Waits()
    async with site.http(**waits.settings()) as http:
        http.hold("https://held.example/", 3600.0)
        for n in range(100):
            waits.now += 1.0
            with pytest.raises(FetchError):
                await http.get(f"https://h{n}.example/")
        with pytest.raises(PausedError):
            await http.get("https://held.example/")
        assert len(http._hosts) <= 11


async def test_what_the_server_wishes_is_read_by_its_own_clock(site: NewsSite) -> None:
    answer = site.put(PAGE, "x")
    answer.headers = {
        "date": "Sat, 21 Nov 2020 06:00:00 GMT",  # a server six years behind
        "expires": "Sat, 21 Nov 2020 07:00:00 GMT",
        "retry-after": "Sat, 21 Nov 2020 06:10:00 GMT",
    }
    async with site.http() as http:
        found = await http.get(PAGE)
    assert (found.expires, found.retry_after, found.max_age) == (3600.0, 600.0, None)


@pytest.mark.parametrize(
    ("host", "gets_it"),
    [
        ("rss.hanbit.example", True),
        ("hanbit.example", True),
        ("www.hanbit.example", True),
        ("m.hanbit.example", True),
        ("hanbit.example.evil.example", False),
        ("evilhanbit.example", False),
        ("example", False),
        ("other.example", False),
    ],
)
async def test_a_publishers_own_headers_go_to_its_own_site_only(
    site: NewsSite, host: str, gets_it: bool
) -> None:
    manner = Manner(home="rss.hanbit.example", user_agent="x/1", headers=(("X-Key", "geheim"),))
    site.put(f"https://{host}/", "x")
    async with site.http() as http:
        await http.get(f"https://{host}/", manner=manner)
    assert site.requests[0].headers["user-agent"] == "x/1"
    assert ("x-key" in site.requests[0].headers) is gets_it


# --- real sockets --------------------------------------------------------------------------------

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(answer: Serve) -> AsyncIterator[str]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


def real(**settings: object) -> Http:
    values: dict[str, object] = {"user_agent": "test", "host_delay": 0.0, "allow_private": True}
    return Http(**{**values, **settings})  # type: ignore[arg-type]


async def real_failure(url: str, **settings: object) -> FetchError:
    async with real(**settings) as http:
        with pytest.raises(FetchError) as caught:
            await http.get(url)
    return caught.value


async def test_a_real_server_is_read() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: "a"\r\n\r\nhello')
        await writer.drain()

    async with served(answer) as url, real() as http:
        response = await http.get(url)
    assert (response.body, response.etag) == (b"hello", '"a"')


async def test_a_body_that_drips_for_ever_ends_with_the_deadline() -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with served(drip) as url:
        error = await real_failure(url, timeout=0.15)
    assert error.temporary
    assert "0.15" in error.why


async def test_headers_that_never_end_are_refused() -> None:
    async def flood(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for _n in range(2000):
            writer.write(b"X-Filler: " + b"a" * 1000 + b"\r\n")
            await writer.drain()

    async with served(flood) as url:
        assert (await real_failure(url, timeout=5.0)).temporary


@pytest.mark.parametrize("answer", [b"", b"not http at all\r\n\r\n", b"HTTP/1.1 200 OK\r\nCont"])
async def test_what_is_not_http_is_a_clear_failure(answer: bytes) -> None:
    async def say(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    async with served(say) as url:
        assert (await real_failure(url, timeout=5.0)).temporary


async def test_a_body_cut_short_is_not_taken_for_the_whole() -> None:
    async def cut(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>")
        await writer.drain()

    async with served(cut) as url:
        assert (await real_failure(url)).temporary


async def test_a_refused_connection_and_an_unknown_name_are_told_apart() -> None:
    async def nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await writer.drain()

    async with served(nothing) as url:
        pass
    refused = await real_failure(url)
    unknown = await real_failure("http://no-such-host.invalid/")
    assert refused.why == "서버에 연결할 수 없음"
    assert unknown.why == "호스트 이름을 찾을 수 없음"
    assert refused.temporary
    assert unknown.temporary


async def test_a_name_that_resolves_to_this_machine_is_refused_at_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached = False

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal reached
        reached = True
        await writer.drain()

    async with served(answer) as url:
        port = int(url.rstrip("/").rpartition(":")[2])
        loop = asyncio.get_running_loop()
        genuine = loop.getaddrinfo

        async def rebound(host: str, *args: object, **kwargs: object) -> object:
            name = "127.0.0.1" if host == "news.example" else host
            return await genuine(name, *args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(loop, "getaddrinfo", rebound)
        error = await real_failure(f"http://news.example:{port}/", allow_private=False)
    assert "news.example" in error.why
    assert not error.temporary
    assert not reached


async def test_a_secret_is_not_bared_where_a_redirect_leads_from_https_to_http(
    site: NewsSite,
) -> None:
    site.put("https://api.example/a", status=302, location="http://api.example/b")
    site.put("http://api.example/b", "x")
    manner = Manner(home="api.example", user_agent="x/1", headers=(("X-Key", "geheim"),))
    async with site.http() as http:
        await http.get("https://api.example/a", manner=manner)
    first, second = site.requests
    assert first.headers["x-key"] == "geheim"
    assert "x-key" not in second.headers
    assert second.headers["user-agent"] == "x/1"


async def test_a_service_s_reason_is_read_from_its_refusal_and_the_longer_pause_kept(
    site: NewsSite,
) -> None:
    heard: list[tuple[int, bytes]] = []

    def read(status: int, body: bytes) -> tuple[str, float | None] | None:
        heard.append((status, body))
        return ("used up", 500.0) if status == 429 else None

    packed = gzip.compress(b"x" * 100_000)
    site.put(PAGE, packed, status=429, retry_after="20", content_encoding="gzip")
    site.put(f"{PAGE}/2", b"broken", status=400, content_encoding="gzip")
    async with site.http() as http:
        with pytest.raises(FetchError, match="used up") as caught:
            await http.get(PAGE, read_refusal=read)
        assert caught.value.retry_after == 500.0
        with pytest.raises(PausedError):
            await http.get(PAGE)
    async with site.http() as http:
        with pytest.raises(FetchError, match="HTTP 400"):
            await http.get(f"{PAGE}/2", read_refusal=read)
    assert heard == [(429, b"x" * MAX_REFUSAL), (400, b"")]
