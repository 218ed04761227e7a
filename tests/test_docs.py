"""The docs say what the code says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("monitor/**/*.md")])


@pytest.mark.parametrize("page", ["docs/cli.md", "docs/schema.md", "docs/feeds.md", "docs/method.md"])
def test_the_generated_pages_are_current(page: str) -> None:
    """Help and schema are written into the docs by cog, so they cannot drift: `make docs` renews them."""
    found = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", page], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_local_link_leads_somewhere(page: Path) -> None:
    """Links and pictures of the docs point at files of this repository."""
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_command_of_the_readme_exists() -> None:
    """Nobody is told to type a command that is not there."""
    told = set(re.findall(r"`monitor ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    known = set(
        re.findall(r"^## monitor ([a-z]+)", (ROOT / "docs/cli.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert told - known == set()


def test_every_target_of_the_makefile_has_its_line_of_help() -> None:
    """`make help` lists every target that a person may call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets is not None
    assert set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)) == set(targets[1].split())
