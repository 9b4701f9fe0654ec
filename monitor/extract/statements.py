"""Newsworthy sentences without a figure: who says what of a tracked topic, and with which stance.

Precision first: a sentence counts when it names a topic, carries no figure of its own (that is a
claim's business) and shows by its verb that somebody says, denies, suspects, expects, plans or asks
for something, or that something was done. Headings, lists of names and the page's own lines do not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from monitor.extract.about import find_subject, find_theme
from monitor.extract.claims import extract_claims
from monitor.extract.furniture import find_furniture
from monitor.extract.limits import cut_article
from monitor.extract.quantities import extract_quantities
from monitor.extract.reports import Report, read_report
from monitor.extract.sentences import split_sentences
from monitor.extract.speakers import find_speaker
from monitor.extract.spoken import to_plain
from monitor.extract.stances import is_done, read_stance
from monitor.extract.tables import find_tables
from monitor.model import Article, Claim, Quantity, Span, Stance, Statement, Topic
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
_REASON = Pattern(r"(?:때문|[는은]\s(?:까닭|배경|이유))(?:이다|입니다)[.]?$")
_COUNSEL = Pattern(
    r"(?:필요하다|필요합니다|필수적이다|필수다|절실하다|시급하다|[가-힣]야\s한다)[.]?$"
)
# An expectation that failed foretells nothing; `의혹은 무성하다` does not say what is suspected.
_EMPTY = Pattern(
    r"(?:예상|전망|예측)(?:이|은|을)\s(?:깨|빗나|엇갈|뒤엎|뒤집)"
    r"|^(?:[가-힣]+\s){0,3}(?:의혹|소문|추측|논란|우려|전망)(?:은|이|도)\s"
    r"(?:무성|끊이지|여전|분분|엇갈)[가-힣\s]{0,8}다[.]?$"
)
# `…를 둘러싼 논란이 뜨겁다`: about what is said, and not what.
_VAGUE = Pattern(
    r"(?:둘러싸고|둘러싼)\s(?:[가-힣]+\s){0,3}(?:논란|의혹|공방|갈등|논쟁)[이은도]\s[^.”\"]{0,14}다[.]?$"
)
_SHORTEST = 15
# How far above its topic a lead may stand (sentences).
LEAD = 2
# How many sentences a topic is spoken of after it was named.
REACH = 3
# An article is about a topic that so many of its sentences name, and a quarter of the first ones.
OFTEN = 3
MANY = 40


def extract_statements(article: Article, topics: Sequence[Topic]) -> tuple[Statement, ...]:
    """Return the newsworthy sentences of `article` on `topics` that carry no figure, in text order.

    `subject` is the name of the topic that the sentence is about; a sentence that names two counts
    for the one it names first. Without topics nothing restricts what a sentence may be about: what
    is said, denied, suspected, expected, planned or asked for counts, and what was done. The
    subject is then what the sentence itself says it of.
    """
    text = article.text
    names = _names(topics)
    away = sorted((*article.skip, *find_furniture(text), *(t.span for t in find_tables(text))))
    reach = list(accumulate((b for _, b in away), max))
    sentences = split_sentences(text)
    theme = "" if topics else find_theme(article)
    main = _main_topic(article, sentences, names)
    kin = _Kin.of(article, sentences, names)
    is_titled = main is not None and _topic_of(article.title, names) == main
    starts = [
        q.span[0]
        for q in extract_quantities(text)
        if text[q.span[0]].isdigit() and not _is_slight(q)
    ]
    found: list[Statement] = []
    governing: str | None = None
    last: str | None = None  # who spoke last
    since = 0
    for index, span in enumerate(sentences):
        if _is_away(span, away, reach):
            continue
        quote = text[span[0] : span[1]]
        named = _topic_of(quote, names)
        if index and "\n\n" in text[sentences[index - 1][1] : span[0]]:
            governing, since = None, index
        if named is not None:
            governing, since = named, index
            kin.at = index
        follows = index > 0 and "\n" not in text[sentences[index - 1][1] : span[0]]
        if _has_figure(starts, span):
            kin.pass_by(index, follows=follows)
            continue
        if not _is_statement(text, span):
            continue
        report = read_report(quote)
        stance = read_stance(quote, report)
        if stance is None:
            continue
        speaker = find_speaker(text, sentences, index, report, stance, last)
        last = speaker or last
        if speaker is None and _is_idle(quote, report, stance, article.day):
            continue
        if speaker is not None and (_LAW.search(speaker) or _is_mute(quote, report)):
            continue
        # A sentence that leaves the topic unnamed must be of weight, or name who says it.
        is_weighty = stance is not Stance.ASSERTED or speaker is not None
        topic = named
        is_kin = index == 0 or kin.takes(quote, index, follows=follows)
        if topic is None and names and is_kin:
            if is_weighty and index - since <= REACH:
                topic = governing or _topic_below(text, sentences, index, names)
            if topic is None and (speaker is not None or (is_titled and _acts(quote, is_weighty))):
                topic = main
        if not topics and (is_weighty or report is not None or is_done(quote)):
            topic = find_subject(text, span, report, speaker, theme)
        if topic is None:
            continue
        kin.add(quote, index)
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


def _is_away(span: Span, away: Sequence[Span], reach: Sequence[int]) -> bool:
    """Say whether a sentence lies in what carries no story; `reach`: how far each and those before
    it reach."""
    before = bisect_left(away, (span[1], 0))
    return before > 0 and reach[before - 1] > span[0]


def extract_told(
    article: Article, topics: Sequence[Topic], most: int
) -> tuple[tuple[Claim, ...], int, tuple[Statement, ...]]:
    """Return the claims of `extract_first`, what it left, and the statements on `topics`.

    One call for all: the work for one article is handed to another process as a whole.
    """
    read, left = cut_article(article, most)
    named = [
        topic
        for topic, (pattern, _) in zip(topics, _names(topics), strict=True)
        if pattern.search(read.title) or pattern.search(read.text)
    ]
    return extract_claims(read), left, extract_statements(read, named) if named else ()


@dataclass(slots=True)
class _Kin:
    """What goes on with a topic that it leaves unnamed: it has a word of those that name it.

    An article on one thing tells of others too (the weather, the roads), in words of their own.
    What follows the topic's own sentence in its paragraph goes on with it.
    """

    words: set[str]
    at: int = -1  # the last sentence on the topic

    @classmethod
    def of(
        cls,
        article: Article,
        sentences: Sequence[Span],
        names: Sequence[tuple[re.Pattern[str], str]],
    ) -> _Kin:
        """Return the words of the title and of the sentences that name a topic."""
        if not names:
            return cls(set())
        quotes = [article.text[a:b] for a, b in sentences]
        named = [quote for quote in quotes if _topic_of(quote, names) is not None]
        title = article.title
        inside = (title[at : at + ROOT] for at in range(len(title)) if not title[at:].isspace())
        return cls({*inside, *(word for part in named for word in _roots(part))} - _COMMON)

    def takes(self, quote: str, index: int, *, follows: bool) -> bool:
        """Say whether a sentence goes on with the topic.

        Args:
            follows: it stands in one paragraph with the sentence before it.
        """
        return (
            (follows and self.at == index - 1)
            or _POINTS_BACK.search(quote) is not None
            or not self.words.isdisjoint(_roots(quote))
        )

    def pass_by(self, index: int, *, follows: bool) -> None:
        """Let a figure's sentence go by: what follows it goes on with what it followed."""
        if follows and self.at == index - 1:
            self.at = index

    def add(self, quote: str, index: int) -> None:
        """Take a sentence for one on the topic."""
        self.words.update(_roots(quote))
        self.at = index


