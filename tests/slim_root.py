"""A root directory like that of the image which the Containerfile starts from, made of what is installed here.

`python:*-slim-*` is Debian's required packages, three more that its own recipe names, the libraries that Python is
linked with, and Python below /usr/local. It has no compiler, no curl and no git, and so a step or a health check
that asks for one fails here as it would there. Nothing is fetched.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

ADDED = ("ca-certificates", "netbase", "tzdata")  # as the recipe of the slim images adds them
MERGED = ("bin", "sbin", "lib", "lib64")  # links into /usr, since Debian 12
LEFT_OUT = re.compile(r"/usr/share/(?:doc|man|locale|info|lintian|bash-completion)/")
STDLIB = Path(sysconfig.get_paths(vars={"installed_base": sys.base_prefix})["stdlib"])
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"


def find_lack() -> str | None:
    """Why no such root can be made here; None when it can."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return "needs Linux and util-linux"
    if shutil.which("dpkg-query") is None or not Path("/bin").is_symlink():
        return "needs the packages of a Debian from 12 on"
    if subprocess.run(
        ["unshare", "--mount", "--pid", "--net", "true"], capture_output=True, check=False
    ).returncode:
        return "needs the right to make namespaces (root)"
    return None


def make_slim_root(root: Path) -> Path:
    """The directory, filled; Python's own library is mounted into it (`stdlib_mounts`)."""
    for name in (
        "proc",
        "dev",
        "sys",
        "tmp",
        "root",
        "home",
        "opt",
        "run",
        "srv",
        "var/empty",
        "etc",
        "var/tmp",
        "var/mail",
    ):
        (root / name).mkdir(parents=True)
    (root / "tmp").chmod(0o1777)
    for name in MERGED:
        (root / "usr" / name).mkdir(parents=True)
        (root / name).symlink_to(f"usr/{name}")
    _copy(_find_files(), root)
    local = root / "usr" / "local"
    (local / "bin").mkdir(parents=True, exist_ok=True)
    shutil.copy2(Path(sys.base_prefix, "bin", PYTHON).resolve(), local / "bin" / PYTHON)
    for name in ("python3", "python"):
        (local / "bin" / name).symlink_to(PYTHON)
    (local / "lib" / PYTHON).mkdir(parents=True)
    for library in Path(sys.base_prefix, "lib").glob(f"lib{PYTHON}*.so*"):
        shutil.copy2(library, local / "lib")
    _copy(_find_libraries([*_programs(root), *STDLIB.glob("lib-dynload/[!_]*.so"), *_modules_but_tk()]), root)
    for name in ("passwd", "group"):  # as the package base-passwd lays them down
        shutil.copy2(f"/usr/share/base-passwd/{name}.master", root / "etc" / name)
    (root / "etc" / "shadow").write_text("root:*:20000:0:99999:7:::\n", encoding="utf-8")
    subprocess.run(["ldconfig", "-r", root], check=True, capture_output=True)
    return root


def stdlib_mounts(root: Path) -> list[tuple[str, str]]:
    """What is mounted into the root, read-only: Python's library, and nothing where packages of here would be."""
    place = f"/usr/local/lib/{PYTHON}"
    return [(str(STDLIB), place), (f"{root}/var/empty", f"{place}/site-packages")]


def _find_files() -> list[Path]:
    """The files of the packages, by the names that dpkg knows them under."""
    form = "${Package}\t${Priority}\t${Pre-Depends}, ${Depends}\t${Provides}\t${db:Status-Status}\n"
    rows = [line.split("\t") for line in _lines(["dpkg-query", "--show", f"--showformat={form}"])]
    wanted_by = {name: _names(needs) for name, _, needs, _, status in rows if status == "installed"}
    provided_by = {virtual: name for name, _, _, provides, _ in rows for virtual in _names(provides)}
    waiting = [name for name, priority, *_ in rows if priority == "required" or name in ADDED]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        name = name if name in wanted_by else provided_by.get(name, name)
        if name not in found and name in wanted_by:  # of alternatives, those that are here
            found.add(name)
            waiting += wanted_by[name]
    listed = _lines(["dpkg-query", "--listfiles", *sorted(found)])
    paths = {Path(line) for line in listed if line.startswith("/") and not LEFT_OUT.match(line)}
    return [path for path in paths if path.is_symlink() or path.is_file()]


def _names(relation: str) -> list[str]:
    """ "libc6 (>= 2.36), debconf | debconf-2.0" -> the names in it."""
    return re.findall(r"(?:^|[,|])\s*([a-z0-9][a-z0-9+.-]+)", relation)


def _programs(root: Path) -> list[Path]:
    return [path for folder in ("bin", "sbin") for path in (root / "usr" / folder).iterdir() if path.is_file()]


def _modules_but_tk() -> list[Path]:
    return [path for path in STDLIB.glob("lib-dynload/_*.so") if not path.name.startswith("_tkinter")]


def _find_libraries(programs: Iterable[Path]) -> list[Path]:
    """What they are linked with, the links to it too."""
    done = subprocess.run(["ldd", *programs], capture_output=True, text=True, check=False)  # scripts among them
    named = {Path(name) for name in re.findall(r"(/(?:usr/)?lib\S*/\S+) \(0x", done.stdout)}
    return [*named, *(Path(path.parent, path.readlink()) for path in named if path.is_symlink())]


def _copy(paths: Iterable[Path], root: Path) -> None:
    names = "\0".join(sorted({str(path).lstrip("/") for path in paths}))
    packed = subprocess.Popen(
        ["tar", "--create", "--directory=/", "--no-recursion", "--null", "--files-from=-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=False,
    )
    unpacked = subprocess.Popen(
        ["tar", "--extract", "--keep-directory-symlink", "--directory", root], stdin=packed.stdout
    )
    assert packed.stdin is not None
    packed.stdin.write(names.encode())
    packed.stdin.close()
    assert (packed.wait(), unpacked.wait()) == (0, 0)


def _lines(command: list[str]) -> list[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
