# ruff: noqa: E501
"""Test pages of business dailies (family 6), trade press (7), ndsoft's CMS (8), portals (10), others."""

from __future__ import annotations

import json

from tests.outlets.furniture import (
    AD,
    AD_SCRIPT,
    AROUND,
    COPYRIGHT,
    DONATE,
    FOOTER,
    GNB,
    NOW,
    PHOTO,
    POLL,
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
    CLOUD,
    COURT,
    DENIAL,
    DRUG,
    ENGLISH,
    FLASH,
    LONG,
    NOTICE,
    PRICES,
    SHORT,
    TOWN,
)


def business_refid() -> Sample:
    lines = list(BANK.lines)
    first = esc(lines[0]).replace(
        "도담은행은",
        '<a href="/stock/1">도담은행</a><span class="stock">⟦(24,150원 ▼350 -1.43%)⟧</span>은',
        1,
    )
    rows = (
        ("구분", "3분기", "작년 3분기"),
        ("순이익", "4127억원", "4500억원"),
        ("이자이익", "1조1240억원", "1조1009억원"),
    )
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    body = f"""<div class="news_ttl_sec"><h2 class="news_ttl">{esc(BANK.title)}</h2><dl class="author"><dt>이도윤 기자</dt><dd>⟦구독자 210⟧</dd></dl><div class="time_area"><dl class="registration"><dt>입력 : </dt><dd>2026-11-21 14:05:00</dd></dl></div></div>{SHARE}
<div class="news_cnt_detail_wrap" itemprop="articleBody"><div class="midtitle_text">{"<br>".join(map(esc, BANK.standfirst))}</div><p refid="1">{first}</p>{AD}{ps(lines[1:], 'refid="2"')}
<table class="result">{table}</table><p refid="9">⟦[이도윤 기자]⟧</p></div>{COPYRIGHT}<div class="rank"><h3 class="news_ttl">⟦코스닥 900선 붕괴…3.4% 하락⟧</h3><h3 class="news_ttl">⟦금값 돈당 61만원⟧</h3></div>"""
    return sample(
        "business/refid",
        BANK,
        page(og(BANK.title, outlet="매빛경제", tail=" - 매빛경제", published=""), body, before=GNB, after=AROUND),
        lines=[*lines, *("\t".join(row) for row in rows)],
    )  # fmt: skip


def business_bare() -> Sample:
    lines = CHIPS.lines
    first = esc(lines[0]).replace("가람반도체가", "가람반도체⟦(71,400원 ▲1,300 +1.85%)⟧가", 1)
    body = f"""<h1 class="subject">{esc(CHIPS.title)}</h1><ul class="info2"><li class="name"><a href="#">이도윤 기자</a></li><li class="date">2026.11.21 14:05</li></ul>
<div class="view_text" id="textBody" itemprop="articleBody"><div class="subtit" style="border-left:3px solid">{"<br>".join(map(esc, CHIPS.standfirst))}</div><table class="article_photo center"><tbody><tr><td class="img"><img src="/mt.jpg"></td></tr><tr><td>⟦새 공장 조감도. 높이 47m다. /사진제공=가람반도체⟧</td></tr></tbody></table>
{first}<br><br>{brs(lines[1:])}<br><br>⟦&lt;저작권자 © '돈이 보이는 리얼타임 뉴스' 머니빛, 무단전재 및 재배포, AI학습 이용 금지&gt;⟧</div>{TAGS}{POLL}"""
    return sample(
        "business/share-prices",
        CHIPS,
        page(og(CHIPS.title, outlet="머니빛", tail=" - 머니빛", published=""), body, before=GNB, after=AROUND),
        encoding="utf-8, one byte broken",
    )  # fmt: skip


