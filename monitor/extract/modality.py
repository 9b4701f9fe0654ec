"""How a text stands to a figure: asserted, forecast, planned, alleged or denied.

Read from the clause that the figure stands in, not from the sentence: `2023년 2조 원에서 2027년 4조
원으로 성장할 것으로 전망된다` asserts the first value and forecasts the second, and a value that is
only compared with (`정부 발표(8500명)를 웃돌 전망이다`) stays asserted.

What the clause leaves open the sentences around it may say: `첫해 목표의 5분의 1 수준이다` goes
on with the estimate before it, `H100이 1만 장 있었다는 것이다` with who said so, and an item of a
list with what the list is of (`예산안의 주요 내용`).

Rules of the contract: 밝혔다 is asserted, `~로 알려졌다` and `전해졌다` too; 주장, 의혹, 가능성 and
a rival's guess (`보유했을 것`) are alleged; `~할 것으로 전망` is a forecast; what somebody will do
is planned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from monitor.extract.sentences import BULLETS
from monitor.extract.spoken import to_plain
from monitor.model import AHEAD, Modality, Span
from monitor.patterns import Pattern, by_letter


class _Behind:
    """What stands right behind a figure, or behind its bracket: asked for by its first letter.

    `letters`: all that the pattern may begin with; a blank among them is any white space.
    """

    __slots__ = ("_blank", "_letters", "pattern")

    def __init__(self, letters: str, pattern: str) -> None:
        self._letters, self._blank = letters, " " in letters
        self.pattern = Pattern(pattern)

    def match(self, text: str) -> re.Match[str] | None:
        first = text[:1]
        if first == ")":
            first = text[1:2]
        if first and (first in self._letters or (self._blank and first.isspace())):
            return self.pattern.match(text)
        return None


# A finite verb with a connective ends the clause: `늘었고 내년에는 …할 전망이다` has two.
# How far from a figure its clause may run (characters): a list without ends stays cheap.
REACH = 300

# A syllable that ends in ㅆ marks the past; 있 and 겠 do not.
PAST = "".join(chr(0xAC00 + i * 28 + 20) for i in range(399)).translate(
    {ord("있"): None, ord("겠"): None}
)
_N = "".join(chr(0xAC00 + i * 28 + 4) for i in range(399))  # syllables that end in ㄴ
# Stems of what comes about of itself.
_BEFALL = (
    "줄 늘 뛰 넘 오르 내리 커지 나오 밀리 빠지 쌓이 몰리 꺾이 치솟 웃돌 밑돌 이르 달하 그치 "
    "떨어지 넘어서 낮아지 높아지 불어나 늘어나 줄어들 나빠지 무너지 내려가 올라가 "
    "급증하 급감하 하락하 상승하 감소하 증가하 폭락하 폭등하"
)
_ENDS_CLAUSE = (
    # What stands before is looked back at: where each form begins with a letter of its own and no
    # bracket, they are found fast.
    r"지만(?<=[가-힣]지만)(?=[,\s])|으나(?<=[가-힣]으나)(?=[,\s])|던데(?<=[가-힣]던데)(?=[,\s])"
    r"|있으며(?=[,\s])|없으며(?=[,\s])"
    # 는데, 높은데, 불과한데
    rf"|데(?<=[가-힣][{_N}]데)(?<!가운데)(?=[,\s])"
    rf"|고(?<=[{PAST}]고)(?=[,\s])|으며(?<=[{PAST}]으며)(?=[,\s])"
    # `30%가 고양이인 점을 고려해`, `1억 원을 갚았다는 한 여성이`
    r"|점을\s(?:고려|감안)(?:해|하면|할)|는\s점(?<=[다라]는\s점)[이을은도]"
    # `11%인 것으로 나타나 위원회는 …할 계획이다`: what came out, then what follows from it
    r"|것으로\s(?:나타나|드러나|알려져|밝혀져|(?:확인|집계|조사|파악|분석|판명)(?:돼|되어|되자)|(?:나타나|드러나|알려지|밝혀지)자)(?:서)?(?=[,\s])"
    # `손님이 줄자 회사는 …하기로 했다`: what came about of itself
    r"|자(?=[,\s])(?:(?<=[줄늘뛰넘르솟돌]자)|(?<=[내밀몰]리자)|(?<=[쌓꺾]이자)|(?<=[커빠어아너]지자)|(?<=어[나들서]자)"
    r"|(?<=나오자)|(?<=그치자)|(?<=[려라]가자)|(?<=[가증감락승소등]하자))"
    # The last: what follows in _CLAUSE_END is of it alone.
    rf"|다는\s(?<=[{PAST}]다는\s)"
)
_CLAUSE_END = Pattern(
    rf"{_ENDS_CLAUSE}(?!(?:[가-힣]+\s){{0,2}}?(?:주장|의혹|보도|소문|지적|분석|전망|관측|추정|가능성|설|것|게|점|말|얘기|반박"
    r"|이유|글|게시물|게시글|괴담|루머|낭설|내용|증언|폭로|진술|혐의|제보|의심|소식|기사|추측|영상|이야기|통념|믿음|견해|인식|해석))"
)
# A sentence without one has no clause that ends before it does.
_MAY_END_CLAUSE = Pattern(_ENDS_CLAUSE)
# …but not where what is said is still to be named: `했다고 밝혔지만`.
_QUOTED = Pattern(
    r"(?:[다라자]고|것으로|것이라고|다며|라며|다는|라는)\s(?:[가-힣]+\s){0,2}?[가-힣]*$"
)

_DENIED = Pattern(
    r"(?:사실이\s?아니|사실\s?무근|사실과\s?다르|근거\s?없|허위|부인(?:했|한다|하고|하며|했다)|(?<![다라]고\s)(?<![다라][\"”’']고\s)(?:일축|반박(?:했|한다|이\s))"
    r"|현실성이\s?없|현실적으로\s?(?:어렵|불가능)|믿기\s?어렵|과장(?:됐|된|이)|부풀려[졌진]|있을\s?수\s?없"
    r"|선을\s(?:그었|긋)|(?:검토|논의|결정|계획|확인)(?:한|된)\s(?:적|바)[이도은]?\s?없|잘못\s(?:옮긴|전해진|알려진|인용(?:한|된))|낭설|억측|터무니없|가짜(?:다|라고|이며|뉴스)|오보(?:다|라고|라며|이며)|(?:들은|아는)\s(?:적|바)[이도은]?\s?없"
    r"|(?:받|챙기|챙|건네|빼돌리|요구하|지시하|약속하|공모하)지\s않았다(?:고|며)|근거[가는도]\s없|믿지\s않|통념을\s부정|성립하지\s않|^\)?[이가]\s아니(?:라|고|었고|었다)[\s.,](?![^.]{0,40}라는\s(?:게|것|설명|계산|주장|분석|지적|견해))|^\)?[은는]\s[^.,]{1,20}의\s(?:잘못|오기|오류))"
)
_ALLEGED = Pattern(
    r"(?:증언|폭로|진술)(?:했|한|하고|하며|[이가도]\s나)|주장(?:했|한|하|된|됐|이|도|을|에|과|에도|대로|[\s.\"”’]*$)|의혹|가능성|의심|[만개명]?\s?(?:보유|개발|매입|은닉)?설['’”\"]|했을\s?것"
    r"|텐데(?<=[았었했였됐웠렸졌났왔갔냈썼쳤]을\s텐데)|[았었했였됐]을\s?(?:것|거|수)(?!(?:으로|이라고)\s(?:추정|추산|분석|예상|전망|관측|보[이인]|봤|본다))|[았었했였됐]으리라|소문|루머|(?<!것이라는\s)(?<!것이란\s)관측이\s?나|추측|카더라|고발|혐의(?:를\s받|로\s|가\s(?:있|짙))|[\"”’']며\s[^.]{0,50}(?:신고|고발|고소|제소)(?:했|한)|고\s(?:맞섰|맞서고|항변했|강변했)|라며\s(?:맞서|맞섰)"
)
# `2500만 명에 이를 수 있다고 주장했다`
_ALLEGING = Pattern(
    r"[다라자]고\s(?:주장|폭로|증언|고발)(?:하며|하면서|하고|했고|했지만|했으나|했|한)"
)
_CLAIMED = Pattern(r"주장(?:했|한다|하고|하며)")
# `검찰은 120억 원을 빼돌린 것으로 보고 있다`
_SUSPECTS = Pattern(
    r"검찰|경찰|특검|공수처|당국|수사팀|수사단|조사단|금감원|공정위|국세청|관세청|감사원|해경|방통위|인권위"
    r"|개인정보(?:보호)?위|공정거래위|방송통신위|금융감독원"
)
_SUSPECTED = Pattern(rf"[{_N}]\s것으로\s(?:보고|봤|본다|의심|판단)|혐의")
_FORECAST = Pattern(
    by_letter(
        r"(?:추세|속도|이대로)(?:라면|면|가면)|확률(?<=\s확률)[을이]|리라(?:고|는)|어림(?:했|한|잡|하)|추계(?:했|됐|된|한|하)|셈법"
        r"|[는된한난진]다고\s(?:봤|본다|보고\s있|계산)|(?:규모|수준|안팎|원|명|%)(?:이|일\s것이)?라고\s(?:봤|본다|보고\s있)|다는\s(?:게|것이)\s[^.]{1,24}(?:추산|추정|계산|예상|전망|셈법|관측)|전망|예상|예측|추정(?!\s[가-힣]+[은는이가]\s\d)|추산|(?:이|가)\s(?:유력|확실시|무난)|내다[봤보본]|예견|점쳐|점쳤|점친|관측(?:이\s(?:우세|나)|된다|한다|됐|된)|난다는\s계산이(?:다|\s나)|듯(?<=\s듯)[.…\s\"”’]*$|예보|것으로\s(?:보[인이]|봤|본다|보고|분석|진단|기대)"
        r"|것이라[고는]\s?(?:분석|봤|보|진단|예|전망|우려|경고|내다|기대)|것이라는\s"
        r"|기대(?:된다|했다|한다|하고|를\s모)|우려(?:된다|가\s나)|수\s?있다고\s?(?:봤|경고|분석)"
    )
)
# `250억 원까지 부과될 수 있다`
_MAY_REACH = Pattern(r"\)?까지(?:도)?\s(?:[가-힣]+\s)?[가-힣]{1,4}[될할]\s수(?:도)?\s있다")
# The verb's stem ends in ㄹ before 것: `이를 것`, `할 것`, `줄일 것`.
_WILL = Pattern(
    r"([가-힣])\s?(?:것(?:이다|이라[고며는]|으로|임|\"|”|'|’|$|\s?같|입니다|이란)|텐데|터(?:이)?다|테니)"
)
# What may come: `3% 오를 가능성이 크다`, `30조 원까지 늘어날 수 있다고`.
_MAY = Pattern(
    r"([가-힣]{1,3})\s가능성(?:[이도은]|에\s무게)"
    r"|((?:늘어날|불어날|커질|오를|올라갈|떨어질|내려갈|달할|이를|넘을|넘어설|내릴|깎일|밀릴|쪼그라들|줄어들|높아질|낮아질|그칠|머무를"
    r"|육박할|밑돌|웃돌|초과할|치솟을|사라질|무너질|닿을|빠질|번질|뛸|급증할|급감할|감소할|증가할|하락할|상승할|확대될|축소될))\s수(?:도)?\s있"
)
# `연간 목표(60억 달러)의 66%를 달성했다`, `목표인 300대에 못 미친다`: what was aimed at is held
# against what came about.
_MET = (
    r"(?:치|액|량)?(?:\([^()]{1,30}\))?(?:의|를|을|보다|에|인|였던|이던|\s?대비)(?:[^.]|(?<=\d)\.(?=\d)){0,16}"
    r"(?:채[웠운우]|달성(?:했|한\s|하며)|넘겼|넘어섰|초과했|밑[돌도]|웃[돌도]|못\s?미|미달|그쳤|이뤘|도달했|모자[라란랐])"
)
_PLANNED = Pattern(
    by_letter(
        rf"계획(?![을이도]\s(?:없|못)|{_MET})|목표(?!\s?주가|{_MET})|방침|예정|구상|로드맵|청사진|일정표|포부|복안|약속(?:했|한다|하고|이행|받았|받고)|공약|추진(?:한다|하는|하기|할|하고|키로|된다|\s?중)"
        r"|기로\s?(?:했|한|하[고며였면자]|해\s|결의|계약|서명|약정|합의|결정|의결|약속|뜻)|키로\s?(?:했|한)|하려|려고\s?한|려는"
        r"|방안을|방안도|방안이\s(?:논의|검토|추진|거론|유력)|검토(?:\s?중|하고\s있|한다|[.…\s\"”’]*$)|추진[.…\s\"”’]*$|추진하고"
        r"\s있|하는\s협상[을를이가에]|추진하고\s있|는\s(?:법안|개정안|조례안|개편안)[을이]|[을를]\s[가-힣]+겠(?:다|습니다)[.\"”]|논의\s?중|협의\s?중|착수(?:한다|할)|겠다[\"”’']?(?:고|는(?!\s(?:응답|답변|의견|사람|비율|여론|유권자|기업|곳|뜻을\s묻))|며|면서|던|\"|”)"
        r"|(?:으로|로)\s설계(?:됐|했|된)|(?<=[할될릴울칠낼]\s)(?:참|작정|심산|태세|채비|요량)(?:이다|이라|을)|싶어\s?(?:한다|했다|하는)|지상과제|노린다"
        r"|(?:수정|요구|제시|중재|최종|최초|협상|절충|타협|권고)안(?:으로|을|를)\s(?:[가-힣]+\s)?(?:냈|내놓|내놨|제출했|제시했|제안했|건넸|던졌)"
        r"|(?:달라|라|자)[\"”’']?고\s(?:요구|제안|건의|촉구)|안[이도을](?<=\s안.)\s(?:논의|검토|추진|거론|유력|나왔|나온다|제시)"
        r"|다고\s(?:예고|공언|공표)(?:했|한)|(?<=[원러로엔안드%명개대장곳][을를]\s)예고(?:했|한)|(?<=[을를]\s)(?:겨냥(?:하고|한|했)|내걸(?:었|고|며))"
        r"|(?<=[할될릴울낼칠을킬살팔]\s)(?:뜻|의향|채비|준비)[을이를가도]\s"
        r"|늘려\s잡|줄여\s잡"
        r"|편성(?:했|됐|한|된|하|안|돼)|책정(?:됐|된)|배정(?:했|됐|된|하|한|돼)|예산안|나설|나선다|들일|쏟아붓는|투입하는"
        r"|(?:투자|지원|도입|증설|공급|건설|구축|매입|채용|감축|증원)(?:를|을)?\s?(?:발표|선언|확대한다|예고|약속)"
    )
)
_PLANNED_BEHIND = Pattern(
    r"\)?(?:[이가]\s담[겼긴]|(?:으로|로)\s(?:잡혔|짜였|짰다|짰고)"
    r"|\s?(?:추가\s)?(?:인상|인하|감축|증액|증원|지급|배상|보상|삭감|유예)(?:[을를]|[과와]\s[^.]{1,30}?[을를])\s(?:[가-힣]+에\s)?요구(?:하|했|한)"
    r"|\s?(?:인상|인하|감축|증액|증원|삭감|지급|보상|감면|확대|축소)[을를]\s(?:[가-힣]+에\s)?(?:제안|건의|권고)(?:하|했|한)"
    r"|\s?(?:인상|인하|감축|증액|삭감|증원)안[을이]\s)"
)
# `2조 원이 들어갈 공장`, `5000억 달러를 투자하는 사업`, `3만 명을 양성하는 로드맵`
_TO_BE_DONE = _Behind(
    "을를이가씩 ",
    r"\)?(?:[을를이가]|씩)?\s(?:[가-힣]+(?:에|에게|로|으로)\s)?"
    r"(?:(?:투자|투입|지원|공급|건설|조성|증설|구매|도입|지급|채용|확보|양성|설치|집행|감축|증원|유치)"
    r"(?:할|될|하는(?=\s[가-힣]{0,6}(?:사업|계획|프로젝트|방안|안|구상|법안|로드맵|협약|계약)))"
    r"|들어갈|들일|지을|뽑을|사들일|세울|늘릴|줄일|쏟아부을)\s(?!수|때|만큼|뿐|정도|가능성|것)",
)
# `완공되면 하루 3만 톤을 처리할 수 있다`
_ONCE_DONE = Pattern(
    r"(?:완공|준공|완성|가동|도입|개통|증설|시행|입주|상용화)(?:되면|하면|이\s되면|이\s끝나면)"
)
# What happens to a figure is nobody's will: `10%를 차지할 것이라고 말했다`.
_BEFALLS = Pattern(
    r"(?:차지할|기록할|달할|이를|넘을|넘어설|늘|늘어날|줄|줄어들|커질|오를|떨어질|감소할|증가할|성장할|웃돌|밑돌|그칠|될|나올)\s것"
)
# The present tense of doing, in news the near future: `정부가 2조 원을 투자한다`.
_ACTS = (
    "투입한다|투자한다|지원한다|확보한다|구매한다|도입한다|공급한다|조성한다|양성한다|채용한다|건설한다|구축한다|증설한다|발행한다|매입한다"
    "|신설한다|확대한다|축소한다|감축한다|인상한다|인하한다|선발한다|모집한다|배치한다|출자한다|집행한다|제공한다|지급한다|파견한다|보급한다"
    "|설치한다|개설한다|유치한다|조달한다|출시한다|착공한다|감면한다|면제한다|전환한다|교체한다|개방한다|증액한다|삭감한다|편성한다|배정한다"
    "|(?<!나눠\\s)(?<!돌려\\s)(?<!함께\\s)(?<!같이\\s)(?<!이\\s)(?<!가\\s)쓴다|넓힌다|돕는다|(?<=[을를]\\s)댄다|끌어온다|짓는다|(?<!내)세운다|들인다|붓는다|쏟는다|푼다|내놓는다|내준다|나눠준다|나눠\\s?준다|깎아준다|늘린다|줄인다|(?<!들어\\s)올린다|(?<!오르)내린다|높인다|낮춘다|뽑는다|남긴다"
    "|사들인다|들여온다|보탠다|돌려준다|키운다|만든다|넣는다|거둔다|맡긴다|판다|갚는다"
    "|충원한다|증원한다|확충한다|증편한다|출연한다|매각한다|분양한다|공모한다|발주한다|정비한다|철거한다|보강한다|연장한다|단축한다|고용한다|기부한다|후원한다"
    "|부과한다|발급한다|증축한다|개통한다|이양한다|보상한다|배분한다|늘려\\s?간다|줄여\\s?간다"
    "|완공한다|준공한다|개장한다|개관한다|양산한다|출범한다|완료한다|마무리한다|상용화한다|융자한다|(?<=[을를]\\s)(?:준다|연다)|추가로\\s준다|더\\s준다|개최한다|실시한다|운항한다|운행한다|선보인다|시작한다"
    "|리콜한다|바꾼다|옮긴다|심는다|모은다|빌려준다|사준다|빼준다|덜어준다|뚫는다|놓는다|띄운다|쏜다|합친다|없앤다|내보낸다|깎아\\s준다|나눠\\s준다|빌려\\s준다|돌려\\s준다"
    "|설립한다|육성한다|발굴한다|선정한다|대체한다|개편한다|통합한다|이전한다|환급한다|보전한다|보조한다|구성한다|마련한다|추가한다|회수한다|소각한다|매도한다|처분한다|상장한다"
    "|갖춘다|끌어들인다|끌어모은다|유치한다|증자한다|상환한다|면제된다|분양된다|착공된다|완공된다|준공된다|개통된다|출시된다|발행된다|개최된다|선발된다|채용된다|돌아간다|맡는다|깔린다"
    "|들어간다|쓰인다|배정된다|투입된다|지원된다|편성된다|지급된다|가동된다|공급된다|설치된다|도입된다|조성된다|건설된다|적용된다|시행된다|인상된다"
    "|인하된다|감축된다|신설된다|투자된다|집행된다|들어선다"
    "|상향한다|하향한다|상향\\s?조정한다|하향\\s?조정한다|늦춰진다|앞당겨진다|미뤄진다|연기된다"
    "|증액된다|삭감된다|확대된다|축소된다|상향된다|하향된다|(?<=[을를]\\s)산다"
)
# The present tense of any verb of doing: 한다, 늘린다, 된다.
_DOING = Pattern(rf"[{''.join(chr(0xAC00 + i * 28 + 4) for i in range(399))}]다")
_ACT = Pattern(rf"(?:{by_letter(_ACTS)})(?=[.\s\"”’',(]|$|는|고|며)")
_HABIT = Pattern(
    r"(?<![가-힣])(?:여전히|줄곧|보통|대개|흔히|평소|요즘|벌써|이미)\s|한\s달에|1년에|매년|해마다|매달|매월|매일|하루|현재|지금|한\s?해\s|평균|연간|꾸준히|이어\s?(?:왔|오)|는다는데"
)
# What grows of itself: a plan where it is somebody's money or quota, else a forecast of a date.
_GROWS = Pattern(
    r"(?:늘어난다|불어난다|높아진다|올라간다|커진다|줄어든다|낮아진다|내려간다|늘게\s?된다|자란다|넘어선다|오른다|떨어진다|달한다|이른다)"
)
_BUDGET = Pattern(
    r"예산|추경|총투자|투자액|사업비|정원|지원금|재정|지출|국비|세율|공급량|목표|계획|요금|수당|급여|월급|봉급|당직비|등록금|할증료|연금|과태료|범칙금|벌금|최저임금|보험료|관세|통행료|수수료|단가|한도|할인율"
)
_AHEAD = Pattern(
    r"연내|올해\s안|이달\s(?:안|말|중)|연말까지|다음\s주|내년|내후년|다음\s?달|내달|하반기부터|20[3-9]\d년|이르면|오는\s|향후|앞으로|년이면|년에는\s"
)
_UNTIL = Pattern(
    r"(?:연말|연내|이달\s말|다음\s달)까지|(?:20\d\d년|내년|내후년|향후\s?\d+년|앞으로\s?\d+년)(?:\s?(?:말|초|중반|상반기|하반기))?(?:까지|간|동안)"
)
_MONEY_ACT = Pattern(
    r"(?:을|를)\s?(?:[가-힣]+[에에게]?\s){0,3}?(?:투자|투입|지원|쏟아|들여|들이|확보|조성|증설|구매|사들|늘[려리릴]|쓰[는겠])"
)

_OBJECT = Pattern(r"\)?(?:\([^()]{0,30}\))?(?:\s?(?:규모|가량|정도|안팎)의\s\S+)?(?:[을를]|씩)\s")
# `관세를 0%로 낮추고`: somebody moves the figure.
_MOVES = Pattern(
    r"\)?(?:으로|로|까지)\s(?:[가-힣]+\s)?(?:넓히|넓힌|낮추|낮춘|높이|높인|올리|올린|내리|내린|늘리|늘린|줄이|줄인|확대|축소|인상|인하|바꾸|바꾼|끌어|감축|조정)"
)
# `현재 60%인 가동률이 85%로 오를 것이다`: what is, before what may come.
_IS_NOW = _Behind("인", r"\)?인\s(?!것|걸|셈|점|경우|만큼|상황에서는)[가-힣]")
# Verbs whose present tense tells what is: saying, amounting, meaning.
_STATES = Pattern(
    r"(?:밝힌|말한|전한|본|설명한|분석한|강조한|지적한|꼽는|평가한|차지한|기록한|해당한|달한|이른|넘는|웃돈|밑돈|의미한|뜻한"
    r"|나타낸|보여준|가리킨|고\s한|않는|못한|된다고\s한)다$"
)
_STARTS = _Behind(
    "부에이였(",
    r"(?:\)부터(?=\s))|(?:\([^()]{0,30}\))?(?:에서(?!\s(?:움직|머[물무]|등락|거래|유지|형성|오르내|마감|출발|멈[췄춰]|결정|합의|타결))|이던|였던|이었던|에\s?머물던|에\s?불과하던)(?=[\s,])",
)
# `인사담당자의 58%는 “줄이겠다”고 답했다`: the share answered, whatever they answered.
_ANSWERED = Pattern(
    r"\)?(?:[은는이가도]|의\s응답자[은는이가])\s[^.]{0,120}?(?:(?:고|라고)[\s,](?:응답|답|대답|생각|꼽|느[낀꼈])|[\"”’'](?:라?고)\s했다)"
)
_AGREED = Pattern(
    r"\)?[은는이가도]\s[^.\d]{0,40}?(?:반대|찬성|동의|공감)(?:했|한다|하고|하는\s것으로)"
)


def _is_answer(tail: str) -> bool:
    """Say whether a share answered so: no quotation that began before it ends behind it.

    `“매출이 30%는 빠질 것 같다”고 했다` is what one says.
    """
    found = _ANSWERED.match(tail)
    if found is None:
        return False
    said = found.group()
    quotes = [i for i, letter in enumerate(said) if letter in _QUOTE_MARKS]
    return not quotes or len(quotes) > 1 or said[quotes[0]] in "“‘"


_QUOTE_MARKS = frozenset('"“”‘')


def _is_share(figure: str) -> bool:
    """Say whether a figure may be those who answered so: a share, so many people or places."""
    return "%" in figure or figure.endswith(("명", "곳")) or "퍼센트" in figure or "절반" in figure


# `평균 전망치(380억 원)를 13% 웃돌았다`: how far is known.
_OUTDID = _Behind(
    "으로 가정웃밑넘상하못앞높낮많적",
    # `수주는 6조 원으로 연간 목표(13조 원)의 47%를 채웠다`
    # `2만1천 명으로 예측치의 29%에 머물렀다`
    r"\)?(?:으로|로)\s[^.\d]{0,12}?(?:목표|계획|예측|예상|전망|추정)(?:치|액|량)?(?:\([^()]*\))?의\s[\d.]+%(?:[를에]\s|가량을\s)?(?:채웠|달성|해당|그[쳤친]|머[물무]|불과|못\s미)|"
    # `79.6%로 목표치인 82%에 못 미친다`
    r"\)?(?:으로|로),?\s[^.\d]{0,16}?(?:목표|전망|예상|추정|기대)치?(?:인|였던|이던)\s(?:약\s)?\d[^.]{0,20}?(?:넘|웃|밑|상회|하회|못\s?미|모자)|"
    # `0.50달러로 예상치 0.54달러에 못 미쳤다`
    r"\)?(?:으로|로),?\s[^.\d]{0,16}?(?:전망치|예상치|추정치|컨센서스|기대치|목표치)\s\d[\d,.]*[가-힣%]{0,6}(?:을|를|에)?\s?(?:크게\s)?(?:웃돌|밑돌|넘|상회|하회|못\s?미)|"
    # `3조 원으로 증권가 전망치(2조 원)를 넘어섰다`
    r"\)?(?:으로|로),?\s(?!제시)(?:[^.\d]|\d{1,2}[월일분년]){0,28}?(?:전망치|예상치|추정치|컨센서스|기대치|전망|예상|기대|목표치?|계획|눈높이)"
    r"(?:\([^()]*\))?[을를에]?\s?(?:크게\s|소폭\s|살짝\s|[\d.]+%(?:포인트|[pP])?(?:가량|쯤)?\s)?"
    r"(?:웃돌았|밑돌았|넘었|넘겼|넘어섰|넘어선|상회했|하회했|못\s?미[쳤친]|미달[했한]|모자[라란랐]|뒤[진졌지]|부합했|부합한|뛰어넘[었은]|충족했|웃돈|밑돈|웃도는|밑도는|못\s?미친다|못\s?미치는|밑돈다|웃돈다)|"
    r"\s?(?:가량\s|정도\s)?(?:웃돌았|밑돌았|웃돈\s|밑돈\s|웃도는\s|밑도는\s|넘었|넘겼|넘어섰|상회했|하회했|못\s미쳤|앞섰|높았|낮았|많았|적었)",
)
# A body that votes settles it: `국회는 4조 원을 깎은 예산안을 의결했다`.
_VOTED = Pattern(r"(?:국회|본회의|의회|이사회|주총|주주총회)[^.]*(?:의결했|통과시켰|통과됐|가결)")
# What nobody wills: `기온이 계속되겠다고 말했다`.
_NATURE = Pattern(
    r"(?:되|내리|내려가|올라가|쏟아지|몰아치|거세지|약해지|추워지|더워지|풀리|머물|오르|떨어지|이어지|불|그치|높|낮|맑|많|쌓이|나타나)겠(?:다|습니다)"
)
_REVISED = Pattern(
    r"상향|하향|높여\s?잡|낮춰\s?잡|올려\s?잡|내려\s?잡|(?:로|으로)\s?(?:조정|수정)(?:했|됐)"
)
# `요금을 2000원에서 3000원으로 상향한다`: what somebody sets, no outlook that is revised.
_SET_BY = Pattern(
    r"(?:요금|수수료율?|금리|세율|세금|한도|상한선?|하한선?|기준선?|단가|요율|보험료율?|등급|임금|연봉|연령|정년|할인율|관세율?|수당"
    r"|지원금|지원율|지원\s?비율|벌금|과태료|과징금|부담금|부담률|부담\s?비율|보조금|보조율|가격|입장료|통행료|등록금|배당금?|배당\s?성향|정원|할당량?|의무\s?비율"
    r"|비중|용적률|건폐율|층수|공제율?|공제액|적립률|환급률|속도|목표|비율)"
    r"(?:[을를은는]|\s?(?:상한|하한)[을를은는])?\s(?:[^.]|(?<=\d)\.(?=\d)){0,40}$"
)
_OUTLOOK_SAID = Pattern(
    r"전망|예상|추정|예측|컨센서스|가이던스|눈높이|목표\s?주가|목표가|투자의견|증권사|IMF|OECD|KDI|성장률|물가|실적|주당순이익"
)
# `노조는 성과급 400%를 요구했다`
_DEMANDED = _Behind("을를도", r"\)?[을를도]\s(?:[가-힣]+에\s)?요구(?:하고|했|한)")
_WHO_DEMANDS = Pattern(
    r"노조|노동계|노총|노동자|근로자|조합원|경영계|유족|피해자|원고|주주|점주|농민|협회[은는이가]"
)
# `지난해(3조 원)를 웃돌 전망이다` compares, `3조 원을 웃돌 전망이다` foretells.
_SURPASSED = _Behind("을를", r"\)?[을를]\s?(?:크게\s)?(?:웃돌|밑돌|넘어설|뛰어넘)")
_FORMERLY = Pattern(
    r"(?:지난해|작년|전년|재작년|\d월|\d{4}년|기존|직전|종전|최고치?인?)\s(?:약\s)?$"
)
_COMPARED = _Behind(
    "보에대과와의 ",
    r"(?:\))?(?:보다|에\s?비해|에\s?비하면|\s?대비|[과와]\s?비교|[과와]\s?견[주줘]|의\s?(?:\d|절반|[두세]\s?배))",
)
_INTENT_NOUN = Pattern(
    r"(?:계획(?!서|대로)|목표(?!\s?주가|가[를는]|대로)|정부안|예산안|요구안|공약)(?:액|치|량|안)?(?:은|는|이|가|인|의)?\s?\(?(?:[^,.]|(?<=\d)[.,](?=\d)){0,14}$"
    r"|(?:[가-힣](?:겠다고|기로)\s?(?:한|했던)|[가-힣](?:려던|겠다던)"
    r"|[가-힣]겠다(?:고|며)\s(?:밝힌|말한|내건|내세운|약속한|공언한|선언한|발표한|다짐한|제시한|공약한|예고한|장담한)|목표로\s(?:한|했던|삼은|잡은|세운|내건)"
    r"|(?:약속|계획|공약|예고)(?:한|했던))\s[^,.]{0,12}$"
    r"|예산안['’”\"]?에\s?(?:따르면|의하면)[^.]*$"
)
# `예산으로 1조 원을 책정했다`
_SET_ASIDE = Pattern(
    r"(?:예산|사업비|투자비|지원금|보조금)(?:으로|로|에|을|를|은|는)?\s(?:[가-힣]+\s)?(?:약\s|총\s)?$"
)
# `올해 매출을 127억 달러로 잡았다`; `이용자를 97만 명으로 잡았다` counts them.
_SET_AT = _Behind("으로( ", r"\)?(?:\s?\([^()]{1,30}\))?(?:으로|로)\s잡(?:았|고|은)")
_TO_SET = Pattern(r"예산|목표|매출|투자|생산|수주|판매|채용|사업비|지출")
_ASIDE = _Behind("을를", r"\)?[을를]\s(?:새로\s)?(?:책정했|배정했|잡았|마련했|확보했|내걸)")
# `예산안에 2조 원을 반영했다`, `내년 예산은 전체의 1%다`: aimed at as long as nobody voted for it.
_PROPOSAL = Pattern(
    r"(?:예산안|추경안|추가경정예산안|요구안|정부안|개편안|기본계획|시행계획|로드맵)['’”\"]?\s?(?:에|에서|에는|엔|으로|로|은|는|을|를|의|가운데|중|대로라면|대로면|대로)\s"
    r"|[가-힣]안(?:이\s|대로\s?)(?:라면|면|되면|하면|시행되면|통과되면|확정되면)\s"
    r"|(?:내년도?|내후년)\s(?:[가-힣A-Za-z()·]+\s){0,4}?[가-힣A-Za-z]*"
    r"(?:예산|정원|세율|최저임금|보조금|지원금|사업비|보험료율|수가|기준\s?중위소득|공급\s?물량|총지출)[을를이가은는에로으의]{0,2}\s"
)
_SETTLED = Pattern(
    r"결정(?:됐|했|된|한)|확정(?:됐|했|된|한|돼)|통과(?:됐|했|된|한|시켰)|의결(?:됐|했|된)|늘었|줄었|증가했|감소했|집행했|썼다|이었다|(?<!하)였다"
)
_NOW = Pattern(r"올해|지난해|작년|현재|지금|본예산|당초|기존")
# The word that says whose figure it is stands right before it: `업계가 의심해 온 5만 개보다는`.
_SAID_OF_IT = Pattern(
    r"(?:(?P<alleged>(?:주장|의심|제기|폭로)(?:한|했던|하는|해\s?온|해\s?왔던)|소문난)"
    r"|(?P<forecast>(?:예상|전망|예측|추정|추산)(?:한|했던|된|됐던|되는|되던|해\s?온)|내다본|추산|추정))"
    r"\s(?:(?:약|최대|최소|총|무려|한때)\s?)?$"
)
LONGEST_SAID = 20
# A sample, a population, a premise: taken, not foretold.
_TAKEN = _Behind(
    "을를에",
    r"[을를]\s(?:모집단|표본|조사\s?대상|전제|분모)(?:으로|로)|(?:[을를]|에게)\s(?:[가-힣]+\s)?"
    r"(?:조사|설문|분석|검사|인터뷰|전수조사)(?:한|했|해|하)|에게\s(?:물|설문|의견을)",
)
# A line that something happens beyond: `5GW 아래로 떨어지면 비상조치에 들어간다`.
_THRESHOLD = Pattern(
    r"\)?\s?(?:(?:미만|이하|이상|초과|아래|밑|위)?(?:으로|로|을|를|에|이)?)?\s?"
    r"(?:떨어지면|넘으면|넘어서면|밑돌면|웃돌면|초과하면|미달하면|내려가면|올라가면|못\s미치면|이상이면|미만이면|이하이면|이하면)"
)
_FORECAST_NOUN = Pattern(
    r"(?:예측|전망|추정|예상)[은도을]\s(?:약\s)?$|(?:소방서|업계|경찰|당국|정부)\s(?:추산|추정)\s$"
    r"|(?:추산|추정|예상|전망|예측|기대)하는\s(?:[^\s.,\d]+\s){0,4}$|[이가]\s(?:점친|기대한)\s(?:[^\s.,\d]+\s){0,3}$"
    r"|(?:예상|전망|예측)\((?:약\s)?$|(?:침체|인하|인상|동결|승리|당선|도산|부도)\s?(?:확률|가능성)[은는을이]\s(?:약\s)?$"
    r"|(?:예상|전망|추정)\s(?:[가-힣]+\s)?(?:범위|밴드|구간|등락폭)[은는이가]\s(?:[^.,\d]{0,12})$"
    r"|가이던스(?:로|를|는|은)?\s[^.]{0,20}$|(?:시장|투자자|월가|증권가)[^.,]{0,6}\s?(?:기대|눈높이)\($|(?:추세|속도|이대로)(?:대로)?(?:라면|면|가면)\s[^.]{0,40}$|[할될를을일질릴칠날갈올]\s(?:확률|가능성)[은을이]\s(?:약\s)?$|(?:예상|전망|추정)\s?(?:되는\s|된\s)?(?:강수량|적설량|기온|매출|수요|인원|규모|피해|비용)[은는이]\s[^.]{0,120}$"
    r"|(?:(?:추정|예상)\s[가-힣]+[은는이가]\s(?:약\s)?$)|목표\s?주가|목표가[를는]"
    r"|(?:예상|전망|예측)(?:되는|된)\s[가-힣\s]{1,12}[은는이가]\s[^.]{0,80}$|(?:예상|전망|추정|예측)한\s[가-힣]{1,8}\s?\($|(?:(?:전망|예상|추정|예측)(?:치|액|량)|컨센서스|전망[을은이])(?:은|는|이|가|인|를|을|의)?\s?\(?(?:[^.,]|(?<=\d)[.,](?=\d)){0,40}$"
)
# What was aimed at and came about is a fact: `정부안보다 늘어난 9조 원으로 확정됐다`.
_CAME_ABOUT = Pattern(
    r"확정(?:됐|했)|통과(?:됐|했)|^\)?(?:이었|였)(?:다|습니다)"
    r"|^\s나왔|^\)?(?:[을를이가만]|으로|로)\s(?:[가-힣]+\s){0,2}?(?:완공(?:됐|했)|준공(?:됐|했)|지었|팔았|팔렸|깎았|깎였|삭감(?:됐|했)|뽑았|썼다|마쳤|열었"
    r"|개통(?:됐|했)|입주했|집행(?:됐|했)|납품했|나왔|기록했|들어왔|생산했|거뒀|올렸다|벌었)"
)
# `5천500원이며, 수익금은 기부할 예정`: the figure is the predicate.
_IS = _Behind(
    "이인으로",
    r"\)?(?:(?:이며|이고|인데|이나|이지만)(?=[,\s])|(?:으로|로),\s(?:이\s(?:가운데|중)|그중|이는|[가-힣]{1,8}[은는])\s)",
)
# `30㎜의 소나기가 내리는 곳도 있겠다`
_PLACES_WILL = Pattern(r"[는을]\s(?:곳|데|지역)[이도은]?\s(?:[가-힣]+\s)?있겠(?:다|습니다)")
_WEATHER_WILL = Pattern(r"[가-힣]겠(?:다|습니다|고|으며)(?=[.,\s]|$)")


def modality_of(text: str, sentences: Sequence[Span], index: int, span: Span) -> Modality:
    """Return how `text` stands to the figure at `span`, which lies in sentence number `index`.

    >>> text = "국내 시장은 2023년 2조 원에서 2027년 4조 원으로 클 것으로 전망된다."
    >>> [str(modality_of(text, [(0, len(text))], 0, (a, a + 4))) for a in (13, 25)]
    ['asserted', 'forecast']
    """
    return Modalities(text, sentences).of(index, span)


class Modalities:
    """How a text stands to its figures; what is asked for again is not read again."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text, self._sentences = text, sentences
        self._known: dict[Span, Modality] = {}

    def of(self, index: int, span: Span) -> Modality:
        """Return how the text stands to the figure at `span` in sentence number `index`."""
        known = self._known.get(span)
        if known is None:
            known, is_base = _in_clause(self._text, self._sentences[index], span)
            if known is Modality.ASSERTED and not is_base:
                known = _in_passage(self._text, self._sentences, index, span)
            self._known[span] = known
        return known


