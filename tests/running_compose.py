"""The services of a compose file run without an engine: each with its environment, volumes, rights and health
check, in a root directory that a replayed build left, all in one network of their own that ends with them."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml
from replaying_build import Image, describe

# A network in which there is nothing but this machine; it lasts until its standard input is closed.
NETWORK = """
import fcntl, socket, struct, sys
with socket.socket() as asked:
    fcntl.ioctl(asked, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running
print("up", flush=True)
sys.stdin.read()
"""
MORTAL = ("setpriv", "--pdeathsig", "KILL")  # ends with who started it, however that ends


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Project:
    """A compose file and the image that all of its services run. Nothing runs before `start`."""

    def __init__(self, compose: Path, image: Image, work: Path) -> None:
        self.services: dict[str, Any] = yaml.safe_load(compose.read_text(encoding="utf-8"))["services"]
        self._folder, self._image, self._work = compose.parent, image, work
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Project:
        self._network = subprocess.Popen(
            [*MORTAL, "unshare", "--net", sys.executable, "-I", "-c", NETWORK],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._network.stdout is not None
        assert self._network.stdout.readline() == b"up\n"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (*self._running.values(), self._network):
            one.kill()  # and with it, by the kernel, all that it started (entering_root.py)
            one.wait()
            for stream in (one.stdin, one.stdout):
                if stream:
                    stream.close()

    def inside(self, *command: str | Path) -> list[str]:
        """The arguments that run a command of this machine in the network of the services."""
        return [*MORTAL, "nsenter", f"--net=/proc/{self._network.pid}/ns/net", *map(str, command)]

    def start(self, name: str) -> None:
        """As `up` does: entry point and command of the service, else of the image."""
        service = self.services[name]
        entrypoint = service.get("entrypoint", list(self._image.entrypoint))
        command = service.get("command", [] if "entrypoint" in service else list(self._image.command))
        with (self._work / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                self._enter(name, _told(entrypoint) + _told(command)), stdout=log, stderr=log
            )

    def list_processes(self) -> list[int]:
        """The first process of each service that was started."""
        parents = [one.pid for one in self._running.values()]
        told = [Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii") for pid in parents]
        return [int(pid) for line in told for pid in line.split()]

    def ask_health(self, name: str) -> Ended:
        """The health check of a service, once."""
        kind, *words = _told(self.services[name]["healthcheck"]["test"])
        command = {"CMD": words, "CMD-SHELL": ["/bin/sh", "-c", *words]}[kind]
        seconds = _seconds(self.services[name]["healthcheck"].get("timeout", "30s"))
        done = subprocess.run(
            self._enter(name, command), capture_output=True, text=True, check=False, timeout=seconds
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def await_health(self, name: str, seconds: float = 90) -> None:
        """Until its check passes. Raises AssertionError with what the service said when it ends before, or does
        not come up."""
        until = time.monotonic() + seconds
        while (found := self.ask_health(name)).code != 0:
            ended = self._running[name].poll()
            assert ended is None, f"{name} ended with exit code {ended}: {self.log(name)}"
            assert time.monotonic() < until, f"{name} is not healthy: {found}; {self.log(name)}"
            time.sleep(0.5)

    def log(self, name: str) -> str:
        """What a service said so far."""
        return (self._work / f"{name}.log").read_text(encoding="utf-8")

    def volume(self, name: str) -> Path:
        """Where a named volume lies. A new one begins as the image has its place, owners too."""
        folder = self._work / f"volume-{name}"
        if not folder.exists():
            (place,) = {place for _, place in map(_volume, self._volumes()) if _ == name}
            subprocess.run(["cp", "--archive", f"{self._image.root}{place}", folder], check=True)
        return folder

    def _volumes(self) -> Iterator[str]:
        for service in self.services.values():
            yield from service.get("volumes", [])

    def _enter(self, name: str, command: Sequence[str]) -> list[str]:
        service = self.services[name]
        volumes = [_volume(told) for told in service.get("volumes", [])]
        assert {place for _, place in volumes} >= set(self._image.volumes)
        return self.inside(
            *describe(
                self._image,
                command,
                self._environment(service),
                mounts=[[str(self.volume(source)), place, False] for source, place in volumes],
                tmpfs=service.get("tmpfs", []),
                read_only=service.get("read_only", False),
                confined=service.get("cap_drop") == ["ALL"]
                and "no-new-privileges:true" in service["security_opt"],
                user=str(service.get("user", self._image.user)),
            )
        )

    def _environment(self, service: Mapping[str, Any]) -> dict[str, str]:
        """The file first, then what the service says itself."""
        told: dict[str, str] = {}
        if "env_file" in service:
            for line in (self._folder / service["env_file"]).read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("#"):
                    name, _, value = line.partition("=")
                    told[name] = value
        return told | {name: _dollar(str(value)) for name, value in service.get("environment", {}).items()}


def _told(words: Sequence[str]) -> list[str]:
    assert not isinstance(words, str), f"{words!r}: a list of words is wanted"
    return [_dollar(word) for word in words]


def _dollar(word: str) -> str:
    """As compose hands it on: `$$` is a dollar sign; a single one would be a variable of whoever calls compose."""
    assert not re.search(r"(?<!\$)\$(?:\$\$)*(?!\$)", word), f"{word!r}: a single dollar sign"
    return word.replace("$$", "$")


def _volume(told: str) -> tuple[str, str]:
    source, place = told.split(":")
    return source, place


def _seconds(told: str) -> float:
    sizes = {"h": 3600, "m": 60, "s": 1}
    return sum(float(figure) * sizes[unit] for figure, unit in re.findall(r"(\d+)([hms])", told))
