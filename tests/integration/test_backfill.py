"""`monitor backfill`: archives of news into the history, once, and without a word."""

from __future__ import annotations

import gzip
import io
import json
import signal
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.collect.archives import MAX_RECORD, Bad, find_archives, iter_from, iter_records
from monitor.config import Config, load_config
from monitor.cores import Cores
from monitor.errors import FileError
from monitor.model import Article, Topic, TrackedFigure, Url
from monitor.pipeline import Pipeline
from monitor.store.alerts import load_alerts
from monitor.store.articles import count_readers, load_article, load_unchecked, save_article
from monitor.store.claims import load_claims
from monitor.store.database import Store
from monitor.store.figures import load_figures
from monitor.store.rebuild import load_every_figure
from monitor.store.statements import count_statements, load_remarks
from monitor.store.topics import save_topic
from monitor.workers.backfill import fill_history
from monitor.workers.parts import Filled
from tests.fakes import FixedClock, NewsSite

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAKE = Topic(
    name="푸른호수",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)
TEXTS = (
    "분석업체가 2일 결과를 냈다.\n지난 2월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다.",
    "푸른호수의 3월 월간 이용자 수는 59만 명으로 줄었다.\n회사는 감원설을 부인했다.",
    "어제 남부 지방에 비가 12㎜ 내렸다.",
    "푸른호수의 4월 월간 이용자 수는 48만 명이다.\n푸른호수의 직원 수는 340명이다.",
)


def _url(number: int) -> str:
    return f"https://hanbit.example/{number}"


def _day(number: int) -> datetime:
    return START + timedelta(days=30 * number)


def _page(number: int) -> bytes:
    story = "".join(f"<p>{line}</p>" for line in TEXTS[number].split("\n"))
    at = _day(number).isoformat()
    return (
        f"<html lang='ko'><head><title>기사 {number}</title>"
        f"<meta property='article:published_time' content='{at}'></head>"
        f"<body><article><h1>기사 {number}</h1>{story}</article></body></html>"
    ).encode()


def _line(number: int, **more: object) -> str:
    said = {
        "url": _url(number),
        "title": f"기사 {number}",
        "text": TEXTS[number],
        "published": _day(number).isoformat(),
        "outlet": "한빛일보",
    }
    return json.dumps(said | more, ensure_ascii=False)


def warc_record(
    url: str,
    body: bytes,
    *,
    headers: str = "",
    status: int = 200,
    kind: str = "text/html",
    year: str = "2026",
) -> bytes:
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{headers}\r\n".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {year}-03-02T09:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


def _archive(folder: Path, order: Sequence[int]) -> Path:
    path = folder / "CC-NEWS-1.warc.gz"
    path.write_bytes(b"".join(gzip.compress(warc_record(_url(n), _page(n))) for n in order))
    return path


@pytest.fixture
def config(tmp_path: Path) -> Config:
    file = tmp_path / "monitor.toml"
    file.write_text('data = "data"\n', "utf-8")
    (tmp_path / "data").mkdir()
    return load_config(file)


@pytest.fixture
async def steps(config: Config, store: Store) -> AsyncIterator[Pipeline]:
    clock = FixedClock(START + timedelta(days=400))
    with store.begin() as tx:
        save_topic(tx, LAKE)
    async with NewsSite().http() as http:
        yield Pipeline(config, store, http, clock=clock, lang="ko", cores=Cores(1), channels=())


def _state(store: Store) -> dict[str, object]:
    with store.begin(write=False) as tx:
        return {
            "figures": load_every_figure(tx),
            "alerts": load_alerts(tx, include_confirmed=True),
            "claims": {n: load_claims(tx, _url(n)) for n in range(4)},
            "articles": {n: load_article(tx, _url(n)) for n in range(4)},
            "readers": count_readers(tx),
            "remarks": load_remarks(tx),
            "statements": count_statements(tx),
            "unchecked": load_unchecked(tx, limit=9),
        }


def _current(store: Store) -> list[int]:
    with store.begin(write=False) as tx:
        figures = load_figures(tx)
    return [
        int(v.claim.interval.low or 0)
        for f in figures
        for v in f.values
        if v.is_current and v.claim.metric.endswith("이용자 수")
    ]


def _counts(filled: Filled) -> tuple[int, int, int, int]:
    return filled.records, filled.new, filled.known, filled.judged


async def test_a_warc_becomes_history_oldest_first_and_nobody_is_told(
    steps: Pipeline, store: Store, tmp_path: Path
) -> None:
    filled = await fill_history(steps, [_archive(tmp_path, (3, 1, 2, 0))])
    assert _counts(filled) == (4, 4, 0, 3)
    state = _state(store)
    assert not state["alerts"]
    assert not state["remarks"]
    assert not state["unchecked"]
    assert _current(store) == [480000]
    article = state["articles"]
    assert isinstance(article, dict)
    assert article[0].published == _day(0)


