"""The claims of one sentence, judged as of a day: the one way for claims files, pasted texts and stored articles.

    each claim          by the rules (judges/verdicts/)
    the sentence        what they come to; where no rule answers, a sentence of a filing; coins with their sums;
                        the guard; all its figures in one filing; the second reader
    each claim again    an only claim has what was found of the sentence. One of several has what the rules say of
                        it, held back by what the sentence says beyond all claims; what filings were found to say
                        of the whole sentence answers the claims that the rules left open

It follows from the sentence and what was known by then, never from what the store learned later, so `monitor
rebuild` finds the same. What is the same on many days is looked up once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.extractors.claims.plain import blank_talk, find_days, find_figures, names_of
from monitor.judges._days import new_york_day
from monitor.judges.bound_figures import rebind
from monitor.judges.compared_periods import weigh_periods
from monitor.judges.figure_groups import weigh_groups
from monitor.judges.figure_rows import place_figures
from monitor.judges.holding_moves import weigh_moves
from monitor.judges.knowledge import Knowledge, Record, know
from monitor.judges.reader.features import Question
from monitor.judges.reader.model import load_reader
from monitor.judges.reader.weigh import may_read, read_again
from monitor.judges.statement import Judged, decide
from monitor.judges.timeline import Timeline
from monitor.judges.unread import PARTLY, Unread, hold_back
from monitor.judges.verdicts import Finding, judge_claim
from monitor.pipeline._evidence import Evidences
from monitor.pipeline._record import load_record
from monitor.records import Claim, Issuer
from monitor.settings import Settings
from monitor.store.database import Store

UNKNOWN = 0  # the CIK of whoever a line names without the store or the settings knowing them
OF_COINS = ("figure_groups", *(f"verdicts.{name}" for name in ("average", "holdings", "purchases", "sales")))
LOOSE = ("no_disclosure", "outside_filings", "unverified_detail", "blind_window")
UNTOLD = ("price_prediction", "etf_outflow", "mnav_or_valuation", "insider_sale")  # in no sentence of a filing
MARKET = ("bitcoin", "BTC", "ETFs", "")  # subjects that are no company


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What was said in one go, the claims in it, and all its figures and days."""

    claims: tuple[Claim, ...]
    unread: Unread
    said_on: date
    ticker: str = ""  # whom it names, as whoever asked has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found of the sentence as a whole, and of each claim in it, in order."""

    whole: Judged
    findings: tuple[Finding, ...]


def read_sentence(
    text: str, start: int, end: int, claims: Sequence[Claim], said_on: date, *, ticker: str = ""
) -> Sentence:
    """`text[start:end]`, with the claims that were found in it."""
    text = f"{text[:start]}{blank_talk(text[start:end])}{text[end:]}"
    unread = Unread(
        text=text[start:end],
        start=start,
        figures=tuple(find_figures(text, start, end, said_on)),
        days=tuple(find_days(text, start, end, said_on)),
    )
    return Sentence(claims=tuple(claims), unread=unread, said_on=said_on, ticker=ticker)


def cut_sentences(text: str, claims: Sequence[Claim]) -> list[Sentence]:
    """The sentences of a running text, with the claims of each; each said on the day of its claims."""
    groups: defaultdict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.source.quote_start, claim.source.quote_end].append(claim)
    return [
        read_sentence(text, start, end, same, new_york_day(same[0].claimed_at))
        for (start, end), same in groups.items()
    ]


