"""The site asked through Datasette's own client, and its answers as people read them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from example_filings import TOLD, read_told

from monitor.publish.site import build_datasette

Get = Callable[..., Any]


def open_site(db: Path) -> Get:
    """Ask the site for a path; the answer must have the status, 200 unless told otherwise."""
    site = build_datasette(db)

    def ask(path: str, status: int = 200) -> Any:
        answer = asyncio.run(site.client.get(path))
        assert answer.status_code == status, answer.text
        return answer

    return ask


def page(answer: Any) -> BeautifulSoup:
    """The answer as a tree of elements."""
    return BeautifulSoup(answer.text, "lxml")


def words(element: Any) -> str:
    """The words of an element on one line."""
    return " ".join(element.get_text(" ").split())


def document_of(accession: str) -> tuple[str, str]:
    """The id and the text of the example document of a filing."""
    document = next(read_told(told)[1] for told in TOLD if told.accession == accession)
    return document.document_id, document.text


def sentence(get: Get, link: str) -> str:
    """The words that the page behind a link marks."""
    return words(page(get(link)).select_one("mark.quote"))
