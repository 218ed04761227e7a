"""Forms 3, 4, 5 and 144 from their XML, offline: nothing lost, nothing rounded, every line in its place."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insider_examples import EXAMPLES, FORM_3, FORM_4, FORM_144, OWNER, filing_of, read, trades_of

from monitor.errors import DocumentError
from monitor.readers._ownership_tables import read_day, read_figure
from monitor.readers.ownership import list_trades, read_ownership

REAL = (
    "edgartools/form3.snow.xml",
    "edgartools/form4.snow.xml",
    "edgartools/form5.snow.xml",
    "edgartools/374WaterForm4.xml",
    "sec-edgar-downloader/aapl-4-20201013.xml",
)


def test_every_line_of_a_form_4() -> None:
    """Code, figures as printed, direct or indirect, table, and what is held after."""
    found = [
        (t.code, t.security, str(t.shares), str(t.price_usd), str(t.traded_on), t.acquired, t.ownership, t.nature,
         str(t.shares_after), t.is_derivative)
        for t in trades_of(FORM_4)
    ]  # fmt: skip
    common = "Class A Common Stock"
    assert found == [
        ("M", common, "3000", "14.25", "2026-03-04", True, "direct", "", "23000", False),
        ("S", common, "1800", "140.3333", "2026-03-04", False, "direct", "", "21200", False),
        ("S", common, "1200.5", "141.02", "2026-03-04", False, "direct", "", "19999.5", False),
        ("F", common, "400", "139.9", "2026-03-05", False, "direct", "", "19599.5", False),
        ("", common, "None", "None", "None", None, "indirect", "By Trust", "2500", False),
        (
            "M",
            "Employee Stock Option (right to buy)",
            "3000",
            "0",
            "2026-03-04",
            False,
            "direct",
            "",
            "7000",
            True,
        ),
    ]


def test_who_and_under_which_plan() -> None:
    """A title that stands in the remarks is taken from there; the mark of the plan holds for every line."""
    trades = trades_of(FORM_4)
    assert {(t.owner, t.owner_cik, t.relationship, t.is_10b5_1, t.is_notice) for t in trades} == {
        ("Sample Jordan A", OWNER, "director, Executive Vice President & Example Officer", True, False)
    }


def test_a_footnote_stays_with_its_line() -> None:
    """A weighted average is known by its footnote."""
    footnotes = [trade.footnotes[:33] for trade in trades_of(FORM_4)]
    assert footnotes == ["", "The price is a weighted average; ", "", "", "", "The option is exercisable in full"]


@pytest.mark.parametrize("example", [FORM_3, FORM_4, FORM_144])
def test_every_line_has_its_place(example: tuple[str, str, str, str]) -> None:
    """Each trade is a block of the document, and its quote is the text of the block."""
    document, ownership = read(example)
    blocks = {(block.start, block.end) for block in document.blocks}
    for made in list_trades(document, ownership, filing_of(example)):
        assert (made.quote_start, made.quote_end) in blocks
        assert document.text[made.quote_start : made.quote_end] == made.quote
    assert "\n\n".join(document.text[block.start : block.end] for block in document.blocks) == document.text


def test_a_notice_is_no_sale() -> None:
    """A Form 144: no code, no price, the day about which the sale is planned; a part of a share is kept."""
    (notice,) = trades_of(FORM_144)
    found = (notice.is_notice, notice.code, notice.acquired, notice.price_usd, notice.shares, notice.traded_on)
    assert found == (True, "", None, None, Decimal("3100.5"), date(2026, 3, 4))
    assert (notice.owner, notice.is_10b5_1) == ("JORDAN A. SAMPLE", True)


def test_what_is_not_stated_is_not_known() -> None:
    """No mark of the plan (all forms before April 2023), and no plan's day in a notice: neither yes nor no."""
    raw = (EXAMPLES / "form144.xml").read_bytes()
    without = raw.replace(b"09/15/2025", b"01/01/1933")  # the day that stands for none
    assert read(FORM_3)[1].is_10b5_1 is None
    assert read(FORM_144, without)[1].is_10b5_1 is None
    assert read(FORM_3)[1].lines == ()
    assert "No securities are beneficially owned." in read(FORM_3)[0].text


