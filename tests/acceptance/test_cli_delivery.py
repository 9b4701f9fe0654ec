"""Recipients and the outbox by hand: `monitor recipient`, `outbox`, `digest --to`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from monitor.config import render_settings
from monitor.demo.smtp import MailServer
from monitor.model import Receipt
from monitor.store.alerts import save_alert
from monitor.store.database import open_store
from monitor.store.outbox import load_messages, save_receipt
from tests.alerts import NOON, fell
from tests.terminal import Call, Terminal, lines_with, one_line

SETTINGS = """
data = "data"
[digest]
folder = ""
[email]
host = "{host}"
port = {port}
security = "none"
sender = "monitor@hanbit.example"
recipients = ["all@hanbit.example"]
[[recipients]]
name = "주간"
channel = "email"
address = "week@hanbit.example"
schedule = "weekly"
"""


class Configured(Terminal):
    """Calls with a settings file, in which mail is set up."""

    def set_up(self, host: str = "127.0.0.1", port: int = 1) -> None:
        self.file = self.folder / "monitor.toml"
        self.file.write_text(SETTINGS.format(host=host, port=port), "utf-8")

    @override
    def __call__(self, *words: str) -> Call:
        return super().__call__("--config", str(self.file), *words)

    def listed(self) -> dict[str, Any]:
        found = json.loads(self.good("recipient", "list", "--format", "json").out)
        return {record["name"]: record for record in found}


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Configured:
    terminal = Configured(tmp_path, capsys)
    terminal.begin()
    terminal.set_up()
    return terminal


def store(cli: Configured) -> str:
    return f"sqlite:///{cli.data / 'monitor.db'}"


DESK = ("recipient", "add", "편집국", "--channel", "email", "--address", "desk@hanbit.example")


def test_a_recipient_is_added_listed_changed_and_removed(cli: Configured) -> None:
    wishes = (
        "--schedule",
        "weekdays",
        "--at",
        "8:15",
        "--quiet",
        "22:00-07:00",
        "--empty",
        "never",
    )
    least = ("--min-percent", "5", "--min-change", "10000 명", "--at-once-percent", "30")
    added = cli.good(
        *DESK, *wishes, *least, "--empty", "never", "--topic", "딥시크", "--kind", "changed"
    )
    assert "평일 08:15" in added.out
    found = cli.listed()
    assert {name: r["source"] for name, r in found.items()} == {
        "주간": "settings",
        "편집국": "hand",
        "all@hanbit.example": "default",
    }
    desk = found["편집국"]
    assert (desk["schedule"], desk["at"], desk["quiet"]) == ("weekdays", "08:15", "22:00-07:00")
    assert (desk["topics"], desk["kinds"], desk["empty"]) == (["딥시크"], ["changed"], "never")
    assert (desk["min_percent"], desk["min_change"]) == (5, {"명": 10000})
    cli.good(
        "recipient",
        "edit",
        "편집국",
        "--schedule",
        "hourly",
        "--clear",
        "topic",
        "--rename",
        "desk",
    )
    desk = cli.listed()["desk"]
    assert (desk["schedule"], desk["topics"], desk["kinds"]) == ("hourly", [], ["changed"])
    cli.good("recipient", "remove", "desk")
    assert set(cli.listed()) == {"주간", "all@hanbit.example"}


def test_who_stands_in_the_settings_is_changed_there(cli: Configured) -> None:
    for words in (("edit", "주간", "--zone", "UTC"), ("remove", "주간")):
        one_line(cli("recipient", *words), "주간", "monitor.toml")
    one_line(cli("recipient", "edit", "all@hanbit.example", "--zone", "UTC"), "monitor.toml")
    one_line(cli("recipient", "edit", "없음", "--zone", "UTC"), "없음", "주간")
    one_line(cli("recipient", "add", "주간", *DESK[3:]), "이미 있습니다")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--channel", "pigeon"), "--channel"),
        (("--address", "nobody"), "--address"),
        (("--address", "a@b.kr\nBcc: c@d.kr"), "--address"),
        (("--schedule", "sometimes"), "--schedule"),
        (("--at", "25:00"), "--at"),
        (("--at", "1e9"), "--at"),
        (("--day", "fry"), "--day"),
        (("--schedule", "weekly", "--day", "mon", "--day", "tue"), "weekly"),
        (("--schedule", "at_once", "--at", "07:00"), "at_once"),
        (("--zone", "Mars/Olympus"), "--zone"),
        (("--zone", "../../etc/passwd"), "--zone"),
        (("--zone", "Asia"), "--zone"),
        (("--quiet", "22-7"), "--quiet"),
        (("--quiet", "07:00-07:00"), "--quiet"),
        (("--empty", "often"), "--empty"),
        (("--kind", "gossip"), "--kind"),
        (("--topic", " "), "--topic"),
        (("--min-percent", "-5"), "--min-percent"),
        (("--min-percent", "nan"), "--min-percent"),
        (("--min-percent", "1" * 99), "--min-percent"),
        (("--min-change", "10000"), "--min-change"),
        (("--min-change", "many 명"), "--min-change"),
        (("--at-once-percent", "0"), "--at-once-percent"),
        (("--last-days", "9999"), "--last-days"),
        (("--language", "fr"), "--language"),
        (("--address-file", "gone"), "--address-file"),
        (("--channel", "slack", "--address", "#a"), "slack.token"),
        (("--channel", "webhook", "--address", "https://x.example/"), "webhook.secret"),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    cli: Configured, words: tuple[str, ...], said: str
) -> None:
    given = dict(zip(words[::2], words[1::2], strict=True))
    base = {"--channel": "email", "--address": "a@b.example"} | given
    rest = [word for pair in base.items() for word in pair if pair[0] not in ("--day",)]
    rest += [w for i in range(0, len(words), 2) for w in words[i : i + 2] if words[i] == "--day"]
    one_line(cli("recipient", "add", "x", *rest), said)
    assert "x" not in cli.listed()


def test_every_fault_of_the_settings_names_its_place_and_key(cli: Configured) -> None:
    with cli.file.open("a", encoding="utf-8") as stream:
        stream.write('[[recipients]]\nname = "주간"\nchannel = "email"\naddress = "c@d.example"\n')
        stream.write('[[recipients]]\nname = "x"\nchannel = "slack"\n')
        stream.write('[[recipients]]\nname = "y"\nchannel = "email"\naddress = "nobody"\n')
    call = cli("recipient", "list")
    assert call.status == 2
    lines_with(
        call,
        ["recipients[2].name: 이름이 둘에", "recipients[3].channel", "recipients[4].address"],
    )
    cli.file.write_text('[[recipients]]\nname = ""\ncolour = 1\nquiet = "all day"\n', "utf-8")
    call = cli("recipient", "list")
    lines_with(call, ["recipients.0.name", "recipients.0.channel", "recipients.0.quiet", "colour"])


def test_the_example_of_the_settings_file_can_be_used_as_it_stands(cli: Configured) -> None:
    lines = render_settings().splitlines()
    start = lines.index("# [[recipients]]")
    example = "\n".join(line.removeprefix("# ") for line in lines[start:])
    (said,) = tomllib.loads(example)["recipients"]
    del said["days"]  # of other rhythms than the one it shows
    keys = "\n".join(line for line in example.splitlines() if "days = [" not in line)
    with cli.file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{keys}\n")
    desk = cli.listed()[said["name"]]
    assert (desk["channel"], desk["schedule"], desk["last_days"]) == ("email", "weekdays", 3)


def test_a_parked_message_is_seen_sent_again_or_given_up(cli: Configured) -> None:
    opened = open_store(store(cli))
    with opened.begin() as tx:
        save_alert(tx, fell())
    now = ("--now", NOON.isoformat())
    failed = cli(*now, "digest", "--send")
    assert failed.status == 1
    with opened.begin() as tx:
        for kept in load_messages(tx):
            refused = Receipt(message=kept.message.key, error="550 no such user")
            save_receipt(tx, refused, now=NOON)
    parked = json.loads(cli.good("outbox", "list", "--format", "json").out)
    assert {record["name"] for record in parked} == {"주간", "all@hanbit.example"}
    assert {record["state"] for record in parked} == {"parked"}
    key = parked[0]["key"]
    status = json.loads(cli.good("status", "--format", "json").out)
    assert [record["key"] for record in status["parked"]] == [r["key"] for r in parked]
    assert f"monitor outbox retry {key}" in cli.good("status").out
    cli.good(*DESK)
    cli.file.write_text(SETTINGS.format(host="", port=1).partition("[[")[0], "utf-8")
    found = [json.loads(line) for line in cli("doctor", "--format", "jsonl").out.splitlines()]
    wrong = {f["what"]: f["said"] for f in found if f["state"] == "bad"}
    assert "멈춘 메시지 2건" in wrong["outbox"]
    assert "편집국" in wrong["recipients"]
    cli.set_up()
    shown = cli.good("outbox", "show", key).out
    assert "550 no such user" in shown
    assert "누리챗" in shown
    for _ in range(2):  # a parked one, and one that waits for its next try
        one_line(cli("outbox", "retry", key), "127.0.0.1:1", status=1)
    cli.good("outbox", "drop", key)
    for order in ("drop", "retry"):
        one_line(cli("outbox", order, key), key)
    one_line(cli("outbox", "show", "없음"), "없음")
    with MailServer() as mail:
        cli.set_up(mail.host, mail.port)
        assert "1건을 전달" in cli.good("outbox", "retry").out
        assert len(mail.received) == 1
    assert "없습니다" in cli.good("outbox", "retry").out
    states = [
        r["state"] for r in json.loads(cli.good("outbox", "list", "--all", "--format", "json").out)
    ]
    assert sorted(states) == ["delivered", "dropped"]


QUIET = """[[recipients]]
name = "밤"
channel = "email"
address = "night@hanbit.example"
quiet = "11:00-13:00"
"""


def test_by_hand_a_digest_is_sent_in_quiet_hours_too_and_says_so(cli: Configured) -> None:
    opened = open_store(store(cli))
    with opened.begin() as tx:
        save_alert(tx, fell())
    now = ("--now", NOON.isoformat())
    with MailServer() as mail:
        cli.set_up(mail.host, mail.port)
        with cli.file.open("a", encoding="utf-8") as stream:
            stream.write(QUIET)
        said = cli.good(*now, "digest", "--send")
        assert "밤: 조용한 시간(11:00-13:00)" in said.out
        assert "주간: 조용한" not in said.out
        assert len(mail.received) == 3


def test_a_digest_by_hand_says_whose_last_one_is_still_on_its_way(cli: Configured) -> None:
    opened = open_store(store(cli))
    with opened.begin() as tx:
        save_alert(tx, fell())
    now = ("--now", NOON.isoformat(), "digest", "--send", "--to", "주간")
    assert cli(*now).status == 1
    said = cli(*now).out
    assert "주간: 앞의 요약이 아직 전달되지 않았습니다" in said
    assert "새로 보낼 것이 없습니다" not in said


def test_what_one_recipient_would_get_is_shown_and_sent_to_it_alone(cli: Configured) -> None:
    with MailServer() as mail:
        cli.set_up(mail.host, mail.port)
        opened = open_store(store(cli))
        with opened.begin() as tx:
            save_alert(tx, fell())
        now = ("--now", NOON.isoformat())
        assert "59만" in cli.good(*now, "digest", "--to", "주간").out
        cli.good(*now, "digest", "--send", "--to", "주간")
        assert [message["To"] for message in mail.received] == ["week@hanbit.example"]
        assert "59만" not in cli.good(*now, "digest", "--to", "주간").out
        one_line(cli(*now, "digest", "--to", "없음"), "없음", "주간")
        cli.good("recipient", "test", "주간")
        assert [message["To"] for message in mail.received] == ["week@hanbit.example"] * 2


def test_who_is_removed_gets_nothing_that_was_on_its_way(cli: Configured) -> None:
    opened = open_store(store(cli))
    with opened.begin() as tx:
        save_alert(tx, fell())
    cli.good(*DESK, "--last-days", "3", "--now", NOON.isoformat())
    assert cli("--now", NOON.isoformat(), "digest", "--send", "--to", "편집국").status == 1
    cli.good("recipient", "remove", "편집국")
    assert json.loads(cli.good("outbox", "list", "--format", "json").out) == []


def test_what_an_option_may_be_is_listed_in_no_language(cli: Configured) -> None:
    call = cli("recipient", "add", "편집국", "--channel", "pigeon")
    one_line(call, "--channel: 다음 중 하나여야 함: email, slack, file, webhook, apprise")


def test_a_topic_that_nobody_tracks_is_taken_and_told(cli: Configured) -> None:
    cli.good("topic", "add", "누리챗")
    assert "없는주제" not in cli.good(*DESK, "--topic", "누리챗").err
    said = cli.good("recipient", "edit", "편집국", "--topic", "누리챗", "--topic", "없는주제").err
    assert "없는주제" in said
    assert "monitor recipient edit 편집국 --topic" in said
    assert cli.listed()["편집국"]["topics"] == ["누리챗", "없는주제"]
    assert "없는주제" in cli("doctor").out


def test_a_test_that_is_not_taken_says_why(cli: Configured) -> None:
    one_line(cli("recipient", "test", "주간"), "127.0.0.1:1", status=1)
