"""`monitor check`: the claims of a text, each judged as of a day, from what the store holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from monitor.extractors.claims import extract_claims
from monitor.extractors.claims.loose import name_statement, read_statement
from monitor.judges.calibration import Row, find_probabilities
from monitor.judges.knowledge import NEW_YORK
from monitor.judges.statement import Judged, lend_periods
from monitor.judges.verdicts import Finding
from monitor.pipeline._issuers import list_issuers
from monitor.pipeline._judge_sentence import UNKNOWN, SentenceJudge, cut_sentences, read_sentence
from monitor.pipeline._run import utc_now
from monitor.pipeline._statements import Statement, read_statements, read_text
from monitor.records import Claim, Document, Issuer, Verdict, content_id
from monitor.settings import Settings, packaged
from monitor.store.database import Store, open_store

NOTHING = Finding(
    label="not_enough_evidence",
    reason="opinion",
    rationale="Nothing in it is a claim that filings, prices or flows could confirm or contradict.",
    firmness="default",
    idle=True,
    judge="verdicts.none",
)


class Checker:
    """Reads the claims of texts, has them judged, and makes verdicts of what was found."""

    def __init__(self, settings: Settings, store: Store, *, now: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.now = now
        self._store = store

    @cached_property
    def table(self) -> dict[str, Row]:
        """The calibration that ships with the monitor."""
        path = packaged("models") / "verdicts" / "calibration.json"
        rows = json.loads(path.read_text(encoding="utf-8"))["table"]
        return {key: (Decimal(row[0]), Decimal(row[1]), Decimal(row[2])) for key, row in rows.items()}

    @cached_property
    def issuers(self) -> tuple[Issuer, ...]:
        """Everybody whom a claim may be about."""
        return list_issuers(self.settings, self._store)

    def _get_issuer(self, ticker: str) -> Issuer:
        """The issuer of a ticker or CIK; one that nobody knows is still whom the line speaks of, "
        "without a filing."""
        for issuer in self.issuers:
            called = (issuer.ticker, *issuer.names)
            if ticker.upper() in map(str.upper, called) or ticker.lstrip("0") == str(issuer.issuer_cik):
                return issuer
        return Issuer(issuer_cik=UNKNOWN, ticker=ticker, name=ticker)

    @cached_property
    def about(self) -> Issuer | None:
        """Whom "the company" means: the only watched issuer, or the first."""
        watched = [issuer for issuer in self.settings.issuers if issuer.watched] or list(self.settings.issuers)
        return watched[0] if watched else None

    @cached_property
    def judging(self) -> SentenceJudge:
        """Judges every sentence, wherever it comes from."""
        return SentenceJudge(self.settings, self._store, self.about)

    def find_claims(
        self, text: str, said_on: date, ticker: str | None = None, *, whole: bool = False
    ) -> tuple[Claim, ...]:
        """The claims of a text said on a day in New York; `whole`: it is one statement, read as one claim when no
        part of it is any."""
        about = self._get_issuer(ticker) if ticker else self.about
        document = Document(
            document_id=content_id("text", text),
            accession_number=None,
            article_id=content_id("article", text),
            type="text",
            url="",
            sha256="",
            text=text,
        )
        claimed_at = datetime.combine(said_on, time(17), tzinfo=NEW_YORK).astimezone(UTC)
        issuers = self.issuers
        found = tuple(extract_claims(document, issuers, claimed_at=claimed_at, about=about))
        if not found and whole:
            loose = read_statement(document, issuers, claimed_at=claimed_at, about=about)
            given = about if ticker else None
            loose = loose or name_statement(document, issuers, claimed_at=claimed_at, about=given)
            found = () if loose is None else (loose,)
        return lend_periods(found)

    def judge_statement(self, statement: Statement) -> Judged | None:
        """The statement as a whole; None when it claims nothing."""
        text, said_on = statement.text, statement.said_on
        claims = self.find_claims(text, said_on, statement.ticker, whole=True)
        if not claims:
            return None
        sentence = read_sentence(text, 0, len(text), claims, said_on, ticker=statement.ticker or "")
        return self.judging.judge(sentence, statement.as_of).whole

    def judge_text(self, text: str, claims: Sequence[Claim], as_of: date) -> dict[str, Finding]:
        """By its id, what was found of each claim of a running text."""
        found: dict[str, Finding] = {}
        for sentence in cut_sentences(text, claims):
            answer = self.judging.judge(sentence, as_of)
            found |= {
                claim.claim_id: finding for claim, finding in zip(sentence.claims, answer.findings, strict=True)
            }
        return found

    def verdict(self, claim_id: str, finding: Finding, as_of: date) -> Verdict:
        """The verdict of a finding, with calibrated probabilities."""
        supported, refuted, neither = find_probabilities(finding, self.table)
        return Verdict(
            verdict_id=content_id(claim_id, as_of, finding.judge),
            claim_id=claim_id,
            as_of=as_of,
            label=finding.label,
            score=supported - refuted,
            p_supported=supported,
            p_refuted=refuted,
            p_not_enough_evidence=neither,
            reason=finding.reason,
            rationale=finding.rationale,
            resolves_by_on=finding.resolves_by_on,
            judge=finding.judge,
            judged_at=self.now(),
            evidence=finding.evidence,
        )


