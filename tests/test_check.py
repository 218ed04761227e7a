"""`monitor check`: statements in, one answer each out, in the same order; clear errors before that."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli import cli, main
from monitor.errors import SettingsError
from monitor.pipeline._statements import read_statements
from monitor.store.database import open_store

KEYS = [
    "id", "text", "as_of", "claim_type", "modality", "label", "score", "p_supported", "p_refuted",
    "p_not_enough_evidence", "reason", "rationale", "resolves_by_on", "evidence",
]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded sample, walked down the road once."""
    db = tmp_path_factory.mktemp("check") / "monitor.db"
    from monitor.settings import packaged

    manifest = Path(__file__).parents[1] / "monitor" / "sample" / "manifest.csv"
    assert packaged("models").is_dir()
    result = CliRunner().invoke(cli, ["--quiet", "--db", str(db), "load", str(manifest)])
    assert result.exit_code in (0, 3), result.output
    return db


def ask(db: Path, *arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--db", str(db), "check", *arguments], input=text)


def test_one_answer_for_each_line_in_order(database: Path, tmp_path: Path) -> None:
    """Whatever a line says, it gets one answer with the keys of the contract."""
    lines = [
        {"id": "b", "text": "Saylor is a visionary.", "as_of": "2025-11-14"},
        {"id": "a", "text": "MicroStrategy sold 704 bitcoin.", "as_of": "2022-12-29", "issuer": "MSTR"},
        {"id": "c", "text": "🤷", "as_of": "2025-11-14"},
    ]  # fmt: skip
    claims = tmp_path / "claims.jsonl"
    claims.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = ask(database, "--claims", str(claims))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["id"] for answer in answers] == ["b", "a", "c"]
    assert [list(answer) for answer in answers] == [KEYS] * 3
    assert [answer["label"] for answer in answers] == ["not_enough_evidence", "supported", "not_enough_evidence"]


@pytest.mark.parametrize("verb", ["sold", "unloaded", "shed", "got rid of", "cashed out of", "jettisoned"])
def test_what_was_bought_is_never_a_sale(database: Path, tmp_path: Path, verb: str) -> None:
    """The very figures of a purchase, told with any verb of selling, are not supported."""
    text = f"Strategy {verb} 24,869 BTC for $2.01 billion in the week to May 17."
    claims = tmp_path / "claims.jsonl"
    claims.write_text(json.dumps({"id": verb, "text": text, "as_of": "2026-05-19"}) + "\n", encoding="utf-8")
    (answer,) = [json.loads(line) for line in ask(database, "--claims", str(claims)).stdout.splitlines()]
    assert answer["label"] == "refuted"


def test_probabilities_fit_the_label(database: Path, tmp_path: Path) -> None:
    """The three add up to one, the label is the largest, and the score is their difference."""
    claims = tmp_path / "claims.jsonl"
    claims.write_text(
        '{"id": 1, "text": "MicroStrategy sold 740 bitcoin on December 22.", "as_of": "2022-12-29"}\n'
    )
    (answer,) = [json.loads(line) for line in ask(database, "--claims", str(claims)).stdout.splitlines()]
    shares = {name: answer[f"p_{name}"] for name in ("supported", "refuted", "not_enough_evidence")}
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=lambda name: shares[name]) == answer["label"] == "refuted"
    assert answer["score"] == pytest.approx(shares["supported"] - shares["refuted"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "not JSON"),
        ("[1]", "write an object"),
        ('{"id": "1", "as_of": "2025-01-01"}', "text is missing"),
        ('{"id": "1", "text": "x"}', "as_of is missing"),
        ('{"id": "1", "text": "x", "as_of": "yesterday"}', "not a day"),
        ('{"id": "1", "text": "x", "as_of": "2025-01-01", "issuer": 5}', "write a ticker"),
    ],
)
def test_bad_line_names_file_and_line(tmp_path: Path, line: str, words: str) -> None:
    """A line that cannot be judged stops everything before the first answer, and says where it stands."""
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"id": "0", "text": "x", "as_of": "2025-01-01"}\n' + line + "\n")
    with pytest.raises(SettingsError, match=words) as raised:
        read_statements(claims)
    assert f"{claims}:2" in str(raised.value)


