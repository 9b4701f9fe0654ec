"""The period that a figure holds for, resolved on the publication day in Korea.

Two stages. `read_periods` finds every expression of time in a sentence (`지난해`, `올해 1분기`,
`2020~2024년`, `같은 기간`, `3년 전`). `period_of` decides which of them a figure holds for: its own
bracket, the nearest one before it that neither dates an announcement (`7일 발표한`) nor is what it
is compared with (`지난 1월보다`), else the one that governs the sentences before.

A sentence that says nothing of time takes the period in force: within its paragraph that of the
sentence before, below a line break that of a story which has one. An outlook or a plan dates no
figure of what is (but a budget those of its year); a look back (`3년 전`, `최근 5년간`, `0.2%였던
것과 비교하면`) dates nothing that follows; what somebody has, he has on the day of print. Then the
period is unknown.

No later sentence dates a figure, but for a lead: what its source, named a paragraph below, says of
time (`통계청이 발표한 10월 …`). The days on which people were asked date all answers of a story
that tells of one survey. A market's quote is of a day: neither a year nor a month's end before it
dates it.
What somebody did from then till then dates no figure that follows.

Rules of the contract: `2029년까지` has only an end, `2003년 이후` only a start; `5년간` without a
start is unknown; the edition of an annual ranking dates the rank, a report's edition does not date
the data in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from monitor.extract.calendars import (
    UNKNOWN,
    day_before,
    month_of,
    months_of,
    shift_years,
    year_of,
)
from monitor.extract.modality import PAST, Modalities, restates, stance_of
from monitor.extract.sentences import BULLETS
from monitor.extract.times import NUMBER, RECORD_OF, Mention, find_times, number_of
from monitor.model import Modality, Period, Span
from monitor.patterns import Pattern

# How many sentences back a period can govern a figure.
LOOKBACK = 12
# How many line breaks back it can: a story leaves its period sooner than its subject.
PARAGRAPHS = 4
# Years after which a period no longer governs what follows it.
HISTORY = 12
# What a lead tells is no older.
_NEWS = timedelta(days=3 * 366)
# How many sentences a lead goes on for, and how many below it may date its figures.
LEAD = 3
# Days of a quarter before which nobody tells its figures.
_BEGUN = timedelta(days=60)
# So many periods are more than a story has that is of one.
SEVERAL = 3


def read_periods(text: str, sentence: Span, *, day: date | None) -> tuple[Mention, ...]:
    """Return the expressions of time in a sentence, in order.

    Args:
        sentence: its span in `text`; the mentions' spans are offsets into `text` too.
        day: the publication day in Korea; without it what is relative stays unknown.

    Those that point at their context (`같은 기간`, `전년`) are unresolved: `period_of` does it.
    """
    start, end = sentence
    return tuple(
        m._replace(span=(m.span[0] + start, m.span[1] + start))
        for m in find_times(text[start:end], day)
    )


# --- which of them a figure holds for -----------------------------------------------------------


class _Frame(NamedTuple):
    """What the sentences so far leave in force.

    `current`: the period spoken of; `wide`: the last one longer than a day; `base`: what it was
    last compared with; `day`: the day last named; `until`: the end of a plan, for the sentence that
    goes on with it; `years`: the years named of late, which a yearly growth spans; `latest`: the
    last month or quarter spoken of, which a new paragraph takes up again after a look back;
    `resumed`: what it takes up after a sentence that only looked back (`3월에는 509만 명이었다`);
    `told`: the last period that is not to come; `window`: the span of a change just told (`다섯 달
    만에`); `event`: the day on which something happened; `spoken`: the different periods spoken of,
    by which a story of one period is told from one of many.
    """

    current: Mention | None = None
    base: Mention | None = None
    day: Mention | None = None
    until: Mention | None = None
    wide: Mention | None = None
    years: tuple[Mention, ...] = ()
    latest: Mention | None = None
    resumed: Mention | None = None
    told: Mention | None = None
    window: Period | None = None
    event: Mention | None = None
    spoken: tuple[Period, ...] = ()


_NOTHING = _Frame()
_JUST_BEFORE = frozenset(
    {
        "올해",
        "지난해",
        "작년",
        "전년",
        "전월",
        "전달",
        "지난달",
        "전주",
        "지난주",
        "전분기",
        "직전분기",
    }
    | {"1년전", "한해전", "한달전", "한주전", "1주전", "일주일전", "직전주", "전날", "어제"}
)
_GROWTH = Pattern(r"연평균|해마다|CAGR|연\s?복합")
_CHANGE = Pattern(
    r"[^.,]{0,14}?(?:늘|줄|증가|감소|오르|올랐|올라|내렸|내려|내린|오른|상승|하락|커[졌진지져]|뛰|높|낮|많|적[다은었]"
    r"|확대|축소|불어|성장|급증|급감|떨어|벌어|좁혀|빠[졌진져]|개선|악화|웃돌|밑돌|길[다어었]|짧|비싸|싸[다졌]|싼)"
)
# `2023년 2조원에서`, `3월 204억 원보다`, `1월 조사에서 2위였던`: the date of the first figure only.
_CONSUMED = Pattern(
    r"[^.\d]{0,24}?\d[\d,.조억만천백]*(?:\s\d[\d,.조억만천백]*){0,3}\s?[^\s,.\d]{0,8}?(?:\s(?!전[주월달년일날]|작년|올해|내년|해상|지점|거리|높이|깊이|상공|부근|구간)[가-힣]{1,2})?(?:\([^()]{0,30}\))?"
    r"\)?(?:보다|에서\s|에\s?비해|\s?대비|[과와]\s?비교|의\s(?=$|\d|절반|[두세네]\s?배|약\s)|(?:였|이었|이)던\s|[에을를]\s[가-힣]{0,5}[았었했였렀]던\s)"
)
# `올해 예산은 당초 1조원에서`: said of both ends of the change.
_OF_BOTH = Pattern(r"[은는이가을를]\s|당초|기존|종전|애초")
_CONTRAST = Pattern(
    r"(?:[은는]\s(?:약\s)?\d|에는|엔|에도|만\s?해도|까지만\s?해도|\s(?:같은\s)?(?:조사|집계|발표|통계|평가)(?:에서는|에선|에는|엔|때는))"
)
_GOES_ON = Pattern(r"(?:이|그)\s?(?:중|가운데|밖에)|그중|여기에|특히|나머지|이어|또")
_FORMER = Pattern(
    r"(?:직전|이전|지난번|종전|앞선)\s?(?:조사|집계|발표|평가|통계)"
    r"(?!(?:\([^()]{1,20}\))?\s?(?:때|당시)?(?:보다|\s?대비|에\s?비해|[과와]\s?비교))"
)
_WITHIN = Pattern(
    rf"(?P<n>{NUMBER})\s?(?P<u>년|해|개월|달|분기)\s?(?:만에|새|사이에?)\s[^.]{{0,12}}$"
)
_STARTS = Pattern(r"(?:\([^()]{0,30}\))?(?:에서|이던)\s")
_RANK = Pattern(r"(?:위|번째)$")


def period_of(
    text: str, sentences: Sequence[Span], index: int, span: Span, *, day: date | None
) -> Period:
    """Return the period that the figure at `span` in sentence number `index` holds for.

    Unknown (both ends None) where the text gives none. Without a `day`, what is relative to the
    publication stays unknown.

    >>> text = "지난해 매출은 3조 원이었다. 올해는 4조 원이다."
    >>> period_of(text, ((0, 16), (17, 28)), 0, (8, 12), day=date(2025, 4, 9))
    Period(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 12, 31))
    """
    return Periods(text, sentences, day, Modalities(text, sentences)).of(index, span)


class Periods:
    """The periods of a text's figures, asked for sentence by sentence.

    What a sentence says of time is read once, however many figures look back at it.
    """

    def __init__(
        self, text: str, sentences: Sequence[Span], day: date | None, modalities: Modalities
    ) -> None:
        self._text, self._sentences, self._day = text, sentences, day
        self._modalities = modalities
        self._said: dict[int, _Said] = {}
        # What is in force behind sentence number `_at` less one, with the silent line breaks.
        self._at, self._state = 0, (_NOTHING, 0)
        self._field: tuple[Mention, int] | None = None
        self._is_field_known = False
        self._here: _Here | None = None

    def of(self, index: int, span: Span) -> Period:
        """Return the period that the figure at `span` in sentence number `index` holds for."""
        here = self._here
        if here is None or here.number != index:
            here = self._here = self._read(index)
        if here.traded:
            return Period(here.traded, here.traded)
        text, frame, mentions = self._text, here.frame, here.mentions
        start, end = sentence = self._sentences[index]
        if own := _bracketed(text, mentions, span, start, end):
            return self._in_its_year(own, index, span, is_told=True).period
        before = [m for m in mentions if m.span[1] <= span[0] and not m.is_news]
        figure = text[slice(*span)]
        is_rate = "%" in figure or "퍼센트" in figure or "프로" in figure
        if is_rate and (field := self._fieldwork(index, span, before)):
            if _LAST_TIME.search(text, max(start, span[0] - 16), span[0]):
                return UNKNOWN
            _, base = _nearest(text, before, span[0])
            return _of_change(text, sentence, span, field, base=base, frame=_NOTHING)
        if own := _owned(text, before, span) or _in_turn(text, before, span[0]):
            return own.period
        current, base = _nearest(text, before, span[0])
        if (
            is_rate
            and _GROWTH.search(text, max(start, span[0] - 40), span[0])
            and (yearly := self._growth(mentions, frame))
        ):
            return yearly
        if base is None and (grown := _between_two(text, before, current, span, start)):
            return grown
        if current is None and _RANK.search(figure):
            # The edition of an annual ranking dates the rank: ‘2024 글로벌 AI 인덱스’.
            edition = next((m for m in reversed(here.titles) if m.span[1] <= span[0]), None)
            edition = edition or self._edition_above(index)
            if edition:
                return edition.period
        if current is None:
            current = _after(text, mentions, span, end)
        if current is None and base is not None and (grown := _since_base(text, base, span, start)):
            return grown
        if current is None and self._day is not None:
            current = self._to_come(index, span, mentions)
        if current is None:
            current = self._from_above(index, span, frame)
        if current is None and index <= LEAD and not self._is_of_today(index, span):
            current = self._below(index)
        if current is None or current.grain == "vague":
            return UNKNOWN
        if sentence[0] <= current.span[0]:
            current = self._in_its_year(current, index, span)
        return _of_change(text, sentence, span, current, base=base, frame=frame, before=before)

    def _edition_above(self, index: int) -> Mention | None:
        """Return the edition of a ranking that the sentences right before named, else None.

        `2026 대학 평가에서 한빛대는 4위였다. 해솔대는 7위를 했다.`
        """
        for at in range(index - 1, max(-1, index - 1 - LEAD), -1):
            said = self._said_in(at)
            if said.titles:
                return said.titles[-1]
            if said.mentions:
                return None
        return None

    def _read(self, index: int) -> _Here:
        frame = self._frame_before(index)
        said = self._said_in(index)
        traded = _trading_day(
            self._text, self._sentences[index], said.mentions, frame=frame, day=self._day
        )
        mentions = said.mentions
        if said.points:
            mentions = tuple(_settle(self._text, mentions, frame))
        return _Here(index, frame, traded, mentions, said.titles)

    def _said_in(self, index: int) -> _Said:
        known = self._said.get(index)
        if known is None:
            known = self._said[index] = _read_said(self._text, self._sentences, index, self._day)
        return known

    def _frame_before(self, index: int) -> _Frame:
        """Return what the sentences before `index` leave in force; LOOKBACK of them count."""
        first = max(0, index - LOOKBACK)
        at, (frame, silent) = self._at, self._state
        if first or at > index:
            at, frame, silent = first, _NOTHING, 0
        while at < index:
            said = self._said_in(at)
            frame, silent = _over_break(said, frame, silent)
            after = _next_frame(self._text, self._sentences[at], said, frame, self._day)
            silent = 0 if after is not frame else silent
            frame = after
            at += 1
        if not first:
            self._at, self._state = index, (frame, silent)
        return _over_break(self._said_in(index), frame, silent)[0]

    def _to_come(self, index: int, span: Span, mentions: Sequence[Mention]) -> Mention | None:
        """Return the day to come that a plan names behind its figure, None for no plan.

        `헬기 20대를 띄우고 군인을 보내 내일 오전까지 불을 잡겠다`: of tomorrow.
        """
        mention = next((m for m in mentions if m.span[0] >= span[1]), None)
        if mention is None or mention.grain != "day" or mention.is_base or mention.is_news:
            return None
        if not _is_ahead(mention.period, self._day):
            return None
        if _DOING_SO.fullmatch(self._text, span[1], mention.span[0]) is None:
            return None
        is_plan = self._modalities.of(index, span) is Modality.PLANNED
        return mention if is_plan else None

    def _from_above(self, index: int, span: Span, frame: _Frame) -> Mention | None:
        """Return what the sentences before leave in force, where it agrees with the tense."""
        day = self._day
        current = _inherited(self._text, frame, self._sentences[index], span)
        if current is not None and self._is_over(index, current, frame):
            return None
        if current is None or day is None:
            return current
        if current.grain in {"end", "half", "year", "span"} and self._is_quoted(index):
            return None
        if _is_ahead(current.period, day):
            # The outlook that the sentence before gave dates no figure of what is.
            if self._modalities.of(index, span) is not Modality.ASSERTED:
                return current
            own = self._sentences[index]
            of_budget = _BUDGET.search(self._text, *own) is not None
            # The items of a list are of the year that its head names.
            is_item = self._said_in(index).is_item
            is_decided = of_budget or is_item or self._is_settled(current)
            return current if is_decided else frame.told
        # Nor does what was last year date what is planned.
        is_past = current.period.end is not None and current.period.end < day
        is_plan = is_past and self._modalities.of(index, span) is Modality.PLANNED
        return None if is_plan else current

    def _is_quoted(self, index: int) -> bool:
        """Say whether a sentence quotes a market: a price of the day, of no year."""
        sentence = self._sentences[index]
        return (
            _QUOTED.search(self._text, *sentence) is not None
            and _ON_AVERAGE.search(self._text, *sentence) is None
        )

    def _fieldwork(self, index: int, span: Span, before: Sequence[Mention]) -> Mention | None:
        """Return the days on which people were asked whose answers a rate counts, None elsewhere.

        They date all answers of a story that tells of one survey, wherever it names them; a date of
        the sentence's own goes first, unless it is the day on which the answers came out.
        """
        if not self._is_field_known:
            self._field, self._is_field_known = self._read_field(), True
        if self._field is None:
            return None
        field, at = self._field
        last = field.period.end
        if _FROM.match(self._text, span[1]):
            return None  # what the answers were before: `38%에서 33%로`
        if last is None or (at == index and span[0] < field.span[0] and before):
            return None
        own, _ = _nearest(self._text, before, span[0])
        if own is not None and own.span != field.span:
            said = own.period.start
            is_out = own.grain == "day" and said and timedelta(0) < said - last <= _OUT_WITHIN
            # `내년 총선에서 누구를 뽑겠다는 응답`: what was asked about
            is_asked = _is_ahead(own.period, last)
            if not (is_out or is_asked or own.grain == "vague"):
                return None
        return field if at == index or self._is_answered(index) else None

    def _is_answered(self, index: int) -> bool:
        """Say whether a sentence tells answers, or goes on with those of the sentence before."""
        for at in range(index, max(-1, index - LEAD), -1):
            sentence = self._sentences[at]
            if _ANSWERS.search(self._text, *sentence):
                return True
            said = self._said_in(at)
            if said.breaks or (at < index and any(not m.is_news for m in said.mentions)):
                return False
        return False

    def _read_field(self) -> tuple[Mention, int] | None:
        """Return the days of the one survey that a text tells of, and the sentence that says so."""
        found: list[tuple[Mention, int]] = []
        for at, sentence in enumerate(self._sentences):
            said = self._text[slice(*sentence)]
            if not any(word in said for word in _ASKING) or not _ASKED.search(said):
                continue
            mentions = self._said_in(at).mentions
            days = [
                m for m in mentions if _is_of_days(m) and not _LOOKS_BACK.match(self._text, *m.span)
            ]
            if days and all(days[0].period != known.period for known, _ in found):
                found.append((days[0], at))
        return found[0] if len(found) == 1 else None

    def _growth(self, mentions: Sequence[Mention], frame: _Frame) -> Period | None:
        """Return the years that a yearly growth spans: those named, else those spoken of before.

        One year to come is an end without a start: `2029년까지 연평균 14.9% 성장한다`.
        """
        named = [
            m for m in mentions if not m.is_news and m.grain in {"year", "until"} and m.period.known
        ]
        if len(named) == 1 and _is_ahead(named[0].period, self._day):
            return Period(None, named[0].period.end)
        named = [m for m in named if m.grain == "year"]
        years = named if len(named) > 1 else [*frame.years, *named]
        return _union(years, UNKNOWN) if len(years) > 1 else None

    def _in_its_year(
        self, current: Mention, index: int, span: Span, *, is_told: bool = False
    ) -> Mention:
        """Return a month, quarter or half that names no year in the year that the figure asks for.

        What is told as done never lies ahead, nor in a quarter that has hardly begun: `4분기 1200억
        원의 손실을 냈다` is last year's in June.

        Args:
            is_told: whether the figure is known to be told as done: `3분기(4.9%)에 이어`.
        """
        day, end = self._day, self._sentences[index][1]
        first = current.period.start
        if day is None or first is None or not current.is_yearless:
            return current
        begun = _BEGUN if current.grain in {"quarter", "half"} else timedelta(0)
        if first + begun <= day:
            return current
        if not (is_told or _DONE.search(self._text, span[1], min(end, span[1] + 60))):
            return current
        if self._modalities.of(index, span) is not Modality.ASSERTED:
            return current
        return current._replace(period=shift_years(current.period, -1))

    def _is_over(self, index: int, current: Mention, frame: _Frame) -> bool:
        """Say whether a line break ends what a period governs.

        Below it a story goes on with its one period (`3월 수출은 …` and all that follows). A look
        back (`3년 전`, `최근 5년간`) dates nothing there; of a story that has named several
        periods nobody can say which is meant, nor of one that has named two what is the case now.
        """
        start, end = self._sentences[index]
        if self._text.find("\n", current.span[1], start) < 0:
            return False
        if _LOOKS_BACK.match(self._text, *current.span):
            return True
        day, last = self._day, current.period.end
        if day and last and last < day and _HOLDS.search(self._text, start, end):
            return _is_now(self._text[max(start, end - 12) : end])
        if len(frame.spoken) < SEVERAL - 1 or current.period == frame.spoken[0]:
            return False
        return len(frame.spoken) >= SEVERAL or (
            current.grain == "year" and _is_now(self._text[max(start, end - 12) : end])
        )

    def _is_settled(self, current: Mention) -> bool:
        """Say whether a period to come was told of what is decided: `내년 예산이 확정됐다`."""
        at = bisect_right(self._sentences, (current.span[0], len(self._text))) - 1
        if at < 0:
            return False
        # A budget is of its year from the day on which it is drawn up.
        sentence = self._sentences[at]
        return _BUDGET.search(self._text, *sentence) is not None or (
            _SETTLED.search(self._text, *sentence) is not None
            and stance_of(self._text, sentence) is Modality.ASSERTED
        )

    def _is_of_today(self, index: int, span: Span) -> bool:
        """Say whether a figure is told in the present and nobody's plan: `510곳이 참여한다`."""
        start, end = self._sentences[index]
        if _DOES.search(self._text, max(start, end - 8), end) is None:
            return False
        return self._modalities.of(index, span) is Modality.ASSERTED

    def _below(self, index: int) -> Mention | None:
        """Return what the first sentence below a lead says of time: a lead often leaves it so."""
        day, text = self._day, self._text
        end = self._sentences[index][1]
        for at in range(index + 1, min(index + LEAD + 1, len(self._sentences))):
            below = self._sentences[at]
            goes_on = at == index + 1 and _HENCE.match(text, *below) is not None
            is_apart = text.find("\n", end, below[0]) >= 0
            if not goes_on and not (is_apart and _SOURCE.search(text, *below)):
                if any(not m.is_news for m in self._said_in(at).mentions):
                    return None  # the story is at another time before its source speaks
                continue
            for mention in self._said_in(at).mentions:
                is_said = mention.grain in {"year", "month", "quarter", "half", "end", "span"}
                last = mention.period.end
                if (
                    is_said
                    and mention.period.known
                    and not (day and last and last < day - _NEWS)
                    and not (day and mention.period.start and mention.period.start > day)
                    and not mention.is_news
                    and not mention.is_base
                    and not _dates_base(self._text, mention, self._sentences[at][1])
                    and not _LASTED.search(text, *mention.span)
                ):
                    return mention
        return None


