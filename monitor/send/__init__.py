"""Outbox → people: the channels that messages leave by."""
