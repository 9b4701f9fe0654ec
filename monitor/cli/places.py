"""Where messages go, as it may be shown: some addresses are secrets."""

from __future__ import annotations

from urllib.parse import urlsplit


def masked_address(channel: str, address: str) -> str:
    """Return an address without what may be secret in it.

    >>> masked_address("webhook", "https://hooks.example/T0/secret")
    'https://hooks.example/…'
    >>> masked_address("apprise", "tgram://token/chat")
    'tgram://…'
    """
    if channel == "apprise":
        return f"{address.partition('://')[0]}://…"
    if channel == "webhook":
        try:
            parts = urlsplit(address)
            return f"{parts.scheme}://{parts.hostname or ''}/…"
        except ValueError:
            return "…"
    return address
