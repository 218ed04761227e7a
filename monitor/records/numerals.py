"""Small numbers as words, as filings and news write them out."""

CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
"""By number: ``CARDINALS[3]`` is "three"."""

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
"""In order: ``ORDINALS[2]`` is "third"."""
