"""Settings: TOML file, `MONITOR_…` environment and command line, read once into a frozen `Config`.

What `monitor init` writes beside each key is `setting.…` of `words`, so the commented file speaks
the user's language and has every key with the default that the program has.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from decimal import Decimal
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import override

from monitor.errors import ConfigError
from monitor.model import Empty, Recipient, Rhythm
from monitor.words import WORDS, os_reason, say

APP = "figure-monitor"
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)


class Section(BaseModel):
    """A table of the settings file. What it does not know is a mistake, said with its key."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Database(Section):
    # It may hold a password, so it never shows in a repr.
    url: str = Field(default="", repr=False)


class Sources(Section):
    feeds: str = Field(default="")
    topics: str = Field(default="")
    metrics: str = Field(default="")
    seeds: str = Field(default="")


class Fetch(Section):
    contact: str = Field(default="")
    timeout: float = Field(default=20, gt=0, le=300)
    max_bytes: int = Field(default=10_000_000, ge=10_000)
    max_feed_bytes: int = Field(default=15 * 2**20, ge=10_000)
    host_delay: float = Field(default=1.0, ge=0, le=600)
    per_host: int = Field(default=2, ge=1, le=10)
    concurrency: int = Field(default=16, ge=1, le=500)
    allow_private: bool = Field(default=False)
    allow: tuple[str, ...] = Field(default=())

    @field_validator("contact")
    @classmethod
    def _in_a_header(cls, contact: str) -> str:
        if not contact.isascii() or not contact.isprintable():
            raise ValueError(say("config.header"))
        return contact.strip()


class Naver(Section):
    service: Literal["developers", "hub"] = Field(default="developers")
    client_id: str = Field(default="", repr=False)
    client_secret: SecretStr = Field(default=SecretStr(""))
    client_secret_file: str = Field(default="")
    endpoint: str = Field(default="")

    @field_validator("client_id")
    @classmethod
    def _in_a_header(cls, client_id: str) -> str:
        if not client_id.isascii() or not client_id.isprintable():
            raise ValueError(say("config.header"))
        return client_id.strip()


class Poll(Section):
    min_minutes: int = Field(default=5, ge=1)
    max_minutes: int = Field(default=1440, ge=1)
    wish_minutes: int = Field(default=1440, ge=0, le=44_640)
    silent_days: int = Field(default=14, ge=1)
    dead_days: int = Field(default=30, ge=1)


class Articles(Section):
    reread_hours: tuple[float, ...] = Field(default=(1, 6, 24, 72, 168))
    tracked_hours: tuple[float, ...] = Field(default=(3, 12, 48, 120))
    attempts: int = Field(default=6, ge=1, le=50)
    # A figure takes a few thousandths of a second, and the longest tables of papers have hundreds.
    most_figures: int = Field(default=3000, ge=100, le=1_000_000)
    early: bool = Field(default=True)

    @field_validator("reread_hours", "tracked_hours")
    @classmethod
    def _rising(cls, hours: tuple[float, ...]) -> tuple[float, ...]:
        if any(h <= 0 for h in hours) or list(hours) != sorted(set(hours)):
            raise ValueError(say("config.rising"))
        return hours


class Retention(Section):
    # Days; 0: for ever.
    texts_days: int = Field(default=730, ge=0, le=36_500)
    entries_days: int = Field(default=180, ge=0, le=36_500)
    messages_days: int = Field(default=180, ge=0, le=36_500)


class DigestSettings(Section):
    at: time = Field(default=time(7, 30))
    days: tuple[Day, ...] = Field(default=DAYS)
    zone: str = Field(default="Asia/Seoul")
    send_empty: bool = Field(default=True)
    folder: str = Field(default="digests")

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        return _known_zone(zone)

    @field_validator("days")
    @classmethod
    def _some(cls, days: tuple[Day, ...]) -> tuple[Day, ...]:
        if not days:
            raise ValueError(say("config.days"))
        return days


