# ruff: noqa: E501
"""A third lot of test pages: traps that the first two do not have; written after the rules.

They too were read once before any rule was changed for them.
"""

from __future__ import annotations

import json

from tests.outlets.furniture import (
    AROUND,
    COMMENTS,
    COPYRIGHT,
    FOOTER,
    GNB,
    PHOTO,
    RANKING,
    RELATED,
    SHARE,
    Sample,
    brs,
    esc,
    og,
    page,
    ps,
    sample,
)
from tests.outlets.stories import (
    AIRLINE,
    BANK,
    CHIPS,
    COURT,
    DRUG,
    ENGLISH,
    LONG,
    PRICES,
    SHORT,
    SPORTS,
    TOWN,
)

TALKERS = "".join(
    f"<div class='u_cbox_comment'><span class='nick'>⟦누리꾼{n}⟧</span><p>⟦{n}번째로 적습니다. 이런 정책에 {n + 2}조원을 쓰는 것은 옳지 않다고 생각합니다. 통계를 다시 보세요.⟧</p></div>"
    for n in range(1, 16)
)


def many_comments() -> Sample:
    """Comments are longer than the story, and no name of the body is known."""
    body = f"""<div class="w"><h2>{esc(SHORT.title)}</h2><p>이도윤 기자 2026.11.21 14:05</p><div class="x1">{ps(SHORT.lines)}</div></div><div class="u_cbox">{TALKERS}</div>"""
    return sample(
        "trap/comments",
        SHORT,
        page(og(SHORT.title, tail=" - 한빛일보", published=""), body, before=GNB, after=RANKING + FOOTER),
    )  # fmt: skip


def two_copies() -> Sample:
    """The body twice in the tree, for large and for small screens."""
    story = ps(COURT.lines)
    body = f"""<h1>{esc(COURT.title)}</h1><span>입력 2026-11-21 14:05</span><span class="name">이도윤 기자</span><div class="pc_only"><div class="article_txt">{story}</div></div><div class="mobile_only" style="display:none"><div class="article_txt">{story}</div></div>"""
    return sample(
        "trap/two-copies",
        COURT,
        page(og(COURT.title, tail=" | 한빛일보", published=""), body, before=GNB, after=AROUND),
    )


def correction_note() -> Sample:
    note = "[바로잡습니다] 처음 나간 기사에서 인원 6960명은 6690명의 잘못이어서 고칩니다."
    body = f"""<h1>{esc(CHIPS.title)}</h1><p class="date">입력 2026.11.21 14:05 | 수정 2026.11.21 15:20</p><p>이도윤 기자</p><div id="article_body"><p>{note}</p>{ps(CHIPS.lines)}</div>{COPYRIGHT}"""
    return sample(
        "trap/correction",
        CHIPS,
        page(og(CHIPS.title, tail=" | 한빛중앙", published=""), body, before=GNB, after=AROUND),
        lines=[note, *CHIPS.lines],
    )


def parts_by_several() -> Sample:
    """Three short pieces in one article, each signed: the signatures end nothing."""
    lines = [*PRICES.lines[:3], *SPORTS.lines[:3], *BANK.lines[:3]]
    body = f"""<h1>{esc(PRICES.title)}</h1><p>입력 2026-11-21 14:05</p><div id="articleBody">{ps(lines[:3])}<p>⟦정다솜 기자 dasom@hanbit.example⟧</p>{ps(lines[3:6])}<p>⟦박새론 기자 saeron@hanbit.example⟧</p>{ps(lines[6:])}<p>⟦이도윤 기자 dylee@hanbit.example⟧</p></div>"""
    return sample(
        "trap/signed-parts",
        PRICES,
        page(og(PRICES.title, tail=" - 한빛일보", published=""), body, before=GNB, after=AROUND),
        lines=lines,
        author="정다솜",
    )


