"""Topics, claims and figures as the store keeps them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from typing import cast

import pytest

from monitor.errors import StoreError
from monitor.model import Interval, Judgement, Topic, TrackedFigure, Value
from monitor.store.alerts import load_alert, save_alert
from monitor.store.articles import save_article
from monitor.store.claims import (
    count_claims,
    load_claims,
    load_figure_claims,
    load_topic_claims,
    save_claims,
    save_judged_claims,
)
from monitor.store.database import Store, Tx, open_store
from monitor.store.figures import (
    COMMON,
    COMMON_PART,
    LONGEST_TERM,
    RECENT_VALUES,
    add_value,
    count_figures,
    drop_figure,
    load_figure,
    load_figures,
    load_figures_by_terms,
    load_figures_for,
    merge_figures,
    pin_value,
    remove_values,
    save_figure,
    set_current,
    unpin_value,
)
from monitor.store.topics import load_topic, load_topics, remove_topic, save_topic
from tests.integration.store_samples import (
    NOW,
    a_claim,
    a_figure,
    a_source,
    a_value,
    an_alert,
    an_article,
    statements,
)


def value_of(doc: str, number: int, *, is_current: bool = True) -> Value:
    claim = a_claim(doc, interval=Interval(Decimal(number), Decimal(number)))
    return Value(claim=claim, source=a_source(doc), is_current=is_current)


def current(tx: Tx, key: str) -> list[int]:
    figure = load_figure(tx, key)
    assert figure is not None
    return [int(v.claim.interval.low or 0) for v in figure.values if v.is_current]


# --- topics --------------------------------------------------------------------------------------


def test_topics_keep_their_order_when_one_is_edited(store: Store) -> None:
    first = Topic(name="딥시크", aliases=("DeepSeek",))
    edited = replace(first, figures=(TrackedFigure(metric="이용자 수", units=("명",)),))
    with store.begin() as tx:
        save_topic(tx, first)
        save_topic(tx, Topic(name="AI 인재"))
        save_topic(tx, edited)
        assert load_topics(tx) == (edited, Topic(name="AI 인재"))
        assert remove_topic(tx, "딥시크")
        assert not remove_topic(tx, "딥시크")
        assert load_topic(tx, "딥시크") is None
        assert load_topics(tx) == (Topic(name="AI 인재"),)


# --- claims --------------------------------------------------------------------------------------


def test_claims_saved_again_take_the_place_of_the_old_ones(store: Store) -> None:
    doc = an_article().url
    few = [a_claim(), a_claim(subject="오픈AI")]
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        save_claims(tx, doc, 1, [*few, *few])
        save_claims(tx, doc, 1, few)
        assert load_claims(tx, doc, 1) == tuple(few)
        assert count_claims(tx) == 2
        save_claims(tx, doc, 1, [])
        assert load_claims(tx, doc, 1) == ()


def test_each_version_of_a_page_has_its_own_claims(store: Store) -> None:
    doc = an_article().url
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        save_claims(tx, doc, 1, [a_claim()])
        save_article(tx, an_article(text="고침"), now=NOW)
        save_claims(tx, doc, 2, [a_claim(unit="개")])
        assert load_claims(tx, doc, 1) == (a_claim(),)
        assert load_claims(tx, doc) == (a_claim(unit="개"),)


def test_claims_need_the_reading_they_stand_in(store: Store) -> None:
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        with pytest.raises(StoreError):
            save_claims(tx, an_article().url, 2, [a_claim()])


def test_judged_claims_are_found_by_topic_and_figure(store: Store) -> None:
    doc = an_article().url
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        judged = [
            Judgement(claim=a_claim(), topic="딥시크", figure="f1"),
            Judgement(claim=a_claim(subject="오픈AI")),
        ]
        for _ in range(2):
            save_judged_claims(tx, doc, 1, judged)
        (kept,) = load_topic_claims(tx, "딥시크", limit=9)
        assert (kept.claim, kept.topic, kept.figure) == (a_claim(), "딥시크", "f1")
        assert (kept.source.doc, kept.source.outlet) == (doc, an_article().outlet)
        assert load_figure_claims(tx, "f1", limit=9) == (kept,)
        assert load_topic_claims(tx, "AI 인재", limit=9) == ()
        assert len(load_claims(tx, doc)) == 2


def test_the_claims_of_the_newest_reading_come_first_whatever_was_judged_last(
    store: Store,
) -> None:
    docs = ["https://news.example/1", "https://news.example/2"]
    with store.begin() as tx:
        for doc in docs:
            save_article(tx, an_article(doc), now=NOW)
        for doc in reversed(docs):
            kept = [a_claim(doc, unit=unit) for unit in ("명", "개")]
            save_judged_claims(tx, doc, 1, [Judgement(claim=c, topic="딥시크") for c in kept])
        found = load_topic_claims(tx, "딥시크", limit=3)
        assert [(k.source.doc, k.claim.unit) for k in found] == [
            (docs[1], "개"),
            (docs[1], "명"),
            (docs[0], "개"),
        ]


def test_the_latest_claims_of_a_topic_stand_in_the_order_of_an_index(
    store: Store, dialect: str
) -> None:
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        save_judged_claims(tx, an_article().url, 1, [Judgement(claim=a_claim(), topic="딥시크")])
        with statements(tx) as seen:
            assert load_topic_claims(tx, "딥시크", limit=9)
        ((sql, parameters),) = seen
        if dialect == "postgresql":
            # So few rows are sooner read whole and sorted: is there another way at all?
            for way in ("enable_seqscan", "enable_sort"):
                tx.connection().exec_driver_sql(f"SET LOCAL {way} = off")
        explain = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN (COSTS OFF) "
        rows = tx.connection().exec_driver_sql(explain + sql, parameters).all()
        plan = [str(row[-1]).strip().removeprefix("->  ") for row in rows]
        assert any("ix_claim_topic_version_id" in line for line in plan), plan
        # Of one reading the few claims may be put in order.
        assert not any(line == "Sort" or "TEMP B-TREE" in line for line in plan), plan


# --- figures -------------------------------------------------------------------------------------


def test_a_figure_saved_again_gains_terms_and_values_and_stays_one(store: Store) -> None:
    first, second = value_of("a", 1), value_of("b", 2, is_current=False)
    with store.begin() as tx:
        assert save_figure(tx, a_figure(values=(first,)), ["이용자", "딥시크"])
        assert not save_figure(tx, a_figure(subject="다름", values=(first, second)), ["mau"])
        whole = a_figure(values=(first, second))
        assert load_figure(tx, "f1") == whole
        for term in ("이용자", "딥시크", "mau"):
            assert load_figures_by_terms(tx, [term]) == (whole,)
        assert count_figures(tx) == (1, 2)


def test_the_same_place_of_the_same_reading_is_one_value(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(), [])
        assert add_value(tx, "f1", value_of("a", 1))
        assert not add_value(tx, "f1", value_of("a", 2))
        edited = value_of("a", 3)
        assert add_value(tx, "f1", replace(edited, source=a_source("a", version=2)))
        assert current(tx, "f1") == [1, 3]
        with pytest.raises(StoreError):
            add_value(tx, "nothing", value_of("a", 1))


def test_a_value_that_becomes_current_supersedes_the_others(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(values=(value_of("a", 1), value_of("b", 2))), [])
        assert current(tx, "f1") == [1, 2]
        add_value(tx, "f1", value_of("c", 3))
        assert set_current(tx, "f1", value_of("c", 3))
        assert current(tx, "f1") == [3]
        assert not set_current(tx, "f1", value_of("d", 4))
        assert current(tx, "f1") == [3]
        # The step that brought the first value runs again.
        add_value(tx, "f1", value_of("a", 1))
        assert current(tx, "f1") == [3]


def test_no_article_replaces_a_value_set_by_hand(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(values=(value_of("a", 1),)), [])
        pin_value(tx, "f1", value_of("by hand", 10))
        assert current(tx, "f1") == [10]
        add_value(tx, "f1", value_of("b", 2))
        assert not set_current(tx, "f1", value_of("b", 2))
        assert current(tx, "f1") == [10]
        pin_value(tx, "f1", value_of("b", 2))
        assert current(tx, "f1") == [2]
        assert unpin_value(tx, "f1")
        assert not unpin_value(tx, "f1")
        assert set_current(tx, "f1", value_of("a", 1))
        assert current(tx, "f1") == [1]


def test_a_dropped_figure_is_not_brought_back_by_building_again(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(values=(value_of("a", 1),)), ["이용자"])
        assert drop_figure(tx, "f1")
        assert not drop_figure(tx, "f1")
        save_figure(tx, a_figure(values=(value_of("a", 1),)), ["이용자"])
        assert load_figures(tx) == ()
        assert load_figures_by_terms(tx, ["이용자"]) == ()
        assert count_figures(tx) == (0, 0)
        pin_value(tx, "f1", value_of("by hand", 2))
        assert [figure.key for figure in load_figures(tx)] == ["f1"]


def test_what_a_reading_brought_can_be_taken_back(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(values=(value_of("a", 1),)), [])
        for doc, number in [("b", 2), ("c", 3)]:
            add_value(tx, "f1", value_of(doc, number))
            set_current(tx, "f1", value_of(doc, number))
        assert remove_values(tx, "a", 1) == 1
        assert current(tx, "f1") == [3]
        assert remove_values(tx, "c", 1) == 1
        assert current(tx, "f1") == [2]
        assert remove_values(tx, "c", 1) == 0
        pin_value(tx, "f1", value_of("b", 2))
        assert remove_values(tx, "b", 1) == 0


def test_two_figures_that_are_the_same_become_one(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure("f1", values=(value_of("a", 1),)), ["이용자"])
        other = a_figure("f2", values=(value_of("a", 1), value_of("b", 2)))
        save_figure(tx, other, ["mau"])
        save_alert(tx, an_alert(figure="f2"))
        for _ in range(2):
            merge_figures(tx, "f1", "f2")
        (figure,) = load_figures_by_terms(tx, ["mau"])
        assert [v.source.doc for v in figure.values] == ["a", "b"]
        assert [f.key for f in load_figures(tx)] == ["f1"]
        alert = load_alert(tx, an_alert().key)
        assert alert is not None
        assert alert.figure == "f1"
        save_figure(tx, other, ["mau"])
        assert [f.key for f in load_figures(tx)] == ["f1"]


def test_figures_are_listed_by_topic_and_words(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure("f1"), [])
        save_figure(tx, a_figure("f2", metric="API 가격", unit="USD"), [])
        save_figure(tx, a_figure("f3", topic="AI 인재", subject="한국"), [])
        assert [f.key for f in load_figures(tx)] == ["f1", "f2", "f3"]
        assert [f.key for f in load_figures(tx, topic="딥시크")] == ["f1", "f2"]
        assert [f.key for f in load_figures(tx, metric="api")] == ["f2"]
        assert [f.key for f in load_figures(tx, subject="한국", metric="이용자")] == ["f3"]
        assert [f.key for f in load_figures(tx, limit=1)] == ["f1"]


# --- the index -----------------------------------------------------------------------------------


def test_those_come_first_that_share_the_most_and_the_rarest_terms(store: Store) -> None:
    with store.begin() as tx:
        for i in range(20):
            save_figure(tx, a_figure(f"common{i}"), ["한국"])
        save_figure(tx, a_figure("rare"), ["라마 3.1"])
        save_figure(tx, a_figure("both"), ["라마 3.1", "한국"])
        found = [f.key for f in load_figures_by_terms(tx, ["한국", "라마 3.1", "미지"], limit=3)]
        assert found == ["both", "rare", "common0"]
        assert load_figures_by_terms(tx, []) == ()
        assert load_figures_by_terms(tx, [""]) == ()


def test_of_figures_that_share_only_common_terms_few_stand_beside_those_of_a_rarer_one(
    store: Store,
) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure("whole"), ["한국", "한국 매출 반도체"])
        for i in range(COMMON + 9):
            save_figure(tx, a_figure(f"f{i}"), ["한국"])
        found = [f.key for f in load_figures_by_terms(tx, ["한국", "한국 매출 반도체"], limit=12)]
        assert found[0] == "whole"
        assert len(found) == 1 + 12 // COMMON_PART
        # Where nothing is rarer, they are all there is.
        assert len(load_figures_by_terms(tx, ["한국"], limit=12)) == 12


def test_the_claims_of_an_article_are_looked_up_together(store: Store) -> None:
    with store.begin() as tx:
        for i in range(100):
            save_figure(tx, a_figure(f"f{i}"), [f"용어{i}", "모두"])
        wanted = [{f"용어{i}"} for i in range(40)] + [{"용어3"}, set()]
        found = load_figures_for(tx, wanted)
        assert [f.key for f in found] == [f"f{i}" for i in range(40)]
        assert len(load_figures_for(tx, [{"모두"}, {"모두", "용어99"}], limit=2)) == 3


def test_a_term_of_any_length_finds_its_figure(store: Store) -> None:
    long = "가" * 5000
    with store.begin() as tx:
        save_figure(tx, a_figure(), [long, "나" * LONGEST_TERM])
        assert [f.key for f in load_figures_by_terms(tx, [long])] == ["f1"]


def test_a_look_up_brings_current_values_and_recent_history(store: Store) -> None:
    with store.begin() as tx:
        values = [value_of(f"d{i}", i, is_current=i == 0) for i in range(RECENT_VALUES + 9)]
        save_figure(tx, a_figure(values=tuple(values)), ["이용자"])
        (found,) = load_figures_by_terms(tx, ["이용자"])
        assert found.values == (values[0], *values[9:])
        (whole,) = load_figures(tx)
        assert whole.values == tuple(values)


def test_a_look_up_reads_the_index_and_no_whole_table(store: Store, dialect: str) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(values=(value_of("a", 1),)), ["이용자"])
        with statements(tx) as seen:
            load_figures_by_terms(tx, ["이용자"])
        assert len(seen) == 3
        if dialect == "postgresql":
            # A table of one row is read whole whatever there is; of many it would not be.
            tx.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN "
        for sql, parameters in seen:
            rows = tx.connection().exec_driver_sql(explain + sql, parameters).all()
            plan = "\n".join(str(row[-1]) for row in rows)
            assert "figure" in plan
            for whole in ("SCAN figure", "Seq Scan"):
                assert whole not in plan, plan


def _steps(tx: Tx, terms: list[str]) -> int:
    """Count the steps that SQLite's machine takes for a look-up, in hundreds."""
    raw = cast(sqlite3.Connection, tx.connection().connection.driver_connection)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    raw.set_progress_handler(count, 100)
    try:
        load_figures_by_terms(tx, terms, limit=50)
    finally:
        raw.set_progress_handler(None, 0)
    return steps


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_the_work_of_a_look_up_does_not_grow_with_the_number_of_figures(store: Store) -> None:
    with store.begin() as tx:

        def fill(start: int, end: int) -> None:
            for i in range(start, end):
                save_figure(tx, a_figure(f"f{i}"), ["모두", f"용어{i}"])

        fill(0, 10 * COMMON)
        few = _steps(tx, ["모두", "용어7"])
        fill(10 * COMMON, 40 * COMMON)
        many = _steps(tx, ["모두", "용어7"])
    assert few > 10
    assert many < few * 1.2


def test_what_another_process_changed_is_judged_by_at_once(store: Store, store_url: str) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(values=(a_value(),)), ["딥시크"])
    other = open_store(store_url)

    def current(of: Store) -> list[Decimal | None]:
        with of.begin(write=False) as tx:
            (figure,) = load_figures_for(tx, [{"딥시크"}])
        return [v.claim.interval.low for v in figure.values if v.is_current]

    try:
        assert current(other) == current(store) == [Decimal(590000)]
        changed = a_claim(interval=Interval(Decimal(7), Decimal(7)))
        value = Value(claim=changed, source=a_source("https://news.example/9"))
        with store.begin() as tx:
            add_value(tx, "f1", value)
            set_current(tx, "f1", value)
        assert current(other) == [Decimal(7)]
        with other.begin() as tx:
            drop_figure(tx, "f1")
        with store.begin(write=False) as tx:
            assert load_figures_for(tx, [{"딥시크"}]) == ()
    finally:
        other.close()
