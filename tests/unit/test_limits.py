"""How much of one article is read: extract/limits.py."""

from __future__ import annotations

from monitor.extract.limits import SHORT, cut_article, extract_first
from monitor.extract.quantities import extract_quantities
from monitor.model import Article, Url

LINE = "누리챗의 이용자는 {} 명으로 늘었고 매출은 {}억 원이었다.\n"


def _article(text: str, **more: object) -> Article:
    return Article(url=Url("a.txt"), title="", text=text, **more)  # type: ignore[arg-type]


LONG = _article("".join(LINE.format(1000 + n, n + 2) for n in range(400)), skip=((0, 9), (90, 95)))


def test_of_an_article_with_too_many_figures_the_first_are_read_and_the_rest_is_counted() -> None:
    read, left = cut_article(LONG, 100)
    assert left == 700
    assert LONG.text.startswith(read.text)
    assert read.text.endswith("이었다.")
    assert extract_quantities(read.text) == extract_quantities(LONG.text)[:100]
    claims, left = extract_first(LONG, 20)
    assert left == 780
    assert 10 <= len(claims) <= 20
    assert all(claim.span[1] <= len(read.text) for claim in claims)


def test_what_was_skipped_stays_within_what_is_read() -> None:
    read, _ = cut_article(LONG, 2)
    assert len(read.text) < 90
    assert read.skip == ((0, 9),)


def test_a_line_without_an_end_is_cut_before_its_next_figure() -> None:
    text = "이용자는 1234명이고 " * 2000
    read, left = cut_article(_article(text), 50)
    assert left == 1950
    assert len(extract_quantities(read.text)) == 50
    assert len(read.text) < SHORT


def test_a_short_article_is_read_whole_whatever_it_holds() -> None:
    text = "1명 " * 2000
    assert len(text) <= SHORT
    assert cut_article(_article(text), 10) == (_article(text), 0)
