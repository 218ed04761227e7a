"""How a sentence says what is in a reserve, what was put in and what was taken out, as patterns over its template.

The template has the reserve as "<R>", USD Cash as "<C>", cash as "<K>" and each dollar figure as "<$0>".
"""

from __future__ import annotations

import re

WHOSE = r"(?:the |its |our |this |a |an |such |(?:\w+’s|\w+'s) )?(?:initial |existing |remaining |new )?"
NAMED = r"<(?P<kind>[RC])>(?: (?:balance|account))?"
IS = (
    r"(?:is|was|were|stood at|stands at|now stands at|totall?ed|totall?ing|totals|amounted to|amounts to|equall?ed"
    r"|of|remained(?: at)?|remains(?: at)?|at)"
)
SUM = r"<\$(?P<sum>\d+)>"
MOVED = r"<\$(?P<moved>\d+)>"
ROSE = r"(?:increas\w+|rais\w+|grew|grow\w*|rose|replenish\w+|fund\w+|strengthen\w*|top\w* up|expand\w*|added to)"
FELL = r"(?:decreas\w+|reduc\w+|lower\w+|dr[ae]w\w* down|declin\w+|fell|drawn down)"
TOOK = (
    r"(?:used|using|utili[sz]\w+|drew|drawn|applied|spent|withdr[ae]w\w*|paid|disbursed|took|deployed"
    r"|released)"
)
GAVE = (
    r"(?:added|contributed|transferred|deposited|allocated|moved|directed|credited|set aside|put"
    r"|placed|channell?ed)"
)
BUILD = r"(?:fund|increase|replenish|establish|strengthen|add to|top up|build|grow|support)"
SOME = r"[^<>;]{0,90}?"


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


