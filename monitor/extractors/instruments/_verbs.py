"""What stands around the amount of an instrument and tells what it is: a plan, an option, an issue, a balance."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extractors._dates import DAY
from monitor.extractors._figures import NUMBER
from monitor.records import EventKind

# From the figure to the name: "of the total in aggregate principal amount of the Company's outstanding".
OURS = (
    r"(?:(?:indebtedness|the|its|our|such|these|under|of|existing|outstanding|newly|issued|new|additional|series|a|an|all"
    r"|Company[’']s)\s+)*"
)
OF_PRINCIPAL = re.compile(
    r"\s*(?:in\s+|of\s+)?(?:the\s+)?(?:aggregate\s+|total\s+|original\s+|remaining\s+|additional\s+|outstanding\s+)*"
    r"(?:principal\s+amount|principal\s+balance|principal|(?:outstanding\s+)?borrowings|(?:outstanding\s+)?balance|face\s+amount)\s+"
    rf"(?:outstanding\s+)?(?:of|under|on)\s+{OURS}",
    re.IGNORECASE,
)
OF_NOTES = re.compile(rf"\s+(?:worth\s+)?of\s+{OURS}", re.IGNORECASE)
OF_LOAN = re.compile(
    r"\s+from\s+[^;()]{3,60}?\s+under\s+(?:a|an|the|its)\s+[^;()]{3,90}?\((?:the|an?)\s+[“\"]"
    r"|\s+(?:[\w-]+\s+){0,3}?(?:loan|line\s+of\s+credit|credit\s+facility|promissory\s+note)\b(?:[^.;()]|\.(?=\s?\d)){0,60}\((?:the|an?)\s+[“\"]"
    r"|\s+(?:(?:(?:was|were|is|are|remain(?:s|ed))\s+)?outstanding\s+)?(?:of|under|on)\s+(?:the|its|our|a|an)\s+(?:(?:US)?\$[\d.,]+\s+(?:million|billion)\s+|[\w-]+\s+){0,6}?(?:loan|facility|line\s+of\s+credit)"
    r"(?:\s+(?:with|from)\s+[^;()]{3,50}?)?\s+\((?:the|an?)\s+[“\"]"
    r"|\s+(?:(?:(?:was|were|is|are|remain(?:s|ed))\s+)?outstanding\s+)?(?:under|on|of)\s+(?:the\s+|its\s+|our\s+)?|\s+$",
    re.IGNORECASE,
)
# "a term loan of $200.0 million (the “Harbor Loan”)", "term loan in the amount of $11.1 million"
LOAN_OF = re.compile(
    r"\b(?:loan|promissory\s+note)\s+(?:(?:to|from)\s+[\w\s]{2,30}?\s+)?(?:in\s+)?(?:(?:an?|the)\s+)?(?:(?:aggregate|total|original|principal)\s+)*(?:amount\s+)?of\s+"
    r"(?:[a-z\s-]{3,70}dollars\s+\()?$",
    re.IGNORECASE,
)
# "(the “Harbor Loan”) in the principal amount of $75.0 million": the name stands before the sum
LOAN_IN = re.compile(
    r"^[”\"\s)]*(?:in|for)\s+(?:an?\s+|the\s+)?(?:aggregate\s+|total\s+|original\s+|initial\s+)*principal\s+amount\s+of\s+$",
    re.IGNORECASE,
)
LOAN_NAMED = re.compile(r"\)?[^.;()]{0,60}\((?:the|an?)\s+[“\"]$")
LINE = re.compile(r"\b(?:revolving|line\s+of\s+credit|credit\s+facility|delayed[\s-]draw)\b", re.IGNORECASE)
# "under its existing $75.0 million line of credit": how large the line is, not what was drawn
SIZE_OF = re.compile(
    r"\b(?:under|on|of)\s+(?:the|its|our|an?)\s+(?:(?:existing|new|amended|current|committed|uncommitted)\s+)*$",
    re.IGNORECASE,
)
DRAWN = re.compile(r"\b(?:drew|drawn|borrowed|borrowing|(?:has\s+|have\s+)?(?:utili[sz]ed|used))\b", re.IGNORECASE)
NOT_DRAWN = re.compile(r"\b(?:not|never|no|nor)\b[^.;]{0,60}$", re.IGNORECASE)
INTEREST_OF = re.compile(r"\binterest\s+of\s+(?:approximately\s+|about\s+)?$", re.IGNORECASE)
# "utilized its Line of Credit, drawing $10.0 million": the sum stands after the name
DRAWING = re.compile(
    r"\b(?:drew|drawing|borrowed|borrowing|received\s+(?:an?\s+)?advances?\s+of)\s+(?:down\s+)?(?:an?\s+)?(?:further\s+|additional\s+"
    r"|aggregate\s+(?:of\s+)?|total\s+(?:of\s+)?|approximately\s+)*$",
    re.IGNORECASE,
)
SOLD = re.compile(
    r"\baggregate\s+principal\s+amount\s+of\s+(?:the\s+)?(?P<name>.{3,60}?)\s+(?:sold|issued)(?:\s+in\s+the\s+offering)?\s+(?:was|is)\s+$",
    re.IGNORECASE | re.DOTALL,
)
BEING_REDEEMED = re.compile(
    r"\baggregate\s+principal\s+amount\s+of\s+.{3,60}?\s+being\s+redeemed\s+(?:is|was)\s+(?:approximately\s+|about\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
# "The notes were issued on May 14, 2024 in the principal amount of $350.0 million"
ISSUED_IN = re.compile(
    rf"\b(?:was|were)\s+issued\s+(?:on\s+(?P<day>{DAY})\s+)?in\s+(?:the|an)\s+(?:aggregate\s+|total\s+|original\s+)*"
    r"principal\s+amount\s+of\s+$",
    re.IGNORECASE,
)
# "a notice of redemption for all $85,000,000 aggregate principal amount outstanding of its"
CALLING_ALL = re.compile(
    r"\bredemption\s+(?:of|for)\s+all\s+(?:of\s+)?(?:the\s+|its\s+)?(?:outstanding\s+)?$", re.IGNORECASE
)
# "surrendered $132.7 million of the 2029 Notes, which the Company purchased on June 15, 2026"
SURRENDERED = re.compile(
    r"\b(?:surrendered|tendered|put)\s+(?:for\s+(?:re)?purchase\s+)?(?:an\s+aggregate\s+of\s+)?$", re.IGNORECASE
)
TAKEN = re.compile(
    rf"\b(?:which|that|and)\s+(?:on\s+({DAY}),?\s+)?(?:the\s+Company|we|it)\s+(?:has\s+|have\s+)?"
    rf"(?:(?:re)?purchased|bought(?:\s+back)?|paid\s+for|accepted\s+for\s+(?:re)?purchase)\s+(?:[\w\s]{{0,30}}?\bon\s+({DAY}))?",
    re.IGNORECASE,
)
# "$20.0 million of the 2029 Notes were converted into 571,428 shares"
_WAS = r"\s*,?\s+(?:was|were|has\s+been|have\s+been|had\s+been)\s+(?:\w+ly\s+)?"
PASSIVELY: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    ("repurchased", re.compile(rf"{_WAS}(?:repurchased|bought\s+back)\b", re.IGNORECASE)),
    ("converted", re.compile(rf"{_WAS}(?:converted|exchanged)\b", re.IGNORECASE)),
    ("redeemed", re.compile(rf"{_WAS}(?:redeemed|prepaid|repaid|paid\s+down)\b", re.IGNORECASE)),
)
# "a term loan of $120 million (the “Term Loan”), which was drawn in full on June 3, 2026"
DRAWN_AFTER = re.compile(
    rf"[^.;]{{0,40}}?\b(?<!not\s)(?:was|were|has\s+been)\s+(?:fully\s+)?(?:drawn|funded|borrowed|advanced)(?:\s+in\s+full)?(?:\s+(?:at\s+closing|on\s+({DAY})))?",
    re.IGNORECASE,
)
# "so that $150.0 million is now outstanding under it"
UNDER_IT = re.compile(
    r"\s+(?:is|was|are|were|remain(?:s|ed)?)\s+(?:now\s+|still\s+|then\s+)?outstanding\s+(?:under|on)\s+(?:it|them|that\s+\w+)\b",
    re.IGNORECASE,
)
AT_CLOSING = re.compile(r"\b(?:at|on)\s+(?:the\s+)?(?:closing(?:\s+date)?|that\s+(?:day|date))\b", re.IGNORECASE)
ALL_OF_IT = re.compile(r"\bequal\s+to\s+the\s+(?:current\s+)?aggregate\s+principal\s+amount\b", re.IGNORECASE)
WAS = re.compile(
    r"\b(?:principal(?:\s+(?:amount|balance))?|(?:outstanding\s+)?(?:balance|borrowings)|amounts?)\s+(?:outstanding\s+)?(?:of|on|under)\s+.{3,60}?\s+(?:outstanding\s+)?(?:was|were|is|totall?ed)\s+"
    r"(?:approximately\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
IN_BRACKETS = re.compile(r"\s+principal\s+(?:less|net|minus|amount\b)", re.IGNORECASE)
# "exchanged $50.0 million of the 2032 Notes ..., and sold a further $31.0 million of": sold, not exchanged
NEW_DEED = re.compile(
    r"(?:,|\band)\s+(?:also\s+)?(?:issued|sold|borrowed)\s+(?:an?\s+)?(?:(?:additional|further|another)\s+)?$",
    re.IGNORECASE,
)
OF_NEW = re.compile(rf"\s+(?:worth\s+)?of\s+{OURS}", re.IGNORECASE)
MORE = re.compile(
    r"\b(?:additional|further)\s+(?:approximately\s+)?$", re.IGNORECASE
)  # a later issue of the same notes
MORE_DRAWN = re.compile(
    r"\b(?:drew|borrowed)\s+(?:down\s+)?(?:a\s+|the\s+)?(?:further|another|remaining|other)\s+$", re.IGNORECASE
)
PRINCIPAL = re.compile(
    r"\s*(?:in\s+|of\s+)?(?:the\s+)?(?:aggregate\s+|total\s+|outstanding\s+)*principal\b", re.IGNORECASE
)
IN_CASH = re.compile(r"\s+(?:in|of)\s+cash\b", re.IGNORECASE)
# "exchanged $180.0 million of the 2028 Notes for $165.0 million of new 3.50% Notes"
GIVEN_FOR = re.compile(
    r"\bexchang(?:ed|e\s+of)\b[^;]*?\bfor\s+(?:an\s+aggregate\s+of\s+)?(?:approximately\s+)?$", re.IGNORECASE
)
# "$15.0 million and $22.5 million of the 2029 Notes and the 2031 Notes, respectively"
JOINED = re.compile(r"\$\s?[\d.,]+(?:\s+(?:million|billion))?\s*(?:,|,?\s+and)\s+$", re.IGNORECASE)
LIMIT = re.compile(
    r"\b(?:up\s+to|at\s+least|less\s+than|more\s+than|maximum|minimum|per|each)\s+(?:an?\s+)?(?:additional\s+)?$",
    re.IGNORECASE,
)
OPTIONAL = re.compile(
    r"\s+(?:(?:\w+|that|were|was)\s+){0,3}?(?:pursuant\s+to|under|upon|on|from|as\s+a\s+result\s+of)\s+(?:an|the|their|such)?\s*"
    r"(?:\w+\s+){0,2}?(?:option|exercise)\b",
    re.IGNORECASE,
)
TOOK_OPTION = re.compile(r"\bexercis(?:ed|ing)\b[^.;]{0,80}?\boption\b[^.;]{0,60}$", re.IGNORECASE)
# The option of holders to be repaid is none to buy more.
TO_REQUIRE = re.compile(
    r"\boption\s+to\s+(?:require|put|cause|have)\b|\b(?:put|repurchase)\s+option\b", re.IGNORECASE
)
INCLUDED = re.compile(r"\b(?:includ(?:es|ing|ed)|of\s+which)\s+(?:an\s+additional\s+)?$", re.IGNORECASE)
# "$45.0 million of notes sold when the initial purchasers took up their option"
BY_OPTION = re.compile(r"[^.;$]{0,140}?\b(?:option|over-?allotment|greenshoe)\b", re.IGNORECASE)
EXERCISED = re.compile(
    rf"\bexercise(?:d)?,?\s+in\s+full,?(?:\s+on\s+({DAY}))?|\bfully\s+exercised\b|\b(?:full|partial)\s+exercise\b"
    rf"|\b(?:took\s+up|taken\s+up)\b[^.;]{{0,30}}\boption\b"
    rf"|\bexercised\b[^.;]{{0,60}}\bon\s+({DAY})|\b(?:includ|reflect)\w+\s+the\s+(?:full\s+)?exercise\s+(?:in\s+full\s+)?(?:of|by)\b",
    re.IGNORECASE,
)
# "... repaid $10.0 million, and $45.0 million was outstanding under the Revolver as of March 31"
STANDS = re.compile(r"\s+(?:was|were|is|are|remain(?:s|ed))\s+outstanding\b", re.IGNORECASE)
REMAINS = re.compile(
    r"\s+(?:(?:that\s+)?remain(?:s|ed)?|(?:was|were|is|are)(?:\s+still)?)\s+outstanding\b", re.IGNORECASE
)
ANNOUNCED = re.compile(r"\bannounc", re.IGNORECASE)
BORROWED = re.compile(r"\b(?:entered\s+into|received|obtained|closed|drew|borrowed)\b", re.IGNORECASE)
PRICE = re.compile(
    r"(?:\s+\([^)]*\))?,?(?:\s+[^.;$]{0,70}?)?\s+(?:for|at|paying)\s+(?:an?\s+)?(?:(?:aggregate|total|cash|purchase|repurchase)\s+)*"
    r"(?:(?:price|consideration|cost|amount)\s+)?(?:of\s+)?(?:approximately\s+)?(?=(?:US)?\$)",
    re.IGNORECASE,
)
USED = re.compile(r"\b(?:used|paid|spent)\s+(?:approximately\s+)?$", re.IGNORECASE)
IN_SHARES = re.compile(
    rf"\b(?:for|into)\s+(?:an\s+aggregate\s+of\s+)?(?:approximately\s+)?(?P<count>{NUMBER})(?P<m>\s+million)?\s+(?:newly\s+issued\s+|new\s+)?shares\b",
    re.IGNORECASE,
)
PRICED = re.compile(r"\b(?:has\s+|had\s+)?priced\b|\bpricing\s+of\b", re.IGNORECASE)
REQUESTED = re.compile(r"\bconversion\s+(?:requests?|notices?)\b", re.IGNORECASE)
BOUGHT_BACK = re.compile(
    r"\b(?:has\s+|have\s+)?(?:repurchased(?:\s+and\s+(?:retired|cancell?ed))?|repurchases?\s+of|bought\s+back|buy\s+back|to\s+repurchase|purchased\s+and\s+cancel\w+)\b",
    re.IGNORECASE,
)
CONVERTED = re.compile(r"\b(?:converted|(?<!upon\s)(?<!upon\sthe\s)conversions?\s+of|exchanged)\b", re.IGNORECASE)
REDEEMED = re.compile(r"\b(?:redeemed|prepaid|repaid|paid\s+down|(?<!repurchased\sand\s)retired)\b", re.IGNORECASE)
ISSUED = re.compile(
    r"\b(?:issued(?!\s+(?:a|the)\s+(?:notice|press))|issuance\s+of|issued\s+and\s+sold|sold|borrowed|drew)\b",
    re.IGNORECASE,
)
OUTSTANDING = re.compile(r"\b(?:outstanding|indebtedness|consist(?:s|ing|ed)\s+of|we\s+had|had)\b", re.IGNORECASE)
SHARES_OF = re.compile(
    r"(?P<count>\d{1,3}(?:,\d{3})+)\s+shares\s+of\s+(?:(?:a|its)\s+(?:new\s+)?(?:class|series)\s+of\s+(?:(?:its|our|the\s+Company[’']s)\s+)?(?:capital|preferred)\s+stock"
    r",?\s+(?:titled|designated(?:\s+as)?|called|known\s+as)\s+(?:the\s+)?[“\"]?"
    r"|the\s+Company[’']s\s+|its\s+|our\s+|the\s+)?",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|shall|(?-i:may)|can|must)\s+(?:\w+\s+){0,2}$|\bwill\s+(?:redeem|repurchase|issue|sell)\b",
    re.IGNORECASE,
)
IS_OUTSTANDING = re.compile(
    r"(?:[”\"]?\)|\s*\([^)]*\))?\s+(?:were\s+|was\s+|are\s+)?(?:issued\s+and\s+)?outstanding\b", re.IGNORECASE
)
HAS = re.compile(
    r"\b(?:has|have|had|there\s+(?:are|were))\s+(?:[^.;]{3,120}?\s+and\s+)?(?:approximately\s+)?$", re.IGNORECASE
)
SOLD_AT = re.compile(r"\b(?:it|we|Company|[A-Z]\w+)\s+(?:has\s+)?sold\s+$")
PROGRAM = re.compile(r"\bATM\b|\bat-the-market\b|\bsales\s+agreement\b", re.IGNORECASE)
MADE = re.compile(r"\b(?:issued|completed)\b")
CHANGES: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    ("repurchased", BOUGHT_BACK),
    ("redeemed", REDEEMED),
    ("converted", CONVERTED),
)
SMALL = Decimal(
    10_000_000
)  # no note is that small; without "million" the page prints thousands, as CleanSpark does
FULLY_DRAWN = re.compile(
    r"(?<!not\s)\b(?:fully\s+(?:drawn|drew|borrowed|utili[sz]ed)|(?:drew|borrowed)\s+(?:down\s+)?the\s+full\s+(?:amount|capacity))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# Agreed on one day and done on another: "to repurchase ... The transactions are expected to close on May 19".
AGREED = re.compile(
    r"\b(?:agree[ds]?\s+to|entered\s+into\b[^.;]{0,200}?\bto)\s+(?:repurchase|exchange|purchase)\b", re.IGNORECASE
)
# "that may be issued if the purchasers exercise", "without the option of the purchasers to purchase $300 million"
CONDITIONAL = re.compile(
    r"\b(?:if|unless|may\s+be|granted?|right\s+to)\b|\boption\b[^.;]{0,60}?\bto\s+(?:purchase|buy)\b",
    re.IGNORECASE,
)
