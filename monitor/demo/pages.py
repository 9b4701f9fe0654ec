"""An outlet's article page in the manner of its family, with the furniture that such pages carry.

Rankings full of figures, captions, related headlines, share bars, by-lines and copyright lines
stand around the story and inside the node of its body, as on real pages: none of them is news.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.demo.outlets import Outlet, Template, charset
from monitor.demo.story import Edition, Story
from monitor.model import SEOUL

# Headlines of nobody, with figures in them: a reader that takes them for news raises false alarms.
RANKING = (
    "코스피 2.3% 급등…외국인 4821억원 순매수",
    '딥시크 쓰는 직장인 3명 중 1명 "회사 몰래"',
    "서울 아파트값 18주째 상승…0.26% 올라",
    "편의점 도시락 6500원 시대…1년 새 12% 껑충",
    '"GPU 7만 장 산다"던 그 회사, 지금은',
    "아라군 똠얌꿍 축제 첫날 2만 명 몰려",
    "AI 예산 10조 시대 오나…여야 셈법 복잡",
    "프로야구 관중 500만 돌파, 역대 가장 빨라",
    "챗GPT 유료 회원 3천만 명 눈앞",
    "주유소 휘발유값 1638원…5주 만에 반등",
)
RELATED = (
    '"챗GPT 이용자 700만"…석 달 전 전망은 빗나갔다',
    "엔비디아 시총 3조5000억 달러, 하루 새 4.1% 뛰어",
    "[표] 주요국 AI 투자액 순위 10위까지",
)
COMMENTS = (
    ("푸른들", "121만 명이라더니 우리 회사에선 아무도 안 쓰던데요", 84),
    ("gildong77", "예산 10조를 써도 모자란다고 본다", 51),
    ("산책길", "숫자는 매번 다르고… 이번엔 3만 장? 5만 장?", 12),
)
NOTE = "이 쪽의 매체·기자·기관·수치는 시연을 위해 지어낸 것이며 사실이 아닙니다."
STYLE = "body{font:16px/1.7 sans-serif;max-width:960px;margin:auto}aside{background:#f4f4f4}"


@dataclass(frozen=True, slots=True)
class _Page:
    """One page being written: what every template asks of it."""

    outlet: Outlet
    story: Story
    edition: Edition
    link: str

    @property
    def title(self) -> str:
        return html.escape(self.edition.title)

    @property
    def posted(self) -> datetime:
        return self.story.published.astimezone(SEOUL)

    @property
    def email(self) -> str:
        return f"desk@{self.outlet.slug}.example"

    @property
    def byline(self) -> str:
        author = self.story.author
        return author if author.endswith("팀") else f"{author} 기자"

    @property
    def paragraphs(self) -> list[str]:
        """The body, escaped, with the dateline in the first sentence where the outlet has one."""
        body = [html.escape(paragraph, quote=False) for paragraph in self.edition.body]
        if self.story.dateline:
            body[0] = f"({self.story.dateline}) {self.byline} = {body[0]}"
        return body

    @property
    def meta(self) -> str:
        lead = html.escape(self.edition.body[0][:110])
        return (
            f'<meta property="og:type" content="article">'
            f'<meta property="og:title" content="{self.title} | {self.outlet.name}">'
            f'<meta property="og:site_name" content="{self.outlet.name}">'
            f'<meta property="og:description" content="{lead}">'
            f'<meta property="og:url" content="{html.escape(self.link)}">'
            f'<meta property="article:published_time" content="{self.posted.isoformat()}">'
            f'<meta name="author" content="{html.escape(self.byline)}">'
            f'<link rel="canonical" href="{html.escape(self.link)}">'
        )


def render_page(outlet: Outlet, story: Story, edition: Edition, *, link: str) -> bytes:
    """Return the page's bytes in the outlet's encoding, as `edition` reads."""
    page = _Page(outlet, story, edition, link)
    render = {
        Template.WIRE: _wire,
        Template.BUSINESS: _business,
        Template.CMS: _cms,
        Template.TABLES: _tables,
        Template.BROADCAST: _broadcast,
        Template.MAGAZINE: _magazine,
        Template.PLAIN: _plain,
    }[outlet.template]
    return render(page).encode(charset(outlet), "xmlcharrefreplace")


def render_front(outlet: Outlet) -> bytes:
    """Return the outlet's front page, which some servers give for a feed with status 200."""
    listed = "".join(f"<li><a href='#'>{html.escape(line)}</a></li>" for line in RANKING)
    text = f"""<!DOCTYPE html>
<html lang="ko"><head><meta charset="{outlet.encoding}"><title>{outlet.name}</title></head>
<body><h1>{outlet.name}</h1><p>서비스 점검 중입니다. 잠시 뒤 다시 찾아 주세요.</p>
<ul>{listed}</ul></body></html>
"""
    return text.encode(charset(outlet), "xmlcharrefreplace")