def business_edaily() -> Sample:
    lines = [f"[이데일리 이도윤 기자] {AIRLINE.lines[0]}", *AIRLINE.lines[1:]]
    body = f"""<section class="center1080"><div class="news_titles"><h1>{esc(AIRLINE.title)}</h1><div class="dates"><ul><li><p>등록 2026-11-21 오후 2:05:00</p></li><li><p>수정 2026-11-21 오후 2:41:10</p></li></ul></div></div>
<div class="news_body" itemprop="articleBody">{esc(lines[0])}<br><br><div class="gg_textshow">⟦광고: 항공권 최저 3만9000원부터⟧</div>{brs(lines[1:3])}<table class="gd_image"><tr><td><img src="/e.jpg"></td></tr><tr><td>⟦누리항공 여객기(사진=누리항공)⟧</td></tr></table>{brs(lines[3:])}</div></section>{REPORTER}"""
    return sample(
        "business/dateline-bracket",
        AIRLINE,
        page(og(AIRLINE.title, outlet="이빛데일리", tail="", published=""), body, before=GNB, after=AROUND),
        optional=["[이데일리 이도윤 기자]"],
        encoding="cp949, header says utf-8",
    )  # fmt: skip


def business_subheads() -> Sample:
    parts = "".join(
        f'<div style="font-weight:bold;border-top:2px solid">{esc(line)}</div>'
        if line[0] == "◆"
        else f"<p>{esc(line)}</p>"
        for line in LONG.lines
    )
    body = f"""<div class="view_hd"><h1 class="tit_view">{esc(LONG.title)}</h1><div class="view_info"><span class="name">이도윤 기자</span><em>파이낸셜빛 입력 2026.11.21 14:05</em><em>수정 2026.11.21 18:30</em></div></div>
<div class="cont_view" id="article_content"><figure><img src="/f.jpg"><figcaption>⟦쌓인 폐배터리. 1만8400개가 나왔다. 뉴스1⟧</figcaption></figure>{parts}<p>⟦dylee@fnnews.example 이도윤 기자⟧</p>{POLL}{SUMMARY}</div>"""
    return sample(
        "business/subheads",
        LONG,
        page(og(LONG.title, outlet="파이낸셜빛뉴스", tail=" - 파이낸셜빛뉴스", published="2026-11-21 14:05:00"), body, before=GNB, after=AROUND),
    )  # fmt: skip


def business_standfirst() -> Sample:
    body = f"""<div class="area_title"><h1>{esc(DRUG.title)}</h1><p class="user_data"><span>이도윤</span> 기자</p><p>입력 2026.11.21 14:05</p></div>
<div class="article fb-quotes" id="txt_area">{ps(DRUG.lines, between=[PHOTO, AD, RELATED])}<p>⟦이도윤 기자 dylee@asiae.example⟧</p><p class="txt_prohibition">⟦&lt;ⓒ투자가를 위한 경제콘텐츠 플랫폼, 아빛경제(www.asiae.example) 무단전재 배포금지&gt;⟧</p></div>"""
    return sample(
        "business/asiae",
        DRUG,
        page(og(DRUG.title, outlet="아빛경제", tail=" - 아빛경제", published=""), body, before=GNB, after=AROUND),
    )  # fmt: skip


def trade_noisy() -> Sample:
    recommendations = "".join(
        f'<div class="rec"><a href="/{n}">⟦추천기사 {n}: 클라우드 보안 시장 {n + 3}조원 돌파했다⟧</a><p>⟦보안 시장이 {n + 3}조원을 넘었다. 업계는 {n + 11}% 성장을 기대한다.⟧</p></div>'
        for n in range(12)
    )
    body = f"""<article class="article_wrap"><div class="article_header"><h2 id="article_title_h2">{esc(CLOUD.title)}</h2><div class="article_header_sub"><time class="date">발행일 : 2026-11-21 14:05</time></div></div>
<section class="article_body" id="articleBody" itemprop="articleBody">{AD_SCRIPT}<figure class="article_image"><img src="/et.jpg"><figcaption>⟦장애 화면. &lt;사진 구름방패&gt;⟧</figcaption></figure>{ps(CLOUD.lines, between=[AD, AD_SCRIPT])}<p>⟦이도윤 기자 dylee@etnews.example⟧</p>{recommendations}</section></article>{RELATED}"""
    return sample(
        "trade/noisy-body",
        CLOUD,
        page(og(CLOUD.title, outlet="전빛신문", tail=" - 전빛신문", published=""), body, before=GNB, after=AROUND),
    )  # fmt: skip


