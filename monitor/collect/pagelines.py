"""Lines that stand in a story's own part of the page and are not the story.

Labels, stamps, by-lines, credits, captions, promotion, ways to reach the newsroom, copyright. A
reporter tells in `…다.`; a page speaks politely or in single words: that keeps `제보`, `광고` and
`구독` in a story that is about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.collect.bylines import EMAIL, is_byline, is_sign_off
from monitor.collect.dates import parse_date
from monitor.patterns import Pattern

# A sentence's end: what Korean prose ends with, also inside quotes; others end with a point too.
_SENTENCE_END = Pattern(r"[.?!。…][\"'”’)\]」』〉》>]*$")
_INNER_END = Pattern(r"(?:다|요|죠|까|음)[.?!][\s\"'”’)」』]")
_TOLD_END = Pattern(r"(?<!니)다[.\"”'’)]{1,3}$")

_CAPTION = Pattern(
    r"^\s*[▲△◀▷]|[/／|｜]\s?(?:사진|그래픽|영상|자료|이미지)|(?:사진|그래픽|자료|이미지|출처)\s?[=:：]|자료\s?사진|"
    r"(?:사진|자료|이미지|그래픽)\s?(?:제공|출처)?\s?[|｜/=:：]|"
    r"(?:=|\s|/|ⓒ|©)(?:연합뉴스|뉴시스|뉴스1|로이터|AP|AFP|EPA|게티이미지\w*|셔터스톡|픽사베이|플리커)\.?\s*[)\]]?$|"
    r"(?:제공|캡처|갈무리|촬영|DB)\.?\s*[)\]]?$|게티이미지|셔터스톡|AFP=|AP=|로이터="
)
_RESALE = Pattern(r"재판매\s?및\s?DB\s?(?:저장\s?)?금지|판매\s?및\s?DB\s?금지")
_COPYRIGHT = Pattern(
    r"무단\s?(?:전재|복제|배포|전제)|재배포\s?(?:금지|를 금)|저작권자\s?[(ⓒ©Cc<:]|"
    r"AI\s?(?:데이터\s?)?학습\s?(?:및\s?활용|이용)?\s?(?:을\s?)?금지|All rights reserved|"
    r"^\s*(?:ⓒ|©|Copyright)|보도자료를\s?전재하여",
    re.I,
)
_OWNED = Pattern(r"^\W*(?:저작권자|Copyrights?|ⓒ|©|GoodNews)|무단\s?전재", re.I)
_SIGNED_BY = Pattern(r"^\W{0,3}(?:저작권자|Copyrights?|ⓒ|©)", re.I)
_IMPRINT = Pattern(
    r"등록번호|등록일|발행인|편집인|발행일|청소년\s?보호|대표\s?전화|사업자\s?등록|저작권법|통신판매|팩스|주소"
)
_SYMBOLS = Pattern(r"^[\s▼▲△▽◆◇■□●○★☆―─━═=\-_*~·ㆍ.|/<>:+#☞▶▷◀◁※]+$")
_LABEL = Pattern(
    r"^(?:공유(?:하기)?|글자\s?크기.{0,20}|글씨\s?크기.{0,20}|인쇄(?:하기)?|프린트|스크랩|북마크|닫기|열기|더\s?보기|좋아요|구독(?:하기)?|"
    r"댓글\s?\d*|기사\s?(?:원문|듣기|저장|공유)|사진\s?확대|이미지\s?확대(?:보기)?|크게\s?보기|확대\s?보기|원본\s?보기|"
    r"카카오톡|카카오스토리|페이스북|트위터|엑스|네이버\s?블로그|밴드|이메일|URL\s?복사|링크\s?복사|주소\s?복사|본문\s?듣기|"
    r"음성으로\s?듣기|가장\s?작은\s?크기|작은|보통|큰|한\s?단계.{0,10}|AD|광고|\[?광고\]?|Advertisement|Tweet|Share|"
    r"동영상\s?(?:보기|뉴스)|재생|이전|다음|목록|전체\s?메뉴|메뉴|검색|로그인|\(예시\).*|기사의\s?섹션\s?정보.*|"
    r"팔로워\s?[\d,.만천]+\s?명?|관련\s?(?:기사|뉴스)|많이\s?본\s?(?:뉴스|기사)|이\s?시각\s?(?:주요)?\s?뉴스|"
    r"추천\s?(?:기사|뉴스)|(?:관련\s?)?키워드|태그|(?:이\s?기자의\s?)?다른\s?기사\s?(?:더\s?)?보기|기사\s?더\s?보기|이\s?기사와\s?함께.{0,20}|"
    r"후원\s?계좌.{0,80}|이\s?기사는\s?언론사에서.*분류.*|(?:기사)?\s?제보(?:는|하기).{0,80}|[\[(]광고[\])].{0,80}|"
    r"[\[(<【\s]*(?:끝|이상|계속|본문\s?끝|기사\s?끝)[\])>】\s.]*|"
    r"(?:(?:공유하기|카카오톡|페이스북|트위터|네이버|밴드|블로그|URL|복사|인쇄|스크랩)[\s|·]*){2,})$",
    re.I,
)
_OTHERS = Pattern(
    r"^\W{0,4}(?:(?:가장\s?)?많이\s?(?:본|읽은)|댓글\s?많은|관련|추천|인기|실시간|이\s?시각\s?(?:주요|인기)?|오늘의\s?주요|"
    r"함께\s?(?:본|볼(?:만한)?|읽을)|최신)\s?(?:뉴스|기사|글)(?:\s?(?:TOP|톱|베스트)?\s?\d{0,2})\W{0,4}$"
)
_STAMP_LABEL = Pattern(
    r"^(?:(?:기사)?(?:입력|등록|송고|승인|전송|작성|게재|발행|수정|업데이트|최종\s?수정)|.{0,20}\d{4}[.\-년])"
)
# `Nov 21, 2026`, `2026.11.21 (토)`: a day and nothing else.
_DAY_ALONE = Pattern(
    r"^(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|"
    r"\d{4}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?"
    r"(?:\s?\([월화수목금토일]\))?)$"
)
# `▼ 기사가 이어집니다 ▼`, `↓ 아래 계속 ↓`
_DIVIDER = Pattern(
    r"^[▼▽↓⬇]+\s?[^.]{0,60}\s?[▼▽↓⬇]+$|^(?:아래\s?)?기사(?:가|는)?\s?(?:계속|이어)\S{0,8}$"
)
_AD = Pattern(r"^\W{0,3}(?:광고|AD|Advertisement|Sponsored|협찬|PR)\s?(?:[\])>】]|[:：])", re.I)
# `제보는 카카오톡 …`, `24시간 여러분의 제보를 기다립니다.`, `'당신의 제보가 뉴스가 됩니다'`
_TIP = Pattern(r"제보")
_TIP_WAY = Pattern(
    r"기다립니다|당신의|여러분|카카오톡|카톡|전화|이메일|메일|☎|하기|뉴스가 됩니다|@|\d{3,4}-\d{4}"
)
# `▷ 전화 02-784-0000`, `[카카오톡] YTN 검색해 채널 추가`
_CONTACT = Pattern(
    r"^\W{0,4}(?:전화|이메일|메일|카카오톡|카톡|유튜브|인스타그램|홈페이지|팩스|문자|페이스북|네이버|텔레그램|라인)"
    r"(?:\W|$)"
)
_CONTACT_WAY = Pattern(r"\d{3,4}-\d{4}|@|검색|채널|추가|https?:|www\.|구독|#\d{3,4}")
_INQUIRY = Pattern(
    r"^\W{0,3}(?:문의|문의처|문의\s?전화|연락처|담당자?|담당\s?부서|자료\s?문의)\s?(?:[:：]|☎)|"
    # The table below a release: `담당 부서 산불방지과 책임자 과 장 조은별 (042-000-4100)`
    r"^\W{0,3}(?:담당\s?(?:부서|자|과장|사무관)|책\s?임\s?자|주무\s?부처|협조\s?부서)\s.{0,100}\d{2,4}-\d{3,4}-\d{4}"
)
_ROLE = (
    r"(?:영상\s?취재|영상\s?편집|영상\s?제작|영상\s?디자인|영상|촬영\s?기자|촬영|그래픽|화면\s?제공|화면\s?출처|VJ|CG|취재|구성|편집|"
    r"연출|조연출|자막|디자인|제작|작가|사진|글|자료\s?조사|리서처|인턴|오디오맨|음향|기획)"
)
# `(영상취재 : 김바름, 영상편집 : 최보람)`, `촬영기자:김바름/영상편집:최보람`
_CREDIT = Pattern(
    rf"^[\s(\[<■▶◇/]*(?:{_ROLE}(?:\s?(?:기자|PD))?\s*[:：=]\s*"
    r"[가-힣A-Za-z·ㆍ ]{2,30}[/,|)\]>\s]*){1,8}$"
)
_PROMO_SIGN = Pattern(r"^\s*[▶▷☞➤►☎★※👉]")
_PROMO_WORDS = Pattern(
    r"구독|채널|바로\s?가기|클릭|보러\s?가기|무료|할인|경품|이벤트|다운로드|유튜브|네이버|카카오|제보|신청|가입|"
    r"뉴스레터|홈페이지|응원|팔로우|앱\s?설치|내려\s?받|더\s?보기|기사\s?보기|최신\s?뉴스|만나보세요"
)
_TAIL_SIGN = Pattern(r"^\s*[▶▷☞➤►☎★※▲△👉]")
_ANNOUNCES = Pattern(r"다음은|다음과\s?같|아래와\s?같|명단|순(?:이다|이었다|으로)")
_LISTED = Pattern(r"[▲△].*[▲△]")
# `남은 기사를 읽으시려면 로그인해 주세요`, `이 기사의 뒷부분은 구독자 전용입니다.`
_REST = Pattern(
    r"(?:남은|나머지|이어지는)\s?(?:기사|내용|부분|이야기|\d)|뒷부분|뒷이야기|기사\s?전문을|전체\s?기사를|"
    r"계속\s?(?:읽|보)|이어서\s?(?:읽|보)|끝까지\s?(?:읽|보)|to (?:continue|keep) reading|"
    r"to read the (?:full|rest|whole)|rest of (?:this|the) (?:article|story)",
    re.I,
)
_MEMBERSHIP = Pattern(
    r"로그인|구독|회원|가입|결제|멤버십|유료|sign ?in|log ?in|subscri|register", re.I
)
# What a script hung into the sentence: `한빛전자(71,200원 ▲1,200 +1.71%)`.
_SHARE_PRICE = Pattern(
    r"\s?\(\s?\d[\d,]{1,11}\s?원?\s*,?\s*[▲▼△▽↑↓]\s?[\d,.]{1,12}\s?원?\s*,?\s*[(]?[+\-−]?\s?\d{1,3}(?:\.\d{1,2})?\s?%[)]?\s?\)"
)
# `… 밝혔다. 이도윤 기자 dylee@hanbit.example`, `… 밝혔다. dylee@hanbit.example`
_SIGNED = Pattern(
    r"(?:(?<=[가-힣)][.?!])|(?<=[.?!][\"”’]))\s*[/(\[]?\s*(?:[가-힣]{2,8}[=\s]\s?)?(?:[가-힣]{2,4}\s?(?:선임|인턴|객원|수습)?\s?(?:기자|특파원|논설위원)\s*)?[(\[]?\s*"
    r"[\w.+\-]{1,64}\s?@\s?[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}\s*[)\]]?\s*$"
)


def is_prose(text: str) -> bool:
    """Tell whether a line is made of sentences: it ends like one, or has one inside.

    >>> is_prose("정부가 4조원을 투입한다고 밝혔다."), is_prose("코스피 2.3% 급등…외국인 순매수")
    (True, False)
    """
    if len(text) < 12:
        return False
    return bool(_SENTENCE_END.search(text) or _INNER_END.search(text))


def prose_size(lines: Iterable[str]) -> int:
    """Return the characters that stand in lines of prose."""
    return sum(len(line) for line in lines if is_prose(line))


def clean_line(text: str) -> str:
    """Return a paragraph without what is hung into it: share prices, and the writer's address.

    >>> clean_line("한빛전자(71,200원 ▲1,200 +1.71%)는 늘렸다. dylee@hanbit.example")
    '한빛전자는 늘렸다.'
    """
    if "%" in text and ("▲" in text or "▼" in text or "△" in text or "▽" in text or "↑" in text):
        text = _SHARE_PRICE.sub("", text)
    if "@" in text[-90:]:
        start = max(0, len(text) - 160)
        text = text[:start] + _SIGNED.sub("", text[start:])
    return text


def is_page_line(text: str) -> bool:
    """Tell what is plainly no story, wherever it stands.

    >>> is_page_line("▷ 전화 02-784-0000"), is_page_line("경찰은 제보 전화를 받고 출동했다.")
    (True, False)
    """
    if _SYMBOLS.match(text) or (_LABEL.match(text) and not _TOLD_END.search(text)):
        return True
    if len(text) > 300:
        return False
    if _RESALE.search(text):
        return True
    if len(text) <= 200 and (_reserves(text) or len(_IMPRINT.findall(text)) >= 2):
        return True
    if is_byline(text) or is_sign_off(text):
        return True
    if len(text) > 150 or _TOLD_END.search(text):
        return False
    return _is_offer(text) or _is_stamp(text)


def _reserves(text: str) -> bool:
    """Tell a line of copyright from a sentence about copyright."""
    return _COPYRIGHT.search(text) is not None and (
        _TOLD_END.search(text) is None or _SIGNED_BY.match(text) is not None
    )


def _is_offer(text: str) -> bool:
    """Tell a short line by which the page, not the reporter, speaks."""
    if _CREDIT.match(text) or _DIVIDER.match(text) or _AD.match(text) or _INQUIRY.match(text):
        return True
    if _TIP.search(text) and _TIP_WAY.search(text):
        return True
    if _CONTACT.match(text) and _CONTACT_WAY.search(text):
        return True
    if _PROMO_SIGN.match(text) and _PROMO_WORDS.search(text):
        return True
    return "@" in text and not is_prose(text) and EMAIL.search(text) is not None


def _is_stamp(text: str) -> bool:
    if len(text) > 80:
        return False
    if _DAY_ALONE.match(text):
        return True
    return (
        not is_prose(text)
        and _STAMP_LABEL.match(text) is not None
        and re.search(r"\d{1,2}\s*[:시]\s*\d{2}", text) is not None
        and parse_date(text) is not None
    )


class OtherStories:
    """Follows the lists of other stories through the lines of a page, each below its heading.

    >>> others = OtherStories()
    >>> lines = ("많이 본 뉴스", '1 "월급 300만원도 못 받아"', "그는 지난해 회사를 떠났다고 했다.")
    >>> [others.take(line) for line in lines]
    [True, True, False]
    """

    __slots__ = ("_inside",)

    def __init__(self) -> None:
        self._inside = False

    def take(self, text: str) -> bool:
        """Return whether a line heads such a list or is of one: without a sentence of its own."""
        heads = len(text) <= LONGEST_HEADING and _OTHERS.match(text) is not None
        self._inside = heads or (
            self._inside and len(text) <= LONGEST_HEADLINE and not is_prose(text)
        )
        return self._inside


LONGEST_HEADING, LONGEST_HEADLINE = 30, 120


def is_caption(text: str) -> bool:
    """Tell the words of a picture, in a line that stands right behind one."""
    if len(text) > 300:
        return False
    return bool(_CAPTION.search(text))


def is_gate(text: str) -> bool:
    """Tell the words with which a page holds back the rest of its story.

    >>> is_gate("남은 기사를 읽으시려면 로그인해 주세요")
    True
    >>> is_gate("나머지 회원들은 로그인 기록을 내지 않았다.")
    False
    """
    return (
        6 <= len(text) <= 160
        and _REST.search(text) is not None
        and _MEMBERSHIP.search(text) is not None
        and _TOLD_END.search(text) is None
    )


def is_ending(text: str) -> bool:
    """Tell a line that stands behind a story and never within: who wrote it, who owns it."""
    if len(text) > 200:
        return False
    if _reserves(text) and _OWNED.search(text) and not _RESALE.search(text):
        return True
    has_mail = "@" in text and EMAIL.search(text) is not None
    return (has_mail and is_page_line(text)) or is_sign_off(text)


def without_tail(lines: list[str]) -> list[str]:
    """Return a story without the links and calls that hang at its end, each behind a sign.

    >>> story = ["시가 4조원을 썼다고 한다."] * 3
    >>> without_tail([*story, "▲ 청소기 30% 할인"]) == story
    True
    """
    told = sum(1 for line in lines if is_prose(line))
    end = len(lines)
    while end and not is_prose(lines[end - 1]) and _TAIL_SIGN.match(lines[end - 1]):
        end -= 1
    tail = lines[end:]
    if told < 3 or not tail or len(tail) > 8 or any(map(_LISTED.search, tail)):
        return lines
    return lines if _ANNOUNCES.search(lines[end - 1]) else lines[:end]
