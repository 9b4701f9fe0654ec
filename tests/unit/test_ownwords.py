"""The user's own words for metrics: checked, over the program's list, read again on change."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import monitor.judge
from monitor.errors import ConfigError
from monitor.judge.decisions import Decided, Decision, Named, What
from monitor.judge.early import may_matter
from monitor.judge.explanation import shown
from monitor.judge.match import likeness
from monitor.judge.metrics import bundled_metrics, lexicon, read_facets
from monitor.judge.ownwords import merged, read_own_words
from monitor.judge.terms import claim_terms, figure_terms
from monitor.lexicon import MOST_BYTES, OWN, learned_words
from monitor.model import Figure, Topic, TrackedFigure, Value
from tests.unit.judge_samples import NOW, a_claim, a_source

OURS = """
[robotics]
robots_shipped = { words = ["팔린 로봇 대수", "출하 로봇 대수"], units = ["개"] }
dock_calls = { words = ["도크 호출 수"], kin = ["robots_shipped"], units = ["건"] }
[technology]
users = { words = ["들른 사람"] }
[short]
RBT = "팔린 로봇 대수"
"""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "metrics.toml"
    path.write_text(OURS, "utf-8")
    yield path
    OWN.load(None)
    OWN.learn(())


def _head(metric: str, unit: str = "개") -> str:
    return read_facets("", metric, unit).head


def _alike(one: str, other: str) -> float:
    return likeness(a_claim("누리", one, 10, "개"), a_claim("누리", other, 12, "개")).score


def test_words_of_the_file_stand_beside_the_program_s_own(file: Path) -> None:
    apart = _alike("팔린 로봇 대수", "출하 로봇 대수")
    OWN.load(file)
    assert _head("팔린 로봇 대수") == _head("출하 로봇 대수") == "robots_shipped"
    assert _alike("팔린 로봇 대수", "출하 로봇 대수") > max(apart, 0.8)
    assert _head("들른 사람", "명") == _head("이용자 수", "명") == "users"
    assert lexicon().kin["dock_calls"] == {"robots_shipped"}
    assert _head("RBT") == "robots_shipped"
    assert shown("robots_shipped") == "팔린 로봇 대수"


def test_a_figure_is_found_and_an_article_read_for_the_user_s_words(file: Path) -> None:
    old, new = a_claim("누리", "출하 로봇 대수", 10, "개"), a_claim("누리", "RBT", 12, "개")
    figure = Figure(
        key="k", topic="", subject="누리", metric=old.metric, unit="개",
        values=(Value(claim=old, source=a_source("a")),),
    )  # fmt: skip
    topic = Topic(name="누리로보", figures=(TrackedFigure(metric="팔린 로봇 대수", units=("개",)),))
    text = "이 회사의 RBT는 12대다."
    shared = claim_terms(new, (topic,)) & figure_terms(figure)
    assert not may_matter("", text, (topic,))
    OWN.load(file)
    assert len(claim_terms(new, (topic,)) & figure_terms(figure)) > len(shared)
    assert may_matter("", text, (topic,))


def test_a_changed_file_is_read_again_and_one_that_is_not_is_left(file: Path) -> None:
    assert OWN.load(file)
    assert not OWN.load(file)
    mark = OWN.mark
    file.write_text(OURS.replace("들른 사람", "다녀간 사람"), "utf-8")
    os.utime(file, ns=(1, 1))
    assert OWN.load(file)
    assert OWN.mark != mark
    assert (_head("들른 사람", "명"), _head("다녀간 사람", "명")) == ("", "users")
    assert OWN.load(None)
    assert _head("팔린 로봇 대수") != "robots_shipped"
    assert OWN.mark == ""


def test_a_file_that_does_not_hold_leaves_the_former_words(file: Path) -> None:
    OWN.load(file)
    file.write_text("[robotics]\nx = 3\n", "utf-8")
    os.utime(file, ns=(2, 2))
    with pytest.raises(ConfigError):
        OWN.load(file)
    assert _head("팔린 로봇 대수") == "robots_shipped"


def test_all_that_was_remembered_of_another_lexicon_is_forgotten(file: Path) -> None:
    _alike("팔린 로봇 대수", "출하 로봇 대수")
    OWN.load(file)
    for module in pkgutil.iter_modules(monitor.judge.__path__, "monitor.judge."):
        for name, found in vars(importlib.import_module(module.name)).items():
            if hasattr(found, "cache_info") and found is not bundled_metrics:
                assert found.cache_info().currsize == 0, (module.name, name)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("robots = 3", "robots: 표여야 함"),
        ("[robots]\nx = 3", "robots.x: 표여야 함"),
        ("[robots]\nx = { words = [] }", "robots.x.words: 없거나 비었음"),
        ("[robots]\nx = { words = '대수' }", "robots.x.words: 문자열의 목록이어야 함"),
        ("[robots]\nx = { words = ['가나', 3] }", "robots.x.words: 모두 비지 않은"),
        ("[robots]\nx = { words = ['가나'], color = 'red' }", "robots.x.color: 모르는 키"),
        ("[robots]\nX-1 = { words = ['가나'] }", "robots.X-1: 지표의 이름은"),
        ("[robots]\nx = { words = ['가나'], kin = ['nothing_known'] }", "robots.x.kin: 없는 지표"),
        ("[robots]\nx = { words = ['가나'], loose = 'yes' }", "robots.x.loose: true나 false"),
        (
            "[robots]\nx = { words = ['가나'] }\ny = { words = ['가 나'] }",
            "robots.y.words: '가 나'는 x",
        ),
        (f"[robots]\nx = {{ words = ['{'가' * 61}'] }}", "robots.x.words:"),
        ('[robots]\nx = { words = ["가\\u0007나"] }', "robots.x.words:"),
        ("[derived]\nbigger = ['커진 정도']", "derived.bigger: 모르는 키"),
        ("[pace]\nmonthly = 'x'", "pace.monthly: 문자열의 목록"),
        ("[short]\nRBT = 3", "short.RBT: 모두 비지 않은"),
        ("[plain]\nword = ['것']", "plain.word: 모르는 키"),
        ("[robots\n", "line 1"),
        ("\ufeff[robots]", "line 1"),
    ],
)
def test_each_fault_is_one_line_that_names_its_key(file: Path, text: str, key: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        OWN.load(file)
    (line,) = error.value.faults
    assert line.startswith(f"{file}: ")
    assert key in line
    assert "\n" not in line


def test_all_faults_are_told_at_once(file: Path) -> None:
    file.write_text("[a]\nx = 3\ny = { words = [] }\n[pace]\nnever = []\n", "utf-8")
    with pytest.raises(ConfigError) as error:
        OWN.load(file)
    assert len(error.value.faults) == 3


def test_no_file_and_no_text_are_told_too(file: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(ConfigError) as error:
            OWN.load(path)
        assert len(error.value.faults) == 1
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError):
        OWN.load(file)
    file.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(ConfigError) as error:
        OWN.load(file)
    assert "1MB" in error.value.faults[0]


def test_the_program_s_own_list_holds_by_the_same_rules_and_is_never_changed() -> None:
    bundled = bundled_metrics()
    before = repr(bundled)
    own = read_own_words(bundled, bundled, where="metrics.toml")
    assert merged(bundled, own)["money"]["revenue"]["words"] == bundled["money"]["revenue"]["words"]
    assert repr(bundled) == before


def test_a_wording_that_the_user_gives_to_another_concept_moves_there() -> None:
    bundled = bundled_metrics()
    own = read_own_words({"x": {"year_sales": {"words": ["연 매출"]}}}, bundled, where="f")
    found = merged(bundled, own)
    assert "연매출" not in found["money"]["revenue"]["words"]
    assert found["own"]["year_sales"]["words"] == ["연 매출"]


def _merge(one: str, other: str, subject: str = "누리") -> Decision:
    mine, into = Named("a", "누리", one, "개"), Named("b", subject, other, "개")
    return Decision(key="k", what=What.MERGE, at=NOW, figure=mine, into=into)


def test_figures_merged_by_a_person_teach_an_unknown_wording(file: Path) -> None:
    decided = Decided([_merge("굴러간 물량", "판매량")])
    assert decided.metric_pairs() == (("굴러간 물량", "판매량", "개"),)
    assert _head("굴러간 물량") == ""
    assert OWN.learn(decided.metric_pairs())
    assert _head("굴러간 물량") == _head("판매량") != ""
    assert not OWN.learn(decided.metric_pairs())
    assert OWN.learn(())
    assert _head("굴러간 물량") == ""


def test_what_two_known_metrics_or_two_subjects_were_merged_for_teaches_nothing() -> None:
    assert Decided([_merge("판매량", "판매량 집계", "다온")]).metric_pairs() == ()
    assert learned_words([("매출", "영업이익", "KRW")]) == {}
    assert learned_words([("2월에 굴러간 물량", "판매량", "개")]) == {}
