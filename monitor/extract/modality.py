"""How a text stands to a figure: asserted, forecast, planned, alleged or denied.

Read from the clause that the figure stands in, not from the sentence: `2023년 2조 원에서 2027년 4조
원으로 성장할 것으로 전망된다` asserts the first value and forecasts the second, and a value that is
only compared with (`정부 발표(8500명)를 웃돌 전망이다`) stays asserted.

Rules of the contract: 밝혔다 is asserted, `~로 알려졌다` and `전해졌다` too; 주장, 의혹, 가능성 and
a rival's guess (`보유했을 것`) are alleged; `~할 것으로 전망` is a forecast; what somebody will do
is planned.
"""

from __future__ import annotations

import re

from monitor.model import Modality, Span

# A finite verb with a connective ends the clause: `늘었고 내년에는 …할 전망이다` has two.
# How far from a figure its clause may run (characters): a list without ends stays cheap.
REACH = 300

# A syllable that ends in ㅆ marks the past; 있 and 겠 do not.
_PAST = "".join(chr(0xAC00 + i * 28 + 20) for i in range(399)).translate(
    {ord("있"): None, ord("겠"): None}
)
_CLAUSE_END = re.compile(
    rf"(?:[가-힣](?:지만|으나|는데|은데|던데)|[{_PAST}](?:고|으며))(?=[,\s])"
    # `30%가 고양이인 점을 고려해`, `1억 원을 갚았다는 한 여성이`
    r"|점을\s(?:고려|감안)(?:해|하면|할)"
    rf"|[{_PAST}]다는\s(?!주장|의혹|보도|소문|지적|분석|전망|관측|추정|가능성|설|것|게|점|말|얘기|반박|이유)"
)
# …but not where what is said is still to be named: `했다고 밝혔지만`.
_QUOTED = re.compile(
    r"(?:[다라자]고|것으로|것이라고|다며|라며|다는|라는)\s(?:[가-힣]+\s){0,2}?[가-힣]*$"
)

