"""EDGAR: which filings an issuer has made, and their bytes.

Three ways to learn of a filing:

- `discover`: the issuer's submissions JSON, conditional, with its paged history the first time. It is the record.
- `discover_current` (_edgar_feed.py): the feed of current filings, one request for a watchlist, ahead of the JSON.
- `find_gaps`: what the index lists and the store lacks; it is also what an interrupted run still has to fetch.

An index that did not change, or lists nothing new, costs one request and no import of edgartools. Whatever is new
is interpreted by edgartools (`monitor/_edgartools.py`). Bytes come through our own client, complete or not at all.
Source: https://www.sec.gov/search-filings/edgar-application-programming-interfaces
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from monitor import _edgartools
from monitor.crawlers._edgar_feed import discover_current
from monitor.crawlers._web import Answer, WebClient
from monitor.errors import DocumentError, SourceError
from monitor.records import OWNERSHIP_FORMS, IndexedFiling, Issuer, Validator
from monitor.settings import SEC_URL, Settings

__all__ = [
    "Discovery",
    "Validator",
    "discover",
    "discover_current",
    "fetch_submission",
    "filing_url",
    "find_clock",
    "find_gaps",
    "submission_url",
]

FORMS = ("8-K", "10-Q", "10-K", "424B5", *OWNERSHIP_FORMS)  # each with its amendments (/A)
NEW_YORK = ZoneInfo("America/New_York")
OPEN_HOURS = range(6, 22)  # EDGAR accepts filings from 6:00 to 22:00 New York time


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one look at an issuer's index brought. Save both parts in one transaction, or neither."""

    issuer_cik: int
    listed: tuple[IndexedFiling, ...]  # not known before, oldest first
    validators: tuple[Validator, ...]


def discover(
    client: WebClient,
    settings: Settings,
    issuer: Issuer,
    *,
    known: Collection[str],
    validators: Mapping[str, Validator],
    since: date | None = None,
    forms: Sequence[str] = FORMS,
    checked_at: datetime,
) -> Discovery:
    """The filings of these forms (and their amendments) that EDGAR lists for the issuer and that are not `known`.

    `known`: accession numbers already in the index or the store. `validators`: by URL, as saved by earlier runs.
    Paged history is read the first time, when `since` reaches back to a page never read, and when so much was
    filed since the last look that filings may have moved into it unseen. Pages older than `since` are left alone.

    Raises SourceError when the answer is no index (an error page, another CIK's) or lists nothing at all.
    """
    url = f"{settings.data_url}/submissions/CIK{issuer.issuer_cik:010d}.json"
    last = validators.get(url)
    # An index is asked for conditionally only when its answer "unchanged" would end the matter.
    if last is not None and since is None:
        answer = client.get(url, etag=last.etag, last_modified=last.last_modified)
    else:
        answer = client.get(url)
    if answer.status == 304 and last is not None:
        return Discovery(
            issuer_cik=issuer.issuer_cik, listed=(), validators=(replace(last, checked_at=checked_at),)
        )
    seen = [_validator(answer, checked_at)]
    if since is None and last is not None and answer.sha256 == last.sha256:
        return Discovery(issuer_cik=issuer.issuer_cik, listed=(), validators=tuple(seen))

    recent, pages = _read_frame(_read_json(answer), issuer, url)
    blocks = [recent]
    for name, newest_on in pages:
        page_url = f"{settings.data_url}/submissions/{name}"
        if not _is_page_needed(newest_on, validators.get(page_url), recent, last, since):
            continue
        page_answer = client.get(page_url)
        blocks.append(_require_columns(_read_json(page_answer), page_url))
        seen.append(_validator(page_answer, checked_at))

    wanted = {*forms, *(f"{form}/A" for form in forms)}
    # Ownership forms say nothing here: they are all that the index of a person lists.
    reports = [form for form in forms if form not in OWNERSHIP_FORMS]
    if not pages and not any(form.removesuffix("/A") in reports for form in recent["form"]):
        raise SourceError(
            f"{url}: lists {len(recent['form'])} filings, but none of {', '.join(reports)}; "
            f"check the cik of {issuer.ticker} in monitor.toml",
            url=url,
        )
    listed: dict[str, IndexedFiling] = {}
    for block in blocks:
        rows = zip(block["accessionNumber"], block["form"], strict=True)
        if any(form in wanted and accession not in known for accession, form in rows):
            _edgartools.prepare(settings)
            listed |= {row.accession_number: row for row in _read_block(block, issuer.issuer_cik, forms, url)}
    return Discovery(
        issuer_cik=issuer.issuer_cik,
        listed=find_gaps(listed.values(), known),
        validators=tuple(seen),
    )


def fetch_submission(client: WebClient, settings: Settings, filing: IndexedFiling) -> bytes:
    """The full `.txt` submission. Asked for twice if incomplete, then SourceError with the check that failed."""
    url = submission_url(settings.base_url, filing.issuer_cik, filing.accession_number)
    reason = ""
    for _ in range(2):
        raw = client.get(url).body
        try:
            _edgartools.require_whole(raw)
        except DocumentError as error:
            reason = str(error)
            continue
        if filing.accession_number.encode() not in raw[:4096]:
            reason = "another filing's submission: the accession number is not in its header"
            continue
        return raw
    raise SourceError(f"{url}: {reason}; asked twice, the next run asks again", url=url, status=200)


