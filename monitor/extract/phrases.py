"""A sentence as words with their particles, and the noun phrases that those words make.

No morphological analyser: Korean news shows its phrases by spaces and by a closed set of particles.
What a look at the ending cannot tell (`결과` ends in a noun's syllable and not in 과, `늘어나는` is
a verb and `보고서는` a noun) stands in `lexicon.txt`. A word we misjudge costs a candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.extract import lexicon
from monitor.extract.folding import is_hangul
from monitor.extract.kept import Kept
from monitor.model import Quantity, Span
from monitor.patterns import Pattern

_HEAD, _TAIL = "\x01", "\x02"  # a quantity in the copy that is cut: as long as in the text
_OPEN, _CLOSE = frozenset("([<〈《【（"), frozenset(")]>〉》】）")
_QUOTES = frozenset("\"“”'‘’「」『』")
_ENDS_NAME = _QUOTES - frozenset('"“‘「『') | {"("} | {"'"}
_STOPS = frozenset(",;:…|?!")
_CUT = Pattern(
    r"\x01\x02*|[(\[<〈《【（)\]>〉》】）,;:…|?!\"“”'‘’「」『』]"
    r"|[^\s\x01()\[\]<>〈〉《》【】（）,;:…|?!\"“”'‘’「」『』]+"
)
_ROLE_OF = {p: role for role, particles in lexicon.PARTICLES.items() for p in particles}


@dataclass(slots=True, eq=False)  # not frozen: what is made most often is made quickly
class Word:
    """One word of a sentence; offsets are those of its stem in the text.

    `kind`: noun, time, quantity, adverb, adnominal (a verb before its noun), verb (any other form),
    stop (a comma and the like). `role` is the job of its particle, empty without one.
    """

    start: int
    end: int
    stem: str
    kind: str
    role: str = ""
    particle: str = ""
    depth: int = 0  # brackets around it
    quoted: bool = False  # right behind a quotation mark
    quantity: Quantity | None = None
    text: str = ""  # a quantity's own words


@dataclass(slots=True, eq=False)
class Owning:
    """What a phrase says of an owner, whichever figure it is asked for (`owners.owning_of`).

    `owner`: with the clause that modifies a hollow one (`bare` has none of it); empty for a phrase
    that can name none. `whole`: the phrase, `own_nature` what kind of thing that is, `nature` what
    the owner is. `name`: the last word of a long owner, if that may be one by itself.
    """

    bare: str
    owner: str
    whole: str
    nature: str
    own_nature: str
    official: bool
    national: bool
    long: bool
    name: str


@dataclass(slots=True, eq=False)
class Phrase:
    """Nouns that stand together with the particle of the last: `딥시크 앱의 월간 이용자`, topic.

    A word with the role `of` divides owner from owned. `lead`: verbs right before it that modify it
    (`주목할 만한`). `first`, `last`: places of its words in the sentence.
    """

    words: tuple[Word, ...]
    lead: tuple[Word, ...]
    first: int
    last: int
    role: str  # of its last word, whose stem is its head
    head: str
    depth: int
    # Each of these once it was asked for.
    owning: Owning | None = None
    trimmed: tuple[Word, ...] | None = None  # `owners.trim`
    named: tuple[str, str] | None = None  # `owners.owner_of`
    bases: dict[str, list[tuple[str, str, str]]] | None = None  # `metrics.bases_in`, by sort
    _text: str = ""

    @property
    def particle(self) -> str:
        return self.words[-1].particle

    @property
    def span(self) -> Span:
        return self.words[0].start, self.words[-1].end

    @property
    def text(self) -> str:
        if not self._text:
            self._text = spell(self.words)
        return self._text


def spell(words: Sequence[Word]) -> str:
    """Return the words with the particles between them, without the last one's."""
    if len(words) < 2:
        return words[0].stem if words else ""
    inner = [w.stem + (w.particle if w.role in {"of", "with"} else "") for w in words[:-1]]
    return " ".join([*inner, words[-1].stem])


