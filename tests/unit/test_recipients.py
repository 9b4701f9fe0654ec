"""Which of the news are for whom, and what of it at once: report/recipients.py."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.model import STATEMENTS, Alert, Kind, Recipient, Remark, Rhythm
from monitor.report.recipients import Chosen, choose, urgent
from tests.alerts import alert, claim, fell, remark


def person(**more: object) -> Recipient:
    values: dict[str, object] = {"name": "desk", "channel": "email", "address": "a@b.example"}
    return Recipient(**(values | more))  # type: ignore[arg-type]


def moved(old: int, new: int, figure: str = "f", **more: object) -> Alert:
    return alert(claim(new), claim(old), figure=figure, **more)  # type: ignore[arg-type]


def chosen(desk: Recipient, *news: Alert | Remark, told: dict[str, Alert] | None = None) -> Chosen:
    alerts = [n for n in news if isinstance(n, Alert)]
    remarks = [n for n in news if isinstance(n, Remark)]
    found = choose(desk, alerts, remarks, told=told)
    # Whatever is given is told, passed over or held back, each once.
    keys = [*(a.key for a in found.alerts), *(r.key for r in found.remarks)]
    assert sorted([*keys, *found.passed, *found.held]) == sorted(n.key for n in news)
    return found


def test_without_wishes_everything_is_for_it() -> None:
    news = (fell(), alert(claim(5)), remark("누리랩은 부인했다."))
    found = chosen(person(), *news)
    assert (found.alerts, found.remarks) == (news[:2], news[2:])
    assert found.is_news


def test_topics_and_kinds_choose() -> None:
    a, b, said = fell(), alert(claim(5), topic="푸른호수"), remark("누리랩은 부인했다.")
    assert chosen(person(topics=("누리챗",)), a, b, said).passed == (b.key,)
    assert chosen(person(kinds=("new",)), a, b, said).alerts == (b,)
    assert chosen(person(kinds=(STATEMENTS,)), a, b, said).remarks == (said,)


def test_what_is_only_confirmed_is_no_news() -> None:
    found = chosen(person(), moved(5, 5, kind=Kind.CONFIRMED))
    assert len(found.alerts) == 1
    assert not found.is_news


def test_small_changes_are_held_back_until_they_add_up() -> None:
    desk = person(min_percent=Decimal(5))
    first, second, third = moved(100, 102), moved(102, 104), moved(104, 106)
    assert set(chosen(desk, first, second).held) == {first.key, second.key}
    assert chosen(desk, first, second, third).alerts == (first, second, third)


def test_one_of_two_thresholds_is_enough_and_each_is_of_its_unit() -> None:
    desk = person(min_percent=Decimal(50), min_change={"명": Decimal(10)})
    assert chosen(desk, moved(100, 111)).alerts
    assert chosen(desk, moved(2, 4)).alerts
    assert chosen(desk, moved(100, 105)).held
    in_won = alert(claim(111, unit="KRW"), claim(100, unit="KRW"))
    assert chosen(desk, in_won).held


def test_what_cannot_be_measured_is_told() -> None:
    desk = person(min_percent=Decimal(50))
    assert chosen(desk, alert(claim(111, unit="KRW"), claim(100, unit="USD"))).alerts
    assert chosen(desk, alert(claim(5, None), claim(4))).alerts


def test_a_small_conflict_is_passed_over_for_good() -> None:
    desk = person(min_percent=Decimal(5))
    assert chosen(desk, moved(100, 101, kind=Kind.CONFLICT)).passed


def test_of_a_figure_that_goes_on_the_same_way_only_the_first_change_is_told() -> None:
    desk = person(first_only=True)
    before = {"f": moved(121, 59)}
    assert chosen(desk, moved(59, 40), told=before).passed
    assert chosen(desk, moved(59, 80), told=before).alerts
    assert chosen(desk, moved(59, 40, figure="g"), told=before).alerts
    assert chosen(desk, moved(59, 40), told={}).alerts


def test_at_once_are_the_chosen_topics_and_the_large_changes() -> None:
    desk = person(urgent_topics=("푸른호수",), urgent_percent=Decimal(30))
    large, small = moved(100, 60, figure="a"), moved(100, 90, figure="b")
    on_topic = alert(claim(5), topic="푸른호수")
    said, other = remark("부인했다.", topic="푸른호수"), remark("부인했다.")
    found = urgent(desk, chosen(desk, large, small, on_topic, said, other))
    assert (found.alerts, found.remarks) == ((large, on_topic), (said,))


def test_the_steps_of_an_urgent_figure_go_together() -> None:
    desk = person(urgent_percent=Decimal(30))
    first, second = moved(100, 80), moved(80, 60)
    assert urgent(desk, chosen(desk, first, second)).alerts == (first, second)
    assert urgent(desk, chosen(desk, first)).alerts == ()


@pytest.mark.parametrize(
    "news", [moved(100, 10, is_uncertain=True), moved(5, 5, kind=Kind.CONFIRMED)]
)
def test_what_is_uncertain_or_confirmed_is_never_urgent(news: Alert) -> None:
    desk = person(urgent_percent=Decimal(30), urgent_topics=("누리챗",))
    assert not urgent(desk, chosen(desk, news)).is_news


def test_who_is_told_at_once_is_told_everything_as_soon_as_there_is_news() -> None:
    desk = person(rhythm=Rhythm.AT_ONCE)
    counted = moved(5, 5, kind=Kind.CONFIRMED)
    assert urgent(desk, chosen(desk, counted)).alerts == ()
    news = fell()
    assert urgent(desk, chosen(desk, counted, news)).alerts == (counted, news)
