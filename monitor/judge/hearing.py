"""What a claim's own sentence says against the fields that were read from it.

Subject and metric are read from free text and are at times another number's, or carried from a
sentence before. What identity is judged by is the claim as its sentence tells it: a speaker is no
subject, a subject that its sentence does not name gives way to the one that it names, `정부`
beside another country's ministry is that country's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from monitor.judge.metrics import (
    TAIL,
    Entry,
    lexicon,
    read_facets,
    read_sentence,
    scan,
    squeeze,
    without_denied,
)
from monitor.judge.place import place_of
from monitor.model import Claim
from monitor.patterns import Pattern

PERSON = Pattern(
    r"(?:최고경영자|CEO|대표|회장|사장|교수|연구원|소장|원장|장관|차관|총리|대통령|대변인|애널리스트|박사"
    r"|의원|위원장|국장|과장|팀장|기자|씨|변호사|변리사)(?:\(.{1,8}\))?$"
)
"""A subject that ends so is somebody who speaks: he has no figure of his own as a rule."""

TELLER = Pattern(r"연구(?:소|원|진|팀)|(?:조사|분석)(?:업체|기관|회사)|리서치|컨설팅|학회|협회$")
"""Who counts others."""

BODY = r"(?:부|청|처|위원회|당국|정부|총리실)(?=[은는이가의도에]|\s|$)"
FOREIGN_BODY = Pattern(rf"([가-힣]{{2,8}})\s?(?:[가-힣]{{1,10}})?{BODY}")


@lru_cache(maxsize=4096)
def hear(claim: Claim) -> Claim:
    """Return the claim with the subject and metric that its own sentence gives its number."""
    subject, metric = claim.subject, _without_owner(claim.metric, claim.subject)
    metric = _of_firms(_of_this(_came_to(metric, claim), claim))
    if is_teller(subject, claim.attribution) and not _is_of_firms(metric, subject):
        subject = ""
    subject = _of_somebody(subject, claim)
    if _is_set_up_for(subject, metric):
        subject = ""
    subject = _of_its_city(subject, metric)
    subject = _at_home(subject, claim.quote)
    subject = _named_here(_of_one_project(subject, claim), claim)
    subject = _owned_here(_without_apposition(subject), metric, claim)
    if (leader := _counted_to(subject, metric, claim)) and leader not in metric:
        subject, metric = "", f"{leader} 대비 {metric}"
    subject = _of_this_chip(subject, claim)
    quote = _before_portion(claim)
    if (subject, metric, quote) == (claim.subject, claim.metric, claim.quote):
        return claim
    return replace(claim, subject=subject, metric=metric, quote=quote)


PORTION = Pattern(r"(?:이|그)\s?(?:중|가운데)(?:에서|에는|에서는|에|은|엔)?\s")
"""`4400곳이 있고 이 중 생성AI 기업은 700곳`: what follows tells of a part of the first."""


def _before_portion(claim: Claim) -> str:
    """Return the claim's sentence without what it tells of a portion of the claim's number."""
    found = PORTION.search(claim.quote)
    place = place_of(claim) if found is not None else None
    if found is None or place is None or not place.after.strip():
        return claim.quote
    at = claim.quote.find(place.after)
    return claim.quote[: found.start()].rstrip() if 0 <= at < found.start() else claim.quote


def _of_this_chip(subject: str, claim: Claim) -> str:
    """Return the subject without a chip's number where another one stands right before the value.

    `H200은 510장`, carried below a sentence on H100.
    """
    models = CHIP.findall(subject)
    place = place_of(claim) if models else None
    here = CHIP.findall(place.before) if place is not None else []
    if not here or set(models) & set(CHIP.findall(claim.quote)):
        return subject
    return " ".join(CHIP.sub("", subject).split())


def _of_its_city(subject: str, metric: str) -> str:
    """Return the city, not its council, of a budget: `누리시의회는 추경을 깎아 의결했다`."""
    city = subject.removesuffix("의회")
    of_city = len(city) > 1 and city.endswith(("시", "군", "구", "도")) and city != subject
    return city if of_city and metric.endswith(CITY_MONEY) else subject


CITY_MONEY = ("예산", "예산안", "추경", "추경안", "추경 규모", "예산 규모", "추경액", "예산액")


def _is_set_up_for(subject: str, metric: str) -> bool:
    """Return whether a subject is a board that decides on what is measured, or that itself.

    `최저임금위원회는 최저임금을 1만 640원으로 의결했다`: the figure is the country's.
    """
    named = squeeze(subject).removesuffix("위원회").removesuffix("심의")
    return len(named) > 1 and named == squeeze(metric)


def is_teller(subject: str, attribution: str | None) -> bool:
    """Return whether a claim's subject only says what the claim says: it is not about 한국IDC.

    >>> is_teller("한국IDC", "한국IDC"), is_teller("오픈AI", "오픈AI")
    (True, False)
    """
    mine = squeeze(subject)
    if not mine or not attribution:
        return False
    teller = squeeze(attribution)
    if mine not in teller and (len(teller) < 2 or teller not in mine):
        return False
    if PERSON.search(subject.strip()):
        return True
    said = read_facets(subject, "", "")
    if said.names or said.bodies or not said.subject_rest:
        return False
    return not said.groups or TELLER.search(subject) is not None


WHEN = Pattern(
    r"(?:(?:지난|올|작|재작|내|이번|이듬|그|금|매|다음|당)\s?(?:해|년|달|주|분기|말|초)|\d+(?:년|월|일|분기|주)(?:간|차)?"
    r"|상반기|하반기|연말|연초|최근|현재|당시|이날|오늘|어제|전날)(?:부터|까지|에는|에만|에|의|만|도|은|는|말|초|기준|들어)*"
)
"""`지난해부터`: when something was, and nobody's figure."""

