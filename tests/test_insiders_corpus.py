"""Real Forms 3, 4 and 5 from a loopback EDGAR through edgartools to the tables, counted against the XML."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from edgar_examples import write_manifest
from lxml import etree

from monitor.pipeline.update import update_store
from monitor.records import Issuer
from monitor.sample.edgar_server import LoopbackEdgar
from monitor.settings import Settings
from monitor.terminal import Terminal

pytestmark = pytest.mark.corpus

# file, issuer, form, day of filing; the accession numbers are ours, the files do not say theirs
FORMS = (
    ("edgartools/form3.snow.xml", 1640147, "3", "2020-09-15"),
    ("edgartools/form5.snow.xml", 1640147, "5", "2022-03-10"),
    ("edgartools/form4.snow.xml", 1640147, "4", "2022-12-15"),
    ("edgartools/374WaterForm4.xml", 933972, "4", "2025-05-02"),
    ("sec-edgar-downloader/aapl-4-20201013.xml", 320193, "4", "2020-10-13"),
)
ISSUERS = tuple(
    Issuer(issuer_cik=cik, ticker=ticker, name=name)
    for cik, ticker, name in (
        (1640147, "SNOW", "Snowflake Inc."), (933972, "SCWO", "374Water Inc."), (320193, "AAPL", "Apple Inc."),
    )
)  # fmt: skip


@pytest.fixture
def stored(corpus: Path, tmp_path: Path) -> sqlite3.Connection:
    """A store that has crawled the forms, one of them in the feed of an issuer that it is not about."""
    rows = []
    for number, (file, cik, form, day) in enumerate([*FORMS, (FORMS[4][0], 1640147, "4", "2020-10-14")], 1):
        name = f"form{number}.xml"
        (tmp_path / name).write_bytes((corpus / "sec_json" / file).read_bytes())
        period = re.search(rb"<periodOfReport>([\d-]{10})", (tmp_path / name).read_bytes())
        rows.append(
            {
                "file": name, "cik": str(cik), "accession_number": f"0009999999-26-{number:06d}", "form": form,
                "filed_on": day, "accepted_at": f"{day}T22:30:00Z",
                "period_on": period[1].decode() if period else "",
                "items": "", "primary_document": name, "reconstruction": "no", "type": "",
            }
        )  # fmt: skip
    for issuer in ISSUERS:  # an issuer that files nothing itself would look dead
        page = f"report{issuer.issuer_cik}.htm"
        (tmp_path / page).write_text(f"<html><body><p>{issuer.name} has nothing to report.</p></body></html>")
        rows.append(
            rows[0] | {
                "file": page, "cik": str(issuer.issuer_cik), "form": "8-K", "primary_document": page,
                "accession_number": f"0009999998-26-{issuer.issuer_cik:06d}"[:20], "filed_on": "2020-09-16",
                "accepted_at": "2020-09-16T12:00:00Z", "period_on": "2020-09-16",
            }
        )  # fmt: skip
    names = {issuer.issuer_cik: issuer.name for issuer in ISSUERS}
    with LoopbackEdgar(write_manifest(tmp_path, *rows), names=names) as server:
        settings = Settings(
            db=tmp_path / "db" / "monitor.db", feeds=tmp_path / "feeds", issuers=ISSUERS, edgar_url=server.url
        )
        outcome = update_store(settings, Terminal(quiet=True))
    assert int(outcome.exit_code) == 0
    return sqlite3.connect(settings.db)


def plain_lines(path: Path) -> Counter[tuple[str, str, str, bool]]:
    """Code, shares, price and table of every line of a form, by lxml alone."""
    found: Counter[tuple[str, str, str, bool]] = Counter()
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    for line in root.iter("*"):
        kind = line.tag.removesuffix("Transaction").removesuffix("Holding")
        if kind in {"nonDerivative", "derivative"} and kind != line.tag:
            shares = line.findtext(".//transactionShares/value") or line.findtext(
                ".//sharesOwnedFollowingTransaction/value"
            )
            shares = line.findtext(".//underlyingSecurityShares/value") if shares is None else shares
            price = line.findtext(".//transactionPricePerShare/value")
            code = line.findtext(".//transactionCode") or ""
            found[code, plain(shares if code else None), plain(price), kind == "derivative"] += 1
    return found


def plain(figure: str | int | None) -> str:
    """A figure without idle zeros, "" when there is none."""
    return "" if figure is None or figure == "" else format(Decimal(str(figure)).normalize(), "f")


def ask(connection: sqlite3.Connection, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    return connection.execute(sql, parameters).fetchall()


def test_every_line_of_the_real_forms_is_stored(corpus: Path, stored: sqlite3.Connection) -> None:
    """Code, shares and price of each line, both tables, none lost and none doubled."""
    for number, (file, cik, _, _) in enumerate(FORMS, 1):
        lines = ask(
            stored,
            "SELECT code, shares, price_usd, is_derivative FROM insider_trades "
            "WHERE accession_number = ? AND issuer_cik = ?",
            f"0009999999-26-{number:06d}",
            cik,
        )
        found = Counter(
            (code, plain(shares if code else None), plain(price), bool(derivative))
            for code, shares, price, derivative in lines
        )
        assert found == plain_lines(corpus / "sec_json" / file), file


def test_sales_withholding_and_gifts_are_told_apart(stored: sqlite3.Connection) -> None:
    """Code S is a sale, G and M are none; a form of before 2023 says nothing of a plan, a later one "no"."""
    people = ask(
        stored,
        "SELECT owner, sold_shares, bought_shares FROM insider_sums WHERE week_start_on IS NULL AND owner <> '' "
        "AND sold_shares <> 0 ORDER BY owner",
    )
    assert [owner for owner, *_ in people] == ["Maestri Luca", "Scarpelli Michael"]
    gift = ask(stored, "SELECT owner, code, is_10b5_1, ownership FROM insider_trades WHERE form = '5'")
    assert [(owner, code, plan) for owner, code, plan, _ in gift if code] == [("McMahon John Dennis", "G", None)]
    assert ask(stored, "SELECT DISTINCT is_10b5_1 FROM insider_trades WHERE issuer_cik = 933972") == [(0,)]
    relations = dict(ask(stored, "SELECT DISTINCT owner, relationship FROM insider_trades"))
    assert relations["GARRETT MARK"] == "director"
    assert relations["Maestri Luca"] == "Senior Vice President, CFO"


def test_a_real_form_about_another_issuer_is_left_out(stored: sqlite3.Connection) -> None:
    """Apple's form in Snowflake's feed: no trade of Snowflake's, a notice, no filing."""
    assert ask(stored, "SELECT count(*) FROM insider_trades WHERE accession_number = '0009999999-26-000006'") == [
        (0,)
    ]
    assert ask(stored, "SELECT kind FROM problems WHERE kind = 'other_issuer'") == [("other_issuer",)]
