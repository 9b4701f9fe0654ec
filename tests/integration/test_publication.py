"""Feeds of alerts as files, from a real store: publication.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import feedparser
import pytest

from monitor.config import load_config
from monitor.errors import ConfigError
from monitor.model import Alert, Topic
from monitor.publication import Publication
from monitor.store.alerts import add_support, save_alert
from monitor.store.database import Store, open_store
from monitor.store.statements import save_remarks
from monitor.store.topics import save_topic
from tests.alerts import NOON, alert, claim, denied, fell, source
from tests.disk import no_room
from tests.fakes import FixedClock


@dataclass
class Desk:
    """A store with a topic, and the folder that its feeds are written to."""

    store: Store
    publication: Publication
    folder: Path
    clock: FixedClock
    failed: list[tuple[str, str]] = field(default_factory=list)

    async def publish(self) -> list[str]:
        """Write all that waits; return the names of the topics."""
        names = list(self.publication.waiting(100))
        for name in names:
            await self.publication.publish(name)
        return names

    def keep(self, *alerts: Alert) -> None:
        with self.store.begin() as tx:
            for found in alerts:
                save_alert(tx, found)

    def times(self) -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in self.folder.iterdir()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = tmp_path / "monitor.toml"
    settings.write_text(
        'data = "data"\n[syndication]\nfolder = "feeds"\nurl = "https://a.example/feeds"\n', "utf-8"
    )
    config = load_config(settings)
    store = open_store(config.database_url)
    with store.begin() as tx:
        save_topic(tx, Topic(name="누리챗"))
        save_topic(tx, Topic(name="조용한 주제"))
    failed: list[tuple[str, str]] = []
    clock = FixedClock(NOON)
    made = Publication(config, store, clock=clock, lang="ko", failed=failed)
    assert config.syndication_folder == tmp_path / "data" / "feeds"
    yield Desk(store, made, tmp_path / "data" / "feeds", clock, failed)
    store.close()


async def test_after_the_start_every_topic_has_its_two_feeds(desk: Desk) -> None:
    desk.keep(fell())
    with desk.store.begin() as tx:
        save_remarks(tx, [denied()])
    assert await desk.publish() == ["누리챗", "조용한 주제"]
    atom = feedparser.parse((desk.folder / "누리챗.atom").read_bytes())
    assert not atom.bozo
    assert len(atom.entries) == 2
    assert atom.feed.links[0].href == "https://a.example/feeds/%EB%88%84%EB%A6%AC%EC%B1%97.atom"
    feed = json.loads((desk.folder / "누리챗.json").read_text("utf-8"))
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]
    assert len(list(desk.folder.iterdir())) == 4


async def test_nothing_waits_until_something_is_found_and_only_that_is_written(desk: Desk) -> None:
    await desk.publish()
    before = desk.times()
    assert await desk.publish() == []
    desk.keep(fell())
    desk.publication.touch(["누리챗"])
    assert await desk.publish() == ["누리챗"]
    after = desk.times()
    assert {name for name in after if after[name] != before[name]} == {"누리챗.atom", "누리챗.json"}


async def test_an_alert_that_gains_a_source_is_the_same_entry_written_anew(desk: Desk) -> None:
    moved = fell()
    desk.keep(moved)
    await desk.publish()
    first = feedparser.parse((desk.folder / "누리챗.atom").read_bytes()).entries
    with desk.store.begin() as tx:
        add_support(tx, moved.key, source("산들경제", doc="https://b.example/1"))
    desk.publication.touch(["누리챗"])
    await desk.publish()
    second = feedparser.parse((desk.folder / "누리챗.atom").read_bytes()).entries
    assert [entry.id for entry in first] == [entry.id for entry in second]
    assert "산들경제" in second[0].content[0].value
    assert "산들경제" not in first[0].content[0].value


async def test_what_changed_nothing_leaves_the_files_alone(desk: Desk) -> None:
    desk.keep(fell(), alert(claim(5)))
    await desk.publish()
    before = desk.times()
    desk.publication.touch(["누리챗", "조용한 주제"])
    assert len(await desk.publish()) == 2
    assert desk.times() == before


async def test_a_folder_that_cannot_be_written_is_told_and_stops_nothing(desk: Desk) -> None:
    desk.folder.parent.mkdir(exist_ok=True)
    desk.folder.write_text("a file in the way", "utf-8")
    await desk.publish()
    assert [name for name, _ in desk.failed] == [str(desk.folder)] * 2
    desk.folder.unlink()
    desk.publication.touch(["누리챗"])
    await desk.publish()
    assert len(list(desk.folder.iterdir())) == 2


async def test_what_a_full_disk_did_not_take_is_written_once_there_is_room(desk: Desk) -> None:
    desk.keep(fell())
    await desk.publish()
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    desk.keep(alert(claim(5)))
    desk.publication.touch(["누리챗"])
    with no_room():
        assert await desk.publish() == ["누리챗"]
    assert len(desk.failed) == 1
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before
    assert await desk.publish() == [], "not at once: a disk is not cleared in a moment"
    desk.clock.move(minutes=10)
    assert await desk.publish() == ["누리챗"]
    feed = json.loads((desk.folder / "누리챗.json").read_text("utf-8"))
    assert len(feed["items"]) == 2


def test_without_a_folder_there_are_no_feeds(tmp_path: Path) -> None:
    settings = tmp_path / "monitor.toml"
    settings.write_text('data = "data"\n', "utf-8")
    config = load_config(settings)
    store = open_store(config.database_url)
    made = Publication(config, store, clock=lambda: NOON, lang="ko", failed=[])
    made.touch(["누리챗"])
    assert made.waiting(10) == ()
    store.close()


@pytest.mark.parametrize("url", ["a.example/feeds", "ftp://a.example", "https://a.example/?x=1"])
def test_an_address_of_no_use_is_told_at_the_start(tmp_path: Path, url: str) -> None:
    settings = tmp_path / "monitor.toml"
    settings.write_text(f'[syndication]\nurl = "{url}"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"syndication\.url"):
        load_config(settings)