def _whole(page: _Page, *, head: str, main: str, side: str = "") -> str:
    """The page around a template's main part: masthead, side column, footer."""
    name = page.outlet.name
    menu = "".join(
        f'<li><a href="/{page.outlet.slug}/list?sec={n}">{section}</a></li>'
        for n, section in enumerate(
            ("정치", "경제", "산업", "사회", "국제", "문화", "스포츠", "오피니언")
        )
    )
    return f"""<!DOCTYPE html>
<html lang="ko">
<head><meta charset="{page.outlet.encoding}">{head}<style>{STYLE}</style>
<script>window.dataLayer=window.dataLayer||[];
dataLayer.push({{"section":"{page.story.section}"}});</script></head>
<body>
<header><div class="logo"><a href="/{page.outlet.slug}/">{name}</a></div>
<div class="today">2025.06.13 (금) 서울 24.6℃</div><nav><ul>{menu}</ul></nav></header>
{main}
{_comments()}{side or _ranking(page)}
<footer><p>{name} | 등록번호 서울 아00000 | 등록일 2009.03.02 | 발행·편집인 지어냄</p>
<p>서울특별시 가상구 시연로 12, 7층 | 대표전화 02-000-0000</p><p>{NOTE}</p>
<p>Copyright &copy; {name}. All rights reserved.</p></footer>
</body></html>
"""


def _title(page: _Page, between: str) -> str:
    return f"<title>{page.title}{between}{page.outlet.name}</title>"


def _ranking(page: _Page, tag: str = "h4") -> str:
    listed = "".join(
        f'<li><em>{n}</em><a href="/{page.outlet.slug}/rank/{n}">'
        f"<{tag}>{html.escape(line)}</{tag}></a></li>"
        for n, line in enumerate(RANKING, 1)
    )
    return f'<aside class="rank"><h3>많이 본 뉴스</h3><ol>{listed}</ol></aside>'


def _related(page: _Page) -> str:
    listed = "".join(
        f'<li><a href="/{page.outlet.slug}/rel/{n}">{html.escape(line)}</a></li>'
        for n, line in enumerate(RELATED, 1)
    )
    return f'<div class="related"><strong>관련기사</strong><ul>{listed}</ul></div>'


def _comments() -> str:
    listed = "".join(
        f"<li><strong>{name}</strong><p>{html.escape(text)}</p><span>2025.06.13 17:5{n}</span>"
        f"<button>공감 {liked}</button></li>"
        for n, (name, text, liked) in enumerate(COMMENTS)
    )
    return f'<section class="comments"><h4>댓글 {len(COMMENTS)}</h4><ul>{listed}</ul></section>'


def _share() -> str:
    buttons = "".join(
        f"<button>{name}</button>"
        for name in ("카카오톡", "페이스북", "주소복사", "글자 크게", "인쇄")
    )
    return f'<div class="share">{buttons}<span>댓글 {len(COMMENTS)}</span></div>'


def _figure(page: _Page) -> str:
    if not page.story.caption:
        return ""
    caption = html.escape(page.story.caption)
    return (
        f'<figure><img src="/{page.outlet.slug}/img/{page.story.id}.jpg" alt="{caption}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _wire(page: _Page) -> str:
    first, *rest = page.paragraphs
    body = f"<p>{first}</p><aside class='ad'>광고</aside>" + "".join(f"<p>{p}</p>" for p in rest)
    posted = f"{page.posted:%Y-%m-%d %H:%M}"
    return _whole(
        page,
        head=_title(page, " | ") + page.meta,
        main=f"""<main><article class="story-news article">
<h1 class="tit01">{page.title}</h1><p class="update-time" data-published="{posted}">송고{posted}</p>
{_share()}{_figure(page)}{body}
<p>{page.email}</p><p>(끝)</p>
<p class="txt-copyright">&lt;저작권자(c) {page.outlet.name}, 무단 전재-재배포,
AI 학습 및 활용 금지&gt; {posted} 송고</p>
</article>{_related(page)}</main>""",
    )


def _business(page: _Page) -> str:
    standfirst = "<br>".join(html.escape(line) for line in page.story.standfirst)
    rows = "".join(
        f"<tr><td>{name}</td><td>{price}</td><td>{move}</td></tr>"
        for name, price, move in (
            ("한빛전자", "71,200", "▲1.71%"),
            ("누리소프트", "23,450", "▼0.42%"),
        )
    )
    body = "<br><br>\n".join(page.paragraphs)
    return _whole(
        page,
        head=_title(page, " - ") + page.meta,
        main=f"""<div class="view"><h2 class="news_ttl">{page.title}</h2>
<div class="time">입력 : {page.posted:%Y-%m-%d %H:%M:%S} &nbsp;
수정 : {page.posted:%Y-%m-%d %H:%M:%S}</div>{_share()}
<div class="news_cnt" itemprop="articleBody"><div class="mid_title">{standfirst}</div>
{_figure(page)}{body}<br><br>
[{page.byline}]
<table class="stock"><caption>관련 종목</caption>{rows}</table>
{_related(page)}
<p class="copy">&lt;ⓒ {page.outlet.name}, 무단 전재 및 재배포 금지&gt;</p></div></div>""",
        side=_ranking(page, "h3"),
    )


def _cms(page: _Page) -> str:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in page.paragraphs)
    return _whole(
        page,
        head=_title(page, " < 기사본문 - ") + page.meta,
        main=f"""<section id="article-view"><header><h3 class="heading">{page.title}</h3>
<ul class="infomation"><li>{page.byline}</li><li>승인 {page.posted:%Y.%m.%d %H:%M}</li>
<li>댓글 3</li></ul></header>
{_share()}<article id="article-view-content-div" itemprop="articleBody">
{_figure(page)}{body}
<p>{page.byline} {page.email}</p>
<div class="writer"><strong>{page.byline}</strong><a href="#">다른기사 보기</a>
<span>구독 1,204명</span></div>
<p>저작권자 © {page.outlet.name} 무단전재 및 재배포 금지</p>
<div class="donate">후원 계좌 00-0000-0000 (월 1만 원부터)</div>
<div class="tag-group">#인공지능 #AI #데이터센터</div></article>{_related(page)}</section>""",
    )


