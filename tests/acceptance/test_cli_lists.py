"""Feeds, topics and the baseline by hand: every list in, out and refused."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

from monitor.demo.newsroom import Newsroom
from tests.acceptance.conftest import SETTINGS
from tests.searches import CLIENT_ID, SECRET, SearchServer, result, serving
from tests.terminal import Terminal, lines_with, one_line

CSV = """outlet,category,url,enabled,note
한빛일보,tech,https://hanbit.example/rss,true,"메모, 쉼표"
새벽저널,,https://saebyeok.example/f?a=1&b=2,false,
"""


def _write(terminal: Terminal, name: str, content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    (terminal.folder / name).write_bytes(data)
    return name


# --- feeds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "opml"])
def test_feeds_go_out_and_come_in_again_the_same(terminal: Terminal, kind: str) -> None:
    terminal.good("feed", "import", _write(terminal, "feeds.csv", CSV))
    before = terminal.good("feed", "list", "--format", "json").out
    terminal.good("feed", "export", "--out", f"out.{kind}")
    other = Terminal(terminal.folder, terminal._captured)
    other.data = terminal.folder / "other"
    other.good("feed", "import", f"out.{kind}")
    told = json.loads(other.good("feed", "list", "--format", "json").out)
    for key in ("url", "outlet", "category", "enabled", "note"):
        assert sorted(f[key] for f in told) == sorted(f[key] for f in json.loads(before))
    again = other.good("feed", "export", "--format", "csv").out
    assert sorted(again.splitlines()) == sorted(CSV.splitlines())


def test_feeds_that_are_known_are_not_added_twice(terminal: Terminal) -> None:
    file = _write(terminal, "feeds.csv", CSV)
    assert "새 피드 2개, 이미 있던 것 0개" in terminal.good("feed", "import", file).out
    assert "새 피드 0개, 이미 있던 것 2개" in terminal.good("feed", "import", file).out


def test_a_list_with_faults_names_every_line_and_adds_nothing(terminal: Terminal) -> None:
    file = _write(
        terminal,
        "bad.csv",
        "outlet,url,enabled\n가,https://a.example/f,\n나,nonsense,maybe\n다,ftp://x.example/,\n",
    )
    call = terminal("feed", "import", file)
    assert (call.status, call.out) == (2, "")
    lines_with(call, ["3번째 줄: enabled", "3번째 줄: url", "4번째 줄: url: http나 https"])
    assert not terminal.data.exists()
    english = terminal("--lang", "en", "feed", "import", file)
    assert "error: bad.csv: line 3: enabled" in english.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.opml", "<opml><body>\n<outline xmlUrl='ftp://x'/></body></opml>", "2번째 줄: xmlUrl"),
        ("b.opml", "<opml><body><outline", "1번째 줄: 깨진 XML"),
        ("c.opml", "<html></html>", "맨 위 요소가 <html>"),
        ("d.csv", "", "빈 목록"),
        ("e.csv", "a,b\n1,2\n", "`url` 칸이 없음"),
        ("f.xml", b"\x00\x01\x02", "OPML이 아님"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused(
    terminal: Terminal, name: str, content: str | bytes, said: str
) -> None:
    one_line(terminal("feed", "import", _write(terminal, name, content)), name, said)


def test_a_list_that_is_not_there_or_is_a_folder_is_refused(terminal: Terminal) -> None:
    one_line(terminal("feed", "import", "no.csv"), "no.csv: 그런 파일이나")
    one_line(terminal("feed", "import", "."), ".: 파일이 아니라 폴더입니다")
    terminal.begin()
    one_line(terminal("feed", "export", "--out", "no/such/x.csv"), "no/such/x.csv: 그런 파일이나")


def test_private_and_impossible_addresses_are_refused(terminal: Terminal) -> None:
    call = terminal(
        "feed", "add", "ftp://x.example/f", "http://", "javascript:alert(1)", "http://127.0.0.1/f",
        "http://169.254.169.254/latest", "http://[::1]/f",
    )  # fmt: skip
    assert (call.status, call.out) == (1, "")
    reasons = [
        "http나 https",
        "호스트가",
        "javascript:",
        "공개망이 아닌",
        "공개망이 아닌",
        "공개망이",
    ]
    lines_with(call, reasons)
    assert (
        "not an address of the public network"
        in terminal("--lang", "en", "feed", "check", "http://10.0.0.1/").err
    )


PAGE = """<!doctype html><html><head><title>한빛일보</title>
<link rel="alternate" type="application/rss+xml" title="전체" href="/rss">
</head><body></body></html>
"""
RSS = """<rss version="2.0"><channel><title>한빛일보 전체</title><item><title>가&lt;b&gt;나</title>
<link>https://a.example/1</link></item></channel></rss>
"""


class _Site(BaseHTTPRequestHandler):
    """A newspaper's front page that names its feed."""

    def do_GET(self) -> None:
        robots = "User-agent: *\nAllow: /\nSitemap: /sitemap-news.xml\nSitemap: /pages.xml\n"
        pages = {"/": PAGE, "/rss": RSS, "/robots.txt": robots}
        body = pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html" if self.path == "/" else "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_feed_of_a_sites_page_is_found_and_asked(terminal: Terminal, site: str) -> None:
    settings = _write(terminal, "monitor.toml", SETTINGS)
    added = terminal.good("feed", "add", f"{site}/", "--config", settings, "--outlet", "한빛")
    assert f"더함: {site}/rss" in added.out
    (feed,) = terminal.good("feed", "list", "--format", "jsonl").records
    assert (feed["url"], feed["outlet"]) == (f"{site}/rss", "한빛")
    again = terminal.good("feed", "add", f"{site}/rss", "--config", settings)
    assert "이미 있음" in again.out
    one_line(
        terminal("feed", "add", f"{site}/none", "--config", settings), f"{site}/none", status=1
    )


