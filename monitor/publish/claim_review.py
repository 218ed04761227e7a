"""A verdict as schema.org ClaimReview in JSON-LD, as aggregators of fact checks read it.

The block stands in a page as `<script type="application/ld+json">`: a browser runs nothing of that type, so the
content policy need not allow it. What is quoted in it is a stranger's, so no character of it can end the block.

Ratings run from 1 to 5: 1 is refuted, 3 is not enough evidence, 5 is supported; `alternateName` says it in words.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from monitor.publish.paths import document_path, is_web_address
from monitor.publish.rows import Row
from monitor.publish.said import LABELS

RATINGS = {"refuted": 1, "not_enough_evidence": 3, "supported": 5}
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
AUTHOR = "Filing monitor"


def review_claim(claim: Row, verdict: Row, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The review of one claim by one verdict (with its `evidence`). `absolute` makes a path an address."""
    label = verdict["label"]
    said: dict[str, Any] = {
        "@type": "Claim",
        "datePublished": claim["said_on"],
        "author": _name_author(claim),
    }
    if is_web_address(claim["url"]):
        said["appearance"] = {"@type": "CreativeWork", "url": claim["url"]} | (
            {"headline": claim["title"]} if claim["title"] else {}
        )
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": absolute(f"/verdict/{verdict['verdict_id']}"),
        "datePublished": verdict["as_of"],
        "dateModified": verdict["judged_at"],
        "author": {"@type": "Organization", "name": AUTHOR, "url": absolute("/")},
        "claimReviewed": claim["quote"],
        "itemReviewed": said,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[label],
            "worstRating": 1,
            "bestRating": 5,
            "alternateName": LABELS[label].capitalize(),
            "ratingExplanation": verdict["rationale"],
        },
        "reviewBody": verdict["rationale"],
        "citation": [_cite(piece, absolute) for piece in verdict["evidence"]],
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    }


def write_block(review: dict[str, Any]) -> Markup:
    """The review as it stands in a page: `</script>` in a claim reads `\\u003c/script\\u003e` and ends nothing."""
    text = json.dumps(review, ensure_ascii=False, indent=1).translate(ESCAPES)
    return Markup('<script type="application/ld+json">{}</script>').format(
        Markup(text)  # noqa: S704 - escaped one line above
    )


def _name_author(claim: Row) -> dict[str, str]:
    """Who said it: whom the sentence names, else who wrote it, else who printed it. It can be the issuer."""
    if named := (claim["attribution"] or claim["author"]):
        company = f"{claim['issuer_name'] or ''} ".startswith(f"{named} ")
        return {"@type": "Organization" if company else "Person", "name": named}
    return {"@type": "Organization", "name": claim["source"] or "unknown"}


def _cite(piece: Row, absolute: Callable[[str], str]) -> dict[str, Any]:
    cited = {
        "@type": "CreativeWork",
        "name": f"{piece['form'] or 'Filing'} {piece['accession_number']}",
        "identifier": piece["accession_number"],
        "text": piece["quote"],
        "url": absolute(document_path(piece["document_id"], piece["quote_start"], piece["quote_end"])),
    }
    if piece["filed_on"]:
        cited["datePublished"] = piece["filed_on"]
    if is_web_address(piece["url"]):
        cited["isBasedOn"] = piece["url"]
    return cited
