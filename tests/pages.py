# ruff: noqa: E501 - markup is not wrapped: its blanks are part of what is tested
"""News pages of our own making in the shapes that Korean outlets use: ten families and some more.

Every page tells one of our stories, with all that stands around and inside such pages.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

STORY = (
    "한빛전자가 내년 인공지능(AI) 반도체에 4조2000억원을 투자한다. 올해보다 31.5% 늘어난 규모다.",
    "21일 업계에 따르면 한빛전자 이사회는 전날 이런 내용의 2027년 투자 계획을 의결했다. 투자액의 3분의 2는 "
    "판교 연구소에 들어간다.",
    "\"메모리만으로는 성장이 어렵다\"고 회사 측은 설명했다. 'AI 가속기' 매출은 지난해 1조3천억원에서 올해 "
    "2조원대로 커졌다고 한다.",
    "증권가는 신중하다. 새벽증권 한 연구원은 “수율이 60%를 밑도는 한 이익 기여는 2028년에야 가능하다”고 말했다.",
    "한편 R&D 인력은 1200여 명으로, 3년 전의 2.4배다.",
)
TITLE = "한빛전자, 내년 AI 반도체에 4조2000억원 투자"
MOMENT = datetime(2026, 11, 21, 5, 5, tzinfo=UTC)  # 14:05 in Korea
EDITED = datetime(2026, 11, 21, 6, 20, tzinfo=UTC)

OTHERS = (
    "코스피 2.3% 급등…외국인 4821억원 순매수",
    "주말 전국에 최대 80㎜ 비",
    "서울 아파트값 14주 연속 상승",
    "프로야구 개막전 10만8000명 입장",
    "편의점 도시락 5500원 시대",
)
RANKING = (
    "<ol>" + "".join(f"<li><a href='/r/{i}'>{h}</a></li>" for i, h in enumerate(OTHERS)) + "</ol>"
)
COMMENTS = (
    "<div class='comment_list'><p>세금이 아깝습니다. 4조원이면 병원을 몇 개 짓나요.</p>"
    "<span>2026.11.21 18:22</span></div>"
)
FOOTER = (
    "<footer>등록번호 서울아00001 | 발행인 김한빛 | 주소 서울시 중구 한빛로 1 | 대표전화 02-0000-0000<br>"
    "한빛일보의 모든 콘텐츠는 저작권법의 보호를 받습니다. 무단 전재와 복사를 금합니다.</footer>"
)
# What none of the pages may let into the text.
LEAKS = (
    *OTHERS, "많이 본", "관련기사", "무단", "재배포", "사진=", "자료사진", "@", "공유하기", "글자크기", "구독하기",
    "세금이 아깝습니다", "등록번호", "30만원 할인", "팔로워", "계좌", "카카오톡", "확대", "요약봇", "71,200",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A page and what a reader should make of it."""

    name: str
    page: bytes
    text: tuple[str, ...] = STORY
    title: str = TITLE
    author: str = "이도윤"
    outlet: str = "한빛일보"
    published: datetime | None = MOMENT
    modified: datetime | None = None
    state: str = "article"
    header: str = "text/html; charset=utf-8"
    also: tuple[str, ...] = field(default=())  # lines that may stand in the text beside the story


def _page(head: str, body: str, *, charset: str = "utf-8", bom: bytes = b"") -> bytes:
    text = (
        f"<!DOCTYPE html>\n<html lang='ko'><head><meta charset='{charset}'>{head}</head>"
        f"<body>{body}</body></html>"
    )
    codec = "cp949" if charset != "utf-8" else "utf-8"
    return bom + text.encode(codec, "xmlcharrefreplace")


def _og(title: str, outlet: str = "한빛일보", published: bool = True) -> str:
    stamp = "2026-11-21T14:05:00+09:00"
    return (
        f'<meta property="og:title" content="{html.escape(title)}">'
        + (f'<meta property="og:site_name" content="{outlet}">' if outlet else "")
        + (f'<meta property="article:published_time" content="{stamp}">' if published else "")
    )