EVENT = Pattern(r"(?:충격|쇼크|사태|논란|열풍|돌풍|파문|대란|신드롬|후폭풍)$")
"""What happens around somebody owns nothing: `딥시크 충격`."""

COMMON = Pattern(
    r"(?:항|항만|공항|은행|대학|병원|학교|시|도|군|구|역|사|청|업체|회사|기관|단체|협회|공사|공단|재단|지자체|공장|그룹|법인|구단|팀)"
)
"""A bare common noun is the name of nobody: whose it is was told before."""


def _of_somebody(subject: str, claim: Claim) -> str:
    """Return the subject without a time or an event; a bare noun as its sentence has it in full.

    `항`, which the sentence has only at the end of `인천항의`, is that one.
    """
    words = subject.split()
    if all(WHEN.fullmatch(word) for word in words):
        return ""
    if len(words) > 1 and EVENT.search(words[-1]) and subject not in claim.quote:
        return ""
    if not COMMON.fullmatch(subject):
        return subject
    whole = {
        word
        for part in claim.quote.split()
        if (word := TAIL.sub("", BARE.sub("", part))).endswith(subject)
    }
    return whole.pop() if len(whole) == 1 else subject


BARE = Pattern(r"[^가-힣A-Za-z0-9]")


FIRMS_OWN = frozenset(
    {
        "revenue", "operating_profit", "operating_loss", "net_profit", "net_loss", "margin", "cash",
        "orders", "backlog", "valuation", "market_cap", "investment_raised", "employees", "hires",
        "debt", "dividend", "buyback", "inventory", "factory_operation",
    }
)  # fmt: skip
"""What a firm tells of itself: `두레중공업은 수주액이 3조원이라고 밝혔다`."""


def _is_of_firms(metric: str, subject: str) -> bool:
    """Return whether a metric is one that a firm has, and its subject none who counts others."""
    if PERSON.search(subject.strip()) or TELLER.search(subject):
        return False
    return read_facets("", metric, "").head in FIRMS_OWN