def trade_euckr() -> Sample:
    lines = COURT.lines
    body = f"""<table width="980"><tr><td><div id="news_title02">{esc(COURT.title)}</div><div id="news_util01">입력 : 2026-11-21 14:05 <a href="#">⟦글씨 크게⟧</a></div>
<div id="news_content" itemprop="articleBody"><table><tr><td><img src="/b.jpg"></td></tr><tr><td><b>⟦▲과징금 결과표[자료=공정당국]⟧</b></td></tr></table>{brs(lines, "<br /><br />")}<br />⟦[이도윤 기자(boan3@boannews.example)]⟧<br /><br />⟦&lt;저작권자: 보빛뉴스(www.boannews.example) 무단전재-재배포금지&gt;⟧</div></td><td>{RANKING}</td></tr></table>"""
    return sample(
        "trade/euc-kr",
        COURT,
        page(f"<title>{esc(COURT.title)}</title>", body, before=GNB, after=FOOTER),
        encoding="cp949 as euc-kr",
        url="https://www.boannews.example/media/view.asp?idx=123456",
    )


def trade_zdnet() -> Sample:
    parts = "".join(
        f"<div>{esc(line)}</div>" if n % 2 else f"<p>{esc(line)}</p>"
        for n, line in enumerate(PRICES.lines)
    )
    body = f"""<div class="news_head"><h1>{esc(PRICES.title)}</h1><h2 class="sub_desc">⟦큰비 뒤 채소값 들썩인다 전해 드립니다⟧</h2><p class="meta"><span>입력 :2026/11/21 14:05</span>    <span>수정: 2026/11/21 14:44</span></p></div>
<div class="news_column"><a href="#" class="reporter">이도윤 기자</a><div id="articleBody" class="view_cont"><div id="content-123">{PHOTO}{parts}</div></div></div><div class="news_box connect"><h3>⟦관련기사⟧</h3><ul><li><a>⟦무값 27% 뛰어⟧</a></li></ul></div>{REPORTER}"""
    return sample(
        "trade/zdnet",
        PRICES,
        page(og(PRICES.title, outlet="지디빛코리아", tail=" - 지디빛코리아", published="2026-11-21T14:05:00+09:00"), body, before=GNB, after=AROUND),
        optional=["큰비 뒤 채소값 들썩인다 전해 드립니다"],
    )  # fmt: skip


def trade_list_in_text() -> Sample:
    items = "".join(f"<li>{esc(line)}</li>" for line in DRUG.lines[1:4])
    body = f"""<div class="hd"><h1>{esc(DRUG.title)}</h1><div>2026.11.21 오후 2:05 | 이도윤 기자</div></div>
<div id="articleBody"><p>{esc(DRUG.lines[0])}</p><ul>{items}</ul><p>{esc(DRUG.lines[4])}</p><div style="text-align:right">⟦/이도윤 기자(dylee@inews24.example)⟧</div></div>{TAGS}{COPYRIGHT}"""
    return sample(
        "trade/list",
        DRUG,
        page(og(DRUG.title, outlet="아이빛뉴스", tail="", published=""), body, before=GNB, after=AROUND),
        encoding="utf-8 with BOM",
    )  # fmt: skip


def _ndsoft(title: str, inner: str, *, section: str = "경제") -> str:
    head = og(
        title,
        outlet="가람타임스",
        tail=f" < {section} < 뉴스 < 기사본문 - 가람타임스",
        published="2026-11-21T14:05:33+09:00",
        author="이도윤 기자",
    )
    body = f"""<header class="article-view-header"><h3 class="heading">{esc(title)}</h3><h4 class="subheading">부제가 여기 놓인다<br>두 줄로</h4><div class="info-group"><article class="item"><ul class="infomation"><li><i class="icon-user-o"></i> 이도윤 기자</li><li><i class="icon-clock-o"></i> 승인 2026.11.21 14:05</li><li>⟦댓글 0⟧</li></ul></article></div></header>
{SHARE}<article id="article-view-content-div" class="article-veiw-body view-page font-size17" itemprop="articleBody">{inner}</article>
<article class="relation"><h4>⟦관련기사⟧</h4><ul><li><a>⟦지역 예산 9300억원 편성⟧</a></li></ul></article>"""
    return page(head, body, before=GNB, after=AROUND)


