"""What the daemon asks for all day is found through an index, however much is stored."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from monitor.model import Alteration
from monitor.store.alerts import last_told, load_alerts, remove_alerts
from monitor.store.articles import (
    load_article,
    load_rereads,
    load_similar,
    load_unchecked,
    mark_checked,
    save_article,
    set_copy_of,
)
from monitor.store.claims import load_claims, load_topic_claims
from monitor.store.copies import (
    load_alterations,
    load_originals,
    load_spreads,
    note_alterations,
)
from monitor.store.database import Store, Tx
from monitor.store.entries import (
    load_entry_failures,
    load_waiting_entries,
    note_entry_failure,
    note_entry_fetched,
    save_entries,
)
from monitor.store.figures import load_figure, remove_values, save_figure, set_current
from monitor.store.outbox import (
    is_parked,
    is_under_way,
    last_digest,
    lease_messages,
    load_message,
    merge_unsent,
)
from monitor.store.statements import load_remarks
from monitor.store.status import load_coverage
from tests.integration.store_samples import (
    HOUR,
    NOW,
    a_figure,
    a_value,
    an_alert,
    an_article,
    an_entry,
    statements,
)

# A small table is rightly read whole; these grow with the news.
GROWING = [
    "entry",
    "entry_feed",
    "article",
    "article_version",
    "article_band",
    "alteration",
    "claim",
    "figure",
    "figure_term",
    "figure_value",
    "alert",
    "alert_support",
    "digest",
    "told",
    "statement",
    "message",
    "review",
]


def _spread_copies(tx: Tx) -> None:
    """Ask how the figure of an article with a copy and an altered copy went round."""
    for doc in ("a", "b", "c"):
        save_article(tx, an_article(doc), now=NOW)
    set_copy_of(tx, "b", "a")
    note_alterations(tx, "c", "a", [Alteration(span=(0, 3), words="45곳", quote="45곳이다.")])
    assert load_spreads(tx, [an_alert(doc="a")])


STEPS: dict[str, Callable[[Tx], object]] = {
    "save_entries": lambda tx: save_entries(tx, [an_entry()], now=NOW),
    "load_waiting_entries": lambda tx: load_waiting_entries(tx, NOW, limit=9),
    "note_entry_fetched": lambda tx: note_entry_fetched(tx, "a", "a", now=NOW),
    "note_entry_failure": lambda tx: note_entry_failure(tx, "a", error="404", retry_at=None),
    "load_entry_failures": lambda tx: load_entry_failures(tx, limit=9),
    "save_article": lambda tx: save_article(tx, an_article(), now=NOW),
    "load_article": lambda tx: load_article(tx, "a"),
    "load_rereads": lambda tx: load_rereads(tx, NOW, limit=9),
    "load_unchecked": lambda tx: load_unchecked(tx, limit=9, seeds=False),
    "mark_checked": lambda tx: mark_checked(tx, "a", 1, now=NOW),
    "load_similar": lambda tx: load_similar(tx, range(96), since=NOW - HOUR, until=NOW),
    "load_originals": lambda tx: load_originals(tx, ["a"]),
    "load_alterations": lambda tx: load_alterations(tx, "a"),
    "load_spreads": lambda tx: _spread_copies(tx),
    "load_claims": lambda tx: load_claims(tx, "a"),
    "load_topic_claims": lambda tx: load_topic_claims(tx, "딥시크", limit=9),
    "load_figure": lambda tx: load_figure(tx, "f1"),
    "remove_values": lambda tx: remove_values(tx, "a", 1),
    "load_alerts": lambda tx: load_alerts(tx, undigested=True, include_confirmed=True),
    "load_alerts_since": lambda tx: load_alerts(tx, since=NOW),
    "load_alerts_untold": lambda tx: load_alerts(tx, since=NOW, untold_to=1),
    "load_remarks_untold": lambda tx: load_remarks(tx, since=NOW, untold_to=1),
    "last_told": lambda tx: last_told(tx, 1, ["f1"]),
    "remove_alerts": lambda tx: remove_alerts(tx, "a", 1),
    "lease_messages": lambda tx: lease_messages(tx, NOW, lease=HOUR, limit=9),
    "load_message": lambda tx: load_message(tx, "m1"),
    "is_under_way": lambda tx: is_under_way(tx, 1),
    "is_parked": lambda tx: is_parked(tx, 1, since=NOW),
    "merge_unsent": lambda tx: merge_unsent(tx, 1),
    "last_digest": lambda tx: last_digest(tx, channel="email", recipient="a", delivered=True),
    "load_coverage": lambda tx: load_coverage(tx, since=NOW - HOUR, until=NOW),
}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_reads_no_growing_table_whole(store: Store, step: str) -> None:
    with store.begin() as tx:
        with statements(tx) as seen:
            STEPS[step](tx)
        assert seen
        for sql, parameters in seen:
            first = parameters[0] if isinstance(parameters, list) else parameters
            rows = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", first).all()
            for row in rows:
                # In the order of an index up to a limit is not whole; nor are the few untold ones.
                whole = re.match(r"SCAN (\w+)", row[-1])
                bounded = "USING INDEX" in row[-1] and "LIMIT" in sql
                bounded = bounded or row[-1].endswith("USING INDEX ix_alert_untold")
                assert not (whole and whole[1] in GROWING) or bounded, f"{row[-1]}\n{sql}"


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_value_is_superseded_through_an_index(store: Store) -> None:
    with store.begin() as tx:
        save_figure(tx, a_figure(values=(a_value(),)), [])
        with statements(tx) as seen:
            assert set_current(tx, "f1", a_value())
        for sql, parameters in seen:
            rows = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all()
            assert all(row[-1].startswith("SEARCH") for row in rows), rows
