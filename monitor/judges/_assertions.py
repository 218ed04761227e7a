"""Words that assert something beyond a figure, by what they assert: a profit, a pledge, a custodian, one day.

A statement whose figures are right may say more with one word. Each entry names what its words assert, what in the
sentences of a verdict vouches for it, and what there says the opposite: "a profit" where the filing says "losses"
is no missing detail but wrong (contract, Verdicts, 5).
"""

from __future__ import annotations

from monitor.judges._assertion import assertion

DEBT = r"\b(?:notes?|bonds?|convert\w+|debts?|borrow\w*|loans?|indebtedness|principal|credit)\b"
STOCK = r"\b(?:stock|shares?|equity|ATM|at-the-market|preferred|offering|STR[KFCDE]|Sales Agreement)\b"
SUPPOSED = "average supposed_price future_sales distress payments"  # weigh what would be so
RESULTS = (
    assertion(
        "a profit",
        r"(?:(?<!not a )profits?\b(?!-taking| margin)|profitab\w+|(?:capital |paper "
        r"|unreali[sz]ed )?gains?\b(?! (?:from|of) \d)"
        r"|windfall\b|in the black\b)",
        r"\b(?:profits?|(?<!against previous capital )(?<!against prior capital )gains?|net income)\b",
        r"loss(?:es)?\b|impair\w+",
        SUPPOSED,
    ),
    assertion(
        "a loss",
        r"(?:(?<!no )loss(?:es)?\b|in the red\b|under ?water\b)",
        r"\b(?:loss(?:es)?|impair\w+|lost)\b",
        r"(?:gains?|profits?)\b",
        SUPPOSED,
    ),
    assertion(
        "what it is worth",
        r"(?:(?:is|are|now|currently|today) (?:\w+ )?worth\b(?! of| it)|worth (?:exactly|just|only) (?:what"
        r"|as)|valued at\b"
        r"|(?:market|fair) value\b|would (?:fetch|bring in|sell for)\b|at (?:(?:today[’']s"
        r"|current|market) prices?\b))",
        r"\b(?:worth|valued?|carried|near enough)\b",
        "",
        "supposed_price market_value",
    ),
    assertion("whether it is cash", r"(?<!non-)(?<!non)cash (?:loss|charge|expense|hit)\b", "", r"non-?cash\b"),
    assertion("that it is before costs", r"gross(?:ed|es|ing)?\b", "", r"net proceeds\b"),
    assertion(
        "that it is after costs",
        r"(?:net of|after) (?:costs|fees|expenses|commissions)\b",
        r"\b(?:net|after|inclusive of fees)\b",
        r"gross proceeds\b",
    ),
    assertion(
        "a discount or premium", r"(?:at|for) (?:a|an) (?:\w+ )?(?:discount|premium)\b|(?:below|above) market\b"
    ),
    assertion("a tax", r"tax(?:es|ed|able|ation)?\b|tax-(?:free|loss|driven)", judges="future_sales"),
)
PAPERS = (
    assertion(
        "notes, loans or other debt",
        r"(?:notes?\b(?! that)|bonds?|convertibles?|converts|debts?|borrow(?:ed|ing|s)?|IOUs?|leveraged?"
        r"|loans?)\b",
        DEBT,
    ),
    assertion(
        "a loan",
        r"(?:loans?|lenders?|credit (?:lines?|facilit\w+))\b",
        r"\b(?:loans?|lenders?|credit|bank|unsecured)\b",
    ),
    assertion(
        "stock",
        r"(?:stocks?|shares?|equity|ATM|at-the-market)\b(?! of (?:all|the total|bitcoin))(?! price)",
        STOCK,
    ),
    assertion(
        "common stock",
        r"(?:common (?:stock|shares|equity|ATM)|class A)\b",
        r"\b(?:common|class A|MSTR|Sales Agreement)\b",
    ),
    assertion("preferred stock", r"preferreds?\b", r"preferred|\bSTR[KFCDE]\b|perpetual"),
    assertion("dividends", r"(?:dividends?|distributions?)\b", r"dividends?|distributions?"),
    assertion("a dollar reserve", r"(?:(?:US )?dollar|USD|cash|greenback) reserves?\b", r"reserve", anywhere=True),
    assertion(
        "that it converts",
        r"(?:convertible|exchangeable)\b(?! preferred)",
        r"conver|exchangeable",
        r"senior secured notes\b",
    ),
    assertion(
        "what secures it",
        r"(?<!un)(?:secured|collateral\w*|pledged|backed by)\b",
        r"(?<!un)secured\b|\bsecures?\b|collateral|pledg",
        r"unsecured\b",
        "distress bank_loan",
    ),
    assertion(
        "that nothing secures it",
        r"(?:unsecured|uncollateral\w+|(?:no|without(?: any)?) (?:collateral|security))\b",
        r"unsecured|unencumbered|\b(?:not?|without)\b[^.]{0,40}collateral",
        r"secured\b|collateral\w*\b|secures\b",
        "collateral_coins",
    ),
    assertion("its rank", r"(?:subordinated|junior)\b", "", r"senior\b"),
    assertion("its rank", r"senior\b", "", r"(?:subordinated|junior)\b"),
    assertion("that its rate is fixed", r"fixed[- ](?:rate|coupon|dividend)", "", r"(?:variable|floating)\b"),
    assertion("that its rate varies", r"(?:variable|floating|adjustable)\b", "", r"fixed\b"),
    assertion(
        "to whom it was sold",
        r"(?:to (?:its )?(?:insiders?|employees|directors|executives|officers)\b|private placement|privately"
        r"|144A|institutional (?:buyers|investors)|insurers?|pension funds?"
        r"|(?:retail|accredited|foreign|sovereign|anchor) (?:buyers|investors|funds?))\b",
    ),
    assertion(
        "which issue it was",
        r"(?:second|third|fourth|fifth|sixth)\s(?:\w+\s){0,2}(?:issue|offering|convertible|notes?|loan"
        r"|preferred)\b",
    ),
    assertion(
        "who took it",
        r"(?:bought|purchased|taken up|subscribed(?: for)?) by (?:an?|one|two|its own|foreign|retail"
        r"|institution\w*|funds?"
        r"|insiders?|banks?)\b",
    ),
    assertion("how large the demand was", r"(?:oversubscribed|undersubscribed|(?:strong|weak|heavy) demand)\b"),
    assertion("who guarantees it", r"guarant(?:ees?|eed|or)\b"),
    assertion(
        "what form it is paid in",
        r"(?:paid|pays?|payable|settled|settles)\b[^.;,]{0,20}\bin (?:shares|stock|kind)\b",
        r"\bin (?:shares|stock|kind)\b|shares of",
        r"in cash\b",
    ),
)
PARTIES = (
    assertion("where coins are kept", r"(?:custod\w+|cold (?:storage|wallets?)|multi-?sig\w*)\b"),
    assertion(
        "where it was traded",
        r"(?:(?:crypto |stock )?exchanges?\b(?! (?:for|commission))|OTC\b|over[- ]the[- ]counter|dark pools?"
        r"|brokers?\b"
        r"|prime brokerage|counterpart\w+|market[- ]mak\w+|trading desks?)",
    ),
    assertion("what the board did", r"(?:board(?! member)|directors)\b", r"\bboard|directors|declar|\bcommittee"),
    assertion(
        "what shareholders decided",
        r"(?:(?:share|stock)holders? (?:vote\w*|approv\w+|agree\w*|reject\w+)|(?:approv\w+|voted|rejected) by "
        r"(?:share|stock)holders)\b",
        r"\b(?:share|stock)holders?\b",
    ),
    assertion(
        "a court or an authority",
        r"(?:courts?|law ?suits?|sued|sues|litigation|regulators?|subpoenas?|investigat\w+|prosecut\w+"
        r"|prob(?:e|ed|es)|fined|indict\w+)\b",
        r"\b(?:courts?|law ?suits?|sued|sues|complaints?|litigation|regulators?|subpoenas?|investigat\w+"
        r"|prosecut\w+"
        r"|prob(?:e|ed|es)|fined|indict\w+)\b",
    ),
    assertion(
        "by whom",
        r"(?:chosen|ordered|executed|handled|arranged|signed off|led|decided|managed|brokered|advised"
        r"|recommended|demanded"
        r"|requested|proposed|picked) by (?!selling|issuing|\w*strategy\b|the company|it\b)",
    ),
    assertion(
        "what became of the money",
        r"(?:kept|held|parked|left|stored) (?:the money |it |them |most of it |all of it )?(?:in|as) (?:cash"
        r"|dollars|the bank|T-bills)\b"
        r"|(?:money|proceeds|cash) (?:\w+ )?(?:kept|unspent|idle)\b",
        None,
        judges="reserve_funding reserves cash_aims",
    ),
    assertion("a rating", r"(?:downgrad\w+|upgrad\w+|rating agenc\w+|credit rating|investment[- ]grade)\b"),
    assertion("an auditor", r"audit(?:ed|ors?|s)?\b"),
    assertion("a bank", r"banks?\b", r"\b(?:banks?|lenders?|loans?)\b"),
    assertion(
        "how others compare",
        r"(?:any|every|no) other (?:public |listed )?(?:compan(?:y|ies)|firms?|corporations?|treasur\w+)"
        r"|(?:rivals?|peers?|competitors?)\b|(?:largest|biggest) (?:corporate|public|publicly|listed)|combined\b",
        judges="collateral_coins",
    ),
)
COUNTED = (
    r"(?:\$|€|\d|an? \w+(?:th|rd)\b|the (?:\$|\d)|half|an? (?:million|billion|hundred|thousand|dozen|third"
    r"|quarter|fifth|tenth|week|month|year|day|decade|coin"
    r"|percent)\b(?! (?:before|ago|earlier))|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|ninety)\b"
    r"|expected|that\b(?! of)|usual|ever\b|planned)"
)
TIMES = (
    assertion(
        "whether it was cheap",
        r"(?:bargains?|on the cheap|cheap(?:ly)?|expensive(?:ly)?|pricey|overpriced|overpaid|overpaying)\b",
        r"(?:above|below) the average cost",
        in_rationale=True,
    ),
    assertion(
        "how it compares",
        r"(?:more|less|fewer|larger|smaller|bigger|higher|lower|greater|cheaper|dearer)\s(?:\w+\s){0,2}than\s(?!"
        + COUNTED
        + ")",
        r"\b(?:above|below) the average\b|\bagainst [\d$]|: more\b|\bless than before\b",
        in_rationale=True,
    ),
    assertion(
        "that it was in one go or on one day",
        r"(?:on (?:the|that) (?:very|same|exact|actual) (?:same )?day|(?:in|within|on) (?:a|one) single day"
        r"|overnight"
        r"|(?:in|within) (?:hours|minutes|a day|one day|24 hours)|in (?:one|a single) (?:go|order|trade|swoop"
        r"|transaction))\b",
        r"\bsame day\b|\bsingle (?:day|transaction)\b|\b(?:bought|sold) on \d",
    ),
    assertion(
        "an hour or a weekend",
        r"(?:(?:over|at|during) the weekend|on (?:Satur|Sun)day|after hours|intraday|at the open)\b",
    ),
    assertion(
        "where the market stood",
        r"(?:crash(?:e[sd])?|at (?:the|its) (?:\w+ )?(?:bottom|top|peak|highs?|lows?)\b(?! (?:of (?:the"
        r"|its) range|end))"
        r"|(?:near|off) (?:the|its|a) (?:\w+ )?(?:peak|bottom|highs?|lows?)|capitulation)\b",
    ),
    assertion(
        "what came before or after it",
        r"(?:before|after|ahead of|in the wake of|following|on the eve of) (?:the |its |an? )?(?:\w+ ){0,2}"
        r"(?:election|inauguration|halving|hack|collapse|bankruptcy|earnings|inclusion|Fed|FOMC)\b",
    ),
)
MANNERS = (
    assertion(
        "that they were sold",
        r"(?:were|was|been|got) (?:sold|dumped|liquidated|seized|offloaded)\b",
        r"\bs(?:old|ales?|ell\w*)\b|seiz|liquidat|issu|offer|release",
        "",
        "sales future_sales",
    ),
    assertion(
        "why",
        r"(?:because|owing to|thanks to|as a result of|in response to|on account of|blam\w+|prompted by"
        r"|triggered by)\b",
        r"because|due to|as a result|in response|owing to",
        "",
        SUPPOSED,
    ),
    assertion(
        "that it had to",
        r"(?:(?:was|were|is|been|being|got) (?:forced|compelled|obliged|made) to|had (?:no choice|to (?:sell"
        r"|borrow|issue|raise))"
        r"|under (?:pressure|duress)|(?:fire|distress(?:ed)?)[- ]sale|panic\w*|emergency|to (?:avoid|stave off"
        r"|fend off|escape|prevent))\b",
        r"\b(?:required|forced|compelled|must|avoid\w*|prevent\w*)\b",
        "",
        SUPPOSED,
    ),
    assertion(
        "that it hedged or lent",
        r"(?:hedg(?:ed|es|ing)|derivatives?|options? (?:on|strategy)|futures|lent out|lending (?:out|its)"
        r"|stak(?:ed|ing)"
        r"|rehypothecat\w+)\b",
    ),
    assertion(
        "that it was mined",
        r"(?<!ever be )(?<!to be )mined\b",
        r"\bmin(?:ed|ing)\b|produc",
        r"(?:bought|purchas\w+|acquired)\b",
    ),
    assertion(
        "what came of staff or offices",
        r"(?:hired|laid off|layoffs?|headcount|employees|resign\w*|stepp(?:ed|ing) down|appoint\w+)\b",
    ),
    assertion(
        "a deal with another company",
        r"(?:merg(?:ed|er|es)|takeover|acquisition of (?!bitcoin|BTC|coins)|joint venture|partner(?:ed|s"
        r"|ship)?)\b",
    ),
)
ASSERTIONS = (*RESULTS, *PAPERS, *PARTIES, *TIMES, *MANNERS)
