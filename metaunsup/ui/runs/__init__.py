"""The page of runs: a table to filter, one run in detail, curves of several."""
