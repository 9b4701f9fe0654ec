"""Text work in other processes: it survives a killed one, and none outlives its owner."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from monitor.cores import LARGE, MEMORY, WORTH_A_POOL, Cores
from monitor.errors import BodyError, FeedError, FetchError, ReaderError, SourceError
from monitor.words import language, speak

ROOT = Path(__file__).parents[2]


def _kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _read_for_ever(begun: Path) -> None:
    begun.touch()
    signal.pause()


def _raise(error: Exception) -> None:
    raise error


async def test_a_few_documents_are_read_right_here() -> None:
    cores = Cores(2)
    cores.expect(WORTH_A_POOL - 1)
    assert await cores.runner("doc")(os.getpid) == os.getpid()
    cores.close()


async def test_a_text_beyond_any_story_is_read_where_it_can_be_stopped() -> None:
    cores = Cores(1)
    try:
        assert await cores.runner("doc", size=LARGE + 1)(os.getpid) != os.getpid()
    finally:
        cores.close()


async def test_many_documents_are_read_in_other_processes_and_in_the_users_language() -> None:
    before = language()
    cores = Cores(2)
    cores.expect(WORTH_A_POOL)
    try:
        speak("en")
        assert await cores.runner("doc")(os.getpid) != os.getpid()
        assert await cores.runner("doc")(language) == "en"
    finally:
        speak(before)
        cores.close()


async def test_a_document_that_kills_its_reader_is_named_and_the_next_one_is_read() -> None:
    cores = Cores(2)
    cores.expect(WORTH_A_POOL)
    try:
        with pytest.raises(BodyError, match=r"bad\.html"):
            await cores.runner("bad.html")(_kill_myself)
        assert await cores.runner("good.html")(partial(int, "59")) == 59
    finally:
        cores.close()


OWNER = """
import asyncio, os, sys
from monitor.cores import WORTH_A_POOL, Cores

async def main():
    cores = Cores(2)
    cores.expect(WORTH_A_POOL)
    print(await cores.runner("doc")(os.getpid), flush=True)
    sys.stdin.read()

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_a_reader_ends_when_its_owner_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "owner.py"
    script.write_text(OWNER, "utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    ) as owner:
        assert owner.stdout is not None
        assert int(owner.stdout.readline()) != owner.pid
        owner.kill()
        # The readers hold this pipe too: it ends when the last of them has.
        assert owner.communicate(timeout=60)[0] == ""


async def test_a_document_that_takes_too_long_is_stopped_and_only_it_has_failed() -> None:
    cores = Cores(2, isolate=True)
    try:
        run = cores.runner("a.html", outside=True)
        assert await run(os.getpid) in cores.pids()
        (stopped,) = cores.pids()
        os.kill(stopped, signal.SIGSTOP)  # as one that hangs: it says nothing any more
        cores.seconds = 0.2
        with pytest.raises(ReaderError, match=r"a\.html") as caught:
            await run(os.getpid)
        assert caught.value.temporary
        assert stopped not in cores.pids()
        cores.seconds = 60
        assert await run(os.getpid) != stopped
    finally:
        cores.close()


async def test_processes_are_ended_while_one_of_them_is_at_work(tmp_path: Path) -> None:
    cores = Cores(2)
    cores.expect(WORTH_A_POOL)
    begun = tmp_path / "begun"
    reading = asyncio.create_task(cores.runner("doc")(partial(_read_for_ever, begun)))
    while not begun.exists():
        assert not reading.done()
        await asyncio.sleep(0.01)
    cores.close()  # the daemon lets go of a database that takes nothing, or is stopped
    with pytest.raises(ReaderError):
        await reading
    cores.close()


async def test_a_process_that_died_while_idle_is_replaced_and_no_document_blamed() -> None:
    cores = Cores(2, isolate=True)
    try:
        run = cores.runner("a.html", outside=True)
        idle = await run(os.getpid)
        os.kill(idle, signal.SIGKILL)
        assert await run(os.getpid) != idle
    finally:
        cores.close()


async def test_what_kills_one_process_leaves_the_document_in_the_other_alone() -> None:
    cores = Cores(2, isolate=True)
    try:
        good = cores.runner("good.html", outside=True)
        bad = cores.runner("bad.html", outside=True)
        results = await asyncio.gather(
            bad(_kill_myself),
            *(good(partial(sum, range(200_000))) for _ in range(4)),
            return_exceptions=True,
        )
        assert isinstance(results[0], ReaderError)
        assert results[1:] == [19_999_900_000] * 4
    finally:
        cores.close()


@pytest.mark.parametrize(
    "error",
    [
        FeedError("u", "why", temporary=True),
        BodyError("u", "why", state="blocked"),
        FetchError("u", "why", status=503, retry_after=3.0),
    ],
)
async def test_an_error_comes_over_as_it_was_raised(error: SourceError) -> None:
    cores = Cores(1, isolate=True)
    try:
        with pytest.raises(type(error)) as caught:
            await cores.runner("doc", outside=True)(partial(_raise, error))
        assert vars(caught.value) == vars(error)
        assert str(caught.value) == str(error)
    finally:
        cores.close()


async def test_what_takes_all_memory_stops_its_own_process_only() -> None:
    cores = Cores(1, isolate=True)
    try:
        run = cores.runner("doc", outside=True)
        with pytest.raises(ReaderError):
            await run(partial(bytes, MEMORY))
        assert await run(partial(int, "59")) == 59
    finally:
        cores.close()
