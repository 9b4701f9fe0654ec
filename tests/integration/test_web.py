"""The pages and the API by a client: what each shows, does and refuses. Its texts are hostile."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from lxml import etree
from starlette.testclient import TestClient
from typing_extensions import override

from monitor.demo.newsroom import Newsroom
from monitor.errors import ConfigError
from monitor.model import Kind
from monitor.store.alerts import load_alert, load_alerts, save_alert
from monitor.store.database import Store, open_store
from monitor.store.feeds import load_feed
from monitor.store.figures import load_figure
from monitor.store.reviews import load_reviews
from monitor.store.topics import load_topic
from monitor.store.users import (
    Role,
    User,
    add_user,
    change_user,
    load_tokens,
    load_users,
    page_deeds,
    remove_user,
)
from monitor.web.app import make_app
from monitor.web.charts import NARROW, WIDE, draw_chart, find_points
from monitor.web.pages import pages, reading
from monitor.web.security import hash_password
from monitor.web.server import listen
from tests.alerts import NOON, fell, reason
from tests.conftest import DATABASES, _postgres_database
from tests.website import (
    BAD_LINK,
    COPY,
    DOC,
    FEED,
    SLY,
    Clock,
    add_members,
    browsing,
    csrf,
    fill,
    front_page,
    settings,
)

PAGES = (
    "/", "/?kind=changed", "/?kind=statement", "/?topic=누리챗&since=2026-01-01&until=2026-12-31",
    "/?outlet=새날", "/alerts/achanged", "/alerts/aconflict", "/alerts/arevised", "/alerts/anew",
    "/alerts/STATEMENT", "/figures", "/figures?topic=누리챗&words=이용자", "/figures/f-users",
    "/figures/f-shops", "/topics", "/topic?name=누리챗", "/topics/edit",
    "/topics/edit?name=누리챗", "/articles", "/articles?topic=누리챗&outlet=새날",
    f"/article?doc={DOC}", f"/article?doc={DOC}&version=1", f"/article?doc={COPY}",
    "/search", "/search?q=누리챗", "/search?q=script", "/search?q=%22", "/feeds",
    f"/feed?url={FEED}", "/digests", "/digests/d1", "/log", "/tokens",
)  # fmt: skip
RECORDS = (
    "me", "status", "alerts", "alerts?kind=changed&topic=누리챗&outlet=새날", "alerts/achanged",
    "alerts/STATEMENT", "alerts/achanged/explanation", "alerts/STATEMENT/explanation", "statements",
    "outlets", "topics", "topic?name=누리챗", "figures", "figures/f-users",
    "figures/f-users/points", "articles", f"article?doc={DOC}",
    "search?q=누리챗", "feeds", f"feed?url={FEED}", "digests", "digests/d1", "reviews", "audit",
    "tokens", "openapi.json",
)  # fmt: skip


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    return fill(store)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    """A real server of outlets on this machine."""
    with Newsroom() as room:
        yield room


@pytest.fixture
def client(store: Store, keys: dict[str, str], tmp_path: Path) -> Iterator[TestClient]:
    with browsing(store, settings(tmp_path)) as browser:
        yield browser


@dataclass(frozen=True, slots=True)
class Shared:
    """A filled database that many tests look at, and its browser."""

    store: Store
    keys: dict[str, str]
    browser: TestClient


@pytest.fixture(scope="module", params=DATABASES)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shared]:
    """One database for the tests that change nothing, filled once for all of them."""
    folder = tmp_path_factory.mktemp("shared")
    with ExitStack() as stack:
        if request.param == "postgresql":
            url = stack.enter_context(_postgres_database())
        else:
            shutil.copy(request.getfixturevalue("_sqlite_template"), folder / "store.db")
            url = f"sqlite:///{folder / 'store.db'}"
        store = open_store(url)
        stack.callback(store.close)
        keys = fill(store)
        yield Shared(store, keys, stack.enter_context(browsing(store, settings(folder))))


@pytest.fixture
def reader(shared: Shared) -> TestClient:
    """A browser without cookies over that database; no test may change anything by it."""
    shared.browser.cookies.clear()
    return shared.browser


class _Tags(HTMLParser):
    """Collects every tag with its attributes, as a browser would make them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(page)
    return parser.tags


# --- what is shown -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_page_opens_in_both_languages_and_runs_nothing_that_an_article_wrote(
    reader: TestClient, shared: Shared, lang: str
) -> None:
    for path in PAGES:
        path = path.replace("STATEMENT", shared.keys["statement"])
        answer = (
            reader.get(path, params={} if lang == "ko" else {"lang": lang})
            if "?" not in (path)
            else reader.get(path + ("" if lang == "ko" else "&lang=en"))
        )
        assert answer.status_code == 200, (path, answer.text[:500])
        assert f'<html lang="{lang}">' in answer.text
        assert "49" not in re.findall(r"\{\{?7\*7\}?\}|49(?=\{%)", answer.text)
        for tag, attributes in tags_of(answer.text):
            where = (path, tag, attributes)
            assert tag != "img", where
            assert not any(name.startswith("on") for name in attributes), where
            assert "style" not in attributes, where
            if tag == "script":
                assert (attributes.get("src") or "").startswith("/static/"), where
            for name in ("href", "src", "action", "formaction"):
                if said := attributes.get(name):
                    assert re.match(r"/(?!/)|#|https?://", said), where
                    if tag != "a":
                        assert said.startswith("/"), where


def test_a_link_that_is_none_is_not_made_one(reader: TestClient) -> None:
    page = reader.get("/figures/f-users").text
    assert BAD_LINK in page  # told, in the row's citation
    assert f'href="{BAD_LINK}' not in page


@pytest.mark.parametrize("path", RECORDS)
def test_every_record_is_json_with_an_etag_that_saves_asking_again(
    reader: TestClient, shared: Shared, path: str
) -> None:
    path = f"/api/v1/{path.replace('STATEMENT', shared.keys['statement'])}"
    answer = reader.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    json.loads(answer.text)
    if path.endswith("openapi.json"):
        return
    again = reader.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_pages_show_what_the_api_answers(reader: TestClient) -> None:
    record = reader.get("/api/v1/alerts/achanged").json()
    page = reader.get("/alerts/achanged").text
    for said in (record["words"]["label"], record["words"]["values"], record["sides"][0]["value"]):
        assert said in page
    assert record["claim"]["low"] == 590_000
    assert record["previous"]["high"] == 1_210_000