def _p(lines: tuple[str, ...] = STORY, attrs: str = "") -> list[str]:
    return [f"<p{attrs}>{html.escape(line, quote=False)}</p>" for line in lines]


def _br(lines: tuple[str, ...] = STORY) -> str:
    return "<br><br>\n".join(html.escape(line, quote=False) for line in lines)


def wire() -> Sample:
    """1. Wire: dateline in the first sentence, advertising between paragraphs, e-mail at the end."""
    lines = (f"(서울=한빛통신) 이도윤 기자 = {STORY[0]}", *STORY[1:])
    parts = _p(lines)
    parts.insert(
        2, "<aside class='aside-bnr07'><p>[광고] 최대 30만원 할인, 지금 가입하세요.</p></aside>"
    )
    body = f"""
      <header class="header-sub"><nav><ul><li>정치</li><li>경제</li></ul></nav></header>
      <h1 class="tit01">{TITLE}</h1>
      <p class="update-time" data-published-time="20261121140500"><span>송고</span>2026-11-21 14:05</p>
      <div class="share-zone01"><button>공유하기</button> 글자크기 조정</div>
      <div class="inner"><article class="story-news article">
      <div class="comp-box photo-group"><figure><img src="a.jpg" alt="x">
      <figcaption>한빛전자 판교 연구소 [한빛전자 제공. 재판매 및 DB 금지]</figcaption></figure></div>
      {"".join(parts)}
      <p>dylee@hanbit.example</p>
      <p class="txt-copyright adrs">&lt;저작권자(c) 한빛통신, 무단 전재-재배포, AI 학습 및 활용 금지&gt;
      2026/11/21 14:05 송고</p></article></div>
      <section class="related-zone"><h2>관련기사</h2>{RANKING}</section>
      <aside><h2>많이 본 뉴스</h2>{RANKING}</aside>{FOOTER}"""
    head = _og(f"{TITLE} | 한빛통신", "한빛통신") + f"<title>{TITLE} | 한빛통신</title>"
    return Sample(name="wire", page=_page(head, body), text=lines, outlet="한빛통신")


def arc() -> Sample:
    """2. Arc: nothing in the page, the text in a script; `display_date` in UTC."""
    content = {
        "headlines": {"basic": TITLE},
        "display_date": "2026-11-21T05:05:00Z",
        "credits": {"by": [{"name": "이도윤 기자", "type": "author"}]},
        "content_elements": [
            {"type": "image", "caption": "판교 연구소 /자료사진", "url": "https://x.example/a.jpg"},
            *({"type": "text", "content": html.escape(line, quote=False)} for line in STORY[:3]),
            {"type": "custom_embed", "subtype": "ad"},
            *({"type": "text", "content": html.escape(line, quote=False)} for line in STORY[3:]),
        ],
        "related_content": {"basic": [{"headlines": {"basic": h}} for h in OTHERS]},
    }
    script = 'window.Fusion=window.Fusion||{};Fusion.arcSite="hanbit";Fusion.globalContent='
    script += json.dumps(content, ensure_ascii=False) + ';Fusion.globalContentConfig={"a":1};'
    head = f"<title>{TITLE} - 한빛일보</title>" + _og(TITLE, published=False)
    body = f"""<div id="fusion-app"><div class="loading">잠시만 기다려 주세요</div></div>
      <script id="fusion-metadata" type="application/javascript">{script}</script>{FOOTER}"""
    return Sample(name="arc", page=_page(head, body))


def old_arc() -> Sample:
    """2b. The older addresses of the same paper: `div.par` paragraphs, advertising links at the end."""
    links = "".join(f"<a href='/x/{i}'>▲ {h}</a><br>" for i, h in enumerate(OTHERS))
    body = f"""<div id="news_body_id"><div class="news_title_text"><h1 id="news_title_text_id">{TITLE}</h1></div>
      <div class="news_date">입력 2026.11.21 14:05</div>
      <div class="news_title_author"><a name="j">이도윤 기자</a></div>
      {"".join(f"<div class='par'>{html.escape(line, quote=False)}</div>" for line in STORY)}
      <div class="par">{links}</div></div>"""
    head = f"<title>{TITLE} - 한빛일보 &gt; 경제</title>" + _og(
        f"{TITLE} - 한빛일보", published=False
    )
    return Sample(name="old_arc", page=_page(head, body))


