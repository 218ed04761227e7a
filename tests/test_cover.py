"""Whose filing it is: what the cover says, and when that speaks against the one who is said to have filed it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from road_running import page

from monitor.readers import read_document
from monitor.readers.cover import Cover, find_wrong_issuer, read_cover
from monitor.settings import load_settings, packaged, unprofiled_issuer

PROFILES = load_settings(config=packaged("monitor.toml"), environ={}).issuers
MSTR, RIOT = (next(issuer for issuer in PROFILES if issuer.ticker == ticker) for ticker in ("MSTR", "RIOT"))


def cover_of(source: str) -> Cover:
    raw = source.encode()
    return read_cover(raw, read_document(raw, accession_number="0001050446-26-000001", type="8-K", url=""))


def test_a_modern_cover_names_and_tags_its_filer() -> None:
    """The registrant stands above its caption, the CIK in the hidden tags."""
    assert cover_of(page("Words.")) == Cover(ciks=frozenset({1050446}), registrant="Strategy Inc")


def test_an_old_cover_names_it_only() -> None:
    """Plain text, a rule of underscores between name and caption."""
    source = (
        "FORM 8-K\n\n               MICROSTRATEGY   INCORPORATED\n        ______________________________\n"
        "        (Exact Name of Registrant as Specified in Its Charter)\n\nItem 5. Other Events.\n"
    )
    assert cover_of(source) == Cover(ciks=frozenset(), registrant="MICROSTRATEGY INCORPORATED")


def test_a_page_without_a_cover_says_nothing() -> None:
    """A press release, or a reconstruction."""
    assert cover_of("<html><body><p>For immediate release.</p></body></html>") == Cover(
        ciks=frozenset(), registrant=None
    )


@pytest.mark.parametrize("name", ["MicroStrategy Incorporated", "MICROSTRATEGY INCORPORATED", "Strategy, Inc."])
def test_an_issuer_is_known_by_every_name_of_its_profile(name: str) -> None:
    """Former names count, and capitals and legal forms do not."""
    assert find_wrong_issuer(Cover(ciks=frozenset(), registrant=name), MSTR, PROFILES) is None


def test_a_name_of_another_issuer_is_wrong() -> None:
    """Not tagged, but the name is that of a profile."""
    found = find_wrong_issuer(Cover(ciks=frozenset(), registrant="RIOT PLATFORMS, INC."), MSTR, PROFILES)
    assert found == (
        "the cover names 'RIOT PLATFORMS, INC.', which is CIK 1167419 (RIOT), not 1050446 (Strategy Inc)"
    )


def test_a_name_of_another_issuer_is_wrong_for_one_without_a_profile() -> None:
    """A CIK with a slip in it belongs to nobody we know; the cover names somebody we know."""
    cover = Cover(ciks=frozenset(), registrant="MicroStrategy Incorporated")
    found = find_wrong_issuer(cover, unprofiled_issuer(1050447, "MicroStrategy Incorporated"), PROFILES)
    assert found == ("the cover names 'MicroStrategy Incorporated', which is CIK 1050446 (MSTR), not 1050447")


def test_an_unknown_name_proves_nothing() -> None:
    """Companies change their names before anybody changes a profile."""
    assert find_wrong_issuer(Cover(ciks=frozenset(), registrant="Bitcoin Treasury Co"), MSTR, PROFILES) is None


def test_a_tag_decides() -> None:
    """Against it no name counts."""
    cover = Cover(ciks=frozenset({1167419}), registrant="Strategy Inc")
    assert find_wrong_issuer(cover, RIOT, PROFILES) is None
    assert find_wrong_issuer(cover, MSTR, PROFILES) == (
        "the document is tagged as filed by CIK 1167419, not 1050446 (Strategy Inc)"
    )


def test_a_combined_filing_is_that_of_each_filer() -> None:
    """Parent and subsidiary file one document, with the CIK of each in its tags."""
    tag = '<ix:nonNumeric contextRef="s" name="dei:EntityCentralIndexKey"><span>0000004711</span></ix:nonNumeric>'
    cover = cover_of(page("Words.", tag))
    assert cover.ciks == {1050446, 4711}
    assert find_wrong_issuer(cover, MSTR, PROFILES) is None
    assert find_wrong_issuer(cover, unprofiled_issuer(4711), PROFILES) is None
    assert find_wrong_issuer(cover, RIOT, PROFILES) is not None


@given(st.text(max_size=80))
def test_any_registrant_is_taken_as_it_stands(name: str) -> None:
    """Nothing printed on a cover makes the check fail."""
    assert find_wrong_issuer(Cover(ciks=frozenset(), registrant=name), MSTR, [MSTR]) is None


def test_the_check_knows_its_own() -> None:
    """Each profile's own names never speak against it, whatever the others are called."""
    found = [
        find_wrong_issuer(Cover(ciks=frozenset(), registrant=name), issuer, PROFILES)
        for issuer in PROFILES
        for name in (issuer.name, *issuer.names)
    ]
    assert found == [None] * len(found)