Clock = Annotated[time, BeforeValidator(lambda value: _clock(value))]
Amount = Annotated[Decimal, Field(gt=0, allow_inf_nan=False, max_digits=40)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]

WantedKind = Literal["changed", "conflict", "revised", "new", "confirmed", "statement"]
ChannelName = Literal["email", "slack", "file", "webhook", "apprise"]


def _clock(value: object) -> object:
    """Return a time of day as it is written: `07:30`, `7:30`, or a time of TOML."""
    if isinstance(value, str) and re.fullmatch(r"\d:\d\d(:\d\d)?", value):
        return f"0{value}"
    # A number of seconds, which pydantic would take, is no time of day to anybody.
    return str(value) if isinstance(value, int | float) else value


class RecipientSettings(Section):
    """Somebody who gets digests, as it stands in the settings or was said by hand."""

    name: Name
    channel: ChannelName
    address: str = Field(default="", repr=False, max_length=2000)  # may be secret: a webhook's
    address_file: str = Field(default="")
    language: Literal["", "ko", "en"] = Field(default="")
    schedule: Literal["daily", "weekdays", "weekly", "hourly", "at_once"] = Field(default="daily")
    at: Clock | None = Field(default=None)
    days: tuple[Day, ...] = Field(default=())
    zone: str = Field(default="")
    quiet: str = Field(default="")
    empty: Literal["", "daily", "weekly", "never"] = Field(default="")
    topics: tuple[Name, ...] = Field(default=())
    kinds: tuple[WantedKind, ...] = Field(default=())
    min_percent: Amount | None = Field(default=None)
    min_change: dict[Name, Amount] = Field(default={})
    first_only: bool = Field(default=False)
    at_once_topics: tuple[Name, ...] = Field(default=())
    at_once_percent: Amount | None = Field(default=None)
    last_days: int = Field(default=0, ge=0, le=365)

    @field_validator("name")
    @classmethod
    def _shown(cls, name: str) -> str:
        if not name.isprintable():
            raise ValueError(say("config.name"))
        return name

    @field_validator("address")
    @classmethod
    def _one_line(cls, address: str) -> str:
        if not address.isprintable():
            raise ValueError(say("config.name"))
        return address.strip()

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        return _known_zone(zone) if zone else zone

    @field_validator("quiet")
    @classmethod
    def _two_times(cls, quiet: str) -> str:
        _quiet_hours(quiet)
        return quiet

    @model_validator(mode="after")
    def _whole(self) -> RecipientSettings:
        if self.days and (
            self.schedule in ("weekdays", "at_once")
            or (self.schedule == "weekly" and len(set(self.days)) != 1)
        ):
            raise ValueError(say(f"config.recipient.days_{self.schedule}"))
        if self.at is not None and self.schedule in ("hourly", "at_once"):
            raise ValueError(say("config.recipient.at", schedule=self.schedule))
        return self


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        # OSError: a folder of the zones' data (`Asia`) is no zone.
        raise ValueError(say("config.zone", zone=zone)) from e
    return zone


def _quiet_hours(text: str) -> tuple[time, time] | None:
    """Return the hours of `22:00-07:00`; None for none; raise ValueError for what is neither."""
    if not text.strip():
        return None
    found = re.fullmatch(r"\s*(\d\d?:\d\d)\s*[-~–]\s*(\d\d?:\d\d)\s*", text)
    try:
        times = [time.fromisoformat(part.rjust(5, "0")) for part in found.groups()] if found else []
    except ValueError:
        times = []
    if len(set(times)) != 2:
        raise ValueError(say("config.quiet", value=text))
    return times[0], times[1]


class Email(Section):
    host: str = Field(default="")
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = Field(default="starttls")
    username: str = Field(default="")
    password: SecretStr = Field(default=SecretStr(""))
    password_file: str = Field(default="")
    sender: str = Field(default="")
    ca_file: str = Field(default="")
    unsubscribe: str = Field(default="")
    recipients: tuple[str, ...] = Field(default=())


