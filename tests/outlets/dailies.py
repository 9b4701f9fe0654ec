# ruff: noqa: E501
"""Test pages of dailies: Arc (family 2), with a wall (3), bare text (4), React (5)."""

from __future__ import annotations

import html
import json

from tests.outlets.furniture import (
    AD,
    AD_SCRIPT,
    AROUND,
    COMMENTS,
    COPYRIGHT,
    FOOTER,
    GNB,
    NOW,
    PHOTO,
    PROMO,
    RANKING,
    RELATED,
    REPORTER,
    SHARE,
    SUMMARY,
    TAGS,
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
    LONG,
    PAYWALLS,
    PRICES,
    SHORT,
    SPORTS,
    TALK,
    TOWN,
    Story,
)


def _arc(story: Story, extra: list[dict[str, object]], name: str = "이도윤") -> dict[str, object]:
    elements: list[dict[str, object]] = []
    for number, line in enumerate(story.lines):
        elements.append({"type": "text", "content": esc(line), "_id": f"ID{number}"})
        if number < len(extra):
            elements.append(extra[number])
    return {
        "_id": "ABCDEF",
        "type": "story",
        "headlines": {"basic": story.title},
        "subheadlines": {"basic": "소제목이 여기에"},
        "display_date": "2026-11-21T05:05:00Z",
        "first_publish_date": "2026-11-21T05:05:00Z",
        "last_updated_date": "2026-11-21T06:20:00Z",
        "credits": {"by": [{"type": "author", "name": name}]},
        "content_elements": elements,
        "related_content": {"basic": [{"headlines": {"basic": "관련 기사 3조원 시대"}}]},
    }


IMAGE: dict[str, object] = {
    "type": "image",
    "caption": "공장 조감도. 높이 47m로 지어진다. /가람반도체",
    "url": "https://a.example/1.jpg",
}
LINKS: dict[str, object] = {
    "type": "text",
    "content": '<a href="https://hanbit.example/x">▶ 조각 투자로 월 300만원 번 비결 보기</a>',
}


def arc_fusion() -> Sample:
    data = json.dumps(_arc(CHIPS, [IMAGE, LINKS]), ensure_ascii=False)
    body = f"""<div id="fusion-app" class="fusion-app"><div class="article-header"><h1 class="article-header__headline"><span>{esc(CHIPS.title)}</span></h1></div>
<div class="skeleton">⟦기사를 불러오는 중입니다⟧</div></div>
<script id="fusion-metadata" type="application/javascript">window.Fusion=window.Fusion||{{}};Fusion.arcSite="hanbit";Fusion.globalContent={data};Fusion.globalContentConfig={{"source":"content-api"}};</script>"""
    return sample(
        "arc/fusion",
        CHIPS,
        page(og(CHIPS.title, outlet="한빛조선", tail=" - 한빛조선", published="2026-11-21T05:05:00Z", author="이도윤 기자"), body, before=GNB, after=AROUND),
    )  # fmt: skip


def arc_members() -> Sample:
    """The tree holds a lead only; the rest stands in the script."""
    data = json.dumps(_arc(LONG, [IMAGE], "정다솜 기자"))
    body = f"""<main><h1>{esc(LONG.title)}</h1><section class="article-body"><p class="article-body__content-text">{esc(LONG.lines[0])}</p></section>{AD}</main>
<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={data};Fusion.lastModified=1;</script>{RELATED}"""
    return sample(
        "arc/escaped-json",
        LONG,
        page(og(LONG.title, outlet="한빛조선", tail=" - 한빛조선", published=""), body, after=RANKING + FOOTER),
        author="정다솜",
        encoding="cp949 as euc-kr",
    )  # fmt: skip


