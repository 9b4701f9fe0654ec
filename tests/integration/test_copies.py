"""Copies from the page to the reader: one alert for a text, and what a copy altered told of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import delete, update

from monitor.cli.explain import print_spread
from monitor.cli.session import SESSION
from monitor.config import load_config
from monitor.cores import Cores
from monitor.errors import StoreError
from monitor.judge.copies import signature
from monitor.mcp.answers import explain, latest_alerts, list_topics
from monitor.model import Alert, Alteration, Article, Kind, Spread, Topic, TrackedFigure, Url
from monitor.pipeline import Pipeline
from monitor.records import spread_record
from monitor.renewal import Renewal, Wanted
from monitor.store.alerts import load_alerts
from monitor.store.articles import load_similar, load_source, save_article, save_signature
from monitor.store.copies import (
    count_copies,
    load_alterations,
    load_originals,
    load_spreads,
    note_alterations,
)
from monitor.store.database import Store
from monitor.store.retention import Keep, prune
from monitor.store.status import load_status
from monitor.store.tables import ALTERATION, VERSION
from monitor.store.topics import save_topic
from monitor.words import Lang, speak
from tests.fakes import FixedClock, NewsSite

START = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
TOPIC = Topic(
    name="푸른호수",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)
STORY = (
    "앱 분석업체 새날데이터가 국내 스마트폰 이용자를 조사해 2일 결과를 내놓았다.",
    "지난 9월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다.",
    "한 사람이 하루에 머문 시간은 평균 37분이었다.",
    "업계에서는 새 기능이 나온 뒤의 흐름을 지켜보아야 한다는 말이 나온다.",
)
ALTERED = STORY[1].replace("121만", "181만")
DOCS = {name: f"https://{name}.example/1" for name in ("hanbit", "sandeul", "garam", "narae")}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
async def steps(tmp_path: Path, store: Store, clock: FixedClock) -> AsyncIterator[Pipeline]:
    file = tmp_path / "monitor.toml"
    file.write_text('data = "data"\n', "utf-8")
    (tmp_path / "data").mkdir()
    with store.begin() as tx:
        save_topic(tx, TOPIC)
    async with NewsSite().http() as http:
        yield Pipeline(
            load_config(file), store, http, clock=clock, lang="ko", cores=Cores(1), channels=()
        )


async def _publish(steps: Pipeline, name: str, *lines: str) -> None:
    """Keep an article as fetched an hour after the last one, and check it."""
    clock = steps.clock
    assert isinstance(clock, FixedClock)
    clock.move(hours=1)
    article = Article(
        url=Url(DOCS[name]),
        title=f"{name} 기사",
        text="\n".join(lines),
        outlet=f"{name}일보",
        published=clock(),
    )
    with steps.store.begin() as tx:
        save_article(tx, article, now=clock())
    await steps.check((DOCS[name], 1))


async def _four(steps: Pipeline) -> None:
    """Publish an original, a copy of it, one with another figure, and a copy of that one."""
    await _publish(steps, "hanbit", *STORY)
    await _publish(steps, "sandeul", *STORY[:3], "박기자 기자")
    await _publish(steps, "garam", STORY[0], ALTERED, *STORY[2:])
    await _publish(steps, "narae", STORY[0], ALTERED, *STORY[2:], "김기자 기자")


def _alerts(store: Store, kind: Kind | None = None) -> dict[str, tuple[Alert, Spread]]:
    """Return the alerts on the users that are told, by outlet, each with how it went round."""
    with store.begin(write=False) as tx:
        found = [a for a in load_alerts(tx) if a.claim.unit == "명" and kind in (None, a.kind)]
        spreads = load_spreads(tx, found)
    told = {alert.source.outlet: (alert, spreads[alert.key]) for alert in found}
    assert len(told) == len(found)
    return told


async def test_a_copy_is_counted_and_a_copy_with_another_figure_is_an_alert_of_its_own(
    steps: Pipeline, store: Store
) -> None:
    await _four(steps)
    told = _alerts(store)
    assert set(told) == {"hanbit일보", "garam일보"}
    first, spread = told["hanbit일보"]
    assert first.kind is Kind.NEW
    assert spread.first.outlet == "hanbit일보"
    assert [s.outlet for s in spread.copies] == ["sandeul일보"]
    (altered,) = spread.altered
    assert (altered.source.outlet, altered.copies) == ("garam일보", 1)
    assert (altered.alteration.before, altered.alteration.words) == ("121만 명", "181만 명")
    assert (altered.alteration.before_quote, altered.alteration.quote) == (STORY[1], ALTERED)
    assert (spread.origin, spread.alteration) == (None, None)
    other, its = told["garam일보"]
    assert other.kind in (Kind.CONFLICT, Kind.CHANGED)
    assert its.first.outlet == "garam일보"
    assert [s.outlet for s in its.copies] == ["narae일보"]
    assert its.altered == ()
    assert its.origin is not None
    assert its.origin.doc == DOCS["hanbit"]
    assert its.alteration == altered.alteration
    with store.begin(write=False) as tx:
        assert count_copies(tx) == (2, 1)
        assert (load_status(tx, START).copies, load_status(tx, START).altered) == (2, 1)


async def test_a_language_model_is_told_who_copied_a_figure_and_who_altered_it(
    steps: Pipeline, store: Store
) -> None:
    await _four(steps)
    told = _alerts(store)
    (first, _), (other, _) = told["hanbit일보"], told["garam일보"]
    with store.begin(write=False) as tx:
        counted = list_topics(tx)
        latest = latest_alerts(tx, "ko", topic=None, kind=None, since=None, limit=100, now=START)
        why: Any = explain(tx, "ko", key=first.key, now=START)
        its: Any = explain(tx, "ko", key=other.key, now=START)
    assert (counted["copies"], counted["altered_copies"]) == (2, 1)
    rows: Any = {row["id"]: row for row in cast(list[Any], latest["alerts"])}
    assert (rows[first.key]["copies"], rows[first.key]["altered_copies"]) == (1, 1)
    assert (rows[first.key]["alters_another"], rows[other.key]["alters_another"]) == (False, True)
    round_ = why["went_round"]
    assert round_["first"]["source"]["untrusted"]["outlet"] == "hanbit일보"
    assert [c["source"]["untrusted"]["outlet"] for c in round_["copies"]] == ["sandeul일보"]
    (altered,) = round_["altered"]
    assert altered["source"]["untrusted"]["outlet"] == "garam일보"
    assert altered["copies"] == 1
    assert altered["untrusted"] == {
        "before": "121만 명",
        "after": "181만 명",
        "before_quote": STORY[1],
        "after_quote": ALTERED,
    }
    assert round_["alters"] is None
    assert its["went_round"]["alters"]["source"]["untrusted"]["outlet"] == "hanbit일보"
    assert its["went_round"]["alters"]["untrusted"] == altered["untrusted"]


async def test_whoever_altered_another_figure_is_among_those_who_say_the_same(
    steps: Pipeline, store: Store
) -> None:
    await _publish(steps, "hanbit", *STORY)
    await _publish(steps, "sandeul", *STORY[:2], STORY[2].replace("37분", "47분"), STORY[3])
    ((_, spread),) = _alerts(store).values()
    assert [s.outlet for s in spread.copies] == ["sandeul일보"]
    assert spread.altered == ()
    with store.begin(write=False) as tx:
        found = load_alterations(tx, DOCS["sandeul"])
        assert count_copies(tx) == (0, 1)
    assert found is not None
    assert found[0] == DOCS["hanbit"]
    assert [(a.before, a.words) for a in found[1]] == [("37분", "47분")]


async def test_what_a_copy_left_out_and_another_one_kept_was_altered_by_nobody(
    steps: Pipeline, store: Store
) -> None:
    await _publish(steps, "hanbit", *STORY)
    await _publish(steps, "sandeul", *STORY[:2], STORY[3])
    await _publish(steps, "garam", *STORY[:3])
    with store.begin(write=False) as tx:
        assert count_copies(tx) == (2, 0)
        assert load_originals(tx, [DOCS["sandeul"]]) == ((DOCS["hanbit"], "\n".join(STORY)),)
        assert load_originals(tx, []) == ()


@pytest.mark.parametrize(
    ("lang", "original", "other"),
    [
        (
            "ko",
            "처음 전한 곳: hanbit일보|사본 1건이 같은 값: sandeul일보|달리 실은 사본 1건:"
            "|garam일보|121만 명 → 181만 명|다시 옮긴 사본 1건",
            "hanbit일보 2026-11-02|옮기면서 이 수치를 달리 실은 기사|121만 명 → 181만 명"
            "|사본 1건이 같은 값: narae일보",
        ),
        (
            "en",
            "first told by: hanbit일보|1 copy of the same text: sandeul일보|1 copy with another"
            "|garam일보|121만 명 → 181만 명|copied from there 1 time",
            "copies hanbit일보|with another figure|121만 명 → 181만 명|1 copy of the same text",
        ),
    ],
)
async def test_explain_says_who_was_first_who_copied_and_who_altered_what(
    steps: Pipeline,
    store: Store,
    capsys: pytest.CaptureFixture[str],
    lang: Lang,
    original: str,
    other: str,
) -> None:
    await _four(steps)
    SESSION.lang = lang
    speak(lang)
    try:
        for outlet, words in (("hanbit일보", original), ("garam일보", other)):
            print_spread(_alerts(store)[outlet][1])
            said = capsys.readouterr().out
            for part in words.split("|"):
                assert part in said, said
            assert f"“{STORY[1]}”" in said
            assert f"“{ALTERED}”" in said
    finally:
        SESSION.lang = "ko"
        speak("ko")


async def test_a_figure_that_nobody_copied_has_no_line_about_copies(
    steps: Pipeline, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    await _publish(steps, "hanbit", *STORY)
    ((_, spread),) = _alerts(store).values()
    print_spread(spread)
    assert capsys.readouterr().out == ""


async def test_programs_get_the_same_as_a_record(steps: Pipeline, store: Store) -> None:
    await _four(steps)
    told = _alerts(store)
    record = spread_record(told["hanbit일보"][1])
    assert json.loads(json.dumps(record)) == record
    assert record["first"] == {"doc": DOCS["hanbit"], "outlet": "hanbit일보"}
    assert record["copies"] == [DOCS["sandeul"]]
    (altered,) = record["altered"]
    assert (altered["doc"], altered["before"], altered["words"]) == (
        DOCS["garam"],
        "121만 명",
        "181만 명",
    )
    assert record["alters"] is None
    alters = spread_record(told["garam일보"][1])["alters"]
    assert alters is not None
    assert (alters["doc"], alters["before_quote"]) == (DOCS["hanbit"], STORY[1])


async def test_reprocessing_finds_altered_copies_again_and_renews_old_signatures(
    steps: Pipeline, store: Store, clock: FixedClock
) -> None:
    await _four(steps)
    before = {name: spread for name, (_, spread) in _alerts(store).items()}
    with store.begin() as tx:
        # As a version left them that knew of no alterations and signed in another way.
        tx.execute(delete(ALTERATION))
        for doc in DOCS.values():
            save_signature(tx, doc, range(96))
        tx.execute(update(VERSION).values(reader="an older one"))
    marks = signature("\n".join(STORY))
    until = clock() + timedelta(days=1)
    with store.begin(write=False) as tx:
        assert load_similar(tx, marks, since=START, until=until) == ()
        assert count_copies(tx) == (2, 0)
    await Renewal(steps).run(Wanted())
    with store.begin(write=False) as tx:
        alike = load_similar(tx, marks, since=START, until=until)
        assert {doc for doc, _ in alike} == set(DOCS.values())
        assert count_copies(tx) == (2, 1)
    assert {name: spread for name, (_, spread) in _alerts(store).items()} == before


async def test_what_was_altered_stays_known_when_the_original_is_kept_no_longer(
    steps: Pipeline, store: Store, clock: FixedClock
) -> None:
    await _four(steps)
    with store.begin() as tx:
        was = load_alterations(tx, DOCS["garam"])
    clock.move(days=90)
    keep = Keep(texts=timedelta(days=30), entries=None, messages=None)
    for _ in prune(store, keep, now=clock(), is_listed=lambda *_: False):
        pass
    with store.begin() as tx:
        tx.execute(update(VERSION).values(reader="an older one"))
        assert load_source(tx, DOCS["hanbit"]) is not None
    await Renewal(steps).run(Wanted())
    with store.begin() as tx:
        assert was is not None
        assert load_alterations(tx, DOCS["garam"]) == was


def test_of_two_that_differ_from_each_other_the_one_found_first_stays(store: Store) -> None:
    told = Alteration(span=(0, 3), words="45곳", quote="45곳이다.")
    with store.begin() as tx:
        for doc in ("a", "b"):
            save_article(tx, Article(url=Url(doc), title=doc, text="45곳이다."), now=START)
        note_alterations(tx, "b", "a", [told])
        note_alterations(tx, "a", "b", [told])
        assert load_alterations(tx, "a") is None
        assert load_alterations(tx, "b") == ("a", (told,))
        more = replace(told, before_span=(1, 4), before="40곳", before_quote="40곳이다.")
        note_alterations(tx, "b", "a", [more])
        assert load_alterations(tx, "b") == ("a", (more,))
        note_alterations(tx, "b", "b", [told])  # nobody alters his own
        assert load_alterations(tx, "b") is None
        with pytest.raises(StoreError):
            note_alterations(tx, "b", "nothing", [told])
