# The developer's menu: `make` or `make help` lists it. Every target sets up what it needs.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
READY := $(VENV)/.ready
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run live test lint format types bless docs screenshots bench speed evaluate wheel clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it, or name it: make PYTHON=/path/to/python" >&2; exit 2; }
	@echo "setting up $(VENV) with $(PYTHON); the first time this takes a few minutes"
	@$(PYTHON) -m venv $(VENV) || { echo "python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(READY) ## set up, walk the whole road on the embedded sample, then the site on 127.0.0.1:8001
	MONITOR_FEEDS=demo/feeds $(BIN)/monitor --db demo/monitor.db demo $(ARGS)

live: $(READY) ## the same against the SEC; needs MONITOR_IDENTITY="Your Name you@example.org"
	@test -n "$$MONITOR_IDENTITY$$EDGAR_IDENTITY" || { echo 'the SEC wants to know who asks: make live MONITOR_IDENTITY="Your Name you@example.org"' >&2; exit 2; }
	$(BIN)/monitor update $(ARGS) || test $$? -eq 3
	$(BIN)/monitor serve

test: $(READY) ## the whole suite (browser tests need chromium and its driver)
	$(BIN)/pytest --numprocesses=auto --dist=loadfile $(ARGS)

lint: $(READY) ## ruff, formatting, and the imports that must run one way
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

format: $(READY) ## let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

bless: $(READY) ## rewrite the expected files beside the examples; then read the difference
	MONITOR_BLESS=1 $(BIN)/pytest tests/test_*_examples.py $(ARGS)

docs: $(READY) ## rewrite the generated parts of the docs (commands, schema, feeds, error rates)
	$(BIN)/cog -r docs/cli.md docs/schema.md docs/feeds.md docs/method.md

screenshots: $(READY) ## take the pictures in docs/images anew (needs chromium)
	$(BIN)/python docs/screenshots.py

bench: $(READY) ## times and memory on ../shared/corpus, beside their targets
	$(BIN)/python bench/bench.py

speed: $(READY) ## server time of every page, on a store of a million rows too (some minutes, 3 GB of disk)
	$(BIN)/python bench/bench_site.py $(ARGS)

evaluate: $(READY) ## score claims, payments and verdicts on fixed sets (the baselines need: pip install -e '.[semantic,evaluate]')
	for set in bench/evaluate_*.py; do $(BIN)/python $$set || exit $$?; done

wheel: $(READY) ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean: ## remove what the tools left behind (the database and the environment stay)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
