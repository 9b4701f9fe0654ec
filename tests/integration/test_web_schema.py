"""The API against its own schema: whatever is asked of it, it is never the server that fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

from monitor.store.database import open_store
from tests.website import browsing, fill
from tests.website import settings as web_settings

EXAMPLES = 6


@pytest.fixture(scope="module")
def client(
    _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("schema")
    shutil.copy(_sqlite_template, folder / "store.db")
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    fill(store)
    with browsing(store, web_settings(folder)) as browser:
        yield browser
    store.close()


def test_nothing_that_the_schema_allows_makes_the_server_fail(client: TestClient) -> None:
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    token = client.get("/api/v1/me").json()["csrf"]
    answered: dict[str, set[int]] = {}
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        if not operation.path.endswith("/events"):  # has no end
            name = f"{operation.method} {operation.path}"
            answered[name] = _ask(client, operation, token)
    assert len(answered) >= 25
    reached = [name for name, codes in answered.items() if codes & {200, 201, 404, 422}]
    assert len(reached) == len(answered), answered


def _ask(client: TestClient, operation: Any, token: str) -> set[int]:
    """Ask an operation what its schema allows; return with which codes it answered."""
    seen: set[int] = set()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        said = case.as_transport_kwargs(base_url="http://127.0.0.1:8800")
        made_up = ("user-agent", "authorization", "cookie")
        headers = {k: v for k, v in said["headers"].items() if k.lower() not in made_up}
        with suppress(httpx.InvalidURL, UnicodeEncodeError):
            answer = client.request(
                said["method"],
                said["url"],
                params=said.get("params"),
                json=said.get("json"),
                headers={**headers, "x-csrf-token": token},
            )
            assert answer.status_code < 500, (said, answer.text)
            kind = answer.headers.get("content-type", "")
            assert kind.startswith(("application/json", "application/problem+json")), (said, kind)
            seen.add(answer.status_code)

    ask()
    return seen
