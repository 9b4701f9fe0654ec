"""What the store's tests run in processes of their own, to be started together or killed.

python -m tests.integration.store_process open URL
python -m tests.integration.store_process alerts URL NUMBER
python -m tests.integration.store_process work URL NUMBER
python -m tests.integration.store_process cramped URL BYTES
python -m tests.integration.store_process move URL STATEMENTS TARGET
"""

from __future__ import annotations

import os
import resource
import signal
import sys

from sqlalchemy import Engine, event

from monitor.errors import StoreError
from monitor.store import moving
from monitor.store.alerts import load_alerts, save_alert
from monitor.store.articles import load_unchecked, mark_checked, save_article
from monitor.store.claims import save_claims
from monitor.store.database import Store, open_store
from monitor.store.entries import load_waiting_entries, note_entry_fetched, save_entries
from monitor.store.feeds import save_feed
from monitor.store.figures import add_value, save_figure
from monitor.store.moving import move_database
from monitor.store.outbox import save_digest, save_messages
from monitor.store.recipients import add_recipient
from tests.integration.store_samples import (
    FEED,
    NOW,
    a_claim,
    a_figure,
    a_message,
    a_value,
    an_alert,
    an_article,
    an_entry,
)


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def save_alerts_one_by_one(store: Store, number: int) -> None:
    new = 0
    for i in range(number):
        with store.begin() as tx:
            new += save_alert(tx, an_alert(f"a{i}"))
    say(str(new))


def work(store: Store, number: int) -> None:
    """Take `number` articles through all steps, each in a transaction; tell after each."""
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_entries(tx, [an_entry(f"https://news.example/{i}") for i in range(number)], now=NOW)
    say("polled")
    with store.begin(write=False) as tx:
        waiting = load_waiting_entries(tx, NOW, limit=number)
    for entry in waiting:
        with store.begin() as tx:
            saved = save_article(tx, an_article(entry.url), now=NOW)
            note_entry_fetched(tx, entry.url, saved.doc, now=NOW)
        say("fetched")
    with store.begin(write=False) as tx:
        unchecked = load_unchecked(tx, limit=number)
    for doc, version in unchecked:
        with store.begin() as tx:
            save_claims(tx, doc, version, [a_claim(doc)] * 3)
            save_figure(tx, a_figure(doc), ["딥시크"])
            add_value(tx, doc, a_value(doc))
            save_alert(tx, an_alert(doc, doc))
            mark_checked(tx, doc, version, now=NOW)
        say("checked")
    with store.begin() as tx:
        reader = add_recipient(tx, "reader", "email", "a@example.org", now=NOW).id
    for start in range(0, number, 5):
        with store.begin() as tx:
            alerts = load_alerts(tx, undigested=True)[:5]
            if not alerts:
                break
            key = alerts[0].key
            save_digest(
                tx,
                key,
                since=None,
                until=NOW,
                recipient=reader,
                listed=[alert.key for alert in alerts],
                now=NOW,
            )
            save_messages(tx, [a_message(f"{key}-{i}", digest=key) for i in range(2)])
        say(f"digest {start}")
    say("done")


def move(source: Store, number: int, url: str) -> None:
    """Move a database into another one, two rows at a time; after so many statements (0: never)
    the process is killed as by SIGKILL from outside."""
    moving.BATCH = 2
    target, count = open_store(url, lang="en"), 0

    def kill(*_: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", kill)
    move_database(source, target, lang="en", seen=lambda _rows: None)
    say(f"moved with {count}")
    target.close()


def main() -> None:
    task, url, *rest = sys.argv[1:]
    number = int(rest[0]) if rest else 0
    if task == "cramped":
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    try:
        store = open_store(url, lang="en")
    except StoreError as e:
        say(f"StoreError {e}")
        return
    if task == "alerts":
        save_alerts_one_by_one(store, number)
    elif task == "work":
        work(store, number)
    elif task == "move":
        move(store, number, rest[1])
    else:
        say("open")
    store.close()


if __name__ == "__main__":
    main()
