"""Alerts → Digest → words; pure."""