def _without_owner(metric: str, subject: str) -> str:
    """Return the metric without the name in front of it that says whose it is.

    >>> _without_owner("딥시크의 순위", "딥시크"), _without_owner("챗GPT 대비 비용", "딥시크")
    ('순위', '챗GPT 대비 비용')
    """
    words = metric.split()
    while len(words) > 1:
        owner = words[0].removesuffix("의")
        known = [entry for _, entry in scan(owner)]
        whole = len(known) == 1 and known[0] is not None and known[0].kind == "name"
        whole |= _is_other_place(known, subject)
        is_marked = owner != words[0] or owner in subject or _is_other_place(known, subject)
        is_marked |= len(words) == 2 and words[1] in FALLBACK
        if not whole or "대비" in words[1] or not is_marked:
            break
        words = words[1:]
    return " ".join(words)


FALLBACK = frozenset({"수", "인원", "순위", "비율", "규모", "금액", "점수", "비중"})
"""What a metric is called where nothing better was found."""


def _is_other_place(known: list[Entry | None], subject: str) -> bool:
    """Return whether a metric's first word is a country, where its subject is another one alone."""
    if len(known) != 1 or known[0] is None or known[0].kind != "country":
        return False
    whose = read_facets(subject, "", "")
    if whose.names or whose.subject_rest or whose.groups or len(whose.countries) != 1:
        return False
    return known[0].value not in whose.countries


MOVE = Pattern(r"\s*(?:증가|감소|상승|하락|인상|인하|증액|감액|확대|축소)(?:액|폭|분|량|치)?$")
CAME_TO = Pattern(r"^\s*(?:명|개|곳|건|장|대|달러|원|위안|유로|엔|점)\s*(?:수준)?으?로\s")


def _came_to(metric: str, claim: Claim) -> str:
    """Return the metric of a level for a number that something came to, not by which it moved.

    `2200억 원 늘어난 9조9200억 원으로 확정됐다`.
    """
    if not MOVE.search(metric):
        return metric
    place = place_of(claim)
    if place is None or not CAME_TO.match(place.after):
        return metric
    return MOVE.sub("", metric) or metric