def cut_words(text: str, span: Span, quantities: Sequence[Quantity]) -> tuple[Word, ...]:
    """Return the words of `text[span]`; each of `quantities`, all inside it, is one word."""
    start, end = span
    known = {q.span[0]: q for q in quantities}
    masked = _mask(text[start:end], start, quantities)
    words: list[Word] = []
    brackets: list[int] = []  # the word that each open bracket follows
    glue: int | None = None  # the word that a particle standing right here belongs to
    stop, quoted = 0, False
    for piece in _CUT.findall(masked):
        # Only blanks stand between two pieces, so that each is where it is found next.
        begin = masked.find(piece, stop)
        at = start + begin
        if begin != stop:
            glue = None
        stop = begin + len(piece)
        sign = _SIGNS.get(piece)
        if sign is None and piece[0] == _HEAD:
            q = known[at]
            own = text[q.span[0] : q.span[1]]
            words.append(
                Word(at, q.span[1], piece, "quantity", "", "", len(brackets), False, q, own)
            )
            glue = len(words) - 1
        elif sign is None:
            bare = piece.rstrip(".·") if piece[-1] in ".·" else piece
            if glue is not None and glue >= 0 and (particle := piece.rstrip(".")) in _ROLE_OF:
                word = words[glue]
                word.role, word.particle = _ROLE_OF[particle], particle
            else:
                kind, stem, role, particle = _analyse(bare)
                # `'카나나'의`: what a quotation mark or a bracket ends has no particle of its own.
                if particle and masked[stop : stop + 1] in _ENDS_NAME and kind == "noun":
                    stem, role, particle = bare, "", ""
                words.append(
                    Word(at, at + len(stem), stem, kind, role, particle, len(brackets), quoted)
                )
            glue = None
        elif sign == "open":
            brackets.append(len(words) - 1)
        elif sign == "close":
            glue = brackets.pop() if brackets else None
        elif sign == "quote":
            glue = glue if glue is not None else len(words) - 1
            quoted = True
            continue
        else:
            words.append(Word(at, at + 1, piece, "stop", "", "", len(brackets)))
        quoted = False
    _settle(words)
    return tuple(words)


_SIGNS = {
    **dict.fromkeys(_OPEN, "open"),
    **dict.fromkeys(_CLOSE, "close"),
    **dict.fromkeys(_QUOTES, "quote"),
    **dict.fromkeys(_STOPS, "stop"),
}


def _settle(words: list[Word]) -> None:
    """Take words for verbs that only the word behind them gives away: `쓰지 않았다`, `줄일 것`."""
    for i in range(1, len(words)):
        after = words[i]
        word = words[i - 1]
        if word.stem in _WEEKS_BEGIN and (week := _WEEK.fullmatch(after.stem + after.particle)):
            # `10월 셋째 주 조사`, `이번 주에는`: words of time, and no owner
            words[i - 1] = replace(word, kind="time", role="", particle="")
            role = _ROLE_OF.get(week[1], "")
            words[i] = replace(
                after, end=after.start + 1, stem="주", kind="time", role=role, particle=week[1]
            )
            continue
        if after.stem == "없이" and word.kind == "noun" and not word.role:
            words[i - 1] = replace(word, kind="adverb")  # `운전자 없이 달린 차`: no owner
            continue
        if word.role == "object" and after.kind == "noun" and not after.role and _is_done(words, i):
            words[i] = replace(after, kind="verb")
            continue
        if after.kind == "quantity" and word.stem == "웃돈" and i > 1 and not word.role:
            words[i - 1] = replace(word, kind="adnominal")  # `전망치를 8% 웃돈 3조 원`
            continue
        if word.kind == "time" and after.kind == "verb" and after.stem in _SINCE:
            words[i] = replace(after, kind="time")  # `인구는 올해 들어 2만 명 줄었다`
            continue
        if after.kind == "quantity" and word.kind == "noun" and _is_copula(word):
            # `목표치인 300대`: the mark that so many are
            words[i - 1] = replace(
                word, end=word.end - 1, stem=word.stem[:-1], role="is", particle="인"
            )
            continue
        tells = _tells(after.stem)
        if not tells:
            continue
        if word.kind != "noun" or word.quoted or not word.stem or after.start > word.end + _APART:
            continue
        whole = word.stem + word.particle
        if (
            ("not" in tells and _DENIED.search(whole))
            or ("auxiliary" in tells and _NOMINAL.search(whole))
            or ("lasting" in tells and _LASTING.search(whole))
        ):
            kind = "verb"
        elif _final(whole[-1]) == _FINAL_L and (
            "future" in tells
            or (after.stem == "수" and i + 1 < len(words) and _CAN.match(words[i + 1].stem))
        ):
            kind = "adnominal"
        else:
            continue
        if lexicon.is_common(word.stem) or word.stem in lexicon.PLACES:
            continue
        words[i - 1] = replace(
            word, end=word.start + len(whole), stem=whole, kind=kind, role="", particle=""
        )


