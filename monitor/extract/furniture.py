"""Which lines of an article's text belong to the page and not to the story.

Captions, by-lines, copyright, related headlines, tickers, tags, boards, appeals: what stands in a
body node without being body. A line is taken only for a sign of its own or for standing in such a
block, because a story's line that is lost is worse than a page's line that is kept. What looks like
a whole sentence needs a stronger sign. The shapes: contract, Korean news pages.
"""

from __future__ import annotations

from monitor.model import Span
from monitor.patterns import Pattern

# A line of furniture is short; a longer one is a paragraph, whatever it begins with.
LONGEST = 400
# A longer paragraph that ends as a sentence is the story's, though it may end in a credit.
LONGEST_CAPTION = 250

_LINE = Pattern(r"[^\n]+")

# --- signs that do for any line -----------------------------------------------------------------
_CREDIT = (
    r"(?:(?:자료|제공|참고|관련)?\s?사진(?:\s?출처)?|자료|그래픽|일러스트|삽화|이미지|영상|캡처|출처"
    r"|PHOTO|Photo|photo)"
)
_CAPTION = Pattern(
    # (사진=연합뉴스) 오픈AI의 챗GPT · /사진=로이터 · [사진=뉴시스] · 그래픽=김하나 기자
    rf"^[(\[<【/▲△▼]?\s*{_CREDIT}\s?[=ㆍ:：]\s?\S"
    # 인사말을 하고 있다. 연합뉴스
    r"|^[^.]{4,160}(?:고\s있다|모습|전경|장면|조감도)\.?\s?[/]?\s?"
    r"(?:연합뉴스|뉴시스|뉴스1|로이터\S*|AP\S*|AFP\S*|EPA\S*|게티이미지\S*)(?:\s?제공)?$"
    # 박수를 치고 있다. 한빛통신 제공
    r"|^[^.]{4,160}(?:고\s있다|모습|전경|장면|조감도)\.?\s(?:[가-힣A-Za-z0-9]{1,8}"
    r"(?:통신|뉴스|시스|일보|신문|경제|방송|투데이|데일리|타임스|저널|닷컴|이미지\S*)(?:\s제공)?|[가-힣A-Za-z0-9]{2,10}\s제공)$"
    r"|^(?:게티이미지\S*|셔터스톡|픽사베이|언스플래시|로이터)$"
    # *자료: 금융감독원 · (단위: %, 전년 동기 대비)
    r"|^[*※]\s?자료\s?[=:：]|^[(\[]?\s?단위\s?[:：=]\s?[^.]{1,24}$|^(?:인포그래픽|디자인)\s?=\s?\S"
    # [주간 가격지수 변동률/한빛감정원]
    r"|^\[[^\[\]/]{4,60}/\s?[^\[\]/]{2,16}\]$"
    # 사진 1/6 조감도 · 〈그래픽〉 생성형 AI 앱 · [사진] 전경
    r"|^사진\s?\d{1,3}\s?/\s?\d"
    # 표=한빛리서치 | 단위 GWh, %
    r"|^\W?(?:표|도표|차트|그래프)\s?[=ㆍ:：]\s?\S"
    r"|^[〈<\[【(]\s?(?:그래픽|사진|포토|인포그래픽|영상|동영상|일러스트|이미지|삽화)\s?\d?\s?[〉>\]】)]"
    r"|^(?:사진|이미지|그래픽)\s?(?:확대|크게|보기)|^(?:확대|크게)\s?보기"
)
# The credit at the end of a caption.
_CREDITED = Pattern(
    # 도널드 트럼프 대통령. /사진=로이터 · (자료=다온경제 그래픽팀) · / 사진 제공=한빛전자
    rf"[(\[</【]\s?{_CREDIT}(?:\s?제공)?\s?[=:：]\s?[^()\[\]<>【】]{{1,40}}[)\]>】]?\s*$"
    r"|\s사진\s?[=:：]\s?[^.]{1,20}$"
    # /새벽녘경제 자료사진 · [연합뉴스 자료사진] · (사진제공 한빛전자)
    r"|[/\[(〈<]\s?[^/\[(]{0,20}(?:자료\s?사진|사진\s?제공|제공\s?사진|사진\s?캡처|화면\s?캡처)"
    r"[^.]{0,20}[\])〉>]?\s*$"
    r"|[/\[(]\s?(?:연합뉴스|뉴시스|뉴스1|로이터|AFP|AP|EPA|게티이미지\S*|Getty\S*|셔터스톡|Reuters)"
    r"(?:[=·/ ]\S{0,12})?\s?[\])]?\s*$"
)
_CREDIT_SIGN = Pattern(r"[(\[</【〈]")
# ▲ marks a caption, but a list of a story too: a caption shows somebody doing something.
_TRIANGLE = Pattern(r"^[▲△▼]\s?[^▲△▼]{2,200}$")
_SHOWN = Pattern(
    r"(?:모습|전경|조감도|장면|풍경|내부|외관|사진|제공|캡처|로고|이미지|기념\s?촬영|포스터|초상)"
    r"(?:[을를이]?\s?(?:하고|담은|찍은))?[^.]{0,30}[.)\]]?$|^[^\d]*[고서]\s있다"
)
_COPYRIGHT = Pattern(
    r"^\W{0,3}(?:ⓒ|©|\([cC]\)|[Cc]opyright|COPYRIGHT|저작권자)"
    r"|무단\s?(?:전재|복제|배포|사용)[^.]{0,30}금지|재배포\s?금지|[Aa]ll\s[Rr]ights\s[Rr]eserved"
    r"|공공누리|크리에이티브\s?커먼즈|CC\s?BY"
    r"|AI\s?학습[^.]{0,12}(?:이용|활용|사용)\s?금지"
)
# A sentence about such a thing is none of it: `무단 전재를 금지하는 법안이 통과했다.`
_TOLD = Pattern(
    r"(?:금지(?:하는|했|한)|제보를?\s받|입력\s|등록\s).{0,60}(?:했|됐|렸|졌|였|있)다\.$"
)
_STAMP = Pattern(
    r"^\W{0,2}(?:기사\s?|최초\s?|최종\s?)?(?:입력|등록|승인|송고|수정|업데이트|발행|게재|전송|작성|기사전송)"
    r"(?:\s?(?:시간|일시|일|시각))?\s*[:：|]?\s*(?:19|20)\d\d\s?[-./년]"
    r"|^\(?(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}\.?(?:[\s(]|$)[\s\d:()오전후월화수목금토일요.\-/|]*$"
    r"|^(?:19|20)\d\d년\s?\d{1,2}월\s?\d{1,2}일(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
    r"(?:\s?(?:오전|오후)?\s?\d{1,2}[:시]\s?\d{0,2}분?)?$"
    r"|송고\s*$|^(?:지면|종이신문)\s?[A-Z]?\d{1,2}면?$"
)
_JOB = (
    r"(?:기자|특파원|선임기자|전문기자|객원기자|인턴기자|수습기자|논설위원|논설실장|편집위원|편집인|대기자"
    r"|리포터|앵커|PD|에디터|칼럼니스트|통신원|명예기자|시민기자|사진기자|영상기자)"
)
_MAIL = r"[<(\[]?\s?[\w.+-]{1,40}\s?@[\w-]{0,40}(?:\.[\w-]{1,20}){0,4}[…]?\s?[>)\]]?"
_BYLINE = Pattern(
    rf"^\W{{0,3}}(?:[^.,!?\"“]{{0,24}}[=|/·]\s?)?(?:글\s?[·=]?\s?)?[^.!?\"“=]{{1,24}}\s?{_JOB}"
    rf"(?:[\s·,/]{{1,3}}[^.!?\"“]{{1,12}}{_JOB}){{0,3}}(?:\s외\s?\d명)?[\s|/·=]*(?:{_MAIL})?\W{{0,3}}$"
    rf"|^{_MAIL}$|^[^.!?\"“=]{{2,30}}\s[\w.+-]{{1,40}}@[\w.-]{{2,60}}$"
    r"|^\W{0,2}(?:글|사진|글·사진|영상|취재|편집|그래픽|촬영|정리|번역)\s?[·=]?\s?[가-힣]{2,4}(?:\s?기자)?"
    r"(?:[·,/ ]{1,3}(?:사진|영상|그래픽|편집|글)\s?[=]?\s?[가-힣]{2,4}(?:\s?기자)?){0,3}$"
    r"|^\[[^\[\]]{2,24}(?:팀|부|기자|특파원|뉴스룸|편집국)\]$"
    r"|^[가-힣A-Za-z]{2,12}\s?(?:온라인|디지털|편집|경제|산업|사회|국제|정치|문화|이슈)?(?:뉴스팀|뉴스부|뉴스룸|편집국|보도국|취재팀|온라인팀)$"
    r"|^(?:영상\s?편집|영상\s?취재|촬영\s?기자|영상\s?디자인|구성|그래픽|편집|자막|CG)\s?[:：]\s?\S.{0,40}$"
    r"|^◀\s?\S{1,8}\s?▶$|^(?:영상|사진)?\s?(?:취재|편집)\s[가-힣]{2,4}\s(?:영상|사진)?\s?(?:취재|편집)\s[가-힣]{2,4}$"
)
_BYLINE_STAMP = Pattern(
    rf"^[^.,!?\"“]{{2,24}}\s?{_JOB}\s.{{0,40}}(?:입력|등록|승인|수정|송고)\s?[:：|]?\s?(?:19|20)\d\d[-.]"
)
_END = Pattern(
    r"^[(\[<]\s?(?:끝|계속)\s?[)\]>]$"
    r"|^(?:메뉴\s?건너뛰기|본문\s?(?:바로가기|영역|듣기)|주메뉴\s?바로가기|로그인|회원가입|검색|전체\s?메뉴|홈|목록|스크랩"
    r"|인쇄(?:하기)?|공유(?:하기)?|댓글(?:\s?\d+)?|글자\s?크기.{0,12}|기사\s?(?:공유|저장|스크랩|듣기|원문)|좋아요(?:\s?\d+)?"
    r"|URL\s?복사|링크\s?복사|반응형|광고|AD|ADVERTISEMENT|Advertisement|더\s?보기|닫기|이전|다음|TOP|맨\s?위로"
    r"|추천\s?\d+|조회\s?수?\s?[\d,]+|저작자표시|구독(?:하기)?|팔로우|카카오톡|페이스북|트위터|네이버\s?블로그)$"
    r"|^(?:이전|다음)\s?(?:글|기사)\s?[:：|]?\s?.{0,60}$"
    r"|^기사의\s?섹션\s?정보는|^\(예시\)|^이\s?기사는?\s?.{0,40}(?:자동|번역|생성|작성)(?:한|된|되었|됐|했)|^이\s?기사는?\s?.{0,20}자동으로\s(?:요약|번역|작성)"
    r"|^[※*]?\s?(?:이|본|외부)\s?(?:칼럼|글|기고|기사|필진|콘텐츠|원고)[은는이의]?\s?.{0,40}"
    r"(?:본지|본보|편집\s?방향|보도\s?준칙|인터넷\s?전용|온라인\s?전용|필자|견해|다를\s?수)"
    r"|^(?:(?:기사|스크랩|공유|댓글|클린뷰|프린트|인쇄|글자\s?크기|본문|듣기|요약|번역|저장|북마크|최신순|공감순|가"
    r"|좋아요|화나요|슬퍼요|훈훈해요|감동이에요|놀랐어요|추천해요|\d[\d,]{0,8}(?![\d,]))[\s|·]*){2,}$"
    r"|^[▶►▷].{0,40}(?:바로\s?가기|구독|제보)"
    r"|^독자\s?여러분의\s?제보|^[※*]\s?(?:해당|이|본)\s?기사는\s?유료|^[※*·].{0,60}(?:삭제하겠습니다|삭제될\s수\s있습니다)[.]?$"
    r"|^[※*]\s?(?:외부\s?)?(?:필자|기고자|기고문?|칼럼|글)[가-힣]{0,2}\s.{0,40}(?:견해|편집\s?방향|입장|다를\s수)"
    # 담당 부서 : 예산총괄과 (044-000-0000) / 붙임 1. 총괄표 1부. 끝.
    r"|^\W{0,2}(?:담당\s?(?:부서|과|자|국|기관)|문의처?|붙임|첨부(?:\s?파일)?|별첨)\s?\d{0,2}\s?[:：.]\s?\S"
    # [많이 본 기사] ① … · [한빛경제 많이 본 뉴스] 1. … · 많이 본 뉴스 ① …
    r"|^[\[【<〈]\s?(?:[가-힣A-Za-z]{2,10}\s)?(?:많이\s?(?:본|읽은|찾은)|관련|인기|추천|실시간|주요|최신|오늘의|화제의?)\s?(?:기사|뉴스|글|이슈)\s?(?:TOP\s?\d*|톱\s?\d*|순위|랭킹)?\s?[\]】>〉]\s?\S"
    r"|^(?:가장\s)?(?:많이\s?(?:본|읽은|찾은)|실시간\s?인기|오늘의\s?주요)\s?(?:기사|뉴스|글)\s?(?:TOP\s?\d*|톱\s?\d*|순위|랭킹)?\s?[:：|]?\s?(?:[①❶➀▶▷►☞·•]|1[.)])\s?\S"
    # 관련기사 ▶ 애빌린 건물 두 동 준공 ▶ … · 다른기사 보기 | 후원하기 ₩5,000
    r"|^\W{0,3}(?:관련|다른|추천|주요|인기|연관)\s?(?:기사|뉴스)(?:\s?보기)?\s?[▶►▷☞|:：·]\s?\S"
    # 댓글 1,284개 · 공감 312 비공감 24 · 요약봇 · 글씨 크기
    r"|^(?:전체\s?)?댓글\s?(?:수\s?)?[\d,]+\s?개?$|^(?:공감|추천)\s?[\d,]+\s?(?:비공감|반대)\s?[\d,]+$"
    r"|^(?:본문\s)?요약봇|^요약봇이\s|^텍스트\s?음성\s?변환|^(?:본문|기사)?\s?(?:글씨|글자|폰트)\s?(?:크기|키우기|줄이기)"
    r"|^(?:(?:공유|스크랩|인쇄|복사|저장)하기|스크랩|인쇄|카카오톡|페이스북|트위터|밴드|라인|URL\s?복사|링크\s?복사|\s)+$"
    r"|^실시간\s?(?:랭킹|순위)|^섹션\s?(?:기사|뉴스)$|^[가-힣A-Za-z]{2,10}\s\|\s(?:네이버|다음|네이트|줌|구글)(?:\s?뉴스)?$"
    # the wall before what members read
    r"|^(?:이\s?기사[의는]?\s.{0,12})?(?:구독자|회원|유료\s?회원|멤버십)\s?(?:전용|만)\s?(?:기사|콘텐츠|서비스)?(?:입니다)?[.]?$"
    r"|^(?:로그인|회원\s?가입|구독)(?:을)?\s?하(?:면|시면|고)\s.{0,30}(?:보실|읽으실|이용하실|확인하실)\s수\s있습니다"
    # [분양캘린더] … | 경쟁률 7.3 대 1 …: another article, cut where the box ends
    r"|^\[[^\]]{2,16}\]\s.{8,110}\|.{4,60}(?:…|\.\.\.)$|^\[?(?:AD|광고|협찬|PR)\]\s?\S"
)
# Of those, what may stand anywhere in a line.
_WITHIN = Pattern(
    r"전문[은는]?\s.{0,30}(?:보실|확인하실|만나실)\s수\s있습니다"
    r"|(?:자세한\s내용|더\s많은\s기사)[은는]?\s.{0,30}(?:보실|확인하실|만나실)\s수\s있습니다"
    r"|(?:^|[|·▶]\s?)(?:후원|기부|정기구독)\s?하기(?:\s|$|[|·])"
    r"|유료\s?(?:콘텐[트츠]|회원|기사).{0,40}이용하실\s수\s있습니다"
)
# What a broker's report says of itself below its story.
_LEGAL_HEAD = (
    r"(?:(?:Compliance|COMPLIANCE|compliance)(?:\s?(?:Note|Notice|NOTICE|note|notice)s?)?"
    r"|컴플라이언스(?:\s?(?:노트|노티스|공지|고지))?|Disclaimer|DISCLAIMER|Legal\sNotice"
    r"|(?:투자자?|고객)\s?(?:유의|위험|주의)\s?(?:사항|고지|안내|문구)|투자\s?(?:위험|판단)\s?고지|면책(?:\s?(?:조항|고지|공고|사항))?|법적\s?고지|이해\s?상충\s?(?:고지|공시))"
)
_LEGAL = Pattern(
    # Compliance Notice : 본 자료는 … · [투자 유의사항] 해당 종목은 …
    rf"^\W{{0,3}}{_LEGAL_HEAD}\s?(?:[:：|)\]】>〉\-–—]|$)"
    # 당사는 해당 종목을 1% 이상 보유하고 있지 않습니다.
    r"|^.{2,120}\d\s?%\s?이상.{0,12}보유하(?:고\s있)?지\s?(?:않습니다|아니합니다)"
    r"|^\W{0,3}(?:본|이|동)\s(?:자료|보고서|리포트|조사분석자료)[은는]\s.{0,160}(?:참고\s?자료|투자\s?(?:판단|권유|결정|결과)|법적\s?책임|사전\s?제공|신의\s?성실).{0,80}(?:습니다|바랍니다)"
    r"|^.{0,80}투자\s?(?:판단|결과|결정)(?:의|에\s대한)\s(?:최종\s)?(?:책임|결정)[은이]\s.{0,30}(?:있습니다|바랍니다)"
)
_LEGAL_ITEM = Pattern(
    r"^(?:[•·▪◦∙*※▶■□○●\-–]\s?|(?:본|이|동|당사|상기|해당|작성자|금융투자분석사)[가-힣]{0,4}\s)"
)
# … 했다. [많이 본 뉴스] ①… ②…: other articles named behind a story's sentence
_LISTED = Pattern(
    r"[\[【〈<]\s?[^\[\]【】〈〉<>.\n]{0,14}(?:많이\s?(?:본|읽은|찾은|본\s이)|인기|추천|관련|실시간|최신|주요|화제의?|핫)\s?"
    r"(?:뉴스|기사|글|이슈|콘텐츠|클릭)?\s?(?:TOP|Top|톱|베스트|랭킹|순위|리스트|모음)?\s?\d{0,2}\s?[\]】〉>]"
    r"\s?(?=[①❶➀1▶▷►☞·•\-\"“‘']).*"
)
_LISTED_WORDS = ("많이", "인기", "추천", "관련", "실시간", "최신", "주요", "화제", "핫")
_LIST_OPENS = ("[", "【", "〈", "<")
_LIST_MARKS = tuple("①❶➀▶▷►☞·•")
_TIPS = Pattern(
    r"(?:기사|뉴스)\s?제보(?:\s?및|는|\s?[:：]|\s?하기|\s?\d)|^\W{0,3}제보(?:는|하기|\s?[:：])|제보를\s기다립니다|보도자료\s[\d(]"
    r"|^\W{0,3}(?:카카오톡|카톡|이메일|전화|문의|대표전화|팩스|홈페이지)\s?[:：▷▶→]\s?\S"
    r"|여러분의\s(?:소중한\s)?제보|당신의\s제보가|광고\s?(?:문의|안내|접수)\s?[:：]?\s?[\d(]"
    r"|(?:대표\s?전화|대표\s?번호|팩스)\s?[:：]?\s?\(?0\d{1,2}[-)]"
    r"|등록번호\s?[:：]|발행인\s?[:：]|편집인\s?[:：]|사업자\s?등록번호|청소년\s?보호\s?책임자"
)
_APPEAL = Pattern(
    r"(?:구독|팔로우|좋아요|알림\s?(?:설정|받기)|뉴스레터|채널\s?추가|친구\s?추가|홈에서|앱\s?다운)[^.]{0,30}"
    r"(?:하기|하세요|하십시오|해\s?주세요|눌러\s?주세요|신청|클릭|받아보|보세요|바로가기|만나보)"
    r"|(?:바로\s?가기|클릭|기사\s?보기|보러\s?가기|자세히\s?보기|원문\s?보기|구독\s?신청|더\s?보기)\W{0,4}$"
    r"|^(?:후원|정기\s?후원|후원\s?계좌|계좌\s?번호|예금주)\W|(?:예금주|계좌)\s?[:：]\s?\S"
    r"|(?:회원\s?모집|리딩방|무료\s?체험|무료\s?상담|선착순|한정\s?특가|최저가|수익률\s?\d+%\s?보장)"
    r"|^(?:구독|구독자|팔로워|응원|기자\s?페이지)\s?[\d,.만천]+|(?:구독|응원)\s?[\d,.만천]+\s?(?:구독|응원)\s?수?\s?[\d,.만천]+$"
    r"|^기자\s?프로필|^\[\s?(?:설문|투표|POLL|Poll|폴)\s?\]|^(?:(?:찬성|반대|기타|모름)\s?[\d,]+\s?[명표]?\s?\(\d{1,3}(?:\.\d)?%\)[\s,/|]*){2,}$"
    r"|^(?:투표|설문|POLL|폴)\s?[:：\])]|투표\s?(?:하기|참여|마감|종료)\W{0,3}$|^(?:찬성|반대|기타|잘\s?모르겠다)\s?\(?\d{1,3}(?:\.\d)?%"
)
_TAGS = Pattern(r"^(?:#[^\s#,]{1,40}[\s,]*)+$|^(?:태그|키워드|Tags?|TAG)\s?[:：#]\s?\S.{0,200}$")
_ARROW = Pattern(r"[▲▼△▽↑↓]\s?\d[\d,.]*\s?[%원p]?|[+-]\d[\d,.]*\s?%")
# 한빛전자 (000000) 71,200 ▲ 1,200 +1.71% · USD/KRW 1,385.5 ▲4.3
_PRICE_LINE = Pattern(
    r"^(?:[가-힣A-Za-z&·]{2,16}(?:\s?\(?\d{6}\)?)?|[A-Z]{3}/[A-Z]{3})\s[\d,.]{3,12}\s?원?\s?[▲▼△▽↑↓]"
    r"\s?[\d,.]{1,10}\s?원?\s?\(?(?:[+-]?\d{1,3}(?:\.\d+)?\s?%\)?)?$"
)
_QUOTES_LINE = Pattern(r"시세|지수|환율|증시|주가|코스피|코스닥|비트코인|나스닥|다우|종가|현재가")
_TABLE_RULE = Pattern(r"^[-|:=_*~·.\s─━]{3,}$")
_DATED = Pattern(r"\d\d[.\-/]\d\d[.\-/]\d\d")
_ROW = Pattern(
    # 44574 새 다리 개통 첫 주말 12만 명 건너 한빛뉴스 2025.02.09
    r"^\d{2,9}\s.{4,120}\s(?:19|20)?\d\d[.\-/]\d\d[.\-/]\d\d\.?(?:\s[\d:,]+)*$"
    # 새 다리를 둘러싼 다툼의 분석 (0) | 2025.01.31 |
    r"|^.{4,120}\(\d{1,4}\)\s?\|\s?(?:19|20)\d\d[.\-/]\d\d[.\-/]\d\d\s?\|?$"
    r"|^.{4,100}\s\|\s?(?:19|20)\d\d[.\-/]\d\d[.\-/]\d\d(?:\s[\d:]+)?\s?\|?$"
)
_BOARD = Pattern(r"^(?:번호|No\.?|순번)\s(?:분류\s)?제목\s")
_BOARD_BEGINS = frozenset("번N순")
_WEATHER = Pattern(
    r"^[-−]?\d{1,2}(?:\.\d)?\s?(?:°\s?C?|℃|C|도)$|^(?:맑음|흐림|구름\s?많음|비|눈|미세먼지\s?\S{1,4}|초미세먼지\s?\S{1,4})$"
    r"|^(?:서울|부산|대구|인천|광주|대전|울산|세종|제주|Seoul|Busan|Daegu|Incheon|Jeju)$"
    r"|^(?:서울|부산|대구|인천|광주|대전|울산|세종|제주|전국)\s?[-−]?\d{1,2}(?:\.\d)?\s?(?:°|℃|C|도)"
)
_OUTLET = Pattern(
    r"^[·ㆍ/]?\s?[가-힣A-Za-z]{1,8}(?:일보|신문|뉴스|경제|방송|데일리|통신|투데이|타임스|저널|닷컴|미디어)$"
)

