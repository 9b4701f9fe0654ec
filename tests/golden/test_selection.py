"""Which figures of a sentence are claims: one sentence a line, each an article of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from monitor.extract.claims import extract_claims
from monitor.model import Article, Claim, Span, Url

SENTENCES = Path(__file__).parent / "quantities" / "claims_or_not.txt"
_MARK = re.compile(r"\[\[(.*?)\]\]|\{\{(.*?)\}\}")


def _read() -> Iterator[tuple[str, tuple[Span, ...], int]]:
    """Each sentence with the spans of its claims and how many equivalents they have."""
    for line in SENTENCES.read_text("utf-8").splitlines()[1:]:
        text, last, equivalents = "", 0, 0
        claims: list[Span] = []
        for mark in _MARK.finditer(line):
            text += line[last : mark.start()]
            words = mark.group(1) or mark.group(2)
            if mark.group(1):
                claims.append((len(text), len(text) + len(words)))
            else:
                equivalents += 1
            text += words
            last = mark.end()
        yield text + line[last:], tuple(claims), equivalents


ROWS = tuple(_read())


def _claims(text: str) -> tuple[Claim, ...]:
    return extract_claims(
        Article(
            url=Url("https://news.example/1"),
            title="",
            text=text,
            published=datetime.fromisoformat("2025-03-14T09:00:00+09:00"),
        )
    )


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@pytest.mark.parametrize(("text", "spans", "equivalents"), ROWS, ids=[row[0] for row in ROWS])
def test_a_figure_is_a_claim_or_not(text: str, spans: tuple[Span, ...], equivalents: int) -> None:
    found = _claims(text)
    assert [text[slice(*s)] for s in spans if not any(_touch(s, c.span) for c in found)] == []
    extra = [c.span for c in found if not any(_touch(s, c.span) for s in spans)]
    assert [text[slice(*s)] for s in extra] == []
    assert sum(len(c.equivalents) for c in found) == equivalents


def test_a_sentence_that_restates_the_one_before_in_our_money_claims_nothing() -> None:
    told = "개발비는 557만6000달러였습니다."
    assert len(_claims(f"{told} 우리 돈으로 약 80억 원입니다.")) == 1
    assert len(_claims("우리 돈으로 약 80억 원입니다.")) == 1


def test_a_share_in_brackets_says_again_how_many_of_ten() -> None:
    (found,) = _claims("바꿀 수 있다고 답한 사람은 열 명 중 세 명꼴(28%)이었다.")
    assert found.unit == "%"