_DENIED = re.compile(
    r"(?:사실이\s?아니|사실\s?무근|사실과\s?다르|근거\s?없|허위|부인(?:했|한다|하고|하며|했다)|일축|반박(?:했|한다|이\s)"
    r"|현실성이\s?없|현실적으로\s?(?:어렵|불가능)|믿기\s?어렵|과장(?:됐|된|이)|부풀려[졌진]|있을\s?수\s?없)"
)
_ALLEGED = re.compile(
    r"주장(?:했|한|하|된|됐|이|도|을|에|과|에도|대로)|의혹|가능성|의심|[만개명]?\s?(?:보유|개발|매입|은닉)?설['’”\"]|했을\s?것"
    r"|[았었했였됐]을\s?(?:것|거|수)|[았었했였됐]으리라|소문|루머|관측이\s?나|추측|카더라|고발"
)
# `검찰은 120억 원을 빼돌린 것으로 보고 있다`
_SUSPECTS = re.compile(r"검찰|경찰|특검|공수처|수사\s?당국|수사팀|금감원|공정위")
_SUSPECTED = re.compile(r"[한된린친긴준운간쓴낸든]\s것으로\s(?:보고|봤|본다|의심|판단)|혐의")
_FORECAST = re.compile(
    r"전망|예상|예측|추정|추산|내다[봤보본]|예견|점쳐|점쳤|관측(?:이\s(?:우세|나)|된다|한다)|예보|[가-힣]\s?것으로\s(?:보[인이]|봤|본다|보고|분석|진단|기대)"
    r"|[가-힣]\s?것이라[고는]\s?(?:분석|봤|보|진단|예|전망|우려|경고|내다|기대)|[가-힣]\s?것이라는\s"
    r"|기대(?:된다|했다|하고|를\s모)|우려(?:된다|가\s나)|[가-힣](?:ㄹ|을|할|될|일|릴|칠|를|날|갈|올|볼|찰|설|를)\s?수\s?있다고\s?(?:봤|경고|분석)"
)
# The verb's stem ends in ㄹ before 것: `이를 것`, `할 것`, `줄일 것`.
_WILL = re.compile(r"([가-힣])\s?것(?:이다|이라[고며는]|으로|임|\"|”|'|’|$|\s?같|입니다|이란)")
# What may come: `3% 오를 가능성이 크다`, `30조 원까지 늘어날 수 있다고`.
_MAY = re.compile(
    r"([가-힣]{1,3})\s가능성(?:[이도은]|에\s무게)"
    r"|((?:늘어날|불어날|커질|오를|올라갈|떨어질|내려갈|달할|이를|넘을|넘어설|줄어들|높아질|낮아질|그칠|머무를"
    r"|육박할|밑돌|웃돌|초과할|감소할|증가할|하락할|상승할|확대될|축소될))\s수(?:도)?\s있"
)
_PLANNED = re.compile(
    r"계획|목표|방침|예정|구상|로드맵|청사진|포부|복안|약속|공약|추진(?:한다|하는|하기|할|하고|키로|된다|\s?중)"
    r"|기로\s?(?:했|한|하[고며였]|합의|결정|의결|약속|뜻)|키로\s?(?:했|한)|하려|려고\s?한|려는"
    r"|방안을|방안도|검토\s?중|논의\s?중|협의\s?중|착수(?:한다|할)|[가-힣]겠다(?:고|는|며|면서|던|\"|”)"
    r"|편성(?:했|됐|한|된|하|안)|배정(?:했|됐|된|하|한)|책정(?:했|됐|된)|예산안|나설|나선다|들일|쏟아붓는|투입하는"
    r"|(?:투자|지원|도입|증설|공급|건설|구축|매입|채용|감축|증원)(?:를|을)?\s?(?:발표|선언|확대한다|예고|약속)"
)
# What happens to a figure is nobody's will: `10%를 차지할 것이라고 말했다`.
_BEFALLS = re.compile(
    r"(?:차지할|기록할|달할|이를|넘을|넘어설|늘|늘어날|줄|줄어들|커질|오를|떨어질|감소할|증가할|성장할|웃돌|밑돌|그칠|될|나올)\s것"
)
# The present tense of doing, in news the near future: `정부가 2조 원을 투자한다`.
_ACTS = (
    "투입한다|투자한다|지원한다|확보한다|구매한다|도입한다|공급한다|조성한다|양성한다|채용한다|건설한다|구축한다|증설한다|발행한다|매입한다"
    "|신설한다|확대한다|축소한다|감축한다|인상한다|인하한다|선발한다|모집한다|배치한다|출자한다|집행한다|제공한다|지급한다|파견한다|보급한다"
    "|설치한다|개설한다|유치한다|조달한다|출시한다|착공한다|감면한다|면제한다|전환한다|교체한다|개방한다|증액한다|삭감한다|편성한다|배정한다"
    "|쓴다|짓는다|세운다|들인다|붓는다|쏟는다|푼다|내놓는다|내준다|나눠준다|나눠\\s?준다|깎아준다|늘린다|줄인다|올린다|내린다|높인다|낮춘다|뽑는다|남긴다"
    "|사들인다|들여온다|보탠다|돌려준다|키운다|만든다|넣는다|거둔다|맡긴다|판다|갚는다"
    "|들어간다|쓰인다|배정된다|투입된다|지원된다|편성된다|지급된다|가동된다|공급된다|설치된다|도입된다|조성된다|건설된다|적용된다|시행된다|인상된다"
    "|인하된다|감축된다|신설된다|투자된다|집행된다|들어선다"
)
_ACT = re.compile(rf"(?:{_ACTS})(?=[.\s\"”’',]|$|는|고|며)")
_HABIT = re.compile(
    r"매년|해마다|매달|매월|매일|하루|이미|현재|지금|한\s?해\s|평균|연간|꾸준히|이어\s?(?:왔|오)|는다는데"
)
# What grows of itself: a plan where it is somebody's money or quota, else a forecast of a date.
_GROWS = re.compile(
    r"(?:늘어난다|불어난다|높아진다|올라간다|커진다|줄어든다|낮아진다|내려간다|늘게\s?된다|자란다|넘어선다|오른다|떨어진다|달한다|이른다)"
)
_BUDGET = re.compile(
    r"예산|추경|총투자|투자액|사업비|정원|지원금|재정|지출|국비|세율|공급량|목표|계획|요금|수당|급여"
)
_AHEAD = re.compile(
    r"내년|내후년|다음\s?달|내달|하반기부터|20[3-9]\d년|이르면|오는\s|향후|앞으로|년이면|년에는\s"
)
_UNTIL = re.compile(
    r"(?:20\d\d년|내년|내후년|향후\s?\d+년|앞으로\s?\d+년)(?:\s?(?:말|초|중반|상반기|하반기))?(?:까지|간|동안)"
)
_MONEY_ACT = re.compile(
    r"(?:을|를)\s?(?:[가-힣]+[에에게]?\s){0,3}?(?:투자|투입|지원|쏟아|들여|들이|확보|조성|증설|구매|사들|늘[려리릴]|쓰[는겠])"
)