# `20대를 띄우고 군인을 보내`: deeds strung together, and no clause about a thing.
_DOING_SO = Pattern(r"[을를도씩]\s(?:[^\s.,]+(?<![은는])\s){1,12}")
# `배럴당 71.2달러를 기록했다`, `국고채 3년물 금리는`
_QUOTED = Pattern(
    r"(?:배럴|온스)당\s\d|국고채|\d년물|(?:환율|코스피|코스닥|나스닥|국제유가|[두브]\S{1,3}유)(?:\s?지수)?[은는이가]\s[^.]{0,24}\d"
)
_ON_AVERAGE = Pattern(r"평균|연간|전망|예상|연말|말까지|가정")
# Whom one asked, and how: `전국 유권자 1천 명을 대상으로`.
_ASKED = Pattern(
    r"\d\s?(?:여\s?)?(?:명|가구|개사|곳)(?:\([^()]{1,20}\))?(?:을|를)?\s(?:[가-힣]+으?로\s)?(?:대상으?로|상대로|조사[한했]|설문)"
    r"|\d\s?(?:여\s?)?(?:명|가구|개사|곳)에게\s[^.]{0,20}(?:물|설문|조사)"
    r"|(?:여론조사|설문조사|설문|이번\s조사|조사)[은는를을]\s[^.]{0,60}?(?:진행|실시|이뤄|대상)|전화\s?면접|자동\s?응답"
)
# What that cannot do without.
_ASKING = ("조사", "설문", "대상", "상대로", "에게", "면접", "응답")
# What one answered.
_ANSWERS = Pattern(
    r"응답|답[했한변]|지지[율도]|지지한|긍정|부정\s?평가|찬성|반대|호감|무당층|적합도|선호도|모름|꼽[았은혔힌]"
    r"|[가-힣]별로|여론조사|설문|조사\s?결과|것으로\s(?:조사|나타)|조사됐|표본\s?오차|생각[하한]|평가[하한]|[잘못]\s?하고\s있"
)
# `직전 조사(57%)`
_LAST_TIME = Pattern(r"(?:직전|이전|지난번|지난\s?주|앞선)\s?(?:조사)?\($")
# The days after the last one asked within which the answers come out.
_OUT_WITHIN = timedelta(days=60)
# The longest that one goes on asking.
_LONGEST_FIELD = timedelta(days=62)


