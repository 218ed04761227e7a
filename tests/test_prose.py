"""Sentences of ours on a page: code set as code, days and forms in one piece, all else escaped."""

from __future__ import annotations

import pytest

from monitor.publish.prose import write_prose


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("the view `changes` adds names", "the view <code>changes</code> adds names"),
        ("falls due on 2026-11-30, soon", 'falls due on <span class="whole">2026-11-30</span>, soon'),
        ("its 8-K/A and 10-Q", 'its <span class="whole">8-K/A</span> and <span class="whole">10-Q</span>'),
        ("0001193125-26-032731", "0001193125-26-032731"),
        ("`<b>` & <i>", "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"),
        ("a ` alone", "a ` alone"),
        (None, ""),
    ],
)
def test_prose(text: str | None, written: str) -> None:
    """What is written, and what is left as it is."""
    assert str(write_prose(text)) == written
