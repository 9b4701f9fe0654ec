"""What was said without a figure, as the digest shows it and as a record."""

from __future__ import annotations

import json

import pytest

from monitor.model import Digest, Kind, Remark
from monitor.records import remark_record
from monitor.report.html import render_html
from monitor.report.items import REMARKS_PART
from monitor.report.slack import render_blocks
from monitor.report.text import MOST_ITEMS, render_subject, render_text
from monitor.words import Lang
from tests.alerts import alert, claim, denied, digest, fell, remark, source


def _slack(made: Digest, lang: Lang = "ko") -> str:
    return json.dumps(render_blocks(made, lang), ensure_ascii=False)


def test_a_statement_stands_under_its_own_heading_behind_the_figures() -> None:
    text = render_text(digest(fell(), denied()))
    assert text.index("[바뀐 수치]") < text.index("[발언·입장]")
    assert "• 누리랩 주장 → 부인" in text
    assert "이전: “한빛시큐는 누리챗이 대화를 빼돌렸다고 주장했다.”" in text
    assert "지금: “누리랩은 누리챗이 대화를 빼돌렸다는 의혹을 부인했다.”" in text
    assert "다른 언론사 1곳도 같은 내용: 산들경제" in text


@pytest.mark.parametrize(("lang", "heading"), [("ko", "발언·입장"), ("en", "Statements")])
def test_every_form_of_the_digest_has_it_in_both_languages(lang: Lang, heading: str) -> None:
    made = digest(denied())
    for shown in (render_text(made, lang), render_html(made, lang), _slack(made, lang)):
        assert heading in shown
        assert "누리랩" in shown


def test_a_digest_of_statements_alone_is_worth_sending_and_says_so_in_its_subject() -> None:
    made = digest(denied())
    assert made.is_worth_sending
    assert render_subject(made) == "[발언·입장] 누리랩: 주장 → 부인"
    assert made.remark_keys == tuple(r.key for r in made.remarks)
    assert not digest().is_worth_sending


def test_who_turned_round_comes_before_what_is_new() -> None:
    new, changed = remark("누리랩은 누리챗을 닫겠다고 밝혔다.", "planned"), denied()
    (section,) = digest(new, changed).sections
    assert section.remarks == (changed, new)


def test_what_nobody_in_particular_says_is_told_as_of_its_subject() -> None:
    text = render_text(digest(remark("누리챗이 대화를 빼돌렸다는 의혹이 제기됐다.")))
    assert "• 누리챗 관련 주장" in text


def test_a_flood_of_statements_is_counted_and_not_printed() -> None:
    made = digest(*(remark(f"누리랩은 {n}번째 의혹을 부인했다.", "denied") for n in range(400)))
    assert len(render_html(made).encode()) <= 100_000
    assert "줄인 항목" in render_text(made)


def test_of_many_statements_beside_many_figures_one_in_six_items_is_told() -> None:
    many = [alert(claim(n)) for n in range(300)]
    said = [remark(f"누리랩은 {n}번 의혹을 부인했다.", "denied") for n in range(100)]
    text = render_text(digest(*said, *many))
    assert text.count("번 의혹을 부인했다.”") == MOST_ITEMS // REMARKS_PART


def test_what_an_outlet_printed_is_no_markup() -> None:
    evil = remark("누리랩은 <script>alert(1)</script> @channel *의혹*을 부인했다.", "denied")
    made = digest(evil)
    assert "<script>alert" not in render_html(made)
    assert "<script>" not in _slack(made)


def test_a_record_has_the_statement_where_an_alert_has_its_claim() -> None:
    record = remark_record(denied())
    assert record["kind"] == "changed"
    assert record["statement"]["speaker"] == "누리랩"
    assert record["statement"]["stance"] == "denied"
    assert record["previous"]["stance"] == "alleged"
    assert record["support"] == ["https://b.example/1"]
    assert "claim" not in record
    json.dumps(record)


def test_a_remark_refuses_to_be_what_makes_no_sense() -> None:
    with pytest.raises(ValueError, match="confirmed"):
        remark("누리랩은 의혹을 부인했다.", kind=Kind.CONFIRMED)
    with pytest.raises(ValueError, match="stance"):
        remark("누리랩은 의혹을 부인했다.", kind=Kind.CHANGED)
    assert isinstance(remark("누리랩은 의혹을 부인했다.", source=source()), Remark)
