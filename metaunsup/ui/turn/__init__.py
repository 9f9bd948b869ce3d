"""The page Your turn: a person sorts the same unlabelled pictures as the learners, against the clock."""