def test_missing_file_is_exit_2(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A usage error, told in one line."""
    monkeypatch.setattr(
        "sys.argv", ["monitor", "--db", str(database), "check", "--claims", str(tmp_path / "none")]
    )
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == 2


def test_days_of_a_labelled_file(tmp_path: Path) -> None:
    """`date_published` is when it was said; `--as-of` then the day of the verdict."""
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"id": "1", "text": "x", "date_published": "2025-11-14"}\n')
    from datetime import date

    (alone,) = read_statements(claims)
    (later,) = read_statements(claims, date(2025, 11, 17))
    assert (alone.said_on, alone.as_of) == (date(2025, 11, 14), date(2025, 11, 14))
    assert (later.said_on, later.as_of) == (date(2025, 11, 14), date(2025, 11, 17))


def test_pasted_text_as_a_table(database: Path) -> None:
    """Standard input, judged claim by claim, with the verdict in words and the counts below."""
    result = ask(database, "--as-of", "2022-12-29", text="MicroStrategy sold 704 bitcoin. The sky is blue.")
    assert result.exit_code == 0
    assert "✓ supported" in result.stdout
    assert "1 supported, 0 refuted, 0 not enough evidence as of 2022-12-29" in result.stdout


def test_nothing_to_check_is_said(database: Path) -> None:
    """A text without a claim is no error and no empty output."""
    assert "Nothing in it is a claim" in ask(database, text="The sky is blue.").stdout


def test_csv_has_a_row_for_each_claim(database: Path) -> None:
    """For spreadsheets: a header, one row a claim, the evidence by accession number."""
    result = ask(database, "--as-of", "2022-12-29", "--format", "csv", text="MicroStrategy sold 704 bitcoin.")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["label"] for row in rows] == ["supported"]
    assert rows[0]["accession_numbers"]


@pytest.mark.parametrize(("issuer", "reason"), [("MSTR", "outside_filings"), (None, "opinion")])
def test_whom_a_line_is_about_may_stand_beside_it(
    database: Path, tmp_path: Path, issuer: str | None, reason: str
) -> None:
    """A line that names nobody is looked up in the filings of its issuer; without one it is about nobody."""
    path = tmp_path / "claims.jsonl"
    row = {"id": "a", "text": "The lawyers want a jury.", "as_of": "2022-12-29", "issuer": issuer}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    answer = json.loads(ask(database, "--claims", str(path)).output)
    assert (answer["label"], answer["reason"]) == ("not_enough_evidence", reason)


@pytest.mark.parametrize("field", ["issuer", "company"])
def test_line_about_an_issuer_that_nobody_knows(database: Path, tmp_path: Path, field: str) -> None:
    """It gets its answer like the others, and the reason names what is missing."""
    path = tmp_path / "claims.jsonl"
    row = {"id": "a", "text": "The company sold 4,710 bitcoin.", "as_of": "2025-06-10", field: "GME"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    answer = json.loads(ask(database, "--claims", str(path)).output)
    assert (answer["label"], answer["reason"]) == ("not_enough_evidence", "no_disclosure")
    assert "GME" in answer["rationale"]


def test_unknown_issuer_is_named(database: Path) -> None:
    """The choices are part of the message."""
    result = ask(database, "--issuer", "NOPE", text="Strategy sold bitcoin.")
    assert isinstance(result.exception, SettingsError)
    assert "MSTR" in str(result.exception)


def test_checking_writes_nothing(database: Path) -> None:
    """A check reads: the store is the same before and after."""
    with open_store(database, create=False) as store:
        before = store.query("SELECT count(*) AS n FROM holdings_changes")
    ask(database, text="Strategy sold bitcoin.")
    with open_store(database, create=False) as store:
        assert store.query("SELECT count(*) AS n FROM holdings_changes") == before
