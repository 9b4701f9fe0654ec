# ruff: noqa: E501
"""A fourth lot of test pages: other templates of all ten families, with stories of their own.

What they should give was written down before they were read for the first time.
"""

from __future__ import annotations

import json

from tests.outlets.furniture import Sample, brs, esc, og, page, ps, sample
from tests.outlets.stories import Story

SOLAR = Story(
    "해솔에너지 3분기 영업익 864억…전년비 23% 늘어",
    (
        "해솔에너지가 3분기에 영업이익 864억원을 냈다고 21일 공시했다. 지난해 같은 기간보다 23.1% 많다.",
        "매출은 7412억원으로 4.8% 늘었다. 태양광 모듈 출하량이 1.9GW로 분기 기준 가장 많았던 덕이다.",
        "회사는 올해 설비투자를 5200억원에서 4600억원으로 줄인다. 미국 공장의 가동을 2027년 하반기로 미뤘기 때문이다.",
        "한여울 재무본부장은 “값이 ㎏당 6.2달러까지 내린 폴리실리콘이 원가를 낮췄다”고 설명했다.",
        "차입금은 1조3700억원으로 6개월 새 2100억원 줄었다.",
    ),
    ("매출 7412억원, 4.8% 증가", "설비투자는 4600억원으로 축소"),
)
RICE = Story(
    "올해 쌀 생산량 353만t…13년 만에 가장 적다",
    (
        "올해 쌀 생산량이 353만2000t으로 추산됐다. 13년 만에 가장 적은 양이다.",
        "통계당국은 재배면적이 67만8000㏊로 2.9% 줄었고, 10a당 생산량도 521㎏에 그쳤다고 20일 발표했다.",
        "산지 쌀값은 20㎏에 5만7180원이다. 한 해 전보다 1만1020원(23.9%) 올랐다.",
        "정부는 공공비축미 45만t을 그대로 사들일 방침이다. 시장에 풀지는 다음 달 중순에 정한다.",
        "농민단체는 “값이 이제야 20년 전으로 돌아왔다”며 “수입쌀 40만8700t부터 손봐야 한다”고 주장했다.",
    ),
)
SUBWAY = Story(
    "너울시 도시철도 2호선 하루 승객 31만명 넘어",
    (
        "너울시 도시철도 2호선의 하루 승객이 31만명을 넘어섰다. 문을 연 지 14개월 만이다.",
        "너울교통공사는 지난달 하루 평균 31만2400명이 2호선을 탔다고 21일 밝혔다. 예측한 28만명보다 11.6% 많다.",
        "가장 붐비는 역은 물빛역으로 하루 4만1900명이 오르내린다. 아침 8시대 혼잡도는 148%까지 올라간다.",
        "공사는 내년 3월까지 열차 6편성을 더 넣어 배차 간격을 4분 30초에서 3분 40초로 줄인다. 비용은 612억원이다.",
        "그래도 적자는 이어진다. 공사의 지난해 손실은 1893억원이었다.",
    ),
)
PORT = Story(
    "한빛항 컨테이너 물동량 214만TEU…역대 최대",
    (
        "한빛항이 올해 10월까지 처리한 컨테이너가 214만TEU로 집계됐다. 같은 기간으로는 역대 최대다.",
        "수출이 102만TEU로 6.7%, 수입은 98만TEU로 5.2% 늘었다. 빈 컨테이너는 14만TEU였다.",
        "항만공사는 부두 길이를 1.4㎞에서 2.1㎞로 늘리는 공사에 3480억원을 쓴다.",
        "마예린 항만운영처장은 “중국 칭하이로 가는 항로가 주 3회에서 5회로 는 것이 컸다”고 말했다.",
    ),
)
GAMES = Story(
    "별무리소프트 신작, 사흘 만에 내려받기 270만건",
    (
        "별무리소프트의 새 게임 ‘은빛협곡’이 나온 지 사흘 만에 내려받기 270만건을 기록했다.",
        "회사에 따르면 첫날 매출은 41억원으로, 2년 전 내놓은 전작(29억원)을 앞질렀다.",
        "하루 이용자는 62만명이다. 이 가운데 38%가 일본과 대만에서 접속했다.",
        "별무리소프트는 개발에 4년 동안 860억원을 썼다. 주가는 이날 7.4% 오른 5만3200원에 장을 마쳤다.",
        "다만 접속 장애로 불만이 쏟아졌다. 회사는 서버를 120대 더 놓겠다고 했다.",
    ),
    ("첫날 매출 41억원", "서버 120대 늘리기로"),
)
BUDGET = Story(
    "솔내구, 내년 예산 1조1240억 편성…복지가 절반",
    (
        "솔내구가 내년 예산안을 1조1240억원으로 짜 구의회에 냈다. 올해보다 5.3% 늘어난 규모다.",
        "복지에 5912억원이 들어간다. 전체의 52.6%다.",
        "경로당 214곳의 난방비가 월 32만원에서 37만원으로 오른다. 아이돌봄 시간은 하루 두 시간 늘어난다.",
        "도로와 하수관을 고치는 데는 687억원을 잡았다. 빗물터널 설계비 48억원이 새로 들어갔다.",
        "구의회는 다음 달 1일부터 19일까지 예산안을 심사한다.",
    ),
)
FIRE = Story(
    "도심 공사장 불…1시간 50분 만에 진화",
    (
        "오늘 오전 너울시 도심의 한 공사장에서 불이 났습니다. 일하던 47명이 대피했습니다.",
        "연기가 퍼지면서 신고가 213건이나 들어왔습니다.",
        "먼저 현장 연결합니다.",
        "네, 저는 불이 난 건물 앞에 나와 있습니다. 불은 1시간 50분 만에 꺼졌습니다.",
        "지하 3층에서 시작된 불은 단열재 560제곱미터를 태웠습니다.",
        "소방당국은 피해액을 2억 8천만 원으로 추산하고 있습니다. 다친 사람은 없습니다.",
    ),
)
TRADE = Story(
    "한국·에스라나 교역 5년 내 200억달러로",
    (
        "정부가 에스라나와의 교역을 5년 안에 200억달러로 늘리기로 했다. 지난해는 124억달러였다.",
        "두 나라는 자동차 부품 등 412개 품목의 관세를 2031년까지 없앤다. 발효 첫해에 없어지는 것은 187개다.",
        "농산물 가운데 쌀과 마늘은 빠졌다. 쇠고기는 관세를 40%에서 15년에 걸쳐 내린다.",
        "통상당국은 이번 협정으로 수출이 한 해 11억4000만달러 늘 것으로 내다봤다.",
        "야당은 “축산 농가의 피해가 한 해 1900억원에 이른다”고 반발했다.",
    ),
)
EDITORIAL = Story(
    "[사설] 전기요금 6.5% 인상, 설명이 먼저다",
    (
        "정부가 다음 달 전기요금을 6.5% 올리겠다고 한다. 4인 가구라면 한 달에 4120원을 더 낸다.",
        "올려야 할 까닭이 없지는 않다. 전력공기업의 빚은 201조원이고, 하루 이자만 118억원이다.",
        "그러나 순서가 틀렸다. 산업용에 주는 할인 1조9000억원은 손대지 않은 채 가정에만 먼저 손을 벌렸다.",
        "값을 올리려면 빚이 어떻게 쌓였는지부터 숨김없이 밝혀야 한다. 그것이 국민에 대한 예의다.",
    ),
)
RELEASE = Story(
    "내년 산불 진화 헬기 12대 늘린다",
    (
        "산림재난처(처장 문가온)는 내년에 산불 진화 헬기를 12대 늘려 모두 62대를 운영한다고 21일 밝혔다.",
        "예산은 올해보다 1140억 원 늘어난 3275억 원이다. 물을 8천 리터까지 싣는 대형 헬기가 5대 들어온다.",
        "지난봄 산불로 숲 2만 4700헥타르가 탔다. 복구에는 앞으로 6년 동안 1조 1천억 원이 든다.",
        "문가온 처장은 “산불이 난 뒤 30분 안에 물을 뿌리는 것이 목표”라면서 “밤에 나는 헬기도 3대 마련하겠다”고 말했다.",
    ),
)
LIVE = Story(
    "[실시간] 태풍 ‘물마루’ 접근…항공 214편 결항",
    (
        "태풍 ‘물마루’가 남해안에 다가서면서 항공편 214편이 결항했다. 새 소식을 이어서 전한다.",
        "가람공항은 오후 6시까지 활주로를 닫는다고 밝혔다. 승객 1만9000명의 발이 묶였다.",
        "기상당국은 한봄도에 시간당 86㎜의 비가 내리고 있다고 전했다.",
        "남도 연안 여객선 37개 항로 52척의 운항이 모두 멈췄다.",
    ),
)
PICTURE = Story(
    "[포토] 눈 덮인 한봄령",
    ("21일 오전 강원 한봄령 일대에 눈이 23㎝ 쌓인 가운데 관광객들이 눈길을 걷고 있다.",),
)
FLASH_3 = Story(
    "[속보] 10월 소비자물가 2.4% 상승",
    ("[속보] 10월 소비자물가 2.4% 상승",),
)
METRO = Story(
    "Neoul to add six trains as Line 2 tops 310,000 riders a day",
    (
        "Neoul will add six trains to its Line 2 by March, as daily ridership has passed 310,000, the city's transit operator said Saturday.",
        "An average of 312,400 people a day rode the line last month, 11.6 percent more than was forecast before it opened.",
        "The trains are to cost 61.2 billion won ($41.9 million) and to cut the wait between trains to three minutes and 40 seconds.",
        "“Congestion reaches 148 percent at eight in the morning,” said Ma Ye-rin, who heads the operator's planning office.",
        "The operator lost 189.3 billion won last year.",
    ),
)

