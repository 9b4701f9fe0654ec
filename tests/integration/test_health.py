"""What probes and a monitoring system are told, over a real socket and from a real database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor import health as module
from monitor.errors import ConfigError
from monitor.health import Health, serve_health
from monitor.store.articles import mark_checked, save_article
from monitor.store.database import Store, open_store
from monitor.store.feeds import save_feed
from tests.integration.store_samples import FEED, NOW, an_article


@contextmanager
def served(store: Store) -> Iterator[tuple[Health, HTTPConnection]]:
    health = Health(store, clock=lambda: NOW, silent=timedelta(days=14))
    with serve_health(health, "127.0.0.1", 0, "en") as port:
        yield health, HTTPConnection("127.0.0.1", port, timeout=10)


def ask(connection: HTTPConnection, path: str, method: str = "GET") -> tuple[int, str]:
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def metrics(connection: HTTPConnection) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    status, body = ask(connection, "/metrics")
    assert status == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }


def test_a_daemon_is_alive_while_it_starts_and_ready_only_at_work(store: Store) -> None:
    with served(store) as (health, connection):
        assert ask(connection, "/healthz") == (200, "ok\n")
        assert ask(connection, "/readyz") == (503, "not at work\n")
        health.beat()
        assert ask(connection, "/readyz") == (200, "ok\n")
        health.rest()
        assert ask(connection, "/readyz")[0] == 503


def test_a_daemon_without_a_sign_of_life_is_stuck(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(store) as (health, connection):
        health.beat()
        monkeypatch.setattr(module, "STUCK_AFTER", 0.0)
        assert ask(connection, "/healthz") == (503, "stuck\n")
        assert ask(connection, "/readyz") == (503, "stuck\n")


def test_a_database_that_is_gone_makes_it_unready_and_is_told(tmp_path: Path) -> None:
    file = tmp_path / "monitor.db"
    store = open_store(f"sqlite:///{file}", lang="en")
    store.close()
    file.write_bytes(b"no database" * 1000)
    with served(store) as (health, connection):
        health.beat()
        status, why = ask(connection, "/readyz")
        assert status == 503
        assert "not a database" in why
        assert ask(connection, "/healthz")[0] == 200
        assert metrics(connection)["monitor_database_up",] == 0
    store.close()


def test_metrics_count_feeds_jobs_queues_and_what_outlets_yield(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
        for number in range(3):
            article = an_article(f"https://news.example/{number}")
            saved = save_article(tx, article, now=NOW - timedelta(hours=2))
            if number:
                mark_checked(tx, article.url, saved.version, now=NOW)
    with served(store) as (health, connection):
        health.observe("fetch", 0.2, failed=False)
        health.observe("fetch", 20, failed=True)
        found = metrics(connection)
    assert found["monitor_database_up",] == 1
    assert found["monitor_database_bytes",] > 0
    assert found["monitor_feeds", "enabled"] == 1
    assert found["monitor_feeds", "unpolled"] == 1
    assert found["monitor_jobs_total", "fetch", "done"] == 1
    assert found["monitor_jobs_total", "fetch", "failed"] == 1
    assert found["monitor_job_seconds_count", "fetch"] == 2
    assert found["monitor_articles_total", "article"] == 3
    assert found["monitor_waiting", "check"] == 1
    assert found["monitor_oldest_waiting_seconds", "check"] == timedelta(hours=2).total_seconds()
    assert found["monitor_outlet_articles", an_article("https://a.example/").outlet] == 2
    assert found["monitor_outlet_claims_per_article", an_article("https://a.example/").outlet] == 0


def test_no_address_of_a_feed_or_an_article_is_in_the_metrics(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_article(tx, an_article("https://news.example/secret"), now=NOW)
    with served(store) as (_, connection):
        assert "http" not in ask(connection, "/metrics")[1]


def test_other_pages_and_methods_are_refused(store: Store) -> None:
    with served(store) as (_, connection):
        assert ask(connection, "/")[0] == 404
        assert ask(connection, "/metrics/../../etc/passwd")[0] == 404
        assert ask(connection, "/healthz", "POST")[0] == 501


def test_a_port_that_is_taken_is_told_with_its_setting(store: Store) -> None:
    with (
        served(store) as (health, connection),
        pytest.raises(ConfigError, match=r"health\.port: cannot listen at 127\.0\.0\.1:"),
        serve_health(health, "127.0.0.1", connection.port, "en"),
    ):
        pass