def paywall() -> Sample:
    """3. Paywalled daily: two paragraphs, then an invitation; members see the rest."""
    ld = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE,
        "datePublished": "2026-11-21T14:05:00+09:00", "isAccessibleForFree": False,
        "author": [{"@type": "Person", "name": "이도윤"}],
        "publisher": {"@type": "Organization", "name": "한빛일보"},
    }  # fmt: skip
    body = f"""<h1 class="headline">{TITLE}</h1><div class="byline">이도윤 기자</div>
      <div class="datetime">입력 2026.11.21 14:05</div>
      <div class="article_body fs3" id="article_body">
      <div class="ab_photo photo_center"><div class="image"><img src="a.jpg"></div>
      <p class="caption">판교 연구소. 이도윤 기자</p></div>
      {"".join(_p(STORY[:2], " data-divno='1'"))}
      <div class="ab_related"><a href="/1">▶ {OTHERS[0]}</a></div>
      <div class="tbl_paywall"><p>이 기사는 구독자 전용입니다.</p><p>로그인하시면 이어서 읽을 수 있습니다.</p>
      <button>구독하기</button></div></div>"""
    head = (
        f"<title>{TITLE} | 한빛일보</title>"
        + _og(f"{TITLE} | 한빛일보", published=False)
        + f'<script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>'
    )
    return Sample(name="paywall", page=_page(head, body), text=STORY[:2], state="paywall")


def bare_text() -> Sample:
    """4. Bare-text daily: text nodes and `<br><br>`, the first one straight after a picture."""
    first, second, *rest = (html.escape(line, quote=False) for line in STORY)
    body = f"""<section class="news_view"><h2 class="sub_tit">이사회 의결…판교 연구소에 집중</h2>
      <figure class="img_cont"><img src="a.jpg"><figcaption>판교 연구소. 한빛일보 DB</figcaption></figure>{first}<br><br>
      {second}<br><br>▼ 이어지는 이야기 ▼<br>
      <div class="view_ad06"><iframe src="/ad">&lt;p&gt;최대 30만원 할인&lt;/p&gt;</iframe></div>
      <span class="thumb"><img src="b.jpg"><em class="desc">▲ 판교 연구소 전경. /사진=한빛전자</em></span>
      {"<br><br>".join(rest)}<br><br>이도윤 기자 dylee@hanbit.example</section>
      <div class="view_m_bnr">{RANKING}</div>"""
    head = f"<title>{TITLE}｜한빛일보</title>" + _og(f"{TITLE}｜한빛일보")
    return Sample(
        name="bare_text", page=_page(head, f"<h1>{TITLE}</h1>{body}{COMMENTS}{FOOTER}"),
        also=("이사회 의결…판교 연구소에 집중", "▼ 이어지는 이야기 ▼"),
    )  # fmt: skip


def react() -> Sample:
    """5. React daily: server-rendered paragraphs under hashed class names, no `h1`."""
    parts = _p(STORY, ' class="text"')
    parts.insert(
        2, '<div class="ArticleAd_a__x1Yz"><p>지금 가입하면 최대 30만원 할인합니다.</p></div>'
    )
    body = f"""<div id="__next"><div class="Layout_wrap__b2Q"><h3 class="ArticleDetail_title__9fPYR">{TITLE}</h3>
      <ul class="ArticleDetail_info__k3"><li>등록 2026-11-21 14:05</li><li>수정 2026-11-21 15:20</li></ul>
      <div class="ArticleDetail_reporter__q1"><a>이도윤 기자</a> 구독하기</div>
      <div class="article-text"><div><figure><img><figcaption>연구소. 한빛전자 제공</figcaption></figure>
      {"".join(parts)}</div></div>
      <div class="RelatedList_box__z"><p>관련기사</p>{RANKING}</div></div></div>"""
    head = f"<title>{TITLE} : 한빛일보</title>" + _og(TITLE, published=False)
    return Sample(name="react", page=_page(head, body), modified=EDITED)


