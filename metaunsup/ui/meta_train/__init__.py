"""The page of meta-training: a form with its estimate, and a training watched, paused, resumed."""
