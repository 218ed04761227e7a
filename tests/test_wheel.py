"""What a stranger installs: the wheel alone, in an environment of its own, run from an empty folder."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MADE_HERE = {".db", ".db-shm", ".db-wal"}  # what a run leaves in db/ is not part of the package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def monitor(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `monitor` command of a fresh environment that holds the wheel.

    Its dependencies are lent by the environment that runs the tests: installing them again would take minutes and
    prove nothing about our wheel. Only their folders are lent: the checkout, which an editable installation adds
    through a .pth file of its own, stays out of sight.
    """
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text("\n".join([*site.getsitepackages(), ""]), encoding="utf-8")
    return home / "bin" / "monitor"


def run(*command: str | Path, folder: Path) -> str:
    """Standard output of a command that must succeed, in a folder and with no settings of ours."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("MONITOR_", "EDGAR_"))}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_the_wheel_holds_all_that_is_read_at_run_time(wheel: Path) -> None:
    """The site, the models, the settings and the sample travel inside the package."""
    listed = subprocess.run(
        [
            "git",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "db",
            "models",
            "monitor",
            "monitor.toml",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    files = {name for name in listed.stdout.splitlines() if Path(name).suffix not in MADE_HERE}
    expected = {
        name if name.startswith("monitor/") else f"monitor/{name}" for name in files if (ROOT / name).exists()
    }
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_demo_runs_from_an_empty_folder(monitor: Path, tmp_path: Path) -> None:
    """Installed from the wheel, the whole road runs on the sample, and what it stored holds up."""
    run(monitor, "--quiet", "--db", "here/monitor.db", "demo", "--no-serve", folder=tmp_path)
    found = run(monitor, "--db", "here/monitor.db", "verify", folder=tmp_path)
    assert "quotes" in found
    code = "import monitor; print(monitor.__file__)"
    assert str(monitor.parents[1]) in run(monitor.with_name("python"), "-c", code, folder=tmp_path)
