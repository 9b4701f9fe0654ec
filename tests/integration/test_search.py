"""Search over titles and sentences: Korean words inside of others, operators, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from monitor.errors import ConfigError
from monitor.model import ArticleState, Judgement, Kind, Remark, Stance, Statement
from monitor.store import candidates
from monitor.store.articles import load_article, mark_checked, save_article
from monitor.store.claims import save_claims, save_judged_claims
from monitor.store.database import Store, Tx
from monitor.store.passages import fill_passages, is_server
from monitor.store.query import parse_query
from monitor.store.retention import Keep, prune
from monitor.store.search import find_docs_with, search
from monitor.store.statements import remove_remarks, save_remarks
from monitor.store.tables import ARTICLE, STATEMENT
from tests.integration.store_samples import DAY, NOW, a_claim, a_source, an_article


def keep(
    tx: Tx, name: str, title: str, *quotes: str, outlet: str = "한빛일보", topic: str | None = None
) -> str:
    """Keep an article with a claim for each quote; return its address."""
    doc = f"https://news.example/{name}"
    article = an_article(doc, title=title, text="\n".join(quotes) or "본문", outlet=outlet)
    saved = save_article(tx, article, now=NOW)
    claims = [a_claim(doc, quote=quote) for quote in quotes]
    save_judged_claims(tx, doc, saved.version, [Judgement(claim=c, topic=topic) for c in claims])
    return doc


def texts(tx: Tx, words: str) -> list[str]:
    return [p.text for p in search(tx, parse_query(words), limit=50).passages]


def test_a_word_of_two_syllables_is_found_inside_of_others(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "월간 소식", "대한민국의 수출액은 59억 달러다.", "물가는 2.1% 올랐다.")
        assert texts(tx, "수출") == texts(tx, "민국") == ["대한민국의 수출액은 59억 달러다."]
        assert texts(tx, "국의수출") == texts(tx, "수출")  # whatever the spaces
        assert texts(tx, "소식") == ["월간 소식"]
        assert texts(tx, "수입") == []


def test_a_particle_behind_what_is_typed_does_not_matter(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "제목", "딥시크가 59만 명을 모았다.")
        for words in ("딥시크의", "딥시크는", "딥시크에서", "딥시크"):
            assert texts(tx, words), words
        assert texts(tx, '"딥시크의"') == []


def test_case_and_punctuation_do_not_matter_but_in_a_phrase(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "제목", "DeepSeek 이용자 1,000만 명(3.5%)")
        for words in (
            "deepseek",
            "1000만",
            "1,000만",
            "3.5%",
            '"deepseek  이용자"',
            '"1,000만 명("',
        ):
            assert texts(tx, words), words
        assert texts(tx, '"이용자 DeepSeek"') == texts(tx, '"1000만 명"') == []


def test_two_latin_letters_are_a_word_of_their_own(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "제목", "He said 5 trains left.", "AI에 5억 원을 쓴다.")
        assert texts(tx, "AI") == ["AI에 5억 원을 쓴다."]
        assert texts(tx, "train") == ["He said 5 trains left."]


def test_words_are_and_minus_is_not_and_or_is_either(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "첫째", "사과 가격은 5천 원이다.")
        keep(tx, "b", "둘째", "바나나 가격은 3천 원이다.")
        keep(tx, "c", "셋째", "사과 수출은 7톤이다.")
        assert texts(tx, "사과 가격") == ["사과 가격은 5천 원이다."]
        assert texts(tx, "가격 -사과") == ["바나나 가격은 3천 원이다."]
        assert len(texts(tx, "바나나 OR 수출")) == 2
        assert texts(tx, "가격 바나나 OR 수출") == ["바나나 가격은 3천 원이다."]


def test_a_topic_and_an_outlet_narrow_a_search_or_are_one(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "제목", "이용자는 5명이다.", outlet="연합뉴스", topic="딥시크")
        keep(tx, "b", "제목", "이용자는 6명이다.", outlet="한빛일보")
        assert texts(tx, "이용자 outlet:연합") == ["이용자는 5명이다."]
        assert texts(tx, "이용자 topic:딥시크") == texts(tx, "주제:딥시크") == ["이용자는 5명이다."]
        assert texts(tx, '이용자 매체:"한빛 일보"') == ["이용자는 6명이다."]
        assert texts(tx, "이용자 topic:없음") == []


def test_the_latest_comes_first_and_pages_join_without_a_gap(store: Store) -> None:
    with store.begin() as tx:
        for n in range(30):
            keep(tx, str(n), f"기사 {n}", f"이용자는 {n}만 명이다.")
        whole = [p.id for p in search(tx, parse_query("이용자"), limit=50).passages]
        assert whole == sorted(whole, reverse=True)
        assert len(whole) == 30
        for words in ("이용자", "자", "이용자 OR 기사"):
            everything = [p.id for p in search(tx, parse_query(words), limit=99).passages]
            seen: list[int] = []
            before = None
            while True:
                page = search(tx, parse_query(words), limit=7, before=before)
                seen += [p.id for p in page.passages]
                if page.next is None:
                    break
                before = page.next
            assert seen == everything


def test_a_single_letter_is_looked_for_too(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "봄", "꽃은 5송이다.")
        assert texts(tx, "꽃") == ["꽃은 5송이다."]
        assert texts(tx, "봄") == ["봄"]


def test_the_words_are_marked_in_the_text_as_it_was_written(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "제목", "월간 이용자 수는 1,000만 명")
        (passage,) = search(tx, parse_query("1000만 간이용"), limit=5).passages
        assert [passage.text[a:b] for a, b in passage.marks] == ["간 이용", "1,000만"]


def test_an_edited_article_is_found_by_its_newest_reading_alone(store: Store) -> None:
    with store.begin() as tx:
        doc = keep(tx, "a", "제목", "이용자는 5명이다.")
        later = an_article(doc, title="고친 제목", text="가입자는 6명이다.")
        saved = save_article(tx, later, now=NOW + timedelta(hours=1))
        save_claims(tx, doc, saved.version, [a_claim(doc, quote="가입자는 6명이다.")])
        assert texts(tx, "이용자") == []
        assert texts(tx, "가입자") == ["가입자는 6명이다."]
        assert texts(tx, "고친") == ["고친 제목"]


def test_claims_that_are_read_anew_leave_nothing_of_the_old_ones(store: Store) -> None:
    with store.begin() as tx:
        doc = keep(tx, "a", "제목", "이용자는 5명이다.", "매출은 6원이다.")
        save_claims(tx, doc, 1, [a_claim(doc, quote="가입자는 7명이다.")])
        assert texts(tx, "이용자") == texts(tx, "매출") == []
        assert texts(tx, "가입자") == ["가입자는 7명이다."]


def test_what_a_removed_article_left_behind_finds_nothing(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "이용자 소식", "이용자는 5명이다.")
        tx.execute(ARTICLE.delete())
        assert texts(tx, "이용자") == []
        # Its row's number may be given again.
        keep(tx, "b", "다른 소식", "매출은 6원이다.")
        assert texts(tx, "이용자") == []
        assert texts(tx, "매출") == ["매출은 6원이다."]


def test_one_sentence_with_several_figures_is_found_once(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "제목", "5명과 6명이 왔다.", "5명과 6명이 왔다.")
        assert texts(tx, "왔다") == ["5명과 6명이 왔다."]


def test_the_index_can_be_made_anew(store: Store) -> None:
    with store.begin() as tx:
        keep(tx, "a", "이용자 소식", "이용자는 5명이다.")
        keep(tx, "b", "매출 소식", "매출은 6원이다.")
    assert fill_passages(store) == 2
    with store.begin(write=False) as tx:
        assert texts(tx, "이용자") == ["이용자는 5명이다.", "이용자 소식"]


def test_articles_that_name_one_of_several_words_are_found(store: Store) -> None:
    with store.begin() as tx:
        one = keep(tx, "a", "딥시크 소식", "이용자는 5명이다.")
        keep(tx, "b", "다른 소식", "매출은 6원이다.")
        two = keep(tx, "c", "또 하나", "DeepSeek 매출은 7원이다.")
        assert find_docs_with(tx, ["딥시크", "DeepSeek", ""], limit=5) == (two, one)
        assert find_docs_with(tx, [" "], limit=5) == ()


@pytest.mark.parametrize("words", ["", "  ", '""', "-이용자", "!!!", "topic:", "OR"])
def test_a_search_for_nothing_is_refused(words: str) -> None:
    with pytest.raises(ConfigError):
        parse_query(words)


def test_an_endless_search_is_refused() -> None:
    for words in ("가" * 300, " ".join("가나" for _ in range(40))):
        with pytest.raises(ConfigError):
            parse_query(words)


@pytest.mark.parametrize(
    "words",
    ['"', "a\x00b", "' OR 1=1 --", "가\ud800나", "*", "NEAR(가나 다라)", '가나"다라', "(", "%_"],
)
def test_hostile_words_find_nothing_and_break_nothing(store: Store, words: str) -> None:
    with store.begin() as tx:
        keep(tx, "a", "제목", "이용자는 5명이다.")
        try:
            query = parse_query(words)
        except ConfigError:
            return
        assert search(tx, query, limit=5).passages == ()
        assert load_article(tx, "https://news.example/a") is not None


# --- statements ----------------------------------------------------------------------------------


def say_of(tx: Tx, doc: str, quote: str, key: str, *, topic: str = "푸른호수") -> Remark:
    """Keep a statement of an article that is kept; return it."""
    statement = Statement(
        doc=doc,
        span=(0, len(quote)),
        quote=quote,
        speaker=None,
        stance=Stance.DENIED,
        subject=topic,
    )
    remark = Remark(
        key=key,
        topic=topic,
        statement=statement,
        source=a_source(doc),
        kind=Kind.NEW,
        same_as=None,
        previous=None,
        score=1.0,
        at=NOW,
    )
    save_remarks(tx, [remark])
    return remark


def test_what_was_said_without_a_figure_is_found_until_it_is_taken_back(store: Store) -> None:
    with store.begin() as tx:
        doc = keep(tx, "a", "월간 소식", "이용자는 59만 명이다.")
        say_of(tx, doc, "회사는 감원설을 부인했다.", "s1")
        say_of(tx, doc, "회사는 매각설도 부인했다.", "s2", topic="딥시크")
        (found,) = search(tx, parse_query("감원"), limit=9).passages
        assert (found.kind, found.topic, found.claim) == ("statement", "푸른호수", None)
        assert found.statement is not None
        assert found.statement.stance is Stance.DENIED
        assert found.text[slice(*found.marks[0])] == "감원"
        assert len(texts(tx, "부인")) == len(texts(tx, "부인 outlet:한빛")) == 2
        assert texts(tx, "부인 -매각") == ["회사는 감원설을 부인했다."]
        assert texts(tx, "topic:딥시크") == ["회사는 매각설도 부인했다."]
        assert "회사는 매각설도 부인했다." in texts(tx, "각")  # no pair of letters
    fill_passages(store)
    with store.begin() as tx:
        assert len(texts(tx, "부인")) == 2
        assert remove_remarks(tx, doc, 1, keep={"s2"}) == 1
        assert texts(tx, "부인") == ["회사는 매각설도 부인했다."]


def test_a_topic_is_walked_through_page_by_page_claims_and_statements(store: Store) -> None:
    with store.begin() as tx:
        docs = [
            keep(tx, str(n), "제목", f"이용자는 {n}만 명이다.", topic="푸른호수") for n in range(3)
        ]
        for n, doc in enumerate(docs):
            say_of(tx, doc, f"{n}번째로 부인했다.", f"s{n}")
        found, before = list[str](), None
        for _ in range(9):
            page = search(tx, parse_query("topic:푸른호수"), limit=1, before=before)
            found += [passage.text for passage in page.passages]
            if (before := page.next) is None:
                break
        assert found == [
            *(f"이용자는 {n}만 명이다." for n in (2, 1, 0)),
            *(f"{n}번째로 부인했다." for n in (2, 1, 0)),
        ]


def _keep_many(tx: Tx) -> None:
    """Keep twenty articles of two topics, each with sentences and every other with a statement."""
    for n in range(20):
        topic = "푸른호수" if n % 2 else "흰구름"
        rare = "별빛" if n in (3, 8) else "햇빛"
        quotes = (
            f"{rare} 매출은 {n}억 원이다.",
            f"이용자는 {n}만 명이다.",
            f"{rare} 값은 {n}원이다.",
        )
        doc = keep(tx, str(n), "제목", *quotes, outlet=f"{n % 3}번신문", topic=topic)
        if n % 4 < 2:
            remark = say_of(tx, doc, f"{n}번째로 {rare} 매각을 부인했다.", f"s{n}", topic=topic)
            # Not in the order they were kept; some without a day.
            day = None if n % 5 == 0 else NOW - n % 3 * DAY
            row = STATEMENT.update().where(STATEMENT.c.key == remark.key).values(published=day)
            tx.execute(row)


TOLD = {
    "topic:푸른호수": 35,
    "topic:푸른호수 topic:흰구름": 70,
    "별빛 topic:푸른호수": 2,
    "별빛 topic:푸른호수 topic:흰구름": 5,
    "햇빛 OR 별빛 topic:흰구름 -값은": 15,
    "매출 topic:푸른호수 outlet:1번": 4,
    "빛 부인 topic:흰구름": 5,
    "없는말 topic:푸른호수": 0,
}


def test_a_topic_is_looked_through_as_it_comes_or_where_its_words_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.begin() as tx:
        _keep_many(tx)
        whole = {
            words: [p.text for p in search(tx, parse_query(words), limit=99).passages]
            for words in TOLD
        }
        assert {words: len(found) for words, found in whole.items()} == TOLD
        assert {words: len(set(found)) for words, found in whole.items()} == TOLD
        monkeypatch.setattr(candidates, "AT_ONCE", 4)
        monkeypatch.setattr(candidates, "_FEW", 12)
        for looked_first in (0, 7, 10_000):
            monkeypatch.setattr(candidates, "_LOOKED_FIRST", looked_first)
            assert {words: _by_twos(tx, words) for words in TOLD} == whole, looked_first


def _by_twos(tx: Tx, words: str) -> list[str]:
    """Return the passages that have these words, found two at a time."""
    found, before = list[str](), None
    while True:
        page = search(tx, parse_query(words), limit=2, before=before)
        found += [passage.text for passage in page.passages]
        if (before := page.next) is None:
            return found


def test_a_search_that_finds_nothing_of_much_says_where_to_go_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "AT_ONCE", 4)
    monkeypatch.setattr(candidates, "MOST_READ", 8)
    with store.begin() as tx:
        _keep_many(tx)
        found, before, pages = list[str](), None, 0
        while True:
            page = search(tx, parse_query("3 topic:푸른호수"), limit=9, before=before)
            found += [passage.text for passage in page.passages]
            pages += 1
            if (before := page.next) is None:
                break
        assert pages > 2
        assert len(found) == len(set(found)) == 7


def test_a_sentence_of_several_claims_is_told_once_of_its_topic(store: Store) -> None:
    with store.begin() as tx:
        doc = "https://news.example/a"
        article = save_article(tx, an_article(doc), now=NOW)
        quote = "매출은 5억 원, 이익은 2억 원이다."
        judged = [
            Judgement(claim=a_claim(doc, quote=quote, span=(n, n + 1)), topic=topic)
            for n, topic in enumerate((None, "푸른호수", "푸른호수", "흰구름"))
        ]
        save_judged_claims(tx, doc, article.version, judged)
        for words in ("topic:푸른호수", "매출 topic:푸른호수", "매출", "topic:흰구름 이익"):
            assert texts(tx, words) == [quote], words
        page = search(tx, parse_query("topic:푸른호수"), limit=1)
        again = search(tx, parse_query("topic:푸른호수"), limit=1, before=page.next)
        assert again.passages == ()


def test_nothing_of_an_article_that_was_removed_stays_in_the_index(store: Store) -> None:
    fill_passages(store)  # of nothing
    with store.begin() as tx:
        doc = keep(tx, "a", "월간 소식")
        mark_checked(tx, doc, 1, now=NOW)
        before = _entries(tx)
        other = keep(tx, "b", "다른 글")
        mark_checked(tx, other, 1, now=NOW)
        assert _entries(tx) > before > 0
    keep_days = Keep(texts=DAY, entries=None, messages=None)
    for _ in prune(store, keep_days, now=NOW + 9 * DAY, is_listed=lambda _m, _u: False):
        pass
    with store.begin() as tx:
        assert _entries(tx) == 0
        assert texts(tx, "소식") == []


def test_a_page_that_is_read_at_last_leaves_no_title_of_its_failed_reading(store: Store) -> None:
    fill_passages(store)  # of nothing
    with store.begin() as tx:
        doc = "https://news.example/a"
        wall = an_article(doc, title="로그인", text="", state=ArticleState.PAYWALL)
        save_article(tx, replace(wall, state=ArticleState.BLOCKED), now=NOW)
        before = _entries(tx)
        save_article(tx, an_article(doc, title="월간 소식"), now=NOW)
        assert _entries(tx) == before == 1
        assert texts(tx, "소식") == ["월간 소식"]


def _entries(tx: Tx) -> int:
    """Return how many entries the index has."""
    if is_server(tx):
        return int(tx.connection().exec_driver_sql("SELECT count(*) FROM passage").scalar_one())
    connection = tx.connection()
    name = f"temp.terms_{uuid4().hex}"
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING fts5vocab(main, passage, row)")
    # Which entries a term is in; each entry has terms of its outlet.
    sql = f"SELECT max(doc) FROM {name}"
    return int(connection.exec_driver_sql(sql).scalar_one() or 0)
