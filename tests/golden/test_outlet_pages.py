"""What is read of the pages of ten outlet families, in every encoding: floors that only rise."""

from __future__ import annotations

import pytest

from monitor.collect.body import extract_body
from tests.outlets.furniture import ENCODINGS, Sample
from tests.outlets.measure import Reading, Score, samples, score

SAMPLES = samples()
FAMILIES = ("wire", "arc", "wall", "bare", "react", "business", "trade", "ndsoft")
BODY_F1, TITLE, TIME, AUTHOR = 0.998, 0.99, 0.98, 0.98


def read(sample: Sample, page: bytes, content_type: str) -> Score:
    article = extract_body(page, url=sample.url, content_type=content_type)
    return score(
        sample,
        Reading(
            text=article.text,
            title=article.title,
            author=article.author,
            published=article.published,
            state=str(article.state),
        ),
    )


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    return [read(page, page.page, page.content_type) for page in SAMPLES]


def share(marks: list[bool | None]) -> float:
    heard = [mark for mark in marks if mark is not None]
    return sum(heard) / len(heard)


def test_there_are_four_pages_and_more_of_every_family() -> None:
    found = [page.family for page in SAMPLES]
    assert all(found.count(family) >= 4 for family in (*FAMILIES, "broadcaster", "portal"))


def test_the_text_of_the_pages_is_the_story_and_nothing_else(scores: list[Score]) -> None:
    assert sum(page.f1 for page in scores) / len(scores) >= BODY_F1


def test_no_line_of_furniture_is_in_any_text(scores: list[Score]) -> None:
    assert {page.name: page.leaks for page in scores if page.leaks} == {}


def test_every_paragraph_comes_as_a_line_of_its_own(scores: list[Score]) -> None:
    assert {page.name: page.missing for page in scores if page.missing} == {}


def test_titles_times_and_authors_are_read_as_the_page_has_them(scores: list[Score]) -> None:
    assert share([page.title for page in scores]) >= TITLE
    assert share([page.time for page in scores]) >= TIME
    assert share([page.author for page in scores]) >= AUTHOR


def test_an_article_about_walls_is_no_wall_and_a_wall_is_no_article(scores: list[Score]) -> None:
    assert [page.name for page in scores if not page.state] == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_whatever_is_said_of_their_encoding_pages_read_alike(encoding: str) -> None:
    for sample in SAMPLES[hash_of(encoding) :: 6]:
        read_so = read(sample, *ENCODINGS[encoding](sample.markup))
        assert read_so.missing == ()
        assert read_so.leaks == ()
        assert read_so.title
        assert read_so.time is not False


def hash_of(encoding: str) -> int:
    return list(ENCODINGS).index(encoding) % 6