MENU = '<header class="hd"><div class="logo"><a href="/"><img src="/logo.svg" alt="한빛저널"></a></div><nav><a href="/a">⟦뉴스홈⟧</a><a href="/b">⟦오피니언⟧</a><a href="/c">⟦부동산⟧</a><a href="/d">⟦전체메뉴 열기⟧</a></nav><p class="clock">⟦2026.11.22 (일) 10:31 현재⟧</p></header>'
HOT = '<aside class="sideBox"><div class="tabs"><b>⟦인기기사⟧</b><b>⟦댓글 많은 기사⟧</b></div><ul><li><a href="/1">⟦1  아파트 한 채에 94억원…“현금으로 샀다”⟧</a></li><li><a href="/2">⟦2  담뱃값 8000원으로 오르나⟧</a></li><li><a href="/3">⟦3  외국인, 나흘째 1조2000억원 팔았다⟧</a></li><li><a href="/4">⟦4  “연봉 2억” 버스기사의 하루⟧</a></li></ul></aside>'
END = '<footer class="ft"><ul><li><a href="/co">⟦회사소개⟧</a></li><li><a href="/ad">⟦광고안내⟧</a></li></ul><address>⟦너울시 물빛구 새길 12, 7층  제호 한빛저널  등록번호 너울 가00123  발행일자 2011.5.6⟧</address><small>⟦모든 콘텐츠의 저작권은 한빛저널에 있으며 무단 복제를 금합니다.⟧</small></footer>'
TALK = '<div class="cmt"><strong>⟦전체 댓글 42개⟧</strong><ul><li>⟦세금으로 612억을 또 쓰네요. 그 돈이면 마을버스를 300대 삽니다.⟧</li><li>⟦운영규정 위반으로 삭제된 댓글입니다.⟧</li></ul></div>'
SUBSCRIBE = '<div class="letter"><p>⟦매일 아침 7시, 뉴스레터 ‘한빛의 아침’이 찾아갑니다. 이미 18만명이 받아 봅니다.⟧</p><input type="email" placeholder="이메일 주소"><button>⟦무료로 구독⟧</button></div>'
REST = HOT + TALK + END


def wire_stamp() -> Sample:
    """A wire with the time twice, a keyword line, an offer in the text, and the address at last."""
    lines = [f"(너울=한빛통신) 송하람 기자 = {PORT.lines[0]}", *PORT.lines[1:]]
    body = f"""<div class="content90"><header class="title-article01"><h1 class="tit">{esc(PORT.title)}</h1><p class="update-time" data-published-time="202611211405"><span class="txt">송고시간</span>2026-11-21 14:05</p><button>⟦글자크기조정⟧</button><div class="tit-sub"><h2 class="tit">수출 6.7% 늘어 102만TEU</h2></div></header>
<article class="story-news article"><div id="newsWriterCarousel01"><a href="/r">⟦송하람 기자⟧</a><button>⟦기자 페이지⟧</button></div>{ps(lines, between=['<aside class="aside-box">⟦광고 건너뛰기⟧</aside>', "<p>⟦☞한빛통신 앱 내려받기⟧</p>"])}<p class="txt-copyright">⟦&lt;저작권자(c) 한빛통신, 무단 전재-재배포, AI 학습 및 활용 금지&gt; 2026년11월21일 14시05분 송고⟧</p><p>⟦haram@hanbit.example⟧</p></article><div class="keyword-zone"><a>⟦#한빛항⟧</a><a>⟦#물동량⟧</a></div></div>"""
    return sample(
        "wire/stamp",
        PORT,
        page(og(PORT.title, outlet="한빛통신", tail=" | 한빛통신", published=""), body, before=MENU, after=REST),
        author="송하람",
        optional=["(너울=한빛통신) 송하람 기자 =", "수출 6.7% 늘어 102만TEU"],
    )  # fmt: skip