class Slack(Section):
    channel: str = Field(default="")
    token: SecretStr = Field(default=SecretStr(""))
    token_file: str = Field(default="")
    webhook: SecretStr = Field(default=SecretStr(""))
    webhook_file: str = Field(default="")


class Webhook(Section):
    secret: SecretStr = Field(default=SecretStr(""))
    secret_file: str = Field(default="")


class Syndication(Section):
    folder: str = Field(default="")
    url: str = Field(default="")

    @field_validator("url")
    @classmethod
    def _is_web(cls, url: str) -> str:
        if url and not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", url):
            raise ValueError(say("config.recipient.url"))
        return url


class Workers(Section):
    engine: Literal["embedded", "distributed"] = Field(default="embedded")
    processes: int = Field(default=0, ge=0, le=256)
    seconds: float = Field(default=60, ge=1, le=3600)
    isolate: bool = Field(default=True)
    backlog: int = Field(default=5000, ge=10, le=1_000_000)
    tries: int = Field(default=5, ge=1, le=100)
    lost_seconds: float = Field(default=20, ge=2, le=600)


class Log(Section):
    level: Literal["debug", "info", "warning", "error"] = Field(default="info")
    format: Literal["text", "json"] = Field(default="text")


class HealthSettings(Section):
    port: int = Field(default=0, ge=0, le=65535)
    address: str = Field(default="127.0.0.1")


class Web(Section):
    host: str = Field(default="127.0.0.1")
    port: int = Field(default=8800, ge=0, le=65535)
    # Names by which a browser may call, beside the address itself and this machine's own.
    hosts: tuple[str, ...] = Field(default=())
    session_hours: float = Field(default=12, gt=0, le=24 * 90)
    # Behind a proxy that has asked who it is: the header with the name, from these addresses only.
    proxy_header: str = Field(default="")
    proxy_from: tuple[str, ...] = Field(default=("127.0.0.1", "::1"))
    proxy_role: Literal["reader", "editor"] = Field(default="reader")
    # Cookies go over plain HTTP too: for a network that is trusted to be listened to.
    plain_http: bool = Field(default=False)

    @field_validator("proxy_header")
    @classmethod
    def _is_header(cls, name: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9-]*", name):
            raise ValueError(say("config.header_name"))
        return name

    @field_validator("proxy_from")
    @classmethod
    def _are_addresses(cls, said: tuple[str, ...]) -> tuple[str, ...]:
        for address in said:
            try:
                ip_network(address)
            except ValueError as e:
                raise ValueError(say("fetch.allow", entry=address)) from e
        return said


class _Environment(EnvSettingsSource):
    """`MONITOR_…` variables; a list is written with commas there, or as JSON."""

    @override
    def decode_complex_value(self, field_name: str, field: FieldInfo | None, value: Any) -> Any:
        try:
            return json.loads(value)
        except ValueError:
            return [part.strip() for part in value.split(",") if part.strip()]


class Settings(BaseSettings):
    """The whole of the settings, before paths are resolved and secrets fetched."""

    model_config = SettingsConfigDict(
        env_prefix="MONITOR_", env_nested_delimiter="__", extra="forbid", frozen=True
    )
    language: Literal["ko", "en"] = Field(default="ko")
    data: str = Field(default="")
    database: Database = Database()
    sources: Sources = Sources()
    fetch: Fetch = Fetch()
    naver: Naver = Naver()
    poll: Poll = Poll()
    articles: Articles = Articles()
    retention: Retention = Retention()
    digest: DigestSettings = DigestSettings()
    email: Email = Email()
    slack: Slack = Slack()
    webhook: Webhook = Webhook()
    syndication: Syndication = Syndication()
    workers: Workers = Workers()
    log: Log = Log()
    health: HealthSettings = HealthSettings()
    web: Web = Web()
    recipients: tuple[RecipientSettings, ...] = Field(default=())

    @override
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # The environment stands over the file, which comes in through `init_settings`.
        return _Environment(settings_cls), init_settings


