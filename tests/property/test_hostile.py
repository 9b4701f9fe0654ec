"""Whatever an address, a list or an answer says, only the documented errors come of it."""

from __future__ import annotations

import gzip
import json
import zlib

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.addresses import Allowed, is_literal, is_public, why_refused
from monitor.collect.feeds import parse_feed
from monitor.collect.http import Http
from monitor.collect.urls import canonical_url
from monitor.errors import FeedError, FetchError
from tests.fakes import Pieces, mock_wire

NUMBERS = st.sampled_from(["0", "1", "127", "0177", "0x7f", "2130706433", "255", "256", "１２７"])
HOSTS = st.one_of(
    st.lists(NUMBERS, min_size=1, max_size=5).map(".".join),
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(lambda ip: f"[{ip}]"),
    st.ip_addresses(v=4).map(lambda ip: f"[::ffff:{ip}]"),
    st.text(alphabet="abx09.-_[]:%@。한", max_size=20),
)
OPEN = Allowed()


@settings(max_examples=200, deadline=None)
@given(HOSTS, st.one_of(st.just(""), st.integers(-1, 70_000).map(lambda n: f":{n}")))
def test_an_address_is_none_or_one_that_the_http_library_reads_alike(host: str, port: str) -> None:
    try:
        url = canonical_url(f"http://{host}{port}/a")
    except ValueError:
        return
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return  # refused before anything is asked
    why = why_refused(parts.host, parts.port, parts.scheme, OPEN)
    if is_literal(parts.host) and not is_public(parts.host):
        assert why


@settings(max_examples=100, deadline=None)
@given(st.ip_addresses(v=4))
def test_an_address_that_is_hidden_in_another_is_no_more_public_than_by_itself(
    inner: object,
) -> None:
    number = int(inner)  # type: ignore[call-overload]
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    assert not is_public(f"::ffff:{high}:{low}")
    for form in ("2002:{}:{}::", "64:ff9b::{}:{}", "2a00:1450::5efe:{}:{}"):
        if is_public(form.format(high, low)):
            assert is_public(str(inner))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_an_entry_of_an_allow_list_or_a_clear_mistake(entry: str) -> None:
    assert is_public(entry) in (True, False)
    try:
        Allowed.parse([entry])
    except ValueError:
        return  # the one error of this gate


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["url", "id", "title", "authors", "name", "content_html", "tags"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON, JSON)
def test_any_json_that_calls_itself_a_feed_is_read_or_refused(items: object, title: object) -> None:
    data = {"version": "https://jsonfeed.org/version/1", "items": items, "title": title}
    try:
        feed = parse_feed(json.dumps(data).encode(), url="https://a.example/feed.json")
    except FeedError:
        return
    assert all(entry.url.startswith("http") for entry in feed.entries)


BODIES = st.one_of(
    st.binary(max_size=300).map(lambda b: b + b"<rss/>" * 50),
    st.binary(max_size=60),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    BODIES,
    st.sampled_from([gzip.compress, zlib.compress, bytes]),
    st.sampled_from(["gzip", "deflate", "br", "gzip, gzip", "identity", "x"]),
    st.integers(1, 64),
    st.integers(0, 400),
)
async def test_a_packed_answer_is_unpacked_whole_or_refused(
    body: bytes, pack: object, said: str, size: int, cut: int
) -> None:
    packed: bytes = pack(body)[: cut or None]  # type: ignore[operator]
    pieces = [packed[i : i + size] for i in range(0, len(packed), size)]

    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-encoding": said}, stream=Pieces(pieces))

    http = Http(user_agent="t", host_delay=0.0, wire=mock_wire(answer), max_bytes=800)
    async with http:
        try:
            got = (await http.get("https://a.example/")).body
        except FetchError:
            return
    assert got in (body, packed)
