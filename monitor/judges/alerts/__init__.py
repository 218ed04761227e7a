"""Alerts: one file per kind, found by walking this folder; the name of the file is the kind. Pure.

A kind is a module with

    find_alerts(seen: Seen) -> Iterator[Alert]

that yields every such event in what was seen, those of long ago too: an event has the same id whenever it is
judged, and the store knows which it has. A leading underscore marks what kinds share.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator

from monitor.judges.alerts._seen import Seen
from monitor.records.alerts import Alert

__all__ = ["Seen", "judge_alerts"]


def judge_alerts(seen: Seen, *, mute: Collection[str] = ()) -> Iterator[Alert]:
    """Every event in what was seen, kind by kind; kinds in `mute` are left out."""
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_") and module.name not in mute:
            yield from importlib.import_module(f"{__name__}.{module.name}").find_alerts(seen)