# What each page shows and each form does, by the API. A new page has to be named here.
BY_API = {
    "GET /": "GET /alerts, GET /statements, GET /status, GET /topics, GET /outlets, GET /events",
    "GET /alerts/{key}": "GET /alerts/{key}, GET /alerts/{key}/explanation, GET /figures",
    "GET /figures": "GET /figures, GET /topics",
    "GET /figures/{key}": "GET /figures/{key}, GET /figures/{key}/points, GET /figures",
    "GET /figures/{key}.csv": "GET /figures/{key}",
    "GET /figures/{key}.json": "GET /figures/{key}",
    "GET /topics": "GET /topics",
    "GET /topic": "GET /topic, GET /alerts, GET /statements, GET /articles, GET /events",
    "GET /topics/edit": "GET /topic",
    "POST /topics/edit": "POST /topics/preview, PUT /topic, DELETE /topic",
    "GET /articles": "GET /articles, GET /topics",
    "GET /article": "GET /article",
    "GET /search": "GET /search",
    "GET /feeds": "GET /feeds",
    "POST /feeds": "POST /feeds, POST /feeds/test, POST /feeds/find",
    "POST /feeds/switch": "PATCH /feed",
    "GET /feed": "GET /feed",
    "GET /digests": "GET /digests, GET /topics",
    "GET /digests/{key}": "GET /digests/{key}",
    "GET /digests/{key}/{number}.html": "GET /digests/{key}",
    "GET /subscribe/{name}.{ending}": "GET /topic",
    "GET /log": "GET /reviews, GET /audit",
    "GET /tokens": "GET /tokens",
    "POST /tokens": "POST /tokens, DELETE /tokens/{name}",
    "POST /reviews": "POST /reviews",
    "POST /reviews/{key}/undo": "DELETE /reviews/{key}",
}
OF_THE_BROWSER = {"GET /login", "POST /login", "POST /logout", "POST /language"}


