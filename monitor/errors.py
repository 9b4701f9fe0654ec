"""What can go wrong, as types: `temporary` decides between trying again and giving up."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override


class MonitorError(Exception):
    """Anything the program can name; its text is one line for a person."""

    @override
    def __reduce__(self) -> tuple[object, ...]:
        # Its own way would call the class with the text alone, which most of these do not take.
        return _remade, (type(self), self.args, self.__dict__)


def _remade(
    kind: type[MonitorError], args: tuple[object, ...], fields: dict[str, object]
) -> MonitorError:
    """Return an error as it was in the process that raised it."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(fields)
    return error


class ConfigError(MonitorError):
    """Settings, topics or feeds that cannot be used: every fault with its key; exit status 2.

    `hints`: lines that help to say it right, and are no faults: what there is to choose from.
    """

    def __init__(self, faults: Sequence[str], *, hints: Sequence[str] = ()) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
        self.hints = tuple(hints)


class SourceError(MonitorError):
    """Something from outside that could not be had or read."""

    def __init__(self, url: str, why: str, *, temporary: bool = False) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why
        self.temporary = temporary


class FetchError(SourceError):
    """No answer, or a refusal. `retry_after`: seconds that the server asked us to wait."""

    def __init__(
        self,
        url: str,
        why: str,
        *,
        temporary: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(url, why, temporary=temporary)
        self.status = status
        self.retry_after = retry_after


class PausedError(FetchError):
    """The host asked for a pause a while ago, so it was not asked at all: nobody's failure."""


class RobotsError(FetchError):
    """The site's robots.txt does not want this page read by programs like ours."""


class FeedError(SourceError):
    """An answer that is no feed."""


class BodyError(SourceError):
    """A page with no article in it. `state` is the `ArticleState` it was taken for."""

    def __init__(
        self, url: str, why: str, *, state: str = "empty", temporary: bool = False
    ) -> None:
        super().__init__(url, why, temporary=temporary)
        self.state = state


class ReaderError(BodyError):
    """A document that hung or killed the process that read it."""


class FileError(BodyError):
    """A file that cannot be read as a document at all: missing, too large, no text."""


class StoreError(MonitorError):
    """The database cannot be opened, is newer than the program, or refuses."""


class AwayError(StoreError):
    """The database takes nothing now: held by another, full, out of reach. No row is at fault."""


class HeldError(StoreError):
    """Another daemon is at the database."""


class AmbiguousKeyError(StoreError):
    """A key's beginning that several things have: whoever typed it has to type more of it."""


class DeliveryError(MonitorError):
    """A message that a channel did not take, or, `unsure`, perhaps took and did not say so."""

    def __init__(
        self,
        channel: str,
        why: str,
        *,
        temporary: bool = False,
        retry_after: float | None = None,
        unsure: bool = False,
    ) -> None:
        super().__init__(f"{channel}: {why}")
        self.channel = channel
        self.why = why
        self.temporary = temporary
        self.retry_after = retry_after
        self.unsure = unsure
