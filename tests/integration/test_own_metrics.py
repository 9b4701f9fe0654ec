"""The user's own list of metrics in a running pipeline: figures held before are found by it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.errors import ConfigError
from monitor.judge.terms import figure_terms
from monitor.lexicon import OWN
from monitor.model import SEOUL, Article, Figure, Topic, TrackedFigure, Url, Value
from monitor.pipeline import Pipeline, open_pipeline
from monitor.store.figures import find_worded, load_figures_by_terms, save_figure
from monitor.store.topics import save_topic
from tests.fakes import FixedClock
from tests.unit.judge_samples import a_claim, a_source

NOW = datetime(2026, 3, 2, 9, tzinfo=SEOUL)
TOPIC = Topic(
    name="누리로보틱스",
    figures=(TrackedFigure(metric="출고 물량", units=("대",), subjects=("누리로보틱스",)),),
)
WORDS = '[robots]\nrobots_out = { words = ["출고 물량", "굴러간 로봇"], units = ["개"] }\n'
HELD = a_claim("누리로보틱스", "굴러간 로봇", 4150, "대")


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Config]:
    (tmp_path / "words.toml").write_text("", "utf-8")
    file = tmp_path / "monitor.toml"
    file.write_text(
        'data = "data"\n[sources]\nmetrics = "words.toml"\n[workers]\nisolate = false\n', "utf-8"
    )
    yield load_config(file)
    OWN.load(None)


async def _check(steps: Pipeline, name: str) -> None:
    text = "누리로보틱스는 물건을 나르는 로봇을 만든다. 지난해 문을 열었다."
    steps.add_seed(Article(url=Url(name), title="누리로보틱스", text=text, published=NOW))
    await steps.check((name, 1))


def _write(config: Config, text: str, *, at: int) -> None:
    assert config.metrics_file is not None
    config.metrics_file.write_text(text, "utf-8")
    os.utime(config.metrics_file, ns=(at, at))


def _found(steps: Pipeline, terms: frozenset[str]) -> list[str]:
    with steps.store.begin(write=False) as tx:
        return [f.key for f in load_figures_by_terms(tx, terms)]


async def test_a_list_that_changes_is_heard_and_finds_the_figures_held_before(
    config: Config,
) -> None:
    figure = Figure(
        key="held", topic="", subject=HELD.subject, metric=HELD.metric, unit=HELD.unit,
        values=(Value(claim=HELD, source=a_source("a", is_seed=True)),),
    )  # fmt: skip
    async with open_pipeline(config, clock=FixedClock(NOW)) as steps:
        with steps.store.begin() as tx:
            save_topic(tx, TOPIC)
            save_figure(tx, figure, figure_terms(figure))
            assert find_worded(tx, ["굴러간로봇", "없는 말"]) == ("held",)
            assert find_worded(tx, ["없는 말"]) == find_worded(tx, []) == ()
        await _check(steps, "one.md")
        before = figure_terms(figure)
        _write(config, WORDS, at=1)
        await _check(steps, "two.md")
        further = figure_terms(figure) - before
        assert further
        assert _found(steps, frozenset(further)) == ["held"]
        _write(config, "[robots]\nx = 3\n", at=2)
        await _check(steps, "three.md")
        assert OWN.wordings == {"출고 물량", "굴러간 로봇"}, "a broken list leaves the former one"


async def test_a_list_that_does_not_hold_stops_the_start_with_its_faults(config: Config) -> None:
    assert config.metrics_file is not None
    _write(config, "[robots]\nx = 3\n", at=1)
    with pytest.raises(ConfigError, match=r"robots\.x"):
        async with open_pipeline(config, clock=FixedClock(NOW)):
            raise AssertionError("it was opened")
    missing = replace(config, metrics_file=config.metrics_file.with_name("none.toml"))
    with pytest.raises(ConfigError, match=r"none\.toml"):
        async with open_pipeline(missing, clock=FixedClock(NOW)):
            raise AssertionError("it was opened")
