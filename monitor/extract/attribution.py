"""Who says a figure: the source that its sentence names, or the one that governs the passage.

`스탠퍼드대 HAI가 발표한 '…'에 따르면`, `과학기술정보통신부 조사에서`, `이정동 교수는 …라고 했다`: a
name is cut to what identifies it (`시장조사업체 한국IDC` is 한국IDC), a person keeps the role. A
report or survey goes on for the sentences after it; a speaker's word ends with the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from monitor.extract.sentences import BULLETS
from monitor.extract.spoken import to_plain
from monitor.extract.threads import begins_anew, words_of
from monitor.model import Span
from monitor.patterns import Pattern, by_letter

# How many sentences a document can govern beyond the one that names it.
LOOKBACK = 10
# How many of them what a body announced goes on for, without a document.
ANNOUNCED = 5
# How many line breaks it can reach over.
PARAGRAPHS = 4
# How many sentences back a short form (`이정동 교수`) may have been introduced.
MEMORY = 60
# How many sentences below an article's lead may name the source of the lead's figures.
LOOKAHEAD = 4
# A public body that announces in the first sentences is whom the story goes on to quote.
LEAD = 3


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who says something. An empty name points back at whoever was named before.

    `lasts`: a document, which the next sentences go on quoting; `briefly`: within its paragraph
    only, for a statistic mentioned in passing (`공업정보화부 집계로`).
    """

    name: str
    lasts: bool = False
    briefly: bool = False


# --- words --------------------------------------------------------------------------------------
_TITLE = r"['‘“\"《〈「『][^'’”\"》〉」』]{1,60}['’”\"》〉」』]"
_DOCUMENT = (
    r"(?:(?:공개|공식|보도|통계|잠정|확정|최종|중간|예비|표본|전수|내부|긴급|참고|실태|연말|연례|분기|자체|공동|최신|새|최근|관련|종합|정책|월간|연간)\s)?"
    r"(?:[가-힣]{0,6}(?:보고서|백서|리포트|통계|조사)|(?:공개|보도|통계|공시|설명|참고)?자료집?|집계치?|발표치?|추산치?|추정치?|공시|설문"
    r"|예산안|잠정치|속보치|논문|판결문|공소장|고소장|소장|합의안)(?:\s?결과)?"
)
_PUBLISHED = (
    r"(?:(?:발표|공개|발간|공표|출간|작성|제출|조사|집계|분석|배포|공시|실시|진행|수행)한|벌인"
    r"|내놓은|펴낸|낸|밝힌|설명한|담은|쓴|나온|받은|제출받은|입수한|확보한|분석한|취합한)"
)
_STRONG = (
    r"(?:주장한|의심했|의심한|제기했(?<!소송을\s제기했)|제기한|짚었|표현했|입을\s모은|밝혔|밝히|말했|설명했|추산했|전망했|내다봤|예상했|예측했|집계했|파악했|분석했|주장했|주장하|지적했|강조했|추정했|평가했|진단했|예보했"
    r"|보도했|전했|해명했|반박했|경고했|발표했|토로했|소개했|덧붙였|언급했|우려했|비판했|약속했|공언했|단언했|부인했|일축했|조언했|귀띔했"
    r"|증언했|폭로했|진술했|제보했|반문했|시인했|자평했"
    r"|(?:추정|추산|전망|예상|예측|분석|평가|진단|관측|주장|지적|설명|강조)(?:한|하고\s있)|내다본"
    r"|요구했|호소했|비난했|반발했|항의했|제안했|당부했|촉구했|권고했|풀이했|공시했|털어놨|평했|반겼|인정했|통보했|관측했|점쳤|제시했|판단했|파악하고\s있|꼬집었|받아쳤|못\s박았|기대했|구형했|판시했|고시했|공고했|공지했|(?:부인|주장|강조|촉구|요구|비판)해\s?왔|(?:요구|촉구|주장|호소|비판)하고\s있|추산하|추정하|전망하|예상하|분석하|설명하|내다보고\s있|기대하고\s있)"
)
_WEAK = r"(?:했|봤|본|공개했|보고했|추계했|내놨|올렸|썼|적었|잡았|상향했|하향했|알렸|보고\s있)"
_PLANS = r"(?:계획|예정|방침|구상|목표)(?:이다|입니다|을\s세웠다|이라고\s했다)"
_END = r"(?:다|습니다|는데요|죠)?(?:고|는|던)?[.\s\"”’')\]]*$"
_SAYING = by_letter(_STRONG + r"|밝힌\s바\s있다(?=[.\s]*$)")
_SAYS = Pattern(rf"(?:{_SAYING}){_END}")
_IS_SAID = Pattern(
    r"(?:의|측)\s(?:전언|설명|주장|분석|추산|예상|전망|입장|판단)(?:이다|입니다)[.\s]*$"
)
_SAYS_QUOTED = Pattern(
    rf"(?:고|로(?:(?<=으로)\s(?:높여|낮춰|올려|내려))?|까지)\s?(?:도\s)?{_WEAK}{_END}"
)
_PLANNING = Pattern(
    by_letter(
        rf"{_PLANS}[.\s\"”’']*$"
        r"|(?:계획|목표|방침|구상|방안|대책)[을를]\s(?:\S+\s)?(?:내놨|내놓았|밝혔|세웠|제시했|공개했)다[.\s]*$"
        r"|기로\s(?:했|하였|결정했|방침을\s정했)다[.\s\"”’']*$"
    )
)
_ISSUES = Pattern(r"(?:(펴냈|발간했|출간했|공표했)|공개했|발표했|내놓았|내놨|배포했)다?[.\s]*$")
_DOCUMENTED = Pattern(
    r"(?:를|을)\s(?:내고|펴내고|발표하고|공개하고|내놓고|내놓으며|통해)|에서\s|결과"
)
# What one says ends, and what another says may follow: `…고 밝혔지만, 조사업체는`.
_SAID_BUT = Pattern(rf"(?:{_SAYING}|(?:고|로)\s{_WEAK})(?:지만|으나|는데|고|으며|던\s?반면),?\s")
# 다고 현지 언론이 20일 보도했다 · 것으로 한국로봇연구조합은 내다봤다
_LATE = Pattern(
    r"(?:[다라자][\"”’']?고|것으로|[\"”’']이?라고|다며|라며)\s(?P<who>[^,.\"“]{1,40}?)(?:이|가|은|는)\s"
    rf"(?:[^\s]{{1,8}}\s){{0,2}}(?:{_STRONG}|{_WEAK})"
)
# Where what is said may end; a search for three letters, before the long one.
_QUOTE_ENDS = Pattern(r"고(?<=[다라자\"”’']고)\s|며(?<=[다라]며)\s|로(?<=것으로)\s")
_ACCORDING = Pattern(
    r"에\s?(?:따르면|의하면)|[을를]\s(?:다시\s|자세히\s|꼼꼼히\s)?(?:보면|뜯어보면|살펴보면|들여다보면|놓고)"
)
_SURVEYED = Pattern(
    r"(?:조사|분석|집계|설문|점검|추적|대조)(?:한|해\s?본)\s?결과|(?:에게|를|을)\s(?:물은\s결과|물었더니|물어보니|물어본\s결과)"
)
# `한빛신문이 누리리서치에 맡겨 1000명에게 물었더니`: who counts is who was asked to.
_ORDERED = Pattern(r"에\s(?:맡겨|맡긴|의뢰해|의뢰한|위탁해)\s")
_BY_DOCUMENT = Pattern(
    rf"(?:(?P<title>{_TITLE})|(?<!\S)(?P<noun>{_DOCUMENT}))(?P<p>로는|으로는|로|으로|상|에서는|에서도|에서|에선|를|을|의)[,\s]"
)
# A title's quotation mark or the noun of a document.
_MAY_BE_DOCUMENT = Pattern(
    r"'|‘|“|\"|《|〈|「|『|보고서|백서|리포트|통계|조사|자료|집계|발표|추산|추정|공시|설문|예산안|잠정치|속보치|논문"
    r"|판결문|공소장|고소장|소장|합의안"
)
_LEAD = Pattern(
    r"(?:\([^()]{1,16}=[^()]{1,10}\)\s?[^=]{1,14}=\s*)?(?:[가-힣]{1,3}=\s)?"
    r"(?:(?:이어|또한?|한편|다만|특히|실제로|반면|그러나|하지만|그런데|앞서|더불어|아울러|반대로|그리고|그동안|정작|이에\s대해|이와\s관련해?)"
    r"[,\s]\s?)*"
)

