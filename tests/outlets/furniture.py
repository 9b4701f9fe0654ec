# ruff: noqa: E501 - markup is not wrapped: its blanks are part of what is tested
"""What stands around stories and inside them, and how a page of it is made.

Every line between ⟦ and ⟧ is furniture: the marks are taken out of the page, the line is kept as
one that a reader's text must not have.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.outlets.stories import Story

MOMENT = datetime(2026, 11, 21, 5, 5, tzinfo=UTC)  # 14:05 in Korea
_MARKED = re.compile("⟦([^⟧]*)⟧")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page as a server gives it, and what a reader should make of it."""

    name: str
    family: str
    page: bytes
    content_type: str
    story: Story
    lines: tuple[str, ...]
    # Lines that may be read or not: datelines, standfirsts, marks of who speaks.
    optional: tuple[str, ...]
    leaks: tuple[str, ...]
    author: str
    state: str
    markup: str
    url: str


Encoder = Callable[[str], tuple[bytes, str]]


def meta_of(charset: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'


def _declare(markup: str, charset: str) -> str:
    return markup.replace("<!--charset-->", meta_of(charset), 1)


def _cp949(markup: str) -> bytes:
    return markup.encode("cp949", "xmlcharrefreplace")


ENCODINGS: dict[str, Encoder] = {
    "utf-8": lambda m: (_declare(m, "utf-8").encode(), "text/html; charset=utf-8"),
    "utf-8, meta says euc-kr": lambda m: (_declare(m, "euc-kr").encode(), "text/html"),
    "cp949 as euc-kr": lambda m: (_cp949(_declare(m, "euc-kr")), "text/html"),
    "cp949 as ks_c_5601": lambda m: (_cp949(_declare(m, "ks_c_5601-1987")), "text/html"),
    "cp949, header says utf-8": lambda m: (
        _cp949(_declare(m, "euc-kr")),
        "text/html; charset=utf-8",
    ),
    "cp949, header says latin-1": lambda m: (
        _cp949(_declare(m, "x-windows-949")),
        "text/html; charset=iso-8859-1",
    ),
    "cp949, late meta": lambda m: (
        _cp949(m.replace("<!--charset-->", f"<script>{'var a=0;' * 400}</script>{meta_of('euc-kr')}")),
        "text/html",
    ),
    "cp949 undeclared": lambda m: (_cp949(m), "text/html"),
    "utf-8 with BOM": lambda m: (b"\xef\xbb\xbf" + _declare(m, "euc-kr").encode(), "text/html"),
    "utf-8, one byte broken": lambda m: (
        _declare(m, "utf-8").encode().replace(b"<head>", b'<head><meta name="description" content="\xea\xb0">', 1),
        "text/html",
    ),
    "cp949, one byte broken": lambda m: (
        _cp949(_declare(m, "euc-kr")).replace(b"<head>", b'<head><meta name="description" content="\xb0">', 1),
        "text/html",
    ),
    "utf-8 decomposed": lambda m: (
        unicodedata.normalize("NFD", _declare(m, "utf-8")).encode(),
        "text/html; charset=utf-8",
    ),
}  # fmt: skip


def sample(
    name: str,
    story: Story,
    markup: str,
    *,
    encoding: str = "utf-8",
    author: str = "이도윤",
    lines: Iterable[str] | None = None,
    optional: Iterable[str] = (),
    state: str = "article",
    url: str = "https://news.hanbit.example/article/202611210012",
) -> Sample:
    """Return the page of `markup`, its marks taken out; "family/name" names it."""
    leaks = tuple(dict.fromkeys(found.strip() for found in _MARKED.findall(markup)))
    bare = markup.replace("⟦", "").replace("⟧", "")
    page, content_type = ENCODINGS[encoding](bare)
    return Sample(
        name=name,
        family=name.split("/")[0],
        page=page,
        content_type=content_type,
        story=story,
        lines=tuple(story.lines if lines is None else lines),
        optional=(*story.standfirst, *optional),
        leaks=tuple(html.unescape(re.sub(r"<[^>]*>", "", leak)) for leak in leaks if leak),
        author=author,
        state=state,
        markup=bare,
        url=url,
    )


def esc(text: str) -> str:
    return html.escape(text, quote=False)


def ps(lines: Iterable[str], attrs: str = "", between: Iterable[str] = ()) -> str:
    """Return paragraphs; the pieces of `between` stand behind the first ones."""
    pieces = list(between)
    parts = []
    for number, line in enumerate(lines):
        parts.append(f"<p{' ' if attrs else ''}{attrs}>{esc(line)}</p>")
        if number < len(pieces):
            parts.append(pieces[number])
    return "\n".join(parts)


def brs(lines: Iterable[str], gap: str = "<br><br>") -> str:
    return f"\n{gap}\n".join(map(esc, lines))


def page(
    head: str, body: str, *, lang: str = "ko", before: str = "", after: str = "", attrs: str = ""
) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head><!--charset-->\n{head}\n</head>\n'
        f"<body{attrs}>\n{before}\n{body}\n{after}\n</body>\n</html>"
    )


