"""Which models are in use, without loading one: the language pipeline that is installed, and what was trained."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version

from monitor.extractors._language import PIPELINES
from monitor.settings import packaged

NOT_MODELS = ("floors.json",)


def find_models() -> dict[str, str]:
    """Name -> version: of a package its number, of weights that ship with the monitor the begin of their hash."""
    models = {}
    for name in PIPELINES:
        try:
            models[name] = version(name.replace("_", "-"))
        except PackageNotFoundError:
            continue
        break  # the first that is installed is used
    folder = packaged("models")
    for path in sorted(folder.glob("**/*.json")):
        if path.name not in NOT_MODELS:
            models[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return models