def arc_old() -> Sample:
    links = "".join(
        f"<p>⟦▲ {h}⟧</p>" for h in ("다이어트 식단 30% 할인", "로봇청소기 공동구매 열린다")
    )
    body = f"""<div class="art_title_2011"><h2 id="news_title_text_id">{esc(AIRLINE.title)}</h2></div>
<ul id="j1"><li>이도윤 기자</li></ul><p id="date_text">입력 : 2026.11.21 14:05 | 수정 : 2026.11.21 15:00</p>
<div class="par" id="news_body_id"><div class="news_imgbox"><img src="/i.jpg"><div class="news_imgbox_caption">⟦누리항공 여객기. /누리항공 제공⟧</div></div>
{ps(AIRLINE.lines)}{links}</div><div class="csource">⟦- Copyrights ⓒ 한빛조선 &amp; hanbit.example, 무단 전재 및 재배포 금지 -⟧</div>"""
    return sample(
        "arc/old-address",
        AIRLINE,
        page(f"<title>{esc(AIRLINE.title)} - 한빛조선 &gt; 경제</title>", body, before=GNB, after=RANKING + FOOTER),
        encoding="cp949, header says latin-1",
        url="https://biz.hanbit.example/site/data/html_dir/2026/11/21/2026112101234.html",
    )  # fmt: skip


def arc_rendered() -> Sample:
    """Rendered in the tree as well as in the script: the story must come once."""
    data = json.dumps(_arc(TALK, []), ensure_ascii=False)
    body = f"""<main><h1>{esc(TALK.title)}</h1><div class="article-byline">이도윤 기자 <span>입력 2026.11.21. 14:05</span></div>
<section class="article-body" itemprop="articleBody">{ps(TALK.lines, 'class="article-body__content article-body__content-text"', [PHOTO, AD_SCRIPT])}</section></main>
<script>Fusion.globalContent={data};</script>"""
    return sample(
        "arc/rendered",
        TALK,
        page(og(TALK.title, outlet="한빛조선", tail=" - 한빛조선", published=""), body, before=GNB, after=RELATED + AROUND),
    )  # fmt: skip


def _closed(story: Story, author: str = "이도윤") -> str:
    return '<script type="application/ld+json">' + json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": "2026-11-21T14:05:00+0900",
            "isAccessibleForFree": "False",
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".pw"},
            "author": {"@type": "Person", "name": author},
        }, ensure_ascii=False,
    ) + "</script>"  # fmt: skip


def wall_two_paragraphs() -> Sample:
    lines = LONG.lines[:2]
    body = f"""<h1 class="headline">{esc(LONG.title)}</h1><div class="byline"><a href="#">이도윤</a></div><div class="datetime"><p class="date">입력 2026.11.21 14:05</p></div>
<div class="article_body fs3" id="article_body"><div class="ab_photo photo_center"><img src="/j.jpg"><p class="caption">⟦배터리 창고. 김서연 기자⟧</p></div>
{ps(lines, 'data-divno="1"')}<div class="pw"><p>⟦이 기사의 뒷부분은 구독자 전용입니다.⟧</p><p>⟦지금 구독하면 첫 달 100원에 모든 기사를 볼 수 있습니다.⟧</p><a href="/sub">⟦구독하기⟧</a></div></div>{RELATED}"""
    return sample(
        "wall/two-paragraphs",
        LONG,
        page(og(LONG.title, outlet="한빛중앙", tail=" | 한빛중앙", published="", more=_closed(LONG)), body, before=GNB, after=AROUND),
        lines=lines,
        state="paywall",
    )  # fmt: skip


def wall_open_article() -> Sample:
    """An open article of the same paper, about walls: its words must not shut it."""
    body = f"""<h1 class="headline">{esc(PAYWALLS.title)}</h1><div class="byline">이도윤 기자</div><time datetime="2026-11-21T14:05:00+09:00">2026.11.21 14:05</time>
<div class="article_body" id="article_body">{ps(PAYWALLS.lines, 'data-divno="1"', [PHOTO, AD])}
<p class="ab_promo">⟦▶ 더 많은 기사를 보려면 한빛중앙+⟧</p><p class="byline">⟦이도윤 기자 dylee@hanbit.example⟧</p></div>{PROMO}"""
    return sample(
        "wall/open-article",
        PAYWALLS,
        page(og(PAYWALLS.title, outlet="한빛중앙", tail=" | 한빛중앙", published=""), body, before=GNB, after=AROUND),
        encoding="utf-8 with BOM",
    )  # fmt: skip