def _is_of_days(mention: Mention) -> bool:
    """Say whether a mention names the days on which a survey may have been made."""
    first, last = mention.period.start, mention.period.end
    if first is None or last is None or mention.is_news or mention.is_base or mention.ref:
        return False
    return mention.grain == "span" and last - first <= _LONGEST_FIELD


# `이에 따라 올해 예산은 3조 원으로 불어난다`: of the year in which what was told is done
_HENCE = Pattern(r"이에\s?따라|이로써|이렇게\s되면|그\s결과")
# `통계청이 발표한`, `조사에 따르면`: whose figures the lead told.
_SOURCE = Pattern(
    r"따르면|보면|의하면|조사|집계|통계|발표|밝[혔힌혀]|공개|보고서|분석|자료|설문|지수|추산|예산|추경|편성"
)
# What came about; what is settled and said may be still to come: `9월 정원은 300명으로 정했다`.
_DONE = Pattern(
    rf"[{PAST}](?:다|고|으며|지만|는데|습니다)"
    r"(?<!정했다)(?<!정했고)(?<!정됐다)(?<!의했다)(?<!고했다)(?<!표했다)(?<!혔다)(?<!말했다)(?<!전했다)(?<!잡았다)(?<!시했다)(?<!시했고)(?<!봤다)"
    r"|(?:낸|거둔|기록한|벌어들인|올린|판|늘어난|줄어든|달한)\s"
)
# What one has, one has on the day of print: `한국이 가진 칩은 2천 개 정도다`.
_HOLDS = Pattern(r"가진|[갖쥐]고\s있|보유(?:한|하고\s있)")
_SETTLED = Pattern(r"확정|결정|의결|통과|정해[졌진]|정했|고시|합의|타결")
_BUDGET = Pattern(r"예산|추경|총지출|편성|배정|책정")
# `3년 전`, `최근 5년간`: counted back from today.
_LOOKS_BACK = Pattern(
    rf"(?:최근|지난(?!\s?한\s?해)|과거)\s?(?:{NUMBER}\s?(?:여\s?)?(?:년|해|개월|달|주|분기|일\s?(?:간|동안|새|사이))|반년|열흘|보름|사흘|나흘|일주일)|(?:{NUMBER}|반)\s?(?:년|해|개월|달)\s전"
)


