"""The e-mail channel: a multipart message of text, HTML and pictures, handed to an SMTP server."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import ipaddress
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Literal

from monitor.errors import ConfigError, DeliveryError
from monitor.model import SEOUL, Message
from monitor.words import Lang, os_reason, say

Security = Literal["none", "starttls", "tls"]

# RFC 5321: one @, no space, no control; what a quoted local part could hide is not needed.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChannel:
    """Sends messages by one SMTP server, a connection for each.

    Args:
        security: "starttls" (587) and "tls" (465) verify the server's certificate; "none" is for a
            server on this machine or in a closed network and takes no password elsewhere.
        sender: `name@host` or `이름 <name@host>`.
        timeout: seconds for each exchange; a whole delivery gets six times that.
        cafile: certificates to trust beside the system's, for a server with a company's own.
        unsubscribe: an https or mailto address for `List-Unsubscribe`.

    Raises ConfigError where the settings cannot be used.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    sender: str
    timeout: float = 30.0
    cafile: Path | None = None
    unsubscribe: str | None = None
    lang: Lang = "ko"
    name: str = "email"

    def __post_init__(self) -> None:
        faults = []
        if _address(self.sender) is None:
            faults.append(f"email.sender: {say('send.bad_address', self.lang)}")
        if self.security == "none" and self.username and not _is_local(self.host):
            faults.append(f"email.security: {say('send.clear_password', self.lang)}")
        if self.unsubscribe and not re.fullmatch(r"(https://|mailto:)[!-;=?-~]+", self.unsubscribe):
            faults.append(f"email.unsubscribe: {say('send.bad_unsubscribe', self.lang)}")
        if faults:
            raise ConfigError(faults)

    async def send(self, message: Message) -> None:
        """Hand the message to the server; returns once the server has taken it.

        Raises DeliveryError: temporary for no answer and 4xx, for good for 5xx, a refused login
        and a certificate that does not hold.
        """
        mail = self.compose(message)
        await self._in_time(lambda: self._try(mail))

    async def check(self) -> None:
        """Connect and log in, and send nothing; raises DeliveryError where `send` would."""
        await self._in_time(self._try)

    def compose(self, message: Message) -> EmailMessage:
        """Return the mail of a message; the same message gives the same `Message-ID`.

        Raises DeliveryError for an address that cannot be used.
        """
        to = _address(message.recipient)
        sender = _address(self.sender)
        if to is None or sender is None:
            raise self._error("send.bad_address")
        when = (message.created or datetime.now(UTC)).astimezone(SEOUL)
        mail = EmailMessage(policy=SMTP)
        mail["Subject"] = _one_line(message.subject)
        mail["From"] = sender
        mail["To"] = to
        mail["Date"] = format_datetime(when)
        mail["Message-ID"] = f"<{_token(message.key)}@{sender.domain}>"
        # A thread a day: the digests of one day and recipient hang on the same root.
        root = f"<{_token(f'{when:%Y-%m-%d} {message.recipient}')}@{sender.domain}>"
        mail["In-Reply-To"] = root
        mail["References"] = root
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Monitor-Key"] = _one_line(message.key)[:200]
        # RFC 2919: what a reader's filter goes by, whatever the subject says.
        mail["List-Id"] = f"<figure-monitor.{sender.domain}>"
        if self.unsubscribe:
            mail["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            if self.unsubscribe.startswith("https:"):
                # RFC 8058: without it Gmail and others show a button of no use, or none.
                mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail["Content-Language"] = message.language or self.lang
        mail.set_content(message.text, cte="base64")
        if message.html:
            html, pictures = _apart(message.html, sender.domain)
            mail.add_alternative(html, subtype="html", cte="base64")
            *_, body = mail.iter_parts()
            assert isinstance(body, EmailMessage)  # this policy makes no other parts
            for number, (name, data) in enumerate(pictures.items(), start=1):
                body.add_related(
                    data,
                    maintype="image",
                    subtype="png",
                    cid=f"<{name}>",
                    disposition="inline",
                    filename=f"figure-{number}.png",
                )
        return mail

    async def _in_time(self, work: Callable[[], None]) -> None:
        """Do the work beside the event loop, within six times the timeout."""
        try:
            # Outlives slow steps, not a server that drips a byte now and then for ever.
            async with asyncio.timeout(self.timeout * 6):
                await asyncio.to_thread(work)
        except TimeoutError as e:
            # The thread is still at it.
            raise self._error("send.timeout", temporary=True, unsure=True) from e

    def _try(self, mail: EmailMessage | None = None) -> None:
        """Connect, hand the mail over if there is one, and say in our words what went wrong."""
        is_sent = False  # it has left: only the server's answer tells whether it was taken
        try:
            server = self._connect()
            try:
                if mail is not None:
                    is_sent = True
                    server.send_message(mail)
            finally:
                # Whatever QUIT answers, the message was taken or refused before it.
                with contextlib.suppress(smtplib.SMTPException, OSError):
                    server.quit()
                server.close()
        except smtplib.SMTPAuthenticationError as e:
            reply = self._reply(e.smtp_error)
            is_temporary = 400 <= e.smtp_code < 500
            raise self._error("send.login", temporary=is_temporary, reply=reply) from None
        except smtplib.SMTPNotSupportedError as e:
            raise self._error("send.unsupported", reply=self._reply(str(e))) from e
        except smtplib.SMTPRecipientsRefused as e:
            code, answer = next(iter(e.recipients.values()))
            raise self._refused(code, answer) from e
        except smtplib.SMTPResponseException as e:
            is_answer = e.smtp_code >= 0  # else it is smtplib's word for one that cannot be read
            raise self._refused(e.smtp_code, e.smtp_error, unsure=is_sent and not is_answer) from e
        except ssl.SSLCertVerificationError as e:
            raise self._error("send.certificate", reply=self._reply(e.verify_message)) from e
        except ssl.SSLError as e:
            # Most often the wrong port for the setting; also a line that broke.
            reply = self._reply(e.reason or "")
            raise self._error("send.tls", temporary=True, reply=reply, unsure=is_sent) from e
        except (smtplib.SMTPException, OSError) as e:
            # smtplib's errors are the system's too, but carry no number of its.
            known = isinstance(e, OSError) and e.errno is not None
            why = os_reason(e, self.lang) if known else str(e)
            reply = self._reply(why or type(e).__name__)
            raise self._error("send.connection", temporary=True, reply=reply, unsure=is_sent) from e

    def _connect(self) -> smtplib.SMTP:
        """Return a connection that is encrypted and logged in as the settings ask."""
        if self.security == "tls":
            context = ssl.create_default_context()
            self._trust(context)
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                context = ssl.create_default_context()
                self._trust(context)
                server.starttls(context=context)
            if self.username is not None:
                server.login(self.username, self.password or "")
        except BaseException:
            server.close()
            raise
        return server

    def _trust(self, context: ssl.SSLContext) -> None:
        if self.cafile is not None:
            context.load_verify_locations(cafile=self.cafile)

    def _refused(self, code: int, reply: bytes | str, *, unsure: bool = False) -> DeliveryError:
        # RFC 5321: 4yz may succeed later, 5yz will not. -1 is smtplib's for an unreadable answer.
        is_temporary = code < 500
        words = f"{code} {self._reply(reply)}".strip()
        return self._error("send.refused", temporary=is_temporary, reply=words, unsure=unsure)

    def _reply(self, reply: bytes | str) -> str:
        """Return a server's words on one short line, without what nobody may read in a log."""
        text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        for secret in self._secrets():
            text = text.replace(secret, "***")
        return _one_line(text)[:200]

    def _secrets(self) -> list[str]:
        """Return the password and the forms in which SMTP carries it."""
        if not self.password:
            return []
        plain = f"\0{self.username or ''}\0{self.password}"
        coded = [base64.b64encode(s.encode()).decode() for s in (plain, self.password)]
        return [*coded, self.password]

    def _error(
        self, key: str, *, temporary: bool = False, reply: str = "", unsure: bool = False
    ) -> DeliveryError:
        where = f"{self.host}:{self.port}"
        why = say(key, self.lang, server=where, reply=reply)
        return DeliveryError(self.name, why, temporary=temporary, unsure=unsure)


# How our pages hold a picture. No text from outside can look like it: its `<` is escaped there.
_PICTURE = re.compile(r'(<img\b[^<>]*? src=")data:image/png;base64,([A-Za-z0-9+/=]+)(")')


def _apart(html: str, domain: str) -> tuple[str, dict[str, bytes]]:
    """Return a page whose pictures are named instead, and the pictures by name, each once."""
    pictures: dict[str, bytes] = {}

    def take(found: re.Match[str]) -> str:
        data = base64.b64decode(found[2])
        name = f"{hashlib.sha256(data).hexdigest()[:16]}@{domain}"
        pictures[name] = data
        return f"{found[1]}cid:{name}{found[3]}"

    return _PICTURE.sub(take, html), pictures


def _address(text: str) -> Address | None:
    """Return an address that can stand in a header and an SMTP command; None for any other."""
    if re.search(r"[\x00-\x1f\x7f]", text):
        return None
    display, spec = parseaddr(text)
    local, _, domain = spec.rpartition("@")
    try:
        spec = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return None
    if not _ADDRESS.fullmatch(spec):
        return None
    # parseaddr is lenient: it must have read all there was, not the first of several.
    rest = text.replace(display, "", 1) if display else text
    if rest.count("@") != 1:
        return None
    try:
        return Address(display_name=display, addr_spec=spec)
    except (ValueError, IndexError):  # IndexError: a known slip of its parser on odd input
        return None


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", text).split())


def _token(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
