"""How a sentence reports: who stands before it, what is said, and the verb it is said with.

`검찰은 “돈을 받았다”고 주장했다` and `돈을 받았다는 의혹이 나온다` have the same build:
something said, a mark that it is reported (`”고`, `다고`, `라며`, `다는`) and a predicate. Whatever
verb news puts there (맞섰다, 귀띔했다), the mark alone tells that somebody says something.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model import Span
from monitor.patterns import Pattern

# What stands between quotation marks. Single ones are a label or a title, unless a report follows.
_QUOTED = Pattern(
    r"“[^“”]{0,800}”|\"[^\"]{0,800}\"|「[^「」]{0,400}」|『[^『』]{0,400}』|[‘'][^‘’']{0,200}[’']"
)
# `”고`, `"라며`, `’이라는`; and without quotation marks `다고`, `라며`, `자는`, and `것으로`
# before a verb of judging. No `우리나라는`, `보다는`, `마다는`, which end so by chance.
_MARK = Pattern(
    r"(?P<direct>[”\"’'」』](?:\([^()]{1,30}\))?(?:이?라|다)?(?:고|며|면서|는|던|란)(?:도|는|까지)?(?=[\s,]))"
    r"|(?<=[가-힣])(?P<plain>(?:(?<![나])라|(?<![보마바])다|자|냐)(?:고|며|면서)(?:도|는|까지)?(?=[\s,]))"
    r"|(?<=[가-힣])(?P<noun>(?:(?<![나])라|(?<![보마바])다|자|냐|것이)(?:는|란|던)(?=\s))"
    r"|(?<=\s)(?P<judged>것으로)(?=\s(?:[가-힣]+\s)?(?:보고|본다|봤|내다|의심|판단|파악|추정|예상|전망|예측|분석|관측|안다|알고))"
)
_LABEL = Pattern(r"[다라자까냐요죠음함]$")


@dataclass(frozen=True, slots=True)
class Report:
    """What a sentence reports. Offsets are those of the sentence.

    `said` includes the quotation marks; `is_noun`: a noun takes it up (`…다는 의혹`). `parts`:
    where the verbs of what is said end, the last one of `said` included.
    """

    said: Span
    tail: int  # where the predicate begins
    is_quoted: bool
    is_noun: bool
    parts: tuple[int, ...]


def read_report(sentence: str) -> Report | None:
    """Return how `sentence` reports; None where it says something itself.

    >>> words = "검찰은 “돈을 받았다”고 주장했다."
    >>> report = read_report(words)
    >>> words[slice(*report.said)], words[report.tail:]
    ('“돈을 받았다', '주장했다.')
    """
    quotes = [m.span() for m in _QUOTED.finditer(sentence)]
    # The last ones decide; more than a few are no sentence that anybody wrote.
    found = deque(_MARK.finditer(sentence), maxlen=MARKS)
    marks = [mark for mark in found if _reports(sentence, mark, quotes)]
    if not marks:
        return None
    last = marks[-1]
    opened = [
        begin
        for begin, end in quotes
        if end <= last.end() and (sentence[begin] not in "‘'" or end == last.start() + 1)
    ]
    tail = last.end()
    while tail < len(sentence) and sentence[tail] in " ,":
        tail += 1
    return Report(
        said=(opened[0] if opened else 0, _said_end(last)),
        tail=tail,
        is_quoted=bool(opened),
        is_noun=last["noun"] is not None or (last["direct"] or "").rstrip()[-1:] in ("는", "란"),
        parts=tuple(_said_end(mark) for mark in marks),
    )


MARKS = 8


def _said_end(mark: re.Match[str]) -> int:
    # Without quotation marks the verb's own ending is part of what is said: `썼다|고`, `하겠다|는`.
    return mark.start() + (mark["direct"] is None)


def _reports(sentence: str, mark: re.Match[str], quotes: Sequence[Span]) -> bool:
    """Say whether a mark reports: none inside a quotation does, nor behind a mere label."""
    at = mark.start()
    is_noun = mark["noun"] is not None or (mark["direct"] or "").endswith(("는", "던", "란"))
    if is_noun and _SPEECH.match(sentence, mark.end()) is None:
        return False
    if _SUPPOSES.match(sentence, mark.end()):
        return False
    if mark["direct"] is None:
        return not any(begin < at < end for begin, end in quotes)
    closed = next((q for q in quotes if q[1] == at + 1), None)
    if closed is None:
        return False
    said = sentence[closed[0] + 1 : closed[1] - 1].rstrip(".!? ")
    is_label = mark["direct"].endswith(("는", "던", "란")) or sentence[closed[0]] in "‘'"
    return not is_label or _LABEL.search(said) is not None or len(said) > LONGEST_LABEL


# The nouns that take up what somebody says, thinks or means: `…다는 의혹`, `…다는 일부 보도`.
_SPEECH = Pattern(
    r"\s(?:[가-힣]+\s){0,2}?(?:의혹|주장|지적|비판|비난|관측|전망|우려|걱정|목소리|의견|소문|뒷말|말|얘기|이야기|증언|제보|신고|분석|평가|여론|의심|불만|반응|시각|요구"
    r"|해석|뜻|입장|방침|계획|구상|생각|취지|복안|의사|설명|해명|게|것이|것은|보도|발표|경고|예상|예측|추측|판단|진단|견해|조언|권고|논리|인식|소식|신호|결론|공감대|각오|다짐|제안|제언"
    r"|메시지|논평|성명|답변|변명|항변|반박|루머|괴담|글|게시물|감사\s결과|조사\s결과|조사|사실[을이도]|점[은을]\s(?:인정|시인|확인|분명|강조|지적)|부담|반성|자성|푸념|하소연|호소|당부|주문"
    r"|청원|민원|내용|혐의|이유|포부|약속|데\s(?:뜻|의견|공감|동의|합의))"
)
# Nothing is reported: `비싸다고 해서`; nor by a verb before its noun: `앞섰다고 평가받는 모델`.
_SUPPOSES = Pattern(
    r"\s(?:해서|해도|하더라도|치더라도|할\s수|볼\s수|하기(?:엔|에는|는)|치자"
    r"|(?:여겨지|불리|꼽히|알려지|전해지|평가받|평가되|일컬어지|추정되)는\s|(?:알려진|전해진|평가된|추정된|불린|꼽힌)\s"
    r"|(?:치켜세운|내세운|부른|부르던|칭한|꼽은|여긴|추켜세운|깎아내린|(?:평가|주장|설명|비판|지적|강조|표현|소개|자랑|홍보|선전|호평|혹평|극찬)한)\s(?!바|것|뒤|데|적|셈|만큼|점))"
)

# `'표적 수사'라고 날을 세웠다` says something, `'AI'라는 두 글자` names it (characters).
LONGEST_LABEL = 8