# --- blocks -------------------------------------------------------------------------------------
_RELATED = Pattern(
    r"^\W{0,4}(?:관련\s?(?:기사|뉴스|콘텐츠|글|키워드)|연관\s?(?:기사|뉴스)|함께\s?(?:보면|읽으면|볼)[^.]{0,16}"
    r"|이\s?기사와\s?함께[^.]{0,12}|(?:많이\s?(?:본|읽은)|댓글\s?많은|공감\s?많은)\s?(?:뉴스|기사|글)?[^.]{0,8}|가장\s?많이\s?(?:본|읽은)[^.]{0,10}"
    r"|(?:실시간\s?)?(?:인기|주요|추천|핫|최신|속보|화제의?|랭킹|베스트)\s?(?:뉴스|기사|이슈|글|검색어|포토|영상|클릭|순위)"
    r"|이\s?시각\s?(?:주요|인기|많이)?\s?(?:뉴스|기사|헤드라인)?[^.]{0,8}|오늘의\s?(?:주요|추천|인기|핫|많이)[^.]{0,12}"
    r"|(?:이|해당)\s?기자의\s?(?:다른|최신|추천)\s?(?:기사|뉴스)?|다른\s?기사\s?(?:보기)?|놓치지\s?말아야\s?할[^.]{0,12}"
    r"|에디터\s?추천[^.]{0,8}|당신이\s?(?:좋아할|놓친|관심)[^.]{0,14}|관심\s?있을\s?만한[^.]{0,8}|포토\s?뉴스|헤드라인\s?뉴스|뉴스\s?(?:랭킹|스탠드)"
    r"|['‘“\"][^'’”\"]{1,30}['’”\"]\s?카테고리의\s?다른\s?글|이\s?카테고리의\s?다른\s?글|연재\s?(?:기사|보기)|시리즈\s?(?:기사|보기))"
    r"\s?\W{0,4}$"
)
_PROMOTED = Pattern(r"^(?:[▶►☞➡➜→☎✔✅👉◆■◇□▷●]|\[[^\]]{1,12}\]\s?[▶☞])\s?\S")
_HAND = Pattern(r"^[☞☎👉➜➡]")
_STORY_END = Pattern(r"(?:다|요|죠|까|네|라|자|음|임|함|됨)[.?!…]+[\"'”’)\]]*$|[다요][\"”’']$")
_FULL_STOP = Pattern(r"(?:다|요|죠|까|음|임|함|됨)[.?!…]+[\"'”’)\]]*$")
_SHARE_PRICE = Pattern(
    # 한빛전자(71,200원 ▲1,200 +1.71%): the outlet's machine put it there.
    r"\(\s?(?:\d{6}\s?[,|]\s?)?\d[\d,.]{0,12}\s?원?\s?[,|/]?\s?(?:▲|▼|△|▽|↑|↓|상승|하락|보합|[+-](?=[\d,]+\s))"
    r"\s?[\d,.]{1,10}\s?원?\s?[,|/(]?\s?[+-]?\d{1,3}(?:\.\d+)?\s?%\)?\s?\)"
)


