"""Committed text is written by us: figures and accession numbers are facts, a sentence of a filing is not ours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# So many words in a row, figures left out, within one paragraph or cell. The examples must have the very forms
# that the extractors meet, so a turn of phrase ("at an average price of approximately $ per bitcoin") may stay.
WRITTEN = {"monitor/sample/filings": 8, "tests/examples": 12}
PAGES = {".html", ".htm", ".txt", ".md", ".toml", ".json", ".jsonl", ".csv", ".xml"}


def phrases(text: str, length: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many words, paragraph by paragraph and cell by cell."""
    text = re.sub(
        r"(?is)<SEC-HEADER>.*?</SEC-HEADER>|<ix:header.*?</ix:header>|<(style|script).*?</\1>", " ", text
    )
    text = re.sub(r"(?i)</?(p|div|td|th|tr|table|br|hr|li|h\d)\b[^>]*>", "\n\n", text)
    for block in re.split(r"\n\s*\n|[\n\t](?=\S*\t)", html.unescape(re.sub(r"<[^>]+>", "", text))):
        words = re.findall(r"[a-z]+", block.lower())
        yield from (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def load(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in PAGES:
            yield path, path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.corpus
@pytest.mark.parametrize(("folder", "length"), WRITTEN.items())
def test_what_we_wrote_repeats_no_real_filing(folder: str, length: int, corpus: Path) -> None:
    """The sample and the examples have the forms of the filings, and none of their sentences."""
    pages = [text for part in ("mstr", "other") for _, text in load(corpus / part)]
    filed = {phrase for text in pages for phrase in phrases(text, length)}
    found = [
        f"{path.relative_to(ROOT)}: {' '.join(phrase)}"
        for path, text in load(ROOT / folder)
        for phrase in phrases(text, length)
        if phrase in filed
    ]
    assert found == []


def test_a_repeated_sentence_would_be_found() -> None:
    """Markup, figures and capitals do not hide a sentence."""
    said = "<p>As of May&#160;31, 2026, <b>we held</b> 32 coins in two cold and dusty vaults.</p>"
    assert set(phrases(said, 8)) & set(phrases("we held 99 coins in two cold and dusty vaults", 8)) != set()