class SentenceJudge:
    """The records of the store, read once; what was known, worked out once for all days between two filings."""

    def __init__(self, settings: Settings, store: Store, about: Issuer | None) -> None:
        self._settings = settings
        self._store = store
        self._about = about  # whose filings claims about the market are asked of
        self._evidences = Evidences(store, model=settings.semantic)
        self._timelines: dict[int, Timeline] = {}

    def judge(self, sentence: Sentence, as_of: date) -> Answer:
        """What was known by the end of `as_of` says of a sentence with at least one claim."""
        sentence, judged, decided = self._judge_claims(sentence, as_of)
        whole = self._judge_whole(sentence, decided, judged, as_of)
        if len(judged) == 1:
            return Answer(whole=whole, findings=(whole.finding,))
        found = whole.finding if whole.finding.judge != decided.finding.judge else None
        findings = tuple(
            found
            if found and _is_answered(one, whole)
            else _hold_back_one(one, judged, sentence.unread, self._known_of(one.claim, as_of))
            for one in judged
        )
        return Answer(whole=whole, findings=findings)

    def _names_in(self, sentence: Sentence, as_of: date) -> frozenset[str]:
        """Those of the issuers that its claims are about."""
        issuers = {self._known_of(one, as_of).record.issuer for one in sentence.claims}
        return frozenset().union(*(names_of(one) for one in issuers))

    def _judge_alone(self, claim: Claim, sentence: Sentence, as_of: date) -> Finding:
        """What the rules say of a claim; nothing to judge by where it is about an issuer that nobody knows."""
        if claim.issuer_cik != UNKNOWN:
            return judge_claim(claim, self._known_of(claim, as_of))
        return Finding(
            label="not_enough_evidence",
            reason="no_disclosure",
            rationale=f"The store has no filing of {sentence.ticker}, and the settings no profile of it.",
            firmness="default",
            judge="verdicts.none",
        )

    def _rebind(self, one: Judged, sentence: Sentence, as_of: date) -> Judged:
        return rebind(one, sentence.unread, self._known_of(one.claim, as_of)) if one.finding.against else one

    def _judge_claims(self, sentence: Sentence, as_of: date) -> tuple[Sentence, list[Judged], Judged]:
        """The sentence with the names that are familiar in it, each of its claims, and what they come to."""
        sentence = replace(sentence, unread=replace(sentence.unread, familiar=self._names_in(sentence, as_of)))
        judged = [
            self._rebind(Judged(claim=claim, finding=self._judge_alone(claim, sentence, as_of)), sentence, as_of)
            for claim in sentence.claims
        ]
        return sentence, judged, decide(judged)

    def features(self, sentence: Sentence, as_of: date) -> tuple[Judged, dict[str, float] | None]:
        """What the rules alone find of a sentence, and how it stands to what is filed: what the second reader is
        trained on. None where nothing had been filed."""
        sentence, judged, decided = self._judge_claims(sentence, as_of)
        whole = self._judge_by_rules(sentence, decided, judged, as_of)
        asked = self._ask(whole, sentence, as_of)
        stood = self._evidences.stand(asked) if asked else None
        return whole, stood[1] if stood else None

    def _judge_whole(self, sentence: Sentence, whole: Judged, judged: Sequence[Judged], as_of: date) -> Judged:
        """By the rules, and by the second reader where they leave it to it."""
        whole = self._judge_by_rules(sentence, whole, judged, as_of)
        asked = self._ask(whole, sentence, as_of) if may_read(whole) else None
        stood = self._evidences.stand(asked) if asked else None
        if asked is None or stood is None:
            return whole
        return read_again(whole.finding, asked, *stood, load_reader()) or whole

    def _ask(self, whole: Judged, sentence: Sentence, as_of: date) -> Question | None:
        """The statement for the second reader; None where it is about nobody who files."""
        about = self._about_whom(whole, sentence)
        if not about.issuer_cik:
            return None
        return Question(
            claims=sentence.claims,
            decided=whole.claim,
            unread=sentence.unread,
            said_on=sentence.said_on,
            known=self._known_of(about, as_of),
        )

    def _about_whom(self, whole: Judged, sentence: Sentence) -> Claim:
        """A claim of it about an issuer with filings: that of the finding, or the first."""
        return next((one for one in (whole.claim, *sentence.claims) if one.issuer_cik), whole.claim)

    def _judge_by_rules(self, sentence: Sentence, whole: Judged, judged: Sequence[Judged], as_of: date) -> Judged:
        unread = sentence.unread
        if whole.finding.label == "not_enough_evidence" and whole.finding.firmness == "default":
            read = self._retrieve(whole.claim, unread, as_of)
            whole, judged = (read, [read]) if read else (whole, judged)
        known = self._known_of(whole.claim, as_of)
        weighed = weigh_periods(weigh_groups(whole, judged, unread, known), judged, unread, known)
        weighed = weigh_moves(weighed, judged, unread, known)
        held = hold_back(weighed, judged if weighed is whole else [weighed], unread, known)
        if _is_unsettled(held.finding):
            placed = place_figures(judged, unread, known)
            vouched = hold_back(placed, [placed], unread, known) if placed else held
            held = vouched if _is_firmer(vouched.finding, held.finding) else held
        claim = self._about_whom(held, sentence)
        if not claim.issuer_cik:
            return held
        asked = replace(held, claim=claim)
        read = self._evidences.reread(asked, unread, sentence.said_on, self._known_of(claim, as_of))
        return read or held

    def _retrieve(self, claim: Claim, unread: Unread, as_of: date) -> Judged | None:
        """A sentence of the filings that says the same, or the contrary, of what no rule answers."""
        if not claim.issuer_cik or claim.modality == "predicted" or claim.claim_type in UNTOLD:
            return None
        finding = self._evidences.find(self._known_of(claim, as_of), unread.text, unread.figures)
        return Judged(claim=claim, finding=finding) if finding else None

    def _known_of(self, claim: Claim, as_of: date) -> Knowledge:
        cik = claim.issuer_cik
        if cik is None:
            if claim.subject not in MARKET or self._about is None:
                nobody = Issuer(issuer_cik=0, ticker="", name=claim.subject)
                return know(Record(issuer=nobody, filings={}), as_of)
            cik = self._about.issuer_cik
        if cik not in self._timelines:
            self._timelines[cik] = Timeline(load_record(self._store, self._settings, cik))
        return self._timelines[cik].know(as_of)


def _is_firmer(vouched: Finding, held: Finding) -> bool:
    """Whether what vouches for it as a whole says more than what was found by parts."""
    if vouched.firmness == PARTLY:
        return held.label == "not_enough_evidence"
    return vouched.label != "not_enough_evidence"


def _is_unsettled(finding: Finding) -> bool:
    """Whether it is open for what is not checked, or refuted by nothing but figures."""
    if finding.label == "refuted":
        contrast = finding.reason == "contradicts_disclosure" and finding.firmness == "exact"
        return bool(finding.against) or finding.by_figures or (contrast and finding.judge in OF_COINS)
    return finding.firmness == PARTLY or (finding.label == "not_enough_evidence" and finding.reason in LOOSE)


def _is_answered(one: Judged, whole: Judged) -> bool:
    """Whether what was found of the whole sentence is the answer to a claim of it: to the one that it was found
    with, and, when all of it is so, to each that the rules left open or refuted."""
    if one.claim == whole.claim:
        return True
    if whole.finding.label != "supported" or one.finding.idle or one.claim.claim_type in UNTOLD:
        return False
    return one.finding.label != "supported"


def _hold_back_one(one: Judged, judged: Sequence[Judged], unread: Unread, known: Knowledge) -> Finding:
    """The finding of one claim of several: the figures of the others are theirs to answer for."""
    taken = {figure.start for other in judged if other is not one for figure in other.claim.figures}
    own = {figure.start for figure in one.claim.figures}
    left = tuple(figure for figure in unread.figures if figure.start in own or figure.start not in taken)
    return hold_back(one, judged, replace(unread, figures=left), known).finding
