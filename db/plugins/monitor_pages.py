"""The pages of our own, each a few lines: what they show is read in `monitor.publish` and tested there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from datasette import NotFound, Response, hookimpl
from datasette.views.database import DatabaseView
from datasette.views.special import JsonDataView

from monitor.publish.alert_list import read_alerts_page
from monitor.publish.answering import (
    absolute_address,
    ask,
    asked_day,
    draw_twice,
    find_links,
    show,
    today_in_new_york,
)
from monitor.publish.bars import draw_bars
from monitor.publish.chart import draw_chart
from monitor.publish.claim_review import review_claim, write_block
from monitor.publish.claims import read_claim_page, read_claims_page, read_verdict_page
from monitor.publish.coverage import draw_coverage, read_coverage_page
from monitor.publish.debt import read_debt_page, read_instrument_page
from monitor.publish.document_page import read_document_page
from monitor.publish.error_rates import read_error_rates
from monitor.publish.feed_files import find_feed, read_feeds_page
from monitor.publish.figures import read_day
from monitor.publish.home import read_home
from monitor.publish.narratives import read_narrative_page, read_narratives_page
from monitor.publish.obligations import draw_quarters, read_obligations_page
from monitor.publish.robots import write_robots
from monitor.publish.said import LABELS
from monitor.publish.sales import read_sales_page
from monitor.publish.search import search_documents
from monitor.publish.site import DATABASE
from monitor.publish.stress import read_stress_page
from monitor.publish.tables import list_tables
from monitor.publish.track_records import read_predictions_page, read_sources_page

VERDICT_BARS = LABELS | {"unjudged": "not judged"}


@hookimpl
def register_routes():
    return [
        # Datasette's own index asks for permissions and counts of every table: 250 ms for what nobody sees.
        (r"^/$", show_home),
        (r"^/sales$", show_sales),
        (r"^/document/(?P<document_id>[^/]+)$", show_document),
        (r"^/search$", show_search),
        (r"^/debt$", show_debt),
        (r"^/instrument/(?P<instrument_id>[^/]+)$", show_instrument),
        (r"^/obligations$", show_obligations),
        (r"^/coverage$", show_coverage),
        (r"^/stress$", show_stress),
        (r"^/claims$", show_claims),
        (r"^/claim/(?P<claim_id>[^/]+)$", show_claim),
        (r"^/verdict/(?P<verdict_id>[^/]+)$", show_verdict),
        (r"^/narratives$", show_narratives),
        (r"^/narrative/(?P<narrative_id>[^/]+)$", show_narrative),
        (r"^/predictions$", show_predictions),
        (r"^/sources$", show_sources),
        (r"^/alerts$", show_alerts),
        (r"^/method$", show_method),
        (r"^/-/databases(\.(?P<format>json))?$", show_databases),
        # Datasette's own list counts every table anew for each visitor, a second for sixty of them.
        (rf"^/(?P<database>{DATABASE})(\.(?P<format>\w+))?$", show_all_data),
        (r"^/questions$", show_questions),
        (r"^/robots\.txt$", send_robots),
        (r"^/feeds/?$", show_feeds),
        (r"^/feeds/(?P<name>[^/]+)$", send_feed),
    ]


async def show_home(request, datasette):
    as_of = asked_day(request)
    home = await ask(
        datasette, read_home, today=today_in_new_york(as_of), ticker=request.args.get("issuer"), as_of=as_of
    )
    charts = draw_twice(partial(draw_chart, home.history), datasette)
    return await show(datasette, request, "index.html", home=home, charts=charts)


async def show_sales(request, datasette):
    as_of = asked_day(request)
    page = await ask(datasette, read_sales_page, today=today_in_new_york(as_of), ticker=request.args.get("issuer"))
    return await show(datasette, request, "sales.html", page=page)


async def show_document(request, datasette):
    asked = {name: request.args.get(name) for name in ("start", "end", "find")}
    page = await ask(datasette, read_document_page, request.url_vars["document_id"], **asked)
    if page is None:
        raise NotFound("There is no such document in the store. It may have been read anew: search for its words.")
    return await show(datasette, request, "document.html", page=page)


async def show_search(request, datasette):
    words = (request.args.get("q") or "").strip()[:200]
    return await show(datasette, request, "search.html", found=await ask(datasette, search_documents, words))


async def show_debt(request, datasette):
    page = await ask(datasette, read_debt_page, ticker=request.args.get("issuer"), as_of=asked_day(request).day)
    return await show(datasette, request, "debt.html", page=page)


async def show_instrument(request, datasette):
    page = await ask(datasette, read_instrument_page, request.url_vars["instrument_id"])
    if page is None:
        raise NotFound("There is no such instrument in the store. The debt stack lists those there are.")
    return await show(datasette, request, "instrument.html", page=page)


async def show_obligations(request, datasette):
    page = await ask(datasette, read_obligations_page, ticker=request.args.get("issuer"))
    charts = draw_twice(partial(draw_quarters, page.quarters), datasette)
    return await show(datasette, request, "obligations.html", page=page, charts=charts)


async def show_coverage(request, datasette):
    page = await ask(datasette, read_coverage_page, **asked_issuer_and_day(request))
    charts = draw_twice(partial(draw_coverage, page.history), datasette)
    return await show(datasette, request, "coverage.html", page=page, charts=charts)


async def show_stress(request, datasette):
    page = await ask(datasette, read_stress_page, **asked_issuer_and_day(request))
    return await show(datasette, request, "stress.html", page=page)


def asked_issuer_and_day(request):
    args = request.args
    return {"ticker": args.get("issuer"), "day": read_day(args.get("day"))}


async def show_claims(request, datasette):
    args = request.args
    start = args.get("start") or "0"
    page = await ask(
        datasette,
        read_claims_page,
        words=(args.get("q") or "").strip()[:200],
        label=args.get("label") or "",
        claim_type=args.get("type") or "",
        source=args.get("source") or "",
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0,
    )
    drawn = partial(draw_bars, page.months, VERDICT_BARS, name="verdicts", title="Claims a month", unit="claims")
    return await show(
        datasette, request, "claims.html", page=page, labels=LABELS, charts=draw_twice(drawn, datasette)
    )


async def show_claim(request, datasette):
    page = await ask(datasette, read_claim_page, request.url_vars["claim_id"])
    if page is None:
        raise NotFound("There is no such claim in the store. Its article may have been read anew.")
    return await show_verdicts(datasette, request, page, single=False)


async def show_verdict(request, datasette):
    page = await ask(datasette, read_verdict_page, request.url_vars["verdict_id"])
    if page is None:
        raise NotFound("There is no such verdict in the store.")
    return await show_verdicts(datasette, request, page, single=True)


async def show_verdicts(datasette, request, page, *, single):
    absolute = partial(absolute_address, datasette, request)
    shown = {"page": page, "single": single, "address": "", "block": ""}
    if page.shown:
        shown["address"] = absolute(f"/verdict/{page.shown['verdict_id']}")
        shown["block"] = write_block(review_claim(page.claim, page.shown, absolute))
    return await show(datasette, request, "claim.html", **shown)


async def show_narratives(request, datasette):
    page = await ask(datasette, read_narratives_page)
    return await show(datasette, request, "narratives.html", page=page, charts=draw_weeks(datasette, page))


async def show_narrative(request, datasette):
    narrative_id = request.url_vars["narrative_id"]
    page = await ask(datasette, read_narrative_page, narrative_id)
    if page is None:
        raise NotFound("There is no such story in the store. Stories are told anew as claims come in.")
    address = absolute_address(datasette, request, f"/narrative/{narrative_id}")
    return await show(
        datasette, request, "narrative.html", page=page, address=address, charts=draw_weeks(datasette, page)
    )


def draw_weeks(datasette, page):
    drawn = partial(draw_bars, page.weeks, VERDICT_BARS, name="volume", title="Claims a week", unit="claims")
    return draw_twice(drawn, datasette)


async def show_predictions(request, datasette):
    page = await ask(datasette, read_predictions_page, who=request.args.get("who") or "")
    return await show(datasette, request, "predictions.html", page=page)


async def show_sources(request, datasette):
    page = await ask(datasette, read_sources_page)
    return await show(datasette, request, "sources.html", page=page)


async def show_alerts(request, datasette):
    page = await ask(datasette, read_alerts_page, kind=request.args.get("kind") or "")
    return await show(datasette, request, "alerts.html", page=page)


async def show_method(request, datasette):
    return await show(datasette, request, "method.html", rates=read_error_rates())


async def show_questions(request, datasette):
    queries = await datasette.get_canned_queries(DATABASE, None)
    return await show(datasette, request, "questions.html", queries=queries)


async def show_all_data(request, send, datasette):
    if request.args.get("sql") or request.url_vars["format"]:
        return await DatabaseView.as_view(datasette)(request, send)
    tables = list_tables(datasette.metadata("databases")[DATABASE]["tables"], datasette.monitor_tables)
    return await show(datasette, request, "all_data.html", tables=tables)


async def show_databases(request, send, datasette):
    """Datasette's own page, without the folder of the server in which the file lies."""
    told = [{**one, "path": Path(one["path"]).name} for one in datasette._connected_databases()]
    return await JsonDataView.as_view(datasette, "databases.json", lambda: told)(request, send)


async def send_robots(datasette):
    return Response.text(write_robots(find_links(datasette)["prefix"]))


async def show_feeds(request, datasette):
    page = read_feeds_page(datasette.monitor_feeds)
    address = absolute_address(datasette, request, "/feeds/")
    return await show(datasette, request, "feeds.html", page=page, address=address)


async def send_feed(request, datasette):
    feed = find_feed(datasette.monitor_feeds, request.url_vars["name"])
    if feed is None:
        raise NotFound("There is no such feed. `monitor feeds` publishes them; /feeds lists them.")
    headers = {"etag": feed.tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == feed.tag:
        return Response(b"", status=304, headers=headers)
    return Response(feed.content, headers=headers, content_type=feed.type)
