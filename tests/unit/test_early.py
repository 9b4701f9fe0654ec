"""Early decision: what may hold a tracked topic is read in full, and what cannot is not."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge.early import may_matter
from monitor.model import Topic, TrackedFigure
from monitor.records import read_topics

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
DEEPSEEK = Topic(
    name="딥시크",
    aliases=("DeepSeek", "R1"),
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("딥시크",)),),
)
BUDGET = Topic(
    name="한국 AI 예산",
    figures=(TrackedFigure(metric="AI 예산", units=("KRW",), subjects=("한국 정부",)),),
)
PRICES = Topic(name="물가", figures=(TrackedFigure(metric="소비자물가 상승률", units=("%",)),))


@pytest.mark.parametrize(
    "text",
    [
        "딥시크의 이용자는 59만 명이다.",
        "딥 시크의 이용자가 줄었다.",
        "deep-seek users fell",
        "ＤｅｅｐＳｅｅｋ 이용자",
        "중국산 모델 R1이 나왔다.",
        "중국산 모델 R 1이 나왔다.",
    ],
)
def test_a_text_that_names_a_topic_in_any_spelling_matters(text: str) -> None:
    assert may_matter("", text, [DEEPSEEK])
    assert may_matter(text, "", [DEEPSEEK])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "서울 아파트값이 0.5% 올랐다.",
        "R100 도로에서 차량 12대가 부딪쳤다.",
        "카카오톡의 월간 이용자 수는 4800만 명이다.",  # the figure, of somebody else
    ],
)
def test_a_text_that_names_nobody_followed_does_not_matter(text: str) -> None:
    assert not may_matter("", text, [DEEPSEEK])


def test_a_figure_matters_under_its_other_names_and_the_verbs_that_stand_for_it() -> None:
    assert may_matter("", "정부가 인공지능에 나랏돈 1조 8000억 원을 넣는다.", [BUDGET])
    assert may_matter("", "나라 살림에서 AI 몫은 천 원에 3원이다.", [BUDGET])
    assert may_matter("", "소비자물가가 2.4% 올랐다.", [PRICES])


def test_the_same_money_for_another_field_does_not_matter() -> None:
    assert not may_matter("", "정부가 도로에 나랏돈 1조 원을 넣는다.", [BUDGET])


def test_without_topics_nothing_matters() -> None:
    assert not may_matter("딥시크", "딥시크의 이용자는 59만 명이다.", [])


@given(before=st.text(max_size=40), after=st.text(max_size=40), topic=st.sampled_from([0, 1]))
def test_a_name_is_found_wherever_it_stands(before: str, after: str, topic: int) -> None:
    names = ("딥시크", "한국 AI 예산")
    text = f"{before}\n{names[topic]} {after}"
    assert may_matter("", text, [(DEEPSEEK, BUDGET)[topic]])


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_asked(title: str, text: str) -> None:
    may_matter(title, text, [DEEPSEEK, BUDGET, PRICES])


# --- no recall is lost over the stories ----------------------------------------------------------


@cache
def _topics() -> dict[str, Topic]:
    data = tomllib.loads((GOLDEN / "judge" / "topics.toml").read_text("utf-8"))
    return {t.name: t for t in read_topics(data, where="topics.toml")}


def _page(story: dict[str, Any], version: int) -> tuple[str, str]:
    page = story["revision"] if version > 1 else story
    body = page["body"] if "body" in page else [page["text"]]
    return page.get("title", story["title"]), "\n".join(body)


def _alerts() -> Iterator[tuple[str, str, str, str]]:
    """Yield (document, topic, title, text) of all alerts that the gold asks for."""
    stories = [
        json.loads(p.read_text("utf-8")) for p in sorted((GOLDEN / "heldout").glob("*.json"))
    ]
    demo = ROOT / "monitor" / "demo" / "stories"
    stories += [json.loads(p.read_text("utf-8")) for p in sorted(demo.glob("*.json"))]
    lines = (GOLDEN / "judge" / "stories.jsonl").read_text("utf-8").splitlines()
    stories += map(json.loads, lines)
    for story in stories:
        for alert in story.get("gold_alerts") or story.get("alerts") or ():
            title, text = _page(story, alert.get("version", 1))
            yield story["id"], alert.get("topic") or "", title, text


def test_no_alert_of_any_story_is_passed_over() -> None:
    found = list(_alerts())
    assert len(found) > 300
    every = tuple(_topics().values())
    assert [doc for doc, _, title, text in found if not may_matter(title, text, every)] == []


# Told of these topics by the annotator alone: neither the topic nor one of its figures is named
# (`서울의 답은 2조 원이었다`), and the judgement does not find them on it either.
BEYOND = {("h203", "한국 AI 예산"), ("h206", "한국 AI 인재")}


def test_nor_is_one_where_its_topic_is_the_only_one() -> None:
    found = [row for row in _alerts() if row[1] in _topics()]
    assert len(found) > 200
    lost = [
        (doc, name)
        for doc, name, title, text in found
        if not may_matter(title, text, [_topics()[name]])
    ]
    assert set(lost) <= BEYOND