# --- what the long patterns cannot do without ---------------------------------------------------
# To compile them takes longer than to read an article, and most lines need none of them.
_CAPTION_WORDS = (
    "=", "ㆍ", ":", "：", "게티이미지", "셔터스톡", "픽사베이", "언스플래시", "로이터", "단위",
    "사진", "이미지", "그래픽", "확대", "크게",
)  # fmt: skip
_SCENE_WORDS = ("있다", "모습", "전경", "장면", "조감도")
_SOURCE_WORDS = (
    "통신", "뉴스", "시스", "일보", "신문", "경제", "방송", "투데이", "데일리", "타임스", "저널",
    "닷컴", "이미지", "제공", "로이터", "AP", "AFP", "EPA",
)  # fmt: skip
_CREDIT_WORDS = (
    "사진", "자료", "그래픽", "일러스트", "삽화", "이미지", "영상", "캡처", "출처", "PHOTO", "hoto",
    "화면", "연합뉴스", "뉴시스", "뉴스1", "로이터", "AP", "AFP", "EPA", "Getty", "셔터스톡",
    "Reuters",
)  # fmt: skip
_APPEAL_WORDS = (
    "구독", "팔로우", "좋아요", "알림", "뉴스레터", "채널", "친구", "홈에서", "앱", "가기", "클릭",
    "보기", "후원", "계좌", "예금주", "회원", "리딩방", "무료", "선착순", "한정", "최저가",
    "수익률", "팔로워", "응원", "기자", "설문", "투표", "POLL", "Poll", "폴", "찬성", "반대",
    "기타", "모름", "모르겠다",
)  # fmt: skip
_BYLINE_WORDS = (
    "기자", "특파원", "논설", "위원", "편집", "리포터", "앵커", "PD", "에디터", "칼럼니스트",
    "통신원", "@", "글", "사진", "영상", "취재", "그래픽", "촬영", "정리", "번역", "구성", "자막",
    "CG", "뉴스", "보도국", "온라인팀", "팀]", "부]", "◀",
)  # fmt: skip
# The first letter or two of a line that `_END` and `_RELATED` may take.
_END_BEGINS = """
많이 실시 오늘 가장
끝 계속 메뉴 본문 주메 로그 회원 검색 전체 홈 목록 스크 인쇄 공유 댓글 글자 기사 좋아 UR 링크
반응 광고 AD Ad 더 닫기 이전 다음 TO 맨 추천 조회 저작 구독 팔로 카카 페이 트위 네이 예시 이 본
외부 클린 프린 듣기 요약 번역 저장 북마 최신 공감 가 화나 슬퍼 훈훈 감동 놀랐 독자 해당 필자
기고 칼럼 글 담당 문의 붙임 첨부 별첨 관련 다른 주요 인기 연관 텍스 글씨 폰트 복사 밴드 라인
실시 섹션 유료 멤버 협찬 PR
"""
_RELATED_BEGINS = """
관련 연관 함께 이 많이 댓글 공감 가장 실시 인기 주요 추천 핫 최신 속보 화제 랭킹 베스 오늘 해당
다른 놓치 에디 당신 관심 포토 헤드 뉴스 연재 시리
"""
_LEGAL_BEGINS = "Co CO co 컴플 Di DI Le 고객 면책 법적 이 본 동"
_STAMP_BEGINS = "기사 최초 최종 입력 등록 승인 송고 수정 업데 발행 게재 전송 작성 지면 종이"
_TIPS_WORDS = (
    "제보", "보도자료", "카톡", "카카오톡", "이메일", "전화", "문의", "팩스", "홈페이지", "광고",
    "대표", "등록번호", "발행인", "편집인", "사업자", "청소년",
)  # fmt: skip
_STAMPED_WORDS = ("입력", "등록", "승인", "수정", "송고")
_COPYRIGHT_WORDS = (
    "금지", "저작권자", "ⓒ", "©", "(c)", "(C)", "opyright", "COPYRIGHT", "ights", "공공누리",
    "크리에이티브", "CC",
)  # fmt: skip
_QUOTES = frozenset("'‘“\"")
_LEGAL_HEADS = frozenset(_LEGAL_BEGINS.split())
_STAMP_HEADS = frozenset(_STAMP_BEGINS.split())
_END_HEADS = frozenset(_END_BEGINS.split())
_RELATED_HEADS = frozenset(_RELATED_BEGINS.split())


