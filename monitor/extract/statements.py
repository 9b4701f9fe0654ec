"""Newsworthy sentences without a figure: who says what of a tracked topic, and with which stance.

Precision first: a sentence counts when it names a topic, carries no figure of its own (that is a
claim's business) and shows by its verb that somebody says, denies, suspects, expects, plans or asks
for something, or that something was done. Headings, lists of names and the page's own lines do not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from monitor.extract.attribution import speaker_of
from monitor.extract.furniture import find_furniture
from monitor.extract.quantities import extract_quantities
from monitor.extract.sentences import split_sentences
from monitor.extract.spoken import to_plain
from monitor.extract.tables import find_tables
from monitor.model import Article, Quantity, Span, Stance, Statement, Topic
from monitor.patterns import Pattern

# A figure: its sentence is read for claims. Years, dates and model names are none.
_FIGURE = Pattern(
    r"\d[\d,.]*\s?여?\s?(?:[조억만천백]|%|퍼센트|포인트|[달유]러|달러|유로|원|엔|위안|명|개(?!월)|건|곳|대(?=[를가의\s])|배|위(?=[를에로\s.])|점(?=[을에\s.])"
    r"|종|편|척|장|세|kW|MW|GW|톤|㎡|번째)|(?:절반|[두세네]\s배|수[십백천만])"
)
_HEADING = Pattern(r"(?:[①-⑳■◇◆▶●○□☞]\s*|[IVX\d]{1,3}[.)]\s)$")
# Characters that the mark of a heading may have.
LONGEST_MARK = 12
_NUMBERED = Pattern(r"^(?:[①-⑳]|[IVX\d]{1,3}[.)]\s)")
_SENTENCE_END = Pattern(r"(?:다|요|죠|까)[.?!]?[\"'”’)\]]*$|(?:가능성|의혹|전망|우려)[.]?$")
# Why something is so, not that it is; and the writer's own counsel, whom nobody quotes.
_REASON = Pattern(r"때문(?:이다|입니다)[.]?$")
_COUNSEL = Pattern(
    r"(?:필요하다|필요합니다|필수적이다|필수다|절실하다|시급하다|[가-힣]야\s한다)[.]?$"
)
# An expectation that failed foretells nothing; `의혹은 무성하다` does not say what is suspected.
_EMPTY = Pattern(
    r"(?:예상|전망|예측)(?:이|은|을)\s(?:깨|빗나|엇갈|뒤엎|뒤집)"
    r"|^(?:[가-힣]+\s){0,3}(?:의혹|소문|추측|논란|우려|전망)(?:은|이|도)\s"
    r"(?:무성|끊이지|여전|분분|엇갈)[가-힣\s]{0,8}다[.]?$"
)
_SHORTEST = 15
# How far above its topic a lead may stand (sentences).
LEAD = 2
# How many sentences a topic is spoken of after it was named.
REACH = 3
# An article is about a topic that so many of its sentences name, and a quarter of the first ones.
OFTEN = 3
MANY = 40

_DENIED = Pattern(
    r"부인(?:했|한|하)|반박(?:했|한|하)|일축|사실이\s?아니|사실\s?무근|회의적|근거\s?없|(?:은|는)\s아닐\s것|아니라고"
    r"|(?:없다|아니라|않았다|다르다)[”\"’']?고\s해명|사실과\s?다르|허위라|(?:틀렸|잘못이|오보)(?:다|라)[”\"’']?(?:고|면서|며)|선을\s그었"
    r"|[았었했]다는\s(?:의혹|주장|보도)[은을는]\s(?:거짓|부정)|않았다고\s(?:해\s왔|밝혔|주장|강조)"
)
_CONFIRMED = Pattern(
    r"(?:공식(?:적으로)?\s|사실[을임]?\s|것을\s|[다라]고\s(?:공식\s)?)확인했다|시인했|인정했|확인됐다|사실로\s(?:드러|확인)|맞다고"
)
_ALLEGED = Pattern(
    r"주장(?:했|한다|하고|이\s|도\s|하며)|의혹|[았었했였됐]을\s(?:가능성|것이라)|의심(?:했|한다|하고|을)|가능성[을에]\s?(?:제기|대해|긴장)|논란이\s(?:커|불거|일고|뜨겁|제기)|폭로|고발|비판(?:했|한다|이|도)|비난(?:했|한다)"
    r"|(?:(?<!수 있)다는|[할될릴을])\s?우려(?:도|가)\s?(?:여전|커|크|나|제기)"
    r"|수\s있다는\s우려(?:도|가)\s?여전"
    r"|[다라]는\s(?:[가-힣]+\s)?(?:글|게시물|소문|괴담|루머|말|얘기|이야기)[이도가]\s(?:[가-힣]+에\s)?(?:퍼[졌지]|돌[았고]|나온다|나왔|떠돌|번졌)|알려진\s것과\s다르다고\s(?:했|말|주장)"
)
_CALLED_FOR = Pattern(
    r"(?:해|어|아|[가-힣]야)\s?(?:야\s)?(?:한다|합니다)(?:고|는|며)?\s?[^.]{0,24}\.?$|(?:촉구|당부|요구|주문|권고)(?:했|한다|하고|도\s)"
    r"|필요(?:하다|합니다)(?=[.\"”’]|고|며|는\s(?:지적|목소리|주장|의견|제언))"
    r"|필요성[이을]\s(?:제기|강조|커)|시급(?:하다|합니다)|목소리[가도는]|절실|과제[\"”’']?(?:라|다|로\s(?:꼽|떠오))|관건(?:이|이라)|필수적이(?:다|라)"
)
_PLANNED = Pattern(
    r"계획(?:이다|이라|을|을\s밝)|방침|예정(?:이다|이라)|검토\s?(?:중|하고|한다)|추진(?:한다|하고|하기로|할|\s중)|기로\s?(?:했|한|합의|결정)|겠다(?:고|는|며)"
    r"|나섰다|나서기로|나선다|고민\s중|준비\s?(?:중|하고)|착수(?:했|한다)|포부|청사진|약속했"
)
_FORECAST = Pattern(
    r"전망(?:이|했|된|도|하|을)|예상(?:된|했|하|이)|예측|내다[봤보본]|[가-힣]\s?것으로\s(?:보[인이]|예|전|관)|가능성[이도]\s(?:커|높|크|있|제기|나|거론)"
    r"|수\s있다는\s(?:우려|경고|관측|지적|분석)|정점을\s지났다는|[할될릴칠질날갈올를일]\s것[\"”’']?(?:이다|이라|으로|입니다)|(?<![았었했]다고\s)(?<![았었했]다”고\s)(?<![았었했]다\"고\s)우려(?:된다|했|다\.|가\s나)"
)
_DONE = Pattern(
    r"(?:시행|출시|공개|발표|선보|인수|합병|체결|제휴|금지|차단|제한|규제|제재|단속|중단|철회|도입|승인|허가|기소|제소|소송|조사|착수|폐지|해제|연기|재개|상장|투자|유치|개방"
    r"|선언|합의|협력|결정|의결|통과|사임|임명|선임|제기|착공|완공|개통|개장|철거|파업|폐쇄|해킹|유출|압수수색|구속|체포|감산|증산|상용화|리콜|회수|공모|교체|재편|개편|재가동|중재|가입)(?:을|를)?\s?(?:했|하기로|됐|였|에\s나섰|들어갔|키로|에\s들어|이\s이어|이\s중단됐)"
    r"|(?:무너졌|불이\s(?:나|났)|끊겼|멈췄|멈춰\s섰|쓰러졌|꺾였|다쳤|숨졌|사라졌)다?[^.]{0,16}[.]$|받아들이지\s않았|불편을\s겪었|접속되지\s않아"
)
_TREND = Pattern(
    r"(?:벌어졌|멀어졌|좁아졌|좁혀졌|느려졌|빨라졌|커졌|나빠졌|나아졌|줄어들었|식었|살아났|주춤하|둔화|고공행진|독주|벌리고\s있|좁히고\s있|돌파구로|최고\s실적을|성적표를\s내놨|신호가\s나왔|예고했|과제로\s남|확인했|감소세를|증가세를|상황이\s?되|이례적|지지부진|나서기도\s했|뒷걸음"
    r"|확산(?:되|된|하)|이어졌|이어지고|전환(?:되|하|되는)|이동하고|심화|격화|증가세|감소세|평가(?:된|받|했)|분석이\s(?:우세|나)|지적이|실정이다"
    r"|한계로|재편|굳어지|뒤처지|퇴보|발목)"
)
_SAYS = Pattern(
    r"(?:밝혔|말했|[다라자]고\s했다|강조했|전했|설명했|지적했|평가했|우려했|덧붙였|표현했|짚었|꼬집었|받아쳤|설명드립|해명했|추정했|추정한|언급했|토로했|경고했|진단했|입을\s모은다)[.\"”’']*(?:다[.]?)?$"
)


def extract_statements(article: Article, topics: Sequence[Topic]) -> tuple[Statement, ...]:
    """Return the newsworthy sentences of `article` on `topics` that carry no figure, in text order.

    `subject` is the name of the topic that the sentence is about; a sentence that names two counts
    for the one it names first. Without topics nothing restricts what a sentence may be about, and
    the subject is empty: what is said, denied, suspected, expected, planned or asked for counts,
    and what was done.
    """
    text = article.text
    names = _names(topics)
    away = (*article.skip, *find_furniture(text), *(t.span for t in find_tables(text)))
    sentences = split_sentences(text)
    main = _main_topic(article, sentences, names)
    starts = [
        q.span[0]
        for q in extract_quantities(text)
        if text[q.span[0]].isdigit() and not _is_slight(q)
    ]
    found: list[Statement] = []
    governing: str | None = None
    since = 0
    for index, span in enumerate(sentences):
        if any(a < span[1] and span[0] < b for a, b in away):
            continue
        quote = text[span[0] : span[1]]
        named = _topic_of(quote, names)
        if index and "\n\n" in text[sentences[index - 1][1] : span[0]]:
            governing, since = None, index
        if named is not None:
            governing, since = named, index
        if not _is_statement(text, span) or _has_figure(starts, span):
            continue
        stance = _stance(to_plain(quote))
        if stance is None:
            continue
        speaker = speaker_of(text, sentences, index, plans=stance is Stance.PLANNED)
        # A sentence that leaves the topic unnamed must be of weight, or name who says it.
        if stance is Stance.CALLED_FOR and speaker is None and _COUNSEL.search(quote):
            continue
        weighty = stance is not Stance.ASSERTED or speaker is not None
        topic = named
        if weighty and topic is None and index - since <= REACH:
            topic = governing or _topic_below(text, sentences, index, names)
        if topic is None and (speaker is not None or not topics):
            topic = main
        if not topics and (weighty or _DONE.search(quote)):
            topic = ""
        if topic is None:
            continue
        found.append(
            Statement(
                doc=article.url,
                span=span,
                quote=quote,
                speaker=speaker,
                stance=stance,
                subject=topic,
            )
        )
    return tuple(found)


def _names(topics: Sequence[Topic]) -> list[tuple[re.Pattern[str], str]]:
    """Return a pattern for each topic: its name, its aliases and whose figures it follows."""
    patterns = []
    for topic in topics:
        words = {topic.name, *topic.aliases}
        # A Latin name must stand alone: `R1` is not in `R100`, nor `o1` in `Hello1`.
        parts = [
            rf"(?<![A-Za-z0-9]){re.escape(w)}(?![A-Za-z0-9])" if w.isascii() else re.escape(w)
            for w in sorted(words, key=len, reverse=True)
        ]
        patterns.append((re.compile("|".join(parts), re.IGNORECASE), topic.name))
    return patterns


# A time that passes is no figure of its own; nor is one, which mostly stands for none: 한 명도.
_TIMES = frozenset({"초", "개월"})


def _is_slight(quantity: Quantity) -> bool:
    low, high = quantity.interval.low, quantity.interval.high
    return quantity.unit in _TIMES or (low == high == 1 and quantity.unit != "배")


def _has_figure(starts: Sequence[int], span: Span) -> bool:
    """Say whether a figure lies in the sentence, whose business is then a claim's."""
    return bisect_left(starts, span[0]) < bisect_left(starts, span[1])