# What has to stand in a sentence before a pattern can find anything: the first two letters of one
# of these. Most sentences have hardly any, and the long patterns need not be asked.
# `_` is a blank. A word added to a pattern is to be added here; its row in the golden file tells if
# it is not.
_HINTS = {
    "denied": """
        사실이 아니 무근 사실과 근거 허위 부인 일축 반박 현실성 현실적 믿기 과장 부풀 있을 선을
        가짜 오보 들은 아는 않았
        검토 논의 결정 계획 확인 낭설 억측 터무 믿지 통념 성립 잘못 오기 오류
        """,
    "alleged": """
        증언 폭로 진술 주장 의혹 가능 의심 설' 설’ 설” 설" 았을 었을 했을 였을 됐을 으리라 텐데
        소문 루머 관측 추측 카더라 신고 고발 고소 제소 혐의 맞섰 맞서 항변 강변
        """,
    "suspects": """
        검찰 경찰 특검 공수 당국 수사 조사 금감 공정 국세 관세 감사 해경 방통 인권 개인 방송 금융
        """,
    "forecast": """
        추세 속도 이대로 확률 리라 어림 추계 셈법 다고 계산 전망 예상 예측 추정 추산 유력
        확실 무난 내다 _듯 예견 점쳐 점쳤 점친 관측 예보 것으로 것이라 기대 우려 있다고
        본다 보고_ 봤다
        """,
    "planned": """
        계획 목표 방침 예정 구상 로드맵 청사진 일정표 포부 복안 약속 공약 추진 기로 키로
        하려 려고 려는 방안 검토 법안 개정 조례 개편 겠다 겠습 논의 협의 착수 설계 참이 작정
        심산 태세 채비 요량 참을 싶어 지상 노린 요구 편성 책정 배정 예산 나설 나선 들일 쏟아
        투입 투자 지원 도입 증설 공급 건설 구축 매입 채용 감축 증원
        협상 예고 공언 공표 겨냥 내걸 담겼 담긴 뜻을 뜻이 의향 준비 잡혔 짜였 짰다 짰고
        늘려 줄여 수정 요구 제시 중재 최종 최초 절충 타협 권고 제안 건의 촉구 안이 안도 안을
        """,
    "due": """
        쓸_ 갚아 갚을 나눠 길러 키울 뽑을 늘릴 줄일 지을 세울 사들 들일 들어 댈_ 모을 모으
        쏟을 부을 들여 내보 투자 투입 지원 공급 확보 조성 양성 채용 도입 건설 구축 설치 가동
        지급 배정 입주 분양 려는 겠다 기로
        """,
    "fined": "과징 과태 벌금 추징",
    "foretold": """
        예측 전망 추정 예상 추세 속도 이대로 확률 가능 목표 컨센 추산 가이 기대 눈높 점친
        """,
    "intended": "계획 목표 정부 예산 요구 공약 겠다 기로 려던 약속 예고",
    "proposed": "예산 추경 추가 요구 정부 개편 기본 시행 로드맵 내년 내후년 안대 안이",
    "said": "주장 의심 제기 폭로 소문 예상 전망 예측 추정 추산 내다",
    "revised": "상향 하향 높여 낮춰 올려 내려 조정 수정",
    "until": "연말 연내 이달 다음 20 내년 내후년 향후 앞으로",
    "quoted": "다며 라며 다면 라면 \"며 ”며 ’며 '며 \"면 ”면 ’면 '면",
    "at first": "당초 애초",
    "voted": "의결 통과 가결",
    "once": "완공 준공 완성 가동 도입 개통 증설 시행 입주 상용",
}
_EVERY_HINT = frozenset(_HINTS) | {"clauses"}


