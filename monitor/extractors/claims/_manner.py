"""How a proposition is put: asserted, hedged, predicted, denied or reported, by whom, and with what provisos."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extractors.claims._scene import TALKED_OF, Draft, Scene
from monitor.records import ClaimModality

NEGATION = re.compile(
    r"\b(?:not|never|no|none|nothing|neither|nor|without(?! (?:new|more|fresh|further|additional|outside"
    r"|access)\b)|hasn[’']t|haven[’']t|didn[’']t"
    r"|doesn[’']t|isn[’']t|won[’']t|wasn[’']t"
    r"|has yet to|have yet to|had yet to|hadn[’']t|(?:kept|keeps?|keeping|hold|holds|held)\s(?:its|their"
    r"|his)\shands|far from|rather than|instead of|free of|refus(?:es|ed) to|stop(?:s"
    r"|ped)?|halt(?:s|ed)?|paus(?:e"
    r"|es|ed)|cannot|can no longer|can[’']t|unable to|ruled? out|unlikely to)\b",
    re.IGNORECASE,
)
NO_NEGATION = re.compile(
    r"\b(?:(?:not|never|without)|(?:has|have|had|did|does)n[’']t)\s(?:\w+\s)?(?:stop|paus|halt|miss|skip)\w*\b"
    r"|\b(?:not only|no longer than|no less than|no more than|no fewer than|not just|no doubt"
    r"|no secret|nothing but|not the price|not (?:even|quite) (?:half|a (?:third|quarter|tenth)|as|twice"
    r"|double))\b",
    re.IGNORECASE,
)
UNPAID = re.compile(  # "the dividend never got paid"
    r"[^,;.]{0,20}\b(?:never|not|hasn[’']t|wasn[’']t|went|remains?|is still)\s(?:\w+\s)?(?:paid|unpaid|made"
    r"|honou?red"
    r"|come|came|arrived?)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|ed"
    r"|ing)|rebut(?:s|ted)?|debunk(?:s|ed)?|disput(?:es|ed)"
    r"|no truth|untrue|false|fake|unfounded|baseless|groundless|incorrect|fabricated|nonsense"
    r"|not true|shot down|brushed (?:off|aside)|wrong)\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|maybe|appears?|seems?|suspect\w*|speculat\w+"
    r"|suggest\w*|apparently|potentially|unclear|allegedly|purportedly"
    r"|risks?|threat\w*|fear(?:s|ed)?|can|presumably|possible)\b"
)
MAY = re.compile(
    r"\b[Mm]ay(?= (?:be|have|already|not|also|soon|need|sell|dump|buy|default|never|still"
    r"|demand|look|face|use|issue|repurchase)\b)"
)
FUTURE = re.compile(
    r"\b(?:will|won[’']t|would|shall|going to|set to|poised|predict\w*|forecast\w*|expect\w*|sees"
    r"|(?:traders|analysts|investors|markets?|bulls|bears|many|some|we|I) see|headed (?:for|to|toward)"
    r"|heading (?:for|to|toward)|inevitabl\w+|by (?:the (?:end|summer|spring|autumn"
    r"|fall) of )?20[2-9]\d"
    r"|coming|reckons|projects|projected|likely|targets?|ahead(?! of\b)|would become|fair value"
    r"|about to|price objective|hinted|becomes?|turns)\b",
    re.IGNORECASE,
)
TO_BE = re.compile(
    r"^[^.;]{0,40}\b(?:is|are) (?:headed|heading|bound|on (?:track|course)) (?:for|to)\b"
    r"|^[^.;]{0,40}\b(?:will|shall|is going to|are going to|won[’']t)\s(?:\w+\s)?"
    r"(?:be|stand|sit|have|end|fall|drop|rise|hit|top)\b"
)
GUESS = re.compile(
    r"\b(?:my|our|his|her) (?:guess|bet|hunch|money|prediction|call|gut)\b"
    r"|\bI(?:[’']d)? (?:bet|wager|guess|reckon|expect|predict)\b"
    r"|\b(?:mark my words|screenshot this|calling it)\b",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:will|won[’']t|going to|ends? up|prints|goes to|gets? to"
    r"|before (?:the )?(?:year|month|summer|winter|christmas)"
    r"|by (?:the )?(?:time|end|summer|autumn|fall|winter|spring|christmas|year-end|month-end))\b",
    re.IGNORECASE,
)
SPEECH = (
    r"said|says|say|told|tells|den(?:ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|claim(?:s|ed)?"
    r"|argu(?:e|es|ed)|alleg(?:e|es|ed)|insist(?:s|ed)?|warn(?:s|ed)?|predict(?:s|ed)?|posted"
    r"|tweeted|wrote|writes"
    r"|reported|believes?|thinks?|reckons?|suggest(?:s|ed)?|sees|forecasts?|expects?"
    r"|reaffirmed|added|explained|estimat(?:e|es|ed)|noted|according to|hinted|show(?:s|ed|n)?"
    r"|confirm(?:s|ed)|disclosed|considers"
)
SAYING = re.compile(r"\b(?:is|are|was|were)\s$")
SPEAKER = re.compile(
    rf"(?:^|[,;:.—–·-]\s|\b(?:that|as)\s)?(?P<who>(?=(?-i:[A-Z@]|an? |the |its |one |some "
    rf"|many |several |analysts|critics|short ))(?:(?:An?|The|Its?|One|Some|Many|Several"
    rf"|Veteran|On-chain|Crypto|Short)\s)?[\w@.&’'-]+(?:\s(?!(?:has|had|is|was"
    rf"|that)\b)[\w@.&’'()-]+){{0,5}}?)\s(?:has |had |have |then |also |flatly |firmly )*"
    rf"(?:{SPEECH.replace('|according to', '').replace('|added', '')})\b",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(
    rf",[”\"]?\s(?P<who>[^,;.]{{2,60}}?)\s(?:{SPEECH.replace('|according to', '')})\b[^,;]*$", re.IGNORECASE
)
ACCORDING = re.compile(
    r"\baccording to (?P<who>[^,;.]{2,60})|^(?:per|via) (?P<per>[A-Z][^,;:.]{2,40})", re.IGNORECASE
)
FORECASTER = re.compile(r"^(?P<who>[A-Z][\w.]+(?: [A-Z][\w.]+){1,2})(?: \([^)]*\))?:")
IF = re.compile(
    r"^(?:if|unless|should|once|as soon as)\b|\b(?:if|unless|as soon as|in the event)\b", re.IGNORECASE
)
UNDERWAY = re.compile(r"\s(?:of (?:\S+\s){1,3}|by (?:\S+\s){1,3})?(?:may|might|could)\b")
SUBORDINATE = re.compile(r"^\W*(?:if|when|after|since|although|though|while|because|as|unless)\b", re.IGNORECASE)
UNABLE = re.compile(r"\b(?:unable|struggl\w+|fail\w*|difficult\w*|trouble)\b", re.IGNORECASE)
RUMOUR = re.compile(
    r"\b(?:rumou?r(?:s|ed)?|gossip|word on the street|talk(?= (?:that|of))|whispers?"
    r"|speculat(?:ion|ed|es)|reports(?= that)|has it that|chatter)\b",
    re.IGNORECASE,
)
RECORD = re.compile(
    r"\b(?:filings?|8-K|10-[QK]|Form \d+\w?|report(?:s)? (?:to|with) the SEC|SEC (?:form"
    r"|report|document)s?|results|prospectus|statement|disclosure|data|press release|website"
    r"|dashboard)\b",
    re.IGNORECASE,
)
COMPANY_VOICE = re.compile(
    r"\b(?:the (?:company|firm|miner)|its (?:chairman|CEO|chief|CFO|founder|president"
    r"|spokes\w+|board)[\w\s]*|a? ?spokes(?:man|woman|person)|chief executive|chairman|company"
    r"|CEO|it|he|Le)\b",
    re.IGNORECASE,
)
QUALIFIERS = {
    "first": r"\bfirst(?! (?:quarter|half|time since|in line))\b",
    "record": r"\brecord\b(?! of\b)",
    "largest": r"\b(?:largest|biggest|highest|worst|smallest|lowest)\b",
    "since": r"\bsince\b",
    "all": r"\b(?:all|entire|every|whole|fully|completely)\b",
    "most": r"\bmost\b",
    "any": r"\bany\b",
    "single": (r"\b(?:a|any|one) single\b|\bonly once\b|\bonly (?:one|sale)\b"),
    "consecutive": (r"\b(?:consecutive|straight|successive|in a row|every week)\b"),
    "another": r"\b(?:another|a further|additional)\b",
    "part": r"\b(?:part|some) of\b",
    "only": r"\bonly\b",
    "subset": r"\b(?:labell?ed|tagged|tracked|linked to|attributed|identified wallets)\b",
    "tracker": r"\b(?:on-?chain|Arkham|Lookonchain|CryptoQuant|Glassnode|tracker|wallets? data)\b",
    "plan": (r"\b(?:plan(?:s|ned|ning)?|intends?|intention|preparing|aims)\b"),
    "filed": (r"\b(?:filed|filing|8-K|10-[QK]|SEC (?:form|report|filing))\b"),
    "forced": (r"\b(?:forc(?:e|es|ed|ing)|compelled|obliged|required to|have to|had to)\b"),
    "if": r"\b(?:if|should it|in the event|unless|(?<!only )(?<!just )(?<!than )(?<!at )once|as soon as)\b",
    "could": r"\b(?:could|might)\b|(?-i:\bmay\b)",
    "hidden": (
        r"\b(?:hidden|secret(?:ly)?|quiet(?:ly)?|stealth\w*|covert\w*|behind the scenes"
        r"|undisclosed|under the radar)\b"
    ),
    "authorised": r"\bauthori[sz](?:es?|ed|ation)\b",
    "risk_factor": (r"\b(?:warn(?:s|ed|ing)?|risk (?:factors?|disclosure)|routine)\b"),
    "transfer": r"\b(?:transfer\w*|custod\w+|new addresses|new wallets)\b",
    "now": r"\b(?:now|still|currently|unchanged|remains?)\b",
    "annual": r"\b(?:a year|annual(?:ly)?|per year|each year|yearly)\b",
}
_QUALIFIERS = {name: re.compile(words, re.IGNORECASE) for name, words in QUALIFIERS.items()}


@dataclass(frozen=True, slots=True)
class Manner:
    """What `Claim` needs of it. `voice`: "company" (issuer, officers), "record" (filings), "other" or ""."""

    negated: bool
    modality: ClaimModality
    attribution: str
    voice: str
    qualifiers: tuple[str, ...]


def read_manner(scene: Scene, draft: Draft) -> Manner:
    """The manner of one proposition: its own stretch decides, then what the whole passage is attributed to."""
    own = scene.text[draft.left : draft.right]
    who, voice = _attribution(scene)
    negated = _is_negated(scene, draft)
    denied = _is_denied(scene, draft)
    if draft.cue.action == "abstain":
        negated = not negated
    if draft.cue.action == "service":
        negated = not (negated or UNABLE.search(scene.before(draft.start)))
    before = scene.text[draft.left : draft.end]
    modality: ClaimModality = "asserted"
    if denied:
        negated = True
        modality = "denied"
    elif negated and voice == "company":
        modality = "denied"
    elif draft.cue.type == "price_prediction":
        modality = "predicted" if FUTURE.search(scene.words) else "hedged" if _hedged(own) else "asserted"
    elif (
        draft.cue.action not in ("owe", "average", "hold")
        and (_hedged(before) or re.search(r"unclear|possib", own))
    ) or (re.search(r"\bwould\b", before) and IF.search(scene.words)):
        modality = "hedged"
    elif (
        FUTURE.search(before)
        or re.search(r"\b(?:inevitable|coming|ahead(?! of\b)|by 20\d\d)\b", own)
        or TO_BE.search(own[draft.end - draft.left :])
        or (GUESS.search(scene.words) and AHEAD.search(scene.words))
    ):
        modality = "predicted"
    elif _hedged(before) or GUESS.search(scene.words):
        modality = "hedged"
    elif voice in ("other", "company") and not re.search(r"confirmed|disclosed|announced|reported", scene.words):
        modality = "reported_speech"
    found = tuple(name for name, pattern in _QUALIFIERS.items() if pattern.search(own))
    if IF.search(scene.words) and "if" not in found:
        found = (*found, "if")
    if modality == "asserted" and UNDERWAY.match(scene.after(draft.end, 60)):
        modality = "hedged"
    if (
        modality == "asserted"
        and "if" in found
        and draft.cue.type in ("btc_sale_past", "default_or_insolvency", "purchase")
    ):
        modality = "hedged"
    return Manner(negated, modality, who, voice, found)


def _hedged(words: str) -> bool:
    return MAY.search(words) is not None or HEDGE.search(words.replace("May ", "")) is not None


def _is_negated(scene: Scene, draft: Draft) -> bool:
    before = TALKED_OF.sub(" ", scene.text[draft.left : draft.start])
    before = re.split(r";|\bbut\b|, (?:and|which)\b|\binstead\b", before)[-1]
    before = NO_NEGATION.sub(" ", before)
    if SUBORDINATE.match(before):
        before = before.rpartition(", ")[2]
    if NEGATION.search(before[-70:]):
        return True
    if draft.cue.action == "pay" and UNPAID.match(scene.text[draft.end : min(draft.right, draft.end + 45)]):
        return True
    after = NO_NEGATION.sub(" ", scene.text[draft.end : min(draft.right, draft.end + 60)])[:30]
    return (
        re.match(
            r"\s(?:nothing|no|none|zero|neither|zilch|nada|zip|nil|nought|naught|squat|bupkis"
            r"|diddly)\b(?! (?:fewer|less|more))|[^,;.]{0,25}\b(?:is|are|was"
            r"|were|does|did|has|have) (?:not|no)\b",
            after,
        )
        is not None
    )


def _is_denied(scene: Scene, draft: Draft) -> bool:
    match = DENIAL.search(scene.words)
    if match is None:
        return False
    place = scene.start + match.start()
    if place < draft.start:  # "rejected talk that it had sold ..., saying that the company was buying"
        between = scene.text[place : draft.start]
        if between.startswith(match.group() + ":") and SAYING.search(scene.text[scene.start : place]):
            return False  # "the line is false: 704 coins were sold" tells why
        return re.search(r",\s(?:saying|and said|adding|insisting)\b|;", between) is None
    return re.search(r";|,\s(?:but|and)\s", scene.text[draft.end : place]) is None


def _attribution(scene: Scene) -> tuple[str, str]:
    words = TALKED_OF.sub(" ", scene.words)
    for pattern in (AFTERWARDS, ACCORDING, FORECASTER, SPEAKER):
        if match := pattern.search(words):
            groups = match.groupdict()
            who = re.sub(
                r"^(?:if|when|that|as|while|but|and)\s",
                "",
                (groups.get("who") or groups.get("per") or "").strip(),
                flags=re.IGNORECASE,
            )
            if who:
                return who, _voice(scene, who)
    if match := RUMOUR.search(words):
        return match.group(), "other"
    return "", ""


def _voice(scene: Scene, who: str) -> str:
    if RUMOUR.search(who):
        return "other"
    if RECORD.search(who) and not re.search(r"on-?chain|wallet|blockchain", who, re.IGNORECASE):
        return "record"
    names = [mention.words for mention in scene.mentions if mention.kind in ("issuer", "person", "company")]
    if any(name in who for name in names) or COMPANY_VOICE.fullmatch(who):
        return "company"
    return "company" if COMPANY_VOICE.search(who) and len(who.split()) <= 4 else "other"