_DATE_WORD = Pattern(
    r"(?:(?:19|20)\d\d년도?|\d{1,2}월|\d{1,2}일|\d{1,2}분기|지난달?|지난주|이번주|지난번|직전|이전|종전|지난해|작년|올해|내년|이달|내달|오는|이날|전날|당일|최근|앞서|올|초"
    r"|[봄여름가을겨]{1,2}에?|현재|상반기|하반기|오전|오후|현지시[간각]|한국시[간각]|\d+시|어제|오늘|이번|같은|당시|지금|연말|연초"
    r"|(?:첫|둘|셋|넷|다섯)째|주|\d{1,2}주차?)"
    r"(?:\([^()]*\))?(?:에|께|경|쯤)?$"
)
_NUMBER_WORD = Pattern(r"^[\d.,]+\S{0,4}$|^[몇두세네]\S?$")
# A word that cannot stand inside a name: it carries a particle or is a verb before its noun.
_PARTICLE = Pattern(
    r"(?:[은는을를]|에서|에게|에는|에도|에|으로|로|까지|부터|처럼|보다|마다|라는|라고|다는|다고|하며|하고|면서|[다라으하]며|지만|아서|어서|도록|려고|등|및|과|와|도|만|의|이|가)$"
)
_ADNOMINAL = Pattern(
    r"(?:[가-힣]{1,}(?:한|된|하는|되는|있는|없는|않는|않은|했던|됐던|이던|라는|다는|려는|려던|할|될)|[열걸달밀올내날팔알]린|나온|내놓은|펴낸|맞은|받은|만든"
    r"|이끄는|다루는|운영하는|응한|쓴|담은|참여한|꼽히는|불리는|통하는|찾은|만난|키운|세운|지낸|맡은|앞선|따른|가진|매긴|남긴|남은|들어선|쥔|올라온|들어온|낸|든|친|인|[가-힣]던)$"
)
_KEPT = Pattern(
    r"(?:북한|남한|(?<![가-힣])신한|대한|유한|서한|무한|법인|재단법인|개인|경인|노인|장애인|한국인|외국인|시민"
    r"|(?:변호|대리|대변|법조|피고|정치|경제|언론|연예|군|상|증|고소|고발|관리|체육|예술|기업)인"
    # `실거래가 공개시스템`: what is paid
    r"|(?:거래|매매|분양|공시|시|종|도매|소매|판매|공모|주|유|물)가)$"
)

_KIND = Pattern(
    r"(?:업체|회사|기관|기업|단체|싱크탱크|플랫폼|서비스|매체|언론사|통신사|증권사|투자사|자회사|스타트업|전문지|컨설팅사|평가사|조사\s?업체|전문가"
    r"|투자자|연구자|작가|변호사|변리사|학자|평론가|설계사|운용사|제조사|개발사|운영사|대행사|데이터\s?회사)(?:인|이자)?$"
)
_COUNTRY = (
    r"(?:미국|영국|중국|일본|독일|프랑스|캐나다|인도|대만|유럽|러시아|호주|이스라엘|스위스|네덜란드|국내|해외|글로벌|우리나라|한국|민간|국책|홍콩"
    r"|현지|유명|실리콘밸리)"
)
_COUNTRY_WORD = Pattern(rf"{_COUNTRY}(?:의)?$")
_STATE = Pattern(
    r"(?:부|처|청|원|정부|당국|의회|당|대통령|총리|장관|위원회|연준|매체|언론|정보원|법원|백악관|측|방송|증권거래소|상무부|국무원|협회)$"
)
# A person's age behind the role.
_AGE = Pattern(r"\(\d{2}(?:세)?\)$")
_ROLE = Pattern(
    r"(?:직원|임원|간부|교수|대표|회장|사장|소장|원장|장관|차관|총리|대통령|의원|위원장|위원|연구원|센터장|실장|국장|본부장|팀장|CEO|최고경영자|이사|애널리스트"
    r"|이코노미스트|칼럼니스트|총재|의장|지사|시장|박사|수석|대변인|책임자|감독)(?:\([A-Z]{2,4}\))?$"
)
_TRAILING = Pattern(r"(?:\s?(?:씨|(?<![예관추계])측|쪽|관계자|당국자|내부|고위))+$")
_BACK = Pattern(
    r"^(?:이|그|해당|동|같은|이번)?\s?(?:보고서|매체|조사|자료|통계|연구|회사|업체|기관|연구소|연구원|집계|설문|논문|발표|업체들|이들|그|그녀|당사|랩)$"
)
_NOBODY = Pattern(
    r"^(?:.*(?:업계|증권가|학계|재계|금융권|정치권|일각|시장|전문가들?|소식통|누리꾼|이용자들?|주민들?|시민들?|응답자들?|사람들?|직원)"
    r"|관계자|우리|이것|이|그것|여기|누구|전체|결과|사람|비중|다른|또\s다른|일부|대부분|상당수|나머지|다음|이번|이전|직전|정부|한\s.*)$"
)
# `고운주 시장`: no market, though `신흥국 시장` is
_MAYOR = Pattern(
    r"(?:[가-힣]{2,4}\s)?[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민]"
    r"[가-힣][가-힣](?<![국재차품업산융])\s시장"
)
_NO_NAME = Pattern(
    r"(?:[^가-힣]수|수출|수입|생산|소비|판매|고용|내수|수주|출하|거래|액|율|률|[생분물총]량|비용|매출|이익|규모|가격|비중|성장률|격차|점수|순위|투자|예산|인력|기간|가입자|지표|지수|환율|물가|금리|상황"
    r"|경우|기준|영향|이유|배경|방안|계획|사업|분야|부문|것|점|때|중|가운데|사이|동안|대회|업무|주가|실적|수요|공급|모델|숫자|수치|이용자\s?수|속도)$"
)


