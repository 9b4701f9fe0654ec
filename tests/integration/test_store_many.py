"""What every poll executes for many rows, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Float,
    Integer,
    MetaData,
    Table,
    bindparam,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel.sql.sqltypes import UTCDateTime

from monitor.store.database import Store, Tx
from monitor.store.many import ManyChanges, ManyFound, ManyRows
from monitor.store.rows import batches
from monitor.store.types import Exact, Json, Packed, RowId, Words

THING = Table(
    "thing",
    MetaData(),
    Column("id", RowId, primary_key=True),
    Column("name", Words, unique=True),
    Column("seen", UTCDateTime),
    Column("read", UTCDateTime),
    Column("number", Exact),
    Column("share", Float),
    Column("count", Integer),
    Column("parts", Json),
    Column("text", Packed),
)
NAMES = ("id", "name", "seen", "read", "number", "share", "count", "parts", "text")
NOON = datetime(2026, 11, 22, 12, 0, 0, 7, tzinfo=UTC)
KOREA = timezone(timedelta(hours=9))
ROWS: list[tuple[Any, ...]] = [
    (1, "한빛", NOON, NOON, Decimal("1.0"), 1.0, 1, ["가", 1], "본문\n둘째 줄"),
    (2, "새벽", NOON.astimezone(KOREA), None, Decimal(1), 0.0, 0, [], ""),
    (3, "a\x00b\ud800", None, NOON - timedelta(days=365), None, None, 1, {"가": [1]}, None),
]


@pytest.fixture
def tx(store: Store) -> Iterator[Tx]:
    """A transaction with the table, of which nothing is kept."""
    with store.begin() as tx:
        THING.create(tx.connection())
        yield tx
        tx.rollback()


def stored(tx: Tx) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in tx.execute(select(THING).order_by(THING.c.id))]


def test_rows_come_back_as_they_were_given(tx: Tx) -> None:
    many = ManyRows(THING, *NAMES)
    assert many.insert(tx, ROWS) == 3
    found = stored(tx)
    assert found[0] == ROWS[0]
    # Moments in UTC, and of what no database takes a mark of the same length.
    assert found[1] == ROWS[1]
    assert [row[2].tzinfo for row in found[:2]] == [UTC, UTC]
    assert found[2] == (3, "a\ufffdb\ufffd", *ROWS[2][2:])
    # Equal numbers that are written otherwise stay as they are written.
    assert [str(row[4]) for row in found] == ["1.0", "1", "None"]


def test_columns_stand_in_any_order_and_what_is_not_named_is_nothing(tx: Tx) -> None:
    many = ManyRows(THING, "count", "name", "id")
    assert many.insert(tx, [(5, "한빛", 1)]) == 1
    assert stored(tx) == [(1, "한빛", None, None, None, None, 5, None, None)]


def test_moments_are_kept_as_sqlalchemy_keeps_them(tx: Tx) -> None:
    moments = [NOON, NOON.astimezone(KOREA), NOON.replace(year=987, microsecond=0)]
    ManyRows(THING, "id", "seen").insert(tx, list(enumerate(moments)))
    tx.execute(insert(THING), [{"id": 9 + n, "seen": m} for n, m in enumerate(moments)])
    kept = "SELECT CAST(seen AS TEXT) FROM thing ORDER BY id"
    ours, theirs = batches(list(tx.connection().exec_driver_sql(kept).scalars()), 3)
    assert ours == theirs
    with pytest.raises((ValueError, StatementError), match=r"time ?zone"):
        ManyRows(THING, "id", "seen").insert(tx, [(99, NOON.replace(tzinfo=None))])


def test_rows_that_contradict_one_another_are_a_bug_and_no_refusal(tx: Tx) -> None:
    ManyRows(THING, "id", "name").insert(tx, [(1, "한빛"), (2, "새벽")])
    rename = update(THING).where(THING.c.id == bindparam("at")).values(name=bindparam("name"))
    with pytest.raises(IntegrityError):
        ManyChanges(rename, "at", "name").apply(tx, [(2, "한빛")])


def test_a_row_that_is_there_stays_as_it_is(tx: Tx) -> None:
    many = ManyRows(THING, "id", "name", "count")
    many.insert(tx, [(1, "한빛", 1)])
    assert many.insert(tx, [(2, "한빛", 2), (3, "새벽", 3)]) == 1
    assert [row[:2] for row in stored(tx)] == [(1, "한빛"), (3, "새벽")]


def test_a_row_of_the_same_key_gets_the_new_values_but_for_those_to_keep(tx: Tx) -> None:
    many = ManyRows(THING, "id", "name", "count", "seen", overwrite=["id"], keep=["seen"])
    many.insert(tx, [(1, "한빛", 1, NOON)])
    many.insert(tx, [(1, "새벽", 2, NOON + timedelta(days=1)), (2, "노을", 3, NOON)])
    assert [(*row[:3], row[6]) for row in stored(tx)] == [
        (1, "새벽", NOON, 2),
        (2, "노을", NOON, 3),
    ]


def test_a_statement_serves_again_and_again(tx: Tx) -> None:
    many = ManyRows(THING, *NAMES)
    for row in ROWS:
        assert many.insert(tx, [row]) == 1
    assert len(stored(tx)) == 3


def test_changes_reach_the_rows_they_name_and_no_other(tx: Tx) -> None:
    ManyRows(THING, *NAMES).insert(tx, ROWS)
    changes = ManyChanges(
        update(THING)
        .where(THING.c.name == bindparam("at"))
        .values(seen=bindparam("seen"), read=bindparam("read"), parts=bindparam("parts")),
        *("at", "parts", "seen", "read"),
    )
    later = NOON + timedelta(hours=1)
    changed = changes.apply(
        tx,
        [
            ("한빛", ["새"], later.astimezone(KOREA), later),
            ("새벽", [], None, later),
            ("없는 이름", [], later, later),
        ],
    )
    found = stored(tx)
    assert changed == 2
    assert [(row[2], row[3], row[7]) for row in found[:2]] == [
        (later, later, ["새"]),
        (None, later, []),
    ]
    assert found[2][2:] == ROWS[2][2:]


def test_rows_are_found_as_they_were_kept(tx: Tx) -> None:
    ManyRows(THING, *NAMES).insert(tx, ROWS)
    found = ManyFound(select(THING), THING.c.name).load(
        tx, ["새벽", "a\x00b\ud800", "없는 이름", "한빛"]
    )
    assert sorted(tuple(row) for row in found) == stored(tx)
    assert {row.name: row.read for row in found}["한빛"] == NOON


def test_what_the_query_leaves_out_is_not_found(tx: Tx) -> None:
    ManyRows(THING, *NAMES).insert(tx, ROWS)
    query = select(THING.c.name, THING.c.id).where(THING.c.share > literal_column("0.5"))
    shared = ManyFound(query, THING.c.id)
    assert [(row.name, row.id) for row in shared.load(tx, [1, 2, 3])] == [("한빛", 1)]
    assert [row.id for row in shared.load(tx, [1])] == [1]


def test_of_nothing_comes_nothing(tx: Tx) -> None:
    changes = ManyChanges(update(THING).values(count=bindparam("count")), "count")
    found = ManyFound(select(THING), THING.c.id)
    assert ManyRows(THING, *NAMES).insert(tx, []) == 0
    assert changes.apply(tx, []) == 0
    assert list(found.load(tx, [])) == []
    assert list(found.load(tx, [1])) == []
