"""What a statement is about, as a reader would name it.

That is what the whole article is about, where the sentence names it: what its title names and its
text keeps naming. Else it is the subject of what is said: of `노조는 “이사회가 교섭을 끌었다”고
했다` the 이사회, of `노바의 결함이 드러났다` 노바, whose 결함 it is.
"""

from __future__ import annotations

from monitor.extract.folding import fold
from monitor.extract.phrases import Phrase, cut_words, find_phrases
from monitor.extract.reports import Report
from monitor.model import Article, Span
from monitor.patterns import Pattern

LONGEST = 40
"""No name is longer (characters)."""

# Words that only point back, or that stand for no thing.
_NO_THING = Pattern(
    r"(?:이|그|저|해당|같은|이번|모든|여러|많은|일부|다른)?\s?"
    r"(?:이|그|것|이것|그것|점|때|경우|사람|사람들|우리|자신|누구|무엇|일|바|수|적|사실|문제|부분|상황|가운데|중|뒤|측|쪽|말|이야기|얘기|의혹|주장|지적|보도|소문|혐의|우려|전망|관측|목소리|의견"
    r"|입장|뜻|방침|계획|이유|때문|결과|내용|모두|서로|둘|나|저|저희|이들|그들|여기|거기|지금|당시|현재|오늘|내년|올해|앞|안|밖|아무|필요|가능성|방안)"
)
# `회사`, `양측`: which one, the article has said before.
_WHICH = Pattern(
    r"(?:이\s|그\s|해당\s|우리\s)?(?:회사|업체|기업|당사|은행|병원|구단|학교|소속사|제조사|양측|양국|두\s나라|정부|당국|시|도|군)(?:\s?(?:측|쪽))?"
)
_SUBJECTS = ("topic", "subject")
# What a text is about it names so often, and a title names it in its first words.
OFTEN = 3
TITLE_WORDS = 12


def find_theme(article: Article) -> str:
    """Return what the article is about: a word of its title that it keeps naming; "" for none."""
    words = cut_words(article.title, (0, len(article.title)), ())[:TITLE_WORDS]
    stems = [w.stem for w in words if w.kind == "noun" and _names(w.stem)]
    counts = {stem: article.text.count(stem) for stem in dict.fromkeys(stems)}
    # What it is about comes first in a title, and what becomes of that behind it.
    enough = max(OFTEN, max(counts.values(), default=0) / 2)
    return next((stem for stem, count in counts.items() if count >= enough), "")


def find_subject(
    text: str, span: Span, report: Report | None, speaker: str | None, theme: str
) -> str:
    """Return what the statement at `span` is about; "" where no word of the article says.

    Args:
        theme: what the article is about, "" where that is unknown.
    """
    start, end = span
    if theme and theme in text[start:end]:
        return theme
    if report is not None:
        start, end = span[0] + report.said[0], span[0] + report.said[1]
    for phrase in find_phrases(cut_words(text, span, ())):
        inside = start <= phrase.span[0] and phrase.span[1] <= end
        if not inside or phrase.role not in _SUBJECTS or _is_speaker(phrase, speaker):
            continue
        if name := _name(phrase):
            return theme or name if _WHICH.fullmatch(name) else name
    return theme or speaker or ""


def _names(stem: str) -> bool:
    """Say whether a word of a title may be what an article is about, and no office that acts."""
    return (
        1 < len(stem) <= LONGEST
        and _NO_THING.fullmatch(stem) is None
        and _WHICH.fullmatch(stem) is None
        and _OFFICE.fullmatch(stem) is None
    )


_OFFICE = Pattern(
    r"검찰|경찰|법원|대법원?|헌법재판소|헌재|국회|여당|야당|여야|노조|노사|업계|정치권|시민단체|전문가들?|시민들?|주민들?|누리꾼들?|장관|대통령|총리|의원들?|교수"
)


def _name(phrase: Phrase) -> str:
    """Return whose the phrase is, else its own words; "" for a word that names nothing."""
    owner = [word.stem for word in phrase.words]
    for place, word in enumerate(phrase.words[:-1]):
        if word.role == "of":
            owner = owner[: place + 1]
            break
    name = " ".join(owner)
    if not 1 < len(name) <= LONGEST or _NO_THING.fullmatch(name):
        return ""
    return name


def _is_speaker(phrase: Phrase, speaker: str | None) -> bool:
    if not speaker:
        return False
    one, other = fold(phrase.text), fold(speaker)
    return bool(one) and (one in other or other in one)
