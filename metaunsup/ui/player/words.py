"""What the player says, for it to be sent along."""

from __future__ import annotations

from metaunsup.words import WORDS, Say

BY_HAND = ".by_hand"  # ends the key of what is said in place of another sentence where a person sorts, too


def player_words(say: Say, *, by_hand: bool = False) -> dict[str, str]:
    """Every sentence of the player and the metrics, their gaps still open (the browser fills them).

    ``by_hand``: a person is among the learners, whose pictures in no group are no noise.
    """
    words = {key: say.with_gaps(key) for key in WORDS if key.startswith(("player.", "metric."))}
    instead = {key.removesuffix(BY_HAND): text for key, text in words.items() if key.endswith(BY_HAND)}
    return {**words, **instead} if by_hand else words
