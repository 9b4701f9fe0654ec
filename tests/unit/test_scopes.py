"""Words before a metric noun that narrow it: judge/scopes.py."""

from __future__ import annotations

from monitor.judge.alerts import apply_judgement, iter_alerts, judge_claims
from monitor.judge.scopes import are_told_apart, words_of
from monitor.model import Alert, Claim, Figure, Kind
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPIC = a_topic("부산항", figures=(("물동량", "TEU", ("부산항",)),))


def _cargo(metric: str, value: float, quote: str, doc: str = "n1", at: int = 0) -> Claim:
    return a_claim("부산항", metric, value, "TEU", year=2025, quote=quote, doc=doc, at=at)


TOTAL = _cargo("물동량", 24_400_000, "부산항 물동량은 2440만TEU다.")
# The reading left the narrowing word out; the sentence has it.
PART = _cargo("물동량", 13_500_000, "이 가운데 환적 물동량은 1350만TEU다.", at=30)


def test_the_nouns_right_before_a_metric_are_read_with_it() -> None:
    assert words_of(PART) == ("환적", "물동량")
    assert words_of(TOTAL) == ("물동량",)
    yearly = _cargo("물동량", 5, "지난해 전체 물동량은 5TEU다.")
    assert words_of(yearly) == ("물동량",)  # a time, and the whole


def test_a_text_that_has_both_tells_a_part_from_its_whole() -> None:
    assert are_told_apart(PART, TOTAL, [TOTAL, PART])
    assert are_told_apart(TOTAL, PART, [TOTAL, PART])
    elsewhere = _cargo("물동량", 20_000_000, "물동량은 2000만TEU다.", "n9")
    assert not are_told_apart(PART, elsewhere, [PART, elsewhere])  # no text has them both


def test_one_value_in_two_wordings_narrows_nothing() -> None:
    again = _cargo("컨테이너 물동량", 24_400_000, "컨테이너 물동량은 2440만TEU다.", at=30)
    assert not are_told_apart(again, TOTAL, [TOTAL, again])


def test_what_was_narrowed_in_one_text_is_so_for_what_says_nothing_of_it_elsewhere() -> None:
    later = _cargo("환적 물동량", 14_100_000, "환적 물동량은 1410만TEU다.", "n2")
    whole = _cargo("물동량", 24_880_000, "물동량은 2488만TEU다.", "n2", at=30)
    assert are_told_apart(later, TOTAL, [later, whole])


def test_a_part_is_no_change_of_its_whole_and_its_own_value_moves_on() -> None:
    figures: dict[str, Figure] = {}
    pages = [
        [TOTAL, PART],
        [
            _cargo("환적 물동량", 14_100_000, "환적 물동량은 1410만TEU다.", "n2"),
            _cargo("물동량", 24_400_000, "물동량은 2440만TEU다.", "n2", at=30),
        ],
    ]
    told: list[Alert] = []
    for number, claims in enumerate(pages, 1):
        source = a_source(f"n{number}", day=f"2026-02-0{number}")
        for found in judge_claims(
            claims, tuple(figures.values()), source=source, topics=[TOPIC], now=NOW
        ):
            figures = dict(apply_judgement(figures, found, source))
            told += iter_alerts([found])
    assert [a.kind for a in told[:2]] == [Kind.NEW, Kind.NEW]
    part, whole = told[2:]
    assert part.previous is None or part.previous.claim.interval.low == 13_500_000
    assert whole.kind is Kind.CONFIRMED
