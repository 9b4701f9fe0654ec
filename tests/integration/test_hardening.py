"""What hostile documents meet: a reader that can be stopped, a second try, an end; and gates."""

from __future__ import annotations

import gzip
import os
import signal
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from monitor.addresses import Allowed, is_literal
from monitor.config import load_config
from monitor.cores import Cores
from monitor.errors import ConfigError, FetchError
from monitor.model import Feed, Url
from monitor.pipeline import Pipeline, open_http
from monitor.store.database import Store
from monitor.store.entries import EntryFailure, load_entry_failures
from monitor.store.feeds import save_feed
from tests.fakes import FixedClock, NewsSite, mock_wire
from tests.faults.faults import item, page, rss

FEED = Url("https://hanbit.example/rss.xml")
PAGE = Url("https://hanbit.example/1")


async def _stop_reader(cores: Cores) -> None:
    """Let the process that reads next say nothing any more."""
    pid = await cores.runner("warm", outside=True)(os.getpid)
    os.kill(pid, signal.SIGSTOP)
    cores.seconds = 0.2


def _failure(store: Store) -> EntryFailure:
    with store.begin(write=False) as tx:
        (failure,) = load_entry_failures(tx, limit=10)
    return failure


async def test_a_page_that_hangs_its_reader_is_marked_tried_once_more_and_given_up(
    store: Store, tmp_path: Path
) -> None:
    file, site, clock = tmp_path / "monitor.toml", NewsSite(), FixedClock()
    file.write_text('data = "data"\n', "utf-8")
    site.put(FEED, rss(item(1)))
    site.put(PAGE, page("가"), content_type="text/html")
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
    cores = Cores(1, isolate=True)
    try:
        async with site.http(clock=lambda: clock().timestamp()) as http:
            steps = Pipeline(
                load_config(file), store, http, clock=clock, lang="ko", cores=cores, channels=()
            )
            await steps.poll(FEED)
            await _stop_reader(cores)
            await steps.fetch(PAGE)
            first = _failure(store)
            assert first.error == "0.2초 안에 다 읽지 못해 그만둠"
            assert first.retry_at is not None
            assert steps.waiting_entries(10) == []
            clock.now = first.retry_at + timedelta(seconds=1)
            assert list(steps.waiting_entries(10)) == [PAGE]
            cores.seconds = 60.0
            await _stop_reader(cores)
            await steps.fetch(PAGE)
            assert _failure(store).retry_at is None
            assert steps.waiting_entries(10) == []
    finally:
        cores.close()


@pytest.mark.parametrize("entry", ["10.0.0.0/33", "a b", "http://x/", "", "0x7f.1", "[::1"])
def test_an_allow_list_that_names_no_place_is_refused_at_the_start(
    tmp_path: Path, entry: str
) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text(f'[fetch]\nallow = ["news.lan", "{entry}"]\n', "utf-8")
    with pytest.raises(ConfigError, match=r"fetch\.allow"):
        open_http(load_config(file))


def test_an_allow_list_names_hosts_addresses_and_networks_with_a_port_or_for_all() -> None:
    allowed = Allowed.parse(["news.lan", "wiki.lan:8080", "10.1.0.0/16", "[fd00::1]:81", "fd01::2"])
    assert allowed.host("news.lan", 5000)
    assert allowed.host("wiki.lan", 8080)
    assert not allowed.host("wiki.lan", 80)
    assert allowed.address("10.1.255.1", 80)
    assert not allowed.address("10.2.0.1", 80)
    assert allowed.address("fd00::1", 81)
    assert not allowed.address("fd00::1", 80)
    assert allowed.address("fd01::2", 80)
    assert not allowed.address("news", 80)
    assert not is_literal("3com.example")


async def test_what_is_on_the_allow_list_is_asked_and_its_neighbour_is_not() -> None:
    site = NewsSite()
    site.put("http://127.0.0.1:8800/", "x")
    async with site.http(allow=("127.0.0.1:8800", "wiki.internal")) as http:
        assert (await http.get("http://127.0.0.1:8800/")).body == b"x"
        for url in ("http://127.0.0.1:8801/", "http://127.0.0.2:8800/", "http://x.internal/"):
            with pytest.raises(FetchError):
                await http.get(url)
    assert len(site.requests) == 1


async def test_gzip_in_members_is_read_whole_wherever_the_pieces_end() -> None:
    site = NewsSite()
    body = gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"three") + b"\0" * 8
    for size in (1, 2, 3, 7, 1000):
        pieces = [body[i : i + size] for i in range(0, len(body), size)]
        site.put(PAGE, pieces, content_encoding="gzip")
        async with site.http() as http:
            assert (await http.get(PAGE)).body == b"one two three"


async def test_no_cookie_is_kept() -> None:
    site = NewsSite()
    site.put(PAGE, "x", set_cookie="a=b; Path=/")
    async with site.http() as http:
        await http.get(PAGE)
        await http.get(PAGE)
    assert all("cookie" not in request.headers for request in site.requests)


@pytest.mark.parametrize("tag", [b'"\xe9"', b'"' + b"a" * 2000 + b'"', b'"a\tb"'])
async def test_a_validator_that_cannot_be_sent_back_is_none(tag: bytes) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=[(b"ETag", tag)], content=b"x")

    async with NewsSite().http(wire=mock_wire(answer)) as http:
        assert (await http.get(PAGE)).etag is None