def wire_slogan() -> Sample:
    first = f"[너울=뉴시빛] 박새론 기자 = {SUBWAY.lines[0]}"
    body = f"""<div class="articleView"><div class="view"><div class="top"><em class="cate">⟦지방 &gt; 너울⟧</em><h1 class="tit title_area">{esc(SUBWAY.title)}</h1><div class="infoLine"><div class="left"><p class="txt"><span>등록 2026.11.21 14:05:11</span><span>수정 2026.11.21 16:40:23</span></p></div></div></div>
<div class="viewer"><article><div class="summury"><span>배차 간격 4분30초서 3분40초로</span></div><div class="thumCont"><div class="article_photo"><img src="/3.jpg"><p class="photojournal">⟦[너울=뉴시빛] 너울 도시철도 2호선 열차. (사진=너울교통공사 제공) 2026.11.21. photo@hanbit.example *재판매 및 DB 금지⟧</p></div></div>{brs([first, *SUBWAY.lines[1:]])}<br><br>⟦◎공감언론 뉴시빛 saeron@hanbit.example⟧<p class="copy">⟦Copyright © NEWSIBIT.COM, 무단 전재 및 재배포 금지⟧</p></article></div></div></div>"""
    return sample(
        "wire/slogan",
        SUBWAY,
        page(og(SUBWAY.title, outlet="뉴시빛", tail=" :: 공감언론 뉴시빛 ::", published=""), body, before=MENU, after=REST),
        author="박새론",
        optional=["[너울=뉴시빛] 박새론 기자 =", "배차 간격 4분30초서 3분40초로"],
        encoding="utf-8, meta says euc-kr",
    )  # fmt: skip


def wire_flash_third() -> Sample:
    body = f"""<section class="content"><h1>{esc(FLASH_3.title)}</h1><div class="article-info"><span>조은별 기자</span><time>2026.11.21 오후 2:05</time></div><div class="contents-article"><p>{esc(FLASH_3.lines[0])}</p></div><div class="ad">⟦이 기사를 추천합니다⟧</div></section>"""
    return sample(
        "wire/flash-third",
        FLASH_3,
        page(og(FLASH_3.title, outlet="뉴스하나", tail=" - 뉴스하나", published=""), body, before=MENU, after=REST),
        author="조은별",
        encoding="cp949 as euc-kr",
    )  # fmt: skip


def arc_elements() -> Sample:
    """Text, a list, a quotation, a picture, raw markup and an offer, in a script alone."""
    elements: list[dict[str, object]] = [
        {"type": "image", "url": "/1.jpg", "caption": "쌀을 거두는 농민. 한빛조선 자료"},
        {"type": "text", "content": f"{esc(RICE.lines[0])}<br/>"},
        {"type": "text", "content": esc(RICE.lines[1])},
        {"type": "raw_html", "content": "<div class='nl'>뉴스레터 받기</div>"},
        {"type": "text", "content": esc(RICE.lines[2]).replace("산지 쌀값", "<a href='/t/rice'>산지 쌀값</a>")},
        {"type": "text", "content": esc(RICE.lines[3])},
        {"type": "quote", "content_elements": [{"type": "text", "content": esc(RICE.lines[4])}]},
        {"type": "text", "content": "<b>▶ 채널 추가하고 경품 받기</b>"},
    ]  # fmt: skip
    data = {
        "_id": "X",
        "content_elements": elements,
        "credits": {"by": [{"name": "노한결", "type": "author"}]},
        "display_date": "2026-11-21T05:05:00Z",
        "last_updated_date": "2026-11-21T07:10:00Z",
        "headlines": {"basic": RICE.title, "mobile": "쌀 생산 최저"},
    }
    body = f"""<div id="fusion-app"><div class="skeleton">⟦불러오는 중입니다⟧</div></div><script id="fusion-metadata">window.Fusion={{}};Fusion.arcSite="hanbit";Fusion.globalContent={json.dumps(data)};Fusion.globalContentConfig={{"query":{{}}}};</script>"""
    return sample(
        "arc/elements",
        RICE,
        page(og(RICE.title, outlet="한빛조선", tail=" - 한빛조선", published=""), body, after=END),
        author="노한결",
    )  # fmt: skip


def wall_has_part() -> Sample:
    """The members' part is named in JSON-LD and left out of the page."""
    ld = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": TRADE.title,
                "datePublished": "2026-11-21T14:05:00+09:00",
                "author": {"@type": "Person", "name": "장미르"},
                "isAccessibleForFree": "False",
                "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".premium"},
            }
        ],
    }  # fmt: skip
    body = f"""<main class="ctn"><h2 class="hl">{esc(TRADE.title)}</h2><div class="wr"><a href="/j/1">장미르 기자</a></div><div class="story">{ps(TRADE.lines[:2])}<div class="premium"></div></div><div class="join"><p>⟦이어지는 내용은 한빛프리미엄 회원만 볼 수 있습니다.⟧</p><p>⟦첫 달 100원, 이후 월 9900원⟧</p><a href="/join">⟦구독하기⟧</a></div></main>"""
    head = f'<title>{esc(TRADE.title)} ㅣ 한빛중앙</title><script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script>'
    return sample(
        "wall/has-part",
        TRADE,
        page(head, body, before=MENU, after=REST),
        author="장미르",
        lines=TRADE.lines[:2],
        state="paywall",
    )


def bare_nested() -> Sample:
    """Bare text in a box within boxes, pictures and an offer between, the reporter behind it."""
    picture = '<div class="article_photo center"><img src="/2.jpg"><div class="txt">⟦솔내구청 전경. 솔내구 제공⟧</div></div>'
    offer = '<div class="view_ad06"><a>⟦오늘의 추천 상품 59,000원⟧</a></div>'
    inner = f"{esc(BUDGET.lines[0])}<br><br>{picture}{esc(BUDGET.lines[1])}<br><br>{esc(BUDGET.lines[2])}{offer}<br><br>{esc(BUDGET.lines[3])}<br><br>{esc(BUDGET.lines[4])}<br><br>⟦너울=우다온 기자 daon@hanbit.example⟧"
    body = f"""<div class="wrap"><section class="head_group"><h1>{esc(BUDGET.title)}</h1><ul class="news_info"><li>업데이트 <span>2026-11-21 16:02</span></li><li>입력 <span>2026-11-21 14:05</span></li></ul></section><div class="main_view"><div class="in"><div class="in2"><section class="news_view">{inner}</section></div></div></div></div><div class="more"><h3>⟦우다온 기자의 다른 기사⟧</h3><a>⟦“빈집 47채를 어쩌나”⟧</a></div>"""
    return sample(
        "bare/nested",
        BUDGET,
        page(og(BUDGET.title, outlet="한빛동아", tail="｜한빛동아", published=""), body, before=MENU, after=REST),
        author="우다온",
        encoding="cp949, late meta",
    )  # fmt: skip


