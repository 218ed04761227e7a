"""Who files, what was filed, and what was asked of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Cadence = Literal["weekly", "monthly", "quarterly"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Something an issuer holds in units, and the words that prose and tables use for it."""

    asset: str  # "bitcoin"; the value of every `asset` column
    words: tuple[str, ...]  # whole words, matched without regard to case: ("bitcoin", "bitcoins", "BTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A profile: all that the road knows about one issuer. See `monitor.toml`."""

    issuer_cik: int
    ticker: str
    name: str
    names: tuple[str, ...] = ()  # used in prose, formerly used, and consolidated subsidiaries
    assets: tuple[Asset, ...] = ()
    cadence: Cadence = "quarterly"  # how often it discloses its holdings by habit; 10-Q and 10-K always apply
    watched: bool = True  # `monitor update` crawls it
    since_on: date | None = None  # its filings before this day are not asked for: it held nothing then


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One accession number. `known_at` of everything found in it is `accepted_at`."""

    accession_number: str  # "0001193125-26-249768"
    issuer_cik: int
    form: str  # "8-K", "8-K/A", "10-Q", ...
    filed_on: date
    accepted_at: datetime  # UTC; from the SGML header (New York time) where we have it
    period_on: date | None = None  # date of the earliest event (8-K) or end of the period (10-Q, 10-K)
    items: str = ""  # "2.02,8.01" as the index lists them; often wrong or empty, never gate on it
    url: str = ""  # the filing's index page
    primary_document: str = ""
    amends: str | None = None  # accession number of the filing that a /A amends, when known
    reconstruction: bool = False  # rebuilt by us from disclosed figures; labelled wherever it shows


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedFiling:
    """A filing that EDGAR's index lists, whether or not the store has it."""

    accession_number: str
    issuer_cik: int
    form: str
    filed_on: date
    accepted_at: datetime | None
    period_on: date | None
    items: str
    primary_document: str
    stored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request that left this machine."""

    source: str
    url: str
    status: int | None  # None: no answer
    bytes: int | None  # of the body, after decompression
    sha256: str | None
    fetched_at: datetime
    elapsed_ms: int
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """What an address answered last: sent along, the server may say 304 Not Modified (RFC 9110, section 13)."""

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    checked_at: datetime
