"""The page of races: up to four learners on one task, recorded step by step and played in the browser."""