def _has(line: str, words: tuple[str, ...]) -> bool:
    return any(word in line for word in words)


def _begins(line: str, heads: frozenset[str]) -> bool:
    """Say whether the first word of a line begins as one of `heads` does."""
    at = next((i for i, letter in enumerate(line[:5]) if letter.isalnum()), 5)
    return line[at : at + 2] in heads or line[at : at + 1] in heads


def _may_be_caption(line: str) -> bool:
    return (
        line[0] in "*※[〈<【("
        or _has(line, _CAPTION_WORDS)
        or (_has(line, _SCENE_WORDS) and _has(line, _SOURCE_WORDS))
    )


def _may_be_end(line: str) -> bool:
    return line[0] in "(<[【〈※*·▶►▷0123456789" or "|" in line or _begins(line, _END_HEADS)


def _may_be_tags(line: str) -> bool:
    return line[0] in "#태키T"


def _may_be_legal(line: str) -> bool:
    return "투자" in line or "보유하" in line or _begins(line, _LEGAL_HEADS)


def _may_be_stamp(line: str) -> bool:
    return line[0] in "(12" or "송고" in line or _begins(line, _STAMP_HEADS)


def _may_be_related(line: str) -> bool:
    return not _QUOTES.isdisjoint(line[:5]) or _begins(line, _RELATED_HEADS)


