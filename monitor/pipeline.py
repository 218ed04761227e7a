"""The table of contents: crawl -> read -> extract -> judge -> store -> publish."""