def _by_pair() -> dict[str, frozenset[str]]:
    """Two letters → the hints that they give."""
    pairs: dict[str, set[str]] = {}
    for hint, words in _HINTS.items():
        for word in words.split():
            pairs.setdefault(word[:2].replace("_", " "), set()).add(hint)
    return {pair: frozenset(hints) for pair, hints in pairs.items()}


_BY_PAIR = _by_pair()
_FIRST, _SECOND, _LETTERS = 1, 2, 0x10000


def _places_in_pairs() -> bytes:
    """Return by the code of a letter whether it is the first or the second of a pair, or both."""
    table = bytearray(_LETTERS)
    for pair in _BY_PAIR:
        table[ord(pair[0])] |= _FIRST
        table[ord(pair[1])] |= _SECOND
    return bytes(table)


_IN_PAIRS = _places_in_pairs()


# The figures of a sentence follow one another.
@lru_cache(maxsize=16)
def _hints_of(sentence: str) -> frozenset[str]:
    """Return which patterns may find something in a sentence."""
    if to_plain(sentence) != sentence:
        return _EVERY_HINT  # the patterns read it in other letters
    found: set[str] = set()
    table, first = _IN_PAIRS, False
    for i in range(len(sentence)):
        code = ord(sentence[i])
        place = table[code] if code < _LETTERS else 0
        if first and place & _SECOND and (hints := _BY_PAIR.get(sentence[i - 1 : i + 1])):
            found |= hints
        first = place & _FIRST > 0
    if _MAY_END_CLAUSE.search(sentence):
        found.add("clauses")
    return frozenset(found)


