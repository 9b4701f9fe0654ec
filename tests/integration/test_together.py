"""Pieces of work that share a transaction: each has its result, and its own failure."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest

from monitor.errors import StoreError
from monitor.model import Feed, Url
from monitor.store.database import Store, Tx
from monitor.store.feeds import load_feed, load_feeds, save_feed
from monitor.together import MOST, Together


def add(tx: Tx, number: int) -> int:
    save_feed(tx, Feed(url=Url(f"https://hanbit.example/{number}")))
    return number


def do_each(tx: Tx, pieces: Sequence[Callable[[Tx], int]]) -> list[int]:
    return [piece(tx) for piece in pieces]


def stored(store: Store) -> int:
    with store.begin(write=False) as tx:
        return len(load_feeds(tx))


async def test_many_pieces_are_done_in_few_transactions_each_with_its_result(store: Store) -> None:
    together = Together(store, do_each, write=True)

    def piece(number: int, tx: Tx) -> int:
        tx.info["pieces"] = tx.info.get("pieces", 0) + 1
        add(tx, number)
        return int(tx.info["pieces"])

    works = [lambda tx, n=n: piece(n, tx) for n in range(2 * MOST + 3)]
    found = await asyncio.gather(*(together.do(work) for work in works))
    assert found == [*range(1, MOST + 1), *range(1, MOST + 1), 1, 2, 3]
    assert stored(store) == 2 * MOST + 3


async def test_all_that_may_come_are_done_together_at_once(store: Store) -> None:
    coming = 3
    together = Together(store, do_each, write=True, coming=lambda: coming)

    async def at_once(count: int) -> list[bool]:
        first = stored(store)
        works = [lambda tx, n=n: add(tx, first + n) for n in range(count)]
        tasks = [asyncio.create_task(together.do(work)) for work in works]
        for _ in range(5):  # turns of the loop; a wait for others is thousands of them
            await asyncio.sleep(0)
        done = [task.done() for task in tasks]
        await asyncio.gather(*tasks)
        return done

    assert await at_once(3) == [True] * 3
    assert await at_once(2) == [False] * 2  # a third one may still come
    coming = 1
    assert await at_once(1) == [True]
    assert stored(store) == 6


async def test_one_that_fails_takes_no_other_with_it(store: Store) -> None:
    together = Together(store, do_each, write=True)

    def fail(tx: Tx) -> int:
        add(tx, 99)
        raise ValueError("no")

    works = [lambda tx: add(tx, 1), fail, lambda tx: add(tx, 2)]
    found = await asyncio.gather(*(together.do(w) for w in works), return_exceptions=True)
    assert (found[0], type(found[1]), found[2]) == (1, ValueError, 2)
    assert stored(store) == 2


async def test_what_the_database_refuses_is_told_to_everyone(store: Store) -> None:
    together = Together(store, do_each, write=False)
    works = [lambda tx, n=n: add(tx, n) for n in range(3)]
    found = await asyncio.gather(*(together.do(w) for w in works), return_exceptions=True)
    # A file that may not be written counts as away; a server says no to this statement alone.
    assert [isinstance(error, StoreError) for error in found] == [True] * 3


async def test_who_no_longer_waits_is_passed_over(store: Store) -> None:
    together = Together(store, do_each, write=True)
    first = asyncio.create_task(together.do(lambda tx: add(tx, 1)))
    second = asyncio.create_task(together.do(lambda tx: add(tx, 2)))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 2
    with pytest.raises(asyncio.CancelledError):
        await first
    with store.begin(write=False) as tx:
        assert load_feed(tx, "https://hanbit.example/1") is None