def _is_now(end: str) -> bool:
    """Say whether a sentence ends in the present tense: 이다, 한다, 있습니다."""
    said = end.rstrip(" .\"”’')")
    if said.endswith("습니다"):
        said = said[:-2]
    elif said.endswith(("다", "요")):
        said = said[:-1]
    else:
        return False
    return said[-1:] in "있겠" or (ord(said[-1:] or " ") - 0xAC00) % 28 != 20


class _Here(NamedTuple):
    """The sentence whose figures are asked for: what is in force, and what it says of time."""

    number: int
    frame: _Frame
    traded: date | None
    mentions: Sequence[Mention]
    titles: Sequence[Mention]


def _between_two(
    text: str, before: Sequence[Mention], current: Mention | None, span: Span, start: int
) -> Period | None:
    """Return the span of what a change amounts to: `2022년 5880억에서 작년 1460억으로 75%`."""
    if current is None or len(before) < 2 or current.span[1] > span[0]:
        return None
    if not _DIFFERENCE.search(text, max(start, span[0] - 40), span[0]):
        return None
    for mention in reversed(before):
        if mention.span[1] <= current.span[0] and mention.period.known:
            first = _FIRST_OF_TWO.fullmatch(text, mention.span[1], current.span[0])
            return _union([mention, current], current.period) if first else None
    return None


_FIRST_OF_TWO = Pattern(r"\s\d[^.]{0,20}에서\s")


def _first_of_two(text: str, before: Sequence[Mention]) -> Mention | None:
    """Return the first of the two periods that `같은 기간` points at.

    `매출은 2021년 1조 원에서 2024년 4조 원으로 늘고 비중은 같은 기간 5%에서 10%로`: 2021.
    """
    for first, last in zip(before[-3:-1], before[-2:], strict=False):
        if (
            first.period.known
            and not first.is_base
            and last.period.known
            and last.ref != "same"
            and _FIRST_OF_TWO.fullmatch(text, first.span[1], last.span[0])
        ):
            return first
    return None


def _since_base(text: str, base: Mention, span: Span, start: int) -> Period | None:
    """Return the span of a change from a dated value: `1월 493만 명에서 다섯 달 만에 2.3배가`."""
    within = _WITHIN.search(text, max(start, span[0] - 24), span[0])
    if within is None or base.span[0] < start or not base.period.start or not base.period.end:
        return None
    months = number_of(within["n"]) * {"년": 12, "해": 12, "분": 3}.get(within["u"][0], 1)
    end = month_of(base.period.end.year, base.period.end.month + months).end
    return Period(base.period.start, end) if months and end else None


# `직전 분기의 1.9%에서 되살아났다`, `재작년 1월의 9.3%에 비하면`: the value that is left behind.
_LEFT = Pattern(
    r"\)?(?:에서\s|에\s?비[해하]|보다|[과와]\s?(?:비교|견[주줘])|이던|였던|[을를]\s(?:넘|웃돌|밑돌|앞[지질섰서]|깨)"
    r"|에\s(?:육박|근접|못\s?미|그쳤))"
)
_OF = Pattern(r"의\s(?:약\s)?$")


def _owned(text: str, before: Sequence[Mention], span: Span) -> Mention | None:
    """Return the mention whose own value the figure is, told only to compare with."""
    if not before or not before[-1].period.known:
        return None
    last = before[-1]
    if not _OF.fullmatch(text, last.span[1], span[0]) or not _LEFT.match(text, span[1]):
        return None
    return None if _RATIO.search(text[slice(*span)]) else last


_RATIO = Pattern(r"배|분의|절반|갑절")
_EACH = Pattern(r"각각\s(?:약\s)?")
_LISTED = Pattern(r"\s?(?:[과와,·]|및)\s?")
_NEXT = Pattern(r"[,·]\s|(?<=[가-힣%])[과와]\s")


def _in_turn(text: str, before: Sequence[Mention], figure: int) -> Mention | None:
    """Return which of several periods a figure has: `2023년과 2024년은 각각 2조 원, 3조 원`."""
    if not before:
        return None
    each = _EACH.search(text, before[-1].span[1], figure)
    if each is None or each.end() + LONGEST_LIST < figure:
        return None
    if len(before) == 1 or before[-1].grain == "span":
        return _year_in_turn(text, before[-1], each.end(), figure)
    listed = [before[-1]]
    for mention in reversed(before[:-1]):
        if not _LISTED.fullmatch(text, mention.span[1], listed[0].span[0]):
            break
        listed.insert(0, mention)
    place = len(_NEXT.findall(text, each.end(), figure))
    return listed[place] if len(listed) > 1 and place < len(listed) else None


def _year_in_turn(text: str, years: Mention, at: int, figure: int) -> Mention | None:
    """Return the year that a figure has: `2023년부터 지난해까지 각각 17명, 24명, 20명`."""
    first, last = years.period.start, years.period.end
    if first is None or last is None or (first.month, last.month) != (1, 12):
        return None
    listed = _ROW.match(text, at)
    count = len(_NEXT.findall(listed.group())) + 1 if listed else 0
    if count < 2 or count != last.year - first.year + 1:
        return None
    place = len(_NEXT.findall(text, at, figure))
    return years._replace(period=year_of(first.year + place), grain="year")


# `17명, 24명, 20명`: figures and nothing else
_COUNT = r"(?:\d[\d,.]*[조억만천백]?){1,3}\s?[가-힣%]{0,4}"
_ROW = Pattern(rf"{_COUNT}(?:(?:,|·|[과와])\s?{_COUNT}){{1,9}}")
# Characters that the figures behind 각각 may fill.
LONGEST_LIST = 120


_DOES = Pattern(r"(?:한|된|킨|는)다[.\s\"”’']*$")


