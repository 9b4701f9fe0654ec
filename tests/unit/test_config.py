"""Settings: where they come from, and what is said when they are wrong."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.config import (
    Settings,
    find_config_file,
    load_config,
    parse_now,
    render_reference,
    render_settings,
)
from monitor.errors import ConfigError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("MONITOR_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config(data=tmp_path / "d")
    assert config.file is None
    assert config.database_url == f"sqlite:///{tmp_path / 'd' / 'monitor.db'}"
    assert config.settings == Settings()


def test_the_environment_stands_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _write(tmp_path / "m.toml", "[fetch]\nhost_delay = 3\ntimeout = 9\n")
    monkeypatch.setenv("MONITOR_FETCH__HOST_DELAY", "0")
    monkeypatch.setenv("MONITOR_FETCH__ALLOW_PRIVATE", "true")
    fetch = load_config(file).settings.fetch
    assert (fetch.host_delay, fetch.timeout, fetch.allow_private) == (0, 9, True)


@pytest.mark.parametrize("value", ["a@b.example, c@d.example", '["a@b.example", "c@d.example"]'])
def test_a_list_in_the_environment_is_written_with_commas_or_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("MONITOR_EMAIL__RECIPIENTS", value)
    monkeypatch.setenv("MONITOR_DIGEST__DAYS", "mon")
    settings = load_config(data=tmp_path).settings
    assert settings.email.recipients == ("a@b.example", "c@d.example")
    assert settings.digest.days == ("mon",)


def test_a_wrong_list_in_the_environment_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_ARTICLES__REREAD_HOURS", "1,soon")
    with pytest.raises(ConfigError, match=r"MONITOR_ARTICLES__REREAD_HOURS|articles\.reread_hours"):
        load_config(data=tmp_path)


def test_all_mistakes_are_told_at_once_each_with_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _write(
        tmp_path / "m.toml",
        'colour = 1\n[fetch]\ntimeout = "soon"\n[digest]\nzone = "Mars/Olympus"\ndays = ["fry"]\n',
    )
    monkeypatch.setenv("MONITOR_POLL__MIN_MINUTES", "often")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    told = str(caught.value)
    for key in ("colour", "fetch.timeout", "digest.zone", "digest.days", "poll.min_minutes"):
        assert key in told
    assert "MONITOR_POLL__MIN_MINUTES" in told
    assert len(caught.value.faults) == 5


def test_faults_between_keys_are_told_with_their_keys(tmp_path: Path) -> None:
    file = _write(
        tmp_path / "m.toml",
        '[email]\nhost = "mail.example"\nusername = "u"\nrecipients = ["nobody"]\n'
        "[poll]\nmin_minutes = 60\nmax_minutes = 5\n",
    )
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    told = str(caught.value)
    for key in ("email.sender", "email.password", "email.recipients", "poll.min_minutes"):
        assert key in told


def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    file = _write(tmp_path / "m.toml", '[email]\npassword = "hunter2"\n')
    with pytest.raises(ConfigError, match="MONITOR_EMAIL__PASSWORD") as caught:
        load_config(file)
    assert "hunter2" not in str(caught.value)


def test_a_secret_comes_from_the_environment_or_a_named_file_and_never_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "token", "xoxb-from-file\n")
    file = _write(tmp_path / "m.toml", '[slack]\nchannel = "#news"\ntoken_file = "token"\n')
    monkeypatch.setenv("MONITOR_EMAIL__PASSWORD", "hunter2")
    config = load_config(file)
    assert config.slack_token.get_secret_value() == "xoxb-from-file"
    assert config.email_password.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(config)
    assert "xoxb" not in repr(config)


def test_the_password_of_a_database_address_never_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_DATABASE__URL", "postgresql://u:hunter2@db/monitor")
    config = load_config(data=tmp_path)
    assert config.database_url.endswith("hunter2@db/monitor")
    assert "hunter2" not in repr(config)


def test_a_missing_secret_file_is_one_clear_line(tmp_path: Path) -> None:
    file = _write(tmp_path / "m.toml", '[slack]\nwebhook_file = "gone"\n')
    with pytest.raises(ConfigError, match=r"slack\.webhook_file.*gone"):
        load_config(file)


def test_paths_are_relative_to_the_settings_file(tmp_path: Path) -> None:
    file = _write(
        tmp_path / "a" / "config" / "m.toml",
        'data = "../data"\n[sources]\nfeeds = "feeds.csv"\n',
    )
    config = load_config(file)
    assert config.data == tmp_path / "a" / "data"
    assert config.feeds_file == tmp_path / "a" / "config" / "feeds.csv"
    assert load_config(file, data=tmp_path / "other").data == tmp_path / "other"


def test_the_file_is_looked_for_where_the_command_line_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_config_file(None) is None
    users = _write(tmp_path / "xdg" / "figure-monitor" / "monitor.toml", "")
    if find_config_file(None) is not None:  # macOS keeps it elsewhere
        assert find_config_file(None) == users
    here = _write(tmp_path / "config" / "monitor.toml", "")
    assert find_config_file(None) == here
    named = _write(tmp_path / "named.toml", "")
    monkeypatch.setenv("MONITOR_CONFIG", str(named))
    assert find_config_file(None) == named
    assert find_config_file(here) == here


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.toml: 파일이 없습니다"):
        load_config(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    "content", [b"[fetch\n", b"\xff\xfe=1\n", b"a = 1\na = 2\n"], ids=["open", "bytes", "twice"]
)
def test_a_file_that_is_no_toml_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "m.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert len(caught.value.faults) == 1
    assert str(file) in caught.value.faults[0]


def test_the_rendered_file_says_every_default_as_the_program_has_it() -> None:
    lines = render_settings().splitlines()
    uncommented = "\n".join(
        line.removeprefix("# ")
        if " = " in line and line.startswith("# ") and line[2].islower()
        else line
        for line in lines
    )
    assert Settings(**tomllib.loads(uncommented)) == Settings()


def test_the_project_settings_are_the_rendered_ones_and_load() -> None:
    values: dict[str, dict[str, object]] = {
        "": {"data": "../data"},
        "sources": {"feeds": "feeds.csv", "topics": "topics.toml", "seeds": "../seeds"},
    }
    file = ROOT / "config" / "monitor.toml"
    assert file.read_text("utf-8") == render_settings(values)
    config = load_config(file)
    assert config.data == ROOT / "data"
    assert config.feeds_file is not None
    assert config.feeds_file.is_file()


def test_the_list_of_settings_is_the_rendered_one() -> None:
    # python -c "from monitor.config import *; print(render_reference(), end='')"
    page = (ROOT / "config" / "SETTINGS.md").read_text("utf-8")
    assert page == render_reference()
    for name in Settings.model_fields:
        assert f"`{name}`" in page or f"[{name}]" in page


def test_a_time_without_a_zone_is_korean() -> None:
    assert parse_now("2026-11-21T09:30").astimezone(UTC) == datetime(
        2026, 11, 21, 0, 30, tzinfo=UTC
    )
    with pytest.raises(ConfigError, match="--now"):
        parse_now("tomorrow")


def test_the_settings_of_the_channels_name_recipients_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_SLACK__TOKEN", "xoxb-1")
    file = _write(
        tmp_path / "m.toml",
        'data = "data"\n[digest]\nat = 06:00:00\ndays = ["mon", "fri"]\nsend_empty = false\n'
        '[email]\nhost = "mail.example"\nsender = "m@b.example"\n'
        'recipients = ["a@b.example", "c@b.example"]\n[slack]\nchannel = "#news"\n',
    )
    config = load_config(file)
    found = {p.name: (p.channel, p.address) for p in config.places.defaults(())}
    assert found == {
        "file": ("file", str(tmp_path / "data" / "digests")),
        "a@b.example": ("email", "a@b.example"),
        "c@b.example": ("email", "c@b.example"),
        "slack": ("slack", "#news"),
    }
    for person in config.places.defaults(()):
        assert (person.at.hour, person.days, person.empty) == (6, (0, 4), "never")
    # Who is spoken of on its own is so in place of the one that these would name.
    with file.open("a", encoding="utf-8") as stream:
        stream.write('[[recipients]]\nname = "desk"\nchannel = "email"\naddress = "a@b.example"\n')
    config = load_config(file)
    assert [person.name for person in config.recipients] == ["desk"]
    names = [person.name for person in config.places.defaults(config.recipients)]
    assert names == ["file", "c@b.example", "slack"]


def test_recipients_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_RECIPIENTS", '[{"name": "pages", "channel": "file"}]')
    (person,) = load_config(data=tmp_path / "d").recipients
    assert (person.name, person.address) == ("pages", str(tmp_path / "d" / "digests"))


def test_the_address_of_a_recipient_may_be_a_secret_and_never_shows(tmp_path: Path) -> None:
    _write(tmp_path / "hook", "https://hooks.example/T0/secret\n")
    _write(tmp_path / "key", "0123456789abcdef0123456789abcdef\n")
    file = _write(
        tmp_path / "m.toml",
        '[webhook]\nsecret_file = "key"\n'
        '[[recipients]]\nname = "desk"\nchannel = "webhook"\naddress_file = "hook"\n',
    )
    config = load_config(file)
    assert config.recipients[0].address == "https://hooks.example/T0/secret"
    assert "T0" not in repr(config)
    assert "0123456789" not in repr(config)
