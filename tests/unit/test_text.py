"""The digest in plain words: report/text.py and report/items.py."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Alert, Coverage, FeedTrouble, Kind, Modality, Reason
from monitor.report.events import render_events
from monitor.report.html import render_html
from monitor.report.items import FIRST_SHOWN, GLANCE
from monitor.report.slack import render_blocks
from monitor.report.text import MOST_ITEMS, render_subject, render_text
from monitor.words import WORDS, Lang
from tests.alerts import NOON, alert, claim, denied, digest, fell, month, reason, source, value

JUDGE = Path(__file__).parents[2] / "monitor" / "judge"


def test_the_line_is_what_a_newsreader_would_say() -> None:
    text = render_text(digest(fell()))
    assert "• 누리챗 월간 이용자 수 121만 → 59만 명 (−51.2 %, 2025-01 → 2025-03)\n" in text


def test_the_line_has_an_english_twin() -> None:
    text = render_text(digest(fell()), "en")
    assert "121만" not in text.split("before:")[0]
    assert "1.21 million → 590,000 people (−51.2%, 2025-01 → 2025-03)" in text


def test_the_first_lines_say_what_changed_across_topics() -> None:
    alerts = [fell(100_000 * n, topic=f"주제 {n}", figure=f"f{n}") for n in range(1, 11)]
    head = render_text(digest(*alerts)).split("■")[0]
    lines = re.findall(r"^  • .*$", head, re.M)
    assert len(lines) == GLANCE
    assert "→ 10만 명" in lines[0]


def test_both_quotes_come_with_number_outlet_day_and_link() -> None:
    text = render_text(digest(fell()))
    assert "이전: “1월 누리챗 월간 이용자는 【121만 명】이었다.”" in text
    assert "한결신문 · 9월 22일" in text
    assert "https://hangyeol.example/9" in text
    assert "지금: “누리챗의 월간 이용자는 【59만 명】으로 집계됐다.”" in text
    assert "새날일보 · 11월 21일" in text
    assert "https://saenal.example/1" in text


def test_a_day_of_another_year_says_its_year() -> None:
    old = value(claim(5), source=source("한결신문", published=NOON - timedelta(days=400)))
    text = render_text(digest(alert(claim(6), kind=Kind.CHANGED, previous=old)))
    assert "2025년 10월 17일" in text


def test_a_document_of_the_baseline_is_named_as_such() -> None:
    seed = source("", doc="seeds/nuri.md", published=None, is_seed=True, title="누리챗 정리")
    text = render_text(
        digest(alert(claim(6), kind=Kind.CHANGED, previous=value(claim(5), source=seed)))
    )
    assert "기준 문서 누리챗 정리" in text


def test_new_figures_of_one_sentence_share_its_quote() -> None:
    quote = "연령별로는 20대가 28%, 30대가 24%였다."
    shares = [
        alert(claim(n, unit="%", quote=quote, span=(at, at + 3), metric=f"{age} 비중"))
        for n, at, age in ((24, 21, "30대"), (28, 11, "20대"))
    ]
    text = render_text(digest(*shares))
    assert "• 누리챗 20대 비중 28%\n• 누리챗 30대 비중 24%\n" in text
    assert text.count("연령별로는") == 1
    assert "20대가 【28%】, 30대가 【24%】였다" in text


def test_other_outlets_are_counted_and_named() -> None:
    names = ["가람", "나래", "다온", "라온"]
    support = tuple(source(name, doc=f"https://{n}.example/") for n, name in enumerate(names))
    text = render_text(digest(fell(support=support)))
    assert "다른 언론사 4곳도 같은 값: 가람, 나래, 다온 등" in text


@pytest.mark.parametrize(
    ("outlets", "copies", "said"),
    [
        (["가람"], 2, "다른 언론사 1곳도 같은 값: 가람, 외 사본 2건"),
        ([], 1, "사본 1건도 같은 값"),
        (["가람"], 0, "다른 언론사 1곳도 같은 값: 가람\n"),
    ],
)
def test_copies_are_counted_apart_from_outlets_with_words_of_their_own(
    outlets: list[str], copies: int, said: str
) -> None:
    own = [source(name, doc=f"https://{n}.example/") for n, name in enumerate(outlets)]
    copied = [
        source(f"사본{n}", doc=f"https://copy{n}.example/", copy_of="https://a.example/")
        for n in range(copies)
    ]
    text = render_text(digest(fell(support=(*own, *copied))))
    assert f"    {said}" in text
    assert "사본0" not in text


def test_who_says_so_stands_beside_the_quote() -> None:
    new = claim(5, attribution="통계연구소")
    assert "출처 통계연구소" in render_text(digest(alert(new)))


@pytest.mark.parametrize(
    ("modality", "word"),
    [("planned", "계획"), ("forecast", "전망"), ("alleged", "주장"), ("denied", "부인")],
)
def test_what_is_no_fact_is_said_so(modality: str, word: str) -> None:
    new = claim(5, modality=Modality(modality))
    assert f"누리챗 월간 이용자 수 5명 ({word})" in render_text(digest(alert(new)))


def test_a_conflict_says_who_says_what() -> None:
    voices = [
        alert(
            claim(value_, quote=f"이용자는 {value_}명이다.", attribution=who),
            claim(1210, quote="이용자는 1210명이다."),
            kind=Kind.CONFLICT,
            figure="f",
            source=source(who, doc=f"https://{value_}.example/"),
        )
        for value_, who in ((974, "나래연구소"), (800, "다온조사"))
    ]
    text = render_text(digest(*voices))
    assert "[엇갈리는 수치]" in text
    assert "1210명 ↔ 800명 ↔ 974명" in text
    for words in ("【1210명】", "【974명】", "【800명】", "나래연구소", "다온조사"):
        assert words in text
    assert text.count("【1210명】") == 1
    assert "%" not in text.split("[엇갈리는 수치]")[1]


def test_a_conflict_of_two_has_no_percentage_but_both_values() -> None:
    text = render_text(digest(alert(claim(974_000), claim(1_210_000), kind=Kind.CONFLICT)))
    assert "누리챗 월간 이용자 수 121만 ↔ 97만4천 명\n" in text


def test_an_edit_shows_before_and_after() -> None:
    text = render_text(digest(alert(claim(10_720_000), claim(17_020_000), kind=Kind.REVISED)))
    assert "[고쳐진 기사]" in text
    assert "1702만 → 1072만 명" in text
    assert "수정 전: “" in text
    assert "수정 후: “" in text


def test_several_changes_of_a_figure_show_their_path() -> None:
    one, two = fell(900_000, 1_210_000, figure="f"), fell(590_000, 900_000, figure="f")
    text = render_text(digest(one, two))
    assert "121만 → 59만 명 (−51.2 %" in text
    assert "경과: 121만 명 → 90만 명 (새날일보, 11월 21일) → 59만 명 (새날일보, 11월 21일)" in text
    assert text.count("■") == 1


def test_a_path_of_two_values_is_not_told_twice() -> None:
    new = alert(claim(9500), figure="f")
    edit = alert(
        claim(9200),
        claim(9500),
        kind=Kind.REVISED,
        figure="f",
        previous=value(new.claim, source=new.source),
        source=source(version=2),
    )
    text = render_text(digest(new, edit))
    assert "9500 → 9200명" in text
    assert "경과" not in text


def test_a_figure_that_came_back_is_said_to_be_back() -> None:
    there, back = fell(900_000, 1_210_000, figure="f"), fell(1_210_000, 900_000, figure="f")
    assert "121만 → 121만 명 (원래 값으로" in render_text(digest(there, back))


def test_what_is_uncertain_stands_under_its_own_heading() -> None:
    text = render_text(digest(fell(is_uncertain=True)))
    assert "[확실하지 않음]\n• [바뀜?] 누리챗" in text
    assert "[바뀐 수치]" not in text


def test_the_subject_says_the_main_change_and_how_much_more_there_is() -> None:
    subject = render_subject(digest(fell(), alert(claim(4)), alert(claim(5))))
    assert subject == "누리챗 월간 이용자 수 121만 → 59만 명 (−51.2 %) 외 2건"
    english = render_subject(digest(fell(), alert(claim(4))), "en")
    assert english.endswith("1.21 million → 590,000 people (−51.2%) and 1 more")


def test_a_subject_without_a_change_says_what_kind_of_news_it_is() -> None:
    subject = render_subject(digest(alert(claim(974), claim(1210), kind=Kind.CONFLICT)))
    assert subject.startswith("[엇갈리는 수치] 누리챗 월간 이용자 수 1210 ↔ 974명")


def test_a_subject_is_one_short_line_whatever_an_article_says() -> None:
    wild = alert(
        claim(5, subject="가\r\nBcc: x@y.example" + "나" * 500, metric="\u202e다" * 300), claim(7)
    )
    subject = render_subject(digest(wild))
    assert len(subject) < 140
    assert subject.isprintable()


def test_a_quiet_day_is_short() -> None:
    made = digest(coverage=Coverage(feeds=3, polled=3, articles=120, claims=700))
    text = render_text(made)
    assert render_subject(made) == "바뀐 수치 없음 (11월 21일, 기사 120건)"
    assert "바뀐 수치가 없습니다. 기사 120건을 읽었습니다." in text
    assert len(text.splitlines()) < 12


def test_a_day_with_only_confirmed_figures_is_quiet_and_counts_them() -> None:
    made = digest(alert(claim(5), claim(5), kind=Kind.CONFIRMED))
    assert render_subject(made).startswith("바뀐 수치 없음")
    assert "그대로인 수치 1건" in render_text(made)


def test_the_footer_says_what_was_read_and_what_failed_and_why() -> None:
    text = render_text(digest(fell()))
    for words in (
        "피드 12개 중 11개 확인",
        "기사 120건에서 수치 800건을 읽음",
        "읽지 못한 기사 3건",
        "실패한 피드 산들경제 전체: HTTP 503",
        "조용한 피드 푸른뉴스: 14일째 새 글 없음",
    ):
        assert words in text


def test_a_failure_kept_in_one_language_is_told_in_the_readers() -> None:
    made = digest(fell())
    kept = replace(made.coverage, failed=(FeedTrouble(name="가", why="서버 오류(HTTP 500)"),))
    text = render_text(replace(made, coverage=kept), "en")
    assert "failed feed 가: server error (HTTP 500)" in text


def test_a_flood_is_cut_with_a_count_and_the_changes_stay() -> None:
    flood = [alert(claim(n)) for n in range(MOST_ITEMS + 50)]
    text = render_text(digest(*flood, fell()))
    assert "121만 → 59만 명" in text
    assert "외 51건" in text
    assert text.count("\n• ") == MOST_ITEMS


def test_the_first_digest_says_how_much_the_feeds_held_and_shows_the_top() -> None:
    many = [alert(claim(number + 1)) for number in range(FIRST_SHOWN * 3)]
    flood = digest(fell(), *many)
    later, first = (render_text(d) for d in (flood, replace(flood, since=None)))
    assert f"찾은 {FIRST_SHOWN * 3 + 1}건 가운데 중요한 {FIRST_SHOWN}건만" in first
    assert "찾은" not in later
    assert "121만 → 59만 명" in first
    assert len(first.splitlines()) < len(later.splitlines()) / 2


def test_what_the_user_asked_for_leads_the_first_digest() -> None:
    many = [alert(claim(number + 1)) for number in range(FIRST_SHOWN * 3)]
    moved = [fell(figure=f"moved {n}") for n in range(FIRST_SHOWN)]
    wished = alert(claim(77_777), figure="wished")
    alone = render_text(replace(digest(*many, *moved, wished), since=None))
    assert "77777 명" not in alone
    asked = digest(*many, *moved, wished, wished=frozenset({"wished"}))
    text = render_text(replace(asked, since=None))
    assert "77777 명" in text
    assert text.count("\n• ") == FIRST_SHOWN
    assert digest(*many, wished, wished=asked.wished).sections[0].new[0] == wished


def test_no_heading_of_a_flood_stands_over_nothing() -> None:
    moved = [fell(figure=f"moved {n}") for n in range(FIRST_SHOWN * 2)]
    edited = alert(claim(4_321), claim(1_234), kind=Kind.REVISED, figure="edited")
    text = render_text(replace(digest(*moved, edited, alert(claim(77_777))), since=None))
    assert "4321 명" in text
    assert "77777 명" in text
    assert text.count("\n• ") == FIRST_SHOWN


def test_a_flood_of_figures_leaves_room_for_what_was_said() -> None:
    many = [alert(claim(number + 1)) for number in range(FIRST_SHOWN * 3)]
    said = denied()
    text = render_text(replace(digest(fell(), said, *many), since=None))
    assert said.statement.quote in text
    assert text.count("\n• ") == FIRST_SHOWN


def test_a_first_digest_that_is_no_flood_tells_all_and_speaks_of_no_top() -> None:
    text = render_text(replace(digest(fell(), alert(claim(3))), since=None))
    assert "가운데 중요한" not in text
    assert "121만 → 59만 명" in text


def test_text_from_outside_cannot_break_the_lines() -> None:
    new = claim(5, quote="이용자는 5명.\n\n■ 가짜 주제\u2028[바뀐 수치]", subject="가\n■ 나")
    text = render_text(digest(alert(new)))
    assert len(re.findall(r"^■", text, re.M)) == 1


BARE_KINDS = frozenset({"changed", "conflict"})


def _codes() -> set[str]:
    """The reason codes that the judge's code names, but for what would have made it otherwise."""
    kinds = r"(?:new|changed|conflict|confirmed|revised|history|unconfirmed)(?:_[a-z]+)*"
    found = set()
    for path in JUDGE.glob("*.py"):
        if path.stem == "explanation":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # What names a fact ("new_period": …) is no code.
        keys = {key for n in ast.walk(tree) if isinstance(n, ast.Dict) for key in n.keys}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in keys:
                # A kind by itself is no code, unless it is one too.
                is_code = re.fullmatch(kinds, node.value) and node.value not in BARE_KINDS
                found |= {node.value} if is_code else set()
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason":
                first = node.args[0] if node.args else node.keywords[0].value
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_reason_the_judge_can_give_has_words() -> None:
    codes = _codes()
    assert {"changed_later", "conflict_sources", "new"} <= codes
    assert sorted(code for code in codes if f"reason.{code}" not in WORDS) == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_reason_is_said_in_one_line(lang: Lang) -> None:
    for code in sorted(_codes()):
        given = {**reason(code).facts, "figure": "두\n줄 {figure}"}
        text = render_text(digest(fell(reason=Reason(code, given))), lang)
        assert ("판단 근거: " if lang == "ko" else "why: ") in text


