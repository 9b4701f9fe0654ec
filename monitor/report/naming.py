"""How a figure is named: whose it is and which, without saying a word of it twice."""

from __future__ import annotations


def name_parts(subject: str, metric: str) -> tuple[str, str]:
    """Return owner and property as they are read one after the other.

    What the property says again of its owner is said once; either may come out empty.

    >>> name_parts("딥시크 R1", "R1 개발 비용")
    ('딥시크 R1', '개발 비용')
    >>> name_parts("AI 기업", "국내 AI 기업 수")
    ('', '국내 AI 기업 수')
    >>> name_parts("서울 아파트 매매", "매매가격 매매가격 지수")
    ('서울 아파트', '매매가격 지수')
    >>> name_parts("다온시 청년 인구", "청년 인구의 비율")
    ('다온시', '청년 인구의 비율')
    """
    owner, words = _once(subject.split()), _once(metric.split())
    for count in range(min(len(owner), len(words)), 0, -1):
        last, whole = owner[-1], words[count - 1]
        is_longer = len(last) > 1 and whole.startswith(last) and whole != last
        if is_longer and owner[-count:-1] == words[: count - 1]:
            owner = owner[:-count]  # 매매 매매가격, 청년 인구 청년 인구의 비율: the longer says it
            break
    for count in range(min(len(owner), len(words)), 0, -1):
        if owner[-count:] == words[:count]:
            return " ".join(owner), " ".join(words[count:])
    if "".join(owner) in "".join(words):
        return "", " ".join(words)
    return " ".join(owner), " ".join(words)


def _once(words: list[str]) -> list[str]:
    """Return the words, one that stands twice in a row once."""
    return [word for word, before in zip(words, [None, *words], strict=False) if word != before]


def name_figure(subject: str, metric: str) -> str:
    """Return the name of a figure in one line.

    >>> name_figure("중국", "AI 특허 출원 건수")
    '중국 AI 특허 출원 건수'
    """
    return " ".join(part for part in name_parts(subject, metric) if part)


def said_once(name: str) -> str:
    """Return a name that was put together of owner and property, what it says twice said once.

    >>> said_once("딥시크 R1 R1 개발 비용"), said_once("중국의 AI 기업 AI 기업 수")
    ('딥시크 R1 개발 비용', '중국의 AI 기업 수')
    """
    words = name.split()
    for count in range(min(len(words), LONGEST_NAME) // 2, 0, -1):
        for at in range(len(words) - 2 * count + 1):
            if words[at : at + count] == words[at + count : at + 2 * count]:
                return said_once(" ".join(words[:at] + words[at + count :]))
    return " ".join(words)


LONGEST_NAME = 40  # words of a name in which repetitions are looked for
