"""One claim from a statement in which no word of the lexicon opens a proposition. Pure.

Whoever hands over a single statement says that it is a claim. Its figures and a few broad words tell of what:
"MicroStrategy put $425 million into 38,250 bitcoin" is a purchase though "put into" is in no list. Never used on
running text, where most sentences claim nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from monitor.extractors.claims._amounts import find_amounts
from monitor.extractors.claims._calendar import find_whens, masked_spans, narrow
from monitor.extractors.claims._comparing import Amount
from monitor.extractors.claims._lexicon import Cue
from monitor.extractors.claims._manner import read_manner
from monitor.extractors.claims._mentions import Cast
from monitor.extractors.claims._roles import figures_of, main_figure
from monitor.extractors.claims._scene import Draft, Scene
from monitor.records import Claim, ClaimType, Document, Issuer, content_id

NEW_YORK = ZoneInfo("America/New_York")
MILLION = Decimal(1_000_000)
THOUSAND = Decimal(1_000)  # "how many coins? 640,031": a number of the size of a holding
COINS = r"\b(?:bitcoins?|BTC|coins?|crypto|digital assets?)\b"
PREFERRED = r"\b(?:preferreds?|STR[KFDCE]|(?-i:Strike|Strife|Stride|Stretch|Stream))\b"
STOCK_ALONE = r"\A(?!.*" + COINS + r").*\b(?:stock|shares?|ATM|preferreds?|STR[KFCDE])\b"
PAPERS = r"(?:shares?|stock|equity|preferreds?|notes?|bonds?|convertibles?|converts|STR[KFCDE]|ATM)"
PAPER_SOLD = (
    r"\b(?:sold|sell\w*|sales?|issu\w+|rais\w+|plac\w+)\s(?:(?!bitcoins?\b|BTC\b|coins?\b)[\w,.’'$%-]+\s){0,5}?"
    + PAPERS
    + r"\b|\b"
    + PAPERS
    + r"\s(?:\w+\s)?(?:sales?|offering|issue|deal|program)\b"
)
OF_PAPER = r"\s(?:of\s)?(?:(?:its|new|more|any|some|common|class A|MSTR|fresh)\s)*" + PAPERS + r"\b"
PAYS = (
    r"\b(?:to (?:buy|fund|pay|finance|acquire|purchase)|pa(?:id|ys) for|funded|financed|footed|bankroll\w*"
    r"|covered|(?:put|poured|ploughed|plowed|spent|went|gone|goes|flowed) (?:into|on)|for (?=(?:its|the|those"
    r"|these) [\d,]+\s))"
)
# Broad words, the first that fits wins: type, action, what must be there, which figures it needs.
KINDS: tuple[tuple[ClaimType, str, str, str], ...] = (
    ("purchase", "buy", "(?:" + PAPER_SOLD + ").*" + PAYS + ".*" + COINS, "units"),
    (
        "purchase",
        "buy",
        r"\b(?:straight|right|directly|flow(?:s|ed|ing)?|roll(?:s|ed|ing)?|turn(?:s|ed|ing)?|plough\w*|plow\w*"
        r"|all) into "
        r"(?:more |yet more |fresh )?(?:sats|bitcoins?|BTC|coins)\b",
        "figure",
    ),
    (
        "btc_sale_past",
        "sell",
        r"\b(?:sold|sale|sell|selling|dump\w*|offload\w*|liquidat\w+|divest\w*"
        r"|disposed?)\b(?!"
        + OF_PAPER
        + r").*"
        + COINS
        + r"|"
        + COINS
        + r".*\b(?:sold|sale|selling|dumped)\b(?!"
        + OF_PAPER
        + ")",
        "",
    ),
    ("default_or_insolvency", "pledge", r"\b(?:un)?encumbered\b|\bpledg\w+|\bcollateral\w*", ""),
    (
        "debt_total",
        "repay",
        r"\b(?:repa(?:id|y|ys|ying)|redeem\w*|bought back|retired)\b.*\b(?:loans?|notes?"
        r"|debt|bonds?|convertibles?)\b",
        "money",
    ),
    ("debt_total", "borrow", r"\b(?:borrow\w*|loan)\b", "money"),
    (
        "debt_total",
        "owe",
        r"\b(?:debts?|owes?|notes|bonds?|owed?s?|indebted\w*|liabilit\w+|convertibles?)\b",
        "money",
    ),
    ("debt_total", "owe", r"\b(?:senior|secured|unsecured|convertible)\s(?:\w+\s)?paper\b", "money"),
    ("interest_or_dividend_payment", "pay", r"\b(?:dividends?|interest|coupons?|distributions?)\b", "figure"),
    ("reserve", "hold", r"\b(?:reserves?|cash)\b", "money"),
    ("other", "issue", STOCK_ALONE, "money"),
    ("holdings_total", "hold", r"\b(?:worth|valued?|value|at a cost|costs?)\b", "money"),
    ("reserve", "fund", r"\breserves?\b.*\b(?:with|by|from|through)\b|\b(?:fund|financ)\w*\b.*\breserves?\b", ""),
    (
        "other",
        "trade",
        COINS + r".*\b(?:worth|price[ds]?|traded?|trading|stood|cost|at)\b|\bprice "
        r"of\b.*" + COINS,
        "price alone",
    ),
    ("purchase", "buy", r"\bweek\b.*\b(?:buy|add|purchas|acquir)\w*\b.*" + COINS, ""),
    (
        "purchase",
        "buy",
        r"\b(?:put|went into|poured|invest\w*|spen[dt]\w*|bought|buy\w*|purchas\w+|acquir\w+|add(?:s|ed"
        r"|ing)?|took|deploy\w*|splurg\w*)\b.*" + COINS + "|" + COINS + r".*\b(?:bought|purchased|acquired)\b",
        "figure",
    ),
    ("purchase", "buy", r"\b(?:increas|rais|grew|grow|expand|boost)\w*\b.*\b(?:holdings|stash|hoard)\b", ""),
    ("btc_sale_past", "sell", r"\b(?:reduc|cut|decreas|shr[au]nk|trimm)\w*\b.*\b(?:holdings|stash|hoard)\b", ""),
    ("avg_cost", "average", r"\b(?:average|apiece|per coin|a coin|per bitcoin|break-?even|cost basis)\b", "price"),
    ("holdings_total", "hold", COINS, "units"),
    ("purchase", "buy", r"\bneither (?:purchase|buy|bought)\w*\b.*\bnor\b", ""),
    ("debt_total", "owe", r"\bdeal\b.*\d\s?%", "money"),
    ("debt_total", "repay", r"\bpa(?:id|ys|ying)\b.*\boff\b", ""),
    # What the filings tell of paper, loans, shares and reserves, with or without a sum.
    (
        "debt_total",
        "owe",
        r"\b(?:debts?|noteholders?|bondholders?|converts?|convertibles?|notes|bonds|loan|lender|lent|(?:note"
        r"|convert\w*|bond) (?:sale"
        r"|issue|offering|deal))\b",
        "",
    ),
    ("interest_or_dividend_payment", "pay", PREFERRED + r".*(?:%|\bper\s?cent\b)", ""),
    ("other", "issue", PREFERRED + r"|\b(?:shares?|stock|ATM|at-the-market|equity)\b", ""),
    ("reserve", "hold", r"\b(?:reserves?|cushion|buffer|war chest)\b", ""),
)


def read_statement(
    document: Document, issuers: Sequence[Issuer], *, claimed_at: datetime, about: Issuer | None = None
) -> Claim | None:
    """The claim of a document that is one statement, or None when it has nothing of the kind.

    `claimed_at` and `about` as for `extract_claims`.
    """
    text = document.text
    if not text.strip():
        return None
    said_on = claimed_at.astimezone(NEW_YORK).date()
    whens = find_whens(text, 0, len(text), said_on)
    amounts = find_amounts(text, 0, len(text), list(masked_spans(text, 0, len(text), whens)))
    mentions = Cast(issuers).find(text, 0, len(text))
    scene = Scene(text=text, start=0, end=len(text), amounts=amounts, whens=whens, mentions=mentions)
    found = _find_kind(text, amounts)
    if found is None:
        return None
    when = narrow(text, whens, whens[0]) if whens else None
    claim_type, action, start, end = found
    draft = Draft(Cue(claim_type, action, "", 0), start, end)
    draft.left, draft.right, draft.amounts = 0, len(text), list(amounts)
    figures = figures_of(scene, draft, claim_type)
    manner = read_manner(scene, draft)
    named = next((mention for mention in mentions if mention.kind != "anaphor"), None)
    priced = claim_type == "other" and action == "trade"
    issuer = None if priced else named.issuer if named else about
    main = main_figure(claim_type, figures)
    quote = document.quote(0, len(text))
    return Claim(
        claim_id=content_id(document.document_id, "claims.loose", quote.quote),
        issuer_cik=issuer.issuer_cik if issuer else None,
        claim_type=claim_type,
        subject="bitcoin" if priced else named.words if named else "",
        action=action,
        negated=manner.negated,
        asset="bitcoin" if re.search(COINS, text, re.IGNORECASE) else None,
        quantity=main.value if main else None,
        unit=main.unit if main else None,
        comparator=main.comparator if main else None,
        figures=figures,
        qualifiers=manner.qualifiers,
        period_start_on=when.start_on if when else None,
        period_end_on=when.end_on if when else None,
        modality=manner.modality,
        attribution=manner.attribution,
        checkable="partly",
        source=quote,
        claimed_at=claimed_at,
    )


def name_statement(
    document: Document, issuers: Sequence[Issuer], *, claimed_at: datetime, about: Issuer | None = None
) -> Claim | None:
    """A statement that names an issuer and is of no kind that we have: a claim with no more than its words, to be
    looked up in the filings. `about`: whom it is about when it names nobody. None when neither tells."""
    text = document.text
    mention = next((one for one in Cast(issuers).find(text, 0, len(text)) if one.issuer is not None), None)
    issuer = mention.issuer if mention else about
    if issuer is None or not text.strip():
        return None
    quote = document.quote(0, len(text))
    return Claim(
        claim_id=content_id(document.document_id, "claims.loose", quote.quote),
        issuer_cik=issuer.issuer_cik,
        claim_type="other",
        subject=mention.words if mention else "",
        action="state",
        modality="asserted",
        checkable="no",
        source=quote,
        claimed_at=claimed_at,
    )


def _find_kind(text: str, amounts: Sequence[Amount]) -> tuple[ClaimType, str, int, int] | None:
    has = {
        "": True,
        "figure": bool(amounts),
        "units": any(one.unit == "bitcoin" or (one.unit == "number" and one.value >= THOUSAND) for one in amounts),
        "money": any(one.unit == "USD" and one.value >= MILLION for one in amounts),
        "price": any(one.unit == "USD" and one.value < MILLION for one in amounts),
        "price alone": {one.unit for one in amounts} == {"USD"} and all(one.value < MILLION for one in amounts),
    }
    for claim_type, action, words, needs in KINDS:
        match = re.search(words, text, re.IGNORECASE | re.DOTALL)
        if match is not None and has[needs]:
            return claim_type, action, match.start(), match.end()
    return None
