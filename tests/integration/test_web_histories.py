"""The page of a figure with a long history: page by page, and drawn so that it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from monitor.judge.terms import figure_terms
from monitor.model import Figure, Modality, Period, Topic, Value
from monitor.store.alerts import save_alert
from monitor.store.database import Store
from monitor.store.figures import add_value, remove_values, save_figure
from monitor.store.reviews import load_reviews
from monitor.store.topics import save_topic
from monitor.web.charts import NARROW, WIDE, Point, draw_chart, thin
from monitor.web.pages import POINTS, VALUES
from tests.alerts import alert, claim, source, value
from tests.website import browsing, csrf, settings

COUNT = 2 * VALUES + 20
START = date(2025, 1, 1)


def _value(number: int) -> Value:
    """A value of each day, the latest highest; the tenth last is a plan."""
    day = START + timedelta(days=number)
    is_plan = number == COUNT - 10
    said = claim(
        1000 + number,
        quote=f"이용자는 {1000 + number}명이다.",
        as_of=Period(day, day),
        modality=Modality.PLANNED if is_plan else Modality.ASSERTED,
    )
    return value(said, source=source(f"{number % 3}일보", doc=f"https://v.example/{number}"))


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    figure = Figure(
        key="long",
        topic="누리챗",
        subject="누리챗",
        metric="이용자 수",
        unit="명",
        # Not in the order of their days.
        values=tuple(_value(n) for n in (*range(1, COUNT, 2), *range(0, COUNT, 2))),
    )
    with store.begin() as tx:
        save_topic(tx, Topic(name="누리챗"))
        save_figure(tx, figure, figure_terms(figure))
    with browsing(store, settings(tmp_path)) as browser:
        yield browser


def _numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<tr id="v(\d+)"', page)]


def test_a_long_history_is_paged_by_days_without_a_gap(client: TestClient) -> None:
    path, numbers = "/figures/long", list[int]()
    pages = 0
    while path:
        page = client.get(path).text
        numbers += _numbers(page)
        pages += 1
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        path = onward[1] if onward else ""
    assert numbers == list(range(COUNT, 0, -1))
    assert pages == 3
    found, before = list[float](), None
    while True:
        narrow = {"values": 9} if before is None else {"values": 9, "before": before}
        record = client.get("/api/v1/figures/long", params=narrow).json()
        assert record["latest"]["low"] == 1000 + COUNT - 1
        found += [row["low"] for row in reversed(record["values"])]
        assert record["left_out"] == COUNT - len(found)
        if (before := record["next"]) is None:
            break
    assert found == [1000 + n for n in reversed(range(COUNT))]


def test_what_follows_a_value_that_is_gone_since_goes_on(client: TestClient, store: Store) -> None:
    first = client.get("/api/v1/figures/long", params={"values": 10}).json()
    gone = first["values"][0]
    with store.begin() as tx:
        remove_values(tx, gone["doc"], 1)
    more = client.get("/api/v1/figures/long", params={"values": 10, "before": first["next"]}).json()
    assert more["values"]
    assert client.get("/api/v1/figures/long?before=0").json()["values"] == []


def test_a_files_history_is_whole(client: TestClient) -> None:
    record = client.get("/figures/long.json").json()
    assert [row["low"] for row in record["values"]] == [1000 + n for n in range(COUNT)]
    assert len(client.get("/figures/long.csv").text.splitlines()) == COUNT + 1


def test_a_dense_chart_says_so_and_each_point_leads_to_its_row(client: TestClient) -> None:
    @cache
    def rows_of(path: str) -> set[int]:
        return set(_numbers(client.get(path).text))

    page = client.get("/figures/long").text
    charts = re.findall(r'<svg class="chart (\w+)".*?</svg>', page, re.S)
    assert charts == ["wide", "narrow"]
    drawn = [etree.fromstring(svg) for svg in re.findall(r'(?s)<svg class="chart .*?</svg>', page)]
    for size, chart in zip((WIDE, NARROW), drawn, strict=True):
        points = chart.findall(".//a[@data-point]")
        assert len(points) <= POINTS[size]
        numbers = [int(point.get("data-point")) for point in points]
        assert {1, COUNT, COUNT - 9} <= set(numbers)  # the ends and the plan
        assert f"가운데 {len(points)}개만" in page
        for point in points:
            path, _, anchor = point.get("href").partition("#")
            assert int(anchor.removeprefix("v")) in rows_of(path or "/figures/long")


def test_a_value_that_was_called_wrong_is_drawn_no_more(client: TestClient, store: Store) -> None:
    path = "/api/v1/figures/long/points?most=8"
    record = client.get(path).json()
    assert (record["count"], record["undrawn"]) == (COUNT, 0)
    assert record["points"][-1]["low"] == 1000 + COUNT - 1
    assert len(record["points"]) <= 8
    last = _value(COUNT - 1)
    with store.begin() as tx:
        save_alert(tx, alert(last.claim, source=last.source, figure="long", key="wrong"))
    headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
    wish = {"action": "reject", "alert": "wrong"}
    assert client.post("/api/v1/reviews", json=wish, headers=headers).status_code == 201
    record = client.get(path).json()
    assert record["points"][-1]["low"] == 1000 + COUNT - 2
    assert client.get("/api/v1/figures/long").json()["latest"]["low"] == 1000 + COUNT - 2


def _decide(client: TestClient, action: str, *ids: int, **fields: str) -> Any:
    """Send the form below a figure's table."""
    form = {"csrf": csrf(client), "figure": "long", "action": action, **fields}
    return client.post("/reviews", data={**form, **{f"id-{number}": "on" for number in ids}})