def _tells(stem: str) -> frozenset[str]:
    """Return what a word may tell of the one before it: that it is denied, lasts, is to come."""
    return _TOLD[stem] if stem[:1] in _TELLING else _NOTHING


def _work_out_tells(stem: str) -> frozenset[str]:
    may = {
        "not": _NOT.match(stem),
        "auxiliary": _AUXILIARY.match(stem),
        "lasting": _GOES_ON.match(stem),
        "future": stem in _AFTER_FUTURE,
        "can": stem == "수",
    }
    return frozenset(name for name, holds in may.items() if holds)


_TOLD = Kept(_work_out_tells)


def _is_done(words: Sequence[Word], place: int) -> bool:
    """Whether a word without particle right behind an object is the verb that takes it.

    `집을 사면`, `메달을 따내 강릉을 눌렀다`: 면 and 내 end nouns too (`전면`, `국내`), but these
    are listed or name no deed.
    """
    stem = words[place].stem
    if len(stem) < 2 or words[place].quoted or words[place].start > words[place - 1].end + _APART:
        return False
    last = stem[-1]
    if last == "면":
        return stem not in _NOUNS_IN_MYEON and not stem.endswith(_NOUN_ENDS_IN_MYEON)
    if last == "내":
        return stem[-2] in _BEFORE_NAE and stem not in _NOUNS_IN_NAE
    return False


_SINCE = frozenset({"들어", "들어서", "들어서도"})
_NOUNS_IN_MYEON_ROWS = """
전면 정면 측면 반면 표면 화면 방면 국면 장면 지면 수면 냉면 라면 가면 이면 단면 후면 노면 양면
도면 서면 대면 외면 직면 당면 내면 평면 벽면 해면 뒷면 앞면 옆면 안면 체면 최면 읍면 다면 밀면
"""
_NOUNS_IN_MYEON = frozenset(_NOUNS_IN_MYEON_ROWS.split())
_NOUN_ENDS_IN_MYEON = ("화면", "라면", "냉면", "측면", "방면", "단면", "표면", "대면", "장면")
# `따내`, `뽑아내`, `밀어내`, `이겨내`; not 국내, 시내, 실내
_BEFORE_NAE = frozenset("따아어여려겨해써쳐켜워와꺼캐파짜빼펴떼퍼끝보지")
_NOUNS_IN_NAE = frozenset({"아내", "지내", "동지내"})


def _is_copula(word: Word) -> bool:
    """Whether a noun in 인 is a property and 이다 behind a vowel: 목표치인, but 변호인, 매수인."""
    stem = word.stem
    if stem[-1:] != "인" or word.role or len(stem) < 3 or word.quoted:
        return False
    owned = stem[:-1]
    if _final(owned[-1]) != 0 or (lexicon.is_common(stem) and owned not in lexicon.MEASURE_HEADS):
        return False
    return stem not in lexicon.PEOPLE and (owned[-1] in _MARKS or lexicon.is_measure(owned))


_MARKS = frozenset("치")
"""How nouns of marks end: 목표치, 최고치, 기준치."""