@dataclass(frozen=True, slots=True)
class Places:
    """Where messages can go by the settings, and what holds for a recipient that says nothing."""

    settings: Settings
    digest_folder: Path | None
    slack: str  # "token", "webhook" or empty
    is_signed: bool  # webhooks have a secret to be signed by
    base: Path  # of relative paths

    def recipient(self, said: RecipientSettings) -> Recipient:
        """Return the recipient that was spoken of; ConfigError for what cannot be reached."""
        digest = self.settings.digest
        at, days = said.at or digest.at, said.days
        match said.schedule:
            case "weekdays":
                days = DAYS[:5]
            case "weekly":
                days = days or DAYS[:1]
            case "hourly":
                at = time(0)
            case "daily" | "at_once":
                pass
        empty = said.empty or ("daily" if digest.send_empty else "never")
        return Recipient(
            name=said.name,
            channel=said.channel,
            address=self._address(said),
            language=said.language or self.settings.language,
            rhythm=Rhythm(said.schedule) if said.schedule in set(Rhythm) else Rhythm.DAILY,
            at=at,
            days=tuple(sorted(DAYS.index(day) for day in set(days or DAYS))),
            zone=said.zone or digest.zone,
            quiet=_quiet_hours(said.quiet),
            empty=Empty(empty),
            topics=said.topics,
            kinds=said.kinds,
            min_percent=said.min_percent,
            min_change=said.min_change,
            first_only=said.first_only,
            urgent_topics=said.at_once_topics,
            urgent_percent=said.at_once_percent,
            last_days=said.last_days,
        )

    def _address(self, said: RecipientSettings) -> str:
        address = said.address
        if said.address_file:
            if address:
                raise ConfigError([f"address_file: {say('config.recipient.both')}"])
            address = self._read(said.address_file)
        match said.channel:
            case "email":
                if not self.settings.email.host:
                    raise ConfigError([_unset("email.host")])
                if not _looks_like_address(address.rsplit("<", 1)[-1].rstrip(">")):
                    raise ConfigError([f"address: {say('config.address', value=address)}"])
            case "slack":
                if not self.slack:
                    raise ConfigError([_unset("slack.token")])
                if self.slack == "webhook":
                    if address not in ("", "webhook"):
                        raise ConfigError([f"address: {say('config.recipient.webhook')}"])
                    return "webhook"
                return address or self.settings.slack.channel
            case "file":
                if self.digest_folder is None:
                    raise ConfigError([_unset("digest.folder")])
                if address:
                    raise ConfigError([f"address: {say('config.recipient.file')}"])
                return str(self.digest_folder)
            case "webhook":
                if not self.is_signed:
                    raise ConfigError([_unset("webhook.secret")])
                if not re.fullmatch(r"https?://[^\s/?#]+\S*", address):
                    raise ConfigError([f"address: {say('config.recipient.url')}"])
            case "apprise":
                if not re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", address, re.IGNORECASE):
                    raise ConfigError([f"address: {say('config.recipient.url')}"])
        return address

    def _read(self, name: str) -> str:
        place = self.base / Path(name).expanduser()
        try:
            return place.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as e:
            reason = os_reason(e) if isinstance(e, OSError) else say("config.not_utf8")
            raise ConfigError([f"address_file: {place}: {reason}"]) from e

    def defaults(self, others: Collection[Recipient]) -> tuple[Recipient, ...]:
        """Return those whom [digest], [email] and [slack] name, by whom `others` do not reach.

        A recipient that is spoken of on its own is so in place of the one that these would name.
        """
        digest, email = self.settings.digest, self.settings.email
        found: list[tuple[str, str, str]] = []
        if self.digest_folder is not None:
            found.append(("file", "file", str(self.digest_folder)))
        if email.host:
            found += [(address, "email", address) for address in email.recipients]
        if self.slack == "token" and self.settings.slack.channel:
            found.append(("slack", "slack", self.settings.slack.channel))
        elif self.slack == "webhook":
            found.append(("slack", "slack", "webhook"))
        named = {person.name for person in others}
        reached = {(person.channel, person.address) for person in others}
        return tuple(
            Recipient(
                name=name,
                channel=channel,
                address=address,
                language=self.settings.language,
                at=digest.at,
                days=tuple(sorted(DAYS.index(day) for day in set(digest.days))),
                zone=digest.zone,
                empty=Empty.DAILY if digest.send_empty else Empty.NEVER,
            )
            for name, channel, address in dict.fromkeys(found)
            if name not in named and (channel, address) not in reached
        )


