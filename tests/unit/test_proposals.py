"""Which figures are proposed to whoever starts to follow a topic."""

from __future__ import annotations

from monitor.judge.proposals import propose_figures
from monitor.model import Topic, TrackedFigure
from tests.alerts import claim, month, source

TOPIC = Topic(name="누리챗")


def test_claims_of_one_figure_are_one_proposal_with_its_latest_value() -> None:
    said = [
        (claim(1_210_000, as_of=month(2025, 1)), source("새날일보", "a")),
        (claim(590_000, as_of=month(2025, 5)), source("한결신문", "b")),
        (claim(600_000, metric="월 이용자 수", as_of=month(2025, 3)), source("새날일보", "c")),
        (claim(40, metric="매출", unit="KRW"), source("새날일보", "a")),
        (claim(7, subject="다온챗", quote="다온챗 이용자는 7명이다."), source("한결신문", "d")),
    ]
    users, sales = propose_figures(said, TOPIC)
    assert (users.figure.metric, users.figure.units, users.subject) == (
        "월간 이용자 수",
        ("명",),
        "누리챗",
    )
    assert users.latest.interval.low == 590_000
    assert (users.mentions, users.articles, users.outlets) == (3, 3, ("새날일보", "한결신문"))
    assert users.figure.aliases == ("월 이용자 수",)
    assert sales.figure.units == ("KRW",)


def test_what_is_tracked_already_is_not_proposed_and_the_list_is_bounded() -> None:
    said = [(claim(5), source())]
    tracked = Topic(name="누리챗", figures=(TrackedFigure(metric="월간 이용자수", units=("명",)),))
    assert propose_figures(said, tracked) == ()
    many = [(claim(n, metric=f"가나다{n:03}", quote="소식이다."), source()) for n in range(50)]
    assert len(propose_figures(many, TOPIC)) == 30
    assert propose_figures([], TOPIC) == ()
    assert propose_figures([(claim(5, metric=""), source())], TOPIC) == ()