def test_a_feed_is_checked_by_address_and_file_and_nothing_is_kept(
    terminal: Terminal, newsroom: Newsroom
) -> None:
    settings = _write(terminal, "monitor.toml", SETTINGS)
    newsroom.now = newsroom.days()[0]
    for _, url in newsroom.feeds()[:4]:
        call = terminal("feed", "check", url, "--config", settings, "--format", "json")
        entries = json.loads(call.out)
        assert call.status == 0
        for entry in entries:
            assert list(entry) == [
                "title", "link", "id", "published", "author", "summary", "content",
            ]  # fmt: skip
    (entry,) = json.loads(
        terminal.good("feed", "check", _write(terminal, "f.xml", RSS), "--format", "json").out
    )
    assert entry["link"] == "https://a.example/1"
    assert not terminal.data.exists()


def test_what_is_no_feed_is_named_as_it_was_given(terminal: Terminal) -> None:
    _write(terminal, "empty.xml", "")
    _write(terminal, "page.xml", "<!doctype html><html><body>x</body></html>")
    call = terminal("feed", "check", "empty.xml", "page.xml", "no.xml", ".")
    assert (call.status, call.out) == (1, "")
    lines_with(call, ["empty.xml: 내용이", "page.xml: 피드가 아니라", "no.xml: 그런", ".: 파일이"])


def _naver(server: SearchServer) -> str:
    return (
        f'{SETTINGS}\n[naver]\nclient_id = "{CLIENT_ID}"\nclient_secret_file = "secret"\n'
        f'endpoint = "http://127.0.0.1:{server.port}/v1/search/news.json"\n'
    )