def next_data() -> Sample:
    """5b. React daily without any body in the page: HTML in JSON, with place-holders in it."""
    text = "".join(_p()[:2]) + "<p>$$ARTICLEAD$$</p>" + "".join(_p()[2:])
    data = {
        "props": {"pageProps": {
            "article": {"title": TITLE, "content": text, "regDate": "20261121140500"},
            "relatedArticles": [{"title": h, "content": f"<p>{h} 소식을 전했다.</p>"} for h in OTHERS],
            "menus": [{"name": "정치"}, {"name": "경제"}],
        }},
        "page": "/article/[id]",
    }  # fmt: skip
    head = f"<title>{TITLE}-정치ㅣ한빛일보</title>" + _og(f"{TITLE}-정치ㅣ한빛일보")
    head += '<meta name="author" content="이도윤">'
    body = f"""<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">
      {json.dumps(data, ensure_ascii=False)}</script>"""
    return Sample(name="next_data", page=_page(head, body))


def business() -> Sample:
    """6. Business daily: a standfirst, share prices in the text, a table of results."""
    quoted = html.escape(STORY[0], quote=False).replace(
        "한빛전자", "한빛전자<span class='stock_price'>(71,200원 ▲1,200 +1.71%)</span>", 1
    )
    parts = [f'<p refid="1">{quoted}</p>', *_p(STORY[1:], ' refid="2"')]
    table = (
        "<table><tr><th>구분</th><th>2025년</th><th>2026년</th></tr>"
        "<tr><td>매출</td><td>1조3000억원</td><td>2조1000억원</td></tr></table>"
    )
    body = f"""<h2 class="news_ttl">{TITLE}</h2>
      <div class="time_area"><dl><dt>입력 :</dt><dd>2026-11-21 14:05:00</dd></dl>
      <dl><dt>수정 :</dt><dd>2026-11-21 15:20:00</dd></dl></div>
      <div class="news_cnt_detail_wrap" itemprop="articleBody">
      <div class="midtitle_text">이사회서 의결<br>연구 인력 3년 새 2.4배</div>
      <div class="thumb_area"><img><p class="caption_text">연구소. 자료사진</p></div>
      {"".join(parts)}{table}
      <div class="journalist_card"><p>이도윤 기자</p><span>팔로워 1,024명</span></div>
      <p>[한빛일보 이도윤 기자]</p><div class="donation">후원 계좌 한빛은행 110-000 10,000원</div></div>
      <div class="rank"><h3 class="news_ttl">{OTHERS[0]}</h3><h3 class="news_ttl">{OTHERS[1]}</h3></div>"""
    head = f"<title>{TITLE} - 한빛일보</title>" + _og(f"{TITLE} - 한빛일보", published=False)
    return Sample(
        name="business", page=_page(head, body + COMMENTS + FOOTER), modified=EDITED,
        also=("이사회서 의결", "연구 인력 3년 새 2.4배", "구분\t2025년\t2026년", "매출\t1조3000억원\t2조1000억원"),
    )  # fmt: skip


def trade_press() -> Sample:
    """7. Trade press in EUC-KR: little text among much else, stray syllables, no zone."""
    lines = (*STORY[:4], "회사는 '펲시'와 '똠얌'이라는 이름의 칩 두 종을 2027년 3월에 내놓는다.")
    noise = (
        "<script>var ad_slot = 1; document.write('<p>광고입니다. 30만원 할인합니다.</p>');</script>"
        * 40
    )
    ads = "".join(f"<div class='ad_{i}'><a href='/{i}'>{h}</a></div>" for i, h in enumerate(OTHERS))
    body = f"""<div id="news_title02"><h4>{TITLE}</h4></div><div id="news_util01">입력 : 2026-11-21 14:05</div>
      <div id="news_content"><div itemprop="articleBody" id="articleBody">{noise}
      {"".join(_p(lines))}{ads}<div class="sns_box">공유하기 카카오톡 페이스북</div>
      <p class="copy">&lt;저작권자: 한빛보안(www.hanbit.example) 무단전재-재배포금지&gt;</p></div></div>"""
    head = noise + f"<title>{TITLE}</title>" + _og(TITLE, "한빛보안", published=False)
    return Sample(
        name="trade_press", page=_page(head, body, charset="euc-kr"), text=lines, author="",
        outlet="한빛보안", header="text/html",
    )  # fmt: skip