BALANCES = _any(
    rf"\bbalances? (?:of|in|held in) {WHOSE}{NAMED},?(?: as of [^<>]{{0,30}}?,?)? {IS} {SUM}",
    rf"{NAMED},?(?: as of [^<>]{{0,30}}?,?)?(?: the balance of which| which)? (?:currently |now )?"
    rf"(?:(?:has|had) a balance of|held|holds|{IS}) {SUM}",
    rf"{NAMED}(?::| [–—-]) {SUM}",
    rf"{NAMED},? {IS} <\$\d+> (?:on|at|as of) [^<>;]{{0,30}}?,? and (?:(?:at|was|of|to) )?{SUM}"
    r"(?= (?:on|at|as of) \w+ \d)",
    rf"\b(?:established|created|set up|maintain(?:s|ed)?|has|have|had|holds|held) (?:a|an|its|our) {SUM} {NAMED}",
    rf"{NAMED},? (?:which )?(?:(?:has|had|was|were) )?(?:been )?(?:{ROSE}|{FELL})"
    rf"(?: by <\$\d+>)?(?:,? from <\$\d+>)?,? to {SUM}",
    rf"{NAMED},? (?:which )?(?:(?:has|had|was|were) )?(?:been )?(?:{ROSE}|{FELL})[^;]*? from {SUM}"
    r"(?= (?:at|as of|on) \w+ \d)",
    rf"\b(?:{ROSE}|{FELL}|bring\w*|brought) (?:the balance of )?{WHOSE}{NAMED}"
    rf"(?: by <\$\d+>)?(?:,? from <\$\d+>)?,? to {SUM}",
    rf"<[RC]>(?: [a-z]+)? {IS} <\$\d+>,? (?:and|while) {WHOSE}{NAMED} (?:(?:to|at|of|was|were) )?{SUM}",
    rf"{NAMED}[^;]*?\b(?:bringing|taking|increasing|raising|lifting|reducing|lowering|leaving)"
    rf" (?:it|its balance|the balance|the total)(?: to| at)? {SUM}",
    rf"\b(?:held|holds|hold|has|had|have|maintain(?:s|ed)?|of which) {SUM} (?:of|in|as) {WHOSE}{NAMED}",
    rf"\b(?:including|comprised of|comprising|consisting of|plus) {SUM} (?:of|in|as) {WHOSE}{NAMED}",
    rf"\b(?:comprised of|comprising|consisting of|held|holds) <\$\d+> (?:of|in|as) {WHOSE}<[RCK]>"
    rf" and {SUM} (?:of|in|as) {WHOSE}{NAMED}",
    rf"{NAMED},? (?:which )?(?:includ\w+|compris\w+|inclusive of)[^;]*?,?"
    rf" (?:is|was|were|totall?ed|amounted to|stood at) {SUM}",
    rf"{NAMED} {IS} <\$\d+>,? (?:compared (?:to|with)|down from|up from|versus) {SUM}(?= (?:at|as of) \w+ \d)",
    rf"{NAMED}[^;]*;(?: and)? (?:at|as of|on) [^<>;]{{0,30}}?,? it {IS} {SUM}",
    rf"{SUM} (?:(?:was|is|were|are) )?(?:held|remain(?:s|ed|ing)|available|left) in {WHOSE}{NAMED}",
)
BOTH = _any(
    r"<(?P<one>[RC])> and <(?P<two>[RC])>(?: balances)? (?:were|are|of|totall?ed)"
    r" <\$(?P<first>\d+)> and <\$(?P<second>\d+)>"
)
CASH = _any(
    rf"\b(?:had|held|have|hold|has|holds|with|included|including) {SUM} (?:in|of) (?:our |its )?<(?P<kind>K)>",
    rf"\b(?:had|held|hold|holds|has|have)\b[^<>;]{{0,120}}?\band {SUM} (?:of|in) (?:our |its )?<(?P<kind>K)>",
    rf"{SUM} (?:in|of) <(?P<kind>K)>(?= (?:at|as of) )",
    rf"\b(?:had|held|hold|holds|has|have|with|consist\w* of|compris\w+(?: of)?)\b[^<>;]{{0,40}}?"
    rf" <(?P<kind>K)> of {SUM}",
    rf"(?<!in )(?<!of )<(?P<kind>K)>(?: balances?)? {IS} {SUM}(?: and <\$(?P<second>\d+)>)?",
    rf"<(?P<kind>K)> {IS} <\$\d+>(?: (?:at|as of) [^<>;]{{0,30}}?)?,? compared (?:to|with) {SUM}"
    r"(?= (?:at|as of) )",
)
ADDED = _any(
    rf"\b{ROSE} {WHOSE}{NAMED} (?:by|with) {MOVED}",
    rf"{NAMED},? (?:which )?(?:(?:has|was) )?(?:been )?{ROSE} by {MOVED}",
    rf"\b{GAVE} {MOVED}{SOME}(?: (?:of|from) {WHOSE}<[RCK]>)? (?:to|into|in|for) {WHOSE}{NAMED}",
    rf"\b(?:used|applied|using|spent) {MOVED}{SOME} to {BUILD} {WHOSE}{NAMED}",
    rf"{MOVED}{SOME} (?:went|flowed|came) into {WHOSE}{NAMED}",
    rf"{NAMED}[^;]*? and {MOVED} (?:went|flowed|was put|were put|was paid|were paid) into it\b",
    rf"{MOVED}{SOME} (?:was|were|has been|have been) (?:(?:used|applied) to {BUILD}|(?:{GAVE}) (?:to|into|in))"
    rf" {WHOSE}{NAMED}",
    rf"\b(?:established|created|set up) {WHOSE}{NAMED} (?:of|with) {MOVED}",
    rf"\b(?:established|created|set up) (?:a|an|its|our) {MOVED} {NAMED}",
)
USED = _any(
    rf"\b(?:paid|funded|financed|made|met|covered|satisfied) (?:[a-z]+ )?(?:with|by|from|using|out of) {MOVED}"
    rf"(?: (?:in|of) [a-z ]{{1,40}}?)? (?:of|from|in|out of) {WHOSE}{NAMED}",
    rf"\b{TOOK} {MOVED}(?: (?:in|of) [a-z ]{{1,40}}?)? (?:of|from|out of) {WHOSE}{NAMED}",
    rf"\b{TOOK} <\$\d+>[^;]*? and {MOVED}(?: (?:in|of) [a-z ]{{1,40}}?)? (?:of|from|out of) {WHOSE}{NAMED}",
    rf"\b{TOOK} {MOVED} (?:in|of) [a-z ]{{1,40}}? and <\$\d+>(?: (?:in|of) [a-z ]{{1,40}}?)?"
    rf" (?:from|out of) {WHOSE}{NAMED}",
    rf"\b(?:transferred|moved|reallocated) {MOVED}{SOME} (?:of|from|out of) {WHOSE}{NAMED} (?:to|into)\b",
    rf"\b(?:paid|pay|fund(?:ed)?|made) [^<>;]{{0,60}}?{MOVED}{SOME} (?:from|out of|using|with|by using)"
    rf" {WHOSE}{NAMED}",
    rf"{MOVED}{SOME} (?:was|were) (?:paid|funded|made|satisfied|used|withdrawn) (?:from|out of|using|with|by)"
    rf" {WHOSE}{NAMED}",
    rf"\b(?:used|using) {WHOSE}{NAMED} to (?:pay|fund|make|satisfy|cover) {SOME}{MOVED}",
    rf"{NAMED} (?:was|were) used to (?:pay|fund|make|satisfy|cover) {SOME}{MOVED}",
    rf"\b{FELL} {WHOSE}{NAMED} by {MOVED}",
    rf"{NAMED},? (?:which )?(?:(?:has|was) )?(?:been )?{FELL} by {MOVED}",
    rf"{MOVED}{SOME} left {WHOSE}{NAMED}",
    rf"{NAMED}[^;]*[;,] [^;]*?{MOVED} (?:was|were) (?:paid|used|taken|withdrawn)[^<>;]{{0,30}} out of it\b",
    rf"{MOVED} (?:came|was taken|was drawn|were drawn|were taken) (?:from|out of) {WHOSE}{NAMED}",
    rf"{MOVED} (?:of|from) {WHOSE}{NAMED} (?:was|were|has been|have been)"
    r" (?:used|applied|paid|withdrawn|released)",
)
