"""Hooks of the site, each a few lines: what they call is in `monitor.publish` and tested there."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from datasette import NotFound, Response, hookimpl

from monitor.publish.cells import render_cell as render
from monitor.publish.cells import render_pill
from monitor.publish.chart import draw_chart
from monitor.publish.coverage import draw_coverage, read_coverage_page
from monitor.publish.debt import read_debt_page, read_instrument_page
from monitor.publish.document_page import read_document_page
from monitor.publish.figures import (
    NEW_YORK,
    count_days,
    format_day,
    format_instant,
    format_new_york,
    format_number,
    format_usd,
    format_usd_short,
    name_column,
    read_day,
)
from monitor.publish.home import read_home
from monitor.publish.navigation import find_navigation
from monitor.publish.obligations import draw_quarters, read_obligations_page
from monitor.publish.safe_csv import send_disarmed
from monitor.publish.search import search_documents
from monitor.publish.site import DATABASE, HEADERS
from monitor.publish.stress import read_stress_page
from monitor.publish.tables import draw_rows, draw_table, draw_value, is_shown

FILTERS = (
    count_days,
    draw_rows,
    format_day,
    format_instant,
    format_new_york,
    format_number,
    format_usd,
    format_usd_short,
    is_shown,
    name_column,
    render_pill,
)
WIDTHS = (1080, 360)  # of a chart: one for a desk and one for a phone


@hookimpl
def prepare_jinja2_environment(env, datasette):
    env.filters.update({write.__name__: write for write in FILTERS})
    env.filters["draw_table"] = lambda rows, columns, **names: draw_table(
        rows, columns, find_links(datasette), **names
    )
    env.filters["draw_value"] = lambda row, column: draw_value(row, column, find_links(datasette))
    # A function and not a variable: the page of an error gets no variables from plugins.
    env.globals["navigate"] = lambda request: find_navigation(
        request.path.removeprefix(find_links(datasette)["prefix"]) if request else ""
    )
    env.trim_blocks = env.lstrip_blocks = True


@hookimpl
def register_routes():
    return [
        # Datasette's own index asks for permissions and counts of every table: 250 ms for what nobody sees.
        (r"^/$", show_home),
        (r"^/document/(?P<document_id>[^/]+)$", show_document),
        (r"^/search$", show_search),
        (r"^/debt$", show_debt),
        (r"^/instrument/(?P<instrument_id>[^/]+)$", show_instrument),
        (r"^/obligations$", show_obligations),
        (r"^/coverage$", show_coverage),
        (r"^/stress$", show_stress),
    ]


async def ask(datasette, read, *given, **asked):
    """What `read` finds in the database, on one of Datasette's threads."""
    return await datasette.get_database(DATABASE).execute_fn(lambda connection: read(connection, *given, **asked))


async def show(datasette, request, template, **shown):
    return Response.html(await datasette.render_template(template, shown, request=request))


async def show_home(request, datasette):
    today = datetime.now(NEW_YORK).date()
    home = await ask(datasette, read_home, today=today, ticker=request.args.get("issuer"))
    charts = [draw_chart(home.history, width=width, root=find_links(datasette)["prefix"]) for width in WIDTHS]
    return await show(datasette, request, "index.html", home=home, charts=charts)


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
    page = await ask(
        datasette, read_debt_page, ticker=request.args.get("issuer"), as_of=read_day(request.args.get("as_of"))
    )
    return await show(datasette, request, "debt.html", page=page)


async def show_instrument(request, datasette):
    page = await ask(datasette, read_instrument_page, request.url_vars["instrument_id"])
    if page is None:
        raise NotFound("There is no such instrument in the store. The debt stack lists those there are.")
    return await show(datasette, request, "instrument.html", page=page)


async def show_obligations(request, datasette):
    page = await ask(datasette, read_obligations_page, ticker=request.args.get("issuer"))
    charts = [draw_quarters(page.quarters, width=width, root=find_links(datasette)["prefix"]) for width in WIDTHS]
    return await show(datasette, request, "obligations.html", page=page, charts=charts)


async def show_coverage(request, datasette):
    page = await ask(
        datasette, read_coverage_page, ticker=request.args.get("issuer"), as_of=read_day(request.args.get("as_of"))
    )
    charts = [draw_coverage(page.history, width=width, root=find_links(datasette)["prefix"]) for width in WIDTHS]
    return await show(datasette, request, "coverage.html", page=page, charts=charts)


async def show_stress(request, datasette):
    page = await ask(
        datasette, read_stress_page, ticker=request.args.get("issuer"), as_of=read_day(request.args.get("as_of"))
    )
    return await show(datasette, request, "stress.html", page=page)


@hookimpl
def render_cell(row, value, column, datasette):
    return render(value, column, row, find_links(datasette))


@lru_cache(maxsize=4)
def find_links(datasette):
    """Where the pages live, as plain text: Datasette's own kind of text looks up its methods at each use."""
    root = str(datasette.urls.path(""))
    filings = str(datasette.urls.table(DATABASE, "filings"))
    return {"root": root, "prefix": root.rstrip("/"), "filings": filings + "/"}


@hookimpl
def asgi_wrapper():
    def wrap(app):
        async def answer(scope, receive, send):
            async def send_with_headers(message):
                if message["type"] == "http.response.start":
                    added = [(name.encode(), value.encode()) for name, value in HEADERS]
                    message = {**message, "headers": [*message.get("headers", []), *added]}
                await send(message)

            await app(scope, receive, send_disarmed(scope.get("path", ""), send_with_headers))

        return answer

    return wrap