def wall_premium() -> Sample:
    lines = CHIPS.lines[:1]
    body = f"""<div class="article-head"><h1>{esc(CHIPS.title)}</h1></div><div class="txt-date">입력2026.11.21 14:05 수정2026.11.21 14:30</div><div class="author">이도윤 기자</div>
<div id="articletxt" class="article-body">{esc(lines[0])}<br><br></div>
<div class="premium-box"><strong>⟦프리미엄 회원 전용 기사입니다⟧</strong><p>⟦로그인하시면 나머지 92%를 볼 수 있습니다.⟧</p><a>⟦로그인⟧</a></div>"""
    return sample(
        "wall/premium",
        CHIPS,
        page(og(CHIPS.title, outlet="한빛경제", tail=" | 한빛경제", published=""), body, before=GNB, after=AROUND),
        lines=lines,
        state="paywall",
        encoding="utf-8, meta says euc-kr",
    )  # fmt: skip


def wall_full() -> Sample:
    body = f"""<h1 class="headline">{esc(COURT.title)}</h1><div class="byline">정다솜, 이도윤 기자</div><p class="date">입력 2026.11.21 14:05</p>
<div id="article_body" class="article_body">{ps(COURT.lines, 'data-divno="1"', ['<div class="ab_related"><a href="#">⟦관련기사 담합 과징금 5년간 2조원⟧</a></div>'])}
<p>⟦정다솜·이도윤 기자 dasom@hanbit.example⟧</p></div><div class="ab_sub">⟦구독하시면 광고 없이 볼 수 있습니다⟧</div>"""
    return sample(
        "wall/full",
        COURT,
        page(og(COURT.title, outlet="한빛중앙", tail=" | 한빛중앙", published="2026-11-21T14:05:00.000+0900"), body, before=GNB, after=AROUND),
        author="정다솜, 이도윤",
    )  # fmt: skip


def bare_after_picture() -> Sample:
    lines = list(COURT.lines)
    body = f"""<header><h1>{esc(COURT.title)}</h1><ul><li>동빛일보</li><li>입력 <span>2026-11-21 14:05</span></li></ul></header>
<section class="news_view"><h2 class="sub_tit">낙찰률 98.6%<br>38건 나눠 먹기</h2><div class="view_media"><img src="/d.jpg"><div class="txt_c">⟦공정당국 청사. 동빛일보DB⟧</div></div>{esc(lines[0])}<br><br>{esc(lines[1])}
<div class="view_ad">{AD}</div>{brs(lines[2:4])}<br><br><div class="box"><img src="/e.jpg"><span class="caption">⟦담합 구조를 그린 그림. 그래픽 정보슬 기자⟧</span></div>{brs(lines[4:])}<br><br>⟦이도윤 기자 dylee@donga.example⟧
<iframe>&lt;p&gt;⟦광고가 8초 뒤 사라집니다⟧&lt;/p&gt;</iframe></section>{SHARE}{RELATED}"""
    return sample(
        "bare/after-picture",
        COURT,
        page(og(COURT.title, outlet="동빛일보", tail="｜동빛일보", published=""), body, before=GNB, after=AROUND),
        optional=["낙찰률 98.6%", "38건 나눠 먹기"],
    )  # fmt: skip


def bare_dividers() -> Sample:
    lines = PRICES.lines
    body = f"""<div class="nwsti"><h3>{esc(PRICES.title)}</h3><div class="date"><span class="t11">입력:2026-11-21 14:05</span></div></div>
<div class="tx" id="articleBody">{brs(lines[:2], "<br /><br />")}<br /><br />⟦▼ 기사가 이어집니다 ▼⟧<br /><br />{brs(lines[2:], "<br /><br />")}<br /><br />⟦세종=이도윤 기자 dylee@kukmin.example⟧<br /><br />
⟦GoodNews paper ⓒ 국빛일보, 무단전재 및 수집, 재배포 및 AI학습 이용 금지⟧</div>"""
    return sample(
        "bare/dividers",
        PRICES,
        page(f"<title>{esc(PRICES.title)}-국빛일보</title>", body, before=GNB, after=RELATED + RANKING + FOOTER),
        encoding="cp949 as ks_c_5601",
    )  # fmt: skip


