"""Which filing a /A amends. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from monitor.records import OWNERSHIP_FORMS, Filing


def link_amendments(filings: Iterable[Filing]) -> Mapping[str, str]:
    """Accession number of each amendment -> that of the filing it amends, where there is no doubt.

    A /A keeps the form and the period (for an 8-K: the date of the earliest event) of what it amends (Exchange Act
    Rule 12b-15; EDGAR Filer Manual vol. II, 5.2). Of several, the last one accepted before it: an amendment of an
    amendment stands on the one before. Ownership forms are left out: many persons report one period, and only
    the lines tell which form is meant (`judges.insiders`).
    """
    ordered = sorted(filings, key=lambda filing: (filing.accepted_at, filing.accession_number))
    links: dict[str, str] = {}
    for position, filing in enumerate(ordered):
        if not filing.form.endswith("/A") or filing.period_on is None:
            continue
        if filing.form.removesuffix("/A") in OWNERSHIP_FORMS:
            continue
        for earlier in reversed(ordered[:position]):
            same_kind = earlier.form.removesuffix("/A") == filing.form.removesuffix("/A")
            if same_kind and (earlier.issuer_cik, earlier.period_on) == (filing.issuer_cik, filing.period_on):
                links[filing.accession_number] = earlier.accession_number
                break
    return links
