"""The [alerts] table of `monitor.toml`: from when on something is an alert, and where alerts are delivered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from monitor.errors import SettingsError
from monitor.records.alerts import AlertKind, AlertSeverity

KINDS: tuple[AlertKind, ...] = get_args(AlertKind)
SEVERITIES: tuple[AlertSeverity, ...] = get_args(AlertSeverity)  # the mildest first
CHANNEL_KEYS = {"name", "url", "file", "kinds", "severity", "enabled"}
VARIABLE = re.compile(r"\$\{(\w+)\}")
ENVIRONMENT = "MONITOR_ALERTS"  # more channels, as addresses divided by white space


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLimits:
    """From when on something is an alert."""

    decrease_percent: tuple[Decimal, ...] = (Decimal(1), Decimal(5), Decimal(10))  # below the peak
    coverage_months: tuple[Decimal, ...] = (Decimal(12), Decimal(6), Decimal(3))
    due_days: tuple[Decimal, ...] = (Decimal(30), Decimal(7))  # before an obligation falls due
    silent_hours: Decimal = Decimal(36)  # without a usable answer of a source
    surge_claims: Decimal = Decimal(10)  # of one story within `surge_days`, ...
    surge_days: Decimal = Decimal(7)
    surge_times: Decimal = Decimal(3)  # ... and so many times the average of the four periods before
    cluster_insiders: Decimal = Decimal(3)  # different people who sell within `cluster_days`
    cluster_days: Decimal = Decimal(14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where alerts go: a file of JSON Lines, or an address that apprise understands."""

    name: str
    url: str = ""  # holds passwords and tokens: never shown
    file: Path | None = None
    kinds: tuple[AlertKind, ...] = KINDS
    severity: AlertSeverity = "notice"  # the mildest that is delivered
    fault: str = ""  # why it cannot be used: its address names a variable that is not set

    def wants(self, kind: str, severity: str) -> bool:
        """Whether alerts of that kind and severity go there."""
        return kind in self.kinds and SEVERITIES.index(severity) >= SEVERITIES.index(self.severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """All of [alerts]."""

    limits: AlertLimits = AlertLimits()
    channels: tuple[Channel, ...] = ()
    recent_days: Decimal = Decimal(14)  # what was known earlier is recorded, not sent: a first load is quiet
    mute: tuple[AlertKind, ...] = ()  # kinds that are not raised at all


def read_alerts(values: Any, environ: Mapping[str, str], path: Path) -> AlertSettings:
    """The settings of alerts. Raises SettingsError naming the file, the key and the remedy."""
    where = f"{path}: alerts"
    if not isinstance(values, dict):
        raise SettingsError(f"{where} is not a table; write [alerts], and its channels as [[alerts.channels]]")
    defaults = AlertLimits()
    limits = {field.name for field in fields(AlertLimits)}
    known = limits | {"recent_days", "mute", "channels"}
    if unknown := sorted(values.keys() - known):
        raise SettingsError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    chosen: dict[str, Any] = {}
    for name in sorted(limits & values.keys()):
        several = isinstance(getattr(defaults, name), tuple)
        chosen[name] = _read_numbers(values[name], f"{where}: {name}") if several else _number(values, name, where)
    return AlertSettings(
        limits=AlertLimits(**chosen),
        channels=_read_channels(values.get("channels", []), environ, where),
        recent_days=_number(values, "recent_days", where) if "recent_days" in values else Decimal(14),
        mute=_read_kinds(values.get("mute", []), f"{where}: mute"),
    )


def _read_channels(values: Any, environ: Mapping[str, str], where: str) -> tuple[Channel, ...]:
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise SettingsError(f"{where}: channels is not a list of tables; begin each with [[alerts.channels]]")
    channels = [
        _read_channel(value, environ, f"{where}: channel {number}")
        for number, value in enumerate(values, 1)
        if value.get("enabled", True) is not False
    ]
    channels += [
        Channel(name=f"{ENVIRONMENT} {number}", url=url)
        for number, url in enumerate(environ.get(ENVIRONMENT, "").split(), 1)
    ]
    names = [channel.name for channel in channels]
    if twice := [name for name in names if names.count(name) > 1]:
        raise SettingsError(f"{where}: two channels have the name {twice[0]!r}")
    return tuple(channels)


def _read_channel(value: dict[str, Any], environ: Mapping[str, str], where: str) -> Channel:
    if unknown := sorted(value.keys() - CHANNEL_KEYS):
        raise SettingsError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(CHANNEL_KEYS))}")
    for key in ("name", "url", "file"):
        if not isinstance(value.get(key, ""), str):
            raise SettingsError(f"{where}: {key} = {value[key]!r}; write a text in quotes")
    if not value.get("name"):
        raise SettingsError(f"{where}: name is missing; it says in messages which channel is meant")
    if bool(value.get("url")) == bool(value.get("file")):
        raise SettingsError(f"{where}: write either url (an address) or file (a path for JSON Lines)")
    severity = value.get("severity", "notice")
    if severity not in SEVERITIES:
        raise SettingsError(f"{where}: severity = {severity!r}; choose one of {', '.join(SEVERITIES)}")
    unset = [name for name in VARIABLE.findall(value.get("url", "")) if not environ.get(name)]
    url = VARIABLE.sub(lambda found: environ.get(found[1], ""), value.get("url", ""))
    return Channel(
        name=value["name"],
        url=url,
        file=Path(value["file"]).expanduser() if value.get("file") else None,
        kinds=_read_kinds(value["kinds"], f"{where}: kinds") if "kinds" in value else KINDS,
        severity=severity,
        fault=f"the variable {unset[0]} is not set; its address is made of it" if unset else "",
    )


def _read_kinds(value: Any, where: str) -> tuple[AlertKind, ...]:
    if not isinstance(value, list):
        raise SettingsError(f'{where} is not a list; write kinds of alerts such as ["holdings_decrease"]')
    if unknown := [kind for kind in value if kind not in KINDS]:
        raise SettingsError(f"{where}: unknown kind {unknown[0]!r}; known are {', '.join(KINDS)}")
    return tuple(value)


def _read_numbers(value: Any, where: str) -> tuple[Decimal, ...]:
    if not isinstance(value, list) or not value:
        raise SettingsError(f"{where} = {value!r}; write a list of numbers such as [1, 5, 10]")
    return tuple(_as_number(one, where) for one in value)


def _number(values: Mapping[str, Any], key: str, where: str) -> Decimal:
    return _as_number(values[key], f"{where}: {key}")


def _as_number(value: Any, where: str) -> Decimal:
    """Above zero: a threshold of nothing would always be passed."""
    try:
        number = Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or number <= 0:
        raise SettingsError(f"{where} = {value!r} is not a number above 0")
    return number