def _in_clause(text: str, sentence: Span, span: Span) -> tuple[Modality, bool]:
    """Return what the sentence itself says of a figure, and whether it is only compared with."""
    start, end = sentence
    figure = text[slice(*span)]
    hints = _hints_of(text[start:end])
    head = text[max(start, span[0] - REACH) : span[0]]
    tail = text[span[1] : min(end, span[1] + REACH)]
    has_clauses = "clauses" in hints
    head = _own_head(head) if has_clauses else head
    clause = _own_tail(tail, figure, has_clauses=has_clauses)
    if tail.startswith(")") and "(" in head[-60:] and _CLOSES.match(tail):
        # `1만 명을 양성한다(1조 원).`: the bracket goes with the verb before it.
        head, clause = "", head[: head.rindex("(")][-60:]
    if "said" in hints and (said := _SAID_OF_IT.search(head, max(0, len(head) - LONGEST_SAID))):
        return Modality(said.lastgroup or "alleged"), False
    is_aimed = _is_aimed(head, figure, clause, hints) and _CAME_ABOUT.search(clause) is None
    is_revised = "revised" in hints and _is_revised(head, tail)
    if _STARTS.match(clause) and not is_revised:
        # The value that a change starts from is known, unless it was itself aimed at.
        if _AIMED_AT.search(head) or (is_aimed and not _PROPOSAL.search(head)):
            return Modality.PLANNED, True
        return (Modality.FORECAST if _is_foretold(head, figure, hints) else Modality.ASSERTED), True
    surpassed = _SURPASSED.match(clause) is not None and _FORMERLY.search(head) is not None
    if surpassed or _COMPARED.match(clause) or _in_base(text, span, sentence):
        if _INTENT_NOUN.search(head[-20:]):
            return Modality.PLANNED, True
        return (Modality.FORECAST if _is_foretold(head, figure, hints) else Modality.ASSERTED), True
    is_now = _IS_NOW.match(tail) is not None and (
        _NOW.search(head[-8:]) is not None or not (is_aimed or _is_foretold(head, figure, hints))
    )
    is_now = is_now or (_is_share(figure) and (_is_answer(tail) or _AGREED.match(tail) is not None))
    is_now = is_now or _OUTDID.match(tail) is not None
    is_now = is_now or ("voted" in hints and _VOTED.search(text, start, end) is not None)
    if is_now or _TAKEN.match(tail) or ("면" in tail and _THRESHOLD.match(tail)):
        return Modality.ASSERTED, True
    clause, tail = to_plain(clause), to_plain(tail)
    return _verdict(head, clause, tail, hints, is_aimed=is_aimed, figure=figure), False