def _of_change(
    text: str,
    sentence: Span,
    span: Span,
    current: Mention,
    *,
    base: Mention | None,
    frame: _Frame,
    before: Sequence[Mention] = (),
) -> Period:
    """Return the period of a figure dated by `current`, which may be one end of a change.

    Args:
        before: what the sentence says of time before the figure.
        base: what the sentence compares with before the figure.
    """
    start = sentence[0]
    figure, tail = text[slice(*span)], text[span[1] : sentence[1]]
    # What a rate compared with (`전년 대비`) is no earlier value of a later change.
    former = base or (frame.base if frame.base and not frame.base.is_relative else None)
    if current.ref == "same" and _STARTS.match(tail):
        if (first := _first_of_two(text, before)) is not None:
            return first.period
        if frame.base is not None:
            return frame.base.period
    if current.ref == "same" and frame.window is not None and _CHANGE.match(tail):
        return frame.window
    if current.grain == "until" and _FROM.match(tail) and not _BOTH.search(text, start, span[0]):
        return UNKNOWN  # what a plan starts from is not its deadline's
    if former is not None and former.period.known and not _is_of_both(text, current, start, span):
        if _FROM.match(tail):
            return former.period
        if _DIFFERENCE.search(text, max(start, span[0] - 40), span[0]) and not former.is_relative:
            return _union([former, current], current.period)
    if _LEVEL.match(tail) and _STARTED.search(text, max(start, span[0] - 40), span[0]):
        return current.period
    is_near = base is None or _is_last_year(text, base) or _follows(text, base, current)
    if base is not None and not is_near and _CHANGE.match(tail) and not _RANK.search(figure):
        return _union([base, current], current.period)
    # `5월 이용자는 2210만 명으로 작년 6월의 갑절이다`
    is_ratio = _RATIO.search(figure) is not None
    if base is not None and not is_near and is_ratio and _OF.fullmatch(text, base.span[1], span[0]):
        return _union([base, current], current.period)
    if (within := _WITHIN.search(text, max(start, span[0] - 24), span[0])) and current.period.start:
        back = day_before(current.period.start, number_of(within["n"]), within["u"][0])
        return Period(back, current.period.end)
    return current.period


def _is_of_both(text: str, current: Mention, start: int, span: Span) -> bool:
    """Say whether a period holds for both values of `A에서 B로`: its own date, or 당초, 기존."""
    said = max(start, current.span[1]) if current.span[1] <= span[0] else start
    between = text[said : span[0]]
    if _BOTH.search(between):
        return True
    if _WITH_OBJECT.search(between):
        # `올해는 창구를 12곳에서 20곳으로 늘렸다`: somebody moved both then
        between = between.lstrip("은는엔에")
    return current.span[0] >= start and _WITH_TOPIC.search(between) is None


_WITH_OBJECT = Pattern(r"[을를]\s")
_WITH_TOPIC = Pattern(r"[은는이가도]\s")


def _is_ahead(period: Period, day: date | None) -> bool:
    """Say whether a period is still to come."""
    first = period.start or period.end
    return day is not None and first is not None and first > day


def _trading_day(
    text: str, sentence: Span, mentions: Sequence[Mention], *, frame: _Frame, day: date | None
) -> date | None:
    """Return the day of the session that a sentence on a market tells of, None for another one.

    A market abroad closes before the Korean day begins that reports it.
    """
    if day is None or not (_TRADED.search(text, *sentence) and _MARKET.search(text, *sentence)):
        return None
    if any(m.grain and not m.is_base for m in mentions):
        return None
    if frame.day is not None and frame.day.period.end is not None:
        last = frame.day.period.end
        if timedelta(0) <= day - last <= timedelta(days=4):
            return last
    last = day - timedelta(days=1) if _ABROAD.search(text, *sentence) else day
    while last.weekday() > 4:
        last -= timedelta(days=1)
    return last


_TRADED = Pattern(
    r"장중|장\s?초반|개장\s?직후|거래를\s마[쳤감치]|장을\s마[쳤감치]|마감했|마감한|종가|거래되고|시간외"
)
_MARKET = Pattern(
    r"정규장|시간외|주가|증시|지수|코스피|코스닥|나스닥|다우|S&P|환율|유가|선물|국채|비트코인|주식|종목"
)
_ABROAD = Pattern(
    r"뉴욕|나스닥|다우|S&P|월가|미국|유럽\s?증시|런던|엔비디아|테슬라|애플|마이크로소프트|알파벳|구글|아마존|메타|브로드컴|AMD|인텔"
    r"|마이크론|팔란티어|오라클|넷플릭스|퀄컴|보잉|서부텍사스|브렌트"
)
# `3%에서 5%로`, and what such a change amounts to: `3%에서 5%로 2%p 높아졌다`.
_FROM = Pattern(
    r"\)?(?:\([^()]{0,30}\))?에서\s(?:약\s|총\s)?(?:\d|[두세네]\s?배|절반)(?:[^.,]|(?<=\d)[.,](?=\d)){0,24}?(?:으로|로)[\s,]"
)
_DIFFERENCE = Pattern(
    r"\d[^\s]{0,8}(?:\s[^\s\d]{1,3})?에서\s[^,]{0,20}"
    r"\d[^\s]{0,8}(?:\s[^\s\d]{1,3})?(?:으로|로)\s(?:약\s)?$"
)
# `2년 전 20%에서 45%로 커졌다`: where a change ends is a level of its own day.
_STARTED = Pattern(r"\d[^\s]{0,8}(?:\s?[조억만천]\s?[^\s]{0,6})?에서\s(?:약\s)?$")
_LEVEL = Pattern(r"\)?(?:\([^()]{0,30}\))?(?:으로|로|까지)[\s,]")
_BOTH = Pattern(r"당초|기존|종전|애초|기준\s?$")


def _nearest(
    text: str, before: Sequence[Mention], figure: int
) -> tuple[Mention | None, Mention | None]:
    """Return the last mention before a figure that dates it, and what it is compared with."""
    base: Mention | None = None
    record: Mention | None = None
    for mention in reversed(before):
        if _is_compared(text, mention, figure):
            if base is None and "던 " not in text[mention.span[1] : figure]:
                base = mention
        elif not _closed_bracket(text, mention.span[1], figure):
            if record is None and _is_of_record(text, mention):
                record = mention  # `지난달 강수량은 1월 기준 역대 두 번째로 많은 80㎜였다`
                continue
            return mention, base
    return record, base


def _is_of_record(text: str, mention: Mention) -> bool:
    """Say whether a month or quarter only tells what a record is one of: `8월 기준 사상 최고`."""
    return (
        mention.grain in _OF_RECORDS
        and text.startswith("기준", mention.span[1] - 2)
        and text[mention.span[0]].isdigit()
        and RECORD_OF.match(text, mention.span[1]) is not None
    )


_OF_RECORDS = frozenset({"month", "quarter", "half"})


def _inherited(text: str, frame: _Frame, sentence: Span, span: Span) -> Mention | None:
    """Return the mention of an earlier sentence that governs a figure without one of its own."""
    start = sentence[0]
    if frame.until is not None and (_GOES_ON.match(text, start) or restates(text, sentence, span)):
        return frame.until
    if frame.base is not None and _FORMER.search(text, start, span[0]):
        return frame.base
    return frame.current


def _is_last_year(text: str, mention: Mention) -> bool:
    """Say whether a base is the year (the month) before, so that a change needs no more words."""
    said = text[mention.span[0] : mention.span[1]].replace(" ", "")
    return mention.is_relative or said in _JUST_BEFORE


def _follows(text: str, base: Mention, current: Mention) -> bool:
    """Say whether a month, a week begins where its base ends: `4월 매출은 3월보다 9% 늘었다`."""
    if base.period == shift_years(current.period, -1):
        # The same months a year before, in other words; of a survey's year the bracket tells what
        # lies between: `직전 조사(2023년, 8500명)보다`.
        return current.grain != "year" or not text.startswith("(", max(0, base.span[0] - 1))
    if current.grain == "year":
        return False
    if base.grain == current.grain == "span" and base.period.start and current.period.start:
        # `작년 추석보다`: a feast by the moon is no 365 days after the last
        between = (current.period.start - base.period.start).days
        if abs(between - 365) <= _MOON and _length(base.period) == _length(current.period):
            return True
    last, first = base.period.end, current.period.start
    return last is not None and first is not None and first - last == timedelta(days=1)


