"""What an operator sees of copies: one alert for a text, and another one for an altered figure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.model import Article, Url
from monitor.store.articles import save_article
from monitor.store.database import open_store
from tests.terminal import Terminal

START = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
STORY = (
    "새만금개발청은 2일 물길을 넓히는 공사를 이듬해 봄에 시작한다고 밝혔다.",
    "푸른호수의 월간 이용자 수는 지난 9월 121만 명으로 집계됐다.",
    "한 사람이 하루에 머문 시간은 평균 37분이었다.",
    "업계에서는 새 기능이 나온 뒤의 흐름을 지켜보아야 한다는 말이 나온다.",
)
ALTERED = STORY[1].replace("121만", "181만")
PAGES = {
    "한빛일보": STORY,
    "산들경제": (*STORY[:3], "박기자 기자"),
    "가람신문": (STORY[0], ALTERED, *STORY[2:]),
}


def test_an_original_a_copy_and_an_altered_copy_are_told_apart(terminal: Terminal) -> None:
    terminal.begin().good("topic", "add", "푸른호수", "--figure", "월간 이용자 수:명")
    store = open_store(f"sqlite:///{terminal.data / 'monitor.db'}")
    with store.begin() as tx:
        for hour, (outlet, lines) in enumerate(PAGES.items()):
            page = Article(
                url=Url(f"https://news{hour}.example/1"),
                title=f"{outlet} 기사",
                text="\n".join(lines),
                outlet=outlet,
                published=START + timedelta(hours=hour),
            )
            save_article(tx, page, now=START + timedelta(hours=hour))
    store.close()
    assert "옮긴 기사" not in terminal.good("status").out
    terminal.good("poll", "--now", f"{START + timedelta(hours=5)}")

    found = terminal.good("alerts", "--format", "jsonl").records
    first, other = (r for r in found if r["claim"]["unit"] == "명")
    assert (first["outlet"], other["outlet"]) == ("한빛일보", "가람신문")
    assert first["copies"]["copies"] == ["https://news1.example/1"]
    assert [a["words"] for a in first["copies"]["altered"]] == ["181만 명"]
    assert other["copies"]["alters"]["before"] == "121만 명"
    assert (other["kind"], other["reason"]["code"]) == ("conflict", "conflict_altered")
    assert other["previous"]["doc"] == first["doc"]
    digest = terminal.good("digest").out
    assert "121만 ↔ 181만 명 (2026-09, 수치가 다른 사본)" in digest
    assert "수치가 다른 사본" in terminal.good("alerts").out
    for record in (first, other):
        (explained,) = terminal.good("explain", record["id"], "--format", "jsonl").records
        assert explained["copies"] == record["copies"]

    # An altered copy is one in a replay too.
    again = terminal.good("backtest", "--all", "--told", "--format", "jsonl").records
    assert {(r["id"], r["kind"], r["outcome"]) for r in again} >= {
        (r["id"], r["kind"], "stays") for r in (first, other)
    }

    told = terminal.good("explain", first["id"]).out
    assert "처음 전한 곳: 한빛일보" in told
    assert "사본 1건이 같은 값: 산들경제" in told
    assert "수치를 달리 실은 사본 1건:\n  가람신문" in told
    assert "121만 명 → 181만 명" in told
    told = terminal.good("explain", other["id"]).out
    assert "한빛일보의 글을 옮기면서 이 수치만 달리 실은 사본입니다" in told
    told = terminal.good("explain", other["id"], "--lang", "en").out
    assert "this article copies 한빛일보" in told
    assert f"“{ALTERED}”" in told

    told = terminal.good("status").out
    assert "다른 기사를 그대로 옮긴 기사: 1건, 옮기면서 수치를 바꾼 기사: 1건" in told
    (status,) = terminal.good("status", "--format", "jsonl").records
    assert (status["copies"], status["altered_copies"]) == (1, 1)