def _is_revised(head: str, tail: str) -> bool:
    """Say whether what is raised or lowered is an outlook, and nothing that somebody sets."""
    if _REVISED.search(tail) is None:
        return False
    return _SET_BY.search(head) is None or bool(
        _OUTLOOK_SAID.search(head) or _OUTLOOK_SAID.search(tail)
    )


_AIMED_AT = Pattern(r"총투자|목표(?!\s?주가|가[를는])")
# `서버에 2만8000개가 들어간다` tells what a thing is made of, `3조 원이 들어간다` what is spent.
_PARTS = Pattern(
    r"\)?(?:쯤|가량|정도|이나|나)?[이가]?\s(?:[가-힣]+\s)?(?:들어간다|쓰인다|투입된다)"
)
_MONEY = Pattern(r"[원엔]$|달러|유로|위안|루피|파운드|억|조")


def _is_part(clause: str, figure: str) -> bool:
    """Say whether a figure tells what goes into a thing, not what is spent on it."""
    return bool(figure) and _PARTS.match(clause) is not None and _MONEY.search(figure) is None


def _is_aimed(head: str, figure: str, clause: str, hints: frozenset[str]) -> bool:
    """Say whether the words before a figure make it a plan's: `목표는`, `예산안에`."""
    proposal = _PROPOSAL.search(head) if "proposed" in hints else None
    if proposal and not _NOW.search(_BASE_OF_RATIO.sub("", head), proposal.end()):
        return _SETTLED.search(clause) is None
    found = _INTENT_NOUN.search(head) if "intended" in hints else None
    if found is not None and (_HOLDERS.search(head) or _spent(found.group())):
        return False
    # `목표의 5분의 1`: a ratio to what was aimed at says how far it came.
    return found is not None and not (_RATIO.search(figure) and head.rstrip().endswith("의"))


# `증설 계획이 있는 회사는 12곳`: counted, not aimed at.
_HOLDERS = Pattern(
    r"(?:계획|목표|공약|구상|의향|의사)[이을를]\s(?:있는|없는|밝힌|세운|가진|내놓은|발표한|제출한|마련한)\s[가-힣\s]{1,12}[은는이가의]\s"
    r"(?:[가-힣]+\s)?$"
    # `증설하겠다고 밝힌 기업은 12곳`
    r"|겠다[고며]\s[가-힣]{2,3}\s(?:[가-힣]+\s)?[가-힣]*(?:기업|회사|업체|직원|사람|응답자?|곳|나라|국가|가구|국민|시민|주민|청년"
    r"|학생|의사|대학|지자체|의원|조합원|노동자|근로자|교사|학교|은행|병원|점포|구단)[은는이가의]?\s(?:[가-힣]+\s)?$"
)
_SPENT = Pattern(
    r"\d[^\s,]*(?:\s[^\s,]{1,4})?(?:이던|였던|이었던|[을를]|보다|\s중|\s가운데|(?<=%)인)\s"
    r"|(?:웃돈|밑돈|웃도는|밑도는|넘은|넘긴|넘어선|못\s미친|못\s미치는|뛰어넘은|상회한|하회한|벗어난)\s"
    r"|의\s(?:지난해|작년|올해|지난달|현재|[1-4]분기|\d{4}년)\s"
)


# `올해 길러낼 인원은 1만1천 명이다`, `갚아야 할 돈은 600억 달러다`, `모으려는 돈은 3억 달러다`
_DUE = Pattern(
    r"(?:쓸|갚아야\s할|갚을|나눠\s?줄|길러\s?낼|키울|뽑을|늘릴|줄일|지을|세울|사들일|들일|들어갈|들어설|댈|모을|쏟을|부을|들여올|내보낼"
    r"|(?:투자|투입|지원|공급|확보|조성|양성|채용|도입|건설|구축|설치|지급|배정|가동|입주|분양)(?:할|될)"
    r"|려는|겠다고\s(?:한|밝힌)|기로\s한)\s"
    r"(?:[가-힣A-Za-z·]+(?<![은는이가을를의])\s){0,2}?"
    r"(?!수|때|만큼|뿐|정도|가능성|것|경우|예정|전망|회사|기업|업체|곳[은이]|나라|사람|직원|응답)[가-힣A-Za-z]+[은는이가]\s"
    r"(?:(?:약|총|모두|월|연|한\s해|하루|평균|최대)\s){0,2}$"
)


def _spent(words: str) -> bool:
    """Say whether another figure used up a noun of intent: `목표이던 5만 대를 넘어 6만 대를`."""
    return _SPENT.search(words) is not None


_BASE_OF_RATIO = Pattern(
    rf"(?:{_NOW.pattern})(?:[^,.]|(?<=\d)[.,](?=\d)){{0,40}}(?:의|보다|대비|비해)\s(?:약\s)?$"
)


def _is_foretold(head: str, figure: str, hints: frozenset[str]) -> bool:
    """Say whether the words before a figure make it a forecast's: `전망치는`, `예상 매출은`."""
    if "foretold" not in hints:
        return False
    found = _FORECAST_NOUN.search(head)
    if found is None or _spent(found.group()):
        return False
    # `예측치의 29%`: a ratio to what was foretold says how far it came.
    return not (_RATIO.search(figure) and _OF_FORETOLD.search(head))


_OF_FORETOLD = Pattern(r"(?:예측|예상|전망|추정|기대)(?:치|액|량)?의\s$")


_CLOSES = Pattern(r"\)[\s.\"”’']*$")
_RATIO = Pattern(r"배|분의|절반|%|퍼센트")

# --- what the sentences around say --------------------------------------------------------------
# `…있었다는 것이다`: told on behalf of whoever the sentence before quoted.
_RETOLD = Pattern(
    r"[다라자냐]는\s?(?:(?:것|얘기|이야기|설명|말|계산|취지|내용|논리)(?:이|이었|였)?다|게\s[^.]{1,20}(?:얘기|설명|말|계산|논리)(?:이|였)?다)[.\s\"”’']*$"
)


def _may_retell(tail: str) -> bool:
    return "다는" in tail or "라는" in tail or "자는" in tail or "냐는" in tail


_QUOTES = (
    (Modality.ALLEGED, Pattern(r"주장|의혹|증언|폭로|고발|의심|소문|진술|제보|추궁")),
    (
        Modality.FORECAST,
        Pattern(r"전망|예상|추정|추산|예측|내다봤|내다본|것이라고|것으로\s(?:보|봤|분석|진단)"),
    ),
)
# Sentences back that a retelling may go on for.
RETELLINGS = 3