GNB = (
    '<div id="gnb" class="gnb"><ul><li><a href="/">⟦홈⟧</a></li><li><a href="/politics">⟦정치 일반⟧</a></li>'
    '<li><a href="/economy">⟦경제·금융⟧</a></li><li><a href="/photo">⟦포토뉴스⟧</a></li></ul>'
    '<span class="today">⟦2026년 11월 22일 (일) 09:12⟧</span><a href="/login">⟦로그인하기⟧</a></div>'
)
SHARE = (
    '<div class="util_box"><button type="button">⟦기사 공유하기⟧</button><a href="#" class="btn_font">⟦글자크기 조절⟧</a>'
    '<ul class="sns"><li><a href="#">⟦페이스북⟧</a></li><li><a href="#">⟦카카오톡으로 보내기⟧</a></li><li><a href="#">⟦URL 복사⟧</a></li></ul>'
    '<div class="layer_font"><p>⟦(예시) 가장 작은 글자로 보는 뉴스입니다⟧</p><p>⟦(예시) 가장 큰 글자로 보는 뉴스입니다⟧</p></div></div>'
)
RANKING = (
    '<div class="aside_rank"><h3>⟦많이 본 뉴스⟧</h3><ol>'
    '<li><a href="/v/1">⟦코스피 3.1% 급락…외국인 9214억원 순매도⟧</a></li>'
    '<li><a href="/v/2">⟦한강변 아파트 58억원에 팔려 최고가⟧</a></li>'
    '<li><a href="/v/3">⟦라면값 7% 오른다⟧</a></li>'
    '<li><a href="/v/4">⟦“월급 빼고 다 올랐다” 실질소득 1.9% 감소⟧</a></li>'
    '<li><a href="/v/5">⟦주말 비 최대 120㎜⟧</a></li></ol></div>'
)
RELATED = (
    '<div class="related_news"><strong>⟦관련기사⟧</strong><ul>'
    '<li><a href="/r/1">⟦정부, 반도체 세액공제 25%로 확대 검토⟧</a></li>'
    '<li><a href="/r/2">⟦“3년 새 공장 14곳 문 닫았다”⟧</a></li></ul></div>'
)
NOW = (
    '<section class="now"><h2>⟦이 시각 주요뉴스⟧</h2><a href="/n/1"><p>⟦환율 1487원…16년 만에 최고⟧</p></a>'
    '<a href="/n/2"><p>⟦수능 지원자 55만4174명⟧</p></a></section>'
)
COMMENTS = (
    '<div class="reply_area"><h4>⟦댓글 128⟧</h4><p class="txt">⟦이런 데 돈을 쓰다니 3조면 아이들 급식을 10년은 합니다.⟧</p>'
    '<p class="txt">⟦잘 읽었습니다. 통계가 틀린 것 같네요.⟧</p><span class="date">⟦2026.11.22. 08:11⟧</span></div>'
)
FOOTER = (
    '<div id="footer"><p>⟦한빛일보 | 등록번호 서울 아09999 | 등록일 2009년 3월 2일 | 발행·편집인 김한빛⟧</p>'
    "<p>⟦주소 : 서울특별시 중구 새빛로 77 | 대표전화 : 02-0000-1234 | 청소년보호책임자 김도담⟧</p>"
    "<p>⟦Copyright ⓒ 2026 한빛일보. All rights reserved.⟧</p></div>"
)
COPYRIGHT = "<p class='copy'>⟦<저작권자 ⓒ 한빛일보, 무단 전재 및 재배포 금지, AI 학습 이용 금지>⟧</p>".replace(
    "<저작권자", "&lt;저작권자").replace("금지>", "금지&gt;")  # fmt: skip
