"""What articles say of a topic without a figure: kept, told once, in the digest, decided on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.cores import Cores
from monitor.decisions import decide, undo
from monitor.errors import AmbiguousKeyError
from monitor.judge.decisions import Decision, What, decision_record, read_decision
from monitor.model import SEOUL, Article, Feed, Kind, Remark, Source, Stance, Statement, Topic, Url
from monitor.pipeline import Pipeline, hold_statements
from monitor.store.articles import save_article
from monitor.store.database import Store
from monitor.store.feeds import save_feed
from monitor.store.statements import (
    count_statements,
    load_held,
    load_remark,
    load_remarks,
    mark_remarks_told,
    save_remarks,
)
from monitor.store.topics import save_topic
from tests.fakes import FixedClock, NewsSite

TOPIC = Topic(name="가람모빌리티", aliases=("가람 로보택시",))
FEED = Url("https://hanbit.example/rss.xml")
START = datetime(2026, 3, 2, 9, 0, tzinfo=SEOUL)
ALLEGED = "시민단체 누림교통연대는 가람모빌리티가 로보택시 충돌 기록을 지웠다고 주장했다."
DENIED = "가람모빌리티는 로보택시 충돌 기록을 지웠다는 의혹을 부인했다."
ADMITTED = "가람모빌리티는 로보택시 충돌 기록을 지운 사실을 결국 인정했다."
PADDING = (
    "이 회사의 로보택시는 서울 성수동과 상암동 일대에서 손님을 태운다.",
    "차에는 사람이 타지 않고 관제실에서 여러 대를 함께 지켜본다.",
    "손님은 휴대전화로 차를 부르고 요금은 시내버스와 비슷하다.",
)
# As much of another outlet's own words that no reader takes its story for a copy.
BACKGROUND = (
    "밤거리를 달리는 차에 운전사가 없다는 것이 이제는 낯설지 않다.",
    "손님 한가람씨는 퇴근길마다 성수동에서 집까지 이 차를 부른다.",
    "골목이 좁아 택시가 잘 오지 않던 곳이라 반가웠다고 한다.",
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START.astimezone(UTC))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    file = tmp_path / "monitor.toml"
    file.write_text(
        'data = "data"\n[digest]\nfolder = ""\n[email]\nhost = "localhost"\n'
        'sender = "m@hanbit.example"\nrecipients = ["a@hanbit.example"]\n',
        "utf-8",
    )
    return load_config(file)


@pytest.fixture(autouse=True)
def _tracked(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED, outlet="한빛일보"))
        save_topic(tx, TOPIC)


@asynccontextmanager
async def _pipeline(config: Config, store: Store, clock: FixedClock) -> AsyncIterator[Pipeline]:
    async with NewsSite().http(clock=lambda: clock().timestamp()) as http:
        yield Pipeline(config, store, http, clock=clock, lang="ko", cores=Cores(1), channels=())


async def _publish(
    steps: Pipeline, name: str, *paragraphs: str, at: datetime, is_seed: bool = False
) -> None:
    """Keep an article as fetched, and check it."""
    doc = name if is_seed else f"https://hanbit.example/{name}"
    article = Article(
        url=Url(doc),
        title="가람모빌리티 로보택시 논란",
        text="\n".join(paragraphs),
        outlet=f"{name}일보",
        published=at,
    )
    with steps.store.begin() as tx:
        version = save_article(tx, article, now=steps.clock(), is_seed=is_seed).version
    await steps.check((doc, version))


def _told(store: Store) -> list[tuple[Kind | None, Stance, str]]:
    with store.begin(write=False) as tx:
        return [(r.kind, r.statement.stance, r.source.outlet) for r in load_remarks(tx)]


async def test_an_allegation_its_denial_and_the_admission_are_told_once_each(
    config: Config, store: Store, clock: FixedClock
) -> None:
    course = [
        ("가", ALLEGED, *PADDING),
        ("나", *BACKGROUND, ALLEGED),
        ("다", DENIED, "회사의 관제실은 하루 스물네 시간 돌아가며 직원들이 교대로 지킨다."),
        ("라", f"이에 {DENIED}", "손님은 휴대전화로 차를 부르고 내릴 때 요금을 치른다."),
        ("마", ADMITTED, "경찰은 회사에서 서버를 받아 한 달 가까이 들여다보고 있다."),
    ]
    async with _pipeline(config, store, clock) as steps:
        for day, (name, *words) in enumerate(course):
            await _publish(steps, name, *words, at=START + timedelta(days=day))
    assert _told(store) == [
        (Kind.NEW, Stance.ALLEGED, "가일보"),
        (Kind.CHANGED, Stance.DENIED, "다일보"),
        (Kind.CHANGED, Stance.CONFIRMED, "마일보"),
    ]
    with store.begin(write=False) as tx:
        first, denial, admission = load_remarks(tx)
        assert load_remark(tx, denial.key[:7]) == denial
    assert [s.outlet for s in first.support] == ["나일보"]
    assert denial.previous is not None
    assert denial.previous.statement.quote == ALLEGED
    assert admission.previous is not None
    assert admission.previous.statement.stance is Stance.DENIED


async def test_a_copy_and_the_same_page_read_again_tell_nothing_more(
    config: Config, store: Store, clock: FixedClock
) -> None:
    story = (ALLEGED, *PADDING)
    async with _pipeline(config, store, clock) as steps:
        await _publish(steps, "가", *story, at=START)
        told = _told(store)
        await _publish(steps, "나", *story, at=START + timedelta(hours=1))
        await steps.check(("https://hanbit.example/가", 1))
        edited = (ALLEGED, *PADDING[:2], "손님은 휴대전화로 차를 부른다.")
        await _publish(steps, "가", *edited, at=START)
        assert _told(store) == told
        with store.begin(write=False) as tx:
            (one,) = load_remarks(tx)
            assert one.support == ()  # a copy is nobody else's word


async def test_what_the_corpus_says_is_known_and_no_news(
    config: Config, store: Store, clock: FixedClock
) -> None:
    async with _pipeline(config, store, clock) as steps:
        await _publish(steps, "seed.txt", ALLEGED, at=START - timedelta(days=9), is_seed=True)
        assert _told(store) == []
        await _publish(steps, "가", ALLEGED, PADDING[0], at=START)
        assert _told(store) == []
        await _publish(steps, "나", DENIED, PADDING[1], at=START + timedelta(days=1))
    assert _told(store) == [(Kind.CHANGED, Stance.DENIED, "나일보")]


async def test_what_is_stored_when_a_topic_is_added_is_known_too(
    config: Config, store: Store, clock: FixedClock
) -> None:
    late = Topic(name="누림교통연대")
    async with _pipeline(config, store, clock) as steps:
        await _publish(steps, "가", ALLEGED, PADDING[0], at=START)
        with store.begin() as tx:
            save_topic(tx, late)
        hold_statements(store, (late,), now=clock())
        hold_statements(store, (late,), now=clock())
        with store.begin(write=False) as tx:
            assert count_statements(tx, late.name) == 1
            assert load_remarks(tx, topic=late.name) == ()


async def test_an_article_that_names_no_topic_leaves_nothing(
    config: Config, store: Store, clock: FixedClock
) -> None:
    article = Article(
        url=Url("https://hanbit.example/a"),
        title="다온시 공원",
        text="시민단체는 다온시가 공원 나무를 몰래 베었다고 주장했다.",
        published=START,
    )
    async with _pipeline(config, store, clock) as steps:
        with store.begin() as tx:
            save_article(tx, article, now=clock())
        await steps.check((article.url, 1))
        with store.begin(write=False) as tx:
            assert count_statements(tx) == 0


async def test_a_digest_tells_a_statement_once_under_its_own_heading(
    config: Config, store: Store, clock: FixedClock
) -> None:
    async with _pipeline(config, store, clock) as steps:
        await _publish(steps, "가", ALLEGED, PADDING[0], at=START)
        digest = steps.queue_digest()
        assert [r.statement.quote for r in digest.remarks] == [ALLEGED]
        assert digest.alerts == ()
        assert len(steps.delivery.due_messages(9)) == 1
        clock.move(days=1)
        assert not steps.digest().is_worth_sending
        # Asked for by hand, what was told is told again.
        assert len(steps.digest(since=START).remarks) == 1


async def test_a_rejected_statement_is_told_no_more_until_that_is_taken_back(
    config: Config, store: Store, clock: FixedClock
) -> None:
    async with _pipeline(config, store, clock) as steps:
        await _publish(steps, "가", ALLEGED, PADDING[0], at=START)
        with store.begin() as tx:
            (one,) = load_remarks(tx)
            wish = Decision(key="", what=What.REJECT, at=clock(), alert=one.key, topic=one.topic)
            kept = decide(tx, wish, now=clock())
            assert read_decision(decision_record(kept)) == kept
        assert steps.digest().remarks == ()
        # Rejected, it is known all the same: who says it again brings no news.
        await _publish(steps, "나", ALLEGED, PADDING[1], at=START + timedelta(days=1))
        assert steps.digest().remarks == ()
        with store.begin() as tx:
            undo(tx, alert=one.key, now=clock())
        assert [r.key for r in steps.digest().remarks] == [one.key]


async def test_a_muted_topic_tells_no_statement(
    config: Config, store: Store, clock: FixedClock
) -> None:
    async with _pipeline(config, store, clock) as steps:
        await _publish(steps, "가", ALLEGED, PADDING[0], at=START)
        with store.begin() as tx:
            decide(tx, Decision(key="", what=What.MUTE, at=clock(), topic=TOPIC.name), now=clock())
        assert steps.digest().remarks == ()


# --- the table -----------------------------------------------------------------------------------


def _remark(number: int, **more: object) -> Remark:
    quote = f"누림교통연대는 가람모빌리티의 {number}번째 해명이 거짓이라고 주장했다."
    said = Statement(
        doc=f"d{number}",
        span=(0, len(quote)),
        quote=quote,
        speaker="누림교통연대",
        stance=Stance.ALLEGED,
        subject=TOPIC.name,
    )
    remark = Remark(
        key=f"s{number:04d}",
        topic=TOPIC.name,
        statement=said,
        source=Source(doc=f"d{number}", outlet="한빛일보", published=START + timedelta(number)),
        kind=Kind.NEW,
        at=(START + timedelta(number)).astimezone(UTC),
    )
    return replace(remark, **more)  # type: ignore[arg-type]


def test_a_remark_is_kept_as_it_is_and_once(store: Store) -> None:
    with store.begin() as tx:
        assert save_remarks(tx, [_remark(1), _remark(2, kind=None, at=None)]) == 1
        assert save_remarks(tx, [_remark(1)]) == 0
    with store.begin(write=False) as tx:
        (kept,) = load_remarks(tx)
        assert kept == _remark(1)
        assert count_statements(tx) == 2
        assert [r.key for r in load_held(tx, [TOPIC.name], limit=9)] == ["s0001", "s0002"]


def test_the_last_statements_of_a_topic_are_held(store: Store) -> None:
    with store.begin() as tx:
        save_remarks(tx, [_remark(n) for n in (3, 1, 4, 2)])
        assert [r.key for r in load_held(tx, [TOPIC.name], limit=2)] == ["s0003", "s0004"]
        assert load_held(tx, ["딴 주제"], limit=2) == ()


def test_remarks_are_asked_for_by_time_topic_kind_and_what_was_told(store: Store) -> None:
    with store.begin() as tx:
        changed = _remark(2, kind=Kind.CHANGED, same_as="s0001")
        save_remarks(tx, [_remark(1), changed, _remark(3, topic="딴 주제")])
        mark_remarks_told(tx, ["s0001"])

        def keys(**wish: object) -> list[str]:
            return [r.key for r in load_remarks(tx, **wish)]  # type: ignore[arg-type]

        assert keys() == ["s0001", "s0002", "s0003"]
        assert keys(undigested=True) == ["s0002", "s0003"]
        assert keys(since=START + timedelta(2)) == ["s0002", "s0003"]
        assert keys(topic=TOPIC.name) == ["s0001", "s0002"]
        assert keys(kinds={Kind.CHANGED}) == ["s0002"]
        assert keys(limit=1) == ["s0003"]
        assert load_remarks(tx, kinds={Kind.CHANGED})[0].previous == _remark(1)


def test_the_beginning_of_a_key_names_a_remark_where_it_names_one_only(store: Store) -> None:
    with store.begin() as tx:
        save_remarks(tx, [_remark(1), _remark(2)])
        found = load_remark(tx, "s0001")
        assert found is not None
        assert found.key == "s0001"
        assert load_remark(tx, "s9") is None
        assert load_remark(tx, "") is None
        with pytest.raises(AmbiguousKeyError):
            load_remark(tx, "s00")
