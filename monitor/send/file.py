"""The file channel: each digest as a page in a folder, for readers without mail."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.words import Lang, say


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChannel:
    """Writes messages into `folder`, which it makes; the same message goes to the same file."""

    folder: Path
    lang: Lang = "ko"
    name: str = "file"

    async def send(self, message: Message) -> None:
        """Write the message; a reader finds the old file or the new one, never half of it.

        Raises DeliveryError: for good where the folder cannot be written, else temporary.
        """
        await asyncio.to_thread(self._write, message)

    def path(self, message: Message) -> Path:
        """Return where the message is written: a name from its key, whatever stands in that."""
        plain = re.sub(r"[^\w.-]+", "_", message.key).strip("._")[:80]
        if plain != message.key or not plain:  # two keys must not meet in one name
            mark = hashlib.sha256(message.key.encode()).hexdigest()[:8]
            plain = f"{plain or 'digest'}-{mark}"
        return self.folder / f"{plain}{'.html' if message.html else '.txt'}"

    def _write(self, message: Message) -> None:
        try:
            write_whole(self.path(message), message.html or message.text)
        except OSError as e:
            lasting = isinstance(e, PermissionError | NotADirectoryError | FileExistsError)
            why = say("send.file", self.lang, path=self.folder, reply=e.strerror or str(e))
            raise DeliveryError(self.name, why, temporary=not lasting) from e


def write_whole(target: Path, text: str) -> bool:
    """Write a file, and its folder where there is none; say whether it was another one before.

    A reader finds the old file or the new one, never half of it. One that holds the text already is
    left alone, with its time. Raises OSError.
    """
    data = text.encode("utf-8")
    with contextlib.suppress(FileNotFoundError):
        if target.read_bytes() == data:
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)  # mkstemp keeps it to the owner; it is to be read
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return True