def bare_single_breaks() -> Sample:
    """One `<br>` between paragraphs, blanks of two kinds, and the paper's name under the text."""
    body = f"""<div id="sub"><div class="nwsti"><h3>{esc(PORT.title)}</h3><div class="date"><span class="t11">입력 : 2026-11-21 14:05</span></div></div><div class="tx" id="articleBody">&nbsp;{brs(PORT.lines, gap="<br>&nbsp;&nbsp;")}<br><br>⟦너울=배가온 기자 gaon@hanbit.example⟧<br></div><p class="goodpaper">⟦GoodNews paper ⓒ 한빛국민(www.hanbit.example), 무단전재, 수집, 재배포 및 AI학습 이용 금지⟧</p></div>"""
    return sample(
        "bare/single-breaks",
        PORT,
        page(og(PORT.title, outlet="한빛국민", tail="-한빛국민", published=""), body, before=MENU, after=REST),
        author="배가온",
        encoding="cp949, header says utf-8",
    )  # fmt: skip


def react_app_router() -> Sample:
    """The body only in the stream of a newer framework: strings that are pushed, one by one."""
    html_body = "".join(f"<p>{esc(line)}</p>" for line in GAMES.lines)
    data = {"article": {"title": GAMES.title, "publishedAt": "2026-11-21T14:05:00+09:00", "reporter": {"name": "임슬기"}, "content": html_body}}  # fmt: skip
    flight = f'7:["$","$L9",null,{json.dumps(data, ensure_ascii=False)}]\n'
    pushes = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(piece, ensure_ascii=False)}])</script>"
        for piece in (flight[:200], flight[200:])
    )
    body = f"""<div id="__next"><div class="css-1x2y3z">⟦기사를 불러오고 있어요⟧</div></div><script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushes}"""
    return sample(
        "react/app-router",
        GAMES,
        page(og(GAMES.title, outlet="한빛겨레", tail=" : 한빛겨레"), body, before=MENU, after=END),
        author="임슬기",
    )


def react_props() -> Sample:
    """Paragraphs as objects in `__NEXT_DATA__`, among ads and related stories of the same shape."""
    blocks: list[dict[str, object]] = [{"kind": "text", "text": line} for line in SOLAR.lines]
    blocks.insert(2, {"kind": "ad", "text": "$$ARTICLE_AD_1$$"})
    props = {
        "pageProps": {
            "article": {
                "headline": SOLAR.title,
                "firstPublished": "2026-11-21T05:05:00.000Z",
                "writers": [{"name": "서가람", "email": "garam@hanbit.example"}],
                "body": blocks,
            },
            "related": [{"headline": "코스피 2.1% 하락", "body": [{"kind": "text", "text": "코스피가 2.1% 내렸다. 외국인이 8000억원을 팔았다."}]}],
        }
    }  # fmt: skip
    body = f"""<div id="__next"><main><h2 class="sc-9f">{esc(SOLAR.title)}</h2></main></div><script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": props}, ensure_ascii=False)}</script>"""
    return sample(
        "react/props",
        SOLAR,
        page(og(SOLAR.title, outlet="한빛한국", tail="-경제ㅣ한빛한국", published=""), body, before=MENU, after=REST),
        author="서가람",
    )  # fmt: skip


def business_inline_price() -> Sample:
    """A box per paragraph, a share price behind the firm's name, a table of results."""
    price = '<span class="stock">⟦별무리소프트(53,200원 ▲3,650 +7.37%)⟧</span>'
    lines = [f"<div class='par'>{esc(line)}</div>" for line in GAMES.lines]
    lines[0] = lines[0].replace("별무리소프트의", f"별무리소프트{price}의")
    subs = "".join(f"<strong>{esc(line)}</strong><br>" for line in GAMES.standfirst)
    body = f"""<div class="view_header"><h1 class="hd_tit">{esc(GAMES.title)}</h1><div class="util"><span>임슬기 기자</span><dl><dt>입력</dt><dd>2026.11.21 14:05</dd></dl></div></div><div itemprop="articleBody" class="art_txt"><div class="mid_title">{subs}</div>{"".join(lines)}<div class="par">⟦[임슬기 기자]⟧</div></div><div class="keyword"><span>⟦게임주⟧</span></div>"""
    return sample(
        "business/inline-price",
        GAMES,
        page(og(GAMES.title, outlet="한빛경제", tail=" - 한빛경제", published=""), body, before=MENU, after=REST),
        author="임슬기",
        encoding="utf-8 decomposed",
    )  # fmt: skip


def business_lead_first() -> Sample:
    """Bare text before the first paragraph, an automatic summary, and donors' names below."""
    summary = '<div class="auto"><button>⟦기사 요약 보기⟧</button><p>⟦해솔에너지의 3분기 실적이 좋아졌습니다.⟧</p></div>'
    body = f"""<h1>{esc(SOLAR.title)}</h1><h2 class="subtitle">{"<br>".join(SOLAR.standfirst)}</h2><div class="info"><span class="writer">서가람기자 garam@hanbit.example</span><span>입력 2026/11/21 14:05</span></div>{summary}<div class="article_content" id="v-left-scroll-in">{esc(SOLAR.lines[0])}<p></p>{ps(SOLAR.lines[1:])}<div class="copy">⟦ⓒ 한빛경제 & hankbit.example, 무단전재 및 재배포 금지⟧</div></div>{SUBSCRIBE}"""
    return sample(
        "business/lead-first",
        SOLAR,
        page(og(SOLAR.title, outlet="한빛경제", tail=" | 한빛경제", published=""), body, before=MENU, after=REST),
        author="서가람",
    )  # fmt: skip


def trade_tables() -> Sample:
    """A trade paper of tables and fonts, its reporter in front of the text."""
    body = f"""<table width="700"><tr><td><font size="5"><b>{esc(GAMES.title)}</b></font></td></tr><tr><td align="right">입력 : 2026-11-21 14:05</td></tr><tr><td id="news_content" style="line-height:1.8"><b>[보안빛 민한별 기자]</b> {brs(GAMES.lines, gap="<br /><br />")}<br /><br />⟦[민한별 기자(hanbyeol@hanbit.example)]⟧</td></tr><tr><td>⟦&lt;저작권자: 보안빛(www.hanbit.example) 무단전재-재배포금지&gt;⟧</td></tr></table>"""
    return sample(
        "trade/tables",
        GAMES,
        page(f"<title>{esc(GAMES.title)}</title>", body, before=MENU, after=REST),
        author="민한별",
        optional=["[보안빛 민한별 기자]"],
        encoding="cp949 undeclared",
    )  # fmt: skip


