"""The nouns of the road: what a filing is read into, what is found in it, and what is concluded.

    filings.py     who files, what was filed, what was asked of whom
    documents.py   what was read, and the quotes that can be taken from it
    holdings.py    changes, totals, the ledger
    debts.py       instruments, obligations, reserves, sentences about paying
    funding.py     issuance, what purchases were paid with, insiders
    claims.py      articles, claims, verdicts, predictions
    narratives.py  claims joined into stories
    stress.py      what the figures mean at a price, and the stages of a feared collapse
    numerals.py    small numbers as words
    problems.py    what is wrong with the outside world
    alerts.py      what somebody should hear of

Frozen, slotted, keyword-only. Field name = column name = CSV header (`tests/test_schema.py` compares them). A
`<verb>ed_at` is a UTC instant, a `<noun>_on` a calendar date. Numbers are `Decimal`, and a Decimal keeps the
precision it was printed with in its exponent: "$63.87 billion" is ``Decimal("6.387E+10")``, good to 10 million.
The `source` of a fact is flattened by the store into document_id, quote_start, quote_end, quote.
"""

from monitor.records.alerts import (
    Alert,
    AlertKind,
    AlertSeverity,
    RaisedAlert,
    RunEnd,
    SourceAnswer,
    Telling,
    VerdictChange,
)
from monitor.records.claims import (
    Article,
    Claim,
    ClaimFigure,
    ClaimModality,
    ClaimType,
    Comparator,
    Evidence,
    FigureRole,
    Flow,
    Label,
    Prediction,
    Price,
    Verdict,
)
from monitor.records.debts import (
    EventKind,
    Instrument,
    InstrumentEvent,
    InstrumentKind,
    InstrumentTerm,
    Modality,
    Obligation,
    ObligationKind,
    PaymentCoverage,
    PaymentStatement,
    PaymentTopic,
    Reserve,
    ReserveMovement,
    StatedPayment,
    TermName,
)
from monitor.records.documents import Block, BlockKind, Cell, Document, Footnote, Quote, Table, TaggedFigure
from monitor.records.filings import Asset, Cadence, Fetch, Filing, IndexedFiling, Issuer, Validator
from monitor.records.funding import (
    OWNERSHIP_FORMS,
    FundsBalance,
    InsiderSum,
    InsiderTrade,
    Issuance,
    PurchaseFunding,
)
from monitor.records.holdings import (
    ENTERED,
    LEFT,
    ChangeKind,
    CountedChange,
    HoldingsChange,
    HoldingsFact,
    HoldingsTotal,
    LedgerStatus,
    LedgerStep,
    direction_of,
)
from monitor.records.ids import content_id
from monitor.records.moments import Moment, Version
from monitor.records.narratives import Narrative, NarrativeClaim, NarrativeScore
from monitor.records.problems import Problem
from monitor.records.stress import BalanceSheet, ChainStage, StressMeasure

Fact = (
    HoldingsChange
    | HoldingsTotal
    | InstrumentTerm
    | InstrumentEvent
    | Reserve
    | ReserveMovement
    | StatedPayment
    | PaymentStatement
    | Issuance
    | PurchaseFunding
)

# Where each fact lives, and its id: the extractors give it, the store keeps it.
FACT_TABLES: dict[type, tuple[str, str]] = {
    HoldingsChange: ("holdings_changes", "change_id"),
    HoldingsTotal: ("holdings_totals", "total_id"),
    InstrumentTerm: ("instrument_terms", "term_id"),
    InstrumentEvent: ("instrument_events", "event_id"),
    Reserve: ("reserves", "reserve_id"),
    ReserveMovement: ("reserve_movements", "movement_id"),
    StatedPayment: ("stated_payments", "payment_id"),
    PaymentStatement: ("payment_statements", "statement_id"),
    Issuance: ("issuances", "issuance_id"),
    PurchaseFunding: ("purchase_fundings", "funding_id"),
}

__all__ = [
    "ENTERED",
    "FACT_TABLES",
    "LEFT",
    "OWNERSHIP_FORMS",
    "Alert",
    "AlertKind",
    "AlertSeverity",
    "Article",
    "Asset",
    "BalanceSheet",
    "Block",
    "BlockKind",
    "Cadence",
    "Cell",
    "ChainStage",
    "ChangeKind",
    "Claim",
    "ClaimFigure",
    "ClaimModality",
    "ClaimType",
    "Comparator",
    "CountedChange",
    "Document",
    "EventKind",
    "Evidence",
    "Fact",
    "Fetch",
    "FigureRole",
    "Filing",
    "Flow",
    "Footnote",
    "FundsBalance",
    "HoldingsChange",
    "HoldingsFact",
    "HoldingsTotal",
    "IndexedFiling",
    "InsiderSum",
    "InsiderTrade",
    "Instrument",
    "InstrumentEvent",
    "InstrumentKind",
    "InstrumentTerm",
    "Issuance",
    "Issuer",
    "Label",
    "LedgerStatus",
    "LedgerStep",
    "Modality",
    "Moment",
    "Narrative",
    "NarrativeClaim",
    "NarrativeScore",
    "Obligation",
    "ObligationKind",
    "PaymentCoverage",
    "PaymentStatement",
    "PaymentTopic",
    "Prediction",
    "Price",
    "Problem",
    "PurchaseFunding",
    "Quote",
    "RaisedAlert",
    "Reserve",
    "ReserveMovement",
    "RunEnd",
    "SourceAnswer",
    "StatedPayment",
    "StressMeasure",
    "Table",
    "TaggedFigure",
    "Telling",
    "TermName",
    "Validator",
    "Verdict",
    "VerdictChange",
    "Version",
    "content_id",
    "direction_of",
]