def ndsoft_editor_card() -> Sample:
    inner = f"""<div class="photo-layout"><figure class="photo-layout image"><img src="/nd.jpg"><figcaption>⟦가람시청 전경. ⓒ가람시⟧</figcaption></figure></div>
{ps(TOWN.lines, between=['<div class="ad-template">' + AD + "</div>"])}
<div class="view-editors"><div class="name">⟦이도윤 기자⟧</div><a>⟦dylee@garamtimes.example⟧</a><a>⟦다른기사 보기⟧</a></div>
<div class="view-copyright">⟦저작권자 © 가람타임스 무단전재 및 재배포 금지⟧</div>{DONATE}<div class="tag-group"><a>⟦#가람시⟧</a><a>⟦#인구⟧</a></div>"""
    return sample(
        "ndsoft/editor-card",
        TOWN,
        _ndsoft(TOWN.title, inner),
        optional=["부제가 여기 놓인다", "두 줄로"],
        url="http://www.garamtimes.example/news/articleView.html?idxno=12345",
    )


def ndsoft_old() -> Sample:
    body = f"""<table id="head_title"><tr><td class="View_Title"><strong>{esc(SHORT.title)}</strong></td></tr><tr><td class="View_Info"> 2026년 11월 21일 (토) 14:05:00 <span>이도윤 기자</span> <a>⟦dylee@garam.example⟧</a></td></tr></table>
<div id="articleBody"><p>{esc(SHORT.lines[0])}</p><p>{esc(SHORT.lines[1])}</p></div><div id="copy">⟦ⓒ 가람신문(http://www.garam.example) 무단전재 및 재배포금지⟧ | ⟦저작권문의⟧</div>{RANKING}"""
    return sample(
        "ndsoft/old-table",
        SHORT,
        page(f"<title>{esc(SHORT.title)} - 가람신문</title>", body, before=GNB, after=FOOTER),
        encoding="cp949, late meta",
        url="http://www.garam.example/news/articleView.html?idxno=678",
    )


def ndsoft_empty_paragraphs() -> Sample:
    inner = "".join(
        f"<p>&nbsp;</p><p style='text-align: justify;'><span style='font-size:18px'>{esc(line)}</span></p>"
        for line in COURT.lines
    )
    inner = f"{inner}{PROMO}<p>⟦이도윤 기자 dylee@garam.example⟧</p>{COPYRIGHT}"
    return sample(
        "ndsoft/styled",
        COURT,
        _ndsoft(COURT.title, inner, section="사회"),
        optional=["부제가 여기 놓인다", "두 줄로"],
        encoding="utf-8 decomposed",
    )


def ndsoft_quote_head() -> Sample:
    inner = f"""<p>[가람타임스=이도윤 기자] {esc(AIRLINE.lines[0])}</p>{ps(AIRLINE.lines[1:3])}<blockquote>{esc(AIRLINE.lines[3])}</blockquote>{ps(AIRLINE.lines[4:])}
<div class="ad">{AD}</div><div class="related-box"><ul><li><a>⟦[단독] 누리항공 조종사 41명 사직⟧</a></li></ul></div><p class="view-copyright">⟦저작권자 © 가람타임스 무단전재 및 재배포 금지⟧</p>"""
    return sample(
        "ndsoft/blockquote",
        AIRLINE,
        _ndsoft(AIRLINE.title, inner),
        optional=["[가람타임스=이도윤 기자]", "부제가 여기 놓인다", "두 줄로"],
    )