def test_whatever_a_page_shows_or_does_the_api_has_too(reader: TestClient) -> None:
    paths = reader.get("/api/v1/openapi.json").json()["paths"]
    there = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in paths.items()
        for method in methods
    }
    named = {name for names in BY_API.values() for name in names.split(", ")}
    assert named <= there
    # And each of the API is used by a page, or is how a script begins or ends.
    assert there - named == {"GET ", "GET /me", "DELETE /feed"}
    routes = {
        f"{method} {route.path}"
        for router in (pages, reading)
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert routes == BY_API.keys() | OF_THE_BROWSER


def test_both_sentences_of_an_alert_have_their_changed_words_marked(reader: TestClient) -> None:
    sides = reader.get("/api/v1/alerts/achanged").json()["sides"]
    new = [piece for piece in sides[1]["pieces"] if piece["number"]]
    assert [piece["text"] for piece in new] == ["59만 명"] or any(p["changed"] for p in new)
    assert "".join(piece["text"] for piece in sides[0]["pieces"]).startswith("1월 누리챗")
    page = reader.get("/alerts/achanged").text
    assert '<mark class="changed">' in page


def test_of_sentences_that_share_nothing_the_numbers_alone_are_marked(reader: TestClient) -> None:
    for side in reader.get("/api/v1/alerts/achanged").json()["sides"]:
        marked = [piece for piece in side["pieces"] if piece["changed"]]
        assert [piece["number"] for piece in marked] == [True]
    sides = reader.get("/api/v1/alerts/aconflict").json()["sides"]
    assert all(any(piece["changed"] for piece in side["pieces"]) for side in sides)


def test_an_edited_article_shows_what_its_edit_changed(reader: TestClient) -> None:
    edits = reader.get("/api/v1/alerts/arevised").json()["edits"]
    kinds = {(p["kind"], p["text"]) for line in edits["lines"] for p in line}
    assert ("gone", "59만") in kinds
    assert ("added", "60만") in kinds
    assert "<del>59만</del><ins>60만</ins>" in reader.get(f"/article?doc={DOC}").text


@pytest.mark.parametrize(
    ("more", "kinds", "badges"),
    [
        ({}, [], {"ko": [], "en": []}),
        (
            {"is_uncertain": True},
            ["uncertain"],
            {"ko": ["확실하지 않음"], "en": ["Uncertain"]},
        ),
        (
            {"kind": Kind.CONFLICT, "reason": reason("conflict_altered")},
            ["altered"],
            {"ko": ["수치가 다른 사본"], "en": ["altered copy"]},
        ),
        (
            {
                "kind": Kind.CONFLICT,
                "reason": reason("conflict_altered"),
                "is_uncertain": True,
            },
            ["uncertain", "altered"],
            {
                "ko": ["확실하지 않음", "수치가 다른 사본"],
                "en": ["Uncertain", "altered copy"],
            },
        ),
    ],
)
def test_what_is_uncertain_and_what_a_copy_altered_wear_a_badge_of_their_own(
    client: TestClient,
    store: Store,
    more: dict[str, Any],
    kinds: list[str],
    badges: dict[str, list[str]],
) -> None:
    with store.begin() as tx:
        save_alert(tx, fell(key="worn", topic="배지", figure="f-worn", **more))
    for lang, words in badges.items():
        for path in ("/?topic=배지", "/alerts/worn?"):
            page = client.get(f"{path}&lang={lang}")
            # The first tells the kind, in the colour of its part.
            found = re.findall(r'<span class="kind (\w+)">([^<]*)</span>', page.text)[1:]
            assert found == list(zip(kinds, words, strict=True)), (path, lang)


def test_an_article_has_its_claims_marked_in_place(reader: TestClient) -> None:
    page = reader.get(f"/article?doc={DOC}&version=1").text
    found = re.search(r'<mark id="c1" title="([^"]*)"[^>]*>([^<]+)</mark>', page)
    assert found, page
    assert found[2] == "59만 명"[: len(found[2])]
    assert "59만 명" in found[1]


def test_a_claim_of_an_article_leads_to_its_figure(reader: TestClient) -> None:
    record = reader.get(f"/api/v1/article?doc={DOC}").json()
    assert [(it["topic"], it["figure"]) for it in record["claims"]] == [("누리챗", "f-users")]
    page = reader.get(f"/article?doc={DOC}").text
    assert 'class="to" href="/figures/f-users"' in page


def test_a_figure_is_drawn_with_its_plans_ranges_bounds_and_conflicts(reader: TestClient) -> None:
    page = reader.get("/figures/f-users").text
    svg = page[
        page.index('<svg class="chart wide"') : page.index("</svg>", page.index("chart")) + 6
    ]
    chart = etree.fromstring(svg)
    points = chart.xpath("//a[@data-point]")
    assert len(points) == 6
    classes = [point.get("class") for point in points]
    assert sum("expected" in said for said in classes) == 1
    assert sum("conflict" in said for said in classes) == 1
    assert len(chart.xpath("//*[@class='ring']")) == 1
    assert len(chart.xpath("//*[@class='bar']")) == 2  # 약 90만, and 100만 이상
    assert len(chart.xpath("//line[@class='line expected']")) == 1
    assert len(chart.xpath("//line[@class='tie']")) == 1
    # A phone has a picture of its own, with the same points.
    assert page.count('<svg class="chart ') == 2
    assert page.count('data-point="6"') == 2
    for point in points:
        assert f'id="{point.get("href")[1:]}"' in page
        assert point.get("aria-label")


def test_a_figure_comes_as_a_table_that_no_spreadsheet_runs(reader: TestClient) -> None:
    answer = reader.get("/figures/f-users.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 6
    assert {row["low"] for row in rows} >= {"590000", "1210000"}
    assert not any(cell[:1] in ("=", "@", "+") for row in rows for cell in row.values() if cell)
    record = reader.get("/figures/f-users.json")
    assert record.json()["key"] == "f-users"


def test_a_chart_of_one_value_of_none_and_of_absurd_ones_is_drawn_or_left_out() -> None:
    row = {
        "unit": "명", "day": "2025-01-01", "is_rejected": False, "low": 5, "high": 5,
        "approx": False, "modality": "asserted", "kind": None, "is_current": True, "number": 1,
        "period": "", "value": "5명", "outlet": "",
    }  # fmt: skip
    assert draw_chart([], "명") == ""
    other = {**row, "unit": "원"}
    assert draw_chart(find_points([other], "명"), "명") == ""
    assert len(find_points([row, other, {**row, "day": None}], "명")) == 1
    for values in (
        [row],
        [row, {**row, "low": 10**40, "high": None, "number": 2}],
        [{**row, "low": 0, "high": 0}, {**row, "low": -(10**400), "high": 0, "number": 2}],
        [{**row, "low": None, "day": "0001-01-01"}, {**row, "day": "9999-12-31"}],
        [{**row, "unit": "위"}, {**row, "unit": "위", "low": 1, "high": 3, "day": "2026-01-01"}],
    ):
        for size in (WIDE, NARROW):
            unit = str(values[0]["unit"])
            drawn = draw_chart(find_points(values, unit), unit, size)
            etree.fromstring(drawn)
            assert "nan" not in drawn
            assert "inf" not in drawn


def test_a_day_of_many_values_that_contradict_one_another_is_tied_by_one_stroke() -> None:
    row = {
        "unit": "명", "day": "2025-01-01", "is_rejected": False, "approx": False,
        "modality": "asserted", "kind": "conflict", "is_current": True, "period": "",
        "value": "", "outlet": "",
    }  # fmt: skip
    values = [{**row, "low": n, "high": n, "number": n} for n in range(1, 101)]
    values.append({**row, "day": "2025-02-01", "low": 7, "high": 7, "number": 101})
    drawn = etree.fromstring(draw_chart(find_points(values, "명"), "명"))
    places = [float(dot.get("cy")) for dot in drawn.findall(".//circle[@class='ring']")][:100]
    (tie,) = drawn.findall(".//line[@class='tie']")
    assert tie.get("x1") == tie.get("x2")
    assert [float(tie.get("y1")), float(tie.get("y2"))] == [min(places), max(places)]


def test_the_list_of_alerts_goes_on_below_without_a_gap(reader: TestClient) -> None:
    whole = [row["id"] for row in reader.get("/api/v1/alerts").json()["alerts"]]
    seen: list[str] = []
    path = "/api/v1/alerts?limit=1"
    while True:
        page = reader.get(path).json()
        seen += [row["id"] for row in page["alerts"]]
        if page["next"] is None:
            break
        path = f"/api/v1/alerts?limit=1&before={page['next']}"
    assert seen == whole
    assert len(set(whole)) == 4


def test_a_topics_feed_and_a_sent_digest_can_be_read(reader: TestClient) -> None:
    feed = reader.get(reader.get("/api/v1/topic?name=누리챗").json()["feed"]["atom"])
    assert feed.status_code == 200
    assert len(etree.fromstring(feed.content).findall("{*}entry")) == 6
    items = reader.get("/subscribe/누리챗.json").json()["items"]
    assert len(items) == 6
    mail = reader.get("/digests/d1/1.html")
    assert mail.status_code == 200
    policy = mail.headers["content-security-policy"]
    assert policy.startswith("sandbox")
    assert "script-src" not in policy  # so that default-src 'none' holds for scripts
    assert "default-src 'none'" in policy


def test_the_api_lists_what_there_is(reader: TestClient) -> None:
    said = reader.get("/api/v1").json()
    assert said["openapi"] == "/api/v1/openapi.json"
    paths = {it["path"]: it["methods"] for it in said["paths"]}
    assert paths.keys() == reader.get(said["openapi"]).json()["paths"].keys()
    assert {"GET", "POST"} <= paths["/api/v1/reviews"].keys()
    assert all(words for methods in paths.values() for words in methods.values())
    assert reader.get("/api/v1/", follow_redirects=True).json() == said


def test_a_figure_is_found_by_how_no_other_ones_key_begins(reader: TestClient) -> None:
    whole = reader.get("/api/v1/figures/f-users").json()
    for key in ("f-u", "f-user"):
        assert reader.get(f"/api/v1/figures/{key}").json() == whole
        points = reader.get(f"/api/v1/figures/{key}/points").json()
        assert points == reader.get("/api/v1/figures/f-users/points").json()
        for ending in ("", ".csv", ".json"):
            page = reader.get(f"/figures/{key}{ending}")
            assert page.status_code == 200
            assert page.content == reader.get(f"/figures/f-users{ending}").content
    for key, said in (
        ("f-", "여럿"),
        ("zz", "없습니다"),
        ("%25", "없습니다"),
        ("f_users", "없습니다"),
    ):
        for answer in (reader.get(f"/api/v1/figures/{key}"), reader.get(f"/figures/{key}")):
            assert answer.status_code == 404
            assert said in answer.text


def test_what_is_not_there_is_said_in_the_form_that_was_asked(reader: TestClient) -> None:
    missing = (
        "/alerts/zz", "/figures/zz", "/topic?name=zz", "/article?doc=zz", "/digests/zz",
        "/feed?url=zz", "/digests/d1/9.html", "/subscribe/zz.atom", "/static/zz", "/zz",
    )  # fmt: skip
    for path in missing:
        page = reader.get(path)
        assert page.status_code == 404, path
        assert "<h1>" in page.text
    for path in ("alerts/zz", "alerts/zz/explanation", "figures/zz", "topic?name=zz", "zz"):
        answer = reader.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert answer.json()["faults"]
    assert reader.get("/api/v1/alerts?limit=0").status_code == 422
    assert reader.get("/api/v1/alerts?since=0001-01-01T00:00:00").status_code == 422
    assert reader.get("/api/v1/search?q=!").status_code == 422
    assert reader.get("/search?q=!").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("alerts?from=2026-01-01", "from"),
        ("alerts?since=어제", "since: 시각이 아닙니다: '어제'"),
        ("alerts?kind=변경", "changed, conflict, revised, new, confirmed"),
        ("alerts?limit=0", "limit: 1 이상이어야 합니다"),
        ("alerts?limit=500", "limit: 200 이하여야 합니다"),
        ("alerts?limit=many", "limit: 정수가 아닙니다: 'many'"),
        ("alerts?silenced=maybe", "silenced: true나 false여야 합니다"),
        ("article", "doc 값이 있어야 합니다"),
        ("search?q=" + "가" * 201, "q: 200자까지입니다"),
        ("alerts/achanged?since=2026-01-01", "since"),
    ],
)
def test_a_parameter_that_is_wrong_is_told_in_one_plain_sentence(
    reader: TestClient, query: str, said: str
) -> None:
    answer = reader.get(f"/api/v1/{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 422
    assert problem["title"] == "잘못된 요청"
    assert problem["detail"] == problem["faults"][0]
    assert len(problem["faults"]) == 1
    assert said in problem["detail"]
    assert "valid" not in problem["detail"]
    english = reader.get(f"/api/v1/{query}", params={"lang": "en"} if "?" not in query else None)
    if "?" not in query:
        assert english.json()["title"] == "a wrong request"


def test_a_body_that_is_wrong_is_told_in_plain_sentences(client: TestClient) -> None:
    client.get("/")
    headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
    for body, said in (
        ({"action": "burn", "alert": "a"}, "action: 'burn' 값은 없습니다. 쓸 수 있는 값: accept"),
        ({"action": "accept", "alert": "a", "colour": 1}, "모르는 매개변수: colour"),
        ({"alert": "a"}, "action 값이 있어야 합니다"),
    ):
        answer = client.post("/api/v1/reviews", json=body, headers=headers)
        assert answer.status_code == 422
        assert said in answer.json()["detail"], answer.text
    headers["content-type"] = "application/json"
    answer = client.post("/api/v1/reviews", content=b"{", headers=headers)
    assert answer.json()["detail"] == "본문이 올바른 JSON이 아닙니다"


def test_a_filter_that_is_wrong_is_told_on_the_page(reader: TestClient) -> None:
    for query, said in (
        ("since=어제", "부터: 날짜가 아닙니다: "),
        ("kind=변경", "쓸 수 있는 값: changed"),
        ("before=x", "before: 정수가 아닙니다"),
    ):
        page = reader.get(f"/?{query}")
        assert page.status_code == 422
        assert said in page.text


def test_the_first_page_is_small_and_everything_on_it_is_ours(reader: TestClient) -> None:
    page = reader.get("/")
    assets = {a for _, at in tags_of(page.text) for n in ("href", "src") if (a := at.get(n))}
    own = [reader.get(path) for path in sorted(assets) if path.startswith("/static/")]
    assert len(own) == 3
    assert all("immutable" in answer.headers["cache-control"] for answer in own)
    assert len(page.content) + sum(len(answer.content) for answer in own) < 100_000


def test_news_comes_as_an_event(client: TestClient) -> None:
    answer = client.get("/api/v1/events?once=true")
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = re.search(r"id: (\S+)\nevent: mark\ndata: (\d+-\d+-\d+-\d+)\n\n", answer.text)
    assert found
    assert found[1] == found[2]
    # The page brings along what it knew: what came since then is told at once.
    for path in ("/", "/topic?name=누리챗"):
        assert f'data-live="/api/v1/events?since={found[1]}"' in client.get(path).text
    assert "data-live" not in client.get("/?before=3").text
    same = client.get(f"/api/v1/events?once=true&since={found[1]}")
    assert "event: mark" in same.text
    later = client.get("/api/v1/events?once=true&since=1-1-1-0")
    assert "event: news" in later.text
    # A browser whose connection broke says so in its own way, which counts more.
    again = client.get(
        f"/api/v1/events?once=true&since={found[1]}", headers={"last-event-id": "1-1-1-0"}
    )
    assert "event: news" in again.text


# --- what is done --------------------------------------------------------------------------------


def test_an_alert_is_rejected_by_the_page_and_taken_back(client: TestClient, store: Store) -> None:
    token = csrf(client)
    form = {"csrf": token, "alert": "achanged", "action": "reject", "next": "/alerts/achanged"}
    done = client.post("/reviews", data={**form, "note": f"오독 {SLY}"})
    assert (done.status_code, done.headers["location"]) == (303, "/alerts/achanged?done=reject")
    with store.begin(write=False) as tx:
        (review,) = load_reviews(tx)
        ((_, deed),) = page_deeds(tx, limit=5)
    assert (review.alert, review.decision) == ("achanged", "reject")
    assert (deed.what, deed.about) == ("reject", "achanged")
    assert "achanged" not in client.get("/").text
    page = client.get("/alerts/achanged").text
    assert f"/reviews/{review.key}/undo" in page
    assert "<script>alert" not in page
    undone = client.post(f"/reviews/{review.key}/undo", data={"csrf": token, "next": "//evil"})
    assert undone.headers["location"] == "/?done=undo"
    with store.begin(write=False) as tx:
        assert load_reviews(tx) == ()
    assert "achanged" in client.get("/").text


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ({"action": "accept", "alert": "anew"}, "accept"),
        ({"action": "mute", "alert": "achanged", "scope": "topic"}, "mute"),
        ({"action": "mute", "figure": "f-users"}, "mute"),
        ({"action": "threshold", "alert": "achanged", "least": ["5%"]}, "threshold"),
        ({"action": "correct", "alert": "achanged", "fields": {"value": "58만 명"}}, "correct"),
        ({"action": "merge", "figure": "f-members", "into": "f-users"}, "merge"),
        ({"action": "split", "figure": "f-users", "values": "2"}, "split"),
        ({"action": "previous", "alert": "achanged", "fields": {"value": "130만 명"}}, "previous"),
        ({"action": "previous", "alert": "achanged", "fields": {"value": "none"}}, "previous"),
    ],
)
def test_every_decision_can_be_made_and_undone_by_the_api(
    client: TestClient, store: Store, body: dict[str, object], what: str
) -> None:
    add_members(store)
    headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
    made = client.post("/api/v1/reviews", json=body, headers=headers)
    assert made.status_code == 201, made.text
    assert made.json()["decision"] == what
    parts = [figure["part"] for figure in made.json()["figures"]]
    assert parts == {"merge": ["whole"], "split": ["rest", "taken"]}.get(what, [])
    listed = client.get("/api/v1/reviews").json()["reviews"]
    assert [row["id"] for row in listed] == [made.json()["id"]]
    undone = client.delete(f"/api/v1/reviews/{made.json()['id']}", headers=headers)
    assert undone.status_code == 200
    with store.begin(write=False) as tx:
        assert load_reviews(tx) == ()
        assert [deed.what for _, deed in page_deeds(tx, limit=5)] == ["undo", what]
        figure = load_figure(tx, "f-users")
        assert figure is not None
        assert len(figure.values) == 6


