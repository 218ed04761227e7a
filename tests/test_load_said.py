"""`monitor load --articles`, `--prices` and `--flows`: from files to verdicts, in whatever order they come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from road_running import Done, ask, page, row, run, week, write_manifest

from monitor.store.content import content_hash
from monitor.store.database import open_store

SAID = (
    (
        "Strategy sold 700 bitcoin between May 11 and May 17, 2026, people who follow its wallets claim.",
        "2026-05-15",
    ),
    ("Spot bitcoin ETFs saw net outflows of $90 million on May 14, 2026.", "2026-05-15"),
    ("Analyst Nora Quill predicts that bitcoin will fall to $70,000 by May 20, 2026.", "2026-05-12"),
    ("Bitcoin closed at $78,000 on May 13, 2026.", "2026-05-14"),
)
CLOSES = "date,close\n" + "".join(f"2026-05-{day},{79000 - 1000 * (day - 12)}\n" for day in range(12, 25))
FLOWS = "fund,date,net_usd_millions\nall,2026-05-14,(90.0)\n"

NOTED = "For the first quarter of 2026, the net loss was $41.7 million, compared to a net loss of $35.2 million."
ONE_WAY = (
    ("Strategy held 1,200 bitcoin as of May 17, 2026.", ("supported", "matches_disclosure")),
    ("Strategy held 1,300 bitcoin as of May 17, 2026.", ("refuted", "contradicts_disclosure")),
    (
        "Strategy acquired 100 bitcoin for $8.0 million between May 11 and May 17, 2026, in 37 trades.",
        ("not_enough_evidence", "unverified_detail"),
    ),
    (
        "Strategy reported a net loss of $41.7 million for the first quarter of 2026, wider than $35.2 million.",
        ("supported", "matches_disclosure"),
    ),
)


def write_said(folder: Path) -> None:
    """An article a line, closes and flows, and the filings of two weeks in a manifest each."""
    lines = [
        {"url": f"https://n.example/{number}", "source": "n.example", "title": f"Number {number}", "text": text,
         "published_at": f"{day}T15:00:00Z", "fetched_at": "2026-05-30T00:00:00Z"}
        for number, (text, day) in enumerate(SAID)
    ]  # fmt: skip
    (folder / "said.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "btc.csv").write_text(CLOSES, encoding="utf-8")
    (folder / "flows.csv").write_text(FLOWS, encoding="utf-8")
    for number in (0, 1):
        (folder / f"{number}.htm").write_text(page(week(number)), encoding="utf-8")
        write_manifest(folder, [row(number)], name=f"week-{number}.csv")


STEPS = {
    "week 0": ("week-0.csv",),
    "week 1": ("week-1.csv",),
    "said": ("--articles", "said.jsonl"),
    "prices": ("--prices", "btc.csv", "--asset", "bitcoin"),
    "flows": ("--flows", "flows.csv"),
}


def load(folder: Path, step: str) -> Done:
    done = run(folder, "--quiet", "load", *STEPS[step])
    assert (done.code, done.err) == (0, "")
    return done


def held(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """By the first word of the sentence: day and label of the verdicts that hold."""
    found: dict[str, list[tuple[str, str]]] = {}
    for quote, as_of, label in ask(
        folder,
        "SELECT quote, as_of, label FROM verdicts JOIN claims USING (claim_id) WHERE corrected_at IS NULL"
        " ORDER BY quote, as_of",
    ):
        found.setdefault(quote.split()[0], []).append((as_of, label))
    return found


EXPECTED = {
    "Analyst": [("2026-05-12", "not_enough_evidence"), ("2026-05-21", "refuted")],
    "Bitcoin": [("2026-05-14", "supported")],
    "Spot": [("2026-05-15", "supported")],
    "Strategy": [("2026-05-15", "not_enough_evidence"), ("2026-05-18", "refuted")],
}


@pytest.mark.parametrize(
    "order",
    [
        ("week 0", "week 1", "prices", "flows", "said"),
        ("said", "flows", "week 1", "prices", "week 0"),
        ("prices", "week 1", "said", "week 0", "flows"),
    ],
    ids=" ".join,
)
def test_the_verdicts_do_not_depend_on_the_order(tmp_path: Path, order: tuple[str, ...]) -> None:
    """What holds in the end is the same, and a rebuild finds it again; what was corrected on the way stays."""
    write_said(tmp_path)
    for step in order:
        load(tmp_path, step)
    found = held(tmp_path)
    assert {
        word: [(day, label) for day, label in verdicts if (day, label) in EXPECTED[word]]
        for word, verdicts in found.items()
    } == EXPECTED
    assert run(tmp_path, "--quiet", "rebuild", "--check").code == 0


def test_loading_again_adds_nothing(tmp_path: Path) -> None:
    """The same rows, and the same bytes in every feed."""
    write_said(tmp_path)
    for step in STEPS:
        load(tmp_path, step)

    def look() -> tuple[dict[str, str], dict[str, bytes]]:
        with open_store(tmp_path / "db" / "monitor.db") as store:
            rows = content_hash(store)
        return rows, {path.name: path.read_bytes() for path in (tmp_path / "feeds").iterdir()}

    before = look()
    for step in STEPS:
        load(tmp_path, step)
    assert look() == before


def test_a_rebuild_keeps_what_was_corrected(tmp_path: Path) -> None:
    """Judged before the first filing came, corrected since: the row is there before the rebuild and after."""
    write_said(tmp_path)
    for step in ("said", "week 0", "week 1", "prices", "flows"):
        load(tmp_path, step)
    rows = "SELECT * FROM verdicts ORDER BY verdict_id"
    before = ask(tmp_path, rows)
    assert run(tmp_path, "--quiet", "rebuild").code == 0
    assert (ask(tmp_path, rows) == before, any(row[-1] for row in before)) == (True, True)


def test_several_files_in_one_command(tmp_path: Path) -> None:
    """Filings, closes and flows before the articles that speak of them."""
    write_said(tmp_path)
    manifest = write_manifest(tmp_path, [row(0), row(1)])
    done = run(
        tmp_path, "load", str(manifest), "--articles", "said.jsonl", "--prices", "btc.csv", "--asset", "BTC",
        "--flows", "flows.csv",
    )  # fmt: skip
    assert (done.code, sorted(held(tmp_path))) == (0, sorted(EXPECTED))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name what to load"),
        (("--asset", "bitcoin", "--flows", "flows.csv"), "--asset says whose closes"),
        (("--prices", "none.csv"), "none.csv: cannot be read"),
        (("--prices", "btc.csv"), "no column asset"),
    ],
)
def test_what_cannot_be_loaded_says_why(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """A matter of usage: exit code 2, and no database is made."""
    write_said(tmp_path)
    done = run(tmp_path, "load", *arguments)
    assert (done.code, said in done.err) == (2, True)


def test_one_sentence_has_one_verdict(tmp_path: Path) -> None:
    """Whoever asks: a claims file, a pasted text, or the store when an article says it. The guard
    holds back everywhere, and everywhere a filing with all the figures answers what no rule does."""
    for number in (0, 1):
        (tmp_path / f"{number}.htm").write_text(page(week(number), NOTED), encoding="utf-8")
    assert run(tmp_path, "--quiet", "load", str(write_manifest(tmp_path, [row(0), row(1)]))).code == 0
    day = "2026-05-19"
    found = {}
    for number, (text, _) in enumerate(ONE_WAY):
        (tmp_path / "one.txt").write_text(text, encoding="utf-8")
        line = {"id": str(number), "text": text, "as_of": day}
        (tmp_path / "one.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
        said = {"url": f"https://n.example/{number}", "source": "n.example", "title": "", "text": text,
                "published_at": f"{day}T15:00:00Z", "fetched_at": f"{day}T16:00:00Z"}  # fmt: skip
        (tmp_path / "said.jsonl").write_text(json.dumps(said) + "\n", encoding="utf-8")
        load(tmp_path, "said")
        ways = (("--claims", "one.jsonl"), ("one.txt", "--as-of", day, "--format", "jsonl"))
        answers = [json.loads(run(tmp_path, "check", *way).out) for way in ways]
        stored = ask(
            tmp_path,
            "SELECT label, reason FROM verdicts JOIN claims USING (claim_id) WHERE quote = ? AND as_of = ?",
            text,
            day,
        )
        found[text] = [(answer["label"], answer["reason"]) for answer in answers] + list(stored)
    assert found == {text: [expected] * 3 for text, expected in ONE_WAY}
    assert run(tmp_path, "--quiet", "rebuild", "--check").code == 0