def ndsoft() -> Sample:
    """8. ndsoft: editor card, copyright, donation, tags and related boxes inside the body node."""
    body = f"""<header id="user-header"><div>전체기사 1,284건</div></header>
      <section id="user-container"><header class="article-view-header">
      <h3 class="heading">{TITLE}</h3><h4 class="subheading">이사회 의결…연구 인력 2.4배</h4>
      <ul class="infomation"><li><i class="icon"></i>기자명 이도윤 기자</li>
      <li><i class="icon"></i>입력 2026.11.21 14:05</li><li>수정 2026.11.21 15:20</li><li>댓글 0</li></ul></header>
      <article id="article-view-content-div" class="article-veiw-body view-page font-size17" itemprop="articleBody">
      <div style="text-align:center"><figure class="photo-layout"><img src="a.jpg">
      <figcaption>▲ 판교 연구소 ⓒ한빛전자</figcaption></figure></div>
      {"".join(_p())}
      <div class="view-copyright">저작권자 © 한빛일보 무단전재 및 재배포 금지</div>
      <div class="view-editors"><strong>이도윤 기자</strong> <a>dylee@hanbit.example</a> 다른기사 보기</div>
      <div class="support-box">후원계좌 한빛은행 100-000-000 (1만원부터)</div>
      <div class="tag-group"><a>#AI</a><a>#반도체</a></div>
      <div class="relation"><strong>관련기사</strong>{RANKING}</div></article></section>
      <aside class="box"><strong>많이 본 기사</strong>{RANKING}</aside>{FOOTER}"""
    head = f"<title>{TITLE} &lt; 산업 &lt; 기사본문 - 한빛일보</title>" + _og(TITLE)
    return Sample(name="ndsoft", page=_page(head, body), modified=EDITED)


def broadcaster() -> Sample:
    """9. Broadcaster: spoken style, anchors' marks, the video's list around it."""
    lines = (
        "내년 인공지능 반도체에 4조 2천억 원이 들어갑니다.",
        "한빛전자는 오늘 이사회를 열고 이런 계획을 의결했습니다. 올해보다 31.5% 많습니다.",
        "증권가는 수율이 60%를 넘겨야 이익이 난다고 내다봤습니다.",
    )
    body = f"""<div class="video_player"><p>동영상을 재생하려면 눌러 주세요.</p>{RANKING}</div>
      <h2>{TITLE}</h2><div class="date">입력 2026-11-21 14:05</div>
      <div class="news_txt" itemprop="articleBody">◀ 앵커 ▶<br><br>{lines[0]}<br><br>◀ 리포트 ▶<br><br>
      {"<br><br>".join(lines[1:])}<br><br>한빛뉴스 이도윤입니다.<br><br>영상편집: 최한별</div>
      <div class="reporter_area"><strong>이도윤 기자</strong> dylee@hanbit.example</div>
      <div>※ 본 사이트에 게재되는 모든 기사의 무단전재와 무단복제를 금지합니다.</div>
      <script>var ttsText = "내년 인공지능 반도체에 4조 2천억 원이 들어갑니다.";</script>"""
    head = f"<title>{TITLE}</title>" + _og(TITLE, "한빛뉴스")
    return Sample(
        name="broadcaster", page=_page(head, body), text=lines, outlet="한빛뉴스",
        also=("◀ 앵커 ▶", "◀ 리포트 ▶"),
    )  # fmt: skip


