"""The lists that the settings name: taken once for each edit, and never against the user's hand."""

from __future__ import annotations

from pathlib import Path

from monitor.cli.sources import take_sources
from monitor.config import load_config
from monitor.pipeline import open_pipeline
from monitor.store.feeds import load_feeds, remove_feed
from monitor.store.topics import load_topics, remove_topic
from tests.fakes import FixedClock

FEEDS = "outlet,category,url,enabled,note\n한빛일보,tech,https://hanbit.example/rss,true,\n"


async def test_what_was_removed_by_hand_stays_removed_until_the_list_is_edited(
    tmp_path: Path,
) -> None:
    (tmp_path / "feeds.csv").write_text(FEEDS, "utf-8")
    (tmp_path / "topics.toml").write_text('[[topic]]\nname = "물가"\n', "utf-8")
    file = tmp_path / "monitor.toml"
    file.write_text(
        'data = "data"\n[sources]\nfeeds = "feeds.csv"\ntopics = "topics.toml"\n', "utf-8"
    )
    config = load_config(file)
    async with open_pipeline(config, clock=FixedClock()) as steps:
        await take_sources(steps, config)
        with steps.store.begin() as tx:
            assert [t.name for t in load_topics(tx)] == ["물가"]
            remove_topic(tx, "물가")
            remove_feed(tx, "https://hanbit.example/rss")
        await take_sources(steps, config)
        with steps.store.begin(write=False) as tx:
            assert load_topics(tx) == ()
            assert load_feeds(tx) == ()
        with (tmp_path / "topics.toml").open("a", encoding="utf-8") as stream:
            stream.write('[[topic]]\nname = "고용"\n')
        await take_sources(steps, config)
        with steps.store.begin(write=False) as tx:
            assert [t.name for t in load_topics(tx)] == ["물가", "고용"]
            assert load_feeds(tx) == ()
