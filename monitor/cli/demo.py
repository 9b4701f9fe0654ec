"""`monitor demo`: the whole job on a newsroom of our own on this machine; no network needed."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.alerts import print_alerts
from monitor.cli.baseline import build_baseline
from monitor.cli.digest import send_waiting
from monitor.cli.grammar import cells
from monitor.cli.output import print_line
from monitor.cli.poll import poll_once
from monitor.cli.remarks import print_remarks
from monitor.cli.session import SESSION, tell
from monitor.cli.topic import load_topics_file
from monitor.collect.files import find_documents
from monitor.collect.urls import canonical_url
from monitor.config import Config, load_config
from monitor.demo.newsroom import Newsroom
from monitor.errors import ConfigError
from monitor.model import SEOUL, Feed
from monitor.pipeline import Pipeline, hold_statements, open_pipeline
from monitor.report.html import render_html
from monitor.store.alerts import load_alerts
from monitor.store.feeds import load_feeds, save_feed
from monitor.store.statements import load_remarks
from monitor.store.topics import save_topic

if TYPE_CHECKING:
    from monitor.demo.smtp import MailServer

app = typer.Typer(add_completion=False)
READER = "analyst@demo.example"


@app.command()
def demo(
    keep: Annotated[Path | None, typer.Option("--keep", help="demo.keep")] = None,
) -> int:
    """Show the whole job within a minute."""
    folder = keep or Path(tempfile.mkdtemp(prefix="monitor-demo-"))
    root = find_examples()
    try:
        from monitor.demo.smtp import MailServer
    except ModuleNotFoundError as e:
        # aiosmtpd comes with the extra `demo`, which an installed program need not have.
        raise ConfigError([tell("demo.no_extra", module=e.name)]) from e
    with MailServer() as mail, Newsroom() as room:
        config = _config(folder, mail)
        asyncio.run(_show(config, room, mail, root))
    return 0


def find_examples() -> Path:
    """Return the folder that holds `seeds/` and `config/topics.toml`: here, or the project's own.

    Raises ConfigError where neither is a checkout of the project.
    """
    for place in (Path.cwd(), Path(__file__).resolve().parents[2]):
        if (place / "seeds").is_dir() and (place / "config" / "topics.toml").is_file():
            return place
    raise ConfigError([tell("demo.no_examples")])


def _config(folder: Path, mail: MailServer) -> Config:
    """Return settings like a user's, with the demo's own mail server and this machine's feeds."""
    file = folder / "monitor.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        raise ConfigError([tell("demo.not_empty", folder=folder)])
    file.write_text(
        f'language = "{SESSION.lang}"\ndata = "data"\n'
        "[fetch]\nallow_private = true\nhost_delay = 0\n"
        f'[email]\nhost = "{mail.host}"\nport = {mail.port}\nsecurity = "none"\n'
        f'sender = "monitor@demo.example"\nrecipients = ["{READER}"]\n',
        "utf-8",
    )
    # The demo is the same on every machine, whatever the user's own environment says.
    hidden = {
        name: os.environ.pop(name) for name in list(os.environ) if name.startswith("MONITOR_")
    }
    try:
        return load_config(file)
    finally:
        os.environ.update(hidden)


async def _show(config: Config, room: Newsroom, mail: MailServer, root: Path) -> None:
    days = room.days()
    moment = [days[0] - timedelta(days=1)]
    async with open_pipeline(config, clock=lambda: moment[0], lang=SESSION.lang) as steps:
        _head("demo.step_baseline")
        await _prepare(steps, root)
        _head("demo.step_feeds")
        _add_feeds(steps, room)
        _head("demo.step_days")
        for day in days:
            room.now = moment[0] = day
            await _day(steps, day)
        _head("demo.step_alerts")
        with steps.store.begin(write=False) as tx:
            alerts, remarks = load_alerts(tx), load_remarks(tx)
        print_alerts(alerts)
        if remarks:
            print_remarks(remarks)
        _head("demo.step_digest")
        composed = steps.queue_digest()
        await send_waiting(steps)
        page = config.data.parent / "digest.html"
        page.write_text(render_html(composed, SESSION.lang), "utf-8")
    for message in mail.received:
        print_line(tell("demo.mail", to=message["To"], subject=message["Subject"]))
    print_line(tell("demo.page", file=page))
    print_line()
    print_line(tell("demo.next", folder=config.data.parent, monitor=_called()))


def _called() -> str:
    """Return how this program was called, as one can type it again from here."""
    called = Path(sys.argv[0])
    if called.name != "monitor" or not called.is_file():
        return "monitor"
    try:
        return str(called.absolute().relative_to(Path.cwd()))
    except ValueError:
        return "monitor"


def _head(key: str) -> None:
    print_line()
    title = f"── {tell(key)} "
    print_line(title + "─" * (72 - cells(title)))


async def _prepare(steps: Pipeline, root: Path) -> None:
    topics = load_topics_file(root / "config" / "topics.toml")
    documents = find_documents([root / "seeds"])
    _, faults = await build_baseline(steps, documents)
    with steps.store.begin() as tx:
        for topic in topics:
            save_topic(tx, topic)
    hold_statements(steps.store, topics, now=steps.clock())
    print_line(
        tell(
            "demo.baseline",
            documents=len(documents) - len(faults),
            claims=steps.done["claims"],
            topics=len(topics),
        )
    )


def _add_feeds(steps: Pipeline, room: Newsroom) -> None:
    with steps.store.begin() as tx:
        for outlet, url in room.feeds():
            save_feed(tx, Feed(url=canonical_url(url), outlet=outlet, title=outlet))
            print_line(f"  {outlet}  {url}")


async def _day(steps: Pipeline, day: datetime) -> None:
    before = steps.done.copy()
    failed = len(steps.failed)
    with steps.store.begin(write=False) as tx:
        urls = [feed.url for feed in load_feeds(tx, enabled=True)]
    await poll_once(steps, urls)
    done = steps.done - before
    print_line(
        tell(
            "demo.day",
            day=f"{day.astimezone(SEOUL):%Y-%m-%d %H:%M}",
            articles=done["articles"],
            claims=done["claims"],
            alerts=done["alerts"],
            confirmed=done["confirmed"],
        )
    )
    for name, why in steps.failed[failed:]:
        print_line(f"      ! {name}: {why}")
