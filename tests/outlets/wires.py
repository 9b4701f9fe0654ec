# ruff: noqa: E501
"""Test pages of wire services (family 1) and broadcasters (family 9)."""

from __future__ import annotations

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
    RANKING,
    RELATED,
    REPORTER,
    SHARE,
    TAGS,
    TIPS,
    Sample,
    brs,
    esc,
    og,
    page,
    ps,
    sample,
)
from tests.outlets.stories import (
    BANK,
    CHIPS,
    CLOUD,
    FLASH,
    FLASH_2,
    PRICES,
    SPOKEN,
    SPOKEN_2,
    SPORTS,
    TOWN,
)


def wire_paragraphs() -> Sample:
    lead = f"(가람=연합뉴스) 이도윤 기자 = {TOWN.lines[0]}"
    body = f"""
<header class="title-article01"><h1 class="tit">{esc(TOWN.title)}</h1>
<p class="update-time" data-published-time="2026-11-21 14:05"><span class="txt">송고</span>2026-11-21 14:05</p></header>
{SHARE}
<div class="writer-zone01"><a href="/r"><strong class="tit-name">⟦이도윤기자⟧</strong></a> <a href="#">⟦구독 구독중⟧</a></div>
<article class="story-news article"><div class="comp-box photo-group"><figure><img src="/a.jpg"><figcaption class="txt-desc">
<strong>⟦가람시 새 산업단지 전경⟧</strong> ⟦[가람시 제공. 재판매 및 DB 금지]⟧</figcaption></figure></div>
{ps([lead, *TOWN.lines[1:]], between=[AD_SCRIPT, '<aside class="aside-box">' + AD + "</aside>"])}
<p class="txt-copyright adrs">⟦dylee@hanbit.example⟧</p>{TIPS}
<p class="txt-copyright adrs"><span class="date">⟦&lt;저작권자(c) 연합뉴스, 무단 전재-재배포, AI 학습 및 활용 금지&gt;⟧</span> <span>⟦2026/11/21 14:05 송고⟧</span></p>
</article>{TAGS}{RELATED}"""
    return sample(
        "wire/paragraphs",
        TOWN,
        page(og(TOWN.title, outlet="연합뉴스", tail=" | 연합뉴스", published="2026-11-21T14:05:00+09:00"), body, before=GNB, after=AROUND),
        optional=["(가람=연합뉴스) 이도윤 기자 ="],
    )  # fmt: skip


def wire_bare() -> Sample:
    lines = [f"[서울=뉴시스]이도윤 기자 = {BANK.lines[0]}", *BANK.lines[1:]]
    body = f"""
<div class="articleView"><div class="view"><p class="tit">{esc(BANK.title)}</p>
<p class="infoLine"><span class="txt">등록 2026.11.21 14:05:00</span><span class="txt">수정 2026.11.21 15:20:33</span></p>{SHARE}
<div class="viewer"><article>
<div class="summury"><p>{esc(BANK.standfirst[0])}</p></div>
<div class="thumCont"><img src="/n.jpg"><p class="photojournal">⟦[서울=뉴시스] 도담은행 본점. (사진=도담은행 제공) 2026.11.21. photo@newsis.example *재판매 및 DB 금지⟧</p></div>
{brs(lines)}
<br><br>⟦◎공감언론 뉴시스 dylee@newsis.example⟧
</article></div>{AD}</div></div>
<div class="copy">⟦Copyright © NEWSIS.COM, 무단 전재 및 재배포 금지⟧</div>{RELATED}"""
    return sample(
        "wire/bare",
        BANK,
        page(
            og(BANK.title, outlet="뉴시스", tail=" :: 공감언론 뉴시스 ::", published=""),
            body,
            before=GNB,
            after=AROUND,
        ),
        encoding="utf-8, meta says euc-kr",
        optional=["[서울=뉴시스]이도윤 기자 ="],
    )


def wire_bare_lead() -> Sample:
    """Bare lead sentence straight behind the block of a picture, then `<br/>`."""
    lines = [f"(서울=뉴스1) 이도윤 기자 = {CLOUD.lines[0]}", *CLOUD.lines[1:]]
    body = f"""
<div class="title"><h2>{esc(CLOUD.title)}</h2><div class="info">(서울=뉴스1) 이도윤 기자 | 2026-11-21 14:05 송고 | 2026-11-21 14:31 최종수정</div></div>
<div class="detail sa_area" id="articles_detail">
<table class="sub_photo"><tr><td><img src="/n1.jpg"></td></tr><tr><td class="photo_caption">⟦접속 장애 화면 갈무리. ⓒ News1 박하늘 기자⟧</td></tr></table>
{brs(lines, "<br/>  <br/>")}
<br/>
<div class="clear"></div>⟦dylee@news1.example⟧<br/>
{COPYRIGHT}</div>{RELATED}{AD}"""
    return sample(
        "wire/bare-lead",
        CLOUD,
        page(og(CLOUD.title, outlet="뉴스1", tail=" - 뉴스1", published=""), body, before=GNB, after=AROUND),
        optional=["(서울=뉴스1) 이도윤 기자 ="],
        encoding="utf-8, one byte broken",
    )  # fmt: skip