def trade_recommended() -> Sample:
    """Clean paragraphs among recommendations seventeen times as long."""
    cards = "".join(f"<li><a href='/p/{n}'><strong>⟦{n}년 뒤 시장 {n * 3}조원…“지금이 기회”⟧</strong><p>⟦{n}개 기업이 {n * 120}억원을 투자하기로 뜻을 모았다.⟧</p></a></li>" for n in range(2, 14))  # fmt: skip
    body = f"""<section class="article_wrap"><h2 class="article_title">{esc(RICE.title)}</h2><span class="date">발행일 : 2026-11-21 14:05</span><section class="article_body" itemprop="articleBody"><figure class="image"><img src="/r.jpg"><figcaption>⟦벼를 베는 모습 &lt;한빛전자신문 DB&gt;⟧</figcaption></figure>{ps(RICE.lines)}<p>⟦차나래 기자 narae@hanbit.example⟧</p><div class="reco"><h3>⟦AI 추천 뉴스⟧</h3><ul>{cards}</ul></div></section></section>"""
    return sample(
        "trade/recommended",
        RICE,
        page(og(RICE.title, outlet="한빛전자신문", tail=" - 한빛전자신문", published=""), body, before=MENU, after=REST),
        author="차나래",
    )  # fmt: skip


def ndsoft_new() -> Sample:
    """The newest skin of the publishing system of many: the text in a grid, cards in it."""
    card = '<div class="article-relation"><h4>⟦관련기사⟧</h4><ul><li><a>⟦지하철 적자 1조원 시대⟧</a></li></ul></div>'
    body = f"""<div id="article-view"><header class="article-view-header"><h1 class="heading">{esc(SUBWAY.title)}</h1><ul class="infomation"><li><i></i> 기자명 <a>강바다 기자</a></li><li> 입력 2026.11.21 14:05</li><li> 수정 2026.11.21 14:31</li><li> ⟦댓글 0⟧</li></ul></header><div class="article-body"><article id="article-view-content-div" class="article-veiw-body view-page font-size17" itemprop="articleBody"><h2 class="subheading">혼잡도 148%</h2><figure class="photo-layout"><img src="/s.jpg"><figcaption>⟦물빛역 승강장. 사진=강바다 기자⟧</figcaption></figure>{ps(SUBWAY.lines, between=[card])}<div class="tag-group"><a>⟦#도시철도⟧</a></div><div class="view-copyright">⟦저작권자 © 한빛타임스 무단전재 및 재배포 금지⟧</div><div class="view-editors"><strong>⟦강바다 기자⟧</strong> <a>⟦bada@hanbit.example⟧</a> <a>⟦다른기사 보기⟧</a></div></article></div></div>"""
    return sample(
        "ndsoft/new",
        SUBWAY,
        page(og(SUBWAY.title, outlet="한빛타임스", tail=" < 사회 < 기사본문 - 한빛타임스", published="2026-11-21T14:05:22+09:00"), body, before=MENU, after=REST),
        author="강바다",
        optional=["혼잡도 148%"],
        url="https://www.hanbit.example/news/articleView.html?idxno=40213&sc_section=S1",
    )  # fmt: skip


def ndsoft_mobile() -> Sample:
    body = f"""<section id="user-container"><div class="art_top"><h3 class="art_tit">{esc(BUDGET.title)}</h3><p class="names">강바다 기자 &nbsp; | &nbsp; 승인 2026.11.21 14:05</p></div><div id="articleBody" class="cont-body"><div>{ps(BUDGET.lines)}</div></div><a class="btn">⟦PC버전으로 보기⟧</a></section>"""
    return sample(
        "ndsoft/mobile",
        BUDGET,
        page(
            f"<title>{esc(BUDGET.title)} - 한빛타임스 모바일 사이트</title>",
            body,
            before=MENU,
            after=END,
        ),
        author="강바다",
        encoding="utf-8 with BOM",
        url="https://m.hanbit.example/news/articleView.html?idxno=40214",
    )


def broadcaster_bracketed() -> Sample:
    """Marks of who speaks in brackets, a second copy in a script to be read aloud, the crew."""
    aloud = json.dumps(" ".join(FIRE.lines), ensure_ascii=False)
    lines = ["[앵커]", *FIRE.lines[:3], "[기자]", *FIRE.lines[3:], "지금까지 너울시에서 전해드렸습니다."]  # fmt: skip
    body = f"""<div class="news-headline"><h4 class="headline-title">{esc(FIRE.title)}</h4><div class="dates"><em class="input-date">입력 2026.11.21 (14:05)</em><em class="update-date">수정 2026.11.21 (15:12)</em></div><div class="player">⟦동영상 고정 취소⟧</div></div><script>var ttsText={aloud};</script><div class="detail-body font-size" id="cont_newstext">{brs(lines)}<br><br>⟦촬영기자:김촬영/영상편집:이편집/그래픽:박그림⟧</div><div class="rptr"><strong>유하진</strong> 기자<span>⟦hajin@hanbit.example⟧</span></div><ul class="report">⟦■ 제보하기 ▷ 카카오톡 : '한빛제보' 검색 ▷ 전화 : 02-000-4444⟧</ul>"""
    return sample(
        "broadcaster/bracketed",
        FIRE,
        page(og(FIRE.title, outlet="한빛방송 뉴스", tail=" | 한빛방송 뉴스", published=""), body, before=MENU, after=REST),
        author="유하진",
        lines=FIRE.lines,
        optional=["[앵커]", "[기자]", "지금까지 너울시에서 전해드렸습니다."],
    )  # fmt: skip


def broadcaster_diamonds() -> Sample:
    lines = ["◀ 앵커 ▶", *FIRE.lines[:2], "◀ 리포트 ▶", *FIRE.lines[3:]]
    body = f"""<article class="cont_wrap"><h2 class="art_title">{esc(FIRE.title)}</h2><div class="art_info"><div class="date"><span>입력 2026-11-21 14:05</span> | <span>수정 2026-11-21 14:20</span></div></div><div class="news_cont"><div class="pla"><a>⟦Video Player⟧</a><ul><li>⟦재생목록 4⟧</li></ul></div><div class="news_txt" itemprop="articleBody">{brs(lines)}<br><br>한빛뉴스 유하진입니다.<br><br>⟦영상취재: 김촬영 / 영상편집: 이편집⟧<br><br>⟦한빛 뉴스는 24시간 여러분의 제보를 기다립니다.⟧<br>⟦▷ 전화 02-000-1234▷ 이메일 hanbit@hanbit.example⟧</div></div></article>"""
    return sample(
        "broadcaster/diamonds",
        FIRE,
        page(og(FIRE.title, outlet="한빛뉴스", tail="", published=""), body, before=MENU, after=REST),
        author="유하진",
        lines=[*FIRE.lines[:2], *FIRE.lines[3:]],
        optional=["◀ 앵커 ▶", "◀ 리포트 ▶", "한빛뉴스 유하진입니다."],
    )  # fmt: skip