_OBJECT = re.compile(
    r"\)?(?:\([^()]{0,30}\))?(?:\s?(?:규모|가량|정도|안팎)의\s\S+)?(?:[을를]|씩)\s"
)
# Verbs whose present tense tells what is: saying, amounting, meaning.
_STATES = re.compile(
    r"(?:밝힌|말한|전한|본|설명한|분석한|강조한|지적한|꼽는|평가한|차지한|기록한|해당한|달한|이른|넘는|웃돈|밑돈|의미한|뜻한"
    r"|나타낸|보여준|가리킨|고\s한|않는|못한|된다고\s한)다$"
)
_STARTS = re.compile(
    r"(?:\([^()]{0,30}\))?(?:에서|이던|였던|이었던|에\s?머물던|에\s?불과하던)(?=[\s,])"
)
_REVISED = re.compile(
    r"상향|하향|높여\s?잡|낮춰\s?잡|올려\s?잡|내려\s?잡|(?:로|으로)\s?(?:조정|수정)(?:했|됐)"
)
_COMPARED = re.compile(
    r"(?:\))?(?:보다|에\s?비해|에\s?비하면|\s?대비|[과와]\s?비교|[과와]\s?견[주줘]|[을를]\s?(?:크게\s)?(?:웃돌|밑돌|넘어설|뛰어넘)|의\s?(?:\d|절반|[두세]\s?배))"
)
_INTENT_NOUN = re.compile(
    r"(?:계획|목표|정부안|예산안|요구안|공약)(?:액|치|량|안)?(?:은|는|이|가|인|의)?\s?\(?(?:[^,.]|(?<=\d)[.,](?=\d)){0,14}$"
    r"|[가-힣](?:겠다고|기로)\s?한\s[^,.]{0,12}$|예산안['’”\"]?에\s?(?:따르면|의하면)[^.]*$"
)
_FORECAST_NOUN = re.compile(
    r"(?:(?:전망|예상|추정|예측)(?:치|액|량)|컨센서스|전망[을은이])(?:은|는|이|가|인|를|을|의)?\s?\(?(?:[^.,]|(?<=\d)[.,](?=\d)){0,40}$"
)
# What was aimed at and came about is a fact: `정부안보다 늘어난 9조 원으로 확정됐다`.
_CAME_ABOUT = re.compile(r"확정(?:됐|했)|통과(?:됐|했)|^\)?(?:이었|였)(?:다|습니다)")
# `5천500원이며, 수익금은 기부할 예정`: the figure is the predicate.
_IS = re.compile(r"\)?(?:이며|이고|인데|이나|이지만)(?=[,\s])")
_WEATHER_WILL = re.compile(r"[가-힣]겠(?:다|습니다|고|으며)(?=[.,\s]|$)")


def modality_of(text: str, sentence: Span, span: Span) -> Modality:
    """Return how `text` stands to the figure at `span`, which lies in `sentence`.

    >>> text = "국내 시장은 2023년 2조 원에서 2027년 4조 원으로 클 것으로 전망된다."
    >>> [str(modality_of(text, (0, len(text)), (a, a + 4))) for a in (13, 25)]
    ['asserted', 'forecast']
    """
    start, end = sentence
    head = text[max(start, span[0] - REACH) : span[0]]
    tail = text[span[1] : min(end, span[1] + REACH)]
    head, clause = _own_head(head), _own_tail(tail)
    is_aimed = _INTENT_NOUN.search(head) is not None and _CAME_ABOUT.search(clause) is None
    if _STARTS.match(clause) and not _REVISED.search(tail):
        # The value that a change starts from is known, unless it was itself aimed at.
        if is_aimed or re.search(r"총투자|목표", head):
            return Modality.PLANNED
        return Modality.FORECAST if _FORECAST_NOUN.search(head) else Modality.ASSERTED
    if _COMPARED.match(clause) or _in_base(text, span, sentence):
        if _INTENT_NOUN.search(head[-20:]):
            return Modality.PLANNED
        return Modality.FORECAST if _FORECAST_NOUN.search(head) else Modality.ASSERTED
    return _verdict(head, clause, tail, is_aimed=is_aimed)