def _unset(key: str) -> str:
    return f"channel: {say('config.recipient.unset', key=key)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings as the program uses them: paths absolute, secrets in place, all checked."""

    settings: Settings
    file: Path | None
    data: Path
    database_url: str = field(repr=False)
    feeds_file: Path | None
    topics_file: Path | None
    metrics_file: Path | None
    seeds_folder: Path | None
    digest_folder: Path | None
    syndication_folder: Path | None
    recipients: tuple[Recipient, ...]  # those of [[recipients]]
    email_ca_file: Path | None
    email_password: SecretStr
    naver_secret: SecretStr
    slack_token: SecretStr
    slack_webhook: SecretStr
    webhook_secret: SecretStr
    places: Places = field(repr=False)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.digest.zone)


def find_config_file(given: Path | None, *, cwd: Path | None = None) -> Path | None:
    """Return the settings file: the given, `$MONITOR_CONFIG`, the working directory's, the user's.

    None where there is none; raise ConfigError for one that was asked for and is not there.
    """
    named = given or (Path(p) if (p := os.environ.get("MONITOR_CONFIG")) else None)
    if named is not None:
        if not named.is_file():
            why = "cli.errno.EISDIR" if named.is_dir() else "cli.no_file"
            raise ConfigError([f"{named}: {say(why)}"])
        return named
    for place in (
        (cwd or Path.cwd()) / "config" / "monitor.toml",
        platformdirs.user_config_path(APP) / "monitor.toml",
    ):
        if place.is_file():
            return place
    return None


def load_config(given: Path | None = None, *, data: Path | None = None) -> Config:
    """Return the checked settings.

    Args:
        given: the file of `--config`; None: looked for, defaults where there is none.
        data: the folder of `--data`, which stands over every other place.

    Raises ConfigError with all mistakes at once, each with its key.
    """
    file = find_config_file(given)
    tables = _load_toml(file) if file else {}
    faults = [
        f"{file}: {table}.{key}: "
        + say("config.secret", name=f"MONITOR_{table.upper()}__{key.upper()}", key=f"{key}_file")
        for table, key in (
            ("email", "password"),
            ("naver", "client_secret"),
            ("slack", "token"),
            ("slack", "webhook"),
            ("webhook", "secret"),
        )
        if isinstance(tables.get(table), dict) and key in tables[table]
    ]
    try:
        settings = Settings(**tables)
    except ValidationError as e:
        raise ConfigError([*faults, *(_fault(file, error) for error in e.errors())]) from None
    if faults:
        raise ConfigError(faults)
    return _resolve(settings, file, data)


