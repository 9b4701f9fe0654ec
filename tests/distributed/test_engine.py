"""The distributed engine in one process, on a real PostgreSQL: whose turn, once, again, parked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from monitor.config import Config, load_config
from monitor.errors import AwayError, StoreError
from monitor.model import Entry, Feed, Message, Url
from monitor.pipeline import Pipeline, open_pipeline
from monitor.store.database import Store, open_store
from monitor.store.entries import save_entries
from monitor.store.feeds import save_feed
from monitor.store.hosts import give_back, take_turn
from monitor.store.outbox import save_messages
from monitor.store.parked import Key
from monitor.store.queue import (
    Ticket,
    add_jobs,
    count_jobs,
    count_workers,
    find_queued,
    news_priority,
    prepare_queue,
)
from monitor.workers.distributed import Distributed, SharedClock
from monitor.workers.jobs import Job, make_jobs
from monitor.workers.tickets import PRIORITIES, Tickets
from tests.conftest import _postgres_database
from tests.integration.store_samples import a_message

FEED = Url("http://a.example/feed.xml")
SECONDS = 120.0  # for what must come


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with _postgres_database() as made:
        store = open_store(made)
        prepare_queue(store)
        prepare_queue(store)  # the second time nothing is to be done
        store.close()
        yield made


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, lang="en")
    with opened.begin() as tx:
        names = "procrastinate_jobs, procrastinate_workers, host, parked, feed, message"
        tx.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    yield opened
    opened.close()


@pytest.fixture
def config(url: str, tmp_path: Path) -> Config:
    file = tmp_path / "monitor.toml"
    file.write_text(
        f'data = "data"\n[database]\nurl = "{url}"\n[fetch]\nallow_private = true\n'
        '[workers]\nengine = "distributed"\ntries = 3\nlost_seconds = 2\nisolate = false\n'
        'processes = 1\n[digest]\nfolder = ""\n',
        "utf-8",
    )
    return load_config(file)


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Pipeline]:
    clock = SharedClock(lambda: datetime.now(UTC))
    async with open_pipeline(config, clock=clock, lang="en") as pipeline:
        yield pipeline


class Work:
    """Jobs of one kind that a test decides about: which wait, and what doing one comes to."""

    def __init__(self, name: str = "check", *, keys: Sequence[Key] = ()) -> None:
        self.keys = list(keys)
        self.done: list[Key] = []
        self.parked: list[tuple[Key, str, int]] = []
        self.do: Callable[[Key], Any] = lambda _: None
        self.name = name

    def job(self, **others: Any) -> Job:
        async def do(key: Key) -> None:
            result = self.do(key)
            if asyncio.iscoroutine(result):
                await result
            self.done.append(key)
            if key in self.keys:
                self.keys.remove(key)

        made = Job(
            name=self.name,
            waiting=lambda most: tuple(self.keys[:most]),
            do=do,
            fail=lambda key, _: self.keys.remove(key),
            park=lambda key, error, tries: self.parked.append((key, error, tries)),
            at_once=2,
            waits=lambda _tx, key: key in self.keys,
        )
        return replace(made, **others)


PUBLISH = Job(name="publish", waiting=lambda _: (), do=None, fail=None, at_once=1)  # type: ignore[arg-type]


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not holds():
            await asyncio.sleep(0.02)


@contextmanager
def stopped_after(*tasks: asyncio.Task[None], stop: asyncio.Event) -> Iterator[None]:
    try:
        yield
    finally:
        stop.set()


def queued(store: Store) -> dict[tuple[str, str], int]:
    with store.begin(write=False) as tx:
        return count_jobs(tx)


# --- turns at hosts -------------------------------------------------------------------------------


def test_a_host_is_asked_at_most_so_often_and_so_many_at_once(store: Store) -> None:
    def take(spacing: float = 0.0) -> Any:
        with store.begin() as tx:
            return take_turn(tx, "a.example", spacing=spacing, at_once=2, lasts=60)

    first, second, third = take(), take(), take()
    assert first.token
    assert second.token
    assert first.token != second.token
    assert third.token is None
    assert not third.rests
    with store.begin() as tx:
        give_back(tx, "a.example", first.token, refused=False)
    spaced = take(spacing=50.0)
    assert spaced.token
    with store.begin() as tx:
        give_back(tx, "a.example", spaced.token, refused=False)
    early = take()
    assert early.token is None
    assert 40 < early.wait <= 50
    with store.begin() as tx:
        assert take_turn(tx, "b.example", spacing=0, at_once=2, lasts=60).token, "another host"


def test_a_host_that_refuses_is_left_alone_for_as_long_as_it_said(store: Store) -> None:
    with store.begin() as tx:
        turn = take_turn(tx, "a.example", spacing=0, at_once=2, lasts=60)
        assert turn.token
        give_back(tx, "a.example", turn.token, refused=True, asked=500)
        rest = take_turn(tx, "a.example", spacing=0, at_once=2, lasts=60)
    assert rest.rests
    assert 480 < rest.wait <= 500


def test_a_host_that_does_not_say_for_how_long_is_left_alone_longer_each_time(store: Store) -> None:
    rests = []
    for _ in range(3):
        with store.begin() as tx:
            turn = take_turn(tx, "a.example", spacing=0, at_once=2, lasts=60)
            assert turn.token
            give_back(tx, "a.example", turn.token, refused=True)
            rests.append(take_turn(tx, "a.example", spacing=0, at_once=2, lasts=60).wait)
            tx.execute(text("UPDATE host SET paused_until = NULL"))
    assert [round(rest / 60) for rest in rests] == [1, 2, 4]


def test_the_place_of_a_killed_worker_is_free_again(store: Store) -> None:
    with store.begin() as tx:
        assert take_turn(tx, "a.example", spacing=0, at_once=1, lasts=-10).token
        assert take_turn(tx, "a.example", spacing=0, at_once=1, lasts=60).token
        assert not take_turn(tx, "a.example", spacing=0, at_once=1, lasts=60).token


# --- the queue ------------------------------------------------------------------------------------


def test_a_job_is_put_into_the_queue_with_its_row_or_not_at_all(store: Store) -> None:
    class UndoneError(Exception):
        pass

    def write(*, fails: bool) -> None:
        with store.begin() as tx:
            add_jobs(tx, [Ticket(job="check", key=("a", 1))])
            if fails:
                raise UndoneError

    with pytest.raises(UndoneError):
        write(fails=True)
    assert queued(store) == {}
    write(fails=False)
    assert queued(store) == {("check", "todo"): 1}


def test_a_job_is_in_the_queue_once_whoever_puts_it_there(store: Store) -> None:
    with store.begin() as tx:
        add_jobs(tx, [Ticket(job="fetch", key="a"), Ticket(job="fetch", key="a")])
        add_jobs(tx, [Ticket(job="fetch", key="a"), Ticket(job="poll", key="a")])
    assert queued(store) == {("fetch", "todo"): 1, ("poll", "todo"): 1}
    with store.begin() as tx:
        tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        add_jobs(tx, [Ticket(job="fetch", key="a")])
        assert find_queued(tx, "fetch", ["a", "b"]) == {"a"}
    assert queued(store) == {("fetch", "doing"): 1, ("poll", "doing"): 1}


def test_few_jobs_stand_behind_one_lock(store: Store) -> None:
    wanted = [Ticket(job="fetch", key=f"{host}/{n}", lock=host) for n in range(9) for host in "ab"]
    for _ in range(2):
        with store.begin() as tx:
            add_jobs(tx, wanted, behind=3)
        with store.begin(write=False) as tx:
            found = find_queued(tx, "fetch", [ticket.key for ticket in wanted])
        assert sorted(map(str, found)) == ["a/0", "a/1", "a/2", "b/0", "b/1", "b/2"]


def test_those_that_come_later_keep_no_job_out_of_the_queue(store: Store) -> None:
    others = [Ticket(job="fetch", key=f"a/{n}", lock="a", priority=10) for n in range(9)]
    wanted = [Ticket(job="fetch", key=f"a/w{n}", lock="a", priority=30) for n in range(9)]
    with store.begin() as tx:
        add_jobs(tx, others, behind=3)
        add_jobs(tx, wanted, behind=3)
        add_jobs(tx, [Ticket(job="reread", key="a/r", lock="a", priority=0)], behind=3)
        # What comes last in a list that was given at once comes first by its priority.
        add_jobs(tx, [*(replace(t, lock="b", key=f"b{t.key}") for t in others + wanted)], behind=3)
        keys = [ticket.key for ticket in (*others, *wanted)]
        found = find_queued(tx, "fetch", keys)
        other_host = find_queued(tx, "fetch", [f"b{key}" for key in keys])
    assert sorted(map(str, found)) == ["a/0", "a/1", "a/2", "a/w0", "a/w1", "a/w2"]
    assert sorted(map(str, other_host)) == ["ba/w0", "ba/w1", "ba/w2"]
    assert queued(store) == {("fetch", "todo"): 9}


def test_a_page_that_may_hold_a_topic_is_taken_before_polls_and_other_pages(store: Store) -> None:
    page = "http://a.example/"
    listed = [Entry(feed=FEED, url=Url(f"{page}{n}"), title=f"소식 {n}") for n in range(3)]
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
        is_wanted = lambda entry: entry.title == "소식 2"  # noqa: E731
        save_entries(tx, listed, now=datetime.now(UTC), is_wanted=is_wanted)
        tickets = Tickets(per_host=100)
        tickets.add(tx, "reread", ["http://b.example/"])
        tickets.add(tx, "fetch", [entry.url for entry in listed])
        tickets.add(tx, "poll", [FEED])
        taken = []
        for _ in range(5):
            row = tx.execute(text("SELECT * FROM procrastinate_fetch_job_v2(NULL, NULL)")).one()
            taken.append(row.args["key"])
            done = "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = :id"
            tx.execute(text(done), {"id": row.id})
    assert taken == [f"{page}2", FEED, f"{page}0", f"{page}1", "http://b.example/"]


def test_archives_are_read_after_all_news_and_the_users_own_documents_before_it(
    store: Store,
) -> None:
    with store.begin() as tx:
        tickets = Tickets(per_host=1)
        for kind in ("backfill", "check", "check_seeds"):
            tickets.add(tx, kind, [(f"http://a.example/{kind}", 1)])
        rows = tx.execute(text("SELECT task_name, priority FROM procrastinate_jobs")).all()
    kinds = [row.task_name for row in sorted(rows, key=lambda row: -row.priority)]
    assert kinds == ["check_seeds", "check", "backfill"]
    assert news_priority(datetime(2080, 1, 1, tzinfo=UTC)) > PRIORITIES["backfill"]


def test_the_engine_keeps_no_diary_of_what_was_done(store: Store) -> None:
    put(store, Ticket(job="check", key="a"))
    with store.begin() as tx:
        tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        assert tx.execute(text("SELECT count(*) FROM procrastinate_events")).scalar() == 0


# --- workers --------------------------------------------------------------------------------------


@asynccontextmanager
async def working(engine: Distributed) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(engine.work(stop))
    try:
        yield
    finally:
        stop.set()
        await task


def put(store: Store, *tickets: Ticket) -> None:
    with store.begin() as tx:
        add_jobs(tx, tickets)


async def test_a_job_whose_row_no_longer_waits_is_not_done_again(
    store: Store, config: Config
) -> None:
    work = Work(keys=["a"])
    async with opened(config) as pipeline, working(Distributed(pipeline, [work.job()])):
        put(store, Ticket(job="check", key="a"))
        await until(lambda: not queued(store))
        put(store, Ticket(job="check", key="a"))
        await until(lambda: not queued(store))
    assert work.done == ["a"]


async def test_a_failing_job_is_tried_again_and_then_parked_with_its_error(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.workers.distributed._FIRST_AGAIN", timedelta(0))
    work, good = Work(keys=["bad"]), Work("fetch", keys=["good"])

    def fail(key: Key) -> None:
        raise ValueError(f"not {key}")

    work.do = fail
    async with opened(config) as pipeline:
        engine = Distributed(pipeline, [work.job(), good.job()])
        async with working(engine):
            put(store, Ticket(job="check", key="bad"), Ticket(job="fetch", key="good"))
            await until(lambda: bool(work.parked and good.done))
    assert work.parked == [("bad", "ValueError: not bad", 3)]
    assert queued(store) == {}


async def test_what_is_judged_waits_for_older_news_that_is_under_way(
    store: Store, config: Config
) -> None:
    work, begun, order = Work(keys=["older", "newer"]), asyncio.Event(), []
    async with opened(config) as pipeline:

        async def judge(key: Key) -> None:
            if key == "older":
                await begun.wait()  # it takes long to read
            begun.set()
            assert pipeline.earlier is not None
            await pipeline.earlier()
            order.append(key)

        work.do = judge
        async with working(Distributed(pipeline, [work.job()])):
            put(
                store,
                Ticket(job="check", key="older", priority=-5),
                Ticket(job="check", key="newer", priority=-9),
            )
            await until(lambda: len(work.done) == 2)
    assert order == ["older", "newer"]


async def test_the_jobs_of_a_worker_that_is_gone_are_done_by_another(
    store: Store, config: Config
) -> None:
    work, freed = Work("deliver", keys=["a"]), []
    put(store, Ticket(job="deliver", key="a"))
    with store.begin() as tx:
        tx.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES ('2020-01-01')"))
        tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1"))
    job = work.job(free=lambda _tx, key: freed.append(key))
    work.keys.clear()  # only the queue knows of it
    work.keys.append("a")
    async with opened(config) as pipeline:
        engine, stop = Distributed(pipeline, [job, PUBLISH]), asyncio.Event()
        leading = asyncio.create_task(engine.run(stop))
        async with working(Distributed(pipeline, [job])):
            await until(lambda: bool(work.done))
        stop.set()
        await leading
    assert (work.done, freed) == (["a"], ["a"])


async def test_a_worker_that_was_thought_to_be_gone_is_known_again(
    store: Store, config: Config
) -> None:
    def known() -> int:
        with store.begin(write=False) as tx:
            return count_workers(tx, seconds=60)

    work = Work(keys=["a"])
    async with opened(config) as pipeline, working(Distributed(pipeline, [work.job()])):
        await until(lambda: known() == 1)
        with store.begin() as tx:
            tx.execute(text("DELETE FROM procrastinate_workers"))
        await until(lambda: known() == 1)
        put(store, Ticket(job="check", key="a"))
        await until(lambda: bool(work.done))
    assert known() == 0, "one that ends says so"


async def test_a_job_that_is_the_end_of_every_worker_is_parked(
    store: Store, config: Config
) -> None:
    work = Work(keys=["a"])
    put(store, Ticket(job="check", key="a"))
    with store.begin() as tx:
        tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing', attempts = 2"))
    async with opened(config) as pipeline:
        engine, stop = Distributed(pipeline, [work.job(), PUBLISH]), asyncio.Event()
        leading = asyncio.create_task(engine.run(stop))
        await until(lambda: bool(work.parked))
        stop.set()
        await leading
    assert [(key, tries) for key, _, tries in work.parked] == [("a", 3)]
    assert work.done == []


async def test_what_a_job_held_when_the_database_went_is_let_go_before_it_is_tried_again(
    store: Store, config: Config
) -> None:
    work, freed = Work("deliver", keys=["a"]), list[tuple[Key, int]]()
    tries = list[Key]()

    def lose_once(key: Key) -> None:
        tries.append(key)
        if len(tries) == 1:
            raise AwayError("gone")

    work.do = lose_once
    job = work.job(free=lambda _tx, key: freed.append((key, len(tries))))
    put(store, Ticket(job="deliver", key="a"))
    async with opened(config) as pipeline, working(Distributed(pipeline, [job])):
        await until(lambda: bool(work.done))
    assert (work.done, tries, freed) == (["a"], ["a", "a"], [("a", 1)])


def cut_connections(store: Store) -> None:
    """Have the server end all connections at the database but this one."""
    with store.begin() as tx:
        tx.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                "datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


@dataclass(slots=True)
class CuttingChannel:
    """A channel during whose first sending all connections to the database are cut."""

    store: Store
    name: str = "email"
    sent: list[str] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        self.sent.append(message.key)
        if len(self.sent) == 1:
            cut_connections(self.store)


async def test_a_message_that_was_on_its_way_when_the_database_went_is_noted_once_it_is_back(
    store: Store, config: Config
) -> None:
    channel = CuttingChannel(store)
    with store.begin() as tx:
        save_messages(tx, [a_message("m1", recipient="a@demo.example")])
        add_jobs(tx, [Ticket(job="deliver", key="m1")])

    def state() -> str:
        with store.begin(write=False) as tx:
            return str(tx.execute(text("SELECT state FROM message")).scalar_one())

    async with opened(config) as pipeline:
        pipeline.delivery.channels = (channel,)
        jobs = [job for job in make_jobs(pipeline) if job.name == "deliver"]
        async with working(Distributed(pipeline, jobs)):
            # And not when its lease is over, ten minutes later.
            await until(lambda: state() == "delivered" and not queued(store))
    assert channel.sent == ["m1"]


async def test_a_worker_whose_connections_are_cut_goes_on_and_loses_nothing(
    store: Store, config: Config
) -> None:
    keys = [str(number) for number in range(12)]
    work = Work(keys=keys)

    def cut(key: Key) -> None:
        if key in ("3", "7"):
            cut_connections(store)
            keys_cut.append(key)

    keys_cut: list[Key] = []
    work.do = cut
    async with opened(config) as pipeline:
        engine, stop = Distributed(pipeline, [work.job(), PUBLISH]), asyncio.Event()
        leading = asyncio.create_task(engine.run(stop))
        async with working(Distributed(pipeline, [work.job()])):
            await until(lambda: not work.keys and not queued(store))
        stop.set()
        await leading
    assert sorted(work.done, key=str) == sorted(keys)
    assert len(keys_cut) == 2


async def test_one_of_three_daemons_leads_and_another_one_does_once_it_is_cut_off(
    store: Store, config: Config
) -> None:
    looks: list[int] = []
    stops = [asyncio.Event() for _ in range(3)]

    async with opened(config) as pipeline:
        runs = []
        for number, stop in enumerate(stops):

            def waiting(_: int, number: int = number) -> tuple[str, ...]:
                looks.append(number)
                return ()

            job = Work("poll").job(waiting=waiting)
            engine = Distributed(pipeline, [job, PUBLISH])
            runs.append(asyncio.create_task(engine.run(stop)))
        await until(lambda: len(looks) >= 2)
        (first,) = set(looks)
        looks.clear()
        with store.begin() as tx:
            tx.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                    "AND granted AND pid <> pg_backend_pid()"
                )
            )
        stops[first].set()
        await until(lambda: len(looks) >= 2)
        assert len(set(looks)) == 1
        assert first not in looks
        for stop in stops:
            stop.set()
        await asyncio.gather(*runs)


def test_a_server_that_goes_while_somebody_takes_the_lead_is_away_and_no_bug(store: Store) -> None:
    def lose() -> None:
        with store.lasting_connection() as connection:
            mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with store.begin() as tx:
                tx.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
            connection.execute(text("SELECT 1"))

    with pytest.raises(AwayError):
        lose()


async def test_a_drain_has_the_workers_do_kind_after_kind_at_the_given_moment(
    store: Store, config: Config
) -> None:
    poll, check = Work("poll"), Work(keys=["c1", "c2"])
    seen, moments = list[tuple[str, object]](), set[datetime]()
    moment = datetime(2025, 3, 3, tzinfo=UTC)
    async with opened(config) as pipeline:
        poll.do = check.do = lambda _: moments.add(pipeline.clock())
        jobs = [poll.job(), check.job(), PUBLISH]
        async with (
            working(Distributed(pipeline, jobs)),
            open_pipeline(config, clock=lambda: moment, lang="en") as here,
        ):
            engine = Distributed(here, jobs)
            await engine.drain(
                "poll", "check", first=["p1"], seen=lambda name, key: seen.append((name, key))
            )
    assert seen[0] == ("poll", "p1"), "asked for by name, due or not"
    assert sorted(map(str, seen[1:])) == ["('check', 'c1')", "('check', 'c2')"]
    assert moments == {moment}


async def test_a_drain_without_a_worker_says_so(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.workers.distributed._NOBODY", 0.1)
    async with opened(config) as pipeline:
        engine = Distributed(pipeline, [Work(keys=["a"]).job()])
        with pytest.raises(StoreError, match="no worker"):
            await engine.drain("check")


async def test_a_drain_without_a_worker_of_its_kind_says_which_is_missing(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch, check = Work("fetch", keys=["a"]), Work("check", keys=["b"])
    jobs = [fetch.job(), check.job(), PUBLISH]

    def known(kind: str) -> int:
        with store.begin(write=False) as tx:
            return count_workers(tx, seconds=60, kind=kind)

    async with opened(config) as pipeline:
        stop = asyncio.Event()
        # One that asks of servers alone, as `monitor worker --only fetch`.
        serving = asyncio.create_task(Distributed(pipeline, jobs).work(stop, kinds=["fetch"]))
        await until(lambda: known("fetch") == 1 and known("check") == 0)
        drain = Distributed(pipeline, jobs)
        async with asyncio.timeout(SECONDS):
            await drain.drain("fetch")
            monkeypatch.setattr("monitor.workers.distributed._NOBODY", 0.1)
            with pytest.raises(StoreError, match="no worker to do it: check"):
                await drain.drain("check")
        # What it had put into the queue waits there for a worker of that kind.
        assert queued(store) == {("check", "todo"): 1}
        async with working(Distributed(pipeline, jobs)):
            await until(lambda: known("check") == 1)
            await until(lambda: not queued(store))
        stop.set()
        await serving
    assert (fetch.done, check.done) == (["a"], ["b"])


def test_a_worker_of_an_older_program_that_does_not_say_what_it_does_counts_for_all(
    store: Store,
) -> None:
    with store.begin() as tx:
        tx.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
        assert count_workers(tx, seconds=60, kind="check") == 1


async def test_a_drain_gives_the_jobs_of_a_lost_worker_to_others_where_no_daemon_leads(
    store: Store, config: Config
) -> None:
    freed: list[Key] = []
    work = Work("deliver", keys=["a"])
    put(store, Ticket(job="deliver", key="a"))
    with store.begin() as tx:
        tx.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES ('2020-01-01')"))
        tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1"))
    job = work.job(free=lambda _tx, key: freed.append(key))
    async with opened(config) as pipeline, working(Distributed(pipeline, [job])):
        async with asyncio.timeout(SECONDS):
            await Distributed(pipeline, [job, PUBLISH]).drain("deliver")
    assert (work.done, freed) == (["a"], ["a"])


async def test_the_clock_of_a_worker_is_the_databases(store: Store) -> None:
    late = SharedClock(lambda: datetime.now(UTC) - timedelta(minutes=5))
    early = SharedClock(lambda: datetime.now(UTC) + timedelta(minutes=5))
    for clock in (late, early):
        clock.look(store)
    assert abs(late() - early()) < timedelta(seconds=30)


def test_only_so_much_of_a_kind_is_put_into_the_queue_at_once(store: Store, config: Config) -> None:
    asked: list[int] = []

    def waiting(most: int) -> tuple[str, ...]:
        asked.append(most)
        return ()

    async def look() -> None:
        async with opened(config) as pipeline:
            full = Work("fetch").job(waiting=waiting, is_full=lambda: True)
            free = Work("check").job(waiting=waiting)
            Distributed(pipeline, [full, free]).look()

    asyncio.run(look())
    assert asked == [1000], "what its followers have more than enough of is not asked for"
