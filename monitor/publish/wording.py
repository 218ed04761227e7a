"""Names of kinds, reasons and claims as people say them. Feeds and addresses keep the names of the data."""

from __future__ import annotations

from monitor.publish.rows import Row

# Only names that do not read by themselves once their underscores are spaces.
SAID = {
    "atm": "ATM",
    "avg_cost": "average cost",
    "blind_window": "no filing covers it yet",
    "btc_sale_future_or_forced": "a sale to come",
    "btc_sale_hidden_or_rumoured": "a rumoured sale",
    "btc_sale_past": "a sale",
    "debt_total": "size of the debt",
    "etf_outflow": "money leaving funds",
    "false_presupposition": "rests on what is not so",
    "holdings_total": "size of the holding",
    "insider_sale": "an insider's sale",
    "interest_or_dividend_payment": "interest or dividends",
    "misread_filing": "misreads the filing",
    "mnav_or_valuation": "valuation",
    "outside_filings": "filings cannot tell",
    "period_not_day": "filings name the period, not the day",
    "reconciled_no_sale": "adds up without a sale",
    "reserve": "cash reserve",
    "stale": "no longer true",
    "unverified_detail": "a detail that no filing states",
    "closest_passage": "by the closest passage of a filing",
    "partly_disclosed": "disclosed but for a detail",
    "usd_cash": "USD Cash",
    "usd_reserve": "USD Reserve",
}
# Columns that hold 1 or 0.
FLAGS = {"acquired", "is_10b5_1", "is_derivative", "is_notice", "negated", "superseded", "watched"}


def name_value(name: str) -> str:
    """A value of few as a label: "blind_window" reads "no filing covers it yet", "if_declared" "if declared"."""
    return SAID.get(name, name.replace("_", " "))


def name_choice(column: str, value: object) -> str:
    """A value of a column as a choice or a cell: 1 and 0 of a flag read "yes" and "no"."""
    if column == "reconstruction":
        return "reconstruction" if str(value) == "1" else "as filed"
    if column in FLAGS and str(value) in ("0", "1"):
        return "yes" if str(value) == "1" else "no"
    return name_value(str(value))


def name_issuer(row: Row) -> str:
    """An issuer as people know it: by its ticker, and by its `name` where no filing has told a ticker."""
    ticker, name = str(row["ticker"]), str(row.get("name") or "")
    return name if name and ticker.startswith("CIK") and not name.startswith("CIK ") else ticker