# Adverbs, verbs on the way to another, and words of things said rather than of who says them.
_NO_NOUN = Pattern(
    r"(?:고|해서|아서|어서|며|지만|대해|통해)$|^(?:확정|잠정|자체|최종|예비|예산안|추경안|개정안|법안|정부안|실은|물은|역시|사실|가운데서|분석|보도|기술|재원|저자|소설|소장|파트너|증권사|분석가|경제지|일간지"
    r"|사람들은|소문|성명|구독자|이상|이하|자동차|기사|글|책|논문|계약|소송)$|(?:손실|사업비|개발비|운임|비용|요금|건수|성적)$"
)
_BODY = Pattern(
    r"(?:[가-힣]{2,}(?:부|처|청|원|은행|거래소|공사|공단|위원회|진흥원|개발원|연구원)|[가-힣]{2,}(?:광역|특별)?시)$"
)

_ANNOUNCES = Pattern(r"(?:밝혔|발표했|공개했|집계했|전했|설명했)(?:다|습니다)")


def attribution_of(text: str, sentences: Sequence[Span], index: int, span: Span) -> str | None:
    """Return who says the figure at `span` in sentence number `index`; None if nobody is named.

    >>> text = "7일 시장조사업체 한빛리서치에 따르면 이용자는 58만 명이다."
    >>> attribution_of(text, ((0, len(text)),), 0, (28, 32))
    '한빛리서치'
    """
    return Attributions(text, sentences).of(index, span)


class Attributions:
    """Who says the figures of a text, asked for sentence by sentence.

    What the sentences before have named is carried on from one to the next, and what a sentence
    says of all its figures is read once.
    """

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text, self._sentences = text, sentences
        self._named = _Named()
        self._index = -1
        self._answer: str | None = None

    def of(self, index: int, span: Span) -> str | None:
        """Return who says the figure at `span` in sentence number `index`; None for nobody."""
        if index != self._index:
            self._named = self._before(index)
            self._answer = _said_in(self._text, self._sentences, index, self._named)
            self._index = index
        begin, end = self._sentences[index]
        near = _read_near(self._text[begin : span[0]])
        if near is None and (clause := _own_clause(self._text, begin, end, span[0])):
            near = read_source(clause)
            near = near if near is not None and near.name else None
        if near is not None and (found := _resolve(near, self._named.known)) is not None:
            return found.name
        return self._answer

    def _before(self, index: int) -> _Named:
        """Return what the sentences before number `index` have named; no more than MEMORY count."""
        named = self._named
        # Within reach of the first sentence, and behind the one asked for last: it only grows.
        if index > MEMORY or named.next > index:
            first = max(0, index - MEMORY)
            named = _Named(next=first, heard=first)
        while named.next < index:
            _name_more(self._text, self._sentences, named)
        return named


def _own_clause(text: str, begin: int, end: int, figure: int) -> str:
    """Return the rest of a sentence from the last clause before a figure that somebody else said.

    `딥시크는 557만 달러를 썼다고 밝혔지만, 조사업체는 4억 달러에 이른다고 봤다`: each says his own.
    "" where no such clause stands before the figure.
    """
    ends = [said.end() for said in _SAID_BUT.finditer(text, begin, figure)]
    return text[ends[-1] : end] if ends else ""


@dataclass(slots=True)
class _Named:
    """Whom the sentences before number `next` have named, and who still speaks there.

    `since`: the sentence that named the last; `breaks`: paragraphs that began since then; `spoken`:
    the words of the sentences before number `heard`, by which a paragraph of something else is
    known: looked at where a paragraph begins below a source.
    """

    known: list[Source] = field(default_factory=list)
    governing: Source | None = None
    since: int = 0
    breaks: int = 0
    next: int = 0
    spoken: set[str] = field(default_factory=set)
    heard: int = 0


def _name_more(text: str, sentences: Sequence[Span], named: _Named) -> None:
    """Add what sentence number `named.next` names."""
    at, known = named.next, named.known
    begin, end = sentences[at]
    if at and _breaks(text, sentences[at - 1][1], begin):
        named.breaks += 1
        if (old := named.governing) and (old.briefly or _is_of_else(text, sentences, at, named)):
            named.governing = None
    found = _resolve(read_source(text[begin:end]), known)
    discloses = at <= LEAD and _DISCLOSES.search(text, begin, end) is not None
    if discloses and (firm := _firm_meant(text, sentences, at, known)):
        found = Source(firm)
    if found is not None:
        stays = (
            found.lasts
            or discloses
            or (
                at <= LEAD
                and not known
                and _BODY.search(found.name) is not None
                and _ANNOUNCES.search(text, begin, end) is not None
            )
        )
        known.append(found)
        named.governing, named.since, named.breaks = found if stays else None, at, 0
    elif named.governing is not None and _ends_passage(text[begin:end]):
        named.governing = None
    named.next = at + 1


def _is_of_else(text: str, sentences: Sequence[Span], at: int, named: _Named) -> bool:
    """Say whether a sentence that begins a paragraph is nothing that the source before says.

    It tells figures of something else, or what another public body does: `고용노동부는 … 부과했다`.
    """
    governing, sentence = named.governing, sentences[at]
    if governing is not None and (doer := _DOER.match(text, *sentence)):
        name = doer["who"]
        if name not in governing.name and not _is_short_for(name, governing.name):
            return True
    while named.heard < at:
        named.spoken |= words_of(text, sentences[named.heard])
        named.heard += 1
    return begins_anew(text, sentence, named.spoken)


# A public body that a paragraph tells of.
_DOER = Pattern(
    r"(?P<who>[가-힣]{2,12}(?:부|처|청|위원회|위|거래소|법원|은행|공사|공단))(?:은|는)\s(?=\S)"
)


def _said_in(text: str, sentences: Sequence[Span], index: int, named: _Named) -> str | None:
    """Return who says the figures of a sentence, but for one with a source right before it."""
    begin, end = sentences[index]
    known, governing, breaks = named.known, named.governing, named.breaks
    if index and _breaks(text, sentences[index - 1][1], begin):
        breaks += 1
        if governing and (governing.briefly or _is_of_else(text, sentences, index, named)):
            governing = None
    own = _resolve(read_source(text[begin:end]), known)
    reach = LOOKBACK if governing is not None and governing.lasts else ANNOUNCED
    if index - named.since > reach:
        governing = None
    firm = (
        _firm_meant(text, sentences, index, known) if own is not None or governing is None else None
    )
    if own is not None:
        return firm or own.name
    if firm is not None:
        body = to_plain(text[begin:end])
        if _SAYS.search(body) or _SAYS_QUOTED.search(body):
            return firm
    # `공업정보화부는 5300곳이라고 밝혔다. 2023년에는 4400곳이었다.`
    if known and not breaks and index - named.since == 1 and _GOES_ON.match(text, begin):
        return known[-1].name
    is_quoted = text[begin] in _OPENS and _ALL_QUOTED.fullmatch(text, begin, end) is not None
    if is_quoted and index + 1 < len(sentences):
        after = text[slice(*sentences[index + 1])]
        if _SAID_THUS.search(after) and (found := read_source(after)) and found.name:
            return found.name
    if governing is not None and breaks <= PARAGRAPHS:
        return None if _ends_passage(text[begin:end]) else governing.name
    if not known and _is_lead(text, sentences, index) and not _UNNAMED.search(text, begin, end):
        return _source_below(text, sentences, index)
    return None


