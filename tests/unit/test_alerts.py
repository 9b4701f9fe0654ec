"""What a new article's claims change, contradict, repeat or add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from monitor.judge.alerts import (
    alert_key,
    apply_judgement,
    iter_alerts,
    judge_claims,
    seed_baseline,
)
from monitor.model import Alert, Claim, Figure, Judgement, Kind, Period, Source
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPICS = (
    a_topic("카카오톡", figures=(("월간 이용자 수", "명", ("카카오톡",)),)),
    a_topic("한국 고용", figures=(("실업률", "%", ("한국",)), ("취업자 수", "명", ("한국",)))),
    a_topic("한국 예산", "예산안", figures=(("예산", "KRW", ("한국 정부",)),)),
    a_topic("삼성전자", figures=(("영업이익", "KRW", ("삼성전자",)),)),
)
USERS = a_claim("카카오톡", "월간 이용자 수", 48900000, "명", period=("2026-01-01", "2026-01-31"))
Figures = Mapping[str, Figure]


def _held(*claims: Claim) -> Figures:
    seed = a_source("seed.md", day="2026-02-01", is_seed=True)
    return {f.key: f for f in seed_baseline([(seed, claims)], TOPICS, now=NOW)}


def _read(
    figures: Figures,
    claims: Sequence[Claim],
    source: Source | None = None,
    earlier: Sequence[Claim] | None = None,
) -> tuple[tuple[Alert, ...], Figures, tuple[Judgement, ...]]:
    source = source or a_source()
    claims = [replace(c, doc=source.doc) for c in claims]
    judged = judge_claims(
        claims,
        tuple(figures.values()),
        source=source,
        topics=TOPICS,
        now=NOW,
        earlier=earlier,
    )
    for judgement in judged:
        figures = apply_judgement(figures, judgement, source)
    return iter_alerts(judged), figures, judged


def _later(**more: object) -> Claim:
    return a_claim(
        "카카오톡",
        "월간 이용자 수",
        47100000,
        "명",
        period=("2026-02-01", "2026-02-28"),
        **more,  # type: ignore[arg-type]
    )


def test_a_value_of_a_later_period_is_a_change_and_becomes_current() -> None:
    alerts, figures, (judgement,) = _read(_held(USERS), [_later()])
    assert [a.kind for a in alerts] == [Kind.CHANGED]
    assert alerts[0].previous is not None
    assert alerts[0].previous.claim == USERS
    assert judgement.becomes_current
    (figure,) = figures.values()
    assert [v.is_current for v in figure.values] == [False, True]


def test_another_value_for_the_same_period_is_a_conflict_and_both_stand() -> None:
    other = replace(_later(), as_of=USERS.as_of)
    alerts, figures, (judgement,) = _read(_held(USERS), [other])
    assert [a.kind for a in alerts] == [Kind.CONFLICT]
    assert not judgement.becomes_current
    (figure,) = figures.values()
    assert [v.is_current for v in figure.values] == [True, False]


def test_a_budget_amended_is_a_change_though_the_year_is_the_same() -> None:
    first = a_claim("한국 정부", "AI 예산", 9.7e12, "KRW", year=2026, modality="planned")
    passed = a_claim(
        "한국 정부", "AI 예산", 9.92e12, "KRW", year=2026, quote="국회가 9조9200억원으로 확정했다."
    )
    alerts, _, _ = _read(_held(first), [passed])
    assert [a.kind for a in alerts] == [Kind.CHANGED]
    assert alerts[0].reason.code == "changed_amended"


def test_the_value_again_confirms_also_for_a_later_period() -> None:
    alerts, _, (judgement,) = _read(_held(USERS), [replace(USERS, as_of=_later().as_of)])
    assert [a.kind for a in alerts] == [Kind.CONFIRMED]
    assert judgement.supports is None


def test_a_value_of_an_earlier_period_fills_the_history_and_is_not_sent() -> None:
    older = replace(_later(), as_of=a_claim("a", "b", 1, "명", year=2024).as_of)
    alerts, figures, (judgement,) = _read(_held(USERS), [older])
    assert not alerts
    assert not judgement.makes_figure
    (figure,) = figures.values()
    assert len(figure.values) == 2
    assert figure.values[0].is_current


def test_an_earlier_value_beside_one_of_no_time_is_new_of_a_figure_that_is_held() -> None:
    undated = replace(USERS, as_of=Period())
    older = replace(_later(), as_of=a_claim("a", "b", 1, "명", year=2024).as_of)
    alerts, figures, (judgement,) = _read(_held(undated), [older])
    assert [(a.kind, a.reason.code) for a in alerts] == [(Kind.NEW, "new_gap")]
    assert not judgement.makes_figure
    assert alerts[0].figure in figures


def test_a_second_outlets_same_change_is_attached_to_the_first_and_not_sent_again() -> None:
    first, figures, _ = _read(_held(USERS), [_later()], a_source("n1"))
    second, _, (judgement,) = _read(figures, [_later()], a_source("n2", day="2026-03-02"))
    assert [a.kind for a in second] == [Kind.CONFIRMED]
    assert judgement.supports == first[0].key


def test_a_figure_that_goes_back_to_its_old_value_changes_again() -> None:
    jan = a_claim("한국", "실업률", "2.7", "%", period=("2026-01-01", "2026-01-31"))
    feb = a_claim("한국", "실업률", "3.1", "%", period=("2026-02-01", "2026-02-28"))
    mar = a_claim("한국", "실업률", "2.7", "%", period=("2026-03-01", "2026-03-31"))
    _, figures, _ = _read(_held(jan), [feb], a_source("n1"))
    alerts, _, _ = _read(figures, [mar], a_source("n2", day="2026-04-10"))
    assert [a.kind for a in alerts] == [Kind.CHANGED]
    assert alerts[0].previous is not None
    assert str(alerts[0].previous.claim.interval.low) == "3.1"


def test_a_copy_raises_nothing_that_its_original_says_and_only_its_own_besides() -> None:
    _, figures, _ = _read(_held(USERS), [_later()], a_source("n1"))
    other = replace(_later(), interval=a_claim("a", "b", 46000000, "명").interval)
    alerts, _, _ = _read(figures, [_later(), other], a_source("n2", copy_of="n1"))
    assert [(a.kind, a.claim.interval.low) for a in alerts] == [(Kind.CONFLICT, other.interval.low)]


def test_a_seed_raises_nothing_and_keeps_what_no_topic_tracks() -> None:
    figures = _held(USERS, a_claim("화성", "위성 수", 2, "개"))
    assert len(figures) == 2
    assert {f.topic for f in figures.values()} == {"카카오톡", ""}


def test_topics_may_come_after_the_baseline() -> None:
    seed = a_source("seed.md", is_seed=True, day="2026-02-01")
    figures = {f.key: f for f in seed_baseline([(seed, [USERS])], now=NOW)}
    assert {f.topic for f in figures.values()} == {""}
    alerts, _, _ = _read(figures, [_later()])
    assert [(a.kind, a.topic) for a in alerts] == [(Kind.CHANGED, "카카오톡")]


def test_building_the_baseline_twice_adds_nothing() -> None:
    seed = a_source("seed.md", is_seed=True, day="2026-02-01")
    once = seed_baseline([(seed, [USERS])], now=NOW)
    assert seed_baseline([(seed, [USERS])], now=NOW, figures=once) == once


def test_a_claim_of_no_topic_is_kept_and_not_compared() -> None:
    alerts, figures, (judgement,) = _read({}, [a_claim("화성", "위성 수", 2, "개")])
    assert not alerts
    assert not figures
    assert (judgement.topic, judgement.figure) == (None, None)


def test_a_figure_of_its_own_is_new_and_two_values_of_it_share_it() -> None:
    jan = a_claim("카카오톡", "국내 결제액", 20e9, "KRW", period=("2026-01-01", "2026-01-31"))
    feb = a_claim("카카오톡", "국내 결제액", 39e9, "KRW", period=("2026-02-01", "2026-02-28"), at=9)
    alerts, figures, judged = _read({}, [jan, feb])
    assert [a.kind for a in alerts] == [Kind.NEW, Kind.NEW]
    assert len(figures) == 1
    assert [j.makes_figure for j in judged] == [True, False]


def test_the_same_claim_twice_in_one_article_is_one_alert() -> None:
    alerts, _, _ = _read(_held(USERS), [_later(), _later(at=40)])
    assert len(alerts) == 1


@pytest.mark.parametrize("quote", ["영업이익은 90조원이었다."])
def test_a_jump_on_one_source_alone_is_unconfirmed_and_does_not_become_current(quote: str) -> None:
    held = a_claim("삼성전자", "영업이익", 9e12, "KRW", period=("2025-10-01", "2025-12-31"))
    jump = a_claim(
        "삼성전자", "영업이익", 90e12, "KRW", period=("2026-01-01", "2026-03-31"), quote=quote
    )
    alerts, _, (judgement,) = _read(_held(held), [jump])
    assert [(a.kind, a.is_uncertain) for a in alerts] == [(Kind.CHANGED, True)]
    assert alerts[0].reason.code == "unconfirmed_jump"
    assert not judgement.becomes_current


def _profit(value: float, quarter: tuple[str, str], quote: str = "") -> Claim:
    return a_claim("삼성전자", "영업이익", value, "KRW", period=quarter, quote=quote)


AUTUMN, WINTER = ("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31")


def test_a_jump_that_a_second_source_has_too_is_a_change() -> None:
    _, figures, _ = _read(_held(_profit(9e12, AUTUMN)), [_profit(90e12, WINTER)], a_source("n1"))
    alerts, figures, (judgement,) = _read(figures, [_profit(90e12, WINTER)], a_source("n2"))
    assert [(a.kind, a.is_uncertain) for a in alerts] == [(Kind.CHANGED, False)]
    assert alerts[0].reason.code == "changed_seconded"
    assert alerts[0].previous is not None
    assert alerts[0].previous.claim.interval.low == 9e12
    assert judgement.becomes_current
    alerts, _, _ = _read(figures, [_profit(90e12, WINTER)], a_source("n3"))
    assert [a.kind for a in alerts] == [Kind.CONFIRMED]


def test_a_copy_of_the_article_with_a_jump_is_no_second_source() -> None:
    held = _held(_profit(9e12, AUTUMN))
    _, figures, _ = _read(held, [_profit(90e12, WINTER)], a_source("n1"))
    copy = replace(a_source("n2"), copy_of="n1")
    alerts, _, (judgement,) = _read(figures, [_profit(90e12, WINTER)], copy)
    assert alerts == ()
    assert not judgement.becomes_current


def test_a_value_of_many_digits_that_comes_back_later_changes_again() -> None:
    first, then = _profit(9.13e12, AUTUMN), _profit(8.41e12, WINTER)
    _, figures, _ = _read(_held(first), [then], a_source("n1"))
    spring = _profit(9.13e12, ("2026-04-01", "2026-06-30"))
    alerts, _, _ = _read(figures, [spring], a_source("n2", day="2026-07-10"))
    assert [a.kind for a in alerts] == [Kind.CHANGED]
    assert alerts[0].previous is not None
    assert alerts[0].previous.claim == replace(then, doc="n1")


def test_what_was_once_is_history_and_no_change() -> None:
    _, figures, _ = _read(_held(USERS), [_later()], a_source("n1"))
    once = a_claim(
        "카카오톡", "월간 이용자 수", 31_000_000, "명", quote="한때 3100만 명이던 카카오톡이다."
    )
    alerts, _, (judgement,) = _read(figures, [once], a_source("n2", day="2026-03-10"))
    assert alerts == ()
    assert not judgement.becomes_current


def test_what_a_sentence_says_it_was_is_the_value_before() -> None:
    _, figures, _ = _read(_held(USERS), [_later()], a_source("n1"))
    quote = "카카오톡 이용자는 1월의 4890만 명에서 4410만 명으로 줄었다."
    told = [
        a_claim("카카오톡", "월간 이용자 수", 48900000, "명", quote=quote, at=3),
        a_claim("카카오톡", "월간 이용자 수", 44100000, "명", quote=quote, at=4),
    ]
    alerts, _, _ = _read(figures, told, a_source("n2", day="2026-03-10"))
    assert [a.kind for a in alerts] == [Kind.CONFIRMED, Kind.CHANGED]
    assert alerts[1].previous is not None
    assert alerts[1].previous.claim.interval.low == 48900000


def test_a_bound_is_no_confirmation_of_what_its_sentence_says_was_lowered() -> None:
    held = _held(a_claim("카카오톡", "월간 이용자 수", 46100000, "명", year=2027))
    quote = "카카오톡의 2027년 이용자 전망을 4610만 명에서 4500만 명 이상으로 낮춰 잡았다."
    told = [
        a_claim("카카오톡", "월간 이용자 수", 46100000, "명", year=2027, quote=quote, at=3),
        a_claim(
            "카카오톡", "월간 이용자 수", 45000000, "명", high=None, year=2027, quote=quote, at=4
        ),
    ]
    alerts, _, _ = _read(held, told, a_source("n2", day="2026-03-10"))
    assert alerts[0].kind == Kind.CONFIRMED
    assert alerts[1].kind in (Kind.CHANGED, Kind.CONFLICT)


def test_words_that_tell_of_a_jump_confirm_it() -> None:
    held = a_claim("삼성전자", "영업이익", 9e12, "KRW", period=("2025-10-01", "2025-12-31"))
    jump = a_claim(
        "삼성전자", "영업이익", 90e12, "KRW", period=("2026-01-01", "2026-03-31"),
        quote="영업이익은 90조원으로 열 배 뛰었다.",
    )  # fmt: skip
    alerts, _, _ = _read(_held(held), [jump])
    assert [a.is_uncertain for a in alerts] == [False]


def test_an_edited_page_reports_what_changed_in_place_and_nothing_else() -> None:
    quote = "4월 카카오톡의 월간 이용자 수는 {}만 명으로 역대 최대치를 새로 썼다."
    before = [
        a_claim("카카오톡", "월간 이용자 수", 17020000, "명", quote=quote.format(1702), doc="n1"),
        a_claim("카카오톡", "설치 건수", 3560000, "건", at=90, doc="n1"),
    ]
    _, figures, _ = _read({}, before, a_source("n1"))
    after = [
        a_claim("카카오톡", "설치 건수", 3560000, "건", at=4, doc="n1"),
        a_claim(
            "카카오톡", "월간 이용자 수", 10720000, "명", quote=quote.format(1072), at=99, doc="n1"
        ),
        a_claim("카카오톡", "하루 평균 이용자 수", 2170000, "명", at=120, doc="n1"),
    ]
    alerts, figures, _ = _read(figures, after, a_source("n1", version=2), before)
    assert [(a.kind, str(a.claim.interval.low)) for a in alerts] == [
        (Kind.REVISED, "10720000"),
        (Kind.NEW, "2170000"),
    ]
    assert alerts[0].previous is not None
    assert alerts[0].previous.claim.interval == before[0].interval
    revised = next(f for f in figures.values() if f.key == alerts[0].figure)
    assert [v.is_current for v in revised.values] == [False, True]


def test_an_edit_of_words_alone_raises_nothing() -> None:
    _, figures, _ = _read(_held(USERS), [_later()], a_source("n1"))
    moved = _later(at=77, quote="2월 이용자는 4710만명이다.")
    alerts, _, _ = _read(figures, [moved], a_source("n1", version=2), [_later()])
    assert not alerts


def test_alerts_keep_their_keys_from_run_to_run_and_differ_from_one_another() -> None:
    claims = [_later(), a_claim("한국", "실업률", "2.7", "%", at=30)]
    first, _, _ = _read(_held(USERS), claims)
    again, _, _ = _read(_held(USERS), claims)
    assert [a.key for a in first] == [a.key for a in again]
    assert len({a.key for a in first}) == len(first) == 2
    assert first[0].key == alert_key(a_source(), first[0].claim)


def test_what_the_article_names_as_the_earlier_value_is_not_taken_for_news() -> None:
    text = "월간 이용자 수는 1월 4890만명에서 2월 4710만명으로 줄었다."
    alerts, _, _ = _read(_held(USERS), [replace(USERS, quote=text), _later(quote=text, at=20)])
    assert [a.kind for a in alerts] == [Kind.CONFIRMED, Kind.CHANGED]


def test_the_very_value_again_is_believed_though_the_fields_were_read_wrong() -> None:
    held = a_claim(
        "카카오톡", "월간 이용자 수", 48900000, "명", quote="카카오톡은 4890만명이 쓴다."
    )
    vague = a_claim(
        "한 해",
        "돌아본 규모",
        48900000,
        "명",
        quote="카카오톡이 돌아본 한 해의 규모는 4890만명이다.",
    )
    alerts, figures, _ = _read(_held(held), [vague])
    assert [a.kind for a in alerts] == [Kind.CONFIRMED]
    assert len(figures) == 1
    other = replace(vague, interval=a_claim("a", "b", 47700000, "명").interval)
    alerts, _, _ = _read(_held(held), [other])
    assert Kind.CONFIRMED not in [a.kind for a in alerts]
    assert Kind.CHANGED not in [a.kind for a in alerts]


def test_an_alert_says_which_tracked_figure_led_to_it() -> None:
    held = a_claim(
        "국내",
        "월간 이용자 수",
        48900000,
        "명",
        quote="국내에서 카카오톡을 쓴 월간 이용자는 4890만 명이다.",
    )
    new = a_claim(
        "한 번", "연 사람 수", 47100000, "명", period=("2026-02-01", "2026-02-28"),
        quote="지난달 카카오톡을 한 번 이상 연 사람은 4710만 명으로 줄었다.",
    )  # fmt: skip
    (alert,), _, _ = _read(_held(held), [new])
    assert alert.kind is Kind.CHANGED
    assert alert.reason.facts["way"] == "anchor"
    assert alert.reason.facts["tracked"] == "카카오톡: 월간 이용자 수"


def test_what_a_sentence_moves_from_is_the_figure_of_what_it_moves_to() -> None:
    held = a_claim("한국 정부", "예산", 9.7e12, "KRW", year=2026, modality="planned")
    quote = "정부는 예산 9조7000억원을 쓰겠다던 계획을 12조원으로 수정했다."
    claims = [
        a_claim("정부", "예산", 9.7e12, "KRW", quote=quote, modality="planned"),
        a_claim("", "수정 규모", 12e12, "KRW", quote=quote, at=30, modality="planned"),
    ]
    alerts, _, _ = _read(_held(held), claims, a_source(title="예산안 수정"))
    assert [(a.kind, a.reason.facts["way"] in {"beside", "anchor", "words"}) for a in alerts] == [
        (Kind.CONFIRMED, True),
        (Kind.CHANGED, True),
    ]


def test_a_rival_in_a_tracked_metric_is_no_news() -> None:
    rival = a_claim(
        "네이버", "월간 이용자 수", 43000000, "명", quote="네이버의 월간 이용자는 4300만 명이다."
    )
    alerts, _, _ = _read(_held(USERS), [rival], a_source(title="카카오톡 이용자 줄었다"))
    assert not alerts


def test_an_amount_said_again_in_won_is_no_news() -> None:
    again = a_claim("", "규모", 333e8, "KRW", quote="우리 돈으로 약 333억 원입니다.")
    alerts, _, _ = _read({}, [again], a_source(title="삼성전자 투자"))
    assert not alerts


def test_an_unknown_firms_own_number_is_not_a_tracked_firms_for_being_the_same() -> None:
    held = replace(USERS, subject="국내", quote="국내에서 쓴 월간 이용자는 4890만 명이다.")
    quote = "개발사 한울소프트는 앱 '이음길'의 월간 이용자가 4890만 명을 기록했다고 밝혔다."
    other = a_claim(
        "한울소프트", "월간 이용자 수", 48900000, "명", quote=quote, attribution="한울소프트"
    )
    alerts, _, _ = _read(_held(held), [other], a_source(title="국산 앱 이음길 인기"))
    assert not alerts


def test_a_bound_told_of_a_known_value_does_not_make_another_one_the_same() -> None:
    first = _profit(9.1e12, AUTUMN, "잠정 영업이익은 9조1000억원이다.")
    passed = a_claim(
        "삼성전자", "영업이익", 9e12, "KRW", high=None, period=AUTUMN, quote="9조원을 웃돌았다."
    )
    final = _profit(9.4e12, AUTUMN, "영업이익을 9조4000억원으로 확정했다.")
    _, figures, _ = _read(_held(first), [passed], a_source("n1"))
    alerts, _, _ = _read(figures, [final], a_source("n2", day="2026-03-02"))
    assert [a.kind for a in alerts] in ([Kind.CHANGED], [Kind.CONFLICT])
    assert alerts[0].previous is not None
    assert alerts[0].previous.claim.interval.low == 9.1e12


def test_a_vague_mention_of_a_value_takes_the_day_that_another_mention_gave_it() -> None:
    def users(value: int, period: tuple[str, str]) -> Claim:
        return a_claim("카카오톡", "월간 이용자 수", value, "명", period=period)

    held = _held(users(48000000, ("2026-01-31", "2026-01-31")))
    vague = users(48000000, ("2026-01-01", "2026-12-31"))
    _, figures, _ = _read(held, [vague], a_source("n1"))
    later = users(49900000, ("2026-02-28", "2026-02-28"))
    alerts, _, _ = _read(figures, [later], a_source("n2", day="2026-03-02"))
    assert [a.kind for a in alerts] == [Kind.CHANGED]


@pytest.mark.parametrize("high", ["same", None])
def test_a_value_of_quite_another_size_is_no_value_of_the_figure(high: str | None) -> None:
    topics = (a_topic("산업용 전기", figures=(("전기요금", "KRW", ()),)),)
    price = a_claim("산업용 전기", "전기요금", "182.7", "KRW", quote="전기요금은 182.7원이다.")
    held = seed_baseline([(a_source("s", day="2026-02-01"), [price])], topics, now=NOW)
    quote = "산업용 전기요금을 그대로 두면 14조원을 넘는다."
    claim = a_claim("산업용 전기", "전기요금", 14e12, "KRW", high=high, quote=quote, doc="n1")
    judged = judge_claims([claim], held, source=a_source(), topics=topics, now=NOW)
    assert judged[0].figure not in {f.key for f in held}
