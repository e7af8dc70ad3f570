"""Moments for readers anywhere: a date that no country reads in another way, and its zone."""

from __future__ import annotations

from datetime import UTC, datetime


def day(seconds: float) -> str:
    """`2026-11-28`, of the same zone."""
    return minute(seconds).partition(" ")[0]


def minute(seconds: float) -> str:
    """`2026-11-28 08:22 UTC`, from unix seconds."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
