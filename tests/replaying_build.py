"""A Containerfile replayed without an engine: each of its instructions, in the order written, in a root directory
of our own. What it does not know, it refuses.

The context is what a clone holds, less what the ignore file keeps out; packages come as `lending_packages` says.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import lending_packages
from slim_root import stdlib_mounts

ENTER = Path(__file__).with_name("entering_root.py")
ROOT_USER = "0:0"


@dataclass(frozen=True, kw_only=True)
class Image:
    """A root directory and how its programs are run."""

    root: Path
    lent: bool  # whether its packages are lent
    environment: Mapping[str, str] = field(
        default_factory=lambda: {"PATH": "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"}
    )
    user: str = ROOT_USER
    folder: str = "/"
    volumes: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()


def read_instructions(path: Path) -> list[tuple[str, str]]:
    """Word and rest of each instruction, continued lines joined."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not re.match(r"\s*(#|$)", line)]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [
        (word.upper(), rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())
    ]


def replay_build(containerfile: Path, context: Path, slim: Path, work: Path, *, lent: bool = True) -> Image:
    """The image of its last stage. `slim`: what every base image is taken to hold. Raises AssertionError with what
    a step said when it failed."""
    stages: dict[str, Image] = {}
    image: Image | None = None
    for word, rest in read_instructions(containerfile):
        if word == "FROM":
            _, _, name = rest.partition(" AS ")
            root = work / f"stage-{len(stages)}"
            copy_root(slim, root)
            lending_packages.prepare(root, lent)
            image = Image(root=root, lent=lent)
            stages[name or str(len(stages))] = image
            continue
        assert image is not None, "an instruction before FROM"
        image = _follow(word, rest, image, stages, context)
        stages[list(stages)[-1]] = image
    assert image is not None
    return image


def copy_root(slim: Path, root: Path) -> None:
    """Programs and libraries as links to the same files, which are replaced, never written to; the rest copied."""
    shutil.copytree(slim / "usr", root / "usr", symlinks=True, copy_function=os.link)
    shutil.copytree(slim, root, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("usr"))


def _follow(word: str, rest: str, image: Image, stages: Mapping[str, Image], context: Path) -> Image:
    if word == "RUN":
        assert not rest.startswith("--"), f"RUN {rest}: this replay knows no mounts"
        script, environment = ["/bin/sh", "-c", rest], lending_packages.building(image.lent)
        done = run_inside(image, script, environment)
        if done.returncode and not image.lent:  # a registry may fail once, and a build be started again
            done = run_inside(image, script, environment)
        said = f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
        assert done.returncode == 0, f"RUN {rest}\nended with exit code {done.returncode}: {said}"
    elif word == "COPY":
        _copy(rest, image, stages, context)
    elif word == "ENV":
        told = dict(pair.split("=", 1) for pair in shlex.split(rest))
        values = {name: _expand(value, image.environment) for name, value in told.items()}
        return replace(image, environment={**image.environment, **values})
    elif word == "WORKDIR":
        (image.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        return replace(image, folder=rest)
    elif word == "USER":
        return replace(image, user=rest)
    elif word == "VOLUME":
        return replace(image, volumes=(*image.volumes, *shlex.split(rest)))
    elif word == "EXPOSE":
        return replace(image, ports=(*image.ports, *(int(port) for port in rest.split())))
    elif word == "ENTRYPOINT":
        return replace(image, entrypoint=tuple(json.loads(rest)), command=())
    elif word == "CMD":
        return replace(image, command=tuple(json.loads(rest)))
    else:
        raise AssertionError(f"{word}: an instruction that this replay does not know")
    return image


def _expand(value: str, environment: Mapping[str, str]) -> str:
    return re.sub(r"\$\{?(\w+)\}?", lambda found: environment.get(found[1], ""), value)


# ── COPY, and what it may take ───────────────────────────────────────────────────────────────────────────


def make_context(repository: Path, ignore: Path, context: Path) -> Path:
    """What a clone of the repository holds (not committed yet, too), less what the ignore file keeps out."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=repository, capture_output=True, text=True, check=True).stdout
    patterns = [
        line for line in ignore.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    for name in listed.rstrip("\0").split("\0"):
        if (repository / name).is_file() and is_let_through(name, patterns):
            (context / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(repository / name, context / name)
    return context


def is_let_through(name: str, patterns: Sequence[str]) -> bool:
    """As Docker reads an ignore file: the last pattern counts that a path, or a folder above it, meets."""
    kept = True
    path = PurePosixPath(name)
    for pattern in patterns:
        meant = re.compile(_as_expression(pattern.removeprefix("!").strip("/")))
        if any(meant.fullmatch(str(part)) for part in (path, *path.parents)):
            kept = pattern.startswith("!")
    return kept


def _as_expression(pattern: str) -> str:
    """`*` stops at a slash, `**/` is any folders or none."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meant = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(meant.get(part, re.escape(part)) for part in parts)


def _copy(rest: str, image: Image, stages: Mapping[str, Image], context: Path) -> None:
    words = rest.split()
    source_root, copy = context, shutil.copy2
    while words[0].startswith("--"):
        option, _, value = words.pop(0).partition("=")
        assert option == "--from", f"COPY {option}: an option that this replay does not know"
        source_root, copy = stages[value].root, os.link  # hundreds of megabytes, which nothing writes to
    *sources, place = words
    target = image.root / PurePosixPath(image.folder, place).relative_to("/")
    assert len(sources) == 1 or place.endswith("/"), f"COPY {rest}: the place of several must end with a slash"
    for name in sources:
        source = source_root / name.lstrip("/")
        assert source.exists(), f"COPY {rest}: there is no {name} in what is copied from"
        if source.is_dir():  # its content is copied, not itself
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, copy_function=copy)
        else:
            end = target / source.name if place.endswith("/") else target
            end.parent.mkdir(parents=True, exist_ok=True)
            copy(source, end)


# ── running ──────────────────────────────────────────────────────────────────────────────────────────────


def find_user(image: Image, user: str) -> tuple[int, int, str]:
    """Number, group and home of a user, by name or number, as the image's own files have it."""
    name, _, group = user.partition(":")
    rows = [line.split(":") for line in (image.root / "etc" / "passwd").read_text(encoding="utf-8").splitlines()]
    row = next((row for row in rows if name in (row[0], row[2])), None)
    if row is None:
        assert name.isdigit(), f"USER {user}: the image has no such user"
        return int(name), int(group or 0), "/"
    return int(row[2]), int(group or row[3]), row[5]


def describe(image: Image, command: Sequence[str], environment: Mapping[str, str], **more: Any) -> list[str]:
    """The arguments that run a command inside, for a program that starts it in namespaces of its own."""
    uid, gid, home = find_user(image, more.get("user", image.user))
    outside = (*stdlib_mounts(image.root), *lending_packages.mounts(image.lent))
    spec = {
        "root": str(image.root),
        "mounts": [[*one, True] for one in outside] + more.get("mounts", []),
        "tmpfs": more.get("tmpfs", []),
        "read_only": more.get("read_only", False),
        "confined": more.get("confined", False),
        "user": [uid, gid],
        "folder": image.folder,
        "environment": {"HOME": home, **image.environment, **lending_packages.running(image.lent), **environment},
        "command": list(command),
    }
    alone = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    return [*alone, sys.executable, "-I", str(ENTER), json.dumps(spec)]


def run_inside(
    image: Image, command: Sequence[str], environment: Mapping[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        [*lending_packages.network(image.lent), *describe(image, command, environment or {}, **more)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
