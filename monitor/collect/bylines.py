"""By-lines → the author's name: `[한빛일보 이도윤 기자]`, `(서울=연합뉴스) 이도윤 기자 =`."""

from __future__ import annotations

import re

from monitor.patterns import Pattern

_ROLE = (
    r"(?:(?:선임|수석|전문|인턴|객원|수습|대학생|시민|명예|경제|산업|정치|사회|국제|문화|스포츠|의학|과학|편집)\s?)?"
    r"(?:기자|특파원|논설위원|논설실장|전문위원|통신원|리포터|앵커|에디터|칼럼니스트|편집장|편집위원|편집국장|PD|피디|캐스터)"
)
_NAME = r"[가-힣]{2,4}"
EMAIL = Pattern(r"[\w.+\-]{1,64}\s?@\s?[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_WITH_ROLE = Pattern(
    rf"(?<![가-힣])(?P<names>{_NAME}(?:\s*[·ㆍ,]\s*{_NAME}){{0,3}})\s?{_ROLE}(?![가-힣])"
)
_WRITTEN_BY = Pattern(rf"(?:^|[\s(\[/])글\s?[:=]?\s?(?P<names>{_NAME})(?![가-힣])")
_SURNAME = (
    "[김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민나진지엄채원"
    "천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부]"
)
# `YTN 이도윤 (dylee@ytn.example)`: a name of three syllables right before its address.
_BY_MAIL = Pattern(
    rf"(?<![가-힣])(?P<names>{_SURNAME}[가-힣]{{2}})\s?[(\[<]?\s?[\w.+\-]{{1,64}}\s?@\s?[\w\-]"
)
# `MBC뉴스 유하진입니다.`, `지금까지 가람시청에서 YTN 유하진이었습니다.`
_SIGN_OFF = Pattern(
    r"^(?:지금까지\s)?(?:[가-힣]{1,12}에서\s)?(?:[A-Z가-힣]{1,8}\s?(?:뉴스|NEWS)\s?|"
    r"(?:KBS|MBC|SBS|YTN|JTBC|EBS|OBS|TBS|CBS|BBS|MBN|TV조선|채널A)\s)"
    rf"(?P<names>{_SURNAME}[가-힣]{{1,2}})\s?(?:기자)?(?:입니다|였습니다|이었습니다)\.?$"
)
# `유하진 기자가 취재했습니다.`
_INTRODUCED = Pattern(
    rf"(?<![가-힣])(?P<names>{_NAME})\s?(?:기자|특파원)(?:가|이)\s[^.]{{0,20}}(?:취재|보도|전해|전합|다녀|살펴|들어)"
)
# `By Park Sae-ron`, alone in its line, as the English pages of Korean papers have it.
_ENGLISH = Pattern(
    r"^By\s+(?P<names>[A-Z][\w'’.\-]{0,30}(?:\s[A-Z][\w'’.\-]{0,30}){1,3})(?:\s*[,|/(].{0,60})?$"
)
# `그래픽=정보슬 기자` drew for the article and did not write it; `글·사진 이도윤 기자` did.
_OF_PICTURE = Pattern(
    r"(?:(?:그래픽|영상|촬영|편집|자료|삽화|일러스트|디자인)\s?[=:/]?|(?<!글·)사진\s?[=:/])\s?$"
)
_NOISE = Pattern(
    r"\s*(?:외\s*\d+\s*명|님|구독|팔로우|기사\s?더\s?보기|다른\s?기사\s?보기|페이지).*$"
)
# What stands before a role without being a name: `취재 기자`, `온라인 기자`.
_NO_NAMES = frozenset(
    {
        "취재",
        "기상",
        "담당",
        "온라인",
        "사진",
        "영상",
        "편집",
        "인턴",
        "시민",
        "선임",
        "수석",
        "전문",
        "객원",
    }
    | {
        "본지",
        "동료",
        "한국",
        "서울",
        "정치부",
        "경제부",
        "사회부",
        "국제부",
        "문화부",
        "산업부",
        "디지털",
    }
    | {
        "모든",
        "여러",
        "많은",
        "일부",
        "현장",
        "외신",
        "내신",
        "출입",
        "소속",
        "신문",
        "방송",
        "통신",
    }
    # `송하람 기자 기자 페이지`
    | {"기자", "특파원", "앵커", "리포터", "에디터", "논설위원", "편집장", "칼럼니스트"}
)


def clean_author(text: str) -> str:
    """Return the author that a field meant for one holds: names without role, e-mail and paper.

    >>> clean_author("dylee@hanbit.example (이도윤 기자)")
    '이도윤'
    """
    tidy = " ".join(EMAIL.sub(" ", text).split()).strip(" ()[]<>=/|·,:-")
    if not tidy or "://" in tidy or len(tidy) > 200:
        return ""
    if found := find_author(tidy):
        return found
    tidy = re.split(r"\s[|<]\s|\s?ㅣ\s?", tidy)[0]
    tidy = _NOISE.sub("", re.sub(r"^(?:By|글|기자|작성자)\s*[:=]?\s+", "", tidy, flags=re.I))
    tidy = re.sub(rf"(?<=[가-힣]{{2}})\s?{_ROLE}$", "", tidy)
    return tidy.strip(" ()[]<>=/|·,:-")[:100]


def find_author(text: str) -> str:
    """Return the name in the first by-line of `text`; empty where there is none.

    >>> find_author("(서울=연합뉴스) 이도윤 기자 = 정부가 …")
    '이도윤'
    """
    for pattern in (_WITH_ROLE, _WRITTEN_BY, _BY_MAIL, _SIGN_OFF, _INTRODUCED):
        for found in pattern.finditer(text):
            if _OF_PICTURE.search(text, max(0, found.start() - 12), found.start()):
                continue
            names = [n.strip() for n in re.split(r"[·ㆍ,]", found["names"])]
            names = [n for n in names if n not in _NO_NAMES]
            if names:
                return ", ".join(names)
    english = _ENGLISH.match(text) if text.startswith("By") else None
    return english["names"] if english else ""


def is_sign_off(line: str) -> bool:
    """Tell a broadcaster's last words: `MBC뉴스 유하진입니다.`"""
    return len(line) <= 60 and _SIGN_OFF.match(line) is not None


def is_byline(line: str) -> bool:
    """Tell whether a line is a by-line and nothing else."""
    rest = EMAIL.sub("", line)
    had_mail = rest != line
    rest = _WITH_ROLE.sub("", rest)
    rest = re.sub(r"\((?:[가-힣]+=)?[가-힣A-Za-z0-9]+\)", "", rest)
    left = re.sub(r"[\s()\[\]<>=/|·,:;\-]|글|사진|외\d+명", "", rest)
    named = rest != line and (had_mail or _WITH_ROLE.search(line) is not None)
    return named and len(left) <= 6 and len(line) <= 120
