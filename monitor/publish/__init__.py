"""Publish: what people see; the site, the feeds, the calendar of freshness."""