# Days by which a date of the moon may lie off that of the year before.
_MOON = 20


def _length(period: Period) -> int | None:
    """Return the days of a period less one, None for an open one."""
    return (period.end - period.start).days if period.start and period.end else None


def _union(mentions: Sequence[Mention], otherwise: Period) -> Period:
    """Return the period from the first start to the last end of what is known."""
    starts = [m.period.start for m in mentions if m.period.start]
    ends = [m.period.end for m in mentions if m.period.end]
    return Period(min(starts), max(ends)) if starts and ends else otherwise


def _is_compared(text: str, mention: Mention, figure: int) -> bool:
    """Say whether the mention only dates another figure, one that ours is compared with."""
    if mention.is_base:
        return True
    if mention.ref == "same" or mention.grain in {"until", "since"}:
        return False  # `다음 달부터 8만 원에서 7만 원으로`: said of both
    between = text[mention.span[1] : figure]
    consumed = _CONSUMED.match(between)
    if consumed is None or between[consumed.end() :].lstrip().startswith("("):
        return False
    if "따르면" in consumed.group():
        return False
    until = next((i for i, sign in enumerate(between) if sign.isdigit()), 0)
    return "던" in consumed.group()[-3:] or _OF_BOTH.search(between[:until]) is None


def _closed_bracket(text: str, start: int, end: int) -> bool:
    """Say whether a bracket that was open at `start` closes before `end`.

    One that opens its line holds for all of it: `(2023년 기준) 점유율은 12%다`.
    """
    between = text[start:end]
    close = between.find(")")
    if close < 0 or "(" in between[:close]:
        return False
    opened = text.rfind("(", max(0, start - 40), start)
    if opened > 0 and _OF_WEEK.search(text, max(0, opened - 6), opened) and close <= 3:
        return False  # `올해 49주차(11월 30일∼12월 6일)`: which days those are
    return opened > 0 and text[opened - 1] != "\n"


def _bracketed(
    text: str, mentions: Sequence[Mention], span: Span, start: int, end: int
) -> Mention | None:
    """Return the mention that a bracket ties to the figure, from either side of it."""
    # 4400개(2023년 기준)
    if text[span[1] : span[1] + 1] == "(":
        close = text.find(")", span[1], min(end, span[1] + 40))
        for mention in mentions:
            if span[1] < mention.span[0] and mention.span[1] <= close and not mention.is_news:
                return mention
    opened = text.rfind("(", max(start, span[0] - 40), span[0])
    if opened < 0 or text.find(")", opened, span[0]) >= 0:
        return None
    for mention in mentions:
        # (8500명, 2023년)
        if mention.span[0] >= span[1]:
            if _COMMA.fullmatch(text, span[1], mention.span[0]) and _CLOSES.match(
                text, mention.span[1], end
            ):
                return mention
            break
    for mention in reversed(mentions):
        # (2023년, 8500명)
        if opened < mention.span[0] and mention.span[1] <= span[0]:
            return mention
        # 지난 1월(121만 명), 올해 본예산(0.27%)
        if mention.span[1] <= opened and not mention.is_news:
            between = text[mention.span[1] : opened]
            near = len(between) <= 12 and _VALUE.search(between) is None
            return mention if near else None
    return None


_COMMA = Pattern(r",?\s?|·")
_CLOSES = Pattern(r"\s?\)")
_OF_WEEK = Pattern(r"\d주\s?차$|[첫둘셋넷째]\s주$|지난주$|이번\s주$")
_VALUE = Pattern(r"\d(?![\d]*[차호기])")  # 1차 계약(24억 달러)
_IS_THEN = Pattern(r"(?:이?다|이?었?다|였다|입니다|이었습니다)[.\s\"”’]*$")
_WAS = Pattern(r"(?:[을를이가에]\s)?[가-힣]{0,6}던\s")
_OBJECT = Pattern(r"[을를이가은는]?\s(?:[가-힣]{1,6}(?<![어여써며고해들])\s)?$")


def _after(text: str, mentions: Sequence[Mention], span: Span, end: int) -> Mention | None:
    """Return the mention right behind the figure that dates it: `2조원을 내년에 쓴다`."""
    for mention in mentions:
        if mention.span[0] < span[1]:
            continue
        if mention.period.known and _IS_THEN.match(text, mention.span[1], end):
            return mention  # `1위는 14.5도였던 지난해다`
        if mention.period.known and _WAS.fullmatch(text, span[1], mention.span[0]):
            return mention  # `6500만 위안에 그쳤던 작년 같은 기간의 44배`
        if mention.is_news or mention.is_base or mention.grain in {"now", "day", ""}:
            return None
        rest = text[mention.span[1] : min(end, mention.span[1] + 16)]
        clear = not any(sign.isdigit() for sign in rest)
        close = _OBJECT.fullmatch(text, span[1], mention.span[0]) is not None
        if mention.period.known and _OF_SIZE.fullmatch(text, span[1], mention.span[0]):
            return mention
        return mention if clear and close else None
    return None


# `6812억 원 규모의 2026년도 예산안`
_OF_SIZE = Pattern(r"\s?(?:규모의|[에]\s?달하는|인)\s(?:새해\s)?")
_EVENT = Pattern(
    r"\s(?:대회|경기|경주|레이스|마라톤|결승전?|개막전|공연|시상식|집회|시험|투표|기념식|불꽃축제|행진)(?:에는|에서는|에는|에선|에|는|은|의)"
)


def _settle(text: str, mentions: Sequence[Mention], frame: _Frame) -> list[Mention]:
    """Return the mentions with those that point at the context resolved."""
    settled: list[Mention] = []
    current = frame.current
    for mention in mentions:
        if mention.ref == "whole":
            # `1∼11월 출생아는 … 연간 출생아는`: the year of which a part was told
            if current is None or current.period.end is None or not _is_part_of_year(current):
                continue
            year = year_of(current.period.end.year)
            mention = mention._replace(period=year, ref="")
        elif mention.ref:
            mention = _resolve(mention, current, frame)
        elif mention.grain == "survey":
            mention = _in_field(mention, current)
        elif (
            frame.event is not None
            and mention.grain == "year"
            and frame.event.period.start is not None
            and mention.period == year_of(frame.event.period.start.year)
            and _EVENT.match(text, mention.span[1])
        ):
            # `올해 대회에는 2만 명이 참가했다`: on the day it was held
            mention = mention._replace(period=frame.event.period, grain="day")
        settled.append(mention)
        if not mention.is_news and not mention.is_base and mention.period.known:
            current = mention
    return settled


def _is_part_of_year(mention: Mention) -> bool:
    """Say whether a period is months of a year, of which a story tells figures."""
    return mention.grain in {"month", "quarter", "half"} or (
        mention.grain == "span" and (_length(mention.period) or 0) >= _MONTHS
    )


# Days of a span of months, which is no run of days.
_MONTHS = 58


def _in_field(survey: Mention, current: Mention | None) -> Mention:
    """Return when a survey named by its year was made: the month spoken of, if it lies in it."""
    year, start = survey.period.start, current.period.start if current is not None else None
    if (
        current is not None
        and start is not None
        and year is not None
        and start.year == year.year
        and current.grain in {"month", "quarter", "half"}
    ):
        return survey._replace(period=current.period, grain=current.grain)
    return survey._replace(grain="year")