def _tables(page: _Page) -> str:
    body = "<br><br>".join(page.paragraphs)
    caption = html.escape(page.story.caption)
    return _whole(
        page,
        head=_title(page, " : "),
        main=f"""<table width="900"><tr><td valign="top" width="620">
<table><tr><td><font size="5"><b>{page.title}</b></font></td></tr>
<tr><td align="right"><font color="gray">기사입력 {page.posted:%Y.%m.%d %H:%M} /
{page.byline}</font></td></tr>
<tr><td align="center"><img src="/{page.outlet.slug}/img/{page.story.id}.jpg"><br>
<font size="2">▲ {caption}</font></td></tr>
<tr><td id="articleBody" class="article">{body}<br><br>{page.byline} {page.email}<br><br>
&lt;저작권자 ⓒ {page.outlet.name} 무단전재 및 재배포금지&gt;</td></tr></table>
</td><td valign="top" width="280">{_related(page)}</td></tr></table>""",
    )


def _broadcast(page: _Page) -> str:
    body = "<br/><br/>\n".join(page.paragraphs)
    return _whole(
        page,
        head=_title(page, " ㅣ ") + page.meta,
        main=f"""<div class="w_article"><h1 id="news-title">{page.title}</h1>
<div class="date">입력 {page.posted:%Y.%m.%d} ({page.posted:%H:%M})</div>
<div class="video"><button>▶ 동영상 재생</button><span>01:52</span></div>{_share()}
<div class="text_area" itemprop="articleBody">{body}<br/><br/>
(영상취재: 지어냄, 영상편집: 지어냄)<br/><br/>▶ 온새방송 뉴스를 카카오톡에서 만나세요</div>
{_related(page)}</div>""",
    )


def _magazine(page: _Page) -> str:
    data = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": page.edition.title,
            "datePublished": page.story.published.astimezone(UTC).isoformat(),
            "author": {"@type": "Person", "name": page.story.author},
            "publisher": {"@type": "Organization", "name": page.outlet.name},
        },
        ensure_ascii=False,
    ).replace("</", "<\\/")
    body = "".join(f'<p class="text css-1x{n}k9">{p}</p>' for n, p in enumerate(page.paragraphs))
    return _whole(
        page,
        head=f"{_title(page, ' - ')}{page.meta}<script type='application/ld+json'>{data}</script>",
        main=f"""<main id="__next"><article class="css-9qx2"><h1 class="css-77aa">{page.title}</h1>
<div class="css-b0b0"><span>{page.byline}</span>
<time>{page.posted:%Y. %m. %d. %H:%M}</time></div>{_share()}
<div class="article-text css-ff01">{_figure(page)}{body}
<p class="css-cc12">{page.byline} {page.email}</p></div>
<div class="css-poll">이 기사가 도움이 됐나요? 그렇다 83% 아니다 17%</div>
</article>{_related(page)}</main>""",
    )


def _plain(page: _Page) -> str:
    body = "".join(f"<div>{paragraph}</div>" for paragraph in page.paragraphs)
    return _whole(
        page,
        head=_title(page, " | ") + page.meta,
        main=f"""<div class="wrap"><dl><dt>{page.title}</dt>
<dd>{page.posted:%Y년 %m월 %d일 %H시 %M분} | {page.byline}</dd></dl>{_share()}
<div class="content">{body}<div>☞ 제보는 카카오톡 '{page.outlet.name}'</div>
<div>ⓒ {page.outlet.name}. 무단 전재 및 재배포 금지</div></div>{_related(page)}</div>""",
    )
