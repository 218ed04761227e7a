"""Crawl: bytes from a source, stored raw before anybody reads them."""
