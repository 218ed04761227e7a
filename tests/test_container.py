"""The container file and the compose example, run without an engine: every instruction is replayed in a root
directory that holds what a slim image holds, and both services run there with their own health checks.

With MONITOR_REAL_INSTALL=1 (as .ci/run has it) `pip install` fetches from the registry, wheels only, since the
image has no compiler; else the packages of this environment are lent to it, which takes seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import slim_root
from replaying_build import Image, is_let_through, make_context, replay_build, run_inside
from road_running import CLEAN, write_manifest, write_weeks
from running_compose import Project

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs" / "deploy"
REAL = bool(os.environ.get("MONITOR_REAL_INSTALL"))
EDGAR = """
import sys
from pathlib import Path
from monitor.sample.edgar_server import LoopbackEdgar
with LoopbackEdgar(Path(sys.argv[1])) as edgar:
    print(edgar.url, flush=True)
    sys.stdin.read()
    print(*{request.headers["user-agent"] for request in edgar.requests}, sep="\\n", flush=True)
"""
GET = "import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1], timeout=20).read())"


@pytest.fixture(scope="module")
def work() -> Iterator[Path]:
    """A folder of some hundred megabytes, gone afterwards."""
    if lack := slim_root.find_lack():
        pytest.skip(lack)
    with tempfile.TemporaryDirectory(prefix="container-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def context(work: Path) -> Path:
    return make_context(ROOT, DEPLOY / "Containerfile.dockerignore", work / "context")


@pytest.fixture(scope="module")
def image(work: Path, context: Path) -> Image:
    """The image of the Containerfile, each of whose steps has run."""
    slim = slim_root.make_slim_root(work / "slim")
    return replay_build(DEPLOY / "Containerfile", context, slim, work, lent=not REAL)


def test_the_image_holds_the_monitor_and_no_more(image: Image, context: Path) -> None:
    """Installed for a user without rights, from the wheel alone; sources and the build's own tools stay behind."""
    found = run_inside(
        image, ["python", "-c", "import monitor, sys; print(monitor.__file__, sys.version_info[:2])"]
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("/opt/monitor/lib/python3.11/site-packages/monitor/__init__.py (3, 11)")
    done = run_inside(
        image, ["/bin/sh", "-c", "id -u; pwd; touch /data/mine && rm /data/mine && echo writable; touch /opt/not"]
    )
    assert done.stdout.splitlines() == ["10001", "/data", "writable"]
    assert not (image.root / "src").exists()
    assert run_inside(image, [*image.entrypoint, *image.command, "--help"]).returncode == 0


def test_the_context_is_what_the_build_names(context: Path) -> None:
    """No database, archive, tests or settings of a developer."""
    assert {path.name for path in context.iterdir()} == {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "monitor.toml",
        "db",
        "models",
        "monitor",
    }
    patterns = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    kept = [line for line in patterns if line and not line.startswith("#")]
    for name in (
        "db/monitor.db",
        "db/archive/ab/cd",
        "docs/deploy/monitor.env",
        "monitor/__pycache__/a.pyc",
        ".git/x",
    ):
        assert not is_let_through(name, kept), name


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("COPY monitor /src/monitor", "COPY monitors /src/monitor"), "there is no monitors"),
        (("COPY models /src/models\n", ""), "models"),
        (("/opt/monitor/bin/pip", "/opt/monitors/bin/pip"), "/opt/monitors/bin/pip"),
    ],
)
def test_a_wrong_path_is_found(wrong: tuple[str, str], said: str, work: Path, image: Image, context: Path) -> None:
    """Each of these would only fail when somebody builds the image."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        spoilt = Path(folder) / "Containerfile"
        text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
        assert wrong[0] in text
        spoilt.write_text(text.replace(*wrong), encoding="utf-8")
        with pytest.raises(AssertionError, match=said):
            replay_build(spoilt, context, work / "slim", Path(folder))


def test_both_services_run(work: Path, image: Image) -> None:
    """The schedule takes its first turn and is healthy; then, and not before, the site starts and is healthy."""
    shutil.copy2(DEPLOY / "compose.yml", work)
    manifest = write_manifest(work, write_weeks(work, 2))
    with (
        Project(work / "compose.yml", image, work) as project,
        subprocess.Popen(
            project.inside(sys.executable, "-c", EDGAR, manifest),
            env=CLEAN | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as edgar,
    ):
        assert edgar.stdout is not None
        (work / "monitor.env").write_text(
            "# as compose.yml says\nMONITOR_IDENTITY=Your Name you@example.org\n"
            f"MONITOR_EDGAR_URL={edgar.stdout.readline().strip()}\n",
            encoding="utf-8",
        )
        assert project.services["site"]["depends_on"] == {"schedule": {"condition": "service_healthy"}}
        project.start("schedule")
        assert project.ask_health("schedule").code == 1  # nothing has run yet
        project.await_health("schedule")
        assert project.log("schedule") == ""
        data = project.volume("data")
        assert {path.stat().st_uid for path in data.rglob("*")} == {10001}
        assert sorted(path.name for path in data.iterdir()) == ["db", "feeds"]
        with sqlite3.connect(data / "db" / "monitor.db") as connection:
            assert connection.execute("SELECT count(*) FROM filings").fetchall() == [(2,)]
        project.start("site")
        project.await_health("site")
        host, _, target = project.services["site"]["ports"][0].split(":")
        assert (host, int(target) in image.ports) == ("127.0.0.1", True)
        # As from outside of the container: a site that listens on its 127.0.0.1 alone would not answer.
        asked = project.inside(
            sys.executable, "-c", GET, f"http://127.0.0.2:{target}/monitor/holdings_ledger.json?_shape=array"
        )
        told = json.loads(subprocess.run(asked, capture_output=True, check=True, timeout=30).stdout)
        assert [row["reported_units"] for row in told] == [1100, 1200]
        agents, _ = edgar.communicate("", timeout=20)
        assert agents.splitlines() == ["Your Name you@example.org"]
        os.utime(data / "db" / "health.json", (0, 0))
        assert project.ask_health("schedule").code == 1  # nothing ran for long
        started = project.list_processes()
    assert len(started) == 2
    until = time.monotonic() + 10
    while any(is_alive(pid) for pid in started):  # they are killed by the kernel, which takes a moment
        assert time.monotonic() < until, f"{started} go on after the project has ended"


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