_WEEKS_BEGIN = frozenset(
    {"첫째", "둘째", "셋째", "넷째", "다섯째", "마지막", "이번", "지난", "다음", "같은"}
)
_WEEK = Pattern(r"주(|에|에는|엔|에도|까지|보다|부터|의|는|도)")
_APART = 4
"""So many characters, a particle and a space, stand between two words at most."""
_NOT = Pattern(r"않|못|말[고라아]|아니하")
_DENIED = Pattern(r"[가-힣]지(?:[는도를]|만은)?$")
_AUXILIARY = Pattern(r"하|했|한|시작|어렵|어려|쉽|쉬|위해|위한|전에|전까지|힘들|바[라랐]|마련")
_NOMINAL = Pattern(r"[가-힣]기(?:로|도|는|에|엔|가|를|에는)?$")
_GOES_ON = Pattern(r"있|싶|나[서선]|말았")
_LASTING = Pattern(r"[가-힣](?:고|아|어)$")
_AFTER_FUTURE = frozenset(
    [
        *(
            "것",
            "것으",
            "때",
            "만큼",
            "줄",
            "정도",
            "전망",
            "계획",
            "방침",
            "예정",
            "확률",
            "가능성",
        ),
        *("권리", "뻔", "차례", "모양", "듯", "뿐", "만", "작정", "무렵"),
    ]
)
_CAN = Pattern(r"있|없|밖")
# What such a word begins with.
_TELLING = "않못말아하했한시어쉽쉬위전힘바마있싶나수" + "".join({w[0] for w in _AFTER_FUTURE})
_NOTHING: frozenset[str] = frozenset()


def _mask(piece: str, start: int, quantities: Sequence[Quantity]) -> str:
    """Return `piece` with each quantity replaced by marks of the same length."""
    if _HEAD in piece or _TAIL in piece:  # a text may hold anything, our marks too
        piece = piece.replace(_HEAD, " ").replace(_TAIL, " ")
    parts, at = [], 0
    for q in quantities:
        a, b = q.span[0] - start, q.span[1] - start
        parts += [piece[at:a], _HEAD, _TAIL * (b - a - 1)]
        at = b
    return "".join([*parts, piece[at:]]).replace("\xa0", " ")


def _analyse(word: str) -> tuple[str, str, str, str]:
    """Return kind, stem, role and particle of a word without its full stop."""
    return _ANALYSED[word]


def _work_out_analyse(word: str) -> tuple[str, str, str, str]:
    if word in lexicon.ADVERBS or (
        word.endswith(_BESIDE_ADVERBS) and word[:-1] in lexicon.ADVERBS and word[-2:-1] in _BY_FORM
    ):
        return "adverb", word, "", ""
    if lexicon.is_time(word):
        return "time", word, "", ""
    if _is_adverbial(word):
        return "adverb", word, "", ""
    if word in lexicon.PARTICLE_LOOKALIKES:
        return "noun", word, "", ""
    if (
        word[-1:] in {"은", "는"}
        and _is_noun(word[:-1])
        and _fits(word[:-1], word[-1])
        and not (word.endswith("하는") and _is_noun(word[:-2]))  # 지지+하는, not 지+지하+는
    ):
        return "noun", word[:-1], "topic", word[-1]  # 수입+은, 영업손실+은
    if lexicon.is_adnominal(word):
        return "adnominal", word, "", ""
    if _is_past(word) or lexicon.is_verb(word) or _is_joined(word):
        return "verb", word, "", ""
    if _is_reported(word):
        return "adnominal", word, "", ""
    if _modifies(word):
        return "adnominal", word, "", ""
    stem, particle = _take_particle(word)
    role = _ROLE_OF.get(particle, "")
    if lexicon.is_time(stem):
        return "time", stem, role, particle
    return "noun", stem, role, particle


_ANALYSED = Kept(_work_out_analyse, 60_000)
_BESIDE_ADVERBS = ("는", "도", "만")
_BY_FORM = frozenset("로히게직")
"""Adverbs that end so are no nouns, whatever particle they take: `실제로는`, `아직도`."""


_FINAL_B = 17


def _is_adverbial(word: str) -> bool:
    """Whether an ending makes the word an adverb: `어김없이`, `어렵게`, `계획대로`."""
    if word.endswith("없이"):
        return True
    if word.endswith("대로"):
        return len(word) > 3 and word[:-2] not in lexicon.PLACES and _is_noun(word[:-2])
    return (
        len(word) > 2
        and word[-1] == "게"
        and _final(word[-2]) == _FINAL_B
        and not word.endswith("집게")
    )


