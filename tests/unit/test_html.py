"""The digest as an HTML mail: report/html.py."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from monitor.model import Coverage, Digest, FeedTrouble, Kind
from monitor.report.html import MOST_BYTES, render_html
from monitor.report.items import PARTS
from tests.alerts import alert, claim, digest, fell, month, source, value
from tests.mailrules import Page, faults


def mail_size(html: str) -> int:
    """What Gmail counts: the page without its pictures, which go beside it."""
    return len(re.sub(r'src="data:[^"]*"', 'src="cid:0123456789abcdef"', html).encode())


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


def every_part() -> Digest:
    return digest(
        fell(),
        alert(claim(5)),
        alert(claim(6), claim(7), kind=Kind.CONFLICT),
        alert(claim(8), claim(9), kind=Kind.REVISED),
        alert(claim(10), is_uncertain=True),
        alert(claim(1), claim(1), kind=Kind.CONFIRMED),
    )


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_part_of_a_page_keeps_to_the_rules_of_mail(lang: str) -> None:
    assert faults(render_html(every_part(), "en" if lang == "en" else "ko")) == []
    assert faults(render_html(digest(), "en" if lang == "en" else "ko")) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('role="presentation" style', "style", "a screen reader reads it as data"),
        (' alt="', ' data-alt="', "no words for it"),
        ('src="data:image/png', 'src="https://a.example/x.png', "is loaded from outside"),
        ('href="https://', 'href="ftp://', "no address to go to"),
        ("max-width:680px", "max-width:900px", "900px wide"),
        ("padding:30px 32px 0", "float:left", "float: left"),
        (" !important", "", "the inlined one wins"),
        ("<style>", "<style>p { color: red; }", "not inlined"),
        ("<body", "<script>1</script><body", "no such tag in mail"),
        ("</body>", "x" * 110_000 + "</body>", "Gmail clips it"),
    ],
)
def test_a_page_that_breaks_a_rule_of_mail_is_caught(good: str, bad: str, said: str) -> None:
    html = render_html(every_part())
    assert good in html
    assert any(said in fault for fault in faults(html.replace(good, bad)))


def test_styles_are_inline_where_gmail_reads_no_sheet() -> None:
    page = Page(render_html(digest(fell())))
    told = [a for tag, a in page.tags if tag == "td" and a.get("class") == "item"]
    assert told
    assert all("padding" in a["style"] for a in told)


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
    html = render_html(digest(wild, coverage=Coverage(failed=(trouble,), silent=(trouble,))))
    page = Page(html)
    assert faults(html) == []
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
    assert MOST_BYTES * 0.8 < mail_size(html) <= MOST_BYTES
    assert faults(html) == []
    page = Page(html)
    assert "121만 → 59만 명" in page.text
    told = sum(1 for tag, a in page.tags if tag == "td" and a.get("class") == "item")
    assert f"줄인 항목 {len(made.alerts) - told}건" in page.text


def test_even_a_flood_of_topics_stays_under_the_size() -> None:
    flood = [fell(topic=f"아주 긴 이름의 주제 {n} " + "가" * 60) for n in range(800)]
    html = render_html(digest(*flood))
    assert mail_size(html) <= MOST_BYTES
    assert faults(html) == []


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
        "새 수치",
        "엇갈리는 수치",
        "고쳐진 기사",
        "확실하지 않음",
    ]
    assert len(PARTS) == len(headings)
    assert "재확인 1건" in html


def test_a_change_has_a_picture_of_its_course_with_words_for_who_does_not_see_it() -> None:
    moved = fell()
    course = (value(claim(800_000, as_of=month(2024, 11))),)
    made = replace(digest(moved), courses={moved.figure: course})
    html = render_html(made)
    (picture,) = [a for tag, a in Page(html).tags if tag == "img"]
    assert picture["src"].startswith("data:image/png;base64,iVBORw0KGgo")
    assert picture["alt"] == ("수치의 흐름: 2024-11 80만 명 → 2025-01 121만 명 → 2025-03 59만 명")
    assert (picture["width"], picture["height"]) == ("300", "60")
    assert faults(html) == []


def test_below_a_longer_course_stand_its_two_ends() -> None:
    moved = fell()
    course = (value(claim(800_000, as_of=month(2024, 11))),)
    text = Page(render_html(replace(digest(moved), courses={moved.figure: course}))).text
    assert "2024-11 80만 명" in text
    assert "2024-11" not in Page(render_html(digest(moved))).text


def test_what_is_new_or_uncertain_has_no_picture() -> None:
    made = digest(alert(claim(5)), alert(claim(6), claim(7), is_uncertain=True))
    assert "<img" not in render_html(made)


def test_the_words_beside_the_subject_in_a_list_of_mails_say_what_the_subject_does_not() -> None:
    html = render_html(digest(fell(), fell(800_000, 900_000, topic="다른 주제")))
    opening = re.search(r'class="pre"[^>]*>([^<]*)<', html)
    assert opening
    assert opening[1].startswith("수치 2건이 바뀌었습니다.")
    assert "90만 → 80만 명" in opening[1]


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


def contrast(one: str, other: str) -> float:
    """How far two colours are apart for the eye (WCAG 2.2); text wants 4.5 at least."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_all_text_stands_out_from_its_ground_in_the_light_and_in_the_dark() -> None:
    html = render_html(every_part())
    dark = html[html.index("prefers-color-scheme: dark") : html.index("</style>")]
    body = html[html.index("<body") :]
    shown = re.sub(r'<div class="pre".*?</div>', "", body, flags=re.S)
    light = set(re.findall(r"[;\"\s]color:\s*(#[0-9a-f]{6})", shown))
    night = set(re.findall(r"[{;]\s*color:\s*(#[0-9a-f]{6})", dark))
    assert len(light) >= 5
    assert len(night) >= 5
    assert {colour for colour in light if contrast(colour, "#ffffff") < 4.5} == set()
    assert {colour for colour in night if contrast(colour, "#1a1e24") < 4.5} == set()
