"""How the verdicts of `monitor check` are written: a table for people, JSON Lines and CSV for machines."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from monitor.publish.feeds import disarm

PLAIN_WIDTH = 120  # of a table that goes to a file or a pipe
COLOURS = {"supported": "green", "refuted": "red", "not_enough_evidence": "yellow"}
MARKS = {"supported": "✓ supported", "refuted": "✗ refuted", "not_enough_evidence": "? not enough evidence"}
LONGEST = 220  # characters of a claim or a deciding sentence in the table
Answer = Mapping[str, Any]


def write_answers(answers: Iterable[Answer], style: str, out: TextIO | None = None) -> None:
    """Write each answer as it comes (`jsonl`), or all at the end (`table`, `csv`)."""
    stream = out or sys.stdout
    if style == "jsonl":
        for answer in answers:
            stream.write(json.dumps(answer, ensure_ascii=False) + "\n")
    elif style == "csv":
        stream.write(as_csv(answers))
    else:
        write_table(list(answers), stream)


def as_csv(answers: Iterable[Answer]) -> str:
    """One row an answer, the evidence as accession numbers and sentences; what looks like a formula disarmed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    names: list[str] | None = None
    for answer in answers:
        row = {key: value for key, value in answer.items() if key != "evidence"}
        row["accession_numbers"] = " ".join(dict.fromkeys(one["accession_number"] for one in answer["evidence"]))
        row["quotes"] = " | ".join(one["quote"] for one in answer["evidence"])
        if names is None:
            names = list(row)
            writer.writerow(names)
        writer.writerow(["" if row[name] is None else disarm(str(row[name])) for name in names])
    return out.getvalue()


def write_table(answers: list[Answer], out: TextIO) -> None:
    """Claims with verdict, reason and the deciding sentence; in colour on a terminal."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    on_terminal = out.isatty()
    console = Console(
        file=out, width=None if on_terminal else PLAIN_WIDTH, no_color=not on_terminal, highlight=False
    )
    if not answers:
        console.print("Nothing in it is a claim that filings, prices or flows could confirm or contradict.")
        return
    table = Table(show_lines=True, expand=True)
    table.add_column("Claim", ratio=4)
    table.add_column("Verdict", ratio=2)
    table.add_column("Why, and the sentence", ratio=6)
    for answer in answers:
        colour = COLOURS[answer["label"]]
        verdict = (
            f"[{colour}]{MARKS[answer['label']]}[/]\n{answer['reason'].replace('_', ' ')}\n{answer['score']:+.2f}"
        )
        table.add_row(
            f"{escape(_short(answer['text']))}\n[dim]{answer['claim_type'].replace('_', ' ')}, "
            f"{answer['modality'].replace('_', ' ')}[/]",
            verdict,
            escape(answer["rationale"]) + _say_evidence(answer),
        )
    console.print(table)
    counts = {label: sum(one["label"] == label for one in answers) for label in MARKS}
    console.print(
        ", ".join(f"{number} {label.replace('_', ' ')}" for label, number in counts.items())
        + f" as of {answers[0]['as_of']}"
    )


def _say_evidence(answer: Answer) -> str:
    from rich.markup import escape

    if not answer["evidence"]:
        return ""
    first = answer["evidence"][0]
    return f"\n[dim]{first['accession_number']}: “{escape(_both_ends(first['quote']))}”[/]"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _both_ends(quote: str) -> str:
    """The figures of a table's row stand at its end, after the heads of its columns."""
    line = " ".join(quote.split())
    return (
        line if len(line) <= LONGEST else f"{line[: LONGEST // 3].rstrip()} … {line[-LONGEST * 2 // 3 :].lstrip()}"
    )