# `업계에 따르면`: whose word it is stands there, without a name
_UNNAMED = Pattern(r"(?:업계|증권가|소식통|관계자들?)에\s(?:따르면|의하면)")
# `“반납률이 2.4%에 머물고 있습니다.” 이정우 박사는 이렇게 말하며 …`
_ALL_QUOTED = Pattern(r"[\s]*[\"“][^\"“”]{4,400}[\"”]?[.\s\"”]*")
_OPENS = frozenset(' \n"“')
_SAID_THUS = Pattern(r"이렇게\s(?:말|밝|설명|전|강조|토로|털어|하소연|지적)")


# A firm's results are its own word, and what a story goes on with.
_DISCLOSES = Pattern(r"공시(?:했|하였)(?:다|습니다)")


def _breaks(text: str, start: int, end: int) -> bool:
    """Say whether a paragraph begins between two sentences; the items of a list are one."""
    between = text[start:end]
    return "\n" in between and not any(sign in BULLETS for sign in between)


def speaker_of(
    text: str, sentences: Sequence[Span], index: int, *, plans: bool = False
) -> str | None:
    """Return who speaks in sentence number `index`, by name; None if it names nobody.

    Args:
        plans: the sentence tells what somebody means to do: its subject counts as who says it.
    """
    begin, end = sentences[index]
    known = [
        found
        for at in range(max(0, index - MEMORY), index)
        if (found := read_source(text[slice(*sentences[at])])) and found.name
    ]
    if firm := _firm_meant(text, sentences, index, known):
        return firm
    if hidden := _HIDDEN.match(text, begin, end):
        return hidden["who"]
    source = read_source(text[begin:end])
    if source is None and plans:
        source = _planner(text[begin:end])
    if source is None:
        group = _GROUP.match(text, begin, end)
        body = to_plain(text[begin:end])
        if group is None and (_SAYS.search(body) or _SAYS_QUOTED.search(body)):
            group = _CIRCLE.match(text, begin, end)
        return group["who"] if group else None
    found = _resolve(source, known)
    return found.name if found else None


_GROUP = Pattern(
    r"(?:[가-힣]{1,4}\s)?(?P<who>(?:[가-힣]{1,8}[과와의]?\s){0,3}"
    r"(?:[가-힣]{0,6}전문가들|관계자들|시민단체들?|[가-힣]{2,6}업계|학계|주민들))(?:은|는|도)\s"
)
# Those speak only where the sentence says so: `증권가는 상장이 늦어질 것으로 본다`.
_CIRCLE = Pattern(
    r"(?:[가-힣]{1,4}\s)?(?P<who>(?:[가-힣]{1,4}\s)?(?:업계|증권가|금융권|정치권|여권|야권|정부|당국))(?:은|는|도)\s"
)
# `익명을 요구한 한 직원은 …`
_HIDDEN = Pattern(
    r"[\s\"“]*(?:익명을\s(?:요구|원|전제로\s)한|이름을\s밝히지\s(?:않은|말아\s달라는|않겠다는))\s"
    r"(?:한\s)?(?P<who>(?:[^\s,\"“]+\s){0,4}?[^\s,\"“]+?)(?:은|는|이|가)\s"
)

# `회사는`, `이 업체 측은`: the firm that the sentences before are about.
_FIRM = Pattern(
    r"[\s\"“]*(?:이에\s대해\s|그러나\s|하지만\s|이에\s)?(?:\d{1,2}일\s)?(?:이\s|그\s|해당\s)?(?:회사|업체|기업|당사|은행|병원|구단|제작사|운영사|제조사)"
    r"(?:\s?(?:측|쪽|관계자))?(?:은|는|도)\s"
)
_FIRM_BEGINS = frozenset(' \n"“이그하해회업기당은병구제운')
# Those are no firms, whatever they do in the sentence before.
_NO_FIRM = Pattern(
    r"(?:연대|단체|협회|부|처|청|위원회|노조|조합|연구소|연구원|학회|당|법원|검찰|경찰|교수|의원|장관|씨|시|도|구|정부|국|주민|업계|전문가|시민|당국|대표|회장|사장"
    r"|매체|언론|신문|방송|의혹|논란|사고|시장|주가|기준)$"
)
# How many sentences back the firm may have been named.
FIRM_REACH = 5


def _firm_meant(
    text: str, sentences: Sequence[Span], index: int, known: Sequence[Source] = ()
) -> str | None:
    """Return the firm that `회사는` at a sentence's head means.

    The last that spoke, else the last that a sentence before begins with.
    """
    if place := _PLACE.match(text, *sentences[index]):
        return _place_meant(text, sentences, index, place["kind"])
    first = text[sentences[index][0]]
    if not (first in _FIRM_BEGINS or first.isdigit()) or not _FIRM.match(text, *sentences[index]):
        return None
    for source in reversed(known):
        if source.name and _NO_FIRM.search(source.name) is None and " " not in source.name:
            return source.name
    for at in range(index - 1, max(-1, index - 1 - FIRM_REACH), -1):
        body = text[sentences[at][0] : min(sentences[at][1], sentences[at][0] + 60)]
        body = _without_lead(body)
        topic = next(_topics(body), None)
        name = _name_at(body, topic.start()) if topic else None
        if name and len(name) > SHORTEST_FIRM and _NO_FIRM.search(name) is None:
            return name
    return None


# `군은 …라고 설명했다`: the county that a sentence before began with.
_PLACE = Pattern(r"[\s\"“]*(?P<kind>[군시도구])(?:는|은)\s")
_PLACE_NAMED = {
    kind: Pattern(rf"(?:^|\s)(?P<who>[가-힣]{{1,6}}{kind})(?:은|는|이|가|의)\s")
    for kind in "군시도구"
}


def _place_meant(text: str, sentences: Sequence[Span], index: int, kind: str) -> str | None:
    """Return the last place of a kind (군, 시) that one of the sentences before begins with."""
    for at in range(index - 1, max(-1, index - 1 - MEMORY), -1):
        start, end = sentences[at]
        if found := _PLACE_NAMED[kind].search(text[start : min(end, start + 30)]):
            return found["who"]
    return None


# A word of two letters that begins a sentence is seldom a name.
SHORTEST_FIRM = 2