AD = '<div class="ad_box"><iframe src="https://ad.example/1"></iframe><a href="https://ad.example">⟦무릎 통증, 이것 하나로 3주 만에 끝! 오늘만 60% 할인⟧</a></div>'
AD_SCRIPT = (
    "<script>googletag.cmd.push(function(){googletag.display('div-gpt-ad-123-0');});</script>"
)
PHOTO = '<figure class="photo"><img src="/i/1.jpg" alt="공장 조감도"><figcaption>⟦가람시에 들어설 시설의 조감도. 높이 47m로 지어진다. 한빛일보 자료사진⟧</figcaption></figure>'
REPORTER = (
    '<div class="reporter_card"><img src="/face.jpg" alt=""><strong>⟦이도윤 기자⟧</strong><a href="mailto:dylee@hanbit.example">⟦dylee@hanbit.example⟧</a>'
    "<span>⟦구독 3,214 응원 870⟧</span><p>⟦산업부에서 반도체와 배터리를 맡고 있습니다.⟧</p></div>"
)
TIPS = "<p>⟦▶제보는 카카오톡 okhanbit⟧</p>"
PROMO = (
    '<p><a href="https://hanbit.example/ch">⟦▶ 한빛일보 네이버 채널 구독하고 경품 500만원 받기⟧</a></p>'
    '<p><a href="https://hanbit.example/ev">⟦☞ 내 집 마련 비법, 이 책 한 권에⟧</a></p>'
)
DONATE = (
    '<div class="support_box"><p>⟦한빛일보를 후원해 주세요. 매달 1만원이 바른 언론을 만듭니다.⟧</p>'
    "<p>⟦후원계좌 도담은행 123-456-789012 (예금주 한빛일보)⟧</p></div>"
)
POLL = '<div class="poll"><p>⟦[투표] 새 공장, 어떻게 보십니까?⟧</p><ul><li>⟦찬성 64%⟧</li><li>⟦반대 29%⟧</li><li>⟦모르겠다 7%⟧</li></ul></div>'
TAGS = '<div class="tag_list"><a href="/t/1">⟦#새공장⟧</a> <a href="/t/2">⟦#투자유치⟧</a></div>'
SUMMARY = (
    '<div class="summary_layer"><strong>⟦AI 요약⟧</strong><p>⟦대규모 투자 계획이 나왔고 시장의 반응은 엇갈린다는 내용입니다.⟧</p>'
    "<p>⟦자동 추출 기술로 요약된 내용입니다. 본문과 함께 읽어야 합니다.⟧</p></div>"
)
AROUND = f"{RANKING}{NOW}{COMMENTS}{FOOTER}"


def og(
    title: str,
    *,
    outlet: str = "한빛일보",
    tail: str = "",
    published: str = "2026-11-21T14:05:00+09:00",
    author: str = "",
    more: str = "",
) -> str:
    """Return head tags; `tail` is what the page's title has behind the headline."""
    quoted = html.escape(title)
    tags = [
        f"<title>{esc(title)}{esc(tail)}</title>",
        f'<meta property="og:title" content="{quoted}{esc(tail)}">',
        f'<meta property="og:site_name" content="{outlet}">' if outlet else "",
        f'<meta property="article:published_time" content="{published}">' if published else "",
        f'<meta name="author" content="{author}">' if author else "",
        '<meta property="og:description" content="가장 빠른 뉴스를 전합니다">',
        more,
    ]
    return "\n".join(tag for tag in tags if tag)
