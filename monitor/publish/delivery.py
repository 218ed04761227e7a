"""Bringing alerts to people: a file of JSON Lines, or whatever apprise reaches (mail, Slack, Discord, ntfy, ...).

A channel's address holds its password, so no message of ours shows it. Apprise takes its time to import, and
only who has something to deliver pays for it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from monitor._alert_settings import SEVERITIES, Channel
from monitor.records import RaisedAlert

DIGEST_ABOVE = 5  # so many alerts are sent one by one; more come as one message
TEST = "test"  # id of the alert that `monitor alerts test` sends
ATTEMPTS = 3
FIRST_WAIT = 1.0  # seconds; doubled after each attempt
TIMEOUT = 20.0  # seconds, of the attempts together
TYPES = {"notice": "info", "warning": "warning", "critical": "failure"}
MENTION = re.compile(r"<(?=[!@#])|@(?=everyone|here\b|channel\b)")  # an article must not call up a whole channel
ADDRESS = re.compile(r"\S*(?:://|@)\S*")


class _RefusedError(Exception):
    """An attempt that did not get through; apprise has said why in its log."""


def deliver(channel: Channel, alerts: Sequence[RaisedAlert]) -> list[tuple[Sequence[RaisedAlert], str | None]]:
    """Send alerts to a channel, the oldest first. Returns for each message its alerts, and why it could not be
    sent (None: it was). After a failure the rest is not tried: it would wait as long."""
    if channel.fault:
        return [(alerts, channel.fault)]
    if channel.file is not None:
        return [(alerts, _append(channel, alerts))]
    messages = [[alert] for alert in alerts] if len(alerts) <= DIGEST_ABOVE else [list(alerts)]
    sent: list[tuple[Sequence[RaisedAlert], str | None]] = []
    for message in messages:
        error = _send(channel, message)
        sent.append((message, error))
        if error:
            break
    return sent


def make_test_alert(now: datetime) -> RaisedAlert:
    """What `monitor alerts test` sends."""
    return RaisedAlert(
        alert_id=TEST,
        kind="run_failed",
        severity="notice",
        issuer_cik=None,
        raised_at=now,
        known_at=now,
        message="This is a test: alerts of the filing monitor arrive here",
        evidence="{}",
        run_id=None,
    )


def _append(channel: Channel, alerts: Sequence[RaisedAlert]) -> str | None:
    """One line each, in one write: who follows the file sees whole lines."""
    path = channel.file
    assert path is not None  # noqa: S101 - said by the caller
    lines = "".join(json.dumps(as_plain(alert), ensure_ascii=False) + "\n" for alert in alerts)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return f"{path}: cannot be written: {error.strerror}"
    return None


def as_plain(alert: RaisedAlert) -> dict[str, Any]:
    """An alert for machines: instants as ISO text, the evidence as an object."""
    row = asdict(alert)
    for name in ("raised_at", "known_at"):
        row[name] = row[name].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return row | {"evidence": json.loads(alert.evidence)}


def _send(channel: Channel, alerts: Sequence[RaisedAlert]) -> str | None:
    import logging

    import apprise
    import stamina

    worst = max((alert.severity for alert in alerts), key=SEVERITIES.index)
    target = apprise.Apprise()
    silent = logging.NullHandler()
    # Its log names addresses, and stamina's says no more than that it tries again: we say what is needed of both.
    loggers = [logging.getLogger("apprise"), logging.getLogger("stamina")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.propagate = False
        logger.addHandler(silent)
    try:
        if not target.add(as_apprise(channel.url)):
            return "its address is not one that apprise knows; see https://github.com/caronc/apprise/wiki"
        with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as log:
            for attempt in stamina.retry_context(
                on=_RefusedError, attempts=ATTEMPTS, timeout=TIMEOUT, wait_initial=FIRST_WAIT, wait_jitter=0.5
            ):
                with attempt:
                    _require(
                        target.notify(
                            title=_title(alerts),
                            body=_body(alerts),
                            notify_type=TYPES[worst],
                            body_format=apprise.NotifyFormat.TEXT,  # what looks like markup is words
                        )
                    )
    except _RefusedError:
        said = [line for line in log.getvalue().splitlines() if line.strip()]
        return ADDRESS.sub("…", said[-1]).strip() if said else "no reason given"
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.propagate = propagate
            logger.removeHandler(silent)
    return None


def _require(sent: bool | None) -> None:
    if not sent:
        raise _RefusedError


def as_apprise(url: str) -> str:
    """The address for apprise: a plain web address that belongs to no service it knows gets JSON posted to it."""
    import apprise

    if not re.match(r"https?://", url) or apprise.Apprise.instantiate(url, suppress_exceptions=True) is not None:
        return url
    return "json" + url.removeprefix("http")


def _title(alerts: Sequence[RaisedAlert]) -> str:
    if len(alerts) > 1:
        return f"Filing monitor: {len(alerts)} alerts"
    if alerts[0].alert_id == TEST:  # of a kind that would frighten whoever reads no further
        return "Filing monitor: test"
    who = f"{alerts[0].ticker}: " if alerts[0].ticker else ""
    return f"{who}{alerts[0].kind.replace('_', ' ')} ({alerts[0].severity})"


def _body(alerts: Sequence[RaisedAlert]) -> str:
    text = "\n\n".join(
        f"{alert.message}\nKnown at {alert.known_at:%Y-%m-%d %H:%M} UTC" + (f"\n{alert.url}" if alert.url else "")
        for alert in alerts
    )
    return MENTION.sub("\\g<0>\u200b", text)
