"""Extract: a Document into facts, each with the exact quote it came from. Pure.

A topic is a module or a folder here with a function

    extract(document: Document, filing: Filing, issuer: Issuer) -> Iterable[Fact]

and is found by walking: to add a topic, add a file, or a folder where one file does not hold it, and its examples.
It may also have a function

    check(document: Document, filing: Filing, issuer: Issuer) -> Iterable[Problem]

for what in a document contradicts itself. A leading underscore marks what topics share, and
in a topic's folder its parts.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

from monitor.records import FACT_TABLES, Document, Fact, Filing, Issuer, Problem, content_id


def extract_facts(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Fact]:
    """All facts of a document, with their ids: a hash of document, extractor, quote and occurrence."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for module in _topics():
        for fact in module.extract(document, filing, issuer):
            key = (document.document_id, fact.extractor, fact.source.quote)
            seen[key] += 1
            fact_id = content_id(*key, seen[key])
            _, id_field = FACT_TABLES[type(fact)]
            given: dict[str, Any] = {id_field: fact_id}
            yield replace(fact, **given)


def check_document(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Problem]:
    """What in a document contradicts itself, as far as any topic can tell."""
    for module in _topics():
        if hasattr(module, "check"):
            yield from module.check(document, filing, issuer)


def _topics() -> Iterator[ModuleType]:
    for topic in pkgutil.iter_modules(__path__):
        if topic.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{topic.name}")
        if hasattr(module, "extract"):  # `claims` reads articles, not filings
            yield module