def _without_lead(sentence: str) -> str:
    """Return a sentence without the by-line, the place and the connectives that it begins with."""
    if sentence[:1] not in _LEADS and "=" not in sentence[:LONGEST_PLACE]:
        return sentence
    lead = _LEAD.match(sentence)
    return sentence[lead.end() :] if lead else sentence


# What connectives begin with, and where the first `=` of a by-line stands.
_LEADS = frozenset("이또한다특실반그하앞더아정")
LONGEST_PLACE = 18


def _planner(sentence: str) -> Source | None:
    """Return the subject that a sentence opens with: `미국 정부는 …을 검토 중이다`."""
    body = _without_lead(sentence)
    topic = next(_topics(body[:60]), None)
    if topic is None or topic.group(1) not in {"은", "는", "도"}:
        return None
    name = "정부" if body.startswith("정부") else _name_at(body, topic.start())
    return Source(name) if name else None


def _is_lead(text: str, sentences: Sequence[Span], index: int) -> bool:
    """Say whether the sentence is in the first paragraph, counting a headline above as one."""
    return index <= LOOKAHEAD and text.count("\n", 0, sentences[index][0]) <= 1


def _source_below(text: str, sentences: Sequence[Span], index: int) -> str | None:
    """Return the document that the sentences below a lead name first."""
    for begin, end in sentences[index + 1 : index + 1 + LOOKAHEAD]:
        found = read_source(text[begin:end])
        if found is not None:
            counts = found.lasts and not found.briefly
            # `3조 원에 그친 것으로 조사됐다`: somebody counted, and is named below.
            said = text[slice(*sentences[index])]
            counts = counts or _COUNTED_SO.search(said) is not None
            if not counts and _REACHED.search(said) is not None:
                counts = _share_a_word(said, text[begin:end])
            return found.name if counts and found.name else None
    return None


def _share_a_word(one: str, other: str) -> bool:
    """Whether two sentences may tell of one thing: a word of both begins alike.

    `삼성SDI는 매출 3조원을 기록했다. 아파트값은 0.5% 올랐다고 한국부동산원이 밝혔다`: of two.
    """
    words = {word[:2] for word in _LONG_WORD.findall(one)} - _OF_NOTHING
    return any(word[:2] in words for word in _LONG_WORD.findall(other))


_LONG_WORD = Pattern(r"[가-힣A-Za-z]{2,}")
_OF_NOTHING = frozenset(
    [
        "지난",
        "올해",
        "작년",
        "것으",
        "기록",
        "나타",
        "집계",
        "조사",
        "이번",
        "가장",
        "대비",
        "전년",
        "억원",
    ]
)
_COUNTED_SO = Pattern(
    r"것으로\s(?:조사|집계|나타|분석|추산|추정|전망|파악|예측|확인)[됐났된][다습][가-힣]*[.\s]*$"
)
_REACHED = Pattern(r"기록했(?:다|습니다)[.\s]*$")


_PASSAGE_ENDS = by_letter(
    r"알려[졌져]|이\s회사|양사\s|추산된다|추정된다|전망이다|지적이\s|분석이\s|우려가\s|목소리|정부는|정부가|업계에서는|업계는|업계에선|전문가들은|일각에서는|한편\s"
    r"|다른\s조사|반면\s.{0,20}(?:조사|집계)"
    # A market's quotes are nobody's word.
    r"|(?:배럴|온스)당\s|국고채|년물\s금리(?<=\d년물\s금리)|거래를\s마[쳤감]|장을\s마[쳤감](?<!에\s장을\s마[쳤감])"
    r"|(?:달러인덱스|환율)[은는이가]\s"
    # What somebody means to do stands in no report on what is.
    r"|(?:계획|예정|방침|구상|목표)(?:이다|입니다)|기로\s(?:했|결정했|합의했)다[.\s]*$"
)


_GOES_ON = Pattern(
    r"(?:(?:19|20)\d\d년|지난해|작년|올해|\d+월|전년)(?:에는|엔)|같은\s기간|이\s?(?:중|가운데)|그중|이는\s"
)


def _ends_passage(sentence: str) -> bool:
    """Say whether a sentence speaks of something else than the document quoted so far."""
    return _PASSAGE_END.search(sentence) is not None or (
        _A_CERTAIN.search(sentence) is not None and _SCENE.search(sentence) is not None
    )


_PASSAGE_END = Pattern(_PASSAGE_ENDS)
# `서울의 한 대학병원 응급실은`: a scene that the reporter tells
_SCENE = Pattern(
    r"(?:^|\s)(?:[가-힣]+의|[가-힣]+에\s있는)\s한\s(?:[가-힣]+\s){0,2}[가-힣]+(?:은|는|이|가|에서|에는)\s"
)
_A_CERTAIN = Pattern(r"[의는]\s한\s")


def _resolve(source: Source | None, known: Sequence[Source]) -> Source | None:
    """Return the source, a word that only points back replaced by the name that it means."""
    if source is None:
        return None
    for earlier in reversed(known):
        if not source.name and source.lasts and not earlier.lasts:
            continue  # `보고서에 따르면` points at a document, not at the last speaker
        if (
            not source.name
            or source.name == earlier.name
            or _is_short_for(source.name, earlier.name)
        ):
            lasts = source.lasts or earlier.lasts
            return Source(earlier.name, lasts, source.briefly if source.lasts else earlier.briefly)
    return source if source.name else None


def _is_short_for(name: str, full: str) -> bool:
    """Say whether `name` is a shorter form of `full`: 예산정책처, HAI, 연구원, 이정동 교수."""
    if len(name) < 2 or len(name) >= len(full) or name == "정부":
        return False
    if full.endswith(name) or f"({name})" in full or full.startswith(f"{name}("):
        return True
    first, _, last = name.partition(" ")
    return bool(last) and full.startswith(f"{first} ") and full.endswith(last)


# What is kept for longer than MEMORY sentences only takes room.
@lru_cache(maxsize=2 * MEMORY)
def read_source(sentence: str) -> Source | None:
    """Return who a sentence says its figures come from, None where it names nobody."""
    sentence = to_plain(sentence.lstrip("\"'“‘ "))
    body = _without_lead(sentence)
    for read in (
        _read_according,
        _read_late,
        _read_document,
        _read_counted,
        _read_speaker,
        _read_surveyed,
    ):
        found = read(body)
        if found is not None:
            return found
    return None


def _read_according(body: str) -> Source | None:
    """Read `X에 따르면`, `X의 보고서를 보면`, `X가 낸 '…'에 따르면`."""
    if not ("따르면" in body or "의하면" in body or "보면" in body or "놓고" in body):
        return None
    for found in _ACCORDING.finditer(body):
        owner = _owner(body[: found.start()])
        if owner is None and found.group()[0] in "을를":
            continue
        if owner is None:
            # `통계청이 발표한 고용동향에 따르면`: any noun may be the document.
            published = _subject_of_published(body[: found.start()])
            if published is not None:
                return published
            name = _name_at(body, found.start())
            if not name:
                return None
            # A person or a paper is quoted for a paragraph, a statistic for the story.
            said = body[max(0, found.start() - 24) : found.start()]
            return Source(name, lasts=True, briefly=_WITNESS.search(said) is not None)
        return Source(owner, lasts=True)
    return None


