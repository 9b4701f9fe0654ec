"""Who speaks in a sentence that reports: the subject before what is said, or whoever spoke last.

`나성균 고울군수는 “…”고 못박았다`: the mark of the report shows where the speaker ends, whatever
the verb is. What circulates (`…다는 소문이 돈다`) is nobody's word. `이어 “…”고 했다`, `그는 “…”고
했다` are the last speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.extract import lexicon
from monitor.extract.attribution import name_before, speaker_of
from monitor.extract.reports import Report
from monitor.model import Span, Stance
from monitor.patterns import Pattern

# The subject or topic of a sentence; `한길당 측은`, `학계에서는` with what belongs to it.
_SUBJECT = Pattern(
    r"(?<=[가-힣A-Za-z0-9)])(?P<p>(?<![에로서])(?:은|는|도|\s역시)|이|가|(?:에서|에선)(?:는|도)?)\s"
)
# How far into a sentence its speaker may stand (characters).
REACH = 90
# A subject with `이` or `가` speaks only near the front: further on it is what is said of.
FRONT = 4

# The noun that takes up what is said is the subject: nobody speaks. `…다는 의혹이 제기됐다`
_CIRCULATES = Pattern(
    r"(?:[가-힣]+\s){0,2}(?:[가-힣]+(?:이|가|도|까지|마저)|(?:의혹|주장|지적|소문|뒷말|말|얘기|이야기|보도|제보|신고|논란|루머|괴담|의심|우려|걱정|관측|전망)[은는])\s"
)
# `총장이 논문을 베꼈다는 의혹에 휩싸였다`: the subject is whom it is said of.
_IS_MET = Pattern(
    r"(?:의혹|논란|구설|비판|비난|눈총|의심|지적|혐의)(?:에|을|를)\s(?:[가-힣]+\s)?(?:휩싸|휘말|올랐|받)"
)
# `…다는 우려다`, `…다는 분석이다`: a view that goes round.
_IS_VIEW = Pattern(
    r"(?:[가-힣]+\s){0,2}(?:우려|전망|관측|분석|지적|평가|시각|비판|반응|의견)(?:이?다|입니다|인데)[.요]*$"
)
# `회사는`, `이 업체는`, `그는`
_POINTS = Pattern(
    r"(?:[가-힣]{1,4}\s)?(?:(?:이|그|해당)\s)?(?:그|그녀|회사|업체|기업|당사|은행|병원|구단|제작사|운영사|제조사|소속사)(?:\s?(?:측|쪽))?(?:은|는|도)\s"
)
# `…다는 게 회사 측 설명이다`
_ITS_WORD = Pattern(
    r"(?:게|것이)\s(?P<who>[^,“\"]{1,30}?)(?:\s?(?:측|쪽))?(?:의)?\s"
    r"(?:설명|주장|입장|해명|판단|분석|해석|전망|생각|지적|평가|예상|관측|전언|이야기|얘기|진단|반박)(?:이다|입니다|이었다|였다)"
)
_AMONG = Pattern(r"(?:[^\s]+\s){0,3}?(?P<who>[가-힣]+들)\s사이에서(?:는|도)?\s")
_POINTS_BACK = Pattern(
    r"(?:(?:그러나|하지만|다만|또|또한|이어|그러면서|그리고|반면|한편|특히|아울러)[,\s]\s?)*"
    r"(?:그|그녀|이들|그들|(?:이|그|해당)\s(?:관계자|당국자|교수|의원|위원장|대표|인사|소식통|직원|장관))(?:은|는|도)\s"
)
_GOES_ON = Pattern(
    r"(?:이어|이어서|그러면서|또|또한|아울러|특히|더불어|하지만|그러나|다만|그리고|나아가)[,\s]"
)


def find_speaker(
    text: str,
    sentences: Sequence[Span],
    index: int,
    report: Report | None,
    stance: Stance,
    last: str | None,
) -> str | None:
    """Return who says sentence number `index`, by name; None where it names nobody.

    Args:
        last: who spoke last before it in this article.
    """
    sentence = text[slice(*sentences[index])]
    plans = stance is Stance.PLANNED
    if report is None:
        name = _real(speaker_of(text, sentences, index, plans=plans))
        # Who is not named here must be pointed at: `회사는 맞소송을 준비하고 있다`.
        is_here = name is not None and any(word in sentence for word in name.split())
        return name if is_here or _POINTS.match(sentence) else None
    if report.is_noun:
        if owner := _ITS_WORD.match(sentence, report.tail):
            name = name_before(sentence, owner.end("who"))
            return name or speaker_of(text, sentences, index, plans=plans) or last
        if _IS_MET.match(sentence, report.tail):
            return None
        if _CIRCULATES.match(sentence, report.tail) or _IS_VIEW.match(sentence, report.tail):
            among = _AMONG.match(sentence)
            return among["who"] if among else None
    limit = min(report.said[0] if report.is_quoted else report.said[1], REACH)
    if _POINTS_BACK.match(sentence):
        return last
    found = _subject(sentence, limit, is_quoted=report.is_quoted)
    if found == "":
        return None
    if found and _FIRM.fullmatch(found) is None:
        return found
    known = _real(speaker_of(text, sentences, index, plans=plans))
    if _GOES_ON.match(sentence) and report.is_quoted:
        return known or last
    if known is not None and _names_another(sentence, limit, known):
        return found
    return known or found or _generic(sentence)


def _subject(sentence: str, limit: int, *, is_quoted: bool) -> str | None:
    """Return the name of the subject before what is said; "" for a circle that nobody names."""
    for found in _SUBJECT.finditer(sentence, 0, limit):
        particle = found["p"]
        before = sentence[: found.start()]
        if particle.startswith("에"):
            if _yields(sentence, found, limit, is_quoted=True):
                continue
            if side := _SIDE.search(before):
                return name_before(sentence, side.start()) or ""
            if _CIRCLE.search(before):
                return ""
            continue
        if particle in ("이", "가") and _yields(sentence, found, limit, is_quoted=is_quoted):
            continue
        if _RUMOUR.match(sentence, found.end()) or _RAISED.match(sentence, found.end()):
            continue
        word = before.rsplit(" ", 1)[-1]
        if particle == "는" and len(word) < NAME and lexicon.is_adnominal(word + particle):
            continue  # `정부에 바라는 점을 묻자 그는 …`
        name = name_before(sentence, found.start()) or _unnamed(before) or _body(before)
        name = _LEAD.sub("", name) if name else name
        if name and not _is_nobody(name):
            return name
        if particle in ("은", "는", " 역시"):
            # A topic that is nobody's name: what is said has begun.
            return None
    return None


# A word so short that looks like a verb is one.
NAME = 3


def _yields(sentence: str, found: re.Match[str], limit: int, *, is_quoted: bool) -> bool:
    """Say whether a subject with `이` is none that speaks: `유 의원이 속한 희망당은 “…”고 했다`."""
    if not is_quoted:
        return len(sentence[: found.start()].split()) > FRONT
    return _TOPIC.search(sentence, found.end(), limit) is not None


_TOPIC = Pattern(r"[가-힣A-Za-z0-9)](?:은|는)\s")


def _generic(sentence: str) -> str | None:
    """Return `회사 측` where no name of the article says which: better than nobody."""
    found = _SIDE_OF.match(sentence)
    return found["who"] if found else None


_SIDE_OF = Pattern(
    r"(?:(?:이에|그러나|하지만|다만|반면|이에\s대해)\s)?(?P<who>(?:회사|업체|기업|은행|병원|구단|제조사|소속사|학교|협회)(?:\s?(?:측|쪽|관계자))?)(?:은|는|도)\s"
)


def _names_another(sentence: str, limit: int, name: str) -> bool:
    """Say whether the sentence has a speaker whose name we cannot read, and not `name`."""
    if _POINTS.match(sentence) or any(word in sentence for word in name.split()):
        return False
    return _SOMEBODY.search(sentence, 0, limit) is not None


_SOMEBODY = Pattern(r"(?:^|\s)한\s[^\s]+(?:은|는)\s")


def _unnamed(before: str) -> str | None:
    """Return somebody of whom only the office is told: `보안업계 관계자`, `한 장비업체 임원`."""
    found = _OFFICE.search(before[-OFFICE_REACH:])
    return found["who"] if found else None


# `미국 측에서는 …라고 의심했다`
_SIDE = Pattern(r"(?<=[가-힣A-Za-z0-9])\s(?:측|쪽)$")
_LEAD = Pattern(
    r"^(?:(?:그러나|하지만|다만|반면|또한?|특히|한편|이어|앞서|그러면서|그리고|실제로|이에|최근|아울러)\s)+"
)


def _body(before: str) -> str | None:
    """Return a body by its last word: `들머리마을 주민대책위원회`, whose 을 is no particle."""
    found = _BODY.search(before[-OFFICE_REACH:])
    return found.group() if found else None


_BODY = Pattern(
    r"[가-힣A-Za-z]{2,20}(?:위원회|대책위|협의회|연합회|협회|학회|노조|조합|재단|연구소|연구원|본부|법원|검찰청|경찰서)$"
)
OFFICE_REACH = 40
_OFFICE = Pattern(
    r"(?:^|\s)(?:(?:한|어느|익명의)\s)?(?P<who>(?:[가-힣A-Za-z0-9]{2,12}\s){0,2}[가-힣]{0,6}(?:관계자|당국자|소식통|임원|직원|연구원|공무원|조합원|종사자|개발자|조종사|정비사|승무원|선원|전문가|분석가|변호사|의사|간부|출신|대변인|변호인|(?<=[가-힣])시장))(?:[A-Z]씨)?\s?(?:측|들)?$"
)
# `해롭다는 소문은`: no topic, but the mark of what is said.
_RUMOUR = Pattern(
    r"(?:[가-힣]+\s)?(?:의혹|주장|지적|소문|말|얘기|이야기|보도|점|사실|우려|관측)[은는이가도]\s"
)
# `소비자단체가 제기한 결함 의혹에 대해서는`: whose words they were, and who answers says.
_RAISED = Pattern(
    r"(?:[가-힣]+\s){0,2}(?:제기|주장|지적|폭로|고발|신고|공개|보도|거론|언급|문제\s?삼)(?:한|했던|해\s?온|은)\s"
)
_CIRCLE = Pattern(
    r"(?:업계|학계|법조계|의료계|재계|정가|증권가|시장|정치권|여권|야권|금융권|일각|현장|안팎|내부|안|사이|쪽|현지|온라인|커뮤니티|누리꾼)$"
)
# Those mean the firm that the article is about.
_FIRM = Pattern(
    r"(?:이\s|그\s|해당\s)?(?:회사|업체|기업|당사|은행|병원|구단|제작사|운영사|제조사|소속사|학교|재단|협회|조합|단체)(?:\s?(?:측|쪽))?"
)


_NO_SPEAKER = Pattern(
    r"(?:겠다|[했됐]다|한다|이다|않는다|없다)$|[과와]$|\s(?:이후|뒤|때)에?$|있$|^(?:이|그|저)\s(?!회사|업체|기업|단체|병원|학교|은행|교수|의원|관계자)|^(?:양측|양국|두\s나라|양사|이들|서로|모두|이번.*|당시|결과|내용)$"
)


def _real(name: str | None) -> str | None:
    return None if name is None or _is_nobody(name) else name


def _is_nobody(name: str) -> bool:
    """Say whether a name is what somebody does or has, or no name at all: `누적 내려받기`."""
    last = name.rsplit(" ", 1)[-1]
    is_thing = last in lexicon.ACTIONS or last in lexicon.MEASURE_HEADS
    is_thing = is_thing and last not in lexicon.PEOPLE
    return is_thing or _NO_SPEAKER.search(name) is not None