def _main_topic(
    article: Article, sentences: Sequence[Span], names: Sequence[tuple[re.Pattern[str], str]]
) -> str | None:
    """Return the topic that the title names, or that many sentences do; None for no such one."""
    if titled := _topic_of(article.title, names):
        return titled
    counts = Counter(
        topic for a, b in sentences[:MANY] if (topic := _topic_of(article.text[a:b], names))
    )
    if not counts:
        return None
    topic, count = counts.most_common(1)[0]
    return topic if count >= OFTEN and count * 4 >= len(sentences[:MANY]) else None


def _topic_of(quote: str, names: Sequence[tuple[re.Pattern[str], str]]) -> str | None:
    """Return the topic that the sentence names first."""
    hits = [(m.start(), name) for pattern, name in names if (m := pattern.search(quote))]
    return min(hits)[1] if hits else None


def _topic_below(
    text: str, sentences: Sequence[Span], index: int, names: Sequence[tuple[re.Pattern[str], str]]
) -> str | None:
    """Return the topic that the sentences below a lead name first."""
    if index > LEAD:
        return None
    below = sentences[index + 1 : index + 1 + REACH]
    return next((t for a, b in below if (t := _topic_of(text[a:b], names))), None)


def _is_statement(text: str, span: Span) -> bool:
    """Say whether the words are a whole sentence of the story without a figure."""
    quote = text[slice(*span)]
    near = max(0, span[0] - LONGEST_MARK)  # a line may be as long as the article
    is_headed = _HEADING.search(text, near, span[0]) or _NUMBERED.match(quote)
    return (
        len(quote) >= _SHORTEST
        and _SENTENCE_END.search(quote) is not None
        and not quote.rstrip().endswith("?")
        and _FIGURE.search(quote) is None
        and _REASON.search(quote) is None
        and _EMPTY.search(quote) is None
        and not (is_headed and not quote.rstrip(".").endswith(("다", "요", "죠")))
    )


_STANCES = (
    (_DENIED, Stance.DENIED),
    (_CONFIRMED, Stance.CONFIRMED),
    (_CALLED_FOR, Stance.CALLED_FOR),
    (_ALLEGED, Stance.ALLEGED),
    (_PLANNED, Stance.PLANNED),
    (_FORECAST, Stance.FORECAST),
)


# A trend is the predicate, not a word on the way to it.
TREND_REACH = 18


def _stance(quote: str) -> Stance | None:
    """Return what the sentence does with what it says; None where it says nothing of note."""
    for pattern, stance in _STANCES:
        if pattern.search(quote):
            return stance
    if _SAYS.search(quote) or _DONE.search(quote) or _TREND.search(quote[-TREND_REACH:]):
        return Stance.ASSERTED
    return None
