"""Reads the news for figures and claims, and writes when one is new or different."""

__version__ = "0.1.0"
