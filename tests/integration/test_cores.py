"""Text work in other processes: it survives a killed one, and none outlives its owner."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from monitor.cores import LARGE, WORTH_A_POOL, Cores
from monitor.errors import BodyError
from monitor.words import language, speak

ROOT = Path(__file__).parents[2]


def _kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


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