def portal_naver() -> Sample:
    lines = [f"[서울=뉴시스]이도윤 기자 = {BANK.lines[0]}", *BANK.lines[1:]]
    body = f"""<div class="media_end_head"><a class="media_end_head_top_logo"><img alt="한빛일보" src="/l.png"></a><h2 id="title_area" class="media_end_head_headline"><span>{esc(BANK.title)}</span></h2>
<div class="media_end_head_info"><span class="media_end_head_info_datestamp_time _ARTICLE_DATE_TIME" data-date-time="2026-11-21 14:05:11">2026.11.21. 오후 2:05</span><span class="media_end_head_info_datestamp_time _ARTICLE_MODIFY_DATE_TIME" data-modify-date-time="2026-11-21 14:40:02">2026.11.21. 오후 2:40</span><em class="media_end_head_journalist_name">이도윤 기자</em></div></div>
<div class="media_end_head_autosummary"><div class="_SUMMARY_CONTENT_BODY">⟦{esc(BANK.title)}⟧<br>⟦은행 순이익이 줄어든 까닭을 요약했습니다.⟧</div></div>
<div id="newsct_article"><article id="dic_area" class="go_trans _article_content"><strong class="media_end_summary">{esc(BANK.standfirst[0])}</strong><span class="end_photo_org"><div class="nbd_im_w"><img id="img1" data-src="/n.jpg"></div><em class="img_desc">⟦[서울=뉴시스] 도담은행 본점 로비. (사진=도담은행) 2026.11.21. *재판매 및 DB 금지⟧</em></span><br><br>{brs(lines)}<br><br>⟦◎공감언론 뉴시스 dylee@newsis.example⟧</article></div>
<div class="byline"><span class="byline_s">⟦이도윤 기자(dylee@newsis.example)⟧</span></div><div class="copyright"><p class="c_text">⟦Copyright ⓒ 뉴시스. All rights reserved. 무단 전재 및 재배포 금지.⟧</p></div><p class="media_end_categorize">⟦이 기사는 언론사에서 경제 섹션으로 분류했습니다.⟧</p><div>⟦기사의 섹션 정보는 해당 언론사의 분류를 따르고 있습니다.⟧</div>"""
    return sample(
        "portal/naver",
        BANK,
        page(og(BANK.title, outlet="네이버 뉴스", tail="", published="", author="뉴시스 | 네이버", more='<meta property="og:article:author" content="뉴시스 | 네이버">'), body, before=GNB, after=AROUND),
        optional=["[서울=뉴시스]이도윤 기자 =", BANK.title],
        url="https://n.news.naver.com/mnews/article/003/0012345678",
    )  # fmt: skip


def portal_daum() -> Sample:
    lines = TOWN.lines
    body = f"""<div class="head_view"><em class="info_cp"><a><img alt="한빛일보"></a></em><h3 class="tit_view" data-translation="true">{esc(TOWN.title)}</h3><div class="info_view"><span class="txt_info">이도윤</span><span class="txt_info">입력 <span class="num_date">2026. 11. 21. 14:05</span></span><span class="txt_info">수정 <span class="num_date">2026. 11. 21. 14:55</span></span></div></div>
<div class="layer_summary">{SUMMARY}</div><div class="news_view fs_type1"><div class="article_view" data-translation-body="true"><section dmcf-sid="abc"><figure class="figure_frm origin_fig" dmcf-ptype="figure"><p class="link_figure"><img src="/k.jpg"></p><figcaption class="txt_caption default_figure">⟦가람시 거리. 박하늘 기자⟧</figcaption></figure>
{ps(lines, 'dmcf-pid="x1" dmcf-ptype="general"')}<p dmcf-ptype="general">⟦이도윤 기자 dylee@hanbit.example⟧</p></section></div></div><p class="txt_copyright">⟦Copyright © 한빛일보. 무단전재 및 재배포 금지.⟧</p>"""
    return sample(
        "portal/daum",
        TOWN,
        page(og(TOWN.title, outlet="다음 - 한빛일보", tail="", published="", more='<meta property="og:article:author" content="한빛일보">'), body, before=GNB, after=AROUND),
        url="https://v.daum.net/v/20261121140500123",
    )  # fmt: skip