def _load_toml(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except tomllib.TOMLDecodeError as e:
        raise ConfigError([f"{file}: {toml_fault(e)}"]) from e
    except UnicodeDecodeError as e:
        raise ConfigError([f"{file}: {say('config.not_utf8')}"]) from e
    except OSError as e:
        raise ConfigError([f"{file}: {os_reason(e)}"]) from e


def toml_fault(error: tomllib.TOMLDecodeError) -> str:
    """Return where a file is no TOML and why, in the parser's words for the reason."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.S)
    if found is None:
        why = str(error).removesuffix(" (at end of document)")
        return say("config.not_toml_end", why=why)
    return say("config.not_toml", why=found[1], line=found[2], column=found[3])


def _fault(file: Path | None, error: Mapping[str, Any]) -> str:
    place = [str(part) for part in error["loc"]]
    variable = "MONITOR_" + "__".join(part.upper() for part in place)
    where = variable if variable in os.environ else str(file or "settings")
    return f"{where}: {'.'.join(place)}: {_message(error)}"


def _message(error: Mapping[str, Any]) -> str:
    """Return what is wrong in our words; the value itself is left out: it may be a secret."""
    key, facts = f"config.{error['type']}", dict(error.get("ctx", {}))
    if "expected" in facts:  # 'a', 'b' or 'c', in English whoever reads it
        words = facts["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        facts["expected"] = ", ".join(word for word in words if word)
    return say(key if key in WORDS else "config.wrong", **facts)


def _resolve(settings: Settings, file: Path | None, data: Path | None) -> Config:
    base = file.parent if file else Path.cwd()
    faults: list[str] = []

    def path(value: str) -> Path | None:
        return (base / Path(value).expanduser()).resolve() if value else None

    def secret(table: str, key: str, value: SecretStr, name: str) -> SecretStr:
        if value.get_secret_value() or not name:
            return value
        place = base / Path(name).expanduser()
        try:
            return SecretStr(place.read_text("utf-8").strip())
        except (OSError, UnicodeDecodeError) as e:
            reason = os_reason(e) if isinstance(e, OSError) else say("config.not_utf8")
            faults.append(f"{file or 'settings'}: {table}.{key}_file: {place}: {reason}")
            return value

    email, slack = settings.email, settings.slack
    password = secret("email", "password", email.password, email.password_file)
    naver = settings.naver
    naver_secret = secret("naver", "client_secret", naver.client_secret, naver.client_secret_file)
    token = secret("slack", "token", slack.token, slack.token_file)
    webhook = secret("slack", "webhook", slack.webhook, slack.webhook_file)
    signing = settings.webhook
    signed_by = secret("webhook", "secret", signing.secret, signing.secret_file)
    where = str(file or "settings")
    if email.host:
        why = say("config.missing_with", key="email.host")
        if not email.sender:
            faults.append(f"{where}: email.sender: {why}")
        if email.username and not password.get_secret_value():
            faults.append(f"{where}: email.password: {say('config.password')}")
    faults += [
        f"{where}: email.{key}: {say('config.address', value=value)}"
        for key, value in _addresses(email)
        if not _looks_like_address(value)
    ]
    has_secret = naver_secret.get_secret_value()
    if bool(naver.client_id) != bool(has_secret):
        missing, other = "client_id", "client_secret"
        if naver.client_id:
            missing, other = other, missing
        why = say("config.missing_with", key=f"naver.{other}")
        faults.append(f"{where}: naver.{missing}: {why}")
    if has_secret and not (has_secret.isascii() and has_secret.isprintable()):
        faults.append(f"{where}: naver.client_secret: {say('config.header')}")
    if token.get_secret_value() and not slack.channel:
        faults.append(f"{where}: slack.channel: {say('config.channel')}")
    if settings.poll.min_minutes > settings.poll.max_minutes:
        faults.append(f"{where}: poll.min_minutes: {say('config.larger', key='poll.max_minutes')}")
    if settings.workers.engine == "distributed" and not settings.database.url.startswith(
        "postgres"
    ):
        faults.append(f"{where}: workers.engine: {say('config.distributed')}")
    folder = (data or path(settings.data) or platformdirs.user_data_path(APP)).resolve()
    digest_folder = folder / settings.digest.folder if settings.digest.folder else None
    has_slack = (
        "token" if token.get_secret_value() else "webhook" if webhook.get_secret_value() else ""
    )
    places = Places(settings, digest_folder, has_slack, bool(signed_by.get_secret_value()), base)
    people = _recipients(places, where, faults)
    if faults:
        raise ConfigError(faults)
    return Config(
        settings=settings,
        file=file,
        data=folder,
        database_url=settings.database.url or _sqlite_url(folder / "monitor.db"),
        feeds_file=path(settings.sources.feeds),
        topics_file=path(settings.sources.topics),
        metrics_file=path(settings.sources.metrics),
        seeds_folder=path(settings.sources.seeds),
        digest_folder=digest_folder,
        syndication_folder=(
            folder / settings.syndication.folder if settings.syndication.folder else None
        ),
        recipients=people,
        places=places,
        email_ca_file=path(email.ca_file),
        email_password=password,
        naver_secret=naver_secret,
        slack_token=token,
        slack_webhook=webhook,
        webhook_secret=signed_by,
    )


def _sqlite_url(file: Path) -> str:
    """Return the address of a database file, whose name may hold what means something there."""
    return f"sqlite:///{str(file).replace('%', '%25').replace('?', '%3F')}"


def _recipients(places: Places, where: str, faults: list[str]) -> tuple[Recipient, ...]:
    """Return the recipients of the settings, and add to `faults` what is wrong with them."""
    people: dict[str, Recipient] = {}
    for number, said in enumerate(places.settings.recipients, 1):
        key = f"{where}: recipients[{number}]"
        try:
            person = places.recipient(said)
        except ConfigError as e:
            faults += [f"{key}.{fault}" for fault in e.faults]
            continue
        if person.name in people:
            faults.append(f"{key}.name: {say('config.recipient.twice', name=person.name)}")
        people[person.name] = person
    return tuple(people.values())


def read_recipient(config: Config, definition: Mapping[str, Any]) -> Recipient:
    """Return the recipient of what was said of it by hand.

    Raises ConfigError with every fault and its key.
    """
    try:
        said = RecipientSettings(**definition)
    except ValidationError as e:
        raise ConfigError([_place_fault(error) for error in e.errors()]) from None
    return config.places.recipient(said)


def _place_fault(error: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in error["loc"])
    return f"{place}: {_message(error)}" if place else _message(error)


def recipient_definition(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said of a recipient as it is kept: checked, without what says nothing.

    Raises ConfigError with every fault and its key.
    """
    try:
        made = RecipientSettings(**said)
    except ValidationError as e:
        raise ConfigError([_place_fault(error) for error in e.errors()]) from None
    return made.model_dump(mode="json", exclude_defaults=True)


def _addresses(email: Email) -> Iterator[tuple[str, str]]:
    if email.sender:
        yield "sender", email.sender.rsplit("<", 1)[-1].rstrip(">")
    for value in email.recipients:
        yield "recipients", value


def _looks_like_address(value: str) -> bool:
    name, at, host = value.rpartition("@")
    return bool(name and at and host) and not any(c.isspace() or c in ",;<>" for c in value)


def parse_now(text: str, name: str = "--now") -> datetime:
    """Return the aware moment of `--now`; without a zone it is a time in Korea.

    Raises ConfigError for what is no ISO time.
    """
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo("Asia/Seoul"))
        moment.astimezone(UTC)
    except (ValueError, OverflowError) as e:
        raise ConfigError([f"{name}: {say('config.now', value=text)}"]) from e
    return moment


