"""Prices and flows: from the sources of `monitor.toml`, and from CSV files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from monitor.crawlers._web import WebClient
from monitor.crawlers.flows import KIND as FLOW_PROBLEM
from monitor.crawlers.flows import read_flow_file
from monitor.crawlers.prices import KIND as PRICE_PROBLEM
from monitor.crawlers.prices import fetch_prices, read_answer, read_price_file
from monitor.errors import SettingsError, SourceError
from monitor.pipeline._conclude import conclude
from monitor.pipeline._run import Outcome, Run, open_run
from monitor.pipeline.news import open_news_client
from monitor.records import Flow, Issuer, Price, Problem
from monitor.settings import PriceSource, Settings
from monitor.store.articles import save_flows, save_prices
from monitor.store.problems import resolve_problems
from monitor.store.received import keep_received, load_received
from monitor.store.runs import load_validators, save_validator
from monitor.terminal import Terminal, count

FAILED = "source_failed"


def update_prices(
    run: Run, client: WebClient | None = None, *, issuers: Sequence[Issuer] = (), dry_run: bool = False
) -> int:
    """Ask the enabled price sources; returns how many closes are new. One that fails is an error of the run.

    `issuers`: only closes of their shares and of what they hold. A source answers with all its days at once, so
    there is no asking for some of them.
    """
    if client is None:
        with open_news_client(run, source="prices") as opened:
            return update_prices(run, opened, issuers=issuers, dry_run=dry_run)
    wanted = {name for issuer in issuers for name in (issuer.ticker, *(one.asset for one in issuer.assets))}
    added = 0
    for source in run.settings.prices:
        if not source.enabled or (wanted and source.asset not in wanted):
            continue
        if dry_run:
            run.terminal.result(f"would ask {source.name} for {source.asset}: {source.url}")
            continue
        last = load_validators(run.store).get(source.url)
        problem: Problem | None = None
        try:
            found = fetch_prices(client, source, last=last, now=run.now())
        except (SourceError, SettingsError) as error:
            problem = Problem(kind=FAILED, severity="error", message=f"prices: {error}", source=source.url)
            run.report(problem)
        else:
            if found.raw is not None:
                _keep_prices(run, found.raw, source)
            added += save_prices(run.store, found.prices)
            save_validator(run.store, found.validator)
        still = [problem] if problem else []
        resolve_problems(run.store, (FAILED,), still=still, resolved_at=run.now(), source=source.url)
    run.facts_added += added
    if not dry_run:
        run.terminal.say(f"prices: {count(added, 'new close')}")
    return added


def load_prices(settings: Settings, path: Path, terminal: Terminal, *, asset: str = "") -> Outcome:
    """Import the daily closes of a CSV file; `asset` is whose they are when no column says so."""
    raw = _read_file(path)
    with open_run(settings, "load", terminal) as run:
        found = list(read_price_file(raw, name=str(path), asset=asset))
        said = {"name": str(path), "asset": asset}
        keep_received(run.archive, "prices", raw, said=said, received_at=run.now())
        prices = [price for price in found if isinstance(price, Price)]
        _settle(run, PRICE_PROBLEM, [row for row in found if isinstance(row, Problem)], path)
        added = save_prices(run.store, prices)
        run.facts_added += added
        terminal.say(f"{count(len(prices), 'close')}, {added} of them new")
        conclude(run)
        return run.outcome()


def load_flows(settings: Settings, path: Path, terminal: Terminal) -> Outcome:
    """Import the flows of funds from a CSV file."""
    raw = _read_file(path)
    with open_run(settings, "load", terminal) as run:
        found = list(read_flow_file(raw, name=str(path)))
        keep_received(run.archive, "flows", raw, said={"name": str(path)}, received_at=run.now())
        flows = [flow for flow in found if isinstance(flow, Flow)]
        _settle(run, FLOW_PROBLEM, [row for row in found if isinstance(row, Problem)], path)
        added = save_flows(run.store, flows)
        run.facts_added += added
        terminal.say(f"{count(len(flows), 'flow')}, {added} of them new")
        conclude(run)
        return run.outcome()


def rebuild_prices(run: Run) -> None:
    """Read all archived prices and flows anew, in the order in which they came."""
    for received, raw in load_received(run.archive, "prices"):
        said = received.said
        if "url" in said:
            source = PriceSource(**{key: said[key] for key in SOURCE_FIELDS})  # type: ignore[arg-type]
            save_prices(run.store, read_answer(raw, source, now=received.received_at))
        else:
            rows = read_price_file(raw, name=said["name"], asset=said["asset"])
            save_prices(run.store, [row for row in rows if isinstance(row, Price)])
    for received, raw in load_received(run.archive, "flows"):
        flows = read_flow_file(raw, name=received.said["name"])
        save_flows(run.store, [row for row in flows if isinstance(row, Flow)])


SOURCE_FIELDS = ("asset", "name", "url", "format", "rows", "day", "close")


def _keep_prices(run: Run, raw: bytes, source: PriceSource) -> None:
    said = {field: str(getattr(source, field)) for field in SOURCE_FIELDS}
    keep_received(run.archive, "prices", raw, said=said, received_at=run.now())


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error


def _settle(run: Run, kind: str, problems: list[Problem], path: Path) -> None:
    resolve_problems(run.store, (kind,), still=problems, resolved_at=run.now(), source=str(path))
    run.report(*problems)