def wire_flash() -> Sample:
    body = f"""
<h1 class="tit01">{esc(FLASH.title)}</h1><p class="update-time">송고시간 2026-11-21 14:05</p>{SHARE}
<article class="story-news article"><p>{esc(FLASH.lines[0])}</p>
<p class="txt-copyright adrs">⟦&lt;저작권자(c) 연합뉴스, 무단 전재-재배포 금지&gt;⟧</p></article>"""
    return sample(
        "wire/flash",
        FLASH,
        page(
            og(FLASH.title, outlet="연합뉴스", tail=" | 연합뉴스"), body, before=GNB, after=AROUND
        ),
        author="",
        encoding="cp949 as euc-kr",
    )


def wire_flash_2() -> Sample:
    body = f"""<div id="wrap"><h2 class="article-title">{esc(FLASH_2.title)}</h2>
<span class="date">2026년 11월 21일 14시 05분</span>
<div id="content"><div>{esc(FLASH_2.lines[0])}<br><br>⟦dylee@hanbit.example⟧<br>⟦(끝)⟧</div></div></div>{RELATED}"""
    return sample(
        "wire/flash-2",
        FLASH_2,
        page(og(FLASH_2.title, outlet="한빛통신", tail=" - 한빛통신", published=""), body, before=GNB, after=AROUND),
        author="",
    )  # fmt: skip


def broadcaster_sbs() -> Sample:
    lines = SPOKEN.lines
    body = f"""
<div class="article_main_tit"><h1 id="news-title">{esc(SPOKEN.title)}</h1></div>
<div class="date_area"><span>작성 2026.11.21 14:05</span><span>수정 2026.11.21 14:45</span><span>조회 12,345</span></div>{SHARE}
<div class="vod_area"><div class="player">⟦동영상 재생 01:47⟧</div><ul><li>⟦다음 영상: 코스닥 1.2% 하락 마감⟧</li></ul></div>
<div class="text_area" itemprop="articleBody">{brs(lines[:3])}<br><br>⟨기자⟩<br><br>{brs(lines[3:])}
<br><br>⟦(영상취재 : 김바름, 영상편집 : 최보람)⟧</div>
<div class="reporter_area"><a href="#">⟦유하진 기자⟧</a><span>⟦구독자 1,092명⟧</span></div>
<p class="copyright">⟦Copyright Ⓒ HBS. All rights reserved. 무단 전재, 재배포 및 AI학습 이용 금지⟧</p>""".replace(
        "⟨기자⟩", "&lt;기자&gt;"
    )
    ld = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": SPOKEN.title,
            "datePublished": "2026-11-21T14:05:00+09:00",
            "author": {"@type": "Person", "name": "유하진"},
        },
        ensure_ascii=False,
    )
    return sample(
        "broadcaster/sbs",
        SPOKEN,
        page(og(SPOKEN.title, outlet="HBS 뉴스", tail=" | HBS 뉴스", published="", more=f'<script type="application/ld+json">{ld}</script>'), body, before=GNB, after=AROUND),
        author="유하진",
        optional=["<기자>"],
    )  # fmt: skip


def broadcaster_mbc() -> Sample:
    lines = SPOKEN.lines
    body = f"""
<div class="wrap_article"><h2 class="art_title">{esc(SPOKEN.title)}</h2>
<div class="art_info"><span class="input">입력 <em>2026-11-21 14:05</em></span> | <span class="update">수정 <em>2026-11-21 14:50</em></span></div>
<div class="news_art"><div class="movie">⟦재생목록 1/24⟧</div><div class="news_txt" itemprop="articleBody">
◀ 앵커 ▶<br><br>{brs(lines[:3])}<br><br>◀ 리포트 ▶<br><br>{brs(lines[3:])}<br><br>⟦MBC뉴스 유하진입니다.⟧<br><br>⟦영상취재: 김바름 / 영상편집: 최보람⟧
<br><br>⟦MBC 뉴스는 24시간 여러분의 제보를 기다립니다.⟧<br>⟦▷ 전화 02-784-0000⟧<br>⟦▷ 이메일 mbcjebo@mbc.example⟧<br>⟦▷ 카카오톡 @mbc제보⟧</div></div>
<div class="art_tag">{TAGS}</div></div>"""
    return sample(
        "broadcaster/mbc",
        SPOKEN,
        page(
            og(SPOKEN.title, outlet="MBC 뉴스", tail="", published=""),
            body,
            before=GNB,
            after=AROUND,
        ),
        author="유하진",
        optional=["◀ 앵커 ▶", "◀ 리포트 ▶"],
        encoding="cp949, header says utf-8",
    )