def render_settings(values: Mapping[str, Mapping[str, object]] | None = None) -> str:
    """Return a commented settings file: every key with its meaning and its default.

    The comments are in the language that was set by `speak`.

    A key of `values` (table → key → value; table "" for the top level) stands as set, every other
    one as a comment.
    """
    values = values or {}
    lines = [
        *(f"# {line}" for line in say("setting.head").splitlines()),
        "",
    ]
    for table, keys in _keys():
        if table:
            lines += ["", f"[{table}]"]
        for key, info in keys:
            meaning = say(_meaning(table, key))
            if isinstance(info.default, SecretStr):
                lines.append(f"# ({key}: {meaning})")
                continue
            choices = _choices(key, info)
            hint = f" ({', '.join(choices)})" if choices else ""
            lines.append(f"# {meaning}{hint}")
            set_here = values.get(table, {})
            shown = set_here.get(key, info.default)
            lines.append(f"{'' if key in set_here else '# '}{key} = {_toml_value(shown)}")
    # A table for each recipient: shown by an example, since none of them is a default.
    lines += ["", *(f"# {line}".rstrip() for line in say("setting.recipients").splitlines())]
    return "\n".join(lines) + "\n"


def render_reference() -> str:
    """Return every setting in both languages, with default, bounds and environment variable."""
    lines = [
        "# 설정 목록 · Settings",
        "",
        "`monitor.toml`의 열쇠와, 그보다 앞서는 환경 변수. 비밀은 환경이나 `*_file`이 가리키는",
        "파일에서만 읽는다.",
        "",
        "The keys of `monitor.toml`, and the environment variables that stand over them. Secrets",
        "come from the environment, or from the file that a `*_file` names.",
    ]
    for table, keys in _keys():
        lines += ["", f"## {f'[{table}]' if table else 'monitor.toml'}", ""]
        lines += ["| | | 기본 · default |", "| --- | --- | --- |"]
        for key, info in keys:
            korean, english = (_cell(say(_meaning(table, key), lang)) for lang in ("ko", "en"))
            is_secret = isinstance(info.default, SecretStr)
            limits = _choices(key, info) or _bounds(info)
            default = "" if is_secret else f"`{_toml_value(info.default)}`"
            hint = f"<br>{_cell(', '.join(limits))}" if limits else ""
            lines.append(
                f"| `{key}`<br>`{_variable(table, key)}` "
                f"| {korean}<br>{english} | {default}{hint} |"
            )
    lines += ["", "## [[recipients]]", ""]
    for lang in ("ko", "en"):
        prose, example = say("setting.recipients", lang).split("\n\n", 1)
        lines += [*prose.splitlines(), "", "```toml", example, "```", ""]
    return "\n".join(lines)


