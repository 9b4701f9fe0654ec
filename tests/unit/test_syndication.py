"""The alerts of a topic as feeds: report/syndication.py, and their files: send/file.py."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from monitor.model import Alert, Kind, Remark
from monitor.report.syndication import (
    MOST_ENTRIES,
    feed_name,
    feed_url,
    make_entries,
    render_atom,
    render_json_feed,
)
from monitor.send.file import write_whole
from tests.alerts import NOON, alert, claim, denied, fell, source

HOSTILE = "<script>alert(1)</script> & ]]> \"'\x00\x0b\ufffe 5명 {{7*7}}"


def atom(*things: Alert | Remark, topic: str = "누리챗", url: str = "") -> str:
    return render_atom(topic, entries(*things), url=url)


def entries(*things: Alert | Remark) -> Any:
    return make_entries(
        [t for t in things if isinstance(t, Alert)],
        [t for t in things if isinstance(t, Remark)],
        now=NOON,
    )


def parsed(document: str) -> Any:
    found = feedparser.parse(document.encode())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def json_feed_faults(feed: dict[str, Any]) -> list[str]:
    """What jsonfeed.org/version/1.1 would have against a feed."""
    found = []
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append("version")
    if not isinstance(feed.get("title"), str) or not isinstance(feed.get("items"), list):
        found.append("title and items are required")
    found += [
        key
        for key in ("feed_url", "home_page_url")
        if key in feed and not re.match(r"https?://", feed[key])
    ]
    ids = [item.get("id") for item in feed["items"]]
    if len(set(ids)) != len(ids) or not all(isinstance(i, str) and i for i in ids):
        found.append("ids are strings, each once")
    for item in feed["items"]:
        if not (item.get("content_html") or item.get("content_text")):
            found.append("an item has content")
        dates = [item[key] for key in ("date_published", "date_modified") if key in item]
        if any(datetime.fromisoformat(text).utcoffset() is None for text in dates):
            found.append("RFC 3339 has a zone")
        if "url" in item and not re.match(r"https?://", item["url"]):
            found.append("url")
        if any(not set(author) & {"name", "url", "avatar"} for author in item.get("authors", [])):
            found.append("an author has a name, url or avatar")
        if not all(isinstance(tag, str) for tag in item.get("tags", [])):
            found.append("tags")
    return found


def test_an_atom_feed_holds_the_alerts_of_a_topic_the_latest_first() -> None:
    feed = parsed(atom(fell(), alert(claim(5)), denied(), url="https://a.example/n.atom"))
    assert feed.feed.title == "누리챗 · 수치 변동 알림"
    assert feed.feed.links[0]["rel"] == "self"
    new, changed, said = feed.entries
    assert changed.title == "누리챗 월간 이용자 수 121만 → 59만 명 (−51.2 %, 2025-01 → 2025-03)"
    assert changed.link == "https://saenal.example/1"
    assert changed.author == "새날일보"
    assert new.title.startswith("[새 수치] ")
    assert said.title.startswith("[입장 변화] 누리랩")
    assert [entry.tags[0].term for entry in feed.entries] == [
        "new",
        "changed",
        "statement-denied",
    ]
    assert "<b>59만 명</b>" in changed.content[0].value


def test_the_atom_elements_that_a_feed_must_have_are_there() -> None:
    document = atom(fell())
    head, entry = document.split("<entry>")
    for name in ("id", "title", "updated", "author"):
        assert f"<{name}>" in head
    for name in ("id", "title", "updated"):
        assert f"<{name}>" in entry
    assert all(
        re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", i)
        for i in re.findall(r"<id>(.*?)</id>", document)
    )


def test_a_json_feed_keeps_to_the_rules_of_json_feed() -> None:
    url = "https://a.example/n.json"
    feed = json.loads(render_json_feed("누리챗", entries(fell(), denied()), url=url))
    assert json_feed_faults(feed) == []
    assert feed["feed_url"] == url
    assert feed["items"][0]["url"] == "https://saenal.example/1"


def test_a_topic_without_alerts_is_an_empty_feed_that_reads() -> None:
    assert parsed(atom()).entries == []
    assert json_feed_faults(json.loads(render_json_feed("누리챗", ()))) == []


def test_an_alert_that_gains_a_source_keeps_its_id_and_is_newer() -> None:
    first = fell()
    later = NOON + timedelta(days=1)
    more = replace(first, support=(source("산들경제", doc="b", published=later),))
    (before,), (after,) = parsed(atom(first)).entries, parsed(atom(more)).entries
    assert before.id == after.id
    assert before.published == after.published
    assert before.updated < after.updated
    assert "산들경제" in after.content[0].value


def test_the_same_alerts_give_the_same_document_in_whatever_order_they_come() -> None:
    a, b, c = fell(), alert(claim(5)), denied()
    assert atom(a, b, c) == atom(c, a, b)


def test_only_the_latest_stay() -> None:
    many = [alert(claim(n)) for n in range(1, MOST_ENTRIES + 20)]
    feed = parsed(atom(*many))
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.entries[0].title.startswith(
        f"[새 수치] 누리챗 월간 이용자 수 {MOST_ENTRIES + 19}명"
    )


def test_what_comes_from_outside_stays_words() -> None:
    wild = alert(
        claim(5, quote=HOSTILE, subject=HOSTILE, metric=HOSTILE, attribution=HOSTILE),
        topic=HOSTILE,
        source=source(HOSTILE, doc="javascript:alert(1)"),
        is_uncertain=True,
    )
    (entry,) = parsed(atom(wild, topic=HOSTILE)).entries
    assert "<script>" not in entry.content[0].value
    assert not any(link["href"].startswith("javascript") for link in entry.get("links", []))
    feed = json.loads(render_json_feed(HOSTILE, entries(wild)))
    assert json_feed_faults(feed) == []
    assert "<script>" not in feed["items"][0]["content_html"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("AI", "ai"), ("가 나", "가-나"), ("a/b", "a-b"), ("../x", "x"), ("가" * 80, "가" * 81)],
)
def test_two_topics_never_share_a_file_and_none_leaves_the_folder(one: str, other: str) -> None:
    names = [feed_name(one), feed_name(other)]
    assert len({name.casefold() for name in names}) == 2
    assert all(re.fullmatch(r"[\w-]{1,80}", name) for name in names)


def test_an_address_is_made_of_the_base_and_the_name() -> None:
    assert feed_url("https://a.example/feeds/", "ai-x.json") == "https://a.example/feeds/ai-x.json"
    assert feed_url("", "a.json") == ""


def test_a_file_is_written_whole_and_only_when_it_changes(tmp_path: Path) -> None:
    target = tmp_path / "new" / "누리챗.atom"
    assert write_whole(target, "가")
    before = target.stat()
    assert not write_whole(target, "가")
    assert target.stat() == before
    assert write_whole(target, "나")
    assert target.read_text("utf-8") == "나"
    assert [path.name for path in target.parent.iterdir()] == ["누리챗.atom"]


def test_a_failed_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "누리챗.atom").mkdir()
    with pytest.raises(OSError, match="누리챗"):
        write_whole(tmp_path / "누리챗.atom", "가")
    assert [path.name for path in tmp_path.iterdir()] == ["누리챗.atom"]


def test_conflicts_and_edits_say_what_they_are() -> None:
    titles = [
        entry.title
        for entry in parsed(
            atom(
                alert(claim(6), claim(7), kind=Kind.CONFLICT),
                alert(claim(8), claim(9), kind=Kind.REVISED),
            )
        ).entries
    ]
    assert [title.split("]")[0] for title in titles] == ["[기사 수정", "[엇갈림"]