GREW = Pattern(r"(?:증가|감소|상승|하락|성장)[율률]$")
SHARE = Pattern(r"(?:비중|비율|몫|점유율)(?:은|는|이|가|도)?(?: \S{1,4})?\s*$")
CHIP = Pattern(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{2,3}(?![0-9])")


def _of_this(metric: str, claim: Claim) -> str:
    """Return the metric with what the words before the number say instead of it.

    `중국이 차지하는 몫은 61%` is no growth, `H100은 1만 개 미만` no number of H800.
    """
    place = place_of(claim)
    if place is None:
        return metric
    if GREW.search(metric) and SHARE.search(place.before):
        return GREW.sub("비율", metric)
    models = set(CHIP.findall(metric))
    here = CHIP.findall(place.before)
    if models and here and not models & set(CHIP.findall(claim.quote)):
        return f"{here[-1]} 수"
    return metric


FIRMS = Pattern(
    r"^(.{1,20}?)(?:를|을) (?:\S+ ){0,3}?\S*(?:하는|한|만드는|다루는) (?:곳|데|회사|업체) 수$"
)


def _of_firms(metric: str) -> str:
    """Return `생성AI를 연구하고 개발하는 곳 수` as `생성AI 기업 수`.

    >>> _of_firms("로봇을 만드는 곳 수"), _of_firms("발생 농가 수")
    ('로봇 기업 수', '발생 농가 수')
    """
    return FIRMS.sub(r"\1 기업 수", metric)


def names_its_subject(claim: Claim) -> bool:
    """Return whether a claim's sentence names its subject: otherwise it was carried there."""
    f = read_facets(claim.subject, "", "")
    said = read_sentence(claim.quote)
    if f.names:
        return bool(f.names & said.names)
    if f.groups:
        return bool(f.groups & said.groups)
    return not f.countries or bool(f.countries & said.countries)


def _at_home(subject: str, quote: str) -> str:
    """Return `정부`, or a group of people or firms, as of the country whose ministry is asked."""
    said = read_facets(subject, "", "")
    if not (said.is_government or said.groups) or said.names or said.bodies:
        return subject
    if _countries(subject):
        return subject
    for found in FOREIGN_BODY.finditer(quote):
        known = [e for _, e in scan(found[1]) if e is not None and e.kind == "country"]
        if known and known[0].value != "KR":
            return f"{found[1]} {subject}"
    return subject


def _counted_to(subject: str, metric: str, claim: Claim) -> str:
    """Return the subject where it is whom a gap is counted to: `선두 미국과의 개발 격차`."""
    if not re.search(r"격차|차이|차$", metric):
        return ""
    known = [w for w, e in scan(subject) if e is not None and e.kind in ("name", "country")]
    if len(known) != 1:
        return ""
    after = re.search(
        rf"{re.escape(known[0])}[가-힣]{{0,4}}(?:와|과)의 (?:\S+ ){{0,3}}\S*(?:격차|차이|차)",
        re.sub(r"[‘’'\"“”]", "", claim.quote),
    )
    return known[0] if after else ""


THIS_PART = Pattern(
    r"(?:^|\s)((?:이|그|해당|동) (?:사업|과제|프로그램|펀드|프로젝트|제도|센터))[에은는의을를]"
)


def _of_one_project(subject: str, claim: Claim) -> str:
    """Return the project that a sentence points to, for money that was read as all of a state's.

    `이 사업에는 2027년까지 국비 5천300억원이 들어간다`.
    """
    if not read_facets(subject, "", "").is_government or squeeze(subject) in squeeze(claim.quote):
        return subject
    place = place_of(claim)
    at = claim.quote.find(place.after) if place is not None and place.after.strip() else -1
    found = THIS_PART.search(claim.quote[:at]) if at > 0 else None
    return found[1] if found else subject


def _countries(text: str) -> list[str]:
    return [e.value for _, e in scan(text) if e is not None and e.kind == "country"]


def _named_here(subject: str, claim: Claim) -> str:
    """Return the one whom the sentence names before its number, for a subject that it does not.

    `남의 나라 기업 테슬라 한 곳이 H100을 3만5000개 돌린다` is not of 한국 정부.
    """
    f = read_facets(subject, "", "")
    whose = f.names | f.countries
    if f.subject_rest or f.bodies or f.groups:
        return subject
    place = place_of(claim)
    if place is None or not whose or claim.unit == "배" or place.before.rstrip().endswith("의"):
        return subject
    said = read_sentence(claim.quote)
    makers = lexicon().maker
    if whose & (said.names | said.countries | {makers.get(n, "") for n in said.names}):
        return subject
    nobody = not said.countries and not said.names
    if f.is_government and ("정부" in claim.quote or said.bodies or nobody):
        return subject
    teller = squeeze(claim.attribution or "")
    at = claim.quote.find(place.after) if place.after.strip() else -1
    named: list[tuple[str, Entry]] = []
    for before in (place.before, claim.quote[: max(at, 0)]):
        named = [(w, e) for w, e in _subjects(before) if not teller or w not in teller]
        if named:
            break
    if len({entry.value for _, entry in named}) != 1:
        return subject
    named = named[:1]
    ((word, entry),) = named
    if entry.value in whose or makers.get(entry.value, "") in whose:
        return subject
    if any(makers.get(name, "") == entry.value for name in whose):
        return subject
    rest = [w for w, e in scan(subject) if e is not None and e.kind == "segment"]
    return " ".join([word, *rest]) if entry.kind == "country" else word


OWNED = Pattern(
    r"(?:^|[\s,‘“(])([가-힣A-Za-z0-9·&]{2,12})의 "
    r"((?:[가-힣A-Za-z0-9·&]+ ){0,2}?[가-힣A-Za-z0-9·&]{1,12}?)"
    r"['’”]?(?:은|는|이|가|을|를)? ?(?:약|모두|무려|겨우|고작|최소|최대|총|연|연간)?\s*$"
)
"""`경쟁사인 들로보의 기업가치는`: whose it is stands right before what is measured."""

BESIDE = Pattern(r"(?:^|[\s,(])([가-힣]{1,4}) (후보|의원|선수)(?:은|는|이|가|\s?\()?\s*$")
"""`강도윤 후보(36%)`: somebody with a number of his own."""

NOBODY = Pattern(
    r"^(?:회사|이\s?회사|그|그들|이들|자신|자사|당사|양사|양국|우리|업계|정부|국가|전체|세계|시장|기업|업체|해당|이번|올해|지난해|작년"
    r"|내년|이달|지난달|전달|전년|당초|기존|현재|당시|최근|하루|한\s?해|상반기|하반기|연간|월간|사상|역대|대부분|나머지|각각|일부"
    r"|응답자|이용자|소비자|국민|시민|환자|직원|학생|사람|여성|남성|청년|노인|대상|조사|보고서|자료|제품|서비스|사업|모델|앱)$"
    r"|\d|[년월일분기]$"
)
"""What stands before 의 and owns nothing that its sentence did not name before."""


def _owned_here(subject: str, metric: str, claim: Claim) -> str:
    """Return the owner that stands right before what is measured, for a subject that is another.

    Where lists know neither, the text is believed that is nearest to the number.
    """
    place = place_of(claim)
    if place is None:
        return subject
    if (person := BESIDE.search(place.before)) and not person[1].startswith(subject[:1]):
        return f"{person[1]} {person[2]}"
    found = OWNED.search(place.before)
    if found is None or NOBODY.search(found[1]):
        return subject
    owner, own = squeeze(found[1]), squeeze(subject)
    if not own or owner in own or own in owner or owner in squeeze(metric):
        return subject
    measured = [e.value for _, e in scan(found[2]) if e is not None and e.kind == "concept"]
    head = read_facets("", metric, claim.unit).head
    if not measured or not head or measured[-1] != head:
        return subject
    mine, theirs = read_facets(subject, "", ""), read_facets(found[1], "", "")
    if theirs.concepts or theirs.segments or theirs.groups or theirs.pace or theirs.is_government:
        return subject
    if theirs.names & mine.names or theirs.countries & mine.countries or mine.names & theirs.names:
        return subject
    if theirs.names and mine.names:
        makers = {lexicon().maker.get(n, n) for n in mine.names}
        if makers & {lexicon().maker.get(n, n) for n in theirs.names}:
            return subject
    return found[1]


APPOSITION = Pattern(
    r"^(?:\S+ ){0,4}\S*(?:스타트업|기업|업체|회사|전문기업|제조사|개발사|운영사|은행|그룹|플랫폼)"
    r" ([가-힣A-Za-z0-9·&]{2,14})$"
)
"""`물류 로봇 스타트업 모아로보틱스`: what a firm is, and its name."""


def _without_apposition(subject: str) -> str:
    """Return the name alone where what the firm is stands before it.

    >>> _without_apposition("로봇 스타트업 모아로보틱스"), _without_apposition("스타트업 수")
    ('모아로보틱스', '스타트업 수')
    """
    found = APPOSITION.search(subject)
    if found is None:
        return subject
    known = [entry for _, entry in scan(found[1])]
    is_name = bool(known) and (known[0] is None or known[0].kind == "name")
    return found[1] if is_name and len(found[1]) > 2 else subject


ALONE = Pattern(rf"\S+ (?:한 (?:곳|회사|나라|사업|기업)|역시|또한|[가-힣]{{1,10}}{BODY})")
"""What may stand behind a subject instead of a particle: `테슬라 한 곳이`, `챗GPT 역시`."""


def _subjects(before: str) -> list[tuple[str, Entry]]:
    """Return whom the words before a number name with a particle of its subject or place."""
    found: list[tuple[str, Entry]] = []
    before = without_denied(before)
    for token in re.finditer(r"\S+", before):
        word = token.group(0)
        parts = [(w, e) for w, e in scan(word) if e is not None and e.kind in ("name", "country")]
        if len(parts) == 1 and parts[0][1] is not None:
            stem = re.sub(r"[^가-힣A-Za-z0-9]", "", word)
            tail = stem[len(parts[0][0]) :] if squeeze(stem).startswith(parts[0][0]) else "?"
            if tail == "" and not ALONE.match(before[token.start() :]):
                continue
            if re.fullmatch(r"|[은는이가도]|에서는?|에선|에는?|에만|만", tail):
                found.append((parts[0][0], parts[0][1]))
    return found