def test_the_reason_speaks_of_periods_and_names_as_readers_know_them() -> None:
    later = fell(reason=Reason("changed_later", {"figure": "누리챗 월간 이용자 수"}))
    assert "2025-01 → 2025-03." in render_text(digest(later))
    undated = alert(claim(6), claim(5), reason=Reason("changed_later", {"figure": "누리챗"}))
    assert "2026-09-22 보도 → 2026-11-21 보도." in render_text(digest(undated))
    sources = alert(
        claim(974, as_of=month(2025, 1), attribution="나래연구소"),
        claim(1210, as_of=month(2025, 1)),
        kind=Kind.CONFLICT,
        reason=Reason("conflict_sources", {"figure": "누리챗 월간 이용자 수"}),
    )
    assert "나래연구소 / 한결신문" in render_text(digest(sources))


def altered_copy(**more: Any) -> Alert:
    return alert(
        claim(1810),
        claim(1210),
        kind=Kind.CONFLICT,
        reason=Reason("conflict_altered", {"figure": "누리챗 이용자", "original": "한결신문"}),
        **more,
    )


def test_an_altered_copy_is_told_as_one_by_every_channel() -> None:
    made = digest(altered_copy())
    korean, english = render_text(made), render_text(made, "en")
    assert "[엇갈리는 수치]" in korean
    assert "1210 ↔ 1810명 (수치가 다른 사본)" in korean
    assert "원문: “" in korean
    assert "사본: “" in korean
    assert "판단 근거: 한결신문의 글을 옮기면서 이 수치만 달리 실은 사본입니다" in korean
    assert "(altered copy)" in english
    assert "original: “" in english
    assert "수치가 다른 사본" in render_html(made)
    assert "수치가 다른 사본" in str(render_blocks(made))
    (event,) = render_events(made)
    assert event["type"] == "claim.conflict"
    assert "수치가 다른 사본" in event["summary"]
    assert event["alert"]["reason"]["code"] == "conflict_altered"


def test_among_several_voices_original_and_copy_are_called_so() -> None:
    voices = [altered_copy(), alert(claim(900), claim(1210), kind=Kind.CONFLICT)]
    text = render_text(digest(*voices))
    assert text.count("원문: “") == text.count("사본: “") == 1


def test_the_footer_says_what_may_have_been_missed_and_which_feed_is_gone() -> None:
    trouble = (FeedTrouble(name="속보통신", why="2026-11-21 18:30"),)
    made = digest(fell(), coverage=Coverage(missed=trouble, retired=trouble * 9))
    korean, english = render_text(made), render_text(made, "en")
    assert "! 글을 놓쳤을 수 있는 피드 속보통신: 2026-11-21 18:30" in korean
    assert "! 그 밖에 없어진 피드 1개" in korean
    assert "! possibly missed entries of feed 속보통신" in english