def table_in_text() -> Sample:
    rows = (
        ("구분", "2025년", "2026년"),
        ("승객", "812만명", "986만명"),
        ("탑승률", "84.1%", "79.2%"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = f"""<h2 id="title_area">{esc(AIRLINE.title)}</h2><span data-date-time="2026-11-21 14:05:00">2026.11.21. 오후 2:05</span><article id="dic_area">{brs(AIRLINE.lines[:3])}<br><br><table border="1"><tbody>{table}</tbody></table><br>{brs(AIRLINE.lines[3:])}<br><br>⟦이도윤 기자(dylee@hanbit.example)⟧</article>"""
    return sample(
        "trap/table",
        AIRLINE,
        page(og(AIRLINE.title, outlet="네이버 뉴스", published=""), body, before=GNB, after=AROUND),
        lines=[*AIRLINE.lines[:3], *("\t".join(row) for row in rows), *AIRLINE.lines[3:]],
    )


def cards_without_links() -> Sample:
    """Offers that a script makes clickable: no link tells them."""
    cards = "".join(
        f"<div class='cardItem' onclick='go({n})'><strong>⟦[추천] {n + 4}조원 시장 열린다⟧</strong><span>⟦시장이 {n + 4}조원으로 커진다. 업계가 들썩인다.⟧</span></div>"
        for n in range(6)
    )
    body = f"""<main><h1>{esc(DRUG.title)}</h1><div class="byline">이도윤 기자</div><time datetime="2026-11-21T14:05:00+09:00">2026.11.21</time><section class="content_a">{ps(DRUG.lines)}</section><section class="content_b">{cards}</section></main>"""
    return sample(
        "trap/cards",
        DRUG,
        page(og(DRUG.title, tail=" - 한빛일보", published=""), body, before=GNB, after=FOOTER),
    )


def english_noise() -> Sample:
    promo = "<div class='newsletter'><p>⟦Sign up for our morning briefing. It is free.⟧</p></div>"
    more = "".join(
        f"<div class='story'><h3><a href='/{n}'>⟦Shares of maker {n} slide {n}%⟧</a></h3><p>⟦The stock fell {n}% on Monday, its worst day of the year.⟧</p></div>"
        for n in range(2, 8)
    )
    body = f"""<div id="root"><h1>{esc(ENGLISH.title)}</h1><div>By <a href="/j">Jane Holloway</a></div><div class="zone">{ps(ENGLISH.lines, between=[promo])}</div><h2>⟦More from The Tidal Post⟧</h2>{more}</div>"""
    ld = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": ENGLISH.title,
            "datePublished": "2026-11-21T05:05:00Z",
            "author": [{"@type": "Person", "name": "Jane Holloway"}],
        }
    )
    return sample(
        "trap/english",
        ENGLISH,
        page(f'<title>{esc(ENGLISH.title)} - The Tidal Post</title><script type="application/ld+json">{ld}</script>', body, lang="en", after="<footer>⟦© The Tidal Post⟧</footer>"),
        author="Jane Holloway",
    )  # fmt: skip


def link_paragraphs() -> Sample:
    """Names in the sentences are links to what the paper has about them."""
    linked = [
        esc(line)
        .replace("배터리", '<a href="/topic/battery">배터리</a>')
        .replace("기업들", '<a href="/t">기업들</a>')
        for line in LONG.lines
    ]
    body = f"""<h1>{esc(LONG.title)}</h1><p>이도윤 기자 입력 : 2026-11-21 14:05</p><div class="zz">{"".join(f"<p>{line}</p>" for line in linked)}</div>{RELATED}"""
    return sample(
        "trap/links",
        LONG,
        page(og(LONG.title, tail=" - 한빛일보", published=""), body, before=GNB, after=AROUND),
        encoding="cp949 undeclared",
    )


def head_of_portal_copy() -> Sample:
    """A copy at a portal whose logo, section words and clock stand in the body's own box."""
    body = f"""<div class="box"><img alt="한빛일보" src="/l.png"><h3>{esc(TOWN.title)}</h3><p>입력 2026.11.21. 오후 2:05 수정 2026.11.21. 오후 5:40 기사원문</p>{SHARE}{PHOTO}<div>{brs(TOWN.lines)}</div><p>⟦이도윤 기자 dylee@hanbit.example⟧</p><p>⟦기사의 섹션 정보는 해당 언론사의 분류를 따르고 있습니다.⟧</p></div>"""
    return sample(
        "trap/one-box",
        TOWN,
        page(
            f"<title>{esc(TOWN.title)} : 다음뉴스</title>",
            body,
            before=GNB,
            after=COMMENTS + AROUND,
        ),
    )


MAKERS = (
    many_comments,
    two_copies,
    correction_note,
    parts_by_several,
    table_in_text,
    cards_without_links,
    english_noise,
    link_paragraphs,
    head_of_portal_copy,
)
