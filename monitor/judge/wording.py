"""What two claims say of whom and of what in all, however it is split between subject and metric.

`새벽은행`의 `자전거 대출 잔액` and `새벽은행 자전거 대출`의 `잔액` are one figure. Fields compared
one by one do not see that: here the words of both fields are laid beside each other.
"""

from __future__ import annotations

from functools import lru_cache

from monitor.judge.metrics import TAIL, lexicon, squeeze
from monitor.patterns import Pattern

KIND = Pattern(r"(?<=[가-힣]{2})(?:금액|규모|건수|인원|수|액|량)$")
"""What ends a word only to say what it is counted in: `횡령액`, `횡령 규모`."""

VERBAL = Pattern(r"(?<=[가-힣]{2})(?:하기로|당한|받은|되는|하는|했던|됐던|한|된|할|될)$")
"""`투자한 금액`, `대피한 주민`: a verb's noun, and its ending."""

PLAIN = frozenset(
    {"", "총", "전체", "모든", "등", "및", "약", "수", "규모", "금액", "인원", "건수", "액"}
)
"""Words that name nothing of their own."""


@lru_cache(maxsize=16384)
def words_said(subject: str, metric: str) -> frozenset[str]:
    """Return the words of both fields, without endings and without those that name nothing.

    >>> sorted(words_said("새벽은행", "횡령한 금액")) == sorted(words_said("", "새벽은행 횡령액"))
    True
    """
    words = f"{subject} {metric}".split()
    return frozenset(bare for word in words if (bare := _bare(word)) not in PLAIN)


def _bare(word: str) -> str:
    word = TAIL.sub("", squeeze(word))
    if word in lexicon().plain:
        return ""
    return KIND.sub("", VERBAL.sub("", word))


@lru_cache(maxsize=16384)
def have_same_words(subject: str, metric: str, other_subject: str, other_metric: str) -> bool:
    """Return whether two claims say the same words in subject and metric together.

    >>> have_same_words("은행", "자전거 대출 잔액", "은행 자전거 대출", "잔액")
    True
    >>> have_same_words("은행", "자전거 대출 잔액", "은행", "대출 잔액")
    False
    """
    mine, theirs = words_said(subject, metric), words_said(other_subject, other_metric)
    if not mine or not theirs:
        return False
    all_mine, all_theirs = squeeze(subject + metric), squeeze(other_subject + other_metric)
    return all(word in all_theirs for word in mine) and all(word in all_mine for word in theirs)
