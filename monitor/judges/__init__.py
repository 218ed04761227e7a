"""Judge: facts into a ledger. Pure: no clock, no disk, no network."""