_WITNESS = Pattern(
    r"(?:관계자|당국자|소식통|측|매체|언론|외신|신문|통신|방송|일보|타임스|저널|씨|교수|대표|의원)들?$"
)


# What a body counts or gives out: `거래소가 집계한 지난달 거래량은`, `…가 내놓은 물가지수는`.
_COUNTED = Pattern(
    r"(?<!\S)(?:집계한|조사한|산출한|추산한|추정한|발표한|공개한|공표한|내놓은|펴낸|밝힌)\s"
    r"(?=(?:[^,.\"“]{0,40}?\s)?[^\s,.\"“]*"
    r"(?:지수|통계|지표|실적|동향|현황|[율률량액수]|규모|비중|순위|점유율|비용|내용|전망|수치|값|결과|자료|보고서|인덱스[^,.]{0,12})['’”》]?\s?"
    r"(?:[은는을를]\s|내용이|결과다|자료다)"
    rf"|(?:[^,.\"“]{{0,20}}\s)?{_TITLE}\s?(?:의\s|에\s(?:담긴|실린|나온)\s)?"
    r"(?:내용|결과|자료|분석|집계|수치)(?:이)?다)"
)


_GIVEN_OUT = Pattern(
    r"집계한\s|조사한\s|산출한\s|추산한\s|추정한\s|발표한\s|공개한\s|공표한\s|내놓은\s|펴낸\s|밝힌\s"
)


# `…가 발표한 7월 셋째 주(20일 기준) 전국 주간 아파트 가격 동향`: no other subject stands between.
_PUBLISHES = Pattern(
    rf"(?<!\S){_PUBLISHED}\s(?=[^\s]+(?:\s[^\s]+){{0,3}}$|(?:[^\s,]*[^\s,은는이가]\s){{4,8}}[^\s]+$)"
)


def _subject_of_published(clause: str) -> Source | None:
    """Return who published the noun that a clause ends in, if it says so."""
    verbs = list(_PUBLISHES.finditer(clause))
    if not verbs:
        return None
    return _subject(clause[: verbs[-1].start()], lasts=True)


def _read_counted(body: str) -> Source | None:
    """Read `시장조사업체 셀트래커가 집계한 지난해 사용량은 …`."""
    if _GIVEN_OUT.search(body, 0, 160) is None:
        return None
    found = _COUNTED.search(body[:160])
    if found is None or _in_quotes(body, found.start()):
        return None
    return _subject(body[: found.start()], lasts=True)


def _read_late(body: str) -> Source | None:
    """Read `…다고 현지 언론이 20일 보도했다`."""
    if _QUOTE_ENDS.search(body) is None:
        return None
    found = _LATE.search(body)
    if found is None:
        return None
    if re.search(r"[을를에로]\s", found["who"]):
        return None  # `다며 AI를 만드는 게 …고 주장했다`: no subject stands there
    name = _owner(found["who"]) or _name_at(body, found.end("who"), found.start("who"))
    if name == "" and _BACK.match(found["who"]):
        return Source("")  # `…라고 회사는 설명했다`: whoever was named last
    return Source(name) if name else None


# Not `자료에는`, `상장한다는`, `만드는 게`: no subject ends so.
_TOPIC = Pattern(
    # Nor `전문가`, `증권가`: their last letter is their own.
    r"(?<=\S)(?:(?<!전문)(?<!증권)(?<!사업)(?<!투자)(?<!작)(?<!평)(?<!국)(?<!물)(?<!음악)(?<!화)(?<!원)(?<!정치)(?<!기업)|(?!가))(?<!에)(?<!에서)(?<!으로)(?<![라과와])(?<![한된는란인간난든진운온린친긴준낸났했았었였왔됐있없겠같많이하크되쓰나]다)(?<!까지)(은|는|도|이|가)\s(?!(?:게|것|데|등|점|수|중)[\s이을은도])"
)


# `일각에선 가능성을 제기한다`: somebody speaks, and nobody is named.
_SOME = Pattern(r".{0,12}?(?:일각|업계|학계|시장|증권가|정치권|재계|금융권|현장)에(?:서는|선|서)\s")
_LATER = Pattern(r"(?:에는|에서는?|으로|[은는을를])\s")
# What a sentence is about when its speaker is left out: `누적 투자액은 13억 달러로 추정했다`.
_OMITS = Pattern(rf"(?:{_NO_NAME.pattern}|[A-Za-z]+\d+|\d\S*)$")


def _read_speaker(body: str) -> Source | None:
    """Read a sentence that ends in a verb of saying: its subject speaks."""
    if "에" in body[:18] and _SOME.match(body):
        return None
    if "에서는" in body and (side := _SIDE.match(body)):
        name = _name_at(body, side.end(1))
        return Source(name) if name else None
    # A verb of saying stands at the end: nothing else of the body is looked through for one.
    end = len(body.rstrip(_BEHIND_VERB))
    tail, verb = max(0, end - LONGEST_PLAN), max(0, end - LONGEST_VERB)
    last = body[verb:]
    may_be_said = "니다" in last or "이다" in last
    if may_be_said and (is_said := _IS_SAID.search(body, verb)):
        name = _name_at(body, is_said.start())
        return Source(name) if name else None
    issued = _ISSUES.search(body, verb) if _may_issue(last) else None
    says = _SAYS.search(body, verb) or _SAYS_QUOTED.search(body, verb)
    plans = not (issued or says) and _PLANNING.search(body, tail) is not None
    if not (issued or says or plans):
        return None
    document = _OF_DOCUMENT.search(body)
    titled = document is not None and not _in_quotes(body, document.start())
    title = _TITLED.search(body)
    titled = titled or (title is not None and _PUBLICATION.search(title.group()) is not None)
    # To publish a title is to publish a document; to release or announce one may be a product.
    issues = issued is not None and (titled or (issued.group(1) is not None and title is not None))
    if not (issues or says or plans) and not (issued and _PLANNING.search(body, tail)):
        return None
    lasts = issues or (titled and _DOCUMENTED.search(body) is not None)
    for topic in _topics(body[:140]):
        if _in_quotes(body, topic.start()):
            continue
        before = body[: topic.start()]
        if before.count("(") > before.count(")"):
            continue
        if topic.group(1) in "이가" and (
            len(before.split()) > LONGEST_NAME or _LATER.search(before)
        ):
            # Further on, it is the subject of what is said.
            continue
        name = _name_at(body, topic.start())
        if (
            name is None
            and (says or _SUPPOSES.search(body))
            and topic.group(1) in "은는"
            and (group := _OUTLOOK_OF.match(body))
        ):
            return Source(group["who"])
        if name is not None:
            if not (issues or says) and not _STATE.search(name):
                return None
            return Source(name, lasts)
        if topic.group(1) in "은는":
            if not _OMITS.search(body[: topic.start()]):
                return None
            break
    if not (issues or says):
        return None
    # `13억 달러로 추정했다`: the subject is whoever was speaking.
    return Source("")


