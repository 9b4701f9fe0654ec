"""What a sentence without a figure does with what it says: claims, denies, asks, plans, foresees.

The predicate decides first (`부인했다`, `촉구했다`); where it only says that somebody speaks
(`말했다`, `맞섰다`, `귀띔했다`), the end of what is said does: `…하겠다` plans, `…야 한다` asks,
`…한 적이 없다` denies. Words further up are not looked at: `사실로 드러나면` confirms nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.reports import Report
from monitor.extract.spoken import to_plain
from monitor.model import Stance
from monitor.patterns import Pattern

# How much of a sentence's end its predicate may take (characters), of what is said its verb.
PREDICATE = 44
ENDING = 28
LAST = 14
READ = 120

# --- the predicate --------------------------------------------------------------------------------
_DENIES = Pattern(
    r"부인(?:했|한|하|해)|반박(?:했|한|하|해)|일축|항변(?:했|한|하)|손사래|고개를\s(?:저|가로)|펄쩍\s뛰|사실이\s?아니"
    r"|사실\s?무근|회의적|근거\s?없|(?:은|는)\s아닐\s것|아니라고|사실과\s?(?:다르|거리)|허위라|오보(?:다|라)|(?:틀렸|잘못이)(?:다|라)[”\"’']?(?:고|면서|며)"
    r"|선을\s그|(?:없다|아니라|않았다|다르다)[”\"’']?고\s해명|진화에\s나|바로잡았"
    r"|[았었했]다는\s(?:의혹|주장|보도)[은을는]\s(?:거짓|부정)|않았다고\s(?:해\s왔|밝혔|주장|강조)"
    r"|(?:주장|의혹|혐의|비판|지적|보도)[을를은는]?\s(?:[가-힣]+\s)?(?:받아들이지\s않|인정하지\s않)"
)
_CONFIRMS = Pattern(
    r"(?:공식(?:적으로)?\s|사실[을임]?\s|것을\s|[다라]고\s(?:공식\s)?)확인했다|시인했|인정했|확인됐다"
    r"|사실로\s(?:드러났|밝혀졌|확인됐)|맞다고"
)
_ASKS = Pattern(
    r"(?:촉구|당부|요구|주문|권고|요청|건의|제언)(?:했|한다|하고|하며|도\s)|호소했|(?:촉구|요구)에\s나섰"
    r"|필요(?:하다|합니다)(?=[.\"”’]|고|며|는\s(?:지적|목소리|주장|의견|제언|여론))"
    r"|필요성[이을]\s(?:제기|강조|커)|시급(?:하다|합니다)|(?:해|어|아|여|워|려|[가-힣]야)\s?(?:야\s)?(?:한다|합니다)는\s(?:[가-힣]+\s)?(?:목소리|의견|여론|지적|요구|주장|제언|비판|시각|견해|제안)"
    r"|(?:달라|하라|말라|자)는\s(?:[가-힣]+\s)?(?:목소리|의견|여론|요구|주장|제언|제안|청원)"
    r"|절실|과제[\"”’']?(?:라|다|로\s(?:꼽|떠오))|관건(?:이|이라)|필수적이(?:다|라)"
    r"|(?:[가-힣]야)\s?한다\.?$|(?:[가-힣]야)\s?한다고\s[^.]{0,24}\.?$"
)
_ALLEGES = Pattern(
    r"주장(?:했|한다|하고|이\s|도\s|하며|해\s왔)|의혹|[았었했였됐]을\s(?:가능성|것이라)|의심(?:했|한다|하고|을|도|이)"
    r"|가능성[을에]\s?(?:제기|대해|긴장)|불거졌|논란이\s(?:커졌|일고|뜨겁|제기|계속|일었)|폭로|고발|비판(?:했|한다|이|도)|비난(?:했|한다|이|도)|성토|분통|몰아세"
    r"|(?:진술|증언)(?:했|한)|(?:뒷말|잡음|소문|추문|제보|증언|내부\s고발)[이도가]\s|[가-힣]\s정황[이을]"
    r"|(?:(?<!수 있)다는|[할될릴을])\s?우려(?:도|가)\s?(?:여전|커|크|나|제기)"
    r"|수\s있다는\s우려(?:도|가)\s?여전"
    r"|[다라]는\s(?:[가-힣]+\s)?(?:글|게시물|괴담|루머|말|얘기|이야기)[이도가]\s(?:[가-힣]+\s){0,2}(?:퍼[졌지]|돌[았고]|나온다|나왔|떠돌|번졌|올라왔)|알려진\s것과\s다르다고\s(?:했|말|주장)"
)
_PLANS = Pattern(
    r"계획(?:이다|이라|을|을\s밝|이라고)|방침|[가-힣]\s?(?:작업|절차|조사|준비|심사|논의)에\s들어간다|예정(?:이다|이라)|검토\s?(?:중|하고|한다)|추진(?:한다|하고|하기로|할|\s중)|기로\s(?:했|한|합의|결정|확정|의결|뜻)"
    r"|겠다(?:고|며|는\s(?:[가-힣]+\s)?(?:뜻|방침|입장|계획|의지|포부|각오|구상|목표|약속|의사|생각|복안|것))|나서기로|나선다|고민\s중|준비\s?(?:중|하고)|착수(?:한다|할)|포부|청사진|약속했|채비|복안"
    r"|(?:방안|대책|안)[을를]\s(?:[가-힣]+\s){0,3}(?:협의|논의|들여다보|마련|저울질)(?:하고|\s?중|고\s있)|저울질(?:하고|\s?중)"
    r"|나섰다|지\s(?:검토|따져|살펴)[가-힣\s]{0,6}(?:하고|보고)\s있"
)
_FORESEES = Pattern(
    r"전망(?:이|했|된|도|하|을)|예상(?:된|했|하|이)|예측|내다[봤보본]|점쳤|점친다|관측[이도]|공산이\s|[할될릴칠질날갈올를일]\s것으로\s(?:보[인이]|예|전|관|자체|판단)|가능성[이도]\s(?:커|높|크|있|제기|나|거론)"
    r"|수\s(?:도\s)?있다(?:는\s(?:우려|경고|관측|지적|분석|걱정)|고\s(?:경고|우려|내다|전망|관측))|정점을\s지났다는|[할될릴칠질날갈올를일튈길]\s것[\"”’']?(?:이다|이라|입니다|이란|이라는)"
    r"|(?<![았었했]다고\s)(?<![았었했]다”고\s)(?<![았었했]다\"고\s)우려(?:된다|했|다\.|가\s나)"
)
_DONE = Pattern(
    r"(?:시행|출시|공개|발표|선보|인수|합병|체결|제휴|금지|차단|제한|규제|제재|단속|중단|중지|철회|도입|승인|허가|기소|제소|소송|조사|착수|폐지|해제|연기|재개|상장|투자|유치|개방"
    r"|선언|합의|협력|결정|결의|의결|통과|부결|사임|사퇴|임명|선임|경질|해임|제기|착공|완공|개통|개장|철거|파업|폐쇄|해킹|유출|압수수색|구속|체포|송치|입건|소환|감산|증산|상용화|리콜|회수|공모|교체|재편|개편|재가동|중재|가입"
    r"|삭감|신청|청구|탄핵|파면|해고|기각|인용|각하|선고|논의|취소|격추|발사|판단|확정|포기|백지화|거부)(?:을|를)?\s?(?:했|하기로|됐|받았|받고|였|에\s나섰|에\s?들어갔|들어갔|키로|에\s들어|이\s이어|이\s중단됐|에\s착수)"
    r"|(?:조사|수사|심의|심사|감사)(?:하고\s있|\s중이)"
    r"|(?:소송|고소장|고발장|이의|항소장|신청서)[을를]\s냈|(?:명령|처분|판결|결론|유죄|무죄)[을를]\s(?:내렸|받았)|에\s착수했|합의에\s이르지|(?:결렬|무산|불발)(?:됐|에\s그쳤)|준비에\s들어갔|분석에\s들어갔|뜻을\s모았|손을\s잡았|(?:계약|협약|양해각서|협정)[을를]\s맺"
    r"|(?:무너졌|불이\s(?:나|났)|끊겼|멈췄|멈춰\s섰|쓰러졌|꺾였|다쳤|숨졌|사라졌|번졌|퍼졌|깎았|거둬들였|미뤘|접었|문을\s닫았|물러났|손을\s뗐|출렁였|빈손으로\s|드러났|밝혀졌)다?[^.]{0,16}[.]$|받아들이지\s않았|불편을\s겪었|접속되지\s않아"
)
_TREND = Pattern(
    r"(?:벌어졌|멀어졌|좁아졌|좁혀졌|느려졌|빨라졌|커졌|나빠졌|나아졌|줄어들었|식었|살아났|주춤하|둔화|고공행진|독주|벌리고\s있|좁히고\s있|돌파구로|최고\s실적을|성적표를\s내놨|신호가\s나왔|예고했|과제로\s남|확인했|감소세를|증가세를|상황이\s?되|이례적|지지부진|나서기도\s했|뒷걸음"
    r"|확산(?:되|된|하)|이어졌|이어지고|전환(?:되|하|되는)|이동하고|심화|격화|증가세|감소세|평가(?:된|받|했)|분석이\s(?:우세|나)|지적이|실정이다"
    r"|한계로|재편|굳어지|뒤처지|퇴보|발목)"
)
_SAYS = Pattern(
    r"(?:밝혔|말했|[다라자]고\s했다|강조했|전했|설명했|지적했|평가했|우려했|덧붙였|표현했|짚었|꼬집었|받아쳤|해명했|추정했|추정한|언급했|토로했|경고했|진단했|입을\s모은다"
    r"|보도했|적었|전해졌|판시했)[.\"”’']*(?:다[.]?)?$"
)
# A predicate that takes what was said to be wrong, where what is said is that something is not so.
_REBUTS = Pattern(r"맞섰|맞선다|맞받|해명|반발|되받|받아쳤|항의|억울|해\s왔다")
_RULES = Pattern(r"(?:[가-힣]+\s)?(?:결정|판결|명령|선고|판시|의결|처분)(?:했|을\s내렸)")
_PLEADS = Pattern(r"호소했|호소한다|하소연")
# Terms and rules are explained so, and news is not.
_DEFINES = Pattern(
    r"^(?:부르|부른|불리|불린|일컫|알려져\s있|규정|정하고\s있|정해|적혀|쓰여|돼\s있|되어\s있|여긴|여겨|한다\.?$|뜻으로|말을\s(?:자주|늘|입버릇)|하곤\s했"
    r"|.*(?:것[은이]\s아니다|다르지\s않다|수는\s없다)[.]?$"
    r"|.*(?:웃었|웃으며|웃어\s보였|미소|손짓|가리켰|끄덕|눈시울|어깨를\s으쓱)[^.]{0,12}[.]?$"
    r"|(?:뜻|의미|말|셈|얘기|이야기|것|점)(?:이다|다|인데|인\s셈이다)[.]?(?:요[.]?)?$)"
)

# --- what is said ---------------------------------------------------------------------------------
_SAID_DENIES = Pattern(
    r"(?:은|는)\s아닐\s것(?:이라?)?$|"
    r"사실이\s?아니|사실\s?무근|사실과\s(?:다르|다른|거리)"
    r"|(?:표절|조작|은폐|담합|횡령|배임|특혜|외압|청탁|유착|학대|갑질|불법|위법|강요|사기|뇌물|차별|도용|유출|침해|왜곡|비리|로비|허위|거짓|불완전판매|과적|탈세|체불|폭행|폭언|성추행|괴롭힘|음주|유용|누락|부정|개입|사찰|감청|대필|해고|합의|거래|접촉|지시|압력|뒷돈|청탁)"
    r"(?:은|는|이|가)?\s?(?:결코\s|절대\s|전혀\s)?(?:아니|없)(?:다|었다)$"
)
# `받은 적이 없다`, `논의된 바 없다`: a deed behind a verb of the past. `끊기는 일은 없다` is not.
_NEVER = Pattern(
    r"(?P<verb>[가-힣])\s(?:적|바|일|사실)(?:이|은|도|조차)?\s(?:전혀\s|결코\s|절대\s|단\s한\s번도\s|한\s번도\s)?없(?:다|었다)$"
)
_SAID_NOT = Pattern(r"(?:없|않|아니|다르|틀리|틀렸|못)[가-힣]{0,3}$")
_SAID_ASKS = Pattern(
    r"[가-힣]야\s?(?:한다|할\s것(?:이다)?|된다)$|(?:필요|시급|절실|마땅)하다$|(?:해|어|아|여|워|려|켜|러|춰|서)\s?달라$"
    r"|지\s?말(?:라|아야\s한다|아\s달라|자)$|[가-힣](?:서는|선)\s안\s된다$|(?:하|말|리|추|두|내|으|들이|나서|옮기|맡기|넘기|남기|나오|세우|지우|바꾸|멈추|거두)라$"
    r"|는\s(?:게|것이|일이)\s(?:먼저|우선)(?:이다)?$"
)
_SAID_PLANS = Pattern(r"겠다$|[할을릴낼칠갈볼줄]\s(?:계획|방침|예정)(?:이다)?$|기로\s했다$")
_SAID_FORESEES = Pattern(
    r"[할될릴칠질날갈올를일튈길을볼설줄릴낼쓸뛸](?<!\s할)\s(?:것(?:이다|으로)?|전망(?:이다)?|수밖에\s없(?:다|을\s것))$"
)
_CLOSERS = "”\"’'」』.?! "


def read_stance(sentence: str, report: Report | None) -> Stance | None:
    """Return what `sentence` does with what it says; None where it says nothing of note."""
    plain = to_plain(sentence)
    end = _last_clause(plain[-PREDICATE:])
    if report is None:
        return _of_predicate(end) or _of_event(plain) or _of_date(plain)
    tail = to_plain(sentence[report.tail :])
    if _DEFINES.match(tail):
        return None
    # Each verb of what is said counts: `“받은 적이 없다”며 “정치 탄압”이라고 반발했다`.
    parts = [
        to_plain(sentence[max(0, at - READ) : at]).rstrip(_CLOSERS)
        for at in (*report.parts[:-1], report.said[1])
    ]
    # The predicate, with the last words of what is said: `…다는 우려도 크다`, `…겠다고 했다`.
    end = to_plain(sentence[max(0, report.said[1] - LAST) :])
    return _of_report(_last_clause(end[-PREDICATE:]), parts, tail)


def _last_clause(end: str) -> str:
    """Return what follows the last condition or occasion: `사실로 드러나면 |허가가 취소된다`."""
    last = None
    for found in _CONDITION.finditer(end):
        last = found
    return end[last.end() :] if last else end


_CONDITION = Pattern(
    r"(?<!려)[가-힣]면\s(?!서)|(?:지|되|하|나|오|가|보|시키|리)자\s(?=[가-힣])|라도\s|더라도\s"
)

_PREDICATES = (
    (_DENIES, Stance.DENIED),
    (_CONFIRMS, Stance.CONFIRMED),
    (_ASKS, Stance.CALLED_FOR),
    (_ALLEGES, Stance.ALLEGED),
    (_PLANS, Stance.PLANNED),
    (_FORESEES, Stance.FORECAST),
)


def _of_predicate(end: str) -> Stance | None:
    return next((stance for pattern, stance in _PREDICATES if pattern.search(end)), None)


def _of_report(end: str, parts: Sequence[str], tail: str) -> Stance:
    """Return the stance of a report from its predicate and the ends of what is said."""
    said = parts[-1][-ENDING:]
    if _DENIES.search(tail) or any(_says_no(part) for part in parts):
        return Stance.DENIED
    if _REBUTS.search(end) and any(_rebuts(part) for part in parts):
        return Stance.DENIED
    if _CONFIRMS.search(tail) or _CONFIRMS.search(said):
        return Stance.CONFIRMED
    if _RULES.match(tail):
        return Stance.ASSERTED  # `공사를 중단하라고 결정했다`: it is so from then on
    if _SAID_ASKS.search(said) and not _FORESEES.search(tail):
        return Stance.CALLED_FOR
    by_verb = _of_predicate(end)
    if by_verb is Stance.CALLED_FOR and _PLEADS.search(tail) and said.endswith("다"):
        return Stance.ALLEGED  # `밤잠을 설친다고 호소한다`
    if by_verb in (Stance.CALLED_FOR, Stance.ALLEGED):
        return by_verb
    if _SAID_PLANS.search(said):
        return Stance.PLANNED
    if _SAID_FORESEES.search(said):
        return Stance.FORECAST
    return Stance.ASSERTED if by_verb in (None, Stance.DENIED) else by_verb


def _says_no(said: str) -> bool:
    """Say whether what is said denies by itself: `사실이 아니다`, `받은 적이 없다`."""
    if _SAID_DENIES.search(said):
        return True
    never = _NEVER.search(said)
    return never is not None and never["verb"] != "는" and _has_final_n(never["verb"])


def _has_final_n(syllable: str) -> bool:
    return (ord(syllable) - ord("가")) % 28 == FINAL_N


FINAL_N = 4


def _rebuts(said: str) -> bool:
    """Say whether what is said takes back, and does not reproach: `정부가 …하지 않았다`."""
    return _SAID_NOT.search(said) is not None and _REPROACHES.search(said) is None


_REPROACHES = Pattern(r"(?:^|[“\"‘'은는]\s?)[가-힣]{2,10}(?:이|가)\s")


# `20일부터 연말까지 음주운전을 집중 단속한다`: what a body does on a day to come.
_DUE = Pattern(
    r"(?:단속|결정|심의|선고|심사|표결|발표|공개|시행|점검|소환|개최|재개|출시|가동|확정)"
    r"(?:을|를)?\s?(?:한다|된다)[.]?$"
)
_TO_COME = Pattern(
    r"(?:^|[은는이가]\s)(?:[가-힣]+\s)?(?:오는\s|다음\s?[달주]|내달|내년|이달\s\d{1,2}일|(?:\d{1,2}월\s)?\d{1,2}일부터)"
)


def _of_date(plain: str) -> Stance | None:
    return Stance.PLANNED if _DUE.search(plain) and _TO_COME.search(plain) else None


# A trend is the predicate, not a word on the way to it.
TREND_REACH = 18


def _of_event(plain: str) -> Stance | None:
    if _SAYS.search(plain) or is_done(plain) or _TREND.search(plain[-TREND_REACH:]):
        return Stance.ASSERTED
    return None


def is_done(sentence: str) -> bool:
    """Say whether a sentence tells of a deed or an event."""
    return _DONE.search(sentence[-PREDICATE:]) is not None
