"""Hooks of the site, each a few lines: what they call is in `monitor.publish` and tested there."""

from __future__ import annotations

from datetime import datetime

from datasette import NotFound, Response, hookimpl

from monitor.publish.cells import render_cell as render
from monitor.publish.chart import draw_chart
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
)
from monitor.publish.home import read_home
from monitor.publish.safe_csv import send_disarmed
from monitor.publish.search import search_documents
from monitor.publish.site import DATABASE, HEADERS

FILTERS = (
    count_days,
    format_day,
    format_instant,
    format_new_york,
    format_number,
    format_usd,
    format_usd_short,
    name_column,
)


@hookimpl
def prepare_jinja2_environment(env):
    env.filters.update({write.__name__: write for write in FILTERS})
    env.trim_blocks = env.lstrip_blocks = True


@hookimpl
def register_routes():
    return [
        (r"^/document/(?P<document_id>[^/]+)$", show_document),
        (r"^/search$", show_search),
    ]


async def show_document(request, datasette):
    asked = {name: request.args.get(name) for name in ("start", "end", "find")}
    page = await datasette.get_database(DATABASE).execute_fn(
        lambda connection: read_document_page(connection, request.url_vars["document_id"], **asked)
    )
    if page is None:
        raise NotFound("There is no such document in the store. It may have been read anew: search for its words.")
    return Response.html(await datasette.render_template("document.html", {"page": page}, request=request))


async def show_search(request, datasette):
    words = (request.args.get("q") or "").strip()[:200]
    found = await datasette.get_database(DATABASE).execute_fn(
        lambda connection: search_documents(connection, words)
    )
    return Response.html(await datasette.render_template("search.html", {"found": found}, request=request))


@hookimpl
def extra_template_vars(request, view_name, datasette):
    async def variables():
        if view_name != "index":
            return {}
        home = await datasette.get_database(DATABASE).execute_fn(
            lambda connection: read_home(
                connection, today=datetime.now(NEW_YORK).date(), ticker=request.args.get("issuer")
            )
        )
        root = datasette.urls.path("").rstrip("/")
        return {"home": home, "charts": [draw_chart(home.history, width=wide, root=root) for wide in (1080, 360)]}

    return variables


@hookimpl
def render_cell(row, value, column, datasette):
    links = {"root": datasette.urls.path(""), "filings": datasette.urls.table(DATABASE, "filings") + "/"}
    return render(value, column, row, links)


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