def test_the_log_says_from_which_change_on_a_threshold_lets_tell(client: TestClient) -> None:
    headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
    for body in (
        {"alert": "achanged", "scope": "topic", "least": ["1만 가구"]},
        {"figure": "f-users", "least": ["5%", "1만 명"]},
    ):
        body = {"action": "threshold", **body}
        made = client.post("/api/v1/reviews", json=body, headers=headers)
        assert made.status_code == 201, made.text
    assert [row["unit"] for row in client.get("/api/v1/reviews").json()["reviews"]] == [
        "명",
        "가구",
    ]
    page = client.get("/log").text
    assert "누리챗: 1만 가구" in page
    assert ": 5%, 1만 명" in page


def test_the_page_offers_and_takes_only_figures_of_one_kind_of_unit_to_merge(
    client: TestClient, store: Store
) -> None:
    add_members(store)
    for path in ("/alerts/achanged", "/figures/f-users"):
        page = client.get(path).text
        assert '<option value="f-members">' in page
        assert '<option value="f-shops">' not in page
    form = {"csrf": csrf(client), "action": "merge", "figure": "f-shops", "into": "f-users"}
    refused = client.post("/reviews", data=form)
    assert refused.status_code == 422
    assert "단위의 종류가 다른 수치는 합칠 수 없습니다: 곳, 명" in refused.text
    with store.begin(write=False) as tx:
        assert load_reviews(tx) == ()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "burn", "alert": "achanged"},
        {"action": "accept"},
        {"action": "accept", "alert": "zz"},
        {"action": "correct", "alert": "achanged"},
        {"action": "previous", "alert": "achanged"},
        {"action": "previous", "alert": "anew", "fields": {"value": "none"}},
        {"action": "previous", "figure": "f-users", "fields": {"value": "5명"}},
        {"action": "correct", "alert": "achanged", "fields": {"value": "많이"}},
        {"action": "correct", "alert": "achanged", "fields": {"colour": "red"}},
        {"action": "threshold", "alert": "achanged", "least": []},
        {"action": "threshold", "alert": "achanged", "least": ["조금"]},
        {"action": "threshold", "alert": "achanged", "least": ["1만 가구"]},
        {"action": "merge", "figure": "f-users", "into": "f-users"},
        {"action": "merge", "figure": "f-users", "into": "zz"},
        {"action": "merge", "figure": "f-shops", "into": "f-users"},
        {"action": "accept", "alert": "achanged", "values": "1"},
        {"action": "mute", "topic": "누리챗", "metric": "없는 지표"},
        {"action": "split", "figure": "f-users", "values": "99"},
        {"action": "mute", "topic": "없음"},
    ],
)
def test_a_decision_that_does_not_hold_is_refused_and_changes_nothing(
    shared: Shared, reader: TestClient, body: dict[str, object]
) -> None:
    csrf(reader)
    headers = {"x-csrf-token": reader.get("/api/v1/me").json()["csrf"]}
    answer = reader.post("/api/v1/reviews", json=body, headers=headers)
    assert answer.status_code == 422, answer.text
    assert answer.json()["faults"]
    with shared.store.begin(write=False) as tx:
        assert load_reviews(tx, undone=True) == ()
        assert page_deeds(tx, limit=5) == []