async def test_a_second_run_changes_nothing(steps: Pipeline, store: Store, tmp_path: Path) -> None:
    files = [_archive(tmp_path, (3, 1, 2, 0))]
    await fill_history(steps, files)
    before = _state(store)
    filled = await fill_history(steps, files)
    assert _counts(filled) == (4, 0, 4, 0)
    assert _state(store) == before


async def test_the_past_is_told_where_that_is_asked(
    steps: Pipeline, store: Store, tmp_path: Path
) -> None:
    await fill_history(steps, [_archive(tmp_path, (1, 0))], told=True)
    with store.begin(write=False) as tx:
        assert load_alerts(tx)


async def test_an_older_article_does_not_move_what_is_current(
    steps: Pipeline, store: Store, tmp_path: Path
) -> None:
    with store.begin() as tx:
        late = Article(url=Url(_url(3)), title="기사 3", text=TEXTS[3], published=_day(3))
        save_article(tx, late, now=steps.clock())
    await steps.check((_url(3), 1))
    with store.begin(write=False) as tx:
        told = load_alerts(tx)
    assert _current(store) == [480000]
    lines = tmp_path / "old.jsonl"
    # The older one names no month of its own: its words alone cannot tell that it is old.
    undated = "푸른호수의 월간 이용자 수는 88만 명이다."
    timeless = _line(2, text="푸른호수의 월간 이용자 수는 77만 명이다.", published=None)
    lines.write_text("\n".join((_line(0), _line(1, text=undated), timeless)), "utf-8")
    await fill_history(steps, [lines], told=False)
    assert _current(store) == [480000]
    with store.begin(write=False) as tx:
        assert load_alerts(tx) == told
        assert any(len(f.values) > 1 for f in load_figures(tx))


KILLED = """
import asyncio, os, signal, sys
from datetime import datetime
from pathlib import Path
from monitor.config import load_config
from monitor.cores import Cores
from monitor.pipeline import Pipeline
from monitor.store.database import open_store
from monitor.workers.backfill import fill_history
from tests.fakes import FixedClock, NewsSite

settings, url, now, archive, step, count = sys.argv[1:]
left = int(count)

def seen(name, _total):
    global left
    left -= name == step
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

async def main():
    clock = FixedClock(datetime.fromisoformat(now))
    config = load_config(Path(settings))
    async with NewsSite().http() as http:
        steps = Pipeline(
            config, open_store(url), http, clock=clock, lang="ko", cores=Cores(1), channels=()
        )
        await fill_history(steps, [Path(archive)], seen=seen)

asyncio.run(main())
"""


