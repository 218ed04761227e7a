"""axe-core, the checker of accessibility, when it is installed: `npm install --prefix .venv/axe axe-core`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = Path(os.environ.get("AXE_CORE") or Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js")
RUN = """
const done = arguments[arguments.length - 1];
const rules = arguments[0].length ? { runOnly: arguments[0] } : {};
axe.run(document, { resultTypes: ["violations"], ...rules }).then(
  (found) => done(found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => [one.id, one.nodes.slice(0, 3).map(
      (node) => node.target.join(" ") + ": " + node.html.slice(0, 90))])),
  (error) => done([["axe failed", [String(error)]]]));
"""


def find_violations(browser: Chrome, *rules: str) -> list[list[object]]:
    """What axe finds serious or critical on the page, by all its rules or by some: rule and where, at most three
    places each."""
    if not browser.execute_script("return 'axe' in window"):
        browser.execute_script(AXE.read_text(encoding="utf-8"))
    return list(browser.execute_async_script(RUN, list(rules)))