def test_a_correction_by_the_page_says_what_is_wrong_with_it(
    client: TestClient, store: Store
) -> None:
    form = {"csrf": csrf(client), "alert": "achanged", "action": "correct", "value": "많이"}
    answer = client.post("/reviews", data=form)
    assert answer.status_code == 422
    assert 'class="fault"' in answer.text
    done = client.post("/reviews", data={**form, "value": "58만 명"})
    assert done.status_code == 303
    with store.begin(write=False) as tx:
        found = load_alert(tx, "achanged")
    assert found is not None
    assert found.claim.interval.low == 580_000


def test_a_topic_is_tried_on_the_stored_articles_and_then_saved(
    client: TestClient, store: Store
) -> None:
    token = csrf(client)
    form = {"csrf": token, "name": "새날", "aliases": "누리챗, 다른", "figures": "이용자 수:명\n"}
    tried = client.post("/topics/edit", data={**form, "do": "preview"})
    assert tried.status_code == 200
    assert "누리챗" in tried.text[tried.text.index('id="preview"') :]
    with store.begin(write=False) as tx:
        assert load_topic(tx, "새날") is None
    saved = client.post("/topics/edit", data={**form, "do": "save"})
    assert saved.status_code == 303
    with store.begin(write=False) as tx:
        topic = load_topic(tx, "새날")
        before = load_alerts(tx)
    assert topic is not None
    assert (topic.aliases, topic.figures[0].units) == (("누리챗", "다른"), ("명",))
    assert len(before) == 4  # what was there already is no news
    for wrong in ({"name": " "}, {"name": "a" * 300}, {"figures": ":명"}):
        assert client.post("/topics/edit", data={**form, **wrong, "do": "save"}).status_code == 422
    gone = client.post("/topics/edit", data={**form, "do": "remove"})
    assert gone.headers["location"] == "/topics?done=topic_removed"
    with store.begin(write=False) as tx:
        assert load_topic(tx, "새날") is None


