"""Laws of what joins two addresses to one article."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.collect.keys import article_key, declared_address, is_same_article
from monitor.collect.urls import canonical_url
from tests.property.test_urls import LINKS
from tests.unit.test_keys import FAMILIES

NUMBERS = st.integers(10**4, 10**9 - 1)
SHAPES = st.sampled_from(
    [
        "https://www.hanbit.example/news/{n}",
        "https://m.hanbit.example/view?no={n}",
        "https://hanbit.example/economy/2026/11/21/{n}.html?section=3",
        "https://hanbit.example/amp/article/{n}",
        "https://www.hanbit.example/news/articleView.html?idxno={n}",
        "https://www.hanbit.example/read?date=20261121&seq={n}",
    ]
)
REAL = st.sampled_from(
    [(form, numbers[0]) for numbers, forms in FAMILIES.values() for form in forms]
)


@given(LINKS, st.sampled_from([None, "https://hanbit.example/a/b?c=d"]))
def test_a_key_is_the_same_of_an_address_and_of_its_canonical_form(
    link: str, base: str | None
) -> None:
    try:
        url = canonical_url(link, base=base)
    except ValueError:
        return
    assert article_key(url) == article_key(canonical_url(url))


@given(SHAPES, SHAPES, NUMBERS, NUMBERS)
def test_two_numbers_never_share_a_key_and_no_page_can_join_them(
    one: str, other: str, first: int, second: int
) -> None:
    assume(first != second)
    here = canonical_url(one.format(n=first))
    there = canonical_url(other.format(n=second))
    assert article_key(here) != article_key(there)
    assert declared_address([there], here) is None
    assert declared_address([here], there) is None


@given(REAL, st.data())
def test_a_number_of_a_known_outlet_with_a_figure_changed_is_another_article(
    real: tuple[str, str], data: st.DataObject
) -> None:
    form, number = real
    places = [i for i, c in enumerate(number) if c.isdigit()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    figure = data.draw(st.sampled_from("0123456789"))
    changed = number[:place] + figure + number[place + 1 :]
    assume(changed != number)
    one, other = (canonical_url(form.format(n=n)) for n in (number, changed))
    assert article_key(one) != article_key(other)
    assert not is_same_article(one, other)


@given(LINKS, LINKS)
def test_a_page_s_word_is_no_error_whatever_it_is(named: str, url: str) -> None:
    try:
        here = canonical_url(url, base="https://hanbit.example/a/51234")
    except ValueError:
        return
    found = declared_address([named], here)
    if found is not None:
        assert canonical_url(found) == found
        assert is_same_article(found, here)
