"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real filings, which is not part of the project: tests that measure on it skip without it."""
    if not (CORPUS / "filings.csv").exists():
        pytest.skip("needs ../shared/corpus")
    return CORPUS
