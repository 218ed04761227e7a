"""Stable ids."""

from __future__ import annotations

import hashlib


def content_id(*parts: object) -> str:
    """A stable id: the first 16 hex digits of the SHA-256 of the parts, joined by the unit separator."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]
