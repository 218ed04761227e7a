"""`monitor check`: the claims of a text, each judged as of a day, from what the store holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from monitor.extractors.claims import extract_claims
from monitor.extractors.claims.loose import name_statement, read_statement
from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.calibration import Row, find_probabilities
from monitor.judges.figure_groups import weigh_groups
from monitor.judges.knowledge import NEW_YORK, Knowledge, Record, know
from monitor.judges.statement import Judged, decide, lend_periods
from monitor.judges.timeline import Timeline
from monitor.judges.unread import Unread, hold_back
from monitor.judges.verdicts import Finding, judge_claim
from monitor.pipeline._evidence import find_evidence, reread_figures
from monitor.pipeline._issuers import list_issuers
from monitor.pipeline._record import load_record
from monitor.pipeline._run import utc_now
from monitor.pipeline._statements import Statement, read_statements, read_text
from monitor.records import Claim, Document, Issuer, Verdict, content_id
from monitor.settings import Settings, packaged
from monitor.store.database import Store, open_store

UNKNOWN = 0  # the CIK of whoever a line names without the store or the settings knowing them
UNTOLD = ("price_prediction", "etf_outflow", "mnav_or_valuation", "insider_sale")  # in no sentence of a filing
MARKET = ("bitcoin", "BTC", "ETFs", "")  # subjects that are no company
NOTHING = Finding(
    label="not_enough_evidence",
    reason="opinion",
    rationale="Nothing in it is a claim that filings, prices or flows could confirm or contradict.",
    firmness="default",
    idle=True,
    judge="verdicts.none",
)


class Checker:
    """The records of the store, read once; what was known, worked out once for all days between two filings."""

    def __init__(self, settings: Settings, store: Store, *, now: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.now = now
        self._store = store
        self._timelines: dict[int, Timeline] = {}

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
            if ticker.upper() == issuer.ticker.upper() or ticker.lstrip("0") == str(issuer.issuer_cik):
                return issuer
        return Issuer(issuer_cik=UNKNOWN, ticker=ticker, name=ticker)

    @cached_property
    def about(self) -> Issuer | None:
        """Whom "the company" means: the only watched issuer, or the first."""
        watched = [issuer for issuer in self.settings.issuers if issuer.watched] or list(self.settings.issuers)
        return watched[0] if watched else None

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
            loose = loose or name_statement(document, issuers, claimed_at=claimed_at)
            found = () if loose is None else (loose,)
        return lend_periods(found)

    def judge(self, claim: Claim, as_of: date) -> Finding:
        """What was known by the end of `as_of` says of a claim."""
        return judge_claim(claim, self._known_of(claim, as_of))

    def judge_statement(self, statement: Statement) -> Judged | None:
        """The statement as a whole; None when it claims nothing."""
        claims = self.find_claims(statement.text, statement.said_on, statement.ticker, whole=True)
        judged = [Judged(claim=claim, finding=self._judge_line(claim, statement)) for claim in claims]
        if not judged:
            return None
        unread = _unread(statement.text, 0, len(statement.text), statement.said_on)
        whole = decide(judged)
        if whole.finding.label == "not_enough_evidence" and whole.finding.firmness == "default":
            read = self._retrieve(statement, whole.claim, unread)
            whole, judged = (read, [read]) if read else (whole, judged)
        known = self._known_of(whole.claim, statement.as_of)
        weighed = weigh_groups(whole, judged, unread, known)
        held = hold_back(weighed, judged if weighed is whole else [weighed], unread)
        return self._read_figures(statement, held, claims, unread) or held

    def _read_figures(
        self, statement: Statement, whole: Judged, claims: Sequence[Claim], unread: Unread
    ) -> Judged | None:
        """What one filing says of all its figures together; None where that changes nothing."""
        claim = next((one for one in (whole.claim, *claims) if one.issuer_cik), None)
        if claim is None:
            return None
        known = self._known_of(claim, statement.as_of)
        return reread_figures(replace(whole, claim=claim), unread, statement.said_on, known)

    def _judge_line(self, claim: Claim, statement: Statement) -> Finding:
        """The finding on a claim; nothing to judge by where the line names an issuer that nobody knows."""
        if claim.issuer_cik != UNKNOWN:
            return self.judge(claim, statement.as_of)
        return replace(
            NOTHING,
            reason="no_disclosure",
            rationale=f"The store has no filing of {statement.ticker}, and the settings no profile of it.",
            idle=False,
        )

    def _retrieve(self, statement: Statement, claim: Claim, unread: Unread) -> Judged | None:
        """A sentence of the filings that says the same, or the contrary, of what no rule answers."""
        if not claim.issuer_cik or claim.modality == "predicted" or claim.claim_type in UNTOLD:
            return None
        known = self._known_of(claim, statement.as_of)
        finding = find_evidence(self._store, known, statement.text, unread.figures, model=self.settings.semantic)
        return Judged(claim=claim, finding=finding) if finding else None

    def judge_text(self, text: str, claims: Sequence[Claim], as_of: date) -> list[Finding]:
        """The claims of a running text, each on its own; what its sentence says beyond them holds it back."""
        judged = [Judged(claim=claim, finding=self.judge(claim, as_of)) for claim in claims]
        found = []
        for one in judged:
            same = [other for other in judged if other.claim.source == one.claim.source]
            taken = {figure.start for other in same if other is not one for figure in other.claim.figures}
            span = one.claim.source.quote_start, one.claim.source.quote_end
            unread = _unread(text, *span, as_of)
            left = tuple(figure for figure in unread.figures if figure.start not in taken)
            found.append(hold_back(one, same, replace(unread, figures=left)).finding)
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

    def _known_of(self, claim: Claim, as_of: date) -> Knowledge:
        cik = claim.issuer_cik
        if cik is None:
            if claim.subject not in MARKET or self.about is None:
                nobody = Issuer(issuer_cik=0, ticker="", name=claim.subject)
                return know(Record(issuer=nobody, filings={}), as_of)
            cik = self.about.issuer_cik
        if cik not in self._timelines:
            self._timelines[cik] = Timeline(load_record(self._store, self.settings, cik))
        return self._timelines[cik].know(as_of)


def _unread(text: str, start: int, end: int, said_on: date) -> Unread:
    return Unread(
        text=text[start:end],
        start=start,
        figures=tuple(find_figures(text, start, end, said_on)),
        days=tuple(find_days(text, start, end, said_on)),
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
        return [
            (claim, checker.verdict(claim.claim_id, finding, as_of))
            for claim, finding in zip(claims, findings, strict=True)
        ]


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