def _resolve(mention: Mention, current: Mention | None, frame: _Frame) -> Mention:
    ref = mention.ref
    if ref.startswith("that-day"):
        if frame.day is None or frame.day.period.end is None:
            return mention
        said = frame.day.period.end + timedelta(days=int(ref.partition(":")[2] or 0))
        return mention._replace(period=Period(said, said), ref="")
    if current is None or not current.period.known:
        return mention
    period = current.period
    if ref == "same":
        return mention._replace(period=period, grain=current.grain)
    end = period.end or period.start
    if end is None:
        return mention
    if ref == "same-month":
        return mention._replace(period=month_of(end.year, end.month), ref="")
    if ref.startswith("yoy"):
        year = ref.partition(":")[2]
        years = int(year or -1)
        years = years - end.year if years > 0 else years
        return mention._replace(period=shift_years(period, years), grain=current.grain, ref="")
    if ref == "month-1":
        return mention._replace(period=_month_before(end), ref="")
    if ref == "quarter-1":
        quarter = (end.month - 1) // 3
        total = end.year * 4 + quarter - 1
        first = total % 4 * 3 + 1
        return mention._replace(period=months_of(total // 4, first, first + 2), ref="")
    if ref.startswith("ago"):
        _, count, unit = ref.split(":")
        if current.grain in {"day", "month", "quarter", "half", "end"} and unit in "년해":
            if count != "1" and current.grain in {"day", "month"}:
                # `6월 점유율은 56%다. 3년 전에는 …`: nobody counts the months then
                return mention._replace(period=year_of(end.year - int(count)), ref="")
            return mention._replace(
                period=shift_years(period, -int(count)), grain=current.grain, ref=""
            )
        is_year_back = unit in "년해" and current.grain == "year"
        start = mention.period.start
        if is_year_back and count == "1" and start and end < start:
            # said in 2026: `2024년 … 한 해 전`
            return mention._replace(period=shift_years(period, -1), ref="")
        if (
            is_year_back
            and start is not None
            # of the year before the paper's, from which the mention was counted
            and end.year == start.year + int(count) - 1
            and mention.span[0] > current.span[1]
            and (mention.is_base or count == "1")
        ):
            # said in 2026: `작년 투자액은 … 한 해 전보다`, `지난해 … 10년 전보다`
            return mention._replace(period=shift_years(period, -int(count)), ref="")
        short = period.start is not None and end - period.start <= timedelta(days=6)
        if short and unit in "주일" and period.start:
            back = timedelta(days=int(count) * (7 if unit == "주" else 1))
            moved = Period(period.start - back, end - back)
            return mention._replace(period=moved, grain=current.grain, ref="")
        return mention._replace(ref="")
    year, _, part = ref.partition(":")
    number = end.year + int(year.removeprefix("year"))
    if not part:
        return mention._replace(period=year_of(number), ref="")
    if part[0] == "q":
        quarter = int(part[1:])
        return mention._replace(period=months_of(number, quarter * 3 - 2, quarter * 3), ref="")
    if part[0] == "h":
        first = int(part[1:])
        return mention._replace(period=months_of(number, first, first + 5), ref="")
    return mention._replace(period=month_of(number, int(part)), ref="")


def _month_before(day: date) -> Period:
    last = day.replace(day=1) - timedelta(days=1)
    return month_of(last.year, last.month)


def _is_history(mention: Mention, day: date | None) -> bool:
    """Say whether a period lies so far back that the story only glances at it.

    `1957년 소련이 첫 위성을 쏘아 올렸을 때처럼` dates its own sentence, and no figure after it.
    """
    end = mention.period.end
    return day is not None and end is not None and end.year < day.year - HISTORY


class _Said(NamedTuple):
    """What a sentence says of time, and whether a line breaks before it.

    `points`: one of its mentions needs the context; what follows is then read again with it.
    `told`: what is no announcement; `bases`: of that, what is only compared with; `usable`: what
    may be spoken of from here on, and `usable_first` where nothing is so far; `while_`: the span
    of a change (`다섯 달 만에`); `same`: 같은 기간 is said; `titles`: the editions of reports,
    apart from all others.
    """

    breaks: bool
    is_item: bool
    mentions: tuple[Mention, ...]
    points: bool = False
    told: Sequence[Mention] = ()
    bases: Sequence[Mention] = ()
    usable: Sequence[Mention] = ()
    usable_first: Sequence[Mention] = ()
    while_: re.Match[str] | None = None
    same: bool = False
    titles: Sequence[Mention] = ()


def _read_said(text: str, sentences: Sequence[Span], at: int, day: date | None) -> _Said:
    sentence = sentences[at]
    between = text[sentences[at - 1][1] : sentence[0]] if at else ""
    breaks = "\n" in between
    # The items of a list stand in lines of their own and belong together.
    is_item = breaks and any(sign in BULLETS for sign in between)
    found = read_periods(text, sentence, day=day)
    if not found:
        return _Said(breaks, is_item, found)
    titles = tuple(m for m in found if m.grain == "title")
    mentions = tuple(m for m in found if m.grain != "title") if titles else found
    points = any(
        m.ref or m.grain == "survey" or (m.grain == "year" and _EVENT.match(text, m.span[1]))
        for m in mentions
    )
    said = _Said(
        breaks,
        is_item,
        mentions,
        points,
        titles=titles,
        while_=_IN_A_WHILE.search(text, *sentence),
        same=_SAME.search(text, *sentence) is not None,
    )
    return said if points else _sorted_out(text, sentence, said, day)


def _sorted_out(text: str, sentence: Span, said: _Said, day: date | None) -> _Said:
    """Return what is said with its mentions, resolved by now, sorted by what they are there for."""
    told = [m for m in said.mentions if not m.is_news and m.period.known]
    bases = [m for m in told if m.is_base or _dates_base(text, m, sentence[1])]
    usable = [
        m
        for m in told
        if m not in bases
        and m.grain not in {"now", "vague", "since", "until", ""}
        and not _is_history(m, day)
    ]
    if len(usable) > 0 and not _NUMBER_LEFT.search(_apart(text, sentence, said.mentions)):
        # `2022년 3월부터 2년간 담합을 주도했다`: how long somebody did so dates no figure
        usable = [m for m in usable if not _LASTED.search(text, *m.span)]
    if usable and day is not None and _CHANCE.search(text, *sentence):
        # `3월 금리가 동결될 확률은 95.6%`: the month is of what may come
        usable = [m for m in usable if m.period.end is None or m.period.end <= day]
    if usable and _OUTLOOK_ONLY.search(text, max(sentence[0], sentence[1] - 60), sentence[1]):
        # `4월에도 비슷한 증가세가 이어질 것으로 내다봤다`: no figure, and nothing that is yet
        left = _NUMBER_LEFT.search(_apart(text, sentence, said.mentions))
        if left is None and day is not None:
            usable = [m for m in usable if m.period.end is None or m.period.end <= day]
    if usable:
        usable = [m for m in usable if not _PUT_OFF_TO.match(text, m.span[1], sentence[1])]
    if looked := _LOOKED_BACK.search(text, *sentence):
        # `지난해 0.27%였던 것과 비교하면`: what follows is of the story's period again
        usable = [m for m in usable if m.span[0] > looked.start()]
    # `1위는 14.5도였던 지난해다`: named, and left again
    later = [
        m
        for m in usable
        if not _IS_THEN.match(text, m.span[1], sentence[1]) and not _is_of_record(text, m)
    ]
    return said._replace(told=told, bases=bases, usable=later, usable_first=usable)


_NUMBER_LEFT = Pattern(r"\d")
# `준공을 2028년 6월로 미뤘다`: a date that is told of, and no figure is of it.
_PUT_OFF_TO = Pattern(
    r"\)?(?:으로|로)\s(?:\S{1,6}\s)?(?:미[루뤄룬뤘]|늦[추춰춘췄]|연기|앞당|당[기겨긴겼]|순연|옮[기겨긴겼])"
)
_CHANCE = Pattern(r"[될할질릴을]\s(?:확률|가능성)[을은이]\s[^.]{0,12}\d")
_OUTLOOK_ONLY = Pattern(
    r"[을를ㄹ이질될할울릴칠길]\s것(?:으로|이라)|것[\"”’'](?:으로|이라)|전망|예상|내다봤|예측|기대"
)
_LASTED = Pattern(r"부터.*(?:간|동안|까지)$")


def _apart(text: str, sentence: Span, mentions: Sequence[Mention]) -> str:
    """Return a sentence without its expressions of time."""
    parts, at = [], sentence[0]
    for mention in mentions:
        parts.append(text[at : mention.span[0]])
        at = max(at, mention.span[1])
    return " ".join([*parts, text[at : sentence[1]]])


def _over_break(said: _Said, frame: _Frame, silent: int) -> tuple[_Frame, int]:
    """Return what is in force behind the line break before a sentence, and the silent breaks."""
    if not said.breaks:
        return frame, silent
    silent += not said.is_item
    return (_back_to_latest(frame) if silent <= PARAGRAPHS else _Frame(day=frame.day)), silent


def _next_frame(text: str, sentence: Span, said: _Said, frame: _Frame, day: date | None) -> _Frame:
    """Return what a sentence leaves in force after it."""
    if not said.mentions:
        return frame if frame.until is None else frame._replace(until=None)
    if said.points:
        mentions = tuple(_settle(text, said.mentions, frame))
        said = _sorted_out(text, sentence, said._replace(mentions=mentions), day)
    told, bases = said.told, said.bases
    usable = said.usable_first if frame.current is None else said.usable
    if frame.current is not None:
        in_days = frame.current.grain == "day"
        usable = [m for m in usable if not _is_aside(text, m, sentence, in_days=in_days)]
    events = [m for m in said.mentions if m.grain == "day" and not (m.is_base or m.is_news)]
    after = _Frame(
        current=frame.current,
        base=bases[-1] if bases else frame.base,
        day=_day_spoken_of(text, sentence, said.mentions, frame.day),
        until=next((m for m in told if m.grain == "until"), None),
        wide=next((m for m in reversed(usable) if m.grain != "day"), frame.wide),
        years=(*frame.years, *(m for m in told if m.grain == "year"))[-4:],
        latest=frame.latest,
        resumed=frame.resumed,
        told=frame.told,
        window=_window(said, frame),
        event=events[-1] if events else frame.event,
        spoken=frame.spoken,
    )
    return _spoken_of(text, sentence, after, usable[-1], day) if usable else after


def _is_aside(text: str, mention: Mention, sentence: Span, *, in_days: bool) -> bool:
    """Say whether a story comes back to what it told: of a day from `이달 들어`, `전날 밤`.

    One of a month comes back to it from `이날 기준`.
    """
    said = text[slice(*mention.span)]
    if not in_days:
        return said.startswith("이날") and said.endswith("기준")
    return "들어" in said or (said in _DAY_BEFORE and not _ABROAD.search(text, *sentence))


_DAY_BEFORE = frozenset({"전날", "어제"})


def _spoken_of(
    text: str, sentence: Span, frame: _Frame, current: Mention, day: date | None
) -> _Frame:
    """Return the frame once `current` is the period spoken of."""
    told = frame.told if _is_ahead(current.period, day) else current
    # `3월에는 509만 명이었다.` looks back, and the next paragraph speaks of the frame again.
    is_back = _LOOKS_BACK.match(text, *current.span) is not None
    contrasts = current.span[0] - sentence[0] <= 6 and _CONTRAST.match(text, current.span[1])
    if (
        frame.current is not None
        and (is_back or contrasts)
        and _is_earlier(current.period, frame.current.period)
    ):
        if is_back and contrasts:
            return frame._replace(base=current, told=frame.told or current)
        resumed = frame.resumed or frame.current
        return frame._replace(base=current, current=current, resumed=resumed, told=told)
    later = frame.latest is None or _is_earlier(frame.latest.period, current.period)
    # A month may be told before it is over, a year is then only hoped for.
    last = current.period.start if current.grain in {"month", "quarter"} else current.period.end
    is_past = day is not None and last is not None and last <= day
    is_latest = current.grain in _TAKEN_UP and later and is_past and not is_back
    latest = current if is_latest else frame.latest
    spoken = _spoken(frame, current)
    return frame._replace(current=current, resumed=None, told=told, latest=latest, spoken=spoken)


def _spoken(frame: _Frame, current: Mention) -> tuple[Period, ...]:
    """Return the different periods spoken of, up to the number that makes a story one of several.

    A day is an event's, and a month before the one that the story is of is looked back at.
    """
    spoken = frame.spoken
    if current.grain in {"day", "end"} or current.period in spoken or len(spoken) == SEVERAL:
        return spoken
    latest = frame.latest
    is_back = latest is not None and _is_earlier(current.period, latest.period)
    return spoken if is_back and current.grain == "month" else (*spoken, current.period)


def _day_spoken_of(
    text: str, sentence: Span, mentions: Sequence[Mention], before: Mention | None
) -> Mention | None:
    """Return the day that 이날 means from here on: the last named, but for one long past.

    전날 only looks back, but where a market abroad closed then.
    """
    for mention in reversed(mentions):
        if mention.grain != "day" or mention.period.end is None or mention.is_base:
            continue
        is_back = text.startswith("전날", mention.span[0]) and not _ABROAD.search(text, *sentence)
        if is_back and (before is not None or mention is not mentions[0]):
            continue
        if before is None or before.period.end is None:
            return mention
        if before.period.end - mention.period.end <= timedelta(days=14):
            return mention
    return before


def _window(said: _Said, frame: _Frame) -> Period | None:
    """Return the span of the change that a sentence tells (`다섯 달 만에 두 배가 됐다`)."""
    found = said.while_
    if found is None:
        return frame.window if said.same else None
    told = [m for m in said.told if m not in said.bases]
    now = next((m for m in reversed(told) if m.span[1] <= found.start()), frame.current)
    if now is None or now.period.start is None:
        return None
    return Period(
        day_before(now.period.start, number_of(found["n"]), found["u"][0]), now.period.end
    )


_LOOKED_BACK = Pattern(
    r"(?:던|다는)\s(?:것|점|때|조사|집계|통계)[과와을를에]\s?(?:비교|견[주줘]|생각|떠올|감안|고려|비[하해])"
)
_IN_A_WHILE = Pattern(rf"(?P<n>{NUMBER})\s?(?P<u>년|해|개월|달|분기)\s?(?:만에|새|사이에?)\s")
_SAME = Pattern(r"같은\s기간|이\s기간")


def _back_to_latest(frame: _Frame) -> _Frame:
    """Return the frame that a new paragraph starts with: months told for history are over."""
    if frame.resumed is not None:
        frame = frame._replace(current=frame.resumed, resumed=None)
    if frame.current is not None and frame.current.grain == "day" and frame.wide is not None:
        day, wide = frame.current.period, frame.wide.period
        if day.start and wide.start and wide.end and wide.start <= day.start <= wide.end:
            # `7월 8일에는 40.2도까지 올랐다` was one day of the year that the story is about.
            frame = frame._replace(current=frame.wide)
    latest, current = frame.latest, frame.current
    if latest is None or current is None or current.grain != latest.grain:
        return frame
    is_back = _is_earlier(current.period, latest.period)
    return frame._replace(current=latest) if is_back else frame


# Periods that a new paragraph takes up again.
_TAKEN_UP = frozenset({"month", "quarter", "half", "year", "span"})


def _dates_base(text: str, mention: Mention, end: int) -> bool:
    """Say whether a mention only dates the figure that another is compared with."""
    window = min(end, mention.span[1] + 60)
    consumed = _CONSUMED.match(text, mention.span[1], window)
    return consumed is not None and _is_compared(text, mention, consumed.end())


def _is_earlier(one: Period, other: Period) -> bool:
    a, b = one.end or one.start, other.end or other.start
    return a is not None and b is not None and a < b
