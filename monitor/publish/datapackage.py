"""`datapackage.json`: what the feeds hold, column by column, as a Data Package (Frictionless, version 1).

Types come from the database, descriptions from `db/metadata.yml`, where the site takes them too. An exact decimal
is a `number`: read it as a decimal, not as a float.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitor.settings import packaged

DATAPACKAGE = "datapackage.json"
TYPES = {"INTEGER": "integer", "ANY": "number", "REAL": "number"}  # of a column as declared; else a string
MEDIA_TYPES = {"csv": "text/csv", "ics": "text/calendar", "atom": "application/atom+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One feed as the package describes it; `fields` is empty for a feed that is no table."""

    name: str  # "holdings_ledger.csv"
    sha256: str
    bytes: int
    fields: tuple[tuple[str, str], ...] = ()  # name and type of each column


def find_fields(connection: sqlite3.Connection, sql: str) -> tuple[tuple[str, str], ...]:
    """Name and type of each column of a query, as the database declares them. A view of our own, for a moment:
    a cursor does not tell types."""
    connection.execute("DROP VIEW IF EXISTS temp.described")
    connection.execute(f"CREATE TEMP VIEW described AS {sql}")
    columns = connection.execute("SELECT name, type FROM pragma_table_info('described')").fetchall()
    connection.execute("DROP VIEW temp.described")
    return tuple((name, _type_of(name, declared)) for name, declared in columns)


def _type_of(name: str, declared: str) -> str:
    if name.endswith("_at"):
        return "datetime"
    if name.endswith("_on") or name == "as_of":
        return "date"
    return TYPES.get(declared.upper(), "string")


def render_package(resources: Sequence[Resource]) -> bytes:
    """The package of these feeds, in their order: the same feeds give the same bytes."""
    metadata = _metadata()
    package = {
        "profile": "data-package",
        "name": "filing-monitor",
        "title": metadata["title"],
        "description": metadata["description"],
        "licenses": [
            {"name": "CC0-1.0", "title": metadata["license"], "path": metadata["license_url"]},
        ],
        "sources": [{"title": metadata["source"], "path": metadata["source_url"]}],
        "resources": [_describe(resource, describe_columns(resource.name)) for resource in resources],
    }
    return (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()


def _describe(resource: Resource, columns: Mapping[str, str]) -> dict[str, Any]:
    stem, _, kind = resource.name.rpartition(".")
    described: dict[str, Any] = {
        "name": f"{stem}-{kind}" if kind != "csv" else stem,
        "path": resource.name,
        "format": kind,
        "mediatype": MEDIA_TYPES.get(kind, "application/octet-stream"),
        "encoding": "utf-8",
        "bytes": resource.bytes,
        "hash": f"sha256:{resource.sha256}",
    }
    if not resource.fields:
        return described
    fields = [
        {"name": name, "type": kind} | ({"description": columns[name]} if name in columns else {})
        for name, kind in resource.fields
    ]
    schema = {"fields": fields, "missingValues": [""]}
    return described | {"profile": "tabular-data-resource", "schema": schema}


def describe_columns(feed: str) -> dict[str, str]:
    """What the columns of a feed mean; where a table of its name has its own words for one, those."""
    metadata = _metadata()
    table = metadata["databases"]["monitor"]["tables"].get(feed.rpartition(".")[0], {})
    return {**metadata["columns"], **table.get("columns", {})}


@cache
def _metadata() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(packaged("db").joinpath("metadata.yml").read_text(encoding="utf-8"))
    return found
