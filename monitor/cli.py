"""The command line: parse, call the pipeline, print, exit.

Exit codes: 0 done; 1 a check found something; 2 usage or settings; 3 done, but a source failed (the rest is
stored); 75 another run holds the lock.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor import __version__
from monitor._cli_context import (
    EXIT_FAILED,
    EXIT_FOUND,
    EXIT_LOCKED,
    EXIT_USAGE,
    Context,
    finish,
    pass_context,
    say_outcome,
)
from monitor._cli_running import COMMANDS
from monitor.errors import LockedError, MonitorError, SettingsError, SourceError

if TYPE_CHECKING:
    pass


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--db", type=click.Path(path_type=Path), help="The database.  [default: db/monitor.db]")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="The settings.  [default: monitor.toml here, else the packaged one]",
)
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
@click.option("-v", "verbose", is_flag=True, help="Say every step.")
@click.version_option(__version__, prog_name="monitor")
@click.pass_context
def cli(context: click.Context, db: Path | None, config: Path | None, quiet: bool, verbose: bool) -> None:
    """What a company holds, bought and sold, from its SEC filings: a ledger that adds up or says where it
    does not, every figure one click from the sentence it came from. Not investment advice.

    \b
    Try it without the network:        monitor demo
    Watch the SEC (from cron):         MONITOR_IDENTITY="Your Name you@example.org" monitor update
    Read filings that lie on disk:     monitor load MANIFEST.csv
    Read articles that lie on disk:    monitor load --articles FILE.jsonl
    Browse what was found:             monitor serve
    """
    context.obj = Context(db, config, quiet, verbose)


def _read_only(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """`--only filings,news` and `--only filings --only news` alike."""
    from monitor.pipeline import SOURCES

    names = [name.strip() for words in value for name in words.split(",")]
    for name in names:
        if name not in SOURCES:
            raise click.BadParameter(
                f"{name!r} is no source; choose from {', '.join(SOURCES)}", context, parameter
            )
    return tuple(dict.fromkeys(names))


@cli.command()
@click.option("--issuer", "tickers", multiple=True, metavar="TICKER", help="Only this issuer (repeatable).")
@click.option(
    "--only",
    multiple=True,
    callback=_read_only,
    metavar="SOURCES",
    help="Ask only these: filings, news, prices (commas, or repeat).  [default: all]",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only filings and articles from this day on.",
)
@click.option("--dry-run", is_flag=True, help="Ask the indexes, say what would be fetched, fetch nothing.")
@click.option("--scheduled", is_flag=True, help="Run only when the plan of `monitor schedule` says so.")
@pass_context
def update(
    context: Context,
    *,
    tickers: tuple[str, ...],
    only: tuple[Any, ...],
    since: datetime | None,
    dry_run: bool,
    scheduled: bool,
) -> None:
    """Crawl what is new and walk the whole road; this is what cron calls.

    Asks EDGAR for the watched issuers of monitor.toml, its news feeds for articles about them, its price sources
    for daily closes. Finding nothing new takes at most 3 requests an issuer and one a feed. The SEC wants a
    contact: set MONITOR_IDENTITY="Your Name you@example.org"; news and prices alone need none.

    With MONITOR_EDGAR_URL on this machine (a replay) only news and prices on private_hosts are asked, unless
    --only names them.
    """
    from monitor.pipeline import is_update_due, update_store

    if scheduled and not is_update_due(context.settings):
        context.terminal.say("not in filing hours, and the last run was less than 6 hours ago")
        return
    day = since.date() if since else None
    outcome = update_store(
        context.settings, context.terminal, tickers=tickers, only=only, since=day, dry_run=dry_run
    )
    finish(context, outcome)


@cli.command()
@click.argument("manifest", type=click.Path(path_type=Path), required=False)
@click.option("--articles", type=click.Path(path_type=Path), help="Articles: JSON Lines.")
@click.option("--prices", type=click.Path(path_type=Path), help="Daily closes: CSV.")
@click.option("--asset", default="", help="Whose closes they are, when no column says so: bitcoin, MSTR, market.")
@click.option("--flows", type=click.Path(path_type=Path), help="Flows of funds: CSV.")
@pass_context
def load(
    context: Context,
    *,
    manifest: Path | None,
    articles: Path | None,
    prices: Path | None,
    asset: str,
    flows: Path | None,
) -> None:
    """Walk what lies on disk down the same road. What is stored already is left alone.

    MANIFEST is a CSV with the columns file (relative to the manifest), cik, accession_number, form, filed_on,
    accepted_at, period_on, items, primary_document, reconstruction. A file may be a primary document (HTML or
    text) or a full .txt submission.

    \b
    --articles   a line each: url, source, title, published_at, text or html, fetched_at
    --prices     columns asset, date, close
    --flows      columns fund, date, net_usd or net_usd_millions; the fund "all" is the sum of all
    """
    from monitor.pipeline import load_files

    worst = 0
    for outcome in load_files(
        context.settings,
        context.terminal,
        manifest=manifest,
        articles=articles,
        prices=prices,
        asset=asset,
        flows=flows,
    ):
        say_outcome(context, outcome)
        worst = max(worst, int(outcome.exit_code))
    sys.exit(worst)


@cli.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path), default="-")
@click.option(
    "--claims", type=click.Path(path_type=Path), help="JSON Lines, a statement each: id, text, as_of, issuer."
)
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Judge as of that day.  [default: today]",
)
@click.option("--issuer", metavar="TICKER", help='Whom "the company" means.')
@click.option(
    "--format", "style", type=click.Choice(["table", "jsonl", "csv"]), help="[default: table; jsonl for --claims]"
)
@pass_context
def check(
    context: Context,
    *,
    file: Path,
    claims: Path | None,
    day: datetime | None,
    issuer: str | None,
    style: str | None,
) -> None:
    """Find the claims in any text (FILE, or standard input) and judge each by the filings, as of a day.

    With --claims each line is one statement, and gets one answer in the same order.
    """
    from monitor.pipeline import answer_claims, answer_text, write_answers

    as_of = day.date() if day else None
    if claims is not None:
        write_answers(answer_claims(context.settings, claims, as_of, issuer), style or "jsonl")
    else:
        write_answers(answer_text(context.settings, file, as_of, issuer), style or "table")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of the site.")
@click.option("--port", default=8001, show_default=True, help="Port of the site.")
@click.option("--no-serve", is_flag=True, help="Stop when the sample is in the database.")
@pass_context
def demo(context: Context, host: str, port: int, no_serve: bool) -> None:
    """Everything on the embedded sample, without the network: then the site.

    A loopback EDGAR serves filings written by the authors from disclosed figures (labelled as reconstructions);
    the real edgartools reads them; the ledger, the feeds and the site are made as they would be from the SEC.
    """
    from monitor.pipeline import run_demo

    if not no_serve:
        _require_free(host, port)
    outcome = run_demo(context.settings, context.terminal)
    say_outcome(context, outcome)
    if no_serve or outcome.exit_code:
        sys.exit(int(outcome.exit_code))
    _serve(context, host, port)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
@pass_context
def serve(context: Context, host: str, port: int) -> None:
    """Open the Datasette site over the database."""
    _serve(context, host, port)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@pass_context
def feeds(context: Context, folder: Path | None) -> None:
    """Write the CSV feeds and manifest.json into FOLDER (default: feeds/).

    An unchanged database gives byte-identical feeds.
    """
    from monitor.pipeline import publish_store
    from monitor.terminal import count

    for feed in publish_store(context.settings, folder).feeds:
        context.terminal.say(f"{feed.name:<24} {count(feed.rows, 'row'):>12}")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@pass_context
def status(context: Context, as_json: bool) -> None:
    """How fresh everything is: holdings, days not covered, what is due, gaps, problems.

    Exit code 1 when a source is stale or a watched issuer has days that no disclosure covers though one was due.
    """
    from monitor.pipeline import read_status

    found = read_status(context.settings)
    click.echo(json.dumps(found.as_json(), indent=2) if as_json else found.as_text())
    sys.exit(EXIT_FOUND if found.alarms else 0)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@pass_context
def verify(context: Context, as_json: bool) -> None:
    """Check every promise of the database: each quote against its document, the ledger's arithmetic, orphan rows,
    SQLite's own integrity check. Exit code 1 on any breach; the counts stand last.
    """
    from monitor.pipeline import verify_store

    report = verify_store(context.settings)
    if as_json:
        from dataclasses import asdict

        click.echo(json.dumps(asdict(report) | {"ok": report.ok}, indent=2))
    else:
        for breach in report.breaches:
            click.echo(f"{breach.check}: {breach.table} {breach.row}: {breach.message}")
        for check, count in report.checked.items():
            broken = sum(breach.check == check for breach in report.breaches)
            click.echo(f"{check:<10} {count:>9,} checked  {broken:>5,} broken")
    sys.exit(0 if report.ok else EXIT_FOUND)


@cli.command()
@click.option("--check", is_flag=True, help="Rebuild beside the database and compare the content of every table.")
@pass_context
def rebuild(context: Context, check: bool) -> None:
    """Make the database anew from the raw archive, offline, with today's code.

    With --check nothing is replaced: exit code 1 when a table would come out differently.
    """
    from monitor.pipeline import check_rebuild, rebuild_store

    if not check:
        finish(context, rebuild_store(context.settings, context.terminal))
    same = check_rebuild(context.settings, context.terminal)
    for table, equal in same.items():
        click.echo(f"{table:<20} {'the same' if equal else 'DIFFERS'}")
    sys.exit(0 if all(same.values()) else EXIT_FOUND)


def _serve(context: Context, host: str, port: int) -> None:
    from monitor.publish.site import check_database
    from monitor.publish.site import serve as serve_site

    check_database(context.settings.db)  # before the address is announced
    _require_free(host, port)
    context.terminal.say(f"the site is at http://{host}:{port} (Ctrl-C ends it)")
    serve_site(context.settings.db, host, port, context.settings.feeds)


def _require_free(host: str, port: int) -> None:
    """Raise SettingsError when the site cannot listen there: the server itself would only log it."""
    import socket

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise SettingsError(f"cannot listen on {host}:{port} ({error}); choose another with --port") from error


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Entry point of the console script: errors that we understand become one line and an exit code."""
    _catch(cli)


def _catch(command: Callable[[], None]) -> None:
    try:
        command()
    except LockedError as error:
        click.echo(f"monitor: {error}", err=True)
        sys.exit(EXIT_LOCKED)
    except SourceError as error:
        click.echo(f"monitor: {error}", err=True)
        sys.exit(EXIT_FAILED)
    except MonitorError as error:  # settings, an input file, or a database that cannot be used
        click.echo(f"monitor: {error}", err=True)
        sys.exit(EXIT_USAGE)