def portal() -> Sample:
    """10. Portal: a summary that repeats the text, the paper in the author's place, rankings."""
    summary = f"<div class='media_end_summary'><strong>요약봇</strong>{STORY[0][:40]}</div>"
    body = f"""<div class="media_end_head"><a class="logo"><img alt="한빛일보"></a>
      <h2 id="title_area" class="media_end_head_headline"><span>{TITLE}</span></h2>
      <span class="media_end_head_info_datestamp_time _ARTICLE_DATE_TIME" data-date-time="2026-11-21 14:05:09">
      2026.11.21. 오후 2:05</span>
      <span class="media_end_head_info_datestamp_time _ARTICLE_MODIFY_DATE_TIME"
        data-modify-date-time="2026-11-21 15:20:00">2026.11.21. 오후 3:20</span>
      <em class="media_end_head_journalist_name">이도윤 기자</em></div>
      <div id="font_layer">(예시) 가장 빠른 뉴스가 있고 다양한 정보, 쌍방향 소통이 숨쉬는 뉴스를 만나 보세요.</div>
      {summary}<div id="newsct_article"><article id="dic_area" class="go_trans _article_content">
      <span class="end_photo_org"><span class="nbd_im_w"><img id="img1" data-src="a.jpg"></span>
      <em class="img_desc">판교 연구소. 한빛전자 제공</em></span>{_br()}</article></div>
      <p class="byline_p">이도윤 기자 (dylee@hanbit.example)</p>
      <div class="copyright">Copyright ⓒ 한빛일보. All rights reserved. 무단 전재 및 재배포 금지.</div>
      <div class="guide_categorization">이 기사는 언론사에서 IT 섹션으로 분류했습니다.</div>
      <div class="ranking">{RANKING * 5}</div>"""
    head = (
        f"<title>{TITLE}</title>"
        + _og(TITLE, "네이버뉴스", published=False)
        + '<meta property="og:article:author" content="한빛일보 | 네이버">'
        + '<meta property="twitter:creator" content="한빛일보">'
    )
    return Sample(
        name="portal", page=_page(head, body), published=MOMENT.replace(second=9), modified=EDITED
    )


def table_layout() -> Sample:
    """Table-layout local paper: everything in cells and fonts, EUC-KR, no metadata."""
    body = f"""<table width=900><tr><td colspan=3><font color=#cc0000>한빛신문</font> 전체기사 | 정치 | 경제</td></tr>
      <tr><td width=150><font size=2>{"<br>".join(f"<a href=/{i}>{h}</a>" for i, h in enumerate(OTHERS))}</font></td>
      <td width=560><table><tr><td><font size=5><b>{TITLE}</b></font></td></tr>
      <tr><td align=right><font size=1>이도윤 기자 dylee@hanbit.example / 2026년 11월 21일 (토) 14:05:00</font></td></tr>
      <tr><td><font size=3><table><tr><td><img src=a.jpg></td></tr><tr><td><font size=1>▲ 판교 연구소
      /사진=한빛전자</font></td></tr></table>{"<br><br>".join(html.escape(x, quote=False) for x in STORY)}</font></td></tr>
      <tr><td><font size=1>ⓒ 한빛신문 무단전재 및 재배포 금지</font></td></tr></table></td>
      <td width=190>{RANKING}</td></tr></table>"""
    return Sample(
        name="table_layout", page=_page(f"<title>{TITLE} - 한빛신문</title>", body, charset="euc-kr"),
        outlet="", header="text/html",
    )  # fmt: skip


def amp() -> Sample:
    """AMP copy."""
    ld = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-21T14:05:00.000+0900",
          "dateModified": "2026-11-21T15:20:00.000+0900",
          "author": {"@type": "Person", "name": "이도윤 기자"}, "publisher": {"name": "한빛일보"}}  # fmt: skip
    body = f"""<amp-sidebar id="menu"><ul><li>정치</li></ul></amp-sidebar><h1>{TITLE}</h1>
      <div class="article_content"><amp-img src="a.jpg"></amp-img><figcaption>연구소 /자료사진</figcaption>
      {"".join(_p())}<amp-ad>최대 30만원 할인합니다.</amp-ad></div><amp-embed>{RANKING}</amp-embed>"""
    head = f"<title>{TITLE}</title><script type='application/ld+json'>{json.dumps(ld)}</script>"
    return Sample(name="amp", page=_page(head, body), modified=EDITED)