def test_joint_owners_count_once() -> None:
    """Two reporting persons of the same shares: one row, both names."""
    raw = (EXAMPLES / "form4.xml").read_bytes()
    start, end = raw.index(b"  <reportingOwner>"), raw.index(b"</reportingOwner>") + len(b"</reportingOwner>\n")
    trust = raw[start:end].replace(b"Sample Jordan A", b"Sample Trust").replace(b"1999001", b"1999003")
    document, ownership = read(FORM_4, raw[:end] + trust + raw[end:])
    trades = list_trades(document, ownership, filing_of(FORM_4))
    assert len(trades) == 6
    assert (trades[0].owner, trades[0].owner_cik) == ("Sample Jordan A; Sample Trust", OWNER)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda raw: raw[: len(raw) // 2], "cut off, no end of the form"),
        (lambda raw: raw.replace(b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n', 1), "document type"),
        (lambda raw: b"<html>" + raw[-20:], "no ownership form in XML"),
        (lambda raw: raw.replace(b"<issuer>", b"<nobody>").replace(b"</issuer>", b"</nobody>"), "find issuer"),
        (lambda raw: raw.replace(b"reportingOwner>", b"nobody>"), "names no owner"),
    ],
)
def test_what_is_no_whole_form_is_refused(spoil: object, reason: str) -> None:
    """A parser that mends XML would give the trades before a cut and be silent about the others."""
    assert callable(spoil)
    with pytest.raises(DocumentError, match=reason):
        read(FORM_4, spoil((EXAMPLES / "form4.xml").read_bytes()))


def test_xml_that_is_not_well_formed_is_read() -> None:
    """As EDGAR took it in: an attribute without a value (0000001750-04-000011)."""
    raw = (EXAMPLES / "form4.xml").read_bytes()
    assert (
        len(read(FORM_4, raw.replace(b"<nonDerivativeTable>", b"<nonDerivativeTable ativeTable>"))[1].lines) == 6
    )


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**15))
def test_a_figure_is_exact(figure: Decimal) -> None:
    """No float in between."""
    assert read_figure(f"{figure:f}") == figure
    assert read_figure(f"${figure:,f}") == figure


def test_days_and_figures_as_printed() -> None:
    """With a time zone, in American order, and none at all."""
    found = [read_day(day) for day in ("2026-01-05", "2026-01-05-05:00", "01/05/2026", "01/01/1933", "soon", "")]
    assert found == [date(2026, 1, 5)] * 3 + [None] * 3
    assert [read_figure(text) for text in ("", "N/A", "NaN", "F1")] == [None] * 4


EDGARTOOLS = """
import json, sys
from lxml import etree
from edgar.ownership import Ownership
root = etree.parse(sys.argv[1]).getroot()
etree.strip_elements(root, "reportingOwner")  # it would ask the SEC about each of them
form = Ownership.from_xml(etree.tostring(root))
lines = []
for table in (form.non_derivative_table, form.derivative_table):
    if table.has_transactions:
        for row in table.transactions.data.to_dict("records"):
            figures = [float(row[name]) for name in ("Shares", "Price", "Remaining")]
            lines.append([row["Code"], row["Date"], *figures])
    if table.has_holdings:
        lines += [None] * len(table.holdings.data)
print(json.dumps(lines))
"""


@pytest.mark.corpus
@pytest.mark.parametrize("name", REAL)
def test_the_real_edgartools_sees_what_we_see(corpus: Path, name: str) -> None:
    """On forms as filed: as many lines, the same codes and days, and its floats are our decimals."""
    path = corpus / "sec_json" / name
    ran = subprocess.run([sys.executable, "-c", EDGARTOOLS, str(path)], check=True, capture_output=True, text=True)
    _, ownership = read_ownership(path.read_bytes(), accession_number="x", type="4", url="", filename=path.name)
    ours = [
        None if line.is_holding else [line.code, f"{line.traded_on}", *map(float, figures)]
        for line in ownership.lines
        for figures in [(line.shares, line.price, line.shares_after)]
    ]
    assert ours == json.loads(ran.stdout)
