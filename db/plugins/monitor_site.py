"""Hooks of the whole site: filters of templates, cells of tables, headers. The pages are in `monitor_pages`."""

from __future__ import annotations

from functools import partial

from datasette import Response, handle_exception, hookimpl
from datasette.filters import FilterArguments
from datasette.utils import tilde_decode

from monitor.publish.answering import absolute_address, ask, asked_day, find_links
from monitor.publish.as_of import tell_standing
from monitor.publish.atom_rows import date_rows, render_rows
from monitor.publish.cells import is_figure, render_pill
from monitor.publish.cells import render_cell as render
from monitor.publish.document_page import list_documents
from monitor.publish.figures import (
    count_days,
    find_number,
    format_day,
    format_instant,
    format_new_york,
    format_number,
    format_score,
    format_usd,
    format_usd_short,
    name_column,
)
from monitor.publish.kept_day import adapt_query, find_day, send_with_day
from monitor.publish.navigation import find_navigation
from monitor.publish.paths import is_web_address
from monitor.publish.prose import write_prose
from monitor.publish.safe_csv import send_disarmed
from monitor.publish.site import DATABASE, HEADERS
from monitor.publish.site_database import ASKED, keep_path
from monitor.publish.tables import draw_rows, draw_table, draw_value, is_shown
from monitor.publish.wording import name_choice, name_issuer, name_value

FILTERS = (
    count_days,
    draw_rows,
    format_day,
    format_instant,
    format_new_york,
    format_number,
    format_score,
    format_usd,
    format_usd_short,
    is_figure,
    is_shown,
    is_web_address,
    name_choice,
    name_column,
    name_issuer,
    name_value,
    render_pill,
    write_prose,
)
# With rich it would print every variable of every frame for each mistyped address: two seconds of the server.
handle_exception.rich = None


@hookimpl
def prepare_jinja2_environment(env, datasette):
    env.filters.update({write.__name__: write for write in FILTERS})
    env.filters["draw_table"] = lambda rows, columns, **names: draw_table(
        rows, columns, find_links(datasette), **names
    )
    env.filters["draw_value"] = lambda row, column: draw_value(row, column, find_links(datasette))
    env.filters["name_table"] = lambda name: datasette.table_metadata(DATABASE, name).get("title", name)
    env.filters["as_number"] = lambda value: float(find_number(value) or 0)
    # A function and not a variable: the page of an error gets no variables from plugins.
    env.globals["navigate"] = lambda request: find_navigation(
        request.path.removeprefix(find_links(datasette)["prefix"]) if request else None
    )
    env.globals["asked_day"] = asked_day
    env.globals["tell_standing"] = lambda request: tell_standing(
        request.path.removeprefix(find_links(datasette)["prefix"]).rstrip("/") if request else "",
        asks=bool(request and "sql" in request.args),
        undated=datasette.monitor_undated,
    )
    env.trim_blocks = env.lstrip_blocks = True


@hookimpl
def render_cell(row, value, column, datasette):
    if column == "issuer_cik" and isinstance(value, int) and value in datasette.monitor_issuers:
        # Where the table names no key, and on the page of a row, where Datasette follows none.
        value = {"value": value, "label": datasette.monitor_issuers[value]}
    return render(value, column, row, find_links(datasette))


@hookimpl
def extra_template_vars(view_name, table, request, datasette):
    async def find_documents():
        accession = tilde_decode(request.url_vars["pks"])
        return {"documents": await ask(datasette, list_documents, accession)}

    return find_documents if view_name == "row" and table == "filings" else {}


@hookimpl(trylast=True)  # after datasette-atom, should it be installed
def register_output_renderer():
    return {"extension": "atom", "render": render_atom}


async def render_atom(datasette, request, columns, rows, data):
    table = data.get("table")
    name = table or data.get("query_name") or "query"
    asked = f"{DATABASE}/{name}" + (f"?{request.query_string}" if request.query_string else "")
    queries = {} if table else await datasette.get_canned_queries(DATABASE, None)
    metadata = datasette.table_metadata(DATABASE, table) if table else queries.get(name, {})
    absolute = partial(absolute_address, datasette, request)
    # An index of the search has columns of its own that differ from query to query.
    told = {"rowid", *datasette.monitor_tables.get(table, columns)}
    found = [{name: row[name] for name in columns if name in told} for row in rows]
    dates = await ask(datasette, date_rows, found)
    address = str(datasette.absolute_url(request, request.full_path))
    title = f"Filing monitor: {metadata.get('title', name)}"
    feed = render_rows(found, dates, absolute, name=asked, title=title, address=address)
    return Response(feed.content, content_type="application/atom+xml; charset=utf-8")


@hookimpl
def prepare_connection(conn):
    # The file is read through the memory of the system: pages that look up thousands of rows take half as long.
    conn.execute("PRAGMA mmap_size = 4294967296")
    conn.set_authorizer(keep_path)


@hookimpl
def filters_from_request(request, table, datasette):
    """Rows are those of the day already: here it is only said."""
    as_of = asked_day(request)
    if as_of.day is None or table in datasette.monitor_undated:
        return None
    return FilterArguments(where_clauses=[], human_descriptions=[f"known by {format_day(as_of.day)}"])


@hookimpl
def asgi_wrapper(datasette):
    def wrap(app):
        async def answer(scope, receive, send):
            async def send_with_headers(message):
                if message["type"] == "http.response.start":
                    added = [(name.encode(), value.encode()) for name, value in HEADERS]
                    message = {**message, "headers": [*message.get("headers", []), *added]}
                await send(message)

            prefix = find_links(datasette)["prefix"]
            asked = adapt_query(scope, f"{prefix}/{DATABASE}/", datasette.monitor_large)
            sent = send_with_day(scope, send_with_headers, prefix=prefix)
            before = ASKED.set(find_day(scope))
            try:
                await app(asked, receive, send_disarmed(scope.get("path", ""), sent))
            finally:
                ASKED.reset(before)

        return answer

    return wrap