def _roots(words: str) -> Iterator[str]:
    """Yield the first two syllables of a text's words, where particles and endings do not reach."""
    for found in _WORD.finditer(words):
        root = found.group()[:ROOT]
        if root not in _COMMON:
            yield root


ROOT = 2
_WORD = Pattern(r"[가-힣A-Za-z]{2,}")
# Words of any sentence, by their first two syllables.
_COMMON = frozenset({
    "그러", "하지", "다만", "이날", "오전", "오후", "최근", "앞서", "한편", "또한", "이어",
    "있다", "했다", "밝혔", "말했", "전했", "강조", "것으", "대해", "대한", "위해", "통해",
    "따라", "따르", "관련", "오는", "지난", "올해", "내년", "이번", "다음", "모든", "여러",
    "가장", "아직", "이미", "계속", "함께", "다시", "당시", "현재", "이후", "이전", "때문",
    "가운", "것이", "것을", "것은", "있는", "없는", "없다", "않았", "한다", "하고", "됐다",
    "된다", "라고", "이라", "라며", "관계", "계획", "방침", "예정", "나온", "나왔", "당부",
    "촉구", "지적", "설명", "그는", "있을", "없이",
})  # fmt: skip
_POINTS_BACK = Pattern(
    r"^(?:[가-힣]{1,4}[,\s]\s?)?(?:(?:이|그|해당)\s[가-힣]+|그|그녀|회사|업체|양측|이에|이를|이와|이어)(?:은|는|도|이|가|에|를|을|의)?\s"
    r"|이번\s(?:조치|사태|결정|판결|합의|논란|사고|사건|발표|계획|방안|제안|의혹|수사|파업|소송|회담|개편|리콜|법안)"
)