def bare_article_tag() -> Sample:
    lines = DRUG.lines
    body = f"""<div id="contTitle"><h3 id="title_sns">{esc(DRUG.title)}</h3><p class="viewInfo">입력 : 2026-11-21 14:05:00 <span>수정 : 2026-11-21 16:00:00</span></p></div>
<article class="viewBox" id="SG_ArticleContent"><div class="figure"><img src="/s.jpg"><em class="cap">⟦미리내바이오 연구소에서 연구원이 시료를 보고 있다. 미리내바이오 제공⟧</em></div>
{brs(lines, "<br>&nbsp;<br>")}<br>&nbsp;<br>⟦이도윤 기자⟧</article>{COPYRIGHT}{REPORTER}"""
    return sample(
        "bare/article",
        DRUG,
        page(og(DRUG.title, outlet="세빛일보", tail=" - 세빛일보", published=""), body, before=GNB, after=AROUND),
    )  # fmt: skip


def bare_short() -> Sample:
    body = f"""<div class="viewHeader"><h2>{esc(SHORT.title)}</h2><p>입력 2026. 11. 21. 14:05</p></div>
<div class="viewContent body18 color700"><div>{SUMMARY}</div>{esc(SHORT.lines[0])}<br><br>{esc(SHORT.lines[1])}<br><br>⟦도담 이도윤 기자⟧</div>{AD}"""
    return sample(
        "bare/short",
        SHORT,
        page(og(SHORT.title, outlet="서빛신문", tail=" | 서빛신문", published=""), body, before=GNB, after=AROUND),
        encoding="cp949 undeclared",
    )  # fmt: skip


def react_paragraphs() -> Sample:
    quote = TALK.lines[6]
    body = f"""<div id="__next"><main class="Layout_main__x1"><h3 class="ArticleDetailView_title__9Kas">{esc(TALK.title)}</h3>
<div class="ArticleDetailView_reporterList__v"><a href="#">이도윤</a><span>기자</span></div><ul class="ArticleDetailView_dateList__t"><li>수정 <span>2026-11-21 15:11</span></li><li>등록 <span>2026-11-21 14:05</span></li></ul>
<div class="article-text"><figure><img src="/h.jpg"><figcaption>⟦빈 교실. 정원 340명이던 학교다. 박하늘 선임기자⟧</figcaption></figure>
{ps(TALK.lines, 'class="text"', ['<div class="ad-box">⟦광고⟧</div>'])}<div class="pullquote_wrap__q"><q>{esc(quote)}</q></div>
<p class="text">⟦이도윤 기자 dylee@hani.example⟧</p></div><div class="Relation_wrap__1">⟦이 기사와 함께 보면 좋은 기사⟧<a href="#">⟦폐교 활용률 23%에 그쳐⟧</a></div></main></div>
<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"pageProps": {"article": {"id": 1, "title": TALK.title}}}})}</script>"""
    return sample(
        "react/paragraphs",
        TALK,
        page(og(TALK.title, outlet="한겨레빛", tail=" : 사회일반 : 사회 : 한겨레빛", published=""), body, before=GNB, after=AROUND),
        encoding="utf-8 decomposed",
    )  # fmt: skip