def find_gaps(
    index: Iterable[IndexedFiling], stored: Collection[str], *, since: date | None = None
) -> tuple[IndexedFiling, ...]:
    """What the index lists and the store lacks, oldest first, filed on `since` or later."""
    missing = (filing for filing in index if filing.accession_number not in stored)
    return tuple(
        sorted(
            (filing for filing in missing if since is None or filing.filed_on >= since),
            key=lambda filing: (filing.filed_on, filing.accession_number),
        )
    )


def submission_url(base_url: str, issuer_cik: int, accession_number: str) -> str:
    """Where the full submission is served."""
    return f"{_folder(base_url, issuer_cik, accession_number)}/{accession_number}.txt"


def filing_url(issuer_cik: int, accession_number: str, base_url: str = SEC_URL) -> str:
    """The filing's index page, at the SEC unless told otherwise."""
    return f"{_folder(base_url, issuer_cik, accession_number)}/{accession_number}-index.htm"


def find_clock(stamps: Iterable[str]) -> tzinfo:
    """Whose clock the `acceptanceDateTime` of one answer shows: all say "Z", not all mean it.

    The file of 2026-01-20 for CIK 1050446 prints 0001193125-26-016002 as 08:00:28Z and that of 2026-02-06 as
    13:00:28Z. EDGAR is open from 6:00 to 22:00 in New York, so the right clock is the one by which fewer of the
    filings were accepted while it was closed (198 against 0 of 1,000 in the first, 0 against 169 in the second).
    """
    instants = [datetime.fromisoformat(stamp) for stamp in stamps if stamp]
    as_utc = sum(instant.astimezone(NEW_YORK).hour not in OPEN_HOURS for instant in instants)
    as_new_york = sum(instant.hour not in OPEN_HOURS for instant in instants)
    return NEW_YORK if as_new_york < as_utc else UTC


def _folder(base_url: str, issuer_cik: int, accession_number: str) -> str:
    return f"{base_url}/Archives/edgar/data/{issuer_cik}/{accession_number.replace('-', '')}"


def _is_page_needed(
    newest_on: date,
    read: Validator | None,
    recent: Mapping[str, Sequence[str]],
    last: Validator | None,
    since: date | None,
) -> bool:
    if since is not None and newest_on < since:
        return False
    if last is None or (since is not None and read is None):
        return True
    # Filings move from the recent block into a page: whatever passed through since the last look stands there.
    oldest_recent = min(date.fromisoformat(day) for day in recent["filingDate"])
    return oldest_recent >= last.checked_at.astimezone(NEW_YORK).date()


def _read_json(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except ValueError as error:
        raise SourceError(f"{answer.url}: no JSON, but {answer.summary}", url=answer.url, status=200) from error
    if not isinstance(found, dict):
        raise SourceError(f"{answer.url}: JSON, but not an index of filings", url=answer.url, status=200)
    return found


def _read_frame(
    index: Mapping[str, Any], issuer: Issuer, url: str
) -> tuple[dict[str, list[Any]], list[tuple[str, date]]]:
    """The recent block, name and newest day of each page, once it is certain that it is the issuer's index."""
    try:
        cik, filings = int(index["cik"]), index["filings"]
        recent = _require_columns(filings["recent"], url)
        pages = [(str(page["name"]), date.fromisoformat(page["filingTo"])) for page in filings.get("files") or ()]
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(f"{url}: JSON, but not an index of filings ({error!r})", url=url, status=200) from error
    if cik != issuer.issuer_cik:
        raise SourceError(f"{url}: the index of CIK {cik}, not of {issuer.issuer_cik}", url=url, status=200)
    if not recent["accessionNumber"]:
        raise SourceError(f"{url}: lists no filing at all; the source has fallen silent", url=url, status=200)
    return recent, pages


def _require_columns(block: Mapping[str, Any], url: str) -> dict[str, list[Any]]:
    """A block of the index, whose columns are lists of one length."""
    for name in ("accessionNumber", "form", "filingDate"):
        if not isinstance(block.get(name), list) or len(block[name]) != len(block["accessionNumber"]):
            raise SourceError(f"{url}: an index without a full column {name!r}", url=url, status=200)
    return dict(block)


def _read_block(
    block: Mapping[str, Sequence[Any]], issuer_cik: int, forms: Sequence[str], url: str
) -> list[IndexedFiling]:
    try:
        clock = find_clock(block.get("acceptanceDateTime", ()))
    except (ValueError, TypeError) as error:
        raise SourceError(f"{url}: acceptanceDateTime is not an instant: {error}", url=url, status=200) from error
    return [
        IndexedFiling(
            accession_number=row.accession_number,
            issuer_cik=issuer_cik,
            form=row.form,
            filed_on=row.filed_on,
            accepted_at=row.accepted and row.accepted.replace(tzinfo=clock).astimezone(UTC),
            period_on=row.period_on,
            items=row.items,
            primary_document=row.primary_document,
            stored=False,
        )
        for row in _edgartools.read_index(block, forms)
    ]


def _validator(answer: Answer, checked_at: datetime) -> Validator:
    return Validator(
        url=answer.url,
        etag=answer.etag,
        last_modified=answer.last_modified,
        sha256=answer.sha256,
        checked_at=checked_at,
    )