def _verdict(head: str, clause: str, tail: str, *, is_aimed: bool) -> Modality:
    """Return what the words around a figure make of it; `tail` runs on to the sentence's end."""
    if _DENIED.search(clause):
        return Modality.DENIED
    if _SUSPECTS.search(head) and _SUSPECTED.search(clause):
        return Modality.ALLEGED
    if _may(clause):
        return Modality.FORECAST
    if _ALLEGED.search(clause):
        return Modality.ALLEGED
    if _FORECAST.search(clause) or _FORECAST_NOUN.search(head):
        return Modality.FORECAST
    if _PLANNED.search(clause) or is_aimed:
        return Modality.PLANNED
    if _will(clause):
        volition = re.search(r"밝[혔힌]|말했|설명했|강조했|약속했|다짐했|발표했", clause)
        return Modality.PLANNED if volition and not _BEFALLS.search(clause) else Modality.FORECAST
    if _REVISED.search(tail):
        return Modality.FORECAST
    if _ACT.search(clause) and not _HABIT.search(head):
        return Modality.PLANNED
    if _UNTIL.search(head) and _MONEY_ACT.match(clause):
        return Modality.PLANNED
    if _GROWS.search(clause):
        if _BUDGET.search(head):
            return Modality.PLANNED
        if _AHEAD.search(head):
            return Modality.FORECAST
    if _is_present(clause) and (_AHEAD.search(head) or _UNTIL.search(head)):
        # `오는 3월 500명을 뽑는다` is somebody's will, `내년 3만 명이 은퇴한다` is not.
        return Modality.PLANNED if _OBJECT.match(clause) else Modality.FORECAST
    if _WEATHER_WILL.search(clause):
        return Modality.FORECAST
    return Modality.ASSERTED


def _own_tail(tail: str) -> str:
    """Return the words from the figure to the end of its clause."""
    if predicate := _IS.match(tail):
        return tail[: predicate.end()]
    for end in _CLAUSE_END.finditer(tail):
        if not _QUOTED.search(tail, 0, end.start()):
            return tail[: end.end()]
    return tail


def _own_head(head: str) -> str:
    """Return the words of the figure's clause before it."""
    begin = 0
    for end in _CLAUSE_END.finditer(head):
        begin = end.end()
    return head[begin:]


def _is_present(clause: str) -> bool:
    """Say whether the clause ends in the present tense of doing: `분양한다`, not `이다`, `본다`."""
    end = clause.rstrip(" .\"”’')")
    if len(end) < 3 or not end.endswith("다") or _STATES.search(end):
        return False
    return (ord(end[-2]) - 0xAC00) % 28 == 4


def _may(clause: str) -> bool:
    """Say whether the clause tells what may come: `오를 가능성`, but not `사들였을 가능성`."""
    return any(found.group(2) or _ends_in_l(found.group(1)) for found in _MAY.finditer(clause))


def _ends_in_l(stem: str) -> bool:
    """Say whether a stem's last syllable ends in ㄹ and is no past form (`했을`)."""
    is_past = stem[-1] == "을" and len(stem) > 1 and stem[-2] in _PAST
    return (ord(stem[-1]) - 0xAC00) % 28 == 8 and not is_past


def _will(clause: str) -> bool:
    """Say whether the clause's verb is in the future: a stem that ends in ㄹ before 것."""
    for found in _WILL.finditer(clause):
        code = ord(found.group(1)) - 0xAC00
        if code % 28 == 8:
            return True
    return False


def _in_base(text: str, span: Span, sentence: Span) -> bool:
    """Say whether the figure stands in a bracket behind what another figure is compared with."""
    opened = text.rfind("(", max(sentence[0], span[0] - 30), span[0])
    if opened < 0:
        return False
    close = text.find(")", span[1], min(sentence[1], span[1] + 30))
    return close >= 0 and _COMPARED.match(text[close : close + 20]) is not None