def portal_mobile() -> Sample:
    """The mobile page of a portal: a summary, pictures in the text, the outlet's other stories."""
    photo = '<span class="end_photo_org"><img data-src="/n.jpg"><em class="img_desc">⟦너울 도시철도 2호선. 너울교통공사 제공⟧</em></span>'
    first, *others = map(esc, TRADE.lines)
    body = f"""<div id="ct" class="media_end"><div class="media_end_head"><a class="top_logo"><img alt="한빛중앙"></a><h2 id="title_area"><span>{esc(TRADE.title)}</span></h2><div class="info_datestamp"><span class="_ARTICLE_DATE_TIME" data-date-time="2026-11-21 14:05:31">2026.11.21. 오후 2:05</span><span>기사원문</span></div><em class="journalist_name">장미르 기자</em></div><div id="contents"><strong class="media_end_summary">⟦교역 늘리기로 뜻 모아⟧</strong><article id="dic_area" class="go_trans _article_content">{first}<br><br>{photo}<br>{"<br><br>".join(others)}<br><br>⟦장미르 기자 mir@hanbit.example⟧</article><p class="copyright">⟦Copyright ⓒ 한빛중앙. All rights reserved. 무단 전재 및 재배포 금지.⟧</p><p class="guide">⟦이 기사는 언론사에서 경제 섹션으로 분류했습니다.⟧</p></div><div class="poll">⟦이 기사를 추천합니다 쏠쏠정보 3 흥미진진 1⟧</div></div>"""
    return sample(
        "portal/mobile",
        TRADE,
        page(og(TRADE.title, outlet="한빛중앙", published=""), body, before=MENU, after=REST),
        author="장미르",
        url="https://n.news.naver.com/mnews/article/025/0003401234?sid=101",
    )


def portal_types() -> Sample:
    body = f"""<main><div class="head_view"><em class="txt_cp">한빛일보</em><h3 class="tit_view">{esc(SOLAR.title)}</h3><div class="info_view"><span class="txt_info">서가람</span><span class="txt_info">입력 <span class="num_date">2026. 11. 21. 14:05</span></span><span class="txt_info">수정 <span class="num_date">2026. 11. 21. 17:11</span></span><button>⟦음성으로 듣기⟧</button></div></div><div class="news_view fs_type1"><strong class="summary_view">{SOLAR.standfirst[0]}</strong><div class="article_view"><section><figure class="figure_frm"><img src="/d.jpg"><figcaption>⟦해솔에너지 공장 [사진=해솔에너지]⟧</figcaption></figure>{ps(SOLAR.lines, 'dmcf-ptype="general"')}<p dmcf-ptype="general">⟦서가람 기자 garam@hanbit.example⟧</p></section></div><p class="txt_copyright">⟦Copyright © 한빛일보. 무단전재 및 재배포 금지.⟧</p></div></main>"""
    return sample(
        "portal/types",
        SOLAR,
        page(f"<title>{esc(SOLAR.title)}</title>", body, before=MENU, after=REST),
        author="서가람",
        url="https://v.daum.net/v/20261121140512345",
    )


def live_blog() -> Sample:
    """Posts with a clock each, the newest first, under one headline."""
    posts = "".join(
        f"<li class='post'><span class='tm'>{hour}</span><div class='tx'><p>{esc(line)}</p></div><button>⟦공유⟧</button></li>"
        for hour, line in zip(("13:58", "13:40", "13:12"), LIVE.lines[1:], strict=True)
    )
    body = f"""<div class="live"><h1>{esc(LIVE.title)}</h1><p class="by">정다솜 기자 | 입력 2026.11.21 14:05</p><p class="lead">{esc(LIVE.lines[0])}</p><ol class="posts">{posts}</ol><button>⟦새 소식 더 보기⟧</button></div>"""
    return sample(
        "other/live",
        LIVE,
        page(og(LIVE.title, tail=" - 한빛저널", published=""), body, before=MENU, after=REST),
        author="정다솜",
        optional=["13:58", "13:40", "13:12"],
    )


def photo_page() -> Sample:
    """A picture and what it shows: captions are no text, so there is none."""
    body = f"""<div class="view_cont"><h1>{esc(PICTURE.title)}</h1><p class="i">입력 2026.11.21 14:05 &nbsp; 민한별 기자</p><div class="ph"><figure><img src="/snow.jpg" alt="눈"><figcaption>⟦{esc(PICTURE.lines[0])} 2026.11.21 / 한빛저널 민한별 기자⟧</figcaption></figure></div></div>"""
    return sample(
        "other/photo",
        PICTURE,
        page(og(PICTURE.title, tail=" - 한빛저널", published=""), body, before=MENU, after=REST),
        author="민한별",
        lines=(),
        state="empty",
    )


def press_release() -> Sample:
    """A ministry's release: files to load, who is in charge, and on what terms it may be used."""
    body = f"""<div class="article_head"><h1>{esc(RELEASE.title)}</h1><div class="info"><span>2026.11.21</span><span>산림재난처</span></div></div><div class="down"><b>⟦첨부파일⟧</b><ul><li><a>⟦[보도자료] 산불 진화 헬기 증강.hwpx⟧</a><button>⟦내려받기⟧</button></li></ul></div><div class="view_cont" id="cont"><p>- ‘밤에도 끈다’ 야간 헬기 3대 포함 -</p>{ps(RELEASE.lines)}<table class="duty"><tr><th>⟦담당 부서⟧</th><td>⟦산불방지과⟧</td><th>⟦책임자⟧</th><td>⟦과 장 조은별 (042-000-4100)⟧</td></tr></table></div><div class="kogl">⟦“이 자료는 산림재난처의 보도자료를 전재하여 제공함을 알려드립니다.”⟧</div>"""
    return sample(
        "other/release",
        RELEASE,
        page(og(RELEASE.title, outlet="나라브리핑", tail=" - 보도자료 | 뉴스 | 나라브리핑", published=""), body, before=MENU, after=END),
        author="",
        optional=["- ‘밤에도 끈다’ 야간 헬기 3대 포함 -"],
    )  # fmt: skip


def english_edition() -> Sample:
    """The English pages of a Korean paper: two stamps in words, a reporter's name in two parts."""
    body = f"""<article class="news_detail"><h1 class="news_title">{esc(METRO.title)}</h1><div class="byline"><a>By Park Sae-ron</a></div><p class="news_date">Published : Nov. 21, 2026 - 14:05:08</p><p class="news_date">Updated : Nov. 21, 2026 - 16:45:00</p><div class="news_content"><div class="img_box"><img src="/m.jpg"><p class="img_caption">⟦Commuters wait at Mulbit Station in Neoul on Friday. (Hanbit Herald)⟧</p></div><div>{ps(METRO.lines)}</div></div><p>⟦saeron@hanbit.example⟧</p></article><div class="most"><h3>⟦Most Popular⟧</h3><ol><li>⟦Won slides to 1,487 per dollar⟧</li><li>⟦[Herald Interview] A chef's 12 rules⟧</li></ol></div>"""
    return sample(
        "other/english-edition",
        METRO,
        page(f'<title>{esc(METRO.title)} - The Hanbit Herald</title><meta property="og:title" content="{esc(METRO.title)}">', body, lang="en", after="<footer>⟦© Hanbit Herald Corporation⟧</footer>"),
        author="Park Sae-ron",
    )  # fmt: skip