def _is_noun(stem: str) -> bool:
    """Whether lists alone say that a stem is a noun: a property, a place, a common noun."""
    return len(stem) > 1 and (
        lexicon.is_measure(stem) or stem in lexicon.PLACES or lexicon.is_common(stem)
    )


def _final(syllable: str) -> int:
    """Return the number of a syllable's final consonant: 0 for none, -1 for what is no syllable."""
    return (ord(syllable) - ord("가")) % _LAST_OF_SERIES if "가" <= syllable <= "힣" else -1


# Behind a consonant a noun takes 이다, 이고, 이며: `쓴다`, `높다고`, `뽑고`, `내뿜으며`.
_PLAIN_ENDS = (
    *("다", "다고", "다며", "다니", "다면", "다면서", "고", "고도", "고는", "고서", "지만", "던데"),
)
_BRIGHT = frozenset({0, 2, 8})  # ㅏ ㅑ ㅗ: such a stem takes 아, any other 어
_OPEN_ENDS = Pattern(r"([가-힣])([아어])")


def _is_joined(word: str) -> bool:
    """Whether a word ends in a verb's ending that no noun could stand before.

    `웃돈다`, `뽑고` behind a consonant; `남아`, `섞어` by the harmony of vowels: 장어 and 육아 are
    nouns.
    """
    if len(word) < 2 or lexicon.is_common(word) or word in lexicon.PLACES:
        return False
    if len(word) > 2 and any(lexicon.is_common(word[-n:]) for n in (2, 3)):
        return False  # 새마을금고
    if word[-2:] in _AFTER_EU and len(word) > 2 and _final(word[-3]) > 0:
        return True  # 닫으면, 끊으며
    if word[-1] in _VOWEL_ENDS and _WITH_VOWEL.search(word) and not _is_noun(word[:-1]):
        return True
    if word.endswith(_PLAIN_ENDS):
        for length in range(2, min(5, len(word)) + 1):
            if word[1 - length :] in _PLAIN_ENDS and _final(word[-length]) > 0:
                return not _is_noun(word)
    match = _OPEN_ENDS.fullmatch(word[-2:])
    if match and _final(match[1]) > 0 and len(word) <= _LONGEST_JOINED:
        bright = (ord(match[1]) - ord("가")) // _LAST_OF_SERIES % _VOWELS in _BRIGHT
        return bright == (match[2] == "아") and not word.endswith(_LANGUAGES)
    return False


_AFTER_EU = frozenset({"으면", "으며", "으니", "으나", "으려", "으러"})
_VOWEL_ENDS = frozenset("면며게자")  # in what `_WITH_VOWEL` ends
# `놓치면`, `퍼지며`, `줄이면`, `눈에 띄게`, `막히자`: nouns before 면, 며 end otherwise.
_WITH_VOWEL = Pattern(
    r"^[가-힣]{0,3}(?:[하되지치리우추키기내나오보서르드끄쓰시히꾸주물]|[줄높들보쌓모붙먹죽속직벌울]이)(?:면|며)$"
    r"|^[가-힣]{0,3}(?:[하되지치리이우추키기히]|(?<![이])않|없|[좋높낮많적같쉽늦])게$"
    r"|^[가-힣]{0,3}(?:[막잡밝꼽먹뽑뒤뒤묻갇닫]히|[내걸몰열팔쏠풀말살흔알올]리|[늘줄들보높]이|멈추|낮추|늦추|갖추|뛰)자$"
)
_LONGEST_JOINED = 4
_LANGUAGES = ("국어", "언어", "영어", "인어", "문어", "연어", "청어", "붕어", "동아", "발아")


def _is_reported(word: str) -> bool:
    """Whether a word is what is said before a noun: `그친다는`, `어렵다던`."""
    return (
        len(word) > 2
        and word.endswith(("다는", "다던", "다란", "냐는", "라던"))
        and word[-3] != "바"
    ) and not _is_noun(word[:-1])


_FINAL_SS = 20


def _is_past(word: str) -> bool:
    """Whether a syllable before the last ends in ㅆ, as only verbs' do (`멈췄고`, `있으나`)."""
    return any(
        "가" <= c <= "힣" and (ord(c) - ord("가")) % _LAST_OF_SERIES == _FINAL_SS for c in word[:-1]
    )


