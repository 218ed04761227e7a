"""Where `pip install` of a replayed build gets its packages: lent by this environment, or from the registry.

Lent, they are mounted read-only where pip finds them installed: nothing is fetched, it takes seconds, and the step
fails when pyproject.toml asks for what is not there. From the registry they are fetched as the settings of this
machine's pip say, wheels only, since a slim image has no compiler.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

LENT = "/lent"
SETTINGS = ("etc/pip.conf", "etc/xdg/pip", "etc/resolv.conf", "etc/hosts", "etc/nsswitch.conf", "etc/ssl/certs")
PASSED = ("PIP_", "SSL_", "REQUESTS_", "CURL_", "HTTP_", "HTTPS_", "NO_PROXY")


def mounts(lent: bool) -> list[tuple[str, str]]:
    """Directories of this machine that are seen inside, read-only."""
    if lent:
        return [(sysconfig.get_path("purelib"), LENT)]
    asked = [sys.executable, "-m", "pip", "config", "list"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    local = set(re.findall(r"(?<![\w:/])(?:file://)?(/[\w./-]+)", told))  # wheels that lie here
    return [(path, path) for path in sorted(local) if Path(path).is_dir()]


def running(lent: bool) -> dict[str, str]:
    """What a program inside needs to find them."""
    return {"PYTHONPATH": LENT} if lent else {}


def building(lent: bool) -> dict[str, str]:
    """What pip needs to find them, and the tools that build a wheel."""
    if lent:
        return running(lent) | {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0"}  # 0 means: none
    passed = {name: value for name, value in os.environ.items() if name.upper().startswith(PASSED)}
    return passed | {"PIP_ONLY_BINARY": ":all:"}


def network(lent: bool) -> list[str]:
    """The arguments before those that run a step: without a network, unless packages are fetched."""
    return ["unshare", "--net"] if lent else []


def prepare(root: Path, lent: bool) -> None:
    """An engine gives a step the names of its hosts; ours gives it this machine's pip too."""
    for name in () if lent else SETTINGS:
        source, place = Path("/", name), root / name
        if source.is_dir():
            shutil.copytree(source, place, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy2(source, place)