def amp_page() -> Sample:
    ld = {"@type": "NewsArticle", "headline": BUDGET.title, "datePublished": "2026-11-21T14:05:00+09:00", "author": {"@type": "Person", "name": "우다온 기자"}}  # fmt: skip
    head = f'<title>{esc(BUDGET.title)}</title><link rel="canonical" href="https://news.hanbit.example/article/202611210012"><script type="application/ld+json">{json.dumps(ld, ensure_ascii=False)}</script><style amp-custom>.a{{}}</style>'
    body = f"""<amp-sidebar id="s" layout="nodisplay"><ul><li>⟦정치⟧</li><li>⟦경제⟧</li></ul></amp-sidebar><main><h1>{esc(BUDGET.title)}</h1><amp-social-share type="facebook"></amp-social-share><div class="amp-art"><amp-img src="/b.jpg" width="640" height="400"></amp-img><span class="cap">⟦솔내구청사 | 솔내구 제공⟧</span>{ps(BUDGET.lines, between=['<amp-ad width="300"><div placeholder>⟦광고⟧</div></amp-ad>'])}</div><amp-list src="/x"><div>⟦함께 보면 좋은 기사⟧</div></amp-list></main>"""
    return sample(
        "other/amp-sidebar",
        BUDGET,
        page(head, body, after=END),
        author="우다온",
        url="https://amp.hanbit.example/article/202611210012",
    )


def local_tables() -> Sample:
    """A local paper of tables in tables, without a word of description in its head."""
    text = brs(RICE.lines, gap="<br><br>")
    body = f"""<table><tr><td width="160"><table><tr><td><a>⟦도정⟧</a></td></tr><tr><td><a>⟦시군 소식⟧</a></td></tr></table></td><td><table><tr><td><font color="navy" size="4"><b>{esc(RICE.title)}</b></font></td></tr><tr><td><font size="2">2026년 11월 21일 14시 05분 &nbsp; 서가람 기자</font></td></tr><tr><td><font size="3">{text}</font></td></tr><tr><td>⟦서가람 기자 garam@hanbit.example⟧</td></tr></table></td><td><table><tr><td>⟦배너 광고 문의 033-000-1000⟧</td></tr></table></td></tr></table>"""
    return sample(
        "other/local-tables",
        RICE,
        page(
            "<title>한빛도민신문</title>",
            body,
            after="<center>⟦강원도 한봄시 새길 5  한빛도민신문⟧</center>",
        ),
        author="서가람",
        encoding="cp949, header says latin-1",
    )


def editorial() -> Sample:
    """A leader: nobody signs it, and a square stands for its subject."""
    body = f"""<div class="op"><h1>{esc(EDITORIAL.title)}</h1><p>입력 2026-11-21 14:05</p><div class="op_body">{ps(EDITORIAL.lines)}</div></div>{SUBSCRIBE}"""
    return sample(
        "other/editorial",
        EDITORIAL,
        page(og(EDITORIAL.title, tail=" : 사설 : 오피니언 : 한빛저널", published="2026-11-21T14:05:00+09:00"), body, before=MENU, after=REST),
        author="",
    )  # fmt: skip


def react_state() -> Sample:
    """A state that a script assigns: the text as HTML, the time as fourteen digits."""
    state = {
        "article": {
            "detail": {
                "artTitle": TRADE.title,
                "title": TRADE.title,
                "regDate": "20261121140500",
                "reporter": {"name": "장미르", "mail": "mir@hanbit.example"},
                "contentsHtml": "".join(f"<p>{esc(line)}</p>" for line in TRADE.lines),
            },
            "recommendList": [{"title": "기름값 1900원", "summary": "기름값이 1900원을 넘어섰다고 한다. 한 주 만에 42원 올랐다."}],
        }
    }  # fmt: skip
    body = f"""<div id="root"><div class="spin">⟦로딩 중⟧</div></div><script>window.__PRELOADED_STATE__ = {json.dumps(state, ensure_ascii=False)};</script>"""
    return sample(
        "react/state",
        TRADE,
        page(og(TRADE.title, outlet="한빛한국", tail=" - 한빛한국", published=""), body, before=MENU, after=END),
        author="장미르",
    )  # fmt: skip


def business_spans() -> Sample:
    """Paragraphs as spans, a list of other stories in the middle, a poll, and a mark of the end."""
    spans = [f'<span class="pp">{esc(line)}</span><br/><br/>' for line in PORT.lines]
    others = '<ul class="inx"><li><a href="/1">⟦해운 운임 3주째 내려 1420선⟧</a></li><li><a href="/2">⟦“배가 없다” 수출기업 발 동동⟧</a></li></ul>'
    spans.insert(2, others)
    body = f"""<div class="xA1"><strong class="xT">{esc(PORT.title)}</strong><div class="xD"><span>2026.11.21 14:05</span> <span>마예린 기자</span></div><div class="xB">{"".join(spans)}<span>⟦&lt;ⓒ한빛머니, 무단 전재 및 재배포 금지&gt;⟧</span></div><div class="ask"><b>⟦오늘의 투표⟧</b><p>⟦항만을 더 넓혀야 할까요?⟧</p><label>⟦그렇다 58.2%⟧</label></div></div>"""
    return sample(
        "business/spans",
        PORT,
        page(og(PORT.title, outlet="한빛머니", tail=" - 한빛머니", published=""), body, before=MENU, after=REST),
        author="마예린",
        encoding="cp949 as ks_c_5601",
    )  # fmt: skip


def broadcaster_interviews() -> Sample:
    """Who speaks stands before the words in brackets, and the anchor's part has a heading."""
    said = "“연기가 계단까지 올라와서 수건으로 입을 막고 뛰어 내려왔어요.”"
    lines = ["<앵커>", *FIRE.lines[:2], "<기자>", *FIRE.lines[3:5], "[김새롬/주민 :", f"{said}]", FIRE.lines[5]]  # fmt: skip
    wanted = [*FIRE.lines[:2], *FIRE.lines[3:5], said, FIRE.lines[5]]
    shown = brs([*lines[:6], f"[김새롬/주민 : {said}]", FIRE.lines[5]])
    body = f"""<div class="article_main"><h1 id="news-title">{esc(FIRE.title)}</h1><div class="date_area"><span>작성 2026.11.21 14:05</span><span>조회 1,204</span></div><div class="video_area"><span>⟦동영상 재생하기⟧</span></div><div class="main_text"><div class="text_area">{shown}<br><br>⟦(영상취재 : 김촬영, 영상편집 : 이편집)⟧</div></div><div class="reporter_info"><a href="/j/3">유하진 기자</a></div></div>"""
    return sample(
        "broadcaster/interviews",
        FIRE,
        page(og(FIRE.title, outlet="한빛뉴스", tail="", published=""), body, before=MENU, after=REST),
        author="유하진",
        lines=[*wanted[:4], f"[김새롬/주민 : {said}]", wanted[5]],
        optional=["<앵커>", "<기자>"],
    )  # fmt: skip


