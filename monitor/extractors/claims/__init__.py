"""Claims: what a news text, post or pasted text asserts about a watched issuer, bitcoin or its funds. Pure.

No model is needed: words (`models/claims/words.toml`) open a proposition, and the figures, days, names and hedges
around it are read by rule, so a hundred statements take well under a second. One sentence may hold several claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.extractors.claims._amounts import find_amounts
from monitor.extractors.claims._building import build_claims
from monitor.extractors.claims._calendar import find_whens, masked_spans
from monitor.extractors.claims._mentions import Cast
from monitor.extractors.claims._passages import split_passages
from monitor.extractors.claims._scene import SLOGAN, TALKED_OF, Scene
from monitor.extractors.claims._subjects import Discourse
from monitor.records import Claim, Document, Issuer, content_id

EXTRACTOR = "claims"
NEW_YORK = ZoneInfo("America/New_York")


def extract_claims(
    document: Document, issuers: Sequence[Issuer], *, claimed_at: datetime, about: Issuer | None = None
) -> Iterator[Claim]:
    """The claims of an article or pasted text, in order; ids are a hash of document, extractor,
    quote and occurrence.

    `claimed_at` (UTC) is when it was said: "last week" is relative to its day in New York. `about` is whom "the
    company" means where nobody has been named yet; without it, the only watched issuer.
    """
    watched = [issuer for issuer in issuers if issuer.watched]
    discourse = Discourse(about or (watched[0] if len(watched) == 1 else None), sure=about is not None)
    cast = Cast(issuers)
    said_on = claimed_at.astimezone(NEW_YORK).date()
    seen: Counter[str] = Counter()
    text = SLOGAN.sub(lambda slogan: "·" * len(slogan.group()), document.text)
    for start, end in split_passages(document.text):
        whens = find_whens(text, start, end, said_on)
        masks = list(masked_spans(text, start, end, whens))
        masks.extend(talk.span() for talk in TALKED_OF.finditer(text, start, end))
        scene = Scene(
            text=text,
            start=start,
            end=end,
            amounts=find_amounts(text, start, end, masks),
            whens=whens,
            mentions=cast.find(text, start, end),
            on_funds=discourse.on_funds,
        )
        quote = document.quote(start, end)
        for draft in build_claims(scene, discourse):
            seen[quote.quote] += 1
            claim_id = content_id(document.document_id, EXTRACTOR, quote.quote, seen[quote.quote])
            yield draft.claim(claim_id, quote, claimed_at)
        discourse.hear(scene)
