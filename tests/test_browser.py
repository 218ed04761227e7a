"""The site in a real Chromium: two clicks to the sale, charts that read a day, words that stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chromium import complaints, leaving, set_screen, visit
from example_debts import NOTE
from example_filings import LAST_SALE_SENTENCE, TOLD, read_told

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser
CSS = "css selector"
OWN = [
    "/debt",
    "/obligations",
    "/coverage",
    "/stress",
    f"/instrument/{NOTE}",
]  # pages that Datasette does not make


def test_two_clicks_to_the_sentence_of_the_last_sale(browser: Chrome, address: str) -> None:
    """Home, all sales, the sentence: marked and in sight. From the card on the home page it is one click."""
    visit(browser, address)
    with leaving(browser):
        browser.find_element(CSS, '.pages a[href="/sales"]').click()
    with leaving(browser):
        browser.find_element(CSS, "tbody tr:first-child td.col-quote a").click()
    quote = browser.find_element(CSS, "#quote")
    assert quote.text == LAST_SALE_SENTENCE
    assert quote.is_displayed()
    visit(browser, address)
    with leaving(browser):
        browser.find_element(CSS, ".sale-card a").click()
    assert browser.find_element(CSS, "mark.quote").text == LAST_SALE_SENTENCE
    assert complaints(browser) == []


def test_the_page_scrolls_to_the_quote(browser: Chrome, address: str) -> None:
    """On a small screen the marked words are in sight, with the anchor in the link and without it."""
    set_screen(browser, 390, 300)
    document = read_told(TOLD[2])[1]
    start = document.text.index("After that")
    link = f"{address}/document/{document.document_id}?start={start}&end={start + 10}"
    for url in (link + "#quote", link):
        visit(browser, "about:blank")
        visit(browser, url)
        top, bottom = browser.execute_script(
            "const frame = document.getElementById('quote').getBoundingClientRect(); "
            "return [frame.top, frame.bottom]"
        )
        assert browser.execute_script("return window.scrollY") > 0
        assert 0 <= top < bottom <= 300


def test_the_chart_has_marks(browser: Chrome, address: str) -> None:
    """The line has a length, sales and gaps are in sight, and pointing or arrow keys read a day."""
    from selenium.webdriver import ActionChains, Keys

    visit(browser, address)
    chart = browser.find_element(CSS, "svg.chart-wide")
    assert (
        browser.execute_script("return arguments[0].querySelector('.line-holdings').getTotalLength()", chart) > 100
    )
    assert [sale.is_displayed() for sale in chart.find_elements(CSS, ".sale")] == [True, True]
    assert len(chart.find_elements(CSS, "rect.gap")) == 2
    readout = browser.find_element(CSS, ".readout")
    ActionChains(browser).move_to_element(chart).perform()
    assert readout.text == "22 Dec 2022: 89,827 bitcoin, average cost $24,035"
    chart.send_keys(Keys.ARROW_RIGHT)
    assert readout.text == "17 May 2026: 843,738 bitcoin, average cost $75,700"
    with leaving(browser):
        chart.send_keys(Keys.ENTER)
    assert browser.find_element(CSS, "mark.quote").text == "843,738"
    assert complaints(browser) == []


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_their_ground(browser: Chrome, address: str, *, dark: bool) -> None:
    """Contrast of text, links, labels and the marked quote in light and in dark: at least 4.5 (WCAG AA)."""
    set_screen(browser, 1280, 900, dark=dark)
    document = read_told(TOLD[5])[1]
    for url in (
        address,
        f"{address}/document/{document.document_id}?start=24&end=40",
        f"{address}/monitor/ledger",
        *(address + path for path in OWN),
    ):
        visit(browser, url)
        assert complaints(browser) == []
        found = browser.execute_script(CONTRAST)
        assert len(found) > 10
        assert [(words, ratio) for words, ratio in found if ratio < 4.5] == []


# Luminance and contrast as WCAG 2.1 defines them, for each element that has words of its own.
CONTRAST = """
const parse = (colour) => {
  const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
  return { r, g, b, a };
};
const over = (top, under) => ({ a: 1, ...Object.fromEntries(["r", "g", "b"].map(
  (c) => [c, top[c] * top.a + under[c] * (1 - top.a)])) });
const ground = (element) => {
  const own = parse(getComputedStyle(element).backgroundColor);
  if (own.a === 1) return own;
  return over(own, element.parentElement ? ground(element.parentElement) : { r: 255, g: 255, b: 255, a: 1 });
};
const light = ({ r, g, b }) => [r, g, b].map((v) => v / 255)
  .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
const found = [];
for (const element of document.querySelectorAll("body *:not(svg *):not(script)")) {
  const words = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent.trim()).join("");
  if (!words || !element.checkVisibility()) continue;
  const ink = parse(getComputedStyle(element).color);
  const [bright, dim] = [light(ink), light(ground(element))].sort((a, b) => b - a);
  found.push([words.slice(0, 40), Math.round(((bright + 0.05) / (dim + 0.05)) * 100) / 100]);
}
return found;
"""