def test_values_that_are_chosen_are_split_off_or_corrected(
    client: TestClient, store: Store
) -> None:
    def kept() -> list[float]:
        return [row["low"] for row in client.get("/figures/long.json").json()["values"]]

    rows = client.get("/api/v1/figures/long?values=3").json()["values"]
    page = client.get("/figures/long").text
    assert all(f'name="id-{row["id"]}"' in page for row in rows)
    answer = _decide(client, "split", *(row["id"] for row in rows[:2]), name="주간 이용자 <b>")
    assert answer.status_code == 303, answer.text
    said = client.get(answer.headers["location"]).text
    assert f"값 {COUNT - 2}개, 지금 " in said
    assert "주간 이용자 &lt;b&gt; [" in said
    assert "<b>" not in said
    made = client.get("/api/v1/reviews").json()["reviews"][0]
    again = client.get(f"/?done=split&by={made['id']}").text
    assert "주간 이용자" in again
    assert client.get("/?done=split&by=%00zz").status_code == 200
    assert kept() == [1000 + n for n in (*range(COUNT - 3), COUNT - 1)]
    answer = _decide(client, "correct", rows[2]["id"], value="77명")
    assert answer.status_code == 303, answer.text
    assert kept()[-1] == 77
    for review in client.get("/api/v1/reviews").json()["reviews"]:
        undo = client.post(f"/reviews/{review['id']}/undo", data={"csrf": csrf(client)})
        assert undo.status_code == 303
    assert kept() == [1000 + n for n in range(COUNT)]


@pytest.mark.parametrize(
    ("action", "ids", "fields"),
    [
        ("split", [], {}),
        ("split", [10**30], {}),
        ("correct", [1, 2], {"value": "5명"}),
        ("correct", [1], {}),
        ("correct", [10**9], {"value": "5명"}),
    ],
)
def test_a_choice_of_values_that_does_not_hold_is_told_on_the_page(
    client: TestClient, store: Store, action: str, ids: list[int], fields: dict[str, str]
) -> None:
    answer = _decide(client, action, *ids, **fields)
    assert answer.status_code == 422
    assert 'class="fault" role="alert"' in answer.text
    with store.begin(write=False) as tx:
        assert load_reviews(tx, undone=True) == ()


def test_values_of_another_unit_have_a_chart_of_their_own(client: TestClient, store: Store) -> None:
    day = START + timedelta(days=5)
    told = claim(7, unit="USD", quote="7달러다.", as_of=Period(day, day))
    with store.begin() as tx:
        add_value(tx, "long", value(told, source=source("다른신문", doc="https://v.example/usd")))
    page = client.get("/figures/long").text
    assert f"명 ({COUNT})</a>" in page
    assert "달러 (1)</a>" in page
    path = "/api/v1/figures/long/points"
    assert client.get(path).json()["unit"] == "명"
    (point,) = client.get(path, params={"unit": "USD"}).json()["points"]
    assert (point["low"], point["unit"], point["value"]) == (7, "USD", "7달러")
    assert client.get(path, params={"unit": "<b>"}).json()["points"] == []
    assert "<b>" not in client.get("/figures/long", params={"unit": "<b>"}).text


def _point(number: int, day: int, low: float, **more: object) -> Point:
    values: dict[str, object] = {
        "number": number, "day": day, "low": low, "high": low, "modality": "asserted",
        "is_conflict": False, "is_current": False, "words": "",
    }  # fmt: skip
    return Point(**(values | more))  # type: ignore[arg-type]


def test_of_dense_stretches_the_lowest_and_the_highest_stay() -> None:
    points = [_point(n, 1000 + n // 10, n % 97) for n in range(2000)]
    points += [_point(2000, 2500, 3), _point(2001, 9000, 500)]
    kept = thin(points, 100)
    assert len(kept) <= 100
    assert [point.number for point in kept] == sorted({point.number for point in kept})
    assert {min(p.middle for p in kept), max(p.middle for p in kept)} == {0, 500}
    assert {0, 2000, 2001} <= {point.number for point in kept}
    assert thin(points[:100], 100) == points[:100]
    same_day = [_point(n, 5, n) for n in range(50)]
    assert [point.middle for point in thin(same_day, 8)] == [0, 49]
    torn = [_point(n, n, 1, is_conflict=n % 2 == 0) for n in range(400)]
    assert 8 <= len(thin(torn, 40)) <= 40
    assert draw_chart(thin(points, 8), "명").count("data-point") <= 8