def test_a_search_by_keyword_is_added_checked_listed_and_removed(terminal: Terminal) -> None:
    with serving(SearchServer()) as server:
        server.found["딥시크"] = [result("<b>딥시크</b> 59만 명", "https://hanbit.example/7")]
        _write(terminal, "secret", SECRET)
        settings = ("--config", _write(terminal, "monitor.toml", _naver(server)))
        added = terminal.good("feed", "add", "--naver", "딥시크", *settings)
        assert "네이버 뉴스 검색: 딥시크" in added.out
        checked = terminal.good("feed", "check", "naver:딥시크", "--format", "jsonl", *settings)
        assert checked.records[0]["title"] == "딥시크 59만 명"
        assert len(server.calls) == 2
    (feed,) = terminal.good("feed", "list", "--format", "jsonl").records
    assert (feed["search"], feed["keyword"], feed["outlet"]) == ("naver", "딥시크", "")
    assert "2027" in feed["terms"]
    assert "geheim" not in terminal.good("feed", "list", "--format", "json").out
    terminal.good("feed", "disable", "naver:딥시크")
    terminal.good("feed", "remove", "naver:딥시크")
    assert terminal.good("feed", "list", "--format", "jsonl").records == []


def test_a_search_is_added_without_keys_only_where_nobody_asks(terminal: Terminal) -> None:
    one_line(terminal("feed", "add", "--naver", "딥시크"), "MONITOR_NAVER__CLIENT_SECRET", status=1)
    terminal.good(
        "feed", "add", "--no-check", "--naver", "딥시크", "google-news:딥시크", "--category", "ai"
    )
    told = terminal.good("feed", "list", "--format", "jsonl").records
    assert [(f["search"], f["category"]) for f in told] == [
        ("google-news", "ai"),
        ("naver", "ai"),
    ]
    assert "비상업" in told[0]["terms"]
    terminal.good("feed", "import", _write(terminal, "more.csv", "url\nnaver:금리\n"))
    added = terminal.good("feed", "list", "--format", "jsonl").records[-1]
    assert (added["keyword"], added["title"]) == ("금리", "네이버 뉴스 검색: 금리")
    assert "2027" in added["terms"]
    one_line(terminal("feed", "add", "--naver", " "), "검색어")
    one_line(terminal("feed", "add"), "--naver")


def test_on_what_terms_a_feed_is_used_and_how_it_is_asked_is_shown(terminal: Terminal) -> None:
    terminal.good("feed", "import", _write(terminal, "feeds.csv", CSV))
    url = "https://hanbit.example/rss"
    terminal.good("feed", "set", url, "--terms", "2026 계약: 제목과 두 문장까지")
    terminal.good("feed", "set", url, "--user-agent", "Partner/1.0", "--header", "X-Key: geheim")
    short = terminal.good("feed", "list").out
    assert "이용 조건: 2026 계약" in short
    assert "Partner/1.0" not in short
    long = terminal.good("feed", "list", "--verbose")
    for said in ("이용 조건: 2026", "User-Agent: Partner/1.0", "헤더: X-Key", "간격: 30분"):
        assert said in long.out
    assert "geheim" not in long.out
    for kind in ("csv", "opml"):
        assert "2026 계약" in terminal.good("feed", "export", "--format", kind).out
    terminal.good("feed", "set", url, "--terms", "")
    assert terminal.good("feed", "list", "--format", "jsonl").records[0]["terms"] == ""


def test_a_news_sitemap_beside_the_feeds_of_a_site_is_offered(
    terminal: Terminal, site: str
) -> None:
    settings = _write(terminal, "monitor.toml", SETTINGS)
    added = terminal.good("feed", "add", f"{site}/", "--config", settings)
    assert f"monitor feed add {site}/sitemap-news.xml" in added.err
    assert "sitemap-news" not in added.out


