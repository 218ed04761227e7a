"""What is spoken of, whatever it is called: "sues" is "filed a civil complaint", "guarding" is "security".

One name stands for each thing that companies report of beside their coins. The words of a statement that name a
thing are accounted for by a passage that names it too; every other telling word must stand in the passage itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from monitor.judges._likeness import STOP, WORD, stems_of

CONCEPTS: dict[str, str] = {
    "lawsuit": r"su(?:es?|ed|ing)\b|(?:law)?suits?|class actions?|complaints?"
    r"|litigation|legal (?:action|proceedings)|takes? to court"
    r"|in court|charg(?:ed|es) with",
    "outside directors": r"(?:non-employee|outside|independent|non-executive) (?:directors|board members)",
    "instead of cash": r"(?:instead of|rather than|in place of|in lieu of) (?:in )?(?:US )?(?:cash|dollars|money)",
    "from now on": r"going forward|from now on|henceforth|from here on|from (?:this day|that day) on",
    "settlement": r"settl(?:e|es|ed|ing|ements?)|consent order|ends? the (?:case|suit|dispute)",
    "allegation": r"alleg\w+|accus\w+|purported(?:ly)?|claims? that",
    "defendant": r"(?:co-)?defendants?|against",
    "unpaid": r"unpaid|(?:not|never) pa(?:y|id)|fail(?:ed|ure|ing)? to pay|dodg\w+|evad\w+|evasion",
    "untaxed": r"untaxed|tax-?free|non-?taxable|not (?:be )?taxed|free of tax|tax-deferred",
    "tax": r"(?:personal |federal |state )?(?:income )?tax(?:es|ation)?",
    "district of columbia": r"District of Columbia|(?-i:the District)(?:[’']s)?"
    r"|D\.?C\.?(?:[’']s)?|Washington|the (?:US )?capital",
    "attorney general": r"attorney general|\bAG\b",
    "security": r"security (?:program|detail|costs?|services|spending|budget|bill)"
    r"|CEO security|(?:for|of) security|guard(?:s|ed|ing)?"
    r"|bodyguards?|personal (?:security|protection)|protecti(?:on|ng)(?= (?:of|for) (?:its|the|his|Mr))"
    r"|security to",
    "limit": r"(?:annual |yearly )?(?:caps?|limits?|budgets?|ceilings?)\b|not exceed|maximum",
    "monthly": r"monthly|(?:a|per|each|every) month|weekly|(?:a|per|each) week|daily|quarterly cap",
    "yearly": r"(?:a|per|each|every|any given) (?:calendar )?year|annual(?:ly)?|yearly",
    "raised": r"rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|lift(?:s|ed|ing)?|hik(?:e|es|ed|ing)|boost(?:s|ed)?"
    r"|go(?:es)? up|went up|bump(?:s|ed)?|jump(?:s|ed)?|more than doubl\w+"
    r"|(?:went|go(?:es|ne)?) from|dearer|costlier|more expensive",
    "lowered": r"lower(?:s|ed|ing)?|cut(?:s|ting)?|reduc(?:e|es|ed|ing)|decreas\w+|slash\w*|trimm\w+",
    "votes": r"vot(?:es?|ing)(?: power| control)?|control(?:s|led)? (?:of )?the vote",
    "approved": r"approv\w+|adopt\w*|ratif\w+|wav(?:e|ed) through|vot(?:e|ed) (?:for|in favou?r)|green-?lit"
    r"|said yes",
    "rejected": r"reject\w*|vot(?:e|ed) (?:down|against)|turn(?:s|ed)? down|block(?:s|ed)|oppos\w+|veto\w*"
    r"|quash\w*",
    "authorised shares": r"authori[sz]ed (?:class A |common |preferred |share )?(?:shares?|stock|capital|count)"
    r"|authorised|authorized shares|number of authorized",
    "tender": r"tender(?: offers?|ed|s)?|dutch auctions?",
    "buyback": r"(?:share |stock )?buy-?backs?|bu(?:y|ys|ying) back|bought back|repurchas\w+"
    r"|to purchase up to [^.]{0,40}shares|offer to purchase",
    "launch": r"commenc\w+|launch\w*|open(?:s|ed|ing)|start(?:s|ed)|kick(?:s|ed) off|announc\w+|unveil\w*",
    "default": r"(?:events? of )?default(?:s|ed|ing)?|breach(?:es|ed)?",
    "demand": r"accelerat\w+|demand(?:s|ed|ing)?|call(?:s|ed)? (?:in )?the (?:whole )?loan|call in|immediately due"
    r"|want(?:s)? (?:it|the (?:whole )?loan|its money) back",
    "seize": r"liquidat\w+|foreclos\w+|seiz\w+|sell(?:ing)? (?:off )?the (?:collateral|pledged)|take over the",
    "collateral": r"collateral\w*|pledg\w+|secur(?:ed|ing) by|as security|tied up",
    "loan": r"loans?|credit (?:facilit\w+|lines?|agreements?)|lines? of credit|term loan"
    r"|(?:Coinbase|bank|loan|revolving) facilit(?:y|ies)"
    r"|borrow\w*",
    "drawn": r"(?:fully |completely )?drawn|drew down|draws? down|tapped in full|borrowed in full",
    "interest": r"(?:bears? )?interest(?: rates?)?|coupons?|pays? [\d.]+ ?%",
    "springing": r"spring(?:s|ing)?(?: (?:forward|clause))?|sprung|drag(?:s|ged)? (?:the |its )?(?:due date "
    r"|maturity )?forward"
    r"|(?:bring|brought|mov|pull)\w* (?:the |its )?(?:due date |maturity )?(?:forward|up)|earlier maturity",
    "maturity": r"matur\w+|(?:com\w+|fall\w*|is|are) due|due dates?|due in|expir\w+",
    "impairment": r"impairments?(?: loss(?:es)?| charges?)?|writ(?:e|ing|ten)[\s-]?(?:downs?|offs?)",
    "net loss": r"net loss(?:es)?",
    "working capital": r"working capital|running costs|day-to-day (?:costs|needs|funding)",
    "next year": r"next (?:twelve|12) months|(?:coming|next) year|year ahead|(?:twelve|12) months ahead",
    "bitcoin": r"bitcoins?|BTC|coins?|digital assets?|₿|crypto",
    "stock": r"(?:class A |common |MSTR )?(?:shares?|stock|equity)",
    "holders": r"(?:stock|share)?holders?|investors|owners",
    "board": r"board(?: of directors)?|directors|compensation committee|committee",
    "chief": r"CEO|chief executive(?: officer)?|boss",
    "chairman": r"(?:executive )?chair(?:man|woman|person)?",
    "resigned": r"resign\w*|step(?:s|ped|ping) down|depart\w*|leav(?:es|ing)|quit(?:s|ting)?|retire[ds]?",
    "appointed": r"appoint\w*|(?<!holder )(?<!investor )(?<!plaintiff )(?<!man )nam(?:es|ed|ing)(?= \w)"
    r"|elect\w*|join(?:s|ed|ing)? the board|hir(?:es|ed|ing)"
    r"|promot\w+",
    "auditor": r"auditors?|(?:independent )?accounting firm|accountants?",
    "custody": r"custod\w+",
    "insured": r"insur\w+",
    "headcount": r"headcount|employees|workforce|staff",
    "guidance": r"guidance|outlook",
    "net asset multiple": r"m-?NAV",
    "issue": r"issu(?:e|es|ed|ing|ance)|sell(?:s|ing)? (?:more |new )?(?:shares|stock)",
    "dividend": r"dividends?|distributions?|payouts?",
    "preferred": r"preferred(?: stock| equity| shares)?",
    "name change": r"chang\w+ (?:of )?(?:its |the )?(?:corporate )?name|renam\w+|rebrand\w*",
    "ideal": r"ideal|perfect|great|golden|best",
    "opportunity": r"window|moment|opportunit\w+|chance|time to",
    "dip": r"dips?|pullbacks?|slumps?|sell-?offs?|declines?|drops?|weakness",
    "add": r"add(?:s|ed|ing)?|increas\w+ (?:our|its|the) holdings|accumulat\w+",
}
FOUND = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<c{n}>{words})" for n, words in enumerate(CONCEPTS.values())) + r")(?![\w-])",
    re.IGNORECASE,
)
_EACH = {name: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for name, words in CONCEPTS.items()}
COMMON = """
amounted ran run runs booked books came comes hit hits reached stood stands totalled totaled described dubbed
termed unit arm outfit clause actually again alleged allegedly alongside already amid apparently apiece back
becomes behold big breaking brief buried but called calls confirmed credit currently despite drags easy either
even ever fact far fine fresh fun get gets
getting give given gives goes going gone got guess guys hand here hey himself
holding huge hurray indeed itself just keep keeps know knowing known largely last late latest least less let
lets like line little lol long look looks low made make makes matter maybe mean means merely mind monday more
morning moving much must near nearly needs never new news next nobody none note noted nothing notice now
nutshell oh ok okay old once ones open own part perhaps plain plainly plenty point pretty print printed put
puts quick quiet quietly quite rather read reads real really remember reminder rest right said same saw say
says section see seems seen sees set show shows simply sits small soon still stuff such sure take takes talk
tell tells term terms thanks thing things think thinks though today together told tonight took top true truth
turns under use used uses using wait want way week weeks well went whole wild without word words worth wow
year yes yesterday yet about around roughly some almost half million billion thousand dollars bucks hundred
percent per cent january february march april may june july august september october november december tuesday
wednesday thursday friday saturday sunday first second third fourth quarter month months day days thereof end
midyear doesn don isn wasn hasn paying pays get getting gotten brought brings bring among amongst left leaves room
cover covers covered covering named reckons spending count counts counted
"""
CHATTER = frozenset(COMMON.split())  # words that say nothing of their own


@lru_cache(maxsize=4096)
def concepts_of(words: str) -> frozenset[str]:
    """The things that a text names."""
    return frozenset(name for name, pattern in _EACH.items() if pattern.search(words))


def find_concept(name: str, words: str) -> bool:
    """Whether a text names one thing of the list."""
    return _EACH[name].search(words) is not None


def find_places(name: str, words: str) -> Iterator[re.Match[str]]:
    """Where a text names it."""
    return _EACH[name].finditer(words)


def left_words(words: str) -> Iterator[str]:
    """The telling words of a statement that name no thing of the list, as written."""
    bare = FOUND.sub(lambda match: " " * len(match.group()), words)
    for match in WORD.finditer(bare):
        plain = match.group().lower().replace("’", "'").removesuffix("'s")
        if plain not in STOP and plain not in CHATTER and not plain.isdigit():
            yield match.group()


@lru_cache(maxsize=4096)
def stems_in(words: str) -> frozenset[str]:
    """The stems of a passage."""
    return frozenset(stems_of(words))
