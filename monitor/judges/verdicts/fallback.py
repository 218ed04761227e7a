"""What no rule answers: not enough evidence, with a reason that names what is missing (contract, Verdicts, 8)."""

from __future__ import annotations

from typing import get_args

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._figures import say_figure
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
MISSING: dict[str, str] = {
    "etf_outflow": "Flows of funds stand in no filing of the issuers, and the store has no flows of that day.",
    "mnav_or_valuation": "A market value or premium follows from the number of shares, their price and that of "
    "the coins; the store does not have all three for that day.",
    "price_prediction": "A forecast: resolved by prices when its day has come.",
    "default_or_insolvency": "No filing in the store states it, and silence refutes nothing.",
    "insider_sale": "The store has no ownership form (3, 4, 5, 144) that tells of it.",
    "reserve": "No balance of cash or reserve in the store answers it.",
    "debt_total": "No stated debt and no instrument in the store answers it.",
    "interest_or_dividend_payment": "No sentence in the store's filings states it.",
    "other": "Filings in the store do not speak of it.",
}
SUPPOSED = ("default_or_insolvency", "debt_total", "interest_or_dividend_payment")  # "if it defaults, ..."
WHY: dict[str, str] = {
    "price_prediction": "prediction",
    "etf_outflow": "outside_filings",
    "mnav_or_valuation": "outside_filings",
    "other": "outside_filings",
}


def judge(claim: Claim, known: Knowledge) -> Finding:
    """Always a finding."""
    figures = [figure for figure in claim.figures if figure.role != "count"]
    if not known.record.filings and claim.claim_type not in WHY:
        name = known.record.issuer.name
        return Finding(
            label="not_enough_evidence",
            reason="no_disclosure",
            rationale=f"The store has no filing of {name or claim.subject or 'that company'} known by then.",
            firmness="default",
            idle=False,
        )
    if claim.action == "state":
        return Finding(
            label="not_enough_evidence",
            reason="outside_filings",
            rationale="No sentence of the store's filings says so, and none says the contrary.",
            firmness="default",
            idle=True,
        )
    words = MISSING.get(claim.claim_type, "No disclosure in the store answers it.")
    supposed = claim.claim_type in SUPPOSED and "if" in claim.qualifiers
    if claim.modality == "predicted" or supposed:
        reason, words = "prediction", f"What is still to come stands in no filing. {words}"
    else:
        reason = WHY.get(claim.claim_type, "no_disclosure")
    said = f" ({', '.join(say_figure(figure) for figure in figures)})" if figures else ""
    return Finding(
        label="not_enough_evidence",
        reason="opinion" if claim.checkable == "no" and not figures else reason,
        rationale=f"{words}{said}",
        firmness="default",
        idle=not figures,
    )