def answer_text(
    settings: Settings, path: Path, as_of: date | None = None, ticker: str | None = None
) -> list[dict[str, Any]]:
    """The answers for the claims of a text file ("-": standard input), as of a day (default: today)."""
    text = sys.stdin.read() if str(path) == "-" else read_text(path)
    pairs = check_text(settings, text, as_of or utc_now().astimezone(NEW_YORK).date(), ticker)
    return [answer(claim.claim_id, claim.source.quote, claim, verdict) for claim, verdict in pairs]


def check_text(
    settings: Settings, text: str, as_of: date, ticker: str | None = None
) -> list[tuple[Claim, Verdict]]:
    """The claims of a text, each with its verdict as of a day. Raises StoreError when there is no database yet,
    SettingsError when `ticker` is no issuer."""
    if ticker:
        settings.get_issuer(ticker)
    with open_store(settings.db, create=False) as store:
        checker = Checker(settings, store)
        claims = checker.find_claims(text, as_of, ticker)
        findings = checker.judge_text(text, claims, as_of)
        return [(claim, checker.verdict(claim.claim_id, findings[claim.claim_id], as_of)) for claim in claims]


def answer_claims(
    settings: Settings, path: Path, as_of: date | None = None, ticker: str | None = None
) -> Iterator[dict[str, Any]]:
    """One answer for each line of a JSON Lines file, in the same order; `as_of` and `ticker`: for lines without.

    Every line is read before the first is judged: SettingsError names the file and the line that cannot be.
    """
    statements = read_statements(path, as_of, ticker)
    if ticker:
        settings.get_issuer(ticker)
    with open_store(settings.db, create=False) as store:
        checker = Checker(settings, store)
        for statement in statements:
            judged = checker.judge_statement(statement)
            finding = judged.finding if judged else NOTHING
            verdict = checker.verdict(statement.statement_id, finding, statement.as_of)
            yield answer(statement.statement_id, statement.text, judged.claim if judged else None, verdict)


def answer(statement_id: str, text: str, claim: Claim | None, verdict: Verdict) -> dict[str, Any]:
    """The line of JSON for one statement (contract, Verdicts)."""
    return {
        "id": statement_id,
        "text": text,
        "as_of": verdict.as_of.isoformat(),
        "claim_type": claim.claim_type if claim else "other",
        "modality": claim.modality if claim else "asserted",
        "label": verdict.label,
        "score": float(verdict.score),
        "p_supported": float(verdict.p_supported),
        "p_refuted": float(verdict.p_refuted),
        "p_not_enough_evidence": float(verdict.p_not_enough_evidence),
        "reason": verdict.reason,
        "rationale": verdict.rationale,
        "resolves_by_on": verdict.resolves_by_on.isoformat() if verdict.resolves_by_on else None,
        "evidence": [
            {
                "accession_number": piece.accession_number,
                "url": piece.url,
                "quote": piece.source.quote,
                "stance": piece.stance,
            }
            for piece in verdict.evidence
        ],
    }