# Nouns of one syllable with ㄴ below these vowels are few, verbs many: 뺀, 잰, 센, 뜬.
_VERB_VOWELS = frozenset({1, 5, 18})  # ㅐ ㅔ ㅡ
_FINAL_N = 4
_VOWELS = 21


def _modifies(word: str) -> bool:
    """Whether a word can only be a verb before its noun.

    `낳는`: a noun that ends in a consonant takes 은, never 는. `뺀`, `잰`: one syllable.
    """
    if not word or not all("가" <= c <= "힣" for c in word[-2:]):
        return False
    if len(word) > 1 and word[-1] == "는":
        return _final(word[-2]) != 0 or _is_compound(word)
    vowel = (ord(word[-1]) - ord("가")) // _LAST_OF_SERIES % _VOWELS
    final = (ord(word[-1]) - ord("가")) % _LAST_OF_SERIES
    return (
        len(word) == 1
        and final == _FINAL_N
        and vowel in _VERB_VOWELS
        and word not in lexicon.SHORT_NOUNS
    )


def _is_compound(word: str) -> bool:
    """Whether a word in 는 is two verbs, the first in 아 or 어: `닦아내는`, `밀어붙이는`."""
    match = _COMPOUND.search(word)
    if match is None:
        return False
    vowel, joint = match["stem"], match["joint"]
    if vowel is None:
        return match["bound"] is not None
    final = _final(vowel)
    bright = (ord(vowel) - ord("가")) // _LAST_OF_SERIES % _VOWELS in _BRIGHT
    return final > 0 and bright == (joint == "아")


# `내다` and its like are said of what is done; a noun that ends so is seldom and listed (아내).
_COMPOUND = Pattern(
    r"(?:(?P<stem>[가-힣])(?P<joint>[아어])"
    r"|(?P<bound>[가-힣][려여워와켜겨쳐져혀펴꺼써해]))"
    r"(?:내|놓이|버리|나|나가|나오|오르|내리|붙이|치우|올리|가|오|두|주)는$"
)


def _take_particle(word: str) -> tuple[str, str]:
    """Return a noun's stem and its particle, the longest that can stand behind that stem."""
    for length in range(min(6, len(word) - 1), 0, -1):
        stem, particle = word[:-length], word[-length:]
        if particle not in _ROLE_OF or not _fits(stem, particle):
            continue
        if len(stem) == 1 and particle.startswith("내"):
            continue  # 국내+에서, 시내+에서, not 국+내에서
        if len(stem) == 1 and "가" <= stem <= "힣" and stem not in lexicon.SHORT_NOUNS:
            continue
        if length == 1 and _ends_like_noun(word):
            return word, ""
        if length > 1 and stem + particle[0] in lexicon.PARTICLE_LOOKALIKES:
            continue  # 고속도로+는, not 고속도+로는
        if particle == "당" and not _is_counted_by(stem):
            return word, ""  # 더불어민주당, a party
        return stem, particle
    return word, ""


def _is_counted_by(stem: str) -> bool:
    """Whether 당 behind a noun is `per`: people, things and units are counted by, a cause is not.

    `점포당`, `1인당`, `배럴당`; but `민주당`, `진보당`.
    """
    if len(stem) == 1 or not is_hangul(stem[-1]) or not is_hangul(stem[0]):
        return True
    return not _COUNTED.isdisjoint((stem, stem[-2:], stem[-3:])) and stem not in lexicon.PLACES


_COUNTED = lexicon.PEOPLE | lexicon.THINGS | lexicon.COUNTABLES | lexicon.UNITS_OF_RATES

# Which particle follows a final consonant and which a vowel: only the table says that 결과 is not
# 결+과, but # 국가 cannot be 국+가 at all.
_AFTER_CONSONANT = Pattern(r"(?:은|이|을|과|으로|으론|이[가-힣]+|인|임을|일|일까|인데요?|인지)")
_AFTER_VOWEL = Pattern(
    r"(?:는|가|를|와|라는|란|나|다|며|지만|고|라고|라며|면|라면|여서|였[가-힣]*|엔|론)"
)
_LAST_OF_SERIES = 28  # Hangul syllables run in blocks of 28 finals, the first without any
_FINAL_L = 8


