"""One daemon per database: who comes second is told who came first."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from monitor.errors import HeldError
from monitor.store.database import Store, open_store
from monitor.store.holding import one_daemon


@pytest.fixture
def second(store: Store) -> Iterator[Store]:
    # As its own process would open it; `store.url` hides the password.
    url = store._engine.url.render_as_string(hide_password=False)
    opened = open_store(url, lang="en")
    yield opened
    opened.close()


def test_a_second_daemon_is_told_who_holds_the_database(store: Store, second: Store) -> None:
    with one_daemon(store, "en") as is_held:
        assert is_held()
        with pytest.raises(HeldError, match=f"process {os.getpid()}@"), one_daemon(second, "en"):
            pass
        assert is_held()
    with one_daemon(second, "en"):
        pass


def test_a_killed_daemon_lets_go(store: Store, second: Store) -> None:
    url = store._engine.url.render_as_string(hide_password=False)
    program = (
        "import sys\n"
        "from monitor.store.database import open_store\n"
        "from monitor.store.holding import one_daemon\n"
        "with one_daemon(open_store(sys.argv[1]), 'en'):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(HeldError, match=f"{other.pid}@"), one_daemon(store, "en"):
            pass
        other.kill()
        other.wait()
    given_up = time.monotonic() + 60
    while True:
        try:
            with one_daemon(second, "en") as is_held:
                assert is_held()
            return
        except HeldError:
            # A server of its own sees that the other one is gone when it gets to it.
            assert time.monotonic() < given_up
            time.sleep(0.02)


def test_a_server_that_cut_the_connection_has_forgotten_the_lock(store: Store) -> None:
    if not store.is_server:
        return
    with one_daemon(store, "en") as is_held:
        with store.begin() as tx:
            tx.connection().exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name LIKE 'monitor %%' AND datname = current_database()"
            )
        assert not is_held()