def test_how_a_publisher_wants_to_be_asked_is_written_down(terminal: Terminal) -> None:
    terminal.good("feed", "import", _write(terminal, "feeds.csv", CSV))
    url, why = "https://hanbit.example/rss", "2026-11-02 편집국 메일로 허락"
    said = ("--user-agent", "Partner/1.0", "--header", "X-Key: geheim", "--ignore-robots", why)
    terminal.good("feed", "set", url, *said)
    (feed,) = (
        f for f in terminal.good("feed", "list", "--format", "jsonl").records if f["url"] == url
    )
    assert (feed["user_agent"], feed["ignore_robots"]) == ("Partner/1.0", why)
    assert feed["headers"] == ["X-Key"]
    # What may be a secret leaves the database for a publisher only; the rest goes along.
    for kind in ("csv", "opml"):
        out = terminal.good("feed", "export", "--format", kind).out
        assert why in out
        assert "Partner/1.0" in out
        assert "geheim" not in out
        other = Terminal(terminal.folder, terminal._captured)
        other.data = terminal.folder / kind
        other.good("feed", "import", _write(terminal, f"out.{kind}", out))
        assert other.good("feed", "export", "--format", kind).out == out
    terminal.good("feed", "set", url, "--user-agent", "", "--header", "", "--ignore-robots", "")
    assert terminal.good("feed", "export", "--format", "csv").out == CSV


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([], "옵션"),
        (["--header", "X-Key"], "헤더가 아님"),
        (["--header", "Host: evil.example"], "Host"),
        (["--header", "If-None-Match: x"], "If-None-Match"),
        (["--header", "X-Key: 열쇠"], "영문과 숫자만"),
        (["--header", "X Key: a"], "헤더가 아님"),
        (["--user-agent", "한빛"], "영문과 숫자만"),
    ],
)
def test_what_no_request_can_carry_is_refused(
    terminal: Terminal, said: list[str], why: str
) -> None:
    terminal.good("feed", "import", _write(terminal, "feeds.csv", CSV))
    one_line(terminal("feed", "set", "https://hanbit.example/rss", *said), why)


def test_feeds_are_switched_off_and_on_and_removed(terminal: Terminal) -> None:
    terminal.good("feed", "import", _write(terminal, "feeds.csv", CSV))
    url = "https://hanbit.example/rss"
    terminal.good("feed", "disable", url)
    assert terminal.good("feed", "list", "--enabled", "--format", "jsonl").out == ""
    terminal.good("feed", "enable", url)
    terminal.good("feed", "remove", url)
    one_line(terminal("feed", "remove", url), f"{url}: 그런 피드가 없습니다")


# --- topics --------------------------------------------------------------------------------------

TOPICS = """[[topic]]
name = "딥시크"
aliases = ["DeepSeek"]

[[topic.figure]]
metric = "월간 이용자 수"
aliases = ["MAU"]
unit = "명"
subjects = ["딥시크"]

[[topic.figure]]
metric = "개발 비용"
unit = ["USD", "KRW"]
"""


def test_topics_go_out_and_come_in_again_the_same(terminal: Terminal) -> None:
    terminal.good("topic", "import", _write(terminal, "a.toml", TOPICS))
    terminal.good("topic", "export", "--out", "b.toml")
    other = Terminal(terminal.folder, terminal._captured)
    other.data = terminal.folder / "other"
    other.good("topic", "import", "b.toml")
    told = other.good("topic", "list", "--format", "jsonl")
    assert told.out == terminal.good("topic", "list", "--format", "jsonl").out
    assert told.records[0]["figure"][1] == {"metric": "개발 비용", "unit": ["USD", "KRW"]}
    assert other.good("topic", "export").out == (terminal.folder / "b.toml").read_text("utf-8")


def test_a_topics_file_is_refused_with_every_fault_and_its_key(terminal: Terminal) -> None:
    file = _write(
        terminal,
        "bad.toml",
        '[[topic]]\nname = ""\n[[topic]]\nname = "가"\nalias = ["x"]\naliases = "x"\n'
        '[[topic.figure]]\nunit = 3\n[[topic]]\nname = "가"\n'
        '[[topic.figure]]\nmetric = "나"\nunit = [1]\n[other]\n',
    )
    call = terminal("topic", "import", file)
    assert (call.status, call.out) == (2, "")
    lines_with(
        call,
        [
            "bad.toml: other: 모르는 키",
            "topic[1].name: 없거나 비었음",
            "topic[2] (가).alias: 모르는 키",
            "topic[2] (가).aliases: 문자열의 목록",
            "topic[2] (가).figure[1].metric: 없거나",
            "topic[3] (가): 같은 이름이 두 번",
            "topic[3] (가).figure[1].unit: 모두",
        ],
    )
    assert "unknown key" in terminal("--lang", "en", "topic", "import", file).err
    assert not terminal.data.exists()