def _may_issue(last: str) -> bool:
    """Say whether the last words of a sentence may tell that something was published."""
    return "했" in last or "냈" in last or "놨" in last or "놓았" in last


_SUPPOSES = Pattern(r"것으로\s(?:보고|내다보고|예상하고|전망하고)[,\s]")
# `정부는 올해 성장률을 1.9%로 내다보고 있다`: said by nobody with a name, but of one group's view.
_OUTLOOK_OF = Pattern(
    r"(?P<who>(?:[가-힣]{2,6}\s)?(?:정부|당국|증권가|[가-힣]{0,6}업계))는\s"
    r"(?=.*(?:전망|예상|예측|추산|추정|내다보|내다봤|보고\s있|보고[,\s]|고\s본다|기대하고\s있|관측|추계))"
)

# What may stand behind the verb that ends a sentence, and how far before that a verb of saying or a
# plan (`계획을 … 내놨다`) may begin (characters).
# Words that may describe a speaker and name him: `반도체 설계 스타트업 누리칩스가`.
LONGEST_NAME = 5
_BEHIND_VERB = " .\t\"”’')]\u00a0\u3000"
LONGEST_VERB = 24
LONGEST_PLAN = 80
_SIDE = Pattern(r"(.{2,24}?)\s?(?<![예관추계])(?:측|쪽)에서는\s")
_OF_DOCUMENT = Pattern(r"보고서|통계|조사|분석한|결과,|인덱스|지수|백서|동향")
_TITLED = Pattern(_TITLE)


def _topics(body: str) -> Iterator[re.Match[str]]:
    """Yield the topics and subjects of a sentence: the one letter first, then what is before it."""
    for particle in _PARTICLE_LETTER.finditer(body):
        if topic := _TOPIC.match(body, particle.start()) or _TOPIC_IN_RA.match(
            body, particle.start()
        ):
            yield topic


# `테슬라는 26일 … 발표했다`: no 라는 where a date follows
_TOPIC_IN_RA = Pattern(r"(?<=[가-힣]라)(는)\s(?=\d{1,2}일[\s(]|지난|올해|이날|내년|최근|전날)")
_PARTICLE_LETTER = Pattern(r"[은는도이가]\s")
_PUBLICATION = Pattern(
    r"보고서|지수|인덱스|조사|통계|전망|백서|동향|리포트|현황|연감|순위|자료|속보|잠정|분기|\d월|총생산"
    r"|Index|Report|Outlook"
)
_THIS = frozenset("이그해")
_THIS_ONE = Pattern(
    r"(?:이|그|해당)\s(?:회사|업체|기관|조사|통계|보고서)\s?(?:기준|집계|조사|추산|자료)?(?:으로|로|에서)"
)


def _read_document(body: str) -> Source | None:
    """Read `공업정보화부 집계로`, `WIPO 통계로는`, `X가 낸 '…'에서` near the sentence's start."""
    if body[:1] in _THIS and _THIS_ONE.match(body):
        return Source("", lasts=True, briefly=True)
    if _MAY_BE_DOCUMENT.search(body, 0, 110) is None:
        return None
    for found in _BY_DOCUMENT.finditer(body[:110]):
        title, noun = found["title"], found["noun"]
        if found["p"] in {"를", "을", "의"}:
            continue
        if title and not (_PUBLICATION.search(title) and found["p"].startswith("에")):
            continue
        before = body[: found.start()].rstrip()
        if _in_quotes(body, found.start()):
            continue  # `후보 측은 “자체 조사에서는 앞선다”고 했다`: the speaker's word
        if not before:
            return Source("", lasts=True, briefly=True) if noun else None
        owner = _owner(f"{before} {title or noun}")
        if owner is None and title and not noun:
            return None
        if owner:
            return Source(owner, lasts=True, briefly=True)
    return None


def _read_surveyed(body: str) -> Source | None:
    """Read `와이즈앱이 이용자를 표본 조사한 결과`."""
    if not ("결과" in body or "물었더니" in body or "물어보니" in body):
        return None
    found = _SURVEYED.search(body)
    if found is None:
        return None
    if ordered := _ORDERED.search(body, 0, found.start()):
        name = _name_at(body, ordered.start())
        return Source(name, lasts=True) if name else None
    return _subject(body[: found.start()], lasts=True)


# Not `평가`, `전문가`, `물가`: their last letter is their own.
_SUBJECT = Pattern(r"(?<=\S)(?:은|는|이|(?<![평문권물국작업투])가|에서)\s")


def _subject(clause: str, *, lasts: bool) -> Source | None:
    """Return the first subject of a clause that can speak."""
    for topic in _SUBJECT.finditer(clause):
        name = _name_at(clause, topic.start())
        if name:
            return Source(name, lasts)
    return None


def _owner(phrase: str) -> str | None:
    """Return whose document the end of a phrase names; "" if it names nobody, None for no document.

    `과기정통부의 '…' 보고서` is 과기정통부's, `보고서` alone points back.
    """
    rest = phrase.rstrip()
    found = _DOCUMENT_END.search(rest)
    if found is None:
        return None
    cut = rest[: found.start()].rstrip()
    # 연말, 기준: a word of time may stand between the name and the document.
    while (last := cut.rsplit(" ", 1)[-1]) and (_DATE_WORD.fullmatch(last) or last == "기준"):
        cut = cut[: -len(last)].rstrip()
    if not cut:
        return ""
    # `딥시크가 기술보고서에서`
    if not re.search(rf"{_PUBLISHED}$", cut):
        cut = re.sub(r"(?<=[가-힣A-Za-z)]{2})[은는이가]$", "", cut)
    name = None
    verbs = list(re.finditer(rf"(?<!\S){_PUBLISHED}(?=\s|$)", cut))
    published = verbs[-1] if verbs else None
    if published is None or published.end() < len(cut):
        # `봄에 나온 스탠퍼드대 'AI 인덱스'`: the owner stands behind the verb.
        after = published.end() if published else 0
        name = _name_at(cut, len(cut.removesuffix("의")), after)
    if name is None and published is not None:
        subject = _subject(cut[: published.start()], lasts=True)
        if subject is not None and subject.name and published.group() == "설명한":
            return f"{subject.name} {rest.rsplit(' ', 1)[-1]}"
        name = subject.name if subject else None
    return name or ""


_DOCUMENT_END = Pattern(
    rf"(?:(?:\s|^)?{_TITLE}(?:의)?(?:\s[가-힣]{{1,6}}){{0,2}}|(?:\s|^){_DOCUMENT})$"
)
_NEAR_DOCUMENT = Pattern(rf"\s(?:{_TITLE}|{_DOCUMENT})\s?(?:의\s|\()$")
_NEAR_SAID = Pattern(
    r"(?:이|가)\s(?:[^\s,\"“]+\s){0,4}?(?:발표한|밝힌|제시한|추산한|공개한|집계한|추정한|주장한|제기한)\s"
    r"(?:['‘“\"]?|(?:[가-힣]+\s){0,2}(?:전망|예상|추정|추산|목표|기대|잠정)치\s?\(?)$"
)