@pytest.mark.parametrize(("step", "count"), [("read", 1), ("read", 4), ("judge", 1)])
async def test_a_run_that_was_killed_goes_on_and_ends_as_if_it_had_not_been(
    steps: Pipeline, store: Store, store_url: str, tmp_path: Path, step: str, count: int
) -> None:
    archive = _archive(tmp_path, (3, 1, 2, 0))
    killed = subprocess.run(
        [
            *(sys.executable, "-c", KILLED, str(tmp_path / "monitor.toml"), store_url),
            *(steps.clock().isoformat(), str(archive), step, str(count)),
        ],
        cwd=ROOT,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert not _state(store)["unchecked"]  # nothing that a daemon would take for news
    filled = await fill_history(steps, [archive])
    assert filled.new + filled.known == 4
    assert filled.known >= count
    if step == "read":
        assert filled.judged == 3
    assert _current(store) == [480000]
    before = _state(store)
    assert not before["alerts"]
    assert (await fill_history(steps, [archive])).judged == 0
    assert _state(store) == before


async def test_what_waits_for_its_check_as_news_is_left_to_the_daemon(
    steps: Pipeline, store: Store, tmp_path: Path
) -> None:
    with store.begin() as tx:
        save_article(
            tx,
            Article(url=Url(_url(1)), title="기사 1", text=TEXTS[1], published=_day(1)),
            now=steps.clock(),
        )
    filled = await fill_history(steps, [_archive(tmp_path, (1,))])
    assert _counts(filled) == (1, 0, 1, 0)
    assert _state(store)["unchecked"] == ((_url(1), 1),)


async def test_bad_records_are_named_and_counted_and_the_rest_is_read(
    steps: Pipeline, store: Store, tmp_path: Path
) -> None:
    lines = tmp_path / "old.jsonl"
    lines.write_bytes(
        b"\n".join(
            [
                b"{not json",
                b"[" * 100_000,
                b"[1]",
                b'{"url": "javascript:alert(1)", "text": "x"}',
                b'{"url": "https://hanbit.example/9", "text": 5}',
                b'{"url": "https://hanbit.example/8", "html": "%PDF-1.7"}',
                b'{"url": "https://hanbit.example/7", "text": "\\u0000\\ud800"}',
                b"\xff\xfe\x00",
                b"1" * (MAX_RECORD + 5),
                _line(0, published="9999-99-99", title="\u202e" * 9).encode(),
            ]
        )
    )
    filled = await fill_history(steps, [lines])
    assert filled.new == 1
    assert filled.reasons.total() == 9
    assert {name for name, _ in filled.bad} == {f"{lines}:{n}" for n in range(1, 10)}
    assert load_article_text(store, 0) == TEXTS[0]


def load_article_text(store: Store, number: int) -> str:
    with store.begin(write=False) as tx:
        article = load_article(tx, _url(number))
    assert article is not None
    return article.text


async def test_a_folder_of_pages_is_read_and_packed_pages_of_a_warc_are_unpacked(
    steps: Pipeline, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "a.html").write_bytes(_page(0))
    (folder / "notes.xyz").write_bytes(b"no archive")
    packed = gzip.compress(_page(1))
    pieces = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    more = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    (folder / "b.warc").write_bytes(warc_record(_url(1), pieces, headers=more))
    filled = await fill_history(steps, find_archives([folder]))
    assert _counts(filled) == (2, 2, 0, 2)
    assert load_article_text(store, 1).startswith("푸른호수의 3월")


async def test_bombs_and_broken_archives_end_no_run(steps: Pipeline, tmp_path: Path) -> None:
    bomb = zlib.compress(b"<p>" + bytes(MAX_RECORD * 3), 9)
    first = tmp_path / "a.warc"
    first.write_bytes(
        warc_record(_url(7), bomb, headers="Content-Encoding: deflate\r\n")
        + warc_record(_url(8), b"x" * 9, headers="Content-Encoding: br\r\n")
        + warc_record(_url(9), _page(0), status=404)
        + warc_record(_url(6), b"\x89PNG", kind="image/png")
        + warc_record("nowhere", _page(0))
        + warc_record(_url(0), _page(0), year="0000")
        + b"no record at all\r\n\r\n"
    )
    large = tmp_path / "b.warc.gz"
    large.write_bytes(gzip.compress(warc_record(_url(5), bytes(MAX_RECORD + 1))))
    cut = tmp_path / "c.warc.gz"
    cut.write_bytes(gzip.compress(warc_record(_url(1), _page(1)))[:-60])
    none = tmp_path / "d.warc.gz"
    none.write_bytes(b"these are no packed bytes")
    last = tmp_path / "e.jsonl"
    last.write_text(_line(3), "utf-8")
    filled = await fill_history(steps, [first, large, cut, none, last])
    assert filled.new == 2
    names = {name for name, _ in (*filled.bad, *filled.broken)}
    assert {f"{first}:1", f"{first}:2", f"{large}:1", str(none)} <= names
    assert any(name.startswith(str(cut)) for name in names)


@pytest.mark.parametrize("packed", ["plainly", "each", "whole", "zstandard", "lines"])
def test_a_reading_goes_on_behind_any_place(tmp_path: Path, packed: str) -> None:
    records = [warc_record(_url(n), _page(n)) for n in (3, 1, 2, 0)]
    lines = "\n".join((_line(0), "{no json", "", _line(1), _line(2)))
    name, data = {
        "plainly": ("a.warc", b"".join(records)),
        "each": ("a.warc.gz", b"".join(map(gzip.compress, records))),
        "whole": ("a.warc.gz", gzip.compress(b"".join(records))),
        "zstandard": ("a.warc.zst", _zstandard(b"".join(records))),
        "lines": ("a.jsonl", lines.encode()),
    }[packed]
    file = tmp_path / name
    file.write_bytes(data)
    found = list(iter_from(file))
    assert len(found) == 4
    for number, (_, place) in enumerate(found):
        assert list(iter_from(file, place)) == found[number + 1 :]


def _zstandard(data: bytes) -> bytes:
    from fastwarc.stream_io import ZstdWriter

    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    writer.write(data)
    writer.close()
    return packed.getvalue()


def test_what_is_no_archive_is_refused_by_name(tmp_path: Path) -> None:
    for name in ("notes.xyz", "missing.warc"):
        if name != "missing.warc":
            (tmp_path / name).touch()
        with pytest.raises(FileError, match=name):
            find_archives([tmp_path / name])


def test_a_file_that_is_gone_when_its_turn_comes_is_told(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.html", "a.warc"):
        (found,) = iter_records(tmp_path / name)
        assert isinstance(found, Bad)
        assert found.is_file