def div_paragraphs() -> Sample:
    """One `div` a paragraph, names that say nothing, a lead as bare text before them."""
    parts = "".join(
        f"<div>{html.escape(line, quote=False)}</div><div>&nbsp;</div>" for line in STORY[1:]
    )
    body = f"""<div class="x1"><div class="x2"><ul>{"".join(f"<li>{h}</li>" for h in OTHERS)}</ul></div>
      <div class="x3"><h2>{TITLE}</h2><p>2026. 11. 21. 14:05 등록</p><div class="x4">{html.escape(STORY[0], quote=False)}
      <br>{parts}</div></div><div class="x5">{RANKING}</div></div>{FOOTER}"""
    head = f"<title>{TITLE} | 한빛일보</title>" + _og(f"{TITLE} | 한빛일보")
    return Sample(name="div_paragraphs", page=_page(head, body), author="")


def flash() -> Sample:
    """속보: one line that repeats the headline, and is no sentence."""
    title = '[속보] 한빛전자 "내년 AI 반도체에 4조원대 투자"'
    body = f"""<header><nav><ul><li>정치</li><li>경제</li></ul></nav></header><h1>{html.escape(title)}</h1>
      <p>입력 2026.11.21 14:05</p><article id="article-view-content-div" itemprop="articleBody">
      <p>한빛전자 "내년 AI 반도체에 4조원대 투자"</p></article><aside><h3>많이 본 뉴스</h3>{RANKING}</aside>{FOOTER}"""
    return Sample(
        name="flash", page=_page(_og(title), body), title=title, author="",
        text=('한빛전자 "내년 AI 반도체에 4조원대 투자"',),
    )  # fmt: skip


FAMILIES: tuple[Callable[[], Sample], ...] = (
    wire, arc, old_arc, paywall, bare_text, react, next_data, business, trade_press, ndsoft,
    broadcaster, portal, table_layout, amp, div_paragraphs, flash,
)  # fmt: skip


def in_encodings(sample: Sample) -> list[Sample]:
    """Return the page in the encodings in which header, meta and bytes disagree."""
    text = sample.page.decode("utf-8")
    old_meta = text.replace("<meta charset='utf-8'>", "<meta charset='euc-kr'>")
    late = text.replace(
        "<meta charset='utf-8'>", f"<script>{'var a = 1;' * 350}</script><meta charset='euc-kr'>"
    )
    korean = old_meta.encode("cp949", "xmlcharrefreplace")
    broken = bytearray(text.encode())
    spot = text.encode().index("충".encode()) if "충" in text else len(broken) - 40
    cut = bytes(broken[:spot]) + b"\xea\xb0" + bytes(broken[spot:])
    forms: list[tuple[str, bytes, str]] = [
        ("utf-8 under a left-over euc-kr meta", old_meta.encode(), "text/html"),
        ("utf-8 under a euc-kr header", text.encode(), "text/html; charset=euc-kr"),
        ("cp949 under euc-kr, nothing in the header", korean, "text/html"),
        ("cp949 under ks_c_5601-1987", korean.replace(b"euc-kr", b"ks_c_5601-1987"), "text/html"),
        ("cp949 under a utf-8 header", korean, "text/html; charset=utf-8"),
        ("cp949 under a latin-1 header", korean, "text/html; charset=iso-8859-1"),
        ("cp949, a meta after 3 kB of scripts", late.encode("cp949", "xmlcharrefreplace"), ""),
        ("utf-8 with a byte order mark", b"\xef\xbb\xbf" + text.encode(), "text/html"),
        ("utf-16", b"\xff\xfe" + text.encode("utf-16-le"), "text/html"),
        ("one broken byte", cut, "text/html"),
    ]  # fmt: skip
    return [replace(sample, name=name, page=page, header=header) for name, page, header in forms]