def test_a_topic_that_is_edited_keeps_what_the_form_has_no_field_for(
    client: TestClient, store: Store
) -> None:
    csrf(client)
    headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
    figure = {"metric": "매출", "aliases": ["매출액"], "units": ["KRW"], "subjects": ["누리랩"]}
    body = {"name": "누리랩", "aliases": [], "figures": [figure]}
    assert client.put("/api/v1/topic", json=body, headers=headers).json()["is_new"] is True
    form = {"csrf": csrf(client), "name": "누리랩", "aliases": "NuriLab", "figures": "매출:KRW,USD"}
    assert client.post("/topics/edit", data={**form, "do": "save"}).status_code == 303
    with store.begin(write=False) as tx:
        topic = load_topic(tx, "누리랩")
    assert topic is not None
    assert topic.aliases == ("NuriLab",)
    assert topic.figures[0].aliases == ("매출액",)
    assert topic.figures[0].units == ("KRW", "USD")
    answer = client.delete("/api/v1/topic?name=누리랩", headers=headers)
    assert answer.status_code == 200
    assert client.delete("/api/v1/topic?name=누리랩", headers=headers).status_code == 404


def test_a_feed_is_turned_off_and_on(client: TestClient, store: Store) -> None:
    token = csrf(client)
    for said, state in (("", False), ("1", True)):
        done = client.post("/feeds/switch", data={"csrf": token, "url": FEED, "on": said})
        assert done.status_code == 303
        with store.begin(write=False) as tx:
            feed = load_feed(tx, FEED)
        assert feed is not None
        assert feed.enabled is state
    missing = client.post("/feeds/switch", data={"csrf": token, "url": "zz", "on": "1"})
    assert missing.status_code == 404


def test_a_feed_is_found_on_its_site_tried_and_added(
    client: TestClient, store: Store, newsroom: Newsroom
) -> None:
    token = csrf(client)
    name, address = newsroom.feeds()[0]
    with front_page(address) as site:
        found = client.post("/feeds", data={"csrf": token, "url": site, "do": "find"})
        assert found.status_code == 200
        assert f'value="{address}"' in found.text
        headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
        by_api = client.post("/api/v1/feeds/find", json={"url": site}, headers=headers)
        assert [row["url"] for row in by_api.json()["feeds"]] == [address]
    tried = client.post("/feeds", data={"csrf": token, "url": address, "do": "test"})
    assert tried.status_code == 200
    assert re.search(r'class="tested"[^>]*><h2>[^<]+</h2><p>[^<]*[1-9]', tried.text)
    with store.begin(write=False) as tx:
        assert load_feed(tx, address) is None
    form = {"csrf": token, "url": address, "outlet": name, "do": "add"}
    assert client.post("/feeds", data=form).headers["location"] == "/feeds?done=feed"
    with store.begin(write=False) as tx:
        feed = load_feed(tx, address)
        ((_, deed), *_) = page_deeds(tx, limit=1)
    assert feed is not None
    assert (feed.outlet, feed.enabled) == (name, True)
    assert (deed.what, deed.about) == ("feed", address)


def test_a_feed_that_cannot_be_asked_is_not_added(client: TestClient) -> None:
    token = csrf(client)
    for url in ("javascript:alert(1)", "http://127.0.0.1:1/rss", "ftp://x.example", " "):
        answer = client.post("/feeds", data={"csrf": token, "url": url, "do": "add"})
        assert answer.status_code == 422, url
        assert 'class="fault"' in answer.text
    assert len(client.get("/api/v1/feeds").json()["feeds"]) == 1


def test_the_language_is_chosen_by_a_form_and_stays(client: TestClient) -> None:
    form = {"csrf": csrf(client), "to": "en", "next": "/topics"}
    assert client.post("/language", data=form).headers["location"] == "/topics"
    assert '<html lang="en">' in client.get("/").text
    assert client.get("/api/v1/alerts/achanged").json()["words"]["kind"] == "changed"


# --- what is refused -----------------------------------------------------------------------------


def test_every_answer_says_what_a_browser_may_do_with_it(reader: TestClient) -> None:
    for path in ("/", "/api/v1/alerts", "/zz", "/static/site.js", "/api/v1/events?once=true"):
        headers = reader.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "'unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in policy


def test_a_change_without_its_token_is_refused_everywhere(client: TestClient, store: Store) -> None:
    csrf(client)
    forms = ("/reviews", "/reviews/x/undo", "/topics/edit", "/feeds", "/feeds/switch", "/language",
             "/login", "/logout")  # fmt: skip
    for path in forms:
        for form in ({"alert": "achanged", "action": "reject"}, {"csrf": "0" * 64, "url": FEED}):
            assert client.post(path, data=form).status_code == 403, path
    bodies = {
        ("POST", "reviews"): {"action": "reject", "alert": "achanged"},
        ("DELETE", "reviews/x"): None,
        ("PUT", "topic"): {"name": "x"},
        ("POST", "topics/preview"): {"name": "x"},
        ("DELETE", "topic?name=누리챗"): None,
        ("POST", "feeds"): {"url": FEED},
        ("POST", "feeds/test"): {"url": FEED},
        ("PATCH", "feed"): {"url": FEED, "enabled": False},
        ("DELETE", f"feed?url={FEED}"): None,
    }
    for (method, path), body in bodies.items():
        for given in (b"", "é".encode()):
            headers = {b"x-csrf-token": given}
            answer = client.request(method, f"/api/v1/{path}", json=body, headers=headers)
            assert answer.status_code == 403, (method, path)
    with store.begin(write=False) as tx:
        assert page_deeds(tx, limit=5) == []


def test_a_request_that_another_site_made_is_refused_even_with_the_token(
    client: TestClient,
) -> None:
    form = {"csrf": csrf(client), "alert": "achanged", "action": "reject"}
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:9999"},
    ):
        assert client.post("/reviews", data=form, headers=headers).status_code == 403, headers
    good = {"origin": "http://127.0.0.1:8800", "sec-fetch-site": "same-origin"}
    assert client.post("/reviews", data=form, headers=good).status_code == 303


