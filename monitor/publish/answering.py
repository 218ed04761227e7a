"""What the pages of our own have in common: asking the database, filling a template, knowing the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from monitor.publish.as_of import AsOf, read_as_of
from monitor.publish.figures import NEW_YORK
from monitor.publish.site import DATABASE

WIDTHS = (1080, 360)  # of a chart: one for a desk and one for a phone


async def ask(datasette: Any, read: Callable[..., Any], *given: Any, **asked: Any) -> Any:
    """What `read` finds in the database as of the day of the request, on one of Datasette's threads."""
    return await datasette.get_database(DATABASE).ask(lambda connection: read(connection, *given, **asked))


async def show(datasette: Any, request: Any, template: str, **shown: Any) -> Any:
    """The page that a template makes of what was found."""
    from datasette import Response

    return Response.html(await datasette.render_template(template, shown, request=request))


def asked_day(request: Any) -> AsOf:
    """The day in the address. Under a table's address it is `_as_of`: a table may have a column `as_of`.

    The page of an error has no request: then it is the day of the one that is being answered.
    """
    from monitor.publish.site_database import ASKED

    return read_as_of(request.args.get("as_of") or request.args.get("_as_of")) if request else ASKED.get()


def today_in_new_york(as_of: AsOf) -> date:
    """The day that a page counts from: the one that was asked for, else New York's today."""
    return as_of.day or datetime.now(NEW_YORK).date()


def draw_twice(draw: Callable[..., Markup], datasette: Any) -> list[Markup]:
    """A chart for a desk and one for a phone. `draw` takes `width` and `root`."""
    return [draw(width=width, root=find_links(datasette)["prefix"]) for width in WIDTHS]


@lru_cache(maxsize=4)
def find_links(datasette: Any) -> Mapping[str, str]:
    """Where the pages live, as plain text: Datasette's own kind of text looks up its methods at each use."""
    root = str(datasette.urls.path(""))
    tables = {name: f"{datasette.urls.table(DATABASE, name)}/" for name in ("filings", "issuers")}
    return {"root": root, "prefix": root.rstrip("/"), **tables}


def absolute_address(datasette: Any, request: Any, path: str) -> str:
    """The whole address of a path of the site, as the visitor reached it."""
    return str(datasette.absolute_url(request, datasette.urls.path(path)))