def _fits(stem: str, particle: str) -> bool:
    last = stem[-1]
    if not "가" <= last <= "힣":
        return True  # Latin letters and digits: read aloud either way
    final = (ord(last) - ord("가")) % _LAST_OF_SERIES
    if final:
        if particle.startswith("로"):
            return final == _FINAL_L
        return not _AFTER_VOWEL.fullmatch(particle)
    return not (_AFTER_CONSONANT.fullmatch(particle) or particle.startswith("으로"))


def _ends_like_noun(word: str) -> bool:
    """Whether a word whose last syllable could be a particle is a noun to its end.

    `국제회의` is, made of listed nouns; `사회의`, `농심의` are 사회 and 농심 with 의.
    """
    if word in lexicon.PARTICLE_LOOKALIKES:
        return True
    whole, bare = lexicon.joints(word), lexicon.joints(word[:-1])
    if word[:-1] in lexicon.PLACES or (bare is not None and (whole is None or bare <= whole)):
        return False
    if whole is not None:
        return True
    if word[-1] in _SELDOM_NOUN:
        return False
    return any(
        word[-n:] in lexicon.PARTICLE_LOOKALIKES and _may_precede(word[:-n])
        for n in range(2, min(5, len(word)) + 1)
    )


def _may_precede(word: str) -> bool:
    return lexicon.is_common(word) or lexicon.MEASURE_ENDINGS.end(word)


# Of these particles a table's noun says nothing of a longer word: 종이, but 세종+이.
_SELDOM_NOUN = frozenset("이은을나만로와다며면")


def find_phrases(words: Sequence[Word]) -> tuple[Phrase, ...]:
    """Return the noun phrases of a sentence in order.

    A phrase ends with a particle other than 의 and 과/와, at a comma, verb, quantity or bracket.
    """
    phrases: list[Phrase] = []
    waiting: list[list[int]] = []  # phrases that a bracket without figures interrupts
    current: list[int] = []
    for i, word in enumerate(words):
        if current and word.depth > words[current[-1]].depth:
            waiting.append(current)
            current = []
        while waiting and word.depth <= words[waiting[-1][-1]].depth:
            if current:
                phrases.append(_phrase(words, current))
            current = waiting.pop()
            between = words[current[-1] + 1 : i]
            if word.kind != "noun" or words[current[-1]].role or _has_figure(between):
                phrases.append(_phrase(words, current))
                current = []
        if current and words[current[-1]].role == "of" and word.kind in {"time", "adverb"}:
            continue  # `바이트댄스의 올해 설비투자`
        if current and (word.kind != "noun" or word.depth != words[current[-1]].depth):
            phrases.append(_phrase(words, current))
            current = []
        if word.kind == "noun":
            if word.stem == "역시" and current and not words[current[-1]].role:
                phrases.append(_phrase(words, current, role="also"))
                current = []
                continue
            if word.stem == "경우" and current and words[current[-1]].role == "of":
                # `한국의 경우` is 한국 as topic.
                phrases.append(_phrase(words, current, role="topic"))
                current = []
                continue
            current.append(i)
            if word.role not in {"", "of", "with"}:
                phrases.append(_phrase(words, current))
                current = []
    phrases.extend(_phrase(words, rest) for rest in [current, *waiting] if rest)
    return tuple(sorted(phrases, key=lambda p: p.first))


def _has_figure(words: Sequence[Word]) -> bool:
    return any(w.kind == "quantity" for w in words)


def _phrase(words: Sequence[Word], places: Sequence[int], *, role: str = "") -> Phrase:
    lead: list[Word] = []
    i = places[0] - 1
    while i >= 0 and words[i].kind == "adnominal" and len(lead) < 3:
        lead.insert(0, words[i])
        i -= 1
    own = [words[i] for i in places]
    if role:
        own[-1] = replace(own[-1], role=role)
    last = own[-1]
    return Phrase(
        tuple(own), tuple(lead), places[0], places[-1], last.role, last.stem, own[0].depth
    )
