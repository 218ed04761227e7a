"""What is wrong with the outside world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.records.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with the outside world, kept for people to see. Same event, same id."""

    kind: str  # "empty_document", "wrong_issuer", "truncated_submission", "cost_mismatch", ...
    message: str  # names file, line and remedy
    severity: Literal["notice", "warning", "error"] = "warning"
    accession_number: str | None = None
    issuer_cik: int | None = None
    source: str | None = None  # file, URL or crawler
    line: int | None = None

    @property
    def problem_id(self) -> str:
        return content_id(
            "problem", self.kind, self.accession_number, self.issuer_cik, self.source, self.line, self.message
        )