def find_furniture(text: str) -> tuple[Span, ...]:
    """Return what of `text` belongs to the page: whole lines, and share prices within a line.

    Spans are in order, do not overlap, and leave out the line break. A figure inside one is no
    claim.

    >>> text = '이용자는 58만 명으로 집계됐다.\\n[관련기사]\\n▶ 접속 차단 90곳\\n(끝)'
    >>> [text[a:b] for a, b in find_furniture(text)]
    ['[관련기사]', '▶ 접속 차단 90곳', '(끝)']
    """
    lines = [(m.start(), m.end(), _clean(m.group())) for m in _LINE.finditer(text)]
    lines = [line for line in lines if line[2]]
    taken = [_is_furniture(line[2]) for line in lines]
    words = [line[2] for line in lines]
    _take_blocks(words, taken)
    _take_head(words, taken)
    _take_tail(words, taken)
    spans: list[Span] = []
    for (start, end, _), is_taken in zip(lines, taken, strict=True):
        if is_taken:
            spans.append((start, end))
        else:
            spans.extend(m.span() for m in _SHARE_PRICE.finditer(text, start, end))
            if listed := _listed(text, start, end):
                spans = [s for s in spans if s[1] <= listed[0] or s[0] < start]
                spans.append(listed)
    return tuple(spans)


