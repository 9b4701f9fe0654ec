"""Laws of what readers see: figures, quotes and whatever articles may hold."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Interval, Kind
from monitor.report.digest import compose_digest
from monitor.report.html import MOST_BYTES, render_html
from monitor.report.numbers import say_interval, say_number
from monitor.report.quotes import LONGEST_QUOTE, clean, find_number, mark_numbers, safe_link
from monitor.report.slack import escape, render_blocks
from monitor.report.text import render_subject, render_text
from tests.alerts import COVERAGE, NOON, alert, claim, source

whole = st.integers(min_value=1, max_value=10**16 - 1)
wild = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("<>&\"'|*_~`@#:{}%\n\r\t\u202e\u200b\u2028가나다0123456789만억 "),
    ),
    max_size=80,
)


@settings(deadline=None)
@given(whole)
def test_what_is_said_of_a_count_is_found_again_in_a_sentence(number: int) -> None:
    said = say_interval(Interval(Decimal(number), Decimal(number)), "명")
    quote = f"모두 {said}으로 집계됐다."
    found = find_number(quote, claim(number, quote=quote))
    assert found is not None
    assert quote[found[0] : found[1]] == said


@settings(deadline=None)
@given(st.decimals(min_value=-1000, max_value=1000, places=2))
def test_what_is_said_of_a_share_is_found_again_in_a_sentence(share: Decimal) -> None:
    said = say_interval(Interval(share, share), "%")
    quote = f"비중은 {said}였다."
    found = find_number(quote, claim(share, unit="%", quote=quote))
    assert found is not None
    assert quote[found[0] : found[1]] == said


@settings(deadline=None)
@given(whole, whole)
def test_two_numbers_are_said_alike_only_if_they_are_alike(a: int, b: int) -> None:
    for lang in ("ko", "en"):
        words = [say_number(Decimal(n), "en" if lang == "en" else "ko") for n in (a, b)]
        assert (words[0] == words[1]) == (a == b)


UNITS = (
    "명",
    "KRW",
    "USD",
    "%",
    "%p",
    "위",
    "배",
    "1",
    "점",
    "초",
    "개월",
    "W",
    "m",
    "kg",
    "새 단위",
)
any_number = st.decimals(allow_nan=False, allow_infinity=False)


@settings(deadline=None, max_examples=50)
@given(any_number, any_number, st.sampled_from(UNITS), st.booleans())
def test_no_number_that_a_text_can_write_breaks_a_digest(
    a: Decimal, b: Decimal, unit: str, approx: bool
) -> None:
    low, high = sorted((a, b))
    changes = [
        alert(claim(a, unit=unit, approx=approx), claim(b, unit=unit)),
        alert(claim(low, high, unit=unit, approx=approx), claim(None, high, unit=unit)),
        alert(claim(low, None, unit=unit), claim(b, unit=unit), kind=Kind.CONFLICT),
    ]
    made = compose_digest(changes, key="k", coverage=COVERAGE, since=None, until=NOON)
    page = re.sub(r'src="data:[^"]*"', "", render_html(made))
    for text in (render_text(made), render_text(made, "en"), page):
        assert max(len(line) for line in text.splitlines()) < 2500


@settings(deadline=None)
@given(wild, st.integers(min_value=0, max_value=10**9))
def test_a_quote_keeps_its_words_and_its_length(text: str, number: int) -> None:
    quote = clean(text)
    pieces = mark_numbers((claim(number, quote=text), claim(number + 1, quote=text)))
    shown = "".join(words for words, _ in pieces)
    assert len(shown) <= LONGEST_QUOTE + 2
    assert shown.strip("…") in quote or shown == quote


@settings(deadline=None)
@given(wild)
def test_escaped_text_holds_nothing_that_slack_acts_on(text: str) -> None:
    told = escape(text)
    assert not re.search(r"[<>*_~`|\n\r]|&(?!amp;|lt;|gt;)|[@#](?=\w)", told)


@settings(deadline=None)
@given(st.one_of(wild, wild.map("https://".__add__)))
def test_a_link_that_passes_is_a_plain_one(doc: str) -> None:
    link = safe_link(doc)
    if link is not None:
        assert re.fullmatch(r"https?://[^\s\"'<>\\^`{|}]+", link)


@settings(deadline=None)
@given(st.lists(st.tuples(wild, wild, wild, wild), min_size=1, max_size=4))
def test_no_text_of_an_article_breaks_a_digest(rows: list[tuple[str, str, str, str]]) -> None:
    alerts = [
        alert(
            claim(number, quote=f"{quote} {number}명", subject=subject, metric=metric, unit="명"),
            topic=topic,
            source=source(subject, doc=quote, title=topic),
        )
        for number, (quote, subject, metric, topic) in enumerate(rows)
    ]
    made = compose_digest(alerts, key="k", coverage=COVERAGE, since=None, until=NOON)
    unseen = "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
    assert not re.search(unseen, render_subject(made))
    text = render_text(made)
    assert text.encode()
    assert len(re.findall(r"^■", text, re.MULTILINE)) == len({a.topic for a in alerts})
    html = render_html(made)
    assert len(html.encode()) <= MOST_BYTES
    assert re.findall(r"<(script|img|iframe|form|link|svg)\b", html) == []
    for message in render_blocks(made):
        for block in message:
            texts = [block["text"]] if "text" in block else block.get("elements", [])
            assert all(1 <= len(t["text"]) <= 3000 for t in texts)