@pytest.mark.parametrize("content", [b"x = [", b"\xff\xfe", b"topic = 3", b"topic = [1]"])
def test_what_is_no_topics_file_is_refused(terminal: Terminal, content: bytes) -> None:
    one_line(terminal("topic", "import", _write(terminal, "t.toml", content)), "t.toml: ")


def test_a_topic_is_added_edited_renamed_and_removed(terminal: Terminal) -> None:
    terminal.good("topic", "add", "딥시크", "--alias", "R1", "--figure", "개발 비용:USD,KRW")
    one_line(terminal("topic", "add", "딥시크"), "딥시크: 이미 있는")
    terminal.good("topic", "edit", "딥시크", "--alias", "V3", "--drop-alias", "R1")
    terminal.good("topic", "edit", "딥시크", "--figure", "개발 비용:KRW", "--rename", "DeepSeek")
    (topic,) = terminal.good("topic", "show", "DeepSeek", "--format", "jsonl").records
    assert topic == {
        "name": "DeepSeek",
        "aliases": ["V3"],
        "figure": [{"metric": "개발 비용", "unit": "KRW"}],
    }
    one_line(terminal("topic", "edit", "DeepSeek", "--drop-alias", "R1"), "R1")
    one_line(terminal("topic", "show", "딥시크"), "딥시크: 그런 주제가")
    call = terminal("topic", "remove", "DeepSeek", "없음")
    assert (call.status, call.faults) == (2, ["오류: 없음: 그런 주제가 없습니다"])


def test_a_topics_name_from_outside_steers_no_terminal(terminal: Terminal) -> None:
    added = terminal.good("topic", "add", "x\x1b[31m\u202e")
    shown = terminal.good("topic", "list")
    assert not {"\x1b", "\u202e"} & set(added.out + shown.out)


# --- the baseline --------------------------------------------------------------------------------


def test_the_baseline_built_twice_adds_nothing_twice(terminal: Terminal) -> None:
    folder = terminal.folder / "docs"
    folder.mkdir()
    (folder / "a.md").write_text(
        "---\ntitle: 집계\npublished: 2025-03\n---\n딥시크의 국내 이용자는 121만 명이다.\n", "utf-8"
    )
    (folder / "b.txt").write_text("2025-03-02\n오픈AI의 매출은 37억 달러였다.\n", "utf-8")
    assert (
        "문서 2건 (새것 2건), 기준선의 수치 2개" in terminal.good("baseline", "build", "docs").out
    )
    before = terminal.good("baseline", "list", "--format", "json").out
    assert (
        "문서 2건 (새것 0건), 기준선의 수치 2개" in terminal.good("baseline", "build", "docs").out
    )
    assert terminal.good("baseline", "list", "--format", "json").out == before


def test_documents_that_cannot_be_read_are_named_and_the_others_count(terminal: Terminal) -> None:
    _write(terminal, "good.txt", "2025-03-02\n오픈AI의 매출은 37억 달러였다.\n")
    _write(terminal, "binary.txt", bytes(range(256)) * 8)
    call = terminal("baseline", "build", "good.txt", "binary.txt")
    assert call.status == 1
    assert "기준선의 수치 1개" in call.out
    assert call.faults == ["오류: binary.txt: 글이 아니라 이진 파일"]
    one_line(terminal("baseline", "build"), "seeds: ")
    one_line(terminal("baseline", "build", "gone"), "gone: ")
    (terminal.folder / "nothing").mkdir()
    one_line(terminal("baseline", "build", "nothing"), "nothing: 읽을 문서")


_PLANS = """---
title: 온누리전자 로봇 공장
published: 2026-03-02
---
온누리전자는 지난해 로봇 판매량이 12만 대였다고 2일 밝혔다.
온누리전자는 2028년까지 로봇 생산 인력 3000명을 채용할 계획이다. 올해 로봇 매출 목표는 2조 원이다.
증권가는 온누리전자의 올해 영업이익을 8100억 원으로 전망한다.
"""


