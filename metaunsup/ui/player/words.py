"""What the player says, for it to be sent along."""

from __future__ import annotations

from metaunsup.words import LANGUAGES, WORDS, Say


def player_words(say: Say) -> dict[str, str]:
    """Every sentence of the player and the metrics, their gaps still open (the browser fills them)."""
    column = LANGUAGES.index(say.lang)
    return {key: pair[column] for key, pair in WORDS.items() if key.startswith(("player.", "metric."))}
