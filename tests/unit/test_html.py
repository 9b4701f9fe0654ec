"""The digest as an HTML mail: report/html.py."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from monitor.model import Coverage, FeedTrouble, Kind
from monitor.report.html import MOST_BYTES, render_html
from monitor.report.items import PARTS
from tests.alerts import alert, claim, digest, fell, source

# What Gmail, Outlook, Apple Mail and Naver Mail show is made of these alone.
TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td",
    "span", "b", "a", "br",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "style", "role", "width",
    "cellpadding", "cellspacing", "border", "align", "href", "target", "rel", "aria-hidden",
    "height",
}  # fmt: skip
VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page's tags, attributes and text; unbalanced tags are an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"[\s\xa0]+", " ", "".join(self.words))


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;b&gt;{{ 7*7 }}{% raw %}]]>"
    "<!-- --></td></table><style>*{display:none}</style>"
)


def test_the_first_screen_says_what_changed() -> None:
    page = Page(render_html(digest(fell(), fell(900_000, 1_000_000))))
    head = page.text[:400]
    assert "수치 2건이 바뀌었습니다." in head
    assert "누리챗 월간 이용자 수 121만 → 59만 명 −51.2 % 2025-01 → 2025-03" in head


def test_the_number_is_marked_in_both_quotes() -> None:
    html = render_html(digest(fell()))
    assert re.search(r"1월 누리챗 월간 이용자는 <b[^>]*>121만 명</b>이었다\.", html)
    assert re.search(r"누리챗의 월간 이용자는 <b[^>]*>59만 명</b>으로 집계됐다\.", html)


def test_links_open_apart_and_tell_nothing_of_the_reader() -> None:
    page = Page(render_html(digest(fell())))
    links = [attributes for tag, attributes in page.tags if tag == "a"]
    assert {a["href"] for a in links} == {
        "https://saenal.example/1",
        "https://hangyeol.example/9",
    }
    assert all(a["rel"] == "noopener noreferrer" and a["target"] == "_blank" for a in links)


def test_nothing_is_loaded_from_outside() -> None:
    html = render_html(digest(fell()))
    assert not re.search(r"\bsrc=|url\(|@import|<link|<script|<img", html)


def test_only_what_mail_programs_show_is_used() -> None:
    page = Page(render_html(digest(fell(), alert(claim(5)), alert(claim(6), is_uncertain=True))))
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES


def test_tables_for_layout_say_so_to_screen_readers() -> None:
    page = Page(render_html(digest(fell())))
    tables = [attributes for tag, attributes in page.tags if tag == "table"]
    assert tables
    assert all(attributes.get("role") == "presentation" for attributes in tables)


def test_styles_are_inline_and_only_media_queries_stay_in_the_head() -> None:
    html = render_html(digest(fell()))
    (style,) = re.findall(r"<style[^>]*>(.*?)</style>(?!<!\[endif\])", html, re.S)
    assert "prefers-color-scheme" in style
    assert "max-width" in style
    # Gmail drops a style element of more than 8192 characters, whole.
    assert len(style) < 8192
    page = Page(html)
    told = [a for tag, a in page.tags if tag == "td" and a.get("class") == "item"]
    assert told
    assert all("padding" in a["style"] for a in told)


def test_the_page_says_its_encoding_before_a_browser_gives_up_looking() -> None:
    assert 'charset="utf-8"' in render_html(digest(fell()))[:1024]


def test_the_page_knows_dark_mode_and_phones() -> None:
    page = Page(render_html(digest(fell())))
    metas = {a["name"]: a["content"] for tag, a in page.tags if tag == "meta" and "name" in a}
    assert metas["color-scheme"] == "light dark"
    assert "width=device-width" in metas["viewport"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_names_its_language(lang: str) -> None:
    html = render_html(digest(fell()), "en" if lang == "en" else "ko")
    assert f'<html lang="{lang}">' in html


def test_all_outside_text_is_escaped_wherever_it_stands() -> None:
    new = claim(
        5,
        quote=HOSTILE + " 이용자는 5명",
        subject=HOSTILE[:40],
        metric=HOSTILE[20:70],
        attribution=HOSTILE[:30],
        unit=HOSTILE[:20],
    )
    wild = alert(
        new,
        topic=HOSTILE,
        source=source(HOSTILE, doc="javascript:alert(1)", title=HOSTILE),
        support=(source(HOSTILE[::-1], doc="https://b.example/1"),),
    )
    trouble = FeedTrouble(name=HOSTILE, why=HOSTILE)
    page = Page(render_html(digest(wild, coverage=Coverage(failed=(trouble,), silent=(trouble,)))))
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES
    assert not any(tag == "a" for tag, _ in page.tags)
    assert "{{ 7*7 }}" in page.text
    assert "49" not in page.text


def test_an_address_cannot_leave_its_attribute() -> None:
    link = 'https://a.example/?q="><script>alert(1)</script>'
    page = Page(render_html(digest(alert(claim(5), source=source(doc=link)))))
    assert not any(tag in ("a", "script") for tag, _ in page.tags)


def test_an_address_keeps_its_query() -> None:
    link = "https://a.example/v?a=1&b=2&copy=3"
    page = Page(render_html(digest(alert(claim(5), source=source(doc=link)))))
    assert [a["href"] for tag, a in page.tags if tag == "a"] == [link]


def test_a_flood_stays_under_the_size_that_mail_programs_show() -> None:
    flood = [
        alert(
            claim(n, quote=f"이용자는 {n}명이다. " + "길고 긴 문장이 이어진다. " * 20),
            topic=f"주제 {n % 9}",
        )
        for n in range(1, 400)
    ]
    made = digest(*flood, fell())
    html = render_html(made)
    assert MOST_BYTES * 0.8 < len(html.encode()) <= MOST_BYTES
    page = Page(html)
    assert "121만 → 59만 명" in page.text
    told = sum(1 for tag, a in page.tags if tag == "td" and a.get("class") == "item")
    assert f"줄인 항목 {len(made.alerts) - told}건" in page.text


def test_even_a_flood_of_topics_stays_under_the_size() -> None:
    flood = [fell(topic=f"아주 긴 이름의 주제 {n} " + "가" * 60) for n in range(800)]
    html = render_html(digest(*flood))
    assert len(html.encode()) <= MOST_BYTES
    Page(html)


def test_every_part_has_its_place() -> None:
    made = digest(
        fell(),
        alert(claim(5)),
        alert(claim(6), claim(7), kind=Kind.CONFLICT),
        alert(claim(8), claim(9), kind=Kind.REVISED),
        alert(claim(10), is_uncertain=True),
        alert(claim(1), claim(1), kind=Kind.CONFIRMED),
    )
    html = render_html(made)
    headings = re.findall(r'class="part"[^>]*>(?:<b[^>]*>)?([^<·]+)', html)
    assert [heading.strip() for heading in headings] == [
        "바뀐 수치",
        "엇갈리는 수치",
        "고쳐진 기사",
        "새 수치",
        "확실하지 않음",
    ]
    assert len(PARTS) == len(headings)
    assert "재확인 1건" in html


def test_the_bars_are_drawn_to_scale() -> None:
    page = Page(render_html(digest(fell())))
    bars = [a["width"] for tag, a in page.tags if tag == "table" and a.get("aria-hidden")]
    assert bars == ["100%", "49%"]


def test_a_quiet_day_is_a_short_page() -> None:
    html = render_html(digest())
    assert "바뀐 수치가 없습니다." in html
    assert len(html) < 8000


def test_a_lone_change_is_not_told_twice() -> None:
    text = Page(render_html(digest(fell()))).text
    assert text.count("121만 → 59만 명") == 2  # in the title and in its section


def test_the_same_digest_gives_the_same_page() -> None:
    made = digest(fell(), alert(claim(4)))
    assert render_html(made) == render_html(replace(made))