def _listed(text: str, start: int, end: int) -> Span | None:
    """Return where a line goes on with the names of other articles, to its end."""
    line = text[start:end]
    if not (_has(line, _LIST_OPENS) and _has(line, _LISTED_WORDS) and _has(line, _LIST_MARKS)):
        return None
    found = _LISTED.search(line)
    return (start + found.start(), end) if found else None


def _clean(line: str) -> str:
    """Return the line's words, without blanks of any width at its ends."""
    return line.strip().strip("\u200b\ufeff").strip() if len(line) <= LONGEST * 2 else line.strip()


def _is_story(line: str) -> bool:
    """Say whether the line ends as a sentence of running text does."""
    return len(line) >= 12 and _STORY_END.search(line[-12:]) is not None


def _is_furniture(line: str) -> bool:
    """Say whether a line shows by itself that it is none of the story."""
    if (_may_be_tags(line) and _TAGS.match(line)) or (
        _DATED.search(line) and _ROW.match(line[:LONGEST])
    ):
        return True
    if _may_be_legal(line) and _LEGAL.match(line[:LONGEST]):
        return True
    if len(line) > LONGEST:
        return False
    is_story = _is_story(line)
    if is_story and len(line) > LONGEST_CAPTION:
        return False
    if _has_sign(line):
        # A paragraph that only ends in a credit is a caption if it is one sentence.
        return not (is_story and line[0] not in "ⓒ©※(<[" and _TOLD.search(line))
    if is_story:
        return bool(_TRIANGLE.match(line) and _SHOWN.search(line))
    return bool(
        (len(line) <= 80 and _has(line, _BYLINE_WORDS) and _BYLINE.match(line))
        or (_has(line, _APPEAL_WORDS) and _APPEAL.search(line))
        or _HAND.match(line)
        or _OUTLET.match(line)
        or (_TRIANGLE.match(line) and _SHOWN.search(line))
        or _is_ticker(line)
    )