def _is_idle(quote: str, report: Report | None, stance: Stance, day: date | None) -> bool:
    """Say whether a sentence that nobody says is the writer's own counsel, or told of old."""
    years = [int(year) for year in _YEAR.findall(quote)]
    if years and day is not None and max(years) < day.year - 1:
        return True
    if stance is Stance.CALLED_FOR:
        return _COUNSEL.search(quote) is not None
    if stance is not Stance.ASSERTED or report is not None:
        return False
    if _SAYS.search(to_plain(quote)):
        return True  # somebody says something, and it is not said who or what
    is_older = bool(years) and day is not None and max(years) < day.year
    return is_older or _LAST_YEAR.search(quote) is not None


def _is_mute(quote: str, report: Report | None) -> bool:
    """Say whether somebody speaks and nothing is told of what: `그는 웃으며 말했다`."""
    return report is None and _SPOKE.search(to_plain(quote)) is not None


_SPOKE = Pattern(r"(?:말했|덧붙였|운을\s뗐|입을\s열었|이야기했|털어놨)다[.]?$")
# Those rule, and say nothing.
_LAW = Pattern(r"(?:[가-힣]법|시행령|조례|헌법|약관|정관|규칙|규정|조항|계약서)$")
_SAYS = Pattern(r"(?:강조|설명|지적|언급|토로|소개|평가|비판|경고)했다[.]?$")
_YEAR = Pattern(r"(?<!\d)((?:19|20)\d\d)년")
_LAST_YEAR = Pattern(r"지난해|작년|재작년|(?:몇|수|여러)\s?년\s전")


def _acts(quote: str, is_weighty: bool) -> bool:
    """Say whether a sentence that leaves the article's topic unnamed goes on with it.

    What is suspected, asked for or expected does; of what was done, what an office did.
    """
    return is_weighty or (_OFFICE.search(quote[:OFFICE_REACH]) is not None and is_done(quote))


OFFICE_REACH = 40
_OFFICE = Pattern(
    r"(?:부|처|청|원|당국|위원회|위|검찰|경찰|법원|재판부|의회|공사|공단|본부|실|거래소|은행)[은는이가]\s"
)


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
        and _VAGUE.search(quote) is None
        and not (is_headed and not quote.rstrip(".").endswith(("다", "요", "죠")))
    )
