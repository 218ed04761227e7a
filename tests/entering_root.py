"""Run one command in a root directory as a container engine would: `python entering_root.py SPEC`. SPEC is JSON:

    root        the directory that becomes /
    mounts      [source, place, read_only]: directories of outside that are seen inside
    tmpfs       places with an empty file system in memory
    read_only   whether / may not be written
    user        [uid, gid]
    confined    no capability, and none to be had by any program (cap_drop: ALL, no-new-privileges)
    folder, environment, command

It is started in namespaces of its own (`unshare`), and so the mounts end with it.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 24, 38
CAPABILITIES = 64  # as many as a kernel can have; it refuses those that it does not know
DEVICES = ("null", "zero", "full", "random", "urandom")


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def enter(spec: dict[str, Any]) -> None:
    """Mount, and make the root the root; the working directory must exist there."""
    root = spec["root"]
    mount("--make-rprivate", "/")
    mount("--bind", root, root)
    for source, place, read_only in spec["mounts"]:
        Path(root + place).mkdir(parents=True, exist_ok=True)  # as an engine makes it
        mount("--bind", source, root + place)
        if read_only:
            mount("-o", "remount,bind,ro", root + place)
    mount("-t", "proc", "proc", f"{root}/proc")
    mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", f"{root}/dev")
    for name in DEVICES:
        Path(f"{root}/dev/{name}").touch()  # a place for the mount
        mount("--bind", f"/dev/{name}", f"{root}/dev/{name}")
    Path(f"{root}/dev/fd").symlink_to("/proc/self/fd")
    for place in spec["tmpfs"]:
        mount("-t", "tmpfs", "-o", "mode=1777", "tmpfs", root + place)
    if spec["read_only"]:
        mount("-o", "remount,bind,ro", root)
    os.chroot(root)
    os.chdir(spec["folder"])


def confine(libc: ctypes.CDLL) -> None:
    """Whatever is started from here has no rights and gets none."""
    for number in range(CAPABILITIES):
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no-new-privileges")


def main() -> None:
    spec = json.loads(sys.argv[1])
    libc = ctypes.CDLL(None, use_errno=True)
    enter(spec)
    if spec["confined"]:
        confine(libc)
    uid, gid = spec["user"]
    os.setgroups([gid])
    os.setgid(gid)
    os.setuid(uid)
    # `unshare --kill-child` asked for this, and a change of user forgets it: what runs ends with who ran it.
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the signal of a parent's death")
    os.execvpe(spec["command"][0], spec["command"], spec["environment"])  # noqa: S606 - found in the PATH of inside


if __name__ == "__main__":
    main()
