"""Sentences of meta-training: the page and the command."""

WORDS: dict[str, tuple[str, str]] = {}