# `올해 예산의 5배다`, `전체의 1%에 해당한다`: says again in other terms what was just said.
_EQUALS = Pattern(
    r"\)?(?:가|이)?\s?(?:수준|규모|꼴|셈|가량|정도|안팎)?(?:이다|다|인\s셈이다|에\s(?:해당(?:한다|하는\s[가-힣]+이?다)|가깝다|육박한다|이른다|그친다|불과하다)"
    r"|(?:가량|정도)?\s(?:많|적|높|낮|크|작|비싸|싸)다|(?:[과와]\s)?맞먹는다|[^\d.]{0,12}(?:수치|금액|액수|규모|물량|값|수준|셈이)(?:이)?다)[.\s\"”’')]*$"
)
_AGAIN = Pattern(
    r"(?:의|보다|대비|비해|비하면|견줘|비교하?[해면]|비교해도|따지면|치면|환산하면|합치면|포함하면|로는)\s?(?:약\s?)?$|^[\s\"“]*(?:약\s?)?$"
)
# A property of what was just planned: `투자비는 최대 1조 원이다`.
_PARAMETER = Pattern(
    r"^[\s\"“]*(?:(?:1인당|가구당|연간|월|총|전체|하루|최대)\s)?"
    r"(?:총|건축|설비|전력|발전|저장|생산|최대|지원|분양|공사|모집|선발|사업|투자|채용|대출|계약)?\s?"
    r"(?:투자비|투자액|사업비|지원금|지원액|보조금|예산|공사비|용량|규모|면적|한도|금액|정원|대상자?|물량|인원|상한|하한|기간|금리|요금|높이|길이|연장|좌석|수용\s인원"
    r"|가구\s?수|발전량|생산능력|임대료|분양가|능력|대금|이용료|수량)(?:은|는)\s[^.,]{0,14}$"
)
_PRESENT_IS = Pattern(
    r"\)?\s?(?:규모|수준|가량|정도|안팎)?(?:이다|다|이며|이고|로|으로)(?=[\s.,\"”]|$)"
)
_HAPPENED = Pattern(rf"[{PAST}](?:다|고|으며|지만|는데)")

# `…이라는 글이 퍼졌다`: hearsay, and nothing at all where the next sentence refutes it.
_HEARSAY = Pattern(
    r"[다라]는\s(?:[가-힣]+\s)?(?:게시물|게시글|글|소문|보도|루머|괴담|가짜\s?뉴스|말|얘기|이야기|풍문|정보|메시지|영상)[이가은는도]{0,1}\s"
    r"(?:[가-힣]+에\s)?(?:퍼[졌지진]|돌[았고며]|나돌|확산|올라왔|떠돌|잇따|번[졌지])"
)
_REFUTED = Pattern(
    rf"{_DENIED.pattern}|해명했|바로잡았|잘못\s(?:옮긴|알려|전해|인용|해석)|오보|틀린\s(?:말|얘기|수치|숫자|정보)|거짓"
)

_FINITE = Pattern(r"(?:[다요죠까][.?!]?|[.?!])[\"'”’)\]]*$")
# The items of a list end in a noun of doing, with what it costs: `버스 30대 증차 - 50억 원`.
_TO_DO = Pattern(
    r"확보|양성|지원|확대|신설|구축|도입|투입|추진|조성|증설|공급|보급|채용|설치|건설|인상|인하|감축|축소|개발|육성|강화|개설|선발|배치|정비|개선|증차|증원|매입|착공"
    r"|제공|지급|운영|개최|투자|편성|반영|발굴|감면|상향|하향|연장|전환|유치|증액|마련|시행"
)
# Lines of a list above an item, over which it still belongs to what the list is of.
_AIMS = Pattern(r"목표|계획|과제|방안|추진|사업")
ITEMS = 12
# Characters that the mark of an item may have before it, blanks among them.
LONGEST_MARK = 12


def _in_passage(text: str, sentences: Sequence[Span], index: int, span: Span) -> Modality:
    """Return what the sentences around say of a figure that its own sentence merely states."""
    start, end = sentences[index]
    tail = text[span[1] : min(end, span[1] + REACH)]
    if ("다는" in tail or "라는" in tail) and _HEARSAY.search(tail):
        follows = text[slice(*sentences[index + 1])] if index + 1 < len(sentences) else ""
        return Modality.DENIED if _REFUTED.search(follows[:REACH]) else Modality.ALLEGED
    if index == 0:
        return Modality.ASSERTED
    # Nearly all sentences end so.
    is_finite = text.startswith("다.", end - 2) and start <= end - 2
    if not is_finite and not _FINITE.search(text, max(start, end - 8), end):
        return _of_list(text, sentences, index)
    plain = to_plain(tail)
    if _may_retell(plain) and _RETOLD.search(plain):
        return _of_quoted(text, sentences, index)
    if _HAPPENED.search(plain):
        return Modality.ASSERTED
    head = text[max(start, span[0] - REACH) : span[0]]
    # How the sentence before stands to its figures is not read where nothing takes it up.
    if restates(text, (start, end), span):
        before = stance_of(text, sentences[index - 1])
        if before in AHEAD:
            return before
    if (
        _PARAMETER.match(head)
        and _PRESENT_IS.match(plain)
        and stance_of(text, sentences[index - 1]) is Modality.PLANNED
    ):
        return Modality.PLANNED
    if _goes_on(text, sentences[index], span):
        return _stance_before(text, sentences, index)
    if _is_item_of_budget(text, sentences, index):
        return Modality.PLANNED
    return Modality.ASSERTED


# --- a plan or an outlook goes on ---------------------------------------------------------------
# `분야별로는 인재 양성이 1조 원으로 가장 많다`, `이 가운데 공공이 5만 장을 맡는다`
_SHARES_OUT = Pattern(
    r"[\s\"“]*(?:[가-힣]{2,4}별로(?:는|\s보면)?|이\s?(?:가운데|중|돈|예산|사업비)|그\s?(?:가운데|중|돈)|그중|여기에(?:는)?|이에\s따라|이렇게|이를\s위해"
    r"|(?:이|같은)\s(?:기간|시기)(?:에)?|나머지|각각|첫\s(?:단계|해)|1단계|우선|먼저|이와\s(?:함께|별도로)|아울러|또한?|특히|대신)[\s,]"
)
# What a plan has, whose figure a sentence of its own may give: `값은 2조 원`.
_PART_OF_PLAN = Pattern(
    r"(?:^|[\s,·])(?:투자비|투자액|투자금|사업비|지원금|보조금|예산|공사비|국비|지방비|재원|지원|부담|벌금|과태료|과징금|총액|총사업비|총투자액|용량|규모|면적|한도|금액|정원|대상|물량|인원"
    r"|기종|상한|하한|요금|높이|길이|폭|깊이|연장|좌석|몫|값|목표|기간|지분율?|비율|증가율|보험료율|세율|이용료|수량|개수|숫자|부지|전력)(?:은|는|이|가|도)\s"
    r"|(?:으로|로)(?:는|\s(?:치면|따지면|환산하면))\s"
)
_RANKS = Pattern(
    r"(?:그\s뒤다|뒤를\s(?:잇는|받친)다|가장\s(?:많|크|높)다|순이다|[과와]\s같다|몫이다|셈이다|것이다|꼴이다|(?:액수|수치|숫자|규모|금액|값|물량)다)[.\s\"”’)]*$"
)
# The present tense of what is the case, whatever was said before.
_BEING = by_letter(
    r"(?:있|없|않는|못한|밝힌|말한|전한|본|설명한|분석한|강조한|지적한|꼽는|꼽힌|평가한|평가된|나온|가진|불린|알려진|보인|여긴|믿는|산|원한|쓴|쓰인|팔린|걸린|모자란|부족한"
    r"|의미한|뜻한|보여준|가리킨|나타낸|차지한|웃돈|밑돈|머문|머무른|맞먹는|견준|책임진|그친|자랑한|달한|해당한|육박한|넘는|유지된|살아간|빌려준|벌어들인)다"
)
_IS_SO = Pattern(rf"(?:{_BEING})[.\s\"”’)]*$")
# Sentences that a plan may go on for, and those of a lead, which the next paragraph goes on with.
STRETCH = 4
LEAD = 1


def _goes_on(text: str, sentence: Span, span: Span) -> bool:
    """Say whether a sentence in the present tense tells more of what the one before tells."""
    start, end = sentence
    whole = to_plain(text[max(start, end - REACH) : end])
    last = max(0, len(whole.rstrip(_BEHIND_END)) - LONGEST_END)
    is_so = _IS_SO.search(whole, last) is not None
    if is_so or _PAST_END.search(whole, last):
        return False
    shares = _SHARES_OUT.match(text, start, end) is not None
    head = text[max(start, span[0] - REACH) : span[0]]
    now = _NOW.search(head[-14:]) if not shares else None
    # `올해는 1200㏊를 가꾼다`: the part of this year
    if now and not (now.group() == "올해" and _OBJECT.match(text, span[1], end)):
        return False
    if _DONE_WITH.search(head):
        return False
    if _is_present(whole):
        return True
    return (
        shares or _RANKS.search(whole, last) is not None or _PART_OF_PLAN.search(head) is not None
    )


# `복지는 9000억원이다`: a thing and its sum, and nothing more
_SUM_OF = Pattern(
    r"[\s\"“]*[가-힣A-Za-z·]{2,10}(?<![된한인은는의])(?:\s[가-힣A-Za-z·]{2,8})?[은는]\s(?:약\s)?"
    r"\d[\d,.]*(?:\s?[조억만천]\s?\d*[\d,.]*){0,4}\s?(?:원|달러|유로|엔|위안)(?:이?다|이?고|입니다)[.\s\"”’]*"
)
_BUDGET_OF = Pattern(r"예산|추경|사업비|투자|지원금")


def _is_item_of_budget(text: str, sentences: Sequence[Span], index: int) -> bool:
    """Say whether a sentence only names one sum of the budget that those before it plan."""
    if _SUM_OF.fullmatch(text, *sentences[index]) is None:
        return False
    for at in range(index - 1, max(-1, index - 1 - LEAD_ITEMS), -1):
        if "\n" in text[sentences[at][1] : sentences[at + 1][0]]:
            return False
        if stance_of(text, sentences[at]) is Modality.PLANNED:
            return _BUDGET_OF.search(text, *sentences[at]) is not None
        if _SUM_OF.fullmatch(text, *sentences[at]) is None:
            return False
    return False


LEAD_ITEMS = 3
"""So many sentences before an item of a budget its head may stand."""


# What may stand behind a sentence's verb, and so many characters before that tell its tense.
_BEHIND_END = '. \t\n\xa0"”’)'
LONGEST_END = 40

# `여기에 들인 개발비가 80억 원.`
_DONE_WITH = Pattern(
    r"(?:들인|쓴|낸|거둔|번|집행된|집행한|투입된|투입한|받은|모은|썼다던)\s[^,]{0,20}$"
)
_PAST_END = Pattern(rf"[{PAST}](?:다|던\s[가-힣]+이?다)[.\s\"”’)]*$")


def _continues(text: str, sentence: Span) -> bool:
    """Say whether a sentence only tells more of what the one before tells, or says it again."""
    start, end = max(sentence[0], sentence[1] - REACH), sentence[1]
    figures = [f.span() for f in _LAST_FIGURE.finditer(text, start, end)]
    if figures and restates(text, sentence, figures[-1]):
        return True
    return _goes_on(text, sentence, (end, end))


