"""Sentences of the list of runs: the page and the command."""

WORDS: dict[str, tuple[str, str]] = {}