def react_next_html() -> Sample:
    content = (
        f"<p class='text'>{esc(TOWN.lines[0])}</p>$$ARTICLEAD$$"
        + ps(TOWN.lines[1:])
        + "<p>박새론 기자 saeron@hani.example</p>"
    )
    data = {
        "props": {
            "pageProps": {
                "article": {
                    "title": TOWN.title,
                    "content": content,
                    "createDate": "2026-11-21T14:05:00+09:00",
                    "reporter": [{"name": "박새론"}],
                    "related": [{"title": "인구 늘리기 예산 430억원", "content": "<p>다른 기사의 첫 문장이다. 예산은 430억원이다. 시는 이렇게 말했다.</p>"}],
                },
                "popular": [{"title": "코스피 3.1% 급락", "lead": "코스피가 3.1% 떨어졌다. 외국인이 9214억원을 팔았다."}],
            }
        }
    }  # fmt: skip
    body = f"""<div id="__next"><div class="spinner">⟦불러오는 중⟧</div></div>
<script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script>"""
    return sample(
        "react/next-html",
        TOWN,
        page(og(TOWN.title, outlet="한겨레빛", tail=" : 한겨레빛"), body),
        author="박새론",
    )


def react_paragraph_list() -> Sample:
    """A query cache with one block per paragraph."""
    blocks: list[dict[str, object]] = [{"type": "text", "text": line} for line in BANK.lines]
    blocks.insert(
        1,
        {"type": "photo", "caption": "도담은행 본점. 지상 31층이다. 박하늘 기자", "src": "/1.jpg"},
    )
    data = {
        "queries": [
            {"queryKey": ["menu"], "state": {"data": [{"name": "정치"}, {"name": "경제"}]}},
            {"queryKey": ["article", 77], "state": {"data": {"headline": BANK.title, "body": blocks, "publishedAt": 1795237500, "writers": ["이도윤"]}}},
        ]
    }  # fmt: skip
    body = f"""<div id="root"></div><script>window.__PRELOADED_STATE__ = {json.dumps(data, ensure_ascii=False)};</script>"""
    return sample(
        "react/query-cache",
        BANK,
        page(
            og(BANK.title, outlet="한빛한국", tail="-경제ㅣ한빛한국", author="이도윤"),
            body,
            after=FOOTER,
        ),
        optional=(),
    )


def react_ld_only() -> Sample:
    ld = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "한빛한국"},
            {
                "@type": ["NewsArticle"],
                "headline": COURT.title,
                "articleBody": html.escape("\n\n".join(COURT.lines)),
                "datePublished": "2026-11-21T14:05:00+09:00",
                "author": [{"@type": "Person", "name": "이도윤"}],
                "publisher": {"@type": "NewsMediaOrganization", "name": "한빛한국"},
            },
        ],
    }
    body = (
        f"""<div id="app"><nav>⟦전체 메뉴⟧</nav><div class="skeleton"></div></div>{NOW}{COMMENTS}"""
    )
    return sample(
        "react/ld-only",
        COURT,
        page(f'<title>{esc(COURT.title)} | 한빛한국</title><script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>', body, after=FOOTER),
    )  # fmt: skip


def react_div_hash() -> Sample:
    chunks = "".join(
        f'<div class="sc-k{n}z"><span>{esc(line)}</span></div>'
        for n, line in enumerate(SPORTS.lines)
    )
    body = f"""<div id="root"><div class="sc-a1"><div class="sc-b2">{esc(SPORTS.title)}</div><div class="sc-c3">이도윤 기자 · 2026.11.21 14:05</div>
<div class="sc-d4">{chunks}<div class="sc-e5">⟦이도윤 기자 dylee@hanbit.example⟧</div></div><div class="sc-f6">⟦이 기사 어땠나요?⟧<span>⟦좋아요 41⟧</span><span>⟦화나요 3⟧</span></div></div></div>{TAGS}"""
    return sample(
        "react/hashed",
        SPORTS,
        page(og(SPORTS.title, outlet="한빛한국", tail="-스포츠ㅣ한빛한국", published=""), body, before=GNB, after=RELATED + AROUND),
    )  # fmt: skip


MAKERS = (
    arc_fusion,
    arc_members,
    arc_old,
    arc_rendered,
    wall_two_paragraphs,
    wall_open_article,
    wall_premium,
    wall_full,
    bare_after_picture,
    bare_dividers,
    bare_article_tag,
    bare_short,
    react_paragraphs,
    react_next_html,
    react_paragraph_list,
    react_ld_only,
    react_div_hash,
)