def test_a_foreign_host_name_and_an_endless_request_are_refused(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[::1", "evil.example:8800"):
        assert client.get("/", headers={"host": host}).status_code == 421, host
    for host in ("localhost:8800", "127.0.0.1", "[::1]:8800", "LOCALHOST"):
        assert client.get("/", headers={"host": host}).status_code == 200, host
    token = csrf(client)
    long = {"csrf": token, "alert": "achanged", "action": "reject", "note": "a" * 2_000_000}
    assert client.post("/reviews", data=long).status_code == 413

    def endless() -> Iterator[bytes]:
        yield b"csrf="
        for _ in range(300):
            yield b"a" * 10_000

    form = "application/x-www-form-urlencoded"
    answer = client.post("/reviews", content=endless(), headers={"content-type": form})
    assert answer.status_code == 413
    many = "&".join(f"a{n}=1" for n in range(1000))
    assert client.post("/reviews", content=many, headers={"content-type": form}).status_code == 400
    assert client.post("/reviews", json={"csrf": token}).status_code == 400


def test_others_are_let_in_only_where_somebody_asks_who_they_are(
    store: Store, tmp_path: Path
) -> None:
    for host in ("0.0.0.0", "::", "192.168.0.7", "monitor.example"):
        with pytest.raises(ConfigError, match="monitor web user add"):
            make_app(store, settings(tmp_path, host=host), clock=Clock(), lang="ko")
    make_app(store, settings(tmp_path, host="::1"), clock=Clock(), lang="ko")
    proxied = settings(tmp_path, host="0.0.0.0", proxy_header="X-User")
    make_app(store, proxied, clock=Clock(), lang="ko")


# --- users ---------------------------------------------------------------------------------------

PASSWORD = "맞는 암호 한 줄입니다"


@pytest.fixture(scope="module")
def hashed() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def users(store: Store, keys: dict[str, str], hashed: str) -> None:
    with store.begin() as tx:
        for name, role in (("김하나", Role.EDITOR), ("이두리", Role.READER)):
            add_user(tx, User(name=name, role=role, created=NOON, password=hashed))


def sign_in(client: TestClient, name: str, password: str = PASSWORD, path: str = "/") -> int:
    token = csrf(client, f"/login?next={path}")
    form = {"csrf": token, "name": name, "password": password, "next": path}
    return client.post("/login", data=form).status_code


@pytest.mark.usefixtures("users")
def test_with_users_every_page_and_record_asks_who_it_is(
    store: Store, keys: dict[str, str], tmp_path: Path
) -> None:
    with browsing(store, settings(tmp_path)) as client:
        for path in (*PAGES, "/figures/f-users.csv", "/digests/d1/1.html"):
            answer = client.get(path.replace("STATEMENT", keys["statement"]))
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/login?next=%2F")
        for path in (*RECORDS, "events?once=true"):
            if path != "openapi.json":
                answer = client.get(f"/api/v1/{path.replace('STATEMENT', keys['statement'])}")
                assert answer.status_code == 401, path
        assert client.get("/subscribe/x.atom").status_code == 401
        for path in ("/reviews", "/topics/edit", "/feeds", "/feeds/switch", "/logout"):
            assert client.post(path, data={"csrf": "x"}).status_code in (401, 403), path


@pytest.mark.usefixtures("users")
def test_who_signs_in_is_let_in_until_signing_out_or_until_it_is_over(
    store: Store, tmp_path: Path
) -> None:
    clock = Clock()
    with browsing(store, settings(tmp_path), clock) as client:
        assert sign_in(client, "김하나", path="/topics") == 303
        page = client.get("/topics")
        assert page.status_code == 200
        assert "김하나" in page.text
        cookie = client.cookies["monitor_session"]
        with store.begin(write=False) as tx:
            rows = tx.connection().exec_driver_sql("SELECT token FROM web_session").scalars()
            assert cookie not in rows.all()
        clock.now += timedelta(hours=13)
        assert client.get("/topics").status_code == 303
        assert sign_in(client, "김하나") == 303
        out = client.post("/logout", data={"csrf": csrf(client)})
        assert out.headers["location"] == "/login"
        client.cookies.set("monitor_session", cookie, domain="127.0.0.1")
        assert client.get("/topics").status_code == 303
    with store.begin(write=False) as tx:
        said = [(deed.what, deed.who) for _, deed in page_deeds(tx, limit=9)]
    assert said == [("sign_out", "김하나"), ("sign_in", "김하나"), ("sign_in", "김하나")]


@pytest.mark.usefixtures("users")
def test_a_reader_sees_everything_and_changes_nothing(
    store: Store, keys: dict[str, str], tmp_path: Path
) -> None:
    with browsing(store, settings(tmp_path)) as client:
        assert sign_in(client, "이두리") == 303
        for path in PAGES:
            page = client.get(path.replace("STATEMENT", keys["statement"]))
            assert page.status_code == (403 if path == "/tokens" else 200)
            assert 'action="/reviews' not in page.text
        me = client.get("/api/v1/me").json()
        assert me["role"] == "reader"
        form = {"csrf": me["csrf"], "alert": "achanged", "action": "reject"}
        assert client.post("/reviews", data=form).status_code == 403
        answer = client.post(
            "/api/v1/reviews",
            json={"alert": "achanged", "action": "reject"},
            headers={"x-csrf-token": me["csrf"]},
        )
        assert answer.status_code == 403
        with store.begin(write=False) as tx:
            assert load_reviews(tx) == ()


@pytest.mark.usefixtures("users")
def test_an_editors_decisions_bear_the_name(store: Store, tmp_path: Path) -> None:
    with browsing(store, settings(tmp_path)) as client:
        sign_in(client, "김하나")
        form = {"csrf": csrf(client), "alert": "achanged", "action": "accept"}
        assert client.post("/reviews", data=form).status_code == 303
        (row, *_) = client.get("/api/v1/audit").json()["audit"]
        assert (row["who"], row["what"], row["about"]) == ("김하나", "accept", "achanged")
        # A token of before signing in, or of somebody else, is none.
        other = {**form, "csrf": "0" * 64}
        assert client.post("/reviews", data=other).status_code == 403


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.usefixtures("users")
def test_a_script_asks_with_a_token_that_is_kept_as_a_hash_and_can_be_revoked(
    store: Store, tmp_path: Path
) -> None:
    clock = Clock()
    with browsing(store, settings(tmp_path), clock) as client:
        sign_in(client, "김하나")
        form = {"csrf": csrf(client), "name": "주간 보고", "role": "editor", "days": "30"}
        page = client.post("/tokens", data=form)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        found = re.search(r"<code>(fm_[\w-]{40,})</code>", page.text)
        assert found
        token = found[1]
        assert token not in client.get("/tokens").text
        assert client.post("/tokens", data=form).status_code == 422  # the name is taken
        client.cookies.clear()
        with store.begin(write=False) as tx:
            (kept,) = load_tokens(tx)
        assert token not in (kept.token, kept.name)
        assert (kept.role, kept.made_by, kept.used) == (Role.EDITOR, "김하나", None)
        # What no browser sends by itself needs no token against forged forms.
        body = {"alert": "achanged", "action": "reject"}
        done = client.post("/api/v1/reviews", json=body, headers=bearer(token))
        assert done.status_code == 201
        with store.begin(write=False) as tx:
            ((_, deed), *_) = page_deeds(tx, limit=1)
            (kept,) = load_tokens(tx)
        assert (deed.what, deed.who) == ("reject", "김하나 (주간 보고)")
        assert kept.used == clock.now
        # A script makes no scripts, and pages are for people.
        assert client.get("/api/v1/tokens", headers=bearer(token)).status_code == 403
        made = client.post("/api/v1/tokens", json={"name": "x"}, headers=bearer(token))
        assert made.status_code == 403
        assert client.get("/", headers=bearer(token)).status_code == 303
        # A reader of feeds says it as a password.
        atom = client.get("/subscribe/누리챗.atom", auth=("feeds", token))
        assert atom.status_code == 200
        assert client.get("/subscribe/누리챗.atom").status_code == 401
        for wrong in (token[:-1], token + "x", "", "fm_"):
            answer = client.get("/api/v1/alerts", headers=bearer(wrong))
            assert answer.status_code == 401, wrong
        for odd in ("Bearer", "Basic !!", "Basic YQ==", "Negotiate x", f"Token {token}"):
            answer = client.get("/api/v1/alerts", headers={"authorization": odd})
            assert answer.status_code == 401, odd
        clock.now += timedelta(days=31)
        assert client.get("/api/v1/alerts", headers=bearer(token)).status_code == 401
        clock.now -= timedelta(days=31)
        sign_in(client, "김하나")
        form = {"csrf": csrf(client), "name": "주간 보고", "do": "revoke"}
        assert client.post("/tokens", data=form).headers["location"] == "/tokens?done=token_removed"
        assert client.get("/api/v1/alerts", headers=bearer(token)).status_code == 401
        (row, *_) = client.get("/api/v1/audit").json()["audit"]
        assert (row["who"], row["what"], row["about"]) == ("김하나", "token_removed", "주간 보고")


@pytest.mark.usefixtures("users")
def test_a_token_may_no_more_than_who_made_it(store: Store, tmp_path: Path) -> None:
    with browsing(store, settings(tmp_path)) as client:
        sign_in(client, "김하나")
        headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
        made = client.post("/api/v1/tokens", json={"name": "둘", "role": "editor"}, headers=headers)
        token = made.json()["token"]
        assert client.get("/api/v1/tokens").json()["tokens"][0]["name"] == "둘"
        client.cookies.clear()
        with store.begin() as tx:
            change_user(tx, "김하나", role=Role.READER)
        body = {"alert": "achanged", "action": "reject"}
        refused = client.post("/api/v1/reviews", json=body, headers=bearer(token))
        assert refused.status_code == 403
        assert client.get("/api/v1/alerts", headers=bearer(token)).status_code == 200
        with store.begin() as tx:
            remove_user(tx, "김하나")
        assert client.get("/api/v1/alerts", headers=bearer(token)).status_code == 401
        sign_in(client, "이두리")
        assert client.get("/tokens").status_code == 403
        headers = {"x-csrf-token": client.get("/api/v1/me").json()["csrf"]}
        refused = client.post("/api/v1/tokens", json={"name": "셋"}, headers=headers)
        assert refused.status_code == 403


@pytest.mark.usefixtures("users")
def test_wrong_passwords_are_slowed_down_and_the_names_are_not_told(
    store: Store, tmp_path: Path
) -> None:
    clock = Clock()
    with browsing(store, settings(tmp_path), clock) as client:
        wrong = [sign_in(client, "김하나", "틀린 암호입니다만") for _ in range(5)]
        assert wrong == [401] * 5
        assert sign_in(client, "김하나") == 429
        unknown = client.post(
            "/login", data={"csrf": csrf(client, "/login"), "name": "없음", "password": "x"}
        )
        assert unknown.status_code == 401
        clock.now += timedelta(minutes=16)
        assert sign_in(client, "김하나") == 303


@pytest.mark.usefixtures("users")
def test_after_signing_in_one_stays_on_this_site(store: Store, tmp_path: Path) -> None:
    with browsing(store, settings(tmp_path)) as client:
        for path in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"):
            token = csrf(client, "/login")
            form = {"csrf": token, "name": "김하나", "password": PASSWORD, "next": path}
            assert client.post("/login", data=form).headers["location"] == "/", path
            client.cookies.clear()


@pytest.mark.usefixtures("users")
def test_where_others_can_listen_the_cookies_are_for_https_alone(
    store: Store, tmp_path: Path
) -> None:
    config = settings(tmp_path, host="0.0.0.0", hosts=["monitor.example"])
    with browsing(store, config, base="https://monitor.example", peer="192.168.0.9") as client:
        assert sign_in(client, "김하나") == 303
        jar = {cookie.name: cookie for cookie in client.cookies.jar}
        assert {"__Host-monitor_session", "__Host-monitor_visitor"} <= set(jar)
        assert all(cookie.secure for cookie in jar.values())
        assert all(cookie.has_nonstandard_attr("HttpOnly") for cookie in jar.values())
        assert client.get("/").status_code == 200


def test_a_proxys_header_is_believed_from_the_proxy_alone(
    store: Store, keys: dict[str, str], tmp_path: Path
) -> None:
    config = settings(
        tmp_path, host="0.0.0.0", hosts=["m.example"], proxy_header="X-User",
        proxy_from=["10.0.0.0/8"],
    )  # fmt: skip
    with store.begin() as tx:
        add_user(tx, User(name="hana", role=Role.EDITOR, created=NOON))
    base = "https://m.example"
    with browsing(store, config, base=base, peer="10.1.2.3") as client:
        for name, role in (("somebody", "reader"), ("hana", "editor")):
            assert client.get("/api/v1/me", headers={"x-user": name}).json()["role"] == role
        assert client.get("/api/v1/me").status_code == 401
        assert client.get("/api/v1/me", headers={"x-user": " "}).status_code == 401
    with browsing(store, config, base=base, peer="192.168.0.9") as client:
        assert client.get("/api/v1/me", headers={"x-user": "somebody"}).status_code == 401


def test_users_are_kept_by_their_hashes(store: Store, hashed: str) -> None:
    with store.begin() as tx:
        add_user(tx, User(name="a", role=Role.READER, created=NOON, password=hashed))
        (user,) = load_users(tx)
    assert user.password.startswith("$argon2id$")
    assert PASSWORD not in user.password
    with pytest.raises(ConfigError):
        hash_password("짧다")


def test_no_part_of_an_answer_waits_for_an_acknowledgement() -> None:
    async def ask() -> int:
        told = asyncio.get_running_loop().create_future()

        def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            taken = writer.get_extra_info("socket")
            told.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = listen("127.0.0.1", 0)
        async with await asyncio.start_server(answer, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname())
            found: int = await told
            writer.close()
            await writer.wait_closed()
        return found

    assert asyncio.run(ask()) == 1