def portal_nate() -> Sample:
    lines = PRICES.lines
    body = f"""<div class="articleInfo"><h1 class="articleSubecjt">{esc(PRICES.title)}</h1><p class="articleInfo"><a class="medium">한빛일보</a><em>기사전송 2026-11-21 14:05</em></p></div>
<div id="articleView" class="articleCont"><div id="articleContetns"><div id="realArtcContents"><div style="text-align:center"><img src="/na.jpg"><br>⟦배추밭. 사진제공 | 도담군⟧</div><br>{brs(lines)}<br><br>⟦이도윤 기자 dylee@hanbit.example⟧<br><br>⟦ⓒ 한빛일보, 무단 전재 및 재배포 금지⟧</div></div></div>{NOW}"""
    return sample(
        "portal/nate",
        PRICES,
        page(
            f"<title>{esc(PRICES.title)} : 네이트 뉴스</title>",
            body,
            before=GNB,
            after=RANKING + FOOTER,
        ),
        encoding="cp949 as euc-kr",
        url="https://news.nate.com/view/20261121n12345",
    )


def portal_old_naver() -> Sample:
    lines = CHIPS.lines
    body = f"""<div class="article_info"><h3 id="articleTitle">{esc(CHIPS.title)}</h3><div class="sponsor"><span class="t11">기사입력 2026.11.21. 오후 2:05</span> <span class="t11">최종수정 2026.11.21. 오후 3:01</span></div></div>
<div id="articleBody" class="article_body font1 size3"><div id="articleBodyContents"><!-- 본문 내용 --><script>function _flash_removeCallback() {{}}</script>{brs(lines)}<br><br>⟦이도윤 기자 dylee@hanbit.example⟧<br><br><a href="#">⟦▶ 한빛일보 홈페이지⟧</a><br><a href="#">⟦▶ 네이버에서 '한빛일보' 구독하기⟧</a><br><br>⟦ⓒ 한빛일보, 무단전재 및 재배포 금지⟧</div></div>"""
    return sample(
        "portal/naver-before-2022",
        CHIPS,
        page(og(CHIPS.title, outlet="네이버 뉴스", tail=" : 네이버 뉴스", published="", author="네이버 뉴스"), body, before=GNB, after=AROUND),
        encoding="cp949, header says utf-8",
    )  # fmt: skip


def portal_zum() -> Sample:
    body = f"""<div class="article_header"><h2 id="articleTitle" class="title">{esc(FLASH.title)}</h2><dl><dt>한빛일보</dt><dd>원문 2026-11-21 14:05 ㅣ 최종수정 2026-11-21 14:05</dd></dl></div>
<div class="article_body" id="article_body" itemprop="articleBody">{esc(FLASH.lines[0])}</div>"""
    return sample(
        "portal/zum-flash",
        FLASH,
        page(og(FLASH.title, outlet="줌 뉴스", tail=" : 줌 뉴스", published=""), body, before=GNB, after=AROUND),
        author="",
    )  # fmt: skip


def other_table_layout() -> Sample:
    body = f"""<table width="900" border="0"><tr><td width="200">{RANKING}</td><td width="700"><table><tr><td><font size="5"><b>{esc(LONG.title)}</b></font></td></tr><tr><td><font color="#666666">2026년 11월 21일 (토) 14:05 이도윤 기자 ⟦dylee@garam.example⟧</font></td></tr><tr><td><font size="3">{brs(LONG.lines)}</font></td></tr><tr><td><font color="gray">⟦&lt;저작권자 ⓒ 가람신문. 무단전재 재배포 금지&gt;⟧</font></td></tr></table></td></tr></table>"""
    return sample(
        "other/table-layout",
        LONG,
        page(f"<title>:: 가람신문 :: {esc(LONG.title)}</title>", body, after=FOOTER),
        encoding="cp949 undeclared",
    )