def test_what_is_planned_or_expected_is_not_shown_as_what_is(terminal: Terminal) -> None:
    terminal.good("baseline", "build", _write(terminal, "plans.md", _PLANS))
    listed = terminal.good("baseline", "list").out
    added = terminal.good("topic", "add", "온누리전자").out
    for out in (listed, added):
        values = ("12만 대 ", "3000명 (계획) ", "2조 원 (목표) ", "8100억 원 (전망) ")
        assert [value for value in values if value not in out] == [], out
    in_english = terminal.good("baseline", "list", "--lang", "en").out
    assert "KRW 2 trillion (target)" in in_english
    key = next(
        figure["key"]
        for figure in terminal.good("baseline", "list", "--format", "jsonl").records
        if figure["values"][0]["modality"] == "planned"
    )
    assert "(계획)" in terminal.good("baseline", "show", key).out


def test_a_value_set_again_is_that_of_the_figure_called_so(terminal: Terminal) -> None:
    said = ("baseline", "set", "온누리해운", "매출")
    text = (
        "---\ntitle: 실적\npublished: 2026-10-02\n---\n"
        "온누리해운의 매출은 3분기 2조7064억원이다. 대통령 국정 지지율은 58%다.\n"
    )
    terminal.good("baseline", "build", _write(terminal, "sales.md", text))
    for value in ("3조 원", "4조 원", "5조 원"):
        done = terminal.good(*said, value, "--source", "장부").out
        assert "온누리해운 매출" in done
    rows = [r for r in terminal.good("baseline", "list").out.splitlines() if "온누리해운 매출" in r]
    assert len(rows) == 1
    assert "5조 원" in rows[0]
    # The same value as another figure's does not make it that figure's.
    done = terminal.good("baseline", "set", "이재민", "긍정 평가", "58%", "--source", "장부").out
    assert "이재민 긍정 평가" in done


def test_a_value_is_pinned_shown_and_dropped(terminal: Terminal) -> None:
    done = terminal.good(
        "baseline", "set", "딥시크", "월간 이용자 수", "약 121만 명",
        "--source", "https://a.example/1", "--as-of", "2025-01", "--note", "와이즈앱",
    )  # fmt: skip
    assert "121만 명" in done.out
    (figure,) = terminal.good("baseline", "list", "--format", "jsonl").records
    (value,) = figure["values"]
    assert (value["low"], value["unit"], value["approx"]) == (1_210_000, "명", True)
    assert value["as_of"] == ["2025-01-01", "2025-01-31"]
    assert (value["pinned"], value["doc"]) == (True, "https://a.example/1")
    assert "📌" in terminal.good("baseline", "show", figure["key"][:6]).out
    terminal.good("baseline", "drop", figure["key"][:6])
    assert terminal.good("baseline", "list").err.startswith("기준선이 비었습니다")


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2026년", "2026-01-01", "2026-12-31"),
        ("2026년 3분기", "2026-07-01", "2026-09-30"),
        ("2026년 상반기", "2026-01-01", "2026-06-30"),
        ("2026년 7월", "2026-07-01", "2026-07-31"),
        ("2026-06~2026-09", "2026-06-01", "2026-09-30"),
        ("2026-11-10~2026-11-12", "2026-11-10", "2026-11-12"),
        ("2023~2024년", "2023-01-01", "2024-12-31"),
        ("2029년까지", None, "2029-12-31"),
    ],
)
def test_a_period_is_read_as_it_is_printed(
    terminal: Terminal, said: str, first: str | None, last: str
) -> None:
    terminal.good("baseline", "set", "가", "나", "3명", "--source", "x", "--as-of", said)
    (figure,) = terminal.good("baseline", "list", "--format", "jsonl").records
    assert figure["values"][0]["as_of"] == [first, last]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "가", "나", "아주 많이", "--source", "x"], "'아주 많이'"),
        (["set", "가", "나", "1명 2명", "--source", "x"], "'1명 2명'"),
        (["set", "가", "나", "nan", "--source", "x"], "'nan'"),
        (["set", "", "나", "1명", "--source", "x"], "SUBJECT: 비었습니다"),
        (["set", "가", " ", "1명", "--source", "x"], "METRIC: 비었습니다"),
        (["set", "가", "나", "1명", "--source", ""], "--source: 비었습니다"),
        (["set", "가", "나", "1명", "--source", "x", "--as-of", "언젠가"], "--as-of: 날짜가"),
        (
            ["set", "가", "나", "1명", "--source", "x", "--as-of", "2026-09~2026-07"],
            "--as-of: 날짜가",
        ),
        (["set", "가", "나", "1e400", "--source", "x"], "'1e400'"),
        (["set", "가", "나", "1e9999999", "--source", "x"], "'1e9999999'"),
        (["set", "가" * 300, "나", "1명", "--source", "x"], "SUBJECT: 너무 깁니다"),
        (["set", "가", "나", "많" * 9000, "--source", "x"], "많많…"),
        (["show", "z" * 60_000], "KEY: 너무 깁니다"),
        (["show", "zz"], "zz: 그런 수치가 없습니다"),
        (["drop", "zz"], "zz: 그런 수치가 없습니다"),
        (["list", "--topic", "없음"], "없음: 그런 주제가 없습니다"),
    ],
)
def test_what_cannot_be_pinned_or_found_is_refused(
    terminal: Terminal, words: list[str], said: str
) -> None:
    one_line(terminal.begin()("baseline", *words), said)