_CHANGES = Pattern(
    r"(?:쪼그라든|내려앉는|비싸진|깎이는|늘어난|늘|줄어든|줄|커진|작아진|낮아진|높아진|오른|내린|떨어진|올라간|내려간|불어난|뛴|느는|주는|된|난|이른|닿는)다[.\s\"”’)]*$|로는\s\S+다[.]?$"
)


def _stance_before(text: str, sentences: Sequence[Span], index: int) -> Modality:
    """Return how the sentences before stand to their figures, where they only go on with it."""
    own = Modality.ASSERTED
    for at in range(index - 1, max(-1, index - 1 - STRETCH), -1):
        if "\n" in text[sentences[at][1] : sentences[at + 1][0]] and at > LEAD:
            return Modality.ASSERTED
        stance = stance_of(text, sentences[at])
        if stance is Modality.PLANNED:
            return stance
        if stance is Modality.FORECAST:
            # What grows, and shares of it; nobody foretells that something costs so much.
            grows = _CHANGES.search(text, max(sentences[index][0], sentences[index][1] - 24))
            return stance if grows or _SHARES_OUT.match(text, *sentences[index]) else own
        if not _continues(text, sentences[at]):
            break
    return Modality.ASSERTED


# `1분기 매출은 1조 원으로 전체의 3%다` has a topic of its own; `…하는 예산의` has none.
_OWN_TOPIC = Pattern(r"(?<![하되있없않지라다오가리])[은는]\s")


def restates(text: str, sentence: Span, span: Span) -> bool:
    """Say whether a figure says in other terms what was just said: `첫해 목표의 5분의 1이다`."""
    tail = to_plain(text[span[1] : min(sentence[1], span[1] + REACH)])
    head = text[max(sentence[0], span[0] - REACH) : span[0]]
    is_new = _OWN_TOPIC.search(head) is not None
    return not is_new and _EQUALS.match(tail) is not None and _AGAIN.search(head) is not None


def _of_quoted(text: str, sentences: Sequence[Span], index: int) -> Modality:
    """Return how the speaker whom the sentences before quote stands to what he says."""
    for at in range(index - 1, max(-1, index - 1 - RETELLINGS), -1):
        said = to_plain(text[slice(*sentences[at])])
        if _SUSPECTS.search(said) and _SUSPECTED.search(said):
            return Modality.ALLEGED
        for stance, words in _QUOTES:
            if words.search(said[-REACH:]):
                return stance
    return Modality.ASSERTED


def _of_list(text: str, sentences: Sequence[Span], index: int) -> Modality:
    """Return what the list that an item stands in is of: plans, or what there is."""
    start, end = sentences[index]
    item = text[start:end]
    near = max(0, start - LONGEST_MARK)  # a line may be as long as the article
    mark = text[max(near, text.rfind("\n", near, start) + 1) : start]
    is_marked = any(sign in BULLETS for sign in mark)
    if _NOW.search(item) or not (is_marked or _TO_DO.search(item)):
        return Modality.ASSERTED
    for at in range(index - 1, max(-1, index - 1 - ITEMS), -1):
        start, end = sentences[at]
        if text.startswith("같다.", end - 3):
            if _AIMS.search(text, start, end):
                return Modality.PLANNED
            continue
        if not _FINITE.search(text, max(start, end - 8), end):
            continue
        return (
            Modality.PLANNED
            if stance_of(text, (start, end)) is Modality.PLANNED
            else Modality.ASSERTED
        )
    return Modality.ASSERTED


# No date: the day of an announcement says nothing of its figures.
_LAST_FIGURE = Pattern(
    r"\d[\d,.]*(?![\d,.]|\s?(?:일|월|년|시|분)(?![가-힣]*원))\s?(?:[조억만천백]\s?\d*)*[^\s\d,.()]{0,3}"
)


# Each figure of a sentence asks for the one before.
@lru_cache(maxsize=8)
def stance_of(text: str, sentence: Span) -> Modality:
    """Return how a sentence stands to the last of its figures outside of brackets.

    One without figures: what its words would make of one.
    """
    start, end = max(sentence[0], sentence[1] - REACH), sentence[1]
    figures = [f.span() for f in _LAST_FIGURE.finditer(text, start, end)]
    outside = [f for f in figures if text.rfind("(", start, f[0]) <= text.rfind(")", start, f[0])]
    if not outside:
        plain = to_plain(text[start:end])
        return _verdict("", plain, plain, _EVERY_HINT, is_aimed=False)
    stance, is_base = _in_clause(text, sentence, outside[-1])
    if stance is Modality.ASSERTED and not is_base:
        # `불량률이 7%로 나타나 회사는 설비를 바꿀 방침이다`: its last clause has no figure
        tail = text[outside[-1][1] : end]
        ends = [found.end() for found in _MAY_END_CLAUSE.finditer(tail)]
        if ends:
            plain = to_plain(tail[ends[-1] :])
            return _verdict("", plain, plain, _EVERY_HINT, is_aimed=False)
    return stance


# --- the clause ---------------------------------------------------------------------------------


def _verdict(
    head: str, clause: str, tail: str, hints: frozenset[str], *, is_aimed: bool, figure: str = ""
) -> Modality:
    """Return what the words around a figure make of it; `tail` runs on to the sentence's end.

    Args:
        hints: which patterns may find anything in the sentence.
        figure: the figure's own words; "" where no figure of a sentence is meant.
    """
    if "denied" in hints and _SAYS_SO.match(clause):
        return Modality.ASSERTED
    if "denied" in hints and (denied := _DENIED.search(clause)):
        # `…라고 주장하며 집계를 반박했다`, `부풀려졌다고 폭로했다`: whose word it is comes first.
        told = _ALLEGING.search(clause)
        is_told = told is not None and (told.start() < denied.start() or "풀려" in denied.group())
        return Modality.ALLEGED if is_told else Modality.DENIED
    if "suspects" in hints and _SUSPECTS.search(head) and _SUSPECTED.search(clause):
        return Modality.ALLEGED
    has_what_may = "가능성" in clause or ("수" in clause and "있" in clause)
    if has_what_may and _MAY_BE_SAID.search(clause):
        return Modality.ALLEGED
    if has_what_may and (_may(clause) or _MAY_REACH.match(clause)):
        return Modality.ALLEGED if _CLAIMED.search(clause) else Modality.FORECAST
    if "alleged" in hints and _ALLEGED.search(clause):
        return Modality.ALLEGED
    has_quote = "며" in clause or "면서" in clause
    quoted = _OTHER_QUOTE.split(clause, maxsplit=1)[0] if has_quote else clause
    # `5200명이 모자란다며 정원을 늘리기로 했다`: what is said, then what is to be done.
    said = _SAYING.search(clause) if "quoted" in hints else None
    own = clause[: said.end()] if said else clause
    if "planned" in hints and (befell := _BEFALLEN.match(own) or _BEFELL.search(own)):
        own = own[: befell.end()]
    # `당초 10조 원으로 예상된 적자는 6조 원에 그쳤다`
    is_outcome = (
        "at first" in hints
        and _AT_FIRST.search(head) is not None
        and _HAPPENED.search(clause) is not None
    )
    if "forecast" in hints and _FORECAST.search(quoted):
        return Modality.FORECAST
    if _is_foretold(head, figure, hints) and not is_outcome:
        return Modality.FORECAST
    if "foretold" in hints and _BY_GUESS.search(head) and not _HAPPENED.search(clause):
        return Modality.FORECAST
    has_will = "겠" in clause
    if has_will and _NATURE.search(clause):
        return Modality.FORECAST
    if "fined" in hints and (_FINED.match(clause) or _FINED_WITH.search(clause)):
        return Modality.ASSERTED
    is_planned = "planned" in hints and (_PLANNED.search(own) or _PLANNED_BEHIND.match(own))
    if is_planned or is_aimed or _TO_BE_DONE.match(clause):
        return Modality.PLANNED
    if "요구" in clause and _DEMANDED.match(clause) and _WHO_DEMANDS.search(head):
        return Modality.PLANNED
    if "due" in hints and _DUE.search(head[-60:]) and not _HAPPENED.search(clause):
        return Modality.PLANNED
    if _ASIDE.match(clause) and _SET_ASIDE.search(head):
        return Modality.PLANNED
    if _SET_AT.match(clause) and _TO_SET.search(head):
        return Modality.PLANNED
    if "once" in hints and _ONCE_DONE.search(head) and not _HAPPENED.search(clause):
        return Modality.PLANNED
    if ("것" in quoted or "텐" in quoted or "테니" in quoted) and _will(quoted):
        volition = re.search(r"밝[혔힌]|말했|설명했|강조했|약속했|다짐했|발표했", clause)
        return Modality.PLANNED if volition and not _BEFALLS.search(clause) else Modality.FORECAST
    if "revised" in hints and _is_revised(head, tail):
        return Modality.FORECAST
    is_doing = _DOING.search(clause) is not None
    if (
        is_doing
        and _ACT.search(clause)
        and not (
            _is_part(clause, figure)
            or (_HABIT.search(head[-24:]) and not _MOVES.match(clause))
            or (_DO_SO.match(clause) and _is_share(figure))
        )
    ):
        return Modality.PLANNED
    if "until" in hints and _MONEY_ACT.match(clause) and _UNTIL.search(head):
        return Modality.PLANNED
    if is_doing and _GROWS.search(clause):
        # `정원은 500명에 이른다` is no growth.
        amounts = re.search(r"에\s(?:달한다|이른다)", clause) is not None
        if _BUDGET.search(head) and not amounts:
            return Modality.PLANNED
        if _AHEAD.search(head):
            return Modality.FORECAST
    if (
        is_doing
        and _is_present(clause)
        and (_AHEAD.search(head) or ("until" in hints and _UNTIL.search(head)))
    ):
        # `오는 3월 500명을 뽑는다` is somebody's will, `내년 3만 명이 은퇴한다` is not.
        is_willed = _OBJECT.match(clause) or _MOVES.match(clause)
        return Modality.PLANNED if is_willed else Modality.FORECAST
    if has_will and _WEATHER_WILL.search(clause):
        return Modality.FORECAST
    if "있겠" in tail and _PLACES_WILL.search(tail):
        return Modality.FORECAST
    if (_TAKES_IT.match(clause) or _WOULD_BE.match(clause)) and _AHEAD.search(head):
        return Modality.FORECAST
    if "제시" in clause and _OFFERED.match(clause):
        if _AIM.search(head[-30:]):
            return Modality.PLANNED
        if _OUTLOOK.search(head):
            return Modality.FORECAST
    if _GUESSES.match(clause) and _MARKET.search(head):
        return Modality.FORECAST
    return Modality.ASSERTED


