"""Commands for running unattended: alerts, the schedule, a large archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from monitor._cli_context import EXIT_FAILED, Context, finish, pass_context


@click.group(invoke_without_command=True)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind (repeatable).")
@click.option("--issuer", "ticker", metavar="TICKER", help="Only of this issuer.")
@click.option("--limit", default=50, show_default=True, help="How many at most; -1 for all.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_context
def alerts(
    click_context: click.Context, *, kinds: tuple[str, ...], ticker: str | None, limit: int, as_json: bool
) -> None:
    """What was raised, newest first: falls of a holding, gaps, payments that fall due, language of default, ...

    Each event is raised once. Thresholds and channels (a file, mail, Slack, Discord, ntfy, any webhook) are set in
    monitor.toml; `monitor update` delivers.
    """
    if click_context.invoked_subcommand:
        return
    from monitor.pipeline import list_alerts, write_alerts

    found = list_alerts(click_context.obj.settings, kinds=kinds, ticker=ticker, limit=limit)
    click.echo(write_alerts(found, as_json=as_json))


@alerts.command("test")
@pass_context
def test_delivery(context: Context) -> None:
    """Send a test alert through every channel; exit code 3 when one cannot be reached."""
    from monitor.pipeline import try_channels

    failed = False
    for name, error in try_channels(context.settings):
        click.echo(f"{name}: {error or 'delivered'}")
        failed = failed or error is not None
    sys.exit(EXIT_FAILED if failed else 0)


@click.command()
@click.option("--cron", "scheduler", flag_value="cron", help="Lines for a crontab.")
@click.option("--systemd", "scheduler", flag_value="systemd", help="A service and a timer.")
@click.option("--launchd", "scheduler", flag_value="launchd", help="A launch agent (macOS).")
@click.option("--name", default="filing-monitor", show_default=True, help="Tells several installations apart.")
@click.option("--write", is_flag=True, help="Install it for this user, and say what was done.")
@pass_context
def schedule(context: Context, *, scheduler: Any, name: str, write: bool) -> None:
    """Print what to install so that `monitor update` runs by itself; for the scheduler of this machine by default.

    Every 15 minutes in EDGAR's filing hours (6:00-22:00 New York time, Monday to Friday), every 6 hours else. A
    run that finds another at work ends with exit code 75; after a week off one run catches up. db/health.json says
    how the last run ended.
    """
    from monitor.pipeline import find_scheduler, print_schedule, write_schedule

    chosen = scheduler or find_scheduler()
    for line in (write_schedule if write else print_schedule)(context.settings, chosen, name):
        click.echo(line)


@click.command()
@click.argument("manifest", type=click.Path(path_type=Path), required=False)
@click.option("--scheduler", default="local", show_default=True, help="Address of a Dask scheduler, or local.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes of a local one.  [default: one a core]")
@pass_context
def backfill(context: Context, *, manifest: Path | None, scheduler: str, workers: int | None) -> None:
    """Read and extract a large archive on a Dask cluster; this process alone writes.

    Filings come from MANIFEST (as for `monitor load`), or without one from the raw archive beside the database.
    The result is that of `monitor load`. Needs dask: pip install 'filing-monitor[cluster]'.
    """
    from monitor.pipeline import backfill_store

    finish(
        context,
        backfill_store(
            context.settings, context.terminal, manifest=manifest, scheduler=scheduler, workers=workers
        ),
    )


COMMANDS: tuple[click.Command, ...] = (alerts, schedule, backfill)