def rebuttal() -> Sample:
    """A ministry's answer to a report, in squares and circles, with what was reported first."""
    lines = (
        "<언론 보도 내용>",
        "□ 한빛일보는 11월 20일 “산불 헬기 12대 가운데 7대가 창고 신세”라고 보도했습니다.",
        "<산림재난처 설명>",
        "○ 정비 중인 헬기는 2대이며, 나머지 10대는 현장에 배치되어 있습니다.",
        "○ 올해 헬기 가동률은 83.4%로 지난해 79.1%보다 높습니다.",
        "○ 앞으로도 사실에 근거한 보도를 부탁드립니다.",
    )
    body = f"""<div class="view"><h2 class="tit">[사실은 이렇습니다] 산불 헬기 10대 현장 배치</h2><div class="etc"><span>산림재난처</span><span>2026.11.21 14:05</span></div><div class="txtbox">{ps(lines)}<p>⟦문의 : 산림재난처 산불방지과(042-000-4100)⟧</p></div><p class="src">⟦“이 자료는 산림재난처의 보도자료를 전재하여 제공함을 알려드립니다.”⟧</p></div>"""
    story = Story("[사실은 이렇습니다] 산불 헬기 10대 현장 배치", lines)
    return sample(
        "other/rebuttal",
        story,
        page(og(story.title, outlet="나라브리핑", tail=" - 사실은 이렇습니다 - 나라브리핑", published=""), body, before=MENU, after=END),
        author="",
    )  # fmt: skip


def questions() -> Sample:
    """Questions and answers as terms and their meanings."""
    pairs = (
        ("Q. 전기요금은 언제 오르나요?", "다음 달 1일부터입니다. 4인 가구는 한 달에 4120원을 더 냅니다."),
        ("Q. 깎아 주는 제도는 없나요?", "있습니다. 기초수급 가구 138만 곳은 2027년 6월까지 오르기 전 값을 냅니다."),
    )  # fmt: skip
    rows = "".join(f"<dt>{esc(q)}</dt><dd>{esc(a)}</dd>" for q, a in pairs)
    lead = "전기요금이 6.5% 오른다. 무엇이 달라지는지 문답으로 풀었다."
    story = Story("[Q&A] 전기요금 6.5% 인상, 무엇이 달라지나", (lead, *(t for p in pairs for t in p)))  # fmt: skip
    body = f"""<div class="zone"><h1>{esc(story.title)}</h1><div class="rp"><b>박도현</b> 기자 | 2026-11-21 14:05</div><div class="zb"><p>{lead}</p><dl>{rows}</dl></div></div>"""
    return sample(
        "trade/questions",
        story,
        page(og(story.title, tail=" - 한빛저널", published="2026-11-21T14:05:00+09:00"), body, before=MENU, after=REST),
        author="박도현",
    )  # fmt: skip


def ndsoft_centred() -> Sample:
    """Pictures in centred paragraphs, their captions behind a line break, the writer at the end."""
    shot = '<p style="text-align:center"><img src="/c.jpg"><br><span style="font-size:13px">⟦▲솔내구 경로당에서 점심을 먹는 어르신들. [사진=솔내구]⟧</span></p>'
    body = f"""<div class="aht-wrap"><div class="aht-title">{esc(BUDGET.title)}</div><div class="aht-info"><span>차나래 기자</span> <span>승인 2026.11.21 14:05</span> <span>⟦호수 1834⟧</span></div><div id="articleBody">{ps(BUDGET.lines, between=[shot])}<p style="text-align:right">⟦차나래 기자⟧</p></div></div>"""
    return sample(
        "ndsoft/centred",
        BUDGET,
        page(f"<title>{esc(BUDGET.title)} - 솔내주간신문</title>", body, before=MENU, after=REST),
        author="차나래",
        encoding="cp949, one byte broken",
        url="http://www.hanbit.example/news/articleView.html?idxno=1212",
    )  # fmt: skip


def portal_sections() -> Sample:
    """A copy at a portal in sections with numbers for names, the stamp in a tooltip's words."""
    parts = "".join(f'<div class="s{n}"><p>{esc(line)}</p></div>' for n, line in enumerate(RICE.lines))  # fmt: skip
    body = f"""<div class="pv"><div class="pv_hd"><a>한빛농민신문</a><h2>{esc(RICE.title)}</h2><span title="입력 2026.11.21 14:05">⟦20시간 전⟧</span></div><div class="pv_bd">{parts}<p>⟦노한결 기자 hangyeol@hanbit.example⟧</p></div><div class="pv_ft">⟦본 기사의 저작권은 한빛농민신문에 있으며 줌에서는 이를 제공만 합니다.⟧</div></div>"""
    return sample(
        "portal/sections",
        RICE,
        page(f"<title>{esc(RICE.title)} - 줌 뉴스</title>", body, before=MENU, after=REST),
        author="노한결",
    )


def wall_teaser() -> Sample:
    """Two paragraphs and a veil: what it asks for stands in an element of its own, in one line."""
    body = f"""<article class="k1"><h1>{esc(SOLAR.title)}</h1><div class="k2">서가람 기자 &nbsp;2026.11.21 14:05</div><div class="k3">{ps(SOLAR.lines[:2])}<div class="veil"></div></div><aside class="k4"><strong>⟦기사를 끝까지 읽으려면 구독이 필요합니다⟧</strong><button>구독 시작</button></aside></article>"""
    return sample(
        "wall/teaser",
        SOLAR,
        page(og(SOLAR.title, outlet="한빛경제", tail=" | 한빛경제 프리미엄", published=""), body, before=MENU, after=REST),
        author="서가람",
        lines=SOLAR.lines[:2],
        state="paywall",
    )  # fmt: skip


MAKERS = (
    wire_stamp,
    wire_slogan,
    wire_flash_third,
    arc_elements,
    wall_has_part,
    bare_nested,
    bare_single_breaks,
    react_app_router,
    react_props,
    business_inline_price,
    business_lead_first,
    trade_tables,
    trade_recommended,
    ndsoft_new,
    ndsoft_mobile,
    broadcaster_bracketed,
    broadcaster_diamonds,
    portal_mobile,
    portal_types,
    live_blog,
    photo_page,
    press_release,
    english_edition,
    amp_page,
    local_tables,
    editorial,
    # Written after the others were read.
    react_state,
    business_spans,
    broadcaster_interviews,
    rebuttal,
    questions,
    ndsoft_centred,
    portal_sections,
    wall_teaser,
)