def broadcaster_kbs() -> Sample:
    """The text a second time in a script string, for reading aloud."""
    text = brs(SPOKEN_2.lines, "<br />")
    spoken = json.dumps(" ".join(SPOKEN_2.lines), ensure_ascii=False)
    body = f"""
<div class="headline"><h4 class="headline-title">{esc(SPOKEN_2.title)}</h4>
<div class="date">입력 2026.11.21 (14:05)</div><div class="date">수정 2026.11.21 (14:22)</div></div>{SHARE}
<div class="view-article"><div class="video"><p>⟦고화질 표준화질 자동재생⟧</p></div>
<div class="detail-body" id="cont_newstext">{text}<br /><br />⟦촬영기자:김바름/영상편집:최보람/그래픽:정보슬⟧</div>
<div class="jebo"><strong>⟦■ 제보하기⟧</strong><p>⟦▷ 전화 : 02-781-0000, 4444⟧</p><p>⟦▷ 이메일 : kbs0000@kbs.example⟧</p></div>
<ul class="writer"><li><strong>⟦유하진 기자⟧</strong> <span>⟦hajin@kbs.example⟧</span></li></ul></div>
<script>var readText = {spoken}; window.tts = {{text: readText}};</script>"""
    return sample(
        "broadcaster/kbs",
        SPOKEN_2,
        page(og(SPOKEN_2.title, outlet="KBS 뉴스", tail=" | KBS 뉴스", published=""), body, before=GNB, after=AROUND),
        author="유하진",
    )  # fmt: skip


def broadcaster_ytn() -> Sample:
    lines = SPORTS.lines
    body = f"""
<h3 class="news_title"><span>{esc(SPORTS.title)}</span></h3><div class="top_etc"><div class="date">2026.11.21. 오후 2:05.</div></div>
<div class="article"><div id="CmAdContent" class="paragraph"><span>{brs(lines, "<br><br>")}<br><br><br>⟦YTN 이도윤 (dylee@ytn.example)⟧<br><br>⟦※ '당신의 제보가 뉴스가 됩니다'⟧
<br>⟦[카카오톡] YTN 검색해 채널 추가⟧<br>⟦[전화] 02-398-0000⟧<br>⟦[메일] social@ytn.example⟧</span></div></div>
<p class="cp">⟦[저작권자(c) YTN 무단전재, 재배포 및 AI 데이터 활용 금지]⟧</p>"""
    return sample(
        "broadcaster/ytn",
        SPORTS,
        page(og(SPORTS.title, outlet="YTN", tail=" | YTN", published=""), body, before=GNB, after=RANKING + FOOTER),
        encoding="cp949, late meta",
    )  # fmt: skip


def broadcaster_jtbc() -> Sample:
    lines = PRICES.lines
    ld = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": PRICES.title,
            "datePublished": "2026-11-21T05:05:00.000Z",
            "author": [{"@type": "Person", "name": "이도윤 기자"}],
            "publisher": {"@type": "Organization", "name": "JTBC"},
        },
        ensure_ascii=False,
    )
    chunks = "".join(f'<div class="css-1a{n}x">{esc(line)}</div>' for n, line in enumerate(lines))
    body = f"""<main><h1 class="css-9dk">{esc(PRICES.title)}</h1><span class="css-d1">입력 2026.11.21 14:05</span>
<div class="css-body"><p class="css-cap">[앵커] 없이 읽는 기사 영상 2분 11초</p>{chunks}</div>
<div class="css-rep">⟦이도윤 기자 구독⟧</div><div class="css-rel"><a href="/1">⟦[단독] 배추 창고 화재로 340t 소실⟧</a><a href="/2">⟦김장비용 4인 가족 42만원⟧</a></div></main>{COMMENTS}"""
    return sample(
        "broadcaster/jtbc",
        PRICES,
        page(f'<title>{esc(PRICES.title)} | JTBC 뉴스</title><script type="application/ld+json">{ld}</script>', body, before=GNB, after=NOW + FOOTER),
        optional=["[앵커] 없이 읽는 기사 영상 2분 11초"],
    )  # fmt: skip


def wire_photo_first() -> Sample:
    lines = [f"[도담=한빛통신] {CHIPS.lines[0]}", *CHIPS.lines[1:]]
    divs = "".join(f"<div>{esc(line)}</div>" for line in lines)
    body = f"""<div class="art_head"><h1>{esc(CHIPS.title)}</h1><p>이도윤 기자</p><p>기사등록 : 2026년11월21일 14:05</p><p>최종수정 : 2026년11월21일 14:40</p></div>
<div class="art_cont">{PHOTO}{divs}<div>⟦dylee@hanbit.example⟧</div>{COPYRIGHT}{REPORTER}</div>{RELATED}"""
    return sample(
        "wire/divs",
        CHIPS,
        page(og(CHIPS.title, outlet="한빛통신", tail=" < 산업 < 한빛통신", published=""), body, before=GNB, after=AROUND),
        optional=["[도담=한빛통신]"],
        encoding="cp949, one byte broken",
    )  # fmt: skip


MAKERS = (
    wire_paragraphs,
    wire_bare,
    wire_bare_lead,
    wire_flash,
    wire_flash_2,
    wire_photo_first,
    broadcaster_sbs,
    broadcaster_mbc,
    broadcaster_kbs,
    broadcaster_ytn,
    broadcaster_jtbc,
)