def other_amp() -> Sample:
    ld = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": DRUG.title,
            "datePublished": "2026-11-21T14:05:00+09:00",
            "author": {"name": "이도윤 기자"},
        },
        ensure_ascii=False,
    )
    body = f"""<amp-sidebar><ul><li>⟦정치·사회 메뉴⟧</li></ul></amp-sidebar><h1>{esc(DRUG.title)}</h1><div class="amp-body">{ps(DRUG.lines, between=['<amp-ad width="300">⟦광고 영역⟧</amp-ad>', '<amp-img src="/a.jpg"></amp-img><span class="caption">⟦미리내바이오 제공⟧</span>'])}</div>"""
    return sample(
        "other/amp",
        DRUG,
        page(
            f'<title>{esc(DRUG.title)} - 한빛일보</title><script type="application/ld+json">{ld}</script>',
            body,
            after=RELATED + FOOTER,
        ),
    )


def other_press_release() -> Sample:
    body = f"""<div class="article_head"><h1>{esc(DENIAL.title)}</h1><div class="info"><span>2026.11.21</span><span>국토안전처</span></div></div><div class="article_body"><div class="view_cont"><p>⟦[기사 내용]⟧</p>{ps(DENIAL.lines[:1])}<p>[국토안전처 설명]</p>{ps(DENIAL.lines[1:])}<p>⟦문의 : 국토안전처 하천정책과(044-201-0000)⟧</p></div></div>
<div class="copyright">⟦“이 자료는 국토안전처의 보도자료를 전재하여 제공함을 알려드립니다.”⟧</div>""".replace(
        "⟦[기사 내용]⟧", "[기사 내용]"
    )
    return sample(
        "other/press-release",
        DENIAL,
        page(
            f"<title>{esc(DENIAL.title)} - 정책브리핑</title>",
            body,
            before=GNB,
            after=RANKING + FOOTER,
        ),
        author="",
        optional=["[기사 내용]", "[국토안전처 설명]"],
    )


def other_notice() -> Sample:
    body = f"""<h1>{esc(NOTICE.title)}</h1><p class="date">입력 2026.11.21 14:05</p><div id="articleBody">{"<br>".join(map(esc, NOTICE.lines))}</div>"""
    return sample(
        "other/notice",
        NOTICE,
        page(og(NOTICE.title, tail=" - 한빛일보", published=""), body, before=GNB, after=AROUND),
        author="",
    )


def other_english() -> Sample:
    body = f"""<header><nav><a>⟦Markets⟧</a><a>⟦Opinion⟧</a></nav></header><main><article><h1>{esc(ENGLISH.title)}</h1><p class="byline">By Jane Holloway</p><time datetime="2026-11-21T05:05:00Z">Nov 21, 2026</time><figure><img src="/w.jpg"><figcaption>⟦A rendering of the plant. Hanbit/Handout⟧</figcaption></figure>{ps(ENGLISH.lines, between=['<div class="ad">⟦Advertisement⟧</div>'])}</article><aside><h2>⟦Most read⟧</h2><ul><li><a>⟦Oil falls 2% as stocks build⟧</a></li></ul></aside></main><footer>⟦© 2026 The Tidal Post. All rights reserved.⟧</footer>"""
    return sample(
        "other/english",
        ENGLISH,
        page(og(ENGLISH.title, outlet="The Tidal Post", tail=" | The Tidal Post", published="2026-11-21T05:05:00Z", author="Jane Holloway"), body, lang="en"),
        author="Jane Holloway",
    )  # fmt: skip


MAKERS = (
    business_refid,
    business_bare,
    business_edaily,
    business_subheads,
    business_standfirst,
    trade_noisy,
    trade_euckr,
    trade_zdnet,
    trade_list_in_text,
    ndsoft_editor_card,
    ndsoft_old,
    ndsoft_empty_paragraphs,
    ndsoft_quote_head,
    portal_naver,
    portal_daum,
    portal_nate,
    portal_old_naver,
    portal_zum,
    other_table_layout,
    other_amp,
    other_press_release,
    other_notice,
    other_english,
)