# `유출 규모가 37만 건이라며 의혹을 부인했다`: what is said instead of what is denied.
_SAYS_SO = Pattern(
    r"\)?(?:뿐|만)?(?:이라며|라며|[\"”’']\s?(?:이?라)?며)\s(?:[가-힣]+\s){0,3}?[가-힣]*(?:의혹|주장|설|보도|논란|지적|혐의|소문)[을를]\s"
)
# `가입자의 81%가 5G를 쓴다`: so many do it.
_DO_SO = Pattern(
    r"\)?(?:\s?(?:이상|가량|정도|쯤))?[이가]\s(?:[^.,\d]{0,24}?[을를]\s|여전히\s|이미\s)"
)
# Contract: 가능성 is alleged, where only a report has it.
# And what nobody named thinks may be: `2천억 원에 이를 수 있다는 관측이 나온다`.
_MAY_BE_SAID = Pattern(
    r"가능성[이도]\s있다고\s(?:보도|전[했한])|수(?:도)?\s있다는\s(?:[가-힣]+\s)?(?:관측|말|얘기|이야기)[이도]"
)
# A fine is a fact once it is set: `과징금 31억 원을 물리기로 했다`.
_FINED_WITH = Pattern(
    r"(?:과징금|과태료|벌금|추징금)[을를]?\s[^.]{0,40}?(?:물리|부과하|매기)기로\s(?:했|하였|의결|결정)"
)
_FINED = _Behind(
    "을를의( 가규정각모물부매징처",
    r"\)?(?:\s?\([^()]{1,20}\))?\s?(?:가량|규모|정도)?[을를의]?\s?"
    r"(?:(?:각각|모두)\s)?(?:(?:물리|부과하|매기|징수하)기로\s(?:했|하였|의결|결정|최종)|(?:부과|징수|처분)를\s(?:의결|결정|확정))",
)
# `정부 추산으로 규제를 받는 기업은 30곳 미만이다`
_BY_GUESS = Pattern(r"(?:추산|추정|예상)(?:으로(?:는|도)?|에\s따르면)\s[^.]{0,60}$")
# `4분기 매출은 650억 달러로 제시했다` foretells, `판매 목표는 322만 대를 제시했다` aims.
_OFFERED = Pattern(
    r"\)?(?:\s?\([^()]{1,30}\))?(?:으로|로|[을를])\s(?:각각\s)?(?:(?:[가-힣\d]+\s)?(?:수정안|요구안|제시안|협상안)으로\s)?제시(?:했|하고|하며|한다)"
)
_OUTLOOK = Pattern(
    r"(?:성장률|물가|매출|이익|실적|환율|유가|수요|주당순이익)[은는을를이가도]?\s(?:[^.,]|(?<=\d)[.,](?=\d)){0,30}$"
)
_AIM = Pattern(
    r"올린\s|오른\s|인상된\s|인상한\s|목표|설비투자|투자|판매|배당|생산|채용|보상|인상|요구|수주"
)
# `증권가는 3분기 매출을 8100억 원 안팎으로 본다`
_MARKET = Pattern(r"증권가|업계|시장에서|증권사|투자은행|전문가|애널리스트|월가")
_GUESSES = _Behind(
    "안가수정쯤으로 ",
    r"\)?\s?(?:안팎|가량|수준|정도|쯤)?(?:으로|로)\s(?:봤|본다|보고\s있|보지만|보는)",
)
# `내년은 1.7%로 봤다`: an opinion of what is to come.
# `내년 인도량이 210만 TEU에 달해 공급 과잉이 불가피하다`
_WOULD_BE = _Behind(
    "에으로까",
    r"\)?(?:에|으로|로|까지)\s(?:달해|이르러|늘어|줄어|불어나|커져|떨어져|올라)(?:서)?\s"
    r"[^.]{0,40}(?:불가피|우려|예견|뻔하|[을ㄹ]\s것)",
)
_TAKES_IT = _Behind("으로", r"\)?(?:으로|로)\s(?:봤|본다|보고\s있|어림|내다)")


# `관객이 줄면서 극장은`, `빚이 불어나 회사는`: what came about, then what another does about it.
_BEFELL = Pattern(
    "|".join(
        rf"{stem}[,\s]+(?:[가-힣A-Za-z]+의\s)?[가-힣A-Za-z·]+[은는]\s"
        for stem in (
            *(f"{stem}면서" for stem in _BEFALL.split()),
            *("불어나", "늘어나", "낮아져", "높아져", "많아져", "적어져", "줄어들어", "떨어져"),
            *("불과해", "불과해서", "그쳐", "머물러", "모자라", "못 미쳐"),
        )
    )
)
# `이용객이 30% 줄면서 노선을 없애는 방안을`
_BEFALLEN = Pattern(
    r"\)?(?:까지|으로|로)?\s(?:(?:크게|넘게|가까이|가량|이상)\s)?"
    rf"(?:{_BEFALL.replace(' ', '|')})면서[,\s]"
)
_SAYING = Pattern(r"(?:^\)?이?|[가-힣%\d])[다라][\"”’']?(?:며|면서)[,\s]")
_AT_FIRST = Pattern(r"당초|애초")
# `“3%가 넘는다”며 “내년에는 더 늘 것”이라고 예상했다`: the first is not what was expected.
_OTHER_QUOTE = Pattern(r"[\"”’'](?:이?라)?(?:며|면서)\s")


# `직원 890명의 즈푸AI는 …을 조달할 예정이다`
_OF_WHOM = _Behind("의", r"의\s(?:[가-힣A-Za-z]+\s)?[가-힣A-Za-z]+[은는]\s")
_PERSONS = Pattern(r"[명곳살세]$")


def _own_tail(tail: str, figure: str, *, has_clauses: bool) -> str:
    """Return the words from the figure to the end of its clause, one of several in its sentence."""
    if predicate := _IS.match(tail):
        return tail[: predicate.end()]
    if whole := _OF_SO_MANY.match(tail):
        return tail[: whole.end()]
    if (done := _MODIFIES.match(tail)) and _is_done(done["verb"]):
        return tail[: done.end()]
    if (done := _MODIFIES_NEXT.match(tail)) and _is_done(done["verb"]):
        return tail[: done.end()]
    if habit := _DESCRIBES.match(tail):
        return tail[: habit.end()]
    if (whose := _OF_WHOM.match(tail)) and _PERSONS.search(figure):
        return tail[: whose.end()]
    if not has_clauses:
        return tail
    for end in _CLAUSE_END.finditer(tail):
        # `3조 원을 벌었다고 밝혔지만`: who says so is said before the clause ends
        quoted = _QUOTED.search(tail, 0, end.start())
        is_whole = tail.startswith(("지만", "으나", "데"), end.start())
        if quoted is None or (
            is_whole
            # `…다는 소문이 돌았으나`, but `…다는 일정이었으나`
            and (not quoted.group().startswith(("다는", "라는")) or quoted.group().endswith("이었"))
            # `투자한다고 보도했으나 회사는 사실이 아니라고 밝혔다`
            and not _DENIED.search(tail, end.end())
        ):
            return tail[: end.end()]
    return tail


# `응답 기업 1042곳 중 37%는 옮기고 싶다고 했다`: the whole is known, whatever its part is.
_OF_SO_MANY = _Behind(" ", r"\s(?:가운데|중(?:에서)?)\s(?=[^.,]{0,20}(?:\d|절반))")
# `매출 3조 원을 올린 이 회사는 공장을 짓는다`: the figure's verb modifies the sentence's topic.
_MODIFIES = _Behind(
    "을를이가에의으로까 ",
    r"\)?(?:을|를|이|가|에|의|으로|로|까지)?\s(?:[가-힣]+\s){0,2}?(?P<verb>[가-힣]{1,6})\s"
    r"(?:[가-힣A-Za-z·]+\s){0,3}?[가-힣A-Za-z)]+[은는]\s",
)
# `30㎝의 눈이 내린 강릉에는`, `40만 명이 찾은 전시를 다시 열 계획이다`: of what was so already
_MODIFIES_NEXT = _Behind(
    "을를이가의",
    rf"\)?(?:의\s[가-힣]+)?[을를이가]\s(?P<verb>[가-힣]{{0,5}}[{_N}])\s[가-힣A-Za-z]+[은는을를]\s",
)
_STANCE_VERB = Pattern(
    r"(?:예상|전망|추정|추산|예측|관측|계획|목표|요구|약속|주장|의심|제기|예고|검토|추진|제안|편성|책정|배정|기대|우려|폭로|증언|공약"
    r"|예정|발표|제시)(?:한|된)$|^(?:한|된|인|은|같은|많은|적은|높은|낮은|큰|작은|다른|가까운|남은|모든|새로운|이런|그런|어떤)$"
)


def _is_done(verb: str) -> bool:
    """Say whether a word before a noun is a verb of something done: 올린, 뽑은, but not 짓는."""
    ends_in_n = (ord(verb[-1]) - 0xAC00) % 28 == 4
    return ends_in_n and verb[-1] != "는" and _STANCE_VERB.search(verb) is None


# `1만 명이 쓰는 서비스를 넓히겠다`, `수심 6000m까지 내려가는 탐사정을 만든다`: what it is like.
_DESCRIBES = _Behind(
    "이가까에부쯤정나씩들쓰드걸 ",
    r"\)?(?:이|가|까지|에서|부터)\s(?:[가-힣]+\s)?[가-힣]+(?<![다라자냐])(?<!이르)(?<!달하)(?<!육박하)(?<!넘)(?<!웃도)(?<!밑도)는\s"
    r"(?!것|데|게\s|등\s|점[을이은]|전망|예상|셈|가운데|반면|만큼|대로|사업|계획|방안|안[을이]|구상|법안|과제|내용|상황|경우|의혹|주장|효과)"
    r"|\)?(?:쯤|가량|정도|이나|나|씩)?[이가]?\s(?:들어가는|쓰이는|드는|걸리는)\s(?!것|데)"
    r"|\)?[이가]\s[가-힣]{1,3}하다는\s(?:[가-힣]+\s){0,2}?(?:조사|통계|집계|결과|응답)[가-힣]*\s",
)


def _own_head(head: str) -> str:
    """Return the words of the figure's clause before it."""
    begin = 0
    for end in _CLAUSE_END.finditer(head):
        begin = end.end()
    return head[begin:]


def _is_present(clause: str) -> bool:
    """Say whether the clause ends in the present tense of doing: `분양한다`, not `이다`, `본다`."""
    end = clause.rstrip(" .\"”’')")
    if len(end) < 3 or not end.endswith("다") or (ord(end[-2]) - 0xAC00) % 28 != 4:
        return False
    return _STATES.search(end) is None


def _may(clause: str) -> bool:
    """Say whether the clause tells what may come: `오를 가능성`, but not `사들였을 가능성`."""
    return any(found.group(2) or _ends_in_l(found.group(1)) for found in _MAY.finditer(clause))


def _ends_in_l(stem: str) -> bool:
    """Say whether a stem's last syllable ends in ㄹ and is no past form (`했을`)."""
    is_past = stem[-1] == "을" and len(stem) > 1 and stem[-2] in PAST
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
    rest = text[close : close + 20]
    return close >= 0 and (_COMPARED.match(rest) or _SURPASSED.match(rest)) is not None