def _has_sign(line: str) -> bool:
    """Say whether a line has a sign that does for any line; what is long is looked for last."""
    return bool(
        (_may_be_caption(line) and _CAPTION.match(line))
        or (_may_be_end(line) and _END.match(line))
        or (line[0] in _BOARD_BEGINS and _BOARD.match(line))
        or (_has(line, _STAMPED_WORDS) and _BYLINE_STAMP.match(line))
        or (_may_be_stamp(line) and _STAMP.search(line))
        or (_has(line, _COPYRIGHT_WORDS) and _COPYRIGHT.search(line))
        or (_has(line, _TIPS_WORDS) and _TIPS.search(line))
        or (("있습니다" in line or "하기" in line) and _WITHIN.search(line))
        or (
            (_CREDIT_SIGN.search(line) or "사진" in line)
            and _has(line, _CREDIT_WORDS)
            and _CREDITED.search(line)
        )
    )


def _is_ticker(line: str) -> bool:
    """Say whether the line is a row of prices with their moves."""
    if _PRICE_LINE.match(line):
        return True
    moves = len(_ARROW.findall(line))
    return moves >= 3 or (moves == 2 and len(line) <= 120 and bool(_QUOTES_LINE.search(line)))


def _take_blocks(lines: list[str], taken: list[bool]) -> None:
    """Take the headlines under a heading such as `[관련기사]`, and runs of promoted ones."""
    inside = is_legal = False
    for at, line in enumerate(lines):
        is_head = len(line) <= 40 and taken[at] and _may_be_legal(line) and _LEGAL.match(line)
        is_legal = bool(is_head) or (is_legal and _LEGAL_ITEM.match(line) is not None)
        taken[at] = taken[at] or is_legal
        if len(line) <= 40 and _may_be_related(line) and _RELATED.match(line):
            taken[at] = inside = True
        elif line[0] in _BOARD_BEGINS and _BOARD.match(line):
            inside = True
        elif inside:
            # A headline may end like a sentence (`"…했다"`); the arrow tells it from the story.
            inside = bool(
                _TABLE_RULE.match(line)
                or (len(line) <= 120 and (not _FULL_STOP.search(line) or _PROMOTED.match(line)))
            )
            taken[at] = taken[at] or inside


def _take_head(lines: list[str], taken: list[bool]) -> None:
    """Take weather, place and date above the title of a saved page."""
    last = -1
    for at, line in enumerate(lines[:8]):
        if _WEATHER.match(line) or taken[at]:
            last = at if _WEATHER.match(line) else last
        elif len(line) > 14 or _is_story(line):
            break
    for at in range(last + 1):
        taken[at] = True


def _take_tail(lines: list[str], taken: list[bool]) -> None:
    """Take what stands below the story's end among the page's lines: promotions, section names."""
    end = len(lines)
    while end and not (_is_story(lines[end - 1]) and not taken[end - 1]):
        end -= 1
    tail = range(end, len(lines))
    closed = False  # by a line that is the page's for sure: nothing of a story follows it
    for at in tail:
        if taken[at]:
            closed = True
        elif (closed and len(lines[at]) <= 60) or (
            _PROMOTED.match(lines[at]) and lines[at][0] in "▶►▷" and len(lines[at]) <= 120
        ):
            taken[at] = True