_LISTED_TABLES = ("recipients",)


def _keys() -> Iterator[tuple[str, list[tuple[str, FieldInfo]]]]:
    """Yield each table of the settings with its keys; the top level first, as the table ""."""
    tables: list[tuple[str, type[BaseModel]]] = [("", Settings)]
    tables += [
        (name, info.annotation)
        for name, info in Settings.model_fields.items()
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel)
    ]
    for table, model in tables:
        yield (
            table,
            [
                (key, info)
                for key, info in model.model_fields.items()
                if not isinstance(info.default, BaseModel) and (table or key not in _LISTED_TABLES)
            ],
        )


def _meaning(table: str, key: str) -> str:
    return f"setting.{table}.{key}" if table else f"setting.{key}"


def _variable(table: str, key: str) -> str:
    return "MONITOR_" + "__".join(part.upper() for part in (table, key) if part)


def known_variables() -> frozenset[str]:
    """Return the names of the environment variables that stand for a setting."""
    return frozenset(_variable(table, key) for table, keys in _keys() for key, _ in keys)


def _choices(key: str, info: FieldInfo) -> list[str]:
    """Return the words that a key may have; none where it is no choice."""
    choices = get_args(info.annotation) if key != "days" else DAYS
    return list(choices) if choices and all(isinstance(c, str) for c in choices) else []


def _bounds(info: FieldInfo) -> list[str]:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    return [
        f"{sign} {getattr(rule, name):g}"
        for rule in info.metadata
        for name, sign in signs.items()
        if hasattr(rule, name)
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _toml_value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:g}" if isinstance(value, float) else str(value)
        case time():
            return value.strftime("%H:%M:%S")
        case tuple() | list():
            return "[" + ", ".join(_toml_value(v) for v in value) + "]"
        case _:
            escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
