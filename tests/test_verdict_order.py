"""The order in which the kinds of rules are asked."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

from monitor.judges import verdicts
from monitor.judges._accounted import COIN_RULES
from monitor.judges._particulars import ASSERTIONS, KINDS, SAYING_NOT
from monitor.judges.verdicts import fallback, order
from monitor.pipeline._evidence import SURE


def test_every_kind_is_asked_once() -> None:
    """A file that judges stands in the list, in one group, under a name of its own."""
    found = pkgutil.walk_packages(verdicts.__path__, f"{verdicts.__name__}.")
    modules = [importlib.import_module(one.name) for one in found if not one.ispkg]
    kinds = {one.__name__ for one in modules if hasattr(one, "judge")}
    assert Counter(one.__name__ for one in order.ORDER) == Counter(kinds)
    names = [one.__name__.rpartition(".")[2] for one in order.ORDER]
    assert len(set(names)) == len(names)  # a verdict names its judge by it


def test_the_last_word() -> None:
    """What no rule answers is answered last."""
    assert order.ORDER[-1] is fallback


def test_kinds_that_are_named_elsewhere_are_there() -> None:
    """What the guard leaves to a kind of rules it leaves to one that is asked."""
    weighing = (name for kind in (*KINDS, *ASSERTIONS) for name in kind.judges)
    named = {name for name in (*weighing, *SAYING_NOT, *COIN_RULES, *SURE) if name.startswith("verdicts.")}
    assert named <= {f"verdicts.{one.__name__.rpartition('.')[2]}" for one in order.ORDER}
