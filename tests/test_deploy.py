"""The examples for containers and a hosted scheduler: they parse, they follow the rules that keep a container
small and safe, and the steps of the hosted schedule run. Those of the container run in test_container.py."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from replaying_build import read_instructions
from road_running import CLEAN, write_manifest, write_weeks

from monitor.sample.edgar_server import LoopbackEdgar

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs" / "deploy"
BIN = Path(sys.executable).parent
WORKFLOW: dict[Any, Any] = yaml.safe_load((DEPLOY / "github-actions.yml").read_text(encoding="utf-8"))
INSTRUCTIONS = read_instructions(DEPLOY / "Containerfile")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
STEPS: dict[str, str] = {
    step["name"]: step["run"] for step in WORKFLOW["jobs"]["update"]["steps"] if "run" in step
}
LOOP: str = COMPOSE["services"]["schedule"]["command"][0].replace("$$", "$")  # as compose hands it on


def scripts() -> dict[str, str]:
    """Every piece of shell in the examples."""
    built = {f"RUN {number}": rest for number, (word, rest) in enumerate(INSTRUCTIONS) if word == "RUN"}
    health = COMPOSE["services"]["schedule"]["healthcheck"]["test"][1].replace("$$", "$")
    return {**STEPS, **built, "the loop": LOOP, "the health check": health}


@pytest.mark.parametrize("name", scripts())
def test_every_script_parses(name: str) -> None:
    """By the shell, without running it."""
    done = subprocess.run(["/bin/sh", "-n", "-c", scripts()[name]], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_exists() -> None:
    """Each `monitor ...` in the examples has the options that it is called with."""
    found = [line for script in scripts().values() for line in re.findall(r"^\s*(monitor [^|\n]*)", script, re.M)]
    site = COMPOSE["services"]["site"]["command"]
    default = next(json.loads(rest) for word, rest in INSTRUCTIONS if word == "CMD")
    called = [line.split()[1:] for line in found] + [site, default]
    assert len(called) >= 5
    for words in called:
        done = subprocess.run(
            [BIN / "monitor", *words, "--help"], capture_output=True, text=True, check=False, env=CLEAN
        )
        assert (done.returncode, done.stderr) == (0, ""), words


def test_the_container_is_pinned_and_has_no_root() -> None:
    """A base image with a full version, a user at the end, an entry point in exec form, no ADD, no pip cache."""
    told = INSTRUCTIONS
    words = [word for word, _ in told]
    bases = [rest.split()[0] for word, rest in told if word == "FROM"]
    assert all(re.fullmatch(r"[a-z]+:\d+\.\d+\.\d+[\w.-]*", base) for base in bases)
    assert len(set(bases)) == 1  # what was built by one python is run by the same
    assert [rest for word, rest in told if word == "USER"] == ["10001:10001"]
    assert words.index("USER") > max(number for number, word in enumerate(words) if word == "RUN")
    assert ("ADD" in words, words.count("ENTRYPOINT")) == (False, 1)
    for word, rest in told:
        if word in ("ENTRYPOINT", "CMD"):
            assert isinstance(json.loads(rest), list)
        if "pip install" in rest:
            assert "--no-cache-dir" in rest


def test_the_build_copies_what_the_wheel_needs() -> None:
    """Everything that is copied exists, is let through by the ignore file, and is all that the build asks for."""
    copied = {
        source
        for word, rest in INSTRUCTIONS
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    }
    assert [source for source in sorted(copied) if not (ROOT / source).exists()] == []
    ignore = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignore[1] == "*"
    let_through = {line[1:] for line in ignore if line.startswith("!")}
    assert {path.split("/")[0] for path in let_through} == copied
    built = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    included = set(re.findall(r'^"([\w./]+)" = "monitor/', built, re.MULTILINE))
    assert {
        path for path in included if path not in let_through and path.split("/")[0] not in let_through
    } == set()


def test_the_services_share_one_volume_and_no_rights() -> None:
    """Read-only, without capabilities, one writer; the site is shown to this machine alone."""
    for service in COMPOSE["services"].values():
        assert service["volumes"] == ["data:/data"]
        assert (service["read_only"], service["cap_drop"], service["init"]) == (True, ["ALL"], True)
    assert COMPOSE["services"]["site"]["ports"] == ["127.0.0.1:8001:8001"]
    assert "env_file" not in COMPOSE["services"]["site"]  # the site needs no contact and no password
    context = DEPLOY / COMPOSE["services"]["site"]["build"]["context"]
    assert context.resolve() == ROOT
    assert (context / COMPOSE["services"]["site"]["build"]["dockerfile"]).exists()


def shell(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """As a runner of workflows calls it: the first command that fails ends it."""
    path = f"{BIN}{os.pathsep}{CLEAN.get('PATH', '')}"
    return subprocess.run(
        ["/bin/bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=CLEAN | {"PATH": path, "HOME": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def ask_git(repository: Path, *words: str) -> list[str]:
    """Lines that git says of a repository."""
    done = subprocess.run(["git", "-C", repository, *words], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_the_hosted_schedule_commits_what_changed(tmp_path: Path) -> None:
    """Update and commit, in a clone of a repository: pushed when the feeds changed, and only then."""
    bare, work = tmp_path / "bare.git", tmp_path / "work"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", bare], check=True)
    subprocess.run(["git", "clone", "--quiet", bare, work], check=True, capture_output=True)
    (work / ".gitignore").write_text("/feeds/\n/db/\n", encoding="utf-8")
    name = "-c user.name=a -c user.email=a@b"
    start = f"git checkout -q -b main; git add .; git {name} commit -qm 1; git push -q -u origin main"
    assert shell(start, work).returncode == 0
    output = tmp_path / "output"

    def turn(url: str) -> None:
        done = shell(STEPS["Update"], work, MONITOR_EDGAR_URL=url, GITHUB_OUTPUT=str(output))
        assert done.returncode == 0, done.stderr
        done = shell(STEPS["Commit the feeds when they changed"], work)
        assert done.returncode == 0, done.stderr

    rows = write_weeks(tmp_path, 2)
    with LoopbackEdgar(write_manifest(tmp_path, rows[:1])) as edgar:
        turn(edgar.url)
        turn(edgar.url)  # on a night it is not even due; nothing is committed either way
    subjects = ask_git(bare, "log", "--format=%s", "main")
    assert (len(subjects), subjects[0].startswith("Feeds of 20")) == (2, True)
    kept = ask_git(bare, "ls-tree", "-r", "--name-only", "main")
    assert {"feeds/holdings_ledger.csv", "feeds/manifest.json"} <= set(kept)
    assert not any(name.startswith("db/") for name in kept)
    assert output.read_text(encoding="utf-8") == "code=0\ncode=0\n"


def test_a_failed_source_ends_the_job_as_failed(tmp_path: Path) -> None:
    """After all is stored and pushed: the step says what `monitor status` knows, and its exit code is 3."""
    done = shell(STEPS["Tell when a source failed"], tmp_path)
    assert (done.returncode, "there is no database" in done.stderr) == (3, True), done.stderr


def test_the_workflow_writes_the_repository_and_nothing_else() -> None:
    """One run at a time, the least rights, secrets only where they are needed, actions by version."""
    assert WORKFLOW["permissions"] == {"contents": "write"}
    assert WORKFLOW["concurrency"]["cancel-in-progress"] is False
    assert [entry["cron"] for entry in WORKFLOW[True]["schedule"]] == ["7,37 * * * *"]  # YAML reads `on` as true
    steps = WORKFLOW["jobs"]["update"]["steps"]
    assert [step["name"] for step in steps if "secrets." in json.dumps(step)] == ["Update"]
    assert all(re.fullmatch(r"actions/[\w/-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    kept = {step["name"]: step["with"]["path"].split() for step in steps if "cache" in step.get("uses", "")}
    assert len({tuple(paths) for paths in kept.values()}) == 1  # what is kept is what is restored
