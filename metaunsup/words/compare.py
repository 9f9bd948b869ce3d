"""Sentences of comparing: the page, the command and its tables."""

WORDS: dict[str, tuple[str, str]] = {}