def _read_near(head: str) -> Source | None:
    """Return the source of the one figure behind `head`: `WIPO 집계(`, `HAI가 발표한`."""
    # A verb before its noun, with a blank or a quotation mark behind it; a bracket or 의.
    is_said = "한" in head[-3:-1] or "힌" in head[-3:-1] or "치" in head[-2:]
    is_said = is_said or "치" in head[-3:-1]
    is_document = _ends_document(head)
    if not (is_said or is_document):
        return None
    head = head[-100:]
    if found := _NEAR_SAID.search(head) if is_said else None:
        name = _name_at(head, found.start())
        return Source(name) if name else None
    if found := _NEAR_DOCUMENT.search(head) if is_document else None:
        name = _name_at(head, len(head[: found.start()].removesuffix("의")))
        return Source(name) if name else None
    return None


def _ends_document(head: str) -> bool:
    """Whether a bracket or 의 stands behind the last letter of a title or of a document's noun."""
    if head[-1:] == "(":
        head = head[:-1]
    elif head[-2:-1] == "의":
        head = head[:-2]
    else:
        return False
    return head.rstrip()[-1:] in _DOCUMENT_ENDS


_DOCUMENT_ENDS = frozenset("'’”\"》〉」』서트계사료집치표산정시문안장과")


def _in_quotes(body: str, at: int) -> bool:
    before = body[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


# --- names --------------------------------------------------------------------------------------


def name_before(body: str, end: int) -> str | None:
    """Return whom the noun phrase that ends before `end` names, cut to what identifies it.

    "" for a word that points back (`그는`, `이 회사는`), None for nobody's name.
    """
    return _name_at(body, end)


def _name_at(body: str, end: int, start: int = 0) -> str | None:
    """Return the name whose last letter stands before `end`; None if that is nobody's name."""
    words: list[str] = []
    if age := _AGE.search(body, max(start, end - 6), end):
        end = age.start()
    for word in reversed(body[max(start, end - 60) : end].split()):
        if not words:
            if _DATE_WORD.fullmatch(word) or _NUMBER_WORD.match(word) or _is_verb(word):
                return None
        elif word == "전" and _ROLE.search(words[0]):
            pass  # `전 장관`: a former one
        elif _stops_name(word):
            if re.search(r"(?:부|원|청|처|소|대|사|회|행)[와과]$", word):
                # `과기정통부와 정책연구소가`: the first of two leads.
                words = [word[:-1]]
            elif len(words) == 1 and word.endswith(("을", "를")):
                return None  # `추론을 요하는`: a verb with its object
            break
        words.insert(0, word)
        if len(words) == 5:
            break
    if not words or (body[end : end + 1] == "는" and _STEM.search(words[-1])):
        return None
    founded = ""
    if "창업한 " in body or "설립한 " in body:
        name = re.escape(" ".join(words))
        found = re.search(rf"([^\s].{{0,20}}?)[을를] (?:창업|설립)한 {name}$", body[:end])
        founded = found.group(1) if found else ""
    is_one_of_many = " 한 " in body[max(0, end - 60) : end]
    return _clean(words, founded, whole=is_one_of_many)


# `축소하|는 안을`: the stem of a verb before its noun.
_STEM = Pattern(r"[가-힣]{2,}(?:하|되|시키|있|없|않|이르|달하|늘리|줄이|높이|낮추)$")


_CONNECTIVE = Pattern(r"[가-힣](?:[했었았렸겼섰났됐]고|혀|려|켜|쳐)$")


def _stops_name(word: str) -> bool:
    """Say whether no name reaches back over `word`."""
    if word in {
        "게",
        "놓고",
        "두고",
        "갖고",
        "들고",
        "속",
        "중",
        "뒤",
        "후",
        "전",
        "내",
        "등",
        "및",
        "간",
        "한",
        "또",
        "모두",
    }:
        return True
    if word[-1] in ",\"”’'.;:…)" and not word.endswith(")"):
        return True
    if _KEPT.search(word):
        return False
    if _KIND.search(word) and word.endswith(("인", "이자")):
        return True
    return bool(
        _DATE_WORD.fullmatch(word)
        or _NUMBER_WORD.match(word)
        or _CONNECTIVE.search(word)
        or _ADNOMINAL.search(word)
        or (_PARTICLE.search(word) and len(word) > 1 and not _COUNTRY_WORD.match(word))
    )


def _is_verb(word: str) -> bool:
    """Say whether a word whose particle is cut off is no noun: 불리는, 나온, 방향성이."""
    ends = word.endswith(("는", "을", "를", "성이", "다고", "라고"))
    return ends or (_ADNOMINAL.search(word) is not None and _KEPT.search(word) is None)


def _clean(words: list[str], founded: str, *, whole: bool) -> str | None:
    """Return the name in the words of a noun phrase, without what only describes it.

    Args:
        founded: the firm that `…를 창업한` names before it, or "".
        whole: keep 관계자: `한 미국계 특허 관계자` is no person of a named body.
    """
    for at in range(len(words) - 1, 0, -1):
        if _KIND.search(words[at - 1]) and not (_ROLE.search(words[-1]) and at == len(words) - 1):
            words = words[at:]
            break
    # `정모(41) 씨`: an age is no part of a name
    words = [_AGE.sub("", word) for word in words]
    phrase = " ".join(words).strip(" ,‘’'\"“”").removesuffix("들")
    name = phrase if whole else _TRAILING.sub("", phrase)
    name = re.sub(r"(?<=\S)\s(?:보고서|자료|통계|연구진|연구팀)$", "", name)
    if len(name) <= 2:
        name = re.sub(r"(?<=^[가-힣]\s씨)\s?측$", "", phrase)  # `남 씨 측`
    if founded:
        name = f"{re.sub(r' ?최고경영자(?:[(]CEO[)])?$', '', name)} {founded} CEO"
    first, _, rest = name.partition(" ")
    if rest and _COUNTRY_WORD.match(first) and not (_STATE.search(rest) or _ROLE.search(rest)):
        name = rest
    if not name or _BACK.match(name):
        return "" if name else None
    nobody = _NOBODY.match(name) is not None and _MAYOR.fullmatch(name) is None
    if len(name) < 2 or len(name) > 40 or nobody or _NO_NAME.search(name):
        return None
    last = name.rsplit(" ", 1)[-1]
    if _NO_NOUN.search(last) or (_ADNOMINAL.search(last) and not _KEPT.search(last)):
        return None
    if re.search(r"\d{2}", name) or not re.search(
        r"[가-힣A-Za-z]{2}|^[가-힣]\s(?:씨|군|양)$", name
    ):
        return None
    return name
