"""Articles and statements to time the judging by: our own labelled sentences, drawn and dated by a fixed seed."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

STATEMENTS = Path(__file__).parents[1] / "models" / "verdicts" / "statements.jsonl"
FIRST_ON, DAYS = date(2024, 1, 1), 860  # the days of the articles; filings of the corpus go on a little longer
SENTENCES = 4


def write_articles(path: Path, count: int) -> Path:
    """Articles of four sentences each, as `monitor load --articles` wants them; no two are copies."""
    draw = random.Random(7)  # noqa: S311 - a fixed choice, no secret
    texts = [row["text"] for row in load_statements()]
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            said_on = FIRST_ON + timedelta(days=draw.randrange(DAYS))
            row = {
                "url": f"https://news{number % 20}.example/{number}",
                "source": f"news{number % 20}",
                "title": f"Number {number}",
                "published_at": f"{said_on}T15:00:00Z",
                "fetched_at": "2026-09-01T00:00:00Z",
                "text": " ".join(draw.choice(texts) for _ in range(SENTENCES)) + f" This was article {number}.",
            }
            lines.write(json.dumps(row) + "\n")
    return path


def write_statements(path: Path, count: int) -> Path:
    """Statements for `monitor check --claims`, each as of another day as long as there are days."""
    rows = load_statements()
    by_day = {row["as_of"]: row for row in rows}
    chosen = [*by_day.values(), *(row for row in rows if by_day[row["as_of"]] is not row)][:count]
    with path.open("w", encoding="utf-8") as lines:
        for row in chosen:
            lines.write(json.dumps({"id": row["id"], "text": row["text"], "as_of": row["as_of"]}) + "\n")
    return path


def load_statements() -> list[dict[str, str]]:
    """Our own labelled statements."""
    return [json.loads(line) for line in STATEMENTS.read_text(encoding="utf-8").splitlines()]