def test_a_document_without_its_day_is_told_with_what_to_write(terminal: Terminal) -> None:
    seeds = Path("seeds")
    seeds.mkdir()
    (seeds / "a.txt").write_text("2026-03-02\n누리섬의 올해 귤 수확량은 310톤이다.\n", "utf-8")
    assert terminal.good("baseline", "build").err == ""
    assert "2026년" in terminal.good("baseline", "list").out
    (seeds / "b.txt").write_text("누리섬의 올해 감자 수확량은 80톤이다.\n", "utf-8")
    told = terminal.good("baseline", "build").err
    assert told.count("\n") == 1
    assert "b.txt: 쓴 날을 몰라 '올해'" in told
    assert "첫 줄에 날짜만" in told


def test_a_document_without_a_day_or_a_word_is_told(terminal: Terminal) -> None:
    seeds = Path("seeds")
    seeds.mkdir()
    (seeds / "a.txt").write_text("누리섬의 귤 수확량은 310톤이다.\n", "utf-8")
    (seeds / "b.txt").write_text("누리섬의 감자 수확량은 80톤이다.\n", "utf-8")
    (seeds / "c.txt").write_text("\n \n", "utf-8")
    dayless, void = terminal.good("baseline", "build").faults
    assert "a.txt: 쓴 날이 없어" in dayless
    assert "2건" in dayless
    assert "c.txt: 읽을 글이 없습니다" in void


def test_the_daemon_and_a_poll_say_so_of_documents_once(terminal: Terminal) -> None:
    Path("config").mkdir()
    Path("config/monitor.toml").write_text('[sources]\nseeds = "../seeds"\n', "utf-8")
    seeds = Path("seeds")
    seeds.mkdir()
    (seeds / "a.txt").write_text("누리섬의 귤 수확량은 310톤이다.\n", "utf-8")
    (seeds / "b.txt").write_bytes(b"%PDF-1.4")
    told = terminal("poll").err
    assert "a.txt: 쓴 날이 없어" in told
    assert "b.txt: 글이 아니라" in told
    again = terminal("poll").err
    assert "a.txt" not in again
    assert "b.txt: 글이 아니라" in again


def test_the_default_folder_of_documents_is_seeds(terminal: Terminal) -> None:
    seeds = Path("seeds")
    seeds.mkdir()
    (seeds / "a.txt").write_text("2025-03-02\n오픈AI의 매출은 37억 달러였다.\n", "utf-8")
    assert "문서 1건" in terminal.good("baseline", "build").out
